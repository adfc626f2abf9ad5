//! Pages, by noun. Each is a function of the reader ([`crate::shell::Cx`]) and of what was read.

pub mod about;
pub mod comments;
pub mod decisions;
pub mod errors;
pub mod issues;
pub mod publishing;
pub mod share;
pub mod votes;
