//! Any public file of ballots with any rule: what the command line, the server and the reader's browser count again.

use serde::{Deserialize, Serialize};

use super::ballot::{CountError, OptionNo};
use super::budget::BudgetError;
use super::budget::manifest::{BudgetManifest, BudgetRule, BudgetRuleError};
use super::choice::{ChoiceError, ChoiceOutcome, ChoiceRule, Marks};
use super::consultative::Verdict;
use super::election::Standing;
use super::formats::Fault;
use super::formats::answers::{Answers, Sums};
use super::formats::ballots;
use super::json::{self, JsonError};
use super::manifest::{self, Manifest, ManifestError};
use super::profile::Cast;
use super::{consultative, owners};

/// A rule of any kind, told apart by its `format`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
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
    Json(#[from] JsonError),
    /// It reads as the rule of a vote decided by a bar, and cannot stand.
    #[error(transparent)]
    Vote(#[from] ManifestError),
    /// It reads as the rule of a budget, and cannot stand.
    #[error(transparent)]
    Budget(#[from] BudgetRuleError),
}

impl Rule {
    /// Reads a rule, and checks it.
    pub fn parse(text: &str) -> Result<Self, RuleFault> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
        }
        let Head { format } = json::read(text)?;
        if format.starts_with("yishi-choice-rule/") {
            Ok(Self::Choice(json::read(text)?))
        } else if format.starts_with("yishi-rule/") {
            let rule: manifest::Rule = json::read(text)?;
            Ok(Self::Vote(Box::new(rule.try_into()?)))
        } else {
            let rule: BudgetRule = json::read(text)?;
            Ok(Self::Budget(Box::new(rule.try_into()?)))
        }
    }
}

/// What a vote decided by a bar came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    Rule(#[from] JsonError),
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] Fault),
    /// Ballots of another kind than the rule counts.
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

/// Counts `file`, our own JSON Lines, by the rule for choices that `rule` is as JSON.
pub fn count_choice(file: &[u8], rule: &str) -> Result<ChoiceOutcome, RecordError> {
    let rule: ChoiceRule = json::read(rule)?;
    let file = ballots::choice(file)?.ok_or(RecordError::OtherKind)?;
    let options = file.options.len();
    let mut file = file.with_blank(rule.blank());
    count_stream(&rule, options, || file.next_ballots())
}

/// Decides by a bar.
pub fn decide(answers: &Answers, rule: &Manifest) -> Result<Decision, CountError> {
    Ok(match answers.sums(rule)? {
        Sums::Owners(sums) => Decision::Owners(Box::new(owners::decide(rule, sums)?)),
        Sums::Consultative(sums) => Decision::Consultative(Box::new(consultative::decide(rule, sums)?)),
    })
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

    const LINES: &[u8] = b"{\"format\":\"yishi-ballots/1\",\"options\":[\"a\",\"b\"]}\n\
        {\"options\":[2]}\n{}\n{\"options\":[1],\"count\":2}\n";

    const ANSWERS: &[u8] = b"{\"format\":\"yishi-answers/1\",\"questions\":[\"a\"],\
        \"electorate\":{\"ballots\":3,\"heads\":3,\"area\":300}}\n";

    #[test]
    fn a_rule_counts_only_what_it_is_for() {
        let budget = serde_json::to_string(&BudgetManifest::equal_shares_add1().unwrap()).unwrap();
        let choice = r#"{"format":"yishi-choice-rule/1","method":{"plurality":{"ballots":{},
            "seats":1,"weights":"heads","ties":{"criteria":[],"lot":null}}}}"#;
        assert_eq!(count_choice(LINES, choice).unwrap().winners(), [OptionNo(1)]);
        let nothing = Rule::parse(&budget.replace("\"units\":1", "\"units\":0"));
        assert!(matches!(nothing, Err(RuleFault::Budget(BudgetRuleError::StepOfNothing))));
        assert!(matches!(count_choice(LINES, &budget), Err(RecordError::Rule(_))));
        assert!(matches!(count_choice(b"META", choice), Err(RecordError::File(_))));
        assert!(matches!(count_choice(ANSWERS, choice), Err(RecordError::OtherKind)));
    }
}
