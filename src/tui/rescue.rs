//! What is written and not saved yet: kept as it is typed, and laid before whoever comes next.

use super::here::Here;
use super::message::{Effect, ask};
use super::overlay::{Form, Overlay, Purpose};
use super::places::show;
use super::screen::Screen;
use super::state::State;
use super::unsaved::{Kind, Unsaved};
use super::{floor, forms};
use crate::ops::Aim;
use crate::text::Address;

impl Unsaved {
    /// What is unsaved now; `None` where nothing is.
    pub(super) fn of(state: &State) -> Option<Unsaved> {
        if let Some(restoring) = &state.restoring {
            return Some(restoring.clone());
        }
        let form = match (&state.overlay, &state.shelved) {
            (Some(Overlay::Form(form)), _) | (_, Some(form)) => Some(form.as_ref()),
            _ => None,
        };
        let form = form.filter(|form| form.touched);
        let mut unsaved = Unsaved {
            who: state.floor.who.clone(),
            began: state.floor.began,
            queue: state.floor.queue.iter().cloned().collect(),
            ..Unsaved::default()
        };
        if let Some(form) = form {
            unsaved.fill(form);
        }
        (unsaved != Unsaved::default()).then_some(unsaved)
    }

    fn fill(&mut self, form: &Form) {
        let place = |aim: &Aim| match aim {
            Aim::Paragraph(document, address) => {
                Some((document.clone(), address.as_str().to_owned()))
            }
            _ => None,
        };
        self.title.clone_from(&form.title);
        let blanks = form.blanks.iter();
        self.blanks = blanks
            .map(|blank| (blank.label.to_owned(), blank.field.words()))
            .collect();
        match &form.purpose {
            Purpose::Propose(aim, what) => {
                self.place = place(aim);
                self.kind = Some(Kind::Propose(*what));
            }
            Purpose::Edit(aim) => {
                self.place = place(aim);
                self.kind = Some(Kind::Edit);
            }
            Purpose::Floor(aim, pointed) => {
                self.place = place(aim);
                self.who = Some(pointed.by.clone());
                self.kind = Some(Kind::Floor(
                    pointed.span.start,
                    pointed.span.end,
                    pointed.words(),
                    pointed.behind,
                ));
            }
            _ => {}
        }
    }
}

/// Takes up what an earlier sitting left: the queue at once, the form once its text has come.
pub(super) fn found(state: &mut State, unsaved: Unsaved) -> Option<Effect> {
    floor::go_on(state, unsaved.who.clone(), unsaved.began);
    state.floor.queue = unsaved.queue.iter().cloned().collect();
    state.guarded = Some(Unsaved {
        began: state.floor.began,
        ..unsaved.clone()
    });
    if unsaved.blanks.is_empty() {
        return None;
    }
    // Whoever comes next is not asked who they are before the words are safe.
    state.asked = true;
    let (Some((document, address)), Some(kind)) = (&unsaved.place, &unsaved.kind) else {
        told(state, &unsaved);
        return None;
    };
    let screen = match kind {
        Kind::Floor(..) => Screen::Floor,
        _ => Screen::Text,
    };
    state.overlay = None;
    state.text.open(document, None);
    state.address = Some(Address::new(address));
    state.restoring = Some(unsaved);
    let questions = show(state, screen);
    ask(questions)
}

/// The text has come: the form is opened again.
pub(super) fn reopen(state: &mut State) {
    let Some(unsaved) = state.restoring.take() else {
        return;
    };
    let found = unsaved.place.as_ref().and_then(|(document, address)| {
        let text = state.text.text.as_ref()?;
        let index = text.find(&Address::new(address)).ok()?.index;
        (state.text.document.as_ref() == Some(document)).then(|| Here {
            document: document.clone(),
            index,
            name: text.name(index).to_owned(),
        })
    });
    let opened = found.is_some_and(|here| match unsaved.kind.clone() {
        Some(Kind::Propose(what)) => {
            // Whether it can be done now is told when it is sent: the words come first.
            let _ = forms::propose(state, &here, what);
            true
        }
        Some(Kind::Edit) => {
            forms::edit(state, &here);
            true
        }
        Some(Kind::Floor(from, to, there, behind)) => {
            floor::reopen(state, &here, (from..to, &there, behind))
        }
        None => false,
    });
    let Some(Overlay::Form(form)) = state.overlay.as_mut().filter(|_| opened) else {
        told(state, &unsaved);
        return;
    };
    for (label, words) in &unsaved.blanks {
        let blank = form.blanks.iter_mut().find(|blank| blank.label == label);
        if let Some(blank) = blank {
            blank.field.set(words);
        }
    }
    form.touched = true;
    form.compare();
    form.look();
    state.say("these words were not saved when the program ended: here they are again");
}

/// The words themselves, where there is no form for them.
fn told(state: &mut State, unsaved: &Unsaved) {
    let written = unsaved.blanks.iter();
    state.overlay = Some(Overlay::Told {
        title: format!("Not saved when the program ended: {}", unsaved.title),
        paragraphs: written
            .filter(|(_, words)| !words.trim().is_empty())
            .map(|(label, words)| format!("{label}: {words}"))
            .collect(),
        over: false,
    });
}

/// What is to be kept now, where that is something else than what is kept.
pub(super) fn guard(state: &mut State) -> Option<Effect> {
    let now = Unsaved::of(state);
    if now == state.guarded {
        return None;
    }
    state.guarded.clone_from(&now);
    state.guards += 1;
    Some(Effect::Guard(state.guards, now.map(Box::new)))
}
