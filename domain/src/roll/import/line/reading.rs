//! Reading one row, cell by cell.

use super::super::address::{self, AddressError};
use super::super::cell::{bare, is_placeholder, is_spreadsheet_error};
use super::super::document::is_scientific;
use super::super::fault::excerpt;
use super::super::{
    Column, ColumnMapping, Fault, FaultCode, MAX_PER_UNIT, NameError, PersonKind, Phone, PhoneError, Place,
    SheetRow, TailError, Tenure, UnitAddress, UnitKind, Warning, WarningCode, WrittenName, has_id_number,
    parse_area, parse_building, parse_entrance, parse_kind, parse_names, parse_phones, parse_share,
    parse_tails, parse_tenure,
};
use super::{Context, Owner, Resident};
use crate::measure::{AreaCm2, MeasureError};
use crate::words::{Label, Note, PersonName, WordsError};

/// A row on its way to a line; faults and warnings gather as its cells are read.
pub(super) struct Reading<'a> {
    pub(super) row: &'a SheetRow,
    pub(super) mapping: &'a ColumnMapping,
    pub(super) context: &'a Context,
    pub(super) faults: Vec<Fault>,
    pub(super) warnings: Vec<Warning>,
}

impl<'a> Reading<'a> {
    pub(super) fn place(&self, column: Option<u16>) -> Place {
        Place { sheet: self.row.sheet, line: self.row.line, column }
    }

    fn fault(&mut self, column: Option<u16>, code: FaultCode) {
        let shown = column.and_then(|column| excerpt(self.row.cell(column)));
        self.faults.push(Fault { place: self.place(column), code, shown, other: None });
    }

    fn warn(&mut self, column: Option<u16>, code: WarningCode) {
        let shown = column.and_then(|column| excerpt(self.row.cell(column)));
        self.warnings.push(Warning { place: self.place(column), code, shown, other: None });
    }

    /// The filled cells that hold `what`, with their columns.
    fn cells(&self, what: Column) -> Vec<(u16, &'a str)> {
        let row = self.row;
        self.mapping
            .all(what)
            .iter()
            .map(|at| (*at, row.cell(*at).trim()))
            .filter(|(_, cell)| !cell.is_empty())
            .collect()
    }

    fn cell(&self, what: Column) -> Option<(u16, &'a str)> {
        self.cells(what).first().copied()
    }

    pub(super) fn refuse_what_must_not_be_there(&mut self) {
        for at in 0..u16::try_from(self.row.cells.len()).unwrap_or(u16::MAX) {
            let cell = self.row.cell(at);
            if has_id_number(cell) {
                self.fault(Some(at), FaultCode::FullIdNumber);
            } else if is_spreadsheet_error(cell) && self.mapping.at(at).is_some() {
                self.fault(Some(at), FaultCode::SpreadsheetError);
            }
        }
    }

    /// A cell that one parser reads.
    pub(super) fn value<T, E>(
        &mut self,
        what: Column,
        parse: impl Fn(&str) -> Result<Option<T>, E>,
        code: FaultCode,
    ) -> Option<T> {
        let (at, text) = self.cell(what)?;
        parse(text).unwrap_or_else(|_refused| {
            self.fault(Some(at), code);
            None
        })
    }

    fn words<T>(&mut self, at: u16, parsed: Result<T, WordsError>) -> Option<T> {
        match parsed {
            Ok(words) => return Some(words),
            Err(WordsError::Empty | WordsError::TooShort { .. }) => {}
            Err(WordsError::TooLong { .. }) => self.fault(Some(at), FaultCode::TextTooLong),
            Err(WordsError::OddCharacter) => self.fault(Some(at), FaultCode::OddCharacter),
        }
        None
    }

    pub(super) fn label(&mut self, what: Column) -> Option<Label> {
        let (at, text) = self.cell(what).filter(|(_, text)| !is_placeholder(text))?;
        self.words(at, Label::parse(&text.replace(['\n', '\t'], " ")))
    }

    pub(super) fn note(&mut self) -> Option<Note> {
        let (at, text) = self.cell(Column::Note).filter(|(_, text)| !is_placeholder(text))?;
        self.words(at, Note::parse(&text.replace(['\n', '\t'], " ")))
    }

    /// The use, whether it was said, and the address; none of it if there is a fault.
    pub(super) fn unit(&mut self) -> (UnitKind, bool, Option<UnitAddress>) {
        let said = self.value(Column::Kind, parse_kind, FaultCode::KindUnknown);
        let written = self.address(said.or(self.context.kind));
        let kind = said.or(written.as_ref().and_then(|(_, hint)| *hint)).or(self.context.kind);
        if kind.is_none() && self.mapping.get(Column::Kind).is_some() {
            self.warn(self.mapping.get(Column::Kind), WarningCode::KindAssumed);
        }
        let known = kind.unwrap_or(UnitKind::Flat);
        let address = written.map(|(address, _)| address);
        if matches!(known, UnitKind::Flat | UnitKind::Shop)
            && address.as_ref().is_some_and(|a| a.building.is_none())
        {
            self.fault(self.mapping.get(Column::Building), FaultCode::BuildingMissing);
        }
        (known, kind.is_some(), address)
    }

    /// The address from all columns that say part of it.
    fn address(&mut self, kind: Option<UnitKind>) -> Option<address::Addressed> {
        let building = self.part(Column::Building, parse_building);
        let entrance = self.part(Column::Entrance, parse_entrance);
        let in_building = building.is_some() || self.context.building.is_some();
        let (at, text) = match (self.cell(Column::Address), self.cell(Column::Unit)) {
            (Some(whole), _) => whole,
            (None, Some(unit)) => unit,
            (None, None) => {
                let column = self.mapping.get(Column::Unit).or(self.mapping.get(Column::Address));
                self.fault(column, FaultCode::UnitMissing);
                return None;
            }
        };
        let numbered = matches!(kind, Some(UnitKind::Parking | UnitKind::Storage))
            && self.cell(Column::Address).is_none();
        let read = if numbered { address::read_number(text) } else { address::read(text, in_building) };
        let (mut address, hint) = match read {
            Ok(read) => read,
            // A parking space may be called anything.
            Err(AddressError::NotUnderstood)
                if kind.is_some_and(|k| !matches!(k, UnitKind::Flat | UnitKind::Shop)) =>
            {
                let unit = self.words(at, Label::parse(&text.replace(['\n', '\t'], " ")))?;
                (UnitAddress { building: None, entrance: None, unit }, None)
            }
            Err(error) => {
                self.fault(Some(at), address_fault(error));
                return None;
            }
        };
        if let (Some((_, _)), Some((unit_at, unit))) = (self.cell(Column::Address), self.cell(Column::Unit))
            && address::read(unit, true).is_ok_and(|(other, _)| other.unit != address.unit)
        {
            self.fault(Some(unit_at), FaultCode::AddressContradicts);
        }
        for (column, given, part) in [
            (Column::Building, building, &mut address.building),
            (Column::Entrance, entrance, &mut address.entrance),
        ] {
            match (given, part.as_ref()) {
                (Some(given), None) => *part = Some(given),
                (Some(given), Some(read)) if !same_place(&given, read) => {
                    self.fault(self.mapping.get(column), FaultCode::AddressContradicts);
                }
                _ => {}
            }
        }
        if address.building.is_none() {
            address.building.clone_from(&self.context.building);
        }
        Some((address, hint))
    }

    fn part(&mut self, what: Column, parse: fn(&str) -> Result<Label, AddressError>) -> Option<Label> {
        let (at, text) = self.cell(what).filter(|(_, text)| !is_placeholder(text))?;
        match parse(text) {
            Ok(label) => Some(label),
            Err(error) => {
                self.fault(Some(at), address_fault(error));
                None
            }
        }
    }

    pub(super) fn area(&mut self, kind: UnitKind) -> Option<AreaCm2> {
        const LEAST_CM2: i64 = 10_000;
        const MOST_OF_A_FLAT_CM2: i64 = 10_000_000;
        let column = self.mapping.get(Column::Area)?;
        let area = match parse_area(self.row.cell(column)) {
            Ok(area) => area,
            Err(error) => {
                let lost = is_scientific(self.row.cell(column));
                self.fault(
                    Some(column),
                    match error {
                        MeasureError::Empty | MeasureError::NotANumber if lost => FaultCode::DigitsLost,
                        MeasureError::Empty | MeasureError::NotANumber => FaultCode::AreaNotANumber,
                        MeasureError::TooFine => FaultCode::AreaTooFine,
                        MeasureError::OutOfRange => FaultCode::AreaOutOfRange,
                    },
                );
                return None;
            }
        };
        match area.map(AreaCm2::cm2) {
            None => self.warn(Some(column), WarningCode::AreaMissing),
            Some(cm2) if cm2 < LEAST_CM2 || kind == UnitKind::Flat && cm2 > MOST_OF_A_FLAT_CM2 => {
                self.warn(Some(column), WarningCode::AreaUnlikely);
            }
            Some(_) => {}
        }
        area
    }

    fn names(&mut self, at: u16, text: &str) -> Vec<WrittenName> {
        let (names, abbreviated) = match parse_names(text) {
            Ok(read) => read,
            Err(NameError::Words(error)) => {
                let _none: Option<()> = self.words(at, Err(error));
                return Vec::new();
            }
            Err(error) => {
                self.fault(
                    Some(at),
                    match error {
                        NameError::Unclear => FaultCode::NamesUnclear,
                        NameError::TooMany => FaultCode::TooManyNames,
                        NameError::Invalid | NameError::Words(_) => FaultCode::NameInvalid,
                    },
                );
                return Vec::new();
            }
        };
        if abbreviated {
            self.warn(Some(at), WarningCode::OwnersAbbreviated);
        }
        if names.iter().any(|name| name.remark.is_some()) {
            self.warn(Some(at), WarningCode::RemarkInName);
        }
        names
    }

    /// Owners, and the state of tenure, which some sheets write in the owner's place.
    pub(super) fn owners(&mut self) -> (Vec<Owner>, Option<Tenure>) {
        let mut tenure = self.value(Column::Tenure, parse_tenure, FaultCode::TenureUnknown);
        let mut owners: Vec<Owner> = Vec::new();
        for (at, text) in self.cells(Column::Owners) {
            if parse_tenure(text) == Ok(Some(Tenure::Unsold)) {
                tenure = tenure.or(Some(Tenure::Unsold));
                continue;
            }
            for written in self.names(at, text) {
                // `张三` as 产权人 and once more among the 共有人.
                let again = |owner: &Owner| {
                    owner.name == written.name && (written.tail.is_none() || owner.tail == written.tail)
                };
                if !owners.iter().any(again) {
                    let WrittenName { name, kind, tail, phone, share, remark } = written;
                    owners.push(Owner {
                        name,
                        kind,
                        tail,
                        phones: phone.into_iter().collect(),
                        share,
                        remark,
                    });
                }
            }
        }
        if owners.len() > MAX_PER_UNIT {
            self.fault(self.mapping.get(Column::Owners), FaultCode::TooManyNames);
        }
        let unsold = tenure == Some(Tenure::Unsold);
        if owners.is_empty() && !unsold && self.mapping.get(Column::Owners).is_some() {
            self.warn(self.mapping.get(Column::Owners), WarningCode::OwnerMissing);
        }
        (owners, tenure)
    }

    pub(super) fn tails(&mut self, owners: &mut [Owner]) {
        let legal = owners.iter().any(|owner| owner.kind == PersonKind::Legal);
        let (mut tails, mut first) = (Vec::new(), None);
        for (at, text) in self.cells(Column::Document) {
            match parse_tails(text, legal) {
                Ok((read, padded)) => {
                    tails.extend(read);
                    if padded {
                        self.warn(Some(at), WarningCode::TailPadded);
                    }
                }
                Err(TailError::Invalid) => return self.fault(Some(at), FaultCode::TailInvalid),
                Err(TailError::DigitsLost) => return self.fault(Some(at), FaultCode::DigitsLost),
            }
            first = first.or(Some(at));
        }
        if tails.is_empty() || owners.is_empty() {
            return;
        }
        if tails.len() != owners.len() {
            return self.fault(first, FaultCode::TailCountDiffers);
        }
        for (owner, tail) in owners.iter_mut().zip(tails) {
            owner.tail = owner.tail.or(Some(tail));
        }
    }

    pub(super) fn shares(&mut self, owners: &mut [Owner]) {
        if let Some((at, text)) = self.cell(Column::Share) {
            let parts: Vec<&str> = text
                .split(['、', ',', '，', ';', '；', '\n', ' '])
                .filter(|part| !part.trim().is_empty())
                .collect();
            let shares: Result<Vec<_>, _> = parts.iter().map(|part| parse_share(part)).collect();
            match shares {
                // 共同共有 and the like say that there are no shares.
                Err(_) if text.contains("共有") => {}
                Err(_) => self.fault(Some(at), FaultCode::ShareInvalid),
                Ok(shares) if shares.len() == owners.len() => {
                    for (owner, share) in owners.iter_mut().zip(shares) {
                        owner.share = owner.share.or(share);
                    }
                }
                Ok(shares) if owners.is_empty() || shares.iter().all(Option::is_none) => {}
                Ok(_) => self.fault(Some(at), FaultCode::ShareSumWrong),
            }
        }
        if shares_exceed_whole(owners) {
            self.fault(
                self.mapping.get(Column::Share).or(self.mapping.get(Column::Owners)),
                FaultCode::ShareSumWrong,
            );
        }
    }

    fn read_phones(&mut self, what: Column) -> Vec<Phone> {
        let mut phones: Vec<Phone> = Vec::new();
        for (at, text) in self.cells(what) {
            match parse_phones(text) {
                Ok(read) => {
                    if read.iter().any(Phone::lacks_area_code) {
                        self.warn(Some(at), WarningCode::PhoneWithoutAreaCode);
                    }
                    phones.extend(read);
                }
                Err(PhoneError::DigitsLost) => self.fault(Some(at), FaultCode::DigitsLost),
                Err(PhoneError::Invalid) => self.fault(Some(at), FaultCode::PhoneInvalid),
            }
        }
        phones
    }

    /// Gives phones to owners where it is certain whose they are; returns the others.
    pub(super) fn phones(&mut self, owners: &mut [Owner]) -> Vec<Phone> {
        let phones = self.read_phones(Column::Phone);
        let holders = owners.iter_mut().map(|owner| &mut owner.phones).collect();
        let left = give(phones, holders);
        if !left.is_empty() && !owners.is_empty() {
            self.warn(self.mapping.get(Column::Phone), WarningCode::PhoneOwnerUnclear);
        }
        left
    }

    pub(super) fn residents(&mut self) -> Vec<Resident> {
        let mut residents = Vec::new();
        for (at, text) in self.cells(Column::Residents) {
            if matches!(
                bare(text).as_str(),
                "自住" | "业主自住" | "本人" | "业主本人" | "同上" | "同业主" | "空置" | "空房"
            ) {
                continue;
            }
            for written in self.names(at, text) {
                residents.push(Resident {
                    name: written.name,
                    relation: None,
                    phones: written.phone.into_iter().collect(),
                });
            }
        }
        let phones = self.read_phones(Column::ResidentPhone);
        let left = give(phones, residents.iter_mut().map(|resident| &mut resident.phones).collect());
        if !left.is_empty() && !residents.is_empty() {
            self.warn(self.mapping.get(Column::ResidentPhone), WarningCode::PhoneOwnerUnclear);
        }
        if let Some((at, text)) = self.cell(Column::Relation).filter(|(_, text)| !is_placeholder(text)) {
            let parts: Vec<&str> = text.split(['、', ',', '，', ';', '；', '/', '\n']).collect();
            let count = residents.len();
            for (index, resident) in residents.iter_mut().enumerate() {
                let part =
                    if parts.len() == count { parts.get(index).copied().unwrap_or(text) } else { text };
                resident.relation = self.words(at, Label::parse(part));
            }
        }
        residents
    }

    pub(super) fn voter(&mut self) -> Option<PersonName> {
        let (at, text) = self.cell(Column::Voter)?;
        let names = self.names(at, text);
        match <[WrittenName; 1]>::try_from(names) {
            Ok([voter]) => Some(voter.name),
            Err(names) if names.is_empty() => None,
            Err(_several) => {
                self.fault(Some(at), FaultCode::NamesUnclear);
                None
            }
        }
    }
}

/// Pairs phones with people: one person has them all, as many as people have one each; else all are left.
fn give(phones: Vec<Phone>, mut holders: Vec<&mut Vec<Phone>>) -> Vec<Phone> {
    match holders.as_mut_slice() {
        [only] => only.extend(phones),
        several if several.len() == phones.len() => {
            for (holder, phone) in several.iter_mut().zip(phones) {
                holder.push(phone);
            }
        }
        _ => return phones,
    }
    Vec::new()
}

/// `3` in a column and `东区3` in an address are one building.
fn same_place(one: &Label, other: &Label) -> bool {
    let zoned = |long: &Label, short: &Label| {
        long.as_str()
            .strip_suffix(short.as_str())
            .is_some_and(|zone| zone.is_empty() || zone.ends_with(['区', '期']))
    };
    zoned(one, other) || zoned(other, one)
}

fn address_fault(error: AddressError) -> FaultCode {
    match error {
        AddressError::Empty => FaultCode::UnitMissing,
        AddressError::Date => FaultCode::DateInsteadOfUnit,
        AddressError::NotUnderstood => FaultCode::AddressNotUnderstood,
        AddressError::Words(WordsError::OddCharacter) => FaultCode::OddCharacter,
        AddressError::Words(_) => FaultCode::TextTooLong,
    }
}

/// Whether the shares, all of them given, are together more than one; sums in parts of the product of the
/// wholes.
fn shares_exceed_whole(owners: &[Owner]) -> bool {
    let (mut part, mut of) = (0_u128, 1_u128);
    for share in owners.iter().filter_map(|owner| owner.share) {
        let next = part
            .checked_mul(u128::from(share.of))
            .and_then(|sum| of.checked_mul(u128::from(share.part)).and_then(|more| sum.checked_add(more)))
            .zip(of.checked_mul(u128::from(share.of)));
        // Too many different wholes to add exactly: nothing is said.
        let Some((sum, whole)) = next else { return false };
        (part, of) = (sum, whole);
    }
    part > of
}
