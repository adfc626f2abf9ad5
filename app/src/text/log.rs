//! Words of the public log: what it is, what was logged, who watches it.

use domain::log::entry::Act;

use super::{En, ZhCn};

sentences! {
    /// Words of the public log.
    pub trait LogText {
        /// 公开日志.
        fn log_heading() -> &'static str { "公开日志", "The public log" }
        /// A link to the page of the log.
        fn log_link() -> &'static str { "看日志和见证人", "See the log and its witnesses" }
        /// What it is, in two sentences.
        fn log_about() -> &'static str {
            "表决的开始、每张票的收据、计票和异议，还有决定和管理记录，都记进这本日志，只能往后添，不能改，也不能删。\
             里面没有姓名，谁都可以抄一份，日后一对，就知道有没有人动过。",
            "That a vote opened, each ballot's receipt, counts and objections, decisions and moderation: all of it goes into \
             this log, which only grows. It names nobody; anyone may keep a copy and find out later whether it was changed.",
        }
        /// Before the key that the log signs with.
        fn log_key() -> &'static str { "公钥", "Key" }
        /// Before the number of entries.
        fn log_size() -> &'static str { "共记", "Entries" }
        /// How many entries.
        fn log_entries(size: u64) -> String {
            format!("{size} 条"),
            if size == 1 { "1 entry".to_owned() } else { format!("{size} entries") },
        }
        /// Before the short form of the root.
        fn log_root() -> &'static str { "指纹", "Fingerprint" }
        /// What the fingerprint is good for.
        fn log_root_hint() -> &'static str {
            "同一条数下，您看到的和邻居看到的应当一样。",
            "For the same number of entries you and your neighbour must see the same.",
        }
        /// A link to the log as it stands, signed.
        fn log_checkpoint() -> &'static str { "日志现在的签名", "The log's signature as it stands" }
        /// Heads the witnesses.
        fn log_witnesses() -> &'static str { "见证人", "Witnesses" }
        /// What witnesses are.
        fn log_witnesses_about() -> &'static str {
            "见证人是别处的服务器，一直跟着这本日志。要是删改过，或者给不同的人看的不一样，它就不再签名。",
            "Witnesses are servers elsewhere that follow this log. If anything were taken out, or different people \
             were shown different logs, they would sign no more.",
        }
        /// Nobody has signed yet.
        fn log_no_witnesses() -> &'static str { "还没有见证人签过名。", "No witness has signed yet." }
        /// How far a witness has signed, and when.
        fn log_witnessed(size: u64, when: &str) -> String {
            format!("{when} 签名，见证到第 {size} 条"),
            format!("signed {when}, up to entry {size}"),
        }
        /// Heads the newest entries, or earlier ones.
        fn log_newest(is_newest: bool) -> &'static str {
            if is_newest { "最新的记录" } else { "更早的记录" },
            if is_newest { "The newest entries" } else { "Earlier entries" },
        }
        /// Nothing has been logged yet.
        fn log_empty() -> &'static str { "还没有记录。", "Nothing has been logged yet." }
        /// An entry's number; the first is 1.
        fn log_number(number: u64) -> String { format!("第 {number} 条"), format!("entry {number}") }
        /// The newest entries; entries before these.
        fn log_pages() -> [&'static str; 2] { ["回到最新", "更早的"], ["The newest", "Earlier"] }
        /// Heads how to follow the log.
        fn log_follow() -> &'static str { "想当见证人", "To be a witness" }
        /// Before the line to copy.
        fn log_follow_about() -> &'static str {
            "在另一台装了议事的机器上运行这一行，再把它打印出来的公钥交给这里的管理员。",
            "On another machine with Yishi run this line, then give the key that it prints to this hall's operator.",
        }
        /// On the button that copies; after it worked; after it did not.
        fn log_copy_words() -> [&'static str; 3] {
            ["复制这一行", "已复制", "请长按选中的文字，再点“复制”"],
            ["Copy this line", "Copied", "Press long on the selected text, then “Copy”"],
        }
        /// What an entry tells.
        fn log_act(act: &Act) -> String { act_zh(act), act_en(act) }
    }
}

fn act_zh(act: &Act) -> String {
    match act {
        Act::VoteOpened { .. } => "表决开始，题目、选项、规则和名册就此固定".to_owned(),
        Act::VoteCalledOff { .. } => "表决中途取消，理由已公布".to_owned(),
        Act::BallotAccepted { .. } => "收到一张票".to_owned(),
        Act::BallotReplaced { .. } => "有人改了票，以后一张为准".to_owned(),
        Act::BallotSetAside { .. } => "一张票不再计入：名册更正、纸质票取出，或因异议剔除".to_owned(),
        Act::HeadsJoined { .. } => "名册更正：两户原是同一业主，合为一票".to_owned(),
        Act::PaperBatch { ballots, .. } => format!("录入纸质票 {ballots} 张"),
        Act::VoteExtended { .. } => "参加的人不够，按规则延长一次".to_owned(),
        Act::VoteCounted { .. } => "已计票".to_owned(),
        Act::ObjectionMade { number, .. } => format!("有人提出异议（第 {number} 件）"),
        Act::ObjectionAnswered { number, .. } => format!("异议已答复（第 {number} 件）"),
        Act::VoteFinal { .. } => "异议期结束，计票结果生效".to_owned(),
        Act::CorrectionOrdered { order, .. } => format!("街道责令改正（第 {order} 件），结果暂时有效"),
        Act::OrderCorrected { order, .. } => format!("街道责令改正的事项已改正（第 {order} 件）"),
        Act::VoteVoided { by, .. } => match by.as_str() {
            "street_revoked" => "街道撤销表决结果",
            "court_revoked" => "法院撤销表决结果",
            _ => "召集人宣布表决无效，理由已公布",
        }
        .to_owned(),
        Act::Moderation { .. } => "管理记录添了一条".to_owned(),
        Act::Decision { revision: 1, .. } => "决定公布".to_owned(),
        Act::Decision { revision, .. } => format!("决定更正，现在是第 {revision} 版"),
    }
}

fn act_en(act: &Act) -> String {
    match act {
        Act::VoteOpened { .. } => "Vote opened; question, options, rule and roll are fixed".to_owned(),
        Act::VoteCalledOff { .. } => "Vote called off while open, with a public reason".to_owned(),
        Act::BallotAccepted { .. } => "A ballot was taken".to_owned(),
        Act::BallotReplaced { .. } => "A ballot was changed; the later one counts".to_owned(),
        Act::BallotSetAside { .. } => {
            "A ballot counts no more: by the corrected roll its head is another's".to_owned()
        }
        Act::HeadsJoined { .. } => {
            "Roll corrected: two heads are the same owners and have one ballot".to_owned()
        }
        Act::PaperBatch { ballots: 1, .. } => "1 paper ballot entered".to_owned(),
        Act::PaperBatch { ballots, .. } => format!("{ballots} paper ballots entered"),
        Act::VoteExtended { .. } => "Too few took part; extended once, as the rule allows".to_owned(),
        Act::VoteCounted { .. } => "Vote closed and counted".to_owned(),
        Act::ObjectionMade { number, .. } => format!("Objection {number} made"),
        Act::ObjectionAnswered { number, .. } => format!("Objection {number} answered"),
        Act::VoteFinal { .. } => "Time for objections over; the outcome is final".to_owned(),
        Act::CorrectionOrdered { order, .. } => {
            format!("Order {order}: to be corrected, says the sub-district; the outcome stands meanwhile")
        }
        Act::OrderCorrected { order, .. } => format!("Order {order} to correct was followed"),
        Act::VoteVoided { by, .. } => match by.as_str() {
            "street_revoked" => "Outcome revoked by the sub-district",
            "court_revoked" => "Outcome revoked by a court",
            _ => "Vote annulled by its convenor, with a public reason",
        }
        .to_owned(),
        Act::Moderation { .. } => "A line was added to the public register".to_owned(),
        Act::Decision { revision: 1, .. } => "Decision published".to_owned(),
        Act::Decision { revision, .. } => format!("Decision corrected; now revision {revision}"),
    }
}
