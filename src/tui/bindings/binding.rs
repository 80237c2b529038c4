//! One meaning of some keys.

use ratatui::crossterm::event::KeyCode;

use crate::tui::intent::Intent;
use crate::tui::press::Press;

/// One meaning of some keys.
#[derive(Debug)]
pub(in crate::tui) struct Binding {
    /// The keys; the first is the one shown.
    pub(in crate::tui) keys: &'static [Press],
    /// A word or two for the last row; empty where it is not shown there.
    pub(in crate::tui) short: &'static str,
    /// A sentence for the list.
    pub(in crate::tui) long: &'static str,
    /// What they mean.
    pub(in crate::tui) intent: Intent,
}

pub(super) const fn bind(
    keys: &'static [Press],
    short: &'static str,
    long: &'static str,
    intent: Intent,
) -> Binding {
    Binding {
        keys,
        short,
        long,
        intent,
    }
}

pub(super) const ENTER: Press = Press::key(KeyCode::Enter);
