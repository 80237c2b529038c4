//! Quoting words into an alternative of an owned bracket: what would be read as structure there is written as a reference.

use crate::text::Parties;

/// Quotes words so that, as an alternative of an owned bracket, they read as they stand here.
///
/// Paired brackets inside stay: they are read again when the alternative is chosen.
pub(super) fn quote(words: &str, parties: &Parties) -> String {
    let chars: Vec<(usize, char)> = words.char_indices().collect();
    let paired = paired(&chars);
    let edge = |n: usize| n == 0 || n + 1 == chars.len();
    let space = |n: Option<&(usize, char)>| n.is_none_or(|(_, c)| c.is_whitespace());
    let mut out = String::with_capacity(words.len() + 8);
    let mut depth = 0_usize;
    let nothing = matches!(words.trim(), "–" | "—");
    let colon = attribution(words, parties);
    for (n, (at, c)) in chars.iter().enumerate() {
        let live = paired.get(n).copied().unwrap_or(false);
        let before = n.checked_sub(1).and_then(|n| chars.get(n));
        let divides = *c == '/' && (edge(n) || space(before) && space(chars.get(n + 1)));
        match c {
            '[' | '［' if live => {
                depth += 1;
                out.push(*c);
            }
            ']' | '］' if live => {
                depth = depth.saturating_sub(1);
                out.push(*c);
            }
            '[' | ']' | '［' | '］' => refer(*c, &mut out),
            '&' if is_reference(words.get(*at..).unwrap_or_default()) => refer('&', &mut out),
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

/// Which characters are brackets that have a partner; a backslash takes its character out.
fn paired(chars: &[(usize, char)]) -> Vec<bool> {
    let mut live = vec![false; chars.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut skip = false;
    for (n, (_, c)) in chars.iter().enumerate() {
        if skip {
            skip = false;
            continue;
        }
        match c {
            '\\' => skip = true,
            '[' | '［' => open.push(n),
            ']' | '］' => {
                if let Some(opener) = open.pop() {
                    for place in [opener, n] {
                        if let Some(slot) = live.get_mut(place) {
                            *slot = true;
                        }
                    }
                }
            }
            _ => {}
        }
    }
    live
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
        assert_eq!(quote("EU: x", &guessed), "EU&#58; x");
        assert_eq!(quote("Note: x", &guessed), "Note: x");
        assert_eq!(quote("–", &guessed), "&#8211;");
        assert_eq!(quote("a &#47; b", &guessed), "a &#38;#47; b");
    }
}
