//! A mail's lines as pieces: each a sentence, or a paragraph, with what stood before it.

use super::named::{mention, numbered};
use super::quoted::{Stretch, stretches};
use super::sentence::{Aim, LONGEST, understood};
use super::stated::stated;
use crate::text::Document;

/// A piece of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) text: String,
    /// Whether an empty line stands before it, or nothing.
    pub(super) fresh: bool,
}

/// Words behind which a line is not at its end, in small letters.
const LEADS: &str = "in of to at on from after before and or the under paragraph paragraphs para paras by with dans du le la les au aux de des à après avant et par paragraphe en el del al los y por después antes párrafo в из на к по о после перед и против пункт пункте пункта в في من على بعد قبل إلى الفقرة و";

/// No mail is broken into lines narrower than this.
const NARROW: usize = 60;

/// The pieces of a mail: lines that belong together are one. `opens` says whether what ends in a colon asks for a text behind it.
pub(super) fn items(
    document: &Document,
    lines: &[&str],
    opens: impl Fn(&str) -> bool,
) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    let mut open = false;
    let long = |line: &str| line.chars().count();
    let widest = lines.iter().map(|line| long(line)).max().unwrap_or(0);
    let mut above: &str = "";
    for line in lines {
        // What a mail quotes is what it answers.
        if line.is_empty() || line.starts_with('>') {
            open = false;
            continue;
        }
        let bare = bare(line);
        let is_listed = bare.len() < line.len();
        let mut joins = false;
        if let Some(last) = out.last() {
            // A line that had room for the next word was not broken for its width.
            let word = line.split_whitespace().next().unwrap_or_default();
            let at_will = long(above) + 1 + long(word) <= widest.max(NARROW);
            let asks = last.text.ends_with([':', '：']);
            let quotes = bare.starts_with(['"', '“', '«', '„', '「', '‘', '\'']);
            joins = match (asks, open) {
                // Words in quotation marks are what the line before spoke of.
                _ if quotes && !ended(&last.text) => true,
                (true, _) => !is_listed && last.text.len() <= LONGEST && opens(&last.text),
                (false, true) => !is_listed && goes_on(document, (&last.text, bare), at_will),
                (false, false) => false,
            };
        }
        match out.last_mut() {
            Some(last) if joins => {
                last.text.push(' ');
                last.text.push_str(bare);
            }
            _ => out.push(Item {
                text: bare.to_owned(),
                fresh: !open,
            }),
        }
        open = true;
        above = line;
    }
    out
}

/// A line without the sign of a list before it.
fn bare(line: &str) -> &str {
    let bare = line.trim_start_matches(['-', '*', '•', '–', '‣', '◦', '·', '●']);
    bare.trim_start()
}

/// Whether a line begins with the paragraph that something is said of.
pub(super) fn begins(document: &Document, line: &str) -> bool {
    lead(document, bare(line)).is_some()
}

/// Whether a sign stands at the end behind which something new begins.
fn ended(words: &str) -> bool {
    words.ends_with(['.', ':', ';', '!', '?', '。', '；', '：', '؛', ','])
}

/// Whether a line goes on with what the line before left open: `… in paragraph`, `We oppose`. Two lines are two only where each says of
/// a paragraph what is wanted of it, and the second begins as something new does, or was begun `at_will`.
fn goes_on(document: &Document, (last, line): (&str, &str), at_will: bool) -> bool {
    if ended(last) && begins(document, line) {
        return false;
    }
    let word = last
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let word = word.to_lowercase();
    if LEADS.split(' ').any(|lead| lead == word) {
        return true;
    }
    let first = ends(line).first().copied().unwrap_or(line.len());
    if !complete(document, line.get(..first).unwrap_or_default()) {
        return true;
    }
    let tail = last
        .char_indices()
        .rev()
        .take(1_000)
        .last()
        .map_or(0, |(at, _)| at);
    let tail = last.get(tail..).unwrap_or_default();
    let before = ends(tail).into_iter().rev().find(|end| *end < tail.len());
    let sentence = tail.get(before.unwrap_or(0)..).unwrap_or_default();
    let explicit = |words: &str| lead(document, words).is_some_and(|one| one.marked);
    let is_low = line.chars().next().is_some_and(char::is_lowercase);
    let is_next = !is_low || at_will || explicit(last) && explicit(line);
    !(is_next && complete(document, sentence.trim()))
}

/// Whether some words say of which paragraph they want what.
fn complete(document: &Document, words: &str) -> bool {
    let words = words.trim_end_matches(['.', ';', '。', '；', '؛', '!']);
    let asks = |words: &str| match understood(document, words) {
        Some(one) => Some(one.aim),
        None => stated(document, words).map(|one| one.aim),
    };
    if asks(words).is_some_and(|aim| matches!(aim, Aim::One(_) | Aim::None(_))) {
        return true;
    }
    let lead = lead(document, words);
    lead.is_some_and(|lead| words.get(lead.end..).and_then(asks).is_some())
}

/// The paragraph that a piece begins by naming.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lead {
    pub(super) mention: super::named::Mention,
    /// Where what is said of it begins.
    pub(super) end: usize,
    /// Whether a sign stands behind it: `12:`, `12 –`, `12.`.
    pub(super) marked: bool,
}

/// Words before a paragraph's name at the head of a piece.
const BEFORE: [&str; 33] = [
    "in ",
    "on ",
    "at ",
    "re ",
    "re: ",
    "for ",
    "under ",
    "as regards ",
    "regarding ",
    "concerning ",
    "with regard to ",
    "dans le ",
    "dans ",
    "au ",
    "à l'",
    "à l’",
    "sur le ",
    "concernant le ",
    "en el ",
    "en ",
    "al ",
    "sobre el ",
    "в ",
    "по ",
    "к ",
    "في ",
    "بشأن ",
    "في شأن ",
    "在",
    "对",
    "关于",
    "对于",
    "the ",
];

/// The paragraph that a piece begins by naming, if it does.
pub(super) fn lead(document: &Document, words: &str) -> Option<Lead> {
    let mut at = words.len() - words.trim_start().len();
    let mut led = false;
    for _ in 0..2 {
        let rest = words.get(at..)?;
        let before = BEFORE.iter().filter(|word| {
            rest.get(..word.len())
                .is_some_and(|start| start.to_lowercase() == **word)
        });
        let Some(word) = before.max_by_key(|word| word.len()) else {
            break;
        };
        led = true;
        at += word.len();
    }
    let rest = words.get(at..)?;
    let found = mention(document, rest)?;
    // A bare number begins a piece only with its sign, or as `9(b)` before what is said.
    if found.bare && (led || numbered(rest).is_none()) {
        return None;
    }
    let behind = rest.get(found.length..)?;
    let behind = match found.wide {
        true => behind.trim_start_matches(['中', '里', '的', '内']),
        false => behind,
    };
    let trimmed = behind.trim_start_matches([
        ' ', '.', ':', ',', ';', '–', '—', '-', '，', '：', '、', '\t', ')', '،', '\u{a0}',
    ]);
    let signs = behind
        .get(..behind.len() - trimmed.len())
        .unwrap_or_default();
    // `-> "b"` is no dash.
    let trimmed = match trimmed.starts_with('>') {
        true => behind,
        false => trimmed,
    };
    let marked = signs.contains(|c: char| !c.is_whitespace());
    Some(Lead {
        mention: found,
        end: words.len() - trimmed.len(),
        marked,
    })
}

/// Where the sentences of some words end: behind stops and semicolons outside quotation marks that no short form has.
pub(super) fn ends(said: &str) -> Vec<usize> {
    let mut out = Vec::new();
    for stretch in stretches(said) {
        let Stretch::Plain(range) = stretch else {
            continue;
        };
        let words = said.get(range.clone()).unwrap_or_default();
        for (at, c) in words.char_indices() {
            let end = range.start + at + c.len_utf8();
            let next = said.get(end..).and_then(|rest| rest.chars().next());
            let stops = match c {
                '；' | '。' | '؛' => true,
                ';' => next.is_none_or(char::is_whitespace),
                '.' | '!' | '?' => {
                    next.is_none_or(char::is_whitespace)
                        && !is_short(words.get(..at).unwrap_or_default())
                }
                _ => false,
            };
            if stops {
                out.push(end);
            }
        }
    }
    out
}

/// Whether some words end in a short form, behind which a point ends nothing.
fn is_short(words: &str) -> bool {
    let start = words
        .char_indices()
        .rev()
        .take(8)
        .find(|(_, c)| !c.is_alphabetic());
    let word = match start {
        Some((at, c)) => words.get(at + c.len_utf8()..).unwrap_or_default(),
        None => words,
    };
    let word = word.to_lowercase();
    const SHORT: &str = "para paras par párr parr п пп art arts no nos op pp sec sect subpara cf vs mr mrs ms dr st e g i";
    !word.is_empty() && SHORT.split(' ').any(|short| short == word)
}
