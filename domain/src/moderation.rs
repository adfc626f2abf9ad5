//! Moderation hides, it does not delete; every act has a reason from this list and may be appealed.

use crate::codes;

codes! {
    /// Why a comment is hidden.
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
