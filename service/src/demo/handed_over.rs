//! 春和苑2号院 comes in as any compound does: by the shipped workbook, through the import, mended where it must be.
//!
//! The sheet knows owners by name, in one tab with the last four of a document. Who owns more than one title without
//! it comes in once for each: an officer then joins the entries, and fills in what the sheet does not say.

use super::plan::{Plan, Unit, compound_at};
use super::sql::{self, Completed, OwnedUnit};
use crate::hall::Hall;
use crate::roll::{self, RollFile};
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{CompoundId, PersonId, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// The workbook as it was handed over, mended once. Shipped beside the program's words for people to try.
const WORKBOOK: &[u8] = include_bytes!("../../../docs/chunhe-roll.xlsx");
/// Its name on the committee's desk.
const FILE_NAME: &str = "春和苑2号院业主信息登记表.xlsx";

/// What came in, by position in the plan.
#[derive(Default)]
pub(super) struct HandedOver {
    /// Units of 春和苑2号院.
    pub(super) units: BTreeMap<usize, UnitId>,
    /// Their owners.
    pub(super) persons: BTreeMap<usize, PersonId>,
}

/// Imports the workbook, joins who came in more than once, and fills in what it lacks.
pub(super) async fn import(hall: &Hall, compound: CompoundId, plan: &Plan) -> Result<HandedOver> {
    let file = RollFile::bytes(FILE_NAME, WORKBOOK.to_vec());
    let report = roll::import_file(hall, &Actor::System, compound, file, None, false).await?;
    if report.has_faults() {
        return Err(Error::broken("the shipped workbook does not come in"));
    }
    join(hall, compound, plan).await?;
    let handed_over = found(plan, &sql::owned_units(hall, compound).await?)?;
    sql::complete_roll(hall, completed(plan, &handed_over)).await?;
    Ok(handed_over)
}

/// 合并: one officer's act for each person who came in more than once. No two people of the demo share a name.
async fn join(hall: &Hall, compound: CompoundId, plan: &Plan) -> Result<()> {
    let mut entries: BTreeMap<String, BTreeSet<PersonId>> = BTreeMap::new();
    for (name, person) in sql::owned_units(hall, compound).await?.into_iter().flat_map(|unit| unit.owners) {
        entries.entry(name).or_default().insert(person);
    }
    // In the order of the plan, so that every building of the demo does the same.
    for person in &plan.persons {
        let Some(found) = entries.get(&person.name).filter(|found| found.len() > 1) else { continue };
        let mut found = found.iter().copied();
        if let Some(kept) = found.next() {
            let key = hall.new_id();
            roll::merge_persons(hall, &Actor::System, key, compound, kept, found.collect()).await?;
        }
    }
    Ok(())
}

/// Finds every unit of the plan and its owners among what came in.
fn found(plan: &Plan, units: &[OwnedUnit]) -> Result<HandedOver> {
    let by_name: BTreeMap<&str, &OwnedUnit> = units.iter().map(|unit| (unit.name.as_str(), unit)).collect();
    let mut all = HandedOver::default();
    let compound = compound_at("yuan2");
    for (at, unit) in plan.units.iter().enumerate().filter(|(_, unit)| unit.compound == compound) {
        let came = names(unit).iter().find_map(|name| by_name.get(name.as_str()));
        let came = came.ok_or_else(|| Error::broken(format!("{} is not in the workbook", unit.name)))?;
        all.units.insert(at, came.id);
        for owner in &unit.owners {
            let name = &plan.persons[*owner].name;
            let person = came.owners.iter().find(|(own, _)| own == name);
            let (_, person) = person
                .ok_or_else(|| Error::broken(format!("{name} does not own {} in the workbook", unit.name)))?;
            all.persons.insert(*owner, *person);
        }
        if came.owners.len() != unit.owners.len() || came.tenure != unit.tenure {
            return Err(Error::broken(format!("{} came in otherwise", unit.name)));
        }
    }
    Ok(all)
}

/// As the plan writes it, and as the import writes lots, and shops whose sheet names the building.
fn names(unit: &Unit) -> [String; 3] {
    let short = unit.name.trim_end_matches('号');
    [unit.name.clone(), short.to_owned(), format!("{}号楼{short}", unit.building)]
}

fn completed(plan: &Plan, all: &HandedOver) -> Vec<Completed> {
    let completed = |(at, id): (&usize, &PersonId)| {
        let person = &plan.persons[*at];
        Completed {
            id: *id,
            kind: person.kind,
            phone: person.phone.clone(),
            document_tail: person.tail.clone(),
            is_adult: person.is_adult,
        }
    };
    all.persons.iter().map(completed).collect()
}
