//! The plan holds what the content and the law ask of it.

use super::*;
use crate::demo::content::bodies::BODIES;
use crate::demo::content::place::COMMUNITY;
use crate::demo::content::voices::VOICES;
use std::collections::BTreeSet;

#[test]
fn the_numbers_are_those_of_the_content() {
    let plan = Plan::new();
    assert_eq!(plan.units.len(), 1_200);
    assert_eq!(plan.persons.len(), usize::from(COMMUNITY.persons));
    assert_eq!(plan.units_of(0).count(), 200);
    let names: BTreeSet<&str> = plan.persons.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names.len(), plan.persons.len());
    let displays: BTreeSet<&str> = plan.accounts.iter().map(|account| account.display.as_str()).collect();
    assert_eq!(displays.len(), plan.accounts.len());
    assert!(plan.accounts.iter().all(|account| account.display.chars().count() <= 20));
    assert!((500..900).contains(&plan.accounts.len()), "{}", plan.accounts.len());
    let without = plan.units.iter().filter(|unit| unit.owners.is_empty());
    assert_eq!(without.count(), 1);
}

#[test]
fn everybody_who_speaks_or_sits_is_there() {
    let plan = Plan::new();
    for (voice, account) in VOICES.iter().zip(&plan.accounts) {
        assert_eq!(voice.name, account.display);
        let has_home = account.person.is_some();
        assert_eq!(
            has_home,
            voice.standing != crate::demo::content::voices::Standing::Property,
            "{}",
            voice.name
        );
    }
    for body in BODIES {
        let seats: usize = body.seats.iter().map(|seats| usize::from(seats.count)).sum();
        let held =
            plan.accounts.iter().flat_map(|account| &account.seats).filter(|seat| seat.body == body.key);
        assert_eq!(held.count(), seats, "{}", body.key);
    }
    let logins: BTreeSet<&str> = plan.accounts.iter().filter_map(|account| account.login).collect();
    assert_eq!(
        logins.into_iter().collect::<Vec<_>>(),
        ["laowen", "laoxu", "weiyuan", "xiaolin", "xiaotang", "zhuren"]
    );
    let resident = &plan.accounts[0];
    let person = resident.person.expect("二单元小林 lives here");
    let owned: Vec<(&str, usize)> = plan
        .units
        .iter()
        .filter(|unit| unit.owners.contains(&person))
        .map(|unit| (unit.door.as_str(), unit.owners.len()))
        .collect();
    assert_eq!(owned, [("2-1-302", 1), ("2-1-402", 1), ("2-2-501", 2)]);
}

#[test]
fn the_plan_is_the_same_each_time() {
    assert_eq!(format!("{:?}", Plan::new()), format!("{:?}", Plan::new()));
}
