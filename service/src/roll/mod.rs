//! 名册: bringing it in.

pub mod sheet;
