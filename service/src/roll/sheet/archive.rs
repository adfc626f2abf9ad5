//! A workbook's zip container, looked through before anything is inflated.
//!
//! The directory at the end of the file is read here, strictly; what is declared there must fit the limits.
//! Then a directory of our own, with nothing in it but what was checked, takes its place ([`Spliced`]), so
//! that the workbook reader cannot see another than the one that was checked. It never inflates a part beyond
//! its declared size.

use std::io::{Read, Seek, SeekFrom};

use super::inflate::inflate_head;
use super::source::{Source, Spliced};
use super::{
    MAX_INFLATED_BYTES, MAX_PART_BYTES, MAX_PARTS, MAX_RATIO, MAX_STRINGS_BYTES, SheetFault, SheetFaultCode,
};

const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: u64 = 22;
const DIRECTORY_MAX_BYTES: u64 = 1 << 20;

/// One part as the directory declares it.
#[derive(Debug)]
struct Part {
    name: Vec<u8>,
    flags: u16,
    method: u16,
    crc: u32,
    packed: u32,
    inflated: u32,
    offset: u32,
}

/// Where the directory is.
struct Directory {
    offset: u64,
    length: u64,
    entries: u64,
}

/// Checks the container and gives it with a directory that holds nothing but the XML parts.
pub(super) fn checked(mut source: Source) -> Result<Spliced, SheetFault> {
    let directory = find_directory(&mut source)?;
    if directory.entries > MAX_PARTS || directory.length > DIRECTORY_MAX_BYTES {
        return Err(SheetFaultCode::TooManyParts.into());
    }
    let bytes = read_at(&mut source, directory.offset, directory.length)?;
    let parts = read_parts(&bytes, directory.entries).ok_or(SheetFaultCode::Damaged)?;
    let parts: Vec<Part> = parts.into_iter().filter(Part::is_xml).collect();
    check_sizes(&parts, directory.offset)?;
    for part in parts.iter().filter(|part| part.is_strings()) {
        check_strings(&mut source, part)?;
    }
    let tail = written(&parts, directory.offset).ok_or(SheetFaultCode::Damaged)?;
    Ok(Spliced::new(source, directory.offset, tail))
}

impl Part {
    fn lower_name(&self) -> String {
        String::from_utf8_lossy(&self.name).replace('\\', "/").to_ascii_lowercase()
    }

    /// Pictures, fonts and macros are not looked at, whatever their size.
    fn is_xml(&self) -> bool {
        let name = self.lower_name();
        (name.ends_with(".xml") || name.ends_with(".rels")) && !name.contains(|c: char| c.is_control())
    }

    fn is_strings(&self) -> bool {
        self.lower_name().ends_with("sharedstrings.xml")
    }
}

fn read_at(source: &mut Source, offset: u64, length: u64) -> Result<Vec<u8>, SheetFault> {
    source.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::new();
    source.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Finds the end record, whose comment must reach to the end of the file, and with it the directory before
/// it.
fn find_directory(source: &mut Source) -> Result<Directory, SheetFault> {
    let length = source.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(END_LENGTH + 0xFFFF);
    let bytes = read_at(source, from, length - from)?;
    let is_end = |at: &usize| {
        let record = bytes.get(*at..).unwrap_or_default();
        record.starts_with(END)
            && u16_at(record, 20).is_some_and(|comment| record.len() == 22 + usize::from(comment))
    };
    let at = (0..bytes.len().saturating_sub(21)).rev().find(is_end).ok_or(SheetFaultCode::Damaged)?;
    let record = bytes.get(at..).unwrap_or_default();
    let end = from + at as u64;
    let found = (|| {
        let (entries, length, offset) = (u16_at(record, 10)?, u32_at(record, 12)?, u32_at(record, 16)?);
        Some(Directory { offset: offset.into(), length: length.into(), entries: entries.into() })
    })();
    let mut directory = found.ok_or(SheetFaultCode::Damaged)?;
    let mut directory_end = end;
    if directory.offset == 0xFFFF_FFFF || directory.length == 0xFFFF_FFFF || directory.entries == 0xFFFF {
        (directory, directory_end) = large_directory(source, end)?.ok_or(SheetFaultCode::Damaged)?;
    }
    if directory.offset.checked_add(directory.length) != Some(directory_end) {
        return Err(SheetFaultCode::Damaged.into());
    }
    Ok(directory)
}

/// The directory of a container in the large format, which some programs write whatever the size.
fn large_directory(source: &mut Source, end: u64) -> Result<Option<(Directory, u64)>, SheetFault> {
    let Some(at) = end.checked_sub(20) else { return Ok(None) };
    let locator = read_at(source, at, 20)?;
    let Some(offset) = u64_at(&locator, 8).filter(|_| locator.starts_with(b"PK\x06\x07")) else {
        return Ok(None);
    };
    let record = read_at(source, offset, 56)?;
    Ok((|| {
        record.starts_with(b"PK\x06\x06").then_some(())?;
        let (entries, length, start) = (u64_at(&record, 32)?, u64_at(&record, 40)?, u64_at(&record, 48)?);
        Some((Directory { offset: start, length, entries }, offset))
    })())
}

fn read_parts(bytes: &[u8], entries: u64) -> Option<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = bytes;
    for _ in 0..entries {
        let (part, length) = read_part(rest)?;
        rest = rest.get(length..)?;
        parts.push(part);
    }
    let mut names: Vec<String> = parts.iter().map(Part::lower_name).collect();
    names.sort_unstable();
    let distinct = names.windows(2).all(|pair| !matches!(pair, [one, other] if one == other));
    (rest.is_empty() && distinct).then_some(parts)
}

/// One entry of the directory, and how long it is.
fn read_part(bytes: &[u8]) -> Option<(Part, usize)> {
    bytes.starts_with(b"PK\x01\x02").then_some(())?;
    let (name, extra, comment) = (u16_at(bytes, 28)?, u16_at(bytes, 30)?, u16_at(bytes, 32)?);
    let [name, extra, comment] = [name, extra, comment].map(usize::from);
    let (mut packed, mut inflated, mut offset) =
        (u64::from(u32_at(bytes, 20)?), u64::from(u32_at(bytes, 24)?), u64::from(u32_at(bytes, 42)?));
    let mut fields = bytes.get(46 + name..46 + name + extra)?;
    while let (Some(id), Some(length)) = (u16_at(fields, 0), u16_at(fields, 2)) {
        let mut field = fields.get(4..4 + usize::from(length))?;
        // The sizes that do not fit into the entry follow in this order.
        for size in [&mut inflated, &mut packed, &mut offset] {
            if id == 1 && *size == 0xFFFF_FFFF {
                *size = u64_at(field, 0)?;
                field = field.get(8..)?;
            }
        }
        fields = fields.get(4 + usize::from(length)..)?;
    }
    let part = Part {
        name: bytes.get(46..46 + name)?.to_vec(),
        flags: u16_at(bytes, 8)?,
        method: u16_at(bytes, 10)?,
        crc: u32_at(bytes, 16)?,
        packed: u32::try_from(packed).ok()?,
        inflated: u32::try_from(inflated).ok()?,
        offset: u32::try_from(offset).ok()?,
    };
    Some((part, 46 + name + extra + comment))
}

fn check_sizes(parts: &[Part], directory: u64) -> Result<(), SheetFault> {
    let mut sum = 0_u64;
    for part in parts {
        let (packed, inflated) = (u64::from(part.packed), u64::from(part.inflated));
        let is_readable = matches!(part.method, 0 | 8) && (part.method == 8 || packed == inflated);
        if !is_readable || u64::from(part.offset) + packed > directory {
            return Err(SheetFaultCode::Damaged.into());
        }
        if part.flags & 1 == 1 {
            return Err(SheetFaultCode::Protected.into());
        }
        sum += inflated;
        if inflated > (if part.is_strings() { MAX_STRINGS_BYTES } else { MAX_PART_BYTES })
            || sum > MAX_INFLATED_BYTES
        {
            return Err(SheetFaultCode::PartTooLarge.into());
        }
        if inflated > 1 << 20 && inflated > packed.saturating_mul(MAX_RATIO) {
            return Err(SheetFaultCode::TooDense.into());
        }
    }
    Ok(())
}

/// The workbook reader reserves room for as many strings as the first tag declares: a tag of a hundred bytes
/// could take all memory. The declared number must fit into the part.
fn check_strings(source: &mut Source, part: &Part) -> Result<(), SheetFault> {
    const HEAD_BYTES: usize = 4 << 10;
    const SHORTEST_STRING_BYTES: u64 = 5;
    let local = read_at(source, part.offset.into(), 30)?;
    let lengths = u16_at(&local, 26).zip(u16_at(&local, 28)).filter(|_| local.starts_with(b"PK\x03\x04"));
    let (name, extra) = lengths.ok_or(SheetFaultCode::Damaged)?;
    let start = u64::from(part.offset) + 30 + u64::from(name) + u64::from(extra);
    let packed = read_at(source, start, u64::from(part.packed).min(2 * HEAD_BYTES as u64))?;
    let head = if part.method == 0 { Some(packed) } else { inflate_head(&packed, HEAD_BYTES) };
    let head = head.ok_or(SheetFaultCode::Damaged)?;
    let tag = first_tag(&head).ok_or(SheetFaultCode::Damaged)?;
    for (at, name) in tag.match_indices("uniqueCount") {
        let value = tag[at + name.len()..].trim_start().trim_start_matches('=').trim_start();
        let digits: String = value.chars().skip(1).take_while(char::is_ascii_digit).collect();
        let count = if digits.is_empty() { Ok(0) } else { digits.parse::<u64>() };
        if !count.is_ok_and(|count| count <= u64::from(part.inflated) / SHORTEST_STRING_BYTES) {
            return Err(SheetFaultCode::PartTooLarge.into());
        }
    }
    Ok(())
}

/// The `<sst …>` that a table of strings begins with; nothing but an XML declaration may stand before it.
fn first_tag(head: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let mut text = text.trim_start_matches('\u{FEFF}').trim_start();
    if let Some(rest) = text.strip_prefix("<?xml") {
        text = rest.split_once("?>")?.1.trim_start();
    }
    let tag = text.strip_prefix('<')?;
    let name = tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
    if name.rsplit(':').next() != Some("sst") {
        return None;
    }
    let mut quote = None;
    let end = tag.find(|c: char| {
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        quote.is_none() && c == '>'
    })?;
    tag.get(..end).map(str::to_owned)
}

/// A directory of these parts and an end record, to stand at `offset`.
fn written(parts: &[Part], offset: u64) -> Option<Vec<u8>> {
    const UTF8_NAME: u16 = 1 << 11;
    let mut out = Vec::new();
    for part in parts {
        let [version, none] = [20_u16, 0];
        out.extend(b"PK\x01\x02");
        for field in [version, version, part.flags & UTF8_NAME, part.method, none, none] {
            out.extend(field.to_le_bytes());
        }
        for field in [part.crc, part.packed, part.inflated] {
            out.extend(field.to_le_bytes());
        }
        for field in [u16::try_from(part.name.len()).ok()?, none, none, none, none, none, none] {
            out.extend(field.to_le_bytes());
        }
        out.extend(part.offset.to_le_bytes());
        out.extend(&part.name);
    }
    let (count, length) = (u16::try_from(parts.len()).ok()?, u32::try_from(out.len()).ok()?);
    out.extend(END);
    for field in [0, 0, count, count] {
        out.extend(field.to_le_bytes());
    }
    out.extend(length.to_le_bytes());
    out.extend(u32::try_from(offset).ok()?.to_le_bytes());
    out.extend([0, 0]);
    Some(out)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_table_of_strings_is_taken_for_one() {
        let check = |head: &str, expected: Option<&str>| {
            assert_eq!(first_tag(head.as_bytes()).as_deref(), expected, "{head}");
        };
        check("<?xml version=\"1.0\"?>\n<sst count=\"1\"><si/>", Some("sst count=\"1\""));
        check("\u{FEFF}<x:sst a=\">\" b='1'>", Some("x:sst a=\">\" b='1'"));
        check("<!-- <sst> --><sst>", None);
        check("<sst uniqueCount=\"1\"", None);
        check("<worksheet>", None);
        check("", None);
    }
}
