//! `yishi witness`: follows another installation's public log, and signs it for as long as it only grows.

use super::locale;
use crate::log_key;
use crate::witness::book::BookError;
use crate::witness::pull::{Against, pull};
use crate::witness::web::Web;
use crate::witness::{Book, Pulled, Refusal, Witness, offer};
use anyhow::Context as _;
use app::text::Text;
use clap::Args;
use domain::log::note::{KeyKind, VerifierKey};
use service::edge::{Entropy as _, SystemClock, SystemEntropy};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The name of the witness's key in its directory.
const KEY_FILE: &str = "witness.key";
/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(30);

/// What to watch, and how.
#[derive(Args, Clone, Debug)]
pub(super) struct WitnessOptions {
    /// Directory for the witness's key and what it has seen
    #[arg(long = "data", value_name = "DIRECTORY")]
    directory: PathBuf,
    /// Where the log is served: https://hall.example.org/log
    #[arg(long, value_name = "URL", required_unless_present = "serve")]
    log: Option<String>,
    /// The log's key, as its page tells it: NAME+12345678+BASE64
    #[arg(long, value_name = "KEY")]
    key: VerifierKey,
    /// Name of the witness's own key when it is made: an address without https:// [default: witness-RANDOM]
    #[arg(long, value_name = "NAME")]
    key_name: Option<String>,
    /// Look once and stop; this is what is done without --every
    #[arg(long, conflicts_with = "every")]
    once: bool,
    /// Look again after so many seconds, for ever
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    every: Option<u64>,
    /// Wait at this address for the log to ask: POST /add-checkpoint of c2sp.org/tlog-witness
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["log", "once", "every"])]
    serve: Option<SocketAddr>,
}

/// Witnesses; whether all went well, once it ends.
pub(super) fn run(options: &WitnessOptions) -> anyhow::Result<bool> {
    let text = locale().text();
    let mut witness = open(options)?;
    say(&text.witness_key(&witness.key().to_string()));
    let runtime = tokio::runtime::Runtime::new()?;
    let Some(log) = &options.log else {
        let address = options.serve.context("--log or --serve")?;
        runtime.block_on(serve(witness, address, text))?;
        return Ok(true);
    };
    anyhow::ensure!(log.starts_with("https://") || log.starts_with("http://"), "--log {log} is no address");
    let web = Web::new(log, PATIENCE);
    loop {
        let pulled = pull(&mut witness, &web);
        let is_well = tell(text, &pulled);
        let Some(seconds) = options.every else { return Ok(is_well) };
        if pulled.is_err_and(|refusal| refusal.is_final()) {
            return Ok(false);
        }
        runtime.block_on(tokio::time::sleep(Duration::from_secs(seconds)));
    }
}

fn open(options: &WitnessOptions) -> anyhow::Result<Witness> {
    anyhow::ensure!(
        options.key.kind() == KeyKind::Note,
        "--key is a witness's; the log's own is on its page"
    );
    let directory = &options.directory;
    make_directory(directory).with_context(|| format!("making {}", directory.display()))?;
    let name = options.key_name.clone().unwrap_or_else(random_name);
    let key = log_key::open_file(&directory.join(KEY_FILE), &name, KeyKind::Cosignature)?;
    if let Some(asked) = &options.key_name {
        let name = key.public().name();
        anyhow::ensure!(name == asked, "the key in {} is called {name}, not {asked}", directory.display());
    }
    let book = Book::open(directory, &options.key)?;
    Ok(Witness::new(key, options.key.clone(), book, Arc::new(SystemClock)))
}

/// Only its owner looks in: the key is in it.
fn make_directory(directory: &Path) -> std::io::Result<()> {
    let mut folder = std::fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(directory)
}

/// Names nobody, and is nobody else's.
fn random_name() -> String {
    let mut bytes = [0; 8];
    SystemEntropy.fill(&mut bytes);
    format!("witness-{:016x}", u64::from_be_bytes(bytes))
}

async fn serve(witness: Witness, address: SocketAddr, text: &dyn Text) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}; is another server running there?"))?;
    say(&text.witness_serves(&listener.local_addr()?.to_string()));
    Ok(axum::serve(listener, offer::router(witness)).await?)
}

/// Says what was seen; whether it was signed and the log took it.
fn tell(text: &dyn Text, pulled: &Result<Pulled, Refusal>) -> bool {
    match pulled {
        Ok(Pulled { before, now, answer: (status, line) }) => {
            let root = now.root.short();
            say(&if before.size == 0 {
                text.witness_began(now.size, &root)
            } else {
                text.witness_signed(before.size, now.size, &root)
            });
            if *status != 200 {
                complain(&text.witness_unwelcome(*status, line));
            }
            *status == 200
        }
        Err(refusal) => {
            complain(&refused(text, refusal));
            false
        }
    }
}

fn refused(text: &dyn Text, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Web(error) => error.to_string(),
        Refusal::Clock => refusal.to_string(),
        Refusal::Garbled => text.witness_garbled().to_owned(),
        Refusal::NotTheLogs(why) => text.witness_not_the_logs(&why.to_string()),
        Refusal::Unproved { seen, shown } => text.witness_unproved(seen.size, shown.size),
        Refusal::Against { what, seen, shown, evidence } => {
            let how = match what {
                Against::Smaller => text.witness_smaller(seen.size, shown.size),
                Against::Fork => text.witness_fork(seen.size),
                Against::Rewritten => text.witness_rewritten(seen.size, shown.size),
            };
            format!("{how}\n{}", text.witness_evidence(&evidence.display().to_string()))
        }
        Refusal::Own(BookError::Disputed(folder)) => text.witness_disputed(&folder.display().to_string()),
        Refusal::Own(error) => error.to_string(),
    }
}

#[expect(clippy::print_stdout, reason = "the command line answers by printing")]
fn say(line: &str) {
    println!("{line}");
}

#[expect(clippy::print_stderr, reason = "what is wrong goes to the error stream")]
fn complain(line: &str) {
    eprintln!("{line}");
}
