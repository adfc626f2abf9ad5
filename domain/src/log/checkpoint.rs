//! What a log signs: its name, how many leaves it has, and the root over them. c2sp.org/tlog-checkpoint.

use super::decimal;
use super::note::{Note, NoteError, SignerKey, VerifierKey};
use super::tree::Hash;

/// A tree as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name: where it is served, without the scheme.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// Why a checkpoint is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not three lines of name, size and root.
    #[error("checkpoint_malformed")]
    Malformed,
    /// Of another log.
    #[error("another_log")]
    AnotherLog,
    /// Not signed, or wrongly.
    #[error(transparent)]
    Note(#[from] NoteError),
}

impl Checkpoint {
    /// The text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, self.root)
    }

    /// Reads the text of a note, signed or not. Extension lines are not kept: nothing is to be said in them.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let malformed = CheckpointError::Malformed;
        let mut lines = text.strip_suffix('\n').ok_or(malformed)?.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(malformed);
        };
        if origin.is_empty() || lines.any(str::is_empty) {
            return Err(malformed);
        }
        let size = decimal(size).ok_or(malformed)?;
        let root = root.parse().map_err(|_any| malformed)?;
        Ok(Self { origin: origin.to_owned(), size, root })
    }

    /// The tree of `size` leaves under `root`, signed by the log that is called as `key` is.
    #[must_use]
    pub fn sign(size: u64, root: Hash, key: &SignerKey) -> Note {
        let checkpoint = Self { origin: key.public().name().to_owned(), size, root };
        let mut note = Note::new(checkpoint.text()).expect("the name of a key is plain text");
        note.add(key.sign(note.text(), 0));
        note
    }

    /// Reads `note` if the log that `key` belongs to has signed it.
    pub fn open(note: &Note, key: &VerifierKey) -> Result<Self, CheckpointError> {
        let checkpoint = Self::parse(note.text())?;
        if checkpoint.origin != key.name() {
            return Err(CheckpointError::AnotherLog);
        }
        note.check(key)?;
        Ok(checkpoint)
    }
}

#[cfg(test)]
mod tests {
    use super::super::note::KeyKind;
    use super::*;

    #[test]
    fn a_checkpoint_is_believed_from_its_own_log_only() {
        let key = SignerKey::new("hall.example/log", KeyKind::Note, [1; 32]).expect("a key");
        let root = Hash::leaf(b"x");
        let checkpoint = Checkpoint { origin: "hall.example/log".to_owned(), size: 1, root };
        let note = Checkpoint::sign(1, root, &key);
        assert_eq!(Checkpoint::open(&note, key.public()), Ok(checkpoint.clone()));
        let other = SignerKey::new("hall.example/log", KeyKind::Note, [2; 32]).expect("a key");
        assert_eq!(Checkpoint::open(&note, other.public()), Err(NoteError::NotSigned.into()));
        let elsewhere = SignerKey::new("other.example/log", KeyKind::Note, [1; 32]).expect("a key");
        assert_eq!(Checkpoint::open(&note, elsewhere.public()), Err(CheckpointError::AnotherLog));
        let text = checkpoint.text();
        let [no_origin, no_end, blank_line] = [&text[16..], text.trim_end(), &format!("{text}\n")];
        for wrong in ["", no_origin, no_end, blank_line, &text.replace("\n1\n", "\n01\n"), "name\n1\nroot\n"]
        {
            assert_eq!(Checkpoint::parse(wrong), Err(CheckpointError::Malformed), "{wrong:?}");
        }
        assert_eq!(Checkpoint::parse(&format!("{text}more\n")), Ok(checkpoint));
    }
}
