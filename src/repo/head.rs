//! Where the repository stands: a branch and its tip.

use super::error::Error;

/// Where new versions go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Head {
    /// To a branch: its full name, and its newest version where it has one.
    Branch(String, Option<git2::Oid>),
    /// Nowhere: it stands on a version.
    Detached(git2::Oid),
}

impl Head {
    pub(super) fn of(handle: &git2::Repository) -> Result<Head, Error> {
        let mut name = "HEAD".to_owned();
        // A branch may itself be a name for another; nobody has more than a few such steps.
        for _ in 0..8 {
            let reference = match handle.find_reference(&name) {
                Ok(reference) => reference,
                Err(error) if error.code() == git2::ErrorCode::NotFound && name != "HEAD" => {
                    return Ok(Head::Branch(name, None));
                }
                Err(error) => return Err(error.into()),
            };
            match (reference.target(), reference.symbolic_target()) {
                (Some(tip), _) if name == "HEAD" => return Ok(Head::Detached(tip)),
                (Some(tip), _) => return Ok(Head::Branch(name, Some(tip))),
                (None, Ok(Some(next))) => name = next.to_owned(),
                (None, _) => break,
            }
        }
        Err(Error::Git(format!("the reference {name} leads nowhere")))
    }

    pub(super) fn tip(&self) -> Option<git2::Oid> {
        match self {
            Head::Branch(_, tip) => *tip,
            Head::Detached(tip) => Some(*tip),
        }
    }
}
