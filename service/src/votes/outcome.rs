//! An outcome as it is stored and read again: every figure is decided anew from its sums before it is shown.

use crate::{Error, Result};
use domain::count::ballot::Choice;
use domain::count::canonical::{self, Sha256Hex};
use domain::count::{consultative, owners};
use serde::{Deserialize, Serialize};

/// 计票结果 of either kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Of an owners' vote: both columns.
    Owners(owners::Outcome),
    /// Of a consultation.
    Consultative(consultative::Outcome),
}

/// What the ballots of one cell said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellChoice {
    /// A valid answer.
    Valid(Choice),
    /// Handed in and not taking part.
    Invalid,
}

impl Outcome {
    /// Reads what was stored, and refuses what its own sums or its hash do not bear out.
    pub(crate) fn read(json: &str, sha256: &str) -> Result<Self> {
        if Sha256Hex::of(json.as_bytes()).as_str() != sha256 {
            return Err(Error::broken("an outcome is not the one that was stored"));
        }
        let format = serde_json::from_str::<serde_json::Value>(json)?;
        let outcome = match format.get("format").and_then(serde_json::Value::as_str) {
            Some("yishi-owners-outcome/1") => Self::Owners(serde_json::from_str(json)?),
            Some("yishi-consultative-outcome/1") => Self::Consultative(serde_json::from_str(json)?),
            _ => return Err(Error::broken("an outcome of an unknown format")),
        };
        outcome.verify()?;
        Ok(outcome)
    }

    /// Decides the sums again and compares every figure.
    pub(crate) fn verify(&self) -> Result<()> {
        match self {
            Self::Owners(outcome) => outcome.verify().map_err(Error::broken),
            Self::Consultative(outcome) => outcome.verify().map_err(Error::broken),
        }
    }

    /// Canonical JSON.
    pub(crate) fn json(&self) -> Result<String> {
        match self {
            Self::Owners(outcome) => canonical::json(outcome).map_err(Error::broken),
            Self::Consultative(outcome) => canonical::json(outcome).map_err(Error::broken),
        }
    }

    /// The SHA-256 of the canonical JSON.
    #[must_use]
    pub fn hash(&self) -> Sha256Hex {
        match self {
            Self::Owners(outcome) => outcome.hash(),
            Self::Consultative(outcome) => outcome.hash(),
        }
    }
}
