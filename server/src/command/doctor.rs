//! `yishi doctor`: checks what a hall needs, and says how to mend what it finds.

use crate::config::{Config, Options};
use service::edge::{Clock as _, SystemClock};
use service::health::{self, Health, Schema};
use std::io::Write as _;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Less room than this is too little for a busy week.
const ROOM_KILOBYTES_MIN: u64 = 512 * 1024;
/// A clock may be this far behind what was written before.
const CLOCK_SLACK_SECONDS: i64 = 3_600;
/// No clock that is right shows less: 2026-01-01.
const EARLIEST_SECONDS: i64 = 1_767_225_600;

/// One finding.
struct Finding {
    what: &'static str,
    /// How it is, or what is wrong and how to mend it.
    how: Result<String, String>,
}

/// Examines everything; false when something has to be mended.
pub(super) async fn doctor(options: anyhow::Result<Options>) -> anyhow::Result<bool> {
    let config = options.and_then(Options::complete);
    let mut findings = Vec::new();
    match config {
        Err(error) => findings.push(Finding { what: "configuration", how: Err(format!("{error:#}")) }),
        Ok(config) => {
            findings.push(configuration(&config));
            findings.push(Finding { what: "proxies", how: proxy(&config) });
            findings.push(Finding { what: "data directory", how: writable(&config.data_dir) });
            findings.push(Finding { what: "disk room", how: room(&config.data_dir) });
            if let Some(folder) = config.database_file().and_then(Path::parent)
                && folder != config.data_dir
                && !folder.as_os_str().is_empty()
            {
                findings.push(Finding { what: "database's directory", how: writable(folder) });
            }
            let examined = health::examine(&config.database_url).await;
            let latest = examined.as_ref().ok().and_then(|health| health.latest_write);
            findings.push(Finding { what: "database", how: database(examined) });
            findings.push(Finding { what: "clock", how: clock(&config, latest.map(|at| at.0 / 1_000_000)) });
        }
    }
    let mut out = std::io::stdout();
    for finding in &findings {
        match &finding.how {
            Ok(how) => writeln!(out, "ok    {}: {how}", finding.what)?,
            Err(how) => writeln!(out, "MEND  {}: {how}", finding.what)?,
        }
    }
    Ok(findings.iter().all(|finding| finding.how.is_ok()))
}

fn configuration(config: &Config) -> Finding {
    let how = if config.warns_insecure() {
        format!("{}, plain http: for trying out at home only", config.public_address)
    } else {
        format!("{}, listening on {}", config.public_address, config.listen)
    };
    Finding { what: "configuration", how: Ok(how) }
}

fn writable(directory: &Path) -> Result<String, String> {
    let shown = directory.display();
    if !directory.exists() {
        return Err(format!("{shown} is not there. Make it: mkdir -p {shown}"));
    }
    let probe = directory.join(".doctor");
    match std::fs::write(&probe, b"doctor") {
        Ok(()) => {
            let _ = std::fs::remove_file(&probe);
            Ok(format!("{shown} can be written"))
        }
        Err(error) => Err(format!(
            "{shown} cannot be written ({error}). Give it to the account that runs yishi: chown -R ACCOUNT {shown}"
        )),
    }
}

/// Asks `df`, which every system has; without an answer there is nothing to mend.
fn room(directory: &Path) -> Result<String, String> {
    let answer = std::process::Command::new("df").arg("-Pk").arg(directory).output();
    let Ok(answer) = answer else { return Ok("unknown: df is not there to ask".to_owned()) };
    let text = String::from_utf8_lossy(&answer.stdout).into_owned();
    match text
        .lines()
        .nth(1)
        .and_then(|line| line.split_whitespace().nth(3))
        .and_then(|free| free.parse::<u64>().ok())
    {
        Some(free) if free < ROOM_KILOBYTES_MIN => Err(format!(
            "{} MB left. Free some, or move data_dir to a larger disk: at {} MB writing is at risk",
            free / 1024,
            ROOM_KILOBYTES_MIN / 1024
        )),
        Some(free) => Ok(format!("{} MB left", free / 1024)),
        None => Ok("unknown".to_owned()),
    }
}

/// Limits count by address: behind a proxy that is not believed, everybody has the proxy's.
fn proxy(config: &Config) -> Result<String, String> {
    if config.mistakes_proxy() {
        return Err(format!(
            "public_address is https and {} is this machine's own, so a proxy stands in front, but none is trusted: \
             everybody shares one limit of tries. Set trusted_proxies = [\"127.0.0.1\"]",
            config.listen
        ));
    }
    Ok(match config.trusted_proxies.len() {
        0 => "none".to_owned(),
        trusted => format!("{trusted} trusted"),
    })
}

fn database(examined: Result<Health, service::OpenError>) -> Result<String, String> {
    match examined.map(|health| health.schema) {
        Ok(Schema::Current) => Ok("answers, schema up to date".to_owned()),
        Ok(Schema::Absent) => Ok("empty; `yishi serve` makes the schema".to_owned()),
        Ok(Schema::Behind) => Ok("answers; `yishi serve` brings the schema up to date".to_owned()),
        Ok(Schema::Ahead) => {
            Err("its schema is newer than this program. Install the newer yishi, or restore a backup"
                .to_owned())
        }
        Err(error) => {
            Err(format!("{error}. Check database_url, and that the database runs and lets yishi in"))
        }
    }
}

/// A clock that went back closes votes late and locks sessions out: it must not lie before what was written.
fn clock(config: &Config, latest_write: Option<i64>) -> Result<String, String> {
    let now = SystemClock.now().0 / 1_000_000;
    let mend = "Set it right: timedatectl set-ntp true";
    if now < EARLIEST_SECONDS {
        return Err(format!("it stands before 2026. {mend}"));
    }
    let latest = latest_write.max(latest_file(&config.data_dir));
    match latest {
        Some(latest) if latest > now + CLOCK_SLACK_SECONDS => {
            Err(format!("something was written {} minutes in its future. {mend}", (latest - now) / 60))
        }
        _ => Ok("agrees with what was written".to_owned()),
    }
}

/// When the youngest file of the directory was changed, in seconds.
fn latest_file(directory: &Path) -> Option<i64> {
    let files = std::fs::read_dir(directory).ok()?;
    files
        .filter_map(|file| file.ok()?.metadata().ok()?.modified().ok())
        .filter_map(|at| i64::try_from(at.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok())
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(directory: &Path) -> Config {
        Options { data_dir: Some(directory.to_owned()), ..Options::default() }.complete().unwrap()
    }

    #[test]
    fn what_is_wrong_is_said_with_how_to_mend_it() {
        let directory = tempfile::tempdir().unwrap();
        assert!(writable(directory.path()).is_ok());
        assert!(writable(&directory.path().join("none")).unwrap_err().contains("mkdir -p"));
        assert!(database(Ok(Health { schema: Schema::Ahead, latest_write: None })).is_err());
        assert!(database(Err(service::OpenError::UnknownDatabase)).unwrap_err().contains("database_url"));
        let config = config(directory.path());
        assert!(clock(&config, None).is_ok());
        let future = SystemClock.now().0 / 1_000_000 + 7_200;
        assert!(clock(&config, Some(future)).unwrap_err().contains("timedatectl"));
    }

    #[test]
    fn a_new_machine_is_well_and_a_broken_configuration_is_not() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let directory = tempfile::tempdir().unwrap();
        let options = Options { data_dir: Some(directory.path().to_owned()), ..Options::default() };
        assert!(runtime.block_on(doctor(Ok(options))).unwrap());
        let plain = Options { public_address: Some("http://a.example".to_owned()), ..Options::default() };
        assert!(!runtime.block_on(doctor(Ok(plain))).unwrap());
    }
}
