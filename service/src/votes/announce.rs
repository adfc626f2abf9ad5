//! From a draft to its notice, and calling off: what either does to the vote's issue and its proposals.

use super::check::{in_order, may_be_held_here, unchanged};
use super::electorate::{self, Asked};
use super::facts::{self, Held, may_put_to_vote};
use super::{objections, questions, secret};
use crate::hall::{Hall, Tx};
use crate::issues::{self, By};
use crate::jobs::{self, JobKind};
use crate::row::RowExt as _;
use crate::{Result, local, log, proposals};
use domain::actor::{Actor, Seat};
use domain::bodies::SeatRight;
use domain::count::canonical::Sha256Hex;
use domain::id::{FormKey, IssueId, ProposalId, VoteId};
use domain::issues::{Move, Stage};
use domain::log::entry::Act;
use domain::policy::{self, Action};
use domain::problem::Problem;
use domain::votes::{self, VoteKind, VoteState, question};
use domain::words::Reason;
use futures::future::BoxFuture;

struct Announce {
    actor: Actor,
    id: VoteId,
    version: i64,
}

/// 公告: from now on everyone reads it, and its time is fixed.
pub async fn announce(hall: &Hall, actor: &Actor, key: FormKey, id: VoteId, version: i64) -> Result<()> {
    hall.write_once(actor, key, Announce { actor: actor.clone(), id, version }, announce_act).await
}

fn announce_act<'a>(tx: &'a mut Tx<'_>, command: &'a Announce) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let vote = facts::permitted(tx, &command.actor, command.id, Action::ConductVote).await?;
        if vote.facts.state != VoteState::Draft {
            return Err(Problem::AlreadyDone.into());
        }
        unchanged(&vote, command.version)?;
        let now = tx.now();
        in_order(now, vote.opens_at, vote.closes_at)?;
        if vote.facts.kind == VoteKind::Statutory {
            let (online, _) = may_be_held_here(tx, vote.scope, vote.electorate, vote.paper_days).await?;
            // The compound's rule may be another than when the draft was written: its convenor looks at it again.
            if online != vote.facts.online {
                return Err(Problem::ChangedMeanwhile.into());
            }
            let (today, opens) =
                (local::day(&vote.time_zone, now), local::day(&vote.time_zone, vote.opens_at));
            if !votes::notice_is_long_enough(today, opens) {
                return Err(Problem::NoticeTooShort.into());
            }
        }
        let asked = Asked { community: vote.facts.community, kind: vote.electorate, scope: vote.scope, now };
        let entries = electorate::form(&mut *tx.conn, asked).await?;
        let total = electorate::total(&entries).ok_or(Problem::EmptyElectorate)?;
        let questions = questions::of(tx.conn, command.id).await?;
        if !question::admits(&questions, vote.quorum.as_ref(), total) {
            return Err(Problem::EmptyElectorate.into());
        }
        sqlx::query("UPDATE votes SET state = 'notice', notice_at = $2, version = version + 1 WHERE id = $1")
            .bind(command.id.to_string())
            .bind(now.0)
            .execute(&mut *tx.conn)
            .await?;
        // The issue before its proposals, as everywhere, so that two acts never wait for each other.
        if let Some(issue) = vote.issue {
            put_issue_to_vote(tx, &command.actor, &vote, issue).await?;
        }
        freeze_proposals(tx, command.id).await?;
        jobs::put_down(tx, JobKind::OpenVote, &command.id.to_string(), vote.opens_at).await
    })
}

/// An option's proposal, as the vote was written with it.
struct Stands {
    proposal: ProposalId,
    revision: Option<i64>,
}

/// What stands on a ballot does not change any more. Refused where a proposal is no longer what the draft was written
/// with: its convenors read it again and keep the draft anew.
async fn freeze_proposals(tx: &mut Tx<'_>, id: VoteId) -> Result<()> {
    for stands in proposals_of(tx, id).await? {
        if Some(proposals::freeze(tx, stands.proposal).await?) != stands.revision {
            return Err(Problem::ProposalChanged.into());
        }
    }
    Ok(())
}

async fn proposals_of(tx: &mut Tx<'_>, id: VoteId) -> Result<Vec<Stands>> {
    sqlx::query(
        "SELECT proposal_id, proposal_revision FROM vote_options \
         WHERE vote_id = $1 AND proposal_id IS NOT NULL ORDER BY question, n",
    )
    .bind(id.to_string())
    .fetch_all(&mut *tx.conn)
    .await?
    .iter()
    .map(|row| {
        Ok(Stands { proposal: row.parsed("proposal_id")?, revision: row.opt_int("proposal_revision")? })
    })
    .collect()
}

/// The seat a convenor acts from: one in the convening body, else any that calls votes in its compound.
fn by(actor: &Actor, vote: &Held) -> By {
    By::from_seat(actor, seat(actor, vote).map(|seat| seat.id))
}

fn seat<'a>(actor: &'a Actor, vote: &Held) -> Option<&'a Seat> {
    let seats = &actor.member()?.seats;
    let own = seats.iter().find(|seat| seat.body == vote.facts.convener);
    let of_compound = |seat: &&Seat| seat.compound.is_some() && seat.compound == vote.facts.compound;
    own.or_else(|| seats.iter().find(of_compound))
}

/// How the public line names the seat: the one the vote is conducted from, else an administrator's. The hall itself
/// has none.
pub(super) fn seat_title(actor: &Actor, vote: &Held) -> String {
    let administers = |seat: &&Seat| matches!(seat.right, SeatRight::Administrator | SeatRight::Operator);
    let any = || actor.member().and_then(|member| member.seats.iter().find(administers));
    seat(actor, vote).or_else(any).map(|seat| seat.title.clone()).unwrap_or_default()
}

/// The issue goes on with the vote that answers it; one at the vote already, by another question, stays there.
async fn put_issue_to_vote(tx: &mut Tx<'_>, actor: &Actor, vote: &Held, issue: IssueId) -> Result<()> {
    let held = issues::hold(tx, issue).await?;
    may_put_to_vote(actor, held.facts)?;
    if held.facts.stage == Stage::Voting {
        return Ok(());
    }
    issues::step(tx, issue, Move::PutToVote, &by(actor, vote), &vote.title).await?;
    Ok(())
}

/// A vote called off gives its issue back to deliberation, unless another vote on it goes on. Where whoever calls it
/// off has no right over the issue, that is the hall's doing: no issue waits for a vote that is not held.
async fn return_issue(
    tx: &mut Tx<'_>,
    actor: &Actor,
    vote: &Held,
    issue: IssueId,
    reason: &str,
) -> Result<()> {
    let held = issues::hold(tx, issue).await?;
    let returns = Action::MoveIssue(held.facts, Move::Return);
    let by = if policy::may(actor, &returns).is_ok() { by(actor, vote) } else { By::hall() };
    let others = sqlx::query(
        "SELECT COUNT(*) AS others FROM votes WHERE issue_id = $1 AND id <> $2 \
           AND state IN ('notice', 'open', 'closed', 'preliminary', 'final')",
    )
    .bind(issue.to_string())
    .bind(vote.id.to_string())
    .fetch_one(&mut *tx.conn)
    .await?;
    if held.facts.stage == Stage::Voting && others.int("others")? == 0 {
        issues::step(tx, issue, Move::Return, &by, reason).await?;
    }
    Ok(())
}

/// Undoes what announcing did to the vote's issue and to its proposals. The revision the vote stood on stays noted, so
/// a proposal may be changed again even if ballots were taken.
pub(super) async fn let_go(tx: &mut Tx<'_>, vote: &Held, actor: &Actor, reason: &str) -> Result<()> {
    if vote.notice_at.is_none() {
        return Ok(());
    }
    if let Some(issue) = vote.issue {
        return_issue(tx, actor, vote, issue, reason).await?;
    }
    for stands in proposals_of(tx, vote.id).await? {
        if !stands_elsewhere(tx, vote.id, stands.proposal).await? {
            proposals::thaw(tx, stands.proposal).await?;
        }
    }
    Ok(())
}

/// Whether another vote that was announced, and not called off, has the proposal on its ballot.
async fn stands_elsewhere(tx: &mut Tx<'_>, vote: VoteId, proposal: ProposalId) -> Result<bool> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS others FROM vote_options o JOIN votes v ON v.id = o.vote_id \
         WHERE o.proposal_id = $1 AND o.vote_id <> $2 AND v.state NOT IN ('draft', 'cancelled', 'void')",
    )
    .bind(proposal.to_string())
    .bind(vote.to_string())
    .fetch_one(&mut *tx.conn)
    .await?;
    Ok(row.int("others")? > 0)
}

struct Discard {
    actor: Actor,
    id: VoteId,
    version: i64,
}

/// Deletes a draft: nobody but its convenors has read it, so nobody is owed a reason.
pub async fn discard(hall: &Hall, actor: &Actor, key: FormKey, id: VoteId, version: i64) -> Result<()> {
    hall.write_once(actor, key, Discard { actor: actor.clone(), id, version }, discard_act).await
}

fn discard_act<'a>(tx: &'a mut Tx<'_>, command: &'a Discard) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let vote = facts::permitted(tx, &command.actor, command.id, Action::ConductVote).await?;
        if vote.facts.state != VoteState::Draft {
            return Err(Problem::Frozen.into());
        }
        unchanged(&vote, command.version)?;
        questions::keep(tx.conn, command.id, &[]).await?;
        sqlx::query("DELETE FROM votes WHERE id = $1")
            .bind(command.id.to_string())
            .execute(&mut *tx.conn)
            .await?;
        Ok(())
    })
}

struct CallOff {
    actor: Actor,
    id: VoteId,
    reason: Reason,
}

/// 取消表决, in public and with a reason, at any time before it closes.
pub async fn call_off(hall: &Hall, actor: &Actor, key: FormKey, id: VoteId, reason: Reason) -> Result<()> {
    hall.write_once(actor, key, CallOff { actor: actor.clone(), id, reason }, call_off_act).await
}

fn call_off_act<'a>(tx: &'a mut Tx<'_>, command: &'a CallOff) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let vote = facts::permitted(tx, &command.actor, command.id, Action::ConductVote).await?;
        let running = matches!(vote.facts.state, VoteState::Draft | VoteState::Notice | VoteState::Open);
        let over = vote.facts.state == VoteState::Open && tx.now() >= vote.closes_at;
        // Without its key a secret vote cannot be counted, and must not stay open for ever.
        let countable = || Ok::<_, crate::Error>(!vote.secret || tx.keys.read(command.id)?.is_some());
        if !running || over && countable()? {
            return Err(Problem::VoteClosed.into());
        }
        sqlx::query(
            "UPDATE votes SET state = 'cancelled', cancel_reason = $2, cancelled_at = $3, version = version + 1 \
             WHERE id = $1",
        )
        .bind(command.id.to_string())
        .bind(command.reason.as_str())
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        if vote.facts.state == VoteState::Open {
            // What opened in public does not end unseen.
            let reason_sha256 = Sha256Hex::of(command.reason.as_str().as_bytes());
            let called_off = Act::VoteCalledOff { vote: command.id, reason_sha256 };
            log::put(tx, vote.facts.community, called_off).await?;
            if vote.secret {
                secret::end(tx, command.id).await?;
            }
        }
        objections::close_moot(tx, &command.actor, &vote, &command.reason).await?;
        let_go(tx, &vote, &command.actor, command.reason.as_str()).await
    })
}
