//! A leaf's place in a log, its audit path and a checkpoint in one text. c2sp.org/tlog-proof.

use super::checkpoint::{Checkpoint, CheckpointError};
use super::decimal;
use super::note::{Note, VerifierKey};
use super::tree::{self, Hash, ProofError};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
/// No tree is higher.
const MAX_PATH: usize = 63;

/// Why a text is no proof, or proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// Not in the format.
    #[error("proof_malformed")]
    Malformed,
    /// The checkpoint is not believed.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The leaf is not where the proof says.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

/// A leaf's proof, without the leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    /// Which leaf, from 0.
    pub index: u64,
    /// Its audit path, from the leaf's sibling up.
    pub path: Vec<Hash>,
    /// The signed checkpoint, with whatever witnesses signed.
    pub checkpoint: Note,
}

impl TlogProof {
    /// Whether `leaf` is in the log that `key` belongs to; the checkpoint under which it is.
    pub fn check(&self, leaf: Hash, key: &VerifierKey) -> Result<Checkpoint, TlogProofError> {
        let checkpoint = Checkpoint::open(&self.checkpoint, key)?;
        tree::check_inclusion(leaf, self.index, checkpoint.size, &self.path, checkpoint.root)?;
        Ok(checkpoint)
    }
}

impl std::fmt::Display for TlogProof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{FIRST_LINE}\nindex {}", self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

impl std::str::FromStr for TlogProof {
    type Err = TlogProofError;
    /// Extra data, which nothing vouches for, is passed over.
    fn from_str(text: &str) -> Result<Self, TlogProofError> {
        let malformed = TlogProofError::Malformed;
        let (proof, checkpoint) = text.split_once("\n\n").ok_or(malformed)?;
        let mut lines = proof.split('\n').peekable();
        if lines.next() != Some(FIRST_LINE) {
            return Err(malformed);
        }
        lines.next_if(|line| line.starts_with("extra "));
        let index = lines.next().and_then(|line| decimal(line.strip_prefix("index ")?)).ok_or(malformed)?;
        let path: Vec<Hash> = lines.map(str::parse).collect::<Result<_, _>>().map_err(|_any| malformed)?;
        if path.len() > MAX_PATH {
            return Err(malformed);
        }
        let checkpoint = checkpoint.parse().map_err(|_any| malformed)?;
        Ok(Self { index, path, checkpoint })
    }
}
