//! What a roll comes to.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::draft::DraftUnit;
use super::{DraftPerson, PersonKind, UnitKind};

/// How much of everything there is. Sums are of the lines without faults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Lines that speak of a unit, with or without faults.
    pub lines: u64,
    /// Buildings, by compound and number.
    pub buildings: u64,
    /// Entrances that are named.
    pub entrances: u64,
    /// Units, all kinds.
    pub units: u64,
    /// Units, their area in cm² and how many of them lack it, by kind; kinds that are not there are left out.
    pub by_kind: Vec<KindCount>,
    /// All areas together, in cm².
    pub area_cm2: i64,
    /// Units without an area.
    pub without_area: u64,
    /// Units without an owner, unsold ones included.
    pub without_owner: u64,
    /// Human beings who own something.
    pub natural_persons: u64,
    /// Firms, offices and bodies that own something.
    pub legal_persons: u64,
    /// Distinct sets of owners: heads, before unsold units and unknown owners (design §3).
    pub owner_sets: u64,
    /// Units that several own.
    pub co_owned: u64,
    /// Residents named.
    pub residents: u64,
}

/// The units of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindCount {
    /// The kind.
    pub kind: UnitKind,
    /// How many.
    pub units: u64,
    /// Their area in cm².
    pub area_cm2: i64,
}

/// Counts units and persons; every sum is taken once from the same list, so that they agree.
pub(super) fn count(lines: u64, units: &[DraftUnit], persons: &[DraftPerson], owner_sets: u64) -> Counts {
    let (mut buildings, mut entrances) = (HashSet::new(), HashSet::new());
    let mut counts = Counts { lines, owner_sets, ..Counts::default() };
    let by_kind = UnitKind::ALL.iter().map(|kind| KindCount { kind: *kind, units: 0, area_cm2: 0 });
    let mut by_kind: Vec<KindCount> = by_kind.collect();
    for unit in units {
        let (compound, address) = (unit.compound.as_ref(), &unit.address);
        buildings.extend(address.building.as_ref().map(|building| (compound, building)));
        entrances.extend(
            address.entrance.as_ref().map(|entrance| (compound, address.building.as_ref(), entrance)),
        );
        let cm2 = unit.area.map_or(0, crate::measure::AreaCm2::cm2);
        if let Some(of_kind) = by_kind.iter_mut().find(|of_kind| of_kind.kind == unit.kind) {
            of_kind.units += 1;
            of_kind.area_cm2 += cm2;
        }
        counts.units += 1;
        counts.area_cm2 += cm2;
        counts.without_area += u64::from(unit.area.is_none());
        counts.without_owner += u64::from(unit.owners.is_empty());
        counts.co_owned += u64::from(unit.owners.len() > 1);
        counts.residents += u64::try_from(unit.residents.len()).unwrap_or(u64::MAX);
    }
    for person in persons.iter().filter(|person| person.units > 0) {
        match person.kind {
            PersonKind::Natural => counts.natural_persons += 1,
            PersonKind::Legal => counts.legal_persons += 1,
        }
    }
    counts.buildings = u64::try_from(buildings.len()).unwrap_or(u64::MAX);
    counts.entrances = u64::try_from(entrances.len()).unwrap_or(u64::MAX);
    counts.by_kind = by_kind.into_iter().filter(|of_kind| of_kind.units > 0).collect();
    debug_assert_eq!(counts.by_kind.iter().map(|of_kind| of_kind.units).sum::<u64>(), counts.units);
    debug_assert_eq!(counts.by_kind.iter().map(|of_kind| of_kind.area_cm2).sum::<i64>(), counts.area_cm2);
    counts
}
