//! From a request to an answer: which page, or which page's changes.

use super::request::Request;
use super::response::Response;
use super::status::Status;
use crate::page::{Kind, policy};

/// Whoever has the pages; a path is that of a page: nothing, `document/ID`, `floor`, `floor/ID`, `floor/ID/PARAGRAPH`.
/// The names that the same pages have as files (`index.html`, `ID.html`) are brought to these before.
pub trait Pages: Send + Sync {
    /// The page as it stands.
    ///
    /// # Errors
    /// [`Status::Missing`] where there is none, [`Status::Broken`] where the meeting cannot be read.
    fn page(&self, path: &[String]) -> Result<String, Status>;

    /// A few letters that change when what the page shows does.
    ///
    /// # Errors
    /// Those of [`Pages::page`].
    fn stand(&self, path: &[String]) -> Result<String, Status>;
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// At once.
    Now(Response),
    /// By and by: whenever this page changes.
    Changes(Vec<String>),
}

/// Answers a request.
pub fn answer(request: &Request, pages: &dyn Pages) -> Answer {
    let asked = as_served(&request.path);
    let path: Vec<&str> = asked.iter().map(String::as_str).collect();
    let known = |path: &[&str]| {
        matches!(
            path,
            [] | ["document", _] | ["floor"] | ["floor", _] | ["floor", _, _]
        )
    };
    match path.as_slice() {
        ["events", of @ ..] if known(of) => {
            let of: Vec<String> = asked.iter().skip(1).cloned().collect();
            match pages.stand(&of) {
                Ok(_) => Answer::Changes(of),
                Err(status) => Answer::Now(Response::refusal(status)),
            }
        }
        of if known(of) => Answer::Now(match pages.page(&asked) {
            Ok(page) => Response::page(page, policy(Kind::Live(""))),
            Err(status) => Response::refusal(status),
        }),
        _ => Answer::Now(Response::refusal(Status::Missing)),
    }
}

/// The path of the page that lies in a folder of pages under this name; any other path as it is.
fn as_served(path: &[String]) -> Vec<String> {
    let [only] = path else {
        return path.to_vec();
    };
    match only.strip_suffix(".html") {
        Some("index") => Vec::new(),
        Some(id) => vec!["document".to_owned(), id.to_owned()],
        None => path.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::Method;
    use super::*;

    struct One;

    impl Pages for One {
        fn page(&self, path: &[String]) -> Result<String, Status> {
            match path.join("/").as_str() {
                "" | "document/wp1" => Ok("page".to_owned()),
                _ => Err(Status::Missing),
            }
        }

        fn stand(&self, path: &[String]) -> Result<String, Status> {
            self.page(path).map(|_| "1".to_owned())
        }
    }

    fn asked(path: &str) -> Answer {
        let path = path.split('/').filter(|part| !part.is_empty());
        let request = Request {
            method: Method::Get,
            path: path.map(str::to_owned).collect(),
        };
        answer(&request, &One)
    }

    #[test]
    fn a_page_is_shown_its_changes_are_told_and_nothing_else_is_there() {
        let status = |answer: Answer| match answer {
            Answer::Now(response) => Some(response.status),
            Answer::Changes(_) => None,
        };
        assert_eq!(status(asked("/")), Some(Status::Fine));
        assert_eq!(status(asked("/document/wp1")), Some(Status::Fine));
        assert_eq!(status(asked("/document/other")), Some(Status::Missing));
        assert_eq!(status(asked("/index.html")), Some(Status::Fine));
        assert_eq!(status(asked("/wp1.html")), Some(Status::Fine));
        assert_eq!(status(asked("/other.html")), Some(Status::Missing));
        assert_eq!(status(asked("/etc/passwd")), Some(Status::Missing));
        assert_eq!(status(asked("/events/etc")), Some(Status::Missing));
        assert_eq!(
            status(asked("/events/document/other")),
            Some(Status::Missing)
        );
        let of = vec!["document".to_owned(), "wp1".to_owned()];
        assert_eq!(asked("/events/document/wp1"), Answer::Changes(of));
        assert_eq!(asked("/events"), Answer::Changes(Vec::new()));
    }
}
