//! Where anchors stand in the present text; what was filed is laid there.

use std::collections::HashMap;
use std::sync::Arc;

use super::docket::{Docket, Here};
use super::placement::{Placement, Placements};
use super::read::Meeting;
use super::register::Register;
use super::seats::Seats;
use crate::record::{Anchor, Target};
use crate::repo::BlobId;

/// Places many anchors of one document, asking the shelf once a version.
pub(super) struct Placer<'a> {
    meeting: &'a Meeting,
    document: &'a str,
    present: Option<BlobId>,
    length: usize,
    known: HashMap<BlobId, Option<Arc<Placements>>>,
    /// Texts that a revision only gave other numbers to, and the texts that it left: paragraph by paragraph the same.
    numbered: HashMap<BlobId, BlobId>,
}

impl<'a> Placer<'a> {
    pub(super) fn new(meeting: &'a Meeting, document: &'a str, length: usize) -> Placer<'a> {
        Placer {
            meeting,
            document,
            present: meeting
                .draft(document)
                .and_then(|draft| draft.version.clone()),
            length,
            known: HashMap::new(),
            numbered: numbered(meeting, document),
        }
    }

    /// Where a paragraph of that name stands; a guess, for versions that are not here (a shallow copy, a text never saved).
    fn by_name(&self, label: &str) -> Placement {
        let text = self.meeting.text(self.document);
        let found = text.as_ref().and_then(|text| {
            text.paragraphs().iter().find(|paragraph| {
                let path = text.path(paragraph.index);
                text.name(paragraph.index) == label
                    || path.is_some_and(|path| path.to_string() == label)
            })
        });
        found.map_or(Placement::Unknown, |paragraph| Placement::At {
            index: paragraph.index,
            certain: false,
        })
    }

    /// Where an anchor stands in the present text.
    pub(super) fn place(&mut self, anchor: &Anchor) -> Placement {
        let Some(present) = &self.present else {
            return Placement::Gone;
        };
        if anchor.version == *present {
            return if anchor.ordinal < self.length {
                Placement::At {
                    index: anchor.ordinal,
                    certain: true,
                }
            } else {
                Placement::Unknown
            };
        }
        let version = self.numbered.get(&anchor.version);
        let version = version.unwrap_or(&anchor.version);
        if version == present && anchor.ordinal < self.length {
            return Placement::At {
                index: anchor.ordinal,
                certain: true,
            };
        }
        if !self.known.contains_key(version) {
            let places = self.meeting.placements(self.document, version, present);
            self.known.insert(version.clone(), places);
        }
        match self.known.get(version) {
            Some(Some(places)) => places.at(anchor.ordinal),
            _ => self.by_name(&anchor.label),
        }
    }
}

impl Docket {
    pub(super) fn of(meeting: &Meeting, document: &str, register: &Register) -> Docket {
        let text = meeting.text(document);
        let length = text.as_ref().map_or(0, |text| text.paragraphs().len());
        let mut seats = text
            .as_ref()
            .map(|text| Seats::new(text, meeting.parties()));
        let mut docket = Docket {
            paragraphs: vec![Here::default(); length],
            ..Docket::default()
        };
        let mut placer = Placer::new(meeting, document, length);
        for (slug, proposal) in &register.proposals {
            let placement = proposal.anchor.as_ref().map(|anchor| placer.place(anchor));
            let at = placement.as_ref().and_then(Placement::index);
            let case = register.ledger.cases.get(slug);
            let stands = match (&mut seats, case) {
                (Some(seats), Some(case)) => seats.of(proposal, case, at),
                _ => Vec::new(),
            };
            let here: &[usize] = match stands.is_empty() {
                // What was taken back stands nowhere any more.
                true if register.ledger.is_undone(slug) => &[],
                true => at.as_slice(),
                false => &stands,
            };
            for index in here {
                if let Some(here) = docket.paragraphs.get_mut(*index) {
                    here.proposals.push(slug.clone());
                }
            }
            if !stands.is_empty() {
                docket.seats.insert(slug.clone(), stands);
            }
            if let Some(placement) = placement {
                docket.proposals.insert(slug.clone(), placement);
            }
        }
        // Each target is placed once, however many acts are about it.
        let targets: Vec<(&Target, Option<Placement>)> = register
            .acts
            .targets()
            .map(|target| match target {
                Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => {
                    (target, Some(placer.place(anchor)))
                }
                _ => (target, None),
            })
            .collect();
        for n in 0..register.ledger.held() {
            let aim = register.ledger.aim(n);
            match aim.and_then(|aim| targets.get(aim)) {
                Some((_, Some(placement))) => match docket.here(*placement) {
                    Some(here) => here.stances.push(n),
                    None => docket.gone.push(n),
                },
                Some((Target::Proposal(slug), None)) => {
                    if let Some(list) = docket.on_proposals.get_mut(slug) {
                        list.push(n);
                    } else {
                        docket.on_proposals.insert(slug.clone(), vec![n]);
                    }
                }
                Some((Target::Document, None)) => docket.on_document.push(n),
                _ => {}
            }
        }
        for n in 0..register.acts.len() {
            let aim = register.acts.aim(n).and_then(|aim| targets.get(aim));
            if let Some((_, Some(placement))) = aim
                && let Some(here) = docket.here(*placement)
            {
                here.acts.push(n);
            }
        }
        docket
    }
}

/// For each text that a revision numbered anew, the last one that it became so.
fn numbered(meeting: &Meeting, document: &str) -> HashMap<BlobId, BlobId> {
    let mut numbered: HashMap<BlobId, BlobId> = HashMap::new();
    let Some(register) = meeting.register(document) else {
        return numbered;
    };
    // From the last: what an earlier one left may be what a later one found.
    for (id, _) in register.ledger.issues.iter().rev() {
        let Some(act) = register.act(id) else {
            continue;
        };
        if let (Some(over), Some(text)) = (act.over, act.text)
            && over != text
        {
            let last = numbered.get(&text).cloned().unwrap_or(text);
            numbered.entry(over).or_insert(last);
        }
    }
    numbered
}
