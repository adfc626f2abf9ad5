//! What a column of a roll can hold, and the headers by which sheets name it.

use super::AreaSource;
use super::cell::{bare, source_in};
use crate::codes;
use crate::measure::half_width;

codes! {
    /// What a column holds, in the order in which a person chooses from them.
    pub enum Column {
    /// 小区.
    Compound = "compound",
    /// 楼栋.
    Building = "building",
    /// 单元.
    Entrance = "entrance",
    /// 房号; may also hold `2-1201` beside a 楼栋 column.
    Unit = "unit",
    /// 房屋坐落: building, entrance and unit in one.
    Address = "address",
    /// 用途.
    Kind = "kind",
    /// 建筑面积, in square metres.
    Area = "area",
    /// 面积来源.
    AreaSource = "area_source",
    /// 是否计面积.
    CountsArea = "counts_area",
    /// 是否计人数.
    CountsHead = "counts_head",
    /// 业主, 产权人, 共有人; several columns are joined.
    Owners = "owners",
    /// 证件后四位 of the owners.
    Document = "document",
    /// 联系电话 of the owners; several columns are joined.
    Phone = "phone",
    /// 产权份额.
    Share = "share",
    /// 表决代表人.
    Voter = "voter",
    /// 交付状态.
    Tenure = "tenure",
    /// 住户, 承租人; several columns are joined.
    Residents = "residents",
    /// 与业主关系.
    Relation = "relation",
    /// 住户电话.
    ResidentPhone = "resident_phone",
    /// 联户组.
    HouseholdGroup = "household_group",
    /// 网格.
    Grid = "grid",
    /// 备注.
    Note = "note",
    }
}

impl Column {
    /// Whether several columns of a sheet may hold it (`产权人`, `共有人`).
    #[must_use]
    pub const fn repeats(self) -> bool {
        matches!(self, Self::Owners | Self::Document | Self::Phone | Self::Residents | Self::ResidentPhone)
    }
}

/// How well a header names a column; an exact name beats one that only contains the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    Contains,
    Exact,
}

/// What a header says about its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) column: Column,
    pub(super) fit: Fit,
    /// 登记建筑面积 names the source in the header.
    pub(super) area_source: Option<AreaSource>,
}

/// Headers that contain a known word and mean something else.
const OTHERS: [&str; 23] = [
    "序号",
    "套内",
    "公摊",
    "使用面积",
    "土地",
    "占地",
    "分摊",
    "业主类型",
    "业主性质",
    "业主代码",
    "业主编号",
    "法定代表",
    "网格员",
    "网格长",
    "联户长",
    "楼长",
    "楼栋长",
    "总层",
    "楼层",
    "户型",
    "证号",
    "证书号",
    "合同号",
];

/// Words in headers, the more special ones first: the first that is contained decides.
const WORDS: [(Column, &[&str]); 22] = [
    (Column::Document, &["后四位", "后4位", "末四位", "末4位", "尾号"]),
    (Column::Voter, &["表决代表", "投票代表", "表决权人", "投票权人", "授权代表", "共有人代表", "代表人"]),
    (Column::AreaSource, &["面积来源", "面积依据", "面积性质"]),
    (Column::CountsArea, &["计面积", "计入面积", "面积计入"]),
    (Column::CountsHead, &["计人数", "计入人数", "人数计入", "计票数"]),
    (
        Column::Area,
        &[
            "专有部分面积",
            "建筑面积",
            "建面",
            "产权面积",
            "产证面积",
            "登记面积",
            "实测面积",
            "合同面积",
            "房屋面积",
            "专有面积",
        ],
    ),
    (Column::Relation, &["与业主关系", "与产权人关系", "与户主关系", "与房主关系", "关系"]),
    (
        Column::ResidentPhone,
        &[
            "住户电话",
            "住户手机",
            "住户联系",
            "租户电话",
            "租客电话",
            "承租人电话",
            "承租人联系",
            "使用人电话",
        ],
    ),
    (Column::Residents, &["住户", "承租", "租户", "租客", "使用人", "居住人", "常住人"]),
    (Column::Phone, &["电话", "手机", "联系方式", "联系号码", "移动号码"]),
    (Column::Document, &["证件", "身份证", "信用代码"]),
    (Column::Share, &["份额", "产权比例", "共有比例", "占比", "所占比例"]),
    (Column::HouseholdGroup, &["联户"]),
    (Column::Grid, &["网格"]),
    (Column::Tenure, &["交付", "交房", "销售状态", "销售情况", "是否售出", "是否已售", "收房"]),
    (
        Column::Address,
        &[
            "坐落",
            "房屋地址",
            "房产地址",
            "房屋位置",
            "房产坐落",
            "楼栋房号",
            "楼房号",
            "详细地址",
            "物业地址",
        ],
    ),
    (
        Column::Unit,
        &[
            "房号",
            "室号",
            "门牌",
            "房间号",
            "户号",
            "车位号",
            "车位编号",
            "商铺号",
            "铺位号",
            "店面号",
            "专有部分编号",
        ],
    ),
    (Column::Compound, &["小区", "物业区域", "物业管理区域", "项目名称"]),
    (Column::Building, &["楼栋", "楼号", "栋号", "幢号", "楼幢", "楼座", "座号", "号楼", "楼宇"]),
    (Column::Entrance, &["单元", "门洞", "梯号"]),
    (Column::Kind, &["用途", "类型", "类别", "业态", "房屋性质", "房屋种类"]),
    (
        Column::Owners,
        &["业主", "产权人", "所有权人", "权利人", "共有人", "房主", "户主", "购房人", "产权单位", "买受人"],
    ),
];

/// Headers that are a word only when nothing else stands there.
const EXACT: [(Column, &[&str]); 12] = [
    (Column::Compound, &["小区", "小区名称", "项目"]),
    (Column::Building, &["楼", "栋", "幢", "座", "楼栋", "楼栋号", "楼号"]),
    (Column::Entrance, &["单元", "单元号", "梯", "门"]),
    (Column::Unit, &["室", "户", "房", "房号", "室号", "房间", "号", "专有部分", "单元房号", "房屋编号"]),
    (Column::Address, &["地址", "房屋", "房产", "房屋坐落", "坐落", "住址", "物业"]),
    (Column::Kind, &["用途", "类型", "性质"]),
    (Column::Area, &["面积", "建筑面积", "专有部分面积", "专有部分建筑面积"]),
    (Column::Owners, &["业主", "业主姓名", "姓名", "名称", "产权人", "所有权人", "姓名或名称", "姓名/名称"]),
    (Column::Residents, &["住户", "住户姓名"]),
    (Column::Share, &["份额", "比例"]),
    (Column::Tenure, &["状态", "房屋状态", "交付状态"]),
    (Column::Note, &["备注", "说明", "附注", "备考"]),
];

/// What a header names, if it is a known one.
pub(super) fn name_of(header: &str) -> Option<Named> {
    const LONGEST: usize = 24;
    if header.is_empty() || header.chars().count() > LONGEST {
        return None;
    }
    // `身份证(后四位)` and `面积（登记）` say the important thing in brackets.
    let whole: String = half_width(header).chars().filter(|c| !c.is_whitespace()).collect();
    let word = bare(header);
    let word = word.trim_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '*' | ':' | '：' | '#' | '.' | '、' | '_' | '-')
    });
    let named = |column, fit| Named { column, fit, area_source: None };
    let exact =
        EXACT.iter().find(|(_, words)| words.contains(&word)).map(|(column, _)| named(*column, Fit::Exact));
    let tail = || whole.contains("后四位") || whole.contains("后4位");
    let found = match exact {
        Some(exact) => Some(exact),
        None if OTHERS.iter().any(|other| word.contains(other)) && !tail() => None,
        None => WORDS.iter().find(|(_, words)| words.iter().any(|known| word.contains(known))).map(
            |(column, words)| named(*column, if words.contains(&word) { Fit::Exact } else { Fit::Contains }),
        ),
    };
    found.map(|found| match found.column {
        Column::Area => Named { area_source: source_in(&whole), ..found },
        _ => found,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_as_sheets_name_them() {
        use Column::{
            Address, Area, Building, Compound, CountsArea, Document, Entrance, Grid, HouseholdGroup, Kind,
            Note, Owners, Phone, Relation, ResidentPhone, Residents, Share, Tenure, Unit, Voter,
        };
        let check = |header: &str, expected: Option<Column>| {
            assert_eq!(name_of(header).map(|named| named.column), expected, "{header}");
        };
        for header in ["小区", "小区名称", "所属小区"] {
            check(header, Some(Compound));
        }
        for header in ["楼栋", "楼 号", "幢", "栋号", "*楼栋", "楼栋\n（号）"] {
            check(header, Some(Building));
        }
        check("单元", Some(Entrance));
        for header in ["房号", "室号", "门牌号", "单元房号", "房间号", "车位号"] {
            check(header, Some(Unit));
        }
        for header in ["房屋坐落", "坐落", "房屋地址"] {
            check(header, Some(Address));
        }
        for header in ["用途", "房屋类型", "规划用途"] {
            check(header, Some(Kind));
        }
        for header in ["建筑面积（㎡）", "专有部分面积", "面积(平方米)", "登记建筑面积", "面积"]
        {
            check(header, Some(Area));
        }
        check("套内面积", None);
        check("是否计入面积", Some(CountsArea));
        for header in ["业主", "业主姓名", "产权人", "所有权人", "共有人2", "姓名", "产权人/单位名称"]
        {
            check(header, Some(Owners));
        }
        check("业主类型", None);
        for header in ["身份证后四位", "身份证号（后四位）", "证件号码后4位", "证件号码"]
        {
            check(header, Some(Document));
        }
        for header in ["联系电话", "手机", "业主电话", "联系方式1"] {
            check(header, Some(Phone));
        }
        check("住户电话", Some(ResidentPhone));
        check("承租人", Some(Residents));
        check("与业主关系", Some(Relation));
        check("产权份额", Some(Share));
        check("表决代表人", Some(Voter));
        check("法定代表人", None);
        check("交付状态", Some(Tenure));
        check("联户组", Some(HouseholdGroup));
        check("联户长", None);
        check("所属网格", Some(Grid));
        check("备注", Some(Note));
        check("序号", None);
        check("1201", None);
        check("王小明", None);
        check("春和小区2026年度业主名册（用于业主大会表决，请勿外传）", None);
    }

    #[test]
    fn a_header_may_name_the_source_of_its_areas() {
        let check = |header: &str, expected| {
            assert_eq!(name_of(header).and_then(|n| n.area_source), expected, "{header}");
        };
        check("登记建筑面积", Some(AreaSource::Registered));
        check("建筑面积（实测）", Some(AreaSource::Surveyed));
        check("合同面积", Some(AreaSource::Contract));
        check("建筑面积", None);
    }

    #[test]
    fn codes_lead_back_to_columns() {
        for column in Column::ALL {
            assert_eq!(column.code().parse(), Ok(*column));
            assert_eq!(serde_json::to_string(column).unwrap(), format!("\"{}\"", column.code()));
        }
        assert!("x".parse::<Column>().is_err());
    }
}
