//! Witnessing: a log shows a checkpoint and that it only grew; the witness signs that it saw no other.
//!
//! c2sp.org/tlog-witness.

use super::checkpoint::{Checkpoint, CheckpointError};
use super::decimal;
use super::note::{Note, VerifierKey};
use super::tree::{self, Hash, ProofError};

/// The most hashes that a proof of growth has.
const MAX_PATH: usize = 63;

/// What is sent to `add-checkpoint`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size that the sender believes the witness to have seen; 0 if none.
    pub old_size: u64,
    /// That the tree only grew since.
    pub path: Vec<Hash>,
    /// The new checkpoint, signed by its log.
    pub checkpoint: Note,
}

/// The tree of a log that a witness saw last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its size.
    pub size: u64,
    /// Its root.
    pub root: Hash,
}

impl Seen {
    /// Of a log of which nothing was seen.
    #[must_use]
    pub fn nothing() -> Self {
        Self { size: 0, root: Hash::of_nothing() }
    }
}

/// Why a witness does not sign. The specification gives each its HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WitnessError {
    /// Not in the format, or of an old size above the new: 400.
    #[error("request_malformed")]
    Malformed,
    /// Not signed by a key that the witness trusts: 403.
    #[error("checkpoint_refused: {0}")]
    Refused(CheckpointError),
    /// The sender does not know what the witness saw last: 409, with that size.
    #[error("other_size {size}")]
    OtherSize {
        /// What was seen last.
        size: u64,
    },
    /// Two trees of one size: 409. Both are kept; the log has shown different things to different people.
    #[error("fork")]
    Fork,
    /// The proof does not show that the tree only grew: 422.
    #[error("not_grown: {0}")]
    NotGrown(ProofError),
}

impl AddCheckpoint {
    /// Reads a request.
    pub fn parse(text: &str) -> Result<Self, WitnessError> {
        let malformed = WitnessError::Malformed;
        let (proof, checkpoint) = text.split_once("\n\n").ok_or(malformed)?;
        let mut lines = proof.split('\n');
        let old_size = lines.next().and_then(|line| decimal(line.strip_prefix("old ")?)).ok_or(malformed)?;
        let path: Vec<Hash> = lines.map(str::parse).collect::<Result<_, _>>().map_err(|_any| malformed)?;
        let checkpoint = checkpoint.parse().map_err(|_any| malformed)?;
        if path.len() > MAX_PATH { Err(malformed) } else { Ok(Self { old_size, path, checkpoint }) }
    }

    /// What the witness has seen hereafter, if it may sign; `key` is the log's.
    pub fn check(&self, seen: Seen, key: &VerifierKey) -> Result<Seen, WitnessError> {
        let new = Checkpoint::open(&self.checkpoint, key).map_err(WitnessError::Refused)?;
        if self.old_size > new.size {
            return Err(WitnessError::Malformed);
        }
        if self.old_size != seen.size {
            return Err(WitnessError::OtherSize { size: seen.size });
        }
        if new.size == seen.size && new.root != seen.root {
            return Err(WitnessError::Fork);
        }
        tree::check_growth((seen.size, seen.root), (new.size, new.root), &self.path)
            .map_err(WitnessError::NotGrown)?;
        Ok(Seen { size: new.size, root: new.root })
    }
}

impl std::fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "old {}", self.old_size)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
