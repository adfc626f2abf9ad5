//! What a draft would change on the present roll, as lists of rows to write. Nothing here touches the database.
//!
//! The rules: an empty cell changes nothing; what the file does not list is only told; a person is somebody on the roll
//! if name and last four agree, or if they own or live in the same unit under the same name.

mod people;
mod places;

use people::People;
use places::Placed;

use super::lines::Lines;
use super::present::{Present, PresentUnit, sorted};
use super::report::{Missing, Report, SameName};
use domain::roll::import::{
    DraftUnit, Fault, FaultCode, MAX_LISTED, Place, ReadRoll, Warning, WarningCode, sort_number, unit_name,
};
use domain::roll::{AreaSource, ResidenceKind, Tenure, UnitKind};
use serde::Serialize;
use smol_str::SmolStr;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

/// What an import would come to.
pub(super) struct Plan {
    pub(super) report: Report,
    pub(super) version: i64,
}

/// A unit that stays on the roll, or comes to it.
#[derive(Serialize)]
struct UnitRow<'a> {
    id: Uuid,
    building: Uuid,
    entrance: Option<Uuid>,
    group: Option<Uuid>,
    name: &'a str,
    kind: UnitKind,
    area: i64,
    source: AreaSource,
    counts_area: u8,
    counts_head: u8,
    tenure: Tenure,
    set: Option<Uuid>,
    new_owners: u8,
    sort: i64,
}

#[derive(Serialize)]
struct PastRow {
    id: Uuid,
    unit: Uuid,
    set: Uuid,
    since: Option<i64>,
}

#[derive(Serialize)]
struct SetRow {
    id: Uuid,
    key: String,
    developer: u8,
}

#[derive(Serialize)]
struct OwnerRow {
    set: Uuid,
    person: Uuid,
}

#[derive(Serialize)]
struct ResidenceRow {
    id: Uuid,
    unit: Uuid,
    person: Uuid,
    kind: ResidenceKind,
}

#[derive(Serialize)]
struct IdRow {
    id: Uuid,
}

struct Planner<'a> {
    present: Present,
    new_id: &'a dyn Fn() -> Uuid,
    lines: Lines,
    report: Report,
    /// Voters named by this file, by set.
    voters: HashMap<Uuid, Uuid>,
    /// Persons of the roll of whom something becomes known.
    changed: BTreeSet<Uuid>,
}

/// Compares `draft` with `present` and gives out the rows to write, none where the draft has faults. Pure but for the
/// ids it is given.
pub(super) fn plan(present: Present, draft: ReadRoll, lines: Lines, new_id: &dyn Fn() -> Uuid) -> Plan {
    let version = present.version;
    let ReadRoll { units, persons, counts, faults, warnings, possibly_same, possibly_same_total } = draft;
    let same_name = |same: domain::roll::import::PossiblySame| SameName {
        name: same.name.into_string(),
        persons: same.total,
        phone_in_common: same.phone_in_common,
    };
    let report = Report {
        counts,
        faults,
        warnings,
        possibly_same: possibly_same.into_iter().map(same_name).collect(),
        possibly_same_total,
        ..Report::default()
    };
    let (voters, changed) = (HashMap::new(), BTreeSet::new());
    let mut planner = Planner { present, new_id, lines, report, voters, changed };
    planner.check_compounds(&units);
    let names = names(&units);
    planner.check_names(&units, &names);
    if planner.report.has_faults() {
        planner.lines.refuse();
    }
    let people = People::recognise(&mut planner, &units, &names, &persons);
    let placed = places::place(&mut planner, &units);
    for ((unit, name), placed) in units.iter().zip(&names).zip(&placed) {
        planner.unit(unit, name, placed, &people);
    }
    // A unit on a line with a fault is not missing.
    if !planner.report.has_faults() {
        planner.note_missing(&names.iter().map(SmolStr::as_str).collect());
    }
    planner.lines.finish();
    Plan { report: planner.report, version }
}

/// The units' names on the roll.
fn names(units: &[DraftUnit]) -> Vec<SmolStr> {
    units.iter().map(|unit| unit_name(&unit.address, unit.kind).into()).collect()
}

impl Planner<'_> {
    fn id(&self) -> Uuid {
        (self.new_id)()
    }

    /// A file of several compounds cannot be taken at one's page.
    fn check_compounds(&mut self, units: &[DraftUnit]) {
        let mut named = units.iter().filter_map(|unit| unit.compound.as_ref().map(|name| (name, unit.place)));
        let Some((first, place)) = named.next() else { return };
        if let Some((other, at)) = named.find(|(name, _)| *name != first) {
            let (code, shown) = (FaultCode::SeveralCompounds, Some(other.to_string()));
            self.report.faults.add(code, Fault { place: at, code, shown, other: Some(place) });
        }
        if first.as_str() != self.present.compound_name {
            let (code, shown) = (WarningCode::CompoundNamedOtherwise, Some(first.to_string()));
            self.report.warnings.add(code, Warning { place, code, shown, other: None });
        }
    }

    /// Two units of one name contradict.
    fn check_names(&mut self, units: &[DraftUnit], names: &[SmolStr]) {
        let mut seen: HashMap<&str, Place> = HashMap::with_capacity(names.len());
        for (unit, name) in units.iter().zip(names) {
            if let Some(first) = seen.insert(name, unit.place) {
                let code = FaultCode::UnitContradicts;
                let fault =
                    Fault { place: unit.place, code, shown: Some(name.to_string()), other: Some(first) };
                self.report.faults.add(code, fault);
            }
        }
    }

    fn unit(&mut self, unit: &DraftUnit, name: &str, placed: &Placed, people: &People<'_>) {
        let present = self.present.units.get(name).cloned();
        let tenure = unit.tenure.or(present.as_ref().map(|own| own.tenure)).unwrap_or(Tenure::Delivered);
        let set = match self.owners(unit, tenure, people) {
            None => present.as_ref().and_then(|own| own.set),
            set => set,
        };
        let kind = match &present {
            Some(own) if !unit.kind_given => own.kind,
            _ => unit.kind,
        };
        let area = unit.area.map(domain::measure::AreaCm2::cm2);
        let counts = kind != UnitKind::Storage;
        let flag = |said: Option<bool>, own: Option<bool>| u8::from(said.or(own).unwrap_or(counts));
        let own = present.as_ref();
        let row = UnitRow {
            id: own.map_or_else(|| self.id(), |own| own.id),
            building: own.map_or(placed.building, |own| own.building),
            entrance: own.map_or(placed.entrance, |own| own.entrance),
            group: placed.group.or(own.and_then(|own| own.group)),
            name,
            kind,
            area: area.or(own.map(|own| own.area)).unwrap_or(0),
            source: unit.area_source.or(own.map(|own| own.source)).unwrap_or(AreaSource::Contract),
            counts_area: flag(unit.counts_area, own.map(|own| own.counts_area)),
            counts_head: flag(unit.counts_head, own.map(|own| own.counts_head)),
            tenure,
            set,
            new_owners: u8::from(own.is_some_and(|own| own.set != set)),
            sort: sort_of(unit),
        };
        match own {
            None => {
                self.report.differences.units.added += 1;
                self.lines.add("unit", &row);
            }
            Some(own) => self.change(own, &row),
        }
        self.residents(unit, row.id, people);
    }

    fn change(&mut self, own: &PresentUnit, row: &UnitRow<'_>) {
        let same = (own.group, own.kind, own.area, own.source, own.tenure, own.set)
            == (row.group, row.kind, row.area, row.source, row.tenure, row.set)
            && (u8::from(own.counts_area), u8::from(own.counts_head)) == (row.counts_area, row.counts_head);
        if same && !own.retired {
            return;
        }
        self.report.differences.units.changed += 1;
        self.lines.add("unit_change", row);
        if own.set != row.set {
            self.report.differences.owners_changed += 1;
            if let Some(set) = own.set {
                let past = PastRow { id: self.id(), unit: own.id, set, since: own.since };
                self.lines.add("past", &past);
            }
        }
    }

    /// The set of the unit's owners, made if it is new; and its voter, if one is named.
    fn owners(&mut self, unit: &DraftUnit, tenure: Tenure, people: &People<'_>) -> Option<Uuid> {
        let owners = sorted(unit.owners.iter().filter_map(|owner| people.person(owner.person)));
        if owners.is_empty() {
            return None;
        }
        let set = match self.present.sets.get(&owners) {
            Some(set) => *set,
            None => self.add_set(Arc::clone(&owners), tenure),
        };
        let voter = unit.voter.as_ref().filter(|_several| owners.len() > 1).and_then(|voter| {
            let is_voter = |own: &&domain::roll::import::UnitOwner| people.name(own.person) == Some(voter);
            unit.owners.iter().find(is_voter).and_then(|own| people.person(own.person))
        });
        if let Some(voter) = voter {
            self.name_voter(set, voter);
        }
        Some(set)
    }

    fn add_set(&mut self, owners: Arc<[Uuid]>, tenure: Tenure) -> Uuid {
        let id = self.id();
        let key = owners.iter().map(Uuid::to_string).collect::<Vec<_>>().join(" ");
        self.lines.add("owner_set", &SetRow { id, key, developer: u8::from(tenure != Tenure::Delivered) });
        for person in owners.iter() {
            self.lines.add("owner", &OwnerRow { set: id, person: *person });
        }
        self.present.sets.insert(owners, id);
        id
    }

    /// Of several lines that name different voters for one set of owners, the first holds.
    fn name_voter(&mut self, set: Uuid, voter: Uuid) {
        let present = self.present.set_of.get(&set).and_then(|set| set.voter);
        if self.voters.contains_key(&set) {
            return;
        }
        self.voters.insert(set, voter);
        if present != Some(voter) {
            self.report.differences.voters_named += 1;
            self.lines.add("voter", &OwnerRow { set, person: voter });
        }
    }

    /// Who moved in; who is not listed beside those who are is only told.
    fn residents(&mut self, unit: &DraftUnit, id: Uuid, people: &People<'_>) {
        if unit.residents.is_empty() {
            return;
        }
        let mut living = self.present.residences.remove(&id).unwrap_or_default();
        for (person, kind, said) in people.residents(unit) {
            match living.iter().position(|own| own.person == person) {
                Some(at) => {
                    let own = living.swap_remove(at);
                    if !said || own.kind == kind {
                        continue;
                    }
                    self.lines.add("residence_end", &IdRow { id: own.id });
                }
                None => self.report.differences.residents_added += 1,
            }
            let row = ResidenceRow { id: self.id(), unit: id, person, kind };
            self.lines.add("residence", &row);
        }
        for gone in living {
            self.report.missing.residents_total += 1;
            self.lines.add("residence_missing", &IdRow { id: gone.id });
        }
    }

    /// What is on the roll and not in the file.
    fn note_missing(&mut self, seen: &HashSet<&str>) {
        let (mut buildings, mut entrances) = (HashSet::new(), HashSet::new());
        let mut missing: Vec<(&SmolStr, &PresentUnit)> = Vec::new();
        for (key, unit) in self.present.units.iter().filter(|(_, unit)| !unit.retired) {
            if seen.contains(key.as_str()) {
                buildings.insert(unit.building);
                entrances.extend(unit.entrance);
            } else {
                missing.push((key, unit));
            }
        }
        missing.sort_unstable_by_key(|(key, _)| *key);
        let lost = |all: HashSet<Uuid>, kept: &HashSet<Uuid>| {
            u64::try_from(all.difference(kept).count()).unwrap_or(u64::MAX)
        };
        let all = missing.iter().map(|(_, unit)| unit.building).collect();
        self.report.differences.buildings.missing = lost(all, &buildings);
        let all = missing.iter().filter_map(|(_, unit)| unit.entrance).collect();
        self.report.differences.entrances.missing = lost(all, &entrances);
        let total = u64::try_from(missing.len()).unwrap_or(u64::MAX);
        self.report.differences.units.missing = total;
        self.report.missing = Missing {
            units: missing.iter().take(MAX_LISTED).map(|(key, _)| key.to_string()).collect(),
            units_total: total,
            residents_total: self.report.missing.residents_total,
        };
        for (_, unit) in &missing {
            self.lines.add("retire", &IdRow { id: unit.id });
        }
    }
}

/// Where a unit stands in its compound, as people count: by building, entrance and room; what lies in no building, or
/// opens on no entrance, after what does.
fn sort_of(unit: &DraftUnit) -> i64 {
    // More than any of the numbers.
    const STEP: i64 = 2_000_000;
    const NOWHERE: i64 = 1_000_000;
    let building = unit.address.building.as_ref().map_or(NOWHERE, |name| sort_number(name.as_str()));
    let entrance = unit.address.entrance.as_ref().map_or(NOWHERE, |name| sort_number(name.as_str()));
    (building * STEP + entrance) * STEP + sort_number(unit.address.unit.as_str())
}
