//! Comments that were hidden, why, and one appeal. Hidden words stay for their author and the appeal.

/// Reason on the public line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// 公开他人信息
    PersonalData,
    /// 人身攻击
    Insult,
    /// 广告
    Advertising,
    /// 离题
    OffTopic,
}

/// How an appeal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AppealResult {
    /// 维持: the comment stays hidden.
    Upheld,
    /// 恢复: the comment is shown again.
    Restored,
}

/// One act of moderation.
#[derive(Debug)]
pub(crate) struct Case {
    /// Key of the matter the comment stands under.
    pub(crate) matter: &'static str,
    /// Display name of its author, one of [`super::voices::VOICES`].
    pub(crate) by: &'static str,
    /// Day it was said.
    pub(crate) said: i32,
    /// The words that were hidden.
    pub(crate) text: &'static str,
    /// Day it was hidden.
    pub(crate) hidden: i32,
    /// Seat that hid it, as the public line names it.
    pub(crate) seat: &'static str,
    /// Reason from the list.
    pub(crate) reason: Reason,
    /// A sentence added for the author and the register.
    pub(crate) note: &'static str,
    /// The author's appeal, where there was one.
    pub(crate) appeal: Option<Appeal>,
}

/// An appeal 申诉, heard by council members other than the one who hid the comment.
#[derive(Debug)]
pub(crate) struct Appeal {
    /// Day it was made.
    pub(crate) day: i32,
    /// What the author says.
    pub(crate) text: &'static str,
    /// Day it was answered.
    pub(crate) answered: i32,
    /// The answer, public.
    pub(crate) answer: &'static str,
    /// How it ended.
    pub(crate) result: AppealResult,
}

/// All cases.
pub(crate) static CASES: &[Case] = &[
    Case {
        matter: "charging-shed",
        by: "四楼东户",
        said: -113,
        text: "天天往窗外拉线的就是3号楼2单元那家，姓什么我也知道，车牌和手机号我都记着：\
            00012345678，大家打给他。",
        hidden: -113,
        seat: "居民议事会委员",
        reason: Reason::PersonalData,
        note: "可以说哪里有人拉线，不可以贴别人的门牌和电话。情况已转网格员上门。",
        appeal: None,
    },
    Case {
        matter: "dance-hours",
        by: "怕麻烦的老胡",
        said: -49,
        text: "三楼那位耳朵金贵，干脆搬到山里去当神仙，别出来祸害人。",
        hidden: -48,
        seat: "居民议事会副召集人",
        reason: Reason::Insult,
        note: "反对可以说，请对事，不对人。",
        appeal: Some(Appeal {
            day: -47,
            text: "我说的是气话，没点名，也没骂脏字。园子里热闹惯了，凭什么一个人嫌吵就都得停？\
                不该因为口气冲就把我的意见一起藏了。",
            answered: -43,
            answer: "三位没有参与隐藏的委员看过原文。评论里没有讲时间和音量，\
                说的是一位能被认出来的邻居，维持隐藏。您在申诉里讲的意见——不该因为一户嫌吵就全\
                停——是正当的意见，请另发一条，我们不会动它。",
            result: AppealResult::Upheld,
        }),
    },
    Case {
        matter: "charging-shed",
        by: "骑手小马",
        said: -96,
        text: "我表哥店里锂电池低价处理，72伏带充电器只要三百八，先付定金，加我私聊，\
            量大再便宜。",
        hidden: -96,
        seat: "居民议事会委员",
        reason: Reason::Advertising,
        note: "议题下面不卖东西；来路不明的电池也有危险。",
        appeal: None,
    },
    Case {
        matter: "lecture-road",
        by: "车位难求",
        said: -121,
        text: "有没有人懂股票的？我那两只套了三年了，是割还是留？顺便问问小学对口今年变不变。",
        hidden: -120,
        seat: "居民议事会委员",
        reason: Reason::OffTopic,
        note: "与停车无关。小学对口的事可以另提议题，或到居民委员会问。",
        appeal: None,
    },
];
