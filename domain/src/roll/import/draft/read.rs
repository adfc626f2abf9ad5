//! What a file comes to.

use serde::Serialize;

use crate::measure::AreaCm2;
use crate::roll::import::tally::Counts;
use crate::roll::import::{
    AreaSource, DraftPerson, Fault, FaultCode, Phone, Place, PossiblySame, Resident, Share, Tallied, Tenure,
    UnitAddress, UnitKind, Warning, WarningCode,
};
use crate::words::{Label, Note, PersonName};

/// The roll of a whole file, read to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadRoll {
    /// Units in the order of their first lines.
    pub units: Vec<DraftUnit>,
    /// Persons; who owns nothing any more (`units == 0`) was found to be another.
    pub persons: Vec<DraftPerson>,
    /// What it comes to.
    pub counts: Counts,
    /// What must be mended first.
    pub faults: Tallied<Fault, FaultCode>,
    /// What should be looked at.
    pub warnings: Tallied<Warning, WarningCode>,
    /// Persons of one name whom an officer may join.
    pub possibly_same: Vec<PossiblySame>,
    /// How many such names there are, listed or not.
    pub possibly_same_total: u64,
}

/// One unit of the draft, with everything that its lines said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DraftUnit {
    /// Its first line.
    pub place: Place,
    /// The compound, if named.
    pub compound: Option<Label>,
    /// Where it is.
    pub address: UnitAddress,
    /// What it is for.
    pub kind: UnitKind,
    /// Whether `kind` was said rather than assumed.
    pub kind_given: bool,
    /// Its area.
    pub area: Option<AreaCm2>,
    /// Where the area is from.
    pub area_source: Option<AreaSource>,
    /// Whether it counts with its area, where the sheet says so.
    pub counts_area: Option<bool>,
    /// Whether it counts as a head, where the sheet says so.
    pub counts_head: Option<bool>,
    /// Its owners.
    pub owners: Vec<UnitOwner>,
    /// Its set of owners: units with the same number have the same owners. None where no owner is known.
    pub owner_set: Option<u32>,
    /// Who is to vote for the owners.
    pub voter: Option<PersonName>,
    /// Phones that belong to one owner or another.
    pub phones: Vec<Phone>,
    /// How far it has come from the developer.
    pub tenure: Option<Tenure>,
    /// Who lives there.
    pub residents: Vec<Resident>,
    /// 联户组.
    pub household_group: Option<Label>,
    /// 网格.
    pub grid: Option<Label>,
    /// 备注.
    pub note: Option<Note>,
}

/// One owner of one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct UnitOwner {
    /// The position among the draft's persons.
    pub person: u32,
    /// The share, if known.
    pub share: Option<Share>,
}
