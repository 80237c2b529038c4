//! What would be received or sent, laid before whoever asked for it, and what answers it.

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::boxes::{centered, frame};
use super::message::Effect;
use super::overlay::Overlay;
use super::paint;
use super::state::State;
use super::theme::Theme;
use crate::ops::{Incoming, Prefer, Received, Sending};
use crate::view::{self, Line, Role, wrap};

/// What would be received or sent.
#[derive(Debug, Clone)]
pub struct Passage {
    /// What is asked.
    title: String,
    /// What it is, in lines.
    lines: Vec<Line>,
    /// The same as typed.
    pub(super) same_as: String,
    /// What is done if the answer is yes.
    pub(super) deed: Deed,
    /// Whether it can be done as it is.
    ready: bool,
}

/// What is done if the answer is yes.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    /// What git stopped in is finished.
    Finish(Received),
    /// What came is taken over.
    Receive(Box<Incoming>, Option<Prefer>),
    /// What is saved here is sent.
    Send(Option<Prefer>),
}

/// A passage that waits for a yes.
#[derive(Debug)]
pub(super) struct Passing {
    passage: Box<Passage>,
    /// How many lines are hidden above.
    pub(super) skip: usize,
}

impl Passage {
    /// A merge that git stopped in.
    pub(super) fn finish(stopped: Received) -> Passage {
        let rows = stopped.files.iter().map(|row| {
            let line = Line::of(Role::Strong, format!("{}  ", row.path));
            match (&row.left, row.contested) {
                (Some(why), _) => line.with(Role::Bad, format!("left to you: {why}")),
                (None, Some(many)) if many > 0 => line.with(
                    Role::Dim,
                    format!("brackets for what both sides changed: {many}"),
                ),
                (None, _) => line.with(Role::Dim, "would be merged"),
            }
            .hanging(2)
        });
        Passage {
            title: "Finish what git stopped in?".to_owned(),
            lines: rows.collect(),
            same_as: "adref receive".to_owned(),
            ready: stopped.files.iter().any(|row| row.left.is_none()),
            deed: Deed::Finish(stopped),
        }
    }

    /// What others sent.
    pub(super) fn receive(incoming: Incoming, prefer: Option<Prefer>) -> Passage {
        Passage {
            title: format!("Receive this from {}?", incoming.from),
            lines: view::incoming(&incoming, true),
            same_as: format!("adref receive{}", typed(prefer)),
            ready: !incoming.is_left(),
            deed: Deed::Receive(Box::new(incoming), prefer),
        }
    }

    /// What would be sent.
    pub(super) fn send(sending: &Sending, prefer: Option<Prefer>) -> Passage {
        Passage {
            title: format!("Send this to {}?", sending.to),
            lines: view::sending(sending, true),
            same_as: format!("adref send{}", typed(prefer)),
            ready: !sending.left,
            deed: Deed::Send(prefer),
        }
    }
}

fn typed(prefer: Option<Prefer>) -> &'static str {
    match prefer {
        None => "",
        Some(Prefer::Here) => " --prefer here",
        Some(Prefer::There) => " --prefer there",
    }
}

/// Lays a passage before whoever asked for it.
pub(super) fn show(state: &mut State, passage: Box<Passage>) {
    state.overlay = Some(Overlay::Passing(Box::new(Passing { passage, skip: 0 })));
}

/// Takes a key.
pub(super) fn press(state: &mut State, key: KeyCode) -> Option<Effect> {
    let Some(Overlay::Passing(passing)) = &mut state.overlay else {
        return None;
    };
    match key {
        KeyCode::Char('y' | 'Y') if passing.passage.ready => {
            let passage = passing.passage.clone();
            state.overlay = None;
            state.say("asking the other side …");
            return Some(Effect::Pass(passage));
        }
        KeyCode::Char('n' | 'N' | 'q') | KeyCode::Esc => {
            state.overlay = None;
            state.note("nothing was done");
        }
        KeyCode::Down | KeyCode::Char('j') => passing.skip += 1,
        KeyCode::Up | KeyCode::Char('k') => passing.skip = passing.skip.saturating_sub(1),
        KeyCode::PageDown | KeyCode::Char(' ') => passing.skip += 10,
        KeyCode::PageUp => passing.skip = passing.skip.saturating_sub(10),
        _ => {}
    }
    None
}

/// Draws it, and how it is answered.
pub(super) fn draw_passing(buffer: &mut Buffer, area: Rect, passing: &Passing, theme: Theme) {
    let columns = usize::from(area.width).saturating_sub(8).min(96);
    let passage = &passing.passage;
    let mut lines: Vec<Line> = Vec::new();
    for line in &passage.lines {
        lines.extend(wrap(&theme.marked(line.clone()), columns));
    }
    lines.push(Line::new());
    let same = Line::of(Role::Dim, format!("same as: {}", passage.same_as)).hanging(9);
    lines.extend(wrap(&same, columns));
    let rows = u16::try_from(lines.len() + 4).unwrap_or(u16::MAX);
    let outer = centered(area, columns, rows);
    let inner = frame(buffer, outer, &passage.title, theme);
    let room = usize::from(inner.height.saturating_sub(2));
    let skip = passing.skip.min(lines.len().saturating_sub(room));
    let shown: Vec<Line> = lines.iter().skip(skip).take(room).cloned().collect();
    paint::lines(buffer, inner, &shown, theme);
    let beside = Rect {
        x: inner.right(),
        width: 1,
        height: inner.height.saturating_sub(2),
        ..inner
    };
    paint::thumb(buffer, beside, skip, room, lines.len(), theme);
    let row = Rect {
        y: inner.bottom().saturating_sub(1),
        height: 1,
        ..inner
    };
    let keys = match passage.ready {
        true => Line::of(Role::Key, "y")
            .with(Role::Plain, " do it   ")
            .with(Role::Key, "n")
            .with(Role::Plain, " leave it"),
        false => Line::of(Role::Key, "Esc").with(
            Role::Plain,
            " leaves; `:receive --prefer here` keeps your side, `there` takes theirs",
        ),
    };
    paint::line(buffer, row, 0, &keys, theme);
}
