//! Headings that are nothing but their label (`## Article 4`): what stands under them says which is which.

use std::collections::BTreeMap;

use super::matching::Matching;

/// Links bare headings by the paragraphs under them, then by label, then by place.
pub(super) fn link_bare(matching: &mut Matching) {
    let mut votes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for &(old, new) in &matching.links {
        let above = matching.old.sections(old).zip(matching.new.sections(new));
        // Only the nearest that are bare on both sides.
        let pair = above
            .into_iter()
            .find(|&(a, b)| matching.old.is_bare(a) && matching.new.is_bare(b));
        if let Some(pair) = pair {
            *votes.entry(pair).or_default() += 1;
        }
    }
    let mut told: Vec<(std::cmp::Reverse<usize>, bool, usize, usize)> = votes
        .into_iter()
        .map(|((old, new), count)| {
            (
                std::cmp::Reverse(count),
                !matching.share_label(old, new),
                old,
                new,
            )
        })
        .collect();
    told.sort_unstable();
    for (_, _, old, new) in told {
        link_if_free(matching, old, new);
    }
    matching.find_gaps();
    let bare_olds: Vec<usize> = (0..matching.old.len())
        .filter(|&at| matching.old.is_bare(at))
        .collect();
    for by_label in [true, false] {
        for &old in &bare_olds {
            if !matching.old.is_free(old) {
                continue;
            }
            let found = matching.gap_of_old(old).take(256).find(|&new| {
                matching.new.is_bare(new)
                    && matching.new.is_free(new)
                    && (!by_label || matching.share_label(old, new))
            });
            if let Some(new) = found
                && (by_label || matching.empty_under(old, new))
            {
                link_if_free(matching, old, new);
            }
        }
        matching.find_gaps();
    }
    link_by_label(matching, &bare_olds);
}

/// What is left and has the only label of its kind on either side.
fn link_by_label(matching: &mut Matching, bare_olds: &[usize]) {
    let mut by_label: BTreeMap<String, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    let label = |passage: &super::passage::Passage| passage.label.unwrap_or_default().to_owned();
    for &old in bare_olds {
        if matching.old.is_free(old)
            && let Some(passage) = matching.old.passages.get(old)
        {
            by_label.entry(label(passage)).or_default().0.push(old);
        }
    }
    for (new, passage) in matching.new.passages.iter().enumerate() {
        if matching.new.is_bare(new) && matching.new.is_free(new) {
            by_label.entry(label(passage)).or_default().1.push(new);
        }
    }
    for (olds, news) in by_label.into_values() {
        for (old, new) in olds.into_iter().zip(news) {
            if matching.empty_under(old, new) {
                link_if_free(matching, old, new);
            }
        }
    }
}

fn link_if_free(matching: &mut Matching, old: usize, new: usize) {
    if matching.old.is_free(old) && matching.new.is_free(new) {
        matching.link(old, new);
    }
}
