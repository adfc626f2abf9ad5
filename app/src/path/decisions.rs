//! Decisions.

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
