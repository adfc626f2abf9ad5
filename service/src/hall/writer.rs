//! SQLite's one writer: it takes waiting acts, each under a savepoint, and answers after the commit they share.

use super::{ACT_SLOW, ACTS_PER_COMMIT, Act, Tx, gone};
use crate::dialect::Engine;
use crate::edge::{Clock, Entropy};
use crate::vote_keys::VoteKeys;
use crate::{Error, Result};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, Connection as _, Executor as _, Row as _};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// A waiting act with its command and its caller.
pub(super) trait Pending: Send {
    /// Runs the act; tells whether what it wrote is to be kept.
    fn run<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, bool>;
    /// Answers the caller, after the commit that `lost` tells the failure of.
    fn settle(self: Box<Self>, lost: Option<Error>);
}

/// An act that waits.
pub(super) struct PendingAct<C, T> {
    pub(super) command: C,
    pub(super) act: Act<C, T>,
    pub(super) outcome: Option<Result<T>>,
    pub(super) reply: oneshot::Sender<Result<T>>,
}

impl<C: Send + Sync, T: Send> Pending for PendingAct<C, T> {
    fn run<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            // One act's panic must not take the writer, and every later act, with it.
            let outcome = AssertUnwindSafe((self.act)(tx, &self.command)).catch_unwind().await;
            let outcome = outcome.unwrap_or_else(|_panic| Err(Error::broken("an act panicked")));
            let keep = outcome.is_ok();
            self.outcome = Some(outcome);
            keep
        })
    }

    fn settle(self: Box<Self>, lost: Option<Error>) {
        let outcome = match (lost, self.outcome) {
            (None, Some(outcome)) => outcome,
            (Some(error), Some(Ok(_)) | None) => Err(error),
            (Some(_), Some(Err(own))) => Err(own),
            (None, None) => Err(gone()),
        };
        // A caller who went away needs no answer.
        let _ = self.reply.send(outcome);
    }
}

/// What SQLite's one writer is asked to do.
pub(super) enum Work {
    /// An act, with others in one commit.
    Act(Box<dyn Pending>),
    /// Cleaning the files, which no transaction may be open for.
    Clean(oneshot::Sender<Result<()>>),
}

/// SQLite's one writer.
pub(super) struct Writer {
    pub(super) options: AnyConnectOptions,
    pub(super) conn: Option<AnyConnection>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Arc<dyn Entropy>,
    pub(super) keys: Arc<VoteKeys>,
    /// Who waits for clean files; no act is taken before they are.
    pub(super) cleaning: Vec<oneshot::Sender<Result<()>>>,
    pub(super) flush: Flush,
}

/// When what was written must be on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flush {
    /// Before the act is answered.
    EveryCommit,
    /// Whenever the machine likes.
    Never,
}

impl Writer {
    pub(super) async fn run(mut self, mut waiting: mpsc::Receiver<Work>) {
        while let Some(first) = waiting.recv().await {
            match first {
                Work::Act(first) => self.run_batch(first, &mut waiting).await,
                Work::Clean(reply) => self.cleaning.push(reply),
            }
            for reply in std::mem::take(&mut self.cleaning) {
                let _ = reply.send(self.clean().await);
            }
        }
    }

    async fn run_batch(&mut self, first: Box<dyn Pending>, waiting: &mut mpsc::Receiver<Work>) {
        let mut batch = vec![first];
        let lost = self.commit(&mut batch, waiting).await.err();
        if lost.is_some() {
            // Whatever state the connection is in, the next batch starts on a fresh one.
            self.conn = None;
        }
        for pending in batch {
            pending.settle(lost.as_ref().map(|_error| gone()));
        }
        if let Some(error) = lost {
            tracing::error!(error = %error, "a commit failed; its acts were refused");
        }
    }

    /// Deleted content is overwritten when it is deleted (`secure_delete`); what is left is the order in which pages
    /// were filled, which a fresh copy of the whole file forgets, and the log of writes, which is emptied.
    ///
    /// Emptying that log takes a moment without readers. It is looked for first, and not for long: whoever keeps one
    /// reading must neither hold writers up nor have the file copied into the log at every try.
    async fn clean(&mut self) -> Result<()> {
        let conn = match &mut self.conn {
            Some(conn) => conn,
            empty => empty.insert(open_writer(&self.options, self.flush).await?),
        };
        conn.execute(WAIT_SHORTLY).await?;
        let mut done = empty_log(conn).await;
        if done.is_ok() {
            done = conn.execute("VACUUM").await.map(drop).map_err(Error::from);
        }
        if done.is_ok() {
            done = empty_log(conn).await;
        }
        conn.execute(WAIT).await?;
        done
    }

    async fn commit(
        &mut self,
        batch: &mut Vec<Box<dyn Pending>>,
        waiting: &mut mpsc::Receiver<Work>,
    ) -> Result<(), sqlx::Error> {
        let conn = match &mut self.conn {
            Some(conn) => conn,
            empty => empty.insert(open_writer(&self.options, self.flush).await?),
        };
        let mut transaction = conn.begin_with("BEGIN IMMEDIATE").await?;
        let mut done = 0;
        while let Some(pending) = batch.get_mut(done) {
            let mut savepoint = transaction.begin().await?;
            let mut tx = Tx {
                conn: &mut savepoint,
                engine: Engine::Sqlite,
                keys: Arc::clone(&self.keys),
                now: self.clock.now(),
                clock: Arc::clone(&self.clock),
                entropy: Arc::clone(&self.entropy),
            };
            let started = std::time::Instant::now();
            let keep = pending.run(&mut tx).await;
            if started.elapsed() > ACT_SLOW && self.flush == Flush::EveryCommit {
                tracing::warn!(duration_ms = started.elapsed().as_millis(), "a slow act held the writer up");
            }
            if keep {
                savepoint.commit().await?;
            } else {
                savepoint.rollback().await?;
            }
            done += 1;
            if batch.len() < ACTS_PER_COMMIT && self.cleaning.is_empty() {
                match waiting.try_recv() {
                    Ok(Work::Act(next)) => batch.push(next),
                    Ok(Work::Clean(reply)) => self.cleaning.push(reply),
                    Err(_none) => {}
                }
            }
        }
        transaction.commit().await
    }
}

/// Writes everything into the file and empties the log of writes; an outage while somebody reads.
async fn empty_log(conn: &mut AnyConnection) -> Result<()> {
    let row = conn.fetch_one("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    if row.try_get::<i64, _>(0)? == 0 { Ok(()) } else { Err(Error::Unavailable(sqlx::Error::PoolTimedOut)) }
}

/// How long a lock of another process is waited for, in milliseconds.
const WAIT: &str = "PRAGMA busy_timeout = 5000";
/// The same where it can wait until later.
const WAIT_SHORTLY: &str = "PRAGMA busy_timeout = 250";

async fn open_writer(options: &AnyConnectOptions, flush: Flush) -> Result<AnyConnection, sqlx::Error> {
    let mut conn = AnyConnection::connect_with(options).await?;
    conn.execute(
        "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; \
         PRAGMA secure_delete = ON; PRAGMA cache_size = -8000",
    )
    .await?;
    if flush == Flush::Never {
        conn.execute("PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF; PRAGMA cache_size = -64000")
            .await?;
    }
    Ok(conn)
}
