//! The schema's history, embedded: one set of files for both databases.

use crate::dialect::Engine;
use sqlx::SqlStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// Version, name, text. Versions are unique across the common and the per-engine folders.
const COMMON: &[(i64, &str, &str)] = &[
    (1, "places", include_str!("../../migrations/0001_places.sql")),
    (2, "people", include_str!("../../migrations/0002_people.sql")),
    (3, "matters", include_str!("../../migrations/0003_matters.sql")),
    (4, "votes", include_str!("../../migrations/0004_votes.sql")),
    (5, "log", include_str!("../../migrations/0005_log.sql")),
];

/// What only one engine has: search and its indexes.
const SQLITE: &[(i64, &str, &str)] = &[];
const POSTGRES: &[(i64, &str, &str)] = &[];

/// The migrations of `engine`, in order.
pub(crate) fn migrator(engine: Engine) -> Migrator {
    let own = match engine {
        Engine::Sqlite => SQLITE,
        Engine::Postgres => POSTGRES,
    };
    let mut all: Vec<Migration> = COMMON
        .iter()
        .chain(own)
        .map(|(version, name, sql)| {
            Migration::new(*version, (*name).into(), MigrationType::Simple, SqlStr::from_static(sql), false)
        })
        .collect();
    all.sort_by_key(|migration| migration.version);
    Migrator::with_migrations(all)
}
