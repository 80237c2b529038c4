//! The frame of a page: its policy, its head, a way past the navigation, and its foot.

use super::html::{Attribute, Html};
use super::style::{LIVE, SCRIPT, STYLE};
use crate::moment::Moment;
use crate::text::sha256_base64;

use Attribute::Value;

/// Whether a page lies in a file or comes from a server that tells what changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind<'a> {
    /// A file: it asks nobody for anything.
    File,
    /// It hears of changes at this path of its server.
    Live(&'a str),
}

/// The policy of a page: nothing may be loaded, and only its own style and script, by their hashes, may act.
pub fn policy(kind: Kind<'_>) -> String {
    let named = |what: &str| format!("'sha256-{}'", sha256_base64(what.as_bytes()));
    let (script, connect) = match kind {
        Kind::File => (named(SCRIPT), "'none'"),
        Kind::Live(_) => (format!("{} {}", named(SCRIPT), named(LIVE)), "'self'"),
    };
    format!(
        "default-src 'none'; style-src {}; script-src {script}; connect-src {connect}; img-src data:; base-uri 'none'; form-action 'none'",
        named(STYLE)
    )
}

/// A live page that also says how it stands, so that it knows at once when that is no longer so; of the stand, letters and figures.
pub fn with_stand(page: &str, stand: &str) -> String {
    let stand: String = stand.chars().filter(char::is_ascii_alphanumeric).collect();
    // What is foreign never has a `<`, so the first such mark is ours.
    page.replacen("<body ", &format!("<body data-stand=\"{stand}\" "), 1)
}

/// What stands round the matter of a page.
pub(super) struct Shell<'a> {
    pub(super) title: &'a str,
    pub(super) kind: Kind<'a>,
    pub(super) made: Option<Moment>,
    /// Whether names are left out: said at the foot.
    pub(super) unnamed: bool,
    /// Whether the page has nothing but its matter: for a projector.
    pub(super) bare: bool,
}

impl Shell<'_> {
    /// The whole page round its header and its main part.
    pub(super) fn round(&self, header: &Html, main: &Html) -> String {
        let mut html = Html::new();
        html.ours("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        let policy = policy(self.kind);
        html.open(
            "meta",
            &[
                Value("http-equiv", "Content-Security-Policy"),
                Value("content", &policy),
            ],
        );
        html.ours("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"referrer\" content=\"no-referrer\"><meta name=\"generator\" content=\"adref\"><link rel=\"icon\" href=\"data:,\">");
        html.element("title", &[], self.title);
        html.ours("<style>");
        html.ours(STYLE);
        html.ours("</style></head>");
        match self.kind {
            Kind::File => html.ours("<body>"),
            Kind::Live(events) => html.open("body", &[Value("data-events", events)]),
        }
        html.ours("\n<a class=\"skip\" href=\"#main\">Skip to the text</a>\n");
        html.add(header);
        html.add(main);
        if !self.bare {
            self.foot(&mut html);
        }
        html.ours("<script>");
        html.ours(SCRIPT);
        html.ours("</script>");
        if let Kind::Live(_) = self.kind {
            html.ours("<script>");
            html.ours(LIVE);
            html.ours("</script>");
        }
        html.ours("</body></html>\n");
        html.finish()
    }

    fn foot(&self, html: &mut Html) {
        html.ours("\n<footer><p>");
        if let Some(made) = self.made {
            html.ours("As it stood ");
            html.element(
                "time",
                &[Value("datetime", &made.format("%Y-%m-%dT%H:%M%:z"))],
                &made.format("%A %-d %B %Y, %H:%M"),
            );
            html.ours(". ");
        }
        if self.unnamed {
            html.ours("Nobody is named on this page: positions are counted, and who asked for which words is left out. ");
        }
        html.ours("Nothing is agreed until everything is agreed. Made with adref.</p></footer>\n");
    }
}

/// The language and direction of a text, as attributes say them: what the draft states, else what its letters are.
pub(super) struct Tongue {
    lang: Option<String>,
    dir: &'static str,
}

impl Tongue {
    /// Of a draft that states this language, or none, and holds these words.
    pub(super) fn of(stated: Option<&str>, words: &str) -> Tongue {
        let mut arabic = 0_usize;
        let mut ideographs = 0_usize;
        let mut others = 0_usize;
        for c in words.chars().filter(|c| c.is_alphabetic()).take(4000) {
            match c {
                '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
                    arabic += 1;
                }
                c if crate::text::is_ideograph(c) => ideographs += 1,
                _ => others += 1,
            }
        }
        let plain = |lang: &str| {
            let tag = lang.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            (tag && (2..=20).contains(&lang.len())).then(|| lang.to_ascii_lowercase())
        };
        let lang = stated.and_then(plain).or_else(|| match () {
            () if arabic > others + ideographs => Some("ar".to_owned()),
            () if ideographs > others => Some("zh".to_owned()),
            () => None,
        });
        let rtl = ["ar", "he", "fa", "ur"];
        let right = match &lang {
            Some(lang) => rtl.contains(&lang.split('-').next().unwrap_or_default()),
            None => arabic > others + ideographs,
        };
        Tongue {
            lang,
            dir: if right { "rtl" } else { "ltr" },
        }
    }

    /// The direction.
    pub(super) fn dir(&self) -> &'static str {
        self.dir
    }

    /// As attributes.
    pub(super) fn attributes(&self) -> Vec<Attribute<'_>> {
        let lang = self.lang.as_deref().map(|lang| Value("lang", lang));
        lang.into_iter().chain([Value("dir", self.dir)]).collect()
    }

    /// The same behind others.
    pub(super) fn with<'a>(&'a self, others: &[Attribute<'a>]) -> Vec<Attribute<'a>> {
        others.iter().copied().chain(self.attributes()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_may_be_loaded_and_nothing_inline_but_our_own_may_act() {
        let policy = policy(Kind::File);
        assert!(
            policy.starts_with("default-src 'none'; style-src 'sha256-"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("connect-src 'none'"), "{policy}");
    }

    #[test]
    fn a_text_without_a_stated_language_is_laid_out_by_its_letters() {
        let dir = |stated: Option<&str>, words: &str| Tongue::of(stated, words).dir;
        assert_eq!(dir(None, "الإعلان العالمي"), "rtl");
        assert_eq!(dir(None, "世界人权宣言"), "ltr");
        assert_eq!(dir(Some("ar"), "abc"), "rtl");
        assert_eq!(dir(Some("\" onload"), "abc"), "ltr");
        assert_eq!(Tongue::of(Some("\" onload"), "abc").lang, None);
    }
}
