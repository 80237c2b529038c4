//! Where versions are sent to and received from: another folder or a host, reached by the user's own git.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use git2::Oid;

use super::access::Access;
use super::error::{Error, lock_in, on};
use super::git::{Calling, Ran, run, without_passwords};
use super::head::Head;
use super::id::VersionId;
use super::noted::{self, LOOK, Written};

/// Where the tags of the other side lie after it was looked at.
const THERE: &str = "refs/adref/there/";
/// The tags that adref puts.
const TAGS: &str = "refs/tags/adref/";

/// Where a branch is sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// What git calls it.
    pub remote: String,
    /// The branch's full name there.
    pub branch: String,
    /// Its address, without a password.
    pub address: String,
    /// What it is called in a line: a folder's own name, else the address.
    pub name: String,
}

impl Upstream {
    /// Where the last seen version of it lies.
    fn tracking(&self) -> String {
        let branch = self.branch.trim_start_matches("refs/heads/");
        format!("refs/remotes/{}/{branch}", self.remote)
    }
}

/// How two versions of a branch stand to each other, as far as is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Distance {
    /// Versions that were saved here and are not there.
    pub unsent: usize,
    /// Versions that are there and not here.
    pub waiting: usize,
}

/// An address as git takes it: a folder in full, or a host's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    text: OsString,
    folder: Option<PathBuf>,
}

impl Address {
    /// Reads what somebody typed; a folder is looked for from `from`.
    ///
    /// # Errors
    /// [`Error::BadAddress`] where git would take it for an option or run a program for it.
    pub fn read(text: &str, from: &Path) -> Result<Address, Error> {
        let bad = |reason| Error::BadAddress {
            address: text.to_owned(),
            reason,
        };
        if text.trim().is_empty() {
            return Err(bad("there is nothing in it"));
        }
        if text.chars().any(char::is_control) {
            return Err(bad("it has a character that no address has"));
        }
        if text.starts_with('-') {
            return Err(bad(
                "it begins with a hyphen; a folder of that name is ./-…",
            ));
        }
        let folder = from.join(text);
        if !folder.exists() && is_of_a_host(text) {
            let head = text.split('/').next().unwrap_or_default();
            if head.contains("::") {
                return Err(bad("it would have git run a program"));
            }
            return Ok(Address {
                text: text.into(),
                folder: None,
            });
        }
        let folder = plain(&folder);
        Ok(Address {
            text: folder.clone().into_os_string(),
            folder: Some(folder),
        })
    }

    /// The folder, where it is one.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// What it is called in a line: a folder's own name, else the address.
    pub fn name(&self) -> String {
        name_of(&self.text.to_string_lossy())
    }

    /// The address as it is shown: no password in it.
    pub fn shown(&self) -> String {
        without_passwords(&self.text.to_string_lossy())
    }
}

/// A folder's own name; of a host the address, without a password.
fn name_of(address: &str) -> String {
    let folder = Some(Path::new(address)).filter(|_| !is_of_a_host(address));
    let name = folder.and_then(Path::file_name);
    match name {
        Some(name) => name.to_string_lossy().into_owned(),
        None => without_passwords(address),
    }
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// Whether git would look for it on a host: `https://…`, `git@host:path`.
fn is_of_a_host(text: &str) -> bool {
    if text.contains("://") || text.contains("::") {
        return true;
    }
    let before = text.split('/').next().unwrap_or_default();
    // One letter and a colon are a disk.
    before
        .split_once(':')
        .is_some_and(|(host, _)| host.len() > 1)
}

/// Where the branch is sent to: what git was told, else `origin`; `None` where nobody said.
pub(super) fn upstream(access: &Access) -> Result<Option<Upstream>, Error> {
    access.store.with(|handle| {
        let Head::Branch(branch, _) = Head::of(handle)? else {
            return Ok(None);
        };
        let short = branch.trim_start_matches("refs/heads/");
        let config = handle.config()?.snapshot()?;
        let told = |key: &str| config.get_string(&format!("branch.{short}.{key}")).ok();
        let remote = told("remote").unwrap_or_else(|| "origin".to_owned());
        let there = told("merge").unwrap_or_else(|| branch.clone());
        let address = config.get_string(&format!("remote.{remote}.url")).ok();
        Ok(address
            .filter(|_| !remote.starts_with('-') && remote != ".")
            .map(|address| Upstream {
                remote,
                branch: there,
                name: name_of(&address),
                address: without_passwords(&address),
            }))
    })
}

/// Says where the branch is sent to from now on. What `origin` was stays as it is: another place gets a name of its own.
pub(super) fn set_upstream(access: &Access, address: &Address) -> Result<Upstream, Error> {
    let text = address.text.to_str().ok_or_else(|| Error::BadAddress {
        address: address.shown(),
        reason: "it is not UTF-8",
    })?;
    noted::with(access, &[Written::Settings], |handle| {
        let Head::Branch(branch, _) = Head::of(handle)? else {
            return Err(Error::Detached);
        };
        let short = branch.trim_start_matches("refs/heads/").to_owned();
        let known = |name: &str| {
            let remote = handle.find_remote(name).ok()?;
            remote.url().ok().map(str::to_owned)
        };
        let name = match known("origin") {
            Some(other) if other != text => "adref",
            _ => "origin",
        };
        let mut local = handle.config()?.open_level(git2::ConfigLevel::Local)?;
        local.set_str(&format!("remote.{name}.url"), text)?;
        let heads = format!("+refs/heads/*:refs/remotes/{name}/*");
        local.set_str(&format!("remote.{name}.fetch"), &heads)?;
        local.set_str(&format!("branch.{short}.remote"), name)?;
        local.set_str(&format!("branch.{short}.merge"), &branch)?;
        Ok(Upstream {
            remote: name.to_owned(),
            branch,
            name: name_of(text),
            address: address.shown(),
        })
    })
}

/// Makes an empty repository without a work tree, for versions to be sent to; one that is there already stays.
pub(super) fn make_bare(folder: &Path, branch: &str) -> Result<bool, Error> {
    let empty = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(on(folder)(error)),
    };
    if !empty {
        let flags = git2::RepositoryOpenFlags::NO_SEARCH;
        return match git2::Repository::open_ext(folder, flags, std::iter::empty::<&Path>()) {
            Ok(_) => Ok(false),
            Err(_) => Err(Error::BadAddress {
                address: folder.display().to_string(),
                reason: "something else lies there already",
            }),
        };
    }
    std::fs::create_dir_all(folder).map_err(on(folder))?;
    let mut options = git2::RepositoryInitOptions::new();
    options
        .bare(true)
        .initial_head(branch)
        .external_template(false)
        .mkpath(true);
    git2::Repository::init_opts(folder, &options)?;
    Ok(true)
}

/// Looks what is there: its newest version; `None` where nothing was sent there yet.
pub(super) fn fetch(
    access: &Access,
    upstream: &Upstream,
    calling: Calling,
) -> Result<Option<VersionId>, Error> {
    let tracking = upstream.tracking();
    let heads = format!("+{}:{tracking}", upstream.branch);
    let tags = format!("+{TAGS}*:{THERE}*");
    let words = [
        "fetch",
        "--quiet",
        "--no-tags",
        "--prune",
        "--no-recurse-submodules",
        "--",
        upstream.remote.as_str(),
        heads.as_str(),
        tags.as_str(),
    ];
    // git takes them, and is ended with us where the whole machine is.
    let noted = noted::note(access, |_| {
        let tracking = Written::Reference(tracking.clone());
        vec![tracking, Written::Below(THERE), Written::Packed]
    })?;
    let mut ran =
        run(access, words, b"", calling).map_err(|error| late(error, &upstream.address))?;
    // The git of a command that was killed may still be fetching: what it brought between is there already.
    if !ran.done && is_moved_meanwhile(&ran.err) {
        ran = run(access, words, b"", calling).map_err(|error| late(error, &upstream.address))?;
    }
    drop(noted);
    if !ran.done {
        if ran.err.contains("couldn't find remote ref") {
            return Ok(None);
        }
        return Err(unreachable(&ran, &upstream.address));
    }
    access.store.with(|handle| {
        let seen = handle.refname_to_id(&tracking)?;
        Ok(Some(VersionId::from(seen)))
    })
}

/// Looks into another folder or host once, without being told to send there: its newest version. What it has is checked as it comes.
pub(super) fn look_into(
    access: &Access,
    address: &Address,
    calling: Calling,
) -> Result<Option<VersionId>, Error> {
    // A name of its own, so that nobody else who looks somewhere at this moment is in the way.
    let mut looked = String::new();
    let _noted = noted::note(access, |own| {
        looked = format!("{LOOK}{own}");
        vec![Written::Reference(looked.clone()), Written::Packed]
    })?;
    noted::sweep_looks(access);
    let heads = format!("+HEAD:{looked}");
    let mut words: Vec<OsString> = Vec::new();
    let before = [
        "-c",
        "fetch.fsckObjects=true",
        "fetch",
        "--quiet",
        "--no-tags",
        "--no-recurse-submodules",
        "--",
    ];
    words.extend(before.iter().map(OsString::from));
    words.push(address.text.clone());
    words.push(heads.into());
    let shown = address.shown();
    let ran = run(access, words, b"", calling).map_err(|error| late(error, &shown))?;
    if !ran.done {
        if ran.err.contains("couldn't find remote ref") {
            return Ok(None);
        }
        return Err(unreachable(&ran, &shown));
    }
    access.store.with(|handle| {
        let mut looked = handle.find_reference(&looked)?;
        let seen = looked.peel_to_commit()?.id();
        // What was looked at is not kept: git tidies it up one day.
        looked.delete()?;
        Ok(Some(VersionId::from(seen)))
    })
}

/// Sends a version and the tags that are not there yet. Whether it is there now: not where somebody else was first.
pub(super) fn push(
    access: &Access,
    upstream: &Upstream,
    version: &VersionId,
    calling: Calling,
) -> Result<Sent, Error> {
    let tags = access.store.with(|handle| unsent_tags(handle, version))?;
    let mut words: Vec<String> = [
        "-c",
        "push.followTags=false",
        "push",
        "--porcelain",
        "--no-signed",
        "--recurse-submodules=no",
        "--",
    ]
    .map(str::to_owned)
    .to_vec();
    words.push(upstream.remote.clone());
    words.push(format!("{}:{}", version.0, upstream.branch));
    words.extend(tags.iter().map(|tag| format!("{tag}:{tag}")));
    let ran = run(access, words, b"", calling).map_err(|error| late(error, &upstream.address))?;
    let said = String::from_utf8_lossy(&ran.out).into_owned();
    let mut sent = Sent {
        there: false,
        tags: Vec::new(),
        refused: Vec::new(),
        locked: None,
    };
    let mut refused = None;
    for line in said.lines() {
        let mut fields = line.splitn(3, '\t');
        let (Some(flag), Some(names), Some(what)) = (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let to = names.rsplit(':').next().unwrap_or_default();
        let name = to.trim_start_matches("refs/tags/").to_owned();
        match (flag.starts_with('!'), to == upstream.branch) {
            (false, true) => sent.there = true,
            (true, true) => refused = Some(what.to_owned()),
            (false, false) => sent.tags.push(name),
            (true, false) => sent.refused.push(name),
        }
    }
    if sent.there {
        let tracking = upstream.tracking();
        let written = [Written::Reference(tracking.clone())];
        noted::with(access, &written, |handle| {
            let id = super::tree::full(&version.0);
            let id = id.ok_or_else(|| Error::NoVersion(version.0.clone()))?;
            handle.reference(&tracking, id, true, "adref: sent")?;
            Ok(())
        })?;
        return Ok(sent);
    }
    match refused {
        Some(what) if is_overtaken(&what) => {
            sent.locked = lock_in(&ran.err).filter(|lock| lock.exists());
            Ok(sent)
        }
        Some(what) => Err(Error::Refused {
            address: upstream.address.clone(),
            said: lines_of(&format!("{what}\n{}", ran.err)),
        }),
        None => Err(unreachable(&ran, &upstream.address)),
    }
}

/// What became of sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Whether the version is there now; not where somebody else was first.
    pub there: bool,
    /// The tags that went along.
    pub tags: Vec<String>,
    /// The tags that are other versions' names there.
    pub refused: Vec<String>,
    /// The lock in a folder there that is in the way.
    pub locked: Option<PathBuf>,
}

/// Whether a name here was moved by somebody else while git fetched.
fn is_moved_meanwhile(what: &str) -> bool {
    what.contains("cannot lock ref") && what.contains("but expected")
}

/// Whether it was refused since somebody else had sent something: at an earlier time, or at this very moment.
fn is_overtaken(what: &str) -> bool {
    [
        "fetch first",
        "non-fast-forward",
        "stale info",
        "cannot lock ref",
        "failed to update ref",
        "reference already exists",
        "incorrect old value",
    ]
    .iter()
    .any(|sign| what.contains(sign))
}

/// The tags of issued revisions that the other side is not known to have and that lie on the way to a version.
fn unsent_tags(handle: &git2::Repository, version: &VersionId) -> Result<Vec<String>, Error> {
    let tip = super::tree::full(&version.0).unwrap_or(Oid::ZERO_SHA1);
    let mut tags = Vec::new();
    for reference in handle.references_glob(&format!("{TAGS}*"))? {
        let reference = reference?;
        let (Ok(name), Some(id)) = (reference.name(), reference.target()) else {
            continue;
        };
        let inside = name.trim_start_matches(TAGS);
        let there = handle.refname_to_id(&format!("{THERE}{inside}")).ok();
        let Ok(at) = reference.peel_to_commit() else {
            continue;
        };
        let on_the_way = at.id() == tip || handle.graph_descendant_of(tip, at.id())?;
        if there != Some(id) && on_the_way {
            tags.push(name.to_owned());
        }
    }
    tags.sort();
    Ok(tags)
}

/// Puts the tags of the other side here that are new; those that were taken off here stay off. The names of those that are new.
pub(super) fn take_tags(access: &Access) -> Result<Vec<String>, Error> {
    noted::with(access, &[Written::Below(TAGS)], |handle| {
        let mut aside = Vec::new();
        for reference in handle.references_glob("refs/adref/aside/*")? {
            aside.extend(reference?.target());
        }
        let mut there = Vec::new();
        for reference in handle.references_glob(&format!("{THERE}*"))? {
            let reference = reference?;
            if let (Ok(name), Some(id)) = (reference.name(), reference.target()) {
                there.push((name.trim_start_matches(THERE).to_owned(), id));
            }
        }
        let mut new = Vec::new();
        for (name, id) in there {
            let tag = format!("{TAGS}{name}");
            let put_off = aside.contains(&id);
            if !put_off && handle.refname_to_id(&tag).is_err() && handle.find_tag(id).is_ok() {
                handle.reference(&tag, id, false, "adref: received")?;
                new.push(format!("adref/{name}"));
            }
        }
        Ok(new)
    })
}

/// How far the branch and what was last seen of the other side are apart; `None` where nothing was seen yet.
pub(super) fn distance(access: &Access, upstream: &Upstream) -> Result<Option<Distance>, Error> {
    access.store.with(|handle| {
        let Ok(there) = handle.refname_to_id(&upstream.tracking()) else {
            return Ok(None);
        };
        let Some(here) = Head::of(handle)?.tip() else {
            return Ok(None);
        };
        let (unsent, waiting) = handle.graph_ahead_behind(here, there)?;
        Ok(Some(Distance { unsent, waiting }))
    })
}

/// The version of the other side as it was last seen.
pub(super) fn last_seen(access: &Access, upstream: &Upstream) -> Option<VersionId> {
    let seen = access
        .store
        .with(|handle| Ok(handle.refname_to_id(&upstream.tracking())?));
    seen.ok().map(VersionId::from)
}

fn late(error: Error, address: &str) -> Error {
    match error {
        Error::Late(patience) => Error::Unreachable {
            address: address.to_owned(),
            said: format!("no answer in {} seconds", patience.as_secs().max(1)),
        },
        error => error,
    }
}

fn unreachable(ran: &Ran, address: &str) -> Error {
    if let Some(lock) = lock_in(&ran.err).filter(|lock| lock.exists()) {
        return Error::Locked(lock);
    }
    Error::Unreachable {
        address: address.to_owned(),
        said: lines_of(&ran.err),
    }
}

/// The lines of what git said that tell something, at most six.
fn lines_of(said: &str) -> String {
    let told = said
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty() && !line.starts_with("hint:"))
        .filter(|line| !line.starts_with("To ") && !line.starts_with("error: failed to push"));
    let told: Vec<&str> = told.take(6).collect();
    told.join("\n")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_folder_or_a_hosts_and_never_an_option_or_a_program() {
        let from = Path::new("/meetings/bms3");
        let read = |text: &str| Address::read(text, from);
        assert_eq!(
            read("../room copy").unwrap().folder(),
            Some(Path::new("/meetings/room copy"))
        );
        assert_eq!(
            read("https://me:x@h.org/m").unwrap().shown(),
            "https://h.org/m"
        );
        assert!(read("git@example.org:m.git").unwrap().folder().is_none());
        assert!(read("C:\\meetings\\room").unwrap().folder().is_some());
        for bad in [
            "",
            "--upload-pack=touch x",
            "-x",
            "ext::sh -c x",
            "a\nb",
            "fd::3",
        ] {
            assert!(read(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn who_was_first_is_told_from_who_says_no() {
        assert!(is_overtaken("[rejected] (fetch first)"));
        assert!(is_overtaken(
            "[remote rejected] (cannot lock ref 'refs/heads/main')"
        ));
        assert!(!is_overtaken(
            "[remote rejected] (pre-receive hook declined)"
        ));
    }

    #[test]
    fn a_name_that_moved_while_git_fetched_is_no_other_trouble() {
        assert!(is_moved_meanwhile(
            "error: cannot lock ref 'refs/remotes/origin/main': is at ae3647ab but expected 00eeae77"
        ));
        assert!(!is_moved_meanwhile(
            "error: cannot lock ref 'refs/remotes/origin/main': Unable to create 'main.lock': File exists."
        ));
    }
}
