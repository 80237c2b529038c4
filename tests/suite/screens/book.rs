//! The book's pictures of the screens: the worked example as Thursday noon left it.

use std::sync::Arc;

use adref::tui::Palette;
use adref::workspace::Workspace;

use super::picture;
use super::seat::{Place, Seat};
use crate::story::at_noon;

/// A picture: its name, who sits there before how large a terminal, and the keys.
type Look = (
    &'static str,
    Option<&'static str>,
    (u16, u16),
    Palette,
    &'static str,
);

/// Every picture of the chapter on the screens.
const LOOKS: &[Look] = &[
    ("who", None, (100, 34), Palette::Dark, ""),
    ("desk", Some("cekuolis"), (120, 36), Palette::Dark, "1"),
    ("desk-80x24", Some("XSE"), (80, 24), Palette::Light, "1"),
    (
        "text",
        Some("goh"),
        (120, 36),
        Palette::Dark,
        "2 . 'outcome' enter / 'hold surplus' enter esc",
    ),
    (
        "text-as-party",
        Some("XTO"),
        (120, 36),
        Palette::Dark,
        "v 'XTO' enter / 'hold surplus' enter esc",
    ),
    (
        "text-80x24",
        Some("XRA"),
        (80, 24),
        Palette::Light,
        "/ 'hold surplus' enter esc tab",
    ),
    ("compare", Some("goh"), (120, 36), Palette::Dark, "2 3"),
    (
        "floor",
        Some("goh"),
        (100, 26),
        Palette::Dark,
        "2 . 'outcome' enter / 'hold surplus' enter esc 6 S 'XEV' enter S 'GM' enter w 'XUL' enter / 'surplus' enter esc v right a 'stocks' left",
    ),
    (
        "board",
        Some("cekuolis"),
        (120, 36),
        Palette::Dark,
        "f 'outcome' enter / 'surplus' enter esc",
    ),
    (
        "board-matrix",
        Some("cekuolis"),
        (100, 24),
        Palette::Dark,
        "m",
    ),
    (
        "board-80x24",
        Some("cekuolis"),
        (80, 24),
        Palette::Light,
        "",
    ),
    ("proposals", Some("cekuolis"), (120, 36), Palette::Dark, "4"),
    (
        "paragraph",
        Some("goh"),
        (120, 44),
        Palette::Dark,
        "2 . 'outcome' enter / 'hold surplus' enter esc enter",
    ),
    (
        "propose",
        Some("XSE"),
        (120, 36),
        Palette::Dark,
        "/ 'end-user' enter esc p r ' and shipped'",
    ),
    (
        "deal",
        Some("cekuolis"),
        (120, 30),
        Palette::Dark,
        "4 / 'GI-2' enter esc d",
    ),
    (
        "confirm",
        Some("cekuolis"),
        (120, 30),
        Palette::Dark,
        "4 / 'GI-2' enter esc a",
    ),
    (
        "refused",
        Some("cekuolis"),
        (120, 30),
        Palette::Dark,
        "2 / 'hold surplus' enter esc r g",
    ),
    (
        "brackets",
        Some("cekuolis"),
        (120, 30),
        Palette::Dark,
        "2 . 'outcome' enter / 'hold surplus' enter esc y",
    ),
    ("keys", Some("aly"), (100, 36), Palette::Dark, "2 ?"),
    (
        "command",
        Some("goh"),
        (120, 30),
        Palette::Dark,
        "2 : 'position oppose GN-4 --as X'",
    ),
    (
        "palette",
        Some("goh"),
        (100, 30),
        Palette::Dark,
        "2 ctrl-p 'surplus'",
    ),
];

#[test]
fn the_book_shows_what_one_sees() {
    let meeting = Arc::new(Workspace::open(at_noon().root()).unwrap());
    let now = at_noon().now();
    let unlike: Vec<String> = LOOKS
        .iter()
        .filter_map(|(name, hand, size, palette, keys)| {
            let mut seat = Seat::take(&Place {
                meeting: &meeting,
                hand: *hand,
                now,
                size: *size,
                palette: *palette,
            });
            picture::unlike(seat.keys(keys), name)
        })
        .collect();
    assert!(unlike.is_empty(), "\n{}", unlike.join("\n"));
}
