//! The islands: `app` built for the browser, bound to JavaScript, shrunk.
//!
//! `wasm-bindgen` is used as a library out of the same `Cargo.lock`, so it can never disagree with the code it binds.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::machine::{self, Package, WASM};
use crate::shell::{cargo, run, target};
use crate::site::fingerprint;
use crate::which;

/// The islands' module and the JavaScript that loads it.
pub(crate) struct Islands {
    pub(crate) wasm: Vec<u8>,
    pub(crate) javascript: String,
}

/// What browsers of the last years all have, and what rustc and wasm-bindgen make use of.
const WASM_OPT: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "-Oz",
];

/// Builds the islands; binding and shrinking are left out when cargo made the same wasm as before.
pub(crate) fn build() -> Result<Islands> {
    machine::need_wasm_target()?;
    if let Err(error) = machine::need(&[Package::Binaryen]) {
        println!("  The islands stay a third larger than they need be: {error:#}");
    }
    run(cargo()
        .args(["rustc", "--package", "app", "--lib", "--crate-type", "cdylib", "--target", WASM])
        .args(["--profile", "islands", "--no-default-features", "--features", "hydrate"]))?;
    let built = target().join(WASM).join("islands/app.wasm");
    let raw = std::fs::read(&built).with_context(|| built.display().to_string())?;

    let folder = target().join("islands-bound");
    let stamp_file = folder.join("stamp");
    let stamp = format!("{} {}", fingerprint(&raw), optimiser().unwrap_or_default());
    if std::fs::read_to_string(&stamp_file).ok().as_deref() != Some(&stamp) {
        bind(raw, &folder)?;
        shrink(&folder)?;
        std::fs::write(&stamp_file, stamp)?;
    }
    Ok(Islands {
        wasm: std::fs::read(folder.join("yishi_bg.wasm"))?,
        javascript: std::fs::read_to_string(folder.join("yishi.js"))?,
    })
}

fn bind(wasm: Vec<u8>, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    Bindgen::new()
        .input_bytes("yishi", wasm)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
}

fn shrink(folder: &Path) -> Result<()> {
    if which("wasm-opt").is_none() {
        return Ok(());
    }
    let module = folder.join("yishi_bg.wasm");
    run(Command::new("wasm-opt").args(WASM_OPT).arg(&module).arg("-o").arg(&module))
}

/// Its version is part of the stamp: another `wasm-opt` makes another module.
fn optimiser() -> Option<String> {
    crate::shell::output(Command::new("wasm-opt").arg("--version")).ok()
}
