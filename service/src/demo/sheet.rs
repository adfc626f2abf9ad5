//! The owners' sheet of 春和苑2号院 as it was handed over: the roll of the plan, roughened the way such sheets are.
//!
//! Two files are shipped: one that the import takes as it is, and the first hand-over, with the faults it refuses.
//! They are made from the same plan as the demo; a test compares them with the files and writes them when asked to.

use super::content::place::{COMPOUNDS, OWNING, Owning};
use super::content::sheet::{AREA_FORMS, DOOR_FORMS, OWNER_FORMS, PHONE_FORMS, REMARKS, SHEETS, Sheet};
use super::dice::Dice;
use super::plan::{Plan, Unit, compound_at};
use domain::roll::{PersonKind, Tenure, UnitKind};
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::path::PathBuf;

/// Which of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edition {
    /// Mended once: messy, and readable.
    Mended,
    /// As it came first.
    First,
}

/// What people wrote in one row.
struct Row {
    door: String,
    parts: [String; 3],
    kind: &'static str,
    area: String,
    owners: String,
    phone: String,
    tail: String,
    delivery: &'static str,
    remark: &'static str,
}

struct Clerk<'p> {
    plan: &'p Plan,
    edition: Edition,
    dice: Dice,
}

/// The workbook's bytes.
fn workbook(plan: &Plan, edition: Edition) -> Result<Vec<u8>, XlsxError> {
    let mut clerk = Clerk { plan, edition, dice: Dice::of("sheet") };
    let mut book = Workbook::new();
    // Without a fixed date each run would be another file.
    let made = ExcelDateTime::from_ymd(2026, 3, 12)?;
    book.set_properties(&DocProperties::new().set_author("客服").set_creation_datetime(&made));
    for sheet in SHEETS {
        let worksheet = book.add_worksheet();
        worksheet.set_name(sheet.tab)?;
        clerk.sheet(worksheet, sheet)?;
    }
    book.save_to_buffer()
}

impl Clerk<'_> {
    fn sheet(&mut self, to: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
        let columns = u16::try_from(sheet.header.len().max(4)).unwrap_or(4);
        let title = Format::new().set_bold().set_font_size(14.0);
        let mut at = 0;
        for line in sheet.title_rows {
            to.merge_range(at, 0, at, columns - 1, line, &title)?;
            at += 1;
        }
        for (column, name) in (0..).zip(sheet.header) {
            to.write_with_format(at, column, *name, &Format::new().set_bold())?;
        }
        at += u32::from(!sheet.header.is_empty());
        let first = at;
        for (n, row) in (1..).zip(self.rows(sheet)) {
            self.row(to, at, sheet, n, &row)?;
            at += 1;
        }
        if sheet.header.first() == Some(&"楼栋") {
            merge_runs(to, self.plan, first)?;
        }
        for line in sheet.footer_rows {
            to.write(at, 0, *line)?;
            at += 1;
        }
        Ok(())
    }

    fn rows(&mut self, sheet: &Sheet) -> Vec<Row> {
        let plan = self.plan;
        let is_rest = sheet.tab == "商铺车位储藏";
        let units: Vec<&Unit> = plan
            .units_of(compound_at("yuan2"))
            .filter(|unit| match unit.kind {
                UnitKind::Flat => sheet.buildings.contains(&unit.building),
                _ => is_rest,
            })
            .collect();
        units.into_iter().map(|unit| self.line(unit)).collect()
    }

    fn line(&mut self, unit: &Unit) -> Row {
        let parts = match (unit.entrance, unit.door.rsplit_once('-')) {
            (Some(entrance), Some((_, room))) => {
                [unit.building.to_string(), entrance.to_string(), room.to_owned()]
            }
            _ => [String::new(), String::new(), unit.door.clone()],
        };
        Row {
            door: self.door(unit, &parts),
            kind: kind(unit.kind),
            area: self.area(unit),
            owners: self.owners(unit),
            phone: self.phone(unit),
            tail: self.tails(unit),
            delivery: match unit.tenure {
                Tenure::Delivered => "已交房",
                Tenure::Unsold => "未售",
                Tenure::SoldUndelivered => "已售未交",
            },
            remark: self.remark(unit),
            parts,
        }
    }

    fn door(&mut self, unit: &Unit, parts: &[String; 3]) -> String {
        if unit.kind != UnitKind::Flat {
            return match self.edition {
                Edition::First => unit.door.clone(),
                Edition::Mended if unit.kind == UnitKind::Shop => {
                    format!("{}号楼{}", unit.building, unit.name)
                }
                Edition::Mended => unit.name.clone(),
            };
        }
        let form = *self.dice.pick(DOOR_FORMS);
        form.replace("{b}", &parts[0]).replace("{e}", &parts[1]).replace("{r}", &parts[2])
    }

    fn area(&mut self, unit: &Unit) -> String {
        match (self.edition, unit.door.as_str()) {
            (Edition::First, "3-2-401") => return "1023.5".to_owned(),
            (Edition::First, "4-1-603") => return "同602".to_owned(),
            _ => {}
        }
        let plain = domain::measure::square_metres(unit.area_cm2);
        let plain = plain.trim_end_matches(|c: char| !c.is_ascii_digit()).trim();
        let wide: String = plain.chars().map(wide).collect();
        let form = loop {
            let form = *self.dice.pick(AREA_FORMS);
            if self.edition == Edition::First || !form.starts_with('约') {
                break form;
            }
        };
        form.replace("{a}", plain).replace("{w}", &wide)
    }

    fn owners(&mut self, unit: &Unit) -> String {
        let names: Vec<&str> =
            unit.owners.iter().map(|owner| self.plan.persons[*owner].name.as_str()).collect();
        match names.as_slice() {
            [one, two] => {
                // A blank or "与" between two names is for an officer to mend, not for a program to guess at.
                let form = loop {
                    let form = *self.dice.pick(OWNER_FORMS);
                    if self.edition == Edition::First || !(form.contains(' ') || form.contains('与')) {
                        break form;
                    }
                };
                form.replace("{1}", one).replace("{2}", two)
            }
            names => names.join("、"),
        }
    }

    /// One for each owner, in the order of their names.
    fn tails(&self, unit: &Unit) -> String {
        let tails = unit.owners.iter().map(|owner| self.plan.persons[*owner].tail.as_deref().unwrap_or(""));
        tails.collect::<Vec<_>>().join("、")
    }

    fn phone(&mut self, unit: &Unit) -> String {
        let Some(owner) = unit.owners.first().map(|owner| &self.plan.persons[*owner]) else {
            return String::new();
        };
        let Some(phone) = owner.phone.as_deref().filter(|_| owner.kind == PersonKind::Natural) else {
            return String::new();
        };
        let form = loop {
            let form = *self.dice.pick(PHONE_FORMS);
            if self.edition == Edition::First
                || !(form.contains("{e}") || form.contains('见') || form.contains('０'))
            {
                break form;
            }
        };
        form.replace("{p}", phone).replace("{e}", "1.40E+10")
    }

    fn remark(&mut self, unit: &Unit) -> &'static str {
        let case = OWNING.iter().find(|(_, doors)| doors.contains(&unit.door.as_str()));
        match case.map(|(owning, _)| *owning) {
            Some(Owning::Let) => "出租",
            Some(Owning::Inheritance) => "继承中",
            Some(Owning::Several) => "两套一起",
            Some(_) => "",
            // One in four has something to say.
            None if self.dice.falls(250) => self.dice.pick::<&str>(REMARKS),
            None => "",
        }
    }

    fn row(
        &mut self,
        to: &mut Worksheet,
        at: u32,
        sheet: &Sheet,
        n: u32,
        row: &Row,
    ) -> Result<(), XlsxError> {
        let red = Format::new().set_font_color(Color::Red);
        for (column, header) in (0..).zip(sheet.header) {
            let text = match *header {
                "序号" => n.to_string(),
                "房号" | "门牌" | "专有部分编号" => row.door.clone(),
                "楼栋" => row.parts[0].clone(),
                "单元" => row.parts[1].clone(),
                "室号" => row.parts[2].clone(),
                "类型" | "用途" => row.kind.to_owned(),
                "建筑面积" | "面积(㎡)" | "产证面积" | "面积" => row.area.clone(),
                "业主姓名" | "产权人" | "所有权人" | "权利人" => row.owners.clone(),
                "身份证后四位" => row.tail.clone(),
                "交房" => row.delivery.to_owned(),
                "备注" | "说明" => row.remark.to_owned(),
                _ => row.phone.clone(),
            };
            // Some areas and rooms are numbers to the program, as they are in life.
            match text.parse::<f64>() {
                Ok(number) if n.is_multiple_of(3) && header.contains("面积") => {
                    to.write_number(at, column, number)?;
                }
                _ if text.starts_with("140") && n.is_multiple_of(7) => {
                    to.write_with_format(at, column, text.as_str(), &red)?;
                }
                _ => {
                    to.write_string(at, column, text.as_str())?;
                }
            }
        }
        Ok(())
    }
}

/// In building 3 the columns of building and entrance are merged downwards, a block an entrance.
fn merge_runs(to: &mut Worksheet, plan: &Plan, first: u32) -> Result<(), XlsxError> {
    let flats =
        plan.units_of(compound_at("yuan2")).filter(|unit| unit.building == 3 && unit.entrance.is_some());
    let entrances: Vec<u16> = flats.filter_map(|unit| unit.entrance).collect();
    let middle = Format::new();
    let mut from = 0;
    while from < entrances.len() {
        let run = entrances[from..].iter().take_while(|entrance| **entrance == entrances[from]).count();
        let (top, bottom) = (row_number(first, from), row_number(first, from + run - 1));
        to.merge_range(top, 0, bottom, 0, "3号楼", &middle)?;
        to.merge_range(top, 1, bottom, 1, &format!("{}单元", entrances[from]), &middle)?;
        from += run;
    }
    Ok(())
}

fn row_number(first: u32, offset: usize) -> u32 {
    first + u32::try_from(offset).unwrap_or(0)
}

fn kind(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Flat => "住宅",
        UnitKind::Shop => "商铺",
        UnitKind::Parking => "车位",
        UnitKind::Storage => "储藏间",
        UnitKind::Other => "其他",
    }
}

/// The full-width writing of a digit or point.
fn wide(c: char) -> char {
    match c {
        '!'..='~' => u32::from(c).checked_add(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        c => c,
    }
}

/// The shipped files, in `docs` beside the crates.
fn shipped(name: &str) -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it for tests");
    PathBuf::from(manifest).join("../docs").join(name)
}

/// `YISHI_WRITE_SHEETS=1 cargo test -p service the_shipped_sheets` writes them anew.
#[test]
fn the_shipped_sheets_are_those_of_the_plan() {
    let plan = Plan::new();
    assert_eq!(COMPOUNDS[compound_at("yuan2")].name, "春和苑2号院");
    for (edition, name) in [(Edition::Mended, "chunhe-roll.xlsx"), (Edition::First, "chunhe-roll-first.xlsx")]
    {
        let bytes = workbook(&plan, edition).expect("a workbook");
        assert!(bytes.len() < 300_000, "{name}: {}", bytes.len());
        assert_eq!(bytes, workbook(&plan, edition).expect("a workbook"), "{name} differs from run to run");
        if std::env::var_os("YISHI_WRITE_SHEETS").is_some() {
            std::fs::write(shipped(name), &bytes).expect("docs can be written to");
        }
        let file = std::fs::read(shipped(name)).expect(name);
        assert_eq!(file.len(), bytes.len(), "{name}: write it anew");
        assert!(file == bytes, "{name}: write it anew");
    }
}

/// What the import's reader makes of a workbook.
fn read(bytes: Vec<u8>) -> domain::roll::import::ReadRoll {
    use crate::roll::sheet::Sheets;
    use domain::roll::import::{Context, RollDraft, SheetHead, suggest};
    let mut sheets = Sheets::from_bytes(bytes).expect("a workbook");
    let mut draft = RollDraft::new();
    for roll in sheets.rolls().cloned().collect::<Vec<_>>() {
        let header = roll.header.expect("a header");
        let head = sheets.head(roll.index).expect("rows");
        let mapping = suggest(&header.names, &head[header.position + 1..]);
        draft.begin(SheetHead::new(roll.index, &header, mapping, Context::of_title(&roll.name)));
        sheets.rows(roll.index).expect("rows").for_each(|row| draft.read(&row.expect("a row")));
    }
    draft.finish()
}

#[test]
fn the_import_reads_the_mended_sheet_and_refuses_the_first() {
    let plan = Plan::new();
    let mended = read(workbook(&plan, Edition::Mended).expect("a workbook"));
    assert!(mended.faults.listed().is_empty(), "{:#?}", mended.faults.listed());
    assert_eq!(mended.units.len(), 200);
    let area: i64 = mended.units.iter().filter_map(|unit| unit.area).map(|area| area.cm2()).sum();
    assert_eq!(area, plan.units_of(compound_at("yuan2")).map(|unit| unit.area_cm2).sum::<i64>());
    let first = read(workbook(&plan, Edition::First).expect("a workbook"));
    assert!(first.faults.listed().len() > 5);
}
