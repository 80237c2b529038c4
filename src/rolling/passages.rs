//! The base cut into passages, and how finely each is bracketed: as finely as everybody's reading allows.

use std::collections::BTreeSet;
use std::ops::Range;

use super::version::{blocks, is_title};
use crate::text::Document;

/// How a passage is bracketed, from the finest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Grain {
    /// Word by word.
    Words,
    /// Paragraph by paragraph.
    Paragraphs,
    /// As one bracket round all its paragraphs.
    Whole,
    /// As one bracket in which every sign that means something to Markdown is written as a reference.
    Literal,
}

/// Some paragraphs of the base that can be bracketed by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Passage {
    /// Ordinals of the base's paragraphs.
    pub(super) span: Range<usize>,
    /// How finely.
    pub(super) grain: Grain,
    /// Whether what is new before its first paragraph belongs to it.
    pub(super) first: bool,
}

/// All passages of the base behind its title, in order; at least one.
pub(super) struct Passages(Vec<Passage>);

impl Passages {
    pub(super) fn of(base: &Document) -> Passages {
        let many = base.paragraphs().len();
        let start = usize::from(is_title(base, 0));
        let blocks = blocks(base);
        let within = |index: usize| {
            let block = blocks.iter();
            block
                .take_while(|block| block.start < index)
                .any(|block| index < block.end)
        };
        let flat = |index: usize| {
            let line = base.source().get(base.whole_lines(index).start..);
            line.is_some_and(|line| !line.starts_with([' ', '\t', '>']))
        };
        // What is nested stands with what nests it.
        let cuts = (start + 1..many).filter(|index| flat(*index) && !within(*index));
        let mut all = Vec::new();
        let mut from = start;
        for end in cuts.chain([many]) {
            all.push(Passage {
                span: from..end.max(from),
                grain: Grain::Words,
                first: from == start,
            });
            from = end;
        }
        Passages(all)
    }

    /// The passages in order.
    pub(super) fn all(&self) -> &[Passage] {
        &self.0
    }

    fn number(&self, index: usize) -> usize {
        let behind = self.0.partition_point(|one| one.span.start <= index);
        behind.saturating_sub(1)
    }

    /// Brackets the passages at some paragraphs less finely; a passage that cannot be grows by its neighbours.
    ///
    /// How coarse a passage must be that was coarsened `judge` says. `false` where the whole text is one passage already.
    pub(super) fn coarsen(
        &mut self,
        places: &BTreeSet<usize>,
        judge: impl Fn(&Passage) -> Grain,
    ) -> bool {
        let numbers: BTreeSet<usize> = places.iter().map(|place| self.number(*place)).collect();
        let mut grown: Vec<Range<usize>> = Vec::new();
        for number in numbers {
            let Some(passage) = self.0.get_mut(number) else {
                continue;
            };
            let coarser = match passage.grain {
                Grain::Words => Some(Grain::Paragraphs),
                Grain::Paragraphs => Some(Grain::Whole),
                Grain::Whole => Some(Grain::Literal),
                Grain::Literal => None,
            };
            match coarser {
                Some(grain) => {
                    passage.grain = grain;
                    passage.grain = judge(passage).max(grain);
                }
                None => {
                    if self.0.len() == 1 {
                        return false;
                    }
                    grown.push(self.doubled(number));
                }
            }
        }
        // From the end, so that what is grown there moves no number before it.
        for numbers in united(grown).into_iter().rev() {
            self.unite(numbers);
        }
        true
    }

    /// The numbers of the passages that make one of twice the length with passage `number` in their midst.
    fn doubled(&self, number: usize) -> Range<usize> {
        let length = |range: &Range<usize>| {
            let all = self.0.get(range.clone()).unwrap_or_default();
            all.iter().map(|one| one.span.len()).sum::<usize>()
        };
        let mut range = number..number + 1;
        let wanted = 2 * length(&range);
        loop {
            range = range.start.saturating_sub(1)..(range.end + 1).min(self.0.len());
            if length(&range) >= wanted || range.len() == self.0.len() {
                return range;
            }
        }
    }

    fn unite(&mut self, numbers: Range<usize>) {
        let some = self.0.get(numbers.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (some.first(), some.last()) else {
            return;
        };
        let one = Passage {
            span: first.span.start..last.span.end,
            grain: Grain::Whole,
            first: first.first,
        };
        self.0.splice(numbers, [one]);
    }
}

/// Ranges in order, those that meet as one.
fn united(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(passages: &Passages) -> Vec<(Range<usize>, Grain)> {
        let all = passages.all().iter();
        all.map(|one| (one.span.clone(), one.grain)).collect()
    }

    #[test]
    fn what_nests_stands_with_what_it_nests() {
        let text = "---\ntitle: Draft\n---\n\nOne.\n\n- Two.\n\n  Three is in it.\n- Four.\n\nFive [EU: and\n\nsix].\n\nSeven.\n";
        let passages = Passages::of(&Document::parse(text));
        let spans: Vec<_> = spans(&passages).into_iter().map(|one| one.0).collect();
        assert_eq!(spans, [1..2, 2..4, 4..5, 5..7, 7..8]);
    }

    #[test]
    fn a_passage_that_cannot_be_written_grows_until_it_is_the_text() {
        let text = "One is here.\n\nTwo is here.\n\nThree is here.\n";
        let mut passages = Passages::of(&Document::parse(text));
        let place = BTreeSet::from([0]);
        for grain in [Grain::Paragraphs, Grain::Whole, Grain::Literal] {
            assert!(passages.coarsen(&place, |passage| passage.grain));
            assert_eq!(spans(&passages).first(), Some(&(0..1, grain)));
        }
        assert!(passages.coarsen(&place, |passage| passage.grain));
        assert_eq!(
            spans(&passages),
            [(0..2, Grain::Whole), (2..3, Grain::Words)]
        );
        let mut steps = 0;
        while passages.coarsen(&place, |passage| passage.grain) {
            steps += 1;
        }
        assert_eq!((steps, spans(&passages)), (3, vec![(0..3, Grain::Literal)]));
    }
}
