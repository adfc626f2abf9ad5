//! Runs a story on both databases. PostgreSQL comes from `YISHI_TEST_POSTGRES`, set by `cargo xtask test`; a story
//! without it fails, because a story told on one database alone proves half.

#![allow(dead_code, reason = "two test programs read this file, and each uses its own part")]

use domain::log::note::{KeyKind, SignerKey};
use domain::time::Timestamp;
use service::edge::{SeededEntropy, SetClock};
use service::{Hall, Settings};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// 2026-11-22 09:00 in Shanghai.
pub(crate) const MORNING: Timestamp = Timestamp(1_795_309_200_000_000);

/// An empty hall with a clock the story moves.
pub(crate) struct Empty {
    pub(crate) hall: Hall,
    pub(crate) clock: Arc<SetClock>,
    /// The same database, for opening a second hall on it.
    pub(crate) settings: Settings,
}

/// Tells `story` on SQLite, then on PostgreSQL.
pub(crate) fn on_both<F: Future<Output = ()>>(story: impl Fn(Empty) -> F) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let directory = tempfile::tempdir().expect("a directory");
        let url = format!("sqlite:{}", directory.path().join("hall.sqlite").display());
        story(open(url, directory.path()).await).await;
        story(open(postgres_schema().await, &directory.path().join("postgres")).await).await;
    });
}

/// Tells `story` on PostgreSQL alone: for what does not depend on the database, but needs its own client at hand.
pub(crate) fn on_postgres<F: Future<Output = ()>>(story: impl Fn(Empty) -> F) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let directory = tempfile::tempdir().expect("a directory");
        story(open(postgres_schema().await, directory.path()).await).await;
    });
}

/// The key that signs the log of every story's hall.
pub(crate) fn log_key() -> SignerKey {
    SignerKey::new("hall.example/log", KeyKind::Note, [1; 32]).expect("a key")
}

async fn open(database_url: String, keys: &Path) -> Empty {
    let (log_key, vote_keys) = (Arc::new(log_key()), keys.join("vote-keys"));
    let settings = Settings { database_url, readers: 8, hashers: 2, log_key, vote_keys };
    let clock = Arc::new(SetClock::at(MORNING));
    let entropy = Arc::new(SeededEntropy::new(1));
    let hall = Hall::open(&settings, clock.clone(), entropy).await.expect("the hall opens");
    Empty { hall, clock, settings }
}

/// A schema of its own in the throw-away cluster, made with PostgreSQL's own client: the tests of the server read
/// this file too, and only `service` names the database library.
async fn postgres_schema() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let url = std::env::var("YISHI_TEST_POSTGRES")
        .expect("YISHI_TEST_POSTGRES names a throw-away PostgreSQL; `cargo xtask test` starts one");
    let schema = format!("story_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let made = tokio::process::Command::new("psql")
        .args([&url, "--quiet", "--no-psqlrc", "--command", &format!("CREATE SCHEMA {schema}")])
        .status()
        .await
        .expect("psql runs");
    assert!(made.success(), "PostgreSQL answers");
    let mark = if url.contains('?') { '&' } else { '?' };
    format!("{url}{mark}options=-csearch_path%3D{schema}")
}
