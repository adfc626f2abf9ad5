//! The witness as a server: `POST /add-checkpoint` of c2sp.org/tlog-witness, for a log that asks its witnesses.

use super::book::BookError;
use super::{CosignError, Witness};
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use domain::log::checkpoint::{Checkpoint, CheckpointError};
use domain::log::note::MAX_NOTE;
use domain::log::witness::{AddCheckpoint, WitnessError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

/// A request: 63 hashes and a note.
const ASKED_BYTES_MAX: usize = MAX_NOTE + 4 * 1_024;
/// Whoever takes longer is not on its way.
const PATIENCE: Duration = Duration::from_secs(15);

/// The witness behind its one address.
pub fn router(witness: Witness) -> Router {
    Router::new()
        .route("/add-checkpoint", post(add_checkpoint))
        .layer(DefaultBodyLimit::max(ASKED_BYTES_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(RequestBodyTimeoutLayer::new(PATIENCE))
        .with_state(Arc::new(Mutex::new(witness)))
}

async fn add_checkpoint(State(witness): State<Arc<Mutex<Witness>>>, body: String) -> Response {
    // It waits for the disk. One at a time: what was seen is read and written as one.
    let answered = tokio::task::spawn_blocking(move || {
        answer(&mut witness.lock().unwrap_or_else(PoisonError::into_inner), &body)
    });
    answered.await.unwrap_or_else(|_panic| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn answer(witness: &mut Witness, body: &str) -> Response {
    let asked = match AddCheckpoint::parse(body) {
        Ok(asked) => asked,
        Err(error) => return refuse(&error),
    };
    match witness.cosign(&asked) {
        Ok(signature) => (StatusCode::OK, signature.to_string()).into_response(),
        Err(CosignError::Refused(error)) => {
            if let (WitnessError::Fork | WitnessError::NotGrown(_), Some(known)) = (error, size(&asked)) {
                accuse(witness, &asked, error, known);
            }
            refuse(&error)
        }
        Err(CosignError::Book(BookError::Disputed(_))) => StatusCode::CONFLICT.into_response(),
        Err(error) => {
            tracing::error!(%error, "nothing was signed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn size(asked: &AddCheckpoint) -> Option<u64> {
    Checkpoint::parse(asked.checkpoint.text()).ok().map(|checkpoint| checkpoint.size)
}

/// Two trees of one size speak against the log. A proof that proves nothing may be anybody's: it is only noted.
fn accuse(witness: &Witness, asked: &AddCheckpoint, error: WitnessError, size: u64) {
    tracing::error!(size, %error, "the log was shown otherwise than before");
    if error == WitnessError::Fork
        && let Err(error) = witness.book.accuse(&asked.checkpoint, None)
    {
        tracing::error!(%error, "the evidence could not be kept");
    }
}

/// The statuses of c2sp.org/tlog-witness.
fn refuse(error: &WitnessError) -> Response {
    match error {
        WitnessError::Malformed => StatusCode::BAD_REQUEST.into_response(),
        WitnessError::Refused(CheckpointError::AnotherLog) => StatusCode::NOT_FOUND.into_response(),
        WitnessError::Refused(CheckpointError::Malformed) => StatusCode::BAD_REQUEST.into_response(),
        WitnessError::Refused(CheckpointError::Note(_)) => StatusCode::FORBIDDEN.into_response(),
        WitnessError::OtherSize { size } => {
            let kind = (header::CONTENT_TYPE, "text/x.tlog.size");
            (StatusCode::CONFLICT, [kind], format!("{size}\n")).into_response()
        }
        WitnessError::Fork => StatusCode::CONFLICT.into_response(),
        WitnessError::NotGrown(_) => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
    }
}
