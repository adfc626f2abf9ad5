//! Fractions as data: `5`, `-7/3`; always reduced, so that equal numbers are equal texts.

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::{Deserialize, Serialize};

/// An exact number of an outcome. It may be kept as it was counted; it is reduced when it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Exact(BigRational);

/// A text that is not an exact number as [`Exact`] writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not_exact")]
pub struct NotExact;

/// The longest text that is read: no count makes a longer one, and reading it stays quick.
const MAX_LEN: usize = 100_000;

impl Exact {
    /// The number.
    #[must_use]
    pub const fn get(&self) -> &BigRational {
        &self.0
    }

    /// Its whole part; the greatest number there is where that is greater.
    #[must_use]
    pub fn whole(&self) -> u64 {
        self.0.to_integer().try_into().unwrap_or(u64::MAX)
    }
}

impl From<BigRational> for Exact {
    fn from(number: BigRational) -> Self {
        Self(number)
    }
}

impl From<u64> for Exact {
    fn from(number: u64) -> Self {
        Self(whole(number))
    }
}

impl std::fmt::Display for Exact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.reduced().fmt(f)
    }
}

impl From<Exact> for String {
    fn from(number: Exact) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for Exact {
    type Error = NotExact;
    /// Reads exactly what `Display` writes.
    fn try_from(text: String) -> Result<Self, NotExact> {
        if text.len() > MAX_LEN {
            return Err(NotExact);
        }
        let number = match text.split_once('/') {
            Some((upper, lower)) => {
                let lower = digits(lower)?;
                if lower == BigInt::ZERO {
                    return Err(NotExact);
                }
                BigRational::new(digits(upper)?, lower)
            }
            None => BigRational::from_integer(digits(&text)?),
        };
        if number.to_string() == text { Ok(Self(number)) } else { Err(NotExact) }
    }
}

fn digits(text: &str) -> Result<BigInt, NotExact> {
    text.parse().map_err(|_any| NotExact)
}

/// `upper` / `lower` as they are, which takes no time; the caller knows that `lower` is above 0.
#[must_use]
pub(in crate::count) fn unreduced(upper: BigInt, lower: BigInt) -> Exact {
    Exact(BigRational::new_raw(upper, lower))
}

/// A whole number as a fraction.
#[must_use]
pub(in crate::count) fn whole(number: u64) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

/// `upper` / `lower`; the caller knows that `lower` is not 0.
#[must_use]
pub(in crate::count) fn ratio(upper: u64, lower: u64) -> BigRational {
    BigRational::new(BigInt::from(upper), BigInt::from(lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_numbers_are_read_as_they_are_written() {
        for (text, expected) in [
            ("0", true),
            ("-7/3", true),
            ("12345678901234567890123/2", true),
            ("2/4", false),
            ("1/0", false),
            ("1/-2", false),
            ("+1", false),
            ("", false),
            ("1.5", false),
        ] {
            let read = Exact::try_from(text.to_owned());
            assert_eq!(read.is_ok(), expected, "{text}");
            if let Ok(number) = read {
                assert_eq!(number.to_string(), text);
            }
        }
        assert_eq!(Exact::from(ratio(6, 4)).to_string(), "3/2");
    }
}
