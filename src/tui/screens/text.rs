//! Text: what does it say, what is open, who asked, how would it read for somebody?

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::flow::{Flow, Reach};
use super::super::paint;
use super::super::theme::{Theme, state_sign, state_word};
use crate::consensus::State;
use crate::ops::{Page, PageRow, is_open};
use crate::rolling::Reader;
use crate::text::{Document, Kind, Paragraph};
use crate::tui::intent::Motion;
use crate::view::{self, Form, Line, Owners, Role, section, wrap};

/// The columns of the margin: a sign and a label, below them the state's word.
const MARGIN: usize = 15;
/// Lines longer than this are hard to read.
const MEASURE: usize = 96;

/// The screen's state.
#[derive(Debug, Default)]
pub(in super::super) struct Text {
    /// Which document.
    pub(in super::super) document: Option<String>,
    /// Its text.
    pub(in super::super) text: Option<Arc<Document>>,
    /// Its standing; comes after the text.
    pub(in super::super) page: Option<Arc<Page>>,
    /// As whom it is read.
    pub(in super::super) reader: Option<Reader>,
    /// Where one is.
    pub(in super::super) flow: Flow,
    /// How brackets are shown.
    pub(in super::super) form: Form,
    /// Whether the side pane is shown where it does not fit beside the text.
    pub(in super::super) pane: bool,
    /// Whether the answers are older than the meeting.
    pub(in super::super) stale: bool,
    /// Where to go once the text has come.
    pub(in super::super) wanted: Option<usize>,
    owners: Owners,
    tally: Tally,
    places: HashMap<String, usize>,
    wrapped: RefCell<Wrapped>,
}

/// How far the paragraphs of a text are: counted once, not at every key.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    agreed: usize,
    contested: usize,
    reopened: usize,
    all: usize,
}

impl Tally {
    fn of(text: &Document, page: &Page) -> Tally {
        let mut tally = Tally::default();
        for (row, paragraph) in page.rows.iter().zip(text.paragraphs()) {
            if !crate::ops::counts(paragraph) {
                continue;
            }
            tally.all += 1;
            match row.standing.state {
                State::AgreedInformals
                | State::AgreedAdReferendum
                | State::Agreed
                | State::Adopted => tally.agreed += 1,
                State::Contested => tally.contested += 1,
                State::Reopened => tally.reopened += 1,
                _ => {}
            }
        }
        tally
    }
}

/// Paragraphs that were broken into lines, for one width and one form.
#[derive(Debug, Default)]
struct Wrapped {
    columns: usize,
    coloured: bool,
    lines: HashMap<usize, Rc<Vec<Line>>>,
}

/// Where the parts of the screen lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Layout {
    /// The line above.
    pub(in super::super) head: Rect,
    /// The text.
    pub(in super::super) text: Rect,
    /// The side pane.
    pub(in super::super) side: Option<Rect>,
}

impl Text {
    /// Opens a document where it was left, or at a paragraph; says whether it must be asked for.
    pub(in super::super) fn open(&mut self, document: &str, index: Option<usize>) -> bool {
        if self.document.as_deref() == Some(document) {
            self.wanted = index;
            if let (Some(index), true) = (index, self.text.is_some()) {
                self.flow.cursor = index;
            }
            return self.text.is_none() || self.stale;
        }
        if let Some(before) = self.document.take() {
            self.places.insert(before, self.flow.cursor);
        }
        self.wanted = index.or_else(|| self.places.get(document).copied());
        self.document = Some(document.to_owned());
        self.text = None;
        self.page = None;
        self.flow = Flow::default();
        self.forget();
        true
    }

    /// Takes the text; the cursor stays on the paragraph that it was on.
    pub(in super::super) fn take_text(&mut self, text: &Arc<Document>) {
        if let Some(old) = &self.text {
            if Arc::ptr_eq(old, text) {
                return;
            }
            if self.wanted.is_none() {
                let top = same_paragraph(old, text, self.flow.top);
                let cursor = same_paragraph(old, text, self.flow.cursor);
                if top != self.flow.top {
                    self.flow.skip = 0;
                }
                self.flow.top = top.min(cursor);
                self.flow.cursor = cursor;
            }
        }
        self.owners = Owners::of(text);
        self.text = Some(text.clone());
        if let Some(page) = &self.page
            && page.rows.len() != text.paragraphs().len()
        {
            self.page = None;
        }
        self.forget();
    }

    /// Takes the standing that belongs to a text.
    pub(in super::super) fn take_page(
        &mut self,
        reader: Option<&Reader>,
        text: &Arc<Document>,
        page: Arc<Page>,
    ) {
        if self.document.as_ref() != Some(&page.document) || self.reader.as_ref() != reader {
            return;
        }
        self.take_text(text);
        self.tally = Tally::of(text, &page);
        self.page = Some(page);
        self.stale = false;
        self.forget();
    }

    /// Forgets what was broken into lines.
    pub(in super::super) fn forget(&self) {
        *self.wrapped.borrow_mut() = Wrapped::default();
    }

    /// The row of the paragraph that is selected.
    pub(in super::super) fn row(&self) -> Option<&PageRow> {
        self.page.as_ref()?.rows.get(self.flow.cursor)
    }

    /// Where the parts lie.
    pub(in super::super) fn layout(&self, body: Rect) -> Layout {
        let head = Rect { height: 1, ..body };
        let below = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(1),
            ..body
        };
        if body.width >= 100 {
            let room = usize::from(body.width);
            let text = (MARGIN + MEASURE + 4).min(room * 64 / 100);
            let text = u16::try_from(text).unwrap_or(body.width);
            let left = Rect {
                width: text,
                ..below
            };
            let side = Rect {
                x: below.x + text,
                width: (below.width - text).min(84),
                ..below
            };
            return Layout {
                head,
                text: left,
                side: Some(side),
            };
        }
        if self.pane {
            let high = below.height * 2 / 5;
            let side = Rect {
                y: below.bottom() - high,
                height: high,
                ..below
            };
            let text = Rect {
                height: below.height - high,
                ..below
            };
            return Layout {
                head,
                text,
                side: Some(side),
            };
        }
        Layout {
            head,
            text: below,
            side: None,
        }
    }

    fn columns(area: Rect) -> usize {
        usize::from(area.width)
            .saturating_sub(MARGIN + 2)
            .min(MEASURE)
    }

    /// Does something with what there is to flow through.
    fn reach<T>(&self, area: Rect, theme: Theme, f: impl FnOnce(&Reach<'_>) -> T) -> T {
        let columns = Text::columns(area);
        let height = |index: usize| self.lines(index, columns, theme).len();
        f(&Reach {
            len: self.text.as_ref().map_or(0, |text| text.paragraphs().len()),
            rows: usize::from(area.height),
            height: &height,
        })
    }

    /// Moves the cursor.
    pub(in super::super) fn step(&mut self, motion: Motion, body: Rect, theme: Theme) {
        let area = self.layout(body).text;
        let mut flow = self.flow;
        self.reach(area, theme, |reach| flow.step(motion, reach));
        self.flow = flow;
    }

    /// Scrolls.
    pub(in super::super) fn scroll(&mut self, by: i32, body: Rect, theme: Theme) {
        let area = self.layout(body).text;
        let mut flow = self.flow;
        self.reach(area, theme, |reach| flow.scroll(by, reach));
        self.flow = flow;
    }

    /// Goes to a paragraph; far ones come to stand a third of the way down.
    pub(in super::super) fn go(&mut self, index: usize, body: Rect, theme: Theme) {
        let area = self.layout(body).text;
        let mut flow = self.flow;
        self.reach(area, theme, |reach| {
            let seen = flow.sights(reach).iter().any(|sight| sight.item == index);
            if seen {
                flow.select(index, reach);
            } else {
                flow.center(index, reach);
            }
        });
        self.flow = flow;
    }

    /// Goes where it was wanted to go, else keeps the cursor in sight.
    pub(in super::super) fn settle(&mut self, body: Rect, theme: Theme) {
        if self.text.is_none() {
            return;
        }
        if let Some(index) = self.wanted.take() {
            self.flow = Flow::default();
            self.go(index, body, theme);
            return;
        }
        let area = self.layout(body).text;
        let mut flow = self.flow;
        self.reach(area, theme, |reach| flow.reveal(reach));
        self.flow = flow;
    }

    /// The paragraph under a click.
    pub(in super::super) fn at(&self, x: u16, y: u16, body: Rect, theme: Theme) -> Option<usize> {
        let area = self.layout(body).text;
        if !area.contains((x, y).into()) {
            return None;
        }
        let row = usize::from(y - area.y);
        self.reach(area, theme, |reach| self.flow.at(row, reach))
    }

    /// The next paragraph, after or before the cursor, in which a bracket opens.
    pub(in super::super) fn bracket(&self, forward: bool) -> Option<usize> {
        let text = self.text.as_ref()?;
        let holds = |index: &usize| text.contested(*index).next().is_some();
        if forward {
            (self.flow.cursor + 1..text.paragraphs().len()).find(holds)
        } else {
            (0..self.flow.cursor).rev().find(holds)
        }
    }

    /// The next paragraph, after or before the cursor and round the end, that holds these words.
    pub(in super::super) fn find(&self, words: &str, forward: bool, here: bool) -> Option<usize> {
        let text = self.text.as_ref()?;
        let paragraphs = text.paragraphs();
        let words = words.to_lowercase();
        let len = paragraphs.len();
        if words.is_empty() || len == 0 {
            return None;
        }
        let first = usize::from(!here);
        let is_called = |index: usize| text.name(index).to_lowercase() == words;
        let named = paragraphs
            .iter()
            .find(|one| here && one.label.is_some() && is_called(one.index));
        if let Some(one) = named {
            return Some(one.index);
        }
        self.flow.round(len, first, forward).find(|index| {
            let one = paragraphs.get(*index);
            one.is_some_and(|one| holds(&one.text, &words) || is_called(one.index))
        })
    }

    /// A paragraph's lines, margin off, a blank one at their end.
    fn lines(&self, index: usize, columns: usize, theme: Theme) -> Rc<Vec<Line>> {
        {
            let mut wrapped = self.wrapped.borrow_mut();
            if wrapped.columns != columns || wrapped.coloured != theme.coloured() {
                *wrapped = Wrapped {
                    columns,
                    coloured: theme.coloured(),
                    lines: HashMap::new(),
                };
            }
            if let Some(lines) = wrapped.lines.get(&index) {
                return lines.clone();
            }
            // What was far away is forgotten.
            if wrapped.lines.len() > 4000 {
                wrapped.lines.clear();
            }
        }
        let lines = Rc::new(self.broken(index, columns));
        self.wrapped.borrow_mut().lines.insert(index, lines.clone());
        lines
    }

    fn broken(&self, index: usize, columns: usize) -> Vec<Line> {
        let Some(text) = &self.text else {
            return vec![Line::new()];
        };
        let Some(paragraph) = text.paragraphs().get(index) else {
            return vec![Line::new()];
        };
        let read = self
            .page
            .as_ref()
            .filter(|_| self.reader.is_some())
            .and_then(|page| page.rows.get(index))
            .and_then(|row| row.read_as.as_deref());
        let indent = match paragraph.kind {
            Kind::Item => paragraph.depth.saturating_sub(1).min(6) * 2,
            Kind::Quote => 2,
            _ => 0,
        };
        let width = columns.saturating_sub(indent).max(10);
        let mut lines: Vec<Line> = if matches!(paragraph.kind, Kind::Table | Kind::Code) {
            let source = text
                .source()
                .get(paragraph.span.clone())
                .unwrap_or_default();
            source
                .lines()
                .map(|line| Line::of(Role::Plain, line).cut(width))
                .collect()
        } else {
            let line = match read {
                Some("") => Line::of(Role::Dim, "– nothing –"),
                Some(words) => {
                    let ground = match paragraph.kind {
                        Kind::Title => Role::Title,
                        Kind::Heading => Role::Heading,
                        _ => Role::Plain,
                    };
                    view::words(ground, words)
                }
                None => view::paragraph(text, &self.owners, index, self.form),
            };
            wrap(&line, width)
        };
        if indent > 0 {
            lines = lines
                .into_iter()
                .map(|line| Line::plain(" ".repeat(indent)).and(line))
                .collect();
        }
        if paragraph.kind == Kind::Quote {
            lines = lines
                .into_iter()
                .map(|line| Line::of(Role::Dim, "│ ").and(line))
                .collect();
        }
        for _ in 0..lead(paragraph) {
            lines.insert(0, Line::new());
        }
        lines.push(Line::new());
        lines
    }

    /// Draws the screen.
    pub(in super::super) fn draw(
        &self,
        buffer: &mut Buffer,
        body: Rect,
        sought: &str,
        theme: Theme,
    ) {
        let layout = self.layout(body);
        paint::line(
            buffer,
            layout.head,
            0,
            &self.head(usize::from(layout.head.width)),
            theme,
        );
        let Some(text) = &self.text else {
            let words = if self.document.is_some() {
                "reading …"
            } else {
                "there is no document yet: `:new` or a file drafts/NAME/text.md makes one"
            };
            paint::line(buffer, layout.text, 1, &Line::of(Role::Dim, words), theme);
            return;
        };
        let area = layout.text;
        let columns = Text::columns(area);
        let sights = self.reach(area, theme, |reach| self.flow.sights(reach));
        let shown = sights.len();
        for sight in sights {
            let Some(paragraph) = text.paragraphs().get(sight.item) else {
                continue;
            };
            let lines = self.lines(sight.item, columns, theme);
            let here = sight.item == self.flow.cursor;
            let row = self
                .page
                .as_ref()
                .and_then(|page| page.rows.get(sight.item));
            let last = lines.len().saturating_sub(1);
            for n in 0..sight.lines {
                let of = sight.skip + n;
                let y = area.y + u16::try_from(sight.row + n).unwrap_or(0);
                let strip = Rect {
                    y,
                    height: 1,
                    ..area
                };
                if here && of < last {
                    let ground = Rect {
                        width: u16::try_from(MARGIN + columns + 2)
                            .unwrap_or(area.width)
                            .min(area.width),
                        ..strip
                    };
                    paint::ground(buffer, ground, theme);
                    paint::line(buffer, strip, 0, &Line::of(Role::Key, "▌"), theme);
                }
                let named = (paragraph, text.name(paragraph.index));
                let margin = margin((of, last), named, row, here);
                let place = Rect {
                    x: strip.x + 1,
                    width: u16::try_from(MARGIN)
                        .unwrap_or(0)
                        .min(strip.width.saturating_sub(1)),
                    ..strip
                };
                paint::line(buffer, place, 0, &margin, theme);
                let place = Rect {
                    x: strip.x + 1 + u16::try_from(MARGIN).unwrap_or(0),
                    width: strip
                        .width
                        .saturating_sub(u16::try_from(MARGIN + 1).unwrap_or(0)),
                    ..strip
                };
                if let Some(line) = lines.get(of) {
                    let marked = found(line, sought);
                    paint::line(buffer, place, 0, &marked, theme);
                }
            }
        }
        paint::thumb(
            buffer,
            area,
            self.flow.top,
            shown,
            text.paragraphs().len(),
            theme,
        );
        if let Some(side) = layout.side {
            self.draw_side(buffer, side, body.width >= 100, theme);
        }
    }

    fn head(&self, columns: usize) -> Line {
        let Some(text) = &self.text else {
            return Line::new();
        };
        let title = crate::ops::title_of(text)
            .or_else(|| self.document.clone())
            .unwrap_or_default();
        let as_whom = match &self.reader {
            None => "the room".to_owned(),
            Some(Reader::Base) => "the base".to_owned(),
            Some(Reader::Party(party)) => party.clone(),
        };
        let mut rest = Line::of(Role::Dim, "   as ").with(Role::Key, as_whom);
        if self.page.is_some() {
            let Tally {
                agreed,
                contested,
                reopened,
                all,
            } = self.tally;
            let mut told = format!("   {agreed} of {all} agreed, {contested} contested");
            if reopened > 0 {
                told.push_str(&format!(", {reopened} reopened"));
            }
            rest.push(Role::Dim, told);
        }
        // A reading is nowhere written: only the room's text stands in a file.
        if self.form == Form::Source && self.reader.is_none() {
            rest.push(Role::Dim, "   as written");
        }
        let id = self.document.clone().unwrap_or_default();
        let name = Line::of(Role::Title, format!(" {id}")).with(Role::Plain, format!("  {title}"));
        // A title may be long; how far it is, is what one looks for.
        name.cut_by_word(columns.saturating_sub(rest.width()))
            .and(rest)
    }

    /// How the paragraphs below a heading, or the title, stand; `None` where it is neither.
    fn below(&self, index: usize) -> Option<Vec<Line>> {
        let paragraphs = self.text.as_ref()?.paragraphs();
        let (kind, level) = paragraphs.get(index).map(|one| (one.kind, one.depth))?;
        let ends = |one: &Paragraph| {
            kind == Kind::Heading && one.kind == Kind::Heading && one.depth <= level
        };
        if !matches!(kind, Kind::Title | Kind::Heading) {
            return None;
        }
        let rows = self.page.as_ref()?.rows.iter();
        let mut counts: Vec<(State, usize)> = Vec::new();
        let below = paragraphs.iter().zip(rows).skip(index + 1);
        for (paragraph, row) in below.take_while(|(paragraph, _)| !ends(paragraph)) {
            let state = row.standing.state;
            if paragraph.kind == Kind::Heading {
                continue;
            }
            match counts.iter_mut().find(|(one, _)| *one == state) {
                Some((_, count)) => *count += 1,
                None => counts.push((state, 1)),
            }
        }
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let lines = counts.into_iter().map(|(state, count)| {
            Line::of(Role::Plain, format!("{count:>3}  ")).and(view::state(state))
        });
        let head = match kind {
            Kind::Title => "In the whole text",
            _ => "Under this heading",
        };
        Some(
            std::iter::once(Line::of(Role::Heading, head))
                .chain(lines)
                .collect(),
        )
    }

    fn draw_side(&self, buffer: &mut Buffer, area: Rect, beside: bool, theme: Theme) {
        let inner = if beside {
            paint::rule(buffer, area, theme);
            Rect {
                x: area.x + 2,
                width: area.width.saturating_sub(3),
                ..area
            }
        } else {
            paint::head(buffer, area, "This paragraph", false, theme);
            Rect {
                x: area.x + 1,
                y: area.y + 1,
                width: area.width.saturating_sub(2),
                height: area.height.saturating_sub(1),
            }
        };
        let Some(row) = self.row() else {
            return;
        };
        let width = usize::from(inner.width);
        let mut about = about(row);
        if let Some(below) = self.below(row.index) {
            // Nobody agrees on a heading by itself.
            about.splice(..1, below);
        }
        let mut out: Vec<Line> = Vec::new();
        for line in about {
            out.extend(wrap(&line, width));
        }
        let rows = usize::from(inner.height);
        if out.len() > rows && rows > 1 {
            out.truncate(rows - 1);
            out.push(Line::of(Role::Dim, "… ⏎ shows all"));
        }
        paint::lines(buffer, inner, &out, theme);
    }
}

/// How many blank lines stand before a paragraph: a section begins with one.
fn lead(paragraph: &Paragraph) -> usize {
    usize::from(paragraph.kind == Kind::Heading && paragraph.index > 0)
}

/// What the margin says on one of a paragraph's lines.
fn margin(
    (line, last): (usize, usize),
    (paragraph, name): (&Paragraph, &str),
    row: Option<&PageRow>,
    here: bool,
) -> Line {
    if matches!(paragraph.kind, Kind::Title | Kind::Heading) {
        let label = paragraph.label.as_ref().filter(|_| line == lead(paragraph));
        return match label {
            Some(label) => {
                let label = view::name_in(&label.to_string(), MARGIN - 3);
                Line::of(Role::Heading, format!("  {label}"))
            }
            None => Line::new(),
        };
    }
    let Some(row) = row else {
        let named = || {
            Line::of(
                Role::Label,
                format!("  {}", view::name_in(name, MARGIN - 3)),
            )
        };
        return if line == 0 { named() } else { Line::new() };
    };
    let state = row.standing.state;
    let open = row.proposals.iter();
    let count = match open.filter(|one| is_open(one.status)).count() {
        0 => String::new(),
        n => format!(" +{n}"),
    };
    let role = if paragraph.label.is_some() {
        Role::Label
    } else {
        Role::Dim
    };
    let head = Line::of(Role::State(state), state_sign(state))
        .with(Role::Plain, " ")
        .with(role, view::name_in(name, MARGIN - 3 - count.len()))
        .with(Role::Warn, count);
    let word = match state {
        State::Open if !here => Line::new(),
        _ => Line::of(Role::State(state), state_word(state)),
    };
    // Below a paragraph of one line comes the next one: there the word stands beside the name, where it fits.
    let beside = last == 1 && head.width() + 1 + word.width() < MARGIN;
    match line {
        0 if beside => head.with(Role::Plain, " ").and(word),
        0 => head,
        1 if !beside => Line::plain("  ").and(word),
        _ => Line::new(),
    }
}

/// Everything on a paragraph in a few lines: state, holders, proposals, positions.
fn about(row: &PageRow) -> Vec<Line> {
    let mut out = vec![standing(row)];
    out.extend(view::reasons(row));
    section(&mut out, "Proposals", view::proposals_on(row));
    let stances = row.stances.iter().map(view::stance);
    section(&mut out, "Positions", stances.collect());
    out
}

/// A paragraph's name and state.
pub(in super::super) fn standing(row: &PageRow) -> Line {
    Line::of(Role::Label, &row.name)
        .with(Role::Plain, "  ")
        .and(view::state(row.standing.state))
}

/// Whether a text holds words that were made small before, letter case aside.
pub(in super::super) fn holds(text: &str, words: &str) -> bool {
    if text.is_ascii() && words.is_ascii() {
        let (text, words) = (text.as_bytes(), words.as_bytes());
        return words.len() <= text.len()
            && text
                .windows(words.len())
                .any(|window| window.eq_ignore_ascii_case(words));
    }
    text.to_lowercase().contains(words)
}

/// The line with what was looked for marked.
pub(in super::super) fn found(line: &Line, sought: &str) -> Line {
    if sought.is_empty() {
        return line.clone();
    }
    let text = line.text();
    let small = text.to_lowercase();
    let sought = sought.to_lowercase();
    // Letters whose small form has another length would shift the marks.
    if small.len() != text.len() || !small.contains(&sought) {
        return line.clone();
    }
    let places: Vec<(usize, usize)> = small
        .match_indices(&sought)
        .map(|(at, found)| (at, at + found.len()))
        .collect();
    let mut out = Line::new();
    let mut at = 0;
    for span in line.spans() {
        for (offset, c) in span.text().char_indices() {
            let here = at + offset;
            let marked = places.iter().any(|(from, to)| (*from..*to).contains(&here));
            let mut bytes = [0; 4];
            let role = if marked { Role::Found } else { span.role() };
            out.push(role, c.encode_utf8(&mut bytes));
        }
        at += span.text().len();
    }
    out
}

/// Where a paragraph of an older text stands in a newer one: the same words nearest by, else the same name, else the same place.
pub(in super::super) fn same_paragraph(old: &Document, new: &Document, index: usize) -> usize {
    let paragraphs = new.paragraphs();
    let last = paragraphs.len().saturating_sub(1);
    let Some(was) = old.paragraphs().get(index) else {
        return index.min(last);
    };
    let near = |fits: &dyn Fn(&Paragraph) -> bool| {
        paragraphs
            .iter()
            .filter(|one| fits(one))
            .min_by_key(|one| one.index.abs_diff(index))
            .map(|one| one.index)
    };
    near(&|one| one.text == was.text && new.name(one.index) == old.name(was.index))
        .or_else(|| near(&|one| one.text == was.text && one.kind == was.kind))
        .or_else(|| near(&|one| new.name(one.index) == old.name(was.index) && one.label.is_some()))
        .unwrap_or(index.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_follows_its_paragraph_when_another_comes_before_it() {
        let old = Document::parse("1. One\n\n2. Two\n\n3. Three\n");
        let new = Document::parse("1. One\n\n2. New\n\n3. Two\n\n4. Three\n");
        let two = old
            .paragraphs()
            .iter()
            .position(|one| one.text == "Two")
            .unwrap_or(0);
        let now = same_paragraph(&old, &new, two);
        assert_eq!(new.paragraphs()[now].text, "Two");
    }

    #[test]
    fn an_edited_paragraph_is_found_by_its_label() {
        let old = Document::parse("1. One\n\n2. Two\n");
        let new = Document::parse("1. One\n\n2. Two and more\n");
        let at = same_paragraph(&old, &new, 1);
        assert_eq!(new.name(at), "2");
    }

    #[test]
    fn what_was_looked_for_is_marked_whatever_its_case() {
        let line = found(&Line::plain("States SHALL take"), "shall");
        let found = line.spans().nth(1);
        assert_eq!(
            found.map(|span| (span.role(), span.text())),
            Some((Role::Found, "SHALL"))
        );
    }
}
