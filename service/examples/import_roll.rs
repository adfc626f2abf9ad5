//! How long a large roll takes to come in, and how much memory. Make the files with `read_roll`, then import each in a
//! process of its own, into an empty hall in a new directory:
//!
//! ```sh
//! cargo run --release -p service --example read_roll -- make /tmp/roll 100000
//! for file in /tmp/roll/*; do cargo run --release -p service --example import_roll -- "$file"; done
//! ```
//!
//! With `DATABASE_URL` naming an empty PostgreSQL database it goes there.
#![expect(clippy::print_stdout, reason = "a measurement is shown to whoever runs it")]

use domain::actor::Actor;
use domain::log::note::{KeyKind, SignerKey};
use domain::votes::EVoting;
use domain::words::Label;
use service::edge::{SystemClock, SystemEntropy};
use service::founding::{self, NewCommunity, NewCompound};
use service::roll::{self, RollFile, Upload};
use service::{Hall, Settings};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("import_roll FILE")?;
    let directory = tempfile::tempdir()?;
    let own = format!("sqlite:{}", directory.path().join("hall.sqlite").display());
    let database_url = std::env::var("DATABASE_URL").unwrap_or(own);
    let log_key = Arc::new(SignerKey::new("hall.example/log", KeyKind::Note, [1; 32])?);
    let vote_keys = directory.path().join("vote-keys");
    let settings = Settings { database_url, readers: 4, hashers: 1, log_key, vote_keys };
    let hall = Hall::open(&settings, Arc::new(SystemClock), Arc::new(SystemEntropy)).await?;
    let label = |text: &str| Label::parse(text).map_err(|error| error.to_string());
    let community = NewCommunity {
        slug: "chunhe".to_owned(),
        name: label("春和社区")?,
        short_name: label("春和")?,
        time_zone: "Asia/Shanghai".to_owned(),
        cosigners_needed: 30,
    };
    let community = founding::found_community(&hall, &Actor::System, community).await?;
    let compound = NewCompound {
        community,
        slug: "large".to_owned(),
        name: label("春和小区")?,
        e_voting: EVoting::PaperOnly,
        e_voting_clause: None,
        silence_clause: None,
    };
    let compound = founding::add_compound(&hall, &Actor::System, compound).await?;
    println!("{file}");
    for run in ["empty roll", "again"] {
        let whole = Instant::now();
        let start = Instant::now();
        let upload =
            roll::stage(&hall, &Actor::System, compound, RollFile::path("roll", Path::new(&file))).await?;
        let Upload::Staged(id) = upload else { return Err("not a roll".into()) };
        println!("  {run}: staged {:.2?}, {} MB at most", start.elapsed(), peak_megabytes());
        let start = Instant::now();
        let report = roll::dry_run(&hall, &Actor::System, id, None).await?;
        println!("  {run}: dry run {:.2?}, {} MB at most", start.elapsed(), peak_megabytes());
        let start = Instant::now();
        roll::apply(&hall, &Actor::System, None, id, false).await?;
        println!("  {run}: applied {:.2?}, {} MB at most", start.elapsed(), peak_megabytes());
        println!("  {run}: {:.2?} in all; {:?}", whole.elapsed(), report.differences);
    }
    Ok(())
}

/// The most memory this process has had resident since it was last asked, as Linux tells it.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").trim().parse::<u64>().ok());
    // Begins anew from what is resident now; where that is refused, the peak is that of all stages so far.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    kilobytes.unwrap_or(0) * 1_024 / 1_000_000
}
