//! The present roll of a compound, as an import is compared with it.

use crate::hall::Snapshot;
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::id::{CommunityId, CompoundId};
use domain::roll::import::{building_key, entrance_key, unit_key};
use domain::roll::{AreaSource, ResidenceKind, Tenure, UnitKind};
use futures::TryStreamExt as _;
use smol_str::SmolStr;
use sqlx::any::AnyRow;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// The present roll. Names are keys as `domain::roll::import` compares them.
#[derive(Debug, Default)]
pub(super) struct Present {
    pub(super) version: i64,
    pub(super) compound_name: String,
    pub(super) grids: HashMap<String, Uuid>,
    pub(super) groups: HashMap<String, Uuid>,
    pub(super) buildings: HashMap<String, PresentBuilding>,
    pub(super) entrances: HashMap<(Uuid, String), Uuid>,
    pub(super) units: HashMap<SmolStr, Box<PresentUnit>>,
    /// Boxed, as are the units: a table of a hundred thousand is half empty.
    pub(super) persons: HashMap<Uuid, Box<PresentPerson>>,
    /// Sets by their sorted owners.
    pub(super) sets: HashMap<Arc<[Uuid]>, Uuid>,
    pub(super) set_of: HashMap<Uuid, PresentSet>,
    /// Who lives where now, by unit.
    pub(super) residences: HashMap<Uuid, Vec<PresentResidence>>,
}

#[derive(Clone, Debug)]
pub(super) struct PresentBuilding {
    pub(super) id: Uuid,
    pub(super) grid: Option<Uuid>,
}

#[derive(Clone, Debug)]
pub(super) struct PresentUnit {
    pub(super) id: Uuid,
    pub(super) building: Uuid,
    pub(super) entrance: Option<Uuid>,
    pub(super) group: Option<Uuid>,
    pub(super) kind: UnitKind,
    pub(super) area: i64,
    pub(super) source: AreaSource,
    pub(super) counts_area: bool,
    pub(super) counts_head: bool,
    pub(super) tenure: Tenure,
    pub(super) set: Option<Uuid>,
    pub(super) since: Option<i64>,
    pub(super) retired: bool,
}

#[derive(Clone, Debug)]
pub(super) struct PresentPerson {
    pub(super) name: SmolStr,
    pub(super) phone: Option<SmolStr>,
    pub(super) tail: Option<SmolStr>,
    pub(super) has_account: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct PresentSet {
    /// Sorted.
    pub(super) owners: Arc<[Uuid]>,
    pub(super) voter: Option<Uuid>,
}

#[derive(Clone, Debug)]
pub(super) struct PresentResidence {
    pub(super) id: Uuid,
    pub(super) person: Uuid,
    pub(super) kind: ResidenceKind,
}

const HEAD: &str = "\
    SELECT c.community_id, c.name, COALESCE(v.version, 0) AS version FROM compounds c \
    LEFT JOIN roll_versions v ON v.compound_id = c.id WHERE c.id = $1";
const GRIDS: &str = "SELECT id, name FROM grids WHERE community_id = $1";
const GROUPS: &str = "SELECT id, name FROM household_groups WHERE compound_id = $1";
const BUILDINGS: &str = "SELECT id, name, grid_id FROM buildings WHERE compound_id = $1";
const ENTRANCES: &str = "\
    SELECT e.id, e.building_id, e.name FROM entrances e JOIN buildings b ON b.id = e.building_id \
    WHERE b.compound_id = $1";
const UNITS: &str = "\
    SELECT id, name, building_id, entrance_id, household_group_id, kind, area_cm2, area_source, counts_area, \
           counts_head, tenure, owner_set_id, owned_since, CASE WHEN retired_at IS NULL THEN 0 ELSE 1 END AS retired \
    FROM units WHERE compound_id = $1";
const PERSONS: &str = "\
    SELECT p.id, p.name, p.phone, p.document_tail, CASE WHEN m.id IS NULL THEN 0 ELSE 1 END AS has_account \
    FROM persons p LEFT JOIN members m ON m.person_id = p.id \
    WHERE p.community_id = $1 AND p.merged_into IS NULL";
const OWNERS: &str = "\
    SELECT m.owner_set_id, m.person_id, s.voter_person_id FROM owner_set_members m \
    JOIN owner_sets s ON s.id = m.owner_set_id WHERE s.compound_id = $1 AND s.key NOT LIKE 'joined %'";
const RESIDENCES: &str = "\
    SELECT r.id, r.unit_id, r.person_id, r.kind FROM residences r JOIN units u ON u.id = r.unit_id \
    WHERE u.compound_id = $1 AND r.until_at IS NULL ORDER BY r.id";

impl Present {
    /// Reads the whole roll, row by row, so that only this much of it is ever in memory. Nine statements.
    pub(super) async fn load(snapshot: &mut Snapshot, compound: CompoundId) -> Result<Self> {
        let id = compound.to_string();
        let head = sqlx::query(HEAD).bind(&id).fetch_optional(&mut *snapshot.conn).await?;
        let head = head.ok_or(Error::NotFound)?;
        let community: CommunityId = head.parsed("community_id")?;
        let of_community = community.to_string();
        let mut roll =
            Self { version: head.int("version")?, compound_name: head.text("name")?, ..Self::default() };
        each(snapshot, GRIDS, &of_community, |row| roll.take_grid(row)).await?;
        each(snapshot, GROUPS, &id, |row| roll.take_group(row)).await?;
        each(snapshot, BUILDINGS, &id, |row| roll.take_building(row)).await?;
        each(snapshot, ENTRANCES, &id, |row| roll.take_entrance(row)).await?;
        each(snapshot, UNITS, &id, |row| roll.take_unit(row)).await?;
        each(snapshot, PERSONS, &of_community, |row| roll.take_person(row)).await?;
        each(snapshot, OWNERS, &id, |row| roll.take_owner(row)).await?;
        each(snapshot, RESIDENCES, &id, |row| roll.take_residence(row)).await?;
        for (set, present) in &roll.set_of {
            roll.sets.insert(Arc::clone(&present.owners), *set);
        }
        Ok(roll)
    }

    fn take_grid(&mut self, row: &AnyRow) -> Result<()> {
        self.grids.insert(row.text("name")?, row.parsed("id")?);
        Ok(())
    }

    fn take_group(&mut self, row: &AnyRow) -> Result<()> {
        self.groups.insert(row.text("name")?, row.parsed("id")?);
        Ok(())
    }

    fn take_building(&mut self, row: &AnyRow) -> Result<()> {
        let building = PresentBuilding { id: row.parsed("id")?, grid: row.opt_parsed("grid_id")? };
        self.buildings.insert(building_key(&row.text("name")?), building);
        Ok(())
    }

    fn take_entrance(&mut self, row: &AnyRow) -> Result<()> {
        let key = (row.parsed("building_id")?, entrance_key(&row.text("name")?));
        self.entrances.insert(key, row.parsed("id")?);
        Ok(())
    }

    fn take_unit(&mut self, row: &AnyRow) -> Result<()> {
        let unit = PresentUnit {
            id: row.parsed("id")?,
            building: row.parsed("building_id")?,
            entrance: row.opt_parsed("entrance_id")?,
            group: row.opt_parsed("household_group_id")?,
            kind: row.parsed("kind")?,
            area: row.int("area_cm2")?,
            source: row.parsed("area_source")?,
            counts_area: row.flag("counts_area")?,
            counts_head: row.flag("counts_head")?,
            tenure: row.parsed("tenure")?,
            set: row.opt_parsed("owner_set_id")?,
            since: row.opt_int("owned_since")?,
            retired: row.flag("retired")?,
        };
        self.units.insert(unit_key(&row.text("name")?, unit.kind).into(), Box::new(unit));
        Ok(())
    }

    fn take_person(&mut self, row: &AnyRow) -> Result<()> {
        let person = PresentPerson {
            name: row.text("name")?.into(),
            phone: row.opt_text("phone")?.map(SmolStr::from),
            tail: row.opt_text("document_tail")?.map(SmolStr::from),
            has_account: row.flag("has_account")?,
        };
        self.persons.insert(row.parsed("id")?, Box::new(person));
        Ok(())
    }

    fn take_owner(&mut self, row: &AnyRow) -> Result<()> {
        let person: Uuid = row.parsed("person_id")?;
        let set = self.set_of.entry(row.parsed("owner_set_id")?).or_default();
        set.owners = sorted(set.owners.iter().copied().chain([person]));
        set.voter = row.opt_parsed("voter_person_id")?;
        Ok(())
    }

    fn take_residence(&mut self, row: &AnyRow) -> Result<()> {
        let residence = PresentResidence {
            id: row.parsed("id")?,
            person: row.parsed("person_id")?,
            kind: row.parsed("kind")?,
        };
        let living = self.residences.entry(row.parsed("unit_id")?);
        living.or_insert_with(|| Vec::with_capacity(1)).push(residence);
        Ok(())
    }

    /// The present owners of a unit.
    pub(super) fn owners_of(&self, unit: &PresentUnit) -> &[Uuid] {
        unit.set.and_then(|set| self.set_of.get(&set)).map_or(&[], |set| &set.owners)
    }

    /// As these merges, `(kept, gone)` each, will leave the roll: what `merge::join` does in the database.
    pub(super) fn join_all(&mut self, merges: &[(Uuid, Uuid)]) {
        if merges.is_empty() {
            return;
        }
        let mut sets_with: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
        for (id, set) in &self.set_of {
            set.owners.iter().for_each(|owner| sets_with.entry(*owner).or_default().push(*id));
        }
        let mut moved: HashMap<Uuid, Uuid> = HashMap::new();
        for (kept, gone) in merges {
            let mut touched = sets_with.remove(gone).unwrap_or_default();
            touched.sort_unstable();
            for id in &touched {
                if let Some(other) = self.replace_owner(*id, *kept, *gone) {
                    moved.insert(*id, other);
                }
            }
            sets_with.entry(*kept).or_default().extend(touched);
            self.persons.remove(gone);
        }
        for unit in self.units.values_mut() {
            while let Some(other) = unit.set.and_then(|set| moved.get(&set)) {
                unit.set = Some(*other);
            }
        }
        let kept_of: HashMap<Uuid, Uuid> = merges.iter().map(|(kept, gone)| (*gone, *kept)).collect();
        for residence in self.residences.values_mut().flatten() {
            residence.person = kept_of.get(&residence.person).copied().unwrap_or(residence.person);
        }
    }

    /// Puts `kept` in the place of `gone`; the set of the same owners that was there already, if one was.
    fn replace_owner(&mut self, id: Uuid, kept: Uuid, gone: Uuid) -> Option<Uuid> {
        let set = self.set_of.get_mut(&id)?;
        if self.sets.get(&set.owners) == Some(&id) {
            self.sets.remove(&set.owners);
        }
        let renamed = |owner: &Uuid| if *owner == gone { kept } else { *owner };
        set.owners = sorted(set.owners.iter().map(renamed));
        set.voter = set.voter.as_ref().map(renamed);
        let (owners, voter) = (Arc::clone(&set.owners), set.voter);
        let Some(other) = self.sets.get(&owners).copied() else {
            self.sets.insert(owners, id);
            return None;
        };
        if let Some(other) = self.set_of.get_mut(&other) {
            other.voter = other.voter.or(voter);
        }
        self.set_of.remove(&id);
        Some(other)
    }
}

/// Owners as sets are compared: each once, in order.
pub(super) fn sorted(owners: impl Iterator<Item = Uuid>) -> Arc<[Uuid]> {
    let mut owners: Vec<Uuid> = owners.collect();
    owners.sort_unstable();
    owners.dedup();
    owners.into()
}

/// Hands every row of a statement to `take`, one at a time.
async fn each(
    snapshot: &mut Snapshot,
    statement: &'static str,
    of: &str,
    mut take: impl FnMut(&AnyRow) -> Result<()>,
) -> Result<()> {
    let mut rows = sqlx::query(statement).bind(of).fetch(&mut *snapshot.conn);
    while let Some(row) = rows.try_next().await? {
        take(&row)?;
    }
    Ok(())
}
