//! Lines of a file, and cells between semicolons, each with its place.
//!
//! Cells follow RFC 4180 as Pabulib uses it: `;` between them, `"` around those that hold `;`, `"` or line ends,
//! doubled inside. A quotation mark inside an unquoted cell is a character like others.

use std::io::{BufRead, Read as _};

use super::fault::{Fault, FaultCode, Place, WarningCode, Warnings};
use super::{MAX_CELLS, MAX_RECORD};

/// Lines of UTF-8 without their ends, one at a time in one buffer.
pub(super) struct Lines<R> {
    input: R,
    /// The line as it was read.
    bytes: Vec<u8>,
    /// The lines of the record at hand, with their ends.
    text: String,
    /// The number of the last line read; 0 before the first.
    last: u64,
    /// The number of the first line in `text`.
    first: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) const fn new(input: R) -> Self {
        Self { input, bytes: Vec::new(), text: String::new(), last: 0, first: 1 }
    }

    /// Puts the next line in the place of the last; false at the end of the file.
    pub(super) fn advance(&mut self) -> Result<bool, Fault> {
        self.text.clear();
        self.first = self.last.saturating_add(1);
        self.append()
    }

    /// Adds the next line; false at the end of the file. Only the new bytes are looked at, or a record of very
    /// many lines would be looked at very many times.
    fn append(&mut self) -> Result<bool, Fault> {
        let start = Place { line: self.last.saturating_add(1), column: 1 };
        let room = u64::try_from((MAX_RECORD + 1).saturating_sub(self.text.len())).unwrap_or(u64::MAX);
        self.bytes.clear();
        let read = self.input.by_ref().take(room).read_until(b'\n', &mut self.bytes);
        read.map_err(|error| Fault::new(start, FaultCode::Unreadable, &error.to_string()))?;
        if self.bytes.is_empty() {
            return Ok(false);
        }
        if self.text.len() + self.bytes.len() > MAX_RECORD {
            return Err(Fault::new(start, FaultCode::LineTooLong, ""));
        }
        let line = std::str::from_utf8(&self.bytes).map_err(|error| {
            let valid = self.bytes.get(..error.valid_up_to()).map(std::str::from_utf8);
            let valid = valid.and_then(Result::ok).unwrap_or_default();
            Fault::new(Place { column: columns(valid), ..start }, FaultCode::NotUtf8, "")
        })?;
        // A byte order mark is no part of the text.
        self.text.push_str(if self.last == 0 { line.trim_start_matches('\u{feff}') } else { line });
        self.last = start.line;
        Ok(true)
    }

    /// The line at hand without its end.
    pub(super) fn line(&self) -> &str {
        self.text.get(..content(&self.text)).unwrap_or_default()
    }

    /// The place of the character that begins at byte `offset` of the record at hand.
    pub(super) fn place(&self, offset: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let (above, line) =
            before.rsplit_once('\n').map_or((None, before), |(above, line)| (Some(above), line));
        let above = above.map_or(0, |above| above.matches('\n').count() + 1);
        let line_number = self.first.saturating_add(u64::try_from(above).unwrap_or(u64::MAX));
        Place { line: line_number, column: columns(line) }
    }

    /// Behind the last line: where something that never came is missed.
    pub(super) const fn end(&self) -> Place {
        Place { line: self.last.saturating_add(1), column: 1 }
    }
}

/// The column behind `text`.
fn columns(text: &str) -> u64 {
    u64::try_from(text.chars().count()).unwrap_or(u64::MAX).saturating_add(1)
}

/// The text from this offset on.
fn behind(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// The length without `\n` or `\r\n`.
fn content(line: &str) -> usize {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line).len()
}

#[derive(Clone, Copy)]
struct Cell {
    /// Where its text stands: in the record, or unquoted in `Records::unquoted`.
    from: usize,
    to: usize,
    /// Where it begins in the record.
    offset: usize,
    quoted: bool,
}

/// Records of cells.
pub(super) struct Records<R> {
    lines: Lines<R>,
    unquoted: String,
    cells: Vec<Cell>,
}

impl<R: BufRead> Records<R> {
    pub(super) const fn new(input: R) -> Self {
        Self { lines: Lines::new(input), unquoted: String::new(), cells: Vec::new() }
    }

    /// Puts the next record in the place of the last; false at the end of the file.
    pub(super) fn advance(&mut self, warnings: &mut Warnings) -> Result<bool, Fault> {
        self.cells.clear();
        self.unquoted.clear();
        if !self.lines.advance()? {
            return Ok(false);
        }
        let mut at = 0;
        loop {
            at = if behind(&self.lines.text, at).starts_with('"') {
                self.quoted_cell(at, warnings)?
            } else {
                let to = self.cell_end(at);
                self.push(Cell { from: at, to, offset: at, quoted: false })?;
                to
            };
            if !behind(&self.lines.text, at).starts_with(';') {
                return Ok(true);
            }
            at += 1;
        }
    }

    fn push(&mut self, cell: Cell) -> Result<(), Fault> {
        if self.cells.len() == MAX_CELLS {
            return Err(Fault::new(self.lines.place(cell.offset), FaultCode::TooManyCells, ""));
        }
        self.cells.push(cell);
        Ok(())
    }

    /// Where the unquoted text from `at` ends: before the next semicolon or the line's end.
    fn cell_end(&self, at: usize) -> usize {
        let rest = behind(&self.lines.text, at);
        at + rest.find(';').unwrap_or_else(|| content(rest))
    }

    /// Reads the cell whose quotation mark stands at `opening`, fetching lines as it needs them; returns its end.
    fn quoted_cell(&mut self, opening: usize, warnings: &mut Warnings) -> Result<usize, Fault> {
        let from = self.unquoted.len();
        let mut at = opening + 1;
        loop {
            let rest = behind(&self.lines.text, at);
            let Some(mark) = rest.find('"') else {
                self.unquoted.push_str(rest);
                at = self.lines.text.len();
                if !self.lines.append()? {
                    let place = self.lines.place(opening);
                    return Err(Fault::new(place, FaultCode::QuoteNotClosed, behind(&self.unquoted, from)));
                }
                continue;
            };
            self.unquoted.push_str(rest.get(..mark).unwrap_or_default());
            at += mark + 1;
            if !behind(&self.lines.text, at).starts_with('"') {
                break;
            }
            self.unquoted.push('"');
            at += 1;
        }
        let end = self.cell_end(at);
        let more = self.lines.text.get(at..end).unwrap_or_default();
        if !more.trim().is_empty() {
            warnings.add(WarningCode::TextAfterQuote, || (self.lines.place(at), more.to_owned()));
            self.unquoted.push_str(more);
        }
        self.push(Cell { from, to: self.unquoted.len(), offset: opening, quoted: true })?;
        Ok(end)
    }

    /// How many cells the record has; at least one.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The text of a cell without blanks around it; empty where the record is shorter.
    pub(super) fn cell(&self, index: usize) -> &str {
        let Some(cell) = self.cells.get(index) else { return "" };
        let text = if cell.quoted { &self.unquoted } else { &self.lines.text };
        text.get(cell.from..cell.to).unwrap_or_default().trim()
    }

    /// Where a cell begins; the end of the record where it is shorter.
    pub(super) fn place(&self, index: usize) -> Place {
        let offset = self.cells.get(index).map(|cell| cell.offset);
        self.lines.place(offset.unwrap_or_else(|| content(&self.lines.text)))
    }

    /// The place of `part`, which is a slice of what [`Records::cell`] gave for `index`.
    pub(super) fn place_of(&self, index: usize, part: &str) -> Place {
        let address = |text: &str| text.as_ptr().addr();
        let inside = address(part).checked_sub(address(&self.lines.text));
        match (self.cells.get(index), inside) {
            (Some(cell), Some(offset)) if !cell.quoted && offset <= self.lines.text.len() => {
                self.lines.place(offset)
            }
            _ => self.place(index),
        }
    }

    /// Behind the last line.
    pub(super) const fn end(&self) -> Place {
        self.lines.end()
    }

    /// Whether there is nothing but blanks.
    pub(super) fn is_blank(&self) -> bool {
        self.lines.text.trim().is_empty()
    }

    /// The record's first cell if it stands alone and unquoted: what a section's title looks like.
    pub(super) fn title(&self) -> Option<&str> {
        let alone = (1..self.len()).all(|index| self.cell(index).is_empty());
        let quoted = self.cells.first().is_none_or(|cell| cell.quoted);
        (alone && !quoted).then(|| self.cell(0))
    }
}

/// Writes a cell so that it reads as `text`.
pub(super) fn escaped(text: &str) -> std::borrow::Cow<'_, str> {
    let needs_quotes = text.contains([';', '"', '\n', '\r'])
        || ["META", "PROJECTS", "VOTES"].iter().any(|title| text.eq_ignore_ascii_case(title))
        || text.starts_with('\u{feff}');
    if needs_quotes { format!("\"{}\"", text.replace('"', "\"\"")).into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cell and its place.
    type Placed = (String, String);

    /// Every record's cells with their places, and the fault that ended it.
    fn read(text: &str) -> (Vec<Vec<Placed>>, Option<Fault>, Warnings) {
        let (mut records, mut warnings) = (Records::new(text.as_bytes()), Warnings::default());
        let mut all = Vec::new();
        loop {
            match records.advance(&mut warnings) {
                Ok(true) => {
                    let cell = |i| (records.cell(i).to_owned(), records.place(i).to_string());
                    all.push((0..records.len()).map(cell).collect());
                }
                Ok(false) => return (all, None, warnings),
                Err(fault) => return (all, Some(fault), warnings),
            }
        }
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        let (all, fault, _) = read(text);
        assert_eq!(fault, None);
        all.into_iter().map(|record| record.into_iter().map(|(cell, _)| cell).collect()).collect()
    }

    #[test]
    fn lines_end_as_they_like() {
        for text in ["a;b\nc;d\n", "a;b\r\nc;d\r\n", "a;b\r\nc;d", "\u{feff}a; b \nc ;d"] {
            assert_eq!(cells(text), [["a", "b"], ["c", "d"]], "{text:?}");
        }
        assert_eq!(cells("a;;\n\n"), [vec!["a", "", ""], vec![""]]);
        assert!(cells("").is_empty());
    }

    #[test]
    fn quotes_hold_semicolons_quotes_and_lines() {
        assert_eq!(cells("\"a;b\";\"c \"\"d\"\"\"\n"), [["a;b", "c \"d\""]]);
        assert_eq!(cells("1;\"two\r\nlines\";3\r\n4;5;6\r\n"), [["1", "two\r\nlines", "3"], ["4", "5", "6"]]);
        assert_eq!(cells("5\" tyres;\"\"\n"), [["5\" tyres", ""]]);
        let (all, _, warnings) = read("\"Park\" im. X;2\n");
        assert_eq!(all[0][0].0, "Park im. X");
        assert_eq!(warnings.listed()[0].place, Place { line: 1, column: 7 });
    }

    #[test]
    fn places_count_characters_and_lines_inside_quotes() {
        let (all, _, _) = read("业主;\"a\nb\";c\nd\n");
        let places: Vec<_> = all.iter().flatten().map(|(_, place)| place.as_str()).collect();
        assert_eq!(places, ["1:1", "1:4", "2:4", "3:1"]);
    }

    #[test]
    fn what_cannot_be_read_is_a_fault_with_its_place() {
        let (_, fault, _) = read("a\nb;\"c\nd\n");
        assert_eq!(
            fault.map(|f| (f.place.to_string(), f.code)),
            Some(("2:3".into(), FaultCode::QuoteNotClosed))
        );
        let mut records = Records::new(&b"ok\na;\xff\n"[..]);
        let mut warnings = Warnings::default();
        assert_eq!(records.advance(&mut warnings), Ok(true));
        let fault = records.advance(&mut warnings).expect_err("no UTF-8");
        assert_eq!((fault.place.to_string(), fault.code), ("2:3".into(), FaultCode::NotUtf8));
        for (text, code) in [
            ("x".repeat(MAX_RECORD + 1), FaultCode::LineTooLong),
            (format!("\"{}", "\n".repeat(MAX_RECORD)), FaultCode::LineTooLong),
            (";".repeat(MAX_CELLS), FaultCode::TooManyCells),
        ] {
            assert_eq!(read(&text).1.map(|fault| fault.code), Some(code));
        }
    }

    #[test]
    fn what_is_escaped_reads_as_it_was() {
        for text in ["plain", "a;b", "say \"so\"", "two\nlines", "votes", ""] {
            assert_eq!(cells(&format!("{}\n", escaped(text))), [[text]]);
        }
    }
}
