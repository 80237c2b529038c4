//! What became of a few paragraphs between two versions: only what changed and what stands beside it is parsed.

use std::ops::Range;

use super::leaf::Leaf;
use super::runs::Run;
use crate::diff::{Alignment, ChangeKind, align};
use crate::text::Document;

/// The changed blocks of two versions with a block round each, parsed and aligned.
#[derive(Debug)]
pub(super) struct Window {
    old: Pane,
    new: Pane,
    alignment: Alignment,
}

/// One side: a text made of pieces of a version.
#[derive(Debug)]
struct Pane {
    document: Document,
    /// Where each piece begins in the pane, and where in the version.
    pieces: Vec<(usize, usize)>,
}

impl Window {
    /// The window on what two versions do not have in common.
    pub(super) fn between(old: &Leaf, new: &Leaf, runs: &[Run]) -> Window {
        let gaps = |side: fn(&Run) -> usize, count: usize| {
            // The first block has the front matter, which says how the rest is read.
            let mut shown = Vec::from([Range {
                start: 0,
                end: 1.min(count),
            }]);
            let mut from = 0;
            for run in runs {
                shown.push(from..side(run));
                from = side(run) + run.length;
            }
            shown.push(from..count);
            shown
        };
        let (olds, news) = (old.blocks().len(), new.blocks().len());
        let old_gaps = gaps(|run| run.old, olds);
        let new_gaps = gaps(|run| run.new, news);
        let mut shown = (Vec::new(), Vec::new());
        for (old_gap, new_gap) in old_gaps.into_iter().zip(new_gaps) {
            if old_gap.is_empty() && new_gap.is_empty() {
                continue;
            }
            shown.0.push(round(old_gap, olds));
            shown.1.push(round(new_gap, news));
        }
        Window::on(Pane::of(old, &shown.0), Pane::of(new, &shown.1))
    }

    /// The window on two versions whole.
    pub(super) fn whole(old: &Leaf, new: &Leaf) -> Window {
        let pane = |leaf: &Leaf| Pane {
            document: leaf.document().clone(),
            pieces: vec![(0, 0)],
        };
        Window::on(pane(old), pane(new))
    }

    fn on(old: Pane, new: Pane) -> Window {
        let alignment = align(&old.document, &new.document);
        Window {
            old,
            new,
            alignment,
        }
    }

    /// Where the paragraph that stands in the new version at `span` stood with the same words in the old one.
    ///
    /// # Errors
    /// Where no paragraph stands at `span` in this window: the version has to be seen whole.
    pub(super) fn kept(&self, span: &Range<usize>) -> Result<Option<Range<usize>>, Unseen> {
        let index = self.new.index(span).ok_or(Unseen)?;
        let change = self.alignment.of_new(index).ok_or(Unseen)?;
        let same = change.kind == ChangeKind::Unchanged || change.marks_only;
        let old = change.old.first().filter(|_| same);
        Ok(old.and_then(|&old| self.old.span(old)))
    }
}

/// A paragraph that the window does not show as it stands in the version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unseen;

/// A range of blocks with one more on either side.
fn round(gap: Range<usize>, count: usize) -> Range<usize> {
    gap.start.saturating_sub(1)..(gap.end + 1).min(count)
}

impl Pane {
    fn of(leaf: &Leaf, shown: &[Range<usize>]) -> Pane {
        let mut text = String::new();
        let mut pieces = Vec::new();
        let mut next = 0;
        for range in shown {
            // Neighbouring ranges may overlap.
            let range = range.start.max(next)..range.end.max(next);
            next = range.end;
            if range.is_empty() {
                continue;
            }
            let bytes =
                leaf.blocks().range(range.start).start..leaf.blocks().range(range.end - 1).end;
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            pieces.push((text.len(), bytes.start));
            text.push_str(leaf.text().get(bytes).unwrap_or_default());
        }
        Pane {
            document: Document::parse(text),
            pieces,
        }
    }

    /// The paragraph that stands at exactly these bytes of the version.
    fn index(&self, span: &Range<usize>) -> Option<usize> {
        let after = self
            .pieces
            .partition_point(|(_, there)| *there <= span.start);
        let &(here, there) = self.pieces.get(after.checked_sub(1)?)?;
        let start = span.start - there + here;
        let paragraphs = self.document.paragraphs();
        let at = paragraphs.partition_point(|paragraph| paragraph.span.start < start);
        let found = paragraphs.get(at)?;
        (found.span == (start..start + span.len())).then_some(at)
    }

    /// The bytes of a paragraph in the version.
    fn span(&self, index: usize) -> Option<Range<usize>> {
        let span = self.document.paragraphs().get(index)?.span.clone();
        let after = self.pieces.partition_point(|(here, _)| *here <= span.start);
        let &(here, there) = self.pieces.get(after.checked_sub(1)?)?;
        let start = span.start - here + there;
        Some(start..start + span.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::runs::runs;
    use super::*;

    fn leaf(text: &str) -> Leaf {
        Leaf::of(text.into())
    }

    const OLD: &str = "---\ntitle: A\n---\n\nStates mark every lantern they make.\n\nStates keep records.\n\nThis closes it.\n";

    #[test]
    fn a_window_shows_what_changed_at_its_place_in_the_version() {
        let new = OLD.replace("keep records", "keep good records of it");
        let (old, new) = (leaf(OLD), leaf(&new));
        let window = Window::between(&old, &new, &runs(&old, &new));
        for paragraph in new.document().paragraphs() {
            let kept = window.kept(&paragraph.span);
            if paragraph.text.contains("records") {
                assert_eq!(kept, Ok(None));
            } else {
                let there = kept.ok().flatten().and_then(|there| old.text().get(there));
                assert_eq!(there, new.text().get(paragraph.span.clone()));
            }
        }
        assert_eq!(window.kept(&(3..5)), Err(Unseen));
    }

    #[test]
    fn a_paragraph_that_moved_keeps_its_words() {
        let new = "---\ntitle: A\n---\n\nStates keep records.\n\nThis closes it.\n\nStates mark every lantern they make.\n";
        let (old, new) = (leaf(OLD), leaf(new));
        let window = Window::between(&old, &new, &runs(&old, &new));
        let moved = &new.document().paragraphs()[3];
        let there = window.kept(&moved.span).ok().flatten();
        assert_eq!(
            there.and_then(|there| old.text().get(there)),
            Some("States mark every lantern they make.")
        );
    }
}
