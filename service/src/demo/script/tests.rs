//! The script is in order and every answer comes after what it answers.

use super::*;
use std::collections::BTreeSet;

const NOON: Timestamp = Timestamp(1_795_320_000_000_000);

#[test]
fn deeds_follow_each_other_and_answers_their_questions() {
    let plan = Plan::new();
    let calendar = Calendar::of(NOON).expect("the zone is known");
    let script = Script::new(&plan, calendar);
    assert!(script.deeds.windows(2).all(|two| two[0].0 <= two[1].0));
    assert!(script.deeds.iter().all(|(at, _)| *at < calendar.hour(0, 0)));
    let mut said = BTreeSet::new();
    for (_, deed) in &script.deeds {
        if let Deed::Say { line } = deed {
            assert!(script.lines[*line].parent.is_none_or(|parent| said.contains(&parent)), "{line}");
            said.insert(*line);
        }
    }
    assert_eq!(said.len(), script.lines.len());
    let longest = (0..MATTERS.len())
        .map(|matter| script.lines.iter().filter(|line| line.matter == matter).count())
        .max();
    assert!(longest >= Some(220), "{longest:?}");
}

#[test]
fn the_same_day_gives_the_same_script() {
    let plan = Plan::new();
    let morning = Calendar::of(NOON.plus(-3 * domain::time::HOUR)).expect("the zone is known");
    let noon = Calendar::of(NOON).expect("the zone is known");
    let (one, other) = (Script::new(&plan, morning), Script::new(&plan, noon));
    assert_eq!(one.deeds, other.deeds);
}
