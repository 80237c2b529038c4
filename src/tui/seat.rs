//! What whoever sits there may do: what has no right to be offered is not offered.

use super::intent::{FloorKey, Intent, Prefix};
use super::places::document_here;
use super::state::State;
use crate::consensus::{Needs, Refusal, needs};
use crate::record::{Role, Verb};

/// What is said where the worked example itself is looked at.
pub(super) fn read_only() -> Refusal {
    Refusal {
        what: "this is the worked example itself: it can only be read".to_owned(),
        because: Vec::new(),
        hint: Some("`adref demo` lays out a copy to try everything on".to_owned()),
    }
}

/// Why whoever sits here cannot change the words of a document, told before a word is written and not behind it; `None` where it can.
pub(super) fn no_edit(state: &State, document: &str) -> Option<Refusal> {
    if state.card.sealed {
        return Some(read_only());
    }
    let seat = Seat::before(state, Some(document));
    // The secretariat may; whoever holds the pen of other documents may not.
    let of_others = seat == Seat::Desk
        && state
            .person()
            .is_some_and(|person| person.role == Some(Role::Facilitator));
    if seat.may(Verb::Edit) && !of_others {
        return None;
    }
    let Some(who) = state.who.as_deref().filter(|_| seat != Seat::Reader) else {
        return Some(Refusal {
            what: "nobody is named who edits".to_owned(),
            because: Vec::new(),
            hint: Some("g w says who you are".to_owned()),
        });
    };
    Some(Refusal {
        what: format!("{who} may not edit in {document}"),
        because: vec![format!("{who} does not hold the pen of {document}")],
        hint: Some("p proposes other words".to_owned()),
    })
}

/// Why whoever sits here cannot do such an act on a whole document; `None` where they can.
pub(super) fn no_right(state: &State, document: &str, verb: Verb) -> Option<Refusal> {
    if Seat::before(state, Some(document)).may(verb) {
        return None;
    }
    let Some(who) = state.who.as_deref() else {
        return Some(Refusal {
            what: "nobody is named who does this".to_owned(),
            because: Vec::new(),
            hint: Some("W says who you are".to_owned()),
        });
    };
    let (whose, holders) = match needs(verb) {
        Needs::Gavel => ("only the chair does", holders(state, None)),
        _ => (
            "whoever holds the pen does, or the secretariat",
            holders(state, Some(document)),
        ),
    };
    Some(Refusal {
        what: format!("{who} may not {verb} {document}: {whose}"),
        because: Vec::new(),
        hint: (!holders.is_empty()).then(|| format!("ask {}", holders.join(" or "))),
    })
}

/// Whether the secretariat sits here, whatever the document.
pub(super) fn is_secretariat(state: &State) -> bool {
    let person = state.person();
    person.is_some_and(|person| person.role == Some(Role::Secretariat))
}

/// Who holds the pen of a document, its facilitators before the chair; the chair alone where none is named.
pub(super) fn holders(state: &State, document: Option<&str>) -> Vec<String> {
    let people = || state.card.people.iter();
    let holds = |held: &[String]| document.is_some_and(|one| held.iter().any(|held| held == one));
    let pens = people().filter(|one| one.role == Some(Role::Facilitator) && holds(&one.holds));
    let chairs = people().filter(|one| one.role == Some(Role::Chair));
    pens.chain(chairs).map(|one| one.code.clone()).collect()
}

/// Whether it would lead to something being written.
pub(super) fn writes(intent: Intent) -> bool {
    match intent {
        Intent::Open(prefix) => prefix != Prefix::Go,
        Intent::Floor(key) => matches!(
            key,
            FloorKey::Bracket
                | FloorKey::Alternative
                | FloorKey::Delete
                | FloorKey::Insert
                | FloorKey::Lift
                | FloorKey::Minute
        ),
        Intent::Edit
        | Intent::EditOutside
        | Intent::Propose(_)
        | Intent::Take(_)
        | Intent::Treat(_)
        | Intent::Rule(..)
        | Intent::Adopt
        | Intent::Settle
        | Intent::Compile
        | Intent::Issue
        | Intent::GavelReady
        | Intent::RebaseClean
        | Intent::Undo
        | Intent::Redo => true,
        _ => false,
    }
}

/// What somebody can do with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seat {
    /// Nothing: nobody has said who they are.
    Reader,
    /// Propose, and take positions.
    Party,
    /// Enter what others say.
    Desk,
    /// Rule.
    Pen,
    /// Rule, and adopt.
    Chair,
}

impl Seat {
    /// Whoever sits here, before the document that is looked at.
    pub(super) fn of(state: &State) -> Seat {
        Seat::before(state, document_here(state).as_deref())
    }

    /// Whoever sits here, before this document; before any where none is named.
    pub(super) fn before(state: &State, document: Option<&str>) -> Seat {
        let Some(person) = state.person() else {
            return Seat::Reader;
        };
        let holds =
            || document.is_none_or(|document| person.holds.iter().any(|held| held == document));
        match person.role {
            None => Seat::Party,
            Some(Role::Chair) => Seat::Chair,
            Some(Role::Facilitator) if holds() => Seat::Pen,
            Some(Role::Facilitator | Role::Secretariat) => Seat::Desk,
        }
    }

    /// Whether it holds the pen.
    pub(super) fn has_pen(self) -> bool {
        matches!(self, Seat::Pen | Seat::Chair)
    }

    /// Whether an act with this verb may be done from here; an officer does a party's in its name, and says in whose.
    pub(super) fn may(self, verb: Verb) -> bool {
        match (needs(verb), self) {
            (_, Seat::Reader) => false,
            (Needs::Pen, seat) => seat.has_pen(),
            (Needs::Gavel, seat) => seat == Seat::Chair,
            // A certificate of the secretariat or of the pen; a facilitator of other documents gets the refusal with its reason.
            (Needs::Desk, seat) => seat != Seat::Party,
            // An officer enters it in a party's name, and says in whose.
            (Needs::Party, _) => true,
            (Needs::Either, seat) => seat != Seat::Desk,
            (Needs::Anybody, _) => true,
        }
    }

    /// Whether a key is offered here.
    pub(super) fn is_offered(self, intent: Intent) -> bool {
        match intent {
            Intent::Treat(verb) | Intent::Rule(verb, _) => self.may(verb),
            Intent::Adopt => self.may(Verb::Adopt),
            Intent::GavelReady => self.may(Verb::Agree),
            Intent::Edit | Intent::EditOutside => self.may(Verb::Edit),
            Intent::Compile => self.has_pen() || self == Seat::Desk,
            Intent::Issue => self.may(Verb::Issue),
            Intent::Settle => self != Seat::Reader,
            Intent::Floor(_) if writes(intent) => self != Seat::Reader,
            Intent::Open(Prefix::Rule) => self.has_pen() || self == Seat::Desk,
            Intent::Open(Prefix::Deal | Prefix::Position | Prefix::Propose)
            | Intent::Propose(_)
            | Intent::Take(_) => self != Seat::Reader,
            _ => true,
        }
    }
}
