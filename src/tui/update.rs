//! What a message does to the state; nothing else is touched, what is to be done outside is given back.

use super::meaning::message_for;
use super::message::{Effect, Message, ask};
use super::state::State;
use super::{answers, intents, mouse, rescue, typing};
use crate::consensus::Refusal;

/// Takes a message; gives what is to be done outside.
pub fn update(state: &mut State, message: Message) -> Option<Effect> {
    let done = happen(state, message);
    // Whatever happened: words that are nowhere else are kept.
    match (done, rescue::guard(state)) {
        (Some(done), Some(guard)) => Some(Effect::All(vec![guard, done])),
        (done, guard) => done.or(guard),
    }
}

fn happen(state: &mut State, message: Message) -> Option<Effect> {
    match message {
        Message::Intent(intent) => intents::act(state, intent),
        Message::Stray(key) => {
            state.refuse(&Refusal {
                what: format!("{key} is none of these keys"),
                because: Vec::new(),
                hint: Some(", Esc closes".to_owned()),
            });
            None
        }
        Message::Typed(key) if typing::passes(state, &key) => {
            // What was told is read: the key means what it would mean without the box.
            state.overlay = None;
            let meant = message_for(&key, state)?;
            happen(state, meant)
        }
        Message::Typed(key) => typing::press(state, key),
        Message::Pasted(text) => typing::paste(state, &text),
        Message::Click { x, y } => mouse::click(state, x, y),
        Message::Wheel { x, y, by } => mouse::wheel(state, x, y, by),
        Message::Resized(width, height) => {
            state.size = (width, height);
            state.text.forget();
            if state.is_tiny() {
                // A box of what may follow would take keys unseen.
                state.prefix = None;
            }
            super::places::settle(state);
            let questions = super::places::lacking(state);
            ask(questions)
        }
        Message::Answered(answer) => answers::take(state, *answer),
    }
}
