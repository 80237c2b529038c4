//! What a person sees: keys as typed, the screen that comes of them, kept as pictures that the book shows.
//!
//! `ADREF_BLESS=1 cargo test --test suite screens` paints the pictures in `book/src/screens/` anew; look at each before it is kept.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::PathBuf;

use adref::cli::{Env, complete, interpret, run_in};
use adref::tui::{Config, Effect, Message, Palette, Press, State, Theme, Worker};
use adref::workspace::Workspace;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::{Color, Modifier};

use super::kit::{NOW, Room, noon};

/// A meeting with something of everything: a fight over a paragraph, proposals in several states, a ruling, two versions.
fn lanterns() -> Room {
    let room = Room::empty();
    let files = super::kit::meeting_files();
    let outcome = "---\nsymbol: A/SM/2008/WP.5\ntitle: Draft outcome on lanterns\nkind: outcome\nlanguage: en\n---\n\n\
         *Recalling* that a harbour without light is no harbour,\n\n\
         ## I. Marking\n\n\
         1. States undertake to mark every lantern at the time of manufacture.\n\n\
         2. States [shall / GN: should / XUS: shall] keep records of marked lanterns for [no less than] twenty years, \
         [and share them with each other / XUS: –].\n\n\
         3. Marks are legible, durable and, where possible, recoverable:\n\n\
         (a) on the frame;\n\n\
         (b) on the glass[, if there is one].\n\n\
         ## II. Oil\n\n\
         4. States in a position to do so are encouraged to provide oil.\n";
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| {
            let text = if path == "drafts/outcome/text.md" {
                outcome
            } else {
                text.as_str()
            };
            (path.as_str(), text)
        })
        .collect();
    room.save(&files);
    let mut minute = 0;
    let mut typed = |line: &[&str], hand: &str| {
        minute += 1;
        let mut env = Env::quiet(room.path());
        env.hand = Some(hand.to_owned());
        env.now = Some(noon().plus_seconds(60 * (minute - 90)));
        let done = run_in(room.path(), line.iter().copied(), &env);
        assert_eq!(done.status, 0, "{line:?}: {}", done.complained());
    };
    typed(&["issue", "outcome", "--rev", "1"], "aly");
    typed(
        &[
            "propose",
            "outcome",
            "2",
            "--text",
            "States shall keep records of marked lanterns for thirty years.",
            "--reason",
            "Lanterns last longer than they did.",
        ],
        "XNO",
    );
    typed(
        &[
            "propose",
            "outcome",
            "4",
            "--text",
            "States in a position to do so shall provide oil, wicks and glass.",
        ],
        "XUS",
    );
    typed(&["propose", "outcome", "3", "--delete"], "XEG");
    typed(
        &[
            "oppose",
            "outcome",
            "2",
            "--as",
            "XUS",
            "--reason",
            "twenty years are too many",
        ],
        "goh",
    );
    typed(&["support", "outcome", "2", "--as", "XNO"], "goh");
    typed(
        &[
            "query",
            "outcome",
            "2",
            "--as",
            "XEG",
            "--reason",
            "Whose records?",
        ],
        "goh",
    );
    typed(
        &[
            "edit",
            "outcome",
            "4",
            "--text",
            "States that can do so are encouraged to provide oil and wicks.",
        ],
        "aly",
    );
    typed(&["discuss", "outcome", "1"], "chair");
    typed(&["agree", "outcome", "1"], "chair");
    room
}

/// A state, a worker and a screen of some size.
struct Stage {
    state: State,
    worker: Worker,
    terminal: Terminal<TestBackend>,
    over: bool,
    light: bool,
}

impl Stage {
    fn new(room: &Room, hand: Option<&str>, size: (u16, u16), palette: Palette) -> Stage {
        let worker = Worker::new(Config {
            workspace: Workspace::open(room.path()).unwrap(),
            hand: hand.map(str::to_owned),
            now: Some(NOW.parse().unwrap()),
            editor: None,
            colour: true,
            interpret,
            complete,
        });
        let state = State::new(size, Theme { palette }, worker.hand());
        let first = state.first_questions();
        let mut stage = Stage {
            state,
            worker,
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).unwrap(),
            over: false,
            light: palette == Palette::Light,
        };
        stage.perform(first);
        stage
    }

    /// Does an effect and everything that comes of it.
    fn perform(&mut self, effect: Effect) {
        let mut waiting = vec![effect];
        let mut turns = 0;
        while let Some(effect) = waiting.pop() {
            turns += 1;
            assert!(turns < 200, "the screens ask without end");
            self.over |= matches!(effect, Effect::Quit);
            let mut answers = Vec::new();
            self.worker
                .perform(&effect, &mut |answer| answers.push(answer));
            for answer in answers {
                let next = adref::tui::update(&mut self.state, Message::Answered(Box::new(answer)));
                waiting.extend(next);
            }
        }
    }

    fn happen(&mut self, message: Message) {
        if let Some(effect) = adref::tui::update(&mut self.state, message) {
            self.perform(effect);
        }
    }

    /// Types keys: `2 down enter`, `'some words'` letter by letter, `ctrl-s`.
    fn keys(&mut self, keys: &str) -> &mut Stage {
        let mut rest = keys.trim();
        while !rest.is_empty() {
            if let Some(quoted) = rest.strip_prefix('\'') {
                let (words, after) = quoted.split_once('\'').unwrap();
                for c in words.chars() {
                    self.key(KeyCode::Char(c), KeyModifiers::NONE);
                }
                rest = after.trim_start();
                continue;
            }
            let (name, after) = rest.split_once(' ').unwrap_or((rest, ""));
            rest = after.trim_start();
            let code = match name {
                "enter" => KeyCode::Enter,
                "esc" => KeyCode::Esc,
                "tab" => KeyCode::Tab,
                "up" => KeyCode::Up,
                "down" => KeyCode::Down,
                "end" => KeyCode::End,
                "home" => KeyCode::Home,
                "pgdn" => KeyCode::PageDown,
                other => match other.strip_prefix("ctrl-") {
                    Some(letter) => {
                        let letter = letter.chars().next().unwrap();
                        self.key(KeyCode::Char(letter), KeyModifiers::CONTROL);
                        continue;
                    }
                    None => KeyCode::Char(other.chars().next().unwrap()),
                },
            };
            self.key(code, KeyModifiers::NONE);
        }
        self
    }

    fn key(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        let key = KeyEvent::new(code, modifiers);
        if let Some(message) = adref::tui::message_for(&key, &self.state) {
            self.happen(message);
        }
    }

    fn drawn(&mut self) -> Buffer {
        let state = &self.state;
        self.terminal
            .draw(|frame| adref::tui::draw(state, frame))
            .unwrap();
        self.terminal.backend().buffer().clone()
    }

    /// The screen as text, a line a row.
    fn text(&mut self) -> String {
        let buffer = self.drawn();
        rows(&buffer)
            .map(|row| row.trim_end().to_owned())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The screen is the picture of that name.
    fn is_picture(&mut self, name: &str) {
        let buffer = self.drawn();
        let svg = svg(&buffer, self.light);
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("book/src/screens")
            .join(format!("{name}.term.svg"));
        if std::env::var_os("ADREF_BLESS").is_some_and(|value| value == "1") {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, svg).unwrap();
            return;
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == svg,
            "{name} is no longer what book/src/screens/{name}.term.svg shows:\n{}\n\
             ADREF_BLESS=1 cargo test --test suite screens paints it anew",
            self.text()
        );
    }
}

fn rows(buffer: &Buffer) -> impl Iterator<Item = String> + '_ {
    (0..buffer.area.height).map(|y| {
        let mut row = String::new();
        let mut hidden = 0;
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if hidden > 0 {
                hidden -= 1;
                continue;
            }
            row.push_str(symbol);
            hidden = adref::view::width(symbol).saturating_sub(1);
        }
        row
    })
}

/// How wide a column of the picture is, in tenths of a pixel.
const COLUMN: usize = 84;
/// How high a row is, in pixels.
const ROW: usize = 18;

/// A buffer as a picture: every run of one style stands at its own column, whatever the reader's fonts make of it.
fn svg(buffer: &Buffer, light: bool) -> String {
    use std::fmt::Write;
    let (ground, ink) = if light {
        ("#fdfdfb", "#1c2128")
    } else {
        ("#12161d", "#c9d1d9")
    };
    let (columns, height) = (
        usize::from(buffer.area.width),
        usize::from(buffer.area.height),
    );
    let x = |column: usize| {
        let tenths = 100 + column * COLUMN;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" font-size=\"14\" \
         font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" fill=\"{ink}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{ground}\"/>\n",
        x(columns + 1).split('.').next().unwrap(),
        height * ROW + 20,
    );
    let colour = |colour: Color| match colour {
        Color::Indexed(n @ 16..=231) => {
            let n = n - 16;
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let (r, g, b) = (level(n / 36), level(n / 6 % 6), level(n % 6));
            Some(format!("#{r:02x}{g:02x}{b:02x}"))
        }
        Color::Indexed(n @ 232..) => {
            let grey = 8 + 10 * (n - 232);
            Some(format!("#{grey:02x}{grey:02x}{grey:02x}"))
        }
        _ => None,
    };
    for y in 0..buffer.area.height {
        let mut runs: Vec<(usize, usize, String, ratatui::style::Style)> = Vec::new();
        let mut hidden = 0;
        for column in 0..buffer.area.width {
            if hidden > 0 {
                hidden -= 1;
                continue;
            }
            let cell = &buffer[(column, y)];
            let wide = adref::view::width(cell.symbol()).max(1);
            hidden = wide - 1;
            match runs.last_mut() {
                // A gap of two spaces begins a run of its own: not every reader keeps spaces.
                Some((from, taken, text, style))
                    if *style == cell.style()
                        && *from + *taken == usize::from(column)
                        && !(cell.symbol() != " " && (text.ends_with("  ") || text == " "))
                        && !(cell.symbol() == " "
                            && text.trim().is_empty()
                            && !text.is_empty()
                            && text != " ") =>
                {
                    text.push_str(cell.symbol());
                    *taken += wide;
                }
                _ => runs.push((
                    usize::from(column),
                    wide,
                    cell.symbol().to_owned(),
                    cell.style(),
                )),
            }
        }
        let top = 10 + usize::from(y) * ROW;
        let mut words = String::new();
        for (from, taken, text, style) in runs {
            let reversed = style.add_modifier.contains(Modifier::REVERSED);
            let fore = style.fg.and_then(colour);
            let back = style.bg.and_then(colour);
            let (fore, back) = if reversed {
                (
                    Some(back.unwrap_or_else(|| ground.to_owned())),
                    Some(fore.unwrap_or_else(|| ink.to_owned())),
                )
            } else {
                (fore, back)
            };
            let tenths = taken * COLUMN;
            let wide = format!("{}.{}", tenths / 10, tenths % 10);
            if let Some(back) = back {
                writeln!(
                    out,
                    "<rect x=\"{}\" y=\"{top}\" width=\"{wide}\" height=\"{ROW}\" fill=\"{back}\"/>",
                    x(from)
                )
                .unwrap();
            }
            if text.trim().is_empty() {
                continue;
            }
            let mut look = String::new();
            if let Some(fore) = fore {
                write!(look, " fill=\"{fore}\"").unwrap();
            }
            if style.add_modifier.contains(Modifier::BOLD) {
                look.push_str(" font-weight=\"bold\"");
            }
            if style.add_modifier.contains(Modifier::ITALIC) {
                look.push_str(" font-style=\"italic\"");
            }
            if style.add_modifier.contains(Modifier::UNDERLINED) {
                look.push_str(" text-decoration=\"underline\"");
            }
            if style.add_modifier.contains(Modifier::CROSSED_OUT) {
                look.push_str(" text-decoration=\"line-through\"");
            }
            let drawn = text.trim_end();
            let tenths = adref::view::width(drawn) * COLUMN;
            let wide = format!("{}.{}", tenths / 10, tenths % 10);
            let text = drawn
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            writeln!(
                words,
                "<text x=\"{}\" y=\"{}\" textLength=\"{wide}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\"{look}>{text}</text>",
                x(from),
                top + 13,
            )
            .unwrap();
        }
        // Words lie over every ground of their row.
        out.push_str(&words);
    }
    out.push_str("</svg>\n");
    out
}

#[test]
fn the_desk_shows_how_far_the_documents_are_and_what_waits() {
    let room = lanterns();
    let mut stage = Stage::new(&room, Some("aly"), (120, 30), Palette::Dark);
    stage.is_picture("desk");
    let text = stage.text();
    assert!(
        text.contains("1 Desk") && text.contains("outcome"),
        "{text}"
    );
    assert!(text.contains("xno-") || text.contains("XNO"), "{text}");
}

#[test]
fn the_text_shows_contested_words_with_their_owners_and_beside_them_who_said_what() {
    let room = lanterns();
    let mut stage = Stage::new(&room, Some("aly"), (120, 36), Palette::Dark);
    stage.keys("2 / 'records' enter esc");
    stage.is_picture("text");
    let text = stage.text();
    for words in [
        "GN: should",
        "contested",
        "XUS opposes",
        "“twenty years",
        "✔ 1",
    ] {
        assert!(text.contains(words), "no {words} in\n{text}");
    }
}

#[test]
fn a_delegation_begins_with_the_text_and_reads_it_as_it_wants_it() {
    let room = lanterns();
    let mut stage = Stage::new(&room, Some("XUS"), (120, 36), Palette::Dark);
    assert!(stage.text().contains("as the room"), "{}", stage.text());
    stage.keys("v 'XUS' enter");
    let text = stage.text();
    assert!(text.contains("as XUS"), "{text}");
    assert!(text.contains("shall keep records"), "{text}");
    assert!(!text.contains("GN: should"), "{text}");
    stage.is_picture("text-as-party");
}

#[test]
fn the_comparison_shows_struck_and_added_words_side_by_side() {
    let room = lanterns();
    let mut stage = Stage::new(&room, Some("aly"), (120, 24), Palette::Dark);
    stage.keys("2 3");
    let text = stage.text();
    assert!(text.contains("Rev.1"), "{text}");
    assert!(text.contains("1 edited"), "{text}");
    stage.is_picture("compare");
}

#[test]
fn a_comparison_that_nobody_picked_finds_the_last_version_that_differs() {
    let room = lanterns();
    let mut env = Env::quiet(room.path());
    env.hand = Some("aly".to_owned());
    env.now = Some(noon());
    let issued = run_in(room.path(), ["issue", "outcome", "--rev", "2"], &env);
    assert_eq!(issued.status, 0, "{}", issued.complained());
    let mut stage = Stage::new(&room, Some("aly"), (120, 24), Palette::Dark);
    let text = stage.keys("2 3").text();
    assert!(text.contains("Rev.1"), "{text}");
    assert!(text.contains("1 edited"), "{text}");
    let text = stage.keys("r 'Rev.2' enter enter").text();
    assert!(
        text.contains("Rev.2 ⇄ now"),
        "what was picked stays\n{text}"
    );
}

#[test]
fn the_proposals_show_the_wanted_change_and_what_happened() {
    let room = lanterns();
    let mut stage = Stage::new(&room, Some("aly"), (120, 24), Palette::Dark);
    stage.keys("4");
    let text = stage.text();
    assert!(text.contains("open 3"), "{text}");
    assert!(text.contains("What happened"), "{text}");
    stage.is_picture("proposals");
    stage.keys("f 'XUS' enter");
    let text = stage.text();
    assert!(text.contains("only by XUS"), "{text}");
    assert!(!text.contains("XEG"), "{text}");
}

#[test]
fn the_paragraph_shows_how_it_came_to_this() {
    let room = lanterns();
    let mut stage = Stage::new(&room, Some("aly"), (120, 36), Palette::Dark);
    stage.keys("2 / 'records' enter esc enter");
    let text = stage.text();
    for words in [
        "How it reads",
        "the base",
        "What happened here",
        "XUS opposes",
    ] {
        assert!(text.contains(words), "no {words} in\n{text}");
    }
    stage.is_picture("paragraph");
}

#[test]
fn a_proposal_is_written_with_its_change_before_ones_eyes_and_filed() {
    let room = lanterns();
    let mut stage = Stage::new(&room, Some("XEG"), (120, 30), Palette::Dark);
    stage.keys("2 / 'provide oil' enter esc p r ' and matches'");
    let text = stage.text();
    assert!(text.contains("Propose other words for 4"), "{text}");
    stage.is_picture("propose");
    stage.keys("ctrl-s");
    let text = stage.text();
    assert!(
        text.contains("States that can do so are encouraged to provide oil and wicks. and matches"),
        "the full words are asked about\n{text}"
    );
    stage.keys("y");
    let text = stage.text();
    assert!(text.contains("same as: adref propose outcome 4"), "{text}");
    let files = room.git(&["ls-files", "drafts/outcome/proposals"]);
    assert_eq!(files.lines().count(), 4, "{files}");
    room.is_whole_and_clean();
}

#[test]
fn a_position_is_taken_in_a_delegations_name_and_taken_back_by_one_key() {
    let room = lanterns();
    let mut stage = Stage::new(&room, Some("goh"), (120, 36), Palette::Dark);
    stage.keys("2 / 'provide oil' enter esc t o 'XNO' tab 'too dear' ctrl-s");
    let text = stage.text();
    assert!(text.contains("XNO opposes"), "{text}");
    assert!(text.contains("u undo"), "{text}");
    stage.keys("u");
    assert!(stage.text().contains("y do it"), "{}", stage.text());
    stage.keys("y");
    let text = stage.text();
    assert!(!text.contains("✗ XNO opposes"), "{text}");
    room.is_whole_and_clean();
}

#[test]
fn a_gavel_that_is_too_early_says_why_and_may_be_ruled_over_with_a_reason() {
    let room = lanterns();
    let mut stage = Stage::new(&room, Some("chair"), (120, 36), Palette::Dark);
    stage.keys("2 / 'records' enter esc r g");
    let text = stage.text();
    assert!(text.contains("rule over it"), "{text}");
    stage.is_picture("refused");
    stage.keys("esc");
    assert!(!stage.text().contains("rule over it"));
}

#[test]
fn an_act_with_objectors_is_confirmed_with_the_full_words() {
    let room = lanterns();
    let mut stage = Stage::new(&room, Some("aly"), (120, 30), Palette::Dark);
    stage.keys("4 : 'table xus-' tab enter");
    let text = stage.text();
    assert!(text.contains("y do it"), "{text}");
    stage.is_picture("confirm");
    stage.keys("n");
    assert!(
        stage.text().contains("nothing was done"),
        "{}",
        stage.text()
    );
}

#[test]
fn the_keys_are_listed_and_filtered_as_one_types_and_enter_runs_one() {
    let room = lanterns();
    let mut stage = Stage::new(&room, Some("aly"), (100, 30), Palette::Dark);
    stage.keys("2 ? 'outline'");
    stage.is_picture("keys");
    stage.keys("enter");
    assert!(
        stage.text().contains("Outline: type a label"),
        "{}",
        stage.text()
    );
}

#[test]
fn whoever_is_unknown_is_asked_once_and_remembered() {
    let room = lanterns();
    let mut stage = Stage::new(&room, None, (100, 30), Palette::Dark);
    assert!(stage.text().contains("Who are you?"), "{}", stage.text());
    stage.is_picture("who");
    stage.keys("'XNO' enter");
    let text = stage.text();
    assert!(text.contains("you are XNO"), "{text}");
    assert!(
        text.contains("as the room"),
        "a delegation begins with the text\n{text}"
    );
    let again = Stage::new(&room, None, (100, 30), Palette::Dark).text();
    assert!(!again.contains("Who are you?"), "{again}");
}

#[test]
fn a_small_terminal_shows_one_column_and_a_tiny_one_a_plain_reader() {
    let room = lanterns();
    let mut stage = Stage::new(&room, Some("aly"), (80, 24), Palette::Light);
    stage.keys("2");
    stage.is_picture("text-80x24");
    let mut tiny = Stage::new(&room, Some("XNO"), (44, 12), Palette::Plain);
    let text = tiny.text();
    assert!(text.contains("Draft outcome on lanterns"), "{text}");
    assert!(text.contains("q ends"), "{text}");
}

#[test]
fn without_colour_struck_and_added_words_have_marks() {
    let room = lanterns();
    let mut stage = Stage::new(&room, Some("aly"), (120, 24), Palette::Plain);
    stage.keys("2 3");
    let text = stage.text();
    assert!(text.contains("[-") && text.contains("{+"), "{text}");
    let buffer = stage.drawn();
    assert!(
        buffer
            .content()
            .iter()
            .all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset),
        "a colour in a world without"
    );
}

#[test]
fn what_others_change_is_followed_and_the_cursor_stays_on_its_paragraph() {
    let room = lanterns();
    let mut stage = Stage::new(&room, Some("aly"), (120, 36), Palette::Dark);
    stage.keys("2 / 'provide oil' enter esc");
    let before = room.text("drafts/outcome/text.md");
    room.write(
        "drafts/outcome/text.md",
        before.replace(
            "## I. Marking\n",
            "A new first paragraph,\n\nand another,\n\n## I. Marking\n",
        ),
    );
    assert!(stage.worker.has_changed());
    stage.happen(Message::Answered(Box::new(adref::tui::Answer::Changed)));
    let text = stage.text();
    assert!(text.contains("A new first paragraph"), "{text}");
    let marked: Vec<&str> = text.lines().filter(|line| line.starts_with('▌')).collect();
    assert!(
        marked.iter().any(|line| line.contains("provide oil")),
        "{marked:?}\n{text}"
    );
}

#[test]
fn foreign_control_characters_never_reach_the_screen() {
    let room = Room::meeting();
    room.write(
        "drafts/wp1/text.md",
        "---\ntitle: \"a\u{1b}]0;x\u{7}b\"\n---\n\n1. red \u{1b}[31m \u{202e}turned\u{9b}2J\n",
    );
    let mut stage = Stage::new(&room, Some("aly"), (100, 30), Palette::Dark);
    for keys in ["1", "2", "<", "o", "esc enter", "3", "4", "e"] {
        stage.keys(keys);
        let buffer = stage.drawn();
        let raw = buffer.content().iter().find(|cell| {
            cell.symbol()
                .chars()
                .any(|c| c.is_control() || c == '\u{202e}')
        });
        assert!(raw.is_none(), "after {keys}: {raw:?}");
    }
}

#[test]
fn every_key_on_every_screen_at_every_size_leaves_a_whole_screen() {
    let room = lanterns();
    let all: Vec<char> = (' '..='~').filter(|c| !"yQY".contains(*c)).collect();
    for size in [(120, 36), (80, 24), (61, 17), (40, 10), (12, 3), (2, 1)] {
        let mut stage = Stage::new(&room, Some("aly"), size, Palette::Dark);
        for screen in "1234567".chars() {
            for c in &all {
                stage.key(KeyCode::Char(screen), KeyModifiers::NONE);
                stage.key(KeyCode::Char(*c), KeyModifiers::NONE);
                stage.drawn();
                stage.keys("down esc esc esc");
            }
        }
        stage.drawn();
    }
    room.is_whole_and_clean();
}

#[test]
fn a_key_is_found_by_what_it_is_called() {
    let key = KeyEvent::new(KeyCode::Char('P'), KeyModifiers::SHIFT);
    assert_eq!(Press::of(&key), Press::char('P'));
    assert_eq!(Press::ctrl('p').name(), "Ctrl-P");
}
