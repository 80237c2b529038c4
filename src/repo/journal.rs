//! The journal of a save under way: enough to finish it after a crash, or to know that nothing had happened.

use std::fs;
use std::io::ErrorKind;

use serde::{Deserialize, Serialize};

use super::access::Access;
use super::disk::{self, TEMPORARY};
use super::error::{Error, on};

/// The form of the journal; one of another form is another program's and is left alone.
const FORM: u32 = 1;

/// The form of a journal of which a file lands otherwise than it is saved: who knows the first form alone must not finish it.
const FORM_OF_HANDS: u32 = 2;

/// What a save is about to do, all of it decided: the objects are written, the branch has not moved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Journal {
    form: u32,
    /// The full name of the branch.
    pub(super) branch: String,
    /// Its version before; `None` for the first.
    pub(super) old: Option<String>,
    /// Its version after.
    pub(super) new: String,
    /// Who, and when, as the branch's log has it.
    pub(super) who: String,
    /// The first line of the message.
    pub(super) subject: String,
    /// The files.
    pub(super) files: Vec<FileStep>,
}

/// What becomes of one file; ids are of bytes as git saves them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileStep {
    /// Its path.
    pub(super) path: String,
    /// What lay in the work tree.
    pub(super) before: Option<String>,
    /// What the index had.
    pub(super) staged: Option<String>,
    /// What is saved there.
    pub(super) after: Option<String>,
    /// What will lie there, where that is something else: what was changed by hand, with what is saved merged into it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) lands: Option<String>,
    /// Its mode in git's numbers.
    pub(super) mode: u32,
    /// Whether the work tree is known to hold the new bytes.
    #[serde(skip)]
    pub(super) written: bool,
}

impl Journal {
    pub(super) fn new(branch: &str, old: Option<git2::Oid>, new: git2::Oid) -> Journal {
        Journal {
            form: FORM,
            branch: branch.to_owned(),
            old: old.map(|old| old.to_string()),
            new: new.to_string(),
            who: String::new(),
            subject: String::new(),
            files: Vec::new(),
        }
    }

    /// What stands in the lock of the index while this save holds it.
    pub(super) fn index_mark(&self) -> String {
        format!("adref {}\n", self.new)
    }

    /// What stands in the lock of the branch while this save holds it: what will stand in the branch.
    pub(super) fn branch_mark(&self) -> String {
        format!("{}\n", self.new)
    }

    /// Whether a journal lies there: cheap, for every start.
    pub(super) fn lies(access: &Access) -> bool {
        fs::symlink_metadata(access.own().join("journal")).is_ok()
    }

    pub(super) fn write(&mut self, access: &Access) -> Result<(), Error> {
        let path = access.own().join("journal");
        if self.files.iter().any(|step| step.lands.is_some()) {
            self.form = FORM_OF_HANDS;
        }
        let bytes =
            serde_json::to_vec(self).map_err(|error| Error::Unwritable(error.to_string()))?;
        disk::put(&path, &bytes, false, access.haste)
    }

    /// The journal that a crash left; `None` where there is none, or none that can be followed.
    pub(super) fn read(access: &Access) -> Result<Option<Journal>, Error> {
        let path = access.own().join("journal");
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(on(&path)(error)),
        };
        match serde_json::from_slice::<Journal>(&bytes) {
            Ok(journal) if matches!(journal.form, FORM | FORM_OF_HANDS) => Ok(Some(journal)),
            // It was moved into place whole, so a newer adref wrote it, or a broken disk.
            _ => Err(Error::Unwritable(format!(
                "{} is not understood; a newer adref may have left it",
                path.display()
            ))),
        }
    }

    /// The save is over: the journal goes, and what was being written beside it.
    pub(super) fn remove(access: &Access) -> Result<(), Error> {
        let path = access.own().join("journal");
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(on(&path)(error)),
            _ => Ok(()),
        }
    }

    /// Removes what an interrupted save was writing in the folders of its files. Only for who holds the gate.
    pub(super) fn sweep(&self, access: &Access) {
        let root = access.root();
        let mut folders: Vec<_> = self
            .files
            .iter()
            .filter_map(|step| {
                root.join(&step.path)
                    .parent()
                    .map(std::path::Path::to_path_buf)
            })
            .collect();
        folders.push(access.own());
        folders.sort();
        folders.dedup();
        for folder in folders {
            sweep(&folder);
        }
    }
}

/// Removes the files in a folder that were being written.
pub(super) fn sweep(folder: &std::path::Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let unfinished = entry.file_name().to_string_lossy().starts_with(TEMPORARY);
        if unfinished && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
