//! Closing: counts what was cast, once, and ends the period of objections.

use super::facts::{self, Held};
use super::open::{RollLine, roll_hash};
use super::outcome::{CellChoice, Outcome};
use crate::hall::Tx;
use crate::jobs::{self, JobKind};
use crate::row::RowExt as _;
use crate::{Error, Result, log};
use domain::count::ballot::{Answer, Ballot, Choice, Electorate, InvalidReason};
use domain::count::cells::{self, Cell, Placed};
use domain::count::consultative::{self, Pick};
use domain::count::manifest::Kind;
use domain::count::owners;
use domain::count::weight::{AreaSum, HeadCount, Weight};
use domain::id::{BuildingId, HeadId, VoteId};
use domain::log::entry::Act;
use domain::time::DAY;
use domain::votes::{Method, PlainMarks, VoteKind, VoteState};

/// One line of the frozen roll with the ballot that came of it.
struct Line {
    head: HeadId,
    weight: Weight,
    building: Option<BuildingId>,
    /// Whether somebody was there to ask: of an unknown owner nobody was.
    asked: bool,
    answer: Option<Answer<PlainMarks>>,
}

/// Closes and counts the vote if its time has come; a vote that is counted is left alone.
///
/// Whoever casts holds the vote's row shared, so every ballot acknowledged is in what is read here, and whoever comes
/// later finds the vote closed.
pub(crate) async fn close_due(tx: &mut Tx<'_>, id: VoteId) -> Result<()> {
    let vote = facts::hold(tx, id).await?;
    if vote.facts.state != VoteState::Open || tx.now() < vote.closes_at {
        return Ok(());
    }
    let lines = lines(tx, &vote).await?;
    let outcome = count(&vote, &lines)?;
    outcome.verify()?;
    let cells = match vote.facts.kind {
        VoteKind::Statutory => Some(serde_json::to_string(&public_cells(&vote, &lines)?)?),
        VoteKind::Consultative => None,
    };
    let counted = Act::VoteCounted { vote: id, outcome_sha256: outcome.hash() };
    log::put(tx, vote.facts.community, counted).await?;
    let until = tx.now().plus(vote.objections_days.saturating_mul(DAY));
    sqlx::query(
        "UPDATE votes SET state = 'preliminary', closed_at = $2, outcome = $3, outcome_sha256 = $4, cells = $5, \
           objections_until = $6, version = version + 1 WHERE id = $1",
    )
    .bind(id.to_string())
    .bind(tx.now().0)
    .bind(outcome.json()?)
    .bind(outcome.hash().as_str())
    .bind(cells)
    .bind(until.0)
    .execute(&mut *tx.conn)
    .await?;
    jobs::put_down(tx, JobKind::FinaliseVote, &id.to_string(), until).await
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

/// The roll and the ballots, checked against the hash the roll was frozen with.
async fn lines(tx: &mut Tx<'_>, vote: &Held) -> Result<Vec<Line>> {
    let rows = sqlx::query(
        "SELECT h.id, h.joined_to, h.units_count, h.counts_head, h.area_cm2, h.building_id, b.choice, b.suspended, \
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
        let (counts_head, area_cm2) = (row.flag("counts_head")?, row.int("area_cm2")?);
        roll.push(RollLine {
            id: row.text("id")?,
            units_count: row.int("units_count")?,
            counts_head,
            area_cm2,
        });
        let area = AreaSum::new(area_cm2).map_err(Error::broken)?;
        if let Some(head) = row.opt_parsed::<HeadId>("joined_to")? {
            joined.push((head, area));
            continue;
        }
        let answer = row.opt_parsed::<PlainMarks>("choice")?.map(|marks| match row.flag("suspended") {
            Ok(false) => Answer::Valid(marks),
            Ok(true) | Err(_) => Answer::Invalid(InvalidReason::CoOwnersDisagree),
        });
        lines.push(Line {
            head: row.parsed("id")?,
            weight: Weight::one_ballot(counts_head, area),
            building: row.opt_parsed("building_id")?,
            asked: row.flag("asked")?,
            answer,
        });
    }
    // Whose owners turned out to be another head's has no ballot of its own; its area goes with theirs.
    for (head, area) in joined {
        let line = lines.iter_mut().find(|line| line.head == head);
        let weight = &mut line.ok_or_else(|| Error::broken("a head joined to none"))?.weight;
        weight.area = weight.area.plus(area).ok_or_else(|| Error::broken("areas beyond the limits"))?;
    }
    if vote.roll_sha256.as_deref() == Some(roll_hash(roll)?.as_str()) {
        Ok(lines)
    } else {
        Err(Error::broken("the roll is not the one that was frozen"))
    }
}

fn count(vote: &Held, lines: &[Line]) -> Result<Outcome> {
    match vote.facts.kind {
        VoteKind::Statutory => count_owners(vote, lines).map(Outcome::Owners),
        VoteKind::Consultative => count_consultative(vote, lines).map(Outcome::Consultative),
    }
}

fn count_owners(vote: &Held, lines: &[Line]) -> Result<owners::Outcome> {
    let roll = Electorate::new(lines.iter().map(|line| (line.head, line.weight))).map_err(Error::broken)?;
    let mut ballots = Vec::new();
    for line in lines {
        let answer = match &line.answer {
            None => continue,
            Some(Answer::Invalid(reason)) => Answer::Invalid(*reason),
            Some(Answer::Valid(PlainMarks::Answers(answers))) => Answer::Valid(answers.clone()),
            Some(Answer::Valid(PlainMarks::Pick(_))) => {
                return Err(Error::broken("a pick in an owners' vote"));
            }
        };
        ballots.push(Ballot { head: line.head, answer });
    }
    let clause = matches!(vote.rule.rule().kind, Kind::Statutory { silence: Some(_), .. });
    let silent: Vec<HeadId> = lines
        .iter()
        .filter(|line| clause && line.asked && line.answer.is_none())
        .map(|line| line.head)
        .collect();
    owners::count(&vote.rule, &roll, &ballots, &silent).map_err(Error::broken)
}

fn count_consultative(vote: &Held, lines: &[Line]) -> Result<consultative::Outcome> {
    let electorate =
        HeadCount::new(i64::try_from(lines.len()).map_err(Error::broken)?).map_err(Error::broken)?;
    let answers = lines.iter().filter_map(|line| line.answer.as_ref());
    match vote.method {
        Method::YesNo => {
            let answers = answers.map(|answer| match answer {
                Answer::Invalid(reason) => Ok(Answer::Invalid(*reason)),
                Answer::Valid(PlainMarks::Answers(answers)) if let [choice] = answers.as_slice() => {
                    Ok(Answer::Valid(*choice))
                }
                Answer::Valid(_) => Err(Error::broken("a ballot of another method")),
            });
            let answers: Vec<Answer<Choice>> = answers.collect::<Result<_>>()?;
            consultative::count_yes_no(&vote.rule, electorate, &answers).map_err(Error::broken)
        }
        Method::ChooseOne => {
            let answers = answers.map(|answer| match answer {
                Answer::Invalid(reason) => Ok(Answer::Invalid(*reason)),
                Answer::Valid(PlainMarks::Pick(pick)) => Ok(Answer::Valid(*pick)),
                Answer::Valid(PlainMarks::Answers(_)) => Err(Error::broken("a ballot of another method")),
            });
            let answers: Vec<Answer<Pick>> = answers.collect::<Result<_>>()?;
            consultative::count_choice(&vote.rule, electorate, &answers).map_err(Error::broken)
        }
        Method::EachOption => Err(Error::broken("each option by its own majority is for owners' votes")),
    }
}

/// The sums as the public may see them, question by question.
fn public_cells(vote: &Held, lines: &[Line]) -> Result<Vec<Vec<Cell<CellChoice>>>> {
    let questions = vote.rule.questions();
    (0..questions)
        .map(|question| {
            let mut placed = Vec::new();
            for line in lines {
                let choice = match (&line.answer, line.building) {
                    (Some(Answer::Valid(PlainMarks::Answers(answers))), Some(_)) => {
                        let answer = answers.get(question).copied();
                        CellChoice::Valid(answer.ok_or_else(|| Error::broken("a ballot too short"))?)
                    }
                    (Some(_), Some(_)) => CellChoice::Invalid,
                    _ => continue,
                };
                let building = line.building.ok_or_else(|| Error::broken("a head in no building"))?;
                placed.push(Placed { building, choice, weight: line.weight });
            }
            cells::cells(&placed).ok_or_else(|| Error::broken("cells beyond the limits"))
        })
        .collect()
}
