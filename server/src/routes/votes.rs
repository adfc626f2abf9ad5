//! Addresses of votes.

use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::Posted;
use crate::site::Site;
use app::form::Form;
use app::pages::votes::VotePage;
use app::text::common::Notice;
use app::{pages, path};
use axum::Router;
use axum::extract::{Path, Query};
use axum::routing::get;
use domain::count::inequality::{Fraction, Threshold};
use domain::count::manifest::{Agreement, Base, Participation};
use domain::id::{BodyId, HeadId, ProposalId};
use domain::policy::{self, Action};
use domain::problem::FieldProblem;
use domain::time::{LocalDay, Timestamp};
use domain::votes::{
    ElectorateKind, Method, OPTIONS_MAX, OwnersMatter, PlainMarks, Reach, VoteKind, VoteState,
    earliest_opening, notice_is_long_enough,
};
use domain::words::{Body, Label, Reason, Title};
use serde::Deserialize;
use service::communities::Community;
use service::votes::Scope;
use service::votes::conduct::{self, Offers};
use service::votes::read::{self, Vote};
use service::votes::setup::{self, Ask, NewOption, NewVote};
use service::{Error, local};

/// Every address of votes.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/c/{community}/votes", get(list))
        .route("/c/{community}/votes/new", get(new).post(set_up))
        .route("/c/{community}/votes/{number}", get(show))
        .route("/c/{community}/votes/{number}/ballot", get(show).post(cast))
        .route("/c/{community}/votes/{number}/conduct", get(conduct))
        .route("/c/{community}/votes/{number}/change", get(edit).post(change))
        .route("/c/{community}/votes/{number}/announce", get(conduct).post(announce))
        .route("/c/{community}/votes/{number}/call-off", get(conduct).post(call_off))
        .route("/c/{community}/votes/{number}/named", get(named))
}

/// All votes.
pub(crate) async fn list(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    let lines = read::votes(&mut visit.snapshot, &visit.reader.actor, community.id).await?;
    let sets_up = conduct::offers(&mut visit.snapshot, &visit.reader.actor, community.id, None).await.is_ok();
    Ok(visit.page(|cx| pages::votes::list(cx, &lines, sets_up)))
}

async fn find(visit: &mut Visit, slug: &str, number: &str) -> Result<(Community, Vote), Failure> {
    let community = visit.enter(slug).await?;
    let number = number.parse().map_err(|_not_a_number| Failure::NOT_FOUND)?;
    let vote = read::vote(&mut visit.snapshot, &visit.reader.actor, &community, number).await?;
    Ok((community, vote))
}

/// One vote.
pub(crate) async fn show(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let (community, vote) = find(&mut visit, &slug, &number).await?;
    let form = visit.fresh_form();
    let page = vote_page(&mut visit, &community, vote, form).await?;
    Ok(visit.page(|cx| pages::votes::vote(cx, &page)))
}

async fn vote_page(
    visit: &mut Visit,
    community: &Community,
    vote: Vote,
    form: Form,
) -> Result<VotePage, Failure> {
    let holdings = read::holdings(&mut visit.snapshot, &visit.reader.actor, community.id, &vote).await?;
    let facts = vote.facts(community.id, false);
    let may = |action| policy::may(&visit.reader.actor, &action).is_ok();
    let counted = vote.outcome.is_some() && vote.kind == VoteKind::Statutory;
    let (conducts, reads_names) =
        (may(Action::ConductVote(facts)), counted && may(Action::ReadNamedBallots(facts)));
    let buildings = match vote.compound {
        Some(compound) if counted => conduct::building_names(&mut visit.snapshot, compound).await?,
        Some(_) | None => Vec::new(),
    };
    Ok(VotePage { vote, holdings, form, buildings, conducts, reads_names })
}

/// 投票.
pub(crate) async fn cast(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (community, vote) = find(&mut visit, &slug, &number).await?;
    let ballots = match read_ballots(&posted, &vote) {
        Ok(ballots) => ballots,
        Err(problem) => {
            posted.wrong("ballot", problem, None);
            let page = vote_page(&mut visit, &community, vote, posted.into_form()).await?;
            return Ok(visit.again(|cx| pages::votes::vote(cx, &page)));
        }
    };
    let parked = visit.park();
    match service::votes::cast::cast(&parked.site().hall, parked.actor(), vote.id, ballots).await {
        Ok(()) => see_other(&path::vote(&slug, vote.number), Notice::BallotCast),
        Err(error) => {
            let form = refused(posted, error)?;
            // The vote may be closed by now: the page says so, with what was chosen and not taken.
            let mut visit = parked.resume().await?;
            let (community, vote) = find(&mut visit, &slug, &number).await?;
            let page = vote_page(&mut visit, &community, vote, form).await?;
            Ok(visit.again(|cx| pages::votes::vote(cx, &page)))
        }
    }
}

/// One ballot for each head that was answered: what was left untouched stays as it is.
///
/// Heads that are not the reader's are read too, so that the act itself refuses them.
fn read_ballots(posted: &Posted, vote: &Vote) -> Result<Vec<(HeadId, PlainMarks)>, FieldProblem> {
    let mut ballots = Vec::new();
    for head in heads_sent(posted)? {
        let name = format!("head-{head}");
        let marks = match vote.method {
            Method::YesNo | Method::ChooseOne => posted.raw(&name).to_owned(),
            Method::EachOption => {
                let answers = (1..=vote.options.len()).map(|n| posted.raw(&format!("{name}-{n}")));
                let answers: Vec<&str> = answers.collect();
                if answers.contains(&"") {
                    return Err(FieldProblem::Missing);
                }
                answers.join(",")
            }
        };
        let marks: PlainMarks = marks.parse().map_err(|_foreign| FieldProblem::NotAChoice)?;
        if !marks.fits(vote.method, vote.options.len()) {
            return Err(FieldProblem::NotAChoice);
        }
        ballots.push((head, marks));
    }
    if ballots.is_empty() { Err(FieldProblem::Missing) } else { Ok(ballots) }
}

fn heads_sent(posted: &Posted) -> Result<Vec<HeadId>, FieldProblem> {
    let mut heads = Vec::new();
    for name in posted.names() {
        let Some(head) = name.strip_prefix("head-") else { continue };
        // A UUID has 36 characters; what follows is the question's number.
        let head: HeadId = head.get(..36).and_then(|id| id.parse().ok()).ok_or(FieldProblem::NotAChoice)?;
        if !heads.contains(&head) {
            heads.push(head);
        }
    }
    Ok(heads)
}

/// The named list.
pub(crate) async fn named(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let (community, vote) = find(&mut visit, &slug, &number).await?;
    let list = conduct::named_ballots(&mut visit.snapshot, &visit.reader.actor, community.id, &vote).await?;
    Ok(visit.page(|cx| pages::votes::named(cx, &vote, &list)))
}

/// Which issue a new vote answers.
#[derive(Deserialize)]
pub(crate) struct Asked {
    issue: Option<i64>,
}

/// The form.
pub(crate) async fn new(mut visit: Visit, Path(slug): Path<String>, asked: Query<Asked>) -> Answer {
    let community = visit.enter(&slug).await?;
    let offers = conduct::offers(&mut visit.snapshot, &visit.reader.actor, community.id, asked.issue).await?;
    let filled = pages::votes::filled(&community.time_zone, None, asked.issue);
    let form = visit.fresh_form().or_filled(filled);
    Ok(visit.page(|cx| pages::votes::set_up(cx, &form, &offers, None)))
}

/// Sets the vote up.
pub(crate) async fn set_up(mut visit: Visit, Path(slug): Path<String>, mut posted: Posted) -> Answer {
    let community = visit.enter(&slug).await?;
    let issue = posted.raw("issue").parse().ok();
    let offers = conduct::offers(&mut visit.snapshot, &visit.reader.actor, community.id, issue).await?;
    let Some(vote) = parse(&mut posted, &community, &offers, visit.snapshot.now()) else {
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::votes::set_up(cx, &form, &offers, None)));
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match setup::set_up(&hall, &actor, key, vote).await {
        Ok(number) => see_other(&path::conduct_vote(&slug, number), Notice::VoteKept),
        Err(error) => {
            let form = refused(posted, error)?;
            Ok(visit.again(|cx| pages::votes::set_up(cx, &form, &offers, None)))
        }
    }
}

/// The draft's form.
pub(crate) async fn edit(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
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
pub(crate) async fn change(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (community, draft) = find(&mut visit, &slug, &number).await?;
    conducts(&visit, &community, &draft)?;
    let issue = posted.raw("issue").parse().ok();
    let offers = conduct::offers(&mut visit.snapshot, &visit.reader.actor, community.id, issue).await?;
    let version = posted.raw("version").parse().unwrap_or(-1);
    let Some(vote) = parse(&mut posted, &community, &offers, visit.snapshot.now()) else {
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::votes::set_up(cx, &form, &offers, Some(&draft))));
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match setup::change(&hall, &actor, key, draft.id, version, vote).await {
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

/// The page of whoever conducts the vote.
pub(crate) async fn conduct(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let form = visit.fresh_form();
    let (vote, turnout) = conducted(&mut visit, &slug, &number).await?;
    let key = visit.site.hall.new_id();
    Ok(visit.page(|cx| pages::votes::conduct(cx, &vote, &turnout, &form, key)))
}

async fn conducted(
    visit: &mut Visit,
    slug: &str,
    number: &str,
) -> Result<(Vote, Vec<conduct::Turnout>), Failure> {
    let (community, vote) = find(visit, slug, number).await?;
    let facts = vote.facts(community.id, false);
    // What is over is still read by whoever conducted it.
    let facts = policy::VoteFacts { state: domain::votes::VoteState::Open, ..facts };
    policy::may(visit.actor(), &Action::ConductVote(facts)).map_err(Error::from)?;
    let turnout = conduct::turnout(&mut visit.snapshot, vote.id).await?;
    Ok((vote, turnout))
}

/// 公告.
pub(crate) async fn announce(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let (vote, turnout) = conducted(&mut visit, &slug, &number).await?;
    let version = posted.raw("version").parse().unwrap_or(-1);
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match setup::announce(&hall, &actor, key, vote.id, version).await {
        Ok(()) => see_other(&path::vote(&slug, vote.number), Notice::VoteAnnounced),
        Err(error) => {
            let form = refused(posted, error)?;
            let key = hall.new_id();
            Ok(visit.again(|cx| pages::votes::conduct(cx, &vote, &turnout, &form, key)))
        }
    }
}

/// 取消表决.
pub(crate) async fn call_off(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (vote, turnout) = conducted(&mut visit, &slug, &number).await?;
    if vote.state == VoteState::Draft {
        return discard(visit, &slug, vote, posted).await;
    }
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let form = match posted.read("reason", Reason::parse) {
        None => posted.into_form(),
        Some(reason) => match setup::call_off(&hall, &actor, key, vote.id, reason).await {
            Ok(()) => return see_other(&path::vote(&slug, vote.number), Notice::VoteCalledOff),
            Err(error) => refused(posted, error)?,
        },
    };
    let key = hall.new_id();
    Ok(visit.again(|cx| pages::votes::conduct(cx, &vote, &turnout, &form, key)))
}

/// Deletes a draft.
async fn discard(visit: Visit, slug: &str, vote: Vote, posted: Posted) -> Answer {
    let version = posted.raw("version").parse().unwrap_or(-1);
    let hall = visit.site.hall.clone();
    match setup::discard(&hall, visit.actor(), posted.key(), vote.id, version).await {
        Ok(()) => see_other(&path::votes(slug), Notice::DraftDeleted),
        Err(error) => {
            let form = refused(posted, error)?;
            let key = hall.new_id();
            Ok(visit.again(|cx| pages::votes::conduct(cx, &vote, &[], &form, key)))
        }
    }
}

/// What the scope of an owners' vote on this matter must be at least, where it is less.
fn too_narrow(vote: &NewVote) -> Option<FieldProblem> {
    let Ask::Owners(matter) = vote.ask else { return None };
    let least = matter.least_reach();
    if vote.scope.reach().is_none_or(|reach| reach >= least) {
        return None;
    }
    Some(match least {
        Reach::Entrance | Reach::Building => FieldProblem::NeedsWholeBuilding,
        Reach::Compound => FieldProblem::NeedsWholeCompound,
    })
}

/// Names the fields that do not go with each other, before the act refuses the whole.
fn goes_together(
    posted: &mut Posted,
    vote: &NewVote,
    offers: &Offers,
    today: LocalDay,
    opens: LocalDay,
) -> bool {
    let owners = matches!(vote.ask, Ask::Owners(_));
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
    let foreign = if owners { Method::ChooseOne } else { Method::EachOption };
    if vote.method == foreign {
        posted.wrong("method", FieldProblem::OtherMethod, None);
    }
    if owners && !notice_is_long_enough(today, opens) {
        posted.too_early("opens", FieldProblem::NoticeTooShort, earliest_opening(today));
    }
    posted.is_right()
}

fn parse(posted: &mut Posted, community: &Community, offers: &Offers, now: Timestamp) -> Option<NewVote> {
    let convener = posted.choose::<BodyId>("convener");
    let title = posted.read("title", Title::parse);
    let body = posted.read("body", Body::parse);
    let issue =
        posted.read_optional("issue", |text| text.parse().map_err(|_foreign| FieldProblem::NotAChoice));
    let method = posted.choose::<Method>("method");
    let ask = ask(posted);
    let options = method.and_then(|method| options(posted, method, offers));
    let electorate = posted.choose::<ElectorateKind>("electorate");
    let scope = posted.read("scope", scope);
    let opens_at = posted.read("opens", |text| local::parse(&community.time_zone, text));
    let closes_at = posted.read("closes", |text| local::parse(&community.time_zone, text));
    let objections_days = posted.read("objections", |text| {
        domain::measure::half_width(text.trim()).parse::<i64>().map_err(|_foreign| FieldProblem::NotANumber)
    });
    let vote = NewVote {
        community: community.id,
        convener: convener?,
        issue: issue?,
        title: title?,
        body: body?,
        ask: ask?,
        method: method?,
        options: options?,
        electorate: electorate?,
        scope: scope?,
        opens_at: opens_at?,
        closes_at: closes_at?,
        objections_days: objections_days?,
    };
    let day = |at| local::day(&community.time_zone, at);
    goes_together(posted, &vote, offers, day(now), day(vote.opens_at)).then_some(vote)
}

/// Owners' matter, or the bars of a consultation with what says so.
fn ask(posted: &mut Posted) -> Option<Ask> {
    if posted.raw("matter") != "consultative" {
        return posted.choose::<OwnersMatter>("matter").map(Ask::Owners);
    }
    let quorum = posted.read_optional("quorum", |text| {
        text.parse::<Fraction>().map_err(|_foreign| FieldProblem::NotAChoice)
    })?;
    let bar = posted.read("agreement", agreement)?;
    if quorum.is_none() && bar.is_none() {
        return Some(Ask::Consultation { quorum: None, agreement: None });
    }
    let source = posted.read("source", Label::parse)?;
    Some(Ask::Consultation {
        quorum: quorum
            .map(|share| Participation { threshold: Threshold::at_least(share), source: source.clone() }),
        agreement: bar.map(|(threshold, base)| Agreement { threshold, base, source }),
    })
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

/// The proposals ticked, then the lines typed.
fn options(posted: &mut Posted, method: Method, offers: &Offers) -> Option<Vec<NewOption>> {
    if method == Method::YesNo {
        return Some(Vec::new());
    }
    let mut options = Vec::new();
    let ticked: Vec<ProposalId> = posted.all("proposal").filter_map(|id| id.parse().ok()).collect();
    // Ticked on a page read before it was withdrawn, or before another issue was chosen.
    if ticked.iter().any(|id| offers.proposals.iter().all(|(offered, _)| offered != id)) {
        posted.wrong("proposal", FieldProblem::Withdrawn, None);
        return None;
    }
    for (id, title) in offers.proposals.iter().filter(|(id, _)| ticked.contains(id)) {
        let short: String = title.chars().take(Label::MAX).collect();
        options.push(NewOption { label: Label::parse(&short).ok()?, proposal: Some(*id) });
    }
    let typed = posted.raw("options").to_owned();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match Label::parse(line) {
            Ok(label) => options.push(NewOption { label, proposal: None }),
            Err(error) => {
                posted.wrong("options", error.into(), Some(Label::MAX));
                return None;
            }
        }
    }
    let repeats = |(n, option): (usize, &NewOption)| {
        options.iter().take(n).any(|earlier| earlier.label == option.label)
    };
    let problem = match options.len() {
        0 | 1 => Some((FieldProblem::Missing, None)),
        n if n > OPTIONS_MAX => Some((FieldProblem::TooMany, Some(OPTIONS_MAX))),
        _ if options.iter().enumerate().any(repeats) => Some((FieldProblem::Repeated, None)),
        _ => None,
    };
    if let Some((problem, limit)) = problem {
        posted.wrong("options", problem, limit);
        return None;
    }
    Some(options)
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
