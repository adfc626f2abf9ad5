//! Proposals as pages show them.

use crate::communities::Community;
use crate::hall::Snapshot;
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{IssueId, MemberId, ProposalId};
use domain::issues::Stage;
use domain::measure::Fen;
use domain::policy::{IssueFacts, ProposalFacts};
use domain::proposals::ProposalState;
use domain::time::Timestamp;
use sqlx::any::AnyRow;

/// A proposal in the list on its issue's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// In its address; unique in the issue.
    pub number: i64,
    /// In a line, as it now is.
    pub title: String,
    /// As the author chose to be shown.
    pub author_name: String,
    /// Where it stands.
    pub state: ProposalState,
    /// The newest revision.
    pub revision: i64,
    /// About what it costs.
    pub cost: Option<Fen>,
    /// Co-signers so far.
    pub cosigners: i64,
    /// Comments on it that are not hidden.
    pub comments: i64,
}

/// The proposals of an issue, most co-signed first, withdrawn ones last. One statement.
pub async fn proposals(snapshot: &mut Snapshot, issue: IssueId) -> Result<Vec<Listed>> {
    sqlx::query(
        "SELECT * FROM (SELECT p.number, r.title, m.display_name AS author_name, p.state, p.revision, r.cost_fen, \
             (SELECT COUNT(*) FROM proposal_cosigners s WHERE s.proposal_id = p.id) AS cosigners, \
             (SELECT COUNT(*) FROM comments k WHERE k.proposal_id = p.id AND k.hidden_reason IS NULL) AS comments \
           FROM proposals p JOIN members m ON m.id = p.author_id \
             JOIN proposal_revisions r ON r.proposal_id = p.id AND r.revision = p.revision \
           WHERE p.issue_id = $1) listed \
         ORDER BY CASE WHEN state = 'withdrawn' THEN 1 ELSE 0 END, cosigners DESC, number",
    )
    .bind(issue.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?
    .iter()
    .map(listed_of)
    .collect()
}

fn listed_of(row: &AnyRow) -> Result<Listed> {
    Ok(Listed {
        number: row.int("number")?,
        title: row.text("title")?,
        author_name: row.text("author_name")?,
        state: row.parsed("state")?,
        revision: row.int("revision")?,
        cost: cost_of(row)?,
        cosigners: row.int("cosigners")?,
        comments: row.int("comments")?,
    })
}

fn cost_of(row: &AnyRow) -> Result<Option<Fen>> {
    row.opt_int("cost_fen")?.map(Fen::new).transpose().map_err(Error::broken)
}

/// A proposal as its page shows it.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Which.
    pub id: ProposalId,
    /// In its address; unique in the issue.
    pub number: i64,
    /// The issue it answers.
    pub issue: IssueId,
    /// The issue's number.
    pub issue_number: i64,
    /// The issue's title.
    pub issue_title: String,
    /// What the permission table needs to know.
    pub facts: ProposalFacts,
    /// As the author chose to be shown.
    pub author_name: String,
    /// The newest revision; also the optimistic lock.
    pub revision: i64,
    /// In a line.
    pub title: String,
    /// As it was typed, to be revised.
    pub body: String,
    /// Sanitised.
    pub body_html: String,
    /// About what it costs.
    pub cost: Option<Fen>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When the newest revision was written.
    pub revised_at: Timestamp,
    /// Co-signers so far.
    pub cosigners: i64,
    /// Those of them who signed an earlier revision.
    pub cosigners_of_earlier: i64,
    /// The revision the reader co-signed.
    pub cosigned: Option<i64>,
}

const PROPOSAL: &str = "\
    SELECT p.id, p.number, p.issue_id, i.number AS issue_number, i.title AS issue_title, i.compound_id, \
           i.author_id AS issue_author, i.stage, p.author_id, p.state, p.revision, p.created_at, \
           m.display_name AS author_name, r.title, r.body, r.body_html, r.cost_fen, r.at AS revised_at, \
           (SELECT COUNT(*) FROM proposal_cosigners s WHERE s.proposal_id = p.id) AS cosigners, \
           (SELECT COUNT(*) FROM proposal_cosigners s WHERE s.proposal_id = p.id AND s.revision < p.revision) \
             AS earlier, \
           (SELECT s.revision FROM proposal_cosigners s WHERE s.proposal_id = p.id AND s.member_id = $4) AS cosigned \
    FROM issues i JOIN proposals p ON p.issue_id = i.id JOIN members m ON m.id = p.author_id \
         JOIN proposal_revisions r ON r.proposal_id = p.id AND r.revision = p.revision \
    WHERE i.community_id = $1 AND i.number = $2 AND p.number = $3";

/// The proposal `number` of the issue `issue`, as `reader` sees it. One statement.
pub async fn proposal(
    snapshot: &mut Snapshot,
    reader: &Actor,
    community: &Community,
    issue: i64,
    number: i64,
) -> Result<Proposal> {
    let row = sqlx::query(PROPOSAL)
        .bind(community.id.to_string())
        .bind(issue)
        .bind(number)
        .bind(reader.member_id().map(|member| member.to_string()).unwrap_or_default())
        .fetch_optional(&mut *snapshot.conn)
        .await?
        .ok_or(Error::NotFound)?;
    let (stage, author): (Stage, MemberId) = (row.parsed("stage")?, row.parsed("issue_author")?);
    let issue =
        IssueFacts { community: community.id, compound: row.opt_parsed("compound_id")?, author, stage };
    Ok(Proposal {
        id: row.parsed("id")?,
        number: row.int("number")?,
        issue: row.parsed("issue_id")?,
        issue_number: row.int("issue_number")?,
        issue_title: row.text("issue_title")?,
        facts: ProposalFacts { issue, author: row.parsed("author_id")?, state: row.parsed("state")? },
        author_name: row.text("author_name")?,
        revision: row.int("revision")?,
        title: row.text("title")?,
        body: row.text("body")?,
        body_html: row.text("body_html")?,
        cost: cost_of(&row)?,
        created_at: row.time("created_at")?,
        revised_at: row.time("revised_at")?,
        cosigners: row.int("cosigners")?,
        cosigners_of_earlier: row.int("earlier")?,
        cosigned: row.opt_int("cosigned")?,
    })
}

/// One text a proposal had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revised {
    /// Counted from 1.
    pub revision: i64,
    /// In a line.
    pub title: String,
    /// As it was typed.
    pub body: String,
    /// About what it cost.
    pub cost: Option<Fen>,
    /// What was changed, in the author's words; none for the first.
    pub note: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// Every revision of a proposal, newest first, without its text. One statement.
pub async fn revisions(snapshot: &mut Snapshot, proposal: ProposalId) -> Result<Vec<Revised>> {
    sqlx::query(
        "SELECT revision, title, '' AS body, cost_fen, note, at FROM proposal_revisions \
         WHERE proposal_id = $1 ORDER BY revision DESC",
    )
    .bind(proposal.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?
    .iter()
    .map(revised_of)
    .collect()
}

/// A revision and the one before it, which the first does not have. One statement.
pub async fn revision(
    snapshot: &mut Snapshot,
    proposal: ProposalId,
    revision: i64,
) -> Result<(Revised, Option<Revised>)> {
    let rows = sqlx::query(
        "SELECT revision, title, body, cost_fen, note, at FROM proposal_revisions \
         WHERE proposal_id = $1 AND revision <= $2 ORDER BY revision DESC LIMIT 2",
    )
    .bind(proposal.to_string())
    .bind(revision)
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let mut found = rows.iter().map(revised_of);
    let newer = found.next().transpose()?.filter(|found| found.revision == revision);
    Ok((newer.ok_or(Error::NotFound)?, found.next().transpose()?))
}

fn revised_of(row: &AnyRow) -> Result<Revised> {
    Ok(Revised {
        revision: row.int("revision")?,
        title: row.text("title")?,
        body: row.text("body")?,
        cost: cost_of(row)?,
        note: row.opt_text("note")?,
        at: row.time("at")?,
    })
}
