//! What became of the hard paragraphs of real revisions, as people read them: `tests/cases/diff/real/`.
//!
//! The texts stay outside the project. A case names the two, and then, a line each, what became of which paragraphs, by the lines on
//! which they begin: `kind | old | new`. `moved` behind the kind says that it stands elsewhere, `moved?` that one could say either,
//! `any` is any kind of change, and `?` marks what two people might say otherwise: it counts neither for nor against. A fourth field
//! says why a line is known not to be met; mending one is noticed.
//!
//! `tests/cases/diff/unseen/` holds others that nobody mended the aligner on: their lines bear no reasons, and only how many of them are
//! met is held.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use adref::diff::{Alignment, Change, align};
use adref::text::Document;

use crate::kit::{Room, data, has_git};

/// The reasons for which a line may be known not to be met; the book says what each means.
const REASONS: [&str; 6] = [
    "another nearer",
    "by chance",
    "figure",
    "moved and rewritten",
    "other words",
    "small part",
];

/// So many of the lines have such a reason.
const KNOWN: usize = 41;

struct Case {
    name: String,
    old: String,
    new: String,
    labels: Vec<Label>,
}

struct Label {
    line: String,
    what: Vec<String>,
    old: Vec<usize>,
    new: Vec<usize>,
    reason: Option<String>,
}

impl Label {
    fn has(&self, word: &str) -> bool {
        self.what.iter().any(|one| one == word)
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let news = |old: usize| self.new.iter().map(move |&new| (old, new));
        self.old.iter().flat_map(move |&old| news(old))
    }
}

fn cases(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases/diff")
        .join(folder);
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(file).unwrap();
            let named = |key: &str| {
                let line = text.lines().find_map(|line| line.strip_prefix(key));
                line.unwrap().trim().to_owned()
            };
            let labels = text.lines().filter(|line| line.contains('|')).map(label);
            Case {
                name,
                old: named("old:"),
                new: named("new:"),
                labels: labels.collect(),
            }
        })
        .collect()
}

fn label(line: &str) -> Label {
    let mut fields = line.split('|').map(str::trim);
    let mut next = || fields.next().unwrap_or_default();
    let (what, old, new, reason) = (next(), next(), next(), next());
    let numbers = |field: &str| {
        let words = field.split_whitespace();
        words.map(|one| one.parse().unwrap()).collect()
    };
    Label {
        line: line.to_owned(),
        what: what.split_whitespace().map(str::to_owned).collect(),
        old: numbers(old),
        new: numbers(new),
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
    }
}

/// The labels with paragraphs for lines.
fn of_paragraphs(case: &Case, old: &Document, new: &Document) -> Vec<Label> {
    let places = |document: &Document| -> BTreeMap<usize, usize> {
        let paragraphs = document.paragraphs().iter().enumerate();
        paragraphs.map(|(at, one)| (one.lines.first, at)).collect()
    };
    let (olds, news) = (places(old), places(new));
    let found = |places: &BTreeMap<usize, usize>, lines: &[usize], line: &str| {
        let place = |at: &usize| {
            *places
                .get(at)
                .unwrap_or_else(|| panic!("{}: {line}", case.name))
        };
        lines.iter().map(place).collect()
    };
    case.labels
        .iter()
        .map(|label| Label {
            line: label.line.clone(),
            what: label.what.clone(),
            old: found(&olds, &label.old, &label.line),
            new: found(&news, &label.new, &label.line),
            reason: label.reason.clone(),
        })
        .collect()
}

/// Whether a person's word is what is told; `said` are all pairs that people named in this case, doubtful ones too.
fn is_met(label: &Label, alignment: &Alignment, said: &BTreeSet<(usize, usize)>) -> bool {
    let olds = label.old.iter().filter_map(|&at| alignment.of_old(at));
    let news = label.new.iter().filter_map(|&at| alignment.of_new(at));
    let changes: Vec<&Change> = olds.chain(news).collect();
    let told: BTreeSet<(usize, usize)> = changes
        .iter()
        .flat_map(|change| {
            let news = |old: usize| change.new.iter().map(move |&new| (old, new));
            change.old.iter().flat_map(move |&old| news(old))
        })
        .filter(|(old, new)| label.old.contains(old) || label.new.contains(new))
        .collect();
    let pairs: BTreeSet<(usize, usize)> = label.pairs().collect();
    if !pairs.is_subset(&told) || !told.is_subset(said) {
        return false;
    }
    let kind = |change: &&Change| label.has(&format!("{:?}", change.kind).to_lowercase());
    let moved = changes.iter().any(|change| change.moved) == label.has("moved");
    pairs.is_empty()
        || ((label.has("any") || changes.iter().any(kind)) && (label.has("moved?") || moved))
}

/// A case with its two texts aligned.
struct Followed {
    name: String,
    labels: Vec<Label>,
    alignment: Alignment,
    said: BTreeSet<(usize, usize)>,
}

impl Followed {
    /// The labels that count, each with whether it is met.
    fn counted(&self) -> impl Iterator<Item = (&Label, bool)> {
        let counted = self.labels.iter().filter(|label| !label.has("?"));
        counted.map(|label| (label, is_met(label, &self.alignment, &self.said)))
    }
}

/// The cases whose texts are there, and whether all of them are; nothing where none is.
fn follow(folder: &str) -> Option<(Vec<Followed>, bool)> {
    let root = data("paris")?;
    let room = Room::empty();
    let history = data("quic/history.bundle").filter(|_| has_git());
    if let Some(bundle) = &history {
        let all = "refs/tags/*:refs/tags/*";
        room.git(&["fetch", "-q", bundle.to_str().unwrap(), all]);
    }
    let read = |name: &str| -> Option<Document> {
        let bytes = match name.split_once(':') {
            Some((tag, path)) => {
                history.as_ref()?;
                let id = room.git(&["rev-parse", &format!("{tag}^{{commit}}")]);
                room.repository.file_at(id.trim(), path).unwrap().to_vec()
            }
            None => fs::read(root.join("..").join(name)).unwrap(),
        };
        Some(Document::parse(bytes))
    };
    let followed = cases(folder).into_iter().filter_map(|case| {
        let (old, new) = read(&case.old).zip(read(&case.new))?;
        let labels = of_paragraphs(&case, &old, &new);
        Some(Followed {
            said: labels.iter().flat_map(Label::pairs).collect(),
            alignment: align(&old, &new),
            name: case.name,
            labels,
        })
    });
    let followed = followed.collect();
    Some((followed, history.is_some()))
}

#[test]
fn hard_paragraphs_of_real_revisions_are_followed_as_people_follow_them() {
    let Some((followed, whole)) = follow("real") else {
        return;
    };
    let (mut met, mut counted, mut known) = (0, 0, 0);
    let mut faults = Vec::new();
    for case in &followed {
        for (label, right) in case.counted() {
            counted += 1;
            met += usize::from(right);
            known += usize::from(label.reason.is_some());
            let fault = match (&label.reason, right) {
                (None, false) => "is told otherwise now",
                (Some(_), true) => "is met now: take its reason away",
                (Some(reason), _) if !REASONS.contains(&reason.as_str()) => {
                    "has a reason of its own"
                }
                _ => continue,
            };
            faults.push(format!("{}: {} {fault}", case.name, label.line));
        }
    }
    eprintln!("{met} of {counted} labels met");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(
        !whole || (counted, known) == (LABELS, KNOWN),
        "{counted}, {known}"
    );
}

#[test]
fn what_nobody_mended_it_on_is_followed_too() {
    let Some((followed, true)) = follow("unseen") else {
        return;
    };
    let met = |case: &Followed| case.counted().filter(|(_, right)| *right).count();
    let counted: usize = followed.iter().map(|case| case.counted().count()).sum();
    let met: usize = followed.iter().map(met).sum();
    assert_eq!((met, counted), UNSEEN);
}

/// So many labels of texts that nobody mended it on are met, and counted.
const UNSEEN: (usize, usize) = (310, 326);

/// So many labels are counted where all texts are there.
const LABELS: usize = 1356;

#[test]
fn the_book_says_what_the_reasons_mean() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("book/src/comparison.md");
    let page = fs::read_to_string(page).unwrap();
    for reason in REASONS {
        assert!(page.contains(&format!("| {reason} |")), "{reason}");
    }
}
