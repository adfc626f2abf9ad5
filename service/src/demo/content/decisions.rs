//! Numbered decisions 决定: what an organ resolved, why, and what it rests on.
//!
//! Figures of a vote are not repeated in the words; the page shows them from the vote's own record.

/// Which organ decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Organ {
    /// 春和苑2号院业主大会: only a final owners' vote can carry it.
    Assembly,
    /// 春和苑2号院业主委员会: a minuted meeting, never a matter of article 278.
    Committee,
    /// 春和社区居民议事会
    Council,
}

/// What a decision rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RestsOn {
    /// A final vote, by its key in [`super::votes::VOTES`].
    Vote(&'static str),
    /// A minuted meeting.
    Meeting {
        /// Day it met.
        day: i32,
        /// Members of the organ.
        seats: u8,
        /// Members present, who signed the minutes.
        present: u8,
        /// Members in favour.
        in_favour: u8,
    },
}

/// One decision.
#[derive(Debug)]
pub(crate) struct Decision {
    /// Number, e.g. 春和业〔2026〕2号.
    pub(crate) number: &'static str,
    /// Organ.
    pub(crate) organ: Organ,
    /// Key of its matter.
    pub(crate) matter: &'static str,
    /// Day of publication.
    pub(crate) day: i32,
    /// Title.
    pub(crate) title: &'static str,
    /// What it rests on, at least one.
    pub(crate) rests_on: &'static [RestsOn],
    /// Why, plain text.
    pub(crate) reasons: &'static str,
    /// What is decided, Markdown, as first published.
    pub(crate) body: &'static str,
    /// A later correction; the first text stays readable.
    pub(crate) correction: Option<Correction>,
}

/// A correction by a new revision.
#[derive(Debug)]
pub(crate) struct Correction {
    /// Day of the new revision.
    pub(crate) day: i32,
    /// What was wrong and why it is changed.
    pub(crate) reason: &'static str,
    /// The whole corrected text, Markdown.
    pub(crate) body: &'static str,
}

/// All decisions, by number within each organ's series.
pub(crate) static DECISIONS: &[Decision] = &[
    Decision {
        number: "春和业〔2026〕1号",
        organ: Organ::Committee,
        matter: "income-accounts",
        day: -196,
        title: "关于公开三年公共收益账目并按季公布的决定",
        rests_on: &[RestsOn::Meeting { day: -199, seats: 7, present: 6, in_favour: 6 }],
        reasons: "78 位居民附议要求公开账目。核账小组用 25 天核对合同 14 份、凭证 126 张，\
            除两笔押金误记为收入外，账实相符。公布账目、保管凭证是业主委员会应尽的职责，\
            不改变公共收益的用途。",
        body: "一、三年公共收益账目全文公开，贴公示栏，并在议事厅长期可查。\n\n\
            二、两笔押金共 6,000 元调出收入，另列代管。\n\n\
            三、以后每季度第一个月十日以前，公布上一季度收支。\n\n\
            四、凭证复印件放值班室，业主可以查阅，查阅作登记。\n\n\
            五、公共收益怎样使用，仍由业主大会决定。",
        correction: None,
    },
    Decision {
        number: "春和业〔2026〕2号",
        organ: Organ::Assembly,
        matter: "charging-shed",
        day: -24,
        title: "关于增设电动车充电棚并收取充电服务费的决定",
        rests_on: &[RestsOn::Vote("charging-vote")],
        reasons: "本事项属于民法典第二百七十八条第一款第八项。参与表决的专有部分面积和人数都达到三分\
            之二以上；参与表决的面积和人数中，同意的都达到四分之三以上。\
            异议期内的一件询问已经答复，计票结果不变。数字和算法见表决档案，谁都可以重算。",
        body: "一、在北门内侧增设电动车充电棚一座，48 个车位，每位一个充电口，\
            其中 6 个位留给老人三轮车和轮椅代步车。\n\n\
            二、费用 86,400 元，从本小区公共收益支出，不另向业主收取。\n\n\
            三、每度收 0.98 元，其中电费 0.68 元按表实结，服务费 0.30 元由物业服务企业代收；\
            服务费扣除合理成本后归全体业主，每季度公布。\n\n\
            四、业主、租户同价。\n\n\
            五、棚建好之日起 30 日内，门厅和楼道里的车全部清出。\n\n\
            六、由业主委员会组织实施并公布进度。",
        correction: None,
    },
    Decision {
        number: "春和业〔2026〕3号",
        organ: Organ::Committee,
        matter: "charging-shed",
        day: -20,
        title: "关于充电棚施工与监督安排的决定",
        rests_on: &[RestsOn::Meeting { day: -22, seats: 7, present: 7, in_favour: 6 }],
        reasons: "业主大会已经决定建棚，并由业主委员会组织实施。本决定只安排怎么施工、谁来监督，\
            不改变选址、金额和收费。一名委员认为工期偏紧，投了弃权票，已记入会议记录。",
        body: "一、充电口 40 个，分两批通电。\n\n\
            二、工期 35 天，施工时间为工作日 8:30–12:00、14:00–18:00。\n\n\
            三、成立监督小组五人：业主三人、租户一人、网格员一人，每周到现场一次，记录公开。\n\n\
            四、付款分三次：进场三成，完工验收六成，满一年无质量问题付一成。凭证随付随公布。\n\n\
            五、施工期间，原处停车移到东墙旧棚和 1 号楼西侧。",
        correction: Some(Correction {
            day: -18,
            reason: "第一项把充电口数写成了 40 个。业主大会表决的是 48 位、每位一个充电口，\
                应为 48 个。由居民在评论中指出，经核对属笔误，业主委员会主任签字更正；\
                其余各项不变。",
            body: "一、充电口 48 个，分两批通电。\n\n\
                二、工期 35 天，施工时间为工作日 8:30–12:00、14:00–18:00。\n\n\
                三、成立监督小组五人：业主三人、租户一人、网格员一人，每周到现场一次，\
                记录公开。\n\n\
                四、付款分三次：进场三成，完工验收六成，满一年无质量问题付一成。\
                凭证随付随公布。\n\n\
                五、施工期间，原处停车移到东墙旧棚和 1 号楼西侧。",
        }),
    },
    Decision {
        number: "春和议〔2026〕1号",
        organ: Organ::Council,
        matter: "lecture-road",
        day: -84,
        title: "关于讲堂路非机动车停放办法的决定",
        rests_on: &[
            RestsOn::Vote("road-poll"),
            RestsOn::Meeting { day: -85, seats: 20, present: 18, in_favour: 17 },
        ],
        reasons: "六个网格各数三天，早高峰占道平均 263 辆。民意征询中选“十二处停放区”的居民最多。\
            联席会议上店铺、街道、交警中队和单车企业都表示可行。旧锅炉房的产权还没有谈成，\
            留待以后再议。",
        body: "一、采用“十二处停放区”方案，268 个位，人行道净宽处处不小于 1.5 米。\n\n\
            二、微基金支出 26,500 元，用于停车架 134 组和标牌 12 块；画线由街道安排。\n\n\
            三、小学门前 40 米，7:00–8:30、15:30–17:00 禁停。\n\n\
            四、店铺卸货时间为 5:30–7:00、13:00–14:30。\n\n\
            五、共享单车每天清运两次，由网格员登记公示。\n\n\
            六、只劝导，不罚款，不扣车。完工三个月后复数一次；占道超过 100 辆的，\
            按回潮重新打开。",
        correction: None,
    },
    Decision {
        number: "春和议〔2026〕2号",
        organ: Organ::Council,
        matter: "canteen",
        day: -79,
        title: "关于开办老人助餐点的决定",
        rests_on: &[RestsOn::Meeting { day: -80, seats: 20, present: 18, in_favour: 17 }],
        reasons: "登记要订餐的居民 86 人，其中要送餐的 23 人。现炒方案要改排烟，楼上住户不同意，\
            每天卖不到 120 份就要亏；配送方案投入少，随时可以调整。",
        body: "一、在菜场东头 62 平方米的空铺开办助餐点，只做午餐。\n\n\
            二、70 岁以上每份 10 元，90 岁以上 8 元，其他居民 16 元，送餐不加钱。\n\n\
            三、设备 30,000 元，其中微基金 17,000 元、街道补助 13,000 元。\n\n\
            四、菜单提前一周公布，每天留样；进货价和剩饭量按日公布。\n\n\
            五、试营业满三个月，请用餐的人评一次。",
        correction: None,
    },
    Decision {
        number: "春和议〔2026〕3号",
        organ: Organ::Council,
        matter: "reading-corner",
        day: -50,
        title: "关于图书角晚间和周末开放的决定",
        rests_on: &[RestsOn::Meeting { day: -51, seats: 20, present: 16, in_favour: 16 }],
        reasons: "图书角 46 个座，平日晚上和周末空着；已有 14 人报名值班，不另花钱。",
        body: "一、工作日开到 21:00，星期六、星期日 9:00–21:00 开放，先试三个月。\n\n\
            二、值班两人一岗，计入志愿积分，钥匙由居民委员会登记交接。\n\n\
            三、每月公布到馆人数，低于每晚 8 人的，缩短时间。",
        correction: None,
    },
    Decision {
        number: "春和议〔2026〕4号",
        organ: Organ::Council,
        matter: "health-path",
        day: -40,
        title: "关于翻修健康园步道并征询居民意见的决定",
        rests_on: &[RestsOn::Meeting { day: -41, seats: 20, present: 19, in_favour: 18 }],
        reasons: "118 位居民附议。现场查看，松砖 140 多块，积水一段 35 米，三个月内有人摔倒五次。\
            三个方案各有长短，走这条路的人最清楚，应当由居民来选。",
        body: "一、健康园 310 米步道翻修列入本年度微基金，上限 53,000 元。\n\n\
            二、不论采用哪个方案，都先改排水，都不砍树根，都留 30 块老砖砌在园门口。\n\n\
            三、就三个方案开展民意征询，社区 18 周岁以上居民每人选一个，可以选“都不选”。\n\n\
            四、选的人最多的方案，由议事会公布采用；“都不选”最多的，退回重新征集。\n\n\
            五、施工单位公开比价，三家以上，报价全部公布。",
        correction: None,
    },
    Decision {
        number: "春和议〔2026〕5号",
        organ: Organ::Council,
        matter: "quiet-hours",
        day: -32,
        title: "关于通过装修时间居民约定的决定",
        rests_on: &[RestsOn::Meeting { day: -33, seats: 20, present: 18, in_favour: 16 }],
        reasons: "六个小区装修时间各不相同，隔墙互相影响。征求了六个小区和 11 家装修队的意见。\
            约定靠大家遵守；要有管理规约的效力，须由各小区业主大会依法表决。",
        body: "一、工作日 8:30–12:00、14:00–18:00 可以施工。\n\n\
            二、周末和节假日不做敲打、电钻一类的活。\n\n\
            三、中高考前七天到结束，全天停止有噪声的施工。\n\n\
            四、水管爆裂等急修不受限制，在单元门口贴一张纸说明。\n\n\
            五、请各小区业主大会或者筹备组考虑写进管理规约。",
        correction: None,
    },
    Decision {
        number: "春和议〔2026〕6号",
        organ: Organ::Council,
        matter: "ramp",
        day: -14,
        title: "关于资助春和苑1号院四处坡道扶手的决定",
        rests_on: &[RestsOn::Meeting { day: -15, seats: 20, present: 19, in_favour: 19 }],
        reasons: "四个单元里坐轮椅的 3 位、用助行器的 11 位，每天要过三级台阶。经现场量测，\
            四处都能做 1 比 12 的坡道。",
        body: "一、资助 1 号楼 2 单元、2 号楼 1 单元、3 号楼 3 单元、4 号楼 4 单元门口各建坡道和双\
            层扶手。\n\n\
            二、合计 19,600 元，其中微基金 9,600 元、残联补助 10,000 元。\n\n\
            三、占用小区共有场地的手续，由春和苑1号院业主委员会依法办理并公示，办完再开工。\n\n\
            四、完工后请使用的人验收，不好用就改。",
        correction: None,
    },
];
