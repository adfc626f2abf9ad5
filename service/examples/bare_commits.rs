//! What the disk allows: `BEGIN IMMEDIATE; INSERT; COMMIT` through one shared connection by many tasks, durable.
//! The yardstick for ballots acknowledged over HTTP (`docs/benchmarks.md`). Prints commits per second.

#![expect(clippy::print_stdout, reason = "a benchmark prints")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot run stops")]

use sqlx::{AnyConnection, Connection as _, Executor as _};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// `bare_commits TASKS SECONDS`
#[tokio::main]
async fn main() {
    let mut args = std::env::args().skip(1);
    let tasks: u32 = args.next().and_then(|text| text.parse().ok()).expect("how many tasks");
    let seconds = args.next().and_then(|text| text.parse().ok()).expect("how many seconds");
    let time = Duration::from_secs(seconds);
    sqlx::any::install_default_drivers();
    let directory = tempfile::tempdir().expect("a directory");
    let url = format!("sqlite:{}?mode=rwc", directory.path().join("bare.sqlite").display());
    let mut conn = AnyConnection::connect(&url).await.expect("a database");
    conn.execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (id TEXT PRIMARY KEY, v TEXT)",
    )
    .await
    .expect("a table");
    let conn = Arc::new(Mutex::new(conn));
    let start = Instant::now();
    let mut all = tokio::task::JoinSet::new();
    for task in 0..tasks {
        let conn = Arc::clone(&conn);
        all.spawn(async move {
            let mut count = 0_u32;
            while start.elapsed() < time {
                let mut conn = conn.lock().await;
                conn.execute("BEGIN IMMEDIATE").await.expect("begun");
                sqlx::query("INSERT INTO t (id, v) VALUES ($1, $2)")
                    .bind(format!("{task}-{count}"))
                    .bind("agree")
                    .execute(&mut *conn)
                    .await
                    .expect("inserted");
                conn.execute("COMMIT").await.expect("committed");
                count += 1;
            }
            count
        });
    }
    let count: u32 = all.join_all().await.into_iter().sum();
    println!("{:.0}", f64::from(count) / start.elapsed().as_secs_f64());
}
