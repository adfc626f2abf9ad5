//! Bounds on what is in each purse and on what each project would cost its backers, in scaled integers.
//!
//! # What is bounded
//!
//! Equal shares gives every voter the endowment e. A project c that voters i support with utilities u_i is
//! bought at the least *rate* r with Σ min(b_i, r·u_i) = cost(c), where b_i is what i has left; i pays
//! min(b_i, r·u_i). (Here u_i is in units of [`Candidate::unit`], so that what the rule compares, the price
//! of one utility ρ, is r / unit.) A voter with b_i < r·u_i is *poor* and pays all there is; others are
//! *rich*.
//!
//! A run is made for all endowments e₁ ≤ e ≤ e₂ at once. For one sequence of purchases let b_i(e) and r_c(e)
//! be the purse and the rate after the purchases so far, had the endowment been e.
//!
//! **Lemma 1.** b_i rises and r_c falls with e (weakly). *Proof* by the number of purchases. At first b_i =
//! e. If all purses rise, Σ min(b_i, r·u_i) rises for every r, so the least r that makes it the cost falls;
//! and what is left after buying at r, max(0, b_i − r·u_i), rises because b_i rises and r falls. ∎
//!
//! **Lemma 2 (values).** Let `lo` and `hi` be purses that started as ⌊e₁⌋ and ⌈e₂⌉, and let each purchase
//! take ⌈`up`·u⌉ from `lo` and ⌊`down`·u⌋ from `hi`, never below nought, where `up` ≥ r(e₁) and `down` ≤
//! r(e₂). Then `lo` ≤ b(e) ≤ `hi` and `down` ≤ r(e) ≤ `up` for all e in between. *Proof.* By lemma 1 b(e₁) ≤
//! b(e) ≤ b(e₂); by induction `lo` ≤ b(e₁): max(0, ·) and − are monotone, and each rounding goes the safe
//! way; likewise above. ∎
//!
//! **Finding `down` and `up`.** F(r) = Σ min(b_i, r·u_i) is concave and rises, so for *any* set P of backers
//! F(r) ≤ Σ_P b + r·Σ_{not P} u, and with T(P) = (cost − Σ_P b) / Σ_{not P} u the root of F = cost is at
//! least T(P). We start below the root, take P = the poor at the present r, set r := T(P), and repeat while r
//! grows: Newton's method, which on a concave function never passes the root. Rounded down on `hi` this is
//! `down` at any time. On `lo` we round up and stop when T(P) ≤ r for the P of r itself: then F(r) = Σ_P b +
//! r·Σ_{not P} u ≥ cost, so r is at or above the root, by less than one unit as only the last rounding can
//! have passed it. If nobody is rich: on `hi`, nobody can have the project at any e; on `lo`, not at e₁.
//!
//! **Lemma 3 (slopes).** b_i and r_c are continuous and piecewise linear in e, with r′ = −Σ_P b′ / Σ_{not P}
//! u, P the poor. Let S (surely poor) be the backers with `hi` < ⌊`down`·u⌋ and M (maybe poor) those with
//! `lo` < ⌈`up`·u⌉; by lemma 2 S ⊆ P(e) ⊆ M at every e in between. If b′ is within [`low`, `high`] for each
//! backer, then −r′ is within [Σ_S `low` / Σ_{not S} u, Σ_M `high` / Σ_{not M} u]. After the purchase b′ is
//! b′ + u·(−r′) for the rich and 0 for the poor. ∎
//!
//! **Lemma 4 (errors).** If `lo` ≤ b(e₁) ≤ `lo` + err and `hi` − err ≤ b(e₂) ≤ `hi` for each backer, then
//! `up` − r(e₁) and r(e₂) − `down` are at most (Σ_M err + Σ_{not S} u) / Σ_{not M} u + 2. *Proof.* On the way
//! from one vector of purses to the other r changes by Σ_P db / Σ_{not P} u with P ⊆ M all the way, since
//! purses stay at or above `lo` and rates at or below `up`. `down` was left when ⌊T⌋ ≤ `down`, so F(`down`)
//! is short of the cost by less than Σ_{not S} u, and from there to the root F rises by at least Σ_{not M} u
//! for each unit. ∎
//!
//! **Theorem.** Of two rates let D(e) = ρ_c(e) − ρ_a(e), d₁ ≤ D(e₁), d₂ ≤ D(e₂) by lemmas 2 and 4, and L ≤ D′
//! ≤ U by lemma 3. If d₁, d₂ > 0 and (L ≥ 0, or U ≤ 0, or d₁/(−L) + d₂/U > e₂ − e₁), then D > 0 throughout.
//! *Proof.* D ≥ d₁ + L·(e − e₁) is positive up to a distance of d₁/(−L) from e₁, D ≥ d₂ − U·(e₂ − e) up to
//! d₂/U from e₂, and the two stretches meet. ∎ So a takes precedence over c at every endowment of the range.
//!
//! **Corollary (ties that last).** Where S = M for every purchase so far and for both candidates, the same
//! backers are poor at every e, so all purses and rates are linear in e (lemma 3), and so is D. Then D = 0 at both
//! ends means D = 0 throughout. ∎ [`super::exact`] looks at the ends.
//!
//! With e₁ = e₂ the same bounds differ by roundings only. What they cannot decide there, [`super::exact`]
//! does.

use super::classes::Backer;
use super::support::Candidate;
use crate::count::budget::contest::index;

/// More bits for a rate than for money where backers have different utilities.
const EXTRA: u32 = 20;
/// Bits of a slope's fraction.
pub(super) const SLOPE_BITS: u32 = 16;

/// Bounds on one class's money, each voter's of it, × 2^shift.
#[derive(Clone, Copy, Debug)]
pub(super) struct Purse {
    pub(super) lo: u64,
    pub(super) hi: u64,
}

/// Bounds on how it changes with the endowment, × 2^[`SLOPE_BITS`], and on the error of `lo` and `hi` at
/// their ends, × 2^shift.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drift {
    pub(super) low: u32,
    /// `u32::MAX` is beyond all bounds.
    pub(super) high: u32,
    pub(super) err: u64,
}

/// Bounds on a rate, × 2^(shift + extra).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rate {
    /// At most the rate at the higher endowment.
    pub(super) down: u128,
    /// At least the rate at the lower endowment; `None` if it cannot be paid there, or may not.
    pub(super) up: Option<u128>,
    /// No backer is poor, so the rate is cost / mass exactly and at every endowment.
    pub(super) plain: bool,
}

/// How a rate changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slope {
    /// At least so fast does it fall, × 2^(SLOPE_BITS + extra).
    pub(super) low: u128,
    /// At most so fast, if there is a bound.
    pub(super) high: Option<u128>,
    /// Error of `up` and `down` at their ends, × 2^(shift + extra).
    pub(super) err: u128,
    /// The same backers are poor at every endowment of the range.
    pub(super) certain: bool,
}

/// More bits that `candidate`'s rates have.
pub(super) fn extra(candidate: &Candidate) -> u32 {
    if candidate.is_level() { 0 } else { EXTRA }
}

/// What a rate must be divided by before two are compared, at most 2^62.
pub(super) fn scale(candidate: &Candidate) -> u128 {
    u128::from(candidate.unit) << extra(candidate)
}

/// What a backer of each level pays at `rate`, rounded.
fn pays(candidate: &Candidate, rate: u128, round_up: bool) -> Vec<u64> {
    let extra = extra(candidate);
    let more = if round_up { (1_u128 << extra) - 1 } else { 0 };
    let pay = |level: u64| {
        let exact = rate.saturating_mul(u128::from(level));
        u64::try_from(exact.saturating_add(more) >> extra).unwrap_or(u64::MAX)
    };
    if candidate.is_level() {
        vec![pay(1)]
    } else {
        candidate.levels.iter().map(|level| pay(*level)).collect()
    }
}

/// Sums over the poor and the rich, on both sides.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    lo_poor: u64,
    lo_rich: u64,
    hi_poor: u64,
    hi_rich: u64,
}

/// Sums of weighted drifts over those who may be poor (`high`, `err`, `maybe`) or surely are (`low`,
/// `surely`).
#[derive(Clone, Copy, Debug, Default)]
struct DriftSums {
    low: u64,
    high: u64,
    err: u64,
    surely: u64,
    maybe: u64,
}

/// The purses of a run, by class: see [`super::classes`].
#[derive(Debug)]
pub(super) struct Purses {
    pub(super) shift: u32,
    pub(super) purses: Vec<Purse>,
    /// Empty in a run for one endowment.
    pub(super) drifts: Vec<Drift>,
}

impl Purses {
    /// Everybody has between `lo` and `hi`.
    pub(super) fn new(shift: u32, lo: u64, hi: u64, with_drift: bool) -> Self {
        let drift = Drift { low: 1 << SLOPE_BITS, high: 1 << SLOPE_BITS, err: 1 };
        let drifts = if with_drift { vec![drift] } else { Vec::new() };
        Self { shift, purses: vec![Purse { lo, hi }], drifts }
    }

    /// Money in this run's scale.
    fn scaled(&self, cost: u64) -> u128 {
        u128::from(cost) << self.shift
    }

    /// Sums never pass 2^63: the run chose its shift so that all money together stays below.
    fn tally(&self, candidate: &Candidate, backers: &[Backer], down: &[u64], up: &[u64]) -> Tally {
        let mut sums = Tally::default();
        if let ([down], [up]) = (down, up) {
            for backer in backers {
                let purse = self.purses[index(backer.class)];
                let (lo, hi) = (purse.lo.wrapping_mul(backer.weight), purse.hi.wrapping_mul(backer.weight));
                let (lo_is_poor, hi_is_poor) = (purse.lo < *up, purse.hi < *down);
                sums.lo_poor = sums.lo_poor.wrapping_add(if lo_is_poor { lo } else { 0 });
                sums.lo_rich = sums.lo_rich.wrapping_add(if lo_is_poor { 0 } else { backer.weight });
                sums.hi_poor = sums.hi_poor.wrapping_add(if hi_is_poor { hi } else { 0 });
                sums.hi_rich = sums.hi_rich.wrapping_add(if hi_is_poor { 0 } else { backer.weight });
            }
            return sums;
        }
        for backer in backers {
            let (purse, level) = (self.purses[index(backer.class)], index(backer.level));
            let mass = backer.weight.wrapping_mul(candidate.levels[level]);
            if purse.lo < up[level] {
                sums.lo_poor = sums.lo_poor.wrapping_add(purse.lo.wrapping_mul(backer.weight));
            } else {
                sums.lo_rich = sums.lo_rich.wrapping_add(mass);
            }
            if purse.hi < down[level] {
                sums.hi_poor = sums.hi_poor.wrapping_add(purse.hi.wrapping_mul(backer.weight));
            } else {
                sums.hi_rich = sums.hi_rich.wrapping_add(mass);
            }
        }
        sums
    }

    /// The rate at first, when nobody is poor.
    pub(super) fn first_rate(&self, candidate: &Candidate) -> Rate {
        let (cost, mass) = (self.scaled(candidate.cost) << extra(candidate), u128::from(candidate.mass));
        Rate { down: cost / mass, up: Some(cost.div_ceil(mass)), plain: false }
    }

    /// The rate now, from bounds that once held; `None` if the project cannot be paid at any endowment. Once
    /// it is above `enough`, only `down` is a bound.
    pub(super) fn rate(
        &self,
        candidate: &Candidate,
        backers: &[Backer],
        before: Rate,
        enough: u128,
    ) -> Option<Rate> {
        let (cost, extra) = (self.scaled(candidate.cost), extra(candidate));
        let mut down = before.down;
        let Some(mut up) = before.up else {
            // What could not be paid at the lower endowment cannot be paid there now.
            return self.rate_above(candidate, backers, down);
        };
        loop {
            let sums =
                self.tally(candidate, backers, &pays(candidate, down, false), &pays(candidate, up, true));
            if sums.hi_rich == 0 {
                return None;
            }
            let next_down =
                (cost.saturating_sub(u128::from(sums.hi_poor)) << extra) / u128::from(sums.hi_rich);
            let short = cost.saturating_sub(u128::from(sums.lo_poor));
            if sums.lo_rich == 0 && short > 0 {
                return self.rate_above(candidate, backers, next_down.max(down));
            }
            let next_up = if sums.lo_rich == 0 { 0 } else { (short << extra).div_ceil(sums.lo_rich.into()) };
            if next_down > enough {
                return Some(Rate { down: next_down, up: Some(up.max(next_up)), plain: false });
            }
            if next_down <= down && next_up <= up {
                return Some(Rate { down, up: Some(up), plain: sums.lo_rich == candidate.mass });
            }
            (down, up) = (down.max(next_down), up.max(next_up));
        }
    }

    /// The same where it cannot be paid at the lower endowment.
    fn rate_above(&self, candidate: &Candidate, backers: &[Backer], mut down: u128) -> Option<Rate> {
        let (cost, extra) = (self.scaled(candidate.cost), extra(candidate));
        let nothing = vec![0; candidate.levels.len()];
        loop {
            let sums = self.tally(candidate, backers, &pays(candidate, down, false), &nothing);
            if sums.hi_rich == 0 {
                return None;
            }
            let next = (cost.saturating_sub(u128::from(sums.hi_poor)) << extra) / u128::from(sums.hi_rich);
            if next <= down {
                return Some(Rate { down, up: None, plain: false });
            }
            down = next;
        }
    }

    /// All the money of backers, at both ends.
    pub(super) fn behind(&self, backers: &[Backer]) -> (u64, u64) {
        backers.iter().fold((0, 0), |(lo, hi), backer| {
            let purse = self.purses[index(backer.class)];
            (
                purse.lo.wrapping_mul(backer.weight).wrapping_add(lo),
                purse.hi.wrapping_mul(backer.weight).wrapping_add(hi),
            )
        })
    }

    /// Whether a backer cannot pay what others pay; `None` where the bounds do not say.
    pub(super) fn is_poor(&self, candidate: &Candidate, backer: Backer, rate: Rate) -> Option<bool> {
        let (purse, units) = (self.purses[index(backer.class)], u128::from(candidate.units(backer.level)));
        let extra = extra(candidate);
        // Multiplied out, not rounded: purse < rate × units.
        if u128::from(purse.hi) << extra < rate.down * units {
            return Some(true);
        }
        let up = rate.up.and_then(|up| up.checked_mul(units));
        (u128::from(purse.lo) << extra >= up?).then_some(false)
    }

    /// How the rate changes over the range: lemmas 3 and 4. Only in a run that keeps drifts.
    pub(super) fn slope(&self, candidate: &Candidate, backers: &[Backer], down: u128, up: u128) -> Slope {
        let (pay_down, pay_up) = (pays(candidate, down, false), pays(candidate, up, true));
        let DriftSums { low, high, err, surely, maybe } = match (&pay_down[..], &pay_up[..]) {
            ([down], [up]) if candidate.mass < 1 << 31 => self.drift_sums_of_level(backers, *down, *up),
            _ => self.drift_sums(candidate, backers, &pay_down, &pay_up),
        };
        let (most_rich, least_rich) = (candidate.mass - surely, candidate.mass - maybe);
        let extra = extra(candidate);
        let above = |sum: u64, more: u128| {
            (least_rich > 0).then(|| ((u128::from(sum) << extra) + more).div_ceil(least_rich.into()))
        };
        let apart = up.saturating_sub(down);
        Slope {
            low: (u128::from(low) << extra) / u128::from(most_rich.max(1)),
            high: if high < u64::MAX { above(high, 0) } else { None },
            err: above(err, u128::from(most_rich)).map_or(apart, |err| apart.min(err + 2)),
            certain: surely == maybe,
        }
    }

    fn drift_sums(
        &self,
        candidate: &Candidate,
        backers: &[Backer],
        pay_down: &[u64],
        pay_up: &[u64],
    ) -> DriftSums {
        let mut sums = DriftSums::default();
        for backer in backers {
            let (purse, drift) = (self.purses[index(backer.class)], self.drifts[index(backer.class)]);
            let level = if candidate.is_level() { 0 } else { index(backer.level) };
            let mass = backer.weight.wrapping_mul(candidate.units(backer.level));
            if purse.lo < pay_up[level] {
                sums.high = sums.high.saturating_add(weighted(drift.high, backer.weight));
                sums.err = sums.err.wrapping_add(drift.err.wrapping_mul(backer.weight));
                sums.maybe = sums.maybe.wrapping_add(mass);
                if purse.hi < pay_down[level] {
                    sums.low = sums.low.saturating_add(u64::from(drift.low).saturating_mul(backer.weight));
                    sums.surely = sums.surely.wrapping_add(mass);
                }
            }
        }
        sums
    }

    /// The same where all backers have one level and weights are small enough for sums to fit.
    fn drift_sums_of_level(&self, backers: &[Backer], down: u64, up: u64) -> DriftSums {
        let mut sums = DriftSums::default();
        let mut high_is_known = true;
        for backer in backers {
            let (purse, drift) = (self.purses[index(backer.class)], self.drifts[index(backer.class)]);
            let maybe = if purse.lo < up { backer.weight } else { 0 };
            let surely = if purse.hi < down { backer.weight } else { 0 };
            high_is_known &= maybe == 0 || drift.high < u32::MAX;
            sums.high = sums.high.wrapping_add(maybe.wrapping_mul(u64::from(drift.high)));
            sums.err = sums.err.wrapping_add(maybe.wrapping_mul(drift.err));
            sums.low = sums.low.wrapping_add(surely.wrapping_mul(u64::from(drift.low)));
            sums.maybe = sums.maybe.wrapping_add(maybe);
            sums.surely = sums.surely.wrapping_add(surely);
        }
        sums.high = if high_is_known { sums.high } else { u64::MAX };
        sums
    }

    /// Takes from every backer what the project costs them: their purses are added, in the order of `backers`.
    /// The purses they come from stay as they are, for those of the class who are no backers.
    pub(super) fn pay(
        &mut self,
        candidate: &Candidate,
        backers: &[Backer],
        down: u128,
        up: u128,
        slope: Option<Slope>,
    ) {
        let (pay_down, pay_up) = (pays(candidate, down, false), pays(candidate, up, true));
        let added = slope.map(|slope| added(candidate, slope)).unwrap_or_default();
        self.purses.reserve(backers.len());
        self.drifts.reserve(backers.len());
        for backer in backers {
            let level = if candidate.is_level() { 0 } else { index(backer.level) };
            let purse = self.purses[index(backer.class)];
            let (lo, hi) = (purse.lo.saturating_sub(pay_up[level]), purse.hi.saturating_sub(pay_down[level]));
            self.purses.push(Purse { lo, hi });
            if let Some(more) = added.get(level) {
                let drift = self.drifts[index(backer.class)];
                let (surely_poor, maybe_poor) = (purse.hi < pay_down[level], purse.lo < pay_up[level]);
                self.drifts.push(Drift {
                    low: if maybe_poor { 0 } else { drift.low.saturating_add(more.low) },
                    high: if surely_poor { 0 } else { drift.high.saturating_add(more.high) },
                    // Between the bounds lie both ends.
                    err: drift.err.saturating_add(more.err).min(hi.saturating_sub(lo)),
                });
            }
        }
    }
}

/// What a purchase adds to the drifts of the rich, by level.
fn added(candidate: &Candidate, slope: Slope) -> Vec<Drift> {
    let extra = extra(candidate);
    // The most there is, which adding never brings down again, where there is no bound.
    let more = |bound: u128, level: u64| bound.saturating_mul(u128::from(level)) >> extra;
    let narrow = |more: u128| u32::try_from(more).unwrap_or(u32::MAX);
    let units = if candidate.is_level() { &[1][..] } else { &candidate.levels[..] };
    let added = units.iter().map(|level| Drift {
        low: narrow(more(slope.low, *level)),
        high: slope.high.map_or(u32::MAX, |high| narrow(more(high, *level).saturating_add(1))),
        err: u64::try_from(more(slope.err, *level).saturating_add(2)).unwrap_or(u64::MAX),
    });
    added.collect()
}

/// `u64::MAX` stands for no bound.
fn weighted(bound: u32, weight: u64) -> u64 {
    if bound == u32::MAX { u64::MAX } else { u64::from(bound).saturating_mul(weight) }
}

/// Whether `a` and `c` may be equal at both ends of the range.
pub(super) fn may_be_equal(
    (a, a_down, a_up, a_slope): (&Candidate, u128, u128, Slope),
    (c, c_down, c_up, c_slope): (&Candidate, u128, u128, Slope),
) -> bool {
    let (a_err, c_err) = (a_slope.err, c_slope.err);
    let meet = |(a_least, a_most): (u128, u128), (c_least, c_most): (u128, u128)| {
        let times = |x: u128, of: &Candidate| x.saturating_mul(scale(of));
        times(a_least, c) <= times(c_most, a) && times(c_least, a) <= times(a_most, c)
    };
    meet((a_up.saturating_sub(a_err), a_up), (c_up.saturating_sub(c_err), c_up))
        && meet((a_down, a_down.saturating_add(a_err)), (c_down, c_down.saturating_add(c_err)))
}

/// Whether `a` takes precedence over `c` at every endowment of a range `width` (× 2^shift) wide: the theorem.
pub(super) fn precedes(
    a: (&Candidate, u128, u128, Slope),
    c: (&Candidate, u128, u128, Slope),
    width: u64,
) -> bool {
    precedes_checked(a, c, width).unwrap_or(false)
}

/// `None` where figures are beyond 127 bits or bounds are missing.
fn precedes_checked(
    (a, a_down, a_up, a_slope): (&Candidate, u128, u128, Slope),
    (c, c_down, c_up, c_slope): (&Candidate, u128, u128, Slope),
    width: u64,
) -> Option<bool> {
    let times = |x: u128, scale: u128| i128::try_from(x.checked_mul(scale)?).ok();
    let (a_scale, c_scale) = (scale(a), scale(c));
    // Rates are divided by their scales: multiply crosswise instead.
    let first = times(c_up.checked_sub(c_slope.err)?, a_scale)? - times(a_up, c_scale)?;
    let last = times(c_down, a_scale)? - times(a_down.checked_add(a_slope.err)?, c_scale)?;
    if first <= 0 || last <= 0 {
        return Some(false);
    }
    let falls = times(c_slope.high?, a_scale)?.checked_sub(times(a_slope.low, c_scale)?)?;
    let rises = times(a_slope.high?, c_scale)?.checked_sub(times(c_slope.low, a_scale)?)?;
    if falls <= 0 || rises <= 0 {
        return Some(true);
    }
    let reach = |distance: i128, speed: i128| Some(distance.checked_mul(1 << SLOPE_BITS)? / speed);
    Some(reach(first, falls)?.checked_add(reach(last, rises)?)? > i128::from(width))
}
