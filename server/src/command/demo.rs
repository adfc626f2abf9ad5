//! `yishi demo`: the demo community, made if it is not there, and served.

use super::serve;
use crate::config::{Config, Options};
use crate::log_key;
use anyhow::Context as _;
use clap::Args;
use service::demo::{
    self, ADMINISTRATOR_LOGIN, COMMITTEE_LOGIN, COUNCIL_LOGIN, COUNCILLOR_LOGIN, GRID_OFFICER_LOGIN,
    PASSWORD, RESIDENT_LOGIN,
};
use service::edge::{Clock as _, SystemClock};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the demo lies and listens.
#[derive(Args, Clone, Debug)]
pub(super) struct DemoOptions {
    /// Directory of the demo's database, demo.sqlite; it is made there if it is not there yet
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// Address to listen on; port 0 takes any free one
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:3000")]
    address: SocketAddr,
}

/// Makes the demo if it is not there, then serves it until the process is told to stop.
pub(super) async fn demo(demo: DemoOptions, rest: Options) -> anyhow::Result<()> {
    let file = demo.data.join("demo.sqlite");
    let config = Options {
        database_url: Some(format!("sqlite:{}", file.display())),
        data_dir: Some(demo.data.clone()),
        listen: Some(demo.address),
        public_address: None,
        // Nothing in it is secret, and people want to see it on a phone; every page says that the line is open.
        insecure_lan: Some(true),
        ..rest
    }
    .complete()?;
    serve::start_log(&config);
    std::fs::create_dir_all(&demo.data)
        .with_context(|| format!("cannot make the data directory {}", demo.data.display()))?;
    make(&file, &config).await?;
    let hall = serve::open(&config).await.with_context(|| {
        format!(
            "{} does not fit this program; remove it and start again, and it is made anew",
            file.display()
        )
    })?;
    serve::serve_hall(hall, config, |address| greet(address, &file)).await
}

async fn make(file: &Path, config: &Config) -> anyhow::Result<()> {
    if file.exists() {
        return Ok(());
    }
    say(&format!("making the demo community in {}, about half a minute", file.display()));
    let keys = demo::Keys {
        log: Arc::new(log_key::open(&config.data_dir, config.public_host())?),
        votes: config.data_dir.join(serve::VOTE_KEYS),
    };
    demo::make(file, keys, SystemClock.now(), &|line| say(&format!("  {line}")))
        .await
        .with_context(|| format!("making the demo in {}", file.display()))?;
    Ok(())
}

/// Says where the demo is and who may sign in.
fn greet(address: SocketAddr, file: &Path) {
    say(&format!("\n春和社区议事厅 · 演示 demo    http://{address}/\n"));
    say(&format!("登录 sign in                  http://{address}/sign-in\n"));
    for (who, login) in [
        ("居民 resident             ", RESIDENT_LOGIN),
        ("业主委员会 committee      ", COMMITTEE_LOGIN),
        ("居民议事会 council        ", COUNCIL_LOGIN),
        ("议事会委员 councillor     ", COUNCILLOR_LOGIN),
        ("网格员 grid officer       ", GRID_OFFICER_LOGIN),
        ("管理员 administrator      ", ADMINISTRATOR_LOGIN),
    ] {
        say(&format!("  {who}  {login:<10}{PASSWORD}"));
    }
    say(&format!("\nTo begin anew: stop (Ctrl-C), remove {}, start again.", file.display()));
}

#[expect(clippy::print_stdout, reason = "the command line speaks to the person who started it")]
fn say(line: &str) {
    println!("{line}");
}
