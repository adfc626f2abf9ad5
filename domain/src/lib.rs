//! What is true whatever the database or the browser: types, rules, permissions, counting.
//!
//! No input or output, no clock, no randomness, no floating point; builds for `wasm32-unknown-unknown`.
//! The same nouns name the modules here, in `service`, in `app` and in `server`.

pub mod actor;
pub mod bodies;
pub mod codes;
pub mod comments;
pub mod count;
pub mod decisions;
pub mod funds;
pub mod id;
pub mod issues;
pub mod log;
pub mod measure;
pub mod members;
pub mod moderation;
pub mod notices;
pub mod policy;
pub mod problem;
pub mod proposals;
pub mod record;
pub mod requests;
pub mod roll;
pub mod time;
pub mod votes;
pub mod words;
