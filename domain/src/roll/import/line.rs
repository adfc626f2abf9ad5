//! One row of a sheet as one line of a roll.

mod reading;

use serde::{Deserialize, Serialize};

use super::cell::bare;
use super::{
    AreaSource, Column, ColumnMapping, DocumentTail, Fault, FaultCode, PersonKind, Phone, Place, Share,
    SheetRow, Tenure, UnitAddress, UnitKind, Warning, parse_area_source, parse_building, parse_kind,
    parse_yes_no,
};
use crate::measure::AreaCm2;
use crate::words::{Label, Note, PersonName};
use reading::Reading;

/// What holds for all lines of a sheet that do not say otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The compound that the file is about, where no column names it.
    pub compound: Option<Label>,
    /// The building of a sheet that is named after it, or of the section that a title opens.
    pub building: Option<Label>,
    /// The use of a sheet named 车位 or 商铺.
    pub kind: Option<UnitKind>,
}

impl Context {
    /// What a sheet's name or a section's title says: `3号楼`, `地下车位`, `商铺`.
    #[must_use]
    pub fn of_title(title: &str) -> Self {
        const MARKS: [&str; 5] = ["号楼", "栋", "幢", "座", "#"];
        let short = bare(title);
        let has_number = MARKS.iter().any(|mark| {
            short.find(mark).is_some_and(|at| short[..at].ends_with(super::numeral::is_token_char))
        });
        let end = MARKS.iter().filter_map(|mark| short.find(mark).map(|at| at + mark.len())).min();
        let building = end.filter(|_| has_number).and_then(|end| parse_building(&short[..end]).ok());
        let kind = parse_kind(title).ok().flatten().filter(|kind| *kind != UnitKind::Other);
        Self { compound: None, building, kind }
    }
}

/// An owner as one line names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The name.
    pub name: PersonName,
    /// By the name's ending.
    pub kind: PersonKind,
    /// The last four of the document.
    pub tail: Option<DocumentTail>,
    /// Phones that are certainly this owner's.
    pub phones: Vec<Phone>,
    /// The share in the unit.
    pub share: Option<Share>,
    /// Words in brackets after the name.
    pub remark: Option<String>,
}

/// Somebody who lives in a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resident {
    /// The name.
    pub name: PersonName,
    /// What they are to the owner.
    pub relation: Option<Label>,
    /// Phones that are certainly theirs.
    pub phones: Vec<Phone>,
}

/// What one row says about one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollLine {
    /// The row.
    pub place: Place,
    /// The compound, if named.
    pub compound: Option<Label>,
    /// Where the unit is.
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
    /// Who owns it; empty if unknown or unsold.
    pub owners: Vec<Owner>,
    /// Phones that belong to one owner or another.
    pub phones: Vec<Phone>,
    /// Who is to vote for the owners.
    pub voter: Option<PersonName>,
    /// How far it has come from the developer.
    pub tenure: Option<Tenure>,
    /// Who lives there, as far as named.
    pub residents: Vec<Resident>,
    /// 联户组.
    pub household_group: Option<Label>,
    /// 网格.
    pub grid: Option<Label>,
    /// 备注.
    pub note: Option<Note>,
    /// What is odd about the row by itself.
    pub warnings: Vec<Warning>,
}

/// Reads one row. All its faults are given at once.
pub fn parse_row(row: &SheetRow, mapping: &ColumnMapping, context: &Context) -> Result<RollLine, Vec<Fault>> {
    let mut reading = Reading { row, mapping, context, faults: Vec::new(), warnings: Vec::new() };
    reading.refuse_what_must_not_be_there();
    if !reading.faults.is_empty() {
        return Err(reading.faults);
    }
    let (kind, kind_given, address) = reading.unit();
    let (mut owners, tenure) = reading.owners();
    reading.tails(&mut owners);
    reading.shares(&mut owners);
    let phones = reading.phones(&mut owners);
    let residents = reading.residents();
    let voter = reading.voter();
    let area = reading.area(kind);
    let area_source = reading.value(Column::AreaSource, parse_area_source, FaultCode::AreaSourceUnknown);
    let counts_area = reading.value(Column::CountsArea, parse_yes_no, FaultCode::YesNoUnknown);
    let counts_head = reading.value(Column::CountsHead, parse_yes_no, FaultCode::YesNoUnknown);
    let compound = reading.label(Column::Compound).or_else(|| context.compound.clone());
    let household_group = reading.label(Column::HouseholdGroup);
    let grid = reading.label(Column::Grid);
    let note = reading.note();
    let place = reading.place(None);
    match address {
        Some(address) if reading.faults.is_empty() => Ok(RollLine {
            place,
            compound,
            address,
            kind,
            kind_given,
            area,
            area_source: area.and_then(|_| area_source.or(mapping.area_source)),
            counts_area,
            counts_head,
            owners,
            phones,
            voter,
            tenure,
            residents,
            household_group,
            grid,
            note,
            warnings: reading.warnings,
        }),
        _ => Err(reading.faults),
    }
}

#[cfg(test)]
mod tests;
