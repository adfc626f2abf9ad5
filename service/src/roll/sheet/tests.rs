use super::*;
use domain::roll::import::{Context, MAX_LINES, ReadRoll, RollDraft, SheetHead, suggest};
use proptest::prelude::*;
use rust_xlsxwriter::{Format as CellFormat, Formula, Workbook};

fn code(bytes: Vec<u8>) -> Option<SheetFaultCode> {
    Sheets::from_bytes(bytes).err().map(|fault| fault.code)
}

/// All rows of the first sheet, cells joined by bars, faults by their codes.
fn lines(bytes: Vec<u8>) -> Vec<String> {
    let mut sheets = Sheets::from_bytes(bytes).unwrap();
    let rows = sheets.rows(SheetIndex(0)).unwrap();
    rows.map(|row| match row {
        Ok(row) => format!("{}:{}", row.line, row.cells.join("|")),
        Err(fault) => {
            let place = fault.place.unwrap();
            format!(
                "{}!{}{}",
                place.line,
                fault.code,
                place.column.map(|at| format!("@{at}")).unwrap_or_default()
            )
        }
    })
    .collect()
}

/// Reads every sheet that looks like a roll.
fn read(sheets: &mut Sheets) -> ReadRoll {
    let rolls: Vec<SheetInfo> = sheets.rolls().cloned().collect();
    let mut draft = RollDraft::new();
    for roll in rolls {
        let header = roll.header.unwrap();
        let head = sheets.head(roll.index).unwrap();
        let mapping = suggest(&header.names, &head[header.position + 1..]);
        assert_eq!(mapping.check(), Ok(()));
        draft.begin(SheetHead::new(roll.index, &header, mapping, Context::of_title(&roll.name)));
        sheets.rows(roll.index).unwrap().for_each(|row| draft.read(&row.unwrap()));
    }
    draft.finish()
}

/// A workbook as a property service keeps it.
fn messy_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let plain = CellFormat::new();
    let date = CellFormat::new().set_num_format("m\"月\"d\"日\"");
    let sheet = book.add_worksheet().set_name("说明").unwrap();
    sheet.write(0, 0, "填写说明：请勿改动表头").unwrap();
    let sheet = book.add_worksheet().set_name("住宅").unwrap();
    sheet.merge_range(0, 0, 0, 6, "春和小区业主名册", &plain).unwrap();
    sheet.write(1, 0, "制表：春和物业").unwrap();
    sheet.merge_range(2, 0, 3, 0, "楼栋", &plain).unwrap();
    sheet.merge_range(2, 1, 3, 1, "单元", &plain).unwrap();
    sheet.merge_range(2, 2, 3, 2, "房号", &plain).unwrap();
    sheet.merge_range(2, 3, 3, 3, "建筑面积\n（㎡）", &plain).unwrap();
    sheet.merge_range(2, 4, 2, 6, "业主信息", &plain).unwrap();
    for (column, name) in [(4, "姓名"), (5, "联系电话"), (6, "证件后四位")] {
        sheet.write(3, column, name).unwrap();
    }
    sheet.merge_range(4, 0, 7, 0, "３号楼", &plain).unwrap();
    sheet.merge_range(4, 1, 6, 1, "二单元", &plain).unwrap();
    // A phone as a number, a last four that lost its zero, an area with the dust of addition.
    sheet.write(4, 2, 1201).unwrap();
    sheet.write(4, 3, 44.05 + 44.05).unwrap();
    sheet.write(4, 4, "张 三").unwrap();
    sheet.write(4, 5, 13_800_138_000_i64).unwrap();
    sheet.write(4, 6, 123).unwrap();
    // Co-owners on two lines, the unit merged.
    sheet.merge_range(5, 2, 6, 2, "１２０２室", &plain).unwrap();
    sheet.merge_range(5, 3, 6, 3, "89.52㎡", &plain).unwrap();
    sheet.write(5, 4, "李四").unwrap();
    sheet.write(5, 5, "139 0013 9000").unwrap();
    sheet.write(6, 4, "王五").unwrap();
    sheet.write(7, 1, "1单元").unwrap();
    sheet.write(7, 2, "101").unwrap();
    sheet.write_formula(7, 3, Formula::new("=50+0.5").set_result("50.5")).unwrap();
    sheet.write(7, 4, "赵六、孙七").unwrap();
    sheet.write(8, 0, "合计").unwrap();
    sheet.write(8, 3, 228.12).unwrap();
    let sheet = book.add_worksheet().set_name("车位").unwrap();
    for (column, name) in ["车位号", "面积", "产权人"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(column).unwrap(), name).unwrap();
    }
    sheet.write(1, 0, "B1-023").unwrap();
    sheet.write(1, 1, 12.5).unwrap();
    sheet.write(1, 2, "张三（0123）").unwrap();
    sheet.write_with_format(2, 0, 46_083, &date).unwrap();
    sheet.write(2, 2, "李四").unwrap();
    let sheet = book.add_worksheet().set_name("旧").unwrap().set_hidden(true);
    sheet.write(0, 0, "房号").unwrap();
    sheet.write(0, 1, "业主").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_messy_workbook_is_read() {
    let mut sheets = Sheets::from_bytes(messy_workbook()).unwrap();
    assert_eq!(sheets.format(), Format::Xlsx);
    let names: Vec<_> =
        sheets.rolls().map(|sheet| (sheet.name.clone(), sheet.header.as_ref().unwrap().line)).collect();
    assert_eq!(names, [("住宅".to_owned(), 4), ("车位".to_owned(), 1)]);
    let rows: Vec<SheetRow> = sheets.rows(SheetIndex(1)).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows[4].cells, ["３号楼", "二单元", "1201", "88.1", "张 三", "13800138000", "123"]);
    assert_eq!(rows[6].cells, ["３号楼", "二单元", "１２０２室", "89.52㎡", "王五"]);
    assert_eq!((rows[6].line, rows[6].filled), (7, 4));

    let roll = read(&mut sheets);
    let units: Vec<String> = roll.units.iter().map(|unit| unit.address.to_string()).collect();
    assert_eq!(units, ["3号楼2单元1201", "3号楼2单元1202", "3号楼1单元101", "B1-023"]);
    assert_eq!(roll.units[1].owners.len(), 2);
    // 张三 of 1201 and of the parking space have name and last four in common.
    assert_eq!(roll.units[0].owner_set, roll.units[3].owner_set);
    assert_eq!(roll.counts.area_cm2, 2_406_200);
    // The date that was a parking space's number.
    let faults: Vec<_> =
        roll.faults.listed().iter().map(|fault| (fault.code.code(), fault.place.line)).collect();
    assert_eq!(faults, [("date_instead_of_unit", 3)]);
    let warned: Vec<&str> = roll.warnings.by_code().keys().map(|code| code.code()).collect();
    assert!(!warned.contains(&"total_differs"), "{warned:?}");
    assert!(warned.contains(&"merged_cells_filled") && warned.contains(&"title_rows_skipped"), "{warned:?}");
}

#[test]
fn text_files_are_read_whatever_their_encoding() {
    let text = "春和小区业主名册\r\n房号,业主,联系电话\r\n3-2-1201,\"张三\n李四\",=\"013800138000\"\r\n,,\r\n3-2-1202,㐂鎔,\r\n";
    let expected = [
        "1:春和小区业主名册",
        "2:房号|业主|联系电话",
        "3:3-2-1201|张三\n李四|013800138000",
        "6:3-2-1202|㐂鎔|",
    ];
    let gb = encoding_rs::GB18030.encode(text).0.into_owned();
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let cases = [
        (text.as_bytes().to_vec(), TextEncoding::Utf8),
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), TextEncoding::Utf8),
        (gb, TextEncoding::Gb18030),
        (utf16, TextEncoding::Utf16),
    ];
    for (bytes, encoding) in cases {
        let sheets = Sheets::from_bytes(bytes.clone()).unwrap();
        assert_eq!(sheets.format(), Format::Text { encoding, delimiter: ',' });
        assert_eq!(sheets.rolls().next().unwrap().header.as_ref().unwrap().line, 2);
        assert_eq!(lines(bytes), expected, "{encoding:?}");
    }
}

#[test]
fn utf8_is_known_though_a_character_straddles_two_chunks() {
    let mut text = "房号,业主\n".to_owned();
    while text.len() < 200_000 {
        text.push_str("3-2-1201,张三\n");
    }
    for shift in 0..3 {
        let bytes = format!("{}{text}", "a".repeat(shift)).into_bytes();
        let sheets = Sheets::from_bytes(bytes).unwrap();
        assert_eq!(sheets.format(), Format::Text { encoding: TextEncoding::Utf8, delimiter: ',' });
    }
}

#[test]
fn what_is_no_sheet_is_told_apart() {
    let check = |bytes: &[u8], expected: SheetFaultCode| {
        assert_eq!(code(bytes.to_vec()), Some(expected), "{bytes:?}");
    };
    check(b"", SheetFaultCode::Empty);
    check(b"%PDF-1.7 \x00", SheetFaultCode::NotASheet);
    check(b"\x00\x01\x02", SheetFaultCode::NotASheet);
    check(b"\xEF\xBB\xBF <html><table>", SheetFaultCode::Markup);
    check(b"<?xml version=\"1.0\"?><Workbook>", SheetFaultCode::Markup);
    check(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 Workbook", SheetFaultCode::OldWorkbook);
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&[&b"\xD0\xCF\x11\xE0"[..], &encrypted].concat(), SheetFaultCode::Protected);
    check(b"PK\x03\x04 and no more", SheetFaultCode::Damaged);
    check(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", SheetFaultCode::Damaged);
    let mut cut = messy_workbook();
    cut.truncate(cut.len() / 2);
    check(&cut, SheetFaultCode::Damaged);
}

#[test]
fn limits_are_told_with_their_places() {
    let long = "议".repeat(1_001);
    assert_eq!(lines(format!("a,b\n1,{long}\n2,x\n").into_bytes()), ["1:a|b", "2!cell_too_long@1", "3:2|x"]);
    let wide = format!("{}x\n2\n", "1,".repeat(100));
    assert_eq!(lines(wide.into_bytes()), ["1!too_many_columns@100", "2:2"]);
    let open = format!("a,b\n1,\"{}", "2,x\n".repeat(300_000));
    assert_eq!(lines(open.into_bytes()), ["1:a|b", "2!quote_never_closed"]);
    let broken = [&b"a,b\n1,\xC4\xE3\n2,\xFF\xFF\n"[..]].concat();
    assert_eq!(code(broken), Some(SheetFaultCode::UnknownEncoding));
    let many = "1,2\n".repeat(usize::try_from(MAX_LINES).unwrap() + 1);
    assert_eq!(lines(many.into_bytes()).last().unwrap(), &format!("{}!too_many_lines", MAX_LINES + 1));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, long).unwrap();
    sheet.write(1, 200, "far").unwrap();
    sheet.write(2, 0, "房号").unwrap();
    let book = book.save_to_buffer().unwrap();
    assert_eq!(lines(book), ["1!cell_too_long@0", "2!too_many_columns@200", "3:房号"]);
}

#[test]
fn numbers_are_written_as_people_type_them() {
    let check = |number: f64, expected: &str| assert_eq!(book::number_text(number), expected);
    check(13_800_138_000.0, "13800138000");
    check(1_201.0, "1201");
    check(88.1, "88.1");
    check(88.100_000_000_000_01, "88.1");
    check(0.1 + 0.2, "0.3");
    check(-0.0, "0");
    check(350_102_199_001_011_234.0, "350102199001011000");
    check(f64::NAN, "");
}

/// A container with these parts: name, method, declared inflated size (none: the true one), content.
fn container(parts: &[(&str, u16, Option<u32>, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, method, declared, content) in parts {
        let length = u32::try_from(content.len()).unwrap();
        let mut fields = Vec::new();
        for field in [20, 0, *method, 0, 0] {
            fields.extend(field.to_le_bytes());
        }
        for field in [0, length, declared.unwrap_or(length)] {
            fields.extend(field.to_le_bytes());
        }
        fields.extend([u16::try_from(name.len()).unwrap().to_le_bytes(), [0, 0]].concat());
        directory.extend([b"PK\x01\x02\x14\0".to_vec(), fields.clone(), vec![0; 10]].concat());
        directory.extend(u32::try_from(out.len()).unwrap().to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend([b"PK\x03\x04".to_vec(), fields, name.as_bytes().to_vec(), content.clone()].concat());
    }
    let (at, length) = (u32::try_from(out.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    out.extend(directory);
    out.extend(
        [&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &length.to_le_bytes(), &at.to_le_bytes(), &[0, 0]]
            .concat(),
    );
    out
}

/// A deflated run of blanks, 258 for 13 bits, after `head` in a stored block.
fn deflated_blanks(head: &str, matches: usize) -> Vec<u8> {
    let length = u16::try_from(head.len()).unwrap();
    let mut out = [&[0][..], &length.to_le_bytes(), &(!length).to_le_bytes(), head.as_bytes()].concat();
    let mut bits: Vec<bool> = vec![true, true, false];
    let code = |value: u32, width: u32| (0..width).rev().map(move |bit| value >> bit & 1 == 1);
    bits.extend(code(0x30 + u32::from(b' '), 8));
    for _ in 0..matches {
        bits.extend(code(0b1100_0101, 8).chain(code(0, 5)));
    }
    bits.extend(code(0, 7));
    out.extend(
        bits.chunks(8)
            .map(|eight| eight.iter().enumerate().fold(0, |byte, (at, bit)| byte | u8::from(*bit) << at)),
    );
    out
}

const RELS: &str = "<?xml version=\"1.0\"?><Relationships><Relationship Id=\"r1\" \
    Type=\"http://x/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

#[test]
fn zip_bombs_are_refused_before_they_are_inflated() {
    let rels = || ("_rels/.rels", 0, None, RELS.as_bytes().to_vec());
    let check = |part: (&str, u16, Option<u32>, Vec<u8>), expected| {
        assert_eq!(code(container(&[rels(), part])), Some(expected));
    };
    let sheet = "xl/worksheets/sheet1.xml";
    let strings = "xl/sharedStrings.xml";
    // Declared honestly: too large, too dense.
    check((sheet, 8, Some(300 << 20), vec![0; 3 << 20]), SheetFaultCode::PartTooLarge);
    check((strings, 8, Some(60 << 20), vec![0; 3 << 20]), SheetFaultCode::PartTooLarge);
    check((sheet, 8, Some(200 << 20), vec![0; 1_000]), SheetFaultCode::TooDense);
    check((sheet, 0, Some(5), vec![0; 4]), SheetFaultCode::Damaged);
    check((sheet, 12, None, vec![0; 4]), SheetFaultCode::Damaged);
    let many: Vec<_> = (0..2_001).map(|number| (format!("xl/{number}.xml"), Vec::new())).collect();
    let many: Vec<_> = many.iter().map(|(name, content)| (name.as_str(), 0, None, content.clone())).collect();
    assert_eq!(code(container(&many)), Some(SheetFaultCode::TooManyParts));
    // Declared falsely: inflating stops where the declared size ends, long before 26 MB.
    let lie = deflated_blanks("<?xml version=\"1.0\"?><sst>", 100_000);
    assert_eq!(inflate::inflate_head(&lie, 4_096).unwrap().len().min(4_096), 4_096);
    check((strings, 8, Some(1_000), lie), SheetFaultCode::Damaged);
    // A tag that declares more strings than there can be: the reader would reserve room for all of them.
    let tag = "<?xml version=\"1.0\"?><sst uniqueCount=\"99999999999\"><si/></sst>";
    check((strings, 0, None, tag.into()), SheetFaultCode::PartTooLarge);
    check((strings, 8, Some(200_000), deflated_blanks(tag, 700)), SheetFaultCode::PartTooLarge);
    check((strings, 0, None, "<!-- --><sst>".into()), SheetFaultCode::Damaged);
    // The same part twice: two readers could take different ones.
    let twice = [rels(), (sheet, 0, None, Vec::new()), ("xl/Worksheets/sheet1.xml", 0, None, Vec::new())];
    assert_eq!(code(container(&twice)), Some(SheetFaultCode::Damaged));
}

#[test]
fn a_second_directory_is_not_believed() {
    // A whole workbook whose comment holds another end record: the one whose comment ends with the file
    // counts.
    let mut bytes = messy_workbook();
    let end = bytes.len() - 2;
    let hidden = b"PK\x05\x06\0\0\0\0\xFF\xFE\xFF\xFE\0\0\0\0\0\0\0\0\xFF\xFF";
    bytes[end..].copy_from_slice(&u16::try_from(hidden.len()).unwrap().to_le_bytes());
    bytes.extend(hidden);
    assert_eq!(Sheets::from_bytes(bytes).unwrap().sheets().len(), 4);
}

#[test]
fn the_large_format_of_a_container_is_read_too() {
    let mut bytes = messy_workbook();
    let end = bytes.split_off(bytes.len() - 22);
    let number = |at: usize, length: usize| {
        let mut eight = [0; 8];
        eight[..length].copy_from_slice(&end[at..at + length]);
        eight
    };
    let (entries, length, offset, at) = (number(10, 2), number(12, 4), number(16, 4), bytes.len() as u64);
    bytes.extend(
        [b"PK\x06\x06".to_vec(), 44_u64.to_le_bytes().to_vec(), vec![45, 0, 45, 0], vec![0; 8]].concat(),
    );
    bytes.extend([entries, entries, length, offset].concat());
    bytes.extend([&b"PK\x06\x07\0\0\0\0"[..], &at.to_le_bytes(), &[1, 0, 0, 0]].concat());
    bytes.extend([&b"PK\x05\x06\0\0\0\0"[..], &[0xFF; 12], &[0, 0]].concat());
    assert_eq!(Sheets::from_bytes(bytes).unwrap().rolls().count(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn nothing_makes_it_panic(
        at in 0_usize..20_000,
        byte: u8,
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        static BOOK: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(messy_workbook);
        let mut broken = BOOK.clone();
        let at = at % broken.len();
        broken[at] = byte;
        for bytes in [broken, bytes] {
            if let Ok(mut sheets) = Sheets::from_bytes(bytes) {
                let indexes: Vec<SheetIndex> = sheets.sheets().iter().map(|sheet| sheet.index).collect();
                for index in indexes {
                    let _count = sheets.rows(index).map(Iterator::count);
                }
            }
        }
    }
}
