//! The second verifier, in Python, beside ours: on records of every kind and on their mutants they say the same.

use crate::both::log_key;
use crate::objections::{Counted, FIRST, OBJECTIONS, counted};
use crate::phone::in_town;
use crate::records::Folder;
use crate::records::make::{Kind, key, make};
use crate::records::parts::{Parts, replace_value};
use domain::log::note::SignerKey;
use domain::record::fault::FaultCode as Code;
use domain::record::verify::{Engine, verify};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A Python that has what the second verifier needs: `cargo xtask test` sees to it.
pub(crate) fn python() -> &'static str {
    let has = |python: &&&str| {
        let asked = Command::new(python).args(["-c", "import cryptography"]).output();
        asked.is_ok_and(|output| output.status.success())
    };
    ["/usr/bin/python3", "python3"].iter().find(has).expect("Python with `cryptography`")
}

/// What Python says of each record of the log with this key: whether it is right, and its line.
fn python_says(key: &SignerKey, records: &[PathBuf]) -> Vec<(bool, String)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/verify.py");
    let key = key.public().to_string();
    let output = Command::new(python()).arg(script).args(["--key", &key]).args(records).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    said.lines().map(|line| (line.contains(": right: "), line.to_owned())).collect()
}

/// What is done to the lines of a file.
type Change = fn(&mut Vec<String>);

/// Changes that somebody with the hall's key may make, and what they are called.
fn mutants(parts: &Parts) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let hall = key();
    for (name, text) in &parts.0 {
        let characters: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for share in 1..6 {
            let at = characters[characters.len() * share / 6];
            let next = text[at..].chars().next().unwrap();
            let other = if next == '1' { "2" } else { "1" };
            let changed = format!("{}{other}{}", &text[..at], &text[at + next.len_utf8()..]);
            let mut mutant = parts.clone();
            mutant.set(name, &changed);
            all.push((format!("{name} {share}/6"), mutant.pack()));
            if name != "sums" {
                all.push((format!("{name} {share}/6, signed"), mutant.sign(&hall)));
            }
            if name == "outcome.json" || name == "roll.jsonl" {
                mutant.relog_hashes(&hall);
                all.push((format!("{name} {share}/6, logged"), mutant.sign(&hall)));
            }
        }
        let mut without = parts.clone();
        without.0.retain(|file| file.0 != *name);
        all.push((format!("without {name}"), without.pack()));
        if name.contains("jsonl") {
            let lines = parts.lines(name);
            let changes: [(&str, Change); 4] = [
                ("less a line", |lines| drop(lines.remove(lines.len() / 2))),
                ("with a line twice", |lines| lines.insert(lines.len() / 2, lines[lines.len() / 2].clone())),
                ("with lines swapped", |lines| lines.swap(1, 2)),
                ("less the last line", |lines| drop(lines.pop())),
            ];
            for (what, change) in changes {
                let mut changed = lines.clone();
                change(&mut changed);
                if changed != lines {
                    let mut mutant = parts.clone();
                    mutant.set_lines(name, &changed);
                    mutant.relog(&hall);
                    all.push((format!("{name} {what}"), mutant.sign(&hall)));
                }
            }
        }
    }
    all.extend(log_mutants(parts));
    all
}

/// Acts that the log cannot have.
fn log_mutants(parts: &Parts) -> Vec<(String, Vec<u8>)> {
    let vote = parts.get("sums").lines().nth(2).unwrap().to_owned();
    let lines = parts.lines("log.jsonl");
    let replaced = lines.iter().position(|line| line.contains("ballot_replaced")).unwrap();
    let nobody = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let mut unknown = lines.clone();
    unknown[replaced] = replace_value(&lines[replaced], "\"replaces\":\"", nobody);
    let mut stuffed = lines.clone();
    stuffed.insert(replaced, replace_value(&lines[replaced], "\"commitment\":\"", nobody));
    let called_off =
        format!("{{\"vote_called_off\":{{\"reason_sha256\":\"{}\",\"vote\":\"{vote}\"}}}}", "0".repeat(64));
    let mut ended = lines.clone();
    let (_, rest) = lines[replaced].split_once(",\"at\"").unwrap();
    ended.insert(3, format!("{{\"act\":{called_off},\"at\"{rest}"));
    [("replaces a ballot that is not there", unknown), ("replaces twice", stuffed), ("called off", ended)]
        .into_iter()
        .map(|(what, lines)| {
            let mut mutant = parts.clone();
            mutant.set_lines("log.jsonl", &lines);
            mutant.relog(&key());
            (what.to_owned(), mutant.sign(&key()))
        })
        .collect()
}

#[test]
fn a_verifier_written_from_the_document_agrees() {
    let folder = Folder::new();
    let (mut paths, mut expected) = (Vec::new(), Vec::new());
    for kind in Kind::ALL {
        let made = make(kind, 14);
        let own = ("itself".to_owned(), made.record.clone());
        let unit_level = made.unit_level.clone().map(|record| ("unit-level".to_owned(), record));
        for (what, record) in [own].into_iter().chain(unit_level).chain(mutants(&Parts::of(&made.record))) {
            let ours =
                verify(&record, Some(made.key.public()), &Engine::FULL).map_err(|fault| fault.code).err();
            expected.push((format!("{} {what}", kind.name()), kind, ours));
            paths.push(folder.put(&format!("{}.zip", paths.len()), record));
        }
    }
    let said = python_says(&key(), &paths);
    assert_eq!(said.len(), expected.len());
    let mut agreed = 0;
    for ((what, kind, ours), (theirs, line)) in expected.iter().zip(&said) {
        // What it does not recount it takes as it is.
        let not_recounted = matches!(kind, Kind::Ranking | Kind::EqualShares | Kind::Greedy);
        if *ours == Some(Code::OutcomeDiffers) && not_recounted && *theirs {
            continue;
        }
        assert_eq!(ours.is_none(), *theirs, "{what}: {ours:?}, and Python: {line}");
        agreed += 1;
    }
    assert!(agreed > 800, "{agreed} of {}", expected.len());
}

/// A record with a recount told otherwise than the hall told it, signed by the hall's own key: what was done, and to
/// which line of the log.
fn recount_mutants(record: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let parts = Parts::of(record);
    let lines = parts.lines("log.jsonl");
    let all = |word: &str| {
        let places = lines.iter().enumerate().filter(|(_, line)| line.contains(word));
        places.map(|(place, _)| place).collect::<Vec<_>>()
    };
    let ([made], [answered], [aside], [first, second]) = (
        <[usize; 1]>::try_from(all("objection_made")).expect("an objection"),
        <[usize; 1]>::try_from(all("objection_answered")).expect("an answer"),
        <[usize; 1]>::try_from(all("ballot_set_aside")).expect("a ballot set aside"),
        <[usize; 2]>::try_from(all("vote_counted")).expect("two counts"),
    );
    assert!(first < made && made < answered && answered < second && aside < second, "{lines:#?}");
    let with = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines = lines.clone();
        change(&mut lines);
        let mut mutant = parts.clone();
        mutant.set_lines("log.jsonl", &lines);
        mutant.relog(&log_key());
        mutant.sign(&log_key())
    };
    vec![
        ("no answer", with(&|lines| drop(lines.remove(answered)))),
        ("answered after the recount", with(&|lines| lines.swap(answered, second))),
        ("nothing set aside", with(&|lines| drop(lines.remove(aside)))),
        ("set aside twice", with(&|lines| lines.insert(aside, lines[aside].clone()))),
        ("the first count alone", with(&|lines| drop(lines.remove(second)))),
        ("set aside after the recount", with(&|lines| lines.swap(aside, second))),
        ("counted a third time", with(&|lines| lines.push(lines[second].clone()))),
    ]
}

#[test]
fn a_record_of_a_recount_is_right_for_both_verifiers_and_its_mutants_for_neither() {
    in_town(|town| async move {
        let Counted { owners, chair, .. } = counted(&town).await;
        let path = "/c/chunhe/votes/1/record.zip";
        let before = owners[0].file(path).await;
        town.world.at.clock.advance(domain::time::SECOND);
        owners[0].fill(OBJECTIONS, &[("kind", "ballot"), ("text", "这张票不是我投的。")]).await.location();
        town.world.at.clock.advance(domain::time::SECOND);
        let aside = [("finding", "recount"), ("answer", "属实"), ("ballot", "3号楼业主0家")];
        chair.fill(FIRST, &aside).await.location();
        service::log::append(&town.world.at.hall).await.unwrap();
        let after = owners[0].file(path).await;
        let owners_file = owners[0].file("/c/chunhe/votes/1/record-owners.zip").await;

        let mutants = recount_mutants(&after);
        let right = [("before", before), ("after", after), ("by head", owners_file)];
        let folder = Folder::new();
        let mut paths = Vec::new();
        for (what, record) in right.iter().chain(&mutants) {
            let ours = verify(record, Some(log_key().public()), &Engine::FULL);
            assert_eq!(ours.is_ok(), paths.len() < right.len(), "{what}: {:?}", ours.err());
            paths.push(folder.put(&format!("{}.zip", paths.len()), record));
        }
        for ((place, (is_right, line)), (what, _)) in
            python_says(&log_key(), &paths).into_iter().enumerate().zip(right.iter().chain(&mutants))
        {
            assert_eq!(is_right, place < right.len(), "{what}, Python: {line}");
        }
    });
}
