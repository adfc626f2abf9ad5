//! Keys in files: of a hall's public log, and of a witness. Made at the first start.
//!
//! They are kept in the form of Go's notes. Whoever has a log's key can speak for the log, so only its owner may read
//! it; whoever loses it cannot go on with the log, so it belongs into the backup. Servers that share a database share
//! it.

use anyhow::Context as _;
use domain::log::note::{KeyKind, SignerKey};
use service::edge::{Entropy as _, SystemEntropy};
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use tempfile::NamedTempFile;

/// The name of the log's key in the data directory.
pub const FILE: &str = "log.key";

/// The log's key in `directory`, made for the log at `host` if there is none.
pub fn open(directory: &Path, host: &str) -> anyhow::Result<SignerKey> {
    open_file(&directory.join(FILE), &format!("{host}/log"), KeyKind::Note)
}

/// The key in `file`, made with `name` if there is none.
pub fn open_file(file: &Path, name: &str, kind: KeyKind) -> anyhow::Result<SignerKey> {
    match std::fs::read_to_string(file) {
        Ok(text) => read(&text, file, kind),
        Err(error) if error.kind() == ErrorKind::NotFound => make(file, name, kind),
        Err(error) => Err(error).with_context(|| format!("reading {}", file.display())),
    }
}

fn read(text: &str, file: &Path, kind: KeyKind) -> anyhow::Result<SignerKey> {
    let key = SignerKey::of_private_text(text.trim_end())
        .with_context(|| format!("no key in {}", file.display()))?;
    anyhow::ensure!(key.public().kind() == kind, "{} holds a key for something else", file.display());
    Ok(key)
}

fn make(file: &Path, name: &str, kind: KeyKind) -> anyhow::Result<SignerKey> {
    let mut seed = [0; 32];
    SystemEntropy.fill(&mut seed);
    let key = SignerKey::new(name, kind, seed).with_context(|| format!("{name} is no name for a key"))?;
    // Whole or not at all: a half-written key would stop every later start. Only its owner reads such a file.
    let whole = || -> std::io::Result<()> {
        let mut begun = NamedTempFile::new_in(file.parent().unwrap_or(Path::new(".")))?;
        writeln!(begun, "{}", key.private_text())?;
        begun.as_file().sync_all()?;
        begun.persist_noclobber(file).map(drop).map_err(|error| error.error)
    };
    match whole() {
        Ok(()) => Ok(key),
        // Another process was quicker; there is one key.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let text =
                std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
            read(&text, file, kind)
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
        assert!(open_file(&file, "w", KeyKind::Cosignature).is_err(), "a log's key makes no witness");
        std::fs::write(&file, "PRIVATE+KEY+half").expect("written");
        assert!(open(directory.path(), "hall.example").is_err());
    }
}
