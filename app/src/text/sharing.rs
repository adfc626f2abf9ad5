//! Words for telling on: share cards, texts for chat groups, feeds.

use super::moderation::ModerationText as _;
use super::{En, ZhCn};
use domain::moderation::{AppealAnswer, HideReason, Hideable};
use domain::votes::{VoteKind, VoteState};

/// What is told on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// 议题.
    Issue,
    /// 方案.
    Proposal,
    /// 表决.
    Vote,
    /// 决定.
    Decision,
}

/// Words for telling on.
pub trait SharingText {
    /// 转给邻居.
    fn share(&self) -> &'static str;
    /// Under that heading.
    fn share_lead(&self) -> &'static str;
    /// What it is, in a word.
    fn told(&self, told: Told) -> &'static str;
    /// 长按保存: under the code.
    fn long_press(&self) -> &'static str;
    /// What the code is, for those who do not see it.
    fn qr_alt(&self) -> &'static str;
    /// Names the text to copy.
    fn share_text_label(&self) -> &'static str;
    /// The text for chat groups.
    fn share_text(&self, hall: &str, told: Told, title: &str, state: &str, address: &str) -> String;
    /// On the button that copies; after it worked; after it did not.
    fn copy_words(&self) -> [&'static str; 3];
    /// Back to what is shared.
    fn back_to(&self, told: Told) -> String;
    /// A vote's state in a line; nothing partial.
    fn vote_in_a_line(&self, kind: VoteKind, state: VoteState, closes: &str) -> String;
    /// A proposal in a line.
    fn proposal_in_a_line(&self, issue: &str, revision: i64, cosigners: i64) -> String;
    /// Heads a vote's notice on paper, or its outcome.
    fn board_heading(&self, kind: VoteKind, state: VoteState) -> &'static str;
    /// 召集, 范围, 事项, 有表决权, 投票: the terms of a notice.
    fn board_terms(&self) -> [&'static str; 5];
    /// Heads on the roll, and their area where area counts.
    fn board_totals(&self, heads: i64, square_metres: Option<&str>) -> String;
    /// From when until when.
    fn board_hours(&self, opens: &str, closes: &str) -> String;
    /// How to vote, while that can still be done.
    fn board_how(&self) -> &'static str;
    /// On paper, where it is taken.
    fn board_paper(&self) -> &'static str;
    /// Of a vote that was called off or counts for nothing any more.
    fn board_void(&self) -> &'static str;
    /// The public half of the log's key.
    fn board_key(&self) -> &'static str;
    /// Columns of an owners' outcome: the answer, heads, area; then its rows.
    fn board_columns(&self) -> [&'static str; 3];
    /// The first row of an owners' outcome.
    fn board_took_part(&self) -> &'static str;
    /// Whether a question passed.
    fn board_passed(&self, passed: bool) -> &'static str;
    /// Under the code of a vote.
    fn board_scan(&self, counted: bool) -> &'static str;
    /// A decision in a line.
    fn decision_in_a_line(&self, label: &str, body: &str, corrected: bool) -> String;
    /// 用阅读器订阅.
    fn feed_link(&self) -> &'static str;
    /// The title of the feed of everything.
    fn feed_title(&self, hall: &str) -> String;
    /// The title of the feed of decisions.
    fn decisions_feed_title(&self, hall: &str) -> String;
    /// A feed's entry for a decision.
    fn feed_decision(&self, label: &str, title: &str, corrected: bool) -> String;
    /// A feed's entry for a vote's notice.
    fn feed_vote_announced(&self, title: &str, kind: VoteKind) -> String;
    /// When a vote is open.
    fn feed_vote_hours(&self, opens: &str, closes: &str) -> String;
    /// A feed's entry for a vote's count.
    fn feed_vote_counted(&self, title: &str, kind: VoteKind, state: VoteState) -> String;
    /// A feed's entry for an accepted issue.
    fn feed_issue_accepted(&self, title: &str) -> String;
    /// A feed's entry for an act of moderation.
    fn feed_hidden(&self, what: Hideable, reason: HideReason) -> String;
    /// Who did it, and what became of an appeal.
    fn feed_hidden_by(&self, seat_title: &str, answer: Option<AppealAnswer>) -> String;
}

impl SharingText for ZhCn {
    fn share(&self) -> &'static str {
        "转给邻居"
    }
    fn share_lead(&self) -> &'static str {
        "存下二维码，或者复制文字，发到群里。不用登录就能看。"
    }
    fn told(&self, told: Told) -> &'static str {
        match told {
            Told::Issue => "议题",
            Told::Proposal => "方案",
            Told::Vote => "表决",
            Told::Decision => "决定",
        }
    }
    fn long_press(&self) -> &'static str {
        "长按保存，发到群里"
    }
    fn qr_alt(&self) -> &'static str {
        "二维码：打开这一页"
    }
    fn share_text_label(&self) -> &'static str {
        "可以复制的文字"
    }
    fn share_text(&self, hall: &str, told: Told, title: &str, state: &str, address: &str) -> String {
        format!("【{hall}】{}：{title}\n{state}\n{address}", self.told(told))
    }
    fn copy_words(&self) -> [&'static str; 3] {
        ["复制这段文字", "已复制，去群里粘贴", "请长按选中的文字，再点“复制”"]
    }
    fn back_to(&self, told: Told) -> String {
        format!("回到这个{}", self.told(told))
    }
    fn vote_in_a_line(&self, kind: VoteKind, state: VoteState, closes: &str) -> String {
        let kind = match kind {
            VoteKind::Statutory => "业主大会表决",
            VoteKind::Consultative => "民意征询，不产生法律效力",
        };
        match state {
            VoteState::Draft | VoteState::Notice => format!("{kind}，正在公告，还没有开始投票。"),
            VoteState::Open => format!("{kind}，正在投票，{closes}截止。"),
            VoteState::Closed => format!("{kind}，投票已截止，正在计票。"),
            VoteState::Preliminary => format!("{kind}，计票结果已公示，可以提异议。"),
            VoteState::Final => format!("{kind}，最终结果已公布。"),
            VoteState::Cancelled => format!("{kind}，已取消。"),
            VoteState::Void => format!("{kind}，已作废，结果不算数。"),
        }
    }
    fn proposal_in_a_line(&self, issue: &str, revision: i64, cosigners: i64) -> String {
        format!("关于“{issue}”，第 {revision} 版，附议 {cosigners} 人。")
    }
    fn board_heading(&self, kind: VoteKind, state: VoteState) -> &'static str {
        match (kind, state) {
            (VoteKind::Statutory, VoteState::Preliminary) => "业主大会表决计票结果公示",
            (VoteKind::Statutory, VoteState::Final) => "业主大会表决结果公告",
            (VoteKind::Statutory, VoteState::Void) => "业主大会表决作废公告",
            (VoteKind::Statutory, VoteState::Cancelled) => "业主大会表决取消公告",
            (VoteKind::Consultative, VoteState::Cancelled) => "民意征询取消公告",
            (VoteKind::Consultative, VoteState::Void) => "民意征询作废公告",
            (VoteKind::Statutory, _) => "业主大会表决公告",
            (VoteKind::Consultative, VoteState::Preliminary | VoteState::Final) => {
                "民意征询结果（不是业主大会表决，不产生法律效力）"
            }
            (VoteKind::Consultative, _) => "民意征询公告（不是业主大会表决，不产生法律效力）",
        }
    }
    fn board_terms(&self) -> [&'static str; 5] {
        ["召集人", "范围", "事项", "本次名册", "投票时间"]
    }
    fn board_totals(&self, heads: i64, square_metres: Option<&str>) -> String {
        match square_metres {
            Some(area) => format!("{heads} 人，{area} ㎡"),
            None => format!("{heads} 人"),
        }
    }
    fn board_hours(&self, opens: &str, closes: &str) -> String {
        format!("{opens} 到 {closes}")
    }
    fn board_how(&self) -> &'static str {
        "扫下面的码投票，截止前可以改。"
    }
    fn board_paper(&self) -> &'static str {
        "也收纸质票：向召集人领取，填好、签名后交回。"
    }
    fn board_void(&self) -> &'static str {
        "本次表决不再算数。由谁、依据什么、为什么，扫下面的码看表决页。"
    }
    fn board_key(&self) -> &'static str {
        "公开日志的公钥："
    }
    fn board_columns(&self) -> [&'static str; 3] {
        ["", "人数", "面积 ㎡"]
    }
    fn board_took_part(&self) -> &'static str {
        "参与"
    }
    fn board_passed(&self, passed: bool) -> &'static str {
        if passed { "通过" } else { "未通过" }
    }
    fn board_scan(&self, counted: bool) -> &'static str {
        if counted { "扫码看计票和算式" } else { "扫码看说明、去投票" }
    }
    fn decision_in_a_line(&self, label: &str, body: &str, corrected: bool) -> String {
        let corrected = if corrected { "，有更正" } else { "" };
        format!("{label}，{body}已公布{corrected}。")
    }
    fn feed_link(&self) -> &'static str {
        "用阅读器订阅"
    }
    fn feed_title(&self, hall: &str) -> String {
        format!("{hall} · 公布的事")
    }
    fn decisions_feed_title(&self, hall: &str) -> String {
        format!("{hall} · 决定")
    }
    fn feed_decision(&self, label: &str, title: &str, corrected: bool) -> String {
        let word = if corrected { "决定更正" } else { "决定" };
        format!("{word}：{title}（{label}）")
    }
    fn feed_vote_announced(&self, title: &str, kind: VoteKind) -> String {
        match kind {
            VoteKind::Statutory => format!("业主大会表决公告：{title}"),
            VoteKind::Consultative => format!("民意征询公告：{title}"),
        }
    }
    fn feed_vote_hours(&self, opens: &str, closes: &str) -> String {
        format!("{opens}开始，{closes}截止。")
    }
    fn feed_vote_counted(&self, title: &str, kind: VoteKind, state: VoteState) -> String {
        let kind = match kind {
            VoteKind::Statutory => "业主大会表决",
            VoteKind::Consultative => "民意征询",
        };
        let which = match state {
            VoteState::Final => "最终结果",
            VoteState::Void => "已作废",
            _ => "计票结果公示",
        };
        format!("{kind}{which}：{title}")
    }
    fn feed_issue_accepted(&self, title: &str) -> String {
        format!("议题受理：{title}")
    }
    fn feed_hidden(&self, what: Hideable, reason: HideReason) -> String {
        format!("管理记录：{}已隐藏，{}", self.hideable(what), self.hide_reason(reason))
    }
    fn feed_hidden_by(&self, seat_title: &str, answer: Option<AppealAnswer>) -> String {
        match answer {
            None => format!("由{seat_title}隐藏。"),
            Some(AppealAnswer::Upheld) => format!("由{seat_title}隐藏。作者申诉后维持。"),
            Some(AppealAnswer::Restored) => format!("由{seat_title}隐藏。作者申诉后恢复。"),
        }
    }
}

impl SharingText for En {
    fn share(&self) -> &'static str {
        "Tell the neighbours"
    }
    fn share_lead(&self) -> &'static str {
        "Keep the code, or copy the text, and send it to the group. Reading needs no account."
    }
    fn told(&self, told: Told) -> &'static str {
        match told {
            Told::Issue => "Issue",
            Told::Proposal => "Proposal",
            Told::Vote => "Vote",
            Told::Decision => "Decision",
        }
    }
    fn long_press(&self) -> &'static str {
        "Press long to save, then send it"
    }
    fn qr_alt(&self) -> &'static str {
        "QR code: opens this page"
    }
    fn share_text_label(&self) -> &'static str {
        "Text to copy"
    }
    fn share_text(&self, hall: &str, told: Told, title: &str, state: &str, address: &str) -> String {
        format!("[{hall}] {}: {title}\n{state}\n{address}", self.told(told))
    }
    fn copy_words(&self) -> [&'static str; 3] {
        ["Copy this text", "Copied; paste it in the group", "Press long on the selected text, then “Copy”"]
    }
    fn back_to(&self, told: Told) -> String {
        format!("Back to the {}", self.told(told).to_lowercase())
    }
    fn vote_in_a_line(&self, kind: VoteKind, state: VoteState, closes: &str) -> String {
        let kind = match kind {
            VoteKind::Statutory => "Owners' vote",
            VoteKind::Consultative => "Consultation without legal effect",
        };
        match state {
            VoteState::Draft | VoteState::Notice => format!("{kind}; announced, not open yet."),
            VoteState::Open => format!("{kind}; open until {closes}."),
            VoteState::Closed => format!("{kind}; closed, being counted."),
            VoteState::Preliminary => format!("{kind}; counted, objections can be made."),
            VoteState::Final => format!("{kind}; the result is final."),
            VoteState::Cancelled => format!("{kind}; called off."),
            VoteState::Void => format!("{kind}; void, the result counts for nothing."),
        }
    }
    fn proposal_in_a_line(&self, issue: &str, revision: i64, cosigners: i64) -> String {
        format!("On “{issue}”; revision {revision}, {cosigners} co-signers.")
    }
    fn board_heading(&self, kind: VoteKind, state: VoteState) -> &'static str {
        match (kind, state) {
            (VoteKind::Statutory, VoteState::Preliminary) => "Owners' vote: count, open to objections",
            (VoteKind::Statutory, VoteState::Final) => "Owners' vote: final result",
            (VoteKind::Statutory, VoteState::Void) => "Owners' vote: void",
            (VoteKind::Consultative, VoteState::Void) => "Consultation: void",
            (VoteKind::Statutory, _) => "Notice of an owners' vote",
            (VoteKind::Consultative, VoteState::Preliminary | VoteState::Final) => {
                "Result of a consultation (not an owners' vote, without legal effect)"
            }
            (VoteKind::Consultative, _) => {
                "Notice of a consultation (not an owners' vote, without legal effect)"
            }
        }
    }
    fn board_terms(&self) -> [&'static str; 5] {
        ["Called by", "Scope", "Matter", "Roll", "Open"]
    }
    fn board_totals(&self, heads: i64, square_metres: Option<&str>) -> String {
        match square_metres {
            Some(area) => format!("{heads} heads, {area} ㎡"),
            None => format!("{heads} heads"),
        }
    }
    fn board_hours(&self, opens: &str, closes: &str) -> String {
        format!("{opens} to {closes}")
    }
    fn board_how(&self) -> &'static str {
        "Scan the code below to vote; until closing you can change it."
    }
    fn board_paper(&self) -> &'static str {
        "Ballots on paper are taken, too: get one from the convenor, fill it in, sign it, hand it back."
    }
    fn board_void(&self) -> &'static str {
        "This vote counts for nothing. Scan the code below for who said so, on what ground and why."
    }
    fn board_key(&self) -> &'static str {
        "Public key of the log:"
    }
    fn board_columns(&self) -> [&'static str; 3] {
        ["", "Heads", "Area ㎡"]
    }
    fn board_took_part(&self) -> &'static str {
        "Took part"
    }
    fn board_passed(&self, passed: bool) -> &'static str {
        if passed { "Passed" } else { "Not passed" }
    }
    fn board_scan(&self, counted: bool) -> &'static str {
        if counted { "Scan for the count and its arithmetic" } else { "Scan to read and to vote" }
    }
    fn decision_in_a_line(&self, label: &str, body: &str, corrected: bool) -> String {
        let corrected = if corrected { ", corrected" } else { "" };
        format!("{label}, published by {body}{corrected}.")
    }
    fn feed_link(&self) -> &'static str {
        "Follow by feed reader"
    }
    fn feed_title(&self, hall: &str) -> String {
        format!("{hall} · published")
    }
    fn decisions_feed_title(&self, hall: &str) -> String {
        format!("{hall} · decisions")
    }
    fn feed_decision(&self, label: &str, title: &str, corrected: bool) -> String {
        let word = if corrected { "Decision corrected" } else { "Decision" };
        format!("{word}: {title} ({label})")
    }
    fn feed_vote_announced(&self, title: &str, kind: VoteKind) -> String {
        match kind {
            VoteKind::Statutory => format!("Owners' vote announced: {title}"),
            VoteKind::Consultative => format!("Consultation announced: {title}"),
        }
    }
    fn feed_vote_hours(&self, opens: &str, closes: &str) -> String {
        format!("Opens {opens}, closes {closes}.")
    }
    fn feed_vote_counted(&self, title: &str, kind: VoteKind, state: VoteState) -> String {
        let kind = match kind {
            VoteKind::Statutory => "Owners' vote",
            VoteKind::Consultative => "Consultation",
        };
        let which = match state {
            VoteState::Final => "final result",
            VoteState::Void => "void",
            _ => "counted",
        };
        format!("{kind}, {which}: {title}")
    }
    fn feed_issue_accepted(&self, title: &str) -> String {
        format!("Issue accepted: {title}")
    }
    fn feed_hidden(&self, what: Hideable, reason: HideReason) -> String {
        format!("Register: {} hidden, {}", self.hideable(what), self.hide_reason(reason))
    }
    fn feed_hidden_by(&self, seat_title: &str, answer: Option<AppealAnswer>) -> String {
        match answer {
            None => format!("Hidden by {seat_title}."),
            Some(AppealAnswer::Upheld) => format!("Hidden by {seat_title}; upheld on appeal."),
            Some(AppealAnswer::Restored) => format!("Hidden by {seat_title}; restored on appeal."),
        }
    }
}
