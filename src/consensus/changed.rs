//! What became of agreed words: the same, set otherwise, another number referred to, or other words.

use crate::text::{Digests, fold, without_references};

/// How words that were agreed differ from those that stand there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// Not at all.
    None,
    /// Only in quotes, dashes, spaces or composition.
    Editorial,
    /// Only in the number of a paragraph they refer to.
    Reference {
        /// The words then, but for what is the same.
        was: String,
        /// The words now.
        now: String,
    },
    /// In their words.
    Words {
        /// The words then, but for what is the same; empty where they are not known.
        was: String,
        /// The words now.
        now: String,
    },
}

/// Words in quotation marks; round words that hold such marks themselves, other ones.
pub(super) fn quoted(words: &str) -> String {
    match words.contains(['“', '”']) {
        true => format!("«{words}»"),
        false => format!("“{words}”"),
    }
}

/// Compares words by what is known of those that were agreed: their digests, and the words where they were kept.
pub(super) fn compare(then: &Digests, words: Option<&str>, now: &str) -> Change {
    let present = Digests::of(now);
    if present.strict == then.strict {
        return Change::None;
    }
    if present.folded == then.folded {
        return Change::Editorial;
    }
    let Some(words) = words else {
        return Change::Words {
            was: String::new(),
            now: String::new(),
        };
    };
    let (was, is) = difference(words, now);
    if without_references(&fold(words)) == without_references(&fold(now)) {
        Change::Reference { was, now: is }
    } else {
        Change::Words { was, now: is }
    }
}

/// The middle of two texts, what they share before and behind taken off; at least a word of each where one has more.
pub(super) fn difference(was: &str, now: &str) -> (String, String) {
    let (was, now) = (fold(was), fold(now));
    let (a, b): (Vec<&str>, Vec<&str>) = (was.split(' ').collect(), now.split(' ').collect());
    let shorter = a.len().min(b.len());
    let same = |pairs: (&&str, &&str)| pairs.0 == pairs.1;
    let mut head = a.iter().zip(&b).take_while(|pair| same(*pair)).count();
    let tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take(shorter - head)
        .take_while(|pair| same(*pair))
        .count();
    // Where words were only added or only taken out, the word before shows where.
    if head > 0 && (head + tail == a.len() || head + tail == b.len()) {
        head -= 1;
    }
    let middle = |words: &[&str]| {
        let end = words.len().saturating_sub(tail).max(head);
        cut(&words.get(head..end).unwrap_or_default().join(" "))
    };
    (middle(&a), middle(&b))
}

fn cut(words: &str) -> String {
    const MOST: usize = 80;
    if words.chars().count() <= MOST {
        return words.to_owned();
    }
    let mut short: String = words.chars().take(MOST - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_named_by_its_middle() {
        assert_eq!(
            difference(
                "States shall take all measures",
                "States should take all measures"
            ),
            ("shall".to_owned(), "should".to_owned())
        );
        assert_eq!(
            difference("States shall act", "States shall act soon"),
            ("act".to_owned(), "act soon".to_owned())
        );
        assert_eq!(difference("a b c", "b c"), ("a".to_owned(), String::new()));
        assert_eq!(difference("a a", "a"), ("a a".to_owned(), "a".to_owned()));
        assert_eq!(difference("", "a"), (String::new(), "a".to_owned()));
    }

    #[test]
    fn another_number_referred_to_is_no_other_word() {
        for (a, b) in [
            ("as in paragraph 12 bis above", "as in paragraph 13 above"),
            ("see paragraphs 4, 5 and 6.", "see paragraphs 7 to 9."),
            (
                "under section II, paragraph 3 (a), of it",
                "under section III, paragraph 4 (b), of it",
            ),
            ("根据第十二段的规定", "根据第13段的规定"),
            ("voir le paragraphe 12", "voir le paragraphe 14 bis"),
        ] {
            assert_eq!(without_references(a), without_references(b), "{a}");
        }
    }

    #[test]
    fn a_number_that_refers_to_nothing_is_a_word() {
        for (a, b) in [
            ("within 12 months", "within 13 months"),
            ("paragraph 12 shall apply", "paragraph 12 should apply"),
            ("the 5 paragraphs", "the 6 paragraphs"),
            ("第一次会议", "第二次会议"),
        ] {
            assert_ne!(without_references(a), without_references(b), "{a}");
        }
    }
}
