//! Equal shares in fractions, for one endowment: what decides where bounds overlap, and what explanations
//! state.
//!
//! Fractions are kept for rates only, one per purchase. A purse is the endowment less the rates of what its
//! group bought, or empty once the group was poor; so the money of any number of groups is a whole number of
//! endowments less whole numbers of rates, and finding a rate takes a few operations on fractions however
//! many voters there are. Who is poor the bounds of [`super::rate`] say; who may or may not be is looked at.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::rate::{self, Purses, Rate};
use super::support::{Backer, Candidate, Support};
use crate::count::budget::contest::index;

/// One purchase.
#[derive(Clone, Debug)]
pub(super) struct Purchase {
    /// Which of [`Support::candidates`].
    pub(super) candidate: usize,
    /// What a backer pays for one unit of utility.
    pub(super) rate: BigRational,
    /// Weight of the backers who pay the whole of it.
    pub(super) rich: u64,
    /// Weight of those who had less and pay what they have.
    pub(super) poor: u64,
    /// What the poor pay together.
    pub(super) poor_pay: BigRational,
}

/// A run so far.
#[derive(Debug)]
pub(super) struct Exact<'a> {
    support: &'a Support,
    endowment: BigRational,
    purses: Purses,
    purchases: Vec<Purchase>,
    /// By group: its purchases, and for how many units of utility each.
    history: Vec<Vec<(u32, u64)>>,
    /// By group: whether its purse is empty.
    empty: Vec<bool>,
}

/// What a candidate costs its backers.
#[derive(Debug)]
pub(super) struct Price {
    /// The rate.
    pub(super) rate: BigRational,
    /// Bounds on it that held before.
    bounds: Rate,
    /// The poor, by place among the backers.
    poor: Vec<bool>,
    poor_weight: u64,
    poor_pay: BigRational,
}

/// Σ weight × purse over some groups, as whole numbers of endowments and rates.
#[derive(Debug)]
struct Money {
    endowments: u128,
    rates: Vec<u128>,
}

impl<'a> Exact<'a> {
    /// Nothing bought yet. `lo` and `hi` bound the endowment × 2^shift.
    pub(super) fn new(
        support: &'a Support,
        endowment: BigRational,
        shift: u32,
        (lo, hi): (u64, u64),
    ) -> Self {
        Self {
            support,
            endowment,
            purses: Purses::new(support, shift, lo, hi, false),
            purchases: Vec::new(),
            history: vec![Vec::new(); support.groups],
            empty: vec![false; support.groups],
        }
    }

    /// What was bought.
    pub(super) fn purchases(&self) -> &[Purchase] {
        &self.purchases
    }

    /// What is left in a group's purses, each.
    pub(super) fn purse(&self, group: usize) -> BigRational {
        let mut money = Money::new(self.purchases.len());
        self.add(&mut money, group, 1);
        self.sum(&money)
    }

    /// What a group was left with and what it paid, for each purchase it had a part in. Each voter's.
    pub(super) fn account(&self, group: usize) -> Vec<(usize, BigRational)> {
        let mut left = self.endowment.clone();
        let mut payments = Vec::new();
        for (purchase, units) in &self.history[group] {
            let bought = &self.purchases[index(*purchase)];
            let share = &bought.rate * BigRational::from_integer(BigInt::from(*units));
            let paid = if share < left { share } else { left.clone() };
            left -= &paid;
            payments.push((index(*purchase), paid));
        }
        payments
    }

    /// All the money behind a candidate.
    pub(super) fn behind(&self, candidate: &Candidate) -> BigRational {
        let mut money = Money::new(self.purchases.len());
        for backer in &candidate.backers {
            self.add(&mut money, index(backer.group), backer.weight);
        }
        self.sum(&money)
    }

    /// What a candidate costs its backers now; `None` if they have not enough.
    pub(super) fn price(&self, candidate: &Candidate) -> Option<Price> {
        let (_, money) = (self.purses.shift, self.purses.behind(candidate).1);
        if u128::from(money) < u128::from(candidate.cost) << self.purses.shift {
            return None;
        }
        let bounds = self.purses.rate(candidate, self.purses.first_rate(candidate), u128::MAX)?;
        let mut poor_money = Money::new(self.purchases.len());
        let (mut poor, mut rich_mass, mut poor_weight) = (vec![false; candidate.backers.len()], 0_u64, 0_u64);
        let mut open = Vec::new();
        for (place, backer) in candidate.backers.iter().enumerate() {
            match self.purses.is_poor(candidate, *backer, bounds) {
                Some(true) => {
                    poor[place] = true;
                    poor_weight += backer.weight;
                    self.add(&mut poor_money, index(backer.group), backer.weight);
                }
                Some(false) => rich_mass += backer.weight * candidate.units(*backer),
                None => {
                    rich_mass += backer.weight * candidate.units(*backer);
                    open.push((place, self.purse(index(backer.group))));
                }
            }
        }
        // The poor found so far are poor, so this is at most the rate; who cannot pay even this is poor too.
        loop {
            if rich_mass == 0 {
                return None;
            }
            let poor_pay = self.sum(&poor_money);
            let rest = BigRational::from_integer(BigInt::from(candidate.cost)) - &poor_pay;
            let rate = rest / BigRational::from_integer(BigInt::from(rich_mass));
            let before = open.len();
            open.retain(|(place, purse)| {
                let backer = candidate.backers[*place];
                let stays = *purse >= share(&rate, candidate, backer);
                if !stays {
                    poor[*place] = true;
                    poor_weight += backer.weight;
                    rich_mass -= backer.weight * candidate.units(backer);
                    self.add(&mut poor_money, index(backer.group), backer.weight);
                }
                stays
            });
            if open.len() == before {
                return Some(Price { rate, bounds, poor, poor_weight, poor_pay });
            }
        }
    }

    /// Buys a candidate at what [`Exact::price`] says.
    pub(super) fn buy(&mut self, place: usize, price: Price) {
        let candidate = &self.support.candidates[place];
        let number = u32::try_from(self.purchases.len()).unwrap_or(u32::MAX);
        for (backer, poor) in candidate.backers.iter().zip(&price.poor) {
            let group = index(backer.group);
            if self.empty[group] {
                continue;
            }
            self.history[group].push((number, candidate.units(*backer)));
            let may_be_empty = self.purses.is_poor(candidate, *backer, price.bounds) != Some(false);
            // Who has just enough is rich, and left with nothing.
            self.empty[group] = *poor;
            if may_be_empty && !*poor {
                let purse = self.purse_before(group, self.purchases.len());
                self.empty[group] = purse == share(&price.rate, candidate, *backer);
            }
        }
        let (down, up) = price.bounds.pinned(&price.rate, candidate, self.purses.shift);
        self.purses.pay(candidate, down, up, None);
        let all: u64 = candidate.backers.iter().map(|backer| backer.weight).sum();
        self.purchases.push(Purchase {
            candidate: place,
            rate: price.rate,
            rich: all - price.poor_weight,
            poor: price.poor_weight,
            poor_pay: price.poor_pay,
        });
    }

    /// A purse before a purchase that its history may already have.
    fn purse_before(&self, group: usize, purchases: usize) -> BigRational {
        let mut purse = self.endowment.clone();
        for (purchase, units) in self.history[group].iter().filter(|(number, _)| index(*number) < purchases) {
            purse -= &self.purchases[index(*purchase)].rate * BigRational::from_integer(BigInt::from(*units));
        }
        purse
    }

    fn add(&self, money: &mut Money, group: usize, weight: u64) {
        if self.empty[group] {
            return;
        }
        money.endowments += u128::from(weight);
        for (purchase, units) in &self.history[group] {
            money.rates[index(*purchase)] += u128::from(weight) * u128::from(*units);
        }
    }

    fn sum(&self, money: &Money) -> BigRational {
        let mut sum = &self.endowment * BigRational::from_integer(BigInt::from(money.endowments));
        for (times, purchase) in money.rates.iter().zip(&self.purchases).filter(|(times, _)| **times > 0) {
            sum -= &purchase.rate * BigRational::from_integer(BigInt::from(*times));
        }
        sum
    }
}

impl Money {
    fn new(purchases: usize) -> Self {
        Self { endowments: 0, rates: vec![0; purchases] }
    }
}

/// What a rich backer pays.
fn share(rate: &BigRational, candidate: &Candidate, backer: Backer) -> BigRational {
    rate * BigRational::from_integer(BigInt::from(candidate.units(backer)))
}

/// The price of one utility: what the rule compares.
pub(super) fn per_utility(rate: &BigRational, candidate: &Candidate) -> BigRational {
    rate / BigRational::from_integer(BigInt::from(candidate.unit))
}

impl Rate {
    /// The closest bounds there are on an exact rate.
    pub(super) fn pinned(self, rate: &BigRational, candidate: &Candidate, shift: u32) -> (u128, u128) {
        let scaled = rate * BigRational::from_integer(BigInt::from(1_u8) << (shift + rate::extra(candidate)));
        let bound = |value: BigRational| u128::try_from(value.to_integer()).ok();
        let down = bound(scaled.floor()).unwrap_or(self.down);
        (down, bound(scaled.ceil()).or(self.up).unwrap_or(u128::MAX))
    }
}
