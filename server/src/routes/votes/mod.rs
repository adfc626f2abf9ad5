//! Addresses of votes.

mod after;
mod evidence;
mod paper;
mod setup;

use crate::ballots;
use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::Posted;
use crate::site::Site;
use app::form::Form;
use app::pages::votes::{Conducted, VotePage};
use app::text::notice::Notice;
use app::{pages, path};
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use domain::id::HeadId;
use domain::policy::{self, Action};
use domain::problem::FieldProblem;
use domain::votes::form::Medium;
use domain::votes::{Marks, Said, VoteKind, VoteState};
use domain::words::Reason;
use service::communities::Community;
use service::votes::objections::Objection;
use service::votes::read::{self, Holding, Vote};
use service::votes::{conduct, holdings, objections, setup as acts};
use service::{Error, log};

/// Every address of votes.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/c/{community}/votes", get(list))
        .route("/c/{community}/votes/mine", get(mine))
        .route("/c/{community}/votes/new", get(setup::new).post(setup::set_up))
        .route("/c/{community}/votes/{number}", get(show))
        .route("/c/{community}/votes/{number}/ballot", get(show).post(cast))
        .route("/c/{community}/votes/{number}/conduct", get(conduct))
        .route("/c/{community}/votes/{number}/change", get(setup::edit).post(setup::change))
        .route("/c/{community}/votes/{number}/announce", get(conduct).post(announce))
        .route("/c/{community}/votes/{number}/call-off", get(conduct).post(call_off))
        .route("/c/{community}/votes/{number}/named", get(named))
        .route("/c/{community}/votes/{number}/objections", get(after::object_form).post(after::object))
        .route(
            "/c/{community}/votes/{number}/objections/{objection}",
            get(after::answer_form).post(after::answer),
        )
        .route("/c/{community}/votes/{number}/annul", get(after::orders_form).post(after::annul))
        .route("/c/{community}/votes/{number}/orders", get(after::orders_form).post(after::enter))
        .route("/c/{community}/votes/{number}/orders/{order}", get(after::order_form).post(after::corrected))
        .route("/c/{community}/votes/{number}/record.zip", get(evidence::public))
        .route("/c/{community}/votes/{number}/record-owners.zip", get(evidence::by_unit))
        .route("/c/{community}/votes/{number}/receipt/{file}", get(evidence::receipt_file))
        .merge(paper::routes())
        .route("/c/{community}/votes/{number}/check", get(evidence::check))
        .route("/c/{community}/votes/{number}/check/{code}", get(evidence::check_code))
}

/// All votes.
pub(crate) async fn list(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    let lines = read::votes(&mut visit.snapshot, &visit.reader.actor, community.id).await?;
    let sets_up = conduct::offers(&mut visit.snapshot, &visit.reader.actor, community.id, None).await.is_ok();
    Ok(visit.page(|cx| pages::votes::list(cx, &lines, sets_up)))
}

/// Every head the reader belongs to, on all votes' rolls.
async fn mine(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    policy::may(visit.actor(), &Action::KeepOwnAccount).map_err(Error::from)?;
    let all = holdings::all(&mut visit.snapshot, &visit.reader.actor, community.id).await?;
    Ok(visit.page(|cx| pages::votes::mine(cx, &all)))
}

async fn find(visit: &mut Visit, slug: &str, number: &str) -> Result<(Community, Vote), Failure> {
    let community = visit.enter(slug).await?;
    let number = number.parse().map_err(|_not_a_number| Failure::NOT_FOUND)?;
    let vote = read::vote(&mut visit.snapshot, &visit.reader.actor, &community, number).await?;
    Ok((community, vote))
}

/// The objection `number` to the vote `vote`, as the reader may see it.
pub(super) async fn objection(
    visit: &mut Visit,
    slug: &str,
    vote: i64,
    number: i64,
) -> Result<(Community, Vote, Objection), Failure> {
    let community = visit.enter(slug).await?;
    let vote = read::vote(&mut visit.snapshot, &visit.reader.actor, &community, vote).await?;
    let objection = after::objection(visit, &community, &vote, number).await?;
    Ok((community, vote, objection))
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
    let counted_at = match vote.outcome {
        Some(_) => log::counted(&mut visit.snapshot, &vote).await?,
        None => None,
    };
    let witnesses = match counted_at {
        Some(number) => log::witnesses(&mut visit.snapshot, number + 1).await?,
        None => Vec::new(),
    };
    let after = after::read(visit, community, &vote, !holdings.is_empty()).await?;
    let (is_logged, not_recorded) = (counted_at.is_some(), Vec::new());
    Ok(VotePage {
        vote,
        holdings,
        form,
        is_logged,
        log_key: visit.site.log_key.public().to_string(),
        witnesses,
        not_recorded,
        buildings,
        conducts,
        reads_names,
        after,
    })
}

/// 投票.
pub(crate) async fn cast(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let (community, vote) = find(&mut visit, &slug, &number).await?;
    let holdings = read::holdings(&mut visit.snapshot, &visit.reader.actor, community.id, &vote).await?;
    let ballots = match read_ballots(posted, &vote, &holdings) {
        Ok(ballots) => ballots,
        Err(form) => {
            let page = vote_page(&mut visit, &community, vote, *form).await?;
            return Ok(visit.again(|cx| pages::votes::vote(cx, &page)));
        }
    };
    let Sent { posted, ballots } = ballots;
    let said = ballots.iter().map(|(_, marks)| Said::Valid(marks.clone())).collect();
    let parked = visit.park();
    match service::votes::cast::cast(&parked.site().hall, parked.actor(), vote.id, ballots).await {
        Ok(()) => see_other(&path::vote(&slug, vote.number), Notice::BallotCast),
        Err(error) => {
            let form = refused(posted, error)?;
            // The vote may be closed by now: the page says so, with what was chosen and not taken.
            let mut visit = parked.resume().await?;
            let (community, vote) = find(&mut visit, &slug, &number).await?;
            let page = vote_page(&mut visit, &community, vote, form).await?;
            let page = VotePage { not_recorded: said, ..page };
            Ok(visit.again(|cx| pages::votes::vote(cx, &page)))
        }
    }
}

/// A form with the ballots that were read from it.
struct Sent {
    posted: Posted,
    ballots: Vec<(HeadId, Vec<Marks>)>,
}

/// One ballot for each head that was answered: what was left untouched stays as it is.
///
/// Heads that are not the reader's are read too, so that the act itself refuses them.
fn read_ballots(mut posted: Posted, vote: &Vote, holdings: &[Holding]) -> Result<Sent, Box<Form>> {
    let heads = match heads_sent(&posted) {
        Ok(heads) => heads,
        Err(problem) => {
            posted.wrong("ballot", problem, None);
            return Err(Box::new(posted.into_form()));
        }
    };
    let (mut ballots, mut wrong) = (Vec::new(), Vec::new());
    for head in heads {
        let prefix = format!("head-{head}");
        // Boxes that are all unticked say something only where some were ticked before.
        let has_voted = holdings.iter().any(|own| own.head == Some(head) && own.has_voted);
        if !has_voted && !ballots::is_touched(&posted, &prefix, &vote.questions) {
            continue;
        }
        match ballots::read(&posted, &prefix, Medium::Screen, &vote.questions) {
            Ok(marks) => ballots.push((head, marks)),
            Err(errors) => wrong.extend(errors),
        }
    }
    if !wrong.is_empty() {
        return Err(Box::new(posted.into_form().mismarked(wrong)));
    }
    if ballots.is_empty() {
        posted.wrong("ballot", FieldProblem::Missing, None);
        return Err(Box::new(posted.into_form()));
    }
    Ok(Sent { posted, ballots })
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

/// The page of whoever conducts the vote.
pub(crate) async fn conduct(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let form = visit.fresh_form();
    let page = conducted(&mut visit, &slug, &number).await?;
    let key = visit.site.hall.new_id();
    Ok(visit.page(|cx| pages::votes::conduct(cx, &page, &form, key)))
}

async fn conducted(visit: &mut Visit, slug: &str, number: &str) -> Result<Conducted, Failure> {
    let (community, vote) = find(visit, slug, number).await?;
    let facts = vote.facts(community.id, false);
    // What is over is still read by whoever conducted it.
    let facts = policy::VoteFacts { state: domain::votes::VoteState::Open, ..facts };
    policy::may(visit.actor(), &Action::ConductVote(facts)).map_err(Error::from)?;
    let turnout = conduct::turnout(&mut visit.snapshot, vote.id).await?;
    let answers =
        policy::may(visit.actor(), &Action::AnswerObjection(vote.facts(community.id, false))).is_ok();
    let waiting = if answers { objections::waiting(&mut visit.snapshot, vote.id).await? } else { 0 };
    Ok(Conducted { vote, turnout, waiting })
}

/// 公告.
pub(crate) async fn announce(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let page = conducted(&mut visit, &slug, &number).await?;
    let vote = &page.vote;
    let version = posted.raw("version").parse().unwrap_or(-1);
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match acts::announce(&hall, &actor, key, vote.id, version).await {
        Ok(()) => see_other(&path::vote(&slug, vote.number), Notice::VoteAnnounced),
        Err(error) => {
            let form = refused(posted, error)?;
            let key = hall.new_id();
            Ok(visit.again(|cx| pages::votes::conduct(cx, &page, &form, key)))
        }
    }
}

/// 取消表决.
pub(crate) async fn call_off(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let page = conducted(&mut visit, &slug, &number).await?;
    let vote = &page.vote;
    if vote.state == VoteState::Draft {
        return discard(visit, &slug, page, posted).await;
    }
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let form = match posted.read("reason", Reason::parse) {
        None => posted.into_form(),
        Some(reason) => match acts::call_off(&hall, &actor, key, vote.id, reason).await {
            Ok(()) => return see_other(&path::vote(&slug, vote.number), Notice::VoteCalledOff),
            Err(error) => refused(posted, error)?,
        },
    };
    let key = hall.new_id();
    Ok(visit.again(|cx| pages::votes::conduct(cx, &page, &form, key)))
}

/// Deletes a draft.
async fn discard(visit: Visit, slug: &str, page: Conducted, posted: Posted) -> Answer {
    let version = posted.raw("version").parse().unwrap_or(-1);
    let hall = visit.site.hall.clone();
    match acts::discard(&hall, visit.actor(), posted.key(), page.vote.id, version).await {
        Ok(()) => see_other(&path::votes(slug), Notice::DraftDeleted),
        Err(error) => {
            let form = refused(posted, error)?;
            let key = hall.new_id();
            Ok(visit.again(|cx| pages::votes::conduct(cx, &page, &form, key)))
        }
    }
}
