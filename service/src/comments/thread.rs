//! The discussion under an issue or a proposal: two statements, whatever the number of comments.

use super::{Comment, Subject, comment_of, sql};
use crate::Result;
use crate::hall::Snapshot;
use crate::row::RowExt as _;
use domain::actor::Actor;
use domain::comments::{Order, THREADS_PER_PAGE};
use domain::id::CommentId;
use std::collections::BTreeMap;

/// How much of a discussion is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// One page, from 1; one too far on is the last.
    Page(i64),
    /// 全部显示在一页: for printing.
    All,
}

/// How many comments there are; hidden ones are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub all: i64,
    /// 赞成.
    pub in_favour: i64,
    /// 反对.
    pub against: i64,
    /// 疑问.
    pub questions: i64,
    /// Questions that nobody but their author has answered.
    pub unanswered: i64,
}

/// A comment at the top, and what was answered.
#[derive(Clone, Debug)]
pub struct Thread {
    /// At the top.
    pub top: Comment,
    /// Below it, each behind what it answers.
    pub replies: Vec<Reply>,
}

/// A reply in its thread.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The reply.
    pub comment: Comment,
    /// The name and number it answers, where that is not the comment at the top and its words are to be seen.
    pub answers: Option<(String, i64)>,
}

/// A page of a discussion.
#[derive(Clone, Debug)]
pub struct ThreadView {
    /// What it is on.
    pub subject: Subject,
    /// All of it, counted.
    pub counts: Counts,
    /// This page's threads, in order.
    pub threads: Vec<Thread>,
    /// Their order.
    pub order: Order,
    /// What was read.
    pub extent: Extent,
    /// How many pages there are; at least one.
    pub pages: i64,
}

/// The discussion of `subject` as `actor` may see it. Two statements.
pub async fn thread(
    snapshot: &mut Snapshot,
    actor: &Actor,
    subject: Subject,
    order: Order,
    extent: Extent,
) -> Result<ThreadView> {
    let row = sqlx::query(sql::COUNTS)
        .bind(subject.issue.to_string())
        .bind(subject.proposal_key())
        .fetch_one(&mut *snapshot.conn)
        .await?;
    let counts = Counts {
        all: row.int("shown")?,
        in_favour: row.int("in_favour")?,
        against: row.int("against")?,
        questions: row.int("questions")?,
        unanswered: row.int("unanswered")?,
    };
    let pages = pages_for(row.int("threads")?);
    let (extent, limit, offset) = match extent {
        Extent::All => (Extent::All, i64::MAX, 0),
        Extent::Page(page) => {
            let page = page.clamp(1, pages);
            (Extent::Page(page), THREADS_PER_PAGE, (page - 1) * THREADS_PER_PAGE)
        }
    };
    let rows = sqlx::query(sql::THREADS)
        .bind(subject.issue.to_string())
        .bind(subject.proposal_key())
        .bind(order.code())
        .bind(limit)
        .bind(offset)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    let mut threads: Vec<Vec<Comment>> = Vec::new();
    let mut place = None;
    for row in &rows {
        let own = row.int("place")?;
        if place != Some(own) {
            place = Some(own);
            threads.push(Vec::new());
        }
        if let Some(thread) = threads.last_mut() {
            thread.push(comment_of(row, actor, &subject)?);
        }
    }
    let threads = threads.into_iter().filter_map(weave).collect();
    Ok(ThreadView { subject, counts, threads, order, extent, pages })
}

fn pages_for(threads: i64) -> i64 {
    ((threads + THREADS_PER_PAGE - 1) / THREADS_PER_PAGE).max(1)
}

/// Puts each reply behind the comment it answers. The first comment is the oldest, so it is the one at the top.
fn weave(comments: Vec<Comment>) -> Option<Thread> {
    let names: BTreeMap<CommentId, Option<(String, i64)>> = comments
        .iter()
        .map(|own| (own.id, own.words().map(|words| (words.speaker().to_owned(), own.number))))
        .collect();
    let mut comments = comments.into_iter();
    let top = comments.next()?;
    let mut below: BTreeMap<CommentId, Vec<Comment>> = BTreeMap::new();
    for comment in comments {
        below.entry(comment.parent.unwrap_or(top.id)).or_default().push(comment);
    }
    let mut replies = Vec::new();
    // A stack of our own: a chain of answers may be longer than the program's.
    let mut waiting: Vec<Comment> = below.remove(&top.id).unwrap_or_default();
    waiting.reverse();
    while let Some(comment) = waiting.pop() {
        if let Some(mut next) = below.remove(&comment.id) {
            next.reverse();
            waiting.append(&mut next);
        }
        let answers = comment
            .parent
            .filter(|parent| *parent != top.id)
            .and_then(|parent| names.get(&parent).cloned().flatten());
        replies.push(Reply { comment, answers });
    }
    Some(Thread { top, replies })
}

#[cfg(test)]
mod tests {
    use super::pages_for;

    #[test]
    fn twenty_threads_a_page() {
        let cases = [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3)];
        for (threads, pages) in cases {
            assert_eq!(pages_for(threads), pages, "{threads}");
        }
    }
}
