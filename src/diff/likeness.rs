//! How alike two paragraphs are, and whether that is enough for where they stand.

use super::bag::{Bag, Scales};
use super::candidates::Pair;
use super::matching::Matching;
use super::side::Side;
use crate::text::Kind;

/// What stands in the same gap of the common order needs to be this alike …
pub(super) const NEAR: f32 = 0.14;
/// … and what stands elsewhere this much.
pub(super) const FAR: f32 = 0.36;
/// A piece of a split or merge must have so much of it in what the other has left.
const PIECE_NEAR: f32 = 0.42;
const PIECE_FAR: f32 = 0.62;
/// Less is enough beside what the other is linked to already.
const PIECE_BESIDE: f32 = 0.34;
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
        (true, false) => most.of_old >= PIECE_BESIDE,
        (false, true) => most.of_new >= PIECE_BESIDE,
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
            whole(matching, pair, common, wanted)
        }
        (false, false) => {
            if pair.at_most() < PART * a.whole.min(b.whole)
                || !are_beside(matching, old, new)
                || matching.are_linked(old, new)
                || !matching.is_near(old, new)
            {
                return None;
            }
            let common = pair.common(matching, scales);
            let (a, b) = bags(matching, pair)?;
            part(a, b, common)
        }
        _ => {
            let near = matching.is_near(old, new);
            let floor = match near {
                true if is_beside_partner(matching, old, new) => PIECE_BESIDE,
                true => PIECE_NEAR,
                false => PIECE_FAR,
            };
            let whole = if free_old { a.whole } else { b.whole };
            if pair.at_most() < floor * whole {
                return None;
            }
            let common = pair.common(matching, scales);
            let (a, b) = bags(matching, pair)?;
            let (piece, rest) = if free_old { (a, b) } else { (b, a) };
            cut(piece, rest, common, floor)
        }
    }
}

/// The most that [`judge`] can say of a pair, whatever is linked before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Most {
    /// As long as both are free.
    whole: f32,
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
        let cut = if cover >= PIECE_BESIDE {
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
fn whole(matching: &Matching, pair: &Pair, common: f32, wanted: f32) -> Option<f32> {
    let (old, new) = (pair.before(), pair.after());
    let (a, b) = bags(matching, pair)?;
    if common <= 0.0 {
        return None;
    }
    let near = matching.is_near(old, new);
    let alike = 2.0 * common / (a.rest + b.rest);
    let length = a.length.min(b.length);
    let cover = common / a.rest.min(b.rest);
    let melted = if near && length >= 4.0 && cover >= 0.62 {
        0.55 * cover
    } else {
        0.0
    };
    let score = alike.max(melted) - unlike_kinds(matching, old, new);
    // Most pairs are far from enough, whatever stands round them.
    let least = wanted.max(if near { NEAR } else { FAR });
    if score + SUPPORT * Matching::MOST_SUPPORT < least {
        return None;
    }
    let brief = matching.old.is_brief(old) && matching.new.is_brief(new);
    if matching.has_twin(old, new) && !brief {
        return None;
    }
    // `Option 2: no text` could stand anywhere: far off it needs something round it that is linked.
    if brief && !near && matching.support(old, new) < 2 {
        return None;
    }
    let floor = if near {
        let (olds, news) = matching.gap(old, new);
        NEAR + 0.012 * ((olds * news).max(1) as f32).log2()
    } else {
        FAR + 0.3 * (6.0 / (6.0 + length))
    };
    let score = score + SUPPORT * matching.support(old, new) as f32;
    (score >= floor).then_some(score)
}

/// A piece of a split or merge: what is free must be found in what the other has left.
fn cut(piece: &Bag, whole: &Bag, common: f32, floor: f32) -> Option<f32> {
    let cover = common / piece.whole;
    let share = common / whole.whole;
    if cover < floor || share < 0.06 || piece.length < 3.0 {
        return None;
    }
    let alike = 2.0 * common / (piece.rest + whole.rest);
    Some(0.5 * alike + 0.5 * cover)
}

/// Two paragraphs that are both linked already: one took a part of the other.
fn part(a: &Bag, b: &Bag, common: f32) -> Option<f32> {
    let share = common / a.whole.min(b.whole);
    let of_rest = common / a.rest.min(b.rest);
    (share >= PART && of_rest >= 0.5).then_some(0.5 * of_rest + 0.5 * share.min(1.0))
}

/// Whether the free one of the two stands next to what the other is linked to.
fn is_beside_partner(matching: &Matching, old: usize, new: usize) -> bool {
    let mut olds = matching.new.partners_of(new).iter();
    let mut news = matching.old.partners_of(old).iter();
    olds.any(|at| at.abs_diff(old) == 1) || news.any(|at| at.abs_diff(new) == 1)
}

/// Whether two that are linked already went to neighbours of each other: only these may exchange a part.
pub(super) fn are_beside(matching: &Matching, old: usize, new: usize) -> bool {
    let beside = |side: &Side, at: usize, other: usize| {
        let mut partners = side.partners_of(at).iter();
        partners.any(|partner| partner.abs_diff(other) <= 2)
    };
    beside(&matching.new, new, old) && beside(&matching.old, old, new)
}

fn unlike_kinds(matching: &Matching, old: usize, new: usize) -> f32 {
    let kind = |side: &Side, at: usize| side.passages.get(at).map(|passage| passage.kind);
    let (a, b) = (kind(&matching.old, old), kind(&matching.new, new));
    let prose = |kind: Option<Kind>| {
        matches!(
            kind,
            Some(Kind::Paragraph | Kind::Item | Kind::Quote | Kind::Footnote)
        )
    };
    if a == b || (prose(a) && prose(b)) {
        0.0
    } else {
        0.12
    }
}
