//! Board: what can be gavelled, who holds out, on what words?

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::flow::{Flow, Reach};
use super::super::paint;
use super::super::theme::Theme;
use crate::consensus::State;
use crate::moment::{Moment, Zone};
use crate::ops::{self, BoardRow, Matrix};
use crate::tui::intent::Motion;
use crate::view::{self, Line, Role, section, state_sign, state_words, width, wrap};

/// From this height on what is selected is told below the table.
const TALL: u16 = 17;
/// From this width on it is said since when.
const WIDE: usize = 92;
/// From this width on it is said what would close it.
const BROAD: usize = 60;

/// The screen's state.
#[derive(Debug, Default)]
pub(in super::super) struct Board {
    /// The document looked at; none: all of them.
    pub(in super::super) document: Option<String>,
    /// What was answered.
    pub(in super::super) answer: Option<Arc<ops::Board>>,
    /// Who stands where.
    pub(in super::super) matrix: Option<Arc<Matrix>>,
    /// The moment of the answer.
    now: Option<Moment>,
    /// Whether the answer is older than the meeting.
    pub(in super::super) stale: bool,
    /// Whether the matrix is.
    pub(in super::super) behind: bool,
    /// Whether what is agreed and what was never touched is shown too.
    pub(in super::super) all: bool,
    /// Whether the matrix is shown instead of the list.
    pub(in super::super) grid: bool,
    /// Whether it is shown what was moved, voted on and adopted.
    pub(in super::super) votes: bool,
    /// Whether what is told of the paragraph that is selected has the screen to itself.
    pub(in super::super) alone: bool,
    /// Where one is.
    pub(in super::super) flow: Flow,
    /// Where one is in the matrix: the party at the top, the paragraph at the left.
    corner: (usize, usize),
    /// How many lines of what is told below are hidden above.
    skip: usize,
    /// What is listed: the document, its row.
    listed: Vec<(usize, usize)>,
}

impl Board {
    /// Takes the answer; what is selected stays selected.
    pub(in super::super) fn take(
        &mut self,
        document: Option<&str>,
        board: Arc<ops::Board>,
        now: Moment,
    ) {
        if self.document.as_deref() != document {
            return;
        }
        let before = self.selected().map(|row| (row.document.clone(), row.index));
        self.answer = Some(board);
        self.now = Some(now);
        self.stale = false;
        self.list();
        if let Some((document, index)) = before {
            self.seek(&document, index);
        }
    }

    /// Takes the matrix.
    pub(in super::super) fn take_matrix(&mut self, document: Option<&str>, matrix: Arc<Matrix>) {
        if self.document.as_deref() == document {
            self.matrix = Some(matrix);
            self.behind = false;
        }
    }

    /// Turns to what was moved, voted on and adopted, or back to the list.
    pub(in super::super) fn turn_to_votes(&mut self) {
        self.votes = !self.votes;
        (self.grid, self.alone) = (false, false);
        self.skip = 0;
    }

    /// Turns from the matrix, or from what was voted on, back to the list; says whether it did.
    pub(in super::super) fn turn_to_list(&mut self) -> bool {
        let elsewhere = self.is_aside() || self.alone;
        (self.grid, self.votes, self.alone) = (false, false, false);
        elsewhere
    }

    /// Goes to the head of what is told.
    pub(in super::super) fn top_of_told(&mut self) {
        self.skip = 0;
    }

    /// Whether something else is shown than paragraphs: who stands where, or what was voted on.
    pub(in super::super) fn is_aside(&self) -> bool {
        self.grid || self.votes
    }

    /// Looks at another document; none: all of them.
    pub(in super::super) fn open(&mut self, document: Option<String>) {
        if self.document != document {
            self.document = document;
            self.answer = None;
            self.matrix = None;
            self.flow = Flow::default();
            self.corner = (0, 0);
            self.listed.clear();
        }
    }

    /// Lists anew, what can be gavelled first.
    pub(in super::super) fn list(&mut self) {
        self.listed.clear();
        let Some(board) = &self.answer else {
            return;
        };
        for (n, document) in board.documents.iter().enumerate() {
            for (m, row) in document.rows.iter().enumerate() {
                if self.all || view::is_on_the_table(row) {
                    self.listed.push((n, m));
                }
            }
        }
        let key = |at: &(usize, usize)| {
            let row = board.documents.get(at.0).and_then(|one| one.rows.get(at.1));
            (row.map_or(0, |row| view::order_of(row.state)), *at)
        };
        self.listed.sort_by_key(key);
        self.flow.cursor = self.flow.cursor.min(self.listed.len().saturating_sub(1));
    }

    fn seek(&mut self, document: &str, index: usize) {
        let found = (0..self.listed.len()).find(|at| {
            self.row(*at)
                .is_some_and(|row| row.document == document && row.index == index)
        });
        if let Some(at) = found {
            self.flow.cursor = at;
        }
    }

    fn row(&self, at: usize) -> Option<&BoardRow> {
        let (n, m) = self.listed.get(at)?;
        self.answer.as_ref()?.documents.get(*n)?.rows.get(*m)
    }

    /// The paragraph that is selected.
    pub(in super::super) fn selected(&self) -> Option<&BoardRow> {
        self.row(self.flow.cursor)
    }

    /// Everything shown that can be gavelled now.
    pub(in super::super) fn ready(&self) -> Vec<&BoardRow> {
        let rows = (0..self.listed.len()).filter_map(|at| self.row(at));
        rows.filter(|row| row.state == State::Ready).collect()
    }

    /// Whether a row begins a state: then the state's name stands above it.
    fn begins(&self, at: usize) -> bool {
        let state = |at: usize| self.row(at).map(|row| row.state);
        at == 0 || state(at - 1) != state(at)
    }

    /// The table, and below it what is selected.
    fn split(body: Rect) -> (Rect, Option<Rect>) {
        let below = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(1),
            ..body
        };
        if body.height < TALL {
            return (below, None);
        }
        let told = (below.height * 2 / 5).clamp(6, 16);
        let table = Rect {
            height: below.height - told,
            ..below
        };
        let told = Rect {
            y: table.bottom(),
            height: told,
            ..below
        };
        (table, Some(told))
    }

    fn reach<T>(&self, body: Rect, f: impl FnOnce(&Reach<'_>) -> T) -> T {
        let (table, _) = Board::split(body);
        f(&Reach {
            len: self.listed.len(),
            rows: usize::from(table.height.saturating_sub(1)),
            height: &|at| 1 + usize::from(self.begins(at)),
        })
    }

    /// Moves the cursor; in the matrix the whole of it.
    pub(in super::super) fn step(&mut self, motion: Motion, body: Rect) {
        if self.grid {
            return self.pan(motion, body);
        }
        if self.votes {
            let page = usize::from(body.height.saturating_sub(2)).max(1);
            let reached = paged(self.skip, motion, page);
            let last = self.decided(body).len().saturating_sub(page);
            self.skip = reached.min(last);
            return;
        }
        if self.alone {
            let page = usize::from(body.height.saturating_sub(3)).max(1);
            let reached = paged(self.skip, motion, page);
            let last = self.told(usize::from(body.width.saturating_sub(3)), None);
            self.skip = reached.min(last.len().saturating_sub(page));
            return;
        }
        let (_, told) = Board::split(body);
        let page = told.map_or(1, |told| usize::from(told.height.saturating_sub(3)).max(1));
        match motion {
            // What does not fit below is read on sideways.
            Motion::Right => return self.skip += page,
            Motion::Left => {
                self.skip = self.skip.saturating_sub(page);
                return;
            }
            _ => {}
        }
        let mut flow = self.flow;
        self.reach(body, |reach| flow.step(motion, reach));
        if flow.cursor != self.flow.cursor {
            self.skip = 0;
        }
        self.flow = flow;
    }

    fn pan(&mut self, motion: Motion, body: Rect) {
        let Some(matrix) = &self.matrix else {
            return;
        };
        let more = Board::legend(body).len().saturating_sub(1);
        let rows = usize::from(body.height.saturating_sub(4))
            .saturating_sub(more)
            .max(1);
        let lowest = matrix.rows.len().saturating_sub(rows);
        let columns = usize::from(body.width.saturating_sub(2));
        let last = view::matrix_last(&matrix.paragraphs, columns);
        let (top, left) = (self.corner.0, self.corner.1.min(last));
        self.corner = match motion {
            Motion::Down => ((top + 1).min(lowest), left),
            Motion::Up => (top.saturating_sub(1), left),
            Motion::PageDown => ((top + rows).min(lowest), left),
            Motion::PageUp => (top.saturating_sub(rows), left),
            Motion::Home => (0, 0),
            Motion::End => (lowest, left),
            Motion::Right => (top, (left + 1).min(last)),
            Motion::Left => (top, left.saturating_sub(1)),
        };
    }

    /// Selects one.
    pub(in super::super) fn go(&mut self, item: usize, body: Rect) {
        let mut flow = self.flow;
        self.reach(body, |reach| flow.select(item, reach));
        self.flow = flow;
        self.skip = 0;
    }

    /// Scrolls the table, or what is told below it.
    pub(in super::super) fn scroll(&mut self, by: i32, y: u16, body: Rect) {
        let lines = usize::try_from(by.unsigned_abs()).unwrap_or(0);
        if self.grid {
            let motion = if by < 0 { Motion::Up } else { Motion::Down };
            for _ in 0..lines {
                self.pan(motion, body);
            }
            return;
        }
        let (_, told) = Board::split(body);
        if self.votes || self.alone {
            let motion = if by < 0 { Motion::Up } else { Motion::Down };
            for _ in 0..lines {
                self.step(motion, body);
            }
            return;
        }
        if told.is_some_and(|told| y >= told.y) {
            self.skip = match by < 0 {
                true => self.skip.saturating_sub(lines),
                false => self.skip + lines,
            };
            return;
        }
        let mut flow = self.flow;
        self.reach(body, |reach| flow.scroll(by, reach));
        self.flow = flow;
    }

    /// Keeps the cursor in sight.
    pub(in super::super) fn settle(&mut self, body: Rect) {
        let mut flow = self.flow;
        self.reach(body, |reach| flow.reveal(reach));
        self.flow = flow;
    }

    /// The one under a click.
    pub(in super::super) fn at(&self, x: u16, y: u16, body: Rect) -> Option<usize> {
        let (table, _) = Board::split(body);
        if self.is_aside() || self.alone || !table.contains((x, y).into()) || y == table.y {
            return None;
        }
        let row = usize::from(y - table.y - 1);
        self.reach(body, |reach| self.flow.at(row, reach))
    }

    /// The next one that holds these words.
    pub(in super::super) fn find(&self, words: &str, forward: bool, here: bool) -> Option<usize> {
        let words = words.to_lowercase();
        let len = self.listed.len();
        if words.is_empty() || len == 0 {
            return None;
        }
        let holds = |row: &BoardRow| {
            let told = format!(
                "{} {} {} {} {}",
                row.document,
                row.name,
                row.words,
                view::blocks(row).text(),
                row.closes
            );
            told.to_lowercase().contains(&words)
        };
        self.flow
            .round(len, usize::from(!here), forward)
            .find(|at| self.row(*at).is_some_and(holds))
    }

    /// Whether paragraphs of several documents stand there, so that theirs is named.
    fn is_of_several(&self) -> bool {
        let documents = self.answer.as_ref().map_or(0, |one| one.documents.len());
        self.document.is_none() && documents > 1
    }

    fn head(&self) -> Line {
        let mut line = Line::of(Role::Title, " Board");
        let Some(board) = &self.answer else {
            return line;
        };
        match (&self.document, board.documents.as_slice()) {
            (_, [one]) => {
                line.push(Role::Strong, format!(" {}", one.id));
                line.push(Role::Dim, "   ");
                let against = view::against_the_whole(one);
                if !against.is_empty() {
                    line = line.and(against).with(Role::Dim, " · ");
                }
                for span in view::board_counts(one).spans() {
                    line.push(span.role(), span.text());
                }
            }
            (_, all) => {
                line.push(Role::Strong, " of all documents");
                let rows = || all.iter().flat_map(|one| &one.rows);
                let agreed = rows().filter(|row| row.state.is_agreed()).count();
                let ready = rows().filter(|row| row.state == State::Ready).count();
                let open = rows().filter(|row| row.state == State::Contested).count();
                line.push(
                    Role::Dim,
                    format!(
                        "   {agreed} of {} agreed · {ready} ready · {open} contested",
                        rows().count()
                    ),
                );
            }
        }
        line
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
        paint::line(buffer, body, 0, &self.head(), theme);
        let (table, told) = Board::split(body);
        if self.answer.is_none() {
            let line = Line::of(Role::Dim, " reading …");
            paint::line(buffer, table, 1, &line, theme);
            return;
        }
        if self.grid {
            self.draw_matrix(buffer, body, theme);
            return;
        }
        if self.votes {
            self.draw_votes(buffer, body, theme);
            return;
        }
        if self.alone && self.selected().is_some() {
            let below = Rect {
                y: body.y + 1,
                height: body.height.saturating_sub(1),
                ..body
            };
            self.draw_told(buffer, below, zone, theme);
            return;
        }
        self.draw_table(buffer, table, body, (zone, sought), theme);
        if let Some(told) = told {
            self.draw_told(buffer, told, zone, theme);
        }
    }

    fn draw_table(
        &self,
        buffer: &mut Buffer,
        table: Rect,
        body: Rect,
        (zone, sought): (Option<&Zone>, &str),
        theme: Theme,
    ) {
        let inside = Rect {
            x: table.x + 1,
            width: table.width.saturating_sub(2),
            ..table
        };
        let wide = usize::from(inside.width);
        let columns = Columns::of(self, wide);
        paint::line(buffer, inside, 0, &columns.heads(), theme);
        if self.listed.is_empty() {
            let words = "nothing is on the table: c shows every paragraph";
            paint::line(buffer, inside, 2, &Line::of(Role::Dim, words), theme);
            return;
        }
        let sights = self.reach(body, |reach| self.flow.sights(reach));
        for sight in &sights {
            let Some(row) = self.row(sight.item) else {
                continue;
            };
            let mut at = table.y + 1 + u16::try_from(sight.row).unwrap_or(0);
            if self.begins(sight.item) && sight.skip == 0 {
                let state = format!("{} {}", state_sign(row.state), state_words(row.state));
                let strip = Rect {
                    y: at,
                    height: 1,
                    ..inside
                };
                paint::line(
                    buffer,
                    strip,
                    0,
                    &Line::of(Role::State(row.state), state),
                    theme,
                );
                at += 1;
                if sight.lines < 2 {
                    continue;
                }
            }
            let strip = Rect {
                y: at,
                height: 1,
                ..table
            };
            if sight.item == self.flow.cursor {
                let ground = Rect {
                    width: strip.width.saturating_sub(1),
                    ..strip
                };
                paint::ground(buffer, ground, theme);
                paint::line(buffer, strip, 0, &Line::of(Role::Key, "▌"), theme);
            }
            let place = Rect {
                x: inside.x,
                width: inside.width,
                ..strip
            };
            let since = row.since.zip(self.now);
            let since = since.map(|(since, now)| view::short_moment(since, now, zone));
            let line = columns.row(row, since.unwrap_or_default());
            paint::line(buffer, place, 0, &super::text::found(&line, sought), theme);
        }
        let below = Rect {
            y: table.y + 1,
            height: table.height.saturating_sub(1),
            ..table
        };
        let total = self.listed.len();
        paint::thumb(buffer, below, self.flow.top, sights.len(), total, theme);
    }

    fn draw_told(&self, buffer: &mut Buffer, area: Rect, zone: Option<&Zone>, theme: Theme) {
        let Some(row) = self.selected() else {
            return;
        };
        let name = match self.is_of_several() {
            false => row.name.clone(),
            true => format!("{} {}", row.document, row.name),
        };
        paint::head(buffer, area, &name, false, theme);
        let inner = Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(3),
            height: area.height.saturating_sub(1),
        };
        let out: Vec<Line> = self
            .told(usize::from(inner.width), zone)
            .into_iter()
            .map(|line| theme.marked(line))
            .collect();
        let rows = usize::from(inner.height);
        let skip = self.skip.min(out.len().saturating_sub(rows));
        paint::lines(buffer, inner, out.get(skip..).unwrap_or_default(), theme);
        paint::thumb(buffer, area, skip, rows, out.len(), theme);
    }

    /// Whether more is to be told of the paragraph that is selected than there is room for below the table.
    pub(in super::super) fn has_more(&self, body: Rect) -> bool {
        let (_, told) = Board::split(body);
        let rows = told.map_or(0, |told| usize::from(told.height.saturating_sub(1)));
        let columns = usize::from(body.width.saturating_sub(3));
        !self.alone && self.told(columns, None).len() > rows
    }

    /// What there is to tell of the paragraph that is selected, its name left out.
    fn told(&self, columns: usize, zone: Option<&Zone>) -> Vec<Line> {
        let Some(row) = self.selected() else {
            return Vec::new();
        };
        let mut told = view::board_row(row, zone);
        if let Some(board) = &self.answer {
            let here = (row.document.clone(), row.name.clone());
            let packages = board.packages.iter();
            let bound = packages.filter(|one| one.paragraphs.contains(&here));
            section(
                &mut told,
                "Only together",
                bound.flat_map(view::package).collect(),
            );
        }
        told.into_iter()
            // The name stands in the head.
            .skip(1)
            .flat_map(|line| wrap(&line, columns))
            .collect()
    }

    /// What was moved, voted on and adopted, in lines.
    fn decided(&self, body: Rect) -> Vec<Line> {
        let columns = usize::from(body.width.saturating_sub(3));
        let Some(board) = &self.answer else {
            return Vec::new();
        };
        let lines = view::votes(&board.votes, columns);
        lines.iter().flat_map(|line| wrap(line, columns)).collect()
    }

    fn draw_votes(&self, buffer: &mut Buffer, body: Rect, theme: Theme) {
        let inside = Rect {
            x: body.x + 1,
            y: body.y + 2,
            width: body.width.saturating_sub(3),
            height: body.height.saturating_sub(2),
        };
        let lines = self.decided(body);
        let rows = usize::from(inside.height);
        let skip = self.skip.min(lines.len().saturating_sub(rows));
        paint::lines(buffer, inside, lines.get(skip..).unwrap_or_default(), theme);
        let below = Rect {
            y: inside.y,
            height: inside.height,
            ..body
        };
        paint::thumb(buffer, below, skip, rows, lines.len(), theme);
    }

    /// What the signs of the matrix mean, in lines.
    fn legend(body: Rect) -> Vec<Line> {
        wrap(
            &view::matrix_legend(),
            usize::from(body.width.saturating_sub(3)),
        )
    }

    fn draw_matrix(&self, buffer: &mut Buffer, body: Rect, theme: Theme) {
        let inside = Rect {
            x: body.x + 1,
            y: body.y + 1,
            width: body.width.saturating_sub(2),
            height: body.height.saturating_sub(1),
        };
        let Some(matrix) = self.matrix.as_ref().filter(|one| !one.rows.is_empty()) else {
            let words = match self.matrix {
                Some(_) => "nobody has taken a position on what is open",
                None => "reading …",
            };
            let line = Line::of(Role::Dim, words);
            paint::line(buffer, inside, 1, &line, theme);
            return;
        };
        let (top, left) = self.corner;
        let columns = usize::from(inside.width);
        let legend = Board::legend(body);
        paint::lines(buffer, inside, &legend, theme);
        let more = legend.len().saturating_sub(1);
        let below = u16::try_from(more).unwrap_or(0).min(inside.height);
        let inside = Rect {
            y: inside.y + below,
            height: inside.height - below,
            ..inside
        };
        let names = &matrix.paragraphs;
        if self.is_of_several() {
            let line = view::matrix_documents(names, left, columns);
            paint::line(buffer, inside, 1, &line, theme);
        }
        let heads = view::matrix_heads(names, left, columns);
        paint::line(buffer, inside, 2, &heads, theme);
        let rows = usize::from(inside.height.saturating_sub(3));
        for (n, row) in matrix.rows.iter().skip(top).take(rows).enumerate() {
            let line = view::matrix_row(row, names, left, columns);
            paint::line(buffer, inside, 3 + n, &line, theme);
        }
        let below = Rect {
            y: inside.y + 3,
            height: inside.height.saturating_sub(3),
            ..body
        };
        paint::thumb(buffer, below, top, rows, matrix.rows.len(), theme);
    }
}

/// How broad the columns are; those from the right go first.
struct Columns {
    name: usize,
    blocks: usize,
    closes: usize,
    since: usize,
    /// Whether the documents are named.
    named: bool,
}

impl Columns {
    fn of(board: &Board, wide: usize) -> Columns {
        let named = board.is_of_several();
        let rows = || (0..board.listed.len()).filter_map(|at| board.row(at));
        let broadest = |of: &dyn Fn(&BoardRow) -> usize| rows().map(of).max().unwrap_or(0);
        let name = broadest(&|row| {
            let document = if named { width(&row.document) + 1 } else { 0 };
            document + width(&row.name)
        });
        let name = name.clamp(3, 18) + 2;
        let since = if wide >= WIDE { 12 } else { 0 };
        let left = wide.saturating_sub(name + since);
        if wide < BROAD {
            return Columns {
                name,
                blocks: left,
                closes: 0,
                since,
                named,
            };
        }
        let blocks = broadest(&|row| view::blocks(row).width()).max(6) + 2;
        let blocks = blocks.min(left * 9 / 20);
        Columns {
            name,
            blocks,
            closes: left - blocks,
            since,
            named,
        }
    }

    fn heads(&self) -> Line {
        let mut text = paint::cell("¶", self.name);
        text.push_str(&paint::cell("blocks", self.blocks));
        if self.closes > 0 {
            text.push_str(&paint::cell("would close it", self.closes));
        }
        if self.since > 0 {
            text.push_str("since");
        }
        Line::of(Role::Dim, text)
    }

    fn row(&self, row: &BoardRow, since: String) -> Line {
        let name = match self.named {
            true => format!("{} {}", row.document, row.name),
            false => row.name.clone(),
        };
        let mut line = Line::of(Role::Label, paint::named(&name, self.name));
        let blocks = view::blocks(row).cut_by_word(self.blocks.saturating_sub(1));
        let pad = self.blocks.saturating_sub(blocks.width());
        line = line.and(blocks).with(Role::Plain, " ".repeat(pad));
        if self.closes > 0 {
            let told = match (row.findings.first(), row.closes.is_empty()) {
                (Some(finding), true) => finding,
                _ => &row.closes,
            };
            let role = match row.state {
                State::Ready => Role::Good,
                _ => Role::Plain,
            };
            let warned = match row.findings.is_empty() {
                true => Line::new(),
                false => Line::of(Role::Warn, "! "),
            };
            let told = warned.with(role, told);
            let told = told.cut_by_word(self.closes.saturating_sub(1));
            let pad = self.closes.saturating_sub(told.width());
            line = line.and(told).with(Role::Plain, " ".repeat(pad));
        }
        if self.since > 0 {
            line.push(Role::Dim, since);
        }
        line
    }
}

/// How many rows are left out above after a motion; its end is cut by whoever knows how many there are.
fn paged(skip: usize, motion: Motion, page: usize) -> usize {
    match motion {
        Motion::Down | Motion::Right => skip + 1,
        Motion::Up | Motion::Left => skip.saturating_sub(1),
        Motion::PageDown => skip + page,
        Motion::PageUp => skip.saturating_sub(page),
        Motion::Home => 0,
        Motion::End => usize::MAX,
    }
}
