//! `yishi`: one binary for everything. See `yishi --help`.

use clap::Parser as _;

fn main() -> std::process::ExitCode {
    server::command::run(server::command::Command::parse())
}
