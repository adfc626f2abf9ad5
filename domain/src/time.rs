//! Moments and local days. The clock itself is outside.

use serde::{Deserialize, Serialize};

/// A moment: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// One second in microseconds.
pub const SECOND: i64 = 1_000_000;
/// One minute in microseconds.
pub const MINUTE: i64 = 60 * SECOND;
/// One hour in microseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// Twenty-four hours in microseconds; not a local day.
pub const DAY: i64 = 24 * HOUR;

impl Timestamp {
    /// This moment moved by `micros`, held at the ends of the range.
    #[must_use]
    pub const fn plus(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    /// Microseconds from `earlier` to this moment; negative when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// A day in a community's own time zone, as days since 1970-01-01 there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalDay(pub i32);

impl LocalDay {
    /// Whole days between the two, neither end counted: the notice of a vote given on the 1st for the 17th is 15.
    #[must_use]
    pub const fn whole_days_until(self, later: Self) -> i32 {
        later.0 - self.0 - 1
    }
}
