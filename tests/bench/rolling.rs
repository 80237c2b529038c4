//! Compiling: how the time grows with the parties and with the text, on a real draft where it lies beside and on made ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use adref::rolling::{Amended, Bare, Reader, compile, read};
use adref::text::{Document, Parties};
use criterion::{BenchmarkId, Criterion};

const NAMES: [&str; 16] = [
    "AOSIS", "AUS", "BRA", "CAN", "CHE", "CHN", "EGY", "EU", "G77", "IND", "JPN", "LDC", "NOR",
    "RUS", "USA", "XNO",
];

fn parties() -> Parties {
    Parties::Known {
        names: NAMES.map(str::to_owned).into(),
        groups: BTreeMap::new(),
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
        (self.0 >> 33) as usize % sides.max(1)
    }
}

const WORDS: [&str; 24] = [
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
    "lanterns",
    "and",
    "report",
    "on",
    "them",
    "every",
    "second",
    "year",
    "with",
    "national",
    "law",
    "means",
];

/// A draft of so many paragraphs, with a bracket in every fourth.
fn made(paragraphs: usize) -> String {
    let mut dice = Dice(7);
    let mut text = String::new();
    for n in 1..=paragraphs {
        let mut words: Vec<&str> = (0..30 + dice.roll(20))
            .map(|_| WORDS[dice.roll(WORDS.len())])
            .collect();
        if n % 4 == 0 {
            words.insert(9, "[");
            words.insert(12, "]");
        }
        text.push_str(
            &format!("{n}. {} {n} times.\n\n", words.join(" "))
                .replace("[ ", "[")
                .replace(" ]", "]"),
        );
    }
    text
}

/// How a party changes what it changes.
#[derive(Clone, Copy, PartialEq)]
enum Hand {
    /// Other words; a paragraph gone, a new one.
    Light,
    /// Brackets torn and paragraphs moved, too.
    Heavy,
}

/// One party's version: a tenth of the paragraphs has other words, is gone, or is followed by a new one.
fn amended(document: &Document, seed: u64, hand: Hand) -> Vec<u8> {
    let mut moved: Option<String> = None;
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut pieces = Vec::new();
    for paragraph in document.paragraphs() {
        let words: Vec<&str> = document.body(paragraph.index).split(' ').collect();
        let line = &document.source()[document.whole_lines(paragraph.index)];
        if dice.roll(10) > 0 || words.len() < 6 || line.starts_with([' ', '\t', '>', '#', '|']) {
            continue;
        }
        let lines = document.whole_lines(paragraph.index);
        let own = &document.source()[lines.clone()];
        if let Some(moved) = moved.take() {
            pieces.push((lines.start..lines.start, format!("{moved}\n")));
        }
        match dice.roll(12) {
            2 if hand == Hand::Heavy => {
                moved = Some(own.to_owned());
                pieces.push((lines, String::new()));
            }
            3 | 4 if hand == Hand::Heavy => {
                let torn = document.body(paragraph.index).replacen('[', "", 1);
                pieces.push((paragraph.body.clone(), torn));
            }
            0 => pieces.push((lines, String::new())),
            1 => pieces.push((
                lines.end..lines.end,
                format!("\nParties report on it {} years.\n\n", 2 + dice.roll(9)),
            )),
            _ => {
                let mut words = words;
                let at = 1 + dice.roll(words.len() - 1);
                if !words[at].contains(['[', ']', '*', '_', '`', '(', ')', '/']) {
                    words[at] = ["should", "may", "as appropriate", "voluntary"][dice.roll(4)];
                }
                pieces.push((paragraph.body.clone(), words.join(" ")));
            }
        }
    }
    document.with_pieces(&pieces)
}

/// The benches of `rolling`.
pub(crate) fn rolling(criterion: &mut Criterion) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/paris/4-dec-2015.md");
    let real = fs::read_to_string(data).ok();
    let real = real.into_iter().flat_map(|text| {
        [
            ("paris", text.clone(), Hand::Light),
            ("paris-heavy", text, Hand::Heavy),
        ]
    });
    let mut group = criterion.benchmark_group("rolling");
    group.sample_size(15);
    let made = [
        ("made-450", made(450)),
        ("made-900", made(900)),
        ("made-1800", made(1800)),
    ];
    let made = made.map(|(name, text)| (name, text, Hand::Light));
    for (name, text, hand) in real.chain(made) {
        let parties = parties();
        let base = Document::parse_with(text.as_str(), &parties);
        let versions: Vec<Vec<u8>> = (1..=16).map(|seed| amended(&base, seed, hand)).collect();
        // From bytes to bytes, as the command does it.
        let whole = |many: usize| {
            let base = Document::parse_with(text.as_str(), &parties);
            let parse = |bytes: &Vec<u8>| Document::parse_with(bytes.clone(), &parties);
            let documents: Vec<Document> = versions.iter().take(many).map(parse).collect();
            let all = NAMES
                .iter()
                .zip(&documents)
                .map(|(party, document)| Amended { party, document });
            compile(&base, &all.collect::<Vec<_>>(), &parties)
        };
        let many: &[usize] = match name {
            "made-900" | "made-1800" => &[8],
            _ => &[1, 2, 4, 8, 16],
        };
        for many in many {
            group.bench_function(BenchmarkId::new(format!("compile-{name}"), many), |bench| {
                bench.iter(|| whole(*many));
            });
        }
        let Ok(rolling) = whole(8) else {
            continue;
        };
        let rolling = Document::parse_with(rolling, &parties);
        group.bench_function(BenchmarkId::new("read", name), |bench| {
            bench.iter(|| {
                read(
                    &rolling,
                    &parties,
                    &Reader::Party("EU".to_owned()),
                    Bare::Settle,
                )
            });
        });
    }
    group.finish();
}
