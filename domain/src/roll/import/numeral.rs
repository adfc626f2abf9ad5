//! Numbers as they are written on doors: `12`, `１２`, `十二`, `一二〇一`, `A`.

use crate::measure::half_width;

/// The value of one Chinese digit, everyday or financial.
fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Whether a character may be part of a door's number: Latin letter, digit, Chinese numeral, 甲乙丙丁.
pub(super) fn is_token_char(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || digit(c).is_some()
        || matches!(c, '十' | '拾' | '百' | '佰' | '甲' | '乙' | '丙' | '丁')
}

/// `text` split after its leading door number.
pub(super) fn split_token(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c| !is_token_char(c)).unwrap_or(text.len()))
}

/// `text` split before its trailing door number.
pub(super) fn split_trailing_token(text: &str) -> (&str, &str) {
    let start = text.char_indices().rev().take_while(|(_, c)| is_token_char(*c)).last();
    text.split_at(start.map_or(text.len(), |(at, _)| at))
}

/// Reads a Chinese number below 1,000 (`十二`, `一百零二`) or a run of Chinese digits (`一二〇一`).
pub(super) fn chinese(text: &str) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    if text.chars().all(|c| digit(c).is_some()) {
        return Some(text.chars().filter_map(digit).map(|d| d.to_string()).collect());
    }
    let (mut sum, mut last) = (0_u32, None);
    for c in text.chars() {
        match (c, digit(c)) {
            (_, Some(value)) => last = Some(value),
            ('十' | '拾', None) if sum % 100 == 0 => sum += 10 * last.take().unwrap_or(1),
            ('百' | '佰', None) if sum == 0 => sum += 100 * last.take()?,
            _ => return None,
        }
    }
    Some((sum + last.unwrap_or(0)).to_string())
}

/// A door number in its one form: plain digits, capital letters, Chinese numerals as digits.
pub(super) fn canonical(token: &str) -> String {
    let plain = half_width(token);
    chinese(&plain).unwrap_or_else(|| plain.to_ascii_uppercase())
}

/// [`canonical`] without leading zeros: `03` and `3` are one building.
pub(super) fn canonical_short(token: &str) -> String {
    let plain = canonical(token);
    let short = plain.trim_start_matches('0');
    if short.starts_with(|c: char| c.is_ascii_digit()) { short.to_owned() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_on_doors() {
        let check = |text: &str, expected: &str| assert_eq!(canonical(text), expected, "{text}");
        check("十", "10");
        check("十二", "12");
        check("二十", "20");
        check("二十三", "23");
        check("一百零二", "102");
        check("一百二十", "120");
        check("一二〇一", "1201");
        check("三", "3");
        check("１２０１", "1201");
        check("a3", "A3");
        check("甲", "甲");
        assert_eq!(canonical_short("03"), "3");
        assert_eq!(canonical_short("0"), "0");
        assert_eq!(canonical_short("0A"), "0A");
        assert_eq!(split_token("2单元1201"), ("2", "单元1201"));
        assert_eq!(split_trailing_token("春和小区三"), ("春和小区", "三"));
        assert_eq!(split_trailing_token("春和"), ("春和", ""));
    }
}
