//! Joint requests 联名提议: owners of more than a fifth ask, and the convenor must act.
//!
//! Both columns count here too: a fifth of the area and a fifth of the heads of the compound.

/// One joint request.
#[derive(Debug)]
pub(crate) struct JointRequest {
    /// Key.
    pub(crate) key: &'static str,
    /// Key of the compound.
    pub(crate) compound: &'static str,
    /// Key of the matter it grew from, if any.
    pub(crate) matter: Option<&'static str>,
    /// Display name of the owner who began it, one of [`super::voices::VOICES`].
    pub(crate) author: &'static str,
    /// Number of the matter in 民法典第二百七十八条第一款 it wants put to a vote.
    pub(crate) item: u8,
    /// Title.
    pub(crate) title: &'static str,
    /// Text, Markdown.
    pub(crate) body: &'static str,
    /// Day it was opened for signing.
    pub(crate) opened: i32,
    /// Heads that have signed, per mille of all.
    pub(crate) heads: u16,
    /// Area that has signed, per mille of all.
    pub(crate) area: u16,
    /// Day the fifth was reached in both columns.
    pub(crate) reached: Option<i32>,
    /// The convenor's answer.
    pub(crate) answer: Option<ConvenorAnswer>,
}

/// What the convenor 召集人 answered.
#[derive(Debug)]
pub(crate) struct ConvenorAnswer {
    /// Day of the answer.
    pub(crate) day: i32,
    /// Last day it had to answer by.
    pub(crate) deadline: i32,
    /// Convenor, a key in [`super::bodies::BODIES`].
    pub(crate) by: &'static str,
    /// Key of the vote it led to.
    pub(crate) vote: Option<&'static str>,
    /// Words, Markdown.
    pub(crate) text: &'static str,
}

/// Both requests.
pub(crate) static REQUESTS: &[JointRequest] = &[
    JointRequest {
        key: "request-charging",
        compound: "yuan2",
        matter: Some("charging-shed"),
        author: "二单元小林",
        item: 8,
        title: "提议召开业主大会临时会议，表决增设充电棚",
        body: "电动车上楼、飞线充电，隐患一天也等不得。三个方案已经讨论了一个月，\
            意见都摆在明面上了。\n\n\
            我们提议业主委员会召开业主大会临时会议，就下面的事项表决：\n\n\
            1. 在北门内侧增设 48 位充电棚；\n\
            2. 由物业服务企业收取充电服务费，扣除合理成本后归全体业主。\n\n\
            这是民法典第二百七十八条第一款第八项的事项。",
        opened: -118,
        heads: 331,
        area: 318,
        reached: Some(-104),
        answer: Some(ConvenorAnswer {
            day: -99,
            deadline: -90,
            by: "yuan2-committee",
            vote: Some("charging-vote"),
            text: "联名的业主，面积和人数都超过百分之二十，经与业主名册核对有效。\
                业主委员会同意召开业主大会临时会议，按以下步骤办：\n\n\
                - 先请三家单位比价，把金额定准；\n\
                - 公告十五日以上，公告当天不算；\n\
                - 网上和纸质票都能投，纸质票上门送。\n\n\
                两位业主重复签名，各按一人计；一位租户的签名不计入，意见已记录。",
        }),
    },
    JointRequest {
        key: "request-member",
        compound: "yuan2",
        matter: None,
        author: "3栋老周",
        item: 3,
        title: "提议召开业主大会临时会议，更换一名长期不履职的业主委员会委员",
        body: "业主委员会七名委员里，有一名委员搬到外地，近一年十二次会议缺席十次，\
            值班也没有人替。会议记录在公示栏，谁都可以数。\n\n\
            我们不是对人有意见，只是七个人的活六个人在扛。提议召开业主大会临时会议，表决：\n\n\
            1. 终止这名委员的职务；\n\
            2. 由候补的业主中选出一名补上。\n\n\
            选举业主委员会或者更换业主委员会成员，是民法典第二百七十八条第一款第三项。\
            签名的业主请核对自己名下的房和面积，签了也可以在截止前撤回。",
        opened: -13,
        heads: 144,
        area: 136,
        reached: None,
        answer: None,
    },
];
