//! Many wishes for one paragraph woven into one text, word by word: what somebody changes stands in brackets, all else outside.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::lay::trimmed;
use super::pairs::{Pair, pairs};
use super::quote::quote;
use super::rows::{Row, written};
use super::strand::Strand;
use crate::text::{Bracket, Document, Parties, TokenKind, fold, tokens};

/// What some parties want a paragraph's words to be; empty words ask for its deletion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wish {
    /// Who wants it, sorted.
    pub(super) owners: Vec<String>,
    /// The words.
    pub(super) words: String,
}

/// Everybody round the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Circle<'a> {
    /// Who may own an alternative, and which group speaks for whom.
    pub(super) parties: &'a Parties,
    /// Those whose readings are promised, sorted: who submitted a text, and who is named in the base.
    pub(super) submitters: &'a [String],
    /// The draft, for its link definitions.
    pub(super) document: &'a Document,
}

impl Circle<'_> {
    /// Those of whom a group among `owners` speaks though they want something else: each needs an alternative of its own.
    pub(super) fn dissenters(&self, owners: &BTreeSet<String>) -> Vec<String> {
        let mut all = self.submitters.to_vec();
        all.retain(|one| {
            !owners.contains(one)
                && owners
                    .iter()
                    .any(|owner| self.parties.speaks_for(owner, one))
        });
        all
    }

    /// What may not be cut in some words: pairs, and the owned brackets as if each were one word.
    fn pairs(&self, words: &str) -> (Vec<Pair>, Vec<Range<usize>>) {
        let mut all = pairs(words);
        let brackets = self.document.brackets_in(words, self.parties);
        let owned: Vec<Range<usize>> = brackets
            .iter()
            .filter(|bracket: &&Bracket| bracket.is_owned())
            .map(|bracket| bracket.span.clone())
            .collect();
        all.extend(owned.iter().map(|span| Pair {
            open: span.start..span.start,
            close: span.end..span.end,
            opaque: true,
        }));
        (all, owned)
    }

    /// A bracket: the base's words, then each alternative with its owners, by name.
    pub(super) fn bracket(&self, base: &str, alternatives: &[Alternative]) -> String {
        let mut rows: Vec<Row> = Vec::new();
        if !base.is_empty() {
            rows.push(Row::of(Vec::new(), base));
        }
        let mut sorted: Vec<&Alternative> = alternatives.iter().collect();
        sorted.sort();
        rows.extend(sorted.into_iter().map(|(owners, words)| {
            let words = quote(words.trim(), self.parties);
            Row::of(owners.iter().cloned().collect(), &words)
        }));
        written(&rows)
    }

    /// The alternatives of a bracket whose base reads `base`: `wishes` that differ from it, identical ones once, and those
    /// of members who differ from a group that speaks for them.
    pub(super) fn alternatives<'w>(
        &self,
        base: &str,
        wishes: impl Iterator<Item = (&'w [String], &'w str)>,
    ) -> Vec<Alternative> {
        let kept = fold(base);
        let mut by_words: BTreeMap<String, (BTreeSet<String>, &str)> = BTreeMap::new();
        for (owners, words) in wishes {
            let folded = fold(words);
            if folded != kept {
                let (all, _) = by_words.entry(folded).or_insert((BTreeSet::new(), words));
                all.extend(owners.iter().cloned());
            }
        }
        let owners: BTreeSet<String> = by_words
            .values()
            .flat_map(|(owners, _)| owners.iter().cloned())
            .collect();
        let dissenters: BTreeSet<String> = self.dissenters(&owners).into_iter().collect();
        let mut all: Vec<Alternative> = by_words
            .into_values()
            .map(|(owners, words)| (owners, words.to_owned()))
            .collect();
        if !dissenters.is_empty() {
            all.push((dissenters, base.to_owned()));
        }
        all
    }
}

/// Who wants which words.
pub(super) type Alternative = (BTreeSet<String>, String);

/// The base with all wishes beside it.
struct Loom<'a> {
    base: &'a str,
    strands: Vec<Strand<'a>>,
    pairs: Vec<Pair>,
    /// Owned brackets of the base.
    owned: Vec<Range<usize>>,
    /// The base's words and spaces: where each ends, and what it is.
    pieces: Vec<(usize, TokenKind)>,
}

/// So many unchanged words between two changes of the same owners keep them apart.
const APART: usize = 3;

/// A paragraph's words with every wish in brackets. What comes out is to be proved by whoever asks.
pub(super) fn weave(base: &str, wishes: &[Wish], circle: Circle<'_>) -> Option<String> {
    let (base_pairs, owned) = circle.pairs(base);
    let strands = wishes.iter().map(|wish| {
        Strand::of(base, &wish.words, &wish.owners, |words| {
            circle.pairs(words).0
        })
    });
    let strands: Vec<Strand<'_>> = strands.collect();
    let mut at = 0;
    let pieces = tokens(base).into_iter().map(|token| {
        at += token.text.len();
        (at, token.kind)
    });
    let loom = Loom {
        base,
        pieces: pieces.collect(),
        pairs: base_pairs,
        owned,
        strands,
    };
    let all: Vec<&Strand<'_>> = loom.strands.iter().collect();
    loom.lay(&(0..base.len()), &all, circle)
}

/// A paragraph's words as one bracket: the base's, and each wish whole.
pub(super) fn whole(base: &str, wishes: &[Wish], circle: Circle<'_>) -> String {
    let wishes = wishes
        .iter()
        .map(|wish| (wish.owners.as_slice(), wish.words.as_str()));
    let alternatives = circle.alternatives(base, wishes);
    circle.bracket(&quote(base.trim(), circle.parties), &alternatives)
}

impl Loom<'_> {
    /// The base between two places, with a bracket for every region that some strand changes.
    fn lay(
        &self,
        bounds: &Range<usize>,
        strands: &[&Strand<'_>],
        circle: Circle<'_>,
    ) -> Option<String> {
        let regions = self.regions(bounds, strands)?;
        let mut out = String::new();
        let mut at = bounds.start;
        for region in regions {
            let (lead, trail) = self.fit(&region, strands)?;
            let core = trimmed(self.base, &region);
            out.push_str(self.base.get(at..region.start)?);
            let space = |range: Range<usize>| match self.base.get(range) {
                Some(space) if !space.is_empty() => space.to_owned(),
                _ => " ".to_owned(),
            };
            if lead {
                out.push_str(&space(region.start..core.start));
            }
            out.push_str(&self.bracket(&region, &core, strands, circle));
            if trail {
                out.push_str(&space(core.end..region.end));
            }
            at = region.end;
        }
        out.push_str(self.base.get(at..bounds.end)?);
        Some(out)
    }

    /// The bracket of a region: flat, or where somebody wants all of it gone or other while others change a word of it,
    /// with their brackets inside the base's alternative, if that is shorter.
    fn bracket(
        &self,
        region: &Range<usize>,
        core: &Range<usize>,
        strands: &[&Strand<'_>],
        circle: Circle<'_>,
    ) -> String {
        let base = self.base.get(core.clone()).unwrap_or_default();
        let wishes = |some: &[&Strand<'_>]| {
            let pieces = some
                .iter()
                .map(|strand| (strand.owners, strand.piece(region)));
            circle.alternatives(base, pieces)
        };
        let flat = circle.bracket(&quote(base, circle.parties), &wishes(strands));
        let changes = |strand: &&&Strand<'_>| fold(strand.piece(region)) != fold(base);
        let (covering, inside): (Vec<&Strand<'_>>, Vec<&Strand<'_>>) = strands
            .iter()
            .filter(changes)
            .partition(|strand| strand.covers(core));
        if covering.is_empty() || inside.is_empty() {
            return flat;
        }
        let owners = covering.iter().flat_map(|strand| strand.owners.iter());
        let owners: BTreeSet<String> = owners.cloned().collect();
        if !circle.dissenters(&owners).is_empty() {
            return flat;
        }
        // Who has an alternative outside reads nothing of what stands in the base's.
        let mut submitters = circle.submitters.to_vec();
        submitters.retain(|one| !owners.contains(one));
        let within = Circle {
            submitters: &submitters,
            ..circle
        };
        let Some(inner) = self.lay(core, &inside, within) else {
            return flat;
        };
        let nested = circle.bracket(&quote(&inner, circle.parties), &wishes(&covering));
        if count(&nested) < count(&flat) {
            nested
        } else {
            flat
        }
    }

    /// The stretches of the base that stand in a bracket, in order. `None` where no stretch can be found that reads right.
    fn regions(&self, bounds: &Range<usize>, strands: &[&Strand<'_>]) -> Option<Vec<Range<usize>>> {
        let mut regions: Vec<Range<usize>> = strands
            .iter()
            .flat_map(|strand| strand.stretches.iter())
            .map(|stretch| stretch.old.clone())
            .collect();
        loop {
            self.join(&mut regions, strands);
            let Some((n, whole)) = self.demand(&regions, strands, bounds)? else {
                return Some(regions);
            };
            let region = regions.get_mut(n)?;
            // Every demand makes a region longer, so this ends.
            if whole.start < bounds.start || whole.end > bounds.end || whole.len() <= region.len() {
                return None;
            }
            *region = whole;
        }
    }

    /// Makes one of regions that touch, have only white space between them, or are few words apart and of the same owners.
    fn join(&self, regions: &mut Vec<Range<usize>>, strands: &[&Strand<'_>]) {
        regions.sort_by_key(|region| (region.start, region.end));
        let mut joined: Vec<Range<usize>> = Vec::new();
        for region in regions.drain(..) {
            match joined.last_mut() {
                Some(last) if region.start <= last.end || self.is_blank(last.end..region.start) => {
                    last.end = last.end.max(region.end);
                }
                _ => joined.push(region),
            }
        }
        for region in joined {
            if let Some(last) = regions.last_mut() {
                let gap = last.end..region.start;
                let few = self.count(&gap) < APART
                    && !self
                        .owned
                        .iter()
                        .any(|span| gap.start <= span.start && span.end <= gap.end);
                if few && self.sides(last, strands) == self.sides(&region, strands) {
                    last.end = region.end;
                    continue;
                }
            }
            regions.push(region);
        }
    }

    /// Who sides with whom in a region: for each strand the number of the first that wants the same; 0 is the base.
    fn sides(&self, region: &Range<usize>, strands: &[&Strand<'_>]) -> Vec<usize> {
        let mut seen = vec![fold(self.base.get(region.clone()).unwrap_or_default())];
        let mut sides = Vec::new();
        for strand in strands {
            let piece = fold(strand.piece(region));
            let side = seen.iter().position(|other| *other == piece);
            sides.push(side.unwrap_or(seen.len()));
            if side.is_none() {
                seen.push(piece);
            }
        }
        sides
    }

    /// The first region that must be longer, and how it should be; `None` outside where it cannot be mended.
    #[allow(clippy::option_option)]
    fn demand(
        &self,
        regions: &[Range<usize>],
        strands: &[&Strand<'_>],
        bounds: &Range<usize>,
    ) -> Option<Option<(usize, Range<usize>)>> {
        for (n, region) in regions.iter().enumerate() {
            let mut whole = region.clone();
            let mut take = |more: Range<usize>| {
                whole.start = whole.start.min(more.start);
                whole.end = whole.end.max(more.end);
            };
            self.pairs
                .iter()
                .filter_map(|pair| pair.demands(region))
                .for_each(&mut take);
            for strand in strands {
                let cut = strand.across(region);
                strand
                    .pairs
                    .iter()
                    .filter_map(|pair| pair.demands(&cut))
                    .map(|more| strand.back(more.start, false)..strand.back(more.end, true))
                    .for_each(&mut take);
            }
            if whole != *region {
                return Some(Some((n, whole)));
            }
            if self.fit(region, strands).is_none() {
                let grown = self.grown(region, strands, bounds)?;
                return Some(Some((n, grown)));
            }
        }
        Some(None)
    }

    /// A region made longer by as few words as let it fit.
    fn grown(
        &self,
        region: &Range<usize>,
        strands: &[&Strand<'_>],
        bounds: &Range<usize>,
    ) -> Option<Range<usize>> {
        let widened = |left: usize, right: usize| {
            let mut wide = region.clone();
            for _ in 0..left {
                wide.start = self.word_before(wide.start)?;
            }
            for _ in 0..right {
                wide.end = self.word_after(wide.end)?;
            }
            (bounds.start <= wide.start && wide.end <= bounds.end).then_some(wide)
        };
        (1..=8)
            .flat_map(|words| [(words, 0), (0, words), (words, words)])
            .filter_map(|(left, right)| widened(left, right))
            .find(|wide| self.fit(wide, strands).is_some())
            // Whatever stands in the way, the whole fits.
            .or_else(|| (region != bounds).then(|| bounds.clone()))
    }

    /// Where the word before a place begins.
    fn word_before(&self, at: usize) -> Option<usize> {
        let mut n = self.pieces.partition_point(|(end, _)| *end < at);
        if self.pieces.get(n).is_none_or(|(end, _)| *end > at) && n == 0 {
            return None;
        }
        loop {
            let (_, kind) = self.pieces.get(n)?;
            let start = n
                .checked_sub(1)
                .and_then(|n| self.pieces.get(n))
                .map_or(0, |(end, _)| *end);
            if *kind != TokenKind::Space && start < at {
                return Some(start);
            }
            n = n.checked_sub(1)?;
        }
    }

    /// Where the word behind a place ends.
    fn word_after(&self, at: usize) -> Option<usize> {
        let n = self.pieces.partition_point(|(end, _)| *end <= at);
        let mut rest = self.pieces.get(n..)?.iter();
        let (end, _) = rest.find(|(_, kind)| *kind != TokenKind::Space)?;
        Some(*end)
    }

    fn is_blank(&self, range: Range<usize>) -> bool {
        self.base.get(range).unwrap_or_default().trim().is_empty()
    }

    fn count(&self, range: &Range<usize>) -> usize {
        count(self.base.get(range.clone()).unwrap_or_default())
    }

    /// Where spaces must stand outside the bracket (before, behind), so that every reading of a region is as it was.
    fn fit(&self, region: &Range<usize>, strands: &[&Strand<'_>]) -> Option<(bool, bool)> {
        let before = self.base.get(..region.start)?;
        let after = self.base.get(region.end..)?;
        let mut pieces: Vec<&str> = strands.iter().map(|strand| strand.piece(region)).collect();
        pieces.push(self.base.get(region.clone())?);
        if pieces.iter().all(|piece| piece.trim().is_empty()) {
            return None;
        }
        let left = before.chars().next_back();
        let right = after.chars().next();
        let touches = |lead: bool, trail: bool| {
            !lead && matches!(left, Some(']' | '!' | '\\'))
                || !trail && matches!(right, Some('(' | '[' | ':'))
        };
        let (before, after) = (tail(before), head(after));
        let keeps = |piece: &str, lead: bool, trail: bool| {
            let space = |there| if there { " " } else { "" };
            let (lead, trail) = (space(lead), space(trail));
            let written = format!("{before}{lead}{}{trail}{after}", piece.trim());
            fold(&written) == fold(&format!("{before}{piece}{after}"))
        };
        [(false, false), (true, false), (false, true), (true, true)]
            .into_iter()
            .find(|(lead, trail)| {
                !touches(*lead, *trail) && pieces.iter().all(|piece| keeps(piece, *lead, *trail))
            })
    }
}

/// The last sign of a text that is no white space, and what follows it.
fn tail(text: &str) -> &str {
    let end = text.trim_end();
    let last = end.chars().next_back().map_or(0, char::len_utf8);
    text.get(end.len() - last..).unwrap_or_default()
}

/// The first sign of a text that is no white space, and what comes before it.
fn head(text: &str) -> &str {
    let start = text.len() - text.trim_start().len();
    let first = text
        .get(start..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8);
    text.get(..start + first).unwrap_or_default()
}

fn count(words: &str) -> usize {
    crate::text::words(words).count()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn known() -> Parties {
        Parties::Known {
            names: ["EU", "USA", "G77", "EGY", "NOR", "P", "Q"]
                .map(str::to_owned)
                .into(),
            groups: [("G77".to_owned(), ["EGY".to_owned()].into())].into(),
        }
    }

    fn woven(base: &str, wishes: &[(&str, &str)]) -> String {
        let parties = known();
        let document = Document::parse_with("", &parties);
        let submitters: Vec<String> = wishes.iter().map(|(who, _)| (*who).to_owned()).collect();
        let circle = Circle {
            parties: &parties,
            submitters: &submitters,
            document: &document,
        };
        let wishes: Vec<Wish> = wishes
            .iter()
            .filter(|(_, words)| *words != base)
            .map(|(who, words)| Wish {
                owners: vec![(*who).to_owned()],
                words: (*words).to_owned(),
            })
            .collect();
        weave(base, &wishes, circle).unwrap()
    }

    #[test]
    fn wishes_for_other_words_stand_in_other_brackets() {
        assert_eq!(
            woven(
                "States shall take all the measures that are needed.",
                &[
                    ("EU", "States should take all the measures that are needed."),
                    (
                        "USA",
                        "States shall take all the measures that are possible."
                    ),
                ]
            ),
            "States [shall / EU: should] take all the measures that are [needed / USA: possible]."
        );
    }

    #[test]
    fn white_space_written_double_keeps_a_wish_to_its_words() {
        assert_eq!(
            woven(
                "Gauges  be read by every State, and the figures should be told.",
                &[(
                    "EU",
                    "Gauges be read by every State, and the figures may be told."
                )]
            ),
            "Gauges  be read by every State, and the figures [should / EU: may] be told."
        );
    }

    #[test]
    fn wishes_for_the_same_words_are_alternatives_and_equal_ones_stand_once() {
        assert_eq!(
            woven(
                "States shall take measures.",
                &[
                    ("EU", "States should take measures."),
                    ("NOR", "States should take measures."),
                    ("USA", "States may take measures."),
                ]
            ),
            "States [shall / EU, NOR: should / USA: may] take measures."
        );
    }

    #[test]
    fn a_deletion_of_all_holds_what_others_change_inside() {
        assert_eq!(
            woven(
                "States shall take all measures in their power.",
                &[
                    ("P", ""),
                    ("Q", "States shall take all measures in their gift.")
                ]
            ),
            "[States shall take all measures in their [power / Q: gift]. / P: –]"
        );
    }

    #[test]
    fn a_member_that_differs_from_its_group_keeps_its_words() {
        assert_eq!(
            woven(
                "States shall act.",
                &[("EGY", "States shall act."), ("G77", "States may act.")]
            ),
            "States [shall / EGY: shall / G77: may] act."
        );
        assert_eq!(
            woven(
                "States shall act in time.",
                &[("EGY", ""), ("G77", "States may act in time.")]
            ),
            "[States [shall / G77: may] act in time. / EGY: –]"
        );
    }

    #[test]
    fn an_owned_bracket_of_the_base_is_one_word() {
        assert_eq!(
            woven(
                "a [EU: shall] b",
                &[("EU", "a [EU: should] b"), ("USA", "a [EU: should] b")]
            ),
            "a [[EU: shall] / EU, USA: [EU: should]] b"
        );
    }

    #[test]
    fn changes_of_the_same_owners_close_together_are_one() {
        assert_eq!(
            woven(
                "Each State shall at once report on what it does about it.",
                &[(
                    "EU",
                    "Every State should at once report on what it does about it."
                )]
            ),
            "[Each State shall / EU: Every State should] at once report on what it does about it."
        );
    }
}
