//! What git keeps for one repository alone, beside its versions: settings and attributes.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::disk::moved;
use super::error::{Error, on};

/// The settings that are asked for and the attributes, as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Local {
    /// Keys with their values, in the order asked for; several values where a key stands more than once.
    pub settings: Vec<(String, Vec<String>)>,
    /// The bytes of `info/attributes`; `None` where there is no such file.
    pub attributes: Option<Vec<u8>>,
}

/// A change of both, planned before it is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LocalChange {
    /// Keys that are to have this value and no other; `None` takes the key out.
    pub settings: Vec<(String, Option<String>)>,
    /// What `info/attributes` is to be; `Some(None)` takes the file away.
    pub attributes: Option<Option<Vec<u8>>>,
}

/// The values of some keys in this repository's own settings.
pub(super) fn settings(
    handle: &git2::Repository,
    keys: &[&str],
) -> Result<Vec<(String, Vec<String>)>, Error> {
    let local = handle.config()?.open_level(git2::ConfigLevel::Local);
    keys.iter()
        .map(|key| {
            let mut values = Vec::new();
            // A repository may have no settings of its own at all.
            if let Ok(local) = &local {
                local.multivar(key, None)?.for_each(|entry| {
                    values.extend(entry.value().ok().map(str::to_owned));
                })?;
            }
            Ok(((*key).to_owned(), values))
        })
        .collect()
}

/// Gives keys this value and no other, or takes them out.
pub(super) fn set_settings(
    handle: &git2::Repository,
    settings: &[(String, Option<String>)],
) -> Result<(), Error> {
    let mut local = handle.config()?.open_level(git2::ConfigLevel::Local)?;
    for (key, value) in settings {
        match local.remove_multivar(key, ".*") {
            Err(error) if error.code() != git2::ErrorCode::NotFound => return Err(error.into()),
            _ => {}
        }
        if let Some(value) = value {
            local.set_str(key, value)?;
        }
    }
    Ok(())
}

/// Takes the heads of sections out of the settings that nothing stands under any more.
///
/// Where somebody else is writing them they stay: they mean nothing.
pub(super) fn tidy(common: &Path, keys: &[(String, Option<String>)]) -> Result<(), Error> {
    let path = common.join("config");
    let Ok(text) = fs::read_to_string(&path) else {
        return Ok(());
    };
    let heads: Vec<String> = keys.iter().map(|(key, _)| head(key)).collect();
    let tidied = without_empty(&text, &heads);
    if tidied == text {
        return Ok(());
    }
    let lock = common.join("config.lock");
    let Ok(mut file) = OpenOptions::new().write(true).create_new(true).open(&lock) else {
        return Ok(());
    };
    let written = file
        .write_all(tidied.as_bytes())
        .and_then(|()| file.set_permissions(fs::metadata(&path)?.permissions()))
        .and_then(|()| file.sync_all())
        .and_then(|()| moved(&lock, &path));
    if written.is_err() {
        let _ = fs::remove_file(&lock);
    }
    written.map_err(on(&path))
}

/// The head of the section that a key stands under: `[diff "adref"]`.
fn head(key: &str) -> String {
    let section = key.rsplit_once('.').map_or(key, |(section, _)| section);
    match section.split_once('.') {
        Some((section, name)) => format!("[{section} \"{name}\"]"),
        None => format!("[{section}]"),
    }
}

/// A file of settings without those of these sections that are empty.
fn without_empty(text: &str, heads: &[String]) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let empty = |at: usize| {
        let is_ours = lines
            .get(at)
            .is_some_and(|line| heads.iter().any(|head| head == line.trim()));
        let next = lines
            .iter()
            .skip(at + 1)
            .find(|line| !line.trim().is_empty());
        is_ours && next.is_none_or(|line| line.trim_start().starts_with('['))
    };
    (0..lines.len())
        .filter(|at| !empty(*at))
        .filter_map(|at| lines.get(at).copied())
        .collect()
}

/// Where this repository's own attributes lie.
pub(super) fn attributes_file(common: &Path) -> PathBuf {
    common.join("info/attributes")
}

/// The bytes of this repository's own attributes.
pub(super) fn attributes(common: &Path) -> Result<Option<Vec<u8>>, Error> {
    let path = attributes_file(common);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(on(&path)(error)),
    }
}

/// Writes this repository's own attributes whole, or takes the file away.
pub(super) fn set_attributes(common: &Path, bytes: Option<&[u8]>) -> Result<(), Error> {
    let path = attributes_file(common);
    let Some(bytes) = bytes else {
        return match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(on(&path)(error)),
            _ => Ok(()),
        };
    };
    // Where it is a link, what it leads to is written.
    let path = path.canonicalize().unwrap_or(path);
    let folder = path.parent().unwrap_or(common);
    fs::create_dir_all(folder).map_err(on(folder))?;
    let beside = folder.join(format!("attributes.{}", std::process::id()));
    let written = fs::write(&beside, bytes).and_then(|()| moved(&beside, &path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.map_err(on(&path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_section_goes_and_no_other() {
        let heads = [head("diff.adref.command"), head("adref.installed")];
        assert_eq!(heads, ["[diff \"adref\"]", "[adref]"]);
        let text =
            "[core]\n\tbare = false\n[diff \"adref\"]\n[diff \"other\"]\n[adref]\n\tas = goh\n";
        let tidied = "[core]\n\tbare = false\n[diff \"other\"]\n[adref]\n\tas = goh\n";
        assert_eq!(without_empty(text, &heads), tidied);
        let commented = "[adref]\n# why\n";
        assert_eq!(without_empty(commented, &heads), commented);
    }
}
