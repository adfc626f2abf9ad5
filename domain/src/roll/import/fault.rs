//! What is wrong with a roll, and what is only odd, in closed codes with places.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{MAX_LISTED, SheetIndex, has_id_number};
use crate::codes;

/// Where in a file something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The sheet, from 0.
    pub sheet: SheetIndex,
    /// The line, from 1; 0 where the whole sheet is meant.
    pub line: u32,
    /// The column, from 0 (A); none where the whole line is meant.
    pub column: Option<u16>,
}

codes! {
    /// Why a line cannot be taken in. Nothing is imported while one fault stands.
    pub enum FaultCode {
        /// A full ID number (15 or 18 digits). Full numbers are never stored: leave the last four.
        FullIdNumber = "full_id_number",
        /// A number that lost its digits when it became text (`1.38E+10`). Format the column as text, type it
        /// again.
        DigitsLost = "digits_lost",
        /// The spreadsheet shows an error here (`#N/A`, `#REF!`). Mend the formula or type the value.
        SpreadsheetError = "spreadsheet_error",
        /// No line of the sheet names its columns. Add a header line with at least 房号 and 业主.
        HeaderMissing = "header_missing",
        /// There is a header and no line below it. Send the whole file.
        NoLines = "no_lines",
        /// The line names no unit. Fill in 房号 or 房屋坐落.
        UnitMissing = "unit_missing",
        /// A flat or a shop without its building. Fill in 楼栋, or write the address as `3-2-1201`.
        BuildingMissing = "building_missing",
        /// The address has an unknown shape. Write it as `3-2-1201` or `3号楼2单元1201室`.
        AddressNotUnderstood = "address_not_understood",
        /// The address says one building, entrance or unit and another column a different one. Correct
        /// either.
        AddressContradicts = "address_contradicts",
        /// The spreadsheet turned `3-2` into a date. Format the column as text, type it again.
        DateInsteadOfUnit = "date_instead_of_unit",
        /// A use that is none of 住宅, 商铺, 车位, 储藏间, 其他. Choose one of them.
        KindUnknown = "kind_unknown",
        /// The area is no number. Write square metres: `89.52`.
        AreaNotANumber = "area_not_a_number",
        /// The area has more than four decimals. Write as many as the deed has.
        AreaTooFine = "area_too_fine",
        /// The area is below zero or beyond a square kilometre. Correct it.
        AreaOutOfRange = "area_out_of_range",
        /// A source that is none of 登记, 实测, 合同. Choose one of them.
        AreaSourceUnknown = "area_source_unknown",
        /// It is not clear where one name ends and the next begins. Put `、` between them.
        NamesUnclear = "names_unclear",
        /// A person's name with digits, or of a single character; perhaps a wrong column. Correct the name or
        /// the columns.
        NameInvalid = "name_invalid",
        /// More owners or residents than one unit can have here (50). Enter them as one authorised person.
        TooManyNames = "too_many_names",
        /// Neither a mobile number nor a fixed line. Correct it or leave it empty.
        PhoneInvalid = "phone_invalid",
        /// Not the last four of a document: three digits and a digit or X. Correct it or leave it empty.
        TailInvalid = "tail_invalid",
        /// Not as many last fours as owners. Write one per owner, in the owners' order.
        TailCountDiffers = "tail_count_differs",
        /// Neither 是 nor 否.
        YesNoUnknown = "yes_no_unknown",
        /// A state that is none of 未售, 已售未交付, 已交付. Choose one of them.
        TenureUnknown = "tenure_unknown",
        /// Not a share: write `50%` or `1/2`.
        ShareInvalid = "share_invalid",
        /// Not as many shares as owners, or together more than the whole.
        ShareSumWrong = "share_sum_wrong",
        /// A text longer than its place takes. Shorten it.
        TextTooLong = "text_too_long",
        /// A text with a character nobody types, such as a control character. Type it again.
        OddCharacter = "odd_character",
        /// The unit stands on another line with another area, use, state or voter. Correct either line.
        UnitContradicts = "unit_contradicts",
        /// The file speaks of several compounds. Import the lines of each at its own page.
        SeveralCompounds = "several_compounds",
    }
}

codes! {
    /// What a person should look at, though the roll can be taken in.
    pub enum WarningCode {
        /// No owner: the unit still counts, nobody can vote for it.
        OwnerMissing = "owner_missing",
        /// No area: the unit counts as a head and adds nothing to the area.
        AreaMissing = "area_missing",
        /// An area hardly any such unit has; perhaps a slipped point.
        AreaUnlikely = "area_unlikely",
        /// No use given; taken for 住宅.
        KindAssumed = "kind_assumed",
        /// Several owners and nobody named to vote for them: they will have to agree among themselves.
        CoOwnersWithoutVoter = "co_owners_without_voter",
        /// Who is to vote for the owners is not one of them: an agent needs an authorisation.
        VoterNotOwner = "voter_not_owner",
        /// The phone stands by another name elsewhere.
        PhoneUsedTwice = "phone_used_twice",
        /// Phones cannot be told apart among the owners; none of them was given to a person.
        PhoneOwnerUnclear = "phone_owner_unclear",
        /// A fixed line without its area code.
        PhoneWithoutAreaCode = "phone_without_area_code",
        /// Leading zeros of the last four were lost and have been put back.
        TailPadded = "tail_padded",
        /// `张三等3人`: the owners are not all named.
        OwnersAbbreviated = "owners_abbreviated",
        /// Words in brackets after a name were kept as a remark.
        RemarkInName = "remark_in_name",
        /// The unit stands on several lines; their owners were joined.
        UnitOnSeveralLines = "unit_on_several_lines",
        /// The line says what another line said; counted once.
        LineRepeated = "line_repeated",
        /// Titles and notes above the header were passed over.
        TitleRowsSkipped = "title_rows_skipped",
        /// The header stands again in the middle; passed over.
        HeaderRepeated = "header_repeated",
        /// A remark below the table was passed over.
        NoteRowSkipped = "note_row_skipped",
        /// A line of totals was passed over.
        TotalRowSkipped = "total_row_skipped",
        /// The sheet's own total of areas is not the sum of its lines.
        TotalDiffers = "total_differs",
        /// Cells were filled from merged ranges (told once per sheet).
        MergedCellsFilled = "merged_cells_filled",
        /// The file names a compound otherwise than the hall does; it was taken to mean this one.
        CompoundNamedOtherwise = "compound_named_otherwise",
    }
}

/// One fault in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What.
    pub code: FaultCode,
    /// The beginning of what stands there; never anything that holds a full ID number.
    pub shown: Option<String>,
    /// The other place that is meant: the line contradicted, the first use of a phone.
    pub other: Option<Place>,
}

/// One warning in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Where.
    pub place: Place,
    /// What.
    pub code: WarningCode,
    /// The beginning of what stands there; never anything that holds a full ID number.
    pub shown: Option<String>,
    /// The other place that is meant: the line contradicted, the first use of a phone.
    pub other: Option<Place>,
}

/// The first characters of a cell, fit to be shown beside a fault.
pub(super) fn excerpt(text: &str) -> Option<String> {
    const SHOWN_CHARS: usize = 40;
    if text.is_empty() || has_id_number(text) {
        return None;
    }
    let mut out: String =
        text.chars().take(SHOWN_CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(SHOWN_CHARS).is_some() {
        out.push('…');
    }
    Some(out)
}

/// The first [`MAX_LISTED`] of many, and how many there are of each code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "Item: Deserialize<'de>, Code: Deserialize<'de>"))]
pub struct Tallied<Item, Code: Ord> {
    listed: Vec<Item>,
    by_code: BTreeMap<Code, u64>,
}

impl<Item, Code: Ord + Copy> Default for Tallied<Item, Code> {
    fn default() -> Self {
        Self { listed: Vec::new(), by_code: BTreeMap::new() }
    }
}

impl<Item, Code: Ord + Copy> Tallied<Item, Code> {
    /// Counts `item` and keeps it if there is room.
    pub fn add(&mut self, code: Code, item: Item) {
        *self.by_code.entry(code).or_default() += 1;
        if self.listed.len() < MAX_LISTED {
            self.listed.push(item);
        }
    }

    /// The first [`MAX_LISTED`], in the order in which they were met.
    #[must_use]
    pub fn listed(&self) -> &[Item] {
        &self.listed
    }

    /// How many there are of each code.
    #[must_use]
    pub const fn by_code(&self) -> &BTreeMap<Code, u64> {
        &self.by_code
    }

    /// Only how many there are: what was listed may hold names and phones.
    #[must_use]
    pub fn unlisted(self) -> Self {
        Self { listed: Vec::new(), ..self }
    }

    /// How many there are in all, listed or not.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.by_code.values().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_keep_their_names_in_storage() {
        let names: std::collections::BTreeSet<_> = FaultCode::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(names.len(), FaultCode::ALL.len());
        for code in WarningCode::ALL {
            assert_eq!(serde_json::to_string(code).unwrap(), format!("\"{}\"", code.code()));
        }
    }

    #[test]
    fn an_excerpt_is_short_and_never_holds_an_id_number() {
        let check =
            |text: &str, expected: Option<&str>| assert_eq!(excerpt(text).as_deref(), expected, "{text}");
        check("", None);
        check("3号楼\n2单元", Some("3号楼 2单元"));
        check("张三 350102199001011234", None);
        check(&"议".repeat(41), Some(&format!("{}…", "议".repeat(40))));
    }
}
