//! What runs in the browser, the islands and the engine that counts again: built, bound to JavaScript, shrunk.
//!
//! `wasm-bindgen` is used as a library out of the same `Cargo.lock`, so it can never disagree with the code it binds.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use walrus::{ExportItem, Module, RefType, Table};
use wasm_bindgen_cli_support::Bindgen;

use crate::machine::{self, Package, WASM};
use crate::shell::{cargo, run, target};
use crate::site::fingerprint;
use crate::which;

/// A module and the JavaScript that loads it.
pub(crate) struct Bound {
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

/// SHA-256 as a loop instead of all its rounds one after the other: 8 kB less.
const SMALL_HASH: &str = "--cfg sha2_backend_soft=\"compact\"";

/// Everything that runs in the browser.
pub(crate) struct Built {
    pub(crate) islands: Bound,
    /// What checks a record and counts it again, by the names of `domain::record::module`.
    pub(crate) recount: Vec<(&'static str, Bound)>,
}

/// The modules that check a record and count it again. A reader who asks for it fetches one for each family of rules
/// on the ballot.
pub(crate) const RECOUNT: [&str; 9] =
    ["vote", "sums", "pairs", "runoff", "stv", "phragmen", "pav", "greedy", "budget"];

/// The islands and what counts again.
pub(crate) fn build() -> Result<Built> {
    let islands = bound("app", &["--no-default-features", "--features", "hydrate"], "yishi", "yishi")?;
    let recount = RECOUNT.into_iter().map(|module| Ok((module, recount(module)?)));
    Ok(Built { islands, recount: recount.collect::<Result<_>>()? })
}

/// One name for all of them, so that the same JavaScript loads any.
fn recount(module: &str) -> Result<Bound> {
    bound(
        "recount",
        &["--no-default-features", "--features", module],
        &format!("recount-{module}"),
        "recount",
    )
}

/// Builds a package for the browser; binding and shrinking are left out when cargo made the same wasm as before.
fn bound(package: &str, features: &[&str], folder: &str, name: &str) -> Result<Bound> {
    machine::need_wasm_target()?;
    if let Err(error) = machine::need(&[Package::Binaryen]) {
        println!("  The module stays a third larger than it need be: {error:#}");
    }
    let mut build = cargo();
    build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", format!("{SMALL_HASH} {}", short_paths()));
    build.args(["rustc", "--package", package, "--lib", "--crate-type", "cdylib", "--target", WASM]);
    run(build.args(["--profile", "islands"]).args(features))?;
    let built = target().join(WASM).join(format!("islands/{package}.wasm"));
    let raw = std::fs::read(&built).with_context(|| built.display().to_string())?;

    let folder = target().join(format!("{folder}-bound"));
    let stamp_file = folder.join("stamp");
    // This program too: another one may bind or shrink otherwise.
    let ourselves = std::fs::read(std::env::current_exe()?)?;
    let tools = optimiser().unwrap_or_default();
    let stamp = format!("{} {} {tools}", fingerprint(&raw), fingerprint(&ourselves));
    let module = folder.join(format!("{name}_bg.wasm"));
    if std::fs::read_to_string(&stamp_file).ok().as_deref() != Some(&stamp) {
        bind(raw, &folder, name)?;
        shrink(&module)?;
        std::fs::write(&stamp_file, stamp)?;
    }
    let javascript = std::fs::read_to_string(folder.join(format!("{name}.js")))?;
    Ok(Bound { wasm: std::fs::read(&module)?, javascript })
}

/// Panics name their source file. Without the way to cargo's folder these names are shorter, and the same wherever the
/// islands are built.
fn short_paths() -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let registries = home.and_then(|home| std::fs::read_dir(home.join("registry/src")).ok());
    let folders = registries.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    folders.map(|folder| format!("--remap-path-prefix={}/= ", folder.display())).collect()
}

fn bind(wasm: Vec<u8>, folder: &Path, name: &str) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    Bindgen::new()
        .input_bytes(name, wasm)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
}

fn shrink(module: &Path) -> Result<()> {
    if which("wasm-opt").is_none() {
        return Ok(());
    }
    run(Command::new("wasm-opt").args(WASM_OPT).arg(module).arg("-o").arg(module))?;
    let shrunk = std::fs::read(module)?;
    std::fs::write(module, export_right_table(&shrunk)?)?;
    Ok(())
}

/// Debian 12's `wasm-opt` (108) takes every exported table for the first one, so the table of JavaScript values is
/// exported as the table of functions, and the browser refuses what is put into it. A newer one leaves nothing to mend.
fn export_right_table(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(wasm)?;
    let values = module.tables.iter().find(|table| table.element_ty == RefType::EXTERNREF).map(Table::id);
    let export = module.exports.iter_mut().find(|export| export.name == "__wbindgen_externrefs");
    if let (Some(values), Some(export)) = (values, export) {
        export.item = ExportItem::Table(values);
    }
    Ok(module.emit_wasm())
}

/// Its version is part of the stamp: another `wasm-opt` makes another module.
fn optimiser() -> Option<String> {
    crate::shell::output(Command::new("wasm-opt").arg("--version")).ok()
}
