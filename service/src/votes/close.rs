//! Closing: counts what was cast, or goes on as the rule allows; counts anew; and ends the period of objections. Where
//! ballots on paper are taken, days in which they are entered lie between.

use super::facts::{self, Held};
use super::tally::{self, Tally};
use super::{objections, paper, secret};
use crate::hall::Tx;
use crate::jobs::{self, JobKind};
use crate::row::RowExt as _;
use crate::{Result, log};
use domain::id::VoteId;
use domain::log::entry::Act;
use domain::time::DAY;
use domain::votes::VoteState;
use domain::votes::frozen::Opening;

/// Closes the vote if its time has come, and counts it once ballots on paper had theirs; a vote that is counted is left
/// alone.
pub(crate) async fn close_due(tx: &mut Tx<'_>, id: VoteId) -> Result<()> {
    let vote = facts::hold(tx, id).await?;
    let now = tx.now();
    match vote.facts.state {
        VoteState::Open if now >= vote.closes_at && vote.paper_days > 0 => wait_for_paper(tx, &vote).await,
        VoteState::Open if now >= vote.closes_at => count(tx, &vote).await,
        VoteState::Closed if now >= vote.paper_until() => count(tx, &vote).await,
        _ => Ok(()),
    }
}

/// No more ballots are cast; those on paper are still entered.
async fn wait_for_paper(tx: &mut Tx<'_>, vote: &Held) -> Result<()> {
    sqlx::query("UPDATE votes SET state = 'closed', version = version + 1 WHERE id = $1")
        .bind(vote.id.to_string())
        .execute(&mut *tx.conn)
        .await?;
    jobs::put_down(tx, JobKind::CloseVote, &vote.id.to_string(), vote.paper_until()).await
}

/// Counts the vote, whose row is held alone.
///
/// Whoever casts holds it shared, so every ballot acknowledged is in what is read here, and whoever comes later finds
/// the vote closed.
pub(super) async fn count(tx: &mut Tx<'_>, vote: &Held) -> Result<()> {
    let id = vote.id;
    paper::end_batch(tx, vote).await?;
    let openings = if vote.secret { secret::openings(tx, id).await? } else { Vec::new() };
    let tally = tally::count(tx, vote, &openings).await?;
    let extension_days = vote.frozen()?.extension_days;
    if tally.outcome.lacks_participation() && extension_days > 0 && !vote.extended {
        return extend(tx, vote, extension_days).await;
    }
    if vote.secret {
        keep_ballots(tx, id, &openings).await?;
        secret::end(tx, id).await?;
    }
    sqlx::query("UPDATE votes SET state = 'preliminary', closed_at = $2 WHERE id = $1")
        .bind(id.to_string())
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
    publish(tx, vote, &tally).await?;
    give_time_to_object(tx, vote).await
}

/// Puts what was counted in the place of what stood there, and into the public log.
async fn publish(tx: &mut Tx<'_>, vote: &Held, tally: &Tally) -> Result<()> {
    let hash = tally.outcome.hash();
    sqlx::query(
        "UPDATE votes SET outcome = $2, outcome_sha256 = $3, cells = $4, version = version + 1 WHERE id = $1",
    )
    .bind(vote.id.to_string())
    .bind(tally.outcome.json())
    .bind(hash.as_str())
    .bind(tally.cells.as_deref())
    .execute(&mut *tx.conn)
    .await?;
    log::put(tx, vote.facts.community, Act::VoteCounted { vote: vote.id, outcome_sha256: hash }).await
}

/// Whoever sees an outcome for the first time has all of 异议期 to object.
async fn give_time_to_object(tx: &mut Tx<'_>, vote: &Held) -> Result<()> {
    let until = tx.now().plus(vote.objections_days.saturating_mul(DAY));
    sqlx::query("UPDATE votes SET objections_until = $2 WHERE id = $1")
        .bind(vote.id.to_string())
        .bind(until.0)
        .execute(&mut *tx.conn)
        .await?;
    jobs::put_down(tx, JobKind::FinaliseVote, &vote.id.to_string(), until).await
}

/// Counts the vote anew after an objection; `set_aside` tells whether a ballot counts no more. What stood before stays
/// to be read, and an outcome that ballots were taken from can be objected to as the first one could.
pub(super) async fn recount(tx: &mut Tx<'_>, vote: &Held, objection: i64, set_aside: bool) -> Result<()> {
    sqlx::query(
        "INSERT INTO vote_counts (vote_id, n, outcome, outcome_sha256, counted_at, recounted_at, objection, set_aside) \
         SELECT v.id, (SELECT COUNT(*) + 1 FROM vote_counts c WHERE c.vote_id = v.id), v.outcome, v.outcome_sha256, \
           COALESCE((SELECT MAX(c.recounted_at) FROM vote_counts c WHERE c.vote_id = v.id), v.closed_at), $2, $3, $4 \
         FROM votes v WHERE v.id = $1",
    )
    .bind(vote.id.to_string())
    .bind(tx.now().0)
    .bind(objection)
    .bind(i64::from(set_aside))
    .execute(&mut *tx.conn)
    .await?;
    // A secret vote has its ballots without names: the same lines are counted again.
    let openings = if vote.secret { counted_ballots(tx, vote.id).await? } else { Vec::new() };
    let tally = tally::count(tx, vote, &openings).await?;
    publish(tx, vote, &tally).await?;
    if set_aside { give_time_to_object(tx, vote).await } else { Ok(()) }
}

/// Too few took part: the vote goes on, once.
async fn extend(tx: &mut Tx<'_>, vote: &Held, days: i64) -> Result<()> {
    // Days in which only paper was entered are not taken from voters.
    let from = if vote.facts.state == VoteState::Closed { tx.now() } else { vote.closes_at };
    let closes_at = from.plus(days.saturating_mul(DAY));
    sqlx::query(
        "UPDATE votes SET state = 'open', closes_at = $2, extended = 1, version = version + 1 WHERE id = $1",
    )
    .bind(vote.id.to_string())
    .bind(closes_at.0)
    .execute(&mut *tx.conn)
    .await?;
    log::put(tx, vote.facts.community, Act::VoteExtended { vote: vote.id, closes_at }).await?;
    jobs::put_down(tx, JobKind::CloseVote, &vote.id.to_string(), closes_at).await
}

/// The part of a secret vote's record that nobody can make again: what its ballots said.
async fn keep_ballots(tx: &mut Tx<'_>, id: VoteId, openings: &[Opening]) -> Result<()> {
    let lines: String = openings.iter().map(|opening| opening.json() + "\n").collect();
    sqlx::query("INSERT INTO counted_ballots (vote_id, lines) VALUES ($1, $2)")
        .bind(id.to_string())
        .bind(lines)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

async fn counted_ballots(tx: &mut Tx<'_>, id: VoteId) -> Result<Vec<Opening>> {
    let row = sqlx::query("SELECT lines FROM counted_ballots WHERE vote_id = $1")
        .bind(id.to_string())
        .fetch_one(&mut *tx.conn)
        .await?;
    row.text("lines")?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// Ends the period of objections if its time has come and every objection is answered; the last answer puts this down
/// again.
pub(crate) async fn finalise_due(tx: &mut Tx<'_>, id: VoteId) -> Result<()> {
    let vote = facts::hold(tx, id).await?;
    let over = vote.objections_until.is_some_and(|until| tx.now() >= until);
    if vote.facts.state != VoteState::Preliminary || !over || objections::unanswered(tx, id).await? > 0 {
        return Ok(());
    }
    log::put(tx, vote.facts.community, Act::VoteFinal { vote: id }).await?;
    sqlx::query("UPDATE votes SET state = 'final', version = version + 1 WHERE id = $1")
        .bind(id.to_string())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}
