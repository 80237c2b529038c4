//! Desk: what needs me now? The documents and how far they are, what came in, deadlines, today's sittings.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::flow::{Flow, Reach};
use super::super::message::Motion;
use super::super::paint;
use super::super::theme::Theme;
use crate::moment::Zone;
use crate::ops::{self, DeskItem, DocumentRow};
use crate::view::{Line, Role, width, wrap};

/// The lists of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in super::super) enum Pane {
    /// What came in.
    #[default]
    Items,
    /// The documents.
    Documents,
}

/// The screen's state.
#[derive(Debug, Default)]
pub(in super::super) struct Desk {
    /// What was answered.
    pub(in super::super) answer: Option<Arc<ops::Desk>>,
    /// Whether the records are in it.
    pub(in super::super) complete: bool,
    /// Whether it is older than the meeting.
    pub(in super::super) stale: bool,
    /// Which list has the focus.
    pub(in super::super) pane: Pane,
    /// Where one is among the items.
    pub(in super::super) items: Flow,
    /// Where one is among the documents.
    pub(in super::super) documents: Flow,
}

/// Where the parts lie.
struct Layout {
    documents: Rect,
    calendar: Option<Rect>,
    items: Rect,
}

impl Desk {
    /// Takes an answer; what is selected stays selected.
    pub(in super::super) fn take(&mut self, answer: Arc<ops::Desk>, complete: bool) {
        if !complete && self.complete && !self.stale {
            return;
        }
        if let Some(before) = self.item().cloned() {
            let same = answer.items.iter().position(|item| {
                item.sentence == before.sentence && item.document == before.document
            });
            if let Some(at) = same {
                self.items.cursor = at;
            }
        }
        self.complete = complete;
        self.stale = false;
        self.answer = Some(answer);
    }

    /// The item that is selected.
    pub(in super::super) fn item(&self) -> Option<&DeskItem> {
        self.answer.as_ref()?.items.get(self.items.cursor)
    }

    /// The document that is selected.
    pub(in super::super) fn document(&self) -> Option<&DocumentRow> {
        self.answer.as_ref()?.documents.get(self.documents.cursor)
    }

    fn layout(&self, body: Rect) -> Layout {
        let documents = self.answer.as_ref().map_or(0, |desk| desk.documents.len());
        if body.width >= 100 {
            let left = (body.width * 42 / 100).clamp(44, 76);
            let high = u16::try_from(documents + 2)
                .unwrap_or(u16::MAX)
                .min(body.height * 3 / 5);
            let column = Rect {
                width: left,
                ..body
            };
            return Layout {
                documents: Rect {
                    height: high,
                    ..column
                },
                calendar: Some(Rect {
                    y: body.y + high,
                    height: body.height - high,
                    ..column
                }),
                items: Rect {
                    x: body.x + left,
                    width: body.width - left,
                    ..body
                },
            };
        }
        let high = if body.height < 19 {
            u16::from(self.pane == Pane::Documents) * 4 + 3
        } else {
            u16::try_from(documents + 1)
                .unwrap_or(u16::MAX)
                .min(body.height / 2)
        }
        .min(body.height);
        Layout {
            documents: Rect {
                height: high,
                ..body
            },
            calendar: None,
            items: Rect {
                y: body.y + high,
                height: body.height - high,
                ..body
            },
        }
    }

    fn item_rows(body: Rect) -> usize {
        usize::from(body.height.saturating_sub(1))
    }

    /// Does something with what there is to flow through in the list that has the focus.
    fn reach<T>(&self, pane: Pane, body: Rect, f: impl FnOnce(&Reach<'_>) -> T) -> T {
        let layout = self.layout(body);
        let answer = self.answer.as_deref();
        match pane {
            Pane::Documents => f(&Reach {
                len: answer.map_or(0, |desk| desk.documents.len()),
                rows: usize::from(layout.documents.height.saturating_sub(1)),
                height: &|_| 1,
            }),
            Pane::Items => {
                let columns = usize::from(layout.items.width).saturating_sub(17);
                let height = |index: usize| {
                    answer
                        .and_then(|desk| desk.items.get(index))
                        .map_or(1, |item| wrap(&sentence(item), columns).len())
                };
                f(&Reach {
                    len: answer.map_or(0, |desk| desk.items.len()),
                    rows: Desk::item_rows(layout.items),
                    height: &height,
                })
            }
        }
    }

    /// Moves the cursor.
    pub(in super::super) fn step(&mut self, motion: Motion, body: Rect) {
        match motion {
            Motion::Left => return self.pane = Pane::Documents,
            Motion::Right => return self.pane = Pane::Items,
            _ => {}
        }
        let mut flow = match self.pane {
            Pane::Items => self.items,
            Pane::Documents => self.documents,
        };
        self.reach(self.pane, body, |reach| flow.step(motion, reach));
        match self.pane {
            Pane::Items => self.items = flow,
            Pane::Documents => self.documents = flow,
        }
    }

    /// Scrolls the list under the mouse.
    pub(in super::super) fn scroll(&mut self, by: i32, x: u16, y: u16, body: Rect) {
        let over = self.layout(body).documents.contains((x, y).into());
        let pane = if over { Pane::Documents } else { Pane::Items };
        let mut flow = if over { self.documents } else { self.items };
        self.reach(pane, body, |reach| flow.scroll(by, reach));
        if over {
            self.documents = flow;
        } else {
            self.items = flow;
        }
    }

    /// Keeps the cursor in sight.
    pub(in super::super) fn settle(&mut self, body: Rect) {
        let (mut items, mut documents) = (self.items, self.documents);
        self.reach(Pane::Items, body, |reach| items.reveal(reach));
        self.reach(Pane::Documents, body, |reach| documents.reveal(reach));
        self.items = items;
        self.documents = documents;
    }

    /// What is under a click: the list and which one of it.
    pub(in super::super) fn at(&self, x: u16, y: u16, body: Rect) -> Option<(Pane, usize)> {
        let layout = self.layout(body);
        for (pane, area, flow) in [
            (Pane::Documents, layout.documents, self.documents),
            (Pane::Items, layout.items, self.items),
        ] {
            if area.contains((x, y).into()) && y > area.y {
                let row = usize::from(y - area.y - 1);
                let item = self.reach(pane, body, |reach| flow.at(row, reach));
                return item.map(|item| (pane, item));
            }
        }
        None
    }

    /// The next item after or before the cursor that holds these words.
    pub(in super::super) fn find(&self, words: &str, forward: bool, here: bool) -> Option<usize> {
        let desk = self.answer.as_ref()?;
        let words = words.to_lowercase();
        let len = desk.items.len();
        if words.is_empty() || len == 0 {
            return None;
        }
        (usize::from(!here)..=len)
            .map(|n| {
                if forward {
                    (self.items.cursor + n) % len
                } else {
                    (self.items.cursor + 2 * len - n) % len
                }
            })
            .find(|n| {
                desk.items
                    .get(*n)
                    .is_some_and(|item| item.sentence.to_lowercase().contains(&words))
            })
    }

    /// Draws the screen.
    pub(in super::super) fn draw(
        &self,
        buffer: &mut Buffer,
        body: Rect,
        zone: Option<&Zone>,
        sought: &str,
        theme: Theme,
    ) {
        let Some(desk) = self.answer.as_deref() else {
            paint::line(buffer, body, 1, &Line::of(Role::Dim, " reading …"), theme);
            return;
        };
        let layout = self.layout(body);
        self.draw_documents(buffer, layout.documents, desk, theme);
        if let Some(calendar) = layout.calendar {
            draw_calendar(buffer, calendar, desk, zone, theme);
        }
        self.draw_items(buffer, layout.items, body, desk, (zone, sought), theme);
    }

    fn draw_documents(&self, buffer: &mut Buffer, area: Rect, desk: &ops::Desk, theme: Theme) {
        let focused = self.pane == Pane::Documents;
        let inside = inset(area);
        paint::head(buffer, inside, "Documents", focused, theme);
        let rows = usize::from(area.height.saturating_sub(1));
        let wide = usize::from(inside.width);
        let sights = self.documents.sights(&Reach {
            len: desk.documents.len(),
            rows,
            height: &|_| 1,
        });
        for sight in sights {
            let Some(document) = desk.documents.get(sight.item) else {
                continue;
            };
            let strip = row_of(area, sight.row + 1);
            mark(
                buffer,
                strip,
                focused && sight.item == self.documents.cursor,
                theme,
            );
            let line = document_line(document, wide, self.complete);
            paint::line(buffer, inset(strip), 0, &line, theme);
        }
    }

    fn draw_items(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        body: Rect,
        desk: &ops::Desk,
        (zone, sought): (Option<&Zone>, &str),
        theme: Theme,
    ) {
        let focused = self.pane == Pane::Items;
        let inside = inset(area);
        let title = if self.complete {
            match desk.items.len() {
                0 => "Nothing waits for you".to_owned(),
                n => format!("For you: {n}"),
            }
        } else {
            "For you: reading …".to_owned()
        };
        paint::head(buffer, inside, &title, focused, theme);
        let sights = self.reach(Pane::Items, body, |reach| self.items.sights(reach));
        let shown = sights.len();
        let columns = usize::from(area.width).saturating_sub(17);
        for sight in sights {
            let Some(item) = desk.items.get(sight.item) else {
                continue;
            };
            let here = focused && sight.item == self.items.cursor;
            let lines = wrap(&sentence(item), columns);
            for n in 0..sight.lines {
                let strip = row_of(area, sight.row + n + 1);
                mark(buffer, strip, here, theme);
                if sight.skip + n == 0 {
                    let time = item.time.map(|time| {
                        let time = zone.map_or(time, |zone| time.in_zone(zone));
                        time.format("%a %H:%M")
                    });
                    let sign = if item.urgent { "!" } else { " " };
                    let line = Line::of(Role::Warn, sign)
                        .with(Role::Dim, format!(" {:<10}", time.unwrap_or_default()));
                    paint::line(buffer, inset(strip), 0, &line, theme);
                }
                let place = Rect {
                    x: strip.x + 15,
                    width: strip.width.saturating_sub(16),
                    ..strip
                };
                if let Some(line) = lines.get(sight.skip + n) {
                    paint::line(buffer, place, 0, &super::text::found(line, sought), theme);
                }
            }
        }
        let list = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        paint::thumb(buffer, list, self.items.top, shown, desk.items.len(), theme);
    }
}

fn sentence(item: &DeskItem) -> Line {
    Line::of(Role::Dim, format!("{}  ", item.document)).with(
        if item.urgent {
            Role::Strong
        } else {
            Role::Plain
        },
        &item.sentence,
    )
}

fn inset(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    }
}

fn row_of(area: Rect, row: usize) -> Rect {
    Rect {
        y: area.y + u16::try_from(row).unwrap_or(0),
        height: 1,
        ..area
    }
}

fn mark(buffer: &mut Buffer, strip: Rect, here: bool, theme: Theme) {
    if here {
        let ground = Rect {
            width: strip.width.saturating_sub(1),
            ..strip
        };
        paint::ground(buffer, ground, theme);
        paint::line(buffer, strip, 0, &Line::of(Role::Key, "▌"), theme);
    }
}

/// One document: its name, how much of it is agreed, what is open.
fn document_line(document: &DocumentRow, wide: usize, complete: bool) -> Line {
    let agreed: usize = document
        .states
        .iter()
        .filter(|(state, _)| state.starts_with("agreed") || *state == "adopted")
        .map(|(_, count)| count)
        .sum();
    let counts = if complete {
        format!("{agreed:>3}/{:<3}", document.paragraphs)
    } else {
        format!("    {:<3}", document.paragraphs)
    };
    let brackets = match document.brackets {
        0 => String::new(),
        n => format!("[{n}]"),
    };
    let open = match document.open_proposals {
        0 => String::new(),
        n => format!("+{n}"),
    };
    let (full, rest) = paint::bar(agreed, document.paragraphs, 10);
    let tail = 10 + 1 + 7 + 1 + 6 + 1 + 4;
    let room = wide.saturating_sub(tail + 1);
    let revision = document
        .revision
        .as_deref()
        .and_then(|symbol| symbol.rsplit('/').next())
        .filter(|last| last.to_lowercase().starts_with("rev"))
        .map(|last| format!(" {last}"))
        .unwrap_or_default();
    let id = format!("{}{revision}", document.id);
    let title = room.saturating_sub(width(&id) + 2);
    let mut line = Line::of(
        if document.broken.is_empty() {
            Role::Strong
        } else {
            Role::Bad
        },
        &id,
    );
    if title > 6 {
        line.push(Role::Plain, "  ");
        line.push(Role::Dim, paint::cell(&document.title, title));
    } else {
        line = line.padded(room);
    }
    line.push(Role::Plain, " ");
    line.push(Role::Good, full);
    line.push(Role::Dim, rest);
    line.push(Role::Plain, format!(" {counts} "));
    line.push(Role::Contested, format!("{brackets:<6} "));
    line.push(Role::Warn, format!("{open:<4}"));
    if let Some(broken) = document.broken.first() {
        line = Line::of(Role::Bad, format!("! {id} "))
            .with(Role::Plain, broken)
            .cut(wide);
    }
    line
}

fn draw_calendar(
    buffer: &mut Buffer,
    area: Rect,
    desk: &ops::Desk,
    zone: Option<&Zone>,
    theme: Theme,
) {
    let inside = inset(area);
    let mut out: Vec<Line> = Vec::new();
    let columns = usize::from(inside.width);
    let mut list = |title: &str, entries: &[(crate::moment::Moment, String)], format: &str| {
        if entries.is_empty() {
            return;
        }
        if !out.is_empty() {
            out.push(Line::new());
        }
        out.push(Line::of(Role::Heading, title));
        for (time, what) in entries.iter().take(12) {
            let time = zone.map_or(*time, |zone| time.in_zone(zone));
            let line = Line::of(Role::Dim, format!("{:<11}", time.format(format)))
                .with(Role::Plain, what)
                .hanging(11);
            out.extend(wrap(&line, columns));
        }
    };
    list("Today", &desk.sittings, "%H:%M");
    list("To come", &desk.deadlines, "%a %H:%M");
    let below = Rect {
        y: inside.y + 1,
        height: inside.height.saturating_sub(1),
        ..inside
    };
    paint::lines(buffer, below, &out, theme);
}
