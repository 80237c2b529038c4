//! What streamlining took from whom, and what it could make shorter.

use crate::ops::Unheld;
use crate::rolling::{Balance, Became, Because, Reworded, Shorter};
use crate::text::fold;
use crate::view::{Line, Role};

/// A line for all that became of somebody's words, and what was compared.
pub(crate) fn balance(balance: &Balance) -> Vec<Line> {
    let mut lines = Vec::new();
    let everybody = balance.readers.len();
    for row in &balance.rows {
        let (word, role) = match row.became {
            Became::Lost => ("lost", Role::Struck),
            Became::Added => ("added", Role::Added),
            Became::Dropped => ("dropped", Role::Struck),
            Became::Moved => ("moved", Role::Dim),
            Became::Once => ("once", Role::Dim),
        };
        let who = if row.readers.len() == everybody && everybody > 1 {
            "everybody".to_owned()
        } else {
            row.readers.join(", ")
        };
        lines.push(
            Line::of(Role::Strong, format!("{word:<8} "))
                .with(Role::Label, format!("{:<6} ", row.name))
                .with(Role::Owner(0), format!("{who}  "))
                .with(role, &row.words)
                .hanging(16),
        );
    }
    if !lines.is_empty() {
        lines.push(Line::new());
    }
    let readings = match everybody {
        1 => "the base's reading was compared".to_owned(),
        n => format!("{n} readings compared: {}", balance.readers.join(", ")),
    };
    let verdict = match balance.holds() {
        true => "nothing is lost and nothing added",
        false => "not every reading is the same",
    };
    lines.push(Line::plain(format!("{readings}; {verdict}")));
    lines
}

/// Each bracket that is written by habit, as it is and as the notation has it.
pub(crate) fn formal(file: &str, all: &[Reworded]) -> Vec<Line> {
    let mut lines = Vec::new();
    for one in all {
        lines.push(
            Line::of(
                Role::Dim,
                format!("{file}:{}:{}  ", one.place.line, one.place.column),
            )
            .with(Role::Label, &one.name),
        );
        lines.extend(instead(&one.before, &one.after));
    }
    lines
}

/// What goes, and what comes in its place.
fn instead(before: &str, after: &str) -> [Line; 2] {
    [(Role::Struck, before), (Role::Added, after)].map(|(role, words)| {
        Line::plain("          ")
            .with(role, fold(words))
            .hanging(12)
    })
}

/// Each bracket that could be shorter, as it is and as it could be.
pub(crate) fn shorter(all: &[Shorter], unheld: &[Unheld]) -> Vec<Line> {
    let mut lines = Vec::new();
    for one in all {
        let why = match one.because {
            Because::Same => "alternatives that say the same",
            Because::Nested => "a bracket in a bracket",
            Because::Agreed => "all say the same",
        };
        let one = &one.bracket;
        let place = format!("{}:{}", one.place.line, one.place.column);
        lines.push(
            Line::of(Role::Dim, format!("{place:<9} "))
                .with(Role::Label, &one.name)
                .with(Role::Dim, format!("  {why}")),
        );
        lines.extend(instead(&one.before, &one.after));
    }
    for one in unheld {
        let place = format!("{}:{}", one.place.line, one.place.column);
        let owners: Vec<String> = one
            .owners
            .iter()
            .map(|(owner, how)| format!("{owner} {how}"))
            .collect();
        lines.push(
            Line::of(Role::Dim, format!("{place:<9} "))
                .with(Role::Label, &one.name)
                .with(
                    Role::Dim,
                    format!("  nobody holds it any more: {}", owners.join("; ")),
                )
                .hanging(12),
        );
        lines.extend(instead(&one.before, &one.after));
        lines.push(
            Line::plain("          ")
                .with(Role::Strong, &one.command)
                .hanging(12),
        );
    }
    if lines.is_empty() {
        lines.push(Line::plain(
            "nothing can be said shorter without taking words from somebody",
        ));
    }
    lines
}
