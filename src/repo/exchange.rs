//! What a repository does with others: looks there, brings two lines of versions together, sends.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use super::error::Error;
use super::git::Calling;
use super::head::Head;
use super::id::VersionId;
use super::join::{self, Joining, Meet, Merging, Step};
use super::origin::{self, Telling};
use super::remote::{self, Address, Distance, Sent, Upstream};
use super::repository::Repository;
use super::signature::Signature;
use super::signed;
use super::verdicts::Signed;
use crate::moment::Moment;

impl Repository {
    /// Where the branch is sent to; `None` where nobody said.
    ///
    /// # Errors
    /// Where git's settings cannot be read.
    pub fn upstream(&self) -> Result<Option<Upstream>, Error> {
        remote::upstream(&self.access)
    }

    /// Says where the branch is sent to from now on.
    ///
    /// # Errors
    /// Where git's settings cannot be written, or the repository stands on no branch.
    pub fn set_upstream(&self, address: &Address) -> Result<Upstream, Error> {
        remote::set_upstream(&self.access, address)
    }

    /// Makes an empty repository without a work tree in a folder that is empty or not there; whether it did.
    ///
    /// # Errors
    /// [`Error::BadAddress`] where something else lies there.
    pub fn make_bare(&self, folder: &Path) -> Result<bool, Error> {
        let branch = self.access.store.with(|handle| match Head::of(handle)? {
            Head::Branch(name, _) => Ok(name.trim_start_matches("refs/heads/").to_owned()),
            Head::Detached(_) => Err(Error::Detached),
        });
        remote::make_bare(folder, &branch?)
    }

    /// Asks the other side for what is new: its newest version; `None` where nothing was sent there yet.
    ///
    /// # Errors
    /// [`Error::Unreachable`], [`Error::NoGit`].
    pub fn fetch(&self, from: &Upstream, calling: Calling) -> Result<Option<VersionId>, Error> {
        remote::fetch(&self.access, from, calling)
    }

    /// Looks into a folder or host once: its newest version; `None` where it is empty.
    ///
    /// # Errors
    /// As for [`Repository::fetch`]; where what lies there is damaged on purpose.
    pub fn look_into(&self, at: &Address, calling: Calling) -> Result<Option<VersionId>, Error> {
        remote::look_into(&self.access, at, calling)
    }

    /// Sends a version and the tags of issued revisions on its way; never over what somebody else has sent.
    ///
    /// # Errors
    /// [`Error::Unreachable`], [`Error::Refused`], [`Error::NoGit`].
    pub fn push(
        &self,
        to: &Upstream,
        version: &VersionId,
        calling: Calling,
    ) -> Result<Sent, Error> {
        let sent = remote::push(&self.access, to, version, calling)?;
        let folder = Path::new(&to.address);
        if !sent.there && folder.is_dir() {
            // Somebody may have been killed while circulating there, with the branch's lock in hand: whoever opens it clears that up.
            let _ = Repository::open(folder);
        }
        Ok(sent)
    }

    /// Puts the tags here that the other side was seen to have; the names of those that are new.
    ///
    /// # Errors
    /// Where a tag cannot be written.
    pub fn take_tags(&self) -> Result<Vec<String>, Error> {
        remote::take_tags(&self.access)
    }

    /// How far this side and the other are apart as far as is known here, without asking; `None` where it was never asked.
    pub fn distance(&self, upstream: &Upstream) -> Option<Distance> {
        remote::distance(&self.access, upstream).ok().flatten()
    }

    /// The other side's version as it was last seen.
    pub fn last_seen_of(&self, upstream: &Upstream) -> Option<VersionId> {
        remote::last_seen(&self.access, upstream)
    }

    /// How two versions stand to each other, and what each side changed since they went apart.
    ///
    /// # Errors
    /// [`Error::Strangers`] where they have nothing in common, [`Error::Incoming`] where something came that is no plain file.
    pub fn meet(
        &self,
        ours: &VersionId,
        theirs: &VersionId,
        merging: Merging<'_>,
    ) -> Result<Meet, Error> {
        join::meet(&self.access, ours, theirs, merging)
    }

    /// Writes a version on two; no name of git's points to it yet.
    ///
    /// # Errors
    /// Those of [`Repository::meet`]; where an object cannot be written.
    pub fn join(&self, joining: &Joining, merging: Merging<'_>) -> Result<VersionId, Error> {
        join::join(&self.access, joining, merging)
    }

    /// Takes the branch, the work tree and the index on to a version that is there already: wholly or not at all.
    ///
    /// # Errors
    /// As for [`Repository::save`].
    pub fn go_to(&self, step: &Step) -> Result<(), Error> {
        join::go_to(&self.access, step)
    }

    /// Makes a version of nothing but these files on another one, and goes on to it; whatever stood there beside them is gone.
    ///
    /// For a repository that is written to by machine: one without a work tree, or with one that nobody has changed.
    ///
    /// # Errors
    /// [`Error::Moved`] where the branch is not at `on` any more; as for [`Repository::go_to`].
    pub fn circulate(
        &self,
        files: &BTreeMap<String, Vec<u8>>,
        on: Option<&VersionId>,
        message: &str,
        (author, when): (&Signature, Moment),
    ) -> Result<VersionId, Error> {
        let version = join::write_whole(&self.access, files, on, (message, author, when))?;
        if self.access.work_tree.is_some() {
            self.go_to(&Step {
                from: on.cloned(),
                to: version.clone(),
                who: author.clone(),
                when,
                subject: message.to_owned(),
                by_hand: Vec::new(),
            })?;
        } else {
            join::point(&self.access, on, &version, (message, author, when))?;
        }
        Ok(version)
    }

    /// Whether each of some versions is signed, and by whom, as the user's git finds it; in their order.
    ///
    /// # Errors
    /// [`Error::NoGit`] where one is signed and there is no git to say by whom.
    pub fn signed(&self, versions: &[VersionId]) -> Result<Vec<Signed>, Error> {
        signed::signed(&self.access, versions)
    }

    /// The same for as many of the first as are known already or can be asked within so long; the others are [`Signed::Unchecked`].
    ///
    /// # Errors
    /// As for [`Repository::signed`].
    pub fn signed_within(
        &self,
        versions: &[VersionId],
        patience: Duration,
    ) -> Result<Vec<Signed>, Error> {
        signed::signed_within(&self.access, versions, patience)
    }

    /// Tells of the lines that signed versions which lead to `from` added below a folder, newest version first, none from before
    /// `since`; whether any is signed.
    ///
    /// # Errors
    /// Where a version cannot be read.
    pub fn added_by_signed(
        &self,
        (from, since): (&VersionId, Moment),
        folder: &str,
        tell: Telling<'_>,
    ) -> Result<bool, Error> {
        origin::added_by_signed(&self.access, (from, since), folder, tell)
    }

    /// The versions that lead to `to` and not to `from`, newest first, at most `limit`.
    ///
    /// # Errors
    /// Where a version cannot be read.
    pub fn between(
        &self,
        from: Option<&VersionId>,
        to: &VersionId,
        limit: usize,
    ) -> Result<Vec<VersionId>, Error> {
        let none = |version: &VersionId| Error::NoVersion(version.0.clone());
        let end = super::tree::full(&to.0).ok_or_else(|| none(to))?;
        let start = from
            .map(|from| super::tree::full(&from.0).ok_or_else(|| none(from)))
            .transpose()?;
        self.access.store.with(|handle| {
            let mut walk = handle.revwalk()?;
            walk.push(end)?;
            if let Some(start) = start {
                walk.hide(start)?;
            }
            let ids = walk.take(limit).collect::<Result<Vec<_>, _>>()?;
            Ok(ids.into_iter().map(VersionId::from).collect())
        })
    }
}
