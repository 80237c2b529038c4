//! Acts from the screens: on what is selected, planned at once or asked about where there is more to say.

use super::message::{Effect, Then};
use super::notices::{no_ruling, nothing_here};
use super::overlay::Overlay;
use super::places::{here, proposals_for, proposals_here};
use super::seat::Seat;
use super::state::State;
use super::{forms, lists};
use crate::ops::{self, Aim, Command, Order};
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
pub(super) fn overrule(state: &mut State) {
    if let Some((here, verb, level)) = state.ruling.take() {
        forms::rule(state, &here, verb, level);
    }
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
        state.overlay = Some(Overlay::Pick(lists::which_proposal(
            &names,
            ops::verb_name(verb),
        )));
        return None;
    }
    treat_one(state, verb, name)
}

/// An act on one proposal: planned at once, or asked about where it has more to say.
fn treat_one(state: &mut State, verb: Verb, name: String) -> Option<Effect> {
    if matches!(
        verb,
        Verb::Park | Verb::SetAside | Verb::Return | Verb::Withdraw | Verb::Merge | Verb::Supersede
    ) {
        forms::treat(state, verb, name);
        return None;
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
        forms::rule(state, &here, verb, level);
        return None;
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

/// Has a command planned.
pub(super) fn plan(command: Command, then: Then) -> Option<Effect> {
    let order = Order {
        command,
        by: None,
        heard: None,
    };
    Some(Effect::Plan(order, then))
}
