//! Money and area as whole numbers.

use serde::{Deserialize, Serialize};

/// Why a measure was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeasureError {
    /// Nothing was written.
    #[error("empty")]
    Empty,
    /// Not a number of the expected shape.
    #[error("not_a_number")]
    NotANumber,
    /// More digits after the point than the unit has.
    #[error("too_fine")]
    TooFine,
    /// Below zero or above the limit.
    #[error("out_of_range")]
    OutOfRange,
}

/// Money in fen (分), a hundredth of a yuan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(i64);

impl Fen {
    /// The most that is accepted: ten thousand million yuan; sums of a million of them still fit.
    pub const MAX: i64 = 1_000_000_000_000;

    /// `fen` if it lies in `0..=MAX`.
    pub const fn new(fen: i64) -> Result<Self, MeasureError> {
        if fen < 0 || fen > Self::MAX { Err(MeasureError::OutOfRange) } else { Ok(Self(fen)) }
    }

    /// Reads yuan as people write them: `48000`, `48,000.5`, `４８０００元`.
    pub fn parse_yuan(text: &str) -> Result<Self, MeasureError> {
        decimal(text, 2, &["元", "圆", "¥", "￥"]).and_then(Self::new)
    }

    /// The amount in fen.
    #[must_use]
    pub const fn fen(self) -> i64 {
        self.0
    }
}

impl std::fmt::Display for Fen {
    /// Yuan with thousands separated; fen only when there are any: `48,000`, `6,863.40`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&grouped(self.0 / 100))?;
        if self.0 % 100 == 0 { Ok(()) } else { write!(f, ".{:02}", self.0 % 100) }
    }
}

/// Area in square centimetres, so that the two decimals of a title deed are whole numbers (1 ㎡ = 10,000 cm²).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AreaCm2(i64);

impl AreaCm2 {
    /// The most that is accepted for one unit: one square kilometre; sums of a hundred thousand units still fit.
    pub const MAX: i64 = 10_000_000_000;

    /// `cm2` if it lies in `0..=MAX`.
    pub const fn new(cm2: i64) -> Result<Self, MeasureError> {
        if cm2 < 0 || cm2 > Self::MAX { Err(MeasureError::OutOfRange) } else { Ok(Self(cm2)) }
    }

    /// Reads square metres as people write them: `89.52`, `89.52㎡`, `８９．５２ 平方米`.
    pub fn parse_m2(text: &str) -> Result<Self, MeasureError> {
        decimal(text, 4, &["㎡", "m²", "m2", "M2", "平方米", "平米", "平"]).and_then(Self::new)
    }

    /// The area in cm².
    #[must_use]
    pub const fn cm2(self) -> i64 {
        self.0
    }
}

impl std::fmt::Display for AreaCm2 {
    /// Square metres with two decimals and thousands separated: `14,882.40`. Rounded down to the hundredth shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&square_metres(self.0))
    }
}

/// A sum of areas in cm² as square metres: `18,328.11`.
#[must_use]
pub fn square_metres(cm2: i64) -> String {
    format!("{}.{:02}", grouped(cm2 / 10_000), cm2 % 10_000 / 100)
}

/// The same without rounding, as figures in a calculation have to be: two decimals where they say all, else four.
#[must_use]
pub fn exact_square_metres(cm2: i64) -> String {
    if cm2 % 100 == 0 {
        return square_metres(cm2);
    }
    format!("{}.{:04}", grouped(cm2 / 10_000), cm2 % 10_000)
}

/// Digits in threes: `1,234,567`.
#[must_use]
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Full-width digits, points and blanks as the keyboards of phones write them, made plain.
#[must_use]
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            _ => c,
        })
        .collect()
}

/// Reads a non-negative decimal with at most `places` decimals, scaled to a whole number.
fn decimal(text: &str, places: usize, suffixes: &[&str]) -> Result<i64, MeasureError> {
    let plain = half_width(text.trim());
    let mut plain = plain.trim();
    for suffix in suffixes {
        plain = plain.strip_suffix(suffix).unwrap_or(plain).trim();
        plain = plain.strip_prefix(suffix).unwrap_or(plain).trim();
    }
    if plain.is_empty() {
        return Err(MeasureError::Empty);
    }
    if plain.starts_with('-') {
        return Err(MeasureError::OutOfRange);
    }
    let plain = plain.replace([',', ' '], "");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    if whole.is_empty() || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
        return Err(MeasureError::NotANumber);
    }
    let part = part.trim_end_matches('0');
    if part.len() > places {
        return Err(MeasureError::TooFine);
    }
    format!("{whole}{part:0<places$}").parse().map_err(|_too_long| MeasureError::OutOfRange)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_as_people_write_them() {
        let cases = [
            ("48000", Ok(4_800_000)),
            ("48,000.5 元", Ok(4_800_050)),
            ("６８６３．４", Ok(686_340)),
            ("¥1", Ok(100)),
            ("", Err(MeasureError::Empty)),
            ("-1", Err(MeasureError::OutOfRange)),
            ("1.234", Err(MeasureError::TooFine)),
            ("1.2.3", Err(MeasureError::NotANumber)),
            ("99999999999999999999", Err(MeasureError::OutOfRange)),
        ];
        for (text, expected) in cases {
            assert_eq!(Fen::parse_yuan(text).map(Fen::fen), expected, "{text}");
        }
    }

    #[test]
    fn areas_as_deeds_write_them() {
        let cases = [
            ("89.52㎡", Ok(895_200)),
            ("８９．５２ 平方米", Ok(895_200)),
            ("0.12345", Err(MeasureError::TooFine)),
        ];
        for (text, expected) in cases {
            assert_eq!(AreaCm2::parse_m2(text).map(AreaCm2::cm2), expected, "{text}");
        }
        assert_eq!(square_metres(148_824_000), "14,882.40");
        assert_eq!([2_250_030, 2_250_000].map(exact_square_metres), ["225.0030", "225.00"]);
        assert_eq!(Fen(686_340).to_string(), "6,863.40");
        assert_eq!(grouped(-1_234_567), "-1,234,567");
    }
}
