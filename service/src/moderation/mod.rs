//! Moderation: the council hides in public, authors appeal once, another member answers; nothing is deleted.

mod sql;
mod words;

pub(crate) use words::{Held, HidingAct, hiding_objections};
pub use words::{Hiding, Said, Target};

use crate::communities::Community;
use crate::hall::{Hall, Snapshot, Tx};
use crate::notices::{self, Telling};
use crate::row::RowExt as _;
use crate::{Error, Result, log};
use domain::actor::Actor;
use domain::bodies::SeatRight;
use domain::id::{CommunityId, FormKey, MemberId, ModerationId};
use domain::log::entry::Act;
use domain::moderation::{AppealAnswer, HideReason, Hideable, RegisterLine};
use domain::notices::NoticeKind;
use domain::policy::{self, Action, Denied};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::words::{Note, Reason};
use futures::future::BoxFuture;
use sqlx::any::AnyRow;

/// Acts on one page of the register.
pub const ACTS_PER_PAGE: i64 = 20;

/// One act of the register, as everyone reads it: seats and reasons, no person and none of the hidden words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterEntry {
    /// Which.
    pub id: ModerationId,
    /// Why it was hidden.
    pub reason: HideReason,
    /// A public remark.
    pub note: Option<String>,
    /// The seat that hid it.
    pub seat_title: String,
    /// When.
    pub at: Timestamp,
    /// What was hidden.
    pub what: Hideable,
    /// The number of the issue and of the comment, or of the vote and of the objection: its address.
    pub place: (i64, i64),
    /// The title of the issue or the vote.
    pub title: String,
    /// When its author appealed.
    pub appealed_at: Option<Timestamp>,
    /// What another member of the council answered.
    pub answer: Option<AnsweredAppeal>,
}

/// The public answer to an appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredAppeal {
    /// 维持 or 恢复.
    pub answer: AppealAnswer,
    /// Why.
    pub reason: String,
    /// The seat that answered.
    pub seat_title: String,
    /// When.
    pub at: Timestamp,
}

/// A page of the register.
#[derive(Clone, Debug)]
pub struct RegisterPage {
    /// Newest first.
    pub entries: Vec<RegisterEntry>,
    /// From 1.
    pub page: i64,
    /// At least one.
    pub pages: i64,
    /// Appeals that wait, for the link of the council.
    pub waiting: i64,
}

/// An appeal that waits, as the council reads it.
#[derive(Clone, Debug)]
pub struct WaitingAppeal {
    /// What was done.
    pub entry: RegisterEntry,
    /// What the author says against it.
    pub appeal: String,
    /// Whether the reader hid the words, wrote them or has a part in them, and so may not answer.
    pub own: bool,
}

struct Hide {
    actor: Actor,
    target: Target,
    reason: HideReason,
    note: Option<Note>,
}

/// 隐藏. Of two members at once the second is told that it is hidden already.
pub async fn hide(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    target: Target,
    reason: HideReason,
    note: Option<Note>,
) -> Result<()> {
    hall.write_once(actor, key, Hide { actor: actor.clone(), target, reason, note }, hide_act).await
}

fn hide_act<'a>(tx: &'a mut Tx<'_>, command: &'a Hide) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let held = words::hold(tx, command.target).await?;
        policy::may(&command.actor, &Action::HideWords(held.facts))?;
        let community = held.facts.community;
        let (member, seat_title) = council_seat(&command.actor, community)?;
        let act: ModerationId = tx.new_id();
        let (comment, objection) = match command.target {
            Target::Comment(comment) => (Some(comment), None),
            Target::Objection(vote, number) | Target::Answer(vote, number) => (None, Some((vote, number))),
        };
        sqlx::query(sql::INSERT)
            .bind(act.to_string())
            .bind(community.to_string())
            .bind(command.target.what().code())
            .bind(comment.map(|comment| comment.to_string()))
            .bind(objection.map(|(vote, _)| vote.to_string()))
            .bind(objection.map(|(_, number)| number))
            .bind(command.reason.code())
            .bind(command.note.as_ref().map(Note::as_str))
            .bind(member.to_string())
            .bind(&seat_title)
            .bind(tx.now().0)
            .execute(&mut *tx.conn)
            .await?;
        words::mark(tx, command.target, Some((act, command.reason))).await?;
        words::untell(tx, &held).await?;
        let telling = Telling {
            community,
            kind: NoticeKind::WordsHidden,
            title: &held.title,
            extract: command.note.as_ref().map_or("", Note::as_str),
            path: &held.path,
        };
        notices::tell(tx, &[held.facts.author], &telling).await?;
        let words = command.note.as_ref().map(Note::as_str);
        let line = RegisterLine { act, done: command.reason.code(), words, seat: &seat_title, at: tx.now() };
        log_line(tx, community, &line).await
    })
}

/// The act that hides the words, as the statements bind it.
fn hiding_act(held: &Held) -> Result<String> {
    let act = held.act.ok_or(Denied::WrongStage)?;
    Ok(act.to_string())
}

/// What the council does is in the public log, as the register shows it.
async fn log_line(tx: &mut Tx<'_>, community: CommunityId, line: &RegisterLine<'_>) -> Result<()> {
    log::put(tx, community, Act::Moderation { act: line.act, line_sha256: line.hash() }).await
}

/// The seat a member of the council acts from.
fn council_seat(actor: &Actor, community: CommunityId) -> Result<(MemberId, String)> {
    let member = actor.member().ok_or(Denied::NoSeat)?;
    let seat = member.community_seat(SeatRight::Council, community).ok_or(Denied::NoSeat)?;
    Ok((member.id, seat.title.clone()))
}

struct AppealHiding {
    actor: Actor,
    target: Target,
    says: Reason,
}

/// 申诉, once for each hiding.
pub async fn appeal_hiding(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    target: Target,
    says: Reason,
) -> Result<()> {
    hall.write_once(actor, key, AppealHiding { actor: actor.clone(), target, says }, appeal).await
}

fn appeal<'a>(tx: &'a mut Tx<'_>, command: &'a AppealHiding) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let held = words::hold(tx, command.target).await?;
        policy::may(&command.actor, &Action::AppealHiding(held.facts))?;
        let done = sqlx::query(sql::APPEAL)
            .bind(hiding_act(&held)?)
            .bind(command.says.as_str())
            .bind(tx.now().0)
            .execute(&mut *tx.conn)
            .await?;
        if done.rows_affected() == 0 {
            return Err(Problem::AlreadyDone.into());
        }
        let community = held.facts.community;
        let mut council = council_members(tx, community).await?;
        council.retain(|member| !held.facts.concern(*member) && held.facts.hidden_by != Some(*member));
        let telling = Telling {
            community,
            kind: NoticeKind::Appeal,
            title: &held.title,
            extract: "",
            path: "register/appeals",
        };
        notices::tell(tx, &council, &telling).await
    })
}

/// Who holds a seat of the council now.
async fn council_members(tx: &mut Tx<'_>, community: CommunityId) -> Result<Vec<MemberId>> {
    sqlx::query(sql::COUNCIL)
        .bind(community.to_string())
        .bind(tx.now().0)
        .fetch_all(&mut *tx.conn)
        .await?
        .iter()
        .map(|row| row.parsed("member_id"))
        .collect()
}

struct AnswerAppeal {
    actor: Actor,
    target: Target,
    answer: AppealAnswer,
    reason: Reason,
}

/// 处理申诉, by a member of the council who neither hid the words nor has a part in them.
pub async fn answer_appeal(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    target: Target,
    answer: AppealAnswer,
    reason: Reason,
) -> Result<()> {
    let command = AnswerAppeal { actor: actor.clone(), target, answer, reason };
    hall.write_once(actor, key, command, give_answer).await
}

fn give_answer<'a>(tx: &'a mut Tx<'_>, command: &'a AnswerAppeal) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let held = words::hold(tx, command.target).await?;
        policy::may(&command.actor, &Action::AnswerAppeal(held.facts))?;
        let community = held.facts.community;
        let (member, seat_title) = council_seat(&command.actor, community)?;
        let done = sqlx::query(sql::ANSWER)
            .bind(hiding_act(&held)?)
            .bind(command.answer.code())
            .bind(command.reason.as_str())
            .bind(member.to_string())
            .bind(&seat_title)
            .bind(tx.now().0)
            .fetch_optional(&mut *tx.conn)
            .await?
            .ok_or(Problem::AlreadyDone)?;
        let line = RegisterLine {
            act: done.parsed("id")?,
            done: command.answer.code(),
            words: Some(command.reason.as_str()),
            seat: &seat_title,
            at: tx.now(),
        };
        log_line(tx, community, &line).await?;
        if command.answer == AppealAnswer::Restored {
            words::mark(tx, command.target, None).await?;
        }
        let telling = Telling {
            community,
            kind: NoticeKind::Appeal,
            title: &held.title,
            extract: "",
            path: &held.path,
        };
        notices::tell(tx, &[held.facts.author], &telling).await
    })
}

/// 管理记录, page `page`. Two statements.
pub async fn register(snapshot: &mut Snapshot, community: &Community, page: i64) -> Result<RegisterPage> {
    let counted =
        sqlx::query(sql::COUNT).bind(community.id.to_string()).fetch_one(&mut *snapshot.conn).await?;
    let pages = ((counted.int("acts")? + ACTS_PER_PAGE - 1) / ACTS_PER_PAGE).max(1);
    let page = page.clamp(1, pages);
    let rows = sqlx::query(sql::REGISTER)
        .bind(community.id.to_string())
        .bind(ACTS_PER_PAGE)
        .bind((page - 1) * ACTS_PER_PAGE)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    let entries = rows.iter().map(entry_of).collect::<Result<_>>()?;
    Ok(RegisterPage { entries, page, pages, waiting: counted.int("waiting")? })
}

/// One act of the register. One statement.
pub async fn entry(
    snapshot: &mut Snapshot,
    community: &Community,
    act: ModerationId,
) -> Result<RegisterEntry> {
    let row = sqlx::query(sql::ENTRY)
        .bind(community.id.to_string())
        .bind(act.to_string())
        .fetch_optional(&mut *snapshot.conn)
        .await?;
    entry_of(&row.ok_or(Error::NotFound)?)
}

/// The appeals that wait, oldest first, for the council. One statement.
pub async fn appeals_waiting(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
) -> Result<Vec<WaitingAppeal>> {
    policy::may(actor, &Action::ReadAppeals { community: community.id })?;
    let rows =
        sqlx::query(sql::WAITING).bind(community.id.to_string()).fetch_all(&mut *snapshot.conn).await?;
    rows.iter().map(|row| waiting_of(row, actor)).collect()
}

/// The appeal against one hiding, if it waits. One statement.
pub async fn appeal_waiting(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
    act: ModerationId,
) -> Result<WaitingAppeal> {
    policy::may(actor, &Action::ReadAppeals { community: community.id })?;
    let row = sqlx::query(sql::WAITING_ONE)
        .bind(community.id.to_string())
        .bind(act.to_string())
        .fetch_optional(&mut *snapshot.conn)
        .await?;
    waiting_of(&row.ok_or(Error::NotFound)?, actor)
}

fn waiting_of(row: &AnyRow, actor: &Actor) -> Result<WaitingAppeal> {
    let mut barred: Vec<MemberId> = vec![row.parsed("member_id")?];
    for column in ["author_id", "objector_id", "answered_by_id"] {
        barred.extend(row.opt_parsed::<MemberId>(column)?);
    }
    Ok(WaitingAppeal {
        entry: entry_of(row)?,
        appeal: row.text("appeal")?,
        own: actor.member_id().is_some_and(|member| barred.contains(&member)),
    })
}

fn entry_of(row: &AnyRow) -> Result<RegisterEntry> {
    let answered = |answer| {
        let (reason, seat_title) = (row.text("answer_reason")?, row.text("answer_seat_title")?);
        Ok::<_, Error>(AnsweredAppeal { answer, reason, seat_title, at: row.time("answered_at")? })
    };
    Ok(RegisterEntry {
        id: row.parsed("id")?,
        reason: row.parsed("reason")?,
        note: row.opt_text("note")?,
        seat_title: row.text("seat_title")?,
        at: row.time("at")?,
        what: row.parsed("target")?,
        place: (row.int("matter_number")?, row.int("words_number")?),
        title: row.text("title")?,
        appealed_at: row.opt_time("appealed_at")?,
        answer: row.opt_parsed("answer")?.map(answered).transpose()?,
    })
}
