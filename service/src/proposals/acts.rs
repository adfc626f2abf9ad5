//! What is done with proposals.

use super::{Held, hold};
use crate::hall::{Hall, Tx};
use crate::issues::{self, Held as HeldIssue};
use crate::markdown::{self, RENDERER};
use crate::notices::{self, Telling};
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{FormKey, IssueId, MemberId, ProposalId};
use domain::measure::Fen;
use domain::notices::{EXTRACT_CHARS_MAX, NoticeKind};
use domain::policy::{self, Action, ProposalFacts};
use domain::problem::Problem;
use domain::proposals::{PROPOSED_IN_AN_HOUR_MAX, ProposalState};
use domain::time::HOUR;
use domain::words::{Body, Note, Title};
use futures::future::BoxFuture;

/// What a proposal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// In a line.
    pub title: Title,
    /// How it is to be done, in Markdown.
    pub body: Body,
    /// About what it costs; none when the author did not say.
    pub cost: Option<Fen>,
}

struct Propose {
    actor: Actor,
    issue: IssueId,
    wording: Wording,
    body_html: String,
}

/// 提出方案. Answers with its number; the issue's author is told.
pub async fn propose(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    issue: IssueId,
    wording: Wording,
) -> Result<i64> {
    let body_html = markdown::render(wording.body.as_str());
    hall.write_once(actor, key, Propose { actor: actor.clone(), issue, wording, body_html }, make).await
}

fn make<'a>(tx: &'a mut Tx<'_>, command: &'a Propose) -> BoxFuture<'a, Result<i64>> {
    Box::pin(async move {
        let issue = issues::hold(tx, command.issue).await?;
        policy::may(&command.actor, &Action::Propose(issue.facts))?;
        let author = command.actor.member_id().ok_or(Error::NotFound)?;
        let row = sqlx::query(
            "SELECT (SELECT COALESCE(MAX(number), 0) + 1 FROM proposals WHERE issue_id = $1) AS next, \
                    (SELECT COUNT(*) FROM proposals WHERE author_id = $2 AND created_at > $3) AS lately",
        )
        .bind(issue.id.to_string())
        .bind(author.to_string())
        .bind(tx.now().plus(-HOUR).0)
        .fetch_one(&mut *tx.conn)
        .await?;
        if row.int("lately")? >= PROPOSED_IN_AN_HOUR_MAX {
            return Err(Problem::SlowDown.into());
        }
        let (id, number): (ProposalId, i64) = (tx.new_id(), row.int("next")?);
        sqlx::query(
            "INSERT INTO proposals (id, issue_id, number, author_id, state, revision, created_at, changed_at) \
             VALUES ($1, $2, $3, $4, 'open', 1, $5, $5)",
        )
        .bind(id.to_string())
        .bind(issue.id.to_string())
        .bind(number)
        .bind(author.to_string())
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        write_revision(tx, id, 1, &command.wording, &command.body_html, None).await?;
        let told = notices::without(vec![issue.facts.author], Some(author));
        tell(tx, &issue, number, NoticeKind::ProposalMade, command.wording.title.as_str(), &told).await?;
        Ok(number)
    })
}

async fn write_revision(
    tx: &mut Tx<'_>,
    id: ProposalId,
    revision: i64,
    wording: &Wording,
    body_html: &str,
    note: Option<&Note>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO proposal_revisions \
           (proposal_id, revision, title, body, body_html, renderer, cost_fen, note, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(id.to_string())
    .bind(revision)
    .bind(wording.title.as_str())
    .bind(wording.body.as_str())
    .bind(body_html)
    .bind(RENDERER)
    .bind(wording.cost.map(Fen::fen))
    .bind(note.map(Note::as_str))
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

async fn tell(
    tx: &mut Tx<'_>,
    issue: &HeldIssue,
    number: i64,
    kind: NoticeKind,
    extract: &str,
    members: &[MemberId],
) -> Result<()> {
    let telling = Telling {
        community: issue.facts.community,
        kind,
        title: &issue.title,
        extract: &markdown::extract(extract, EXTRACT_CHARS_MAX),
        path: &format!("{}/proposals/{number}", issue.path()),
    };
    notices::tell(tx, members, &telling).await
}

/// The proposal and its issue, both held; the issue first, as everywhere, so that two acts never wait for each other.
async fn hold_both(tx: &mut Tx<'_>, id: ProposalId) -> Result<(HeldIssue, Held, ProposalFacts)> {
    let row = sqlx::query("SELECT issue_id FROM proposals WHERE id = $1")
        .bind(id.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
    let issue = issues::hold(tx, row.parsed("issue_id")?).await?;
    let proposal = hold(tx, id).await?;
    let facts = ProposalFacts { issue: issue.facts, author: proposal.author, state: proposal.state };
    Ok((issue, proposal, facts))
}

/// A new text for a proposal.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The revision the author saw: another, and it was changed meanwhile.
    pub seen: i64,
    /// What it says now.
    pub wording: Wording,
    /// What was changed, in a line.
    pub note: Note,
}

struct Revise {
    actor: Actor,
    proposal: ProposalId,
    revision: Revision,
    body_html: String,
}

/// 修改方案. Answers the new revision's number; its co-signers are told. Without a change there is no new revision.
pub async fn revise(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    proposal: ProposalId,
    revision: Revision,
) -> Result<i64> {
    let body_html = markdown::render(revision.wording.body.as_str());
    let command = Revise { actor: actor.clone(), proposal, revision, body_html };
    hall.write_once(actor, key, command, rewrite).await
}

fn rewrite<'a>(tx: &'a mut Tx<'_>, command: &'a Revise) -> BoxFuture<'a, Result<i64>> {
    Box::pin(async move {
        let (issue, proposal, facts) = hold_both(tx, command.proposal).await?;
        let Revision { seen, wording, note } = &command.revision;
        if proposal.state == ProposalState::Frozen && command.actor.member_id() == Some(proposal.author) {
            return Err(Problem::Frozen.into());
        }
        policy::may(&command.actor, &Action::ReviseProposal(facts))?;
        if proposal.revision != *seen {
            return Err(Problem::ChangedMeanwhile.into());
        }
        if says_the_same(tx, &proposal, wording).await? {
            return Ok(proposal.revision);
        }
        let next = proposal.revision + 1;
        write_revision(tx, proposal.id, next, wording, &command.body_html, Some(note)).await?;
        sqlx::query("UPDATE proposals SET revision = $2, changed_at = $3 WHERE id = $1")
            .bind(proposal.id.to_string())
            .bind(next)
            .bind(tx.now().0)
            .execute(&mut *tx.conn)
            .await?;
        let told = notices::without(cosigners(tx, proposal.id).await?, command.actor.member_id());
        tell(tx, &issue, proposal.number, NoticeKind::ProposalRevised, note.as_str(), &told).await?;
        Ok(next)
    })
}

async fn says_the_same(tx: &mut Tx<'_>, proposal: &Held, wording: &Wording) -> Result<bool> {
    let now = sqlx::query(
        "SELECT title, body, cost_fen FROM proposal_revisions WHERE proposal_id = $1 AND revision = $2",
    )
    .bind(proposal.id.to_string())
    .bind(proposal.revision)
    .fetch_one(&mut *tx.conn)
    .await?;
    Ok(now.text("title")? == wording.title.as_str()
        && now.text("body")? == wording.body.as_str()
        && now.opt_int("cost_fen")? == wording.cost.map(Fen::fen))
}

async fn cosigners(tx: &mut Tx<'_>, proposal: ProposalId) -> Result<Vec<MemberId>> {
    sqlx::query("SELECT member_id FROM proposal_cosigners WHERE proposal_id = $1")
        .bind(proposal.to_string())
        .fetch_all(&mut *tx.conn)
        .await?
        .iter()
        .map(|row| row.parsed("member_id"))
        .collect()
}

struct Plain {
    actor: Actor,
    proposal: ProposalId,
}

/// 附议一个方案, in its newest revision. Signing again signs the newest one.
pub async fn cosign_proposal(hall: &Hall, actor: &Actor, proposal: ProposalId) -> Result<()> {
    hall.write(Plain { actor: actor.clone(), proposal }, |tx, command| {
        Box::pin(async move {
            let (_, proposal, facts) = hold_both(tx, command.proposal).await?;
            policy::may(&command.actor, &Action::CosignProposal(facts))?;
            let member = command.actor.member_id().ok_or(Error::NotFound)?;
            sqlx::query(
                "INSERT INTO proposal_cosigners (proposal_id, member_id, revision, at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (proposal_id, member_id) DO UPDATE SET revision = $3, at = $4",
            )
            .bind(proposal.id.to_string())
            .bind(member.to_string())
            .bind(proposal.revision)
            .bind(tx.now().0)
            .execute(&mut *tx.conn)
            .await?;
            Ok(())
        })
    })
    .await
}

/// 收回附议, as long as the proposal may still change.
pub async fn withdraw_cosignature(hall: &Hall, actor: &Actor, proposal: ProposalId) -> Result<()> {
    hall.write(Plain { actor: actor.clone(), proposal }, |tx, command| {
        Box::pin(async move {
            let (_, proposal, facts) = hold_both(tx, command.proposal).await?;
            policy::may(&command.actor, &Action::CosignProposal(facts))?;
            let member = command.actor.member_id().ok_or(Error::NotFound)?;
            sqlx::query("DELETE FROM proposal_cosigners WHERE proposal_id = $1 AND member_id = $2")
                .bind(proposal.id.to_string())
                .bind(member.to_string())
                .execute(&mut *tx.conn)
                .await?;
            Ok(())
        })
    })
    .await
}

/// 撤回方案. It stays to be read, marked; its co-signers are told.
pub async fn withdraw_proposal(hall: &Hall, actor: &Actor, key: FormKey, proposal: ProposalId) -> Result<()> {
    hall.write_once(actor, key, Plain { actor: actor.clone(), proposal }, |tx, command| {
        Box::pin(async move {
            let (issue, proposal, facts) = hold_both(tx, command.proposal).await?;
            policy::may(&command.actor, &Action::WithdrawProposal(facts))?;
            super::set_state(tx, &proposal, ProposalState::Withdrawn).await?;
            let told = notices::without(cosigners(tx, proposal.id).await?, command.actor.member_id());
            tell(tx, &issue, proposal.number, NoticeKind::ProposalWithdrawn, "", &told).await
        })
    })
    .await
}
