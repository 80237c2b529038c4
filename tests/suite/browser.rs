//! A browser, driven over its own debugging socket: opened on a page, asked what it shows, told to be small or dark.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long a browser may take over one answer; two machines' worth of tests may run beside it.
const PATIENCE: Duration = Duration::from_secs(120);

/// Where a browser is: what `ADREF_CHROMIUM` names, else where systems have one; `None`, said aloud, where there is none.
pub(crate) fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("ADREF_CHROMIUM").map(PathBuf::from);
    let known = [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "C:/Program Files/Google/Chrome/Application/chrome.exe",
        "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    ];
    let mut all = named.into_iter().chain(known.map(PathBuf::from));
    let found = all.find(|path| path.is_file());
    if found.is_none() {
        eprintln!("skipped: no Chromium here");
    }
    found
}

/// A browser that runs until this goes.
pub(crate) struct Browser {
    child: Child,
    socket: Socket,
    last: u64,
    /// What the browser told unasked.
    told: Vec<Value>,
    _profile: tempfile::TempDir,
}

/// A page in a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tab(String);

impl Browser {
    /// Starts one; `None`, said aloud, where there is none or it does not start.
    pub(crate) fn start() -> Option<Browser> {
        let program = chromium()?;
        let profile = tempfile::tempdir().unwrap();
        let mut child = Command::new(program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--remote-debugging-port=0",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .env("HOME", profile.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let Some(address) = listening(child.stderr.take().unwrap()) else {
            let _ = child.kill();
            let _ = child.wait();
            eprintln!("skipped: Chromium does not start here");
            return None;
        };
        Some(Browser {
            child,
            socket: Socket::open(&address),
            last: 0,
            told: Vec::new(),
            _profile: profile,
        })
    }

    /// Asks the browser, or a page of it.
    pub(crate) fn ask(&mut self, tab: Option<&Tab>, method: &str, what: &Value) -> Value {
        self.last += 1;
        let mut message = json!({"id": self.last, "method": method, "params": what});
        if let Some(Tab(session)) = tab {
            message["sessionId"] = json!(session);
        }
        self.socket.say(&message.to_string());
        loop {
            let mut heard = self.hear();
            if heard["id"] == self.last {
                assert!(heard["error"].is_null(), "{method}: {}", heard["error"]);
                return heard["result"].take();
            }
            self.told.push(heard);
        }
    }

    fn hear(&mut self) -> Value {
        serde_json::from_str(&self.socket.hear()).unwrap()
    }

    /// A new page at an address, loaded.
    pub(crate) fn open(&mut self, address: &str) -> Tab {
        let made = self.ask(None, "Target.createTarget", &json!({"url": "about:blank"}));
        let to = json!({"targetId": made["targetId"], "flatten": true});
        let session = self.ask(None, "Target.attachToTarget", &to);
        let tab = Tab(session["sessionId"].as_str().unwrap().to_owned());
        for part in ["Page.enable", "Runtime.enable", "Log.enable"] {
            self.ask(Some(&tab), part, &json!({}));
        }
        self.go(&tab, address);
        tab
    }

    /// Goes to another address, and waits until it is loaded.
    pub(crate) fn go(&mut self, tab: &Tab, address: &str) {
        self.told.retain(|one| !is(one, tab, "Page.loadEventFired"));
        let gone = self.ask(Some(tab), "Page.navigate", &json!({"url": address}));
        assert!(gone["errorText"].is_null(), "{address}: {gone}");
        while !self
            .told
            .iter()
            .any(|one| is(one, tab, "Page.loadEventFired"))
        {
            let heard = self.hear();
            self.told.push(heard);
        }
    }

    /// What an expression comes to on a page; promises are waited for. It is the debugger's, so that the page's policy does not bind it.
    pub(crate) fn value(&mut self, tab: &Tab, expression: &str) -> Value {
        let what = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let mut answer = self.ask(Some(tab), "Runtime.evaluate", &what);
        let fault = &answer["exceptionDetails"];
        assert!(fault.is_null(), "{fault}");
        answer["result"]["value"].take()
    }

    /// Waits until an expression is true on a page, looking whenever the page changes.
    pub(crate) fn until(&mut self, tab: &Tab, expression: &str) {
        let patience = PATIENCE.as_millis();
        let waiting = format!(
            "new Promise((done, late) => {{
                const holds = () => {{ try {{ return {expression} }} catch (_) {{ return false }} }};
                if (holds()) return done(true);
                const watch = new MutationObserver(() => {{ if (holds()) {{ watch.disconnect(); done(true) }} }});
                watch.observe(document, {{subtree: true, childList: true, attributes: true, characterData: true}});
                setTimeout(() => holds() ? done(true) : late(new Error('it never was')), {patience});
            }})"
        );
        assert_eq!(self.value(tab, &waiting), true, "{expression}");
    }

    /// What a page's console and its policy complained of.
    pub(crate) fn complaints(&self, tab: &Tab) -> Vec<String> {
        let all = self.told.iter();
        all.filter(|one| {
            is(one, tab, "Log.entryAdded") && one["params"]["entry"]["level"] == "error"
                || is(one, tab, "Runtime.exceptionThrown")
        })
        .map(|one| one["params"].to_string())
        .collect()
    }

    /// How wide a page is, and whether it is dark.
    pub(crate) fn look(&mut self, tab: &Tab, width: u32, scheme: &str) {
        let size =
            json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600});
        self.ask(Some(tab), "Emulation.setDeviceMetricsOverride", &size);
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.ask(Some(tab), "Emulation.setEmulatedMedia", &media);
    }
}

fn is(told: &Value, tab: &Tab, method: &str) -> bool {
    told["method"] == method && told["sessionId"] == tab.0.as_str()
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.socket
            .say(&json!({"id": u64::MAX >> 12, "method": "Browser.close"}).to_string());
        let until = Instant::now() + Duration::from_secs(5);
        while Instant::now() < until && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Where it listens, as it says itself.
fn listening(stderr: ChildStderr) -> Option<String> {
    let (say, log) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            // Read to the end, whoever still listens: a full pipe would stop the browser.
            let _ = say.send(line);
        }
    });
    loop {
        match log.recv_timeout(PATIENCE) {
            Ok(line) => {
                if let Some(address) = line.strip_prefix("DevTools listening on ws://") {
                    return Some(address.to_owned());
                }
            }
            Err(_) => return None,
        }
    }
}

/// A web socket to the browser of this machine: as much of RFC 6455 as it needs.
struct Socket {
    stream: TcpStream,
}

impl Socket {
    /// Opens `127.0.0.1:9222/devtools/browser/…`.
    fn open(address: &str) -> Socket {
        let (host, path) = address.split_once('/').unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(
            stream,
            "GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        .unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.extend_from_slice(&byte);
        }
        assert!(head.starts_with(b"HTTP/1.1 101"), "{head:?}");
        Socket { stream }
    }

    /// Sends a text: whole, under a mask of noughts.
    fn say(&mut self, text: &str) {
        let mut frame = vec![0x81];
        match text.len() {
            few @ 0..126 => frame.push(0x80 | u8::try_from(few).unwrap()),
            some @ 126..65_536 => {
                frame.push(0x80 | 126);
                frame.extend_from_slice(&u16::try_from(some).unwrap().to_be_bytes());
            }
            many => {
                frame.push(0x80 | 127);
                frame.extend_from_slice(&(many as u64).to_be_bytes());
            }
        }
        frame.extend_from_slice(&[0; 4]);
        frame.extend_from_slice(text.as_bytes());
        let _ = self.stream.write_all(&frame);
    }

    /// The next text, put together from its frames.
    fn hear(&mut self) -> String {
        let mut text = Vec::new();
        loop {
            let [first, second] = self.bytes::<2>();
            let length = match second & 0x7f {
                126 => u64::from(u16::from_be_bytes(self.bytes())),
                127 => u64::from_be_bytes(self.bytes()),
                few => u64::from(few),
            };
            let mut piece = vec![0; usize::try_from(length).unwrap()];
            self.stream.read_exact(&mut piece).unwrap();
            // Pings and farewells are not for us.
            if first & 0x0f > 2 {
                continue;
            }
            text.extend(piece);
            if first & 0x80 != 0 {
                return String::from_utf8(text).unwrap();
            }
        }
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.stream.read_exact(&mut bytes).unwrap();
        bytes
    }
}
