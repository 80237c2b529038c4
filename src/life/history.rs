//! A file's history under the eye of somebody who follows paragraphs: its versions, their texts, and what two of them share.

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::ahead::{Ahead, UntilDone};
use super::keep;
use super::leaf::Leaf;
use super::pairs::{Pair, Pairs};
use super::runs::{Run, runs};
use super::start::Start;
use super::window::Window;
use crate::repo::{BlobId, Descent, Error, Node, Repository, Touch};

/// A version of the file; `None` is the text that is not saved.
pub(super) type Spot = Option<Node>;

/// A file's history.
#[derive(Debug)]
pub(super) struct History<'a, 's> {
    ahead: &'s Ahead<'a>,
    descent: Descent<'a>,
    head: Spot,
    path: String,
    /// The text that is not saved.
    unsaved: Option<(BlobId, Arc<Leaf>)>,
    /// When the version was saved, and its text.
    leaves: HashMap<BlobId, (i64, Arc<Leaf>)>,
    /// The text that was read last: the next one is much the same.
    last: Arc<Leaf>,
    pairs: Pairs,
    folder: PathBuf,
}

/// Opens the history of a file, works on it, and keeps what was found.
pub(super) fn with_history<T, E: From<Error>>(
    repository: &Repository,
    start: &Start,
    work: impl FnOnce(&mut History<'_, '_>) -> Result<T, E>,
) -> Result<T, E> {
    let ahead = Ahead::of(repository);
    std::thread::scope(|scope| {
        scope.spawn(|| ahead.serve());
        let _done = UntilDone(&ahead);
        let folder = keep::folder(repository);
        let mut descent = repository.descent();
        let head = match &start.version {
            Some(version) => Some(descent.start(version, &start.path)?),
            None => None,
        };
        let unsaved = start
            .unsaved
            .as_ref()
            .map(|bytes| (Repository::hash(bytes), Arc::new(Leaf::of(bytes.clone()))));
        let mut history = History {
            ahead: &ahead,
            descent,
            head,
            path: start.path.clone(),
            unsaved,
            leaves: HashMap::new(),
            last: Arc::default(),
            pairs: Pairs::read(&folder),
            folder,
        };
        let done = work(&mut history);
        history.pairs.write(&history.folder);
        done
    })
}

impl History<'_, '_> {
    /// Where to begin: the text that is not saved, else the version that made the file what it is.
    pub(super) fn first(&self) -> Spot {
        match self.unsaved {
            Some(_) => None,
            None => self.head,
        }
    }

    /// Few texts are asked for from here on: no more are read ahead.
    pub(super) fn read_alone(&self) {
        self.ahead.stop();
    }

    /// The folder for what was found.
    pub(super) fn folder(&self) -> &PathBuf {
        &self.folder
    }

    /// What a version did; `None` for what is not saved.
    pub(super) fn touch(&self, at: Spot) -> Option<&Touch> {
        self.descent.touch(at?)
    }

    /// The file's path there.
    pub(super) fn path(&self, at: Spot) -> String {
        let touch = self.touch(at);
        touch.map_or_else(|| self.path.clone(), |touch| touch.path.clone())
    }

    /// When it was saved.
    pub(super) fn saved(&self, at: Spot) -> i64 {
        at.map_or(i64::MAX, |node| self.descent.saved(node))
    }

    /// The versions it came from that have the file.
    pub(super) fn parents(&mut self, at: Spot) -> Result<Vec<Spot>, Error> {
        let parents = match at {
            Some(node) => self.descent.parents(node)?,
            None => self.head.into_iter().collect(),
        };
        let has = |node: &Node| {
            let touch = self.descent.touch(*node);
            touch.is_some_and(|touch| touch.blob.is_some())
        };
        Ok(parents.into_iter().filter(has).map(Some).collect())
    }

    /// Of a version in which the file was new: those that had deleted it, or that never had it.
    pub(super) fn before(&mut self, at: Spot) -> Result<Vec<Spot>, Error> {
        let before = match at {
            Some(node) => self.descent.before(node)?,
            None => self.head.into_iter().collect(),
        };
        Ok(before.into_iter().map(Some).collect())
    }

    /// The text of a version; an empty one where it has no such file.
    pub(super) fn leaf(&mut self, at: Spot) -> Result<Arc<Leaf>, Error> {
        let Some(touch) = self.touch(at) else {
            let unsaved = self.unsaved.as_ref();
            return Ok(unsaved.map(|(_, leaf)| leaf.clone()).unwrap_or_default());
        };
        let Some(blob) = touch.blob.clone() else {
            return Ok(Arc::default());
        };
        if let Some((_, leaf)) = self.leaves.get(&blob) {
            return Ok(leaf.clone());
        }
        self.ahead.begin(&touch.version.id, &touch.path);
        let leaf = self.ahead.leaf(&blob, &touch.path, &self.last)?;
        self.last = leaf.clone();
        self.leaves.insert(blob, (self.saved(at), leaf.clone()));
        Ok(leaf)
    }

    /// Everything of a version and of later ones is known: their texts may go.
    pub(super) fn done(&mut self, at: Spot) {
        let saved = self.saved(at);
        self.ahead.forget_after(saved);
        self.leaves.retain(|_, (when, _)| *when <= saved);
        if let Some(blob) = self.blob(at) {
            self.leaves.remove(&blob);
        }
    }

    fn blob(&self, at: Spot) -> Option<BlobId> {
        match self.touch(at) {
            Some(touch) => touch.blob.clone(),
            None => self.unsaved.as_ref().map(|(id, _)| id.clone()),
        }
    }

    /// A version seen from one that came from it.
    pub(super) fn step(&mut self, old: Spot, new: Spot) -> Result<Step, Error> {
        let ids = self.blob(old).zip(self.blob(new));
        let known = ids.as_ref().and_then(|(old, new)| self.pairs.get(old, new));
        let mut step = Step {
            old,
            new,
            pair: Pair::default(),
            runs: None,
            window: None,
            whole: None,
            changed: false,
        };
        match known {
            Some(pair) => step.pair = pair.clone(),
            None => {
                let (old, new) = (self.leaf(old)?, self.leaf(new)?);
                let runs = runs(&old, &new);
                step.pair.equal = stretches(&old, &new, &runs);
                step.runs = Some(runs);
                step.changed = true;
            }
        }
        Ok(step)
    }

    /// Keeps what was found in a step.
    pub(super) fn keep(&mut self, step: Step) {
        if step.changed
            && let Some((old, new)) = self.blob(step.old).zip(self.blob(step.new))
        {
            self.pairs.put(&old, &new, step.pair);
        }
    }
}

/// A version seen from one that came from it.
#[derive(Debug)]
pub(super) struct Step {
    old: Spot,
    new: Spot,
    pair: Pair,
    runs: Option<Vec<Run>>,
    window: Option<Window>,
    whole: Option<Window>,
    changed: bool,
}

impl Step {
    /// Where bytes that stand in both versions, in blocks that nobody touched, stood in the old one.
    pub(super) fn untouched(&self, span: &Range<usize>) -> Option<Range<usize>> {
        self.pair.back(span)
    }

    /// Where a paragraph stood with the same words in the old version, wherever it stood.
    pub(super) fn kept(
        &mut self,
        history: &mut History<'_, '_>,
        span: &Range<usize>,
    ) -> Result<Option<Range<usize>>, Error> {
        if let Some(back) = self.pair.back(span) {
            return Ok(Some(back));
        }
        if let Some(judged) = self.pair.judgement(span) {
            return Ok(judged);
        }
        let (old, new) = (history.leaf(self.old)?, history.leaf(self.new)?);
        let runs = self.runs.get_or_insert_with(|| runs(&old, &new));
        let window = self
            .window
            .get_or_insert_with(|| Window::between(&old, &new, runs));
        let kept = match window.kept(span) {
            Ok(kept) => kept,
            Err(_) => {
                let whole = self.whole.get_or_insert_with(|| Window::whole(&old, &new));
                whole.kept(span).unwrap_or(None)
            }
        };
        self.pair.judge(span, kept.as_ref());
        self.changed = true;
        Ok(kept)
    }
}

/// The bytes that equal blocks have in common; blank lines behind them may differ.
fn stretches(old: &Leaf, new: &Leaf, runs: &[Run]) -> Vec<(u32, u32, u32)> {
    let mut out: Vec<(u32, u32, u32)> = Vec::new();
    for run in runs {
        let whole = |leaf: &Leaf, first: usize| {
            let blocks = leaf.blocks();
            blocks.range(first).start..blocks.range(first + run.length - 1).end
        };
        let (before, after) = (whole(old, run.old), whole(new, run.new));
        if old.text().get(before.clone()) == new.text().get(after.clone()) {
            out.push(numbers(before.start, after.start, after.len()));
            continue;
        }
        for n in 0..run.length {
            let (before, after) = (
                old.blocks().range(run.old + n),
                new.blocks().range(run.new + n),
            );
            let same = old.block(run.old + n) == new.block(run.new + n);
            let length = match same {
                true => after.len(),
                false => new.block(run.new + n).trim_ascii_end().len(),
            };
            let (start, there, length) = numbers(before.start, after.start, length);
            match out.last_mut() {
                Some((old, new, long)) if (*old + *long, *new + *long) == (start, there) => {
                    *long += length;
                }
                _ => out.push((start, there, length)),
            }
        }
    }
    out
}

/// A text is far smaller than what these numbers hold.
fn numbers(old: usize, new: usize, length: usize) -> (u32, u32, u32) {
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    (narrow(old), narrow(new), narrow(length))
}
