//! What people do with comments: write, answer, change.

use super::{Subject, facts_of, sql};
use crate::communities::Community;
use crate::hall::{Hall, Tx};
use crate::limits::{self, Limit};
use crate::markdown::{self, RENDERER};
use crate::notices::{self, Telling};
use crate::row::RowExt as _;
use crate::{Error, Result, dialect};
use domain::actor::Actor;
use domain::comments::{COMMENTS_PER_WINDOW, COMMENTS_WINDOW_MICROS, Stance, edit_is_marked};
use domain::id::{CommentId, CommunityId, FormKey, IssueId, MemberId, ModerationId, ProposalId};
use domain::notices::{EXTRACT_CHARS_MAX, NoticeKind};
use domain::policy::{self, Action, CommentFacts, Denied, IssueFacts};
use domain::problem::Problem;
use domain::words::CommentBody;
use futures::future::BoxFuture;
use sqlx::any::AnyRow;

/// Comments of one account.
const COMMENTS: Limit =
    Limit { what: "comment", tries: COMMENTS_PER_WINDOW, window_micros: COMMENTS_WINDOW_MICROS };

/// A comment to be written.
#[derive(Clone, Debug)]
pub struct NewComment {
    /// On which issue.
    pub issue: IssueId,
    /// On which of its proposals, if on one.
    pub proposal: Option<ProposalId>,
    /// The number of the comment it answers.
    pub answers: Option<i64>,
    /// For, against or a question.
    pub stance: Option<Stance>,
    /// Whether it is the formal answer of the body the author has a seat in.
    pub officially: bool,
    /// In Markdown.
    pub body: CommentBody,
}

impl NewComment {
    /// A comment on `subject` that takes no stance and answers nothing.
    #[must_use]
    pub fn on(subject: &Subject, body: CommentBody) -> Self {
        Self {
            issue: subject.issue,
            proposal: subject.proposal.map(|(id, _)| id),
            answers: None,
            stance: None,
            officially: false,
            body,
        }
    }
}

struct PostComment {
    actor: Actor,
    community: CommunityId,
    new: NewComment,
    body_html: String,
    extract: String,
}

/// 评论, 回复, 正式答复. Answers with its number.
pub async fn post_comment(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    community: CommunityId,
    new: NewComment,
) -> Result<i64> {
    let body_html = markdown::render(new.body.as_str());
    let extract = markdown::extract(new.body.as_str(), EXTRACT_CHARS_MAX);
    let command = PostComment { actor: actor.clone(), community, new, body_html, extract };
    hall.write_once(actor, key, command, post).await
}

/// The comment that is answered.
struct Answered {
    id: CommentId,
    thread: CommentId,
    author: MemberId,
}

fn post<'a>(tx: &'a mut Tx<'_>, command: &'a PostComment) -> BoxFuture<'a, Result<i64>> {
    Box::pin(async move {
        let (actor, new) = (&command.actor, &command.new);
        let issue = hold_issue(tx, new).await?;
        let facts = issue_facts(&issue)?;
        if facts.community != command.community {
            return Err(Error::NotFound);
        }
        policy::may(actor, &Action::Comment(facts))?;
        let seat_title = if new.officially { Some(official_title(actor, facts)?) } else { None };
        let answered = match new.answers {
            Some(number) => Some(answered(tx, new, number).await?),
            None => None,
        };
        let author = actor.member_id().ok_or(Error::NotFound)?;
        limits::write_one(tx, COMMENTS, author).await?;
        let number = insert(tx, command, author, seat_title, answered.as_ref()).await?;
        if let Some(answered) = answered
            && answered.author != author
        {
            let telling = Telling {
                community: command.community,
                kind: NoticeKind::Reply,
                title: &issue.text("title")?,
                extract: &command.extract,
                path: &relative_path(issue.int("number")?, number),
            };
            notices::tell(tx, &[answered.author], &telling).await?;
        }
        Ok(number)
    })
}

/// A comment's address, from the community's.
pub(crate) fn relative_path(issue: i64, number: i64) -> String {
    format!("comments/{issue}-{number}")
}

/// Holds the issue, so that its stage stays and its comments' numbers are given out once; reads it and the proposal.
async fn hold_issue(tx: &mut Tx<'_>, new: &NewComment) -> Result<AnyRow> {
    sqlx::query(dialect::HOLD_ISSUE.on(tx.engine)).bind(new.issue.to_string()).execute(&mut *tx.conn).await?;
    let row = sqlx::query(sql::SUBJECT_OF_COMMENT)
        .bind(new.issue.to_string())
        .bind(new.proposal.map(|proposal| proposal.to_string()))
        .fetch_optional(&mut *tx.conn)
        .await?;
    row.ok_or(Error::NotFound)
}

fn issue_facts(row: &AnyRow) -> Result<IssueFacts> {
    Ok(IssueFacts {
        community: row.parsed("community_id")?,
        compound: row.opt_parsed("compound_id")?,
        author: row.parsed("issue_author")?,
        stage: row.parsed("stage")?,
    })
}

/// The title of the seat a formal answer is given from.
fn official_title(actor: &Actor, facts: IssueFacts) -> Result<String> {
    policy::may(actor, &Action::AnswerOfficially(facts))?;
    let seat = policy::acting_seat(actor, facts).ok_or(Denied::NoSeat)?;
    let held = actor.member().and_then(|member| member.seats.iter().find(|own| own.id == seat));
    Ok(held.ok_or(Denied::NoSeat)?.title.clone())
}

/// The comment `number` of the same issue and proposal; what is hidden is not answered.
async fn answered(tx: &mut Tx<'_>, new: &NewComment, number: i64) -> Result<Answered> {
    let row = sqlx::query(
        "SELECT id, thread_id, author_id, hidden_reason FROM comments \
         WHERE issue_id = $1 AND COALESCE(proposal_id, '') = $2 AND number = $3",
    )
    .bind(new.issue.to_string())
    .bind(new.proposal.map_or_else(String::new, |proposal| proposal.to_string()))
    .bind(number)
    .fetch_optional(&mut *tx.conn)
    .await?
    .ok_or(Error::NotFound)?;
    if row.opt_text("hidden_reason")?.is_some() {
        return Err(Denied::Hidden.into());
    }
    Ok(Answered { id: row.parsed("id")?, thread: row.parsed("thread_id")?, author: row.parsed("author_id")? })
}

async fn insert(
    tx: &mut Tx<'_>,
    command: &PostComment,
    author: MemberId,
    seat_title: Option<String>,
    answered: Option<&Answered>,
) -> Result<i64> {
    let new = &command.new;
    let id: CommentId = tx.new_id();
    let row = sqlx::query(sql::INSERT)
        .bind(id.to_string())
        .bind(new.issue.to_string())
        .bind(new.proposal.map(|proposal| proposal.to_string()))
        .bind(answered.map(|answered| answered.id.to_string()))
        .bind(answered.map_or(id, |answered| answered.thread).to_string())
        .bind(author.to_string())
        .bind(seat_title)
        .bind(new.stance.map(Stance::code))
        .bind(new.body.as_str())
        .bind(command.body_html.as_str())
        .bind(RENDERER)
        .bind(tx.now().0)
        .fetch_one(&mut *tx.conn)
        .await?;
    row.int("number")
}

struct EditComment {
    actor: Actor,
    comment: CommentId,
    revision: i64,
    body: CommentBody,
    body_html: String,
    extract: String,
}

/// 修改评论: within ten minutes without a mark, later as a revision beside what it said before. `revision` is the one
/// that was read.
pub async fn edit_comment(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    comment: CommentId,
    revision: i64,
    body: CommentBody,
) -> Result<()> {
    let body_html = markdown::render(body.as_str());
    let extract = markdown::extract(body.as_str(), EXTRACT_CHARS_MAX);
    let command = EditComment { actor: actor.clone(), comment, revision, body, body_html, extract };
    hall.write_once(actor, key, command, edit).await
}

fn edit<'a>(tx: &'a mut Tx<'_>, command: &'a EditComment) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let held = hold_comment(tx, command.comment).await?;
        policy::may(&command.actor, &Action::EditComment(held.facts))?;
        if held.revision != command.revision {
            return Err(Problem::ChangedMeanwhile.into());
        }
        if held.row.text("body")? == command.body.as_str() {
            return Ok(());
        }
        let marked = edit_is_marked(held.row.time("created_at")?, tx.now());
        if marked {
            sqlx::query(sql::KEEP_REVISION).bind(command.comment.to_string()).execute(&mut *tx.conn).await?;
        }
        sqlx::query(
            "UPDATE comments SET body = $2, body_html = $3, renderer = $4, revision = revision + $5, \
               edited_at = CASE WHEN $5 = 1 THEN $6 ELSE edited_at END WHERE id = $1",
        )
        .bind(command.comment.to_string())
        .bind(command.body.as_str())
        .bind(command.body_html.as_str())
        .bind(RENDERER)
        .bind(i64::from(marked))
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        // Who was told of it reads what it says now.
        sqlx::query(
            "UPDATE notices SET extract = $3 WHERE community_id = $1 AND path = $2 AND kind = 'reply'",
        )
        .bind(held.facts.issue.community.to_string())
        .bind(held.path)
        .bind(command.extract.as_str())
        .execute(&mut *tx.conn)
        .await?;
        Ok(())
    })
}

/// A comment whose row is held to the end of the act.
pub(crate) struct Held {
    /// What the permission table needs to know.
    pub(crate) facts: CommentFacts,
    /// The newest revision's number.
    pub(crate) revision: i64,
    /// The act that hides it now.
    pub(crate) hidden_act: Option<ModerationId>,
    /// Its address, from the community's.
    pub(crate) path: String,
    /// The title of the issue it is on.
    pub(crate) title: String,
    row: AnyRow,
}

/// Holds a comment's row and answers what it says now.
pub(crate) async fn hold_comment(tx: &mut Tx<'_>, comment: CommentId) -> Result<Held> {
    sqlx::query(dialect::HOLD_COMMENT.on(tx.engine)).bind(comment.to_string()).execute(&mut *tx.conn).await?;
    let row = sqlx::query(sql::HELD)
        .bind(comment.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Held {
        facts: facts_of(&row, issue_facts(&row)?)?,
        revision: row.int("revision")?,
        hidden_act: row.opt_parsed("hidden_act_id")?,
        path: relative_path(row.int("issue_number")?, row.int("number")?),
        title: row.text("issue_title")?,
        row,
    })
}

/// What a comment says and said, newest first, to those who may read it. One statement.
pub async fn revisions(
    snapshot: &mut crate::Snapshot,
    actor: &Actor,
    community: &Community,
    comment: CommentId,
) -> Result<Vec<super::Revision>> {
    let rows = sqlx::query(sql::REVISIONS)
        .bind(comment.to_string())
        .bind(community.id.to_string())
        .fetch_all(&mut *snapshot.conn)
        .await?;
    let first = rows.first().ok_or(Error::NotFound)?;
    let facts = facts_of(first, issue_facts(first)?)?;
    if facts.words.hidden {
        policy::may(actor, &Action::ReadHiddenWords(facts.words)).map_err(|_denied| Error::NotFound)?;
    }
    rows.iter()
        .map(|row| {
            let markdown = row.text("shown_body")?;
            Ok(super::Revision {
                number: row.int("shown_revision")?,
                at: row.time("shown_at")?,
                // Few revisions, seldom read: rendered here rather than kept beside each.
                html: crate::markdown::render(&markdown),
                markdown,
            })
        })
        .collect()
}
