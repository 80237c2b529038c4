//! What somebody answers who is asked about several numbered things: all, none, or some of them.

use std::collections::BTreeSet;

/// Which of the things are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Chosen {
    /// All.
    All,
    /// None.
    None,
    /// These, from 0.
    Some(BTreeSet<usize>),
}

impl Chosen {
    /// Reads `y`, `n` or an empty line, or numbers from 1 to `many`: `1 3-5`, `1,3`; nothing where it is none of these.
    pub(super) fn read(reply: &str, many: usize) -> Option<Chosen> {
        let reply = reply.trim().to_lowercase();
        match reply.as_str() {
            "y" | "yes" | "a" | "all" => return Some(Chosen::All),
            "" | "n" | "no" => return Some(Chosen::None),
            _ => {}
        }
        let mut wanted = BTreeSet::new();
        let number = |text: &str| {
            let n: usize = text.parse().ok()?;
            (1..=many).contains(&n).then(|| n - 1)
        };
        for part in reply.split([' ', ',', ';']).filter(|part| !part.is_empty()) {
            let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
            let (from, to) = (number(from)?, number(to)?);
            if from > to {
                return None;
            }
            wanted.extend(from..=to);
        }
        match wanted.len() {
            0 => None,
            all if all == many => Some(Chosen::All),
            _ => Some(Chosen::Some(wanted)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_none_or_some_of_them_are_chosen_and_what_is_not_understood_is_asked_again() {
        let some = |all: &[usize]| Some(Chosen::Some(all.iter().copied().collect()));
        for (reply, expected) in [
            ("Y\n", Some(Chosen::All)),
            ("", Some(Chosen::None)),
            ("no", Some(Chosen::None)),
            ("1 3-4", some(&[0, 2, 3])),
            ("2,2", some(&[1])),
            ("1-5", Some(Chosen::All)),
            ("0", None),
            ("6", None),
            ("4-2", None),
            ("perhaps", None),
            (",", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(Chosen::read(reply, 5), expected, "{reply:?}");
        }
    }
}
