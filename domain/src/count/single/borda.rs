//! The Borda count, with a stated meaning of equal ranks and of short ballots.
//!
//! Source: Terzopoulou and Endriss, *The Borda class: an axiomatic study of the Borda rule on top-truncated
//! preferences*, Journal of Mathematical Economics 92 (2021).

use serde::{Deserialize, Serialize};

use super::{Given, Sum, SumCriterion, SumOutcome};
use crate::count::profile::form::{RankedForm, Ranking};
use crate::count::profile::ties::Ties;
use crate::count::profile::{Profile, RuleError, Weighing};

/// What a ballot gives to an option. Options that it does not rank stand below all that it ranks, equal among
/// themselves.
///
/// On full rankings without equal ranks all but [`BordaPoints::AmongRanked`] choose the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BordaPoints {
    /// As many as stand below it, less as many as stand above it. Orders options as giving to equal ones the
    /// average of their places would.
    Symmetric,
    /// As many as stand below it: the unranked get 0, and so much the more the ranked.
    Below,
    /// As many as there are others, less those that stand above it: the unranked share the best place left.
    NotAbove,
    /// One, and one more for each *ranked* option below it; the unranked get 0. A short ballot gives little:
    /// the modified Borda count.
    AmongRanked,
}

/// 博达计数: points by rank; the highest sum wins.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Borda {
    /// The form of a ballot.
    pub ballots: RankedForm,
    /// What a ballot gives to an option.
    pub points: BordaPoints,
    /// How many are chosen.
    pub seats: u16,
    /// What a ballot weighs.
    pub weights: Weighing,
    /// How ties are settled.
    pub ties: Ties<SumCriterion>,
}

/// Counts by [`Borda`].
pub fn count_borda(rule: &Borda, profile: &Profile<Ranking>) -> Result<SumOutcome, RuleError> {
    let sum = Sum { seats: rule.seats, weighing: rule.weights, ties: &rule.ties, needs_support: false };
    let options = usize::from(profile.options());
    sum.count(profile, |ballot| given(rule.points, ballot, options))
}

fn given(points: BordaPoints, ballot: &Ranking, options: usize) -> Vec<Given> {
    let mut given = Vec::with_capacity(options);
    let mut ranked = vec![false; options];
    let mut above = 0;
    for (number, tier) in ballot.tiers().enumerate() {
        let through = above + tier.len();
        let points = match points {
            BordaPoints::Symmetric => difference(options - through, above),
            BordaPoints::Below => difference(options, through),
            BordaPoints::NotAbove => difference(options, above + 1),
            BordaPoints::AmongRanked => difference(ballot.ranked() + 1, through),
        };
        let first = number == 0 && tier.len() == 1;
        for option in tier.iter().copied().map(usize::from) {
            if let Some(ranked) = ranked.get_mut(option) {
                *ranked = true;
            }
            given.push(Given { option, points, supports: true, first });
        }
        above = through;
    }
    let points = match points {
        BordaPoints::Symmetric => difference(0, above),
        BordaPoints::Below | BordaPoints::AmongRanked => 0,
        BordaPoints::NotAbove => difference(options, above + 1),
    };
    let unranked = ranked.iter().enumerate().filter(|(_, ranked)| !**ranked);
    given.extend(unranked.map(|(option, _)| Given { option, points, supports: false, first: false }));
    given
}

/// `a - b`, where both are at most a number of options.
fn difference(a: usize, b: usize) -> i64 {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    number(a) - number(b)
}
