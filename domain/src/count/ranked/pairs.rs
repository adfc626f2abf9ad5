//! Comparing options two by two.

use serde::{Deserialize, Serialize};

use crate::count::profile::form::Ranking;
use crate::count::profile::{Cast, Profile, RuleError, Weighing};

/// How many ballots, or how much weight, ranks each option above each other one.
///
/// An option that a ballot does not rank stands below all that it ranks; between two that are equal it says
/// nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pairwise(Vec<Vec<u64>>);

impl Pairwise {
    /// Counts the ballots.
    pub fn of(profile: &Profile<Ranking>, weighing: Weighing) -> Result<Self, RuleError> {
        let options = usize::from(profile.options());
        let mut above = vec![vec![0_u64; options]; options];
        for group in profile.groups() {
            let weight = weighing.of(group.cast);
            // Those that no tier so far has: each tier stands above all that are then left.
            let mut rest = vec![true; options];
            for tier in group.ballot.tiers() {
                for option in tier.iter().copied().map(usize::from) {
                    if let Some(rest) = rest.get_mut(option) {
                        *rest = false;
                    }
                }
                for option in tier.iter().copied().map(usize::from) {
                    let Some(row) = above.get_mut(option) else { continue };
                    for (cell, _) in row.iter_mut().zip(&rest).filter(|(_, rest)| **rest) {
                        *cell = cell.checked_add(weight).ok_or(RuleError::TooLarge)?;
                    }
                }
            }
        }
        Ok(Self(above))
    }

    /// How many options there are.
    #[must_use]
    pub fn options(&self) -> usize {
        self.0.len()
    }

    /// How much ranks `a` above `b`; places counted from 0.
    #[must_use]
    pub fn above(&self, a: usize, b: usize) -> u64 {
        self.0.get(a).and_then(|row| row.get(b)).copied().unwrap_or_default()
    }

    /// Whether more rank `a` above `b` than `b` above `a`.
    #[must_use]
    pub fn beats(&self, a: usize, b: usize) -> bool {
        self.above(a, b) > self.above(b, a)
    }

    /// How strongly `a` beats `b`.
    pub(super) fn strength(&self, a: usize, b: usize) -> Strength {
        Strength { above: self.above(a, b), below: self.above(b, a) }
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[Vec<u64>] {
        &self.0
    }
}

/// What makes one majority stronger than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StrengthBy {
    /// More ballots for it; of two with equally many, fewer against it.
    WinningVotes,
    /// More ballots for it than against it.
    Margins,
}

/// A majority.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strength {
    /// For it.
    pub above: u64,
    /// Against it.
    pub below: u64,
}

impl Strength {
    /// No majority.
    pub const NONE: Self = Self { above: 0, below: 0 };

    /// Which of two is stronger. Both are majorities, or none at all.
    #[must_use]
    pub fn compared_to(self, other: Self, by: StrengthBy) -> std::cmp::Ordering {
        match by {
            StrengthBy::WinningVotes => {
                self.above.cmp(&other.above).then_with(|| other.below.cmp(&self.below))
            }
            StrengthBy::Margins => {
                let margin = |s: Self| i128::from(s.above) - i128::from(s.below);
                margin(self).cmp(&margin(other))
            }
        }
    }
}

/// What tells options apart that a rule on pairs leaves equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairCriterion {
    /// It beats more options, less those that beat it.
    MorePairwiseWins,
    /// More ballots, or more weight, rank it alone at the top.
    MoreFirstPlaces,
}

/// For each option, what speaks for it by one criterion.
pub(super) fn criterion_values(
    criterion: PairCriterion,
    profile: &Profile<Ranking>,
    pairwise: &Pairwise,
    weighing: Weighing,
) -> Vec<i128> {
    let options = pairwise.options();
    match criterion {
        PairCriterion::MorePairwiseWins => (0..options)
            .map(|a| {
                let sign = |b| i128::from(pairwise.beats(a, b)) - i128::from(pairwise.beats(b, a));
                (0..options).map(sign).sum()
            })
            .collect(),
        PairCriterion::MoreFirstPlaces => {
            let mut firsts = vec![0; options];
            for group in profile.groups() {
                if let [first] = group.ballot.tier(0)
                    && let Some(sum) = firsts.get_mut(usize::from(*first))
                {
                    *sum += i128::from(weighing.of(group.cast));
                }
            }
            firsts
        }
    }
}

/// Whether any valid ballot says anything.
pub(super) fn is_empty(profile: &Profile<Ranking>) -> bool {
    profile.turnout().counted == Cast::NONE
}

/// Tier by tier, those that none of the rest stands above, by a relation that is an order.
pub(super) fn tiers(options: usize, stands_above: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let above = |b| (0..options).filter(|a| stands_above(*a, b)).count();
    let mut above: Vec<usize> = (0..options).map(above).collect();
    let mut rest: Vec<usize> = (0..options).collect();
    let mut tiers = Vec::new();
    while !rest.is_empty() {
        let top = |option: &usize| above.get(*option) == Some(&0);
        let (tier, left): (Vec<usize>, Vec<usize>) = rest.iter().copied().partition(top);
        // An order always has a top; were there none, the rest would be one tier.
        let (tier, left) = if tier.is_empty() { (left, tier) } else { (tier, left) };
        for option in &left {
            let gone = tier.iter().filter(|top| stands_above(**top, *option)).count();
            if let Some(above) = above.get_mut(*option) {
                *above -= gone;
            }
        }
        tiers.push(tier);
        rest = left;
    }
    tiers
}
