//! Joint requests 联名提议: what a fifth of the owners ask, the convenor answers.
//!
//! Source: 物业管理条例 (2018) art. 13: on the proposal of more than 20 % of owners the owners' committee calls an
//! extraordinary assembly; likewise 北京市物业管理条例 (2024) art. 35 and 山东省物业管理条例 (2021) art. 28.
//! None of them names the days within which it has to act, so [`ANSWER_DAYS`] is the hall's own term.

use crate::count::cells::MIN_HEADS;
use crate::time::{DAY, Timestamp};

/// One head in this many makes a joint request binding.
pub const SHARE_DIVISOR: i64 = 5;

/// Days the convenor has to answer, once reached: as long as the notice of an assembly (物业管理条例 art. 14).
pub const ANSWER_DAYS: i64 = 15;

/// Joint requests one account may start within [`REQUESTS_WINDOW_MICROS`].
pub const REQUESTS_PER_WINDOW: i64 = 3;

/// The window of [`REQUESTS_PER_WINDOW`].
pub const REQUESTS_WINDOW_MICROS: i64 = DAY;

/// The fewest heads that are a fifth of `total`.
#[must_use]
pub const fn heads_needed(total: i64) -> i64 {
    let whole = total / SHARE_DIVISOR;
    if total % SHARE_DIVISOR == 0 { whole } else { whole + 1 }
}

/// Whether `signed` of `total` heads bind the convenor; nobody is bound by nobody.
#[must_use]
pub const fn is_reached(signed: i64, total: i64) -> bool {
    signed > 0 && signed >= heads_needed(total)
}

/// The share of a compound's area that `heads` hold who signed, in thousandths and rounded down: never more than there
/// is. None while so few have signed that it would tell one flat's, beside a name (个人信息保护法 art. 25).
#[must_use]
pub fn area_share(heads: i64, signed_cm2: i64, total_cm2: i64) -> Option<i64> {
    let thousandths = i128::from(signed_cm2) * 1000 / i128::from(total_cm2.max(1));
    i64::try_from(thousandths).ok().filter(|_| heads >= MIN_HEADS)
}

/// When the convenor's answer to what was reached at `reached` is due.
#[must_use]
pub const fn answer_due(reached: Timestamp) -> Timestamp {
    reached.plus(ANSWER_DAYS * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_the_area_is_rounded_down_and_of_five_heads_at_least() {
        let cases = [
            ((4, 1, 3), None),
            ((5, 1, 3), Some(333)),
            ((5, 0, 0), Some(0)),
            ((9, 1999, 10_000), Some(199)),
            ((9, 5, 5), Some(1000)),
        ];
        for ((heads, signed, total), expected) in cases {
            assert_eq!(area_share(heads, signed, total), expected);
        }
    }

    #[test]
    fn a_fifth_of_the_heads() {
        // (total, needed)
        let cases = [(0, 0), (1, 1), (4, 1), (5, 1), (6, 2), (200, 40), (201, 41)];
        for (total, needed) in cases {
            assert_eq!(heads_needed(total), needed, "{total}");
            assert!(!is_reached(needed - 1, total), "{total}");
            assert_eq!(is_reached(needed, total), total > 0, "{total}");
        }
    }
}
