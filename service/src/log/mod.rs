//! 公开日志: what must not be undone in silence is written down with the act, appended soon after, and served to all.
//!
//! An act puts its entry down in its own transaction. What waits is appended apart, in the order it was put down:
//! there alone numbers are given out, so acts never wait for each other. The tree's nodes are kept as they are
//! completed; every root and every proof is made of a few of them.

mod read;
mod told;
mod witnesses;

pub use read::{Head, Line, consistency, counted, head, head_at, inclusion, lines, tile};
pub(crate) use read::{edge_at, entries, number_of};
pub use told::{Matter, Told, told};
pub use witnesses::{Received, Witness, cosignatures, receive, trust, witnesses};

use crate::hall::{Hall, Tx};
use crate::row::RowExt as _;
use crate::vote_keys::{SealedKind, VoteKey};
use crate::{Error, Result, dialect};
use domain::id::{CommunityId, LogKey, VoteId};
use domain::log::entry::{Act, Entry};
use domain::log::note::VerifierKey;
use domain::log::tree::{Edge, Hash, Node, edge_of};
use futures::future::BoxFuture;
use serde_json::json;
use sqlx::AnyConnection;

/// The most entries appended in one transaction.
const APPENDED_AT_ONCE: i64 = 1_000;

/// Of a secret vote's ballots, at least so many heads' are appended together, in an order that says nothing of when
/// they came; and as many stay behind until its end, so that the last batch is no smaller.
const BATCH: usize = 8;

/// Puts an entry down, in the transaction of the act that it tells of.
pub(crate) async fn put(tx: &mut Tx<'_>, community: CommunityId, act: Act) -> Result<()> {
    let pending = Pending { key: tx.new_id(), subject: subject(&act), batch: None, rank: rank(&act) };
    let entry = Entry::new(community, tx.now(), act);
    put_down(tx, pending, entry.json()).await
}

/// Puts down the entry of a secret vote's ballot: sealed, without a time, and under a key that tells nothing, until
/// enough others wait with it or [`release`] says that no more will come.
pub(crate) async fn put_secret(
    tx: &mut Tx<'_>,
    community: CommunityId,
    vote: VoteId,
    key: &VoteKey,
    act: Act,
) -> Result<()> {
    let mark = match &act {
        Act::BallotAccepted { commitment, .. } | Act::BallotReplaced { commitment, .. } => {
            Some(key.of_commitment(*commitment))
        }
        _ => None,
    };
    let entry = Entry::timeless(community, act).json();
    let sealed = key.seal(SealedKind::Entry, tx.secret(), &entry)?;
    let place = Pending {
        key: tx.new_random_id(),
        subject: mark,
        batch: Some(vote.to_string()),
        rank: SECRET_BALLOTS,
    };
    put_down(tx, place, sealed).await
}

/// Lets the ballots of a secret vote that wait for each other go, but for those of `stay` heads.
///
/// They are put down anew under other keys, for under the ones they had it is written somewhere when they came. Where
/// the vote's key is lost nobody can read them: they stay, and hold nothing else up.
pub(crate) async fn release(tx: &mut Tx<'_>, vote: VoteId, stay: usize) -> Result<()> {
    let rows = sqlx::query(
        "SELECT p.key, p.entry, CASE WHEN b.id IS NULL THEN 0 ELSE 1 END AS stands \
         FROM log_pending p LEFT JOIN secret_ballots b ON b.vote_id = p.batch AND b.mark = p.subject \
         WHERE p.batch = $1 ORDER BY p.key",
    )
    .bind(vote.to_string())
    .fetch_all(&mut *tx.conn)
    .await?;
    let Some(key) = tx.keys.read(vote)? else { return Ok(()) };
    let (mut heads, mut keys) = (0, Vec::new());
    for row in &rows {
        if heads >= stay {
            keys.push(row.text("key")?);
        }
        heads += usize::from(row.flag("stands")?);
    }
    let taken = take(tx, &keys).await?;
    let entries = taken.iter().map(|sealed| key.unseal(SealedKind::Entry, sealed));
    let mut entries = entries.collect::<Result<Vec<_>>>()?;
    entries.sort();
    for text in entries {
        let entry: Entry = serde_json::from_str(&text)?;
        let subject = subject(&entry.act);
        let place = Pending { key: tx.new_random_id(), subject, batch: None, rank: SECRET_BALLOTS };
        put_down(tx, place, text).await?;
    }
    Ok(())
}

/// Takes away what waits under `keys`; what another took meanwhile is not given again.
async fn take(tx: &mut Tx<'_>, keys: &[String]) -> Result<Vec<String>> {
    sqlx::query(dialect::TAKE_PENDING.on(tx.engine))
        .bind(serde_json::to_string(keys)?)
        .fetch_all(&mut *tx.conn)
        .await?
        .iter()
        .map(|row| row.text("entry"))
        .collect()
}

/// Where the ballots of secret votes stand among what waits at the same time; see [`rank`].
const SECRET_BALLOTS: i64 = 1;

/// Where an entry stands among what waits at the same time: keys give the order, but those of secret ballots say
/// nothing, and those of several servers are as exact as their clocks. A ballot never stands before its vote's opening
/// or behind its count, nor a recount before the answer that led to it, and what comes of a count never before it.
const fn rank(act: &Act) -> i64 {
    match act {
        Act::VoteOpened { .. } => 0,
        Act::BallotAccepted { .. }
        | Act::BallotReplaced { .. }
        | Act::BallotSetAside { .. }
        | Act::HeadsJoined { .. }
        | Act::PaperBatch { .. }
        | Act::VoteExtended { .. }
        | Act::ObjectionMade { .. }
        | Act::ObjectionAnswered { .. }
        | Act::Moderation { .. } => 2,
        Act::VoteCalledOff { .. } | Act::VoteCounted { .. } => 3,
        Act::VoteFinal { .. }
        | Act::CorrectionOrdered { .. }
        | Act::OrderCorrected { .. }
        | Act::VoteVoided { .. }
        | Act::Decision { .. } => 4,
    }
}

/// An entry's place among those that wait.
struct Pending {
    key: LogKey,
    subject: Option<String>,
    batch: Option<String>,
    rank: i64,
}

async fn put_down(tx: &mut Tx<'_>, pending: Pending, entry: String) -> Result<()> {
    sqlx::query("INSERT INTO log_pending (key, entry, subject, batch, rank) VALUES ($1, $2, $3, $4, $5)")
        .bind(pending.key.to_string())
        .bind(entry)
        .bind(pending.subject)
        .bind(pending.batch)
        .bind(pending.rank)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// A hash in lower-case hexadecimal: what it begins with can be looked up in every database's order of letters.
pub(crate) fn hex(hash: Hash) -> String {
    hash.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// By what an entry is looked up: a ballot by its commitment, what begins and ends a vote by the vote.
fn subject(act: &Act) -> Option<String> {
    match act {
        Act::BallotAccepted { commitment, .. } | Act::BallotReplaced { commitment, .. } => {
            Some(hex(*commitment))
        }
        Act::VoteOpened { vote, .. } => Some(format!("opened {vote}")),
        Act::VoteCounted { vote, outcome_sha256 } => {
            Some(format!("counted {vote} {}", outcome_sha256.as_str()))
        }
        _ => None,
    }
}

/// Appends what waits, and tells how much it was. Whoever does it holds the log's head, so several servers may.
pub async fn append(hall: &Hall) -> Result<usize> {
    let mut appended = 0;
    while anything_waits(hall).await? {
        match hall.write((), append_some).await? {
            0 => break,
            some => appended += some,
        }
    }
    Ok(appended)
}

async fn anything_waits(hall: &Hall) -> Result<bool> {
    let mut snapshot = hall.read().await?;
    let waiting = sqlx::query("SELECT 1 AS one FROM log_pending WHERE batch IS NULL LIMIT 1")
        .fetch_optional(&mut *snapshot.conn)
        .await?;
    Ok(waiting.is_some() || !enough(&mut snapshot.conn).await?.is_empty())
}

/// The secret votes of which so many heads' ballots wait that a batch can go and another stay.
async fn enough(conn: &mut AnyConnection) -> Result<Vec<VoteId>> {
    sqlx::query(
        "SELECT p.batch FROM log_pending p JOIN secret_ballots b ON b.vote_id = p.batch AND b.mark = p.subject \
         GROUP BY p.batch HAVING COUNT(*) >= $1",
    )
    .bind(i64::try_from(2 * BATCH).map_err(Error::broken)?)
    .fetch_all(conn)
    .await?
    .iter()
    .map(|row| row.parsed("batch"))
    .collect()
}

fn append_some<'a>(tx: &'a mut Tx<'_>, (): &'a ()) -> BoxFuture<'a, Result<usize>> {
    Box::pin(append_waiting(tx))
}

async fn append_waiting(tx: &mut Tx<'_>) -> Result<usize> {
    let head = sqlx::query(dialect::HOLD_LOG.on(tx.engine)).fetch_one(&mut *tx.conn).await?;
    let size = head.int("size")?;
    for vote in enough(tx.conn).await? {
        release(tx, vote, BATCH).await?;
    }
    let waiting = sqlx::query(
        "SELECT key, entry, subject FROM log_pending WHERE batch IS NULL ORDER BY rank, key LIMIT $1",
    )
    .bind(APPENDED_AT_ONCE)
    .fetch_all(&mut *tx.conn)
    .await?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let mut edge = edge(tx, u64::try_from(size).map_err(Error::broken)?).await?;
    let (mut keys, mut entries, mut nodes) = (Vec::new(), Vec::new(), Vec::new());
    for row in &waiting {
        let entry = row.text("entry")?;
        keys.push(row.text("key")?);
        let leaf = Hash::leaf(entry.as_bytes());
        let subject = row.opt_text("subject")?;
        entries.push(json!({ "number": edge.size(), "entry": entry, "subject": subject }));
        edge.push_with(leaf, |Node { level, place, hash }| {
            nodes.push(json!({ "level": level, "place": place, "hash": hash.to_string() }));
        });
    }
    let lists = [(dialect::APPEND_ENTRIES, entries), (dialect::APPEND_NODES, nodes)];
    for (statement, list) in lists {
        sqlx::query(statement.on(tx.engine))
            .bind(serde_json::to_string(&list)?)
            .execute(&mut *tx.conn)
            .await?;
    }
    // By their keys: what was put down meanwhile waits for the next time.
    take(tx, &keys).await?;
    let written = i64::try_from(waiting.len()).map_err(Error::broken)?;
    sqlx::query("UPDATE log_head SET size = $1 WHERE id = 1")
        .bind(size + written)
        .execute(&mut *tx.conn)
        .await?;
    Ok(waiting.len())
}

/// The right edge of the tree of `size` leaves.
async fn edge(tx: &mut Tx<'_>, size: u64) -> Result<Edge> {
    let nodes = read::nodes(tx.conn, tx.engine, edge_of(size)).await?;
    Edge::new(size, nodes).ok_or_else(|| Error::broken("the log's edge has not the nodes of its size"))
}

/// The log's name, as its key has it: what everything that is signed or frozen names the log by.
pub(crate) async fn origin(tx: &mut Tx<'_>) -> Result<String> {
    let row =
        sqlx::query("SELECT public_key FROM log_key WHERE id = 1").fetch_optional(&mut *tx.conn).await?;
    let row = row.ok_or_else(|| Error::broken("the public log was not begun"))?;
    Ok(row.parsed::<VerifierKey>("public_key")?.name().to_owned())
}

/// Begins the log with its key, once; afterwards a hall that is given another key is refused: receipts that were
/// given out could not be checked any more.
pub(crate) async fn begin(hall: &Hall, key: &VerifierKey) -> Result<(), BeginError> {
    let kept = hall.write(key.to_string(), begin_act).await?;
    if kept == key.to_string() { Ok(()) } else { Err(BeginError::OtherKey { kept }) }
}

/// Why the log cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// The hall's log was begun with another key.
    #[error("the public log was begun with the key {kept}; this one is another")]
    OtherKey {
        /// Its public half.
        kept: String,
    },
    /// The database.
    #[error(transparent)]
    Hall(#[from] Error),
}

fn begin_act<'a>(tx: &'a mut Tx<'_>, key: &'a String) -> BoxFuture<'a, Result<String>> {
    Box::pin(async move {
        sqlx::query(
            "INSERT INTO log_key (id, public_key, begun_at) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING",
        )
        .bind(key)
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        let row = sqlx::query("SELECT public_key FROM log_key WHERE id = 1").fetch_one(&mut *tx.conn).await?;
        row.text("public_key")
    })
}
