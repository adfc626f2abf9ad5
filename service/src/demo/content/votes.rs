//! Votes of the demo: owners' votes closed, open and announced, and consultations at every stage.
//!
//! Shares are per mille of what they are taken of, for the builder to aim at; the counted result is always the
//! service's own.

use super::Scope;

/// What kind of vote it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VoteKind {
    /// 业主大会表决 on the matter with this number in 民法典第二百七十八条第一款.
    Owners {
        /// Number of the matter, 1 to 9.
        item: u8,
    },
    /// 民意征询 of adults, one answer: 同意 / 不同意 / 弃权.
    YesNo,
    /// 民意征询 of adults, one of several or none of them.
    ChooseOne,
}

/// Where it stands on the day the demo is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VoteState {
    /// Announced, not open yet.
    Notice,
    /// Ballots are being cast.
    Open,
    /// Counted, final, with its majority.
    Passed,
    /// Counted, final: too few took part, so nothing was resolved.
    TooFew,
    /// A consultation that was closed and counted.
    Counted,
    /// Closed; ballots on paper are still being entered.
    Paper,
    /// Counted; an objection waits for its answer.
    Objected,
}

/// One vote.
#[derive(Debug)]
pub(crate) struct Vote {
    /// Key, unique among votes.
    pub(crate) key: &'static str,
    /// Key of its matter.
    pub(crate) matter: &'static str,
    /// Kind.
    pub(crate) kind: VoteKind,
    /// Electorate's scope.
    pub(crate) scope: Scope,
    /// Body that convenes it, a key in [`super::bodies::BODIES`].
    pub(crate) convenor: &'static str,
    /// State.
    pub(crate) state: VoteState,
    /// Title.
    pub(crate) title: &'static str,
    /// The question, one sentence.
    pub(crate) question: &'static str,
    /// Explanation, Markdown.
    pub(crate) explanation: &'static str,
    /// Answers in the order of the ballot.
    pub(crate) answers: &'static [Answer],
    /// A second question on the same ballot.
    pub(crate) also: Option<Also>,
    /// Its days.
    pub(crate) days: Days,
    /// Heads or voters taking part, per mille, so far or in the end.
    pub(crate) taking_part: u16,
    /// 无记名.
    pub(crate) secret: bool,
    /// Ballots on paper, per mille of those cast.
    pub(crate) on_paper: u16,
    /// Ballots found invalid (unsigned, or not the voter's), a count.
    pub(crate) invalid: u8,
    /// What a neighbour objects to.
    pub(crate) objection: Option<Objection>,
}

/// An objection that nobody has answered yet.
#[derive(Debug)]
pub(crate) struct Objection {
    /// Its day.
    pub(crate) day: i32,
    /// Display name of its author.
    pub(crate) by: &'static str,
    /// What it says.
    pub(crate) text: &'static str,
}

/// One answer on a ballot.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Label.
    pub(crate) label: &'static str,
    /// Key of the proposal it stands for.
    pub(crate) proposal: Option<&'static str>,
    /// Share aimed at, per mille of those cast.
    pub(crate) share: u16,
}

/// A question of which people approve as many options as they like.
#[derive(Debug)]
pub(crate) struct Also {
    /// The question, one sentence.
    pub(crate) question: &'static str,
    /// Options, and the share aimed at of those who approve each, per mille.
    pub(crate) options: &'static [(&'static str, u16)],
}

/// Days of a vote; opening and closing at 09:00 and 18:00.
#[derive(Debug)]
pub(crate) struct Days {
    /// Notice published.
    pub(crate) notice: i32,
    /// Opens.
    pub(crate) opens: i32,
    /// Closes as announced.
    pub(crate) closes: i32,
    /// Closes after its one extension.
    pub(crate) extended: Option<i32>,
    /// Result final, objections over.
    pub(crate) last: i32,
}

/// An answer on a ballot.
const fn answer(label: &'static str, proposal: Option<&'static str>, share: u16) -> Answer {
    Answer { label, proposal, share }
}

/// All votes.
pub(crate) static VOTES: &[Vote] = &[
    Vote {
        key: "charging-vote",
        matter: "charging-shed",
        kind: VoteKind::Owners { item: 8 },
        scope: Scope::Compound("yuan2"),
        convenor: "yuan2-committee",
        state: VoteState::Passed,
        title: "增设电动车充电棚，并由物业收取充电服务费",
        question: "是否同意在北门内侧增设48位电动车充电棚，由物业服务企业收取每度0.30元的充电服务费，\
            服务费扣除合理成本后归全体业主？",
        explanation: "## 表决什么\n\n\
            在北门内侧共有场地上建一座充电棚，并收取充电服务费。\
            这是民法典第二百七十八条第一款第八项：**改变共有部分的用途或者利用共有部分从事经营\
            活动**。\n\n\
            ## 怎样算通过\n\n\
            1. 参与够不够：参与表决的业主，专有部分面积占三分之二以上，人数也占三分之二以上。\n\
            2. 同意够不够：参与表决的面积和人数里，各有四分之三以上同意。\n\n\
            两步都要面积、人数两栏同时达到。弃权算参与，不算同意；没有投票的不算参与，\
            也不替任何人算票。\n\n\
            ## 花多少钱\n\n\
            86,400 元，从本小区公共收益支出，不另向业主收钱。\n\n\
            ## 建好以后\n\n\
            - 每度 0.98 元：电费 0.68 元按表实结，服务费 0.30 元；\n\
            - 每季度公布收支；\n\
            - 30 天内门厅和楼道里的车全部清出。\n\n\
            一人名下有几套房，人数只算一人，面积加在一起；与别人共有的房，另算一人。\
            共有的业主请先商量好由谁投。",
        answers: &[
            answer("同意", Some("shed-north"), 846),
            answer("反对", None, 108),
            answer("弃权", None, 46),
        ],
        also: None,
        days: Days { notice: -78, opens: -62, closes: -36, extended: None, last: -26 },
        taking_part: 838,
        secret: false,
        on_paper: 310,
        invalid: 3,
        objection: None,
    },
    Vote {
        key: "pumps-vote",
        matter: "water-pumps",
        kind: VoteKind::Owners { item: 5 },
        scope: Scope::Compound("yuan2"),
        convenor: "yuan2-committee",
        state: VoteState::TooFew,
        title: "使用专项维修资金更换两台生活水泵",
        question: "是否同意从专项维修资金支出73500元，更换泵房两台生活水泵及控制柜、阀门？",
        explanation: "## 表决什么\n\n\
            使用专项维修资金换水泵，是民法典第二百七十八条第一款第五项：\
            **使用建筑物及其附属设施的维修资金**。\n\n\
            ## 怎样算通过\n\n\
            1. 参与的面积和人数都占三分之二以上；\n\
            2. 参与表决的面积和人数里，同意的都超过一半。\n\n\
            ## 为什么要换\n\n\
            泵用了十四年，配件停产；今年停水五次，四次是泵跳闸。\n\n\
            ## 怎么施工\n\n\
            两个晚上，每次 23:00 到次日 5:00 停水，提前三天通知。保修五年。\n\n\
            到期参与不足的，依议事规则公开延期一次，七天。",
        answers: &[
            answer("同意", Some("pumps-two"), 872),
            answer("反对", None, 74),
            answer("弃权", None, 54),
        ],
        also: None,
        days: Days { notice: -130, opens: -114, closes: -97, extended: Some(-90), last: -83 },
        taking_part: 574,
        secret: false,
        on_paper: 220,
        invalid: 2,
        objection: None,
    },
    Vote {
        key: "pumps-again",
        matter: "water-pumps",
        kind: VoteKind::Owners { item: 5 },
        scope: Scope::Compound("yuan2"),
        convenor: "yuan2-committee",
        state: VoteState::Open,
        title: "更换两台生活水泵（第二次表决）",
        question: "是否同意从专项维修资金支出73500元，更换泵房两台生活水泵及控制柜、阀门？",
        explanation: "## 换什么\n\n\
            泵房两台生活水泵、控制柜、八只阀门，一起换。\n\n\
            ## 多少钱，从哪里出\n\n\
            73,500 元，从专项维修资金支出。这是民法典第二百七十八条第一款第五项：\
            **使用建筑物及其附属设施的维修资金**。\n\n\
            ## 停几小时水\n\n\
            两个晚上，每次 23:00 到次日 5:00，提前三天通知。\n\n\
            ## 怎样算通过\n\n\
            1. 参与的面积和人数都占三分之二以上；\n\
            2. 参与表决的面积和人数里，同意的都超过一半。\n\n\
            上次到期参与不足，没有结果，所以再问大家一次。**不投票不算同意，也不算反对。**",
        answers: &[
            answer("同意", Some("pumps-two"), 861),
            answer("反对", None, 83),
            answer("弃权", None, 56),
        ],
        also: None,
        days: Days { notice: -27, opens: -9, closes: 3, extended: None, last: 11 },
        taking_part: 518,
        secret: false,
        on_paper: 160,
        invalid: 0,
        objection: None,
    },
    Vote {
        key: "path-poll",
        matter: "health-path",
        kind: VoteKind::ChooseOne,
        scope: Scope::Community,
        convenor: "council",
        state: VoteState::Open,
        title: "健康园步道翻修，选哪个方案",
        question: "健康园310米步道翻修，您选哪个方案？",
        explanation: "社区在册的 18 周岁以上居民，业主、租户都可以选。**每人选一个**，三个都不满意，\
            就选“都不选”。截止以前可以改。\n\n\
            | 方案 | 费用 | 大约能用 | 工期 |\n\
            | --- | --- | --- | --- |\n\
            | 一 透水混凝土 | 38,600 元 | 10 年以上 | 18 天，不断路 |\n\
            | 二 防滑塑胶 | 52,800 元 | 七八年 | 25 天，其中 7 天不能走 |\n\
            | 三 旧砖翻铺 | 21,400 元 | 三五年 | 15 天，随修随走 |\n\n\
            三个方案都先改排水，都留 30 块老砖砌在园门口。结果交居民议事会，\
            作为采用哪个方案的依据；“都不选”最多时，退回重新征集。",
        answers: &[
            answer("方案一 透水混凝土", Some("path-permeable"), 468),
            answer("方案二 防滑塑胶", Some("path-rubber"), 287),
            answer("方案三 旧砖翻铺", Some("path-brick"), 193),
            answer("都不选", None, 52),
        ],
        also: None,
        days: Days { notice: -9, opens: -6, closes: 8, extended: None, last: 12 },
        taking_part: 271,
        secret: false,
        on_paper: 0,
        invalid: 0,
        objection: None,
    },
    Vote {
        key: "dance-poll",
        matter: "dance-hours",
        kind: VoteKind::YesNo,
        scope: Scope::Community,
        convenor: "council",
        state: VoteState::Open,
        title: "健康园晚间活动约定",
        question: "您是否同意按草稿第二稿试行健康园晚间活动约定，试行三个月？",
        explanation: "约定管三件事：\n\n\
            - **时间**：每晚 19:00–20:30，星期五、星期六到 21:00；\n\
            - **声音**：三支队伍合用一只音箱，朝河边，临园窗外不超过 55 分贝；\n\
            - **考试**：中高考前七天到结束，晚上不放音乐。\n\n\
            一个月内三次超标，队伍自愿停三晚。约定靠大家遵守，不设罚款。同意的多于不同意的，\
            议事会就公布试行；三个月后再问大家一次。",
        answers: &[
            answer("同意", Some("dance-pact"), 612),
            answer("不同意", None, 301),
            answer("弃权", None, 87),
        ],
        also: None,
        days: Days { notice: -11, opens: -8, closes: 6, extended: None, last: 10 },
        taking_part: 334,
        secret: true,
        on_paper: 0,
        invalid: 0,
        objection: None,
    },
    Vote {
        key: "covenant-vote",
        matter: "covenant",
        kind: VoteKind::Owners { item: 2 },
        scope: Scope::Compound("yuan2"),
        convenor: "yuan2-committee",
        state: VoteState::Notice,
        title: "修改管理规约：装修时间、电动自行车、公共收益",
        question: "是否同意按公告所附文本修改《春和苑2号院管理规约》中装修时间、电动自行车停放充电、\
            公共收益公布三处内容？",
        explanation: "## 表决什么\n\n\
            修改管理规约，是民法典第二百七十八条第一款第二项：**制定和修改管理规约**。\
            只改三处，其余不动。\n\n\
            ## 怎样算通过\n\n\
            1. 参与的面积和人数都占三分之二以上；\n\
            2. 参与表决的面积和人数里，同意的都超过一半。\n\n\
            ## 现在可以做什么\n\n\
            公告期十五日，现在还不能投票。可以看文本、提意见、核对自己的名册：几套房、几人、\
            多少面积、跟谁共有。名册有错，请在开始投票以前告诉业主委员会。",
        answers: &[
            answer("同意", Some("covenant-three"), 0),
            answer("反对", None, 0),
            answer("弃权", None, 0),
        ],
        also: None,
        days: Days { notice: -9, opens: 7, closes: 28, extended: None, last: 36 },
        taking_part: 0,
        secret: false,
        on_paper: 0,
        invalid: 0,
        objection: None,
    },
    Vote {
        key: "road-poll",
        matter: "lecture-road",
        kind: VoteKind::ChooseOne,
        scope: Scope::Community,
        convenor: "council",
        state: VoteState::Counted,
        title: "讲堂路非机动车停放，先做哪个方案",
        question: "讲堂路非机动车停放，您认为先做哪个方案？",
        explanation: "社区在册的 18 周岁以上居民，每人选一个，也可以“都不选”。\n\n\
            - **十二处停放区**：268 个位，26,500 元，两个月能做完；\n\
            - **旧锅炉房停车场**：约 200 个位，98,000 元，最快明年。\n\n\
            结果供居民议事会和街道参考。",
        answers: &[
            answer("十二处停放区", Some("twelve-bays"), 731),
            answer("旧锅炉房停车场", Some("old-boiler-yard"), 198),
            answer("都不选", None, 71),
        ],
        also: Some(Also {
            question: "停放的地方，您最想要什么？可以多选",
            options: &[("雨棚", 622), ("充电柜", 407), ("防盗的锁车架", 538), ("打气筒", 264)],
        }),
        days: Days { notice: -104, opens: -101, closes: -88, extended: None, last: -85 },
        taking_part: 413,
        secret: true,
        on_paper: 0,
        invalid: 0,
        objection: None,
    },
    Vote {
        key: "renovation-poll",
        matter: "covenant",
        kind: VoteKind::YesNo,
        scope: Scope::Compound("yuan2"),
        convenor: "yuan2-committee",
        state: VoteState::Objected,
        title: "装修开工时间改到上午八点半",
        question: "您是否同意把装修开工的时间从上午八点改到八点半？",
        explanation: "管理规约里“装修时间”一条改不改，先问问住在这里的人，业主、租户都可以投。\n\n\
            - **现在**：8:00–12:00，14:00–18:00；\n\
            - **改成**：8:30–12:00，14:00–18:00，周末不变。\n\n\
            这次只是征询，供修改规约时参考；规约本身由业主大会另行表决。",
        answers: &[answer("同意", None, 641), answer("不同意", None, 262), answer("弃权", None, 97)],
        also: None,
        days: Days { notice: -8, opens: -7, closes: -3, extended: None, last: 4 },
        taking_part: 262,
        secret: false,
        on_paper: 0,
        invalid: 0,
        objection: Some(Objection {
            day: -2,
            by: "夜班护士",
            text: "投票只开了四天，门厅的公告是第二天才贴的。上夜班的人看到时已经过半，请说明为什么不多留几天。",
        }),
    },
    Vote {
        key: "water-nights-poll",
        matter: "water-pumps",
        kind: VoteKind::YesNo,
        scope: Scope::Compound("yuan2"),
        convenor: "yuan2-committee",
        state: VoteState::Paper,
        title: "换水泵分两个晚上停水",
        question: "换水泵要停水，您是否同意分两个晚上停，每晚 23:00 到次日 5:00？",
        explanation: "住在这里的成年人都可以投，业主、租户一样。不用手机的，可以在一楼值班室填纸质票，\
            签好名投进票箱。\n\n\
            - **分两晚**：每晚停六小时，第一晚换一台，第二晚换另一台；\n\
            - **一次停完**：从一天 21:00 停到次日 9:00。\n\n\
            不同意的多，就改为一次停完。修不修水泵由业主大会另行表决。",
        answers: &[answer("同意", None, 702), answer("不同意", None, 218), answer("弃权", None, 80)],
        also: None,
        days: Days { notice: -7, opens: -6, closes: -1, extended: None, last: 6 },
        taking_part: 237,
        secret: false,
        on_paper: 180,
        invalid: 0,
        objection: None,
    },
];
