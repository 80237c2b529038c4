//! The whole program in a real pseudo-terminal: it starts, works, follows the size, and leaves the terminal as it found it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::kit::{NOW, Room};

const PATIENCE: Duration = Duration::from_secs(30);

fn size(n: u16) -> std::num::NonZero<u16> {
    std::num::NonZero::new(n).unwrap()
}

struct Sitting {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
}

impl Sitting {
    fn start(room: &Room, rows: u16, cols: u16) -> Sitting {
        Sitting::at(room, room.path(), &[], (rows, cols))
    }

    /// One that types a command line in a folder; what it leaves for a while goes to the folder `tmp` of the room's home.
    fn at(room: &Room, folder: &Path, arguments: &[&str], (rows, cols): (u16, u16)) -> Sitting {
        let pair = native_pty_system()
            .openpty(PtySize {
                rows,
                cols,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_adref"));
        command.args(arguments);
        command.env_clear();
        command.env("TMPDIR", room.home().join("tmp"));
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("HOME", room.home().to_str().unwrap()),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("ADREF_NOW", NOW),
            ("ADREF_AS", "aly"),
            ("LANG", "C.UTF-8"),
        ] {
            command.env(name, value);
        }
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command.cwd(folder);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 1 << 14];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 || sender.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        Sitting {
            writer: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            output,
            screen: vt100::Parser::new(size(rows), size(cols), 0),
        }
    }

    /// Waits until the screen holds some words.
    fn sees(&mut self, words: &str) {
        let begun = Instant::now();
        while !self.screen.screen().contents().contains(words) {
            assert!(
                begun.elapsed() < PATIENCE,
                "no “{words}” on the screen:\n{}",
                self.screen.screen().contents()
            );
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(100)) {
                self.screen.process(&bytes);
            }
        }
    }

    /// Waits until the screen no longer holds some words.
    fn loses(&mut self, words: &str) {
        let begun = Instant::now();
        while self.screen.screen().contents().contains(words) {
            assert!(begun.elapsed() < PATIENCE, "“{words}” stays on the screen");
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(100)) {
                self.screen.process(&bytes);
            }
        }
    }

    fn types(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Waits for the end and reads what was said until then.
    fn ends(&mut self) -> u32 {
        let begun = Instant::now();
        loop {
            while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(50)) {
                self.screen.process(&bytes);
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(100)) {
                    self.screen.process(&bytes);
                }
                return status.exit_code();
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end");
        }
    }

    fn is_restored(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "the other screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pasting is as it was");
        assert_eq!(
            screen.mouse_protocol_mode(),
            vt100::MouseProtocolMode::None,
            "the mouse is given back"
        );
    }

    fn kill(&self, signal: &str) {
        let id = self.child.process_id().unwrap();
        let done = std::process::Command::new("kill")
            .args([signal, &id.to_string()])
            .status();
        assert!(done.is_ok_and(|status| status.success()));
    }
}

#[test]
fn it_starts_moves_and_ends_and_the_terminal_is_as_it_was() {
    let room = Room::meeting();
    let mut sitting = Sitting::start(&room, 30, 100);
    sitting.sees("Documents");
    assert!(sitting.screen.screen().alternate_screen());
    sitting.types("2");
    sitting.sees("mark [every] lantern");
    sitting.types("jj");
    sitting.types("4");
    sitting.sees("Proposals   open");
    sitting.types("?");
    sitting.sees("type to filter");
    sitting.types("\u{1b}");
    sitting.loses("type to filter");
    sitting.types("Q");
    assert_eq!(sitting.ends(), 0);
    sitting.is_restored();
}

#[test]
fn two_files_of_no_repository_are_walked_through_and_nothing_is_left_behind() {
    let room = Room::empty();
    let folder = room.home().join("papers");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("old.md"), "1. States shall mark lanterns.\n").unwrap();
    std::fs::write(
        folder.join("new.md"),
        "1. States should mark lanterns.\n\n2. And lamps.\n",
    )
    .unwrap();
    let temporary = room.home().join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let arguments = ["diff", "old.md", "new.md", "--screen"];
    let mut sitting = Sitting::at(&room, &folder, &arguments, (30, 120));
    sitting.sees("two texts   old.md ⇄ new.md");
    sitting.sees("And lamps.");
    sitting.types("w");
    sitting.sees("by sentence");
    // It was opened for this alone: one step back ends.
    sitting.types("q");
    assert_eq!(sitting.ends(), 0);
    sitting.is_restored();
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 0);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
}

#[test]
fn another_size_is_another_screen() {
    let room = Room::meeting();
    let mut sitting = Sitting::start(&room, 30, 100);
    sitting.sees("7 Paragraph");
    sitting
        .master
        .resize(PtySize {
            rows: 12,
            cols: 50,
            pixel_width: 0,
            pixel_height: 0,
        })
        .unwrap();
    sitting.screen.screen_mut().set_size(size(12), size(50));
    sitting.sees("q ends");
    sitting.types("Q");
    assert_eq!(sitting.ends(), 0);
    sitting.is_restored();
}

#[test]
fn killed_it_gives_the_terminal_back() {
    for (signal, status) in [("-TERM", 143), ("-HUP", 129)] {
        let room = Room::meeting();
        let mut sitting = Sitting::start(&room, 30, 100);
        sitting.sees("Documents");
        sitting.kill(signal);
        let ended = sitting.ends();
        assert!(ended == status || ended == 0, "{signal}: {ended}");
        sitting.is_restored();
    }
}

#[test]
fn a_terminal_that_goes_away_ends_the_program() {
    let room = Room::meeting();
    let mut sitting = Sitting::start(&room, 30, 100);
    sitting.sees("Documents");
    let Sitting {
        master,
        mut writer,
        mut child,
        output,
        ..
    } = sitting;
    // What is read next finds nobody to hand it to, and lets go of the terminal too.
    drop(output);
    writer.write_all(b"2").unwrap();
    std::thread::sleep(Duration::from_millis(500));
    drop(writer);
    drop(master);
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("it goes on without a terminal");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_is_saved_outside_is_on_the_screen_within_two_seconds() {
    let room = Room::meeting();
    let mut sitting = Sitting::start(&room, 30, 100);
    sitting.sees("Documents");
    sitting.types("2");
    sitting.sees("mark [every] lantern");
    let text = room.text("drafts/outcome/text.md");
    let begun = Instant::now();
    room.write("drafts/outcome/text.md", text.replace("lantern", "beacon"));
    sitting.sees("beacon");
    // A second by design; twice that on a machine that is busy.
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
    sitting.types("Q");
    assert_eq!(sitting.ends(), 0);
}

/// The middle of some times.
fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[test]
fn twenty_interventions_typed_on_the_floor_stand_in_the_text() {
    let room = Room::meeting();
    let mut sitting = Sitting::start(&room, 30, 100);
    sitting.sees("Documents");
    let text = || std::fs::read_to_string(room.path().join("drafts/wp1/text.md")).unwrap();
    sitting.types(":show wp1 2\r");
    sitting.sees("States keep records");
    sitting.types("6");
    sitting.sees("Nobody speaks");
    let mut times = Vec::new();
    for n in 0..20 {
        let party = if n % 2 == 0 { "XNO" } else { "XUS" };
        // Each speaker asks for one more word behind “records”; the one before stands there for that speaker already.
        sitting.types(&format!("w{party}\r"));
        sitting.sees(&format!("Speaking {party}"));
        sitting.types("/records\r");
        sitting.types(&format!("iof kind {n}"));
        let begun = Instant::now();
        sitting.types("\r");
        let wanted = format!("of kind {n}");
        while !text().contains(&wanted) {
            assert!(begun.elapsed() < PATIENCE, "{wanted}: {}", text());
            std::thread::sleep(Duration::from_millis(1));
        }
        times.push(begun.elapsed());
        sitting.sees(&format!("{party}-{}, in the text", n / 2 + 1));
    }
    eprintln!(
        "from the last key to the saved act, median: {:?}",
        median(&mut times)
    );
    let told = text();
    for (party, n) in [("XNO", 18), ("XUS", 19)] {
        assert!(told.contains(&format!("{party}: of kind {n}")), "{told}");
    }
}

#[test]
fn a_program_killed_in_the_middle_of_a_word_has_lost_no_word() {
    let room = Room::meeting();
    let mut sitting = Sitting::start(&room, 30, 100);
    sitting.sees("Documents");
    sitting.types(":show wp1 2\r");
    sitting.sees("States keep records");
    sitting.types("e");
    sitting.sees("Edit 2");
    sitting.types(" and of wicks");
    sitting.sees("and of wicks");
    std::thread::sleep(Duration::from_millis(500));
    sitting.child.kill().unwrap();
    sitting.child.wait().unwrap();
    let mut sitting = Sitting::start(&room, 30, 100);
    sitting.sees("Edit 2");
    sitting.sees("and of wicks");
}

#[test]
fn a_second_terminal_follows_a_paragraph_and_hides_the_names_where_it_is_told_to() {
    let room = Room::meeting();
    let follow = ["show", "wp1", "2", "--follow", "--names", "none"];
    let mut second = Sitting::at(&room, room.path(), &follow, (20, 80));
    second.sees("States keep records for twenty years.");
    let mut env = adref::cli::Env::quiet(room.path());
    env.hand = Some("aly".to_owned());
    let line = [
        "propose",
        "wp1",
        "2",
        "--text",
        "States keep records for thirty years.",
        "--as",
        "XNO",
        "--in-text",
    ];
    let done = adref::cli::run_in(room.path(), line, &env);
    assert_eq!(done.status, 0, "{}", done.complained());
    second.sees("[twenty / thirty]");
    second.types("q");
    assert_eq!(second.ends(), 0);
    second.is_restored();
}

/// A mail that asks for three things and says one that nobody understands.
const MAIL: &str = "Paragraph 1: replace \"twenty\" by \"thirty\".\nParagraph 2: delete.\nParagraph 3: oppose\n\nWith kind regards,\n";

#[test]
fn what_a_mail_asks_for_is_shown_and_asked_about_and_all_some_or_none_of_it_is_filed() {
    for (reply, filed, said) in [
        ("y\r", 2, "XNO submits"),
        ("n\r", 0, "Nothing was filed."),
        ("\r", 0, "Nothing was filed."),
        ("9\r1\r", 1, "XNO submits"),
        ("\u{4}", 0, "Nothing was filed."),
    ] {
        let room = Room::meeting();
        room.write(
            "mail.txt",
            MAIL.replace("Paragraph 1", "Paragraph 2")
                .replace("Paragraph 2: delete", "Paragraph 1: delete"),
        );
        let line = ["take", "mail.txt", "--from", "XNO", "--on", "wp1", "--desk"];
        let mut sitting = Sitting::at(&room, room.path(), &line, (24, 80));
        sitting.sees("1  1: States");
        sitting.sees("2  2: States keep records for twentythirty years.");
        sitting.sees("3  3: oppose");
        sitting.sees("Passed over: a closing: With kind regards,");
        sitting.sees("[y/N, or some of 1-3]");
        sitting.types(reply);
        let status = sitting.ends();
        let screen = sitting.screen.screen().contents();
        assert!(screen.contains(said), "{reply:?}: {screen}");
        assert_eq!(screen.matches("Passed over:").count(), 1, "{screen}");
        assert!(!screen.contains("not understood"), "{screen}");
        assert_eq!(
            screen.contains("neither y nor n"),
            reply.starts_with('9'),
            "{screen}"
        );
        assert_eq!(status, u32::from(filed == 0), "{reply:?}: {screen}");
        let proposals = room.path().join("drafts/wp1/proposals");
        let proposals: Vec<String> = std::fs::read_dir(proposals)
            .into_iter()
            .flatten()
            .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        assert_eq!(proposals.len(), filed, "{reply:?}: {screen}");
        assert!(
            proposals.iter().all(|text| text.contains("\ndesk: true\n")),
            "{proposals:?}"
        );
        sitting.is_restored();
    }
}
