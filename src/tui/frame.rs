//! A frame in the middle of the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::theme::{Theme, Tone};
use crate::view::Line;

/// A box of these inner columns and outer rows in the middle, a little above it.
pub(super) fn centered(area: Rect, columns: usize, rows: u16) -> Rect {
    let width = u16::try_from(columns + 4)
        .unwrap_or(area.width)
        .min(area.width);
    let height = rows
        .min(area.height.saturating_sub(2))
        .max(3)
        .min(area.height);
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 3,
        width,
        height,
    }
}

/// Draws a frame with a title and gives what is inside.
pub(super) fn frame(buffer: &mut Buffer, outer: Rect, title: &str, theme: Theme) -> Rect {
    Clear.render(outer, buffer);
    let title = Line::plain(title)
        .cut_by_word(usize::from(outer.width).saturating_sub(6))
        .text();
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.style(Tone::Focus))
        .title_style(theme.style(Tone::Here))
        .title(format!(" {title} "));
    let inside = block.inner(outer);
    block.render(outer, buffer);
    Rect {
        x: inside.x + 1,
        width: inside.width.saturating_sub(2),
        ..inside
    }
}
