//! Counting: from units to heads, from ballots to an outcome that carries its own arithmetic.
//!
//! Whole numbers only: figures are `i64` behind newtypes with limits, products are taken in `i128`.
//! The same code counts on the server, in the reader's browser and in an auditor's hands.
//!
//! - [`heads`]: who counts, and with how much: the frozen electorate of an owners' vote.
//! - [`manifest`]: the rule of one vote, every choice stated, hashed.
//! - [`owners`]: owners' votes by Civil Code art. 278 and 279, both columns; [`election`] seats the elected.
//! - [`consultative`]: residents' consultative votes.
//! - [`budget`]: giving out money among projects.
//! - [`profile`]: ballots of every form, merged; [`single`], [`ranked`], [`seats`]: the rules that count them;
//!   [`choice`]: any of these rules as one file states it.
//! - [`named`]: rules by short names. [`formats`]: files of ballots.
//! - [`record`]: any public file with any rule, counted again.
//! - [`cells`] and [`shown`]: the same sums as the public may see them.
//!
//! A count has two steps. *Tallying* turns ballots into sums; *deciding* turns sums into an outcome. The
//! public file has only the sums, so everyone can repeat the second step, and signed-in owners both.

pub mod ballot;
pub mod budget;
pub mod canonical;
pub mod cells;
pub mod choice;
pub mod consultative;
pub mod election;
pub mod formats;
pub mod heads;
pub mod inequality;
pub mod json;
pub mod manifest;
pub mod named;
pub mod owners;
pub mod profile;
pub mod ranked;
pub mod record;
pub mod seats;
pub mod shown;
pub mod single;
mod sort;
pub mod weight;

#[cfg(test)]
mod manifest_tests;
#[cfg(test)]
mod naive;
#[cfg(test)]
mod owners_tests;
