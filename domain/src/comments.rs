//! Comments: stance, order, the time within which an edit is a slip of the finger.

use crate::codes;
use crate::time::{MINUTE, Timestamp};

/// Within this time an edit leaves no mark; later it is a marked revision.
pub const QUIET_EDIT_MICROS: i64 = 10 * MINUTE;

/// Threads on one page.
pub const THREADS_PER_PAGE: i64 = 20;

/// How deep replies are indented; deeper ones stay at this depth.
pub const DEPTH_SHOWN_MAX: usize = 4;

codes! {
    /// Where a comment stands.
    pub enum Stance {
        /// 赞成.
        For = "for",
        /// 反对.
        Against = "against",
        /// 疑问.
        Question = "question",
    }

    /// How threads are ordered.
    pub enum Order {
        /// Oldest first, as a conversation is read.
        Oldest = "oldest",
        /// Newest first.
        Newest = "newest",
        /// Questions without an answer first, then by replies.
        Open = "open",
    }

    /// What a comment is on.
    pub enum Subject {
        /// An issue.
        Issue = "issue",
        /// A proposal.
        Proposal = "proposal",
    }
}

/// Whether an edit at `now` of what was written at `written` is marked as a revision.
#[must_use]
pub const fn edit_is_marked(written: Timestamp, now: Timestamp) -> bool {
    now.since(written) > QUIET_EDIT_MICROS
}
