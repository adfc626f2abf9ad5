//! `cargo xtask test`: everything that has to be true before a change goes in. A part that cannot run fails.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::build_server;
use crate::machine::{self, Package, WASM};
use crate::postgres::Cluster;
use crate::shell::{cargo, root, run, seconds, size, step, target};
use crate::site::{self, Asset};
use crate::tidy;

/// What a reader on a slow line may be asked to wait for; brotli bytes.
const WASM_BUDGET: u64 = 80_000;
const JAVASCRIPT_BUDGET: u64 = 10_000;
/// What is fetched with a page that offers a recount, and what loads the module.
const RECOUNT_SCRIPT_BUDGET: u64 = 5_000;
/// What checks and counts a record again; fetched only by who asks for it. Each of one family is to come to 100 kB
/// (docs/benchmarks.md).
const RECOUNT_BUDGETS: [(&str, u64); 9] = [
    ("vote", 97_000),
    ("sums", 90_000),
    ("pairs", 87_000),
    ("runoff", 99_500),
    ("phragmen", 94_000),
    ("pav", 96_500),
    ("stv", 99_500),
    ("greedy", 100_000),
    ("budget", 138_000),
];

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Fmt,
    Tidy,
    Clippy,
    Unit,
    Wasm,
    EndToEnd,
}

/// Cheapest first: a slip of the pen is told in seconds.
const PARTS: [Part; 6] = [Part::Fmt, Part::Tidy, Part::Clippy, Part::Unit, Part::Wasm, Part::EndToEnd];

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Tidy => "tidy",
            Self::Clippy => "clippy",
            Self::Unit => "unit",
            Self::Wasm => "wasm",
            Self::EndToEnd => "e2e",
        }
    }

    fn check(self) -> Result<()> {
        match self {
            Self::Fmt => run(cargo().args(["fmt", "--all", "--check"])),
            Self::Tidy => tidy::check_tree(),
            Self::Clippy => clippy(),
            Self::Unit => unit(),
            Self::Wasm => within_budget(&site::build()?),
            Self::EndToEnd => end_to_end(),
        }
    }
}

/// Runs the named parts, or all of them, in order, up to the first that fails.
pub(crate) fn test(names: &[String]) -> Result<()> {
    let unknown = names.iter().find(|name| !PARTS.iter().any(|part| part.name() == **name));
    if let Some(name) = unknown {
        bail!("no part is called `{name}`; there are {}", PARTS.map(Part::name).join(" "));
    }
    let asked = |part: &Part| names.is_empty() || names.iter().any(|name| name == part.name());
    let start = Instant::now();
    let mut times: Vec<(Part, Duration)> = Vec::new();
    for part in PARTS.into_iter().filter(asked) {
        let began = Instant::now();
        step(part.name(), || part.check())?;
        times.push((part, began.elapsed()));
    }
    let parts: Vec<_> =
        times.iter().map(|(part, time)| format!("{} {}", part.name(), seconds(*time))).collect();
    println!("\nAll good in {}: {}", seconds(start.elapsed()), parts.join(", "));
    Ok(())
}

fn clippy() -> Result<()> {
    machine::need_wasm_target()?;
    site::ensure()?;
    let strict = ["--", "--deny", "warnings"];
    run(cargo().args(["clippy", "--workspace", "--all-targets"]).args(strict))?;
    let browser = ["clippy", "--target", WASM, "--package"];
    run(cargo().args(browser).args(["app", "--no-default-features", "--features", "hydrate"]).args(strict))?;
    run(cargo().args(browser).arg("domain").args(strict))
}

/// The same data tests run on both engines, so the cluster is there before the first of them starts.
fn unit() -> Result<()> {
    site::ensure()?;
    machine::need(&[Package::Python3Cryptography])?;
    let cluster = Cluster::start()?;
    run(cargo().args(["test", "--workspace"]).env("YISHI_TEST_POSTGRES", cluster.url()))
}

fn within_budget(assets: &[Asset]) -> Result<()> {
    let brotli = |roles: &[&str]| -> u64 {
        assets.iter().filter(|asset| roles.contains(&asset.role)).map(|asset| asset.brotli_bytes).sum()
    };
    check_size("the islands' wasm", brotli(&["wasm"]), WASM_BUDGET)?;
    check_size("their JavaScript", brotli(&["islands", "boot"]), JAVASCRIPT_BUDGET)?;
    check_size("what shows a recount", brotli(&["recount", "recount-loader"]), RECOUNT_SCRIPT_BUDGET)?;
    for (module, budget) in RECOUNT_BUDGETS {
        check_size(&format!("a record in the browser, {module}"), brotli(&[module]), budget)?;
    }
    Ok(())
}

fn check_size(what: &str, is: u64, budget: u64) -> Result<()> {
    println!("  {what}: {} of {}, brotli", size(is), size(budget));
    if is > budget {
        bail!("{what} is {} over its budget", size(is - budget));
    }
    Ok(())
}

/// Every spec in Debian's Chromium against the real server, with JavaScript on, off, and inside a chat app.
fn end_to_end() -> Result<()> {
    prepare_browser()?;
    let mut specs: Vec<_> = std::fs::read_dir(browser_tests())?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".spec.mjs"))
        .collect();
    specs.sort();
    if specs.is_empty() {
        bail!("there is no spec in end2end/");
    }
    run(node("--test").args(specs))
}

/// Builds the site and the server, and makes the demo community that every script of `end2end` gets a copy of.
pub(crate) fn prepare_browser() -> Result<()> {
    machine::need(&[Package::Chromium, Package::FontsNotoCjk])?;
    site::build()?;
    run(build_server().args(["--example", "islands"]))?;
    if !npm_is_done(&browser_tests())? {
        run(Command::new("npm").current_dir(browser_tests()).args(["ci", "--no-audit", "--no-fund"]))?;
    }
    run(&mut node("prepare.mjs"))
}

/// Node in `end2end`, which finds the server that was built.
pub(crate) fn node(what: &str) -> Command {
    let mut node = Command::new("node");
    node.current_dir(browser_tests()).env("YISHI", target().join("debug/yishi")).arg(what);
    node
}

fn browser_tests() -> PathBuf {
    root().join("end2end")
}

/// npm leaves its own copy of the lock file in `node_modules`; as long as ours is not newer, nothing has to be fetched.
fn npm_is_done(folder: &Path) -> Result<bool> {
    let ours = std::fs::metadata(folder.join("package-lock.json")).context("end2end/package-lock.json")?;
    let Ok(done) = std::fs::metadata(folder.join("node_modules/.package-lock.json")) else {
        return Ok(false);
    };
    Ok(done.modified()? >= ours.modified()?)
}

#[cfg(test)]
mod tests {
    use super::{JAVASCRIPT_BUDGET, WASM_BUDGET, test, within_budget};
    use crate::site::Asset;

    fn asset(role: &'static str, brotli_bytes: u64) -> Asset {
        Asset { role, file: String::new(), bytes: 0, brotli_bytes }
    }

    #[test]
    fn too_large_fails() {
        assert!(within_budget(&[asset("wasm", WASM_BUDGET), asset("style", 1_000_000)]).is_ok());
        assert!(within_budget(&[asset("wasm", WASM_BUDGET + 1)]).is_err());
        assert!(within_budget(&[asset("boot", 1), asset("islands", JAVASCRIPT_BUDGET)]).is_err());
    }

    #[test]
    fn an_unknown_part_is_refused() {
        assert!(test(&["units".to_owned()]).is_err());
    }
}
