//! The stage: a fresh repository in which the story is played, and the changes by hand that it plays itself.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::patch;
use super::shelf;
use super::step::{Handwork, Source, Step};
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::repo::{Chunk, Error, FileChange, Repository, Save, Signature, Snapshot, merge_lines};
use crate::rolling::{self, Three};
use crate::workspace::Workspace;

/// A repository under the story.
#[derive(Debug)]
pub struct Stage {
    workspace: Arc<Workspace>,
}

/// Why a change by hand could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Mishap {
    /// Its words do not fit the file.
    #[error("{chapter}.md:{line}: {path}: {what}")]
    Unfit {
        /// The chapter.
        chapter: String,
        /// The line.
        line: usize,
        /// The file.
        path: String,
        /// What does not fit.
        what: String,
    },
    /// The repository says no.
    #[error(transparent)]
    Repository(#[from] Error),
}

impl Stage {
    /// Makes an empty repository in a folder and marks it as a copy to play with; its versions stay in memory until [`Stage::lay_out`].
    pub fn set(folder: &Path) -> Result<Stage, Error> {
        let repository = Repository::in_memory(folder)?;
        repository.set("adref.demo", "true")?;
        let workspace = Arc::new(Workspace::of(repository));
        Ok(Stage { workspace })
    }

    /// Writes what was played to the folder.
    pub fn lay_out(&self) -> Result<(), Error> {
        self.repository().lay_out()
    }

    /// The repository, open: what is typed in the story is done on it too.
    pub fn workspace(&self) -> &Arc<Workspace> {
        &self.workspace
    }

    /// The repository's root.
    pub fn root(&self) -> &Path {
        self.repository().root()
    }

    fn repository(&self) -> &Repository {
        self.workspace.repository()
    }

    /// Writes the files of a change by hand and saves them as one version, in the name of the step's hand.
    pub fn write(&self, step: &Step, work: &Handwork) -> Result<(), Mishap> {
        let unfit = |path: &str, what: String| Mishap::Unfit {
            chapter: step.chapter.clone(),
            line: step.line,
            path: path.to_owned(),
            what,
        };
        let files = match &work.source {
            Source::Whole(text) => vec![(work.path.clone(), text.clone().into_bytes())],
            Source::Beside(file) => shelf::beside(file)
                .into_iter()
                .map(|(inside, bytes)| (format!("{}{inside}", work.path), bytes))
                .collect(),
            Source::Patch(hunks) => {
                let text = |bytes: Option<Arc<Vec<u8>>>| {
                    let bytes = bytes.map(|bytes| bytes.as_ref().clone());
                    String::from_utf8(bytes.unwrap_or_default())
                        .map_err(|_| unfit(&work.path, "the file is not UTF-8".to_owned()))
                };
                let present = text(self.repository().work_tree()?.read(&work.path))?;
                let old = match work.since {
                    Some(since) => text(self.then(since)?.read(&work.path))?,
                    None => present.clone(),
                };
                let new = patch::apply(&old, hunks).map_err(|what| unfit(&work.path, what))?;
                let new = match work.since {
                    Some(_) => merged(&old, &present, &new)?,
                    None => new,
                };
                vec![(work.path.clone(), new.into_bytes())]
            }
        };
        if files.is_empty() {
            return Err(unfit(
                &work.path,
                "nothing lies beside the chapters".to_owned(),
            ));
        }
        let author = self.signature(&step.hand, step.at, &files)?;
        self.repository().save(&Save {
            base: self.repository().head(),
            files: files
                .into_iter()
                .map(|(path, bytes)| FileChange::write(path, bytes))
                .collect(),
            message: work.message.clone(),
            author,
            when: step.at,
        })?;
        Ok(())
    }

    /// The files as they were at a moment.
    fn then(&self, moment: Moment) -> Result<Snapshot, Error> {
        let repository = self.repository();
        let version = match repository.head() {
            Some(head) => repository.version_at(&head, moment)?,
            None => None,
        };
        match version {
            Some(version) => repository.snapshot(&version),
            None => Ok(Snapshot::from_files(BTreeMap::new())),
        }
    }

    /// The name a hand saves under: that of the officer or delegation, as the meeting or else the files themselves have it.
    fn signature(
        &self,
        hand: &str,
        at: Moment,
        files: &[(String, Vec<u8>)],
    ) -> Result<Signature, Error> {
        let known = name_of(&self.workspace.now(at)?.meeting, hand);
        let name = known
            .or_else(|| {
                let fresh = Snapshot::from_files(files.iter().cloned().collect());
                name_of(&Meeting::read(fresh, at), hand)
            })
            .unwrap_or_else(|| hand.to_owned());
        Ok(Signature {
            name,
            email: format!("{}@adref.invalid", hand.to_lowercase()),
        })
    }
}

/// Two versions of a text in one, as the merge driver makes it: line by line, and by words where both changed the same lines.
fn merged(base: &str, ours: &str, theirs: &str) -> Result<String, Error> {
    let chunks = merge_lines(base.as_bytes(), ours.as_bytes(), theirs.as_bytes())?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let pieces = chunks.iter().map(|chunk| match chunk {
        Chunk::Clean(bytes) => text(bytes),
        Chunk::Contested { base, ours, theirs } => {
            let [base, ours, theirs] = [base, ours, theirs].map(|bytes| text(bytes));
            let three = Three {
                base: &base,
                ours: &ours,
                theirs: &theirs,
            };
            rolling::merge(three, None).text
        }
    });
    Ok(pieces.collect())
}

fn name_of(meeting: &Meeting, hand: &str) -> Option<String> {
    let roll = &meeting.roll;
    let officer = roll.officers.iter().find(|officer| officer.handle == hand);
    let delegation = roll.delegations.delegations.iter();
    officer.map(|officer| officer.name.clone()).or_else(|| {
        delegation
            .into_iter()
            .find(|delegation| delegation.code == hand)
            .map(|delegation| delegation.name.clone())
    })
}
