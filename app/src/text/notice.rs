//! What the page tells after an act.

use super::{En, ZhCn};

/// What the page tells after an act, from a closed list: an address cannot make it say anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// An issue was raised.
    IssueRaised,
    /// An issue was co-signed.
    IssueCosigned,
    /// The co-signature was the one that was missing.
    IssueAccepted,
    /// A co-signature was taken back.
    CosignatureWithdrawn,
    /// An issue was moved on.
    IssueMoved,
    /// Progress was reported.
    ProgressNoted,
    /// A proposal was made.
    ProposalMade,
    /// A proposal was revised.
    ProposalRevised,
    /// A proposal was co-signed.
    ProposalCosigned,
    /// A proposal was withdrawn.
    ProposalWithdrawn,
    /// Everything told is seen.
    NoticesSeen,
    /// A comment was posted.
    CommentPosted,
    /// A comment was hidden.
    CommentHidden,
    /// An appeal was made.
    AppealSent,
    /// An appeal was answered.
    AppealAnswered,
    /// A joint request was started.
    RequestStarted,
    /// A joint request was signed.
    RequestSigned,
    /// A signature was taken back.
    RequestUnsigned,
    /// A joint request was answered.
    RequestAnswered,
    /// A decision was published.
    DecisionPublished,
    /// A correction was published.
    DecisionCorrected,
    /// A roll was imported.
    RollImported,
    /// Entries of one person were joined.
    PersonsJoined,
    /// A ballot was recorded.
    BallotCast,
    /// A ballot on paper was entered.
    PaperEntered,
    /// A ballot on paper was taken out.
    PaperTakenOut,
    /// A batch of ballots on paper was closed.
    PaperBatchClosed,
    /// All ballots on paper are in, and the vote is counted.
    PaperConcluded,
    /// A draft of a vote was kept.
    VoteKept,
    /// A vote was announced.
    VoteAnnounced,
    /// A vote was called off.
    VoteCalledOff,
    /// An objection was made.
    ObjectionMade,
    /// An objection was answered.
    ObjectionAnswered,
    /// A vote was annulled.
    VoteAnnulled,
    /// An order was entered, or that it was followed.
    OrderEntered,
    /// A draft of a vote was deleted.
    DraftDeleted,
    /// Settings were kept.
    Saved,
    /// Signed out.
    SignedOut,
    /// Joined by a code.
    Joined,
    /// Signed in again.
    SignedIn,
    /// A request to join was sent.
    Asked,
    /// A request to join was granted.
    RequestConfirmed,
    /// A request to join was refused.
    RequestDeclined,
    /// A password was set.
    PasswordSet,
    /// A device was signed out.
    DeviceEnded,
    /// A member was marked as verified.
    Verified,
    /// A forgotten password was cleared.
    PasswordCleared,
    /// An agent or guardian was named.
    RepresentativeNamed,
    /// An agency or guardianship ended.
    RepresentativeEnded,
    /// A body was entered.
    BodyFounded,
    /// A body was taken back.
    BodyWithdrawn,
    /// A community was founded.
    CommunityFounded,
    /// A compound was entered.
    CompoundAdded,
    /// A term began.
    TermOpened,
    /// A seat was taken.
    Seated,
    /// A seat ended.
    Unseated,
}

impl Notice {
    /// Every notice with its code in addresses.
    const CODES: &'static [(&'static str, Self)] = &[
        ("issue-raised", Self::IssueRaised),
        ("issue-cosigned", Self::IssueCosigned),
        ("issue-accepted", Self::IssueAccepted),
        ("cosignature-withdrawn", Self::CosignatureWithdrawn),
        ("issue-moved", Self::IssueMoved),
        ("progress-noted", Self::ProgressNoted),
        ("proposal-made", Self::ProposalMade),
        ("proposal-revised", Self::ProposalRevised),
        ("proposal-cosigned", Self::ProposalCosigned),
        ("proposal-withdrawn", Self::ProposalWithdrawn),
        ("notices-seen", Self::NoticesSeen),
        ("comment-posted", Self::CommentPosted),
        ("comment-hidden", Self::CommentHidden),
        ("appeal-sent", Self::AppealSent),
        ("appeal-answered", Self::AppealAnswered),
        ("request-started", Self::RequestStarted),
        ("request-signed", Self::RequestSigned),
        ("request-unsigned", Self::RequestUnsigned),
        ("request-answered", Self::RequestAnswered),
        ("decision-published", Self::DecisionPublished),
        ("decision-corrected", Self::DecisionCorrected),
        ("roll-imported", Self::RollImported),
        ("persons-joined", Self::PersonsJoined),
        ("ballot-cast", Self::BallotCast),
        ("paper-entered", Self::PaperEntered),
        ("paper-taken-out", Self::PaperTakenOut),
        ("paper-batch-closed", Self::PaperBatchClosed),
        ("paper-concluded", Self::PaperConcluded),
        ("vote-kept", Self::VoteKept),
        ("vote-announced", Self::VoteAnnounced),
        ("vote-called-off", Self::VoteCalledOff),
        ("objection-made", Self::ObjectionMade),
        ("objection-answered", Self::ObjectionAnswered),
        ("vote-annulled", Self::VoteAnnulled),
        ("order-entered", Self::OrderEntered),
        ("draft-deleted", Self::DraftDeleted),
        ("saved", Self::Saved),
        ("signed-out", Self::SignedOut),
        ("joined", Self::Joined),
        ("signed-in", Self::SignedIn),
        ("asked", Self::Asked),
        ("request-confirmed", Self::RequestConfirmed),
        ("request-declined", Self::RequestDeclined),
        ("password-set", Self::PasswordSet),
        ("device-ended", Self::DeviceEnded),
        ("verified", Self::Verified),
        ("password-cleared", Self::PasswordCleared),
        ("representative-named", Self::RepresentativeNamed),
        ("representative-ended", Self::RepresentativeEnded),
        ("body-founded", Self::BodyFounded),
        ("body-withdrawn", Self::BodyWithdrawn),
        ("community-founded", Self::CommunityFounded),
        ("compound-added", Self::CompoundAdded),
        ("term-opened", Self::TermOpened),
        ("seated", Self::Seated),
        ("unseated", Self::Unseated),
        ("decision-published", Self::DecisionPublished),
        ("decision-corrected", Self::DecisionCorrected),
    ];

    /// The code that goes into the address after a 303.
    #[must_use]
    pub fn code(self) -> &'static str {
        Self::CODES.iter().find(|(_, notice)| *notice == self).map_or("", |(code, _)| code)
    }

    /// The notice of `code`, if there is one.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::CODES.iter().find(|(own, _)| *own == code).map(|(_, notice)| *notice)
    }
}

/// Words of what was done.
pub trait NoticeText {
    /// What is told after an act.
    fn notice(&self, notice: Notice) -> &'static str;
}

impl NoticeText for ZhCn {
    fn notice(&self, notice: Notice) -> &'static str {
        match notice {
            Notice::IssueRaised => "已经提出。附议够了，或者议事会受理，就进入协商。",
            Notice::IssueCosigned => "已附议。",
            Notice::IssueAccepted => "已附议。人数够了，这件事已经受理。",
            Notice::CosignatureWithdrawn => "已收回附议。",
            Notice::IssueMoved => "已公开记下这一步，有关的人会收到通知。",
            Notice::ProgressNoted => "进展已公布，有关的人会收到通知。",
            Notice::ProposalMade => "方案已经提出。",
            Notice::ProposalRevised => "已保存为新一版，附议过的人会收到通知。",
            Notice::ProposalCosigned => "已附议这个方案。",
            Notice::ProposalWithdrawn => "方案已撤回。",
            Notice::NoticesSeen => "好的，都记为看过了。",
            Notice::CommentPosted => "已经发表。10 分钟内可以修改，不留痕迹。",
            Notice::CommentHidden => "已隐藏，理由已公开。",
            Notice::AppealSent => "申诉已提交，由另一位议事会成员答复。",
            Notice::AppealAnswered => "答复已公布。",
            Notice::RequestStarted => "已经发起，您已签名。把链接转给邻居吧。",
            Notice::RequestSigned => "已签名。",
            Notice::RequestUnsigned => "已收回签名。",
            Notice::RequestAnswered => "答复已公布，签名的业主都会收到。",
            Notice::DecisionPublished => "已经公布。可以转到群里，也可以打印张贴。",
            Notice::DecisionCorrected => "更正已经公布，原来的文字也还能看到。",
            Notice::RollImported => "名册已导入。",
            Notice::PersonsJoined => "已合并，记在下面。",
            Notice::BallotCast => "您的票已经记下，截止前可以改。",
            Notice::PaperEntered => "已录入，可以接着录下一张。",
            Notice::PaperTakenOut => "已取出，这一户可以重新录入。取出也记入了公开日志。",
            Notice::PaperBatchClosed => "这一批已经记入公开日志。",
            Notice::PaperConcluded => "纸质票录完，票已计完。",
            Notice::VoteKept => "草稿已存好，核对无误再公告。",
            Notice::VoteAnnounced => "已经公告，到时间自动开始投票。可以转到群里，也可以打印张贴。",
            Notice::VoteCalledOff => "已经取消，原因已公开。",
            Notice::ObjectionMade => "异议已经公开提出，会有公开答复。",
            Notice::ObjectionAnswered => "答复已经公开。",
            Notice::VoteAnnulled => "已经作废，原因已公开。",
            Notice::OrderEntered => "已经公开登记。",
            Notice::DraftDeleted => "草稿已经删除。",
            Notice::Saved => "已保存。",
            Notice::SignedOut => "已退出登录。",
            Notice::Joined => "您已加入。这台设备半年内都不用再登录。",
            Notice::SignedIn => "已登录。",
            Notice::Asked => "申请已送出，等网格员核对。请留着这一页。",
            Notice::RequestConfirmed => "已确认。申请人在自己的手机上就能登录了。",
            Notice::RequestDeclined => "已记下不通过的原因，申请人会看到。",
            Notice::PasswordSet => "密码已保存，其他设备都已退出。",
            Notice::DeviceEnded => "那台设备已退出。",
            Notice::Verified => "已记为核验。",
            Notice::PasswordCleared => "密码已清除，他的设备都已退出。请再发一个加入码。",
            Notice::RepresentativeNamed => "已登记。以后的表决和联名由他代为办理。",
            Notice::RepresentativeEnded => "已终止，以后不再由他代办。",
            Notice::BodyFounded => "组织已登记，任期从现在开始。",
            Notice::BodyWithdrawn => "已撤掉登记错的组织。",
            Notice::CommunityFounded => "社区已建好。接着添加小区。",
            Notice::CompoundAdded => "小区已添加。接着登记组织，导入名册。",
            Notice::TermOpened => "新一届开始了，上一届的席位已结束。",
            Notice::Seated => "已就任。",
            Notice::Unseated => "已离任，席位的权利同时收回。",
        }
    }
}

impl NoticeText for En {
    fn notice(&self, notice: Notice) -> &'static str {
        match notice {
            Notice::IssueRaised => {
                "Raised. With enough co-signers, or once the council accepts it, talks begin."
            }
            Notice::IssueCosigned => "Co-signed.",
            Notice::IssueAccepted => "Co-signed. That was enough: the issue is accepted.",
            Notice::CosignatureWithdrawn => "Your co-signature was taken back.",
            Notice::IssueMoved => "The step is on record; those concerned are told.",
            Notice::ProgressNoted => "Your report is published; those concerned are told.",
            Notice::ProposalMade => "Your proposal is made.",
            Notice::ProposalRevised => "Saved as a new version; co-signers are told.",
            Notice::ProposalCosigned => "You co-signed this proposal.",
            Notice::ProposalWithdrawn => "The proposal is withdrawn.",
            Notice::NoticesSeen => "All marked as seen.",
            Notice::CommentPosted => "Posted. Within 10 minutes you may edit it without a mark.",
            Notice::CommentHidden => "Hidden; the reason is public.",
            Notice::AppealSent => "Appealed; another member of the council will answer.",
            Notice::AppealAnswered => "The answer is published.",
            Notice::RequestStarted => "Started and signed. Pass the link on to your neighbours.",
            Notice::RequestSigned => "Signed.",
            Notice::RequestUnsigned => "Taken back.",
            Notice::RequestAnswered => "The answer is published; all who signed are told.",
            Notice::DecisionPublished => "Published. Tell the neighbours, or print it for the notice board.",
            Notice::DecisionCorrected => "The correction is published; the old text can still be read.",
            Notice::RollImported => "The roll was imported.",
            Notice::PersonsJoined => "Joined, and listed below.",
            Notice::BallotCast => "Your ballot is recorded; you can change it until closing.",
            Notice::PaperEntered => "Entered. Go on with the next one.",
            Notice::PaperTakenOut => "Taken out; it can be entered anew. The public log says so too.",
            Notice::PaperBatchClosed => "This batch is in the public log.",
            Notice::PaperConcluded => "All paper is in, and the vote is counted.",
            Notice::VoteKept => "Kept as a draft. Check it, then announce it.",
            Notice::VoteAnnounced => "Announced. It opens by itself in time.",
            Notice::VoteCalledOff => "Called off; the reason is public.",
            Notice::ObjectionMade => "Your objection is public, and will be answered in public.",
            Notice::ObjectionAnswered => "The answer is public.",
            Notice::VoteAnnulled => "Annulled; the reason is public.",
            Notice::OrderEntered => "Entered in public.",
            Notice::DraftDeleted => "The draft is deleted.",
            Notice::Saved => "Saved.",
            Notice::SignedOut => "Signed out.",
            Notice::Joined => "You have joined. This device stays signed in for half a year.",
            Notice::SignedIn => "Signed in.",
            Notice::Asked => "Sent. A grid officer will check; keep this page.",
            Notice::RequestConfirmed => "Granted. The one who asked can sign in on their device now.",
            Notice::RequestDeclined => "Kept; the one who asked reads your reason.",
            Notice::PasswordSet => "Password kept; your other devices are signed out.",
            Notice::DeviceEnded => "That device is signed out.",
            Notice::Verified => "Marked as verified.",
            Notice::PasswordCleared => "Cleared; their devices are signed out. Make a new code for them.",
            Notice::RepresentativeNamed => "Entered. From now on they vote and sign for the owner.",
            Notice::RepresentativeEnded => "Ended. They act for the owner no more.",
            Notice::BodyFounded => "Entered; its term begins now.",
            Notice::BodyWithdrawn => "The body entered by mistake is taken back.",
            Notice::CommunityFounded => "The community is founded. Add its compounds next.",
            Notice::CompoundAdded => "The compound is entered. Next: bodies, and the roll.",
            Notice::TermOpened => "The new term has begun; the seats of the one before have ended.",
            Notice::Seated => "Seated.",
            Notice::Unseated => "The seat has ended, and its rights with it.",
        }
    }
}
