//! One document of the meeting: its folder's name, and what was read of it so far.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::docket::Docket;
use super::marks::Mark;
use super::register::Register;
use crate::consensus::Standing;
use crate::record::Slug;
use crate::repo::BlobId;
use crate::text::Document;

/// One document of the meeting. Its text and record are asked of the [`super::Meeting`], by its id.
#[derive(Debug)]
pub struct Draft {
    /// The folder's name: `wp1`.
    pub id: String,
    /// The id of the text's bytes; `None` where there is no `text.md`.
    pub version: Option<BlobId>,
    pub(super) files: OnceLock<u64>,
    pub(super) text: OnceLock<Arc<Document>>,
    pub(super) register: OnceLock<Arc<Register>>,
    pub(super) docket: OnceLock<Arc<Docket>>,
    pub(super) marks: OnceLock<Arc<BTreeMap<Slug, Vec<Mark>>>>,
    pub(super) standings: OnceLock<Arc<Vec<Standing>>>,
}

impl Draft {
    pub(super) fn new(id: String, version: Option<BlobId>) -> Draft {
        Draft {
            id,
            version,
            files: OnceLock::new(),
            text: OnceLock::new(),
            register: OnceLock::new(),
            docket: OnceLock::new(),
            marks: OnceLock::new(),
            standings: OnceLock::new(),
        }
    }

    /// The path of its text.
    pub fn path(&self) -> String {
        format!("drafts/{}/text.md", self.id)
    }
}
