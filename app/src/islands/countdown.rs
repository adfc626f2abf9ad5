//! The time that is left, kept up to date.

use std::time::Duration;

use leptos::html::Span;
use leptos::prelude::*;
use leptos::serde::{Deserialize, Serialize};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Minutes are shown, so a look every ten seconds is never late by more than people notice.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// A count's words for one and for all other numbers; `{}` stands for the number.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(crate = "leptos::serde")]
pub struct Plural {
    /// One of it.
    pub one: String,
    /// None, two or more.
    pub other: String,
}

impl Plural {
    fn say(&self, number: i64) -> String {
        let words = if number == 1 { &self.one } else { &self.other };
        words.replace("{}", &number.to_string())
    }
}

/// How a language says a remaining time.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(crate = "leptos::serde")]
pub struct CountdownWords {
    /// The frame; `{}` stands for the time: 还有 {}.
    pub left: String,
    /// `{} 天`
    pub days: Plural,
    /// `{} 小时`
    pub hours: Plural,
    /// `{} 分钟`
    pub minutes: Plural,
    /// In the place of the time during the last minute: 不到 1 分钟.
    pub under_a_minute: String,
    /// In the place of the whole when no time is left: 已截止.
    pub over: String,
}

impl CountdownWords {
    /// The sentence for `left_ms` milliseconds, in the two largest units that matter.
    pub fn say(&self, left_ms: i64) -> String {
        if left_ms <= 0 {
            return self.over.clone();
        }
        let (days, hours, minutes) =
            (left_ms / DAY_MS, left_ms % DAY_MS / HOUR_MS, left_ms % HOUR_MS / MINUTE_MS);
        let parts = match (days, hours, minutes) {
            (0, 0, 0) => vec![self.under_a_minute.clone()],
            (0, 0, _) => vec![self.minutes.say(minutes)],
            (0, _, 0) => vec![self.hours.say(hours)],
            (0, _, _) => vec![self.hours.say(hours), self.minutes.say(minutes)],
            (_, 0, _) => vec![self.days.say(days)],
            _ => vec![self.days.say(days), self.hours.say(hours)],
        };
        self.left.replace("{}", &parts.join(" "))
    }
}

/// "还有 3 小时 12 分钟", beside the exact time. Without JavaScript it is what was left when the page was made.
#[island]
pub fn Countdown(
    /// When it ends, in milliseconds since 1970 UTC.
    until_ms: i64,
    /// The server's clock when it made the page: the first text must be the same on both sides.
    now_ms: i64,
    /// The language's words.
    words: CountdownWords,
) -> impl IntoView {
    let place = NodeRef::<Span>::new();
    let text = RwSignal::new(words.say(until_ms - now_ms));
    Effect::new(move || {
        if place.get().is_none() {
            return;
        }
        let words = words.clone();
        let look = move || {
            let said = words.say(until_ms - browser_now_ms());
            if text.with_untracked(|shown| *shown != said) {
                text.set(said);
            }
        };
        look();
        set_interval(look, LOOK_EVERY);
    });
    view! { <span class="countdown" role="timer" node_ref=place>{text}</span> }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "JavaScript's clock is a whole number of milliseconds in an f64"
)]
fn browser_now_ms() -> i64 {
    leptos::web_sys::js_sys::Date::now() as i64
}

#[cfg(test)]
mod tests {
    use super::{CountdownWords, DAY_MS, HOUR_MS, MINUTE_MS, Plural};

    fn plural(one: &str, other: &str) -> Plural {
        Plural { one: one.to_owned(), other: other.to_owned() }
    }

    fn check(left_ms: i64, chinese: &str, english: &str) {
        let zh = CountdownWords {
            left: "还有 {}".to_owned(),
            days: plural("{} 天", "{} 天"),
            hours: plural("{} 小时", "{} 小时"),
            minutes: plural("{} 分钟", "{} 分钟"),
            under_a_minute: "不到 1 分钟".to_owned(),
            over: "已截止".to_owned(),
        };
        let en = CountdownWords {
            left: "{} left".to_owned(),
            days: plural("{} day", "{} days"),
            hours: plural("{} hour", "{} hours"),
            minutes: plural("{} minute", "{} minutes"),
            under_a_minute: "under a minute".to_owned(),
            over: "closed".to_owned(),
        };
        assert_eq!((zh.say(left_ms).as_str(), en.say(left_ms).as_str()), (chinese, english));
    }

    #[test]
    fn says_the_two_largest_units() {
        check(3 * HOUR_MS + 12 * MINUTE_MS + 59_999, "还有 3 小时 12 分钟", "3 hours 12 minutes left");
        check(DAY_MS + HOUR_MS, "还有 1 天 1 小时", "1 day 1 hour left");
        check(2 * DAY_MS + 59 * MINUTE_MS, "还有 2 天", "2 days left");
        check(HOUR_MS, "还有 1 小时", "1 hour left");
        check(MINUTE_MS, "还有 1 分钟", "1 minute left");
        check(1, "还有 不到 1 分钟", "under a minute left");
        check(0, "已截止", "closed");
        check(-DAY_MS, "已截止", "closed");
    }
}
