//! Documents: only their last four characters are taken; a full ID number is recognised to be refused.

use serde::{Deserialize, Serialize};

use super::cell::{bare, is_placeholder};
use crate::measure::half_width;

/// The last four characters of an identity document: three digits and a digit or X; of a firm's code also
/// letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentTail([u8; 4]);

impl DocumentTail {
    /// `text` if it is such four characters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let tail: [u8; 4] = text.to_ascii_uppercase().into_bytes().try_into().ok()?;
        tail.iter().all(u8::is_ascii_alphanumeric).then_some(Self(tail))
    }

    /// The four characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether a person's document can end so.
    fn of_a_person(self) -> bool {
        let [head @ .., last] = self.0;
        head.iter().all(u8::is_ascii_digit) && (last.is_ascii_digit() || last == b'X')
    }
}

/// The last four of a cell that is the whole number of a passport or a travel permit: a letter of those that China's
/// and its travel permits' begin with, then eight to ten digits.
#[must_use]
pub fn passport_tail(cell: &str) -> Option<String> {
    let text: String = half_width(cell).chars().filter(|c| !c.is_whitespace()).collect();
    let digits = text.strip_prefix(['E', 'e', 'G', 'g', 'D', 'd', 'S', 's', 'P', 'p', 'H', 'h', 'M', 'm'])?;
    let fits = (8..=10).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| digits.get(digits.len() - 4..).map(str::to_owned)).flatten()
}

impl std::fmt::Display for DocumentTail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for DocumentTail {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for DocumentTail {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).ok_or_else(|| serde::de::Error::custom("not_a_tail"))
    }
}

/// Why a cell of last fours was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TailError {
    /// Not four characters of the right kind.
    #[error("invalid")]
    Invalid,
    /// A number in scientific writing: its digits are gone.
    #[error("digits_lost")]
    DigitsLost,
}

/// The last fours in a cell, in the owners' order; `legal` says that a firm's code, with letters, may stand
/// there. A masked number (`3501**********1234`) gives its end. The flag says that lost leading zeros were
/// put back.
pub fn parse_tails(text: &str, legal: bool) -> Result<(Vec<DocumentTail>, bool), TailError> {
    let mut padded = false;
    let mut tails = Vec::new();
    if is_placeholder(text) {
        return Ok((tails, padded));
    }
    let plain = half_width(text);
    for part in
        plain.split(|c: char| c.is_whitespace() || ",;、|/".contains(c)).filter(|part| !part.is_empty())
    {
        let part = bare(part);
        let part = part.rsplit(['*', '×', '…']).next().unwrap_or_default();
        if is_scientific(part) {
            return Err(TailError::DigitsLost);
        }
        let is_short = (1..4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        padded |= is_short;
        let part = if is_short { format!("{part:0>4}") } else { part.to_owned() };
        let tail = DocumentTail::parse(&part).filter(|tail| legal || tail.of_a_person());
        tails.push(tail.ok_or(TailError::Invalid)?);
    }
    Ok((tails, padded))
}

/// `1.38E+10`: a long number that a spreadsheet wrote into a text.
pub(super) fn is_scientific(text: &str) -> bool {
    let plain = half_width(text.trim());
    let Some((number, power)) = plain.split_once(['E', 'e']) else { return false };
    let power = power.strip_prefix('+').unwrap_or(power);
    (1..=3).contains(&power.len())
        && power.bytes().all(|b| b.is_ascii_digit())
        && number.contains('.')
        && number.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// Whether a full ID number (15 or 18 digits, the last perhaps X) stands anywhere in `text`, also among other
/// words, in full-width digits, or grouped by blanks and dashes.
#[must_use]
pub fn has_id_number(text: &str) -> bool {
    // Cheap for the cells of a large sheet, hardly any of which has 15 digits.
    if text.len() < 15
        || text.chars().filter(|c| c.is_ascii_digit() || ('０'..='９').contains(c)).count() < 15
    {
        return false;
    }
    let plain = half_width(text).to_ascii_uppercase();
    let runs = |plain: &str, is_id: fn(&[u8]) -> bool| {
        plain.split(|c: char| !c.is_ascii_digit() && c != 'X').any(|run| {
            let run = run.trim_start_matches('X');
            is_id(run.as_bytes()) || is_id(run.trim_end_matches('X').as_bytes())
        })
    };
    let joined: String = plain.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    runs(&plain, is_id) || runs(&joined, is_checked_id)
}

/// 18 digits with a region and a birthday, or 15 of the older kind.
fn is_id(run: &[u8]) -> bool {
    let number = |range: std::ops::Range<usize>| -> u32 {
        run.get(range).unwrap_or_default().iter().fold(0, |sum, b| sum * 10 + u32::from(b.wrapping_sub(b'0')))
    };
    let digits = run.iter().take_while(|b| b.is_ascii_digit()).count();
    let (year, month, day) = match (run.len(), digits) {
        (18, 17 | 18) => (number(6..10), number(10..12), number(12..14)),
        (15, 15) => (1900 + number(6..8), number(8..10), number(10..12)),
        _ => return false,
    };
    matches!(number(0..2), 11..=65 | 71 | 81..=83 | 91)
        && matches!((year, month, day), (1880..=2100, 1..=12, 1..=31))
}

/// [`is_id`] of 18 whose check character is right (GB 11643): two phones side by side are no ID number.
fn is_checked_id(run: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if run.len() != 18 || !is_id(run) {
        return false;
    }
    let sum: u32 = run.iter().zip(WEIGHTS).map(|(b, weight)| u32::from(b.wrapping_sub(b'0')) * weight).sum();
    let expected = usize::try_from(sum % 11).ok().and_then(|at| b"10X98765432".get(at));
    run.last() == expected
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn last_fours() {
        let check = |text: &str, legal: bool, expected: Result<&[&str], TailError>| {
            let found = parse_tails(text, legal);
            let found =
                found.as_ref().map(|(tails, _)| tails.iter().map(DocumentTail::as_str).collect::<Vec<_>>());
            assert_eq!(found, expected.as_ref().map(|tails| tails.to_vec()), "{text}");
        };
        check("0123", false, Ok(&["0123"]));
        check("012x", false, Ok(&["012X"]));
        check("０１２３、4567", false, Ok(&["0123", "4567"]));
        check("3501**********1234", false, Ok(&["1234"]));
        check("123", false, Ok(&["0123"]));
        check("", false, Ok(&[]));
        check("无", false, Ok(&[]));
        check("01X3", false, Err(TailError::Invalid));
        check("12345", false, Err(TailError::Invalid));
        check("AB1C", false, Err(TailError::Invalid));
        check("AB1C", true, Ok(&["AB1C"]));
        check("3.5E+17", false, Err(TailError::DigitsLost));
        assert_eq!(parse_tails("7", false).map(|(_, padded)| padded), Ok(true));
    }

    #[test]
    fn full_id_numbers_are_seen_wherever_they_hide() {
        let check = |text: &str, expected: bool| assert_eq!(has_id_number(text), expected, "{text}");
        check("350102199001011234", true);
        check("35010219900101123X", true);
        check("35010219900101123x", true);
        check("350102900101123", true);
        check("张三(350102199001011234)", true);
        check("身份证号:３５０１０２１９９００１０１１２３４。", true);
        check("11010519491231 002X", true);
        check("110105-19491231-002X", true);
        // What a spreadsheet leaves of one typed as a number.
        check("350102199001011000", true);
        check("13800138000", false);
        check("13800138000、13900139000", false);
        check("13800138000 87654321", false);
        check("闽(2020)福州市不动产权第0012345号", false);
        check("6222021234567890123", false);
        check("991399199013991234", false);
    }

    #[test]
    fn scientific_writing_is_told_from_door_numbers() {
        let check = |text: &str, expected: bool| assert_eq!(is_scientific(text), expected, "{text}");
        check("1.38E+10", true);
        check("1.38001E10", true);
        check("3.50102e+17", true);
        check("3E2", false);
        check("E", false);
        check("1.2.E+x", false);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC*", digits in "[0-9Xx０-９ \\-*、]{0,40}") {
            for text in [&text, &digits] {
                let _either = (has_id_number(text), parse_tails(text, true), parse_tails(text, false));
            }
        }

        #[test]
        fn no_id_number_slips_through(
            before in "[^0-9X０-９]{0,5}",
            year in 1900..2030,
            month in 1..=12,
            day in 1..=28,
        ) {
            let text = format!("{before}350102{year:04}{month:02}{day:02}123X");
            prop_assert!(has_id_number(&text));
        }
    }
}
