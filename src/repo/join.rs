//! Two lines of versions that went apart brought together: what each changed, one version on both, and going on to it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use git2::{Oid, Repository as Handle, Tree};

use super::access::Access;
use super::branch::{self, reflog_who};
use super::disk::{self, Haste};
use super::error::Error;
use super::id::{BlobId, VersionId};
use super::index::{self, Staged};
use super::journal::{FileStep, Journal};
use super::objects::sync_objects;
use super::save::carry_through;
use super::signature::Signature;
use super::signed;
use super::standing::stand;
use super::store::LIMIT;
use super::tree::full;
use super::tree_writer;
use super::whole::whole;
use super::work_tree::{as_saved, on_disk};
use crate::moment::Moment;

/// No line of versions is crossed more often than this; deeper, the first common version is taken.
const CROSSINGS: usize = 8;

/// How two versions stand to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meet {
    /// They are one, or ours has all that theirs has.
    Nothing,
    /// Theirs has all that ours has, and more.
    Ahead,
    /// Each has what the other has not.
    Apart(Apart),
}

/// What two sides changed since they went apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// Files that both changed, each otherwise, by path.
    pub both: Vec<Both>,
    /// Files that the other side alone changed, by path.
    pub theirs: Vec<String>,
}

/// A file that both sides changed, each otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Both {
    /// Its path.
    pub path: String,
    /// What both began from; `None` where it is new on both sides.
    pub base: Option<Vec<u8>>,
    /// Ours; `None` where we took it away.
    pub ours: Option<Vec<u8>>,
    /// Theirs; `None` where they took it away.
    pub theirs: Option<Vec<u8>>,
}

/// A blob with its mode.
type Entry = (Oid, i32);

/// The base's, ours, theirs.
type Sides = [Option<Entry>; 3];

/// How a file that both sides of an older crossing changed is merged.
pub type Merging<'a> = &'a dyn Fn(&Both) -> Result<Option<Vec<u8>>, Error>;

/// How two versions stand to each other. `merging` is asked for what lines of versions that crossed have in common.
pub(super) fn meet(
    access: &Access,
    ours: &VersionId,
    theirs: &VersionId,
    merging: Merging<'_>,
) -> Result<Meet, Error> {
    let (one, other) = (commit(ours)?, commit(theirs)?);
    access.store.with(|handle| {
        if one == other || handle.graph_descendant_of(one, other)? {
            return Ok(Meet::Nothing);
        }
        if handle.graph_descendant_of(other, one)? {
            return Ok(Meet::Ahead);
        }
        let base = base(handle, one, other, merging, 0)?;
        let mut apart = Apart {
            both: Vec::new(),
            theirs: Vec::new(),
        };
        for (path, sides) in differing(handle, base, one, other)? {
            match settled(&sides) {
                Settled::Ours => {}
                Settled::Theirs => apart.theirs.push(path),
                Settled::Both => apart.both.push(both(handle, path, &sides)?),
            }
        }
        Ok(Meet::Apart(apart))
    })
}

/// What becomes of a file by itself.
enum Settled {
    Ours,
    Theirs,
    Both,
}

fn settled([base, ours, theirs]: &Sides) -> Settled {
    match () {
        () if ours == theirs || theirs == base => Settled::Ours,
        () if ours == base => Settled::Theirs,
        () => Settled::Both,
    }
}

fn commit(version: &VersionId) -> Result<Oid, Error> {
    full(&version.0).ok_or_else(|| Error::NoVersion(version.0.clone()))
}

/// The tree that two versions have in common; of several, what they come to when they are merged.
fn base(
    handle: &Handle,
    one: Oid,
    other: Oid,
    merging: Merging<'_>,
    depth: usize,
) -> Result<Option<Oid>, Error> {
    let mut bases: Vec<Oid> = match handle.merge_bases(one, other) {
        Ok(bases) => bases.iter().copied().collect(),
        Err(error) if error.code() == git2::ErrorCode::NotFound => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    // By their ids, so that both sides go the same way.
    bases.sort();
    let Some((first, rest)) = bases.split_first() else {
        return Err(Error::Strangers);
    };
    let mut tree = handle.find_commit(*first)?.tree_id();
    let mut before = *first;
    for next in rest.iter().filter(|_| depth < CROSSINGS) {
        let below = match base(handle, before, *next, merging, depth + 1) {
            Err(Error::Strangers) => None,
            found => found?,
        };
        let theirs = handle.find_commit(*next)?.tree_id();
        let mut files: BTreeMap<String, Option<(Oid, u32)>> = BTreeMap::new();
        for (path, sides) in differing_trees(handle, [below, Some(tree), Some(theirs)])? {
            let entry = match settled(&sides) {
                Settled::Ours => continue,
                Settled::Theirs => sides[2],
                Settled::Both => {
                    let mode = sides[1].or(sides[2]).map_or(0o100_644, |(_, mode)| mode);
                    let merged = merging(&both(handle, path.clone(), &sides)?)?;
                    merged
                        .map(|bytes| Ok::<_, Error>((handle.blob(&bytes)?, mode)))
                        .transpose()?
                }
            };
            files.insert(path, entry.map(|(id, mode)| (id, mode.unsigned_abs())));
        }
        let files = files
            .iter()
            .map(|(path, file)| (path.as_str(), *file))
            .collect();
        let old = handle.find_tree(tree)?;
        tree = tree_writer::write(handle, Some(&old), &files, &mut Vec::new())?;
        before = *next;
    }
    Ok(Some(tree))
}

fn differing(
    handle: &Handle,
    base: Option<Oid>,
    ours: Oid,
    theirs: Oid,
) -> Result<BTreeMap<String, Sides>, Error> {
    let tree = |id| Ok::<_, Error>(handle.find_commit(id)?.tree_id());
    differing_trees(handle, [base, Some(tree(ours)?), Some(tree(theirs)?)])
}

/// The files that are not the same on all three sides.
fn differing_trees(
    handle: &Handle,
    sides: [Option<Oid>; 3],
) -> Result<BTreeMap<String, Sides>, Error> {
    let mut out = BTreeMap::new();
    let mut open = vec![(String::new(), sides)];
    while let Some((folder, sides)) = open.pop() {
        let mut trees: [Option<Tree<'_>>; 3] = [None, None, None];
        for (tree, id) in trees.iter_mut().zip(sides) {
            if let Some(id) = id {
                let name = if folder.is_empty() {
                    "a folder"
                } else {
                    &folder
                };
                whole(handle, git2::ObjectType::Tree, id, name)?;
                *tree = Some(handle.find_tree(id)?);
            }
        }
        let mut names: BTreeSet<Vec<u8>> = BTreeSet::new();
        for tree in trees.iter().flatten() {
            names.extend(tree.iter().map(|entry| entry.name_bytes().to_vec()));
        }
        for name in names {
            let entries = trees.each_ref().map(|tree| {
                let entry = tree.as_ref()?.get_name_bytes(&name)?;
                Some((entry.id(), entry.filemode()))
            });
            if entries[0] == entries[1] && entries[1] == entries[2] {
                continue;
            }
            let shown = String::from_utf8_lossy(&name).into_owned();
            let path = match folder.is_empty() {
                true => shown,
                false => format!("{folder}/{shown}"),
            };
            if std::str::from_utf8(&name).is_err() {
                return Err(odd(&path, "its name is not UTF-8"));
            }
            let is_folder = |entry: &Option<Entry>| matches!(entry, Some((_, 0o040_000)));
            let folders = entries.map(|entry| entry.filter(|one| is_folder(&Some(*one))));
            let files = entries.map(|entry| entry.filter(|one| !is_folder(&Some(*one))));
            if files.iter().any(Option::is_some) {
                out.insert(path.clone(), files);
            }
            if folders.iter().any(Option::is_some) {
                if path.matches('/').count() > super::tree::DEEPEST {
                    return Err(odd(&path, "the folders are too deep"));
                }
                open.push((path, folders.map(|entry| entry.map(|(id, _)| id))));
            }
        }
    }
    out.retain(|_, sides| !(sides[0] == sides[1] && sides[1] == sides[2]));
    Ok(out)
}

fn odd(path: &str, reason: &'static str) -> Error {
    Error::Incoming {
        path: path.to_owned(),
        reason,
    }
}

/// Checks that an entry is a plain file that can be put into a work tree.
fn plain(handle: &Handle, path: &str, entry: Entry) -> Result<(), Error> {
    match entry.1 {
        0o120_000 => return Err(odd(path, "it is a link")),
        0o160_000 => return Err(odd(path, "it is another repository")),
        _ => {}
    }
    let (size, _) = handle.odb()?.read_header(entry.0)?;
    if size as u64 > LIMIT {
        return Err(Error::Huge {
            path: path.to_owned(),
            size: size as u64,
            limit: LIMIT,
        });
    }
    Ok(())
}

fn both(handle: &Handle, path: String, sides: &Sides) -> Result<Both, Error> {
    let bytes = |side: &Option<Entry>| {
        let Some(entry) = side else { return Ok(None) };
        plain(handle, &path, *entry)?;
        whole(handle, git2::ObjectType::Blob, entry.0, &path).map(Some)
    };
    let [base, ours, theirs] = sides;
    let (base, ours, theirs) = (bytes(base)?, bytes(ours)?, bytes(theirs)?);
    Ok(Both {
        path,
        base,
        ours,
        theirs,
    })
}

/// A version on both sides, written and named by nothing yet.
#[derive(Debug, Clone)]
pub struct Joining {
    /// Ours.
    pub ours: VersionId,
    /// Theirs.
    pub theirs: VersionId,
    /// What becomes of the files that both changed.
    pub files: Vec<(String, Option<Vec<u8>>)>,
    /// Subject, blank line, body.
    pub message: String,
    /// Whose version it is.
    pub author: Signature,
    /// When.
    pub when: Moment,
}

/// Writes the version: ours, what theirs alone changed, and what was merged.
pub(super) fn join(
    access: &Access,
    joining: &Joining,
    merging: Merging<'_>,
) -> Result<VersionId, Error> {
    let (one, other) = (commit(&joining.ours)?, commit(&joining.theirs)?);
    access.store.with(|handle| {
        let base = base(handle, one, other, merging, 0)?;
        let merged: BTreeMap<&str, &Option<Vec<u8>>> = joining
            .files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes))
            .collect();
        let mut written = Vec::new();
        let mut files: BTreeMap<String, Option<(Oid, u32)>> = BTreeMap::new();
        for (path, sides) in differing(handle, base, one, other)? {
            let entry = match settled(&sides) {
                Settled::Ours => continue,
                Settled::Theirs => sides[2],
                Settled::Both => match merged.get(path.as_str()) {
                    Some(Some(bytes)) => {
                        let blob = handle.blob(bytes)?;
                        written.push(blob);
                        let mode = sides[1].or(sides[2]).map_or(0o100_644, |(_, mode)| mode);
                        Some((blob, mode))
                    }
                    Some(None) => None,
                    None => return Err(odd(&path, "both sides changed it")),
                },
            };
            files.insert(path, entry.map(|(id, mode)| (id, mode.unsigned_abs())));
        }
        let files = files
            .iter()
            .map(|(path, file)| (path.as_str(), *file))
            .collect();
        let (ours, theirs) = (handle.find_commit(one)?, handle.find_commit(other)?);
        let tree = tree_writer::write(handle, Some(&ours.tree()?), &files, &mut written)?;
        let author = joining.author.at(joining.when)?;
        let mut message = joining.message.replace('\0', "");
        if !message.ends_with('\n') {
            message.push('\n');
        }
        let tree = handle.find_tree(tree)?;
        let parents = [&ours, &theirs];
        // What is only worked out to be looked at needs no signature.
        let new = match joining.message.is_empty() {
            true => handle.commit(None, &author, &author, &message, &tree, &parents)?,
            false => signed::commit(access, handle, (&author, &message), (&tree, &parents))?,
        };
        written.push(new);
        if access.haste == Haste::Safe {
            sync_objects(access, &written);
        }
        Ok(VersionId::from(new))
    })
}

/// Writes a version of nothing but these files.
pub(super) fn write_whole(
    access: &Access,
    files: &BTreeMap<String, Vec<u8>>,
    on: Option<&VersionId>,
    (message, author, when): (&str, &Signature, Moment),
) -> Result<VersionId, Error> {
    access.store.with(|handle| {
        let mut written = Vec::new();
        let mut blobs = BTreeMap::new();
        for (path, bytes) in files {
            disk::inside(access.root(), path)?;
            let blob = handle.blob(bytes)?;
            written.push(blob);
            blobs.insert(path.as_str(), Some((blob, 0o100_644)));
        }
        let tree = tree_writer::write(handle, None, &blobs, &mut written)?;
        let tree = handle.find_tree(tree)?;
        let parent = on
            .map(|on| Ok::<_, Error>(handle.find_commit(commit(on)?)?))
            .transpose()?;
        let author = author.at(when)?;
        let parents: Vec<&git2::Commit<'_>> = parent.iter().collect();
        let new = handle.commit(
            None,
            &author,
            &author,
            &format!("{message}\n"),
            &tree,
            &parents,
        )?;
        written.push(new);
        if access.haste == Haste::Safe {
            sync_objects(access, &written);
        }
        Ok(VersionId::from(new))
    })
}

/// Moves the branch of a repository without a work tree, if it is still where it was.
pub(super) fn point(
    access: &Access,
    from: Option<&VersionId>,
    to: &VersionId,
    (message, author, when): (&str, &Signature, Moment),
) -> Result<(), Error> {
    let new = commit(to)?;
    let old = from.map(commit).transpose()?;
    stand(access, old, |standing| {
        let mut journal = Journal::new(standing.branch, old, new);
        journal.who = reflog_who(&author.at(when)?);
        message.clone_into(&mut journal.subject);
        // Killed with the branch's lock in its hands, it would shut everybody out: whoever comes next finds the journal.
        journal.write(access)?;
        let done = branch::swap(access, standing.handle, &journal);
        Journal::remove(access)?;
        done
    })
}

/// A step of the branch to a version that is there already.
#[derive(Debug, Clone)]
pub struct Step {
    /// Where the branch stands; if it has moved on, nothing is written.
    pub from: Option<VersionId>,
    /// Where it goes.
    pub to: VersionId,
    /// Who goes there.
    pub who: Signature,
    /// When.
    pub when: Moment,
    /// What the branch's log says of it.
    pub subject: String,
    /// What becomes of the files that were changed by hand and not saved, and that the step changes too.
    pub by_hand: Vec<ByHand>,
}

/// A file that was changed by hand and not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByHand {
    /// Its path.
    pub path: String,
    /// The bytes that lie there; where they are others by then, nothing is written. `None` where it was taken away.
    pub over: Option<BlobId>,
    /// The bytes that will lie there, as little saved as those before.
    pub becomes: Vec<u8>,
}

/// Goes on to a version, work tree and index with it, as a save does: the old state or the new one, whatever interrupts.
pub(super) fn go_to(access: &Access, step: &Step) -> Result<(), Error> {
    let Some(root) = &access.work_tree else {
        return Err(Error::Unwritable("it has no work tree".to_owned()));
    };
    stand(
        access,
        step.from.as_ref().map(commit).transpose()?,
        |standing| {
            let (handle, tip) = (standing.handle, standing.tip);
            let new = commit(&step.to)?;
            let mut journal = Journal::new(standing.branch, tip, new);
            journal.who = reflog_who(&step.who.at(step.when)?);
            step.subject.clone_into(&mut journal.subject);
            let mut written = Vec::new();
            journal.files = steps((handle, root), (tip, new), &step.by_hand, &mut written)?;
            if access.haste == Haste::Safe {
                sync_objects(access, &written);
            }
            carry_through((access, handle), root, standing.head, journal)
        },
    )
}

/// What becomes of each file between two versions; a file of the work tree that is neither the old one nor the new one stands against it.
///
/// Unless it was worked out what becomes of it: then the bytes before and after are kept in the repository, named by nothing.
fn steps(
    (handle, root): (&Handle, &Path),
    (tip, new): (Option<Oid>, Oid),
    by_hand: &[ByHand],
    written: &mut Vec<Oid>,
) -> Result<Vec<FileStep>, Error> {
    let tree = |id: Oid| Ok::<_, Error>(handle.find_commit(id)?.tree_id());
    let old = tip.map(tree).transpose()?;
    let index = index::fresh(handle)?;
    let mut steps = Vec::new();
    for (path, [saved, _, after]) in differing_trees(handle, [old, old, Some(tree(new)?)])? {
        disk::inside(root, &path)?;
        if let Some(entry) = saved.filter(|(_, mode)| mode & 0o170_000 != 0o100_000) {
            plain(handle, &path, entry)?;
        }
        if let Some(entry) = after {
            plain(handle, &path, entry)?;
        }
        let id = |entry: Option<Entry>| entry.map(|(id, _)| id);
        let lies = on_disk(handle, root, &path)?;
        let staged = match index::staged(&index, &path) {
            Staged::Conflict => return Err(Error::Busy(format!("{path} has conflicts"))),
            Staged::Nothing => None,
            Staged::File(id) => Some(id),
        };
        let known = [id(saved), id(after)];
        let hand = by_hand.iter().find(|hand| {
            let over = hand.over.as_ref().and_then(|over| full(&over.0));
            hand.path == path && over == lies
        });
        if !known.contains(&staged) || !known.contains(&lies) && hand.is_none() {
            return Err(Error::Unsaved(path));
        }
        let hand = hand.filter(|_| !known.contains(&lies));
        let lands = hand.map(|hand| handle.blob(&hand.becomes)).transpose()?;
        if lands.is_some()
            && let Some((bytes, _)) = disk::read(&disk::inside(root, &path)?, &path)?
        {
            written.push(handle.blob(&as_saved(handle, &path, bytes))?);
        }
        written.extend(lands);
        let text = |id: Option<Oid>| id.map(|id| id.to_string());
        steps.push(FileStep {
            before: text(lies),
            staged: text(staged),
            after: text(id(after)),
            lands: text(lands.filter(|lands| Some(*lands) != id(after))),
            mode: after
                .or(saved)
                .map_or(0o100_644, |(_, mode)| mode.unsigned_abs()),
            written: false,
            path,
        });
    }
    Ok(steps)
}
