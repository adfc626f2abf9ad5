//! The hall: its database, its clock, its randomness; one way to write and one way to read.
//!
//! **Writing.** [`Hall::write`] runs an act in a transaction. On SQLite one task owns the only writing connection:
//! it takes waiting acts, up to [`ACTS_PER_COMMIT`] of them, each under a savepoint, commits once and only then
//! answers, so that many small acts share one flush to disk. On PostgreSQL each act is its own transaction,
//! run again when the database asks for it. An act is a plain function of a command, so it can be run again.
//!
//! **Reading.** [`Hall::read`] gives one connection and one snapshot for a whole page.

mod writer;

use crate::dialect::{self, Engine};
use crate::edge::{self, Clock, Entropy};
use crate::log::{self, BeginError};
use crate::mark::{Mark, Watcher};
use crate::vote_keys::VoteKeys;
use crate::{Error, Result};
use domain::log::note::SignerKey;
use domain::time::Timestamp;
use futures::future::BoxFuture;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyConnection, AnyPool, Connection as _, Executor as _};
use std::path::PathBuf;
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use uuid::Uuid;
use writer::{Flush, PendingAct, Work, Writer};

/// The most acts that share one commit.
const ACTS_PER_COMMIT: usize = 64;
/// Acts that may wait before a caller waits to be let in.
const QUEUE_LENGTH: usize = 1024;
/// How often PostgreSQL may ask for an act again.
const RETRIES_MAX: usize = 8;
/// How long a caller waits for a free connection before the page says "try again".
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// An act longer than this holds others up and is worth a line in the log.
const ACT_SLOW: Duration = Duration::from_millis(50);
/// How often, and how far apart, it is asked whether somebody still reads what was deleted.
const PAST_LOOKS: usize = 100;
const PAST_LOOK: Duration = Duration::from_millis(50);

/// What a hall is opened with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `sqlite:PATH` or `postgres://…`.
    pub database_url: String,
    /// How many pages read at once.
    pub readers: u32,
    /// How many passwords are hashed at once; each takes 19 MiB.
    pub hashers: usize,
    /// The key that signs the public log, begun with it once and for all.
    pub log_key: Arc<SignerKey>,
    /// Where the keys of secret votes are: outside the database and its backups, shared by servers that share it.
    pub vote_keys: PathBuf,
}

/// Why a hall could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address names no database we speak to.
    #[error("the database address must begin with sqlite: or postgres:")]
    UnknownDatabase,
    /// The database did not answer.
    #[error("the database could not be opened: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date, or is newer than this program.
    #[error("the schema could not be brought up to date: {0}")]
    Schema(#[from] sqlx::migrate::MigrateError),
    /// The public log was begun with another key, or could not be begun.
    #[error(transparent)]
    Log(#[from] BeginError),
}

/// The hall. Cheap to clone; every clone is the same hall.
#[derive(Clone)]
pub struct Hall(Arc<Inner>);

struct Inner {
    engine: Engine,
    readers: AnyPool,
    /// PostgreSQL's own connections for acts: a page that waits for its act holds one to read with, so acts that took
    /// theirs from the same few could wait for each other.
    writers: Option<AnyPool>,
    writer: Option<mpsc::Sender<Work>>,
    watcher: Watcher,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    hashing: Arc<Semaphore>,
    keys: Arc<VoteKeys>,
    log_key: Arc<SignerKey>,
}

/// An act: a function of a transaction and a command, that may be run more than once and sends nothing.
pub type Act<C, T> = for<'a, 'c> fn(&'a mut Tx<'c>, &'a C) -> BoxFuture<'a, Result<T>>;

/// A transaction in progress, with the time and the randomness it is given.
pub struct Tx<'c> {
    pub(crate) conn: &'c mut AnyConnection,
    pub(crate) engine: Engine,
    pub(crate) keys: Arc<VoteKeys>,
    now: Timestamp,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

/// One connection and one snapshot: a page sees one state of the hall.
pub struct Snapshot {
    pub(crate) conn: sqlx::Transaction<'static, sqlx::Any>,
    pub(crate) engine: Engine,
    pub(crate) keys: Arc<VoteKeys>,
    now: Timestamp,
}

impl Hall {
    /// Opens the database, brings its schema up to date and starts the writer. Needs a Tokio runtime.
    pub async fn open(
        settings: &Settings,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, OpenError> {
        Self::open_with(settings, clock, entropy, Flush::EveryCommit).await
    }

    /// Opens a database that is thrown away if the machine stops: nothing waits for the disk.
    pub(crate) async fn open_unsafely(
        settings: &Settings,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, OpenError> {
        Self::open_with(settings, clock, entropy, Flush::Never).await
    }

    async fn open_with(
        settings: &Settings,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        flush: Flush,
    ) -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let engine = Engine::of_url(&settings.database_url).ok_or(OpenError::UnknownDatabase)?;
        migrate(engine, &settings.database_url).await?;
        let readers = readers(engine, settings).await?;
        let writers = match engine {
            Engine::Postgres => Some(self::readers(engine, settings).await?),
            Engine::Sqlite => None,
        };
        let keys = Arc::new(VoteKeys::new(settings.vote_keys.clone()));
        let writer = match engine {
            Engine::Postgres => None,
            Engine::Sqlite => {
                let (sender, waiting) = mpsc::channel(QUEUE_LENGTH);
                let writer = Writer {
                    options: AnyConnectOptions::from_str(&settings.database_url)?,
                    conn: None,
                    clock: Arc::clone(&clock),
                    entropy: Arc::clone(&entropy),
                    keys: Arc::clone(&keys),
                    cleaning: Vec::new(),
                    flush,
                };
                tokio::spawn(writer.run(waiting));
                Some(sender)
            }
        };
        let hashing = Arc::new(Semaphore::new(settings.hashers));
        let watcher = Watcher::default();
        let log_key = Arc::clone(&settings.log_key);
        let inner =
            Inner { engine, readers, writers, writer, watcher, clock, entropy, hashing, keys, log_key };
        let hall = Self(Arc::new(inner));
        log::begin(&hall, settings.log_key.public()).await?;
        Ok(hall)
    }

    /// This moment, by the hall's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Random bytes nobody can guess.
    #[must_use]
    pub fn secret<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.entropy.fill(&mut bytes);
        bytes
    }

    /// A new id in order of creation.
    #[must_use]
    pub fn new_id<I: From<Uuid>>(&self) -> I {
        edge::ordered_id(&*self.0.clock, &*self.0.entropy).into()
    }

    /// A place for hashing a password, once one is free; the work is heavy and bounded.
    pub(crate) async fn hashing(&self) -> OwnedSemaphorePermit {
        Arc::clone(&self.0.hashing).acquire_owned().await.expect("the places are never closed")
    }

    /// One snapshot to read a page from.
    pub async fn read(&self) -> Result<Snapshot> {
        let conn = match self.0.engine {
            Engine::Sqlite => self.0.readers.begin().await?,
            Engine::Postgres => {
                self.0.readers.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?
            }
        };
        Ok(Snapshot { conn, engine: self.0.engine, keys: Arc::clone(&self.0.keys), now: self.now() })
    }

    /// A mark of everything committed so far, by any process.
    pub async fn mark(&self) -> Result<Mark> {
        self.0.watcher.mark(self.0.engine, &self.0.readers).await
    }

    /// Runs `act` on `command` in a transaction and answers once it is durable.
    pub async fn write<C, T>(&self, command: C, act: Act<C, T>) -> Result<T>
    where
        C: Send + Sync + 'static,
        T: Send + 'static,
    {
        match &self.0.writer {
            Some(writer) => {
                let (reply, answer) = oneshot::channel();
                let pending = PendingAct { command, act, outcome: None, reply };
                writer.send(Work::Act(Box::new(pending))).await.map_err(|_gone| gone())?;
                answer.await.map_err(|_gone| gone())?
            }
            None => self.write_on_postgres(&command, act).await,
        }
    }

    async fn write_on_postgres<C: Sync, T>(&self, command: &C, act: Act<C, T>) -> Result<T> {
        let mut tries = 0;
        loop {
            let outcome = self.try_on_postgres(command, act).await;
            match outcome {
                Err(error) if error.is_retryable() && tries < RETRIES_MAX => tries += 1,
                outcome => return outcome,
            }
        }
    }

    async fn try_on_postgres<C: Sync, T>(&self, command: &C, act: Act<C, T>) -> Result<T> {
        let mut transaction = self.0.writers.as_ref().unwrap_or(&self.0.readers).begin().await?;
        let mut tx = Tx {
            conn: &mut transaction,
            engine: Engine::Postgres,
            keys: Arc::clone(&self.0.keys),
            now: self.now(),
            clock: Arc::clone(&self.0.clock),
            entropy: Arc::clone(&self.0.entropy),
        };
        let outcome = act(&mut tx, command).await?;
        transaction.commit().await?;
        Ok(outcome)
    }

    /// The key that signs the public log.
    #[must_use]
    pub fn log_key(&self) -> &SignerKey {
        &self.0.log_key
    }

    /// The keys of secret votes.
    pub(crate) fn vote_keys(&self) -> &VoteKeys {
        &self.0.keys
    }

    /// Cleans the database's files of what deleted rows left behind. Slow, and holds writers up: only for rows that
    /// must not be found again.
    pub(crate) async fn clean_files(&self) -> Result<()> {
        match &self.0.writer {
            Some(writer) => {
                let (reply, answer) = oneshot::channel();
                writer.send(Work::Clean(reply)).await.map_err(|_gone| gone())?;
                answer.await.map_err(|_gone| gone())?
            }
            None => {
                let mut conn = self.0.writers.as_ref().unwrap_or(&self.0.readers).acquire().await?;
                clean_postgres(&mut conn).await
            }
        }
    }

    /// Closes every connection; acts that wait are finished first.
    pub async fn close(&self) {
        self.0.watcher.close().await;
        self.0.readers.close().await;
        if let Some(writers) = &self.0.writers {
            writers.close().await;
        }
    }

    /// Whether the database answers now.
    pub async fn is_well(&self) -> Result<()> {
        let mut snapshot = self.read().await?;
        sqlx::query("SELECT 1").execute(&mut *snapshot.conn).await?;
        Ok(())
    }
}

async fn clean_postgres(conn: &mut AnyConnection) -> Result<()> {
    let foreign: i64 = sqlx::query_scalar(dialect::NOT_OURS_TO_CLEAN).fetch_one(&mut *conn).await?;
    if foreign > 0 {
        return Err(Error::broken(
            "the hall's role does not own its tables: deleted ballots stay in their files",
        ));
    }
    past_unwatched(conn).await?;
    conn.execute(dialect::WAIT_SHORTLY).await?;
    let mut done = Ok(());
    for statement in dialect::CLEAN_POSTGRES {
        if done.is_ok() {
            done = conn.execute(*statement).await.map(drop);
        }
    }
    conn.execute(dialect::WAIT).await?;
    Ok(done?)
}

/// Waits until no reader of this database sees what was deleted before now, who would have it kept. An outage if one
/// looks for too long, say a backup that is being made.
async fn past_unwatched(conn: &mut AnyConnection) -> Result<()> {
    let newest: String = sqlx::query_scalar(dialect::NEWEST_TRANSACTION).fetch_one(&mut *conn).await?;
    for _ in 0..PAST_LOOKS {
        let watched: i64 =
            sqlx::query_scalar(dialect::PAST_IS_LOOKED_AT).bind(&newest).fetch_one(&mut *conn).await?;
        if watched == 0 {
            return Ok(());
        }
        tokio::time::sleep(PAST_LOOK).await;
    }
    Err(Error::Unavailable(sqlx::Error::PoolTimedOut))
}

impl Tx<'_> {
    /// The moment of this act: one for all it writes.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// A new id in order of creation.
    #[must_use]
    pub fn new_id<I: From<Uuid>>(&self) -> I {
        edge::ordered_id(&*self.clock, &*self.entropy).into()
    }

    /// A new id that tells nothing of when it was made.
    #[must_use]
    pub fn new_random_id<I: From<Uuid>>(&self) -> I {
        edge::random_id(&*self.entropy).into()
    }

    /// Random bytes nobody can guess.
    #[must_use]
    pub fn secret<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }
}

impl Snapshot {
    /// The moment the snapshot was taken.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }
}

fn gone() -> Error {
    Error::Unavailable(sqlx::Error::WorkerCrashed)
}

/// Makes a new SQLite file readable by nobody else: it holds names, phone numbers and ballots. SQLite gives the files
/// beside it the same mode. What cannot be made here, SQLite says better.
fn make_private(url: &str) {
    let path =
        url.trim_start_matches("sqlite:").trim_start_matches("//").split('?').next().unwrap_or_default();
    if path.is_empty() || path.starts_with(':') {
        return;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    if let Err(error) = options.open(path) {
        tracing::debug!(error = %error, "the database file was there, or could not be made");
    }
}

async fn migrate(engine: Engine, url: &str) -> Result<(), OpenError> {
    if engine == Engine::Sqlite {
        make_private(url);
    }
    let url = match engine {
        Engine::Sqlite if !url.contains('?') => format!("{url}?mode=rwc"),
        Engine::Sqlite | Engine::Postgres => url.to_owned(),
    };
    let mut conn = AnyConnection::connect(&url).await?;
    if engine == Engine::Sqlite {
        // The journal mode is kept in the file: readers opened later find it set.
        conn.execute("PRAGMA journal_mode = WAL").await?;
    }
    crate::migrations::migrator(engine).run_direct(None, &mut conn, false).await?;
    conn.close().await?;
    Ok(())
}

async fn readers(engine: Engine, settings: &Settings) -> Result<AnyPool, sqlx::Error> {
    let url = match engine {
        Engine::Sqlite => format!("{}?mode=ro", settings.database_url),
        Engine::Postgres => settings.database_url.clone(),
    };
    let mut options = AnyPoolOptions::new()
        .max_connections(settings.readers + Watcher::connections(engine))
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(engine == Engine::Postgres);
    if engine == Engine::Sqlite {
        options = options.after_connect(|conn, _meta| {
            Box::pin(async move {
                conn.execute("PRAGMA busy_timeout = 5000; PRAGMA cache_size = -4000; PRAGMA query_only = ON")
                    .await?;
                Ok(())
            })
        });
    }
    options.connect(&url).await
}
