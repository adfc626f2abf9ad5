//! Notices: what the hall tells a member, shown until seen.

use crate::codes;

codes! {
    /// What is told.
    pub enum NoticeKind {
        /// 有人回复您.
        Reply = "reply",
        /// An issue one raised or co-signed took a step.
        IssueMoved = "issue_moved",
        /// Someone made a proposal on an issue one raised.
        ProposalMade = "proposal_made",
        /// A proposal one co-signed was revised.
        ProposalRevised = "proposal_revised",
        /// A proposal one co-signed was withdrawn.
        ProposalWithdrawn = "proposal_withdrawn",
        /// Words of one's own were hidden.
        WordsHidden = "words_hidden",
        /// An appeal of one's own was answered, or waits for an answer.
        Appeal = "appeal",
        /// A joint request one signed, or has to answer, went on.
        JointRequest = "joint_request",
        /// A vote one is on the roll of was announced, extended or called off.
        Vote = "vote",
        /// Co-owners answered differently: their ballot waits until they agree.
        BallotSuspended = "ballot_suspended",
        /// Co-owners agree now: their ballot counts.
        BallotAgreed = "ballot_agreed",
        /// A ballot of one's own was set aside after an objection.
        BallotStruck = "ballot_struck",
        /// Somebody objected to a vote one conducts.
        ObjectionMade = "objection_made",
        /// An objection of one's own was answered.
        ObjectionAnswered = "objection_answered",
        /// A decision on a matter one took part in was published or corrected.
        Decision = "decision",
    }
}

/// The most characters of an extract.
pub const EXTRACT_CHARS_MAX: usize = 60;
