//! Proposals: concrete answers to an issue.

use crate::codes;

/// Proposals one account may make in an hour.
pub const PROPOSED_IN_AN_HOUR_MAX: i64 = 10;

codes! {
    /// Where a proposal stands.
    pub enum ProposalState {
        /// Open to revision and co-signing.
        Open = "open",
        /// On a ballot: its text stands.
        Frozen = "frozen",
        /// Withdrawn by its author.
        Withdrawn = "withdrawn",
    }
}
