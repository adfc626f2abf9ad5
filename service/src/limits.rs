//! Tries and writes, counted per key and window in the database: every server sees the same count.
//!
//! A try is taken before it is made and given back when it succeeds, in the act's own transaction, so that many at
//! the same instant cannot all slip through. A window that ends later than a whole window from now was written
//! under another clock: it begins anew, so that nobody is locked out until a clock's mistake catches up.

use crate::Result;
use crate::hall::{Snapshot, Tx};
use crate::row::RowExt as _;
use crate::sessions::hash;
use domain::id::MemberId;
use domain::problem::Problem;
use domain::time::{HOUR, MINUTE, Timestamp};
use std::net::IpAddr;

/// So many tries in so much time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    /// Which tries are counted together.
    pub(crate) what: &'static str,
    /// The most in one window.
    pub(crate) tries: i64,
    /// How long a window lasts, from its first try.
    pub(crate) window_micros: i64,
}

/// Wrong codes.
pub(crate) const CODES: Limit = Limit { what: "code", tries: 5, window_micros: 10 * MINUTE };
/// Wrong passwords for one name.
pub(crate) const PASSWORDS: Limit = Limit { what: "password", tries: 5, window_micros: 10 * MINUTE };
/// Wrong passwords from one address: a whole building may share it.
pub(crate) const PASSWORDS_ADDRESS: Limit =
    Limit { what: "passwords", tries: 30, window_micros: 10 * MINUTE };
/// Requests to be let in from one address.
pub(crate) const ASKING: Limit = Limit { what: "asking", tries: 10, window_micros: HOUR };

/// Whose tries are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LimitKey(String);

impl LimitKey {
    /// Those from an address; of IPv6 the half that names the household. Only a hash is stored.
    pub(crate) fn address(limit: Limit, address: IpAddr) -> Self {
        let address = match address.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}")
            }
        };
        Self::of(limit, "address", &address)
    }

    /// Those for a name or by an account.
    pub(crate) fn account(limit: Limit, account: &str) -> Self {
        Self::of(limit, "account", account)
    }

    fn of(limit: Limit, kind: &str, whose: &str) -> Self {
        Self(format!("{}:{}", limit.what, hash(&format!("{kind}:{whose}"))))
    }
}

/// Takes one try; false when there is none left.
pub(crate) async fn take(tx: &mut Tx<'_>, limit: Limit, key: &LimitKey) -> Result<bool> {
    let row = sqlx::query(
        "INSERT INTO limits (key, count, window_ends_at) VALUES ($1, 1, $2) \
         ON CONFLICT (key) DO UPDATE SET \
           count = CASE WHEN limits.window_ends_at <= $3 OR limits.window_ends_at > $2 \
                        THEN 1 ELSE limits.count + 1 END, \
           window_ends_at = CASE WHEN limits.window_ends_at <= $3 OR limits.window_ends_at > $2 \
                                 THEN $2 ELSE limits.window_ends_at END \
         RETURNING count",
    )
    .bind(&key.0)
    .bind(tx.now().plus(limit.window_micros).0)
    .bind(tx.now().0)
    .fetch_one(&mut *tx.conn)
    .await?;
    Ok(row.int("count")? <= limit.tries)
}

/// Counts one more text of an account's; refuses when it has written enough for this window.
pub(crate) async fn write_one(tx: &mut Tx<'_>, limit: Limit, author: MemberId) -> Result<()> {
    let key = LimitKey::account(limit, &author.to_string());
    if take(tx, limit, &key).await? { Ok(()) } else { Err(Problem::SlowDown.into()) }
}

/// Gives a try back that succeeded.
pub(crate) async fn give_back(tx: &mut Tx<'_>, key: &LimitKey) -> Result<()> {
    sqlx::query("UPDATE limits SET count = count - 1 WHERE key = $1 AND count > 0")
        .bind(&key.0)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Forgets every try counted under a key: whoever has proved to be the owner of an account starts afresh. Never for an
/// address: an account of one's own must not be the way to guess at others' from it for ever.
pub(crate) async fn begin_anew(tx: &mut Tx<'_>, key: &LimitKey) -> Result<()> {
    sqlx::query("DELETE FROM limits WHERE key = $1").bind(&key.0).execute(&mut *tx.conn).await?;
    Ok(())
}

/// Whether a try is left, without taking it.
pub(crate) async fn is_left(snapshot: &mut Snapshot, limit: Limit, key: &LimitKey) -> Result<bool> {
    let now = snapshot.now();
    let row = sqlx::query(
        "SELECT count FROM limits WHERE key = $1 AND window_ends_at > $2 AND window_ends_at <= $3",
    )
    .bind(&key.0)
    .bind(now.0)
    .bind(now.plus(limit.window_micros).0)
    .fetch_optional(&mut *snapshot.conn)
    .await?;
    row.map_or(Ok(true), |row| Ok(row.int("count")? < limit.tries))
}

/// Forgets windows that ended before `before`.
pub(crate) async fn forget(tx: &mut Tx<'_>, before: Timestamp) -> Result<()> {
    sqlx::query("DELETE FROM limits WHERE window_ends_at < $1").bind(before.0).execute(&mut *tx.conn).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_for_a_household() {
        let key = |text: &str| LimitKey::address(CODES, text.parse().unwrap());
        assert_eq!(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_eq!(key("::ffff:192.0.2.1"), key("192.0.2.1"));
        assert_ne!(key("192.0.2.1"), key("192.0.2.2"));
        assert!(!key("192.0.2.1").0.contains("192.0.2"));
    }
}
