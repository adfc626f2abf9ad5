//! Addresses that name nothing.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// No page, name or search holds a NUL, and PostgreSQL takes none in a text: such an address is told so at once, not
/// taken for a database that failed.
pub(crate) async fn without_nul(request: Request, next: Next) -> Response {
    let uri = request.uri();
    if uri.path().contains("%00") || uri.query().is_some_and(|query| query.contains("%00")) {
        return StatusCode::NOT_FOUND.into_response();
    }
    next.run(request).await
}
