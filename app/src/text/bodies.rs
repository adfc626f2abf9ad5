//! Words about bodies, seats and rules.

use super::{En, ZhCn};
use domain::votes::EVoting;

sentences! {
    /// Words about bodies, seats and rules.
    pub trait BodyText {
        /// Heads the list.
        fn bodies_title() -> &'static str { "组织和席位", "Bodies and seats" }
        /// Under it.
        fn bodies_lead() -> &'static str {
            "谁在管事，管到什么时候。席位给权利，到届自动收回。",
            "Who runs what, and until when. Seats give rights; they end with the term."
        }
        /// When there are none.
        fn bodies_none() -> &'static str { "还没有登记组织", "No body yet" }
        /// A kind, from its two names.
        fn kind_name(zh: &str, en: &str) -> String { { let _ = en; zh.to_owned() }, { let _ = zh; en.to_owned() } }
        /// Of all of the community.
        fn body_of_community() -> &'static str { "全社区", "all of the community" }
        /// No seat is taken.
        fn seats_none() -> &'static str { "还没有人就任", "No seat is taken" }
        /// Seats under the fold.
        fn seats_more(count: usize) -> String { format!("其余 {count} 席"), format!("{count} more seats") }
        /// No term runs.
        fn term_none() -> &'static str { "现在没有任期", "No term runs" }
        /// From a day.
        fn term_from(day: &str) -> String { format!("{day}起"), format!("from {day}") }
        /// From a day to a day.
        fn term_between(from: &str, until: &str) -> String {
            format!("{from}至{until}"),
            format!("{from} to {until}")
        }
        /// Earlier terms.
        fn terms_past() -> &'static str { "以前各届", "Earlier terms" }
        /// Leads to a body's administration.
        fn body_manage() -> &'static str { "管理", "Manage" }
        /// Leads to founding one; also its heading.
        fn body_new() -> &'static str { "登记一个组织", "Enter a body" }
        /// The kind's label.
        fn body_kind() -> &'static str { "哪一种", "Kind" }
        /// What the kind decides.
        fn body_kind_hint() -> &'static str {
            "种类决定席位有什么权利。",
            "The kind decides what its seats may do."
        }
        /// The scope's label.
        fn body_scope() -> &'static str { "属于", "Belongs to" }
        /// The name's label.
        fn body_name() -> &'static str { "全称", "Full name" }
        /// The prefix's label.
        fn body_prefix() -> &'static str { "发文字头", "Head of its numbers" }
        /// An example.
        fn body_prefix_hint() -> &'static str {
            "发布决定的组织要填。例如“春和业”，决定编号就是 春和业〔2026〕3号。网格工作站、物业服务人不用填。",
            "For bodies that publish decisions: as in 春和业〔2026〕3号. A grid office and a property service need none."
        }
        /// Heads the form that mends what was entered.
        fn body_mend() -> &'static str { "登记错了", "Entered wrongly" }
        /// Its button.
        fn body_mend_button() -> &'static str { "保存改动", "Keep the change" }
        /// What can be taken back.
        fn body_withdraw_hint() -> &'static str {
            "种类或者所属小区选错了，撤掉重新登记。发起过表决、发布过决定的撤不了。",
            "Of the wrong kind or place: take it back and enter it anew. What votes or decisions rest on stays."
        }
        /// Takes it back.
        fn body_withdraw() -> &'static str { "撤掉这个组织", "Take this body back" }
        /// The first term's label.
        fn body_term() -> &'static str { "第几届", "Term" }
        /// An example.
        fn body_term_hint() -> &'static str { "例如“第一届”", "As in 第一届, the first" }
        /// The button.
        fn body_button() -> &'static str { "登记这个组织", "Enter this body" }
        /// Heads the seats' part.
        fn seat_new() -> &'static str { "请人就任", "Fill a seat" }
        /// The name's label.
        fn seat_name() -> &'static str { "姓名", "Name" }
        /// Who can be seated.
        fn seat_name_hint() -> &'static str { "本人要先用加入码加入。", "They must have joined first." }
        /// The phone's label.
        fn seat_phone() -> &'static str { "手机号", "Phone" }
        /// When it is needed.
        fn seat_phone_hint() -> &'static str { "有同名的人时才要填。", "Only where several have the name." }
        /// The title's label.
        fn seat_title() -> &'static str { "职务", "Title" }
        /// An example.
        fn seat_title_hint() -> &'static str { "例如：主任、委员、网格员", "Such as chair, member, grid officer" }
        /// The grid's label.
        fn seat_grid() -> &'static str { "负责的网格", "Grid" }
        /// All grids.
        fn seat_grid_all() -> &'static str { "全社区", "the whole community" }
        /// The button.
        fn seat_button() -> &'static str { "就任", "Seat them" }
        /// Ends a seat.
        fn seat_end() -> &'static str { "离任", "End" }
        /// Heads the new term's part.
        fn term_new() -> &'static str { "换届", "New term" }
        /// What it does.
        fn term_new_lead() -> &'static str {
            "新一届从现在开始，上一届和它的席位到此为止。",
            "The new term begins now; the one before ends with its seats."
        }
        /// The button.
        fn term_button() -> &'static str { "开始新一届", "Begin the term" }
        /// Heads the settings.
        fn rules_title() -> &'static str { "社区设置", "Community settings" }
        /// The co-signers' label.
        fn rules_cosigners() -> &'static str { "一件事要多少人附议才进入协商", "Co-signers an issue needs" }
        /// Which issues.
        fn rules_cosigners_hint() -> &'static str { "只管以后提出的事。", "For issues raised from now on." }
        /// People, behind a number.
        fn people_unit() -> &'static str { "人", "people" }
        /// Keeps.
        fn rules_button() -> &'static str { "保存", "Keep" }
        /// Heads the compounds' part.
        fn rules_compounds() -> &'static str { "各小区的约定", "Each compound's rules" }
        /// Heads one compound's rules.
        fn rules_of(compound: &str) -> String { format!("{compound}的约定"), format!("Rules of {compound}") }
        /// The legend.
        fn rules_e_voting() -> &'static str { "业主大会表决怎么进行", "How owners vote" }
        /// A way.
        fn e_voting(way: EVoting) -> &'static str {
            match way {
                EVoting::PaperOnly => "用纸质表决票，这里只公告和公示",
                EVoting::CitySystem => "用市里的业主决策系统，这里只征询和转登结果",
                EVoting::Here => "在这里电子投票",
            },
            match way {
                EVoting::PaperOnly => "On paper; the hall announces and shows",
                EVoting::CitySystem => "In the city's system; the hall consults and transcribes",
                EVoting::Here => "Here, electronically",
            }
        }
        /// The clause's label.
        fn rules_clause() -> &'static str { "依据哪一条", "The clause it rests on" }
        /// When it is needed.
        fn rules_clause_hint() -> &'static str {
            "不是纸质表决时必须写明：哪份规约或规则，第几条，原文。",
            "Needed unless on paper: which rules, which article, in its words."
        }
        /// Heads the silence clause.
        fn rules_silence() -> &'static str { "对不表态的约定", "Rule on silence" }
        /// What it does.
        fn rules_silence_hint() -> &'static str {
            "管理规约或议事规则里有约定才填，三项都要填。投票时照原文引用，只另列一个数，不并入多数。",
            "Only if the owners' rules have one; then fill in all three. Votes quote it and show a second tally; it is \
             never counted in."
        }
        /// The document's label.
        fn rules_silence_document() -> &'static str { "写在哪份文件、第几条", "Document and article" }
        /// An example.
        fn rules_silence_document_hint() -> &'static str {
            "例如：《业主大会议事规则》第二十三条",
            "Such as 《业主大会议事规则》第二十三条"
        }
        /// The day's label.
        fn rules_silence_day() -> &'static str { "这份文件哪天通过", "Adopted on" }
        /// The words' label.
        fn rules_silence_text() -> &'static str { "这一条的原文", "The article in its words" }
    }
}
