//! A zip whose files are stored as they are: small enough to be read in full, and written in one way only.
//!
//! APPNOTE.TXT 6.3.10 §4.3.6 to §4.3.16, of which this takes the least: no compression, no descriptors, no extra
//! fields, no comments, no dates (1980-01-01). The reader takes what the writer writes and nothing else, so that what
//! one program reads from an archive every other program reads as well.

/// The most bytes of an archive. A record of 100,000 ballots with its log is half of it.
pub const MAX_ARCHIVE: usize = 64 << 20;
/// The most files in it.
pub const MAX_FILES: usize = 1_000;

const LOCAL: &[u8; 4] = b"PK\x03\x04";
const CENTRAL: &[u8; 4] = b"PK\x01\x02";
const END: &[u8; 4] = b"PK\x05\x06";
/// Bytes of a file's header before its name.
const LOCAL_LENGTH: usize = 30;

/// Why bytes are no archive of ours. Each names the file, as far as there is one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZipFault {
    /// More bytes than [`MAX_ARCHIVE`], or more files than [`MAX_FILES`].
    #[error("archive_too_large")]
    TooLarge,
    /// Something else than a zip.
    #[error("archive_not_zip")]
    NotZip,
    /// It ends too early.
    #[error("archive_truncated")]
    Truncated,
    /// A file is compressed, encrypted, or followed by its size: made by another program.
    #[error("archive_compressed {name}")]
    Compressed {
        /// Of this name.
        name: String,
    },
    /// A file's bytes are not those of its CRC-32: damaged on its way.
    #[error("archive_damaged {name}")]
    Damaged {
        /// Of this name.
        name: String,
    },
    /// Two files have one name, and programs differ in which of them they show.
    #[error("archive_name_twice {name}")]
    NameTwice {
        /// Which.
        name: String,
    },
    /// A header, a name or the list at the end is not as we write it: made or changed by another program.
    #[error("archive_foreign {name}")]
    Foreign {
        /// The file it belongs to; empty for the list at the end.
        name: String,
    },
}

/// A file in an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored<'a> {
    /// Its name.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// The archive of these files, in their order. `None` beyond [`MAX_ARCHIVE`] or [`MAX_FILES`], or if a name is empty,
/// stands twice or has other characters than small letters, digits, `.` and `-`.
#[must_use]
pub fn write(files: &[Stored<'_>]) -> Option<Vec<u8>> {
    let names_fit = files.iter().all(|file| is_name(file.name)) && name_twice(files).is_none();
    let length = files.iter().try_fold(0_usize, |sum, file| sum.checked_add(file.bytes.len()))?;
    if !names_fit || files.len() > MAX_FILES || length > MAX_ARCHIVE {
        return None;
    }
    let mut archive = Vec::new();
    let mut offsets = Vec::new();
    for file in files {
        offsets.push(archive.len());
        archive.extend(local(file)?);
        archive.extend_from_slice(file.bytes);
    }
    let end = list(files, &offsets, archive.len())?;
    archive.extend(end);
    (archive.len() <= MAX_ARCHIVE).then_some(archive)
}

/// The files of an archive.
pub fn read(archive: &[u8]) -> Result<Vec<Stored<'_>>, ZipFault> {
    if archive.len() > MAX_ARCHIVE {
        return Err(ZipFault::TooLarge);
    }
    if !archive.starts_with(LOCAL) {
        return Err(if LOCAL.starts_with(archive) { ZipFault::Truncated } else { ZipFault::NotZip });
    }
    let (mut files, mut offsets, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(rest) = archive.get(at..).filter(|rest| rest.starts_with(LOCAL)) {
        if files.len() == MAX_FILES {
            return Err(ZipFault::TooLarge);
        }
        let file = read_file(rest)?;
        offsets.push(at);
        at += LOCAL_LENGTH + file.name.len() + file.bytes.len();
        files.push(file);
    }
    if let Some(name) = name_twice(&files) {
        return Err(ZipFault::NameTwice { name: name.to_owned() });
    }
    let rest = archive.get(at..).unwrap_or_default();
    match list(&files, &offsets, at) {
        Some(list) if rest == list => Ok(files),
        Some(list) if list.starts_with(rest) || LOCAL.starts_with(rest) => Err(ZipFault::Truncated),
        _ => Err(ZipFault::Foreign { name: String::new() }),
    }
}

/// The file whose header begins `rest`.
fn read_file(rest: &[u8]) -> Result<Stored<'_>, ZipFault> {
    let header = rest.get(..LOCAL_LENGTH).ok_or(ZipFault::Truncated)?;
    let half = |at: usize| u16::from_le_bytes([header[at], header[at + 1]]);
    let word = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    let after = &rest[LOCAL_LENGTH..];
    let (name, after) = after.split_at_checked(usize::from(half(26))).ok_or(ZipFault::Truncated)?;
    let shown = || String::from_utf8_lossy(name).chars().take(60).collect::<String>();
    let name = std::str::from_utf8(name).ok().filter(|name| is_name(name));
    let name = name.ok_or_else(|| ZipFault::Foreign { name: shown() })?;
    let owned = || name.to_owned();
    if half(6) != 0 || half(8) != 0 {
        return Err(ZipFault::Compressed { name: owned() });
    }
    // No header of ours has extra fields; their length is compared with the rest below.
    let length = usize::try_from(word(22)).map_err(|_beyond| ZipFault::Truncated)?;
    let bytes = after.get(..length).ok_or(ZipFault::Truncated)?;
    let file = Stored { name, bytes };
    let ours = local(&file).ok_or(ZipFault::TooLarge)?;
    if word(14) != crc32(bytes) {
        return Err(ZipFault::Damaged { name: owned() });
    }
    if rest.starts_with(&ours) { Ok(file) } else { Err(ZipFault::Foreign { name: owned() }) }
}

fn is_name(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
    (1..=60).contains(&name.len()) && !name.starts_with('.') && name.bytes().all(fits)
}

/// The first name that stands twice.
fn name_twice<'a>(files: &[Stored<'a>]) -> Option<&'a str> {
    let mut names = files.iter().enumerate().map(|(index, file)| (index, file.name));
    let again = names.find(|(index, name)| files.iter().take(*index).any(|before| before.name == *name));
    again.map(|(_, name)| name)
}

/// What both headers of a file have in common, from the version to the length of the extra fields.
fn common(file: &Stored<'_>) -> Option<Vec<u8>> {
    let size = u32::try_from(file.bytes.len()).ok()?.to_le_bytes();
    let mut header = Vec::new();
    // Version 1.0, no flags, stored, at midnight of 1980-01-01.
    for half in [10_u16, 0, 0, 0, 0x21] {
        header.extend(half.to_le_bytes());
    }
    header.extend(crc32(file.bytes).to_le_bytes());
    header.extend(size);
    header.extend(size);
    header.extend(u16::try_from(file.name.len()).ok()?.to_le_bytes());
    header.extend([0, 0]);
    Some(header)
}

/// A file's header with its name.
fn local(file: &Stored<'_>) -> Option<Vec<u8>> {
    Some([LOCAL, common(file)?.as_slice(), file.name.as_bytes()].concat())
}

/// The list of all files at the end, which begins at `start`.
fn list(files: &[Stored<'_>], offsets: &[usize], start: usize) -> Option<Vec<u8>> {
    let mut list = Vec::new();
    for (file, offset) in files.iter().zip(offsets) {
        list.extend_from_slice(CENTRAL);
        list.extend(10_u16.to_le_bytes());
        list.extend(common(file)?);
        // No comment, the first disk, no attributes.
        list.extend([0; 10]);
        list.extend(u32::try_from(*offset).ok()?.to_le_bytes());
        list.extend_from_slice(file.name.as_bytes());
    }
    let length = u32::try_from(list.len()).ok()?;
    let count = u16::try_from(files.len()).ok()?.to_le_bytes();
    list.extend_from_slice(END);
    list.extend([0; 4]);
    list.extend(count);
    list.extend(count);
    list.extend(length.to_le_bytes());
    list.extend(u32::try_from(start).ok()?.to_le_bytes());
    list.extend([0, 0]);
    Some(list)
}

/// CRC-32 of ISO 3309, as zip has it.
fn crc32(bytes: &[u8]) -> u32 {
    let mut table = [0_u32; 256];
    for (entry, byte) in table.iter_mut().zip(0_u32..) {
        *entry = (0..8).fold(byte, |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 });
    }
    let step = |sum: u32, byte: &u8| table[usize::from(sum.to_le_bytes()[0] ^ byte)] ^ (sum >> 8);
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILES: [Stored<'static>; 2] =
        [Stored { name: "manifest.json", bytes: b"{}" }, Stored { name: "q1.csv", bytes: b"" }];

    fn archive() -> Vec<u8> {
        write(&FILES).expect("fits")
    }

    fn fault(archive: &[u8]) -> ZipFault {
        read(archive).expect_err("not ours")
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(read(&archive()), Ok(FILES.to_vec()));
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        for name in ["", "../x", "a/b", "A", ".x", "x\0", &"x".repeat(61)] {
            assert_eq!(write(&[Stored { name, bytes: b"" }]), None, "{name:?}");
        }
        assert_eq!(write(&[FILES[0], FILES[0]]), None);
        assert_eq!(write(&vec![FILES[0]; MAX_FILES + 1]), None);
    }

    /// As `unzip -t`, Python and everybody else read it: the sizes and offsets are those of the format.
    #[test]
    fn it_has_the_bytes_of_the_format() {
        let archive = archive();
        assert_eq!(archive.len(), 2 * 30 + 2 * 46 + 22 + 2 * (13 + 6) + 2);
        assert_eq!(&archive[..10], b"PK\x03\x04\x0a\0\0\0\0\0");
        assert_eq!(&archive[10..14], [0, 0, 0x21, 0]);
        let list = u32::try_from(2 * 30 + 13 + 2 + 6).expect("small");
        assert_eq!(&archive[archive.len() - 6..archive.len() - 2], list.to_le_bytes());
    }

    #[test]
    fn each_fault_is_told_apart() {
        let ours = archive();
        assert_eq!(fault(&vec![0; MAX_ARCHIVE + 1]), ZipFault::TooLarge);
        assert_eq!(fault(b"%PDF-1.7"), ZipFault::NotZip);
        assert_eq!(fault(b""), ZipFault::Truncated);
        // An archive without files is nothing to us.
        assert_eq!(fault(END), ZipFault::NotZip);
        let set = |at: usize, byte: u8| {
            let mut archive = ours.clone();
            archive[at] = byte;
            fault(&archive)
        };
        let name = || "manifest.json".to_owned();
        // Deflated; encrypted; followed by its size.
        assert_eq!(set(8, 8), ZipFault::Compressed { name: name() });
        assert_eq!(set(6, 1), ZipFault::Compressed { name: name() });
        assert_eq!(set(6, 8), ZipFault::Compressed { name: name() });
        assert_eq!(set(30 + 13, b'['), ZipFault::Damaged { name: name() });
        assert_eq!(set(12, 0x22), ZipFault::Foreign { name: name() });
        assert_eq!(set(28, 1), ZipFault::Foreign { name: name() });
        assert_eq!(set(30, b'/'), ZipFault::Foreign { name: "/anifest.json".to_owned() });
        assert_eq!(set(ours.len() - 1, 1), ZipFault::Foreign { name: String::new() });
        let longer = [ours.as_slice(), b"\0"].concat();
        assert_eq!(fault(&longer), ZipFault::Foreign { name: String::new() });
        let twice = [&ours[..45], &ours[..]].concat();
        assert_eq!(fault(&twice), ZipFault::NameTwice { name: name() });
    }

    #[test]
    fn no_length_is_complete_but_its_own() {
        let ours = archive();
        for length in 0..ours.len() {
            let found = fault(&ours[..length]);
            assert_eq!(found, ZipFault::Truncated, "{length}");
        }
    }

    proptest! {
        #[test]
        fn no_bit_may_differ(at in 0..2_000_usize, bit in 0..8_u8) {
            let mut archive = archive();
            let at = at % archive.len();
            archive[at] ^= 1 << bit;
            prop_assert!(read(&archive).is_err());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
            let _ = read(&[LOCAL.as_slice(), &bytes].concat());
        }
    }
}
