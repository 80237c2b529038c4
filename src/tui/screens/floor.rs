//! Floor: was it caught what was just said, and in whose name? The text of one paragraph, word by word.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;
use std::time::Instant;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::paint;
use super::super::theme::Theme;
use super::text::Text;
use crate::record::Heard;
use crate::text::{Document, SegmentRole, TokenKind, tokens};
use crate::tui::card::Card;
use crate::tui::intent::{FloorKey, Motion};
use crate::view::{Line, Role, wrap};

/// What is known on the floor.
#[derive(Debug)]
pub(in super::super) struct Floor {
    /// Which word is selected.
    pub(in super::super) cursor: usize,
    /// Where the selection began, if it is of several words.
    pub(in super::super) mark: Option<usize>,
    /// Who speaks.
    pub(in super::super) who: Option<String>,
    /// Since when.
    pub(in super::super) since: Option<Instant>,
    /// The same by the machine's clock, in seconds since 1970: it outlasts the program.
    pub(in super::super) began: Option<u64>,
    /// How many seconds more the speaker was given.
    pub(in super::super) more: u32,
    /// Who speaks next.
    pub(in super::super) queue: VecDeque<String>,
    /// Where.
    pub(in super::super) heard: Heard,
    /// What is to be done once it is known who speaks.
    pub(in super::super) pending: Option<FloorKey>,
    /// The paragraph that cursor and mark are of.
    of: Option<(String, usize)>,
}

impl Default for Floor {
    fn default() -> Floor {
        Floor {
            cursor: 0,
            mark: None,
            who: None,
            since: None,
            began: None,
            more: 0,
            queue: VecDeque::new(),
            heard: Heard::Plenary,
            pending: None,
            of: None,
        }
    }
}

/// A piece of the paragraph: a word, or what stands between words.
struct Piece {
    /// Bytes in the body.
    span: Range<usize>,
    role: Role,
    /// Whether it is a word that can be pointed at.
    word: bool,
}

/// The paragraph that is looked at.
pub(in super::super) struct Sheet {
    /// The text.
    pub(in super::super) text: Arc<Document>,
    /// The paragraph's ordinal.
    pub(in super::super) index: usize,
    pieces: Vec<Piece>,
}

/// The pieces of a paragraph's body, brackets and owners told apart.
fn pieces(document: &Document, index: usize) -> Option<Vec<Piece>> {
    let start = document.paragraphs().get(index)?.body.start;
    let mut owners: Vec<&str> = Vec::new();
    let mut pieces = Vec::new();
    for segment in document.segments(index) {
        let alternative = segment
            .bracket
            .and_then(|bracket| document.brackets().get(bracket))
            .and_then(|bracket| bracket.alternatives.get(segment.alternative.unwrap_or(0)));
        let owner = alternative.and_then(|one| one.parties.first());
        let number = owner.map(|owner| {
            let known = owners.iter().position(|one| one == owner);
            known.unwrap_or_else(|| {
                owners.push(owner);
                owners.len() - 1
            })
        });
        let number = number.map(|number| u8::try_from(number).unwrap_or(u8::MAX));
        let role = match (segment.role, number, segment.depth) {
            (SegmentRole::Sign | SegmentRole::Separator, ..) => Role::Bracket,
            (SegmentRole::Attribution, number, _) => Role::Owner(number.unwrap_or(0)),
            (SegmentRole::Words, Some(number), _) => Role::Alternative(number),
            (SegmentRole::Words, None, 0) => Role::Plain,
            (SegmentRole::Words, None, _) => Role::Contested,
        };
        let source = document.source().get(segment.span.clone())?;
        let mut at = segment.span.start - start;
        for token in tokens(source) {
            let span = at..at + token.text.len();
            at = span.end;
            pieces.push(Piece {
                span,
                role,
                word: segment.role == SegmentRole::Words && token.kind == TokenKind::Word,
            });
        }
    }
    Some(pieces)
}

/// A paragraph's words in a line, brackets and owners told apart; without names, whose they are is left out.
pub(in super::super) fn words_of(document: &Document, index: usize, names: bool) -> Line {
    let body = document.paragraphs().get(index);
    let body = body.and_then(|one| document.source().get(one.body.clone()));
    let mut line = Line::new();
    let mut behind_stroke = false;
    for piece in pieces(document, index).unwrap_or_default() {
        let text = body
            .and_then(|body| body.get(piece.span))
            .unwrap_or_default();
        if names || !matches!(piece.role, Role::Owner(_)) {
            line.push(piece.role, text.replace(['\r', '\n'], " "));
            behind_stroke = text.ends_with('/');
        } else if std::mem::take(&mut behind_stroke) {
            // The space before a name that is left out.
            line.push(Role::Bracket, " ");
        }
    }
    line
}

impl Sheet {
    /// The paragraph on which the text screen's cursor stands.
    pub(in super::super) fn of(text: &Text) -> Option<Sheet> {
        let document = text.text.clone()?;
        let index = text.flow.cursor;
        Some(Sheet {
            pieces: pieces(&document, index)?,
            text: document,
            index,
        })
    }

    fn body(&self) -> &str {
        let paragraph = self.text.paragraphs().get(self.index);
        let body = paragraph.and_then(|one| self.text.source().get(one.body.clone()));
        body.unwrap_or_default()
    }

    /// The words in order, as bytes of the body.
    fn words(&self) -> impl Iterator<Item = &Range<usize>> {
        let words = self.pieces.iter().filter(|piece| piece.word);
        words.map(|piece| &piece.span)
    }

    /// The contested bracket round some bytes of the body, counted from 1 among those that open in the paragraph.
    pub(in super::super) fn bracket(&self, span: &Range<usize>) -> Option<usize> {
        let start = self.text.paragraphs().get(self.index)?.body.start;
        let here = start + span.start..start + span.end;
        let all = self.text.contested(self.index).enumerate();
        let round = all.filter(|(_, one)| one.span.start < here.start && here.end < one.span.end);
        round.last().map(|(n, _)| n + 1)
    }

    /// The lines in which it is shown, and for each word the line and the place among the line's words.
    fn lines(&self, floor: &Floor, columns: usize) -> (Vec<Line>, Vec<(usize, usize)>) {
        let chosen = floor.selection(self);
        let body = self.body();
        let mut whole = Line::new();
        for piece in &self.pieces {
            let text = body.get(piece.span.clone()).unwrap_or_default();
            let inside = chosen.as_ref().is_some_and(|chosen| {
                chosen.start <= piece.span.start && piece.span.end <= chosen.end
            });
            let role = if inside { Role::Selected } else { piece.role };
            whole.push(role, text.replace(['\r', '\n'], " "));
        }
        let lines = wrap(&whole, columns);
        // Where words came to stand: they are met in their order.
        let mut places = Vec::new();
        let mut words = self
            .words()
            .map(|span| body.get(span.clone()).unwrap_or_default());
        let mut next = words.next();
        for (row, line) in lines.iter().enumerate() {
            let text = line.text();
            let mut from = 0;
            let mut nth = 0;
            while let Some(word) = next {
                let Some(at) = text.get(from..).and_then(|rest| rest.find(word)) else {
                    break;
                };
                places.push((row, nth));
                from += at + word.len();
                nth += 1;
                next = words.next();
            }
        }
        (lines, places)
    }
}

impl Floor {
    /// The bytes of the body that are selected.
    pub(in super::super) fn selection(&self, sheet: &Sheet) -> Option<Range<usize>> {
        let mark = self.mark.unwrap_or(self.cursor);
        let (first, last) = (mark.min(self.cursor), mark.max(self.cursor));
        let first = sheet.words().nth(first)?;
        let last = sheet.words().nth(last)?;
        Some(first.start..last.end)
    }

    /// Begins anew where another paragraph is looked at.
    pub(in super::super) fn settle(&mut self, text: &Text) {
        let here = text
            .document
            .clone()
            .map(|document| (document, text.flow.cursor));
        if here != self.of {
            self.of = here;
            self.cursor = 0;
            self.mark = None;
        }
        if let Some(sheet) = Sheet::of(text) {
            let last = sheet.words().count().saturating_sub(1);
            self.cursor = self.cursor.min(last);
            self.mark = self.mark.map(|mark| mark.min(last));
        }
    }

    /// Moves by words and lines.
    pub(in super::super) fn step(&mut self, motion: Motion, body: Rect, text: &Text) {
        let Some(sheet) = Sheet::of(text) else { return };
        let last = sheet.words().count().saturating_sub(1);
        let line = |down: bool| -> Option<usize> {
            let (_, places) = sheet.lines(self, columns(body));
            let (row, nth) = *places.get(self.cursor)?;
            let row = row.checked_add_signed(if down { 1 } else { -1 })?;
            places.iter().rposition(|&(at, n)| at == row && n <= nth)
        };
        self.cursor = match motion {
            Motion::Left => self.cursor.saturating_sub(1),
            Motion::Right => (self.cursor + 1).min(last),
            Motion::Up => line(false).unwrap_or(0),
            Motion::Down => line(true).unwrap_or(last),
            Motion::Home | Motion::PageUp => 0,
            Motion::End | Motion::PageDown => last,
        };
    }

    /// The next word, or the one before, at which what is sought begins.
    pub(in super::super) fn find(
        &mut self,
        sought: &str,
        forward: bool,
        here: bool,
        text: &Text,
    ) -> Option<usize> {
        let sheet = Sheet::of(text)?;
        let body = sheet.body().to_lowercase();
        let sought = sought.to_lowercase();
        // Lower case may have other lengths: then what is sought is looked for as it is written.
        let body = if body.len() == sheet.body().len() {
            body
        } else {
            sheet.body().to_owned()
        };
        let fits: Vec<usize> = sheet
            .words()
            .enumerate()
            .filter(|(_, span)| {
                let rest = body.get(span.start..);
                rest.is_some_and(|rest| rest.starts_with(&sought))
            })
            .map(|(n, _)| n)
            .collect();
        let found = match (forward, here) {
            (true, true) => fits.iter().find(|n| **n >= self.cursor).or(fits.first()),
            (true, false) => fits.iter().find(|n| **n > self.cursor).or(fits.first()),
            (false, _) => fits.iter().rfind(|n| **n < self.cursor).or(fits.last()),
        };
        self.cursor = *found?;
        Some(self.cursor)
    }

    /// The word at a place of the screen.
    pub(in super::super) fn at(&self, x: u16, y: u16, body: Rect, text: &Text) -> Option<usize> {
        let sheet = Sheet::of(text)?;
        let columns = columns(body);
        let (lines, places) = sheet.lines(self, columns);
        let (area, gap, skip) = self.place(body, &lines, &places);
        let row = usize::from(y.checked_sub(area.y)?) / gap + skip;
        let line = lines.get(row)?;
        let column = usize::from(x.checked_sub(area.x)?);
        let text = line.text();
        let mut from = 0;
        let here = places
            .iter()
            .enumerate()
            .filter(|(_, place)| place.0 == row);
        let mut found = None;
        for (n, _) in here {
            let word = sheet.words().nth(n).cloned()?;
            let word = sheet.body().get(word)?;
            let at = from + text.get(from..)?.find(word)?;
            if crate::view::width(text.get(..at)?) <= column {
                found = Some(n);
            }
            from = at + word.len();
        }
        found
    }

    /// Where the words stand: the area, how many rows a line takes, how many lines are hidden above.
    fn place(&self, body: Rect, lines: &[Line], places: &[(usize, usize)]) -> (Rect, usize, usize) {
        let area = Rect {
            x: body.x + 2,
            y: body.y + 2,
            width: u16::try_from(columns(body)).unwrap_or(0),
            height: body.height.saturating_sub(6),
        };
        let rows = usize::from(area.height).max(1);
        // Large: a row between the lines, where there is room.
        let gap = if lines.len() * 2 <= rows { 2 } else { 1 };
        let shown = rows / gap;
        let row = places.get(self.cursor).map_or(0, |place| place.0);
        let skip = (row + 1)
            .saturating_sub(shown)
            .min(lines.len().saturating_sub(1));
        (area, gap, skip)
    }

    /// Draws the paragraph, who speaks, and who is next.
    pub(in super::super) fn draw(
        &self,
        buffer: &mut Buffer,
        body: Rect,
        text: &Text,
        card: &Card,
        theme: Theme,
    ) {
        let Some(sheet) = Sheet::of(text) else {
            let line = Line::of(Role::Dim, "no paragraph is open: . lists the documents");
            paint::line(buffer, body, 1, &line, theme);
            return;
        };
        let document = text.document.as_deref().unwrap_or_default();
        let mut head = Line::of(Role::Title, format!("{document} "));
        head.push(Role::Label, sheet.text.name(sheet.index));
        if let Some(row) = text.row() {
            let state = row.standing.state;
            head.push(Role::Dim, "  ");
            head.push(Role::State(state), crate::ops::state_name(state));
        }
        let inner = Rect {
            x: body.x + 2,
            width: body.width.saturating_sub(4),
            ..body
        };
        paint::line(buffer, inner, 0, &head, theme);
        let (lines, places) = sheet.lines(self, columns(body));
        let (area, gap, skip) = self.place(body, &lines, &places);
        for (n, line) in lines.iter().skip(skip).enumerate() {
            if n * gap >= usize::from(area.height) {
                break;
            }
            paint::line(buffer, area, n * gap, line, theme);
        }
        let foot = usize::from(body.height.saturating_sub(3));
        paint::line(buffer, inner, foot, &self.speaking(card), theme);
        paint::line(buffer, inner, foot + 1, &self.next(), theme);
    }

    /// Who speaks, how long, and where it is heard.
    fn speaking(&self, card: &Card) -> Line {
        let mut line = match &self.who {
            None => Line::of(Role::Dim, "Nobody speaks: w says who"),
            Some(who) => {
                let mut line = Line::of(Role::Dim, "Speaking ").with(Role::Strong, who);
                if let Some(since) = self.since {
                    let seconds = since.elapsed().as_secs();
                    let clock = format!(" {}:{:02}", seconds / 60, seconds % 60);
                    let most = card
                        .speaking_minutes
                        .map(|minutes| u64::from(minutes) * 60 + u64::from(self.more));
                    match most {
                        Some(most) if seconds >= most => {
                            line.push(Role::Bad, format!("{clock} over time"));
                        }
                        Some(most) if seconds + 30 >= most => line.push(Role::Warn, clock),
                        _ => line.push(Role::Plain, clock),
                    }
                }
                line
            }
        };
        line.push(Role::Dim, format!(" · {}", occasion(self.heard)));
        line
    }

    /// Who is next.
    fn next(&self) -> Line {
        if self.queue.is_empty() {
            return Line::of(Role::Dim, "The queue is empty: S puts somebody in");
        }
        let all: Vec<&str> = self.queue.iter().map(String::as_str).collect();
        Line::of(Role::Dim, "Next ").with(Role::Plain, all.join(", "))
    }
}

/// An occasion in words.
pub(in super::super) fn occasion(heard: Heard) -> &'static str {
    match heard {
        Heard::Plenary => "heard in plenary",
        Heard::Informals => "heard in informals",
        Heard::SmallGroup => "heard in the small group",
        Heard::InWriting => "received in writing",
    }
}

/// How wide the words run: what the eye follows easily.
fn columns(body: Rect) -> usize {
    usize::from(body.width.saturating_sub(4)).clamp(1, 88)
}
