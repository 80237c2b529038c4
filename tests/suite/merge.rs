//! Two versions merged: git's own result where git has one, a bracket where both changed the same words, never a lost word.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use adref::ops::{Merge, Versions, merge};
use adref::rolling::{Amended, Bare, Reader, compile, read};
use adref::text::{Document, Parties, fold, words};
use proptest::prelude::*;

use crate::compile::{amended, eight, sections};
use crate::kit::{bare_command, has_git};

fn merged(base: &str, ours: &str, theirs: &str) -> Merge {
    let versions = Versions {
        base: base.as_bytes(),
        ours: ours.as_bytes(),
        theirs: theirs.as_bytes(),
    };
    merge(versions, None).unwrap().unwrap()
}

fn counted(text: &str) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    let document = Document::parse(text);
    for paragraph in document.paragraphs() {
        for word in words(&paragraph.text) {
            *all.entry(word.to_owned()).or_default() += 1;
        }
    }
    all
}

/// What git itself makes of three files; `None` where it has a conflict.
fn by_git(folder: &Path, texts: [&str; 3]) -> Option<Vec<u8>> {
    let names = ["base.md", "ours.md", "theirs.md"];
    for (name, text) in names.iter().zip(texts) {
        fs::write(folder.join(name), text).unwrap();
    }
    let output = bare_command("git", folder)
        .current_dir(folder)
        .args(["merge-file", "-p", "ours.md", "base.md", "theirs.md"])
        .output()
        .unwrap();
    output.status.success().then_some(output.stdout)
}

#[test]
fn two_hundred_pairs_are_merged_without_a_mark_and_without_a_lost_word() {
    let (sections, parties) = (sections(), eight());
    let folder = tempfile::tempdir().unwrap();
    let (mut clean, mut contested) = (0, 0);
    for n in 0..200_u64 {
        let Some(base) = sections.get(n as usize % sections.len().max(1)) else {
            return;
        };
        let ours = amended(base, &parties, 2 * n + 1_001);
        let theirs = amended(base, &parties, 2 * n + 1_002);
        let merge = merged(base, &ours, &theirs);
        let text = String::from_utf8(merge.bytes.clone()).unwrap();
        for mark in ["<<<<<<<", "|||||||", ">>>>>>>"] {
            assert!(!text.contains(mark), "{text}");
        }
        let was = counted(base);
        let is = counted(&text);
        for side in [&ours, &theirs] {
            for (word, many) in counted(side) {
                let new = many.saturating_sub(was.get(&word).copied().unwrap_or(0));
                let there = is.get(&word).copied().unwrap_or(0);
                assert!(
                    new == 0 || there >= new,
                    "{word:?} is lost\n{base}\n=== ours\n{ours}\n=== theirs\n{theirs}\n=== merged\n{text}"
                );
            }
        }
        if merge.contested > 0 {
            contested += 1;
        }
        if has_git()
            && n % 4 == 0
            && let Some(own) = by_git(folder.path(), [base, &ours, &theirs])
        {
            clean += 1;
            assert_eq!(String::from_utf8(own).unwrap(), text);
        }
    }
    eprintln!("{contested} of 200 contested, {clean} of 50 clean for git");
    assert!(contested > 0);
}

#[test]
fn whoever_changed_nothing_has_the_others_text() {
    let parties = eight();
    for (n, base) in sections().iter().enumerate().take(20) {
        let other = amended(base, &parties, n as u64 + 7);
        for (ours, theirs) in [(base, &other), (&other, base), (&other, &other)] {
            let merge = merged(base, ours, theirs);
            assert_eq!(merge.contested, 0);
            assert_eq!(merge.bytes, other.as_bytes());
        }
    }
}

/// What somebody reads of a text.
fn read_by(text: &str, reader: &Reader) -> String {
    let parties = Parties::Guessed;
    let document = Document::parse_with(text, &parties);
    fold(&String::from_utf8(read(&document, &parties, reader, Bare::Keep)).unwrap())
}

/// A text with the wishes of parties in their brackets.
fn bracketed(base: &str, wishes: &[(&str, &str)]) -> String {
    let parties = Parties::Guessed;
    let parse = |text: &str| Document::parse_with(text, &parties);
    let texts: Vec<Document> = wishes.iter().map(|(_, text)| parse(text)).collect();
    let amended: Vec<Amended<'_>> = wishes
        .iter()
        .zip(&texts)
        .map(|((party, _), document)| Amended { party, document })
        .collect();
    String::from_utf8(compile(&parse(base), &amended, &parties).unwrap()).unwrap()
}

const SENTENCE: &str = "14. States that export small arms report every two years on what they did, and share what they learnt.\n";

/// The sentence with some of its words replaced: from which, how many, by what.
fn edited((from, many, by): (usize, usize, &str)) -> String {
    let mut words: Vec<&str> = SENTENCE.trim_end().split(' ').collect();
    let from = 1 + from % (words.len() - 3);
    words.splice(from..(from + many).min(words.len()), [by]);
    let text = words.join(" ");
    format!(
        "{}\n",
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    )
}

fn an_edit() -> impl Strategy<Value = (usize, usize, &'static str)> {
    let by = prop::sample::select(vec![
        "shall",
        "should always",
        "three",
        "three / four",
        "[or] not",
        "",
    ]);
    (0..20_usize, 0..3_usize, by)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_party_reads_what_its_own_desk_put_into_brackets(one in an_edit(), other in an_edit()) {
        let (one, other) = (edited(one), edited(other));
        let ours = bracketed(SENTENCE, &[("EU", &one)]);
        let theirs = bracketed(SENTENCE, &[("USA", &other)]);
        let text = String::from_utf8(merged(SENTENCE, &ours, &theirs).bytes).unwrap();
        prop_assert_eq!(read_by(&text, &Reader::Base), fold(SENTENCE), "{}", text);
        prop_assert_eq!(read_by(&text, &Reader::Party("EU".to_owned())), fold(&one), "{}", text);
        prop_assert_eq!(read_by(&text, &Reader::Party("USA".to_owned())), fold(&other), "{}", text);
    }

    #[test]
    fn no_edit_of_the_text_takes_a_partys_own_words_from_it(pen in an_edit(), wish in an_edit()) {
        let (pen, wish) = (edited(pen), edited(wish));
        let held = bracketed(SENTENCE, &[("EU", &wish)]);
        for (ours, theirs) in [(&pen, &held), (&held, &pen)] {
            let text = String::from_utf8(merged(SENTENCE, ours, theirs).bytes).unwrap();
            prop_assert_eq!(read_by(&text, &Reader::Base), fold(&pen), "{}", text);
            let (was, wanted) = (counted(SENTENCE), counted(&wish));
            let reads = counted(&read_by(&text, &Reader::Party("EU".to_owned())));
            for (word, many) in wanted {
                let new = many.saturating_sub(was.get(&word).copied().unwrap_or(0));
                prop_assert!(
                    new == 0 || reads.get(&word).copied().unwrap_or(0) >= new,
                    "{word:?} is lost: {text}"
                );
            }
        }
    }
}

/// What stands in one place of a text: what all read, and who wants what instead.
#[derive(Debug, Clone)]
struct Place {
    all: String,
    own: Vec<(&'static str, &'static str)>,
}

impl Place {
    fn shown(&self) -> String {
        let own: String = self
            .own
            .iter()
            .map(|(who, words)| format!(" / {who}: {words}"))
            .collect();
        match own.is_empty() {
            true => self.all.replace('–', ""),
            false => format!("[{}{own}]", self.all),
        }
    }

    /// The words that somebody has of its own here.
    fn of(&self, who: &str) -> Option<&str> {
        let own = self.own.iter().find(|(party, _)| *party == who);
        own.map(|(_, words)| if *words == "–" { "" } else { *words })
    }

    /// What a desk makes of it: the words of somebody for all, an alternative out, one more, other words for one.
    fn after(&self, what: (usize, usize)) -> Place {
        let mut then = self.clone();
        let nth = what.1 % self.own.len().max(1);
        match what.0 {
            0 => then.own.clear(),
            1 if !self.own.is_empty() => {
                then.all = self.own[nth].1.to_owned();
                then.own.clear();
            }
            2 if !self.own.is_empty() => drop(then.own.remove(nth)),
            3 => then.own.push(("XFR", ["could", "would"][what.1 % 2])),
            4 if !self.own.is_empty() => then.own[nth].1 = ["might", "ought to"][what.1 % 2],
            _ => {}
        }
        then
    }
}

/// What stands in the two places of the sentence, as somebody reads it; nothing where the sentence itself is contested.
fn in_places(read: &str) -> Option<[String; 2]> {
    let (one, rest) = read.split_once(" be read by every State")?;
    let (_, other) = rest.split_once("the figures")?;
    let other = other.strip_suffix("be told to all.")?;
    let one = one.strip_prefix("7. Gauges")?;
    Some([one, other].map(|words| words.trim().to_owned()))
}

/// Two places in a sentence.
fn two_places(places: &[&Place; 2]) -> String {
    let [one, other] = places.map(Place::shown);
    let text = format!(
        "7. Gauges {one} be read by every State of the basin on each Monday, and the figures {other} be told to all."
    );
    format!("{}\n", fold(&text))
}

/// A sentence of two places on which two desks worked apart, and what comes of it.
#[derive(Debug)]
struct Desks {
    /// The places as they stood, as the one desk has them, as the other.
    versions: [[Place; 2]; 3],
    texts: [String; 3],
    contested: usize,
    text: String,
    /// The three texts and the one.
    told: String,
}

impl Desks {
    /// The three states of the n-th place.
    fn at(&self, n: usize) -> [&Place; 3] {
        self.versions.each_ref().map(|places| &places[n])
    }
}

fn two_desks() -> impl Strategy<Value = Desks> {
    let what = || [(0..6_usize, 0..4_usize), (0..6_usize, 0..4_usize)];
    ([a_place(), a_place()], what(), what()).prop_map(|(places, ours, theirs)| {
        let after = |what: [(usize, usize); 2]| [0, 1].map(|n| places[n].after(what[n]));
        let versions = [places.clone(), after(ours), after(theirs)];
        let texts = versions
            .each_ref()
            .map(|[one, other]| two_places(&[one, other]));
        let merge = merged(&texts[0], &texts[1], &texts[2]);
        let text = String::from_utf8(merge.bytes).unwrap();
        Desks {
            told: format!("{texts:#?}\n{text}"),
            contested: merge.contested,
            versions,
            texts,
            text,
        }
    })
}

fn a_place() -> impl Strategy<Value = Place> {
    let all = prop::sample::select(vec!["should", "must", "–"]);
    let own = prop::sample::subsequence(
        vec![
            ("XNO", "shall"),
            ("XRA", "may"),
            ("XBO", "will"),
            ("XCA", "–"),
        ],
        0..=3,
    );
    (all, own).prop_map(|(all, mut own)| {
        own.retain(|(_, words)| *words != all);
        Place {
            all: all.to_owned(),
            own,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// After any merge everybody reads in each place what it read there on one of the two sides or at the base; whoever reads other
    /// words there than all read has had them as its own, in that place. Where words of two sides in one place are told to be
    /// contested, whoever had none of its own there may go on reading what it read at the base.
    #[test]
    fn nobody_is_given_words_that_it_did_not_write(
        desks in two_desks(),
    ) {
        let (texts, contested, text, told) = (&desks.texts, desks.contested, &desks.text, &desks.told);
        let all = in_places(&read_by(text, &Reader::Base));
        for who in ["base", "XNO", "XRA", "XBO", "XCA", "XFR", "XSL"] {
            let reader = match who {
                "base" => Reader::Base,
                party => Reader::Party(party.to_owned()),
            };
            let reads = in_places(&read_by(text, &reader));
            let (Some(reads), Some(all)) = (reads, &all) else {
                prop_assert!(contested > 0, "{told}");
                continue;
            };
            for (n, (reads, all)) in reads.iter().zip(all).enumerate() {
                let there = desks.at(n);
                let own: Vec<&str> = there.iter().filter_map(|place| place.of(who)).collect();
                let common = there.map(|place| place.all.replace('–', ""));
                let mine = reads != all && own.contains(&reads.as_str());
                let everybodys = reads == all && common.contains(reads);
                prop_assert!(mine || everybodys || contested > 0, "{who} reads {reads:?}: {told}");
                // Contested or not, nobody is given another's words: where it has none of its own it may go on as at the base.
                let words = there[0].of(who).unwrap_or(there[0].all.as_str()).replace('–', "");
                let as_before = *reads == words;
                let some_own = own.iter().any(|words| !words.is_empty() && reads.contains(words));
                prop_assert!(reads == all || as_before || some_own, "{who} reads {reads:?}, of which nothing is its own: {told}");
            }
        }
        let theirs_first = merged(&texts[0], &texts[2], &texts[1]);
        prop_assert_eq!(contested > 0, theirs_first.contested > 0, "{}", told);
        let theirs_first = String::from_utf8(theirs_first.bytes).unwrap();
        for who in ["XNO", "XRA", "XBO", "XCA"] {
            let reader = Reader::Party(who.to_owned());
            if contested == 0 {
                prop_assert_eq!(read_by(text, &reader), read_by(&theirs_first, &reader), "{}", told);
            }
        }
    }
}

impl Place {
    /// What somebody reads here.
    fn read_by(&self, who: &str) -> String {
        self.of(who).unwrap_or(&self.all).replace('–', "")
    }

    /// Whether somebody's words of this place are nobody's own in another state of it.
    fn is_settled_in(&self, then: &Place) -> bool {
        self.own.iter().any(|(who, _)| then.of(who).is_none())
    }
}

/// What becomes of words that two sides changed apart, `None` where each made something else of them.
fn three_way([base, ours, theirs]: [String; 3]) -> Option<String> {
    match () {
        () if ours == theirs || theirs == base => Some(ours),
        () if ours == base => Some(theirs),
        () => None,
    }
}

/// What somebody reads in a place after two sides worked on it; `None` where that is contested.
///
/// Whoever has words of its own on neither side reads what all read. Whoever has them on both, what the two come to. Whoever has
/// them on one alone reads them if it asked for them there; where the other side took them out again, it reads what all read.
fn wanted(who: &str, places: [&Place; 3]) -> Option<String> {
    let all = || three_way(places.map(|place| place.read_by("nobody")));
    let [base, ours, theirs] = places.map(|place| place.of(who));
    match (ours, theirs) {
        (None, None) => all(),
        (Some(_), Some(_)) => three_way(places.map(|place| place.read_by(who))),
        (Some(own), None) | (None, Some(own)) => match base {
            None => Some(own.to_owned()),
            Some(before) if before == own => all(),
            Some(_) => None,
        },
    }
}

/// Whether two sides ruled on a place, each something else.
fn torn([base, ours, theirs]: [&Place; 3]) -> bool {
    base.is_settled_in(ours) && base.is_settled_in(theirs) && ours.all != theirs.all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Each place of a sentence is merged by itself: what becomes of it is nothing to the other, for whoever reads.
    #[test]
    fn what_two_desks_do_in_one_place_is_nothing_to_another(
        desks in two_desks(),
    ) {
        let (text, told) = (&desks.text, &desks.told);
        let everybody = ["nobody", "XNO", "XRA", "XBO", "XCA", "XFR"];
        let clear = [0, 1].map(|n| {
            !torn(desks.at(n)) && everybody.iter().all(|who| wanted(who, desks.at(n)).is_some())
        });
        prop_assert_eq!(desks.contested > 0, clear.contains(&false), "{}", told);
        for who in everybody {
            let reads = in_places(&read_by(text, &Reader::Party(who.to_owned())));
            for n in (0..2).filter(|n| clear[*n]) {
                let reads = reads.as_ref().map(|reads| reads[n].clone());
                prop_assert_eq!(reads, wanted(who, desks.at(n)), "{} in {}: {}", who, n, told);
            }
        }
    }
}

struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let program = match program {
            "adref" => env!("CARGO_BIN_EXE_adref"),
            other => other,
        };
        bare_command(program, self.folder.path())
            .current_dir(self.folder.path())
            .env("GIT_AUTHOR_NAME", "Hossam Aly")
            .env("GIT_AUTHOR_EMAIL", "aly@adref.invalid")
            .env("GIT_COMMITTER_NAME", "Hossam Aly")
            .env("GIT_COMMITTER_EMAIL", "aly@adref.invalid")
            .args(arguments)
            .output()
            .unwrap()
    }

    fn done(&self, program: &str, arguments: &[&str]) -> String {
        let output = self.run(program, arguments);
        assert!(
            output.status.success(),
            "{program} {arguments:?}: {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    fn write(&self, text: &str, message: &str) {
        fs::write(self.folder.path().join("draft.md"), text).unwrap();
        self.done("git", &["add", "draft.md"]);
        self.done("git", &["commit", "-q", "-m", message]);
    }
}

#[test]
fn git_merges_two_branches_through_it_and_has_no_conflict() {
    if !has_git() {
        return;
    }
    let repository = Repository {
        folder: tempfile::tempdir().unwrap(),
    };
    repository.done("git", &["init", "-q", "-b", "main"]);
    let base = "# Marking\n\n1. Each State shall mark every weapon at the time of its manufacture.\n\n2. Records are kept for twenty years.\n";
    repository.write(base, "base");
    repository.done("adref", &["install"]);
    repository.done("git", &["checkout", "-q", "-b", "gn"]);
    repository.write(&base.replace("shall", "should"), "GN");
    repository.done("git", &["checkout", "-q", "main"]);
    let ours = base
        .replace("shall", "may")
        .replace("manufacture", "manufacture and import");
    repository.write(&ours, "ours");
    repository.done("git", &["merge", "-q", "--no-edit", "gn"]);
    let merged = fs::read_to_string(repository.folder.path().join("draft.md")).unwrap();
    assert_eq!(
        merged,
        base.replace("shall", "[may / should]")
            .replace("manufacture", "manufacture and import")
    );
    assert_eq!(repository.done("git", &["status", "--porcelain"]), "");
    // Taken out again, git merges as before.
    repository.done("adref", &["install", "--remove"]);
    repository.done("git", &["reset", "-q", "--hard", "HEAD~1"]);
    assert!(
        !repository
            .run("git", &["merge", "-q", "gn"])
            .status
            .success()
    );
}

#[test]
fn a_party_that_nobody_knows_owns_no_alternative_and_nothing_is_written() {
    let repository = Repository {
        folder: tempfile::tempdir().unwrap(),
    };
    let put =
        |name: &str, text: &str| fs::write(repository.folder.path().join(name), text).unwrap();
    put("base.md", "States shall act on it in time.\n");
    put("eu.md", "States should act on it in time.\n");
    put("usa.md", "States may act on it in time.\n");
    let texts = ["merge", "base.md", "eu.md", "usa.md"];
    let named = |one: &str, other: &str| {
        let names = ["--ours-name", one, "--theirs-name", other];
        repository.run("adref", &[&texts[..], &names, &["-o", "out.md"]].concat())
    };
    let refused = named("eu", "USA");
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(
        told.contains("eu is no party") && told.contains("Hint:"),
        "{told}"
    );
    assert!(!repository.folder.path().join("out.md").exists());
    assert_eq!(named("EU", "USA").status.code(), Some(1));
    assert_eq!(
        fs::read_to_string(repository.folder.path().join("out.md")).unwrap(),
        "States [EU: should / USA: may] act on it in time.\n"
    );
    let output = repository.run("adref", &texts);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "States [should / may] act on it in time.\n"
    );
}
