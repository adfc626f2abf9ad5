//! Addresses of comments.

use crate::edge::{Answer, Failure, Visit};
use app::path;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect};
use domain::comments::Order;
use service::comments::{self, Extent};
use std::convert::Infallible;

/// Which page of a discussion the address asks for: `?order=newest&page=2`, `?page=all`. What it does not know, it
/// takes for the first page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// In which order.
    pub(crate) order: Order,
    /// How much.
    pub(crate) extent: Extent,
}

impl Asked {
    fn of_query(query: &str) -> Self {
        let mut asked = Self { order: Order::Oldest, extent: Extent::Page(1) };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "order" => asked.order = value.parse().unwrap_or(Order::Oldest),
                "page" if value == "all" => asked.extent = Extent::All,
                "page" => asked.extent = Extent::Page(value.parse().unwrap_or(1)),
                _ => {}
            }
        }
        asked
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of_query(parts.uri.query().unwrap_or_default()))
    }
}

/// `12-5`: the fifth comment of the twelfth issue.
fn place(reference: &str) -> Result<(i64, i64), Failure> {
    let parsed = reference.split_once('-').and_then(|(issue, number)| {
        let (issue, number): (i64, i64) = (issue.parse().ok()?, number.parse().ok()?);
        (issue > 0 && number > 0).then_some((issue, number))
    });
    parsed.ok_or(Failure::NOT_FOUND)
}

/// Leads to the comment where it stands in the discussion, oldest first.
pub(crate) async fn show(mut visit: Visit, Path((slug, reference)): Path<(String, String)>) -> Answer {
    let community = visit.enter(&slug).await?;
    let (issue, number) = place(&reference)?;
    let actor = visit.actor().clone();
    let placed = comments::comment(&mut visit.snapshot, &actor, &community, issue, number).await?;
    let page = match placed.subject.proposal {
        None => path::issue(&slug, issue),
        Some((_, proposal)) => path::proposal(&slug, issue, proposal),
    };
    Ok(Redirect::to(&format!("{page}?page={}#c{number}", placed.page)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_a_page() {
        let cases = [
            ("", Order::Oldest, Extent::Page(1)),
            ("order=newest&page=3", Order::Newest, Extent::Page(3)),
            ("page=all&order=open", Order::Open, Extent::All),
            ("order=%FF&page=x", Order::Oldest, Extent::Page(1)),
            ("page=-4", Order::Oldest, Extent::Page(-4)),
        ];
        for (query, order, extent) in cases {
            assert_eq!(Asked::of_query(query), Asked { order, extent }, "{query}");
        }
    }

    #[test]
    fn a_comment_is_named_by_issue_and_number() {
        assert_eq!(place("12-5").ok(), Some((12, 5)));
        for reference in ["", "12", "12-", "-5", "12--5", "0-1", "a-b", "12-5-6", "99999999999999999999-1"] {
            assert!(place(reference).is_err(), "{reference}");
        }
    }
}
