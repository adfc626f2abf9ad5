//! Counts `.pb` files by one rule: `budgets RULE.json|greedy|mes|add1|fen [--repeat N] FILE.pb…`.
//!
//! One line of JSON for each file: winners in order, what they cost, and seconds for reading and for counting
//! (the least of N). Oracles are run beside it, see `xtask/oracles`.

use std::io::{BufReader, Write};
use std::time::Instant;

use domain::count::budget::election::Form;
use domain::count::budget::manifest::{
    Amount, BudgetManifest, Completion, ExhaustiveStop, RankScores, Utility,
};
use domain::count::budget::{count, outcome::Steps};
use domain::count::formats::pabulib;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let rule = arguments.next().ok_or("which rule?")?;
    let mut repeat: u32 = 1;
    let mut out = std::io::stdout().lock();
    while let Some(argument) = arguments.next() {
        if argument == "--repeat" {
            repeat = arguments.next().ok_or("how often?")?.parse()?;
            continue;
        }
        let start = Instant::now();
        let election = pabulib::read(BufReader::with_capacity(1 << 20, std::fs::File::open(&argument)?));
        let election = election.map_err(|fault| format!("{argument}: {fault:?}"))?.election;
        let read = start.elapsed();
        let manifest = manifest(&rule, election.form)?;
        let mut least = std::time::Duration::MAX;
        let mut counted = None;
        for _ in 0..repeat.max(1) {
            let start = Instant::now();
            counted = Some(count(&election, &manifest, None));
            least = least.min(start.elapsed());
        }
        let Some(outcome) = counted else { continue };
        let line = match outcome {
            Ok(outcome) => {
                let raised = match &outcome.steps {
                    Steps::EqualShares(report) => report.steps_raised,
                    Steps::Greedy(_) => 0,
                };
                serde_json::json!({
                    "file": argument, "winners": outcome.winners, "spent": outcome.spent, "raised": raised,
                    "groups": election.groups.len(),
                    "read_us": u64::try_from(read.as_micros())?,
                    "count_us": u64::try_from(least.as_micros())?,
                })
            }
            Err(error) => serde_json::json!({ "file": argument, "error": error.to_string() }),
        };
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn manifest(rule: &str, form: Form) -> Result<BudgetManifest, Box<dyn std::error::Error>> {
    let utility = match form {
        Form::Approval | Form::ChooseOne => Utility::ApprovalCost,
        Form::Cumulative | Form::Scoring => Utility::Points,
        Form::Ordinal => Utility::Ranks(RankScores::BallotFromZero),
    };
    let add = |step| Completion::Add { step, exhaustive_stop: ExhaustiveStop::Off, fill: false };
    Ok(match rule {
        "greedy" => BudgetManifest::greedy(form, 3)?,
        "mes" => BudgetManifest::equal_shares(form, utility, Completion::None)?,
        "add1" => BudgetManifest::equal_shares(form, utility, add(Amount::ONE))?,
        "fen" => BudgetManifest::equal_shares(form, utility, add(Amount::HUNDREDTH))?,
        file => serde_json::from_reader(std::fs::File::open(file)?)?,
    })
}
