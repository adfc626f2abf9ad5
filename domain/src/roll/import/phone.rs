//! Phones as sheets write them: `138 0013 8000`, `１３８…`, `0591-87654321`, several in a cell.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::cell::is_placeholder;
use super::document::is_scientific;
use crate::measure::half_width;

/// A phone's digits: a mobile number of mainland China, a fixed line with or without area code, a 400 number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(SmolStr);

/// Why a phone was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// A number in scientific writing: its digits are gone.
    #[error("digits_lost")]
    DigitsLost,
    /// Not a phone number.
    #[error("invalid")]
    Invalid,
}

impl Phone {
    /// `digits` if a phone can have them.
    #[must_use]
    pub fn parse(digits: &str) -> Option<Self> {
        let is_phone = match digits.as_bytes() {
            all if !all.iter().all(u8::is_ascii_digit) => false,
            [b'1', b'3'..=b'9', rest @ ..] => rest.len() == 9,
            // 010 and 02x have three digits and eight for the line, the others four and seven or eight.
            [b'0', b'1' | b'2', _, line @ ..] => line.len() == 8 && !matches!(line, [b'0' | b'1', ..]),
            [b'0', b'3'..=b'9', _, _, line @ ..] => {
                (7..=8).contains(&line.len()) && !matches!(line, [b'0' | b'1', ..])
            }
            [b'4' | b'8', b'0', b'0', rest @ ..] if rest.len() == 7 => true,
            [b'2'..=b'9', rest @ ..] => (6..=7).contains(&rest.len()),
            _ => false,
        };
        is_phone.then(|| Self(digits.into()))
    }

    /// The digits: `13800138000`, `059187654321`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a text message can reach it.
    #[must_use]
    pub fn is_mobile(&self) -> bool {
        self.0.starts_with('1')
    }

    /// Whether it is a fixed line whose area code is not given.
    #[must_use]
    pub fn lacks_area_code(&self) -> bool {
        self.0.len() < 9
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;
    fn try_from(digits: String) -> Result<Self, PhoneError> {
        Self::parse(&digits).ok_or(PhoneError::Invalid)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0.into()
    }
}

/// All phones in a cell, in order. Remarks in brackets and names beside the digits are passed over.
pub fn parse_phones(text: &str) -> Result<Vec<Phone>, PhoneError> {
    let mut phones = Vec::new();
    if is_placeholder(text) {
        return Ok(phones);
    }
    let plain = without_brackets(&half_width(text));
    if plain.split(|c: char| c.is_whitespace() || ",;、|/".contains(c)).any(is_scientific) {
        return Err(PhoneError::DigitsLost);
    }
    for chunk in plain.split([',', ';', '、', '。', '|', '/', '\n', '\t']) {
        let digits: String = chunk.chars().map(|c| if is_han(c) || c == ':' { ' ' } else { c }).collect();
        let digits = digits.trim().strip_suffix(".0").unwrap_or(digits.trim());
        if !digits.is_empty() {
            phones.extend(in_chunk(digits).ok_or(PhoneError::Invalid)?);
        }
    }
    Ok(phones)
}

/// The phones in a text of digits, blanks and dashes.
fn in_chunk(chunk: &str) -> Option<Vec<Phone>> {
    if let Some(phone) = single(chunk) {
        return Some(vec![phone]);
    }
    // Several side by side: the shortest run of groups that makes a phone is one.
    let (mut phones, mut run) = (Vec::new(), String::new());
    for group in chunk.split_whitespace() {
        run.push_str(group);
        if let Some(phone) = single(&run).filter(|phone| !phone.lacks_area_code() || chunk.len() < 18) {
            phones.push(phone);
            run.clear();
        }
    }
    if run.is_empty() && !phones.is_empty() {
        return Some(phones);
    }
    // `1380013800013900139000`: typed without a blank between them.
    let digits: Vec<char> = chunk.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if !digits.len().is_multiple_of(11) {
        return None;
    }
    digits
        .chunks(11)
        .map(|eleven| Phone::parse(&eleven.iter().collect::<String>()).filter(Phone::is_mobile))
        .collect()
}

fn single(text: &str) -> Option<Phone> {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '\u{a0}')).collect();
    let digits = digits.strip_prefix("+86").or_else(|| digits.strip_prefix("0086")).unwrap_or(&digits);
    let digits = digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(digits);
    Phone::parse(digits)
}

/// `(0591)87654321` keeps its area code, `13800138000(儿子)` loses the remark.
fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        let Some((inside, after)) = after.split_once(')') else { break };
        out.push_str(before);
        if inside.chars().any(|c| c.is_ascii_digit()) {
            out.push_str(inside);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn phones_as_sheets_write_them() {
        let check = |text: &str, expected: Result<&[&str], PhoneError>| {
            let found = parse_phones(text);
            let found = found.as_ref().map(|phones| phones.iter().map(Phone::as_str).collect::<Vec<_>>());
            assert_eq!(found, expected.as_ref().map(|phones| phones.to_vec()), "{text}");
        };
        check("13800138000", Ok(&["13800138000"]));
        check("138 0013 8000", Ok(&["13800138000"]));
        check("138-0013-8000", Ok(&["13800138000"]));
        check("１３８００１３８０００", Ok(&["13800138000"]));
        check("+86 13800138000", Ok(&["13800138000"]));
        check("8613800138000", Ok(&["13800138000"]));
        check("13800138000.0", Ok(&["13800138000"]));
        check("13800138000、13900139000", Ok(&["13800138000", "13900139000"]));
        check("13800138000/13900139000", Ok(&["13800138000", "13900139000"]));
        check("13800138000 13900139000", Ok(&["13800138000", "13900139000"]));
        check("138 0013 8000 139 0013 9000", Ok(&["13800138000", "13900139000"]));
        check("1380013800013900139000", Ok(&["13800138000", "13900139000"]));
        check("13800138000\n0591-87654321", Ok(&["13800138000", "059187654321"]));
        check("（0591）87654321", Ok(&["059187654321"]));
        check("010-66668888", Ok(&["01066668888"]));
        check("87654321", Ok(&["87654321"]));
        check("13800138000（儿子）", Ok(&["13800138000"]));
        check("张三：13800138000 李四：13900139000", Ok(&["13800138000", "13900139000"]));
        check("", Ok(&[]));
        check("无", Ok(&[]));
        check("1.38E+10", Err(PhoneError::DigitsLost));
        check("1.38001E+10", Err(PhoneError::DigitsLost));
        check("1380013800", Err(PhoneError::Invalid));
        check("12345678901", Err(PhoneError::Invalid));
        check("abc", Err(PhoneError::Invalid));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC*", digits in "[0-9０-９ \\-+()E.、/张]{0,40}") {
            for text in [&text, &digits] {
                let _either = parse_phones(text);
            }
        }
    }
}
