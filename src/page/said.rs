//! What stands of a document on its own page and on the first one, in the same words.

use std::collections::BTreeMap;

use crate::view::{self, state_words};

/// How many paragraphs stand how, in the order of a chair's look: `11 contested`.
pub(super) fn states_in_words(states: &BTreeMap<String, usize>) -> Vec<String> {
    let told = view::ORDER.iter().filter_map(|state| {
        let count = states.get(crate::ops::state_name(*state))?;
        Some(format!("{count} {}", state_words(*state)))
    });
    told.collect()
}

/// A revision's symbol beside its document's: `Rev.1` beside `A/CONF.192/WP.5`; whole where it does not begin like that one.
pub(super) fn short<'a>(revision: &'a str, symbol: &str) -> &'a str {
    let rest = revision.strip_prefix(symbol);
    let rest = rest.and_then(|rest| rest.strip_prefix('/'));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(revision)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_is_not_said_twice() {
        assert_eq!(short("A/WP.5/Rev.1", "A/WP.5"), "Rev.1");
        assert_eq!(short("A/WP.5/Rev.1", "A/WP.50"), "A/WP.5/Rev.1");
        assert_eq!(short("A/WP.55", "A/WP.5"), "A/WP.55");
        assert_eq!(short("A/WP.5", "A/WP.5"), "A/WP.5");
    }
}
