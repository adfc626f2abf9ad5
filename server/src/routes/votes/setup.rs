//! Setting a vote up: the form, its several questions, and what they are read as.

use super::find;
use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::Posted;
use app::pages::votes::{FIELDS, Fields};
use app::text::notice::Notice;
use app::{pages, path};
use axum::extract::{Path, Query};
use domain::count::budget::election::Form as BudgetForm;
use domain::count::inequality::{Fraction, Threshold};
use domain::count::manifest::{Agreement, Base, Participation};
use domain::id::{BodyId, ProposalId};
use domain::measure::{Fen, half_width};
use domain::policy::{self, Action};
use domain::problem::FieldProblem;
use domain::time::{LocalDay, Timestamp};
use domain::votes::question::{OPTIONS_MAX, OPTIONS_MIN, Purse};
use domain::votes::{
    ElectorateKind, Method, OwnersMatter, Reach, VoteKind, earliest_opening, notice_is_long_enough,
};
use domain::words::{Body, Label, Title};
use serde::Deserialize;
use service::communities::Community;
use service::votes::Scope;
use service::votes::conduct::{self, Offers};
use service::votes::read::Vote;
use service::votes::setup::{self as acts, By, NewOption, NewQuestion, NewVote};
use service::{Error, local};

/// Which issue a new vote answers.
#[derive(Deserialize)]
pub(super) struct Asked {
    issue: Option<i64>,
}

/// The form.
pub(super) async fn new(mut visit: Visit, Path(slug): Path<String>, asked: Query<Asked>) -> Answer {
    let community = visit.enter(&slug).await?;
    let offers = conduct::offers(&mut visit.snapshot, &visit.reader.actor, community.id, asked.issue).await?;
    let filled = pages::votes::filled(&community.time_zone, None, asked.issue);
    let form = visit.fresh_form().or_filled(filled);
    Ok(visit.page(|cx| pages::votes::set_up(cx, &form, &offers, None)))
}

/// Sets the vote up.
pub(super) async fn set_up(mut visit: Visit, Path(slug): Path<String>, mut posted: Posted) -> Answer {
    let community = visit.enter(&slug).await?;
    let issue = posted.raw("issue").parse().ok();
    let offers = conduct::offers(&mut visit.snapshot, &visit.reader.actor, community.id, issue).await?;
    if changes_questions(&posted) {
        let form = posted.into_form();
        return Ok(visit.page(|cx| pages::votes::set_up(cx, &form, &offers, None)));
    }
    let Some(vote) = parse(&mut posted, &community, &offers, visit.snapshot.now()) else {
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::votes::set_up(cx, &form, &offers, None)));
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match acts::set_up(&hall, &actor, key, vote).await {
        Ok(number) => see_other(&path::conduct_vote(&slug, number), Notice::VoteKept),
        Err(error) => {
            let form = refused(posted, error)?;
            Ok(visit.again(|cx| pages::votes::set_up(cx, &form, &offers, None)))
        }
    }
}

/// The draft's form.
pub(super) async fn edit(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let (community, vote) = find(&mut visit, &slug, &number).await?;
    conducts(&visit, &community, &vote)?;
    let issue = vote.issue.as_ref().map(|(number, _)| *number);
    let offers = conduct::offers(&mut visit.snapshot, &visit.reader.actor, community.id, issue).await?;
    let form = visit.fresh_form().or_filled(pages::votes::filled(&community.time_zone, Some(&vote), issue));
    Ok(visit.page(|cx| pages::votes::set_up(cx, &form, &offers, Some(&vote))))
}

fn conducts(visit: &Visit, community: &Community, vote: &Vote) -> Result<(), Failure> {
    let facts = vote.facts(community.id, false);
    policy::may(visit.actor(), &Action::ConductVote(facts)).map_err(|denied| Error::from(denied).into())
}

/// Changes the draft.
pub(super) async fn change(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (community, draft) = find(&mut visit, &slug, &number).await?;
    conducts(&visit, &community, &draft)?;
    let issue = posted.raw("issue").parse().ok();
    let offers = conduct::offers(&mut visit.snapshot, &visit.reader.actor, community.id, issue).await?;
    let version = posted.raw("version").parse().unwrap_or(-1);
    if changes_questions(&posted) {
        let form = posted.into_form();
        return Ok(visit.page(|cx| pages::votes::set_up(cx, &form, &offers, Some(&draft))));
    }
    let Some(vote) = parse(&mut posted, &community, &offers, visit.snapshot.now()) else {
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::votes::set_up(cx, &form, &offers, Some(&draft))));
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match acts::change(&hall, &actor, key, draft.id, version, vote).await {
        Ok(()) => see_other(&path::conduct_vote(&slug, draft.number), Notice::VoteKept),
        Err(error) => {
            let form = refused(posted, error)?;
            // What was kept meanwhile is read again.
            visit.snapshot = hall.read().await?;
            let (_, draft) = find(&mut visit, &slug, &number).await?;
            Ok(visit.again(|cx| pages::votes::set_up(cx, &form, &offers, Some(&draft))))
        }
    }
}

/// Whether the button was pressed that adds a question, or takes the last away: the form comes back, nothing is kept.
fn changes_questions(posted: &Posted) -> bool {
    matches!(posted.raw("do"), "add" | "drop")
}

/// What the scope of an owners' vote on these matters must be at least, where it is less.
fn too_narrow(vote: &NewVote) -> Option<FieldProblem> {
    let reach = vote.scope.reach()?;
    let least = vote.questions.iter().filter_map(|question| match question.by {
        By::Owners(matter) => Some(matter.least_reach()),
        By::OwnersElection { .. } => Some(OwnersMatter::Committee.least_reach()),
        _ => None,
    });
    match least.max().filter(|least| reach < *least)? {
        Reach::Entrance | Reach::Building => Some(FieldProblem::NeedsWholeBuilding),
        Reach::Compound => Some(FieldProblem::NeedsWholeCompound),
    }
}

/// Names the fields that do not go with each other, before the act refuses the whole.
fn goes_together(
    posted: &mut Posted,
    vote: &NewVote,
    offers: &Offers,
    today: LocalDay,
    opens: LocalDay,
) -> bool {
    let owners = vote.kind == VoteKind::Statutory;
    let compound = vote.scope.compound();
    let of_body = matches!(vote.scope, Scope::Body(_));
    let convener = offers.bodies.iter().find(|body| body.id == vote.convener).and_then(|body| body.compound);
    if owners && !compound.is_some_and(|own| offers.convened.contains(&own)) {
        posted.wrong("scope", FieldProblem::NeedsCompound, None);
    } else if !vote.scope.is_within(vote.convener, convener) {
        let problem = if of_body { FieldProblem::OtherBody } else { FieldProblem::OtherCompound };
        posted.wrong("scope", problem, None);
    } else if let Some(least) = too_narrow(vote) {
        posted.wrong("scope", least, None);
    }
    if owners && vote.electorate != ElectorateKind::Owners {
        posted.wrong("electorate", FieldProblem::OwnersOnly, None);
    } else if of_body != (vote.electorate == ElectorateKind::BodyMembers) {
        posted.wrong("electorate", FieldProblem::MembersOfBody, None);
    }
    if owners && vote.secret {
        posted.wrong("secret", FieldProblem::NamedOnly, None);
    }
    if owners && !notice_is_long_enough(today, opens) {
        posted.too_early("opens", FieldProblem::NoticeTooShort, earliest_opening(today));
    }
    posted.is_right()
}

fn days(text: &str) -> Result<i64, FieldProblem> {
    half_width(text.trim()).parse::<i64>().map_err(|_foreign| FieldProblem::NotANumber)
}

fn parse(posted: &mut Posted, community: &Community, offers: &Offers, now: Timestamp) -> Option<NewVote> {
    let convener = posted.choose::<BodyId>("convener");
    let title = posted.read("title", Title::parse);
    let body = posted.read("body", Body::parse);
    let issue =
        posted.read_optional("issue", |text| text.parse().map_err(|_foreign| FieldProblem::NotAChoice));
    let asked = pages::votes::asked(posted.raw("questions"));
    let mut questions = Vec::with_capacity(asked);
    let mut quorum = None;
    let mut kind = None;
    for fields in FIELDS.into_iter().take(asked) {
        let read = Asking { posted: &mut *posted, fields, offers, several: asked > 1 }.read();
        let Some(question) = read else { continue };
        let own = question.new.by.kind();
        // One ballot is one assembly's act, or it is none.
        if *kind.get_or_insert(own) != own {
            posted.wrong(fields.matter, FieldProblem::OtherKind, None);
        }
        quorum = quorum.or(question.quorum);
        questions.push(question.new);
    }
    let electorate = posted.choose::<ElectorateKind>("electorate");
    let scope = posted.read("scope", scope);
    let opens_at = posted.read("opens", |text| local::parse(&community.time_zone, text));
    let closes_at = posted.read("closes", |text| local::parse(&community.time_zone, text));
    let objections_days = posted.read("objections", days);
    let extension_days = posted.read_optional("extension", days);
    let paper_days = posted.read_optional("paper", days);
    let secret = posted.raw("secret") == "1";
    let vote = NewVote {
        community: community.id,
        convener: convener?,
        issue: issue?,
        title: title?,
        body: body?,
        kind: kind.filter(|_| questions.len() == asked)?,
        questions,
        quorum,
        electorate: electorate?,
        scope: scope?,
        secret,
        opens_at: opens_at?,
        closes_at: closes_at?,
        objections_days: objections_days?,
        extension_days: extension_days?.unwrap_or(0),
        paper_days: paper_days?.unwrap_or(0),
    };
    let day = |at| local::day(&community.time_zone, at);
    goes_together(posted, &vote, offers, day(now), day(vote.opens_at)).then_some(vote)
}

/// One question as the form has it, and what it asks of the vote as a whole.
struct Question {
    new: NewQuestion,
    /// How many must take part, where the question's rule has no bar of its own.
    quorum: Option<Participation>,
}

/// The fields of one question.
struct Asking<'a> {
    posted: &'a mut Posted,
    fields: Fields,
    offers: &'a Offers,
    /// Whether there are others, so that it has to say what it asks.
    several: bool,
}

impl Asking<'_> {
    fn read(mut self) -> Option<Question> {
        let fields = self.fields;
        let text =
            if self.several { self.posted.read(fields.text, Title::parse).map(Some) } else { Some(None) };
        let method = self.posted.choose::<Method>(fields.method)?;
        let options = self.options(method);
        let (by, quorum) = self.by(method)?;
        if !method.fits(by.kind()) {
            self.posted.wrong(fields.method, FieldProblem::OtherMethod, None);
        }
        Some(Question { new: NewQuestion { text: text?, options: options?, by }, quorum })
    }

    /// By what it is decided: owners' matter, the bars of a consultation, or a rule that needs no bar.
    fn by(&mut self, method: Method) -> Option<(By, Option<Participation>)> {
        let fields = self.fields;
        if self.posted.raw(fields.matter) != "consultative" {
            let matter = self.posted.choose::<OwnersMatter>(fields.matter)?;
            if method != Method::Election {
                return Some((By::Owners(matter), None));
            }
            if matter != OwnersMatter::Committee {
                self.posted.wrong(fields.method, FieldProblem::OtherMethod, None);
            }
            return Some((By::OwnersElection { seats: self.number(fields.seats, 1)? }, None));
        }
        let (quorum, agreement) = self.bars(method)?;
        if let Some(rule) = method.choice() {
            let (seats, most) = (self.number(fields.seats, 1), self.number(fields.most, MOST_DEFAULT));
            return Some((By::Choice { rule, seats: seats?, most: most? }, quorum));
        }
        if method.gives_money() {
            let form = self
                .posted
                .read(fields.form, |code| BudgetForm::from_code(code).ok_or(FieldProblem::NotAChoice));
            let budget = self.posted.read(fields.budget, Fen::parse_yuan);
            let most = self.number(fields.most, MOST_DEFAULT);
            let (form, most) = (form?, most?);
            let points = if form.has_points() { most } else { 0 };
            let purse = Purse { budget: budget?, form, points };
            return Some((By::Budget { purse, rule: method }, quorum));
        }
        match (method, agreement) {
            (Method::YesNo, Some(agreement)) => Some((By::Majority { quorum, agreement }, None)),
            (Method::YesNo, None) => {
                self.posted.wrong(fields.agreement, FieldProblem::Missing, None);
                None
            }
            (_, agreement) => Some((By::ChooseOne { quorum, agreement }, None)),
        }
    }

    /// A whole number, or what stands for an empty field.
    fn number<T: std::str::FromStr + Copy>(&mut self, field: &'static str, empty: T) -> Option<T> {
        let read = |text: &str| half_width(text.trim()).parse::<T>().map_err(|_any| FieldProblem::NotANumber);
        self.posted.read_optional(field, read).map(|number| number.unwrap_or(empty))
    }

    /// The bars of a consultation with what says so; how many must agree is asked only where a bar decides.
    fn bars(&mut self, method: Method) -> Option<(Option<Participation>, Option<Agreement>)> {
        let fields = self.fields;
        let quorum = self.posted.read_optional(fields.quorum, |text| {
            text.parse::<Fraction>().map_err(|_foreign| FieldProblem::NotAChoice)
        })?;
        let bar = match method {
            Method::YesNo | Method::ChooseOne => self.posted.read(fields.agreement, agreement)?,
            _ => None,
        };
        if quorum.is_none() && bar.is_none() {
            return Some((None, None));
        }
        let source = self.posted.read(fields.source, Label::parse)?;
        let threshold = quorum.map(Threshold::at_least);
        Some((
            threshold.map(|threshold| Participation { threshold, source: source.clone() }),
            bar.map(|(threshold, base)| Agreement { threshold, base, source }),
        ))
    }

    /// The proposals ticked, then the lines typed; with money each has its cost.
    fn options(&mut self, method: Method) -> Option<Vec<NewOption>> {
        if method == Method::YesNo {
            return Some(Vec::new());
        }
        let fields = self.fields;
        let mut options = Vec::new();
        let ticked: Vec<ProposalId> =
            self.posted.all(fields.proposal).filter_map(|id| id.parse().ok()).collect();
        // Ticked on a page read before it was withdrawn, or before another issue was chosen.
        if ticked.iter().any(|id| self.offers.proposals.iter().all(|offered| offered.id != *id)) {
            self.posted.wrong(fields.proposal, FieldProblem::Withdrawn, None);
            return None;
        }
        for offered in self.offers.proposals.iter().filter(|offered| ticked.contains(&offered.id)) {
            let short: String = offered.title.chars().take(Label::MAX).collect();
            let cost = offered.cost.filter(|_| method.gives_money());
            if method.gives_money() && cost.is_none() {
                self.posted.wrong(fields.proposal, FieldProblem::NoCost, None);
                return None;
            }
            options.push(NewOption { label: Label::parse(&short).ok()?, proposal: Some(offered.id), cost });
        }
        let typed = self.posted.raw(fields.options).to_owned();
        for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match typed_option(line, method.gives_money()) {
                Ok(option) => options.push(option),
                Err((problem, limit)) => {
                    self.posted.wrong(fields.options, problem, limit);
                    return None;
                }
            }
        }
        let repeats = |(n, option): (usize, &NewOption)| {
            options.iter().take(n).any(|earlier| earlier.label == option.label)
        };
        // One candidate may stand alone; a choice needs two.
        let least = if matches!(method, Method::Election) { 1 } else { OPTIONS_MIN };
        let problem = match options.len() {
            few if few < least => Some((FieldProblem::Missing, None)),
            many if many > OPTIONS_MAX => Some((FieldProblem::TooMany, Some(OPTIONS_MAX))),
            _ if options.iter().enumerate().any(repeats) => Some((FieldProblem::Repeated, None)),
            _ => None,
        };
        if let Some((problem, limit)) = problem {
            self.posted.wrong(fields.options, problem, limit);
            return None;
        }
        Some(options)
    }
}

/// The scale or the points where nothing is typed.
const MOST_DEFAULT: u32 = 10;

/// A line that was typed: an option, or a project with what it costs behind a bar.
fn typed_option(line: &str, with_cost: bool) -> Result<NewOption, (FieldProblem, Option<usize>)> {
    let (label, cost) = match line.rsplit_once(['|', '｜']).filter(|_| with_cost) {
        Some((label, cost)) => {
            (label, Some(Fen::parse_yuan(cost.trim()).map_err(|error| (error.into(), None))?))
        }
        None if with_cost => return Err((FieldProblem::NoCost, None)),
        None => (line, None),
    };
    let label = Label::parse(label).map_err(|error| (error.into(), Some(Label::MAX)))?;
    Ok(NewOption { label, proposal: None, cost })
}

fn agreement(code: &str) -> Result<Option<(Threshold, Base)>, FieldProblem> {
    Ok(Some(match code {
        "" => return Ok(None),
        "majority" => (Threshold::more_than(Fraction::HALF), Base::Participants),
        "for_and_against" => (Threshold::more_than(Fraction::HALF), Base::ForAndAgainst),
        "two_thirds" => (Threshold::at_least(Fraction::TWO_THIRDS), Base::Participants),
        "three_quarters" => (Threshold::at_least(Fraction::THREE_QUARTERS), Base::Participants),
        _ => return Err(FieldProblem::NotAChoice),
    }))
}

/// `""`, `compound/ID`, `building/ID/ID`, `entrance/ID/ID` or `body/ID`.
fn scope(text: &str) -> Result<Scope, FieldProblem> {
    let parts: Vec<&str> = text.split('/').collect();
    let foreign = |_foreign| FieldProblem::NotAChoice;
    Ok(match parts.as_slice() {
        [""] => Scope::Community,
        ["compound", compound] => Scope::Compound(compound.parse().map_err(foreign)?),
        ["building", compound, building] => {
            Scope::Building(compound.parse().map_err(foreign)?, building.parse().map_err(foreign)?)
        }
        ["entrance", compound, entrance] => {
            Scope::Entrance(compound.parse().map_err(foreign)?, entrance.parse().map_err(foreign)?)
        }
        ["body", body] => Scope::Body(body.parse().map_err(foreign)?),
        _ => return Err(FieldProblem::NotAChoice),
    })
}
