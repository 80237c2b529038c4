//! The user as git knows them, and the settings of one repository.

use super::error::Error;
use super::signature::Signature;

/// The user's name and address: the environment's, else the settings'; `None` where git knows no name.
pub(super) fn user(handle: &git2::Repository) -> Option<Signature> {
    let config = handle.config().ok()?.snapshot().ok()?;
    let known = |variable: &str, key: &str| {
        std::env::var(variable)
            .ok()
            .or_else(|| config.get_string(key).ok())
            .filter(|text| !text.trim().is_empty())
    };
    let name = known("GIT_AUTHOR_NAME", "user.name")?;
    let email = known("GIT_AUTHOR_EMAIL", "user.email").unwrap_or_default();
    Some(Signature { name, email })
}

/// A setting of this repository alone: a global one does not count.
pub(super) fn setting(handle: &git2::Repository, key: &str) -> Option<String> {
    let local = handle
        .config()
        .ok()?
        .open_level(git2::ConfigLevel::Local)
        .ok()?;
    local.get_string(key).ok()
}

/// Keeps a setting of this repository alone.
pub(super) fn set(handle: &git2::Repository, key: &str, value: &str) -> Result<(), Error> {
    let mut local = handle.config()?.open_level(git2::ConfigLevel::Local)?;
    Ok(local.set_str(key, value)?)
}
