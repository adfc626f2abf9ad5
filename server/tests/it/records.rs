//! `yishi verify` as people run it.

#[path = "../../../domain/tests/record/make.rs"]
pub(crate) mod make;
#[path = "../../../domain/tests/record/parts.rs"]
pub(crate) mod parts;

use crate::second_verifier::python;
use crate::witness::{FakeLog, Shown, serve};
use domain::count::canonical::Sha256Hex;
use domain::id::{CommunityId, VoteId};
use domain::log::checkpoint::Checkpoint;
use domain::log::entry::{Act, Entry};
use domain::log::note::{KeyKind, SignerKey};
use domain::log::proof::TlogProof;
use domain::log::tree::Hash;
use domain::record::verify::{Engine, verify};
use domain::record::zip;
use domain::time::Timestamp;
use domain::votes::frozen::{Opening, Receipt};
use make::{Kind, key, make, make_lying};
use parts::Parts;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn verify(&self, arguments: &[&str]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yishi"));
        command.current_dir(self.0.path()).arg("verify").args(arguments).env("LC_ALL", "en");
        Answer(command.output().unwrap())
    }
}

struct Answer(Output);

impl Answer {
    fn code(&self) -> Option<i32> {
        self.0.status.code()
    }

    fn said(&self) -> String {
        String::from_utf8([self.0.stdout.clone(), self.0.stderr.clone()].concat()).unwrap()
    }

    /// Ends so, and says this.
    fn must(&self, code: i32, words: &[&str]) {
        let said = self.said();
        assert_eq!(self.code(), Some(code), "{said}");
        assert!(words.iter().all(|word| said.contains(word)), "{said}");
    }
}

#[test]
fn a_record_that_is_right_is_told_in_figures() {
    let folder = Folder::new();
    let key = key().public().to_string();
    for kind in Kind::ALL {
        folder.put("record.zip", make(kind, 14).record);
        folder.verify(&["record.zip", "--key", &key]).must(0, &["✓ outcome: counted again", "All is right"]);
        folder.verify(&["record.zip"]).must(0, &["Compare this key", &key]);
    }
    let made = make(Kind::Owners, 14);
    folder.put("owners.zip", made.unit_level.unwrap());
    folder.verify(&["owners.zip"]).must(0, &["14 lines", "heads joined to others", "checked one by one"]);
    folder.put("lying.zip", make_lying(Kind::Owners, 14).unit_level.unwrap());
    folder.verify(&["lying.zip"]).must(1, &["✓ outcome", "✗ ballots by head: openings.jsonl"]);
}

#[test]
fn what_differs_is_told_with_its_place() {
    let folder = Folder::new();
    let made = make(Kind::ChooseOne, 14);
    let parts = Parts::of(&made.record);
    let mut changed = parts.clone();
    changed.set("ballots.jsonl", parts.get("ballots.jsonl").replacen("\"option\":2", "\"option\":1", 1));
    folder.put("record.zip", changed.pack());
    folder
        .verify(&["record.zip"])
        .must(1, &["✓ the file", "✗ signature: ballots.jsonl", "not to be believed"]);
    folder.put("record.zip", changed.sign(&key()));
    folder.verify(&["record.zip"]).must(1, &["✓ public log", "✗ ballots: ballots.jsonl:"]);
    folder.put("record.zip", &made.record);
    let other = SignerKey::new(make::LOG, KeyKind::Note, [1; 32]).unwrap();
    folder
        .verify(&["record.zip", "--key", &other.public().to_string()])
        .must(1, &["not signed by the given key"]);
    folder.verify(&["record.zip", "--key", "hall.example/log"]).must(2, &["is no key"]);
    folder.verify(&["nowhere.zip"]).must(2, &["cannot read nowhere.zip"]);
    folder.verify(&["record.zip", "--receipt", "nowhere.json"]).must(2, &["cannot read nowhere.json"]);
    folder.verify(&["."]).must(2, &["cannot read"]);
}

#[test]
fn archives_of_other_programs_and_bombs_are_refused_in_words() {
    let folder = Folder::new();
    let made = make(Kind::ChooseOne, 14);
    folder.put("record.zip", &made.record);
    let script = "import zipfile, io\n\
        files = [(i.filename, zipfile.ZipFile('record.zip').read(i)) for i in zipfile.ZipFile('record.zip').infolist()]\n\
        def pack(path, method, files, **more):\n\
        \x20   with zipfile.ZipFile(path, 'w', method) as z:\n\
        \x20       for name, data in files: z.writestr(zipfile.ZipInfo(name), data, method)\n\
        pack('stored.zip', zipfile.ZIP_STORED, files)\n\
        pack('deflated.zip', zipfile.ZIP_DEFLATED, files)\n\
        pack('bomb.zip', zipfile.ZIP_DEFLATED, files + [('q9.csv', bytes(200 << 20))])\n\
        pack('path.zip', zipfile.ZIP_STORED, files + [('../../etc/passwd', b'x')])\n\
        pack('twice.zip', zipfile.ZIP_STORED, files + files[:1])\n\
        class Pipe(io.RawIOBase):\n\
        \x20   def __init__(self): self.all = b''\n\
        \x20   def writable(self): return True\n\
        \x20   def write(self, data): self.all += bytes(data); return len(data)\n\
        pipe = Pipe(); pack(pipe, zipfile.ZIP_STORED, files)\n\
        open('descriptors.zip', 'wb').write(pipe.all)\n";
    let made_by_python =
        Command::new(python()).current_dir(folder.0.path()).args(["-W", "ignore", "-c", script]).status();
    assert!(made_by_python.unwrap().success());
    for (name, words) in [
        ("stored.zip", "packed anew or changed"),
        ("deflated.zip", "compressed or encrypted"),
        ("bomb.zip", "compressed or encrypted"),
        ("path.zip", "packed anew or changed"),
        ("twice.zip", "packed anew or changed"),
        ("descriptors.zip", "compressed or encrypted"),
    ] {
        folder.verify(&[name]).must(1, &["✗ the file", words]);
    }
    folder.put("cut.zip", &made.record[..made.record.len() / 2]);
    folder.verify(&["cut.zip"]).must(1, &["incomplete: fetch it again"]);
    folder.put("large.zip", vec![b'P'; zip::MAX_ARCHIVE + 1]);
    folder.verify(&["large.zip"]).must(1, &["too large"]);
    folder.put("empty.zip", b"");
    folder.verify(&["empty.zip"]).must(1, &["incomplete"]);
    folder.put("page.zip", "<!doctype html>");
    folder.verify(&["page.zip"]).must(1, &["not a .zip"]);
}

#[test]
fn a_receipt_is_found_or_not() {
    let folder = Folder::new();
    let made = make(Kind::Owners, 14);
    folder.put("record.zip", &made.record);
    let words = ["it counts, and nothing", "Look for the newest receipt", "two entries of the roll"];
    for (receipt, words) in made.receipts.iter().zip(words) {
        folder.put("receipt.json", receipt.json());
        folder.verify(&["record.zip", "--receipt", "receipt.json"]).must(0, &[words]);
    }
    folder.put("receipt.json", make(Kind::Greedy, 14).receipts[0].json());
    let answer = folder.verify(&["record.zip", "--receipt", "receipt.json"]);
    answer.must(1, &["All is right", "✗ receipt: receipt.json: a receipt of another vote"]);
    folder.put("receipt.json", "{}");
    folder.verify(&["record.zip", "--receipt", "receipt.json"]).must(1, &["not a receipt"]);
}

/// What `yishi verify` says of the record of a log that is served so.
async fn against(change: impl FnOnce(&mut FakeLog)) -> Answer {
    let made = make(Kind::ChooseOne, 14);
    let (asked, posted) = (Vec::new(), Vec::new());
    let mut log = FakeLog {
        leaves: made.leaves,
        entries: Vec::new(),
        key: made.key,
        shown: Shown::Honest,
        asked,
        posted,
    };
    change(&mut log);
    let (_log, address) = serve(log).await;
    let folder = Folder::new();
    folder.put("record.zip", made.record);
    let verified = tokio::task::spawn_blocking(move || {
        folder.verify(&["record.zip", "--log", &format!("http://{address}/log")])
    });
    verified.await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_served_log_begins_with_the_records_entries_or_is_told_of() {
    let more = |log: &mut FakeLog| (0_u64..700).for_each(|n| log.grow(&n.to_be_bytes()));
    against(|_log| {}).await.must(0, &["✓ the log as it is served", "Signed as witnesses: nobody yet"]);
    against(more).await.must(0, &["its first 19 are those of the record", "it has 719 entries"]);
    against(|log| log.leaves.truncate(15)).await.must(1, &["All is right", "shrunk from 19 entries to 15"]);
    let forked = |log: &mut FakeLog| log.leaves[7] = Hash::leaf(b"another");
    against(forked).await.must(1, &["✗ the log as it is served", "with the same 19 entries"]);
    let rewritten = |log: &mut FakeLog| {
        forked(log);
        more(log);
    };
    against(rewritten).await.must(1, &["the first 19 are not those seen before"]);
    let wrong_tiles = |log: &mut FakeLog| {
        more(log);
        log.shown = Shown::WrongTiles;
    };
    against(wrong_tiles).await.must(1, &["do not prove that it only grew"]);
    against(|log| log.shown = Shown::Text("hello".to_owned())).await.must(1, &["no signed checkpoint"]);
    let other = SignerKey::new(make::LOG, KeyKind::Note, [1; 32]).unwrap();
    against(|log| log.key = other).await.must(1, &["the checkpoint is not signed by this key"]);
    against(|log| log.shown = Shown::Status(500)).await.must(2, &["500"]);
    let folder = Folder::new();
    folder.put("record.zip", make(Kind::Owners, 14).record);
    folder.verify(&["record.zip", "--log", "gopher://hall.example"]).must(2, &["gopher"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_another_count_has_overtaken_passed() {
    let vote = verify(&make(Kind::ChooseOne, 14).record, None, &Engine::FULL).unwrap().vote;
    let said = |vote: VoteId, act: fn(VoteId) -> Act| {
        Entry::new(
            "00000000-0000-0000-0000-000000000009".parse::<CommunityId>().unwrap(),
            Timestamp(1),
            act(vote),
        )
        .json()
    };
    let aside: fn(VoteId) -> Act = |vote| Act::BallotSetAside { vote, commitment: Hash::leaf(b"a ballot") };
    let is_final: fn(VoteId) -> Act = |vote| Act::VoteFinal { vote };
    let grown = |entry: String| move |log: &mut FakeLog| log.grow(entry.as_bytes());
    against(grown(said(vote, is_final))).await.must(0, &["it has 20 entries"]);
    let other = "00000000-0000-0000-0000-000000000008".parse::<VoteId>().unwrap();
    against(grown(said(other, aside))).await.must(0, &["it has 20 entries"]);
    against(grown(said(vote, aside)))
        .await
        .must(1, &["✗ the log as it is served", "entry 20", "Download the record anew"]);
    // Of a void vote no newer record is to be had.
    let void: fn(VoteId) -> Act =
        |vote| Act::VoteVoided { vote, by: "annulled".to_owned(), reason_sha256: Sha256Hex::of(b"a reason") };
    let said_void = against(grown(said(vote, void))).await;
    said_void.must(1, &["✗ the log as it is served", "entry 20", "the vote is void", "changes nothing"]);
    let hidden = |log: &mut FakeLog| {
        log.grow(said(vote, aside).as_bytes());
        log.entries[0] = said(vote, is_final).into_bytes();
    };
    against(hidden).await.must(1, &["✗ the log as it is served"]);
}

/// The receipt with the proof of its ballot, entry `index`, in the tree of `leaves`.
fn proved(receipt: &Receipt, index: u64, leaves: &[Hash], hall: &SignerKey) -> Receipt {
    let (mut at, mut level, mut path) = (usize::try_from(index).unwrap(), leaves.to_vec(), Vec::new());
    while level.len() > 1 {
        // The last without a neighbour goes up as it is.
        path.extend(level.get(at ^ 1).copied());
        let up = level.chunks(2).map(|pair| pair.get(1).map_or(pair[0], |right| Hash::node(pair[0], *right)));
        level = up.collect();
        at /= 2;
    }
    let checkpoint = Checkpoint::sign(u64::try_from(leaves.len()).unwrap(), level[0], hall);
    Receipt { proof: Some(TlogProof { index, path, checkpoint }.to_string()), ..receipt.clone() }
}

/// What a voter is told whose receipt's proof is of a log of 24 entries, five more than the record has, when the log is
/// served changed.
async fn with_the_receipt(change: impl FnOnce(&mut Vec<Hash>)) -> Answer {
    let made = make(Kind::ChooseOne, 14);
    let record = verify(&made.record, Some(made.key.public()), &Engine::FULL).unwrap();
    let own = &made.receipts[0];
    let mut leaves = made.leaves.clone();
    leaves.extend((0_u64..5).map(|n| Hash::leaf(&n.to_be_bytes())));
    let index = record.log.ballots[&own.opening.commitment().0].index;
    let receipt = proved(own, index, &leaves, &made.key);
    change(&mut leaves);
    let known = |leaf: &Hash| {
        let mut all = (0_u64..5).map(|n| n.to_be_bytes().to_vec()).chain([b"another".to_vec()]);
        all.find(|entry| Hash::leaf(entry) == *leaf).unwrap_or_default()
    };
    let entries = leaves.iter().skip(made.leaves.len()).map(known).collect();
    let (asked, posted) = (Vec::new(), Vec::new());
    let log = FakeLog { leaves, entries, key: made.key, shown: Shown::Honest, asked, posted };
    let (_log, address) = serve(log).await;
    let folder = Folder::new();
    folder.put("record.zip", made.record);
    folder.put("receipt.json", receipt.json());
    let verified = tokio::task::spawn_blocking(move || {
        let log = format!("http://{address}/log");
        folder.verify(&["record.zip", "--receipt", "receipt.json", "--log", &log])
    });
    verified.await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voter_who_was_shown_another_log_than_everybody_is_told() {
    let another = Hash::leaf(b"another");
    with_the_receipt(|_leaves| {}).await.must(0, &["it has 24 entries", "it counts, and nothing"]);
    with_the_receipt(|leaves| leaves.push(another)).await.must(0, &["it has 25 entries"]);
    // The record fits each of these; only the voter's own proof tells.
    let told = ["it counts, and nothing", "✗ the log as it is served"];
    let fork = with_the_receipt(|leaves| leaves[21] = another).await;
    fork.must(1, &[told[0], told[1], "with the same 24 entries"]);
    with_the_receipt(|leaves| leaves.truncate(20)).await.must(1, &[told[1], "shrunk from 24 entries to 20"]);
    let rewritten = with_the_receipt(|leaves| {
        leaves[21] = another;
        leaves.push(another);
    });
    rewritten.await.must(1, &[told[1], "the first 24 are not those seen before"]);
}

#[test]
fn receipts_that_are_forged_foreign_or_too_long_are_told_apart() {
    let folder = Folder::new();
    let made = make(Kind::ChooseOne, 14);
    folder.put("record.zip", &made.record);
    let told = |receipt: Vec<u8>, words: &str| {
        folder.put("receipt.json", receipt);
        let answer = folder.verify(&["record.zip", "--receipt", "receipt.json"]);
        answer.must(1, &["All is right", "✗ receipt: receipt.json", words]);
    };
    let own = &made.receipts[0];
    let other = SignerKey::new(make::LOG, KeyKind::Note, [1; 32]).unwrap();
    told(make::receipt(&own.opening, &other).json().into_bytes(), "not signed");
    let salted = Opening { salt: Hash([9; 32]), ..own.opening.clone() };
    told(
        Receipt { opening: salted.clone(), ..own.clone() }.json().into_bytes(),
        "is not the one that was signed",
    );
    told(make::receipt(&salted, &made.key).json().into_bytes(), "the log does not have it");
    told(make(Kind::Ranking, 14).receipts[0].json().into_bytes(), "a receipt of another vote");
    told(Receipt { proof: Some("none".to_owned()), ..own.clone() }.json().into_bytes(), "proof");
    told(vec![b' '; 70_000], "not a receipt");
    told(vec![0xff, 0xfe, 0, 1], "not a receipt");
    told(made.record.clone(), "not a receipt");
}
