//! Rules that add up: plurality, approval, score, points, Borda. The options with the highest sums are
//! chosen.
//!
//! Each has its own rule with every choice stated, and one function that counts. What no rule may choose:
//! blank ballots take part and add nothing; with no valid ballot nobody is chosen; and where an option needs
//! support (all but Borda), one that no ballot supports is never chosen, so fewer than `seats` may be.

mod borda;
mod marks;
#[cfg(test)]
mod tests;

pub use borda::{Borda, BordaPoints, count_borda};
pub use marks::{
    ApprovalVote, Plurality, Points, Score, count_approval, count_plurality, count_points, count_score,
};

use serde::{Deserialize, Serialize};

use super::ballot::OptionNo;
use super::profile::ties::{End, TieBreak, Ties, extreme};
use super::profile::{Cast, Profile, RuleError, Turnout, check_seats, numbers};

/// What tells options with equal sums apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SumCriterion {
    /// More ballots support it, whatever they weigh.
    MoreBallots,
    /// The ballots that support it weigh more.
    MoreWeight,
    /// More ballots have it alone at the top: ranked or scored above every other, or the only one marked.
    MoreFirstPlaces,
}

/// What one option got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// Which.
    pub option: OptionNo,
    /// The sum by which it is chosen: every ballot's points, times its weight where weights count.
    pub points: i64,
    /// The ballots that support it: chosen, approved, scored or given points above 0, or ranked.
    pub support: Cast,
    /// The ballots that have it alone at the top.
    pub firsts: Cast,
}

/// The result of a sum with its arithmetic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SumOutcome {
    /// Where every ballot went.
    pub turnout: Turnout,
    /// What every option got, in the options' order.
    pub standings: Vec<Standing>,
    /// The chosen, highest sum first; those with equal sums by number, unless a tie-break put them in order.
    pub winners: Vec<OptionNo>,
    /// The ties that had to be settled because not all who were equal could be chosen.
    pub ties: Vec<TieBreak<SumCriterion>>,
}

/// Sums up the ballots: `points` tells what one ballot gives to each option; `needs_support` bars options
/// that no ballot supports.
struct Sum<'a> {
    seats: u16,
    weighing: super::profile::Weighing,
    ties: &'a Ties<SumCriterion>,
    needs_support: bool,
}

/// What one ballot says of one option.
struct Given {
    option: usize,
    points: i64,
    supports: bool,
    first: bool,
}

impl Sum<'_> {
    fn count<B>(
        &self,
        profile: &Profile<B>,
        given: impl Fn(&B) -> Vec<Given>,
    ) -> Result<SumOutcome, RuleError> {
        check_seats(self.seats, profile.options())?;
        self.ties.check(profile.options())?;
        let mut standings: Vec<Standing> = profile
            .indices()
            .map(|i| Standing { option: OptionNo::at(i), points: 0, support: Cast::NONE, firsts: Cast::NONE })
            .collect();
        for group in profile.groups() {
            let weight = i64::try_from(self.weighing.of(group.cast)).map_err(|_big| RuleError::TooLarge)?;
            for given in given(&group.ballot) {
                let Some(standing) = standings.get_mut(given.option) else { continue };
                let more = weight.checked_mul(given.points);
                let sum = more.and_then(|more| standing.points.checked_add(more));
                standing.points = sum.ok_or(RuleError::TooLarge)?;
                if given.supports {
                    standing.support = standing.support.plus(group.cast)?;
                }
                if given.first {
                    standing.firsts = standing.firsts.plus(group.cast)?;
                }
            }
        }
        let (winners, ties) = self.choose(profile, &standings)?;
        Ok(SumOutcome { turnout: profile.turnout().clone(), standings, winners, ties })
    }

    /// The highest sums; settles a tie only where not all who are equal can be chosen.
    fn choose<B>(&self, profile: &Profile<B>, standings: &[Standing]) -> Result<Chosen, RuleError> {
        let mut open: Vec<usize> = profile.indices().collect();
        open.retain(|i| !profile.groups().is_empty() && (!self.needs_support || supported(standings, *i)));
        let (mut winners, mut ties) = (Vec::new(), Vec::new());
        let mut free = usize::from(self.seats);
        while free > 0 && !open.is_empty() {
            let equal = extreme(End::Best, &open, |i| standings.get(i).map(|s| s.points));
            if equal.len() <= free {
                free -= equal.len();
                open.retain(|i| !equal.contains(i));
                winners.extend(equal);
                continue;
            }
            let value = |criterion, option: usize| criterion_value(standings, criterion, option);
            let (best, tie) = self.ties.settle(End::Best, &equal, profile.options(), value)?;
            ties.extend(tie);
            winners.push(best);
            open.retain(|i| *i != best);
            free -= 1;
        }
        Ok((numbers(winners), ties))
    }
}

/// Winners and the ties settled on the way.
type Chosen = (Vec<OptionNo>, Vec<TieBreak<SumCriterion>>);

fn supported(standings: &[Standing], option: usize) -> bool {
    standings.get(option).is_some_and(|standing| standing.support != Cast::NONE)
}

fn criterion_value(standings: &[Standing], criterion: SumCriterion, option: usize) -> u64 {
    standings.get(option).map_or(0, |standing| match criterion {
        SumCriterion::MoreBallots => standing.support.ballots,
        SumCriterion::MoreWeight => standing.support.weight,
        SumCriterion::MoreFirstPlaces => standing.firsts.ballots,
    })
}
