//! The command line: `yishi serve`, `migrate`, `demo`, `roll`, `member`, `doctor`, `count`, `pabulib`,
//! `verify`, `witness`.

mod count;
mod demo;
mod doctor;
mod member;
mod roll;
mod serve;
mod verify;
mod witness;

use crate::config::Options;
use crate::forms::IntoFieldProblem as _;
use app::form::{FieldError, Refusal};
use app::text::Locale;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// 议事 Yishi: a hall where the people of a neighbourhood decide together.
#[derive(Debug, Parser)]
#[command(name = "yishi", version, about = "Yishi 议事: the hall in which a neighbourhood decides together")]
pub struct Command {
    /// Configuration file in TOML; its keys are the long options of `serve`, with underscores
    #[arg(long, global = true, env = "YISHI_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Serve the hall.
    Serve(Options),
    /// Serve the demo community 春和社区, made on the first start.
    Demo(demo::DemoOptions),
    /// Import a roll from a sheet.
    #[command(subcommand)]
    Roll(roll::RollCommand),
    /// Bring the database's schema up to date and stop.
    Migrate(Options),
    /// Accounts and their passwords.
    #[command(subcommand)]
    Member(member::MemberAct),
    /// Count a file of ballots by any rule.
    ///
    /// Ends with an error when the file cannot be counted; with --check-official also when the outcome differs.
    Count(Box<count::CountOptions>),
    /// Recount a folder of Pabulib's files, and compare with the official results.
    Pabulib(count::corpus::CorpusOptions),
    /// Check the record of a vote from end to end, count it again, and check a receipt against it.
    ///
    /// Ends with 0 when all is right, with 1 when something differs, and with 2 when a file cannot be read.
    Verify(verify::VerifyOptions),
    /// Follow another installation's public log, and sign it for as long as it only grows.
    ///
    /// Ends with an error when nothing could be signed; what speaks against a log is kept.
    Witness(Box<witness::WitnessOptions>),
    /// Check configuration, database, clock, disk and paths, and say how to mend what is wrong.
    Doctor(Options),
}

/// Does what was asked; what went wrong is said on the error stream, with how to mend it.
#[must_use]
pub fn run(command: Command) -> ExitCode {
    // It has an answer of its own for what it could not read.
    if let Act::Verify(options) = &command.act {
        return verify::run(options);
    }
    match act(command) {
        Ok(true) => ExitCode::SUCCESS,
        // What is wrong has been said already.
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "the command line speaks on the error stream")]
fn complain(error: &anyhow::Error) {
    let causes: Vec<String> = error.chain().map(said).collect();
    eprintln!("yishi: {}", causes.join(": "));
}

/// A cause as a sentence; refusals have theirs among the words of the pages.
fn said(cause: &(dyn std::error::Error + 'static)) -> String {
    match cause.downcast_ref::<service::Error>() {
        Some(service::Error::Denied(denied)) => locale().text().refusal(Refusal::Denied(*denied)).to_owned(),
        Some(service::Error::Refused(problem)) => {
            locale().text().refusal(Refusal::Problem(*problem)).to_owned()
        }
        _ => cause.to_string(),
    }
}

/// What is wrong with something typed, as the pages say it.
fn words(error: domain::words::WordsError) -> String {
    let (problem, limit) = error.into_field_problem();
    locale().text().field_error(FieldError { field: "", problem, limit, earliest: None })
}

/// The language that the environment asks for, as programs of the command line understand it.
fn locale() -> Locale {
    let asked = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match asked {
        Some(value) if !value.starts_with("zh") => Locale::En,
        _ => Locale::ZhCn,
    }
}

fn act(command: Command) -> anyhow::Result<bool> {
    // Counting needs no hall, and no threads.
    match &command.act {
        Act::Count(options) => return count::run(options),
        Act::Pabulib(options) => return count::corpus::run(options),
        Act::Witness(options) => return witness::run(options),
        _ => {}
    }
    let from_file = || Ok(command.config.as_deref().map(Options::from_file).transpose()?.unwrap_or_default());
    let runtime = tokio::runtime::Runtime::new()?;
    match command.act {
        Act::Roll(command) => runtime.block_on(roll::run(command, from_file()?))?,
        Act::Serve(options) => runtime.block_on(serve::serve(options.or(from_file()?).complete()?))?,
        Act::Demo(options) => runtime.block_on(demo::demo(options, from_file()?))?,
        Act::Migrate(options) => runtime.block_on(serve::migrate(options.or(from_file()?).complete()?))?,
        Act::Member(member::MemberAct::Create(create)) => {
            let config = create.place.options().or(from_file()?).complete()?;
            runtime.block_on(member::create(config, create))?;
        }
        Act::Member(member::MemberAct::Password(replace)) => {
            let config = replace.place.options().or(from_file()?).complete()?;
            runtime.block_on(member::replace_password(config, replace))?;
        }
        Act::Count(_) | Act::Pabulib(_) | Act::Verify(_) | Act::Witness(_) => {}
        Act::Doctor(options) => {
            return runtime.block_on(doctor::doctor(from_file().map(|file| options.or(file))));
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::{Command, said, words};
    use clap::CommandFactory as _;

    /// Clap looks at a subcommand's options only when it is used; two of one name would stop it then.
    #[test]
    fn every_subcommand_can_be_used() {
        Command::command().debug_assert();
    }

    #[test]
    fn who_serves_nothing_is_offered_no_options_of_serving() {
        let mut all = Command::command();
        for path in [["member", "create"], ["member", "password"], ["roll", "import"]] {
            let outer = all.find_subcommand_mut(path[0]).unwrap();
            let help = outer.find_subcommand_mut(path[1]).unwrap().render_long_help().to_string();
            for shown in ["--data-dir", "--database-url"] {
                assert!(help.contains(shown), "{help}");
            }
            for hidden in ["--listen", "--readers", "--hashers", "--trusted-proxies", "--public-address"] {
                assert!(!help.contains(hidden), "{help}");
            }
        }
    }

    #[test]
    fn a_refusal_is_a_sentence() {
        let refused = service::Error::Refused(domain::problem::Problem::NameTaken);
        assert!(!said(&refused).contains("name_taken"), "{}", said(&refused));
        let short = domain::words::WordsError::TooShort { min: 8 };
        assert!(words(short).contains('8') && !words(short).contains("too_short"), "{}", words(short));
    }
}
