//! What a press of a key means now.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind};

use super::bindings::{bindings, followers};
use super::intent::Intent;
use super::message::Message;
use super::press::Press;
use super::state::State;

/// What a key means now; `None` where it means nothing.
pub fn message_for(key: &KeyEvent, state: &State) -> Option<Message> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let press = Press::of(key);
    if press == Press::ctrl('c') {
        return Some(Message::Intent(Intent::Quit));
    }
    if state.overlay.is_some() {
        return Some(Message::Typed(*key));
    }
    if let Some(prefix) = state.prefix {
        let chosen = followers(prefix)
            .iter()
            .find(|follower| follower.key == press)
            .map(|follower| follower.intent);
        return Some(match chosen {
            Some(intent) => Message::Intent(intent),
            None if press == Press::key(KeyCode::Esc) => Message::Intent(Intent::Escape),
            None => Message::Stray(press.name()),
        });
    }
    bindings(state)
        .find(|binding| binding.keys.contains(&press))
        .map(|binding| Message::Intent(binding.intent))
}
