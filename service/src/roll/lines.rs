//! Rows on their way into the table of lines, as JSON lists of a few hundred each: those of a file that is read, and
//! those that a dry run would write. They are written while more are made, so that few are ever in memory.

use super::sql;
use crate::Result;
use crate::hall::{Hall, Tx};
use domain::id::ImportId;
use futures::future::BoxFuture;
use serde::Serialize;
use std::collections::BTreeMap;
use tokio::sync::mpsc;

/// Rows in one list: about 100 kB of a file.
const ROWS_PER_LINE: usize = 400;
/// Lines written in one act: it stays well under 50 ms.
const LINES_PER_ACT: usize = 6;

/// One line of the table.
#[derive(Debug)]
pub(super) struct Line {
    /// What its rows are, as their statement asks for them.
    pub(super) kind: &'static str,
    /// Its number among those of its kind, from 0.
    pub(super) n: i64,
    /// The rows.
    pub(super) text: String,
}

/// Makes lines of rows. Blocks while those before are being written.
#[derive(Debug)]
pub(super) struct Lines {
    out: Option<mpsc::Sender<Line>>,
    kinds: BTreeMap<&'static str, Kind>,
}

#[derive(Debug, Default)]
struct Kind {
    next: i64,
    open: String,
    rows: usize,
}

impl Lines {
    /// Lines, and where they come out.
    pub(super) fn new() -> (Self, mpsc::Receiver<Line>) {
        let (out, lines) = mpsc::channel(2 * LINES_PER_ACT);
        (Self { out: Some(out), kinds: BTreeMap::new() }, lines)
    }

    /// Whether anybody still waits for them.
    pub(super) fn are_wanted(&self) -> bool {
        self.out.as_ref().is_some_and(|out| !out.is_closed())
    }

    /// Nothing that is added from here on is to be written.
    pub(super) fn refuse(&mut self) {
        self.out = None;
    }

    /// Adds a row; where nobody waits for it, it is dropped.
    pub(super) fn add(&mut self, name: &'static str, row: &impl Serialize) {
        let Some(out) = &self.out else { return };
        let kind = self.kinds.entry(name).or_default();
        kind.open.push(if kind.rows == 0 { '[' } else { ',' });
        // Rows are made of ids, texts and numbers: nothing that JSON refuses.
        kind.open.push_str(&serde_json::to_string(row).unwrap_or_default());
        kind.rows += 1;
        if kind.rows == ROWS_PER_LINE {
            kind.close(name, out);
        }
    }

    /// Sends what is left.
    pub(super) fn finish(self) {
        let Some(out) = &self.out else { return };
        for (name, mut kind) in self.kinds {
            kind.close(name, out);
        }
    }
}

impl Kind {
    fn close(&mut self, name: &'static str, out: &mpsc::Sender<Line>) {
        if self.rows > 0 {
            self.open.push(']');
            let line = Line { kind: name, n: self.next, text: std::mem::take(&mut self.open) };
            // Whoever waited for the rows may have given up; then there is nobody to tell either.
            let _gone = out.blocking_send(line);
            (self.next, self.rows) = (self.next + 1, 0);
        }
    }
}

/// Writes lines as they come, a few in an act, until no more are made.
pub(super) async fn write(
    hall: &Hall,
    import: ImportId,
    batch: &str,
    mut lines: mpsc::Receiver<Line>,
) -> Result<()> {
    let mut few = Vec::with_capacity(LINES_PER_ACT);
    while lines.recv_many(&mut few, LINES_PER_ACT).await > 0 {
        hall.write((import, batch.to_owned(), std::mem::take(&mut few)), add).await?;
    }
    Ok(())
}

type Add = (ImportId, String, Vec<Line>);

fn add<'a>(tx: &'a mut Tx<'_>, (import, batch, lines): &'a Add) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        for line in lines {
            sql::insert_line(tx, *import, batch, line).await?;
        }
        Ok(())
    })
}
