//! The one gate of a page: what is foreign goes in as text or as an attribute's value, never as a mark.
//!
//! Tags and attributes are words of this program (`&'static str`), so that no text of a draft can become one.

use crate::view::clean;

/// A page, or a piece of one, that is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html {
    out: String,
}

/// What an attribute says.
#[derive(Debug, Clone, Copy)]
pub enum Attribute<'a> {
    /// A value that is ours or foreign: `id`, `lang`, `aria-label`.
    Value(&'static str, &'a str),
    /// One that stands there without a value: `open`, `hidden`.
    Bare(&'static str),
    /// Where a link leads.
    To(&'a Href),
}

/// Where a link may lead: to a place of these pages, or to an address of the web or of the mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Href(String);

impl Href {
    /// A paragraph of this page.
    pub fn here(id: &str) -> Href {
        Href(format!("#{}", percent(id)))
    }

    /// Another page, and perhaps a place on it.
    pub fn page(file: &str, id: Option<&str>) -> Href {
        let place = id.map(|id| format!("#{}", percent(id)));
        // The dot and the stroke keep a name with a colon from being taken for a scheme.
        Href(format!("./{}{}", percent(file), place.unwrap_or_default()))
    }

    /// A path of the server that this page came from.
    pub fn path(parts: &[&str]) -> Href {
        let parts = parts.iter().map(|part| percent(part));
        Href(format!("/{}", parts.collect::<Vec<_>>().join("/")))
    }

    /// An address outside, as a draft has it; `None` where it is not `http`, `https` or `mailto`, or holds what no address holds.
    pub fn outside(address: &str) -> Option<Href> {
        let (scheme, rest) = address.split_once(':')?;
        let scheme = scheme.to_ascii_lowercase();
        let odd = |c: char| {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '<' | '>' | '"' | '\'' | '`' | '\\' | '{' | '}')
        };
        let safe = !rest.chars().any(odd) && clean(rest) == rest;
        let known = match scheme.as_str() {
            // A name before an at sign would be read as the host.
            "http" | "https" => rest.strip_prefix("//").is_some_and(|rest| {
                let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
                !host.is_empty() && !host.contains('@')
            }),
            "mailto" => rest.contains('@') && !rest.starts_with('/'),
            _ => false,
        };
        (safe && known).then(|| Href(address.to_owned()))
    }

    /// It, as the page has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A part of an address, everything but letters, figures and `-._~` in per cent.
fn percent(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for byte in part.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte))
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

impl Html {
    /// Nothing yet.
    pub fn new() -> Html {
        Html::default()
    }

    /// Opens an element.
    pub fn open(&mut self, tag: &'static str, attributes: &[Attribute<'_>]) {
        self.out.push('<');
        self.out.push_str(tag);
        for attribute in attributes {
            self.out.push(' ');
            match attribute {
                Attribute::Bare(name) => self.out.push_str(name),
                Attribute::Value(name, value) => {
                    self.out.push_str(name);
                    self.out.push_str("=\"");
                    escape(&clean(value), &mut self.out);
                    self.out.push('"');
                }
                Attribute::To(href) => {
                    self.out.push_str("href=\"");
                    escape(&href.0, &mut self.out);
                    self.out.push('"');
                }
            }
        }
        self.out.push('>');
    }

    /// Closes an element.
    pub fn close(&mut self, tag: &'static str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// Text, of whomever: made visible where it is not, and escaped.
    pub fn text(&mut self, text: &str) {
        escape(&clean(text), &mut self.out);
    }

    /// Text of several lines, each made visible by itself.
    pub fn lines(&mut self, text: &str) {
        for (n, line) in text.lines().enumerate() {
            if n > 0 {
                self.out.push('\n');
            }
            self.text(line);
        }
    }

    /// Marks and words that are this program's own.
    pub fn ours(&mut self, marks: &'static str) {
        self.out.push_str(marks);
    }

    /// An element with a text.
    pub fn element(&mut self, tag: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.open(tag, attributes);
        self.text(text);
        self.close(tag);
    }

    /// Another piece behind this one; it went through the same gate.
    pub fn add(&mut self, other: &Html) {
        self.out.push_str(&other.out);
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// The page.
    pub fn finish(self) -> String {
        self.out
    }
}

fn escape(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let instead = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(instead);
        from = at + 1;
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_foreign_is_text_and_nothing_else() {
        let mut html = Html::new();
        html.element(
            "p",
            &[Attribute::Value("title", "\"><script>x</script>")],
            "<img src=x onerror=alert(1)> & \u{202e}evil\u{1b}[2J",
        );
        assert_eq!(
            html.finish(),
            "<p title=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\">&lt;img src=x onerror=alert(1)&gt; &amp; ‹U+202E›evil␛[2J</p>"
        );
    }

    #[test]
    fn only_the_web_and_the_mail_are_outside() {
        for good in ["https://un.org/a?b=c&d#e", "HTTP://x.org", "mailto:a@b.org"] {
            assert!(Href::outside(good).is_some(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.org",
            "../x.md",
            "https://un.org@evil.org/",
            "https:evil",
            "http://a\"b",
            "https://a b",
            "https://a\u{202e}b",
            "mailto:nobody",
            "https://",
        ] {
            assert!(Href::outside(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_place_is_spelt_in_per_cent() {
        assert_eq!(Href::here("p12-bis").as_str(), "#p12-bis");
        assert_eq!(Href::here("p第二").as_str(), "#p%E7%AC%AC%E4%BA%8C");
        assert_eq!(
            Href::page("javascript:x", None).as_str(),
            "./javascript%3Ax"
        );
        assert_eq!(Href::path(&["floor", "a b"]).as_str(), "/floor/a%20b");
    }
}
