//! Statements of imports.

use super::lines::Line;
use super::report::Report;
use super::stage::StagedSheets;
use crate::dialect::roll as lists;
use crate::hall::{Snapshot, Tx};
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{CommunityId, CompoundId, ImportId};
use domain::problem::Problem;
use domain::roll::import::ColumnMapping;
use domain::time::DAY;
use std::collections::HashMap;

/// Lines with rows of the file.
pub(super) const ROWS: &str = "row";
/// The rows of the file belong to no dry run.
pub(super) const FILE_BATCH: &str = "";
/// An import nobody went on with for this long loses its lines.
const GIVEN_UP_MICROS: i64 = 2 * DAY;

pub(super) async fn insert_import(
    tx: &mut Tx<'_>,
    id: ImportId,
    compound: CompoundId,
    actor: &Actor,
    file_name: &str,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO imports (id, compound_id, member_id, file_name, sheets, state, created_at) \
         VALUES ($1, $2, $3, $4, '', 'reading', $5)",
    )
    .bind(id.to_string())
    .bind(compound.to_string())
    .bind(actor.member_id().map(|member| member.to_string()))
    .bind(file_name)
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

pub(super) async fn set_staged(tx: &mut Tx<'_>, id: ImportId, sheets: &str) -> Result<()> {
    sqlx::query("UPDATE imports SET sheets = $2, state = 'staged' WHERE id = $1")
        .bind(id.to_string())
        .bind(sheets)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

pub(super) async fn drop_import(tx: &mut Tx<'_>, id: ImportId) -> Result<()> {
    for statement in ["DELETE FROM import_lines WHERE import_id = $1", "DELETE FROM imports WHERE id = $1"] {
        sqlx::query(statement).bind(id.to_string()).execute(&mut *tx.conn).await?;
    }
    Ok(())
}

/// Personal data does not wait for ever: what nobody went on with keeps no lines.
pub(super) async fn forget_given_up(tx: &mut Tx<'_>, compound: CompoundId) -> Result<()> {
    let before = tx.now().plus(-GIVEN_UP_MICROS).0;
    for statement in [
        "DELETE FROM import_lines WHERE import_id IN \
           (SELECT id FROM imports WHERE compound_id = $1 AND created_at < $2 AND state <> 'applied')",
        "DELETE FROM imports WHERE compound_id = $1 AND created_at < $2 AND state <> 'applied'",
    ] {
        sqlx::query(statement).bind(compound.to_string()).bind(before).execute(&mut *tx.conn).await?;
    }
    Ok(())
}

pub(super) async fn insert_line(tx: &mut Tx<'_>, import: ImportId, batch: &str, line: &Line) -> Result<()> {
    sqlx::query("INSERT INTO import_lines (import_id, batch, kind, n, line) VALUES ($1, $2, $3, $4, $5)")
        .bind(import.to_string())
        .bind(batch)
        .bind(line.kind)
        .bind(line.n)
        .bind(&line.text)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// What the columns of earlier files hold, by their headers.
pub(super) async fn remembered(
    tx: &mut Tx<'_>,
    compound: CompoundId,
) -> Result<HashMap<String, ColumnMapping>> {
    let rows = sqlx::query("SELECT header_hash, mapping FROM column_mappings WHERE compound_id = $1")
        .bind(compound.to_string())
        .fetch_all(&mut *tx.conn)
        .await?;
    rows.iter()
        .map(|row| Ok((row.text("header_hash")?, serde_json::from_str(&row.text("mapping")?)?)))
        .collect()
}

pub(super) async fn remember(
    tx: &mut Tx<'_>,
    compound: CompoundId,
    header_hash: &str,
    mapping: &ColumnMapping,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO column_mappings (compound_id, header_hash, mapping) VALUES ($1, $2, $3) \
         ON CONFLICT (compound_id, header_hash) DO UPDATE SET mapping = excluded.mapping",
    )
    .bind(compound.to_string())
    .bind(header_hash)
    .bind(serde_json::to_string(mapping)?)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// An import held for an act.
pub(super) struct Held {
    pub(super) compound: CompoundId,
    pub(super) state: String,
    pub(super) sheets: StagedSheets,
    pub(super) report: Option<Report>,
    pub(super) batch: Option<String>,
    pub(super) roll_version: Option<i64>,
}

/// Holds an import whose file has been read to its end.
pub(super) async fn hold(tx: &mut Tx<'_>, id: ImportId) -> Result<Held> {
    let row = sqlx::query(lists::HOLD_IMPORT.on(tx.engine))
        .bind(id.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
    let state = row.text("state")?;
    if state == "reading" {
        return Err(Error::NotFound);
    }
    let report = row.opt_text("report")?.map(|report| serde_json::from_str(&report)).transpose()?;
    Ok(Held {
        compound: row.parsed("compound_id")?,
        state,
        sheets: serde_json::from_str(&row.text("sheets")?)?,
        report,
        batch: row.opt_text("batch")?,
        roll_version: row.opt_int("roll_version")?,
    })
}

pub(super) async fn set_sheets(tx: &mut Tx<'_>, id: ImportId, sheets: &StagedSheets) -> Result<()> {
    sqlx::query("UPDATE imports SET sheets = $2 WHERE id = $1")
        .bind(id.to_string())
        .bind(serde_json::to_string(sheets)?)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// The line `n` of the file's rows.
pub(super) async fn rows(snapshot: &mut Snapshot, id: ImportId, n: i64) -> Result<Option<String>> {
    let row = sqlx::query(
        "SELECT line FROM import_lines WHERE import_id = $1 AND batch = $2 AND kind = $3 AND n = $4",
    )
    .bind(id.to_string())
    .bind(FILE_BATCH)
    .bind(ROWS)
    .bind(n)
    .fetch_optional(&mut *snapshot.conn)
    .await?;
    row.map(|row| row.text("line")).transpose()
}

/// Puts a finished dry run in the place of the one before it.
pub(super) async fn set_checked(
    tx: &mut Tx<'_>,
    id: ImportId,
    batch: &str,
    report: &Report,
    version: i64,
) -> Result<()> {
    let held = hold(tx, id).await?;
    if held.state == "applied" {
        return Err(Problem::AlreadyDone.into());
    }
    sqlx::query(
        "UPDATE imports SET state = 'checked', batch = $2, report = $3, roll_version = $4 WHERE id = $1",
    )
    .bind(id.to_string())
    .bind(batch)
    .bind(serde_json::to_string(report)?)
    .bind(version)
    .execute(&mut *tx.conn)
    .await?;
    if let Some(before) = held.batch {
        sqlx::query("DELETE FROM import_lines WHERE import_id = $1 AND batch = $2")
            .bind(id.to_string())
            .bind(before)
            .execute(&mut *tx.conn)
            .await?;
    }
    Ok(())
}

/// Holds the roll and gives its version.
pub(super) async fn hold_roll(tx: &mut Tx<'_>, community: CommunityId, compound: CompoundId) -> Result<i64> {
    sqlx::query(crate::dialect::HOLD_COMMUNITY.on(tx.engine))
        .bind(community.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?;
    let row = sqlx::query(lists::HOLD_ROLL.on(tx.engine))
        .bind(compound.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?;
    row.map_or(Ok(0), |row| row.int("version"))
}

/// Persons are the community's: whatever was compared with them, in any compound, is compared anew.
pub(super) async fn rolls_changed(tx: &mut Tx<'_>, community: CommunityId) -> Result<()> {
    sqlx::query(
        "UPDATE roll_versions SET version = version + 1 \
         WHERE compound_id IN (SELECT id FROM compounds WHERE community_id = $1)",
    )
    .bind(community.to_string())
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// Closes an applied import: figures stay, names and lines go.
pub(super) async fn set_applied(
    tx: &mut Tx<'_>,
    id: ImportId,
    sheets: &StagedSheets,
    report: &Report,
    retire_missing: bool,
) -> Result<()> {
    sqlx::query(
        "UPDATE imports SET state = 'applied', sheets = $2, report = $3, retire_missing = $4, applied_at = $5, \
           batch = NULL WHERE id = $1",
    )
    .bind(id.to_string())
    .bind(serde_json::to_string(sheets)?)
    .bind(serde_json::to_string(report)?)
    .bind(i64::from(retire_missing))
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    sqlx::query("DELETE FROM import_lines WHERE import_id = $1")
        .bind(id.to_string())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}
