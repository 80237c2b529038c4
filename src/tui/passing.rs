//! What would be received or sent, laid before whoever asked for it, and what answers it.

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::{centered, frame};
use super::message::Effect;
use super::overlay::Overlay;
use super::paint;
use super::passage::{Passage, Passing};
use super::state::State;
use super::theme::Theme;
use crate::view::{Line, Role, wrap};

/// Lays a passage before whoever asked for it.
pub(super) fn show(state: &mut State, passage: Box<Passage>) {
    // Nobody is asked any more.
    state.notice = None;
    state.overlay = Some(Overlay::Passing(Box::new(Passing { passage, skip: 0 })));
}

/// Takes a key.
pub(super) fn press(state: &mut State, key: KeyCode) -> Option<Effect> {
    let Some(Overlay::Passing(passing)) = &mut state.overlay else {
        return None;
    };
    match key {
        KeyCode::Char('y' | 'Y') if passing.passage.ready => {
            let passage = passing.passage.clone();
            state.overlay = None;
            state.note("asking the other side …");
            return Some(Effect::Pass(passage));
        }
        KeyCode::Char('n' | 'N' | 'q') | KeyCode::Esc => {
            state.overlay = None;
            state.note("nothing was done");
        }
        KeyCode::Down | KeyCode::Char('j') => passing.skip += 1,
        KeyCode::Up | KeyCode::Char('k') => passing.skip = passing.skip.saturating_sub(1),
        KeyCode::PageDown | KeyCode::Char(' ') => passing.skip += 10,
        KeyCode::PageUp => passing.skip = passing.skip.saturating_sub(10),
        _ => {}
    }
    None
}

/// Draws it, and how it is answered.
pub(super) fn draw_passing(buffer: &mut Buffer, area: Rect, passing: &Passing, theme: Theme) {
    let columns = usize::from(area.width).saturating_sub(8).min(96);
    let passage = &passing.passage;
    let mut lines: Vec<Line> = Vec::new();
    for line in &passage.lines {
        lines.extend(wrap(&theme.marked(line.clone()), columns));
    }
    lines.push(Line::new());
    let same = Line::of(Role::Dim, format!("same as: {}", passage.same_as)).hanging(9);
    lines.extend(wrap(&same, columns));
    let rows = u16::try_from(lines.len() + 4).unwrap_or(u16::MAX);
    let outer = centered(area, columns, rows);
    let inner = frame(buffer, outer, &passage.title, theme);
    let room = usize::from(inner.height.saturating_sub(2));
    let skip = passing.skip.min(lines.len().saturating_sub(room));
    let shown: Vec<Line> = lines.iter().skip(skip).take(room).cloned().collect();
    paint::lines(buffer, inner, &shown, theme);
    let beside = Rect {
        x: inner.right(),
        width: 1,
        height: inner.height.saturating_sub(2),
        ..inner
    };
    paint::thumb(buffer, beside, skip, room, lines.len(), theme);
    let row = Rect {
        y: inner.bottom().saturating_sub(1),
        height: 1,
        ..inner
    };
    let keys = match passage.ready {
        true => Line::of(Role::Key, "y")
            .with(Role::Plain, " do it   ")
            .with(Role::Key, "n")
            .with(Role::Plain, " leave it"),
        false => Line::of(Role::Key, "Esc").with(
            Role::Plain,
            " leaves; `:receive --prefer here` keeps your side, `there` takes theirs",
        ),
    };
    paint::line(buffer, row, 0, &keys, theme);
}
