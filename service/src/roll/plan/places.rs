//! Where the units of a draft stand: buildings, entrances, grids, household groups, made where they are new.

use super::Planner;
use crate::roll::present::PresentBuilding;
use domain::roll::import::{DraftUnit, area_of, building_name, entrance_name, sort_number};
use serde::Serialize;
use std::collections::HashSet;
use uuid::Uuid;

/// Where one unit stands.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    pub(super) building: Uuid,
    pub(super) entrance: Option<Uuid>,
    pub(super) group: Option<Uuid>,
}

#[derive(Serialize)]
struct NamedRow<'a> {
    id: Uuid,
    name: &'a str,
}

#[derive(Serialize)]
struct BuildingRow<'a> {
    id: Uuid,
    name: &'a str,
    grid: Option<Uuid>,
    sort: i64,
}

#[derive(Serialize)]
struct EntranceRow<'a> {
    id: Uuid,
    building: Uuid,
    name: &'a str,
    sort: i64,
}

/// Places every unit of the draft.
pub(super) fn place(planner: &mut Planner<'_>, units: &[DraftUnit]) -> Vec<Placed> {
    let mut with_grid = HashSet::new();
    units
        .iter()
        .map(|unit| {
            let grid = unit.grid.as_ref().map(|grid| planner.grid(grid.as_str()));
            let building = planner.building(unit, grid, &mut with_grid);
            let entrance = unit.address.entrance.as_ref();
            let entrance = entrance.map(|entrance| planner.entrance(building, entrance.as_str()));
            let group = unit.household_group.as_ref().map(|group| planner.group(group.as_str()));
            Placed { building, entrance, group }
        })
        .collect()
}

impl Planner<'_> {
    fn grid(&mut self, name: &str) -> Uuid {
        if let Some(id) = self.present.grids.get(name) {
            return *id;
        }
        let id = self.id();
        self.report.differences.grids_added += 1;
        self.lines.add("grid", &NamedRow { id, name });
        self.present.grids.insert(name.to_owned(), id);
        id
    }

    fn group(&mut self, name: &str) -> Uuid {
        if let Some(id) = self.present.groups.get(name) {
            return *id;
        }
        let id = self.id();
        self.report.differences.groups_added += 1;
        self.lines.add("group", &NamedRow { id, name });
        self.present.groups.insert(name.to_owned(), id);
        id
    }

    /// A building belongs to the grid that its first line with one names.
    fn building(&mut self, unit: &DraftUnit, grid: Option<Uuid>, with_grid: &mut HashSet<Uuid>) -> Uuid {
        let name = match &unit.address.building {
            Some(building) => building_name(building.as_str()),
            None => area_of(unit.kind).to_owned(),
        };
        if let Some(own) = self.present.buildings.get_mut(&name) {
            let id = own.id;
            let moves = grid.is_some() && own.grid != grid;
            if grid.is_some() && with_grid.insert(id) && moves {
                own.grid = grid;
                self.report.differences.buildings.changed += 1;
                self.lines.add("building_change", &BuildingRow { id, name: &name, grid, sort: 0 });
            }
            return id;
        }
        let id = self.id();
        self.report.differences.buildings.added += 1;
        self.lines.add("building", &BuildingRow { id, name: &name, grid, sort: sort_number(&name) });
        if grid.is_some() {
            with_grid.insert(id);
        }
        self.present.buildings.insert(name, PresentBuilding { id, grid });
        id
    }

    fn entrance(&mut self, building: Uuid, entrance: &str) -> Uuid {
        let name = entrance_name(entrance);
        let key = (building, name);
        if let Some(id) = self.present.entrances.get(&key) {
            return *id;
        }
        let id = self.id();
        self.report.differences.entrances.added += 1;
        self.lines.add("entrance", &EntranceRow { id, building, name: &key.1, sort: sort_number(&key.1) });
        self.present.entrances.insert(key, id);
        id
    }
}
