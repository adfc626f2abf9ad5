//! A file on its way in: written to the data directory as it arrives, and gone when it has been read.

use crate::edge::Failure;
use crate::site::Site;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest as _, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use domain::id::FormKey;
use std::path::{Path, PathBuf};
use tokio::io::AsyncWriteExt as _;

/// What a form with a file sent.
pub(super) enum Uploaded {
    /// No file was chosen.
    Nothing {
        /// The form's key.
        key: FormKey,
    },
    /// A file.
    File {
        /// The form's key.
        key: FormKey,
        /// As the sender called it.
        name: String,
        /// Where it is while this lives.
        file: TemporaryFile,
    },
}

/// A file that is removed when this is dropped.
pub(super) struct TemporaryFile(PathBuf);

impl TemporaryFile {
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::warn!(error = %error, "an uploaded file could not be removed");
        }
    }
}

/// Takes a `multipart/form-data` body with a field `file`, piece by piece.
pub(super) async fn receive(site: &Site, request: Request) -> Result<Uploaded, Failure> {
    let mut form = Multipart::from_request(request, site)
        .await
        .map_err(|rejection| Failure::Status(rejection.into_response().status()))?;
    let mut key: FormKey = site.hall.new_id();
    let mut found = None;
    while let Some(field) = form.next_field().await.map_err(broken_off)? {
        match field.name() {
            Some("form_key") => {
                let sent = field.text().await.map_err(broken_off)?;
                key = sent.parse().unwrap_or(key);
            }
            Some("file") if found.is_none() => {
                let name = field.file_name().unwrap_or_default().to_owned();
                found = keep(site, field).await?.map(|file| (name, file));
            }
            _ => {}
        }
    }
    Ok(match found {
        Some((name, file)) => Uploaded::File { key, name, file },
        None => Uploaded::Nothing { key },
    })
}

/// Too large keeps its own status; a body that broke off is a bad request.
fn broken_off(error: MultipartError) -> Failure {
    let status = error.status();
    Failure::Status(if status.is_client_error() { status } else { StatusCode::BAD_REQUEST })
}

async fn keep(
    site: &Site,
    mut field: axum::extract::multipart::Field<'_>,
) -> Result<Option<TemporaryFile>, Failure> {
    let path = site.config.data_dir.join(format!("upload-{}.part", site.hall.new_id::<FormKey>()));
    let written = |error: std::io::Error| {
        tracing::error!(error = %error, "an upload could not be written to the data directory");
        Failure::Status(StatusCode::SERVICE_UNAVAILABLE)
    };
    tokio::fs::create_dir_all(&site.config.data_dir).await.map_err(written)?;
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(&path).await.map_err(written)?;
    let kept = TemporaryFile(path);
    let mut is_empty = true;
    while let Some(piece) = field.chunk().await.map_err(broken_off)? {
        is_empty &= piece.is_empty();
        file.write_all(&piece).await.map_err(written)?;
    }
    file.flush().await.map_err(written)?;
    Ok((!is_empty).then_some(kept))
}
