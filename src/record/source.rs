//! Where a paragraph of the outcome comes from, or why a paper's paragraph does not stand in it.

use std::fmt;

use serde::{Serialize, Serializer};

use super::vocabulary::vocabulary;

/// How much of its source a paragraph keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum How {
    /// Word for word.
    #[serde(rename = "verbatim")]
    Verbatim,
    /// In other words.
    #[serde(rename = "adapted")]
    Adapted,
    /// What it comes to.
    #[serde(rename = "in substance")]
    InSubstance,
    /// It has none.
    #[serde(rename = "new")]
    New,
}

vocabulary!(How, "way of taking up", 4, {
    Verbatim = "verbatim",
    Adapted = "adapted",
    InSubstance = "in substance",
    New = "new",
});

/// A paragraph of a paper, `wp1@rev.1 I/1`, or a proposal, `XNO-3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A paragraph of a document, at a version where one is named.
    Paragraph {
        /// The document's folder.
        document: String,
        /// `rev.1`.
        version: Option<String>,
        /// `I/1`.
        address: String,
    },
    /// A proposal, by number or slug.
    Proposal(String),
}

impl Origin {
    /// Reads it as it is written.
    pub fn read(text: &str) -> Origin {
        let text = text.trim();
        let Some((document, address)) = text.split_once(char::is_whitespace) else {
            return Origin::Proposal(text.to_owned());
        };
        let (document, version) = match document.split_once('@') {
            Some((document, version)) => (document, Some(version.to_owned())),
            None => (document, None),
        };
        Origin::Paragraph {
            document: document.to_owned(),
            version,
            address: address.trim().to_owned(),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Proposal(name) => f.write_str(name),
            Origin::Paragraph {
                document,
                version: Some(version),
                address,
            } => write!(f, "{document}@{version} {address}"),
            Origin::Paragraph {
                document, address, ..
            } => write!(f, "{document} {address}"),
        }
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Provenance {
    /// A paragraph of the outcome comes from there.
    Taken {
        /// The paragraph, as the outcome calls it.
        paragraph: String,
        /// How much it keeps.
        how: How,
        /// Its sources; none for what is new.
        from: Vec<Origin>,
    },
    /// A paper's paragraph, or a proposal, is not taken up.
    Declined {
        /// Which.
        what: Origin,
        /// By whom.
        by: Option<String>,
        /// Why.
        reason: Option<String>,
    },
}

/// An entry of `sources.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it says.
    pub provenance: Provenance,
    /// A remark.
    pub note: Option<String>,
    /// Its line in the file, from 1; 0 for one that was not read from a file.
    pub line: usize,
}
