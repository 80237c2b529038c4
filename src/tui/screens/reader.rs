//! A plain reader for terminals too small for a screen: the words from the cursor on, and how to leave.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::overlay::Overlay;
use super::super::paint;
use super::super::state::{State, Tenor};
use super::super::theme::{state_sign, state_word};
use crate::text::Kind;
use crate::view::{Line, Role, words, wrap};

/// Draws the text from the paragraph that is selected.
pub(in super::super) fn draw(buffer: &mut Buffer, area: Rect, state: &State) {
    let columns = usize::from(area.width).max(1);
    let rows = usize::from(area.height);
    let theme = state.theme;
    let mut out: Vec<Line> = Vec::new();
    if let Some(text) = &state.text.text {
        let paragraphs = text.paragraphs().iter().skip(state.text.flow.cursor);
        for paragraph in paragraphs {
            if out.len() >= rows {
                break;
            }
            let standing = state
                .text
                .page
                .as_ref()
                .and_then(|page| page.rows.get(paragraph.index))
                .map(|row| row.standing.state)
                .filter(|_| !matches!(paragraph.kind, Kind::Title | Kind::Heading));
            let mut line = match (&paragraph.label, standing) {
                (None, None) => Line::new(),
                _ => Line::of(Role::Label, format!("{} ", text.name(paragraph.index))),
            };
            if let Some(standing) = standing {
                line.push(Role::State(standing), state_sign(standing));
                if columns > 30 {
                    line.push(Role::State(standing), format!(" {}", state_word(standing)));
                }
                line.push(Role::Plain, " ");
            }
            let ground = if matches!(paragraph.kind, Kind::Title | Kind::Heading) {
                Role::Heading
            } else {
                Role::Plain
            };
            out.extend(wrap(&line.and(words(ground, &paragraph.text)), columns));
        }
    } else {
        out.push(Line::of(Role::Dim, "reading …"));
    }
    out.truncate(rows.saturating_sub(1));
    paint::lines(buffer, area, &out, theme);
    if rows > 1 {
        paint::line(buffer, area, rows - 1, &foot(state).cut(columns), theme);
    }
}

/// The last row: what is open and cannot be shown, what was said last, or the keys.
fn foot(state: &State) -> Line {
    match (&state.overlay, &state.notice) {
        (Some(Overlay::Form(form)), _) if form.leaving => {
            Line::of(Role::Warn, "Esc again throws what you wrote away")
        }
        (Some(Overlay::Form(_)), _) => {
            Line::of(Role::Warn, "too small for the form · Esc leaves it")
        }
        (Some(Overlay::Confirm(_)), _) => {
            Line::of(Role::Warn, "too small for the question · n leaves it")
        }
        (_, Some(notice)) => match notice.tenor {
            Tenor::Refused => Line::of(Role::Bad, "✗ ").with(Role::Plain, &notice.text),
            _ => Line::of(Role::Dim, &notice.text),
        },
        _ => Line::of(Role::Dim, "↑↓ read · q ends · larger shows more"),
    }
}
