//! What was carried over: words that one paragraph lost and another gained, all in one place, however small a part of either they are.
//!
//! A sentence that moved into the paragraph beside it is a tenth of both, so no share of them tells that it did; that the same rare words
//! stand together in either does.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::bag::Scales;
use super::candidates::Pair;
use super::likeness::are_unlike_kinds;
use super::matching::Matching;
use super::side::Side;

/// What was carried must weigh so much where one of the two stands within two of what the other is linked to …
const BESIDE: f32 = 32.0;
/// … so much farther off, and with every doubling of the distance so much more: there are as many more places it could come from.
const AWAY: f32 = 36.0;
const DOUBLED: f32 = 3.8;
/// What stands so far off must have something that stands nowhere else in either text.
const FAR: usize = 8;
/// What stands nowhere else counts twice, up to so much of what was carried.
const SOLE: f32 = 1.5;
/// Two that are linked already exchange a part only if they stand so near to what the other is linked to, and for so much.
const NEIGHBOURS: usize = 3;
const EXCHANGED: f32 = 36.0;
/// What stands between two pieces of a paragraph is a piece if so much of it is found there.
const BETWEEN: f32 = 0.16;
/// What lies in the same place of another paragraph too, and weighs so much of it, could as well come from there.
const RIVAL: f32 = 0.75;

/// Two paragraphs, and what was carried from the one into the other.
#[derive(Debug)]
struct Candidate {
    old: usize,
    new: usize,
    carried: Carried,
    needs: Needs,
}

/// Links what was carried over, what tells most first.
pub(super) fn link_carried<'p>(
    matching: &mut Matching,
    scales: &mut Scales,
    pairs: impl Iterator<Item = &'p Pair>,
) {
    let left = |side: &Side, at: usize| side.bags.get(at).map_or(0.0, |bag| bag.rest);
    let hopeful = pairs.filter_map(|pair| {
        // Most pairs have less than the least in common.
        if pair.at_most() < BESIDE / SOLE {
            return None;
        }
        let (old, new) = (pair.before(), pair.after());
        let most = pair.at_most().min(left(&matching.old, old));
        let most = most.min(left(&matching.new, new));
        let needs = (most >= BESIDE / SOLE).then(|| Needs::of(matching, old, new))??;
        (most >= needs.weight / SOLE).then_some((old, new, needs))
    });
    let mut hopeful: Vec<(usize, usize, Needs)> = hopeful.collect();
    hopeful.sort_unstable_by_key(|&(old, new, _)| (old, new));
    let mut found = found(matching, scales, &hopeful);
    found.sort_by(|a, b| {
        let over = |one: &Candidate| one.carried.tells() - one.needs.weight;
        over(b)
            .total_cmp(&over(a))
            .then_with(|| (a.old, a.new).cmp(&(b.old, b.new)))
    });
    let rivals = Rivals::among(&found);
    matching.parts = matching.links.len()..matching.links.len();
    for (at, one) in found.iter().enumerate() {
        if !one.needs.are_met(&one.carried) || (one.needs.alone && rivals.has(&found, at)) {
            continue;
        }
        // Links of this pass may have taken some of the words.
        let still = Carried::of(matching, scales, one.old, one.new);
        if one.needs.are_met(&still) && !matching.are_linked(one.old, one.new) {
            matching.link(one.old, one.new);
        }
    }
    link_between(matching, scales);
    matching.parts.end = matching.links.len();
}

/// Links what stands between two pieces of one paragraph, where enough of it is found in what that has left: it was a piece too.
fn link_between(matching: &mut Matching, scales: &mut Scales) {
    let between = |side: &Side| -> Vec<(usize, usize)> {
        let inner = 1..side.len().saturating_sub(1);
        let free = inner.filter(|&at| side.is_free(at));
        let found = free.filter_map(|at| {
            let behind = side.partners_of(at + 1);
            let mut before = side.partners_of(at - 1).iter();
            Some((at, *before.find(|one| behind.contains(one))?))
        });
        found.collect()
    };
    let (merged, split) = (between(&matching.old), between(&matching.new));
    let split = split.into_iter().map(|(new, old)| (old, new));
    for (old, new) in merged.into_iter().chain(split) {
        let piece = match matching.old.is_free(old) {
            true => matching.old.bags.get(old),
            false => matching.new.bags.get(new),
        };
        let whole = piece.map_or(0.0, |piece| piece.whole);
        let common = scales.common(matching.old.bags.items(old), matching.new.bags.items(new));
        if common > 0.0 && common >= BETWEEN * whole && !are_unlike_kinds(matching, old, new) {
            matching.link(old, new);
        }
    }
}

/// What was carried between pairs that need so much, sorted by the old paragraph; what falls far short is left out.
fn found(
    matching: &Matching,
    scales: &mut Scales,
    pairs: &[(usize, usize, Needs)],
) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut dense: Vec<(usize, usize, Needs)> = Vec::new();
    for run in pairs.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(old, ..)) = run.first() else {
            continue;
        };
        let news = run.iter().map(|&(_, new, _)| matching.new.bags.items(new));
        let mut each = run.iter();
        dense.clear();
        scales.densest(matching.old.bags.items(old), news, |_, weight| {
            let one = each.next();
            dense.extend(one.filter(|one| weight >= one.2.weight / SOLE));
        });
        for &(old, new, needs) in &dense {
            let carried = Carried::of(matching, scales, old, new);
            if carried.weight >= needs.weight / SOLE {
                found.push(Candidate {
                    old,
                    new,
                    carried,
                    needs,
                });
            }
        }
    }
    found
}

/// What two paragraphs have in one place of either, and not in what they are linked to.
#[derive(Debug)]
struct Carried {
    /// What it weighs, less half of what lies between.
    weight: f32,
    /// What of it stands nowhere else.
    sole: f32,
    /// Among which of their words it lies.
    old: Range<usize>,
    new: Range<usize>,
}

impl Carried {
    fn of(matching: &Matching, scales: &mut Scales, old: usize, new: usize) -> Carried {
        let (a, b) = (matching.old.bags.items(old), matching.new.bags.items(new));
        let mut dense = |of, within| {
            let mut told = (0..0, 0.0);
            scales.densest(of, [within], |place, weight| told = (place, weight));
            told
        };
        let (of_old, in_old) = dense(b, a);
        let (of_new, in_new) = dense(a, b);
        let (x, y) = (a.get(of_old.clone()), b.get(of_new.clone()));
        let (x, y) = (x.unwrap_or_default(), y.unwrap_or_default());
        Carried {
            weight: in_old.min(in_new),
            sole: scales.common_of(x, y, |word| matching.is_sole(word)),
            old: of_old,
            new: of_new,
        }
    }

    /// How much it tells.
    fn tells(&self) -> f32 {
        self.weight + self.sole.min((SOLE - 1.0) * self.weight)
    }
}

/// What must have been carried for a link.
#[derive(Debug, Clone, Copy)]
struct Needs {
    weight: f32,
    /// Whether nothing else may be as likely to have given it, or to have got it.
    alone: bool,
    /// Whether some of it must stand nowhere else.
    sole: bool,
}

impl Needs {
    /// What two paragraphs need where they stand; nothing where they may not be linked.
    fn of(matching: &Matching, old: usize, new: usize) -> Option<Needs> {
        let away = match (away(&matching.old, old, new), away(&matching.new, new, old)) {
            (Some(a), Some(b)) if a.max(b) <= NEIGHBOURS && a.min(b) > 0 => {
                return (!are_unlike_kinds(matching, old, new)).then_some(Needs {
                    weight: EXCHANGED,
                    alone: false,
                    sole: false,
                });
            }
            (Some(_), Some(_)) => return None,
            (Some(away), None) | (None, Some(away)) => away,
            (None, None) => {
                let gap = matching.gap_of_old(old);
                let outside = gap.start.saturating_sub(new) + new.saturating_sub(gap.end);
                let in_place = matching.is_in_place(old, new);
                FAR.max(if in_place { 0 } else { outside })
            }
        };
        let weight = if away <= 2 {
            BESIDE
        } else {
            AWAY + DOUBLED * (away as f32 / 2.0).log2()
        };
        (!are_unlike_kinds(matching, old, new)).then_some(Needs {
            weight,
            alone: away > 2,
            sole: away > FAR,
        })
    }

    fn are_met(self, carried: &Carried) -> bool {
        carried.tells() >= self.weight && (!self.sole || carried.sole > 0.0)
    }
}

/// How far a paragraph stands from what another is linked to.
fn away(side: &Side, at: usize, to: usize) -> Option<usize> {
    let partners = side.partners_of(at).iter();
    partners.map(|partner| partner.abs_diff(to)).min()
}

/// The candidates that have a paragraph in common, in the order of what they tell.
struct Rivals {
    of_old: FxHashMap<usize, Vec<usize>>,
    of_new: FxHashMap<usize, Vec<usize>>,
}

impl Rivals {
    fn among(found: &[Candidate]) -> Rivals {
        let (mut of_old, mut of_new): (FxHashMap<usize, Vec<usize>>, _) = Default::default();
        let mut order: Vec<usize> = (0..found.len()).collect();
        let tells = |at: &usize| found.get(*at).map_or(0.0, |one| one.carried.tells());
        order.sort_by(|a, b| tells(b).total_cmp(&tells(a)).then(a.cmp(b)));
        for at in order {
            if let Some(one) = found.get(at) {
                of_old.entry(one.old).or_default().push(at);
                FxHashMap::entry(&mut of_new, one.new)
                    .or_insert_with(Vec::new)
                    .push(at);
            }
        }
        Rivals { of_old, of_new }
    }

    /// Whether another is nearly as likely to have given the same words, or to have got them.
    fn has(&self, found: &[Candidate], at: usize) -> bool {
        let Some(one) = found.get(at) else {
            return false;
        };
        let least = RIVAL * one.carried.tells();
        let has = |places: Option<&Vec<usize>>, overlap: &dyn Fn(&Carried) -> bool| {
            let others = places.into_iter().flatten().filter(|other| **other != at);
            others
                .filter_map(|&other| found.get(other))
                .take_while(|other| other.carried.tells() >= least)
                .any(|other| overlap(&other.carried))
        };
        has(self.of_old.get(&one.old), &|other| {
            overlap(&other.old, &one.carried.old)
        }) || has(self.of_new.get(&one.new), &|other| {
            overlap(&other.new, &one.carried.new)
        })
    }
}

/// Whether half of the shorter of two ranges lies in the other.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    let both = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    2 * both >= a.len().min(b.len())
}

#[cfg(test)]
mod tests {
    use super::super::align::align;
    use super::super::change::ChangeKind;
    use crate::text::Document;

    const KEPT: &str = "Each port lights its lamps at dusk and puts them out at dawn, whatever the weather and whoever asks.";
    const WATCH: &str = "The keeper walks the pier once an hour and writes down what he sees.";
    const FOG: &str = "During fog the horn sounds twice a minute until the outer mole can be seen from the tower.";
    const GONE: &str = "Whoever relieves him signs below the last line, counts the oil that is left, tries every rope, and sends a boy to the captain if one is worn or missing.";
    const LOG: &str = "Books older than ten years go to the archive of the town.";

    /// What was not left as it was.
    fn told(old: &[&str], new: &[&str]) -> Vec<(ChangeKind, Vec<usize>, Vec<usize>)> {
        let parse = |paragraphs: &[&str]| Document::parse(paragraphs.join("\n\n"));
        let changes = align(&parse(old), &parse(new)).changes;
        let odd = changes
            .into_iter()
            .filter(|change| change.kind != ChangeKind::Unchanged);
        odd.map(|change| (change.kind, change.old, change.new))
            .collect()
    }

    #[test]
    fn a_sentence_is_followed_into_a_paragraph_of_which_it_is_a_small_part() {
        let all = format!("{WATCH} {FOG} {GONE}");
        let grown = format!(
            "{FOG} Masters who approach then keep to the eastern channel, ring their bells, lower every sail that would hide a light, and wait for a pilot; no vessel anchors between \
             the buoys, and none passes another before both have answered the horn in the manner that the annex describes for steamers, barges and rowing boats."
        );
        let old = [KEPT, all.as_str(), LOG];
        let new = [KEPT, WATCH, grown.as_str(), LOG];
        assert_eq!(told(&old, &new), [(ChangeKind::Split, vec![1], vec![1, 2])]);
        assert_eq!(
            told(&new, &old),
            [(ChangeKind::Merged, vec![1, 2], vec![1])]
        );
    }

    #[test]
    fn what_stands_between_two_pieces_is_a_piece_with_less() {
        let aims = "Ports aim to reach a peaking of their lamps as soon as the council can pay for it, rapid reductions of oil thereafter to forty barrels a year, no smoke from any tower in \
                    the decade that follows the reform, and lamps of glass and brass along the mole that burn without a wick, in the light of the rights of keepers.";
        let new = [
            KEPT,
            "a peaking of their lamps as soon as the council can pay for it;",
            "an end to smoke over any tower, fumes and soot, within ten years at most;",
            "lamps of glass and brass along the mole that burn without a wick.",
            LOG,
        ];
        let old = [KEPT, aims, LOG];
        assert_eq!(
            told(&old, &new),
            [(ChangeKind::Split, vec![1], vec![1, 2, 3])]
        );
        let other = new[2].replace("smoke", "haste");
        let new = [new[0], new[1], &other, new[3], new[4]];
        assert_eq!(told(&old, &new).len(), 2);
    }

    #[test]
    fn neighbours_exchange_a_sentence() {
        let watch = format!("{WATCH} {FOG} {GONE}");
        let log = format!(
            "{LOG} A copy of each stays in the tower, bound, with the names of the keepers on its back."
        );
        let fog = FOG.replace("until the outer mole", "till the mole");
        let new_log = format!(
            "{fog} {log} Nobody takes one home, lends it, or reads in it by candle; inspectors may ask for any of them at noon, and the mayor at any hour, if two members of the \
             council are with him."
        );
        assert_eq!(
            told(&[KEPT, &watch, &log], &[KEPT, WATCH, &new_log]),
            [(ChangeKind::Recast, vec![1, 2], vec![1, 2])]
        );
    }

    #[test]
    fn far_off_it_comes_from_where_alone_it_stood_and_from_neither_of_two() {
        let formula = "any dispute of this kind is brought before the court of the harbour within thirty days of its notice";
        let dues = "Dues are paid in silver on the day of landing by whoever signed the manifest";
        let wages =
            "Wages of pilots follow the draught of the vessel and the hour at which they board";
        let (dues_and, wages_and) = (
            format!("{dues}, and {formula}."),
            format!("{wages}, and {formula}."),
        );
        let (dues, wages) = (format!("{dues}."), format!("{wages}."));
        let claims = format!(
            "Whoever lost goods in a storm may claim them from the finder; {formula}, but a widow has ninety, and an orphan until the age of twenty-one."
        );
        let berths: Vec<String> = (0..12)
            .map(|n| {
                format!(
                    "Berth {n} is kept free for the {n} boats of family {n}, rope {n} and ring {n}."
                )
            })
            .collect();
        let berths = || berths.iter().map(String::as_str);
        let new = [KEPT, &dues, WATCH, &wages].into_iter().chain(berths());
        let new: Vec<&str> = new.chain([claims.as_str()]).collect();
        let last = new.len() - 1;
        let one: Vec<&str> = [KEPT, &dues_and, WATCH, &wages]
            .into_iter()
            .chain(berths())
            .collect();
        let two: Vec<&str> = [KEPT, &dues_and, WATCH, &wages_and]
            .into_iter()
            .chain(berths())
            .collect();
        assert_eq!(
            told(&one, &new),
            [(ChangeKind::Split, vec![1], vec![1, last])]
        );
        assert!(told(&two, &new).contains(&(ChangeKind::Inserted, vec![], vec![last])));
    }
}
