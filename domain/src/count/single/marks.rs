//! Plurality, approval, score and points.

use serde::{Deserialize, Serialize};

use super::{Given, Sum, SumCriterion, SumOutcome};
use crate::count::profile::form::{Approval, ApprovalForm, OneForm, Pick, PointsForm, ScoreForm, Scores};
use crate::count::profile::ties::Ties;
use crate::count::profile::{Profile, RuleError, Weighing};

/// 多数票: each ballot chooses one; the most votes win. Never in an owners' vote.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plurality {
    /// The form of a ballot.
    pub ballots: OneForm,
    /// How many are chosen.
    pub seats: u16,
    /// What a ballot weighs.
    pub weights: Weighing,
    /// How ties are settled.
    pub ties: Ties<SumCriterion>,
}

/// 认可投票: each ballot approves several; the most approvals win.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalVote {
    /// The form of a ballot.
    pub ballots: ApprovalForm,
    /// How many are chosen.
    pub seats: u16,
    /// What a ballot weighs.
    pub weights: Weighing,
    /// How ties are settled.
    pub ties: Ties<SumCriterion>,
}

/// 打分: each ballot scores the options on a scale; the highest sum wins.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// The form of a ballot.
    pub ballots: ScoreForm,
    /// How many are chosen.
    pub seats: u16,
    /// What a ballot weighs.
    pub weights: Weighing,
    /// How ties are settled.
    pub ties: Ties<SumCriterion>,
}

/// 分点: each ballot spreads points, a cumulative vote; the highest sum wins.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// The form of a ballot.
    pub ballots: PointsForm,
    /// How many are chosen.
    pub seats: u16,
    /// What a ballot weighs.
    pub weights: Weighing,
    /// How ties are settled.
    pub ties: Ties<SumCriterion>,
}

/// Counts by [`Plurality`].
pub fn count_plurality(rule: &Plurality, profile: &Profile<Pick>) -> Result<SumOutcome, RuleError> {
    let sum = Sum { seats: rule.seats, weighing: rule.weights, ties: &rule.ties, needs_support: true };
    sum.count(profile, |Pick(place)| {
        vec![Given { option: usize::from(*place), points: 1, supports: true, first: true }]
    })
}

/// Counts by [`ApprovalVote`].
pub fn count_approval(rule: &ApprovalVote, profile: &Profile<Approval>) -> Result<SumOutcome, RuleError> {
    let sum = Sum { seats: rule.seats, weighing: rule.weights, ties: &rule.ties, needs_support: true };
    sum.count(profile, |ballot| {
        let first = ballot.places().count() == 1;
        ballot.places().map(|option| Given { option, points: 1, supports: true, first }).collect()
    })
}

/// Counts by [`Score`].
pub fn count_score(rule: &Score, profile: &Profile<Scores>) -> Result<SumOutcome, RuleError> {
    let sum = Sum { seats: rule.seats, weighing: rule.weights, ties: &rule.ties, needs_support: true };
    sum.count(profile, given_numbers)
}

/// Counts by [`Points`].
pub fn count_points(rule: &Points, profile: &Profile<Scores>) -> Result<SumOutcome, RuleError> {
    let sum = Sum { seats: rule.seats, weighing: rule.weights, ties: &rule.ties, needs_support: true };
    sum.count(profile, given_numbers)
}

fn given_numbers(ballot: &Scores) -> Vec<Given> {
    let highest = ballot.iter().map(|(_, number)| number).max().unwrap_or_default();
    let alone = ballot.iter().filter(|(_, number)| *number == highest).count() == 1;
    let given = |(option, number): (usize, u64)| {
        let points = i64::try_from(number).unwrap_or(i64::MAX);
        Given { option, points, supports: number > 0, first: alone && number > 0 && number == highest }
    };
    ballot.iter().map(given).collect()
}
