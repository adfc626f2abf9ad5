//! Records that somebody changed: each is refused, and for the reason that its change must give.
//!
//! Who changes a record may be a thief with an editor, one who packs it anew, one with a key of their own, or the hall
//! itself, whose key signs whatever it likes and whose log it can write from the start. Each has mutants here.

use domain::log::note::{KeyKind, SignerKey};
use domain::record::fault::{Fault, FaultCode as Code};
use domain::record::sheet;
use domain::record::verify::{Engine, verify};

use crate::ENGINES_OF_TWO;
use crate::make::{Kind, LOG, Made, Numbers, key, make};
use crate::parts::{Parts, replace_value};

/// Heads of each record: few, for there are thousands of mutants.
const HEADS: usize = 14;

/// Counts mutants, and stops at the first that is believed or refused for another reason.
struct Hunt {
    made: Made,
    kind: Kind,
    numbers: Numbers,
    mutants: usize,
}

impl Hunt {
    fn new(kind: Kind) -> Self {
        Self { made: make(kind, HEADS), kind, numbers: Numbers(kind.name().len() as u64), mutants: 0 }
    }

    fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).expect("small");
        usize::try_from(self.numbers.below(limit)).expect("small")
    }

    fn parts(&self) -> Parts {
        Parts::of(&self.made.record)
    }

    fn refused(&mut self, what: &str, record: &[u8], reasons: &[Code]) -> Fault {
        assert_ne!(record, self.made.record, "{what}: nothing was changed");
        let found = verify(record, Some(self.made.key.public()), &Engine::FULL);
        let fault = match found {
            Ok(_) => panic!("{} {what}: believed", self.kind.name()),
            Err(fault) => fault,
        };
        assert!(reasons.contains(&fault.code), "{} {what}: {fault:?}, not {reasons:?}", self.kind.name());
        // A page checks no more of the manifest than counting asks.
        if self.kind == Kind::TwoQuestions && fault.code != Code::QuestionsInvalid {
            let believes = |engine| verify(record, Some(self.made.key.public()), engine).is_ok();
            assert!(!ENGINES_OF_TWO.iter().all(believes), "{what}: two modules that share it believe it");
        }
        self.mutants += 1;
        fault
    }

    /// Bits and lengths of the archive.
    fn bytes(&mut self, times: usize) {
        let record = self.made.record.clone();
        let parts = self.parts();
        for _ in 0..times {
            let (at, bit) = (self.below(record.len()), self.below(8));
            let mut mutant = record.clone();
            mutant[at] ^= 1 << bit;
            let (reasons, file) = reasons_at(&parts, at);
            let fault = self.refused(&format!("bit {bit} of byte {at}"), &mutant, reasons);
            assert!(file.is_none_or(|file| file == fault.file), "byte {at}: {fault:?}");
            let mutant = &record[..at];
            self.refused(&format!("cut at {at}"), mutant, &[Code::ArchiveTruncated]);
        }
        for more in [&b"\0"[..], b"PK\x03\x04", b"PK\x05\x06", &record] {
            let mutant = [record.as_slice(), more].concat();
            self.refused("something appended", &mutant, &[Code::ArchiveForeign]);
            let mutant = [more, record.as_slice()].concat();
            let reasons =
                [Code::ArchiveNotZip, Code::ArchiveForeign, Code::ArchiveTruncated, Code::ArchiveCompressed];
            self.refused("something in front", &mutant, &reasons);
        }
    }

    /// Files changed and packed again, with right check sums; nothing signed.
    fn files(&mut self, times: usize) {
        let parts = self.parts();
        for round in 0..times {
            let place = round % parts.0.len();
            let (name, text) = parts.0[place].clone();
            let Some(changed) = self.change(&text) else { continue };
            let mut mutant = parts.clone();
            mutant.set(&name, changed);
            let reasons: &[Code] = match name.as_str() {
                "sums" => &[
                    Code::SumsMalformed,
                    Code::SumsNotSigned,
                    Code::SumsSignatureWrong,
                    Code::SumsOfAnotherLog,
                    Code::NotText,
                ],
                // The key is read from it first.
                "log.json" => &[
                    Code::HashDiffers,
                    Code::JsonInvalid,
                    Code::NotCanonical,
                    Code::KeyInvalid,
                    Code::KeyOther,
                ],
                _ => &[Code::HashDiffers],
            };
            let fault = self.refused(&format!("{name} changed"), &mutant.pack(), reasons);
            assert_eq!(fault.file, name);
        }
        self.files_moved(&parts);
    }

    /// Files dropped, added, swapped and renamed.
    fn files_moved(&mut self, parts: &Parts) {
        let others = [Code::SumsOfOtherFiles, Code::FileMissing, Code::FileUnexpected];
        for place in 0..parts.0.len() {
            let mut mutant = parts.clone();
            mutant.0.remove(place);
            self.refused("a file dropped", &mutant.pack(), &others);
            let mut mutant = parts.clone();
            mutant.0.insert(place, ("more.txt".to_owned(), "more".to_owned()));
            self.refused("a file added", &mutant.pack(), &others);
            let mut mutant = parts.clone();
            mutant.0[place].0.push('x');
            self.refused("a file renamed", &mutant.pack(), &others);
            if place + 1 < parts.0.len() {
                let mut mutant = parts.clone();
                mutant.0.swap(place, place + 1);
                self.refused("files swapped", &mutant.pack(), &others);
            }
            // The same, signed by the hall.
            let mut mutant = parts.clone();
            if parts.0[place].0 != "sums" && parts.0[place].0 != "log.json" {
                mutant.0.remove(place);
                self.refused("a file dropped and signed", &mutant.sign(&key()), &[Code::FileMissing]);
            }
        }
        let mut mutant = parts.clone();
        mutant.0.push(("more.txt".to_owned(), "more".to_owned()));
        self.refused("a file behind all", &mutant.pack(), &[Code::FileUnexpected]);
    }

    /// Signed by somebody else.
    fn keys(&mut self) {
        for seed in 0..10 {
            let parts = self.parts();
            let theirs = SignerKey::new(LOG, KeyKind::Note, [100 + seed; 32]).expect("a key");
            self.refused("signed with another key", &parts.sign(&theirs), &[Code::SumsNotSigned]);
            let mut mutant = parts.clone();
            let start =
                mutant.get("log.json").replace(&key().public().to_string(), &theirs.public().to_string());
            mutant.set("log.json", start);
            mutant.relog(&theirs);
            self.refused("all made with another key", &mutant.sign(&theirs), &[Code::KeyOther]);
            // The right key in name only.
            let mut mutant = parts.clone();
            mutant.relog(&theirs);
            let reasons = [Code::CheckpointNotSigned];
            self.refused("a checkpoint of another key", &mutant.sign(&key()), &reasons);
        }
    }

    /// One file changed and signed by the hall itself.
    fn signed(&mut self, times: usize) {
        let parts = self.parts();
        let open = has_ballots(&parts);
        for round in 0..times {
            let place = round % (parts.0.len() - 1);
            let (name, text) = parts.0[place].clone();
            let Some(changed) = self.change(&text) else { continue };
            let mut mutant = parts.clone();
            mutant.set(&name, changed);
            let reasons: &[Code] = match name.as_str() {
                "manifest.json" => &[
                    Code::JsonInvalid,
                    Code::NotCanonical,
                    Code::QuestionsInvalid,
                    Code::ManifestOfAnotherLog,
                    Code::SumsOfAnotherVote,
                    Code::RollHashDiffers,
                    Code::RollTotalDiffers,
                    Code::ManifestNotLogged,
                    Code::RuleNotCounted,
                    Code::FileMissing,
                    Code::FileUnexpected,
                ],
                "roll.jsonl" => &[Code::RollHashDiffers],
                "ballots.jsonl" => &[
                    Code::BallotInvalid,
                    Code::JsonInvalid,
                    Code::NotCanonical,
                    Code::NotText,
                    Code::BallotNotLogged,
                    Code::BallotsNotSorted,
                    Code::BallotMissing,
                    Code::BallotTwice,
                    Code::BallotOfAnotherVote,
                ],
                "outcome.json" => &[Code::OutcomeNotLogged],
                "log.json" => &[
                    Code::JsonInvalid,
                    Code::NotCanonical,
                    Code::KeyInvalid,
                    Code::KeyOther,
                    Code::LogEdgeInvalid,
                    Code::LogSizeDiffers,
                    Code::LogRootDiffers,
                ],
                "log.jsonl" => &[Code::LogRootDiffers, Code::LogSizeDiffers, Code::NotText],
                "checkpoint" => &[
                    Code::CheckpointMalformed,
                    Code::CheckpointNotSigned,
                    Code::CheckpointSignatureWrong,
                    Code::CheckpointOfAnotherLog,
                ],
                csv if csv.ends_with(".csv") => &[Code::SheetDiffers],
                pb if pb.ends_with(".pb") => &[Code::PabulibDiffers],
                _ if open => &[Code::QuestionDiffers],
                _ => &[
                    Code::JsonInvalid,
                    Code::NotCanonical,
                    Code::NotText,
                    Code::QuestionDiffers,
                    Code::QuestionInvalid,
                    Code::CellTooSmall,
                    Code::SheetDiffers,
                ],
            };
            self.refused(&format!("{name} changed and signed"), &mutant.sign(&key()), reasons);
        }
    }

    /// A text with a bit, a line, two lines or its end changed; none where that changes nothing.
    fn change(&mut self, text: &str) -> Option<String> {
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        let (line, other) = (self.below(lines.len().max(1)), self.below(lines.len().max(1)));
        let changed = match self.below(6) {
            0 if lines.len() > 1 => {
                lines.remove(line);
                lines.concat()
            }
            1 if lines.len() > 1 => {
                let again = lines[line].clone();
                lines.insert(line, again);
                lines.concat()
            }
            2 if lines.len() > 1 => {
                lines.swap(line, other);
                lines.concat()
            }
            3 if text.len() > 1 => {
                let at = (1..text.len()).rev().find(|at| text.is_char_boundary(*at) && at % 7 == line % 7)?;
                text[..at].to_owned()
            }
            _ => self.another_character(text)?,
        };
        (changed != text).then_some(changed)
    }

    /// One character is another: a digit another digit, a letter another letter, so that more is read before it is
    /// found out.
    fn another_character(&mut self, text: &str) -> Option<String> {
        let ascii: Vec<usize> =
            text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()).map(|(at, _)| at).collect();
        let at = *ascii.get(self.below(ascii.len().max(1)))?;
        let mut bytes = text.as_bytes().to_vec();
        bytes[at] = match bytes[at] {
            b'9' => b'8',
            b'z' => b'y',
            b'Z' => b'Y',
            byte => byte + 1,
        };
        String::from_utf8(bytes).ok()
    }

    /// The hall writes its log anew so that it fits what was changed.
    fn relogged(&mut self, times: usize) {
        for _ in 0..times {
            self.log_lines();
            self.ballots_and_sums();
            self.outcome_and_roll();
        }
    }

    fn log_mutant(&mut self, what: &str, change: impl FnOnce(&mut Vec<String>), reasons: &[Code]) {
        let mut mutant = self.parts();
        let mut lines = mutant.lines("log.jsonl");
        change(&mut lines);
        mutant.set_lines("log.jsonl", &lines);
        mutant.relog(&key());
        self.refused(what, &mutant.sign(&key()), reasons);
    }

    fn log_lines(&mut self) {
        let parts = self.parts();
        let lines = parts.lines("log.jsonl");
        let vote = parts.get("sums").lines().nth(2).expect("an id").to_owned();
        let ours = |line: &&String, act: &str| line.contains(act) && line.contains(&vote);
        let of =
            |act: &str| -> Vec<usize> { (0..lines.len()).filter(|at| ours(&&lines[*at], act)).collect() };
        let accepted = of("\"ballot_accepted\"");
        // The first was replaced, so the second counts as it is.
        let at = accepted[2 + self.below(accepted.len() - 2)];
        let open = has_ballots(&parts);
        let missing: &[Code] = if open { &[Code::BallotNotLogged] } else { &[Code::BallotsDiffer] };
        self.log_mutant("a ballot left out", |lines| drop(lines.remove(at)), missing);
        let more: &[Code] = if open { &[Code::BallotMissing] } else { &[Code::BallotsDiffer] };
        let hash = self.numbers.hash().to_string();
        let stuffed = replace_value(&lines[at], "\"commitment\":\"", &hash);
        self.log_mutant("a ballot added", |lines| lines.insert(at, stuffed.clone()), more);
        let many: Vec<String> = (0..=HEADS)
            .map(|_| replace_value(&lines[at], "\"commitment\":\"", &self.numbers.hash().to_string()))
            .collect();
        self.log_mutant(
            "more ballots than heads",
            |lines| drop(lines.splice(at..at, many)),
            &[Code::TooManyBallots],
        );
        let other: &[Code] = if open { &[Code::BallotNotLogged] } else { &[] };
        if open {
            self.log_mutant("a ballot swapped for another", |lines| lines[at] = stuffed, other);
        }
        self.log_mutant(
            "a ballot twice",
            |lines| lines.insert(at, lines[at].clone()),
            &[Code::CommitmentTwice],
        );
        let replaced = of("\"ballot_replaced\"")[0];
        let wrong = replace_value(&lines[replaced], "\"replaces\":\"", &hash);
        self.log_mutant(
            "another ballot replaced",
            |lines| lines[replaced] = wrong,
            &[Code::ReplacedNotCurrent],
        );
        // Accepted by nobody: the ballot and the one in its place replace each other.
        let value = |name: &str| {
            let rest = lines[replaced].split_once(name).expect("a value").1;
            rest.split('"').next().expect("an end").to_owned()
        };
        let (new, old) = (value("\"commitment\":\""), value("\"replaces\":\""));
        let first = accepted.iter().copied().find(|at| lines[*at].contains(&old)).expect("it was accepted");
        let back = replace_value(&lines[replaced], "\"commitment\":\"", &old);
        let back = replace_value(&back, "\"replaces\":\"", &new);
        self.log_mutant("a circle", |lines| lines[first] = back, missing);
        let last = lines.len() - 1;
        self.log_mutant("no opening", |lines| drop(lines.remove(0)), &[Code::OpenedNotFirst]);
        self.log_mutant(
            "an entry before the opening",
            |lines| lines.insert(0, lines[at].clone()),
            &[Code::OpenedNotFirst],
        );
        self.log_mutant("opened twice", |lines| lines.insert(at, lines[0].clone()), &[Code::OpenedTwice]);
        self.log_mutant("no count", |lines| drop(lines.pop()), &[Code::CountedNotLast]);
        self.log_mutant(
            "counted twice",
            |lines| lines.insert(at, lines[last].clone()),
            &[Code::CountedTwice],
        );
        let called_off = format!(
            "{{\"act\":{{\"vote_called_off\":{{\"reason_sha256\":\"{}\",\"vote\":\"{vote}\"}}}},\"at\":5,\
             \"community\":\"00000000-0000-0000-0000-000000000001\",\"format\":\"yishi-log/1\"}}",
            "0".repeat(64)
        );
        self.log_mutant("called off", |lines| lines.insert(at, called_off), &[Code::CalledOff]);
        self.log_mutant("no entry", |lines| lines[at] = "{}".to_owned(), &[Code::EntryInvalid]);
        let spaced = lines[at].replace(':', ": ");
        self.log_mutant("another writing", |lines| lines[at] = spaced, &[Code::EntryInvalid]);
        for (before, code) in
            [("\"manifest_sha256\":\"", Code::ManifestNotLogged), ("\"roll_sha256\":\"", Code::RollNotLogged)]
        {
            let wrong = replace_value(&lines[0], before, &"0".repeat(64));
            self.log_mutant("opened with another", |lines| lines[0] = wrong, &[code]);
        }
        if let [joined] = of("\"heads_joined\"")[..] {
            let wrong = replace_value(&lines[joined], "\"head\":\"", &hash);
            self.log_mutant("a head from nowhere", |lines| lines[joined] = wrong, &[Code::JoinedNotOnRoll]);
            self.log_mutant(
                "joined twice",
                |lines| lines.insert(joined, lines[joined].clone()),
                &[Code::JoinedNotOnRoll],
            );
            let aside = of("\"ballot_set_aside\"")[0];
            self.log_mutant(
                "set aside twice",
                |lines| lines.insert(aside, lines[aside].clone()),
                &[Code::SetAsideNotCurrent],
            );
            self.log_mutant("not set aside", |lines| drop(lines.remove(aside)), &[Code::BallotsDiffer]);
            // The roll's weights are other ones then, and with them the electorate.
            self.log_mutant("not joined", |lines| drop(lines.remove(joined)), &[Code::QuestionDiffers]);
        }
    }

    /// Ballots or sums changed, the files beside them made to fit.
    fn ballots_and_sums(&mut self) {
        let parts = self.parts();
        if has_ballots(&parts) {
            let lines = parts.lines("ballots.jsonl");
            let at = self.below(lines.len());
            let mut ballots = |what: &str, lines: &[String], reasons: &[Code]| {
                let mut mutant = parts.clone();
                mutant.set_lines("ballots.jsonl", lines);
                self.refused(what, &mutant.sign(&key()), reasons);
            };
            let mut fewer = lines.clone();
            fewer.remove(at);
            ballots("a public ballot left out", &fewer, &[Code::BallotMissing]);
            let mut twice = lines.clone();
            twice.insert(at, lines[at].clone());
            ballots("a public ballot twice", &twice, &[Code::BallotTwice]);
            let mut swapped = lines.clone();
            swapped.swap(0, lines.len() - 1);
            ballots("ballots in another order", &swapped, &[Code::BallotsNotSorted, Code::BallotTwice]);
            let mut salted = lines.clone();
            salted[at] = replace_value(&lines[at], "\"salt\":\"", &self.numbers.hash().to_string());
            let mut mutant = parts.clone();
            mutant.set_lines("ballots.jsonl", &salted);
            let reasons = [Code::BallotNotLogged, Code::BallotsNotSorted];
            self.refused("another ballot", &mutant.sign(&key()), &reasons);
            return;
        }
        let lines = parts.lines("q1.jsonl");
        let at = 1 + self.below(lines.len() - 1);
        let number = 1 + self.below(500);
        for (column, reasons) in [
            ("\"area\":", &[Code::OutcomeDiffers, Code::QuestionInvalid, Code::QuestionsDisagree][..]),
            ("\"ballots\":", &[Code::BallotsDiffer, Code::QuestionInvalid][..]),
            ("\"heads\":", &[Code::OutcomeDiffers, Code::QuestionInvalid, Code::CellTooSmall][..]),
        ] {
            let mut changed = lines.clone();
            let Some((head, tail)) = lines[at].split_once(column) else { continue };
            let end = tail.find([',', '}']).expect("a number ends");
            let now: usize = tail[..end].parse().expect("a number");
            let then = if column == "\"area\":" { now + number } else { now.saturating_sub(1 + number % 2) };
            changed[at] = format!("{head}{column}{then}{}", &tail[end..]);
            changed[1..].sort();
            let mut mutant = parts.clone();
            mutant.set_lines("q1.jsonl", &changed);
            let sheet = sheet::csv(mutant.get("q1.jsonl")).expect("a sheet");
            mutant.set("q1.csv", sheet);
            if then != now {
                self.refused(&format!("{column} {now} → {then}"), &mutant.sign(&key()), reasons);
            }
        }
    }

    /// The outcome or the roll changed, and every hash made to fit.
    fn outcome_and_roll(&mut self) {
        let mut mutant = self.parts();
        let outcome = mutant.get("outcome.json").to_owned();
        let Some(changed) = self.another_digit(&outcome) else { return };
        mutant.set("outcome.json", changed);
        mutant.relog_hashes(&key());
        self.refused("another outcome", &mutant.sign(&key()), &[Code::OutcomeDiffers]);

        let mut mutant = self.parts();
        let mut lines = mutant.lines("roll.jsonl");
        let at = self.below(lines.len());
        lines.remove(at);
        mutant.set_lines("roll.jsonl", &lines);
        mutant.relog_hashes(&key());
        self.refused("a head left out", &mutant.sign(&key()), &[Code::RollTotalDiffers]);
        let mut mutant = self.parts();
        let mut lines = mutant.lines("roll.jsonl");
        lines.insert(at, lines[at].clone());
        mutant.set_lines("roll.jsonl", &lines);
        mutant.relog_hashes(&key());
        self.refused("a head twice", &mutant.sign(&key()), &[Code::RollTwice]);
        let mut mutant = self.parts();
        let mut lines = mutant.lines("roll.jsonl");
        lines.reverse();
        mutant.set_lines("roll.jsonl", &lines);
        mutant.relog_hashes(&key());
        self.refused("the roll in another order", &mutant.sign(&key()), &[Code::RollNotSorted]);
        let mut mutant = self.parts();
        let heavier = mutant.get("roll.jsonl").replacen("\"ballots\":1", "\"ballots\":2", at % 3 + 1);
        mutant.set("roll.jsonl", heavier);
        mutant.relog_hashes(&key());
        self.refused("two ballots of a head", &mutant.sign(&key()), &[Code::RollLineInvalid]);
    }

    /// One digit of a number is another.
    fn another_digit(&mut self, text: &str) -> Option<String> {
        let digits: Vec<usize> =
            text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
        let at = *digits.get(self.below(digits.len().max(1)))?;
        let digit = if &text[at..=at] == "7" { '3' } else { '7' };
        Some(format!("{}{digit}{}", &text[..at], &text[at + 1..]))
    }
}

/// Whether every ballot is public.
fn has_ballots(parts: &Parts) -> bool {
    parts.0.iter().any(|(name, _)| name == "ballots.jsonl")
}

/// Why a record is refused of which the byte at `at` is another, and the file that is named.
fn reasons_at(parts: &Parts, at: usize) -> (&'static [Code], Option<String>) {
    let mut start = 0;
    for (name, text) in &parts.0 {
        let (header, end) = (start + 30 + name.len(), start + 30 + name.len() + text.len());
        if at < end {
            let in_checksum = (start + 14..start + 18).contains(&at);
            let in_flags = (start + 6..start + 10).contains(&at);
            return if at >= header || in_checksum {
                (&[Code::ArchiveDamaged], Some(name.clone()))
            } else if in_flags {
                (&[Code::ArchiveCompressed], Some(name.clone()))
            } else {
                // A length, a name, a signature: what is read from there on is anything.
                let any = &[
                    Code::ArchiveForeign,
                    Code::ArchiveTruncated,
                    Code::ArchiveNotZip,
                    Code::ArchiveNameTwice,
                    Code::ArchiveDamaged,
                    Code::SumsOfOtherFiles,
                    Code::FileMissing,
                ];
                (any, None)
            };
        }
        start = end;
    }
    (&[Code::ArchiveForeign], Some(String::new()))
}

#[test]
fn every_changed_record_is_refused_for_its_reason() {
    let hunt = |kind| {
        let mut hunt = Hunt::new(kind);
        hunt.bytes(520);
        hunt.files(90);
        hunt.keys();
        hunt.signed(110);
        hunt.relogged(3);
        hunt.mutants
    };
    let mutants: Vec<(Kind, usize)> = std::thread::scope(|scope| {
        let running: Vec<_> = Kind::ALL.map(|kind| (kind, scope.spawn(move || hunt(kind)))).into();
        running.into_iter().map(|(kind, thread)| (kind, thread.join().expect("refused"))).collect()
    });
    let all: usize = mutants.iter().map(|(_, count)| count).sum();
    assert!(all >= 10_000, "{all}: {mutants:?}");
}
