//! Days of the content to moments: day 0 is the day the demo is built.

use crate::{Error, Result};
use domain::time::{DAY, HOUR, LocalDay, MINUTE, Timestamp};
use jiff::tz::TimeZone;

/// Where 春和社区 lies.
pub(super) const TIME_ZONE: &str = "Asia/Shanghai";

/// The calendar of one building of the demo.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar {
    /// Local midnight at which the day of building begins.
    midnight: Timestamp,
}

impl Calendar {
    /// The calendar of a demo built at `now`: every moment of the same local day gives the same.
    pub(super) fn of(now: Timestamp) -> Result<Self> {
        let zone = TimeZone::get(TIME_ZONE).map_err(Error::broken)?;
        let moment = jiff::Timestamp::from_microsecond(now.0).map_err(Error::broken)?;
        let midnight = moment.to_zoned(zone).start_of_day().map_err(Error::broken)?;
        Ok(Self { midnight: Timestamp(midnight.timestamp().as_microsecond()) })
    }

    /// `minute` minutes into local `day`. There is no summer time in the demo's zone.
    pub(super) fn at(self, day: i32, minute: i64) -> Timestamp {
        self.midnight.plus(i64::from(day) * DAY + minute * MINUTE)
    }

    /// The full `hour` of local `day`.
    pub(super) fn hour(self, day: i32, hour: i64) -> Timestamp {
        self.midnight.plus(i64::from(day) * DAY + hour * HOUR)
    }

    /// `day` on people's calendar.
    pub(super) fn day(self, day: i32) -> Result<LocalDay> {
        let zone = TimeZone::get(TIME_ZONE).map_err(Error::broken)?;
        let midnight = jiff::Timestamp::from_microsecond(self.midnight.0).map_err(Error::broken)?;
        let since = midnight.to_zoned(zone).date().since(jiff::civil::date(1970, 1, 1));
        Ok(LocalDay(since.map_err(Error::broken)?.get_days() + day))
    }

    /// The local year of `day`.
    pub(super) fn year(self, day: i32) -> Result<i16> {
        let zone = TimeZone::get(TIME_ZONE).map_err(Error::broken)?;
        let moment = jiff::Timestamp::from_microsecond(self.at(day, 12 * 60).0).map_err(Error::broken)?;
        Ok(moment.to_zoned(zone).year())
    }
}
