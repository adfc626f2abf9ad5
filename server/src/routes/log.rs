//! 公开日志 as static files: c2sp.org/tlog-tiles.

use crate::edge::{Answer, Visit};
use crate::site::Site;
use app::pages;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::log::checkpoint::{Checkpoint, CheckpointError};
use domain::log::note::Note;
use domain::log::tiles::Tile;
use domain::log::witness::{CosignError, cosigned};
use service::log::Received;
use service::{Error, log};

/// Entries on a page.
const ENTRIES: i64 = 20;

/// 公开日志, for people.
pub(crate) async fn page(mut visit: Visit) -> Answer {
    let before = visit.asked("before").and_then(|before| before.parse().ok());
    let snapshot = &mut visit.snapshot;
    let log = pages::log::Log {
        head: log::head(snapshot).await?,
        key: visit.site.log_key.public().clone(),
        witnesses: log::witnesses(snapshot, 0).await?,
        told: log::told(snapshot, before, ENTRIES).await?,
        is_newest: before.is_none(),
    };
    Ok(visit.page(|cx| pages::log::log(cx, &log)))
}

const TEXT: (header::HeaderName, &str) = (header::CONTENT_TYPE, "text/plain; charset=utf-8");

/// The log as it stands, signed by us, and by the witnesses who have signed just this tree. Without those the same
/// tree has the same bytes: our signature is no random one.
pub(crate) async fn checkpoint(mut visit: Visit) -> Answer {
    let head = log::head(&mut visit.snapshot).await?;
    signed(visit, head).await
}

/// The log as it stood with so many entries: what a witness signed while the log went on.
pub(crate) async fn checkpoint_at(mut visit: Visit, Path(size): Path<u64>) -> Answer {
    let log::Head { size: now, .. } = log::head(&mut visit.snapshot).await?;
    if size > now {
        return Err(Error::NotFound.into());
    }
    let head = log::head_at(&mut visit.snapshot, size).await?;
    signed(visit, head).await
}

async fn signed(mut visit: Visit, log::Head { size, root }: log::Head) -> Answer {
    let mut note = Checkpoint::sign(size, root, &visit.site.log_key);
    for cosignature in log::cosignatures(&mut visit.snapshot, size).await? {
        note.add(cosignature);
    }
    Ok(([TEXT, (header::CACHE_CONTROL, "no-cache")], note.to_string()).into_response())
}

/// A witness brings its signature below a checkpoint of ours. Who brings it does not matter, only who signed it, so
/// there is no session, no key of a form, and nothing that another site's page could bring about.
pub(crate) async fn add_cosignature(State(site): State<Site>, body: String) -> Answer {
    let Ok(note) = body.parse::<Note>() else {
        return Ok(said(StatusCode::BAD_REQUEST, "note_malformed\n"));
    };
    let origin = site.log_key.public().name();
    let (checkpoint, cosignatures) = match cosigned(&note, origin, &site.config.witnesses) {
        Ok(brought) => brought,
        Err(error) => return Ok(said(status_of(error), format!("{error}\n"))),
    };
    for cosignature in cosignatures {
        let witness = cosignature.witness.name().to_owned();
        match log::receive(&site.hall, checkpoint.clone(), cosignature).await? {
            Received::Kept | Received::Known => {}
            Received::Ahead { size } => {
                let kind = (header::CONTENT_TYPE, "text/x.tlog.size");
                return Ok((StatusCode::CONFLICT, [kind], format!("{size}\n")).into_response());
            }
            Received::AnotherTree => {
                tracing::error!(
                    witness,
                    size = checkpoint.size,
                    "a witness has signed another history of our log: was an old backup put back, or is there a \
                     second hall with our key?"
                );
                return Ok(said(StatusCode::UNPROCESSABLE_ENTITY, "another_tree\n"));
            }
            Received::WrongTime => return Ok(said(StatusCode::UNPROCESSABLE_ENTITY, "wrong_time\n")),
        }
    }
    Ok(said(StatusCode::OK, "kept\n"))
}

/// As `add-checkpoint` of c2sp.org/tlog-witness has them.
const fn status_of(error: CosignError) -> StatusCode {
    match error {
        CosignError::Checkpoint(CheckpointError::AnotherLog) => StatusCode::NOT_FOUND,
        CosignError::Checkpoint(CheckpointError::Malformed | CheckpointError::Note(_)) => {
            StatusCode::BAD_REQUEST
        }
        CosignError::UnknownWitness | CosignError::SignatureWrong => StatusCode::FORBIDDEN,
    }
}

fn said(status: StatusCode, words: impl Into<String>) -> Response {
    (status, [TEXT], words.into()).into_response()
}

/// A tile, which never changes.
pub(crate) async fn tile(mut visit: Visit, Path(path): Path<String>) -> Answer {
    let tile = Tile::parse(&path).ok_or(Error::NotFound)?;
    let bytes = log::tile(&mut visit.snapshot, tile).await?.ok_or(Error::NotFound)?;
    let kind = (header::CONTENT_TYPE, "application/octet-stream");
    let kept = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    Ok(([kind, kept], bytes).into_response())
}
