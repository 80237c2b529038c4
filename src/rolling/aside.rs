//! What stands outside all paragraphs, where no bracket can stand: addresses that links are given, fields of the front matter,
//! comments, rules. What a party has otherwise there is told, and an address that it gives to a new name is kept.

use std::collections::BTreeMap;
use std::ops::Range;

use super::amended::Amended;
use super::remains::Piece;
use crate::text::{Document, Label};

/// A line outside all paragraphs that a party has and the rolling text has not, or the other way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Who has it, or lacks it.
    pub party: String,
    /// Whether the party has it; else the base has it and the party does not.
    pub has: bool,
    /// Where it stands: a line of the party's text, or of the base, from 1.
    pub line: usize,
    /// The line, trimmed.
    pub words: String,
}

impl Aside {
    /// Whether the line gives an address to a name of links.
    pub fn is_address(&self) -> bool {
        name_of_definition(&self.words).is_some()
    }
}

/// What the versions of some parties have outside all paragraphs, where it is not what the base has.
///
/// The rolling text keeps the base's lines there, with the addresses that the parties give to names it does not know.
pub fn aside(base: &Document, amended: &[Amended<'_>]) -> Vec<Aside> {
    let ours = outside(base);
    let kept = addresses(base, amended);
    let mut all = Vec::new();
    for one in amended {
        let theirs = outside(one.document);
        let mut left = counted(&ours);
        for (line, words) in &theirs {
            match left.get_mut(words) {
                Some(n) if *n > 0 => *n -= 1,
                _ if kept.iter().any(|kept| kept == words) => {}
                _ => all.push(told(one.party, true, *line, words)),
            }
        }
        let mut left = counted(&theirs);
        for (line, words) in &ours {
            match left.get_mut(words) {
                Some(n) if *n > 0 => *n -= 1,
                _ => all.push(told(one.party, false, *line, words)),
            }
        }
    }
    all
}

/// The addresses that parties give to names of links which the base does not know, behind the base; of two for one name the
/// first party's.
pub(super) fn appended(base: &Document, amended: &[Amended<'_>]) -> Option<Piece> {
    let fresh = addresses(base, amended);
    if fresh.is_empty() {
        return None;
    }
    let source = base.source();
    let newline = if source.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let last = source.trim_end().lines().next_back().unwrap_or_default();
    let mut text = String::new();
    if !source.ends_with('\n') {
        text.push_str(newline);
    }
    if name_of_definition(last).is_none() && !source.ends_with("\n\n") {
        text.push_str(newline);
    }
    for line in fresh {
        text.push_str(line);
        text.push_str(newline);
    }
    Some((source.len()..source.len(), text))
}

fn addresses<'a>(base: &Document, amended: &[Amended<'a>]) -> Vec<&'a str> {
    let known: Vec<String> = outside(base)
        .iter()
        .filter_map(|(_, line)| name_of_definition(line))
        .collect();
    let mut sorted = amended.to_vec();
    sorted.sort_by_key(|one| one.party);
    let mut fresh: BTreeMap<String, &'a str> = BTreeMap::new();
    for one in sorted {
        for (_, line) in outside(one.document) {
            if let Some(name) = name_of_definition(line).filter(|name| !known.contains(name)) {
                fresh.entry(name).or_insert(line);
            }
        }
    }
    fresh.into_values().collect()
}

fn told(party: &str, has: bool, line: usize, words: &str) -> Aside {
    Aside {
        party: party.to_owned(),
        has,
        line,
        words: words.to_owned(),
    }
}

/// How often each line stands there.
fn counted<'a>(lines: &[(usize, &'a str)]) -> BTreeMap<&'a str, usize> {
    let mut all = BTreeMap::new();
    for (_, words) in lines {
        *all.entry(*words).or_default() += 1;
    }
    all
}

/// The lines of a text that belong to no paragraph, trimmed, each with its number; empty ones are none.
fn outside(document: &Document) -> Vec<(usize, &str)> {
    let inside: Vec<Range<usize>> = document
        .paragraphs()
        .iter()
        .map(|one| one.lines.first..one.lines.last + 1)
        .collect();
    let mut all = Vec::new();
    let mut next = 0;
    for (n, line) in document.source().lines().enumerate() {
        let number = n + 1;
        while inside.get(next).is_some_and(|lines| lines.end <= number) {
            next += 1;
        }
        let held = inside
            .get(next)
            .is_some_and(|lines| lines.contains(&number));
        let words = line.trim();
        // A mark alone, of a heading, an item, a quotation, or a number has no words to lose.
        let marks = |c: char| "#>*+- \t".contains(c);
        let numbered = Label::read(words).is_some_and(|(_, length)| words.len() == length);
        let empty = words.trim_matches(marks).is_empty()
            && !words.starts_with("***")
            && !words.starts_with("---");
        if !held && !empty && !numbered {
            all.push((number, words));
        }
    }
    all
}

/// The name that `[name]: address` gives to an address, as names are compared; `None` where the line gives none.
fn name_of_definition(line: &str) -> Option<String> {
    let (name, rest) = line.trim().strip_prefix('[')?.split_once("]:")?;
    let usable = !name.trim().is_empty() && !name.starts_with('^') && !rest.trim().is_empty();
    usable.then(|| crate::text::fold(name).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rolling::compile;
    use crate::text::Parties;

    const BASE: &str = "---\ntitle: One\nsymbol: A/1\n---\n\n1. See [it][home].\n\n<!-- why -->\n\n***\n\n[home]: https://a.org\n";

    fn parties() -> Parties {
        Parties::Known {
            names: ["EU", "USA"].map(str::to_owned).into(),
            groups: Default::default(),
        }
    }

    fn of(eu: &str) -> (String, Vec<(bool, usize, String)>) {
        let parties = parties();
        let (base, document) = (
            Document::parse_with(BASE, &parties),
            Document::parse_with(eu, &parties),
        );
        let amended = [Amended {
            party: "EU",
            document: &document,
        }];
        let text = compile(&base, &amended, &parties)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let asides = aside(&base, &amended);
        (
            text.unwrap_or_default(),
            asides
                .into_iter()
                .map(|one| (one.has, one.line, one.words))
                .collect(),
        )
    }

    #[test]
    fn what_no_bracket_can_hold_is_told_with_its_line_and_the_base_kept() {
        assert_eq!(of(BASE), (BASE.to_owned(), vec![]));
        let (text, asides) = of(&BASE
            .replace("A/1", "A/2")
            .replace("a.org", "b.org")
            .replace("<!-- why -->\n\n", ""));
        assert_eq!(text, BASE);
        let said: Vec<(bool, usize, &str)> = asides
            .iter()
            .map(|(has, line, words)| (*has, *line, words.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                (true, 3, "symbol: A/2"),
                (true, 10, "[home]: https://b.org"),
                (false, 3, "symbol: A/1"),
                (false, 8, "<!-- why -->"),
                (false, 12, "[home]: https://a.org"),
            ]
        );
    }

    #[test]
    fn an_address_with_a_new_name_comes_with_the_words_that_use_it() {
        let eu = BASE.replace("See [it][home].", "See [it][home] and [that][new].")
            + "[new]: https://n.org\n";
        let (text, asides) = of(&eu);
        let words = "See [[it][home] / EU: [it][home] and [that][new]].";
        let whole = BASE.replace("See [it][home].", words) + "[new]: https://n.org\n";
        assert_eq!(text, whole);
        assert_eq!(asides, []);
    }
}
