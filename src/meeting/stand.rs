//! The standing of every paragraph of a document: what was filed on it is gathered and judged.

use std::collections::HashMap;

use super::adopted::{adopted, is_same};
use super::awaited::Awaited;
use super::docket::{Docket, Here};
use super::facts::facts;
use super::placer::Placer;
use super::read::Meeting;
use super::register::Register;
use crate::consensus::{
    Filed, Ledger, PlacedStance, Room, Ruling, Silence, Since, StanceRecord, Standing, Status,
    standing,
};
use crate::record::{ActId, Anchor, Target, Verb};
use crate::repo::BlobId;
use crate::text::{Digests, Document, unsigned};

/// The standings of a document's paragraphs, by ordinal.
pub(super) fn standings(
    meeting: &Meeting,
    document: &str,
    text: &Document,
    (register, docket): (&Register, &Docket),
) -> Vec<Standing> {
    let ledger = &register.ledger;
    let length = text.paragraphs().len();
    let mut placer = Placer::new(meeting, document, length);
    let mut rulings: Vec<Vec<&Ruling>> = vec![Vec::new(); length];
    for ruling in &ledger.rulings {
        let index = placer.place(&ruling.anchor).index();
        if let Some(list) = index.and_then(|index| rulings.get_mut(index)) {
            list.push(ruling);
        }
    }
    let mut silences: Vec<Vec<&Silence>> = vec![Vec::new(); length];
    for silence in &ledger.silences {
        match &silence.target {
            Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => {
                let index = placer.place(anchor).index();
                if let Some(list) = index.and_then(|index| silences.get_mut(index)) {
                    list.push(silence);
                }
            }
            Target::Document => {
                for list in &mut silences {
                    list.push(silence);
                }
            }
            Target::Proposal(_) | Target::Act(_) => {}
        }
    }
    let mut closed = adopted(meeting, document, text, register).paragraphs;
    let room = Room {
        roll: &meeting.roll,
        now: meeting.now,
        adopted: ledger.adopted.is_some(),
    };
    let mut changes = Changes::new(meeting, document, text);
    facts(text)
        .iter()
        .enumerate()
        .map(|(index, fact)| {
            let here = docket.paragraphs.get(index);
            let stances = here.map(|here| here.stances.as_slice()).unwrap_or_default();
            let proposals = here
                .map(|here| here.proposals.as_slice())
                .unwrap_or_default();
            let (adoption, since) = closed
                .get_mut(index)
                .and_then(Option::take)
                .map_or((None, Since::Same), |(one, since)| (Some(one), since));
            let ruled = rulings.get(index).map(Vec::as_slice).unwrap_or_default();
            let silent = silences.get(index).map(Vec::as_slice).unwrap_or_default();
            let unseen = here.is_some_and(|here| {
                let eyes = Eyes {
                    meeting,
                    register,
                    now: &fact.words,
                };
                eyes.unseen(here, ruled, silent)
            });
            let filed = Filed {
                unseen,
                rulings: ruled.to_vec(),
                stances: stances
                    .iter()
                    .filter_map(|n| ledger.stance(*n))
                    .map(|record| PlacedStance {
                        record,
                        stale: changes.since(&record, index),
                        waits: waits(meeting, document, &record),
                    })
                    .collect(),
                proposals: proposals
                    .iter()
                    .filter_map(|slug| ledger.cases.get_key_value(slug))
                    .collect(),
                silences: silent.to_vec(),
                chapeaux: chapeaux(meeting, ruled, fact.chapeau.as_deref()),
                adoption,
                since,
            };
            standing(fact, &filed, &room)
        })
        .collect()
}

/// Whether the room has had the words of a paragraph before it.
struct Eyes<'a> {
    meeting: &'a Meeting,
    register: &'a Register,
    now: &'a str,
}

impl Eyes<'_> {
    /// Whether the room looked at the paragraph, and always at other words than today's: they came in afterwards, and by no act of the room.
    fn unseen(&self, here: &Here, rulings: &[&Ruling], silences: &[&Silence]) -> bool {
        let mut looks = rulings
            .iter()
            .filter(|one| matches!(one.verb, Verb::Discuss | Verb::Agree | Verb::Reopen))
            .peekable();
        if looks.peek().is_none() && silences.is_empty() {
            return false;
        }
        let discussed = looks.any(|ruling| self.stood_at(&ruling.anchor));
        let silent = silences.iter().any(|silence| {
            let frozen = silence.digests.as_ref();
            frozen.is_none_or(|then| then.folded == Digests::of(self.now).folded)
        });
        !discussed && !silent && !self.made_by_the_room(here)
    }

    /// Whether these words stood there; so it is taken where the text of that time is not to be had.
    fn stood_at(&self, anchor: &Anchor) -> bool {
        let then = self.meeting.text_of(&anchor.version);
        let was = then.as_ref().map(|text| text.paragraphs());
        was.is_none_or(|was| {
            let was = was.get(anchor.ordinal);
            was.is_some_and(|was| is_same(&was.text, self.now))
        })
    }

    /// Whether the words came in by an act of the room: a proposal taken in, a bracket settled.
    fn made_by_the_room(&self, here: &Here) -> bool {
        let register = self.register;
        let everywhere = register.proposals.iter();
        let everywhere = everywhere.filter(|(_, one)| one.anchor.is_none());
        let slugs = here
            .proposals
            .iter()
            .chain(everywhere.map(|(slug, _)| slug));
        let on_proposals = slugs
            .filter_map(|slug| register.ledger.cases.get(slug))
            .flat_map(|case| &case.acts)
            .filter_map(|id| register.act(id));
        let on_it = here.acts.iter().filter_map(|n| register.acts.get(*n));
        let on_it = on_it.filter(|act| act.verb != Verb::Edit);
        on_proposals.chain(on_it).any(|act| {
            let left = act.text.and_then(|text| self.meeting.text_of(&text));
            left.is_some_and(|text| {
                let mut paragraphs = text.paragraphs().iter();
                let near = |was: &str| was.len().abs_diff(self.now.len()) < 48;
                paragraphs.any(|one| near(&one.text) && is_same(&one.text, self.now))
            })
        })
    }
}

/// The words of the chapeaux under which a paragraph was agreed, where they are not those of today: a ruling holds their digests only.
fn chapeaux<'a>(
    meeting: &Meeting,
    rulings: &[&'a Ruling],
    now: Option<&str>,
) -> Vec<(&'a ActId, String)> {
    let Some(now) = now else {
        return Vec::new();
    };
    let then = |ruling: &&'a Ruling| {
        let frozen = ruling.chapeau.as_ref()?;
        if frozen.strict == Digests::of(now).strict {
            return None;
        }
        let text = meeting.text_of(&ruling.anchor.version)?;
        let parent = text.paragraphs().get(ruling.anchor.ordinal)?.parent?;
        let words = text.paragraphs().get(parent)?.text.clone();
        (Digests::of(&words).strict == frozen.strict).then_some((&ruling.act, words))
    };
    rulings.iter().filter_map(then).collect()
}

/// What a stance is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Width {
    /// A whole paragraph.
    Whole,
    /// A bracket, which is known by what stands in it, owners and all.
    Bracket,
}

/// Which paragraphs have changed in their words since a stance was taken on them, each looked up once.
struct Changes<'a> {
    meeting: &'a Meeting,
    present: Option<BlobId>,
    text: &'a Document,
    known: HashMap<(BlobId, usize, usize, Width), bool>,
}

impl<'a> Changes<'a> {
    fn new(meeting: &'a Meeting, document: &str, text: &'a Document) -> Changes<'a> {
        let draft = meeting.draft(document);
        Changes {
            meeting,
            present: draft.and_then(|draft| draft.version.clone()),
            text,
            known: HashMap::new(),
        }
    }

    fn since(&mut self, record: &StanceRecord<'_>, index: usize) -> bool {
        let (anchor, width) = match record.target {
            Target::Paragraph(anchor) => (anchor, Width::Whole),
            Target::Bracket { anchor, .. } => (anchor, Width::Bracket),
            _ => return false,
        };
        if self.present.as_ref() == Some(&anchor.version) {
            return false;
        }
        let key = (anchor.version.clone(), anchor.ordinal, index, width);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let changed = self.differs(anchor, index, width);
        self.known.insert(key, changed);
        changed
    }

    fn differs(&self, anchor: &Anchor, index: usize, width: Width) -> bool {
        let version = self.meeting.text_of(&anchor.version);
        let then = version
            .as_ref()
            .and_then(|text| text.paragraphs().get(anchor.ordinal));
        match (then, self.text.paragraphs().get(index)) {
            (Some(then), Some(now)) => {
                !is_same(&then.text, &now.text)
                    && (width == Width::Bracket
                        || version.as_ref().is_none_or(|was| {
                            unsigned(was, anchor.ordinal) != unsigned(self.text, index)
                        }))
            }
            (None, _) => false,
            (_, None) => true,
        }
    }
}

/// What a stance still waits for, by its name of today; nothing once the paragraph is agreed, the proposal accepted.
fn waits(meeting: &Meeting, document: &str, record: &StanceRecord<'_>) -> Option<String> {
    let until = record.until?;
    let met = match meeting.awaited(document, until, record.until_at) {
        Some(Awaited::Proposal(other, slug)) => {
            let register = meeting.register(&other);
            let cases = register.as_ref().map(|register| &register.ledger.cases);
            cases
                .and_then(|cases| cases.get(&slug))
                .is_some_and(|case| {
                    matches!(
                        case.status,
                        Status::Accepted | Status::AcceptedAsAmended | Status::Adopted
                    )
                })
        }
        Some(Awaited::Paragraph(other, index)) => meeting
            .register(&other)
            .is_some_and(|register| is_agreed(meeting, &other, &register.ledger, index)),
        None => false,
    };
    (!met)
        .then(|| meeting.awaited_as(document, until, record.until_at))
        .flatten()
}

/// Whether the last ruling on a paragraph that opens or closes it was a gavel.
fn is_agreed(meeting: &Meeting, document: &str, ledger: &Ledger, index: usize) -> bool {
    let last = ledger.rulings.iter().rev().find(|ruling| {
        matches!(ruling.verb, Verb::Agree | Verb::Reopen)
            && meeting.place(document, &ruling.anchor).index() == Some(index)
    });
    last.is_some_and(|ruling| ruling.verb == Verb::Agree)
}
