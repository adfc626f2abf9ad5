//! Words about proposals.

use super::{En, ZhCn};
use domain::proposals::ProposalState;

/// Words about proposals.
pub trait ProposalText {
    /// 方案 2：….
    fn proposal_heading(&self, number: i64, title: &str) -> String;
    /// 提一个方案.
    fn new_proposal(&self) -> &'static str;
    /// Under it.
    fn new_proposal_lead(&self, title: &str) -> String;
    /// Its title.
    fn proposal_title(&self) -> &'static str;
    /// Its hint.
    fn proposal_title_hint(&self) -> &'static str;
    /// Its text.
    fn proposal_body(&self) -> &'static str;
    /// Its cost.
    fn proposal_cost(&self) -> &'static str;
    /// Its hint.
    fn proposal_cost_hint(&self) -> &'static str;
    /// 元.
    fn yuan(&self) -> &'static str;
    /// What a revision changed.
    fn proposal_note(&self) -> &'static str;
    /// Its hint.
    fn proposal_note_hint(&self) -> &'static str;
    /// The button.
    fn propose_button(&self) -> &'static str;
    /// 修改方案.
    fn edit_proposal(&self) -> &'static str;
    /// Under it.
    fn edit_proposal_lead(&self) -> &'static str;
    /// The button.
    fn revise_button(&self) -> &'static str;
    /// 陈** 提出.
    fn proposed_by(&self, author: &str) -> String;
    /// 第 3 版.
    fn version(&self, revision: i64) -> String;
    /// 预计 48,000 元.
    fn cost(&self, yuan: &str) -> String;
    /// 附议 17.
    fn cosigned_by(&self, count: i64) -> String;
    /// Of them, signers of an earlier version.
    fn cosigned_earlier(&self, count: i64) -> String;
    /// A state, in a word.
    fn proposal_state(&self, state: ProposalState) -> &'static str;
    /// A frozen proposal.
    fn frozen_lead(&self) -> &'static str;
    /// A withdrawn one.
    fn withdrawn_lead(&self) -> &'static str;
    /// 附议这个方案.
    fn cosign_proposal_button(&self) -> &'static str;
    /// To a co-signer of an earlier version.
    fn cosign_newest_button(&self) -> &'static str;
    /// To a co-signer.
    fn cosigned_version(&self, revision: i64) -> String;
    /// 撤回方案.
    fn withdraw_proposal(&self) -> &'static str;
    /// Asked once more.
    fn withdraw_lead(&self) -> &'static str;
    /// The button.
    fn withdraw_button(&self) -> &'static str;
    /// Heads the versions.
    fn revisions_heading(&self) -> &'static str;
    /// The first one’s note.
    fn first_version(&self) -> &'static str;
    /// Heads a difference.
    fn changes_in(&self, revision: i64) -> String;
    /// How to read it.
    fn changes_lead(&self) -> &'static str;
    /// The cost changed.
    fn cost_was(&self, before: &str, now: &str) -> String;
    /// No cost given.
    fn cost_unknown(&self) -> &'static str;
    /// Leads to the one before.
    fn version_before(&self) -> &'static str;
    /// Leads to the one after.
    fn version_after(&self) -> &'static str;
}

impl ProposalText for ZhCn {
    fn proposal_heading(&self, number: i64, title: &str) -> String {
        format!("方案{number}：{title}")
    }
    fn new_proposal(&self) -> &'static str {
        "提一个方案"
    }
    fn new_proposal_lead(&self, title: &str) -> String {
        format!("针对“{title}”，写清楚怎么做、谁来做、大约花多少。")
    }
    fn proposal_title(&self) -> &'static str {
        "一句话说怎么办"
    }
    fn proposal_title_hint(&self) -> &'static str {
        "例如：把路东闲置绿地改成停车带"
    }
    fn proposal_body(&self) -> &'static str {
        "具体怎么做"
    }
    fn proposal_cost(&self) -> &'static str {
        "大约花费"
    }
    fn proposal_cost_hint(&self) -> &'static str {
        "不花钱写 0，说不准可以不填。"
    }
    fn yuan(&self) -> &'static str {
        "元"
    }
    fn proposal_note(&self) -> &'static str {
        "这次改了什么"
    }
    fn proposal_note_hint(&self) -> &'static str {
        "例如：灯具改用朝下的罩灯"
    }
    fn propose_button(&self) -> &'static str {
        "提出这个方案"
    }
    fn edit_proposal(&self) -> &'static str {
        "修改方案"
    }
    fn edit_proposal_lead(&self) -> &'static str {
        "附议过的人会收到通知，每一版都留着。"
    }
    fn revise_button(&self) -> &'static str {
        "保存为新一版"
    }
    fn proposed_by(&self, author: &str) -> String {
        format!("{author} 提出")
    }
    fn version(&self, revision: i64) -> String {
        format!("第 {revision} 版")
    }
    fn cost(&self, yuan: &str) -> String {
        if yuan == "0" { "不花钱".to_owned() } else { format!("预计 {yuan} 元") }
    }
    fn cosigned_by(&self, count: i64) -> String {
        format!("附议 {count}")
    }
    fn cosigned_earlier(&self, count: i64) -> String {
        format!("其中 {count} 人附议的是前面的版本")
    }
    fn proposal_state(&self, state: ProposalState) -> &'static str {
        match state {
            ProposalState::Open => "征求意见",
            ProposalState::Frozen => "已付表决",
            ProposalState::Withdrawn => "已撤回",
        }
    }
    fn frozen_lead(&self) -> &'static str {
        "这个方案已经付诸表决，文字不能再改。"
    }
    fn withdrawn_lead(&self) -> &'static str {
        "提案人已撤回这个方案。"
    }
    fn cosign_proposal_button(&self) -> &'static str {
        "附议这个方案"
    }
    fn cosign_newest_button(&self) -> &'static str {
        "附议最新一版"
    }
    fn cosigned_version(&self, revision: i64) -> String {
        format!("您附议的是第 {revision} 版。")
    }
    fn withdraw_proposal(&self) -> &'static str {
        "撤回这个方案"
    }
    fn withdraw_lead(&self) -> &'static str {
        "撤回以后不能再恢复。内容和评论仍然看得到，附议的人会收到通知。"
    }
    fn withdraw_button(&self) -> &'static str {
        "确定撤回"
    }
    fn revisions_heading(&self) -> &'static str {
        "每一版改了什么"
    }
    fn first_version(&self) -> &'static str {
        "最初的方案"
    }
    fn changes_in(&self, revision: i64) -> String {
        format!("第 {revision} 版改了什么")
    }
    fn changes_lead(&self) -> &'static str {
        "划掉的是去掉的，下面画线的是新加的。"
    }
    fn cost_was(&self, before: &str, now: &str) -> String {
        format!("花费由 {before} 改为 {now}")
    }
    fn cost_unknown(&self) -> &'static str {
        "未写"
    }
    fn version_before(&self) -> &'static str {
        "前一版"
    }
    fn version_after(&self) -> &'static str {
        "后一版"
    }
}

impl ProposalText for En {
    fn proposal_heading(&self, number: i64, title: &str) -> String {
        format!("Proposal {number}: {title}")
    }
    fn new_proposal(&self) -> &'static str {
        "Make a proposal"
    }
    fn new_proposal_lead(&self, title: &str) -> String {
        format!("For “{title}”: say how, by whom, and about what it costs.")
    }
    fn proposal_title(&self) -> &'static str {
        "What is to be done, in a sentence"
    }
    fn proposal_title_hint(&self) -> &'static str {
        "For example: turn the unused green into parking"
    }
    fn proposal_body(&self) -> &'static str {
        "How exactly"
    }
    fn proposal_cost(&self) -> &'static str {
        "About what it costs"
    }
    fn proposal_cost_hint(&self) -> &'static str {
        "0 for nothing; leave it out if you cannot tell."
    }
    fn yuan(&self) -> &'static str {
        "yuan"
    }
    fn proposal_note(&self) -> &'static str {
        "What you changed"
    }
    fn proposal_note_hint(&self) -> &'static str {
        "For example: lamps with shades that point down"
    }
    fn propose_button(&self) -> &'static str {
        "Make this proposal"
    }
    fn edit_proposal(&self) -> &'static str {
        "Revise the proposal"
    }
    fn edit_proposal_lead(&self) -> &'static str {
        "Co-signers are told; every version is kept."
    }
    fn revise_button(&self) -> &'static str {
        "Save as a new version"
    }
    fn proposed_by(&self, author: &str) -> String {
        format!("by {author}")
    }
    fn version(&self, revision: i64) -> String {
        format!("version {revision}")
    }
    fn cost(&self, yuan: &str) -> String {
        if yuan == "0" { "costs nothing".to_owned() } else { format!("about {yuan} yuan") }
    }
    fn cosigned_by(&self, count: i64) -> String {
        format!("{count} co-signers")
    }
    fn cosigned_earlier(&self, count: i64) -> String {
        format!("{count} of them co-signed an earlier version")
    }
    fn proposal_state(&self, state: ProposalState) -> &'static str {
        match state {
            ProposalState::Open => "open",
            ProposalState::Frozen => "on a ballot",
            ProposalState::Withdrawn => "withdrawn",
        }
    }
    fn frozen_lead(&self) -> &'static str {
        "This proposal is on a ballot; its text stands."
    }
    fn withdrawn_lead(&self) -> &'static str {
        "Its author has withdrawn it."
    }
    fn cosign_proposal_button(&self) -> &'static str {
        "Co-sign this proposal"
    }
    fn cosign_newest_button(&self) -> &'static str {
        "Co-sign the newest version"
    }
    fn cosigned_version(&self, revision: i64) -> String {
        format!("You co-signed version {revision}.")
    }
    fn withdraw_proposal(&self) -> &'static str {
        "Withdraw this proposal"
    }
    fn withdraw_lead(&self) -> &'static str {
        "This cannot be undone. The text and the comments stay to be read, and co-signers are told."
    }
    fn withdraw_button(&self) -> &'static str {
        "Withdraw it"
    }
    fn revisions_heading(&self) -> &'static str {
        "What each version changed"
    }
    fn first_version(&self) -> &'static str {
        "The first version"
    }
    fn changes_in(&self, revision: i64) -> String {
        format!("What version {revision} changed")
    }
    fn changes_lead(&self) -> &'static str {
        "Struck out is gone; underlined is new."
    }
    fn cost_was(&self, before: &str, now: &str) -> String {
        format!("The cost went from {before} to {now}")
    }
    fn cost_unknown(&self) -> &'static str {
        "not given"
    }
    fn version_before(&self) -> &'static str {
        "Version before"
    }
    fn version_after(&self) -> &'static str {
        "Version after"
    }
}
