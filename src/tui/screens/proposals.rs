//! Proposals: which are untreated, which collide, what became of each, what would the text become?

use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::flow::{Flow, Reach};
use super::super::paint;
use super::super::theme::{Theme, status_sign};
use crate::consensus::Status;
use crate::moment::Zone;
use crate::ops::{LogRow, ProposalCard, ProposalFilter, ProposalRow, is_open, status_name};
use crate::record::Slug;
use crate::tui::intent::Motion;
use crate::view::{self, Line, Role, section, width, wrap};

/// The screen's state.
#[derive(Debug, Default)]
pub(in super::super) struct Proposals {
    /// What is let through.
    pub(in super::super) filter: ProposalFilter,
    /// What was answered.
    pub(in super::super) answer: Option<Arc<Vec<ProposalRow>>>,
    /// The one that is selected, in full.
    pub(in super::super) card: Option<Arc<ProposalCard>>,
    /// Whether the answers are older than the meeting.
    pub(in super::super) stale: bool,
    /// Where one is.
    pub(in super::super) flow: Flow,
    /// Whether the card is shown alone, where it does not fit beside the list.
    pub(in super::super) alone: bool,
    /// How many of the card's lines are hidden above.
    pub(in super::super) skip: usize,
    /// The one to select once the list has come.
    pub(in super::super) wanted: Option<String>,
    /// How many stand in each status.
    counts: BTreeMap<Status, usize>,
    late: usize,
    columns: Columns,
}

impl Proposals {
    /// Takes the list; what is selected stays selected.
    pub(in super::super) fn take(&mut self, filter: &ProposalFilter, rows: Arc<Vec<ProposalRow>>) {
        if *filter != self.filter {
            return;
        }
        let before = self.selected().map(|row| row.slug.clone());
        if let Some(slug) = before
            && let Some(at) = rows.iter().position(|row| row.slug == slug)
        {
            self.flow.cursor = at;
        }
        self.counts.clear();
        for row in rows.iter() {
            *self.counts.entry(row.status).or_default() += 1;
        }
        self.late = rows
            .iter()
            .filter(|row| row.marks.iter().any(|mark| mark.starts_with("late")))
            .count();
        self.columns = Columns::of(&rows);
        self.answer = Some(rows);
        self.stale = false;
        self.seek();
    }

    /// Selects the one that is wanted, by number or slug, where it is listed.
    pub(in super::super) fn seek(&mut self) {
        let (Some(rows), Some(wanted)) = (&self.answer, &self.wanted) else {
            return;
        };
        let found = rows.iter().position(|row| {
            row.slug.0.eq_ignore_ascii_case(wanted)
                || row
                    .number
                    .as_ref()
                    .is_some_and(|number| number.eq_ignore_ascii_case(wanted))
        });
        if let Some(at) = found {
            self.flow.cursor = at;
            self.skip = 0;
            if !self.stale {
                self.wanted = None;
            }
        }
    }

    /// The row that is selected.
    pub(in super::super) fn selected(&self) -> Option<&ProposalRow> {
        self.answer.as_ref()?.get(self.flow.cursor)
    }

    /// The slug whose card is missing.
    pub(in super::super) fn lacks(&self) -> Option<Slug> {
        let slug = &self.selected()?.slug;
        let there = self
            .card
            .as_ref()
            .is_some_and(|card| card.row.slug == *slug);
        (!there).then(|| slug.clone())
    }

    fn split(&self, body: Rect) -> (Option<Rect>, Option<Rect>) {
        let below = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(1),
            ..body
        };
        let none = self.answer.as_ref().is_some_and(|rows| rows.is_empty());
        if none {
            // Beside a list of nothing stands nothing.
            (Some(below), None)
        } else if self.alone {
            (None, Some(below))
        } else if body.width >= 100 {
            let left = (body.width * 58 / 100).min(92);
            let list = Rect {
                width: left,
                ..below
            };
            let card = Rect {
                x: below.x + left,
                width: below.width - left,
                ..below
            };
            (Some(list), Some(card))
        } else {
            (Some(below), None)
        }
    }

    fn reach<T>(&self, body: Rect, f: impl FnOnce(&Reach<'_>) -> T) -> T {
        let rows = body.height.saturating_sub(2);
        f(&Reach {
            len: self.answer.as_ref().map_or(0, |rows| rows.len()),
            rows: usize::from(rows),
            height: &|_| 1,
        })
    }

    /// Moves the cursor; alone, the card is read first.
    pub(in super::super) fn step(&mut self, motion: Motion, body: Rect) {
        if self.alone {
            match motion {
                Motion::Down => return self.skip += 1,
                Motion::Up => return self.skip = self.skip.saturating_sub(1),
                Motion::PageDown => return self.skip += usize::from(body.height / 2),
                Motion::PageUp => {
                    self.skip = self.skip.saturating_sub(usize::from(body.height / 2));
                    return;
                }
                _ => {}
            }
        }
        let mut flow = self.flow;
        self.reach(body, |reach| flow.step(motion, reach));
        if flow.cursor != self.flow.cursor {
            self.skip = 0;
        }
        self.flow = flow;
    }

    /// Selects one.
    pub(in super::super) fn go(&mut self, item: usize, body: Rect) {
        let mut flow = self.flow;
        self.reach(body, |reach| flow.select(item, reach));
        self.flow = flow;
        self.skip = 0;
    }

    /// Scrolls the list, or the card under the mouse.
    pub(in super::super) fn scroll(&mut self, by: i32, x: u16, y: u16, body: Rect) {
        let (_, card) = self.split(body);
        if card.is_some_and(|card| card.contains((x, y).into())) {
            let lines = usize::try_from(by.unsigned_abs()).unwrap_or(0);
            self.skip = if by < 0 {
                self.skip.saturating_sub(lines)
            } else {
                self.skip + lines
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
        let (list, _) = self.split(body);
        let list = list?;
        if !list.contains((x, y).into()) || y == list.y {
            return None;
        }
        self.reach(body, |reach| {
            self.flow.at(usize::from(y - list.y - 1), reach)
        })
    }

    /// The next one that holds these words.
    pub(in super::super) fn find(&self, words: &str, forward: bool, here: bool) -> Option<usize> {
        let rows = self.answer.as_ref()?;
        let words = words.to_lowercase();
        let len = rows.len();
        if words.is_empty() || len == 0 {
            return None;
        }
        self.flow
            .round(len, usize::from(!here), forward)
            .find(|at| {
                rows.get(*at).is_some_and(|row| {
                    self.columns
                        .row(row, 200)
                        .text()
                        .to_lowercase()
                        .contains(&words)
                })
            })
    }

    /// Whether anything is filtered out.
    pub(in super::super) fn is_filtered(&self) -> bool {
        self.filter != ProposalFilter::default()
    }

    fn head(&self) -> Line {
        let mut line = Line::of(Role::Title, " Proposals");
        let count = |wanted: fn(Status) -> bool| {
            self.counts
                .iter()
                .filter(|(status, _)| wanted(**status))
                .map(|(_, count)| count)
                .sum::<usize>()
        };
        let open = count(is_open);
        let parked = count(|status| status == Status::Parked);
        let all: usize = self.counts.values().sum();
        line.push(Role::Dim, format!("   open {open}"));
        if self.late > 0 {
            line.push(Role::Dim, format!(" · late {}", self.late));
        }
        line.push(
            Role::Dim,
            format!(" · parked {parked} · done {}", all - open - parked),
        );
        let mut filters = Vec::new();
        if let Some(document) = &self.filter.document {
            filters.push(format!("on {document}"));
        }
        if let Some(sponsor) = &self.filter.sponsor {
            filters.push(format!("by {sponsor}"));
        }
        if let Some(group) = &self.filter.group {
            filters.push(format!("by {group} and its members"));
        }
        if !self.filter.statuses.is_empty() {
            let names: Vec<&str> = self
                .filter
                .statuses
                .iter()
                .map(|status| status_name(*status))
                .collect();
            filters.push(names.join(", "));
        }
        if !filters.is_empty() {
            line.push(Role::Key, format!("   only {}", filters.join("; ")));
            line.push(Role::Dim, "  x shows all");
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
        let (list, card) = self.split(body);
        if let Some(list) = list {
            self.draw_list(buffer, list, body, sought, theme);
        }
        if let Some(card) = card {
            self.draw_card(buffer, card, list.is_some(), zone, theme);
        }
    }

    fn draw_list(&self, buffer: &mut Buffer, list: Rect, body: Rect, sought: &str, theme: Theme) {
        let inside = Rect {
            x: list.x + 1,
            width: list.width.saturating_sub(2),
            ..list
        };
        let Some(rows) = &self.answer else {
            paint::line(buffer, inside, 1, &Line::of(Role::Dim, "reading …"), theme);
            return;
        };
        let wide = usize::from(inside.width);
        paint::line(buffer, inside, 0, &self.columns.heads(wide), theme);
        if rows.is_empty() {
            let words = if self.is_filtered() {
                "none of these: x shows all"
            } else {
                "nobody has proposed anything yet: p in a text writes the first"
            };
            paint::line(buffer, inside, 2, &Line::of(Role::Dim, words), theme);
            return;
        }
        let sights = self.reach(body, |reach| self.flow.sights(reach));
        for sight in &sights {
            let Some(row) = rows.get(sight.item) else {
                continue;
            };
            let strip = Rect {
                y: list.y + 1 + u16::try_from(sight.row).unwrap_or(0),
                height: 1,
                ..list
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
            let line = super::text::found(&self.columns.row(row, wide), sought);
            paint::line(buffer, place, 0, &line, theme);
        }
        let below = Rect {
            y: list.y + 1,
            height: list.height.saturating_sub(1),
            ..list
        };
        paint::thumb(
            buffer,
            below,
            self.flow.top,
            sights.len(),
            rows.len(),
            theme,
        );
    }

    fn draw_card(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        beside: bool,
        zone: Option<&Zone>,
        theme: Theme,
    ) {
        if beside {
            paint::rule(buffer, area, theme);
        }
        let inner = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(3),
            ..area
        };
        let Some(card) = &self.card else {
            return;
        };
        if self.selected().is_none_or(|row| row.slug != card.row.slug) {
            return;
        }
        let columns = usize::from(inner.width);
        let out: Vec<Line> = card_lines(card, zone, theme)
            .iter()
            .flat_map(|line| wrap(line, columns))
            .collect();
        let most = out.len().saturating_sub(usize::from(inner.height));
        let shown = out.get(self.skip.min(most)..).unwrap_or_default();
        paint::lines(buffer, inner, shown, theme);
        paint::thumb(
            buffer,
            area,
            self.skip.min(most),
            usize::from(inner.height),
            out.len(),
            theme,
        );
    }
}

/// How broad the columns of the table are.
#[derive(Debug, Clone, Copy, Default)]
struct Columns {
    number: usize,
    place: usize,
    wish: usize,
    status: usize,
}

impl Columns {
    /// As broad as their broadest entry; marks have the rest.
    fn of(rows: &[ProposalRow]) -> Columns {
        let broadest = |head: &str, entry: &dyn Fn(&ProposalRow) -> usize| {
            let widths = rows.iter().map(entry);
            widths.max().unwrap_or(0).max(width(head)).min(16)
        };
        Columns {
            number: broadest("number", &|row| width(&view::proposal_name(row))),
            place: broadest("on", &|row| width(&view::proposal_place(row))),
            wish: broadest("asks to", &|row| width(&view::proposal_asks(row))),
            status: broadest("status", &|row| width(short(row.status)) + 2),
        }
    }

    fn heads(&self, wide: usize) -> Line {
        let heads = [
            ("number", self.number),
            ("on", self.place),
            ("asks to", self.wish),
            ("status", self.status),
        ];
        let mut text: String = heads
            .map(|(head, wide)| paint::cell(head, wide + 1))
            .concat();
        text.push_str("marks");
        Line::of(Role::Dim, text).cut(wide)
    }

    fn row(&self, row: &ProposalRow, wide: usize) -> Line {
        let weight = if is_open(row.status) {
            Role::Strong
        } else {
            Role::Plain
        };
        let status = format!("{} {}", status_sign(row.status), short(row.status));
        let place = view::proposal_place(row);
        let wish = view::proposal_asks(row);
        let line = Line::of(
            weight,
            paint::named(&view::proposal_name(row), self.number + 1),
        )
        .with(Role::Plain, paint::named(&place, self.place + 1))
        .with(Role::Plain, paint::cell(&wish, self.wish + 1))
        .with(
            view::status_role(row.status),
            paint::cell(&status, self.status + 1),
        );
        let mut marks = row.marks.join(" · ");
        if width(&marks) + line.width() > wide {
            marks = marks.replace("collides with ", "collides ");
        }
        line.with(Role::Warn, marks).cut(wide)
    }
}

/// The columns of a moment: `Thu 17 Jul 11:30`.
const WHEN: usize = 18;

/// A status in at most thirteen letters.
fn short(status: Status) -> &'static str {
    match status {
        Status::UnderDiscussion => "discussed",
        Status::AcceptedAsAmended => "as amended",
        other => status_name(other),
    }
}

/// A proposal in full, what happened to it last; not wrapped.
pub(super) fn card_lines(card: &ProposalCard, zone: Option<&Zone>, theme: Theme) -> Vec<Line> {
    let mut out = view::card(card, zone);
    let acts = card.acts.iter().map(|act| act_line(act, zone));
    section(&mut out, "What happened", acts.collect());
    out.into_iter().map(|line| theme.marked(line)).collect()
}

/// An act in a line, and when it was.
pub(super) fn act_line(act: &LogRow, zone: Option<&Zone>) -> Line {
    let time = view::moment(act.time, zone);
    Line::of(Role::Dim, format!("{time:<WHEN$}"))
        .and(view::act(act))
        .hanging(WHEN)
}
