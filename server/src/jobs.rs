//! Due work: asks the hall again and again what is due. The work itself is the service's.

use domain::time::Timestamp;
use service::{Hall, jobs, log};
use std::time::Duration;

/// The longest time between two looks: other servers put work down too, and clocks are set.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// The shortest, so that work nobody can do yet is not asked for without a pause.
const LOOK_AT_MOST_EVERY: Duration = Duration::from_millis(20);

/// Does due work for as long as the process lives: a vote closes within a second of its time, and within two when
/// the server that held the work has died. A database that is away is asked again.
pub async fn run(hall: Hall) {
    if let Err(error) = jobs::keep_house(&hall).await {
        tracing::warn!(error = %error, "housekeeping could not be put down");
    }
    loop {
        if let Err(error) = jobs::run_due(&hall).await {
            tracing::warn!(error = %error, "due work could not be looked for");
        }
        if let Err(error) = log::append(&hall).await {
            tracing::warn!(error = %error, "the public log could not be appended to");
        }
        let next = jobs::next_due(&hall).await.unwrap_or(None);
        tokio::time::sleep(pause(hall.now(), next)).await;
    }
}

fn pause(now: Timestamp, next: Option<Timestamp>) -> Duration {
    let until =
        next.map_or(LOOK_EVERY, |next| Duration::from_micros(u64::try_from(next.since(now)).unwrap_or(0)));
    until.clamp(LOOK_AT_MOST_EVERY, LOOK_EVERY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::{HOUR, SECOND};

    #[test]
    fn it_wakes_when_the_next_work_is_due_and_twice_a_second_at_least() {
        let now = Timestamp(1_000 * HOUR);
        assert_eq!(pause(now, None), LOOK_EVERY);
        assert_eq!(pause(now, Some(now.plus(HOUR))), LOOK_EVERY);
        assert_eq!(pause(now, Some(now.plus(SECOND / 5))), Duration::from_millis(200));
        assert_eq!(pause(now, Some(now.plus(-HOUR))), LOOK_AT_MOST_EVERY);
    }

    #[test]
    fn work_is_looked_for_at_its_time_whenever_the_look_before_it_was() {
        let due = Timestamp(1_000 * HOUR);
        for before in [0, 1, 19_999, 20_000, SECOND / 2 - 1, SECOND / 2, SECOND, 7 * SECOND / 3, HOUR] {
            let mut now = due.plus(-before);
            while now < due {
                now = now.plus(i64::try_from(pause(now, Some(due)).as_micros()).expect("a short time"));
            }
            // Late by the shortest pause at most; put down by another server meanwhile, by the longest.
            assert!(now.since(due) <= 20_000, "{before} before it was due");
        }
        // And two seconds hold even if a dead server's lease of a second has to run out first.
        assert!(LOOK_EVERY <= Duration::from_millis(900));
    }
}
