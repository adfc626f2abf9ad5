//! `yishi count`: counts a file of ballots; `yishi pabulib`: recounts a folder of them.

mod budget;
mod choice;
pub(super) mod corpus;
mod remarks;
mod vote;

use super::locale;
use anyhow::{Context as _, anyhow, bail};
use app::text::Text;
use clap::Args;
use domain::count::ballot::OptionNo;
use domain::count::budget::election::Election;
use domain::count::formats::{ballots, pabulib, preflib};
use domain::count::record::{Rule, RuleFault};
use remarks::Remarks;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What `yishi count` takes.
#[derive(Args, Debug)]
pub(super) struct CountOptions {
    /// Ballots: .pb (Pabulib), .soc .soi .toc .toi (PrefLib), .jsonl (docs/formats.md)
    file: PathBuf,
    /// The rule by name; without, the one that the .pb file names.
    ///
    /// Budgets: greedy, greedy-no-skip, greedy-threshold, greedy-per-cost, knapsack; equal-shares (what is left is
    /// kept), equal-shares/add1 (endowments raised by 1), equal-shares/add1u, equal-shares/fill, -comparison behind
    /// the first two. Choices: plurality, approval, score, points, borda, irv, schulze, ranked-pairs, stv,
    /// stv-belenios (stv rounded as Belenios rounds), phragmen, pav, sequential-pav. Owners, by the articles of the
    /// Civil Code: 278-1 to 278-9, 279, owners-election. Consultations: majority, choose-one. --json shows the whole
    /// rule that a name stands for; --manifest takes one.
    #[arg(long, visible_alias = "method", conflicts_with = "manifest")]
    rule: Option<String>,
    /// The rule as JSON, every choice stated (docs/formats.md)
    #[arg(long)]
    manifest: Option<PathBuf>,
    /// How many are chosen, where a rule by name fills several seats
    ///
    /// Without it 1.
    #[arg(long)]
    seats: Option<u16>,
    /// The highest score, or the points there are to give, where a rule by name asks; without it 10
    #[arg(long)]
    most: Option<u32>,
    /// Count the weights that ballots carry, where a rule by name takes weights
    #[arg(long)]
    weights: bool,
    /// The order drawn beforehand for ties, all numbers or ids with commas between: 3,1,2
    #[arg(long, value_delimiter = ',')]
    lot: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Tell how the outcome came about
    #[arg(long)]
    explain: bool,
    /// Fail unless the outcome is the one in the file's column `selected`
    #[arg(long)]
    check_official: bool,
    /// Where this voter's share went, under equal shares (.pb only)
    #[arg(long, value_name = "VOTER_ID")]
    voter: Option<String>,
    /// Why this project was not selected, under equal shares
    #[arg(long, value_name = "PROJECT_ID")]
    why_not: Option<String>,
    /// Do not count a file in which anything is odd
    #[arg(long)]
    strict: bool,
}

/// An option of rules by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    Seats,
    Most,
    Weights,
    Lot,
}

/// No rule is longer: ten thousand projects in a lot fit ten times.
const MANIFEST_BYTES_MAX: u64 = 4 << 20;

/// What is asked for beside the count, and how to answer.
struct Job<'a> {
    options: &'a CountOptions,
    text: &'static dyn Text,
    remarks: Remarks<'a>,
    start: Instant,
}

/// Counts; false if the outcome is not the official one that was asked for.
pub(super) fn run(options: &CountOptions) -> anyhow::Result<bool> {
    let text = locale().text();
    let remarks = Remarks { text, path: &options.file, strict: options.strict };
    let job = Job { options, text, remarks, start: Instant::now() };
    let input = open(&options.file)?;
    match extension(&options.file).as_str() {
        "pb" => {
            let reading = pabulib::read(input).map_err(|fault| job.remarks.fault(&fault))?;
            job.remarks.tell(&reading.warnings)?;
            job.count_budget(&reading.election, None)
        }
        "jsonl" => match ballots::open(input).map_err(|fault| job.remarks.fault(&fault))? {
            ballots::File::Budget(ballots) => job.count_budget(&ballots.election, ballots.weights.as_deref()),
            ballots::File::Choice(file) => choice::count_lines(&job, file),
            ballots::File::Answers(answers) => vote::count(&job, &answers),
        },
        other => match other.parse() {
            Ok(kind) => {
                let file =
                    preflib::File::open(input, Some(kind)).map_err(|fault| job.remarks.fault(&fault))?;
                choice::count_rankings(&job, file)
            }
            Err(_unknown) => bail!("{}", text.file_type_unknown()),
        },
    }
}

impl Job<'_> {
    fn count_budget(&self, election: &Election, weights: Option<&[u64]>) -> anyhow::Result<bool> {
        budget::count(self, election, weights, self.start.elapsed())
    }

    /// Refuses what can be asked of budgets only.
    fn refuse_budget_questions(&self) -> anyhow::Result<()> {
        let CountOptions { check_official, voter, why_not, .. } = self.options;
        if *check_official || voter.is_some() || why_not.is_some() {
            bail!("{}", self.text.only_for_budgets());
        }
        Ok(())
    }

    /// The rule of a file, if one is given.
    fn manifest(&self) -> anyhow::Result<Option<Rule>> {
        let Some(path) = &self.options.manifest else { return Ok(None) };
        let mut json = String::new();
        let read = File::open(path).and_then(|file| file.take(MANIFEST_BYTES_MAX).read_to_string(&mut json));
        read.with_context(|| path.display().to_string())?;
        self.refuse(&[]).map_err(|option| anyhow!(self.text.option_beside_manifest(option)))?;
        let said = |fault| match fault {
            RuleFault::Json(error) => anyhow!(error),
            RuleFault::Vote(why) => anyhow!(self.text.rule_refused(why)),
            RuleFault::Budget(why) => anyhow!(self.text.budget_rule_refused(why)),
        };
        Rule::parse(&json).map(Some).map_err(said).with_context(|| path.display().to_string())
    }

    /// Refuses options of rules by name that a rule does not take: what is said must not go unheard.
    fn refuse_unused(&self, rule: &str, taken: &[Takes]) -> anyhow::Result<()> {
        self.refuse(taken).map_err(|option| anyhow!(self.text.option_unused(option, rule)))
    }

    fn refuse(&self, taken: &[Takes]) -> Result<(), &'static str> {
        let CountOptions { seats, most, weights, lot, .. } = self.options;
        let given = [
            // A rule that fills one seat takes the number 1.
            (Takes::Seats, seats.is_some_and(|seats| seats != 1), "--seats"),
            (Takes::Most, most.is_some(), "--most"),
            (Takes::Weights, *weights, "--weights"),
            (Takes::Lot, !lot.is_empty(), "--lot"),
        ];
        match given.into_iter().find(|(option, is_given, _)| *is_given && !taken.contains(option)) {
            Some((_, _, option)) => Err(option),
            None => Ok(()),
        }
    }

    /// How many seats are filled.
    fn seats(&self) -> u16 {
        self.options.seats.unwrap_or(1)
    }
}

fn open(path: &Path) -> anyhow::Result<BufReader<File>> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    Ok(BufReader::with_capacity(1 << 16, file))
}

/// What an option is called; nothing where it has no name.
fn option_name(names: &[String], option: OptionNo) -> &str {
    option.index().and_then(|index| names.get(index)).map_or("", String::as_str)
}

/// What the file's name ends in, in small letters.
fn extension(path: &Path) -> String {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase()
}

/// The most memory this process has held, where the system tells (Linux).
fn peak_memory_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().strip_suffix(" kB")?.parse::<u64>().ok()?.checked_mul(1024)
}

/// Seconds for JSON; not for counting.
fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}

/// Prints a line. Who stops reading, as `head` does, has read enough: that is no error. An answer that is lost
/// otherwise, on a full disk, must not look like one that was given.
fn say(line: &str) {
    match writeln!(std::io::stdout().lock(), "{line}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(std::io::stderr().lock(), "yishi: {error}");
            std::process::exit(1);
        }
        Ok(()) | Err(_) => {}
    }
}

/// Writes a value as it is read best: indented.
fn say_json(value: &serde_json::Value) -> anyhow::Result<()> {
    say(&serde_json::to_string_pretty(value)?);
    Ok(())
}
