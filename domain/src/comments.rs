//! Comments: stance, order, the time within which an edit is a slip of the finger.

use crate::codes;
use crate::time::{HOUR, MINUTE, Timestamp};

/// Within this time an edit leaves no mark; later it is a marked revision.
pub const QUIET_EDIT_MICROS: i64 = 10 * MINUTE;

/// Threads on one page.
pub const THREADS_PER_PAGE: i64 = 20;

/// Comments one account may write within [`COMMENTS_WINDOW_MICROS`]: more is flooding, not discussion.
pub const COMMENTS_PER_WINDOW: i64 = 30;

/// The window of [`COMMENTS_PER_WINDOW`].
pub const COMMENTS_WINDOW_MICROS: i64 = HOUR;

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
}

/// Whether an edit at `now` of what was written at `written` is marked as a revision.
#[must_use]
pub const fn edit_is_marked(written: Timestamp, now: Timestamp) -> bool {
    now.since(written) > QUIET_EDIT_MICROS
}
