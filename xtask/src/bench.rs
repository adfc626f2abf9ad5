//! Measurements, made the same way each time.

use anyhow::{Result, bail};

use crate::shell::step;
use crate::site;

/// `cargo xtask bench …`
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [what] if what == "size" => step("bench size", || site::build().map(drop)),
        _ => bail!("usage: cargo xtask bench size"),
    }
}
