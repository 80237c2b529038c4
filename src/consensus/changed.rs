//! What became of agreed words: the same, set otherwise, another number referred to, or other words.

use crate::text::{Digests, fold};

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
    if without_references(words) == without_references(now) {
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

/// Words before which a number is the name of a place in a text.
const REFERRING: [&str; 44] = [
    "paragraph",
    "paragraphs",
    "para",
    "paras",
    "subparagraph",
    "subparagraphs",
    "sub-paragraph",
    "sub-paragraphs",
    "article",
    "articles",
    "section",
    "sections",
    "annex",
    "annexes",
    "item",
    "items",
    "recommendation",
    "recommendations",
    "paragraphe",
    "paragraphes",
    "alinéa",
    "alinéas",
    "annexe",
    "párrafo",
    "párrafos",
    "apartado",
    "apartados",
    "artículo",
    "artículos",
    "sección",
    "пункт",
    "пункта",
    "пункте",
    "пункты",
    "пунктов",
    "пунктах",
    "подпункт",
    "статья",
    "статьи",
    "статье",
    "الفقرة",
    "الفقرات",
    "المادة",
    "فقرة",
];

/// Words that join the numbers of a reference, and those that follow a number.
const JOINING: [&str; 10] = ["and", "or", "to", "et", "ou", "à", "y", "и", "و", "-"];
const FOLLOWING: [&str; 8] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "alt",
];

/// The words with every number they refer to taken for the same.
fn without_references(words: &str) -> String {
    let folded = fold(words);
    let words: Vec<&str> = folded.split(' ').collect();
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        out.push(numbered_ideographs(word));
        at += 1;
        if !REFERRING.contains(&bare(word).to_lowercase().as_str()) {
            continue;
        }
        let begin = at;
        let mut end = at;
        while let Some(next) = words.get(at) {
            let joins = JOINING.contains(next) && words.get(at + 1).is_some_and(|n| is_number(n));
            let follows = at > begin && FOLLOWING.contains(&bare(next).to_lowercase().as_str());
            if is_number(next) || follows {
                end = at + 1;
            } else if !(joins && at > begin) {
                break;
            }
            at += 1;
            // What ends a clause ends the reference; a comma may go on with it.
            if next.ends_with(['.', ';', ':']) {
                break;
            }
        }
        at = end;
        if let Some(last) = end.checked_sub(1).filter(|last| *last >= begin) {
            let last = words.get(last).copied().unwrap_or_default();
            let mark = last
                .chars()
                .last()
                .filter(|c| matches!(c, ',' | '.' | ';' | ':'));
            out.push(mark.map_or_else(|| "#".to_owned(), |mark| format!("#{mark}")));
        }
    }
    out.join(" ")
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| {
        matches!(
            c,
            '(' | ')' | '[' | ']' | ',' | '.' | ';' | ':' | '"' | '“' | '”'
        )
    })
}

/// `12`, `12bis`, `II/12`, `(a)`, `(iv)`, `IV`, `١٢`.
fn is_number(word: &str) -> bool {
    let inner = bare(word);
    let lettered = word.starts_with('(')
        && inner.chars().count() <= 4
        && inner.chars().all(char::is_alphabetic);
    let roman = !inner.is_empty()
        && inner
            .chars()
            .all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | '/'));
    lettered
        || roman
        || inner.starts_with(char::is_numeric)
        || inner
            .split('/')
            .any(|part| part.starts_with(char::is_numeric))
}

/// `第十二段` and `第13段` as `第#段`.
fn numbered_ideographs(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(at) = rest.find('第') {
        let (before, from) = rest.split_at(at + '第'.len_utf8());
        out.push_str(before);
        let number = from
            .char_indices()
            .find(|(_, c)| !(c.is_numeric() || "〇零一二三四五六七八九十百千之".contains(*c)))
            .map_or(from.len(), |(n, _)| n);
        let (digits, behind) = from.split_at(number);
        let names = behind.starts_with(['段', '条', '款', '节', '项', '章']);
        out.push_str(if names && !digits.is_empty() {
            "#"
        } else {
            digits
        });
        rest = behind;
    }
    out.push_str(rest);
    out
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
