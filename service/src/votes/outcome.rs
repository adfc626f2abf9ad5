//! An outcome as it is stored and read again: every figure is decided anew from its sums before it is shown.

use crate::{Error, Result};
use domain::count::ballot::Choice;
use domain::count::canonical::Sha256Hex;
use domain::votes::counting::Outcome;
use serde::{Deserialize, Serialize};

/// What the ballots of one cell said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellChoice {
    /// A valid answer.
    Valid(Choice),
    /// Handed in and not taking part.
    Invalid,
}

/// Reads what was stored, and refuses what its own sums or its hash do not bear out.
pub(crate) fn read(json: &str, sha256: &str) -> Result<Outcome> {
    if Sha256Hex::of(json.as_bytes()).as_str() != sha256 {
        return Err(Error::broken("an outcome is not the one that was stored"));
    }
    let outcome: Outcome = serde_json::from_str(json)?;
    outcome.verify().map_err(Error::broken)?;
    Ok(outcome)
}
