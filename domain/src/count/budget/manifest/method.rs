//! How projects are chosen: greedily or by equal shares, and what either leaves open.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Amount, BudgetRuleError, stated};
use crate::count::budget::election::ProjectId;

/// What the ranks of an ordinal ballot are worth.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RankScores {
    /// On a ballot of k projects: k − 1, …, 1, 0. Who names one project supports none.
    BallotFromZero,
    /// On a ballot of k projects: k, …, 2, 1.
    BallotFromOne,
    /// In an election of m projects: m, m − 1, …, whatever the ballot's length.
    Projects,
    /// By place, the first first; 0 beyond the list: `[3, 2, 1]`.
    Places(Vec<u64>),
}

/// What a project's ballots add up to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Score {
    /// The ballots that name it.
    Votes,
    /// The points it was given.
    Points,
    /// The worth of its ranks.
    Ranks(RankScores),
}

/// By what greedy goes through the projects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GreedyOrder {
    /// The highest score first.
    Score,
    /// The highest score per cost first; no cost at all before any.
    ScorePerCost,
}

/// What greedy does at a project that no longer fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unaffordable {
    /// Goes on to the next (Pabulib: `greedy`).
    Skip,
    /// Stops (Pabulib: `greedy-no-skip`).
    Stop,
}

/// What a project is worth to a voter under equal shares.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Utility {
    /// Its cost, if the ballot names it: what equalshares.net and the cities mean.
    ApprovalCost,
    /// 1, if the ballot names it.
    ApprovalCardinality,
    /// The points the ballot gives it.
    Points,
    /// What its rank on the ballot is worth.
    Ranks(RankScores),
}

/// What each voter is given at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Endowment {
    /// The budget divided by the voters, a fraction.
    Exact,
    /// The same rounded down to a whole multiple of 10^−`decimals` of the currency.
    Floor {
        /// 0 for whole yuan, 2 for fen.
        decimals: u32,
    },
}

/// When an outcome counts as exhaustive and ends the raising of endowments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExhaustiveStop {
    /// Never.
    Off,
    /// When no project with support fits into what is left.
    Supported,
    /// When no eligible project at all fits into what is left.
    Eligible,
}

/// What is done with the money equal shares leaves over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Completion {
    /// Nothing: it is kept.
    None,
    /// Raise every endowment step by step, each time from scratch, as long as the outcome stays within the
    /// budget; then, with `fill`, greedily. With `fill` this is Add1u.
    Add {
        /// By how much per voter.
        step: Amount,
        /// Whether an exhaustive outcome ends it.
        exhaustive_stop: ExhaustiveStop,
        /// Whether what is left is given out greedily.
        fill: bool,
    },
    /// Give out what is left greedily, by [`BudgetRule::score`].
    Fill,
}

/// How a voter compares two outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preference {
    /// By the number of selected projects on the ballot.
    ProjectsNamed,
    /// By the money that goes to projects on the ballot.
    MoneyNamed,
    /// By the utility that equal shares uses.
    Utility,
    /// By whether any project on the ballot is selected.
    AnyNamed,
}

/// How the projects are chosen.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BudgetMethod {
    /// One project after the other in the order of their scores, as long as there is money.
    Greedy {
        /// In which order.
        order: GreedyOrder,
        /// What happens at a project that no longer fits.
        unaffordable: Unaffordable,
        /// Sets of projects of which one at the most is selected (Pabulib: `greedy-exclusive`).
        exclusive: Vec<BTreeSet<ProjectId>>,
    },
    /// The Method of Equal Shares.
    EqualShares {
        /// What a project is worth to a voter.
        utility: Utility,
        /// What each voter has at first.
        endowment: Endowment,
        /// What is done with what is left.
        completion: Completion,
        /// Whether the outcome must stand against greedy's (by score, skipping), and how voters compare the
        /// two. If more prefer greedy's, it is taken; if as many do, equal shares stays.
        #[serde(deserialize_with = "stated")]
        comparison: Option<Preference>,
    },
}

impl RankScores {
    pub(super) fn check(&self) -> Result<(), BudgetRuleError> {
        let Self::Places(places) = self else { return Ok(()) };
        let falling = places.is_sorted_by(|earlier, later| earlier >= later);
        let ends = places.first().is_some_and(|best| *best > 0) && places.last() != Some(&0);
        if falling && ends { Ok(()) } else { Err(BudgetRuleError::PlacesNotFalling) }
    }
}
