//! A file becomes lines in the database: read once, off the async threads, a few hundred rows at a time.

use super::lines::{self, Lines};
use super::sheet::{SheetFault, SheetFaultCode, SheetInfo, Sheets};
use super::sql;
use crate::hall::{Hall, Tx};
use crate::{Error, Result, founding};
use domain::actor::Actor;
use domain::id::{CompoundId, ImportId};
use domain::roll::import::{
    ColumnMapping, Fault, FaultCode, HeaderFingerprint, MAX_COLUMNS, MAX_LISTED, Place, SheetIndex, SheetRow,
    has_id_number, passport_tail, suggest,
};
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Values shown of each column.
const SAMPLES: usize = 3;
/// Characters shown of each value.
const SAMPLE_CHARS: usize = 24;
/// Characters kept of a file's name.
const FILE_NAME_CHARS: usize = 120;

/// A file to be imported.
#[derive(Debug)]
pub struct RollFile {
    name: String,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Path(PathBuf),
    Bytes(Vec<u8>),
}

impl RollFile {
    /// A file on disk, called `name` by whoever sent it.
    #[must_use]
    pub fn path(name: &str, path: &Path) -> Self {
        Self { name: shown_name(name), content: Content::Path(path.to_owned()) }
    }

    /// A file in memory.
    #[must_use]
    pub fn bytes(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: shown_name(name), content: Content::Bytes(bytes) }
    }
}

/// Only the last part of a path, without anything that must not be kept.
fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    if has_id_number(last) {
        return String::new();
    }
    last.chars().filter(|c| !c.is_control()).take(FILE_NAME_CHARS).collect()
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upload {
    /// It waits for its columns to be confirmed.
    Staged(ImportId),
    /// It cannot be read; nothing of it was kept.
    Unreadable(SheetFault),
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StagedSheets {
    /// The sheets that look like rolls.
    pub sheets: Vec<StagedSheet>,
    /// Names of sheets that do not, or are hidden.
    pub passed_over: Vec<String>,
    /// What was wrong already in reading: full ID numbers, whose cells were emptied, and texts too long.
    pub faults: Vec<Fault>,
    /// Lines with anything in them.
    pub rows: u64,
}

/// A sheet that looks like a roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StagedSheet {
    /// Which.
    pub index: SheetIndex,
    /// Its name; empty for a text file.
    pub name: String,
    /// The line that names the columns.
    pub header_line: u32,
    /// Their names.
    pub header: Vec<String>,
    /// A few values of each column.
    pub samples: Vec<Vec<String>>,
    /// What the choice of columns is remembered by.
    pub fingerprint: HeaderFingerprint,
    /// What the columns hold: remembered, or suggested.
    pub mapping: ColumnMapping,
    /// Whether the sheet is to be read.
    pub read: bool,
    /// Whether a person confirmed the columns, now or for an earlier file with these headers.
    pub confirmed: bool,
}

/// What a person chose for a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetChoice {
    /// Which sheet.
    pub sheet: SheetIndex,
    /// What its columns hold.
    pub mapping: ColumnMapping,
    /// Whether to read it.
    pub read: bool,
}

impl StagedSheets {
    /// Whether every sheet's columns have been confirmed, now or before.
    #[must_use]
    pub fn confirmed(&self) -> bool {
        self.sheets.iter().all(|sheet| sheet.confirmed)
    }

    /// Without values and headers: what is kept once the import is applied.
    pub(super) fn names(mut self) -> Self {
        for sheet in &mut self.sheets {
            sheet.samples = Vec::new();
        }
        self.faults = Vec::new();
        self
    }
}

/// 上传名册: reads the file into lines, which wait for their columns to be confirmed.
pub async fn stage(hall: &Hall, actor: &Actor, compound: CompoundId, file: RollFile) -> Result<Upload> {
    let begun = Begin { actor: actor.clone(), compound, file_name: file.name };
    let (id, remembered) = hall.write(begun, begin).await?;
    let (lines, made) = Lines::new();
    let content = file.content;
    let reading = tokio::task::spawn_blocking(move || read(content, &remembered, lines));
    lines::write(hall, id, sql::FILE_BATCH, made).await?;
    match reading.await.map_err(Error::broken)? {
        Ok(sheets) => {
            hall.write((id, serde_json::to_string(&sheets)?), |tx, (id, sheets)| {
                Box::pin(sql::set_staged(tx, *id, sheets))
            })
            .await?;
            Ok(Upload::Staged(id))
        }
        Err(fault) => {
            hall.write(id, |tx, id| Box::pin(sql::drop_import(tx, *id))).await?;
            Ok(Upload::Unreadable(fault))
        }
    }
}

struct Begin {
    actor: Actor,
    compound: CompoundId,
    file_name: String,
}

type Remembered = HashMap<String, ColumnMapping>;

fn begin<'a>(tx: &'a mut Tx<'_>, command: &'a Begin) -> BoxFuture<'a, Result<(ImportId, Remembered)>> {
    Box::pin(async move {
        founding::may_keep_roll(tx, &command.actor, command.compound).await?;
        sql::forget_given_up(tx, command.compound).await?;
        let id: ImportId = tx.new_id();
        sql::insert_import(tx, id, command.compound, &command.actor, &command.file_name).await?;
        Ok((id, sql::remembered(tx, command.compound).await?))
    })
}

/// One row as it is staged: sheet, line, cells filled from merged ranges, cells.
#[derive(Serialize, Deserialize)]
pub(super) struct StagedRow(pub(super) u16, pub(super) u32, pub(super) u16, pub(super) Vec<String>);

/// Reads every sheet that looks like a roll and sends its rows on.
fn read(content: Content, remembered: &Remembered, mut lines: Lines) -> Result<StagedSheets, SheetFault> {
    let mut file = match content {
        Content::Path(path) => Sheets::open(&path)?,
        Content::Bytes(bytes) => Sheets::from_bytes(bytes)?,
    };
    let mut staged = StagedSheets::default();
    let rolls: Vec<SheetInfo> = file.rolls().cloned().collect();
    let is_roll = |sheet: &&SheetInfo| !rolls.iter().any(|roll| roll.index == sheet.index);
    staged.passed_over = file.sheets().iter().filter(is_roll).map(|sheet| clean_name(&sheet.name)).collect();
    if rolls.is_empty() {
        let place = Place { sheet: SheetIndex(0), line: 0, column: None };
        staged.faults.push(Fault { place, code: FaultCode::HeaderMissing, shown: None, other: None });
    }
    for roll in rolls {
        let head = file.head(roll.index)?;
        staged.sheets.extend(sheet_of(&roll, &head, remembered));
        send_rows(&mut file, roll.index, &mut staged, &mut lines)?;
    }
    lines.finish();
    Ok(staged)
}

fn clean_name(name: &str) -> String {
    if has_id_number(name) { String::new() } else { name.to_owned() }
}

fn send_rows(
    file: &mut Sheets,
    sheet: SheetIndex,
    staged: &mut StagedSheets,
    lines: &mut Lines,
) -> Result<(), SheetFault> {
    for row in file.rows(sheet)? {
        // Whoever waited for the rows may have given up.
        if !lines.are_wanted() {
            return Err(SheetFaultCode::Unreadable.into());
        }
        staged.rows += 1;
        match row {
            Ok(row) => lines.add(sql::ROWS, &harmless(row, &mut staged.faults)),
            Err(SheetFault { code: SheetFaultCode::CellTooLong, place: Some(place) }) => {
                let fault = Fault { place, code: FaultCode::TextTooLong, shown: None, other: None };
                note(&mut staged.faults, fault);
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

/// The row without full ID numbers, which are never stored; each is noted as a fault in its place. Of passports and
/// travel permits only the last four are kept, which is all that is ever read of them.
fn harmless(mut row: SheetRow, faults: &mut Vec<Fault>) -> StagedRow {
    for (column, cell) in (0_u16..).zip(&mut row.cells) {
        if let Some(tail) = passport_tail(cell) {
            *cell = tail;
        }
        if has_id_number(cell) {
            cell.clear();
            let place = Place { sheet: row.sheet, line: row.line, column: Some(column) };
            note(faults, Fault { place, code: FaultCode::FullIdNumber, shown: None, other: None });
        }
    }
    StagedRow(row.sheet.0, row.line, row.filled, row.cells)
}

fn note(faults: &mut Vec<Fault>, fault: Fault) {
    if faults.len() < MAX_LISTED {
        faults.push(fault);
    }
}

fn sheet_of(roll: &SheetInfo, head: &[SheetRow], remembered: &Remembered) -> Option<StagedSheet> {
    let header = roll.header.as_ref()?;
    let below = head.get(header.position + 1..).unwrap_or_default();
    let known = remembered.get(header.fingerprint.as_str());
    let cells = |column: u16| below.iter().map(move |row| row.cell(column));
    let width = header.names.len().max(below.iter().map(|row| row.cells.len()).max().unwrap_or(0));
    let samples = (0..u16::try_from(width.min(MAX_COLUMNS)).unwrap_or(u16::MAX)).map(|column| {
        let filled = cells(column).filter(|cell| !cell.is_empty() && !has_id_number(cell));
        filled.take(SAMPLES).map(|cell| cell.chars().take(SAMPLE_CHARS).collect()).collect()
    });
    Some(StagedSheet {
        index: roll.index,
        name: clean_name(&roll.name),
        header_line: header.line,
        header: header.names.iter().map(|name| clean_name(name)).collect(),
        samples: samples.collect(),
        fingerprint: header.fingerprint.clone(),
        mapping: known.cloned().unwrap_or_else(|| suggest(&header.names, below)),
        read: true,
        confirmed: known.is_some(),
    })
}
