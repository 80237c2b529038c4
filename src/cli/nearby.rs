//! Did you mean: the names nearest to one that is unknown.

/// How alike two words are, from 0 to 1: Jaro's measure with Winkler's bonus for a common head, letter case aside.
fn likeness(a: &str, b: &str) -> f64 {
    let a: Vec<char> = a.to_lowercase().chars().take(64).collect();
    let b: Vec<char> = b.to_lowercase().chars().take(64).collect();
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut met = Vec::new();
    for (i, c) in a.iter().enumerate() {
        let from = i.saturating_sub(reach);
        let found = b
            .iter()
            .enumerate()
            .skip(from)
            .take(i + reach + 1 - from)
            .find(|(j, d)| *d == c && !taken.get(*j).copied().unwrap_or(true));
        if let Some((j, _)) = found {
            if let Some(slot) = taken.get_mut(j) {
                *slot = true;
            }
            met.push(*c);
        }
    }
    if met.is_empty() {
        return 0.0;
    }
    let others = b
        .iter()
        .zip(&taken)
        .filter(|(_, taken)| **taken)
        .map(|(c, _)| *c);
    let swapped = met.iter().zip(others).filter(|(c, d)| *c != d).count();
    let share = |n: usize, of: usize| f64::from(n as u32) / f64::from(of as u32);
    let m = met.len();
    let jaro = (share(m, a.len()) + share(m, b.len()) + 1.0 - share(swapped, 2 * m)) / 3.0;
    let head = a.iter().zip(&b).take(4).take_while(|(c, d)| c == d).count();
    jaro + share(head, 10) * (1.0 - jaro)
}

/// The names most like `word`, best first, at most three, none that are not alike.
pub(crate) fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut alike: Vec<(f64, &str)> = names
        .into_iter()
        .map(|name| (likeness(word, name), name))
        .filter(|(likeness, _)| *likeness > 0.72)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    alike.dedup_by(|a, b| a.1 == b.1);
    alike
        .into_iter()
        .take(3)
        .map(|(_, name)| name.to_owned())
        .collect()
}

/// `did you mean a, b or c?`; `None` where nothing is near.
pub(crate) fn did_you_mean(names: &[String]) -> Option<String> {
    let (last, others) = names.split_last()?;
    if others.is_empty() {
        return Some(format!("did you mean {last}?"));
    }
    Some(format!("did you mean {} or {last}?", others.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        let names = ["outcome", "wp1", "wp2", "tracing", "report"];
        assert_eq!(nearest("outcmoe", names), ["outcome"]);
        assert_eq!(nearest("XNQ", ["XNO", "XUS", "GN"]), ["XNO"]);
        assert!(nearest("zebra", names).is_empty());
        assert!(nearest("", names).is_empty());
    }

    #[test]
    fn several_are_offered_with_or() {
        let names = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
        assert_eq!(
            did_you_mean(&names).as_deref(),
            Some("did you mean a, b or c?")
        );
        assert_eq!(did_you_mean(&[]), None);
    }
}
