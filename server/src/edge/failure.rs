//! Failures become pages: one place turns them into a status, words and a log line.

use super::visit;
use crate::site::Site;
use app::form::Refusal;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use domain::policy::Denied;

/// What handlers return.
pub type Answer = Result<Response, Failure>;

/// Why there is no ordinary answer.
#[derive(Debug)]
pub enum Failure {
    /// What the service said.
    Service(service::Error),
    /// A bare status: not found, bad request.
    Status(StatusCode),
}

/// Rides on the response to [`error_pages`].
#[derive(Clone, Copy)]
struct Explained(Option<Refusal>);

impl Failure {
    /// No such page.
    pub const NOT_FOUND: Self = Self::Status(StatusCode::NOT_FOUND);
}

impl From<service::Error> for Failure {
    fn from(error: service::Error) -> Self {
        Self::Service(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, refusal) = match self {
            Self::Status(status) => (status, None),
            Self::Service(error) => explain(&error),
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Explained(refusal));
        response
    }
}

/// A failure's status and code, for programs: what is not for everybody is not there.
pub(crate) fn failure_code(error: &service::Error) -> (StatusCode, &'static str) {
    match explain(error).0 {
        StatusCode::SERVICE_UNAVAILABLE => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        StatusCode::INTERNAL_SERVER_ERROR => (StatusCode::INTERNAL_SERVER_ERROR, "broken"),
        _ => (StatusCode::NOT_FOUND, "not_found"),
    }
}

fn explain(error: &service::Error) -> (StatusCode, Option<Refusal>) {
    match error {
        service::Error::Denied(Denied::NotSignedIn) => {
            (StatusCode::UNAUTHORIZED, Some(Refusal::Denied(Denied::NotSignedIn)))
        }
        service::Error::Denied(denied) => (StatusCode::FORBIDDEN, Some(Refusal::Denied(*denied))),
        service::Error::Refused(problem) => (StatusCode::CONFLICT, Some(Refusal::Problem(*problem))),
        service::Error::NotFound => (StatusCode::NOT_FOUND, None),
        service::Error::Unavailable(cause) => {
            tracing::warn!(error = %cause, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, None)
        }
        service::Error::Broken { what, at } => {
            tracing::error!(error = what, at = %at, "a fault of ours");
            (StatusCode::INTERNAL_SERVER_ERROR, None)
        }
    }
}

/// Gives every failure without a page of its own one, in the reader's language.
pub(crate) async fn error_pages(State(site): State<Site>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    // What only machines ask for.
    let is_api = path.starts_with("/api/");
    let wants_page = !is_api && !["/pkg/", "/log/"].iter().any(|machines| path.starts_with(machines));
    let here = request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    let again = request.method() == Method::GET;
    let headers = request.headers().clone();
    let response = next.run(request).await;
    let failed = response.status().is_client_error() || response.status().is_server_error();
    if failed && is_api {
        return crate::api::in_one_shape(response);
    }
    if !failed || !wants_page || is_html(response.headers()) {
        return response;
    }
    let status = response.status();
    let refusal = response.extensions().get::<Explained>().and_then(|explained| explained.0);
    let cx = visit::bare_cx(&site, &headers, here);
    let html =
        app::shell::document(&cx, |cx| app::pages::errors::status(cx, status.as_u16(), refusal, again));
    let mut page = (status, Html(html)).into_response();
    // What the failed answer set, such as Allow, still holds; its body and its type do not.
    for (name, value) in response.headers() {
        if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
            page.headers_mut().insert(name.clone(), value.clone());
        }
    }
    page
}

fn is_html(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
