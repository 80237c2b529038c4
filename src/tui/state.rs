//! What the interface knows: the screen one is on, what lies over it, and what was answered.

use std::sync::Arc;

use super::card::{Card, Person};
use super::flow::Flow;
use super::here::Here;
use super::intent::{Intent, Prefix};
use super::message::{Effect, Question, Way};
use super::overlay::{Form, Overlay};
use super::screen::Screen;
use super::screens::{Board, Compare, Desk, Floor, Paragraph, Proposals, Text};
use super::theme::Theme;
use super::unsaved::Unsaved;
use crate::consensus::Refusal;
use crate::record::{Heard, Level, Verb};
use crate::text::Address;

/// What stands before a command that does the same in a shell.
pub(super) const SAME_AS: &str = "same as: ";

/// How a line at the foot is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tenor {
    /// It was done.
    Said,
    /// So it is: nothing was done, and nothing is wrong.
    Noted,
    /// It could not be done.
    Refused,
}

/// Where one was on each screen when a search began.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin {
    pub(super) desk: Flow,
    pub(super) text: Flow,
    pub(super) compare: Flow,
    pub(super) proposals: Flow,
}

/// Where one was before a paragraph was asked for that may not be there.
#[derive(Debug, Clone)]
pub(super) struct Before {
    pub(super) screen: Screen,
    pub(super) document: Option<String>,
    pub(super) flow: Flow,
}

/// A line at the foot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Notice {
    pub(super) tenor: Tenor,
    pub(super) text: String,
    pub(super) hint: Option<String>,
    /// Which key leads back from it.
    pub(super) way: Way,
}

/// What is the same from one proposal to the next: whose they are, and where they are heard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) sponsor: String,
    pub(super) heard: Option<Heard>,
}

/// Everything the interface knows.
#[derive(Debug)]
pub struct State {
    pub(super) size: (u16, u16),
    pub(super) theme: Theme,
    pub(super) screen: Screen,
    pub(super) back: Vec<Screen>,
    pub(super) overlay: Option<Overlay>,
    pub(super) prefix: Option<Prefix>,
    pub(super) notice: Option<Notice>,
    pub(super) who: Option<String>,
    pub(super) card: Arc<Card>,
    /// Whether the card has come.
    pub(super) known: bool,
    /// Whether "who are you?" was asked.
    pub(super) asked: bool,
    /// What was looked for last.
    pub(super) sought: String,
    /// What was looked for on another screen, until one comes back to it.
    pub(super) sought_there: Option<(Screen, String)>,
    /// What to do once the text that was opened has come.
    pub(super) pending: Option<Intent>,
    /// The address to go to once the text has come.
    pub(super) address: Option<Address>,
    /// Where one was when it was asked for.
    pub(super) before: Option<Before>,
    /// The ruling that was asked for last.
    pub(super) ruling: Option<(Here, Verb, Option<Level>)>,
    /// Where one was when a search began.
    pub(super) origin: Option<Origin>,
    /// A form that waits behind a question.
    pub(super) shelved: Option<Box<Form>>,
    /// Lines typed after `:`.
    pub(super) typed: Vec<String>,
    /// What the proposal before was sent with.
    pub(super) sent: Sent,
    pub(super) desk: Desk,
    pub(super) text: Text,
    pub(super) compare: Compare,
    pub(super) proposals: Proposals,
    pub(super) paragraph: Paragraph,
    pub(super) floor: Floor,
    pub(super) board: Board,
    /// What is kept as unsaved.
    pub(super) guarded: Option<Unsaved>,
    /// How many times something else was kept.
    pub(super) guards: u64,
    /// What was left unsaved, until its text has come.
    pub(super) restoring: Option<Unsaved>,
}

impl State {
    /// The state at the start, for a terminal of this size and somebody who sits there.
    pub fn new(size: (u16, u16), theme: Theme, who: Option<String>) -> State {
        State {
            size,
            theme,
            screen: Screen::Desk,
            back: Vec::new(),
            overlay: None,
            prefix: None,
            notice: None,
            who,
            card: Arc::new(Card::default()),
            known: false,
            asked: false,
            sought: String::new(),
            sought_there: None,
            pending: None,
            address: None,
            before: None,
            shelved: None,
            ruling: None,
            origin: None,
            typed: Vec::new(),
            sent: Sent::default(),
            desk: Desk::default(),
            text: Text::default(),
            compare: Compare::default(),
            proposals: Proposals::default(),
            paragraph: Paragraph::default(),
            floor: Floor::default(),
            board: Board::default(),
            guarded: None,
            guards: 0,
            restoring: None,
        }
    }

    /// What is asked before the first frame.
    pub fn first_questions(&self) -> Effect {
        Effect::Ask(vec![Question::Card, Question::Glance])
    }

    /// Whether a clock is shown that moves on.
    pub fn ticks(&self) -> bool {
        self.screen == Screen::Floor && self.floor.since.is_some()
    }

    /// Whether what the first frame shows has come.
    pub fn is_ready(&self) -> bool {
        self.known
            && match self.seen() {
                Screen::Desk => self.desk.answer.is_some(),
                Screen::Text => self.text.text.is_some(),
                Screen::Compare => self.compare.answer.is_some(),
                Screen::Board => self.board.answer.is_some(),
                _ => true,
            }
    }

    /// Says something at the foot.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            tenor: Tenor::Said,
            text: text.into(),
            hint: None,
            way: Way::None,
        });
    }

    /// Says at the foot how it is; nothing was done.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            tenor: Tenor::Noted,
            text: text.into(),
            hint: None,
            way: Way::None,
        });
    }

    /// Says what was done, and which key leads back from it.
    pub(super) fn done(&mut self, text: String, way: Way) {
        self.notice = Some(Notice {
            tenor: Tenor::Said,
            text,
            hint: None,
            way,
        });
    }

    /// Says at the foot what could not be done, and the way out.
    pub(super) fn refuse(&mut self, refusal: &Refusal) {
        let mut text = refusal.what.clone();
        for because in &refusal.because {
            text.push_str(": ");
            text.push_str(because);
        }
        self.notice = Some(Notice {
            tenor: Tenor::Refused,
            text,
            hint: refusal.hint.clone(),
            way: Way::None,
        });
    }

    /// Goes to a screen; a search stays on the screen it was begun on, and goes on there when one comes back.
    pub(super) fn turn_to(&mut self, screen: Screen) {
        if screen == self.screen {
            return;
        }
        let words = std::mem::take(&mut self.sought);
        if !words.is_empty() {
            self.sought_there = Some((self.screen, words));
        } else if let Some((_, words)) = self.sought_there.take_if(|(at, _)| *at == screen) {
            self.sought = words;
        }
        self.screen = screen;
    }

    /// Remembers where one is: a search begins.
    pub(super) fn remember(&mut self) {
        self.origin = Some(Origin {
            desk: self.desk.items,
            text: self.text.flow,
            compare: self.compare.flow,
            proposals: self.proposals.flow,
        });
    }

    /// Goes back to where the search began.
    pub(super) fn recall(&mut self) {
        if let Some(origin) = self.origin {
            self.desk.items = origin.desk;
            self.text.flow = origin.text;
            self.compare.flow = origin.compare;
            self.proposals.flow = origin.proposals;
        }
    }

    /// The officer or party that sits here.
    pub(super) fn person(&self) -> Option<&Person> {
        let who = self.who.as_ref()?;
        self.card.people.iter().find(|person| person.code == *who)
    }

    /// The columns of the screen.
    pub(super) fn columns(&self) -> usize {
        usize::from(self.size.0)
    }

    /// Whether only a plain reader fits.
    pub(super) fn is_tiny(&self) -> bool {
        self.size.0 < 60 || self.size.1 < 16
    }

    /// Whether a form or a question is open that the window is too small to show.
    pub(super) fn is_hidden(&self) -> bool {
        let large = matches!(
            self.overlay,
            Some(Overlay::Form(_) | Overlay::Confirm(_) | Overlay::Passing(_))
        );
        large && self.is_tiny()
    }

    /// The screen that is seen: in a small window that is the text, whichever screen one is on.
    pub(super) fn seen(&self) -> Screen {
        match self.is_tiny() {
            true => Screen::Text,
            false => self.screen,
        }
    }
}
