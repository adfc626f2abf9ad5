//! The keys of secret votes: files outside the database and its backups, erased when a vote is counted.
//!
//! A secret ballot is kept under a pseudonym, HMAC-SHA-256 of its head under the vote's key, and sealed with the key.
//! As long as the key is there a voter can change a ballot; once it is gone nobody can tell any more whose ballot was
//! whose: not who has the whole database, nor its backups, nor what it wrote to its log of writes. Servers that share a
//! database share this folder.

use crate::{Error, Result};
use base64ct::{Base64, Encoding as _};
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use domain::id::{HeadId, VoteId};
use domain::log::tree::Hash;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Sealed texts are filled up to a multiple of so many bytes: their length must not tell one answer from another.
const FILLED_TO: usize = 1_024;
/// Bytes of what makes each sealing another, random.
pub(crate) const NONCE: usize = 24;

/// What a sealed text is; one cannot be passed off as the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SealedKind {
    /// A head's ballot.
    Ballot,
    /// An entry that waits for the public log.
    Entry,
}

impl SealedKind {
    const fn name(self) -> &'static [u8] {
        match self {
            Self::Ballot => b"ballot",
            Self::Entry => b"entry",
        }
    }
}

/// The folder of the keys.
#[derive(Clone, Debug)]
pub struct VoteKeys(PathBuf);

/// One vote's key.
#[derive(Clone)]
pub struct VoteKey([u8; 32]);

impl VoteKey {
    /// What a head's ballot is kept under: 64 hexadecimal digits.
    #[must_use]
    pub fn of_head(&self, head: HeadId) -> String {
        hex(&self.derived(head.0.as_bytes()))
    }

    /// By what a ballot is looked up without its commitment being there to read: 64 hexadecimal digits.
    pub(crate) fn of_commitment(&self, commitment: Hash) -> String {
        hex(&self.derived(&commitment.0))
    }

    /// `text` so that only who has the key can read it: XChaCha20-Poly1305 under a `nonce` used for nothing else,
    /// behind it in Base64.
    pub(crate) fn seal(&self, kind: SealedKind, nonce: [u8; NONCE], text: &str) -> Result<String> {
        let mut filled = text.to_owned();
        let short = filled.len().next_multiple_of(FILLED_TO) - filled.len();
        filled.extend(std::iter::repeat_n(' ', short));
        let payload = Payload { msg: filled.as_bytes(), aad: kind.name() };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).map_err(Error::broken)?;
        Ok(Base64::encode_string(&[nonce.as_slice(), &sealed].concat()))
    }

    /// What [`VoteKey::seal`] sealed, but for spaces at its end.
    pub(crate) fn unseal(&self, kind: SealedKind, sealed: &str) -> Result<String> {
        let bytes = Base64::decode_vec(sealed).map_err(Error::broken)?;
        let (nonce, sealed) =
            bytes.split_first_chunk::<NONCE>().ok_or_else(|| Error::broken("a sealed text cut short"))?;
        let payload = Payload { msg: sealed, aad: kind.name() };
        let filled = self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(Error::broken)?;
        let text = String::from_utf8(filled).map_err(Error::broken)?;
        Ok(text.trim_end_matches(' ').to_owned())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.derived(b"seal").into())
    }

    /// HMAC-SHA-256 of what is of another length for each use: ids 16 bytes, commitments 32, the cipher's key 4.
    fn derived(&self, of: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length");
        mac.update(of);
        mac.finalize().into_bytes().into()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl std::fmt::Debug for VoteKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VoteKey(…)")
    }
}

impl VoteKeys {
    /// The keys in `folder`, which is made when the first is.
    #[must_use]
    pub const fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    fn file(&self, vote: VoteId) -> PathBuf {
        self.0.join(format!("{vote}.key"))
    }

    /// Keeps `secret` as the vote's key, unless it has one: an act that is run again makes no second.
    pub(crate) fn make(&self, vote: VoteId, secret: [u8; 32]) -> Result<VoteKey> {
        let file = self.file(vote);
        match self.make_new(&file, &secret) {
            Ok(()) => Ok(VoteKey(secret)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                self.read(vote)?.ok_or_else(|| Error::broken("a vote's key came and went"))
            }
            Err(error) => Err(cannot(&file, &error)),
        }
    }

    /// Whole and on the disk before it has its name: a half-written key would lose ballots.
    fn make_new(&self, file: &Path, secret: &[u8; 32]) -> std::io::Result<()> {
        make_folder(&self.0)?;
        let begun = file.with_extension(format!("{}.new", std::process::id()));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut written = options.open(&begun)?;
        written.write_all(secret)?;
        written.sync_all()?;
        // Linking fails where the name is taken, renaming would not.
        let linked = std::fs::hard_link(&begun, file);
        std::fs::remove_file(&begun)?;
        linked?;
        File::open(&self.0)?.sync_all()
    }

    /// The vote's key; none once it is erased.
    pub(crate) fn read(&self, vote: VoteId) -> Result<Option<VoteKey>> {
        let file = self.file(vote);
        let mut secret = [0; 32];
        match File::open(&file).and_then(|mut open| open.read_exact(&mut secret)) {
            Ok(()) => Ok(Some(VoteKey(secret))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(cannot(&file, &error)),
        }
    }

    /// Erases the vote's key; one that is gone already stays gone.
    pub(crate) fn erase(&self, vote: VoteId) -> Result<()> {
        let file = self.file(vote);
        let erased = || -> std::io::Result<()> {
            let mut open = OpenOptions::new().write(true).open(&file)?;
            open.write_all(&[0; 32])?;
            open.sync_all()?;
            std::fs::remove_file(&file)?;
            File::open(&self.0)?.sync_all()
        };
        match erased() {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(cannot(&file, &error)),
        }
    }
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn cannot(file: &Path, error: &std::io::Error) -> Error {
    Error::broken(format!("the key {} of a secret vote: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_is_sealed_is_read_with_its_key_alone_and_no_length_tells() {
        let (key, other) = (VoteKey([7; 32]), VoteKey([8; 32]));
        let agree = key.seal(SealedKind::Ballot, [1; NONCE], "agree").unwrap();
        let long = key.seal(SealedKind::Ballot, [2; NONCE], &"x".repeat(FILLED_TO)).unwrap();
        assert_eq!(agree.len(), long.len());
        assert_eq!(key.unseal(SealedKind::Ballot, &agree).unwrap(), "agree");
        assert_ne!(agree, key.seal(SealedKind::Ballot, [3; NONCE], "agree").unwrap());
        assert!(other.unseal(SealedKind::Ballot, &agree).is_err());
        assert!(key.unseal(SealedKind::Entry, &agree).is_err());
        for cut in ["", "AAAA", agree.get(..64).unwrap()] {
            assert!(key.unseal(SealedKind::Ballot, cut).is_err());
        }
    }

    #[test]
    fn a_key_is_made_once_and_gone_once_erased() {
        let folder = tempfile::tempdir().unwrap();
        let keys = VoteKeys::new(folder.path().join("votes"));
        let vote = VoteId(Uuid::from_u128(1));
        assert!(keys.read(vote).unwrap().is_none());
        let made = keys.make(vote, [7; 32]).unwrap();
        let again = keys.make(vote, [8; 32]).unwrap();
        let head = HeadId(Uuid::from_u128(2));
        assert_eq!(made.of_head(head), again.of_head(head));
        assert_eq!(made.of_head(head).len(), 64);
        assert_ne!(made.of_head(head), made.of_head(HeadId(Uuid::from_u128(3))));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(keys.file(vote)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        keys.erase(vote).unwrap();
        keys.erase(vote).unwrap();
        assert!(keys.read(vote).unwrap().is_none());
        assert_eq!(std::fs::read_dir(folder.path().join("votes")).unwrap().count(), 0);
    }
}
