//! Any public file of ballots with any rule: what the command line, the server and the reader's browser count again.

use serde::{Deserialize, Serialize};

use super::ballot::{CountError, OptionNo};
use super::budget::election::Election;
use super::budget::manifest::{BudgetManifest, BudgetRule, BudgetRuleError, Weights};
use super::budget::outcome::BudgetOutcome;
use super::budget::{self, BudgetError};
use super::choice::{ChoiceError, ChoiceOutcome, ChoiceRule, Marks};
use super::consultative::Verdict;
use super::election::Standing;
use super::formats::answers::{Answers, Sums};
use super::formats::{Fault, ballots, pabulib};
use super::manifest::{self, Manifest, ManifestError};
use super::profile::Cast;
use super::{consultative, owners};

/// A rule of any kind, told apart by its `format`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A choice among options.
    Choice(Box<ChoiceRule>),
    /// A budget.
    Budget(Box<BudgetManifest>),
    /// A vote decided by a bar: of owners, or a consultation.
    Vote(Box<Manifest>),
}

/// Why a text is no rule.
#[derive(Debug, thiserror::Error)]
pub enum RuleFault {
    /// It does not read as one; the error names line and column.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// It reads as the rule of a vote decided by a bar, and cannot stand.
    #[error(transparent)]
    Vote(#[from] ManifestError),
    /// It reads as the rule of a budget, and cannot stand.
    #[error(transparent)]
    Budget(#[from] BudgetRuleError),
}

impl Rule {
    /// Reads a rule, and checks it.
    pub fn parse(json: &str) -> Result<Self, RuleFault> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
        }
        let Head { format } = serde_json::from_str(json)?;
        // Read from the text again: its errors name their place.
        if format.starts_with("yishi-choice-rule/") {
            Ok(Self::Choice(serde_json::from_str(json)?))
        } else if format.starts_with("yishi-rule/") {
            let rule: manifest::Rule = serde_json::from_str(json)?;
            Ok(Self::Vote(Box::new(rule.try_into()?)))
        } else {
            let rule: BudgetRule = serde_json::from_str(json)?;
            Ok(Self::Budget(Box::new(rule.try_into()?)))
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
    /// Of a vote decided by a bar.
    Vote(Decision),
}

/// What a vote decided by a bar came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Among owners.
    Owners(Box<owners::Outcome>),
    /// A consultation.
    Consultative(Box<consultative::Outcome>),
}

impl Decision {
    /// Who is seated; without an election the questions that passed, or the option that was chosen.
    #[must_use]
    pub fn winners(&self) -> Vec<OptionNo> {
        match self {
            Self::Owners(outcome) => match &outcome.election {
                Some(election) => election.with(Standing::Seated).collect(),
                None => outcome.passed().collect(),
            },
            Self::Consultative(outcome) => match outcome.verdict {
                Verdict::Passed => vec![OptionNo::FIRST],
                Verdict::Chosen { option } => vec![option],
                Verdict::NoQuorum
                | Verdict::NotPassed
                | Verdict::BelowBar { .. }
                | Verdict::NoneChosen
                | Verdict::Tied { .. }
                | Verdict::NoAnswers => Vec::new(),
            },
        }
    }
}

/// Why nothing was counted.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The rule cannot be read.
    #[error("rule: {0}")]
    Rule(#[from] RuleFault),
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
    /// The rule cannot decide by these answers.
    #[error(transparent)]
    Vote(#[from] CountError),
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
        (ballots::File::Answers(answers), Rule::Vote(rule)) => Ok(Outcome::Vote(decide(&answers, rule)?)),
        (ballots::File::Choice(_) | ballots::File::Answers(_), _) => Err(RecordError::OtherKind),
    }
}

fn give_out(election: &Election, weights: Option<&[u64]>, rule: &Rule) -> Result<Outcome, RecordError> {
    let Rule::Budget(rule) = rule else { return Err(RecordError::OtherKind) };
    // Weights that the rule does not ask for are no part of the vote.
    let weights = weights.filter(|_| rule.rule().weights == Weights::Given);
    Ok(Outcome::Budget(Box::new(budget::count(election, rule, weights)?)))
}

/// Decides by a bar.
pub fn decide(answers: &Answers, rule: &Manifest) -> Result<Decision, CountError> {
    Ok(match answers.sums(rule)? {
        Sums::Owners(sums) => Decision::Owners(Box::new(owners::decide(rule, sums)?)),
        Sums::Consultative(sums) => Decision::Consultative(Box::new(consultative::decide(rule, sums)?)),
    })
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
        assert!(matches!(count(PB, "{}"), Err(RecordError::Rule(RuleFault::Json(_)))));
        let nothing = budget.replace("\"units\":1", "\"units\":0");
        let refused = count(PB, &nothing);
        assert!(matches!(refused, Err(RecordError::Rule(RuleFault::Budget(BudgetRuleError::StepOfNothing)))));
        assert!(matches!(count(b"META", &budget), Err(RecordError::File(_))));
    }
}
