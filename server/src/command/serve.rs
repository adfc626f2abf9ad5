//! `yishi serve` and `yishi migrate`.

use crate::config::Config;
use crate::log_key;
use crate::router::router;
use crate::site::Site;
use anyhow::Context as _;
use axum_server::accept::NoDelayAcceptor;
use axum_server::{Handle, Server};
use service::edge::{SystemClock, SystemEntropy};
use service::log::BeginError;
use service::{Hall, OpenError, Settings};
use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// Serves until the process is told to stop; answers in progress are finished.
pub(super) async fn serve(config: Config) -> anyhow::Result<()> {
    start_log(&config);
    let hall = open(&config).await?;
    serve_hall(hall, config, |_address| {}).await
}

/// Serves `hall`; `ready` is told the address once it answers.
pub(super) async fn serve_hall(
    hall: Hall,
    config: Config,
    ready: impl FnOnce(SocketAddr),
) -> anyhow::Result<()> {
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}; is another server running there?", config.listen))?;
    let address = listener.local_addr()?;
    if config.mistakes_proxy() {
        tracing::warn!(
            "no proxy is trusted: behind one, everybody shares one limit of tries; see trusted_proxies"
        );
    }
    let log_key = log_key::open(&config.data_dir, config.public_host())?;
    service::log::trust(&hall, &config.witnesses).await?;
    let leftovers = tokio::spawn(remove_leftovers(config.data_dir.clone()));
    let service = router(Site::new(hall.clone(), config, log_key));
    tracing::info!(address = %address, "serving");
    let work = tokio::spawn(crate::jobs::run(hall.clone()));
    let rendering = tokio::spawn(render_again(hall.clone()));
    ready(address);
    let handle = Handle::new();
    let stopping = tokio::spawn(stop(handle.clone()));
    let mut server = Server::from_listener(listener)
        // Without this a streamed page waits for the other end's delayed acknowledgement, 40 ms.
        .acceptor(NoDelayAcceptor::new())
        .handle(handle)
        .first_request_timeout(FIRST_REQUEST)
        .accept_error_handler(|_address, error| tracing::debug!(%error, "a connection was not taken"))
        .http1_only();
    server.http_builder().http1().header_read_timeout(IDLE);
    server.serve(service.into_make_service_with_connect_info::<SocketAddr>()).await?;
    stopping.abort();
    // Work broken off here is leased: the next server does it.
    work.abort();
    rendering.abort();
    leftovers.abort();
    hall.close().await;
    Ok(())
}

/// How long a new connection may take to ask for its first page: whoever never asks holds none for long.
const FIRST_REQUEST: Duration = Duration::from_secs(20);
/// How long a connection may stand idle between two requests: longer than proxies keep theirs, which is a minute.
const IDLE: Duration = Duration::from_secs(75);
/// How long answers in progress may take after the process was told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(10);
/// An upload older than this belongs to nobody any more: a crash left it.
const LEFTOVER_AGE: Duration = Duration::from_secs(15 * 60);

/// Removes uploads that a crash left behind: they hold people's data.
async fn remove_leftovers(directory: PathBuf) {
    loop {
        let own = directory.clone();
        let removed = tokio::task::spawn_blocking(move || upload_leftovers(&own)).await;
        if let Ok(Err(error)) = removed {
            tracing::warn!(error = %error, "uploads that a crash left behind could not be removed");
        }
        tokio::time::sleep(LEFTOVER_AGE).await;
    }
}

fn upload_leftovers(directory: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_upload =
            name.to_str().is_some_and(|name| name.starts_with("upload-") && name.ends_with(".part"));
        if is_upload && entry.metadata()?.modified()?.elapsed().is_ok_and(|age| age > LEFTOVER_AGE) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Brings HTML an older version stored up to date, while the hall already answers.
async fn render_again(hall: Hall) {
    match service::rerender::refresh(&hall).await {
        Ok(0) => {}
        Ok(texts) => tracing::info!(texts, "rendered again"),
        Err(error) => {
            tracing::warn!(error = %error, "some texts keep their older rendering until the next start");
        }
    }
}

/// Opens the hall, which brings the schema up to date.
pub(super) async fn migrate(config: Config) -> anyhow::Result<()> {
    start_log(&config);
    open(&config).await?.close().await;
    Ok(())
}

/// The hall that `config` describes, which must be there: a mistyped place is not a new hall.
pub(super) async fn open_existing(config: &Config) -> anyhow::Result<Hall> {
    if let Some(file) = config.database_file() {
        anyhow::ensure!(
            file.exists(),
            "there is no database at {}. Is --data-dir right? `yishi serve` and `yishi migrate` make a new one",
            file.display()
        );
    }
    open(config).await
}

/// The folder of secret votes' keys in the data directory. It belongs in no backup: a key that can be brought back
/// tells whose ballot was whose.
pub(super) const VOTE_KEYS: &str = "vote-keys";

/// The hall that `config` describes.
pub(super) async fn open(config: &Config) -> anyhow::Result<Hall> {
    let mut folder = std::fs::DirBuilder::new();
    folder.recursive(true);
    // Names, phone numbers and ballots are kept in it.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder
        .create(&config.data_dir)
        .with_context(|| format!("cannot make the data directory {}", config.data_dir.display()))?;
    let settings = Settings {
        database_url: config.database_url.clone(),
        readers: config.readers,
        hashers: config.hashers,
        log_key: Arc::new(log_key::open(&config.data_dir, config.public_host())?),
        vote_keys: config.data_dir.join(VOTE_KEYS),
    };
    match Hall::open(&settings, Arc::new(SystemClock), Arc::new(SystemEntropy)).await {
        Err(error @ OpenError::Log(BeginError::OtherKey { .. })) => Err(error).with_context(|| {
            format!("put the {} back that the log was begun with (docs/operations.md)", log_key::FILE)
        }),
        opened => opened.context("opening the hall"),
    }
}

/// Logs go to the error stream; `RUST_LOG` filters them.
pub(super) fn start_log(config: &Config) {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_unset| EnvFilter::new("info,sqlx=warn"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // A journal and a file keep no colours.
        .with_ansi(std::io::stderr().is_terminal());
    // A second start, in tests, keeps the first's log.
    let _ = if config.log_json { builder.json().try_init() } else { builder.try_init() };
}

/// Lets answers in progress end once the process is told to stop, and cuts what takes too long.
async fn stop(handle: Handle<SocketAddr>) {
    stopped().await;
    handle.graceful_shutdown(Some(LAST_ANSWERS));
}

async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    let mut terminated = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            tracing::warn!(error = %error, "only an interrupt stops this server");
            let _ = interrupted.await;
            return;
        }
    };
    tokio::select! {
        _ = interrupted => {}
        _ = terminated.recv() => {}
    }
}
