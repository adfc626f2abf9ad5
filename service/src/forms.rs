//! A form sent twice is done once: the second tap gets the first one's answer.

use crate::hall::{Act, Hall, Tx};
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::FormKey;
use domain::time::{DAY, Timestamp};
use futures::future::BoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How long a first answer is kept for replay.
pub const REPLAY_KEPT_MICROS: i64 = 2 * DAY;

/// A command with the form it came from.
struct Once<C, T> {
    key: String,
    command: C,
    act: Act<C, T>,
}

impl Hall {
    /// Runs `act` as [`Hall::write`] does, but at most once for each `key` and actor.
    ///
    /// The key is taken in the act's own transaction: of two taps at the same instant one waits for the other,
    /// and if the first is refused the second runs.
    pub async fn write_once<C, T>(&self, actor: &Actor, key: FormKey, command: C, act: Act<C, T>) -> Result<T>
    where
        C: Send + Sync + 'static,
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        let who = actor.member_id().map_or_else(String::new, |member| member.to_string());
        self.write(Once { key: format!("{key}:{who}"), command, act }, run).await
    }
}

fn run<'a, C: Sync, T: Serialize + DeserializeOwned + Send>(
    tx: &'a mut Tx<'_>,
    once: &'a Once<C, T>,
) -> BoxFuture<'a, Result<T>> {
    Box::pin(async move {
        let taken = sqlx::query(
            "INSERT INTO form_answers (key, answer, at) VALUES ($1, '', $2) ON CONFLICT (key) DO NOTHING",
        )
        .bind(&once.key)
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        if taken.rows_affected() == 0 {
            let first = sqlx::query("SELECT answer FROM form_answers WHERE key = $1")
                .bind(&once.key)
                .fetch_one(&mut *tx.conn)
                .await?;
            return serde_json::from_str(&first.text("answer")?).map_err(Error::broken);
        }
        let answer = (once.act)(tx, &once.command).await?;
        sqlx::query("UPDATE form_answers SET answer = $2 WHERE key = $1")
            .bind(&once.key)
            .bind(serde_json::to_string(&answer)?)
            .execute(&mut *tx.conn)
            .await?;
        Ok(answer)
    })
}

/// Forgets answers nobody will ask for again.
pub(crate) async fn forget(tx: &mut Tx<'_>, before: Timestamp) -> Result<()> {
    sqlx::query("DELETE FROM form_answers WHERE at < $1").bind(before.0).execute(&mut *tx.conn).await?;
    Ok(())
}
