//! Counting what a vote has: its roll and its ballots, as they are when it closes, and again after an objection.

use super::facts::{self, Held};
use super::outcome::CellChoice;
use super::sealed;
use crate::hall::Tx;
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::count::ballot::Choice;
use domain::count::cells::{self, Cell, Placed};
use domain::count::weight::{AreaSum, Weight};
use domain::id::{BuildingId, HeadId};
use domain::votes::counting::{Outcome, Poll};
use domain::votes::frozen::{Frozen, Opening};
use domain::votes::{Marks, Said, VoteKind};

/// What a vote comes to.
pub(super) struct Tally {
    pub(super) outcome: Outcome,
    /// The sums as the public may see them, as JSON; owners' votes only.
    pub(super) cells: Option<String>,
}

/// Counts the vote. `openings` are a secret vote's ballots; named ones are read here.
pub(super) async fn count(tx: &mut Tx<'_>, vote: &Held, openings: &[Opening]) -> Result<Tally> {
    let frozen = vote.frozen()?;
    let lines = lines(tx, vote, &frozen).await?;
    let ballots = ballots(&lines, openings);
    let total = |chosen: &mut dyn Iterator<Item = &Line>| {
        Weight::sum(chosen.map(|line| line.weight)).ok_or_else(|| Error::broken("weights beyond the limits"))
    };
    let poll = Poll {
        vote: vote.id,
        questions: &frozen.questions,
        quorum: frozen.quorum.as_ref(),
        electorate: total(&mut lines.iter())?,
        silent: total(&mut lines.iter().filter(|line| line.asked && line.said.is_none()))?,
    };
    let outcome = poll.count(&ballots).map_err(Error::broken)?;
    outcome.verify().map_err(Error::broken)?;
    let cells = match vote.facts.kind {
        VoteKind::Statutory => Some(serde_json::to_string(&public_cells(&frozen, &outcome, &lines)?)?),
        VoteKind::Consultative => None,
    };
    Ok(Tally { outcome, cells })
}

/// One line of the frozen roll with the named ballot that came of it.
struct Line {
    head: HeadId,
    weight: Weight,
    building: Option<BuildingId>,
    /// Whether somebody was there to ask: of an unknown owner nobody was. Whose ballot was set aside was not silent.
    asked: bool,
    said: Option<Said>,
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
                  AND NOT EXISTS (SELECT 1 FROM ballots a WHERE a.head_id = h.id AND a.vote_id = h.vote_id \
                    AND a.set_aside IS NOT NULL) \
                THEN 1 ELSE 0 END AS asked \
         FROM vote_heads h LEFT JOIN ballots b ON b.head_id = h.id AND b.vote_id = h.vote_id AND b.set_aside IS NULL \
         WHERE h.vote_id = $1 ORDER BY h.id",
    )
    .bind(vote.id.to_string())
    .fetch_all(&mut *tx.conn)
    .await?;
    facts::roll(&rows, frozen)?;
    let mut lines: Vec<Line> = Vec::with_capacity(rows.len());
    let mut joined = Vec::new();
    for row in &rows {
        let weight = facts::weight_of(row)?;
        if let Some(head) = row.opt_parsed::<HeadId>("joined_to")? {
            joined.push((head, weight.area));
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
    Ok(lines)
}

/// The sums as the public may see them, one list for each line of each question: without the areas that the outcome
/// itself does not tell answer by answer.
fn public_cells(frozen: &Frozen, outcome: &Outcome, lines: &[Line]) -> Result<Vec<Vec<Cell<CellChoice>>>> {
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
                let has_area = match choice {
                    CellChoice::Valid(Choice::Agree) => true,
                    CellChoice::Valid(_) => !outcome.tells_together(question, place),
                    CellChoice::Invalid => false,
                };
                let area = if has_area { line.weight.area } else { AreaSum::ZERO };
                Some(Placed { building, choice, weight: Weight { area, ..line.weight } })
            });
            let placed: Vec<_> = placed.collect();
            cells::cells(&placed).ok_or_else(|| Error::broken("cells beyond the limits"))
        })
        .collect()
}
