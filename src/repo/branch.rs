//! Moving a branch from one version to the next, if it is still where it was, and noting that in its log.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use super::access::Access;
use super::disk::{self, Haste};
use super::error::{Error, on};
use super::journal::Journal;
use super::lock::{Held, PATIENCE};
use super::reached::reached;

/// Moves the branch under its lock; [`Error::Moved`] where somebody else did.
///
/// Done here and not by libgit2, whose lock could not be told from another program's after a crash.
pub(super) fn swap(
    access: &Access,
    handle: &git2::Repository,
    journal: &Journal,
) -> Result<(), Error> {
    if journal.old.as_deref() == Some(journal.new.as_str()) {
        return Ok(());
    }
    let target = access.common.join(&journal.branch);
    let held = Held::take(&lock_of(&target), &journal.branch_mark(), access, PATIENCE)?;
    let now = match handle.refname_to_id(&journal.branch) {
        Ok(now) => Some(now.to_string()),
        Err(error) if error.code() == git2::ErrorCode::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    if now != journal.old {
        return Err(Error::Moved);
    }
    if access.haste == Haste::Safe {
        held.sync();
    }
    reached("branch locked");
    held.become_file(&target)?;
    reached("branch moved");
    if access.haste == Haste::Safe
        && let Some(folder) = target.parent()
    {
        disk::settle(folder);
    }
    // The log helps people who look for a lost version; nothing depends on it.
    let _ = note(access, handle, journal);
    Ok(())
}

/// The lock of a file of git's.
pub(super) fn lock_of(path: &Path) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}

/// Adds the step to the logs of the branch and of the head, once, where git would.
pub(super) fn note(
    access: &Access,
    handle: &git2::Repository,
    journal: &Journal,
) -> Result<(), Error> {
    let setting = handle
        .config()
        .and_then(|config| config.get_string("core.logallrefupdates"))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let always = !matches!(setting.as_str(), "false" | "no" | "off" | "0");
    let zero = git2::Oid::ZERO_SHA1.to_string();
    let first = if journal.old.is_none() {
        " (initial)"
    } else {
        ""
    };
    let subject: String = journal
        .subject
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let line = format!(
        "{} {} {}\tcommit{first}: {subject}\n",
        journal.old.as_deref().unwrap_or(&zero),
        journal.new,
        journal.who,
    );
    let logs = [
        access.common.join("logs").join(&journal.branch),
        access.git.join("logs/HEAD"),
    ];
    for log in logs {
        let there = log.exists();
        if !there && !always {
            continue;
        }
        let last = fs::read(&log).unwrap_or_default();
        if last.ends_with(line.as_bytes()) {
            continue;
        }
        if let Some(folder) = log.parent() {
            fs::create_dir_all(folder).map_err(on(folder))?;
        }
        let mut file = OpenOptions::new()
            .append(true)
            .create(true)
            .open(&log)
            .map_err(on(&log))?;
        file.write_all(line.as_bytes()).map_err(on(&log))?;
    }
    Ok(())
}

/// A signature as the log of a branch has it.
pub(super) fn reflog_who(signature: &git2::Signature<'_>) -> String {
    let when = signature.when();
    let offset = when.offset_minutes().abs();
    format!(
        "{} <{}> {} {}{:02}{:02}",
        String::from_utf8_lossy(signature.name_bytes()),
        String::from_utf8_lossy(signature.email_bytes()),
        when.seconds(),
        if when.offset_minutes() < 0 { '-' } else { '+' },
        offset / 60,
        offset % 60,
    )
}
