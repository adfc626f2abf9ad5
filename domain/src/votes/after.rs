//! What comes after a vote's announcement and its count: objections and their answers, annulment, later orders.

use super::VoteState;
use crate::codes;
use crate::problem::FieldProblem;
use crate::time::LocalDay;

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
        /// The vote was called off or annulled before anybody answered: nothing is left to be found.
        Moot = "moot",
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
    /// Whether somebody can find it of a vote in this state: what is not counted cannot be counted anew, and is called
    /// off rather than annulled. That an objection is moot comes of what is done to its vote, and nobody chooses it.
    #[must_use]
    pub const fn fits(self, state: VoteState) -> bool {
        match self {
            Self::Unfounded | Self::WithoutEffect => true,
            Self::Recount | Self::Annulled => matches!(state, VoteState::Preliminary),
            Self::Moot => false,
        }
    }

    /// Whether its reasons are the answer's alone. Those of a vote that is called off or annulled are that act's as
    /// well, and stand with it: there is nothing to hide in the answer.
    #[must_use]
    pub const fn has_own_reasons(self) -> bool {
        match self {
            Self::Unfounded | Self::WithoutEffect | Self::Recount => true,
            Self::Annulled | Self::Moot => false,
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

    /// Whether an order of others may bear the day `issued`: nobody orders anything of a vote before it `closed`, nor
    /// tomorrow.
    ///
    /// # Errors
    /// [`FieldProblem::TooEarly`] or [`FieldProblem::TooLate`].
    pub fn dated(issued: LocalDay, closed: LocalDay, today: LocalDay) -> Result<LocalDay, FieldProblem> {
        match issued {
            _ if issued < closed => Err(FieldProblem::TooEarly),
            _ if issued > today => Err(FieldProblem::TooLate),
            _ => Ok(issued),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_of_a_day_between_closing_and_today() {
        let (closed, today) = (LocalDay(20_777), LocalDay(20_790));
        let cases = [(-719_162, Err(FieldProblem::TooEarly)), (20_776, Err(FieldProblem::TooEarly))];
        let cases = cases.into_iter().chain([(20_777, Ok(LocalDay(20_777))), (20_790, Ok(LocalDay(20_790)))]);
        for (day, dated) in
            cases.chain([(20_791, Err(FieldProblem::TooLate)), (i32::MAX, Err(FieldProblem::TooLate))])
        {
            assert_eq!(OrderKind::dated(LocalDay(day), closed, today), dated, "{day}");
        }
    }

    #[test]
    fn nobody_finds_an_objection_moot() {
        for state in VoteState::ALL {
            assert!(!ObjectionFinding::Moot.fits(*state));
        }
    }
}
