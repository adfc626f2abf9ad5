//! 公开日志: the append-only public log, in the forms that C2SP has agreed on.
//!
//! - [`entry`]: what is logged.
//! - [`tree`]: the Merkle tree of RFC 6962, what proves that a leaf is in it, and that it only grew.
//! - [`note`]: signed notes, with the keys that sign and check them.
//! - [`checkpoint`]: what a log signs: its name, its size, its root.
//! - [`proof`]: a leaf's proof and a checkpoint in one text that anyone can check without a network.
//! - [`tiles`]: the tree and its entries as static files.
//! - [`growth`]: that a tree only grew, proved from those files alone.
//! - [`witness`]: what a log asks of a witness, and what the witness remembers.
//!
//! Everything here is small enough for the reader's browser. Nothing reads a clock, a key or a database: these come in.

pub mod checkpoint;
pub mod entry;
pub mod growth;
pub mod note;
pub mod proof;
pub mod tiles;
pub mod tree;
pub mod witness;

#[cfg(test)]
mod laws;

/// A number as the formats write it: digits without a leading nought.
fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
