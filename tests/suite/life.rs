//! The life of paragraphs: who last changed the words of each, and what each version did with one.

use serde_json::Value;

use adref::diff::{Op, align};
use adref::life::{Last, Start, Turn, blame, trace};
use adref::repo::{FileChange, Repository};
use adref::text::Document;

use crate::kit::{Room, data, has_git, noon};

const MARK: &str = "Each maker of lanterns puts a mark on every lantern at the time at which it is made, where it can be read.";
const KEEP: &str = "The authorities keep records of the marks for as long as they can and for no less than twenty years.";
const SHARE: &str = "On request they share what the records say with the authorities of any other port that asks for it in good faith.";
const TRAIN: &str = "Officers of the harbour are trained in reading the marks, and those who train them are trained as well.";
const FUND: &str = "A fund pays for the training of those who cannot pay for it themselves, as far as its means go.";

const FILE: &str = "notes.md";

/// A file's versions, saved an hour apart, each with what it does as its message.
struct Told {
    room: Room,
    hours: i64,
}

impl Told {
    fn new() -> Told {
        Told {
            room: Room::empty(),
            hours: 0,
        }
    }

    fn save(&mut self, message: &str, files: Vec<FileChange>) {
        self.hours += 1;
        let mut save = self.room.plan(files);
        save.when = noon().plus_seconds(3600 * self.hours);
        save.message = message.to_owned();
        self.room.repository.save(&save).unwrap();
    }

    fn write(&mut self, message: &str, path: &str, paragraphs: &[&str]) {
        let text = paragraphs.join("\n\n") + "\n";
        self.save(message, vec![FileChange::write(path, text)]);
    }

    fn start(&self, path: &str) -> Start {
        Start {
            version: self.room.repository.head(),
            path: path.to_owned(),
            unsaved: None,
        }
    }

    /// The messages of the versions that last changed each paragraph.
    fn blamed(&self, path: &str) -> Vec<String> {
        blamed(&self.room.repository, &self.start(path))
    }

    /// What became of the paragraph whose words begin so, newest first, with the message of each version.
    fn life(&self, path: &str, begins: &str) -> Vec<(Turn, String)> {
        let start = self.start(path);
        let found = blame(&self.room.repository, &start).unwrap();
        let paragraphs = found.document().paragraphs();
        let paragraph = paragraphs
            .iter()
            .find(|paragraph| paragraph.text.starts_with(begins))
            .unwrap();
        let life = trace(&self.room.repository, &start, paragraph.index).unwrap();
        for stage in &life.stages {
            let joined = |without: adref::diff::Op| -> String {
                let kept = stage.words.iter().filter(|piece| piece.op != without);
                kept.map(|piece| piece.text.as_str()).collect()
            };
            let side = match stage.turn {
                Turn::Deleted => joined(adref::diff::Op::Insert),
                _ => joined(adref::diff::Op::Delete),
            };
            assert_eq!(side, stage.text, "{stage:?}");
        }
        let stages = life.stages.into_iter();
        stages
            .map(|stage| (stage.turn, stage.version.unwrap().summary))
            .collect()
    }
}

fn blamed(repository: &Repository, start: &Start) -> Vec<String> {
    let found = blame(repository, start).unwrap();
    (0..found.document().paragraphs().len())
        .map(|index| match found.last(index) {
            Last::In(version) => version.summary.clone(),
            Last::Unsaved => "unsaved".to_owned(),
        })
        .collect()
}

fn turns(expected: &[(Turn, &str)]) -> Vec<(Turn, String)> {
    expected
        .iter()
        .map(|(turn, message)| (*turn, (*message).to_owned()))
        .collect()
}

#[test]
fn a_paragraph_is_followed_through_renaming_moving_and_editing() {
    let mut told = Told::new();
    told.write("begins", FILE, &[MARK, KEEP, SHARE]);
    told.write("adds", FILE, &[MARK, KEEP, SHARE, TRAIN]);
    let text = told.room.text(FILE);
    told.save(
        "renames",
        vec![
            FileChange::delete(FILE),
            FileChange::write("docs/final.md", text),
        ],
    );
    let path = "docs/final.md";
    let thirty = KEEP.replace("twenty", "thirty");
    told.write("edits", path, &[MARK, &thirty, SHARE, TRAIN]);
    told.write("moves", path, &[MARK, SHARE, TRAIN, &thirty]);
    told.write("marks", path, &[MARK, SHARE, TRAIN, &format!("*{thirty}*")]);
    assert_eq!(told.blamed(path), ["begins", "begins", "adds", "edits"]);
    assert_eq!(
        told.life(path, "*The authorities"),
        turns(&[
            (Turn::Edited, "marks"),
            (Turn::Moved, "moves"),
            (Turn::Edited, "edits"),
            (Turn::Inserted, "begins"),
        ])
    );
    let life = trace(&told.room.repository, &told.start(path), 3).unwrap();
    assert_eq!(life.stages.last().unwrap().path, FILE);
    assert!(life.stages[0].marks_only);
}

#[test]
fn splits_and_merges_are_followed_to_what_they_were_made_of() {
    let mut told = Told::new();
    let both = format!("{KEEP} {SHARE}");
    told.write("begins", FILE, &[MARK, &both, TRAIN, FUND]);
    told.write("splits", FILE, &[MARK, KEEP, SHARE, TRAIN, FUND]);
    let merged = format!("{TRAIN} {FUND}");
    told.write("merges", FILE, &[MARK, KEEP, SHARE, &merged]);
    assert_eq!(
        told.life(FILE, "On request"),
        turns(&[(Turn::Split, "splits"), (Turn::Inserted, "begins")])
    );
    assert_eq!(
        told.life(FILE, "Officers"),
        turns(&[
            (Turn::Merged, "merges"),
            (Turn::Inserted, "begins"),
            (Turn::Inserted, "begins"),
        ])
    );
    assert_eq!(told.blamed(FILE), ["begins", "splits", "splits", "merges"]);
}

#[test]
fn a_new_number_is_a_stage_of_its_life_and_no_change_of_its_words() {
    let mut told = Told::new();
    let numbered = |texts: &[&str]| -> Vec<String> {
        let each = texts.iter().enumerate();
        each.map(|(n, text)| format!("{}. {text}", n + 1)).collect()
    };
    fn borrowed(texts: &[String]) -> Vec<&str> {
        texts.iter().map(String::as_str).collect()
    }
    told.write("begins", FILE, &borrowed(&numbered(&[MARK, KEEP])));
    told.write("inserts", FILE, &borrowed(&numbered(&[MARK, SHARE, KEEP])));
    assert_eq!(told.blamed(FILE), ["begins", "inserts", "begins"]);
    assert_eq!(
        told.life(FILE, "The authorities"),
        turns(&[(Turn::Renumbered, "inserts"), (Turn::Inserted, "begins")])
    );
}

#[test]
fn what_was_dropped_and_brought_back_says_so() {
    let mut told = Told::new();
    told.write("begins", FILE, &[MARK, KEEP, SHARE]);
    told.write("drops", FILE, &[MARK, SHARE]);
    told.write("goes on", FILE, &[MARK, SHARE, TRAIN]);
    let back = KEEP.replace("twenty", "thirty");
    told.write("brings back", FILE, &[MARK, &back, SHARE, TRAIN]);
    assert_eq!(
        told.life(FILE, "The authorities"),
        turns(&[
            (Turn::Inserted, "brings back"),
            (Turn::Deleted, "drops"),
            (Turn::Inserted, "begins"),
        ])
    );
    let life = trace(&told.room.repository, &told.start(FILE), 1).unwrap();
    assert!(life.stages[0].brought_back && !life.stages[2].brought_back);
    assert_eq!(
        told.life(FILE, "Officers"),
        turns(&[(Turn::Inserted, "goes on")])
    );
}

#[test]
fn what_was_away_through_many_versions_is_found_where_it_was_dropped() {
    let mut told = Told::new();
    told.write("begins", FILE, &[MARK, KEEP, SHARE]);
    told.write("drops", FILE, &[MARK, SHARE]);
    for n in 0..70 {
        let train = TRAIN.replace("Officers", &format!("{n} officers"));
        told.write(&format!("goes on {n}"), FILE, &[MARK, SHARE, &train]);
    }
    told.write("brings back", FILE, &[MARK, KEEP, SHARE]);
    assert_eq!(
        told.life(FILE, "The authorities"),
        turns(&[
            (Turn::Inserted, "brings back"),
            (Turn::Deleted, "drops"),
            (Turn::Inserted, "begins"),
        ])
    );
}

#[test]
fn a_phrase_that_went_to_another_place_of_its_paragraph_is_known_for_the_same() {
    let mut told = Told::new();
    let law = "in accordance with their national law";
    let before = format!("States shall take measures {law}, and report on them.");
    let after = format!(
        "I{}, States shall take measures, and report on them.",
        &law[1..]
    );
    told.write("begins", FILE, &[MARK, &before, SHARE]);
    told.write("turns", FILE, &[MARK, &after, SHARE]);
    let life = trace(&told.room.repository, &told.start(FILE), 1).unwrap();
    let moved = life.stages[0]
        .words
        .iter()
        .filter(|run| run.moved == Some(1));
    assert!(moved.map(|run| run.op).eq([Op::Insert, Op::Delete]));
    // What is kept says the same.
    assert_eq!(
        trace(&told.room.repository, &told.start(FILE), 1).unwrap(),
        life
    );
}

#[test]
fn a_whole_file_that_was_deleted_and_came_back_is_found_again() {
    let mut told = Told::new();
    told.write("begins", FILE, &[MARK, KEEP]);
    told.save("deletes", vec![FileChange::delete(FILE)]);
    told.write("elsewhere", "other.md", &[FUND]);
    told.write("brings back", FILE, &[MARK, KEEP]);
    assert_eq!(
        told.life(FILE, "The authorities"),
        turns(&[
            (Turn::Inserted, "brings back"),
            (Turn::Deleted, "deletes"),
            (Turn::Inserted, "begins"),
        ])
    );
}

#[test]
fn a_merge_changed_nothing_that_one_of_its_sides_has() {
    if !has_git() {
        return;
    }
    let mut told = Told::new();
    told.write("begins", FILE, &[MARK, KEEP, SHARE, TRAIN]);
    told.room.git(&["checkout", "-q", "-b", "side"]);
    let side = KEEP.replace("twenty", "thirty");
    told.write("side", FILE, &[MARK, &side, SHARE, TRAIN]);
    told.room.git(&["checkout", "-q", "main"]);
    let main = TRAIN.replace("Officers", "All officers");
    told.write("main", FILE, &[MARK, KEEP, SHARE, &main]);
    told.room.git(&["merge", "-q", "--no-edit", "side"]);
    assert_eq!(told.blamed(FILE), ["begins", "side", "begins", "main"]);
    assert_eq!(
        told.life(FILE, "The authorities"),
        turns(&[(Turn::Edited, "side"), (Turn::Inserted, "begins")])
    );
}

#[test]
fn changes_by_hand_are_nobodys_yet_and_what_is_known_is_used_again() {
    let mut told = Told::new();
    told.write("begins", FILE, &[MARK, KEEP, SHARE]);
    let cache = told.room.repository.cache_folder().join("life");
    assert_eq!(told.blamed(FILE), ["begins", "begins", "begins"]);
    assert!(cache.join("pairs").exists() || std::fs::read_dir(&cache).unwrap().count() > 0);
    told.write("edits", FILE, &[MARK, KEEP, &SHARE.replace("any", "every")]);
    let edited = [MARK, &KEEP.replace("twenty", "thirty"), SHARE];
    let start = Start {
        unsaved: Some((edited.join("\n\n") + "\n").into_bytes()),
        ..told.start(FILE)
    };
    let repository = &told.room.repository;
    let first = blamed(repository, &start);
    assert_eq!(first, ["begins", "unsaved", "unsaved"]);
    assert_eq!(blamed(repository, &start), first);
    for entry in std::fs::read_dir(&cache).unwrap().flatten() {
        std::fs::write(entry.path(), "damaged").unwrap();
    }
    assert_eq!(blamed(repository, &start), first);
    std::fs::remove_dir_all(&cache).unwrap();
    assert_eq!(blamed(repository, &start), first);
}

#[test]
fn the_commands_print_the_shapes_that_other_programs_rely_on() {
    let mut told = Told::new();
    let one = format!("1. {MARK}");
    told.write("begins", FILE, &[&one, KEEP]);
    told.write("edits", FILE, &[&one, &KEEP.replace("twenty", "thirty")]);
    let run = |arguments: &[&str]| {
        let output = told.room.adref(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code().unwrap(), output.stdout, said)
    };
    let json = |arguments: &[&str]| -> Value {
        let (status, printed, said) = run(arguments);
        assert_eq!((status, said.as_str()), (0, ""), "{arguments:?}");
        serde_json::from_slice(&printed).unwrap()
    };
    let head = told.room.repository.head().unwrap().0;
    let blame = json(&["blame", FILE, "--json"]);
    let last = &blame["paragraphs"][1];
    assert_eq!(blame["schema"], 1);
    assert_eq!(last["index"], 1);
    assert_eq!(last["lines"], serde_json::json!([3, 3]));
    assert_eq!(last["commit"], head);
    assert_eq!(last["summary"], "edits");
    assert_eq!(last["author"], "Hossam Aly");
    assert_eq!(last["time"], "2008-07-17T14:00:00-04:00");
    assert_eq!(blame["paragraphs"][0]["label"], "1");
    let traced = json(&["trace", FILE, "--line", "3", "--json"]);
    let versions = traced["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0]["kind"], "edited");
    assert_eq!(versions[1]["kind"], "inserted");
    assert_eq!(versions[0]["words"][1]["op"], "delete");
    let same = json(&["trace", FILE, "--paragraph", "1", "--json"]);
    assert_eq!(same["versions"].as_array().unwrap().len(), 1);
    let old = json(&["trace", &format!("HEAD~1:{FILE}"), "1", "--json"]);
    assert_eq!(old["versions"], same["versions"]);
    for wrong in [
        &["trace", FILE][..],
        &["trace", FILE, "--line", "2"],
        &["trace", FILE, "--paragraph", "9"],
        &["trace", "none.md", "--line", "1"],
        &["blame", "-"],
        &["blame", "HEAD:none.md"],
    ] {
        let (status, printed, said) = run(wrong);
        assert_eq!((status, printed.len()), (2, 0), "{wrong:?}");
        assert!(
            said.starts_with("Error: ") || said.starts_with("error:"),
            "{said}"
        );
    }
    let (_, table, _) = run(&["blame", FILE]);
    let table = String::from_utf8(table).unwrap();
    assert!(
        table.lines().all(|line| line.chars().count() <= 100),
        "{table}"
    );
}

#[test]
fn a_file_in_no_repository_has_no_history_and_a_new_one_has_none_yet() {
    let room = Room::empty();
    room.write(FILE, MARK);
    let output = room.adref(&["blame", FILE, "--json"]).output().unwrap();
    let blame: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(blame["paragraphs"][0]["commit"], Value::Null);
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join(FILE), MARK).unwrap();
    let at = outside.path().join(FILE);
    let mut command = room.adref(&["blame", at.to_str().unwrap()]);
    let output = command
        .env("GIT_CEILING_DIRECTORIES", outside.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_document_of_a_meeting_is_named_as_everywhere() {
    let room = Room::meeting();
    let text = room.text("drafts/wp1/text.md");
    room.save(&[("drafts/wp1/text.md", &text.replace("twenty", "thirty"))]);
    let output = room
        .adref(&["trace", "wp1", "2", "--json"])
        .output()
        .unwrap();
    let traced: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(traced["versions"][0]["label"], "2");
    assert_eq!(traced["versions"].as_array().unwrap().len(), 2);
}

/// The versions along the first parents of a clone's file, newest first, and what each paragraph of the newest came to.
fn plainly(
    repository: &Repository,
    path: &str,
    most: usize,
) -> Option<(Start, Vec<Option<usize>>)> {
    let mut descent = repository.descent();
    let mut node = descent.start(&repository.head()?, path).ok()?;
    let mut texts = Vec::new();
    while texts.len() < most {
        let touch = descent.touch(node)?.clone();
        let bytes = repository.blob(touch.blob.as_ref()?, path).ok()?;
        texts.push(Document::parse(bytes));
        match descent.parents(node).ok()?.first() {
            Some(&parent) => node = parent,
            None => break,
        }
    }
    let first = texts.first()?;
    let mut open: Vec<(usize, usize)> = (0..first.paragraphs().len()).map(|at| (at, at)).collect();
    let mut found = vec![None; open.len()];
    for (n, pair) in texts.windows(2).enumerate() {
        let alignment = align(&pair[1], &pair[0]);
        open.retain_mut(|(target, at)| {
            let change = alignment.of_new(*at).unwrap();
            let same = change.marks_only || change.kind == adref::diff::ChangeKind::Unchanged;
            match change.old.first().filter(|_| same) {
                Some(&old) => {
                    *at = old;
                    true
                }
                None => {
                    found[*target] = Some(n);
                    false
                }
            }
        });
    }
    let start = Start {
        version: repository.head(),
        path: path.to_owned(),
        unsaved: None,
    };
    Some((start, found))
}

#[test]
fn a_window_on_what_changed_sees_what_whole_texts_show() {
    let Some(bundle) = data("quic/history.bundle") else {
        return;
    };
    if !has_git() {
        return;
    }
    let room = Room::empty();
    room.git(&["fetch", "-q", bundle.to_str().unwrap(), "HEAD"]);
    // One line of versions, so that both follow the same ones.
    let line = room.git(&[
        "log",
        "--first-parent",
        "--format=%H",
        "-60",
        "FETCH_HEAD",
        "--",
        PATH,
    ]);
    let mut versions: Vec<&str> = line.lines().collect();
    versions.reverse();
    for id in versions {
        let bytes = room.repository.file_at(id, PATH).unwrap().to_vec();
        let mut save = room.plan(vec![FileChange::write(PATH, bytes)]);
        save.message = id.to_owned();
        room.repository.save(&save).unwrap();
    }
    let (start, expected) = plainly(&room.repository, PATH, usize::MAX).unwrap();
    let line: Vec<String> = room
        .repository
        .walk(&room.repository.head().unwrap(), PATH)
        .unwrap()
        .into_iter()
        .map(|touch| touch.version.summary)
        .collect();
    let found = blamed(&room.repository, &start);
    let oldest = line.last().unwrap();
    let differing: Vec<(usize, &String)> = found
        .iter()
        .enumerate()
        .filter(|(at, summary)| {
            let plain = expected[*at].and_then(|n| line.get(n)).unwrap_or(oldest);
            plain != *summary
        })
        .collect();
    assert!(
        expected.iter().flatten().count() > 100,
        "too little changed"
    );
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
#[ignore = "takes minutes: every step of two thousand versions is aligned as a whole"]
fn at_every_version_of_a_long_history_blame_says_what_whole_texts_show() {
    let Some(bundle) = data("quic/history.bundle") else {
        return;
    };
    if !has_git() {
        return;
    }
    let room = Room::empty();
    room.git(&["fetch", "-q", bundle.to_str().unwrap(), "HEAD"]);
    let repository = &room.repository;
    let head = repository.resolve("FETCH_HEAD").unwrap();
    let mut descent = repository.descent();
    let newest = descent.start(&head, PATH).unwrap();
    // The oldest first: what was found of a version is known when those that came from it ask.
    let mut order = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut open = vec![(newest, false)];
    while let Some((node, ready)) = open.pop() {
        if ready {
            order.push(node);
        } else if seen.insert(node) {
            open.push((node, true));
            let parents = descent.parents(node).unwrap();
            open.extend(parents.into_iter().map(|parent| (parent, false)));
        }
    }
    let text = |descent: &adref::repo::Descent<'_>, node| {
        let touch = descent.touch(node).unwrap().clone();
        let bytes = repository.blob(&touch.blob.unwrap(), PATH).unwrap();
        Document::parse(bytes)
    };
    let mut answers: std::collections::HashMap<_, Vec<String>> = std::collections::HashMap::new();
    let mut changed = 0;
    let mut differing = Vec::new();
    for (nth, &node) in order.iter().enumerate() {
        let touch = descent.touch(node).unwrap().clone();
        let start = Start {
            version: Some(touch.version.id.clone()),
            path: touch.path.clone(),
            unsaved: None,
        };
        let blamed = blame(repository, &start).unwrap();
        let found: Vec<String> = (0..blamed.document().paragraphs().len())
            .map(|index| match blamed.last(index) {
                Last::In(version) => version.id.0.clone(),
                Last::Unsaved => "unsaved".to_owned(),
            })
            .collect();
        let new = text(&descent, node);
        let mut expected = vec![None; found.len()];
        for parent in descent.parents(node).unwrap() {
            let old = text(&descent, parent);
            for change in align(&old, &new).changes {
                let same = change.marks_only || change.kind == adref::diff::ChangeKind::Unchanged;
                if let (true, [at], [to]) = (same, &change.old[..], &change.new[..])
                    && expected[*to].is_none()
                {
                    expected[*to] = Some(answers[&parent][*at].clone());
                }
            }
        }
        for (index, (said, plain)) in found.iter().zip(expected).enumerate() {
            changed += usize::from(plain.is_none());
            if *said != plain.unwrap_or_else(|| touch.version.id.0.clone()) {
                differing.push((touch.version.id.0.clone(), index));
                eprintln!(
                    "{nth} {}: {index} {:.60}: said {said}",
                    touch.version.id,
                    new.paragraphs()[index].text,
                );
            }
        }
        answers.insert(node, found);
    }
    eprintln!("{} versions, {changed} paragraphs changed", order.len());
    assert!(order.len() > 2000 && changed > 5000);
    // Few words that stand elsewhere, and a heading that was written twice, are told apart by what stands round them: a whole text
    // shows more of that. Three are known, and of each the words are those of the older version.
    assert!(differing.len() * 2000 < changed, "{}", differing.len());
}

const PATH: &str = "draft-ietf-quic-transport.md";

#[test]
fn a_version_of_a_meetings_draft_names_the_acts_that_brought_it() {
    let played = crate::story::at_noon();
    let run = |arguments: &[&str]| -> Value {
        let env = adref::cli::Env::quiet(played.root());
        let done = adref::cli::run_in(played.root(), arguments.iter().copied(), &env);
        assert_eq!(done.status, 0, "{}", done.complained());
        serde_json::from_slice(&done.out).unwrap()
    };
    // Twice: found, then kept.
    for _ in 0..2 {
        let traced = run(&["trace", "outcome", "12", "--json"]);
        let versions = traced["versions"].as_array().unwrap();
        let acts = |n: usize| -> Vec<(&str, &str)> {
            let acts = versions[n]["acts"].as_array().unwrap().iter();
            acts.map(|act| {
                let of = |key: &str| act[key].as_str().unwrap_or_default();
                (of("do"), of("proposal"))
            })
            .collect()
        };
        assert_eq!(acts(0), [("edit", "")]);
        let put = acts(1);
        assert!(put.contains(&("bracket", "GN-4")), "{put:?}");
        assert!(put.contains(&("bracket", "XTO-1")), "{put:?}");
    }
    // Any other file has none.
    let traced = run(&["trace", "HEAD:drafts/outcome/text.md", "12", "--json"]);
    assert_eq!(traced["versions"][0]["acts"].as_array().unwrap().len(), 0);
}
