//! What a folder held before something was made in it: a refusal leaves that, and nothing else.

use std::path::{Path, PathBuf};

/// A folder as it was.
pub(super) struct Before {
    folder: PathBuf,
    /// Itself and those above it that were not there, the innermost first.
    missing: Vec<PathBuf>,
    /// Of what is to be made in it, what was not there.
    free: Vec<PathBuf>,
}

impl Before {
    /// Looks at a folder, there or not, in which these are to be made.
    pub(super) fn look(folder: &Path, made: &[&str]) -> Before {
        let is_free = |path: &Path| path.symlink_metadata().is_err();
        let missing = folder.ancestors().take_while(|one| is_free(one));
        let all = made.iter().map(|name| folder.join(name));
        Before {
            folder: folder.to_path_buf(),
            missing: missing.map(Path::to_path_buf).collect(),
            free: all.filter(|path| is_free(path)).collect(),
        }
    }

    /// Whether something was there already.
    pub(super) fn had(&self, name: &str) -> bool {
        !self.free.contains(&self.folder.join(name))
    }

    /// Takes out what was made; what cannot be taken out, or holds what somebody else put there meanwhile, stays.
    pub(super) fn restore(&self) {
        for path in &self.free {
            let _ = match path.is_dir() {
                true => std::fs::remove_dir_all(path),
                false => std::fs::remove_file(path),
            };
        }
        for folder in &self.missing {
            let _ = std::fs::remove_dir(folder);
        }
    }
}
