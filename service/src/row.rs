//! Rows to domain types. What does not parse was not written by us, and is a fault, not a default.

use crate::{Error, Result};
use domain::time::Timestamp;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use std::str::FromStr;

/// Typed readings of a row's columns, by name.
pub(crate) trait RowExt {
    /// A text.
    fn text(&self, column: &str) -> Result<String>;
    /// A text or none.
    fn opt_text(&self, column: &str) -> Result<Option<String>>;
    /// A whole number.
    fn int(&self, column: &str) -> Result<i64>;
    /// A whole number or none.
    fn opt_int(&self, column: &str) -> Result<Option<i64>>;
    /// A 0/1 column.
    fn flag(&self, column: &str) -> Result<bool>;
    /// A moment.
    fn time(&self, column: &str) -> Result<Timestamp>;
    /// A moment or none.
    fn opt_time(&self, column: &str) -> Result<Option<Timestamp>>;
    /// An id or a code.
    fn parsed<T: FromStr>(&self, column: &str) -> Result<T>;
    /// An id or a code, or none.
    fn opt_parsed<T: FromStr>(&self, column: &str) -> Result<Option<T>>;
}

impl RowExt for AnyRow {
    #[track_caller]
    fn text(&self, column: &str) -> Result<String> {
        Ok(self.try_get(column)?)
    }

    #[track_caller]
    fn opt_text(&self, column: &str) -> Result<Option<String>> {
        Ok(self.try_get(column)?)
    }

    #[track_caller]
    fn int(&self, column: &str) -> Result<i64> {
        Ok(self.try_get(column)?)
    }

    #[track_caller]
    fn opt_int(&self, column: &str) -> Result<Option<i64>> {
        Ok(self.try_get(column)?)
    }

    #[track_caller]
    fn flag(&self, column: &str) -> Result<bool> {
        Ok(self.int(column)? != 0)
    }

    #[track_caller]
    fn time(&self, column: &str) -> Result<Timestamp> {
        Ok(Timestamp(self.int(column)?))
    }

    #[track_caller]
    fn opt_time(&self, column: &str) -> Result<Option<Timestamp>> {
        Ok(self.opt_int(column)?.map(Timestamp))
    }

    #[track_caller]
    fn parsed<T: FromStr>(&self, column: &str) -> Result<T> {
        parse(column, &self.text(column)?)
    }

    #[track_caller]
    fn opt_parsed<T: FromStr>(&self, column: &str) -> Result<Option<T>> {
        self.opt_text(column)?.map(|text| parse(column, &text)).transpose()
    }
}

#[track_caller]
fn parse<T: FromStr>(column: &str, text: &str) -> Result<T> {
    text.parse().map_err(|_foreign| Error::broken(format_args!("column {column} holds no such code or id")))
}
