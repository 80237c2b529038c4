//! A folder of files that is written whole or not at all, over an older one of its own kind and over nothing else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::failure::Failure;

/// The file by which a folder is known again; it lists what was written.
const MARK: &str = ".adref-pages";
/// Its first line.
const SAYS: &str = "adref export --html wrote these files and may write them again:";

/// Writes files into a folder, called so in messages, in place of those that an earlier run wrote there; what others put beside them stays.
///
/// # Errors
/// Where the folder holds things and was not written by adref, or somebody's file bears the name of a new one: nothing is touched.
pub(super) fn put_folder(
    (folder, called): (&Path, &str),
    files: &[(String, Vec<u8>)],
) -> Result<(), Failure> {
    let old = Old::look(folder, called)?;
    let mut names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    let taken = old
        .foreign
        .iter()
        .find(|name| names.contains(&name.as_str()));
    if let Some(taken) = taken {
        return Err(Failure::new(format!("{called} is not written"))
            .because(format!("{taken} is there and is not adref's"))
            .hint("move it away, or name another folder"));
    }
    let fresh = beside(folder, "new");
    let written = write_all(&fresh, files, &names);
    if let Err(failure) = written {
        let _ = std::fs::remove_dir_all(&fresh);
        return Err(failure);
    }
    swap((folder, called), &fresh, &old)
}

/// What lies in a folder before.
struct Old {
    exists: bool,
    ours: Vec<String>,
    foreign: Vec<String>,
}

impl Old {
    fn look(folder: &Path, called: &str) -> Result<Old, Failure> {
        if !folder.exists() {
            return Ok(Old {
                exists: false,
                ours: Vec::new(),
                foreign: Vec::new(),
            });
        }
        let entries = std::fs::read_dir(folder).map_err(|error| {
            Failure::new(format!("{called} is no folder")).because(error.to_string())
        })?;
        let there: BTreeSet<String> = entries
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        let mark = std::fs::read_to_string(folder.join(MARK)).unwrap_or_default();
        let mut lines = mark.lines();
        let known = lines.next() == Some(SAYS);
        if !known && !there.is_empty() {
            return Err(Failure::new(format!("{called} is not written"))
                .because("it holds files that adref did not write")
                .hint("name a new folder, or an empty one"));
        }
        let listed: BTreeSet<&str> = lines.filter(|name| is_plain(name)).collect();
        let (ours, foreign) = there
            .into_iter()
            .filter(|name| name != MARK)
            .partition(|name| listed.contains(name.as_str()));
        Ok(Old {
            exists: true,
            ours,
            foreign,
        })
    }
}

/// Whether a name is one that a page can have.
fn is_plain(name: &str) -> bool {
    name.ends_with(".html")
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
}

fn beside(folder: &Path, what: &str) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!(".{name}.{what}.{}", std::process::id()))
}

fn write_all(fresh: &Path, files: &[(String, Vec<u8>)], names: &[&str]) -> Result<(), Failure> {
    let failed = |path: &Path, error: &std::io::Error| {
        Failure::new(path.display().to_string()).because(error.to_string())
    };
    std::fs::create_dir_all(fresh).map_err(|error| failed(fresh, &error))?;
    for (name, bytes) in files {
        let path = fresh.join(name);
        std::fs::write(&path, bytes).map_err(|error| failed(&path, &error))?;
    }
    let mark = fresh.join(MARK);
    let says = format!("{SAYS}\n{}\n", names.join("\n"));
    std::fs::write(&mark, says).map_err(|error| failed(&mark, &error))
}

/// Puts the new folder where the old one is; what is not ours in the old one moves over.
fn swap((folder, called): (&Path, &str), fresh: &Path, old: &Old) -> Result<(), Failure> {
    let failed = |error: &std::io::Error| {
        let _ = std::fs::remove_dir_all(fresh);
        Failure::new(format!("{called} is not written")).because(error.to_string())
    };
    if !old.exists {
        return std::fs::rename(fresh, folder).map_err(|error| failed(&error));
    }
    let aside = beside(folder, "old");
    std::fs::rename(folder, &aside).map_err(|error| failed(&error))?;
    if let Err(error) = std::fs::rename(fresh, folder) {
        let _ = std::fs::rename(&aside, folder);
        return Err(failed(&error));
    }
    for name in &old.foreign {
        std::fs::rename(aside.join(name), folder.join(name)).map_err(|error| {
            Failure::new(format!("{name} lies in {} now", aside.display()))
                .because(error.to_string())
        })?;
    }
    for name in old.ours.iter().map(String::as_str).chain([MARK]) {
        let _ = std::fs::remove_file(aside.join(name));
    }
    // Empty by now, unless somebody put something there meanwhile: then it stays.
    let _ = std::fs::remove_dir(&aside);
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn files(names: &[&str]) -> Vec<(String, Vec<u8>)> {
        names
            .iter()
            .map(|name| ((*name).to_owned(), name.as_bytes().to_vec()))
            .collect()
    }

    fn listed(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn it_is_written_again_over_itself_and_what_others_put_there_stays() {
        let room = tempfile::tempdir().unwrap();
        let site = room.path().join("site");
        put_folder((&site, "here"), &files(&["index.html", "a.html"])).unwrap();
        std::fs::write(site.join("notes.txt"), "mine").unwrap();
        std::fs::create_dir(site.join("pictures")).unwrap();
        put_folder((&site, "here"), &files(&["index.html", "b.html"])).unwrap();
        assert_eq!(
            listed(&site),
            [MARK, "b.html", "index.html", "notes.txt", "pictures"]
        );
        assert_eq!(
            std::fs::read_to_string(site.join("notes.txt")).unwrap(),
            "mine"
        );
        assert_eq!(listed(room.path()), ["site"]);
    }

    #[test]
    fn a_folder_of_somebody_else_is_left_alone() {
        let room = tempfile::tempdir().unwrap();
        let theirs = room.path().join("theirs");
        std::fs::create_dir(&theirs).unwrap();
        put_folder((&theirs, "here"), &files(&["index.html"])).unwrap();
        let full = room.path().join("full");
        std::fs::create_dir(&full).unwrap();
        std::fs::write(full.join("index.html"), "mine").unwrap();
        let refused = put_folder((&full, "here"), &files(&["index.html"])).unwrap_err();
        assert!(refused.because[0].contains("did not write"), "{refused:?}");
        std::fs::write(theirs.join("c.html"), "mine").unwrap();
        let refused = put_folder((&theirs, "here"), &files(&["c.html"])).unwrap_err();
        assert!(refused.because[0].contains("c.html"), "{refused:?}");
        assert_eq!(
            std::fs::read_to_string(theirs.join("c.html")).unwrap(),
            "mine"
        );
        assert_eq!(
            std::fs::read_to_string(full.join("index.html")).unwrap(),
            "mine"
        );
        assert_eq!(listed(room.path()), ["full", "theirs"]);
    }

    #[test]
    fn a_list_that_names_other_places_is_not_believed() {
        let room = tempfile::tempdir().unwrap();
        let site = room.path().join("site");
        put_folder((&site, "here"), &files(&["index.html"])).unwrap();
        let mine = room.path().join("mine.html");
        std::fs::write(&mine, "mine").unwrap();
        std::fs::write(
            site.join(MARK),
            format!("{SAYS}\nindex.html\n../mine.html\n/etc/passwd\n"),
        )
        .unwrap();
        put_folder((&site, "here"), &files(&["index.html"])).unwrap();
        assert!(mine.exists());
    }
}
