//! Witnessing: a log shows a checkpoint and that it only grew; the witness signs that it saw no other.
//!
//! c2sp.org/tlog-witness.

use super::checkpoint::{Checkpoint, CheckpointError};
use super::decimal;
use super::note::{KeyKind, Note, NoteError, NoteSignature, VerifierKey};
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

/// A witness's word: at a time, that a log had this checkpoint, and that it only grew to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// Which of the keys that the log trusts.
    pub witness: VerifierKey,
    /// In seconds since 1970, by the witness's clock.
    pub time: u64,
    /// The line below the checkpoint.
    pub signature: NoteSignature,
}

/// Why a log does not take a cosignature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CosignError {
    /// No checkpoint, or of another log.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// None of the witnesses that the log trusts has signed it.
    #[error("witness_unknown")]
    UnknownWitness,
    /// A trusted witness's name beside a signature that is not its own.
    #[error("signature_wrong")]
    SignatureWrong,
}

/// Reads what `note` brings the log named `origin` from the witnesses it trusts: a checkpoint, and at least one
/// cosignature. Signatures of anybody else are passed over, as every reader of a note does.
pub fn cosigned(
    note: &Note,
    origin: &str,
    trusted: &[VerifierKey],
) -> Result<(Checkpoint, Vec<Cosigned>), CosignError> {
    let checkpoint = Checkpoint::parse(note.text())?;
    if checkpoint.origin != origin {
        return Err(CheckpointError::AnotherLog.into());
    }
    let mut cosigned = Vec::new();
    for witness in trusted.iter().filter(|key| key.kind() == KeyKind::Cosignature) {
        let time = match note.check(witness) {
            Ok(Some(time)) => time,
            Ok(None) | Err(NoteError::NotSigned) => continue,
            Err(_wrong) => return Err(CosignError::SignatureWrong),
        };
        let lines = note.signatures().iter();
        // A witness may have signed more than once; the last line is the one whose time was read.
        let signature = lines.rev().find(|by| by.name == witness.name() && by.id == witness.id());
        let signature = signature.ok_or(CosignError::UnknownWitness)?.clone();
        cosigned.push(Cosigned { witness: witness.clone(), time, signature });
    }
    if cosigned.is_empty() { Err(CosignError::UnknownWitness) } else { Ok((checkpoint, cosigned)) }
}

#[cfg(test)]
mod tests {
    use super::super::note::SignerKey;
    use super::*;

    /// The example of the specification, word for word.
    #[test]
    fn what_a_log_asks_is_read_as_specified() {
        let example = "old 20852014\n\
            PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\
            jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n\
            5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n\
            /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\
            \n\
            example.com/behind-the-sofa\n\
            20852163\n\
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\
            \n\
            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+\
            zyWE+xeMcTOAYQ8=\n\
            — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Ro\
            vnzv++qbSzm9Q=\n";
        let asked = AddCheckpoint::parse(example).expect("a request");
        assert_eq!(
            (asked.old_size, asked.path.len(), asked.checkpoint.signatures().len()),
            (20_852_014, 4, 2)
        );
        assert_eq!(asked.to_string(), example);
    }

    #[test]
    fn a_log_takes_cosignatures_of_its_witnesses_only() {
        let log = SignerKey::new("hall.example/log", KeyKind::Note, [1; 32]).expect("a key");
        let [known, stranger] = [2, 3]
            .map(|seed| SignerKey::new("witness.example", KeyKind::Cosignature, [seed; 32]).expect("a key"));
        let trusted = [known.public().clone(), log.public().clone()];
        let read = |note: &Note| cosigned(note, "hall.example/log", &trusted);
        let plain = Checkpoint::sign(3, Hash::leaf(b"x"), &log);
        assert_eq!(read(&plain), Err(CosignError::UnknownWitness), "the log is no witness of its own");
        let mut note = plain.clone();
        note.add(stranger.sign(note.text(), 5));
        assert_eq!(read(&note), Err(CosignError::UnknownWitness));
        note.add(known.sign(note.text(), 6));
        note.add(known.sign(note.text(), 7));
        let (checkpoint, by) = read(&note).expect("cosigned");
        assert_eq!((checkpoint.size, by.len(), by[0].time), (3, 1, 7));
        assert_eq!(by[0].signature, known.sign(note.text(), 7));
        let elsewhere = cosigned(&note, "other.example/log", &trusted);
        assert_eq!(elsewhere, Err(CheckpointError::AnotherLog.into()));
        note.add(known.sign("another text\n", 8));
        assert_eq!(read(&note), Err(CosignError::SignatureWrong));
    }
}
