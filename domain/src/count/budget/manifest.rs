//! The rule by which a budget is given out, every choice stated, checked, and hashed.
//!
//! A [`BudgetRule`] is what the file says; a [`BudgetManifest`] is a rule that makes sense and can be counted
//! by. No field has a default: a name alone ("Add1") once changed a city's winners, so nothing is implied by
//! one. What no rule may choose is fixed by [`BudgetFormat`]: arithmetic is exact; projects of no cost that
//! have support are accepted first, in the order of ties; equal shares never buys what nobody supports.
//!
//! Sources: equalshares.net (explanation, completion, tie-breaking); Peters, Pierczyński, Skowron,
//! "Proportional Participatory Budgeting with Additive Utilities", NeurIPS 2021; Pabulib's `.pb` format for
//! the variants of greedy.

use serde::{Deserialize, Deserializer, Serialize};

use super::election::ProjectId;
use crate::count::canonical::{self, Sha256Hex};
use crate::count::sort;

mod method;

pub use method::{
    BudgetMethod, Completion, Endowment, ExhaustiveStop, GreedyOrder, Preference, RankScores, Score,
    Unaffordable, Utility,
};

/// Reads an `Option` that must be written out: `null` where there is none.
fn stated<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(from)
}

/// The version of the rule's file and of what it leaves unsaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BudgetFormat {
    /// The first.
    #[serde(rename = "yishi-budget/1")]
    V1,
}

/// An amount of money that does not depend on an election's scale: `units` × 10^−`decimals` of the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// How many.
    pub units: u64,
    /// Of what: 0 for whole yuan, 2 for fen; 12 at the most.
    pub decimals: u32,
}

impl Amount {
    /// The most decimals an amount may have.
    pub const MAX_DECIMALS: u32 = 12;
    /// 1 yuan (złoty, euro).
    pub const ONE: Self = Self { units: 1, decimals: 0 };
    /// 0.01 yuan.
    pub const HUNDREDTH: Self = Self { units: 1, decimals: 2 };

    /// In hundredths (fen), rounded down; `None` beyond 64 bits.
    #[must_use]
    pub fn in_hundredths(self) -> Option<i64> {
        let units = i64::try_from(self.units).ok()?;
        match self.decimals.checked_sub(2) {
            Some(finer) => Some(10_i64.checked_pow(finer).map_or(0, |divisor| units / divisor)),
            None => units.checked_mul(10_i64.checked_pow(2 - self.decimals)?),
        }
    }
}

/// What one ballot counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weights {
    /// Every voter 1.
    Heads,
    /// What is given beside the ballots, such as floor area in cm²; a weight of w counts as w voters.
    Given,
}

/// How much the projects on one ballot may cost together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostLimit {
    /// As much as there is to give out: a knapsack ballot.
    Budget,
    /// This much.
    Amount(Amount),
}

/// What becomes of a ballot beyond a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beyond {
    /// Nothing: it counts as it is.
    Counts,
    /// Its voter counts as one, its choices do not.
    Blank,
    /// It does not count at all.
    Invalid,
}

/// Which ballots count. Blank ballots always do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotLimits {
    /// The fewest projects on a ballot that is not blank.
    #[serde(deserialize_with = "stated")]
    pub least_projects: Option<u32>,
    /// The most projects on a ballot.
    #[serde(deserialize_with = "stated")]
    pub most_projects: Option<u32>,
    /// The most they may cost together; withdrawn projects cost nothing here.
    #[serde(deserialize_with = "stated")]
    pub most_cost: Option<CostLimit>,
    /// What becomes of other ballots.
    pub beyond: Beyond,
}

impl BallotLimits {
    /// Every ballot counts.
    pub const NONE: Self =
        Self { least_projects: None, most_projects: None, most_cost: None, beyond: Beyond::Counts };
}

/// Which projects stand. Withdrawn ones never do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eligibility {
    /// The fewest votes (by weight).
    #[serde(deserialize_with = "stated")]
    pub least_votes: Option<u64>,
    /// The least sum of points, as [`BudgetRule::score`] has them.
    #[serde(deserialize_with = "stated")]
    pub least_score: Option<u64>,
    /// `f`: its share of the voters times `f` is at least its cost's share of the budget (Świecie: 3).
    #[serde(deserialize_with = "stated")]
    pub votes_by_cost: Option<u32>,
    /// Whether a project that alone costs more than the budget stands.
    pub above_budget: bool,
    /// Whether a project without a single vote stands; only greedy could select it.
    pub without_votes: bool,
}

impl Eligibility {
    /// All stand.
    pub const ALL: Self = Self {
        least_votes: None,
        least_score: None,
        votes_by_cost: None,
        above_budget: true,
        without_votes: true,
    };
}

/// One way to decide between projects that are equal in everything before.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieBreak {
    /// The one that costs less.
    LeastCost,
    /// The one that costs more.
    MostCost,
    /// The one that more ballots name.
    MostVotes,
    /// The one whose id is the smaller text, by code points.
    Id,
    /// The one that comes first in an order drawn before the count. Ends the list, and names every project.
    Lot(Vec<ProjectId>),
}

/// The projects that come next should a selected one fall away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reserve {
    /// None are listed.
    None,
    /// Eligible projects with votes by their scores, this many at the most.
    ByScore(u32),
}

/// A rule as written, sensible or not.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetRule {
    /// The version.
    pub format: BudgetFormat,
    /// What a ballot counts for.
    pub weights: Weights,
    /// Which ballots count.
    pub ballots: BallotLimits,
    /// What is added up for greedy, for filling, for the comparison and for the reserve list.
    pub score: Score,
    /// Which projects stand.
    pub eligibility: Eligibility,
    /// How they are chosen.
    pub method: BudgetMethod,
    /// What decides between equals, one after the other.
    pub ties: Vec<TieBreak>,
    /// Who comes next.
    pub reserve: Reserve,
}

/// Why a rule is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BudgetRuleError {
    /// An amount of nothing, where steps of nothing would never end.
    #[error("step_of_nothing")]
    StepOfNothing,
    /// More decimals than [`Amount::MAX_DECIMALS`].
    #[error("too_many_decimals")]
    TooManyDecimals,
    /// Limits that no ballot can keep.
    #[error("limits_exclude_all")]
    LimitsExcludeAll,
    /// Limits of which nothing comes, or a consequence without limits.
    #[error("limits_without_effect")]
    LimitsWithoutEffect,
    /// A list of places that is empty, gives nothing to the first, or more to a later place than to an
    /// earlier.
    #[error("places_not_falling")]
    PlacesNotFalling,
    /// A set of exclusive projects with fewer than two, or the same set twice or out of order.
    #[error("exclusive_sets")]
    ExclusiveSets,
    /// The same way to decide twice, one that comes after all is decided, or both costs.
    #[error("tie_break_without_effect")]
    TieBreakWithoutEffect,
    /// A lot that names a project twice.
    #[error("lot_names_twice")]
    LotNamesTwice,
    /// A reserve list of none.
    #[error("reserve_of_none")]
    ReserveOfNone,
    /// A factor or threshold of nought, which excludes all or none.
    #[error("threshold_of_nothing")]
    ThresholdOfNothing,
}

impl BudgetRule {
    /// Refuses what is senseless, and what could be written in two ways: two rules that count alike are to
    /// have one hash.
    pub fn check(&self) -> Result<(), BudgetRuleError> {
        self.check_ballots()?;
        let Eligibility { least_votes, least_score, votes_by_cost, .. } = self.eligibility;
        if least_votes == Some(0) || least_score == Some(0) || votes_by_cost == Some(0) {
            return Err(BudgetRuleError::ThresholdOfNothing);
        }
        if let Score::Ranks(ranks) = &self.score {
            ranks.check()?;
        }
        self.check_method()?;
        self.check_ties()?;
        if self.reserve == Reserve::ByScore(0) { Err(BudgetRuleError::ReserveOfNone) } else { Ok(()) }
    }

    fn check_ballots(&self) -> Result<(), BudgetRuleError> {
        let BallotLimits { least_projects, most_projects, most_cost, beyond } = self.ballots;
        let limits = least_projects.is_some() || most_projects.is_some() || most_cost.is_some();
        if limits == (beyond == Beyond::Counts) {
            return Err(BudgetRuleError::LimitsWithoutEffect);
        }
        if most_projects.is_some_and(|most| most < least_projects.unwrap_or(1)) || least_projects == Some(0) {
            return Err(BudgetRuleError::LimitsExcludeAll);
        }
        match most_cost {
            Some(CostLimit::Amount(amount)) => check_decimals(amount.decimals),
            Some(CostLimit::Budget) | None => Ok(()),
        }
    }

    fn check_method(&self) -> Result<(), BudgetRuleError> {
        match &self.method {
            BudgetMethod::Greedy { exclusive, .. } => {
                let sorted = exclusive.is_sorted_by(|earlier, later| earlier < later);
                let sized = exclusive.iter().all(|set| set.len() > 1);
                if sorted && sized { Ok(()) } else { Err(BudgetRuleError::ExclusiveSets) }
            }
            BudgetMethod::EqualShares { utility, endowment, completion, .. } => {
                if let Utility::Ranks(ranks) = utility {
                    ranks.check()?;
                }
                if let Endowment::Floor { decimals } = *endowment {
                    check_decimals(decimals)?;
                }
                match *completion {
                    Completion::Add { step: Amount { units: 0, .. }, .. } => {
                        Err(BudgetRuleError::StepOfNothing)
                    }
                    Completion::Add { step, .. } => check_decimals(step.decimals),
                    Completion::None | Completion::Fill => Ok(()),
                }
            }
        }
    }

    fn check_ties(&self) -> Result<(), BudgetRuleError> {
        for (place, tie_break) in self.ties.iter().enumerate() {
            let earlier = &self.ties[..place];
            let decided = earlier.iter().any(|other| matches!(other, TieBreak::Id | TieBreak::Lot(_)));
            let costs = |other: &TieBreak| matches!(other, TieBreak::LeastCost | TieBreak::MostCost);
            if decided || earlier.contains(tie_break) || (costs(tie_break) && earlier.iter().any(costs)) {
                return Err(BudgetRuleError::TieBreakWithoutEffect);
            }
            if let TieBreak::Lot(drawn) = tie_break
                && names_twice(drawn)
            {
                return Err(BudgetRuleError::LotNamesTwice);
            }
        }
        Ok(())
    }
}

fn names_twice(drawn: &[ProjectId]) -> bool {
    let order = sort::order(drawn.len(), &mut |a, b| drawn[a].cmp(&drawn[b]));
    order.windows(2).any(|pair| matches!(pair, [a, b] if drawn[*a] == drawn[*b]))
}

fn check_decimals(decimals: u32) -> Result<(), BudgetRuleError> {
    if decimals > Amount::MAX_DECIMALS { Err(BudgetRuleError::TooManyDecimals) } else { Ok(()) }
}

/// A rule that has been checked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "BudgetRule", into = "BudgetRule")]
pub struct BudgetManifest(BudgetRule);

impl TryFrom<BudgetRule> for BudgetManifest {
    type Error = BudgetRuleError;
    fn try_from(rule: BudgetRule) -> Result<Self, BudgetRuleError> {
        rule.check().map(|()| Self(rule))
    }
}

impl From<BudgetManifest> for BudgetRule {
    fn from(manifest: BudgetManifest) -> Self {
        manifest.0
    }
}

impl BudgetManifest {
    /// The rule.
    #[must_use]
    pub const fn rule(&self) -> &BudgetRule {
        &self.0
    }

    /// Of weights that stand beside the ballots those that count: none, if the rule does not ask for them.
    #[must_use]
    pub fn asked<'a>(&self, weights: Option<&'a [u64]>) -> Option<&'a [u64]> {
        weights.filter(|_| self.0.weights == Weights::Given)
    }

    /// The SHA-256 of the canonical JSON.
    #[must_use]
    pub fn hash(&self) -> Sha256Hex {
        canonical::hash(self).expect("a rule holds only texts and whole numbers")
    }
}
