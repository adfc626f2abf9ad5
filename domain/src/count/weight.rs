//! What a ballot weighs: one ballot, at most one head, some area.

use serde::{Deserialize, Serialize};

use crate::measure::{AreaCm2, MeasureError};

/// Declares a whole number in `0..=MAX` with its unit as its type.
macro_rules! quantity {
    ($($(#[$doc:meta])* $name:ident($max:expr)),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "i64", into = "i64")]
        pub struct $name(i64);

        impl $name {
            /// The most that is accepted, also of a sum.
            pub const MAX: i64 = $max;
            /// None.
            pub const ZERO: Self = Self(0);
            /// One.
            pub const ONE: Self = Self(1);

            /// `number` if it lies in `0..=MAX`.
            pub const fn new(number: i64) -> Result<Self, MeasureError> {
                match number {
                    0..=Self::MAX => Ok(Self(number)),
                    _ => Err(MeasureError::OutOfRange),
                }
            }

            /// The bare number.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }

            /// The sum; `None` above `MAX`.
            #[must_use]
            pub fn plus(self, other: Self) -> Option<Self> {
                self.0.checked_add(other.0).and_then(|sum| Self::new(sum).ok())
            }

            /// The difference; `None` below zero.
            #[must_use]
            pub fn minus(self, other: Self) -> Option<Self> {
                self.0.checked_sub(other.0).and_then(|rest| Self::new(rest).ok())
            }
        }

        impl TryFrom<i64> for $name {
            type Error = MeasureError;
            fn try_from(number: i64) -> Result<Self, MeasureError> {
                Self::new(number)
            }
        }

        impl From<$name> for i64 {
            fn from(quantity: $name) -> Self {
                quantity.0
            }
        }
    )+};
}

/// The most units, and so the most ballots, of one owners' vote.
pub const MAX_UNITS: usize = 100_000;

quantity! {
    /// A number of ballots: papers or their electronic equals.
    BallotCount(10_000_000),
    /// A number of heads 人数, or of voters in a consultative vote.
    HeadCount(10_000_000),
    /// A sum of areas in cm²: up to [`MAX_UNITS`] units of [`AreaCm2::MAX`] each.
    AreaSum(AreaCm2::MAX * 100_000),
}

impl From<AreaCm2> for AreaSum {
    fn from(area: AreaCm2) -> Self {
        Self(area.cm2())
    }
}

impl std::fmt::Display for AreaSum {
    /// Square metres: `14,882.40`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&crate::measure::square_metres(self.0))
    }
}

/// Both columns of an owners' vote, and how many ballots they come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// Ballots cast or, of an electorate, that could be.
    pub ballots: BallotCount,
    /// Heads. Fewer than ballots where some owners hold only units that count no head.
    pub heads: HeadCount,
    /// Area in cm².
    pub area: AreaSum,
}

impl Weight {
    /// Nothing.
    pub const ZERO: Self = Self { ballots: BallotCount::ZERO, heads: HeadCount::ZERO, area: AreaSum::ZERO };

    /// What one ballot weighs: a head or none, and an area.
    #[must_use]
    pub const fn one_ballot(counts_head: bool, area: AreaSum) -> Self {
        let heads = if counts_head { HeadCount::ONE } else { HeadCount::ZERO };
        Self { ballots: BallotCount::ONE, heads, area }
    }

    /// The sum; `None` above a limit.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            ballots: self.ballots.plus(other.ballots)?,
            heads: self.heads.plus(other.heads)?,
            area: self.area.plus(other.area)?,
        })
    }

    /// The difference; `None` if anything would fall below zero.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        Some(Self {
            ballots: self.ballots.minus(other.ballots)?,
            heads: self.heads.minus(other.heads)?,
            area: self.area.minus(other.area)?,
        })
    }

    /// The sum of all; `None` above a limit.
    pub fn sum(weights: impl IntoIterator<Item = Self>) -> Option<Self> {
        weights.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// Whether some ballots can weigh this: no ballot has two heads, and no ballots weigh nothing.
    #[must_use]
    pub const fn is_possible(self) -> bool {
        self.heads.get() <= self.ballots.get() && (self.ballots.get() > 0 || self.area.get() == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_stay_within_their_limits() {
        let all = AreaSum::new(AreaSum::MAX).expect("the limit itself");
        assert_eq!(all.plus(AreaSum::ONE), None);
        assert_eq!(all.minus(all), Some(AreaSum::ZERO));
        assert_eq!(HeadCount::ZERO.minus(HeadCount::ONE), None);
        assert_eq!(HeadCount::new(-1), Err(MeasureError::OutOfRange));
        assert!(serde_json::from_str::<AreaSum>("-1").is_err());
        assert_eq!(AreaSum::MAX, AreaCm2::MAX * i64::try_from(MAX_UNITS).expect("small"));
        assert_eq!(AreaSum::new(148_824_000).expect("small").to_string(), "14,882.40");
    }

    #[test]
    fn no_ballot_has_two_heads() {
        let weight = |ballots, heads, area| Weight {
            ballots: BallotCount::new(ballots).expect("small"),
            heads: HeadCount::new(heads).expect("small"),
            area: AreaSum::new(area).expect("small"),
        };
        for (weight, possible) in [
            (weight(1, 2, 0), false),
            (weight(0, 0, 1), false),
            (weight(0, 0, 0), true),
            (weight(2, 1, 9), true),
        ] {
            assert_eq!(weight.is_possible(), possible, "{weight:?}");
        }
    }
}
