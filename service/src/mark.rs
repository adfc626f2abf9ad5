//! Whether anything changed: a mark of everything committed so far, by any process, for the price of one short
//! statement.

use crate::Result;
use crate::dialect::{COMMITTED, Engine};
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool};
use tokio::sync::Mutex;

/// Everything committed so far. While two marks are equal, nothing was committed between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// SQLite's counts are one connection's own: another connection's are never equal to them.
    connection: u64,
    committed: String,
}

/// Asks for marks. SQLite answers on a connection of its own that never writes.
#[derive(Default)]
pub(crate) struct Watcher(Mutex<Own>);

#[derive(Default)]
struct Own {
    connection: u64,
    conn: Option<PoolConnection<Any>>,
}

impl Watcher {
    /// Connections it keeps of the pool.
    pub(crate) const fn connections(engine: Engine) -> u32 {
        match engine {
            Engine::Sqlite => 1,
            Engine::Postgres => 0,
        }
    }

    pub(crate) async fn mark(&self, engine: Engine, readers: &AnyPool) -> Result<Mark> {
        if engine == Engine::Postgres {
            // Any connection's answer is as good.
            let committed = sqlx::query_scalar(COMMITTED.on(engine)).fetch_one(readers).await?;
            return Ok(Mark { connection: 0, committed });
        }
        let mut own = self.0.lock().await;
        // One that fails is not put back: the next begins its own count.
        let mut conn = match own.conn.take() {
            Some(conn) => conn,
            None => {
                own.connection += 1;
                readers.acquire().await?
            }
        };
        let committed: i64 = sqlx::query_scalar(COMMITTED.on(engine)).fetch_one(&mut *conn).await?;
        own.conn = Some(conn);
        Ok(Mark { connection: own.connection, committed: committed.to_string() })
    }

    /// Gives the pool back what it keeps of it.
    pub(crate) async fn close(&self) {
        self.0.lock().await.conn = None;
    }
}
