//! A comparison in a line a change: how many words went and came.

use super::compared::Compared;
use crate::diff::{ChangeKind, Op};
use crate::ops::ComparisonRow;
use crate::text::words;
use crate::view::{self, ChangeSign, Line, Role, change_sign, width};

/// The widest bar.
const BAR: usize = 40;
/// Bars take no room from labels but this much.
const SHORT_BAR: usize = 12;

/// One change in numbers.
struct Entry {
    labels: String,
    sign: ChangeSign,
    came: usize,
    went: usize,
    /// What is said where no word came or went, but brackets did.
    brackets: &'static str,
}

/// A line a change, bars of `+` and `-` scaled to the widest, and last how many words went and came in all.
pub(super) fn stat(compared: &Compared<'_>, columns: usize) -> Vec<Line> {
    let entries: Vec<Entry> = compared.shown().map(|row| entry(row, compared)).collect();
    let broadest = |of: fn(&Entry) -> usize| entries.iter().map(of).max().unwrap_or(0);
    let words = broadest(|one| width(&one.sign.words)).min(columns / 3);
    // What bars need, labels do not get.
    let bars = broadest(|one| one.came + one.went).min(SHORT_BAR);
    let room = columns.saturating_sub(words + bars + 13).max(columns / 4);
    let labels = broadest(|one| width(&one.labels)).min(room);
    let most = broadest(|one| one.came + one.went);
    let digits = most.to_string().len();
    let room = columns
        .saturating_sub(labels + words + digits + 9)
        .clamp(8, BAR);
    let scaled = |n: usize| match most > room {
        true => (n * room).div_ceil(most.max(1)),
        false => n,
    };
    let mut lines: Vec<Line> = entries
        .iter()
        .map(|one| {
            let ChangeSign {
                sign,
                words: what,
                role,
            } = &one.sign;
            Line::of(*role, format!("{sign} "))
                .and(
                    Line::of(Role::Label, &one.labels)
                        .cut(labels)
                        .padded(labels),
                )
                .and(
                    Line::of(*role, format!("  {what}"))
                        .cut(words + 2)
                        .padded(words + 2),
                )
                .with(Role::Dim, format!(" | {:>digits$} ", one.came + one.went))
                .with(Role::Good, "+".repeat(scaled(one.came)))
                .with(Role::Bad, "-".repeat(scaled(one.went)))
                .with(Role::Dim, one.brackets)
        })
        .collect();
    let (came, went) = entries.iter().fold((0, 0), |(came, went), one| {
        (came + one.came, went + one.went)
    });
    let several = |n: usize| if n == 1 { "word" } else { "words" };
    lines.push(Line::of(
        Role::Dim,
        format!(
            "{came} {} came, {went} {} went",
            several(came),
            several(went)
        ),
    ));
    lines
}

fn entry(row: &ComparisonRow, compared: &Compared<'_>) -> Entry {
    let whole = |document, indices: &[usize]| {
        let texts = super::compared::texts(document, indices);
        texts.iter().map(|text| words(text).count()).sum()
    };
    let of = |op: Op| {
        // A phrase that stands elsewhere in the paragraph neither came nor went.
        let runs = row.wording.iter();
        let runs = runs.filter(|run| run.op == op && run.moved.is_none());
        runs.map(|run| words(&run.text).count()).sum()
    };
    let (came, went) = match row.change.kind {
        ChangeKind::Unchanged => (0, 0),
        ChangeKind::Inserted => (whole(compared.texts.1, &row.change.new), 0),
        ChangeKind::Deleted => (0, whole(compared.texts.0, &row.change.old)),
        _ => (of(Op::Insert), of(Op::Delete)),
    };
    Entry {
        labels: view::change_labels(row),
        sign: change_sign(row),
        brackets: match came + went == 0 && row.brackets {
            true => "brackets",
            false => "",
        },
        came,
        went,
    }
}
