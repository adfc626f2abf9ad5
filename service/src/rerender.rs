//! Renders stored HTML again when the renderer changed, a few texts at a time, while the hall is in use.

use crate::Result;
use crate::hall::{Hall, Tx};
use crate::markdown::{self, RENDERER};
use crate::row::RowExt as _;
use futures::future::BoxFuture;

/// Texts rendered in one act; rendering is done before it, so the act only writes.
const BATCH: i64 = 20;

/// A kind of text: how to find what an older renderer made, and how to replace it. A row is found again by `id` and
/// `part`, and replaced only if its text is still the one that was rendered.
struct Kind {
    stale: &'static str,
    replace: &'static str,
}

const KINDS: &[Kind] = &[
    Kind {
        stale: "SELECT id, CAST(0 AS BIGINT) AS part, body FROM issues WHERE renderer < $1 LIMIT $2",
        replace: "UPDATE issues SET body_html = $1, renderer = $2 WHERE id = $3 AND $4 = 0 AND body = $5",
    },
    Kind {
        stale: "SELECT proposal_id AS id, revision AS part, body FROM proposal_revisions \
                WHERE renderer < $1 LIMIT $2",
        replace: "UPDATE proposal_revisions SET body_html = $1, renderer = $2 \
                  WHERE proposal_id = $3 AND revision = $4 AND body = $5",
    },
    Kind {
        stale: "SELECT id, CAST(0 AS BIGINT) AS part, body FROM comments WHERE renderer < $1 LIMIT $2",
        replace: "UPDATE comments SET body_html = $1, renderer = $2 WHERE id = $3 AND $4 = 0 AND body = $5",
    },
    Kind {
        stale: "SELECT id, CAST(0 AS BIGINT) AS part, body FROM joint_requests WHERE renderer < $1 LIMIT $2",
        replace: "UPDATE joint_requests SET body_html = $1, renderer = $2 WHERE id = $3 AND $4 = 0 AND body = $5",
    },
    Kind {
        stale: "SELECT id, CAST(0 AS BIGINT) AS part, body FROM votes WHERE renderer < $1 LIMIT $2",
        replace: "UPDATE votes SET body_html = $1, renderer = $2 WHERE id = $3 AND $4 = 0 AND body = $5",
    },
    Kind {
        stale: "SELECT decision_id AS id, revision AS part, body FROM decision_revisions \
                WHERE renderer < $1 LIMIT $2",
        replace: "UPDATE decision_revisions SET body_html = $1, renderer = $2 \
                  WHERE decision_id = $3 AND revision = $4 AND body = $5",
    },
];

struct Rendered {
    id: String,
    part: i64,
    body: String,
    html: String,
}

struct Replace {
    kind: &'static Kind,
    texts: Vec<Rendered>,
}

/// Renders again every text another renderer made; answers how many. Several servers may do it at once.
// no actor: nothing is decided and nobody's words change, only what they look like.
pub async fn refresh(hall: &Hall) -> Result<u64> {
    let mut all = 0;
    for kind in KINDS {
        loop {
            let texts = stale(hall, kind).await?;
            if texts.is_empty() {
                break;
            }
            all += hall.write(Replace { kind, texts }, replace).await?;
        }
    }
    Ok(all)
}

async fn stale(hall: &Hall, kind: &'static Kind) -> Result<Vec<Rendered>> {
    let mut snapshot = hall.read().await?;
    let rows = sqlx::query(kind.stale).bind(RENDERER).bind(BATCH).fetch_all(&mut *snapshot.conn).await?;
    drop(snapshot);
    rows.iter()
        .map(|row| {
            let body = row.text("body")?;
            let html = markdown::render(&body);
            Ok(Rendered { id: row.text("id")?, part: row.int("part")?, body, html })
        })
        .collect()
}

fn replace<'a>(tx: &'a mut Tx<'_>, command: &'a Replace) -> BoxFuture<'a, Result<u64>> {
    Box::pin(async move {
        let mut replaced = 0;
        for text in &command.texts {
            let done = sqlx::query(command.kind.replace)
                .bind(&text.html)
                .bind(RENDERER)
                .bind(&text.id)
                .bind(text.part)
                .bind(&text.body)
                .execute(&mut *tx.conn)
                .await?;
            replaced += done.rows_affected();
        }
        Ok(replaced)
    })
}
