//! Files on the disk: what they looked like, reading them whole, writing them at once or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use super::error::{Error, on};
use super::portable;
use super::store::LIMIT;

/// What tells a file from itself after a change, without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Stat {
    /// Bytes.
    pub(super) size: u64,
    /// Seconds and nanoseconds of the last change of its bytes.
    pub(super) modified: (i64, u32),
    /// Seconds and nanoseconds of the last change of anything; zero where the system has none.
    pub(super) changed: (i64, u32),
    /// Device, file, owner, group; zero where the system has none.
    pub(super) place: (u64, u64, u32, u32),
    /// Whether it may be run.
    pub(super) runnable: bool,
}

impl Stat {
    pub(super) fn of(metadata: &fs::Metadata) -> Stat {
        let modified = metadata
            .modified()
            .ok()
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
            .map_or((0, 0), |since| {
                let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
                (seconds, since.subsec_nanos())
            });
        let plain = Stat {
            size: metadata.len(),
            modified,
            changed: (0, 0),
            place: (0, 0, 0, 0),
            runnable: false,
        };
        with_places(plain, metadata)
    }
}

#[cfg(unix)]
fn with_places(plain: Stat, metadata: &fs::Metadata) -> Stat {
    use std::os::unix::fs::MetadataExt;
    Stat {
        changed: (
            metadata.ctime(),
            u32::try_from(metadata.ctime_nsec()).unwrap_or(0),
        ),
        place: (
            metadata.dev(),
            metadata.ino(),
            metadata.uid(),
            metadata.gid(),
        ),
        runnable: metadata.mode() & 0o100 != 0,
        ..plain
    }
}

#[cfg(not(unix))]
fn with_places(plain: Stat, _: &fs::Metadata) -> Stat {
    plain
}

/// What lies at a path, links not followed.
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// A regular file.
    File(Stat),
    /// A folder.
    Folder,
    /// A link, a pipe, a device.
    Other,
}

/// Looks at a path without following a link.
pub(super) fn look(path: &Path) -> Result<Found, Error> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(Found::File(Stat::of(&metadata))),
        Ok(metadata) if metadata.is_dir() => Ok(Found::Folder),
        Ok(_) => Ok(Found::Other),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(Found::Nothing)
        }
        Err(error) => Err(on(path)(error)),
    }
}

/// A path inside the root whose folders are real ones: a link among them could lead out of the repository.
pub(super) fn inside(root: &Path, path: &str) -> Result<PathBuf, Error> {
    let bad = |reason| Error::BadPath {
        path: path.to_owned(),
        reason,
    };
    if path.is_empty() || path.starts_with('/') || path.ends_with('/') {
        return Err(bad("it is no path of a file"));
    }
    let parts: Vec<&str> = path.split('/').collect();
    for part in &parts {
        if part.is_empty() || *part == "." || *part == ".." {
            return Err(bad("it is no plain path"));
        }
        if part.eq_ignore_ascii_case(".git") || part.eq_ignore_ascii_case("git~1") {
            return Err(bad("it lies in git's own folder"));
        }
        if part.contains(|c: char| c.is_control() || c == '\\') {
            return Err(bad("it has a character that names cannot have everywhere"));
        }
        if let Some(reason) = portable::trouble(part).filter(|_| cfg!(windows)) {
            return Err(Error::BadName {
                path: path.to_owned(),
                reason,
            });
        }
    }
    let mut whole = root.to_path_buf();
    let (last, folders) = parts.split_last().unwrap_or((&"", &[]));
    for part in folders {
        whole.push(part);
        match look(&whole)? {
            Found::Nothing | Found::Folder => {}
            Found::File(_) => return Err(bad("a file stands where a folder should")),
            Found::Other => return Err(bad("a folder on the way is a link")),
        }
    }
    whole.push(last);
    Ok(whole)
}

/// Reads a regular file whole, and what it looked like when it had been read; `None` where there is no such file.
pub(super) fn read(path: &Path, name: &str) -> Result<Option<(Vec<u8>, Stat)>, Error> {
    let Found::File(before) = look(path)? else {
        return Ok(None);
    };
    let huge = |size| Error::Huge {
        path: name.to_owned(),
        size,
        limit: LIMIT,
    };
    if before.size > LIMIT {
        return Err(huge(before.size));
    }
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(on(path)(error)),
    };
    let mut bytes = Vec::with_capacity(usize::try_from(before.size).unwrap_or(0));
    // A file may grow while it is read.
    let read = (&file)
        .take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(on(path))?;
    if read as u64 > LIMIT {
        return Err(huge(read as u64));
    }
    let after = Stat::of(&file.metadata().map_err(on(path))?);
    Ok(Some((bytes, after)))
}

/// Whether to wait until the disk has what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Haste {
    /// Wait: what is saved survives a power cut.
    Safe,
    /// Do not: for a repository that can be made again.
    Hasty,
}

/// Puts bytes at a path at once: a reader sees the old file or the new one, whole.
pub(super) fn put(path: &Path, bytes: &[u8], runnable: bool, haste: Haste) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(on(folder))?;
    let (temporary, mut file) = beside(path)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| permit(&file, path, runnable))
        .and_then(|()| match haste {
            Haste::Safe => file.sync_all(),
            Haste::Hasty => Ok(()),
        });
    drop(file);
    let done = written.and_then(|()| moved(&temporary, path));
    if let Err(error) = done {
        let _ = fs::remove_file(&temporary);
        return Err(on(path)(error));
    }
    if haste == Haste::Safe {
        settle(folder);
    }
    Ok(())
}

/// The prefix of files that are being written; what a crash leaves of them is swept up at the next start.
pub(super) const TEMPORARY: &str = ".adref-";

/// A new file beside another, under a name that nobody has.
fn beside(path: &Path) -> Result<(PathBuf, File), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut n = 0_u32;
    loop {
        let temporary = folder.join(format!("{TEMPORARY}{}-{n}-{name}", std::process::id()));
        match OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&temporary)
        {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && n < 1000 => n += 1,
            Err(error) => return Err(on(&temporary)(error)),
        }
    }
}

/// Gives a new file the permissions of the one whose place it takes.
#[cfg(unix)]
fn permit(file: &File, path: &Path, runnable: bool) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if let Ok(old) = fs::symlink_metadata(path)
        && old.is_file()
    {
        return file.set_permissions(old.permissions());
    }
    if runnable {
        let mut permissions = file.metadata()?.permissions();
        let mode = permissions.mode();
        permissions.set_mode(mode | ((mode & 0o444) >> 2));
        return file.set_permissions(permissions);
    }
    Ok(())
}

#[cfg(not(unix))]
fn permit(_: &File, _: &Path, _: bool) -> std::io::Result<()> {
    Ok(())
}

/// Removes a file, and the folders above it that are empty then, up to the root.
pub(super) fn remove(root: &Path, path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(on(path)(error)),
    }
    let mut folder = path.parent();
    while let Some(here) = folder {
        if here == root || !here.starts_with(root) || fs::remove_dir(here).is_err() {
            break;
        }
        folder = here.parent();
    }
    Ok(())
}

/// Waits until the disk has a folder's names; systems that cannot are not asked twice.
pub(super) fn settle(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

/// Moves a file into the place of another, at once.
pub(super) fn replace(from: &Path, to: &Path, haste: Haste) -> Result<(), Error> {
    if haste == Haste::Safe {
        sync(from);
    }
    moved(from, to).map_err(on(to))
}

/// Waits until the disk has a file's bytes.
///
/// Windows wants the right to write for that, and gives none on git's own objects, which are read-only there.
pub(super) fn sync(path: &Path) {
    let file = OpenOptions::new()
        .read(true)
        .write(cfg!(windows))
        .open(path);
    if let Ok(file) = file {
        let _ = file.sync_all();
    }
}

/// Between two tries to move a file.
const PAUSE: Duration = Duration::from_millis(20);

/// So often is a move tried where somebody else has the file open.
const TRIES: u32 = 25;

/// Moves a file into the place of another. On Windows a scanner or a synchronizer that has just looked at it may hold it for a moment.
pub(super) fn moved(from: &Path, to: &Path) -> std::io::Result<()> {
    let tries = if cfg!(windows) { TRIES } else { 1 };
    for _ in 1..tries {
        match fs::rename(from, to) {
            // Refused, or shared with nobody.
            Err(error)
                if error.kind() == ErrorKind::PermissionDenied
                    || matches!(error.raw_os_error(), Some(32 | 33)) =>
            {
                std::thread::sleep(PAUSE);
            }
            done => return done,
        }
    }
    fs::rename(from, to)
}
