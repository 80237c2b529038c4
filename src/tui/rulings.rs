//! Acts from the screens: on what is selected, planned at once or asked about where there is more to say.

use super::here::Here;
use super::message::{Effect, Then};
use super::notices::{no_ruling, nothing_here};
use super::overlay::Overlay;
use super::places::{document_here, here, proposals_for, proposals_here, sponsor_of};
use super::screen::Screen;
use super::screens::DeskPane;
use super::seat::{Seat, is_secretariat, no_edit, no_right};
use super::state::State;
use super::{forms, lists};
use crate::consensus::{Needs, needs};
use crate::ops::{Aim, Command, Order};
use crate::record::{Level, Verb};

/// Gavels everything on the board that is ready, once its words have been looked at.
pub(super) fn gavel_ready(state: &mut State) -> Option<Effect> {
    if Seat::of(state) == Seat::Party {
        no_ruling(state);
        return None;
    }
    let ready = state.board.ready();
    let aims: Vec<Aim> = ready
        .iter()
        .map(|row| {
            Aim::Paragraph(
                row.document.clone(),
                crate::text::Address::new(row.name.clone()),
            )
        })
        .collect();
    if aims.is_empty() {
        state.note("nothing here is ready to be agreed");
        return None;
    }
    plan(
        Command::Rule {
            verb: Verb::Agree,
            aims,
            level: Some(Level::Agreed),
            reason: None,
            closes: None,
        },
        Then::Ask,
    )
}

/// Rules over an objection, with a reason.
pub(super) fn overrule(state: &mut State) -> Option<Effect> {
    let (here, verb, level) = state.ruling.take()?;
    forms::rule(state, &here, verb, level)
}

pub(super) fn treat(state: &mut State, verb: Verb) -> Option<Effect> {
    let mut names = proposals_for(state, verb);
    if names.is_empty() {
        // Refused with what the rules say.
        names = proposals_here(state);
    }
    let Some((name, _)) = names.first().cloned() else {
        state.refuse(&crate::consensus::Refusal {
            what: "there is no proposal here".to_owned(),
            because: Vec::new(),
            hint: Some("4 lists the proposals".to_owned()),
        });
        return None;
    };
    if names.len() > 1 {
        state.overlay = Some(Overlay::Pick(lists::which_proposal(&names, verb)));
        return None;
    }
    treat_one(state, verb, name)
}

/// An act on one proposal: planned at once, or asked about where it has more to say.
pub(super) fn treat_one(state: &mut State, verb: Verb, name: String) -> Option<Effect> {
    let has_more = matches!(
        verb,
        Verb::Park | Verb::SetAside | Verb::Return | Verb::Withdraw | Verb::Merge | Verb::Supersede
    );
    // A party does it in its own name; an officer says in whose.
    let asks_whose =
        needs(verb) == Needs::Party && state.person().is_some_and(|person| person.role.is_some());
    if has_more || asks_whose {
        let sponsor = sponsor_of(state, &name);
        return forms::treat(state, (verb, name), sponsor);
    }
    plan(
        Command::Treat {
            verb,
            proposals: vec![name],
            into: None,
            wording: None,
            reason: None,
        },
        Then::Ask,
    )
}

pub(super) fn rule(state: &mut State, verb: Verb, level: Option<Level>) -> Option<Effect> {
    let Some(here) = here(state) else {
        nothing_here(state);
        return None;
    };
    if Seat::before(state, Some(&here.document)) == Seat::Party {
        no_ruling(state);
        return None;
    }
    state.ruling = Some((here.clone(), verb, level));
    if matches!(
        verb,
        Verb::Park | Verb::Reopen | Verb::Certify | Verb::OpenSilence
    ) {
        return forms::rule(state, &here, verb, level);
    }
    plan(
        Command::Rule {
            verb,
            aims: vec![here.aim()],
            level,
            reason: None,
            closes: None,
        },
        Then::Ask,
    )
}

/// What becomes of a bracket of the paragraph: asked for where it has several, or several kinds of words.
pub(super) fn settle(state: &mut State, here: &Here) -> Option<Effect> {
    // A party gives up what is its own; of others' words whoever may change the text says which stand.
    let party = Seat::before(state, Some(&here.document)) == Seat::Party;
    if let Some(refusal) = no_edit(state, &here.document).filter(|_| !party) {
        state.refuse(&refusal);
        return None;
    }
    let list = lists::brackets(state, here)?;
    if list.entries.is_empty() {
        let any = state.text.text.as_ref();
        let any = any.is_some_and(|text| text.contested(here.index).next().is_some());
        state.note(match (&state.who, any) {
            (Some(who), true) => format!("{who} holds no words in brackets here"),
            _ => format!("no bracket stands in {}", here.name),
        });
        return None;
    }
    state.overlay = Some(Overlay::Pick(list));
    None
}

/// The document that an act on a whole document is meant for.
fn whole(state: &mut State) -> Option<String> {
    let listed = || Some(state.desk.document()?.id.clone());
    let document = match state.screen {
        Screen::Desk if state.desk.pane == DeskPane::Documents => listed(),
        _ => document_here(state),
    };
    if document.is_none() {
        nothing_here(state);
    }
    document
}

/// A revision of the document, once its number is written.
pub(super) fn issue(state: &mut State) -> Option<Effect> {
    let document = whole(state)?;
    match no_right(state, &document, Verb::Issue) {
        Some(refusal) => state.refuse(&refusal),
        None => forms::issue(state, document),
    }
    None
}

/// A document's proposals into its text; the secretariat does it in the name of whoever holds the pen.
pub(super) fn compile(state: &mut State) -> Option<Effect> {
    let document = whole(state)?;
    if is_secretariat(state) {
        forms::compile(state, document);
        return None;
    }
    if let Some(refusal) = no_right(state, &document, Verb::Bracket) {
        state.refuse(&refusal);
        return None;
    }
    let chosen = Vec::new();
    plan(Command::Compile { document, chosen }, Then::Ask)
}

/// The adoption of the document, by the chair.
pub(super) fn adopt(state: &mut State) -> Option<Effect> {
    let selected = state.board.selected().map(|row| row.document.clone());
    let Some(document) = state.board.document.clone().or(selected) else {
        state.note("of which document? f shows the board of one");
        return None;
    };
    match no_right(state, &document, Verb::Adopt) {
        Some(refusal) => state.refuse(&refusal),
        None => forms::adopt(state, document),
    }
    None
}

/// Has a command planned.
pub(super) fn plan(command: Command, then: Then) -> Option<Effect> {
    let order = Order {
        command,
        by: None,
        heard: None,
    };
    Some(Effect::Plan(order, then))
}
