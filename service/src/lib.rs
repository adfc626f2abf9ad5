//! What people can do: one function per act.
//!
//! An act checks its permission inside its own transaction ([`Hall::write`]), so two taps cannot both pass.
//! All SQL lives in private modules here; no other crate names the database library.

mod dialect;
pub mod difference;
pub mod edge;
mod error;
mod hall;
mod limits;
mod mark;
pub mod markdown;
mod migrations;
mod passwords;
mod row;

pub mod accounts;
pub mod bodies;
pub mod comments;
pub mod communities;
pub mod decisions;
pub mod demo;
pub mod feed;
pub mod forms;
pub mod founding;
pub mod health;
pub mod home;
pub mod issues;
pub mod jobs;
pub mod joining;
pub mod local;
pub mod log;
pub mod looks;
pub mod moderation;
pub mod notices;
pub mod officers;
pub mod proposals;
pub mod requests;
pub mod rerender;
pub mod roll;
pub mod sessions;
pub mod vote_keys;
pub mod votes;

pub use error::{Error, Result};
pub use hall::{Act, Hall, OpenError, Settings, Snapshot, Tx};
pub use mark::Mark;
