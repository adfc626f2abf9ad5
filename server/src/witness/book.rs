//! What a witness has seen, in files: the last checkpoint of a log, and what speaks against the log.
//!
//! ```text
//! DIR/logs/SHA-256 of the log's name/checkpoint          the note as it was shown
//!                                    evidence/*.shown    what was shown instead; *.seen what had been seen before,
//!                                                        *.proof that the two do not go together
//!                                    lock                held by the one process that signs
//! ```

use domain::count::canonical::Sha256Hex;
use domain::log::checkpoint::Checkpoint;
use domain::log::note::{Note, VerifierKey};
use domain::log::witness::Seen;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Pieces of evidence kept of a log; one is enough, and a log that shows ever new trees is not to fill the disk.
const EVIDENCE_MAX: usize = 32;

/// What a witness has seen of one log.
pub struct Book {
    folder: PathBuf,
    last: Option<Note>,
    seen: Seen,
    /// As long as it is open no other process signs.
    _lock: File,
}

/// Why what was seen cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// The disk.
    #[error("{}: {error}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// Another process watches the same log with the same directory.
    #[error("another witness runs on {}", .0.display())]
    Held(PathBuf),
    /// The file is not what was written: it has to be mended by hand, since to begin anew would forget what was seen.
    #[error("{} is no checkpoint of this log", .0.display())]
    Spoilt(PathBuf),
    /// The log has shown two histories before.
    #[error("there is evidence against this log in {}", .0.display())]
    Disputed(PathBuf),
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> BookError {
    move |error| BookError::Io { path: path.to_owned(), error }
}

impl Book {
    /// The book on the log of `log` in `directory`, begun if there is none.
    pub fn open(directory: &Path, log: &VerifierKey) -> Result<Self, BookError> {
        let folder = directory.join("logs").join(Sha256Hex::of(log.name().as_bytes()).as_str());
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        let path = folder.join("lock");
        let lock = File::create(&path).map_err(at(&path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(BookError::Held(folder)),
            Err(TryLockError::Error(error)) => return Err(BookError::Io { path, error }),
        }
        let path = folder.join("checkpoint");
        let (last, seen) = match fs::read_to_string(&path) {
            Ok(text) => {
                let spoilt = || BookError::Spoilt(path.clone());
                let note: Note = text.parse().map_err(|_any| spoilt())?;
                let Checkpoint { size, root, .. } = Checkpoint::open(&note, log).map_err(|_any| spoilt())?;
                (Some(note), Seen { size, root })
            }
            Err(error) if error.kind() == ErrorKind::NotFound => (None, Seen::nothing()),
            Err(error) => return Err(BookError::Io { path, error }),
        };
        Ok(Self { folder, last, seen, _lock: lock })
    }

    /// The tree that was seen last.
    #[must_use]
    pub const fn seen(&self) -> Seen {
        self.seen
    }

    /// Whether nothing was seen yet.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.last.is_none()
    }

    /// That the log has never shown two histories.
    pub fn undisputed(&self) -> Result<(), BookError> {
        let evidence = self.evidence_folder();
        match fs::read_dir(&evidence) {
            Ok(mut files) => files.next().map_or(Ok(()), |_first| Err(BookError::Disputed(evidence))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(BookError::Io { path: evidence, error }),
        }
    }

    /// Keeps `checkpoint` as the last one seen: after a power cut there is either this one or the one before.
    pub fn keep(&mut self, checkpoint: &Note) -> Result<(), BookError> {
        let path = self.folder.join("checkpoint");
        write_whole(&path, &checkpoint.to_string())?;
        let Checkpoint { size, root, .. } =
            Checkpoint::parse(checkpoint.text()).map_err(|_any| BookError::Spoilt(path))?;
        (self.last, self.seen) = (Some(checkpoint.clone()), Seen { size, root });
        Ok(())
    }

    /// Keeps what speaks against the log: what was seen, what is shown now, and `proof`, which leads from the tree as
    /// it is shown now to the root that its younger self would have. Where it is kept.
    pub fn accuse(&self, shown: &Note, proof: Option<&str>) -> Result<PathBuf, BookError> {
        let folder = self.evidence_folder();
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        let kept = fs::read_dir(&folder).map_err(at(&folder))?.count();
        if kept < EVIDENCE_MAX {
            let shown = shown.to_string();
            let name = Sha256Hex::of(shown.as_bytes());
            let file = |kind: &str| folder.join(format!("{}.{kind}", name.as_str()));
            if let Some(proof) = proof {
                write_whole(&file("proof"), proof)?;
            }
            if let Some(seen) = &self.last {
                write_whole(&file("seen"), &seen.to_string())?;
            }
            write_whole(&file("shown"), &shown)?;
        }
        Ok(folder)
    }

    fn evidence_folder(&self) -> PathBuf {
        self.folder.join("evidence")
    }
}

/// Writes a file so that it is there whole, or as it was before, whenever the power goes.
fn write_whole(path: &Path, text: &str) -> Result<(), BookError> {
    let new = path.with_extension("new");
    let mut file = File::create(&new).map_err(at(&new))?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(at(&new))?;
    fs::rename(&new, path).map_err(at(path))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(at(folder))
}
