//! Measuring the counting of budgets against the bars that were set for it, with pabutools beside it where a Python
//! has it: `PABUTOOLS_PYTHON=/path/to/venv/bin/python cargo xtask bench count [FOLDER]`.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::shell::{output, root, target};

/// The real elections that the bars name, in the folder of data beside the checkout.
const SWIECIE: &str = "Poland_Swiecie_2023.pb";
const WARSZAWA: &str = "Poland_Warszawa_2026.pb";
const LODZ: &str = "Poland_Lodz_2022.pb";
/// Voters and projects of the largest file in the public corpus.
const LARGEST: [&str; 2] = ["131778", "197"];
/// Pabutools is given up after this long.
const PATIENCE: Duration = Duration::from_secs(600);

/// One line of the table.
struct Row {
    what: String,
    bar: &'static str,
    measured: String,
    kept: Option<bool>,
}

/// Measures everything that can be measured here and prints the table.
pub(crate) fn measure(yishi: &Path) -> Result<()> {
    let bench = Bench {
        yishi: yishi.to_owned(),
        python: python(),
        data: root().join("../shared/data/pabulib"),
        made: target().join("bench-count"),
    };
    std::fs::create_dir_all(&bench.made)?;
    if bench.python.is_none() {
        println!("  no Python with pabutools: say where one is with PABUTOOLS_PYTHON; ratios are left out");
    }
    let mut rows = Vec::new();
    if bench.data.is_dir() {
        rows.push(bench.official()?);
        rows.extend(bench.add1()?);
        rows.push(bench.memory()?);
    } else {
        println!("  no {}: real elections are left out", bench.data.display());
    }
    rows.push(bench.largest()?);
    rows.extend(bench.growth()?);
    std::fs::remove_dir_all(&bench.made)?;
    println!("\n| what | bar | measured | |\n| --- | --- | --- | --- |");
    for Row { what, bar, measured, kept } in &rows {
        let mark = kept.map_or("", |kept| if kept { "kept" } else { "MISSED" });
        println!("| {what} | {bar} | {measured} | {mark} |");
    }
    if rows.iter().any(|row| row.kept == Some(false)) { bail!("a bar is missed") } else { Ok(()) }
}

/// A Python that can import pabutools.
fn python() -> Option<PathBuf> {
    let named = std::env::var_os("PABUTOOLS_PYTHON").map_or_else(|| "python3".into(), PathBuf::from);
    let tried = Command::new(&named).args(["-c", "import pabutools"]).output();
    tried.is_ok_and(|tried| tried.status.success()).then_some(named)
}

struct Bench {
    yishi: PathBuf,
    python: Option<PathBuf>,
    data: PathBuf,
    made: PathBuf,
}

/// What one run of ours took.
struct Ours {
    reading: f64,
    counting: f64,
    winners: Value,
    answer: Value,
}

impl Bench {
    /// Counts in a process of its own.
    fn ours(&self, file: &Path, rule: &[&str]) -> Result<Ours> {
        let mut command = Command::new(&self.yishi);
        let answer = output(command.arg("count").arg(file).args(rule).arg("--json"))?;
        let answer: Value = serde_json::from_str(&answer)?;
        let number = |key: &str| answer[key].as_f64().with_context(|| key.to_owned());
        let (reading, counting) = (number("seconds_reading")?, number("seconds")?);
        Ok(Ours { reading, counting, winners: answer["winners"].clone(), answer })
    }

    /// Pabutools on the same file: reading, counting, winners; `None` if it is not there or out of patience.
    fn theirs(&self, file: &Path, rule: &str) -> Result<Option<(f64, f64, Value)>> {
        let Some(python) = &self.python else { return Ok(None) };
        let said = self.made.join("pabutools.json");
        let mut child = Command::new(python)
            .arg(root().join("xtask/oracles/bench_budgets.py"))
            .arg(file)
            .arg(rule)
            .stdout(File::create(&said)?)
            .spawn()?;
        let start = Instant::now();
        while child.try_wait()?.is_none() {
            if start.elapsed() > PATIENCE {
                child.kill()?;
                child.wait()?;
                return Ok(None);
            }
            std::thread::park_timeout(Duration::from_millis(50));
        }
        let answer: Value = serde_json::from_str(&std::fs::read_to_string(&said)?)?;
        let number = |key: &str| answer[key].as_f64().with_context(|| key.to_owned());
        Ok(Some((number("reading")?, number("counting")?, answer["winners"].clone())))
    }

    fn official(&self) -> Result<Row> {
        // Ends with a failure where files cannot be counted, which some here are made for.
        let run = Command::new(&self.yishi).arg("pabulib").arg(&self.data).arg("--json").output()?;
        let text = String::from_utf8(run.stdout)?;
        let sums = serde_json::Deserializer::from_str(&text).into_iter::<Value>().last();
        let sums = sums.context("no sums")??;
        let (same, compared) = (sums["same"].as_u64(), sums["compared"].as_u64());
        Ok(Row {
            what: "official results among the files at hand, reproduced".to_owned(),
            bar: "all",
            measured: format!("{} of {}", same.unwrap_or_default(), compared.unwrap_or_default()),
            kept: Some(same == compared),
        })
    }

    fn add1(&self) -> Result<Vec<Row>> {
        let rule = ["--rule", "equal-shares/add1"];
        let file = self.data.join(SWIECIE);
        // Pabutools knows Add1 only with a stop at an exhaustive outcome.
        let stopping = self.changed(&self.ours(&file, &rule)?, "exhaustive_stop", "supported".into())?;
        let ours = self.ours(&file, &["--manifest", &stopping])?;
        let theirs = self.theirs(&file, "add1")?;
        let ratio = theirs.as_ref().map(|(_, counting, _)| counting / ours.counting);
        let same = theirs.as_ref().is_none_or(|(.., winners)| *winners == ours.winners);
        let swiecie = Row {
            what: format!("Add1, exact, {SWIECIE}: ours / pabutools'"),
            bar: "≤ 1/200",
            measured: match ratio {
                Some(ratio) => format!(
                    "{} against {}: 1/{ratio:.0}, winners {}",
                    milliseconds(ours.counting),
                    milliseconds(ours.counting * ratio),
                    if same { "the same in order" } else { "DIFFER" }
                ),
                None => milliseconds(ours.counting),
            },
            kept: ratio.map(|ratio| ratio >= 200.0 && same),
        };
        let file = self.data.join(WARSZAWA);
        let yuan = self.ours(&file, &rule)?;
        let fen = self.ours(&file, &["--manifest", &self.in_hundredths(&yuan)?])?;
        let warszawa = Row {
            what: format!("Add1, exact, {WARSZAWA}"),
            bar: "≤ 3 s",
            measured: milliseconds(yuan.counting),
            kept: Some(yuan.counting <= 3.0),
        };
        let steps = Row {
            what: "the same in steps of 1/100 instead of 1".to_owned(),
            bar: "≤ 3×",
            measured: format!("{}: {:.1}×", milliseconds(fen.counting), fen.counting / yuan.counting),
            kept: Some(fen.counting <= 3.0 * yuan.counting),
        };
        Ok(vec![swiecie, warszawa, steps])
    }

    /// The rule of an answer with steps of 1/100 of the currency, in a file.
    fn in_hundredths(&self, answer: &Ours) -> Result<String> {
        self.changed(answer, "step", serde_json::json!({ "units": 1, "decimals": 2 }))
    }

    /// The rule of an answer with another choice in how endowments are raised, in a file.
    fn changed(&self, answer: &Ours, choice: &str, to: Value) -> Result<String> {
        let mut rule = answer.answer["manifest"].clone();
        let raising =
            rule.pointer_mut("/method/equal_shares/completion/add").context("no raising in the rule")?;
        raising[choice] = to;
        let path = self.made.join(format!("{choice}.json"));
        std::fs::write(&path, rule.to_string())?;
        Ok(path.display().to_string())
    }

    fn memory(&self) -> Result<Row> {
        let most = |rule: &[&str]| -> Result<u64> {
            let ours = self.ours(&self.data.join(LODZ), rule)?;
            Ok(ours.answer["peak_memory_bytes"].as_u64().unwrap_or_default() / 1_000_000)
        };
        let (greedy, add1) = (most(&["--rule", "greedy"])?, most(&["--rule", "equal-shares/add1"])?);
        Ok(Row {
            what: format!("memory of the process, {LODZ}: greedy, Add1"),
            bar: "≤ 200 MB",
            measured: format!("{greedy} MB, {add1} MB"),
            kept: Some(greedy.max(add1) <= 200 && greedy > 0),
        })
    }

    fn make(&self, voters: &str, projects: &str) -> Result<PathBuf> {
        let path = self.made.join(format!("{voters}x{projects}.pb"));
        let mut make = Command::new(&self.yishi);
        let made =
            make.args(["pabulib", "--make", voters, projects, "1"]).stdout(File::create(&path)?).status()?;
        if made.success() { Ok(path) } else { bail!("{} was not made", path.display()) }
    }

    fn largest(&self) -> Result<Row> {
        let [voters, projects] = LARGEST;
        let file = self.make(voters, projects)?;
        let ours = self.ours(&file, &["--rule", "greedy"])?;
        let theirs = self.theirs(&file, "greedy")?;
        let took = ours.reading + ours.counting;
        let ratio = theirs.as_ref().map(|(reading, counting, _)| (reading + counting) / took);
        let same = theirs.as_ref().is_none_or(|(.., winners)| *winners == ours.winners);
        Ok(Row {
            what: format!("read + greedy, {voters} voters × {projects} projects (made): ours / pabutools'"),
            bar: "≤ 1/50",
            measured: match ratio {
                Some(ratio) => format!(
                    "{} against {}: 1/{ratio:.0}, winners {}",
                    milliseconds(took),
                    milliseconds(took * ratio),
                    if same { "the same in order" } else { "DIFFER" }
                ),
                None => milliseconds(took),
            },
            kept: ratio.map(|ratio| ratio >= 50.0 && same),
        })
    }

    fn growth(&self) -> Result<Vec<Row>> {
        let (few, many) = (self.make("13000", "100")?, self.make("130000", "100")?);
        let mut rows = Vec::new();
        for rule in ["greedy", "equal-shares/add1"] {
            let took = |file: &Path| -> Result<f64> {
                // The best of three: what the machine does beside it is no part of the growth.
                let runs = (0..3).map(|_| self.ours(file, &["--rule", rule]));
                let runs = runs.collect::<Result<Vec<_>>>()?;
                Ok(runs.iter().map(|run| run.reading + run.counting).fold(f64::MAX, f64::min))
            };
            let (short, long) = (took(&few)?, took(&many)?);
            rows.push(Row {
                what: format!("10× voters (13,000 → 130,000 × 100), {rule}"),
                bar: "≤ 12×",
                measured: format!("{} → {}: {:.1}×", milliseconds(short), milliseconds(long), long / short),
                kept: Some(long <= 12.0 * short),
            });
        }
        Ok(rows)
    }
}

fn milliseconds(seconds: f64) -> String {
    if seconds < 10.0 { format!("{:.1} ms", seconds * 1000.0) } else { format!("{seconds:.0} s") }
}
