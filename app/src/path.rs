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
