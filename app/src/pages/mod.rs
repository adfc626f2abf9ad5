//! Pages, by noun. Each is a function of the reader ([`crate::shell::Cx`]) and of what was read.

pub mod about;
pub mod accounts;
pub mod board;
pub mod bodies;
pub mod comments;
pub mod decisions;
pub mod errors;
pub mod founding;
pub mod home;
pub mod issues;
pub mod join;
pub mod log;
pub mod moderation;
pub mod officers;
pub mod practice;
pub mod proposals;
pub mod publishing;
pub mod requests;
pub mod roll;
pub mod share;
pub mod slips;
pub mod votes;
