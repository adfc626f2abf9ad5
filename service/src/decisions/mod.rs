//! Decisions 决定: numbered, published acts of one organ, each resting on a vote or on a minuted meeting.
//!
//! Nothing published is changed in silence: a correction is a new revision with its reason, and the old ones stay.

mod read;
mod sql;

pub use read::{
    Decision, Decisions, FinalVote, Listed, OpenIssue, Origin, Publisher, Revision, RevisionText, Sources,
    decision, decisions, publishers, revision, sources,
};

use crate::communities::Community;
use crate::hall::{Hall, Snapshot, Tx};
use crate::issues::{self, By, Step};
use crate::markdown;
use crate::{Error, Result, log};
use domain::actor::Actor;
use domain::count::canonical;
use domain::decisions::{Ground, RestsOn, well_founded};
use domain::id::{BodyId, CommunityId, CompoundId, DecisionId, FormKey, IssueId, VoteId};
use domain::issues::{Move, Stage};
use domain::log::entry::Act;
use domain::policy::{self, Action, BodyFacts};
use domain::problem::Problem;
use domain::time::LocalDay;
use domain::votes::OwnersMatter;
use domain::words::{Body, PersonName, Reason, Title};
use futures::future::BoxFuture;
use serde_json::json;
use sqlx::AnyConnection;

/// The most names that may stand under a meeting's minutes.
pub const SIGNATURES_MAX: usize = 60;

/// A decision to be published.
#[derive(Clone, Debug)]
pub struct NewDecision {
    /// Where.
    pub community: CommunityId,
    /// The organ whose act it is.
    pub body: BodyId,
    /// What is decided, in a line.
    pub title: Title,
    /// What is decided, in Markdown.
    pub text: Body,
    /// Why.
    pub reasons: Reason,
    /// What it rests on.
    pub basis: Basis,
    /// The owners' matter it is on; none when it is not one of them.
    pub matter: Option<OwnersMatter>,
    /// The issue it settles; a vote's own issue when none is named.
    pub issue: Option<IssueId>,
}

/// What a decision rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A vote.
    Vote(VoteId),
    /// A minuted meeting.
    Meeting {
        /// When it was held.
        day: LocalDay,
        /// Who signed its minutes.
        signed_by: Vec<PersonName>,
    },
}

/// A correction to be published.
#[derive(Clone, Debug)]
pub struct Correction {
    /// Where.
    pub community: CommunityId,
    /// Which decision.
    pub serial: i64,
    /// The revision its author had before them.
    pub seen: i64,
    /// The title as it is to be.
    pub title: Title,
    /// The text as it is to be.
    pub text: Body,
    /// The reasons as they are to be.
    pub reasons: Reason,
    /// What was wrong.
    pub why: Reason,
}

struct Publish {
    actor: Actor,
    decision: NewDecision,
    text_html: String,
}

struct Correct {
    actor: Actor,
    correction: Correction,
    text_html: String,
}

/// Everything the act checks, found once for the preview and once more inside the act.
struct Founded {
    body: sql::BodyRow,
    issue: Option<sql::IssueRow>,
}

/// 公布一个决定. Answers with its serial number in the community.
pub async fn publish_decision(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    decision: NewDecision,
) -> Result<i64> {
    let text_html = markdown::render(decision.text.as_str());
    hall.write_once(actor, key, Publish { actor: actor.clone(), decision, text_html }, publish).await
}

/// 更正一个决定: a new revision with its reason. Answers with the new revision's number.
pub async fn correct_decision(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    correction: Correction,
) -> Result<i64> {
    let text_html = markdown::render(correction.text.as_str());
    hall.write_once(actor, key, Correct { actor: actor.clone(), correction, text_html }, correct).await
}

/// Whether `decision` could be published now: what the preview says before anyone presses the button.
pub async fn check_decision(snapshot: &mut Snapshot, actor: &Actor, decision: &NewDecision) -> Result<()> {
    founded(&mut snapshot.conn, actor, decision).await.map(drop)
}

fn publish<'a>(tx: &'a mut Tx<'_>, command: &'a Publish) -> BoxFuture<'a, Result<i64>> {
    Box::pin(async move {
        let decision = &command.decision;
        // Held first: numbers follow each other without a gap, and what is read next cannot change any more.
        sql::hold_community(tx, decision.community).await?;
        let found = founded(tx.conn, &command.actor, decision).await?;
        let year = year_at(tx, &found.body.time_zone)?;
        let place = sql::next_place(tx, decision.community, &found.body.prefix, year).await?;
        let seat_title = seat_title(&command.actor, &found.body);
        let row = sql::NewRow {
            id: tx.new_id(),
            place: &place,
            body: &found.body,
            issue: found.issue.as_ref().map(|issue| issue.id),
            decision,
        };
        sql::insert(tx, &row).await?;
        let text = sql::NewText {
            title: &decision.title,
            text: &decision.text,
            text_html: &command.text_html,
            reasons: &decision.reasons,
            why: None,
            seat_title: &seat_title,
            member: command.actor.member_id(),
        };
        sql::insert_revision(tx, row.id, 1, &text).await?;
        log_revision(tx, decision.community, row.id, 1, &text).await?;
        if let Some(issue) = &found.issue {
            let line = format!("{} {}", place.label(&found.body.prefix), decision.title);
            let by = By { member: command.actor.member_id(), seat_title: Some(seat_title) };
            tell_issue(tx, &found.body.facts, issue.id, &by, &line).await?;
        }
        Ok(place.serial)
    })
}

fn correct<'a>(tx: &'a mut Tx<'_>, command: &'a Correct) -> BoxFuture<'a, Result<i64>> {
    Box::pin(async move {
        let correction = &command.correction;
        let present = sql::present(tx.conn, correction.community, correction.serial).await?;
        let body = sql::body(tx.conn, correction.community, present.body).await?;
        policy::may(&command.actor, &Action::PublishDecision(body.facts))?;
        if present.revision != correction.seen {
            return Err(Problem::ChangedMeanwhile.into());
        }
        if present.says(&correction.title, &correction.text, &correction.reasons) {
            return Err(Problem::NothingChanged.into());
        }
        let revision = sql::take_revision(tx, present.id, correction.seen).await?;
        let seat_title = seat_title(&command.actor, &body);
        let text = sql::NewText {
            title: &correction.title,
            text: &correction.text,
            text_html: &command.text_html,
            reasons: &correction.reasons,
            why: Some(&correction.why),
            seat_title: &seat_title,
            member: command.actor.member_id(),
        };
        sql::insert_revision(tx, present.id, revision, &text).await?;
        log_revision(tx, correction.community, present.id, revision, &text).await?;
        Ok(revision)
    })
}

/// Notes in the public log what was published: its words by their hash.
async fn log_revision(
    tx: &mut Tx<'_>,
    community: CommunityId,
    decision: DecisionId,
    revision: i64,
    new: &sql::NewText<'_>,
) -> Result<()> {
    let sql::NewText { title, text, reasons, .. } = new;
    let text_sha256 = canonical::hash(&json!({ "title": title, "text": text, "reasons": reasons }))
        .map_err(Error::broken)?;
    let published = Act::Decision { decision, revision, text_sha256 };
    log::put(tx, community, published).await
}

/// Permission, ground and issue of a decision about to be published.
async fn founded(conn: &mut AnyConnection, actor: &Actor, decision: &NewDecision) -> Result<Founded> {
    let body = sql::body(conn, decision.community, decision.body).await?;
    policy::may(actor, &Action::PublishDecision(body.facts))?;
    let (ground, vote_issue) = match &decision.basis {
        Basis::Meeting { signed_by, .. } => {
            (Ground::Meeting { signatures: signed_by.len(), seats: body.seats }, None)
        }
        Basis::Vote(vote) => {
            let vote = sql::vote(conn, decision.community, *vote).await?;
            (vote.ground(&body.facts, decision.matter)?, vote.issue)
        }
    };
    well_founded(body.facts.organ, decision.matter, ground).map_err(Problem::from)?;
    let issue = match decision.issue.or(vote_issue) {
        None => None,
        Some(issue) => {
            let issue = sql::issue(conn, decision.community, issue).await?;
            if !settles(&body.facts, issue.stage, issue.compound) {
                // The form offers only issues that fit; this one moved on, or away, since it was read.
                return Err(Problem::ChangedMeanwhile.into());
            }
            Some(issue)
        }
    };
    Ok(Founded { body, issue })
}

/// Whether a decision of `body` can be about an issue: past acceptance, and of the body's own compound if it has one.
fn settles(body: &BodyFacts, stage: Stage, compound: Option<CompoundId>) -> bool {
    read::DECIDABLE.contains(&stage) && body.compound.is_none_or(|own| compound == Some(own))
}

/// Writes the decision into the issue's path, and moves it there; one already decided only gets the line.
async fn tell_issue(tx: &mut Tx<'_>, body: &BodyFacts, id: IssueId, by: &By, line: &str) -> Result<()> {
    let issue = issues::hold(tx, id).await?;
    let stage = issue.facts.stage;
    if !settles(body, stage, issue.facts.compound) {
        return Err(Problem::ChangedMeanwhile.into());
    }
    if stage.after(Move::Decide).is_ok() {
        let step = Step { step: Move::Decide, reason: line, carrying: None };
        issues::step_held(tx, &issue, step, by).await?;
    } else {
        issues::write_line(tx, id, None, stage, None, by, line).await?;
    }
    Ok(())
}

/// How the public line names who published: by the seat, never by the person.
fn seat_title(actor: &Actor, body: &sql::BodyRow) -> String {
    let seats = actor.member().map(|member| member.seats.as_slice()).unwrap_or_default();
    let own = seats.iter().find(|seat| seat.body == body.facts.body);
    let convening =
        || seats.iter().find(|seat| seat.compound.is_some() && seat.compound == body.facts.compound);
    own.or_else(convening).map_or_else(|| body.name.clone(), |seat| seat.title.clone())
}

fn year_at(tx: &Tx<'_>, time_zone: &str) -> Result<i64> {
    let zone = jiff::tz::TimeZone::get(time_zone).map_err(Error::broken)?;
    let now = jiff::Timestamp::from_microsecond(tx.now().0).map_err(Error::broken)?;
    Ok(zone.to_datetime(now).year().into())
}

/// The day it is now, on the community's own calendar.
#[must_use]
pub fn today(snapshot: &Snapshot, community: &Community) -> LocalDay {
    let zone = jiff::tz::TimeZone::get(&community.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let now = jiff::Timestamp::from_microsecond(snapshot.now().0).unwrap_or_default();
    let date = zone.to_datetime(now).date();
    LocalDay::parse(&date.to_string()).unwrap_or(LocalDay(0))
}

/// What a decision rests on, as its code.
impl Basis {
    const fn code(&self) -> RestsOn {
        match self {
            Self::Vote(_) => RestsOn::Vote,
            Self::Meeting { .. } => RestsOn::Meeting,
        }
    }
}
