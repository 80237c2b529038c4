//! What of the present text was adopted, and what has become of those words since.

use super::placer::Placer;
use super::read::Meeting;
use super::register::Register;
use crate::consensus::{Adoption, Since};
use crate::record::Anchor;
use crate::text::{Digests, Document, without_references};

/// What was adopted of a document.
#[derive(Debug, Default)]
pub(super) struct Adopted<'a> {
    /// By the present paragraph's ordinal: what adopted it, and what became of its words.
    pub(super) paragraphs: Vec<Option<(&'a Adoption, Since)>>,
    /// Paragraphs that were adopted and are gone, with their names then.
    pub(super) gone: Vec<String>,
}

/// What was adopted of a document; of two adoptions of one paragraph the later counts.
pub(super) fn adopted<'a>(
    meeting: &Meeting,
    document: &str,
    text: &Document,
    register: &'a Register,
) -> Adopted<'a> {
    let length = text.paragraphs().len();
    let mut found = Adopted {
        paragraphs: vec![None; length],
        gone: Vec::new(),
    };
    let mut placer = Placer::new(meeting, document, length);
    let adoptions = register.ledger.adoptions.iter();
    for adoption in adoptions.filter(|one| one.carried()) {
        let version = adoption.text.as_ref();
        let then = version.and_then(|version| meeting.text_of(version));
        let (Some(version), Some(then)) = (version, then) else {
            // The words are not here any more (a shallow copy): what is adopted, and no more, is known.
            let scope = match &adoption.section {
                None => Some(0..length),
                Some(anchor) => {
                    let heading = placer.place(anchor).index();
                    heading.and_then(|heading| text.section(heading))
                }
            };
            for slot in scope
                .and_then(|scope| found.paragraphs.get_mut(scope))
                .into_iter()
                .flatten()
            {
                *slot = Some((adoption, Since::Same));
            }
            continue;
        };
        let scope = match &adoption.section {
            None => Some(0..then.paragraphs().len()),
            Some(anchor) => then.section(anchor.ordinal),
        };
        let mut stands = vec![false; length];
        for ordinal in scope.unwrap_or_default() {
            let anchor = Anchor {
                version: version.clone(),
                ordinal,
                label: then.name(ordinal).to_owned(),
            };
            let was = then.paragraphs().get(ordinal);
            let place = placer.place(&anchor).index();
            let now = place.and_then(|index| text.paragraphs().get(index));
            let (Some(index), Some(was), Some(now)) = (place, was, now) else {
                found.gone.push(anchor.label);
                continue;
            };
            let since = match is_same(&was.text, &now.text) {
                true => Since::Same,
                false => Since::Other(was.text.clone()),
            };
            if let (Some(slot), Some(stands)) =
                (found.paragraphs.get_mut(index), stands.get_mut(index))
            {
                *slot = Some((adoption, since));
                *stands = true;
            }
        }
        if adoption.section.is_none() {
            let others = found.paragraphs.iter_mut().zip(&stands);
            for (slot, _) in others.filter(|(_, stands)| !**stands) {
                *slot = Some((adoption, Since::New));
            }
        }
    }
    found
}

/// Whether two paragraphs say the same, but for marks, spaces and the numbers of other paragraphs.
pub(super) fn is_same(was: &str, now: &str) -> bool {
    was == now
        || Digests::of(was).folded == Digests::of(now).folded
        || without_references(was) == without_references(now)
}
