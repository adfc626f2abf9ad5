//! Where in a range, or how far beyond it, something changes: guesses, on which only the number of runs
//! depends.

use super::rate::scale;
use super::run::Run;

impl Run<'_, '_> {
    /// Where the money behind a candidate may reach its cost.
    pub(super) fn when_payable(&mut self, place: usize) -> u64 {
        let (candidate, backers) = (&self.candidates[place], self.backers(place));
        let (lo, hi) = self.purses.behind(&backers);
        let cost = u128::from(candidate.cost) << self.purses.shift;
        let missing = cost.saturating_sub(lo.into());
        self.part(missing, u128::from(hi.saturating_sub(lo)).saturating_sub(missing))
    }

    /// Where `c` may go ahead of `a`: by a straight line between the ends if it is behind at the first and
    /// ahead at the last, else the middle; also the middle where they may be equal at the first, for then they may
    /// stay so for long. With each, by how much its upper bound may be too high.
    pub(super) fn when_changes(&mut self, (a, a_err): (usize, u128), (c, c_err): (usize, u128)) -> u64 {
        let (a_rate, c_rate) = (self.rates[a], self.rates[c]);
        let (Some(a_up), Some(c_up)) = (a_rate.up, c_rate.up) else { return self.when_payable(c) };
        let (a_scale, c_scale) = (scale(&self.candidates[a]), scale(&self.candidates[c]));
        let behind = (c_up * a_scale).saturating_sub(a_up * c_scale);
        let ahead = (a_rate.down * c_scale).saturating_sub(c_rate.down * a_scale);
        let error = a_err.saturating_mul(c_scale).saturating_add(c_err.saturating_mul(a_scale));
        if behind > error && ahead > 0 { self.part(behind, ahead) } else { self.width / 2 }
    }

    /// How much beyond the range `c` goes ahead of `a`, by a straight line through the ends.
    pub(super) fn when_overtaken(&self, a: usize, c: usize) -> u64 {
        let (a_rate, c_rate) = (self.rates[a], self.rates[c]);
        let (Some(a_up), Some(c_up)) = (a_rate.up, c_rate.up) else { return u64::MAX };
        let (a_scale, c_scale) = (scale(&self.candidates[a]), scale(&self.candidates[c]));
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
}
