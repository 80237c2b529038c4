//! Whose words stand in the desk's text once a delegation has joined a proposal in the room, or taken it over, or thought better of it.

use std::collections::BTreeMap;

use crate::consensus::Ledger;
use crate::meeting::Meeting;
use crate::ops::plan::{signed, unsigned};
use crate::record::{Act, ActId, Proposal, Slug, Target, Verb};
use crate::repo::Repository;
use crate::rolling::Signing;
use crate::text::Document;

/// A document's text at the desk, as the acts that are taken in leave it.
pub(super) struct Owners<'a> {
    desk: &'a Meeting,
    document: &'a str,
    /// Where it is another than the desk's.
    text: Option<Vec<u8>>,
    /// What acts made of what, of those that were taken in.
    made: BTreeMap<ActId, (Vec<u8>, Vec<u8>)>,
}

impl<'a> Owners<'a> {
    pub(super) fn of(desk: &'a Meeting, document: &'a str) -> Owners<'a> {
        Owners {
            desk,
            document,
            text: None,
            made: BTreeMap::new(),
        }
    }

    /// What an act makes of the text: the bytes before and after; nothing where it leaves the text alone.
    pub(super) fn change(
        &self,
        act: &Act,
        (proposals, ledger): (&BTreeMap<Slug, Proposal>, &Ledger),
    ) -> Option<(Vec<u8>, Vec<u8>)> {
        let present = match &self.text {
            Some(bytes) => self.read(bytes),
            None => (*self.desk.text(self.document)?).clone(),
        };
        let after = match (act.verb, &act.target) {
            (verb, Target::Proposal(slug)) => {
                let of = (proposals.get(slug)?, ledger.cases.get(slug)?);
                let signing = match verb {
                    Verb::CoSponsor => Signing::Joins(&act.by),
                    Verb::AdoptAsOwn => Signing::TakesOver(&act.by),
                    Verb::Withdraw if of.1.is_joined_by(&act.by) => Signing::Leaves(&act.by),
                    _ => return None,
                };
                signed(self.desk, &present, of, signing)
            }
            (Verb::Retract, Target::Act(id)) => {
                let (before, after) = self.made(id)?;
                unsigned(self.desk, &present, (&before, &after))
            }
            _ => None,
        };
        let before = present.print();
        after
            .filter(|after| *after != before)
            .map(|after| (before, after))
    }

    /// Notes on an act what it makes of the text, as the desk's own acts say it.
    pub(super) fn note(act: &mut Act, (before, after): &(Vec<u8>, Vec<u8>)) {
        act.over = Some(Repository::hash(before));
        act.text = Some(Repository::hash(after));
    }

    /// Takes the text as the act leaves it, now that it is filed.
    pub(super) fn take(&mut self, act: &Act, change: (Vec<u8>, Vec<u8>)) {
        self.text = Some(change.1.clone());
        self.made.insert(act.id.clone(), change);
    }

    /// What somebody's signature made of what, of those that only name owners.
    fn made(&self, id: &ActId) -> Option<(Document, Document)> {
        if let Some((before, after)) = self.made.get(id) {
            return Some((self.read(before), self.read(after)));
        }
        let act = self.desk.register(self.document)?.act(id)?;
        if !matches!(
            act.verb,
            Verb::CoSponsor | Verb::AdoptAsOwn | Verb::Withdraw
        ) {
            return None;
        }
        let known = |version| self.desk.text_of(version);
        let (before, after) = (known(act.over.as_ref()?)?, known(act.text.as_ref()?)?);
        Some(((*before).clone(), (*after).clone()))
    }

    fn read(&self, bytes: &[u8]) -> Document {
        Document::parse_with(bytes.to_vec(), self.desk.parties())
    }
}
