//! By whose authority a version brought its words: the party's whose proposal was taken in, else that of whoever ruled.

use std::collections::{BTreeMap, HashSet};

use super::called::name_of;
use super::hand::Hand;
use crate::meeting::Meeting;
use crate::ops::causes::brought;
use crate::record::{Act, ActId, ProposalKind, Target, Verb};
use crate::repo::{BlobId, Error, Version, VersionId};
use crate::text::fold;
use crate::workspace::Workspace;

/// A change of a text that an act made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Brought {
    /// Whose words came by it, and when.
    pub hand: Hand,
    /// What the paragraph said then, where it changed one.
    pub words: Option<String>,
    /// What a paragraph said that it took out.
    pub gone: Option<String>,
    /// Where the paragraph stands today.
    pub place: Option<usize>,
}

/// Whose the changes are that versions brought.
#[derive(Debug, Clone, Default)]
pub struct Authority {
    changes: BTreeMap<VersionId, Vec<Brought>>,
}

impl Authority {
    /// The changes by which a version brought a paragraph that says this, in their order, the last one's words being these.
    pub(super) fn steps(&self, version: &Version, words: &str) -> &[Brought] {
        let all = self.changes(version);
        let Some(last) = all
            .iter()
            .rposition(|change| change.words.as_deref() == Some(words))
        else {
            return &[];
        };
        let place = all.get(last).and_then(|change| change.place);
        let same =
            |change: &&Brought| place.is_some() && change.place == place && change.words.is_some();
        let before = all.get(..last).unwrap_or_default();
        let many = before.iter().rev().take_while(same).count();
        all.get(last - many..=last).unwrap_or_default()
    }

    /// Who brought words, or took words out, in a version.
    pub(super) fn hand(
        &self,
        version: &Version,
        (came, went): (Option<&str>, Option<&str>),
    ) -> Hand {
        let all = self.changes(version);
        let did = |change: &&Brought| {
            came.is_some() && change.words.as_deref() == came
                || went.is_some() && change.gone.as_deref() == went
        };
        let same = |last: &&Brought| {
            let mut all = all.iter();
            all.all(|change| change.hand.author == last.hand.author)
        };
        let found = all.iter().rev().find(did).or(all.last().filter(same));
        found.map_or_else(
            || Hand {
                author: version.author.clone(),
                time: Some(version.time.format(FORM)),
                typed: None,
            },
            |change| change.hand.clone(),
        )
    }

    fn changes(&self, version: &Version) -> &[Brought] {
        self.changes.get(&version.id).map_or(&[], Vec::as_slice)
    }
}

/// A time as a Word file has it.
const FORM: &str = "%Y-%m-%dT%H:%M:%S%:z";

/// Who changed a document in each of these versions, by name: whose proposal was taken into the text by an act of it, else who did the act;
/// where none of its acts changed the text, by whose authority they are if they are one's; else nobody that the record knows.
///
/// # Errors
/// Where a version cannot be read.
pub fn by_authority(
    workspace: &Workspace,
    meeting: &Meeting,
    (document, versions): (&str, &[VersionId]),
) -> Result<Authority, Error> {
    let Some(register) = meeting.register(document) else {
        return Ok(Authority::default());
    };
    let mut out = Authority::default();
    for (id, causes) in brought(workspace, document, versions)? {
        // An act that this meeting does not hold is nobody's here.
        let acts = causes.iter();
        let acts = acts.filter_map(|cause| register.act(&ActId::from(cause.act.as_str())));
        let acts: Vec<Act> = acts.collect();
        let changed = in_turn(
            acts.iter()
                .filter(|act| act.over.is_some() && act.text.is_some()),
        );
        let mut changes: Vec<Brought> = Vec::new();
        for act in changed {
            let proposal = match &act.target {
                Target::Proposal(slug) => register.proposals.get(slug),
                _ => None,
            };
            let brings = matches!(act.verb, Verb::Accept | Verb::Bracket | Verb::Decide);
            let sponsor = proposal
                .filter(|_| brings)
                .map(|one| one.on_behalf_of.as_ref().unwrap_or(&one.sponsor));
            let anchor = match &act.target {
                Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => Some(anchor),
                _ => proposal.and_then(|one| one.anchor.as_ref()),
            };
            let adds = proposal.is_some_and(|one| one.kind == ProposalKind::Add);
            let whole = brings || act.verb == Verb::Edit;
            let words = act.words.as_deref().map(fold);
            let gone = proposal
                .filter(|one| matches!(one.kind, ProposalKind::Delete | ProposalKind::Replace))
                .map(|one| fold(&one.words));
            changes.push(Brought {
                hand: Hand {
                    author: name_of(meeting, sponsor.unwrap_or(&act.by)),
                    time: Some(act.time.format(FORM)),
                    typed: (act.verb == Verb::Edit).then(Vec::new),
                },
                words: words.filter(|words| whole && !words.is_empty()),
                gone,
                place: anchor
                    .filter(|_| !adds)
                    .and_then(|anchor| meeting.place(document, anchor).index()),
            });
        }
        if let (Some(first), true) = (acts.first(), changes.is_empty())
            && acts.iter().all(|act| act.by == first.by)
        {
            let time = acts.iter().map(|act| act.time).max();
            changes.push(Brought {
                hand: Hand {
                    author: name_of(meeting, &first.by),
                    time: time.map(|time| time.format(FORM)),
                    typed: None,
                },
                words: None,
                gone: None,
                place: None,
            });
        }
        out.changes.insert(VersionId(id), changes);
    }
    Ok(out)
}

/// Acts that changed one text, each on what the one before it left.
fn in_turn<'a>(acts: impl Iterator<Item = &'a Act>) -> Vec<&'a Act> {
    let mut left: Vec<&Act> = acts.collect();
    let made: HashSet<&BlobId> = left.iter().filter_map(|act| act.text.as_ref()).collect();
    let mut first = left.iter();
    let first = first.position(|act| act.over.as_ref().is_none_or(|over| !made.contains(over)));
    let mut out: Vec<&Act> = Vec::with_capacity(left.len());
    let mut at = first.unwrap_or(0);
    while at < left.len() {
        let act = left.remove(at);
        out.push(act);
        let next = left.iter().position(|next| next.over == act.text);
        at = next.unwrap_or(0);
    }
    out
}
