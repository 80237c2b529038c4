//! Signs: the brackets and slashes of one paragraph that mean something, told from those that Markdown owns.

use std::collections::HashMap;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::link;

/// What a sign does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SignKind {
    /// Opens a bracket.
    Open,
    /// Closes one.
    Close,
    /// Stands between two alternatives.
    Separator,
    /// Nothing: it belongs to a link.
    Literal,
}

/// A bracket or a slash.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    /// Its bytes begin here.
    pub(super) at: usize,
    /// And are so many.
    pub(super) len: usize,
    /// What it does.
    pub(super) kind: SignKind,
}

/// What was read in one paragraph. Offsets are those of the text that was given, moved by `base`.
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// In order of place; no literal ones.
    pub(super) signs: Vec<Sign>,
    /// What is not among the words: addresses, comments, tags, footnote marks.
    pub(super) hidden: Vec<Range<usize>>,
    /// Notes in braces.
    pub(super) notes: Vec<Range<usize>>,
    /// Brackets that stand behind a backslash.
    pub(super) escaped: Vec<usize>,
    /// Brackets that are open while it is read.
    open: Vec<Opener>,
}

/// Reads the signs of a paragraph's text, in place of those that `out` held; linear in it.
pub(super) fn signs(text: &str, base: usize, definitions: &FxHashSet<String>, out: &mut Signs) {
    out.signs.clear();
    out.hidden.clear();
    out.notes.clear();
    out.escaped.clear();
    out.open.clear();
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        base,
        definitions,
        out,
        fences: None,
        greater: Next::new(b'>'),
        brace: Next::new(b'}'),
        uncommented: false,
    };
    scanner.run();
    out.signs.retain(|sign| sign.kind != SignKind::Literal);
}

/// The next place of one byte, looked up once for many askers.
struct Next {
    byte: u8,
    at: Option<usize>,
    none: bool,
}

impl Next {
    fn new(byte: u8) -> Next {
        Next {
            byte,
            at: None,
            none: false,
        }
    }

    fn after(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        if self.none {
            return None;
        }
        if self.at.is_none_or(|at| at < from) {
            self.at = memchr::memchr(self.byte, bytes.get(from..)?).map(|n| n + from);
            self.none = self.at.is_none();
        }
        self.at
    }
}

/// The bytes that may begin something that means anything; all others are passed over.
const MEANS: [bool; 256] = {
    let mut table = [false; 256];
    let signs = b"[]/\\`<{\xef";
    let mut n = 0;
    while n < signs.len() {
        table[signs[n] as usize] = true;
        n += 1;
    }
    table
};

/// Where the next byte stands that means anything; the end where none does.
fn meaning(bytes: &[u8], from: usize) -> usize {
    let means = |byte: &u8| MEANS[usize::from(*byte)];
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter()
        .position(means)
        .map_or(bytes.len(), |n| from + n)
}

#[derive(Debug)]
struct Opener {
    sign: usize,
    separators: Vec<usize>,
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    base: usize,
    definitions: &'a FxHashSet<String>,
    out: &'a mut Signs,
    /// The places of each length of a run of backticks.
    fences: Option<HashMap<usize, Vec<usize>>>,
    greater: Next,
    brace: Next,
    uncommented: bool,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut at = meaning(self.bytes, 0);
        while let Some(&byte) = self.bytes.get(at) {
            let after = match byte {
                b'[' => self.opening(at),
                b']' => self.closing(at, 1),
                b'/' => self.slash(at),
                b'\\' => self.escape(at),
                b'`' => self.code(at),
                b'<' => self.markup(at),
                b'{' => self.braces(at),
                0xef => match self.bytes.get(at + 1..at + 3) {
                    Some([0xbc, 0xbb]) => self.open(at, 3),
                    Some([0xbc, 0xbd]) => self.closing(at, 3),
                    Some([0xbc, 0x8f]) => self.separator(at, 3),
                    _ => at + 3,
                },
                _ => at + 1,
            };
            at = meaning(self.bytes, after);
        }
    }

    fn sign(&mut self, at: usize, len: usize, kind: SignKind) -> usize {
        self.out.signs.push(Sign {
            at: at + self.base,
            len,
            kind,
        });
        self.out.signs.len() - 1
    }

    fn hide(&mut self, range: Range<usize>) -> usize {
        let end = range.end;
        self.out
            .hidden
            .push(range.start + self.base..range.end + self.base);
        end
    }

    fn opening(&mut self, at: usize) -> usize {
        if self.bytes.get(at + 1) == Some(&b'^')
            && let Some(len) = link::footnote(&self.text[at..])
        {
            return self.hide(at..at + len);
        }
        self.open(at, 1)
    }

    fn open(&mut self, at: usize, len: usize) -> usize {
        let sign = self.sign(at, len, SignKind::Open);
        self.out.open.push(Opener {
            sign,
            separators: Vec::new(),
        });
        at + len
    }

    fn closing(&mut self, at: usize, len: usize) -> usize {
        let end = at + len;
        let Some(opener) = self.out.open.pop() else {
            self.sign(at, len, SignKind::Close);
            return end;
        };
        let start = self.out.signs[opener.sign].at - self.base;
        if len == 1
            && self.bytes[start] == b'['
            && let Some(link) = self.link(start, at)
        {
            self.out.signs[opener.sign].kind = SignKind::Literal;
            for separator in opener.separators {
                self.out.signs[separator].kind = SignKind::Literal;
            }
            return if link > end {
                self.hide(end..link)
            } else {
                end
            };
        }
        self.sign(at, len, SignKind::Close);
        end
    }

    /// Where a link ends whose text stands between two brackets; `None` if it is no link.
    fn link(&self, start: usize, close: usize) -> Option<usize> {
        let end = close + 1;
        match self.bytes.get(end) {
            Some(b'(') => {
                if let Some(len) = link::destination(&self.text[end..]) {
                    return Some(end + len);
                }
            }
            Some(b'[') if !self.definitions.is_empty() => {
                if let Some(name) = link::reference(&self.text[end..]) {
                    let own = if name.is_empty() {
                        self.text.get(start + 1..close)?
                    } else {
                        name
                    };
                    if self.defined(own) {
                        return Some(end + name.len() + 2);
                    }
                }
            }
            _ => {}
        }
        let own = self.text.get(start + 1..close)?;
        self.defined(own).then_some(end)
    }

    fn defined(&self, name: &str) -> bool {
        !self.definitions.is_empty()
            && name.len() <= 400
            && !name.contains(['[', ']'])
            && self.definitions.contains(&link::key(name))
    }

    /// A slash between white space; what begins or ends a paragraph has white space before or behind it.
    fn slash(&mut self, at: usize) -> usize {
        let before = self.text[..at].chars().next_back();
        let after = self.text[at + 1..].chars().next();
        if before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace) {
            self.separator(at, 1)
        } else {
            at + 1
        }
    }

    fn separator(&mut self, at: usize, len: usize) -> usize {
        let sign = self.sign(at, len, SignKind::Separator);
        if let Some(opener) = self.out.open.last_mut() {
            opener.separators.push(sign);
        }
        at + len
    }

    fn escape(&mut self, at: usize) -> usize {
        match self.bytes.get(at + 1) {
            Some(b'[' | b']') => {
                self.out.escaped.push(at + self.base);
                at + 2
            }
            Some(b) if b.is_ascii_punctuation() => at + 2,
            _ => at + 1,
        }
    }

    fn code(&mut self, at: usize) -> usize {
        let run = |from: usize| {
            let rest = self.bytes.get(from..).unwrap_or_default();
            rest.iter().take_while(|b| **b == b'`').count()
        };
        let len = run(at);
        if self.fences.is_none() {
            let mut fences: HashMap<usize, Vec<usize>> = HashMap::new();
            let mut from = at;
            while let Some(n) = memchr::memchr(b'`', &self.bytes[from..]) {
                let len = run(from + n);
                fences.entry(len).or_default().push(from + n);
                from += n + len;
            }
            self.fences = Some(fences);
        }
        let same = self.fences.as_ref().and_then(|fences| fences.get(&len));
        let close = same.and_then(|places| {
            let next = places.partition_point(|place| *place < at + len);
            places.get(next)
        });
        close.map_or(at + len, |close| close + len)
    }

    fn markup(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with("<!--") {
            if self.uncommented {
                return at + 1;
            }
            if let Some(end) = memchr::memmem::find(rest.as_bytes(), b"-->") {
                return self.hide(at..at + end + 3);
            }
            self.uncommented = true;
            return at + 1;
        }
        let next = self.bytes.get(at + 1).copied().unwrap_or(b' ');
        if !next.is_ascii_alphabetic() && next != b'/' {
            return at + 1;
        }
        let close = self.greater.after(self.bytes, at).map(|close| close - at);
        match link::markup(rest, close) {
            Some(len) => self.hide(at..at + len),
            None => at + 1,
        }
    }

    /// `{placement: …}` is a note; `{: .class}` and `{{reference}}` are none.
    fn braces(&mut self, at: usize) -> usize {
        let Some(close) = self.brace.after(self.bytes, at) else {
            return at + 1;
        };
        let Some(inside) = self.text.get(at + 1..close) else {
            return at + 1;
        };
        let head = inside.bytes().take(48).position(|b| b == b':');
        let named = head
            .and_then(|head| inside.get(..head))
            .is_some_and(|name| {
                name.chars().filter(|c| c.is_alphabetic()).count() >= 3
                    && name
                        .chars()
                        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-'))
            });
        if !named || memchr::memchr(b'{', inside.as_bytes()).is_some() {
            return at + 1;
        }
        let end = close + 1;
        self.out.notes.push(at + self.base..end + self.base);
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        let defined = FxHashSet::from_iter(["ref".to_owned()]);
        let mut read = Signs::default();
        signs(text, 0, &defined, &mut read);
        read.signs
            .iter()
            .map(|sign| match sign.kind {
                SignKind::Open => '(',
                SignKind::Close => ')',
                _ => '/',
            })
            .collect()
    }

    #[test]
    fn what_is_markdowns_own_is_no_bracket() {
        for text in [
            "see [the letter](../seed.md)",
            "see [the letter][ref] and [ref] and [Ref][]",
            "a note[^4]",
            "`code [a / b]` and ``x ` [``",
            "<!-- [ --> <https://a.org/[1]> <a href=\"[\">",
            r"\[shall\]",
            "{placement: after [3]}",
        ] {
            assert_eq!(shape(text), "", "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_link_is_a_bracket() {
        assert_eq!(shape("[action;](EU propose to delete)"), "()");
        assert_eq!(shape("[text](EU)"), "()");
        assert_eq!(shape("[t][other]"), "()()");
        assert_eq!(shape("a < b [c] > d"), "()");
        assert_eq!(shape("`unclosed [a]"), "()");
    }

    #[test]
    fn a_slash_divides_only_between_spaces() {
        assert_eq!(shape("[and/or] [a / b] [a／b] [/ x]"), "()(/)(/)()");
        assert_eq!(shape("[see [a / b](https://x.org) / c]"), "(/)");
    }
}
