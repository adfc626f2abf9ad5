//! What the hall is, how it is used, and what machines ask for.

use crate::edge::{Answer, Visit};
use crate::site::Site;
use app::pages;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

/// The seal with 议 in it, drawn with lines: system fonts differ, and a favicon has to look the same everywhere.
const FAVICON: &str = include_str!("favicon.svg");

/// Public pages may be found by search; forms, feeds' twins and what is one person's may not.
const ROBOTS: &str = "User-agent: *\n\
    Disallow: /me\n\
    Disallow: /sign-in\n\
    Disallow: /join\n\
    Disallow: /preferences\n\
    Disallow: /qr/\n\
    Disallow: /*/new$\n\
    Disallow: /*/share$\n";

/// 关于.
pub(crate) async fn about(mut visit: Visit) -> Answer {
    let communities = service::communities::communities(&mut visit.snapshot).await?;
    let operator = visit.site.config.operator.clone();
    let version = env!("CARGO_PKG_VERSION");
    let log_key = visit.site.log_key.public().to_string();
    Ok(visit.page(|cx| pages::about::about(cx, operator.as_deref(), &communities, version, &log_key)))
}

/// 怎么用.
pub(crate) async fn help(visit: Visit) -> Answer {
    Ok(visit.page(pages::about::help))
}

/// Whether the hall can answer: for a supervisor or a proxy.
pub(crate) async fn health(State(site): State<Site>) -> Response {
    let (status, words) = match site.hall.is_well().await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::warn!(error = %error, "not well");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    };
    let kind = (header::CONTENT_TYPE, "text/plain; charset=utf-8");
    (status, [kind, (header::CACHE_CONTROL, "no-store")], words).into_response()
}

/// What search engines leave alone.
pub(crate) async fn robots() -> Response {
    let kind = (header::CONTENT_TYPE, "text/plain; charset=utf-8");
    ([kind, (header::CACHE_CONTROL, "public, max-age=86400")], ROBOTS).into_response()
}

/// The picture in the browser's tab.
pub(crate) async fn favicon() -> Response {
    let kind = (header::CONTENT_TYPE, "image/svg+xml");
    ([kind, (header::CACHE_CONTROL, "public, max-age=86400")], FAVICON).into_response()
}
