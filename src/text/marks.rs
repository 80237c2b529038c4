//! The marks in a paragraph's words: what is printed and not known yet by its look, and what emphasizes, links and hides.

use std::collections::HashMap;
use std::ops::Range;

use super::document::Document;
use super::emphasis::Run;
use super::link;
use super::tokens::is_ideograph;

/// Something printed whose look is not known yet; bytes are the body's.
pub(super) struct Atom {
    pub(super) span: Range<usize>,
    pub(super) text: Option<String>,
    pub(super) note: Option<String>,
}

impl Atom {
    pub(super) fn words(span: Range<usize>) -> Atom {
        Atom {
            span,
            text: None,
            note: None,
        }
    }

    fn sign(span: Range<usize>, text: impl Into<String>) -> Atom {
        Atom {
            span,
            text: Some(text.into()),
            note: None,
        }
    }
}

pub(super) struct Scan<'a> {
    pub(super) document: &'a Document,
    pub(super) text: &'a str,
    pub(super) base: usize,
    pub(super) atoms: Vec<Atom>,
    pub(super) runs: Vec<Run>,
    pub(super) wraps: Vec<Range<usize>>,
    pub(super) links: Vec<(Range<usize>, String)>,
}

impl Scan<'_> {
    pub(super) fn run(&mut self) {
        let hidden: Vec<Range<usize>> = {
            let all = self.document.hidden();
            let from = all.partition_point(|range| range.end <= self.base);
            let end = self.base + self.text.len();
            let here = all.iter().skip(from).take_while(|range| range.start < end);
            here.map(|range| {
                range.start.saturating_sub(self.base)..(range.end.min(end) - self.base)
            })
            .collect()
        };
        let mut fences: Option<HashMap<usize, Vec<usize>>> = None;
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut next = 0;
        let mut at = 0;
        let mut words = 0;
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(at) {
            while hidden.get(next).is_some_and(|range| range.end <= at) {
                next += 1;
            }
            if let Some(range) = hidden.get(next).filter(|range| range.start <= at) {
                self.flush(words..at);
                let end = range.end.max(at + 1);
                self.hidden(at..end);
                (at, words) = (end, end);
                continue;
            }
            let after = match byte {
                b'\\' => self.escape(at),
                b'&' => self.reference(at),
                b'*' | b'_' => self.delimiters(at),
                b'`' => self.code(at, &mut fences),
                b' ' | b'\t' | b'\r' | b'\n' => self.space(at),
                b'[' => {
                    // It stands alone, so that it can go if it turns out to open a link.
                    self.flush(words..at);
                    words = at;
                    open.push((at, self.atoms.len()));
                    Some(Passed {
                        end: at + 1,
                        atom: Some(Atom::words(at..at + 1)),
                    })
                }
                b']' => {
                    let opener = open.pop();
                    opener.and_then(|opener| self.link(opener, at, hidden.get(next)))
                }
                _ => None,
            };
            match after {
                Some(Passed { end, atom }) => {
                    self.flush(words..at);
                    self.atoms.extend(atom);
                    (at, words) = (end, end);
                }
                None => at += 1,
            }
        }
        self.flush(words..at);
    }

    fn flush(&mut self, words: Range<usize>) {
        if words.start < words.end {
            self.atoms.push(Atom::words(words));
        }
    }

    /// What is not among the words: a footnote's mark is a call, a tag may break a line, an address in `<>` is printed.
    fn hidden(&mut self, span: Range<usize>) {
        let text = self.text.get(span.clone()).unwrap_or_default();
        if let Some(mark) = text
            .strip_prefix("[^")
            .and_then(|rest| rest.strip_suffix(']'))
        {
            self.atoms.push(Atom {
                note: Some(mark.to_owned()),
                ..Atom::sign(span, "")
            });
        } else if let Some(inside) = text
            .strip_prefix('<')
            .and_then(|rest| rest.strip_suffix('>'))
        {
            let tag = inside.trim_end_matches(['/', ' ']);
            if tag.eq_ignore_ascii_case("br") {
                self.atoms.push(Atom::sign(span, "\n"));
            } else if link::is_address(inside) {
                self.links.push((span.clone(), inside.to_owned()));
                self.wraps.push(span.clone());
                self.atoms.push(Atom::words(span.start + 1..span.end - 1));
            }
        }
    }

    fn escape(&self, at: usize) -> Option<Passed> {
        let next = self.text.get(at + 1..)?.chars().next()?;
        if next.is_ascii_punctuation() {
            return Some(Passed::sign(at..at + 2, next));
        }
        (next == '\n').then(|| {
            let rest = self.text.get(at + 2..).unwrap_or_default();
            let lead = rest.len() - rest.trim_start_matches([' ', '\t', '>']).len();
            Passed::sign(at..at + 2 + lead, '\n')
        })
    }

    fn reference(&self, at: usize) -> Option<Passed> {
        let rest = self.text.as_bytes().get(at + 1..)?;
        let length = rest.iter().take(10).position(|byte| *byte == b';')?;
        let name = self.text.get(at + 1..at + 1 + length)?;
        let c = match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "nbsp" => '\u{a0}',
            "ndash" => '–',
            "mdash" => '—',
            "hellip" => '…',
            name => {
                let number = name.strip_prefix('#')?;
                let number = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(number).filter(|c| !c.is_control())?
            }
        };
        Some(Passed::sign(at..at + length + 2, c))
    }

    fn delimiters(&mut self, at: usize) -> Option<Passed> {
        let byte = *self.text.as_bytes().get(at)?;
        let rest = self.text.as_bytes().get(at..)?;
        let end = at + rest.iter().take_while(|other| **other == byte).count();
        let before = self.text.get(..at)?.chars().next_back();
        let after = self.text.get(end..)?.chars().next();
        self.runs
            .push(Run::new(char::from(byte), at..end, before, after));
        Some(Passed { end, atom: None })
    }

    fn code(
        &mut self,
        at: usize,
        fences: &mut Option<HashMap<usize, Vec<usize>>>,
    ) -> Option<Passed> {
        let bytes = self.text.as_bytes();
        let run = |from: usize| {
            let rest = bytes.get(from..).unwrap_or_default();
            rest.iter().take_while(|b| **b == b'`').count()
        };
        let length = run(at);
        let fences = fences.get_or_insert_with(|| {
            let mut all: HashMap<usize, Vec<usize>> = HashMap::new();
            let mut from = at;
            while let Some(n) = memchr::memchr(b'`', bytes.get(from..).unwrap_or_default()) {
                let length = run(from + n);
                all.entry(length).or_default().push(from + n);
                from += n + length;
            }
            all
        });
        let places = fences.get(&length)?;
        let next = places.partition_point(|place| *place < at + length);
        let Some(&close) = places.get(next) else {
            self.flush(at..at + length);
            return Some(Passed {
                end: at + length,
                atom: None,
            });
        };
        let end = close + length;
        self.wraps.push(at..end);
        Some(Passed {
            end,
            atom: Some(Atom::words(at + length..close)),
        })
    }

    /// White space is folded to one space, between ideographs to none where a line ends in it.
    fn space(&self, at: usize) -> Option<Passed> {
        let rest = self.text.get(at..)?;
        let bare = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let mut end = self.text.len() - bare.len();
        let run = self.text.get(at..end)?;
        let before = self.text.get(..at)?.chars().next_back();
        if !run.contains('\n') {
            if run == " " && before.is_some() && !bare.is_empty() {
                return None;
            }
            let none = before.is_none() || bare.is_empty();
            return Some(match none {
                true => Passed { end, atom: None },
                false => Passed::sign(at..end, ' '),
            });
        }
        // The marks of a quotation stand before each of its lines.
        if bare.starts_with('>') {
            let inner = bare.trim_start_matches(['>', ' ', '\t']);
            end = self.text.len() - inner.len();
        }
        let next = self.text.get(end..)?.chars().next();
        let (Some(before), Some(next)) = (before, next) else {
            return Some(Passed { end, atom: None });
        };
        if run
            .split('\n')
            .next()
            .is_some_and(|line| line.trim_end_matches('\r').ends_with("  "))
        {
            return Some(Passed::sign(at..end, '\n'));
        }
        Some(match is_ideograph(before) && is_ideograph(next) {
            true => Passed { end, atom: None },
            false => Passed::sign(at..end, ' '),
        })
    }

    /// A link that closes here; its brackets and its address go.
    fn link(
        &mut self,
        (opener, atom): (usize, usize),
        at: usize,
        hidden: Option<&Range<usize>>,
    ) -> Option<Passed> {
        let inner = self.text.get(opener + 1..at)?;
        let behind = hidden.filter(|range| range.start == at + 1);
        let address = behind.and_then(|range| self.text.get(range.clone()));
        let end = behind.map_or(at + 1, |range| range.end);
        let (leads, end) = match address {
            Some(address) if address.starts_with('(') => (direct(address).to_owned(), end),
            Some(address) if address.starts_with('[') && !address.starts_with("[^") => {
                let name = address.trim_matches(['[', ']']);
                let name = if name.is_empty() { inner } else { name };
                (self.document.destination_of(name)?.to_owned(), end)
            }
            _ if self.document.defines(inner) => {
                (self.document.destination_of(inner)?.to_owned(), at + 1)
            }
            _ => return None,
        };
        self.links.push((opener..end, leads));
        self.wraps.push(opener..end);
        if let Some(bracket) = self.atoms.get_mut(atom) {
            bracket.span = opener..opener;
        }
        // A picture is what is said in its place.
        let before = atom.checked_sub(1).and_then(|n| self.atoms.get_mut(n));
        if let Some(before) = before
            && before.text.is_none()
            && before.span.end == opener
            && self
                .text
                .get(before.span.clone())
                .is_some_and(|words| words.ends_with('!'))
        {
            before.span.end -= 1;
        }
        Some(Passed { end, atom: None })
    }
}

/// How far something reaches, and what it prints.
struct Passed {
    end: usize,
    atom: Option<Atom>,
}

impl Passed {
    fn sign(span: Range<usize>, c: char) -> Passed {
        Passed {
            end: span.end,
            atom: Some(Atom::sign(span, c)),
        }
    }
}

/// The address in `(address "title")`.
fn direct(text: &str) -> &str {
    let inside = text.strip_prefix('(').unwrap_or(text);
    let inside = inside.strip_suffix(')').unwrap_or(inside).trim();
    match inside.strip_prefix('<') {
        Some(rest) => rest.split('>').next().unwrap_or_default(),
        None => inside.split_whitespace().next().unwrap_or_default(),
    }
}
