//! x

pub mod roll;
