//! The last row promises nothing that a key does not do, and every key that does something is in the list behind `?`.

use std::collections::BTreeSet;
use std::sync::Arc;

use adref::tui::Palette;
use adref::workspace::Workspace;

use super::behaviour::lanterns;
use super::seat::{Place, Seat};
use crate::kit::noon;

const HANDS: [Option<&str>; 5] = [None, Some("aly"), Some("XNO"), Some("goh"), Some("chair")];

/// The screens, and the two of the Board that show no paragraphs.
const SCREENS: [&str; 9] = [
    "1",
    "2 down down down down",
    "3",
    "4",
    "5",
    "5 m",
    "5 V",
    "6 > > > >",
    "7",
];

struct Places {
    meeting: Arc<Workspace>,
    size: (u16, u16),
}

impl Places {
    fn take(&self, hand: Option<&str>, keys: &str) -> Seat {
        let mut seat = Seat::take(&Place {
            meeting: &self.meeting,
            hand,
            now: noon(),
            size: self.size,
            palette: Palette::Dark,
        });
        seat.keys("esc");
        seat.keys(keys);
        seat
    }
}

/// The keys of the last row, each with its words; `[ ] bracket` names two.
fn promised(text: &str) -> Vec<(Vec<String>, String)> {
    let row = text.lines().last().unwrap_or_default();
    let items = row
        .split("  ")
        .map(str::trim)
        .filter(|item| !item.is_empty());
    items
        .map(|item| {
            let words: Vec<&str> = item.split(' ').collect();
            match words.as_slice() {
                [one, other, rest @ ..]
                    if one.chars().count() == 1 && other.chars().count() == 1 =>
                {
                    (vec![(*one).to_owned(), (*other).to_owned()], rest.join(" "))
                }
                [one, rest @ ..] => (vec![(*one).to_owned()], rest.join(" ")),
                [] => (Vec::new(), String::new()),
            }
        })
        .collect()
}

/// Whether something comes of a key: another screen, and no word at the foot that nothing was done.
fn does(seat: &mut Seat, key: &str) -> bool {
    let before = seat.text();
    seat.keys(match key {
        "⏎" => "enter",
        "Tab" => "tab",
        other => other,
    });
    let after = seat.text();
    let mut foot = after.lines().rev().skip(1).take(3);
    let refused = foot.any(|row| row.starts_with(" ✗ ") || row.starts_with(" · "));
    seat.ended || (after != before && !refused)
}

#[test]
fn every_key_of_the_last_row_does_something_there() {
    let room = lanterns();
    let mut idle = Vec::new();
    for size in [(80, 24), (130, 36)] {
        let meeting = Arc::new(Workspace::open(room.path()).unwrap());
        let places = Places { meeting, size };
        for hand in HANDS {
            for screen in SCREENS {
                let text = places.take(hand, screen).text();
                let all = promised(&text);
                assert!(all.len() >= 2, "{hand:?} on {screen}: {text}");
                for (keys, words) in all {
                    let mut each = keys.iter();
                    if !each.any(|key| does(&mut places.take(hand, screen), key)) {
                        idle.push(format!(
                            "{hand:?} on {screen} at {size:?}: {keys:?} {words}"
                        ));
                    }
                }
            }
        }
    }
    assert!(idle.is_empty(), "these do nothing:\n{}", idle.join("\n"));
}

/// The keys that the list behind `?` names.
fn listed(places: &Places, hand: Option<&str>, screen: &str) -> BTreeSet<String> {
    let mut seat = places.take(hand, screen);
    seat.resize(120, 120);
    let text = seat.keys("?").text();
    let rows = text.lines().filter_map(|line| line.split_once('│'));
    let rows = rows.map(|(_, row)| row.trim_start_matches(['▌', ' ']));
    let keys = rows
        .filter_map(|row| row.split_once("  "))
        .map(|(keys, _)| keys);
    keys.flat_map(|keys| keys.split(' ').map(str::to_owned))
        .collect()
}

#[test]
fn every_key_that_does_something_is_in_the_list_of_keys() {
    let room = lanterns();
    let meeting = Arc::new(Workspace::open(room.path()).unwrap());
    let places = Places {
        meeting,
        size: (100, 30),
    };
    let mut unnamed = Vec::new();
    for hand in [Some("aly"), Some("XNO"), Some("goh")] {
        for screen in SCREENS {
            let listed = listed(&places, hand, screen);
            assert!(
                listed.contains("?") && listed.contains("q"),
                "{hand:?} on {screen}: {listed:?}"
            );
            let keys = ('!'..='~')
                .map(|key| key.to_string())
                .chain(["Tab".to_owned()]);
            for key in keys.filter(|key| key != "'" && !listed.contains(key)) {
                if does(&mut places.take(hand, screen), &key) {
                    unnamed.push(format!("{hand:?} on {screen}: {key}"));
                }
            }
        }
    }
    assert!(
        unnamed.is_empty(),
        "these do something and are not listed:\n{}",
        unnamed.join("\n")
    );
}
