//! Due work: rows leased with a deadline. Any server may do it, a crash loses none, and doing it twice does it once.
//!
//! The work and the mark that it is done are one transaction; whatever the work finds already done it leaves alone.
//! A server that dies while it holds a lease is waited for, then the next one takes over.

use crate::hall::{Hall, Tx};
use crate::row::RowExt as _;
use crate::{Error, Result, dialect, forms, limits, votes};
use domain::codes;
use domain::id::JobId;
use domain::time::{DAY, HOUR, MINUTE, SECOND, Timestamp};
use futures::future::BoxFuture;

codes! {
    /// What is to be done.
    pub enum JobKind {
        /// Open a vote.
        OpenVote = "open_vote",
        /// Close a vote and count it.
        CloseVote = "close_vote",
        /// End a vote's 异议期.
        FinaliseVote = "finalise_vote",
        /// Part a secret vote's ballots from its voters for good.
        PartBallots = "part_ballots",
        /// Forget what is out of date: devices, replayable answers, work done long ago.
        Forget = "forget",
    }
}

/// A lease holds this long: so long a vote waits to be closed when the server that was about to close it has died.
/// Work that takes longer may be begun by a second server, which waits for the job's row and then finds it done.
const LEASE_MICROS: i64 = SECOND;
/// The longest wait before failed work is tried again.
const BACKOFF_MICROS_MAX: i64 = 5 * MINUTE;
/// Work done is kept this long, for whoever asks what happened.
const DONE_KEPT_MICROS: i64 = 30 * DAY;

/// A job that this server holds.
#[derive(Clone, Debug)]
struct Leased {
    id: JobId,
    kind: JobKind,
    subject: String,
    attempts: i64,
}

/// Puts work down to be done at `at`, in the act that makes it necessary; the same work twice is put down once.
pub(crate) async fn put_down(tx: &mut Tx<'_>, kind: JobKind, subject: &str, at: Timestamp) -> Result<()> {
    let id: JobId = tx.new_id();
    sqlx::query(
        "INSERT INTO jobs (id, kind, subject_id, run_at, leased_until, attempts) VALUES ($1, $2, $3, $4, 0, 0) \
         ON CONFLICT (kind, subject_id, run_at) DO NOTHING",
    )
    .bind(id.to_string())
    .bind(kind.code())
    .bind(subject)
    .bind(at.0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// Puts the hall's own housekeeping down; for a server that starts.
pub async fn keep_house(hall: &Hall) -> Result<()> {
    hall.write((), |tx, ()| Box::pin(async move { next_housekeeping(tx).await })).await
}

/// On the next full hour, so that several servers put down one job.
async fn next_housekeeping(tx: &mut Tx<'_>) -> Result<()> {
    let next = Timestamp((tx.now().0 / HOUR + 1) * HOUR);
    put_down(tx, JobKind::Forget, "hall", next).await
}

/// Does everything that is due, also what the work itself makes due, and tells how much it was.
///
/// Work that fails is put off and does not hold other work up; the failure is logged.
pub async fn run_due(hall: &Hall) -> Result<usize> {
    let mut done = 0;
    while next_due(hall).await?.is_some_and(|at| at <= hall.now()) {
        let Some(job) = hall.write((), lease).await? else { break };
        match work(hall, &job).await {
            Ok(()) => done += 1,
            Err(error) => {
                tracing::error!(kind = job.kind.code(), subject = job.subject, error = %error, "due work failed");
                hall.write((job, error.to_string()), put_off).await?;
            }
        }
    }
    Ok(done)
}

/// Does what a job is about, and marks it done. What reaches beyond the database is done first, and can be done twice.
async fn work(hall: &Hall, job: &Leased) -> Result<()> {
    if job.kind == JobKind::PartBallots {
        votes::part_ballots(hall, vote_of(job)?).await?;
    }
    hall.write(job.clone(), perform).await
}

/// When the next work is due that nobody holds; none when there is none. One statement.
pub async fn next_due(hall: &Hall) -> Result<Option<Timestamp>> {
    let mut snapshot = hall.read().await?;
    let now = snapshot.now();
    let row = sqlx::query(
        "SELECT MIN(run_at) AS at FROM jobs WHERE done_at IS NULL AND (leased_until <= $2 OR leased_until > $1)",
    )
    .bind(now.plus(LEASE_MICROS.max(BACKOFF_MICROS_MAX)).0)
    .bind(now.0)
    .fetch_one(&mut *snapshot.conn)
    .await?;
    row.opt_time("at")
}

/// Takes a lease and does nothing with it, as a server does that dies at that moment; for stories of it.
#[doc(hidden)]
pub async fn lease_and_die(hall: &Hall) -> Result<()> {
    hall.write((), lease).await.map(|_leased| ())
}

fn lease<'a>(tx: &'a mut Tx<'_>, (): &'a ()) -> BoxFuture<'a, Result<Option<Leased>>> {
    Box::pin(async move {
        let now = tx.now();
        let row = sqlx::query(dialect::LEASE_JOB.on(tx.engine))
            .bind(now.0)
            .bind(now.plus(LEASE_MICROS).0)
            .bind(now.plus(LEASE_MICROS.max(BACKOFF_MICROS_MAX)).0)
            .fetch_optional(&mut *tx.conn)
            .await?;
        row.map(|row| {
            Ok(Leased {
                id: row.parsed("id")?,
                kind: row.parsed("kind")?,
                subject: row.text("subject_id")?,
                attempts: row.int("attempts")?,
            })
        })
        .transpose()
    })
}

fn perform<'a>(tx: &'a mut Tx<'_>, job: &'a Leased) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let row = sqlx::query(dialect::HOLD_JOB.on(tx.engine))
            .bind(job.id.to_string())
            .fetch_optional(&mut *tx.conn)
            .await?
            .ok_or_else(|| Error::broken("a leased job is gone"))?;
        if row.opt_int("done_at")?.is_some() {
            // Our lease ran out and another server was quicker.
            return Ok(());
        }
        match job.kind {
            JobKind::OpenVote => votes::open_due(tx, vote_of(job)?).await?,
            JobKind::CloseVote => votes::close_due(tx, vote_of(job)?).await?,
            JobKind::FinaliseVote => votes::finalise_due(tx, vote_of(job)?).await?,
            JobKind::PartBallots => {}
            JobKind::Forget => forget(tx).await?,
        }
        sqlx::query("UPDATE jobs SET done_at = $2, last_error = NULL WHERE id = $1")
            .bind(job.id.to_string())
            .bind(tx.now().0)
            .execute(&mut *tx.conn)
            .await?;
        Ok(())
    })
}

fn vote_of(job: &Leased) -> Result<domain::id::VoteId> {
    job.subject.parse().map_err(|_foreign| Error::broken("a job names no vote"))
}

fn put_off<'a>(tx: &'a mut Tx<'_>, (job, error): &'a (Leased, String)) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let doublings = u32::try_from(job.attempts.clamp(0, 16)).unwrap_or(16);
        let wait = SECOND.saturating_mul(1 << doublings).min(BACKOFF_MICROS_MAX);
        sqlx::query("UPDATE jobs SET leased_until = $2, last_error = $3 WHERE id = $1 AND done_at IS NULL")
            .bind(job.id.to_string())
            .bind(tx.now().plus(wait).0)
            .bind(error)
            .execute(&mut *tx.conn)
            .await?;
        Ok(())
    })
}

async fn forget(tx: &mut Tx<'_>) -> Result<()> {
    let now = tx.now();
    sqlx::query("DELETE FROM sessions WHERE expires_at < $1").bind(now.0).execute(&mut *tx.conn).await?;
    forms::forget(tx, now.plus(-forms::REPLAY_KEPT_MICROS)).await?;
    limits::forget(tx, now).await?;
    sqlx::query("DELETE FROM jobs WHERE done_at < $1")
        .bind(now.plus(-DONE_KEPT_MICROS).0)
        .execute(&mut *tx.conn)
        .await?;
    next_housekeeping(tx).await
}
