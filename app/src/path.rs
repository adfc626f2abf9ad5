//! Addresses: every link, redirect, feed and poster takes them from here.

mod decisions;
mod matters;
mod officers;
mod own;
mod roll;
mod votes;

pub use decisions::*;
pub use matters::*;
pub use officers::*;
pub use own::*;
pub use roll::*;
pub use votes::*;

/// 社区首页.
#[must_use]
pub fn community(slug: &str) -> String {
    format!("/c/{slug}")
}

/// 公开日志, for people.
#[must_use]
pub fn log() -> String {
    "/log".to_owned()
}

/// The public log's entries before the one numbered `before`.
#[must_use]
pub fn log_before(before: u64) -> String {
    format!("/log?before={before}")
}

/// The public log as it stands, signed.
#[must_use]
pub fn log_checkpoint() -> String {
    "/log/checkpoint".to_owned()
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

/// A topic of the help.
#[must_use]
pub fn help_on(topic: crate::text::about::HelpTopic) -> String {
    format!("/help#{}", topic.anchor())
}

/// 怎么用.
#[must_use]
pub fn help() -> String {
    "/help".to_owned()
}

/// `path` with a query of these names and values, percent-encoded.
#[must_use]
pub fn with_query(path: &str, pairs: &[(&str, String)]) -> String {
    use std::fmt::Write as _;
    let mut out = path.to_owned();
    for (n, (name, value)) in pairs.iter().enumerate() {
        let _ = write!(out, "{}{name}=", if n == 0 { '?' } else { '&' });
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
