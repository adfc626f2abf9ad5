//! Measurements, made the same way each time: `docs/benchmarks.md` keeps the figures.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::postgres::Cluster;
use crate::shell::{cargo, run, step, target};
use crate::site;

/// A page of the demo with 200 comments, and an open owners' vote its resident holds two heads in.
const LONG_THREAD: &str = "/c/chunhe/issues/9";
const OPEN_VOTE: &str = "/c/chunhe/votes/4";
/// Lines of the roll that is read in.
const ROLL_LINES: &str = "100000";
/// How often one of two servers is killed.
const KILLED_ROUNDS: &str = "50";
/// Heads of the record that a browser counts: 10,000 of them vote.
const RECORD_HEADS: &str = "12520";

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Size,
    Pages,
    Ballots,
    Close,
    Killed,
    Roll,
    Count,
    Recount,
}

const PARTS: [Part; 8] = [
    Part::Size,
    Part::Pages,
    Part::Ballots,
    Part::Close,
    Part::Killed,
    Part::Roll,
    Part::Count,
    Part::Recount,
];

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Pages => "pages",
            Self::Ballots => "ballots",
            Self::Close => "close",
            Self::Killed => "killed",
            Self::Roll => "roll",
            Self::Count => "count",
            Self::Recount => "recount",
        }
    }

    fn measure(self) -> Result<()> {
        match self {
            Self::Size => site::build().map(drop),
            Self::Pages => run(bench().arg("pages").arg(built("yishi")).args([LONG_THREAD, OPEN_VOTE])),
            Self::Ballots => {
                run(bench().arg("ballots").arg(built("yishi")).arg(built("examples/bare_commits")))
            }
            Self::Close => {
                let cluster = Cluster::start()?;
                run(example("close_vote").arg(built("yishi")).env("YISHI_TEST_POSTGRES", cluster.url()))
            }
            Self::Killed => killed(),
            Self::Roll => roll(),
            Self::Count => crate::count::measure(&built("yishi")),
            Self::Recount => recount(),
        }
    }
}

/// `cargo xtask bench [PART …]`: the named parts, or all.
pub(crate) fn measure(names: &[String]) -> Result<()> {
    if let Some(name) = names.iter().find(|name| !PARTS.iter().any(|part| part.name() == **name)) {
        bail!("no part is called `{name}`; there are {}", PARTS.map(Part::name).join(" "));
    }
    let asked: Vec<_> = PARTS
        .into_iter()
        .filter(|part| names.is_empty() || names.iter().any(|name| name == part.name()))
        .collect();
    if asked == [Part::Killed] {
        // It is a test, and builds itself.
    } else if asked == [Part::Count] {
        // Counting shows no pages, so neither site nor yardsticks are built for it.
        step("release build", || {
            run(cargo().args(["build", "--release", "-p", "server", "--bin", "yishi"]))
        })?;
    } else if asked.iter().any(|part| !matches!(part, Part::Size | Part::Recount)) {
        step("site", || site::build().map(drop))?;
        step("release build", || {
            let what = ["build", "--release", "--workspace", "--bin", "yishi", "--example", "bench"];
            let yardsticks =
                ["bare_commits", "close_vote", "read_roll", "import_roll"].map(|name| ["--example", name]);
            run(cargo().args(what).args(yardsticks.concat()))
        })?;
    }
    for part in asked {
        step(&format!("bench {}", part.name()), || part.measure())?;
    }
    Ok(())
}

/// Two servers over one PostgreSQL while a vote closes, one of them killed at a random moment.
fn killed() -> Result<()> {
    let cluster = Cluster::start()?;
    let story = "closing::two_servers_close_a_vote_once_and_one_of_them_is_killed";
    let mut test = cargo();
    test.args(["test", "-p", "server", "--test", "it", "--", "--exact", story]);
    run(test.env("YISHI_TEST_POSTGRES", cluster.url()).env("YISHI_KILLED_ROUNDS", KILLED_ROUNDS))
}

/// Each file in a process of its own, so that its memory is its own.
fn roll() -> Result<()> {
    let folder = target().join("bench-roll");
    std::fs::create_dir_all(&folder)?;
    run(example("read_roll").arg("make").arg(&folder).arg(ROLL_LINES))?;
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.sort();
    for file in &files {
        run(example("import_roll").arg(file))?;
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// A big record, counted again in a browser. The server only hands out files, so a plain build of it does.
fn recount() -> Result<()> {
    crate::suite::prepare_browser()?;
    let folder = target().join("bench-recount");
    let mut records = cargo();
    records.args(["run", "--release", "--package", "domain", "--example", "records", "--"]);
    run(records.arg(&folder).arg(RECORD_HEADS))?;
    run(crate::suite::node("recount.bench.mjs").arg(&folder))?;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

fn bench() -> Command {
    example("bench")
}

fn example(name: &str) -> Command {
    Command::new(built(&format!("examples/{name}")))
}

fn built(name: &str) -> PathBuf {
    target().join(Path::new("release")).join(name)
}
