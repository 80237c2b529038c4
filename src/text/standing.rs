//! Where a paragraph stands: its section, its chapeau, and the path of their labels down to its own.

use super::blocks::Block;
use super::label::{Label, LabelPath};
use super::numeral;
use super::paragraph::{Kind, Paragraph};

/// A labelled paragraph, or an item, under which others may stand.
struct Chapeau {
    index: usize,
    /// Without a label, none.
    style: Option<Style>,
    depth: usize,
    /// The list item whose text it is, 0 for none.
    item: usize,
}

/// A heading under which others may stand.
struct Section {
    level: usize,
    index: usize,
}

/// Finds where paragraphs stand, one after the other.
pub(super) struct Standing<'a> {
    /// For each list item, the last one inside it.
    item_ends: &'a [usize],
    headings: Vec<Section>,
    chapeaux: Vec<Chapeau>,
}

impl<'a> Standing<'a> {
    /// Begins at the head of a draft.
    pub(super) fn new(item_ends: &'a [usize]) -> Standing<'a> {
        Standing {
            item_ends,
            headings: Vec::new(),
            chapeaux: Vec::new(),
        }
    }

    /// Gives the paragraph of a block, which follows those `before` it, its section and its parent.
    pub(super) fn place(&mut self, next: &mut Paragraph, block: &Block, before: &[Paragraph]) {
        let Paragraph { kind, depth, .. } = *next;
        if kind == Kind::Heading && block.item == 0 && block.quotes == 0 {
            while self.headings.last().is_some_and(|top| top.level >= depth) {
                self.headings.pop();
            }
            self.chapeaux.clear();
            next.section = self.headings.last().map(|top| top.index);
            self.headings.push(Section {
                level: depth,
                index: next.index,
            });
            return;
        }
        next.section = self.headings.last().map(|top| top.index);
        let above = self.chapeaux.last();
        let above = above.and_then(|top| before.get(top.index)?.label.as_ref());
        let style = next.label.as_ref().map(|own| Style::of(own, above));
        // What kind of label it is weighs more than how deep it is nested: `12.` is a list's item to Markdown and `(a)`
        // below it mere prose. Only a true item of an item is under it whatever their labels.
        let stands_under = |top: &Chapeau| match style {
            Some(style) => {
                top.style.is_some_and(|other| other.rank < style.rank) && top.depth <= depth + 1
            }
            None => top.style.is_some() && top.depth <= depth,
        };
        let chapeau = if style.is_some() || kind == Kind::Item {
            while let Some(top) = self.chapeaux.last()
                && !stands_under(top)
                && !self.encloses(top, block.item)
            {
                self.chapeaux.pop();
            }
            self.chapeaux.last()
        } else {
            let mut tops = self.chapeaux.iter();
            tops.rfind(|top| self.encloses(top, block.item))
        };
        next.parent = chapeau.map(|top| top.index);
        if style.is_none() && kind != Kind::Item {
            return;
        }
        self.chapeaux.push(Chapeau {
            index: next.index,
            style,
            depth,
            item: if kind == Kind::Item { block.item } else { 0 },
        });
    }

    /// Says whether a chapeau is the text of a list item round a paragraph that stands in `item`.
    fn encloses(&self, chapeau: &Chapeau, item: usize) -> bool {
        let end = self.item_ends.get(chapeau.item).copied().unwrap_or(0);
        chapeau.item > 0 && chapeau.item <= item && item <= end
    }
}

/// The label of a paragraph with those of its sections and chapeaux before it.
pub(super) fn path(paragraphs: &[Paragraph], index: usize) -> Option<LabelPath> {
    let paragraph = paragraphs.get(index)?;
    let own = paragraph.label.as_ref()?;
    let up = |from: Option<usize>, next: fn(&Paragraph) -> Option<usize>| {
        let above = move |index: usize| paragraphs.get(index);
        std::iter::successors(from.and_then(above), move |below| {
            next(below).and_then(above)
        })
    };
    let chapeaux = up(paragraph.parent, |below| below.parent);
    let sections = up(paragraph.section, |below| below.section);
    let above = chapeaux
        .chain(sections)
        .filter_map(|above| above.label.as_ref())
        // `12.1` says itself that it stands under 12.
        .filter(|label| {
            !own.as_str()
                .strip_prefix(label.as_str())
                .is_some_and(|rest| rest.starts_with('.'))
        });
    let mut way: Vec<Label> = std::iter::once(own).chain(above).cloned().collect();
    way.reverse();
    Some(LabelPath(way))
}

/// Says whether a label over a section numbers what is agreed, as `Article 1` does, and not the section: `II. Scope`.
pub(super) fn numbers_what_is_agreed(label: &Label) -> bool {
    Style::of(label, None).rank <= 4
}

/// What kind of number a label is, and how deep such numbers stand in drafting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    rank: u8,
    form: u8,
}

impl Style {
    fn of(label: &Label, before: Option<&Label>) -> Style {
        let text = label.as_str();
        let form = if text.starts_with('(') {
            1
        } else if text.starts_with('（') {
            3
        } else if text.contains(')') {
            2
        } else {
            0
        };
        let core = text.trim_start_matches(['(', '（', '[']);
        let letters: usize = core
            .chars()
            .take_while(|c| c.is_alphabetic())
            .map(char::len_utf8)
            .sum();
        let word = &core[..letters];
        let rank = if core.starts_with('第') {
            match core
                .chars()
                .find(|c| "编編篇部章节節条條款项項段".contains(*c))
            {
                Some('编' | '編' | '篇' | '部') => 0,
                Some('章') => 1,
                Some('节' | '節') => 2,
                Some('条' | '條') => 3,
                Some('款' | '段') => 21,
                _ => 28,
            }
        } else if let Some((_, len)) = numeral::figures(core) {
            let dots = core[len..]
                .chars()
                .take_while(|c| *c == '.' || c.is_numeric());
            let dots = dots.filter(|c| *c == '.').count();
            let deep = u8::try_from(dots.min(4)).unwrap_or(4);
            if form == 0 { 20 + deep } else { 26 }
        } else if numeral::chinese(core).is_some() {
            if form == 0 { 11 } else { 14 }
        } else if core.starts_with("PP") || core.starts_with("OP") {
            20
        } else if word.chars().count() > 2 && numeral::roman(word).is_none() {
            4
        } else if word.chars().all(char::is_uppercase) {
            if numeral::roman(word).is_some() && !follows(word, before) {
                10
            } else {
                12
            }
        } else if numeral::roman(word).is_some() && !follows(word, before) {
            32
        } else {
            30
        };
        Style { rank, form }
    }
}

/// Says whether a letter that might be a Roman number goes on from the letter before it: `(i)` after `(h)`.
fn follows(word: &str, before: Option<&Label>) -> bool {
    let mut letters = word.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return false;
    };
    let Some(before) = before else { return false };
    let mut others = before.as_str().chars().filter(|c| c.is_alphabetic());
    let (Some(other), None) = (others.next(), others.next()) else {
        return false;
    };
    other.is_ascii_alphabetic()
        && other.is_lowercase() == letter.is_lowercase()
        && u32::from(other) + 1 == u32::from(letter)
}
