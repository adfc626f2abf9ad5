//! Writing a record: the same parts give the same bytes.

use super::ballots;
use super::counter::Counter;
use super::log::LogStart;
use super::manifest::Manifest;
use super::openings::{self, HeadBallot};
use super::questions::{self, PublicLine, QuestionFiles};
use super::text::File;
use super::zip::{self, Stored};
use super::{fault::Fault, fault::Stage, sums, verify};
use crate::count::canonical;
use crate::count::json::tree;
use crate::log::note::{Note, SignerKey};
use crate::log::tree::Edge;
use crate::votes::counting::Outcome;
use crate::votes::frozen::{Frozen, Opening};

/// What was cast, as the public may have it.
#[derive(Clone, Debug)]
pub enum Ballots {
    /// Every ballot that counts: of every vote but owners'.
    Open(Vec<Opening>),
    /// Sums, question by question: of owners' votes.
    Sums(Vec<Vec<PublicLine>>),
}

/// Everything that a record is made of.
#[derive(Clone, Debug)]
pub struct Parts<'p> {
    /// What was frozen.
    pub frozen: &'p Frozen,
    /// The published roll ([`crate::votes::frozen::roll_text`]).
    pub roll: &'p str,
    /// What was cast.
    pub ballots: &'p Ballots,
    /// What it came to.
    pub outcome: &'p Outcome,
    /// The tree before the vote's opening.
    pub before: &'p Edge,
    /// Every entry from the vote's opening to its count, as they were logged.
    pub entries: &'p [String],
    /// The signed checkpoint of the tree that ends with the count.
    pub checkpoint: &'p Note,
}

/// Why no record was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The parts do not belong together; a record of them would be refused for this.
    #[error(transparent)]
    Refused(#[from] Fault),
    /// A question's ballots cannot be written or counted.
    #[error("question {question}: {why}")]
    Question {
        /// Which, from 1.
        question: usize,
        /// In words of the count.
        why: String,
    },
    /// More than fits into a record ([`zip::MAX_ARCHIVE`]).
    #[error("record_too_large")]
    TooLarge,
}

/// Writes the record of a vote that was counted. What is written is checked by whoever reads it.
pub fn write(parts: &Parts<'_>, key: &SignerKey) -> Result<Vec<u8>, WriteError> {
    let frozen = canonical::json(parts.frozen).expect("what is frozen holds only texts and whole numbers");
    let file = File { stage: Stage::Manifest, name: "manifest.json", text: &frozen };
    let manifest = Manifest::read(&file)?;
    let mut files: Vec<(String, String)> =
        vec![("manifest.json".to_owned(), frozen.clone()), ("roll.jsonl".to_owned(), parts.roll.to_owned())];
    let questions = match parts.ballots {
        Ballots::Open(openings) => {
            let mut sorted: Vec<_> =
                openings.iter().map(|opening| (opening.commitment().0, opening)).collect();
            sorted.sort_unstable_by_key(|(commitment, _)| *commitment);
            let lines: String = sorted.iter().map(|(_, opening)| opening.json() + "\n").collect();
            let questions = of_ballots(parts, &manifest, &lines)?;
            files.push(("ballots.jsonl".to_owned(), lines));
            questions
        }
        Ballots::Sums(sums) => of_sums(parts, &manifest, sums)?,
    };
    for (index, question) in questions.into_iter().enumerate() {
        let names = questions::names(index, question.pabulib.is_some());
        let texts = [Some(question.lines), question.pabulib, Some(question.sheet)];
        files.extend(names.into_iter().zip(texts.into_iter().flatten()));
    }
    let start = LogStart {
        edge: parts.before.full().to_vec(),
        first: parts.before.size(),
        key: key.public().to_string(),
    };
    let start = canonical::json(&start).expect("hashes and a key are texts");
    let entries = parts.entries.iter().map(|entry| format!("{entry}\n")).collect();
    for (name, text) in [
        ("outcome.json", parts.outcome.json()),
        ("log.json", start),
        ("log.jsonl", entries),
        ("checkpoint", parts.checkpoint.to_string()),
    ] {
        files.push((name.to_owned(), text));
    }
    let signed = sums::sign(manifest.vote, &stored(&files), key).to_string();
    files.push(("sums".to_owned(), signed));
    debug_assert_eq!(
        files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(),
        verify::names(&manifest),
        "the files of a record of this vote"
    );
    zip::write(&stored(&files)).ok_or(WriteError::TooLarge)
}

/// The record for signed-in owners of the scope: the public one, and every ballot behind it.
pub fn with_openings(record: &[u8], ballots: &[HeadBallot]) -> Result<Vec<u8>, WriteError> {
    let mut files = zip::read(record).map_err(Fault::from)?;
    let mut sorted: Vec<_> = ballots.iter().map(|ballot| (ballot.ballot.commitment().0, ballot)).collect();
    sorted.sort_unstable_by_key(|(commitment, _)| *commitment);
    let lines: String = sorted.iter().map(|(_, ballot)| ballot.json() + "\n").collect();
    files.push(Stored { name: openings::FILE, bytes: lines.as_bytes() });
    zip::write(&files).ok_or(WriteError::TooLarge)
}

fn stored(files: &[(String, String)]) -> Vec<Stored<'_>> {
    files.iter().map(|(name, text)| Stored { name, bytes: text.as_bytes() }).collect()
}

fn of_ballots(parts: &Parts<'_>, manifest: &Manifest, lines: &str) -> Result<Vec<QuestionFiles>, WriteError> {
    let electorate = parts.outcome.turnout.electorate;
    let nodes = lines.lines().map(tree::parse).collect::<Result<Vec<_>, _>>();
    let nodes = nodes.expect("ballots are JSON");
    let said = ballots::said(&nodes).expect("ballots say something");
    each(manifest, |index, question, counter| {
        let lines = questions::of_ballots(index, question, counter, electorate, &said);
        lines.map_err(|place| format!("ballot {} is of another form", place + 1))
    })
}

fn of_sums(
    parts: &Parts<'_>,
    manifest: &Manifest,
    sums: &[Vec<PublicLine>],
) -> Result<Vec<QuestionFiles>, WriteError> {
    let electorate = parts.outcome.turnout.electorate;
    each(manifest, |index, question, counter| {
        let sums = sums.get(index).map(Vec::as_slice).unwrap_or_default();
        questions::of_sums(question, counter, electorate, sums).ok_or_else(|| "no lines".to_owned())
    })
}

/// The files of each question around the lines that `lines` makes.
fn each(
    manifest: &Manifest,
    lines: impl Fn(usize, &super::manifest::Question, &Counter) -> Result<String, String>,
) -> Result<Vec<QuestionFiles>, WriteError> {
    let counters = questions::counters(manifest, &Counter::ALL);
    let mut files = Vec::new();
    for (index, (question, counter)) in manifest.questions.iter().zip(&counters).enumerate() {
        let counter = counter.ok_or_else(|| questions::not_counted(manifest, &counters))?;
        let made =
            lines(index, question, counter).and_then(|lines| QuestionFiles::of(lines, question, counter));
        files.push(made.map_err(|why| WriteError::Question { question: index + 1, why })?);
    }
    Ok(files)
}
