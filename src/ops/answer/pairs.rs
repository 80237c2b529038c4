//! Which paragraph of an incoming file is which of the text that was answered.

use std::collections::{HashMap, HashSet};

use super::base::{Base, Shown};
use super::lines::{Line, Part};
use crate::diff::align;
use crate::text::{Document, fold, words};

/// So much of the words of two paragraphs must be the same for one to be the other, where nothing else says so.
const ALIKE: f64 = 0.5;

/// A part of the file as far as it is compared.
#[derive(Debug)]
pub(super) struct Side<'p> {
    pub(super) part: &'p Part,
    pub(super) stood: String,
    pub(super) wanted: String,
}

impl<'p> Side<'p> {
    pub(super) fn of(part: &'p Part) -> Side<'p> {
        let whole = |words: fn(&Line) -> String| match part {
            Part::Line(line) => words(line),
            Part::Table(rows, _) => {
                let cells = rows.iter().flatten();
                cells.map(|cell| words(cell) + "\n").collect()
            }
        };
        Side {
            part,
            stood: whole(Line::stood),
            wanted: whole(Line::wanted),
        }
    }

    fn anchor(&self) -> Option<usize> {
        match self.part {
            Part::Line(line) => line.anchor,
            Part::Table(rows, _) => rows.iter().flatten().find_map(|cell| cell.anchor),
        }
    }

    /// The line that it is, if it is no table.
    pub(super) fn line(&self) -> Option<&'p Line> {
        match self.part {
            Part::Line(line) => Some(line),
            Part::Table(..) => None,
        }
    }

    fn is_table(&self) -> bool {
        matches!(self.part, Part::Table(..))
    }

    /// What tells it from others: what it is to say, else what it said.
    fn says(&self) -> &str {
        match self.wanted.trim().is_empty() {
            true => &self.stood,
            false => &self.wanted,
        }
    }
}

/// For each part, the place in [`Base::shown`] of the paragraph that it is.
pub(super) fn pairs(base: &Base<'_>, sides: &[Side<'_>]) -> Vec<Option<usize>> {
    let mut matching = Matching {
        base,
        sides,
        texts: base.shown.iter().map(full).collect(),
        of: vec![None; sides.len()],
        taken: HashSet::new(),
    };
    matching.by_anchor();
    matching.by_words();
    let words = sides.iter().filter(|side| !side.says().trim().is_empty());
    if 2 * matching.taken.len() < base.shown.len().min(words.count()) {
        matching.by_alignment();
    }
    matching.between();
    matching.of
}

/// A paragraph's words with its number, as the file has them.
fn full(shown: &Shown) -> String {
    match &shown.label {
        Some(label) => fold(&format!("{label} {}", shown.text())),
        None => fold(&shown.text()),
    }
}

struct Matching<'a> {
    base: &'a Base<'a>,
    sides: &'a [Side<'a>],
    texts: Vec<String>,
    of: Vec<Option<usize>>,
    taken: HashSet<usize>,
}

impl Matching<'_> {
    fn pair(&mut self, side: usize, shown: usize) {
        if let Some(slot) = self.of.get_mut(side)
            && slot.is_none()
            && self.taken.insert(shown)
        {
            *slot = Some(shown);
        }
    }

    /// Whether a part says what a paragraph says, with its number or without.
    fn is_equal(&self, side: &Side<'_>, shown: usize) -> bool {
        let text = self.texts.get(shown).map_or("", String::as_str);
        let own = self.base.shown.get(shown).map(Shown::text);
        let own = own.map(|text| fold(&text)).unwrap_or_default();
        [&side.stood, &side.wanted].into_iter().any(|words| {
            let words = fold(words);
            words == text || words == own
        })
    }

    /// By the hidden bookmarks; of two that have one, the part that says the same. What was moved has its bookmark where it came from.
    fn by_anchor(&mut self) {
        let places: HashMap<usize, usize> = self
            .base
            .shown
            .iter()
            .enumerate()
            .map(|(place, one)| (one.index, place))
            .collect();
        let place = |index: Option<usize>| index.and_then(|index| places.get(&index).copied());
        let mut went: HashMap<&str, usize> = HashMap::new();
        for side in self.sides {
            if let (Part::Line(line), Some(place)) = (side.part, place(side.anchor()))
                && let (Some(name), true) = (&line.went, line.is_gone())
            {
                went.insert(name, place);
            }
        }
        let mut claims: Vec<(usize, usize, bool)> = Vec::new();
        for (n, side) in self.sides.iter().enumerate() {
            let came = match side.part {
                Part::Line(line) if line.stood().trim().is_empty() => line.came.as_deref(),
                _ => None,
            };
            let moved = came.and_then(|name| went.get(name).copied());
            let Some(place) = moved.or(place(side.anchor())) else {
                continue;
            };
            let is_source = matches!(side.part, Part::Line(line) if line.is_gone() && line.went.as_ref().is_some_and(|name| went.contains_key(name.as_str()) && self.comes(name)));
            if !is_source
                && self
                    .base
                    .shown
                    .get(place)
                    .is_some_and(|one| (one.kind == crate::text::Kind::Table) == side.is_table())
            {
                claims.push((n, place, self.is_equal(side, place)));
            }
        }
        claims.sort_by_key(|(n, _, equal)| (!equal, *n));
        for (side, place, _) in claims {
            self.pair(side, place);
        }
    }

    fn comes(&self, name: &str) -> bool {
        self.sides
            .iter()
            .any(|side| matches!(side.part, Part::Line(line) if line.came.as_deref() == Some(name)))
    }

    /// A part that says just what a paragraph says is that paragraph, though a bookmark says it of another part.
    fn by_words(&mut self) {
        let mut free: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, text) in self.texts.iter().enumerate().rev() {
            if !text.is_empty() {
                free.entry(text).or_default().push(place);
            }
        }
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (n, side) in self.sides.iter().enumerate() {
            if self.of.get(n).copied().flatten().is_some() {
                continue;
            }
            let words = fold(side.says());
            let Some(places) = free.get_mut(words.as_str()) else {
                continue;
            };
            let holder = |place: usize| self.of.iter().position(|own| *own == Some(place));
            // One whose own part still says the same is not free.
            let at = places.iter().rposition(|place| match holder(*place) {
                Some(other) => self
                    .sides
                    .get(other)
                    .is_some_and(|other| !self.is_equal(other, *place)),
                None => true,
            });
            if let Some(at) = at {
                found.push((n, places.remove(at)));
            }
        }
        for (side, place) in found {
            for slot in &mut self.of {
                if *slot == Some(place) {
                    *slot = None;
                    self.taken.remove(&place);
                }
            }
            self.pair(side, place);
        }
    }

    /// As two versions of a draft are aligned: for a file that has lost its bookmarks.
    fn by_alignment(&mut self) {
        let old = Document::parse(self.texts.join("\n\n"));
        let free: Vec<usize> = (0..self.sides.len())
            .filter(|n| self.of.get(*n).copied().flatten().is_none())
            .collect();
        let texts = free.iter().filter_map(|n| self.sides.get(*n));
        let texts: Vec<String> = texts.map(|side| fold(side.says())).collect();
        let new = Document::parse(texts.join("\n\n"));
        // Where paragraphs are not cut as they were joined, the ordinals say nothing.
        let is_whole = |document: &Document, count: usize| document.paragraphs().len() == count;
        if !is_whole(&old, self.texts.len()) || !is_whole(&new, texts.len()) {
            return;
        }
        for change in &align(&old, &new).changes {
            for (place, n) in change.old.iter().zip(&change.new) {
                if let Some(side) = free.get(*n) {
                    self.pair(*side, *place);
                }
            }
        }
    }

    /// What is left between the same neighbours and is alike.
    fn between(&mut self) {
        let mut above = 0;
        for n in 0..self.sides.len() {
            if let Some(place) = self.of.get(n).copied().flatten() {
                above = place + 1;
                continue;
            }
            let below = self.of.iter().skip(n + 1).flatten().next().copied();
            let below = below.unwrap_or(self.base.shown.len());
            let Some(side) = self
                .sides
                .get(n)
                .filter(|side| !side.says().trim().is_empty())
            else {
                continue;
            };
            let open = (above..below).filter(|place| !self.taken.contains(place));
            let best = open
                .filter(|place| {
                    let shown = self.base.shown.get(*place);
                    shown.is_some_and(|one| {
                        (one.kind == crate::text::Kind::Table) == side.is_table()
                    })
                })
                .map(|place| {
                    let text = self.texts.get(place).map_or("", String::as_str);
                    (likeness(side.says(), text), place)
                })
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((alike, place)) = best
                && alike >= ALIKE
            {
                self.pair(n, place);
                above = place + 1;
            }
        }
    }
}

/// The share of words that two texts have in common.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    let mut counts: HashMap<&str, i64> = HashMap::new();
    let (mut left, mut right, mut both) = (0_u32, 0_u32, 0_u32);
    for word in words(one) {
        *counts.entry(word).or_default() += 1;
        left += 1;
    }
    for word in words(other) {
        right += 1;
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            both += 1;
        }
    }
    match left.max(right) {
        0 => 0.0,
        most => f64::from(both) / f64::from(most),
    }
}
