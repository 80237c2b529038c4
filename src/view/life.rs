//! What a version did with a paragraph: the sign and the words.

use super::change::change;
use super::filed::moment;
use super::line::Line;
use super::role::Role;
use super::signs::{ChangeSign, EDITED, GONE, MERGED, MOVED, NEW, RENUMBERED, SPLIT};
use crate::diff::Op;
use crate::life::Turn;
use crate::moment::Zone;
use crate::ops::{TraceRow, Traced};

/// The sign and the words of a stage of a paragraph's life: `edited, moved from 11`.
pub fn turn_sign(row: &TraceRow) -> ChangeSign {
    let from = row.from.join(", ");
    let ChangeSign {
        sign,
        words: word,
        role,
    } = match row.kind {
        Turn::Inserted if row.brought_back => NEW.saying("brought back"),
        Turn::Inserted => NEW.plain(),
        Turn::Edited if row.marks_only => ChangeSign {
            role: Role::Dim,
            ..EDITED.saying("marks only")
        },
        Turn::Edited => EDITED.plain(),
        Turn::Moved => MOVED.saying(""),
        Turn::Renumbered => RENUMBERED.saying(""),
        Turn::Split => SPLIT.saying(split(row, &from)),
        Turn::Merged => MERGED.saying(format!("merged of {from}")),
        Turn::Deleted => GONE.saying("dropped"),
    };
    let one = matches!(row.kind, Turn::Edited | Turn::Moved | Turn::Renumbered);
    let renumbered = (row.renumbered && one).then(|| format!("renumbered, {from} before"));
    let moved = row.moved.then(|| match one && !row.renumbered {
        true => format!("moved from {from}"),
        false => "moved".to_owned(),
    });
    let uncertain = (!row.certain).then(|| "not certain".to_owned());
    let words: Vec<String> = [
        Some(word).filter(|word| !word.is_empty()),
        moved,
        renumbered,
        uncertain,
    ]
    .into_iter()
    .flatten()
    .collect();
    ChangeSign {
        sign,
        words: words.join(", "),
        role,
    }
}

/// So many acts of one version are told.
const MOST: usize = 4;

/// The acts that a version brought in sentences, else what was said when it was saved.
pub fn turn_causes(row: &TraceRow) -> Vec<String> {
    let told = row.acts.iter().take(MOST).map(|act| act.sentence.clone());
    let mut told: Vec<String> = told.collect();
    let more = row.acts.len().saturating_sub(MOST);
    if more > 0 {
        told.push(format!("and {more} more acts"));
    }
    if told.is_empty() {
        told.extend(row.by.summary.clone());
    }
    told
}

/// What became of the words at a stage of a paragraph's life.
pub fn turn_words(row: &TraceRow) -> Line {
    match row.kind {
        Turn::Inserted if !row.brought_back => Line::of(Role::Added, &row.text),
        Turn::Deleted => Line::of(Role::Struck, &row.text),
        Turn::Moved | Turn::Renumbered => Line::of(Role::Dim, &row.text),
        _ => {
            let words = row.whole.as_ref().unwrap_or(&row.words);
            match words.iter().all(|piece| piece.op == Op::Equal) {
                true => Line::of(Role::Dim, &row.text),
                false => change(words),
            }
        }
    }
}

/// A paragraph's life for a column, newest first: a sign, its name and what happened; when and by whose hand; by what act; the
/// words, unless only its place or its number changed.
pub fn life_lines(traced: &Traced, zone: Option<&Zone>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut path = traced.versions.first().map(|row| row.path.as_str());
    for row in &traced.versions {
        if !lines.is_empty() {
            lines.push(Line::new());
        }
        let ChangeSign { sign, words, role } = turn_sign(row);
        let when = match row.by.moment {
            Some(when) => moment(when, zone),
            None => "not saved yet".to_owned(),
        };
        let head = Line::of(role, format!("{sign} "))
            .with(Role::Label, &row.name)
            .with(role, format!("  {words}"))
            .with(Role::Dim, format!("  {when}"));
        lines.push(head.hanging(2));
        if path.replace(&row.path) != Some(&row.path) {
            lines.push(Line::of(Role::Dim, format!("  the file was {}", row.path)).hanging(2));
        }
        for cause in turn_causes(row) {
            lines.push(Line::of(Role::Dim, format!("  {cause}")).hanging(2));
        }
        if !matches!(row.kind, Turn::Moved | Turn::Renumbered) {
            lines.push(Line::plain("  ").and(turn_words(row)).hanging(2));
        }
    }
    lines
}

fn split(row: &TraceRow, from: &str) -> String {
    match row.with.is_empty() {
        true => format!("split from {from}"),
        false => format!("split from {from}, beside {}", row.with.join(", ")),
    }
}
