//! 表决档案: the record of a vote, one file with which anyone can check it. `docs/record-format.md` describes it.
//!
//! - [`zip`]: the archive, [`sums`]: the signed hashes of its files.
//! - [`write`]: making one; [`verify`]: checking one from end to end and counting it again.
//! - [`receipt`]: a voter's receipt against it.
//! - [`fault`]: why one is not believed.
//!
//! The same code checks on the command line and in the reader's browser; there it holds as little as one kind of vote
//! needs ([`counter`], [`module`]).

mod ballots;
pub mod counter;
mod families;
pub mod fault;
pub mod log;
mod manifest;
pub mod module;
pub mod openings;
pub mod questions;
pub mod receipt;
mod roll;
pub mod sheet;
pub mod sums;
mod text;
pub mod verify;
pub mod write;
pub mod zip;
