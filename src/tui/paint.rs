//! From the view's lines of roles to the terminal's buffer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::field::Field;
use super::theme::{Theme, Tone};
use crate::view::{Line, width};

/// Puts a line on a row of an area, cut where it ends; over a ground, where one is given.
pub(super) fn line(buffer: &mut Buffer, area: Rect, row: usize, line: &Line, theme: Theme) {
    let Ok(row) = u16::try_from(row) else {
        return;
    };
    let y = area.y.saturating_add(row);
    let area = area.intersection(buffer.area);
    if y < area.y || y >= area.bottom() {
        return;
    }
    let mut x = area.x;
    for span in line.spans() {
        if x >= area.right() {
            break;
        }
        let room = usize::from(area.right() - x);
        (x, _) = buffer.set_stringn(x, y, span.text(), room, theme.role(span.role()));
    }
}

/// Puts lines on the rows of an area.
pub(super) fn lines(buffer: &mut Buffer, area: Rect, all: &[Line], theme: Theme) {
    for (row, one) in all.iter().take(usize::from(area.height)).enumerate() {
        line(buffer, area, row, one, theme);
    }
}

/// Puts words of one tone somewhere.
pub(super) fn words(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return area.x;
    }
    let (x, _) = buffer.set_stringn(area.x, area.y, text, usize::from(area.width), style);
    x
}

/// Lays a ground under a row.
pub(super) fn ground(buffer: &mut Buffer, area: Rect, theme: Theme) {
    buffer.set_style(area.intersection(buffer.area), theme.style(Tone::Ground));
}

/// Lets everything here step back behind what is drawn over it.
pub(super) fn fade(buffer: &mut Buffer, area: Rect, theme: Theme) {
    let style = Style::reset().patch(theme.style(Tone::Dim));
    buffer.set_style(area.intersection(buffer.area), style);
}

/// A line down the left edge of an area.
pub(super) fn rule(buffer: &mut Buffer, area: Rect, theme: Theme) {
    let style = theme.style(Tone::Border);
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    for y in area.y..area.bottom() {
        buffer.set_stringn(area.x, y, "│", 1, style);
    }
}

/// The head of a pane: its name, then a line to the edge.
pub(super) fn head(buffer: &mut Buffer, area: Rect, title: &str, focused: bool, theme: Theme) {
    let area = area.intersection(buffer.area);
    if area.height == 0 || area.width < 4 {
        return;
    }
    let border = theme.style(Tone::Border);
    let shown = Line::plain(title).cut_by_word(usize::from(area.width).saturating_sub(4));
    let text = format!("{} ", shown.text());
    let style = theme.style(if focused { Tone::Here } else { Tone::Dim });
    let x = words(buffer, Rect { height: 1, ..area }, &text, style);
    let room = usize::from(area.right().saturating_sub(x));
    buffer.set_stringn(x, area.y, "─".repeat(room), room, border);
}

/// A bar at the right edge that says where in a long list one is.
pub(super) fn thumb(
    buffer: &mut Buffer,
    area: Rect,
    first: usize,
    shown: usize,
    len: usize,
    theme: Theme,
) {
    let area = area.intersection(buffer.area);
    let rows = usize::from(area.height);
    if len <= shown || rows < 3 || area.width == 0 {
        return;
    }
    let high = (rows * shown / len.max(1)).clamp(1, rows - 1);
    let last = len - shown;
    let at = (first.min(last) * (rows - high)).div_ceil(last.max(1));
    let x = area.right() - 1;
    for row in at..(at + high).min(rows) {
        let y = area.y + u16::try_from(row).unwrap_or(0);
        buffer.set_stringn(x, y, "▐", 1, theme.style(Tone::Border));
    }
}

/// A bar of some columns that is filled to a share.
pub(super) fn bar(share: usize, of: usize, columns: usize) -> (String, String) {
    let full = (share * columns).checked_div(of).unwrap_or(0).min(columns);
    let full = if share > 0 && full == 0 { 1 } else { full };
    ("━".repeat(full), "─".repeat(columns - full))
}

/// Puts a field to write in somewhere.
pub(super) fn field(buffer: &mut Buffer, area: Rect, field: &Field) {
    let area = area.intersection(buffer.area);
    if !area.is_empty() {
        field.area().render(area, buffer);
    }
}

/// A sentence or a title, as broad as a column is; cut between words where it is too long.
pub(super) fn told(text: &str, columns: usize) -> String {
    let shown = Line::plain(text).cut_by_word(columns).text();
    let gap = columns.saturating_sub(width(&shown));
    format!("{shown}{}", " ".repeat(gap))
}

/// A name, as broad as a column is; cut inside where it is too long.
pub(super) fn named(name: &str, columns: usize) -> String {
    let shown = crate::view::name_in(name, columns.saturating_sub(1));
    let gap = columns.saturating_sub(width(&shown));
    format!("{shown}{}", " ".repeat(gap))
}

/// A text in exactly so many columns.
pub(super) fn cell(text: &str, columns: usize) -> String {
    let shown = Line::plain(text).cut(columns).text();
    let gap = columns.saturating_sub(width(&shown));
    format!("{shown}{}", " ".repeat(gap))
}
