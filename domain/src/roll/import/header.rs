//! Finding the line that names the columns, and telling data lines from titles, totals and remarks.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::cell::bare;
use super::mapping::by_headers;
use super::{Column, ColumnMapping, HEADER_WITHIN, SheetRow};

/// The line that names the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderLine {
    /// Its position among the rows that were looked at.
    pub position: usize,
    /// Its line in the sheet.
    pub line: u32,
    /// Its cells.
    pub names: Vec<String>,
    /// What it is remembered by.
    pub fingerprint: HeaderFingerprint,
}

/// What a corrected [`ColumnMapping`] is remembered by: the hash of the header's words, whatever the line
/// they stand on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HeaderFingerprint(String);

impl HeaderFingerprint {
    /// The fingerprint of a header: 32 hexadecimal digits of the SHA-256 of its words without blanks.
    #[must_use]
    pub fn of(names: &[String]) -> Self {
        let mut hash = Sha256::new();
        let filled = names.iter().rposition(|name| !name.trim().is_empty()).map_or(0, |last| last + 1);
        for name in names.iter().take(filled) {
            let plain: String =
                crate::measure::half_width(name).chars().filter(|c| !c.is_whitespace()).collect();
            hash.update(plain.as_bytes());
            hash.update([0]);
        }
        Self(hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
    }

    /// The 32 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Finds the header among the first rows of a sheet: the line that names most columns of a roll. Of a header
/// on two lines this is the lower one, whose merged cells were filled from the upper.
#[must_use]
pub fn find_header(rows: &[SheetRow]) -> Option<HeaderLine> {
    let mut best: Option<(usize, usize)> = None;
    for (position, row) in rows.iter().enumerate().take(HEADER_WITHIN) {
        let mapping = by_headers(&row.cells);
        let named = mapping.len();
        if !is_title(row) && mapping.names_a_roll() && best.is_none_or(|(_, most)| named > most) {
            best = Some((position, named));
        }
    }
    let (position, _) = best?;
    let row = rows.get(position)?;
    let names = row.cells.clone();
    Some(HeaderLine { position, line: row.line, fingerprint: HeaderFingerprint::of(&names), names })
}

/// What a line below the header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowRole {
    /// Nothing stands there.
    Blank,
    /// A unit.
    Line,
    /// The header once more, as on each printed page, or its second line.
    Header,
    /// 合计, 小计.
    Total,
    /// A title, a remark, a signature: one text and no unit.
    Note,
}

/// Tells what a line below the header is. In doubt it is a [`RowRole::Line`], whose faults a person will see.
#[must_use]
pub fn row_role(row: &SheetRow, mapping: &ColumnMapping) -> RowRole {
    if row.is_blank() {
        return RowRole::Blank;
    }
    if row.cells.iter().any(|cell| is_total(cell)) && !names_owner(row, mapping) {
        return RowRole::Total;
    }
    let again = by_headers(&row.cells);
    if again.len() >= 2 && again.len() * 2 >= mapping.len() && again.names_a_roll() {
        return RowRole::Header;
    }
    let unit = mapping.get(Column::Unit).or(mapping.get(Column::Address));
    let unit = unit.map_or("", |column| row.cell(column)).trim();
    let is_note = is_title(row)
        || row.cells.iter().find(|cell| !cell.is_empty()).is_some_and(|cell| begins_a_note(cell));
    if is_note && (unit.is_empty() || is_title(row) && super::parse_address(unit, true).is_err()) {
        return RowRole::Note;
    }
    RowRole::Line
}

fn names_owner(row: &SheetRow, mapping: &ColumnMapping) -> bool {
    mapping.all(Column::Owners).iter().any(|column| {
        let cell = row.cell(*column);
        !cell.is_empty() && !is_total(cell) && !cell.chars().any(|c| c.is_ascii_digit())
    })
}

fn is_total(cell: &str) -> bool {
    cell.len() < 40
        && matches!(
            bare(cell).trim_end_matches([':', '：']),
            "合计" | "总计" | "小计" | "共计" | "本页合计" | "累计"
        )
}

/// One text, perhaps merged over the whole width.
fn is_title(row: &SheetRow) -> bool {
    let mut filled = row.cells.iter().filter(|cell| !cell.trim().is_empty());
    let Some(first) = filled.next() else { return false };
    first.chars().any(super::phone::is_han) && filled.all(|cell| cell == first)
}

fn begins_a_note(cell: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "注：",
        "注:",
        "备注：",
        "备注:",
        "说明：",
        "说明:",
        "填表",
        "制表",
        "审核",
        "填报",
        "单位盖章",
        "统计日期",
        "打印",
        "以下空白",
    ];
    BEGINNINGS.iter().any(|beginning| cell.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roll::import::suggest;

    fn rows(lines: &[&[&str]]) -> Vec<SheetRow> {
        let row = |(at, cells): (usize, &&[&str])| SheetRow {
            line: u32::try_from(at).unwrap() + 1,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            ..SheetRow::default()
        };
        lines.iter().enumerate().map(row).collect()
    }

    #[test]
    fn the_header_is_found_below_titles_and_notes() {
        let check = |lines: &[&[&str]], expected: Option<u32>| {
            assert_eq!(find_header(&rows(lines)).map(|header| header.line), expected, "{lines:?}");
        };
        check(&[&["房号", "业主"], &["1201", "张三"]], Some(1));
        check(
            &[&["春和小区业主名册", "", ""], &["制表：物业", "", "2026年"], &["房号", "业主", "面积"]],
            Some(3),
        );
        // A title merged over the width, filled into every cell.
        check(&[&["业主房号", "业主房号"], &["房号", "业主"]], Some(2));
        // A header on two lines.
        check(&[&["楼栋", "房号", "业主信息", "业主信息"], &["楼栋", "房号", "姓名", "电话"]], Some(2));
        check(&[&["姓名", "电话"], &["张三", "13800138000"]], None);
        check(&[], None);
    }

    #[test]
    fn lines_below_the_header_have_roles() {
        let names: Vec<String> = ["房号", "业主", "面积"].map(str::to_owned).to_vec();
        let mapping = suggest(&names, &[]);
        let check = |cells: &[&str], expected: RowRole| {
            assert_eq!(row_role(&rows(&[cells])[0], &mapping), expected, "{cells:?}");
        };
        check(&["1201", "张三", "89.5"], RowRole::Line);
        check(&["1201", "", ""], RowRole::Line);
        check(&["", "张三", "89.5"], RowRole::Line);
        check(&["", " ", ""], RowRole::Blank);
        check(&["房号", "业主", "面积"], RowRole::Header);
        check(&["合计", "", "1234.5"], RowRole::Total);
        check(&["合 计", "12户", "1234.5"], RowRole::Total);
        check(&["合计", "合计", "1234.5"], RowRole::Total);
        check(&["注：面积以登记为准", "", ""], RowRole::Note);
        check(&["", "填表人：王小明", "2026年"], RowRole::Note);
        check(&["二、商铺部分", "二、商铺部分", "二、商铺部分"], RowRole::Note);
    }

    #[test]
    fn a_fingerprint_is_of_the_words_only() {
        let of = |names: &[&str]| {
            HeaderFingerprint::of(&names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(of(&["房 号", "业主\n姓名", ""]), of(&["房号", "业主姓名"]));
        assert_ne!(of(&["房号", "业主"]), of(&["业主", "房号"]));
        assert_ne!(of(&["房号业主"]), of(&["房号", "业主"]));
        assert_eq!(of(&["房号"]).as_str().len(), 32);
    }
}
