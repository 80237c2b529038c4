//! What is the same on both sides: paragraphs that occur once, their equal neighbours, then twins in order.

use super::matching::Matching;
use super::order::{Link, in_order};
use super::side::Side;
use crate::text::Kind;

/// Links the titles, and every paragraph whose words stand unchanged on the other side and cannot be mistaken for another.
pub(super) fn link_same(matching: &mut Matching) {
    link_titles(matching);
    extend(matching, None);
    link_unique(matching);
    extend(matching, Some(0));
    for _ in 0..4 {
        let before = matching.links.len();
        link_unique_in_gaps(matching);
        extend(matching, Some(before));
        if matching.links.len() == before {
            break;
        }
    }
}

fn link_titles(matching: &mut Matching) {
    let is_title = |side: &Side| {
        side.passages
            .first()
            .is_some_and(|first| first.kind == Kind::Title)
    };
    if is_title(&matching.old) && is_title(&matching.new) {
        matching.link(0, 0);
    }
}

fn link_unique(matching: &mut Matching) {
    let all = |side: &Side| side.places(matching.keys(), |at| !side.is_bare(at));
    let (olds, news) = (all(&matching.old), all(&matching.new));
    let mut found: Vec<(usize, usize)> = (0..matching.keys())
        .filter_map(|key| match (olds.at(key), news.at(key)) {
            (&[old], &[new]) => Some((old, new)),
            _ => None,
        })
        .filter(|&(old, new)| matching.old.is_free(old) && matching.new.is_free(new))
        .collect();
    found.sort_unstable();
    // A few words that stand out of order (`Option 2: No text`) say little: they wait until what is round them is linked.
    let links: Vec<Link> = found
        .iter()
        .map(|&(old, new)| matching.weighed(old, new))
        .collect();
    let ordered = in_order(&links);
    for (&(old, new), ordered) in found.iter().zip(ordered) {
        if ordered || !matching.old.is_brief(old) {
            matching.link(old, new);
        }
    }
}

/// Links equal neighbours of links (of those from `since` on), and of the two ends of the texts.
fn extend(matching: &mut Matching, since: Option<usize>) {
    let forward = |matching: &mut Matching, mut old: usize, mut new: usize| {
        while is_same_and_free(matching, old, new) {
            matching.link(old, new);
            old += 1;
            new += 1;
        }
    };
    let backward = |matching: &mut Matching, mut old: usize, mut new: usize| {
        while let (Some(o), Some(n)) = (old.checked_sub(1), new.checked_sub(1)) {
            if !is_same_and_free(matching, o, n) {
                break;
            }
            matching.link(o, n);
            (old, new) = (o, n);
        }
    };
    match since {
        None => {
            let (start_old, start_new) = (matching.links.len(), matching.links.len());
            forward(matching, start_old, start_new);
            let (olds, news) = (matching.old.len(), matching.new.len());
            backward(matching, olds, news);
        }
        Some(since) => {
            let mut from: Vec<(usize, usize)> =
                matching.links.get(since..).unwrap_or_default().to_vec();
            from.sort_unstable();
            for (old, new) in from {
                forward(matching, old + 1, new + 1);
                backward(matching, old, new);
            }
        }
    }
}

fn is_same_and_free(matching: &Matching, old: usize, new: usize) -> bool {
    old < matching.old.len()
        && new < matching.new.len()
        && matching.old.key(old) == matching.new.key(new)
        && !matching.old.is_bare(old)
        && matching.old.is_free(old)
        && matching.new.is_free(new)
}

/// Within each gap of the common order, links words that stand there equally often on both sides, in order.
fn link_unique_in_gaps(matching: &mut Matching) {
    matching.find_gaps();
    let (olds, news) = matching.free_places();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for key in 0..matching.keys() {
        let (places, mut others) = (olds.at(key), news.at(key));
        if others.is_empty() {
            continue;
        }
        // Runs of old twins that share a gap, against the new ones in it.
        for run in places.chunk_by(|&a, &b| matching.gap_of_old(a) == matching.gap_of_old(b)) {
            let Some(&first) = run.first() else { continue };
            let gap = matching.gap_of_old(first);
            let skip = others.partition_point(|&new| new < gap.start);
            others = others.get(skip..).unwrap_or_default();
            let inside = others.partition_point(|&new| new < gap.end);
            let here = others.get(..inside).unwrap_or_default();
            // Many twins are told apart by their order alone.
            if here.len() == run.len() || here.len().min(run.len()) > 8 {
                found.extend(run.iter().copied().zip(here.iter().copied()));
            }
        }
    }
    found.sort_unstable();
    for (old, new) in found {
        if matching.old.is_free(old) && matching.new.is_free(new) {
            matching.link(old, new);
        }
    }
}

/// Links what is left of twins: those whose neighbours or sections are linked first, then in order.
pub(super) fn link_twins(matching: &mut Matching) {
    let (olds, news) = matching.free_places();
    for key in 0..matching.keys() {
        let (from, to) = (olds.at(key), news.at(key));
        if from.len() * to.len() > 4096 {
            for (&old, &new) in from.iter().zip(to) {
                matching.link(old, new);
            }
            continue;
        }
        let mut pairs: Vec<(u32, usize, usize, usize)> = Vec::new();
        for (nth, &old) in from.iter().enumerate() {
            for (mth, &new) in to.iter().enumerate() {
                let support = matching.support(old, new);
                pairs.push((u32::MAX - support, nth.abs_diff(mth), old, new));
            }
        }
        pairs.sort_unstable();
        for (_, _, old, new) in pairs {
            // The same few words far off, with nothing round them that is the same, are not the same paragraph.
            let brief = matching.old.is_brief(old)
                && !matching.is_near(old, new)
                && matching.support(old, new) < 2;
            if !brief && matching.old.is_free(old) && matching.new.is_free(new) {
                matching.link(old, new);
            }
        }
    }
}
