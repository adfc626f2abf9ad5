//! The demo: 春和社区, built by the same acts people use, in the order of their days.
//!
//! **What is the same and what is not.** All names, draws and ids come from fixed seeds, and every moment is counted
//! from the local midnight at which the day of building begins: two demos built on the same day have the same
//! content, row by row. Another day moves every date with it, so that what "closes in three days" does so in truth.

mod calendar;
#[expect(
    dead_code,
    reason = "invalid ballots, addresses and what firms are wait for the pages that show them"
)]
mod content;
mod dice;
mod found;
mod handed_over;
mod plan;
mod play;
mod script;
#[cfg(test)]
mod sheet;
mod sql;

use crate::edge::{SeededEntropy, SetClock};
use crate::{Error, Hall, Result, Settings};
use calendar::Calendar;
use domain::log::note::SignerKey;
use domain::time::Timestamp;
use plan::Plan;
use sqlx::{AnyConnection, Connection as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Login name of a resident who owns two flats and a third with a spouse.
pub const RESIDENT_LOGIN: &str = "xiaolin";
/// Login name of the head of an owners' committee.
pub const COMMITTEE_LOGIN: &str = "laowen";
/// Login name of the convenor of the residents' council.
pub const COUNCIL_LOGIN: &str = "laoxu";
/// Login name of a grid officer.
pub const GRID_OFFICER_LOGIN: &str = "xiaotang";
/// Login name of the head of the residents' committee, who administers the community.
pub const ADMINISTRATOR_LOGIN: &str = "zhuren";
/// Login name of another member of the residents' council.
pub const COUNCILLOR_LOGIN: &str = "weiyuan";
/// The password of them all; the demo is no place for secrets.
pub const PASSWORD: &str = "you-shi-da-jia-yi";

/// Notices of this day and later wait for their readers.
const UNREAD_SINCE: i32 = -2;
/// Display name of the resident.
const RESIDENT: &str = "二单元小林";

/// Where a demo's ids and secrets begin.
const SEED: u64 = 20_260_101;

/// Why a demo could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The new database could not be opened.
    #[error(transparent)]
    Open(#[from] crate::OpenError),
    /// An act of the demo was refused.
    #[error("an act of the demo was refused: {0}")]
    Act(#[from] Error),
    /// The file could not be put in its place.
    #[error("the demo's file could not be put in its place: {0}")]
    File(#[from] std::io::Error),
}

/// The keys of the hall that will serve the demo.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Signs the public log.
    pub log: Arc<SignerKey>,
    /// Where the keys of secret votes are.
    pub votes: PathBuf,
}

/// Makes the demo as the SQLite file `path`, unless it is there. The file is complete or absent. `tell` hears how
/// far it is, for people to read. Answers whether it was made now.
pub async fn make(
    path: &Path,
    keys: Keys,
    now: Timestamp,
    tell: &(dyn Fn(&str) + Sync),
) -> Result<bool, DemoError> {
    if path.exists() {
        return Ok(false);
    }
    let building = beside(path, "building");
    let finished = beside(path, "finished");
    remove(&building)?;
    remove(&finished)?;
    // Whatever hour of the day it is built: the log is begun at the day's own beginning.
    let clock = Arc::new(SetClock::at(Calendar::of(now)?.hour(0, 0)));
    let settings = Settings {
        database_url: format!("sqlite:{}", building.display()),
        readers: 2,
        hashers: 1,
        log_key: keys.log,
        vote_keys: keys.votes,
    };
    let entropy = Arc::new(SeededEntropy::new(SEED));
    let hall = Hall::open_unsafely(&settings, clock.clone(), entropy).await?;
    build(&hall, &clock, now, tell).await?;
    hall.close().await;
    drop(hall);
    // A fresh copy in one file, without what the building left behind.
    let copied = copy(&settings.database_url, &finished).await;
    copied.map_err(Error::from)?;
    std::fs::File::open(&finished)?.sync_all()?;
    std::fs::rename(&finished, path)?;
    remove(&building)?;
    Ok(true)
}

/// Builds the demo in an empty hall whose clock is `clock`; `now` is the moment it is built.
pub async fn build(
    hall: &Hall,
    clock: &SetClock,
    now: Timestamp,
    tell: &(dyn Fn(&str) + Sync),
) -> Result<()> {
    let calendar = Calendar::of(now)?;
    let plan = Plan::new();
    tell(&format!(
        "writing the roll: {} units, {} persons, {} accounts",
        plan.units.len(),
        plan.persons.len(),
        plan.accounts.len()
    ));
    let ground = found::found(hall, clock, calendar, &plan).await?;
    let script = script::Script::new(&plan, calendar);
    tell(&format!("living through {} deeds", script.deeds.len()));
    play::Player::new(hall, clock, calendar, &plan, &ground, &script)?.play(tell).await?;
    clock.set(now);
    sql::have_read(hall, calendar.hour(UNREAD_SINCE, 0)).await
}

async fn copy(from: &str, to: &Path) -> Result<(), sqlx::Error> {
    let mut conn = AnyConnection::connect(from).await?;
    sqlx::query("VACUUM INTO $1").bind(to.display().to_string()).execute(&mut conn).await?;
    conn.close().await
}

/// `demo.sqlite` → `demo.sqlite.building`.
fn beside(path: &Path, what: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(what);
    path.with_file_name(name)
}

/// Removes what an earlier, interrupted building left.
fn remove(path: &Path) -> std::io::Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
