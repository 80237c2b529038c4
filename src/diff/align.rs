//! Alignment: what is the same, then what is alike, then what became of each paragraph.

use super::change::{Alignment, Change, ChangeKind};
use super::matching::Matching;
use super::passage::Passage;
use super::{anchors, headings, heads, rounds};
use crate::text::{Document, Kind};

/// Which aligner this is: raised whenever it may say otherwise of two texts, so that nothing that was kept of what another
/// one said is taken for its word.
pub const ALIGNER: u32 = 8;

/// Aligns two versions of a document, paragraph by paragraph.
pub fn align(old: &Document, new: &Document) -> Alignment {
    let mut changes = align_passages(&Passage::of(old), &Passage::of(new));
    for change in &mut changes {
        let count = |document: &Document, indices: &[usize]| -> usize {
            indices
                .iter()
                .map(|&index| document.contested(index).count())
                .sum()
        };
        let (before, after) = (count(old, &change.old), count(new, &change.new));
        change.brackets_added = after.saturating_sub(before);
        change.brackets_lifted = before.saturating_sub(after);
        // The layout of code is no white space to be folded.
        if change.kind == ChangeKind::Unchanged && are_other_rows(old, new, change) {
            (change.kind, change.marks_only) = (ChangeKind::Edited, true);
        }
    }
    Alignment::new(changes)
}

/// Whether two blocks of code of the same words have other rows.
fn are_other_rows(old: &Document, new: &Document, change: &Change) -> bool {
    let code = |document: &Document, at: &usize| {
        let one = document.paragraphs().get(*at);
        one.is_some_and(|one| one.kind == Kind::Code)
    };
    match (change.old.as_slice(), change.new.as_slice()) {
        ([at], [to]) => code(old, at) && code(new, to) && old.rows(*at) != new.rows(*to),
        _ => false,
    }
}

/// Aligns two lists of passages.
///
/// The two are always taken in the same order, whichever is called old, so that the way back mirrors the way forth.
pub(super) fn align_passages(old: &[Passage], new: &[Passage]) -> Vec<Change> {
    let texts = |side: &[Passage<'_>]| side.iter().map(|passage| passage.text.len()).sum::<usize>();
    let turned = (old.len(), texts(old))
        .cmp(&(new.len(), texts(new)))
        .then_with(|| {
            old.iter()
                .map(|passage| passage.text)
                .cmp(new.iter().map(|passage| passage.text))
        });
    let mut changes = if turned.is_gt() {
        let mut changes = link(new, old);
        for change in &mut changes {
            std::mem::swap(&mut change.old, &mut change.new);
            change.kind = match change.kind {
                ChangeKind::Inserted => ChangeKind::Deleted,
                ChangeKind::Deleted => ChangeKind::Inserted,
                ChangeKind::Split => ChangeKind::Merged,
                ChangeKind::Merged => ChangeKind::Split,
                same => same,
            };
        }
        changes
    } else {
        link(old, new)
    };
    put_in_order(&mut changes, old.len());
    changes
}

fn link(old: &[Passage], new: &[Passage]) -> Vec<Change> {
    let mut matching = Matching::new(old, new);
    anchors::link_same(&mut matching);
    matching.read_words();
    rounds::link_alike(&mut matching);
    heads::link_heads(&mut matching);
    headings::link_headings(&mut matching);
    let ordered = matching.ordered();
    let mut in_order_old = vec![true; old.len()];
    for (&(at, _), &ordered) in matching.links.iter().zip(&ordered) {
        if let Some(slot) = in_order_old.get_mut(at) {
            *slot &= ordered;
        }
    }
    let in_order = matching.links.iter().zip(&ordered);
    let mut spine: Vec<(usize, usize)> = in_order
        .filter(|(_, ordered)| **ordered)
        .map(|(link, _)| *link)
        .collect();
    spine.sort_unstable();
    let mut seen_new = vec![false; new.len()];
    let mut seen_old = vec![false; old.len()];
    let mut changes = Vec::with_capacity(new.len() + 16);
    for at in 0..old.len() {
        if seen_old.get(at).copied().unwrap_or(true) {
            continue;
        }
        let (olds, news) = together(&matching, at, &mut seen_old, &mut seen_new);
        let moved = olds
            .iter()
            .any(|&at| !in_order_old.get(at).copied().unwrap_or(true))
            && !crosses_only_itself(&matching, &spine, &olds, &news);
        changes.push(change(&mut matching, olds, news, moved));
    }
    for at in 0..new.len() {
        if !seen_new.get(at).copied().unwrap_or(true) {
            changes.push(change(&mut matching, Vec::new(), vec![at], false));
        }
    }
    changes
}

/// Whether what was recast stands in order with all that stands round it, however its own paragraphs took parts of each other.
fn crosses_only_itself(
    matching: &Matching,
    spine: &[(usize, usize)],
    olds: &[usize],
    news: &[usize],
) -> bool {
    if olds.len() < 2 || news.len() < 2 {
        return false;
    }
    let own = |link: &(usize, usize)| olds.binary_search(&link.0).is_ok();
    let others: Vec<(usize, usize)> = spine.iter().filter(|link| !own(link)).copied().collect();
    let stands_in_order = |at: usize, to: usize| {
        let (before, behind) = others.split_at(others.partition_point(|link| *link < (at, to)));
        before.last().is_none_or(|link| link.1 < to)
            && behind.first().is_none_or(|link| link.1 > to)
    };
    olds.iter().all(|&at| {
        let partners = matching.old.partners_of(at);
        partners.iter().all(|&to| stands_in_order(at, to))
    })
}

/// All that hangs together with an old paragraph.
fn together(
    matching: &Matching,
    at: usize,
    seen_old: &mut [bool],
    seen_new: &mut [bool],
) -> (Vec<usize>, Vec<usize>) {
    let (mut olds, mut news) = (Vec::new(), Vec::new());
    let mut todo = vec![at];
    while let Some(at) = todo.pop() {
        if seen_old
            .get_mut(at)
            .is_none_or(|seen| std::mem::replace(seen, true))
        {
            continue;
        }
        olds.push(at);
        for &new in matching
            .old
            .partners
            .get(at)
            .map(Vec::as_slice)
            .unwrap_or_default()
        {
            if seen_new
                .get_mut(new)
                .is_some_and(|seen| !std::mem::replace(seen, true))
            {
                news.push(new);
                todo.extend(
                    matching
                        .new
                        .partners
                        .get(new)
                        .map(Vec::as_slice)
                        .unwrap_or_default(),
                );
            }
        }
    }
    olds.sort_unstable();
    news.sort_unstable();
    (olds, news)
}

fn change(matching: &mut Matching, old: Vec<usize>, new: Vec<usize>, moved: bool) -> Change {
    let passages = (old.first(), new.first());
    let pair = passages
        .0
        .and_then(|&old| matching.old.passages.get(old))
        .zip(passages.1.and_then(|&new| matching.new.passages.get(new)));
    let renumbered = pair.is_some_and(|(old, new)| old.label != new.label);
    let mut marks_only = false;
    let (kind, similarity) = match (old.as_slice(), new.as_slice()) {
        (_, []) => (ChangeKind::Deleted, 0.0),
        ([], _) => (ChangeKind::Inserted, 0.0),
        (&[at], &[to]) => {
            let same = matching.old.key(at) == matching.new.key(to)
                || (matching.old.is_bare(at) && matching.new.is_bare(to));
            marks_only = same
                && pair.is_some_and(|(old, new)| {
                    old.differs_in_marks(new)
                        && !(matching.old.is_bare(at) && old.depth == new.depth)
                });
            if same && !marks_only {
                (ChangeKind::Unchanged, 1.0)
            } else if same {
                (ChangeKind::Edited, 1.0)
            } else {
                (ChangeKind::Edited, matching.similarity(&old, &new))
            }
        }
        (olds, news) => {
            let kind = match (olds, news) {
                ([_], _) => ChangeKind::Split,
                (_, [_]) => ChangeKind::Merged,
                _ => ChangeKind::Recast,
            };
            (kind, matching.similarity(&old, &new))
        }
    };
    Change {
        kind,
        moved,
        renumbered,
        marks_only,
        certain: is_certain(matching, &old, &new, (kind, moved, similarity)),
        old,
        new,
        similarity,
        brackets_added: 0,
        brackets_lifted: 0,
    }
}

/// Whether a person need not look: enough words were kept for where it stands, and nothing else was nearly the one.
fn is_certain(
    matching: &Matching,
    old: &[usize],
    new: &[usize],
    (kind, moved, similarity): (ChangeKind, bool, f64),
) -> bool {
    let doubted = old.iter().any(|&at| matching.old.is_doubted(at))
        || new.iter().any(|&at| matching.new.is_doubted(at));
    let one = old.first().copied().zip(new.first().copied());
    let sure = match kind {
        ChangeKind::Inserted | ChangeKind::Deleted => return !doubted,
        // A few words that stand elsewhere could be anybody's.
        ChangeKind::Unchanged => {
            let brief = one.is_some_and(|(old, _)| matching.old.is_brief(old));
            return !(moved && brief) || one.is_some_and(|one| heads_the_same(matching, one));
        }
        ChangeKind::Split | ChangeKind::Merged | ChangeKind::Recast
            if matching.old.has_stray(old) || matching.new.has_stray(new) =>
        {
            return false;
        }
        ChangeKind::Edited if one.is_some_and(|one| heads_the_same(matching, one)) => return true,
        ChangeKind::Edited if moved => 0.6,
        ChangeKind::Edited if one.is_some_and(|(old, new)| matching.share_label(old, new)) => 0.25,
        ChangeKind::Edited => 0.3,
        ChangeKind::Split | ChangeKind::Merged | ChangeKind::Recast => 0.6,
    };
    // The title is the title whatever it says.
    let title = one == Some((0, 0))
        && matching
            .old
            .passages
            .first()
            .is_some_and(|first| first.kind == Kind::Title);
    title || similarity >= sure
}

/// Whether two headings have one label, and what stands below the one became what stands below the other.
fn heads_the_same(matching: &Matching, (old, new): (usize, usize)) -> bool {
    let labelled = matching
        .old
        .passages
        .get(old)
        .is_some_and(|one| one.kind == Kind::Heading && one.label.is_some());
    labelled
        && matching.share_label(old, new)
        && matching.old.partners_of(old + 1).contains(&(new + 1))
}

/// In the order of the new text; a deletion behind the nearest old paragraph before it that did not move.
fn put_in_order(changes: &mut [Change], olds: usize) {
    let mut place = vec![None; olds];
    for change in changes.iter() {
        if let Some(&first) = change.new.first() {
            for &old in &change.old {
                if let Some(slot) = place.get_mut(old) {
                    *slot = (!change.moved).then_some(first);
                }
            }
        }
    }
    let mut last = None;
    for slot in &mut place {
        match slot {
            Some(first) => last = Some(*first),
            None => *slot = last,
        }
    }
    changes.sort_by_key(|change| match (change.new.first(), change.old.first()) {
        (Some(&new), _) => (new + 1, 0),
        (None, Some(&old)) => (
            place.get(old).copied().flatten().map_or(0, |at| at + 1),
            old + 1,
        ),
        (None, None) => (usize::MAX, 0),
    });
}
