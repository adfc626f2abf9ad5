//! Greedy: one project after the other in the order of their scores, as long as there is money.
//!
//! The variants are those of the `.pb` format: skipping what does not fit, stopping there, thresholds (which
//! the rule's eligibility states) and sets of projects that exclude one another.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::contest::{BudgetError, Contest};
use super::election::{Money, ProjectId};
use super::manifest::{GreedyOrder, Unaffordable};
use super::outcome::{GreedyStep, MOST_TIED, Verdict};
use crate::count::sort;

/// Greedy's choices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Greedy<'a> {
    pub(super) order: GreedyOrder,
    pub(super) unaffordable: Unaffordable,
    pub(super) exclusive: &'a [BTreeSet<ProjectId>],
}

impl Greedy<'_> {
    /// By score, skipping: what fills up equal shares and what it is compared with.
    pub(super) const PLAIN: Greedy<'static> =
        Greedy { order: GreedyOrder::Score, unaffordable: Unaffordable::Skip, exclusive: &[] };

    /// Goes through all projects that stand and are not in `taken`, with `left` to spend. Gives a step for
    /// each and the places of the selected, in order.
    pub(super) fn run(
        &self,
        contest: &Contest<'_>,
        taken: &[usize],
        mut left: u64,
    ) -> Result<(Vec<GreedyStep>, Vec<usize>), BudgetError> {
        let exclusive = self.exclusive_places(contest)?;
        let mut standing: Vec<usize> = (0..contest.projects.len())
            .filter(|project| contest.stands(*project) && !taken.contains(project))
            .collect();
        // Ids last, for the listing only: where they would decide anything, the tie is refused.
        let by_score = |a, b| self.compare(contest, a, b).then_with(|| contest.by_place(a, b));
        sort::places(&mut standing, &mut |a, b| by_score(a, b));
        let (mut steps, mut selected, mut stopped) = (Vec::new(), Vec::new(), false);
        for block in standing.chunk_by(|a, b| self.compare(contest, *a, *b).is_eq()) {
            if !stopped {
                refuse_undecided(contest, block, left, &exclusive)?;
            }
            for (place, project) in block.iter().copied().enumerate() {
                let cost = contest.projects[project].cost;
                let rival = excluded_by(&exclusive, project, taken.iter().chain(&selected));
                let verdict = match rival {
                    _ if stopped => Verdict::AfterStop,
                    Some(rival) => Verdict::Excluded { by: contest.id(rival) },
                    None if cost > left => Verdict::TooDear,
                    None => Verdict::Selected,
                };
                let others = block[place + 1..].iter().chain(block[..place].iter().rev()).take(MOST_TIED);
                steps.push(GreedyStep {
                    project: contest.id(project),
                    score: contest.projects[project].score,
                    cost: money(cost),
                    left: money(left),
                    tied_with: others.map(|other| contest.id(*other)).collect(),
                    verdict: verdict.clone(),
                });
                if verdict == Verdict::Selected {
                    left -= cost;
                    selected.push(project);
                }
                stopped |= verdict == Verdict::TooDear && self.unaffordable == Unaffordable::Stop;
            }
        }
        Ok((steps, selected))
    }

    /// Better first; equal where only the list of ties can decide.
    fn compare(&self, contest: &Contest<'_>, a: usize, b: usize) -> Ordering {
        let (a, b) = (&contest.projects[a], &contest.projects[b]);
        match self.order {
            GreedyOrder::Score => b.score.cmp(&a.score),
            GreedyOrder::ScorePerCost => {
                let free = |cost: u64, score: u64| cost == 0 && score > 0;
                let products = (
                    u128::from(b.score) * u128::from(a.cost.max(1)),
                    u128::from(a.score) * u128::from(b.cost.max(1)),
                );
                match (free(a.cost, a.score), free(b.cost, b.score)) {
                    (true, true) => Ordering::Equal,
                    (true, false) => Ordering::Less,
                    (false, true) => Ordering::Greater,
                    (false, false) => products.0.cmp(&products.1),
                }
            }
        }
    }

    fn exclusive_places(&self, contest: &Contest<'_>) -> Result<Vec<Vec<usize>>, BudgetError> {
        let place = |id: &ProjectId| {
            contest.election.place(id.as_str()).ok_or_else(|| BudgetError::UnknownProject(id.clone()))
        };
        self.exclusive.iter().map(|set| set.iter().map(place).collect()).collect()
    }
}

fn excluded_by<'a>(
    exclusive: &[Vec<usize>],
    project: usize,
    mut selected: impl Iterator<Item = &'a usize>,
) -> Option<usize> {
    selected.find(|other| exclude(exclusive, project, **other)).copied()
}

fn exclude(exclusive: &[Vec<usize>], a: usize, b: usize) -> bool {
    exclusive.iter().any(|set| set.contains(&a) && set.contains(&b))
}

/// Equals that the list of ties leaves equal may stay so if their order changes nothing: if all of them fit
/// together and none excludes another, or if none of them fits.
fn refuse_undecided(
    contest: &Contest<'_>,
    block: &[usize],
    left: u64,
    exclusive: &[Vec<usize>],
) -> Result<(), BudgetError> {
    for equals in block.chunk_by(|a, b| contest.projects[*a].place == contest.projects[*b].place) {
        let costs = || equals.iter().map(|project| contest.projects[*project].cost);
        // Those of the block with an earlier place may have taken some of what is left.
        let before = |project: &&usize| contest.projects[**project].place < contest.projects[equals[0]].place;
        let spent: u128 = block.iter().filter(before).map(|p| u128::from(contest.projects[*p].cost)).sum();
        let sum: u128 = costs().map(u128::from).sum();
        let all_fit = spent + sum <= u128::from(left)
            && !equals.iter().any(|a| equals.iter().any(|b| a != b && exclude(exclusive, *a, *b)));
        let none_fits = costs().all(|cost| cost > left);
        if equals.len() > 1 && !all_fit && !none_fits {
            return Err(BudgetError::UndecidedTie(
                equals.iter().map(|project| contest.id(*project)).collect(),
            ));
        }
    }
    Ok(())
}

/// An amount that was read as one.
pub(super) fn money(units: u64) -> Money {
    Money(i64::try_from(units).unwrap_or(i64::MAX))
}
