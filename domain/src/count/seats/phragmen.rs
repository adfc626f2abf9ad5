//! Sequential Phragmén: each seat is a load of 1, shared by those who approve who takes it; each next seat
//! goes where the heaviest load stays lightest.
//!
//! Source: Brill, Freeman, Janson and Lackner, *Phragmén's voting methods and justified representation*,
//! Mathematical Programming 203 (2024), section 3: option c would bring its supporters to the common load
//! (1 + Σ loads of supporters) / (number of supporters).

use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use super::{CommitteeCriterion, Unsupported, approvals, criterion_value};
use crate::count::ballot::OptionNo;
use crate::count::profile::exact::{Exact, whole};
use crate::count::profile::form::{Approval, ApprovalForm};
use crate::count::profile::ties::{End, TieBreak, Ties, extreme};
use crate::count::profile::{Cast, Profile, RuleError, Turnout, Weighing, check_seats};

/// 弗拉格门序贯法.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phragmen {
    /// The form of a ballot.
    pub ballots: ApprovalForm,
    /// How many are chosen.
    pub seats: u16,
    /// What a ballot weighs: it carries its load once for each unit.
    pub weights: Weighing,
    /// What happens to seats that nobody has an option for.
    pub unsupported: Unsupported,
    /// How ties are settled.
    pub ties: Ties<CommitteeCriterion>,
}

/// What an option would do if it were next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standby {
    /// Which.
    pub option: OptionNo,
    /// The load that each of its supporters would then carry; `None` if it has none.
    pub load: Option<Exact>,
}

/// Ballots that carry the same load.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carried {
    /// The load of each unit of weight.
    pub load: Exact,
    /// How many carry it.
    pub cast: Cast,
}

/// One seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhragmenStep {
    /// What every option not yet chosen would do, in the options' order.
    pub standby: Vec<Standby>,
    /// The chosen one.
    pub chosen: OptionNo,
    /// How a tie was settled.
    pub tie: Option<TieBreak<CommitteeCriterion>>,
    /// The loads afterwards, lightest first: load times weight adds up to the seats filled with support.
    pub carried: Vec<Carried>,
}

/// The result, seat by seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhragmenOutcome {
    /// Where every ballot went.
    pub turnout: Turnout,
    /// For each option the ballots that approve it, in the options' order.
    pub approvals: Vec<Cast>,
    /// The seats.
    pub steps: Vec<PhragmenStep>,
    /// The chosen, in order.
    pub winners: Vec<OptionNo>,
}

/// Counts by [`Phragmen`].
pub fn count_phragmen(rule: &Phragmen, profile: &Profile<Approval>) -> Result<PhragmenOutcome, RuleError> {
    check_seats(rule.seats, profile.options())?;
    rule.ties.check(profile.options())?;
    let approvals = approvals(profile)?;
    let mut count = Count {
        rule,
        profile,
        approvals: &approvals,
        loads: vec![whole(0)],
        class: vec![0; profile.groups().len()],
        open: profile.indices().collect(),
    };
    let mut steps: Vec<PhragmenStep> = Vec::new();
    while steps.len() < usize::from(rule.seats) && !profile.groups().is_empty() {
        let Some(step) = count.step()? else { break };
        steps.push(step);
    }
    let winners = steps.iter().map(|step| step.chosen).collect();
    Ok(PhragmenOutcome { turnout: profile.turnout().clone(), approvals, steps, winners })
}

struct Count<'a> {
    rule: &'a Phragmen,
    profile: &'a Profile<Approval>,
    approvals: &'a [Cast],
    /// The different loads there are: one more with each seat.
    loads: Vec<BigRational>,
    /// Which of them each group carries.
    class: Vec<usize>,
    open: Vec<usize>,
}

impl Count<'_> {
    /// Fills one seat; `None` if it stays empty.
    fn step(&mut self) -> Result<Option<PhragmenStep>, RuleError> {
        let would_be = self.would_be()?;
        let load = |option: usize| would_be.get(option).and_then(Option::as_ref);
        let supported: Vec<usize> = self.open.iter().copied().filter(|i| load(*i).is_some()).collect();
        let lightest = match (supported.is_empty(), self.rule.unsupported) {
            (true, Unsupported::StaysEmpty) => return Ok(None),
            (true, Unsupported::FilledByTies) => self.open.clone(),
            (false, _) => extreme(End::Worst, &supported, load),
        };
        let value = |criterion, option: usize| criterion_value(self.approvals, criterion, option);
        let (chosen, tie) = self.rule.ties.settle(End::Best, &lightest, self.profile.options(), value)?;
        let standby = self
            .open
            .iter()
            .map(|i| Standby { option: OptionNo::at(*i), load: load(*i).cloned().map(Exact::from) });
        let standby = standby.collect();
        if let Some(load) = load(chosen) {
            self.carry(chosen, load.clone());
        }
        self.open.retain(|option| *option != chosen);
        Ok(Some(PhragmenStep { standby, chosen: OptionNo::at(chosen), tie, carried: self.carried()? }))
    }

    /// The load to which each option would bring its supporters. Weights are summed up by load in whole
    /// numbers, so that there are but as many fractions to add as there are loads.
    fn would_be(&self) -> Result<Vec<Option<BigRational>>, RuleError> {
        let mut weights = vec![vec![0_u64; self.loads.len()]; self.approvals.len()];
        for (group, class) in self.profile.groups().iter().zip(&self.class) {
            for option in group.ballot.places() {
                let sum = weights.get_mut(option).and_then(|row| row.get_mut(*class));
                if let Some(sum) = sum {
                    let more = sum.checked_add(self.rule.weights.of(group.cast));
                    *sum = more.ok_or(RuleError::TooLarge)?;
                }
            }
        }
        let load = |weights: Vec<u64>| {
            let total: u64 = weights.iter().sum();
            let terms = weights.into_iter().zip(&self.loads).filter(|(weight, _)| *weight > 0);
            let carried = terms.fold(whole(1), |sum, (weight, load)| sum + whole(weight) * load);
            (total > 0).then(|| carried / whole(total))
        };
        Ok(weights.into_iter().map(load).collect())
    }

    fn carry(&mut self, chosen: usize, load: BigRational) {
        let class = self.loads.len();
        self.loads.push(load);
        for (group, carried) in self.profile.groups().iter().zip(&mut self.class) {
            if group.ballot.places().any(|option| option == chosen) {
                *carried = class;
            }
        }
    }

    fn carried(&self) -> Result<Vec<Carried>, RuleError> {
        let mut sums = std::collections::BTreeMap::new();
        for (group, class) in self.profile.groups().iter().zip(&self.class) {
            let sum: &mut Cast = sums.entry(self.loads.get(*class)).or_default();
            *sum = sum.plus(group.cast)?;
        }
        let carried = |(load, cast): (Option<&BigRational>, Cast)| {
            load.map(|load| Carried { load: load.clone().into(), cast })
        };
        Ok(sums.into_iter().filter_map(carried).collect())
    }
}
