//! Forms are read whole before anything is opened for them: whoever sends a byte a second holds up nobody else.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body_util::LengthLimitError;
use std::error::Error;
use std::time::Duration;
use tower_http::timeout::TimeoutError;

/// How a form may arrive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrival {
    /// Its most bytes.
    pub(crate) bytes_max: usize,
    /// The longest it may take in all.
    pub(crate) time_max: Duration,
}

/// Reads a form whole, or says why it did not come.
pub(crate) async fn whole_forms(State(arrival): State<Arrival>, request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    match tokio::time::timeout(arrival.time_max, to_bytes(body, arrival.bytes_max)).await {
        Err(_late) => StatusCode::REQUEST_TIMEOUT.into_response(),
        Ok(Err(error)) => missing_part(&error).into_response(),
        Ok(Ok(form)) => next.run(Request::from_parts(parts, Body::from(form))).await,
    }
}

/// Too large and too slow have a status of their own; a body that broke off is a bad request.
fn missing_part(error: &axum::Error) -> StatusCode {
    let mut causes = std::iter::successors(Some(error as &dyn Error), |&error| error.source());
    causes
        .find_map(|cause| {
            if cause.is::<LengthLimitError>() {
                Some(StatusCode::PAYLOAD_TOO_LARGE)
            } else if cause.is::<TimeoutError>() {
                Some(StatusCode::REQUEST_TIMEOUT)
            } else {
                None
            }
        })
        .unwrap_or(StatusCode::BAD_REQUEST)
}
