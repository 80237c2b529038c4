//! Board and Floor: what they will be for, until they are built.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::paint;
use super::super::state::Screen;
use super::super::theme::Theme;
use crate::view::{Line, Role, wrap};

/// Says what the screen will answer, and where the answer is to be had today.
pub(in super::super) fn draw(buffer: &mut Buffer, body: Rect, screen: Screen, theme: Theme) {
    let (title, lines) = match screen {
        Screen::Board => (
            "Board: what can be gavelled, and who holds out?",
            [
                "This screen comes with a later version.",
                "Until then: 2 shows the state of every paragraph in its margin and, beside it, who blocks and who is awaited; r rules on the paragraph that is selected; 1 counts what is agreed.",
            ],
        ),
        _ => (
            "Floor: was it caught what was just said, and in whose name?",
            [
                "This screen comes with a later version.",
                "Until then: in 2, t takes a position in a delegation's name, p writes a proposal, e changes the words; : takes any command, such as `oppose outcome 12 --as XNO`.",
            ],
        ),
    };
    let inner = Rect {
        x: body.x + 2,
        y: body.y + 1,
        width: body.width.saturating_sub(4),
        height: body.height.saturating_sub(1),
    };
    let columns = usize::from(inner.width).min(76);
    let mut out = vec![Line::of(Role::Title, title), Line::new()];
    for line in lines {
        out.extend(wrap(&Line::plain(line), columns));
        out.push(Line::new());
    }
    paint::lines(buffer, inner, &out, theme);
}
