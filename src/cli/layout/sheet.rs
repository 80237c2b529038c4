//! A table in columns, for reading.

use super::table::{Table, plain};
use crate::office::Sheet;
use crate::view::Line;

/// The table; columns in which no row has anything are left out.
pub(crate) fn sheet(sheet: &Sheet, columns: usize) -> Vec<Line> {
    let heads: Vec<&str> = sheet.heads.iter().map(String::as_str).collect();
    let mut table = Table::new(&heads);
    for row in &sheet.rows {
        table.row(row.iter().map(|cell| plain(cell.text())).collect());
    }
    match sheet.rows.is_empty() {
        true => vec![Line::plain("nothing yet")],
        false => table.lines(columns),
    }
}
