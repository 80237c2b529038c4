//! The loop: keys in, frames out, and everything slow on threads of its own.

use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{self, Event, MouseButton, MouseEventKind};

use super::config::{Config, Error};
use super::meaning::message_for;
use super::message::{Answer, Effect, Message, Question};
use super::state::State;
use super::terminal::{Screen, ended};
use super::theme::{Palette, Theme};
use super::update::update;
use super::worker::{Worker, needs_terminal};
use super::written::Written;
use crate::consensus::Refusal;
use crate::ops::Request;
use crate::workspace::{EDITOR, open_editor};

/// How long the first frame waits for what it shows.
const FIRST: Duration = Duration::from_millis(250);
/// How long a frame waits for the answer to the question it asks, so that nothing flickers.
const PATIENCE: Duration = Duration::from_millis(9);
/// How long to sleep where nothing is under way.
const IDLE: Duration = Duration::from_millis(150);
/// How long to sleep where an answer may come.
const BUSY: Duration = Duration::from_millis(3);
/// How often a clock that is shown moves on.
const SECOND: Duration = Duration::from_secs(1);
/// How often to look whether others changed the meeting.
const LOOK: Duration = Duration::from_millis(400);
/// How many times as long as a look takes to rest from it: a meeting of ten thousand files is looked at less often.
const REST: u32 = 20;
/// However long a look takes, others' changes are seen after that.
const MOST_REST: Duration = Duration::from_secs(2);

/// Something from a thread: an answer, which question it is to, and which asking that was.
enum News {
    Answer(Box<Answer>, Option<(Discriminant<Question>, u64)>),
    Over,
}

/// Opens the interface on a meeting; ends when it is closed.
///
/// # Errors
/// Where the terminal cannot be used.
pub fn run(config: Config) -> Result<(), Error> {
    let editor = config.editor.clone();
    let colour = config.colour;
    let first = config.first.clone();
    let worker = Arc::new(Worker::new(config));
    let palette = if colour {
        worker
            .setting("adref.colours")
            .and_then(|name| Palette::named(&name))
            .unwrap_or_else(|| Palette::of_environment(|name| std::env::var(name).ok()))
    } else {
        Palette::Plain
    };
    if let Some(Request::Follow(followed)) = &first {
        return super::follow::follow(&worker, followed, Theme { palette });
    }
    let (sender, receiver) = channel();
    let mut room = Room {
        worker: worker.clone(),
        sender: sender.clone(),
        receiver,
        under_way: 0,
        asked: 0,
        delivered: HashMap::new(),
        editor,
    };
    // The questions are under way before the terminal is asked anything.
    let size = ratatui::crossterm::terminal::size().unwrap_or((80, 24));
    let mut state = State::new(size, Theme { palette }, worker.hand());
    room.send(state.first_questions());
    if let Some(request) = first {
        let asked = Message::Answered(Box::new(Answer::Understood(request)));
        if let Some(effect) = begin_with(&mut state, asked) {
            room.send(effect);
        }
    }
    let mut screen = Screen::take()?;
    if let Ok(size) = screen.size() {
        state.size = size;
    }
    let begun = Instant::now();
    while !state.is_ready() && begun.elapsed() < FIRST && room.under_way > 0 {
        if room.wait(
            &mut state,
            &mut screen,
            FIRST.saturating_sub(begun.elapsed()),
        )? {
            return Ok(());
        }
    }
    // Whatever else comes at once is in the first frame too: nothing flickers, and less is painted.
    if room.be_patient(&mut state, &mut screen)? {
        return Ok(());
    }
    screen.draw(&state)?;
    follow(worker, sender);
    room.turn(&mut state, &mut screen)
}

/// Shows what was asked for on the command line; one step back from there ends.
fn begin_with(state: &mut State, asked: Message) -> Option<Effect> {
    // Whoever wants to see two texts need not say who they are.
    state.asked = true;
    let effect = update(state, asked);
    state.back.clear();
    effect
}

/// Says when others change the meeting.
fn follow(worker: Arc<Worker>, sender: Sender<News>) {
    std::thread::spawn(move || {
        let mut rest = LOOK;
        loop {
            std::thread::sleep(rest);
            let begun = Instant::now();
            let changed = worker.has_changed();
            rest = LOOK.max(begun.elapsed() * REST).min(MOST_REST);
            if changed
                && sender
                    .send(News::Answer(Box::new(Answer::Changed), None))
                    .is_err()
            {
                return;
            }
        }
    });
}

struct Room {
    worker: Arc<Worker>,
    sender: Sender<News>,
    receiver: Receiver<News>,
    /// How many threads are at work.
    under_way: usize,
    /// How many questions were asked.
    asked: u64,
    /// The newest asking of each kind of question that was answered.
    delivered: HashMap<Discriminant<Question>, u64>,
    editor: Option<String>,
}

impl Room {
    /// Turns until the end.
    fn turn(&mut self, state: &mut State, screen: &mut Screen) -> Result<(), Error> {
        let mut drawn = Instant::now();
        loop {
            if ended() {
                return Ok(());
            }
            let pause = if self.under_way > 0 { BUSY } else { IDLE };
            let mut changed = false;
            if event::poll(pause)? {
                // What was typed meanwhile is taken together: one frame for all of it.
                loop {
                    if let Some(message) = read(&event::read()?, state) {
                        changed = true;
                        if self.happen(state, screen, message)? {
                            return Ok(());
                        }
                    }
                    if !event::poll(Duration::ZERO)? {
                        break;
                    }
                }
                if self.be_patient(state, screen)? {
                    return Ok(());
                }
            }
            // A size that changed before anybody listened for it comes as no event.
            let size = screen.size()?;
            if size != state.size {
                changed = true;
                if self.happen(state, screen, Message::Resized(size.0, size.1))? {
                    return Ok(());
                }
            }
            while let Ok(news) = self.receiver.try_recv() {
                changed = true;
                if self.hear(state, screen, news)? {
                    return Ok(());
                }
            }
            let due = state.ticks() && drawn.elapsed() >= SECOND;
            if (changed || due) && !ended() {
                screen.draw(state)?;
                drawn = Instant::now();
            }
        }
    }

    /// Waits for what is under way as long as a frame may wait; says whether it is the end.
    fn be_patient(&mut self, state: &mut State, screen: &mut Screen) -> Result<bool, Error> {
        let begun = Instant::now();
        while self.under_way > 0 && begun.elapsed() < PATIENCE {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            if self.wait(state, screen, left)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Waits for one piece of news; says whether it is the end.
    fn wait(
        &mut self,
        state: &mut State,
        screen: &mut Screen,
        most: Duration,
    ) -> Result<bool, Error> {
        match self.receiver.recv_timeout(most) {
            Ok(news) => self.hear(state, screen, news),
            Err(_) => Ok(false),
        }
    }

    fn hear(&mut self, state: &mut State, screen: &mut Screen, news: News) -> Result<bool, Error> {
        match news {
            News::Over => {
                self.under_way = self.under_way.saturating_sub(1);
                Ok(false)
            }
            News::Answer(answer, of) => {
                if let Some((kind, asking)) = of {
                    let newest = self.delivered.entry(kind).or_default();
                    if *newest > asking {
                        return Ok(false);
                    }
                    *newest = asking;
                }
                self.happen(state, screen, Message::Answered(answer))
            }
        }
    }

    /// One thing happens; says whether it is the end.
    fn happen(
        &mut self,
        state: &mut State,
        screen: &mut Screen,
        message: Message,
    ) -> Result<bool, Error> {
        match update(state, message) {
            Some(effect) => self.perform(state, screen, effect),
            None => Ok(false),
        }
    }

    fn perform(
        &mut self,
        state: &mut State,
        screen: &mut Screen,
        effect: Effect,
    ) -> Result<bool, Error> {
        match effect {
            Effect::All(several) => {
                for one in several {
                    if self.perform(state, screen, one)? {
                        return Ok(true);
                    }
                }
            }
            Effect::Quit => return Ok(true),
            Effect::Suspend => screen.suspend()?,
            Effect::Redraw => screen.clear()?,
            Effect::Editor(document, index) => {
                let answer = match self.edit(screen, &document, index)? {
                    Ok(answer) => answer,
                    Err(refusal) => Answer::Refused(refusal),
                };
                return self.happen(state, screen, Message::Answered(Box::new(answer)));
            }
            effect => self.send(effect),
        }
        Ok(false)
    }

    /// Sends work to threads: each question to one of its own, everything else in a row.
    fn send(&mut self, effect: Effect) {
        debug_assert!(!needs_terminal(&effect));
        match effect {
            Effect::Ask(questions) => {
                for question in questions {
                    self.asked += 1;
                    let of = (discriminant(&question), self.asked);
                    self.spawn(Effect::Ask(vec![question]), Some(of));
                }
            }
            other => self.spawn(other, None),
        }
    }

    fn spawn(&mut self, effect: Effect, of: Option<(Discriminant<Question>, u64)>) {
        let worker = self.worker.clone();
        let sender = self.sender.clone();
        self.under_way += 1;
        std::thread::spawn(move || {
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                worker.perform(&effect, &mut |answer| {
                    let _ = sender.send(News::Answer(Box::new(answer), of));
                });
            }));
            if done.is_err() {
                let refusal = Refusal {
                    what: "this could not be worked out".to_owned(),
                    because: Vec::new(),
                    hint: Some("please report it; Ctrl-L draws the screen anew".to_owned()),
                };
                let _ = sender.send(News::Answer(Box::new(Answer::Refused(refusal)), None));
            }
            let _ = sender.send(News::Over);
        });
    }

    /// Opens the editor and reads what it left.
    fn edit(
        &mut self,
        screen: &mut Screen,
        document: &str,
        index: Option<usize>,
    ) -> Result<Result<Answer, Refusal>, Error> {
        let (bytes, over) = match self.worker.for_editor(document, index) {
            Ok(found) => found,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let left = self.worker.left_by_editor(document, index);
        let opened = match left.map(|left| left.on(&bytes)) {
            None => bytes.clone(),
            Some(Ok(opened)) => opened,
            Some(Err(mine)) => return Ok(Err(self.set_beside(document, &mine))),
        };
        let command = self.editor.clone().unwrap_or_else(|| EDITOR.to_owned());
        let said = |what: String, because: String| Refusal {
            what,
            because: vec![because],
            hint: Some("set EDITOR to a program that is there".to_owned()),
        };
        let path = std::env::temp_dir().join(format!("adref-{}-{document}.md", std::process::id()));
        if let Err(error) = std::fs::write(&path, &opened) {
            return Ok(Err(said(
                format!("{} cannot be written", path.display()),
                error.to_string(),
            )));
        }
        let status = screen.lend(|| open_editor(&command, &path))?;
        let text = std::fs::read(&path);
        let _ = std::fs::remove_file(&path);
        Ok(match (status, text) {
            (Ok(status), Ok(text)) if status.success() => {
                if text == bytes {
                    self.worker.keep_for_editor(document, None);
                    Ok(Answer::Said("nothing was changed".to_owned()))
                } else {
                    let left = Written {
                        index,
                        base: bytes,
                        text: text.clone(),
                    };
                    self.worker.keep_for_editor(document, Some(&left));
                    Ok(Answer::Edited {
                        document: document.to_owned(),
                        index,
                        text,
                        over,
                    })
                }
            }
            (Ok(status), _) => Err(said(format!("{command} failed"), status.to_string())),
            (Err(error), _) => Err(said(
                format!("{command} cannot be started"),
                error.to_string(),
            )),
        })
    }

    /// Lays what was written beside the meeting where others changed the same lines meanwhile, and says where.
    fn set_beside(&self, document: &str, mine: &[u8]) -> Refusal {
        let what = format!("{document} was changed meanwhile in lines that you changed too");
        let path = std::env::temp_dir().join(format!("adref-{document}-as-you-left-it.md"));
        match std::fs::write(&path, mine) {
            Ok(()) => {
                self.worker.keep_for_editor(document, None);
                Refusal {
                    what,
                    because: vec![format!("what you wrote lies in {}", path.display())],
                    hint: Some("E opens the text as it stands now".to_owned()),
                }
            }
            Err(error) => Refusal {
                what,
                because: vec![format!("{} cannot be written: {error}", path.display())],
                hint: Some("nothing is lost: it is kept until there is room".to_owned()),
            },
        }
    }
}

/// What an event of the terminal means.
fn read(event: &Event, state: &State) -> Option<Message> {
    match event {
        Event::Key(key) => message_for(key, state),
        Event::Paste(text) => Some(Message::Pasted(text.clone())),
        Event::Resize(width, height) => Some(Message::Resized(*width, *height)),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Message::Click {
                x: mouse.column,
                y: mouse.row,
            }),
            MouseEventKind::ScrollDown => Some(Message::Wheel {
                x: mouse.column,
                y: mouse.row,
                by: 1,
            }),
            MouseEventKind::ScrollUp => Some(Message::Wheel {
                x: mouse.column,
                y: mouse.row,
                by: -1,
            }),
            _ => None,
        },
        Event::FocusGained | Event::FocusLost => None,
    }
}
