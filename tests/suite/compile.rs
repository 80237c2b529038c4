//! The laws of the rolling text: from what is compiled the base and every party read back exactly what they wrote.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};

use adref::rolling::{Amended, Bare, Reader, compile, read, reworded, streamline, weigh};
use adref::text::{Document, Kind, Label, Parties, fold};
use proptest::prelude::*;

const NAMES: [&str; 6] = ["EGY", "EU", "G77", "NOR", "USA", "XNO"];

fn parties() -> Parties {
    let groups: BTreeMap<String, BTreeSet<String>> = [(
        "G77".to_owned(),
        ["EGY".to_owned(), "XNO".to_owned()].into(),
    )]
    .into();
    Parties::Known {
        names: NAMES.map(str::to_owned).into(),
        groups,
    }
}

/// Words of six languages and, in all of them, signs that could trip whoever brackets them.
const WORDS: [&[&str]; 6] = [
    &[
        "States",
        "shall",
        "take",
        "all",
        "appropriate",
        "measures",
        "to",
        "prevent",
        "the",
        "illicit",
        "trade",
        "in",
        "arms,",
    ],
    &[
        "Les",
        "États",
        "prennent",
        "toutes",
        "les",
        "mesures",
        "appropriées",
        "pour",
        "prévenir",
        "le",
        "commerce",
        "illicite ;",
    ],
    &[
        "Los",
        "Estados",
        "adoptarán",
        "las",
        "medidas",
        "apropiadas",
        "para",
        "prevenir",
        "el",
        "comercio",
        "ilícito,",
    ],
    &[
        "Государства",
        "принимают",
        "все",
        "надлежащие",
        "меры",
        "для",
        "предотвращения",
        "незаконной",
        "торговли",
    ],
    &[
        "تتخذ",
        "الدول",
        "جميع",
        "التدابير",
        "المناسبة",
        "لمنع",
        "الاتجار",
        "غير",
        "المشروع،",
    ],
    &[
        "各", "国", "应", "采", "取", "一", "切", "适", "当", "措", "施，", "防", "止", "非", "法",
        "贸", "易",
    ],
];

const SIGNS: [&str; 34] = [
    "[shall]",
    "[",
    "]",
    "[should",
    "be]",
    "/",
    "[a / b]",
    "and/or",
    "EU:",
    "[EU: shall]",
    "[may / EU: must]",
    "[EU,",
    "NOR:",
    "–",
    "*old text*",
    "**firm**",
    "*open",
    "closed*",
    "[link](https://example.org)",
    "[t](EU)",
    "`co[d]e`",
    "[^1]",
    "\\[",
    "\\]",
    "&#91;",
    "&#38;",
    "[X]",
    "[Agreed ad ref]",
    "mechanism[s]",
    "(a)",
    "12.",
    "#",
    "!",
    "［应］",
];

const HEADS: [&str; 16] = [
    "[^1]: ",
    "[^2]: ",
    "",
    "",
    "",
    "1. ",
    "2. ",
    "(a) ",
    "(b) ",
    "- ",
    "# ",
    "## ",
    "> ",
    "12 bis. ",
    ARTICLE,
    "## 第三条 ",
];

/// A heading that may be nothing but its label.
const ARTICLE: &str = "## Article 19 ";

#[derive(Debug, Clone)]
struct Para {
    head: &'static str,
    words: Vec<&'static str>,
}

#[derive(Debug, Clone)]
struct Edit {
    what: u8,
    paragraph: usize,
    at: usize,
    long: usize,
    words: Vec<&'static str>,
}

fn word(language: usize) -> impl Strategy<Value = &'static str> {
    prop_oneof![
        7 => prop::sample::select(WORDS[language].to_vec()),
        1 => prop::sample::select(SIGNS.to_vec()),
    ]
}

fn para(language: usize) -> impl Strategy<Value = Para> {
    (
        prop::sample::select(HEADS.to_vec()),
        prop::collection::vec(word(language), 0..14),
    )
        .prop_map(move |(head, mut words)| {
            if words.is_empty() && head != ARTICLE {
                words.push(WORDS[language][0]);
            }
            Para { head, words }
        })
}

fn edit(language: usize) -> impl Strategy<Value = Edit> {
    (
        0..12_u8,
        0..6_usize,
        0..14_usize,
        1..4_usize,
        prop::collection::vec(word(language), 1..4),
    )
        .prop_map(|(what, paragraph, at, long, words)| Edit {
            what,
            paragraph,
            at,
            long,
            words,
        })
}

fn case() -> impl Strategy<Value = (usize, Vec<Para>, Vec<Vec<Edit>>)> {
    (0..WORDS.len()).prop_flat_map(|language| {
        (
            Just(language),
            prop::collection::vec(para(language), 1..6),
            prop::collection::vec(prop::collection::vec(edit(language), 0..4), 1..5),
        )
    })
}

fn apply(base: &[Para], edits: &[Edit]) -> Vec<Para> {
    let mut text = base.to_vec();
    for edit in edits {
        if text.is_empty() {
            text.push(Para {
                head: "",
                words: edit.words.clone(),
            });
            continue;
        }
        let n = edit.paragraph % text.len();
        let words = &mut text[n].words;
        let at = edit.at % (words.len() + 1);
        let end = (at + edit.long).min(words.len());
        match edit.what {
            0..=2 => {
                words.splice(at..end, edit.words.iter().copied());
            }
            3 | 4 => {
                words.splice(at..at, edit.words.iter().copied());
            }
            5 | 6 => {
                words.drain(at..end);
            }
            7 => {
                words.insert(end, "]");
                words.insert(at, "[");
            }
            8 => {
                text.remove(n);
            }
            9 => {
                let head = HEADS[edit.at % HEADS.len()];
                text.insert(
                    n,
                    Para {
                        head,
                        words: edit.words.clone(),
                    },
                );
            }
            10 => {
                let moved = text.remove(n);
                let to = edit.at % (text.len() + 1);
                text.insert(to, moved);
            }
            _ => text[n].words = edit.words.clone(),
        }
        text.retain(|para| !para.words.is_empty() || para.head == ARTICLE);
    }
    text
}

fn source(language: usize, text: &[Para]) -> String {
    let space = if language == 5 { "" } else { " " };
    // A mark names one footnote: who writes it again has made a paragraph.
    let mut marks: BTreeSet<&str> = BTreeSet::new();
    let paragraphs: Vec<String> = text
        .iter()
        .map(|para| {
            let head = match para.head.starts_with("[^") && !marks.insert(para.head) {
                true => "",
                false => para.head,
            };
            format!("{head}{}\n", para.words.join(space))
        })
        .collect();
    paragraphs.join("\n")
}

/// What somebody reads: the words of each paragraph, labels aside.
fn reading(text: &str, parties: &Parties, reader: &Reader, bare: Bare) -> Vec<String> {
    let document = Document::parse_with(text, parties);
    let read = Document::parse_with(read(&document, parties, reader, bare), parties);
    let words = read.paragraphs().iter().map(|paragraph| {
        let mut words = paragraph.text.as_str();
        // A heading that is nothing but its label has no other words; `Article 19 Article 19` has.
        if paragraph.kind == Kind::Heading && words.starts_with("Article 19") {
            let body = &read.source()[paragraph.span.start..paragraph.body.start];
            return if body.contains("Article") {
                format!("# {}", fold(words))
            } else {
                "#".to_owned()
            };
        }
        if paragraph.kind == Kind::Footnote {
            let line = read.source()[..paragraph.span.start]
                .rsplit('\n')
                .next()
                .unwrap();
            let mark = line.find("[^").map_or("", |at| &line[at..]);
            let mark = mark.split_inclusive("]:").next().unwrap_or_default();
            return fold(&format!("{mark}{words}"));
        }
        loop {
            let label = Label::read(words).map(|(_, length)| &words[length..]);
            let marked = || {
                ["- ", "+ ", "* "]
                    .iter()
                    .find_map(|mark| words.strip_prefix(mark))
            };
            match label.or_else(marked) {
                Some(rest) => words = rest.trim_start(),
                None => break,
            }
        }
        fold(words)
    });
    words.filter(|words| !words.is_empty()).collect()
}

fn compiled(base: &str, texts: &[(&str, String)], parties: &Parties) -> Result<String, String> {
    let base = Document::parse_with(base, parties);
    let documents: Vec<(&str, Document)> = texts
        .iter()
        .map(|(name, text)| (*name, Document::parse_with(text.as_str(), parties)))
        .collect();
    let amended: Vec<Amended<'_>> = documents
        .iter()
        .map(|(party, document)| Amended { party, document })
        .collect();
    let bytes = compile(&base, &amended, parties).map_err(|discord| discord.to_string())?;
    Ok(String::from_utf8(bytes).unwrap())
}

fn laws(base: &str, texts: &[(&str, String)]) -> Result<(), TestCaseError> {
    let parties = parties();
    let rolling = match compiled(base, texts, &parties) {
        Ok(rolling) => rolling,
        Err(why) => return Err(TestCaseError::fail(format!("{why}\n{base}\n{texts:#?}"))),
    };
    let shown = format!("base:\n{base}\n\ntexts: {texts:#?}\n\ncompiled:\n{rolling}");
    for bare in [Bare::Keep, Bare::Settle] {
        let read = |text: &str, reader: &Reader| reading(text, &parties, reader, bare);
        prop_assert_eq!(
            read(&rolling, &Reader::Base),
            read(base, &Reader::Base),
            "{}",
            &shown
        );
        for (name, text) in texts {
            let reader = Reader::Party((*name).to_owned());
            prop_assert_eq!(
                read(&rolling, &reader),
                read(text, &reader),
                "{}\n{}",
                name,
                &shown
            );
        }
    }
    let mut turned = texts.to_vec();
    turned.reverse();
    prop_assert_eq!(
        compiled(base, &turned, &parties),
        Ok(rolling.clone()),
        "{}",
        &shown
    );
    if texts.iter().all(|(_, text)| text == base) {
        prop_assert_eq!(&rolling, base);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn everybody_reads_back_what_it_wrote((language, base, edits) in case()) {
        let text = source(language, &base);
        let mut texts: Vec<(&str, String)> = Vec::new();
        for (n, edits) in edits.iter().enumerate() {
            texts.push((NAMES[n], source(language, &apply(&base, edits))));
        }
        laws(&text, &texts)?;
    }
}

fn lay(base: &str, texts: &[(&str, &str)]) -> String {
    let texts: Vec<(&str, String)> = texts
        .iter()
        .map(|(party, text)| (*party, (*text).to_owned()))
        .collect();
    laws(base, &texts).unwrap();
    compiled(base, &texts, &parties()).unwrap()
}

#[test]
fn the_vectors_of_the_notation_are_laid_in_as_it_says() {
    for (base, texts, expected) in [
        (
            "start [one\n\nthree] end\n",
            vec![("EU", "start [one\n\nthree end\n")],
            "start [one\n\nthree[&#93; / EU: –] end\n",
        ),
        ("a b, c\n", vec![("EU", "a, c\n")], "[a b / EU: a], c\n"),
        (
            "One.[^1]\n\n[^1]: 12. Notes\n",
            vec![("EU", "One.[^1]\n\n[^1]: [ 12. ] Notes\n")],
            "One.[^1]\n\n[^1]: [12. / EU: [ 12. ]] Notes\n",
        ),
        (
            "One.[^1]\n\n[^1]: A head\n\n    And more.\n",
            vec![("EU", "One.[^1]\n\n[^1]:\n\n    And more.\n")],
            "One.[^1]\n\n[^1]: [A head / EU: –]\n\n    And more.\n",
        ),
        (
            "One.[^1]\n\n[^1]: The first note.\n",
            vec![
                (
                    "EU",
                    "One.[^1] Two.[^2]\n\n[^1]: Something else.\n\n[^2]: The first note.\n",
                ),
                (
                    "USA",
                    "One.[^1] Three.[^2]\n\n[^1]: The first note.\n\n[^2]: A rival.\n",
                ),
            ],
            "One.[^1] [EU: Two.[^2] / USA: Three.[^2]]\n\n[^1]: [The first note. / EU: Something else.]\n\n\
             [^2]: [EU: The first note. / USA: A rival.]\n",
        ),
        (
            "## Article 19\n\nWords of one.\n\n## Article 20 Freedom of all\n\nWords of another.\n",
            vec![(
                "EU",
                "## Article 19 Opinion\n\nWords of one.\n\n## Article 20\n\nWords of another.\n",
            )],
            "## [Article 19 / EU: Article 19 Opinion]\n\nWords of one.\n\n\
             ## [Article 20 Freedom of all / EU: Article 20]\n\nWords of another.\n",
        ),
        (
            "加强 国家\n",
            vec![("EU", "加强国家\n")],
            "加[强 国 / EU: 强国]家\n",
        ),
        (
            "*old text* here\n",
            vec![("EU", "*new text here*\n")],
            "[*old text* here / EU: *new text here*]\n",
        ),
        (
            "a [EU: shall] b\n",
            vec![("EU", "a [EU: should] b\n"), ("USA", "a [EU: should] b\n")],
            "a [[EU: shall] / EU, USA: [EU: should]] b\n",
        ),
        (
            "States shall act.\n",
            vec![("G77", "States may act.\n"), ("EGY", "States shall act.\n")],
            "States [shall / EGY: shall / G77: may] act.\n",
        ),
        (
            "Objective: text\n",
            vec![("EU", "Purpose: text\n")],
            "[Objective: / EU: Purpose:] text\n",
        ),
        (
            "One shall two three four five.\n",
            vec![("EU", "One should two three four five.\n"), ("NOR", "")],
            "[One [shall / EU: should] two three four five. / NOR: –]\n",
        ),
        (
            "1. One stands here.\n\n2. Two stands there.\n",
            vec![(
                "EU",
                "1. One stands here.\n\n2. A new one comes.\n\n3. Two stands there.\n",
            )],
            "1. One stands here.\n\n1 bis. [EU: A new one comes.]\n\n2. Two stands there.\n",
        ),
    ] {
        assert_eq!(lay(base, &texts), expected);
    }
}

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

const BETTER: [&str; 12] = [
    "as appropriate",
    "in accordance with national law",
    "should",
    "may",
    "and its means of implementation",
    "urgently",
    "where possible",
    "in a transparent manner",
    "developing",
    "all",
    "regularly",
    "voluntary",
];

/// A party's version of a real draft: a tenth of its paragraphs edited, some gone, some new, one moved.
pub(crate) fn amended(text: &str, parties: &Parties, seed: u64) -> String {
    let document = Document::parse_with(text, parties);
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut pieces: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    let mut moved: Option<String> = None;
    for paragraph in document.paragraphs() {
        let body = document.body(paragraph.index);
        let lines = document.whole_lines(paragraph.index);
        // What holds others, or is held, is not torn out: what it leaves would be another text to Markdown.
        let flat = |index: usize| {
            let line = &document.source()[document.whole_lines(index)];
            !line.starts_with([' ', '\t', '>'])
        };
        let loose = flat(paragraph.index) && flat(paragraph.index + 1);
        if dice.roll(10) > 0 || document.counted()[paragraph.index].words < 6 {
            if let Some(lines_moved) = moved.take_if(|_| loose && dice.roll(4) == 0) {
                pieces.push((lines.start..lines.start, format!("{lines_moved}\n")));
            }
            continue;
        }
        let mut words: Vec<&str> = body.split(' ').collect();
        // Hardly anybody tears a bracket or an emphasis.
        let marked = |word: &str| word.contains(['[', ']', '*', '_', '{', '}']);
        match dice.roll(12) {
            0 if loose => pieces.push((lines, String::new())),
            1 if loose && moved.is_none() => {
                moved = Some(document.source()[lines.clone()].to_owned());
                pieces.push((lines, String::new()));
            }
            2 => {
                let line = &document.source()[lines.clone()];
                let nest = &line[..line.len() - line.trim_start().len()];
                let new = format!(
                    "{}\n\n{nest}States shall report on it {}.\n\n",
                    &document.source()[lines.clone()].trim_end(),
                    BETTER[dice.roll(12)]
                );
                pieces.push((lines, new));
            }
            3 => {
                let at = dice.roll(words.len() - 2) + 1;
                if words[at..].iter().any(|word| marked(word)) && dice.roll(20) > 0 {
                    continue;
                }
                words.truncate(at);
                pieces.push((paragraph.body.clone(), words.join(" ")));
            }
            4 => {
                let (at, long) = (dice.roll(words.len() - 1), 1 + dice.roll(3));
                let end = (at + long).min(words.len());
                if words[at..end].iter().any(|word| marked(word)) && dice.roll(20) > 0 {
                    continue;
                }
                let phrase = format!("[{}]", words[at..end].join(" "));
                words.splice(at..end, [phrase.as_str()]);
                pieces.push((paragraph.body.clone(), words.join(" ")));
            }
            _ => {
                for _ in 0..1 + dice.roll(3) {
                    let at = dice.roll(words.len());
                    if words.get(at).is_some_and(|word| marked(word)) && dice.roll(20) > 0 {
                        continue;
                    }
                    match dice.roll(3) {
                        0 => words[at] = BETTER[dice.roll(12)],
                        1 => words.insert(at, BETTER[dice.roll(12)]),
                        _ if words.len() > 3 => {
                            words.remove(at);
                        }
                        _ => {}
                    }
                }
                pieces.push((paragraph.body.clone(), words.join(" ")));
            }
        }
    }
    String::from_utf8(document.with_pieces(&pieces)).unwrap()
}

/// The words that somebody changed, and those in brackets that were not there before.
///
/// What is moved is gone here and comes there; what is rewritten is changed from end to end.
fn contested(
    base: &str,
    rolling: &str,
    texts: &[(&str, String)],
    parties: &Parties,
) -> (usize, usize) {
    let in_brackets = |text: &str| -> usize {
        let document = Document::parse_with(text, parties);
        document.counted().iter().map(|one| one.bracketed).sum()
    };
    let old = Document::parse_with(base, parties);
    let mut changed = 0;
    for (_, text) in texts {
        let new = Document::parse_with(text.as_str(), parties);
        for change in adref::diff::align(&old, &new).changes {
            let whole = change.moved || change.similarity < 0.45;
            for word in adref::diff::change_words(&old, &new, &change) {
                let many = adref::text::words(&word.text).count();
                changed += match word.op {
                    adref::diff::Op::Equal if whole => 2 * many,
                    adref::diff::Op::Equal => 0,
                    _ => many,
                };
            }
        }
    }
    (
        changed,
        in_brackets(rolling).saturating_sub(in_brackets(base)),
    )
}

/// Official drafts, where they lie beside the project.
pub(crate) fn drafts() -> Vec<String> {
    let Some(folder) = crate::kit::data("paris") else {
        return Vec::new();
    };
    let files = std::fs::read_dir(folder).unwrap().flatten();
    let mut files: Vec<_> = files.map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "md"));
    files.sort();
    let texts = files.iter().map(std::fs::read_to_string);
    texts.map(Result::unwrap).collect()
}

/// Their sections, those that have more than a few words.
pub(crate) fn sections() -> Vec<String> {
    let parties = eight();
    let mut sections: Vec<String> = Vec::new();
    for draft in drafts() {
        let document = Document::parse_with(draft.as_str(), &parties);
        let headings = document.paragraphs().iter();
        let headings = headings.filter(|one| one.kind == adref::text::Kind::Heading);
        let mut starts: Vec<usize> = headings
            .map(|one| document.whole_lines(one.index).start)
            .collect();
        starts.push(draft.len());
        let cut = starts
            .windows(2)
            .map(|pair| draft[pair[0]..pair[1]].to_owned());
        sections.extend(cut.filter(|section| section.len() > 1_000));
    }
    sections
}

pub(crate) fn eight() -> Parties {
    Parties::Known {
        names: EIGHT.map(str::to_owned).into(),
        groups: BTreeMap::new(),
    }
}

const EIGHT: [&str; 8] = ["AOSIS", "EGY", "EU", "G77", "LDC", "NOR", "USA", "XNO"];

/// A rolling text as it reads for all others once one party has been left out of it.
fn without(document: &Document, party: &str) -> String {
    let source = document.source();
    let own = |bracket: &&adref::text::Bracket| {
        let mut alternatives = bracket.alternatives.iter();
        alternatives.any(|one| one.parties.iter().any(|name| name == party))
            && bracket.alternatives.len() == 2
            && bracket.paragraph == bracket.end_paragraph
            && bracket.alternatives[0].parties.is_empty()
            && bracket.alternatives[1].parties.len() == 1
    };
    let mut out = String::new();
    let mut at = 0;
    for bracket in document.brackets().iter().filter(own) {
        if bracket.span.start < at || source[bracket.span.clone()].contains("&#") {
            continue;
        }
        out.push_str(&source[at..bracket.span.start]);
        out.push_str(&source[bracket.alternatives[0].span.clone()]);
        at = bracket.span.end;
    }
    out.push_str(&source[at..]);
    out
}

#[test]
fn hardly_more_stands_in_brackets_than_somebody_changed() {
    let parties = eight();
    let sections = sections();
    let (mut changed, mut bracketed, mut compilations) = (0, 0, 0);
    for n in 0..200 {
        let Some(base) = sections.get(n % sections.len().max(1)) else {
            return;
        };
        let wish = |(k, name): (usize, &&'static str)| {
            (*name, amended(base, &parties, (3 * n + k) as u64 + 100))
        };
        let texts: Vec<(&str, String)> = EIGHT.iter().take(3).enumerate().map(wish).collect();
        let rolling = compiled(base, &texts, &parties).unwrap();
        let (more, there) = contested(base, &rolling, &texts, &parties);
        if n % 10 == 0 {
            let document = Document::parse_with(rolling.as_str(), &parties);
            let shorter = streamline(&document, &parties);
            let shorter = reworded(&document, shorter.iter().map(|one| &one.bracket));
            let shorter = Document::parse_with(shorter, &parties);
            assert_eq!(weigh(&document, &shorter, &parties).rows, []);
            // What one party asked for is missed by that party, and by nobody else.
            let (gone, _) = texts.first().unwrap();
            let settled = without(&document, gone);
            let balance = weigh(
                &document,
                &Document::parse_with(settled, &parties),
                &parties,
            );
            let missed = balance.rows.iter().flat_map(|row| &row.readers);
            let missed: BTreeSet<&str> = missed.map(String::as_str).collect();
            assert!(missed.iter().all(|name| name == gone), "{missed:?}");
        }
        changed += more;
        bracketed += there;
        compilations += 1;
    }
    eprintln!("{compilations} compilations: {changed} words changed, {bracketed} in brackets");
    assert!(
        bracketed * 10 <= changed * 13,
        "{changed} words changed, {bracketed} more in brackets"
    );
}

#[test]
fn eight_parties_over_a_real_draft_read_back_what_they_wrote() {
    let parties = eight();
    for base in drafts() {
        let texts: Vec<(&str, String)> = EIGHT
            .iter()
            .enumerate()
            .map(|(n, name)| (*name, amended(&base, &parties, n as u64 + 1)))
            .collect();
        let rolling = compiled(&base, &texts, &parties).unwrap();
        // For whoever measures, or looks at it.
        if let Some(out) = std::env::var_os("ADREF_WISHES") {
            let out = std::path::PathBuf::from(out);
            std::fs::create_dir_all(&out).unwrap();
            let names = EIGHT.map(|name| format!("- {name}\n")).concat();
            std::fs::write(out.join("parties.yaml"), names).unwrap();
            std::fs::write(out.join("base.md"), &base).unwrap();
            std::fs::write(out.join("rolling.md"), &rolling).unwrap();
            for (name, text) in &texts {
                std::fs::write(out.join(format!("{name}.md")), text).unwrap();
            }
        }
        for (name, text) in &texts {
            let reader = Reader::Party((*name).to_owned());
            for bare in [Bare::Keep, Bare::Settle] {
                assert!(
                    reading(&rolling, &parties, &reader, bare)
                        == reading(text, &parties, &reader, bare),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn a_footnote_that_goes_on_keeps_its_mark_where_its_first_words_go() {
    let document = Document::parse_with(
        "One.[^1]\n\n[^1]: [A head / EU: –]\n\n    And more.\n",
        &parties(),
    );
    let reader = Reader::Party("EU".to_owned());
    let reads = read(&document, &parties(), &reader, Bare::Settle);
    assert_eq!(
        String::from_utf8(reads).unwrap().replace(": \n", ":\n"),
        "One.[^1]\n\n[^1]:\n\n    And more.\n"
    );
}

/// Labels and words of the paragraphs of a text.
fn numbered(text: &str) -> Vec<String> {
    let document = Document::parse_with(text, &parties());
    let label = |label: &Option<Label>| label.as_ref().map(ToString::to_string);
    let all = document.paragraphs().iter();
    all.filter_map(|one| label(&one.label)).collect()
}

#[test]
fn what_is_added_at_one_place_stands_in_the_order_of_its_numbers_whoever_asks_for_it() {
    let base = "14. States shall act.\n\n15. They report.\n";
    let with = |added: &str| format!("14. States shall act.\n\n{added}\n\n15. They report.\n");
    let bis = with("14 bis. They pay for it.");
    let ter = with("14 ter. Nobody pays for it twice.");
    let both = with("14 bis. They pay for it.\n\n14 quater. They are thanked.");
    for texts in [
        [("EU", ter.clone()), ("NOR", bis.clone())],
        [("EU", bis.clone()), ("NOR", ter.clone())],
        [("EU", both.clone()), ("NOR", ter.clone())],
        [("EU", ter.clone()), ("NOR", both.clone())],
    ] {
        let whole = compiled(base, &texts, &parties()).unwrap();
        let labels = numbered(&whole);
        let mut sorted: Vec<Label> = labels.iter().map(Label::new).collect();
        sorted.sort();
        let sorted: Vec<String> = sorted.iter().map(ToString::to_string).collect();
        assert_eq!(labels, sorted, "{whole}");
        assert!(labels.len() > 3, "{whole}");
    }
}
