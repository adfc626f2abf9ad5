//! What the hall itself could change: its key signs whatever it likes, and it can write its log from the start.

use super::{HEADS, Hunt};
use crate::make::key;
use crate::parts::{Parts, replace_value};
use domain::record::fault::FaultCode as Code;
use domain::record::sheet;

impl Hunt {
    /// One file changed and signed by the hall itself.
    pub(super) fn signed(&mut self, times: usize) {
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

    /// The hall writes its log anew so that it fits what was changed.
    pub(super) fn relogged(&mut self, times: usize) {
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
