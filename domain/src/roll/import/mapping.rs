//! Which column of a sheet holds what: suggested from headers and samples, corrected by a person, remembered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::column::{Fit, Named, name_of};
use super::phone::is_han;
use super::{AreaSource, Column, MAX_COLUMNS, SheetRow, parse_address, parse_phones};

/// Which columns hold what. Serialises as
/// `{"columns":{"unit":[2],"owners":[5,6]},"area_source":"registered"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMapping {
    columns: BTreeMap<Column, Vec<u16>>,
    /// Where areas come from when no column says it, as the area's header names it.
    pub area_source: Option<AreaSource>,
}

/// Why a mapping cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingFault {
    /// Neither 房号 nor 房屋坐落 is given: a line would name no unit.
    #[error("no_unit")]
    NoUnit,
    /// Two columns hold what only one can.
    #[error("twice")]
    Twice(Column),
    /// One column is to hold two things.
    #[error("shared")]
    Shared(u16),
    /// A column beyond [`MAX_COLUMNS`].
    #[error("outside")]
    Outside(u16),
}

impl ColumnMapping {
    /// The column that holds `what`; the first of several.
    #[must_use]
    pub fn get(&self, what: Column) -> Option<u16> {
        self.all(what).first().copied()
    }

    /// All columns that hold `what`, from left to right.
    #[must_use]
    pub fn all(&self, what: Column) -> &[u16] {
        self.columns.get(&what).map_or(&[], Vec::as_slice)
    }

    /// What the column at `index` holds.
    #[must_use]
    pub fn at(&self, index: u16) -> Option<Column> {
        self.columns.iter().find(|(_, held)| held.contains(&index)).map(|(what, _)| *what)
    }

    /// Says what the column at `index` holds, or that it holds nothing of use.
    pub fn assign(&mut self, index: u16, what: Option<Column>) {
        self.columns.retain(|_, held| {
            held.retain(|other| *other != index);
            !held.is_empty()
        });
        if let Some(what) = what {
            let held = self.columns.entry(what).or_default();
            held.push(index);
            held.sort_unstable();
        }
    }

    /// How many different things are given.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether nothing is given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Whether lines can be read with it; everything that stands against it.
    pub fn check(&self) -> Result<(), Vec<MappingFault>> {
        let mut faults = Vec::new();
        if self.get(Column::Unit).or(self.get(Column::Address)).is_none() {
            faults.push(MappingFault::NoUnit);
        }
        let mut seen = std::collections::BTreeSet::new();
        for (what, held) in &self.columns {
            if held.len() > 1 && !what.repeats() {
                faults.push(MappingFault::Twice(*what));
            }
            for index in held {
                if usize::from(*index) >= MAX_COLUMNS {
                    faults.push(MappingFault::Outside(*index));
                }
                if !seen.insert(*index) {
                    faults.push(MappingFault::Shared(*index));
                }
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Whether this looks like the header of a roll: a unit, and at least one thing more about it.
    pub(super) fn names_a_roll(&self) -> bool {
        let unit = self.get(Column::Unit).or(self.get(Column::Address)).is_some();
        let about = [Column::Owners, Column::Area, Column::Residents, Column::Phone, Column::Kind];
        unit && about.iter().any(|what| self.get(*what).is_some())
    }
}

/// What each column holds, by its header first, and by the look of the `sample` rows where headers leave
/// doubt. The result is a suggestion; [`ColumnMapping::check`] says whether it suffices.
#[must_use]
pub fn suggest(headers: &[String], sample: &[SheetRow]) -> ColumnMapping {
    let mut mapping = by_headers(headers);
    let width =
        sample.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(headers.len()).min(MAX_COLUMNS);
    // 车位号 is a number whatever it looks like: `B1-023` is no building.
    let is_number = |index: u16| {
        let header = headers.get(usize::from(index)).map_or("", String::as_str);
        ["车位", "车库", "储藏"].iter().any(|word| header.contains(word))
    };
    // 房号 that holds whole addresses, where no 楼栋 stands beside it.
    if let (Some(unit), None, None) =
        (mapping.get(Column::Unit), mapping.get(Column::Address), mapping.get(Column::Building))
        && !is_number(unit)
        && most(sample, unit, |cell| {
            parse_address(cell, false).is_ok_and(|address| address.building.is_some())
        })
    {
        mapping.assign(unit, Some(Column::Address));
    }
    for index in (0..width).filter_map(|index| u16::try_from(index).ok()) {
        let header = headers.get(usize::from(index)).map_or("", |header| header.trim());
        if !header.is_empty() || mapping.at(index).is_some() {
            continue;
        }
        let mobile =
            |cell: &str| parse_phones(cell).is_ok_and(|phones| phones.iter().any(super::Phone::is_mobile));
        let whole = |cell: &str| parse_address(cell, false).is_ok_and(|address| address.building.is_some());
        let name = |cell: &str| (2..=4).contains(&cell.chars().count()) && cell.chars().all(is_han);
        if mapping.get(Column::Phone).is_none() && most(sample, index, mobile) {
            mapping.assign(index, Some(Column::Phone));
        } else if mapping.get(Column::Unit).or(mapping.get(Column::Address)).is_none()
            && most(sample, index, whole)
        {
            mapping.assign(index, Some(Column::Address));
        } else if mapping.get(Column::Owners).is_none() && most(sample, index, name) {
            mapping.assign(index, Some(Column::Owners));
        }
    }
    mapping
}

/// The mapping that the headers alone give.
pub(super) fn by_headers(headers: &[String]) -> ColumnMapping {
    let mut mapping = ColumnMapping::default();
    let mut best: BTreeMap<Column, Fit> = BTreeMap::new();
    for (index, header) in headers.iter().enumerate().take(MAX_COLUMNS) {
        let (Ok(index), Some(Named { column, fit, area_source })) = (u16::try_from(index), name_of(header))
        else {
            continue;
        };
        // A header merged over two columns names both; only names and phones can be in both.
        match best.get(&column) {
            Some(_) if column.repeats() => {}
            Some(held) if *held >= fit => continue,
            Some(_) => {
                mapping.columns.remove(&column);
            }
            None => {}
        }
        best.insert(column, fit);
        mapping.assign(index, Some(column));
        if column == Column::Area {
            mapping.area_source = area_source;
        }
    }
    mapping
}

/// Whether most of the filled cells of a column are so.
fn most(sample: &[SheetRow], index: u16, is_so: impl Fn(&str) -> bool) -> bool {
    let filled: Vec<&str> =
        sample.iter().map(|row| row.cell(index)).filter(|cell| !cell.is_empty()).collect();
    let so = filled.iter().filter(|cell| is_so(cell)).count();
    so > 0 && so * 3 >= filled.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    fn row(cells: &[&str]) -> SheetRow {
        SheetRow { cells: strings(cells), ..SheetRow::default() }
    }

    fn shown(mapping: &ColumnMapping) -> String {
        let part = |what: &Column| format!("{}={:?}", what.code(), mapping.all(*what));
        mapping.columns.keys().map(part).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn columns_are_suggested() {
        let check = |headers: &[&str], sample: &[&[&str]], expected: &str| {
            let sample: Vec<SheetRow> = sample.iter().map(|cells| row(cells)).collect();
            assert_eq!(shown(&suggest(&strings(headers), &sample)), expected, "{headers:?}");
        };
        check(
            &["序号", "楼栋", "单元", "房号", "建筑面积(㎡)", "业主姓名", "共有人", "联系电话"],
            &[],
            "building=[1] entrance=[2] unit=[3] area=[4] owners=[5, 6] phone=[7]",
        );
        check(&["房号", "业主"], &[&["3-2-1201", "张三"], &["3-2-1202", "李四"]], "address=[0] owners=[1]");
        check(&["楼栋", "房号", "业主"], &[&["3", "2-1201", "张三"]], "building=[0] unit=[1] owners=[2]");
        check(&["房号", "业主", ""], &[&["1201", "张三", "13800138000"]], "unit=[0] owners=[1] phone=[2]");
        check(&["", "", ""], &[&["3-2-1201", "张三", "13800138000"]], "address=[0] owners=[1] phone=[2]");
        check(&["房屋面积", "建筑面积", "专有部分建筑面积"], &[], "area=[0]");
        check(&["专有部分面积情况", "建筑面积"], &[], "area=[1]");
    }

    #[test]
    fn a_person_corrects_a_mapping_and_it_is_remembered() {
        let mut mapping = suggest(&strings(&["房号", "业主", "登记面积"]), &[]);
        mapping.assign(1, Some(Column::Residents));
        mapping.assign(2, None);
        assert_eq!(mapping.at(1), Some(Column::Residents));
        assert_eq!(mapping.check(), Ok(()));
        let json = serde_json::to_string(&mapping).unwrap();
        assert_eq!(json, r#"{"columns":{"unit":[0],"residents":[1]},"area_source":"registered"}"#);
        assert_eq!(serde_json::from_str::<ColumnMapping>(&json).unwrap(), mapping);
        mapping.assign(0, None);
        mapping.assign(7, Some(Column::Area));
        mapping.assign(300, Some(Column::Area));
        let faults =
            vec![MappingFault::NoUnit, MappingFault::Twice(Column::Area), MappingFault::Outside(300)];
        assert_eq!(mapping.check(), Err(faults));
    }
}
