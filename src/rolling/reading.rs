//! Reading: settle the owned brackets in one party's favour, then read the bare ones (notation, section 2).

use std::ops::Range;
use std::rc::Rc;

use crate::text::{Bracket, BracketKind, Document, Finding, Parties, Severity, fold};

use super::remains::{Piece, behind, drops, lines};

/// For whom a text is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reader {
    /// The base: nobody's wishes.
    Base,
    /// A delegation or a group.
    Party(String),
}

/// What becomes of brackets in which nobody owns an alternative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bare {
    /// Each gives its first alternative, each option block its first option.
    Settle,
    /// They stand as they are.
    Keep,
}

/// Reads a whole document: Markdown out. A paragraph of which nothing is left is left out, its label with it.
///
/// The bare brackets that are read are those of what the settling of the owned ones gave, paired anew.
pub fn read(document: &Document, parties: &Parties, reader: &Reader, bare: Bare) -> Vec<u8> {
    let voice = Voice { parties, reader };
    let owned = document.brackets().iter().any(Bracket::is_owned);
    match (owned, bare) {
        (false, Bare::Keep) => document.print(),
        (false, Bare::Settle) => first(document),
        (true, Bare::Keep) => voice.settle(document, 0),
        (true, Bare::Settle) => {
            let settled = voice.settle(document, 0);
            first(&Document::parse_with(settled, parties))
        }
    }
}

/// The way back from a reading to the document that was read.
pub(super) struct Origins {
    settling: Vec<Piece>,
    choosing: Vec<Piece>,
}

impl Origins {
    /// That of a document's reading with its bare brackets kept or read; `kept` is the document with the owned ones settled.
    pub(super) fn of(
        (document, kept): (&Document, &Document),
        parties: &Parties,
        reader: &Reader,
        bare: Bare,
    ) -> Origins {
        let voice = Voice { parties, reader };
        Origins {
            settling: voice.settling(document, 0),
            choosing: match bare {
                Bare::Keep => Vec::new(),
                Bare::Settle => choosing(kept),
            },
        }
    }

    /// The byte of the document from which byte `at` of its reading comes.
    pub(super) fn behind(&self, at: usize) -> usize {
        behind(&self.settling, behind(&self.choosing, at))
    }
}

/// Reads the words of one paragraph, white space folded; `None` where nothing is left of it.
pub fn read_text(text: &str, parties: &Parties, reader: &Reader, bare: Bare) -> Option<String> {
    let voice = Voice { parties, reader };
    let none = Document::parse_with("", parties);
    let settled = voice.settle_words(text, &none, 0);
    let read = match bare {
        Bare::Keep => settled,
        Bare::Settle => {
            let brackets = none.brackets_in(&settled, parties);
            let pieces = first_alternatives(&brackets);
            replaced(&settled, pieces)
        }
    };
    let read = fold(&read);
    (!read.is_empty()).then_some(read)
}

/// Where two groups that speak for the reader own alternatives that differ, so that the base's is read.
pub fn conflicts(document: &Document, parties: &Parties, reader: &Reader) -> Vec<Finding> {
    let voice = Voice { parties, reader };
    let Reader::Party(name) = reader else {
        return Vec::new();
    };
    document
        .brackets()
        .iter()
        .filter(|bracket| voice.choose(bracket, document.source()) == Choice::Divided)
        .map(|bracket| Finding {
            code: "groups-differ",
            severity: Severity::Warning,
            place: bracket.place,
            excerpt: document.excerpt(bracket.span.start),
            message: format!(
                "groups that speak for {name} own alternatives that differ: the base's is read"
            ),
            hint: Some(format!("give {name} an alternative of its own")),
        })
        .collect()
}

/// Deeper than this nobody quotes a quotation; what stands deeper is kept as it is written.
const DEEPEST: usize = 64;

/// For whom, and among whom, a text is read.
struct Voice<'a> {
    parties: &'a Parties,
    reader: &'a Reader,
}

/// What is chosen of a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// The alternative of this number.
    One(usize),
    /// None: the text is somebody else's wish.
    Nothing,
    /// Two groups that differ speak for the reader.
    Divided,
}

impl Voice<'_> {
    /// The alternative that the reader owns, else one of a group that speaks for it, else the first if nobody owns it.
    fn choose(&self, bracket: &Bracket, source: &str) -> Choice {
        let all = || bracket.alternatives.iter().enumerate();
        if let Reader::Party(name) = self.reader {
            if let Some((own, _)) =
                all().find(|(_, alternative)| alternative.parties.contains(name))
            {
                return Choice::One(own);
            }
            let speaks = |party: &String| self.parties.speaks_for(party, name);
            let mut spoken =
                all().filter(|(_, alternative)| alternative.parties.iter().any(speaks));
            if let Some((one, alternative)) = spoken.next() {
                let words =
                    |span: &Range<usize>| fold(source.get(span.clone()).unwrap_or_default());
                let said = words(&alternative.span);
                if spoken.all(|(_, other)| words(&other.span) == said) {
                    return Choice::One(one);
                }
                return Choice::Divided;
            }
        }
        match bracket.alternatives.first() {
            Some(first) if first.parties.is_empty() => Choice::One(0),
            _ => Choice::Nothing,
        }
    }

    /// The bytes of the alternative chosen, where it has any words.
    fn chosen(&self, bracket: &Bracket, source: &str) -> Option<Range<usize>> {
        let number = match self.choose(bracket, source) {
            Choice::One(number) => number,
            Choice::Nothing => return None,
            Choice::Divided => 0,
        };
        let alternative = bracket.alternatives.get(number)?;
        // Divided groups leave the base's, which may be nobody's word.
        let base =
            alternative.parties.is_empty() || self.choose(bracket, source) != Choice::Divided;
        (base && !alternative.nothing).then(|| alternative.span.clone())
    }

    /// Settles the owned brackets of a draft.
    fn settle(&self, document: &Document, level: usize) -> Vec<u8> {
        document.with_pieces(&self.settling(document, level))
    }

    /// What to put in place of the owned brackets of a draft.
    fn settling(&self, document: &Document, level: usize) -> Vec<Piece> {
        let source = document.source();
        let mut pieces: Vec<Piece> = Vec::new();
        let mut at = 0;
        for bracket in document.brackets() {
            if bracket.span.start < at || !bracket.is_owned() {
                continue;
            }
            at = bracket.span.end;
            let words = self.chosen(bracket, source).map_or(String::new(), |span| {
                let quoted = unescape(source.get(span).unwrap_or_default());
                if bracket.paragraph == bracket.end_paragraph {
                    self.settle_words(&quoted, document, level)
                } else {
                    self.settle_blocks(quoted, level)
                }
            });
            pieces.push((bracket.span.clone(), words));
        }
        pieces.extend(drops(document, &pieces));
        pieces
    }

    /// Settles an alternative that holds whole paragraphs.
    fn settle_blocks(&self, quoted: String, level: usize) -> String {
        if level >= DEEPEST {
            return quoted;
        }
        let document = Document::parse_with(quoted, self.parties);
        if !document.brackets().iter().any(Bracket::is_owned) {
            return document.source().to_owned();
        }
        String::from_utf8_lossy(&self.settle(&document, level + 1)).into_owned()
    }

    /// Settles the owned brackets of some words, outermost first, each piece read again with one level of escapes off.
    fn settle_words(&self, words: &str, document: &Document, level: usize) -> String {
        if !words.contains(['[', '［']) {
            return words.to_owned();
        }
        let read = |text: String| {
            let brackets = document.brackets_in(&text, self.parties);
            let references = text.match_indices("&#").map(|(at, _)| at).collect();
            Rc::new(Quoted {
                text,
                brackets,
                references,
            })
        };
        let mut out = String::with_capacity(words.len());
        let whole = read(words.to_owned());
        let mut frames = vec![Frame {
            span: 0..whole.text.len(),
            quoted: whole,
            level,
        }];
        while let Some(frame) = frames.pop() {
            let Quoted { text, brackets, .. } = frame.quoted.as_ref();
            let Range { start, end } = frame.span;
            let from = brackets.partition_point(|bracket| bracket.span.start < start);
            let next = brackets
                .iter()
                .skip(from)
                .take_while(|bracket| bracket.span.start < end)
                .find(|bracket| bracket.is_owned());
            let Some(bracket) = next else {
                out.push_str(text.get(start..end).unwrap_or_default());
                continue;
            };
            out.push_str(text.get(start..bracket.span.start).unwrap_or_default());
            let rest = bracket.span.end..end;
            let chosen = self.chosen(bracket, text);
            let piece = chosen.as_ref().and_then(|span| text.get(span.clone()));
            let inner = match (chosen.clone(), piece) {
                (Some(span), Some(piece)) if frame.quoted.has_references(&span) => {
                    let piece = unescape(piece);
                    if frame.level >= DEEPEST {
                        out.push_str(&piece);
                        None
                    } else {
                        let quoted = read(piece);
                        Some(Frame {
                            span: 0..quoted.text.len(),
                            quoted,
                            level: frame.level + 1,
                        })
                    }
                }
                (Some(span), Some(_)) => Some(Frame {
                    span,
                    quoted: Rc::clone(&frame.quoted),
                    level: frame.level,
                }),
                _ => None,
            };
            frames.push(Frame {
                span: rest,
                quoted: Rc::clone(&frame.quoted),
                level: frame.level,
            });
            frames.extend(inner);
        }
        out
    }
}

/// Words with the brackets in them.
struct Quoted {
    text: String,
    brackets: Vec<Bracket>,
    /// Where references may begin, looked up once for all stretches.
    references: Vec<usize>,
}

impl Quoted {
    fn has_references(&self, span: &Range<usize>) -> bool {
        let first = self.references.partition_point(|at| *at < span.start);
        self.references.get(first).is_some_and(|at| *at < span.end)
    }
}

/// A stretch of words that is still to be settled.
struct Frame {
    quoted: Rc<Quoted>,
    span: Range<usize>,
    level: usize,
}

/// Reads the bare brackets and the options of a draft.
pub(super) fn first(document: &Document) -> Vec<u8> {
    document.with_pieces(&choosing(document))
}

/// What to put in place of the bare brackets and the options of a draft.
fn choosing(document: &Document) -> Vec<Piece> {
    let mut pieces = first_alternatives(document.brackets());
    label(document, &mut pieces);
    let mut left: Vec<Piece> = Vec::new();
    for block in document.options() {
        for (n, choice) in block.choices.iter().enumerate() {
            if n == 0 && !choice.nothing {
                pieces.push((choice.heading.clone(), String::new()));
                continue;
            }
            let last = choice.paragraphs.end.saturating_sub(1);
            let gone = lines(document, choice.paragraphs.start, last);
            left.push((gone, String::new()));
        }
    }
    pieces.sort_by_key(|(range, _)| (range.start, range.end));
    pieces.extend(drops(document, &pieces));
    pieces.extend(left);
    pieces
}

/// What to put in place of bare brackets so that each gives its first alternative.
fn first_alternatives(brackets: &[Bracket]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    // What stands in an alternative that is not read, or in a bracket that stays, is not looked at.
    let mut dead = vec![false; brackets.len()];
    for (n, bracket) in brackets.iter().enumerate() {
        let above = bracket
            .parent
            .and_then(|parent| Some((brackets.get(parent)?, *dead.get(parent)?)));
        let gone = above.is_some_and(|(parent, dead)| {
            let first = parent.alternatives.first();
            dead || (parent.kind == BracketKind::Contested
                && first.is_none_or(|first| first.nothing || bracket.span.start >= first.span.end))
        });
        if gone || bracket.is_owned() {
            if let Some(slot) = dead.get_mut(n) {
                *slot = true;
            }
            continue;
        }
        if bracket.kind != BracketKind::Contested {
            continue;
        }
        match bracket.alternatives.first().filter(|first| !first.nothing) {
            Some(first) => {
                pieces.push((bracket.span.start..first.span.start, String::new()));
                pieces.push((first.span.end..bracket.span.end, String::new()));
            }
            None => pieces.push((bracket.span.clone(), String::new())),
        }
    }
    pieces.sort_by_key(|(range, _)| (range.start, range.end));
    pieces
}

/// A contested label, `[4][2].`, reads as its first number alone.
fn label(document: &Document, pieces: &mut Vec<Piece>) {
    let mut gone: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for bracket in document.brackets() {
        let Some(paragraph) = document.paragraphs().get(bracket.paragraph) else {
            continue;
        };
        let heads = bracket.kind == BracketKind::Contested
            && bracket.parent.is_none()
            && bracket.span.end <= paragraph.body.start;
        if heads && last.replace(bracket.paragraph) == Some(bracket.paragraph) {
            gone.push(bracket.span.clone());
        }
    }
    pieces.retain(|(range, _)| {
        let n = gone.partition_point(|span| span.end <= range.start);
        gone.get(n).is_none_or(|span| range.end <= span.start)
    });
    pieces.extend(gone.into_iter().map(|span| (span, String::new())));
}

/// Some words with pieces replaced.
fn replaced(words: &str, pieces: Vec<Piece>) -> String {
    let mut out = String::with_capacity(words.len());
    let mut at = 0;
    for (range, with) in pieces {
        if range.start < at {
            at = at.max(range.end);
            continue;
        }
        out.push_str(words.get(at..range.start).unwrap_or_default());
        out.push_str(&with);
        at = range.end;
    }
    out.push_str(words.get(at..).unwrap_or_default());
    out
}

/// Takes one level of compile's escapes off: `&#91;` is a bracket again, `&#38;` an ampersand.
///
/// Decimal references only; one to a control character stays as it is written.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("&#") {
        out.push_str(rest.get(..at).unwrap_or_default());
        let tail = rest.get(at + 2..).unwrap_or_default();
        let digits = tail.bytes().take(8).take_while(u8::is_ascii_digit).count();
        let sign = tail
            .get(..digits)
            .filter(|_| digits < 8)
            .and_then(|number| char::from_u32(number.parse().ok()?))
            .filter(|sign| !sign.is_control());
        match (
            sign,
            tail.get(digits..).and_then(|tail| tail.strip_prefix(';')),
        ) {
            (Some(sign), Some(after)) => {
                out.push(sign);
                rest = after;
            }
            _ => {
                out.push_str("&#");
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Parties {
        let names = ["EU", "USA", "G77", "EGY", "NOR", "AG", "Q", "P"];
        Parties::Known {
            names: names.map(str::to_owned).into(),
            groups: [
                ("G77".to_owned(), ["EGY".to_owned()].into()),
                ("AG".to_owned(), ["EGY".to_owned()].into()),
            ]
            .into(),
        }
    }

    fn reader(who: &str) -> Reader {
        match who {
            "" => Reader::Base,
            who => Reader::Party(who.to_owned()),
        }
    }

    fn reads(text: &str, who: &str) -> Option<String> {
        read_text(text, &known(), &reader(who), Bare::Settle)
    }

    fn settles(text: &str, who: &str) -> Option<String> {
        read_text(text, &known(), &reader(who), Bare::Keep)
    }

    fn whole(text: &str, who: &str, bare: Bare) -> String {
        let document = Document::parse_with(text, &known());
        String::from_utf8_lossy(&read(&document, &known(), &reader(who), bare)).into_owned()
    }

    #[test]
    fn the_table_of_the_notation_holds() {
        let table = [
            ("[text]", Some("text"), Some("text")),
            ("[EU: text]", None, Some("text")),
            ("[shall / should]", Some("shall"), Some("shall")),
            (
                "[shall / EU, NOR: should / USA: may]",
                Some("shall"),
                Some("should"),
            ),
            ("[text / EU: –]", Some("text"), None),
            ("[EU: new / USA: newer]", None, Some("new")),
            ("[shall / USA: [shall]]", Some("shall"), Some("shall")),
            (
                "[[shall] regularly]",
                Some("shall regularly"),
                Some("shall regularly"),
            ),
            ("[shall][should]", Some("shallshould"), Some("shallshould")),
        ];
        for (text, base, eu) in table {
            assert_eq!(reads(text, "").as_deref(), base, "{text} for the base");
            assert_eq!(reads(text, "EU").as_deref(), eu, "{text} for the EU");
        }
        assert_eq!(
            settles("[shall / USA: [shall]]", "USA").as_deref(),
            Some("[shall]")
        );
    }

    #[test]
    fn a_group_speaks_for_its_member_until_the_member_speaks() {
        assert_eq!(reads("[shall / G77: may]", "EGY").as_deref(), Some("may"));
        assert_eq!(
            reads("[shall / EGY: shall / G77: may]", "EGY").as_deref(),
            Some("shall")
        );
    }

    #[test]
    fn two_groups_that_differ_leave_the_base_and_are_told() {
        let text = "[shall / AG: should / G77: may] [x / AG: y / G77:  y]";
        assert_eq!(reads(text, "EGY").as_deref(), Some("shall y"));
        assert_eq!(reads("[AG: should / G77: may]", "EGY"), None);
        let document = Document::parse_with(text, &known());
        let found = conflicts(&document, &known(), &reader("EGY"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place.column, 1);
    }

    #[test]
    fn one_level_of_escapes_comes_off_for_each_owned_bracket() {
        assert_eq!(
            settles("[a / EU: &#91;EU: b&#93;]", "EU").as_deref(),
            Some("b")
        );
        assert_eq!(
            settles("[a / EU: &#38;#91;b]", "EU").as_deref(),
            Some("&#91;b")
        );
        assert_eq!(
            settles("[a / EU: b &#47; c]", "EU").as_deref(),
            Some("b / c")
        );
        assert_eq!(settles("&#91; [a]", "EU").as_deref(), Some("&#91; [a]"));
        assert_eq!(
            settles("[EU: &#7; &#xe9;]", "EU").as_deref(),
            Some("&#7; &#xe9;")
        );
    }

    #[test]
    fn the_readings_of_the_notations_vectors_are_exact() {
        assert_eq!(reads("[a b / EU: a], c", "").as_deref(), Some("a b, c"));
        assert_eq!(reads("[a b / EU: a], c", "EU").as_deref(), Some("a, c"));
        assert_eq!(
            reads("加[强 国 / EU: 强国]家", "EU").as_deref(),
            Some("加强国家")
        );
        let twenty = "a [[EU: shall] / EU, USA: [EU: should]] b";
        assert_eq!(reads(twenty, "").as_deref(), Some("a b"));
        assert_eq!(reads(twenty, "EU").as_deref(), Some("a should b"));
        assert_eq!(reads(twenty, "USA").as_deref(), Some("a b"));
        assert_eq!(reads("a [b / c [d / e]] f", "").as_deref(), Some("a b f"));
        assert_eq!(
            reads("a [b [x / Q: c] d / P: –]", "Q").as_deref(),
            Some("a b c d")
        );
        assert_eq!(
            reads("a [b [x / Q: c] d / P: –]", "P").as_deref(),
            Some("a")
        );
        assert_eq!(reads("mechanism[ s]", "").as_deref(), Some("mechanism s"));
        assert_eq!(
            reads("shall [, as appropriate,] take", "").as_deref(),
            Some("shall , as appropriate, take")
        );
        assert_eq!(reads("[shall / EU: 应]", "EU").as_deref(), Some("应"));
    }

    #[test]
    fn what_contests_nothing_stands_in_every_reading() {
        let text =
            "[Agreed ad ref] [Note: x / y] [X] {placement: z} `[a]` \\[b\\] [t](https://a.org)";
        assert_eq!(reads(text, "EU").as_deref(), Some(text));
    }

    #[test]
    fn a_paragraph_of_which_nothing_is_left_is_left_out_with_its_label() {
        let text = "1\\. One\n\n12 bis. [EU: New words]\n\n13. Next\n";
        assert_eq!(whole(text, "", Bare::Keep), "1\\. One\n\n13. Next\n");
        assert_eq!(
            whole(text, "EU", Bare::Keep),
            "1\\. One\n\n12 bis. New words\n\n13. Next\n"
        );
        let last = "1\\. One\n\n2\\. [text / EU: –]";
        assert_eq!(whole(last, "EU", Bare::Keep), "1\\. One\n\n");
    }

    #[test]
    fn an_item_that_holds_others_keeps_its_marker() {
        let text = "1. [EU: Chapeau]\n   1. sub\n2. Two\n";
        let read = whole(text, "", Bare::Keep);
        let document = Document::parse(read.as_str());
        let texts: Vec<&str> = document
            .paragraphs()
            .iter()
            .map(|p| p.text.as_str())
            .collect();
        assert_eq!(texts, ["sub", "Two"]);
    }

    #[test]
    fn a_bracket_over_paragraphs_is_settled_whole() {
        let text = "A\n\n[EU:\n\n| a | b |\n|---|---|\n| c | d |\n\n]\n\nB\n";
        assert_eq!(whole(text, "", Bare::Keep), "A\n\nB\n");
        let eu = whole(text, "EU", Bare::Keep);
        let document = Document::parse(eu.as_str());
        let texts: Vec<&str> = document
            .paragraphs()
            .iter()
            .map(|p| p.text.as_str())
            .collect();
        assert_eq!(texts, ["A", "| a | b | |---|---| | c | d |", "B"]);
    }

    #[test]
    fn a_quoted_closer_is_not_live() {
        let text = "start [one\n\nthree[&#93; / EU: –] end\n";
        assert_eq!(whole(text, "", Bare::Keep), "start [one\n\nthree] end\n");
        assert_eq!(whole(text, "", Bare::Settle), "start one\n\nthree end\n");
        assert_eq!(whole(text, "EU", Bare::Settle), "start [one\n\nthree end\n");
    }

    #[test]
    fn the_first_option_is_read_and_kept_bare_all_are() {
        let text = "## V\n\n**Option 1:** A\n\nmore\n\n**Option 2:** No text\n\n## VI\n";
        assert_eq!(
            whole(text, "", Bare::Settle),
            "## V\n\nA\n\nmore\n\n## VI\n"
        );
        assert_eq!(whole(text, "", Bare::Keep), text);
        let none = "**Option 1:** No text\n\n**Option 2:** B\n\n# N\n";
        assert_eq!(whole(none, "", Bare::Settle), "# N\n");
    }

    #[test]
    fn a_contested_label_reads_as_its_first_number() {
        assert_eq!(
            whole("[4][2]. Also [so]\n", "", Bare::Settle),
            "4. Also so\n"
        );
        assert_eq!(
            whole("[4][2]. Also [so]\n", "", Bare::Keep),
            "[4][2]. Also [so]\n"
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_kept() {
        let document = Document::parse_with(b"a \xff [EU: b] c\xfe".to_vec(), &known());
        assert_eq!(
            read(&document, &known(), &Reader::Base, Bare::Settle),
            b"a \xff  c\xfe"
        );
    }
}
