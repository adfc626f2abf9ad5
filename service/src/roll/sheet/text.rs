//! A text file with separators, line by line.

use std::collections::VecDeque;
use std::io::{self, Read, Seek, SeekFrom};

use domain::roll::import::{MAX_CELL_CHARS, MAX_COLUMNS, MAX_LINES, Place, SheetIndex, SheetRow};
use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::source::Source;
use super::{Format, MAX_RECORD_BYTES, SheetFault, SheetFaultCode, TextEncoding, clean};

const CHUNK_BYTES: usize = 64 << 10;

/// An opened text file.
pub(super) struct Text {
    source: Source,
    encoding: &'static Encoding,
    delimiter: u8,
}

impl Text {
    pub(super) fn open(mut source: Source) -> Result<Self, SheetFault> {
        let encoding = encoding_of(&mut source)?;
        source.seek(SeekFrom::Start(0))?;
        let mut sample = String::new();
        let mut head = Vec::new();
        let chunk = u64::try_from(CHUNK_BYTES).unwrap_or(u64::MAX);
        Utf8::new(&mut source, encoding)
            .take(chunk)
            .read_to_end(&mut head)
            .map_err(|error| code_of(&error))?;
        sample.push_str(&String::from_utf8_lossy(&head));
        Ok(Self { source, encoding, delimiter: delimiter_of(&sample) })
    }

    pub(super) fn format(&self) -> Format {
        let encoding = match self.encoding {
            utf8 if utf8 == UTF_8 => TextEncoding::Utf8,
            gb if gb == GB18030 => TextEncoding::Gb18030,
            _ => TextEncoding::Utf16,
        };
        Format::Text { encoding, delimiter: self.delimiter.into() }
    }

    pub(super) fn rows(&mut self) -> Result<TextRows<'_>, SheetFault> {
        self.source.seek(SeekFrom::Start(0))?;
        let records = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .buffer_capacity(CHUNK_BYTES)
            .from_reader(Utf8::new(&mut self.source, self.encoding));
        Ok(TextRows { records, record: csv::StringRecord::new(), lines: 0, done: false })
    }
}

/// The rows of a text file.
pub(super) struct TextRows<'a> {
    records: csv::Reader<Utf8<&'a mut Source>>,
    record: csv::StringRecord,
    lines: u32,
    done: bool,
}

impl Iterator for TextRows<'_> {
    type Item = Result<SheetRow, SheetFault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let start = self.records.position().byte();
            self.records.get_mut().budget = MAX_RECORD_BYTES;
            let read = self.records.read_record(&mut self.record);
            let line = self.records.get_mut().line_at(start);
            match read {
                Ok(true) => {}
                Ok(false) => self.done = true,
                Err(error) => return Some(Err(self.broken(&error, line))),
            }
            if self.done || self.record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            self.lines += 1;
            if self.lines > MAX_LINES {
                return Some(Err(self.fault(SheetFaultCode::TooManyLines, line, None)));
            }
            return Some(self.row(line));
        }
        None
    }
}

impl TextRows<'_> {
    fn fault(&mut self, code: SheetFaultCode, line: u32, column: Option<u16>) -> SheetFault {
        self.done |= code.ends_reading();
        SheetFault { place: Some(Place { sheet: SheetIndex(0), line, column }), code }
    }

    fn broken(&mut self, error: &csv::Error, line: u32) -> SheetFault {
        let code = match error.kind() {
            csv::ErrorKind::Io(error) => code_of(error),
            _ => SheetFaultCode::UnknownEncoding,
        };
        let line =
            if code == SheetFaultCode::UnknownEncoding { self.records.get_ref().decoded_line } else { line };
        self.fault(code, line, None)
    }

    fn row(&mut self, line: u32) -> Result<SheetRow, SheetFault> {
        let mut cells = Vec::with_capacity(self.record.len().min(MAX_COLUMNS));
        let mut wrong = None;
        for (column, cell) in self.record.iter().enumerate() {
            let at = u16::try_from(column).ok();
            if column >= MAX_COLUMNS && !cell.trim().is_empty() {
                wrong = wrong.or(Some((SheetFaultCode::TooManyColumns, at)));
            } else if cell.len() > MAX_CELL_CHARS && cell.chars().count() > MAX_CELL_CHARS {
                // A quotation mark that opens a cell takes the lines below into it.
                let many_lines = cell.matches('\n').count() > 5;
                let code =
                    if many_lines { SheetFaultCode::QuoteNeverClosed } else { SheetFaultCode::CellTooLong };
                wrong = wrong.or(Some((code, at)));
            } else if column < MAX_COLUMNS {
                cells.push(clean(cell));
            }
        }
        match wrong {
            Some((code, column)) => Err(self.fault(code, line, column)),
            None => Ok(SheetRow { sheet: SheetIndex(0), line, cells, filled: 0 }),
        }
    }
}

/// Reads any text as UTF-8 in pieces of bounded size.
struct Utf8<R> {
    inner: R,
    decoder: Decoder,
    raw: Box<[u8]>,
    /// The part of `raw` that is not decoded yet.
    ready: std::ops::Range<usize>,
    at_end: bool,
    out: Vec<u8>,
    given: usize,
    /// How many bytes may still be read; renewed for each line, so that none can take all memory.
    budget: u64,
    /// The line that decoding has come to.
    decoded_line: u32,
    /// How many bytes were given out.
    given_bytes: u64,
    /// Where line ends were given out, and whether they are line feeds; those passed are dropped.
    ends: VecDeque<(u64, bool)>,
    /// The line that reading has come to.
    line: u32,
}

/// Why a text could not be decoded further.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Stopped(SheetFaultCode);

fn stopped(code: SheetFaultCode) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, Stopped(code))
}

fn code_of(error: &io::Error) -> SheetFaultCode {
    let known = error.get_ref().and_then(|inner| inner.downcast_ref::<Stopped>());
    known.map_or(SheetFaultCode::Unreadable, |stopped| stopped.0)
}

impl<R: Read> Utf8<R> {
    fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; CHUNK_BYTES].into_boxed_slice(),
            ready: 0..0,
            at_end: false,
            out: Vec::new(),
            given: 0,
            budget: MAX_RECORD_BYTES,
            decoded_line: 1,
            given_bytes: 0,
            ends: VecDeque::new(),
            line: 1,
        }
    }

    /// The line of a record that starts at `byte` or, as line ends are left over from the one before, behind
    /// those that stand there. (The record's own count is one behind in files with CRLF.)
    fn line_at(&mut self, byte: u64) -> u32 {
        let mut start = byte;
        while let Some((at, is_feed)) = self.ends.front().filter(|(at, _)| *at <= start) {
            start += u64::from(*at == start);
            self.line = self.line.saturating_add(u32::from(*is_feed));
            self.ends.pop_front();
        }
        self.line
    }

    /// Decodes the next piece into `out`.
    fn decode(&mut self) -> io::Result<()> {
        if self.ready.is_empty() {
            let read = self.inner.read(&mut self.raw)?;
            self.ready = 0..read;
            self.at_end = read == 0;
        }
        self.given = 0;
        self.out.resize(CHUNK_BYTES, 0);
        let raw = self.raw.get(self.ready.clone()).unwrap_or_default();
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(raw, &mut self.out, self.at_end);
        self.out.truncate(written);
        self.ready.start += read;
        let lines = self.out.iter().filter(|byte| **byte == b'\n').count();
        self.decoded_line = self.decoded_line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        match result {
            DecoderResult::Malformed(..) => Err(stopped(SheetFaultCode::UnknownEncoding)),
            DecoderResult::InputEmpty | DecoderResult::OutputFull => Ok(()),
        }
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.out.len() {
            if self.at_end && self.ready.is_empty() {
                return Ok(0);
            }
            self.decode()?;
        }
        if self.budget == 0 {
            return Err(stopped(SheetFaultCode::QuoteNeverClosed));
        }
        let most = usize::try_from(self.budget).unwrap_or(usize::MAX).min(into.len());
        let mut ready = self.out.get(self.given..).unwrap_or_default();
        let read = ready.read(into.get_mut(..most).unwrap_or_default())?;
        for (at, byte) in (self.given_bytes..).zip(into.iter().take(read)) {
            if matches!(byte, b'\n' | b'\r') {
                self.ends.push_back((at, *byte == b'\n'));
            }
        }
        self.given += read;
        self.given_bytes += read as u64;
        self.budget -= read as u64;
        Ok(read)
    }
}

/// By the byte order mark; else UTF-8 if all of the file is, else GB18030.
fn encoding_of(source: &mut Source) -> Result<&'static Encoding, SheetFault> {
    source.seek(SeekFrom::Start(0))?;
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut kept = 0;
    let mut first = true;
    loop {
        let read = source.read(chunk.get_mut(kept..).unwrap_or_default())?;
        let filled = chunk.get(..kept + read).unwrap_or_default();
        if first {
            if let Some((encoding, _)) = Encoding::for_bom(filled).filter(|(bom, _)| *bom != UTF_8) {
                return Ok(if encoding == UTF_16LE { UTF_16LE } else { UTF_16BE });
            }
            first = false;
        }
        if read == 0 {
            // A character begun and not ended.
            return Ok(if kept == 0 { UTF_8 } else { GB18030 });
        }
        let rest = match std::str::from_utf8(filled) {
            Ok(_) => filled.len()..filled.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to()..filled.len(),
            Err(_) => return Ok(GB18030),
        };
        kept = rest.len();
        chunk.copy_within(rest, 0);
    }
}

/// The separator that most lines have in the same number.
fn delimiter_of(sample: &str) -> u8 {
    const CANDIDATES: [u8; 4] = [b',', b'\t', b';', b'|'];
    const LINES: usize = 50;
    let score = |delimiter: u8| {
        let count = |line: &str| {
            let mut quoted = false;
            line.bytes()
                .filter(|byte| {
                    quoted ^= *byte == b'"';
                    *byte == delimiter && !quoted
                })
                .count()
        };
        let mut counts: Vec<usize> = sample
            .lines()
            .filter(|line| !line.trim().is_empty())
            .take(LINES)
            .map(count)
            .filter(|count| *count > 0)
            .collect();
        counts.sort_unstable();
        counts.chunk_by(|one, other| one == other).map(|same| (same.len(), same.first().copied())).max()
    };
    // Of equals the first: `max_by_key` would take the last.
    CANDIDATES.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_sniffed() {
        let check = |sample: &str, expected: u8| assert_eq!(delimiter_of(sample), expected, "{sample}");
        check("房号,业主\n1201,张三\n", b',');
        check("房号\t业主\n1201\t张三,李四\n", b'\t');
        check("房号;业主;面积\n1201;\"张三,李四\";89,5\n", b';');
        check("房号|业主\n1201|张三\n", b'|');
        check("春和小区业主名册\n房号,业主,面积\n1201,张三,90\n", b',');
        check("房号\n1201\n", b',');
        check("", b',');
    }
}
