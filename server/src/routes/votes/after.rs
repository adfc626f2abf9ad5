//! Addresses of what may follow a vote: objections and answers, annulment, orders of others.

use super::find;
use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::{Posted, past_day};
use app::pages::votes::After;
use app::pages::votes::after::BALLOT_NAMED_MAX;
use app::text::notice::Notice;
use app::{pages, path};
use axum::extract::Path;
use domain::policy::{self, Action, VoteFacts};
use domain::problem::FieldProblem;
use domain::time::LocalDay;
use domain::votes::after::{ObjectionFinding, ObjectionKind, OrderKind};
use domain::words::{DocumentNumber, Label, ObjectionText, Reason};
use service::communities::Community;
use service::votes::objections::{self, Objection};
use service::votes::orders::{self, NewOrder};
use service::votes::read::{self, Vote};
use service::{Error, local};

/// What followed, and what the reader may do; `is_of_electorate` is what the vote's own page has found of the reader.
pub(super) async fn read(
    visit: &mut Visit,
    community: &Community,
    vote: &Vote,
    is_of_electorate: bool,
) -> Result<After, Failure> {
    if vote.notice_at.is_none() {
        return Ok(After::default());
    }
    let facts = VoteFacts { is_of_electorate, ..vote.facts(community.id, false) };
    let [objects, answers, annuls, enters] = [
        Action::ObjectToVote(facts),
        Action::AnswerObjection(facts),
        Action::AnnulVote(facts),
        Action::EnterOrder(facts),
    ]
    .map(|action| policy::may(visit.actor(), &action).is_ok());
    let in_time = vote.objections_until.is_none_or(|until| visit.snapshot.now() < until);
    let counted = vote.outcome.is_some();
    let (snapshot, actor) = (&mut visit.snapshot, &visit.reader.actor);
    Ok(After {
        objections: objections::objections(snapshot, actor, community.id, vote).await?,
        counts: if counted { orders::earlier_counts(snapshot, vote.id).await? } else { Vec::new() },
        orders: if counted { orders::orders(snapshot, vote.id).await? } else { Vec::new() },
        objects: objects && in_time,
        answers,
        orders_open: annuls || enters,
    })
}

async fn found(visit: &mut Visit, slug: &str, number: &str) -> Result<(Vote, After), Failure> {
    let (community, vote) = find(visit, slug, number).await?;
    let holdings = read::holdings(&mut visit.snapshot, &visit.reader.actor, community.id, &vote).await?;
    let after = read(visit, &community, &vote, !holdings.is_empty()).await?;
    Ok((vote, after))
}

/// The objections, and the form to object.
pub(super) async fn object_form(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let (vote, after) = found(&mut visit, &slug, &number).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::votes::object(cx, &vote, &after, &form)))
}

/// 提异议.
pub(super) async fn object(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (vote, after) = found(&mut visit, &slug, &number).await?;
    let kind = posted.choose::<ObjectionKind>("kind");
    let text = posted.read("text", ObjectionText::parse);
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let form = match kind.zip(text) {
        None => posted.into_form(),
        Some((kind, text)) => match objections::object(&hall, &actor, key, vote.id, kind, text).await {
            Ok(made) => {
                let place = format!("{}#o-{made}", path::vote(&slug, vote.number));
                return see_other(&place, Notice::ObjectionMade);
            }
            Err(error) => refused(posted, error)?,
        },
    };
    Ok(visit.again(|cx| pages::votes::object(cx, &vote, &after, &form)))
}

/// The objection with this number in its address, for who answers it.
async fn to_answer(
    visit: &mut Visit,
    address: &(String, String, String),
) -> Result<(Vote, Objection), Failure> {
    let (slug, number, objection) = address;
    let (community, vote) = find(visit, slug, number).await?;
    policy::may(visit.actor(), &Action::AnswerObjection(vote.facts(community.id, false)))
        .map_err(Error::from)?;
    let objection: i64 = objection.parse().map_err(|_not_a_number| Failure::NOT_FOUND)?;
    let own = self::objection(visit, &community, &vote, objection).await?;
    Ok((vote, own))
}

/// The objection with this number.
pub(super) async fn objection(
    visit: &mut Visit,
    community: &Community,
    vote: &Vote,
    number: i64,
) -> Result<Objection, Failure> {
    let (snapshot, actor) = (&mut visit.snapshot, &visit.reader.actor);
    let all = objections::objections(snapshot, actor, community.id, vote).await?;
    all.into_iter().find(|own| own.number == number).ok_or(Failure::NOT_FOUND)
}

/// The form to answer.
pub(super) async fn answer_form(mut visit: Visit, Path(address): Path<(String, String, String)>) -> Answer {
    let (vote, objection) = to_answer(&mut visit, &address).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::votes::answer_objection(cx, &vote, &objection, &form)))
}

/// 答复异议.
pub(super) async fn answer(
    mut visit: Visit,
    Path(address): Path<(String, String, String)>,
    mut posted: Posted,
) -> Answer {
    let (vote, objection) = to_answer(&mut visit, &address).await?;
    let finding = posted.choose::<ObjectionFinding>("finding");
    if finding == Some(ObjectionFinding::Moot) {
        posted.wrong("finding", FieldProblem::NotAChoice, None);
    }
    let text = posted.read("answer", Reason::parse);
    let ballot = Some(posted.raw("ballot").trim().to_owned()).filter(|named| !named.is_empty());
    if ballot.as_ref().is_some_and(|named| named.chars().count() > BALLOT_NAMED_MAX) {
        posted.wrong("ballot", FieldProblem::TooLong, Some(BALLOT_NAMED_MAX));
    } else if ballot.is_some() && finding.is_some_and(|finding| finding != ObjectionFinding::Recount) {
        // A ballot is set aside by a recount alone: whoever named one meant another finding.
        posted.wrong("finding", FieldProblem::Mismatch, None);
    }
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let form = match finding.zip(text).filter(|_| posted.is_right()) {
        None => posted.into_form(),
        Some((finding, text)) => {
            let said = objections::Answer { finding, text, ballot };
            match objections::answer(&hall, &actor, key, vote.id, objection.number, said).await {
                Ok(()) => {
                    let place = format!("{}#o-{}", path::vote(&address.0, vote.number), objection.number);
                    return see_other(&place, Notice::ObjectionAnswered);
                }
                Err(error) => refused(posted, error)?,
            }
        }
    };
    Ok(visit.again(|cx| pages::votes::answer_objection(cx, &vote, &objection, &form)))
}

/// The vote for who annuls it, or enters orders.
async fn ordered(visit: &mut Visit, slug: &str, number: &str) -> Result<(Community, Vote, After), Failure> {
    let (community, vote) = find(visit, slug, number).await?;
    let after = read(visit, &community, &vote, false).await?;
    let facts = vote.facts(community.id, false);
    // What is over is still read by whoever entered it.
    let facts = VoteFacts { state: domain::votes::VoteState::Final, ..facts };
    policy::may(visit.actor(), &Action::EnterOrder(facts)).map_err(Error::from)?;
    Ok((community, vote, after))
}

/// The page where a vote is annulled, or orders are entered.
pub(super) async fn orders_form(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let (_, vote, after) = ordered(&mut visit, &slug, &number).await?;
    let form = visit.fresh_form();
    Ok(orders_page(visit, &vote, &after, &form, false))
}

/// The same, from the address that a correction was sent to.
pub(super) async fn order_form(
    visit: Visit,
    Path((slug, number, _order)): Path<(String, String, String)>,
) -> Answer {
    orders_form(visit, Path((slug, number))).await
}

fn orders_page(
    visit: Visit,
    vote: &Vote,
    after: &After,
    form: &app::form::Form,
    again: bool,
) -> axum::response::Response {
    let keys: Vec<_> = after.orders.iter().map(|_| visit.site.hall.new_id()).collect();
    let page = |cx: &app::shell::Cx| pages::votes::vote_orders(cx, vote, after, form, &keys);
    if again { visit.again(page) } else { visit.page(page) }
}

/// 作废.
pub(super) async fn annul(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (_, vote, after) = ordered(&mut visit, &slug, &number).await?;
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let form = match posted.read("reason", Reason::parse) {
        None => posted.into_form(),
        Some(reason) => match orders::annul(&hall, &actor, key, vote.id, reason).await {
            Ok(()) => return see_other(&path::vote(&slug, vote.number), Notice::VoteAnnulled),
            Err(error) => refused(posted, error)?,
        },
    };
    Ok(orders_page(visit, &vote, &after, &form, true))
}

/// Enters an order.
pub(super) async fn enter(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (community, vote, after) = ordered(&mut visit, &slug, &number).await?;
    let days = [vote.closes_at, visit.snapshot.now()].map(|at| local::day(&community.time_zone, at));
    let order = order_sent(&mut posted, days);
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let form = match order {
        None => posted.into_form(),
        Some(order) => match orders::enter(&hall, &actor, key, vote.id, order).await {
            Ok(()) => return see_other(&path::vote(&slug, vote.number), Notice::OrderEntered),
            Err(error) => refused(posted, error)?,
        },
    };
    Ok(orders_page(visit, &vote, &after, &form, true))
}

fn order_sent(posted: &mut Posted, [closed, today]: [LocalDay; 2]) -> Option<NewOrder> {
    let kind = posted.choose::<OrderKind>("kind");
    if kind == Some(OrderKind::Annulled) {
        posted.wrong("kind", FieldProblem::NotAChoice, None);
    }
    let document = posted.read("document", DocumentNumber::parse);
    let issued = posted.read("issued", |day| OrderKind::dated(past_day(day, today)?, closed, today));
    let issuer = posted.read("issuer", Label::parse);
    let text = posted.read("text", Reason::parse);
    if !posted.is_right() {
        return None;
    }
    Some(NewOrder { kind: kind?, document: document?, issued: issued?, issuer: issuer?, text: text? })
}

/// Enters that an order was followed.
pub(super) async fn corrected(
    mut visit: Visit,
    Path((slug, number, order)): Path<(String, String, String)>,
    mut posted: Posted,
) -> Answer {
    let (_, vote, after) = ordered(&mut visit, &slug, &number).await?;
    let order: i64 = order.parse().map_err(|_not_a_number| Failure::NOT_FOUND)?;
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let form = match posted.read("done", Reason::parse) {
        None => posted.into_form(),
        Some(done) => match orders::corrected(&hall, &actor, key, vote.id, order, done).await {
            Ok(()) => return see_other(&path::vote(&slug, vote.number), Notice::OrderEntered),
            Err(error) => refused(posted, error)?,
        },
    };
    Ok(orders_page(visit, &vote, &after, &form, true))
}
