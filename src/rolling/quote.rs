//! Quoting words into an alternative of an owned bracket: what would be read as structure there is written as a reference.

use std::collections::BTreeSet;
use std::ops::Range;

use super::pairs::pairs;
use crate::text::{Document, Parties};

/// Quotes words so that, as an alternative of an owned bracket, they read as they stand here.
///
/// Paired brackets inside stay: they are read again when the alternative is chosen. So does what stands in code, a link or a
/// note, where no bracket is one.
pub(super) fn quote(words: &str, parties: &Parties) -> String {
    if !words.contains([
        '[', ']', '［', '］', '&', '/', '／', '–', '—', ':', '：', '#',
    ]) {
        return words.to_owned();
    }
    let chars: Vec<(usize, char)> = words.char_indices().collect();
    let live = live(words, parties);
    let hidden = hidden(words);
    let edge = |n: usize| n == 0 || n + 1 == chars.len();
    let space = |n: Option<&(usize, char)>| n.is_none_or(|(_, c)| c.is_whitespace());
    let mut out = String::with_capacity(words.len() + 8);
    let mut depth = 0_usize;
    let nothing = matches!(words.trim(), "–" | "—");
    let colon = attribution(words, parties);
    for (n, (at, c)) in chars.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| chars.get(n));
        let divides = *c == '/' && (edge(n) || space(before) && space(chars.get(n + 1)));
        let is_hidden = within(&hidden, *at);
        match c {
            '[' | '［' if live.contains(at) => {
                depth += 1;
                out.push(*c);
            }
            ']' | '］' if live.contains(at) => {
                depth = depth.saturating_sub(1);
                out.push(*c);
            }
            '&' if is_reference(words.get(*at..).unwrap_or_default()) => refer('&', &mut out),
            _ if is_hidden => out.push(*c),
            '[' | ']' | '［' | '］' => refer(*c, &mut out),
            '/' if depth == 0 && divides => refer('/', &mut out),
            '／' if depth == 0 => refer(*c, &mut out),
            '–' | '—' if nothing => refer(*c, &mut out),
            ':' | '：' if colon == Some(*at) => refer(*c, &mut out),
            '#' if n == 0 => refer('#', &mut out),
            _ => out.push(*c),
        }
    }
    out
}

/// Quotes whole paragraphs: no line of them ends a section, and with it the bracket.
pub(super) fn quote_lines(words: &str, parties: &Parties) -> String {
    unheaded(&quote(words, parties))
}

/// Quotes whole paragraphs so that nothing in them means anything before the alternative is chosen.
pub(super) fn quote_literally(words: &str, parties: &Parties) -> String {
    let chars: Vec<char> = words.chars().collect();
    let colon = attribution(words, parties);
    let nothing = matches!(words.trim(), "–" | "—");
    let mut out = String::with_capacity(2 * words.len());
    for (n, (at, c)) in words.char_indices().enumerate() {
        let first = n == 0;
        let means = match c {
            '[' | ']' | '［' | '］' | '{' | '}' | '/' | '／' | '\\' | '#' | '<' | '`' | '~' => {
                true
            }
            '&' => is_reference(words.get(at..).unwrap_or_default()),
            ' ' => first || n + 1 == chars.len(),
            ':' | '：' => colon == Some(at),
            '–' | '—' => nothing,
            _ => false,
        };
        if means {
            refer(c, &mut out);
        } else {
            out.push(c);
        }
    }
    unheaded(&out)
}

/// Lines of which none is a heading: the first sign that would make it one is written as a reference.
fn unheaded(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut follows = false;
    for line in words.split_inclusive('\n') {
        let nest = |c: char| c.is_whitespace() || "->+*.)".contains(c) || c.is_ascii_digit();
        let inside = line.trim_start_matches(nest);
        let marks = inside.len() - inside.trim_start_matches('#').len();
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let rule = |sign: char| {
            let rest = bare.trim_end().trim_start_matches(sign);
            !bare.trim().is_empty() && rest.is_empty()
        };
        let sign = if (1..=6).contains(&marks) {
            Some(inside)
        } else if follows && (rule('=') || rule('-')) {
            Some(bare)
        } else {
            None
        };
        match sign.and_then(|rest| Some((rest, rest.chars().next()?))) {
            Some((rest, sign)) => {
                out.push_str(line.get(..line.len() - rest.len()).unwrap_or_default());
                refer(sign, &mut out);
                out.push_str(rest.get(sign.len_utf8()..).unwrap_or_default());
            }
            None => out.push_str(line),
        }
        follows = !line.trim().is_empty();
    }
    out
}

/// Where the brackets stand that have a partner.
fn live(words: &str, parties: &Parties) -> BTreeSet<usize> {
    let none = Document::parse_with("", parties);
    let brackets = none.brackets_in(words, parties);
    let closer = |end: usize| {
        let before = words.get(..end).unwrap_or_default();
        end - before.chars().next_back().map_or(0, char::len_utf8)
    };
    brackets
        .iter()
        .flat_map(|bracket| [bracket.span.start, closer(bracket.span.end)])
        .collect()
}

/// What stands in code, links, notes, comments, in order.
fn hidden(words: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = pairs(words)
        .into_iter()
        .filter(|pair| pair.opaque)
        .map(|pair| pair.open.start..pair.close.end)
        .collect();
    all.sort_by_key(|range| (range.start, range.end));
    all
}

fn within(ranges: &[Range<usize>], at: usize) -> bool {
    ranges
        .iter()
        .take_while(|range| range.start <= at)
        .any(|range| at < range.end)
}

/// Writes a character as a reference.
fn refer(c: char, out: &mut String) {
    out.push_str(&format!("&#{};", u32::from(c)));
}

/// Whether a text begins with a decimal character reference.
fn is_reference(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("&#") else {
        return false;
    };
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    figures > 0 && rest.as_bytes().get(figures) == Some(&b';')
}

/// Where the colon stands that would make the head of a text an attribution.
fn attribution(words: &str, parties: &Parties) -> Option<usize> {
    let at = words.find([':', '：'])?;
    let names = words.get(..at)?;
    names
        .split([',', '，'])
        .all(|name| parties.contains(name.trim()))
        .then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_be_structure_is_quoted() {
        let guessed = Parties::Guessed;
        assert_eq!(quote("and/or [shall]", &guessed), "and/or [shall]");
        assert_eq!(quote("a / b", &guessed), "a &#47; b");
        assert_eq!(quote("[a / b]", &guessed), "[a / b]");
        assert_eq!(quote("three]", &guessed), "three&#93;");
        assert_eq!(quote("{Note: [a} b]", &guessed), "{Note: [a} b&#93;");
        assert_eq!(quote("`[a / ` b", &guessed), "`[a / ` b");
        assert_eq!(quote("EU: x", &guessed), "EU&#58; x");
        assert_eq!(quote("Note: x", &guessed), "Note: x");
        assert_eq!(quote("–", &guessed), "&#8211;");
        assert_eq!(quote("a &#47; b", &guessed), "a &#38;#47; b");
    }
}
