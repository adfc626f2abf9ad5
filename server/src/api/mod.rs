//! What is public, for programs: `/api/v1/…`, described by `/api/v1/openapi.json`.
//!
//! The shapes are the API's own ([`types`]): what is inside may change, these only grow. Nobody is signed in here,
//! whatever cookie comes along, so an answer is the same for everybody and may be kept; it holds what public pages
//! show, and no person's name.

mod after;
mod decisions;
mod outcome;
pub mod types;
mod votes;

use crate::edge::failure_code;
use crate::site::Site;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::count::canonical::Sha256Hex;
use serde::{Deserialize, Serialize};
use service::Snapshot;
use service::communities::{self, Community};
use types::{CommunityList, Failures, Index, Problem};
use utoipa::{IntoParams, OpenApi};

/// How long an answer may be kept without asking again: a list of votes is no live ticker.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=30");

/// The description of everything here.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Yishi 议事",
        version = "1",
        description = "What a hall publishes: communities, votes with their outcomes, decisions, and the register of \
                       moderation. Only what public pages show, without names of people. Fields may be added; none is \
                       taken away or changes its meaning within a version. Times are RFC 3339 in UTC, areas cm².",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    paths(
        index,
        communities,
        votes::votes,
        votes::vote,
        decisions::decisions,
        decisions::decision,
        decisions::register,
    )
)]
struct Described;

/// The addresses of the API.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/", get(index))
        .route("/openapi.json", get(openapi))
        .route("/communities", get(communities))
        .route("/communities/{community}/votes", get(votes::votes))
        .route("/communities/{community}/votes/{number}", get(votes::vote))
        .route("/communities/{community}/decisions", get(decisions::decisions))
        .route("/communities/{community}/decisions/{serial}", get(decisions::decision))
        .route("/communities/{community}/register", get(decisions::register))
        .fallback(|| async { NOT_FOUND })
        .layer(from_fn(preflight))
        .layer(map_response(for_every_site))
}

/// Browsers ask first whether another site's page may send `If-None-Match`.
async fn preflight(request: Request, next: Next) -> Response {
    if request.method() != Method::OPTIONS {
        return next.run(request).await;
    }
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "if-none-match"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}

/// Every failure as [`Problem`], also where no address of the API was reached or the hall gave up waiting.
pub(crate) fn in_one_shape(failed: Response) -> Response {
    if failed.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == JSON.1) {
        return failed;
    }
    let status = failed.status();
    let mut response = Failed(status, code_of(status)).into_response();
    // What the failed answer set, such as Allow, still holds; its body does not.
    for (name, value) in failed.headers() {
        if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
            response.headers_mut().insert(name.clone(), value.clone());
        }
    }
    response
}

fn code_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            "unavailable"
        }
        own if own.is_client_error() => "bad_request",
        _ => "broken",
    }
}

/// Any site's page may read what is public; it gets nothing for a reader's cookie.
async fn for_every_site(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("etag"));
    response
}

/// The description, as OpenAPI 3.1.
#[must_use]
pub fn description() -> String {
    let json = Described::openapi().to_pretty_json();
    json.expect("a description made at compile time is text")
}

async fn openapi(asked: HeaderMap) -> Response {
    tagged(&asked, description())
}

/// Which page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Paging {
    /// From 1, which is the newest.
    #[param(minimum = 1)]
    page: Option<i64>,
}

impl Paging {
    fn number(&self) -> i64 {
        self.page.unwrap_or(1).max(1)
    }

    /// The address of the page after this one, if there is one.
    fn next(&self, more: bool, list: &str) -> Option<String> {
        more.then(|| format!("{list}?page={}", self.number().saturating_add(1)))
    }
}

/// Why there is no answer.
struct Failed(StatusCode, &'static str);

impl From<service::Error> for Failed {
    fn from(error: service::Error) -> Self {
        let (status, code) = failure_code(&error);
        Self(status, code)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        // Two fields' worth of JSON cannot fail to be written.
        let json = serde_json::to_string(&Problem { code: self.1.to_owned() }).unwrap_or_default();
        (self.0, [JSON], json).into_response()
    }
}

const JSON: (header::HeaderName, &str) = (header::CONTENT_TYPE, "application/json");

const NOT_FOUND: Failed = Failed(StatusCode::NOT_FOUND, "not_found");

type Answer = Result<Response, Failed>;

/// `value` as JSON, or nothing where whoever asks has it already.
fn answer(asked: &HeaderMap, value: &impl Serialize) -> Answer {
    let json =
        serde_json::to_string(value).map_err(|_any| Failed(StatusCode::INTERNAL_SERVER_ERROR, "broken"))?;
    Ok(tagged(asked, json))
}

fn tagged(asked: &HeaderMap, json: String) -> Response {
    // Weak: compressed on the way it is other bytes for the same answer.
    let hash = Sha256Hex::of(json.as_bytes());
    let tag = format!("W/\"{}\"", hash.as_str().get(..24).unwrap_or_default());
    let kept = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|sent| sent.to_str().ok());
    let has_it = kept.flat_map(|sent| sent.split(',')).any(|sent| sent.trim() == tag || sent.trim() == "*");
    let headers = [(header::ETAG, HeaderValue::from_str(&tag)), (header::CACHE_CONTROL, Ok(KEPT))];
    let mut response =
        if has_it { StatusCode::NOT_MODIFIED.into_response() } else { ([JSON], json).into_response() };
    for (name, value) in headers {
        if let Ok(value) = value {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The community at `slug`, and where its API and its pages are.
struct Place {
    community: Community,
    snapshot: Snapshot,
    /// `https://hall.example.org`.
    origin: String,
}

impl Place {
    async fn enter(site: &Site, slug: &str) -> Result<Self, Failed> {
        let mut snapshot = site.hall.read().await?;
        let community = communities::community(&mut snapshot, slug).await?;
        Ok(Self { community, snapshot, origin: site.config.public_address.clone() })
    }

    /// A page of the hall.
    fn page(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// An address of the API, below the community's.
    fn api(&self, rest: &str) -> String {
        format!("{}/api/v1/communities/{}/{rest}", self.origin, self.community.slug)
    }
}

/// Where everything is.
#[utoipa::path(get, path = "/api/v1", responses((status = 200, body = Index), Failures))]
async fn index(State(site): State<Site>, asked: HeaderMap) -> Answer {
    let origin = &site.config.public_address;
    let api = |rest: &str| format!("{origin}/api/v1/{rest}");
    let of_one = |list: &str| api(&format!("communities/{{community}}/{list}"));
    let index = Index {
        description: api("openapi.json"),
        communities: api("communities"),
        votes: of_one("votes"),
        decisions: of_one("decisions"),
        register: of_one("register"),
        log: format!("{origin}/log/checkpoint"),
    };
    answer(&asked, &index)
}

/// Every community of the hall.
#[utoipa::path(
    get,
    path = "/api/v1/communities",
    responses(
        (status = 200, body = CommunityList),
        (status = 304, description = "As before, by If-None-Match"),
        Failures,
    ),
)]
async fn communities(State(site): State<Site>, asked: HeaderMap) -> Answer {
    let mut snapshot = site.hall.read().await?;
    let origin = &site.config.public_address;
    let all = communities::communities(&mut snapshot).await?;
    let items = all.into_iter().map(|own| types::Community::of(own, origin)).collect();
    answer(&asked, &CommunityList { items })
}

/// A number in an address; what is none is not there.
fn number(Path((slug, number)): Path<(String, String)>) -> Result<(String, i64), Failed> {
    Ok((slug, number.parse().map_err(|_any| NOT_FOUND)?))
}
