//! Comments on issues and proposals: threads, one comment, and what its readers may see of it.

mod acts;
mod sql;
mod thread;

pub(crate) use acts::hold_comment;
pub use acts::{NewComment, edit_comment, post_comment, revisions};
pub use thread::{Counts, Extent, Reply, Thread, ThreadView, thread};

use crate::communities::Community;
use crate::hall::Snapshot;
use crate::issues::Issue;
use crate::moderation::{Hiding, Said};
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::comments::{Stance, THREADS_PER_PAGE};
use domain::id::{CommentId, CommunityId, IssueId, MemberId, ProposalId};
use domain::moderation::{Appeal, HideReason};
use domain::policy::{self, Action, CommentFacts, IssueFacts, ProposalFacts, WordsFacts};
use domain::time::Timestamp;
use sqlx::any::AnyRow;

/// What comments are on: an issue, or one of its proposals.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The issue.
    pub issue: IssueId,
    /// Its number.
    pub issue_number: i64,
    /// The proposal and its number, when the comments are on one.
    pub proposal: Option<(ProposalId, i64)>,
    /// Who raised the issue or made the proposal.
    pub author: MemberId,
    /// What the permission table needs to know of the issue.
    pub facts: IssueFacts,
    /// The issue's or the proposal's title.
    pub title: String,
}

impl Subject {
    /// An issue.
    #[must_use]
    pub fn of_issue(issue: &Issue, community: CommunityId) -> Self {
        Self {
            issue: issue.id,
            issue_number: issue.number,
            proposal: None,
            author: issue.author,
            facts: issue.facts(community),
            title: issue.title.clone(),
        }
    }

    /// The proposal `id`, whose number is `number`, of an issue.
    #[must_use]
    pub fn of_proposal(
        issue: (IssueId, i64),
        id: ProposalId,
        number: i64,
        facts: ProposalFacts,
        title: &str,
    ) -> Self {
        Self {
            issue: issue.0,
            issue_number: issue.1,
            proposal: Some((id, number)),
            author: facts.author,
            facts: facts.issue,
            title: title.to_owned(),
        }
    }

    /// As comments store it: empty for an issue.
    fn proposal_key(&self) -> String {
        self.proposal.map_or_else(String::new, |(id, _)| id.to_string())
    }
}

/// A comment, as much of it as its reader may see.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Which.
    pub id: CommentId,
    /// In its address; unique in the issue.
    pub number: i64,
    /// The comment answered.
    pub parent: Option<CommentId>,
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it, and whether it is hidden: for the permission table.
    pub facts: CommentFacts,
    /// What it says.
    pub said: Said<Words>,
}

/// The words of a comment.
#[derive(Clone, Debug)]
pub struct Words {
    /// As the author chose to be shown.
    pub author_name: String,
    /// The seat, when it is a formal answer of a body.
    pub seat_title: Option<String>,
    /// For, against or a question.
    pub stance: Option<Stance>,
    /// Sanitised.
    pub html: String,
    /// When it was last revised, if that left a mark.
    pub edited_at: Option<Timestamp>,
    /// Whether the author raised the issue or made the proposal.
    pub by_subjects_author: bool,
}

impl Words {
    /// Who is shown to say it: the seat of a formal answer, otherwise the author.
    #[must_use]
    pub fn speaker(&self) -> &str {
        self.seat_title.as_deref().unwrap_or(&self.author_name)
    }
}

impl Comment {
    /// The words, if this reader may see any.
    #[must_use]
    pub const fn words(&self) -> Option<&Words> {
        self.said.words()
    }
}

/// A comment with its surroundings, for the pages that act on it.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The comment.
    pub comment: Comment,
    /// What it is on.
    pub subject: Subject,
    /// In Markdown, as it was typed; empty for those who may not read it.
    pub markdown: String,
    /// The newest revision's number; also the optimistic lock.
    pub revision: i64,
    /// The page of threads it is on, oldest first.
    pub page: i64,
}

/// What a comment said once.
#[derive(Clone, Debug)]
pub struct Revision {
    /// From 1.
    pub number: i64,
    /// When it was written.
    pub at: Timestamp,
    /// As it was typed.
    pub markdown: String,
    /// Sanitised.
    pub html: String,
}

/// What the comment form is about: the issue `number`, or its proposal. One statement.
pub async fn subject(
    snapshot: &mut Snapshot,
    community: &Community,
    number: i64,
    proposal: Option<i64>,
) -> Result<Subject> {
    let row = sqlx::query(sql::SUBJECT)
        .bind(community.id.to_string())
        .bind(number)
        .bind(proposal.unwrap_or(0))
        .fetch_optional(&mut *snapshot.conn)
        .await?
        .ok_or(Error::NotFound)?;
    let facts = IssueFacts {
        community: community.id,
        compound: row.opt_parsed("compound_id")?,
        author: row.parsed("author_id")?,
        stage: row.parsed("stage")?,
    };
    let subject = subject_of(&row, facts, row.parsed("id")?, row.int("number")?, row.text("title")?)?;
    // A proposal was asked for that is not there.
    if proposal.is_some() && subject.proposal.is_none() { Err(Error::NotFound) } else { Ok(subject) }
}

/// The comment `number` of the issue `issue`, as `actor` may see it. One statement.
pub async fn comment(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
    issue: i64,
    number: i64,
) -> Result<Placed> {
    let row = sqlx::query(sql::COMMENT)
        .bind(community.id.to_string())
        .bind(issue)
        .bind(number)
        .fetch_optional(&mut *snapshot.conn)
        .await?
        .ok_or(Error::NotFound)?;
    let facts = IssueFacts {
        community: community.id,
        compound: row.opt_parsed("compound_id")?,
        author: row.parsed("issue_author")?,
        stage: row.parsed("stage")?,
    };
    let subject =
        subject_of(&row, facts, row.parsed("issue_id")?, row.int("issue_number")?, row.text("issue_title")?)?;
    let comment = comment_of(&row, actor, &subject)?;
    let markdown = if comment.words().is_some() { row.text("body")? } else { String::new() };
    Ok(Placed {
        comment,
        subject,
        markdown,
        revision: row.int("revision")?,
        page: (row.int("thread_place")? - 1) / THREADS_PER_PAGE + 1,
    })
}

fn subject_of(
    row: &AnyRow,
    facts: IssueFacts,
    issue: IssueId,
    issue_number: i64,
    issue_title: String,
) -> Result<Subject> {
    let proposal = match row.opt_parsed::<ProposalId>("proposal_id")? {
        Some(id) => Some((id, row.int("proposal_number")?)),
        None => None,
    };
    Ok(Subject {
        issue,
        issue_number,
        proposal,
        author: row.opt_parsed("proposal_author")?.unwrap_or(facts.author),
        facts,
        title: row.opt_text("proposal_title")?.unwrap_or(issue_title),
    })
}

/// A row as a comment. The words of a hidden one stay behind unless the reader may read them.
fn comment_of(row: &AnyRow, actor: &Actor, subject: &Subject) -> Result<Comment> {
    let facts = facts_of(row, subject.facts)?;
    let said = match row.opt_parsed::<HideReason>("hidden_reason")? {
        None => Said::Openly(words_of(row, subject)?),
        Some(reason) => Said::Hidden(Hiding {
            act: row.parsed("hidden_act_id")?,
            reason,
            seat_title: row.text("hidden_by_seat")?,
            kept: match policy::may(actor, &Action::ReadHiddenWords(facts.words)) {
                Ok(()) => Some(words_of(row, subject)?),
                Err(_denied) => None,
            },
        }),
    };
    Ok(Comment {
        id: row.parsed("id")?,
        number: row.int("number")?,
        parent: row.opt_parsed("parent_id")?,
        at: row.time("created_at")?,
        facts,
        said,
    })
}

/// What the permission table needs to know of a comment and of the act that hid it.
fn facts_of(row: &AnyRow, issue: IssueFacts) -> Result<CommentFacts> {
    let (made, answered) = (row.opt_text("appeal")?.is_some(), row.opt_text("appeal_answer")?.is_some());
    let words = WordsFacts {
        community: issue.community,
        author: row.parsed("author_id")?,
        party: None,
        hidden: row.opt_text("hidden_reason")?.is_some(),
        hidden_by: row.opt_parsed("hidden_by")?,
        appeal: Appeal::after(made, answered),
    };
    Ok(CommentFacts { issue, words })
}

fn words_of(row: &AnyRow, subject: &Subject) -> Result<Words> {
    let author: MemberId = row.parsed("author_id")?;
    Ok(Words {
        author_name: row.text("author_name")?,
        seat_title: row.opt_text("seat_title")?,
        stance: row.opt_parsed("stance")?,
        html: row.text("body_html")?,
        edited_at: row.opt_time("edited_at")?,
        by_subjects_author: author == subject.author,
    })
}
