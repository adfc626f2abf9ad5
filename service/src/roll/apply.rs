//! The switch: every change of a dry run in one act, or none.

use super::{merge, sql};
use crate::dialect::Pair;
use crate::dialect::roll as lists;
use crate::hall::{Hall, Tx};
use crate::row::RowExt as _;
use crate::{Result, founding};
use domain::actor::Actor;
use domain::id::{CommunityId, CompoundId, FormKey, ImportId, PersonId};
use domain::problem::Problem;
use futures::future::BoxFuture;

struct Apply {
    actor: Actor,
    import: ImportId,
    retire: Retire,
}

/// So few units may always be retired at once.
pub const RETIRES_FEW: u64 = 10;

/// What becomes of what the file does not list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retire {
    /// It stays.
    Nothing,
    /// It is taken from the roll, unless that is more than a tenth of it.
    Missing,
    /// It is taken from the roll: so many units, as was read and ticked.
    Counted(u64),
}

impl From<bool> for Retire {
    fn from(missing: bool) -> Self {
        if missing { Self::Missing } else { Self::Nothing }
    }
}

/// 导入: makes every change of the last dry run, or none.
///
/// Refused with faults ([`Problem::ImportHasFaults`]), when the roll changed since the dry run
/// ([`Problem::RollChanged`]), and when it was applied before ([`Problem::AlreadyDone`]; the same form sent twice is
/// answered as the first time). [`Retire`] takes from the roll what the file does not list; more
/// than a tenth of its units only when their number was confirmed ([`Problem::RetiresMany`]).
pub async fn apply(
    hall: &Hall,
    actor: &Actor,
    key: Option<FormKey>,
    import: ImportId,
    retire: impl Into<Retire>,
) -> Result<()> {
    let command = Apply { actor: actor.clone(), import, retire: retire.into() };
    match key {
        Some(key) => hall.write_once(actor, key, command, switch).await,
        None => hall.write(command, switch).await,
    }
}

fn switch<'a>(tx: &'a mut Tx<'_>, command: &'a Apply) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let held = sql::hold(tx, command.import).await?;
        let community = founding::may_keep_roll(tx, &command.actor, held.compound).await?;
        if held.state == "applied" {
            return Err(Problem::AlreadyDone.into());
        }
        let (Some(report), Some(batch), Some(compared)) = (held.report, held.batch, held.roll_version) else {
            return Err(Problem::ImportHasFaults.into());
        };
        if report.has_faults() {
            return Err(Problem::ImportHasFaults.into());
        }
        if sql::hold_roll(tx, community, held.compound).await? != compared {
            return Err(Problem::RollChanged.into());
        }
        let retires = command.retire != Retire::Nothing;
        let missing = report.missing.units_total;
        if retires
            && command.retire != Retire::Counted(missing)
            && is_many(tx, held.compound, missing).await?
        {
            return Err(Problem::RetiresMany.into());
        }
        let lines = Switched { import: command.import, batch, community, compound: held.compound };
        lines.merge(tx, &command.actor).await?;
        lines.write(tx, retires).await?;
        if !report.differences.is_none() || retires {
            sql::rolls_changed(tx, community).await?;
        }
        let (sheets, figures) = (held.sheets.names(), report.figures());
        sql::set_applied(tx, command.import, &sheets, &figures, retires).await
    })
}

/// Whether `missing` units are more than a few and more than a tenth of the compound's.
async fn is_many(tx: &mut Tx<'_>, compound: CompoundId, missing: u64) -> Result<bool> {
    let row =
        sqlx::query("SELECT COUNT(*) AS units FROM units WHERE compound_id = $1 AND retired_at IS NULL")
            .bind(compound.to_string())
            .fetch_one(&mut *tx.conn)
            .await?;
    let units = u64::try_from(row.int("units")?).unwrap_or_default();
    Ok(missing > RETIRES_FEW && missing.saturating_mul(10) > units)
}

/// The lines of the dry run that is switched in.
struct Switched {
    import: ImportId,
    batch: String,
    community: CommunityId,
    compound: CompoundId,
}

/// A value that a statement takes after import and batch.
#[derive(Clone, Copy)]
enum Value {
    Community,
    Compound,
    Now,
}

impl Switched {
    /// Before anything else: what is written next names who is left.
    async fn merge(&self, tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
        let rows = sqlx::query(lists::MERGES.on(tx.engine))
            .bind(self.import.to_string())
            .bind(&self.batch)
            .fetch_all(&mut *tx.conn)
            .await?;
        for row in &rows {
            let (kept, gone): (PersonId, PersonId) = (row.parsed("kept")?, row.parsed("gone")?);
            merge::join(tx, actor, kept, gone, merge::How::Document).await?;
        }
        Ok(())
    }

    /// A table is written after those it refers to.
    async fn write(&self, tx: &mut Tx<'_>, retire_missing: bool) -> Result<()> {
        use Value::{Community, Compound, Now};
        let always: [(Pair, &[Value]); 15] = [
            (lists::ADD_GRIDS, &[Community]),
            (lists::ADD_BUILDINGS, &[Compound]),
            (lists::MOVE_BUILDINGS, &[]),
            (lists::ADD_ENTRANCES, &[]),
            (lists::ADD_GROUPS, &[Compound]),
            (lists::ADD_PERSONS, &[Community, Now]),
            (lists::CHANGE_PERSONS, &[]),
            (lists::ADD_OWNER_SETS, &[Compound]),
            (lists::ADD_OWNERS, &[]),
            (lists::NAME_VOTERS, &[]),
            (lists::KEEP_PAST, &[Now]),
            (lists::ADD_UNITS, &[Compound, Now]),
            (lists::CHANGE_UNITS, &[Now]),
            (lists::END_RESIDENCES, &[Now]),
            (lists::ADD_RESIDENCES, &[Now]),
        ];
        for (statement, values) in always {
            self.run(tx, statement, values).await?;
        }
        if retire_missing {
            self.run(tx, lists::RETIRE_UNITS, &[Now]).await?;
            self.run(tx, lists::END_MISSING, &[Now]).await?;
        }
        Ok(())
    }

    async fn run(&self, tx: &mut Tx<'_>, statement: Pair, values: &[Value]) -> Result<()> {
        let mut query = sqlx::query(statement.on(tx.engine)).bind(self.import.to_string()).bind(&self.batch);
        for value in values {
            query = match value {
                Value::Community => query.bind(self.community.to_string()),
                Value::Compound => query.bind(self.compound.to_string()),
                Value::Now => query.bind(tx.now().0),
            };
        }
        query.execute(&mut *tx.conn).await?;
        Ok(())
    }
}
