//! The hashes of a record's files, signed by the log's key: whoever changes a byte needs that key.
//!
//! ```text
//! yishi-record/1
//! hall.example/log
//! 0197f7c2-6a4e-7cc0-8a1f-3b1d2f5f9a10
//! 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a  manifest.json
//!
//! — hall.example/log AbCd…
//! ```

use std::fmt::Write as _;

use super::zip::Stored;
use crate::count::canonical::Sha256Hex;
use crate::id::VoteId;
use crate::log::note::{Note, NoteError, SignerKey, VerifierKey};

/// The first line.
const FORMAT: &str = "yishi-record/1";

/// Why the sums say nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SumsFault {
    /// No signed note, or one of something else.
    #[error("sums_malformed")]
    Malformed,
    /// Not signed by the key, or wrongly.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Signed as the record of another log.
    #[error("sums_of_another_log {origin}")]
    AnotherLog {
        /// The log's name there.
        origin: String,
    },
    /// They list other files than there are, or in another order.
    #[error("sums_of_other_files {name}")]
    OtherFiles {
        /// The first name that differs: listed and not there, or there and not listed.
        name: String,
    },
    /// A file is not the one that was signed.
    #[error("hash_differs {name}")]
    Differs {
        /// Its name.
        name: String,
    },
}

fn text(origin: &str, vote: &str, files: &[Stored<'_>]) -> String {
    let mut text = format!("{FORMAT}\n{origin}\n{vote}\n");
    for Stored { name, bytes } in files {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}  {name}", Sha256Hex::of(bytes));
    }
    text
}

/// The signed sums of the record of `vote`.
#[must_use]
pub fn sign(vote: VoteId, files: &[Stored<'_>], key: &SignerKey) -> Note {
    let text = text(key.public().name(), &vote.to_string(), files);
    let mut note = Note::new(text).expect("a name, an id and hashes are plain text");
    note.add(key.sign(note.text(), 0));
    note
}

/// Checks that `key` signed the sums of exactly these files; the vote they are of.
pub fn check(sums: &[u8], files: &[Stored<'_>], key: &VerifierKey) -> Result<VoteId, SumsFault> {
    let malformed = SumsFault::Malformed;
    let note: Note =
        std::str::from_utf8(sums).ok().and_then(|text| text.parse().ok()).ok_or(malformed.clone())?;
    let mut lines = note.text().lines();
    // One signature, written once: the same record has the same bytes.
    if lines.next() != Some(FORMAT) || note.signatures().len() != 1 {
        return Err(malformed);
    }
    let (Some(origin), Some(vote)) = (lines.next(), lines.next()) else { return Err(malformed) };
    let id: VoteId = vote.parse().map_err(|_any| malformed.clone())?;
    if origin != key.name() {
        return Err(SumsFault::AnotherLog { origin: origin.chars().take(60).collect() });
    }
    note.check(key)?;
    if note.text() == text(origin, &id.to_string(), files) {
        return Ok(id);
    }
    Err(difference(lines, files).unwrap_or(malformed))
}

/// What of the signed lines is not as the files are; none if only their way of writing differs.
fn difference<'a>(mut lines: impl Iterator<Item = &'a str>, files: &[Stored<'_>]) -> Option<SumsFault> {
    for file in files {
        let (hash, name) = lines.next().and_then(|line| line.split_once("  ")).unwrap_or_default();
        if name != file.name {
            return Some(SumsFault::OtherFiles { name: file.name.to_owned() });
        }
        if hash != Sha256Hex::of(file.bytes).as_str() {
            return Some(SumsFault::Differs { name: name.to_owned() });
        }
    }
    let (_, name) = lines.next()?.split_once("  ")?;
    Some(SumsFault::OtherFiles { name: name.chars().take(60).collect() })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::log::note::KeyKind;

    const FILES: [Stored<'static>; 2] =
        [Stored { name: "manifest.json", bytes: b"{}" }, Stored { name: "q1.csv", bytes: b"" }];

    fn key(name: &str, seed: u8) -> SignerKey {
        SignerKey::new(name, KeyKind::Note, [seed; 32]).expect("a key")
    }

    #[test]
    fn what_was_signed_is_what_is_there() {
        let (vote, ours) = (VoteId(Uuid::from_u128(7)), key("hall.example/log", 1));
        let sums = sign(vote, &FILES, &ours).to_string();
        let check = |sums: &str, files: &[Stored<'_>], key: &SignerKey| {
            super::check(sums.as_bytes(), files, key.public())
        };
        assert_eq!(check(&sums, &FILES, &ours), Ok(vote));
        assert_eq!(
            sums.lines().nth(3),
            Some("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a  manifest.json")
        );
        let elsewhere = SumsFault::AnotherLog { origin: "hall.example/log".to_owned() };
        assert_eq!(check(&sums, &FILES, &key("other.example/log", 1)), Err(elsewhere));
        let not_signed = check(&sums, &FILES, &key("hall.example/log", 2));
        assert_eq!(not_signed, Err(NoteError::NotSigned.into()));
        let changed = check(&sums.replace("q1", "q2"), &FILES, &ours);
        assert_eq!(changed, Err(NoteError::SignatureWrong.into()));

        let name = || "q1.csv".to_owned();
        let changed = [FILES[0], Stored { name: "q1.csv", bytes: b"x" }];
        assert_eq!(check(&sums, &changed, &ours), Err(SumsFault::Differs { name: name() }));
        assert_eq!(check(&sums, &FILES[..1], &ours), Err(SumsFault::OtherFiles { name: name() }));
        let more = [FILES[0], FILES[1], Stored { name: "q1.pb", bytes: b"" }];
        assert_eq!(check(&sums, &more, &ours), Err(SumsFault::OtherFiles { name: "q1.pb".to_owned() }));
        for wrong in ["", "yishi-record/1\n", &sums.replace("record/1", "record/2"), &sums[1..]] {
            assert_eq!(check(wrong, &FILES, &ours), Err(SumsFault::Malformed), "{wrong}");
        }
        assert_eq!(super::check(b"\xff", &FILES, ours.public()), Err(SumsFault::Malformed));
    }
}
