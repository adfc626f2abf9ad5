//! The Method of Equal Shares: every voter has an equal share of the budget, and projects are bought with
//! their supporters' shares, cheapest per utility first.
//!
//! - `support`: who supports what.
//! - `ladder`: the endowments.
//! - `rate`: bounds in scaled integers, and the proof that they are bounds.
//! - `exact`: the same in fractions.
//! - `classes`: which voters have the same in their purses.
//! - `run`: one run, over a range of endowments; `decide`: what it buys next; `guess`: where that changes.
//! - `raise`: from run to run.
//!
//! Source: Peters, Pierczyński, Skowron, NeurIPS 2021; equalshares.net for the completions. That the outcome
//! changes at few endowments only, and can be followed from one change to the next: Kraiczy, Robinson,
//! Elkind, arXiv 2502.11797 (for another variant of the rule); the way of doing it here is our own.

mod classes;
mod decide;
mod exact;
mod guess;
mod inquiry;
mod ladder;
mod raise;
mod rate;
mod run;
mod support;
#[cfg(test)]
mod tests;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::contest::{BudgetError, Contest};
use super::election::ProjectId;
use super::greedy::{Greedy, money};
use super::manifest::{Completion, Endowment, ExhaustiveStop, Preference, Utility};
use super::outcome::{ComparisonStep, NextStep, Purchase, RaisingEnd, Ratio, Share, SharesReport};
use crate::count::sort;
use classes::Classes;
use exact::replay;
pub use inquiry::{Inquiry, Payment, Standing, VoterShare, WhyNot, WhyNotStep};
use ladder::Ladder;
use raise::{Raised, raise};
use run::{Course, Opening, Outcome, run};
use support::Support;

/// Equal shares' choices.
#[derive(Clone, Copy, Debug)]
pub(super) struct EqualShares<'a> {
    pub(super) utility: &'a Utility,
    pub(super) endowment: Endowment,
    pub(super) completion: Completion,
    pub(super) comparison: Option<Preference>,
}

impl EqualShares<'_> {
    /// Counts: the selected projects in order, and how they came to be.
    pub(super) fn count(&self, contest: &Contest<'_>) -> Result<(Vec<usize>, SharesReport), BudgetError> {
        let support = Support::new(contest, self.utility)?;
        let ladder = Ladder::new(contest, self.endowment, self.completion)?;
        let (stop, fill) = match self.completion {
            Completion::None => (ExhaustiveStop::Off, false),
            Completion::Fill => (ExhaustiveStop::Off, true),
            Completion::Add { exhaustive_stop, fill, .. } => (exhaustive_stop, fill),
        };
        let mut classes = Classes::new(&support);
        let raised = raise(contest, &ladder, &mut classes, stop)?;
        let free = free_projects(contest);
        let mut report = self.report(contest, &ladder, &mut classes, &raised, &free)?;
        let mut winners = free;
        winners.extend(raised.course.bought.iter().map(|place| support.candidates[*place].project));
        let spent: u64 = winners.iter().map(|project| contest.projects[*project].cost).sum();
        let left = contest.budget.saturating_sub(spent);
        report.left = money(left);
        if fill {
            let (steps, filled) = Greedy::PLAIN.run(contest, &winners, left)?;
            report.fill = steps;
            winners.extend(filled);
        }
        if let Some(by) = self.comparison {
            let (_, greedy) = Greedy::PLAIN.run(contest, &[], contest.budget)?;
            let step = self.compare(contest, by, &winners, &greedy);
            if step.greedy_taken {
                winners = greedy;
            }
            report.comparison = Some(step);
        }
        Ok((winners, report))
    }

    fn report(
        &self,
        contest: &Contest<'_>,
        ladder: &Ladder,
        classes: &mut Classes<'_>,
        raised: &Raised,
        free: &[usize],
    ) -> Result<SharesReport, BudgetError> {
        let support = classes.support;
        let ids = |projects: &[usize]| projects.iter().map(|project| contest.id(*project)).collect();
        let next_step = match &raised.beyond {
            None => None,
            Some(bought) => {
                let projects: Vec<usize> =
                    bought.iter().map(|place| support.candidates[*place].project).collect();
                let cost = projects.iter().map(|project| contest.projects[*project].cost).sum();
                let endowment = Ratio(ladder.exact(raised.rung + 1)?);
                Some(NextStep { endowment, projects: ids(&projects), cost: money(cost) })
            }
        };
        Ok(SharesReport {
            first_endowment: Ratio(ladder.exact(0)?),
            steps_raised: raised.rung,
            endowment: Ratio(ladder.exact(raised.rung)?),
            end: match raised.end {
                raise::End::NotRaised => RaisingEnd::NotRaised,
                raise::End::NextTooDear => RaisingEnd::NextTooDear,
                raise::End::Exhaustive => RaisingEnd::Exhaustive,
                raise::End::AllBought => RaisingEnd::AllBought,
            },
            next_step,
            free: ids(free),
            purchases: purchases(contest, ladder, classes, raised)?,
            left: money(0),
            fill: Vec::new(),
            comparison: None,
        })
    }

    fn compare(
        &self,
        contest: &Contest<'_>,
        by: Preference,
        shares: &[usize],
        greedy: &[usize],
    ) -> ComparisonStep {
        let ids = |projects: &[usize]| -> Vec<ProjectId> {
            projects.iter().map(|project| contest.id(*project)).collect()
        };
        let (mut for_shares, mut for_greedy, mut neither) = (0, 0, 0);
        for (group, weight) in contest.weights.iter().enumerate() {
            let (a, b) = (self.worth(contest, by, group, shares), self.worth(contest, by, group, greedy));
            match a.cmp(&b) {
                std::cmp::Ordering::Greater => for_shares += weight,
                std::cmp::Ordering::Less => for_greedy += weight,
                std::cmp::Ordering::Equal => neither += weight,
            }
        }
        ComparisonStep {
            by,
            equal_shares: ids(shares),
            greedy: ids(greedy),
            prefer_equal_shares: for_shares,
            prefer_greedy: for_greedy,
            indifferent: neither,
            greedy_taken: for_greedy > for_shares,
        }
    }

    /// What an outcome is worth to the voters of a group.
    fn worth(&self, contest: &Contest<'_>, by: Preference, group: usize, outcome: &[usize]) -> u128 {
        let choices = contest.choices(group);
        let worth = |(place, (project, points)): (usize, &(u32, u64))| -> u128 {
            let project = super::contest::index(*project);
            if !outcome.contains(&project) {
                return 0;
            }
            match (by, self.utility) {
                (Preference::ProjectsNamed | Preference::AnyNamed, _)
                | (Preference::Utility, Utility::ApprovalCardinality) => 1,
                (Preference::MoneyNamed, _) | (Preference::Utility, Utility::ApprovalCost) => {
                    contest.projects[project].cost.into()
                }
                (Preference::Utility, Utility::Points) => u128::from(*points),
                (Preference::Utility, Utility::Ranks(ranks)) => {
                    contest.rank_score(ranks, place, choices.len()).into()
                }
            }
        };
        let sum = choices.iter().enumerate().map(worth).sum();
        if by == Preference::AnyNamed { u128::from(sum > 0) } else { sum }
    }
}

/// Projects of no cost that have support, in the order of ties.
fn free_projects(contest: &Contest<'_>) -> Vec<usize> {
    let is_free = |project: &usize| {
        let standing = &contest.projects[*project];
        standing.refusal.is_none() && standing.cost == 0 && standing.votes > 0
    };
    let mut free: Vec<usize> = (0..contest.projects.len()).filter(is_free).collect();
    sort::places(&mut free, &mut |a, b| contest.by_place(a, b));
    free
}

fn purchases(
    contest: &Contest<'_>,
    ladder: &Ladder,
    classes: &mut Classes<'_>,
    raised: &Raised,
) -> Result<Vec<Purchase>, BudgetError> {
    let support = classes.support;
    // Once more on this rung alone, where every tie is known.
    let course = match run(contest, ladder, classes, (raised.rung, raised.rung), &Opening::default())? {
        Outcome::Same { course, .. } if course.bought == raised.course.bought => course,
        Outcome::Same { .. } | Outcome::Differs { .. } => Course::default(),
    };
    let exact = replay(ladder, classes, raised.rung, &raised.course.bought)?;
    let whole = |units: u64| BigRational::from_integer(BigInt::from(units));
    let mut left = ladder.exact(raised.rung)? * whole(support.voters);
    let mut list = Vec::with_capacity(exact.purchases().len());
    for (place, bought) in exact.purchases().iter().enumerate() {
        let candidate = &support.candidates[bought.candidate];
        left -= whole(candidate.cost);
        let share = |level: &u64| Share {
            utility: *level,
            payment: Ratio(&bought.rate * whole(if candidate.is_level() { 1 } else { *level })),
        };
        let tied = course.tied.get(place).map_or(&[][..], Vec::as_slice);
        list.push(Purchase {
            project: contest.id(candidate.project),
            cost: money(candidate.cost),
            supporters: bought.rich + bought.poor,
            shares: candidate.levels.iter().map(share).collect(),
            paid_in_full: bought.rich,
            paid_the_rest: bought.poor,
            rest: Ratio(bought.poor_pay.clone()),
            left: Ratio(left.clone()),
            tied_with: tied.iter().map(|other| contest.id(support.candidates[*other].project)).collect(),
        });
    }
    Ok(list)
}
