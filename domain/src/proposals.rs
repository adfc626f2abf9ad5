//! Proposals: concrete answers to an issue.

use crate::codes;

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
