//! Names in a cell: `张三、李四`, `张 三`, `张三(0123)`, `福州春和置业有限公司`.

use super::cell::{is_placeholder, parse_share};
use super::document::DocumentTail;
use super::phone::is_han;
use super::{MAX_PER_UNIT, Phone, Share};
use crate::roll::PersonKind;
use crate::words::{PersonName, WordsError};

/// A name and what stood in brackets after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenName {
    /// The name without blanks inside and without the brackets.
    pub name: PersonName,
    /// By its ending.
    pub kind: PersonKind,
    /// `张三(0123)`.
    pub tail: Option<DocumentTail>,
    /// `张三(13800138000)`.
    pub phone: Option<Phone>,
    /// `张三(50%)`.
    pub share: Option<Share>,
    /// Whatever else stood in the brackets: `张三(户主)`.
    pub remark: Option<String>,
}

/// Why names were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Where one name ends and the next begins is not clear.
    #[error("unclear")]
    Unclear,
    /// Digits in a person's name, or a single character.
    #[error("invalid")]
    Invalid,
    /// More than [`MAX_PER_UNIT`].
    #[error("too_many")]
    TooMany,
    /// Does not fit a [`PersonName`].
    #[error("words: {0}")]
    Words(#[from] WordsError),
}

/// The names in a cell, in order, and whether it says that there are more (`张三等3人`).
pub fn parse_names(text: &str) -> Result<(Vec<WrittenName>, bool), NameError> {
    let mut names = Vec::new();
    let mut abbreviated = false;
    if is_placeholder(text) {
        return Ok((names, abbreviated));
    }
    for chunk in chunks(text) {
        let (chunk, more) = without_and_others(chunk.trim());
        abbreviated |= more;
        for name in by_blanks(chunk)? {
            if is_placeholder(&name) {
                continue;
            }
            names.push(one(&name)?);
        }
        if names.len() > MAX_PER_UNIT {
            return Err(NameError::TooMany);
        }
    }
    Ok((names, abbreviated))
}

/// Whether a name ends as firms, offices and bodies do.
#[must_use]
pub fn is_legal_person(name: &str) -> bool {
    const ENDS: [&str; 31] = [
        "公司",
        "有限",
        "中心",
        "局",
        "厂",
        "银行",
        "支行",
        "分行",
        "集团",
        "合作社",
        "委员会",
        "居委会",
        "村委会",
        "街道办事处",
        "办事处",
        "医院",
        "学校",
        "大学",
        "小学",
        "中学",
        "幼儿园",
        "研究院",
        "研究所",
        "事务所",
        "基金会",
        "协会",
        "政府",
        "合伙)",
        "经营部",
        "商行",
        "开发商",
    ];
    let name = name.trim_end_matches(|c: char| c.is_whitespace());
    let plain = name.replace('）', ")").replace('（', "(");
    // A surname and 局 or 厂 is a nickname at most; a body has a longer name.
    plain.chars().count() >= 3 && ENDS.iter().any(|end| plain.ends_with(end))
}

/// The text between separators that stand outside brackets.
fn chunks(text: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    text.split(|c: char| {
        depth += match c {
            '(' | '（' | '[' | '【' => 1,
            ')' | '）' | ']' | '】' => -1,
            _ => 0,
        };
        depth <= 0
            && matches!(
                c,
                '、' | ',' | '，' | ';' | '；' | '/' | '／' | '|' | '\n' | '\r' | '\t' | '&' | '＆' | '+'
            )
    })
    .filter(|chunk| !chunk.trim().is_empty())
    .collect()
}

/// `张三等3人` without its end.
fn without_and_others(chunk: &str) -> (&str, bool) {
    let Some((name, rest)) = chunk.rsplit_once('等') else { return (chunk, false) };
    let ends = rest.is_empty() || rest.ends_with(['人', '户', '位']);
    let counts = rest
        .trim_end_matches(['人', '户', '位'])
        .chars()
        .all(|c| super::numeral::is_token_char(c) || c == ' ');
    if ends && counts && name.chars().count() >= 2 { (name.trim(), true) } else { (chunk, false) }
}

/// Splits at blanks, except where a blank only pads a short name: `张 三` is one, `张三 李四` are two.
fn by_blanks(chunk: &str) -> Result<Vec<String>, NameError> {
    // A blank before a bracket belongs to the bracket.
    let chunk = chunk.replace(" (", "(").replace(" （", "（").replace("\u{3000}（", "（");
    let parts: Vec<&str> = chunk.split_whitespace().collect();
    let Some(first) = parts.first() else { return Ok(Vec::new()) };
    if parts.len() == 1 {
        return Ok(vec![(*first).to_owned()]);
    }
    // `JOHN SMITH` is one person; so is a firm with a Latin name.
    if !parts.iter().any(|part| part.chars().any(is_han)) {
        return Ok(vec![parts.join(" ")]);
    }
    if chunk.contains(['(', '（']) && !parts.iter().all(|part| balanced(part))
        || parts.iter().any(|p| is_legal_person(p))
    {
        return Err(NameError::Unclear);
    }
    let lengths: Vec<usize> = parts.iter().map(|part| bare_length(part)).collect();
    match lengths.as_slice() {
        // 张 三, 欧 阳 修, 张 三丰.
        [1, 1] | [1, 1, 1] | [1, 2] => Ok(vec![parts.concat()]),
        _ => pair_singles(&parts, &lengths),
    }
}

/// `张 三 李四 王 五`: two single characters in a row are one name.
fn pair_singles(parts: &[&str], lengths: &[usize]) -> Result<Vec<String>, NameError> {
    let mut names = Vec::new();
    let mut at = 0;
    while let (Some(part), Some(length)) = (parts.get(at), lengths.get(at)) {
        match (length, parts.get(at + 1), lengths.get(at + 1)) {
            (2.., _, _) => {
                names.push((*part).to_owned());
                at += 1;
            }
            (1, Some(next), Some(1)) => {
                names.push(format!("{part}{next}"));
                at += 2;
            }
            _ => return Err(NameError::Unclear),
        }
    }
    Ok(names)
}

fn balanced(part: &str) -> bool {
    part.matches(['(', '（']).count() == part.matches([')', '）']).count()
}

/// Characters before the first bracket.
fn bare_length(part: &str) -> usize {
    part.split(['(', '（']).next().unwrap_or_default().chars().count()
}

fn one(text: &str) -> Result<WrittenName, NameError> {
    let mut written = WrittenName {
        name: PersonName::parse(text)?,
        kind: PersonKind::Natural,
        tail: None,
        phone: None,
        share: None,
        remark: None,
    };
    if is_legal_person(text) {
        written.kind = PersonKind::Legal;
        return Ok(written);
    }
    let (name, inside) = split_bracket(text);
    if is_legal_person(name) {
        written.kind = PersonKind::Legal;
    }
    if let Some(inside) = inside.map(str::trim).filter(|inside| !inside.is_empty()) {
        for part in inside.split([',', '，', '、', ';', '；', ' ']).filter(|part| !part.is_empty()) {
            bracketed(part, &mut written);
        }
    }
    // The dot between the parts of some names has many codes and one meaning.
    let name: String = name
        .chars()
        .map(|c| {
            if matches!(c, '•' | '･' | '・' | '‧' | '●' | '.') && name.chars().any(is_han) {
                '·'
            } else {
                c
            }
        })
        .collect();
    written.name = PersonName::parse(&name)?;
    let natural = written.kind == PersonKind::Natural;
    if natural
        && (name.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
            || name.trim().chars().count() < 2)
    {
        return Err(NameError::Invalid);
    }
    Ok(written)
}

/// The name before a closing bracket at the end, and what is inside.
fn split_bracket(text: &str) -> (&str, Option<&str>) {
    let Some(open) = text.find(['(', '（', '[', '【']) else { return (text, None) };
    let inside = text[open..].trim_start_matches(['(', '（', '[', '【']);
    match inside.strip_suffix([')', '）', ']', '】']) {
        Some(inside) => (text[..open].trim(), Some(inside)),
        None => (text, None),
    }
}

/// A part of what stands in brackets after a name.
fn bracketed(part: &str, written: &mut WrittenName) {
    let plain = crate::measure::half_width(part);
    let plain = plain.rsplit(['*', ':']).next().unwrap_or_default();
    // A firm's code may end in letters; four letters alone are a word.
    let digits = plain.bytes().filter(u8::is_ascii_digit).count();
    let four = DocumentTail::parse(plain)
        .filter(|_| digits >= if written.kind == PersonKind::Legal { 1 } else { 3 });
    if written.tail.is_none() && four.is_some() {
        written.tail = four;
    } else if let Some(phone) = Phone::parse(plain).filter(Phone::is_mobile) {
        written.phone = Some(phone);
    } else if let (true, Ok(Some(share))) = (plain.contains(['%', '/']), parse_share(plain)) {
        written.share = Some(share);
    } else {
        let remark = written.remark.get_or_insert_default();
        if !remark.is_empty() {
            remark.push('、');
        }
        remark.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        match parse_names(text) {
            Err(error) => error.to_string(),
            Ok((names, more)) => {
                let mut out: Vec<String> = names
                    .iter()
                    .map(|written| {
                        let mut out = written.name.as_str().to_owned();
                        if written.kind == PersonKind::Legal {
                            out.push('★');
                        }
                        out.extend(written.tail.map(|tail| format!("#{tail}")));
                        out.extend(written.phone.as_ref().map(|phone| format!("@{}", phone.as_str())));
                        out.extend(written.share.map(|share| format!("={}/{}", share.part, share.of)));
                        out.extend(written.remark.as_ref().map(|remark| format!("?{remark}")));
                        out
                    })
                    .collect();
                if more {
                    out.push("…".to_owned());
                }
                out.join("+")
            }
        }
    }

    #[test]
    fn names_as_sheets_write_them() {
        let check = |text: &str, expected: &str| assert_eq!(shown(text), expected, "{text}");
        check("张三", "张三");
        check("张三、李四", "张三+李四");
        check("张三,李四，王五", "张三+李四+王五");
        check("张三 李四", "张三+李四");
        check("张三\n李四", "张三+李四");
        check("张 三", "张三");
        check("张\u{3000}三", "张三");
        check("张  三、李  四", "张三+李四");
        check("张 三 李 四", "张三+李四");
        check("张三 李 四", "张三+李四");
        check("欧 阳 修", "欧阳修");
        check("张 三丰", "张三丰");
        check("张 三丰 李四", "unclear");
        check("JOHN SMITH", "JOHN SMITH");
        check("阿卜杜拉•买买提", "阿卜杜拉·买买提");
        check("张三(0123)", "张三#0123");
        check("张三（012X）、李四（4567）", "张三#012X+李四#4567");
        check("张三(50%)、李四(1/2)", "张三=1/2+李四=1/2");
        check("张三(13800138000)", "张三@13800138000");
        check("张三(户主,0123)", "张三#0123?户主");
        check("张三 (户主)", "张三?户主");
        check("张三等3人", "张三+…");
        check("张三、李四等", "张三+李四+…");
        check("福州春和置业有限公司", "福州春和置业有限公司★");
        check("春和（福州）置业有限公司", "春和（福州）置业有限公司★");
        check("张三、春和置业有限公司(AB1C)", "张三+春和置业有限公司★#AB1C");
        check("晋安区教育局", "晋安区教育局★");
        check("福州 春和置业有限公司", "unclear");
        check("", "");
        check("无", "");
        check("张", "invalid");
        check("张三13800138000", "invalid");
        check("1201", "invalid");
        check(&"张".repeat(61), "words: too_long");
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC*", names in "[张三李四 、,()（）等人0-9%/公司\n]{0,24}") {
            for text in [&text, &names] {
                let _either = parse_names(text);
            }
        }
    }
}
