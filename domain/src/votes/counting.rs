//! Counting one question of a vote: the hall when it closes, and whoever holds its record, by the same code.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::marks::{Marks, Said};
use super::question::Question;
use crate::count::ballot::{CountError, InvalidReason, VerifyError};
use crate::count::budget::election::Money;
use crate::count::budget::outcome::{BudgetOutcome, ProjectLine};
use crate::count::budget::{self, BudgetError};
use crate::count::canonical::{self, Sha256Hex};
use crate::count::choice::{ChoiceError, ChoiceOutcome};
use crate::count::formats::answers::Answers;
use crate::count::inequality::{Inequality, Purpose};
use crate::count::manifest::Participation;
use crate::count::profile::{Cast, Turnout as Turn};
use crate::count::record::{self, Decision, Rule};
use crate::count::shown;
use crate::count::weight::{AreaSum, Weight};
use crate::id::VoteId;

/// What one question came to; which of the three, its rule says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Finding {
    /// Decided by a bar.
    Vote(Decision),
    /// A choice among options.
    Choice(Box<ChoiceOutcome>),
    /// Money given out.
    Budget(Box<BudgetOutcome>),
}

/// The version of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutcomeFormat {
    /// The first.
    #[serde(rename = "yishi-outcome/1")]
    V1,
}

/// 计票结果: what every question of a vote came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The version.
    pub format: OutcomeFormat,
    /// Of which vote.
    pub vote: VoteId,
    /// Who took part.
    pub turnout: Turnout,
    /// Whether enough did, where the vote as a whole asks for it; a rule's own bar is in its finding.
    pub quorum: Option<Inequality>,
    /// In the questions' order.
    pub questions: Vec<Finding>,
}

/// 投票情况: of everything on the roll, what was handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turnout {
    /// The roll, heads that were joined to others counted with these.
    pub electorate: Weight,
    /// Ballots that take part, blank ones among them.
    pub valid: Weight,
    /// Ballots that do not, by reason, without their area. Of a choice among options or projects they are left out
    /// beforehand.
    pub invalid: BTreeMap<InvalidReason, Weight>,
}

impl Turnout {
    /// Adds one ballot; `None` beyond the limits of one vote.
    #[must_use]
    pub fn with(mut self, said: Result<(), InvalidReason>, weight: Weight) -> Option<Self> {
        let (sum, weight) = match said {
            Ok(()) => (&mut self.valid, weight),
            Err(reason) => {
                (self.invalid.entry(reason).or_default(), Weight { area: AreaSum::ZERO, ..weight })
            }
        };
        *sum = sum.plus(weight)?;
        Some(self)
    }
}

/// Why a question cannot be counted: a fault of the record, never of a voter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CountFault {
    /// Marks of another form than the question has.
    #[error("other_marks")]
    OtherMarks,
    /// The rule cannot decide by these answers.
    #[error(transparent)]
    Vote(#[from] CountError),
    /// The rule cannot count these ballots.
    #[error(transparent)]
    Choice(#[from] ChoiceError),
    /// The rule cannot count this budget.
    #[error(transparent)]
    Budget(#[from] BudgetError),
}

impl Finding {
    /// Whether fewer took part than its rule asks for.
    #[must_use]
    pub fn lacks_participation(&self) -> bool {
        match self {
            Self::Vote(Decision::Owners(outcome)) => outcome.participation.is_some_and(|taken| !taken.hold()),
            Self::Vote(Decision::Consultative(outcome)) => {
                outcome.quorum.as_ref().is_some_and(|quorum| !quorum.holds)
            }
            Self::Choice(_) | Self::Budget(_) => false,
        }
    }

    /// Whether its figures bear out what it says, and are of ballots that took part in the vote.
    fn verify(&self, turnout: &Turnout) -> Result<(), VerifyError> {
        let valid = u64::try_from(turnout.valid.ballots.get()).unwrap_or(0);
        match self {
            Self::Vote(Decision::Owners(outcome)) => outcome.verify(),
            Self::Vote(Decision::Consultative(outcome)) => outcome.verify(),
            Self::Choice(outcome) => {
                let Turn { received, counted, blank, invalid } = outcome.turnout();
                let spoiled: u64 = invalid.values().map(|cast| cast.ballots).sum();
                let sum = counted.ballots.saturating_add(blank.ballots).saturating_add(spoiled);
                if received.ballots == valid && sum == valid { Ok(()) } else { Err(VerifyError::Differs) }
            }
            Self::Budget(outcome) => {
                let cost = |project: &&ProjectLine| project.cost.map_or(0, Money::get);
                let selected = outcome.projects.iter().filter(|project| project.selected);
                let spent = selected.clone().map(|project| cost(&project)).fold(0_i64, i64::saturating_add);
                let adds_up = outcome.ballots.counted.saturating_add(outcome.ballots.invalid) == valid
                    && selected.count() == outcome.winners.len()
                    && outcome.spent.get() == spent
                    && outcome.spent <= outcome.budget;
                if adds_up { Ok(()) } else { Err(VerifyError::Differs) }
            }
        }
    }
}

impl Outcome {
    /// Whether fewer took part than the vote, or one of its rules, asks for.
    #[must_use]
    pub fn lacks_participation(&self) -> bool {
        self.quorum.as_ref().is_some_and(|quorum| !quorum.holds)
            || self.questions.iter().any(Finding::lacks_participation)
    }

    /// Whether the areas of answers other than agreement to this line of a question are told together only.
    #[must_use]
    pub fn tells_together(&self, question: usize, line: usize) -> bool {
        match self.questions.get(question) {
            Some(Finding::Vote(Decision::Owners(counted))) => {
                counted.sums.questions.get(line).is_some_and(shown::is_told_together)
            }
            _ => false,
        }
    }

    /// Decides again what is decided by sums, adds up again what must add up, and compares.
    pub fn verify(&self) -> Result<(), VerifyError> {
        self.questions.iter().try_for_each(|finding| finding.verify(&self.turnout))
    }

    /// Canonical JSON: what is published and hashed.
    #[must_use]
    pub fn json(&self) -> String {
        canonical::json(self).expect("an outcome holds only texts and whole numbers")
    }

    /// The SHA-256 of the canonical JSON.
    #[must_use]
    pub fn hash(&self) -> Sha256Hex {
        Sha256Hex::of(self.json().as_bytes())
    }
}

/// What there is to count, and by what.
#[derive(Clone, Copy, Debug)]
pub struct Poll<'a> {
    /// Which vote.
    pub vote: VoteId,
    /// Its questions.
    pub questions: &'a [Question],
    /// How many must take part, if the vote as a whole asks for it.
    pub quorum: Option<&'a Participation>,
    /// The roll, heads that were joined to others counted with these.
    pub electorate: Weight,
    /// The heads that a clause on silence speaks of: told to rules that have such a clause.
    pub silent: Weight,
}

impl Poll<'_> {
    /// Counts all questions by what every ballot says, with what each weighs.
    pub fn count(&self, ballots: &[(Weight, Said)]) -> Result<Outcome, CountFault> {
        let turnout = Turnout { electorate: self.electorate, ..Turnout::default() };
        let turnout = ballots.iter().try_fold(turnout, |turnout, (weight, said)| {
            let takes_part = match said {
                Said::Valid(_) => Ok(()),
                Said::Invalid(reason) => Err(*reason),
            };
            turnout.with(takes_part, *weight)
        });
        let turnout = turnout.ok_or(CountError::TooLarge)?;
        let questions = self.questions.iter().enumerate().map(|(index, question)| {
            let said = ballots.iter().map(|(weight, said)| said.on(index).map(|said| (*weight, said)));
            let said: Option<Vec<_>> = said.collect();
            let silent = question.hears_silence().then_some(self.silent);
            count(question, self.electorate, said.ok_or(CountFault::OtherMarks)?, silent)
        });
        let questions = questions.collect::<Result<_, _>>()?;
        Ok(Outcome {
            format: OutcomeFormat::V1,
            vote: self.vote,
            quorum: quorum(self.quorum, &turnout),
            turnout,
            questions,
        })
    }
}

/// Whether enough took part in the vote as a whole.
#[must_use]
pub fn quorum(asked: Option<&Participation>, turnout: &Turnout) -> Option<Inequality> {
    let (valid, everyone) = (turnout.valid.heads, turnout.electorate.heads);
    asked.map(|asked| Inequality::of_heads(Purpose::Participation, valid, everyone, asked.threshold))
}

/// Counts one question. `ballots` are what each says to it, or why it does not take part, with its weight, one head
/// each; `silent` are the heads that a clause on silence speaks of, where the rule has one.
pub fn count<'a>(
    question: &Question,
    electorate: Weight,
    ballots: impl IntoIterator<Item = (Weight, Result<&'a Marks, InvalidReason>)>,
    silent: Option<Weight>,
) -> Result<Finding, CountFault> {
    match &question.rule {
        Rule::Vote(rule) => {
            let mut answers = Answers::of(question, electorate);
            for (weight, said) in ballots {
                answers.take(said, weight)?;
            }
            answers.silent = silent;
            Ok(Finding::Vote(record::decide(&answers.told(), rule)?))
        }
        Rule::Choice(rule) => {
            let options = u16::try_from(question.options.len()).map_err(|_many| CountFault::OtherMarks)?;
            let valid = ballots.into_iter().filter_map(|(_, said)| said.ok());
            let marks = valid.map(|marks| marks.as_choice().ok_or(CountFault::OtherMarks));
            let marks = marks.collect::<Result<Vec<_>, _>>()?;
            // Whoever may take part has one ballot, and each counts the same.
            let ballots = marks.into_iter().map(|marks| (marks, Cast::heads(1)));
            Ok(Finding::Choice(Box::new(rule.count(options, ballots)?)))
        }
        Rule::Budget(rule) => {
            let valid = ballots.into_iter().filter_map(|(_, said)| said.ok());
            let choices = valid.map(projects).collect::<Result<Vec<_>, _>>()?;
            let election = question.election(choices).ok_or(CountFault::OtherMarks)?;
            Ok(Finding::Budget(Box::new(budget::count(&election, rule, None)?)))
        }
    }
}

/// The places of the projects on a ballot, with the points each has; 1 where there are none to give.
fn projects(marks: &Marks) -> Result<Vec<(u32, u64)>, CountFault> {
    let place = |index: Option<usize>| {
        index.and_then(|index| u32::try_from(index).ok()).ok_or(CountFault::OtherMarks)
    };
    match marks {
        Marks::Options(options) => options.iter().map(|option| Ok((place(option.index())?, 1))).collect(),
        Marks::Numbers(numbers) => numbers
            .iter()
            .filter(|(_, points)| *points > 0)
            .map(|(option, points)| Ok((place(option.index())?, u64::from(*points))))
            .collect(),
        Marks::Ranking(tiers) => {
            tiers.iter().flatten().map(|option| Ok((place(option.index())?, 1))).collect()
        }
        Marks::Answers(_) | Marks::Pick(_) => Err(CountFault::OtherMarks),
    }
}
