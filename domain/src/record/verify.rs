//! Checking a record from end to end.

use serde::Serialize;

use super::ballots::{self, Said};
use super::counter::Counter;
use super::fault::{Fault, FaultCode, Stage};
use super::log::{self, Expected, LogRange, LogStart, Standing};
use super::manifest::Manifest;
use super::questions::{self, QuestionFiles};
use super::roll::Roll;
use super::text::File;
use super::zip::{self, Stored};
use super::{openings, sums};
use crate::count::canonical::{self, Sha256Hex};
use crate::count::json::{self, tree::Node};
use crate::count::weight::{BallotCount, HeadCount, Weight};
use crate::id::VoteId;
use crate::log::note::VerifierKey;
use crate::votes::counting::Turnout;
use crate::votes::frozen::Frozen;
use crate::votes::{VoteKind, question};

/// What a ballot weighs where whoever may take part has one.
const ONE: Weight = Weight { ballots: BallotCount::ONE, heads: HeadCount::ONE, ..Weight::ZERO };

/// What to check with: a program that never meets some kinds of rules does without their code.
#[derive(Clone, Copy)]
pub struct Engine<'e> {
    /// How ballots are counted.
    counters: &'e [Counter],
    /// Whether the manifest is sound beyond what counting needs; the reason in words if not.
    manifest: fn(&str) -> Result<(), String>,
    /// How ballots with their heads are checked; without, a record that has them is refused.
    openings: Option<openings::Check>,
    /// Whether questions of other rules are left to other programs ([`Account::counted`]), where ballots are public;
    /// without, a record that has them is refused.
    shares: bool,
}

impl Engine<'static> {
    /// Everything: what the command line checks with.
    pub const FULL: Self =
        Self { counters: &Counter::ALL, manifest: is_sound, openings: Some(openings::check), shares: false };
}

impl<'e> Engine<'e> {
    /// What a page needs: these kinds of rules, of the manifest no more than counting asks, and public records only.
    /// Ballots may have questions of other kinds too, whose findings are taken at the record's word: several such
    /// engines together check all.
    #[must_use]
    pub fn of(counters: &'e [Counter]) -> Self {
        Self { counters, manifest: |_| Ok(()), openings: None, shares: true }
    }

    /// The same for records that have every ballot with its head behind them.
    #[must_use]
    pub fn with_openings(self) -> Self {
        Self { openings: Some(openings::check), ..self }
    }
}

/// Whether every key of a manifest is as it was frozen, and its questions can be put and decided so.
fn is_sound(manifest: &str) -> Result<(), String> {
    let frozen: Frozen = json::read(manifest).map_err(|error| error.to_string())?;
    question::check(frozen.kind, &frozen.questions).map_err(|error| error.to_string())
}

/// What a record that was found right says.
#[derive(Clone, Debug)]
pub struct Verified {
    /// In figures.
    pub account: Account,
    /// Which vote.
    pub vote: VoteId,
    /// Whose log.
    pub key: VerifierKey,
    /// What the log says of the vote.
    pub log: LogRange,
    /// `outcome.json`.
    pub outcome: String,
    /// `ballots.jsonl`, where ballots are public.
    pub ballots: Option<String>,
}

/// A record in figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Account {
    /// The log's public key: to be compared with the one on the poster.
    pub key: String,
    /// What the vote is called.
    pub title: String,
    /// The files in it.
    pub files: Vec<String>,
    /// Heads on the roll, as it was frozen.
    pub heads: u64,
    /// What the roll weighs.
    pub electorate: Weight,
    /// The number of the first log entry in it, from 0.
    pub first: u64,
    /// How many entries the log had when the vote was counted.
    pub size: u64,
    /// Ballots of the vote that were logged.
    pub logged: u64,
    /// Of these, those changed by their voters.
    pub replaced: u64,
    /// Of these, those set aside.
    pub set_aside: u64,
    /// Of these, those that count.
    pub counting: u64,
    /// Heads that were joined to others.
    pub joined: u64,
    /// Whether every single ballot is public, or only sums.
    pub ballots_are_public: bool,
    /// How many questions.
    pub questions: u64,
    /// Which of them were counted, from 1: all, but for an engine that counts only some rules.
    pub counted: Vec<u64>,
    /// How many ballots of the unit-level file were checked, where it is there.
    pub openings: Option<u64>,
}

/// The files of a record, in their order.
pub(super) struct Files<'a>(Vec<Stored<'a>>);

impl<'a> Files<'a> {
    fn open(archive: &'a [u8]) -> Result<Self, Fault> {
        Ok(Self(zip::read(archive)?))
    }

    pub(super) fn get(&self, stage: Stage, name: &'a str) -> Result<File<'a>, Fault> {
        self.find(stage, name)?.ok_or_else(|| Fault::new(Stage::Archive, name, FaultCode::FileMissing))
    }

    pub(super) fn find(&self, stage: Stage, name: &'a str) -> Result<Option<File<'a>>, Fault> {
        let found = self.0.iter().find(|file| file.name == name);
        found.map(|file| File::new(stage, name, file.bytes)).transpose()
    }

    /// The files that `sums` speak of, and their names.
    fn signed(&self) -> &[Stored<'a>] {
        let end = self.0.iter().position(|file| file.name == "sums").unwrap_or(self.0.len());
        &self.0[..end]
    }

    /// That these files are there in this order, and behind them nothing but what only some may have.
    fn must_be(&self, names: &[String]) -> Result<(), Fault> {
        let fault = |name: &str, code| Err(Fault::new(Stage::Archive, name, code));
        let mut found = self.0.iter().map(|file| file.name);
        for name in names {
            match found.next() {
                Some(there) if there == name => {}
                // Something else stands in its place.
                Some(there) if !names.iter().any(|name| name == there) => {
                    return fault(there, FaultCode::FileUnexpected);
                }
                _ => return fault(name, FaultCode::FileMissing),
            }
        }
        match (found.next(), found.next()) {
            (None, _) | (Some(openings::FILE), None) => Ok(()),
            (Some(openings::FILE), Some(more)) | (Some(more), _) => fault(more, FaultCode::FileUnexpected),
        }
    }
}

/// The names of a record's files in their order, up to `sums`.
pub(super) fn names(manifest: &Manifest) -> Vec<String> {
    let ballots = (!has_cells(manifest)).then_some("ballots.jsonl");
    let first = ["manifest.json", "roll.jsonl"].into_iter().chain(ballots).map(str::to_owned);
    let each = manifest.questions.iter().enumerate();
    let questions = each.flat_map(|(index, question)| questions::names(index, question.is_budget()));
    let last = ["outcome.json", "log.json", "log.jsonl", "checkpoint", "sums"].map(str::to_owned);
    first.chain(questions).chain(last).collect()
}

/// Whether the public file has sums only: in owners' votes, where a ballot's area would tell whose it is.
pub(super) fn has_cells(manifest: &Manifest) -> bool {
    manifest.kind == VoteKind::Statutory
}

/// Checks a record from end to end, and counts it again. `key` is the log's as everybody knows it; without one the
/// key in the record is taken at its word.
pub fn verify(archive: &[u8], key: Option<&VerifierKey>, engine: &Engine<'_>) -> Result<Verified, Fault> {
    let files = Files::open(archive)?;
    let start = files.get(Stage::Sums, "log.json")?;
    let LogStart { key: inside, .. } = LogStart::read(&start)?;
    let inside: VerifierKey =
        inside.parse().map_err(|_any| start.fault(FaultCode::KeyInvalid).showing(&inside))?;
    if let Some(key) = key
        && *key != inside
    {
        return Err(start.fault(FaultCode::KeyOther).showing(&inside.to_string()));
    }
    let signed = sums::check(files.get(Stage::Sums, "sums")?.text.as_bytes(), files.signed(), &inside)?;
    let manifest = read_manifest(&files, &inside, signed, engine)?;
    files.must_be(&names(&manifest))?;

    let mut roll = Roll::read(&files.get(Stage::Roll, "roll.jsonl")?, &manifest.roll)?;
    let heads = number(roll.heads());
    let log = read_log(&files, &manifest, &inside, &mut roll)?;
    let electorate =
        roll.total().ok_or_else(|| Fault::new(Stage::Roll, "roll.jsonl", FaultCode::RollTotalDiffers))?;
    if log.counting > roll.heads() {
        let ballots = format!("{} > {}", log.counting, roll.heads());
        return Err(Fault::new(Stage::Ballots, "log.jsonl", FaultCode::TooManyBallots).showing(&ballots));
    }
    let ballots = files.find(Stage::Ballots, "ballots.jsonl")?;
    let own = questions::counters(&manifest, engine.counters);
    let counters: Vec<&Counter> = own.iter().copied().flatten().collect();
    let is_shared = engine.shares && ballots.is_some() && !counters.is_empty();
    if counters.len() < own.len() && !is_shared {
        return Err(questions::not_counted(&manifest, &own));
    }
    let outcome = files.get(Stage::Outcome, "outcome.json")?;
    let (counted, turnout) = match &ballots {
        Some(file) => of_ballots(&files, &manifest, &own, &log, electorate, file)?,
        None => of_sums(&files, &manifest, &counters, &log, electorate)?,
    };
    let again = questions::outcome(&manifest, &turnout, &counted);
    outcome.must_be(again.as_deref().unwrap_or_default(), FaultCode::OutcomeDiffers)?;
    let openings = match (files.find(Stage::Openings, openings::FILE)?, engine.openings) {
        (None, _) => None,
        (Some(file), Some(check)) if counters.len() == own.len() => {
            let public =
                openings::Public { manifest: &manifest, counters: &counters, electorate, counted: &counted };
            Some(check(&file, &public, &roll, &log)?)
        }
        (Some(_), _) => {
            return Err(Fault::new(Stage::Archive, openings::FILE, FaultCode::FileUnexpected));
        }
    };
    let account = Account {
        key: inside.to_string(),
        title: manifest.title.clone(),
        files: files.0.iter().map(|file| file.name.to_owned()).collect(),
        heads,
        electorate: manifest.roll.total,
        first: log.first,
        size: log.checkpoint.size,
        logged: number(log.ballots.len()),
        replaced: standing(&log, |standing| matches!(standing, Standing::Replaced { .. })),
        set_aside: standing(&log, |standing| matches!(standing, Standing::SetAside)),
        counting: number(log.counting),
        joined: log.joined,
        ballots_are_public: ballots.is_some(),
        questions: number(manifest.questions.len()),
        counted: (1..).zip(&own).filter(|(_, counter)| counter.is_some()).map(|(number, _)| number).collect(),
        openings,
    };
    let ballots = ballots.map(|file| file.text.to_owned());
    Ok(Verified { account, vote: manifest.vote, key: inside, log, outcome: outcome.text.to_owned(), ballots })
}

pub(super) fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn standing(log: &LogRange, is: impl Fn(Standing) -> bool) -> u64 {
    number(log.ballots.values().filter(|ballot| is(ballot.standing)).count())
}

fn read_manifest(
    files: &Files<'_>,
    key: &VerifierKey,
    signed: VoteId,
    engine: &Engine<'_>,
) -> Result<Manifest, Fault> {
    let file = files.get(Stage::Manifest, "manifest.json")?;
    let manifest = Manifest::read(&file)?;
    if manifest.vote != signed {
        let fault = Fault::new(Stage::Sums, "sums", FaultCode::SumsOfAnotherVote);
        return Err(fault.showing(&signed.to_string()));
    }
    if manifest.log != key.name() {
        return Err(file.fault(FaultCode::ManifestOfAnotherLog).showing(&manifest.log));
    }
    let sound = (engine.manifest)(file.text);
    sound.map_err(|why| file.fault(FaultCode::QuestionsInvalid).showing(&why))?;
    Ok(manifest)
}

fn read_log(
    files: &Files<'_>,
    manifest: &Manifest,
    key: &VerifierKey,
    roll: &mut Roll,
) -> Result<LogRange, Fault> {
    let get = |name| files.get(Stage::Log, name);
    let hash = |name| -> Result<Sha256Hex, Fault> { Ok(Sha256Hex::of(get(name)?.text.as_bytes())) };
    let expected = Expected {
        vote: manifest.vote,
        manifest: hash("manifest.json")?,
        roll: manifest.roll.sha256.clone(),
        outcome: hash("outcome.json")?,
        key,
    };
    let files =
        log::Files { start: get("log.json")?, entries: get("log.jsonl")?, checkpoint: get("checkpoint")? };
    log::read(&files, &expected, roll)
}

/// The counted questions, and who took part.
type CountedAll = (Vec<QuestionFiles>, Turnout);

/// Of public ballots: the files of each question must be what the ballots make. What has no counter here is left to
/// another program, and its finding taken from the outcome.
fn of_ballots(
    files: &Files<'_>,
    manifest: &Manifest,
    counters: &[Option<&Counter>],
    log: &LogRange,
    electorate: Weight,
    file: &File<'_>,
) -> Result<CountedAll, Fault> {
    let nodes = ballots::read(file, manifest, log)?;
    let said = ballots::said(&nodes).ok_or_else(|| file.fault(FaultCode::BallotInvalid))?;
    let mut turnout = Turnout { electorate, ..Turnout::default() };
    for said in &said {
        let takes_part = match said {
            Said::Valid(_) => Ok(()),
            Said::Invalid(reason) => Err(*reason),
        };
        let sum = turnout.with(takes_part, ONE);
        turnout = sum.ok_or_else(|| file.fault(FaultCode::TooManyBallots))?;
    }
    let mut counted = Vec::new();
    for (index, (question, counter)) in manifest.questions.iter().zip(counters).enumerate() {
        let Some(counter) = counter else {
            counted.push(files.taken(index)?);
            continue;
        };
        let lines = questions::of_ballots(index, question, counter, electorate, &said);
        let lines = lines.map_err(|place| file.fault(FaultCode::BallotInvalid).at(place))?;
        files.question(&questions::name(index, "jsonl"))?.must_be(&lines, FaultCode::QuestionDiffers)?;
        counted.push(files.counted(index, lines, question, counter)?);
    }
    Ok((counted, turnout))
}

impl Files<'_> {
    /// A file of a question, whose name is made here.
    fn question<'n>(&'n self, name: &'n str) -> Result<File<'n>, Fault> {
        let found = self.0.iter().find(|file| file.name == name);
        let found = found.ok_or_else(|| Fault::new(Stage::Archive, name, FaultCode::FileMissing))?;
        File::new(Stage::Questions, name, found.bytes)
    }

    /// What the outcome says of a question that is not counted here.
    fn taken(&self, index: usize) -> Result<QuestionFiles, Fault> {
        let outcome = self.get(Stage::Outcome, "outcome.json")?;
        let node = outcome.read()?;
        let finding = node.field("questions").and_then(Node::items).and_then(|findings| findings.get(index));
        let finding = finding.and_then(|finding| canonical::json(finding).ok());
        finding.map(QuestionFiles::taken).ok_or_else(|| outcome.fault(FaultCode::OutcomeDiffers))
    }

    /// Counts a question's lines, and checks what lies beside them.
    fn counted(
        &self,
        index: usize,
        lines: String,
        question: &super::manifest::Question,
        counter: &Counter,
    ) -> Result<QuestionFiles, Fault> {
        let name = |ending| questions::name(index, ending);
        let counted = QuestionFiles::of(lines, question, counter).map_err(|why| {
            Fault::new(Stage::Questions, &name("jsonl"), FaultCode::QuestionInvalid).showing(&why)
        })?;
        if let Some(expected) = &counted.pabulib {
            self.question(&name("pb"))?.must_be(expected, FaultCode::PabulibDiffers)?;
        }
        self.question(&name("csv"))?.must_be(&counted.sheet, FaultCode::SheetDiffers)?;
        Ok(counted)
    }
}

/// Of sums: they must come to as many ballots as the log counts.
fn of_sums(
    files: &Files<'_>,
    manifest: &Manifest,
    counters: &[&Counter],
    log: &LogRange,
    electorate: Weight,
) -> Result<CountedAll, Fault> {
    let mut counted = Vec::new();
    for (index, (question, counter)) in manifest.questions.iter().zip(counters).enumerate() {
        let name = questions::name(index, "jsonl");
        let file = files.question(&name)?;
        let head = (counter.head)(question, electorate);
        let head = head.ok_or_else(|| file.fault(FaultCode::QuestionInvalid))?;
        questions::check_sums(&file, &head)?;
        counted.push(files.counted(index, file.text.to_owned(), question, counter)?);
    }
    let fault = |(index, code): (usize, FaultCode)| {
        Fault::new(Stage::Questions, &questions::name(index, "jsonl"), code)
    };
    let turnout = questions::turnout_of_sums(electorate, &counted).map_err(fault)?;
    let invalid = turnout.invalid.values().map(|weight| weight.ballots.get());
    let received = invalid.fold(turnout.valid.ballots.get(), i64::saturating_add);
    if i64::try_from(log.counting) != Ok(received) {
        let ballots = format!("{received} ≠ {}", log.counting);
        return Err(Fault::new(Stage::Ballots, "q1.jsonl", FaultCode::BallotsDiffer).showing(&ballots));
    }
    Ok((counted, turnout))
}
