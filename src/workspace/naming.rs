//! The names of published versions: put on when an act issues one, put aside when that act is taken back, put on again with it.

use crate::repo::{BlobId, Error, FileChange, Repository, VersionId};

/// An act that published a revision, as its version is found by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The document.
    pub document: String,
    /// The file that the act lies in.
    pub acts: String,
    /// The act's id.
    pub act: String,
    /// What the tag of its version says.
    pub message: String,
}

impl Issue {
    /// The symbol that its tag begins with.
    pub fn symbol(&self) -> &str {
        let (symbol, _) = self.message.split_once(',').unwrap_or((&self.message, ""));
        symbol
    }
}

/// What becomes of a version's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Naming {
    /// The version that is saved bears it from now on.
    Put {
        /// The tag: `adref/outcome/rev.2`.
        name: String,
        /// What it says.
        message: String,
        /// Issues that were taken back: a name that one of them left, here or in a copy that was received, is free.
        taken_back: Vec<Issue>,
    },
    /// The version that this act published bears none any more.
    Aside(Issue),
    /// The version that this act published bears its name again, and what went out then lies there again.
    Back {
        /// The act.
        issue: Issue,
        /// The tag, as far as the record tells: where it was put aside, it knows its own name.
        name: Option<String>,
    },
}

/// A naming that was looked into before the save.
pub(super) enum Ready {
    Put {
        name: String,
        message: String,
        freed: Option<(VersionId, String)>,
    },
    Aside {
        name: String,
        at: VersionId,
        act: String,
    },
    Back {
        act: String,
        name: Option<String>,
        at: VersionId,
        message: String,
    },
}

/// Looks into what is to be named on a version; with it the files that come back.
pub(super) fn look_into(
    repository: &Repository,
    names: &[Naming],
    base: Option<&VersionId>,
) -> Result<(Vec<Ready>, Vec<FileChange>), Error> {
    let mut ready = Vec::new();
    let mut files = Vec::new();
    for naming in names {
        match naming {
            Naming::Put {
                name,
                message,
                taken_back,
            } => {
                let mut tags = repository.tags(name).into_iter();
                let freed = match tags.find(|(tag, _)| tag == name) {
                    None => None,
                    Some((_, at)) => {
                        let left = taken_back
                            .iter()
                            .find(|issue| put_by(repository, name, &at, issue));
                        let Some(issue) = left else {
                            return Err(Error::Unwritable(format!(
                                "there is a version called {name} already; if nobody needs that name, `git tag -d {name}` frees it"
                            )));
                        };
                        Some((at, issue.act.clone()))
                    }
                };
                ready.push(Ready::Put {
                    name: name.clone(),
                    message: message.clone(),
                    freed,
                });
            }
            Naming::Aside(issue) => {
                let prefix = format!("adref/{}/", issue.document);
                let tags = repository.tags(&prefix).into_iter();
                ready.extend(
                    tags.filter(|(name, at)| put_by(repository, name, at, issue))
                        .map(|(name, at)| Ready::Aside {
                            name,
                            at,
                            act: issue.act.clone(),
                        }),
                );
            }
            Naming::Back { issue, name } => {
                let Some(at) = base
                    .map(|base| filed_by(repository, base, issue))
                    .transpose()?
                    .flatten()
                else {
                    continue;
                };
                files.extend(went_out(repository, &at, issue)?);
                ready.push(Ready::Back {
                    act: issue.act.clone(),
                    name: name.clone(),
                    at,
                    message: issue.message.clone(),
                });
            }
        }
    }
    Ok((ready, files))
}

/// Names, now that the version is saved. The act says which bytes were published; a tag is a convenience for git's own commands,
/// and one that cannot be moved is left as it is.
pub(super) fn name(repository: &Repository, ready: Vec<Ready>, saved: &VersionId) {
    for one in ready {
        match one {
            Ready::Put {
                name,
                message,
                freed,
            } => {
                if let Some((at, act)) = freed {
                    let _ = repository.put_tag_aside(&name, &at, &act);
                }
                let _ = repository.tag(&name, saved, &message);
            }
            Ready::Aside { name, at, act } => {
                let _ = repository.put_tag_aside(&name, &at, &act);
            }
            Ready::Back {
                act,
                name,
                at,
                message,
            } => {
                let back = repository.take_tag_back(&act).ok().flatten();
                if let (None, Some(name)) = (back, name) {
                    let _ = repository.tag(&name, &at, &message);
                }
            }
        }
    }
}

/// Whether an act put a tag on the version that it points to: it says what the act's tag says, and that version filed the act.
fn put_by(repository: &Repository, name: &str, at: &VersionId, issue: &Issue) -> bool {
    let said = repository.tag_message(name);
    said.is_some_and(|said| said.trim() == issue.message.trim()) && filed(repository, at, issue)
}

/// Whether a version has an act that the one before it has not.
fn filed(repository: &Repository, at: &VersionId, issue: &Issue) -> bool {
    let has = |version: &str| {
        let bytes = repository.file_at(version, &issue.acts);
        bytes.is_ok_and(|bytes| holds(&bytes, &issue.act))
    };
    has(&at.0) && !has(&format!("{}^", at.0))
}

/// Whether a file of acts holds an act.
fn holds(bytes: &[u8], act: &str) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let heads = [format!("- {{id: {act},"), format!("- {{id: \"{act}\",")];
    let mut lines = text.lines();
    lines.any(|line| heads.iter().any(|head| line.starts_with(head.as_str())))
}

/// The version that filed an act.
fn filed_by(
    repository: &Repository,
    base: &VersionId,
    issue: &Issue,
) -> Result<Option<VersionId>, Error> {
    let touches = repository.walk(base, &issue.acts)?;
    let mut versions = touches.into_iter().map(|touch| touch.version.id);
    Ok(versions.find(|version| filed(repository, version, issue)))
}

/// What went out with a revision beside its text, and does not lie there now.
fn went_out(
    repository: &Repository,
    at: &VersionId,
    issue: &Issue,
) -> Result<Vec<FileChange>, Error> {
    let folder = format!("drafts/{}/issued", issue.document);
    let then = repository.snapshot(at)?;
    let before = repository
        .resolve(&format!("{}^", at.0))
        .and_then(|before| repository.snapshot(&before))
        .ok();
    let now = repository.look()?.files;
    let new = |path: &String| -> bool {
        let was: Option<BlobId> = before.as_ref().and_then(|before| before.id(path));
        was != then.id(path) && now.id(path).is_none()
    };
    let paths = then.paths(&folder).into_iter().filter(new);
    paths
        .map(|path| {
            let bytes = then.open(&path)?.to_vec();
            Ok(FileChange::write(path, bytes))
        })
        .collect()
}
