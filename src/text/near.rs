//! Words that are almost the one that was typed: for "did you mean".

/// The candidates that are near a word, best first, at most three; letters' case does not count.
///
/// Near is one slip (a letter changed, left out, added or two swapped) for each three letters, at least one.
/// A candidate that is the very word, or that the word begins (of three letters or more), is near too.
pub fn near<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let typed: Vec<char> = word.trim().to_lowercase().chars().take(64).collect();
    if typed.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, &str)> = Vec::new();
    for candidate in candidates {
        let other: Vec<char> = candidate.to_lowercase().chars().take(64).collect();
        let begins = typed.len() >= 3 && other.starts_with(&typed);
        let allowed = (typed.len().max(other.len()) / 3).max(1);
        if typed.len().abs_diff(other.len()) > allowed && !begins {
            continue;
        }
        let slips = slips(&typed, &other);
        // Two letters that share nothing are not "almost" each other.
        if begins || (slips <= allowed && slips < typed.len().max(other.len())) {
            found.push((if begins { slips.min(1) } else { slips }, candidate));
        }
    }
    found.sort();
    found.dedup();
    found
        .into_iter()
        .take(3)
        .map(|(_, candidate)| candidate)
        .collect()
}

/// How many slips lie between two words: changed, missing, added or swapped letters.
fn slips(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut above: Vec<usize> = (0..width).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(width);
        row.push(i + 1);
        for (j, &y) in b.iter().enumerate() {
            let left = row.last().copied().unwrap_or(0) + 1;
            let over = above.get(j + 1).copied().unwrap_or(0) + 1;
            let change = above.get(j).copied().unwrap_or(0) + usize::from(x != y);
            let mut best = left.min(over).min(change);
            let swapped =
                i > 0 && j > 0 && a.get(i - 1) == Some(&y) && b.get(j - 1) == Some(&x) && x != y;
            if swapped {
                best = best.min(before.get(j - 1).copied().unwrap_or(0) + 1);
            }
            row.push(best);
        }
        before = above;
        above = row;
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn a_slip_of_the_finger_is_near() {
        let verbs = ["submit", "support", "supersede", "oppose"];
        assert_eq!(near("suport", verbs), ["support"]);
        assert_eq!(near("opopse", verbs), ["oppose"]);
        assert_eq!(near("SUBMIT", verbs), ["submit"]);
    }

    #[test]
    fn the_beginning_of_a_word_is_near_it() {
        assert_eq!(near("facil", ["facilitator", "chair"]), ["facilitator"]);
    }

    #[test]
    fn a_word_that_shares_nothing_is_not_near() {
        assert!(near("zebra", ["submit", "oppose", "table"]).is_empty());
        assert!(near("", ["a"]).is_empty());
        assert!(near("x", ["y"]).is_empty());
    }
}
