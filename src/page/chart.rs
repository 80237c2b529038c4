//! How far a document was, over time: three lines in a picture, told apart by their strokes and names, and the same in numbers.

use std::fmt::Write as _;

use super::html::{Attribute, Html};
use crate::ops::LeafPoint;
use crate::view::over_time;

use Attribute::Value;

const WIDE: usize = 560;
const HIGH: usize = 150;
/// So many places along the curve.
const STEPS: usize = 96;

/// A curve's name, its class, and what it counts.
type Curve = (
    &'static str,
    &'static str,
    &'static str,
    fn(&LeafPoint) -> usize,
);

const CURVES: [Curve; 3] = [
    ("brackets", "l l0", "k0", |point| point.brackets),
    ("open proposals", "l l1", "k1", |point| point.proposals),
    ("agreed paragraphs", "l l2", "k2", |point| point.agreed),
];

/// The picture; nothing where there is no course to show.
pub(super) fn chart(points: &[LeafPoint], html: &mut Html) {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return;
    };
    if points.len() < 2 {
        return;
    }
    let moments: Vec<i64> = points.iter().map(|point| point.time.unix()).collect();
    let columns = over_time(&moments, STEPS);
    let all = points.iter();
    let most = all
        .map(|point| CURVES.iter().map(|curve| curve.3(point)).max().unwrap_or(0))
        .max()
        .unwrap_or(0)
        .max(1);
    let said: Vec<String> = CURVES
        .iter()
        .map(|(name, _, _, of)| format!("{name} {} to {}", of(first), of(last)))
        .collect();
    let said = format!(
        "From {} to {}: {}",
        first.time.format("%-d %B"),
        last.time.format("%-d %B %H:%M"),
        said.join(", ")
    );
    html.ours("<figure>");
    html.open(
        "svg",
        &[
            Value("class", "c"),
            Value("viewBox", "0 0 700 176"),
            Value("role", "img"),
            Value("aria-label", &said),
        ],
    );
    html.ours("<path class=\"x\" d=\"M0 .5H560M0 158.5H560\"/>");
    let high = |value: usize| 8 + (HIGH - value * HIGH / most);
    let mut labels: Vec<(usize, &'static str, String)> = Vec::new();
    for (name, class, key, of) in CURVES {
        let mut path = String::new();
        let mut before = None;
        for (n, at) in columns.iter().enumerate() {
            let value = points.get(*at).map_or(0, of);
            let x = n * WIDE / (STEPS - 1);
            // Only where it turns.
            if before == Some(value) && n + 1 < columns.len() {
                continue;
            }
            let y = high(value);
            // Writing to a string cannot fail.
            let _ = match before {
                None => write!(path, "M{x} {y}"),
                Some(_) => write!(path, "H{x}V{y}"),
            };
            before = Some(value);
        }
        html.open("path", &[Value("class", class), Value("d", &path)]);
        html.close("path");
        let value = of(last);
        labels.push((high(value), key, format!("{value} {name}")));
    }
    for (y, key, label) in apart(labels) {
        html.open(
            "text",
            &[
                Value("class", key),
                Value("x", "568"),
                Value("y", &y.to_string()),
            ],
        );
        html.text(&label);
        html.close("text");
    }
    html.open("text", &[Value("x", "0"), Value("y", "172")]);
    html.text(&first.time.format("%-d %b"));
    html.close("text");
    html.open(
        "text",
        &[
            Value("x", "560"),
            Value("y", "172"),
            Value("text-anchor", "end"),
        ],
    );
    html.text(&last.time.format("%-d %b %H:%M"));
    html.close("text");
    html.ours("</svg><figcaption>");
    html.text(&said);
    html.ours(".</figcaption></figure>");
}

/// Names beside the ends of the lines, none over another and none below the picture.
fn apart(mut labels: Vec<(usize, &'static str, String)>) -> Vec<(usize, &'static str, String)> {
    labels.sort_by_key(|(y, ..)| *y);
    let many = labels.len();
    let mut floor = 0;
    for (n, (y, ..)) in labels.iter_mut().enumerate() {
        let lowest = LOWEST.saturating_sub(14 * (many - 1 - n));
        *y = (*y + 4).min(lowest).max(floor);
        floor = *y + 14;
    }
    labels
}

/// Lower no name stands.
const LOWEST: usize = 168;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::Moment;

    #[test]
    fn the_course_is_drawn_and_told() {
        let point = |hour: i64, brackets, agreed| LeafPoint {
            time: Moment::from_unix(1_216_000_000 + hour * 3600, 0),
            brackets,
            proposals: 2,
            agreed,
            paragraphs: 9,
        };
        let mut html = Html::new();
        chart(&[point(0, 5, 0), point(1, 9, 1), point(2, 3, 4)], &mut html);
        let shown = html.finish();
        assert!(
            shown.contains("brackets 5 to 3, open proposals 2 to 2, agreed paragraphs 0 to 4"),
            "{shown}"
        );
        assert_eq!(shown.matches("class=\"l ").count(), 3);
        let mut none = Html::new();
        chart(&[point(0, 1, 1)], &mut none);
        assert!(none.is_empty());
    }

    #[test]
    fn names_stand_apart_and_in_the_picture() {
        let at = |ys: [usize; 3]| -> Vec<usize> {
            let labels = ys.iter().map(|y| (*y, "k0", String::new()));
            apart(labels.collect()).iter().map(|one| one.0).collect()
        };
        assert_eq!(at([158, 158, 158]), [140, 154, 168]);
        assert_eq!(at([8, 8, 158]), [12, 26, 162]);
    }
}
