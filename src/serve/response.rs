//! A response: what it says, and what it forbids whoever shows it.

use super::request::Method;
use super::status::Status;

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
