//! What a change is as an element: its name, its rank among others, its author and its date.

use super::paper::{Change, Mark};

/// Whether an element holds nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    Yes,
    No,
}

/// The elements of a change, and of a move's ends.
pub(super) fn element(change: &Change) -> (&'static str, &'static str) {
    match change {
        Change::Inserted => ("w:ins", ""),
        Change::Deleted => ("w:del", ""),
        Change::MovedFrom(_) => ("w:moveFrom", "w:moveFromRange"),
        Change::MovedTo(_) => ("w:moveTo", "w:moveToRange"),
    }
}

pub(super) fn rank_of(change: &Change) -> usize {
    match change {
        Change::Inserted => 0,
        Change::Deleted => 1,
        Change::MovedFrom(_) => 2,
        Change::MovedTo(_) => 3,
    }
}

pub(super) fn move_key(mark: &Mark) -> Option<(bool, String)> {
    match &mark.change {
        Change::MovedFrom(name) => Some((false, name.clone())),
        Change::MovedTo(name) => Some((true, name.clone())),
        Change::Inserted | Change::Deleted => None,
    }
}

/// So many characters of a name Word takes.
pub(super) fn author(name: &str) -> String {
    name.chars().take(255).collect()
}

/// A time as Word keeps it: what the clock on the wall showed, whatever the letter behind it says.
pub(super) fn date(time: &str) -> Option<String> {
    let wall = time.get(..19)?;
    let shape = |(n, c): (usize, char)| match n {
        4 | 7 => c == '-',
        10 => c == 'T',
        13 | 16 => c == ':',
        _ => c.is_ascii_digit(),
    };
    wall.chars()
        .enumerate()
        .all(shape)
        .then(|| format!("{wall}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_that_of_the_rooms_clock() {
        assert_eq!(
            date("2008-07-17T11:42:00-04:00").as_deref(),
            Some("2008-07-17T11:42:00Z")
        );
        assert_eq!(date("17 July 2008, at noon"), None);
    }
}
