//! Configuration: one struct, from a TOML file, then the environment, then the command line.
//!
//! Unknown keys are refused: a misspelt one must not be a silent default.

use anyhow::Context as _;
use clap::Args;
use domain::log::note::{KeyKind, VerifierKey};
use serde::Deserialize;
use std::net::{AddrParseError, IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// What can be set; every field may come from the file, the environment or the command line, the later winning.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// Directory for the database and whatever else the hall keeps [default: data]
    #[arg(long, env = "YISHI_DATA_DIR")]
    pub data_dir: Option<PathBuf>,
    /// Database: sqlite:PATH or postgres://… [default: sqlite:DATA_DIR/yishi.sqlite]
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Address and port to listen on [default: 127.0.0.1:3000]
    #[arg(long, env = "YISHI_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// Address people use, as in links, feeds and QR codes: https://hall.example.org [default: http://LISTEN]
    #[arg(long, env = "YISHI_PUBLIC_ADDRESS")]
    pub public_address: Option<String>,
    /// Who runs this hall and how to reach them, as told on the page about it [default: ask the residents' committee]
    #[arg(long, env = "YISHI_OPERATOR")]
    pub operator: Option<String>,
    /// Proxies whose X-Forwarded-For is believed, separated by commas [default: none]
    #[arg(long, env = "YISHI_TRUSTED_PROXIES")]
    pub trusted_proxies: Option<Proxies>,
    /// Allow plain http beyond this machine, for trying out at home; said on every page [default: false]
    #[arg(long, env = "YISHI_INSECURE_LAN")]
    pub insecure_lan: Option<bool>,
    /// Pages read at the same time [default: 8]
    #[arg(long, env = "YISHI_READERS")]
    pub readers: Option<u32>,
    /// Passwords hashed at the same time; each takes 19 MiB [default: 2]
    #[arg(long, env = "YISHI_HASHERS")]
    pub hashers: Option<usize>,
    /// Log lines as JSON [default: false]
    #[arg(long, env = "YISHI_LOG_JSON")]
    pub log_json: Option<bool>,
    /// Keys of the witnesses whose signatures under the public log are taken, separated by commas [default: none]
    #[arg(long, env = "YISHI_WITNESSES")]
    pub witnesses: Option<Witnesses>,
}

/// Keys of witnesses: a list in the file; elsewhere a text with commas, which may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Witnesses(Vec<VerifierKey>);

impl TryFrom<Vec<String>> for Witnesses {
    type Error = WitnessesError;
    fn try_from(keys: Vec<String>) -> Result<Self, WitnessesError> {
        let witness = |text: &String| match text.parse::<VerifierKey>() {
            Ok(key) if key.kind() == KeyKind::Cosignature => Ok(key),
            Ok(_) | Err(_) => Err(WitnessesError::NoKey(text.clone())),
        };
        let keys: Vec<VerifierKey> = keys.iter().map(witness).collect::<Result<_, _>>()?;
        let twice = keys.iter().enumerate().find(|(place, key)| keys[..*place].contains(key));
        match twice {
            Some((_, key)) => Err(WitnessesError::Twice(key.name().to_owned())),
            None if keys.len() > WITNESSES_MAX => Err(WitnessesError::TooMany),
            None => Ok(Self(keys)),
        }
    }
}

impl FromStr for Witnesses {
    type Err = WitnessesError;
    fn from_str(text: &str) -> Result<Self, WitnessesError> {
        let keys = text.split(',').map(str::trim).filter(|key| !key.is_empty());
        Self::try_from(keys.map(str::to_owned).collect::<Vec<_>>())
    }
}

/// Why keys of witnesses cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WitnessesError {
    /// Not the key of a witness.
    #[error("{0} is no witness's key; `yishi witness` prints its own: NAME+12345678+BASE64")]
    NoKey(String),
    /// The same key again.
    #[error("{0} stands there twice")]
    Twice(String),
    /// More than a checkpoint has room for.
    #[error("more than {WITNESSES_MAX} witnesses")]
    TooMany,
}

/// Addresses of proxies: a list in the file; elsewhere a text with commas, which may be empty, as lists of variables
/// that are filled in by hand often are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Proxies(Vec<IpAddr>);

impl FromStr for Proxies {
    type Err = AddrParseError;
    fn from_str(text: &str) -> Result<Self, AddrParseError> {
        let addresses = text.split(',').map(str::trim).filter(|address| !address.is_empty());
        addresses.map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

/// Where the hall's data is: all that a command needs that serves nothing.
#[derive(Args, Clone, Debug, Default)]
pub struct Place {
    /// Directory for the database and whatever else the hall keeps [default: data]
    #[arg(long, env = "YISHI_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// Database: sqlite:PATH or postgres://… [default: sqlite:DATA_DIR/yishi.sqlite]
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// As it is served, to tell where to sign in
    #[arg(long, env = "YISHI_PUBLIC_ADDRESS", hide = true)]
    public_address: Option<String>,
    /// As it is served
    #[arg(long, env = "YISHI_INSECURE_LAN", hide = true)]
    insecure_lan: Option<bool>,
}

impl Place {
    /// As options among all others.
    #[must_use]
    pub fn options(&self) -> Options {
        let Self { data_dir, database_url, public_address, insecure_lan } = self.clone();
        Options { data_dir, database_url, public_address, insecure_lan, ..Options::default() }
    }
}

/// What the process runs with, complete and checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Exists and is writable once the process runs.
    pub data_dir: PathBuf,
    /// `sqlite:…` or `postgres://…`.
    pub database_url: String,
    /// Where the process listens.
    pub listen: SocketAddr,
    /// Without a slash at its end.
    pub public_address: String,
    /// Who runs this hall and how to reach them.
    pub operator: Option<String>,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whether plain http beyond this machine is allowed.
    pub insecure_lan: bool,
    /// Pages read at the same time.
    pub readers: u32,
    /// Passwords hashed at the same time.
    pub hashers: usize,
    /// Log lines as JSON.
    pub log_json: bool,
    /// Whose signatures under the public log are taken.
    pub witnesses: Vec<VerifierKey>,
}

impl Options {
    /// Reads the file at `path`.
    pub fn from_file(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        toml::from_str(&text).with_context(|| format!("in {}", path.display()))
    }

    /// These options, and `other`'s where these are silent.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            data_dir: self.data_dir.or(other.data_dir),
            database_url: self.database_url.or(other.database_url),
            listen: self.listen.or(other.listen),
            public_address: self.public_address.or(other.public_address),
            operator: self.operator.or(other.operator),
            trusted_proxies: self.trusted_proxies.or(other.trusted_proxies),
            insecure_lan: self.insecure_lan.or(other.insecure_lan),
            readers: self.readers.or(other.readers),
            hashers: self.hashers.or(other.hashers),
            log_json: self.log_json.or(other.log_json),
            witnesses: self.witnesses.or(other.witnesses),
        }
    }

    /// Fills in what was left open, and refuses what cannot work.
    pub fn complete(self) -> anyhow::Result<Config> {
        let data_dir = self.data_dir.unwrap_or_else(|| PathBuf::from("data"));
        let listen = self.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000)));
        let public_address = self
            .public_address
            .unwrap_or_else(|| format!("http://{listen}"))
            .trim_end_matches('/')
            .to_owned();
        let insecure_lan = self.insecure_lan.unwrap_or(false);
        check_address(&public_address, insecure_lan)?;
        let database_url = self
            .database_url
            .unwrap_or_else(|| format!("sqlite:{}", data_dir.join("yishi.sqlite").display()));
        check_database(&database_url)?;
        Ok(Config {
            data_dir,
            database_url,
            listen,
            public_address,
            operator: self.operator.filter(|words| !words.trim().is_empty()),
            trusted_proxies: self.trusted_proxies.unwrap_or_default().0,
            insecure_lan,
            readers: within("readers", self.readers.unwrap_or(8), READERS_MAX)?,
            hashers: within("hashers", self.hashers.unwrap_or(2), HASHERS_MAX)?,
            log_json: self.log_json.unwrap_or(false),
            witnesses: self.witnesses.unwrap_or_default().0,
        })
    }
}

impl Config {
    /// The file of the database; none where it is on a server.
    #[must_use]
    pub fn database_file(&self) -> Option<&Path> {
        let path = self.database_url.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        Some(Path::new(path.split_once('?').map_or(path, |(file, _options)| file)))
    }

    /// Whether cookies travel over https only, under a `__Host-` name.
    #[must_use]
    pub fn secure_cookies(&self) -> bool {
        self.public_address.starts_with("https://")
    }

    /// The public address's host and port, as browsers send it in `Host`.
    #[must_use]
    pub fn public_host(&self) -> &str {
        self.public_address.split_once("://").map_or("", |(_, host)| host)
    }

    /// Whether a proxy in front, which https needs, would make one client of everybody: its word on who asks is not
    /// believed, so that their limits are shared.
    #[must_use]
    pub fn mistakes_proxy(&self) -> bool {
        self.secure_cookies() && self.listen.ip().is_loopback() && self.trusted_proxies.is_empty()
    }

    /// Whether every page says that nothing is encrypted: plain http beyond this machine.
    #[must_use]
    pub fn warns_insecure(&self) -> bool {
        !self.secure_cookies() && !is_loopback(self.public_host())
    }
}

/// More would be a slip of the finger, and each takes memory.
const READERS_MAX: u32 = 256;
const HASHERS_MAX: usize = 64;
/// Each adds a line to every checkpoint.
const WITNESSES_MAX: usize = 16;

fn within<T: PartialOrd + From<u8> + std::fmt::Display>(name: &str, asked: T, max: T) -> anyhow::Result<T> {
    anyhow::ensure!(asked >= T::from(1) && asked <= max, "{name} is {asked}; it must be 1 to {max}");
    Ok(asked)
}

/// A hall outlives its process: its database is a file, or on a server.
fn check_database(url: &str) -> anyhow::Result<()> {
    let path = url.strip_prefix("sqlite:").map(|path| path.strip_prefix("//").unwrap_or(path));
    let path = path.map(|path| path.split('?').next().unwrap_or_default());
    anyhow::ensure!(
        path.is_none_or(|path| !path.is_empty() && !path.starts_with(":memory:")),
        "database_url {url} names no file; it must look like sqlite:/var/lib/yishi/yishi.sqlite"
    );
    Ok(())
}

fn check_address(address: &str, insecure_lan: bool) -> anyhow::Result<()> {
    match address.split_once("://") {
        Some(("https", host)) if is_host(host) => Ok(()),
        Some(("http", host)) if is_host(host) => {
            anyhow::ensure!(
                is_loopback(host) || insecure_lan,
                "public_address {address} is plain http: passwords and votes could be read on the way. \
                 Put a proxy with https in front, or set insecure_lan = true to try it out at home"
            );
            Ok(())
        }
        _ => anyhow::bail!("public_address must look like https://hall.example.org, without a path"),
    }
}

/// A host with or without a port; no account, path or query.
fn is_host(text: &str) -> bool {
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
    let port = text.rsplit_once(':').filter(|(_, port)| !port.contains(']'));
    let port_fits = port.is_none_or(|(_, port)| port.parse::<u16>().is_ok());
    plain && port_fits && text.parse::<axum::http::uri::Authority>().is_ok()
}

fn is_loopback(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _port)| name);
    name == "localhost" || name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::log::note::SignerKey;

    #[test]
    fn a_misspelt_key_is_refused() {
        let error = toml::from_str::<Options>("pubic_address = 'https://a.example'").unwrap_err();
        assert!(error.to_string().contains("pubic_address"), "{error}");
    }

    #[test]
    fn the_file_of_a_database_is_known() {
        let of = |url: &str| {
            Options { database_url: Some(url.to_owned()), ..Options::default() }.complete().unwrap()
        };
        for (url, file) in [
            ("sqlite:data/yishi.sqlite", Some("data/yishi.sqlite")),
            ("sqlite:///var/lib/yishi.sqlite?mode=rwc", Some("/var/lib/yishi.sqlite")),
            ("postgres://127.0.0.1/yishi", None),
        ] {
            assert_eq!(of(url).database_file(), file.map(Path::new), "{url}");
        }
    }

    #[test]
    fn a_database_without_a_file_is_refused() {
        for url in ["sqlite:", "sqlite://", "sqlite:?mode=rwc", "sqlite::memory:", "sqlite://:memory:"] {
            let options = Options { database_url: Some(url.to_owned()), ..Options::default() };
            assert!(options.complete().unwrap_err().to_string().contains("names no file"), "{url}");
        }
    }

    #[test]
    fn proxies_may_be_none() {
        let of = |text: &str| text.parse::<Proxies>().ok().map(|proxies| proxies.0.len());
        assert_eq!(
            [of(""), of(" "), of("127.0.0.1"), of("127.0.0.1, ::1,")],
            [Some(0), Some(0), Some(1), Some(2)]
        );
        assert_eq!(of("proxy.example"), None);
    }

    #[test]
    fn a_witness_is_named_by_its_key_alone() {
        let key =
            |seed, kind| SignerKey::new("witness.example", kind, [seed; 32]).unwrap().public().to_string();
        let [one, two] = [1, 2].map(|seed| key(seed, KeyKind::Cosignature));
        let of = |text: &str| text.parse::<Witnesses>().map(|witnesses| witnesses.0.len());
        assert_eq!([of(""), of(&one), of(&format!("{one}, {two},"))], [Ok(0), Ok(1), Ok(2)]);
        assert_eq!(of(&format!("{one},{one}")), Err(WitnessesError::Twice("witness.example".to_owned())));
        let of_a_log = key(1, KeyKind::Note);
        assert_eq!(of(&of_a_log), Err(WitnessesError::NoKey(of_a_log)));
        let many: Vec<String> = (0..17).map(|seed| key(seed, KeyKind::Cosignature)).collect();
        assert_eq!(of(&many.join(",")), Err(WitnessesError::TooMany));
        let file: Options = toml::from_str(&format!("witnesses = [{one:?}]")).unwrap();
        assert_eq!(file.witnesses, Some(one.parse().unwrap()));
        assert!(toml::from_str::<Options>("witnesses = ['a+b']").unwrap_err().to_string().contains("a+b"));
    }

    #[test]
    fn plain_http_stays_on_this_machine() {
        let of = |address: &str, insecure_lan| {
            Options { public_address: Some(address.to_owned()), insecure_lan, ..Options::default() }
                .complete()
        };
        assert!(of("http://127.0.0.1:3000", None).is_ok());
        assert!(of("http://[::1]:3000", None).is_ok());
        assert!(of("http://hall.example.org", None).is_err());
        assert!(of("http://hall.example.org", Some(true)).is_ok());
        assert!(of("https://hall.example.org/", None).is_ok());
        assert!(of("ftp://hall.example.org", None).is_err());
    }
}
