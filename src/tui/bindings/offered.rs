//! Everything that keys mean on the screen that is shown.

use super::binding::Binding;
use super::everywhere::{ACTS, EVERYWHERE, RULINGS};
use super::screens::{BOARD, COMPARE, DESK, FLOOR, PARAGRAPH, PROPOSALS, TEXT};
use crate::tui::screen::Screen;
use crate::tui::state::State;

/// Everything that keys mean on the screen that is shown, its own meanings first.
pub(in crate::tui) fn bindings(state: &State) -> impl Iterator<Item = &'static Binding> {
    let (own, acts, rulings): (&'static [Binding], &'static [Binding], &'static [Binding]) =
        match state.screen {
            Screen::Desk => (DESK, ACTS, RULINGS),
            Screen::Text => (TEXT, ACTS, RULINGS),
            Screen::Compare => (COMPARE, &[], &[]),
            Screen::Proposals => (PROPOSALS, ACTS, &[]),
            Screen::Paragraph => (PARAGRAPH, ACTS, RULINGS),
            Screen::Floor => (FLOOR, &[], RULINGS),
            Screen::Board => (BOARD, ACTS, RULINGS),
        };
    own.iter().chain(acts).chain(rulings).chain(EVERYWHERE)
}
