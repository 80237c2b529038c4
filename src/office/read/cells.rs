//! Cells in the grid of their table: one that takes several columns or rows stands there with empty ones beside it and below it.

use super::super::paper::Joined;
use super::body::Body;

impl Body<'_, '_> {
    /// Puts cells without words at the end of the row that is open.
    pub(super) fn free_cells(&mut self, count: usize) {
        let row = self.tables.last_mut().and_then(|one| one.rows.last_mut());
        if let Some(row) = row {
            row.extend(std::iter::repeat_n(Vec::new(), count));
        }
    }

    /// Ends a cell: notes which others are one with it.
    pub(super) fn close_cell(&mut self) {
        let shape = self.shapes.pop().unwrap_or_default();
        let (Some(table), Some(begun)) = (self.tables.last_mut(), self.begun.last_mut()) else {
            return;
        };
        let own = Joined {
            row: table.rows.len().saturating_sub(1),
            column: table
                .rows
                .last()
                .map_or(0, |row| row.len().saturating_sub(1)),
            rows: 1,
            columns: shape.wider + 1,
        };
        if begun.len() <= own.column {
            begun.resize(own.column + 1, None);
        }
        let Some(slot) = begun.get_mut(own.column) else {
            return;
        };
        let above = slot
            .and_then(|at| table.joined.get_mut(at))
            .filter(|above| {
                shape.goes_on && above.row + above.rows == own.row && above.columns == own.columns
            });
        match above {
            Some(above) => above.rows += 1,
            // Every cell is noted until its table ends: the next row may go on what begins here.
            None => {
                *slot = Some(table.joined.len());
                table.joined.push(own);
            }
        }
        self.free_cells(shape.wider);
    }
}
