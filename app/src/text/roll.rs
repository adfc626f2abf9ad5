//! Words of the roll and of its import.

use super::{En, ZhCn};
use domain::roll::import::{Column, FaultCode};
use domain::roll::{AreaSource, Tenure, UnitKind};
use service::roll::ImportState;
use service::roll::sheet::SheetFaultCode;

sentences! {
    /// Words of the roll and of its import.
    pub trait RollText {
        /// Heads a compound's roll.
        fn roll_title(compound: &str) -> String { format!("{compound}名册"), format!("Roll of {compound}") }
        /// The link on the desk, and what it leads to.
        fn rolls_title() -> &'static str {
            "名册、导入", "Rolls and import"
        }
        /// Units.
        fn roll_units() -> &'static str { "专有部分", "Units" }
        /// Sets of owners.
        fn roll_owner_sets() -> &'static str { "业主（组）", "Sets of owners" }
        /// Area.
        fn roll_area() -> &'static str { "计入面积 ㎡", "Area counted, ㎡" }
        /// Units without an owner.
        fn roll_without_owner() -> &'static str { "不知道业主", "Owner unknown" }
        /// Residents.
        fn roll_residents() -> &'static str { "住户", "Residents" }
        /// The search field.
        fn roll_search() -> &'static str { "门牌或姓名", "Door or name" }
        /// The search button.
        fn roll_search_button() -> &'static str { "查找", "Find" }
        /// The column of doors.
        fn roll_door() -> &'static str { "门牌", "Door" }
        /// The column of uses.
        fn roll_kind() -> &'static str { "用途", "Use" }
        /// The column of owners.
        fn roll_owners() -> &'static str { "业主", "Owners" }
        /// The column of states.
        fn roll_tenure() -> &'static str { "状态", "State" }
        /// Opens one unit.
        fn roll_open() -> &'static str { "查看", "Open" }
        /// Several own it, nobody is named.
        fn roll_lacks_voter() -> &'static str { "没有推举代表", "no voter named" }
        /// No unit was found.
        fn roll_empty() -> &'static str { "这里还没有。可以从表格导入。", "Nothing here yet. Import a sheet." }
        /// Says which page.
        fn roll_page(page: i64, pages: i64) -> String {
            format!("第 {page} 页，共 {pages} 页"), format!("Page {page} of {pages}")
        }
        /// The link back.
        fn roll_previous() -> &'static str { "上一页", "Previous" }
        /// The link on.
        fn roll_next() -> &'static str { "下一页", "Next" }
        /// Named to vote.
        fn roll_votes() -> &'static str { "投票代表", "votes for the owners" }
        /// On the title.
        fn roll_owns() -> &'static str { "业主", "owner" }
        /// Lives there.
        fn roll_lives() -> &'static str { "居住", "lives there" }
        /// Last four.
        fn roll_tail() -> &'static str { "证件后四位", "Last four" }
        /// Phone.
        fn roll_phone() -> &'static str { "电话", "Phone" }
        /// Heads the upload form.
        fn import_title() -> &'static str { "从表格导入名册", "Import a roll from a sheet" }
        /// What to upload.
        fn import_lead() -> &'static str {
            "用物业或社区现有的表格就行：标题行、合并单元格、多张表都读得懂。先试算，看过再导入，中间不会改动名册。",
            "Any sheet you have will do: titles, merged cells and several sheets are understood. First a dry run; \
             nothing changes until you say so.",
        }
        /// The file field.
        fn import_file() -> &'static str { "选文件", "File" }
        /// What files.
        fn import_file_hint(megabytes: u64) -> String {
            format!(".xlsx 或 .csv，不超过 {megabytes} MB。不要有完整的身份证号，只留后四位。"),
            format!(".xlsx or .csv, {megabytes} MB at most. No full ID numbers: the last four only.")
        }
        /// The upload button.
        fn import_upload() -> &'static str { "上传，先不改名册", "Upload; nothing changes yet" }
        /// The steps of an import.
        fn import_steps() -> [&'static str; 4] {
            ["选文件", "对列", "试算", "导入"], ["File", "Columns", "Dry run", "Import"]
        }
        /// Heads the columns page.
        fn import_columns_title() -> &'static str { "每一列是什么", "What each column holds" }
        /// What to do there.
        fn import_columns_lead() -> &'static str {
            "我们按表头猜好了，请核对。改好以后，下次同样表头的表会自动认得。",
            "Suggested from the headers; please check. Your choice is remembered for sheets with the same headers.",
        }
        /// A sheet of the file.
        fn import_sheet(name: &str) -> String {
            if name.is_empty() { "表格".to_owned() } else { format!("工作表“{name}”") },
            if name.is_empty() { "Sheet".to_owned() } else { format!("Sheet “{name}”") }
        }
        /// Sheets passed over.
        fn import_passed_over(names: &str) -> String {
            format!("这些工作表不像名册，不读：{names}"), format!("Passed over, as they look like no roll: {names}")
        }
        /// The box to read a sheet.
        fn import_read_sheet() -> &'static str { "读这张表", "Read this sheet" }
        /// The column's header.
        fn import_header() -> &'static str { "表头", "Header" }
        /// The column's values.
        fn import_samples() -> &'static str { "内容举例", "For example" }
        /// The choice.
        fn import_holds() -> &'static str { "是什么", "Holds" }
        /// Holds nothing of use.
        fn import_ignore() -> &'static str { "不用这一列", "(not used)" }
        /// Where areas come from.
        fn import_area_source() -> &'static str { "面积是从哪里来的", "Where the areas come from" }
        /// Not known.
        fn import_area_source_unsaid() -> &'static str {
            "表里没有说明（按合同记）", "The sheet does not say (kept as contract)"
        }
        /// The button to the dry run.
        fn import_check() -> &'static str { "试算", "Make the dry run" }
        /// A mapping without a unit.
        fn import_mapping_wrong(sheet: &str) -> String {
            format!("{sheet}：要有一列是房号或房屋坐落，同一项不能选两次。"),
            format!("{sheet}: one column must hold the unit or the address, and nothing may be chosen twice.")
        }
        /// Heads the dry run.
        fn import_report_title() -> &'static str { "试算结果", "Dry run" }
        /// Nothing differs.
        fn import_no_difference() -> &'static str {
            "和名册一致，没有要改的。", "The file says what the roll says."
        }
        /// Heads the counts.
        fn import_counts() -> &'static str { "表里有", "The file holds" }
        /// Heads the differences.
        fn import_differences() -> &'static str { "和现在的名册比", "Against the present roll" }
        /// New.
        fn import_added() -> &'static str { "新增", "new" }
        /// Changed.
        fn import_changed() -> &'static str { "改动", "changed" }
        /// Missing.
        fn import_missing() -> &'static str { "表里没有", "not in the file" }
        /// Buildings.
        fn import_buildings() -> &'static str { "楼栋", "Buildings" }
        /// Entrances.
        fn import_entrances() -> &'static str { "单元", "Entrances" }
        /// Owners of units that change.
        fn import_owners_changed() -> &'static str { "换了业主的", "Owners changed" }
        /// Persons.
        fn import_persons() -> &'static str { "人员", "Persons" }
        /// Merged.
        fn import_merged() -> &'static str { "按姓名和证件后四位合并", "Joined by name and last four" }
        /// Voters.
        fn import_voters() -> &'static str { "共有人的投票代表", "Voters of co-owners" }
        /// Lines read.
        fn import_lines() -> &'static str { "行", "Lines" }
        /// Heads the faults.
        fn import_faults(count: u64) -> String {
            format!("有 {count} 处错误，要先改好"), format!("{count} faults to mend first")
        }
        /// What to do about them.
        fn import_faults_advice() -> &'static str {
            "在原来的表格里改好，再传一次。有错的行没有算进下面的数。",
            "Mend them in your sheet and upload it again. Lines with faults are not in the figures above.",
        }
        /// Heads the warnings.
        fn import_warnings(count: u64) -> String {
            format!("有 {count} 处请看一眼"), format!("{count} things to look at")
        }
        /// More than are listed.
        fn import_more(count: u64) -> String { format!("还有 {count} 处没有列出"), format!("{count} more not listed") }
        /// Where.
        fn import_where() -> &'static str { "位置", "Where" }
        /// A place: sheet, line, column letter.
        fn import_place(sheet: &str, line: u32, column: &str) -> String {
            [sheet.to_owned(), if line > 0 { format!("第{line}行") } else { String::new() },
                if column.is_empty() { String::new() } else { format!("{column}列") }].concat(),
            [sheet.to_owned(), if line > 0 { format!(" line {line}") } else { String::new() },
                if column.is_empty() { String::new() } else { format!(", column {column}") }].concat()
        }
        /// What is wrong.
        fn import_what() -> &'static str { "怎么改", "What to do" }
        /// What stands there.
        fn import_shown() -> &'static str { "现在写的是", "It says" }
        /// Heads what is missing.
        fn import_missing_title(units: u64, residents: u64) -> String {
            format!("名册里有、表里没有：{units} 套，住户 {residents} 人"),
            format!("On the roll, not in the file: {units} units, {residents} residents")
        }
        /// What becomes of it.
        fn import_missing_lead() -> &'static str {
            "不勾就都留着。", "Left unticked they all stay."
        }
        /// The box.
        fn import_retire() -> &'static str {
            "把它们从名册里去掉（专有部分停用，住户记为迁出）",
            "Take them off the roll (units are retired, residents have moved out)",
        }
        /// The second box, when many would go.
        fn import_retire_many(units: u64) -> String {
            format!("超过名册十分之一时要再勾一次：我核对过，确实要停用 {units} 套"),
            format!("Needed for more than a tenth of the roll: I have checked, {units} units are to be retired"),
        }
        /// The apply button.
        fn import_apply() -> &'static str { "导入名册", "Import" }
        /// Beside it.
        fn import_apply_hint() -> &'static str { "要么全部写入，要么都不写。", "All of it, or nothing." }
        /// The roll changed.
        fn import_outdated() -> &'static str {
            "试算以后名册变过了，请再试算一次。", "The roll changed since; make the dry run again."
        }
        /// Back to the columns.
        fn import_again() -> &'static str { "改列，重新试算", "Change columns, run again" }
        /// It is done.
        fn import_done() -> &'static str { "已经导入", "Imported" }
        /// Done, and what was missing was taken off.
        fn import_retired() -> &'static str { "表里没有的已从名册去掉。", "What the file does not list was taken off." }
        /// Back to the roll.
        fn import_to_roll() -> &'static str { "看名册", "To the roll" }
        /// Heads past imports.
        fn imports_past() -> &'static str { "导入记录", "Imports" }
        /// How far an import is.
        fn import_state(state: ImportState) -> &'static str {
            match state { ImportState::Staged => "等对列", ImportState::Checked => "已试算", ImportState::Applied => "已导入" },
            match state { ImportState::Staged => "columns to confirm", ImportState::Checked => "dry run made",
                ImportState::Applied => "imported" }
        }
        /// After an import: names that several entries have.
        fn import_twins(names: i64) -> String {
            format!("有 {names} 组同名的业主，可能是同一个人。请核对。"),
            format!("{names} names stand for several owners, who may be one person. Please check.")
        }
        /// Heads the merges.
        fn merges_title() -> &'static str { "合并同一个人", "Join entries of one person" }
        /// What joining does.
        fn merges_lead() -> &'static str {
            "同名又没有证件后四位的，系统不会自己合并。您确认是同一个人，再勾选合并：他的几套房会算作一票，住处和账号也并到一起。",
            "Entries of one name without last fours are never joined by themselves. Join them only if you are sure: \
             their units become one head, homes and account go over.",
        }
        /// Nobody to join.
        fn merges_none() -> &'static str { "没有要核对的同名业主。", "No owners of one name to check." }
        /// The button.
        fn merges_button(name: &str) -> String {
            format!("把勾选的{name}合并成一个人"), format!("Join the ticked entries of {name}")
        }
        /// Heads those joined.
        fn merges_past() -> &'static str { "已经合并的", "Joined" }
        /// One that was joined.
        fn merge_line(name: &str, units: &str, homes: &str, account: bool) -> String {
            format!("{name}：另一条登记并了进来{}{}{}",
                if units.is_empty() { String::new() } else { format!("，产权 {units}") },
                if homes.is_empty() { String::new() } else { format!("，居住 {homes}") },
                if account { "，账号" } else { "" }),
            format!("{name}: went over{}{}{}", if units.is_empty() { String::new() } else { format!(" units {units}") },
                if homes.is_empty() { String::new() } else { format!(" homes {homes}") },
                if account { " account" } else { "" })
        }
        /// By name and last four.
        fn merge_by_document() -> &'static str { "姓名和证件后四位相同", "same name and last four" }
        /// How to part them again.
        fn merges_undo() -> &'static str {
            "并错了：在表格里给两个人分别写上证件后四位，再导入一次，就会重新分开。",
            "Joined by mistake: write the last four of each in the sheet and import it again; they part.",
        }
        /// Has an account.
        fn twin_joined() -> &'static str { "有账号", "has an account" }
        /// What a unit is for.
        fn unit_kind(kind: UnitKind) -> &'static str {
            match kind { UnitKind::Flat => "住宅", UnitKind::Shop => "商铺", UnitKind::Parking => "车位",
                UnitKind::Storage => "储藏间", UnitKind::Other => "其他" },
            match kind { UnitKind::Flat => "flat", UnitKind::Shop => "shop", UnitKind::Parking => "parking space",
                UnitKind::Storage => "storage room", UnitKind::Other => "other" }
        }
        /// How far a unit is from the developer.
        fn tenure(tenure: Tenure) -> &'static str {
            match tenure { Tenure::Delivered => "已交付", Tenure::Unsold => "未售", Tenure::SoldUndelivered => "已售未交付" },
            match tenure { Tenure::Delivered => "delivered", Tenure::Unsold => "unsold",
                Tenure::SoldUndelivered => "sold, not delivered" }
        }
        /// Where an area is from.
        fn area_source(source: AreaSource) -> &'static str {
            match source { AreaSource::Registered => "登记", AreaSource::Surveyed => "实测", AreaSource::Contract => "合同" },
            match source { AreaSource::Registered => "registered", AreaSource::Surveyed => "surveyed",
                AreaSource::Contract => "contract" }
        }
        /// What a column can hold.
        fn roll_column(column: Column) -> &'static str {
            match column {
                Column::Compound => "小区", Column::Building => "楼栋", Column::Entrance => "单元",
                Column::Unit => "房号", Column::Address => "房屋坐落（楼栋单元房号写在一起）", Column::Kind => "用途",
                Column::Area => "建筑面积", Column::AreaSource => "面积来源", Column::CountsArea => "是否计面积",
                Column::CountsHead => "是否计人数", Column::Owners => "业主、共有人", Column::Document => "业主证件后四位",
                Column::Phone => "业主电话", Column::Share => "产权份额", Column::Voter => "投票代表",
                Column::Tenure => "交付状态", Column::Residents => "住户、承租人", Column::Relation => "与业主关系",
                Column::ResidentPhone => "住户电话", Column::HouseholdGroup => "联户组", Column::Grid => "网格",
                Column::Note => "备注",
            },
            match column {
                Column::Compound => "Compound", Column::Building => "Building", Column::Entrance => "Entrance",
                Column::Unit => "Unit number", Column::Address => "Address (building, entrance and unit in one)",
                Column::Kind => "Use", Column::Area => "Area", Column::AreaSource => "Source of the area",
                Column::CountsArea => "Whether its area counts", Column::CountsHead => "Whether it counts as a head",
                Column::Owners => "Owners", Column::Document => "Owners' last fours", Column::Phone => "Owners' phones",
                Column::Share => "Shares", Column::Voter => "Named voter", Column::Tenure => "State of delivery",
                Column::Residents => "Residents, tenants", Column::Relation => "Relation to the owner",
                Column::ResidentPhone => "Residents' phones", Column::HouseholdGroup => "Household group",
                Column::Grid => "Grid", Column::Note => "Note",
            }
        }
        /// Why a file cannot be read, and what to do.
        fn sheet_fault(code: SheetFaultCode) -> &'static str {
            match code {
                SheetFaultCode::Unreadable => "没有传完整，请再传一次。",
                SheetFaultCode::Empty => "这个文件是空的。",
                SheetFaultCode::NotASheet => "这不是表格。请用 .xlsx 或 .csv。",
                SheetFaultCode::OldWorkbook => "这是旧的 .xls。请打开它，另存为 .xlsx。",
                SheetFaultCode::Protected => "这个文件有密码。请另存一份没有密码的。",
                SheetFaultCode::Markup => "这其实是网页，不是表格。请用表格软件打开，另存为 .xlsx。",
                SheetFaultCode::Damaged => "文件坏了。请用表格软件打开，另存一份再传。",
                SheetFaultCode::FileTooLarge => "文件太大。请按楼栋分成几个文件。",
                SheetFaultCode::PartTooLarge | SheetFaultCode::TooDense => {
                    "文件展开以后太大，没有读。请删掉空白的格式，另存一份再传。"
                }
                SheetFaultCode::TooManyParts => "工作表太多。请只留名册。",
                SheetFaultCode::NoSuchSheet => "没有这张工作表。",
                SheetFaultCode::TooManyLines => "行太多。请分成几个文件。",
                SheetFaultCode::TooManyColumns => "列太多。请删掉右边多余的内容。",
                SheetFaultCode::CellTooLong => "有一格的字太多，请缩短。",
                SheetFaultCode::UnknownEncoding => "文字读不出来。请另存为 .xlsx。",
                SheetFaultCode::QuoteNeverClosed => "有一个引号没有配对，请补上或删掉。",
            },
            match code {
                SheetFaultCode::Unreadable => "It did not arrive whole; upload it again.",
                SheetFaultCode::Empty => "The file is empty.",
                SheetFaultCode::NotASheet => "This is no spreadsheet. Use .xlsx or .csv.",
                SheetFaultCode::OldWorkbook => "This is the old .xls. Open it and save it as .xlsx.",
                SheetFaultCode::Protected => "A password protects it. Save a copy without one.",
                SheetFaultCode::Markup => "This is a web page, no spreadsheet. Open it and save it as .xlsx.",
                SheetFaultCode::Damaged => "The file is damaged. Open it, save it anew and upload that.",
                SheetFaultCode::FileTooLarge => "The file is too large. Split it by building.",
                SheetFaultCode::PartTooLarge | SheetFaultCode::TooDense => {
                    "It would grow too large when unpacked and was not read. Delete empty formatted cells, save anew."
                }
                SheetFaultCode::TooManyParts => "Too many sheets. Keep only the roll.",
                SheetFaultCode::NoSuchSheet => "There is no such sheet.",
                SheetFaultCode::TooManyLines => "Too many lines. Split the file.",
                SheetFaultCode::TooManyColumns => "Too many columns. Delete what stands far right.",
                SheetFaultCode::CellTooLong => "A cell is too long; shorten it.",
                SheetFaultCode::UnknownEncoding => "Its characters cannot be read. Save it as .xlsx.",
                SheetFaultCode::QuoteNeverClosed => "A quotation mark is never closed. Close or delete it.",
            }
        }
        /// What is wrong with a line, and how to mend it.
        fn roll_fault(code: FaultCode) -> &'static str {
            super::roll_faults::fault_zh(code), super::roll_faults::fault_en(code)
        }
        /// What is odd about a line.
        fn roll_warning(code: domain::roll::import::WarningCode) -> &'static str {
            super::roll_faults::warning_zh(code), super::roll_faults::warning_en(code)
        }
    }
}
