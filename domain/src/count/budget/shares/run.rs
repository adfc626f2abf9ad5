//! One run of equal shares, for all endowments from one rung of the ladder to another at once.
//!
//! A run buys as long as it is the same purchase at every endowment of its range; see [`super::rate`] for why
//! that can be known. Where it cannot, a run over several rungs says so, and where the change may lie; a run
//! on one rung asks [`super::exact`].

use std::cmp::Ordering;

use super::exact::{Exact, Price, per_utility};
use super::ladder::Ladder;
use super::rate::{Purses, Rate, Slope, may_be_equal, precedes, scale};
use super::support::{Candidate, Support};
use crate::count::budget::contest::{BudgetError, Contest};

/// What a run came to.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// At every endowment of the range the same is bought.
    Same {
        /// What.
        course: Course,
        /// For how many rungs beyond the range no change is in sight: a guess.
        outlook: u64,
    },
    /// It may differ.
    Differs {
        /// The first rung for which it may, as far as can be guessed: above the range's first.
        first: u64,
        /// What surely is the same before.
        opening: Opening,
    },
}

/// The first purchases of all runs in a range, with what is known of their rates.
#[derive(Clone, Debug, Default)]
pub(super) struct Opening {
    /// Places in [`Support::candidates`], with a rate that is at most the purchase's at any rung of the
    /// range.
    purchases: Vec<(usize, u128)>,
    /// The scale of the rates.
    shift: u32,
}

impl Opening {
    /// How many purchases.
    pub(super) fn len(&self) -> usize {
        self.purchases.len()
    }
}

/// What is bought in a run, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Course {
    /// Places in [`Support::candidates`].
    pub(super) bought: Vec<usize>,
    /// For each purchase the candidates with exactly the same price of a utility.
    pub(super) tied: Vec<Vec<usize>>,
}

/// Runs from rung `from` to rung `to`. `opening` is known to be the same there.
pub(super) fn run(
    contest: &Contest<'_>,
    support: &Support,
    ladder: &Ladder,
    (from, to): (u64, u64),
    opening: &Opening,
) -> Result<Outcome, BudgetError> {
    let (shift, money) = ladder.shift(to, support.voters)?;
    let (lo, hi) = (ladder.scaled(from, shift)?.0, ladder.scaled(to, shift)?.1);
    let purses = Purses::new(support, shift, lo, hi, from < to);
    let mut run = Run {
        contest,
        support,
        ladder,
        from,
        to,
        width: hi - lo,
        purses,
        rates: Vec::new(),
        open: Vec::new(),
        course: Course::default(),
        lows: Vec::new(),
        outlook: u64::MAX,
        certain: true,
        exact: None,
        exact_at_end: None,
    };
    for (place, candidate) in support.candidates.iter().enumerate() {
        let payable = u128::from(candidate.cost) <= money;
        let none = Rate { down: 0, up: None, plain: false };
        run.rates.push(if payable { run.purses.first_rate(candidate) } else { none });
        if payable {
            run.open.push(place);
        }
    }
    run.repeat(opening);
    run.finish()
}

/// Repeats the purchases in fractions on one rung.
pub(super) fn replay<'a>(
    support: &'a Support,
    ladder: &Ladder,
    rung: u64,
    bought: &[usize],
) -> Result<Exact<'a>, BudgetError> {
    let (shift, _) = ladder.shift(rung, support.voters)?;
    let mut exact = Exact::new(support, ladder.exact(rung)?, shift, ladder.scaled(rung, shift)?);
    for place in bought {
        if let Some(price) = exact.price(&support.candidates[*place]) {
            exact.buy(*place, price);
        }
    }
    Ok(exact)
}

struct Run<'a> {
    contest: &'a Contest<'a>,
    support: &'a Support,
    ladder: &'a Ladder,
    from: u64,
    to: u64,
    width: u64,
    purses: Purses,
    /// Bounds that held when they were last looked at; `down` holds for good, as rates only rise.
    rates: Vec<Rate>,
    /// What may still be bought.
    open: Vec<usize>,
    course: Course,
    /// Lower bounds on the rates of what was bought.
    lows: Vec<u128>,
    /// How much more money × 2^shift than at the range's last rung it may take until something else is
    /// bought.
    outlook: u64,
    /// For every purchase the same backers are poor over the whole range.
    certain: bool,
    /// The purchases in fractions at the first rung, and at the last.
    exact: Option<Exact<'a>>,
    exact_at_end: Option<Exact<'a>>,
}

/// What to do next.
enum Next {
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

impl<'a> Run<'a> {
    fn finish(mut self) -> Result<Outcome, BudgetError> {
        loop {
            let (place, tied) = match self.next()? {
                Next::Buy(place, tied) => (place, tied),
                Next::End => return Ok(self.same()),
                Next::Unknown(money) if self.from < self.to => {
                    let rungs = self.ladder.rungs(money, self.purses.shift);
                    let first = self.from.saturating_add(rungs).clamp(self.from + 1, self.to);
                    let purchases = self.course.bought.into_iter().zip(self.lows).collect();
                    let opening = Opening { purchases, shift: self.purses.shift };
                    return Ok(Outcome::Differs { first, opening });
                }
                Next::Unknown(_) => match self.next_exactly()? {
                    Some(next) => next,
                    None => return Ok(self.same()),
                },
            };
            self.buy(place);
            self.course.tied.push(tied);
        }
    }

    fn same(self) -> Outcome {
        let outlook = match self.outlook {
            u64::MAX => u64::MAX,
            money => self.ladder.rungs(money, self.purses.shift) - 1,
        };
        Outcome::Same { course: self.course, outlook }
    }

    /// Buys what is known to be bought first. Should the bounds not show that it can be paid, as they may be
    /// a little wider here, the rest is found anew.
    fn repeat(&mut self, opening: &Opening) {
        for (place, low) in &opening.purchases {
            let shift = self.purses.shift;
            let low = if shift >= opening.shift {
                low << (shift - opening.shift)
            } else {
                low >> (opening.shift - shift)
            };
            let known = self.rates[*place];
            let low = low.max(known.down);
            let from_low = Rate { down: low, up: Some(low.max(known.up.unwrap_or(0))), plain: false };
            let candidate = &self.support.candidates[*place];
            match self.purses.rate(candidate, from_low, u128::MAX) {
                Some(rate) if rate.up.is_some() => self.rates[*place] = rate,
                _ => return,
            }
            self.buy(*place);
            self.course.tied.push(Vec::new());
        }
    }

    fn buy(&mut self, place: usize) {
        let candidate = &self.support.candidates[place];
        let Rate { down, up, .. } = self.rates[place];
        // Only what can be paid at the lower endowment is bought, so there is an upper bound.
        let up = up.unwrap_or(u128::MAX);
        let slope = (self.from < self.to).then(|| self.purses.slope(candidate, down, up));
        self.certain &= slope.is_none_or(|slope| slope.certain);
        self.purses.pay(candidate, down, up, slope);
        self.open.retain(|other| *other != place);
        self.course.bought.push(place);
        self.lows.push(down);
    }

    /// Compares rates as the rule does, by price of one utility: `a` of one candidate, `b` of another.
    fn compare(&self, (a, rate_a): (usize, u128), (b, rate_b): (usize, u128)) -> Ordering {
        let candidates = &self.support.candidates;
        (rate_a * scale(&candidates[b])).cmp(&(rate_b * scale(&candidates[a])))
    }

    /// Brings the bounds of those candidates up to date that may be next, from the cheapest on.
    fn contenders(&mut self) -> (Option<(usize, u128)>, Vec<usize>) {
        let mut open = std::mem::take(&mut self.open);
        open.sort_by(|a, b| self.compare((*a, self.rates[*a].down), (*b, self.rates[*b].down)));
        let mut best: Option<(usize, u128)> = None;
        let mut seen = Vec::new();
        let mut gone = Vec::new();
        for place in &open {
            let place = *place;
            if best.is_some_and(|best| self.compare((place, self.rates[place].down), best).is_gt()) {
                break;
            }
            let candidate = &self.support.candidates[place];
            let enough = best.map_or(u128::MAX, |(best, up)| {
                up * scale(candidate) / scale(&self.support.candidates[best]) + 1
            });
            let Some(rate) = self.purses.rate(candidate, self.rates[place], enough) else {
                gone.push(place);
                continue;
            };
            self.rates[place] = rate;
            if rate.down > enough {
                continue;
            }
            seen.push(place);
            if let Some(up) = rate.up
                && best.is_none_or(|best| self.compare((place, up), best).is_lt())
            {
                best = Some((place, up));
            }
        }
        open.retain(|place| !gone.contains(place));
        self.open = open;
        if let Some(best) = best {
            seen.retain(|place| self.compare((*place, self.rates[*place].down), best).is_le());
        }
        (best, seen)
    }

    fn next(&mut self) -> Result<Next, BudgetError> {
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
        for _ in 0..contenders.len() {
            guess = None;
            let mut better = None;
            for (at, other) in contenders.iter().enumerate().filter(|(_, other)| **other != best) {
                match self.relation(best, *other, &contenders, &mut slopes, at) {
                    Relation::Before => {}
                    Relation::After => better = Some(*other),
                    Relation::Unknown if self.may_tie(best, *other, &contenders, &slopes) => {
                        match self.lasting_tie(best, *other)? {
                            Some(Relation::Before) => {}
                            Some(Relation::After) => better = Some(*other),
                            Some(Relation::Unknown) | None => guess = Some(self.width / 2),
                        }
                    }
                    Relation::Unknown => {
                        let when = self.when_changes(best, *other);
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
                    let ahead = contenders.iter().map(|other| self.when_overtaken(best, *other)).min();
                    self.outlook = self.outlook.min(ahead.unwrap_or(u64::MAX));
                }
                let tied = |other: &usize| *other != best && self.are_equal(best, *other);
                Next::Buy(best, contenders.into_iter().filter(tied).collect())
            }
        })
    }

    /// Whether two candidates may be equal all over the range, everything being linear there.
    fn may_tie(&self, a: usize, c: usize, contenders: &[usize], slopes: &[Option<Slope>]) -> bool {
        let part = |place: usize| {
            let slope = slopes[contenders.iter().position(|other| *other == place)?]?;
            let (rate, candidate) = (self.rates[place], &self.support.candidates[place]);
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
        let candidates = &self.support.candidates;
        Ok(are_equal.then(|| match self.contest.first_of(candidates[a].project, candidates[c].project) {
            Some(project) if project == candidates[a].project => Relation::Before,
            Some(_) => Relation::After,
            None => Relation::Unknown,
        }))
    }

    /// Whether two candidates are equal on one rung after the purchases so far.
    fn are_equal_at(
        &self,
        rung: u64,
        exact: &mut Option<Exact<'a>>,
        a: usize,
        c: usize,
    ) -> Result<bool, BudgetError> {
        let exact = match exact {
            Some(exact) => exact,
            None => exact.insert(replay(self.support, self.ladder, rung, &[])?),
        };
        self.follow(exact);
        let price = |place: usize| {
            let candidate = &self.support.candidates[place];
            exact.price(candidate).map(|price| per_utility(&price.rate, candidate))
        };
        Ok(price(a).is_some_and(|price_of_a| price(c) == Some(price_of_a)))
    }

    /// Repeats in fractions what was bought since the last time.
    fn follow(&self, exact: &mut Exact<'a>) {
        for place in self.course.bought.iter().skip(exact.purchases().len()) {
            if let Some(price) = exact.price(&self.support.candidates[*place]) {
                exact.buy(*place, price);
            }
        }
    }

    /// Whether two candidates surely cost the same per utility at every endowment of the range.
    fn are_equal(&self, a: usize, c: usize) -> bool {
        let (first, second) = (&self.support.candidates[a], &self.support.candidates[c]);
        first.class == second.class
            || (self.rates[a].plain && self.rates[c].plain && plain(first, second) == Some(Ordering::Equal))
    }

    fn relation(
        &self,
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
        let (first, second) = (&self.support.candidates[a], &self.support.candidates[c]);
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
        let a_slope = *slopes[a_at].get_or_insert_with(|| self.purses.slope(first, a_rate.down, a_up));
        let c_slope = *slopes[at].get_or_insert_with(|| self.purses.slope(second, c_rate.down, c_up));
        if precedes((first, a_rate.down, a_up, a_slope), (second, c_rate.down, c_up, c_slope), self.width) {
            Relation::Before
        } else {
            Relation::Unknown
        }
    }

    /// Where the money behind a candidate may reach its cost.
    fn when_payable(&self, place: usize) -> u64 {
        let candidate = &self.support.candidates[place];
        let (lo, hi) = self.purses.behind(candidate);
        let cost = u128::from(candidate.cost) << self.purses.shift;
        let missing = cost.saturating_sub(lo.into());
        self.part(missing, u128::from(hi.saturating_sub(lo)).saturating_sub(missing))
    }

    /// Where `c` may go ahead of `a`: by a straight line between the ends if it is behind at the first and
    /// ahead at the last, else the middle.
    fn when_changes(&self, a: usize, c: usize) -> u64 {
        let (a_rate, c_rate) = (self.rates[a], self.rates[c]);
        let (Some(a_up), Some(c_up)) = (a_rate.up, c_rate.up) else { return self.when_payable(c) };
        let (a_scale, c_scale) = (scale(&self.support.candidates[a]), scale(&self.support.candidates[c]));
        let behind = (c_up * a_scale).saturating_sub(a_up * c_scale);
        let ahead = (a_rate.down * c_scale).saturating_sub(c_rate.down * a_scale);
        if behind > 0 && ahead > 0 { self.part(behind, ahead) } else { self.width / 2 }
    }

    /// How much beyond the range `c` goes ahead of `a`, by a straight line through the ends.
    fn when_overtaken(&self, a: usize, c: usize) -> u64 {
        let (a_rate, c_rate) = (self.rates[a], self.rates[c]);
        let (Some(a_up), Some(c_up)) = (a_rate.up, c_rate.up) else { return u64::MAX };
        let (a_scale, c_scale) = (scale(&self.support.candidates[a]), scale(&self.support.candidates[c]));
        let first = (c_up * a_scale).saturating_sub(a_up * c_scale);
        let last = (c_rate.down * a_scale).saturating_sub(a_rate.down * c_scale);
        let closer = first.saturating_sub(last);
        if closer == 0 {
            return u64::MAX;
        }
        // last / closer widths, in bits that fit.
        let spare = (u128::BITS - last.leading_zeros()).saturating_sub(60);
        let widths = u128::from(self.width) * (last >> spare) / (closer >> spare).max(1);
        u64::try_from(widths).unwrap_or(u64::MAX)
    }

    /// The width in the proportion of `near` to `far`.
    fn part(&self, near: u128, far: u128) -> u64 {
        let all = near.saturating_add(far);
        // Enough bits for a guess.
        let spare = (u128::BITS - all.leading_zeros()).saturating_sub(60);
        let (near, all) = (near >> spare, (all >> spare).max(1));
        u64::try_from(u128::from(self.width) * near / all).unwrap_or(self.width)
    }

    /// The same in fractions, on one rung; `None` if nothing can be bought any more.
    fn next_exactly(&mut self) -> Result<Option<(usize, Vec<usize>)>, BudgetError> {
        if self.exact.is_none() {
            self.exact = Some(replay(self.support, self.ladder, self.from, &[])?);
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
            let candidates = &self.support.candidates;
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
            return Ok(Some((place, places.into_iter().filter(|other| *other != place).collect())));
        }
    }

    /// Prices in fractions, after the purchases so far.
    fn prices(&mut self, contenders: &[usize]) -> Vec<(usize, Option<Price>)> {
        let Some(mut exact) = self.exact.take() else { return Vec::new() };
        self.follow(&mut exact);
        let candidates = &self.support.candidates;
        let prices = contenders.iter().map(|place| (*place, exact.price(&candidates[*place]))).collect();
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
