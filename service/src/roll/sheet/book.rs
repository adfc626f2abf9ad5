//! An .xlsx workbook, cell by cell.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use domain::roll::import::{MAX_CELL_CHARS, MAX_COLUMNS, MAX_LINES, Place, SheetIndex, SheetRow};

use super::archive;
use super::merges::{Merges, Region, regions};
use super::source::{Source, Spliced};
use super::{MAX_MERGES, MAX_SHEETS, SheetFault, SheetFaultCode, SheetInfo, clean};

/// An opened workbook.
pub(super) struct Book {
    workbook: Xlsx<Spliced>,
    sheets: Vec<SheetInfo>,
    /// They stand behind the cells, so that finding them reads a sheet to its end: done once.
    merged: HashMap<SheetIndex, Vec<Region>>,
}

impl Book {
    pub(super) fn open(source: Source) -> Result<Self, SheetFault> {
        let container = archive::checked(source)?;
        let workbook = guarded(|| Xlsx::new(container))?.map_err(|error| fault_of(&error))?;
        let sheet = |(index, sheet): (usize, &calamine::Sheet)| {
            Some(SheetInfo {
                index: SheetIndex(u16::try_from(index).ok()?),
                name: sheet.name.clone(),
                hidden: sheet.visible != SheetVisible::Visible,
                header: None,
            })
            .filter(|_| sheet.typ == SheetType::WorkSheet)
        };
        let sheets: Vec<SheetInfo> =
            workbook.sheets_metadata().iter().enumerate().filter_map(sheet).collect();
        if sheets.len() > MAX_SHEETS {
            return Err(SheetFaultCode::TooManyParts.into());
        }
        if sheets.is_empty() {
            return Err(SheetFaultCode::Empty.into());
        }
        Ok(Self { workbook, sheets, merged: HashMap::new() })
    }

    pub(super) fn names(&self) -> Vec<SheetInfo> {
        self.sheets.clone()
    }

    pub(super) fn rows(&mut self, index: SheetIndex) -> Result<BookRows<'_>, SheetFault> {
        let sheet =
            self.sheets.iter().find(|sheet| sheet.index == index).ok_or(SheetFaultCode::NoSuchSheet)?;
        let name = sheet.name.clone();
        let whole = Some(Place { sheet: index, line: 0, column: None });
        let in_sheet = |code: SheetFaultCode| SheetFault { place: whole, code };
        if !self.merged.contains_key(&index) {
            let found = guarded(|| self.workbook.merge_cells_by_sheet_name(&name))?;
            let merged = found.map_err(|error| in_sheet(fault_of(&error)))?;
            if merged.len() > MAX_MERGES {
                return Err(in_sheet(SheetFaultCode::PartTooLarge));
            }
            self.merged.insert(index, regions(&merged));
        }
        let regions = self.merged.get(&index).map_or(&[][..], Vec::as_slice);
        let cells = guarded(|| self.workbook.worksheet_cells_reader(&name))?;
        let cells = cells.map_err(|error| in_sheet(fault_of(&error)))?;
        Ok(BookRows {
            cells,
            merges: Merges::new(regions),
            sheet: index,
            ahead: None,
            lines: 0,
            line: 0,
            done: false,
        })
    }
}

/// A cell that holds something: its row and column from 0, and its text.
type Filled = (u32, usize, Result<String, SheetFaultCode>);

/// The rows of one worksheet.
pub(super) struct BookRows<'a> {
    cells: XlsxCellReader<'a, Spliced>,
    merges: Merges<'a>,
    sheet: SheetIndex,
    /// The first cell of the next row, met when the row before it ended.
    ahead: Option<Filled>,
    lines: u32,
    line: u32,
    done: bool,
}

impl Iterator for BookRows<'_> {
    type Item = Result<SheetRow, SheetFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let row = match self.next_row() {
            Ok(row) => row?,
            Err(code) => return Some(Err(self.fault(code, None))),
        };
        self.lines += 1;
        if self.lines > MAX_LINES {
            return Some(Err(self.fault(SheetFaultCode::TooManyLines, None)));
        }
        Some(row)
    }
}

impl BookRows<'_> {
    fn fault(&mut self, code: SheetFaultCode, column: Option<u16>) -> SheetFault {
        self.done |= code.ends_reading();
        SheetFault { place: Some(Place { sheet: self.sheet, line: self.line, column }), code }
    }

    /// The next row with anything in it.
    fn next_row(&mut self) -> Result<Option<Result<SheetRow, SheetFault>>, SheetFaultCode> {
        let Some((row, column, text)) =
            self.ahead.take().map_or_else(|| self.next_cell(), |cell| Ok(Some(cell)))?
        else {
            self.done = true;
            return Ok(None);
        };
        self.line = row.saturating_add(1);
        let (mut cells, mut wrong) = (Vec::with_capacity(16), None);
        self.put(&mut cells, &mut wrong, column, text);
        loop {
            match self.next_cell()? {
                Some((at, column, text)) if at == row => self.put(&mut cells, &mut wrong, column, text),
                next => {
                    self.done |= next.is_none();
                    self.ahead = next;
                    break;
                }
            }
        }
        let filled = self.merges.fill(row, &mut cells);
        Ok(Some(match wrong {
            Some(fault) => Err(fault),
            None => Ok(SheetRow { sheet: self.sheet, line: self.line, cells, filled }),
        }))
    }

    fn put(
        &mut self,
        cells: &mut Vec<String>,
        wrong: &mut Option<SheetFault>,
        column: usize,
        text: Result<String, SheetFaultCode>,
    ) {
        match text {
            _ if column >= MAX_COLUMNS => {
                *wrong =
                    wrong.or(Some(self.fault(SheetFaultCode::TooManyColumns, u16::try_from(column).ok())));
            }
            Ok(text) => {
                if cells.len() <= column {
                    cells.resize(column + 1, String::new());
                }
                if let Some(cell) = cells.get_mut(column) {
                    *cell = text;
                }
            }
            Err(code) => *wrong = wrong.or(Some(self.fault(code, u16::try_from(column).ok()))),
        }
    }

    /// The next cell that holds anything.
    fn next_cell(&mut self) -> Result<Option<Filled>, SheetFaultCode> {
        loop {
            let cell = match guarded(|| self.cells.next_cell())? {
                Ok(None) => return Ok(None),
                Ok(Some(cell)) => cell,
                Err(error) => return Err(fault_of(&error)),
            };
            let (row, column) = cell.get_position();
            let text = written(cell.get_value());
            if text.as_ref().is_ok_and(String::is_empty) {
                continue;
            }
            return Ok(Some((row, usize::try_from(column).unwrap_or(usize::MAX), text)));
        }
    }
}

/// A value as a person would have typed it.
fn written(value: &DataRef<'_>) -> Result<String, SheetFaultCode> {
    let text = match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::Bool(yes) => (if *yes { "TRUE" } else { "FALSE" }).to_owned(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => return bounded(text),
        DataRef::String(text) => return bounded(text),
        DataRef::SharedString(text) => return bounded(text),
        DataRef::DateTime(date) if date.is_datetime() && date.as_f64() >= 1.0 => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(other) => number_text(other.as_f64()),
    };
    Ok(text)
}

fn bounded(text: &str) -> Result<String, SheetFaultCode> {
    const MOST_BYTES_PER_CHAR: usize = 4;
    let is_short = text.len() <= MAX_CELL_CHARS
        || text.len() <= MAX_CELL_CHARS * MOST_BYTES_PER_CHAR && text.chars().count() <= MAX_CELL_CHARS;
    if is_short { Ok(clean(text)) } else { Err(SheetFaultCode::CellTooLong) }
}

/// A number with the 15 digits that spreadsheets keep and show, never in scientific writing: `13800138000`,
/// `88.1`.
pub(super) fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // Rust writes the shortest digits that mean the number, and never an exponent.
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// The workbook reader is not ours: should it panic on a strange file, that file is damaged and no more.
fn guarded<T>(read: impl FnOnce() -> T) -> Result<T, SheetFaultCode> {
    catch_unwind(AssertUnwindSafe(read)).map_err(|_panic| SheetFaultCode::Damaged)
}

fn fault_of(error: &XlsxError) -> SheetFaultCode {
    match error {
        XlsxError::Password => SheetFaultCode::Protected,
        _ => SheetFaultCode::Damaged,
    }
}
