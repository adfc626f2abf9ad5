//! What people can do: one function per act.
//!
//! An act checks its permission inside its own transaction ([`Hall::write`]), so two taps cannot both pass.
//! All SQL lives in private modules here; no other crate names the database library.

mod dialect;
pub mod edge;
mod error;
mod hall;
pub mod markdown;
mod migrations;
mod row;

pub mod comments;
pub mod communities;
pub mod forms;
pub mod founding;
pub mod issues;
pub mod limits;
pub mod moderation;
pub mod notices;
pub mod requests;
pub mod sessions;

pub use error::{Error, Result};
pub use hall::{Act, Hall, OpenError, Settings, Snapshot, Tx};
