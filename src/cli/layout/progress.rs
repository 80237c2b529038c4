//! How far the documents have come: curves, and what made them fall.

use super::table::{Table, count, plain};
use crate::moment::Zone;
use crate::ops::{DocumentProgress, Measure};
use crate::view::{self, Line, Role, moment};

/// The least and the most columns of a curve.
const LEAST: usize = 12;
const MOST: usize = 72;

/// A row a document: the curve of its brackets, and what there is now.
pub(crate) fn progress(documents: &[DocumentProgress], columns: usize) -> Vec<Line> {
    let heads = [
        "document",
        "brackets over time",
        "now",
        "contested words",
        "open proposals",
        "agreed",
    ];
    // What the other columns need, and a title.
    let broad = columns.saturating_sub(56).clamp(LEAST, MOST / 2);
    let most = view::most_of_all(documents, Measure::Brackets);
    let mut table = Table::new(&heads);
    for document in documents {
        let values = view::sampled(document, Measure::Brackets, broad);
        let now = document
            .points
            .last()
            .map(|point| point.counts)
            .unwrap_or_default();
        table.row(vec![
            Line::of(Role::Label, &document.id),
            Line::of(Role::Contested, view::spark(&values, most)),
            count(now.brackets),
            count(now.contested_words),
            count(now.open_proposals),
            plain(format!("{}/{}", now.agreed, now.paragraphs)),
        ]);
    }
    table.lines(columns)
}

/// One document: a curve a measure, then every fall with what brought it about.
pub(crate) fn progress_of(
    document: &DocumentProgress,
    columns: usize,
    zone: Option<&Zone>,
) -> Vec<Line> {
    let mut lines = vec![Line::of(Role::Title, &document.title)];
    let (Some(first), Some(last)) = (document.points.first(), document.points.last()) else {
        lines.push(Line::of(Role::Dim, "it was never saved yet"));
        return lines;
    };
    let several = match document.points.len() {
        1 => "1 version".to_owned(),
        n => format!("{n} versions"),
    };
    let span = format!(
        "{several}, {} to {}",
        moment(first.time, zone),
        moment(last.time, zone)
    );
    lines.push(Line::of(Role::Dim, span));
    lines.push(Line::new());
    // The name of a measure before the curve, behind it the most there was and when.
    let broad = columns.saturating_sub(52).clamp(LEAST, MOST);
    for of in Measure::ALL {
        let mut line = view::measure_line(document, of, broad);
        if let Some(most) = view::most_words(document, of, zone) {
            line.push(Role::Dim, format!("  {most}"));
        }
        lines.push(line);
    }
    let falls = view::points_of_falls(document);
    if falls.is_empty() {
        return lines;
    }
    lines.push(Line::new());
    lines.push(Line::of(Role::Heading, "What fell, and by what"));
    for at in falls {
        let Some(point) = document.points.get(at) else {
            continue;
        };
        let version = point
            .version
            .as_deref()
            .and_then(|id| id.get(..7))
            .unwrap_or("now");
        lines.push(
            Line::of(
                Role::Dim,
                format!("{}  {version}  ", moment(point.time, zone)),
            )
            .with(Role::Strong, view::fallen(document, at))
            .hanging(4),
        );
        for cause in view::causes(point) {
            lines.push(Line::plain("    ").with(Role::Plain, cause).hanging(4));
        }
    }
    lines
}
