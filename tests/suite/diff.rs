//! Alignment and word changes: the laws, the labelled pairs, texts that nobody would write.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use adref::diff::{Alignment, Change, ChangeKind, Op, Wording, align, change_words, reword};
use adref::text::Document;
use proptest::prelude::*;

use crate::kit::bare_command;

fn parse(text: &str) -> Document {
    Document::parse(text.as_bytes().to_vec())
}

fn side(words: &[Wording], op: Op) -> String {
    let of = |one: &&Wording| one.op == Op::Equal || one.op == op;
    words
        .iter()
        .filter(of)
        .map(|one| one.text.as_str())
        .collect()
}

/// The words of some paragraphs in a row, as the contract joins them.
fn joined(document: &Document, indices: &[usize]) -> String {
    let texts: Vec<&str> = indices
        .iter()
        .map(|&at| document.paragraphs()[at].text.as_str())
        .collect();
    adref::text::fold(&texts.join("\n"))
}

/// Every paragraph of either side stands in exactly one change, and the index finds it there.
fn assert_once(alignment: &Alignment, old: &Document, new: &Document) {
    let mut olds: Vec<usize> = alignment
        .changes
        .iter()
        .flat_map(|change| change.old.clone())
        .collect();
    let mut news: Vec<usize> = alignment
        .changes
        .iter()
        .flat_map(|change| change.new.clone())
        .collect();
    olds.sort_unstable();
    news.sort_unstable();
    assert_eq!(olds, (0..old.paragraphs().len()).collect::<Vec<_>>());
    assert_eq!(news, (0..new.paragraphs().len()).collect::<Vec<_>>());
    for change in &alignment.changes {
        assert!(
            change
                .old
                .iter()
                .all(|&at| alignment.of_old(at) == Some(change))
        );
        assert!(
            change
                .new
                .iter()
                .all(|&at| alignment.of_new(at) == Some(change))
        );
        let shape = match (change.old.len(), change.new.len()) {
            (0, 1) => vec![ChangeKind::Inserted],
            (1, 0) => vec![ChangeKind::Deleted],
            (1, 1) => vec![ChangeKind::Unchanged, ChangeKind::Edited],
            (1, _) => vec![ChangeKind::Split],
            (_, 1) => vec![ChangeKind::Merged],
            _ => vec![ChangeKind::Recast],
        };
        assert!(shape.contains(&change.kind), "{change:?}");
        assert!((0.0..=1.0).contains(&change.similarity), "{change:?}");
    }
    let order: Vec<usize> = alignment
        .changes
        .iter()
        .filter_map(|change| change.new.first().copied())
        .collect();
    assert!(
        order.is_sorted(),
        "the changes are not in the order of the new text"
    );
}

fn assert_words(alignment: &Alignment, old: &Document, new: &Document) {
    for change in &alignment.changes {
        let words = change_words(old, new, change);
        assert_eq!(side(&words, Op::Delete), joined(old, &change.old));
        assert_eq!(side(&words, Op::Insert), joined(new, &change.new));
    }
}

fn mirrored(change: &Change) -> Change {
    let kind = match change.kind {
        ChangeKind::Inserted => ChangeKind::Deleted,
        ChangeKind::Deleted => ChangeKind::Inserted,
        ChangeKind::Split => ChangeKind::Merged,
        ChangeKind::Merged => ChangeKind::Split,
        same => same,
    };
    Change {
        kind,
        old: change.new.clone(),
        new: change.old.clone(),
        brackets_added: change.brackets_lifted,
        brackets_lifted: change.brackets_added,
        ..change.clone()
    }
}

fn assert_mirrored(old: &Document, new: &Document) {
    let key = |change: &Change| (change.old.clone(), change.new.clone());
    let mut forth: Vec<Change> = align(old, new).changes.iter().map(mirrored).collect();
    let mut back = align(new, old).changes;
    forth.sort_by_key(key);
    back.sort_by_key(key);
    assert_eq!(forth, back);
}

const WORDS: [&str; 24] = [
    "States",
    "shall",
    "should",
    "take",
    "all",
    "necessary",
    "measures",
    "[shall]",
    "to",
    "prevent",
    "the",
    "transfer,",
    "of",
    "各国应当",
    "采取措施，",
    "الدول",
    "الأطراف",
    "государства",
    "принимают",
    "États",
    "prendront",
    "*Recalling*",
    "and/or",
    "2010",
];

fn paragraph() -> impl Strategy<Value = String> {
    let label = prop_oneof![
        3 => Just(String::new()),
        2 => (1..30_u8).prop_map(|n| format!("{n}. ")),
        1 => (1..9_u8).prop_map(|n| format!("{n} bis. ")),
        1 => Just("- ".to_owned()),
        1 => Just("## ".to_owned()),
        1 => (1..9_u8).prop_map(|n| format!("## Article {n}\n\n")),
    ];
    (
        label,
        prop::collection::vec(prop::sample::select(&WORDS[..]), 1..14),
    )
        .prop_map(|(label, words)| label + &words.join(" "))
}

/// A text, and what somebody made of it: paragraphs dropped, doubled, moved, cut in two, run together, reworded.
fn revision() -> impl Strategy<Value = (String, String)> {
    let steps = prop::collection::vec(
        (
            0..7_u8,
            any::<prop::sample::Index>(),
            any::<prop::sample::Index>(),
            paragraph(),
        ),
        0..8,
    );
    (prop::collection::vec(paragraph(), 1..14), steps).prop_map(|(old, steps)| {
        let mut new = old.clone();
        for (what, at, to, fresh) in steps {
            if new.is_empty() {
                break;
            }
            let (at, to) = (at.index(new.len()), to.index(new.len()));
            match what {
                0 => drop(new.remove(at)),
                1 => new.insert(to, new[at].clone()),
                2 => {
                    let moved = new.remove(at);
                    new.insert(to.min(new.len()), moved);
                }
                3 => new.insert(to, fresh),
                4 => {
                    let words: Vec<String> = new[at].split(' ').map(str::to_owned).collect();
                    let (head, tail) = words.split_at(words.len() / 2);
                    let (head, tail) = (head.join(" "), tail.join(" "));
                    new[at] = head;
                    new.insert(at + 1, tail);
                }
                5 if at + 1 < new.len() => {
                    let next = new.remove(at + 1);
                    new[at] = format!("{} {next}", new[at]);
                }
                _ => {
                    new[at] = format!(
                        "{} {}",
                        new[at],
                        fresh.split(' ').next_back().unwrap_or_default()
                    )
                }
            }
        }
        (old.join("\n\n"), new.join("\n\n"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_compared_with_itself_is_unchanged_throughout((old, _) in revision()) {
        let document = parse(&old);
        for change in align(&document, &document).changes {
            prop_assert!(change.is_nothing() && change.certain && change.similarity == 1.0, "{change:?}\n{old}");
        }
    }

    #[test]
    fn every_paragraph_stands_in_one_change_and_the_words_give_both_texts_back((old, new) in revision()) {
        let (old, new) = (parse(&old), parse(&new));
        let alignment = align(&old, &new);
        assert_once(&alignment, &old, &new);
        assert_words(&alignment, &old, &new);
    }

    #[test]
    fn the_way_back_mirrors_the_way_forth((old, new) in revision()) {
        assert_mirrored(&parse(&old), &parse(&new));
    }

    #[test]
    fn words_joined_are_the_texts_whatever_they_are(old in "[a-c 国家\\[\\],.*/]{0,40}", new in "[a-c 国家\\[\\],.*/]{0,40}") {
        let words = reword(&old, &new);
        prop_assert_eq!(side(&words, Op::Delete), old);
        prop_assert_eq!(side(&words, Op::Insert), new);
        prop_assert!(words.iter().all(|one| !one.text.is_empty()));
        prop_assert!(words.windows(2).all(|pair| pair[0].op != pair[1].op));
    }

    #[test]
    fn a_renumbering_alone_is_no_edit(shift in 1..40_usize, texts in prop::collection::vec("[a-z]{3,9}( [a-z]{3,9}){4,9}", 2..9)) {
        let numbered = |from: usize| -> String {
            texts.iter().enumerate().map(|(n, text)| format!("{}. {text}\n\n", n + from)).collect()
        };
        let (old, new) = (parse(&numbered(1)), parse(&numbered(1 + shift)));
        for change in align(&old, &new).changes {
            prop_assert!(change.kind == ChangeKind::Unchanged && change.renumbered && !change.moved, "{change:?}");
        }
    }

    #[test]
    fn what_moved_put_back_gives_the_order_back(order in Just((0..12_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let text = |n: &usize| format!("Paragraph of the {n} matter holds words like alpha{n} beta{n} gamma{n}.\n\n");
        let old: String = (0..12).map(|n| text(&n)).collect();
        let new: String = order.iter().map(text).collect();
        let alignment = align(&parse(&old), &parse(&new));
        let still: Vec<usize> = alignment.changes.iter().filter(|change| !change.moved).map(|change| change.old[0]).collect();
        prop_assert!(still.is_sorted());
        prop_assert!(alignment.changes.iter().all(|change| change.old == [order[change.new[0]]]));
    }
}

fn data() -> Option<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if data.is_dir() {
        return Some(data);
    }
    eprintln!("skipped: the real texts are not beside this folder");
    None
}

/// The pairs of real texts: older and newer versions of one.
const REAL: [(&str, &str); 7] = [
    ("paris/23-oct-2015.md", "paris/4-dec-2015.md"),
    (
        "zh-law/procuratorate-rules-2012.md",
        "zh-law/procuratorate-rules-2019.md",
    ),
    ("quic/transport-18.md", "quic/transport-19.md"),
    ("quic/transport-19.md", "quic/transport-20.md"),
    ("covenant/en-1.0.0.md", "covenant/en-1.1.0.md"),
    ("covenant/en-1.2.0.md", "covenant/en-1.3.0.md"),
    ("covenant/en-1.3.0.md", "covenant/en-1.4.md"),
];

#[test]
fn the_laws_hold_on_real_texts() {
    let Some(data) = data() else { return };
    for (old, new) in REAL {
        let read = |name: &str| Document::parse(fs::read(data.join(name)).expect(name));
        let (old, new) = (read(old), read(new));
        let alignment = align(&old, &new);
        assert_once(&alignment, &old, &new);
        assert_words(&alignment, &old, &new);
        assert_mirrored(&old, &new);
    }
}

#[derive(Debug, Default)]
struct Tally {
    right: usize,
    told: usize,
    wanted: usize,
    kind_right: usize,
    rated: usize,
    moved: [usize; 3],
    groups: [usize; 3],
}

fn f1([right, told, wanted]: [usize; 3]) -> f64 {
    if told + wanted == 0 {
        1.0
    } else {
        2.0 * right as f64 / (told + wanted) as f64
    }
}

impl Tally {
    fn hard(&self) -> f64 {
        f1([self.right, self.told, self.wanted])
    }

    /// Adds one labelled pair; the easy links (unchanged and unmoved) count only where they are missed.
    fn add(&mut self, truth: &serde_json::Value, told: &Alignment, old: &Document, new: &Document) {
        type Pairs = BTreeMap<(u64, u64), (String, bool)>;
        let mut wanted = Pairs::new();
        let mut groups = BTreeSet::new();
        let lines = |value: &serde_json::Value| -> Vec<u64> {
            value
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|range| range[0].as_u64())
                .collect()
        };
        for link in truth["links"].as_array().into_iter().flatten() {
            let (olds, news) = (lines(&link["old"]), lines(&link["new"]));
            let kind = link["kind"].as_str().unwrap_or_default();
            for &a in &olds {
                for &b in &news {
                    wanted.insert((a, b), (kind.to_owned(), link["moved"] == true));
                }
            }
            if ["split", "merged", "recast"].contains(&kind) {
                groups.insert((olds, news));
            }
        }
        let mut found = Pairs::new();
        let mut found_groups = BTreeSet::new();
        for change in &told.changes {
            let at = |document: &Document, indices: &[usize]| -> Vec<u64> {
                indices
                    .iter()
                    .map(|&at| document.paragraphs()[at].lines.first as u64)
                    .collect()
            };
            let (olds, news) = (at(old, &change.old), at(new, &change.new));
            let kind = format!("{:?}", change.kind).to_lowercase();
            for &a in &olds {
                for &b in &news {
                    found.insert((a, b), (kind.clone(), change.moved));
                }
            }
            if matches!(
                change.kind,
                ChangeKind::Split | ChangeKind::Merged | ChangeKind::Recast
            ) {
                found_groups.insert((olds, news));
            }
        }
        let easy = |pair: &(u64, u64)| {
            wanted
                .get(pair)
                .is_some_and(|(kind, moved)| kind == "unchanged" && !moved)
        };
        self.wanted += wanted.keys().filter(|pair| !easy(pair)).count();
        self.told += found.keys().filter(|pair| !easy(pair)).count();
        for (pair, (kind, moved)) in &wanted {
            let Some((told_kind, told_moved)) = found.get(pair) else {
                continue;
            };
            self.right += usize::from(!easy(pair));
            if !easy(pair) || told_kind != "unchanged" {
                self.rated += 1;
                self.kind_right += usize::from(kind == told_kind);
            }
            self.moved[0] += usize::from(*moved && *told_moved);
        }
        self.moved[1] += found.values().filter(|(_, moved)| *moved).count();
        self.moved[2] += wanted.values().filter(|(_, moved)| *moved).count();
        self.groups[0] += groups.intersection(&found_groups).count();
        self.groups[1] += found_groups.len();
        self.groups[2] += groups.len();
    }
}

#[test]
fn labelled_pairs_are_aligned_nearly_without_fault() {
    let Some(data) = data() else { return };
    let mut whole = Tally::default();
    let mut by_category: BTreeMap<String, Tally> = BTreeMap::new();
    let mut folders: Vec<PathBuf> = fs::read_dir(data.join("align"))
        .expect("pairs")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    folders.sort();
    let mut cases = 0;
    for folder in folders
        .iter()
        .filter(|folder| folder.join("truth.json").exists())
    {
        let truth: serde_json::Value =
            serde_json::from_slice(&fs::read(folder.join("truth.json")).expect("truth"))
                .expect("JSON");
        let (old, new) = (
            Document::parse(fs::read(folder.join("old.md")).expect("old")),
            Document::parse(fs::read(folder.join("new.md")).expect("new")),
        );
        let alignment = align(&old, &new);
        assert_once(&alignment, &old, &new);
        whole.add(&truth, &alignment, &old, &new);
        let category = truth["category"].as_str().unwrap_or_default().to_owned();
        by_category
            .entry(category)
            .or_default()
            .add(&truth, &alignment, &old, &new);
        cases += 1;
    }
    assert!(cases > 20, "only {cases} labelled pairs");
    let kind = whole.kind_right as f64 / whole.rated.max(1) as f64;
    let figures = format!(
        "hard {:.3} kind {kind:.3} moved {:.3} groups {:.3}",
        whole.hard(),
        f1(whole.moved),
        f1(whole.groups)
    );
    assert!(
        whole.hard() >= 0.99 && kind >= 0.98 && f1(whole.moved) >= 0.98 && f1(whole.groups) >= 0.97,
        "{figures}"
    );
    for (category, tally) in by_category {
        assert!(tally.hard() >= 0.95, "{category}: {:.3}", tally.hard());
    }
}

/// Does something where the stack is small: what goes deeper the longer a text is would overflow it.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let builder = std::thread::Builder::new().stack_size(256 << 10);
    builder.spawn(work).unwrap().join().unwrap();
}

/// Pairs of texts that are as bad as can be: what they are, and the old and the new one.
fn worst() -> Vec<(&'static str, String, String)> {
    let same = "States shall take measures.\n\n";
    let anything = |seed: u64| -> String {
        let mut state = seed;
        let mut next = move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        let mut word = move || {
            let syllable = ["ba", "ko", "mi", "tu"][next() as usize % 4];
            format!("{}{seed}", syllable.repeat(1 + next() as usize % 4))
        };
        let paragraph = |_| (0..40).map(|_| word()).collect::<Vec<_>>().join(" ") + ".\n\n";
        (0..2_000).map(paragraph).collect()
    };
    let turned = |text: &str| -> String {
        let lines: Vec<&str> = text.lines().rev().collect();
        lines.join("\n") + "\n"
    };
    let megabyte = |step: usize| -> String {
        let words = (0..150_000).map(|n| format!("w{} ", n * step % 7_919));
        words.collect()
    };
    let over_and_over = |times: usize, end: &str| "shall may ".repeat(times) + end;
    vec![
        (
            "forty thousand identical paragraphs",
            same.repeat(40_000),
            format!(
                "{}A new one.\n\n{}",
                same.repeat(20_000),
                same.repeat(19_000)
            ),
        ),
        ("nothing in common", anything(1), anything(2)),
        ("turned round", anything(1), turned(&anything(1))),
        ("one paragraph of a megabyte", megabyte(31), megabyte(57)),
        (
            "two words over and over",
            over_and_over(60_000, "end"),
            over_and_over(59_000, "other"),
        ),
        (
            "brackets in brackets",
            format!("{}words{}", "[a ".repeat(60_000), "]".repeat(60_000)),
            format!("{}words{}", "[b ".repeat(60_000), "]".repeat(59_000)),
        ),
    ]
}

#[test]
fn the_worst_texts_are_compared_and_nothing_overflows() {
    for (what, old, new) in worst() {
        on_a_small_stack(move || {
            let (old, new) = (parse(&old), parse(&new));
            let alignment = align(&old, &new);
            assert_once(&alignment, &old, &new);
            assert_words(&alignment, &old, &new);
            let still = alignment
                .changes
                .iter()
                .filter(|change| change.is_nothing());
            match what {
                "forty thousand identical paragraphs" => assert_eq!(still.count(), 39_000),
                "nothing in common" => assert!(alignment.changes.iter().all(|change| matches!(
                    change.kind,
                    ChangeKind::Inserted | ChangeKind::Deleted
                ))),
                _ => {}
            }
        });
    }
}

/// `cargo test --release --test suite worst -- --ignored --nocapture` says what each takes.
#[test]
#[ignore = "measures the program as users run it"]
fn the_worst_texts_take_two_seconds_and_three_hundred_megabytes_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let mut beyond = Vec::new();
    for (what, old, new) in worst() {
        let (before, after) = (folder.path().join("old.md"), folder.path().join("new.md"));
        std::fs::write(&before, old).unwrap();
        std::fs::write(&after, new).unwrap();
        for form in ["--json", "--format=inline", "--format=side-by-side"] {
            let begun = std::time::Instant::now();
            let mut child = bare_command(env!("CARGO_BIN_EXE_adref"), folder.path())
                .args(["diff", form])
                .args([&before, &after])
                .stdout(std::fs::File::create(folder.path().join("out")).unwrap())
                .spawn()
                .unwrap();
            let (mut most, mut took) = (0, None);
            while took.is_none() {
                // The system's own note of the most that it ever had; only Linux writes one.
                let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
                let note = status.unwrap_or_default();
                let note = note.lines().find_map(|line| line.strip_prefix("VmHWM:"));
                let kilobytes = note.and_then(|note| note.split_whitespace().next()?.parse().ok());
                most = most.max(kilobytes.unwrap_or(0_u64));
                took = child.try_wait().unwrap().map(|_| begun.elapsed());
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
            child.wait().unwrap();
            let seconds = took.unwrap().as_secs_f64();
            let figures = format!("{what}, {form}: {seconds:.2} s, {} MB", most >> 10);
            eprintln!("{figures}");
            if seconds > 2.0 || most > 300 << 10 {
                beyond.push(figures);
            }
        }
    }
    assert!(beyond.is_empty(), "{beyond:#?}");
}

#[test]
fn a_copy_of_a_paragraph_that_is_still_there_is_inserted() {
    let one = "States shall take all necessary measures to prevent diversion.\n\n";
    let two = "The Secretariat shall circulate the report to all delegations.\n\n";
    let alignment = align(
        &parse(&format!("{one}{two}")),
        &parse(&format!("{one}{two}{one}")),
    );
    let kinds: Vec<ChangeKind> = alignment.changes.iter().map(|change| change.kind).collect();
    assert_eq!(
        kinds,
        [
            ChangeKind::Unchanged,
            ChangeKind::Unchanged,
            ChangeKind::Inserted
        ]
    );
}

#[test]
fn an_article_inserted_shifts_the_numbers_of_those_behind_it_and_nothing_else() {
    let body = |name: &str| {
        format!(
            "States shall {name} the arms covered by this treaty, as far as {name} is possible.\n\n"
        )
    };
    let text = |names: &[&str]| -> String {
        names
            .iter()
            .enumerate()
            .map(|(n, name)| format!("## Article {}\n\n{}", n + 1, body(name)))
            .collect()
    };
    let (old, new) = (
        parse(&text(&["mark", "trace", "destroy", "record"])),
        parse(&text(&["mark", "license", "trace", "destroy", "record"])),
    );
    let alignment = align(&old, &new);
    let told: Vec<(ChangeKind, bool)> = alignment
        .changes
        .iter()
        .map(|change| (change.kind, change.renumbered))
        .collect();
    let (same, shifted) = (
        (ChangeKind::Unchanged, false),
        (ChangeKind::Unchanged, true),
    );
    let fresh = (ChangeKind::Inserted, false);
    assert_eq!(
        told,
        [
            same, same, fresh, fresh, shifted, same, shifted, same, shifted, same
        ]
    );
}

#[test]
fn marks_alone_are_an_edit_of_marks_alone() {
    let alignment = align(
        &parse("*Recalling* the Charter of the United Nations,\n"),
        &parse("Recalling the Charter of the United Nations,\n"),
    );
    let only = &alignment.changes[0];
    assert!(only.kind == ChangeKind::Edited && only.marks_only && only.similarity == 1.0);
}

/// A label of `tests/cases/diff/paris-2015.txt`: what a person says became of some paragraphs.
struct Label {
    kind: String,
    moved: Option<bool>,
    old: Vec<usize>,
    new: Vec<usize>,
    begins: String,
}

fn labels() -> Vec<Label> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diff/paris-2015.txt");
    let text = fs::read_to_string(file).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let ordinals = |field: &str| -> Vec<usize> {
        field
            .split_whitespace()
            .map(|one| one.parse().unwrap())
            .collect()
    };
    lines
        .map(|line| {
            let [what, old, new, begins] = line.splitn(4, '|').collect::<Vec<_>>()[..] else {
                panic!("{line}");
            };
            let (kind, place) = what.trim().split_once(' ').unwrap_or((what.trim(), ""));
            Label {
                kind: kind.to_owned(),
                moved: (place != "?").then_some(place == "moved"),
                old: ordinals(old),
                new: ordinals(new),
                begins: begins.trim().to_owned(),
            }
        })
        .collect()
}

#[test]
fn hard_paragraphs_of_a_real_revision_are_followed_as_a_person_follows_them() {
    let Some(data) = data() else { return };
    let read = |name: &str| Document::parse(fs::read(data.join("paris").join(name)).unwrap());
    let (old, new) = (read("23-oct-2015.md"), read("4-dec-2015.md"));
    let alignment = align(&old, &new);
    let labels = labels();
    assert!(labels.len() >= 30);
    let missed: Vec<String> = labels
        .iter()
        .filter_map(|label| {
            let (change, first) = match (label.old.first(), label.new.first()) {
                (Some(&at), _) => (alignment.of_old(at), old.paragraphs().get(at)),
                (None, Some(&at)) => (alignment.of_new(at), new.paragraphs().get(at)),
                (None, None) => (None, None),
            };
            let (change, first) = (change.unwrap(), first.unwrap());
            assert!(first.text.starts_with(&label.begins), "{}", label.begins);
            let kind = format!("{:?}", change.kind).to_lowercase();
            let right = kind == label.kind
                && (&change.old, &change.new) == (&label.old, &label.new)
                && label.moved.is_none_or(|moved| moved == change.moved);
            (!right).then(|| format!("{} told as {change:?}", label.begins))
        })
        .collect();
    eprintln!(
        "{} of {} labels met",
        labels.len() - missed.len(),
        labels.len()
    );
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn what_differs_in_the_front_matter_alone_is_a_difference_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let text = |symbol: &str| {
        format!("---\ntitle: Lanterns\nsymbol: {symbol}\n---\n\n1. Ports shall report.\n")
    };
    fs::write(folder.path().join("old.md"), text("WP.1")).unwrap();
    fs::write(folder.path().join("new.md"), text("WP.1/Rev.1")).unwrap();
    let run = |more: &[&str]| {
        let out = bare_command(env!("CARGO_BIN_EXE_adref"), folder.path())
            .current_dir(folder.path())
            .args(["diff", "old.md", "new.md"])
            .args(more)
            .output()
            .unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap())
    };
    let (status, told) = run(&["--format", "inline"]);
    assert_eq!(status, Some(1));
    assert!(
        told.contains("no paragraph differs; 0 brackets; 1 field of the front matter"),
        "{told}"
    );
    assert!(told.contains("symbol: [-WP.1-] {+WP.1/Rev.1+}"), "{told}");
    let (status, told) = run(&["--json"]);
    assert_eq!(status, Some(1));
    let json: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(json["front"][0]["key"], "symbol");
    assert_eq!(json["front"][0]["new"], "WP.1/Rev.1");
}
