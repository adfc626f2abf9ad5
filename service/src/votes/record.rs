//! 表决档案: the public file of a counted vote, made anew from what is stored whenever somebody asks for it.
//!
//! Nothing in it can change until the vote is counted anew, and every signature gives the same bytes again, so the file
//! is the same whoever asks and whenever.

use super::facts::{self, frozen};
use super::outcome::CellChoice;
use super::read::Vote;
use super::sealed;
use crate::hall::Snapshot;
use crate::row::RowExt as _;
use crate::{Error, Result, log};
use domain::actor::Actor;
use domain::count::ballot::OptionNo;
use domain::count::cells::Cell;
use domain::count::owners::SumOf;
use domain::count::record::Decision;
use domain::count::shown;
use domain::count::weight::Weight;
use domain::id::{BuildingId, CommunityId, HeadId};
use domain::log::checkpoint::Checkpoint;
use domain::log::note::SignerKey;
use domain::log::tree::Hash;
use domain::policy::{self, Action};
use domain::record::openings::HeadBallot;
use domain::record::questions::PublicLine;
use domain::record::write::{Ballots, Parts, with_openings, write};
use domain::votes::VoteKind;
use domain::votes::counting::{Finding, Outcome};
use domain::votes::frozen::{Frozen, HeadFormat, HeadOpening, Opening};
use domain::votes::question::Question;
use std::collections::HashMap;

/// Whether everybody may have the record. The areas of a few heads that gave an answer are told together with the other
/// answers' ([`domain::count::owners::Tally::told`]), which is enough to count both columns again. Only a clause on
/// silence needs each answer's own; where that would tell a flat's, the file is for the signed-in owners of the
/// compound, who have the list anyway.
#[must_use]
pub fn is_public(vote: &Vote) -> bool {
    let Some(outcome) = &vote.outcome else { return false };
    outcome.questions.iter().all(|finding| match finding {
        Finding::Vote(Decision::Owners(owners)) => {
            owners.sums.silent.is_none() || !owners.sums.questions.iter().any(shown::hides_answers)
        }
        Finding::Vote(Decision::Consultative(_)) | Finding::Choice(_) | Finding::Budget(_) => true,
    })
}

/// The public record of a counted vote; none before its count is in the public log, or where it would tell somebody's
/// choice. Seven statements at most.
pub async fn record(snapshot: &mut Snapshot, vote: &Vote, key: &SignerKey) -> Result<Option<Vec<u8>>> {
    if is_public(vote) { made(snapshot, vote, key).await } else { Ok(None) }
}

async fn made(snapshot: &mut Snapshot, vote: &Vote, key: &SignerKey) -> Result<Option<Vec<u8>>> {
    let Some(outcome) = &vote.outcome else { return Ok(None) };
    let Some((first, last)) = range(snapshot, vote).await? else { return Ok(None) };
    let manifest = sqlx::query("SELECT manifest FROM votes WHERE id = $1")
        .bind(vote.id.to_string())
        .fetch_one(&mut *snapshot.conn)
        .await?;
    let frozen = frozen(manifest.opt_text("manifest")?.as_deref())?;
    let ballots = match vote.kind {
        VoteKind::Statutory => Ballots::Sums(sums(snapshot, vote, outcome).await?),
        VoteKind::Consultative => Ballots::Open(openings(snapshot, vote).await?),
    };
    let size = last + 1;
    let root = log::head_at(snapshot, size).await?.root;
    let parts = Parts {
        frozen: &frozen,
        roll: &roll(snapshot, vote, &frozen).await?,
        ballots: &ballots,
        outcome,
        before: &log::edge_at(snapshot, first).await?,
        entries: &log::entries(snapshot, first, size).await?,
        checkpoint: &Checkpoint::sign(size, root, key),
    };
    write(&parts, key).map(Some).map_err(Error::broken)
}

/// The record with every ballot behind it, for signed-in owners of the compound; of an owners' vote only.
pub async fn unit_level(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: CommunityId,
    vote: &Vote,
    key: &SignerKey,
) -> Result<Option<Vec<u8>>> {
    policy::may(actor, &Action::ReadNamedBallots(vote.facts(community, false)))?;
    if vote.kind != VoteKind::Statutory {
        return Err(Error::NotFound);
    }
    let Some(record) = made(snapshot, vote, key).await? else { return Ok(None) };
    let rows = sqlx::query(
        "SELECT h.id, h.who, h.commitment, b.choice, b.suspended, b.salt FROM ballots b \
         JOIN vote_heads h ON h.id = b.head_id WHERE b.vote_id = $1 AND b.set_aside IS NULL",
    )
    .bind(vote.id.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let ballots = rows.iter().map(|row| {
        let head: HeadId = row.parsed("id")?;
        let said = sealed::counts_as(row.parsed("choice")?, row.flag("suspended")?);
        let shown = Some(row.parsed::<Hash>("commitment")?);
        Ok(HeadBallot {
            head: HeadOpening { format: HeadFormat::V1, vote: vote.id, head, who: row.text("who")? },
            ballot: sealed::opening(vote.id, shown, said, row.parsed("salt")?),
        })
    });
    let ballots = ballots.collect::<Result<Vec<_>>>()?;
    with_openings(&record, &ballots).map(Some).map_err(Error::broken)
}

/// Where the log has the vote's opening and its count; none before both are in it.
async fn range(snapshot: &mut Snapshot, vote: &Vote) -> Result<Option<(u64, u64)>> {
    let opened = log::number_of(snapshot, &format!("opened {}", vote.id)).await?;
    let counted = log::counted(snapshot, vote).await?;
    Ok(opened.zip(counted))
}

async fn roll(snapshot: &mut Snapshot, vote: &Vote, frozen: &Frozen) -> Result<String> {
    let rows = sqlx::query("SELECT commitment, counts_head, area_cm2 FROM vote_heads WHERE vote_id = $1")
        .bind(vote.id.to_string())
        .fetch_all(&mut *snapshot.conn)
        .await?;
    facts::roll(&rows, frozen)
}

/// Every ballot that counts, of a vote in which each counts the same.
pub(super) async fn openings(snapshot: &mut Snapshot, vote: &Vote) -> Result<Vec<Opening>> {
    if vote.secret {
        let row = sqlx::query("SELECT lines FROM counted_ballots WHERE vote_id = $1")
            .bind(vote.id.to_string())
            .fetch_one(&mut *snapshot.conn)
            .await?;
        return row.text("lines")?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect();
    }
    let rows =
        sqlx::query("SELECT choice, suspended, salt FROM ballots WHERE vote_id = $1 AND set_aside IS NULL")
            .bind(vote.id.to_string())
            .fetch_all(&mut *snapshot.conn)
            .await?;
    rows.iter()
        .map(|row| {
            let said = sealed::counts_as(row.parsed("choice")?, row.flag("suspended")?);
            Ok(sealed::opening(vote.id, None, said, row.parsed("salt")?))
        })
        .collect()
}

/// The sums of an owners' vote, question by question, in cells that hide the few.
async fn sums(snapshot: &mut Snapshot, vote: &Vote, outcome: &Outcome) -> Result<Vec<Vec<PublicLine>>> {
    let names: HashMap<_, _> = match vote.compound {
        Some(compound) => super::conduct::building_names(snapshot, compound).await?.into_iter().collect(),
        None => HashMap::new(),
    };
    let mut cells = vote.cells()?.into_iter();
    let each = vote.questions.iter().zip(&outcome.questions).map(|(question, finding)| {
        let own: Vec<_> = cells.by_ref().take(question.lines()).collect();
        let name =
            |id: &BuildingId| names.get(id).cloned().ok_or_else(|| Error::broken("a cell of no building"));
        let mut lines = answers(question, &own, name)?;
        lines.extend(together(finding));
        let invalid = outcome.turnout.invalid.iter();
        lines.extend(
            invalid.map(|(reason, weight)| PublicLine::Invalid { invalid: *reason, weight: *weight }),
        );
        if let Finding::Vote(Decision::Owners(counted)) = finding
            && let Some(weight) = counted.sums.silent
        {
            lines.push(PublicLine::Silent { silent: true, weight });
        }
        Ok(lines)
    });
    each.collect()
}

/// The areas that are told together only.
fn together(finding: &Finding) -> Vec<PublicLine> {
    let Finding::Vote(Decision::Owners(counted)) = finding else { return Vec::new() };
    let tallies = (1_u16..).map(OptionNo).zip(&counted.sums.questions);
    let told = tallies.filter(|(_, tally)| shown::is_told_together(tally));
    told.map(|(question, tally)| PublicLine::Answer {
        question,
        answer: SumOf::Together,
        buildings: Vec::new(),
        weight: Weight { area: tally.together, ..Weight::ZERO },
    })
    .collect()
}

fn answers(
    question: &Question,
    cells: &[Vec<Cell<CellChoice>>],
    name: impl Fn(&BuildingId) -> Result<String>,
) -> Result<Vec<PublicLine>> {
    let mut lines = Vec::new();
    for (number, own) in (1_u16..).zip(cells.iter().take(question.lines())) {
        for cell in own {
            let CellChoice::Valid(answer) = cell.choice else { continue };
            let buildings = cell.buildings.iter().map(&name).collect::<Result<_>>()?;
            lines.push(PublicLine::Answer {
                question: OptionNo(number),
                answer: answer.into(),
                buildings,
                weight: cell.weight,
            });
        }
    }
    Ok(lines)
}
