//! What is true whatever the database or the browser: types, rules, permissions, counting.
//!
//! No input or output, no clock, no randomness, no floating point; builds for `wasm32-unknown-unknown`.
//! The same nouns name the modules here, in `service`, in `app` and in `server`.

pub mod id;
pub mod measure;
pub mod roll;
pub mod time;
pub mod words;
