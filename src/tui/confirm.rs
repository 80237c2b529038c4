//! What a planned command comes to, laid before whoever asked for it: the words, who stands against them, and what answers it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::{centered, frame};
use super::overlay::{Asks, Confirm};
use super::paint;
use super::theme::Theme;
use crate::diff::{Op, reword};
use crate::ops::Plan;
use crate::text::fold;
use crate::view::{Line, Role, side, words as prose, wrap};
use crate::workspace::Naming;

/// The words an act is about, each under what they are; those of before and after with what goes and what comes.
fn told(words: &[(String, String)]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut words = words.iter().peekable();
    while let Some((what, text)) = words.next() {
        let then = words.next_if(|(then, _)| {
            let name = what.strip_suffix(" now");
            let after = [" then", " as proposed"];
            name.is_some_and(|name| {
                after
                    .map(|after| then.strip_suffix(after))
                    .contains(&Some(name))
            })
        });
        lines.push(Line::of(Role::Dim, what));
        if let Some((then, new)) = then {
            let wording = reword(&fold(text), &fold(new));
            lines.push(side(&wording, Op::Delete));
            lines.extend([Line::new(), Line::of(Role::Dim, then)]);
            lines.push(side(&wording, Op::Insert));
        } else {
            lines.extend(text.split('\n').map(|part| prose(Role::Plain, part)));
        }
        lines.push(Line::new());
    }
    lines
}

/// Draws what a planned command comes to, and how it is answered.
pub(super) fn draw_confirm(buffer: &mut Buffer, area: Rect, confirm: &Confirm, theme: Theme) {
    let columns = usize::from(area.width).saturating_sub(8).min(96);
    let plan = &confirm.planned.plan;
    let mut lines: Vec<Line> = Vec::new();
    if let Some(above) = &confirm.above {
        lines.extend(wrap(&Line::of(Role::Warn, above), columns));
        lines.push(Line::new());
    }
    for line in told(&plan.words) {
        lines.extend(wrap(&theme.marked(line), columns));
    }
    for warning in &plan.warnings {
        lines.extend(wrap(
            &Line::of(Role::Bad, "! ")
                .with(Role::Strong, warning)
                .hanging(2),
            columns,
        ));
    }
    if !plan.warnings.is_empty() {
        lines.push(Line::new());
    }
    let mut who = Line::of(Role::Dim, "in the name of ");
    who.push(
        Role::Strong,
        confirm.planned.stamp.by.as_deref().unwrap_or("nobody"),
    );
    if let Some(hand) = &confirm.planned.stamp.entered_by {
        who.push(Role::Dim, format!(", entered by {hand}"));
    }
    lines.extend(wrap(&who, columns));
    if !plan.same_as.is_empty() {
        let only = match confirm.asks {
            Asks::Whether => "",
            Asks::Nothing => " --dry-run",
        };
        lines.extend(wrap(
            &Line::of(Role::Dim, format!("same as: {}{only}", plan.same_as)).hanging(9),
            columns,
        ));
    }
    let (title, keys) = match confirm.asks {
        Asks::Whether => {
            let mut keys = answers();
            if confirm.missed {
                keys.push(Role::Warn, "   only y does it: nothing else is an answer");
            }
            (format!("{}?", plan.said), keys)
        }
        Asks::Nothing => {
            lines.extend(written(plan).flat_map(|line| wrap(&line.hanging(2), columns)));
            let shown = Line::of(Role::Strong, "nothing is written   ");
            let leave = shown.with(Role::Key, "Esc").with(Role::Plain, " leaves");
            (format!("Would be done: {}", plan.said), leave)
        }
    };
    let rows = u16::try_from(lines.len() + 4).unwrap_or(u16::MAX);
    let outer = centered(area, columns, rows);
    let inner = frame(buffer, outer, &title, theme);
    let room = usize::from(inner.height.saturating_sub(2));
    let most = lines.len().saturating_sub(room);
    let skip = confirm.skip.min(most);
    let shown: Vec<Line> = lines.iter().skip(skip).take(room).cloned().collect();
    paint::lines(buffer, inner, &shown, theme);
    paint::thumb(
        buffer,
        Rect {
            x: inner.right(),
            width: 1,
            height: inner.height.saturating_sub(2),
            ..inner
        },
        skip,
        room,
        lines.len(),
        theme,
    );
    let row = Rect {
        y: inner.bottom().saturating_sub(1),
        height: 1,
        ..inner
    };
    paint::line(buffer, row, 0, &keys, theme);
}

/// The keys that answer.
fn answers() -> Line {
    Line::of(Role::Key, "y")
        .with(Role::Plain, " do it   ")
        .with(Role::Key, "n")
        .with(Role::Plain, " leave it")
}

/// What a plan would write: its files, and the tags of a revision.
fn written(plan: &Plan) -> impl Iterator<Item = Line> + '_ {
    let files = plan.edit.files.iter().map(|file| match &file.content {
        Some(_) => format!("would write {}", file.path),
        None => format!("would delete {}", file.path),
    });
    let names = plan.edit.names.iter().map(|naming| match naming {
        Naming::Put { name, .. } => format!("would tag {name}"),
        Naming::Aside(issue) => format!("would take the tag off {}", issue.symbol()),
        Naming::Back { issue, .. } => format!("would tag {} again", issue.symbol()),
    });
    files.chain(names).map(|text| Line::of(Role::Dim, text))
}
