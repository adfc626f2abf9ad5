//! The log as static files: tiles of hashes, bundles of entries. c2sp.org/tlog-tiles.

use super::decimal;

/// Hashes, or entries, in a full tile.
pub const WIDTH: u64 = 256;
/// The most bytes of an entry: its length stands before it in two bytes.
pub const MAX_ENTRY: usize = 65_535;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TileKind {
    /// Hashes of a level: 0 is the leaves, each above it the roots of full tiles below.
    Hashes {
        /// From 0 to 63.
        level: u8,
    },
    /// The entries themselves.
    Entries,
}

/// A tile, or what there is of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tile {
    /// What it holds.
    pub kind: TileKind,
    /// Its place in its level, from 0.
    pub index: u64,
    /// How many it holds: from 1 to [`WIDTH`].
    pub width: u64,
}

impl Tile {
    /// The tile at an address below `tile/`: `0/x001/234`, `entries/000.p/17`. `None` if it is written otherwise.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let (kind, rest) = path.split_once('/')?;
        let kind = if kind == "entries" {
            TileKind::Entries
        } else {
            let level =
                decimal(kind).and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 64)?;
            TileKind::Hashes { level }
        };
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => (index, decimal(width).filter(|width| (1..WIDTH).contains(width))?),
            None => (rest, WIDTH),
        };
        let mut number: u64 = 0;
        let mut parts = index.split('/').peekable();
        while let Some(part) = parts.next() {
            let digits = if parts.peek().is_some() { part.strip_prefix('x')? } else { part };
            if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            number = number.checked_mul(1_000)?.checked_add(digits.parse().ok()?)?;
        }
        let tile = Self { kind, index: number, width };
        // One address for each tile: no noughts in front.
        (tile.to_string() == path).then_some(tile)
    }

    /// The leaves that the tile stands on: the first, and the one behind the last. `None` beyond 64 bits.
    #[must_use]
    pub fn leaves(&self) -> Option<(u64, u64)> {
        let each = match self.kind {
            TileKind::Hashes { level } => WIDTH.checked_pow(u32::from(level))?,
            TileKind::Entries => 1,
        };
        let first = self.index.checked_mul(WIDTH)?.checked_mul(each)?;
        Some((first, first.checked_add(self.width.checked_mul(each)?)?))
    }
}

impl std::fmt::Display for Tile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind {
            TileKind::Hashes { level } => write!(f, "{level}/")?,
            TileKind::Entries => f.write_str("entries/")?,
        }
        let digits = self.index.to_string();
        let digits = format!("{digits:0>width$}", width = digits.len().div_ceil(3) * 3);
        for (place, digit) in digits.chars().enumerate() {
            if place % 3 == 0 && place > 0 {
                f.write_str("/")?;
            }
            if place % 3 == 0 && place + 3 < digits.len() {
                f.write_str("x")?;
            }
            write!(f, "{digit}")?;
        }
        if self.width < WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

/// Entries as a bundle; `None` if one is longer than [`MAX_ENTRY`].
#[must_use]
pub fn bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for entry in entries {
        bytes.extend_from_slice(&u16::try_from(entry.len()).ok()?.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Some(bytes)
}

/// The entries of a bundle; `None` if it ends within one.
#[must_use]
pub fn entries(mut bundle: &[u8]) -> Option<Vec<&[u8]>> {
    let mut entries = Vec::new();
    while let Some((length, rest)) = bundle.split_first_chunk() {
        let (entry, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        entries.push(entry);
        bundle = rest;
    }
    bundle.is_empty().then_some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_they_are_written() {
        let hashes = |level, index, width| Tile { kind: TileKind::Hashes { level }, index, width };
        let entries = |index, width| Tile { kind: TileKind::Entries, index, width };
        for (path, tile, leaves) in [
            ("0/000", hashes(0, 0, 256), (0, 256)),
            ("0/x001/x234/067", hashes(0, 1_234_067, 256), (315_921_152, 315_921_408)),
            ("1/000.p/17", hashes(1, 0, 17), (0, 4_352)),
            ("entries/x001/000.p/255", entries(1_000, 255), (256_000, 256_255)),
            ("63/000", hashes(63, 0, 256), (0, 0)),
        ] {
            assert_eq!(Tile::parse(path), Some(tile), "{path}");
            assert_eq!(tile.to_string(), path);
            assert_eq!(tile.leaves(), (leaves != (0, 0)).then_some(leaves), "{path}");
        }
        for wrong in [
            "",
            "0",
            "0/",
            "0/0",
            "0/1000",
            "0/x000/001",
            "00/001",
            "64/000",
            "0/001.p/0",
            "0/001.p/256",
            "0/001.p/017",
            "data/000",
            "0/x001/001/",
            "0/001/x002",
        ] {
            assert_eq!(Tile::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn bundles_give_back_their_entries() {
        let long = vec![b'x'; MAX_ENTRY];
        let all: [&[u8]; 3] = [b"", b"two", &long];
        let bundle = bundle(all).expect("short enough");
        assert_eq!(entries(&bundle), Some(all.to_vec()));
        assert_eq!(entries(&bundle[..bundle.len() - 1]), None);
        assert_eq!(super::bundle([vec![0; MAX_ENTRY + 1].as_slice()]), None);
    }
}
