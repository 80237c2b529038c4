//! A history made in memory: the same versions as on the disk, and once it is laid out nothing tells it from another.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use adref::repo::{Error, FileChange, Repository, Save, VersionId};

use crate::kit::{Room, has_git, meeting_files, noon, somebody};

const WP1: &str = "drafts/wp1/text.md";
const NEW: &str = "drafts/wp1/proposals/xno-7f3a.md";

/// A repository in memory, in a folder of its own.
fn airy() -> (tempfile::TempDir, Repository) {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().canonicalize().unwrap().join("meeting");
    let repository = Repository::in_memory(&at).unwrap();
    repository.set("core.autocrlf", "false").unwrap();
    repository.set("core.excludesfile", "nothing").unwrap();
    (folder, repository)
}

fn save(repository: &Repository, files: Vec<FileChange>) -> Result<VersionId, Error> {
    repository.save(&Save {
        base: repository.head(),
        files,
        message: "a test".to_owned(),
        author: somebody(),
        when: noon(),
    })
}

/// A meeting; then a text changed and a file put, both taken back again, and a tag.
fn history(repository: &Repository) -> Vec<VersionId> {
    let files = meeting_files()
        .into_iter()
        .map(|(path, text)| FileChange::write(path, text));
    let first = save(repository, files.collect()).unwrap();
    let old = repository.work_tree().unwrap().read(WP1).unwrap();
    let changed = vec![
        FileChange::write(WP1, "1. Otherwise.\n"),
        FileChange::write(NEW, "a wish"),
    ];
    let second = save(repository, changed).unwrap();
    repository.tag("adref/wp1/rev.1", &second, "Rev.1").unwrap();
    let back = vec![
        FileChange::write(WP1, old.to_vec()),
        FileChange::delete(NEW),
    ];
    let third = save(repository, back).unwrap();
    vec![first, second, third]
}

#[test]
fn the_versions_are_those_that_would_have_been_saved_on_the_disk() {
    let (_folder, repository) = airy();
    assert_eq!(history(&repository), history(&Room::empty().repository));
}

#[test]
fn before_it_is_laid_out_its_versions_read_back_and_there_are_no_files() {
    let (_folder, repository) = airy();
    let versions = history(&repository);
    let second = repository.snapshot(&versions[1]).unwrap();
    assert_eq!(second.read(NEW).unwrap().as_slice(), b"a wish");
    let now = repository.work_tree().unwrap();
    assert_eq!(now.read(NEW), None);
    assert_eq!(
        now.id(WP1),
        repository.snapshot(&versions[0]).unwrap().id(WP1)
    );
    assert_eq!(repository.log(&versions[2], 9).unwrap().len(), 3);
    assert_eq!(repository.resolve("adref/wp1/rev.1").unwrap(), versions[1]);
    assert!(repository.conditions().is_empty());
    assert!(repository.holds_a_meeting());
    assert!(!repository.root().join("drafts").exists());
}

#[test]
fn once_laid_out_nothing_tells_it_from_another() {
    let (folder, repository) = airy();
    let versions = history(&repository);
    repository.lay_out().unwrap();
    let written = Repository::open(repository.root()).unwrap();
    assert_eq!(written.head().as_ref(), versions.last());
    assert_eq!(written.unsaved().unwrap(), Vec::<String>::new());
    for (path, text) in meeting_files() {
        let lies = std::fs::read(written.root().join(&path)).unwrap();
        assert_eq!(String::from_utf8_lossy(&lies), text, "{path}");
    }
    assert_eq!(
        written.tags("adref/"),
        [("adref/wp1/rev.1".to_owned(), versions[1].clone())]
    );
    save(&written, vec![FileChange::write(NEW, "a wish again")]).unwrap();
    let lies = std::fs::read(written.root().join(NEW)).unwrap();
    assert_eq!(lies, b"a wish again");
    if has_git() {
        let git = |arguments: &[&str]| {
            let output = std::process::Command::new("git")
                .args(arguments)
                .current_dir(written.root())
                .env("HOME", folder.path())
                .output()
                .unwrap();
            assert!(output.status.success(), "{output:?}");
            String::from_utf8(output.stdout).unwrap()
        };
        git(&["fsck", "--strict", "--no-dangling"]);
        assert_eq!(git(&["status", "--porcelain"]), "");
        assert_eq!(git(&["cat-file", "-t", "adref/wp1/rev.1"]), "tag\n");
    }
}

#[test]
fn what_was_planned_on_something_else_is_refused() {
    let (_folder, repository) = airy();
    let versions = history(&repository);
    let stale = Save {
        base: versions.first().cloned(),
        files: vec![FileChange::write(WP1, "late")],
        message: "a test".to_owned(),
        author: somebody(),
        when: noon(),
    };
    assert!(matches!(repository.save(&stale), Err(Error::Moved)));
    let other = Some(Repository::hash(b"not what lies there"));
    let over = FileChange::write(WP1, "late").over(other);
    assert!(matches!(save(&repository, vec![over]), Err(Error::Unsaved(path)) if path == WP1));
    let outside = FileChange::write("../wp1.md", "out");
    assert!(matches!(
        save(&repository, vec![outside]),
        Err(Error::BadPath { .. })
    ));
    assert_eq!(repository.head().as_ref(), versions.last());
}
