//! A backend that writes less: words that stand a few blank cells apart are written in one go.
//!
//! A frame is written as the cells that differ from the last one. The blanks between two words differ in nothing, so that the
//! library moves the cursor over each of them, which takes six to eight bytes where the blank itself takes one. Over a slow line,
//! and in terminals that read slowly, a first frame is there the sooner.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::crossterm::cursor::{Hide, MoveTo, Show};
use ratatui::crossterm::queue;
use ratatui::layout::{Position, Size};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

/// So many blanks at most take no more bytes than to move over them.
const GAP: u16 = 6;

/// What can be seen of a blank, besides its ground.
const SEEN: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// A terminal that is written to sparingly.
#[derive(Debug)]
pub(super) struct Thrifty<W: Write> {
    inner: CrosstermBackend<W>,
    /// What stands there, row by row; what was never written is blank.
    shown: Vec<Vec<Cell>>,
    /// Whether what stands there is known.
    known: bool,
    /// Whether everything waits to be sent until the frame is whole.
    together: bool,
}

impl<W: Write> Thrifty<W> {
    /// One on a terminal that is blank.
    pub(super) fn new(writer: W) -> Thrifty<W> {
        Thrifty {
            inner: CrosstermBackend::new(writer),
            shown: Vec::new(),
            known: true,
            together: false,
        }
    }

    /// From now on, or no longer, everything waits until it is sent together.
    pub(super) fn hold(&mut self, together: bool) {
        self.together = together;
    }

    fn at(&self, x: u16, y: u16) -> Option<&Cell> {
        self.shown.get(usize::from(y))?.get(usize::from(x))
    }

    fn remember(&mut self, x: u16, y: u16, cell: &Cell) {
        let (x, y) = (usize::from(x), usize::from(y));
        if self.shown.len() <= y {
            self.shown.resize(y + 1, Vec::new());
        }
        if let Some(row) = self.shown.get_mut(y) {
            if row.len() <= x {
                row.resize(x + 1, Cell::EMPTY);
            }
            if let Some(place) = row.get_mut(x) {
                place.clone_from(cell);
            }
        }
    }

    /// The blanks from behind `last` to before `x`, as they look in `last`'s own colours; `None` where they would look otherwise.
    fn blanks(&self, last: (u16, u16, &Cell), x: u16, y: u16) -> Option<Vec<(u16, u16, Cell)>> {
        let (before, row, cell) = last;
        let gap = x.checked_sub(before + 1)?;
        let plain = !cell.modifier.intersects(SEEN) && cell.symbol().width() == 1;
        if row != y || gap == 0 || gap > GAP || !plain || !self.known {
            return None;
        }
        let mut fill = cell.clone();
        fill.set_symbol(" ");
        let same = (before + 1..x).all(|x| {
            let there = self.at(x, y).unwrap_or(&Cell::EMPTY);
            there.symbol() == " " && there.bg == cell.bg && !there.modifier.intersects(SEEN)
        });
        same.then(|| (before + 1..x).map(|x| (x, y, fill.clone())).collect())
    }
}

impl<W: Write> Write for Thrifty<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.together {
            true => Ok(()),
            false => Write::flush(&mut self.inner),
        }
    }
}

impl<W: Write> Backend for Thrifty<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut all: Vec<(u16, u16, Cell)> = Vec::new();
        let mut last: Option<(u16, u16, &'a Cell)> = None;
        for (x, y, cell) in content {
            if let Some(blanks) = last.and_then(|last| self.blanks(last, x, y)) {
                all.extend(blanks);
            }
            all.push((x, y, cell.clone()));
            self.remember(x, y, cell);
            last = Some((x, y, cell));
        }
        self.inner
            .draw(all.iter().map(|(x, y, cell)| (*x, *y, cell)))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        queue!(self.inner, Hide)?;
        Write::flush(self)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        queue!(self.inner, Show)?;
        Write::flush(self)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        queue!(self.inner, MoveTo(x, y))?;
        Write::flush(self)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.shown.clear();
        self.known = region == ClearType::All;
        self.inner.clear_region(region)
    }

    fn append_lines(&mut self, lines: u16) -> io::Result<()> {
        self.known = false;
        self.inner.append_lines(lines)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(self)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::num::NonZero;

    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    use super::*;

    const AREA: Rect = Rect::new(0, 0, 24, 4);

    /// The screen that a terminal of that size shows after these bytes.
    fn shown(bytes: &[u8]) -> Vec<String> {
        let (rows, columns) = (NonZero::new(AREA.height), NonZero::new(AREA.width));
        let mut terminal = vt100::Parser::new(rows.unwrap(), columns.unwrap(), 0);
        terminal.process(bytes);
        let screen = terminal.screen();
        let cells = (0..AREA.height).flat_map(|y| (0..AREA.width).map(move |x| (x, y)));
        let look = |(x, y): (u16, u16)| {
            let cell = screen.cell(y, x).unwrap();
            let blank = cell.contents().trim().is_empty() && !cell.is_wide_continuation();
            let mark = cell.underline() || cell.inverse();
            match blank && !mark {
                // Of a blank only the ground is seen.
                true => format!("{:?}", cell.bgcolor()),
                false => format!(
                    "{}{:?}{:?}{}{}{}",
                    cell.contents(),
                    cell.fgcolor(),
                    cell.bgcolor(),
                    cell.bold(),
                    cell.underline(),
                    cell.inverse()
                ),
            }
        };
        cells.map(look).collect()
    }

    fn word() -> impl Strategy<Value = (u16, u16, String, Style)> {
        let text = prop::sample::select(vec!["shall", "a", " ", "   ", "各国", "é", "x y z", ""]);
        let ground = prop::sample::select(vec![Color::Reset, Color::Blue]);
        let face = prop::sample::select(vec![Color::Reset, Color::Red, Color::Indexed(75)]);
        let look = prop::sample::select(vec![
            Modifier::empty(),
            Modifier::BOLD,
            Modifier::UNDERLINED,
            Modifier::REVERSED,
        ]);
        (0..AREA.width, 0..AREA.height, text, face, ground, look).prop_map(
            |(x, y, text, face, ground, look)| {
                // What a terminal makes of one half of a wide letter is its own affair: they have a row, and each its two cells.
                let (x, y) = match text {
                    "各国" => (x / 2 * 2, 0),
                    _ => (x, y.max(1)),
                };
                let style = Style::default().fg(face).bg(ground).add_modifier(look);
                (x, y, text.to_owned(), style)
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_seen_is_what_the_library_alone_would_show(
            frames in prop::collection::vec(prop::collection::vec(word(), 0..9), 1..5)
        ) {
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            let mut sparing = Thrifty::new(&mut ours);
            let mut plain = CrosstermBackend::new(&mut theirs);
            let mut before = Buffer::empty(AREA);
            for frame in frames {
                let mut now = Buffer::empty(AREA);
                for (x, y, text, style) in frame {
                    now.set_stringn(x, y, text, usize::from(AREA.width - x), style);
                }
                sparing.draw(before.diff(&now).into_iter()).unwrap();
                plain.draw(before.diff(&now).into_iter()).unwrap();
                before = now;
            }
            drop((sparing, plain));
            prop_assert_eq!(shown(&ours), shown(&theirs));
            prop_assert!(ours.len() <= theirs.len());
        }
    }

    #[test]
    fn words_a_blank_apart_are_written_in_one_go() {
        let mut bytes = Vec::new();
        let mut now = Buffer::empty(AREA);
        now.set_string(1, 1, "States shall take", Style::default());
        Thrifty::new(&mut bytes)
            .draw(Buffer::empty(AREA).diff(&now).into_iter())
            .unwrap();
        assert!(
            String::from_utf8(bytes)
                .unwrap()
                .contains("States shall take")
        );
    }
}
