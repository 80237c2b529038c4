//! Scans the one line that adref writes for an act, quickly; whatever else YAML allows is left to the YAML reader.

use std::borrow::Cow;

use super::fault::unseen;
use super::yaml::{Node, Value};

/// Reads a line that is one flow mapping (`{id: …, do: oppose, proposal: gn-7f3a}`), as YAML would.
///
/// `None` for any line of which it is not certain what YAML would make of it.
pub(crate) fn scan(line: &str, base: usize) -> Option<Node<'_>> {
    if !line.is_ascii() && line.chars().any(unseen) {
        return None;
    }
    let mut scanner = Scanner {
        text: line,
        at: 0,
        base,
    };
    let node = scanner.map(0)?;
    scanner.spaces();
    (scanner.at == line.len()).then_some(node)
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    base: usize,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    fn spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    fn map(&mut self, depth: usize) -> Option<Node<'a>> {
        let at = self.base + self.at;
        self.take(b'{')?;
        let mut pairs = Vec::with_capacity(if depth == 0 { 12 } else { 3 });
        loop {
            self.spaces();
            let key = self.key()?;
            let value = match self.peek()? {
                b'{' if depth < 2 => self.map(depth + 1)?,
                b'[' => self.list()?,
                _ => self.scalar()?,
            };
            pairs.push((key, value));
            self.spaces();
            if self.take(b'}').is_some() {
                return Some(Node {
                    at,
                    value: Value::Map(pairs),
                });
            }
            self.take(b',')?;
            self.take(b' ')?;
        }
    }

    fn list(&mut self) -> Option<Node<'a>> {
        let at = self.base + self.at;
        self.take(b'[')?;
        let mut items = Vec::new();
        loop {
            self.spaces();
            items.push(self.scalar()?);
            self.spaces();
            if self.take(b']').is_some() {
                return Some(Node {
                    at,
                    value: Value::List(items),
                });
            }
            self.take(b',')?;
            self.take(b' ')?;
        }
    }

    fn key(&mut self) -> Option<Node<'a>> {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|b| b.is_ascii_lowercase() || b == b'_')
        {
            self.at += 1;
        }
        let key = self.text.get(start..self.at)?;
        if !key.starts_with(|c: char| c.is_ascii_lowercase()) || key == "null" {
            return None;
        }
        self.take(b':')?;
        self.take(b' ')?;
        self.spaces();
        Some(Node {
            at: self.base + start,
            value: Value::Text(Cow::Borrowed(key)),
        })
    }

    fn scalar(&mut self) -> Option<Node<'a>> {
        let at = self.base + self.at;
        let text = if self.peek()? == b'"' {
            self.quoted()?
        } else {
            Cow::Borrowed(self.plain()?)
        };
        Some(Node {
            at,
            value: Value::Text(text),
        })
    }

    fn plain(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        if !rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        let bytes = rest.as_bytes();
        let mut end = 0;
        loop {
            match *bytes.get(end)? {
                b',' | b'}' | b']' => break,
                b'{' | b'[' => return None,
                0..0x20 | 0x7f => return None,
                b':' if !bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) => return None,
                b'#' if bytes.get(end.wrapping_sub(1)) == Some(&b' ') => return None,
                _ => end += 1,
            }
        }
        self.at += end;
        let plain = rest.get(..end)?;
        let bare = plain.trim_end_matches(' ');
        (!matches!(bare, "null" | "Null" | "NULL") && !bare.ends_with(char::is_whitespace))
            .then_some(bare)
    }

    fn quoted(&mut self) -> Option<Cow<'a, str>> {
        self.take(b'"')?;
        let rest = self.text.get(self.at..)?;
        let stop = memchr::memchr2(b'"', b'\\', rest.as_bytes())?;
        if rest.as_bytes().get(stop) == Some(&b'"') {
            self.at += stop + 1;
            let whole = rest.get(..stop)?;
            return (!whole.bytes().any(|b| b < 0x20 || b == 0x7f)).then_some(Cow::Borrowed(whole));
        }
        let mut out = String::with_capacity(rest.len().min(256));
        let mut chars = rest.char_indices();
        loop {
            let (n, c) = chars.next()?;
            match c {
                '"' => {
                    self.at += n + 1;
                    return Some(Cow::Owned(out));
                }
                '\\' => {
                    let (_, escape) = chars.next()?;
                    let digits = match escape {
                        'n' => Ok('\n'),
                        't' => Ok('\t'),
                        'r' => Ok('\r'),
                        '0' => Ok('\0'),
                        '"' | '\\' | '/' => Ok(escape),
                        'x' => Err(2),
                        'u' => Err(4),
                        'U' => Err(8),
                        _ => return None,
                    };
                    out.push(match digits {
                        Ok(c) => c,
                        Err(digits) => {
                            let mut code = 0_u32;
                            for _ in 0..digits {
                                let (_, digit) = chars.next()?;
                                code = code.checked_mul(16)?.checked_add(digit.to_digit(16)?)?;
                            }
                            char::from_u32(code)?
                        }
                    });
                }
                c if c.is_ascii_control() => return None,
                c => out.push(c),
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::record::yaml;

    #[track_caller]
    fn agrees(line: &str) {
        let quick = scan(line, 7);
        assert!(quick.is_some(), "not scanned: {line}");
        assert_eq!(quick.unwrap(), yaml::parse(line, 7).unwrap(), "{line}");
    }

    #[test]
    fn the_line_that_adref_writes_is_scanned_as_yaml_reads_it() {
        agrees(
            r#"{id: 5f0c2a91b3, time: 2008-07-17T11:42-04:00, by: XNO, do: oppose, proposal: gn-7f3a}"#,
        );
        agrees(
            r#"{a: "x \"y\" \\ \n \x1b \u202e \U0001f600", b: {version: ab, ordinal: 3, label: II/12 bis}, c: [d, "e"]}"#,
        );
        agrees("{a: 各国应, b: don't, c: x:y, d: a#b, e: \"№ 5\"}");
    }

    #[test]
    fn what_is_uncertain_is_left_to_yaml() {
        for line in [
            "{a: b: c}",
            "{a: b #c}",
            "{a: *b}",
            "{a: &b c}",
            "{a: !t b}",
            "{a: 'b'}",
            "{a: null}",
            "{a: }",
            "{a: b,c: d}",
            "{a: b, }",
            "{}",
            "{a: b} # x",
            "{a: b:}",
            "{\"a\": b}",
            "{a: \"b\\q\"}",
            "{a: b\tc}",
            "{a: \"\u{202e}\"}",
            "{a: [b, [c]]}",
            "{a: b",
            "{a: |}",
        ] {
            assert_eq!(scan(line, 0), None, "{line}");
        }
    }
}
