//! The roll of a compound: read from a file, compared, switched in whole; persons joined; read by officers.
//!
//! A file comes in by three acts, each of which may be looked at before the next:
//!
//! 1. [`stage`] reads the file into lines in the database and suggests what its columns hold.
//! 2. [`dry_run`] reads the lines by the columns chosen, compares them with the present roll, stages every change
//!    it would make and answers a [`Report`].
//! 3. [`apply`] makes all those changes in one act, or none: refused with faults, or when the roll changed since.
//!
//! [`import_file`] is all three at once, for the command line and for founding.

mod apply;
mod check;
mod draft;
mod frozen;
mod lines;
mod merge;
mod plan;
mod present;
mod reads;
mod report;
pub mod sheet;
mod sql;
mod stage;

pub use apply::{RETIRES_FEW, Retire, apply};
pub use check::dry_run;
pub use merge::{Merged, Moved, Twin, Twins, merge_persons};
pub use reads::{
    ImportState, ImportView, MERGES_PER_PAGE, Opened, OpenedPerson, PastImport, RollPage, RollSummary,
    RollUnit, UNITS_PER_PAGE, compound, import, imports, merges, open_unit, roll_page, twin_names, twins,
};
pub use report::{Change, Differences, Missing, Report, SameName};
pub use stage::{RollFile, SheetChoice, StagedSheet, StagedSheets, Upload, stage};

use crate::Result;
use crate::hall::Hall;
use domain::actor::Actor;
use domain::id::CompoundId;
use domain::problem::Problem;

/// Imports a whole file: stages it, makes the dry run and, if there is no fault, switches it in.
///
/// `columns` says what each sheet's columns hold, as corrected by a person; without it they are taken from memory
/// or from the headers. `retire_missing` takes from the roll what the file does not list: units are retired,
/// residents of listed units have moved out.
///
/// Answers the report of the dry run. **Nothing was changed if [`Report::has_faults`]**: mend the file, import
/// again. A file that is no roll at all is refused with [`Problem::UnreadableFile`]; use [`stage`] to learn why.
/// Importing the same file again changes nothing.
///
/// ```text
/// let file = RollFile::bytes("春和苑2号院.xlsx", bytes);
/// let report = service::roll::import_file(&hall, &Actor::System, compound, file, None, false).await?;
/// assert!(!report.has_faults(), "{:?}", report.faults.listed());
/// ```
pub async fn import_file(
    hall: &Hall,
    actor: &Actor,
    compound: CompoundId,
    file: RollFile,
    columns: Option<Vec<SheetChoice>>,
    retire_missing: bool,
) -> Result<Report> {
    let id = match stage(hall, actor, compound, file).await? {
        Upload::Staged(id) => id,
        Upload::Unreadable(_why) => return Err(Problem::UnreadableFile.into()),
    };
    let report = dry_run(hall, actor, id, columns).await?;
    if !report.has_faults() {
        apply(hall, actor, None, id, retire_missing).await?;
    }
    Ok(report)
}
