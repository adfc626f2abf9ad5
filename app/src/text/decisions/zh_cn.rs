//! 决定的用语。

use super::DecisionText;
use crate::text::ZhCn;
use domain::votes::{OwnersMatter, VoteKind};

impl DecisionText for ZhCn {
    fn decisions(&self) -> &'static str {
        "决定"
    }
    fn decisions_lead(&self) -> &'static str {
        "每个决定都有编号、有理由、有依据。公布后要改，只能公开更正。"
    }
    fn no_decisions(&self) -> (&'static str, &'static str) {
        ("还没有公布过决定", "有了会在这里，也会张贴出来。")
    }
    fn newer_older(&self) -> (&'static str, &'static str) {
        ("更近的", "更早的")
    }
    fn publish_decision(&self) -> &'static str {
        "发布决定"
    }
    fn publish_decision_lead(&self) -> &'static str {
        "写好以后先看一遍，再公布。公布后所有人都能看到，编号自动排。"
    }
    fn decision_body(&self) -> &'static str {
        "由哪个组织作出"
    }
    fn decision_series(&self, prefix: &str) -> String {
        format!("编号 {prefix}〔年份〕几号")
    }
    fn decision_title(&self) -> (&'static str, &'static str) {
        ("标题", "例如：关于充电棚施工安排的决定")
    }
    fn decision_text(&self) -> (&'static str, &'static str) {
        ("决定了什么", "一条一条写：做什么、谁来做、什么时候、花多少钱。不要写居民的姓名和门牌。")
    }
    fn decision_reasons(&self) -> (&'static str, &'static str) {
        ("理由", "为什么这样决定。有人反对的，也写明怎么考虑的。")
    }
    fn decision_basis(&self) -> &'static str {
        "依据什么作出"
    }
    fn basis_vote(&self) -> (&'static str, &'static str) {
        ("表决", "业主大会的决定，只能依据已通过的业主大会表决")
    }
    fn basis_meeting(&self) -> (&'static str, &'static str) {
        ("会议", "开过会、有记录、有人签字")
    }
    fn decision_vote(&self) -> (&'static str, &'static str) {
        ("哪一次表决（依据表决的，选这一项）", "没有选")
    }
    fn vote_choice(&self, number: i64, title: &str, kind: VoteKind) -> String {
        match kind {
            VoteKind::Statutory => format!("第{number}号 业主大会表决：{title}"),
            VoteKind::Consultative => format!("第{number}号 民意征询：{title}"),
        }
    }
    fn owners_of(&self, place: &str) -> String {
        format!("{place}业主共同决定")
    }
    fn meeting_day(&self) -> &'static str {
        "哪天开的会（依据会议的，填这两项）"
    }
    fn signed_by(&self) -> (&'static str, &'static str) {
        ("谁在会议记录上签了字", "一行一个，或者用顿号隔开。姓名只给本社区的人看，其他人只看到人数。")
    }
    fn decision_matter(&self) -> (&'static str, &'static str) {
        (
            "是不是要由业主共同决定的事项",
            "民法典第278条列的九项和第279条，只有业主大会能决定，委员会不能代替。",
        )
    }
    fn no_matter(&self) -> &'static str {
        "都不是"
    }
    fn matter_in_law(&self, matter: OwnersMatter) -> &'static str {
        match matter {
            OwnersMatter::RulesOfProcedure => "第278条第（一）项：业主大会议事规则",
            OwnersMatter::Covenant => "第278条第（二）项：管理规约",
            OwnersMatter::Committee => "第278条第（三）项：选举或更换业主委员会成员",
            OwnersMatter::PropertyService => "第278条第（四）项：选聘或解聘物业服务人",
            OwnersMatter::UseMaintenanceFund => "第278条第（五）项：使用维修资金",
            OwnersMatter::RaiseMaintenanceFund => "第278条第（六）项：筹集维修资金",
            OwnersMatter::Rebuild => "第278条第（七）项：改建、重建建筑物及其附属设施",
            OwnersMatter::UseOfCommonParts => "第278条第（八）项：改变共有部分用途或用来经营",
            OwnersMatter::OtherMajor => "第278条第（九）项：其他重大事项",
            OwnersMatter::HomeToBusiness => "第279条：住宅改为经营性用房",
        }
    }
    fn decision_issue(&self) -> (&'static str, &'static str) {
        ("关于哪个议题", "不是关于哪个议题的")
    }
    fn issue_choice(&self, number: i64, title: &str) -> String {
        format!("第{number}号 {title}")
    }
    fn preview_decision(&self) -> &'static str {
        "先看一遍"
    }
    fn preview_heading(&self) -> &'static str {
        "公布之前，请看一遍"
    }
    fn preview_lead(&self) -> &'static str {
        "这就是大家会看到的样子。还没有公布。"
    }
    fn publish_button(&self) -> &'static str {
        "公布"
    }
    fn change_button(&self) -> &'static str {
        "返回修改"
    }
    fn published(&self) -> &'static str {
        "已公布"
    }
    fn reasons(&self) -> &'static str {
        "理由"
    }
    fn rests_on(&self) -> &'static str {
        "依据"
    }
    fn rests_on_terms(&self) -> [&'static str; 4] {
        ["表决", "会议", "法定事项", "议题"]
    }
    fn meeting_line(&self, day: &str, signed: usize) -> String {
        format!("{day}会议，{signed} 人在记录上签字")
    }
    fn name_comma(&self) -> &'static str {
        "、"
    }
    fn signers(&self, names: &str) -> String {
        format!("签字：{names}")
    }
    fn signers_hidden(&self) -> &'static str {
        "签字人姓名，本社区的人登录后可看。"
    }
    fn corrected(&self, times: i64) -> String {
        format!("公布后更正过 {times} 次，下面是最新的。")
    }
    fn corrected_tag(&self) -> &'static str {
        "有更正"
    }
    fn decision_history(&self) -> &'static str {
        "公布与更正"
    }
    fn revision_line(&self, revision: i64) -> String {
        match revision {
            1 => "公布".to_owned(),
            n => format!("第 {} 次更正", n - 1),
        }
    }
    fn see_earlier(&self) -> &'static str {
        "看更正前的文字"
    }
    fn earlier_heading(&self, revision: i64) -> String {
        match revision {
            1 => "最初公布的文字".to_owned(),
            n => format!("第 {} 次更正后的文字", n - 1),
        }
    }
    fn earlier_lead(&self) -> &'static str {
        "这是以前的文字，已经更正，不再有效。"
    }
    fn changed_heading(&self) -> &'static str {
        "后来改了哪里"
    }
    fn earlier_whole(&self) -> &'static str {
        "当时的全文"
    }
    fn see_newest(&self) -> &'static str {
        "看现在有效的文字"
    }
    fn correct_decision(&self) -> &'static str {
        "更正这个决定"
    }
    fn correct_lead(&self) -> &'static str {
        "更正会和原来的文字一起公开，编号不变。只改写错的地方；要改变决定本身，请另作决定。"
    }
    fn correct_why(&self) -> (&'static str, &'static str) {
        ("哪里错了，为什么更正", "大家都会看到。例如：第一项的数字是笔误。")
    }
    fn correct_button(&self) -> &'static str {
        "公布更正"
    }
    fn tell_on(&self) -> &'static str {
        "告诉大家"
    }
    fn poster_corrected(&self, times: i64, day: &str) -> String {
        format!("公布后更正过 {times} 次，{day}更正，以本件为准。")
    }
    fn poster_link(&self) -> &'static str {
        "打印张贴（A4）"
    }
    fn poster_hint(&self) -> &'static str {
        "用浏览器的“打印”，选 A4 纸。右下角留给盖章。"
    }
    fn poster_scan(&self) -> &'static str {
        "扫码看全文和依据"
    }
}
