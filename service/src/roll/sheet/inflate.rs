//! The beginning of a deflated part (RFC 1951).
//!
//! The workbook reader reserves as much memory as a part's first tag declares, before reading on. So that tag
//! must be looked at first; no more than a few kilobytes are inflated for it, into a bounded buffer.

/// Inflates at most `limit` bytes; none if the data is broken before that. `data` may be cut off: what could
/// be inflated until then is given.
pub(super) fn inflate_head(data: &[u8], limit: usize) -> Option<Vec<u8>> {
    let mut bits = Bits { data, at: 0 };
    let mut out = Vec::with_capacity(limit);
    loop {
        let (Some(last), Some(kind)) = (bits.take(1), bits.take(2)) else { return Some(out) };
        let (literals, distances) = match kind {
            0 => {
                stored(&mut bits, &mut out, limit)?;
                if last == 1 || out.len() >= limit || bits.is_at_end() {
                    return Some(out);
                }
                continue;
            }
            1 => fixed(),
            2 => match dynamic(&mut bits) {
                Ok(codes) => codes,
                Err(Cut) if bits.is_at_end() => return Some(out),
                Err(Cut) => return None,
            },
            _ => return None,
        };
        match block(&mut bits, &mut out, limit, &literals, &distances) {
            Ok(()) if last == 0 && out.len() < limit => {}
            Ok(()) => return Some(out),
            Err(Cut) => return bits.is_at_end().then_some(out),
        }
    }
}

/// The data ended or made no sense.
struct Cut;

struct Bits<'a> {
    data: &'a [u8],
    /// In bits.
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, count: usize) -> Option<usize> {
        let mut value = 0;
        for bit in 0..count {
            let byte = *self.data.get(self.at / 8)?;
            value |= usize::from(byte >> (self.at % 8) & 1) << bit;
            self.at += 1;
        }
        Some(value)
    }

    fn is_at_end(&self) -> bool {
        self.at.div_ceil(8) >= self.data.len()
    }
}

/// A canonical Huffman code: how many symbols have each length, and the symbols in order.
struct Code {
    counts: [usize; 16],
    symbols: Vec<usize>,
}

impl Code {
    fn new(lengths: &[usize]) -> Self {
        let mut counts = [0; 16];
        for length in lengths {
            counts[*length & 15] += 1;
        }
        counts[0] = 0;
        let mut symbols: Vec<usize> = (0..lengths.len()).filter(|symbol| lengths[*symbol] > 0).collect();
        symbols.sort_by_key(|symbol| (lengths[*symbol], *symbol));
        Self { counts, symbols }
    }

    fn read(&self, bits: &mut Bits<'_>) -> Result<usize, Cut> {
        let (mut code, mut first, mut index) = (0, 0, 0);
        for count in self.counts.iter().skip(1) {
            code |= bits.take(1).ok_or(Cut)?;
            if code < first + count {
                return self.symbols.get(index + (code - first)).copied().ok_or(Cut);
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Err(Cut)
    }
}

fn stored(bits: &mut Bits<'_>, out: &mut Vec<u8>, limit: usize) -> Option<()> {
    bits.at = bits.at.next_multiple_of(8);
    let (length, check) = (bits.take(16)?, bits.take(16)?);
    if length != !check & 0xFFFF {
        return None;
    }
    let from = bits.at / 8;
    let bytes = bits.data.get(from..(from + length).min(bits.data.len()))?;
    out.extend(bytes.iter().take(limit.saturating_sub(out.len())));
    bits.at += length * 8;
    Some(())
}

fn fixed() -> (Code, Code) {
    let mut lengths = [8; 288];
    lengths[144..256].fill(9);
    lengths[256..280].fill(7);
    (Code::new(&lengths), Code::new(&[5; 30]))
}

fn dynamic(bits: &mut Bits<'_>) -> Result<(Code, Code), Cut> {
    const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    let literals = bits.take(5).ok_or(Cut)? + 257;
    let distances = bits.take(5).ok_or(Cut)? + 1;
    let mut of_lengths = [0; 19];
    for symbol in ORDER.iter().take(bits.take(4).ok_or(Cut)? + 4) {
        of_lengths[*symbol] = bits.take(3).ok_or(Cut)?;
    }
    let code = Code::new(&of_lengths);
    let mut lengths = Vec::with_capacity(320);
    while lengths.len() < literals + distances {
        let (value, times) = match code.read(bits)? {
            16 => (*lengths.last().ok_or(Cut)?, 3 + bits.take(2).ok_or(Cut)?),
            17 => (0, 3 + bits.take(3).ok_or(Cut)?),
            18 => (0, 11 + bits.take(7).ok_or(Cut)?),
            length => (length, 1),
        };
        lengths.extend(std::iter::repeat_n(value, times));
    }
    let (of_literals, rest) = lengths.split_at(literals);
    Ok((Code::new(of_literals), Code::new(rest.get(..distances).ok_or(Cut)?)))
}

fn block(
    bits: &mut Bits<'_>,
    out: &mut Vec<u8>,
    limit: usize,
    literals: &Code,
    distances: &Code,
) -> Result<(), Cut> {
    while out.len() < limit {
        let symbol = literals.read(bits)?;
        match (u8::try_from(symbol), symbol) {
            (Ok(byte), _) => out.push(byte),
            (_, 256) => return Ok(()),
            (_, 257..=285) => {
                let length = extended(bits, symbol - 257, 4, 3)?;
                let length = if symbol == 285 { 258 } else { length };
                let symbol = distances.read(bits)?;
                let distance = extended(bits, symbol, 2, 1)?;
                let from = out.len().checked_sub(distance).ok_or(Cut)?;
                for at in from..from + length {
                    out.push(*out.get(at).ok_or(Cut)?);
                }
            }
            _ => return Err(Cut),
        }
    }
    Ok(())
}

/// A length or a distance: every `per` symbols there is one more bit behind the symbol.
fn extended(bits: &mut Bits<'_>, symbol: usize, per: usize, least: usize) -> Result<usize, Cut> {
    if symbol == 28 && per == 4 {
        return Ok(258);
    }
    let extra = (symbol / per).saturating_sub(1);
    let base = if extra == 0 { symbol } else { (per + symbol % per) << extra };
    Ok(base + least + bits.take(extra).ok_or(Cut)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_stored_and_a_fixed_block() {
        assert_eq!(inflate_head(b"\x01\x05\x00\xFA\xFFhello", 100).unwrap(), b"hello");
        assert_eq!(inflate_head(b"\x01\x05\x00\xFA\xFFhello", 3).unwrap(), b"hel");
        // Made by zlib, raw.
        let data = [0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x40, 0x27, 0x01];
        assert_eq!(inflate_head(&data, 100).unwrap(), b"hello hello hello hello");
        assert_eq!(inflate_head(&[0x07], 100), None);
    }

    #[test]
    fn a_block_with_its_own_code() {
        // zlib at level 9 of the text below, raw.
        const DATA: &[u8] = &[
            0x65, 0xD3, 0x4B, 0x0A, 0xC3, 0x30, 0x0C, 0x45, 0xD1, 0x25, 0xC5, 0xFA, 0x4B, 0x60, 0xB2, 0x9F,
            0x8E, 0x9B, 0xFD, 0x53, 0x4A, 0x07, 0x05, 0xDF, 0x61, 0x1E, 0x04, 0x0E, 0xE6, 0x6A, 0xBF, 0x5F,
            0xF7, 0x7E, 0xEE, 0xB5, 0xAF, 0xE7, 0xDE, 0xD7, 0xF7, 0xE3, 0x37, 0x8C, 0xCC, 0x39, 0xB5, 0xF5,
            0x39, 0x55, 0xD4, 0x39, 0x65, 0xE5, 0x39, 0xC5, 0x04, 0x26, 0xF1, 0x73, 0x72, 0xB3, 0x73, 0xB2,
            0xD0, 0x73, 0xD2, 0x92, 0x73, 0x92, 0x81, 0x5E, 0x16, 0xF4, 0x0A, 0xFC, 0x38, 0xF0, 0x9D, 0xC0,
            0x57, 0x03, 0x5F, 0x0B, 0xF8, 0x54, 0xE0, 0xC3, 0x81, 0xF7, 0x04, 0xDE, 0x1A, 0x78, 0x1D, 0xE2,
            0x05, 0x7A, 0x31, 0xE8, 0x03, 0xF8, 0x29, 0xE0, 0x7B, 0x80, 0x6F, 0x01, 0xBE, 0x0C, 0xF8, 0x0C,
            0xE0, 0xA3, 0x80, 0xF7, 0x06, 0xDE, 0x17, 0xF0, 0xA6, 0xC0, 0xAB, 0x43, 0x2F, 0x49, 0x3D, 0xF0,
            0xA0, 0x8F, 0x2A, 0xFF, 0x02, 0xBD, 0x72, 0xB1, 0xDC, 0x61, 0xB9, 0xCD, 0x72, 0x8B, 0xE5, 0x26,
            0xCB, 0x0D, 0x96, 0xEB, 0x2C, 0x17, 0x7A, 0x11, 0xE8, 0x0D, 0xF8, 0x89, 0xC5, 0x72, 0x87, 0xE5,
            0xF2, 0x5E, 0x17, 0xEF, 0x55, 0x79, 0xAF, 0x1E, 0x2C, 0x97, 0x0F, 0xDF, 0xBC, 0xD7, 0xC5, 0x7B,
            0xD5, 0xBF, 0xFE, 0x03,
        ];
        let text: String = (0..60).map(|at| format!("<si><t>{}</t></si>", at * 7_919 % 1_000)).collect();
        assert_eq!(inflate_head(DATA, 10_000).unwrap(), text.as_bytes());
        // Cut off, or bounded: the beginning.
        for cut in 0..DATA.len() {
            let head = inflate_head(&DATA[..cut], 10_000).unwrap();
            assert!(text.as_bytes().starts_with(&head), "{cut}");
        }
        assert!(inflate_head(DATA, 100).unwrap().starts_with(&text.as_bytes()[..100]));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(data in prop::collection::vec(any::<u8>(), 0..300)) {
            let _either = inflate_head(&data, 64);
        }
    }
}
