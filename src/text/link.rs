//! Links: which brackets are Markdown's own. What follows a bracket is only a link's address if it looks like one.

use std::collections::HashMap;

use super::tokens::fold;

/// Longer than this nothing is taken for an address, so that looking for one stays linear.
const LONGEST: usize = 2048;

/// Says whether some text is an address: `https://…`, `../seed.md`, `#annex`; `EU` and `EU propose to delete` are none.
pub(super) fn is_address(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return false;
    }
    let scheme = text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.len() >= 2
            && !rest.is_empty()
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
            && (rest.starts_with('/') || matches!(scheme, "mailto" | "tel" | "urn" | "doi"))
    });
    let file = || {
        let name = text.split(['#', '?']).next().unwrap_or_default();
        let last = name.rsplit('/').next().unwrap_or_default();
        last.rsplit_once('.').is_some_and(|(stem, ending)| {
            !stem.is_empty()
                && (1..=5).contains(&ending.len())
                && ending.starts_with(|c: char| c.is_ascii_lowercase())
                && ending.chars().all(|c| c.is_ascii_alphanumeric())
        })
    };
    scheme
        || text.starts_with(['/', '#'])
        || text.starts_with("./")
        || text.starts_with("../")
        || text.starts_with("www.")
        || file()
}

/// Reads `(address "title")` at the head of a text: how long it is, if it is one.
pub(super) fn destination(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('(')?;
    let lead = rest.len() - rest.trim_start().len();
    let bytes = rest.as_bytes();
    let mut at = lead;
    if bytes.get(at) == Some(&b'<') {
        let end = memchr::memchr3(
            b'>',
            b'\n',
            b'<',
            bytes.get(at + 1..bytes.len().min(at + LONGEST))?,
        )?;
        let close = at + 1 + end;
        if bytes.get(close) != Some(&b'>') {
            return None;
        }
        at = close + 1;
    } else {
        let mut round = 0usize;
        while let Some(&b) = bytes.get(at) {
            match b {
                b'(' => round += 1,
                b')' if round == 0 => break,
                b')' => round -= 1,
                b if b.is_ascii_whitespace() => break,
                // No address holds a bracket bare, and so every address is looked at once.
                b'[' | b']' => return None,
                _ => {}
            }
            at += 1;
            if at > LONGEST {
                return None;
            }
        }
        if !is_address(rest.get(lead..at)?) {
            return None;
        }
    }
    at += space(bytes, at);
    if let Some(&quote) = bytes.get(at).filter(|b| matches!(b, b'"' | b'\'')) {
        let inside = bytes.get(at + 1..bytes.len().min(at + LONGEST))?;
        at += 2 + memchr::memchr(quote, inside)?;
        at += space(bytes, at);
    }
    (bytes.get(at) == Some(&b')')).then_some(at + 2)
}

fn space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter()
        .take(LONGEST)
        .take_while(|b| b.is_ascii_whitespace())
        .count()
}

/// Reads `[name]` at the head of a text: the name, if it is short and holds no bracket.
pub(super) fn reference(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('[')?;
    let end = rest
        .bytes()
        .take(400)
        .position(|b| matches!(b, b'[' | b']'))?;
    (rest.as_bytes().get(end) == Some(&b']')).then(|| rest.get(..end))?
}

/// Reads a footnote's mark `[^4]` at the head of a text: how long it is.
pub(super) fn footnote(text: &str) -> Option<usize> {
    let name = reference(text)?;
    let mark = name.strip_prefix('^')?;
    let plain = !mark.is_empty() && !mark.contains(char::is_whitespace);
    plain.then_some(name.len() + 2)
}

/// A name as definitions are compared.
pub(super) fn key(name: &str) -> String {
    fold(name).to_lowercase()
}

/// Where the links of a draft's names lead, by the names as they are compared; the first definition of a name holds.
pub(super) fn destinations(source: &str) -> HashMap<String, String> {
    let mut out = HashMap::new();
    for line in source.lines() {
        let Some((name, rest)) = line
            .trim_start()
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("]:"))
        else {
            continue;
        };
        if let Some(address) = rest.split_whitespace().next() {
            let address = address.trim_matches(['<', '>']).to_owned();
            out.entry(key(name)).or_insert(address);
        }
    }
    out
}

/// Reads a comment, an autolink or a tag at the head of a text that begins with `<`: how long it is.
///
/// `close` says where the next `>` stands; a bracket outside quotes makes it no tag.
pub(super) fn markup(text: &str, close: Option<usize>) -> Option<usize> {
    let end = close.filter(|end| *end < 2 * LONGEST)?;
    let inside = text.get(1..end)?;
    if inside.contains('<') {
        return None;
    }
    let auto = inside.contains(':')
        && inside.starts_with(|c: char| c.is_ascii_alphabetic())
        && !inside.contains(char::is_whitespace)
        && is_address(inside);
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let letters = name
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'-')
        .count();
    let tag = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .as_bytes()
            .get(letters)
            .is_none_or(|b| b.is_ascii_whitespace() || *b == b'/')
        && {
            let mut quote = None;
            !inside.chars().any(|c| {
                match quote {
                    Some(open) if c == open => quote = None,
                    None if matches!(c, '"' | '\'') => quote = Some(c),
                    _ => {}
                }
                quote.is_none() && matches!(c, '[' | ']')
            })
        };
    (auto || tag).then_some(end + 1)
}

/// Says whether some HTML shows words: what stands neither in its tags nor in comments.
pub(super) fn has_words(html: &str) -> bool {
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        if rest[..open].contains(char::is_alphanumeric) {
            return true;
        }
        rest = &rest[open..];
        let skip = if rest.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else {
            rest.find('>').map(|end| end + 1)
        };
        match skip {
            Some(skip) => rest = &rest[skip..],
            None => return false,
        }
    }
    rest.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_a_remark() {
        for yes in [
            "https://example.org/a",
            "../seed.md",
            "seed.md#x",
            "#annex",
            "/a",
            "mailto:a@b.org",
            "www.un.org",
        ] {
            assert!(is_address(yes), "{yes}");
        }
        for no in [
            "EU",
            "EU propose to delete",
            "US/SG",
            "Art.3",
            "U.S.",
            "a:b",
            "EU:",
            "",
        ] {
            assert!(!is_address(no), "{no}");
        }
    }

    #[test]
    fn a_destination_may_have_a_title_and_parentheses() {
        assert_eq!(destination("(https://a.org/b_(c) \"t\") d"), Some(25));
        assert_eq!(destination("(<a b>) c"), Some(7));
        assert_eq!(destination("(EU) c"), None);
        assert_eq!(destination("(https://a.org"), None);
    }

    #[test]
    fn a_comment_shows_no_words() {
        assert!(!has_words("<!-- a -->\n"));
        assert!(has_words("<center>Text</center>"));
    }
}
