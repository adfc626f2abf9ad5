//! Pages of issues.

mod list;
mod raise;
mod show;
mod steps;

pub use list::issues;
pub use raise::new_issue;
pub use show::{IssueView, cosigners_wanted, issue};
pub use steps::{move_issue, note_progress};
