//! Votes: set up, announced, opened, cast, closed and counted.
//!
//! - [`setup`]: what convenors do with a draft, checked by `check`; `announce`: how it leaves that state, or is called
//!   off.
//! - `electorate`: who may take part, formed from the roll as it is now.
//! - `open`: freezes question, options, rule and roll in one act.
//! - [`cast`]: one head, one counting ballot.
//! - [`paper`]: ballots that were handed in on paper, typed in by whoever conducts the vote.
//! - `sealed`: what the public log is told of a ballot; `secret`: ballots apart from names.
//! - `close`: counts, by `tally`, and counts anew; [`objections`] and [`orders`]: what may follow;
//!   [`record`]: the public file that comes of it.
//! - [`holdings`]: what a reader holds in votes, and what was recorded for it.
//! - [`read`], [`conduct`] and [`outcome`]: what pages show to voters, to officers, and once it is counted.

mod announce;
pub mod cast;
mod check;
mod close;
pub mod conduct;
mod electorate;
mod facts;
pub mod holdings;
pub mod objections;
mod open;
pub mod orders;
pub mod outcome;
pub mod paper;
mod questions;
pub mod read;
pub mod receipt;
pub mod record;
pub(crate) mod sealed;
mod secret;
pub mod setup;
mod tally;

pub(crate) use close::{close_due, finalise_due};
pub use electorate::Scope;
pub(crate) use open::open_due;
pub(crate) use secret::{join_heads, part as part_ballots};
