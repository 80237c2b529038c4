//! A table as others take it: comma-separated values, Markdown, a workbook; the same table gives the same bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

/// Heads, and rows of cells under them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// What it is called.
    pub name: String,
    /// The heads of its columns.
    pub heads: Vec<String>,
    /// Its rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Nothing,
    /// Words; they are never a formula.
    Words(String),
    /// A count.
    Count(usize),
}

impl Cell {
    /// Words, or nothing where there are none.
    pub fn words(words: impl Into<String>) -> Cell {
        let words = words.into();
        match words.is_empty() {
            true => Cell::Nothing,
            false => Cell::Words(words),
        }
    }

    /// What is written in it.
    pub fn text(&self) -> String {
        match self {
            Cell::Nothing => String::new(),
            Cell::Words(words) => words.clone(),
            Cell::Count(count) => count.to_string(),
        }
    }
}

/// The table as comma-separated values (RFC 4180), in UTF-8, lines ended by CR and LF.
///
/// Words that a spreadsheet would take for a formula stand behind a quote mark.
pub fn csv(sheet: &Sheet) -> Vec<u8> {
    let mut out = String::new();
    let mut line = |cells: Vec<String>| {
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    };
    line(sheet.heads.iter().map(|head| quoted(head)).collect());
    for row in &sheet.rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Words(words) => quoted(words),
            other => other.text(),
        });
        line(cells.collect());
    }
    out.into_bytes()
}

/// A cell; in quotes where it holds what parts cells. What a spreadsheet would take for a formula begins with a quote mark.
pub fn quoted(cell: &str) -> String {
    // Some pass over blanks, and know the broad forms of the signs, before they look for one.
    let first = cell.trim_start_matches([' ', '\u{a0}', '\u{3000}', '\u{feff}']);
    let formula = first.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let cell = match formula {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    };
    match cell.contains([',', '"', '\n', '\r', ';', '\t']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    }
}

/// The table in Markdown; what would part cells or make marks stands escaped.
pub fn markdown(sheet: &Sheet) -> Vec<u8> {
    let escaped = |text: &str| -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\n' | '\r' => out.push(' '),
                '|' | '\\' | '*' | '_' | '`' | '<' | '[' | ']' | '#' | '~' => {
                    out.push('\\');
                    out.push(c);
                }
                c => out.push(c),
            }
        }
        out
    };
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(sheet.heads.iter().map(|head| escaped(head)).collect());
    let rules = sheet.heads.iter().enumerate().map(|(n, _)| {
        let counts = |row: &Vec<Cell>| matches!(row.get(n), Some(Cell::Count(_) | Cell::Nothing));
        let numbers = sheet
            .rows
            .iter()
            .any(|row| matches!(row.get(n), Some(Cell::Count(_))));
        match numbers && sheet.rows.iter().all(counts) {
            true => "---:".to_owned(),
            false => "---".to_owned(),
        }
    });
    out.push_str(&line(rules.collect()));
    for row in &sheet.rows {
        out.push_str(&line(
            row.iter().map(|cell| escaped(&cell.text())).collect(),
        ));
    }
    out.into_bytes()
}

/// No cell of a workbook holds more characters.
const LONGEST: usize = 32_767;
/// What stands at the end of words that are too long for a cell.
const CUT: &str = " … (cut: a cell holds no more)";

/// The table as a workbook of one sheet: heads that stay, filters, columns as wide as their words up to a limit.
///
/// # Errors
/// Where there are more rows or columns than a sheet has: says which.
pub fn xlsx(sheet: &Sheet) -> Result<Vec<u8>, String> {
    written(sheet).map_err(|error| error.to_string())
}

fn written(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed day: the same table gives the same bytes.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let head = Format::new().set_bold();
    let plain = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    let page = workbook.add_worksheet();
    page.set_name(sheet_name(&sheet.name))?;
    for (n, text) in sheet.heads.iter().enumerate() {
        let column = column_of(n)?;
        page.write_string_with_format(0, column, fitting(text), &head)?;
        let cells = sheet.rows.iter().take(2000).filter_map(|row| row.get(n));
        let widest = cells
            .map(|cell| cell.text().chars().count())
            .chain([text.chars().count()])
            .max()
            .unwrap_or(8);
        let width = u16::try_from(widest.clamp(6, 60) + 2).unwrap_or(60);
        page.set_column_width(column, f64::from(width))?;
    }
    for (n, row) in sheet.rows.iter().enumerate() {
        let line = u32::try_from(n + 1).map_err(|_| XlsxError::RowColumnLimitError)?;
        for (n, cell) in row.iter().enumerate() {
            let column = column_of(n)?;
            match cell {
                Cell::Nothing => {}
                Cell::Words(words) => {
                    page.write_string_with_format(line, column, fitting(words), &plain)?;
                }
                Cell::Count(count) => {
                    let count = u32::try_from(*count).unwrap_or(u32::MAX);
                    page.write_number_with_format(line, column, count, &plain)?;
                }
            }
        }
    }
    page.set_freeze_panes(1, 0)?;
    if let (Some(last), false) = (sheet.heads.len().checked_sub(1), sheet.rows.is_empty()) {
        let rows = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
        page.autofilter(0, 0, rows, column_of(last)?)?;
    }
    workbook.save_to_buffer()
}

fn column_of(n: usize) -> Result<u16, XlsxError> {
    u16::try_from(n).map_err(|_| XlsxError::RowColumnLimitError)
}

/// Words as long as a cell may be; that they were cut is said at their end.
fn fitting(words: &str) -> String {
    // Counted as the format does, in UTF-16.
    if words.encode_utf16().count() <= LONGEST {
        return words.to_owned();
    }
    let mut room = LONGEST - CUT.encode_utf16().count();
    let kept = words.chars().take_while(|c| {
        let takes = c.len_utf16();
        let fits = room >= takes;
        room = room.saturating_sub(takes);
        fits
    });
    kept.collect::<String>() + CUT
}

/// A name that a sheet may have.
fn sheet_name(name: &str) -> String {
    let odd =
        |c: char| c.is_control() || matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let plain: String = name.chars().filter(|c| !odd(*c)).take(28).collect();
    match plain.trim() {
        "" => "table".to_owned(),
        plain => plain.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let words = Cell::words;
        Sheet {
            name: "proposals [all]".to_owned(),
            heads: vec!["number".to_owned(), "says".to_owned(), "n".to_owned()],
            rows: vec![
                vec![words("XNO-3"), words("a, \"b\" | c"), Cell::Count(2)],
                vec![words("=HYPERLINK(1)"), words("two\nlines"), Cell::Nothing],
            ],
        }
    }

    #[test]
    fn values_are_quoted_where_they_must_be_and_are_never_a_formula() {
        assert_eq!(
            String::from_utf8(csv(&sheet())).unwrap(),
            "number,says,n\r\nXNO-3,\"a, \"\"b\"\" | c\",2\r\n'=HYPERLINK(1),\"two\nlines\",\r\n"
        );
        for bad in [
            "=1", "+1", "-1", "@x", "\tx", "\rx", " =1", "\u{a0}+1", "＝1",
        ] {
            let shown = quoted(bad);
            assert!(shown.trim_start_matches('"').starts_with('\''), "{shown}");
        }
        assert_eq!(quoted("12 - 13"), "12 - 13");
    }

    #[test]
    fn in_markdown_no_cell_breaks_its_row() {
        assert_eq!(
            String::from_utf8(markdown(&sheet())).unwrap(),
            "| number | says | n |\n| --- | --- | ---: |\n| XNO-3 | a, \"b\" \\| c | 2 |\n| =HYPERLINK(1) | two lines |  |\n"
        );
    }

    #[test]
    fn a_workbook_is_the_same_bytes_and_tells_no_time() {
        let (one, other) = (xlsx(&sheet()).unwrap(), xlsx(&sheet()).unwrap());
        assert_eq!(one, other);
        assert!(one.starts_with(b"PK\x03\x04"));
        // The time and the day of every part: midnight, 1 January 1980.
        for (at, _) in one
            .windows(4)
            .enumerate()
            .filter(|(_, four)| four == b"PK\x03\x04")
        {
            assert_eq!(one.get(at + 10..at + 14), Some(&[0, 0, 0x21, 0][..]));
        }
    }

    #[test]
    fn words_that_are_too_long_for_a_cell_say_so() {
        let long = "𝕏".repeat(LONGEST);
        let kept = fitting(&long);
        assert!(kept.ends_with(CUT));
        assert!(kept.encode_utf16().count() <= LONGEST);
        let sheet = Sheet {
            name: "'[:".to_owned(),
            heads: vec![long.clone()],
            rows: vec![vec![Cell::words(long), Cell::words("\u{1}\u{1b}")]],
        };
        assert!(xlsx(&sheet).is_ok());
    }
}
