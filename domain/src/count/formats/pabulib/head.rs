//! META and PROJECTS: everything before the ballots.

use std::collections::HashMap;
use std::io::BufRead;

use super::amounts::{Amounts, with_dot};
use super::{Header, Section, Source, WITHDRAWN};
use crate::count::budget::election::{Form, Meta, Money, Project, ProjectId};
use crate::count::formats::fault::{Fault, FaultCode, Place, WarningCode};
use crate::count::formats::records::escaped;
use crate::count::formats::{MAX_KEYS, MAX_OPTIONS};

/// What stands before the ballots.
pub(super) struct Head {
    pub(super) meta: Meta,
    pub(super) form: Form,
    pub(super) amounts: Amounts,
    pub(super) columns: Vec<String>,
    /// The place of every project by its id.
    pub(super) places: HashMap<ProjectId, u32>,
    /// Where each project stands in the file.
    pub(super) lines: Vec<Place>,
    /// How many ballots META speaks of, and where.
    pub(super) stated_ballots: Option<(u64, Place)>,
}

/// Reads up to the title VOTES.
pub(super) fn read<R: BufRead>(source: &mut Source<R>) -> Result<Head, Fault> {
    if source.row_before(Section::Meta)? {
        return Err(source.fault(FaultCode::BeforeSections, 0, source.records.cell(0)));
    }
    let keys = read_keys(source)?;
    let missing = |key| Fault::new(source.records.place(0), FaultCode::KeyMissing, key);
    let (budget, place) = keys.needed("budget").ok_or_else(|| missing("budget"))?;
    let (form, form_place) = keys.needed("vote_type").ok_or_else(|| missing("vote_type"))?;
    let form = Form::from_code(&form.to_ascii_lowercase());
    let form = form.ok_or_else(|| Fault::new(form_place, FaultCode::FormUnknown, keys.text("vote_type")))?;
    let mut amounts = Amounts { scale: 0, budget: Money::ZERO, projects: Vec::new() };
    let budget = match with_dot(&budget) {
        Some(with_dot) => {
            source.warnings.add(WarningCode::DecimalComma, || (place, budget));
            with_dot
        }
        None => budget,
    };
    amounts.budget = amounts.read(&budget).map_err(|code| Fault::new(place, code, &budget))?;
    let stated_projects = keys.number("num_projects", source);
    let stated_ballots = keys.number("num_votes", source);
    let meta = Meta(keys.entries);
    let places = HashMap::new();
    let mut head =
        Head { meta, form, amounts, columns: Vec::new(), places, lines: Vec::new(), stated_ballots };
    read_projects(source, &mut head)?;
    let found = u64::try_from(head.lines.len()).unwrap_or(u64::MAX);
    if let Some((stated, place)) = stated_projects
        && stated != found
    {
        source.warnings.add(WarningCode::OptionsDiffer, || (place, format!("{stated} ≠ {found}")));
    }
    Ok(head)
}

/// The rows of META with the places of their values.
struct Keys {
    entries: Vec<(String, String)>,
    places: Vec<Place>,
}

impl Keys {
    /// The value of a key and its place, if it stands there and is not empty.
    fn needed(&self, key: &str) -> Option<(String, Place)> {
        let index = self.entries.iter().position(|(name, value)| name == key && !value.is_empty())?;
        Some((self.entries[index].1.clone(), self.places[index]))
    }

    fn text(&self, key: &str) -> &str {
        self.entries.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value)
    }

    /// A number that is only compared.
    fn number<R: BufRead>(&self, key: &str, source: &mut Source<R>) -> Option<(u64, Place)> {
        let (text, place) = self.needed(key)?;
        let number = super::whole(&text).and_then(|number| u64::try_from(number).ok());
        if number.is_none() {
            source.warnings.add(WarningCode::NumberInvalid, || (place, text));
        }
        number.map(|number| (number, place))
    }
}

/// Keys whose values decide what is counted: two different ones leave nothing to count.
const DECISIVE: [&str; 5] = ["budget", "vote_type", "rule", "min_project_score_threshold", "max_length"];

fn read_keys<R: BufRead>(source: &mut Source<R>) -> Result<Keys, Fault> {
    let mut keys = Keys { entries: Vec::new(), places: Vec::new() };
    let mut first = true;
    while source.row_before(Section::Projects)? {
        let is_header = ["key", "value"]
            .iter()
            .zip(0..)
            .all(|(name, i)| source.records.cell(i).eq_ignore_ascii_case(name));
        if std::mem::take(&mut first) {
            if is_header {
                continue;
            }
            source.warn(WarningCode::HeaderMissing, 0);
        }
        if keys.entries.len() == MAX_KEYS {
            return Err(source.fault(FaultCode::TooManyKeys, 0, ""));
        }
        source.check_width(2);
        let (key, value) = (source.records.cell(0), source.records.cell(1));
        // Files have some dozen keys; only those few that decide are looked for.
        if DECISIVE.contains(&key) && keys.entries.iter().any(|(name, _)| name == key) {
            if keys.text(key) != value {
                return Err(source.fault(FaultCode::KeyTwice, 0, key));
            }
            source.warn(WarningCode::KeyTwice, 0);
            continue;
        }
        keys.entries.push((key.to_owned(), value.to_owned()));
        keys.places.push(source.records.place(1));
    }
    Ok(keys)
}

/// Where the columns of PROJECTS stand that are not kept as they are.
struct Columns {
    id: usize,
    cost: usize,
    name: Option<usize>,
    votes: Option<usize>,
    score: Option<usize>,
    selected: Option<usize>,
    /// All others.
    more: Vec<usize>,
}

impl Columns {
    fn new(header: &Header) -> Option<Self> {
        let find = |name| header.find(name);
        let (id, cost) = (find("project_id")?, find("cost")?);
        let (name, votes, score, selected) = (find("name"), find("votes"), find("score"), find("selected"));
        let known = [Some(id), Some(cost), name, votes, score, selected];
        let is_more = |index: &usize| !known.contains(&Some(*index)) && !header.names[*index].is_empty();
        let more = (0..header.names.len()).filter(is_more).collect();
        Some(Self { id, cost, name, votes, score, selected, more })
    }
}

fn read_projects<R: BufRead>(source: &mut Source<R>, head: &mut Head) -> Result<(), Fault> {
    let header = source.header(Section::Projects, &["project_id", "cost"])?;
    let Some(columns) = Columns::new(&header) else { return Ok(()) };
    head.columns = columns.more.iter().map(|index| header.names[*index].clone()).collect();
    while source.row_before(Section::Votes)? {
        source.check_width(header.names.len());
        let id = source.records.cell(columns.id);
        if id.is_empty() {
            return Err(source.fault(FaultCode::IdMissing, columns.id, ""));
        }
        let id = ProjectId::new(id);
        if id.as_str().contains(',') {
            source.warn(WarningCode::IdWithComma, columns.id);
        }
        let place = u32::try_from(head.lines.len()).unwrap_or(u32::MAX);
        if head.lines.len() == MAX_OPTIONS {
            return Err(source.fault(FaultCode::TooManyOptions, columns.id, ""));
        }
        if head.places.insert(id.clone(), place).is_some() {
            return Err(source.fault(FaultCode::ProjectTwice, columns.id, id.as_str()));
        }
        let project = Project {
            cost: read_cost(source, columns.cost, &mut head.amounts)?,
            name: columns.name.map(|i| source.records.cell(i).to_owned()).filter(|name| !name.is_empty()),
            votes: columns.votes.and_then(|i| source.number(i)).and_then(|number| u64::try_from(number).ok()),
            score: columns.score.and_then(|i| source.number(i)),
            selected: columns
                .selected
                .and_then(|i| source.number(i))
                .and_then(|code| u8::try_from(code).ok()),
            more: more(source, &columns.more),
            id,
        };
        head.amounts.projects.push(project);
        head.lines.push(source.records.place(0));
    }
    Ok(())
}

fn read_cost<R: BufRead>(
    source: &mut Source<R>,
    cell: usize,
    amounts: &mut Amounts,
) -> Result<Option<Money>, Fault> {
    let text = source.records.cell(cell);
    let changed = with_dot(text);
    // Not an amount, so it has no scale.
    let places = Money::places(text);
    if Money::parse(text, places).is_some_and(|cost| Money::parse(WITHDRAWN, places) == Some(cost)) {
        return Ok(None);
    }
    let cost = amounts.read(changed.as_deref().unwrap_or(text));
    let cost = cost.map_err(|code| source.fault(code, cell, text))?;
    if changed.is_some() {
        source.warn(WarningCode::DecimalComma, cell);
    }
    Ok(Some(cost))
}

/// The cells that are kept as they are.
fn more<R: BufRead>(source: &Source<R>, columns: &[usize]) -> Box<str> {
    let mut kept = String::new();
    for (index, column) in columns.iter().enumerate() {
        if index > 0 {
            kept.push(';');
        }
        kept.push_str(&escaped(source.records.cell(*column)));
    }
    kept.into_boxed_str()
}
