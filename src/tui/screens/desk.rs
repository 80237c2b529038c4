//! Desk: what needs me now? The documents and how far they are, what came in, deadlines, today's sittings.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::flow::{Flow, Reach};
use super::super::paint;
use super::super::theme::Theme;
use crate::moment::Zone;
use crate::ops::{self, DeskItem, DocumentRow, Measure};
use crate::tui::intent::Motion;
use crate::view::{self, Line, Role, moment, revision, width, wrap};

/// Where the sentence of an item begins, behind its sign and its time.
const FROM: u16 = 17;
const INDENT: usize = FROM as usize;

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
    /// How far the documents have come, version by version.
    pub(in super::super) progress: Option<Arc<ops::Progress>>,
    /// Whether that is older than the meeting.
    pub(in super::super) behind: bool,
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
        if complete && !self.complete && answer.items.is_empty() {
            // Where nothing waits, the documents are what there is to open.
            self.pane = Pane::Documents;
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
        let next = u16::from(
            body.height >= 19
                && self
                    .answer
                    .as_ref()
                    .is_some_and(|desk| !desk.deadlines.is_empty()),
        );
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
            calendar: (next > 0).then_some(Rect {
                y: body.y + high,
                height: next,
                ..body
            }),
            items: Rect {
                y: body.y + high + next,
                height: body.height - high - next,
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
                let columns = usize::from(layout.items.width).saturating_sub(INDENT + 2);
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
        self.items
            .round(len, usize::from(!here), forward)
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
            if calendar.height > 1 {
                self.draw_calendar(buffer, calendar, desk, zone, theme);
            } else if let Some(line) = next_line(desk, zone) {
                let inside = inset(calendar);
                let line = line.cut_by_word(usize::from(inside.width));
                paint::line(buffer, inside, 0, &line, theme);
            }
        }
        self.draw_items(buffer, layout.items, body, desk, (zone, sought), theme);
    }

    fn draw_documents(&self, buffer: &mut Buffer, area: Rect, desk: &ops::Desk, theme: Theme) {
        let focused = self.pane == Pane::Documents;
        let inside = inset(area);
        paint::head(buffer, inside, "Documents", focused, theme);
        let rows = usize::from(area.height.saturating_sub(1));
        let wide = usize::from(inside.width);
        let names = names_of(&desk.documents);
        // A blank sets them off from the rule.
        let heads = Line::plain(" ").and(column_heads());
        if let Some(left) = wide.checked_sub(heads.width()).filter(|left| *left > 13) {
            let place = Rect {
                x: inside.x + u16::try_from(left).unwrap_or(0),
                width: u16::try_from(heads.width()).unwrap_or(0),
                height: 1,
                ..inside
            };
            paint::line(buffer, place, 0, &heads, theme);
        }
        let sights = self.documents.sights(&Reach {
            len: desk.documents.len(),
            rows,
            height: &|_| 1,
        });
        let all = self
            .progress
            .iter()
            .flat_map(|progress| &progress.documents);
        let most = view::most_of_all(all, Measure::Brackets);
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
            let line = document_line(
                document,
                names,
                (wide, self.complete),
                self.progress_of(&document.id).map(|one| (one, most)),
            );
            paint::line(buffer, inset(strip), 0, &line, theme);
        }
    }

    /// How far a document has come.
    fn progress_of(&self, document: &str) -> Option<&ops::DocumentProgress> {
        let documents = &self.progress.as_ref()?.documents;
        documents.iter().find(|one| one.id == document)
    }

    /// The document whose curve is shown: the one that is selected, or that what is selected belongs to.
    fn looked_at(&self) -> Option<&ops::DocumentProgress> {
        let selected = match self.pane {
            Pane::Items => self.item().map(|item| item.document.as_str()),
            Pane::Documents => self.document().map(|row| row.id.as_str()),
        };
        let contested = |one: &&ops::DocumentProgress| {
            one.points
                .last()
                .is_some_and(|last| last.counts.brackets > 0)
        };
        let all = || {
            self.progress
                .iter()
                .flat_map(|progress| &progress.documents)
        };
        selected
            .and_then(|id| self.progress_of(id))
            .or_else(|| all().find(contested))
            .or_else(|| all().next())
    }

    fn draw_calendar(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        desk: &ops::Desk,
        zone: Option<&Zone>,
        theme: Theme,
    ) {
        let inside = inset(area);
        let below = Rect {
            y: inside.y + 1,
            height: inside.height.saturating_sub(1),
            ..inside
        };
        let columns = usize::from(below.width);
        let mut lines = calendar_lines(desk, zone, columns);
        let left = usize::from(below.height).saturating_sub(lines.len() + 1);
        if left >= CURVE
            && let Some(document) = self.looked_at()
        {
            if !lines.is_empty() {
                lines.push(Line::new());
            }
            lines.extend(view::curve_lines(document, (columns, left), zone));
        }
        paint::lines(buffer, below, &lines, theme);
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
                n => match desk.since {
                    Some(since) => {
                        let since = zone.map_or(since, |zone| since.in_zone(zone));
                        let new = desk.items.iter().filter(|item| item.fresh).count();
                        let since = since.format("%-d %b %H:%M");
                        format!("For you: {n}, {new} new since {since}")
                    }
                    None => format!("For you: {n}"),
                },
            }
        } else {
            "For you: reading …".to_owned()
        };
        paint::head(buffer, inside, &title, focused, theme);
        let sights = self.reach(Pane::Items, body, |reach| self.items.sights(reach));
        let shown = sights.len();
        let end = sights.last().map_or(1, |last| 1 + last.row + last.lines);
        let columns = usize::from(area.width).saturating_sub(INDENT + 2);
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
                        time.format("%-d %b %H:%M")
                    });
                    let sign = if item.urgent { "!" } else { " " };
                    let when = if item.fresh { Role::Strong } else { Role::Dim };
                    let line = Line::of(Role::Warn, sign)
                        .with(when, format!(" {:>12}", time.unwrap_or_default()));
                    paint::line(buffer, inset(strip), 0, &line, theme);
                }
                let place = Rect {
                    x: strip.x + FROM,
                    width: strip.width.saturating_sub(FROM + 1),
                    ..strip
                };
                if let Some(line) = lines.get(sight.skip + n) {
                    paint::line(buffer, place, 0, &super::text::found(line, sought), theme);
                }
            }
        }
        let ways = ways_on();
        let free = usize::from(area.height).saturating_sub(end);
        if self.complete && free > ways.len() + 1 {
            let below = Rect {
                y: area.y + u16::try_from(end + 1).unwrap_or(0),
                height: area
                    .height
                    .saturating_sub(u16::try_from(end + 1).unwrap_or(0)),
                ..inside
            };
            paint::lines(buffer, below, &ways, theme);
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
    let head = match item.document.is_empty() {
        true => String::new(),
        false => format!("{}  ", item.document),
    };
    Line::of(Role::Dim, head).with(
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

/// The columns of a document's line behind its title: a bar, how many are agreed, brackets, open proposals.
const BAR: usize = 6;
const AGREED: usize = 7;
const BRACKETS: usize = 6;
const OPEN: usize = 5;
/// The most columns of the curve in a document's line.
const SPARK: usize = 10;
/// The fewest rows that a curve below the calendar is worth.
const CURVE: usize = 8;
const TAIL: usize = BAR + 1 + AGREED + 1 + BRACKETS + OPEN;

/// What the columns on the right of the documents are.
fn column_heads() -> Line {
    let agreed = paint::cell("agreed", BAR + 1 + AGREED + 1);
    let brackets = paint::cell("[ ]", BRACKETS);
    let open = paint::cell("open", OPEN);
    Line::of(Role::Dim, format!("{agreed}{brackets}{open}"))
}

/// How broad the names and the revisions of documents are.
fn names_of(documents: &[DocumentRow]) -> (usize, usize) {
    let broadest = |text: fn(&DocumentRow) -> String| {
        let widths = documents.iter().map(|one| width(&text(one)));
        widths.max().unwrap_or(0)
    };
    (broadest(named).min(16), broadest(revision))
}

/// A document's name, with a sign where something is wrong in its files: the other list says what.
fn named(document: &DocumentRow) -> String {
    let sign = if document.broken.is_empty() { "" } else { "! " };
    format!("{sign}{}", document.id)
}

/// One document: its name, how much of it is agreed, what is open.
fn document_line(
    document: &DocumentRow,
    (name, issued): (usize, usize),
    (wide, complete): (usize, bool),
    progress: Option<(&ops::DocumentProgress, usize)>,
) -> Line {
    if document.paragraphs == 0
        && let Some(broken) = document.broken.first()
    {
        return Line::of(Role::Bad, format!("! {} ", document.id))
            .with(Role::Plain, broken)
            .cut_by_word(wide);
    }
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
    let some = |before: &str, n: usize, after: &str| match n {
        0 => String::new(),
        n => format!("{before}{n}{after}"),
    };
    let (full, rest) = paint::bar(agreed, document.paragraphs, BAR);
    let sound = document.broken.is_empty();
    let role = if sound { Role::Strong } else { Role::Bad };
    let mut line = Line::of(role, paint::cell(&named(document), name));
    let room = wide.saturating_sub(TAIL + 1);
    if issued > 0 && room > name + issued {
        line.push(
            Role::Dim,
            format!("  {}", paint::cell(&revision(document), issued)),
        );
    }
    let free = room.saturating_sub(line.width() + 2);
    let broad = free.min(SPARK);
    if broad >= 5
        && let Some((progress, most)) = progress
    {
        let values = view::sampled(progress, Measure::Brackets, broad);
        line.push(Role::Plain, "  ");
        line.push(Role::Contested, view::spark(&values, most));
    }
    let title = room.saturating_sub(line.width() + 2);
    if title >= 12 {
        line.push(
            Role::Plain,
            format!("  {}", paint::told(&document.title, title)),
        );
    }
    line.padded(room)
        .with(Role::Plain, " ")
        .with(Role::Good, full)
        .with(Role::Dim, rest)
        .with(Role::Plain, format!(" {} ", paint::cell(&counts, AGREED)))
        .with(
            Role::Contested,
            paint::cell(&some("[", document.brackets, "]"), BRACKETS),
        )
        .with(
            Role::Warn,
            paint::cell(&some("+", document.open_proposals, ""), OPEN),
        )
}

/// What comes next, in one line, where there is no room for a calendar.
fn next_line(desk: &ops::Desk, zone: Option<&Zone>) -> Option<Line> {
    let (time, what) = desk.deadlines.first()?;
    Some(
        Line::of(Role::Heading, "Next ")
            .with(Role::Dim, format!("{}  ", moment(*time, zone)))
            .with(Role::Plain, what),
    )
}

/// Where somebody who does not know the screens may go from here.
fn ways_on() -> [Line; 6] {
    let way =
        |key: &str, words: &str| Line::of(Role::Key, format!("{key:<3}")).with(Role::Dim, words);
    [
        Line::of(Role::Dim, "Where to go from here"),
        way("⏎", "opens what is selected above"),
        way("2", "what a text says, what is open in it, who asked"),
        way("3", "what changed since it was last issued"),
        way("4", "the proposals, and what became of each"),
        way("?", "every key, with a word for each"),
    ]
}

/// The sittings of today and the deadlines to come.
fn calendar_lines(desk: &ops::Desk, zone: Option<&Zone>, columns: usize) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
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
    out
}
