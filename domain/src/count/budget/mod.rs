//! Participatory budgeting: giving out a sum of money among projects by ballots.
//!
//! - [`election`]: who asks for what, how much there is, what the voters say.
//! - [`manifest`]: the rule, every choice stated, hashed.
//! - [`count`]: from both to a [`outcome::BudgetOutcome`], which tells how it came about.
//! - [`Inquiry`]: where a voter's share went, why a project was not bought.

mod contest;
pub mod election;
mod greedy;
pub mod manifest;
pub mod outcome;
mod presets;
mod shares;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod naive;
#[cfg(test)]
mod tests;

pub use contest::{BudgetError, Refusal};
pub use shares::{Inquiry, Payment, Standing, VoterShare, WhyNot, WhyNotStep};

use super::sort;
use contest::Contest;
use election::Election;
use greedy::{Greedy, money};
use manifest::{BudgetManifest, BudgetMethod, Reserve};
use outcome::{BudgetOutcome, GreedySteps, ProjectLine, ReserveLine, Steps};
use shares::EqualShares;

/// Counts an election by a rule. `weights` where the rule asks for them: for each of [`Election::groups`] the
/// sum of its voters' weights.
pub fn count(
    election: &Election,
    manifest: &BudgetManifest,
    weights: Option<&[u64]>,
) -> Result<BudgetOutcome, BudgetError> {
    let contest = Contest::new(election, manifest, weights)?;
    let (winners, steps) = match &manifest.rule().method {
        BudgetMethod::Greedy { order, unaffordable, exclusive } => {
            let (steps, winners) = Greedy { order: *order, unaffordable: *unaffordable, exclusive }.run(
                &contest,
                &[],
                contest.budget,
            )?;
            (winners, Steps::Greedy(steps))
        }
        BudgetMethod::EqualShares { utility, endowment, completion, comparison } => {
            let shares = EqualShares {
                utility,
                endowment: *endowment,
                completion: *completion,
                comparison: *comparison,
            };
            let (winners, report) = shares.count(&contest)?;
            (winners, Steps::EqualShares(Box::new(report)))
        }
    };
    Ok(outcome(&contest, &winners, steps))
}

/// The same for greedy rules, and nothing for others: a reader's browser that counts one does without equal shares,
/// and without fractions.
pub fn count_greedy(
    election: &Election,
    manifest: &BudgetManifest,
    weights: Option<&[u64]>,
) -> Result<Option<BudgetOutcome<GreedySteps>>, BudgetError> {
    let BudgetMethod::Greedy { order, unaffordable, exclusive } = &manifest.rule().method else {
        return Ok(None);
    };
    let contest = Contest::new(election, manifest, weights)?;
    let greedy = Greedy { order: *order, unaffordable: *unaffordable, exclusive };
    let (steps, winners) = greedy.run(&contest, &[], contest.budget)?;
    Ok(Some(outcome(&contest, &winners, GreedySteps::Greedy(steps))))
}

fn outcome<S>(contest: &Contest<'_>, winners: &[usize], steps: S) -> BudgetOutcome<S> {
    let spent: u64 = winners.iter().map(|project| contest.projects[*project].cost).sum();
    BudgetOutcome {
        manifest_sha256: contest.manifest.hash(),
        scale: contest.election.scale,
        budget: contest.election.budget,
        spent: money(spent),
        ballots: contest.ballots,
        voters: contest.voters,
        blank: contest.blank,
        invalid: contest.invalid,
        winners: winners.iter().map(|project| contest.id(*project)).collect(),
        projects: lines(contest, winners),
        steps,
        reserve: reserve(contest, winners),
    }
}

fn lines(contest: &Contest<'_>, winners: &[usize]) -> Vec<ProjectLine> {
    let line = |(place, standing): (usize, &contest::Standing)| ProjectLine {
        project: contest.id(place),
        cost: contest.election.projects[place].cost,
        votes: standing.votes,
        score: standing.score,
        refusal: standing.refusal,
        selected: winners.contains(&place),
    };
    contest.projects.iter().enumerate().map(line).collect()
}

/// Eligible projects with votes that were not selected, best first.
fn reserve(contest: &Contest<'_>, winners: &[usize]) -> Vec<ReserveLine> {
    let Reserve::ByScore(most) = contest.manifest.rule().reserve else { return Vec::new() };
    let mut rest: Vec<usize> = (0..contest.projects.len())
        .filter(|project| contest.stands(*project) && !winners.contains(project))
        .filter(|project| contest.projects[*project].votes > 0)
        .collect();
    let score = |project: usize| contest.projects[project].score;
    sort::places(&mut rest, &mut |a, b| score(b).cmp(&score(a)).then_with(|| contest.by_place(a, b)));
    let key = |project: usize| (score(project), contest.projects[project].place);
    let mut list: Vec<ReserveLine> = Vec::new();
    for (place, project) in rest.iter().enumerate().take(contest::index(most)) {
        let is_equal = place > 0 && key(rest[place - 1]) == key(*project);
        let rank = match list.last() {
            Some(before) if is_equal => before.rank,
            _ => u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1),
        };
        list.push(ReserveLine {
            rank,
            project: contest.id(*project),
            score: contest.projects[*project].score,
            cost: money(contest.projects[*project].cost),
        });
    }
    list
}
