//! What leaves with every answer.

use crate::site::Site;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;

/// No inline script, no inline style, nothing from elsewhere; wasm for the islands.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'; manifest-src 'self'";

/// Browsers ask by https only for half a year: whoever goes back to plain http waits that long.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=15552000");

/// Adds the headers that hold for every answer.
pub(crate) async fn security_headers(State(site): State<Site>, mut response: Response) -> Response {
    let headers = response.headers_mut();
    if site.config.secure_cookies() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Never no-referrer: old browsers then send `Origin: null`, and no form could be sent.
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Pages differ by reader; only what says otherwise may be kept by caches on the way.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    response
}
