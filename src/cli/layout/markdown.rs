//! A comparison as Markdown, to be mailed, kept or shown by a git host: what went is struck, what came underlined.

use super::compared::{Compared, texts};
use super::comparison::summary;
use crate::diff::{ChangeKind, Op, Wording};
use crate::ops::ComparisonRow;
use crate::view::{self, change_sign, clean};

/// The comparison as a document of its own.
///
/// `<del>` and `<ins>` hold whatever marks the words have themselves, and may begin within a word.
pub(crate) fn comparison_in_markdown(compared: &Compared<'_>) -> String {
    let (old, new) = &compared.comparison.names;
    let mut out = format!(
        "# {} → {}\n\n{}\n",
        plain(old),
        plain(new),
        summary(compared).text()
    );
    for row in compared.shown() {
        let words = change_sign(&row.change, (&row.labels.0, &row.labels.1)).words;
        let head = match words.is_empty() {
            true => view::change_labels(row),
            false => format!("{}: {words}", view::change_labels(row)),
        };
        let share = view::share_kept(&row.change);
        let share = share.map_or(String::new(), |share| {
            format!(" ({share} of the words kept)")
        });
        let head = format!("{}{share}", plain(&head));
        out.push_str(&format!("\n## {head}\n\n{}\n", said(row, compared)));
    }
    out
}

fn said(row: &ComparisonRow, compared: &Compared<'_>) -> String {
    let (old, new) = compared.texts;
    let whole = |op, text| vec![Wording::new(op, text)];
    let pieces = match row.change.kind {
        ChangeKind::Unchanged => whole(Op::Equal, texts(new, &row.change.new)),
        ChangeKind::Inserted => whole(Op::Insert, texts(new, &row.change.new)),
        ChangeKind::Deleted => whole(Op::Delete, texts(old, &row.change.old)),
        _ => compared.wording(row).into_owned(),
    };
    let mut out = String::new();
    for Wording { op, text, moved } in &pieces {
        // The sign of what stands elsewhere.
        let sign = if moved.is_some() { "↘ " } else { "" };
        let text = clean(text);
        let core = text.trim();
        // Space stands outside the marks, where it may end a line.
        let (lead, tail) = match text.split_once(core).filter(|_| !core.is_empty()) {
            Some(both) => both,
            None => (text.as_ref(), ""),
        };
        match op {
            _ if core.is_empty() => out.push_str(&text),
            Op::Equal => out.push_str(&text),
            Op::Delete => out.push_str(&format!("{lead}<del>{sign}{core}</del>{tail}")),
            Op::Insert => out.push_str(&format!("{lead}<ins>{sign}{core}</ins>{tail}")),
        }
    }
    out
}

/// A name in a heading: on one line, and nothing in it is taken for a mark.
fn plain(name: &str) -> String {
    let clean = clean(name);
    let mut out = String::with_capacity(clean.len());
    for c in clean.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
