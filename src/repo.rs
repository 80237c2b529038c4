//! The history of files: paths and bytes, no meaning. The only room that names git2.
//!
//! Versions are made without git's hooks, and signed where git was told to: an act of the meeting must not fail on a linter.

mod access;
mod attributes;
mod branch;
mod change;
mod condition;
mod course;
#[cfg(test)]
mod crash_tests;
mod descent;
mod disk;
mod error;
mod exchange;
mod git;
mod head;
mod id;
mod index;
mod join;
mod journal;
mod line_endings;
mod local;
mod lock;
mod memory;
mod merge;
mod objects;
mod origin;
mod portable;
mod reached;
mod recovery;
mod remote;
mod repository;
mod save;
mod settings;
mod signature;
mod signed;
mod snapshot;
mod standing;
mod store;
mod tags;
mod tree;
mod tree_writer;
mod unmerged;
mod walk;
mod whole;
mod work_tree;

pub use attributes::union_merge;
pub use change::{FileChange, Save};
pub use condition::Condition;
pub use course::{Course, Stop};
pub use descent::{Descent, Node};
pub use error::Error;
pub use git::{Asks, Calling};
pub use id::{BlobId, VersionId};
pub use join::{Apart, Both, ByHand, Joining, Meet, Merging, Step};
pub use local::{Local, LocalChange};
pub use merge::{Chunk, merge_lines};
pub use origin::Telling;
pub use remote::{Address, Distance, Sent, Upstream};
pub use repository::{Look, Repository};
pub use signature::Signature;
pub use signed::Signed;
pub use snapshot::Snapshot;
pub use tree::Passed;
pub use unmerged::Unmerged;
pub use walk::{Touch, Version};
