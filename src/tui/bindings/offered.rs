//! Everything that keys mean on the screen that is shown.

use super::binding::Binding;
use super::everywhere::{ACTS, EVERYWHERE, ON_THE_WHOLE, RULINGS};
use super::screens::{ASIDE, BOARD, COMPARE, DESK, FLOOR, PARAGRAPH, PROPOSALS, TEXT};
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
            Screen::Board if state.board.is_aside() => (ASIDE, &[], &[]),
            Screen::Board => (BOARD, ACTS, RULINGS),
        };
    let whole: &'static [Binding] = match state.screen {
        Screen::Compare | Screen::Floor => &[],
        _ => ON_THE_WHOLE,
    };
    own.iter()
        .chain(acts)
        .chain(rulings)
        .chain(whole)
        .chain(EVERYWHERE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::{Palette, Theme};

    /// Room for a sentence behind the keys, in a window of 80 columns.
    const ROOM: usize = 58;

    #[test]
    fn every_key_has_a_sentence_that_fits_the_list_and_words_that_fit_the_last_row() {
        let theme = Theme {
            palette: Palette::Dark,
        };
        let mut state = State::new((80, 24), theme, None);
        for screen in Screen::ALL {
            state.screen = screen;
            for binding in bindings(&state) {
                let wide = crate::view::width(binding.long);
                assert!(wide > 0 && wide <= ROOM, "{screen:?}: {}", binding.long);
                assert!(crate::view::width(binding.short) <= 16, "{}", binding.short);
                assert!(!binding.keys.is_empty());
            }
        }
    }
}
