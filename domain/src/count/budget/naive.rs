//! A second opinion for tests, written to share no arithmetic with the first: voter by voter, every endowment
//! tried, fractions throughout, supporters sorted by what they can pay.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::election::{Election, Form};
use super::manifest::{
    Amount, BudgetManifest, BudgetMethod, Completion, Endowment, ExhaustiveStop, GreedyOrder, RankScores,
    Score, TieBreak, Unaffordable, Utility,
};

type Fraction = BigRational;

fn whole(number: u64) -> Fraction {
    Fraction::from_integer(BigInt::from(number))
}

/// `units` × 10^(scale − decimals).
fn in_units(units: u64, decimals: u32, scale: u32) -> Fraction {
    whole(units) * Fraction::new(BigInt::from(10).pow(scale), BigInt::from(10).pow(decimals))
}

struct Naive<'a> {
    election: &'a Election,
    manifest: &'a BudgetManifest,
    /// One ballot for each voter.
    ballots: Vec<&'a [(u32, u64)]>,
    costs: Vec<u64>,
    budget: u64,
}

/// Two projects were equal in everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tied;

/// The selected projects in order, and by how many steps endowments were raised.
pub(super) fn winners(election: &Election, manifest: &BudgetManifest) -> Result<(Vec<usize>, u64), Tied> {
    let mut ballots: Vec<&[(u32, u64)]> = Vec::new();
    for group in &election.groups {
        ballots.extend((0..group.count).map(|_| &group.choices[..]));
    }
    let cost = |project: &super::election::Project| project.cost.map_or(0, |cost| cost.get().unsigned_abs());
    let costs = election.projects.iter().map(cost).collect();
    let naive = Naive { election, manifest, ballots, costs, budget: election.budget.get().unsigned_abs() };
    match &manifest.rule().method {
        BudgetMethod::Greedy { order, unaffordable, exclusive } => {
            assert!(exclusive.is_empty(), "not asked here");
            let stops = *unaffordable == Unaffordable::Stop;
            Ok((naive.greedy(*order == GreedyOrder::ScorePerCost, stops, Vec::new()), 0))
        }
        BudgetMethod::EqualShares { utility, endowment, completion, .. } => {
            naive.equal_shares(utility, *endowment, *completion)
        }
    }
}

impl Naive<'_> {
    fn rank(&self, ranks: &RankScores, place: usize, length: usize) -> u64 {
        match ranks {
            RankScores::BallotFromZero => (length - 1 - place) as u64,
            RankScores::BallotFromOne => (length - place) as u64,
            RankScores::Projects => (self.costs.len() - place) as u64,
            RankScores::Places(places) => {
                if place < places.len() {
                    places[place]
                } else {
                    0
                }
            }
        }
    }

    fn votes(&self, project: usize) -> u64 {
        self.ballots.iter().filter(|ballot| ballot.iter().any(|(p, _)| *p as usize == project)).count() as u64
    }

    fn score(&self, project: usize) -> u64 {
        let mut sum = 0;
        for ballot in &self.ballots {
            for (place, (p, points)) in ballot.iter().enumerate() {
                if *p as usize == project {
                    sum += match &self.manifest.rule().score {
                        Score::Votes => 1,
                        Score::Points => *points,
                        Score::Ranks(ranks) => self.rank(ranks, place, ballot.len()),
                    };
                }
            }
        }
        sum
    }

    fn stands(&self, project: usize) -> bool {
        let rule = &self.manifest.rule().eligibility;
        let votes = self.votes(project);
        self.election.projects[project].cost.is_some()
            && (rule.above_budget || self.costs[project] <= self.budget)
            && (rule.without_votes || votes > 0)
            && rule.least_votes.is_none_or(|least| votes >= least)
            && rule.least_score.is_none_or(|least| self.score(project) >= least)
            && rule.votes_by_cost.is_none_or(|factor| {
                let need = whole(self.costs[project]) * whole(self.ballots.len() as u64);
                whole(votes) * whole(factor.into()) * whole(self.budget) >= need
            })
    }

    /// Leaves the first in the order of ties; several if nothing decides.
    fn untie(&self, mut equals: Vec<usize>) -> Vec<usize> {
        for tie_break in &self.manifest.rule().ties {
            let key = |project: &usize| -> i128 {
                match tie_break {
                    TieBreak::LeastCost => i128::from(self.costs[*project]),
                    TieBreak::MostCost => -i128::from(self.costs[*project]),
                    TieBreak::MostVotes => -i128::from(self.votes(*project)),
                    TieBreak::Id => {
                        let id = &self.election.projects[*project].id;
                        self.election.projects.iter().filter(|other| other.id < *id).count() as i128
                    }
                    TieBreak::Lot(order) => {
                        let id = &self.election.projects[*project].id;
                        order.iter().position(|drawn| drawn == id).unwrap() as i128
                    }
                }
            };
            let Some(best) = equals.iter().map(key).min() else { return equals };
            equals.retain(|project| key(project) == best);
        }
        equals
    }

    /// Projects that stand and are not in `taken`, one after the other; ties are taken to be decided.
    fn greedy(&self, per_cost: bool, stops: bool, mut taken: Vec<usize>) -> Vec<usize> {
        let worth = |project: usize| -> (bool, Fraction) {
            let score = self.score(project);
            match (per_cost, self.costs[project]) {
                (true, 0) if score > 0 => (true, whole(0)),
                (true, 0) => (false, whole(0)),
                (true, cost) => (false, whole(score) / whole(cost)),
                (false, _) => (false, whole(score)),
            }
        };
        let mut rest: Vec<usize> =
            (0..self.costs.len()).filter(|p| self.stands(*p) && !taken.contains(p)).collect();
        while let Some(best) = rest.iter().map(|project| worth(*project)).max() {
            let equals = rest.iter().copied().filter(|project| worth(*project) == best).collect();
            let next = self.untie(equals)[0];
            rest.retain(|project| *project != next);
            let spent: u64 = taken.iter().map(|project| self.costs[*project]).sum();
            if spent + self.costs[next] <= self.budget {
                taken.push(next);
            } else if stops {
                break;
            }
        }
        taken
    }

    fn utility(&self, utility: &Utility, ballot: &[(u32, u64)], project: usize) -> u64 {
        let Some(place) = ballot.iter().position(|(p, _)| *p as usize == project) else { return 0 };
        match utility {
            Utility::ApprovalCost => self.costs[project],
            Utility::ApprovalCardinality => 1,
            Utility::Points => ballot[place].1,
            Utility::Ranks(ranks) => self.rank(ranks, place, ballot.len()),
        }
    }

    fn equal_shares(
        &self,
        utility: &Utility,
        endowment: Endowment,
        completion: Completion,
    ) -> Result<(Vec<usize>, u64), Tied> {
        let voters = whole(self.ballots.len().max(1) as u64);
        let exact = whole(self.budget) / voters;
        let first = match endowment {
            Endowment::Exact => exact,
            Endowment::Floor { decimals } => {
                let unit = in_units(1, decimals, self.election.scale);
                (exact / &unit).floor() * unit
            }
        };
        let free: Vec<usize> = (0..self.costs.len())
            .filter(|p| self.stands(*p) && self.costs[*p] == 0 && self.votes(*p) > 0)
            .collect();
        let mut ordered = Vec::new();
        let mut unordered = free;
        while !unordered.is_empty() {
            let next = self.untie(unordered.clone())[0];
            unordered.retain(|project| *project != next);
            ordered.push(next);
        }
        let (bought, steps, fill) = match completion {
            Completion::None => (self.buy(utility, first)?, 0, false),
            Completion::Fill => (self.buy(utility, first)?, 0, true),
            Completion::Add { step, exhaustive_stop, fill } => {
                let (bought, steps) = self.raise(utility, first, step, exhaustive_stop)?;
                (bought, steps, fill)
            }
        };
        ordered.extend(bought);
        let winners = if fill { self.greedy(false, false, ordered) } else { ordered };
        Ok((winners, steps))
    }

    fn supported(&self, utility: &Utility) -> Vec<usize> {
        let has = |p: &usize| self.ballots.iter().any(|ballot| self.utility(utility, ballot, *p) > 0);
        (0..self.costs.len()).filter(|p| self.stands(*p) && self.costs[*p] > 0 && has(p)).collect()
    }

    fn raise(
        &self,
        utility: &Utility,
        mut endowment: Fraction,
        step: Amount,
        stop: ExhaustiveStop,
    ) -> Result<(Vec<usize>, u64), Tied> {
        let step = in_units(step.units, step.decimals, self.election.scale);
        let supported = self.supported(utility);
        let (mut kept, mut steps) = (Vec::new(), 0);
        loop {
            let bought = self.buy(utility, endowment.clone())?;
            let spent: u64 = bought.iter().map(|project| self.costs[*project]).sum();
            if spent > self.budget {
                return Ok((kept, steps - 1));
            }
            let fits = |p: &usize| {
                !bought.contains(p) && self.costs[*p] > 0 && spent + self.costs[*p] <= self.budget
            };
            let exhaustive = match stop {
                ExhaustiveStop::Off => false,
                ExhaustiveStop::Supported => !supported.iter().any(fits),
                ExhaustiveStop::Eligible => {
                    !(0..self.costs.len()).filter(|p| self.stands(*p)).any(|p| fits(&p))
                }
            };
            if exhaustive || bought.len() == supported.len() {
                return Ok((bought, steps));
            }
            kept = bought;
            steps += 1;
            endowment += &step;
        }
    }

    /// One run.
    fn buy(&self, utility: &Utility, endowment: Fraction) -> Result<Vec<usize>, Tied> {
        let mut money = vec![endowment; self.ballots.len()];
        let mut rest = self.supported(utility);
        let mut bought = Vec::new();
        loop {
            let priced: Vec<(Fraction, usize)> =
                rest.iter().filter_map(|p| Some((self.price(utility, &money, *p)?, *p))).collect();
            let Some(best) = priced.iter().map(|(price, _)| price.clone()).min() else { return Ok(bought) };
            let equals = priced.iter().filter(|(price, _)| *price == best).map(|(_, p)| *p).collect();
            let [next] = self.untie(equals)[..] else { return Err(Tied) };
            for (ballot, money) in self.ballots.iter().zip(&mut money) {
                let share = &best * whole(self.utility(utility, ballot, next));
                *money -= share.min(money.clone());
            }
            rest.retain(|project| *project != next);
            bought.push(next);
        }
    }

    /// The least price of a unit of utility at which a project is paid, found from the poorest supporter on.
    fn price(&self, utility: &Utility, money: &[Fraction], project: usize) -> Option<Fraction> {
        let mut supporters: Vec<(Fraction, Fraction)> = Vec::new();
        for (ballot, money) in self.ballots.iter().zip(money) {
            let utility = self.utility(utility, ballot, project);
            if utility > 0 {
                supporters.push((money / whole(utility), whole(utility)));
            }
        }
        supporters.sort();
        let mut missing = whole(self.costs[project]);
        let mut utilities: Fraction = supporters.iter().map(|(_, utility)| utility).sum();
        for (most, utility) in supporters {
            let price = &missing / &utilities;
            if price <= most {
                return Some(price);
            }
            missing -= most * &utility;
            utilities -= utility;
        }
        None
    }
}

/// Whether ballots of a form have what a utility reads.
pub(super) fn fits(form: Form, utility: &Utility) -> bool {
    match utility {
        Utility::ApprovalCost | Utility::ApprovalCardinality => true,
        Utility::Points => form.has_points(),
        Utility::Ranks(_) => form == Form::Ordinal,
    }
}
