//! IEEE 754's binary64 in whole numbers, for recounting what others counted in it: numbers not below 0,
//! rounded to nearest, to even where two are as near. Every machine gives the same, which its own arithmetic
//! need not.

use num_bigint::BigInt;
use num_rational::BigRational;

/// `digits` × 2^`exponent`, with 53 binary digits; with fewer only where the exponent is the smallest, or for
/// 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binary64 {
    digits: u64,
    exponent: i32,
}

/// How many binary digits there are.
const DIGITS: u32 = 53;

/// The smallest exponent: below it digits are lost.
const LEAST: i32 = -1_074;

impl Binary64 {
    /// 0.
    pub const ZERO: Self = Self { digits: 0, exponent: 0 };
    /// 1.
    pub const ONE: Self = Self { digits: 1 << 52, exponent: -52 };

    /// The nearest to `digits` × 2^`exponent`, and a little more if there is a `rest`; then `digits` has at
    /// least two digits more than are kept.
    fn nearest(digits: u128, exponent: i32, rest: bool) -> Self {
        let surplus = (u128::BITS - digits.leading_zeros()).saturating_sub(DIGITS);
        let below = u32::try_from(LEAST.saturating_sub(exponent)).unwrap_or_default();
        let shift = surplus.max(below);
        if shift == 0 {
            return Self::widened(low(digits), exponent);
        }
        let kept = digits.checked_shr(shift).unwrap_or_default();
        let lost = digits - kept.checked_shl(shift).unwrap_or_default();
        let half = 1_u128.checked_shl(shift - 1).unwrap_or(u128::MAX);
        let up = lost > half || (lost == half && (rest || kept % 2 == 1));
        let exponent = exponent.saturating_add(i32::try_from(shift).unwrap_or(i32::MAX));
        // Rounding up may have made one digit more, a zero.
        match low(kept + u128::from(up)) {
            full if full >> DIGITS == 1 => Self { digits: full / 2, exponent: exponent.saturating_add(1) },
            digits => Self::widened(digits, exponent),
        }
    }

    /// The same number with as many digits as there can be.
    fn widened(digits: u64, exponent: i32) -> Self {
        if digits == 0 {
            return Self::ZERO;
        }
        let missing = (digits.leading_zeros() + DIGITS).saturating_sub(u64::BITS);
        let room = u32::try_from(exponent.saturating_sub(LEAST)).unwrap_or_default();
        let shift = missing.min(room);
        Self { digits: digits << shift, exponent: exponent - i32::try_from(shift).unwrap_or_default() }
    }

    /// The nearest to a whole number.
    #[must_use]
    pub fn whole(number: u64) -> Self {
        Self::nearest(u128::from(number), 0, false)
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let (high, low) = if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        if high.digits == 0 {
            return low;
        }
        match u32::try_from(high.exponent - low.exponent) {
            Ok(shift @ 0..=64) => {
                let sum = (u128::from(high.digits) << shift) + u128::from(low.digits);
                Self::nearest(sum, low.exponent, false)
            }
            _ => Self::nearest(u128::from(high.digits) << 64, high.exponent - 64, low.digits > 0),
        }
    }

    /// The difference; 0 where it would be below.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        if other.digits == 0 {
            return self;
        }
        let lowest = self.exponent.min(other.exponent);
        let shifted = |number: Self| match u32::try_from(number.exponent - lowest) {
            Ok(shift @ 0..=64) => Some(u128::from(number.digits) << shift),
            _ => None,
        };
        match (shifted(self), shifted(other)) {
            (Some(a), Some(b)) => Self::nearest(a.saturating_sub(b), lowest, false),
            // So much smaller that nothing is lost, or that nothing is left.
            (None, _) => self,
            (_, None) => Self::ZERO,
        }
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let product = u128::from(self.digits) * u128::from(other.digits);
        Self::nearest(product, self.exponent.saturating_add(other.exponent), false)
    }

    /// The quotient; 0 where `other` is.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        if self.digits == 0 || other.digits == 0 {
            return Self::ZERO;
        }
        // As many digits as fit above, so that the quotient has at least 64.
        let shift = u128::from(self.digits).leading_zeros();
        let upper = u128::from(self.digits) << shift;
        let lower = u128::from(other.digits);
        let exponent = self.exponent - other.exponent - i32::try_from(shift).unwrap_or_default();
        Self::nearest(upper / lower, exponent, upper % lower > 0)
    }

    /// The same number exactly.
    #[must_use]
    pub fn exact(self) -> BigRational {
        let digits = BigRational::from_integer(BigInt::from(self.digits));
        digits * BigRational::from_integer(BigInt::from(2)).pow(self.exponent)
    }
}

/// What fits is kept; callers shift first.
fn low(digits: u128) -> u64 {
    u64::try_from(digits).unwrap_or(u64::MAX)
}
