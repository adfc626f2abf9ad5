//! What has to be on the machine besides Rust: how to see whether it is there, and how to get it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::shell::{output, root, run};
use crate::which;

/// The target of the islands.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// A Debian package that a part of the work needs.
#[derive(Clone, Copy)]
pub(crate) enum Package {
    /// `wasm-opt`, which takes a third off the islands.
    Binaryen,
    /// The browser of the end-to-end tests.
    Chromium,
    /// Chinese type for their screenshots.
    FontsNotoCjk,
    /// The second engine of the data tests.
    Postgresql,
    /// What the second verifier of records checks signatures with.
    Python3Cryptography,
}

impl Package {
    fn name(self) -> &'static str {
        match self {
            Self::Binaryen => "binaryen",
            Self::Chromium => "chromium",
            Self::FontsNotoCjk => "fonts-noto-cjk",
            Self::Postgresql => "postgresql",
            Self::Python3Cryptography => "python3-cryptography",
        }
    }

    fn is_there(self) -> bool {
        match self {
            Self::Binaryen => which("wasm-opt").is_some(),
            Self::Chromium => Path::new("/usr/bin/chromium").is_file(),
            Self::FontsNotoCjk => {
                Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").is_file()
            }
            Self::Postgresql => postgres_programs().is_some(),
            // A test that wants it looks for it in the same places.
            Self::Python3Cryptography => ["/usr/bin/python3", "python3"].iter().any(|python| {
                let mut ask = Command::new(python);
                output(ask.args(["-c", "import cryptography"])).is_ok()
            }),
        }
    }
}

/// Makes sure that these packages are installed: as root by installing them, otherwise by naming the command.
pub(crate) fn need(packages: &[Package]) -> Result<()> {
    let missing: Vec<_> = packages.iter().filter(|it| !it.is_there()).map(|it| it.name()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if user_id("")?.0 != 0 || which("apt-get").is_none() {
        bail!(
            "missing on this machine: {names}. On Debian:\n\n    sudo apt-get update && sudo apt-get install {names}\n"
        );
    }
    run(Command::new("apt-get").args(["update", "--quiet"]))?;
    let mut install = Command::new("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive");
    run(install.args(["install", "--quiet", "--yes", "--no-install-recommends"]).args(missing))
}

/// Makes sure that Rust can build for the browser.
pub(crate) fn need_wasm_target() -> Result<()> {
    let mut ask = Command::new("rustc");
    ask.current_dir(root()).args(["--print", "target-libdir", "--target", WASM]);
    let library = output(&mut ask)?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    if which("rustup").is_none() {
        bail!("this Rust has no {WASM} target, and there is no rustup to add it");
    }
    run(Command::new("rustup").current_dir(root()).args(["target", "add", WASM]))
}

/// The folder of the newest PostgreSQL's own programs; Debian keeps them off the path.
pub(crate) fn postgres_programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let folders = versions.filter_map(|entry| {
        let entry = entry.ok()?;
        let version: u32 = entry.file_name().to_str()?.parse().ok()?;
        let folder = entry.path().join("bin");
        folder.join("initdb").is_file().then_some((version, folder))
    });
    folders.max().map(|(_, folder)| folder)
}

/// The user and group number of a user; of ourselves when the name is empty.
pub(crate) fn user_id(name: &str) -> Result<(u32, u32)> {
    let number = |flag| -> Result<u32> {
        let mut ask = Command::new("id");
        ask.arg(flag);
        if !name.is_empty() {
            ask.arg(name);
        }
        output(&mut ask)?.trim().parse().context("`id` gave no number")
    };
    Ok((number("-u")?, number("-g")?))
}
