//! What comes after a vote's announcement and its count: objections and their answers, annulment, later orders.

use super::VoteState;
use crate::codes;

/// Objections that one person may make to one vote.
pub const OBJECTIONS_EACH_MAX: i64 = 5;

codes! {
    /// What an objection 异议 is about.
    pub enum ObjectionKind {
        /// An entry of the roll.
        Roll = "roll",
        /// A ballot.
        Ballot = "ballot",
        /// How the vote is or was held.
        Procedure = "procedure",
    }

    /// What whoever conducts the vote finds of an objection, in public.
    pub enum ObjectionFinding {
        /// 不成立.
        Unfounded = "unfounded",
        /// 成立，但不影响结果.
        WithoutEffect = "without_effect",
        /// 成立，重新计票.
        Recount = "recount",
        /// 成立，表决作废.
        Annulled = "annulled",
    }

    /// What was done to a vote that had been counted.
    pub enum OrderKind {
        /// 召集人作废, before it was final.
        Annulled = "annulled",
        /// 街道责令改正 (物业管理条例 art. 19): it stands, and is to be corrected.
        StreetCorrection = "street_correction",
        /// 街道撤销 (物业管理条例 art. 19).
        StreetRevoked = "street_revoked",
        /// 法院撤销 (民法典 art. 280).
        CourtRevoked = "court_revoked",
    }
}

impl ObjectionFinding {
    /// Whether it can be found of a vote in this state: what is not counted cannot be counted anew, and is called off
    /// rather than annulled.
    #[must_use]
    pub const fn fits(self, state: VoteState) -> bool {
        match self {
            Self::Unfounded | Self::WithoutEffect => true,
            Self::Recount | Self::Annulled => matches!(state, VoteState::Preliminary),
        }
    }
}

impl OrderKind {
    /// Whether the vote counts for nothing from then on.
    #[must_use]
    pub const fn voids(self) -> bool {
        match self {
            Self::Annulled | Self::StreetRevoked | Self::CourtRevoked => true,
            Self::StreetCorrection => false,
        }
    }

    /// The orders of others, which are entered once a vote is final.
    pub const OF_OTHERS: [Self; 3] = [Self::StreetCorrection, Self::StreetRevoked, Self::CourtRevoked];
}
