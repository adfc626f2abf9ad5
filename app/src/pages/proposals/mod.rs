//! Pages of proposals.

mod revisions;
mod show;
mod write;

pub(super) use revisions::changed_lines;
pub use revisions::{revision, revisions};
pub use show::{ProposalView, proposal};
pub use write::{edit_proposal, new_proposal, withdraw};
