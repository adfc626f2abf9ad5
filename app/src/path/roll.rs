//! Rolls.

/// The rolls of a community's compounds.
#[must_use]
pub fn rolls(slug: &str) -> String {
    format!("/c/{slug}/officers/roll")
}

/// A compound's roll.
#[must_use]
pub fn roll(slug: &str, compound: &str) -> String {
    format!("/c/{slug}/officers/roll/{compound}")
}

/// Opens one unit of a roll; only posted to.
#[must_use]
pub fn roll_unit(slug: &str, compound: &str, unit: impl std::fmt::Display) -> String {
    format!("/c/{slug}/officers/roll/{compound}/units/{unit}")
}

/// Where a roll is uploaded to.
#[must_use]
pub fn roll_imports(slug: &str, compound: &str) -> String {
    format!("/c/{slug}/officers/roll/{compound}/imports")
}

/// One import: its dry run, or what came of it.
#[must_use]
pub fn roll_import(slug: &str, compound: &str, import: impl std::fmt::Display) -> String {
    format!("/c/{slug}/officers/roll/{compound}/imports/{import}")
}

/// What the columns of an import hold.
#[must_use]
pub fn roll_columns(slug: &str, compound: &str, import: impl std::fmt::Display) -> String {
    format!("/c/{slug}/officers/roll/{compound}/imports/{import}/columns")
}

/// Entries of one person, to be joined.
#[must_use]
pub fn roll_merges(slug: &str, compound: &str) -> String {
    format!("/c/{slug}/officers/roll/{compound}/merges")
}
