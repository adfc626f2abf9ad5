//! `yishi pabulib`: recounts every file of a folder, and makes files to measure with.

use super::super::locale;
use super::{extension, open, say, seconds};
use anyhow::{Context as _, anyhow, bail};
use app::text::Text;
use clap::Args;
use domain::count::formats::pabulib::{self, official};
use domain::count::formats::{Fault, MAX_OPTIONS};
use domain::count::{budget, named};
use serde_json::json;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What `yishi pabulib` takes.
#[derive(Args, Debug)]
pub(in super::super) struct CorpusOptions {
    /// The folder; files in folders below are read too
    #[arg(required_unless_present = "make")]
    folder: Option<PathBuf>,
    /// Print one JSON object for each file, and one with the sums
    #[arg(long)]
    json: bool,
    /// Write a made file to the standard output instead, always the same for the same numbers
    #[arg(long, num_args = 3, value_names = ["VOTERS", "PROJECTS", "SEED"], conflicts_with = "folder")]
    make: Option<Vec<u64>>,
}

/// What came of a file.
enum Verdict {
    Same,
    Differs { missed: usize, added: usize },
    NoResult,
    NoRule,
    Failed(String),
}

/// One line of the table.
struct Line {
    file: String,
    rule: String,
    voters: u64,
    projects: usize,
    time: Duration,
    verdict: Verdict,
}

/// Recounts; true if every file could be read and counted.
pub(in super::super) fn run(options: &CorpusOptions) -> anyhow::Result<bool> {
    if let Some([voters, projects, seed]) = options.make.as_deref() {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let most = u64::try_from(MAX_OPTIONS).unwrap_or(u64::MAX);
        anyhow::ensure!(*projects <= most, locale().text().too_many_made(most));
        let projects = u32::try_from(*projects).context("PROJECTS")?;
        pabulib::make(*voters, projects, *seed, &mut out)?;
        out.flush()?;
        return Ok(true);
    }
    let text = locale().text();
    let folder = options.folder.as_deref().unwrap_or(Path::new("."));
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    if files.is_empty() {
        bail!("{}", text.no_pabulib_files(&folder.display().to_string()));
    }
    let mut lines = Vec::with_capacity(files.len());
    let width = files.iter().map(|file| name(folder, file).chars().count()).max().unwrap_or_default();
    if !options.json {
        say(&row(&text.corpus_heads().map(str::to_owned), width));
    }
    for file in &files {
        let line = recount(text, folder, file);
        if options.json {
            say(&line.json().to_string());
        } else {
            say(&line.row(text, width));
        }
        lines.push(line);
    }
    Ok(sum_up(text, options, &lines))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let path = entry.path();
        // A link to a folder may lead back here. What is no file, a pipe for one, may never end.
        if entry.file_type()?.is_dir() {
            collect(&path, files)?;
        } else if extension(&path) == "pb" && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

/// What a file is called in the table.
fn name(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).display().to_string()
}

/// Reads and counts one file, whatever may be wrong with it.
fn recount(text: &'static dyn Text, folder: &Path, path: &Path) -> Line {
    let start = Instant::now();
    let mut line = Line {
        file: name(folder, path),
        rule: String::new(),
        voters: 0,
        projects: 0,
        time: Duration::ZERO,
        verdict: Verdict::NoRule,
    };
    line.verdict =
        counted(text, path, &mut line).unwrap_or_else(|error| Verdict::Failed(format!("{error:#}")));
    line.time = start.elapsed();
    line
}

fn counted(text: &'static dyn Text, path: &Path, line: &mut Line) -> anyhow::Result<Verdict> {
    // The file's name stands in the line already.
    let said = |fault: Fault| {
        anyhow!(text.ballots_remark(&fault.place.to_string(), text.ballots_fault(fault.code), &fault.shown))
    };
    let reading = pabulib::read(open(path)?).map_err(said)?;
    let election = &reading.election;
    election.meta.get("rule").unwrap_or_default().clone_into(&mut line.rule);
    (line.voters, line.projects) = (election.voters(), election.projects.len());
    let manifest = match named::official(election) {
        Ok(manifest) => manifest,
        Err(named::NameError::Unknown(_)) => return Ok(Verdict::NoRule),
        Err(error) => return Err(error.into()),
    };
    let outcome =
        budget::count(election, &manifest, None).map_err(|error| anyhow!(text.budget_error(&error)))?;
    Ok(match official::compare(election, &outcome.winners) {
        None => Verdict::NoResult,
        Some(comparison) if comparison.is_same() => Verdict::Same,
        Some(comparison) => {
            Verdict::Differs { missed: comparison.missed.len(), added: comparison.added.len() }
        }
    })
}

impl Line {
    fn json(&self) -> serde_json::Value {
        let verdict = match &self.verdict {
            Verdict::Same => "same",
            Verdict::Differs { .. } => "differs",
            Verdict::NoResult => "no_official_result",
            Verdict::NoRule => "rule_not_known",
            Verdict::Failed(_) => "failed",
        };
        let mut object = json!({
            "file": self.file, "rule": self.rule, "voters": self.voters, "projects": self.projects,
            "seconds": seconds(self.time), "result": verdict,
        });
        match &self.verdict {
            Verdict::Differs { missed, added } => {
                object["missed"] = (*missed).into();
                object["added"] = (*added).into();
            }
            Verdict::Failed(error) => object["error"] = error.as_str().into(),
            Verdict::Same | Verdict::NoResult | Verdict::NoRule => {}
        }
        object
    }

    fn row(&self, text: &dyn Text, width: usize) -> String {
        let result = match &self.verdict {
            Verdict::Same => text.corpus_same().to_owned(),
            Verdict::Differs { missed, added } => text.corpus_differs(*missed, *added),
            Verdict::NoResult => text.corpus_no_result().to_owned(),
            Verdict::NoRule => text.corpus_no_rule().to_owned(),
            Verdict::Failed(error) => error.clone(),
        };
        let milliseconds = format!("{}.{}", self.time.as_millis(), self.time.as_micros() % 1000 / 100);
        // What could not be read has no numbers.
        let number = |number: String| if number == "0" { "-".to_owned() } else { number };
        let (voters, projects) = (number(self.voters.to_string()), number(self.projects.to_string()));
        row(&[self.file.clone(), self.rule.clone(), voters, projects, milliseconds, result], width)
    }
}

fn row(cells: &[String; 6], width: usize) -> String {
    let [file, rule, voters, projects, time, result] = cells;
    format!("{file:<width$} {rule:<27} {voters:>7} {projects:>5} {time:>9}  {result}")
}

/// Says how many results were reproduced; false if a file could not be counted.
fn sum_up(text: &'static dyn Text, options: &CorpusOptions, lines: &[Line]) -> bool {
    let count = |is: fn(&Verdict) -> bool| lines.iter().filter(|line| is(&line.verdict)).count();
    let same = count(|verdict| matches!(verdict, Verdict::Same));
    let compared = same + count(|verdict| matches!(verdict, Verdict::Differs { .. }));
    let no_result = count(|verdict| matches!(verdict, Verdict::NoResult));
    let no_rule = count(|verdict| matches!(verdict, Verdict::NoRule));
    let failed = count(|verdict| matches!(verdict, Verdict::Failed(_)));
    if options.json {
        let sums = json!({
            "files": lines.len(), "compared": compared, "same": same,
            "no_official_result": no_result, "rule_not_known": no_rule, "failed": failed,
        });
        say(&sums.to_string());
    } else {
        // In tenths of a per cent, rounded down, so that 100.0 means all.
        let share = same * 1000 / compared.max(1);
        say(&text.corpus_share(same, compared, &format!("{}.{}", share / 10, share % 10)));
        say(&text.corpus_rest(no_result, no_rule, failed));
    }
    failed == 0
}
