//! The ways of owning that are not one flat, one household: the developer, firms, heirs, siblings, shops, lots.

use super::households::{couple, enter, live};
use super::people::{Age, People};
use super::{Plan, asked, compound_at};
use crate::demo::content::place::{COMPOUNDS, FIRMS, Owning};
use domain::roll::{PersonKind, ResidenceKind, Tenure, UnitKind};

/// Settles every unit that has no owners yet.
pub(super) fn settle(plan: &mut Plan, people: &mut People) {
    let yuan2 = compound_at("yuan2");
    let several = several_flats(plan, people);
    for at in 0..plan.units.len() {
        let unit = &plan.units[at];
        if !unit.owners.is_empty() {
            continue;
        }
        let (compound, kind) = (unit.compound, unit.kind);
        match asked(compound, &unit.door) {
            Some(Owning::Unsold) => developer(plan, people, at, Tenure::Unsold),
            Some(Owning::Undelivered) => developer(plan, people, at, Tenure::SoldUndelivered),
            Some(Owning::Several) => plan.units[at].owners = vec![several.0],
            Some(Owning::WithSpouse) => {
                plan.units[at].owners = vec![several.0, several.1];
                live(plan, at, &[several.0, several.1], ResidenceKind::Owner);
            }
            Some(Owning::Siblings) => siblings(plan, people, at),
            Some(Owning::Minor) => minor(plan, people, at),
            Some(Owning::Firm(key)) => {
                let firm = firm(plan, people, key);
                plan.units[at].owners = vec![firm];
            }
            Some(Owning::Inheritance) => {
                // The dead stay on the title until the heirs change it.
                plan.units[at].owners = vec![enter(plan, people, Age::Old, false)];
                let widow = enter(plan, people, Age::Old, true);
                live(plan, at, &[widow], ResidenceKind::Family);
            }
            Some(Owning::Unknown) => {}
            Some(Owning::Let) | None if kind == UnitKind::Shop => shop(plan, people, at),
            Some(Owning::Let) | None if compound == yuan2 || kind != UnitKind::Flat => lot(plan, people, at),
            Some(Owning::Let) | None => {}
        }
    }
}

/// The person of two flats and the spouse of the third.
fn several_flats(plan: &mut Plan, people: &mut People) -> (usize, usize) {
    plan.persons.push(people.person("林", Age::Grown, false));
    let person = plan.persons.len() - 1;
    (person, enter(plan, people, Age::Grown, true))
}

fn developer(plan: &mut Plan, people: &mut People, at: usize, tenure: Tenure) {
    let key = COMPOUNDS[plan.units[at].compound].developer.unwrap_or("chunhe-zhiye");
    let firm = firm(plan, people, key);
    plan.units[at].owners = vec![firm];
    plan.units[at].tenure = tenure;
}

/// The firm with this key, entered when it is first needed, with the agent who votes for it.
fn firm(plan: &mut Plan, people: &mut People, key: &str) -> usize {
    let name = FIRMS.iter().find(|firm| firm.key == key).map_or(key, |firm| firm.name);
    let known = plan.persons.iter().position(|p| p.kind == PersonKind::Legal && p.name == name);
    known.unwrap_or_else(|| {
        let agent = enter(plan, people, Age::Grown, false);
        plan.persons.push(people.firm(name, Some(agent)));
        plan.persons.len() - 1
    })
}

/// Three of them, and no one named to vote.
fn siblings(plan: &mut Plan, people: &mut People, at: usize) {
    let surname = people.surname();
    let first = plan.persons.len();
    for is_woman in [false, true, false] {
        plan.persons.push(people.person(surname, Age::Grown, is_woman));
    }
    plan.units[at].owners = vec![first, first + 1, first + 2];
    live(plan, at, &[first], ResidenceKind::Owner);
}

fn minor(plan: &mut Plan, people: &mut People, at: usize) {
    let surname = people.surname();
    plan.persons.push(people.person(surname, Age::Grown, true));
    let mother = plan.persons.len() - 1;
    let mut child = people.person(surname, Age::Child, false);
    child.spokesman = Some(mother);
    plan.persons.push(child);
    plan.units[at].owners = vec![mother + 1];
    live(plan, at, &[mother + 1], ResidenceKind::Owner);
    live(plan, at, &[mother], ResidenceKind::Family);
}

/// A shop belongs to somebody who lives elsewhere, or to a household of the compound.
fn shop(plan: &mut Plan, people: &mut People, at: usize) {
    let owners = if people.dice().falls(400) { couple(plan, people) } else { neighbour(plan, people, at) };
    plan.units[at].owners = owners[..1].to_vec();
}

/// A parking space or a storage room belongs to the owners of a flat nearby: the same head.
fn lot(plan: &mut Plan, people: &mut People, at: usize) {
    plan.units[at].owners = neighbour(plan, people, at);
    let owners = &plan.units[at].owners;
    plan.units[at].voter = (owners.len() > 1).then(|| owners[0]);
}

/// The owners of some lived-in flat of the same compound.
fn neighbour(plan: &Plan, people: &mut People, at: usize) -> Vec<usize> {
    let compound = plan.units[at].compound;
    let flats: Vec<&super::Unit> = plan
        .units_of(compound)
        .filter(|unit| {
            unit.kind == UnitKind::Flat && !unit.residents.is_empty() && asked(compound, &unit.door).is_none()
        })
        .collect();
    people.dice().pick(&flats).owners.clone()
}
