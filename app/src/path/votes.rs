//! Votes.

use domain::id::HeadId;

/// All votes of a community.
#[must_use]
pub fn votes(slug: &str) -> String {
    format!("/c/{slug}/votes")
}

/// One vote.
#[must_use]
pub fn vote(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}")
}

/// The form to set a vote up.
#[must_use]
pub fn new_vote(slug: &str) -> String {
    format!("/c/{slug}/votes/new")
}

/// The public file of a counted vote.
#[must_use]
pub fn record(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/record.zip")
}

/// The same with every ballot, for the owners of the scope.
#[must_use]
pub fn unit_record(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/record-owners.zip")
}

/// Where a short code is looked up.
#[must_use]
pub fn check_receipt(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/check")
}

/// What became of the ballot with this short code.
#[must_use]
pub fn checked_receipt(slug: &str, number: i64, code: &str) -> String {
    format!("/c/{slug}/votes/{number}/check/{code}")
}

/// A receipt as a file.
#[must_use]
pub fn receipt(slug: &str, number: i64, head: impl std::fmt::Display) -> String {
    format!("/c/{slug}/votes/{number}/receipt/{head}.json")
}

/// Where a ballot is sent.
#[must_use]
pub fn ballot(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/ballot")
}

/// The page of whoever conducts a vote.
#[must_use]
pub fn conduct_vote(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/conduct")
}

/// The form to change a draft.
#[must_use]
pub fn change_vote(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/change")
}

/// Where a vote is announced.
#[must_use]
pub fn announce_vote(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/announce")
}

/// Where a vote is called off.
#[must_use]
pub fn call_off_vote(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/call-off")
}

/// The objections to a vote, and the form to object.
#[must_use]
pub fn objections(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/objections")
}

/// The form to answer one of them.
#[must_use]
pub fn answer_objection(slug: &str, number: i64, objection: i64) -> String {
    format!("/c/{slug}/votes/{number}/objections/{objection}")
}

/// Where a counted vote is annulled, and what others ordered of it is entered.
#[must_use]
pub fn vote_orders(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/orders")
}

/// Where a counted vote is annulled.
#[must_use]
pub fn annul_vote(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/annul")
}

/// Where it is entered that an order was followed.
#[must_use]
pub fn order_corrected(slug: &str, number: i64, order: i64) -> String {
    format!("/c/{slug}/votes/{number}/orders/{order}")
}

/// Who said what in an owners' vote, masked, for its owners.
#[must_use]
pub fn named_ballots(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/named")
}

/// 练习投票.
#[must_use]
pub fn practice(slug: &str) -> String {
    format!("/c/{slug}/practice")
}

/// One form of it.
#[must_use]
pub fn practice_of(slug: &str, exercise: &str) -> String {
    format!("/c/{slug}/practice/{exercise}")
}

/// Everything the reader holds in votes.
#[must_use]
pub fn own_heads(slug: &str) -> String {
    format!("{}/mine", votes(slug))
}

/// Where ballots on paper are entered.
#[must_use]
pub fn paper(slug: &str, number: i64) -> String {
    format!("{}/paper", vote(slug, number))
}

/// Closes the open batch of ballots on paper.
#[must_use]
pub fn paper_batch(slug: &str, number: i64) -> String {
    format!("{}/batch", paper(slug, number))
}

/// Says that all ballots on paper are in.
#[must_use]
pub fn paper_conclude(slug: &str, number: i64) -> String {
    format!("{}/conclude", paper(slug, number))
}

/// Opens a head of the roll to enter its ballot.
#[must_use]
pub fn paper_of(slug: &str, number: i64, head: HeadId) -> String {
    format!("{}/{head}", paper(slug, number))
}

/// Enters the ballot of a head.
#[must_use]
pub fn paper_enter(slug: &str, number: i64, head: HeadId) -> String {
    format!("{}/enter", paper_of(slug, number, head))
}

/// Takes the ballot of a head out again.
#[must_use]
pub fn paper_take_out(slug: &str, number: i64, head: HeadId) -> String {
    format!("{}/take-out", paper_of(slug, number, head))
}
