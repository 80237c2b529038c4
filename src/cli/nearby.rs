//! Did you mean: the names nearest to one that is unknown, in a question.

use crate::text::near;

/// `did you mean a, b or c?`, of the names nearest to a word; `None` where nothing is near.
pub(crate) fn did_you_mean<'a>(
    word: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let close = near(word, names);
    let (last, others) = close.split_last()?;
    if others.is_empty() {
        return Some(format!("did you mean {last}?"));
    }
    Some(format!("did you mean {} or {last}?", others.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_are_offered_with_or() {
        assert_eq!(
            did_you_mean("wp", ["wp1", "wp2", "outcome"]).as_deref(),
            Some("did you mean wp1 or wp2?")
        );
        assert_eq!(did_you_mean("zebra", ["wp1"]), None);
    }
}
