//! What drafters and converters write by habit is made the notation's own form, and no word is lost on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use adref::rolling::{Bare, Reader, formal, read, reworded};
use adref::text::{BracketKind, Document, Parties, converted, fold, words};
use proptest::prelude::*;

const NAMES: [&str; 6] = ["EU", "US", "G77", "NOR", "CL", "Arab Group"];

fn parties() -> Parties {
    Parties::Known {
        names: NAMES.map(str::to_owned).into(),
        groups: BTreeMap::new(),
    }
}

fn fixed(text: &str) -> String {
    let document = Document::parse_with(text, &parties());
    let all = formal(&document, &parties());
    String::from_utf8(reworded(&document, &all)).unwrap()
}

fn plain(text: &str) -> String {
    String::from_utf8(converted(&Document::parse(text)).text).unwrap()
}

/// How often each word stands in a text: those that are parties', ask for something or number alternatives aside.
fn counted(text: &str) -> BTreeMap<String, usize> {
    let aside: BTreeSet<&str> = [
        "EU", "US", "G77", "NOR", "CL", "Arab", "Group", "and", "by", "propose", "proposed", "to",
        "delete", "oppose", "retain", "Alt", "Option", "1", "2", "a", "b", "提", "议", "删", "除",
    ]
    .into();
    let mut all = BTreeMap::new();
    // A sign that is quoted is written as a reference, by its number.
    let mut unquoted = text.to_owned();
    while unquoted.contains("&#38;#") {
        unquoted = unquoted.replace("&#38;#", "&#");
    }
    for sign in ['[', ']', '/', ':', '–', '#', '／', '：'] {
        unquoted = unquoted.replace(&format!("&#{};", u32::from(sign)), " ");
    }
    for word in words(&unquoted.replace(':', " ")) {
        if !aside.contains(word) {
            *all.entry(word.to_owned()).or_insert(0) += 1;
        }
    }
    all
}

/// Words of six languages with every sign that a habit is made of.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "States",
        "shall",
        "采取措施",
        "各国应",
        "المادة",
        "государства",
        "États",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "[",
        "[",
        "[",
        "]",
        "]",
        "]",
        "(",
        ")",
        "(EU)",
        "(EU, NOR)",
        "](US delete)",
        " (US and NOR)",
        " - EU",
        " - US; G77 delete",
        " – CL",
        "EU,NOR: ",
        "EU/US propose; CL oppose: ",
        "EU: ",
        " / ",
        "／",
        "/",
        "Alt 1: ",
        "Alt 2: ",
        "Option (a): ",
        "Option (b) (EU): ",
        "（EU提议）",
        " - EU提议删除",
        "–",
        ";",
        ":",
        "`",
        "\\[",
        "\\]",
        "&#91;",
        "&#47;",
        "*",
        "**",
        "[^1]",
        "12 bis. ",
        "- ",
        "# ",
        "[t](https://example.org)",
        "Arab Group",
        "{note: ",
        "}",
        "<!-- ",
        " -->",
        "| ",
        "> ",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

/// A sentence with one bracket written by habit; what each party named is to read in the bracket's place.
fn habitual() -> impl Strategy<Value = (String, Vec<(&'static str, String)>)> {
    let word = prop::sample::select(vec![
        "shall",
        "采取措施",
        "المادة",
        "as appropriate",
        "*regularly*",
        "государства",
        "x [y] z",
        "a/b",
        "10 - 12",
    ]);
    let name = prop::sample::select(NAMES.to_vec());
    (word.clone(), word, name.clone(), name, 0..9usize).prop_filter_map(
        "two parties",
        |(one, two, a, b, form)| {
            if a == b || one == two {
                return None;
            }
            let (bracket, reads) = match form {
                0 => (format!("[{one} ({a})]"), vec![(a, one.to_owned())]),
                1 => (
                    format!("[{one}]({a}, {b})"),
                    vec![(a, one.to_owned()), (b, one.to_owned())],
                ),
                2 => (
                    format!("[{one}]({a} propose to delete)"),
                    vec![(a, String::new()), (b, one.to_owned())],
                ),
                3 => (
                    format!("[{one} - {a}; {b} delete]"),
                    vec![(a, one.to_owned()), (b, String::new())],
                ),
                4 => (
                    format!("[{one} – {a} retain / {two} - {b}]"),
                    vec![(a, one.to_owned()), (b, two.to_owned())],
                ),
                5 => (
                    format!("[{a} propose; {b} oppose: {one}]"),
                    vec![(a, one.to_owned()), (b, String::new())],
                ),
                6 => (
                    format!("[Alt 1: {one} / Alt 2: {two}]"),
                    vec![(a, one.to_owned())],
                ),
                7 => (
                    format!("[Option (a) ({a}): {one} / Option (b): {two} ({b})]"),
                    vec![(a, one.to_owned()), (b, two.to_owned())],
                ),
                _ => (
                    format!("[{one} / {two} (proposed by {a})]"),
                    vec![(a, two.to_owned()), (b, one.to_owned())],
                ),
            };
            Some((format!("States {bracket} act.\n"), reads))
        },
    )
}

proptest! {
    #[test]
    fn whatever_is_written_every_word_stands_after_as_before(text in soup()) {
        let after = fixed(&text);
        prop_assert_eq!(counted(&after), counted(&text), "{}", after);
        prop_assert_eq!(fixed(&after), after, "twice is as once");
    }

    #[test]
    fn each_party_reads_what_it_was_named_for((text, reads) in habitual()) {
        let after = fixed(&text);
        prop_assert_ne!(&after, &text);
        let document = Document::parse_with(after.as_bytes(), &parties());
        for (party, words) in reads {
            let heard = read(&document, &parties(), &Reader::Party(party.to_owned()), Bare::Settle);
            let heard = fold(&String::from_utf8(heard).unwrap());
            let words = words.replace(['[', ']'], "");
            let expected = match words.as_str() {
                "" => "States act.".to_owned(),
                words => format!("States {words} act."),
            };
            prop_assert_eq!(heard, expected, "{} in {}", party, after);
        }
    }

    #[test]
    fn a_converters_escapes_go_and_nothing_else(text in soup()) {
        // As a converter escapes: every bracket and quotation mark of the words.
        let escaped = text.replace("\\[", "[").replace("\\]", "]").replace('[', "\\[").replace(']', "\\]");
        for text in [text, escaped] {
            let after = plain(&text);
            prop_assert_eq!(text.replace('\\', ""), after.replace('\\', ""));
            prop_assert_eq!(plain(&after), after.clone(), "twice is as once");
            let (before, now) = (Document::parse(text), Document::parse(after));
            prop_assert_eq!(before.paragraphs().len(), now.paragraphs().len());
            for (one, other) in before.paragraphs().iter().zip(now.paragraphs()) {
                // A number in or behind a bracket may be a label only now.
                let same = one.label == other.label || one.text.contains(['[', ']']);
                prop_assert!(one.kind == other.kind && same, "{:?} {:?}", one, other);
            }
        }
    }
}

fn shared(name: &str) -> Option<String> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data")
        .join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: no {}", path.display());
    }
    text
}

/// A text as a converter escapes it: brackets and quotation marks, but for the marks of notes, which it writes itself.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("[^") {
        let end = rest[at..].find(']').map_or(rest.len(), |end| at + end + 1);
        out.push_str(&escaped_words(&rest[..at]));
        out.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    out + &escaped_words(rest)
}

fn escaped_words(words: &str) -> String {
    let signs = ['[', ']', '\'', '"'];
    signs.iter().fold(words.to_owned(), |words, sign| {
        words.replace(*sign, &format!("\\{sign}"))
    })
}

#[test]
fn brackets_of_real_drafts_that_a_converter_escaped_come_back_byte_for_byte() {
    for name in [
        "paris/4-dec-2015.md",
        "paris/23-oct-2015.md",
        "letter/letter.zh.md",
        "udhr/fr.md",
        "udhr/ar.md",
    ] {
        let Some(text) = shared(name) else { continue };
        let escaped = escaped(&text);
        let all = converted(&Document::parse(escaped.as_bytes()));
        let signs = escaped.matches("\\[").count() + escaped.matches("\\]").count();
        assert!(
            all.brackets * 1000 >= signs * 995,
            "{name}: {} of {signs} brackets, {} kept",
            all.brackets,
            all.kept
        );
        assert_eq!(
            String::from_utf8(all.text).unwrap().replace('\\', ""),
            text.replace('\\', ""),
            "{name}"
        );
    }
}

#[test]
fn in_a_real_draft_whoever_is_named_by_habit_reads_the_words_that_stood_there() {
    let Some(text) = shared("paris/4-dec-2015.md") else {
        return;
    };
    let document = Document::parse_with(text.as_bytes(), &parties());
    let brackets = document.brackets();
    // Every innermost bracket gets a name as drafters write it, in one of three ways.
    let mut named: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for (n, bracket) in brackets.iter().enumerate() {
        let inner = brackets
            .iter()
            .any(|one| bracket.span.start < one.span.start && one.span.end < bracket.span.end);
        let single = bracket.alternatives.len() == 1 && bracket.paragraph == bracket.end_paragraph;
        if inner || !single || bracket.kind != BracketKind::Contested || bracket.depth > 1 {
            continue;
        }
        let words = &text[bracket.alternatives[0].whole.clone()];
        let follows = text[bracket.span.end..].starts_with('(');
        named.push((
            bracket.span.clone(),
            match n % 3 {
                0 => format!("[{words} (EU)]"),
                1 if !follows => format!("[{words}](EU)"),
                _ => format!("[{words} - EU]"),
            },
        ));
    }
    assert!(named.len() > 300, "{}", named.len());
    let written = document.with_pieces(&named);
    let habits = Document::parse_with(written, &parties());
    let all = formal(&habits, &parties());
    assert!(
        all.len() * 100 >= named.len() * 97,
        "{} of {}",
        all.len(),
        named.len()
    );
    let mended = Document::parse_with(reworded(&habits, &all), &parties());
    let heard = |document: &Document, how| {
        let text = read(document, &parties(), &Reader::Party("EU".to_owned()), how);
        String::from_utf8(text)
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    if all.len() == named.len() {
        assert_eq!(heard(&mended, Bare::Settle), heard(&document, Bare::Settle));
    }
    // Without names nothing in it is a habit.
    assert_eq!(formal(&document, &parties()), []);
}
