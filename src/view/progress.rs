//! How far a document has come, in a curve and in words.

use super::curve::{curve, over_time, spark};
use super::filed::moment;
use super::line::Line;
use super::role::Role;
use crate::moment::Zone;
use crate::ops::{DocumentProgress, Measure, Point};

/// A measure over time, sampled in so many columns.
pub fn sampled(document: &DocumentProgress, of: Measure, columns: usize) -> Vec<usize> {
    let moments: Vec<i64> = document
        .points
        .iter()
        .map(|point| point.time.unix())
        .collect();
    over_time(&moments, columns)
        .into_iter()
        .filter_map(|at| document.points.get(at))
        .map(|point| of.of(&point.counts))
        .collect()
}

/// The most there ever was of a measure, and the first point that had so many.
pub fn most(document: &DocumentProgress, of: Measure) -> Option<(usize, &Point)> {
    let mut most: Option<(usize, &Point)> = None;
    for point in &document.points {
        let value = of.of(&point.counts);
        if most.is_none_or(|(known, _)| value > known) {
            most = Some((value, point));
        }
    }
    most
}

/// A measure in one line: its curve, scaled to the most there ever was, and how many there are now.
pub fn measure_line(document: &DocumentProgress, of: Measure, columns: usize) -> Line {
    let values = sampled(document, of, columns);
    let top = most(document, of).map_or(0, |(most, _)| most);
    let now = document
        .points
        .last()
        .map_or(0, |point| of.of(&point.counts));
    Line::of(Role::Plain, format!("{:16}", of.name()))
        .with(measure_role(of), spark(&values, top))
        .with(Role::Strong, format!("  {now}"))
}

/// The most there ever was of a measure and when, where there is less now: `most 5, Wed 16 Jul 17:40`.
pub fn most_words(document: &DocumentProgress, of: Measure, zone: Option<&Zone>) -> Option<String> {
    let (top, when) = most(document, of)?;
    let now = document
        .points
        .last()
        .map_or(0, |point| of.of(&point.counts));
    (now < top).then(|| format!("most {top}, {}", moment(when.time, zone)))
}

/// The most there ever was of a measure in any of these documents: what their curves are scaled to, side by side.
pub fn most_of_all<'a>(
    documents: impl IntoIterator<Item = &'a DocumentProgress>,
    of: Measure,
) -> usize {
    let tops = documents.into_iter().filter_map(|one| most(one, of));
    tops.map(|(most, _)| most).max().unwrap_or(0)
}

/// What a measure's curve is: what is contested, what waits, what is done.
pub fn measure_role(of: Measure) -> Role {
    match of {
        Measure::Brackets | Measure::ContestedWords => Role::Contested,
        Measure::OpenProposals => Role::Warn,
        Measure::Agreed => Role::Good,
    }
}

/// What fell at a point: `brackets 14 → 12, open proposals 5 → 4`.
pub fn fallen(document: &DocumentProgress, point: usize) -> String {
    let here = document.falls.iter().filter(|fall| fall.point == point);
    let words: Vec<String> = here
        .map(|fall| format!("{} {} → {}", fall.of.name(), fall.from, fall.to))
        .collect();
    words.join(", ")
}

/// The points at which anything fell, the latest last.
pub fn points_of_falls(document: &DocumentProgress) -> Vec<usize> {
    let mut points: Vec<usize> = document.falls.iter().map(|fall| fall.point).collect();
    points.dedup();
    points
}

/// By what a point came about: its acts in sentences, else what was said when it was saved.
pub fn causes(point: &Point) -> Vec<String> {
    if !point.by.is_empty() {
        return point
            .by
            .iter()
            .map(|cause| cause.sentence.clone())
            .collect();
    }
    match (&point.author, &point.summary) {
        (Some(author), Some(summary)) if summary.starts_with(author.as_str()) => {
            vec![summary.clone()]
        }
        (Some(author), Some(summary)) => vec![format!("{author}: {summary}")],
        _ => vec!["not saved, or by time alone".to_owned()],
    }
}

/// A document over time in so many columns and at most so many rows: the curve of its brackets, the other measures in a line
/// each, and the last fall with what brought it about.
pub fn curve_lines(
    document: &DocumentProgress,
    (columns, rows): (usize, usize),
    zone: Option<&Zone>,
) -> Vec<Line> {
    let (Some(first), Some(last)) = (document.points.first(), document.points.last()) else {
        return Vec::new();
    };
    let brackets = Measure::Brackets;
    let (top, _) = most(document, brackets).unwrap_or((0, first));
    let now = last.counts.brackets;
    let mut head = Line::of(Role::Heading, format!("{} over time", document.id));
    head.push(Role::Strong, format!("  {now}"));
    head.push(
        Role::Contested,
        if now == 1 { " bracket" } else { " brackets" },
    );
    if top > now {
        head.push(Role::Dim, format!(", most {top}"));
    }
    let mut lines = vec![head];
    // Head, foot, three measures: what is left is the curve's and the last fall's.
    let high = rows.saturating_sub(8).clamp(2, 6);
    if top > 0 {
        let values = sampled(document, brackets, columns);
        let drawn = curve(&values, top, high).into_iter();
        lines.extend(drawn.map(|row| Line::of(Role::Contested, row)));
    }
    let day = |point: &Point| {
        zone.map_or(point.time, |zone| point.time.in_zone(zone))
            .format("%-d %b")
    };
    let foot = Line::of(Role::Dim, day(first));
    let end = Line::of(Role::Dim, day(last));
    let gap = columns.saturating_sub(foot.width() + end.width());
    lines.push(foot.with(Role::Plain, " ".repeat(gap)).and(end));
    for of in [
        Measure::ContestedWords,
        Measure::OpenProposals,
        Measure::Agreed,
    ] {
        let broad = columns.saturating_sub(24).min(40);
        lines.push(measure_line(document, of, broad).cut(columns));
    }
    if let Some(point) = points_of_falls(document).pop()
        && let Some(at) = document.points.get(point)
    {
        let when = moment(at.time, zone);
        lines.push(
            Line::of(Role::Dim, format!("{when}  "))
                .with(Role::Plain, fallen(document, point))
                .cut(columns),
        );
        let by = causes(at).into_iter().take(1);
        lines.extend(by.map(|cause| Line::of(Role::Dim, format!("  {cause}")).cut(columns)));
    }
    lines.truncate(rows);
    lines
}
