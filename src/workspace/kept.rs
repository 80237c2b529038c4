//! What took long to find out, kept under the git directory: written whole or not at all, checked when read, safe to delete.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::open::Workspace;
use crate::text::short_hash;

impl Workspace {
    /// What was kept under a name; `None` where nothing was, or it is damaged, or another version of the program kept it.
    pub fn kept<T: DeserializeOwned>(&self, kind: &str, name: &str) -> Option<T> {
        let text = std::fs::read_to_string(self.shelf_of(kind, name)).ok()?;
        let (head, body) = text.split_once('\n')?;
        (head == check(kind, name, body)).then(|| serde_json::from_str(body).ok())?
    }

    /// Keeps something under a name; a folder that cannot be written to keeps nothing.
    pub fn keep<T: Serialize>(&self, kind: &str, name: &str, value: &T) {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let Ok(body) = serde_json::to_string(value) else {
            return;
        };
        let path = self.shelf_of(kind, name);
        let Some(folder) = path
            .parent()
            .filter(|folder| std::fs::create_dir_all(folder).is_ok())
        else {
            return;
        };
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let beside = folder.join(format!("{}-{next}.new", std::process::id()));
        let text = format!("{}\n{body}", check(kind, name, &body));
        let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, &path));
        if written.is_err() {
            let _ = std::fs::remove_file(&beside);
        }
    }

    fn shelf_of(&self, kind: &str, name: &str) -> PathBuf {
        let folder = self.repository().cache_folder().join(kind);
        // A document's name may be anything that a folder's may.
        folder.join(short_hash(&[name]))
    }
}

/// What a whole file of this version of the program has in its first line.
fn check(kind: &str, name: &str, body: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("adref {version} {kind} {}", short_hash(&[name, body]))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::repo::Repository;

    #[test]
    fn what_is_kept_is_read_back_unless_it_is_damaged_or_another_ones() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::of(Repository::init(folder.path()).unwrap());
        workspace.keep("numbers", "a/../b", &vec![1, 2, 3]);
        assert_eq!(workspace.kept("numbers", "a/../b"), Some(vec![1, 2, 3]));
        assert_eq!(workspace.kept::<Vec<u8>>("numbers", "a"), None);
        let file = workspace.shelf_of("numbers", "a/../b");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace('2', "4")).unwrap();
        assert_eq!(workspace.kept::<Vec<u8>>("numbers", "a/../b"), None);
    }
}
