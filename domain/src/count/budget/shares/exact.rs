//! Equal shares in fractions, for one endowment: what decides where bounds overlap, and what explanations
//! state.
//!
//! Fractions are kept for rates only, one per purchase. A purse is the endowment less the rates of what its
//! group bought, or empty once the group was poor; so the money of any number of groups is a whole number of
//! endowments less whole numbers of rates, and finding a rate takes a few operations on fractions however
//! many voters there are. Who is poor the bounds of [`super::rate`] say; who may or may not be is looked at.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::classes::{Backer, Classes};
use super::ladder::Ladder;
use super::rate::{self, Purses, Rate};
use super::support::Candidate;
use crate::count::budget::contest::{BudgetError, index};

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
pub(super) struct Exact {
    endowment: BigRational,
    purses: Purses,
    purchases: Vec<Purchase>,
    /// By class: its purchases, and for how many units of utility each.
    history: Vec<Vec<(u32, u64)>>,
    /// By class: whether its purse is empty.
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

/// Σ weight × purse over some classes, as whole numbers of endowments and rates.
#[derive(Debug)]
struct Money {
    endowments: u128,
    rates: Vec<u128>,
}

impl Exact {
    /// Nothing bought yet.
    pub(super) fn new(ladder: &Ladder, classes: &Classes<'_>, rung: u64) -> Result<Self, BudgetError> {
        let (shift, _) = ladder.shift(rung, classes.support.voters)?;
        let (lo, hi) = ladder.scaled(rung, shift)?;
        Ok(Self {
            endowment: ladder.exact(rung)?,
            purses: Purses::new(shift, lo, hi, false),
            purchases: Vec::new(),
            history: vec![Vec::new()],
            empty: vec![false],
        })
    }

    /// Makes the purchases of a course that are not made yet.
    pub(super) fn follow(&mut self, classes: &mut Classes<'_>, bought: &[usize]) {
        for place in bought.iter().skip(self.purchases.len()) {
            if let Some(price) = self.price(classes, *place) {
                self.buy(classes, *place, price);
            }
        }
    }

    /// What was bought.
    pub(super) fn purchases(&self) -> &[Purchase] {
        &self.purchases
    }

    /// What is left in a class's purses, each.
    fn purse(&self, class: usize) -> BigRational {
        let mut money = Money::new(self.purchases.len());
        self.add(&mut money, class, 1);
        self.sum(&money)
    }

    /// What a class was left with and what it paid, for each purchase it had a part in. Each voter's.
    pub(super) fn account(&self, class: usize) -> Vec<(usize, BigRational)> {
        let mut left = self.endowment.clone();
        let mut payments = Vec::new();
        for (purchase, units) in &self.history[class] {
            let bought = &self.purchases[index(*purchase)];
            let share = &bought.rate * BigRational::from_integer(BigInt::from(*units));
            let paid = if share < left { share } else { left.clone() };
            left -= &paid;
            payments.push((index(*purchase), paid));
        }
        payments
    }

    /// All the money behind a candidate.
    pub(super) fn behind(&self, classes: &mut Classes<'_>, place: usize) -> BigRational {
        let mut money = Money::new(self.purchases.len());
        for backer in classes.backers(self.purchases.len(), place).iter() {
            self.add(&mut money, index(backer.class), backer.weight);
        }
        self.sum(&money)
    }

    /// What a candidate costs its backers now; `None` if they have not enough.
    pub(super) fn price(&self, classes: &mut Classes<'_>, place: usize) -> Option<Price> {
        let candidate = &classes.support.candidates[place];
        let backers = classes.backers(self.purchases.len(), place);
        let (_, money) = self.purses.behind(&backers);
        if u128::from(money) < u128::from(candidate.cost) << self.purses.shift {
            return None;
        }
        let bounds = self.purses.rate(candidate, &backers, self.purses.first_rate(candidate), u128::MAX)?;
        let mut poor_money = Money::new(self.purchases.len());
        let (mut poor, mut rich_mass, mut poor_weight) = (vec![false; backers.len()], 0_u64, 0_u64);
        let mut open = Vec::new();
        for (at, backer) in backers.iter().enumerate() {
            match self.purses.is_poor(candidate, *backer, bounds) {
                Some(true) => {
                    poor[at] = true;
                    poor_weight += backer.weight;
                    self.add(&mut poor_money, index(backer.class), backer.weight);
                }
                Some(false) => rich_mass += backer.weight * candidate.units(backer.level),
                None => {
                    rich_mass += backer.weight * candidate.units(backer.level);
                    open.push((at, self.purse(index(backer.class))));
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
            open.retain(|(at, purse)| {
                let backer = backers[*at];
                let stays = *purse >= share(&rate, candidate, backer);
                if !stays {
                    poor[*at] = true;
                    poor_weight += backer.weight;
                    rich_mass -= backer.weight * candidate.units(backer.level);
                    self.add(&mut poor_money, index(backer.class), backer.weight);
                }
                stays
            });
            if open.len() == before {
                return Some(Price { rate, bounds, poor, poor_weight, poor_pay });
            }
        }
    }

    /// Buys a candidate at what [`Exact::price`] says.
    pub(super) fn buy(&mut self, classes: &mut Classes<'_>, place: usize, price: Price) {
        let candidate = &classes.support.candidates[place];
        let backers = classes.backers(self.purchases.len(), place);
        let number = u32::try_from(self.purchases.len()).unwrap_or(u32::MAX);
        for (backer, poor) in backers.iter().zip(&price.poor) {
            let class = index(backer.class);
            let mut history = self.history[class].clone();
            let mut empty = self.empty[class];
            if !empty {
                history.push((number, candidate.units(backer.level)));
                let may_be_empty = self.purses.is_poor(candidate, *backer, price.bounds) != Some(false);
                // Who has just enough is rich, and left with nothing.
                empty =
                    *poor || (may_be_empty && self.purse(class) == share(&price.rate, candidate, *backer));
            }
            self.history.push(history);
            self.empty.push(empty);
        }
        let (down, up) = price.bounds.pinned(&price.rate, candidate, self.purses.shift);
        self.purses.pay(candidate, &backers, down, up, None);
        classes.buy(self.purchases.len(), place);
        self.purchases.push(Purchase {
            candidate: place,
            rate: price.rate,
            rich: backers.iter().map(|backer| backer.weight).sum::<u64>() - price.poor_weight,
            poor: price.poor_weight,
            poor_pay: price.poor_pay,
        });
    }

    fn add(&self, money: &mut Money, class: usize, weight: u64) {
        if self.empty[class] {
            return;
        }
        money.endowments += u128::from(weight);
        for (purchase, units) in &self.history[class] {
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

/// Repeats the purchases in fractions on one rung.
pub(super) fn replay(
    ladder: &Ladder,
    classes: &mut Classes<'_>,
    rung: u64,
    bought: &[usize],
) -> Result<Exact, BudgetError> {
    let mut exact = Exact::new(ladder, classes, rung)?;
    exact.follow(classes, bought);
    Ok(exact)
}

impl Money {
    fn new(purchases: usize) -> Self {
        Self { endowments: 0, rates: vec![0; purchases] }
    }
}

/// What a rich backer pays.
fn share(rate: &BigRational, candidate: &Candidate, backer: Backer) -> BigRational {
    rate * BigRational::from_integer(BigInt::from(candidate.units(backer.level)))
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
