//! One run of equal shares, for all endowments from one rung of the ladder to another at once.
//!
//! A run buys as long as it is the same purchase at every endowment of its range; see [`super::rate`] for why
//! that can be known. Where it cannot, a run over several rungs says so, and where the change may lie; a run
//! on one rung asks [`super::exact`].

use std::cmp::Ordering;
use std::rc::Rc;

use super::classes::{Backer, Classes};
use super::decide::Next;
use super::exact::Exact;
use super::ladder::Ladder;
use super::rate::{Purses, Rate, scale};
use super::support::Candidate;
use crate::count::budget::contest::{BudgetError, Contest};
use crate::count::sort;

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

/// The first purchases of all runs in a range, with what is known of rates.
#[derive(Clone, Debug, Default)]
pub(super) struct Opening {
    /// Places in [`Support::candidates`](super::support::Support::candidates).
    bought: Vec<usize>,
    /// By candidate, what its rate is not below at any rung of the range: at its purchase if it was bought,
    /// else after all of them; none if it cannot be paid by then.
    lows: Vec<Option<u128>>,
    /// The scale of the rates.
    shift: u32,
}

impl Opening {
    /// How many purchases.
    pub(super) fn len(&self) -> usize {
        self.bought.len()
    }

    /// A bound in the scale of another run.
    fn low(&self, place: usize, shift: u32) -> Option<u128> {
        let low = self.lows[place]?;
        Some(if shift >= self.shift { low << (shift - self.shift) } else { low >> (self.shift - shift) })
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
    ladder: &Ladder,
    classes: &mut Classes<'_>,
    (from, to): (u64, u64),
    opening: &Opening,
) -> Result<Outcome, BudgetError> {
    let candidates = &classes.support.candidates[..];
    let (shift, money) = ladder.shift(to, classes.support.voters)?;
    let (lo, hi) = (ladder.scaled(from, shift)?.0, ladder.scaled(to, shift)?.1);
    let mut run = Run {
        contest,
        candidates,
        ladder,
        classes,
        from,
        to,
        width: hi - lo,
        purses: Purses::new(shift, lo, hi, from < to),
        rates: Vec::with_capacity(candidates.len()),
        open: Vec::with_capacity(candidates.len()),
        course: Course::default(),
        outlook: u64::MAX,
        certain: true,
        exact: None,
        exact_at_end: None,
    };
    for (place, candidate) in candidates.iter().enumerate() {
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

/// A run so far.
pub(super) struct Run<'a, 's> {
    pub(super) contest: &'a Contest<'a>,
    pub(super) candidates: &'s [Candidate],
    pub(super) ladder: &'a Ladder,
    pub(super) classes: &'a mut Classes<'s>,
    pub(super) from: u64,
    pub(super) to: u64,
    pub(super) width: u64,
    pub(super) purses: Purses,
    /// Bounds that held when they were last looked at; `down` holds for good, as rates only rise.
    pub(super) rates: Vec<Rate>,
    /// What may still be bought.
    pub(super) open: Vec<usize>,
    pub(super) course: Course,
    /// How much more money × 2^shift than at the range's last rung it may take until something else is
    /// bought.
    pub(super) outlook: u64,
    /// For every purchase the same backers are poor over the whole range.
    pub(super) certain: bool,
    /// The purchases in fractions at the first rung, and at the last.
    pub(super) exact: Option<Exact>,
    pub(super) exact_at_end: Option<Exact>,
}

impl Run<'_, '_> {
    fn finish(mut self) -> Result<Outcome, BudgetError> {
        loop {
            let (place, tied) = match self.next()? {
                Next::Buy(place, tied) => (place, tied),
                Next::End => return Ok(self.same()),
                Next::Unknown(money) if self.from < self.to => {
                    let rungs = self.ladder.rungs(money, self.purses.shift);
                    let first = self.from.saturating_add(rungs).clamp(self.from + 1, self.to);
                    return Ok(Outcome::Differs { first, opening: self.opening() });
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

    fn opening(self) -> Opening {
        let mut lows = vec![None; self.rates.len()];
        for place in self.course.bought.iter().chain(&self.open) {
            lows[*place] = Some(self.rates[*place].down);
        }
        Opening { bought: self.course.bought, lows, shift: self.purses.shift }
    }

    /// Buys what is known to be bought first. Should the bounds not show that it can be paid, as they may be
    /// a little wider here, the rest is found anew.
    fn repeat(&mut self, opening: &Opening) {
        for place in &opening.bought {
            let known = self.rates[*place];
            let low = opening.low(*place, self.purses.shift).unwrap_or(0).max(known.down);
            let from_low = Rate { down: low, up: Some(low.max(known.up.unwrap_or(0))), plain: false };
            let (candidate, backers) = (&self.candidates[*place], self.backers(*place));
            match self.purses.rate(candidate, &backers, from_low, u128::MAX) {
                Some(rate) if rate.up.is_some() => self.rates[*place] = rate,
                _ => return,
            }
            self.buy(*place);
            self.course.tied.push(Vec::new());
        }
        if opening.bought.is_empty() {
            return;
        }
        // The range is a part of the opening's, so its bounds hold here, and what nobody can pay, nobody can.
        let (rates, shift) = (&mut self.rates, self.purses.shift);
        self.open.retain(|place| {
            let low = opening.low(*place, shift);
            let rate = &mut rates[*place];
            rate.down = rate.down.max(low.unwrap_or(0));
            rate.up = rate.up.map(|up| up.max(rate.down));
            low.is_some()
        });
    }

    fn buy(&mut self, place: usize) {
        let (candidate, backers) = (&self.candidates[place], self.backers(place));
        let Rate { down, up, .. } = self.rates[place];
        // Only what can be paid at the lower endowment is bought, so there is an upper bound.
        let up = up.unwrap_or(u128::MAX);
        let slope = (self.from < self.to).then(|| self.purses.slope(candidate, &backers, down, up));
        self.certain &= slope.is_none_or(|slope| slope.certain);
        self.purses.pay(candidate, &backers, down, up, slope);
        self.classes.buy(self.course.bought.len(), place);
        self.open.retain(|other| *other != place);
        self.course.bought.push(place);
    }

    /// Who is behind a candidate, by class after the purchases so far.
    pub(super) fn backers(&mut self, place: usize) -> Rc<[Backer]> {
        self.classes.backers(self.course.bought.len(), place)
    }

    /// Compares rates as the rule does, by price of one utility: `a` of one candidate, `b` of another.
    pub(super) fn compare(&self, (a, rate_a): (usize, u128), (b, rate_b): (usize, u128)) -> Ordering {
        let candidates = &self.candidates;
        (rate_a * scale(&candidates[b])).cmp(&(rate_b * scale(&candidates[a])))
    }

    /// Brings the bounds of those candidates up to date that may be next, from the cheapest on.
    pub(super) fn contenders(&mut self) -> (Option<(usize, u128)>, Vec<usize>) {
        let mut open = std::mem::take(&mut self.open);
        sort::places(&mut open, &mut |a, b| self.compare((a, self.rates[a].down), (b, self.rates[b].down)));
        let mut best: Option<(usize, u128)> = None;
        let mut seen = Vec::new();
        let mut gone = Vec::new();
        for place in &open {
            let place = *place;
            if best.is_some_and(|best| self.compare((place, self.rates[place].down), best).is_gt()) {
                break;
            }
            let (candidate, backers) = (&self.candidates[place], self.backers(place));
            let enough = best
                .map_or(u128::MAX, |(best, up)| up * scale(candidate) / scale(&self.candidates[best]) + 1);
            let Some(rate) = self.purses.rate(candidate, &backers, self.rates[place], enough) else {
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
}
