//! The points as comma-separated values (RFC 4180), for a spreadsheet.

use super::points::{Point, Progress};

/// The names of the columns.
const HEADS: &str = "document,time,version,author,paragraphs,words,brackets,contested_words,open_proposals,agreed,by";

/// A line of names, then a line a point, document by document.
pub fn progress_table(progress: &Progress) -> String {
    let mut table = format!("{HEADS}\r\n");
    for document in &progress.documents {
        for point in &document.points {
            let Point { counts, .. } = point;
            let by = match point.by.is_empty() {
                false => point
                    .by
                    .iter()
                    .map(|cause| cause.sentence.as_str())
                    .collect::<Vec<_>>()
                    .join("; "),
                true => point.summary.clone().unwrap_or_default(),
            };
            let cells = [
                document.id.clone(),
                point.time.format("%Y-%m-%dT%H:%M:%S%:z"),
                point.version.clone().unwrap_or_default(),
                point.author.clone().unwrap_or_default(),
                counts.paragraphs.to_string(),
                counts.words.to_string(),
                counts.brackets.to_string(),
                counts.contested_words.to_string(),
                counts.open_proposals.to_string(),
                counts.agreed.to_string(),
                by,
            ];
            let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
            table.push_str(&cells.join(","));
            table.push_str("\r\n");
        }
    }
    table
}

/// A cell; in quotes where it holds what parts cells. What a spreadsheet would take for a formula begins with a quote mark.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = match formula {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    };
    match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_is_never_a_formula() {
        assert_eq!(quoted("plain"), "plain");
        assert_eq!(quoted("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(quoted("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(quoted("two\nlines"), "\"two\nlines\"");
    }
}
