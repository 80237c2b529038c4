//! An address: what a person types to name a paragraph, and how it is compared with what paragraphs are called.

use std::collections::HashMap;
use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::near::near;
use super::paragraph::Paragraph;
use super::standing;

/// What a person types to name a paragraph: `12bis`, `12 bis`, `II/12/(a)`, `12(a)`, `PP3`, `¶7`, `12#2`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address(String);

impl Address {
    /// Takes what was typed; whether a paragraph bears it only a document knows.
    pub fn new(typed: impl Into<String>) -> Address {
        Address(typed.into())
    }

    /// What was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// No paragraph, or more than one, bears the address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no paragraph {address}")]
pub struct NoAddress {
    /// What was asked for.
    pub address: String,
    /// Names that are near, best first, at most five; where several paragraphs bear the address, theirs.
    pub near: Vec<String>,
}

/// Which paragraphs bear which names, as names are compared.
#[derive(Debug, Clone, Default)]
pub(super) struct Addresses {
    names: HashMap<String, Vec<usize>>,
    paths: HashMap<String, Vec<usize>>,
    labels: HashMap<String, Vec<usize>>,
}

impl Addresses {
    /// Reads the labels of all paragraphs, and their names.
    pub(super) fn of(paragraphs: &[Paragraph], names: &[String]) -> Addresses {
        let mut all = Addresses::default();
        for (paragraph, name) in paragraphs.iter().zip(names) {
            let index = paragraph.index;
            let note = |map: &mut HashMap<String, Vec<usize>>, key: String| {
                let entry = map.entry(key).or_default();
                if entry.last() != Some(&index) {
                    entry.push(index);
                }
            };
            note(&mut all.names, plain(name));
            // A contested label, `[4][2]`, is found by each of its numbers.
            let label = paragraph.label.as_ref().map_or("", |label| label.as_str());
            for part in label.split(['[', ']']).filter(|_| label.contains('[')) {
                if !part.trim().is_empty() {
                    note(&mut all.labels, plain(part));
                }
            }
            if let Some(path) = standing::path(paragraphs, index) {
                let whole = plain(&path.to_string());
                // Every end of a path is an address too, as long as only one paragraph bears it: `12/(a)` for `II/12/(a)`.
                let mut rest = whole.as_str();
                let mut map = &mut all.paths;
                loop {
                    note(map, rest.to_owned());
                    map = &mut all.labels;
                    match rest.split_once('/') {
                        Some((_, tail)) => rest = tail,
                        None => break,
                    }
                }
            }
        }
        all
    }

    /// The paragraph that an address names.
    pub(super) fn find(&self, address: &Address, names: &[String]) -> Result<usize, NoAddress> {
        let several = match self.bearing(address) {
            Ok(found) => return Ok(found),
            Err(several) => several,
        };
        let near = if several.is_empty() {
            near(&plain(address.as_str()), names.iter().map(String::as_str))
                .into_iter()
                .map(str::to_owned)
                .collect()
        } else {
            several
                .iter()
                .filter_map(|index| names.get(*index).cloned())
                .take(5)
                .collect()
        };
        Err(NoAddress {
            address: address.to_string(),
            near,
        })
    }

    /// The one paragraph that an address names; else the several that bear it, or none.
    pub(super) fn bearing(&self, address: &Address) -> Result<usize, &[usize]> {
        let wanted = plain(address.as_str());
        let mut several: &[usize] = &[];
        for map in [&self.names, &self.paths, &self.labels] {
            match map.get(&wanted).map(Vec::as_slice) {
                Some([one]) => return Ok(*one),
                Some(more) if several.is_empty() => several = more,
                _ => {}
            }
        }
        if let Some((base, nth)) = wanted.rsplit_once('#')
            && let Ok(nth) = nth.parse::<usize>()
        {
            let twins = [&self.paths, &self.labels, &self.names]
                .into_iter()
                .find_map(|map| map.get(base).filter(|all| all.len() >= nth));
            if let Some(found) = twins.and_then(|all| all.get(nth.checked_sub(1)?)) {
                return Ok(*found);
            }
        }
        Err(several)
    }
}

/// A name as it is compared: letters' case, spaces, full-width forms, parentheses and closing points aside.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.trim().nfkc().flat_map(char::to_lowercase).peekable();
    while let Some(c) = chars.next() {
        match c {
            c if c.is_whitespace() => {}
            '(' if !out.is_empty() && !out.ends_with('/') => out.push('/'),
            '(' | ')' => {}
            '.' | '-' if !chars.peek().is_some_and(char::is_ascii_digit) => {}
            '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => {
                let digit = u32::from(c) & 0xf;
                out.extend(char::from_digit(digit, 10));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_forgives_case_spaces_and_width() {
        for (typed, name) in [
            ("12BIS", "12 bis"),
            ("12 . bis", "12 bis"),
            ("12(a)", "12/(a)"),
            ("12 (a) (iv)", "12/(a)/(iv)"),
            ("１２ bis.", "12 bis"),
            ("pp 3", "PP3"),
            ("¶ 7", "¶7"),
            ("（一）", "(一)"),
            ("article 2 bis", "Article 2 bis"),
        ] {
            assert_eq!(plain(typed), plain(name), "{typed}");
        }
        assert_ne!(plain("12.1"), plain("121"));
        assert_ne!(plain("1/12"), plain("11/2"));
    }
}
