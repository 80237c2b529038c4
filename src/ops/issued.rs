//! How a revision went out: under which symbol, and in which words where they are not the document's own.

use super::plan::revision_of;
use crate::meeting::Meeting;
use crate::record::issued_path;

/// A revision as it was issued: its symbol, and the path of the text that went out where that was another than the document's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedAs {
    /// `A/CONF.192/BMS/2008/WP.4/Rev.1`.
    pub symbol: String,
    /// The path, where the text went out without names or without brackets.
    pub face: Option<String>,
}

/// How a revision of a document (`rev.1`, `zero`) was issued; `None` where there is none of that name.
pub fn issued_as(meeting: &Meeting, document: &str, revision: &str) -> Option<IssuedAs> {
    let register = meeting.register(document)?;
    let issues = register.ledger.issues.iter();
    let mut symbols = issues.rev().filter_map(|(_, symbol)| symbol.clone());
    let is_this = |symbol: &String| {
        let named = revision_of(document, symbol);
        named.is_some_and(|named| named.eq_ignore_ascii_case(revision))
    };
    let symbol = symbols.find(is_this)?;
    let path = issued_path(document, &revision.to_ascii_lowercase());
    let face = meeting.snapshot().id(&path).is_some().then_some(path);
    Some(IssuedAs { symbol, face })
}
