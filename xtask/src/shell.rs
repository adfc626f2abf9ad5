//! Running other programs, and saying what is going on while they run.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// The workspace.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        // Asked when it runs: a target directory kept between checkouts may hold an xtask built in another one.
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        manifest.parent().unwrap_or(&manifest).to_owned()
    });
    &ROOT
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |set| root().join(set))
}

/// The cargo that started us.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a program in the open; fails when it does.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let said = said(command);
    println!("  $ {said}");
    let status = command.status().with_context(|| format!("starting {said}"))?;
    if !status.success() {
        bail!("`{said}` failed ({status})");
    }
    Ok(())
}

/// Runs a program quietly and returns what it printed; its complaints are part of the error.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let said = said(command);
    let output = command.output().with_context(|| format!("starting {said}"))?;
    if !output.status.success() {
        bail!("`{said}` failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("{said} printed something else than text"))
}

fn said(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Names a piece of work, does it, says how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("▸ {name}");
    let start = Instant::now();
    let done = work().with_context(|| name.to_owned())?;
    println!("  {name}: {}", seconds(start.elapsed()));
    Ok(done)
}

/// 12.3 s
pub(crate) fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}

/// 12.3 kB, in the thousands that the budgets are written in.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::{seconds, size};
    use std::time::Duration;

    #[test]
    fn figures_are_short() {
        assert_eq!(size(999), "999 B");
        assert_eq!(size(79_960), "79.9 kB");
        assert_eq!(size(12_345_678), "12.3 MB");
        assert_eq!(seconds(Duration::from_millis(61_250)), "61.2 s");
    }
}
