//! What was found is kept under the git directory: written whole or not at all, checked when read, safe to delete.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::diff::ALIGNER;
use crate::repo::Repository;
use crate::text::short_hash;

/// So many answers are kept; then the oldest go.
const MOST: usize = 200;

/// The folder of everything that is kept on the lives of paragraphs.
pub(super) fn folder(repository: &Repository) -> PathBuf {
    repository.cache_folder().join("life")
}

/// Writes a file so that nobody ever sees a part of it; a folder that cannot be written to keeps nothing.
pub(super) fn write(folder: &Path, name: &str, bytes: &[u8]) {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    if std::fs::create_dir_all(folder).is_err() {
        return;
    }
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    let new = folder.join(format!("{name}.{}-{next}.new", std::process::id()));
    let written =
        std::fs::write(&new, bytes).and_then(|()| std::fs::rename(&new, folder.join(name)));
    if written.is_err() {
        let _ = std::fs::remove_file(&new);
    }
}

/// An answer that was kept under a key; `None` where there is none, or it is damaged, of another version of the program, or was found
/// with another aligner.
pub(super) fn answer<T: DeserializeOwned>(folder: &Path, key: &[&str]) -> Option<T> {
    let text = std::fs::read_to_string(folder.join(name(key))).ok()?;
    let (head, body) = text.split_once('\n')?;
    (head == check(key, body, ALIGNER)).then(|| serde_json::from_str(body).ok())?
}

/// Keeps an answer under a key.
pub(super) fn keep<T: Serialize>(folder: &Path, key: &[&str], value: &T) {
    if let Ok(body) = serde_json::to_string(value) {
        let text = format!("{}\n{body}", check(key, &body, ALIGNER));
        write(folder, &name(key), text.as_bytes());
        sweep(folder);
    }
}

fn name(key: &[&str]) -> String {
    format!("answer-{}", short_hash(key))
}

/// What a whole file of this version of the program has in its first line.
fn check(key: &[&str], body: &str, aligner: u32) -> String {
    format!(
        "adref answer 3/{aligner} {}",
        short_hash(&[&key.join("\0"), body])
    )
}

/// Takes away the oldest answers where there are too many, and what a crash left behind.
fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut files: Vec<_> = entries
        .flatten()
        .filter(|entry| entry.file_name() != "pairs")
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    if files.len() > MOST {
        files.sort();
        for (_, path) in files.iter().take(files.len() - MOST / 2) {
            let _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_back_unless_it_is_damaged_or_another_ones() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        keep(folder, &["a"], &vec![1, 2, 3]);
        assert_eq!(answer(folder, &["a"]), Some(vec![1, 2, 3]));
        assert_eq!(answer::<Vec<u8>>(folder, &["b"]), None);
        let file = folder.join(name(&["a"]));
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace('2', "4")).unwrap();
        assert_eq!(answer::<Vec<u8>>(folder, &["a"]), None);
        std::fs::write(&file, "").unwrap();
        assert_eq!(answer::<Vec<u8>>(folder, &["a"]), None);
    }

    #[test]
    fn what_another_aligner_found_is_not_taken_for_this_ones_word() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        for (aligner, found) in [(ALIGNER, Some(7)), (ALIGNER - 1, None)] {
            let text = format!("{}\n7", check(&["a"], "7", aligner));
            write(folder, &name(&["a"]), text.as_bytes());
            assert_eq!(answer(folder, &["a"]), found);
        }
    }

    #[test]
    fn only_so_many_answers_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..=MOST {
            keep(folder.path(), &[&n.to_string()], &n);
        }
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert!((MOST / 2..=MOST).contains(&left), "{left}");
        assert_eq!(answer(folder.path(), &[&MOST.to_string()]), Some(MOST));
    }
}
