//! Records: what is written is found right, and nothing else is.

mod make;
mod mutants;
mod parts;

use domain::count::canonical::Sha256Hex;
use domain::log::checkpoint::Checkpoint;
use domain::log::note::{KeyKind, SignerKey};
use domain::log::proof::TlogProof;
use domain::log::tree::{self, Hash};
use domain::record::counter::Counter;
use domain::record::fault::{FaultCode as Code, Stage};
use domain::record::log::Standing;
use domain::record::receipt;
use domain::record::verify::{Engine, verify};
use domain::votes::frozen::Receipt;
use make::{Kind, make, make_lying};
use parts::Parts;
use std::sync::LazyLock;

#[test]
fn what_is_written_is_found_right() {
    for kind in Kind::ALL {
        let made = make(kind, 40);
        let verified = verify(&made.record, Some(made.key.public()), &Engine::FULL);
        let verified = verified.unwrap_or_else(|fault| panic!("{}: {fault}", kind.name()));
        assert_eq!(verified.account.heads, 40);
        assert_eq!(make(kind, 40).record, made.record, "the same parts give the same bytes");
        if let Some(unit_level) = made.unit_level {
            let verified = verify(&unit_level, None, &Engine::FULL).unwrap_or_else(|fault| panic!("{fault}"));
            assert_eq!(verified.account.openings, Some(verified.account.counting));
        }
    }
}

/// What a browser checks [`Kind::TwoQuestions`] with.
static ENGINES_OF_TWO: LazyLock<[Engine<'static>; 2]> =
    LazyLock::new(|| [Engine::of(&[Counter::VOTE]), Engine::of(&[Counter::SUMS])]);

#[test]
fn engines_that_share_a_record_count_all_of_it_together() {
    let made = make(Kind::TwoQuestions, 40);
    let whole = verify(&made.record, None, &Engine::FULL).expect("right");
    assert_eq!(whole.account.counted, [1, 2]);
    let parts = ENGINES_OF_TWO.each_ref().map(|engine| verify(&made.record, None, engine).expect("right"));
    assert_eq!(parts.each_ref().map(|part| part.account.counted.clone()), [[1], [2]]);
    assert!(parts.iter().all(|part| part.outcome == whole.outcome));
    let none = verify(&made.record, None, &Engine::of(&[Counter::STV])).expect_err("nothing to count");
    assert_eq!(none.code, Code::RuleNotCounted);
}

/// Whoever changes what is written changes these on purpose, and the version in the format's name.
#[test]
fn a_record_has_the_same_bytes_as_ever() {
    let hashes = Kind::ALL.map(|kind| {
        let hash = Sha256Hex::of(&make(kind, 14).record);
        format!("{} {}", kind.name(), &hash.as_str()[..16])
    });
    insta::assert_snapshot!(hashes.join("\n"));
}

/// The record with a first count, an answered objection and a ballot set aside for it put before its last lines.
fn counted_anew(record: &[u8], unasked: bool) -> Vec<u8> {
    let mut parts = Parts::of(record);
    let mut lines = parts.lines("log.jsonl");
    let counted = lines.pop().expect("a count");
    let vote = parts.get("sums").lines().nth(2).expect("a vote").to_owned();
    let answered = format!(
        "{{\"act\":{{\"objection_answered\":{{\"answer_sha256\":\"{}\",\"number\":1,\"vote\":\"{vote}\"}}}},\"at\":5,\
         \"community\":\"00000000-0000-0000-0000-000000000001\",\"format\":\"yishi-log/1\"}}",
        "0".repeat(64)
    );
    // Also a ballot that is in the first count alone.
    let own = |line: &String| line.contains("\"ballot_accepted\"") && line.contains(&vote);
    let taken = lines.iter().position(own).expect("a ballot");
    let extra = parts::replace_value(&lines[taken], "\"commitment\":\"", &Hash([7; 32]).to_string());
    let aside = extra.replace("ballot_accepted", "ballot_set_aside");
    let first = parts::replace_value(&counted, "\"outcome_sha256\":\"", &"1".repeat(64));
    lines.insert(taken, extra);
    lines.push(first);
    lines.extend((!unasked).then_some(answered));
    lines.extend([aside, counted]);
    parts.set_lines("log.jsonl", &lines);
    parts.relog(&make::key());
    parts.sign(&make::key())
}

#[test]
fn the_last_count_stands_and_there_is_none_without_an_answered_objection() {
    for kind in Kind::ALL {
        let made = make(kind, 14);
        let before = verify(&made.record, None, &Engine::FULL).expect("a record").account;
        let again = verify(&counted_anew(&made.record, false), None, &Engine::FULL);
        let again = again.unwrap_or_else(|fault| panic!("{}: {fault}", kind.name())).account;
        assert_eq!((again.counting, again.set_aside), (before.counting, before.set_aside + 1));
        let fault = verify(&counted_anew(&made.record, true), None, &Engine::FULL).expect_err("unasked");
        assert_eq!((fault.stage, fault.code), (Stage::Log, Code::CountedTwice));
    }
}

#[test]
fn a_receipt_tells_what_became_of_its_ballot() {
    let made = make(Kind::Owners, 20);
    let record = verify(&made.record, Some(made.key.public()), &Engine::FULL).expect("a record");
    let check = |receipt: &Receipt| receipt::check(receipt.json().as_bytes(), &record);
    let standings: Vec<_> =
        made.receipts.iter().map(|receipt| check(receipt).expect("in the log").standing).collect();
    let by = made.receipts[0].opening.commitment();
    assert_eq!(standings, [Standing::Counts, Standing::Replaced { by }, Standing::SetAside]);

    let change = |change: &dyn Fn(&mut Receipt)| {
        let mut receipt = made.receipts[0].clone();
        change(&mut receipt);
        check(&receipt).expect_err("changed").code
    };
    let salt = made.receipts[1].opening.salt;
    assert_eq!(change(&|receipt| receipt.opening.salt = salt), Code::ReceiptOpeningDiffers);
    assert_eq!(change(&|receipt| receipt.note.push('x')), Code::ReceiptInvalid);
    assert_eq!(change(&|receipt| receipt.note = receipt.note.replacen('1', "2", 1)), Code::ReceiptInvalid);
    let other = SignerKey::new(make::LOG, KeyKind::Note, [1; 32]).expect("a key");
    let forged = make::receipt(&made.receipts[0].opening, &other);
    assert_eq!(change(&|receipt| receipt.note.clone_from(&forged.note)), Code::ReceiptNotSigned);
    let stranger = make(Kind::Ranking, 20);
    let fault = check(&stranger.receipts[0]).expect_err("of another vote");
    assert_eq!((fault.stage, fault.code), (Stage::Receipt, Code::ReceiptOfAnotherVote));
    // Promised by the hall, and never logged.
    let mut opening = made.receipts[0].opening.clone();
    opening.salt = Hash([9; 32]);
    let unlogged = check(&make::receipt(&opening, &made.key)).expect_err("not logged");
    assert_eq!(unlogged.code, Code::ReceiptNotLogged);
    assert_eq!(receipt::check(&vec![b' '; 70_000], &record).expect_err("long").code, Code::ReceiptInvalid);
}

/// RFC 6962 §2.1.1, word for word.
fn path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    fn root(leaves: &[Hash]) -> Hash {
        match leaves {
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                Hash::node(root(left), root(right))
            }
        }
    }
    if leaves.len() == 1 {
        return Vec::new();
    }
    let half = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(half);
    let (mut steps, beside) =
        if index < half { (path(index, left), root(right)) } else { (path(index - half, right), root(left)) };
    steps.push(beside);
    steps
}

#[test]
fn a_receipts_proof_must_be_of_the_same_log() {
    let made = make(Kind::ChooseOne, 20);
    let record = verify(&made.record, Some(made.key.public()), &Engine::FULL).expect("a record");
    let receipt = &made.receipts[0];
    let index = record.log.ballots[&receipt.opening.commitment().0].index;
    let proof = |size: u64, key: &SignerKey| {
        let root = record.log.root_at(size).expect("within the record");
        let [at, end] = [index, size].map(|number| usize::try_from(number).expect("small"));
        let path = path(at, &made.leaves[..end]);
        TlogProof { index, path, checkpoint: Checkpoint::sign(size, root, key) }
    };
    let check = |proof: &TlogProof| {
        let receipt = Receipt { proof: Some(proof.to_string()), ..receipt.clone() };
        receipt::check(receipt.json().as_bytes(), &record).map_err(|fault| fault.code)
    };
    for size in index + 1..=record.log.checkpoint.size {
        assert!(check(&proof(size, &made.key)).expect("proved").proof.is_some(), "{size}");
    }
    let size = record.log.checkpoint.size;
    let mut elsewhere = proof(size, &made.key);
    elsewhere.index -= 1;
    assert_eq!(check(&elsewhere), Err(Code::ReceiptProofWrong));
    // The hall shows the voter another log of the same size, in which the ballot stands as well.
    let (leaf, path) = (record.log.leaf(index).expect("there"), vec![Hash([1; 32]); elsewhere.path.len()]);
    let root = tree::root_above(leaf, index, size, &path).expect("a root");
    let forked = TlogProof { index, path, checkpoint: Checkpoint::sign(size, root, &made.key) };
    assert_eq!(check(&forked), Err(Code::ReceiptProofOfAnotherLog));
    let theirs = SignerKey::new(make::LOG, KeyKind::Note, [1; 32]).expect("a key");
    assert_eq!(check(&proof(size, &theirs)), Err(Code::ReceiptProofWrong));
}

#[test]
fn the_unit_level_file_fits_the_public_one_or_is_refused() {
    let made = make(Kind::Election, 30);
    let record = made.unit_level.expect("of owners");
    let parts = Parts::of(&record);
    let lines: Vec<String> = parts.get("openings.jsonl").lines().map(str::to_owned).collect();
    let check = |lines: &[String]| {
        let mut mutant = parts.clone();
        mutant.set_lines("openings.jsonl", lines);
        verify(&mutant.pack(), None, &Engine::FULL).expect_err("changed").code
    };
    assert_eq!(check(&lines[1..]), Code::BallotMissing);
    assert_eq!(check(&[&lines[..1], &lines].concat()), Code::BallotsNotSorted);
    let mut swapped = lines.clone();
    swapped.swap(0, 1);
    assert_eq!(check(&swapped), Code::BallotsNotSorted);
    // One head with the ballot of another.
    let (ballot, _) = lines[0].split_once(",\"head\":{").expect("a head");
    let (_, head) = lines[1].split_once(",\"head\":{").expect("a head");
    let mut mixed = lines.clone();
    mixed[0] = format!("{ballot},\"head\":{{{head}");
    assert_eq!(check(&mixed), Code::OpeningOfAnotherHead);
    let mut renamed = lines.clone();
    renamed[0] = lines[0].replace("栋", "幢");
    assert_eq!(check(&renamed), Code::OpeningNotOnRoll);
    // Public sums that the ballots do not come to: the hall can sign them, and the owners find it out.
    let lying = make_lying(Kind::Election, 30);
    assert!(verify(&lying.record, None, &Engine::FULL).is_ok(), "the public cannot know");
    let fault = verify(&lying.unit_level.expect("of owners"), None, &Engine::FULL).expect_err("other sums");
    assert_eq!((fault.stage, fault.code), (Stage::Openings, Code::OpeningsDiffer));
}
