//! Merged cells: every cell of a merged range says what its top left says.

use calamine::Dimensions;
use domain::roll::import::MAX_COLUMNS;

/// One merged range within the columns that are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    first_row: u32,
    last_row: u32,
    first_column: usize,
    last_column: usize,
}

/// The ranges as they are to be met going down: those that make sense, cut to the columns that are read.
pub(super) fn regions(merged: &[Dimensions]) -> Vec<Region> {
    let region = |range: &Dimensions| {
        let ((first_row, left), (last_row, right)) = (range.start, range.end);
        let (left, right) = (usize::try_from(left).ok()?, usize::try_from(right).ok()?);
        let is_range = first_row <= last_row && left <= right && left < MAX_COLUMNS;
        is_range.then(|| Region {
            first_row,
            last_row,
            first_column: left,
            last_column: right.min(MAX_COLUMNS - 1),
        })
    };
    let mut regions: Vec<Region> = merged.iter().filter_map(region).collect();
    regions.sort_unstable_by_key(|region| (region.first_row, region.first_column));
    regions
}

/// The merged ranges of a sheet on the way down its rows.
pub(super) struct Merges<'a> {
    ahead: &'a [Region],
    /// Ranges that reach the present row, with their text. They do not overlap, so there is one a column at
    /// most.
    open: Vec<(Region, String)>,
}

impl<'a> Merges<'a> {
    pub(super) const fn new(regions: &'a [Region]) -> Self {
        Self { ahead: regions, open: Vec::new() }
    }

    /// Fills the empty cells of a row from ranges that cover them; how many were filled.
    pub(super) fn fill(&mut self, row: u32, cells: &mut Vec<String>) -> u16 {
        self.open.retain(|(region, _)| region.last_row >= row);
        while let Some((region, rest)) = self.ahead.split_first()
            && region.first_row <= row
        {
            self.ahead = rest;
            // A range whose first row holds nothing has nothing to give.
            let text =
                cells.get(region.first_column).filter(|text| region.first_row == row && !text.is_empty());
            if let Some(text) = text.filter(|_| self.open.len() < MAX_COLUMNS) {
                self.open.push((*region, text.clone()));
            }
        }
        let mut filled = 0;
        for (region, text) in &self.open {
            if cells.len() <= region.last_column {
                cells.resize(region.last_column + 1, String::new());
            }
            for cell in cells.iter_mut().take(region.last_column + 1).skip(region.first_column) {
                if cell.is_empty() {
                    cell.clone_from(text);
                    filled += 1;
                }
            }
        }
        filled
    }
}
