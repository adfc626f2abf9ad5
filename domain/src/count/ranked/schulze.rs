//! The Schulze rule: who beats whom along the strongest paths.
//!
//! A path from a to b is a row of options each of which beats the next; it is as strong as its weakest
//! majority. a stands above b if its strongest path to b is stronger than b's strongest path to a. That is an
//! order, and its top cannot be empty.
//!
//! Source: Markus Schulze, *The Schulze Method of Voting*, arXiv 1804.02973, section 2. `winning_votes` and
//! `margins` are his ≻win and ≻margin. Paths here use majorities only; that gives the same order as with all
//! links, since an option with no majority path to another is beaten by it outright.

use serde::{Deserialize, Serialize};

use super::pairs::{PairCriterion, Pairwise, Strength, StrengthBy, criterion_values, is_empty, tiers};
use crate::count::ballot::OptionNo;
use crate::count::profile::form::{RankedForm, Ranking};
use crate::count::profile::ties::{End, TieBreak, Ties};
use crate::count::profile::{Profile, RuleError, Turnout, Weighing, numbers};

/// 舒尔策法. Unranked options stand below the ranked ones, equal among themselves.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schulze {
    /// The form of a ballot.
    pub ballots: RankedForm,
    /// What makes a majority strong.
    pub strength: StrengthBy,
    /// What a ballot weighs.
    pub weights: Weighing,
    /// How the winner is found among those that nobody stands above.
    pub ties: Ties<PairCriterion>,
}

/// The result with its matrix and its strongest paths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchulzeOutcome {
    /// Where every ballot went.
    pub turnout: Turnout,
    /// How many rank the row's option above the column's.
    pub pairwise: Pairwise,
    /// The strongest path from the row's option to the column's: its weakest majority; none is 0 to 0.
    pub strengths: Vec<Vec<Strength>>,
    /// On the strongest path from the row's option to the column's, the last option before the column's.
    pub before: Vec<Vec<Option<OptionNo>>>,
    /// Tier by tier: those that nobody stands above, then those that nobody of the rest does, and so on.
    pub order: Vec<Vec<OptionNo>>,
    /// The first of the first tier; none without a valid ballot.
    pub winner: Option<OptionNo>,
    /// How the winner was found if the first tier has several.
    pub tie: Option<TieBreak<PairCriterion>>,
}

impl SchulzeOutcome {
    /// The strongest path from `a` to `b`, both ends with it; `None` if there is none.
    #[must_use]
    pub fn path(&self, a: OptionNo, b: OptionNo) -> Option<Vec<OptionNo>> {
        let row = self.before.get(a.index()?)?;
        let mut path = vec![b];
        let mut at = b;
        while at != a && path.len() <= row.len() {
            at = (*row.get(at.index()?)?)?;
            path.push(at);
        }
        path.reverse();
        Some(path).filter(|_path| at == a && a != b)
    }
}

/// Counts by [`Schulze`].
pub fn count_schulze(rule: &Schulze, profile: &Profile<Ranking>) -> Result<SchulzeOutcome, RuleError> {
    rule.ties.check(profile.options())?;
    let pairwise = Pairwise::of(profile, rule.weights)?;
    let paths = Paths::strongest(&pairwise, rule.strength);
    let stands_above = |a, b| paths.strength(a, b).compared_to(paths.strength(b, a), rule.strength).is_gt();
    let order = tiers(pairwise.options(), stands_above);
    let (mut winner, mut tie) = (None, None);
    if let Some(first) = order.first().filter(|_tier| !is_empty(profile)) {
        let values = |criterion| criterion_values(criterion, profile, &pairwise, rule.weights);
        let values: Vec<_> = rule.ties.criteria.iter().map(|c| (*c, values(*c))).collect();
        let value = |criterion, option: usize| {
            let column = values.iter().find(|(of, _)| *of == criterion);
            column.and_then(|(_, column)| column.get(option)).copied()
        };
        let (found, settled) = rule.ties.settle(End::Best, first, profile.options(), value)?;
        (winner, tie) = (Some(OptionNo::at(found)), settled);
    }
    Ok(SchulzeOutcome {
        turnout: profile.turnout().clone(),
        pairwise,
        strengths: paths.strengths,
        before: paths.before.into_iter().map(|row| row.into_iter().map(number).collect()).collect(),
        order: order.into_iter().map(numbers).collect(),
        winner,
        tie,
    })
}

fn number(place: Option<usize>) -> Option<OptionNo> {
    place.map(OptionNo::at)
}

/// The strongest paths between all options.
struct Paths {
    strengths: Vec<Vec<Strength>>,
    before: Vec<Vec<Option<usize>>>,
}

impl Paths {
    /// Floyd and Warshall's algorithm with the weakest link in place of the sum.
    fn strongest(pairwise: &Pairwise, by: StrengthBy) -> Self {
        let options = pairwise.options();
        let mut strengths = vec![vec![Strength::NONE; options]; options];
        let mut before = vec![vec![None; options]; options];
        for (a, (strengths, before)) in strengths.iter_mut().zip(&mut before).enumerate() {
            for (b, (strength, before)) in strengths.iter_mut().zip(before).enumerate() {
                if pairwise.beats(a, b) {
                    *strength = pairwise.strength(a, b);
                    *before = Some(a);
                }
            }
        }
        for via in 0..options {
            let (Some(onward), Some(last)) = (strengths.get(via).cloned(), before.get(via).cloned()) else {
                break;
            };
            for (a, (strengths, before)) in strengths.iter_mut().zip(&mut before).enumerate() {
                let to = strengths.get(via).copied().unwrap_or_default();
                if a == via || to == Strength::NONE {
                    continue;
                }
                let cells = strengths.iter_mut().zip(before.iter_mut());
                for (b, ((strength, before), (on, last))) in cells.zip(onward.iter().zip(&last)).enumerate() {
                    let weaker = if on.compared_to(to, by).is_lt() { *on } else { to };
                    if a != b && *on != Strength::NONE && weaker.compared_to(*strength, by).is_gt() {
                        *strength = weaker;
                        *before = *last;
                    }
                }
            }
        }
        Self { strengths, before }
    }

    fn strength(&self, a: usize, b: usize) -> Strength {
        self.strengths.get(a).and_then(|row| row.get(b)).copied().unwrap_or_default()
    }
}
