//! What came from elsewhere and was changed on both sides: the drafts in it merged by paragraphs and words, the record line by line.

use std::collections::BTreeSet;

use serde::Serialize;

use super::merge::{Versions, merge};
use super::results::DeskItem;
use super::union::{acts, is_acts};
use super::words::counted;
use crate::repo::{Error, Repository, Unmerged};

/// A file that both sides changed, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceivedRow {
    /// The file.
    pub path: String,
    /// The document it belongs to, in a meeting.
    pub document: Option<String>,
    /// How many brackets stand for what both sides changed otherwise; `None` where it is left to a person.
    pub contested: Option<usize>,
    /// Why it is left.
    pub left: Option<String>,
    /// The merged bytes.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// All that git could not merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Received {
    /// What git is in the middle of: `a merge is under way`.
    pub under_way: Option<String>,
    /// The files, by path.
    pub files: Vec<ReceivedRow>,
}

impl Received {
    /// Whether something is left to a person.
    pub fn is_left(&self) -> bool {
        self.files.iter().any(|row| row.left.is_some())
    }

    /// What was done, in a line.
    pub fn said(&self) -> String {
        let merged = self.files.iter().filter_map(|row| row.contested);
        let (many, brackets) = (merged.clone().count(), merged.sum::<usize>());
        let left = self.files.iter().filter(|row| row.left.is_some()).count();
        let mut said = match many {
            0 => "nothing is to be merged".to_owned(),
            many => format!(
                "{} merged, {}",
                counted(many, "file", "files"),
                counted(brackets, "bracket", "brackets")
            ),
        };
        match (left, self.end()) {
            (0, Some(end)) => said.push_str(&format!("; {end} brings it to its end")),
            (0, None) => {}
            (left, _) => said.push_str(&format!(
                "; {} left to you",
                counted(left, "file is", "files are")
            )),
        }
        said
    }

    /// How a merge of which nothing is left to a person is brought to its end.
    pub fn end(&self) -> Option<&'static str> {
        let what = self.under_way.as_deref()?;
        Some(match what {
            what if what.contains("rebase") => "git rebase --continue",
            what if what.contains("cherry-pick") => "git cherry-pick --continue",
            what if what.contains("revert") => "git revert --continue",
            what if what.contains("patches") => "git am --continue",
            _ => "git commit --no-edit",
        })
    }
}

/// What waits on the desk because git could not merge it.
pub fn unmerged(repository: &Repository) -> Vec<DeskItem> {
    let files = repository
        .unmerged()
        .map(|(_, files)| files)
        .unwrap_or_default();
    let documents: BTreeSet<String> = files
        .iter()
        .filter_map(|file| file.path.strip_prefix("drafts/")?.split_once('/'))
        .map(|(id, _)| id.to_owned())
        .collect();
    let item = |document: String| DeskItem {
        time: None,
        sentence: format!(
            "{document} was changed here and elsewhere, and is not merged yet: `:receive` merges it, with brackets for what both changed"
        ),
        document,
        index: None,
        proposal: None,
        urgent: true,
        fresh: false,
    };
    documents.into_iter().map(item).collect()
}

/// What becomes of every file that git could not merge; nothing is written.
///
/// # Errors
/// Where git's index cannot be read.
pub fn received(repository: &Repository) -> Result<Received, Error> {
    let (under_way, files) = repository.unmerged()?;
    let files = files.iter().map(row).collect::<Result<Vec<_>, Error>>()?;
    Ok(Received {
        under_way: under_way.map(str::to_owned),
        files,
    })
}

/// Writes what was merged, and tells git so. What is left to a person stays as it is.
///
/// # Errors
/// Where a file or git's index cannot be written.
pub fn receive(repository: &Repository, received: &Received) -> Result<(), Error> {
    let merged = received.files.iter().filter(|row| row.left.is_none());
    let files: Vec<(String, Vec<u8>)> = merged
        .map(|row| (row.path.clone(), row.bytes.clone()))
        .collect();
    match files.is_empty() {
        true => Ok(()),
        false => repository.settle_merged(&files),
    }
}

fn row(file: &Unmerged) -> Result<ReceivedRow, Error> {
    let document = file
        .path
        .strip_prefix("drafts/")
        .and_then(|rest| rest.split_once('/'));
    let is_text = file.path.to_lowercase().ends_with(".md");
    let row = |contested, left: Option<&str>, bytes| ReceivedRow {
        path: file.path.clone(),
        document: document.map(|(id, _)| id.to_owned()),
        contested,
        left: left.map(str::to_owned),
        bytes,
    };
    let left = |why: &str| row(None, Some(why), Vec::new());
    let (Some(ours), Some(theirs)) = (&file.ours, &file.theirs) else {
        return Ok(left("one side took it away, the other changed it"));
    };
    let base = file.base.clone().unwrap_or_default();
    let (bytes, contested) = if is_acts(&file.path) {
        (acts(&base, ours, theirs), 0)
    } else if is_text {
        let versions = Versions {
            base: &base,
            ours,
            theirs,
        };
        match merge(versions, None)? {
            Some(merge) => (merge.bytes, merge.contested),
            None => {
                return Ok(left(
                    "one of them is no text in UTF-8, and the same lines were changed in both",
                ));
            }
        }
    } else {
        return Ok(left("it is no Markdown"));
    };
    // Where somebody has begun to merge it by hand, that is not written over.
    if !file.is_untouched() && file.there.as_ref() != Some(&bytes) {
        return Ok(left(
            "somebody has worked on it since: git add says that it is done",
        ));
    }
    Ok(row(Some(contested), None, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_began_to_merge_by_hand_is_not_written_over() {
        let bytes = |text: &str| Some(text.as_bytes().to_vec());
        let file = |there: &str| Unmerged {
            path: "drafts/wp1/text.md".to_owned(),
            base: bytes("1. States shall act.\n"),
            ours: bytes("1. States should act.\n"),
            theirs: bytes("1. States may act.\n"),
            there: bytes(there),
        };
        let marked =
            "<<<<<<< HEAD\n1. States should act.\n=======\n1. States may act.\n>>>>>>> theirs\n";
        for there in [
            marked,
            "1. States should act.\n",
            "1. States [should / may] act.\n",
        ] {
            let row = row(&file(there)).map(|row| (row.contested, row.bytes));
            assert_eq!(
                row.ok(),
                Some((Some(1), b"1. States [should / may] act.\n".to_vec())),
                "{there}"
            );
        }
        let by_hand =
            row(&file("1. States might act.\n")).map(|row| (row.contested, row.left.is_some()));
        assert_eq!(by_hand.ok(), Some((None, true)));
    }
}
