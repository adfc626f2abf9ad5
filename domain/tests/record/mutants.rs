//! Records that somebody changed: each is refused, and for the reason that its change must give.
//!
//! Who changes a record may be a thief with an editor, one who packs it anew, one with a key of their own, or the hall
//! itself, whose key signs whatever it likes and whose log it can write from the start. Each has mutants here.

mod hall;

use domain::log::note::{KeyKind, SignerKey};
use domain::record::fault::{Fault, FaultCode as Code};
use domain::record::verify::{Engine, verify};

use crate::ENGINES_OF_TWO;
use crate::make::{Kind, LOG, Made, Numbers, key, make};
use crate::parts::Parts;

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
