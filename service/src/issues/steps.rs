//! Steps on an issue's path, taken by officers, co-signers, votes and decisions alike: one function writes them.

use crate::dialect;
use crate::hall::Tx;
use crate::notices::{self, Telling};
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::{Actor, Member};
use domain::id::{IssueId, MemberId, SeatId};
use domain::issues::{Move, Stage};
use domain::notices::NoticeKind;
use domain::policy::{Denied, IssueFacts, acting_seat};
use domain::time::Timestamp;
use domain::words::Label;

/// What a step settles: who carries it out, and by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrying {
    /// In words, as the public line names them: 物业服务中心.
    pub by: Label,
    /// The last moment of it.
    pub due_at: Timestamp,
}

/// Who takes a step: the public line names the seat; the member behind it stays in the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct By {
    /// The member, unless the hall itself acts.
    pub(crate) member: Option<MemberId>,
    /// The seat's title; none for a resident, who is named by display name, and for the hall itself.
    pub(crate) seat_title: Option<String>,
}

impl By {
    /// The hall itself: a vote that closed, co-signers who became enough.
    pub(crate) fn hall() -> Self {
        Self::default()
    }

    /// `actor`, from the seat they hold over the issue.
    pub(crate) fn over(actor: &Actor, issue: IssueFacts) -> Self {
        Self::from_seat(actor, acting_seat(actor, issue))
    }

    /// `actor`, from the seat `id`.
    pub(crate) fn from_seat(actor: &Actor, id: Option<SeatId>) -> Self {
        let title =
            |member: &Member| member.seats.iter().find(|seat| Some(seat.id) == id).map(|s| s.title.clone());
        Self { member: actor.member_id(), seat_title: actor.member().and_then(title) }
    }
}

/// An issue whose row is held: nobody else moves it, or gives out its numbers, until the act is done.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    /// Which.
    pub(crate) id: IssueId,
    /// In its address.
    pub(crate) number: i64,
    /// In a line.
    pub(crate) title: String,
    /// What the permission table needs to know.
    pub(crate) facts: IssueFacts,
    /// For the optimistic lock.
    pub(crate) version: i64,
}

impl Held {
    /// Where it is read, from the community's address.
    pub(crate) fn path(&self) -> String {
        format!("issues/{}", self.number)
    }
}

/// Holds the issue's row to the end of the act and answers what it says now.
pub(crate) async fn hold(tx: &mut Tx<'_>, id: IssueId) -> Result<Held> {
    let row = sqlx::query(dialect::HOLD_ISSUE.on(tx.engine))
        .bind(id.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Held {
        id,
        number: row.int("number")?,
        title: row.text("title")?,
        facts: IssueFacts {
            community: row.parsed("community_id")?,
            compound: row.opt_parsed("compound_id")?,
            author: row.parsed("author_id")?,
            stage: row.parsed("stage")?,
        },
        version: row.int("version")?,
    })
}

/// Moves the issue in the caller's own transaction: the stage, a public line, a notice to its author and co-signers.
///
/// The caller has asked the permission table; whether the path has the step is checked here, on the held row.
pub(crate) async fn step(tx: &mut Tx<'_>, id: IssueId, step: Move, by: &By, reason: &str) -> Result<Stage> {
    let issue = hold(tx, id).await?;
    step_held(tx, &issue, Step { step, reason, carrying: None }, by).await
}

/// A step to be taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step<'a> {
    /// Which.
    pub(crate) step: Move,
    /// Why, for everyone to read; empty when the hall itself acts.
    pub(crate) reason: &'a str,
    /// Who carries it out, and by when, where the step settles that.
    pub(crate) carrying: Option<&'a Carrying>,
}

/// As [`step`], for an issue already held.
pub(crate) async fn step_held(tx: &mut Tx<'_>, issue: &Held, step: Step<'_>, by: &By) -> Result<Stage> {
    let stage = issue.facts.stage.after(step.step).map_err(|_no_such_move| Denied::WrongStage)?;
    // What is over carries nothing out; its history keeps who did and by when.
    sqlx::query(
        "UPDATE issues SET stage = $2, moved_at = $3, version = version + 1, \
           carried_by = CASE WHEN $4 = 1 THEN NULL ELSE COALESCE($5, carried_by) END, \
           due_at = CASE WHEN $4 = 1 THEN NULL ELSE COALESCE($6, due_at) END WHERE id = $1",
    )
    .bind(issue.id.to_string())
    .bind(stage.code())
    .bind(tx.now().0)
    .bind(i64::from(step.step == Move::Reopen))
    .bind(step.carrying.map(|carrying| carrying.by.as_str()))
    .bind(step.carrying.map(|carrying| carrying.due_at.0))
    .execute(&mut *tx.conn)
    .await?;
    write_line(tx, issue.id, Some(step.step), stage, step.carrying, by, step.reason).await?;
    tell_concerned(tx, issue, by, step.reason).await?;
    Ok(stage)
}

/// Tells an issue's author and co-signers that it went on.
pub(super) async fn tell_concerned(tx: &mut Tx<'_>, issue: &Held, by: &By, reason: &str) -> Result<()> {
    let concerned = notices::without(concerned(tx, issue.id).await?, by.member);
    let telling = Telling {
        community: issue.facts.community,
        kind: NoticeKind::IssueMoved,
        title: &issue.title,
        extract: &crate::markdown::extract(reason, domain::notices::EXTRACT_CHARS_MAX),
        path: &issue.path(),
    };
    notices::tell(tx, &concerned, &telling).await
}

/// Writes a public line on the issue's timeline; without a move it is a note of progress.
pub(crate) async fn write_line(
    tx: &mut Tx<'_>,
    issue: IssueId,
    step: Option<Move>,
    stage: Stage,
    carrying: Option<&Carrying>,
    by: &By,
    reason: &str,
) -> Result<()> {
    let id: uuid::Uuid = tx.new_id();
    sqlx::query(
        "INSERT INTO issue_events \
           (id, issue_id, move, stage, member_id, seat_title, reason, carried_by, due_at, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(id.to_string())
    .bind(issue.to_string())
    .bind(step.map(Move::code))
    .bind(stage.code())
    .bind(by.member.map(|member| member.to_string()))
    .bind(by.seat_title.as_deref())
    .bind(reason)
    .bind(carrying.map(|carrying| carrying.by.as_str()))
    .bind(carrying.map(|carrying| carrying.due_at.0))
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// The issue's author and co-signers.
async fn concerned(tx: &mut Tx<'_>, issue: IssueId) -> Result<Vec<MemberId>> {
    sqlx::query(
        "SELECT author_id AS member_id FROM issues WHERE id = $1 \
         UNION SELECT member_id FROM issue_cosigners WHERE issue_id = $1",
    )
    .bind(issue.to_string())
    .fetch_all(&mut *tx.conn)
    .await?
    .iter()
    .map(|row| row.parsed("member_id"))
    .collect()
}
