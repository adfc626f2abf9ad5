//! Addresses: every link, redirect, feed and poster takes them from here.

/// 社区首页.
#[must_use]
pub fn community(slug: &str) -> String {
    format!("/c/{slug}")
}

/// All issues of a community.
#[must_use]
pub fn issues(slug: &str) -> String {
    format!("/c/{slug}/issues")
}

/// The form to raise an issue.
#[must_use]
pub fn new_issue(slug: &str) -> String {
    format!("/c/{slug}/issues/new")
}

/// One issue.
#[must_use]
pub fn issue(slug: &str, number: i64) -> String {
    format!("/c/{slug}/issues/{number}")
}

/// 我的.
#[must_use]
pub fn me() -> String {
    "/me".to_owned()
}

/// 登录.
#[must_use]
pub fn sign_in() -> String {
    "/sign-in".to_owned()
}

/// All decisions of a community.
#[must_use]
pub fn decisions(slug: &str) -> String {
    format!("/c/{slug}/decisions")
}

/// The form to publish a decision.
#[must_use]
pub fn new_decision(slug: &str) -> String {
    format!("/c/{slug}/decisions/new")
}

/// One decision, by its serial number in the community.
#[must_use]
pub fn decision(slug: &str, serial: i64) -> String {
    format!("/c/{slug}/decisions/{serial}")
}

/// The form to correct a decision.
#[must_use]
pub fn correct_decision(slug: &str, serial: i64) -> String {
    format!("/c/{slug}/decisions/{serial}/correct")
}

/// An earlier text of a decision, with what changed after it.
#[must_use]
pub fn decision_revision(slug: &str, serial: i64, revision: i64) -> String {
    format!("/c/{slug}/decisions/{serial}/revisions/{revision}")
}

/// The card and the text for chat groups of `page`: an issue, a proposal, a vote or a decision.
#[must_use]
pub fn share(page: &str) -> String {
    format!("{page}/share")
}

/// The QR code of the public `page`, as an image that a long press can keep.
#[must_use]
pub fn qr(page: &str) -> String {
    format!("/qr{page}")
}

/// The A4 page of `page`, a vote or a decision, for the notice board.
#[must_use]
pub fn poster(page: &str) -> String {
    format!("{page}/poster")
}

/// Everything a community publishes, as Atom.
#[must_use]
pub fn feed(slug: &str) -> String {
    format!("/c/{slug}/feed")
}

/// A community's decisions, as Atom.
#[must_use]
pub fn decisions_feed(slug: &str) -> String {
    format!("/c/{slug}/decisions/feed")
}

/// 关于.
#[must_use]
pub fn about() -> String {
    "/about".to_owned()
}

/// 怎么用.
#[must_use]
pub fn help() -> String {
    "/help".to_owned()
}

/// One vote.
#[must_use]
pub fn vote(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}")
}
