//! The keys of secret votes: files outside the database and its backups, erased when a vote is counted.
//!
//! A secret ballot is kept under a pseudonym, HMAC-SHA-256 of its head under the vote's key. As long as the key is
//! there a voter can change a ballot; once it is gone nobody can tell any more whose ballot was whose, not even who has
//! the whole database. Servers that share a database share this folder.

use crate::{Error, Result};
use domain::id::{HeadId, PersonId, VoteId};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use uuid::Uuid;

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
        self.pseudonym(head.0)
    }

    /// What tells who said it.
    #[must_use]
    pub fn of_person(&self, person: PersonId) -> String {
        self.pseudonym(person.0)
    }

    fn pseudonym(&self, id: Uuid) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length");
        mac.update(id.as_bytes());
        mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }
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
