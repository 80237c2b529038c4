//! A seat before a terminal: keys as typed, the screen that comes of them.

use std::sync::Arc;

use adref::cli::{complete, interpret, read_text};
use adref::moment::Moment;
use adref::tui::{Config, Effect, Message, Palette, State, Theme, Worker};
use adref::workspace::Workspace;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Who sits where, when, before a terminal of what size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) meeting: &'a Arc<Workspace>,
    pub(crate) hand: Option<&'a str>,
    pub(crate) now: Moment,
    pub(crate) size: (u16, u16),
    pub(crate) palette: Palette,
}

/// A state, a worker and a screen of some size.
pub(crate) struct Seat {
    pub(crate) state: State,
    pub(crate) worker: Worker,
    terminal: Terminal<TestBackend>,
    pub(crate) light: bool,
    /// Whether the program would have ended.
    pub(crate) ended: bool,
}

impl Seat {
    /// Takes a place; the first screen is there.
    pub(crate) fn take(place: &Place<'_>) -> Seat {
        let worker = Worker::new(Config {
            workspace: place.meeting.clone(),
            hand: place.hand.map(str::to_owned),
            now: Some(place.now),
            editor: None,
            colour: true,
            interpret,
            complete,
            folder: place.meeting.repository().root().to_owned(),
            first: None,
            read: read_text,
        });
        let (width, height) = place.size;
        let theme = Theme {
            palette: place.palette,
        };
        let state = State::new(place.size, theme, worker.hand());
        let first = state.first_questions();
        let mut seat = Seat {
            state,
            worker,
            terminal: Terminal::new(TestBackend::new(width, height)).unwrap(),
            light: place.palette == Palette::Light,
            ended: false,
        };
        seat.perform(first);
        seat
    }

    /// Does an effect and everything that comes of it.
    fn perform(&mut self, effect: Effect) {
        let mut waiting = vec![effect];
        let mut turns = 0;
        while let Some(effect) = waiting.pop() {
            turns += 1;
            assert!(turns < 200, "the screens ask without end");
            self.ended |= matches!(effect, Effect::Quit);
            let mut answers = Vec::new();
            self.worker
                .perform(&effect, &mut |answer| answers.push(answer));
            for answer in answers {
                let next = adref::tui::update(&mut self.state, Message::Answered(Box::new(answer)));
                waiting.extend(next);
            }
        }
    }

    pub(crate) fn happen(&mut self, message: Message) {
        if let Some(effect) = adref::tui::update(&mut self.state, message) {
            self.perform(effect);
        }
    }

    /// Types keys: `2 down enter`, `'some words'` letter by letter, `ctrl-s`.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Seat {
        let mut rest = keys.trim();
        while !rest.is_empty() {
            if let Some(quoted) = rest.strip_prefix('\'') {
                let (words, after) = quoted.split_once('\'').unwrap();
                for c in words.chars() {
                    self.key(KeyCode::Char(c), KeyModifiers::NONE);
                }
                rest = after.trim_start();
                continue;
            }
            let (name, after) = rest.split_once(' ').unwrap_or((rest, ""));
            rest = after.trim_start();
            let code = match name {
                "enter" => KeyCode::Enter,
                "esc" => KeyCode::Esc,
                "tab" => KeyCode::Tab,
                "up" => KeyCode::Up,
                "down" => KeyCode::Down,
                "left" => KeyCode::Left,
                "right" => KeyCode::Right,
                "end" => KeyCode::End,
                "home" => KeyCode::Home,
                "pgdn" => KeyCode::PageDown,
                other => match other.strip_prefix("ctrl-") {
                    Some(letter) => {
                        let letter = letter.chars().next().unwrap();
                        self.key(KeyCode::Char(letter), KeyModifiers::CONTROL);
                        continue;
                    }
                    None => KeyCode::Char(other.chars().next().unwrap()),
                },
            };
            self.key(code, KeyModifiers::NONE);
        }
        self
    }

    pub(crate) fn key(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        let key = KeyEvent::new(code, modifiers);
        if let Some(message) = adref::tui::message_for(&key, &self.state) {
            self.happen(message);
        }
    }

    /// The window has another size.
    pub(crate) fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
        self.happen(Message::Resized(width, height));
    }

    pub(crate) fn drawn(&mut self) -> Buffer {
        let state = &self.state;
        self.terminal
            .draw(|frame| adref::tui::draw(state, frame))
            .unwrap();
        self.terminal.backend().buffer().clone()
    }

    /// The screen as text, a line a row.
    pub(crate) fn text(&mut self) -> String {
        let buffer = self.drawn();
        rows(&buffer)
            .map(|row| row.trim_end().to_owned())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

fn rows(buffer: &Buffer) -> impl Iterator<Item = String> + '_ {
    (0..buffer.area.height).map(|y| {
        let mut row = String::new();
        let mut hidden = 0;
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if hidden > 0 {
                hidden -= 1;
                continue;
            }
            row.push_str(symbol);
            hidden = adref::view::width(symbol).saturating_sub(1);
        }
        row
    })
}
