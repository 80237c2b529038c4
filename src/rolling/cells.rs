//! Versions of some words cut where all of them read the same, so that what stands between is weighed place by place.

use std::ops::Range;

use super::pairs::{Pair, pairs};
use super::strand::Strand;
use crate::text::{Document, Parties};

/// What each version has in one place.
pub(super) type Cell<const N: usize> = [String; N];

/// The versions cut into places, in turn such in which all read the same and such in which they differ; those of a version put together
/// are that version, and whoever takes each from another cuts no pair.
///
/// `None` where they cannot be cut.
pub(super) fn cells<const N: usize>(versions: [&str; N]) -> Option<Vec<Cell<N>>> {
    let base = *versions.first()?;
    let strands = versions.map(|words| Strand::of(base, words, &[], whole));
    let regions = regions(base, &strands)?;
    let of = |strand: &Strand<'_>| {
        let mut pieces: Vec<String> = Vec::new();
        let mut at = 0;
        for region in &regions {
            let there = strand.across(region);
            for cut in [at..there.start, there.clone()] {
                pieces.push(strand.new.get(cut)?.to_owned());
            }
            at = there.end;
        }
        pieces.push(strand.new.get(at..)?.to_owned());
        Some(pieces)
    };
    let mut cells = vec![[const { String::new() }; N]; 2 * regions.len() + 1];
    for (n, strand) in strands.iter().enumerate() {
        for (cell, words) in cells.iter_mut().zip(of(strand)?) {
            *cell.get_mut(n)? = words;
        }
    }
    let same = |cell: &Cell<N>| cell.iter().all(|words| Some(words) == cell.first());
    cells.iter().step_by(2).all(same).then_some(cells)
}

/// The pairs of some words, and each owned bracket as if it were one word.
fn whole(words: &str) -> Vec<Pair> {
    let parties = Parties::Guessed;
    let brackets = Document::parse_with("", &parties).brackets_in(words, &parties);
    let owned = brackets.iter().filter(|bracket| bracket.is_owned());
    let opaque = owned.map(|bracket| Pair {
        open: bracket.span.start..bracket.span.start,
        close: bracket.span.end..bracket.span.end,
        opaque: true,
    });
    pairs(words).into_iter().chain(opaque).collect()
}

/// The stretches of the base in which some version has other words, in order: none beside another, and none that cuts a pair.
fn regions(base: &str, strands: &[Strand<'_>]) -> Option<Vec<Range<usize>>> {
    let stretches = strands.iter().flat_map(|strand| &strand.stretches);
    let mut regions: Vec<Range<usize>> = stretches.map(|one| one.old.clone()).collect();
    loop {
        regions = apart(base, regions);
        let cut = regions.iter().enumerate().find_map(|(n, region)| {
            let mut all = strands.iter();
            all.find_map(|strand| Some((n, demanded(strand, region)?)))
        });
        let Some((n, whole)) = cut else {
            return Some(regions);
        };
        let region = regions.get_mut(n)?;
        let wide = region.start.min(whole.start)..region.end.max(whole.end);
        // Every round makes some stretch longer, so this ends.
        if wide == *region {
            return None;
        }
        *region = wide;
    }
}

/// The stretch of the base behind a pair of a version that a region cuts.
fn demanded(strand: &Strand<'_>, region: &Range<usize>) -> Option<Range<usize>> {
    let cut = strand.across(region);
    let whole = strand.pairs.iter().find_map(|pair| pair.demands(&cut))?;
    Some(strand.back(whole.start, false)..strand.back(whole.end, true))
}

/// Stretches of which those that touch, or have only white space between them, are one.
fn apart(base: &str, mut regions: Vec<Range<usize>>) -> Vec<Range<usize>> {
    regions.sort_by_key(|region| (region.start, region.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for region in regions {
        let blank = |from: usize| {
            let between = base.get(from..region.start.max(from));
            between.unwrap_or_default().trim().is_empty()
        };
        match apart.last_mut() {
            Some(last) if blank(last.end) => last.end = last.end.max(region.end),
            _ => apart.push(region),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_read_lies_between_the_places_and_no_pair_is_cut() {
        let one = "Gauges shall be read [by all] each day.";
        let two = "Gauges [should / EU: may] be read [by all] each day.";
        let three = "Gauges shall be read [by some or all] each day.";
        let cut = cells([one, two, three]).unwrap_or_default();
        let places: Vec<[&str; 3]> = cut
            .iter()
            .skip(1)
            .step_by(2)
            .map(|cell| cell.each_ref().map(|words| words.trim()))
            .collect();
        assert_eq!(
            places,
            [
                ["shall", "[should / EU: may]", "shall"],
                ["", "", "some or"]
            ]
        );
        for (n, words) in [one, two, three].into_iter().enumerate() {
            let whole: String = cut.iter().filter_map(|cell| cell.get(n)).cloned().collect();
            assert_eq!(whole, words);
        }
    }
}
