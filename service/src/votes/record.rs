//! 表决档案: the public file of a counted vote.

/// The place of the ballots among the parts of a record.
pub(super) const BALLOTS: i64 = 3;
