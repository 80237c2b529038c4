//! Two versions of a text in one: what one side alone changed is taken, what both changed otherwise stands in a bracket.
//!
//! Both are laid into what they began from; then each bracket in which one of the two reads as the base did gives the other's
//! words, and only where neither does it stays. An alternative that somebody owns is a quotation: two sides that settled one bracket
//! otherwise leave it as it stood.

use super::places::{Common, Sides, Table, Three, finer, laid, piece, set};
use super::remains::{Piece, drops};
use crate::text::{Document, fold};

/// Two versions as one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The text.
    pub text: String,
    /// How many brackets were put for what both changed otherwise.
    pub contested: usize,
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
}
