//! Questions to an outcome of equal shares: where did my share go, and why was this project not bought?

use serde::Serialize;

use super::classes::Classes;
use super::exact::{Exact, per_utility, replay};
use super::ladder::Ladder;
use super::support::Support;
use crate::count::budget::contest::{BudgetError, Contest, Refusal};
use crate::count::budget::election::{Election, Money, ProjectId};
use crate::count::budget::greedy::money;
use crate::count::budget::manifest::{BudgetManifest, BudgetMethod};
use crate::count::budget::outcome::{BudgetOutcome, Ratio, Steps};

/// What a voter paid for a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Payment {
    /// Which project.
    pub project: ProjectId,
    /// How much, for a weight of 1.
    pub paid: Ratio,
    /// What the voter had left after it.
    pub left: Ratio,
}

/// Where a voter's share went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VoterShare {
    /// What every voter had, for a weight of 1.
    pub endowment: Ratio,
    /// What was paid, in order; nothing for projects bought when nothing was left.
    pub payments: Vec<Payment>,
    /// What is left.
    pub left: Ratio,
}

/// How a project stood at the moment another was bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhyNotStep {
    /// What was bought.
    pub bought: ProjectId,
    /// What that cost per unit of utility.
    pub its_price: Ratio,
    /// What the project in question would have cost per unit of utility; none if its supporters had too
    /// little.
    pub price: Option<Ratio>,
    /// What its supporters had together.
    pub behind: Ratio,
}

/// Where a project stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is selected after all.
    Selected,
    /// It was not eligible.
    Refused(Refusal),
    /// Nobody gives it any utility.
    WithoutSupport,
    /// Its supporters' money was too little in the end.
    TooLittleLeft {
        /// What they have left together.
        behind: Ratio,
        /// What that falls short of its cost.
        missing: Ratio,
    },
    /// It was bought, but greedy's outcome was preferred to equal shares'.
    ComparisonLost,
}

/// Why a project was not selected, with the figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhyNot {
    /// Which.
    pub project: ProjectId,
    /// What it costs; none if it was withdrawn.
    pub cost: Option<Money>,
    /// The weight of the ballots that name it.
    pub votes: u64,
    /// Where it stands.
    pub standing: Standing,
    /// How it stood at every purchase.
    pub steps: Vec<WhyNotStep>,
}

/// An outcome of equal shares that can be asked.
#[derive(Debug)]
pub struct Inquiry<'a> {
    contest: Contest<'a>,
    support: Support,
    ladder: Ladder,
    rung: u64,
    winners: Vec<ProjectId>,
    bought: Vec<ProjectId>,
}

impl<'a> Inquiry<'a> {
    /// Takes up an outcome again; `None` if it is not one of equal shares.
    pub fn new(
        election: &'a Election,
        manifest: &'a BudgetManifest,
        weights: Option<&[u64]>,
        outcome: &BudgetOutcome,
    ) -> Result<Option<Self>, BudgetError> {
        let BudgetMethod::EqualShares { utility, endowment, completion, .. } = &manifest.rule().method else {
            return Ok(None);
        };
        let Steps::EqualShares(report) = &outcome.steps else { return Ok(None) };
        let contest = Contest::new(election, manifest, weights)?;
        let support = Support::new(&contest, utility)?;
        let ladder = Ladder::new(&contest, *endowment, *completion)?;
        let bought = report.purchases.iter().map(|purchase| purchase.project.clone()).collect();
        let (rung, winners) = (report.steps_raised, outcome.winners.clone());
        Ok(Some(Self { contest, support, ladder, rung, winners, bought }))
    }

    /// Places of what was bought in the table of support.
    fn places(&self) -> Vec<usize> {
        let candidates = &self.support.candidates;
        let place = |id: &ProjectId| {
            candidates.iter().position(|candidate| self.contest.id(candidate.project) == *id)
        };
        self.bought.iter().filter_map(place).collect()
    }

    /// Where the share of each voter of a group went; `None` for a group that does not count or is not there.
    pub fn share_of(&self, group: usize) -> Result<Option<VoterShare>, BudgetError> {
        if self.contest.weights.get(group).is_none_or(|weight| *weight == 0) {
            return Ok(None);
        }
        let endowment = self.ladder.exact(self.rung)?;
        let mut classes = Classes::new(&self.support);
        let exact = replay(&self.ladder, &mut classes, self.rung, &self.places())?;
        let mut left = endowment.clone();
        let mut payments = Vec::new();
        for (purchase, paid) in exact.account(classes.class_of(group)) {
            left -= &paid;
            let candidate = &self.support.candidates[exact.purchases()[purchase].candidate];
            let project = self.contest.id(candidate.project);
            payments.push(Payment { project, paid: Ratio(paid), left: Ratio(left.clone()) });
        }
        Ok(Some(VoterShare { endowment: Ratio(endowment), payments, left: Ratio(left) }))
    }

    /// Why a project was not selected; `None` if there is no such project.
    pub fn why_not(&self, id: &ProjectId) -> Result<Option<WhyNot>, BudgetError> {
        let Some(project) = self.contest.election.place(id.as_str()) else { return Ok(None) };
        let standing = &self.contest.projects[project];
        let mut answer = WhyNot {
            project: id.clone(),
            cost: self.contest.election.projects[project].cost,
            votes: standing.votes,
            standing: Standing::WithoutSupport,
            steps: Vec::new(),
        };
        if let Some(refusal) = standing.refusal {
            answer.standing = Standing::Refused(refusal);
            return Ok(Some(answer));
        }
        if let Some(place) = self.support.candidates.iter().position(|other| other.project == project) {
            answer.standing = self.follow(place, &mut answer.steps)?;
        }
        if self.winners.contains(id) {
            answer.standing = Standing::Selected;
        } else if self.bought.contains(id) {
            answer.standing = Standing::ComparisonLost;
        }
        Ok(Some(answer))
    }

    /// Holds a candidate against every purchase, up to its own.
    fn follow(&self, place: usize, steps: &mut Vec<WhyNotStep>) -> Result<Standing, BudgetError> {
        let candidate = &self.support.candidates[place];
        let mut classes = Classes::new(&self.support);
        let mut exact = Exact::new(&self.ladder, &classes, self.rung)?;
        for bought in self.places() {
            let other = &self.support.candidates[bought];
            let Some(its) = exact.price(&mut classes, bought) else { continue };
            steps.push(WhyNotStep {
                bought: self.contest.id(other.project),
                its_price: Ratio(per_utility(&its.rate, other)),
                price: exact
                    .price(&mut classes, place)
                    .map(|price| Ratio(per_utility(&price.rate, candidate))),
                behind: Ratio(exact.behind(&mut classes, place)),
            });
            if bought == place {
                return Ok(Standing::Selected);
            }
            exact.buy(&mut classes, bought, its);
        }
        let behind = exact.behind(&mut classes, place);
        let cost = num_rational::BigRational::from_integer(money(candidate.cost).get().into());
        Ok(Standing::TooLittleLeft { missing: Ratio(cost - &behind), behind: Ratio(behind) })
    }
}
