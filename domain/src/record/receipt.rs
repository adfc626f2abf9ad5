//! A voter's receipt against the record of the vote.

use super::fault::{Fault, FaultCode, Stage};
use super::log::Standing;
use super::verify::Verified;
use crate::count::json;
use crate::log::checkpoint::Checkpoint;
use crate::log::proof::TlogProof;
use crate::log::tree::Hash;
use crate::votes::frozen::{Receipt, short_code};

/// The most bytes of a receipt; a proof and a note are a tenth of it.
pub const MAX_RECEIPT: usize = 64 * 1024;

/// What became of the ballot of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The short code that was shown when it was cast.
    pub code: String,
    /// The commitment.
    pub commitment: Hash,
    /// Its place in the log, from 0.
    pub index: u64,
    /// Whether it counts.
    pub standing: Standing,
    /// The tree that the receipt's own proof leads to, if it has one, which is right.
    pub proof: Option<Checkpoint>,
}

/// Checks a receipt against the record that it should be in.
pub fn check(text: &[u8], record: &Verified) -> Result<Checked, Fault> {
    let fault = |code| Fault::new(Stage::Receipt, "", code);
    let invalid = || fault(FaultCode::ReceiptInvalid);
    let text = std::str::from_utf8(text).ok().filter(|text| text.len() <= MAX_RECEIPT).ok_or_else(invalid)?;
    let receipt: Receipt = json::read(text).map_err(|error| invalid().showing(&error.to_string()))?;
    let note = receipt.note().ok_or_else(invalid)?;
    let commitment = receipt.opening.commitment();
    let mut lines = note.text().lines();
    let [format, log, vote, signed] = std::array::from_fn(|_| lines.next().unwrap_or_default());
    if format != "yishi-receipt/1" || lines.next().is_some() {
        return Err(invalid());
    }
    if log != record.key.name() || vote != record.vote.to_string() || receipt.opening.vote != record.vote {
        return Err(fault(FaultCode::ReceiptOfAnotherVote).showing(&format!("{log} {vote}")));
    }
    note.check(&record.key).map_err(|_any| fault(FaultCode::ReceiptNotSigned))?;
    if signed != commitment.to_string() {
        return Err(fault(FaultCode::ReceiptOpeningDiffers));
    }
    let code = short_code(commitment);
    let logged = record.log.ballots.get(&commitment.0);
    let logged = logged.ok_or_else(|| fault(FaultCode::ReceiptNotLogged).showing(&code))?;
    let proof = receipt.proof.as_ref().map(|proof| check_proof(proof, logged.index, record)).transpose()?;
    if logged.standing == Standing::Counts
        && let Some(ballots) = &record.ballots
        && !ballots.lines().any(|line| line == receipt.opening.json())
    {
        return Err(fault(FaultCode::ReceiptBallotDiffers));
    }
    let (index, standing) = (logged.index, logged.standing);
    Ok(Checked { code, commitment, index, standing, proof })
}

/// The receipt's own proof: of the entry that the record has at the same place, in the same log.
fn check_proof(text: &str, index: u64, record: &Verified) -> Result<Checkpoint, Fault> {
    let fault = |code| Fault::new(Stage::Receipt, "", code);
    let wrong = || fault(FaultCode::ReceiptProofWrong);
    let proof: TlogProof = text.parse().map_err(|_any| wrong())?;
    let leaf = record.log.leaf(index).ok_or_else(wrong)?;
    let checkpoint = proof.check(leaf, &record.key).map_err(|_any| wrong())?;
    if proof.index != index {
        return Err(wrong());
    }
    // A tree within the record's must be the one that its entries make; of a later one only the log itself can tell.
    match record.log.root_at(checkpoint.size) {
        Some(root) if root != checkpoint.root => Err(fault(FaultCode::ReceiptProofOfAnotherLog)),
        _ => Ok(checkpoint),
    }
}
