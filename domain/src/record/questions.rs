//! `q1.jsonl` and its neighbours: the ballots of one question as they are counted.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ballots::Said;
use super::counter::{Counted, Counter};
use super::fault::{Fault, FaultCode, Stage};
use super::manifest::{Manifest, Question};
use super::sheet;
use super::text::File;
use crate::count::ballot::{InvalidReason, OptionNo};
use crate::count::canonical;
use crate::count::cells::MIN_HEADS;
use crate::count::json::tree::Node;
use crate::count::owners::SumOf;
use crate::count::weight::Weight;
use crate::votes::counting::{self, Turnout};

/// A line of an owners' question: a sum that names nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum PublicLine {
    /// A cell ([`crate::count::cells`]).
    Answer {
        /// Which of the question's lines, from 1.
        question: OptionNo,
        /// What was said to it, or whose area is told together.
        answer: SumOf,
        /// Where: names of buildings; none for a choice that is one cell.
        buildings: Vec<String>,
        /// What they weigh.
        weight: Weight,
    },
    /// Ballots that do not take part.
    Invalid {
        /// Why.
        invalid: InvalidReason,
        /// What they weigh.
        weight: Weight,
    },
    /// Who was served with a ballot and did not answer, where a clause counts silence.
    Silent {
        /// Always.
        silent: bool,
        /// What they weigh.
        weight: Weight,
    },
}

/// The files of one question.
pub(super) struct QuestionFiles {
    pub(super) lines: String,
    pub(super) pabulib: Option<String>,
    pub(super) sheet: String,
    pub(super) counted: Counted,
}

impl QuestionFiles {
    /// The files around these lines, counted by the question's rule.
    pub(super) fn of(lines: String, question: &Question, counter: &Counter) -> Result<Self, String> {
        let mut counted = (counter.count)(&lines, &question.rule)?;
        let sheet = sheet::csv(&lines).ok_or_else(|| "no sheet".to_owned())?;
        Ok(Self { lines, pabulib: counted.pabulib.take(), sheet, counted })
    }

    /// Of a question that is not counted here no more than its finding.
    pub(super) fn taken(finding: String) -> Self {
        let counted = Counted { finding, sums: None, pabulib: None };
        Self { lines: String::new(), pabulib: None, sheet: String::new(), counted }
    }
}

/// The name of a file of the question with this index.
pub(super) fn name(index: usize, ending: &str) -> String {
    format!("q{}.{ending}", index + 1)
}

/// The names of all of them.
pub(super) fn names(index: usize, has_pabulib: bool) -> Vec<String> {
    let endings: &[&str] = if has_pabulib { &["jsonl", "pb", "csv"] } else { &["jsonl", "csv"] };
    endings.iter().map(|ending| name(index, ending)).collect()
}

/// The counter of a question's rule.
pub(super) fn counter<'c>(counters: &'c [Counter], question: &Question) -> Option<&'c Counter> {
    let methods =
        |counter: &Counter| counter.methods.is_empty() || counter.methods.contains(&question.method.as_str());
    counters.iter().find(|counter| question.format.starts_with(counter.rules) && methods(counter))
}

/// The lines that ballots make: each says what it says to every question. `Err` is the index of one that does not fit.
pub(super) fn of_ballots(
    index: usize,
    question: &Question,
    counter: &Counter,
    electorate: Weight,
    ballots: &[Said<'_>],
) -> Result<String, usize> {
    let mut lines = (counter.head)(question, electorate).ok_or(0_usize)? + "\n";
    for (place, said) in ballots.iter().enumerate() {
        if let Some(line) = line(index, counter, said).ok_or(place)? {
            lines.push_str(&line);
            lines.push('\n');
        }
    }
    Ok(lines)
}

/// What a ballot says to the question with this index; nothing where such are left out. `None` if it is of another
/// form.
#[expect(clippy::option_option, reason = "a line, no line, or no such ballot")]
pub(super) fn line(index: usize, counter: &Counter, said: &Said<'_>) -> Option<Option<String>> {
    match said {
        Said::Valid(marks) => (counter.line)(marks.get(index)?).map(Some),
        Said::Invalid(reason) if counter.tells_invalid => {
            canonical::json(&[reason]).ok().map(|list| {
                // `["unsigned"]` without its brackets.
                Some(format!("{{\"invalid\":{}}}", list.trim_matches(['[', ']'])))
            })
        }
        Said::Invalid(_) => Some(None),
    }
}

/// The lines that sums make: in the order of their text.
pub(super) fn of_sums(
    question: &Question,
    counter: &Counter,
    electorate: Weight,
    sums: &[PublicLine],
) -> Option<String> {
    let mut lines = sums.iter().map(|line| canonical::json(line).ok()).collect::<Option<Vec<_>>>()?;
    lines.sort_unstable();
    lines.insert(0, (counter.head)(question, electorate)?);
    Some(lines.join("\n") + "\n")
}

/// Checks lines of sums: the first as the manifest and the roll say, the others as [`of_sums`] writes them.
pub(super) fn check_sums(file: &File<'_>, head: &str) -> Result<(), Fault> {
    let mut before = "";
    for (index, line) in file.lines()?.enumerate() {
        let fault = |code| file.fault(code).at(index);
        if index == 0 {
            if line != head {
                return Err(fault(FaultCode::QuestionDiffers).showing(head));
            }
            continue;
        }
        let node = file.read_line(index, line)?;
        if line <= before {
            return Err(fault(FaultCode::NotCanonical));
        }
        // A sum says what it weighs, and neither is a ballot of its own nor names who cast it.
        if node.field("weight").is_none() || node.field("answers").is_some() || node.field("voter").is_some()
        {
            return Err(fault(FaultCode::QuestionInvalid));
        }
        let of = |what| node.field("weight").and_then(|weight| weight.field(what)).and_then(Node::whole);
        // Of ballots that take no part nobody's area is told.
        if node.field("invalid").is_some() && of("area") != Some(0) {
            return Err(fault(FaultCode::QuestionInvalid));
        }
        let heads = of("heads");
        let names_some = node.field("buildings").and_then(Node::items).is_some_and(|list| !list.is_empty());
        if names_some && heads.is_none_or(|heads| heads < MIN_HEADS.unsigned_abs()) {
            return Err(fault(FaultCode::CellTooSmall));
        }
        before = line;
    }
    Ok(())
}

/// What the sums of all questions come to, where they are of the same ballots.
pub(super) fn turnout_of_sums(
    electorate: Weight,
    questions: &[QuestionFiles],
) -> Result<Turnout, (usize, FaultCode)> {
    let mut turnout: Option<(Weight, &BTreeMap<InvalidReason, Weight>)> = None;
    for (index, question) in questions.iter().enumerate() {
        let Some((valid, invalid)) = &question.counted.sums else {
            return Err((index, FaultCode::QuestionInvalid));
        };
        if turnout.is_some_and(|first| first != (*valid, invalid)) {
            return Err((index, FaultCode::QuestionsDisagree));
        }
        turnout.get_or_insert((*valid, invalid));
    }
    let (valid, invalid) = turnout.ok_or((0, FaultCode::QuestionInvalid))?;
    Ok(Turnout { electorate, valid, invalid: invalid.clone() })
}

/// `outcome.json`.
pub(super) fn outcome(manifest: &Manifest, turnout: &Turnout, questions: &[QuestionFiles]) -> Option<String> {
    let findings: Vec<&str> = questions.iter().map(|files| files.counted.finding.as_str()).collect();
    // The names are in their order, and each part is canonical.
    Some(format!(
        "{{\"format\":\"yishi-outcome/1\",\"questions\":[{}],\"quorum\":{},\"turnout\":{},\"vote\":\"{}\"}}",
        findings.join(","),
        canonical::json(&counting::quorum(manifest.quorum.as_ref(), turnout)).ok()?,
        canonical::json(turnout).ok()?,
        manifest.vote
    ))
}

/// The counter of each question, where there is one.
pub(super) fn counters<'c>(manifest: &Manifest, counters: &'c [Counter]) -> Vec<Option<&'c Counter>> {
    manifest.questions.iter().map(|question| counter(counters, question)).collect()
}

/// That a question has no counter.
pub(super) fn not_counted(manifest: &Manifest, counters: &[Option<&Counter>]) -> Fault {
    let mut questions = manifest.questions.iter().zip(counters);
    let format =
        questions.find(|(_, counter)| counter.is_none()).map(|(question, _)| question.format.as_str());
    Fault::new(Stage::Manifest, "manifest.json", FaultCode::RuleNotCounted)
        .showing(format.unwrap_or_default())
}
