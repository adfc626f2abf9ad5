//! Closing: counts what was cast, once, or goes on as the rule allows; and ends the period of objections. Where ballots
//! on paper are taken, days in which they are entered lie between.

use super::facts::{self, Held};
use super::{paper, sealed, secret};
use crate::hall::Tx;
use crate::jobs::{self, JobKind};
use crate::row::RowExt as _;
use crate::{Error, Result, log};
use domain::count::canonical::Sha256Hex;
use domain::count::cells::{self, Cell, Placed};
use domain::count::weight::{AreaSum, Weight};
use domain::id::{BuildingId, HeadId, VoteId};
use domain::log::entry::Act;
use domain::time::DAY;
use domain::votes::counting::Poll;
use domain::votes::frozen::{Frozen, Opening, RollLine, roll_text};
use domain::votes::{Marks, Said, VoteKind, VoteState};

use super::outcome::CellChoice;

/// One line of the frozen roll with the named ballot that came of it.
struct Line {
    head: HeadId,
    weight: Weight,
    building: Option<BuildingId>,
    /// Whether somebody was there to ask: of an unknown owner nobody was.
    asked: bool,
    said: Option<Said>,
}

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
    let frozen = vote.frozen()?;
    let lines = lines(tx, vote, &frozen).await?;
    let openings = if vote.secret { secret::openings(tx, id).await? } else { Vec::new() };
    let ballots = ballots(&lines, &openings);
    let total = |chosen: &mut dyn Iterator<Item = &Line>| {
        Weight::sum(chosen.map(|line| line.weight)).ok_or_else(|| Error::broken("weights beyond the limits"))
    };
    let poll = Poll {
        vote: id,
        questions: &frozen.questions,
        quorum: frozen.quorum.as_ref(),
        electorate: total(&mut lines.iter())?,
        silent: total(&mut lines.iter().filter(|line| line.asked && line.said.is_none()))?,
    };
    let outcome = poll.count(&ballots).map_err(Error::broken)?;
    outcome.verify().map_err(Error::broken)?;
    if outcome.lacks_participation() && frozen.extension_days > 0 && !vote.extended {
        return extend(tx, vote, frozen.extension_days).await;
    }
    let cells = match vote.facts.kind {
        VoteKind::Statutory => Some(serde_json::to_string(&public_cells(&frozen, &lines)?)?),
        VoteKind::Consultative => None,
    };
    let counted = Act::VoteCounted { vote: id, outcome_sha256: outcome.hash() };
    log::put(tx, vote.facts.community, counted).await?;
    if vote.secret {
        keep_ballots(tx, id, &openings).await?;
        secret::end(tx, id).await?;
    }
    let until = tx.now().plus(vote.objections_days.saturating_mul(DAY));
    sqlx::query(
        "UPDATE votes SET state = 'preliminary', closed_at = $2, outcome = $3, outcome_sha256 = $4, cells = $5, \
           objections_until = $6, version = version + 1 WHERE id = $1",
    )
    .bind(id.to_string())
    .bind(tx.now().0)
    .bind(outcome.json())
    .bind(outcome.hash().as_str())
    .bind(cells)
    .bind(until.0)
    .execute(&mut *tx.conn)
    .await?;
    jobs::put_down(tx, JobKind::FinaliseVote, &id.to_string(), until).await
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

/// Ends the period of objections if its time has come.
pub(crate) async fn finalise_due(tx: &mut Tx<'_>, id: VoteId) -> Result<()> {
    let vote = facts::hold(tx, id).await?;
    let over = vote.objections_until.is_some_and(|until| tx.now() >= until);
    if vote.facts.state != VoteState::Preliminary || !over {
        return Ok(());
    }
    log::put(tx, vote.facts.community, Act::VoteFinal { vote: id }).await?;
    sqlx::query("UPDATE votes SET state = 'final', version = version + 1 WHERE id = $1")
        .bind(id.to_string())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// What every ballot says, with what it weighs. A secret ballot is one head's: owners' votes, which weigh areas, are
/// named.
fn ballots(lines: &[Line], openings: &[Opening]) -> Vec<(Weight, Said)> {
    let named = lines.iter().filter_map(|line| Some((line.weight, line.said.clone()?)));
    let one = Weight::one_ballot(true, AreaSum::ZERO);
    named.chain(openings.iter().map(|opening| (one, opening.said.clone()))).collect()
}

/// The roll and the named ballots, checked against the hash the roll was frozen with.
async fn lines(tx: &mut Tx<'_>, vote: &Held, frozen: &Frozen) -> Result<Vec<Line>> {
    let rows = sqlx::query(
        "SELECT h.id, h.joined_to, h.counts_head, h.area_cm2, h.building_id, h.commitment, b.choice, b.suspended, \
           CASE WHEN EXISTS (SELECT 1 FROM vote_speakers s WHERE s.head_id = h.id AND s.speaks = 1) \
                THEN 1 ELSE 0 END AS asked \
         FROM vote_heads h LEFT JOIN ballots b ON b.head_id = h.id AND b.vote_id = h.vote_id \
         WHERE h.vote_id = $1 ORDER BY h.id",
    )
    .bind(vote.id.to_string())
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut roll = Vec::with_capacity(rows.len());
    let mut lines: Vec<Line> = Vec::with_capacity(rows.len());
    let mut joined = Vec::new();
    for row in &rows {
        let area = AreaSum::new(row.int("area_cm2")?).map_err(Error::broken)?;
        let weight = Weight::one_ballot(row.flag("counts_head")?, area);
        roll.push(RollLine { commitment: row.parsed("commitment")?, weight });
        if let Some(head) = row.opt_parsed::<HeadId>("joined_to")? {
            joined.push((head, area));
            continue;
        }
        let said = match row.opt_parsed::<Said>("choice")? {
            None => None,
            Some(said) => Some(sealed::counts_as(said, row.flag("suspended")?)),
        };
        let (building, asked) = (row.opt_parsed("building_id")?, row.flag("asked")?);
        lines.push(Line { head: row.parsed("id")?, weight, building, asked, said });
    }
    // Whose owners turned out to be another head's has no ballot of its own; its area goes with theirs.
    for (head, area) in joined {
        let line = lines.iter_mut().find(|line| line.head == head);
        let weight = &mut line.ok_or_else(|| Error::broken("a head joined to none"))?.weight;
        weight.area = weight.area.plus(area).ok_or_else(|| Error::broken("areas beyond the limits"))?;
    }
    if frozen.roll.sha256 == Sha256Hex::of(roll_text(roll).as_bytes()) {
        Ok(lines)
    } else {
        Err(Error::broken("the roll is not the one that was frozen"))
    }
}

/// The sums as the public may see them, one list for each line of each question.
fn public_cells(frozen: &Frozen, lines: &[Line]) -> Result<Vec<Vec<Cell<CellChoice>>>> {
    let places = frozen
        .questions
        .iter()
        .enumerate()
        .flat_map(|(question, asked)| (0..asked.lines()).map(move |line| (question, line)));
    places
        .map(|(question, place)| {
            let placed = lines.iter().filter_map(|line| {
                let building = line.building?;
                let choice = match line.said.as_ref()?.on(question)? {
                    Ok(Marks::Answers(answers)) => CellChoice::Valid(*answers.get(place)?),
                    Ok(_) | Err(_) => CellChoice::Invalid,
                };
                Some(Placed { building, choice, weight: line.weight })
            });
            let placed: Vec<_> = placed.collect();
            cells::cells(&placed).ok_or_else(|| Error::broken("cells beyond the limits"))
        })
        .collect()
}
