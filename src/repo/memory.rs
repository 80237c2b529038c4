//! A history made in memory and laid out on the disk at its end: for one that is made from scratch and can be made again.
//!
//! Until then the disk has an empty repository with the branch's tip, and what lies there is the tip's files by definition.

use std::path::Path;
use std::sync::Arc;

use git2::build::CheckoutBuilder;
use git2::{Odb, Oid};

use super::access::Access;
use super::change::{Save, based_on};
use super::disk;
use super::error::{Error, on};
use super::head::Head;
use super::id::{VersionId, oid};
use super::objects::write_objects;
use super::store::{Objects, Store, Way, open};
use super::tree::{file_in, full};

/// The place of objects in memory among those of a repository: before all that are on the disk.
const FIRST: i32 = 1000;

/// Makes an empty repository with the branch `main` whose objects stay in memory.
pub(super) fn init(folder: &Path) -> Result<Access, Error> {
    let mut access = Access::init(folder)?;
    let objects = Odb::new()?;
    // The reference that this returns would only be needed to write the objects out one by one.
    let _ = objects.add_new_mempack_backend(FIRST)?;
    let way = Way::Memory(access.git.clone(), Objects(Arc::new(objects)));
    let handle = open(&way)?;
    access.store = Arc::new(Store::new(way, handle));
    access.memory = access.work_tree.take();
    Ok(access)
}

/// Saves files as one version, in memory but for the branch.
pub(super) fn save(access: &Access, root: &Path, save: &Save) -> Result<VersionId, Error> {
    access.store.with(|handle| {
        let Head::Branch(branch, tip) = Head::of(handle)? else {
            return Err(Error::Detached);
        };
        if based_on(save)? != tip {
            return Err(Error::Moved);
        }
        let tree = tip.map(|tip| handle.find_commit(tip)?.tree()).transpose()?;
        let mut files = Vec::new();
        for change in &save.files {
            disk::inside(root, &change.path)?;
            let saved = tree.as_ref().and_then(|tree| file_in(tree, &change.path));
            let over = change.over.as_ref().and_then(|id| full(&id.0));
            if change.over.is_some() && over != saved.map(|(id, _)| id) {
                return Err(Error::Unsaved(change.path.clone()));
            }
            let after = change.content.as_deref().map(oid);
            if saved.map(|(id, _)| id) != after {
                let mode = saved.map_or(0o100_644, |(_, mode)| mode.unsigned_abs());
                files.push((change.path.as_str(), mode));
            }
        }
        let (new, _) = write_objects((access, handle), tip, save, &files)?;
        let branch = access.common.join(branch);
        if let Some(folder) = branch.parent() {
            std::fs::create_dir_all(folder).map_err(on(folder))?;
        }
        std::fs::write(&branch, format!("{new}\n")).map_err(on(&branch))?;
        Ok(VersionId::from(new))
    })
}

/// Writes the objects in one pack, then the files of the tip and the index.
pub(super) fn lay_out(access: &Access) -> Result<(), Error> {
    let folder = access.common.join("objects/pack");
    access.store.with(|handle| {
        let mut pack = handle.packbuilder()?;
        pack.set_threads(0);
        let mut versions = handle.revwalk()?;
        versions.push_head()?;
        pack.insert_walk(&mut versions)?;
        for reference in handle.references_glob("refs/tags/*")? {
            let tag: Option<Oid> = reference?.target();
            if let Some(tag) = tag {
                pack.insert_object(tag, None)?;
            }
        }
        std::fs::create_dir_all(&folder).map_err(on(&folder))?;
        pack.write(&folder, 0)?;
        Ok(())
    })?;
    let written = open(&Way::At(access.git.clone()))?;
    written.checkout_head(Some(CheckoutBuilder::new().force()))?;
    Ok(())
}
