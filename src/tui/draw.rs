//! The frame: tabs above, the screen, the last act, the keys below; and what lies over it.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use super::footer::draw_footer;
use super::message::Way;
use super::places::body;
use super::screen::Screen;
use super::screens::draw_reader;
use super::state::{SAME_AS, State, Tenor};
use super::theme::{Theme, Tone};
use super::{boxes, paint};
use crate::moment::Zone;
use crate::view::{Line, Role, width, wrap};

/// A tab and where it lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tab {
    pub(super) x: u16,
    pub(super) width: u16,
    pub(super) screen: Screen,
}

/// Draws the state; changes nothing.
pub fn draw(state: &State, frame: &mut Frame<'_>) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    if state.is_tiny() && (state.overlay.is_none() || state.is_hidden()) {
        draw_reader(buffer, area, state);
        return;
    }
    draw_tabs(buffer, area, state);
    let body = body(state).intersection(area);
    let theme = state.theme;
    let zone = state.card.zone.as_deref().and_then(Zone::named);
    let zone = zone.as_ref();
    let sought = state.sought.as_str();
    match state.screen {
        Screen::Desk => state.desk.draw(buffer, body, zone, sought, theme),
        Screen::Text => state.text.draw(buffer, body, sought, theme),
        Screen::Compare => state.compare.draw(buffer, body, sought, theme),
        Screen::Proposals => state.proposals.draw(buffer, body, zone, sought, theme),
        Screen::Paragraph => state.paragraph.draw(buffer, body, zone, sought, theme),
        Screen::Floor => state
            .floor
            .draw(buffer, body, &state.text, &state.card, theme),
        Screen::Board => state.board.draw(buffer, body, zone, sought, theme),
    }
    draw_notice(buffer, area, state);
    draw_footer(buffer, area, state);
    if let Some(prefix) = state.prefix {
        boxes::draw_followers(buffer, area, prefix, state);
    }
    if let Some(overlay) = &state.overlay {
        let cursor = boxes::draw(buffer, area, overlay, state);
        if let Some(cursor) = cursor {
            frame.set_cursor_position(cursor);
        }
    }
}

/// Where the tabs lie.
pub(super) fn tabs(state: &State) -> Vec<Tab> {
    let wide = state.size.0 >= 92;
    let mut x = 1;
    Screen::ALL
        .into_iter()
        .enumerate()
        .map(|(n, screen)| {
            let text = tab_text(n, screen);
            let width = u16::try_from(width(&text)).unwrap_or(0);
            let tab = Tab { x, width, screen };
            x += width + if wide { 2 } else { 1 };
            tab
        })
        .collect()
}

fn tab_text(n: usize, screen: Screen) -> String {
    format!("{} {}", n + 1, screen.name())
}

fn draw_tabs(buffer: &mut Buffer, area: Rect, state: &State) {
    let theme = state.theme;
    let mut end = 0;
    for (n, tab) in tabs(state).into_iter().enumerate() {
        let here = tab.screen == state.screen;
        let style = if here {
            underlined(theme)
        } else {
            theme.style(Tone::Tab)
        };
        let room = usize::from(area.right().saturating_sub(tab.x));
        buffer.set_stringn(tab.x, area.y, tab_text(n, tab.screen), room, style);
        end = tab.x + tab.width;
    }
    let mut right = Line::new();
    match &state.who {
        Some(who) => {
            right.push(Role::Strong, who);
            if let Some(person) = state.person() {
                right.push(Role::Dim, format!(" {}", person.kind));
            }
        }
        None if state.known => right.push(Role::Dim, "reading only"),
        None => {}
    }
    if !state.card.title.is_empty() {
        right.push(Role::Dim, format!("  {}", state.card.title));
    }
    let room = usize::from(area.right().saturating_sub(end + 3));
    if right.width() > room {
        // Who one is matters more than where.
        right = match &state.who {
            Some(who) => Line::of(Role::Strong, who),
            None => Line::of(Role::Dim, "reading only"),
        };
    }
    let right = right.cut_by_word(room);
    let wide = u16::try_from(right.width()).unwrap_or(0);
    if wide > 1 {
        let place = Rect {
            x: area.right().saturating_sub(wide + 1),
            y: area.y,
            width: wide,
            height: 1,
        };
        paint::line(buffer, place, 0, &right, theme);
    }
}

fn underlined(theme: Theme) -> ratatui::style::Style {
    theme
        .style(Tone::Here)
        .add_modifier(ratatui::style::Modifier::REVERSED)
}

fn draw_notice(buffer: &mut Buffer, area: Rect, state: &State) {
    if area.height < 3 {
        return;
    }
    let row = Rect {
        x: area.x + 1,
        y: area.bottom() - 2,
        width: area.width.saturating_sub(2),
        height: 1,
    };
    let way = state.notice.as_ref().and_then(|notice| match notice.way {
        Way::None => None,
        Way::Undo => Some(("u", " undo")),
        Way::Redo => Some(("U", " redo")),
    });
    let kept = if way.is_some() { UNDO.len() } else { 0 };
    let line = match (&state.notice, &state.sought) {
        (Some(notice), _) => {
            let mut line = match notice.tenor {
                Tenor::Said => Line::of(Role::Good, "✓ "),
                Tenor::Noted => Line::of(Role::Dim, "· "),
                Tenor::Refused => Line::of(Role::Bad, "✗ "),
            };
            line.push(Role::Plain, &notice.text);
            if let Some(hint) = &notice.hint {
                line.push(Role::Dim, format!("  → {hint}"));
            }
            line
        }
        (None, sought) if !sought.is_empty() => Line::of(Role::Dim, "/")
            .with(Role::Found, sought)
            .with(Role::Dim, "  n next  N before  Esc ends the search"),
        _ if state.card.sealed => Line::of(
            Role::Dim,
            "the worked example itself, to be read: `adref demo` lays out a copy to try everything on",
        ),
        _ => Line::new(),
    };
    let wide = usize::from(row.width).saturating_sub(kept);
    // What was done is told with its line as typed, of which the beginning will do; what could not be done is told whole, and so is
    // a command to be typed.
    let done = state
        .notice
        .as_ref()
        .is_some_and(|one| one.tenor == Tenor::Said && !one.text.starts_with(SAME_AS));
    let mut lines = match done {
        true => vec![line.cut_by_word(wide)],
        false => wrap(&line.hanging(2), wide),
    };
    let over = lines.len().saturating_sub(MOST_ROWS);
    lines.truncate(MOST_ROWS);
    let mut line = lines.pop().unwrap_or_default();
    if over > 0 {
        line.push(Role::Plain, "…");
        line = line.cut_by_word(wide);
    }
    // What does not fit into a row stands over the last ones of the screen.
    for (n, above) in (1..).zip(lines.iter().rev()) {
        let Some(y) = row.y.checked_sub(n).filter(|y| *y > area.y) else {
            break;
        };
        let strip = Rect { y, ..row };
        Clear.render(
            Rect {
                x: area.x,
                width: area.width,
                ..strip
            },
            buffer,
        );
        paint::line(buffer, strip, 0, above, state.theme);
    }
    if let Some((key, does)) = way {
        line.push(Role::Plain, "   ");
        line.push(Role::Key, key);
        line.push(Role::Dim, does);
    }
    paint::line(buffer, row, 0, &line, state.theme);
}

/// What is said at the foot takes so many rows at the most.
const MOST_ROWS: usize = 3;

/// What stands behind the last act.
const UNDO: &str = "   u undo";
