//! A draft as it stands in one file: its paragraphs, brackets and findings, over bytes that are never changed.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::address::{Address, Addresses, NoAddress};
use super::bracket::{Bracket, BracketKind};
use super::composed::composed;
use super::counting::{Counted, count};
use super::enclosing::enclosing;
use super::finding::{Finding, Place};
use super::front::Front;
use super::inspect::{Evidence, inspect};
use super::label::LabelPath;
use super::lines::LineIndex;
use super::naming::names;
use super::options::{Options, options};
use super::paragraph::{Kind, Paragraph};
use super::parties::Parties;
use super::repairs::Repairs;
use super::tokens::fold;
use super::understanding::{Understood, understand};

/// A parsed draft.
#[derive(Debug, Clone)]
pub struct Document {
    source: String,
    repairs: Repairs,
    lines: LineIndex,
    understood: Understood,
    parties: Parties,
    names: OnceLock<Vec<String>>,
    counted: OnceLock<Vec<Counted>>,
    enclosing: OnceLock<Vec<Option<usize>>>,
    addresses: OnceLock<Addresses>,
    findings: OnceLock<Vec<Finding>>,
    destinations: OnceLock<HashMap<String, String>>,
}

impl Document {
    /// Parses a draft, guessing which names are parties.
    pub fn parse(bytes: impl Into<Vec<u8>>) -> Document {
        Document::parse_with(bytes, &Parties::Guessed)
    }

    /// Parses a draft in which exactly `parties` may own an alternative. Never fails, whatever the bytes.
    pub fn parse_with(bytes: impl Into<Vec<u8>>, parties: &Parties) -> Document {
        let (source, repairs) = Repairs::read(bytes.into());
        let lines = LineIndex::of(&source);
        let understood = understand(&source, &lines, parties);
        Document {
            source,
            repairs,
            lines,
            understood,
            parties: parties.clone(),
            names: OnceLock::new(),
            counted: OnceLock::new(),
            enclosing: OnceLock::new(),
            addresses: OnceLock::new(),
            findings: OnceLock::new(),
            destinations: OnceLock::new(),
        }
    }

    /// Prints the draft: the bytes that were parsed, put together from its pieces.
    ///
    /// The pieces are what stands between paragraphs, each paragraph's head, the runs of its body, and what is left of it.
    pub fn print(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.source.len());
        let mut at = 0;
        for paragraph in self.paragraphs() {
            self.copy(at..paragraph.span.start, &mut out);
            self.copy(paragraph.span.start..paragraph.body.start, &mut out);
            for segment in self.segments(paragraph.index) {
                self.copy(segment.span, &mut out);
            }
            self.copy(paragraph.body.end..paragraph.span.end, &mut out);
            at = paragraph.span.end;
        }
        self.copy(at..self.source.len(), &mut out);
        out
    }

    /// Appends a piece of the source as its bytes were read.
    fn copy(&self, piece: Range<usize>, out: &mut Vec<u8>) {
        let words = self.source.get(piece.clone()).unwrap_or_default();
        self.repairs.print(words, piece.start, out);
    }

    /// The text that was parsed; a byte that is no UTF-8 stands in it as U+EF80 to U+EFFF, one of its own for each. All byte ranges refer to it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The front matter.
    pub fn front(&self) -> &Front {
        &self.understood.front
    }

    /// The paragraphs in order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.understood.paragraphs
    }

    /// Every bracket that is paired, contested or not, in the order of their openers.
    pub fn brackets(&self) -> &[Bracket] {
        &self.understood.brackets
    }

    /// The contested brackets that open in paragraph `index`.
    pub fn contested(&self, index: usize) -> impl Iterator<Item = &Bracket> {
        let brackets = self.brackets();
        let first = brackets.partition_point(|bracket| bracket.paragraph < index);
        brackets
            .iter()
            .skip(first)
            .take_while(move |bracket| bracket.paragraph == index)
            .filter(|bracket| bracket.kind == BracketKind::Contested)
    }

    /// How many words each paragraph has; counted when first asked.
    pub fn counted(&self) -> &[Counted] {
        self.counted
            .get_or_init(|| count(&self.source, &self.understood))
    }

    /// What a person should look at, in order of place; looked for when first asked.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| {
            inspect(&Evidence {
                source: &self.source,
                lines: &self.lines,
                repairs: &self.repairs,
                parties: &self.parties,
                paragraphs: self.paragraphs(),
                names: self.names(),
                brackets: self.brackets(),
                strays: &self.understood.strays,
            })
        })
    }

    /// The option blocks in the order of the text.
    pub fn options(&self) -> Vec<Options> {
        options(&self.source, self.paragraphs(), &self.understood.items)
    }

    /// What the room calls paragraph `index`: its label where no other bears it, a sub-paragraph's behind the one it is under (`2(c)`),
    /// else its path, else `PP3`, else `¶7`; unique in the document (`12#2` for the second 12 of a section).
    pub fn name(&self, index: usize) -> &str {
        self.names().get(index).map_or("", String::as_str)
    }

    /// The names of all paragraphs, found when first asked.
    fn names(&self) -> &[String] {
        self.names.get_or_init(|| names(self.paragraphs()))
    }

    /// The label of paragraph `index` with those of its sections and parents before it: `II/12/(a)`; none without a label.
    pub fn path(&self, index: usize) -> Option<LabelPath> {
        super::standing::path(self.paragraphs(), index)
    }

    /// The words of paragraph `index` as they stand in the source, behind marks and label; empty where there is none.
    pub fn body(&self, index: usize) -> &str {
        self.paragraphs()
            .get(index)
            .and_then(|paragraph| self.source.get(paragraph.body.clone()))
            .unwrap_or_default()
    }

    /// The rows of paragraph `index`: those of code as they stand in the source, of a table with single spaces.
    pub fn rows(&self, index: usize) -> Vec<String> {
        let Some(paragraph) = self.paragraphs().get(index) else {
            return Vec::new();
        };
        let source = self.source.get(paragraph.span.clone());
        let rows = source.unwrap_or_default().lines();
        match paragraph.kind {
            Kind::Code => rows.map(|row| row.trim_end().to_owned()).collect(),
            _ => rows
                .map(|row| composed(fold(row).into()).into_owned())
                .collect(),
        }
    }

    /// Where paragraph `index`'s label stands with the marks before it; in a heading that is nothing but its label, all of it.
    pub fn head(&self, index: usize) -> Option<Range<usize>> {
        let paragraph = self.paragraphs().get(index)?;
        let label = paragraph.label.as_ref()?;
        if paragraph.kind == Kind::Heading && paragraph.text == label.as_str() {
            return Some(paragraph.span.clone());
        }
        let outer = paragraph.span.start..paragraph.body.start;
        let words = self.source.get(outer.clone()).unwrap_or_default();
        if words.contains(char::is_alphanumeric) {
            return Some(outer);
        }
        let inner = &self.understood.inner;
        let first = inner.partition_point(|range| range.start < paragraph.body.start);
        inner
            .get(first)
            .filter(|range| range.end <= paragraph.body.end)
            .cloned()
    }

    /// The place of a byte offset into [`Document::source`].
    pub fn place(&self, offset: usize) -> Place {
        self.lines.place(&self.source, offset)
    }

    /// The words at a byte offset, on one line, control characters made visible, at most about 60 columns.
    pub fn excerpt(&self, offset: usize) -> String {
        super::finding::excerpt(&self.source, offset)
    }

    /// Finds the paragraph that an address names: a path `II/12`, a label `12 bis`, a name `PP3`, `¶7`, `12#2`.
    ///
    /// # Errors
    /// Says which addresses are near, or that several paragraphs bear it.
    pub fn find(&self, address: &Address) -> Result<&Paragraph, NoAddress> {
        let addresses = self
            .addresses
            .get_or_init(|| Addresses::of(self.paragraphs(), self.names()));
        let index = addresses.find(address, self.names())?;
        self.paragraphs().get(index).ok_or_else(|| NoAddress {
            address: address.to_string(),
            near: Vec::new(),
        })
    }

    /// The one paragraph that an address names; nothing where none does, or several do.
    pub fn bearing(&self, address: &Address) -> Option<&Paragraph> {
        let addresses = self
            .addresses
            .get_or_init(|| Addresses::of(self.paragraphs(), self.names()));
        self.paragraphs().get(addresses.bearing(address).ok()?)
    }

    /// The draft's bytes with paragraph `index`'s words (its body) replaced; everything else stays byte for byte.
    pub fn with_body(&self, index: usize, words: &str) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.source.len() + words.len());
        match self.paragraphs().get(index) {
            Some(paragraph) => {
                self.copy(0..paragraph.body.start, &mut out);
                out.extend_from_slice(words.as_bytes());
                self.copy(paragraph.body.end..self.source.len(), &mut out);
            }
            None => self.copy(0..self.source.len(), &mut out),
        }
        out
    }

    /// Says whether another draft has the same paragraphs, each the same kind with the same label and words, but for `touched`
    /// ones, whatever these are.
    pub fn stands_but_for(&self, other: &Document, touched: impl Fn(usize) -> bool) -> bool {
        let (own, others) = (self.paragraphs(), other.paragraphs());
        own.len() == others.len()
            && own.iter().zip(others).all(|(own, other)| {
                touched(own.index)
                    || own.kind == other.kind && own.label == other.label && own.text == other.text
            })
    }

    /// Bytes that are not among the words, in order: addresses, comments, tags, footnote marks.
    pub(super) fn hidden(&self) -> &[Range<usize>] {
        &self.understood.hidden
    }

    /// Whether a link of this name has an address in the draft.
    pub(super) fn defines(&self, name: &str) -> bool {
        let definitions = &self.understood.definitions;
        !definitions.is_empty()
            && name.len() <= 400
            && !name.contains(['[', ']'])
            && definitions.contains(&super::link::key(name))
    }

    /// Where the link of a name leads, by the draft's definitions.
    pub(super) fn destination_of(&self, name: &str) -> Option<&str> {
        let all = self
            .destinations
            .get_or_init(|| super::link::destinations(&self.source));
        all.get(&super::link::key(name)).map(String::as_str)
    }

    /// The innermost bracket that is open where paragraph `index` begins.
    pub(super) fn enclosing(&self, index: usize) -> Option<usize> {
        let all = self
            .enclosing
            .get_or_init(|| enclosing(self.paragraphs(), self.brackets()));
        all.get(index).copied().flatten()
    }

    /// The brackets of some words, read as one paragraph of this draft; their bytes are those of the words.
    pub fn brackets_in(&self, words: &str, parties: &Parties) -> Vec<Bracket> {
        super::understanding::brackets_in(words, parties, &self.understood.definitions)
    }

    /// Says whether paragraph `index` is the text of a list item in which paragraph `other` stands too.
    pub fn encloses(&self, index: usize, other: usize) -> bool {
        let Understood {
            items, item_ends, ..
        } = &self.understood;
        let own = self
            .paragraphs()
            .get(index)
            .is_some_and(|p| p.kind == Kind::Item);
        let (Some(item), Some(inner)) = (items.get(index), items.get(other)) else {
            return false;
        };
        let end = item_ends.get(*item).copied().unwrap_or(0);
        own && *item > 0 && item <= inner && *inner <= end && other > index
    }

    /// The draft's bytes with some pieces replaced, everything else byte for byte.
    ///
    /// The pieces are taken in order of place; of two that overlap the later gives way where they do.
    pub fn with_pieces(&self, pieces: &[(Range<usize>, String)]) -> Vec<u8> {
        let mut sorted: Vec<&(Range<usize>, String)> = pieces.iter().collect();
        sorted.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = Vec::with_capacity(self.source.len());
        let mut at = 0;
        for (range, words) in sorted {
            if range.end < at || (range.start < at && range.end <= at) {
                continue;
            }
            if range.start > at {
                self.copy(at..range.start, &mut out);
            }
            if range.start >= at {
                out.extend_from_slice(words.as_bytes());
            }
            at = at.max(range.end);
        }
        self.copy(at..self.source.len(), &mut out);
        out
    }

    /// The bytes of the lines that paragraph `index` stands on, the last one's end included.
    pub fn whole_lines(&self, index: usize) -> Range<usize> {
        let Some(paragraph) = self.paragraphs().get(index) else {
            return 0..0;
        };
        let start = self.lines.start(paragraph.lines.first).unwrap_or(0);
        let end = self.lines.start(paragraph.lines.last + 1);
        start..end.unwrap_or(self.source.len())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::super::label::Label;
    use super::*;

    fn found(document: &Document, address: &str) -> Option<usize> {
        document.find(&Address::new(address)).ok().map(|p| p.index)
    }

    #[test]
    fn a_paragraph_is_found_by_what_people_type() {
        let text =
            "# II. Scope\n\n12 bis. One\n\n(a) sub\n\n13. Two\n\n(a) sub\n\nLast\n\n13. Three\n";
        let document = Document::parse(text.as_bytes());
        for (typed, index) in [
            ("12bis", 1),
            ("12 BIS.", 1),
            ("II/12 bis", 1),
            ("ii/12bis", 1),
            ("12bis(a)", 2),
            ("13/(a)", 4),
            ("¶6", 5),
            ("13", 3),
            ("13#2", 6),
            ("13#1", 3),
            ("II", 0),
        ] {
            assert_eq!(found(&document, typed), Some(index), "{typed}");
        }
        let none = document.find(&Address::new("(a)")).unwrap_err();
        assert_eq!(none.near, ["12 bis (a)", "13(a)"]);
        let near = document.find(&Address::new("12 tris")).unwrap_err();
        assert_eq!(near.near.first().map(String::as_str), Some("12 bis"));
    }

    #[test]
    fn a_contested_label_is_found_by_each_of_its_numbers() {
        let document = Document::parse("[4][2]. Also recognizes\n".as_bytes());
        assert_eq!(found(&document, "4"), Some(0));
        assert_eq!(found(&document, "2"), Some(0));
    }

    #[test]
    fn a_body_is_replaced_and_nothing_else() {
        let bytes = b"\xff 1. a\r\n\r\n12. old [words]\r\n\r\nz \xfe\r\n".to_vec();
        let document = Document::parse(bytes);
        let index = document
            .paragraphs()
            .iter()
            .find(|p| document.name(p.index) == "12")
            .unwrap()
            .index;
        assert_eq!(
            document.with_body(index, "new"),
            b"\xff 1. a\r\n\r\n12. new\r\n\r\nz \xfe\r\n"
        );
    }

    #[test]
    fn kinds_and_line_ranges_are_told() {
        let text = "---\ntitle: T\n---\n# H #\n\nProse\nover two.\n\n- item\n  - sub\n\n> quoted\n> text\n\n| a |\n|---|\n| b |\n\n```\n[x]\n```\n\nNote[^1]\n\n[^1]: The note.\n\nSet\n===\n";
        let document = Document::parse(text.as_bytes());
        let told: Vec<(Kind, usize, usize, &str)> = document
            .paragraphs()
            .iter()
            .map(|p| (p.kind, p.lines.first, p.lines.last, p.text.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (Kind::Title, 2, 2, "T"),
                (Kind::Heading, 4, 4, "H"),
                (Kind::Paragraph, 6, 7, "Prose over two."),
                (Kind::Item, 9, 9, "item"),
                (Kind::Item, 10, 10, "sub"),
                (Kind::Quote, 12, 13, "quoted text"),
                (Kind::Table, 15, 17, "| a | |---| | b |"),
                (Kind::Code, 19, 21, "``` [x] ```"),
                (Kind::Paragraph, 23, 23, "Note[^1]"),
                (Kind::Footnote, 25, 25, "The note."),
                (Kind::Heading, 27, 28, "Set"),
            ]
        );
    }

    #[test]
    fn a_heading_that_is_only_its_label_keeps_its_words() {
        let document = Document::parse("## Article 4\n".as_bytes());
        let heading = &document.paragraphs()[0];
        assert_eq!(heading.text, "Article 4");
        assert_eq!(heading.label, Some(Label::new("Article 4")));
    }

    #[test]
    fn a_label_inside_a_bracket_is_read_and_is_not_among_the_words() {
        let document = Document::parse("[EU: 12 bis. A surplus]\n".as_bytes());
        let paragraph = &document.paragraphs()[0];
        assert_eq!(paragraph.label, Some(Label::new("12 bis")));
        assert_eq!(paragraph.text, "[EU: A surplus]");
        let counted = document.counted()[0];
        assert_eq!((counted.words, counted.bracketed), (2, 2));
        assert_eq!(document.body(0), "[EU: 12 bis. A surplus]");
    }

    #[test]
    fn words_of_attributions_and_addresses_are_not_counted() {
        let document = Document::parse(
            "States [shall / EU, NOR: should] see [the letter](../seed.md)<!-- no -->.\n"
                .as_bytes(),
        );
        let counted = document.counted()[0];
        assert_eq!((counted.words, counted.bracketed), (6, 2));
    }
}
