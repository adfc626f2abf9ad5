//! A unit's address, as sheets write it: `3-2-1201`, `3号楼2单元1201室`, `3栋1201`, `三号楼二单元1201`.

use serde::{Deserialize, Serialize};

use super::UnitKind;
use super::numeral::{canonical, canonical_short, is_token_char, split_token, split_trailing_token};
use crate::measure::half_width;
use crate::words::{Label, WordsError};

/// Where a unit is within its compound.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UnitAddress {
    /// The building's number or name, without 号楼: `3`, `A`, `东区3`; parking spaces may have none.
    pub building: Option<Label>,
    /// The entrance's number, without 单元; many buildings have none.
    pub entrance: Option<Label>,
    /// The unit's number: `1201`.
    pub unit: Label,
}

impl std::fmt::Display for UnitAddress {
    /// `3号楼2单元1201`; a building with a name of its own keeps it: `商业楼101`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(building) = &self.building {
            let numbered = building.as_str().ends_with(is_token_char);
            write!(f, "{building}{}", if numbered { "号楼" } else { "" })?;
        }
        if let Some(entrance) = &self.entrance {
            write!(f, "{entrance}单元")?;
        }
        write!(f, "{}", self.unit)
    }
}

/// Why an address was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Nothing was written.
    #[error("empty")]
    Empty,
    /// A date, which spreadsheets make of `3-2`.
    #[error("date")]
    Date,
    /// No known shape.
    #[error("not_understood")]
    NotUnderstood,
    /// A part does not fit a [`Label`].
    #[error("words: {0}")]
    Words(#[from] WordsError),
}

/// A parsed address and the use it gives away (`车位12`).
pub(super) type Addressed = (UnitAddress, Option<UnitKind>);

const BUILDING_MARKS: [&str; 9] = ["号楼", "号栋", "号幢", "#楼", "#栋", "栋", "幢", "座", "#"];
/// Marks that say building only where nothing better does: `3楼2单元1201`, `12号301室`.
const WEAK_BUILDING_MARKS: [&str; 2] = ["楼", "号"];
const ENTRANCE_MARKS: [&str; 3] = ["单元", "门", "梯"];
const UNIT_ENDS: [&str; 6] = ["号室", "号房", "室", "号", "房", "户"];
const KIND_WORDS: [(&str, UnitKind); 14] = [
    ("机动车位", UnitKind::Parking),
    ("地下车位", UnitKind::Parking),
    ("停车位", UnitKind::Parking),
    ("车位", UnitKind::Parking),
    ("车库", UnitKind::Parking),
    ("储藏间", UnitKind::Storage),
    ("储藏室", UnitKind::Storage),
    ("杂物间", UnitKind::Storage),
    ("地下室", UnitKind::Storage),
    ("商铺", UnitKind::Shop),
    ("店面", UnitKind::Shop),
    ("店铺", UnitKind::Shop),
    ("铺", UnitKind::Shop),
    ("店", UnitKind::Shop),
];

/// Reads an address. `in_building` says that the building is known from elsewhere, so that `2-1201` is an
/// entrance and a unit rather than a building and a unit.
pub fn parse_address(text: &str, in_building: bool) -> Result<UnitAddress, AddressError> {
    read(text, in_building).map(|(address, _)| address)
}

/// Reads the cell of a 楼栋 column: `3号楼`, `3#`, `三栋`, `03`, `东区3号楼`, `商业楼`.
pub fn parse_building(text: &str) -> Result<Label, AddressError> {
    let text = tidy(text);
    if is_date(&text) {
        return Err(AddressError::Date);
    }
    let bare = BUILDING_MARKS
        .iter()
        .chain(&WEAK_BUILDING_MARKS)
        .find_map(|mark| text.strip_suffix(mark).filter(|rest| rest.ends_with(is_token_char)));
    let (before, token) = split_trailing_token(bare.unwrap_or(&text));
    if token.is_empty() || (bare.is_none() && !before.is_empty()) {
        return label(&text);
    }
    label(&format!("{}{}", zone(before), canonical_short(token)))
}

/// Reads the cell of a 单元 column: `2单元`, `二`, `甲`.
pub fn parse_entrance(text: &str) -> Result<Label, AddressError> {
    let text = tidy(text);
    if is_date(&text) {
        return Err(AddressError::Date);
    }
    let bare = ENTRANCE_MARKS.iter().find_map(|mark| text.strip_suffix(mark)).unwrap_or(&text);
    label(&canonical_short(bare))
}

/// [`parse_address`], with the use that the address gives away.
pub(super) fn read(text: &str, in_building: bool) -> Result<Addressed, AddressError> {
    let text = tidy(text);
    if text.is_empty() {
        return Err(AddressError::Empty);
    }
    if is_date(&text) {
        return Err(AddressError::Date);
    }
    if let Some((building, rest)) = split_building(&text) {
        return within_building(Some(label(&building)?), rest);
    }
    if let Some((entrance, rest)) = split_marked_entrance(&text) {
        return unit_of(None, Some(label(&entrance)?), rest);
    }
    if KIND_WORDS.iter().any(|(word, _)| text.starts_with(word)) {
        return unit_of(None, None, &text);
    }
    by_dashes(&text, in_building)
}

/// Reads what a parking space or a storage room is called: it stands in a building only where that is said in
/// words, and `B1-023` is a number.
pub(super) fn read_number(text: &str) -> Result<Addressed, AddressError> {
    let text = tidy(text);
    if is_date(&text) || text.is_empty() || split_building(&text).is_some() {
        return read(&text, false);
    }
    unit_of(None, None, &text)
}

/// One spelling of blanks, widths and separators.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in half_width(text.trim()).chars() {
        let c = match c {
            '—' | '–' | '−' | '‐' | '_' | '/' | '\\' | '~' | '.' | '·' | ',' | '、' | '。' | ':' | '|'
            | '－' => '-',
            '＃' | '♯' => '#',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if !(matches!(c, '-' | ' ') && out.ends_with(['-', ' '])) {
            out.push(c);
        }
    }
    let parts: Vec<&str> = out.split(' ').filter(|part| !part.is_empty()).collect();
    // A blank between two numbers parts them; any other blank is only air.
    let mut tidy = String::with_capacity(out.len());
    for part in parts {
        if tidy.ends_with(|c: char| c.is_ascii_alphanumeric())
            && part.starts_with(|c: char| c.is_ascii_alphanumeric())
        {
            tidy.push('-');
        }
        tidy.push_str(part);
    }
    tidy.trim_matches('-').to_owned()
}

/// `2026-03-02`, `2026-3-2 00`, `3月2日`: what a spreadsheet makes of `3-2`.
fn is_date(text: &str) -> bool {
    if text.split_once('月').is_some_and(|(_, day)| day.contains('日')) {
        return true;
    }
    let mut parts = text.split('-').map(|part| part.parse::<u16>().unwrap_or(0));
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    matches!((year, month, day), (Some(1899..=2100), Some(1..=12), Some(1..=31)))
        && text.split('-').nth(2).is_some_and(|day| day.len() <= 2)
}

/// The building before its mark, and what follows: `春和小区东区3号楼2单元…` gives `东区3`.
fn split_building(text: &str) -> Option<(String, &str)> {
    let marked = |mark: &'static &'static str| {
        text.match_indices(*mark).find_map(|(at, _)| {
            let (before, token) = split_trailing_token(&text[..at]);
            (!token.is_empty()).then(|| (before, token, &text[at + mark.len()..]))
        })
    };
    let strong = BUILDING_MARKS.iter().filter_map(marked).min_by_key(|(before, _, _)| before.len());
    let weak = || {
        WEAK_BUILDING_MARKS.iter().filter_map(marked).find(|(before, _, rest)| {
            let digit_follows =
                rest.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit() || c == '单');
            digit_follows && !ENTRANCE_MARKS.iter().any(|mark| before.ends_with(mark))
        })
    };
    let (before, token, rest) = strong.or_else(weak)?;
    Some((format!("{}{}", zone(before), canonical_short(token)), rest.trim_start_matches('-')))
}

/// The part of a compound that a prefix ends with: `春和小区东区` gives `东区`, `春和小区` nothing.
fn zone(before: &str) -> String {
    let before = before.trim_end_matches('-');
    let Some(mark) = ["区", "期"].into_iter().find(|mark| before.ends_with(mark)) else {
        return String::new();
    };
    let name = &before[..before.len() - mark.len()];
    let start = name
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_token_char(*c) || "东西南北中".contains(*c))
        .last()
        .map_or(name.len(), |(at, _)| at);
    if start == name.len() { String::new() } else { format!("{}{mark}", canonical_short(&name[start..])) }
}

/// `2单元1201`, also after other words: the entrance and what follows.
fn split_marked_entrance(text: &str) -> Option<(String, &str)> {
    ENTRANCE_MARKS.iter().find_map(|mark| {
        let at = text.find(mark)?;
        let (before, token) = split_trailing_token(&text[..at]);
        let rest = text[at + mark.len()..].trim_start_matches('-');
        (before.is_empty() && !token.is_empty() && !rest.is_empty()).then(|| (canonical_short(token), rest))
    })
}

/// What follows a building: `2单元1201室`, `2-1201`, `1201`.
fn within_building(building: Option<Label>, rest: &str) -> Result<Addressed, AddressError> {
    if let Some((entrance, rest)) = split_marked_entrance(rest) {
        return unit_of(building, Some(label(&entrance)?), rest);
    }
    let (token, after) = split_token(rest);
    match after.strip_prefix('-') {
        Some(unit) if !token.is_empty() => unit_of(building, Some(label(&canonical_short(token))?), unit),
        _ => unit_of(building, None, rest),
    }
}

/// `3-2-1201`, `2-1201`, `1201`, and the same with marks left in: `3-2单元-1201室`.
fn by_dashes(text: &str, in_building: bool) -> Result<Addressed, AddressError> {
    let parts: Vec<&str> = text.split('-').filter(|part| !part.is_empty()).collect();
    // A compound's name in front: `春和小区-3-2-1201`.
    let parts = match parts.as_slice() {
        [first, rest @ ..] if rest.len() > 1 && !first.chars().any(is_token_char) => rest,
        all => all,
    };
    match parts {
        [building, entrance, unit] if is_door(building) && is_door(entrance) => {
            unit_of(Some(parse_building(building)?), Some(parse_entrance(entrance)?), unit)
        }
        [entrance, unit] if in_building && is_door(entrance) => {
            unit_of(None, Some(parse_entrance(entrance)?), unit)
        }
        [building, unit] if is_door(building) => unit_of(Some(parse_building(building)?), None, unit),
        [unit] => unit_of(None, None, unit),
        _ => Err(AddressError::NotUnderstood),
    }
}

fn is_door(part: &str) -> bool {
    let bare = ENTRANCE_MARKS.iter().find_map(|mark| part.strip_suffix(mark)).unwrap_or(part);
    !bare.is_empty() && bare.chars().all(is_token_char)
}

/// The unit itself: `1201室`, `12层1201`, `5层东户`, `商铺12号`, `车位B1-023`.
fn unit_of(building: Option<Label>, entrance: Option<Label>, text: &str) -> Result<Addressed, AddressError> {
    let mut kind = None;
    let mut rest = text;
    for (word, means) in KIND_WORDS {
        if let Some(bare) = rest.strip_prefix(word).or_else(|| rest.strip_suffix(word)) {
            kind = Some(means);
            rest = bare.trim_matches('-');
            break;
        }
    }
    let rest = UNIT_ENDS.iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
    let mut number = match split_token(rest) {
        (floor, after) if !floor.is_empty() && after.starts_with(['层', '楼']) => {
            on_floor(floor, after.trim_start_matches(['层', '楼', '-']))?
        }
        _ => rest.trim_matches('-').to_owned(),
    };
    let is_number = !number.is_empty()
        && number.chars().all(|c| is_token_char(c) || c == '-' || "东西南北中".contains(c));
    if !is_number {
        return Err(AddressError::NotUnderstood);
    }
    number = canonical(&number);
    // Shops are often numbered beside the flats of the same house.
    if kind == Some(UnitKind::Shop) {
        number = format!("商铺{number}");
    }
    Ok((UnitAddress { building, entrance, unit: label(&number)? }, kind))
}

/// `12层1201` names the floor twice; `5层东` needs it.
fn on_floor(floor: &str, after: &str) -> Result<String, AddressError> {
    match after.chars().next() {
        None => Err(AddressError::NotUnderstood),
        Some(side) if "东西南北中".contains(side) => Ok(format!("{}{after}", canonical_short(floor))),
        Some(_) => Ok(after.to_owned()),
    }
}

fn label(text: &str) -> Result<Label, AddressError> {
    match Label::parse(text) {
        Ok(label) => Ok(label),
        Err(WordsError::Empty) => Err(AddressError::Empty),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, in_building: bool) -> String {
        match parse_address(text, in_building) {
            Ok(UnitAddress { building, entrance, unit }) => {
                let part = |label: &Option<Label>| label.as_ref().map_or("", Label::as_str).to_owned();
                format!("{}|{}|{unit}", part(&building), part(&entrance))
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn addresses_as_sheets_write_them() {
        let check = |text: &str, expected: &str| assert_eq!(shown(text, false), expected, "{text}");
        check("3-2-1201", "3|2|1201");
        check("３－２－１２０１", "3|2|1201");
        check("3—2—1201室", "3|2|1201");
        check("3 2 1201", "3|2|1201");
        check("3/2/1201", "3|2|1201");
        check("3号楼2单元1201室", "3|2|1201");
        check("3 号楼 2 单元 1201 室", "3|2|1201");
        check("3栋1201", "3||1201");
        check("三号楼二单元1201", "3|2|1201");
        check("十二幢一单元三〇一", "12|1|301");
        check("3#2-1201", "3|2|1201");
        check("3#楼1201", "3||1201");
        check("03号楼1201房", "3||1201");
        check("A座1201", "A||1201");
        check("3栋2梯1201", "3|2|1201");
        check("3楼2单元1201", "3|2|1201");
        check("3号楼2单元12层1201室", "3|2|1201");
        check("3号楼2单元5层东户", "3|2|5东");
        check("东方路12弄3号301室", "3||301");
        check("春和小区3号楼2单元1201室", "3|2|1201");
        check("春和小区东区3号楼1201", "东区3||1201");
        check("世纪城二期3栋1201", "2期3||1201");
        check("春和小区-3-2-1201", "3|2|1201");
        check("3-1201", "3||1201");
        check("2单元1201", "|2|1201");
        check("1201", "||1201");
        check("3-2单元-1201", "3|2|1201");
        check("3号楼商铺12号", "3||商铺12");
        check("12号店面", "||商铺12");
        check("地下车位B1-023", "||B1-023");
        check("", "empty");
        check(" - ", "empty");
        check("2026-03-02", "date");
        check("3月2日", "date");
        check("王小明", "not_understood");
        check("3号楼", "not_understood");
        check("1-2-3-4-5", "not_understood");
        check("3号楼12层", "not_understood");
        assert_eq!(shown("2-1201", true), "|2|1201");
    }

    #[test]
    fn buildings_and_entrances() {
        let check = |text: &str, expected: &str| {
            assert_eq!(parse_building(text).map(Label::into_string).unwrap(), expected, "{text}");
        };
        check("3号楼", "3");
        check("3#", "3");
        check("03", "3");
        check("三栋", "3");
        check("Ｂ座", "B");
        check("东区3号楼", "东区3");
        check("商业楼", "商业楼");
        check("综合楼A", "综合楼A");
        check("3号", "3");
        assert_eq!(parse_building("2026-03-02"), Err(AddressError::Date));
        assert_eq!(parse_entrance("二单元").map(Label::into_string).unwrap(), "2");
        assert_eq!(parse_entrance("甲").map(Label::into_string).unwrap(), "甲");
        assert_eq!(parse_entrance(" "), Err(AddressError::Empty));
    }

    #[test]
    fn an_address_shown_is_read_back_the_same() {
        for text in ["3-2-1201", "3-1201", "东区3号楼2单元1201", "A座商铺12"] {
            let address = parse_address(text, false).unwrap();
            assert_eq!(parse_address(&address.to_string(), false), Ok(address), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC*", marked in "[3三A０-９号楼栋幢座#单元门室层东期区\\- ]{0,16}") {
            for text in [&text, &marked] {
                for in_building in [false, true] {
                    let _either = parse_address(text, in_building);
                }
                let _either = (parse_building(text), parse_entrance(text));
            }
        }
    }
}
