//! What others signed under the log's checkpoints: the newest of each witness that the operator trusts.

use super::read::{Head, head, head_at};
use crate::hall::{Hall, Snapshot, Tx};
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::log::checkpoint::Checkpoint;
use domain::log::note::{NoteSignature, VerifierKey};
use domain::log::witness::Cosigned;
use domain::time::{HOUR, SECOND, Timestamp};
use futures::future::BoxFuture;

/// A witness's clock may differ from ours by this much; a cosignature is worth no more than its time.
const CLOCKS_DIFFER_MAX: i64 = HOUR;

/// What became of a cosignature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// It is kept and shown.
    Kept,
    /// This witness has signed as much, later.
    Known,
    /// The log is not as far: its size.
    Ahead {
        /// How many entries it has.
        size: u64,
    },
    /// The tree of that size has another root here: two histories are about.
    AnotherTree,
    /// The witness's clock and ours are more than an hour apart.
    WrongTime,
}

/// Who has cosigned the log, how far and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Its key, which holds its name.
    pub key: VerifierKey,
    /// The size of the tree that it signed last.
    pub size: u64,
    /// When, by its own clock.
    pub signed_at: Timestamp,
}

/// Forgets what was signed by those who are not `trusted` any more.
pub async fn trust(hall: &Hall, trusted: &[VerifierKey]) -> Result<()> {
    hall.write(Trusted(trusted.iter().map(ToString::to_string).collect()), trust_act).await
}

/// Keys, as they are kept.
struct Trusted(Vec<String>);

fn trust_act<'a>(tx: &'a mut Tx<'_>, Trusted(trusted): &'a Trusted) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        for row in sqlx::query("SELECT witness FROM log_cosignatures").fetch_all(&mut *tx.conn).await? {
            let witness = row.text("witness")?;
            if !trusted.contains(&witness) {
                sqlx::query("DELETE FROM log_cosignatures WHERE witness = $1")
                    .bind(witness)
                    .execute(&mut *tx.conn)
                    .await?;
            }
        }
        Ok(())
    })
}

/// Keeps what a trusted witness signed, if it is right and newer than what it signed before. `cosigned` has been
/// checked against the key of the witness; here it is held against the log.
pub async fn receive(hall: &Hall, checkpoint: Checkpoint, cosigned: Cosigned) -> Result<Received> {
    let mut snapshot = hall.read().await?;
    let Head { size, .. } = head(&mut snapshot).await?;
    if checkpoint.size > size {
        return Ok(Received::Ahead { size });
    }
    if head_at(&mut snapshot, checkpoint.size).await?.root != checkpoint.root {
        return Ok(Received::AnotherTree);
    }
    let Some(signed_at) = moment(cosigned.time).filter(|at| clocks_agree(*at, hall.now())) else {
        return Ok(Received::WrongTime);
    };
    // What is public can be sent again by anybody: that is not to cost a commit.
    let kept = cosignatures(&mut snapshot, checkpoint.size).await?;
    if kept.contains(&cosigned.signature) {
        return Ok(Received::Known);
    }
    drop(snapshot);
    hall.write((checkpoint.size, signed_at, cosigned), receive_act).await
}

/// Seconds since 1970 as a moment.
fn moment(seconds: u64) -> Option<Timestamp> {
    i64::try_from(seconds).ok()?.checked_mul(SECOND).map(Timestamp)
}

fn clocks_agree(theirs: Timestamp, ours: Timestamp) -> bool {
    theirs.since(ours).saturating_abs() <= CLOCKS_DIFFER_MAX
}

type Newest = (u64, Timestamp, Cosigned);

fn receive_act<'a>(tx: &'a mut Tx<'_>, newest: &'a Newest) -> BoxFuture<'a, Result<Received>> {
    Box::pin(async move {
        let (size, signed_at, Cosigned { witness, signature, .. }) = newest;
        let written = sqlx::query(
            "INSERT INTO log_cosignatures (witness, size, signed_at, line) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (witness) DO UPDATE \
             SET size = excluded.size, signed_at = excluded.signed_at, line = excluded.line \
             WHERE excluded.size > log_cosignatures.size \
                OR (excluded.size = log_cosignatures.size AND excluded.signed_at > log_cosignatures.signed_at)",
        )
        .bind(witness.to_string())
        .bind(i64::try_from(*size).map_err(Error::broken)?)
        .bind(signed_at.0)
        .bind(signature.to_string().trim_end())
        .execute(&mut *tx.conn)
        .await?;
        Ok(if written.rows_affected() == 0 { Received::Known } else { Received::Kept })
    })
}

/// The witnesses that have cosigned a tree of at least `size` entries, the latest first. Each has seen that the log
/// only grew, so whoever signed the larger tree vouches for the smaller one too.
pub async fn witnesses(snapshot: &mut Snapshot, size: u64) -> Result<Vec<Witness>> {
    let rows = sqlx::query(
        "SELECT witness, size, signed_at FROM log_cosignatures WHERE size >= $1 ORDER BY signed_at DESC, witness",
    )
    .bind(i64::try_from(size).map_err(Error::broken)?)
    .fetch_all(&mut *snapshot.conn)
    .await?;
    rows.iter()
        .map(|row| {
            let size = u64::try_from(row.int("size")?).map_err(Error::broken)?;
            Ok(Witness { key: row.parsed("witness")?, size, signed_at: row.time("signed_at")? })
        })
        .collect()
}

/// The signatures that belong below the checkpoint of exactly `size` entries.
pub async fn cosignatures(snapshot: &mut Snapshot, size: u64) -> Result<Vec<NoteSignature>> {
    let rows = sqlx::query("SELECT line FROM log_cosignatures WHERE size = $1 ORDER BY witness")
        .bind(i64::try_from(size).map_err(Error::broken)?)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    rows.iter().map(|row| row.parsed("line")).collect()
}
