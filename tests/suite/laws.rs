//! Laws that hold for every text: parsing never fails, printing gives the source back, pieces joined are the whole.

use adref::diff::{Op, reword};
use adref::rolling::{Bare, Reader, read, read_text};
use adref::text::{Document, Parties, fold, sentences, tokens};
use adref::view::by_sentence;
use proptest::prelude::*;

/// Words and signs in six languages, with everything that could trip a reader of brackets.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "States",
        "shall",
        "should",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "[",
        "]",
        "[",
        "]",
        "［",
        "］",
        " / ",
        "／",
        "/",
        ":",
        "EU: ",
        "USA, NOR: ",
        "–",
        "12 bis. ",
        "(a) ",
        "- ",
        "1. ",
        "## ",
        "# Article 4\n\n",
        "**Option 1:** ",
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "> ",
        "[^1]",
        "[^1]: ",
        "[t](https://example.org)",
        "[t](EU)",
        "\\[",
        "\\]",
        "<!-- [ -->",
        "| a | b |\n|---|---|\n| [ | ] |\n",
        "---\n",
        "title: x\n",
        "采取措施",
        "各国应",
        "第十二条",
        "（一）",
        "المادة 4",
        "الدول",
        "государства",
        "États",
        "señalaron",
        "\u{202e}",
        "\u{200b}",
        "\u{0}",
        "\t",
        "    ",
        "&#91;",
        "&#38;",
        "[X]",
        "[Agreed ad ref]",
        "[Note: x]",
        "é",
        "e\u{301}",
        "\u{feff}",
    ])
    .prop_map(str::to_owned);
    prop_oneof![9 => fixed, 1 => any::<String>().prop_map(|text| text.chars().take(8).collect())]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

fn whole(document: &Document) {
    let mut at = 0;
    let mut line = 0;
    for (n, paragraph) in document.paragraphs().iter().enumerate() {
        assert_eq!(paragraph.index, n);
        assert!(
            paragraph.span.start >= at,
            "{paragraph:?} overlaps the one before"
        );
        assert!(
            paragraph.span.start <= paragraph.body.start
                && paragraph.body.end <= paragraph.span.end
        );
        assert!(paragraph.lines.first >= 1 && paragraph.lines.first <= paragraph.lines.last);
        assert!(paragraph.lines.first >= line);
        let counted = document.counted()[n];
        assert!(counted.bracketed <= counted.words);
        let joined: String = document
            .segments(n)
            .iter()
            .map(|segment| &document.source()[segment.span.clone()])
            .collect();
        assert_eq!(joined, document.source()[paragraph.body.clone()]);
        at = paragraph.span.end;
        line = paragraph.lines.first;
    }
    for bracket in document.brackets() {
        assert!(!bracket.alternatives.is_empty());
        assert!(
            bracket.paragraph <= bracket.end_paragraph
                && bracket.end_paragraph < document.paragraphs().len()
        );
        assert!(bracket.place < bracket.end);
        for alternative in &bracket.alternatives {
            assert!(
                alternative.span.start > bracket.span.start
                    && alternative.span.end < bracket.span.end
            );
        }
    }
    let places: Vec<_> = document
        .findings()
        .iter()
        .map(|finding| finding.place)
        .collect();
    assert!(places.is_sorted());
}

proptest! {
    #[test]
    fn printing_gives_arbitrary_bytes_back(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(Document::parse(bytes.clone()).print(), bytes);
    }

    #[test]
    fn printing_gives_a_draft_back_and_its_pieces_fit(text in text()) {
        let document = Document::parse(text.as_bytes());
        prop_assert_eq!(document.print(), text.as_bytes());
        whole(&document);
    }

    #[test]
    fn a_draft_cut_anywhere_is_still_read(text in text(), at in any::<prop::sample::Index>(), junk in any::<[u8; 3]>()) {
        let mut bytes = text.into_bytes();
        let at = at.index(bytes.len() + 1);
        bytes.splice(at..at, junk);
        let document = Document::parse(bytes.clone());
        prop_assert_eq!(document.print(), bytes);
        whole(&document);
    }

    #[test]
    fn tokens_joined_are_the_text(text in text()) {
        let joined: String = tokens(&text).iter().map(|token| token.text).collect();
        prop_assert_eq!(joined, text);
    }

    #[test]
    fn folding_twice_changes_nothing(text in text()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn reading_never_fails_and_a_text_without_brackets_reads_as_itself(text in text()) {
        let parties = Parties::Guessed;
        let document = Document::parse(text.as_bytes());
        for reader in [Reader::Base, Reader::Party("EU".to_owned()), Reader::Party("NOBODY".to_owned())] {
            for bare in [Bare::Keep, Bare::Settle] {
                let _ = read(&document, &parties, &reader, bare);
                let _ = read_text(&text, &parties, &reader, bare);
            }
        }
        let calm: String = text.chars().filter(|c| !matches!(c, '[' | ']' | '［' | '］' | '&')).collect();
        let folded = fold(&calm);
        prop_assert_eq!(read_text(&calm, &parties, &Reader::Base, Bare::Settle).unwrap_or_default(), folded);
    }

    #[test]
    fn a_body_put_in_place_changes_nothing_else(text in text(), at in any::<prop::sample::Index>()) {
        let document = Document::parse(text.as_bytes());
        if !document.paragraphs().is_empty() {
            let paragraph = &document.paragraphs()[at.index(document.paragraphs().len())];
            let same = document.with_body(paragraph.index, &document.source()[paragraph.body.clone()]);
            prop_assert_eq!(same, text.as_bytes());
        }
    }
}

pub(crate) fn data(folder: &str) -> Option<std::path::PathBuf> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data")
        .join(folder);
    if !path.is_dir() {
        eprintln!("skipped: no {}", path.display());
        return None;
    }
    Some(path)
}

pub(crate) fn markdown(folder: &std::path::Path, into: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            markdown(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            into.push(path);
        }
    }
}

#[test]
fn every_real_text_is_given_back_byte_for_byte() {
    let Some(folder) = data("") else { return };
    let mut files = Vec::new();
    markdown(&folder, &mut files);
    assert!(files.len() > 20);
    for file in files {
        let bytes = std::fs::read(&file).unwrap_or_default();
        let document = Document::parse(bytes.clone());
        assert!(
            document.print() == bytes,
            "{} is not given back",
            file.display()
        );
        whole(&document);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn sentences_joined_are_the_words(text in text()) {
        let cut = sentences(&text);
        prop_assert_eq!(&cut.concat(), &text);
        prop_assert!(cut.iter().all(|sentence| !sentence.is_empty()));
    }

    #[test]
    fn a_change_by_sentence_gives_both_texts_back_and_keeps_no_changed_sentence(old in text(), new in text()) {
        let words = reword(&old, &new);
        let marked = by_sentence(&words);
        let side = |without: Op| -> String {
            marked.iter().filter(|run| run.op != without).map(|run| run.text.as_str()).collect()
        };
        let kept = |words: &[adref::diff::Wording], without: Op| -> String {
            words.iter().filter(|run| run.op != without).map(|run| run.text.as_str()).collect()
        };
        prop_assert_eq!(side(Op::Insert), kept(&words, Op::Insert));
        prop_assert_eq!(side(Op::Delete), kept(&words, Op::Delete));
        // What is kept by sentence was kept by words or stands in both: it is a run of whole sentences of either side.
        let (old, new) = (kept(&words, Op::Insert), kept(&words, Op::Delete));
        for run in marked.iter().filter(|run| run.op == Op::Equal) {
            prop_assert!(old.contains(&run.text) && new.contains(&run.text));
        }
    }
}

/// Texts whose reading is felt at once where its cost grows with the square of their length.
#[test]
fn texts_made_to_hurt_are_read_printed_and_settled() {
    let lines = |line: &str, n: usize| line.repeat(n);
    for (what, make) in [
        (
            "nested",
            Box::new(|n: usize| lines("[", n) + &lines("]", n)) as Box<dyn Fn(usize) -> String>,
        ),
        (
            "nested and owned",
            Box::new(|n| lines("[EU: a ", n) + &lines("]", n)),
        ),
        ("never closed", Box::new(|n| lines("[a ", n))),
        ("never opened", Box::new(|n| lines("a] ", n))),
        (
            "one line",
            Box::new(|n| lines("States shall [take] measures / ", n)),
        ),
        ("one word", Box::new(|n| lines("a.", n))),
        (
            "quotations in quotations",
            Box::new(|n| lines(">", n) + " a"),
        ),
        ("items in items", Box::new(|n| lines("- ", n) + "a")),
        (
            "backticks",
            Box::new(|n| (1..n / 40).map(|n| lines("`", n % 200) + " ").collect()),
        ),
        ("tags", Box::new(|n| lines("<a ", n))),
        ("comments", Box::new(|n| lines("a <!-- ", n))),
        ("braces", Box::new(|n| lines("{placement: ", n))),
        ("addresses", Box::new(|n| lines("[a](https://a", n))),
        (
            "over paragraphs",
            Box::new(|n| lines("[a\n\n", n / 20) + &lines("b]\n\n", n / 20)),
        ),
        (
            "contested labels",
            Box::new(|n| lines("[4][2]. x\n\n", n / 10)),
        ),
        (
            "headings",
            Box::new(|n| format!("# {}\n\n{}", lines("[", n), lines("## a\n\n", n / 10))),
        ),
        (
            "references",
            Box::new(|n| lines("[EU: &#91;", n / 100) + &lines("]", n / 100)),
        ),
    ] {
        let text = make(40_000);
        let document = Document::parse(text.as_bytes());
        assert!(document.print() == text.as_bytes(), "{what}");
        assert!(document.findings().len() <= text.len(), "{what}");
        let _ = read(
            &document,
            &Parties::Guessed,
            &Reader::Party("EU".to_owned()),
            Bare::Settle,
        );
    }
}
