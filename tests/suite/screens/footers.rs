//! The last row promises nothing that a key does not do, and every key that does something is in the list behind `?`.

use std::collections::BTreeSet;
use std::sync::Arc;

use adref::moment::Moment;
use adref::tui::Palette;
use adref::workspace::Workspace;

use super::behaviour::lanterns;
use super::seat::{Place, Seat};
use crate::kit::noon;
use crate::story::at_noon;

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
    now: Moment,
    size: (u16, u16),
}

impl Places {
    fn take(&self, hand: Option<&str>, keys: &str) -> Seat {
        let mut seat = Seat::take(&Place {
            meeting: &self.meeting,
            hand,
            now: self.now,
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

/// The keys of the last row of every screen that do nothing there.
fn idle(places: &Places, hands: &[Option<&str>]) -> Vec<String> {
    let mut idle = Vec::new();
    for hand in hands {
        for screen in SCREENS {
            let text = places.take(*hand, screen).text();
            let all = promised(&text);
            assert!(all.len() >= 2, "{hand:?} on {screen}: {text}");
            for (keys, words) in all {
                let mut each = keys.iter();
                if !each.any(|key| does(&mut places.take(*hand, screen), key)) {
                    let size = places.size;
                    idle.push(format!(
                        "{hand:?} on {screen} at {size:?}: {keys:?} {words}"
                    ));
                }
            }
        }
    }
    idle
}

#[test]
fn every_key_of_the_last_row_does_something_there() {
    let room = lanterns();
    for size in [(80, 24), (130, 36)] {
        let meeting = Arc::new(Workspace::open(room.path()).unwrap());
        let now = noon();
        let idle = idle(&Places { meeting, now, size }, &HANDS);
        assert!(idle.is_empty(), "these do nothing:\n{}", idle.join("\n"));
    }
}

#[test]
fn whoever_holds_the_pen_of_one_paper_is_promised_nothing_on_the_others() {
    let demo = at_noon();
    let room = demo.copy();
    let places = Places {
        meeting: Arc::new(Workspace::open(room.path()).unwrap()),
        now: demo.now(),
        size: (100, 30),
    };
    let told = |keys: &str| places.take(Some("avila"), keys).text();
    let text = told("2 . 'outcome' enter / 'hold surplus' enter esc y");
    assert!(
        text.contains("avila does not hold the pen of outcome") && !text.contains("Which words"),
        "{text}"
    );
    let idle = idle(&places, &[Some("avila"), Some("XRA")]);
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
        now: noon(),
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
