//! What a killed program leaves is swept away, and nothing else.

use super::*;
use crate::repo::Repository;

const TAG: &str = "refs/tags/adref/a/rev.1";

fn lies(repository: &Repository, path: &str) -> bool {
    repository.access.common.join(path).exists()
}

/// What a program that was ended in the middle leaves.
fn left(repository: &Repository, written: &[Written]) {
    let access = &repository.access;
    let noted = note(access, |_| written.to_vec()).unwrap();
    let lines = fs::read(&noted.path).unwrap();
    for one in written {
        let mut lock = access.common.join(one.line(access).unwrap());
        if matches!(one, Written::Below(_)) {
            lock.push("a/b.lock");
        }
        fs::create_dir_all(lock.parent().unwrap()).unwrap();
        let file = File::create(&lock).unwrap();
        let long_ago = SystemTime::now() - Duration::from_secs(60);
        file.set_modified(long_ago).unwrap();
    }
    let path = noted.path.clone();
    drop(noted);
    fs::write(path, lines).unwrap();
}

fn all() -> Vec<Written> {
    vec![
        Written::Reference(TAG.to_owned()),
        Written::Below("refs/adref/there/"),
        Written::Packed,
        Written::Settings,
        Written::Index,
    ]
}

#[test]
fn locks_of_a_program_that_was_ended_are_gone_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("m");
    let repository = Repository::init(&root).unwrap();
    left(&repository, &all());
    let locks = [
        "refs/tags/adref/a/rev.1.lock",
        "refs/adref/there/a/b.lock",
        "packed-refs.lock",
        "config.lock",
        "index.lock",
    ];
    assert!(locks.iter().all(|lock| lies(&repository, lock)));
    assert!(repository.set("adref.as", "aly").is_ok(), "the next write");
    left(&repository, &all());
    Repository::open(&root).unwrap();
    for lock in locks {
        assert!(!lies(&repository, lock), "{lock}");
    }
    let notes = fs::read_dir(root.join(".git/adref")).unwrap().flatten();
    let notes = notes.filter(|one| one.file_name().to_string_lossy().starts_with(NOTE));
    assert_eq!(notes.count(), 0);
}

#[test]
fn a_lock_of_a_program_that_lives_stays_and_whoever_wants_it_is_told_which_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::init(&folder.path().join("m")).unwrap();
    let access = &repository.access;
    let noted = note(access, |_| vec![Written::Settings]).unwrap();
    let lock = access.common.join("config.lock");
    fs::write(&lock, "").unwrap();
    sweep(access);
    assert!(lock.exists());
    let refused = repository.set("adref.as", "aly").unwrap_err();
    assert!(
        matches!(&refused, Error::Locked(path) if path.ends_with("config.lock")),
        "{refused:?}"
    );
    assert!(refused.hint().unwrap().contains("config.lock"));
    drop(noted);
    fs::remove_file(&lock).unwrap();
    repository.set("adref.as", "aly").unwrap();
}

#[test]
fn what_a_program_had_looked_into_that_was_ended_is_let_go() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::init(&folder.path().join("m")).unwrap();
    let access = &repository.access;
    let blob = Repository::hash(b"").0;
    access.store.with(|handle| Ok(handle.blob(b"")?)).unwrap();
    let looks = [format!("{LOOK}1-0"), format!("{LOOK}2-0")];
    for look in &looks {
        fs::create_dir_all(access.common.join("refs/adref")).unwrap();
        fs::write(access.common.join(look), format!("{blob}\n")).unwrap();
        fs::write(access.common.join(format!("{look}.lock")), "").unwrap();
    }
    let mut own = String::new();
    let _noted = note(access, |name| {
        own = format!("{LOOK}{name}");
        vec![Written::Packed]
    })
    .unwrap();
    fs::write(access.common.join(&own), format!("{blob}\n")).unwrap();
    sweep_looks(access);
    let left = fs::read_dir(access.common.join("refs/adref")).unwrap();
    assert_eq!(left.count(), 1);
    assert!(lies(&repository, &own));
}

#[test]
fn nothing_but_a_lock_is_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("m");
    let repository = Repository::init(&root).unwrap();
    let note = root.join(".git/adref").join(format!("{NOTE}1-0"));
    fs::create_dir_all(note.parent().unwrap()).unwrap();
    fs::write(&note, "HEAD\nconfig\nrefs/heads/\n").unwrap();
    Repository::open(&root).unwrap();
    assert!(lies(&repository, "HEAD") && lies(&repository, "config"));
    assert!(lies(&repository, "refs/heads") && !note.exists());
}
