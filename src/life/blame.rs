//! Who last changed the words of each paragraph.

use std::collections::{BinaryHeap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::history::{History, Spot, with_history};
use super::keep;
use super::leaf::Leaf;
use super::start::{Failed, Start};
use crate::repo::{Error, Repository, Version};
use crate::text::Document;

/// A text, and for each of its paragraphs the version that last changed its words.
#[derive(Debug)]
pub struct Blame {
    leaf: Arc<Leaf>,
    versions: Vec<Version>,
    last: Vec<Option<usize>>,
}

/// A paragraph's last change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Last<'a> {
    /// In this version.
    In(&'a Version),
    /// By hand, and not saved yet.
    Unsaved,
}

impl Blame {
    /// The text.
    pub fn document(&self) -> &Document {
        self.leaf.document()
    }

    /// What last changed the words of a paragraph.
    pub fn last(&self, index: usize) -> Last<'_> {
        let at = self.last.get(index).copied().flatten();
        match at.and_then(|at| self.versions.get(at)) {
            Some(version) => Last::In(version),
            None => Last::Unsaved,
        }
    }
}

/// Finds the version that last changed the words of each paragraph of a file.
///
/// A paragraph that was moved, renumbered or set in other marks has the same words. Where a merge has a paragraph as one of its
/// sides has it, it came from there.
///
/// # Errors
/// Where the repository cannot be read.
pub fn blame(repository: &Repository, start: &Start) -> Result<Blame, Failed> {
    with_history(repository, start, |history| Ok(follow(history)?))
}

/// A paragraph that is followed back: which of the last text's, and where it stands now.
#[derive(Debug, Clone)]
struct Open {
    target: usize,
    span: Range<usize>,
}

/// What is kept of a version: where each paragraph stands in it, and which of the versions last changed it.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    versions: Vec<Version>,
    last: Vec<(usize, usize, usize)>,
}

/// Who changed what, as far as it is known.
#[derive(Debug, Default)]
struct Found {
    versions: Vec<Version>,
    numbers: HashMap<String, usize>,
    last: Vec<Option<usize>>,
}

impl Found {
    fn changed(&mut self, target: usize, version: Option<&Version>) {
        let number = version.map(|version| {
            let next = self.versions.len();
            let number = *self.numbers.entry(version.id.0.clone()).or_insert(next);
            if number == next {
                self.versions.push(version.clone());
            }
            number
        });
        if let Some(slot) = self.last.get_mut(target) {
            *slot = number;
        }
    }
}

fn follow(history: &mut History<'_, '_>) -> Result<Blame, Error> {
    let first = history.first();
    let leaf = history.leaf(first)?;
    let mut found = Found::default();
    let paragraphs = leaf.document().paragraphs();
    found.last = vec![None; paragraphs.len()];
    let all = paragraphs.iter().map(|paragraph| Open {
        target: paragraph.index,
        span: paragraph.span.clone(),
    });
    let mut open: HashMap<Spot, Vec<Open>> = HashMap::from([(first, all.collect())]);
    let mut order = BinaryHeap::from([(history.saved(first), first)]);
    while let Some((_, at)) = order.pop() {
        // Several of those that came from it may have named it.
        let Some(mut here) = open.remove(&at) else {
            continue;
        };
        here = known(history, at, here, &mut found);
        let parents = match here.is_empty() {
            true => Vec::new(),
            false => history.parents(at)?,
        };
        for parent in parents {
            let mut step = history.step(parent, at)?;
            let mut there = Vec::new();
            let mut left = Vec::new();
            for one in here {
                match step.kept(history, &one.span)? {
                    Some(span) => there.push(Open { span, ..one }),
                    None => left.push(one),
                }
            }
            history.keep(step);
            if !there.is_empty() {
                open.entry(parent).or_default().extend(there);
                order.push((history.saved(parent), parent));
            }
            here = left;
            if here.is_empty() {
                break;
            }
        }
        let version = history.touch(at).map(|touch| touch.version.clone());
        for one in here {
            found.changed(one.target, version.as_ref());
        }
        history.done(at);
    }
    let blame = Blame {
        leaf,
        versions: found.versions,
        last: found.last,
    };
    remember(history, first, &blame);
    Ok(blame)
}

/// What an answer is kept under: the version, the file and its text.
fn key<'t>(history: &'t History<'_, '_>, at: Spot) -> Option<[&'t str; 4]> {
    let touch = history.touch(at)?;
    let blob = touch.blob.as_ref()?;
    Some(["blame", &touch.version.id.0, &touch.path, &blob.0])
}

/// Takes what is known of a version from an earlier answer; gives back what is not.
fn known(history: &History<'_, '_>, at: Spot, here: Vec<Open>, found: &mut Found) -> Vec<Open> {
    let kept: Option<Kept> = key(history, at).and_then(|key| keep::answer(history.folder(), &key));
    let Some(kept) = kept else {
        return here;
    };
    let places: HashMap<(usize, usize), usize> = kept
        .last
        .iter()
        .map(|&(from, to, version)| ((from, to), version))
        .collect();
    here.into_iter()
        .filter(|one| {
            let place = places.get(&(one.span.start, one.span.end));
            match place.and_then(|&at| kept.versions.get(at)) {
                Some(version) => {
                    found.changed(one.target, Some(version));
                    false
                }
                None => true,
            }
        })
        .collect()
}

fn remember(history: &History<'_, '_>, at: Spot, blame: &Blame) {
    let Some(key) = key(history, at) else {
        return;
    };
    let paragraphs = blame.document().paragraphs().iter().zip(&blame.last);
    let last = paragraphs
        .filter_map(|(paragraph, last)| Some((paragraph.span.start, paragraph.span.end, (*last)?)))
        .collect();
    let kept = Kept {
        versions: blame.versions.clone(),
        last,
    };
    keep::keep(history.folder(), &key, &kept);
}
