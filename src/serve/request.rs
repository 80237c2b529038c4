//! A request as far as this server needs one: GET and HEAD, a path, and proof that it was meant for this machine.

use super::status::Status;

/// No head of a request is longer, in bytes.
pub const LONGEST_HEAD: usize = 8 * 1024;
/// No request has more headers.
const MOST_HEADERS: usize = 64;
/// No path has more parts.
const MOST_PARTS: usize = 8;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// The page.
    Get,
    /// Its head.
    Head,
}

/// A request that may be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// How.
    pub method: Method,
    /// The parts of the path, decoded; none is empty, `.` or `..`.
    pub path: Vec<String>,
}

/// What some bytes are so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// The head has not ended.
    More,
    /// A request.
    Whole(Request),
    /// Nothing that is answered.
    Refused(Status),
}

/// Reads the head of a request that came to this port of this machine.
///
/// Refused is whatever names another host (a name of somebody else's that leads here), comes from a page of another origin, has a
/// body, or is longer than [`LONGEST_HEAD`].
pub fn read(bytes: &[u8], port: u16) -> Read {
    let within = bytes.get(..LONGEST_HEAD).unwrap_or(bytes);
    let Some(end) = within.windows(4).position(|four| four == b"\r\n\r\n") else {
        return match bytes.len() < LONGEST_HEAD {
            true => Read::More,
            false => Read::Refused(Status::HeadTooLong),
        };
    };
    let head = within.get(..end).unwrap_or_default();
    match std::str::from_utf8(head)
        .map_err(|_| Status::Bad)
        .and_then(|head| understood(head, port))
    {
        Ok(request) => Read::Whole(request),
        Err(status) => Read::Refused(status),
    }
}

fn understood(head: &str, port: u16) -> Result<Request, Status> {
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(target), Some(version), None) =
        (first.next(), first.next(), first.next(), first.next())
    else {
        return Err(Status::Bad);
    };
    if !matches!(version, "HTTP/1.1" | "HTTP/1.0") || head.contains('\0') {
        return Err(Status::Bad);
    }
    let mut hosts = Vec::new();
    let mut origin = None;
    let mut site = (None, None);
    for (n, line) in lines.enumerate() {
        let Some((name, value)) = line.split_once(':').filter(|_| n < MOST_HEADERS) else {
            return Err(Status::Bad);
        };
        let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if name.is_empty() || !name.chars().all(token) {
            return Err(Status::Bad);
        }
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "host" => hosts.push(value.to_ascii_lowercase()),
            "origin" => origin = Some(value.to_ascii_lowercase()),
            "sec-fetch-site" => site.0 = Some(value),
            "sec-fetch-mode" => site.1 = Some(value),
            "content-length" if value != "0" => return Err(Status::NoBody),
            "transfer-encoding" => return Err(Status::NoBody),
            _ => {}
        }
    }
    let [host] = hosts.as_slice() else {
        return Err(Status::Bad);
    };
    if !is_this_machine(host, port) {
        return Err(Status::OtherHost);
    }
    let foreign = origin.is_some_and(|origin| origin != format!("http://{host}"))
        || matches!(site, (Some("cross-site" | "same-site"), mode) if mode != Some("navigate"));
    if foreign {
        return Err(Status::Forbidden);
    }
    let method = match method {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        _ => return Err(Status::OnlyReading),
    };
    Ok(Request {
        method,
        path: parts(target).ok_or(Status::Bad)?,
    })
}

/// Whether a host is a name of this machine that nobody else can give away.
fn is_this_machine(host: &str, port: u16) -> bool {
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| {
        let rest = host.strip_prefix(name);
        rest.is_some_and(|rest| rest == format!(":{port}") || rest.is_empty() && port == 80)
    })
}

/// The parts of a path; what stands behind a question mark is not looked at.
fn parts(target: &str) -> Option<Vec<String>> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let parts: Option<Vec<String>> = path
        .split('/')
        .filter(|part| !part.is_empty())
        .map(decoded)
        .collect();
    parts.filter(|parts| {
        let odd = |part: &String| part == "." || part == ".." || part.contains(char::is_control);
        parts.len() <= MOST_PARTS && !parts.iter().any(odd)
    })
}

/// A part with what stands in per cent decoded; `None` where that is no text.
fn decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(head: &str) -> Read {
        read(format!("{head}\r\n\r\n").as_bytes(), 8808)
    }

    #[test]
    fn a_page_of_this_machine_is_asked_for() {
        let request = Request {
            method: Method::Get,
            path: vec![
                "floor".to_owned(),
                "outcome".to_owned(),
                "12 bis".to_owned(),
            ],
        };
        let head = "GET /floor/outcome/12%20bis?x=1 HTTP/1.1\r\nHost: localhost:8808";
        assert_eq!(asked(head), Read::Whole(request));
        assert_eq!(read(b"GET / HTTP/1.1\r\nHost: loc", 8808), Read::More);
    }

    #[test]
    fn what_was_meant_for_somebody_else_is_refused() {
        for (head, status) in [
            ("GET / HTTP/1.1\r\nHost: evil.org", Status::OtherHost),
            ("GET / HTTP/1.1\r\nHost: 127.0.0.1", Status::OtherHost),
            ("GET / HTTP/1.1\r\nHost: 127.0.0.1:80", Status::OtherHost),
            (
                "GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.org:8808",
                Status::OtherHost,
            ),
            ("GET / HTTP/1.1", Status::Bad),
            (
                "GET / HTTP/1.1\r\nHost: localhost:8808\r\nHost: evil.org",
                Status::Bad,
            ),
            (
                "GET / HTTP/1.1\r\nHost: localhost:8808\r\nOrigin: http://evil.org",
                Status::Forbidden,
            ),
            (
                "GET / HTTP/1.1\r\nHost: localhost:8808\r\nOrigin: null",
                Status::Forbidden,
            ),
            (
                "GET / HTTP/1.1\r\nHost: localhost:8808\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors",
                Status::Forbidden,
            ),
            (
                "POST / HTTP/1.1\r\nHost: localhost:8808",
                Status::OnlyReading,
            ),
            (
                "GET / HTTP/1.1\r\nHost: localhost:8808\r\nContent-Length: 5",
                Status::NoBody,
            ),
            (
                "GET / HTTP/1.1\r\nHost: localhost:8808\r\nTransfer-Encoding: chunked",
                Status::NoBody,
            ),
            (
                "GET http://evil.org/ HTTP/1.1\r\nHost: localhost:8808",
                Status::Bad,
            ),
            (
                "GET /a/%2e%2e/b HTTP/1.1\r\nHost: localhost:8808",
                Status::Bad,
            ),
            ("GET /%zz HTTP/1.1\r\nHost: localhost:8808", Status::Bad),
            ("GET /%ff HTTP/1.1\r\nHost: localhost:8808", Status::Bad),
            ("GET / HTTP/2.0\r\nHost: localhost:8808", Status::Bad),
            (
                "GET / HTTP/1.1\r\nHost: localhost:8808\r\n folded",
                Status::Bad,
            ),
        ] {
            assert_eq!(asked(head), Read::Refused(status), "{head}");
        }
    }

    #[test]
    fn a_head_that_does_not_end_is_cut_off() {
        let long = format!(
            "GET / HTTP/1.1\r\nHost: localhost:8808\r\nX: {}",
            "x".repeat(LONGEST_HEAD)
        );
        assert_eq!(
            read(long.as_bytes(), 8808),
            Read::Refused(Status::HeadTooLong)
        );
        let many = format!(
            "GET / HTTP/1.1\r\nHost: localhost:8808{}",
            "\r\nX: y".repeat(80)
        );
        assert_eq!(asked(&many), Read::Refused(Status::Bad));
    }
}
