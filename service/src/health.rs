//! What `yishi doctor` asks of a database: whether it answers, how old its schema is, when it was last written.
//!
//! Nothing is written or brought up to date here: a doctor looks.

use crate::dialect::Engine;
use crate::hall::OpenError;
use domain::time::Timestamp;
use sqlx::{AnyConnection, Connection as _, Row as _};

/// How the database's schema stands to this program's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// There is none yet; serving makes it.
    Absent,
    /// Older than this program; serving brings it up to date.
    Behind,
    /// The very one.
    Current,
    /// Newer than this program, which must not touch it.
    Ahead,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// How the schema stands.
    pub schema: Schema,
    /// The latest moment anything was written at; none in an empty hall.
    pub latest_write: Option<Timestamp>,
}

/// Looks at the database at `url`. A SQLite file that is not there is an absent schema, and is not made.
pub async fn examine(url: &str) -> Result<Health, OpenError> {
    sqlx::any::install_default_drivers();
    let engine = Engine::of_url(url).ok_or(OpenError::UnknownDatabase)?;
    let url = match engine {
        Engine::Sqlite => {
            let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
            if !std::path::Path::new(path.split('?').next().unwrap_or(path)).exists() {
                return Ok(Health { schema: Schema::Absent, latest_write: None });
            }
            if url.contains('?') { url.to_owned() } else { format!("{url}?mode=ro") }
        }
        Engine::Postgres => url.to_owned(),
    };
    let mut conn = AnyConnection::connect(&url).await?;
    let applied = sqlx::query("SELECT MAX(version) AS version FROM _sqlx_migrations WHERE success")
        .fetch_one(&mut conn)
        .await
        .and_then(|row| row.try_get::<Option<i64>, _>("version"));
    let known = crate::migrations::migrator(engine).iter().map(|step| step.version).max();
    let schema = match applied {
        Ok(Some(version)) => match Some(version).cmp(&known) {
            std::cmp::Ordering::Less => Schema::Behind,
            std::cmp::Ordering::Equal => Schema::Current,
            std::cmp::Ordering::Greater => Schema::Ahead,
        },
        // No such table, or nothing in it: an empty database.
        Ok(None) => Schema::Absent,
        Err(sqlx::Error::Database(error)) if names_no_table(&*error) => Schema::Absent,
        Err(error) => return Err(error.into()),
    };
    let latest_write = if schema == Schema::Current { latest_write(&mut conn).await? } else { None };
    conn.close().await?;
    Ok(Health { schema, latest_write })
}

/// Whether the database answered that there is no such table; another error is one.
fn names_no_table(error: &dyn sqlx::error::DatabaseError) -> bool {
    error.code().as_deref() == Some("42P01") || error.message().contains("no such table")
}

async fn latest_write(conn: &mut AnyConnection) -> Result<Option<Timestamp>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT MAX(at) AS latest FROM (SELECT MAX(at) AS at FROM form_answers \
         UNION ALL SELECT MAX(seen_at) FROM sessions UNION ALL SELECT MAX(moved_at) FROM issues \
         UNION ALL SELECT MAX(created_at) FROM members UNION ALL SELECT MAX(cast_at) FROM ballots) writes",
    )
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<Option<i64>, _>("latest")?.map(Timestamp))
}
