//! `yishi verify`: checks the record of a vote from end to end, and a receipt against it.

use super::locale;
use crate::witness::Refusal;
use crate::witness::pull::{Against, prove};
use crate::witness::web::Web;
use app::text::Text;
use clap::Args;
use domain::count::weight::AreaSum;
use domain::log::checkpoint::Checkpoint;
use domain::log::entry::{Act, Entry, Subject};
use domain::log::note::{Note, VerifierKey};
use domain::log::tiles::{self, Tile, TileKind, WIDTH};
use domain::log::tree::Hash;
use domain::log::witness::Seen;
use domain::measure::{grouped, square_metres};
use domain::record::fault::{Fault, FaultCode, Stage};
use domain::record::log::Standing;
use domain::record::receipt::{self, Checked, MAX_RECEIPT};
use domain::record::verify::{Account, Engine, Verified, verify};
use domain::record::zip::MAX_ARCHIVE;
use domain::votes::frozen::short_code;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// What `yishi verify` takes.
#[derive(Args, Debug)]
pub(super) struct VerifyOptions {
    /// The record, as the page of the vote's outcome has it (docs/record-format.md)
    record: PathBuf,
    /// A receipt: whether its ballot is in the record, counted, and unchanged
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    /// The public key of the hall's log, as its posters and its About page have it
    ///
    /// Without it the key in the record is shown, to be compared.
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Where the log is served: whether it still begins with the record's entries, https://hall.example.org/log
    #[arg(long, value_name = "URL")]
    log: Option<String>,
}

/// An answer of the log that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(30);

/// What ends with 2: a file that cannot be read, a key that is none.
const UNREADABLE: u8 = 2;

/// Checks; 0 if all is right, 1 if something differs, 2 if there is nothing to check.
pub(super) fn run(options: &VerifyOptions) -> ExitCode {
    let text = locale().text();
    match check(options, text) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            let _ = writeln!(std::io::stderr().lock(), "yishi: {why}");
            ExitCode::from(UNREADABLE)
        }
    }
}

fn check(options: &VerifyOptions, text: &'static dyn Text) -> Result<bool, String> {
    let key = match &options.key {
        Some(key) => Some(key.trim().parse::<VerifierKey>().map_err(|_any| text.record_key_invalid(key))?),
        None => None,
    };
    let record = read(&options.record, MAX_ARCHIVE, text)?;
    let receipt = options.receipt.as_ref().map(|path| read(path, MAX_RECEIPT, text)).transpose()?;
    let verified = match verify(&record, key.as_ref(), &Engine::FULL) {
        Ok(verified) => verified,
        Err(fault) => {
            tell_fault(&fault, &options.record, text);
            say(text.record_is_wrong());
            return Ok(false);
        }
    };
    tell(&verified.account, key.is_some(), text);
    say(&text.record_is_right(&verified.account.title));
    let receipt = receipt.map(|receipt| receipt::check(&receipt, &verified));
    let proof = receipt.as_ref().and_then(|checked| checked.as_ref().ok()?.proof.clone());
    let receipt_is_right = receipt.is_none_or(|checked| tell_receipt(checked, options, text));
    let log_is_right = match &options.log {
        Some(url) => check_served(url, &verified, proof.as_ref(), text)?,
        None => true,
    };
    Ok(receipt_is_right && log_is_right)
}

/// Holds the log as it is served now against the record's, and against the one that the voter was shown with the
/// receipt: it may have grown, and nothing else.
fn check_served(
    url: &str,
    verified: &Verified,
    proof: Option<&Checkpoint>,
    text: &'static dyn Text,
) -> Result<bool, String> {
    let stage = text.record_served();
    let failed = |why: &str| {
        say(&text.record_failed(stage, why));
        Ok(false)
    };
    let web = Web::new(url, PATIENCE);
    let shown = web.checkpoint().map_err(|error| error.to_string())?;
    let note = String::from_utf8(shown).ok().and_then(|shown| shown.parse::<Note>().ok());
    let Some(note) = note else { return failed(text.record_served_garbled()) };
    let Ok(shown) = Checkpoint::open(&note, &verified.key) else {
        return failed(text.record_fault(FaultCode::CheckpointNotSigned));
    };
    for Checkpoint { size, root, .. } in [Some(&verified.log.checkpoint), proof].into_iter().flatten() {
        match prove(&web, Seen { size: *size, root: *root }, (&note, &shown)) {
            Ok(Ok(_path)) => {}
            Ok(Err((Against::Smaller, _))) => return failed(&text.witness_smaller(*size, shown.size)),
            Ok(Err((Against::Fork, _))) => return failed(&text.witness_fork(*size)),
            Ok(Err((Against::Rewritten, _))) => return failed(&text.witness_rewritten(*size, shown.size)),
            Err(Refusal::Unproved { .. }) => return failed(&text.record_served_unproved(*size, shown.size)),
            Err(other) => return Err(other.to_string()),
        }
    }
    match behind(&web, verified, &shown)? {
        None => return failed(text.record_served_garbled()),
        Some(acts) if acts.is_empty() => {}
        Some(acts) => {
            let voided = acts.iter().find(|(_, act)| matches!(act, Act::VoteVoided { .. }));
            // A void vote has no newer record: what else the log says of it is beside the point.
            let said = match voided {
                Some((number, _)) => text.record_voided(number + 1),
                None => {
                    let told =
                        |(number, act): &(u64, Act)| text.record_overtaken(number + 1, &text.log_act(act));
                    acts.iter().map(told).collect::<Vec<String>>().join("；")
                }
            };
            return failed(&said);
        }
    }
    let names = note.signatures().iter().map(|by| by.name.as_str());
    let witnesses: Vec<&str> = names.filter(|name| *name != verified.key.name()).collect();
    let same = text.record_served_same(verified.log.checkpoint.size, shown.size, &witnesses);
    say(&text.record_passed(stage, &same));
    Ok(true)
}

/// What the log says behind the record that takes from it: ballots set aside since, another count, that the vote counts
/// for nothing. None where the entries shown are not those of the tree.
fn behind(web: &Web, verified: &Verified, shown: &Checkpoint) -> Result<Option<Vec<(u64, Act)>>, String> {
    let mut edge = verified.log.edge();
    let mut acts = Vec::new();
    while edge.size() < shown.size {
        let (index, past) = (edge.size() / WIDTH, edge.size() % WIDTH);
        let width = (shown.size - index * WIDTH).min(WIDTH);
        let tile = Tile { kind: TileKind::Entries, index, width };
        let bundle = web.bundle(&tile.to_string()).map_err(|error| error.to_string())?;
        let Some(entries) = tiles::entries(&bundle) else { return Ok(None) };
        let skipped = usize::try_from(past).unwrap_or(usize::MAX);
        if u64::try_from(entries.len()) != Ok(width) {
            return Ok(None);
        }
        for entry in entries.into_iter().skip(skipped) {
            let number = edge.size();
            edge.push(Hash::leaf(entry));
            let Ok(Entry { act, .. }) = serde_json::from_slice::<Entry>(entry) else { continue };
            let takes =
                matches!(act, Act::BallotSetAside { .. } | Act::VoteCounted { .. } | Act::VoteVoided { .. });
            if takes && act.subject() == Subject::Vote(verified.vote) {
                acts.push((number, act));
            }
        }
    }
    Ok((edge.root() == shown.root).then_some(acts))
}

/// A file, or as much of it as shows that it is too large.
fn read(path: &Path, most: usize, text: &'static dyn Text) -> Result<Vec<u8>, String> {
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map_err(|why| text.record_unreadable(&path.display().to_string(), &why.to_string()))?;
    Ok(bytes)
}

/// Every check with what it found.
fn tell(account: &Account, key_was_given: bool, text: &'static dyn Text) {
    let passed = |stage, found: &str| say(&text.record_passed(text.record_stage(stage), found));
    passed(Stage::Archive, &text.record_files(&account.files.len().to_string()));
    if key_was_given {
        passed(Stage::Sums, text.record_signed_as_given());
    } else {
        passed(Stage::Sums, &text.record_signed(&account.key));
    }
    passed(Stage::Manifest, &text.record_questions(&account.questions.to_string()));
    passed(Stage::Roll, &roll(account, text));
    let first = account.first.saturating_add(1).to_string();
    passed(Stage::Log, &text.record_log(&first, &account.size.to_string()));
    passed(Stage::Ballots, &ballots(account, text));
    passed(Stage::Questions, text.record_counted_files(account.ballots_are_public));
    passed(Stage::Outcome, text.record_outcome());
    if let Some(ballots) = account.openings {
        passed(Stage::Openings, &text.record_openings(&ballots.to_string()));
    }
}

fn roll(account: &Account, text: &'static dyn Text) -> String {
    let heads = grouped(account.electorate.heads.get());
    let mut told = text.record_roll(&account.heads.to_string(), &heads);
    if account.electorate.area != AreaSum::ZERO {
        told.push_str(&text.record_roll_area(&square_metres(account.electorate.area.get())));
    }
    told
}

fn ballots(account: &Account, text: &'static dyn Text) -> String {
    let mut told = text.record_ballots(&account.logged.to_string(), &account.counting.to_string());
    if account.replaced > 0 {
        told.push_str(&text.record_replaced(&account.replaced.to_string()));
    }
    if account.set_aside > 0 {
        told.push_str(&text.record_set_aside(&account.set_aside.to_string()));
    }
    if account.joined > 0 {
        told.push_str(&text.record_joined(&account.joined.to_string()));
    }
    told
}

/// What was found right before, then what differs and where.
fn tell_fault(fault: &Fault, record: &Path, text: &'static dyn Text) {
    for stage in Stage::ALL.iter().take_while(|stage| **stage < fault.stage) {
        say(&text.record_passed_before(text.record_stage(*stage)));
    }
    // The record's own faults are those of the file that was named.
    let file = if fault.file.is_empty() { record.display().to_string() } else { fault.file.clone() };
    say(&text.record_failed(text.record_stage(fault.stage), &remark(fault, &file, text)));
}

fn remark(fault: &Fault, file: &str, text: &'static dyn Text) -> String {
    let place = fault.line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"));
    text.record_remark(&place, text.record_fault(fault.code), &fault.shown)
}

fn tell_receipt(checked: Result<Checked, Fault>, options: &VerifyOptions, text: &'static dyn Text) -> bool {
    let stage = text.record_stage(Stage::Receipt);
    match checked {
        Ok(checked) => {
            let place = checked.index.saturating_add(1);
            let found = match checked.standing {
                Standing::Counts => text.receipt_counts(&checked.code, place),
                Standing::Replaced { by } => text.receipt_replaced(&checked.code, place, &short_code(by)),
                Standing::SetAside => text.receipt_set_aside(&checked.code, place),
            };
            say(&text.record_passed(stage, &found));
            if checked.proof.is_some() {
                say(text.receipt_proved());
            }
            true
        }
        Err(fault) => {
            let file = options.receipt.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
            say(&text.record_failed(stage, &remark(&fault, &file, text)));
            false
        }
    }
}

/// Prints a line; whoever stops reading has read enough.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
