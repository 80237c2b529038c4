//! The brackets of a text: where each stands, and whose its alternatives are.

use crate::ops::Brackets;
use crate::view::{Line, Role};

/// A line a bracket, deeper ones further in, and the totals.
pub(crate) fn brackets(brackets: &Brackets) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in &brackets.brackets {
        let inset = "  ".repeat(row.depth.saturating_sub(1).min(20));
        let place = format!("{}:{}", row.line, row.column);
        let mut line = Line::of(Role::Dim, format!("{place:<9} "))
            .with(Role::Label, &row.name)
            .with(Role::Plain, format!("  {inset}"))
            .with(Role::Bracket, "[");
        for (n, alternative) in row.alternatives.iter().enumerate() {
            if n > 0 {
                line.push(Role::Bracket, " / ");
            }
            if !alternative.parties.is_empty() {
                line.push(
                    Role::Owner(n as u8),
                    format!("{}: ", alternative.parties.join(", ")),
                );
            }
            let text = if alternative.nothing {
                "–"
            } else {
                &alternative.text
            };
            // One that stands in twenty others was printed with each of them.
            let longest = if row.depth > 20 { 40 } else { 240 };
            line.push(Role::Contested, shortened(text, longest));
        }
        line.push(Role::Bracket, "]");
        lines.push(line.hanging(12));
    }
    let totals = &brackets.totals;
    if !lines.is_empty() {
        lines.push(Line::new());
    }
    lines.push(Line::plain(match totals.brackets {
        0 => format!("no brackets in {} words", totals.words),
        n => format!(
            "{n} {}, depth {}, {} {}; {} of {} words in brackets",
            if n == 1 { "bracket" } else { "brackets" },
            totals.depth,
            totals.alternatives,
            if totals.alternatives == 1 {
                "alternative"
            } else {
                "alternatives"
            },
            totals.bracketed_words,
            totals.words
        ),
    }));
    lines
}

/// The beginning of a long alternative; `show` and `--json` have all of it.
fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{} …", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}
