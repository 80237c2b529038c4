//! How alike two paragraphs are, and whether that is enough for where they stand.

use super::bag::{Bag, Item, Scales};
use super::candidates::Pair;
use super::matching::Matching;
use super::side::Side;
use crate::text::Kind;

/// What stands in the same gap of the common order needs to be this alike …
pub(super) const NEAR: f32 = 0.16;
/// … a sentence this much whatever stands round it …
const LEAST: f32 = 0.12;
/// … and what stands elsewhere this much.
pub(super) const FAR: f32 = 0.36;
/// Less is enough where something beside the one went to beside the other.
const ALONG: f32 = 0.24;
/// … and more, where nothing beside it went the same way and none of what they have in common stands there alone.
const SURE: f32 = 0.5;
/// What stands elsewhere waits until what stands in the gap and is so much less alike was heard.
const LATER: f32 = FAR - NEAR;
/// A piece of a split or merge must have so much of it in what the other has left.
const PIECE_NEAR: f32 = 0.42;
const PIECE_FAR: f32 = 0.62;
/// Less is enough beside what the other is linked to already.
const PIECE_BESIDE: f32 = 0.34;
/// And it must be so much of the other, unless far more of it than is asked elsewhere is found beside the rest.
const SHARE: f32 = 0.06;
/// Still less where it is most of what the other lost.
const LOST: f32 = 0.16;
/// Neighbours exchange a part only if it is so much of the smaller of them.
const PART: f32 = 0.2;
/// What one sign of support from the surroundings adds.
const SUPPORT: f32 = 0.01;

/// How good a link between the two would be; `None` where it would be none, or not as good as `wanted`.
pub(super) fn judge(
    matching: &Matching,
    scales: &mut Scales,
    (most, pair): (Most, &mut Pair),
    wanted: f32,
) -> Option<f32> {
    let (old, new) = (pair.before(), pair.after());
    let (free_old, free_new) = (matching.old.is_free(old), matching.new.is_free(new));
    // Most pairs are turned away before anything of theirs is looked at.
    let may = match (free_old, free_new) {
        (true, true) => most.whole >= wanted,
        (true, false) => most.of_old >= LOST,
        (false, true) => most.of_new >= LOST,
        (false, false) => most.of_old.max(most.of_new) >= PART,
    };
    if !may {
        return None;
    }
    let (a, b) = bags(matching, pair)?;
    if a.rest <= 0.0 || b.rest <= 0.0 || pair.at_most() <= 0.0 {
        return None;
    }
    // What they have in common is asked last: it may have to be counted again.
    match (free_old, free_new) {
        (true, true) => {
            let common = pair.common(matching, scales);
            whole(matching, scales, (pair, common), wanted)
        }
        (false, false) => {
            if pair.at_most() < PART * a.whole.min(b.whole)
                || !are_beside(matching, old, new)
                || matching.are_linked(old, new)
                || are_unlike_kinds(matching, old, new)
            {
                return None;
            }
            let common = pair.common(matching, scales);
            let (a, b) = bags(matching, pair)?;
            part(a, b, common)
        }
        _ => {
            let floor = if is_beside_partner(matching, old, new) {
                PIECE_BESIDE
            } else if matching.is_in_place(old, new) {
                PIECE_NEAR
            } else {
                PIECE_FAR
            };
            let (piece, rest) = if free_old { (a, b) } else { (b, a) };
            let least = if floor > PIECE_BESIDE {
                floor * piece.whole
            } else {
                // In what the other lost, or in all that is left.
                (PIECE_BESIDE * piece.whole).min((LOST * piece.whole).max(0.5 * rest.rest))
            };
            if pair.at_most() < least {
                return None;
            }
            if are_unlike_kinds(matching, old, new) {
                return None;
            }
            let common = pair.common(matching, scales);
            let (a, b) = bags(matching, pair)?;
            let (piece, rest) = if free_old { (a, b) } else { (b, a) };
            let (few, rest_of) = (matching.old.bags.items(old), matching.new.bags.items(new));
            let (few, rest_of) = if free_old {
                (few, rest_of)
            } else {
                (rest_of, few)
            };
            let there = |piece: &Bag| are_words_left(piece, few, rest_of);
            cut((piece, rest), common, floor, there)
        }
    }
}

/// The most that [`judge`] can say of a pair, whatever is linked before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Most {
    /// As long as both are free.
    pub(super) whole: f32,
    /// The share of either that the two have in common.
    of_old: f32,
    of_new: f32,
    /// Ever.
    pub(super) ever: f32,
}

impl Most {
    /// Whatever may be said of a pair.
    pub(super) const ANY: Most = Most {
        whole: f32::INFINITY,
        of_old: f32::INFINITY,
        of_new: f32::INFINITY,
        ever: f32::INFINITY,
    };

    const NOTHING: Most = Most {
        whole: 0.0,
        of_old: 0.0,
        of_new: 0.0,
        ever: 0.0,
    };

    /// What can be said of a pair that has in common what it had at first.
    pub(super) fn of(matching: &Matching, pair: &Pair) -> Most {
        let Some((a, b)) = bags(matching, pair) else {
            return Most::NOTHING;
        };
        let common = pair.at_most();
        let of = |bag: &Bag| common / bag.whole.max(f32::EPSILON);
        let (of_old, of_new) = (of(a), of(b));
        let cover = of_old.max(of_new);
        let melted = if cover >= 0.62 { 0.55 * cover } else { 0.0 };
        let alike = 2.0 * common / (a.whole + b.whole);
        let whole = alike.max(melted) + SUPPORT * Matching::MOST_SUPPORT;
        let cut = if cover >= LOST {
            // The other has at least this much left.
            cover / (1.0 + cover) + 0.5 * cover
        } else {
            0.0
        };
        let part = if cover >= PART {
            0.5 + 0.5 * cover.min(1.0)
        } else {
            0.0
        };
        Most {
            whole,
            of_old,
            of_new,
            ever: whole.max(cut).max(part),
        }
    }
}

fn bags<'m>(matching: &'m Matching, pair: &Pair) -> Option<(&'m Bag, &'m Bag)> {
    matching
        .old
        .bags
        .get(pair.before())
        .zip(matching.new.bags.get(pair.after()))
}

/// Two free paragraphs: the one became the other.
fn whole(
    matching: &Matching,
    scales: &mut Scales,
    (pair, common): (&Pair, f32),
    wanted: f32,
) -> Option<f32> {
    let (old, new) = (pair.before(), pair.after());
    let (a, b) = bags(matching, pair)?;
    if common <= 0.0 {
        return None;
    }
    let near = matching.is_in_place(old, new);
    let alike = 2.0 * common / (a.rest + b.rest);
    let length = a.length.min(b.length);
    let cover = common / a.rest.min(b.rest);
    let unlike = unlike_kinds(matching, old, new);
    // A heading melts into no sentence that has its words.
    let says =
        unlike == 0.0 && (length >= 4.0 || (cover >= 0.95 && matching.share_label(old, new)));
    let melted = if near && says && cover >= 0.62 {
        0.55 * cover
    } else {
        0.0
    };
    let later = if near { 0.0 } else { LATER };
    let score = alike.max(melted) - unlike - later;
    // Most pairs are far from enough, whatever stands round them.
    let least = wanted.max(if near { NEAR } else { FAR - LATER });
    if score + SUPPORT * Matching::MOST_SUPPORT < least {
        return None;
    }
    let (brief, of_new) = (matching.old.is_brief(old), matching.new.is_brief(new));
    if matching.has_twin(old, new) && !(brief && of_new) {
        return None;
    }
    // `Option 2: no text` could stand anywhere: far off it needs something round it that is linked.
    if (brief || of_new) && !near && matching.support(old, new) < 2 {
        return None;
    }
    // Neighbours alone make no sentence of another.
    if length >= 6.0 && alike.max(melted) < LEAST {
        return None;
    }
    let floor = if near {
        let (olds, news) = matching.gap(old, new);
        // Inside a block that moved there are a few.
        let (olds, news) = if matching.is_near(old, new) {
            (olds, news)
        } else {
            (3, 3)
        };
        NEAR + 0.012 * ((olds * news).max(1) as f32).log2()
    } else {
        FAR + 0.3 * (6.0 / (6.0 + length))
    };
    let score = score + SUPPORT * matching.support(old, new) as f32;
    if score + later < floor {
        return None;
    }
    // A formula could stand anywhere: alone and far off there must be something that stands nowhere else.
    if !near && alike < SURE && !matching.has_company(old, new) {
        let (a, b) = (matching.old.bags.items(old), matching.new.bags.items(new));
        if scales.common_of(a, b, |word| matching.is_sole(word)) <= 0.0 {
            return None;
        }
    }
    Some(score)
}

/// How alike two free paragraphs are that stand elsewhere, where that is enough beside something that went the same way.
pub(super) fn along(matching: &Matching, scales: &mut Scales, pair: &mut Pair) -> Option<f32> {
    let (old, new) = (pair.before(), pair.after());
    if !matching.old.is_free(old) || !matching.new.is_free(new) {
        return None;
    }
    let (a, b) = bags(matching, pair)?;
    let (all, length) = (a.rest + b.rest, a.length.min(b.length));
    let least = ALONG + 0.2 * (6.0 / (6.0 + length));
    if 2.0 * pair.at_most() < least * all
        || matching.is_in_place(old, new)
        || matching.old.is_brief(old)
        || matching.new.is_brief(new)
        || matching.has_twin(old, new)
        || are_unlike_kinds(matching, old, new)
        || !matching.has_company(old, new)
    {
        return None;
    }
    let alike = 2.0 * pair.common(matching, scales) / all;
    (alike >= least).then_some(alike)
}

/// A piece of a split or merge: what is free must be found in what the other has left.
fn cut(
    (piece, whole): (&Bag, &Bag),
    common: f32,
    floor: f32,
    are_words_left: impl Fn(&Bag) -> bool,
) -> Option<f32> {
    let cover = common / piece.whole;
    let share = common / whole.whole;
    // A word or two say something only where they are there whole, and next to the rest.
    let there = if piece.length < 3.0 {
        floor <= PIECE_BESIDE && (cover >= 0.9 || are_words_left(piece))
    } else {
        // Or it is what the other lost.
        let lost =
            floor <= PIECE_BESIDE && cover >= LOST && share >= 0.1 && common >= 0.5 * whole.rest;
        let small = share < SHARE && (floor > PIECE_BESIDE || cover < PIECE_FAR);
        (cover >= floor && !small) || lost
    };
    if !there {
        return None;
    }
    let alike = 2.0 * common / (piece.rest + whole.rest);
    let later = if floor < PIECE_FAR { 0.0 } else { LATER };
    Some(0.5 * alike + 0.5 * cover - later)
}

/// Whether each of some few words is left in another paragraph, whatever stands between them there; a word alone tells nothing then, and
/// neither do ideographs.
fn are_words_left(piece: &Bag, few: &[Item], rest: &[Item]) -> bool {
    let words = || few.iter().filter(|item| item.is_word());
    piece.length >= 2.0
        && words().count() as f32 == piece.length
        && words().all(|word| rest.iter().any(|one| one.id == word.id && one.is_left()))
}

/// Two paragraphs that are both linked already: one took a part of the other.
fn part(a: &Bag, b: &Bag, common: f32) -> Option<f32> {
    let share = common / a.whole.min(b.whole);
    let of_rest = common / a.rest.min(b.rest);
    (share >= PART && of_rest >= 0.5).then_some(0.5 * of_rest + 0.5 * share.min(1.0))
}

/// Whether the free one of the two stands next to what the other is linked to.
fn is_beside_partner(matching: &Matching, old: usize, new: usize) -> bool {
    are_in_order(&matching.old, &matching.new, old, new)
        || are_in_order(&matching.new, &matching.old, new, old)
}

/// Whether two that are linked already went to neighbours of each other, and nothing between these went the other way: only such
/// may exchange a part.
pub(super) fn are_beside(matching: &Matching, old: usize, new: usize) -> bool {
    are_in_order(&matching.old, &matching.new, old, new)
        && are_in_order(&matching.new, &matching.old, new, old)
}

/// Whether a paragraph went to a neighbour of this one of the other side, and all that went there too keeps the order.
fn are_in_order(side: &Side, other: &Side, at: usize, to: usize) -> bool {
    let mut beside = false;
    for &partner in side.partners_of(at) {
        if partner.abs_diff(to) <= 2 {
            beside = true;
            let order = partner.cmp(&to);
            let mut there = other.partners_of(partner).iter();
            if there.any(|one| one.cmp(&at) == order.reverse()) {
                return false;
            }
        }
    }
    beside
}

fn unlike_kinds(matching: &Matching, old: usize, new: usize) -> f32 {
    if are_unlike_kinds(matching, old, new) {
        0.12
    } else {
        0.0
    }
}

/// Whether the two are no kin: prose against a heading, a table against code.
pub(super) fn are_unlike_kinds(matching: &Matching, old: usize, new: usize) -> bool {
    let kind = |side: &Side, at: usize| side.passages.get(at).map(|passage| passage.kind);
    let (a, b) = (kind(&matching.old, old), kind(&matching.new, new));
    let prose = |kind: Option<Kind>| {
        matches!(
            kind,
            Some(Kind::Paragraph | Kind::Item | Kind::Quote | Kind::Footnote)
        )
    };
    !(a == b || (prose(a) && prose(b)))
}

#[cfg(test)]
mod tests {
    use super::super::align::align;
    use super::super::change::ChangeKind;
    use crate::text::Document;

    #[test]
    fn two_words_that_stand_in_the_item_below_with_others_between_were_merged_into_it() {
        let old = "Nobody may\n\n- attack a keeper personally\n- sing or whistle\n- personal remarks\n- insult, mock or deride a keeper\n";
        let new = "Nobody may\n\n- attack a keeper personally\n- sing or whistle\n- insult, mock or deride a keeper, or make personal or other rude remarks\n";
        let merged = |new: &str| {
            let changes = align(&Document::parse(old), &Document::parse(new)).changes;
            let merged = changes
                .iter()
                .find(|change| change.kind == ChangeKind::Merged);
            merged.map(|change| (change.old.clone(), change.new.clone()))
        };
        assert_eq!(merged(new), Some((vec![3, 4], vec![3])));
        assert_eq!(
            merged(&new.replace("or make personal or other rude remarks", "in remarks")),
            None
        );
    }

    fn kinds(old: &str, new: &str) -> Vec<(ChangeKind, Vec<usize>, Vec<usize>)> {
        let changes = align(&Document::parse(old), &Document::parse(new)).changes;
        let odd = changes
            .into_iter()
            .filter(|change| change.kind != ChangeKind::Unchanged);
        odd.map(|change| (change.kind, change.old, change.new))
            .collect()
    }

    #[test]
    fn neighbours_alone_make_no_sentence_of_another() {
        let round = |middle: &str| {
            format!(
                "Every port keeps a list of the lamps that it lights.\n\n{middle}\n\nBooks older than ten years go to the archive of the town.\n\n\
                 Disputes over a mark are settled by the assembly within ninety days.\n"
            )
        };
        let old = round(
            "Whoever damages a buoy pays for it within a month, and tells the captain on whose ship it happened.",
        );
        let new = round(
            "Whoever finds the horn silent in fog rings a bell, and the keeper on the tower answers it at once.",
        );
        assert_eq!(
            kinds(&old, &new),
            [
                (ChangeKind::Deleted, vec![1], vec![]),
                (ChangeKind::Inserted, vec![], vec![1])
            ]
        );
    }

    #[test]
    fn a_heading_is_no_piece_of_the_sentence_that_has_its_words() {
        let old = "# Lamps\n\nThe keeper watches the outer mole in fog and sounds the horn twice a minute.\n\nNobody pays twice.\n";
        let new = "# Lamps\n\nThe keeper watches in fog and sounds the horn twice a minute.\n\n## The outer mole\n\nNobody pays twice.\n";
        assert_eq!(
            kinds(old, new),
            [
                (ChangeKind::Edited, vec![1], vec![1]),
                (ChangeKind::Inserted, vec![], vec![2])
            ]
        );
    }
}
