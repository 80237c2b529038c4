//! Who changed which paragraph between two versions of a text, and when, by the versions in between.

use std::collections::{BTreeMap, HashSet};

use super::authority::{Authority, Brought};
use super::authorship::Hands;
use super::chain::Chain;
use super::hand::Hand;
use super::words::{Naming, printed_runs};
use crate::diff::{Alignment, align};
use crate::repo::{Error, Repository, Touch, Version, VersionId};
use crate::text::{Document, Parties};

/// More versions in between than these are not looked at; what changed before them was changed in the oldest of them.
const MOST: usize = 400;

/// Word by word it is looked where the versions in between have no more bytes than these in all, and no more are different.
const BYTES: usize = 8 << 20;
const CHANGES: usize = 100;

/// A text's versions behind an old one, up to and with a new one; the oldest first.
#[derive(Debug, Default)]
pub struct Between {
    steps: Vec<Step>,
    parties: Parties,
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
        Ok(Between {
            steps,
            parties: parties.clone(),
        })
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
        authority: &Authority,
    ) -> Hands {
        let chains = self.chains((old, new), &usual, authority);
        let struck = old.paragraphs().iter().filter_map(|one| {
            let version = self.struck(&one.text)?;
            let hand = authority.hand(version, (None, Some(&one.text)));
            Some((one.index, hand))
        });
        let wrote = new.paragraphs().iter().filter_map(|one| {
            let version = self.wrote(&one.text)?;
            let hand = authority.hand(version, (Some(&one.text), None));
            Some((one.index, hand))
        });
        Hands {
            struck: struck.collect(),
            wrote: wrote.collect(),
            usual,
            chains,
            names: BTreeMap::new(),
            parties_are_authors: true,
        }
    }

    /// How paragraphs came about that were changed, by their ordinals in the new text: act by act where a version holds several.
    fn chains(
        &self,
        (old, new): (&Document, &Document),
        usual: &Hand,
        authority: &Authority,
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
        if !(2..=CHANGES).contains(&stages.len()) {
            return BTreeMap::new();
        }
        let steps: Vec<Alignment> = stages
            .windows(2)
            .filter_map(|two| Some(align(two.first()?.0, two.get(1)?.0)))
            .collect();
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
                let then = std::mem::replace(&mut at, before);
                let own = printed(text, at);
                if own == words {
                    return true;
                }
                let Some((after, version)) = stages.get(n + 1) else {
                    return false;
                };
                let said = std::mem::replace(&mut words, own);
                let Some(version) = version else {
                    links.push((usual.clone(), said));
                    return true;
                };
                let now = after.paragraphs().get(then).map(|one| one.text.as_str());
                let steps = authority.steps(version, now.unwrap_or_default());
                let Some((last, between)) = steps.split_last() else {
                    let hand = authority.hand(version, (now, None));
                    links.push((hand.into_those(text, at), said));
                    return true;
                };
                let made = |step: &Brought| {
                    let words = step.words.as_deref().unwrap_or_default();
                    Document::parse_with(after.with_body(then, words), &self.parties)
                };
                let there: Vec<Document> = between.iter().map(made).collect();
                let found = |n: usize| match n.checked_sub(1).and_then(|n| there.get(n)) {
                    Some(before) => (before, then),
                    None => (*text, at),
                };
                let (before, index) = found(between.len());
                links.push((last.hand.clone().into_those(before, index), said));
                for (n, (step, words)) in between.iter().zip(&there).enumerate().rev() {
                    let (before, index) = found(n);
                    let hand = step.hand.clone().into_those(before, index);
                    links.push((hand, printed(words, then)));
                }
                true
            });
            if followed && !links.is_empty() {
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

impl Hand {
    /// The same, where it typed words into a paragraph that stood so before.
    fn into_those(mut self, before: &Document, index: usize) -> Hand {
        if self.typed.is_some() {
            let alternatives = before.contested(index).flat_map(|one| &one.alternatives);
            let owners = alternatives.flat_map(|one| one.parties.iter().cloned());
            self.typed = Some(owners.collect());
        }
        self
    }
}

/// A paragraph's words as they are printed.
fn printed(document: &Document, index: usize) -> String {
    let runs = printed_runs(document, index, Naming::Shown);
    runs.into_iter().map(|one| one.run.text).collect()
}
