//! The only front door to building, checking, running and measuring: `cargo xtask …`.
//!
//! It needs Rust and, for the browser tests, Node; what else is missing it installs (as root) or names the command for.
#![expect(clippy::print_stdout, reason = "a command-line tool talks by printing")]

mod bench;
mod count;
mod islands;
mod machine;
mod postgres;
mod shell;
mod site;
mod suite;
mod tidy;

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::shell::{cargo, run, step};

const USAGE: &str = "\
cargo xtask <command>

  run [--address HOST:PORT]   build what changed and serve the demo community (default 127.0.0.1:3000)
  test [PART …]               everything, in order: fmt tidy clippy unit wasm e2e; or only the parts named
  dist                        one file to hand out: target/release/yishi
  tidy                        the invariants of ARCHITECTURE.md, read from the tree
  site                        the islands and the style sheet, into target/site
  bench [PART …]              the figures of docs/benchmarks.md, in order: size pages ballots close killed roll count recount; or only the parts named";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    match dispatch(&command, &rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\nxtask {command}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: &str, rest: &[String]) -> Result<()> {
    match command {
        "run" => serve_demo(rest),
        "test" => suite::test(rest),
        "dist" => dist(),
        "tidy" => tidy::check_tree(),
        "site" => step("site", || site::build().map(drop)),
        "bench" => bench::measure(rest),
        "" | "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        _ => bail!("no such command\n\n{USAGE}"),
    }
}

/// Builds what changed and becomes the server, so that Ctrl-C reaches it and nothing is left behind.
fn serve_demo(arguments: &[String]) -> Result<()> {
    let address = match arguments {
        [] => "127.0.0.1:3000",
        [flag, address] if flag == "--address" => address,
        _ => bail!("usage: cargo xtask run [--address HOST:PORT]"),
    };
    step("site", || {
        // Every page works without the islands, so a machine that cannot build them may still look around.
        let built = match islands::build() {
            Ok(built) => Some(built),
            Err(error) => {
                println!("  The islands cannot be built here: {error:#}");
                println!("  Going on without them: every page works, nothing updates by itself.");
                None
            }
        };
        site::assemble(built.as_ref()).map(drop)
    })?;
    step("server", || run(&mut build_server()))?;
    let error = Command::new(shell::target().join("debug/yishi"))
        .args(["demo", "--data"])
        .arg(shell::root().join("data"))
        .args(["--address", address])
        .exec();
    Err(error).context("starting the server")
}

/// The one file to hand out: site and migrations are inside it.
fn dist() -> Result<()> {
    step("site", || site::build().map(drop))?;
    step("server (release)", || run(build_server().arg("--release")))?;
    let built = shell::target().join("release/yishi");
    let bytes = std::fs::metadata(&built).with_context(|| built.display().to_string())?.len();
    println!("{} {}", built.display(), shell::size(bytes));
    Ok(())
}

/// The server, with the features that the whole workspace asks of shared dependencies: asking for the server alone
/// would build a third of them a second time, with others.
fn build_server() -> Command {
    let mut build = cargo();
    build.args(["build", "--workspace", "--bin", "yishi"]);
    build
}

/// Where a program of that name is, if it is anywhere on the path.
fn which(program: &str) -> Option<PathBuf> {
    let path: OsString = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
