//! Blocks that moved: what stands between two links that are neighbours on both sides is in order there, wherever the block went.

use super::side::Side;

/// Links further apart than this are no block.
const WIDE: u32 = 16;

/// For each paragraph of either side, what its linked neighbours became.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    old: Vec<Ends>,
    new: Vec<Ends>,
}

/// What the last linked paragraph before a place and the first behind it became.
#[derive(Debug, Clone, Copy, Default)]
struct Ends {
    before: Option<u32>,
    behind: Option<u32>,
}

impl Ends {
    /// Whether a place of the other side stands between the two.
    fn hold(self, place: usize) -> bool {
        let (Some(before), Some(behind)) = (self.before, self.behind) else {
            return false;
        };
        (before..=behind).contains(&(place as u32)) && behind - before <= WIDE
    }
}

impl Blocks {
    /// The blocks of two texts as far as they are linked.
    pub(super) fn of(old: &Side, new: &Side) -> Blocks {
        Blocks {
            old: ends(old),
            new: ends(new),
        }
    }

    /// Whether the two stand between the same links.
    pub(super) fn hold(&self, old: usize, new: usize) -> bool {
        let of = |ends: &[Ends], at: usize| ends.get(at).copied().unwrap_or_default();
        of(&self.old, old).hold(new) && of(&self.new, new).hold(old)
    }
}

fn ends(side: &Side) -> Vec<Ends> {
    let mut ends = vec![Ends::default(); side.len()];
    let mut last = None;
    for (at, slot) in ends.iter_mut().enumerate() {
        slot.before = last;
        if let Some(&partner) = side.partners_of(at).iter().max() {
            last = Some(partner as u32);
        }
    }
    let mut next = None;
    for (at, slot) in ends.iter_mut().enumerate().rev() {
        slot.behind = next;
        if let Some(&partner) = side.partners_of(at).iter().min() {
            next = Some(partner as u32);
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::super::align::align;
    use super::super::change::ChangeKind;
    use crate::text::Document;

    const BEFORE: [&str; 9] = [
        "The keeper counts the lamps at dusk and writes the number down.",
        "Lamps of red glass stand at the end of every pier.",
        "Lamps that went out are lit again by the keeper before midnight, or the harbour is closed to all ships until the morning.",
        "Lamps of green glass stand where two channels meet.",
        "Every ship pays for the light by its length.",
        "The money is kept by the port and told to the others.",
        "A ship in distress pays nothing at all.",
        "Records of the payments are kept for ten years.",
        "Disputes over payments go to the oldest keeper.",
    ];
    const AFTER: [&str; 9] = [
        "The keeper counts the lamps at dusk and writes the number down.",
        "Every ship pays for the light by its length.",
        "The money is kept by the port and told to the others.",
        "A ship in distress pays nothing at all.",
        "Records of the payments are kept for ten years.",
        "Disputes over payments go to the oldest keeper.",
        "Lamps of red glass stand at the end of every pier.",
        "Whoever finds one dark tells the keeper, who closes the harbour to ships.",
        "Lamps of green glass stand where two channels meet.",
    ];

    #[test]
    fn what_was_written_anew_inside_a_block_that_moved_is_found_in_it() {
        let parse = |paragraphs: &[&str]| Document::parse(paragraphs.join("\n\n"));
        let alignment = align(&parse(&BEFORE), &parse(&AFTER));
        let told = alignment.of_old(2).map(|change| {
            // A person should look.
            (
                change.kind,
                change.moved,
                change.new.clone(),
                change.certain,
            )
        });
        assert_eq!(told, Some((ChangeKind::Edited, true, vec![7], false)));
    }
}
