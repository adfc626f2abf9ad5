//! How long a large roll takes, and how much memory. Make the files first, then read each in a process of its
//! own:
//!
//! ```sh
//! cargo run --release -p service --example read_roll -- make /tmp/roll 100000
//! for file in /tmp/roll/*; do target/release/examples/read_roll read "$file"; done
//! ```
#![expect(clippy::print_stdout, reason = "a measurement is shown to whoever runs it")]

use std::path::Path;
use std::time::Instant;

use domain::roll::import::{Context, RollDraft, SheetHead, suggest};
use rust_xlsxwriter::{Format, Workbook};
use service::roll::sheet::{SheetInfo, Sheets};

const HEADERS: [&str; 11] = [
    "楼栋",
    "单元",
    "房号",
    "用途",
    "建筑面积(㎡)",
    "业主",
    "证件后四位",
    "联系电话",
    "表决代表人",
    "住户",
    "备注",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", directory, lines] => make(Path::new(directory), lines.parse()?),
        ["read", file] => read(Path::new(file)),
        _ => Err("make DIRECTORY LINES | read FILE".into()),
    }
}

/// One unit: two hundred in a building, every seventh owned by two.
fn line(number: u32) -> [String; 11] {
    const SURNAMES: [char; 8] = ['王', '李', '张', '刘', '陈', '杨', '黄', '林'];
    const GIVEN: [&str; 7] = ["小明", "建国", "秀英", "伟", "丽华", "志强", "玉兰"];
    let name = |number: u32| {
        let (surname, given) = (number as usize % SURNAMES.len(), number as usize / 8 % GIVEN.len());
        format!("{}{}{}", SURNAMES[surname], GIVEN[given], if number.is_multiple_of(5) { "" } else { "子" })
    };
    let tail = |number: u32| format!("{:04}", number * 7_919 % 10_000);
    let (own, other) = (name(number), name(number + 3));
    let shared = number.is_multiple_of(7);
    [
        format!("{}号楼", number / 200 + 1),
        format!("{}单元", number / 50 % 4 + 1),
        format!("{}{:02}室", number / 2 % 25 + 1, number % 2 + 1),
        "住宅".to_owned(),
        format!("{}.{:02}", 48 + number % 95, number % 100),
        if shared { format!("{own}、{other}") } else { own.clone() },
        if shared { format!("{}、{}", tail(number), tail(number + 3)) } else { tail(number) },
        format!("138{number:08}"),
        if shared { own } else { String::new() },
        if number.is_multiple_of(4) { name(number + 5) } else { String::new() },
        if number.is_multiple_of(9) { format!("第{number}户，出租") } else { String::new() },
    ]
}

fn make(directory: &Path, lines: u32) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::create_dir_all(directory)?;
    let mut text = format!("春和小区业主名册\r\n{}\r\n", HEADERS.join(","));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 10, "春和小区业主名册", &plain)?;
    for (column, header) in (0_u16..).zip(HEADERS) {
        sheet.write(1, column, header)?;
    }
    for number in 0..lines {
        let cells = line(number);
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
        for (column, cell) in (0_u16..).zip(&cells) {
            match (column, cell.parse::<f64>()) {
                (0, _) if number.is_multiple_of(200) => {
                    sheet.merge_range(
                        number + 2,
                        0,
                        (number + 201).min(lines.max(number + 2) + 1),
                        0,
                        cell,
                        &plain,
                    )?;
                }
                (0, _) => {}
                (4 | 7, Ok(value)) => {
                    sheet.write(number + 2, column, value)?;
                }
                _ => {
                    sheet.write(number + 2, column, cell)?;
                }
            }
        }
    }
    std::fs::write(directory.join("utf8.csv"), &text)?;
    std::fs::write(directory.join("gb18030.csv"), encoding_rs::GB18030.encode(&text).0)?;
    Ok(book.save(directory.join("roll.xlsx"))?)
}

fn read(file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let mut sheets = Sheets::open(file)?;
    let rolls: Vec<SheetInfo> = sheets.rolls().cloned().collect();
    let mut count = 0;
    for roll in &rolls {
        count += sheets.rows(roll.index)?.filter(Result::is_ok).count();
    }
    let (reading, resident) = (start.elapsed(), peak_megabytes());
    let start = Instant::now();
    let mut draft = RollDraft::new();
    for roll in rolls {
        let Some(header) = roll.header else { continue };
        let head = sheets.head(roll.index)?;
        let mapping = suggest(&header.names, head.get(header.position + 1..).unwrap_or_default());
        draft.begin(SheetHead::new(roll.index, &header, mapping, Context::of_title(&roll.name)));
        for row in sheets.rows(roll.index)? {
            draft.read(&row?);
        }
    }
    let roll = draft.finish();
    let file = file.display();
    println!("{file}: {count} rows");
    println!("  opened and all rows read: {reading:.2?}, {resident} MB at most");
    println!("  read again into a roll:   {:.2?}, {} MB at most", start.elapsed(), peak_megabytes());
    println!("  {:?}", roll.counts);
    println!("  faults {:?}, warnings {:?}", roll.faults.by_code(), roll.warnings.by_code());
    Ok(())
}

/// The most memory this process has had resident, as Linux tells it.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()).unwrap_or(0) / 1_024
}
