//! The endowments that are tried: a first one, and steps upward from it.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::count::budget::contest::{BudgetError, Contest};
use crate::count::budget::manifest::{Amount, Completion, Endowment};

/// The endowment of rung k is (first + k × step) / parts, in the election's smallest unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ladder {
    first: u128,
    step: u128,
    parts: u128,
}

/// Money of all voters together stays below 2^61 in scaled integers, so that sums with their roundings fit.
const MONEY_BITS: u32 = 61;

impl Ladder {
    /// The endowments of a contest. Without raising, every rung is the first.
    pub(super) fn new(
        contest: &Contest<'_>,
        endowment: Endowment,
        completion: Completion,
    ) -> Result<Self, BudgetError> {
        let voters = u128::from(contest.voters.max(1));
        let scale = contest.election.scale;
        let budget = u128::from(contest.budget);
        let (first, parts) = match endowment {
            Endowment::Exact => (budget, voters),
            Endowment::Floor { decimals } => {
                // In units of 10^-finer of the smallest unit, or in 10^coarser of them.
                let (finer, coarser) =
                    (power(decimals.saturating_sub(scale))?, power(scale.saturating_sub(decimals))?);
                let whole = times(budget, finer)? / times(voters, coarser)?;
                (times(whole, coarser)?, finer)
            }
        };
        let Completion::Add { step: Amount { units, decimals }, .. } = completion else {
            return Ok(Self { first, step: 0, parts });
        };
        let finer = power(decimals.saturating_sub(scale))?;
        let step = times(times(u128::from(units), power(scale.saturating_sub(decimals))?)?, parts)?;
        Ok(Self { first: times(first, finer)?, step, parts: times(parts, finer)? })
    }

    /// Whether there is more than one rung.
    pub(super) fn rises(&self) -> bool {
        self.step > 0
    }

    /// A rung's endowment × parts.
    fn numerator(&self, rung: u64) -> Result<u128, BudgetError> {
        self.step
            .checked_mul(u128::from(rung))
            .and_then(|more| more.checked_add(self.first))
            .ok_or(BudgetError::TooLarge)
    }

    /// A rung's endowment.
    pub(super) fn exact(&self, rung: u64) -> Result<BigRational, BudgetError> {
        Ok(BigRational::new(BigInt::from(self.numerator(rung)?), BigInt::from(self.parts)))
    }

    /// How many bits money may be shifted by when all voters have at most this rung's endowment, and how much
    /// they have together, rounded up. Where nobody voted there is an endowment all the same, which nobody has.
    pub(super) fn shift(&self, rung: u64, voters: u64) -> Result<(u32, u128), BudgetError> {
        let money = times(self.numerator(rung)?, u128::from(voters.max(1)))?.div_ceil(self.parts);
        let bits = u128::BITS - money.leading_zeros();
        let shift = MONEY_BITS.checked_sub(bits).ok_or(BudgetError::TooLarge)?;
        // More bits than these decide nothing, and leave room for products.
        Ok((shift.min(48), money))
    }

    /// A rung's endowment × 2^shift, rounded down and up.
    pub(super) fn scaled(&self, rung: u64, shift: u32) -> Result<(u64, u64), BudgetError> {
        let numerator = self.numerator(rung)?;
        let (whole, rest) = (numerator / self.parts, numerator % self.parts);
        let (whole, rest) = (times(whole, 1 << shift)?, times(rest, 1 << shift)?);
        let narrow = |value: u128| u64::try_from(value).map_err(|_large| BudgetError::TooLarge);
        Ok((narrow(whole + rest / self.parts)?, narrow(whole + rest.div_ceil(self.parts))?))
    }

    /// How many rungs up from `from` an endowment lies that is higher by `money` × 2^-shift, rounded up; at
    /// least 1.
    pub(super) fn rungs(&self, money: u64, shift: u32) -> u64 {
        let money = u128::from(money).saturating_mul(self.parts) >> shift;
        let rungs = money.checked_div(self.step).unwrap_or(0).saturating_add(1);
        u64::try_from(rungs).unwrap_or(u64::MAX)
    }
}

fn power(exponent: u32) -> Result<u128, BudgetError> {
    10_u128.checked_pow(exponent).ok_or(BudgetError::TooLarge)
}

fn times(a: u128, b: u128) -> Result<u128, BudgetError> {
    a.checked_mul(b).ok_or(BudgetError::TooLarge)
}
