//! The edge: who asks and from where, what leaves with every answer, and what becomes of failures.

mod address;
mod client;
mod failure;
mod headers;
mod kept;
mod visit;
mod whole;

pub(crate) use address::without_nul;
pub(crate) use client::Client;
pub use failure::{Answer, Failure};
pub(crate) use failure::{error_pages, failure_code};
pub(crate) use headers::security_headers;
pub use kept::Kept;
pub(crate) use kept::kept_pages;
pub use visit::{COOKIE_ELDER, COOKIE_LOCALE, Parked, Visit};
pub(crate) use visit::{refused, see_other, session_cookie_name, set_cookie};
pub(crate) use whole::{Arrival, whole_forms};
