//! What a person should look at: brackets that do not pair, labels that stand twice, characters that deceive, bytes that are no text.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::alternatives::{attribution, would_be_owners};
use super::bracket::{Bracket, BracketKind};
use super::finding::{Finding, Severity, excerpt, is_hidden};
use super::habits::{Found, habit};
use super::lines::LineIndex;
use super::near::near;
use super::paragraph::{Kind, Paragraph};
use super::parties::Parties;
use super::repairs::Repairs;

/// What was read of a source, to be looked at.
pub(super) struct Evidence<'a> {
    pub(super) source: &'a str,
    pub(super) lines: &'a LineIndex,
    pub(super) repairs: &'a Repairs,
    pub(super) parties: &'a Parties,
    pub(super) paragraphs: &'a [Paragraph],
    pub(super) names: &'a [String],
    pub(super) brackets: &'a [Bracket],
    pub(super) strays: &'a Strays,
}

/// What did not fit when a source was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Strays {
    /// Lines of the front matter that say nothing, and what is the matter with them.
    pub(super) front: Vec<(usize, String)>,
    /// Openers that nothing closes.
    pub(super) unclosed: Vec<usize>,
    /// Closers that close nothing.
    pub(super) unopened: Vec<usize>,
    /// Brackets behind a backslash.
    pub(super) escaped: Vec<usize>,
}

/// The findings in order of place.
pub(super) fn inspect(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut report = Report {
        evidence,
        found: Vec::new(),
    };
    report.front();
    report.pairing();
    report.parties();
    report.labels();
    report.characters();
    let mut found = report.found;
    found.sort_by_key(|(at, finding)| (*at, finding.code));
    found.into_iter().map(|(_, finding)| finding).collect()
}

struct Report<'a> {
    evidence: &'a Evidence<'a>,
    found: Vec<(usize, Finding)>,
}

impl Report<'_> {
    fn tell(
        &mut self,
        at: usize,
        code: &'static str,
        severity: Severity,
        message: String,
        hint: &str,
    ) {
        let Evidence { source, lines, .. } = self.evidence;
        self.found.push((
            at,
            Finding {
                code,
                severity,
                place: lines.place(source, at),
                excerpt: excerpt(source, at),
                message,
                hint: Some(hint.to_owned()),
            },
        ));
    }

    fn front(&mut self) {
        for (at, message) in &self.evidence.strays.front {
            self.tell(
                *at,
                "front-matter",
                Severity::Error,
                message.clone(),
                "write `key: value` lines between two lines of three dashes",
            );
        }
    }

    fn pairing(&mut self) {
        let Evidence {
            strays,
            source,
            brackets,
            ..
        } = self.evidence;
        for at in &strays.unclosed {
            self.tell(
                *at,
                "unclosed",
                Severity::Error,
                "this bracket is not closed in its section".to_owned(),
                "close it with ], or write \\[ if it is no bracket",
            );
        }
        for at in &strays.unopened {
            self.tell(
                *at,
                "unopened",
                Severity::Error,
                "this bracket closes nothing".to_owned(),
                "open it with [, or write \\] if it is no bracket",
            );
        }
        // A converter writes \[shall\] for [shall]: then there is no bracket at all.
        let signs = strays.escaped.len();
        if let (Some(first), true) = (strays.escaped.first(), signs >= 4 && brackets.is_empty()) {
            let opened = strays
                .escaped
                .iter()
                .filter(|at| {
                    source
                        .get(**at + 1..)
                        .is_some_and(|rest| rest.starts_with('['))
                })
                .count();
            if opened >= 2 {
                self.tell(
                    *first,
                    "escaped",
                    Severity::Error,
                    format!("all {opened} brackets of this text are escaped, so that none counts: a converter writes \\[ for ["),
                    "replace \\[ by [ and \\] by ] throughout",
                );
            }
        }
    }

    /// `[NOR: text]` where NOR is not listed, and the habits of drafters that are no attribution.
    fn parties(&mut self) {
        let Evidence {
            source,
            parties,
            brackets,
            ..
        } = self.evidence;
        for bracket in brackets.iter().filter(|b| b.kind == BracketKind::Contested) {
            for alternative in &bracket.alternatives {
                if !alternative.parties.is_empty() {
                    continue;
                }
                let text = source.get(alternative.whole.clone()).unwrap_or_default();
                if let Some((unknown, near)) = unknown(text, parties) {
                    let hint = match near.as_slice() {
                        [] => "list the delegation or group, or mend its name".to_owned(),
                        near => format!("did you mean {}?", near.join(" or ")),
                    };
                    let lead = text.len() - text.trim_start().len();
                    self.tell(
                        alternative.whole.start + lead,
                        "unknown-party",
                        Severity::Warning,
                        format!("{unknown} is no party that is known here, so that its colon is plain text"),
                        &hint,
                    );
                }
            }
            let (message, hint) = match habit(source, bracket, parties) {
                None => continue,
                Some(Found::Unclear(hint)) => ("it is not clear whose words these are", hint),
                Some(Found::Meant(habit))
                    if habit.rows.iter().all(|(owners, _)| owners.is_empty()) =>
                {
                    ("alternatives are numbered by their places", NUMBERED)
                }
                Some(Found::Meant(_)) if bracket.is_owned() => (
                    "a slash without white space parts no alternatives: what stands behind it is in another's mouth",
                    NAMED,
                ),
                Some(Found::Meant(_)) => (
                    "names stand in or behind this bracket, but not as an attribution: nobody owns it",
                    match parties {
                        Parties::Guessed => UNLISTED,
                        Parties::Known { .. } => NAMED,
                    },
                ),
            };
            self.tell(
                bracket.span.start,
                "habit",
                Severity::Warning,
                message.to_owned(),
                hint,
            );
        }
    }

    fn labels(&mut self) {
        let mut seen: FxHashMap<(Option<usize>, Option<usize>, &str), usize> = FxHashMap::default();
        for (paragraph, name) in self.evidence.paragraphs.iter().zip(self.evidence.names) {
            let Some(label) = &paragraph.label else {
                continue;
            };
            if paragraph.kind == Kind::Title {
                continue;
            }
            let key = (paragraph.section, paragraph.parent, label.as_str());
            let first = *seen.entry(key).or_insert(paragraph.lines.first);
            if first != paragraph.lines.first {
                self.tell(
                    paragraph.span.start,
                    "duplicate-label",
                    Severity::Warning,
                    format!("{label} stands here once more (first on line {first}): this one is called {name}"),
                    "renumber one of them, or make it bis",
                );
            }
        }
    }

    fn characters(&mut self) {
        let Evidence {
            source, repairs, ..
        } = self.evidence;
        for at in repairs.places() {
            self.tell(
                at,
                "not-utf8",
                Severity::Error,
                "these bytes are no UTF-8".to_owned(),
                "save the file as UTF-8",
            );
        }
        // Where a text is plain ASCII without controls, as most are, nothing can deceive.
        let mut word = Word::default();
        let plain = |b: u8| (b' '..0x7f).contains(&b) || matches!(b, b'\n' | b'\r' | b'\t');
        if source.bytes().all(plain) {
            return;
        }
        let mut before = None;
        let mut chars = source.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if let Some(start) = word.next(at, c) {
                self.look_alike(start, at);
            }
            let last = before.replace(c);
            if c.is_ascii() && plain(c as u8) {
                continue;
            }
            if !is_hidden(c) {
                continue;
            }
            let next = chars.peek().map(|(_, next)| *next);
            self.hidden(at, c, last, next);
        }
        if let Some(start) = word.next(source.len(), ' ') {
            self.look_alike(start, source.len());
        }
    }

    fn hidden(&mut self, at: usize, c: char, last: Option<char>, next: Option<char>) {
        let number = u32::from(c);
        match c {
            '\u{feff}' if at == 0 => {}
            // A joiner between letters of Arabic or an Indic script, or a mark of direction beside Arabic, is good writing.
            '\u{200c}' | '\u{200d}' if last.is_some_and(joins) && next.is_some_and(joins) => {}
            '\u{200d}' if last.is_some_and(|c| u32::from(c) >= 0x2190) => {}
            '\u{200e}' | '\u{200f}' | '\u{61c}' => self.tell(
                at,
                "invisible",
                Severity::Warning,
                format!("U+{number:04X} is an invisible mark of direction"),
                "delete it, unless the line is shown wrongly without it",
            ),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => self.tell(
                at,
                "bidi",
                Severity::Error,
                format!("U+{number:04X} changes the direction in which text is shown"),
                "delete it: what is read may not be what is agreed",
            ),
            c if c.is_control() => self.tell(
                at,
                "control",
                Severity::Error,
                format!("U+{number:04X} is a control character"),
                "delete it",
            ),
            '\u{ad}' => self.tell(
                at,
                "invisible",
                Severity::Warning,
                "U+00AD is a soft hyphen, invisible and no hyphen".to_owned(),
                "delete it",
            ),
            _ => self.tell(
                at,
                "invisible",
                Severity::Warning,
                format!("U+{number:04X} is invisible"),
                "delete it",
            ),
        }
    }

    fn look_alike(&mut self, start: usize, end: usize) {
        let word: String = self
            .evidence
            .source
            .get(start..end)
            .unwrap_or_default()
            .chars()
            .take(40)
            .collect();
        self.tell(
            start,
            "look-alike",
            Severity::Warning,
            format!("{word} mixes letters of two scripts that look alike"),
            "type the word again",
        );
    }
}

/// Letters that join: between them a joiner has its use.
fn joins(c: char) -> bool {
    matches!(u32::from(c), 0x600..=0x8ff | 0x900..=0xdff | 0x1000..=0x109f | 0xfb50..=0xfdff | 0xfe70..=0xfefc)
}

/// The word that a walk over a text stands in, and the scripts of its letters.
#[derive(Default)]
struct Word {
    start: Option<usize>,
    latin: bool,
    other: bool,
    alike: bool,
}

impl Word {
    /// Takes the next character; gives where a word began that has just ended and mixes scripts.
    fn next(&mut self, at: usize, c: char) -> Option<usize> {
        if c.is_alphabetic() {
            self.start.get_or_insert(at);
            match c {
                'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => self.latin = true,
                '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}' => {
                    self.other = true;
                    self.alike |= LOOK_ALIKE.contains(c);
                }
                _ => {}
            }
            return None;
        }
        let start = self
            .start
            .filter(|_| self.latin && self.other && self.alike);
        *self = Word::default();
        start
    }
}

/// Greek and Cyrillic letters that look like Latin ones.
const LOOK_ALIKE: &str = "аеорсухіјѕАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυ";

/// What to do where a drafter's habit is clear.
const NAMED: &str =
    "write [EU: text], or [text / EU: –] where it asks to delete: adref check --fix shows it so";
const UNLISTED: &str = "write [EU: text], or [text / EU: –] where it asks to delete: adref check --fix --parties FILE shows it so, FILE listing who takes part (- EU)";
const NUMBERED: &str = "write [first / second]: adref check --fix shows it so";

/// The name before a colon that reads like a party's but is none, and those that may be meant.
fn unknown<'p>(text: &str, parties: &'p Parties) -> Option<(String, Vec<&'p str>)> {
    let Parties::Known { names: known, .. } = parties else {
        return None;
    };
    if attribution(text, parties).is_some() {
        return None;
    }
    let names = would_be_owners(text)?;
    let looks = |name: &str| {
        parties.contains(name) || Parties::Guessed.contains(name) || cased(name, known).is_some()
    };
    if !names.iter().all(|name| looks(name)) {
        return None;
    }
    let name = names.iter().find(|name| !parties.contains(name))?;
    let meant = match cased(name, known) {
        Some(meant) => vec![meant],
        None => near(name, known.iter().map(String::as_str)),
    };
    Some(((*name).to_owned(), meant))
}

/// The party whose name it is but for capital letters; of names of more than one letter.
fn cased<'p>(name: &str, known: &'p BTreeSet<String>) -> Option<&'p str> {
    let same = |one: &&String| one.chars().count() > 1 && one.to_lowercase() == name.to_lowercase();
    known.iter().find(same).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::super::document::Document;
    use super::*;

    fn codes(text: &str) -> Vec<(&'static str, usize, usize)> {
        Document::parse(text.as_bytes())
            .findings()
            .iter()
            .map(|finding| (finding.code, finding.place.line, finding.place.column))
            .collect()
    }

    #[test]
    fn brackets_that_do_not_pair_are_told_with_their_place() {
        assert_eq!(
            codes("One [two.\n\n# Next\n\nthree] four]\n"),
            [("unclosed", 1, 5), ("unopened", 5, 6), ("unopened", 5, 12)]
        );
    }

    #[test]
    fn a_label_that_stands_twice_in_its_section_is_told() {
        assert_eq!(
            codes("3bis. One.\n\n3bis. Two.\n"),
            [("duplicate-label", 3, 1)]
        );
        assert_eq!(codes("# A\n\n3bis. One.\n\n# B\n\n3bis. Two.\n"), []);
    }

    #[test]
    fn what_the_eye_cannot_see_is_told() {
        assert_eq!(
            codes("a \u{202e}b\u{200b} \u{1b}c\n"),
            [("bidi", 1, 3), ("invisible", 1, 5), ("control", 1, 7)]
        );
        assert_eq!(
            codes("Stаtes and государства, Σ and β-blocker\n"),
            [("look-alike", 1, 1)]
        );
        assert_eq!(codes("\u{feff}می\u{200c}خواهم\n"), []);
    }

    #[test]
    fn a_converter_that_escaped_every_bracket_is_told() {
        assert_eq!(codes("\\[a\\] \\[b\\] \\[c\\]\n"), [("escaped", 1, 1)]);
        assert_eq!(codes("\\[a\\] \\[b\\] [c]\n"), []);
    }

    #[test]
    fn front_matter_is_read_or_told() {
        assert_eq!(
            codes("---\ntitle: x\n\nNo end.\n"),
            [("front-matter", 1, 1)]
        );
        assert_eq!(
            codes("---\ntitle: x\nnonsense\n---\n\nText.\n"),
            [("front-matter", 3, 1)]
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_told() {
        let document = Document::parse(b"a \xff b".to_vec());
        assert_eq!(document.findings()[0].code, "not-utf8");
    }

    #[test]
    fn a_name_that_is_no_party_is_told() {
        let parties = Parties::Known {
            names: ["EU", "US", "G77"].map(str::to_owned).into(),
            groups: std::collections::BTreeMap::new(),
        };
        let codes = |text: &str| -> Vec<&'static str> {
            let document = Document::parse_with(text.as_bytes(), &parties);
            document
                .findings()
                .iter()
                .map(|finding| finding.code)
                .collect()
        };
        assert_eq!(codes("[shall / NOR: should]"), ["unknown-party"]);
        let hint = |text: &str| -> Option<String> {
            let document = Document::parse_with(text.as_bytes(), &parties);
            document.findings().first().and_then(|one| one.hint.clone())
        };
        for (text, meant) in [
            ("[eu: shall]", "did you mean EU?"),
            ("[shall / Eu, US: should]", "did you mean EU?"),
            ("[G7: may]", "did you mean G77?"),
            ("[G78: may]", "did you mean G77?"),
        ] {
            assert_eq!(codes(text), ["unknown-party"], "{text}");
            assert_eq!(hint(text).as_deref(), Some(meant), "{text}");
        }
        assert_eq!(
            codes("[shall / EU: should] [Note: x] [COP: x]"),
            Vec::<&str>::new()
        );
        assert_eq!(codes("[extreme - US; G77 delete]"), ["habit"]);
        assert_eq!(
            codes("[text (EU, US)] [action;](EU propose to delete)"),
            ["habit", "habit"]
        );
        assert_eq!(codes("[text (see annex)]"), Vec::<&str>::new());
    }
}
