//! The dry run: the staged lines, by the columns confirmed, against the present roll.

use super::draft::draft;
use super::lines::{self, Lines};
use super::plan::{self, Plan};
use super::present::Present;
use super::report::Report;
use super::sql;
use super::stage::{SheetChoice, StagedSheets};
use crate::hall::{Hall, Tx};
use crate::{Error, Result, founding};
use domain::actor::Actor;
use domain::id::{CompoundId, ImportId};
use domain::problem::Problem;
use futures::future::BoxFuture;
use tokio::sync::mpsc;
use uuid::Uuid;

struct Choose {
    actor: Actor,
    import: ImportId,
    columns: Option<Vec<SheetChoice>>,
}

/// 试算: what the import would change, and what is wrong with it. Changes nothing on the roll.
///
/// `columns` says what the sheets' columns hold and is remembered for files with the same headers; without it they are
/// as remembered or suggested. A dry run may be made as often as columns are corrected; the last one counts.
pub async fn dry_run(
    hall: &Hall,
    actor: &Actor,
    import: ImportId,
    columns: Option<Vec<SheetChoice>>,
) -> Result<Report> {
    let command = Choose { actor: actor.clone(), import, columns };
    let (compound, staged) = hall.write(command, choose).await?;
    let batch = hall.new_id::<Uuid>().to_string();
    let plan = compare(hall, compound, import, staged, &batch).await?;
    hall.write((import, batch, plan.report, plan.version), |tx, (import, batch, report, version)| {
        Box::pin(async move {
            sql::set_checked(tx, *import, batch, report, *version).await?;
            Ok(report.clone())
        })
    })
    .await
}

/// Keeps the columns chosen.
fn choose<'a>(tx: &'a mut Tx<'_>, command: &'a Choose) -> BoxFuture<'a, Result<(CompoundId, StagedSheets)>> {
    Box::pin(async move {
        let mut held = sql::hold(tx, command.import).await?;
        founding::may_keep_roll(tx, &command.actor, held.compound).await?;
        if held.state == "applied" {
            return Err(Problem::AlreadyDone.into());
        }
        for choice in command.columns.iter().flatten() {
            let Some(sheet) = held.sheets.sheets.iter_mut().find(|sheet| sheet.index == choice.sheet) else {
                continue;
            };
            (sheet.read, sheet.confirmed) = (choice.read, true);
            if choice.read {
                sheet.mapping = choice.mapping.clone();
                sql::remember(tx, held.compound, sheet.fingerprint.as_str(), &choice.mapping).await?;
            }
        }
        // Lines read without a column that names their unit would only be faults.
        if held.sheets.sheets.iter().any(|sheet| sheet.read && sheet.mapping.check().is_err()) {
            return Err(Problem::UnreadableFile.into());
        }
        sql::set_sheets(tx, command.import, &held.sheets).await?;
        Ok((held.compound, held.sheets))
    })
}

/// One snapshot gives both the lines and the roll they are compared with; what it comes to is written as `batch`.
async fn compare(
    hall: &Hall,
    compound: CompoundId,
    import: ImportId,
    staged: StagedSheets,
    batch: &str,
) -> Result<Plan> {
    let mut snapshot = hall.read().await?;
    let (sender, lines) = mpsc::channel(4);
    let drafting = tokio::task::spawn_blocking(move || draft(&staged, lines));
    let mut n = 0;
    while let Some(line) = sql::rows(&mut snapshot, import, n).await? {
        if sender.send(line).await.is_err() {
            break;
        }
        n += 1;
    }
    drop(sender);
    let draft = drafting.await.map_err(Error::broken)??;
    let present = Present::load(&mut snapshot, compound).await?;
    drop(snapshot);
    let (lines, made) = Lines::new();
    let ids = hall.clone();
    let planning =
        tokio::task::spawn_blocking(move || plan::plan(present, draft, lines, &|| ids.new_id::<Uuid>()));
    lines::write(hall, import, batch, made).await?;
    planning.await.map_err(Error::broken)
}
