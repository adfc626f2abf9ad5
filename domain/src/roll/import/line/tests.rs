use super::super::{SheetIndex, WarningCode, suggest};
use super::*;
use proptest::prelude::*;

const HEADERS: [&str; 16] = [
    "楼栋",
    "单元",
    "房号",
    "用途",
    "建筑面积(㎡)",
    "业主",
    "共有人",
    "证件后四位",
    "联系电话",
    "份额",
    "表决代表人",
    "交付状态",
    "住户",
    "住户电话",
    "与业主关系",
    "备注",
];

fn mapping() -> ColumnMapping {
    suggest(&HEADERS.map(str::to_owned), &[])
}

fn row(cells: &[(Column, &str)]) -> SheetRow {
    let mapping = mapping();
    let mut row =
        SheetRow { sheet: SheetIndex(1), line: 7, cells: vec![String::new(); HEADERS.len()], filled: 0 };
    for (column, text) in cells {
        let free = mapping.all(*column).iter().find(|at| row.cell(**at).is_empty()).copied().unwrap();
        row.cells[usize::from(free)] = (*text).to_owned();
    }
    row
}

fn read(cells: &[(Column, &str)]) -> Result<RollLine, Vec<Fault>> {
    parse_row(&row(cells), &mapping(), &Context::default())
}

/// A whole line, with one or more cells said otherwise.
fn with(cells: &[(Column, &str)]) -> Result<RollLine, Vec<Fault>> {
    let usual = [
        (Column::Building, "3号楼"),
        (Column::Entrance, "2单元"),
        (Column::Unit, "1201室"),
        (Column::Kind, "住宅"),
        (Column::Area, "89.52"),
        (Column::Owners, "张三"),
    ];
    let mut all: Vec<_> =
        usual.into_iter().filter(|(column, _)| !cells.iter().any(|(other, _)| other == column)).collect();
    all.extend(cells);
    read(&all)
}

fn faults(cells: &[(Column, &str)]) -> Vec<FaultCode> {
    with(cells).err().unwrap_or_default().iter().map(|fault| fault.code).collect()
}

fn warnings(cells: &[(Column, &str)]) -> Vec<WarningCode> {
    with(cells).unwrap().warnings.iter().map(|warning| warning.code).collect()
}

fn phones(owners: &[Owner]) -> Vec<Vec<&str>> {
    owners.iter().map(|owner| owner.phones.iter().map(Phone::as_str).collect()).collect()
}

#[test]
fn a_whole_line_is_read() {
    let line = with(&[
        (Column::Owners, "张三"),
        (Column::Owners, "李四(4567)"),
        (Column::Phone, "138 0013 8000、13900139000"),
        (Column::Share, "50%、1/2"),
        (Column::Voter, "张三"),
        (Column::Tenure, "已交付"),
        (Column::Residents, "王五"),
        (Column::ResidentPhone, "13700137000"),
        (Column::Relation, "租客"),
        (Column::Note, "出租\n2026年起"),
    ])
    .unwrap();
    assert_eq!(line.address.to_string(), "3号楼2单元1201");
    assert_eq!((line.kind, line.kind_given), (UnitKind::Flat, true));
    assert_eq!(line.area.map(AreaCm2::cm2), Some(895_200));
    assert_eq!(phones(&line.owners), [["13800138000"], ["13900139000"]]);
    assert_eq!(line.owners[1].tail.unwrap().as_str(), "4567");
    assert_eq!(line.owners[1].share, Some(Share { part: 1, of: 2 }));
    assert_eq!(line.residents[0].relation.as_ref().unwrap().as_str(), "租客");
    assert_eq!(line.note.unwrap().as_str(), "出租 2026年起");
    assert_eq!(line.warnings, []);
}

#[test]
fn faults_are_named() {
    use FaultCode as F;
    let check =
        |cells: &[(Column, &str)], expected: &[FaultCode]| assert_eq!(faults(cells), expected, "{cells:?}");
    check(&[], &[]);
    check(&[(Column::Note, "身份证350102199001011234")], &[F::FullIdNumber]);
    check(&[(Column::Document, "350102199001011234")], &[F::FullIdNumber]);
    check(&[(Column::Area, "#N/A")], &[F::SpreadsheetError]);
    check(&[(Column::Unit, "")], &[F::UnitMissing]);
    check(&[(Column::Building, "")], &[F::BuildingMissing]);
    check(&[(Column::Unit, "王小明")], &[F::AddressNotUnderstood]);
    check(&[(Column::Unit, "2026-03-02")], &[F::DateInsteadOfUnit]);
    check(&[(Column::Unit, "5-2-1201")], &[F::AddressContradicts]);
    check(&[(Column::Unit, "13-2-1201")], &[F::AddressContradicts]);
    check(&[(Column::Unit, "3-2-1201")], &[]);
    check(&[(Column::Kind, "飞船")], &[F::KindUnknown]);
    check(&[(Column::Area, "约90")], &[F::AreaNotANumber]);
    check(&[(Column::Area, "89.12345")], &[F::AreaTooFine]);
    check(&[(Column::Area, "-1")], &[F::AreaOutOfRange]);
    check(&[(Column::Owners, "张 三丰 李四")], &[F::NamesUnclear]);
    check(&[(Column::Owners, "张三1")], &[F::NameInvalid]);
    check(&[(Column::Owners, "张\u{202E}三")], &[F::OddCharacter]);
    check(&[(Column::Phone, "1.38E+10")], &[F::DigitsLost]);
    check(&[(Column::Phone, "123")], &[F::PhoneInvalid]);
    check(&[(Column::Document, "12345")], &[F::TailInvalid]);
    check(&[(Column::Document, "1234、5678")], &[F::TailCountDiffers]);
    check(&[(Column::Tenure, "也许")], &[F::TenureUnknown]);
    check(&[(Column::Share, "一半")], &[F::ShareInvalid]);
    check(&[(Column::Owners, "张三、李四"), (Column::Share, "60%、50%")], &[F::ShareSumWrong]);
    check(&[(Column::Owners, "张三、李四"), (Column::Share, "共同共有")], &[]);
    check(&[(Column::Voter, "张三、李四")], &[F::NamesUnclear]);
    check(&[(Column::Area, "x"), (Column::Phone, "1")], &[F::PhoneInvalid, F::AreaNotANumber]);
}

#[test]
fn a_fault_has_its_place_and_never_shows_an_id_number() {
    let fault = &with(&[(Column::Area, "约90")]).unwrap_err()[0];
    assert_eq!(fault.place, Place { sheet: SheetIndex(1), line: 7, column: Some(4) });
    assert_eq!(fault.shown.as_deref(), Some("约90"));
    let fault = &with(&[(Column::Owners, "张三 350102199001011234")]).unwrap_err()[0];
    assert_eq!((fault.code, &fault.shown), (FaultCode::FullIdNumber, &None));
}

#[test]
fn warnings_are_named() {
    use WarningCode as W;
    let check = |cells: &[(Column, &str)], expected: &[WarningCode]| {
        assert_eq!(warnings(cells), expected, "{cells:?}");
    };
    check(&[], &[]);
    check(&[(Column::Owners, "")], &[W::OwnerMissing]);
    check(&[(Column::Owners, ""), (Column::Tenure, "未售")], &[]);
    check(&[(Column::Owners, "未售")], &[]);
    check(&[(Column::Area, "/")], &[W::AreaMissing]);
    check(&[(Column::Area, "8952")], &[W::AreaUnlikely]);
    check(&[(Column::Kind, "")], &[W::KindAssumed]);
    check(&[(Column::Owners, "张三、李四"), (Column::Phone, "13800138000")], &[W::PhoneOwnerUnclear]);
    check(&[(Column::Phone, "87654321")], &[W::PhoneWithoutAreaCode]);
    check(&[(Column::Document, "123")], &[W::TailPadded]);
    check(&[(Column::Owners, "张三等3人")], &[W::OwnersAbbreviated]);
    check(&[(Column::Owners, "张三(户主)")], &[W::RemarkInName]);
}

#[test]
fn sheets_and_sections_say_what_lines_leave_out() {
    let check = |title: &str, building: Option<&str>, kind: Option<UnitKind>| {
        let context = Context::of_title(title);
        assert_eq!((context.building.as_ref().map(Label::as_str), context.kind), (building, kind), "{title}");
    };
    check("3号楼", Some("3"), None);
    check("三号楼业主名册", Some("3"), None);
    check("A栋", Some("A"), None);
    check("地下车位", None, Some(UnitKind::Parking));
    check("3号楼商铺", Some("3"), Some(UnitKind::Shop));
    check("Sheet1", None, None);
    check("业主名册", None, None);
    let context = Context::of_title("5栋");
    let line = parse_row(&row(&[(Column::Unit, "1201")]), &mapping(), &context).unwrap();
    assert_eq!(line.address.to_string(), "5号楼1201");
    let line = parse_row(&row(&[(Column::Unit, "负一层东侧第三个")]), &mapping(), &Context::of_title("车位"))
        .unwrap();
    assert_eq!(line.address.unit.as_str(), "负一层东侧第三个");
    let line = parse_row(&row(&[(Column::Unit, "B1-023")]), &mapping(), &Context::of_title("车位")).unwrap();
    assert_eq!(line.address.to_string(), "B1-023");
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(cells in prop::collection::vec("\\PC{0,12}", 0..20)) {
        let row = SheetRow { cells, ..SheetRow::default() };
        let _either = parse_row(&row, &mapping(), &Context::default());
        let _role = super::super::row_role(&row, &mapping());
        let _header = super::super::find_header(std::slice::from_ref(&row));
        let _mapping = suggest(&row.cells, std::slice::from_ref(&row));
    }
}
