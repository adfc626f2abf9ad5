//! One comparison, written out so that a person can follow it: `127 ÷ 157 = 80.8% ≥ 3/4 ✓`.

use serde::{Deserialize, Serialize};

use super::weight::{AreaSum, HeadCount, Weight};

/// Why a fraction was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not_a_fraction")]
pub struct NotAFraction;

/// A share of a whole, above 0 and at most 1; written and stored as `2/3`, not reduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fraction {
    numerator: i64,
    denominator: i64,
}

// Twice a limit, so that a product fits where it is stored.
const _: () = assert!(AreaSum::MAX <= i64::MAX / Fraction::MAX_DENOMINATOR);

impl Fraction {
    /// The largest denominator accepted.
    pub const MAX_DENOMINATOR: i64 = 1_000;
    /// 1/2.
    pub const HALF: Self = Self { numerator: 1, denominator: 2 };
    /// 2/3.
    pub const TWO_THIRDS: Self = Self { numerator: 2, denominator: 3 };
    /// 3/4.
    pub const THREE_QUARTERS: Self = Self { numerator: 3, denominator: 4 };
    /// 1/1: every one.
    pub const WHOLE: Self = Self { numerator: 1, denominator: 1 };

    /// `numerator/denominator` if `1 <= numerator <= denominator <= MAX_DENOMINATOR`.
    pub const fn new(numerator: i64, denominator: i64) -> Result<Self, NotAFraction> {
        if numerator < 1 || numerator > denominator || denominator > Self::MAX_DENOMINATOR {
            return Err(NotAFraction);
        }
        Ok(Self { numerator, denominator })
    }

    /// The upper number.
    #[must_use]
    pub const fn numerator(self) -> i64 {
        self.numerator
    }

    /// The lower number.
    #[must_use]
    pub const fn denominator(self) -> i64 {
        self.denominator
    }

    /// How the two compare as numbers: 1/2 equals 2/4.
    #[must_use]
    pub fn compared_to(self, other: Self) -> std::cmp::Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}

impl std::fmt::Display for Fraction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl std::str::FromStr for Fraction {
    type Err = NotAFraction;
    /// Reads exactly what `Display` writes.
    fn from_str(text: &str) -> Result<Self, NotAFraction> {
        let (upper, lower) = text.split_once('/').ok_or(NotAFraction)?;
        let number = |digits: &str| digits.parse().map_err(|_any| NotAFraction);
        let fraction = Self::new(number(upper)?, number(lower)?)?;
        if fraction.to_string() == text { Ok(fraction) } else { Err(NotAFraction) }
    }
}

impl TryFrom<String> for Fraction {
    type Error = NotAFraction;
    fn try_from(text: String) -> Result<Self, NotAFraction> {
        text.parse()
    }
}

impl From<Fraction> for String {
    fn from(fraction: Fraction) -> Self {
        fraction.to_string()
    }
}

/// Whether the bar itself is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Comparison {
    /// ≥, 以上: the number itself included (Civil Code art. 1259).
    #[serde(rename = ">=")]
    AtLeast,
    /// >, 过半数 or 超过: strictly more.
    #[serde(rename = ">")]
    MoreThan,
}

/// A bar to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Threshold {
    /// A share of the whole.
    Share {
        /// Which share.
        fraction: Fraction,
        /// Whether the share itself is enough.
        comparison: Comparison,
    },
    /// So many voters at least, whatever the whole; only in consultative votes.
    Voters {
        /// How many.
        at_least: HeadCount,
    },
}

impl Threshold {
    /// `fraction` or more.
    #[must_use]
    pub const fn at_least(fraction: Fraction) -> Self {
        Self::Share { fraction, comparison: Comparison::AtLeast }
    }

    /// Strictly more than `fraction`.
    #[must_use]
    pub const fn more_than(fraction: Fraction) -> Self {
        Self::Share { fraction, comparison: Comparison::MoreThan }
    }

    /// Whether whatever reaches this bar also reaches `other`, for every whole. A number of voters and a
    /// share cannot be compared, and a number is not taken for as strict as a share.
    #[must_use]
    pub fn is_as_strict_as(self, other: Self) -> bool {
        match (self, other) {
            (
                Self::Share { fraction, comparison },
                Self::Share { fraction: least, comparison: least_comparison },
            ) => fraction.compared_to(least).then(comparison.cmp(&least_comparison)).is_ge(),
            (Self::Voters { at_least }, Self::Voters { at_least: least }) => at_least >= least,
            (Self::Share { .. }, Self::Voters { .. }) | (Self::Voters { .. }, Self::Share { .. }) => false,
        }
    }

    /// Whether anything can reach it: nothing is more than the whole, and nought voters is no bar.
    #[must_use]
    pub fn is_reachable(self) -> bool {
        match self {
            Self::Share { fraction, comparison: Comparison::MoreThan } => {
                fraction.compared_to(Fraction::WHOLE).is_lt()
            }
            Self::Share { comparison: Comparison::AtLeast, .. } => true,
            Self::Voters { at_least } => at_least > HeadCount::ZERO,
        }
    }
}

/// What is being compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// 人数: heads of owners, or voters in a consultative vote.
    Heads,
    /// 专有部分面积, in cm².
    Area,
}

/// What the comparison decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// 参与表决: whether enough took part.
    Participation,
    /// 同意: whether enough of them agreed.
    Agreement,
}

/// One comparison with both its sides.
///
/// For a share `n/d` the sides are `left = d × part` and `right = n × whole`; for a number of voters they are
/// `part` and that number. Over a whole of nought no share is reached: nobody is no majority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inequality {
    /// What it decides.
    pub purpose: Purpose,
    /// What it compares.
    pub measure: Measure,
    /// Who took part, or agreed: heads, or cm².
    pub part: i64,
    /// Of how many heads or cm².
    pub whole: i64,
    /// The bar.
    pub threshold: Threshold,
    /// The left side as multiplied out.
    pub left: i64,
    /// Whether equality is enough.
    pub op: Comparison,
    /// The right side as multiplied out.
    pub right: i64,
    /// Whether the bar is reached.
    pub holds: bool,
}

impl Inequality {
    /// Compares heads.
    #[must_use]
    pub fn of_heads(purpose: Purpose, part: HeadCount, whole: HeadCount, threshold: Threshold) -> Self {
        Self::state(purpose, Measure::Heads, part.get(), whole.get(), threshold)
    }

    /// Compares areas.
    #[must_use]
    pub fn of_area(purpose: Purpose, part: AreaSum, whole: AreaSum, threshold: Threshold) -> Self {
        Self::state(purpose, Measure::Area, part.get(), whole.get(), threshold)
    }

    fn state(purpose: Purpose, measure: Measure, part: i64, whole: i64, threshold: Threshold) -> Self {
        let (left, op, right) = match threshold {
            Threshold::Share { fraction, comparison } => (
                i128::from(fraction.denominator) * i128::from(part),
                comparison,
                i128::from(fraction.numerator) * i128::from(whole),
            ),
            Threshold::Voters { at_least } => {
                (i128::from(part), Comparison::AtLeast, i128::from(at_least.get()))
            }
        };
        let reached = match op {
            Comparison::AtLeast => left >= right,
            Comparison::MoreThan => left > right,
        };
        let side =
            |product| i64::try_from(product).expect("the largest area times the largest denominator fits");
        Self {
            purpose,
            measure,
            part,
            whole,
            threshold,
            left: side(left),
            op,
            right: side(right),
            holds: whole > 0 && reached,
        }
    }

    /// `part ÷ whole` in thousandths, rounded down: 808 is shown as 80.8%. Nought of nought is 0.
    #[must_use]
    pub fn permille(&self) -> i64 {
        if self.whole == 0 {
            return 0;
        }
        let permille = i128::from(self.part) * 1_000 / i128::from(self.whole);
        i64::try_from(permille).unwrap_or(i64::MAX)
    }
}

/// The same comparison in both columns; the law asks for both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// By heads.
    pub heads: Inequality,
    /// By area.
    pub area: Inequality,
}

impl Columns {
    /// Compares `part` with `whole` in both columns.
    #[must_use]
    pub fn compare(purpose: Purpose, part: Weight, whole: Weight, threshold: Threshold) -> Self {
        Self {
            heads: Inequality::of_heads(purpose, part.heads, whole.heads, threshold),
            area: Inequality::of_area(purpose, part.area, whole.area, threshold),
        }
    }

    /// Whether both hold.
    #[must_use]
    pub const fn hold(&self) -> bool {
        self.heads.holds && self.area.holds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_at_their_edges() {
        let two_thirds = Threshold::at_least(Fraction::TWO_THIRDS);
        let half = Threshold::more_than(Fraction::HALF);
        let three_quarters = Threshold::at_least(Fraction::THREE_QUARTERS);
        // part, whole, bar, left, right, holds, permille
        let cases = [
            (2, 3, two_thirds, 6, 6, true, 666),
            (199_999, 300_000, two_thirds, 599_997, 600_000, false, 666),
            (1, 2, half, 2, 2, false, 500),
            (500_001, 1_000_000, half, 1_000_002, 1_000_000, true, 500),
            (3, 4, three_quarters, 12, 12, true, 750),
            (127, 157, three_quarters, 508, 471, true, 808),
            (0, 0, three_quarters, 0, 0, false, 0),
            (AreaSum::MAX, AreaSum::MAX, three_quarters, 4 * AreaSum::MAX, 3 * AreaSum::MAX, true, 1_000),
        ];
        for (part, whole, bar, left, right, holds, permille) in cases {
            let area = |cm2| AreaSum::new(cm2).expect("within limits");
            let stated = Inequality::of_area(Purpose::Agreement, area(part), area(whole), bar);
            assert_eq!(
                (stated.left, stated.right, stated.holds, stated.permille()),
                (left, right, holds, permille),
                "{part} of {whole}"
            );
        }
    }

    #[test]
    fn fractions_are_read_as_they_are_written() {
        let cases = [
            ("2/3", Some(Fraction::TWO_THIRDS)),
            ("1/1", Some(Fraction::WHOLE)),
            ("02/3", None),
            ("3/2", None),
            ("0/3", None),
            ("1/1001", None),
            ("1", None),
            ("+1/2", None),
            ("-1/-2", None),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<Fraction>().ok(), expected, "{text}");
        }
    }

    #[test]
    fn stricter_means_harder_to_reach() {
        let half = Fraction::HALF;
        let half_again = Fraction::new(2, 4).expect("a fraction");
        let cases = [
            (Threshold::more_than(half), Threshold::at_least(half), true),
            (Threshold::at_least(half), Threshold::more_than(half), false),
            (Threshold::more_than(half_again), Threshold::more_than(half), true),
            (Threshold::at_least(Fraction::TWO_THIRDS), Threshold::more_than(half), true),
            (Threshold::Voters { at_least: HeadCount::ONE }, Threshold::at_least(half), false),
        ];
        for (bar, least, expected) in cases {
            assert_eq!(bar.is_as_strict_as(least), expected, "{bar:?} against {least:?}");
        }
        assert!(!Threshold::more_than(Fraction::WHOLE).is_reachable());
        assert!(!Threshold::Voters { at_least: HeadCount::ZERO }.is_reachable());
    }
}
