//! The process: configuration, routes, form posts, sessions, jobs, feeds, command line.
//!
//! A request goes: [`edge`] (who asks, limits, headers) → [`routes`] (one file a noun: read or act) → `app` (HTML).

pub mod api;
pub mod atom;
pub mod ballots;
pub mod command;
pub mod config;
pub mod edge;
pub mod forms;
pub mod jobs;
pub mod log_key;
pub mod qr;
pub mod router;
mod routes;
pub mod site;
pub mod witness;
