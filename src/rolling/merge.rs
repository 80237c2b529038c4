//! Two versions of a text in one: what one side alone changed is taken, what both changed otherwise stands in a bracket.
//!
//! Both are laid into what they began from; then each bracket in which one of the two reads as the base did gives the other's
//! words, and only where neither does it stays. An alternative that somebody owns is a quotation: two sides that settled one bracket
//! otherwise leave it as it stood.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use super::amended::Amended;
use super::cells::{Cell, cells};
use super::compile::compile;
use super::quote::quote;
use super::reading::{Bare, Reader, read};
use super::remains::{Piece, drops};
use super::version::partners;
use crate::text::{Bracket, Document, Parties, fold};

/// Three versions of some paragraphs.
#[derive(Debug, Clone, Copy)]
pub struct Three<'a> {
    /// What both sides began from.
    pub base: &'a str,
    /// One side's.
    pub ours: &'a str,
    /// The other's.
    pub theirs: &'a str,
}

/// How a bracket names the two sides: not at all, or each by a name that owns its alternative.
pub type Sides<'a> = Option<(&'a str, &'a str)>;

/// Two versions as one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The text.
    pub text: String,
    /// How many brackets were put for what both changed otherwise.
    pub contested: usize,
}

/// How the versions of a text read for somebody without words of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Common<'a> {
    /// The base, ours, theirs.
    pub(super) three: Three<'a>,
    /// The three in one.
    pub(super) merged: &'a str,
    /// Whether something in that is contested.
    pub(super) contested: bool,
}

/// Merges two versions of some paragraphs, word by word, whoever owns brackets in them.
///
/// With `common`, the versions are one party's readings: where it has words of its own on neither side it reads what all read, and
/// where it has some on one side alone, these are taken, unless the other side did away with the very same.
pub(super) fn by_word(three: Three<'_>, sides: Sides<'_>, common: Option<Common<'_>>) -> Merged {
    match laid(three, sides, common) {
        (Some(rolling), table) => table.resolve(&rolling),
        (None, table) => Merged {
            text: table.bracket(&[three.ours, three.theirs].map(str::to_owned)) + "\n",
            contested: 1,
        },
    }
}

/// The three versions with the brackets as they stood in the base which the two sides settled otherwise, each for somebody else, and
/// how many these are; `None` where there is none.
///
/// Where a side has words in such a place that the bracket does not hold, both sides' stand there, in a bracket that nobody owns.
pub(super) fn undecided(three: Three<'_>) -> Option<([String; 3], usize)> {
    let owned = |text: &str| {
        Document::parse(text)
            .brackets()
            .iter()
            .any(Bracket::is_owned)
    };
    if !owned(three.base) {
        return None;
    }
    let (rolling, table) = laid(three, None, None);
    let rolling = rolling?;
    let mut pieces: [Vec<Piece>; 3] = Default::default();
    let mut many = 0;
    for (span, words) in table.places(&rolling) {
        let Some((stand, contrary)) = table.as_stood(&table.three(words)) else {
            continue;
        };
        many += contrary;
        for (pieces, words) in pieces.iter_mut().zip(stand) {
            pieces.push(piece(rolling.source(), &span, words));
        }
    }
    let [base, ours, theirs] = &pieces;
    let read = |pieces: &[Piece], reader: &Reader| {
        let text = Document::parse_with(rolling.with_pieces(pieces), &table.parties);
        table.read(&text, reader)
    };
    let [common, one, other] = &table.readers;
    let texts = [read(base, common), read(ours, one), read(theirs, other)];
    (many > 0).then_some((texts, many))
}

/// Whether two sides settled what some parties had words of their own in, so that all read something else on each.
fn contrary(three: [&str; 3]) -> bool {
    let [base, ours, theirs] = three.map(Document::parse);
    let owners = |text: &Document| -> BTreeSet<String> {
        let alternatives = text.brackets().iter().flat_map(|one| &one.alternatives);
        alternatives
            .flat_map(|one| one.parties.iter().cloned())
            .collect()
    };
    let all = |text: &Document| {
        let read = read(text, &Parties::Guessed, &Reader::Base, Bare::Keep);
        fold(&String::from_utf8_lossy(&read))
    };
    let held = owners(&base);
    let settled = |side: &Document| !held.is_subset(&owners(side));
    settled(&ours) && settled(&theirs) && all(&ours) != all(&theirs)
}

/// The versions laid into their base, nothing where they cannot be, and whose words are weighed there.
fn laid<'a>(
    three: Three<'_>,
    sides: Sides<'a>,
    common: Option<Common<'_>>,
) -> (Option<Document>, Table<'a>) {
    let names = [
        "OURS",
        "THEIRS",
        "BASECOMMON",
        "OURCOMMON",
        "THEIRCOMMON",
        "ALLCOMMON",
    ]
    .map(|name| unheard(name, &three));
    let parties = Parties::Known {
        names: names.iter().cloned().collect(),
        groups: Default::default(),
    };
    let [ours, theirs, shared @ ..] = &names;
    let party = |name: &String| Reader::Party(name.clone());
    let table = Table {
        readers: [Reader::Base, party(ours), party(theirs)],
        common: common.map(|common| (shared.each_ref().map(party), common.contested)),
        parties,
        sides,
    };
    let parse = |text: &str| Document::parse_with(text, &table.parties);
    let (one, other) = (parse(three.ours), parse(three.theirs));
    let base = parse(&relabelled(&parse(three.base), &one, &other));
    let common = common.map(|common| {
        let Three { base, ours, theirs } = common.three;
        [base, ours, theirs, common.merged].map(parse)
    });
    let mut amended = vec![(ours, &one), (theirs, &other)];
    amended.extend(shared.iter().zip(common.iter().flatten()));
    let amended: Vec<Amended<'_>> = amended
        .into_iter()
        .map(|(party, document)| Amended { party, document })
        .collect();
    let rolling = compile(&base, &amended, &table.parties).ok();
    let rolling = rolling.map(|rolling| Document::parse_with(rolling, &table.parties));
    (rolling, table)
}

/// A name that none of three texts holds.
fn unheard(name: &str, three: &Three<'_>) -> String {
    let mut name = name.to_owned();
    while [three.base, three.ours, three.theirs]
        .iter()
        .any(|text| text.contains(&name))
    {
        name.push('·');
    }
    name
}

/// The base with the labels that one side gave its paragraphs.
fn relabelled(base: &Document, ours: &Document, theirs: &Document) -> String {
    let head = |document: &Document, index: usize| {
        let paragraph = document.paragraphs().get(index)?;
        let head = document
            .source()
            .get(paragraph.span.start..paragraph.body.start);
        head.map(str::to_owned)
    };
    let (one, other) = (partners(base, ours), partners(base, theirs));
    let mut pieces: Vec<Piece> = Vec::new();
    for paragraph in base.paragraphs() {
        let of = |partners: &[Option<usize>], document: &Document| {
            let partner = partners.get(paragraph.index).copied().flatten();
            partner.and_then(|partner| head(document, partner))
        };
        let was = head(base, paragraph.index);
        let changed = [of(&one, ours), of(&other, theirs)]
            .into_iter()
            .flatten()
            .find(|is| Some(is) != was.as_ref());
        if let Some(head) = changed {
            pieces.push((paragraph.span.start..paragraph.body.start, head));
        }
    }
    String::from_utf8_lossy(&base.with_pieces(&pieces)).into_owned()
}

/// Whose words are weighed against whose.
struct Table<'a> {
    parties: Parties,
    /// The base, one side, the other.
    readers: [Reader; 3],
    /// How these read for somebody without words of its own, and how they do in one; and whether something is contested in that.
    common: Option<([Reader; 4], bool)>,
    sides: Sides<'a>,
}

impl Table<'_> {
    /// The rolling text with every bracket settled that is one side's alone.
    fn resolve(&self, rolling: &Document) -> Merged {
        let source = rolling.source();
        let mut pieces: Vec<Piece> = Vec::new();
        let mut contested = 0;
        for (span, words) in self.places(rolling) {
            let (words, many) = self.verdict(words);
            contested += many;
            pieces.push(piece(source, &span, words));
        }
        pieces.extend(drops(rolling, &pieces));
        let text = rolling.with_pieces(&pieces);
        Merged {
            text: String::from_utf8_lossy(&text).into_owned(),
            contested,
        }
    }

    /// Where the versions differ, and the bracket that stands there.
    fn places<'d>(&self, rolling: &'d Document) -> Vec<(Range<usize>, &'d str)> {
        let mut at = 0;
        let mut places = Vec::new();
        for bracket in rolling.brackets() {
            if bracket.span.start < at || !bracket.is_owned() {
                continue;
            }
            at = bracket.span.end;
            let words = rolling.source().get(bracket.span.clone());
            places.push((bracket.span.clone(), words.unwrap_or_default()));
        }
        places
    }

    /// What stands for a bracket, and in how many places that is contested between the sides.
    ///
    /// A bracket may cover several places in which the versions differ: each is weighed by itself, since a party that has words of its own
    /// in one has none in the other.
    fn verdict(&self, words: &str) -> (String, usize) {
        let three = self.three(words);
        let Some((readers, contested)) = &self.common else {
            let (kept, clear) = self.three_way(three);
            return (kept, usize::from(!clear));
        };
        let common = readers.each_ref().map(|reader| self.reads(words, reader));
        let ([base, ours, theirs], [was, one, other, all]) = (&three, &common);
        let versions = [base, ours, theirs, was, one, other, all];
        let folded = versions.map(|words| fold(words));
        let cells = finer(
            folded.each_ref().map(String::as_str),
            versions.map(String::as_str),
        );
        let cells = cells.iter().map(|cell| cell.each_ref().map(String::as_str));
        let cells: Vec<[&str; 7]> = cells.collect();
        let mut out = String::new();
        let mut many = 0;
        for (n, cell) in cells.iter().enumerate() {
            let (words, clear) = self.weigh(*cell, *contested);
            if clear {
                out.push_str(&words);
                continue;
            }
            many += 1;
            let behind = cells.get(n + 1).map_or("", |next| next[0]);
            set(&mut out, cell, &words, behind);
        }
        (out, many)
    }

    /// How a place reads in the base, on one side and on the other where all that the two settled otherwise stands as in the base, and in
    /// how many places of it that is so; `None` where there is none.
    fn as_stood(&self, versions: &[String; 3]) -> Option<([String; 3], usize)> {
        let whole = versions.each_ref().map(String::as_str);
        let folded = whole.map(fold);
        let cells = finer(folded.each_ref().map(String::as_str), whole);
        let cells = cells.iter().map(|cell| cell.each_ref().map(String::as_str));
        let cells: Vec<[&str; 3]> = cells.collect();
        let mut stand: [String; 3] = Default::default();
        let mut many = 0;
        for (n, cell) in cells.iter().enumerate() {
            if !contrary(*cell) {
                stand
                    .iter_mut()
                    .zip(cell)
                    .for_each(|(all, words)| all.push_str(words));
                continue;
            }
            many += 1;
            let [base, ours, theirs] = *cell;
            let known: HashSet<&str> = crate::text::words(base).collect();
            let holds = |side: &str| crate::text::words(side).all(|word| known.contains(word));
            let behind = cells.get(n + 1).map_or("", |next| next[0]);
            for all in &mut stand {
                if holds(ours) && holds(theirs) {
                    all.push_str(base);
                } else {
                    let both = self.bracket(&[ours, theirs].map(str::to_owned));
                    set(all, cell, &both, behind);
                }
            }
        }
        (many > 0).then_some((stand, many))
    }

    /// What stands in one place, and whether that is clear: not contested between the sides.
    fn weigh(
        &self,
        [base, ours, theirs, was, one, other, all]: [&str; 7],
        contested: bool,
    ) -> (String, bool) {
        let same = |one: &str, other: &str| fold(one) == fold(other);
        let three = || self.three_way([base, ours, theirs].map(str::to_owned));
        let had = !same(base, was);
        let kept = match (!same(ours, one), !same(theirs, other)) {
            (false, false) => return (all.to_owned(), true),
            (true, true) => return three(),
            (true, false) => ours,
            (false, true) => theirs,
        };
        let undone = had && same(kept, base);
        // What all read must not be contested where the party's words would go in it.
        if undone && (!contested || same(all, one) || same(all, other)) {
            return (all.to_owned(), true);
        }
        (kept.to_owned(), !had || undone)
    }

    fn three_way(&self, [base, ours, theirs]: [String; 3]) -> (String, bool) {
        let same = |one: &str, other: &str| fold(one) == fold(other);
        if same(&ours, &theirs) || same(&theirs, &base) {
            (ours, true)
        } else if same(&ours, &base) {
            (theirs, true)
        } else {
            (self.bracket(&[ours, theirs]), false)
        }
    }

    /// How a bracket reads in the base, on one side, on the other.
    fn three(&self, words: &str) -> [String; 3] {
        self.readers
            .each_ref()
            .map(|reader| self.reads(words, reader))
    }

    fn read(&self, document: &Document, reader: &Reader) -> String {
        let read = read(document, &self.parties, reader, Bare::Keep);
        String::from_utf8_lossy(&read).into_owned()
    }

    fn reads(&self, words: &str, reader: &Reader) -> String {
        let read = self.read(&Document::parse_with(words, &self.parties), reader);
        if read.contains("\n\n") {
            read.trim_matches('\n').trim_end().to_owned()
        } else {
            read.trim().to_owned()
        }
    }

    /// A bracket with the words of both sides.
    fn bracket(&self, words: &[String; 2]) -> String {
        let blocks = words.iter().any(|words| words.contains("\n\n"));
        let quoted = |words: &str| match self.sides {
            Some(_) => quote(words, &self.parties),
            None => escaped(words),
        };
        let names = match self.sides {
            Some((ours, theirs)) => [format!("{ours}:"), format!("{theirs}:")],
            None => [String::new(), String::new()],
        };
        let [ours, theirs] = [0, 1].map(|n: usize| {
            let name = names.get(n).map_or("", String::as_str);
            let words = words.get(n).map_or("", |words| words.trim_end());
            match (words.trim().is_empty(), blocks) {
                (true, _) => format!("{name} –"),
                (false, true) => format!("{name}\n\n{}\n\n", quoted(words).trim_matches('\n')),
                (false, false) => format!("{name} {}", quoted(words.trim())),
            }
        });
        if blocks {
            format!(
                "[{}/ {}]",
                pad(ours.trim_start_matches(' ')),
                theirs.trim_start_matches(' ')
            )
        } else {
            format!("[{} / {}]", ours.trim(), theirs.trim())
        }
    }
}

/// What ends with a line's end, or a space.
fn pad(words: &str) -> String {
    match words.ends_with('\n') {
        true => words.to_owned(),
        false => format!("{words} "),
    }
}

/// Versions of a place cut into cells, where they stand in one paragraph and can be; else the place itself.
fn finer<const N: usize>(folded: [&str; N], whole: [&str; N]) -> Vec<Cell<N>> {
    let blocks = whole.iter().any(|words| words.contains("\n\n"));
    let cut =
        (!blocks && folded.first().is_some_and(|base| !base.is_empty())).then(|| cells(folded));
    let uncut = || vec![whole.map(str::to_owned)];
    cut.flatten().unwrap_or_else(uncut)
}

/// Puts a bracket in a cell's place, with the spaces that some version has at its edges.
fn set(out: &mut String, cell: &[&str], bracket: &str, behind: &str) {
    let any = |at: fn(&str) -> bool| cell.iter().any(|words| at(words));
    let touches = |signs: &str| signs.starts_with(['(', '[', ':', '［']);
    let lead = any(|words| words.starts_with(char::is_whitespace));
    if (lead || out.ends_with([']', '!', '\\', '］'])) && !out.ends_with(' ') {
        out.push(' ');
    }
    out.push_str(bracket);
    let trail = any(|words| words.ends_with(char::is_whitespace)) || touches(behind);
    if trail && !behind.is_empty() {
        out.push(' ');
    }
}

/// Words in the place of a bracket.
fn piece(source: &str, span: &Range<usize>, words: String) -> Piece {
    match words.is_empty() {
        true => (with_a_space(source, span), words),
        false => (span.clone(), words),
    }
}

/// Where nothing is left between two spaces, one of them goes too.
fn with_a_space(source: &str, span: &Range<usize>) -> Range<usize> {
    let before = source.get(..span.start).unwrap_or_default();
    let behind = source.get(span.end..).unwrap_or_default();
    let ends = |c: char| c.is_whitespace() || ",.;:!?)".contains(c);
    if before.ends_with(' ') && behind.starts_with(ends) {
        return span.start - 1..span.end;
    }
    span.clone()
}

/// Words in a bracket that nobody owns: what has no partner, and what would divide it, stands behind a backslash.
fn escaped(words: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(words.len());
    let none = Document::parse_with("", &Parties::Guessed);
    let brackets = none.brackets_in(words, &Parties::Guessed);
    let live = |at: usize, c: char| {
        brackets
            .iter()
            .any(|one| one.span.start == at || one.span.end == at + c.len_utf8())
    };
    let mut before = None;
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let behind = chars.peek().map(|(_, c)| *c);
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        match c {
            '\\' => {
                out.push(c);
                if let Some((_, next)) = chars.next() {
                    out.push(next);
                }
                before = Some(c);
                continue;
            }
            '[' | '［' if live(at, c) => depth += 1,
            ']' | '］' if live(at, c) => depth = depth.saturating_sub(1),
            '[' | ']' | '［' | '］' => out.push('\\'),
            '/' if depth == 0 && space(before) && space(behind) => out.push('\\'),
            '／' if depth == 0 => out.push('\\'),
            _ => {}
        }
        out.push(c);
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, ours: &str, theirs: &str) -> (String, usize) {
        let merged = by_word(Three { base, ours, theirs }, None, None);
        (merged.text, merged.contested)
    }

    #[test]
    fn what_two_change_in_one_paragraph_stands_in_it_and_what_both_change_in_a_bracket() {
        let base = "12. States shall take all appropriate measures to prevent the illicit trade in arms.\n";
        let ours = base.replace("shall", "should").replace("all ", "");
        let theirs = base.replace("illicit trade", "illicit manufacture");
        assert_eq!(
            merged(base, &ours, &theirs),
            ("12. States should take appropriate measures to prevent the illicit manufacture in arms.\n".to_owned(), 0)
        );
        let theirs = base.replace("shall", "may");
        assert_eq!(
            merged(base, &ours, &theirs),
            ("12. States [should / may] take appropriate measures to prevent the illicit trade in arms.\n".to_owned(), 1)
        );
        let both = Three {
            base,
            ours: &ours,
            theirs: &theirs,
        };
        assert_eq!(
            by_word(both, Some(("EU", "USA")), None).text,
            "12. States [EU: should / USA: may] take appropriate measures to prevent the illicit trade in arms.\n"
        );
    }

    #[test]
    fn a_paragraph_that_one_takes_out_and_the_other_edits_is_contested_and_no_word_lost() {
        let base = "1. One is here to stay.\n\n2. Two is here to stay as well.\n";
        let ours = "1. One is here to stay.\n";
        let theirs = base.replace("Two is", "Two was");
        assert_eq!(
            merged(base, ours, &theirs),
            (
                "1. One is here to stay.\n\n2. [– / Two was here to stay as well.]\n".to_owned(),
                1
            )
        );
    }

    #[test]
    fn what_is_new_on_both_sides_stands_twice_under_numbers_of_its_own() {
        let base = "1. One is here to stay.\n\n2. Two is the last.\n";
        let ours = base.replace("\n\n2.", "\n\n1 bis. Ours is about marking.\n\n2.");
        let theirs = base.replace("\n\n2.", "\n\n1 bis. Theirs speaks of records.\n\n2.");
        assert_eq!(
            merged(base, &ours, &theirs),
            (
                "1. One is here to stay.\n\n1 bis. Ours is about marking.\n\n1 ter. Theirs speaks of records.\n\n2. Two is the last.\n".to_owned(),
                0
            )
        );
    }

    #[test]
    fn a_number_that_one_side_gave_stays_with_the_words_of_the_other() {
        let base = "1. One is here to stay.\n\n2. Two is the last of them.\n";
        let ours = "1. One is here to stay.\n\n2. A new one comes between.\n\n3. Two is the last of them.\n";
        let theirs = base.replace("last of", "least of");
        assert_eq!(
            merged(base, ours, &theirs),
            ("1. One is here to stay.\n\n2. A new one comes between.\n\n3. Two is the least of them.\n".to_owned(), 0)
        );
    }

    #[test]
    fn what_would_break_a_bracket_stands_behind_a_backslash() {
        assert_eq!(escaped("a / b [c / d] e]"), "a \\/ b [c / d] e\\]");
    }
}
