//! The life of one paragraph: every version that changed it, through moves, splits, merges and renames of the file.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::history::{History, Spot, with_history};
use super::keep;
use super::leaf::Leaf;
use super::lost::Traces;
use super::start::{Failed, Start};
use crate::diff::{Change, ChangeKind, Op, Wording, align, change_words, mark_moved, reword};
use crate::repo::{Error, Repository, Version};
use crate::text::{Document, Paragraph};

/// What a version did with a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Turn {
    /// It was new.
    Inserted,
    /// Its words changed.
    Edited,
    /// It went to another place, its words the same.
    Moved,
    /// Its label changed and nothing else.
    Renumbered,
    /// It was cut off another.
    Split,
    /// It was made of several.
    Merged,
    /// It was dropped; a later version brought it back.
    Deleted,
}

/// A version that changed a paragraph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    /// The version; `None` for changes by hand that are not saved.
    pub version: Option<Version>,
    /// The file's path there.
    pub path: String,
    /// The paragraph's lines there; where it was dropped, those before.
    pub lines: [usize; 2],
    /// Its label.
    pub label: Option<String>,
    /// What the room calls it.
    pub name: String,
    /// What happened.
    pub turn: Turn,
    /// Whether it stood elsewhere before.
    pub moved: bool,
    /// Whether its label changed.
    pub renumbered: bool,
    /// Whether only Markdown marks changed.
    pub marks_only: bool,
    /// Whether a person need not look.
    pub certain: bool,
    /// Whether an earlier version had it, and it was dropped in between.
    pub brought_back: bool,
    /// What the paragraphs it came from were called.
    pub from: Vec<String>,
    /// What its sisters are called, where it was cut off another.
    pub with: Vec<String>,
    /// Its words.
    pub text: String,
    /// What became of the words: joined, those that stayed and came are `text`.
    pub words: Vec<Wording>,
    /// The same with the words of its sisters, where it was cut off another.
    pub whole: Option<Vec<Wording>>,
}

/// A paragraph's life.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Life {
    /// What the room calls it now.
    pub name: String,
    /// The versions that changed it, newest first.
    pub stages: Vec<Stage>,
}

/// Follows paragraph `index` of a file back through all its versions.
///
/// # Errors
/// Where there is no such paragraph, or the repository cannot be read.
pub fn trace(repository: &Repository, start: &Start, index: usize) -> Result<Life, Failed> {
    with_history(repository, start, |history| {
        let first = history.first();
        let leaf = history.leaf(first)?;
        let paragraph = leaf.document().paragraphs().get(index);
        let paragraph = paragraph.ok_or(Failed::NoParagraph(index))?;
        let key = history.touch(first).and_then(|touch| {
            let blob = touch.blob.as_ref()?;
            Some((
                touch.version.id.0.clone(),
                touch.path.clone(),
                blob.0.clone(),
            ))
        });
        let place = paragraph.span.start.to_string();
        let key = key
            .as_ref()
            .map(|(id, path, blob)| ["trace", id, path, blob, &place]);
        if let Some(known) = key.and_then(|key| keep::answer(history.folder(), &key)) {
            return Ok(known);
        }
        let mut tracer = Tracer::default();
        tracer.follow(history, first, paragraph.span.clone());
        tracer.run(history)?;
        let life = Life {
            name: leaf.document().name(index).to_owned(),
            stages: tracer.told(),
        };
        if let Some(key) = key {
            keep::keep(history.folder(), &key, &life);
        }
        Ok(life)
    })
}

/// Something to look at in a version.
#[derive(Debug)]
enum Thread {
    /// The paragraph that stands here.
    Strand(Range<usize>),
    /// A paragraph that a later version has and this one's child has not.
    Lost(Search),
}

/// So many versions are looked at one by one for a paragraph that was lost; beyond, one of so many, up to so many in all:
/// what was away for longer, or was there for a moment only, counts as new.
const NEAR: usize = 32;
const STRIDE: usize = 16;
const FAR: usize = 256;

/// The way back to where a paragraph was lost.
#[derive(Debug)]
struct Search {
    loss: Rc<Loss>,
    /// How many versions were passed.
    passed: usize,
    /// The last version that was looked at and has it not, and those before it that were only passed.
    unread: Vec<Spot>,
}

/// A paragraph that was new in a version, looked for in older ones.
#[derive(Debug)]
struct Loss {
    /// The stage that had it as new.
    stage: usize,
    leaf: Arc<Leaf>,
    index: usize,
    traces: Traces,
}

#[derive(Debug, Default)]
struct Tracer {
    order: BinaryHeap<(i64, Spot, Reverse<usize>)>,
    threads: Vec<Option<(Spot, Thread)>>,
    /// How many of them are paragraphs that are followed.
    followed: usize,
    /// When each stage was saved, and the stage.
    stages: Vec<(i64, Stage)>,
    strands: HashSet<(Spot, usize)>,
    searched: HashSet<(usize, Spot)>,
    found: HashSet<usize>,
}

impl Tracer {
    fn follow(&mut self, history: &History<'_, '_>, at: Spot, span: Range<usize>) {
        if self.strands.insert((at, span.start)) {
            self.followed += 1;
            self.push(history, at, Thread::Strand(span));
        }
    }

    fn push(&mut self, history: &History<'_, '_>, at: Spot, thread: Thread) {
        self.order
            .push((history.saved(at), at, Reverse(self.threads.len())));
        self.threads.push(Some((at, thread)));
    }

    fn run(&mut self, history: &mut History<'_, '_>) -> Result<(), Error> {
        let mut before = None;
        while let Some((_, at, Reverse(n))) = self.order.pop() {
            if let Some(before) = before.replace(at).filter(|before| *before != at) {
                history.done(before);
            }
            match self.threads.get_mut(n).and_then(Option::take) {
                Some((at, Thread::Strand(span))) => {
                    self.followed -= 1;
                    self.strand(history, at, &span)?;
                }
                Some((at, Thread::Lost(search))) => self.lost(history, at, search)?,
                None => {}
            }
        }
        Ok(())
    }

    /// The stages, newest first.
    fn told(mut self) -> Vec<Stage> {
        self.stages.sort_by_key(|(saved, _)| Reverse(*saved));
        self.stages.into_iter().map(|(_, stage)| stage).collect()
    }

    /// A paragraph seen from the versions that its own came from.
    fn strand(
        &mut self,
        history: &mut History<'_, '_>,
        at: Spot,
        span: &Range<usize>,
    ) -> Result<(), Error> {
        let parents = history.parents(at)?;
        for &parent in &parents {
            let step = history.step(parent, at)?;
            let back = step.untouched(span);
            history.keep(step);
            if let Some(back) = back {
                self.follow(history, parent, back);
                return Ok(());
            }
        }
        let leaf = history.leaf(at)?;
        let Some(index) = index(leaf.document(), span) else {
            return Ok(());
        };
        let mut sights = Vec::new();
        for &parent in &parents {
            let sight = Sight::of(history.leaf(parent)?, &leaf, index);
            if sight.change.is_nothing() {
                for span in sight.origins() {
                    self.follow(history, parent, span);
                }
                return Ok(());
            }
            sights.push((parent, sight));
        }
        // The words as one side has them, if any has: the other had no part in them.
        let same = |sight: &Sight| sight.change.kind == ChangeKind::Unchanged;
        if let Some(at) = sights.iter().position(|(_, sight)| same(sight)) {
            sights = vec![sights.swap_remove(at)];
        }
        sights.retain(|(_, sight)| sight.change.kind != ChangeKind::Inserted);
        match sights.first() {
            Some((_, sight)) => {
                let stage = sight.stage(history, at, &leaf, index);
                self.stages.push((history.saved(at), stage));
                for (parent, sight) in sights {
                    for span in sight.origins() {
                        self.follow(history, parent, span);
                    }
                }
            }
            None => self.inserted(history, at, leaf, index, &parents)?,
        }
        Ok(())
    }

    /// A paragraph that was new: perhaps an older version had it.
    fn inserted(
        &mut self,
        history: &mut History<'_, '_>,
        at: Spot,
        leaf: Arc<Leaf>,
        index: usize,
        parents: &[Spot],
    ) -> Result<(), Error> {
        let Some(paragraph) = leaf.document().paragraphs().get(index) else {
            return Ok(());
        };
        let mut stage = bare(history, at, (leaf.document(), paragraph), Turn::Inserted);
        stage.words = run(Op::Insert, &paragraph.text);
        let number = self.stages.len();
        self.stages.push((history.saved(at), stage));
        let lines = leaf.text().get(paragraph.span.clone()).unwrap_or_default();
        let Some(traces) = Traces::of(lines) else {
            return Ok(());
        };
        for &parent in parents {
            // Still there: this one is a copy.
            if traces.are_in(history.leaf(parent)?.text()) {
                return Ok(());
            }
        }
        let loss = Rc::new(Loss {
            stage: number,
            leaf,
            index,
            traces,
        });
        let without = match parents {
            [] => history.before(at)?,
            parents => parents.to_vec(),
        };
        for child in without {
            let search = Search {
                loss: loss.clone(),
                passed: 0,
                unread: vec![child],
            };
            self.search(history, child, search)?;
        }
        Ok(())
    }

    /// Looks for a lost paragraph in the version that another came from.
    fn search(
        &mut self,
        history: &mut History<'_, '_>,
        child: Spot,
        search: Search,
    ) -> Result<(), Error> {
        // Along the main line: what a branch had and nobody took over was not dropped from the text.
        if let Some(&parent) = history.parents(child)?.first()
            && self.searched.insert((search.loss.stage, parent))
        {
            self.push(history, parent, Thread::Lost(search));
        }
        Ok(())
    }

    fn lost(
        &mut self,
        history: &mut History<'_, '_>,
        at: Spot,
        mut search: Search,
    ) -> Result<(), Error> {
        if self.found.contains(&search.loss.stage) || search.passed >= FAR {
            return Ok(());
        }
        search.passed += 1;
        search.unread.push(at);
        let passes = search.passed > NEAR && !search.passed.is_multiple_of(STRIDE);
        if passes && !history.parents(at)?.is_empty() {
            if self.followed == 0 {
                // Most texts are passed now: nobody need read them ahead.
                history.read_alone();
            }
            return self.search(history, at, search);
        }
        if search.loss.traces.are_in(history.leaf(at)?.text()) {
            // The version that dropped it is the newest without it.
            for pair in search.unread.windows(2) {
                if let &[child, at] = pair
                    && self.is_found(history, at, &search.loss, child)?
                {
                    return Ok(());
                }
            }
        }
        search.unread = vec![at];
        self.search(history, at, search)
    }

    /// Whether a version has a lost paragraph that its child has not; follows it from there if it has.
    fn is_found(
        &mut self,
        history: &mut History<'_, '_>,
        at: Spot,
        loss: &Loss,
        child: Spot,
    ) -> Result<bool, Error> {
        let leaf = history.leaf(at)?;
        if !loss.traces.are_in(leaf.text()) {
            return Ok(false);
        }
        let sight = Sight::of(leaf.clone(), &loss.leaf, loss.index);
        let change = &sight.change;
        let known = change.kind != ChangeKind::Inserted
            && (change.certain || change.similarity >= LIKE_ENOUGH);
        let origins = change.old.iter();
        let paragraphs = leaf.document().paragraphs();
        let origin = origins.filter_map(|&old| paragraphs.get(old)).next();
        let Some(origin) = origin.filter(|_| known) else {
            return Ok(false);
        };
        self.found.insert(loss.stage);
        let mut stage = bare(history, child, (leaf.document(), origin), Turn::Deleted);
        stage.words = run(Op::Delete, &origin.text);
        self.stages.push((history.saved(child), stage));
        if let Some((_, stage)) = self.stages.get_mut(loss.stage) {
            stage.brought_back = true;
            stage.from = sight.names();
            if let Some(now) = loss.leaf.document().paragraphs().get(loss.index) {
                stage.words = mark_moved(reword(&origin.text, &now.text));
            }
        }
        for span in sight.origins() {
            self.follow(history, at, span);
        }
        Ok(true)
    }
}

/// Of the words of a paragraph that was dropped so many are enough to know it again.
const LIKE_ENOUGH: f64 = 0.5;

/// A paragraph seen from an older version.
#[derive(Debug)]
struct Sight {
    old: Arc<Leaf>,
    change: Change,
}

impl Sight {
    fn of(old: Arc<Leaf>, new: &Leaf, index: usize) -> Sight {
        let alignment = align(old.document(), new.document());
        let mut change = alignment.of_new(index).cloned().unwrap_or(Change {
            kind: ChangeKind::Inserted,
            moved: false,
            renumbered: false,
            marks_only: false,
            certain: true,
            old: Vec::new(),
            new: vec![index],
            similarity: 0.0,
            brackets_added: 0,
            brackets_lifted: 0,
        });
        if change.kind == ChangeKind::Recast {
            let own = new.document().paragraphs().get(index);
            let text = own.map(|own| own.text.as_str()).unwrap_or_default();
            let gave: Vec<usize> = change
                .old
                .iter()
                .copied()
                .filter(|&at| {
                    let given = old.document().paragraphs().get(at);
                    given.is_some_and(|given| shares(&given.text, text))
                })
                .collect();
            if !gave.is_empty() {
                change.old = gave;
            }
        }
        Sight { old, change }
    }

    /// Where the paragraphs it came from stood.
    fn origins(&self) -> Vec<Range<usize>> {
        self.before().map(|before| before.span.clone()).collect()
    }

    /// What they were called.
    fn names(&self) -> Vec<String> {
        let document = self.old.document();
        let names = self.before().map(|before| document.name(before.index));
        names.map(str::to_owned).collect()
    }

    fn before(&self) -> impl Iterator<Item = &Paragraph> {
        let paragraphs = self.old.document().paragraphs();
        self.change.old.iter().filter_map(|&at| paragraphs.get(at))
    }

    fn stage(&self, history: &History<'_, '_>, at: Spot, leaf: &Leaf, index: usize) -> Stage {
        let change = &self.change;
        let turn = match change.kind {
            ChangeKind::Unchanged if change.moved => Turn::Moved,
            ChangeKind::Unchanged => Turn::Renumbered,
            ChangeKind::Edited => Turn::Edited,
            ChangeKind::Inserted => Turn::Inserted,
            ChangeKind::Deleted => Turn::Deleted,
            ChangeKind::Split => Turn::Split,
            ChangeKind::Merged => Turn::Merged,
            ChangeKind::Recast if change.old.len() > 1 => Turn::Merged,
            ChangeKind::Recast => Turn::Split,
        };
        let new = leaf.document();
        let paragraphs = new.paragraphs();
        let Some(paragraph) = paragraphs.get(index) else {
            return Stage::default_of(turn);
        };
        let own = Change {
            new: vec![index],
            ..change.clone()
        };
        let sisters = change.new.iter().filter(|&&other| other != index);
        let with: Vec<String> = sisters
            .filter_map(|&other| paragraphs.get(other))
            .map(|other| new.name(other.index).to_owned())
            .collect();
        let whole = !with.is_empty();
        Stage {
            moved: change.moved,
            renumbered: change.renumbered,
            marks_only: change.marks_only,
            certain: change.certain,
            from: self.names(),
            words: mark_moved(change_words(self.old.document(), new, &own)),
            whole: whole.then(|| mark_moved(change_words(self.old.document(), new, change))),
            with,
            ..bare(history, at, (new, paragraph), turn)
        }
    }
}

/// Whether a good part of the shorter of two texts stands in the other.
fn shares(old: &str, new: &str) -> bool {
    let kept: usize = reword(old, new)
        .iter()
        .filter(|piece| piece.op == Op::Equal)
        .map(|piece| piece.text.trim().len())
        .sum();
    kept * 3 >= old.len().min(new.len())
}

impl Stage {
    fn default_of(turn: Turn) -> Stage {
        Stage {
            version: None,
            path: String::new(),
            lines: [0, 0],
            label: None,
            name: String::new(),
            turn,
            moved: false,
            renumbered: false,
            marks_only: false,
            certain: true,
            brought_back: false,
            from: Vec::new(),
            with: Vec::new(),
            text: String::new(),
            words: Vec::new(),
            whole: None,
        }
    }
}

/// A stage that says what and where, and nothing yet of its words.
fn bare(
    history: &History<'_, '_>,
    at: Spot,
    (document, paragraph): (&Document, &Paragraph),
    turn: Turn,
) -> Stage {
    let touch = history.touch(at);
    Stage {
        version: touch.map(|touch| touch.version.clone()),
        path: history.path(at),
        lines: [paragraph.lines.first, paragraph.lines.last],
        label: paragraph.label.as_ref().map(ToString::to_string),
        name: document.name(paragraph.index).to_owned(),
        text: paragraph.text.clone(),
        ..Stage::default_of(turn)
    }
}

fn run(op: Op, text: &str) -> Vec<Wording> {
    let text = text.to_owned();
    match text.is_empty() {
        true => Vec::new(),
        false => vec![Wording::new(op, text)],
    }
}

/// The paragraph that stands at these bytes, else the one in which they begin.
fn index(document: &Document, span: &Range<usize>) -> Option<usize> {
    let paragraphs = document.paragraphs();
    let after = paragraphs.partition_point(|paragraph| paragraph.span.start <= span.start);
    let at = after.checked_sub(1)?;
    let found = paragraphs.get(at)?;
    (found.span.contains(&span.start)).then_some(at)
}
