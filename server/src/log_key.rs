//! The key that signs the public log: a file beside the database, made at the first start.
//!
//! It is kept in the form of Go's notes. Whoever has it can speak for the log, so only its owner may read it; whoever
//! loses it cannot go on with the log, so it belongs into the backup. Servers that share a database share it.

use anyhow::Context as _;
use domain::log::note::{KeyKind, SignerKey};
use service::edge::{Entropy as _, SystemEntropy};
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use tempfile::NamedTempFile;

/// The file's name in the data directory.
pub const FILE: &str = "log.key";

/// The key in `directory`, made for the log at `host` if there is none.
pub fn open(directory: &Path, host: &str) -> anyhow::Result<SignerKey> {
    let file = directory.join(FILE);
    match std::fs::read_to_string(&file) {
        Ok(text) => read(&text, &file),
        Err(error) if error.kind() == ErrorKind::NotFound => make(&file, host),
        Err(error) => Err(error).with_context(|| format!("reading {}", file.display())),
    }
}

fn read(text: &str, file: &Path) -> anyhow::Result<SignerKey> {
    SignerKey::of_private_text(text.trim_end()).with_context(|| format!("no key in {}", file.display()))
}

fn make(file: &Path, host: &str) -> anyhow::Result<SignerKey> {
    let mut seed = [0; 32];
    SystemEntropy.fill(&mut seed);
    let key = SignerKey::new(&format!("{host}/log"), KeyKind::Note, seed).context("the public address")?;
    // Whole or not at all: a half-written key would stop every later start. Only its owner reads such a file.
    let whole = || -> std::io::Result<()> {
        let mut begun = NamedTempFile::new_in(file.parent().unwrap_or(Path::new(".")))?;
        writeln!(begun, "{}", key.private_text())?;
        begun.as_file().sync_all()?;
        begun.persist_noclobber(file).map(drop).map_err(|error| error.error)
    };
    match whole() {
        Ok(()) => Ok(key),
        // Another server was quicker; there is one key.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let text =
                std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
            read(&text, file)
        }
        Err(error) => Err(error).with_context(|| format!("making {}", file.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_only_its_owner_reads_it() {
        let directory = tempfile::tempdir().expect("a directory");
        let keys: Vec<SignerKey> = std::thread::scope(|scope| {
            let makers: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| open(directory.path(), "hall.example").expect("a key")))
                .collect();
            makers.into_iter().map(|maker| maker.join().expect("no panic")).collect()
        });
        let again = open(directory.path(), "elsewhere.example").expect("a key");
        assert_eq!(again.public().name(), "hall.example/log");
        assert!(keys.iter().all(|key| key.public() == again.public()));
        let file = directory.path().join(FILE);
        assert_eq!(std::fs::read_dir(directory.path()).expect("a directory").count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(&file, "PRIVATE+KEY+half").expect("written");
        assert!(open(directory.path(), "hall.example").is_err());
    }
}
