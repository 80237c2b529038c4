//! Board: what it will be for, until it is built.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::paint;
use super::super::theme::Theme;
use crate::view::{Line, Role, wrap};

/// Says what the screen will answer, and where the answer is to be had today.
pub(in super::super) fn draw(buffer: &mut Buffer, body: Rect, theme: Theme) {
    let lines = [
        "This screen comes with a later version.",
        "Until then: 2 shows the state of every paragraph in its margin and, beside it, who blocks and who is awaited; r rules on the paragraph that is selected; 1 counts what is agreed.",
    ];
    let inner = Rect {
        x: body.x + 2,
        y: body.y + 1,
        width: body.width.saturating_sub(4),
        height: body.height.saturating_sub(1),
    };
    let columns = usize::from(inner.width).min(76);
    let title = "Board: what can be gavelled, and who holds out?";
    let mut out = vec![Line::of(Role::Title, title), Line::new()];
    for line in lines {
        out.extend(wrap(&Line::plain(line), columns));
        out.push(Line::new());
    }
    paint::lines(buffer, inner, &out, theme);
}
