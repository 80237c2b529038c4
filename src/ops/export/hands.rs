//! Who changed which paragraph between two versions of a text, and when, by the versions in between.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::authorship::Hands;
use super::chain::Chain;
use super::hand::Hand;
use super::words::{Naming, printed_runs};
use crate::diff::{Alignment, align};
use crate::meeting::Meeting;
use crate::ops::causes::{Cause, brought};
use crate::record::{ActId, Target, Verb};
use crate::repo::{Error, Repository, Touch, Version, VersionId};
use crate::text::{Document, Parties};
use crate::workspace::Workspace;

/// More versions in between than these are not looked at; what changed before them was changed in the oldest of them.
const MOST: usize = 400;

/// Word by word it is looked where the versions in between have no more bytes than these in all, and no more are different.
const BYTES: usize = 8 << 20;
const CHANGES: usize = 100;

/// A text's versions behind an old one, up to and with a new one; the oldest first.
#[derive(Debug, Default)]
pub struct Between {
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    version: Version,
    texts: HashSet<String>,
    /// The whole text, where all of them are little enough to be kept.
    text: Option<Document>,
}

impl Between {
    /// Reads the versions of a file from `from` back to the one that has the old text's bytes.
    ///
    /// Where no version has them, there are none: nobody can be named.
    ///
    /// # Errors
    /// Where the repository cannot be read.
    pub fn read(
        repository: &Repository,
        (from, path): (&VersionId, &str),
        old: &Document,
        parties: &Parties,
    ) -> Result<Between, Error> {
        let old = Repository::hash(&old.print());
        let touches = repository.walk(from, path)?;
        let Some(end) = touches
            .iter()
            .position(|touch| touch.blob.as_ref() == Some(&old))
        else {
            return Ok(Between::default());
        };
        let behind: &[Touch] = touches.get(..end).unwrap_or_default();
        let mut steps = Vec::with_capacity(behind.len().min(MOST));
        let mut read = 0;
        for touch in behind.iter().take(MOST) {
            let Some(blob) = &touch.blob else {
                continue;
            };
            let text = Document::parse_with(repository.blob(blob, &touch.path)?, parties);
            read += text.source().len();
            let texts = text.paragraphs().iter().map(|one| one.text.clone());
            steps.push(Step {
                version: touch.version.clone(),
                texts: texts.collect(),
                text: (read <= BYTES).then_some(text),
            });
        }
        steps.reverse();
        Ok(Between { steps })
    }

    /// The ids of the versions.
    pub fn versions(&self) -> Vec<VersionId> {
        self.steps
            .iter()
            .map(|step| step.version.id.clone())
            .collect()
    }

    /// The version that took words out that the old text had.
    fn struck(&self, words: &str) -> Option<&Version> {
        let step = self.steps.iter().find(|step| !step.texts.contains(words))?;
        Some(&step.version)
    }

    /// The version that brought words that the new text has.
    fn wrote(&self, words: &str) -> Option<&Version> {
        let mut found = None;
        for step in self.steps.iter().rev() {
            if !step.texts.contains(words) {
                break;
            }
            found = Some(&step.version);
        }
        found
    }

    /// Who changed each paragraph of the two texts; `usual` did what no version in between has.
    pub fn hands(
        &self,
        (old, new): (&Document, &Document),
        usual: Hand,
        author: impl Fn(&Version) -> String,
    ) -> Hands {
        let chains = self.chains((old, new), &usual, &author);
        let hand = |version: &Version| Hand {
            author: author(version),
            time: Some(version.time.format("%Y-%m-%dT%H:%M:%S%:z")),
        };
        let struck = old
            .paragraphs()
            .iter()
            .filter_map(|one| Some((one.index, hand(self.struck(&one.text)?))));
        let wrote = new
            .paragraphs()
            .iter()
            .filter_map(|one| Some((one.index, hand(self.wrote(&one.text)?))));
        Hands {
            struck: struck.collect(),
            wrote: wrote.collect(),
            usual,
            chains,
            names: BTreeMap::new(),
            parties_are_authors: true,
        }
    }

    /// How paragraphs came about that more than one version changed, by their ordinals in the new text.
    fn chains(
        &self,
        (old, new): (&Document, &Document),
        usual: &Hand,
        author: impl Fn(&Version) -> String,
    ) -> BTreeMap<usize, Chain> {
        let Some(texts) = self
            .steps
            .iter()
            .map(|step| step.text.as_ref())
            .collect::<Option<Vec<&Document>>>()
        else {
            return BTreeMap::new();
        };
        let mut stages: Vec<(&Document, Option<&Version>)> = vec![(old, None)];
        let versions = self.steps.iter().map(|step| Some(&step.version));
        stages.extend(texts.into_iter().zip(versions));
        // What is not saved yet comes behind all versions.
        stages.push((new, None));
        stages.dedup_by(|next, before| next.0.source() == before.0.source());
        if !(3..=CHANGES).contains(&stages.len()) {
            return BTreeMap::new();
        }
        let steps: Vec<Alignment> = stages
            .windows(2)
            .filter_map(|two| Some(align(two.first()?.0, two.get(1)?.0)))
            .collect();
        let hand = |version: Option<&Version>| {
            version.map_or(usual.clone(), |version| Hand {
                author: author(version),
                time: Some(version.time.format("%Y-%m-%dT%H:%M:%S%:z")),
            })
        };
        let mut chains = BTreeMap::new();
        for paragraph in new.paragraphs() {
            let mut at = paragraph.index;
            let mut words = printed(new, at);
            let mut links: Vec<(Hand, String)> = Vec::new();
            let followed = steps.iter().enumerate().rev().all(|(n, step)| {
                let one = step
                    .of_new(at)
                    .filter(|change| change.new.len() == 1 && change.old.len() == 1);
                let before = one.and_then(|change| change.old.first());
                let (Some(&before), Some((text, _))) = (before, stages.get(n)) else {
                    return false;
                };
                at = before;
                let own = printed(text, at);
                if own != words {
                    let version = stages.get(n + 1).and_then(|(_, version)| *version);
                    links.push((hand(version), std::mem::replace(&mut words, own)));
                }
                true
            });
            if followed && links.len() > 1 {
                links.reverse();
                let chain = Chain {
                    first: words,
                    links,
                };
                chains.insert(paragraph.index, chain);
            }
        }
        chains
    }
}

/// A paragraph's words as they are printed.
fn printed(document: &Document, index: usize) -> String {
    let runs = printed_runs(document, index, Naming::Shown);
    runs.into_iter().map(|one| one.run.text).collect()
}

/// Who changed a document in each of these versions, by name: whose proposal was taken into the text by it, else by whose authority its acts
/// are where they are one's, else nobody that the record knows.
///
/// # Errors
/// Where a version cannot be read.
pub fn by_authority(
    workspace: &Workspace,
    meeting: &Meeting,
    (document, versions): (&str, &[VersionId]),
) -> Result<BTreeMap<VersionId, String>, Error> {
    let register = meeting.register(document);
    let sponsors: HashMap<String, String> = register
        .iter()
        .flat_map(|register| register.acts.iter().map(move |act| (register, act)))
        .filter_map(|(register, act)| match (&act.target, act.verb) {
            (Target::Proposal(slug), Verb::Accept | Verb::Bracket | Verb::Decide) => {
                let proposal = register.proposals.get(slug)?;
                let whose = proposal.on_behalf_of.as_ref();
                let whose = whose.unwrap_or(&proposal.sponsor);
                Some((act.id.to_string(), whose.clone()))
            }
            _ => None,
        })
        .collect();
    // An act that this meeting does not hold is nobody's here.
    let is_known = |cause: &Cause| {
        let id = ActId::from(cause.act.as_str());
        register
            .as_ref()
            .is_some_and(|register| register.act(&id).is_some())
    };
    let mut out = BTreeMap::new();
    for (id, mut causes) in brought(workspace, document, versions)? {
        causes.retain(is_known);
        let whose = |cause: &Cause| sponsors.get(&cause.act).unwrap_or(&cause.by).clone();
        let first = causes.first().map(whose);
        if let Some(by) = first.filter(|by| causes.iter().all(|cause| whose(cause) == *by)) {
            out.insert(VersionId(id), name_of(meeting, &by));
        }
    }
    Ok(out)
}

/// What a delegation, a group or an officer is called.
pub fn name_of(meeting: &Meeting, code: &str) -> String {
    let delegations = &meeting.roll.delegations;
    let delegation = delegations.delegations.iter().find(|one| one.code == code);
    let group = delegations.groups.iter().find(|one| one.code == code);
    let officer = meeting.roll.officer(code);
    let name = delegation
        .map(|one| &one.name)
        .or(group.map(|one| &one.name))
        .or(officer.map(|one| &one.name));
    name.filter(|name| !name.is_empty())
        .cloned()
        .unwrap_or_else(|| code.to_owned())
}

/// What all that take part are called, by their codes.
pub fn names(meeting: &Meeting) -> BTreeMap<String, String> {
    let delegations = &meeting.roll.delegations;
    let codes = delegations.delegations.iter().map(|one| &one.code);
    let codes = codes.chain(delegations.groups.iter().map(|one| &one.code));
    codes
        .map(|code| (code.clone(), name_of(meeting, code)))
        .collect()
}
