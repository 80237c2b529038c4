//! All that is known at one version: texts, record and standing. Built from a snapshot; no git.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::consensus::{Ledger, Roll, Standing};
use crate::moment::Moment;
use crate::record::{Act, Anchor, Fault, Particulars, Proposal, Slug};
use crate::repo::{BlobId, Snapshot};
use crate::text::{Document, Parties};

/// One document of the meeting: its folder's name, and what is read of it only when it is asked for.
#[derive(Debug)]
pub struct Draft {
    /// The folder's name: `wp1`.
    pub id: String,
    /// The id of the text's bytes; `None` where there is no `text.md`.
    pub version: Option<BlobId>,
    text: OnceLock<Arc<Document>>,
    record: OnceLock<Arc<Register>>,
    standings: OnceLock<Arc<Vec<Standing>>>,
}

/// What people filed on one document.
#[derive(Debug, Default)]
pub struct Register {
    /// The proposals by slug.
    pub proposals: BTreeMap<Slug, Proposal>,
    /// The acts, in the order of their files.
    pub acts: Vec<Act>,
    /// What the acts come to.
    pub ledger: Ledger,
    /// What is wrong with the files.
    pub faults: Vec<Fault>,
}

/// Where an anchor stands in the present text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// At this paragraph; `certain` where no person need look.
    At {
        /// The paragraph's ordinal.
        index: usize,
        /// Whether the alignment is certain.
        certain: bool,
    },
    /// Its paragraph is gone.
    Gone,
    /// The version it names is not in this repository.
    Unknown,
}

/// A meeting at one version.
#[derive(Debug)]
pub struct Meeting {
    /// The meeting's particulars.
    pub particulars: Particulars,
    /// Who is who.
    pub roll: Roll,
    /// The moment it is looked at.
    pub now: Moment,
    /// What is wrong with the meeting's own files.
    pub faults: Vec<Fault>,
    drafts: Vec<Draft>,
    snapshot: Snapshot,
    parties: Parties,
}

impl Meeting {
    /// Reads the meeting's own files; documents and their records are read when they are asked for.
    ///
    /// A snapshot without `facilitators/meeting.yaml` gives a meeting all the same, its drafts being every `drafts/*/text.md`.
    pub fn read(_snapshot: Snapshot, _now: Moment) -> Meeting {
        unimplemented_meeting()
    }

    /// The documents in the meeting's order.
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// The document of a folder's name.
    pub fn draft(&self, id: &str) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.id == id)
    }

    /// The snapshot it was read from.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Who may own an alternative.
    pub fn parties(&self) -> &Parties {
        &self.parties
    }
}

fn unimplemented_meeting() -> Meeting {
    Meeting {
        particulars: Particulars::default(),
        roll: Roll::default(),
        now: Moment::from_unix(0, 0),
        faults: Vec::new(),
        drafts: Vec::new(),
        snapshot: Snapshot::default(),
        parties: Parties::default(),
    }
}

impl Draft {
    /// Its text, parsed with the meeting's parties.
    pub fn text(&self, _meeting: &Meeting) -> Arc<Document> {
        self.text
            .get_or_init(|| Arc::new(Document::parse(Vec::new())))
            .clone()
    }

    /// Its record.
    pub fn register(&self, _meeting: &Meeting) -> Arc<Register> {
        self.record
            .get_or_init(|| Arc::new(Register::default()))
            .clone()
    }

    /// The standing of every paragraph.
    pub fn standings(&self, _meeting: &Meeting) -> Arc<Vec<Standing>> {
        self.standings.get_or_init(|| Arc::new(Vec::new())).clone()
    }

    /// Where an anchor stands in the present text.
    pub fn place(&self, _meeting: &Meeting, _anchor: &Anchor) -> Placement {
        Placement::Unknown
    }
}
