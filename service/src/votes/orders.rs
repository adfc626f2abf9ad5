//! What is done to a vote that was counted: annulled by its convenor before it is final; after that ordered to be
//! corrected or revoked by the sub-district, or revoked by a court.

use super::facts::{self, Held};
use super::{announce, objections};
use crate::hall::{Hall, Snapshot, Tx};
use crate::row::RowExt as _;
use crate::{Result, local, log};
use domain::actor::Actor;
use domain::count::canonical::Sha256Hex;
use domain::id::{FormKey, VoteId};
use domain::log::entry::Act;
use domain::policy::Action;
use domain::problem::Problem;
use domain::time::{LocalDay, Timestamp};
use domain::votes::after::OrderKind;
use domain::words::{DocumentNumber, Label, Reason};
use futures::future::BoxFuture;
use sqlx::any::AnyRow;

/// What was ordered, as everyone reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// From 1 within the vote.
    pub n: i64,
    /// What it is.
    pub kind: OrderKind,
    /// The document it rests on; none where the convenor annulled the vote.
    pub document: Option<Document>,
    /// What it says, or why.
    pub text: String,
    /// The seat that entered it.
    pub seat_title: String,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// What was corrected, and when that was entered.
    pub corrected: Option<(String, Timestamp)>,
}

/// A document of an authority or a court.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// 〔2026〕春街字第12号.
    pub number: String,
    /// Of which day.
    pub issued: LocalDay,
    /// Whose.
    pub issuer: String,
}

/// What somebody else ordered, to be entered.
#[derive(Clone, Debug)]
pub struct NewOrder {
    /// One of [`OrderKind::OF_OTHERS`].
    pub kind: OrderKind,
    /// The document's number.
    pub document: DocumentNumber,
    /// Of which day it is.
    pub issued: LocalDay,
    /// Who issued it.
    pub issuer: Label,
    /// What it says.
    pub text: Reason,
}

struct Annul {
    actor: Actor,
    vote: VoteId,
    reason: Reason,
}

/// 作废, in public and with a reason, between the count and the end of 异议期.
pub async fn annul(hall: &Hall, actor: &Actor, key: FormKey, vote: VoteId, reason: Reason) -> Result<()> {
    hall.write_once(actor, key, Annul { actor: actor.clone(), vote, reason }, annul_act).await
}

fn annul_act<'a>(tx: &'a mut Tx<'_>, command: &'a Annul) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let vote = facts::permitted(tx, &command.actor, command.vote, Action::AnnulVote).await?;
        annul_held(tx, &command.actor, &vote, &command.reason).await
    })
}

/// Annuls a vote that the caller holds and may annul.
pub(super) async fn annul_held(tx: &mut Tx<'_>, actor: &Actor, vote: &Held, reason: &Reason) -> Result<()> {
    keep(tx, actor, vote, OrderKind::Annulled, None, reason).await?;
    void(tx, actor, vote, OrderKind::Annulled, None, reason).await
}

struct Enter {
    actor: Actor,
    vote: VoteId,
    order: NewOrder,
}

/// Enters what the sub-district or a court ordered of a final vote.
pub async fn enter(hall: &Hall, actor: &Actor, key: FormKey, vote: VoteId, order: NewOrder) -> Result<()> {
    hall.write_once(actor, key, Enter { actor: actor.clone(), vote, order }, enter_act).await
}

fn enter_act<'a>(tx: &'a mut Tx<'_>, command: &'a Enter) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let vote = facts::permitted(tx, &command.actor, command.vote, Action::EnterOrder).await?;
        let NewOrder { kind, document, issued, issuer, text } = &command.order;
        let [closed, today] = [vote.closes_at, tx.now()].map(|at| local::day(&vote.time_zone, at));
        let issued = OrderKind::dated(*issued, closed, today).map_err(|_outside| Problem::OrderDate)?;
        let (number, issuer) = (document.as_str().to_owned(), issuer.as_str().to_owned());
        let document = Document { number, issued, issuer };
        let order = keep(tx, &command.actor, &vote, *kind, Some(&document), text).await?;
        if kind.voids() {
            return void(tx, &command.actor, &vote, *kind, Some(&document), text).await;
        }
        let order_sha256 = hash_of(Some(&document), text);
        let ordered = Act::CorrectionOrdered { vote: vote.id, order, order_sha256 };
        log::put(tx, vote.facts.community, ordered).await
    })
}

/// The hash of an order as the log has it: of the document's number, day and issuer, where there is one, and the words,
/// a line end between each.
fn hash_of(document: Option<&Document>, text: &Reason) -> Sha256Hex {
    let document = document.map(|own| format!("{}\n{}\n{}\n", own.number, own.issued, own.issuer));
    Sha256Hex::of((document.unwrap_or_default() + text.as_str()).as_bytes())
}

/// Writes an order down; gives its number.
async fn keep(
    tx: &mut Tx<'_>,
    actor: &Actor,
    vote: &Held,
    kind: OrderKind,
    document: Option<&Document>,
    text: &Reason,
) -> Result<i64> {
    sqlx::query(
        "INSERT INTO vote_orders (vote_id, n, kind, document, issued_day, issuer, text, seat_title, member_id, entered_at) \
         SELECT $1, COUNT(*) + 1, $2, $3, $4, $5, $6, $7, $8, $9 FROM vote_orders WHERE vote_id = $1 RETURNING n",
    )
    .bind(vote.id.to_string())
    .bind(kind.code())
    .bind(document.map(|own| own.number.as_str()))
    .bind(document.map(|own| i64::from(own.issued.0)))
    .bind(document.map(|own| own.issuer.as_str()))
    .bind(text.as_str())
    .bind(announce::seat_title(actor, vote))
    .bind(actor.member_id().map(|member| member.to_string()))
    .bind(tx.now().0)
    .fetch_one(&mut *tx.conn)
    .await?
    .int("n")
}

/// The vote counts for nothing any more: its record stays, its issue goes back, nothing new may rest on it.
async fn void(
    tx: &mut Tx<'_>,
    actor: &Actor,
    vote: &Held,
    kind: OrderKind,
    document: Option<&Document>,
    reason: &Reason,
) -> Result<()> {
    sqlx::query("UPDATE votes SET state = 'void', version = version + 1 WHERE id = $1")
        .bind(vote.id.to_string())
        .execute(&mut *tx.conn)
        .await?;
    let reason_sha256 = hash_of(document, reason);
    let voided = Act::VoteVoided { vote: vote.id, by: kind.code().to_owned(), reason_sha256 };
    log::put(tx, vote.facts.community, voided).await?;
    objections::close_moot(tx, actor, vote, reason).await?;
    announce::let_go(tx, vote, actor, reason.as_str()).await
}

struct Correct {
    actor: Actor,
    vote: VoteId,
    n: i64,
    done: Reason,
}

/// Enters that what was ordered to be corrected has been, once.
pub async fn corrected(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    vote: VoteId,
    n: i64,
    done: Reason,
) -> Result<()> {
    hall.write_once(actor, key, Correct { actor: actor.clone(), vote, n, done }, correct_act).await
}

fn correct_act<'a>(tx: &'a mut Tx<'_>, command: &'a Correct) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let vote = facts::permitted(tx, &command.actor, command.vote, Action::EnterOrder).await?;
        let done = sqlx::query(
            "UPDATE vote_orders SET correction = $3, corrected_at = $4 \
             WHERE vote_id = $1 AND n = $2 AND kind = 'street_correction' AND corrected_at IS NULL",
        )
        .bind(command.vote.to_string())
        .bind(command.n)
        .bind(command.done.as_str())
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        if done.rows_affected() == 0 {
            return Err(Problem::AlreadyDone.into());
        }
        let text_sha256 = Sha256Hex::of(command.done.as_str().as_bytes());
        let corrected = Act::OrderCorrected { vote: vote.id, order: command.n, text_sha256 };
        log::put(tx, vote.facts.community, corrected).await
    })
}

/// What was ordered of the vote, the first first. One statement.
pub async fn orders(snapshot: &mut Snapshot, vote: VoteId) -> Result<Vec<Order>> {
    sqlx::query(
        "SELECT n, kind, document, issued_day, issuer, text, seat_title, entered_at, correction, corrected_at \
         FROM vote_orders WHERE vote_id = $1 ORDER BY n",
    )
    .bind(vote.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?
    .iter()
    .map(order_of)
    .collect()
}

fn order_of(row: &AnyRow) -> Result<Order> {
    let document = match (row.opt_text("document")?, row.opt_int("issued_day")?, row.opt_text("issuer")?) {
        (Some(number), Some(day), Some(issuer)) => Some(Document {
            number,
            issued: LocalDay(i32::try_from(day).map_err(crate::Error::broken)?),
            issuer,
        }),
        _ => None,
    };
    Ok(Order {
        n: row.int("n")?,
        kind: row.parsed("kind")?,
        document,
        text: row.text("text")?,
        seat_title: row.text("seat_title")?,
        entered_at: row.time("entered_at")?,
        corrected: row.opt_text("correction")?.zip(row.opt_time("corrected_at")?),
    })
}

/// What a vote was counted as before a recount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierCount {
    /// 1 is the first count.
    pub n: i64,
    /// The outcome, as it stood.
    pub outcome: domain::votes::counting::Outcome,
    /// The hash of its canonical JSON, as the public log has it.
    pub outcome_sha256: String,
    /// When it was counted so.
    pub counted_at: Timestamp,
    /// The objection that led to the recount.
    pub objection: i64,
    /// Whether a ballot was set aside with it.
    pub set_aside: bool,
}

/// What the vote was counted as before, the first first. One statement.
pub async fn earlier_counts(snapshot: &mut Snapshot, vote: VoteId) -> Result<Vec<EarlierCount>> {
    sqlx::query(
        "SELECT n, outcome, outcome_sha256, counted_at, objection, set_aside FROM vote_counts \
         WHERE vote_id = $1 ORDER BY n",
    )
    .bind(vote.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?
    .iter()
    .map(|row| {
        let outcome_sha256 = row.text("outcome_sha256")?;
        Ok(EarlierCount {
            n: row.int("n")?,
            outcome: super::outcome::read(&row.text("outcome")?, &outcome_sha256)?,
            outcome_sha256,
            counted_at: row.time("counted_at")?,
            objection: row.int("objection")?,
            set_aside: row.flag("set_aside")?,
        })
    })
    .collect()
}
