//! Opening an uploaded spreadsheet, whatever made it: .xlsx, or text with separators.
//!
//! The format is told by content, never by name. Reading is by line, so a text file needs no memory to speak
//! of and a workbook only its shared strings. A hostile file is refused before it is inflated (`archive`).
//! What the lines mean is `domain::roll::import`.

mod archive;
mod book;
mod inflate;
mod merges;
mod source;
mod text;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use domain::roll::import::{HEADER_WITHIN, HeaderLine, Place, SheetIndex, SheetRow, find_header};
use serde::Serialize;

use source::Source;

/// The most bytes of an uploaded file.
pub const MAX_FILE_BYTES: u64 = 64 << 20;
/// The most bytes that one part of a workbook may inflate to.
pub const MAX_PART_BYTES: u64 = 256 << 20;
/// The most bytes that a workbook's shared strings may inflate to; they are kept in memory while it is read.
pub const MAX_STRINGS_BYTES: u64 = 48 << 20;
/// The most bytes that all parts which are read may inflate to together.
pub const MAX_INFLATED_BYTES: u64 = 512 << 20;
/// The most that a part of more than a mebibyte may grow when inflated; sheets grow 5 to 40 times.
pub const MAX_RATIO: u64 = 200;
/// The most parts of a workbook.
pub const MAX_PARTS: u64 = 2_000;
/// The most worksheets of a workbook.
pub const MAX_SHEETS: usize = 200;
/// The most merged ranges of a sheet.
pub const MAX_MERGES: usize = 200_000;
/// The most bytes of one line of a text file: every column full.
pub const MAX_RECORD_BYTES: u64 = 512 << 10;
/// Rows of a sheet that [`Sheets::head`] gives: the header is among them, and samples below it.
pub const HEAD_ROWS: usize = HEADER_WITHIN + 20;

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// An Office Open XML workbook.
    Xlsx,
    /// Text with separators.
    Text {
        /// How its characters are written.
        encoding: TextEncoding,
        /// The separator.
        delimiter: char,
    },
}

/// How the characters of a text file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TextEncoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030, of which GBK and GB2312 are parts: what spreadsheet programs save as CSV in China.
    Gb18030,
    /// UTF-16 with a byte order mark: "Unicode text".
    Utf16,
}

/// Why a file, or a line of it, cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum SheetFaultCode {
    /// The disk failed. Upload again.
    #[error("unreadable")]
    Unreadable,
    /// Nothing is in the file.
    #[error("empty")]
    Empty,
    /// Neither a workbook nor text. Save as .xlsx.
    #[error("not_a_sheet")]
    NotASheet,
    /// The old .xls. Open it and save as .xlsx.
    #[error("old_workbook")]
    OldWorkbook,
    /// A password protects it. Save without one.
    #[error("protected")]
    Protected,
    /// A web page or XML that calls itself a spreadsheet, as some systems export. Open it and save as .xlsx.
    #[error("markup")]
    Markup,
    /// Parts are missing or broken. Open it in a spreadsheet program and save again.
    #[error("damaged")]
    Damaged,
    /// The file is larger than [`MAX_FILE_BYTES`].
    #[error("file_too_large")]
    FileTooLarge,
    /// A part would inflate beyond [`MAX_PART_BYTES`], all beyond [`MAX_INFLATED_BYTES`], or claims more than
    /// it holds.
    #[error("part_too_large")]
    PartTooLarge,
    /// A part would grow more than [`MAX_RATIO`] times: a zip bomb, or mostly empty formatted cells.
    #[error("too_dense")]
    TooDense,
    /// More than [`MAX_PARTS`] parts or [`MAX_SHEETS`] sheets.
    #[error("too_many_parts")]
    TooManyParts,
    /// No such sheet.
    #[error("no_such_sheet")]
    NoSuchSheet,
    /// More lines than [`domain::roll::import::MAX_LINES`]. Split the file.
    #[error("too_many_lines")]
    TooManyLines,
    /// Something stands beyond [`domain::roll::import::MAX_COLUMNS`] columns. Delete it.
    #[error("too_many_columns")]
    TooManyColumns,
    /// A cell has more than [`domain::roll::import::MAX_CELL_CHARS`] characters. Shorten it.
    #[error("cell_too_long")]
    CellTooLong,
    /// Characters that are neither UTF-8 nor GB18030. Save as .xlsx.
    #[error("unknown_encoding")]
    UnknownEncoding,
    /// A quotation mark is opened on this line and not closed. Close or delete it.
    #[error("quote_never_closed")]
    QuoteNeverClosed,
}

impl SheetFaultCode {
    /// Whether nothing can be read after it.
    #[must_use]
    pub const fn ends_reading(self) -> bool {
        !matches!(self, Self::TooManyColumns | Self::CellTooLong)
    }
}

/// A [`SheetFaultCode`] in its place; the whole file is meant where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{code}")]
pub struct SheetFault {
    /// Where.
    pub place: Option<Place>,
    /// What.
    pub code: SheetFaultCode,
}

impl From<SheetFaultCode> for SheetFault {
    fn from(code: SheetFaultCode) -> Self {
        Self { place: None, code }
    }
}

impl From<std::io::Error> for SheetFault {
    fn from(_error: std::io::Error) -> Self {
        SheetFaultCode::Unreadable.into()
    }
}

/// One sheet of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetInfo {
    /// What it is called by in places.
    pub index: SheetIndex,
    /// Its name; empty for a text file.
    pub name: String,
    /// Whether the program hides it.
    pub hidden: bool,
    /// Its header, if it looks like a roll.
    pub header: Option<HeaderLine>,
}

/// An opened file.
pub struct Sheets {
    content: Content,
    sheets: Vec<SheetInfo>,
}

enum Content {
    Book(Box<book::Book>),
    Text(text::Text),
}

impl Sheets {
    /// Opens a file on disk. Blocks; call it where blocking is allowed.
    pub fn open(path: &Path) -> Result<Self, SheetFault> {
        Self::read(Source::File(File::open(path)?))
    }

    /// Opens a file in memory.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, SheetFault> {
        Self::read(Source::Bytes(std::io::Cursor::new(bytes)))
    }

    fn read(mut source: Source) -> Result<Self, SheetFault> {
        let content = match kind_of(&mut source)? {
            Kind::Zip => Content::Book(Box::new(book::Book::open(source)?)),
            Kind::Text => Content::Text(text::Text::open(source)?),
        };
        let mut opened = Self { sheets: content.names(), content };
        for at in 0..opened.sheets.len() {
            let Some(index) = opened.sheets.get(at).filter(|sheet| !sheet.hidden).map(|sheet| sheet.index)
            else {
                continue;
            };
            let header = find_header(&opened.head(index)?);
            if let Some(sheet) = opened.sheets.get_mut(at) {
                sheet.header = header;
            }
        }
        Ok(opened)
    }

    /// What the file is.
    #[must_use]
    pub fn format(&self) -> Format {
        match &self.content {
            Content::Book(_) => Format::Xlsx,
            Content::Text(text) => text.format(),
        }
    }

    /// All worksheets, hidden ones too.
    #[must_use]
    pub fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    /// The sheets that look like rolls and are not hidden: the ones to be read unless a person chooses
    /// otherwise.
    pub fn rolls(&self) -> impl Iterator<Item = &SheetInfo> {
        self.sheets.iter().filter(|sheet| sheet.header.is_some())
    }

    /// The first [`HEAD_ROWS`] rows of a sheet that can be read.
    pub fn head(&mut self, sheet: SheetIndex) -> Result<Vec<SheetRow>, SheetFault> {
        Ok(self.rows(sheet)?.filter_map(Result::ok).take(HEAD_ROWS).collect())
    }

    /// The rows of a sheet with anything in them, from its first line. A fault stands in the place of its
    /// row; after one that [ends reading](SheetFaultCode::ends_reading) nothing follows.
    pub fn rows(&mut self, sheet: SheetIndex) -> Result<Rows<'_>, SheetFault> {
        Ok(Rows(match &mut self.content {
            Content::Book(book) => Inner::Book(Box::new(book.rows(sheet)?)),
            Content::Text(text) if sheet == SheetIndex(0) => Inner::Text(Box::new(text.rows()?)),
            Content::Text(_) => return Err(SheetFaultCode::NoSuchSheet.into()),
        }))
    }
}

impl Content {
    fn names(&self) -> Vec<SheetInfo> {
        match self {
            Self::Book(book) => book.names(),
            Self::Text(_) => {
                vec![SheetInfo { index: SheetIndex(0), name: String::new(), hidden: false, header: None }]
            }
        }
    }
}

/// The rows of one sheet.
pub struct Rows<'a>(Inner<'a>);

enum Inner<'a> {
    Book(Box<book::BookRows<'a>>),
    Text(Box<text::TextRows<'a>>),
}

impl Iterator for Rows<'_> {
    type Item = Result<SheetRow, SheetFault>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Inner::Book(rows) => rows.next(),
            Inner::Text(rows) => rows.next(),
        }
    }
}

enum Kind {
    Zip,
    Text,
}

/// Tells a file by how it begins.
fn kind_of(source: &mut Source) -> Result<Kind, SheetFault> {
    let length = source.seek(SeekFrom::End(0))?;
    if length == 0 {
        return Err(SheetFaultCode::Empty.into());
    }
    if length > MAX_FILE_BYTES {
        return Err(SheetFaultCode::FileTooLarge.into());
    }
    source.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    source.take(4_096).read_to_end(&mut head)?;
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let code =
            if is_encrypted(source)? { SheetFaultCode::Protected } else { SheetFaultCode::OldWorkbook };
        return Err(code.into());
    }
    let beginning: Vec<u8> =
        head.iter().skip_while(|b| !b.is_ascii_graphic()).take(9).map(u8::to_ascii_lowercase).collect();
    let is_markup = [&b"<html"[..], b"<!doctype", b"<?xml", b"<table", b"<meta", b"<style"]
        .iter()
        .any(|tag| beginning.starts_with(tag));
    if is_markup || head.starts_with(b"MIME-Version") {
        return Err(SheetFaultCode::Markup.into());
    }
    let is_utf16 = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    if !is_utf16 && (head.contains(&0) || head.starts_with(b"%PDF") || head.starts_with(b"\x89PNG")) {
        return Err(SheetFaultCode::NotASheet.into());
    }
    Ok(Kind::Text)
}

/// An .xlsx with a password is wrapped into the old container, in a stream of this name.
fn is_encrypted(source: &mut Source) -> Result<bool, SheetFault> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    source.seek(SeekFrom::Start(0))?;
    let mut all = Vec::new();
    source.read_to_end(&mut all)?;
    Ok(all.windows(name.len()).any(|window| window == name))
}

/// A cell's text as a person sees it: without characters that take no room, blanks around, and the quotes by
/// which some systems keep a number from being read as one (`="0123"`).
fn clean(text: &str) -> String {
    let plain = text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}' | '\u{2060}')
    });
    let plain = plain.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(plain);
    let quoted = plain.strip_prefix('\'').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let plain = quoted.unwrap_or(plain);
    if plain.contains(['\r', '\u{200B}', '\u{200C}', '\u{200D}', '\u{FEFF}', '\u{2060}']) {
        let plain = plain.replace("\r\n", "\n").replace('\r', "\n");
        return plain
            .chars()
            .filter(|c| !matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}' | '\u{2060}'))
            .collect();
    }
    plain.to_owned()
}

#[cfg(test)]
mod tests;
