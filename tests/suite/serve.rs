//! The live pages over a real socket of this machine: what is answered, what is refused, and that nobody can hold the server up.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use adref::ops::Naming;
use adref::serve::{Limits, Live, Looking, Server};
use adref::workspace::Workspace;

use crate::browser::Browser;
use crate::kit::{Room, noon};

/// A small meeting, served until this goes.
struct Served {
    room: Room,
    address: SocketAddr,
    limits: Limits,
    names: Naming,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    fn with(limits: Limits, names: Naming) -> Served {
        let mut served = Served {
            room: Room::meeting(),
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            limits,
            names,
            stop: Arc::default(),
            thread: None,
        };
        served.start();
        served
    }

    /// Serves at the port that was served before, or at any.
    fn start(&mut self) {
        let workspace = Arc::new(Workspace::open(self.room.path()).unwrap());
        let looking = Looking {
            names: self.names,
            against: None,
        };
        let live = Live::of(workspace, looking, Box::new(noon));
        let begun = Instant::now();
        let server = loop {
            match Server::open(self.address.port(), self.limits) {
                Ok(server) => break server,
                // The system may not have given the port back yet.
                Err(_) if begun.elapsed() < Duration::from_secs(60) => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                Err(error) => panic!("{error}"),
            }
        };
        self.address = server.address();
        self.stop = Arc::new(AtomicBool::new(false));
        let flag = self.stop.clone();
        self.thread = Some(std::thread::spawn(move || {
            server.run(Arc::new(live), flag);
        }));
    }

    fn end(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }

    /// Runs a command in the meeting that is served, as its facilitator, at a time before noon.
    fn act(&self, time: &str, line: &[&str]) {
        let mut command = self.room.adref(line);
        let output = command
            .env("ADREF_AS", "aly")
            .env("ADREF_NOW", format!("2008-07-17T{time}-04:00"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line:?}: {said}");
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream
    }

    /// What is answered to these bytes, to the end.
    fn ask(&self, bytes: &str) -> String {
        let mut stream = self.connect();
        let _ = stream.write_all(bytes.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n",
            self.address
        ))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.end();
    }
}

fn status(answer: &str) -> &str {
    answer.get(9..12).unwrap_or("none")
}

#[test]
fn pages_are_there_and_name_nobody() {
    let served = Served::with(Limits::default(), Naming::Hidden);
    let first = served.get("/");
    assert_eq!(status(&first), "200", "{first}");
    assert!(first.contains("A small meeting"), "{first}");
    assert!(first.contains("href=\"/document/wp1\""), "{first}");
    let page = served.get("/document/wp1");
    assert!(
        page.contains("data-events=\"/events/document/wp1\""),
        "{page}"
    );
    assert!(
        page.contains("<b>[</b>shall <b>/</b> should<b>]</b>"),
        "{page}"
    );
    assert!(!page.contains("XUS") && !page.contains("GN:"), "{page}");
    let wall = served.get("/floor/wp1/2");
    assert!(wall.contains("class=\"floor\""), "{wall}");
    assert!(wall.contains("States keep records"), "{wall}");
    let early = served.get("/floor");
    assert!(early.contains("No paragraph is in hand yet"), "{early}");
    assert!(early.contains("<body data-stand=\""), "{early}");
    for missing in [
        "/document/none",
        "/floor/wp1/99",
        "/etc/passwd",
        "/favicon.ico",
    ] {
        assert_eq!(status(&served.get(missing)), "404", "{missing}");
    }
    let host = format!("Host: {}\r\n\r\n", served.address);
    let head = served.ask(&format!("HEAD / HTTP/1.1\r\n{host}"));
    assert_eq!(status(&head), "200");
    assert!(head.ends_with("\r\n\r\n"), "{head}");
    assert!(
        head.contains("Content-Security-Policy: default-src 'none';"),
        "{head}"
    );
}

#[test]
fn what_is_not_for_this_machine_is_refused() {
    let served = Served::with(Limits::default(), Naming::Hidden);
    let host = format!("Host: {}\r\n", served.address);
    for (head, expected) in [
        ("GET / HTTP/1.1\r\nHost: evil.org\r\n\r\n".to_owned(), "421"),
        ("GET / HTTP/1.1\r\n\r\n".to_owned(), "400"),
        (
            format!("GET / HTTP/1.1\r\n{host}Origin: http://evil.org\r\n\r\n"),
            "403",
        ),
        (format!("POST / HTTP/1.1\r\n{host}\r\n"), "405"),
        (
            format!("DELETE /document/wp1 HTTP/1.1\r\n{host}\r\n"),
            "405",
        ),
        (
            format!("GET / HTTP/1.1\r\n{host}Content-Length: 9\r\n\r\nsomething"),
            "413",
        ),
        (
            format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "x".repeat(20_000)),
            "431",
        ),
        ("\u{16}\u{3}\u{1} hello\r\n\r\n".to_owned(), "400"),
    ] {
        let answer = served.ask(&head);
        assert_eq!(
            status(&answer),
            expected,
            "{}",
            head.get(..80.min(head.len())).unwrap_or("?")
        );
    }
    // It is there for the next one all the same.
    assert_eq!(status(&served.get("/")), "200");
}

#[test]
fn who_is_slow_and_who_comes_in_crowds_holds_nobody_up() {
    let limits = Limits {
        connections: 3,
        ask: Duration::from_millis(400),
        ..Limits::default()
    };
    let served = Served::with(limits, Naming::Hidden);
    let started = Instant::now();
    let mut slow: Vec<TcpStream> = (0..3).map(|_| served.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HT").unwrap();
    }
    // All places are taken by those who do not go on: whoever comes now is told so, until their time is over.
    let mut busy = false;
    let mut fine = false;
    while !(busy && fine) && started.elapsed() < Duration::from_secs(20) {
        match status(&served.get("/")) {
            "503" => busy = true,
            "200" => fine = true,
            _ => {}
        }
    }
    assert!(fine, "nobody got through");
    assert!(busy, "the crowd was let in");
    let mut answer = String::new();
    slow[0].read_to_string(&mut answer).unwrap();
    assert_eq!(status(&answer), "408");
}

#[test]
fn a_page_hears_that_the_text_has_changed() {
    let limits = Limits {
        look: Duration::from_millis(50),
        streams: 1,
        ..Limits::default()
    };
    let served = Served::with(limits, Naming::Shown);
    let mut stream = served.connect();
    let ask = format!(
        "GET /events/document/wp1 HTTP/1.1\r\nHost: {}\r\n\r\n",
        served.address
    );
    stream.write_all(ask.as_bytes()).unwrap();
    let mut heard = String::new();
    let mut listen = |heard: &mut String, stands: usize| {
        let started = Instant::now();
        let mut piece = [0; 512];
        while heard.matches("event: stand\ndata: ").count() < stands
            && started.elapsed() < Duration::from_secs(20)
        {
            let n = stream.read(&mut piece).unwrap();
            assert!(n > 0, "{heard}");
            heard.push_str(&String::from_utf8_lossy(&piece[..n]));
        }
    };
    listen(&mut heard, 1);
    assert_eq!(status(&heard), "200", "{heard}");
    assert!(heard.contains("Content-Type: text/event-stream"), "{heard}");
    // Another stream finds no place; pages are there all the same.
    assert_eq!(status(&served.ask(&ask)), "503");
    let text = served.room.text("drafts/wp1/text.md");
    served.room.write(
        "drafts/wp1/text.md",
        text.replace("twenty years", "thirty years"),
    );
    listen(&mut heard, 2);
    let stands: Vec<&str> = heard
        .split("event: stand\ndata: ")
        .skip(1)
        .filter_map(|rest| rest.lines().next())
        .collect();
    assert_eq!(stands.len(), 2, "{heard}");
    assert_ne!(stands[0], stands[1]);
    assert!(served.get("/document/wp1").contains("thirty years"));
}

#[test]
fn the_wall_follows_the_meeting_in_every_browser_and_finds_a_server_that_was_started_again() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let limits = Limits {
        look: Duration::from_millis(50),
        ..Limits::default()
    };
    let mut served = Served::with(limits, Naming::Hidden);
    // Somebody asks for all that changes and takes nothing in, somebody else never ends the question.
    let mut deaf = served.connect();
    let host = format!("Host: {}\r\n\r\n", served.address);
    let events = format!("GET /events/document/wp1 HTTP/1.1\r\n{host}");
    deaf.write_all(events.as_bytes()).unwrap();
    let mut slow = served.connect();
    slow.write_all(b"GET /floor HT").unwrap();

    let wall = browser.open(&format!("http://{}/floor", served.address));
    let page = browser.open(&format!("http://{}/document/wp1", served.address));
    let says =
        |words: &str| format!("document.querySelector('main').textContent.includes({words:?})");
    browser.until(&wall, &says("No paragraph is in hand yet"));
    // One is looking for a word meanwhile, and has something unfolded.
    browser.value(
        &page,
        "var q = document.querySelector('#tools [type=search]'); q.focus(); q.value = 'States'; q.dispatchEvent(new Event('input', {bubbles: true}))",
    );
    served.act("11:00", &["discuss", "wp1", "2"]);
    browser.until(&wall, &says("States keep records for twenty years."));
    let text = "States keep records for as long as they last.";
    served.act("11:01", &["edit", "wp1", "2", "--text", text]);
    for tab in [&wall, &page] {
        browser.until(tab, &says("as long as they last"));
    }
    let typed = "document.activeElement.type + ' ' + document.activeElement.value";
    assert_eq!(browser.value(&page, typed), "search States");
    served.act("11:02", &["discuss", "wp1", "3"]);
    browser.until(&wall, &says("States share those records"));

    // The server ends: the page says so, and keeps what it shows.
    served.end();
    let away = "document.body.classList.contains('away')";
    for tab in [&wall, &page] {
        browser.until(tab, away);
    }
    assert_eq!(
        browser.value(&wall, &says("States share those records")),
        true
    );
    served.act("11:03", &["discuss", "wp1", "1"]);
    served.start();
    browser.until(&wall, &says("mark every lantern"));
    for tab in [&wall, &page] {
        browser.until(tab, &format!("!{away}"));
        let complaints = browser.complaints(tab);
        let policy = complaints
            .iter()
            .filter(|said| said.contains("Content Security Policy"));
        assert_eq!(policy.count(), 0, "{complaints:?}");
    }
    served.room.is_whole_and_clean();
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_and_leaves_nothing_behind() {
    use std::io::{BufRead, BufReader};
    let room = Room::meeting();
    let mut child = room
        .adref(&["serve", "--port", "0"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut said)
        .unwrap();
    assert!(said.starts_with("http://127.0.0.1:"), "{said}");
    let address = said
        .trim_start_matches("http://")
        .split('/')
        .next()
        .unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let ask = format!("GET /document/wp1 HTTP/1.1\r\nHost: {address}\r\n\r\n");
    stream.write_all(ask.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(status(&answer), "200", "{answer}");
    let kill = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(kill.success());
    assert!(child.wait().unwrap().success());
    assert!(TcpStream::connect(address).is_err());
    room.is_whole_and_clean();
}
