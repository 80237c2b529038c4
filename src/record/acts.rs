//! The acts of a document side by side, kept small: there may be hundreds of thousands, nearly all of them positions.
//!
//! Names and targets are kept once, what few acts have is kept apart, and an act is put together again when it is asked for.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::act::{Act, Anchor, Heard, Target, Verb};
use super::act_id::ActId;
use super::entry::Entry;
use crate::moment::Moment;

/// The acts of a document, in the order of their files.
#[derive(Debug, Clone, Default)]
pub struct Acts {
    rows: Vec<Row>,
    names: Once<str>,
    targets: Once<Target>,
    said: Vec<Said>,
    whole: Vec<Act>,
    /// The rows by their ids, made when the first one is looked for.
    by_id: OnceLock<Vec<u32>>,
}

/// What nearly every act has.
#[derive(Debug, Clone)]
struct Row {
    id: ActId,
    time: Moment,
    by: u32,
    /// One more than the number, so that none takes no room.
    entered_by: Option<NonZeroU32>,
    target: u32,
    more: More,
    verb: Verb,
    heard: Option<Heard>,
    awaiting: bool,
    desk: bool,
}

/// Where the rest of an act is.
#[derive(Debug, Clone, Copy)]
enum More {
    /// There is none.
    Nothing,
    /// Among what was said.
    Said(u32),
    /// The act has so much that it is kept whole.
    Whole(u32),
}

/// The words that go with many an act.
#[derive(Debug, Clone, PartialEq)]
struct Said {
    reason: Option<Box<str>>,
    words: Option<Box<str>>,
    condition: Option<Box<str>>,
    until: Option<Box<str>>,
    until_at: Option<Box<Anchor>>,
    number: Option<Box<str>>,
    entry: Option<Entry>,
}

/// An act at a glance: who did what to what, when; and what a position comes with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deed<'a> {
    /// Its id.
    pub id: &'a ActId,
    /// When it was done.
    pub time: Moment,
    /// The authority.
    pub by: &'a str,
    /// The hand, where it is another's.
    pub entered_by: Option<&'a str>,
    /// What was done.
    pub verb: Verb,
    /// To what.
    pub target: &'a Target,
    /// Why.
    pub reason: Option<&'a str>,
    /// The exact words the act was about, or the alternative wanted.
    pub words: Option<&'a str>,
    /// A condition of a stance.
    pub condition: Option<&'a str>,
    /// What a stance waits for.
    pub until: Option<&'a str>,
    /// Where the paragraph that it waits for stood then.
    pub until_at: Option<&'a Anchor>,
    /// Whether it awaits instructions.
    pub awaiting: bool,
    /// Which entry of its hand it came with, where the second does not tell.
    pub entry: Option<Entry>,
    /// Never leaves the desk.
    pub desk: bool,
}

impl Act {
    /// The act at a glance.
    pub fn deed(&self) -> Deed<'_> {
        Deed {
            id: &self.id,
            time: self.time,
            by: &self.by,
            entered_by: self.entered_by.as_deref(),
            verb: self.verb,
            target: &self.target,
            reason: self.reason.as_deref(),
            words: self.words.as_deref(),
            condition: self.condition.as_deref(),
            until: self.until.as_deref(),
            until_at: self.until_at.as_deref(),
            awaiting: self.awaiting,
            entry: self.entry,
            desk: self.desk,
        }
    }
}

impl Acts {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds an act at the end.
    pub fn push(&mut self, act: Act) {
        let mut name = |name: &str| self.names.number(name, |name| Arc::from(name));
        let row = Row {
            id: act.id.clone(),
            time: act.time,
            by: name(&act.by),
            entered_by: act
                .entered_by
                .as_deref()
                .and_then(|hand| NonZeroU32::new(name(hand).saturating_add(1))),
            target: self
                .targets
                .number(&act.target, |target| Arc::new(target.clone())),
            verb: act.verb,
            heard: act.heard,
            awaiting: act.awaiting,
            desk: act.desk,
            more: self.keep(act),
        };
        self.rows.push(row);
        self.by_id = OnceLock::new();
    }

    /// Keeps what of an act has no place in a row.
    fn keep(&mut self, act: Act) -> More {
        let is_whole = !act.after.is_empty()
            || act.digests.is_some()
            || act.chapeau.is_some()
            || act.level.is_some()
            || act.into.is_some()
            || act.amended
            || act.closes.is_some()
            || act.received.is_some()
            || act.text.is_some()
            || act.over.is_some()
            || act.decision.is_some();
        if is_whole {
            self.whole.push(act);
            return More::Whole(small(self.whole.len() - 1));
        }
        let boxed = |text: Option<String>| text.map(String::into_boxed_str);
        let said = Said {
            reason: boxed(act.reason),
            words: boxed(act.words),
            condition: boxed(act.condition),
            until: boxed(act.until),
            until_at: act.until_at,
            number: boxed(act.number),
            entry: act.entry,
        };
        if said == Said::NOTHING {
            return More::Nothing;
        }
        self.said.push(said);
        More::Said(small(self.said.len() - 1))
    }

    /// Lets go of what was set aside for acts to come.
    pub fn settle(&mut self) {
        self.rows.shrink_to_fit();
        self.said.shrink_to_fit();
        self.whole.shrink_to_fit();
    }

    /// The act of that number, put together again.
    pub fn get(&self, n: usize) -> Option<Act> {
        let row = self.rows.get(n)?;
        if let More::Whole(at) = row.more {
            return self.whole.get(at as usize).cloned();
        }
        let said = self.said(row);
        let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        Some(Act {
            id: row.id.clone(),
            time: row.time,
            by: self.names.get(row.by)?.to_owned(),
            entered_by: match row.entered_by {
                Some(hand) => Some(self.names.get(hand.get() - 1)?.to_owned()),
                None => None,
            },
            heard: row.heard,
            verb: row.verb,
            target: Target::clone(self.targets.get(row.target)?),
            after: Vec::new(),
            reason: text(&said.reason),
            words: text(&said.words),
            digests: None,
            chapeau: None,
            number: text(&said.number),
            level: None,
            into: None,
            amended: false,
            condition: text(&said.condition),
            until: text(&said.until),
            until_at: said.until_at.clone(),
            awaiting: row.awaiting,
            closes: None,
            received: None,
            text: None,
            over: None,
            decision: None,
            entry: said.entry,
            desk: row.desk,
        })
    }

    fn said(&self, row: &Row) -> &Said {
        match row.more {
            More::Said(at) => self.said.get(at as usize).unwrap_or(&Said::NOTHING),
            More::Nothing | More::Whole(_) => &Said::NOTHING,
        }
    }

    /// The act of that number at a glance.
    pub fn deed(&self, n: usize) -> Option<Deed<'_>> {
        let row = self.rows.get(n)?;
        if let More::Whole(at) = row.more {
            return self.whole.get(at as usize).map(Act::deed);
        }
        let said = self.said(row);
        Some(Deed {
            id: &row.id,
            time: row.time,
            by: self.names.get(row.by)?,
            entered_by: match row.entered_by {
                Some(hand) => Some(self.names.get(hand.get() - 1)?),
                None => None,
            },
            verb: row.verb,
            target: self.targets.get(row.target)?,
            reason: said.reason.as_deref(),
            words: said.words.as_deref(),
            condition: said.condition.as_deref(),
            until: said.until.as_deref(),
            until_at: said.until_at.as_deref(),
            awaiting: row.awaiting,
            entry: said.entry,
            desk: row.desk,
        })
    }

    /// The acts that the act of that number answers.
    pub fn after(&self, n: usize) -> &[ActId] {
        match self.rows.get(n).map(|row| row.more) {
            Some(More::Whole(at)) => self
                .whole
                .get(at as usize)
                .map_or(&[], |act| act.after.as_slice()),
            _ => &[],
        }
    }

    /// All of them at a glance, in their order.
    pub fn deeds(&self) -> impl Iterator<Item = Deed<'_>> {
        (0..self.len()).filter_map(|n| self.deed(n))
    }

    /// All of them, in their order, each put together when its turn comes.
    pub fn iter(&self) -> impl Iterator<Item = Act> {
        (0..self.len()).filter_map(|n| self.get(n))
    }

    /// Those of which something holds, in their order; only they are put together.
    pub fn such(&self, holds: impl Fn(&Deed<'_>) -> bool) -> impl Iterator<Item = Act> {
        let such = (0..self.len()).filter(move |n| self.deed(*n).is_some_and(|deed| holds(&deed)));
        such.filter_map(|n| self.get(n))
    }

    /// The number of the act of an id: the first that bears it.
    pub fn find(&self, id: &ActId) -> Option<usize> {
        let id_of = |n: &u32| self.rows.get(*n as usize).map(|row| &row.id);
        let by_id = self.by_id.get_or_init(|| {
            let mut order: Vec<u32> = (0..small(self.len())).collect();
            order.sort_by(|a, b| id_of(a).cmp(&id_of(b)));
            order
        });
        let at = by_id.partition_point(|n| id_of(n) < Some(id));
        let found = by_id.get(at).filter(|n| id_of(n) == Some(id));
        found.map(|n| *n as usize)
    }

    /// Everything that acts are about, each once; an act's is named by [`Acts::aim`].
    pub fn targets(&self) -> impl ExactSizeIterator<Item = &Target> {
        self.targets.all.iter().map(Arc::as_ref)
    }

    /// The number of what the act of that number is about, in [`Acts::targets`].
    pub fn aim(&self, n: usize) -> Option<usize> {
        self.rows.get(n).map(|row| row.target as usize)
    }
}

impl FromIterator<Act> for Acts {
    fn from_iter<I: IntoIterator<Item = Act>>(acts: I) -> Acts {
        let mut all = Acts::default();
        for act in acts {
            all.push(act);
        }
        all.settle();
        all
    }
}

impl Said {
    const NOTHING: Said = Said {
        reason: None,
        words: None,
        condition: None,
        until: None,
        until_at: None,
        number: None,
        entry: None,
    };
}

/// A number that fits a row; no file is so large that it holds more acts.
fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Things kept once and called by their number.
#[derive(Debug)]
struct Once<T: ?Sized> {
    all: Vec<Arc<T>>,
    numbers: FxHashMap<Arc<T>, u32>,
}

impl<T: ?Sized> Default for Once<T> {
    fn default() -> Once<T> {
        Once {
            all: Vec::new(),
            numbers: FxHashMap::default(),
        }
    }
}

impl<T: ?Sized> Clone for Once<T>
where
    Arc<T>: Eq + Hash,
{
    fn clone(&self) -> Once<T> {
        Once {
            all: self.all.clone(),
            numbers: self.numbers.clone(),
        }
    }
}

impl<T: Eq + Hash + ?Sized> Once<T> {
    fn number(&mut self, thing: &T, keep: impl FnOnce(&T) -> Arc<T>) -> u32 {
        if let Some(number) = self.numbers.get(thing) {
            return *number;
        }
        let number = small(self.all.len());
        let kept = keep(thing);
        self.all.push(kept.clone());
        self.numbers.insert(kept, number);
        number
    }

    fn get(&self, number: u32) -> Option<&T> {
        self.all.get(number as usize).map(Arc::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_no_larger_than_a_line_of_a_cache() {
        assert!(size_of::<Row>() <= 64, "{}", size_of::<Row>());
    }
}
