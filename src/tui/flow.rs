//! A list of things of any height, of which only what is near the cursor is ever measured.

use super::intent::Motion;

/// Which one is selected, and which is at the top with how many of its lines hidden.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Flow {
    /// The one selected.
    pub(super) cursor: usize,
    /// The one at the top.
    pub(super) top: usize,
    /// How many of its lines are hidden above.
    pub(super) skip: usize,
}

/// What there is to flow through: how many, how many rows to see them in, how high each is.
pub(super) struct Reach<'a> {
    pub(super) len: usize,
    pub(super) rows: usize,
    pub(super) height: &'a dyn Fn(usize) -> usize,
}

/// One of the things in sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sight {
    /// Which one.
    pub(super) item: usize,
    /// On which row it begins.
    pub(super) row: usize,
    /// How many of its lines are hidden above.
    pub(super) skip: usize,
    /// How many of its lines are to be seen.
    pub(super) lines: usize,
}

impl Flow {
    /// Selects one and brings it into sight.
    pub(super) fn select(&mut self, item: usize, reach: &Reach<'_>) {
        self.cursor = item.min(reach.len.saturating_sub(1));
        self.reveal(reach);
    }

    /// Selects one and puts it a third of the way down.
    pub(super) fn center(&mut self, item: usize, reach: &Reach<'_>) {
        self.cursor = item.min(reach.len.saturating_sub(1));
        self.top = self.cursor;
        self.skip = 0;
        self.back(reach.rows / 3, reach);
    }

    /// Moves as a key asks.
    pub(super) fn step(&mut self, motion: Motion, reach: &Reach<'_>) {
        if reach.len == 0 {
            *self = Flow::default();
            return;
        }
        let last = reach.len - 1;
        match motion {
            Motion::Down => {
                if self.hidden_below(reach) {
                    self.forth(3.min(reach.rows), reach);
                } else {
                    self.select((self.cursor + 1).min(last), reach);
                }
            }
            Motion::Up => {
                if self.top == self.cursor && self.skip > 0 {
                    self.back(3.min(reach.rows), reach);
                } else {
                    self.select(self.cursor.saturating_sub(1), reach);
                    if self.top == self.cursor {
                        // A high one is entered from its end.
                        let height = (reach.height)(self.cursor);
                        self.skip = height.saturating_sub(reach.rows);
                    }
                }
            }
            Motion::PageDown => {
                let before = (self.top, self.skip);
                self.forth(reach.rows.saturating_sub(2).max(1), reach);
                if (self.top, self.skip) == before {
                    self.cursor = last;
                } else {
                    self.cursor = self.first_whole(reach).max(self.cursor.min(last));
                    self.clamp_cursor(reach);
                }
            }
            Motion::PageUp => {
                let before = (self.top, self.skip);
                self.back(reach.rows.saturating_sub(2).max(1), reach);
                if (self.top, self.skip) == before {
                    self.cursor = 0;
                } else {
                    self.clamp_cursor(reach);
                }
            }
            Motion::Home => self.select(0, reach),
            Motion::End => self.select(last, reach),
            Motion::Left | Motion::Right => {}
        }
    }

    /// Scrolls by lines; the cursor comes along where it would leave the sight.
    pub(super) fn scroll(&mut self, by: i32, reach: &Reach<'_>) {
        let lines = usize::try_from(by.unsigned_abs()).unwrap_or(0);
        if by < 0 {
            self.back(lines, reach);
        } else {
            self.forth(lines, reach);
        }
        self.clamp_cursor(reach);
    }

    /// Every one of `len` (not none) once round from the cursor, `first` (0 or 1) steps from it on; 1 comes back to it last.
    pub(super) fn round(
        self,
        len: usize,
        first: usize,
        forward: bool,
    ) -> impl Iterator<Item = usize> {
        (first..=len).map(move |n| match forward {
            true => (self.cursor + n) % len,
            false => (self.cursor + 2 * len - n) % len,
        })
    }

    /// What is in sight, from the top.
    pub(super) fn sights(&self, reach: &Reach<'_>) -> Vec<Sight> {
        let mut sights = Vec::new();
        let mut row = 0;
        let mut skip = self.skip;
        let mut item = self.top;
        while item < reach.len && row < reach.rows {
            let height = (reach.height)(item);
            let skipped = skip.min(height);
            let lines = (height - skipped).min(reach.rows - row);
            sights.push(Sight {
                item,
                row,
                skip: skipped,
                lines,
            });
            row += lines;
            skip = 0;
            item += 1;
        }
        sights
    }

    /// The one that stands on a row.
    pub(super) fn at(&self, row: usize, reach: &Reach<'_>) -> Option<usize> {
        self.sights(reach)
            .into_iter()
            .find(|sight| (sight.row..sight.row + sight.lines).contains(&row))
            .map(|sight| sight.item)
    }

    /// Brings the selected one into sight, moving as little as can be.
    pub(super) fn reveal(&mut self, reach: &Reach<'_>) {
        if reach.len == 0 {
            *self = Flow::default();
            return;
        }
        self.cursor = self.cursor.min(reach.len - 1);
        self.top = self.top.min(reach.len - 1);
        if self.cursor < self.top || (self.cursor == self.top && self.skip > 0) {
            self.top = self.cursor;
            self.skip = 0;
            return;
        }
        // From the cursor up, until the rows are full: the highest place the top may have.
        let mut room = reach.rows.saturating_sub((reach.height)(self.cursor));
        let mut item = self.cursor;
        while item > self.top {
            let height = (reach.height)(item - 1);
            let needed = if item - 1 == self.top {
                height.saturating_sub(self.skip)
            } else {
                height
            };
            if needed > room {
                self.top = item - 1;
                self.skip = height - room;
                if self.skip >= height {
                    self.top = item;
                    self.skip = 0;
                }
                return;
            }
            room -= needed;
            item -= 1;
        }
    }

    /// Whether lines of the selected one are hidden below although it begins in sight.
    fn hidden_below(&self, reach: &Reach<'_>) -> bool {
        let mut row = 0;
        let mut skip = self.skip;
        let mut item = self.top;
        while item < reach.len && row < reach.rows {
            let height = (reach.height)(item).saturating_sub(skip);
            // The blank line at the end of a thing need not be seen.
            if item == self.cursor {
                return row + height.saturating_sub(1) > reach.rows;
            }
            row += height;
            skip = 0;
            item += 1;
        }
        false
    }

    /// Moves the sight down, never beyond the last line.
    fn forth(&mut self, lines: usize, reach: &Reach<'_>) {
        let (top, skip) = self.lowest(reach);
        self.skip += lines;
        while self.top + 1 < reach.len {
            let height = (reach.height)(self.top);
            if self.skip < height {
                break;
            }
            self.skip -= height;
            self.top += 1;
        }
        if (self.top, self.skip) > (top, skip) {
            (self.top, self.skip) = (top, skip);
        }
    }

    /// Moves the sight up.
    fn back(&mut self, lines: usize, reach: &Reach<'_>) {
        let mut lines = lines;
        while lines > self.skip {
            lines -= self.skip;
            self.skip = 0;
            if self.top == 0 {
                return;
            }
            self.top -= 1;
            self.skip = (reach.height)(self.top);
        }
        self.skip -= lines;
    }

    /// The lowest that the sight may stand: with the last line on the last row.
    fn lowest(&self, reach: &Reach<'_>) -> (usize, usize) {
        let mut room = reach.rows;
        let mut item = reach.len;
        while item > 0 {
            let height = (reach.height)(item - 1);
            if height >= room {
                return (item - 1, height - room);
            }
            room -= height;
            item -= 1;
        }
        (0, 0)
    }

    fn first_whole(&self, reach: &Reach<'_>) -> usize {
        if self.skip > 0 && self.top + 1 < reach.len {
            self.top + 1
        } else {
            self.top
        }
    }

    /// Moves the cursor to the nearest one in sight.
    fn clamp_cursor(&mut self, reach: &Reach<'_>) {
        let sights = self.sights(reach);
        let first = self.first_whole(reach);
        let last = sights.last().map_or(0, |sight| {
            let whole = sight.skip + sight.lines >= (reach.height)(sight.item);
            if whole || sights.len() == 1 {
                sight.item
            } else {
                sight.item.saturating_sub(1)
            }
        });
        self.cursor = self.cursor.clamp(first.min(last), last.max(first));
        self.cursor = self.cursor.min(reach.len.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(heights: &[usize], rows: usize, motions: &[Motion]) -> Flow {
        let height = |item: usize| heights.get(item).copied().unwrap_or(1);
        let reach = Reach {
            len: heights.len(),
            rows,
            height: &height,
        };
        let mut flow = Flow::default();
        for motion in motions {
            flow.step(*motion, &reach);
        }
        flow
    }

    #[test]
    fn the_cursor_stays_in_sight_on_the_way_down_and_the_top_moves_as_little_as_can_be() {
        let flow = walk(&[2, 2, 2, 2, 2], 6, &[Motion::Down; 3]);
        assert_eq!((flow.cursor, flow.top, flow.skip), (3, 1, 0));
    }

    #[test]
    fn one_higher_than_the_screen_is_read_to_its_end_before_the_next_comes() {
        let flow = walk(&[1, 20, 1], 8, &[Motion::Down, Motion::Down]);
        assert_eq!(flow.cursor, 1);
        let flow = walk(&[1, 20, 1], 8, &[Motion::Down; 12]);
        assert_eq!(flow.cursor, 2);
    }

    #[test]
    fn the_end_shows_the_last_line_on_the_last_row() {
        let flow = walk(&[3; 100], 10, &[Motion::End]);
        assert_eq!((flow.cursor, flow.top, flow.skip), (99, 96, 2));
    }

    #[test]
    fn only_what_is_near_is_measured() {
        let measured = std::cell::Cell::new(0);
        let height = |_: usize| {
            measured.set(measured.get() + 1);
            3
        };
        let reach = Reach {
            len: 1_000_000,
            rows: 40,
            height: &height,
        };
        let mut flow = Flow::default();
        for motion in [Motion::End, Motion::PageUp, Motion::Up, Motion::Home] {
            flow.step(motion, &reach);
        }
        assert!(measured.get() < 1000, "{} were measured", measured.get());
    }

    #[test]
    fn pages_down_to_the_end_and_up_again_arrive() {
        let heights: Vec<usize> = (0..50).map(|n| n % 4 + 1).collect();
        let flow = walk(&heights, 10, &[Motion::PageDown; 60]);
        assert_eq!(flow.cursor, 49);
        let mut both = vec![Motion::PageDown; 60];
        both.extend([Motion::PageUp; 60]);
        let flow = walk(&heights, 10, &both);
        assert_eq!((flow.cursor, flow.top, flow.skip), (0, 0, 0));
    }

    #[test]
    fn nothing_at_all_is_no_trouble() {
        let flow = walk(&[], 10, &[Motion::Down, Motion::PageUp, Motion::End]);
        assert_eq!(flow, Flow::default());
    }
}
