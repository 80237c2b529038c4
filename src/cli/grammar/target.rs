//! What a verb is aimed at, and whose authority it has: words as typed become aims.

use clap::{Args, ValueEnum};

use super::known::Known;
use crate::cli::failure::Failure;
use crate::meeting::Meeting;
use crate::ops::{Aim, DocumentAt};
use crate::record::{ActId, Heard};
use crate::text::{Address, is_rank};

/// Where it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Occasion {
    /// In a plenary sitting
    Plenary,
    /// In informal consultations
    Informals,
    /// In a small group
    SmallGroup,
    /// By letter, mail or file
    InWriting,
}

/// By whose authority, on what occasion, and whether only to show it.
#[derive(Debug, Clone, Args)]
pub(crate) struct Hand {
    /// By the authority of this delegation, group or officer
    #[arg(long = "as", value_name = "WHO")]
    pub by: Option<String>,
    /// Where it was said
    #[arg(long, value_name = "OCCASION", value_enum)]
    pub heard: Option<Occasion>,
    /// Keeps it at the desk: no circulation takes it to the room (see adref publish)
    #[arg(long)]
    pub desk: bool,
    /// Shows what would be written and writes nothing
    #[arg(long)]
    pub dry_run: bool,
}

impl Hand {
    /// The occasion, as the record has it.
    pub(crate) fn occasion(&self) -> Option<Heard> {
        self.heard.map(|heard| match heard {
            Occasion::Plenary => Heard::Plenary,
            Occasion::Informals => Heard::Informals,
            Occasion::SmallGroup => Heard::SmallGroup,
            Occasion::InWriting => Heard::InWriting,
        })
    }
}

/// Cuts `outcome@rev.1` in two.
pub(crate) fn at_version(typed: &str) -> DocumentAt {
    match typed.split_once('@') {
        Some((document, version)) if !document.is_empty() && !version.is_empty() => DocumentAt {
            document: document.to_owned(),
            version: Some(version.to_owned()),
        },
        _ => DocumentAt {
            document: typed.to_owned(),
            version: None,
        },
    }
}

/// Words that cannot be an address alone: `Article 4`.
const OPENING: [&str; 8] = [
    "article",
    "section",
    "chapter",
    "part",
    "annex",
    "paragraph",
    "para",
    "rule",
];

/// Puts addresses together that were typed in several words: `12 bis`, `12 alt 2`, `Article 4`.
pub(crate) fn addresses(words: &[String]) -> Vec<Address> {
    let mut whole: Vec<String> = Vec::new();
    let mut before = String::new();
    for word in words {
        let lower = word.to_lowercase();
        // `12 bis`, `12 alt`: these can only go on with the address before them.
        let goes_on = is_rank(&lower)
            || lower == "alt"
            || word.starts_with('(')
            || OPENING.contains(&before.as_str())
            || (before == "alt" && word.chars().all(|c| c.is_ascii_digit()));
        match whole.last_mut() {
            Some(last) if goes_on => {
                last.push(' ');
                last.push_str(word);
            }
            _ => whole.push(word.clone()),
        }
        before = lower;
    }
    whole.into_iter().map(Address::new).collect()
}

/// Whether a word has the form of a proposal's number (`XNO-3`, `EU-1/4`) or slug (`xno-7f3a`).
pub(crate) fn is_proposal(word: &str) -> bool {
    let Some((who, rest)) = word.rsplit_once('-') else {
        return false;
    };
    let number = rest
        .split('/')
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()));
    let slug = rest.len() >= 4 && rest.chars().all(|c| c.is_ascii_hexdigit());
    !who.is_empty() && who.chars().all(|c| c.is_alphanumeric() || c == '-') && (number || slug)
}

/// Whether a word has the form of an act's id.
pub(crate) fn is_act(word: &str) -> bool {
    word.len() == 10
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c))
}

/// What is aimed at: `XNO-3`, an act's id, `outcome`, or `outcome 12bis 13 …`.
pub(crate) fn aims(words: &[String], known: Known<'_>) -> Result<Vec<Aim>, Failure> {
    let Some((first, rest)) = words.split_first() else {
        return Err(Failure::new("nothing is aimed at")
            .hint("name a proposal (XNO-3), or a document and a paragraph (outcome 12bis)"));
    };
    if !known.has_document(first) {
        let each = words.iter().cloned();
        if is_act(first) {
            return Ok(each.map(|word| Aim::Act(ActId::from(word))).collect());
        }
        if is_proposal(first) {
            return Ok(each.map(Aim::Proposal).collect());
        }
    }
    let mut document = known
        .document(first)
        .map_err(|failure| match opens_an_address(first) {
            true => {
                let drafts = known.0.map(Meeting::drafts).unwrap_or_default();
                let ids: Vec<&str> = drafts.iter().map(|draft| draft.id.as_str()).collect();
                let first = ids.first().copied().unwrap_or("outcome");
                let all = match ids.len() {
                    0 | 1 => String::new(),
                    _ => format!("; the documents are {}", ids.join(", ")),
                };
                let typed = words.join(" ");
                failure.hint(format!(
                    "the document goes before the paragraph: {first} {typed}{all}"
                ))
            }
            false => failure,
        })?;
    let mut aims = Vec::new();
    // `outcome 2 17 tracing 5`: a document's name begins a list of its own.
    for part in in_documents(rest, known) {
        let words = match part.split_first() {
            Some((name, words)) if names_document(name, known) => {
                document = known.document(name)?;
                words
            }
            _ => part,
        };
        match words.is_empty() {
            true => aims.push(Aim::Document(document.clone())),
            false => aims.extend(
                addresses(words)
                    .into_iter()
                    .map(|address| Aim::Paragraph(document.clone(), address)),
            ),
        }
    }
    Ok(aims)
}

/// Whether a word among paragraphs is a document's name: one that no paragraph could be called.
fn names_document(word: &str, known: Known<'_>) -> bool {
    word.chars().count() > 1 && word.starts_with(char::is_alphabetic) && known.has_document(word)
}

/// The words cut before each document's name; the first part is there even where it is empty.
fn in_documents<'w>(words: &'w [String], known: Known<'_>) -> Vec<&'w [String]> {
    let mut parts = Vec::new();
    let mut begin = 0;
    for (at, word) in words.iter().enumerate() {
        let opened = at
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .is_some_and(|before| OPENING.contains(&before.to_lowercase().as_str()));
        if names_document(word, known) && !opened {
            parts.push(words.get(begin..at).unwrap_or_default());
            begin = at;
        }
    }
    parts.push(words.get(begin..).unwrap_or_default());
    parts
}

/// Whether a word has the form of a paragraph's address and not of a document's name: `12`, `(a)`, `¶7`, `PP3`, `Article`.
fn opens_an_address(word: &str) -> bool {
    let lower = word.to_lowercase();
    let bare = lower.trim_start_matches(['(', '¶']);
    let bare = bare.strip_prefix("pp").unwrap_or(bare);
    (bare.len() < lower.len() && bare.chars().count() < 4)
        || bare.starts_with(|c: char| c.is_ascii_digit())
        || OPENING.contains(&lower.as_str())
}

/// At most one address.
pub(crate) fn one_address(words: &[String]) -> Result<Option<Address>, Failure> {
    let mut found = addresses(words);
    let first = (!found.is_empty()).then(|| found.remove(0));
    match found.first() {
        Some(second) => Err(Failure::new(format!(
            "one paragraph at a time, not {second} too"
        ))),
        None => Ok(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(ToOwned::to_owned).collect()
    }

    fn named(line: &str) -> Vec<String> {
        addresses(&words(line))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn an_address_may_be_typed_in_several_words() {
        assert_eq!(named("12 bis 13"), ["12 bis", "13"]);
        assert_eq!(named("12 alt 2 13 (a)"), ["12 alt 2", "13 (a)"]);
        assert_eq!(named("Article 4 ter 5"), ["Article 4 ter", "5"]);
    }

    #[test]
    fn a_number_a_slug_an_act_and_a_document_are_told_apart() -> Result<(), Failure> {
        let aimed = |line: &str| aims(&words(line), Known(None));
        assert_eq!(aimed("XNO-3")?, [Aim::Proposal("XNO-3".into())]);
        assert_eq!(aimed("xno-7f3a")?, [Aim::Proposal("xno-7f3a".into())]);
        assert_eq!(aimed("5f0c2a91b3")?, [Aim::Act(ActId::from("5f0c2a91b3"))]);
        assert_eq!(aimed("outcome")?, [Aim::Document("outcome".into())]);
        assert_eq!(
            aimed("outcome 12 bis")?,
            [Aim::Paragraph("outcome".into(), Address::new("12 bis"))]
        );
        Ok(())
    }

    #[test]
    fn a_document_may_be_named_at_a_version() {
        assert_eq!(at_version("wp1@rev.1").version.as_deref(), Some("rev.1"));
        assert_eq!(at_version("wp1").version, None);
        assert_eq!(at_version("@x").document, "@x");
    }
}
