//! Households move into flats until the neighbourhood has as many persons as the content says.

use super::people::{Age, People};
use super::{Plan, asked};
use crate::demo::content::place::{COMMUNITY, COMPOUNDS, Owning};
use domain::roll::{ResidenceKind, UnitKind};

/// Flats let, per mille: more where there is a lift.
const LET_WITH_LIFT: usize = 190;
const LET_WITHOUT: usize = 110;
/// Couples who both stand on the title, per mille.
const BOTH_ON_TITLE: usize = 430;

/// Gives every flat without a special case its owners, and a household of its owners or of tenants.
pub(super) fn move_in(plan: &mut Plan, people: &mut People) {
    for at in 0..plan.units.len() {
        let unit = &plan.units[at];
        let special = asked(unit.compound, &unit.door);
        if unit.kind != UnitKind::Flat || special.is_some_and(|owning| owning != Owning::Let) {
            continue;
        }
        let per_mille = if COMPOUNDS[unit.compound].lifts { LET_WITH_LIFT } else { LET_WITHOUT };
        // In 春和苑2号院 only what the content names is let.
        let is_let = match special {
            Some(_) => true,
            None => unit.compound != super::compound_at("yuan2") && people.dice().falls(per_mille),
        };
        let owners = couple(plan, people);
        let both = owners.len() == 2 && people.dice().falls(BOTH_ON_TITLE);
        plan.units[at].owners = if both { owners.clone() } else { owners[..1].to_vec() };
        plan.units[at].voter = both.then(|| owners[0]);
        if is_let {
            let tenants = couple(plan, people);
            live(plan, at, &tenants, ResidenceKind::Tenant);
        } else {
            live(plan, at, &owners[..1], ResidenceKind::Owner);
            let kind = if both { ResidenceKind::Owner } else { ResidenceKind::Family };
            live(plan, at, &owners[1..], kind);
        }
    }
}

/// Adds children, parents and lodgers, here and there, until the number is right.
pub(super) fn fill(plan: &mut Plan, people: &mut People) {
    let homes: Vec<usize> =
        (0..plan.units.len()).filter(|at| !plan.units[*at].residents.is_empty()).collect();
    while plan.persons.len() < usize::from(COMMUNITY.persons) {
        let at = *people.dice().pick(&homes);
        let residents = &plan.units[at].residents;
        if residents.len() >= 5 {
            continue;
        }
        let (first, kind) = residents[0];
        let head = &plan.persons[first];
        let surname: String = surname_of(&head.name).to_owned();
        let is_woman = people.dice().falls(500);
        let age = match (head.is_old, people.dice().below(10)) {
            (true, 0..=5) => Age::Young,
            (true, _) => Age::Child,
            (false, 0..=5) => Age::Child,
            (false, 6) => Age::Young,
            (false, _) => Age::Old,
        };
        let person = people.person(&surname, age, is_woman);
        let kind = if kind == ResidenceKind::Tenant { kind } else { ResidenceKind::Family };
        plan.units[at].residents.push((plan.persons.len(), kind));
        plan.persons.push(person);
    }
}

/// One or two persons who keep house together; the first is asked first.
pub(super) fn couple(plan: &mut Plan, people: &mut People) -> Vec<usize> {
    let age = if people.dice().falls(270) { Age::Old } else { Age::Grown };
    let woman_first = people.dice().falls(420);
    let alone = people.dice().falls(230);
    let mut couple = vec![enter(plan, people, age, woman_first)];
    if !alone {
        couple.push(enter(plan, people, age, !woman_first));
    }
    couple
}

/// Puts a new person on the list.
pub(super) fn enter(plan: &mut Plan, people: &mut People, age: Age, is_woman: bool) -> usize {
    let surname = people.surname();
    plan.persons.push(people.person(surname, age, is_woman));
    plan.persons.len() - 1
}

/// Lets persons live in a unit.
pub(super) fn live(plan: &mut Plan, unit: usize, persons: &[usize], kind: ResidenceKind) {
    plan.units[unit].residents.extend(persons.iter().map(|person| (*person, kind)));
}

/// The surname of a full name: one character, or two where it is one of the double ones.
pub(super) fn surname_of(name: &str) -> &str {
    const DOUBLE: [&str; 4] = ["欧阳", "司徒", "上官", "诸葛"];
    let double = DOUBLE.iter().find(|double| name.starts_with(**double));
    let end = double.map_or_else(|| name.chars().next().map_or(0, char::len_utf8), |double| double.len());
    &name[..end]
}
