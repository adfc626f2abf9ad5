//! The bodies of 春和社区 and their seats.

use super::Scope;

/// Kind of a body 组织.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyKind {
    /// 居民议事会
    Council,
    /// 居民委员会
    ResidentsCommittee,
    /// 社区党组织
    Party,
    /// 业主大会
    Assembly,
    /// 业主委员会
    OwnersCommittee,
    /// 物业管理委员会
    ManagementCommittee,
    /// 业主大会筹备组
    Preparatory,
    /// 物业服务人
    Property,
    /// 网格员与联户长队伍
    Grids,
}

/// One body.
#[derive(Debug)]
pub(crate) struct Body {
    /// Key.
    pub(crate) key: &'static str,
    /// Kind.
    pub(crate) kind: BodyKind,
    /// Name as it signs.
    pub(crate) name: &'static str,
    /// Community or compound it belongs to.
    pub(crate) scope: Scope,
    /// Day its present term began, counted like every day here; `None` where it has no terms.
    pub(crate) since: Option<i32>,
    /// Length of a term in years; 0 where it has no terms.
    pub(crate) term_years: u8,
    /// Titles and how many hold each.
    pub(crate) seats: &'static [Seats],
    /// One line for its page.
    pub(crate) about: &'static str,
}

/// Seats with one title.
#[derive(Debug)]
pub(crate) struct Seats {
    /// Title, e.g. 主任.
    pub(crate) title: &'static str,
    /// How many.
    pub(crate) count: u8,
}

/// So many seats with one title.
const fn seats(title: &'static str, count: u8) -> Seats {
    Seats { title, count }
}

/// All bodies of the demo.
pub(crate) static BODIES: &[Body] = &[
    Body {
        key: "council",
        kind: BodyKind::Council,
        name: "春和社区居民议事会",
        scope: Scope::Community,
        since: Some(-520),
        term_years: 3,
        seats: &[seats("召集人", 1), seats("副召集人", 2), seats("委员", 17)],
        about: "二十席，六个小区都有人。受理议题，主持讨论，公开管理评论，听取申诉。",
    },
    Body {
        key: "residents-committee",
        kind: BodyKind::ResidentsCommittee,
        name: "春和社区居民委员会",
        scope: Scope::Community,
        since: Some(-690),
        term_years: 5,
        seats: &[seats("主任", 1), seats("副主任", 2), seats("委员", 4)],
        about: "在讲堂路 66 号办公，把居民点的单分出去，把办的结果收回来。",
    },
    Body {
        key: "party",
        kind: BodyKind::Party,
        name: "春和社区党组织",
        scope: Scope::Community,
        since: Some(-690),
        term_years: 5,
        seats: &[seats("书记", 1), seats("副书记", 1), seats("委员", 5)],
        about: "六个小区各有一个支部，党员的分工贴在公示栏上。",
    },
    Body {
        key: "grids",
        kind: BodyKind::Grids,
        name: "春和社区网格",
        scope: Scope::Community,
        since: None,
        term_years: 0,
        seats: &[seats("网格员", 12), seats("联户长", 69)],
        about: "十二个网格，每个单元一个联户组。",
    },
    Body {
        key: "yuan2-assembly",
        kind: BodyKind::Assembly,
        name: "春和苑2号院业主大会",
        scope: Scope::Compound("yuan2"),
        since: None,
        term_years: 0,
        seats: &[],
        about: "由全体业主组成，表决民法典第二百七十八条规定的事项。",
    },
    Body {
        key: "yuan2-committee",
        kind: BodyKind::OwnersCommittee,
        name: "春和苑2号院业主委员会",
        scope: Scope::Compound("yuan2"),
        since: Some(-610),
        term_years: 5,
        seats: &[seats("主任", 1), seats("副主任", 1), seats("委员", 5)],
        about: "七人，每月第一个星期六上午在值班室，账本可以翻。",
    },
    Body {
        key: "yuan2-property",
        kind: BodyKind::Property,
        name: "云川和顺物业服务有限公司春和苑2号院服务处",
        scope: Scope::Compound("yuan2"),
        since: Some(-430),
        term_years: 0,
        seats: &[seats("项目经理", 1), seats("客服", 2), seats("工程", 2)],
        about: "合同期三年，服务电话在门岗和公示栏。",
    },
    Body {
        key: "yuan1-assembly",
        kind: BodyKind::Assembly,
        name: "春和苑1号院业主大会",
        scope: Scope::Compound("yuan1"),
        since: None,
        term_years: 0,
        seats: &[],
        about: "由全体业主组成。",
    },
    Body {
        key: "yuan1-committee",
        kind: BodyKind::OwnersCommittee,
        name: "春和苑1号院业主委员会",
        scope: Scope::Compound("yuan1"),
        since: Some(-330),
        term_years: 5,
        seats: &[seats("主任", 1), seats("副主任", 1), seats("委员", 3)],
        about: "五人，星期三晚上值班。",
    },
    Body {
        key: "wutong-assembly",
        kind: BodyKind::Assembly,
        name: "梧桐里业主大会",
        scope: Scope::Compound("wutong"),
        since: None,
        term_years: 0,
        seats: &[],
        about: "由全体业主组成。",
    },
    Body {
        key: "wutong-committee",
        kind: BodyKind::OwnersCommittee,
        name: "梧桐里业主委员会",
        scope: Scope::Compound("wutong"),
        since: Some(-800),
        term_years: 5,
        seats: &[seats("主任", 1), seats("副主任", 1), seats("委员", 3)],
        about: "五人，开会就在老梧桐底下。",
    },
    Body {
        key: "linhe-management",
        kind: BodyKind::ManagementCommittee,
        name: "临河花园物业管理委员会",
        scope: Scope::Compound("linhe"),
        since: Some(-270),
        term_years: 2,
        seats: &[seats("主任", 1), seats("委员", 6)],
        about: "业主大会成立以前，先由它组织业主议事。",
    },
    Body {
        key: "jiangtang18-preparatory",
        kind: BodyKind::Preparatory,
        name: "讲堂路18号院业主大会筹备组",
        scope: Scope::Compound("jiangtang18"),
        since: Some(-75),
        term_years: 0,
        seats: &[seats("组长", 1), seats("成员", 8)],
        about: "正在核对业主名册，起草管理规约和议事规则。",
    },
    Body {
        key: "mianfang-preparatory",
        kind: BodyKind::Preparatory,
        name: "棉纺新村业主大会筹备组",
        scope: Scope::Compound("mianfang"),
        since: Some(-40),
        term_years: 0,
        seats: &[seats("组长", 1), seats("成员", 6)],
        about: "刚成立，先把产权弄清楚。",
    },
    Body {
        key: "yuan1-property",
        kind: BodyKind::Property,
        name: "云川和顺物业服务有限公司春和苑1号院服务处",
        scope: Scope::Compound("yuan1"),
        since: Some(-430),
        term_years: 0,
        seats: &[seats("项目经理", 1), seats("客服", 1)],
        about: "与2号院同一家企业，两本账分开。",
    },
    Body {
        key: "wutong-property",
        kind: BodyKind::Property,
        name: "云川安聚物业服务有限公司梧桐里服务处",
        scope: Scope::Compound("wutong"),
        since: Some(-700),
        term_years: 0,
        seats: &[seats("项目经理", 1), seats("客服", 2)],
        about: "前台在3号楼一层。",
    },
    Body {
        key: "linhe-property",
        kind: BodyKind::Property,
        name: "云川安聚物业服务有限公司临河花园服务处",
        scope: Scope::Compound("linhe"),
        since: Some(-560),
        term_years: 0,
        seats: &[seats("项目经理", 1), seats("客服", 1)],
        about: "门岗在西门。",
    },
    Body {
        key: "linli-station",
        kind: BodyKind::Property,
        name: "讲堂街道邻里物业服务站",
        scope: Scope::Community,
        since: Some(-900),
        term_years: 0,
        seats: &[seats("站长", 1), seats("维修", 3)],
        about: "给讲堂路18号院和棉纺新村做基本物业服务。",
    },
];
