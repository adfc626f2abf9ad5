//! Reading the log: its head, its tiles, its entries, and what proves them.

use crate::dialect::{self, Engine};
use crate::hall::Snapshot;
use crate::row::RowExt as _;
use crate::votes::read::Vote;
use crate::{Error, Result};
use domain::log::entry::Entry;
use domain::log::tiles::{self, Tile, TileKind};
use domain::log::tree::{Edge, Hash, edge_of};
use sqlx::AnyConnection;
use std::cell::RefCell;
use tlog_tiles::HashReader;

/// The log as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// An entry with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// From 0.
    pub number: u64,
    /// What was logged.
    pub entry: Entry,
}

/// The log as it stands.
pub async fn head(snapshot: &mut Snapshot) -> Result<Head> {
    let row = sqlx::query("SELECT size FROM log_head WHERE id = 1").fetch_one(&mut *snapshot.conn).await?;
    let size = u64::try_from(row.int("size")?).map_err(Error::broken)?;
    head_at(snapshot, size).await
}

/// The log as it stood with `size` entries; there must be as many.
pub async fn head_at(snapshot: &mut Snapshot, size: u64) -> Result<Head> {
    Ok(Head { size, root: edge_at(snapshot, size).await?.root() })
}

/// The right edge of the tree of the first `size` entries; there must be as many.
pub(crate) async fn edge_at(snapshot: &mut Snapshot, size: u64) -> Result<Edge> {
    let nodes = nodes(&mut snapshot.conn, snapshot.engine, edge_of(size)).await?;
    Edge::new(size, nodes).ok_or_else(|| Error::broken("the log's edge lacks nodes"))
}

/// The entries from the first to before the end, as they were logged.
pub(crate) async fn entries(snapshot: &mut Snapshot, first: u64, end: u64) -> Result<Vec<String>> {
    texts(snapshot, ENTRIES, (first, end), 0).await
}

/// The number of the entry that is looked up by `subject`; none before it is appended.
pub(crate) async fn number_of(snapshot: &mut Snapshot, subject: &str) -> Result<Option<u64>> {
    let row = sqlx::query("SELECT number FROM log_entries WHERE subject = $1")
        .bind(subject)
        .fetch_optional(&mut *snapshot.conn)
        .await?;
    row.map(|row| u64::try_from(row.int("number")?).map_err(Error::broken)).transpose()
}

/// A tile as its file has it; none if the log is not as far.
pub async fn tile(snapshot: &mut Snapshot, tile: Tile) -> Result<Option<Vec<u8>>> {
    let size = head(snapshot).await?.size;
    let Some((first, end)) = tile.leaves().filter(|(_, end)| *end <= size) else { return Ok(None) };
    match tile.kind {
        TileKind::Entries => {
            let entries = texts(snapshot, ENTRIES, (first, end), 0).await?;
            let bundle = tiles::bundle(entries.iter().map(String::as_bytes));
            bundle.map(Some).ok_or_else(|| Error::broken("an entry longer than a bundle takes"))
        }
        TileKind::Hashes { level } => {
            let first = tile.index.saturating_mul(tiles::WIDTH);
            let range = (first, first.saturating_add(tile.width));
            // Each level of tiles stands eight levels of the tree above the one before.
            let hashes = texts(snapshot, HASHES, range, 8 * i64::from(level)).await?;
            let mut bytes = Vec::with_capacity(hashes.len() * 32);
            for hash in hashes {
                bytes.extend_from_slice(&hash.parse::<Hash>().map_err(Error::broken)?.0);
            }
            Ok(Some(bytes))
        }
    }
}

const ENTRIES: &str =
    "SELECT entry AS value FROM log_entries WHERE number >= $1 AND number < $2 AND $3 = 0 ORDER BY number";
const HASHES: &str =
    "SELECT hash AS value FROM log_nodes WHERE place >= $1 AND place < $2 AND level = $3 ORDER BY place";

/// All from the first to before the end, without a gap.
async fn texts(
    snapshot: &mut Snapshot,
    sql: &'static str,
    (first, end): (u64, u64),
    level: i64,
) -> Result<Vec<String>> {
    let bound = |number: u64| i64::try_from(number).map_err(Error::broken);
    let rows = sqlx::query(sql)
        .bind(bound(first)?)
        .bind(bound(end)?)
        .bind(level)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    if rows.len() as u64 != end - first {
        return Err(Error::broken("the log has a gap"));
    }
    rows.iter().map(|row| row.text("value")).collect()
}

/// The newest entries before the one numbered `before`, the newest first.
pub async fn lines(snapshot: &mut Snapshot, before: Option<u64>, at_most: i64) -> Result<Vec<Line>> {
    let before = before.and_then(|before| i64::try_from(before).ok()).unwrap_or(i64::MAX);
    let rows =
        sqlx::query("SELECT number, entry FROM log_entries WHERE number < $1 ORDER BY number DESC LIMIT $2")
            .bind(before)
            .bind(at_most)
            .fetch_all(&mut *snapshot.conn)
            .await?;
    rows.iter()
        .map(|row| {
            let number = u64::try_from(row.int("number")?).map_err(Error::broken)?;
            Ok(Line { number, entry: serde_json::from_str(&row.text("entry")?)? })
        })
        .collect()
}

/// The number of the entry that tells of a vote's standing outcome, the last if it was counted to it more than once;
/// none while it waits to be appended. One statement.
pub async fn counted(snapshot: &mut Snapshot, vote: &Vote) -> Result<Option<u64>> {
    let Some(sha256) = &vote.outcome_sha256 else { return Ok(None) };
    let row = sqlx::query("SELECT MAX(number) AS number FROM log_entries WHERE subject = $1")
        .bind(format!("counted {} {sha256}", vote.id))
        .fetch_one(&mut *snapshot.conn)
        .await?;
    row.opt_int("number")?.map(|number| u64::try_from(number).map_err(Error::broken)).transpose()
}

/// The audit path of the entry `number` in the tree of the first `size` entries.
pub async fn inclusion(snapshot: &mut Snapshot, number: u64, size: u64) -> Result<Vec<Hash>> {
    prove(snapshot, |reader| tlog_tiles::prove_record(size, number, reader)).await
}

/// What proves that the tree of `new` entries begins with the `old` first ones.
pub async fn consistency(snapshot: &mut Snapshot, old: u64, new: u64) -> Result<Vec<Hash>> {
    prove(snapshot, |reader| tlog_tiles::prove_tree(new, old, reader)).await
}

type Proof = Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error>;

/// Makes a proof in two goes: the first only finds out which nodes it takes, so that they are read in one statement.
async fn prove(snapshot: &mut Snapshot, make: impl Fn(&Nodes) -> Proof) -> Result<Vec<Hash>> {
    let wanted = Nodes::default();
    make(&wanted).map_err(Error::broken)?;
    let places = wanted.wanted.into_inner();
    let places = places.into_iter().map(|index| {
        let (level, place) = tlog_tiles::split_stored_hash_index(index);
        (u32::from(level), place)
    });
    let read = nodes(&mut snapshot.conn, snapshot.engine, places).await?;
    let given = Nodes {
        given: Some(read.into_iter().map(|hash| tlog_tiles::Hash(hash.0)).collect()),
        ..Nodes::default()
    };
    let proof = make(&given).map_err(Error::broken)?;
    Ok(proof.into_iter().map(|hash| Hash(hash.0)).collect())
}

/// Notes which nodes are asked for; or answers with them.
#[derive(Default)]
struct Nodes {
    wanted: RefCell<Vec<u64>>,
    given: Option<Vec<tlog_tiles::Hash>>,
}

impl HashReader for Nodes {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        match &self.given {
            // A proof asks once for all it takes.
            Some(given) if given.len() == indexes.len() => Ok(given.clone()),
            Some(_) => Err(tlog_tiles::Error::IndexesNotInTree),
            None => {
                self.wanted.borrow_mut().extend_from_slice(indexes);
                Ok(vec![tlog_tiles::EMPTY_HASH; indexes.len()])
            }
        }
    }
}

/// The nodes at the levels and places named, in that order. One statement.
pub(super) async fn nodes(
    conn: &mut AnyConnection,
    engine: Engine,
    places: impl Iterator<Item = (u32, u64)>,
) -> Result<Vec<Hash>> {
    let places: Vec<(u32, u64)> = places.collect();
    if places.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query(dialect::LOG_NODES.on(engine))
        .bind(serde_json::to_string(&places)?)
        .fetch_all(conn)
        .await?
        .iter()
        .map(|row| row.text("hash")?.parse().map_err(Error::broken))
        .collect()
}
