//! Moderation hides, it does not delete; every act has a reason from this list and may be appealed.

use crate::codes;
use crate::count::canonical::{self, Sha256Hex};
use crate::id::ModerationId;
use crate::time::Timestamp;
use serde::Serialize;

codes! {
    /// What moderation hides. The line of each stays, with its author's name left out.
    pub enum Hideable {
        /// 评论.
        Comment = "comment",
        /// 异议: what it says; its number, kind and date stay.
        Objection = "objection",
        /// The reasons of an objection's answer; what was found stays.
        Answer = "answer",
    }

    /// Why words are hidden.
    pub enum HideReason {
        /// 公开他人信息.
        PersonalData = "personal_data",
        /// 人身攻击.
        Attack = "attack",
        /// 广告.
        Advertising = "advertising",
        /// 离题.
        OffTopic = "off_topic",
        /// 违法内容.
        Unlawful = "unlawful",
        /// 重复刷屏.
        Flooding = "flooding",
    }

    /// What became of an appeal.
    pub enum AppealAnswer {
        /// 维持.
        Upheld = "upheld",
        /// 恢复.
        Restored = "restored",
    }

    /// How far the one appeal against a hiding has come.
    pub enum Appeal {
        /// None was made.
        None = "none",
        /// It waits for another council member.
        Waiting = "waiting",
        /// It was answered; there is no second.
        Answered = "answered",
    }
}

impl Appeal {
    /// How far it has come, of whether it was made and whether it was answered.
    #[must_use]
    pub const fn after(made: bool, answered: bool) -> Self {
        match (made, answered) {
            (false, _) => Self::None,
            (true, false) => Self::Waiting,
            (true, true) => Self::Answered,
        }
    }
}

/// A line of the public register as the log hashes it: canonical JSON of who acted, when and why, and nothing of what
/// is hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegisterLine<'a> {
    /// Which act.
    pub act: ModerationId,
    /// The code of what was done: a reason to hide, or the answer to an appeal.
    pub done: &'static str,
    /// The public remark, or the answer's reason.
    pub words: Option<&'a str>,
    /// The seat it was done from.
    pub seat: &'a str,
    /// When, in microseconds since 1970.
    pub at: Timestamp,
}

impl RegisterLine<'_> {
    /// What the log has of it.
    #[must_use]
    pub fn hash(&self) -> Sha256Hex {
        let json = canonical::json(self).expect("a line holds only texts and whole numbers");
        Sha256Hex::of(json.as_bytes())
    }
}
