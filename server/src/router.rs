//! Every address the hall answers, readable in one screen.

use crate::edge;
use crate::qr;
use crate::routes::{about, comments, decisions, feeds, issues, preferences, shares, votes};
use crate::site::{Site, built_file};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn_with_state, map_response};
use axum::routing::{get, post};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

/// The most an ordinary form may hold: the longest text, percent-encoded, with room for the rest.
pub const FORM_BYTES_MAX: usize = 256 * 1024;
/// A body that stands still this long is given up.
const BODY_STALL: Duration = Duration::from_secs(15);
/// An answer that takes this long is given up.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);

/// The whole hall as a service.
#[must_use]
pub fn router(site: Site) -> Router {
    // The last layer is the outermost: a request meets them from the bottom up.
    pages()
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(CsrfLayer::new())
        .layer(RequestBodyTimeoutLayer::new(BODY_STALL))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_TIMEOUT))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(site.clone(), edge::error_pages))
        .layer(CompressionLayer::new())
        .layer(map_response(edge::security_headers))
        .with_state(site)
}

fn pages() -> Router<Site> {
    Router::new()
        .route("/pkg/{file}", get(built_file))
        .route("/qr/{*path}", get(qr::own_address))
        .route("/about", get(about::about))
        .route("/help", get(about::help))
        .route("/healthz", get(about::health))
        .route("/robots.txt", get(about::robots))
        .route("/favicon.svg", get(about::favicon))
        .route("/preferences", post(preferences::change))
        .route("/c/{community}/feed", get(feeds::everything))
        .route("/c/{community}/decisions", get(decisions::list))
        .route("/c/{community}/decisions/feed", get(feeds::decisions))
        .route("/c/{community}/decisions/new", get(decisions::new).post(decisions::publish))
        .route("/c/{community}/decisions/{serial}", get(decisions::show))
        .route(
            "/c/{community}/decisions/{serial}/correct",
            get(decisions::correct_form).post(decisions::correct),
        )
        .route("/c/{community}/decisions/{serial}/revisions/{revision}", get(decisions::earlier))
        .route("/c/{community}/decisions/{serial}/poster", get(decisions::poster))
        .route("/c/{community}/decisions/{serial}/share", get(shares::decision))
        .route("/c/{community}/issues/{number}/share", get(shares::issue))
        .route("/c/{community}/votes", get(votes::list))
        .route("/c/{community}/votes/new", get(votes::new).post(votes::set_up))
        .route("/c/{community}/votes/{number}", get(votes::show))
        .route("/c/{community}/votes/{number}/ballot", get(votes::show).post(votes::cast))
        .route("/c/{community}/votes/{number}/conduct", get(votes::conduct))
        .route("/c/{community}/votes/{number}/change", get(votes::edit).post(votes::change))
        .route("/c/{community}/votes/{number}/announce", get(votes::conduct).post(votes::announce))
        .route("/c/{community}/votes/{number}/call-off", get(votes::conduct).post(votes::call_off))
        .route("/c/{community}/votes/{number}/named", get(votes::named))
        .route("/c/{community}/issues/new", get(issues::new).post(issues::raise))
        .route("/c/{community}/issues/{number}", get(issues::show))
        .route("/c/{community}/comments/{comment}", get(comments::show))
}
