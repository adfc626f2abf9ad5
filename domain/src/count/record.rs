//! Any public file of ballots with any rule: what the command line, the server and the reader's browser count again.

use serde::{Deserialize, Serialize};

use super::budget::election::Election;
use super::budget::manifest::BudgetManifest;
use super::budget::outcome::BudgetOutcome;
use super::budget::{self, BudgetError};
use super::choice::{ChoiceError, ChoiceOutcome, ChoiceRule, Marks};
use super::formats::{Fault, ballots, pabulib};
use super::profile::Cast;

/// A rule of either kind, told apart by its `format`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A choice among options.
    Choice(Box<ChoiceRule>),
    /// A budget.
    Budget(Box<BudgetManifest>),
}

impl Rule {
    /// Reads a rule; errors name line and column.
    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
        }
        let Head { format } = serde_json::from_str(json)?;
        // Read from the text again: its errors name their place.
        if format.starts_with("yishi-choice-rule/") {
            serde_json::from_str(json).map(Self::Choice)
        } else {
            serde_json::from_str(json).map(Self::Budget)
        }
    }
}

/// What a count came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Of a choice.
    Choice(Box<ChoiceOutcome>),
    /// Of a budget.
    Budget(Box<BudgetOutcome>),
}

/// Why nothing was counted.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The rule cannot be read.
    #[error("rule: {0}")]
    Rule(#[from] serde_json::Error),
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] Fault),
    /// A rule for budgets with a choice, or the other way round.
    #[error("rule_of_other_kind")]
    OtherKind,
    /// The rule cannot count these ballots.
    #[error(transparent)]
    Choice(#[from] ChoiceError),
    /// The rule cannot count this budget.
    #[error(transparent)]
    Budget(#[from] BudgetError),
}

/// Counts `file`, a `.pb` or our own JSON Lines, by `rule` as JSON.
pub fn count(file: &[u8], rule: &str) -> Result<Outcome, RecordError> {
    let rule = Rule::parse(rule)?;
    // Our own files begin with an object; a `.pb` with the title of its first section.
    if !file.trim_ascii_start().starts_with(b"{") {
        return give_out(&pabulib::read(file)?.election, None, &rule);
    }
    match (ballots::open(file)?, &rule) {
        (ballots::File::Budget(read), _) => give_out(&read.election, read.weights.as_deref(), &rule),
        (ballots::File::Choice(file), Rule::Choice(rule)) => choose(file, rule),
        (ballots::File::Choice(_), Rule::Budget(_)) => Err(RecordError::OtherKind),
    }
}

fn give_out(election: &Election, weights: Option<&[u64]>, rule: &Rule) -> Result<Outcome, RecordError> {
    let Rule::Budget(rule) = rule else { return Err(RecordError::OtherKind) };
    Ok(Outcome::Budget(Box::new(budget::count(election, rule, rule.asked(weights))?)))
}

fn choose(file: ballots::ChoiceFile<&[u8]>, rule: &ChoiceRule) -> Result<Outcome, RecordError> {
    let options = file.options.len();
    let mut file = file.with_blank(rule.blank());
    Ok(Outcome::Choice(Box::new(count_stream(rule, options, || file.next_ballots())?)))
}

/// Counts ballots of so many options by `rule` as `next` hands them out, up to its first `None`.
pub fn count_stream(
    rule: &ChoiceRule,
    options: usize,
    mut next: impl FnMut() -> Result<Option<(Marks, Cast)>, Fault>,
) -> Result<ChoiceOutcome, RecordError> {
    let mut fault = None;
    // The count takes ballots as they come; what ends them early is told afterwards.
    let ballots = std::iter::from_fn(|| {
        next().unwrap_or_else(|found| {
            fault = Some(found);
            None
        })
    });
    let outcome = rule.count(u16::try_from(options).unwrap_or(u16::MAX), ballots);
    match fault {
        Some(fault) => Err(fault.into()),
        None => Ok(outcome?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PB: &[u8] = b"META\nkey;value\nbudget;1000\nvote_type;approval\nnum_votes;3\n\
        PROJECTS\nproject_id;cost\na;600\nb;400\nVOTES\nvoter_id;vote\n1;a\n2;b,a\n3;b\n";

    #[test]
    fn a_rule_counts_only_what_it_is_for() {
        let budget = serde_json::to_string(&BudgetManifest::equal_shares_add1().unwrap()).unwrap();
        let Outcome::Budget(outcome) = count(PB, &budget).unwrap() else { panic!("a budget") };
        assert_eq!(outcome.winners.len(), 2);
        assert!(matches!(count(PB, "{}"), Err(RecordError::Rule(_))));
        assert!(matches!(count(b"META", &budget), Err(RecordError::File(_))));
    }
}
