//! Proportional approval voting (Thiele): a voter with j approved members is worth 1 + 1/2 + … + 1/j.
//!
//! [`Pav`] finds a committee of the greatest worth among all; that is hard, so it searches with a bound and
//! is refused beyond a stated number of steps. [`SequentialPav`] adds, seat by seat, who adds the most worth.
//!
//! Source: Lackner and Skowron, *Multi-Winner Voting with Approval Preferences* (Springer, 2023), rules 2 and
//! 4.

use std::collections::BinaryHeap;

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use super::{CommitteeCriterion, Unsupported, approvals, criterion_value};
use crate::count::ballot::OptionNo;
use crate::count::profile::exact::Exact;
use crate::count::profile::form::{Approval, ApprovalForm};
use crate::count::profile::ties::{End, Lot, TieBreak, TieError, Ties, extreme};
use crate::count::profile::{Cast, Profile, RuleError, Turnout, Weighing, check_seats, numbers};
use crate::count::sort;

/// The most seats: the least common multiple of 1 to 40, times all weights, still fits in 128 bits.
const MOST_SEATS: u16 = 40;

/// 比例认可投票: the best committee of all.
///
/// Of several equally good the one is taken that has the option that the lot prefers, of those that are not
/// in all of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pav {
    /// The form of a ballot.
    pub ballots: ApprovalForm,
    /// How many are chosen; at most 40.
    pub seats: u16,
    /// What a ballot weighs.
    pub weights: Weighing,
    /// The most steps that the search may take before it is refused. A step is an option weighed: what it would add,
    /// or its part in a bound.
    pub most_steps: u64,
    /// What settles a tie between committees; `None` if nothing was drawn, so that one is an error.
    pub lot: Option<Lot>,
}

/// 序贯比例认可投票: seat by seat.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SequentialPav {
    /// The form of a ballot.
    pub ballots: ApprovalForm,
    /// How many are chosen; at most 40.
    pub seats: u16,
    /// What a ballot weighs.
    pub weights: Weighing,
    /// What happens to seats that nobody has an option for.
    pub unsupported: Unsupported,
    /// How ties are settled.
    pub ties: Ties<CommitteeCriterion>,
}

/// Ballots with equally many approved members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Satisfied {
    /// How many of the chosen each of them approves.
    pub members: u64,
    /// How many they are.
    pub cast: Cast,
}

/// The best committee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PavOutcome {
    /// Where every ballot went.
    pub turnout: Turnout,
    /// For each option the ballots that approve it, in the options' order.
    pub approvals: Vec<Cast>,
    /// The chosen, by number.
    pub winners: Vec<OptionNo>,
    /// Their worth; no committee has a greater one.
    pub worth: Exact,
    /// How many ballots approve how many of them.
    pub satisfied: Vec<Satisfied>,
    /// Another committee of the same worth, if there is one: then the lot decided.
    pub equal: Option<Vec<OptionNo>>,
    /// How many steps the search took.
    pub steps: u64,
}

/// What an option would add.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gain {
    /// Which.
    pub option: OptionNo,
    /// The worth it would add.
    pub worth: Exact,
}

/// One seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SequentialStep {
    /// What every option not yet chosen would add, in the options' order.
    pub gains: Vec<Gain>,
    /// The chosen one.
    pub chosen: OptionNo,
    /// How a tie was settled.
    pub tie: Option<TieBreak<CommitteeCriterion>>,
}

/// The result, seat by seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SequentialPavOutcome {
    /// Where every ballot went.
    pub turnout: Turnout,
    /// For each option the ballots that approve it, in the options' order.
    pub approvals: Vec<Cast>,
    /// The seats.
    pub steps: Vec<SequentialStep>,
    /// The chosen, in order.
    pub winners: Vec<OptionNo>,
    /// The worth of all of them.
    pub worth: Exact,
}

/// Worths as whole numbers: everything times the least common multiple of 1 to the number of seats.
struct Worth<'a> {
    profile: &'a Profile<Approval>,
    weights: Weighing,
    /// For j members already approved, what one more is worth.
    next: Vec<u128>,
    unit: u128,
    /// For each group, how many of the chosen it approves.
    members: Vec<usize>,
    /// For each option, the groups that approve it.
    approvers: Vec<Vec<usize>>,
}

impl<'a> Worth<'a> {
    fn new(profile: &'a Profile<Approval>, weights: Weighing, seats: u16) -> Result<Self, RuleError> {
        check_seats(seats, profile.options())?;
        if seats > MOST_SEATS {
            return Err(RuleError::Seats { seats, most: MOST_SEATS });
        }
        let unit = (1..=u128::from(seats)).fold(1, lcm);
        let mut approvers = vec![Vec::new(); usize::from(profile.options())];
        for (number, group) in profile.groups().iter().enumerate() {
            for option in group.ballot.places() {
                if let Some(approvers) = approvers.get_mut(option) {
                    approvers.push(number);
                }
            }
        }
        let next = (1..=u128::from(seats)).map(|j| unit / j).collect();
        Ok(Self { profile, weights, next, unit, members: vec![0; profile.groups().len()], approvers })
    }

    fn weight(&self, group: usize) -> u128 {
        self.profile.groups().get(group).map_or(0, |group| u128::from(self.weights.of(group.cast)))
    }

    /// What the option would add to the chosen.
    fn gain(&self, option: usize) -> u128 {
        let groups = self.approvers.get(option).into_iter().flatten().copied();
        let one = |group: usize| {
            let next = self.members.get(group).and_then(|members| self.next.get(*members));
            self.weight(group) * next.copied().unwrap_or_default()
        };
        groups.map(one).sum()
    }

    fn add(&mut self, option: usize) {
        for group in self.approvers.get(option).into_iter().flatten() {
            if let Some(members) = self.members.get_mut(*group) {
                *members += 1;
            }
        }
    }

    /// Takes back what [`Self::add`] added.
    fn remove(&mut self, option: usize) {
        for group in self.approvers.get(option).into_iter().flatten() {
            if let Some(members) = self.members.get_mut(*group) {
                *members = members.saturating_sub(1);
            }
        }
    }

    fn exact(&self, worth: u128) -> Exact {
        BigRational::new(BigInt::from(worth), BigInt::from(self.unit)).into()
    }

    /// How many ballots approve how many of the chosen.
    fn satisfied(&self) -> Result<Vec<Satisfied>, RuleError> {
        let mut sums = std::collections::BTreeMap::new();
        for (group, members) in self.profile.groups().iter().zip(&self.members) {
            let members = u64::try_from(*members).map_err(|_big| RuleError::TooLarge)?;
            let sum: &mut Cast = sums.entry(members).or_default();
            *sum = sum.plus(group.cast)?;
        }
        Ok(sums.into_iter().map(|(members, cast)| Satisfied { members, cast }).collect())
    }
}

/// The least common multiple; of 1 to 40 at most, which is below 2^53.
fn lcm(a: u128, b: u128) -> u128 {
    let (mut x, mut y) = (a, b);
    while y > 0 {
        (x, y) = (y, x % y);
    }
    a / x.max(1) * b
}

/// Counts by [`SequentialPav`].
pub fn count_sequential_pav(
    rule: &SequentialPav,
    profile: &Profile<Approval>,
) -> Result<SequentialPavOutcome, RuleError> {
    let mut worth = Worth::new(profile, rule.weights, rule.seats)?;
    rule.ties.check(profile.options())?;
    let approvals = approvals(profile)?;
    let mut open: Vec<usize> = profile.indices().collect();
    let (mut steps, mut total) = (Vec::new(), 0);
    while steps.len() < usize::from(rule.seats) && !profile.groups().is_empty() {
        let gains: Vec<u128> = profile.indices().map(|option| worth.gain(option)).collect();
        let gain = |option: usize| gains.get(option).copied().unwrap_or_default();
        let most = extreme(End::Best, &open, gain);
        if rule.unsupported == Unsupported::StaysEmpty && most.first().is_some_and(|i| gain(*i) == 0) {
            break;
        }
        let value = |criterion, option: usize| criterion_value(&approvals, criterion, option);
        let (chosen, tie) = rule.ties.settle(End::Best, &most, profile.options(), value)?;
        let gains = open.iter().map(|i| Gain { option: OptionNo::at(*i), worth: worth.exact(gain(*i)) });
        steps.push(SequentialStep { gains: gains.collect(), chosen: OptionNo::at(chosen), tie });
        total += gain(chosen);
        worth.add(chosen);
        open.retain(|option| *option != chosen);
    }
    let winners = steps.iter().map(|step| step.chosen).collect();
    let worth = worth.exact(total);
    Ok(SequentialPavOutcome { turnout: profile.turnout().clone(), approvals, steps, winners, worth })
}

/// Counts by [`Pav`].
pub fn count_pav(rule: &Pav, profile: &Profile<Approval>) -> Result<PavOutcome, RuleError> {
    let mut worth = Worth::new(profile, rule.weights, rule.seats)?;
    let ranks = match &rule.lot {
        Some(lot) => lot.ranks(profile.options())?,
        None => profile.indices().collect(),
    };
    let by_lot = sort::order(ranks.len(), &mut |a, b| ranks.get(a).cmp(&ranks.get(b)));
    let (best, found, steps) = if profile.groups().is_empty() {
        (0, Vec::new(), 0)
    } else {
        let mut search = Search::new(&mut worth, &by_lot, rule);
        search.look(0, 0)?;
        (search.best, search.found, search.steps)
    };
    let named = |committee: &Vec<usize>| {
        let mut committee = committee.clone();
        sort::ascending(&mut committee);
        numbers(committee)
    };
    if let ([first, second], None) = (found.as_slice(), &rule.lot) {
        let mut tied = named(first);
        tied.extend(named(second));
        sort::ascending(&mut tied);
        tied.dedup();
        return Err(TieError::NoLot { tied }.into());
    }
    for option in found.first().into_iter().flatten() {
        worth.add(*option);
    }
    Ok(PavOutcome {
        turnout: profile.turnout().clone(),
        approvals: approvals(profile)?,
        winners: found.first().map(named).unwrap_or_default(),
        worth: worth.exact(best),
        satisfied: worth.satisfied()?,
        equal: found.get(1).map(named),
        steps,
    })
}

/// Depth first through the options in the lot's order, with before without, so that of equally good
/// committees the one that the lot prefers is found first. The worth is submodular: what each option adds now
/// is the most it can add later, so the best of them bound what a branch can reach.
struct Search<'a, 'b> {
    worth: &'a mut Worth<'b>,
    by_lot: &'a [usize],
    seats: usize,
    chosen: Vec<usize>,
    /// The greatest worth known: at first that of the committee chosen seat by seat.
    best: u128,
    /// The first two committees found that reach it.
    found: Vec<Vec<usize>>,
    steps: u64,
    most_steps: u64,
}

impl<'a, 'b> Search<'a, 'b> {
    fn new(worth: &'a mut Worth<'b>, by_lot: &'a [usize], rule: &Pav) -> Self {
        let seats = usize::from(rule.seats);
        let mut greedy: Vec<usize> = Vec::new();
        let mut best = 0;
        while greedy.len() < seats {
            let open = by_lot.iter().copied().filter(|option| !greedy.contains(option));
            let Some(next) = open.max_by_key(|option| worth.gain(*option)) else { break };
            best += worth.gain(next);
            worth.add(next);
            greedy.push(next);
        }
        for option in greedy {
            worth.remove(option);
        }
        let (chosen, found, most_steps) = (Vec::new(), Vec::new(), rule.most_steps);
        Self { worth, by_lot, seats, chosen, best, found, steps: 0, most_steps }
    }

    /// Looks through all committees that extend the chosen by options from `from` on.
    fn look(&mut self, from: usize, worth: u128) -> Result<(), RuleError> {
        let missing = self.seats - self.chosen.len();
        if missing == 0 {
            if worth > self.best {
                self.found.clear();
            }
            self.best = worth;
            self.found.push(self.chosen.clone());
            return Ok(());
        }
        let rest = self.by_lot.get(from..).unwrap_or_default();
        self.take_steps(
            rest.iter().filter_map(|option| self.worth.approvers.get(*option)).map(Vec::len).sum(),
        )?;
        let gains: Vec<u128> = rest.iter().map(|option| self.worth.gain(*option)).collect();
        for (at, (option, gain)) in rest.iter().zip(&gains).enumerate() {
            // Without those before: they have been looked through.
            self.take_steps(2 * (rest.len() - at))?;
            if !self.can_reach(worth, gains.get(at..).unwrap_or_default(), missing) {
                break;
            }
            if self.can_reach(worth + gain, gains.get(at + 1..).unwrap_or_default(), missing - 1) {
                self.worth.add(*option);
                self.chosen.push(*option);
                self.look(from + at + 1, worth + gain)?;
                self.chosen.pop();
                self.worth.remove(*option);
            }
        }
        Ok(())
    }

    fn take_steps(&mut self, steps: usize) -> Result<(), RuleError> {
        self.steps = self.steps.saturating_add(u64::try_from(steps).unwrap_or(u64::MAX)).saturating_add(1);
        if self.steps > self.most_steps {
            return Err(RuleError::TooHard { steps: self.most_steps });
        }
        Ok(())
    }

    /// Whether `missing` of these gains can make a committee that is still looked for.
    fn can_reach(&self, worth: u128, gains: &[u128], missing: usize) -> bool {
        if gains.len() < missing {
            return false;
        }
        let mut gains = BinaryHeap::from(gains.to_vec());
        let bound = worth + (0..missing).filter_map(|_| gains.pop()).sum::<u128>();
        bound > self.best || (bound == self.best && self.found.len() < 2)
    }
}
