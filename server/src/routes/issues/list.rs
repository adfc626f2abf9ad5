//! All issues, found by shelf, kind, compound and words.

use crate::edge::{Answer, Visit};
use app::pages;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use service::communities;
use service::issues::{self, Filter};
use std::convert::Infallible;

/// Characters of a search that are looked at.
const WORDS_MAX: usize = 40;

/// What the address asks for; what it does not know, it leaves out.
pub(crate) struct Wanted(Filter);

impl Wanted {
    fn of_query(query: &str) -> Self {
        let mut filter = Filter { page: 1, ..Filter::default() };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "shelf" => filter.shelf = value.parse().ok(),
                "category" => filter.category = value.parse().ok(),
                "compound" => filter.compound = value.parse().ok(),
                // NUL is no text to PostgreSQL.
                "q" => filter.words = value.replace('\0', "").trim().chars().take(WORDS_MAX).collect(),
                "page" => filter.page = value.parse().unwrap_or(1).max(1),
                _ => {}
            }
        }
        Self(filter)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Wanted {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of_query(parts.uri.query().unwrap_or_default()))
    }
}

/// The list.
pub(crate) async fn list(mut visit: Visit, Path(slug): Path<String>, Wanted(filter): Wanted) -> Answer {
    let community = visit.enter(&slug).await?;
    let found = issues::issues(&mut visit.snapshot, community.id, &filter).await?;
    let places = communities::places(&mut visit.snapshot, community.id).await?;
    Ok(visit.page(|cx| pages::issues::issues(cx, &filter, &places.compounds, found)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::issues::Shelf;

    #[test]
    fn an_address_asks_for_issues() {
        let of = |query: &str| Wanted::of_query(query).0;
        assert_eq!(of(""), Filter { page: 1, ..Filter::default() });
        assert_eq!(of("shelf=open&page=3&q=%20灯%00杆%20").shelf, Some(Shelf::Open));
        assert_eq!(of("shelf=open&page=3&q=%20灯%00杆%20").words, "灯杆");
        assert_eq!(of("shelf=x&category=y&compound=z&page=-4"), Filter { page: 1, ..Filter::default() });
        assert_eq!(of(&format!("q={}", "议".repeat(500))).words.chars().count(), WORDS_MAX);
    }
}
