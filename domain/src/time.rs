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

    /// The day of a date as forms send it, `2026-11-20`; none when it is no date.
    #[must_use]
    pub fn parse(date: &str) -> Option<Self> {
        let mut parts = date.split('-');
        let mut next = |digits: usize| -> Option<i32> {
            let part = parts.next()?;
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let real = (1..=12).contains(&month) && (1..=31).contains(&day) && parts.next().is_none();
        let parsed = Self::of(year, month, day);
        // The 31st of a short month is another month's day.
        (real && parsed.date() == (year, month, day)).then_some(parsed)
    }

    /// Year, month and day (proleptic Gregorian).
    #[must_use]
    pub const fn date(self) -> (i32, i32, i32) {
        // Years begin in March here, so that the leap day is the last; eras are 400 years of 146,097 days.
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let year = year_of_era + era * 400;
        (if month <= 2 { year + 1 } else { year }, month, day)
    }

    /// The reverse of [`LocalDay::date`].
    const fn of(year: i32, month: i32, day: i32) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let march_month = if month > 2 { month - 3 } else { month + 9 };
        let of_year = (153 * march_month + 2) / 5 + day - 1;
        let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
        Self(era * 146_097 + of_era - 719_468)
    }
}

impl std::fmt::Display for LocalDay {
    /// As forms send it: `2026-11-20`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::LocalDay;

    #[test]
    fn days_are_read_and_written_as_forms_do() {
        let cases = [("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-11-20", 20_777), ("1969-12-31", -1)];
        for (date, day) in cases {
            assert_eq!(LocalDay::parse(date), Some(LocalDay(day)), "{date}");
            assert_eq!(LocalDay(day).to_string(), date);
        }
        for wrong in ["", "2026-02-29", "2026-13-01", "2026-1-1", "2026-11-20T10:00", "今天", "2026-11-20-1"]
        {
            assert_eq!(LocalDay::parse(wrong), None, "{wrong}");
        }
    }
}
