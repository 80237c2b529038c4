//! Who changed which paragraph between two versions of a text, and when, by the versions in between.

use std::collections::{BTreeMap, HashSet};

use super::redline::{Hand, Hands};
use crate::meeting::Meeting;
use crate::ops::causes::brought;
use crate::repo::{Error, Repository, Touch, Version, VersionId};
use crate::text::{Document, Parties};
use crate::workspace::Workspace;

/// More versions in between than these are not looked at; what changed before them was changed in the oldest of them.
const MOST: usize = 400;

/// A text's versions behind an old one, up to and with a new one; the oldest first.
#[derive(Debug, Default)]
pub struct Between {
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    version: Version,
    texts: HashSet<String>,
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
        for touch in behind.iter().take(MOST) {
            let Some(blob) = &touch.blob else {
                continue;
            };
            let text = Document::parse_with(repository.blob(blob, &touch.path)?, parties);
            steps.push(Step {
                version: touch.version.clone(),
                texts: text
                    .paragraphs()
                    .iter()
                    .map(|one| one.text.clone())
                    .collect(),
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
            names: BTreeMap::new(),
            parties_are_authors: true,
        }
    }
}

/// By whose authority each of these versions changed a document, by name: that of its acts where they are one's, else who saved it.
///
/// # Errors
/// Where a version cannot be read.
pub fn by_authority(
    workspace: &Workspace,
    meeting: &Meeting,
    (document, versions): (&str, &[VersionId]),
) -> Result<BTreeMap<VersionId, String>, Error> {
    let mut out = BTreeMap::new();
    for (id, causes) in brought(workspace, document, versions)? {
        let first = causes.first().map(|cause| cause.by.clone());
        if let Some(by) = first.filter(|by| causes.iter().all(|cause| cause.by == *by)) {
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
