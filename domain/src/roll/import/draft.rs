//! The roll that a file makes, gathered line by line.

mod read;

pub use read::{DraftUnit, ReadRoll, UnitOwner};

use std::collections::HashMap;

use super::fault::excerpt;
use super::line::Owner;
use super::person::{People, hash_of};
use super::tally::{self};
use super::{
    Column, ColumnMapping, Context, Fault, FaultCode, HeaderLine, MAX_PER_UNIT, Numbering, Phone, Place,
    RollLine, RowRole, SheetIndex, SheetRow, Tallied, Warning, WarningCode, has_id_number, parse_area,
    parse_row, row_role,
};
use crate::measure::AreaCm2;
use crate::words::PersonName;

/// How a sheet is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetHead {
    /// Which sheet.
    pub sheet: SheetIndex,
    /// The header's line; rows down to it are passed over.
    pub header_line: u32,
    /// What its columns hold.
    pub mapping: ColumnMapping,
    /// What holds for all its lines.
    pub context: Context,
}

impl SheetHead {
    /// A sheet whose header was found.
    #[must_use]
    pub fn new(sheet: SheetIndex, header: &HeaderLine, mapping: ColumnMapping, context: Context) -> Self {
        Self { sheet, header_line: header.line, mapping, context }
    }
}

/// The sheet that is being read.
#[derive(Debug)]
struct Current {
    head: SheetHead,
    /// What a section's title inside the sheet said; holds until the next.
    section: Context,
    filled: bool,
    has_titles: bool,
    faulty: bool,
    area_cm2: i64,
    since_total_cm2: i64,
}

/// Gathers lines into a roll. Memory grows with units and persons; faults and warnings are bounded.
#[derive(Debug, Default)]
pub struct RollDraft {
    current: Option<Current>,
    lines: u64,
    units: Vec<DraftUnit>,
    /// By the hash of compound, address and class of kind, with open addressing.
    known: HashMap<u64, u32>,
    people: People,
    faults: Tallied<Fault, FaultCode>,
    warnings: Tallied<Warning, WarningCode>,
}

impl RollDraft {
    /// A draft without lines.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a sheet; the one before is done.
    pub fn begin(&mut self, head: SheetHead) {
        self.end_sheet();
        let whole = Place { sheet: head.sheet, line: 0, column: None };
        let missing = [
            (Column::Owners, WarningCode::OwnerMissing),
            (Column::Area, WarningCode::AreaMissing),
            (Column::Kind, WarningCode::KindAssumed),
        ];
        for (column, code) in missing {
            // Told once, not on each line. Where the sheet is named 车位, its kind is known.
            let known = column == Column::Kind && head.context.kind.is_some();
            if head.mapping.get(column).is_none() && !known {
                self.warn(whole, code, None);
            }
        }
        let section = head.context.clone();
        self.current = Some(Current {
            head,
            section,
            filled: false,
            has_titles: false,
            faulty: false,
            area_cm2: 0,
            since_total_cm2: 0,
        });
    }

    /// Takes a row of the sheet that was begun, whatever it is.
    pub fn read(&mut self, row: &SheetRow) {
        let Some(current) = &mut self.current else { return };
        let place = Place { sheet: row.sheet, line: row.line, column: None };
        if row.line <= current.head.header_line {
            current.has_titles |= row.line < current.head.header_line && !row.is_blank();
            return self.refuse_id_numbers(row, place);
        }
        current.filled |= row.filled > 0;
        let role = row_role(row, &current.head.mapping);
        if role != RowRole::Line {
            self.refuse_id_numbers(row, place);
        }
        let Some(current) = &self.current else { return };
        match role {
            RowRole::Blank => {}
            RowRole::Header => self.warn(place, WarningCode::HeaderRepeated, None),
            RowRole::Note => self.note_row(row, place),
            RowRole::Total => self.total_row(row, place),
            RowRole::Line => {
                self.lines += 1;
                match parse_row(row, &current.head.mapping, &current.section) {
                    Ok(line) => self.add(line),
                    Err(faults) => faults.into_iter().for_each(|fault| self.refuse(fault)),
                }
            }
        }
    }

    /// Titles and remarks are not kept; but a file with full ID numbers is not taken at all.
    fn refuse_id_numbers(&mut self, row: &SheetRow, place: Place) {
        for (at, _) in row.cells.iter().enumerate().filter(|(_, cell)| has_id_number(cell)) {
            let place = Place { column: u16::try_from(at).ok(), ..place };
            self.refuse(Fault { place, code: FaultCode::FullIdNumber, shown: None, other: None });
        }
    }

    /// A fault found elsewhere, such as by the reader of the file.
    pub fn refuse(&mut self, fault: Fault) {
        if let Some(current) = &mut self.current {
            current.faulty = true;
        }
        self.faults.add(fault.code, fault);
    }

    /// Takes a line: a new unit, or more about one that is there.
    pub fn add(&mut self, line: RollLine) {
        let mut line = line;
        for warning in std::mem::take(&mut line.warnings) {
            self.warnings.add(warning.code, warning);
        }
        match self.find(&line) {
            Ok(index) => self.join(index, line),
            Err(key) => self.add_unit(key, line),
        }
    }

    /// Faults so far; a caller may stop early when they are many.
    #[must_use]
    pub const fn faults(&self) -> &Tallied<Fault, FaultCode> {
        &self.faults
    }

    /// Ends the last sheet and draws up the whole.
    #[must_use]
    pub fn finish(mut self) -> ReadRoll {
        self.end_sheet();
        // A hundred thousand units take room: what only finding them needed goes first.
        self.known = HashMap::new();
        self.people.forget_keys();
        let mut units = std::mem::take(&mut self.units);
        let mut sets: HashMap<Vec<u32>, u32> = HashMap::new();
        for unit in &mut units {
            self.check_voter(unit);
            if unit.owners.is_empty() {
                continue;
            }
            let mut set: Vec<u32> = unit.owners.iter().map(|owner| owner.person).collect();
            set.sort_unstable();
            let next = u32::try_from(sets.len()).unwrap_or(u32::MAX);
            unit.owner_set = Some(*sets.entry(set).or_insert(next));
        }
        let owner_sets = u64::try_from(sets.len()).unwrap_or(u64::MAX);
        let counts = tally::count(self.lines, &units, &self.people.persons, owner_sets);
        let (possibly_same, possibly_same_total) = self.people.possibly_same();
        ReadRoll {
            units,
            persons: self.people.persons,
            counts,
            faults: self.faults,
            warnings: self.warnings,
            possibly_same,
            possibly_same_total,
        }
    }

    fn check_voter(&mut self, unit: &DraftUnit) {
        let code = match &unit.voter {
            None if unit.owners.len() > 1 => WarningCode::CoOwnersWithoutVoter,
            Some(voter)
                if !unit
                    .owners
                    .iter()
                    .any(|o| self.people.at(o.person).is_some_and(|p| p.name == *voter)) =>
            {
                WarningCode::VoterNotOwner
            }
            _ => return,
        };
        self.warn(unit.place, code, Some(unit.address.to_string()));
    }

    fn warn(&mut self, place: Place, code: WarningCode, shown: Option<String>) {
        self.warnings.add(code, Warning { place, code, shown, other: None });
    }

    fn end_sheet(&mut self) {
        let Some(current) = self.current.take() else { return };
        let whole = Place { sheet: current.head.sheet, line: 0, column: None };
        if current.has_titles {
            self.warn(whole, WarningCode::TitleRowsSkipped, None);
        }
        if current.filled {
            self.warn(whole, WarningCode::MergedCellsFilled, None);
        }
    }

    /// A title inside the table may open a section: `3号楼`, `地下车位`.
    fn note_row(&mut self, row: &SheetRow, place: Place) {
        let text = row.cells.iter().find(|cell| !cell.is_empty()).map_or("", String::as_str);
        if let Some(current) = &mut self.current {
            let said = Context::of_title(text);
            let opens = said.building.is_some() || said.kind.is_some();
            if opens && text.chars().count() <= 20 {
                current.section.building = said.building.or_else(|| current.head.context.building.clone());
                current.section.kind = said.kind.or(current.head.context.kind);
            }
        }
        self.warn(place, WarningCode::NoteRowSkipped, excerpt(text));
    }

    /// Compares the sheet's own total with the sum of its lines, unless a line is missing for its faults.
    fn total_row(&mut self, row: &SheetRow, place: Place) {
        self.warn(place, WarningCode::TotalRowSkipped, None);
        let Some(current) = &mut self.current else { return };
        let column = current.head.mapping.get(Column::Area);
        let said = column.and_then(|column| parse_area(row.cell(column)).ok().flatten());
        let sums = [current.area_cm2, current.since_total_cm2];
        current.since_total_cm2 = 0;
        if let Some(said) = said.filter(|said| !current.faulty && !sums.contains(&said.cm2())) {
            self.warn(Place { column, ..place }, WarningCode::TotalDiffers, Some(said.to_string()));
        }
    }

    /// The unit a line speaks of, or the key under which it will be.
    fn find(&self, line: &RollLine) -> Result<u32, u64> {
        let class = Numbering::of(line.kind);
        let mut key = hash_of(&(&line.compound, &line.address, class));
        while let Some(index) = self.known.get(&key) {
            let same = |unit: &DraftUnit| {
                unit.address == line.address
                    && unit.compound == line.compound
                    && Numbering::of(unit.kind) == class
            };
            if usize::try_from(*index).ok().and_then(|at| self.units.get(at)).is_some_and(same) {
                return Ok(*index);
            }
            key = key.wrapping_add(1);
        }
        Err(key)
    }

    fn add_unit(&mut self, key: u64, line: RollLine) {
        self.known.insert(key, u32::try_from(self.units.len()).unwrap_or(u32::MAX));
        self.add_area(line.area);
        let mut unit = DraftUnit {
            place: line.place,
            compound: line.compound,
            address: line.address,
            kind: line.kind,
            kind_given: line.kind_given,
            area: line.area,
            area_source: line.area_source,
            counts_area: line.counts_area,
            counts_head: line.counts_head,
            owners: Vec::with_capacity(line.owners.len()),
            owner_set: None,
            voter: line.voter,
            phones: line.phones,
            tenure: line.tenure,
            residents: line.residents,
            household_group: line.household_group,
            grid: line.grid,
            note: line.note,
        };
        for owner in &line.owners {
            self.add_owner(&mut unit, owner, line.place);
        }
        unit.residents.shrink_to_fit();
        unit.phones.shrink_to_fit();
        for resident in &mut unit.residents {
            resident.phones.shrink_to_fit();
            self.note_phones(&resident.phones, &resident.name, line.place);
        }
        self.units.push(unit);
    }

    fn add_area(&mut self, area: Option<AreaCm2>) {
        if let (Some(current), Some(area)) = (&mut self.current, area) {
            current.area_cm2 += area.cm2();
            current.since_total_cm2 += area.cm2();
        }
    }

    /// More about a unit: co-owners on lines of their own, or the same line twice. What contradicts is a
    /// fault.
    fn join(&mut self, index: u32, line: RollLine) {
        let Some(at) = usize::try_from(index).ok().filter(|at| *at < self.units.len()) else { return };
        let mut unit = self.units.swap_remove(at);
        let contradicts = differ(unit.area, line.area)
            || line.kind_given && unit.kind != line.kind
            || differ(unit.tenure, line.tenure)
            || differ(unit.counts_area, line.counts_area)
            || differ(unit.counts_head, line.counts_head)
            || differ(unit.voter.as_ref(), line.voter.as_ref());
        let too_many = unit.owners.len() + line.owners.len() > MAX_PER_UNIT * 2;
        let shown = Some(line.address.to_string());
        if contradicts || too_many {
            let code = if contradicts { FaultCode::UnitContradicts } else { FaultCode::TooManyNames };
            let other = Some(unit.place);
            self.refuse(Fault { place: line.place, code, shown, other });
        } else {
            if unit.area.is_none() {
                self.add_area(line.area);
            }
            let before = (unit.owners.len(), unit.residents.len());
            for owner in &line.owners {
                self.add_owner(&mut unit, owner, line.place);
            }
            for resident in line.residents {
                if !unit.residents.contains(&resident) {
                    self.note_phones(&resident.phones, &resident.name, line.place);
                    unit.residents.push(resident);
                }
            }
            let more = before != (unit.owners.len(), unit.residents.len());
            let code = if more { WarningCode::UnitOnSeveralLines } else { WarningCode::LineRepeated };
            self.warnings.add(code, Warning { place: line.place, code, shown, other: Some(unit.place) });
            unit.area = unit.area.or(line.area);
            unit.area_source = unit.area_source.or(line.area_source);
            unit.tenure = unit.tenure.or(line.tenure);
            unit.counts_area = unit.counts_area.or(line.counts_area);
            unit.counts_head = unit.counts_head.or(line.counts_head);
            unit.voter = unit.voter.or(line.voter);
            unit.household_group = unit.household_group.or(line.household_group);
            unit.grid = unit.grid.or(line.grid);
            unit.note = unit.note.or(line.note);
            unit.phones.extend(line.phones);
            unit.phones.sort_unstable();
            unit.phones.dedup();
        }
        self.units.push(unit);
        let last = self.units.len() - 1;
        self.units.swap(at, last);
    }

    /// Adds an owner to a unit unless they are there: by the same last four, or by name where one line has
    /// none.
    fn add_owner(&mut self, unit: &mut DraftUnit, owner: &Owner, place: Place) {
        let is_same = |held: &UnitOwner| {
            self.people.at(held.person).is_some_and(|person| {
                person.name == owner.name
                    && (person.tail == owner.tail || person.tail.is_none() || owner.tail.is_none())
            })
        };
        let held = unit.owners.iter().position(is_same);
        let person = match held.and_then(|at| unit.owners.get(at)) {
            Some(held)
                if owner.tail.is_none() || self.people.at(held.person).is_some_and(|p| p.tail.is_some()) =>
            {
                held.person
            }
            // New, or known by now by the last four that an earlier line lacked.
            _ => self.people.find_or_add(owner, place),
        };
        match held.and_then(|at| unit.owners.get_mut(at)) {
            Some(held) => {
                if held.person != person {
                    self.owns(held.person, false);
                    self.owns(person, true);
                    held.person = person;
                }
                held.share = held.share.or(owner.share);
            }
            None => {
                self.owns(person, true);
                unit.owners.push(UnitOwner { person, share: owner.share });
            }
        }
        self.note_phones(&owner.phones, &owner.name, place);
        if let Some(person) = self.people.at_mut(person) {
            for phone in &owner.phones {
                if !person.phones.contains(phone) {
                    person.phones.reserve_exact(1);
                    person.phones.push(phone.clone());
                }
            }
        }
    }

    fn owns(&mut self, person: u32, more: bool) {
        if let Some(person) = self.people.at_mut(person) {
            person.units = if more { person.units.saturating_add(1) } else { person.units.saturating_sub(1) };
        }
    }

    fn note_phones(&mut self, phones: &[Phone], name: &PersonName, place: Place) {
        for phone in phones {
            if let Some(other) = self.people.note_phone(phone, name, place) {
                let (code, shown) = (WarningCode::PhoneUsedTwice, Some(phone.as_str().to_owned()));
                self.warnings.add(code, Warning { place, code, shown, other: Some(other) });
            }
        }
    }
}

/// Whether both say something, and not the same.
fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

#[cfg(test)]
mod tests;
