//! The log for people: its entries with the names of what they are about, which the log itself does not hold.

use super::read::{Line, lines};
use crate::Result;
use crate::communities::{Community, communities};
use crate::dialect::{self, Pair};
use crate::hall::Snapshot;
use crate::row::RowExt as _;
use domain::log::entry::Subject;
use std::collections::HashMap;

/// What an entry is about, as people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// Of the vote or the decision, in its address.
    pub number: i64,
    /// Its title.
    pub title: String,
}

/// An entry and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What was logged.
    pub line: Line,
    /// In which community.
    pub community: Option<Community>,
    /// What it is about; none if that is erased, or has no name.
    pub matter: Option<Matter>,
}

/// The newest entries before the one numbered `before`, the newest first, and what they are about. Four statements.
pub async fn told(snapshot: &mut Snapshot, before: Option<u64>, at_most: i64) -> Result<Vec<Told>> {
    let lines = lines(snapshot, before, at_most).await?;
    let communities = communities(snapshot).await?;
    let (mut votes, mut decisions) = (Vec::new(), Vec::new());
    for line in &lines {
        match line.entry.act.subject() {
            Subject::Vote(vote) => votes.push(vote.to_string()),
            Subject::Decision(decision) => decisions.push(decision.to_string()),
            // The register has its own words for it.
            Subject::Moderation(_) => {}
        }
    }
    let votes = named(snapshot, dialect::VOTES_NAMED, &votes).await?;
    let decisions = named(snapshot, dialect::DECISIONS_NAMED, &decisions).await?;
    let told = |line: Line| {
        let matter = match line.entry.act.subject() {
            Subject::Vote(vote) => votes.get(&vote.to_string()),
            Subject::Decision(decision) => decisions.get(&decision.to_string()),
            Subject::Moderation(_) => None,
        };
        let community = communities.iter().find(|own| own.id == line.entry.community).cloned();
        Told { matter: matter.cloned(), community, line }
    };
    Ok(lines.into_iter().map(told).collect())
}

async fn named(snapshot: &mut Snapshot, sql: Pair, ids: &[String]) -> Result<HashMap<String, Matter>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query(sql.on(snapshot.engine))
        .bind(serde_json::to_string(ids)?)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    let named = |row| Ok((row_id(row)?, Matter { number: row.int("number")?, title: row.text("title")? }));
    rows.iter().map(named).collect()
}

fn row_id(row: &sqlx::any::AnyRow) -> Result<String> {
    row.text("id")
}
