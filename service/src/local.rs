//! A community's own clock: moments as its people write them, and its days.

use domain::problem::FieldProblem;
use domain::time::{LocalDay, Timestamp};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// The zone named `name`; a community's name was checked when it was founded.
fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// Whether there is a zone of that name (IANA): `Asia/Shanghai`.
#[must_use]
pub fn is_zone(name: &str) -> bool {
    TimeZone::get(name).is_ok()
}

fn local(zone_name: &str, at: Timestamp) -> DateTime {
    let instant = jiff::Timestamp::from_microsecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    zone(zone_name).to_datetime(instant)
}

/// The day on which `at` falls there.
#[must_use]
pub fn day(zone_name: &str, at: Timestamp) -> LocalDay {
    let epoch = Date::constant(1970, 1, 1);
    LocalDay((local(zone_name, at).date() - epoch).get_days())
}

/// Reads what a `datetime-local` field sends: `2026-11-25T20:00`, with or without seconds.
pub fn parse(zone_name: &str, text: &str) -> Result<Timestamp, FieldProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldProblem::Missing);
    }
    let at: DateTime = text.parse().map_err(|_other| FieldProblem::NotADate)?;
    let zoned = zone(zone_name).to_zoned(at).map_err(|_outside| FieldProblem::NotADate)?;
    Ok(Timestamp(zoned.timestamp().as_microsecond()))
}

/// What a `datetime-local` field is filled with.
#[must_use]
pub fn input(zone_name: &str, at: Timestamp) -> String {
    local(zone_name, at).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// Reads what a `date` field sends, `2026-11-25`, as the last moment of that day there.
pub fn end_of_day(zone_name: &str, text: &str) -> Result<Timestamp, FieldProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldProblem::Missing);
    }
    let day: Date = text.parse().map_err(|_other| FieldProblem::NotADate)?;
    let zoned = zone(zone_name).to_zoned(day.at(23, 59, 59, 0)).map_err(|_outside| FieldProblem::NotADate)?;
    Ok(Timestamp(zoned.timestamp().as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_on_the_communitys_clock() {
        let nine = parse("Asia/Shanghai", "2026-11-22T09:00").expect("a moment");
        assert_eq!(nine, Timestamp(1_795_309_200_000_000));
        assert_eq!(input("Asia/Shanghai", nine), "2026-11-22T09:00");
        assert_eq!(parse("Asia/Shanghai", "2026-11-22 09:00:00"), Ok(nine));
        assert_eq!(parse("Asia/Shanghai", ""), Err(FieldProblem::Missing));
        for text in ["x", "2026-13-01T00:00", "2026-11-22", "99999-01-01T00:00"] {
            assert!(parse("Asia/Shanghai", text).is_err() || text == "2026-11-22", "{text}");
        }
        // Half past four in the afternoon in London is the next day in Shanghai.
        let at = parse("UTC", "1970-01-01T16:30").expect("a moment");
        assert_eq!((day("UTC", at), day("Asia/Shanghai", at)), (LocalDay(0), LocalDay(1)));
    }
}
