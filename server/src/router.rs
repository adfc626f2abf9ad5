//! Every address the hall answers, readable in one screen.

use crate::routes::{
    about, comments, decisions, feeds, home, issues, log, moderation, preferences, proposals, requests,
    shares,
};
use crate::site::{Site, built_file};
use crate::{api, edge};
use crate::{qr, routes};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state, map_response_with_state};
use axum::routing::{get, post};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

/// The most an ordinary form may hold: the longest text, percent-encoded, with room for the rest.
pub const FORM_BYTES_MAX: usize = 256 * 1024;
/// A form is a few thousand bytes; one that takes longer is not on its way.
const FORM: edge::Arrival = edge::Arrival { bytes_max: FORM_BYTES_MAX, time_max: Duration::from_secs(20) };
/// A body that stands still this long is given up.
const BODY_STALL: Duration = Duration::from_secs(15);
/// An answer that takes this long is given up.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);
/// A file that takes this long to arrive and to be read is given up.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(10 * 60);

/// The whole hall as a service.
pub fn router(site: Site) -> Router {
    router_with_patience(site, BODY_STALL)
}

/// As [`router`], giving a body up that stands still for `patience`.
pub fn router_with_patience(site: Site, patience: Duration) -> Router {
    // The last layer is the outermost: a request meets them from the bottom up.
    pages()
        .layer(from_fn_with_state(site.clone(), edge::kept_pages))
        .layer(from_fn_with_state(FORM, edge::whole_forms))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_TIMEOUT))
        .merge(uploads())
        .layer(CsrfLayer::new())
        .layer(RequestBodyTimeoutLayer::new(patience))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(edge::without_nul))
        .layer(from_fn_with_state(site.clone(), edge::error_pages))
        .layer(CompressionLayer::new())
        .layer(map_response_with_state(site.clone(), edge::security_headers))
        .with_state(site)
}

/// Files take longer to arrive and to read than forms.
fn uploads() -> Router<Site> {
    let slow = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, UPLOAD_TIMEOUT);
    routes::roll::uploads().layer(slow)
}

fn pages() -> Router<Site> {
    Router::new()
        .merge(matters())
        .merge(talk())
        .nest("/api/v1", api::routes())
        .route("/pkg/{file}", get(built_file))
        .route("/qr/{*path}", get(qr::own_address))
        .route("/about", get(about::about))
        .route("/help", get(about::help))
        .route("/log", get(log::page))
        .route("/log/checkpoint", get(log::checkpoint))
        .route("/log/checkpoint/{size}", get(log::checkpoint_at))
        .route("/log/add-cosignature", post(log::add_cosignature))
        .route("/log/tile/{*path}", get(log::tile))
        .route("/healthz", get(about::health))
        .route("/robots.txt", get(about::robots))
        .route("/favicon.svg", get(about::favicon))
        .route("/preferences", post(preferences::change))
        .merge(routes::members())
        .merge(routes::roll::routes())
        .merge(routes::votes::routes())
        .merge(routes::practice::routes())
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
        .route("/c/{community}/issues/{number}/proposals/{proposal}/share", get(shares::proposal))
        .route("/c/{community}/votes/{number}/share", get(shares::vote))
        .route("/c/{community}/votes/{number}/poster", get(shares::vote_poster))
}

/// Comments, moderation, joint requests.
fn talk() -> Router<Site> {
    Router::new()
        .route("/c/{community}/issues/{number}/comments", get(comments::new).post(comments::post))
        .route("/c/{community}/comments/{comment}", get(comments::show))
        .route("/c/{community}/comments/{comment}/edit", get(comments::edit).post(comments::save))
        .route("/c/{community}/comments/{comment}/history", get(comments::history))
        .merge(moderated())
        .route("/c/{community}/register", get(moderation::register))
        .route("/c/{community}/register/appeals", get(moderation::appeals))
        .route("/c/{community}/register/{act}", get(moderation::entry))
        .route("/c/{community}/requests", get(requests::list))
        .route("/c/{community}/requests/new", get(requests::new).post(requests::start))
        .route("/c/{community}/requests/{compound}/{number}", get(requests::show).post(requests::act))
}

/// The forms of moderation, the same for comments, objections and answers.
fn moderated() -> Router<Site> {
    Router::new()
        .route("/c/{community}/{words}/{number}/hide", get(moderation::hide_form).post(moderation::hide))
        .route(
            "/c/{community}/{words}/{number}/appeal",
            get(moderation::appeal_form).post(moderation::appeal),
        )
        .route(
            "/c/{community}/{words}/{number}/answer",
            get(moderation::answer_form).post(moderation::answer),
        )
}

/// A community's own page, its issues and their proposals.
fn matters() -> Router<Site> {
    Router::new()
        .route("/", get(home::front))
        .route("/c/{community}", get(home::community))
        .route("/c/{community}/notices", post(home::see_notices))
        .route("/c/{community}/notices/{notice}", post(home::see_notice))
        .route("/c/{community}/issues", get(issues::list))
        .route("/c/{community}/issues/new", get(issues::new).post(issues::raise))
        .route("/c/{community}/issues/{number}", get(issues::show))
        .route("/c/{community}/issues/{number}/cosign", post(issues::cosign))
        .route("/c/{community}/issues/{number}/move", get(issues::move_form).post(issues::make_move))
        .route("/c/{community}/issues/{number}/progress", get(issues::note_form).post(issues::note))
        .route("/c/{community}/issues/{number}/proposals/new", get(proposals::new).post(proposals::propose))
        .route("/c/{community}/issues/{number}/proposals/{proposal}", get(proposals::show))
        .route(
            "/c/{community}/issues/{number}/proposals/{proposal}/edit",
            get(proposals::edit).post(proposals::revise),
        )
        .route("/c/{community}/issues/{number}/proposals/{proposal}/cosign", post(proposals::cosign))
        .route(
            "/c/{community}/issues/{number}/proposals/{proposal}/withdraw",
            get(proposals::withdraw_form).post(proposals::withdraw),
        )
        .route("/c/{community}/issues/{number}/proposals/{proposal}/revisions", get(proposals::revisions))
        .route(
            "/c/{community}/issues/{number}/proposals/{proposal}/revisions/{revision}",
            get(proposals::revision),
        )
}
