//! A comparison as Markdown, to be mailed, kept or shown by a git host: what went is struck, what came underlined.

use super::compared::{Compared, texts};
use super::comparison::summary;
use crate::diff::{ChangeKind, Op, SEAM, Wording};
use crate::ops::ComparisonRow;
use crate::text::{Document, Kind};
use crate::view::{self, APART, Role, change_sign, clean, each_piece};

/// The comparison as a document of its own.
///
/// `<del>` and `<ins>` hold whatever marks the words have themselves, and may begin within a word: without the ones the new text
/// is left, without the others the old one, runs of white space taken for one. Tables and code stand in `<pre>`, row by row,
/// their own `&`, `<` and `>` escaped. Where one of several paragraphs ends stands `¶` and what the next is called.
pub(crate) fn comparison_in_markdown(compared: &Compared<'_>) -> String {
    let (old, new) = &compared.comparison.names;
    let mut out = format!(
        "# {} → {}\n\n{}\n",
        plain(old),
        plain(new),
        summary(compared).text()
    );
    if compared.only.is_empty() {
        out.push_str(&beside(compared));
    }
    out + &changes_in_markdown(compared)
}

/// The changes alone, each under a heading.
pub(crate) fn changes_in_markdown(compared: &Compared<'_>) -> String {
    let mut out = String::new();
    for row in compared.shown() {
        let mut words = change_sign(row).words;
        if row.wording.iter().any(|run| run.moved.is_some()) {
            words.push_str(", words moved within it");
        }
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

/// What differs in the front matter and outside the paragraphs.
fn beside(compared: &Compared<'_>) -> String {
    let mut out = String::new();
    let comparison = compared.comparison;
    if !comparison.front.is_empty() {
        out.push_str("\n## front matter\n\n<pre>\n");
        for field in &comparison.front {
            let key = match field.key.as_str() {
                "" => String::new(),
                key => format!("{}: ", escaped(key)),
            };
            let said = |text: &Option<String>, tag: &str| match text {
                Some(text) => format!("<{tag}>{}</{tag}>", escaped(text)),
                None => String::new(),
            };
            let (old, new) = (said(&field.old, "del"), said(&field.new, "ins"));
            out.push_str(&format!("{key}{old}{new}\n"));
        }
        out.push_str("</pre>\n");
    }
    if !comparison.outside.is_empty() {
        out.push_str("\n## outside the paragraphs\n\n<pre>\n");
        let gone = comparison.outside.old.iter().map(|line| ("del", line));
        let come = comparison.outside.new.iter().map(|line| ("ins", line));
        for (tag, line) in gone.chain(come) {
            out.push_str(&format!("<{tag}>{}</{tag}>\n", escaped(line)));
        }
        out.push_str("</pre>\n");
    }
    out
}

fn said(row: &ComparisonRow, compared: &Compared<'_>) -> String {
    let (old, new) = compared.texts;
    let whole = |op, texts: Vec<String>| vec![Wording::new(op, texts.join("\n"))];
    let pieces = match row.change.kind {
        ChangeKind::Unchanged => whole(Op::Equal, texts(new, &row.change.new)),
        ChangeKind::Inserted => whole(Op::Insert, texts(new, &row.change.new)),
        ChangeKind::Deleted => whole(Op::Delete, texts(old, &row.change.old)),
        _ => compared.wording(row).into_owned(),
    };
    let in_rows = |document: &Document, indices: &[usize]| {
        let mut kinds = indices
            .iter()
            .filter_map(|at| document.paragraphs().get(*at));
        kinds.any(|one| matches!(one.kind, Kind::Table | Kind::Code))
    };
    let in_rows = in_rows(old, &row.change.old) || in_rows(new, &row.change.new);
    let mut out = String::new();
    let mut at = (0, 0);
    each_piece(&pieces, None, |role, text| {
        if text == APART {
            return;
        }
        let tag = match role {
            Role::Struck | Role::Taken => "del",
            Role::Added | Role::Brought => "ins",
            _ => "",
        };
        for (n, part) in text.split(SEAM).enumerate() {
            if n > 0 {
                let labels = (row.labels.0.as_slice(), row.labels.1.as_slice());
                let sign = view::seam(role, labels, &mut at, None).text();
                match tag {
                    "del" if out.ends_with(' ') => {}
                    "del" => out.push(' '),
                    _ => out.push_str("\n\n"),
                }
                match tag {
                    "" => out.push_str(&plain(&sign)),
                    tag => out.push_str(&format!("<{tag}>{}</{tag}>", plain(&sign))),
                }
                out.push(' ');
            }
            let mut lay = |text: &str| match tag {
                _ if text.is_empty() => {}
                "" => out.push_str(text),
                tag => out.push_str(&format!("<{tag}>{text}</{tag}>")),
            };
            if !in_rows {
                lay(&clean(part));
                continue;
            }
            for (n, line) in part.split('\n').enumerate() {
                if n > 0 {
                    // A row that came or went begins on a line of its own.
                    lay("\n");
                }
                lay(&escaped(line));
            }
        }
    });
    match in_rows {
        true => format!("<pre>\n{out}\n</pre>"),
        false => out,
    }
}

/// Words where HTML is read.
fn escaped(text: &str) -> String {
    let clean = clean(text);
    clean
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
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
