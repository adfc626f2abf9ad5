//! What a run buys next: by bounds where they decide, by proofs over the range where the bounds overlap, and in
//! fractions where it is one endowment.

use std::cmp::Ordering;

use super::exact::{Exact, Price, per_utility};
use super::rate::{Slope, may_be_equal, precedes};
use super::run::Run;
use super::support::Candidate;
use crate::count::budget::contest::BudgetError;
use crate::count::budget::outcome::MOST_TIED;

/// What to do next.
pub(super) enum Next {
    Buy(usize, Vec<usize>),
    End,
    /// A guess where it changes, as money × 2^shift above the first endowment.
    Unknown(u64),
}

/// How two candidates stand to each other over the range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    Before,
    After,
    Unknown,
}

impl Run<'_, '_> {
    /// What is bought next.
    pub(super) fn next(&mut self) -> Result<Next, BudgetError> {
        let (best, contenders) = self.contenders();
        let Some((mut best, _)) = best else {
            let guess = contenders.iter().map(|place| self.when_payable(*place)).min();
            return Ok(guess.map_or(Next::End, Next::Unknown));
        };
        if let [_only] = contenders[..] {
            return Ok(Next::Buy(best, Vec::new()));
        }
        let mut slopes: Vec<Option<Slope>> = vec![None; contenders.len()];
        // Ties that the list decides may pass the lead on; it only goes up in the order, so this ends.
        let mut guess: Option<u64> = None;
        let mut lasting = Vec::new();
        for _ in 0..contenders.len() {
            guess = None;
            lasting.clear();
            let mut better = None;
            for (at, other) in contenders.iter().enumerate().filter(|(_, other)| **other != best) {
                match self.relation(best, *other, &contenders, &mut slopes, at) {
                    Relation::Before => {}
                    Relation::After => better = Some(*other),
                    Relation::Unknown if self.may_tie(best, *other, &contenders, &slopes) => {
                        match self.lasting_tie(best, *other)? {
                            Some(Relation::Before) => lasting.push(*other),
                            Some(Relation::After) => better = Some(*other),
                            Some(Relation::Unknown) | None => guess = Some(self.width / 2),
                        }
                    }
                    Relation::Unknown => {
                        let err = |place: usize| {
                            let at = contenders.iter().position(|other| *other == place);
                            at.and_then(|at| slopes[at]).map_or(1, |slope| slope.err)
                        };
                        let when = self.when_changes((best, err(best)), (*other, err(*other)));
                        guess = Some(guess.map_or(when, |guess| guess.min(when)));
                    }
                }
            }
            match better {
                Some(other) => best = other,
                None => break,
            }
        }
        Ok(match guess {
            Some(money) => Next::Unknown(money),
            None => {
                if self.from < self.to {
                    // A tie that lasts all over the range is taken to last beyond it.
                    let may = contenders
                        .iter()
                        .filter(|other| !self.stays_ahead(best, **other) && !lasting.contains(*other));
                    let ahead = may.map(|other| self.when_overtaken(best, *other)).min();
                    self.outlook = self.outlook.min(ahead.unwrap_or(u64::MAX));
                }
                let tied = |other: &usize| *other != best && self.are_equal(best, *other);
                Next::Buy(best, contenders.into_iter().filter(tied).take(MOST_TIED).collect())
            }
        })
    }

    /// Whether two candidates may be equal all over the range, everything being linear there.
    fn may_tie(&self, a: usize, c: usize, contenders: &[usize], slopes: &[Option<Slope>]) -> bool {
        let part = |place: usize| {
            let slope = slopes[contenders.iter().position(|other| *other == place)?]?;
            let (rate, candidate) = (self.rates[place], &self.candidates[place]);
            slope.certain.then_some((candidate, rate.down, rate.up?, slope))
        };
        let (true, Some(a), Some(c)) = (self.certain, part(a), part(c)) else { return false };
        may_be_equal(a, c)
    }

    /// How two candidates stand that are equal at both ends, and so throughout; `None` if they are not.
    fn lasting_tie(&mut self, a: usize, c: usize) -> Result<Option<Relation>, BudgetError> {
        let mut first = self.exact.take();
        let mut last = self.exact_at_end.take();
        let are_equal =
            self.are_equal_at(self.from, &mut first, a, c)? && self.are_equal_at(self.to, &mut last, a, c)?;
        (self.exact, self.exact_at_end) = (first, last);
        let (a, c) = (self.candidates[a].project, self.candidates[c].project);
        Ok(are_equal.then(|| match self.contest.first_of(a, c) {
            Some(project) if project == a => Relation::Before,
            Some(_) => Relation::After,
            None => Relation::Unknown,
        }))
    }

    /// Whether two candidates are equal on one rung after the purchases so far.
    fn are_equal_at(
        &mut self,
        rung: u64,
        exact: &mut Option<Exact>,
        a: usize,
        c: usize,
    ) -> Result<bool, BudgetError> {
        let exact = match exact {
            Some(exact) => exact,
            None => exact.insert(Exact::new(self.ladder, self.classes, rung)?),
        };
        exact.follow(self.classes, &self.course.bought);
        let mut price = |place: usize| {
            let price = exact.price(self.classes, place)?;
            Some(per_utility(&price.rate, &self.candidates[place]))
        };
        Ok(price(a).is_some_and(|price_of_a| price(c) == Some(price_of_a)))
    }

    /// Whether two candidates surely cost the same per utility at every endowment of the range.
    fn are_equal(&self, a: usize, c: usize) -> bool {
        let (first, second) = (&self.candidates[a], &self.candidates[c]);
        first.class == second.class
            || (self.rates[a].plain && self.rates[c].plain && plain(first, second) == Some(Ordering::Equal))
    }

    /// Whether no higher endowment brings `c` ahead of `a` here: they are equal, and the list decides, or nobody
    /// behind either is poor and nobody will be, as purses only rise.
    fn stays_ahead(&self, a: usize, c: usize) -> bool {
        self.are_equal(a, c) || (self.rates[a].plain && self.rates[c].plain)
    }

    fn relation(
        &mut self,
        a: usize,
        c: usize,
        contenders: &[usize],
        slopes: &mut [Option<Slope>],
        at: usize,
    ) -> Relation {
        let (a_rate, c_rate) = (self.rates[a], self.rates[c]);
        let Some(a_up) = a_rate.up else { return Relation::Unknown };
        if self.compare((a, a_up), (c, c_rate.down)).is_lt() {
            return Relation::Before;
        }
        let (first, second) = (&self.candidates[a], &self.candidates[c]);
        if self.are_equal(a, c) {
            return match self.contest.first_of(first.project, second.project) {
                Some(project) if project == first.project => Relation::Before,
                Some(_) => Relation::After,
                None => Relation::Unknown,
            };
        }
        if a_rate.plain && c_rate.plain {
            return match plain(first, second) {
                Some(Ordering::Less) => Relation::Before,
                Some(_) => Relation::After,
                None => Relation::Unknown,
            };
        }
        let (true, Some(c_up)) = (self.from < self.to, c_rate.up) else { return Relation::Unknown };
        let Some(a_at) = contenders.iter().position(|place| *place == a) else { return Relation::Unknown };
        let mut slope = |place: usize, down, up| {
            let backers = self.classes.backers(self.course.bought.len(), place);
            self.purses.slope(&self.candidates[place], &backers, down, up)
        };
        let a_slope = *slopes[a_at].get_or_insert_with(|| slope(a, a_rate.down, a_up));
        let c_slope = *slopes[at].get_or_insert_with(|| slope(c, c_rate.down, c_up));
        if precedes((first, a_rate.down, a_up, a_slope), (second, c_rate.down, c_up, c_slope), self.width) {
            Relation::Before
        } else {
            Relation::Unknown
        }
    }

    /// The same in fractions, on one rung; `None` if nothing can be bought any more.
    pub(super) fn next_exactly(&mut self) -> Result<Option<(usize, Vec<usize>)>, BudgetError> {
        if self.exact.is_none() {
            self.exact = Some(Exact::new(self.ladder, self.classes, self.from)?);
        }
        loop {
            let (best, contenders) = self.contenders();
            if let ([only], Some(_)) = (&contenders[..], best) {
                return Ok(Some((*only, Vec::new())));
            }
            let prices = self.prices(&contenders);
            let mut payable: Vec<(usize, Price)> = Vec::new();
            for (place, price) in prices {
                match price {
                    Some(price) => payable.push((place, price)),
                    None => self.open.retain(|other| *other != place),
                }
            }
            let candidates = &self.candidates;
            let worth = |(place, price): &(usize, Price)| per_utility(&price.rate, &candidates[*place]);
            let Some(least) = payable.iter().map(worth).min() else {
                if contenders.is_empty() {
                    return Ok(None);
                }
                continue;
            };
            payable.retain(|entry| worth(entry) == least);
            let places: Vec<usize> = payable.iter().map(|(place, _)| *place).collect();
            let equals: Vec<usize> = places.iter().map(|place| candidates[*place].project).collect();
            let first = self.contest.first(&equals)?;
            let Some((place, price)) =
                payable.into_iter().find(|(place, _)| Some(candidates[*place].project) == first)
            else {
                return Ok(None);
            };
            let rate = &mut self.rates[place];
            let (down, up) = rate.pinned(&price.rate, &candidates[place], self.purses.shift);
            (rate.down, rate.up) = (down, Some(up));
            let tied = places.into_iter().filter(|other| *other != place).take(MOST_TIED);
            return Ok(Some((place, tied.collect())));
        }
    }

    /// Prices in fractions, after the purchases so far.
    fn prices(&mut self, contenders: &[usize]) -> Vec<(usize, Option<Price>)> {
        let Some(mut exact) = self.exact.take() else { return Vec::new() };
        exact.follow(self.classes, &self.course.bought);
        let prices = contenders.iter().map(|place| (*place, exact.price(self.classes, *place))).collect();
        self.exact = Some(exact);
        prices
    }
}

/// Compares what two candidates cost per utility when none of their backers is poor: cost / (mass × unit).
fn plain(a: &Candidate, c: &Candidate) -> Option<Ordering> {
    let price = |candidate: &Candidate| {
        if candidate.unit == candidate.cost {
            (1, u128::from(candidate.mass))
        } else {
            (u128::from(candidate.cost), u128::from(candidate.mass) * u128::from(candidate.unit))
        }
    };
    let ((a_cost, a_mass), (c_cost, c_mass)) = (price(a), price(c));
    Some(a_cost.checked_mul(c_mass)?.cmp(&c_cost.checked_mul(a_mass)?))
}
