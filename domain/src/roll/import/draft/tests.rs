use super::super::{MAX_LISTED, find_header, suggest};
use super::*;
use crate::roll::UnitKind;

fn row(line: usize, cells: &[&str]) -> SheetRow {
    let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
    SheetRow { line: u32::try_from(line).unwrap(), cells, ..SheetRow::default() }
}

/// Reads a sheet given as lines of cells between bars.
fn read(sheet: &str) -> ReadRoll {
    let lines = sheet.lines().map(str::trim).filter(|line| !line.is_empty());
    let rows: Vec<SheetRow> = lines
        .enumerate()
        .map(|(at, line)| row(at + 1, &line.split('|').map(str::trim).collect::<Vec<_>>()))
        .collect();
    let header = find_header(&rows).unwrap();
    let mapping = suggest(&header.names, &rows[header.position + 1..]);
    let mut draft = RollDraft::new();
    draft.begin(SheetHead::new(SheetIndex(0), &header, mapping, Context::default()));
    rows.iter().for_each(|row| draft.read(row));
    draft.finish()
}

fn warned(roll: &ReadRoll) -> Vec<(WarningCode, u32)> {
    roll.warnings.listed().iter().map(|warning| (warning.code, warning.place.line)).collect()
}

#[test]
fn a_small_roll_is_counted() {
    let roll = read(
        "春和小区业主名册
         房号|用途|面积|业主|证件后四位|电话|表决代表人
         3-1-101|住宅|100.00|张三|0123|13800138000|
         3-1-102|住宅|88.00|张三、李四|0123、4567||张三
         3-1-103|住宅|88.00|李四、张三|4567、0123||李四
         3-2-101|住宅|90.5|王五|||
         5-101|商业|40|春和置业有限公司|||
         车位12|车位|12|张三|0123||
         合计||418.50||||",
    );
    assert_eq!(roll.faults.total(), 0, "{:?}", roll.faults.listed());
    let counts = &roll.counts;
    assert_eq!((counts.lines, counts.units, counts.buildings, counts.entrances), (6, 6, 2, 2));
    assert_eq!((counts.natural_persons, counts.legal_persons), (3, 1));
    // 张三; 张三 with 李四, in whatever order; 王五; the firm.
    assert_eq!((counts.owner_sets, counts.co_owned), (4, 2));
    assert_eq!(roll.units[1].owner_set, roll.units[2].owner_set);
    assert_eq!(roll.units[0].owner_set, roll.units[5].owner_set);
    assert_eq!(counts.area_cm2, 4_185_000);
    let kinds: Vec<_> = counts.by_kind.iter().map(|of| (of.kind, of.units, of.area_cm2)).collect();
    let expected =
        [(UnitKind::Flat, 4, 3_665_000), (UnitKind::Shop, 1, 400_000), (UnitKind::Parking, 1, 120_000)];
    assert_eq!(kinds, expected);
    assert_eq!(warned(&roll), [(WarningCode::TotalRowSkipped, 9), (WarningCode::TitleRowsSkipped, 0)]);
}

#[test]
fn persons_are_one_only_by_name_and_last_four() {
    let roll = read(
        "房号|面积|业主|证件后四位|电话
         1-101|90|张三|0123|13800138000
         1-102|90|张三||13800138000
         1-103|90|张三||
         1-104|90|张三|4567|
         1-105|90|李四|0001|
         1-106|90|李四|0002|
         1-107|90|张三|0123|",
    );
    let owners: Vec<u32> = roll.units.iter().map(|unit| unit.owners[0].person).collect();
    assert_eq!(owners, [0, 1, 2, 3, 4, 5, 0]);
    assert_eq!(roll.counts.owner_sets, 6);
    // 李四 and 李四 have different last fours: they are not the same.
    assert_eq!(roll.possibly_same_total, 1);
    let same = &roll.possibly_same[0];
    assert_eq!(
        (same.name.as_str(), same.persons.as_slice(), same.phone_in_common),
        ("张三", &[0, 1, 2, 3][..], true)
    );
}

#[test]
fn a_unit_on_several_lines_is_one_unless_they_contradict() {
    let roll = read(
        "房号|面积|业主|证件后四位|表决代表人
         1-101|90|张三|0123|
         1-101|90|李四|4567|
         1-102|90|王五||
         1-102|90|王五||
         1-103|90|赵六||
         1-103|91|赵六||
         1-104|90|孙七||
         1-104||孙七|0007|孙七
         1-105|90|孙七|0007|",
    );
    assert_eq!(roll.counts.units, 5);
    assert_eq!(roll.units[0].owners.len(), 2);
    let fault = &roll.faults.listed()[0];
    assert_eq!((fault.code, fault.place.line), (FaultCode::UnitContradicts, 7));
    assert_eq!(fault.other.map(|place| place.line), Some(6));
    assert_eq!(fault.shown.as_deref(), Some("1号楼103"));
    assert_eq!(
        warned(&roll),
        [
            (WarningCode::KindAssumed, 0),
            (WarningCode::UnitOnSeveralLines, 3),
            (WarningCode::LineRepeated, 5),
            (WarningCode::AreaMissing, 9),
            (WarningCode::LineRepeated, 9),
            (WarningCode::CoOwnersWithoutVoter, 2),
        ]
    );
    // The last four that the first line lacked makes 孙七 one person.
    assert_eq!(roll.units[3].owners[0].person, roll.units[4].owners[0].person);
    assert_eq!(roll.counts.natural_persons, 5);
}

#[test]
fn sections_totals_and_remarks_are_told_from_units() {
    let roll = read(
        "房号|面积|业主
         3号楼||
         101|90|张三
         102|90|李四
         小计|180|
         5号楼||
         101|80|王五
         小计|80|
         房号|面积|业主
         102|80|赵六
         合计|341|
         填表人：王小明||",
    );
    let units: Vec<String> = roll.units.iter().map(|unit| unit.address.to_string()).collect();
    assert_eq!(units, ["3号楼101", "3号楼102", "5号楼101", "5号楼102"]);
    assert_eq!(roll.faults.total(), 0);
    let by_code = roll.warnings.by_code();
    let of = |code| by_code.get(&code).copied().unwrap_or(0);
    assert_eq!(of(WarningCode::TotalRowSkipped), 3);
    assert_eq!(of(WarningCode::TotalDiffers), 1);
    assert_eq!(of(WarningCode::HeaderRepeated), 1);
    assert_eq!(of(WarningCode::NoteRowSkipped), 3);
}

#[test]
fn a_phone_under_two_names_is_told_with_both_places() {
    let roll = read(
        "房号|用途|面积|业主|电话
         1-101|住宅|90|张三|13800138000
         1-102|住宅|90|李四|138 0013 8000
         1-103|住宅|90|张三|13800138000",
    );
    let warning = &roll.warnings.listed()[0];
    assert_eq!((warning.code, warning.place.line), (WarningCode::PhoneUsedTwice, 3));
    assert_eq!(warning.other.map(|place| place.line), Some(2));
    assert_eq!(roll.warnings.total(), 1);
}

#[test]
fn faults_are_bounded_and_counted() {
    let mut sheet = "房号|面积|业主\n".to_owned();
    for number in 0..500 {
        sheet.push_str(&format!("1-{number}|大|张三\n"));
    }
    let roll = read(&sheet);
    assert_eq!(roll.faults.listed().len(), MAX_LISTED);
    assert_eq!(roll.faults.total(), 500);
    assert_eq!((roll.counts.lines, roll.counts.units), (500, 0));
}

#[test]
fn a_voter_who_owns_nothing_there_is_told() {
    let roll = read(
        "房号|用途|面积|业主|表决代表人
         1-101|住宅|90|张三、李四|王五
         1-102|住宅|90|张三|张三",
    );
    assert_eq!(warned(&roll), [(WarningCode::VoterNotOwner, 2)]);
}

#[test]
fn a_full_id_number_is_refused_in_titles_and_remarks_too() {
    let roll = read(
        "名册 350102199001011234|
         房号|业主
         1-101|张三
         注：350102199001011234|",
    );
    let places: Vec<_> = roll.faults.listed().iter().map(|fault| (fault.code, fault.place.line)).collect();
    assert_eq!(places, [(FaultCode::FullIdNumber, 1), (FaultCode::FullIdNumber, 4)]);
    assert!(!serde_json::to_string(&roll).unwrap().contains("350102199001011234"));
}
