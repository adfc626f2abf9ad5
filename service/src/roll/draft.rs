//! Staged lines become a draft of the roll, by the columns a person confirmed.

use super::stage::{StagedRow, StagedSheets};
use crate::Result;
use domain::roll::import::{
    Context, Fault, FaultCode, HeaderFingerprint, HeaderLine, Place, ReadRoll, RollDraft, SheetHead,
    SheetIndex, SheetRow,
};
use tokio::sync::mpsc;

/// Reads all lines that come over `lines`. Blocks; call it where blocking is allowed.
pub(super) fn draft(staged: &StagedSheets, mut lines: mpsc::Receiver<String>) -> Result<ReadRoll> {
    let mut draft = RollDraft::new();
    staged.faults.iter().for_each(|fault| draft.refuse(fault.clone()));
    let mut current: Option<SheetIndex> = None;
    let mut is_read = false;
    while let Some(line) = lines.blocking_recv() {
        let rows: Vec<StagedRow> = serde_json::from_str(&line)?;
        for StagedRow(sheet, line, filled, cells) in rows {
            let sheet = SheetIndex(sheet);
            if current != Some(sheet) {
                current = Some(sheet);
                is_read = begin(&mut draft, staged, sheet);
            }
            if is_read {
                draft.read(&SheetRow { sheet, line, cells, filled });
            }
        }
    }
    if staged.sheets.iter().all(|sheet| !sheet.read) && staged.faults.is_empty() {
        let place = Place::default();
        draft.refuse(Fault { place, code: FaultCode::HeaderMissing, shown: None, other: None });
    }
    let mut read = draft.finish();
    // Everything on the roll would be missing in it.
    if read.units.is_empty() && read.faults.total() == 0 && staged.faults.is_empty() {
        let fault = Fault { place: Place::default(), code: FaultCode::NoLines, shown: None, other: None };
        read.faults.add(fault.code, fault);
    }
    Ok(read)
}

fn begin(draft: &mut RollDraft, staged: &StagedSheets, index: SheetIndex) -> bool {
    let Some(sheet) = staged.sheets.iter().find(|sheet| sheet.index == index && sheet.read) else {
        return false;
    };
    let header = HeaderLine {
        position: 0,
        line: sheet.header_line,
        names: Vec::new(),
        fingerprint: HeaderFingerprint::of(&[]),
    };
    draft.begin(SheetHead::new(index, &header, sheet.mapping.clone(), Context::of_title(&sheet.name)));
    true
}
