//! Which version of a text an answer was made from, where it does not say so itself.

use std::collections::HashSet;

use super::super::export::{Manner, Naming, paper};
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::office::{Block, Paper, Paragraph};
use crate::record::Verb;
use crate::repo::BlobId;
use crate::text::{Document, fold};

/// A version of a text that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its symbol.
    pub symbol: String,
    /// Its text.
    pub text: BlobId,
    /// When it was issued.
    pub time: Moment,
}

/// The versions of a document that were issued, the oldest first.
pub fn issued(meeting: &Meeting, document: &str) -> Vec<Version> {
    let Some(register) = meeting.register(document) else {
        return Vec::new();
    };
    let stands = |act: &crate::record::Deed<'_>| {
        act.verb == Verb::Issue && !register.ledger.retracted.contains(act.id)
    };
    let mut all: Vec<Version> = register
        .acts
        .such(stands)
        .filter_map(|act| {
            Some(Version {
                symbol: act.number?,
                text: act.text?,
                time: act.time,
            })
        })
        .collect();
    all.sort_by_key(|one| one.time);
    all
}

/// The version that people had at a time before the last one was issued; none where they could have the last.
pub fn in_hands(all: &[Version], came: Moment) -> Option<&Version> {
    let last = all.last().filter(|last| came < last.time)?;
    let mut before = all.iter().rev().skip(1).filter(|one| one.time <= came);
    before.next().filter(|one| one.text != last.text)
}

/// The version that a mail's subject names, as the only one: by its symbol's end, `WP.5/Rev.1`, `Rev. 1`, or as the zero draft.
pub fn named_in<'v>(all: &'v [Version], subject: &str) -> Option<&'v Version> {
    let plain = |words: &str| {
        let lower = fold(&words.to_lowercase());
        lower.replace("rev. ", "rev.").replace("rev ", "rev.")
    };
    let subject = plain(subject);
    let part = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.');
    let names = |key: &str| {
        subject.match_indices(key).any(|(at, _)| {
            let before = subject.get(..at).and_then(|one| one.chars().next_back());
            let behind = subject.get(at + key.len()..).unwrap_or_default();
            let behind = behind.trim_start_matches('.').chars().next();
            before.is_none_or(|c| !c.is_alphanumeric()) && behind.is_none_or(|c| !part(c))
        })
    };
    let mut found = all.iter().filter(|one| {
        let last = one.symbol.rsplit('/').next().unwrap_or_default();
        match last.to_lowercase().strip_prefix("rev.") {
            Some(_) => names(&plain(last)),
            None => ["zero draft", "rev.zero", "rev.0"].into_iter().any(names),
        }
    });
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

/// How much of a text a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Likeness {
    /// Paragraphs of the text that stand in the file word for word, as it is or as it was.
    pub same: usize,
    /// Those that stand there with their number besides.
    pub numbered: usize,
    /// Paragraphs of the text.
    pub of: usize,
    /// Paragraphs of the file.
    pub lines: usize,
}

impl Likeness {
    /// What tells the likest of several: words first, their numbers with them.
    pub fn likeness(&self) -> usize {
        self.same + self.numbered
    }

    /// Whether the file is hardly one of this text at all.
    pub fn is_strange(&self) -> bool {
        2 * self.same < self.of.min(self.lines)
    }
}

/// How much of a text, printed so, a file holds word for word. Tables are left out.
pub fn held(file: &Paper, document: &Document, naming: Naming) -> Likeness {
    let mut lines: HashSet<String> = HashSet::new();
    let mut out = Likeness::default();
    for one in paragraphs(file) {
        let said = [one.accepted(), one.rejected()].map(|words| fold(&words));
        out.lines += usize::from(said.iter().any(|words| !words.is_empty()));
        for words in said {
            if let Some(label) = &one.label {
                lines.insert(fold(&format!("{label} {words}")));
            }
            lines.insert(words);
        }
    }
    let manner = Manner {
        naming,
        ..Manner::default()
    };
    let printed = paper(document, &manner);
    for one in paragraphs(&printed).filter(|one| one.anchor.is_some()) {
        let words = fold(&one.accepted());
        if words.is_empty() {
            continue;
        }
        out.of += 1;
        let label = one.label.as_deref().unwrap_or_default();
        let numbered = lines.contains(&fold(&format!("{label} {words}")));
        out.numbered += usize::from(numbered);
        out.same += usize::from(numbered || lines.contains(&words));
    }
    out
}

fn paragraphs(paper: &Paper) -> impl Iterator<Item = &Paragraph> {
    paper.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(one) => Some(one),
        Block::Table(_) => None,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn version(symbol: &str, time: &str) -> Version {
        Version {
            symbol: symbol.to_owned(),
            text: BlobId(symbol.to_owned()),
            time: time.parse().unwrap(),
        }
    }

    #[test]
    fn a_subject_names_a_version_by_its_symbols_end_and_two_name_none() {
        let all = ["A/C/WP.1", "A/C/WP.1/Rev.1", "A/C/WP.1/Rev.12"]
            .map(|symbol| version(symbol, "2008-07-14T10:00Z"));
        for (subject, named) in [
            ("Re: WP.1/Rev.1", Some("A/C/WP.1/Rev.1")),
            ("Comments on rev 12. of Rev. 12", Some("A/C/WP.1/Rev.12")),
            ("A/C/WP.1/Rev.1: XNO.", Some("A/C/WP.1/Rev.1")),
            ("the Zero Draft", Some("A/C/WP.1")),
            ("A/C/WP.1", None),
            ("Rev.1 and Rev.12", None),
            ("Rev.1/Corr.1", None),
            ("Rev.2", None),
        ] {
            let found = named_in(&all, subject).map(|one| one.symbol.as_str());
            assert_eq!(found, named, "{subject}");
        }
    }

    #[test]
    fn who_wrote_before_a_revision_had_the_one_before_it() {
        let all = [
            version("WP.1", "2008-07-14T10:00Z"),
            version("WP.1/Rev.1", "2008-07-15T10:00Z"),
            version("WP.1/Rev.2", "2008-07-16T10:00Z"),
        ];
        for (came, had) in [
            ("2008-07-14T09:00Z", None),
            ("2008-07-14T10:00Z", Some("WP.1")),
            ("2008-07-15T09:59Z", Some("WP.1")),
            ("2008-07-16T09:59Z", Some("WP.1/Rev.1")),
            ("2008-07-16T10:00Z", None),
            ("2008-07-17T10:00Z", None),
        ] {
            let found = in_hands(&all, came.parse().unwrap());
            assert_eq!(found.map(|one| one.symbol.as_str()), had, "{came}");
        }
        assert_eq!(in_hands(&[], "2008-07-17T10:00Z".parse().unwrap()), None);
    }

    #[test]
    fn a_file_is_likest_the_version_whose_words_and_numbers_it_has() {
        let old =
            Document::parse("1. States act.\n\n2. Each State reports.\n\n3. The Chair meets.\n");
        let new = Document::parse(
            "1. States act.\n\n2. Others help.\n\n3. Each State reports.\n\n4. The Chair meets.\n",
        );
        let mut file = paper(&old, &Manner::default());
        for block in &mut file.blocks {
            if let Block::Paragraph(one) = block {
                one.anchor = None;
            }
        }
        let (old, new) = (
            held(&file, &old, Naming::Shown),
            held(&file, &new, Naming::Shown),
        );
        assert_eq!((old.same, old.numbered, old.of), (3, 3, 3));
        assert_eq!((new.same, new.numbered, new.of), (3, 1, 4));
        assert!(old.likeness() > new.likeness() && !new.is_strange());
        let other = held(
            &file,
            &Document::parse("1. A.\n\n2. B.\n\n3. C.\n"),
            Naming::Shown,
        );
        assert!(other.is_strange());
    }
}
