//! Files of ballots: read as a stream, and written again.
//!
//! - [`pabulib`]: budgets, `.pb`.
//! - [`preflib`]: rankings, `.soc`, `.soi`, `.toc`, `.toi`.
//! - [`ballots`]: our own, `.jsonl`; [`answers`] are those of votes decided by a bar.
//!
//! A reader takes any bytes. What it cannot understand is a [`Fault`] with its line and column; what it can, but
//! is odd, is a [`Warning`] with the same. While it reads it merges equal ballots, so a reader never holds more
//! than a small multiple of what it was given: the size of a line, the number of projects and of remarks are bounded.

pub mod answers;
pub mod ballots;
pub mod fault;
mod merge;
pub mod pabulib;
pub mod preflib;

mod records;

pub use fault::{Fault, FaultCode, Place, Warning, WarningCode, Warnings};

/// The most projects or alternatives of one election. The largest public election has 220.
pub const MAX_OPTIONS: usize = 10_000;
/// The most lines before the first project or ballot.
pub const MAX_KEYS: usize = 20_000;
/// The most cells of one line.
pub const MAX_CELLS: usize = 1_000;
/// The most bytes of one line; of a Pabulib record, which may hold several lines between quotes, all of it.
pub const MAX_RECORD: usize = 1 << 20;
