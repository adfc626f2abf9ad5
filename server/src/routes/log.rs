//! 公开日志 as static files: c2sp.org/tlog-tiles.

use crate::edge::{Answer, Visit};
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse as _;
use domain::log::checkpoint::Checkpoint;
use domain::log::tiles::Tile;
use service::{Error, log};

/// The log as it stands, signed. The same tree has the same bytes: the signature is no random one.
pub(crate) async fn checkpoint(mut visit: Visit) -> Answer {
    let log::Head { size, root } = log::head(&mut visit.snapshot).await?;
    let note = Checkpoint::sign(size, root, &visit.site.log_key);
    let kind = (header::CONTENT_TYPE, "text/plain; charset=utf-8");
    Ok(([kind, (header::CACHE_CONTROL, "no-cache")], note.to_string()).into_response())
}

/// A tile, which never changes.
pub(crate) async fn tile(mut visit: Visit, Path(path): Path<String>) -> Answer {
    let tile = Tile::parse(&path).ok_or(Error::NotFound)?;
    let bytes = log::tile(&mut visit.snapshot, tile).await?.ok_or(Error::NotFound)?;
    let kind = (header::CONTENT_TYPE, "application/octet-stream");
    let kept = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    Ok(([kind, kept], bytes).into_response())
}
