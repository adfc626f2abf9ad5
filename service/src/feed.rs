//! What a community publishes, for feeds: decisions, votes announced and counted, issues accepted, acts of moderation.
//!
//! Never a comment, never a name: a feed cannot be taken back, and what moderation hides must not live on in one.

use crate::Result;
use crate::communities::Community;
use crate::hall::Snapshot;
use crate::row::RowExt as _;
use crate::votes::read::{part_words, place_joins};
use domain::decisions::number_label;
use domain::id::ModerationId;
use domain::moderation::{AppealAnswer, HideReason, Hideable};
use domain::time::Timestamp;
use domain::votes::{VoteKind, VoteState};
use sqlx::any::AnyRow;

/// Entries in a feed, the newest first.
pub const ENTRIES_MAX: i64 = 50;

/// Something published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Names it for ever, within the community: `decision-3`.
    pub key: String,
    /// When it was first published.
    pub published: Timestamp,
    /// When it last changed.
    pub updated: Timestamp,
    /// What it is.
    pub item: Item,
}

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A decision, or its newest correction.
    Decision {
        /// In its address.
        serial: i64,
        /// `春和业〔2026〕3号`.
        label: String,
        /// In a line.
        title: String,
        /// The organ.
        body_name: String,
        /// The part of a compound whose owners alone decided.
        owners_of: Option<String>,
        /// What the newest revision corrected.
        correction: Option<String>,
        /// Whether the vote it rests on is void.
        rests_on_void: bool,
    },
    /// A vote was announced.
    VoteAnnounced {
        /// In its address.
        number: i64,
        /// Its question.
        title: String,
        /// Statutory or consultative.
        kind: VoteKind,
        /// When it opens.
        opens_at: Timestamp,
        /// When it closes.
        closes_at: Timestamp,
    },
    /// A vote was counted.
    VoteCounted {
        /// In its address.
        number: i64,
        /// Its question.
        title: String,
        /// Statutory or consultative.
        kind: VoteKind,
        /// Preliminary, final, or void.
        state: VoteState,
    },
    /// An issue was accepted.
    IssueAccepted {
        /// In its address.
        number: i64,
        /// In a line.
        title: String,
    },
    /// Words were hidden; which, and what they said, stays in the register's own terms.
    Hidden {
        /// Its line in the register.
        act: ModerationId,
        /// What was hidden.
        what: Hideable,
        /// Why.
        reason: HideReason,
        /// Who, by seat.
        seat_title: String,
        /// What became of an appeal.
        answer: Option<AppealAnswer>,
    },
}

/// A community's decisions, the newest change first. One statement.
pub async fn decisions(snapshot: &mut Snapshot, community: &Community) -> Result<Vec<Entry>> {
    read(snapshot, community, DECISIONS, decision_of).await
}

/// Everything a community publishes, the newest first. Four statements.
pub async fn everything(snapshot: &mut Snapshot, community: &Community) -> Result<Vec<Entry>> {
    let mut entries = decisions(snapshot, community).await?;
    let votes = read(snapshot, community, VOTES, votes_of).await?;
    entries.extend(votes.into_iter().flatten());
    entries.extend(read(snapshot, community, ACCEPTED, accepted_of).await?);
    entries.extend(read(snapshot, community, REGISTER, hidden_of).await?);
    entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| b.key.cmp(&a.key)));
    entries.truncate(usize::try_from(ENTRIES_MAX).unwrap_or(usize::MAX));
    Ok(entries)
}

async fn read<T>(
    snapshot: &mut Snapshot,
    community: &Community,
    statement: &'static str,
    entry: fn(&AnyRow) -> Result<T>,
) -> Result<Vec<T>> {
    sqlx::query(statement)
        .bind(community.id.to_string())
        .bind(ENTRIES_MAX)
        .fetch_all(&mut *snapshot.conn)
        .await?
        .iter()
        .map(entry)
        .collect()
}

const DECISIONS: &str = concat!(
    "SELECT d.serial, d.prefix, d.year, d.number, d.published_at, r.title, r.correction_reason, \
            b.name AS body_name, v.state AS vote_state, \
            COALESCE((SELECT MAX(o.entered_at) FROM vote_orders o \
                      WHERE o.vote_id = v.id AND v.state = 'void' AND o.entered_at > r.at), r.at) AS changed_at, ",
    part_words!(),
    "FROM decisions d JOIN decision_revisions r ON r.decision_id = d.id AND r.revision = d.revision \
          JOIN bodies b ON b.id = d.body_id LEFT JOIN votes v ON v.id = d.vote_id ",
    place_joins!(),
    "WHERE d.community_id = $1 ORDER BY changed_at DESC, d.serial DESC LIMIT $2"
);

/// Drafts are their convenor's own and never in here; nor is a vote called off before it was announced.
const VOTES: &str = "\
    SELECT number, title, kind, state, notice_at, opens_at, closes_at, closed_at, objections_until, created_at, \
           (SELECT MAX(o.entered_at) FROM vote_orders o WHERE o.vote_id = votes.id) AS voided_at \
    FROM votes WHERE community_id = $1 AND state <> 'draft' AND notice_at IS NOT NULL \
    ORDER BY number DESC LIMIT $2";

const ACCEPTED: &str = "\
    SELECT i.number, i.title, MIN(e.at) AS at FROM issue_events e JOIN issues i ON i.id = e.issue_id \
    WHERE i.community_id = $1 AND e.move = 'accept' GROUP BY i.number, i.title \
    ORDER BY MIN(e.at) DESC, i.number DESC LIMIT $2";

const REGISTER: &str = "\
    SELECT id, target, reason, seat_title, at, answer, answered_at FROM moderation_acts \
    WHERE community_id = $1 ORDER BY at DESC, id DESC LIMIT $2";

fn decision_of(row: &AnyRow) -> Result<Entry> {
    let serial = row.int("serial")?;
    Ok(Entry {
        key: format!("decision-{serial}"),
        published: row.time("published_at")?,
        updated: row.time("changed_at")?,
        item: Item::Decision {
            serial,
            label: number_label(&row.text("prefix")?, row.int("year")?, row.int("number")?),
            title: row.text("title")?,
            body_name: row.text("body_name")?,
            owners_of: row.opt_text("owners_of")?,
            correction: row.opt_text("correction_reason")?,
            rests_on_void: row.opt_parsed("vote_state")? == Some(VoteState::Void),
        },
    })
}

/// A vote's notice, and its count once there is one.
fn votes_of(row: &AnyRow) -> Result<Vec<Entry>> {
    let (number, title) = (row.int("number")?, row.text("title")?);
    let (kind, state): (VoteKind, VoteState) = (row.parsed("kind")?, row.parsed("state")?);
    let notice = row.time("notice_at")?;
    let mut entries = vec![Entry {
        key: format!("vote-{number}-notice"),
        published: notice,
        updated: notice,
        item: Item::VoteAnnounced {
            number,
            title: title.clone(),
            kind,
            opens_at: row.time("opens_at")?,
            closes_at: row.time("closes_at")?,
        },
    }];
    if let Some(closed) = row.opt_time("closed_at")?.filter(|_at| state.has_outcome()) {
        let settled = match state {
            VoteState::Final => row.opt_time("objections_until")?,
            VoteState::Void => row.opt_time("voided_at")?,
            _ => None,
        };
        entries.push(Entry {
            key: format!("vote-{number}-outcome"),
            published: closed,
            updated: settled.unwrap_or(closed).max(closed),
            item: Item::VoteCounted { number, title, kind, state },
        });
    }
    Ok(entries)
}

fn accepted_of(row: &AnyRow) -> Result<Entry> {
    let (number, at) = (row.int("number")?, row.time("at")?);
    let item = Item::IssueAccepted { number, title: row.text("title")? };
    Ok(Entry { key: format!("issue-{number}-accepted"), published: at, updated: at, item })
}

fn hidden_of(row: &AnyRow) -> Result<Entry> {
    let published = row.time("at")?;
    let act: ModerationId = row.parsed("id")?;
    let item = Item::Hidden {
        act,
        what: row.parsed("target")?,
        reason: row.parsed("reason")?,
        seat_title: row.text("seat_title")?,
        answer: row.opt_parsed("answer")?,
    };
    Ok(Entry {
        key: format!("register-{act}"),
        published,
        updated: row.opt_time("answered_at")?.unwrap_or(published),
        item,
    })
}
