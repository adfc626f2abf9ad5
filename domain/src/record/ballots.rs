//! `ballots.jsonl`: every ballot that counts, where ballots are public.

use sha2::{Digest as _, Sha256};

use super::fault::{Fault, FaultCode};
use super::log::{LogRange, Standing};
use super::manifest::Manifest;
use super::text::{File, fields};
use crate::count::ballot::InvalidReason;
use crate::count::json;
use crate::count::json::tree::{Node, Value};
use crate::log::tree::Hash;

/// What a ballot says: `{"valid":[…]}` or `{"invalid":…}`.
pub(super) enum Said<'n> {
    /// Its marks, question by question.
    Valid(&'n [Node<'n>]),
    /// Why it does not take part.
    Invalid(InvalidReason),
}

impl<'n> Said<'n> {
    pub(super) fn read(node: &'n Node<'n>) -> Option<Self> {
        match node.single()? {
            ("valid", marks) => marks.items().map(Self::Valid),
            ("invalid", reason) => json::read_node(reason).ok().map(Self::Invalid),
            _ => None,
        }
    }
}

/// Reads the ballots; they must be those that count by the log, and no others.
pub(super) fn read<'a>(file: &File<'a>, manifest: &Manifest, log: &LogRange) -> Result<Vec<Node<'a>>, Fault> {
    let vote = manifest.vote.to_string();
    let (mut all, mut before) = (Vec::new(), None);
    for (index, line) in file.lines()?.enumerate() {
        let node = file.read_line(index, line)?;
        // The line is canonical, so its hash is the commitment.
        let commitment: [u8; 32] = Sha256::digest(line.as_bytes()).into();
        let counts =
            || log.ballots.get(&commitment).is_some_and(|ballot| ballot.standing == Standing::Counts);
        let code = match is_of(&node, &vote, manifest.questions.len()) {
            Err(code) => code,
            Ok(()) if before == Some(commitment) => FaultCode::BallotTwice,
            Ok(()) if before > Some(commitment) => FaultCode::BallotsNotSorted,
            Ok(()) if !counts() => FaultCode::BallotNotLogged,
            Ok(()) => {
                before = Some(commitment);
                all.push(node);
                continue;
            }
        };
        return Err(file.fault(code).at(index));
    }
    if all.len() == log.counting {
        Ok(all)
    } else {
        let missing = format!("{} < {}", all.len(), log.counting);
        Err(file.fault(FaultCode::BallotMissing).showing(&missing))
    }
}

/// Whether a line is a ballot of this vote with so many questions, and does not say whose it is.
fn is_of(node: &Node<'_>, vote: &str, questions: usize) -> Result<(), FaultCode> {
    let ballot = fields(node, ["format", "head", "said", "salt", "vote"]);
    let [format, head, said, salt, of] = ballot.ok_or(FaultCode::BallotInvalid)?;
    let salted = salt.text().is_some_and(|salt| salt.parse::<Hash>().is_ok());
    if format.text() != Some("yishi-ballot/1") || !salted {
        return Err(FaultCode::BallotInvalid);
    }
    if of.text() != Some(vote) {
        return Err(FaultCode::BallotOfAnotherVote);
    }
    if !matches!(head.value, Value::Null) {
        return Err(FaultCode::BallotNamesHead);
    }
    match Said::read(said) {
        Some(Said::Valid(marks)) if marks.len() == questions => Ok(()),
        Some(Said::Invalid(_)) => Ok(()),
        Some(Said::Valid(_)) | None => Err(FaultCode::BallotInvalid),
    }
}

/// What each of these ballots says.
pub(super) fn said<'n>(ballots: &'n [Node<'n>]) -> Option<Vec<Said<'n>>> {
    ballots.iter().map(|ballot| Said::read(ballot.field("said")?)).collect()
}
