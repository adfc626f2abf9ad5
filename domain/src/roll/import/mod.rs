//! Reading a roll that somebody keeps in a spreadsheet.
//!
//! Rows come from `service::roll::sheet`; nothing here opens a file. The way of a row:
//!
//! 1. [`find_header`] finds the line that names the columns, below titles and notes.
//! 2. [`suggest`] says what each column holds; a person corrects it; it is remembered by
//!    [`HeaderFingerprint`].
//! 3. [`parse_row`] turns one row into a [`RollLine`] or into faults with their places.
//! 4. [`RollDraft`] takes the rows of all sheets, joins lines of one unit, finds persons and owner sets, and
//!    counts.
//!
//! What is wrong is told in closed codes ([`FaultCode`], [`WarningCode`]); words are made in `app::text`.

mod address;
mod cell;
mod column;
mod document;
mod draft;
mod fault;
mod header;
mod line;
mod mapping;
mod name;
mod naming;
mod numeral;
mod person;
mod phone;
mod tally;

pub use address::{AddressError, UnitAddress, parse_address, parse_building, parse_entrance};
pub use cell::{
    CellError, Share, parse_area, parse_area_source, parse_kind, parse_share, parse_tenure, parse_yes_no,
};
pub use column::Column;
pub use document::{DocumentTail, TailError, has_id_number, parse_tails, passport_tail};
pub use draft::{DraftUnit, ReadRoll, RollDraft, SheetHead, UnitOwner};
pub use fault::{Fault, FaultCode, Place, Tallied, Warning, WarningCode};
pub use header::{HeaderFingerprint, HeaderLine, RowRole, find_header, row_role};
pub use line::{Context, Owner, Resident, RollLine, parse_row};
pub use mapping::{ColumnMapping, MappingFault, suggest};
pub use name::{NameError, WrittenName, is_legal_person, parse_names};
pub use naming::{
    Numbering, area_of, building_key, building_name, entrance_key, entrance_name, sort_number, unit_key,
    unit_name,
};
pub use person::{DraftPerson, PossiblySame};
pub use phone::{Phone, PhoneError, parse_phones};
pub use tally::{Counts, KindCount};

use serde::{Deserialize, Serialize};

use super::{AreaSource, PersonKind, Tenure, UnitKind};

/// Lines with anything in them that one sheet may have: a hundred thousand units and their title rows, with
/// room.
pub const MAX_LINES: u32 = 120_000;
/// The most characters of one cell.
pub const MAX_CELL_CHARS: usize = 1_000;
/// The most columns of a sheet that may hold anything.
pub const MAX_COLUMNS: usize = 100;
/// The most owners, and the most residents, of one unit.
pub const MAX_PER_UNIT: usize = 50;
/// Faults, warnings and suggestions that are kept with their places; further ones are counted.
pub const MAX_LISTED: usize = 200;
/// Rows from the top in which the header is looked for.
pub const HEADER_WITHIN: usize = 40;

/// A sheet's position in its file, from 0; a text file has one sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SheetIndex(pub u16);

/// One line of a sheet with anything in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// The sheet it stands in.
    pub sheet: SheetIndex,
    /// Its line as the spreadsheet program shows it, from 1; of a text file, the line it begins on.
    pub line: u32,
    /// The cells from column A on, trimmed; numbers and dates written out; trailing empty cells may be
    /// missing.
    pub cells: Vec<String>,
    /// How many of the cells were filled from the top left of a merged range.
    pub filled: u16,
}

impl SheetRow {
    /// The text of the cell at `column`; empty where the row is shorter.
    #[must_use]
    pub fn cell(&self, column: u16) -> &str {
        self.cells.get(usize::from(column)).map_or("", String::as_str)
    }

    /// Whether no cell holds anything.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}
