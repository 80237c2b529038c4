//! Two versions of a text in one in which whoever has words of its own in either goes on reading them.
//!
//! What the base reads is merged by itself, and so is what each owner reads; where the brackets as they stand on both sides do not
//! give these readings any more, each owner's is laid anew into the base's. Brackets that the sides settled otherwise stand as they
//! stood in the base, and are contested.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::amended::Amended;
use super::compile::compile;
use super::merge::{Merged, by_word};
use super::places::{Common, Sides, Three};
use super::reading::{Bare, Reader, read, unescape};
use super::undecided::undecided;
use crate::text::{Bracket, Document, Parties, fold, words};

/// Deeper no bracket is quoted in others.
const DEEPEST: usize = 32;

/// Merges two versions of some paragraphs, word by word; nobody's words are lost in what the other side changed, and nobody is given
/// words that it did not write.
pub fn merge(three: Three<'_>, sides: Sides<'_>) -> Merged {
    let Some(([base, ours, theirs], many)) = undecided(three) else {
        return decided(three, sides);
    };
    let merged = decided(
        Three {
            base: &base,
            ours: &ours,
            theirs: &theirs,
        },
        sides,
    );
    Merged {
        contested: merged.contested + many,
        ..merged
    }
}

/// The same, of versions in which no bracket is settled otherwise on each side.
fn decided(three: Three<'_>, sides: Sides<'_>) -> Merged {
    let parties = Parties::Guessed;
    let Three { base, ours, theirs } = three;
    let texts = [base, ours, theirs].map(|text| Document::parse_with(text, &parties));
    let plain = by_word(three, sides, None);
    let owners = owners(&texts);
    if owners.is_empty() {
        return plain;
    }
    let all = |reader: &Reader| texts.each_ref().map(|text| settled(text, &parties, reader));
    let common = all(&Reader::Base);
    let [base, ours, theirs] = common.each_ref().map(String::as_str);
    let all_read = Three { base, ours, theirs };
    let bed = by_word(all_read, sides, None);
    let shared = Common {
        three: all_read,
        merged: &bed.text,
        contested: bed.contested > 0,
    };
    let wishes: Vec<(String, Merged)> = owners
        .into_iter()
        .map(|owner| {
            let own = all(&Reader::Party(owner.clone()));
            let [base, our, their] = own.each_ref().map(String::as_str);
            let three = Three {
                base,
                ours: our,
                theirs: their,
            };
            (owner, by_word(three, None, Some(shared)))
        })
        .collect();
    let there = Document::parse_with(plain.text.as_str(), &parties);
    let reads = |reader: Reader, wanted: &Merged| {
        fold(&settled(&there, &parties, &reader)) == fold(&wanted.text)
    };
    let kept = reads(Reader::Base, &bed)
        && wishes
            .iter()
            .all(|(owner, wanted)| reads(Reader::Party(owner.clone()), wanted));
    let contested: usize = wishes.iter().map(|(_, wanted)| wanted.contested).sum();
    // A bracket in which nobody reads anything contested is one of alternatives that both sides took out, each another.
    if kept && plain.contested <= bed.contested + contested {
        return plain;
    }
    laid(&bed, &wishes, &parties)
        .filter(|laid| keeps_words(&texts, &wishes, &laid.text))
        .unwrap_or(plain)
}

/// Whether every word that one side put in, or that both left, stands in a text: one that nobody reads too, as in an alternative of a
/// party that has another round it.
///
/// A party that reads what all read by now need not be named.
fn keeps_words(texts: &[Document; 3], wishes: &[(String, Merged)], text: &str) -> bool {
    let sources = texts.each_ref().map(|one| unquoted(one.source()));
    let [base, ours, theirs] = sources.each_ref().map(|source| counted(source));
    let text = unquoted(text);
    let mut known: HashSet<&str> = words(&text).collect();
    known.extend(wishes.iter().flat_map(|(owner, _)| words(owner)));
    let all: HashSet<&str> = ours.keys().chain(theirs.keys()).copied().collect();
    all.into_iter().all(|word| {
        let [was, one, other] = [&base, &ours, &theirs].map(|of| of.get(word).copied());
        let left = one.unwrap_or(0) + other.unwrap_or(0);
        known.contains(word) || left <= was.unwrap_or(0)
    })
}

/// How often each word stands in a text.
fn counted(text: &str) -> HashMap<&str, usize> {
    let mut all = HashMap::new();
    for word in words(text) {
        *all.entry(word).or_default() += 1;
    }
    all
}

/// Words without the references that quote signs in a bracket, however deep: their figures are no words.
fn unquoted(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..DEEPEST {
        let bare = unescape(&text);
        if bare == text {
            break;
        }
        text = bare;
    }
    text
}

/// Each owner's text in brackets of its own; `None` where no way of writing it keeps every reading.
fn laid(bed: &Merged, wishes: &[(String, Merged)], parties: &Parties) -> Option<Merged> {
    let base = Document::parse_with(bed.text.as_str(), parties);
    let texts: Vec<Document> = wishes
        .iter()
        .map(|(_, wanted)| Document::parse_with(wanted.text.as_str(), parties))
        .collect();
    let amended: Vec<Amended<'_>> = wishes
        .iter()
        .zip(&texts)
        .map(|((party, _), document)| Amended { party, document })
        .collect();
    let bytes = compile(&base, &amended, parties).ok()?;
    let more: usize = wishes.iter().map(|(_, wanted)| wanted.contested).sum();
    Some(Merged {
        text: String::from_utf8(bytes).ok()?,
        contested: bed.contested + more,
    })
}

/// Whoever owns an alternative in one of the texts.
fn owners(texts: &[Document]) -> BTreeSet<String> {
    let brackets = texts.iter().flat_map(Document::brackets);
    let owned = brackets.filter(|bracket: &&Bracket| bracket.is_owned());
    owned
        .flat_map(|bracket| &bracket.alternatives)
        .flat_map(|one| one.parties.iter().cloned())
        .collect()
}

fn settled(text: &Document, parties: &Parties, reader: &Reader) -> String {
    let read = read(text, parties, reader, Bare::Keep);
    String::from_utf8_lossy(&read).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, ours: &str, theirs: &str) -> (String, usize) {
        let merged = merge(Three { base, ours, theirs }, None);
        (merged.text, merged.contested)
    }

    fn reads(text: &str, party: &str) -> String {
        let text = Document::parse(text);
        let reader = Reader::Party(party.to_owned());
        fold(&settled(&text, &Parties::Guessed, &reader))
    }

    const BASE: &str = "14. States report every two years on what they did.\n";

    #[test]
    fn a_partys_words_stay_its_own_where_the_other_side_edits_the_same() {
        let ours = BASE.replace("two years", "year");
        let theirs = BASE.replace("two", "[two / BRA: three]");
        for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
            let (text, contested) = merged(BASE, one, other);
            assert_eq!(
                text,
                "14. States report every [year / BRA: three years] on what they did.\n"
            );
            assert_eq!(contested, 0);
        }
    }

    #[test]
    fn what_two_desks_put_into_brackets_for_two_parties_stands_for_both() {
        let ours = BASE.replace("two", "[two / EU: four]");
        let theirs = BASE.replace("two", "[two / BRA: three]");
        let (text, contested) = merged(BASE, &ours, &theirs);
        assert_eq!(contested, 0, "{text}");
        assert_eq!(reads(&text, "EU"), fold(&BASE.replace("two", "four")));
        assert_eq!(reads(&text, "BRA"), fold(&BASE.replace("two", "three")));
        assert_eq!(reads(&text, "USA"), fold(BASE));
    }

    #[test]
    fn a_word_that_nobody_reads_stays_in_the_text() {
        let base = "3. States [shall / XUS: should] keep lanterns.\n";
        let ours = "3. [States [shall / XUS: typed should] keep lanterns. / GN: States keep records. / XUS: States keep more.]\n";
        let theirs = "3. States [shall / XUS: should] keep old lanterns.\n";
        for (one, other) in [(ours, theirs), (theirs, ours)] {
            let (text, _) = merged(base, one, other);
            for word in ["typed", "old", "records", "more", "should"] {
                assert!(
                    words(&text).any(|one| one == word),
                    "{word} is lost: {text}"
                );
            }
        }
    }

    #[test]
    fn a_word_that_nobody_reads_and_nobody_touches_stays_in_the_text() {
        let base = "1. [XUS: States keep lamps.] [[XEG: States keep logs.] [XNO: States keep typed records.] / XNO: States keep more.]\n\n1. [*Recalling* the need for light, / XNO: [– / States keep other records.]]\n";
        let ours = base.replace("the need", "in full the need");
        let theirs = base.replace("the need", "the great need");
        for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
            let (text, contested) = merged(base, one, other);
            assert_eq!(contested, 0, "{text}");
            for word in ["typed", "full", "great"] {
                assert!(
                    words(&text).any(|one| one == word),
                    "{word} is lost: {text}"
                );
            }
        }
    }

    #[test]
    fn what_is_not_a_partys_own_is_contested_as_ever() {
        let ours = BASE.replace("every two years", "every [year / EU: month]");
        let theirs = BASE.replace("every two years", "every four years");
        let (text, contested) = merged(BASE, &ours, &theirs);
        assert_eq!(contested, 1, "{text}");
        assert_eq!(
            reads(&text, "EU"),
            "14. States report every month on what they did."
        );
        assert!(
            reads(&text, "USA").contains("[year / four years]"),
            "{text}"
        );
        // Both desks heard something else of the same party.
        let ours = BASE.replace("two", "[two / BRA: three]");
        let theirs = BASE.replace("two", "[two / BRA: five]");
        let (text, contested) = merged(BASE, &ours, &theirs);
        assert_eq!(contested, 1, "{text}");
        assert!(reads(&text, "BRA").contains("[three / five]"), "{text}");
        assert_eq!(reads(&text, "USA"), fold(BASE));
    }

    #[test]
    fn what_is_settled_in_one_place_leaves_what_is_asked_for_in_another() {
        let base = "Gauges [– / XBO: will] be read by every State, and the figures should be told to all.\n";
        let lifted = base.replace("[– / XBO: will]", "will");
        let asked = base.replace("should", "[should / XFR: could]");
        let both = lifted.replace("should", "[should / XFR: could]");
        assert_eq!(merged(base, &lifted, &asked), (both.clone(), 0));
        assert_eq!(merged(base, &asked, &lifted), (both, 0));
    }

    #[test]
    fn of_one_bracket_each_side_takes_another_alternative_out() {
        let base = "Gauges [should / XRA: may / XBO: will / XCA: must] be read.\n";
        let ours = base.replace(" / XBO: will", "");
        let theirs = base.replace(" / XCA: must", "");
        let both = "Gauges [should / XRA: may] be read.\n".to_owned();
        assert_eq!(merged(base, &ours, &theirs), (both.clone(), 0));
        assert_eq!(merged(base, &theirs, &ours), (both, 0));
    }

    #[test]
    fn two_rulings_against_each_other_leave_the_bracket_as_it_stood() {
        for (base, ours, theirs) in [
            (
                "Gauges [should / XNO: shall] be read.\n",
                "Gauges shall be read.\n",
                "Gauges should be read.\n",
            ),
            (
                "Gauges [should / XNO: shall / XRA: may] be read.\n",
                "Gauges shall be read.\n",
                "Gauges may be read.\n",
            ),
            (
                "Gauges [XNO: and wells] should be read.\n",
                "Gauges and wells should be read.\n",
                "Gauges should be read.\n",
            ),
        ] {
            assert_eq!(merged(base, ours, theirs), (base.to_owned(), 1));
            assert_eq!(merged(base, theirs, ours), (base.to_owned(), 1));
        }
        // Words that the bracket does not hold stand too, in nobody's name.
        let base = "Gauges [should / XNO: shall] be read.\n";
        let must = base.replace("[should / XNO: shall]", "must");
        let shall = base.replace("[should / XNO: shall]", "shall");
        let (text, contested) = merged(base, &shall, &must);
        assert_eq!(
            (text.as_str(), contested),
            ("Gauges [shall / must] be read.\n", 1)
        );
    }

    #[test]
    fn a_ruling_stands_where_the_other_side_left_the_partys_words_as_they_were() {
        let base = "Gauges [should / XNO: shall] be read.\n";
        let added = base.replace("shall]", "shall / XRA: may]");
        let (text, contested) = merged(base, "Gauges shall be read.\n", &added);
        assert_eq!(
            (text.as_str(), contested),
            ("Gauges [shall / XRA: may] be read.\n", 0)
        );
        // What a party wants now is not what was ruled on.
        let anew = base.replace("XNO: shall", "XNO: must");
        let (text, contested) = merged(base, "Gauges should be read.\n", &anew);
        assert_eq!(
            (text.as_str(), contested),
            ("Gauges [should / XNO: must] be read.\n", 1)
        );
    }
}
