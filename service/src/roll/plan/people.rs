//! Who in a draft is who on the roll.
//!
//! Name and last four make a person; without them only the unit does: who owns or lives in it under the same name is
//! the same. Persons whose last four become known, and who then agree in both with another, are joined, and that
//! is listed.

use super::{Planner, ResidenceKind};
use domain::roll::PersonKind;
use domain::roll::import::{DocumentTail, DraftPerson, DraftUnit, Phone, Resident};
use domain::words::PersonName;
use serde::Serialize;
use smol_str::SmolStr;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

#[derive(Serialize)]
struct PersonRow<'a> {
    id: Uuid,
    kind: PersonKind,
    name: &'a str,
    phone: Option<&'a str>,
    tail: Option<&'a str>,
}

#[derive(Serialize)]
struct ChangeRow<'a> {
    id: Uuid,
    phone: Option<&'a str>,
    tail: Option<&'a str>,
}

#[derive(Serialize)]
struct MergeRow {
    kept: Uuid,
    gone: Uuid,
}

/// The draft's persons as persons of the roll.
pub(super) struct People<'d> {
    ids: Vec<Option<Uuid>>,
    persons: &'d [DraftPerson],
    /// Residents by unit's first line, in the order of the unit's list.
    residents: HashMap<(u16, u32), Vec<Uuid>>,
}

impl<'d> People<'d> {
    /// Finds everybody, and makes who is new.
    pub(super) fn recognise(
        planner: &mut Planner<'_>,
        units: &[DraftUnit],
        names: &[SmolStr],
        persons: &'d [DraftPerson],
    ) -> Self {
        let mut people = Self { ids: vec![None; persons.len()], persons, residents: HashMap::new() };
        let owners_now = people.owners_now(planner, units, names);
        let merges = people.by_tail(planner, &owners_now);
        people.by_unit(&owners_now, &merges);
        drop(owners_now);
        planner.present.join_all(&merges);
        for (kept, gone) in merges {
            planner.report.differences.persons_merged += 1;
            planner.lines.add("merge", &MergeRow { kept, gone });
        }
        people.write(planner);
        for (unit, name) in units.iter().zip(names) {
            people.find_residents(planner, unit, name);
        }
        planner.write_changes();
        people
    }

    /// The person of the roll that the draft's person at `index` is.
    pub(super) fn person(&self, index: u32) -> Option<Uuid> {
        self.ids.get(usize::try_from(index).ok()?).copied().flatten()
    }

    /// The name of the draft's person at `index`.
    pub(super) fn name(&self, index: u32) -> Option<&PersonName> {
        self.persons.get(usize::try_from(index).ok()?).map(|person| &person.name)
    }

    /// Who lives in a unit, how, and whether the sheet says how.
    pub(super) fn residents(&self, unit: &DraftUnit) -> Vec<(Uuid, ResidenceKind, bool)> {
        let found = self.residents.get(&place_of(unit)).map_or(&[][..], Vec::as_slice);
        let kind = |(person, resident): (&Uuid, &Resident)| {
            let owns = unit.owners.iter().any(|owner| self.person(owner.person) == Some(*person));
            let said = resident.relation.as_ref().map(|relation| relation.as_str());
            (*person, residence_kind(said, owns), said.is_some() || owns)
        };
        let mut living: Vec<_> = found.iter().zip(&unit.residents).map(kind).collect();
        let mut seen = HashSet::new();
        living.retain(|(person, ..)| seen.insert(*person));
        living
    }

    /// Persons of the draft, and who owns one of their units now under the same name, in the draft's order.
    fn owners_now(&self, planner: &Planner<'_>, units: &[DraftUnit], names: &[SmolStr]) -> Vec<(u32, Uuid)> {
        let mut found = Vec::new();
        for (unit, name) in units.iter().zip(names) {
            let Some(own) = planner.present.units.get(name) else { continue };
            for owner in &unit.owners {
                let Some(wanted) = self.name(owner.person) else { continue };
                for present in planner.present.owners_of(own) {
                    let person = planner.present.persons.get(present);
                    if person.is_some_and(|person| person.name == wanted.as_str()) {
                        found.push((owner.person, *present));
                    }
                }
            }
        }
        // Of several, the one of their first unit stays first.
        found.sort_by_key(|(person, _)| *person);
        found
    }

    /// Persons with a last four: whom the roll knows by it, and whom it can be told of; answers who is joined.
    fn by_tail(&mut self, planner: &Planner<'_>, owners_now: &[(u32, Uuid)]) -> Vec<(Uuid, Uuid)> {
        let roll = &planner.present.persons;
        let mut known: HashMap<(&str, &str), Uuid> = HashMap::new();
        for (id, person) in roll {
            if let Some(tail) = &person.tail {
                let first = known.entry((&person.name, tail)).or_insert(*id);
                *first = (*first).min(*id);
            }
        }
        let mut merges = Vec::new();
        let mut taken = HashSet::new();
        for ((at, person), is) in (0..).zip(self.persons).zip(&mut self.ids) {
            let Some(tail) = person.tail.filter(|_used| person.units > 0) else { continue };
            let mut others: Vec<Uuid> = of(owners_now, at)
                .filter(|id| roll.get(id).is_some_and(|own| own.tail.is_none()) && !taken.contains(id))
                .collect();
            // Who has an account stays; then who was there first.
            others.sort_unstable_by_key(|id| (roll.get(id).is_none_or(|own| !own.has_account), *id));
            others.dedup();
            let kept = known.get(&(person.name.as_str(), tail.as_str())).copied();
            let kept = kept.or_else(|| others.first().copied());
            *is = kept;
            let Some(kept) = kept else { continue };
            let has_account = |id: &Uuid| roll.get(id).is_some_and(|own| own.has_account);
            taken.extend(others.iter().copied());
            // Two accounts are joined by nobody but an officer.
            let joined =
                others.into_iter().filter(|id| *id != kept && !(has_account(id) && has_account(&kept)));
            merges.extend(joined.map(|gone| (kept, gone)));
        }
        merges
    }

    /// Persons without a last four: who owns the unit under the same name now.
    fn by_unit(&mut self, owners_now: &[(u32, Uuid)], merges: &[(Uuid, Uuid)]) {
        let kept_of: HashMap<Uuid, Uuid> = merges.iter().map(|(kept, gone)| (*gone, *kept)).collect();
        for ((at, person), is) in (0..).zip(self.persons).zip(&mut self.ids) {
            if person.tail.is_none() && person.units > 0 {
                let own = of(owners_now, at).next();
                *is = own.map(|own| kept_of.get(&own).copied().unwrap_or(own));
            }
        }
    }

    /// Writes who is new, and notes what becomes known of who is not.
    fn write(&mut self, planner: &mut Planner<'_>) {
        let mut known: Vec<(Uuid, &DraftPerson)> = Vec::new();
        for (person, is) in self.persons.iter().zip(&mut self.ids).filter(|(person, _)| person.units > 0) {
            if let Some(id) = *is {
                known.push((id, person));
                continue;
            }
            let id = *is.insert(planner.id());
            let (phone, tail) = (person.phones.first().map(Phone::as_str), tail_of(person));
            let row = PersonRow { id, kind: person.kind, name: person.name.as_str(), phone, tail };
            planner.report.differences.persons_added += 1;
            planner.lines.add("person", &row);
        }
        // Several persons of the draft may be one on the roll: all their phones are theirs, in the draft's order.
        known.sort_by_key(|(id, _)| *id);
        for same in known.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((id, _)) = same.first() else { continue };
            let tail = same.iter().find_map(|(_, person)| tail_of(person));
            let phones: Vec<&Phone> = same.iter().flat_map(|(_, person)| &person.phones).collect();
            planner.learn(*id, tail, &phones);
        }
    }

    fn find_residents(&mut self, planner: &mut Planner<'_>, unit: &DraftUnit, name: &str) {
        if unit.residents.is_empty() {
            return;
        }
        let own = planner.present.units.get(name).map(|own| own.id);
        let living: Vec<Uuid> = own
            .and_then(|own| planner.present.residences.get(&own))
            .map_or(Vec::new(), |living| living.iter().map(|residence| residence.person).collect());
        let found = unit.residents.iter().map(|resident| {
            let wanted = &resident.name;
            let owner = unit.owners.iter().find(|owner| self.name(owner.person) == Some(wanted));
            let same =
                |id: &&Uuid| planner.present.persons.get(id).is_some_and(|p| p.name == wanted.as_str());
            let known = owner
                .and_then(|owner| self.person(owner.person))
                .or_else(|| living.iter().find(same).copied());
            match known {
                Some(id) => {
                    planner.learn_first_phone(id, &resident.phones);
                    id
                }
                None => planner.add_resident(resident),
            }
        });
        let found: Vec<Uuid> = found.collect();
        self.residents.insert(place_of(unit), found);
    }
}

impl Planner<'_> {
    /// Notes a phone or the last four that become known; a phone among those named stays as it is.
    fn learn(&mut self, id: Uuid, tail: Option<&str>, phones: &[&Phone]) {
        let Some(own) = self.present.persons.get_mut(&id) else { return };
        let knows = own.phone.as_ref().is_some_and(|own| phones.iter().any(|phone| phone.as_str() == own));
        let phone = phones.first().filter(|_new| !knows).map(|phone| phone.as_str().into());
        let tail = tail.filter(|_new| own.tail.is_none()).map(SmolStr::from);
        if phone.is_some() || tail.is_some() {
            own.phone = phone.or(own.phone.take());
            own.tail = tail.or(own.tail.take());
            self.changed.insert(id);
        }
    }

    /// A resident's phone, where none is known: the owners' columns say more of an owner.
    fn learn_first_phone(&mut self, id: Uuid, phones: &[Phone]) {
        let Some(own) = self.present.persons.get_mut(&id) else { return };
        if let (None, Some(phone)) = (&own.phone, phones.first()) {
            own.phone = Some(phone.as_str().into());
            self.changed.insert(id);
        }
    }

    fn write_changes(&mut self) {
        for id in &self.changed {
            if let Some(own) = self.present.persons.get(id) {
                let row = ChangeRow { id: *id, phone: own.phone.as_deref(), tail: own.tail.as_deref() };
                self.report.differences.persons_changed += 1;
                self.lines.add("person_change", &row);
            }
        }
    }

    fn add_resident(&mut self, resident: &Resident) -> Uuid {
        let (id, kind) = (self.id(), PersonKind::Natural);
        let phone = resident.phones.first().map(Phone::as_str);
        self.report.differences.persons_added += 1;
        self.lines.add("person", &PersonRow { id, kind, name: resident.name.as_str(), phone, tail: None });
        id
    }
}

fn tail_of(person: &DraftPerson) -> Option<&str> {
    person.tail.as_ref().map(DocumentTail::as_str)
}

/// The persons of the roll beside the draft's person at `index`, in a list sorted by it.
fn of(owners_now: &[(u32, Uuid)], index: u32) -> impl Iterator<Item = Uuid> {
    let from = owners_now.partition_point(|(person, _)| *person < index);
    owners_now.iter().skip(from).take_while(move |(person, _)| *person == index).map(|(_, id)| *id)
}

fn place_of(unit: &DraftUnit) -> (u16, u32) {
    (unit.place.sheet.0, unit.place.line)
}

/// How somebody lives in a unit, by what the sheet says they are to the owner.
fn residence_kind(relation: Option<&str>, owns: bool) -> ResidenceKind {
    let says = |words: &[&str]| relation.is_some_and(|said| words.iter().any(|word| said.contains(word)));
    if owns {
        ResidenceKind::Owner
    } else if says(&["租", "使用人", "借住"]) {
        ResidenceKind::Tenant
    } else {
        ResidenceKind::Family
    }
}
