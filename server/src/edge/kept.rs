//! Pages anyone may read, kept while nothing changes: a link in a chat group brings hundreds of readers in a minute,
//! and they all get the same page.
//!
//! Whether something changed is asked of the database for every reader ([`service::Mark`]), so a kept page is never
//! older than what was committed before it was asked for, whichever process committed it. Only pages of readers
//! without a session are kept, and none that holds a form's key.

use super::visit::{Setting, has_session, setting};
use crate::site::Site;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::time::{SECOND, Timestamp};
use service::Mark;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The most pages kept; with one more, keeping begins anew, which costs less than knowing the least wanted.
const PAGES_MAX: usize = 64;
/// A page longer than this is not kept, so that all of them together stay under 8 MB.
const PAGE_BYTES_MAX: usize = 128 * 1024;
/// How long a page is kept at most: it tells how much time is left.
const KEPT_FOR: i64 = SECOND;

/// The pages kept.
#[derive(Default)]
pub struct Kept(Mutex<HashMap<Key, Page>>);

/// Two readers with equal keys get equal pages.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    address: String,
    setting: Setting,
}

#[derive(Clone)]
struct Page {
    mark: Mark,
    made_at: Timestamp,
    headers: HeaderMap,
    html: Bytes,
}

impl Page {
    fn into_response(self) -> Response {
        (StatusCode::OK, self.headers, self.html).into_response()
    }
}

impl Kept {
    fn find(&self, key: &Key, mark: &Mark, now: Timestamp) -> Option<Page> {
        let pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let page = pages.get(key)?;
        // A clock set back would otherwise keep a page for as long as it went back.
        let holds = page.mark == *mark && (0..KEPT_FOR).contains(&now.since(page.made_at));
        holds.then(|| page.clone())
    }

    fn keep(&self, key: Key, page: Page) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= PAGES_MAX {
            pages.clear();
        }
        pages.insert(key, page);
    }
}

/// Answers from what is kept, or keeps what is answered.
pub(crate) async fn kept_pages(State(site): State<Site>, request: Request, next: Next) -> Response {
    if request.method() != Method::GET || has_session(&site, request.headers()) {
        return next.run(request).await;
    }
    // Asked before the page is read: a change between the two makes the page newer than its mark, never older. A
    // database that does not answer is the page's own matter to tell.
    let Ok(mark) = site.hall.mark().await else {
        return next.run(request).await;
    };
    let now = site.hall.now();
    let key = Key { address: request.uri().to_string(), setting: setting(request.headers()) };
    if let Some(page) = site.kept.find(&key, &mark, now) {
        return page.into_response();
    }
    let (parts, body) = next.run(request).await.into_parts();
    if parts.status != StatusCode::OK || !may_be_kept(&parts.headers) {
        return Response::from_parts(parts, body);
    }
    let Ok(html) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if html.len() <= PAGE_BYTES_MAX && !holds_a_key(&html) {
        site.kept.keep(key, Page { mark, made_at: now, headers: parts.headers.clone(), html: html.clone() });
    }
    Response::from_parts(parts, Body::from(html))
}

fn may_be_kept(headers: &HeaderMap) -> bool {
    let is_html =
        headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    is_html && !headers.contains_key(header::SET_COOKIE)
}

/// A form's key is for one reader alone.
fn holds_a_key(html: &[u8]) -> bool {
    const NAME: &[u8] = b"form_key";
    html.windows(NAME.len()).any(|window| window == NAME)
}
