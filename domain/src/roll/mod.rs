//! 名册: units, owners and residents, and who may take part.

pub mod import;
