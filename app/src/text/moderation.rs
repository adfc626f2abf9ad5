//! Words about moderation.

use super::{En, ZhCn};
use domain::moderation::{AppealAnswer, HideReason, Hideable};

/// Words about moderation.
pub trait ModerationText {
    /// The register of moderation.
    fn register(&self) -> &'static str;
    /// Under its heading.
    fn register_lead(&self) -> &'static str;
    /// When nothing was ever hidden.
    fn register_empty(&self) -> &'static str;
    /// What is hidden.
    fn hideable(&self, what: Hideable) -> &'static str;
    /// Why it is hidden.
    fn hide_reason(&self, reason: HideReason) -> &'static str;
    /// The public line of hidden words.
    fn hidden_line(&self, what: Hideable, seat: &str, reason: &str) -> String;
    /// Above hidden words, for those who may read them.
    fn hidden_words_kept(&self, what: Hideable) -> &'static str;
    /// The link to hide.
    fn hide(&self) -> &'static str;
    /// Heads the form to hide.
    fn hide_page(&self) -> &'static str;
    /// What hiding does.
    fn hide_lead(&self) -> &'static str;
    /// The legend of the reasons.
    fn hide_reason_label(&self) -> &'static str;
    /// The label of the note.
    fn hide_note(&self) -> &'static str;
    /// Its hint.
    fn hide_note_hint(&self) -> &'static str;
    /// The button.
    fn hide_button(&self) -> &'static str;
    /// The link to appeal.
    fn appeal(&self) -> &'static str;
    /// Heads the form to appeal.
    fn appeal_page(&self) -> &'static str;
    /// What was done and what an appeal does.
    fn appeal_lead(&self, reason: &str) -> String;
    /// The label of the appeal.
    fn appeal_body(&self) -> &'static str;
    /// The button.
    fn appeal_button(&self) -> &'static str;
    /// The link to answer an appeal.
    fn answer_appeal(&self) -> &'static str;
    /// Heads the form to answer an appeal.
    fn answer_appeal_page(&self) -> &'static str;
    /// Above what the author wrote.
    fn appeal_says(&self) -> &'static str;
    /// The legend of the answers.
    fn appeal_choice(&self) -> &'static str;
    /// An answer.
    fn appeal_answer(&self, answer: AppealAnswer) -> &'static str;
    /// The label of the reason.
    fn appeal_reason(&self) -> &'static str;
    /// Its hint.
    fn appeal_reason_hint(&self) -> &'static str;
    /// The button.
    fn answer_appeal_button(&self) -> &'static str;
    /// Heads the list of appeals.
    fn appeals_waiting(&self) -> &'static str;
    /// The link to that list.
    fn appeals_waiting_count(&self, count: i64) -> String;
    /// When none waits.
    fn appeals_none(&self) -> &'static str;
    /// The act in the register.
    fn act_hidden(&self, what: Hideable) -> String;
    /// Which seat.
    fn act_by(&self, seat: &str) -> String;
    /// An appeal was made and waits.
    fn act_appealed(&self) -> &'static str;
    /// The matter it was on.
    fn act_on(&self, title: &str) -> String;
    /// Why a council member may not answer an appeal.
    fn act_mine(&self) -> &'static str;
}

impl ModerationText for ZhCn {
    fn register(&self) -> &'static str {
        "管理记录"
    }
    fn register_lead(&self) -> &'static str {
        "议事会隐藏过的每一条评论、异议和答复都记在这里：哪个席位、为什么、作者申诉没有、结果怎样。不写人名，不重复被隐藏的内容。"
    }
    fn register_empty(&self) -> &'static str {
        "还没有隐藏过任何内容。"
    }
    fn hide_reason(&self, reason: HideReason) -> &'static str {
        match reason {
            HideReason::PersonalData => "公开他人信息",
            HideReason::Attack => "人身攻击",
            HideReason::Advertising => "广告",
            HideReason::OffTopic => "离题",
            HideReason::Unlawful => "违法内容",
            HideReason::Flooding => "重复刷屏",
        }
    }
    fn hideable(&self, what: Hideable) -> &'static str {
        match what {
            Hideable::Comment => "1 条评论",
            Hideable::Objection => "1 条异议的内容",
            Hideable::Answer => "1 条异议答复的理由",
        }
    }
    fn hidden_line(&self, what: Hideable, seat: &str, reason: &str) -> String {
        format!("{}已由{seat}隐藏：{reason}", self.hideable(what))
    }
    fn hidden_words_kept(&self, what: Hideable) -> &'static str {
        match what {
            Hideable::Comment | Hideable::Answer => "下面的内容只有作者本人和议事会看得到。",
            Hideable::Objection => "下面的内容只有作者本人、议事会和负责答复的人看得到。",
        }
    }
    fn hide(&self) -> &'static str {
        "隐藏"
    }
    fn hide_page(&self) -> &'static str {
        "隐藏这段话"
    }
    fn hide_lead(&self) -> &'static str {
        "隐藏后，别人只看到一行说明和理由；作者仍能看到原文，可以申诉一次，由另一位议事会成员答复。"
    }
    fn hide_reason_label(&self) -> &'static str {
        "为什么隐藏"
    }
    fn hide_note(&self) -> &'static str {
        "补充说明"
    }
    fn hide_note_hint(&self) -> &'static str {
        "会公开。不要重复被隐藏的内容。"
    }
    fn hide_button(&self) -> &'static str {
        "隐藏并公开理由"
    }
    fn appeal(&self) -> &'static str {
        "申诉"
    }
    fn appeal_page(&self) -> &'static str {
        "申诉"
    }
    fn appeal_lead(&self, reason: &str) -> String {
        format!(
            "您的这段话因“{reason}”被隐藏。可以申诉一次，由另一位议事会成员答复，答复会公开。您写的申诉理由只给议事会看。"
        )
    }
    fn appeal_body(&self) -> &'static str {
        "您的理由"
    }
    fn appeal_button(&self) -> &'static str {
        "提交申诉"
    }
    fn answer_appeal(&self) -> &'static str {
        "处理申诉"
    }
    fn answer_appeal_page(&self) -> &'static str {
        "处理申诉"
    }
    fn appeal_says(&self) -> &'static str {
        "作者的申诉"
    }
    fn appeal_choice(&self) -> &'static str {
        "怎么答复"
    }
    fn appeal_answer(&self, answer: AppealAnswer) -> &'static str {
        match answer {
            AppealAnswer::Upheld => "维持隐藏",
            AppealAnswer::Restored => "恢复显示",
        }
    }
    fn appeal_reason(&self) -> &'static str {
        "理由"
    }
    fn appeal_reason_hint(&self) -> &'static str {
        "会公开在管理记录里。"
    }
    fn answer_appeal_button(&self) -> &'static str {
        "公布答复"
    }
    fn appeals_waiting(&self) -> &'static str {
        "待处理的申诉"
    }
    fn appeals_waiting_count(&self, count: i64) -> String {
        format!("{count} 件申诉待处理")
    }
    fn appeals_none(&self) -> &'static str {
        "没有等待处理的申诉。"
    }
    fn act_hidden(&self, what: Hideable) -> String {
        format!("隐藏 {}", self.hideable(what))
    }
    fn act_by(&self, seat: &str) -> String {
        format!("由{seat}")
    }
    fn act_appealed(&self) -> &'static str {
        "作者已申诉，等待答复"
    }
    fn act_on(&self, title: &str) -> String {
        format!("在“{title}”下")
    }
    fn act_mine(&self) -> &'static str {
        "您自己隐藏的，或与您有关，由另一位成员答复"
    }
}

impl ModerationText for En {
    fn register(&self) -> &'static str {
        "Register"
    }
    fn register_lead(&self) -> &'static str {
        "Every comment, objection and answer the council has hidden: from which seat, why, whether its author appealed, and what came of it. No names, and none of the hidden words."
    }
    fn register_empty(&self) -> &'static str {
        "Nothing has been hidden."
    }
    fn hide_reason(&self, reason: HideReason) -> &'static str {
        match reason {
            HideReason::PersonalData => "others' personal data",
            HideReason::Attack => "personal attack",
            HideReason::Advertising => "advertising",
            HideReason::OffTopic => "off topic",
            HideReason::Unlawful => "unlawful content",
            HideReason::Flooding => "flooding",
        }
    }
    fn hideable(&self, what: Hideable) -> &'static str {
        match what {
            Hideable::Comment => "1 comment",
            Hideable::Objection => "Words of an objection",
            Hideable::Answer => "Reasons of an objection’s answer",
        }
    }
    fn hidden_line(&self, what: Hideable, seat: &str, reason: &str) -> String {
        format!("{} hidden by {seat}: {reason}", self.hideable(what))
    }
    fn hidden_words_kept(&self, what: Hideable) -> &'static str {
        match what {
            Hideable::Comment | Hideable::Answer => "Only its author and the council see what follows.",
            Hideable::Objection => "Only its author, the council and whoever has to answer see what follows.",
        }
    }
    fn hide(&self) -> &'static str {
        "Hide"
    }
    fn hide_page(&self) -> &'static str {
        "Hide these words"
    }
    fn hide_lead(&self) -> &'static str {
        "Others will see one line with the reason. Its author still sees the text and may appeal once, to another member of the council."
    }
    fn hide_reason_label(&self) -> &'static str {
        "Why"
    }
    fn hide_note(&self) -> &'static str {
        "A remark"
    }
    fn hide_note_hint(&self) -> &'static str {
        "It is public. Do not repeat what you hide."
    }
    fn hide_button(&self) -> &'static str {
        "Hide, and publish the reason"
    }
    fn appeal(&self) -> &'static str {
        "Appeal"
    }
    fn appeal_page(&self) -> &'static str {
        "Appeal"
    }
    fn appeal_lead(&self, reason: &str) -> String {
        format!(
            "These words of yours were hidden: {reason}. You may appeal once; another member of the council answers, in public. Only the council reads what you write here."
        )
    }
    fn appeal_body(&self) -> &'static str {
        "Your reasons"
    }
    fn appeal_button(&self) -> &'static str {
        "Appeal"
    }
    fn answer_appeal(&self) -> &'static str {
        "Answer the appeal"
    }
    fn answer_appeal_page(&self) -> &'static str {
        "Answer an appeal"
    }
    fn appeal_says(&self) -> &'static str {
        "The author’s appeal"
    }
    fn appeal_choice(&self) -> &'static str {
        "Your answer"
    }
    fn appeal_answer(&self, answer: AppealAnswer) -> &'static str {
        match answer {
            AppealAnswer::Upheld => "Stays hidden",
            AppealAnswer::Restored => "Shown again",
        }
    }
    fn appeal_reason(&self) -> &'static str {
        "Reasons"
    }
    fn appeal_reason_hint(&self) -> &'static str {
        "Published in the register."
    }
    fn answer_appeal_button(&self) -> &'static str {
        "Publish the answer"
    }
    fn appeals_waiting(&self) -> &'static str {
        "Appeals waiting"
    }
    fn appeals_waiting_count(&self, count: i64) -> String {
        if count == 1 { "1 appeal waits".to_owned() } else { format!("{count} appeals wait") }
    }
    fn appeals_none(&self) -> &'static str {
        "No appeal waits."
    }
    fn act_hidden(&self, what: Hideable) -> String {
        format!("{} hidden", self.hideable(what))
    }
    fn act_by(&self, seat: &str) -> String {
        format!("by {seat}")
    }
    fn act_appealed(&self) -> &'static str {
        "Appealed; waiting"
    }
    fn act_on(&self, title: &str) -> String {
        format!("on “{title}”")
    }
    fn act_mine(&self) -> &'static str {
        "You hid it, or have a part in it: another member answers"
    }
}
