//! The history of files: paths and bytes, no meaning. The only room that names git2.

mod repository;
mod save;
mod snapshot;
mod walk;

pub use repository::{Condition, Error, Repository, Signature};
pub use save::{FileChange, Save};
pub use snapshot::{BlobId, Snapshot, VersionId};
pub use walk::{Touch, Version};
