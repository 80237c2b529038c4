//! Who may do what: the authority that an act needs, and whose hand may enter it.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::refusal::Refusal;
use super::roll::{Authority, Roll};
use crate::moment::Moment;
use crate::record::{Deed, Role, Verb};

/// The rights of everybody on one document, looked up once a name.
pub(super) struct Rights<'a> {
    roll: &'a Roll,
    document: &'a str,
    known: FxHashMap<String, Option<Rc<Authority>>>,
}

/// What an act needs of the one who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// To speak for a delegation or a group.
    Party,
    /// To hold the pen: the chair, or the facilitator of the document.
    Pen,
    /// The pen, or the secretariat: clerical.
    Desk,
    /// The gavel: the chair.
    Gavel,
    /// A party, or the pen: the act's own rules say which.
    Either,
    /// Anybody known; the act's own rules say who.
    Anybody,
}

/// What an act with this verb needs of the one who does it.
pub fn needs(verb: Verb) -> Needs {
    match verb {
        Verb::Submit
        | Verb::Withdraw
        | Verb::AdoptAsOwn
        | Verb::Reintroduce
        | Verb::CoSponsor
        | Verb::Support
        | Verb::CanAccept
        | Verb::Query
        | Verb::Reserve
        | Verb::Oppose
        | Verb::Speak
        | Verb::Dissociate
        | Verb::Explain
        | Verb::BreakSilence => Needs::Party,
        Verb::Open
        | Verb::Bracket
        | Verb::Park
        | Verb::Accept
        | Verb::Merge
        | Verb::SetAside
        | Verb::Agree
        | Verb::Reopen
        | Verb::OpenSilence
        | Verb::CloseSilence => Needs::Pen,
        Verb::Return
        | Verb::Table
        | Verb::Discuss
        | Verb::Extend
        | Verb::Certify
        | Verb::Issue
        | Verb::Source
        | Verb::Edit => Needs::Desk,
        Verb::Choose | Verb::MergeAlternatives | Verb::Drop => Needs::Desk,
        Verb::Supersede | Verb::Lift | Verb::Motion => Needs::Either,
        Verb::Adopt => Needs::Gavel,
        Verb::Retract | Verb::Rebase | Verb::Decide => Needs::Anybody,
    }
}

impl<'a> Rights<'a> {
    pub(super) fn of(roll: &'a Roll, document: &'a str) -> Rights<'a> {
        Rights {
            roll,
            document,
            known: FxHashMap::default(),
        }
    }

    /// Whose authority a name stands for.
    pub(super) fn authority(&mut self, name: &str) -> Option<Rc<Authority>> {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let found = self.roll.authority(name).map(Rc::new);
        self.known.insert(name.to_owned(), found.clone());
        found
    }

    /// The code or handle as the roll writes it.
    pub(super) fn canonical(&mut self, name: &str) -> String {
        self.authority(name)
            .map_or_else(|| name.to_owned(), |one| one.name().to_owned())
    }

    /// Whether somebody has the pen of the document.
    pub(super) fn has_pen(&self, authority: &Authority) -> bool {
        let Authority::Officer { handle, role } = authority else {
            return false;
        };
        match role {
            Role::Chair => true,
            Role::Secretariat => false,
            Role::Facilitator => self
                .roll
                .officer(handle)
                .is_some_and(|one| one.documents.iter().any(|held| held == self.document)),
        }
    }

    /// Says whether the one in whose name an act is done may do such an act at all, and the hand enter it.
    pub(super) fn allow(&mut self, act: &Deed<'_>) -> Result<(), Refusal> {
        let Some(authority) = self.authority(act.by) else {
            return Err(self.nobody(act.by));
        };
        self.hand(act, &authority)?;
        let verb = act.verb;
        let is_secretariat = matches!(
            *authority,
            Authority::Officer {
                role: Role::Secretariat,
                ..
            }
        );
        let allowed = match needs(verb) {
            Needs::Party => authority.is_party(),
            Needs::Pen => self.has_pen(&authority),
            Needs::Desk => self.has_pen(&authority) || is_secretariat,
            Needs::Either => authority.is_party() || self.has_pen(&authority),
            Needs::Gavel => matches!(
                *authority,
                Authority::Officer {
                    role: Role::Chair,
                    ..
                }
            ),
            Needs::Anybody => true,
        };
        if allowed {
            return Ok(());
        }
        Err(self.not_entitled(verb, &authority))
    }

    /// Says whether the one in whose name an act is done serves the meeting, whatever documents it holds, and the hand may enter it.
    pub(super) fn serves(&mut self, act: &Deed<'_>) -> Result<(), Refusal> {
        let Some(authority) = self.authority(act.by) else {
            return Err(self.nobody(act.by));
        };
        self.hand(act, &authority)?;
        match authority.is_party() {
            false => Ok(()),
            true => Err(self.not_entitled(act.verb, &authority)),
        }
    }

    fn nobody(&self, name: &str) -> Refusal {
        let refusal = Refusal::of(format!(
            "{name} is neither a delegation nor a group nor an officer of this meeting"
        ));
        match self.roll.near(name).first() {
            Some(near) => refusal.hint(format!("did you mean {near}?")),
            None => refusal.hint("add it to facilitators/delegations.yaml"),
        }
    }

    fn not_entitled(&self, verb: Verb, authority: &Authority) -> Refusal {
        let name = authority.name();
        let document = self.document;
        match needs(verb) {
            Needs::Party => Refusal::of(format!("{name} is an officer and has no position"))
                .because(format!(
                    "{verb} is done in the name of a delegation or a group"
                ))
                .hint("say in whose name: --as XNO"),
            Needs::Gavel => Refusal::of(format!("{name} may not {verb} {document}"))
                .because("only the chair adopts a document")
                .hint(match self.roll.chairs().as_slice() {
                    [] => "say who chairs, in facilitators/NAME.yaml: role: chair".to_owned(),
                    chairs => format!("the chair is {}", chairs.join(", ")),
                }),
            _ => {
                let holders = self.roll.holders(document);
                let hint = match (holders.is_empty(), authority.is_party(), verb) {
                    (true, _, _) => format!(
                        "nobody holds {document}: add documents: [{document}] to a file in facilitators/"
                    ),
                    (false, true, Verb::Accept) => {
                        format!("to say that {name} can accept it: adref position accept")
                    }
                    _ => format!("ask {}", holders.join(" or ")),
                };
                Refusal::of(format!("{name} may not {verb} in {document}"))
                    .because(format!("{name} does not hold the pen of {document}"))
                    .hint(hint)
            }
        }
    }

    /// Says whether the hand may enter it for the authority.
    fn hand(&mut self, act: &Deed<'_>, authority: &Authority) -> Result<(), Refusal> {
        let Some(hand) = act.entered_by.filter(|hand| *hand != act.by) else {
            return Ok(());
        };
        let Some(writer) = self.authority(hand) else {
            return Err(self.nobody(hand));
        };
        let allowed = match (&*writer, authority) {
            (Authority::Officer { .. }, Authority::Delegation(_) | Authority::Group(_)) => true,
            (Authority::Officer { role, .. }, Authority::Officer { .. }) => {
                matches!(role, Role::Secretariat | Role::Chair)
            }
            (Authority::Delegation(code), Authority::Group(group)) => {
                let day = act.time.day();
                self.roll
                    .delegations
                    .presidency_on(group, &day)
                    .contains(&code.as_str())
            }
            (Authority::Delegation(a), Authority::Delegation(b))
            | (Authority::Group(a), Authority::Group(b)) => a == b,
            _ => false,
        };
        if allowed {
            return Ok(());
        }
        Err(self.no_hand(&writer, authority, &act.time))
    }

    fn no_hand(&self, writer: &Authority, authority: &Authority, time: &Moment) -> Refusal {
        let refusal = Refusal::of(format!(
            "{} may not enter anything for {}",
            writer.name(),
            authority.name()
        ));
        match authority {
            Authority::Group(group) => {
                let day = time.day();
                let presidents = self.roll.delegations.presidency_on(group, &day);
                if presidents.is_empty() {
                    refusal.because(format!("nobody presides over {group} on {day}"))
                } else {
                    refusal.because(format!(
                        "{} presides over {group} on {day}",
                        presidents.join(", ")
                    ))
                }
            }
            Authority::Delegation(code) => refusal.because(format!(
                "{code} speaks for itself, or the secretariat enters it"
            )),
            Authority::Officer { handle, .. } => {
                refusal.because(format!("{handle} rules, or the secretariat enters it"))
            }
        }
        .hint("a facilitator, the chair or the secretariat can enter it for them")
    }
}
