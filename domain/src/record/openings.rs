//! `openings.jsonl`: every ballot of an owners' vote with its head, for the signed-in owners of its scope alone.

use serde::{Deserialize, Serialize};

use super::ballots::Said;
use super::counter::Counter;
use super::fault::{Fault, FaultCode};
use super::log::{LogRange, Standing};
use super::manifest::Manifest;
use super::questions::{self, QuestionFiles};
use super::roll::Roll;
use super::text::File;
use super::verify::number;
use crate::count::canonical;
use crate::count::json::{self, tree};
use crate::count::weight::Weight;
use crate::log::tree::Hash;
use crate::votes::frozen::{HeadOpening, Opening};

/// The file's name.
pub(super) const FILE: &str = "openings.jsonl";

/// A ballot and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadBallot {
    /// What a line of the roll stands for.
    pub head: HeadOpening,
    /// What a ballot in the log stands for.
    pub ballot: Opening,
}

impl HeadBallot {
    /// Its line in the file.
    #[must_use]
    pub fn json(&self) -> String {
        canonical::json(self).expect("openings hold only texts and whole numbers")
    }
}

/// What the public record says.
pub(super) struct Public<'p> {
    pub(super) manifest: &'p Manifest,
    pub(super) counters: &'p [&'p Counter],
    pub(super) electorate: Weight,
    pub(super) counted: &'p [QuestionFiles],
}

/// How such a file is checked; how many ballots it has.
pub(super) type Check = fn(&File<'_>, &Public<'_>, &Roll, &LogRange) -> Result<u64, Fault>;

/// Checks that these are the ballots that count, each of its head, and that they come to the public sums; how many
/// there are.
pub(super) fn check(file: &File<'_>, public: &Public<'_>, roll: &Roll, log: &LogRange) -> Result<u64, Fault> {
    let Public { manifest, counters, electorate, counted } = *public;
    let mut ballots: Vec<(Opening, Weight)> = Vec::new();
    let mut heads: Vec<[u8; 32]> = Vec::new();
    let mut before: Option<Hash> = None;
    for (index, line) in file.lines()?.enumerate() {
        file.read_line(index, line)?;
        let read = json::read::<HeadBallot>(line);
        let HeadBallot { head, ballot } =
            read.map_err(|error| file.fault(FaultCode::JsonInvalid).at(index).showing(&error.to_string()))?;
        let (head, commitment) = (head.commitment(), ballot.commitment());
        let counts = |hash: Hash| log.ballots.get(&hash.0).is_some_and(|b| b.standing == Standing::Counts);
        let code = match roll.weight(head) {
            None => FaultCode::OpeningNotOnRoll,
            Some(_) if ballot.head != Some(head) => FaultCode::OpeningOfAnotherHead,
            Some(_) if ballot.vote != manifest.vote => FaultCode::BallotOfAnotherVote,
            Some(_) if before.is_some_and(|before| before.0 >= commitment.0) => FaultCode::BallotsNotSorted,
            Some(_) if !counts(commitment) => FaultCode::BallotNotLogged,
            Some(weight) => {
                before = Some(commitment);
                heads.push(head.0);
                ballots.push((ballot, weight));
                continue;
            }
        };
        return Err(file.fault(code).at(index));
    }
    heads.sort_unstable();
    if heads.windows(2).any(|pair| matches!(pair, [one, next] if one == next)) {
        return Err(file.fault(FaultCode::OpeningHeadTwice));
    }
    if ballots.len() != log.counting {
        return Err(file.fault(FaultCode::BallotMissing));
    }
    for (index, (question, counter)) in manifest.questions.iter().zip(counters).enumerate() {
        let differs = || file.fault(FaultCode::OpeningsDiffer).showing(&question.text);
        let lines = lines(index, counter, &ballots).ok_or_else(differs)?;
        let head = (counter.head)(question, electorate).ok_or_else(differs)?;
        let silent = counted.get(index).map(|files| silent_lines(&files.lines)).unwrap_or_default();
        let again = (counter.count)(&format!("{head}\n{lines}{silent}"), &question.rule);
        let finding = again.map_err(|_refused| differs())?.finding;
        // One count of the same rule: equal findings have equal sums.
        if counted.get(index).is_none_or(|files| files.counted.finding != finding) {
            return Err(differs());
        }
    }
    Ok(number(ballots.len()))
}

/// A line a ballot, with what it weighs.
fn lines(index: usize, counter: &Counter, ballots: &[(Opening, Weight)]) -> Option<String> {
    let mut lines = String::new();
    for (ballot, weight) in ballots {
        let said = canonical::json(&ballot.said).ok()?;
        let said = tree::parse(&said).ok()?;
        let line = questions::line(index, counter, &Said::read(&said)?)??;
        let weight = canonical::json(weight).ok()?;
        lines.push_str(line.strip_suffix('}')?);
        lines.push_str(&format!(",\"weight\":{weight}}}\n"));
    }
    Some(lines)
}

/// Who was silent has no ballot; the public file says what they weigh.
fn silent_lines(lines: &str) -> String {
    lines.lines().filter(|line| line.starts_with("{\"silent\"")).map(|line| format!("{line}\n")).collect()
}
