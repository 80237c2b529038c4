//! Headings that likeness could not tell: what stands under them says which is which.
//!
//! `## Article 4` is nothing but its label, and the label is the first thing a new article shifts. So the paragraphs
//! under a heading vote; where the articles round it kept their numbers, the number weighs more than the votes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::matching::Matching;
use super::side::Side;
use super::slots;
use crate::text::Kind;

/// How many articles on either side are asked whether they kept their numbers.
const WINDOW: usize = 2;

/// Links headings by their labels where those held still, by the paragraphs under them where not.
pub(super) fn link_headings(matching: &mut Matching) {
    let votes = votes(matching);
    let bare: Vec<usize> = (0..matching.old.len())
        .filter(|&at| matching.old.is_bare(at))
        .collect();
    let of_votes = |old: usize, new: usize| votes.get(&(old, new)).map_or(0, |vote| vote.count);

    // 1. Label and contents agree.
    let mut agreed: Vec<(Reverse<usize>, usize, usize)> = votes
        .iter()
        .filter(|((old, new), _)| {
            matching.old.is_bare(*old)
                && matching.new.is_bare(*new)
                && matching.share_label(*old, *new)
        })
        .map(|(&(old, new), vote)| (Reverse(vote.count), old, new))
        .collect();
    agreed.sort_unstable();
    for (_, old, new) in agreed {
        link_if_free(matching, old, new);
    }
    matching.find_gaps();

    // 2. All contents of the one under the other, where one of the two numbers is new or gone.
    for (old, new) in shifted(matching, &votes) {
        link_if_free(matching, old, new);
    }
    matching.find_gaps();

    // 3. The label alone, where those round it held.
    let held = labels_held(matching, &bare, &votes);
    let by_label = labelled(&matching.new);
    let same_label = |matching: &Matching, old: usize| -> Vec<usize> {
        let label = matching
            .old
            .passages
            .get(old)
            .and_then(|passage| passage.label)
            .unwrap_or_default();
        by_label.get(label).cloned().unwrap_or_default()
    };
    for (&old, _) in bare.iter().zip(&held).filter(|(_, held)| **held) {
        let found = same_label(matching, old);
        let near = found
            .iter()
            .copied()
            .find(|&new| matching.new.is_free(new) && matching.is_near(old, new));
        let only = || found.first().copied().filter(|_| found.len() == 1);
        if let Some(new) = near.or_else(only) {
            link_if_free(matching, old, new);
        }
    }
    matching.find_gaps();

    // 4. A word or a number in the same place.
    let shifted: BTreeSet<usize> = bare
        .iter()
        .zip(&held)
        .filter(|(_, held)| !**held)
        .map(|(old, _)| *old)
        .collect();
    slots::link_by_words(matching, |old| shifted.contains(&old));
    matching.find_gaps();

    // 5. The contents, whatever the label or the words: most of what stood under the one stands under the other.
    let mut told: Vec<(Reverse<usize>, usize, usize, usize)> = votes
        .iter()
        .filter(|(_, vote)| 2 * vote.count >= vote.of_old && 2 * vote.count >= vote.of_new)
        .filter(|((old, new), vote)| {
            let bare = matching.old.is_bare(*old) && matching.new.is_bare(*new);
            let same = matching.old.key(*old) == matching.new.key(*new);
            let all = vote.count >= 2 && vote.count == vote.of_old && vote.count == vote.of_new;
            bare || same || all || matching.is_near(*old, *new)
        })
        .map(|(&(old, new), vote)| (Reverse(vote.count), old.abs_diff(new), old, new))
        .collect();
    told.sort_unstable();
    for (_, _, old, new) in told {
        link_if_free(matching, old, new);
    }
    matching.find_gaps();

    // 6. What is left: the label again, unless the contents went elsewhere; then the votes that remain; then the place alone.
    for &old in &bare {
        let near = same_label(matching, old).into_iter().find(|&new| {
            matching.new.is_free(new)
                && matching.is_near(old, new)
                && !is_spoken_for(&votes, old, new)
        });
        if let Some(new) = near {
            link_if_free(matching, old, new);
        }
    }
    let mut rest: Vec<(Reverse<usize>, usize, usize)> = votes
        .keys()
        .filter(|(old, new)| matching.old.is_bare(*old) && matching.new.is_bare(*new))
        .map(|&(old, new)| (Reverse(of_votes(old, new)), old, new))
        .collect();
    rest.sort_unstable();
    for (_, old, new) in rest {
        link_if_free(matching, old, new);
    }
    slots::link_by_place(matching);
}

/// How many linked paragraphs the two have under them in common, and how many each has.
#[derive(Debug, Clone, Copy, Default)]
struct Vote {
    count: usize,
    of_old: usize,
    of_new: usize,
}

fn votes(matching: &Matching) -> BTreeMap<(usize, usize), Vote> {
    let mut votes: BTreeMap<(usize, usize), Vote> = BTreeMap::new();
    let mut old_total = vec![0_usize; matching.old.len()];
    let mut new_total = vec![0_usize; matching.new.len()];
    let may = |side: &Side, at: usize| {
        side.is_free(at)
            && side
                .passages
                .get(at)
                .is_some_and(|passage| passage.kind == Kind::Heading)
    };
    for &(old, new) in &matching.links {
        let pairs: Vec<(usize, usize)> = matching
            .old
            .sections(old)
            .zip(matching.new.sections(new))
            .collect();
        for (above_old, above_new) in pairs {
            if let Some(total) = old_total.get_mut(above_old) {
                *total += 1;
            }
            if let Some(total) = new_total.get_mut(above_new) {
                *total += 1;
            }
            if may(&matching.old, above_old) && may(&matching.new, above_new) {
                votes.entry((above_old, above_new)).or_default().count += 1;
            }
        }
    }
    for ((old, new), vote) in &mut votes {
        vote.of_old = old_total.get(*old).copied().unwrap_or(0);
        vote.of_new = new_total.get(*new).copied().unwrap_or(0);
    }
    votes
}

/// For each bare old heading, whether those round it kept their labels, as far as their contents tell.
fn labels_held(
    matching: &Matching,
    bare: &[usize],
    votes: &BTreeMap<(usize, usize), Vote>,
) -> Vec<bool> {
    let opinion: Vec<Option<bool>> = bare
        .iter()
        .map(|&old| {
            if let &[partner, ..] = matching.old.partners_of(old) {
                return Some(matching.share_label(old, partner));
            }
            // Only what is nothing but a label itself, and not spoken for, could be what a label was shifted to.
            let best = votes
                .range((old, 0)..(old + 1, 0))
                .filter(|((_, new), _)| matching.new.is_bare(*new) && matching.new.is_free(*new))
                .max_by_key(|((_, new), vote)| (vote.count, matching.share_label(old, *new)))?;
            Some(matching.share_label(old, best.0.1))
        })
        .collect();
    (0..bare.len())
        .map(|at| {
            let before = opinion
                .get(..at)
                .unwrap_or_default()
                .iter()
                .rev()
                .flatten()
                .take(WINDOW);
            let after = opinion
                .get(at + 1..)
                .unwrap_or_default()
                .iter()
                .flatten()
                .take(WINDOW);
            let (kept, all) = before.chain(after).fold((0, 0), |(kept, all), &one| {
                (kept + usize::from(one), all + 1)
            });
            2 * kept > all || all == 0
        })
        .collect()
}

/// Headings of which all that stands under the one stands alone under the other, where the text of either does not have the other's
/// number: an article came in before it or went.
fn shifted(matching: &Matching, votes: &BTreeMap<(usize, usize), Vote>) -> Vec<(usize, usize)> {
    let labels = |side: &Side| -> BTreeSet<String> {
        let bare = labelled(side).into_keys();
        bare.map(str::to_owned).collect()
    };
    let (of_old, of_new) = (labels(&matching.old), labels(&matching.new));
    let has = |labels: &BTreeSet<String>, side: &Side, at: usize| {
        let label = side.passages.get(at).and_then(|passage| passage.label);
        label.is_some_and(|label| labels.contains(label))
    };
    let all = |&(&(old, new), vote): &(&(usize, usize), &Vote)| {
        vote.count == vote.of_old
            && vote.count == vote.of_new
            && matching.old.is_bare(old)
            && matching.new.is_bare(new)
            && (!has(&of_old, &matching.new, new) || !has(&of_new, &matching.old, old))
    };
    let found = votes.iter().filter(all);
    found.map(|(&pair, _)| pair).collect()
}

/// Whether what stands under either of the two stands for the most part under a third.
fn is_spoken_for(votes: &BTreeMap<(usize, usize), Vote>, old: usize, new: usize) -> bool {
    votes
        .iter()
        .any(|(&(a, b), vote)| (a == old) != (b == new) && vote.count >= 2)
}

fn labelled<'p>(side: &Side<'p>) -> BTreeMap<&'p str, Vec<usize>> {
    let mut by_label: BTreeMap<&'p str, Vec<usize>> = BTreeMap::new();
    for (at, passage) in side
        .passages
        .iter()
        .enumerate()
        .filter(|(at, _)| side.is_bare(*at))
    {
        by_label
            .entry(passage.label.unwrap_or_default())
            .or_default()
            .push(at);
    }
    by_label
}

fn link_if_free(matching: &mut Matching, old: usize, new: usize) {
    if matching.old.is_free(old) && matching.new.is_free(new) {
        matching.link(old, new);
    }
}

#[cfg(test)]
mod tests {
    use super::super::align::align;
    use super::super::change::ChangeKind;
    use crate::text::Document;

    #[test]
    fn an_article_that_is_nothing_but_its_number_goes_with_what_stands_under_it() {
        let text = |articles: &[&str]| {
            let numbered = articles.iter().enumerate();
            let all = numbered.map(|(n, words)| format!("## Article {}\n\n{words}\n\n", n + 1));
            Document::parse(format!("# T\n\n{}", all.collect::<String>()))
        };
        let (ships, planes, trains) = (
            "Ships load cargo in harbour under control.",
            "Planes in flight carry a beacon at night.",
            "Trains in tunnels must sound a warning horn.",
        );
        let (three, two) = (text(&[ships, planes, trains]), text(&[ships, trains]));
        let told =
            |old: &Document, new: &Document| -> Vec<(ChangeKind, bool, Vec<usize>, Vec<usize>)> {
                let odd = align(old, new).changes.into_iter();
                let odd = odd.filter(|change| !change.is_nothing());
                odd.map(|change| (change.kind, change.renumbered, change.old, change.new))
                    .collect()
            };
        assert_eq!(
            told(&three, &two),
            [
                (ChangeKind::Deleted, false, vec![3], vec![]),
                (ChangeKind::Deleted, false, vec![4], vec![]),
                (ChangeKind::Unchanged, true, vec![5], vec![3]),
            ]
        );
        assert_eq!(
            told(&two, &three),
            [
                (ChangeKind::Inserted, false, vec![], vec![3]),
                (ChangeKind::Inserted, false, vec![], vec![4]),
                (ChangeKind::Unchanged, true, vec![3], vec![5]),
            ]
        );
    }
}
