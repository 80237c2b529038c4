//! What a sentence of a mail asks for: replace, delete, insert, add, move, read.

/// On which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Behind it.
    After,
    /// Before it.
    Before,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sentence {
    /// Other words in some words' place; none to strike them.
    Replace { old: String, new: String },
    /// Words beside others, or at an end of the paragraph.
    Insert {
        new: String,
        side: Side,
        beside: Option<String>,
    },
    /// Brackets round words.
    Bracket { words: String },
    /// A paragraph's words in full.
    Read { words: String },
    /// A paragraph less.
    Delete,
    /// A new paragraph; beside the one that was named before where it names none.
    Add {
        words: String,
        side: Side,
        target: Option<String>,
    },
    /// A paragraph elsewhere.
    Move { side: Side, target: String },
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    /// A word, in lower case.
    Plain(String),
    /// Words in quotation marks.
    Quoted(String),
}

const REPLACE: [&str; 9] = [
    "replace",
    "substitute",
    "change",
    "amend",
    "remplacer",
    "sustituir",
    "reemplazar",
    "заменить",
    "替换",
];
const BY: [&str; 9] = ["by", "with", "to", "par", "por", "на", "->", "→", "为"];
const DELETE: [&str; 10] = [
    "delete",
    "strike",
    "remove",
    "omit",
    "supprimer",
    "suprimir",
    "eliminar",
    "исключить",
    "删除",
    "drop",
];
const INSERT: [&str; 9] = [
    "insert",
    "add",
    "include",
    "ajouter",
    "insérer",
    "añadir",
    "insertar",
    "добавить",
    "включить",
];
const AFTER: [&str; 6] = ["after", "following", "après", "después", "после", "behind"];
const BEFORE: [&str; 5] = ["before", "avant", "antes", "перед", "preceding"];
const READ: [&str; 4] = ["read", "reads", "becomes", "be"];

/// What a sentence asks for; nothing where it is none of the common ones.
pub(super) fn understood(sentence: &str) -> Option<Sentence> {
    let words = cut(sentence);
    let quotes: Vec<&String> = words
        .iter()
        .filter_map(|word| match word {
            Word::Quoted(text) => Some(text),
            Word::Plain(_) => None,
        })
        .collect();
    let has = |set: &[&str]| {
        words
            .iter()
            .any(|word| matches!(word, Word::Plain(plain) if set.contains(&plain.as_str())))
    };
    let first = words.iter().find_map(|word| match word {
        Word::Plain(plain)
            if ![
                "please", "we", "propose", "to", "would", "like", "suggest", "the", "words",
                "word", "kindly",
            ]
            .contains(&plain.as_str()) =>
        {
            Some(plain.as_str())
        }
        _ => None,
    });
    let begins = |set: &[&str]| first.is_some_and(|first| set.contains(&first));
    let side = || match has(&BEFORE) {
        true => Side::Before,
        false => Side::After,
    };
    match quotes.as_slice() {
        [old, new] if begins(&REPLACE) && has(&BY) => Some(Sentence::Replace {
            old: (*old).clone(),
            new: (*new).clone(),
        }),
        // "should" instead of "shall".
        [new, old] if has(&["instead"]) => Some(Sentence::Replace {
            old: (*old).clone(),
            new: (*new).clone(),
        }),
        [old, new] if has(&READ) && matches!(words.first(), Some(Word::Quoted(_))) => {
            Some(Sentence::Replace {
                old: (*old).clone(),
                new: (*new).clone(),
            })
        }
        [new, beside] if begins(&INSERT) && (has(&AFTER) || has(&BEFORE)) => {
            Some(Sentence::Insert {
                new: (*new).clone(),
                side: side(),
                beside: Some((*beside).clone()),
            })
        }
        [beside, new] if (begins(&AFTER) || begins(&BEFORE)) && has(&INSERT) => {
            Some(Sentence::Insert {
                new: (*new).clone(),
                side: match begins(&BEFORE) {
                    true => Side::Before,
                    false => Side::After,
                },
                beside: Some((*beside).clone()),
            })
        }
        [old] if begins(&DELETE) => Some(Sentence::Replace {
            old: (*old).clone(),
            new: String::new(),
        }),
        [words] if has(&["brackets", "bracket"]) && !has(&["lift", "off", "remove"]) => {
            Some(Sentence::Bracket {
                words: (*words).clone(),
            })
        }
        [new] if begins(&INSERT) && has(&["end", "beginning", "start"]) => Some(Sentence::Insert {
            new: (*new).clone(),
            side: match has(&["beginning", "start"]) {
                true => Side::Before,
                false => Side::After,
            },
            beside: None,
        }),
        [words] if has(&READ) && (has(&["should", "shall", "to", "would"]) || begins(&READ)) => {
            Some(Sentence::Read {
                words: (*words).clone(),
            })
        }
        [] => unquoted(sentence, &words, first),
        _ => None,
    }
}

/// A sentence without quotation marks.
fn unquoted(sentence: &str, words: &[Word], first: Option<&str>) -> Option<Sentence> {
    let plain: Vec<&str> = words
        .iter()
        .map(|word| match word {
            Word::Plain(plain) | Word::Quoted(plain) => plain.as_str(),
        })
        .collect();
    let begins = |set: &[&str]| first.is_some_and(|first| set.contains(&first));
    let about = |word: &&str| {
        [
            "paragraph",
            "para",
            "the",
            "whole",
            "entire",
            "this",
            "it",
            "in",
            "its",
            "entirety",
            "full",
            "paragraphe",
            "párrafo",
            "le",
            "el",
            "пункт",
            "to",
            "please",
        ]
        .contains(word)
    };
    if begins(&DELETE)
        && plain
            .iter()
            .all(|word| DELETE.contains(word) || about(word))
    {
        return Some(Sentence::Delete);
    }
    let colon = sentence.find([':', '：']);
    let text = colon.and_then(|at| {
        let rest = sentence.get(at..)?.trim_start_matches([':', '：', ' ']);
        (!rest.trim().is_empty()).then(|| rest.trim().to_owned())
    });
    let before_colon = sentence.get(..colon.unwrap_or(sentence.len()))?;
    let lower = before_colon.to_lowercase();
    let sided = || {
        let find = |set: &[&str]| {
            let mut all = set.iter();
            all.find_map(|word| Some((lower.find(&format!("{word} "))?, word.len())))
        };
        let (side, (at, length)) = match (find(&AFTER), find(&BEFORE)) {
            (Some(found), _) => (Side::After, found),
            (None, Some(found)) => (Side::Before, found),
            (None, None) => return None,
        };
        let target = lower.get(at + length..)?.trim();
        let target = [
            "the ",
            "paragraph ",
            "para. ",
            "para ",
            "§ ",
            "§",
            "operative paragraph ",
        ]
        .iter()
        .fold(target, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
        Some((side, target.trim().to_owned()))
    };
    if begins(&["move", "déplacer", "trasladar", "перенести"]) {
        let (side, target) = sided()?;
        return Some(Sentence::Move { side, target });
    }
    let is_new = lower.contains("new paragraph") || lower.contains("new para") || begins(&INSERT);
    if is_new && let Some(words) = text.clone() {
        let (side, target) = match sided() {
            Some((side, target)) => (side, Some(target).filter(|target| !target.is_empty())),
            None if lower.contains("new para") => (Side::After, None),
            None => return None,
        };
        return Some(Sentence::Add {
            words,
            side,
            target,
        });
    }
    if let Some(words) = text
        && (lower.ends_with("should read")
            || lower.ends_with("to read")
            || lower.ends_with("would read")
            || matches!(
                lower.trim(),
                "read" | "reads" | "new text" | "proposed text" | "alternative text"
            ))
    {
        return Some(Sentence::Read { words });
    }
    None
}

/// The words of a sentence; what stands in quotation marks is one.
fn cut(sentence: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut rest = sentence.char_indices().peekable();
    let flush = |plain: &mut String, out: &mut Vec<Word>| {
        let word = plain.trim_matches([',', ':', '.', ';', '(', ')', '–', '—']);
        if !word.is_empty() {
            out.push(Word::Plain(word.to_lowercase()));
        }
        plain.clear();
    };
    while let Some((at, c)) = rest.next() {
        let closes: &[char] = match c {
            '"' => &['"'],
            '“' => &['”', '“'],
            '„' => &['“', '”'],
            '«' => &['»'],
            '「' => &['」'],
            '‘' => &['’'],
            '\'' if plain.is_empty() => &['\''],
            _ => &[],
        };
        let from = at + c.len_utf8();
        let inside = sentence.get(from..).unwrap_or_default();
        match inside.find(closes).filter(|_| !closes.is_empty()) {
            Some(length) => {
                flush(&mut plain, &mut out);
                let words = inside.get(..length).unwrap_or_default();
                out.push(Word::Quoted(words.trim().to_owned()));
                let end = from + length;
                while rest.peek().is_some_and(|(at, _)| *at <= end) {
                    rest.next();
                }
            }
            None if c.is_whitespace() => flush(&mut plain, &mut out),
            None => plain.push(c),
        }
    }
    flush(&mut plain, &mut out);
    out
}
