//! A response: what it says, and what it forbids whoever shows it.

use super::request::Method;

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Here it is.
    Fine,
    /// It cannot be read.
    Bad,
    /// It comes from a page of somebody else.
    Forbidden,
    /// There is no such page.
    Missing,
    /// It wants to do more than read.
    OnlyReading,
    /// It took too long.
    TooSlow,
    /// It brings a body.
    NoBody,
    /// It was meant for another host.
    OtherHost,
    /// Its head is too long.
    HeadTooLong,
    /// The meeting cannot be read now.
    Broken,
    /// Too many are here already.
    Busy,
}

impl Status {
    /// Its number and its words.
    pub fn line(self) -> &'static str {
        match self {
            Status::Fine => "200 OK",
            Status::Bad => "400 Bad Request",
            Status::Forbidden => "403 Forbidden",
            Status::Missing => "404 Not Found",
            Status::OnlyReading => "405 Method Not Allowed",
            Status::TooSlow => "408 Request Timeout",
            Status::NoBody => "413 Content Too Large",
            Status::OtherHost => "421 Misdirected Request",
            Status::HeadTooLong => "431 Request Header Fields Too Large",
            Status::Broken => "500 Internal Server Error",
            Status::Busy => "503 Service Unavailable",
        }
    }
}

/// A response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// How it ended.
    pub status: Status,
    kind: &'static str,
    policy: String,
    body: String,
}

impl Response {
    /// A page with its policy.
    pub fn page(page: String, policy: String) -> Response {
        Response {
            status: Status::Fine,
            kind: "text/html; charset=utf-8",
            policy,
            body: page,
        }
    }

    /// A few words instead of a page.
    pub fn refusal(status: Status) -> Response {
        Response {
            status,
            kind: "text/plain; charset=utf-8",
            policy: "default-src 'none'".to_owned(),
            body: format!("{}\n", status.line()),
        }
    }

    /// The bytes that are sent.
    pub fn bytes(&self, method: Method) -> Vec<u8> {
        let mut out = format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{}Content-Security-Policy: {}; frame-ancestors 'none'\r\n",
            self.status.line(),
            self.kind,
            self.body.len(),
            match self.status {
                Status::OnlyReading => "Allow: GET, HEAD\r\n",
                _ => "",
            },
            self.policy,
        )
        .into_bytes();
        out.extend_from_slice(ALWAYS.as_bytes());
        if method == Method::Get {
            out.extend_from_slice(self.body.as_bytes());
        }
        out
    }
}

/// What stands in every response, and the end of its head.
const ALWAYS: &str = "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
Cross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\nConnection: close\r\n\r\n";

/// The head of a stream of events.
pub(super) fn stream_head() -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{ALWAYS}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_the_same_without_the_body() {
        let response = Response::page("<p>é</p>".to_owned(), "default-src 'none'".to_owned());
        let text = |method| String::from_utf8_lossy(&response.bytes(method)).into_owned();
        let (get, head) = (text(Method::Get), text(Method::Head));
        assert_eq!(get, format!("{head}<p>é</p>"));
        assert!(head.contains("Content-Length: 9\r\n"), "{head}");
        assert!(head.ends_with("\r\n\r\n"), "{head}");
        assert!(head.contains("frame-ancestors 'none'"), "{head}");
    }

    #[test]
    fn whoever_wants_to_write_is_told_what_is_allowed() {
        let bytes = Response::refusal(Status::OnlyReading).bytes(Method::Get);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(text.starts_with("HTTP/1.1 405 "), "{text}");
        assert!(text.contains("\r\nAllow: GET, HEAD\r\n"), "{text}");
    }
}
