//! What is said at the foot from several places.

use super::state::State;
use crate::consensus::Refusal;

/// Says that what was asked for would not be seen.
pub(super) fn too_small(state: &mut State) {
    state.refuse(&Refusal {
        what: "the window is too small for this".to_owned(),
        because: Vec::new(),
        hint: Some("make it 60 by 16 or larger".to_owned()),
    });
}

pub(super) fn nothing_here(state: &mut State) {
    state.refuse(&Refusal {
        what: "nothing is selected that this could be done to".to_owned(),
        because: Vec::new(),
        hint: Some("2 shows the text, 4 the proposals".to_owned()),
    });
}

/// Says that whoever sits here rules on nothing.
pub(super) fn no_ruling(state: &mut State) {
    let who = state.who.clone().unwrap_or_default();
    state.refuse(&Refusal {
        what: format!("{who} does not rule: whoever holds the pen does"),
        because: Vec::new(),
        hint: Some("t takes a position, p proposes".to_owned()),
    });
}
