//! Our own ballots as JSON Lines, for votes of every form, weights among them: `docs/formats.md` describes them.
//!
//! The first line says what is voted on, each other line is a ballot, or a number of equal ones:
//!
//! ```json
//! {"format":"yishi-ballots/1","title":"停车方案","options":["地下","路边"]}
//! {"ranking":[[2],[1]],"weight":8952}
//! ```

use std::collections::HashMap;
use std::io::BufRead;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::MAX_OPTIONS;
use super::answers::{self, Answers};
use super::fault::{Fault, FaultCode, Place};
use super::records::Lines;
use crate::count::ballot::OptionNo;
use crate::count::budget::election::{Election, Form, Group, Mark, Meta, Money, Project, ProjectId};
use crate::count::choice::Marks;
use crate::count::profile::Cast;
use crate::count::sort;

/// The version of a file of ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum Format {
    #[serde(rename = "yishi-ballots/1")]
    Choice,
    #[serde(rename = "yishi-budget-ballots/1")]
    Budget,
    #[serde(rename = "yishi-answers/1")]
    Answers,
}

/// The first line, as far as it says what the others are.
#[derive(Deserialize)]
struct Kind {
    format: Format,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceHead {
    #[serde(rename = "format")]
    _format: Format,
    #[serde(default)]
    title: String,
    options: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BudgetHead {
    #[serde(rename = "format")]
    _format: Format,
    #[serde(default)]
    title: String,
    form: Form,
    budget: String,
    projects: Vec<ProjectLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProjectLine {
    id: String,
    cost: Option<String>,
    name: Option<String>,
}

/// A ballot among options: one of the three, or none of them if it is blank.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceLine {
    options: Option<Vec<OptionNo>>,
    numbers: Option<Vec<(OptionNo, u32)>>,
    ranking: Option<Vec<Vec<OptionNo>>>,
    count: Option<u64>,
    weight: Option<u64>,
    #[serde(rename = "voter")]
    _voter: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BudgetLine {
    projects: Vec<String>,
    points: Option<Vec<u64>>,
    count: Option<u64>,
    weight: Option<u64>,
    #[serde(rename = "voter")]
    _voter: Option<String>,
}

/// What a file holds.
pub enum File<R> {
    /// Ballots among options.
    Choice(ChoiceFile<R>),
    /// Ballots about a budget, all of them.
    Budget(BudgetBallots),
    /// Answers to questions, their sums.
    Answers(Answers),
}

/// A budget with its ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetBallots {
    /// The election, equal ballots merged.
    pub election: Election,
    /// For each of its groups the sum of their weights, if any ballot has one.
    pub weights: Option<Vec<u64>>,
}

/// A file of ballots among options, whose first line was read.
pub struct ChoiceFile<R> {
    lines: Lines<R>,
    /// What is voted on; may be empty.
    pub title: String,
    /// What the options are called, in the order of their numbers.
    pub options: Vec<String>,
    /// What the ballots before had marks of.
    kind: Option<std::mem::Discriminant<Marks>>,
    /// What stands for the marks of a ballot that has none.
    blank: Marks,
}

/// Reads the first line; all lines, unless they are ballots among options.
pub fn open<R: BufRead>(input: R) -> Result<File<R>, Fault> {
    match first_line(input)? {
        (Format::Choice, lines) => open_choice(lines).map(File::Choice),
        (Format::Budget, lines) => read_budget(lines).map(File::Budget),
        (Format::Answers, lines) => answers::read(lines).map(File::Answers),
    }
}

/// Reads the first line of ballots among options; `None` if they are others.
pub fn choice<R: BufRead>(input: R) -> Result<Option<ChoiceFile<R>>, Fault> {
    match first_line(input)? {
        (Format::Choice, lines) => open_choice(lines).map(Some),
        (Format::Budget | Format::Answers, _) => Ok(None),
    }
}

/// Reads ballots about a budget; `None` if they are others.
pub fn budget<R: BufRead>(input: R) -> Result<Option<BudgetBallots>, Fault> {
    match first_line(input)? {
        (Format::Budget, lines) => read_budget(lines).map(Some),
        (Format::Choice | Format::Answers, _) => Ok(None),
    }
}

/// Reads answers to questions; `None` if they are other ballots.
pub fn answers<R: BufRead>(input: R) -> Result<Option<Answers>, Fault> {
    match first_line(input)? {
        (Format::Answers, lines) => answers::read(lines).map(Some),
        (Format::Choice | Format::Budget, _) => Ok(None),
    }
}

fn first_line<R: BufRead>(input: R) -> Result<(Format, Lines<R>), Fault> {
    let mut lines = Lines::new(input);
    if !lines.advance()? {
        return Err(Fault::new(lines.end(), FaultCode::JsonInvalid, "format"));
    }
    let Kind { format } = json(&lines)?;
    Ok((format, lines))
}

fn open_choice<R: BufRead>(lines: Lines<R>) -> Result<ChoiceFile<R>, Fault> {
    let ChoiceHead { title, options, .. } = json(&lines)?;
    if options.len() > MAX_OPTIONS {
        return Err(Fault::new(lines.place(0), FaultCode::TooManyOptions, ""));
    }
    Ok(ChoiceFile { lines, title, options, kind: None, blank: Marks::Options(Vec::new()) })
}

/// The line at hand.
pub(super) fn json<T: DeserializeOwned, R: BufRead>(lines: &Lines<R>) -> Result<T, Fault> {
    crate::count::json::read(lines.line())
        .map_err(|error| Fault::new(lines.place(error.offset()), FaultCode::JsonInvalid, &error.to_string()))
}

/// How many ballots a line is, and what they weigh together.
fn cast(count: Option<u64>, weight: Option<u64>, place: Place) -> Result<Cast, Fault> {
    let ballots = count.unwrap_or(1);
    if ballots == 0 {
        return Err(Fault::new(place, FaultCode::CountInvalid, "0"));
    }
    let weight = ballots.checked_mul(weight.unwrap_or(1));
    let weight = weight.ok_or_else(|| Fault::new(place, FaultCode::TooManyVoters, ""))?;
    Ok(Cast { ballots, weight })
}

impl<R: BufRead> ChoiceFile<R> {
    /// Sets what blank ballots are: marks of the kind that the rule reads, without any.
    #[must_use]
    pub fn with_blank(self, blank: Marks) -> Self {
        Self { blank, ..self }
    }

    /// The next ballots; `None` behind the last. Whether their marks fit, the rule's form decides.
    pub fn next_ballots(&mut self) -> Result<Option<(Marks, Cast)>, Fault> {
        loop {
            if !self.lines.advance()? {
                return Ok(None);
            }
            if !self.lines.line().trim().is_empty() {
                break;
            }
        }
        let ChoiceLine { options, numbers, ranking, count, weight, .. } = json(&self.lines)?;
        let place = self.lines.place(0);
        let cast = cast(count, weight, place)?;
        let differs = || Fault::new(place, FaultCode::FormDiffers, "");
        let marks = match (options, numbers, ranking) {
            (Some(options), None, None) => Marks::Options(options),
            (None, Some(numbers), None) => Marks::Numbers(numbers),
            (None, None, Some(ranking)) => Marks::Ranking(ranking),
            (None, None, None) => return Ok(Some((self.blank.clone(), cast))),
            _ => return Err(differs()),
        };
        let kind = std::mem::discriminant(&marks);
        if *self.kind.get_or_insert(kind) == kind { Ok(Some((marks, cast))) } else { Err(differs()) }
    }
}

fn read_budget<R: BufRead>(mut lines: Lines<R>) -> Result<BudgetBallots, Fault> {
    let head: BudgetHead = json(&lines)?;
    let place = lines.place(0);
    let (mut election, known) = open_election(head, place)?;
    let mut ballots: Vec<(Box<[Mark]>, Cast)> = Vec::new();
    let (mut weighted, mut received) = (false, Cast::NONE);
    while lines.advance()? {
        if lines.line().trim().is_empty() {
            continue;
        }
        let line: BudgetLine = json(&lines)?;
        let place = lines.place(0);
        weighted |= line.weight.is_some();
        let cast = cast(line.count, line.weight, place)?;
        let marks = marks(&line, election.form, &known, place)?;
        received = received.plus(cast).map_err(|_large| Fault::new(place, FaultCode::TooManyVoters, ""))?;
        ballots.push((marks, cast));
    }
    let mut weights = Vec::new();
    sort::ascending(&mut ballots);
    for (choices, cast) in ballots {
        match (election.groups.last_mut(), weights.last_mut()) {
            (Some(group), Some(weight)) if group.choices == choices => {
                // No sum is above `received`, which was checked.
                group.count = group.count.saturating_add(cast.ballots);
                *weight = cast.weight.saturating_add(*weight);
            }
            _ => {
                election.groups.push(Group { choices, count: cast.ballots });
                weights.push(cast.weight);
            }
        }
    }
    Ok(BudgetBallots { election, weights: weighted.then_some(weights) })
}

/// The places of projects by their ids.
type Places = HashMap<ProjectId, u32>;

fn open_election(head: BudgetHead, place: Place) -> Result<(Election, Places), Fault> {
    let BudgetHead { title, form, budget, projects, .. } = head;
    if projects.len() > MAX_OPTIONS {
        return Err(Fault::new(place, FaultCode::TooManyOptions, ""));
    }
    let amounts =
        || std::iter::once(&budget).chain(projects.iter().filter_map(|project| project.cost.as_ref()));
    let scale = amounts().map(|text| Money::places(text)).max().unwrap_or(0);
    let money = |text: &str| {
        let invalid = if Money::parse(text, Money::places(text)).is_some() {
            FaultCode::AmountTooLarge
        } else {
            FaultCode::AmountInvalid
        };
        Money::parse(text, scale).ok_or_else(|| Fault::new(place, invalid, text))
    };
    let mut places = Places::new();
    let mut read = Vec::with_capacity(projects.len());
    for (number, ProjectLine { id, cost, name }) in (0..).zip(&projects) {
        if id.is_empty() {
            return Err(Fault::new(place, FaultCode::IdMissing, ""));
        }
        if places.insert(ProjectId::new(id), number).is_some() {
            return Err(Fault::new(place, FaultCode::ProjectTwice, id));
        }
        let cost = cost.as_deref().map(money).transpose()?;
        read.push(Project { name: name.clone(), ..Project::new(id, cost) });
    }
    let mut election = Election::without_ballots(scale, money(&budget)?, form, read);
    if !title.is_empty() {
        election.meta = Meta(vec![("description".to_owned(), title)]);
    }
    Ok((election, places))
}

fn marks(line: &BudgetLine, form: Form, known: &Places, place: Place) -> Result<Box<[Mark]>, Fault> {
    let fault = |code, shown: &str| Fault::new(place, code, shown);
    if form.has_points() != line.points.is_some() {
        return Err(fault(FaultCode::FormDiffers, ""));
    }
    let points = line.points.as_deref().unwrap_or_default();
    if form.has_points() && points.len() != line.projects.len() {
        return Err(fault(FaultCode::PointsMissing, ""));
    }
    let points = points.iter().copied().chain(std::iter::repeat(1));
    let mut marks: Vec<Mark> = Vec::with_capacity(line.projects.len());
    for (id, points) in line.projects.iter().zip(points) {
        let project = *known.get(id.as_str()).ok_or_else(|| fault(FaultCode::OptionUnknown, id))?;
        marks.push((project, points));
    }
    let mut sorted = marks.clone();
    sort::ascending(&mut sorted);
    if let Some(pair) = sorted.windows(2).find(|pair| matches!(pair, [one, next] if one.0 == next.0)) {
        let twice =
            line.projects.iter().find(|id| known.get(id.as_str()) == pair.first().map(|mark| &mark.0));
        return Err(fault(FaultCode::OptionTwice, twice.map_or("", String::as_str)));
    }
    Ok(if form == Form::Ordinal { marks.into() } else { sorted.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHOICE: &str = "{\"format\":\"yishi-ballots/1\",\"title\":\"停车\",\"options\":[\"a\",\"b\"]}\n\
                          {\"ranking\":[[2],[1]],\"weight\":8952}\n\n{\"ranking\":[[1,2]],\"count\":3}\n{\"voter\":\"v\"}\n";
    const BUDGET: &str = "{\"format\":\"yishi-budget-ballots/1\",\"form\":\"cumulative\",\"budget\":\"10.50\",\
                          \"projects\":[{\"id\":\"a\",\"cost\":\"7\"},{\"id\":\"b\",\"cost\":null,\"name\":\"B\"}]}\n\
                          {\"projects\":[\"b\",\"a\"],\"points\":[1,2],\"weight\":5}\n\
                          {\"projects\":[\"a\",\"b\"],\"points\":[2,1],\"count\":2}\n{\"projects\":[],\"points\":[]}\n";

    fn choice(text: &str) -> Result<Vec<(Marks, Cast)>, Fault> {
        let File::Choice(mut file) = open(text.as_bytes())? else { panic!("a file of options") };
        file = file.with_blank(Marks::Ranking(Vec::new()));
        let mut all = Vec::new();
        while let Some(ballots) = file.next_ballots()? {
            all.push(ballots);
        }
        Ok(all)
    }

    fn budget(text: &str) -> Result<BudgetBallots, Fault> {
        match open(text.as_bytes())? {
            File::Budget(ballots) => Ok(ballots),
            File::Choice(_) | File::Answers(_) => panic!("a file of a budget"),
        }
    }

    #[test]
    fn ballots_among_options() {
        let ranking = |tiers: &[&[u16]]| {
            Marks::Ranking(tiers.iter().map(|tier| tier.iter().copied().map(OptionNo).collect()).collect())
        };
        let expected = vec![
            (ranking(&[&[2], &[1]]), Cast { ballots: 1, weight: 8952 }),
            (ranking(&[&[1, 2]]), Cast::heads(3)),
            (ranking(&[]), Cast::heads(1)),
        ];
        assert_eq!(choice(CHOICE), Ok(expected));
    }

    #[test]
    fn ballots_about_a_budget_are_merged_with_their_weights() {
        let BudgetBallots { election, weights } = budget(BUDGET).expect("a good file");
        assert_eq!((election.scale, election.budget), (1, Money(105)));
        assert_eq!(election.projects.iter().map(|p| p.cost).collect::<Vec<_>>(), [Some(Money(70)), None]);
        let groups: Vec<_> = election.groups.iter().map(|group| (&*group.choices, group.count)).collect();
        assert_eq!(groups, [(&[][..], 1), (&[(0, 2), (1, 1)][..], 3)]);
        assert_eq!(weights, Some(vec![1, 7]));
        assert_eq!(budget(&BUDGET.replace(",\"weight\":5", "")).expect("a good file").weights, None);
    }

    #[test]
    fn every_fault_says_where_and_why() {
        for (text, from, to, expected) in [
            (CHOICE, "yishi-ballots/1", "other", "1:17 json_invalid"),
            (CHOICE, "\"options\":[\"a\",\"b\"]", "\"option\":[]", "1:49 json_invalid"),
            (CHOICE, "\"count\":3", "\"count\":0", "4:1 count_invalid"),
            (CHOICE, "\"count\":3", "\"cuont\":3", "4:26 json_invalid"),
            (CHOICE, "\"ranking\":[[1,2]]", "\"options\":[1]", "4:1 form_differs"),
            (CHOICE, "\"count\":3", "\"count\":3,\"weight\":18446744073709551615", "4:1 too_many_voters"),
            (BUDGET, "10.50", "ten", "1:1 amount_invalid"),
            (BUDGET, "\"id\":\"b\"", "\"id\":\"a\"", "1:1 project_twice"),
            (BUDGET, "\"id\":\"b\"", "\"id\":\"\"", "1:1 id_missing"),
            (BUDGET, "[\"b\",\"a\"]", "[\"b\",\"c\"]", "2:1 option_unknown"),
            (BUDGET, "[\"b\",\"a\"]", "[\"b\",\"b\"]", "2:1 option_twice"),
            (BUDGET, "[1,2]", "[1]", "2:1 points_missing"),
            (BUDGET, ",\"points\":[1,2]", "", "2:1 form_differs"),
        ] {
            let text = text.replacen(from, to, 1);
            let fault = open(text.as_bytes()).and_then(|file| match file {
                File::Choice(_) => choice(&text).map(drop),
                File::Budget(_) | File::Answers(_) => Ok(()),
            });
            let fault = fault.expect_err(to);
            assert_eq!(format!("{} {}", fault.place, fault.code.code()), expected, "{}", fault.shown);
        }
        assert_eq!(open(&b""[..]).map(|_| ()).expect_err("nothing").code, FaultCode::JsonInvalid);
    }
}
