//! The socket: so many connections and no more, each with little time and few bytes.

use std::io::{ErrorKind, Read as _, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::events::{Told, told};
use super::request::{LONGEST_HEAD, Method, Read, read};
use super::response::{Response, stream_head};
use super::route::{Answer, Pages, answer};
use super::status::Status;

/// How much a server lets others have of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections at a time.
    pub connections: usize,
    /// Streams of events among them.
    pub streams: usize,
    /// How long a request may take to come in.
    pub ask: Duration,
    /// How long an answer may take to go out.
    pub say: Duration,
    /// How often a stream looks for news.
    pub look: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connections: 48,
            streams: 32,
            ask: Duration::from_secs(5),
            say: Duration::from_secs(20),
            look: Duration::from_millis(500),
        }
    }
}

/// A server that listens on this machine alone.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    limits: Limits,
}

/// What all connections share.
struct Shared {
    pages: Arc<dyn Pages>,
    stop: Arc<AtomicBool>,
    connections: AtomicUsize,
    streams: AtomicUsize,
    limits: Limits,
    port: u16,
}

impl Server {
    /// Listens on a port of the loopback address; 0 takes any that is free.
    ///
    /// # Errors
    /// Where the port is taken.
    pub fn open(port: u16, limits: Limits) -> std::io::Result<Server> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok(Server {
            listener,
            address,
            limits,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until the flag is set; then waits a moment for those who are being answered.
    pub fn run(&self, pages: Arc<dyn Pages>, stop: Arc<AtomicBool>) {
        let shared = Arc::new(Shared {
            pages,
            stop,
            connections: AtomicUsize::new(0),
            streams: AtomicUsize::new(0),
            limits: self.limits,
            port: self.address.port(),
        });
        while !shared.stop.load(Ordering::Relaxed) {
            match self.listener.accept() {
                Ok((stream, _)) => shared.clone().take(stream),
                // Nobody is there, or somebody went away again.
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
        let until = Instant::now() + Duration::from_secs(2);
        while shared.connections.load(Ordering::Relaxed) > 0 && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// One more of something as long as it lives.
struct Held(Arc<Shared>, fn(&Shared) -> &AtomicUsize);

impl Held {
    /// One more, unless there are so many already.
    fn of(shared: &Arc<Shared>, what: fn(&Shared) -> &AtomicUsize, most: usize) -> Option<Held> {
        let held = Held(shared.clone(), what);
        let before = what(shared).fetch_add(1, Ordering::Relaxed);
        (before < most).then_some(held)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        (self.1)(&self.0).fetch_sub(1, Ordering::Relaxed);
    }
}

impl Shared {
    fn take(self: Arc<Shared>, mut stream: TcpStream) {
        // Some systems hand the listener's mode on.
        let _ = stream.set_nonblocking(false);
        let most = self.limits.connections;
        let Some(held) = Held::of(&self, |shared| &shared.connections, most) else {
            let _ = stream.set_write_timeout(Some(Duration::from_millis(100)));
            let _ = stream.write_all(&Response::refusal(Status::Busy).bytes(Method::Get));
            return;
        };
        let worker = std::thread::Builder::new().name("adref-page".to_owned());
        // Where there is no thread to be had, the connection is closed.
        let _ = worker.spawn(move || {
            let _held = held;
            // Whoever asked went away: nobody is left to be told.
            let _ = self.talk(&mut stream);
        });
    }

    fn talk(self: &Arc<Shared>, stream: &mut TcpStream) -> std::io::Result<()> {
        let (method, answer) = match self.asked(stream)? {
            Ok(request) => (request.method, answer(&request, &*self.pages)),
            Err(status) => (Method::Get, Answer::Now(Response::refusal(status))),
        };
        match answer {
            Answer::Now(response) => self.say(stream, &response.bytes(method))?,
            Answer::Changes(_) if method == Method::Head => {
                self.say(stream, stream_head().as_bytes())?;
            }
            Answer::Changes(path) => {
                let most = self.limits.streams;
                match Held::of(self, |shared| &shared.streams, most) {
                    Some(_held) => self.stream(stream, &path)?,
                    None => {
                        let busy = Response::refusal(Status::Busy);
                        self.say(stream, &busy.bytes(method))?;
                    }
                }
            }
        }
        // What is still coming is taken in for a moment, so that the answer is not lost to a reset.
        stream.shutdown(std::net::Shutdown::Write)?;
        stream.set_read_timeout(Some(Duration::from_millis(50)))?;
        let mut rest = [0; 4096];
        for _ in 0..8 {
            if !matches!(stream.read(&mut rest), Ok(1..)) {
                break;
            }
        }
        Ok(())
    }

    /// The request, or why there is none.
    fn asked(
        &self,
        stream: &mut TcpStream,
    ) -> std::io::Result<Result<super::request::Request, Status>> {
        let until = Instant::now() + self.limits.ask;
        let mut bytes = Vec::new();
        let mut piece = [0; 1024];
        loop {
            match read(&bytes, self.port) {
                Read::Whole(request) => return Ok(Ok(request)),
                Read::Refused(status) => return Ok(Err(status)),
                Read::More => {}
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(Err(Status::TooSlow));
            }
            stream.set_read_timeout(Some(left))?;
            match stream.read(&mut piece) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(n) => bytes.extend_from_slice(piece.get(..n).unwrap_or_default()),
                Err(error) if is_time(&error) => return Ok(Err(Status::TooSlow)),
                Err(error) => return Err(error),
            }
            debug_assert!(bytes.len() <= LONGEST_HEAD + piece.len());
        }
    }

    /// Sends all of it within the time there is.
    fn say(&self, stream: &mut TcpStream, bytes: &[u8]) -> std::io::Result<()> {
        let until = Instant::now() + self.limits.say;
        let mut rest = bytes;
        while !rest.is_empty() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(ErrorKind::TimedOut.into());
            }
            stream.set_write_timeout(Some(left))?;
            let sent = stream.write(rest)?;
            if sent == 0 {
                return Err(ErrorKind::WriteZero.into());
            }
            rest = rest.get(sent..).unwrap_or_default();
        }
        Ok(())
    }

    fn stream(&self, stream: &mut TcpStream, path: &[String]) -> std::io::Result<()> {
        self.say(stream, stream_head().as_bytes())?;
        let mut before = Told::default();
        while !self.stop.load(Ordering::Relaxed) {
            let stand = self.pages.stand(path).ok();
            if let Some(news) = told(&mut before, stand.as_deref()) {
                self.say(stream, news.as_bytes())?;
            }
            // Whoever went away is noticed here, not only when there is news.
            stream.set_read_timeout(Some(self.limits.look))?;
            match stream.read(&mut [0; 64]) {
                Ok(0) => return Ok(()),
                Ok(_) => std::thread::sleep(self.limits.look),
                Err(error) if is_time(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

fn is_time(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
