//! Witnessing another installation's public log: it is followed, and signed for as long as it only grows.
//!
//! Two ways lead to a signature, and both through [`Witness::cosign`]: [`pull`] asks the log, as a machine behind a
//! home router must; [`offer`] is asked, as c2sp.org/tlog-witness has it. What was seen last is on disk before anything
//! is signed ([`book`]), so a witness that dies never signs two histories.

pub mod book;
pub mod offer;
pub mod pull;
pub mod web;

pub use book::Book;
pub use pull::{Pulled, Refusal};

use domain::log::checkpoint::Checkpoint;
use domain::log::note::{NoteSignature, SignerKey, VerifierKey};
use domain::log::witness::{AddCheckpoint, WitnessError};
use service::edge::Clock;
use std::sync::Arc;

/// A witness of one log.
pub struct Witness {
    key: SignerKey,
    log: VerifierKey,
    book: Book,
    clock: Arc<dyn Clock>,
}

/// Why nothing was signed.
#[derive(Debug, thiserror::Error)]
pub enum CosignError {
    /// The log may not be signed.
    #[error(transparent)]
    Refused(#[from] WitnessError),
    /// What was seen last could not be read or written.
    #[error(transparent)]
    Book(#[from] book::BookError),
    /// The clock stands before 1970.
    #[error("the clock stands before 1970")]
    Clock,
}

impl Witness {
    /// A witness that signs with `key` what `book` has seen of `log`.
    #[must_use]
    pub fn new(key: SignerKey, log: VerifierKey, book: Book, clock: Arc<dyn Clock>) -> Self {
        Self { key, log, book, clock }
    }

    /// What others check its signatures with.
    #[must_use]
    pub const fn key(&self) -> &VerifierKey {
        self.key.public()
    }

    /// The log that it watches.
    #[must_use]
    pub const fn log(&self) -> &VerifierKey {
        &self.log
    }

    /// What it saw last.
    #[must_use]
    pub const fn book(&self) -> &Book {
        &self.book
    }

    /// Signs a checkpoint that the log has grown to; it is on disk before it is signed.
    pub fn cosign(&mut self, asked: &AddCheckpoint) -> Result<NoteSignature, CosignError> {
        self.book.undisputed()?;
        let seen = self.book.seen();
        let now = asked.check(seen, &self.log)?;
        if now != seen || self.book.is_empty() {
            self.book.keep(&asked.checkpoint)?;
        }
        let seconds = self.clock.now().0.div_euclid(domain::time::SECOND);
        let seconds = u64::try_from(seconds).map_err(|_any| CosignError::Clock)?;
        Ok(self.key.sign(asked.checkpoint.text(), seconds))
    }

    /// The checkpoint in `note`, if the log has signed it.
    fn open(&self, note: &domain::log::note::Note) -> Result<Checkpoint, WitnessError> {
        Checkpoint::open(note, &self.log).map_err(WitnessError::Refused)
    }
}
