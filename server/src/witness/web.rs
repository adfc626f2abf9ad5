//! Asking a log: small answers, soon, or none.

use domain::log::note::MAX_NOTE;
use domain::log::tiles::WIDTH;
use std::io::Read as _;
use std::time::Duration;
use ureq::Agent;

/// The most bytes of a tile: 256 hashes.
const TILE_BYTES_MAX: u64 = 256 * 32;
/// The longest bundle: as many entries as a full tile has, each as long as may be.
const BUNDLE_BYTES_MAX: u64 = WIDTH * (2 + 0xFFFF);
/// The most bytes read of what a log says to a cosignature.
const WORDS_MAX: u64 = 1_024;

/// Where a log is served.
pub struct Web {
    agent: Agent,
    /// Without a slash at its end.
    prefix: String,
}

/// Why there is no answer that can be used.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// The network, the address, or the time.
    #[error("{url}: {error}")]
    Unreachable {
        /// What was asked for.
        url: String,
        /// What the client says.
        error: ureq::Error,
    },
    /// Another status than 200.
    #[error("{url}: {status}")]
    Status {
        /// What was asked for.
        url: String,
        /// Of HTTP.
        status: u16,
    },
    /// More than such a file has.
    #[error("{url}: more than {max} bytes")]
    TooLong {
        /// What was asked for.
        url: String,
        /// The most that is read.
        max: u64,
    },
}

impl Web {
    /// The log at `prefix`, as in `https://hall.example.org/log`. An answer takes `patience` at most, however slowly it
    /// drips.
    #[must_use]
    pub fn new(prefix: &str, patience: Duration) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(patience))
            .max_redirects(3)
            .http_status_as_error(false)
            .user_agent(concat!("yishi-witness/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: config.into(), prefix: prefix.trim_end_matches('/').to_owned() }
    }

    /// The signed checkpoint, as text.
    pub fn checkpoint(&self) -> Result<Vec<u8>, WebError> {
        let bytes_max = u64::try_from(MAX_NOTE).unwrap_or(u64::MAX);
        self.file("checkpoint", bytes_max)
    }

    /// The tile at `path`, below `tile/`.
    pub fn tile(&self, path: &str) -> Result<Vec<u8>, WebError> {
        self.file(&format!("tile/{path}"), TILE_BYTES_MAX)
    }

    /// The bundle of entries at `path`, below `tile/`.
    pub fn bundle(&self, path: &str) -> Result<Vec<u8>, WebError> {
        self.file(&format!("tile/{path}"), BUNDLE_BYTES_MAX)
    }

    fn file(&self, path: &str, max: u64) -> Result<Vec<u8>, WebError> {
        let url = format!("{}/{path}", self.prefix);
        let unreachable = |error| WebError::Unreachable { url: url.clone(), error };
        let mut answer = self.agent.get(&url).call().map_err(unreachable)?;
        if answer.status() != 200 {
            return Err(WebError::Status { url, status: answer.status().as_u16() });
        }
        let mut bytes = Vec::new();
        let mut body = answer.body_mut().as_reader().take(max + 1);
        body.read_to_end(&mut bytes).map_err(|error| unreachable(error.into()))?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > max) {
            return Err(WebError::TooLong { url, max });
        }
        Ok(bytes)
    }

    /// Brings a cosignature: the status, and what was said to it in a line.
    pub fn add_cosignature(&self, note: &str) -> Result<(u16, String), WebError> {
        let url = format!("{}/add-cosignature", self.prefix);
        let sent = self.agent.post(&url).header("content-type", "text/plain; charset=utf-8").send(note);
        let mut answer = sent.map_err(|error| WebError::Unreachable { url, error })?;
        let mut words = Vec::new();
        // What it says beside the status is not needed: half of it, or nothing, does as well.
        let _ = answer.body_mut().as_reader().take(WORDS_MAX).read_to_end(&mut words);
        let words = String::from_utf8_lossy(&words);
        let line = words.lines().next().unwrap_or_default();
        // From elsewhere, and bound for a terminal.
        let line = line.chars().filter(|c| !c.is_control()).take(200).collect();
        Ok((answer.status().as_u16(), line))
    }
}
