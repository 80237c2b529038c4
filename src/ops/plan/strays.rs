//! What words bring in that is surely a slip: brackets without a partner, signs that nobody sees.

use crate::text::Document;

/// What is a slip wherever it stands.
const SLIPS: [&str; 4] = ["unclosed", "unopened", "control", "bidi"];

/// The slips of a text that it did not have before, each told with its words; none where there are no more of them than there were.
pub(super) fn strays(before: &Document, after: &Document) -> Vec<String> {
    let (before, now) = (all(before), all(after));
    if now.len() <= before.len() {
        return Vec::new();
    }
    now.into_iter()
        .filter(|one| !before.contains(one))
        .collect()
}

fn all(text: &Document) -> Vec<String> {
    let slips = text.findings().iter();
    slips
        .filter(|one| SLIPS.contains(&one.code))
        .map(|one| format!("{}: {}", one.message, one.excerpt))
        .collect()
}
