//! What every request shares, and the built files (style sheet, islands) with the hash in their names.

use crate::config::Config;
use crate::edge::Kept;
use app::shell::Assets;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::log::note::SignerKey;
use domain::record::module::Module;
use rust_embed::RustEmbed;
use serde::Deserialize;
use service::Hall;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What every request shares. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

/// See [`Site`].
pub struct Inner {
    /// The hall.
    pub hall: Hall,
    /// What the process runs with.
    pub config: Config,
    /// Signs the public log.
    pub log_key: SignerKey,
    /// Where the style sheet and the islands are.
    pub assets: Assets,
    /// Pages kept for readers without an account.
    pub kept: Kept,
}

impl Site {
    /// Puts a hall and its configuration together.
    #[must_use]
    pub fn new(hall: Hall, config: Config, log_key: SignerKey) -> Self {
        Self(Arc::new(Inner { hall, config, log_key, assets: assets(), kept: Kept::default() }))
    }
}

impl std::ops::Deref for Site {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// The built site: read from disk in debug builds, part of the binary in release builds.
#[derive(RustEmbed)]
#[folder = "../target/site"]
struct Built;

/// `manifest.json`, written by `cargo xtask`.
#[derive(Default, Deserialize)]
struct Manifest {
    style: Option<String>,
    boot: Option<String>,
    #[serde(default)]
    recount: BTreeMap<Module, Option<String>>,
}

fn assets() -> Assets {
    let manifest: Manifest = Built::get("manifest.json")
        .and_then(|file| serde_json::from_slice(&file.data).ok())
        .unwrap_or_default();
    let recount = manifest.recount.into_iter().filter_map(|(module, file)| Some((module, file?)));
    Assets { style: manifest.style, boot: manifest.boot, recount: Arc::new(recount.collect()) }
}

/// A built file. Its name holds its hash, so it may be kept for ever.
pub(crate) async fn built_file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let takes_brotli = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|coding| coding.trim().starts_with("br")));
    let packed = takes_brotli.then(|| Built::get(&format!("pkg/{name}.br"))).flatten();
    let encoding = packed.is_some().then_some("br");
    let Some(file) = packed.or_else(|| Built::get(&format!("pkg/{name}"))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = file.data.into_owned().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(content_type(&name)));
    headers.insert(header::VARY, header::HeaderValue::from_static("accept-encoding"));
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(encoding));
    }
    response
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}
