//! Where a term stands in some words: as a word of its own, as a sentence's first, in other letters, or inside another word.

use std::ops::Range;

use super::bracket::Bracket;
use super::link::destination;
use super::tokens::is_ideograph;

/// How a term stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sits {
    /// Letter by letter, as words of their own.
    Whole,
    /// With the capital of a sentence's first word.
    Opening,
    /// In other capitals or small letters.
    Cased,
    /// Inside another word: a form of it, or one it is part of.
    Inside,
}

impl Sits {
    /// Whether it is surely the term: the others are for people to look at.
    pub fn is_meant(self) -> bool {
        matches!(self, Sits::Whole | Sits::Opening)
    }
}

/// A place where a term stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermPlace {
    /// Its bytes.
    pub span: Range<usize>,
    /// The bytes of the words that it stands in.
    pub word: Range<usize>,
    /// How it stands there.
    pub sits: Sits,
}

/// The places where a term stands, in order; both have been folded. What names a bracket's owners, and addresses of links, are no words.
///
/// Ideographs stand next to each other without any sign between words, so there every place is one of its own. A hyphen joins.
pub fn term_places(words: &str, term: &str, brackets: &[Bracket]) -> Vec<TermPlace> {
    let mut found: Vec<TermPlace> = Vec::new();
    let Some(first) = term.chars().next() else {
        return found;
    };
    let barred = barred(words, brackets);
    let mut open = 0;
    for (at, c) in words.char_indices() {
        if at < open || !alike(c, first) {
            continue;
        }
        let Some(end) = reaches(words, at, term) else {
            continue;
        };
        let touches = |one: &Range<usize>| one.start < end && at < one.end;
        if barred.iter().any(touches) {
            continue;
        }
        let (before, after) = (
            words.get(..at).unwrap_or_default(),
            words.get(end..).unwrap_or_default(),
        );
        let inside = joins(before.chars().rev(), c)
            || words
                .get(at..end)
                .and_then(|shown| shown.chars().next_back())
                .is_some_and(|last| joins(after.chars(), last));
        let shown = words.get(at..end).unwrap_or_default();
        let sits = if inside {
            Sits::Inside
        } else if shown == term {
            Sits::Whole
        } else if opens(before) && capital(term) == shown {
            Sits::Opening
        } else {
            Sits::Cased
        };
        let start = at
            - before
                .chars()
                .rev()
                .take_while(|c| is_of_word(*c))
                .map(char::len_utf8)
                .sum::<usize>();
        let stop = end
            + after
                .chars()
                .take_while(|c| is_of_word(*c))
                .map(char::len_utf8)
                .sum::<usize>();
        let word = if inside { start..stop } else { at..end };
        open = end;
        found.push(TermPlace {
            span: at..end,
            word,
            sits,
        });
    }
    found
}

/// The words with others in the term's place, where it is surely meant; a sentence's first word keeps its capital.
pub fn with_term(words: &str, places: &[TermPlace], wanted: &str) -> String {
    let mut out = words.to_owned();
    for place in places.iter().rev() {
        let there = match place.sits {
            Sits::Whole => wanted.to_owned(),
            Sits::Opening => capital(wanted),
            Sits::Cased | Sits::Inside => continue,
        };
        if words.get(place.span.clone()).is_some() {
            out.replace_range(place.span.clone(), &there);
        }
    }
    out
}

/// Some words with a capital first letter.
fn capital(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn alike(a: char, b: char) -> bool {
    a == b || a.to_lowercase().eq(b.to_lowercase())
}

/// Where a term that stands at a place ends, whatever its capitals.
fn reaches(words: &str, at: usize, term: &str) -> Option<usize> {
    let mut end = at;
    let mut there = words.get(at..)?.chars();
    for wanted in term.chars() {
        let c = there.next().filter(|c| alike(*c, wanted))?;
        end += c.len_utf8();
    }
    Some(end)
}

/// Whether a word goes on beyond one of its signs: `beyond` are the signs from there.
fn joins(mut beyond: impl Iterator<Item = char>, edge: char) -> bool {
    if !is_of_word(edge) {
        return false;
    }
    match beyond.next() {
        Some('-' | '\u{2010}' | '\u{2011}') => beyond.next().is_some_and(is_of_word),
        Some(c) => is_of_word(c),
        None => false,
    }
}

/// Whether a sign is part of a word that signs around it would lengthen.
fn is_of_word(c: char) -> bool {
    // The vowel signs of Arabic and combining accents belong to the letter before them.
    let mark = matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}');
    mark || c.is_alphanumeric() && !is_ideograph(c)
}

/// Whether a sentence begins behind these words.
fn opens(before: &str) -> bool {
    let bare = before.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '[' | '［' | '*' | '_' | '"' | '“' | '«' | '„' | '\'' | '‘' | '('
            )
    });
    bare.is_empty() || bare.ends_with(['.', '!', '?', ':', '/', '؟', '¿', '¡'])
}

/// What stands among the words and is none: attributions, addresses of links.
fn barred(words: &str, brackets: &[Bracket]) -> Vec<Range<usize>> {
    let alternatives = brackets.iter().flat_map(|bracket| &bracket.alternatives);
    let mut barred: Vec<Range<usize>> = alternatives
        .filter(|one| !one.parties.is_empty())
        .map(|one| one.whole.start..one.span.start)
        .collect();
    for (at, _) in words.match_indices("](") {
        let length = words.get(at + 1..).and_then(destination);
        barred.extend(length.map(|length| at + 1..at + 1 + length));
    }
    barred
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::text::{Document, Parties};

    fn sits(words: &str, term: &str) -> Vec<Sits> {
        let document = Document::parse_with(words.as_bytes().to_vec(), &Parties::Guessed);
        let places = term_places(words, term, document.brackets());
        places.iter().map(|one| one.sits).collect()
    }

    #[test]
    fn a_term_stands_as_a_word_of_its_own_in_six_languages() {
        use Sits::{Cased, Inside, Opening, Whole};
        for (words, term, expected) in [
            (
                "Records and records, RECORDS; recorders keep on-records (records).",
                "records",
                &[Opening, Whole, Cased, Inside, Whole][..],
            ),
            (
                "A State's duty; the state; Non-State",
                "State",
                &[Whole, Cased, Inside],
            ),
            (
                "l’État et les États, d'État",
                "État",
                &[Whole, Inside, Whole],
            ),
            ("Los Estados y el estado", "Estados", &[Whole]),
            (
                "Государство и государства. государство",
                "государство",
                &[Opening, Whole],
            ),
            ("государствами государства", "государства", &[Inside, Whole]),
            ("تضع الدول علامة والدول الأخرى", "الدول", &[Whole, Inside]),
            ("各国应加强国家能力", "国家", &[Whole]),
            ("within 20 of 2008 years", "20", &[Whole, Inside]),
        ] {
            assert_eq!(sits(words, term), expected, "{words}");
        }
    }

    #[test]
    fn the_sign_of_a_bracket_and_an_address_are_no_words() {
        assert_eq!(sits("[shall / EU: the EU shall] act", "EU"), [Sits::Whole]);
        assert_eq!(
            sits("see [the seed](../seed.md) and seed", "seed"),
            [Sits::Whole, Sits::Whole]
        );
        assert_eq!(sits("a", ""), []);
    }

    #[test]
    fn what_is_surely_meant_is_replaced_and_a_first_word_keeps_its_capital() {
        let words = "Records of records. Records and recorders, RECORDS.";
        let places = term_places(words, "records", &[]);
        assert_eq!(
            with_term(words, &places, "archives"),
            "Archives of archives. Archives and recorders, RECORDS."
        );
    }
}
