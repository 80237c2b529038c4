//! Paragraph: how did it come to this? Words, alternatives side by side, positions, proposals, acts.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::flow::{Flow, Reach};
use super::super::paint;
use super::super::theme::Theme;
use super::proposals::{act_line, card_lines};
use super::text::standing;
use crate::consensus::Refusal;
use crate::moment::Zone;
use crate::ops::{Dossier, Traced};
use crate::text::Document;
use crate::tui::intent::Motion;
use crate::view::{self, Form, Line, Owners, Role, wrap};

/// Lines that were wrapped, by columns, whether there are colours, and whether the zone is known.
type Wrapped = HashMap<(usize, bool, bool), Rc<Vec<Line>>>;

/// The screen's state.
#[derive(Debug, Default)]
pub(in super::super) struct Paragraph {
    /// Which paragraph of which document.
    pub(in super::super) of: Option<(String, usize)>,
    /// What was answered.
    pub(in super::super) answer: Option<Arc<Dossier>>,
    /// The document's text, for the words with their owners.
    pub(in super::super) text: Option<Arc<Document>>,
    /// Every version that changed it, or why that cannot be told; `None` as long as it is looked for.
    life: Option<Result<Arc<Traced>, Refusal>>,
    /// The lines of that: a life may be long.
    life_lines: RefCell<Wrapped>,
    /// Whether it is older than the meeting.
    pub(in super::super) stale: bool,
    /// The left column, and the right one.
    flows: [Flow; 2],
    /// Which column has the focus.
    focus: usize,
}

impl Paragraph {
    /// Opens a paragraph; says whether it must be asked for.
    pub(in super::super) fn open(&mut self, document: &str, index: usize) -> bool {
        let of = Some((document.to_owned(), index));
        if self.of == of && self.answer.is_some() && !self.stale {
            return false;
        }
        if self.of != of {
            self.flows = [Flow::default(); 2];
            self.answer = None;
            self.life = None;
            self.life_lines.borrow_mut().clear();
        }
        self.of = of;
        true
    }

    /// Takes an answer.
    pub(in super::super) fn take(&mut self, answer: Arc<Dossier>) {
        let fits = self.of.as_ref().is_some_and(|(document, index)| {
            *document == answer.document && *index == answer.row.index
        });
        if fits {
            self.answer = Some(answer);
            self.stale = false;
        }
    }

    /// Takes its life.
    pub(in super::super) fn take_life(
        &mut self,
        document: &str,
        index: usize,
        life: Result<Arc<Traced>, Refusal>,
    ) {
        let of = self.of.as_ref();
        if of.is_some_and(|(known, at)| known == document && *at == index) {
            self.life = Some(life);
            self.life_lines.borrow_mut().clear();
        }
    }

    /// Whether its life must be asked for.
    pub(in super::super) fn lacks_life(&self) -> bool {
        self.life.is_none() || self.stale
    }

    /// How it came to this, newest first.
    fn life(&self, columns: usize, zone: Option<&Zone>, theme: Theme) -> Rc<Vec<Line>> {
        let key = (columns, theme.coloured(), zone.is_some());
        if let Some(lines) = self.life_lines.borrow().get(&key) {
            return lines.clone();
        }
        let lines = match &self.life {
            None => vec![Line::of(Role::Dim, "reading …")],
            Some(Err(refusal)) => vec![Line::of(Role::Dim, &refusal.what)],
            Some(Ok(traced)) => view::life_lines(traced, zone),
        };
        let wrapped = lines
            .into_iter()
            .flat_map(|line| wrap(&theme.marked(line), columns));
        let wrapped = Rc::new(wrapped.collect::<Vec<Line>>());
        self.life_lines.borrow_mut().insert(key, wrapped.clone());
        wrapped
    }

    fn columns(body: Rect) -> Vec<Rect> {
        let below = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(1),
            ..body
        };
        if body.width >= 100 {
            let left = body.width / 2;
            return vec![
                Rect {
                    width: left,
                    ..below
                },
                Rect {
                    x: below.x + left,
                    width: below.width - left,
                    ..below
                },
            ];
        }
        vec![below]
    }

    /// The lines of each column, and which of them begin a section.
    fn content(
        &self,
        body: Rect,
        zone: Option<&Zone>,
        theme: Theme,
    ) -> Vec<(Vec<Line>, Vec<usize>)> {
        let columns = Paragraph::columns(body);
        let Some(dossier) = &self.answer else {
            return columns.iter().map(|_| (Vec::new(), Vec::new())).collect();
        };
        let width = |column: usize| {
            columns.get(column).map_or(40, |area| {
                usize::from(area.width).saturating_sub(4).min(100)
            })
        };
        let last = columns.len() - 1;
        let mut out: Vec<(Vec<Line>, Vec<usize>)> =
            columns.iter().map(|_| (Vec::new(), Vec::new())).collect();
        let mut section = |column: usize, title: &str, lines: Vec<Line>| {
            if lines.is_empty() {
                return;
            }
            if let Some((all, starts)) = out.get_mut(column) {
                if !all.is_empty() {
                    all.push(Line::new());
                }
                starts.push(all.len());
                all.push(Line::of(Role::Heading, title));
                for line in lines {
                    all.extend(wrap(&line, width(column)));
                }
            }
        };
        let words = match &self.text {
            Some(text) => view::paragraph(text, &Owners::of(text), dossier.row.index, Form::Room),
            None => view::words(Role::Plain, &dossier.text),
        };
        section(0, "The words", vec![words]);
        section(0, "How it reads", readings(&dossier.readings));
        let life = self.life(width(0), zone, theme).to_vec();
        let versions = match &self.life {
            Some(Ok(traced)) if traced.versions.len() > 1 => {
                format!("How it came to this: {} versions", traced.versions.len())
            }
            _ => "How it came to this".to_owned(),
        };
        section(0, &versions, life);
        let mut stands = vec![standing(&dossier.row)];
        stands.extend(view::reasons(&dossier.row));
        section(last, "Where it stands", stands);
        let sources = dossier.sources.as_ref().map(view::sources);
        section(last, "Where it comes from", sources.unwrap_or_default());
        section(last, "Positions", view::positions_on(&dossier.row, zone));
        let states = dossier.states.as_ref().map(view::states);
        section(last, "How the States stand", states.unwrap_or_default());
        for card in &dossier.proposals {
            section(last, "Proposal", card_lines(card, zone, theme));
        }
        section(
            last,
            "What happened here",
            dossier.acts.iter().map(|act| act_line(act, zone)).collect(),
        );
        out
    }

    fn focused(&self, columns: usize) -> usize {
        self.focus.min(columns.saturating_sub(1))
    }

    /// Moves in the column that has the focus.
    pub(in super::super) fn step(&mut self, motion: Motion, body: Rect, theme: Theme) {
        match motion {
            Motion::Left => return self.focus = 0,
            Motion::Right => return self.focus = 1,
            _ => {}
        }
        let by = match motion {
            Motion::Up => -1,
            Motion::Down => 1,
            Motion::PageUp => -i32::from(body.height.saturating_sub(3)),
            Motion::PageDown => i32::from(body.height.saturating_sub(3)),
            Motion::Home => i32::MIN / 2,
            _ => i32::MAX / 2,
        };
        let column = self.focused(Paragraph::columns(body).len());
        self.roll(column, by, body, theme);
    }

    fn roll(&mut self, column: usize, by: i32, body: Rect, theme: Theme) {
        let content = self.content(body, None, theme);
        let len = content.get(column).map_or(0, |(lines, _)| lines.len());
        let rows = usize::from(body.height.saturating_sub(1));
        if let Some(flow) = self.flows.get_mut(column) {
            flow.scroll(
                by.clamp(-1_000_000, 1_000_000),
                &Reach {
                    len,
                    rows,
                    height: &|_| 1,
                },
            );
        }
    }

    /// Scrolls the column under the mouse.
    pub(in super::super) fn scroll(&mut self, by: i32, x: u16, body: Rect, theme: Theme) {
        let columns = Paragraph::columns(body);
        let column = columns
            .iter()
            .position(|area| (area.x..area.right()).contains(&x))
            .unwrap_or(0);
        self.focus = column;
        self.roll(column, by, body, theme);
    }

    /// Moves to the next section, or to the one before.
    pub(in super::super) fn section(&mut self, by: isize, body: Rect, theme: Theme) {
        let content = self.content(body, None, theme);
        let rows = usize::from(body.height.saturating_sub(1));
        let column = self.focused(content.len());
        let Some((lines, starts)) = content.get(column) else {
            return;
        };
        let top = self.flows.get(column).map_or(0, |flow| flow.top);
        let most = lines.len().saturating_sub(rows);
        let target = if by > 0 {
            starts.iter().copied().find(|start| *start > top)
        } else {
            starts.iter().rev().copied().find(|start| *start < top)
        };
        match target {
            Some(start) if start.min(most) != top => {
                if let Some(flow) = self.flows.get_mut(column) {
                    flow.top = start.min(most);
                    flow.cursor = flow.top;
                }
            }
            _ if content.len() > 1 => self.focus = 1 - column,
            _ => {
                if let Some(flow) = self.flows.get_mut(column) {
                    *flow = Flow::default();
                }
            }
        }
    }

    /// Whether there is another section to move to: a second column, or lines out of sight.
    pub(in super::super) fn has_more(&self, body: Rect, theme: Theme) -> bool {
        let content = self.content(body, None, theme);
        let rows = usize::from(body.height.saturating_sub(1));
        content.len() > 1 || content.iter().any(|(lines, _)| lines.len() > rows)
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
        let Some(dossier) = &self.answer else {
            let words = if self.of.is_some() {
                " reading …"
            } else {
                " no paragraph is selected: ⏎ on one in Text opens it here"
            };
            paint::line(buffer, body, 1, &Line::of(Role::Dim, words), theme);
            return;
        };
        let head = Line::of(Role::Title, format!(" {}", dossier.document))
            .with(Role::Label, format!("  {}", dossier.row.name));
        paint::line(buffer, body, 0, &head, theme);
        let areas = Paragraph::columns(body);
        let content = self.content(body, zone, theme);
        let focus = self.focused(areas.len());
        for (n, (area, (lines, _))) in areas.iter().zip(&content).enumerate() {
            if n > 0 {
                paint::rule(buffer, *area, theme);
            }
            let inner = Rect {
                x: area.x + 2,
                width: area.width.saturating_sub(3),
                ..*area
            };
            let rows = usize::from(inner.height);
            let top = self
                .flows
                .get(n)
                .map_or(0, |flow| flow.top)
                .min(lines.len().saturating_sub(rows));
            for (row, line) in lines.iter().skip(top).take(rows).enumerate() {
                paint::line(buffer, inner, row, &super::text::found(line, sought), theme);
            }
            if areas.len() > 1 && n == focus {
                let strip = Rect {
                    width: 1,
                    height: 1,
                    ..*area
                };
                paint::line(buffer, strip, 0, &Line::of(Role::Key, "▌"), theme);
            }
            paint::thumb(buffer, *area, top, rows, lines.len(), theme);
        }
    }
}

/// How a paragraph reads, those to whom it reads alike together.
fn readings(readings: &[(String, String)]) -> Vec<Line> {
    let mut alike: Vec<(Vec<&str>, &str)> = Vec::new();
    for (who, words) in readings {
        let who = if who == "base" { "the base" } else { who };
        match alike.iter_mut().find(|(_, read)| read == words) {
            Some((names, _)) => names.push(who),
            None => alike.push((vec![who], words)),
        }
    }
    alike
        .into_iter()
        .flat_map(|(names, words)| {
            let read = if words.is_empty() {
                Line::of(Role::Dim, "– nothing –")
            } else {
                view::words(Role::Plain, words)
            };
            [Line::of(Role::Strong, names.join(", ")), read.hanging(0)]
        })
        .collect()
}
