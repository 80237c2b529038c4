//! What a published state of a document is called in short: `zero draft`, `Rev.1`.

use crate::ops::DocumentRow;

/// What the last issue is called beside the document's own symbol; empty where there was none.
pub fn revision(row: &DocumentRow) -> String {
    let Some(issued) = &row.revision else {
        return String::new();
    };
    let symbol = row.symbol.as_deref().unwrap_or_default();
    let own = issued.strip_prefix(symbol).filter(|_| !symbol.is_empty());
    match own {
        Some("") => "zero draft".to_owned(),
        Some(rest) if rest.starts_with('/') => rest.trim_start_matches('/').to_owned(),
        _ => issued.rsplit('/').next().unwrap_or(issued).to_owned(),
    }
}

/// A version's name, as it is typed, in words: `zero` is the zero draft, `rev.1` Rev.1.
pub fn version(name: &str) -> String {
    if name == "zero" {
        return "zero draft".to_owned();
    }
    match name.strip_prefix("rev.") {
        Some(figure) => format!("Rev.{figure}"),
        None => name.to_owned(),
    }
}
