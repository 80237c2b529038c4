//! A heading that was reworded where it stands: between what stood round it before, or with a word of it left beside some of that.

use super::matching::Matching;
use super::side::Side;
use crate::text::Kind;

/// So many paragraphs that are linked to nothing may stand between a heading and its nearest neighbour that is linked.
const REACH: usize = 8;
/// With a neighbour on one side, so much of its words must be left.
const KEPT: f64 = 0.3;
/// A neighbour right beside the two counts so much of the words, and one with something new or gone between less.
const BESIDE: f64 = 0.5;
const BEYOND: f64 = 0.35;

/// Two free headings of one level that have a linked neighbour in common.
struct Slot {
    old: usize,
    new: usize,
    /// The share of their words kept.
    kept: f64,
    /// What the neighbours before and behind count.
    ends: [f64; 2],
    /// Whether neither could be another free heading between the same neighbours.
    alone: bool,
}

impl Slot {
    fn worth(&self) -> f64 {
        self.kept + self.ends.iter().sum::<f64>()
    }
}

/// Links headings that have words in common and a linked neighbour; of a heading that is nothing but its label and was renumbered, the
/// words say nothing.
pub(super) fn link_by_words(matching: &mut Matching, renumbered: impl Fn(usize) -> bool) {
    let mut slots = slots(matching);
    slots.retain(|slot| slot.kept >= KEPT && !renumbered(slot.old));
    link(matching, slots);
}

/// Links headings that stand in one place between the same neighbours, or beside one of them with some word in common and nothing else to
/// choose; between the same neighbours that moved, some word must be left.
pub(super) fn link_by_place(matching: &mut Matching) {
    let mut slots = slots(matching);
    if slots.is_empty() {
        return;
    }
    matching.find_gaps();
    slots.retain(|slot| {
        let between = slot.ends.iter().all(|end| *end > 0.0);
        match matching.is_in_place(slot.old, slot.new) {
            true => between || (slot.alone && slot.kept > 0.0),
            // What is nothing but a label has no words that could say otherwise.
            false => slot.kept > 0.0 && (between || (slot.alone && matching.old.is_bare(slot.old))),
        }
    });
    link(matching, slots);
}

fn link(matching: &mut Matching, mut slots: Vec<Slot>) {
    slots.sort_by(|a, b| {
        b.worth()
            .total_cmp(&a.worth())
            .then_with(|| (a.old, a.new).cmp(&(b.old, b.new)))
    });
    for slot in slots {
        if matching.old.is_free(slot.old) && matching.new.is_free(slot.new) {
            matching.link(slot.old, slot.new);
        }
    }
}

fn slots(matching: &mut Matching) -> Vec<Slot> {
    let mut pairs: Vec<(usize, usize, bool)> = Vec::new();
    for old in (0..matching.old.len()).filter(|&at| is_free_heading(&matching.old, at)) {
        for way in [Way::Back, Way::Forth] {
            let Some(from) = nearest(&matching.old, old, way) else {
                continue;
            };
            for &partner in matching.old.partners_of(from.at) {
                let news: Vec<usize> = stretch(&matching.new, partner, way.turned())
                    .filter(|&new| is_free_heading(&matching.new, new))
                    .collect();
                let alone = from.headings == 0 && news.len() == 1;
                pairs.extend(news.into_iter().map(|new| (old, new, alone)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup_by_key(|&mut (old, new, _)| (old, new));
    let found = pairs.into_iter().filter_map(|(old, new, alone)| {
        let level = |side: &Side, at: usize| side.passages.get(at).map(|passage| passage.depth);
        if level(&matching.old, old) != level(&matching.new, new) {
            return None;
        }
        Some(Slot {
            old,
            new,
            kept: matching.similarity(&[old], &[new]),
            ends: [Way::Back, Way::Forth].map(|way| end(matching, old, new, way)),
            alone,
        })
    });
    found.collect()
}

/// What the nearest linked neighbours of two headings on one side count, where they are linked to each other.
fn end(matching: &Matching, old: usize, new: usize, way: Way) -> f64 {
    match (
        nearest(&matching.old, old, way),
        nearest(&matching.new, new, way),
    ) {
        (Some(a), Some(b)) if matching.are_linked(a.at, b.at) => match a.between + b.between {
            0 => BESIDE,
            _ => BEYOND,
        },
        _ => 0.0,
    }
}

#[derive(Debug, Clone, Copy)]
enum Way {
    Back,
    Forth,
}

impl Way {
    fn turned(self) -> Way {
        match self {
            Way::Back => Way::Forth,
            Way::Forth => Way::Back,
        }
    }
}

/// The nearest linked neighbour on one side, with how many free paragraphs stand between, and how many of these are headings.
struct Nearest {
    at: usize,
    between: usize,
    headings: usize,
}

fn nearest(side: &Side, at: usize, way: Way) -> Option<Nearest> {
    let between = stretch(side, at, way);
    let (count, headings) = between.fold((0, 0), |(count, headings), at| {
        (count + 1, headings + usize::from(is_free_heading(side, at)))
    });
    let at = match way {
        Way::Back => at.checked_sub(count + 1)?,
        Way::Forth => at + count + 1,
    };
    (at < side.len() && !side.is_free(at)).then_some(Nearest {
        at,
        between: count,
        headings,
    })
}

/// The free paragraphs next to a place, as far as a look goes.
fn stretch(side: &Side, at: usize, way: Way) -> impl Iterator<Item = usize> {
    let next = move |step: usize| match way {
        Way::Back => at.checked_sub(step),
        Way::Forth => Some(at + step).filter(|at| *at < side.len()),
    };
    (1..=REACH)
        .map_while(next)
        .take_while(|&at| side.is_free(at))
}

fn is_free_heading(side: &Side, at: usize) -> bool {
    let passage = side.passages.get(at);
    side.is_free(at) && passage.is_some_and(|passage| passage.kind == Kind::Heading)
}

#[cfg(test)]
mod tests {
    use super::super::align::align;
    use super::super::change::ChangeKind;
    use crate::text::Document;

    const LAMPS: &str = "The keeper counts the lamps at dusk and writes the number down.";
    const TOLLS: &str = "Every ship pays for the light by its length.";
    const MONEY: &str = "The money is kept by the port and told to the others.";
    const FOG: &str = "In fog the horn sounds twice a minute.";

    /// What became of each heading that was not left as it was.
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
    fn a_heading_between_the_same_neighbours_is_the_same_whatever_it_says() {
        let old = ["## Article 4", LAMPS, "## Article 5", TOLLS, MONEY];
        let new = ["## Article 4", LAMPS, "## Of the tolls", TOLLS, MONEY];
        assert_eq!(told(&old, &new), [(ChangeKind::Edited, vec![2], vec![2])]);
    }

    #[test]
    fn of_two_headings_in_one_place_the_one_that_kept_its_number_is_the_old_one() {
        let old = ["## Article 4", LAMPS, "## Article 8 bis", TOLLS, MONEY];
        let new = [
            "## Article 4",
            LAMPS,
            "## Tolls 8 bis",
            "## Of ships and their masters",
            TOLLS,
            MONEY,
        ];
        assert_eq!(
            told(&old, &new),
            [
                (ChangeKind::Edited, vec![2], vec![2]),
                (ChangeKind::Inserted, vec![], vec![3])
            ]
        );
    }

    #[test]
    fn a_new_article_before_others_takes_no_heading_of_theirs() {
        let old = [
            "## Article 4",
            LAMPS,
            "## Article 5",
            TOLLS,
            "## Article 6",
            MONEY,
        ];
        let new = [
            "## Article 4",
            LAMPS,
            "## Article 5",
            FOG,
            "## Article 6",
            TOLLS,
            "## Article 7",
            MONEY,
        ];
        assert_eq!(
            told(&old, &new),
            [
                (ChangeKind::Inserted, vec![], vec![2]),
                (ChangeKind::Inserted, vec![], vec![3])
            ]
        );
    }

    #[test]
    fn an_empty_article_goes_with_the_block_that_moved_and_keeps_its_number() {
        let signed = "Whoever relieves the keeper signs below the last line.";
        let old = [
            "## Article 1",
            LAMPS,
            "## Article 2",
            "## Article 3",
            FOG,
            "## Article 4",
            TOLLS,
            MONEY,
            "## Article 5",
            signed,
        ];
        let new = [
            "## Article 4",
            TOLLS,
            MONEY,
            "## Article 5",
            signed,
            "## Article 1",
            LAMPS,
            "## Article 2",
            "## Article 3",
            FOG,
        ];
        let parse = |paragraphs: &[&str]| Document::parse(paragraphs.join("\n\n"));
        let alignment = align(&parse(&old), &parse(&new));
        let told: Vec<(usize, usize)> = alignment
            .changes
            .iter()
            .filter_map(|change| Some((*change.old.first()?, *change.new.first()?)))
            .collect();
        assert_eq!(told.len(), old.len(), "{told:?}");
        assert!(told.contains(&(2, 7)), "{told:?}");
    }

    #[test]
    fn a_heading_elsewhere_with_other_words_is_another() {
        let old = ["# Priming the lamps", LAMPS, FOG, "# Ships", TOLLS, MONEY];
        let new = ["# Ships", TOLLS, "# Counting the oil", MONEY, LAMPS, FOG];
        let changes = told(&old, &new);
        assert!(
            changes.contains(&(ChangeKind::Deleted, vec![0], vec![])),
            "{changes:?}"
        );
    }
}
