//! A paragraph's name in the room: PP3, OP12, 12 bis (a).

use std::fmt;

/// The printed number at a paragraph's head, normalized: `12 bis`, `(a)`, `PP3`, `Article 4`, `第十二条`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(String);

impl Label {
    /// A label of these characters, spaces folded.
    pub fn new(shown: impl Into<String>) -> Label {
        Label(shown.into())
    }

    /// Reads the label at the head of some text.
    ///
    /// Gives it with the number of bytes it takes, its punctuation and the space behind it included.
    pub fn read(text: &str) -> Option<(Label, usize)> {
        let marks = text.len() - text.trim_start_matches(['*', '_']).len();
        let rest = &text[marks..];
        let (shown, mut used) = parenthesized(rest)
            .or_else(|| ideographic(rest))
            .or_else(|| worded(rest))
            .or_else(|| numbered(rest))
            .or_else(|| lettered(rest))
            .or_else(|| roman(rest))?;
        // The marks that open before a label close behind it: `**12.** States`.
        if marks > 0 {
            let close = &text[..marks];
            used += if rest[used..].starts_with(close) {
                marks
            } else {
                return None;
            };
        }
        let blank = rest[used..].len() - rest[used..].trim_start().len();
        Some((Label(shown), marks + used + blank))
    }

    /// The label as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A label with those of its sections and parents before it: `II/12/(a)/(iv)`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelPath(pub Vec<Label>);

impl fmt::Display for LabelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, label) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str("/")?;
            }
            write!(f, "{label}")?;
        }
        Ok(())
    }
}

/// What a person types to name a paragraph: `12bis`, `12 bis`, `II/12/(a)`, `PP3`, `¶7`, `12#2`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address(String);

impl Address {
    /// Takes what was typed; whether a paragraph bears it only a document knows.
    pub fn new(typed: impl Into<String>) -> Address {
        Address(typed.into())
    }

    /// What was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// No paragraph, or more than one, bears the address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no paragraph {address}")]
pub struct NoAddress {
    /// What was asked for.
    pub address: String,
    /// Names that are near, best first, at most five.
    pub near: Vec<String>,
}

const SUFFIXES: [&str; 18] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "quinques",
    "sexies",
    "septies",
    "octies",
    "nonies",
    "novies",
    "decies",
    "undecies",
    "duodecies",
    "مكرراً",
    "مكررا",
    "مكرر",
    "тер",
    "бис",
];

/// `bis`, ` ter`, `之二`, ` alt 2` behind a number: as shown, and the bytes it takes.
fn suffix(text: &str) -> (String, usize) {
    let mut shown = String::new();
    let mut used = 0;
    loop {
        let rest = &text[used..];
        let bare = rest.trim_start_matches([' ', '\u{a0}', '.']);
        let lead = rest.len() - bare.len();
        if lead > 1 && rest[..lead].contains('.') && rest[..lead].len() > 1 {
            break;
        }
        let lower: String = bare.chars().take(12).collect::<String>().to_lowercase();
        if let Some(word) = SUFFIXES
            .iter()
            .find(|word| lower.starts_with(**word) && ends_word(bare, word.len()))
        {
            shown.push(' ');
            shown.push_str(word);
            used += lead + word.len();
        } else if lower.starts_with("alt") && !lower.starts_with("alte") {
            shown.push_str(" alt");
            used += lead + 3;
            let tail = text[used..].strip_prefix('.').unwrap_or(&text[used..]);
            let digits = tail.trim_start_matches(' ');
            let count = digits.bytes().take_while(u8::is_ascii_digit).count();
            if count > 0 && count < 4 && !text[used..].starts_with('.') {
                shown.push(' ');
                shown.push_str(&digits[..count]);
                used += text[used..].len() - digits.len() + count;
            }
        } else if let Some(rest) = bare.strip_prefix('之') {
            let count: usize = rest
                .chars()
                .take_while(|c| numeral(*c))
                .map(char::len_utf8)
                .sum();
            if count == 0 {
                break;
            }
            shown.push('之');
            shown.push_str(&rest[..count]);
            used += lead + '之'.len_utf8() + count;
        } else {
            break;
        }
    }
    (shown, used)
}

fn ends_word(text: &str, at: usize) -> bool {
    text.get(at..)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十百千".contains(c)
}

fn parenthesized(text: &str) -> Option<(String, usize)> {
    let open = text.chars().next().filter(|c| matches!(c, '(' | '（'))?;
    let inner = &text[open.len_utf8()..];
    let end = inner.find([')', '）'])?;
    let name = inner[..end].trim();
    let letters = name.chars().count();
    let label = letters > 0
        && letters <= 6
        && (name.chars().all(numeral)
            || name.chars().all(|c| "ivxlcIVXLC".contains(c))
            || (letters <= 2 && name.chars().all(char::is_alphabetic))
            || SUFFIXES.iter().any(|word| name.ends_with(word)));
    let used = open.len_utf8() + end + inner[end..].chars().next()?.len_utf8();
    let (more, extra) = suffix(&text[used..]);
    label.then(|| (format!("({name}){more}"), used + extra))
}

fn ideographic(text: &str) -> Option<(String, usize)> {
    if let Some(rest) = text.strip_prefix('第') {
        let count: usize = rest
            .chars()
            .take_while(|c| numeral(*c))
            .map(char::len_utf8)
            .sum();
        let unit = rest[count..]
            .chars()
            .next()
            .filter(|c| "条條章节節款项項段".contains(*c))?;
        let used = '第'.len_utf8() + count + unit.len_utf8();
        let (more, extra) = suffix(&text[used..]);
        return (count > 0).then(|| (format!("{}{more}", &text[..used]), used + extra));
    }
    let count: usize = text
        .chars()
        .take_while(|c| numeral(*c) && !c.is_ascii_digit())
        .map(char::len_utf8)
        .sum();
    (count > 0 && text[count..].starts_with('、'))
        .then(|| (text[..count].to_owned(), count + '、'.len_utf8()))
}

fn worded(text: &str) -> Option<(String, usize)> {
    for word in [
        "Article",
        "ARTICLE",
        "Artículo",
        "Статья",
        "المادة",
        "Section",
        "Chapter",
        "Annex",
    ] {
        let Some(rest) = text.strip_prefix(word) else {
            continue;
        };
        let bare = rest.trim_start_matches([' ', '\u{a0}']);
        if bare.len() == rest.len() {
            return None;
        }
        let count = bare
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(bare.len());
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        let roman = bare[..count].chars().all(|c| "IVXLC".contains(c));
        let number = if digits > 0 {
            digits
        } else if roman {
            count
        } else {
            0
        };
        if number == 0 {
            return None;
        }
        let at = text.len() - bare.len() + number;
        let (more, extra) = suffix(&text[at..]);
        let end = at + extra;
        let tail = text[end..].chars().next();
        let dot = usize::from(matches!(tail, Some('.' | ':')));
        let stands =
            tail.is_none_or(|c| matches!(c, '.' | ':' | '\n' | '*' | '(' | '[') || c == ' ');
        return stands.then(|| (format!("{word} {}{more}", &bare[..number]), end + dot));
    }
    for word in ["PP", "OP"] {
        let Some(rest) = text.strip_prefix(word) else {
            continue;
        };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return None;
        }
        let (more, extra) = suffix(&rest[digits..]);
        let end = 2 + digits + extra;
        let dot = usize::from(text[end..].starts_with(['.', ')']));
        return Some((format!("{}{more}", &text[..2 + digits]), end + dot));
    }
    None
}

fn numbered(text: &str) -> Option<(String, usize)> {
    let mut digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 4 {
        return None;
    }
    while let Some(rest) = text[digits..].strip_prefix('.') {
        let more = rest.bytes().take_while(u8::is_ascii_digit).count();
        if more == 0 || more > 3 {
            break;
        }
        digits += 1 + more;
    }
    let (more, extra) = suffix(&text[digits..]);
    let end = digits + extra;
    let shown = format!("{}{more}", &text[..digits]);
    match text[end..].chars().next() {
        None => Some((shown, end)),
        Some(c @ ('.' | ')' | '．' | '、')) => {
            let after = text[end + c.len_utf8()..].chars().next();
            after
                .is_none_or(|c| {
                    c.is_whitespace()
                        || matches!(c, '[' | '*' | '_' | '［')
                        || super::tokens::is_ideograph(c)
                })
                .then(|| (shown, end + c.len_utf8()))
        }
        Some(c) if !more.is_empty() && c.is_whitespace() => Some((shown, end)),
        _ => None,
    }
}

fn lettered(text: &str) -> Option<(String, usize)> {
    let mut chars = text.chars();
    let first = chars
        .next()
        .filter(|c| c.is_lowercase() || c.is_numeric())?;
    let count: usize = if "ivxlc".contains(first) {
        text.chars().take_while(|c| "ivxlc".contains(*c)).count()
    } else {
        first.len_utf8()
    };
    let rest = text.get(count..)?;
    (rest.starts_with(')') && count <= 6).then(|| (format!("({})", &text[..count]), count + 1))
}

fn roman(text: &str) -> Option<(String, usize)> {
    let count = text.bytes().take_while(|c| b"IVXLC".contains(c)).count();
    let rest = &text[count..];
    (count > 0 && count <= 6 && rest.starts_with('.') && rest[1..].starts_with(char::is_whitespace))
        .then(|| (text[..count].to_owned(), count + 1))
}
