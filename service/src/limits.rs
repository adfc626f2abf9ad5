//! Limits that hold for every server alike: counted in the database, per key and window.

use crate::Result;
use crate::hall::Tx;
use domain::problem::Problem;

/// Spends one of `max` tries that `key` has within `window` microseconds; refuses when none is left.
///
/// A window begins with its first try. What the caller's act undoes was not spent.
pub(crate) async fn spend(tx: &mut Tx<'_>, key: &str, max: i64, window: i64) -> Result<()> {
    let now = tx.now();
    let spent = sqlx::query(
        "INSERT INTO limits (key, count, window_ends_at) VALUES ($1, 1, $2) \
         ON CONFLICT (key) DO UPDATE SET \
           count = CASE WHEN limits.window_ends_at <= $3 THEN 1 ELSE limits.count + 1 END, \
           window_ends_at = CASE WHEN limits.window_ends_at <= $3 THEN $2 ELSE limits.window_ends_at END \
         WHERE limits.window_ends_at <= $3 OR limits.count < $4",
    )
    .bind(key)
    .bind(now.plus(window).0)
    .bind(now.0)
    .bind(max)
    .execute(&mut *tx.conn)
    .await?;
    if spent.rows_affected() == 0 { Err(Problem::SlowDown.into()) } else { Ok(()) }
}
