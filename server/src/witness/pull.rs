//! One look at a log: what it shows is held against what was seen, and signed if it only grew.

use super::web::{Web, WebError};
use super::{CosignError, Witness};
use crate::witness::book::BookError;
use domain::log::checkpoint::{Checkpoint, CheckpointError};
use domain::log::growth::Growth;
use domain::log::note::{Note, NoteSignature};
use domain::log::tiles::{Tile, WIDTH};
use domain::log::tree::Hash;
use domain::log::witness::{AddCheckpoint, Seen, WitnessError};
use std::collections::HashMap;
use std::path::PathBuf;

/// What was seen and signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pulled {
    /// What had been seen before.
    pub before: Seen,
    /// What is there now.
    pub now: Seen,
    /// What the log said to the signature: a status, and a line.
    pub answer: (u16, String),
}

/// Why nothing was signed.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// No answer that can be used. Perhaps next time.
    #[error(transparent)]
    Web(#[from] WebError),
    /// What is shown as a checkpoint is none.
    #[error("no checkpoint")]
    Garbled,
    /// Not signed by the log's key.
    #[error("not this log's: {0}")]
    NotTheLogs(CheckpointError),
    /// The log's files are not those of the tree that it has signed. Perhaps next time.
    #[error("unproved")]
    Unproved {
        /// What was seen.
        seen: Seen,
        /// What is shown.
        shown: Seen,
    },
    /// The log speaks against itself: both checkpoints are kept.
    #[error("{what:?}")]
    Against {
        /// How.
        what: Against,
        /// What was seen.
        seen: Seen,
        /// What is shown.
        shown: Seen,
        /// Where the evidence is.
        evidence: PathBuf,
    },
    /// The disk, the clock; or evidence that was found before.
    #[error(transparent)]
    Own(#[from] BookError),
    /// The clock.
    #[error("the clock stands before 1970")]
    Clock,
}

/// How a log speaks against itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// It has fewer entries than before.
    Smaller,
    /// Two trees of one size.
    Fork,
    /// A larger tree that does not begin with the one seen before.
    Rewritten,
}

impl Refusal {
    /// Whether it is of no use to ask again.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Against { .. } | Self::Own(_) | Self::Clock)
    }
}

/// Looks at the log once: signs what it shows if it only grew, and brings it the signature.
pub fn pull(witness: &mut Witness, web: &Web) -> Result<Pulled, Refusal> {
    witness.book.undisputed()?;
    let before = witness.book.seen();
    let (shown, checkpoint) = shown(witness, web)?;
    let path = match prove(web, before, (&shown, &checkpoint))? {
        Ok(path) => path,
        Err((what, proof)) => {
            let evidence = witness.book.accuse(&shown, proof.as_deref())?;
            let shown = Seen { size: checkpoint.size, root: checkpoint.root };
            return Err(Refusal::Against { what, seen: before, shown, evidence });
        }
    };
    let asked = AddCheckpoint { old_size: before.size, path, checkpoint: shown };
    let signature = witness.cosign(&asked).map_err(|error| match error {
        CosignError::Book(error) => Refusal::Own(error),
        CosignError::Clock => Refusal::Clock,
        // What is shown has passed the same check above.
        CosignError::Refused(_) => Refusal::Garbled,
    })?;
    let answer = web.add_cosignature(&signed(&asked.checkpoint, signature)?)?;
    Ok(Pulled { before, now: witness.book.seen(), answer })
}

/// The checkpoint with our signature alone: that of the log need not come back to it.
fn signed(checkpoint: &Note, signature: NoteSignature) -> Result<String, Refusal> {
    let mut note = Note::new(checkpoint.text().to_owned()).map_err(|_any| Refusal::Garbled)?;
    note.add(signature);
    Ok(note.to_string())
}

/// What the log shows, if it has signed it.
fn shown(witness: &Witness, web: &Web) -> Result<(Note, Checkpoint), Refusal> {
    let text = String::from_utf8(web.checkpoint()?).map_err(|_any| Refusal::Garbled)?;
    let note: Note = text.parse().map_err(|_any| Refusal::Garbled)?;
    match witness.open(&note) {
        Ok(checkpoint) => Ok((note, checkpoint)),
        Err(WitnessError::Refused(error)) => Err(Refusal::NotTheLogs(error)),
        Err(_other) => Err(Refusal::Garbled),
    }
}

/// What proves that the log only grew; or how it speaks against itself, with what proves that.
pub(crate) type Proved = Result<Vec<Hash>, (Against, Option<String>)>;

/// Whether the tree that is shown begins with the one that was seen.
pub(crate) fn prove(web: &Web, seen: Seen, (note, shown): (&Note, &Checkpoint)) -> Result<Proved, Refusal> {
    if shown.size < seen.size {
        return Ok(Err((Against::Smaller, None)));
    }
    if shown.size == seen.size && shown.root != seen.root {
        return Ok(Err((Against::Fork, None)));
    }
    let Some(growth) = Growth::new(seen.size, shown.size) else { return Ok(Ok(Vec::new())) };
    let mut tiles = HashMap::new();
    for tile in growth.tiles() {
        tiles.insert(tile, read(web, tile)?);
    }
    let unproved = |_any| Refusal::Unproved { seen, shown: Seen { size: shown.size, root: shown.root } };
    let grown = growth.prove(shown.root, |tile| tiles.get(&tile).cloned()).map_err(unproved)?;
    if grown.old_root == seen.root {
        return Ok(Ok(grown.path));
    }
    // Signed by the log, and its own files show that its younger self is another: in the form that witnesses are
    // asked in, with the root that the proof leads to, for whoever checks it.
    let asked = AddCheckpoint { old_size: seen.size, path: grown.path, checkpoint: note.clone() };
    let proof = format!("{}\nroot of {} by this proof: {}\n", asked, seen.size, grown.old_root);
    Ok(Err((Against::Rewritten, Some(proof))))
}

/// A tile; one that was filled up meanwhile may be there in full only.
fn read(web: &Web, tile: Tile) -> Result<Vec<u8>, WebError> {
    match web.tile(&tile.to_string()) {
        Err(WebError::Status { status: 404 | 410, .. }) if tile.width < WIDTH => {
            web.tile(&Tile { width: WIDTH, ..tile }.to_string())
        }
        answer => answer,
    }
}
