//! Pabulib's `.pb`: one participatory-budgeting election in a file.
//!
//! Three sections, each a title, a header and rows of cells between semicolons: META (keys and values), PROJECTS,
//! VOTES. Columns are found by the names in the headers, in any order; blanks around cells mean nothing. Source:
//! the format's page at pabulib.org/format and the corpus itself, which also has decimal amounts, quotes, CRLF, and
//! 999999999 as the cost of a project that was withdrawn.

mod amounts;
mod head;
mod make;
pub mod official;
mod votes;
mod write;

#[cfg(test)]
mod tests;

use std::io::BufRead;

use super::fault::{Fault, FaultCode, WarningCode, Warnings};
use super::records::Records;
use crate::count::budget::election::{Election, Mark};

pub use make::make;
pub use write::write;

/// The cost that stands for "withdrawn, never to be selected", in whole units of the currency.
pub const WITHDRAWN: &str = "999999999";

/// The columns that are read; all others are kept as they are.
const COLUMNS: [&str; 9] =
    ["project_id", "cost", "name", "votes", "score", "selected", "voter_id", "vote", "points"];

/// What a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The election, equal ballots merged.
    pub election: Election,
    /// What is odd in the file.
    pub warnings: Warnings,
}

/// Reads an election. Voters are counted and forgotten.
pub fn read(input: impl BufRead) -> Result<Reading, Fault> {
    read_voters(input, |_, _| {})
}

/// Reads an election and tells every voter's id and ballot, in the file's order; the ballot as in
/// [`Group::choices`](crate::count::budget::election::Group::choices).
pub fn read_voters(input: impl BufRead, each: impl FnMut(&str, &[Mark])) -> Result<Reading, Fault> {
    let mut source = Source { records: Records::new(input), warnings: Warnings::default() };
    let head = head::read(&mut source)?;
    let election = votes::read(&mut source, head, each)?;
    Ok(Reading { election, warnings: source.warnings })
}

/// A part of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Meta,
    Projects,
    Votes,
}

impl Section {
    const fn title(self) -> &'static str {
        match self {
            Self::Meta => "META",
            Self::Projects => "PROJECTS",
            Self::Votes => "VOTES",
        }
    }

    fn named(title: &str) -> Option<Self> {
        let all = [Self::Meta, Self::Projects, Self::Votes];
        all.into_iter().find(|section| section.title().eq_ignore_ascii_case(title))
    }
}

/// What the next line of a file is.
enum Row {
    Title(Section),
    Cells,
    End,
}

/// A file being read.
struct Source<R> {
    records: Records<R>,
    warnings: Warnings,
}

impl<R: BufRead> Source<R> {
    /// The next line that is not empty.
    fn next(&mut self) -> Result<Row, Fault> {
        loop {
            if !self.records.advance(&mut self.warnings)? {
                return Ok(Row::End);
            }
            if self.records.is_blank() {
                self.warn(WarningCode::LineEmpty, 0);
                continue;
            }
            let section = self.records.title().and_then(Section::named);
            return Ok(section.map_or(Row::Cells, Row::Title));
        }
    }

    /// Whether there is another row before `next`; none of another section may come here, nor may the file end.
    fn row_before(&mut self, next: Section) -> Result<bool, Fault> {
        match self.next()? {
            Row::Cells => Ok(true),
            Row::Title(section) if section == next => Ok(false),
            Row::Title(section) => Err(self.fault(FaultCode::SectionMisplaced, 0, section.title())),
            Row::End => Err(Fault::new(self.records.end(), FaultCode::SectionMisplaced, next.title())),
        }
    }

    /// The header under the title of `section`.
    fn header(&mut self, section: Section, needed: &[&'static str]) -> Result<Header, Fault> {
        if !matches!(self.next()?, Row::Cells) {
            return Err(self.fault(FaultCode::ColumnMissing, 0, needed.first().copied().unwrap_or_default()));
        }
        let names: Vec<String> = (0..self.records.len()).map(|i| self.records.cell(i).to_owned()).collect();
        let header = Header { names };
        for (index, name) in header.names.iter().enumerate() {
            // Two columns that nobody reads may be called alike; they are kept side by side.
            let is_read = COLUMNS.iter().any(|column| name.eq_ignore_ascii_case(column));
            if is_read && header.find(name) != Some(index) {
                return Err(self.fault(FaultCode::ColumnTwice, index, name));
            }
        }
        match needed.iter().find(|name| header.find(name).is_none()) {
            Some(name) => {
                let shown = format!("{}: {name}", section.title());
                Err(self.fault(FaultCode::ColumnMissing, 0, &shown))
            }
            None => Ok(header),
        }
    }

    /// Warns if the row has fewer cells than `columns` or more; more empty ones are left by spreadsheets and mean
    /// nothing.
    fn check_width(&mut self, columns: usize) {
        let over = (columns..self.records.len()).find(|index| !self.records.cell(*index).is_empty());
        if let Some(index) = over {
            self.warn(WarningCode::CellsLeftOver, index);
        } else if self.records.len() < columns {
            self.warn(WarningCode::CellsMissing, self.records.len());
        }
    }

    /// The number in a cell that counting does not need; anything else is odd.
    fn number(&mut self, index: usize) -> Option<i64> {
        let text = self.records.cell(index);
        if text.is_empty() {
            return None;
        }
        let number = whole(text);
        if number.is_none() {
            self.warn(WarningCode::NumberInvalid, index);
        }
        number
    }

    fn fault(&self, code: FaultCode, cell: usize, shown: &str) -> Fault {
        Fault::new(self.records.place(cell), code, shown)
    }

    fn warn(&mut self, code: WarningCode, cell: usize) {
        let records = &self.records;
        self.warnings.add(code, || (records.place(cell), records.cell(cell).to_owned()));
    }
}

/// A whole number as files have it: also `12.0`, as some programs write it.
pub(in crate::count) fn whole(text: &str) -> Option<i64> {
    let number = text
        .split_once('.')
        .map_or(text, |(number, zeros)| if zeros.bytes().all(|byte| byte == b'0') { number } else { text });
    number.parse().ok()
}

/// The names of a section's columns.
struct Header {
    names: Vec<String>,
}

impl Header {
    /// The column called `name`; capitals do not matter.
    fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|column| column.eq_ignore_ascii_case(name))
    }
}
