//! The points as comma-separated values (RFC 4180), for a spreadsheet.

use super::point::Point;
use super::points::Progress;
use crate::office::quoted;

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
