//! How the owners' sheet of 春和苑2号院 looked when it was handed over: the mess the importer has to read.
//!
//! The builder writes the .xlsx from the roll and roughens it with these.

/// One sheet of the workbook.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// Name on the tab.
    pub(crate) tab: &'static str,
    /// Buildings listed on it; empty for sheets that are not the roll.
    pub(crate) buildings: &'static [u16],
    /// Rows above the header, merged over all columns.
    pub(crate) title_rows: &'static [&'static str],
    /// Header cells in order: door, kind, area, owners, phone, remark, and whatever else somebody added.
    pub(crate) header: &'static [&'static str],
    /// Rows below the data.
    pub(crate) footer_rows: &'static [&'static str],
}

/// The workbook's sheets.
pub(crate) static SHEETS: &[Sheet] = &[
    Sheet {
        tab: "封面",
        buildings: &[],
        title_rows: &["春和苑2号院业主信息登记表", "（内部使用，请勿转发）", "和顺物业  春季核对"],
        header: &[],
        footer_rows: &["填表：客服   复核：　　　　"],
    },
    Sheet {
        tab: "1-2号楼",
        buildings: &[1, 2],
        title_rows: &["春和苑2号院业主登记表（1、2号楼）", "单位：平方米    更新：三月"],
        header: &["序号", "房号", "类型", "建筑面积", "业主姓名", "联系电话", "备注"],
        footer_rows: &["小计", "红字的是电话打不通的"],
    },
    Sheet {
        tab: "3号楼 ",
        buildings: &[3],
        title_rows: &["3号楼"],
        header: &["楼栋", "单元", "室号", "面积(㎡)", "产权人", "手机", "身份证后四位", "说明"],
        footer_rows: &["合计：42户", "101 的事找小邵"],
    },
    Sheet {
        tab: "4号楼（新）",
        buildings: &[4],
        title_rows: &["4号楼业主表", "", "注：未售的由开发商填"],
        header: &["门牌", "产证面积", "所有权人", "电话1/电话2", "交房"],
        footer_rows: &["以上面积以产权证为准"],
    },
    Sheet {
        tab: "商铺车位储藏",
        buildings: &[],
        title_rows: &["商铺、车位、储藏间"],
        header: &["专有部分编号", "用途", "面积", "权利人", "联系方式", "交房", "备注"],
        footer_rows: &["车位没有产权证的不在此表"],
    },
    Sheet {
        tab: "Sheet1",
        buildings: &[],
        title_rows: &["物业费欠费（旧，勿删）"],
        header: &["房号", "金额"],
        footer_rows: &[],
    },
];

/// Ways one door is written; `{b}` building, `{e}` entrance, `{r}` room.
pub(crate) static DOOR_FORMS: &[&str] = &[
    "{b}-{e}-{r}",
    "{b}号楼{e}单元{r}室",
    "{b}栋{e}单元{r}",
    "{b}#{e}-{r}",
    " {b}-{e}-{r} ",
    "{b}－{e}－{r}",
    "{b}幢{e}单元{r}号",
    "{b}/{e}/{r}",
];

/// Ways one area is written; `{a}` is the figure with two decimals, `{w}` the same in full-width digits.
pub(crate) static AREA_FORMS: &[&str] = &["{a}", "{a}㎡", "{a} 平方米", "{w}", "{a}m2", "约{a}", "{a}平"];

/// Ways several owners share one cell; `{1}` and `{2}` are their names.
pub(crate) static OWNER_FORMS: &[&str] =
    &["{1}、{2}", "{1} {2}", "{1}/{2}", "{1}，{2}（夫妻）", "{1}(50%) {2}(50%)", "{1}\n{2}", "{1}与{2}共有"];

/// Ways a phone number is spoilt; `{p}` is the number, `{e}` its scientific form.
pub(crate) static PHONE_FORMS: &[&str] =
    &["{p}", "{e}", "{p}（儿子）", "'{p}", "{p}/座机不详", "０{p}", "{p}.0", "见2单元", ""];

/// Remarks people leave in the last column.
pub(crate) static REMARKS: &[&str] = &[
    "",
    "",
    "",
    "出租",
    "老人独居",
    "白天没人",
    "已过户，待更新",
    "同上",
    "户主在外地，联系女儿",
    "产证在办",
    "面积有争议，实测小0.3",
    "两套一起",
    "与隔壁打通",
    "狗凶",
    "？？",
    "电话换了，没留新的",
    "法拍，买受人未登记",
    "继承中",
];
