//! What single cells say: area, use, state, source, share, yes or no.

use serde::{Deserialize, Serialize};

use crate::measure::{AreaCm2, MeasureError, half_width};
use crate::roll::{AreaSource, Tenure, UnitKind};

/// Why a cell was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CellError {
    /// A word that is not on the list.
    #[error("unknown")]
    Unknown,
}

/// A share in a unit, as an exact fraction of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Share {
    /// Above; not 0, not more than `of`.
    pub part: u32,
    /// Below.
    pub of: u32,
}

/// Words that stand for nothing.
pub(super) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    text.chars().all(|c| {
        matches!(c, '-' | '/' | '\\' | '—' | '–' | '－' | '／' | '*' | '?' | '？' | '.' | '、' | ' ')
    }) || matches!(
        text,
        "无" | "不详"
            | "未知"
            | "空"
            | "暂无"
            | "待查"
            | "待定"
            | "未登记"
            | "没有"
            | "N/A"
            | "n/a"
            | "NA"
            | "null"
            | "NULL"
            | "None"
            | "(空)"
            | "（空）"
            | "(空白)"
            | "（空白）"
    )
}

/// An error that a spreadsheet shows in place of a value.
pub(super) fn is_spreadsheet_error(text: &str) -> bool {
    text.starts_with('#')
        && matches!(
            text,
            "#N/A" | "#REF!" | "#VALUE!" | "#DIV/0!" | "#NAME?" | "#NULL!" | "#NUM!" | "#SPILL!" | "#CALC!"
        )
}

/// Upper-case half-width without blanks, brackets and what is in them: how words are compared.
pub(super) fn bare(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in half_width(text).chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth > 0 || c.is_whitespace() => {}
            c => out.push(c.to_ascii_uppercase()),
        }
    }
    out
}

/// Reads square metres; a placeholder, nothing or zero is no area.
pub fn parse_area(text: &str) -> Result<Option<AreaCm2>, MeasureError> {
    if is_placeholder(text) {
        return Ok(None);
    }
    match AreaCm2::parse_m2(text) {
        Ok(area) if area.cm2() == 0 => Ok(None),
        Ok(area) => Ok(Some(area)),
        Err(MeasureError::Empty) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads a use as registers and property services name it; nothing is none.
pub fn parse_kind(text: &str) -> Result<Option<UnitKind>, CellError> {
    const WORDS: [(&str, UnitKind); 36] = [
        ("非住宅", UnitKind::Other),
        ("商住", UnitKind::Flat),
        ("住宅", UnitKind::Flat),
        ("住房", UnitKind::Flat),
        ("公寓", UnitKind::Flat),
        ("别墅", UnitKind::Flat),
        ("洋房", UnitKind::Flat),
        ("商品房", UnitKind::Flat),
        ("复式", UnitKind::Flat),
        ("保障房", UnitKind::Flat),
        ("安置房", UnitKind::Flat),
        ("车位", UnitKind::Parking),
        ("车库", UnitKind::Parking),
        ("停车", UnitKind::Parking),
        ("储藏", UnitKind::Storage),
        ("储物", UnitKind::Storage),
        ("贮藏", UnitKind::Storage),
        ("杂物", UnitKind::Storage),
        ("地下室", UnitKind::Storage),
        ("柴火间", UnitKind::Storage),
        ("柴间", UnitKind::Storage),
        ("商铺", UnitKind::Shop),
        ("店面", UnitKind::Shop),
        ("店铺", UnitKind::Shop),
        ("门面", UnitKind::Shop),
        ("门市", UnitKind::Shop),
        ("商业", UnitKind::Shop),
        ("商服", UnitKind::Shop),
        ("商场", UnitKind::Shop),
        ("办公", UnitKind::Other),
        ("写字", UnitKind::Other),
        ("仓", UnitKind::Other),
        ("幼儿园", UnitKind::Other),
        ("会所", UnitKind::Other),
        ("厂房", UnitKind::Other),
        ("其", UnitKind::Other),
    ];
    if is_placeholder(text) {
        return Ok(None);
    }
    let text = bare(text);
    let known = WORDS.iter().find(|(word, _)| text.contains(word)).map(|(_, kind)| *kind);
    let exact = match text.as_str() {
        "住" => Some(UnitKind::Flat),
        "商" | "店" | "铺" => Some(UnitKind::Shop),
        "车" => Some(UnitKind::Parking),
        _ => None,
    };
    known.or(exact).map(Some).ok_or(CellError::Unknown)
}

/// Reads 登记, 实测 or 合同 and what means the same; nothing is none.
pub fn parse_area_source(text: &str) -> Result<Option<AreaSource>, CellError> {
    if is_placeholder(text) {
        return Ok(None);
    }
    source_in(&bare(text)).map(Some).ok_or(CellError::Unknown)
}

/// The area source that a header or a cell names.
pub(super) fn source_in(text: &str) -> Option<AreaSource> {
    const WORDS: [(&str, AreaSource); 10] = [
        ("登记", AreaSource::Registered),
        ("产权", AreaSource::Registered),
        ("产证", AreaSource::Registered),
        ("房产证", AreaSource::Registered),
        ("不动产", AreaSource::Registered),
        ("实测", AreaSource::Surveyed),
        ("测绘", AreaSource::Surveyed),
        ("合同", AreaSource::Contract),
        ("预售", AreaSource::Contract),
        ("预测", AreaSource::Contract),
    ];
    WORDS.iter().find(|(word, _)| text.contains(word)).map(|(_, source)| *source)
}

/// Reads 未售, 已售未交付 or 已交付 and what means the same; nothing is none.
pub fn parse_tenure(text: &str) -> Result<Option<Tenure>, CellError> {
    if is_placeholder(text) {
        return Ok(None);
    }
    let text = bare(text);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["未售", "未出售", "待售", "在售", "未销售"]) {
        Ok(Some(Tenure::Unsold))
    } else if has(&["未交", "未收房", "未入伙"]) || matches!(text.as_str(), "否" | "未") {
        Ok(Some(Tenure::SoldUndelivered))
    } else if has(&["已交", "交付", "交房", "已收房", "已入伙", "入住"])
        || matches!(text.as_str(), "是" | "√" | "已")
    {
        Ok(Some(Tenure::Delivered))
    } else {
        Err(CellError::Unknown)
    }
}

/// Reads 是 or 否 and the usual ticks; nothing is none.
pub fn parse_yes_no(text: &str) -> Result<Option<bool>, CellError> {
    match bare(text).as_str() {
        "是" | "有" | "√" | "✓" | "✔" | "Y" | "YES" | "TRUE" | "1" | "计" | "计入" => {
            Ok(Some(true))
        }
        "否" | "无" | "×" | "✗" | "✘" | "X" | "N" | "NO" | "FALSE" | "0" | "不计" | "不计入" => {
            Ok(Some(false))
        }
        _ if is_placeholder(text) => Ok(None),
        _ => Err(CellError::Unknown),
    }
}

/// Reads one share: `50%`, `1/2`, `0.5`, `二分之一` is not known; nothing is none.
pub fn parse_share(text: &str) -> Result<Option<Share>, CellError> {
    let text = bare(text);
    if text.is_empty() || is_placeholder(&text) {
        return Ok(None);
    }
    let share = if let Some(percent) = text.strip_suffix('%') {
        decimal(percent).map(|(part, of)| (part, of.saturating_mul(100)))
    } else if let Some((part, of)) = text.split_once('/') {
        part.parse().ok().zip(of.parse().ok())
    } else {
        decimal(&text)
    };
    match share {
        Some((part, of)) if part > 0 && part <= of => Ok(Some(reduced(part, of))),
        _ => Err(CellError::Unknown),
    }
}

/// A plain decimal with at most four places as a fraction.
fn decimal(text: &str) -> Option<(u32, u32)> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if part.len() > 4 || !text.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let of = 10_u32.pow(u32::try_from(part.len()).ok()?);
    Some((format!("{whole}{part}").parse().ok()?, of))
}

fn reduced(part: u32, of: u32) -> Share {
    let (mut a, mut b) = (part, of);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    Share { part: part / a.max(1), of: of / a.max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn areas_as_sheets_write_them() {
        let check = |text: &str, expected: Result<Option<i64>, MeasureError>| {
            assert_eq!(parse_area(text).map(|area| area.map(AreaCm2::cm2)), expected, "{text}");
        };
        check("89.52", Ok(Some(895_200)));
        check("８９．５２㎡", Ok(Some(895_200)));
        check("1,234.5 平方米", Ok(Some(12_345_000)));
        check("0", Ok(None));
        check("/", Ok(None));
        check("㎡", Ok(None));
        check("约89", Err(MeasureError::NotANumber));
        check("-3", Err(MeasureError::OutOfRange));
        check("89.123456", Err(MeasureError::TooFine));
    }

    #[test]
    fn uses_states_and_sources() {
        use UnitKind::{Flat, Other, Parking, Shop, Storage};
        let kind = |text: &str, expected| assert_eq!(parse_kind(text), expected, "{text}");
        kind("成套住宅", Ok(Some(Flat)));
        kind("商业服务", Ok(Some(Shop)));
        kind("地下车位", Ok(Some(Parking)));
        kind("储藏间", Ok(Some(Storage)));
        kind("非住宅", Ok(Some(Other)));
        kind("其它", Ok(Some(Other)));
        kind("", Ok(None));
        kind("王小明", Err(CellError::Unknown));
        let state = |text: &str, expected| assert_eq!(parse_tenure(text), expected, "{text}");
        state("未售", Ok(Some(Tenure::Unsold)));
        state("已售未交付", Ok(Some(Tenure::SoldUndelivered)));
        state("已售已交付", Ok(Some(Tenure::Delivered)));
        state("-", Ok(None));
        state("张三", Err(CellError::Unknown));
        let source = |text: &str, expected| assert_eq!(parse_area_source(text), expected, "{text}");
        source("不动产权证", Ok(Some(AreaSource::Registered)));
        source("实测绘", Ok(Some(AreaSource::Surveyed)));
        source("购房合同", Ok(Some(AreaSource::Contract)));
        source("听说", Err(CellError::Unknown));
    }

    #[test]
    fn shares_and_ticks() {
        let check = |text: &str, expected: Result<Option<(u32, u32)>, CellError>| {
            assert_eq!(parse_share(text).map(|share| share.map(|s| (s.part, s.of))), expected, "{text}");
        };
        check("50%", Ok(Some((1, 2))));
        check("33.33%", Ok(Some((3_333, 10_000))));
        check("1/3", Ok(Some((1, 3))));
        check("0.5", Ok(Some((1, 2))));
        check("1", Ok(Some((1, 1))));
        check("", Ok(None));
        check("3/2", Err(CellError::Unknown));
        check("0", Err(CellError::Unknown));
        check("一半", Err(CellError::Unknown));
        assert_eq!(parse_yes_no("是"), Ok(Some(true)));
        assert_eq!(parse_yes_no("×"), Ok(Some(false)));
        assert_eq!(parse_yes_no(""), Ok(None));
        assert_eq!(parse_yes_no("也许"), Err(CellError::Unknown));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC*", number in "[0-9./%,㎡]{0,12}") {
            for text in [&text, &number] {
                let _either = (parse_area(text), parse_kind(text), parse_area_source(text));
                let _either = (parse_tenure(text), parse_yes_no(text), parse_share(text));
            }
        }
    }
}
