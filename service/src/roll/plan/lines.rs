//! Rows to be written, as JSON lists of a few hundred each.

use serde::Serialize;
use std::collections::BTreeMap;

/// Rows in one list.
const ROWS_PER_LINE: usize = 400;

/// Rows to be written, by the kind their statement asks for.
#[derive(Debug, Default)]
pub(in crate::roll) struct Lines {
    kinds: BTreeMap<&'static str, Kind>,
}

#[derive(Debug, Default)]
struct Kind {
    done: Vec<String>,
    open: String,
    rows: usize,
}

impl Lines {
    pub(super) fn add(&mut self, kind: &'static str, row: &impl Serialize) {
        let kind = self.kinds.entry(kind).or_default();
        kind.open.push(if kind.rows == 0 { '[' } else { ',' });
        // Rows are made of ids, texts and numbers: nothing that JSON refuses.
        kind.open.push_str(&serde_json::to_string(row).unwrap_or_default());
        kind.rows += 1;
        if kind.rows == ROWS_PER_LINE {
            kind.close();
        }
    }

    /// Every list with its kind.
    pub(in crate::roll) fn finish(self) -> impl Iterator<Item = (&'static str, Vec<String>)> {
        self.kinds.into_iter().map(|(name, mut kind)| {
            kind.close();
            (name, kind.done)
        })
    }
}

impl Kind {
    fn close(&mut self) {
        if self.rows > 0 {
            self.open.push(']');
            self.done.push(std::mem::take(&mut self.open));
            self.rows = 0;
        }
    }
}
