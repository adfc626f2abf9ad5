//! The officers' desk, people, bodies and settings.

/// The officers' desk.
#[must_use]
pub fn desk(slug: &str) -> String {
    format!("/c/{slug}/officers")
}

/// Requests to be let in.
#[must_use]
pub fn join_requests(slug: &str) -> String {
    format!("/c/{slug}/officers/requests")
}

/// One request to be let in.
#[must_use]
pub fn join_request(slug: &str, id: impl std::fmt::Display) -> String {
    format!("/c/{slug}/officers/requests/{id}")
}

/// Slips for a building.
#[must_use]
pub fn slips(slug: &str) -> String {
    format!("/c/{slug}/officers/slips")
}

/// The officers' search for people.
#[must_use]
pub fn people(slug: &str) -> String {
    format!("/c/{slug}/officers/people")
}

/// One person's sheet.
#[must_use]
pub fn person(slug: &str, id: impl std::fmt::Display) -> String {
    format!("/c/{slug}/officers/people/{id}")
}

/// Names who acts for a person.
#[must_use]
pub fn representative(slug: &str, id: impl std::fmt::Display) -> String {
    format!("/c/{slug}/officers/people/{id}/representative")
}

/// Officers' looks at personal data.
#[must_use]
pub fn looks(slug: &str) -> String {
    format!("/c/{slug}/officers/looks")
}

/// Bodies and seats.
#[must_use]
pub fn bodies(slug: &str) -> String {
    format!("/c/{slug}/bodies")
}

/// The form to enter a body.
#[must_use]
pub fn new_body(slug: &str) -> String {
    format!("/c/{slug}/bodies/new")
}

/// A body's administration.
#[must_use]
pub fn body(slug: &str, id: impl std::fmt::Display) -> String {
    format!("/c/{slug}/bodies/{id}")
}

/// Where a body's name is mended.
#[must_use]
pub fn body_name(slug: &str, id: impl std::fmt::Display) -> String {
    format!("{}/name", body(slug, id))
}

/// Where a body entered by mistake is taken back.
#[must_use]
pub fn withdraw_body(slug: &str, id: impl std::fmt::Display) -> String {
    format!("{}/withdraw", body(slug, id))
}

/// The form to found a community.
#[must_use]
pub fn new_community() -> &'static str {
    "/communities/new"
}

/// The form to enter a compound.
#[must_use]
pub fn new_compound(slug: &str) -> String {
    format!("/c/{slug}/settings/new")
}

/// A community's settings.
#[must_use]
pub fn rules(slug: &str) -> String {
    format!("/c/{slug}/settings")
}

/// A compound's rules.
#[must_use]
pub fn compound_rules(slug: &str, compound: &str) -> String {
    format!("/c/{slug}/settings/{compound}")
}
