//! Reads a map of a YAML tree key by key and says, with its place, everything that is wrong with it.

use std::str::FromStr;

use super::fault::{Faults, first_unsafe, told};
use super::vocabulary::{NoWord, Vocabulary};
use super::yaml::{Node, Value};
use crate::moment::Moment;
use crate::text::near;

/// A map that is being read: what a key holds is asked for by name.
pub(crate) struct Entries<'n, 'a> {
    at: usize,
    what: &'static str,
    pairs: Vec<(&'n str, &'n Node<'a>)>,
}

impl<'n, 'a> Entries<'n, 'a> {
    /// Opens a map; `known` are its keys, others are reported. What is no map is reported and reads as an empty one.
    pub(crate) fn open(
        node: &'n Node<'a>,
        what: &'static str,
        known: &[&'static str],
        faults: &mut Faults<'_>,
    ) -> Entries<'n, 'a> {
        let mut entries = Entries {
            at: node.at,
            what,
            pairs: Vec::new(),
        };
        let Value::Map(pairs) = &node.value else {
            faults.error(
                "wrong-type",
                node.at,
                format!("{what} is a map of keys and values, not {}", node.sort()),
                format!("write it as {}: …", known.first().copied().unwrap_or("key")),
            );
            return entries;
        };
        for (key, value) in pairs {
            let Some(name) = key_name(key, faults) else {
                continue;
            };
            if !known.contains(&name) {
                unknown_key(name, key.at, what, known, faults);
            } else if entries.pairs.iter().any(|(other, _)| *other == name) {
                duplicate_key(name, key.at, faults);
            } else {
                entries.pairs.push((name, value));
            }
        }
        entries
    }

    /// What a key holds, unless it holds nothing.
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node<'a>> {
        self.pairs
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, node)| *node)
            .filter(|node| node.value != Value::Nothing)
    }

    /// Where a key's value stands, else the map.
    pub(crate) fn at_key(&self, key: &str) -> usize {
        self.get(key).map_or(self.at, |node| node.at)
    }

    /// Reports a key that must be there and is not.
    pub(crate) fn missing(&self, key: &str, example: &str, faults: &mut Faults<'_>) {
        faults.error(
            "missing-key",
            self.at,
            format!("{} has no {key}", self.what),
            format!("add {key}: {example}"),
        );
    }

    /// A text that may be missing.
    pub(crate) fn text(&self, key: &'static str, faults: &mut Faults<'_>) -> Option<String> {
        text(self.get(key)?, key, faults).map(str::to_owned)
    }

    /// A text that must be there.
    pub(crate) fn needed(
        &self,
        key: &'static str,
        example: &str,
        faults: &mut Faults<'_>,
    ) -> Option<String> {
        if self.get(key).is_none() {
            self.missing(key, example, faults);
        }
        self.text(key, faults)
    }

    /// One of a few words; `None` where the key is missing or says something else (reported).
    pub(crate) fn word<W: Vocabulary>(
        &self,
        key: &'static str,
        faults: &mut Faults<'_>,
    ) -> Option<W> {
        word(self.get(key)?, key, faults)
    }

    /// `true` or `false`; false where missing.
    pub(crate) fn flag(&self, key: &'static str, faults: &mut Faults<'_>) -> bool {
        self.get(key).is_some_and(|node| flag(node, key, faults))
    }

    /// A whole number.
    pub(crate) fn number<N: FromStr>(
        &self,
        key: &'static str,
        faults: &mut Faults<'_>,
    ) -> Option<N> {
        number(self.get(key)?, key, faults)
    }

    /// A time.
    pub(crate) fn moment(&self, key: &'static str, faults: &mut Faults<'_>) -> Option<Moment> {
        moment(self.get(key)?, key, faults)
    }

    /// A day, `YYYY-MM-DD`.
    pub(crate) fn day(&self, key: &'static str, faults: &mut Faults<'_>) -> Option<String> {
        let node = self.get(key)?;
        let day = text(node, key, faults)?;
        if is_day(day) {
            return Some(day.to_owned());
        }
        faults.error(
            "bad-day",
            node.at,
            format!("{} is no day", told(day)),
            "write a day as 2008-07-17".to_owned(),
        );
        None
    }

    /// A list's items; a single value counts as a list of one, with a word about it.
    pub(crate) fn items(&self, key: &'static str, faults: &mut Faults<'_>) -> &'n [Node<'a>] {
        match self.get(key) {
            None => &[],
            Some(node) => items(node, key, faults),
        }
    }

    /// A list of texts.
    pub(crate) fn texts(&self, key: &'static str, faults: &mut Faults<'_>) -> Vec<String> {
        self.items(key, faults)
            .iter()
            .filter_map(|node| text(node, key, faults).map(str::to_owned))
            .collect()
    }
}

/// A key as a word; a list or map as key is reported.
pub(crate) fn key_name<'n>(key: &'n Node<'_>, faults: &mut Faults<'_>) -> Option<&'n str> {
    match &key.value {
        Value::Text(name) => Some(name),
        _ => {
            faults.error(
                "wrong-type",
                key.at,
                format!("a key is a word, not {}", key.sort()),
                "put values that begin with { or [ in quotes".to_owned(),
            );
            None
        }
    }
}

/// Reports a key that nobody reads.
pub(crate) fn unknown_key(
    name: &str,
    at: usize,
    what: &str,
    known: &[&'static str],
    faults: &mut Faults<'_>,
) {
    let near = if faults.is_full() {
        Vec::new()
    } else {
        near(name, known.iter().copied())
    };
    let hint = match near.first() {
        Some(meant) => format!("did you mean {meant}?"),
        None => format!("its keys are: {}", known.join(", ")),
    };
    faults.warning(
        "unknown-key",
        at,
        format!("{what} has no key {}; it is not read", told(name)),
        hint,
    );
}

/// Reports a key that stands a second time.
pub(crate) fn duplicate_key(name: &str, at: usize, faults: &mut Faults<'_>) {
    faults.error(
        "duplicate-key",
        at,
        format!("{name} stands twice; the first one counts"),
        "take one of the two out".to_owned(),
    );
}

/// A text.
pub(crate) fn text<'n>(
    node: &'n Node<'_>,
    key: &'static str,
    faults: &mut Faults<'_>,
) -> Option<&'n str> {
    match &node.value {
        Value::Text(text) => {
            if first_unsafe(text).is_some() {
                unsafe_text(node.at, key, faults);
            }
            Some(text)
        }
        Value::Nothing => None,
        _ => {
            faults.error(
                "wrong-type",
                node.at,
                format!("{key} is a text, not {}", node.sort()),
                "put it in quotes if it begins with [ or {".to_owned(),
            );
            None
        }
    }
}

/// Reports a text in which something hides.
pub(crate) fn unsafe_text(at: usize, what: &str, faults: &mut Faults<'_>) {
    faults.warning(
        "control-character",
        at,
        format!("a control or direction character hides in {what}"),
        "it is never sent to a terminal as it is; take it out".to_owned(),
    );
}

/// One of a few words.
pub(crate) fn word<W: Vocabulary>(
    node: &Node<'_>,
    key: &'static str,
    faults: &mut Faults<'_>,
) -> Option<W> {
    match W::of_word(text(node, key, faults)?) {
        Ok(word) => Some(word),
        Err(no) => {
            unknown_word(&no, node.at, faults);
            None
        }
    }
}

fn unknown_word(no: &NoWord, at: usize, faults: &mut Faults<'_>) {
    let code = if no.what == "verb" {
        "unknown-verb"
    } else {
        "unknown-word"
    };
    faults.error(code, at, no.to_string(), no.hint());
}

/// `true` or `false`.
pub(crate) fn flag(node: &Node<'_>, key: &'static str, faults: &mut Faults<'_>) -> bool {
    match text(node, key, faults) {
        Some("true" | "True" | "TRUE") => true,
        Some("false" | "False" | "FALSE") | None => false,
        Some(other) => {
            let yes = matches!(
                other.to_ascii_lowercase().as_str(),
                "yes" | "y" | "on" | "1"
            );
            faults.error(
                "wrong-type",
                node.at,
                format!("{key} is true or false, not {}", told(other)),
                format!("write {key}: {yes}"),
            );
            false
        }
    }
}

/// A whole number.
pub(crate) fn number<N: FromStr>(
    node: &Node<'_>,
    key: &'static str,
    faults: &mut Faults<'_>,
) -> Option<N> {
    let written = text(node, key, faults)?;
    // A sign or an underscore is no number of paragraphs, minutes or hours.
    let digits = !written.is_empty() && written.bytes().all(|b| b.is_ascii_digit());
    match written.parse() {
        Ok(number) if digits => Some(number),
        _ => {
            faults.error(
                "wrong-type",
                node.at,
                format!("{key} is a whole number, not {}", told(written)),
                format!("write it in digits: {key}: 7"),
            );
            None
        }
    }
}

/// A time.
pub(crate) fn moment(
    node: &Node<'_>,
    key: &'static str,
    faults: &mut Faults<'_>,
) -> Option<Moment> {
    let written = text(node, key, faults)?;
    match written.parse() {
        Ok(moment) => Some(moment),
        Err(_) => {
            let hint = if is_day(written) {
                format!("add the hour and the offset: {written}T10:00-04:00")
            } else if written.len() == 16 && format!("{written}Z").parse::<Moment>().is_ok() {
                format!("add the offset from UTC: {written}-04:00")
            } else {
                "write a time as 2008-07-17T11:42-04:00".to_owned()
            };
            faults.error(
                "bad-time",
                node.at,
                format!("{key} {} is no time", told(written)),
                hint,
            );
            None
        }
    }
}

/// A list's items; a single value counts as a list of one, with a word about it.
pub(crate) fn items<'n, 'a>(
    node: &'n Node<'a>,
    key: &'static str,
    faults: &mut Faults<'_>,
) -> &'n [Node<'a>] {
    match &node.value {
        Value::List(items) => items,
        Value::Nothing => &[],
        _ => {
            faults.warning(
                "wrong-type",
                node.at,
                format!("{key} is a list"),
                format!("put it in brackets: {key}: [ … ]"),
            );
            std::slice::from_ref(node)
        }
    }
}

/// Whether a text is a day of the calendar, `YYYY-MM-DD`.
pub(crate) fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(n, b)| match n {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        })
        && format!("{text}T00:00Z").parse::<Moment>().is_ok()
}

/// The text of a file, its byte order mark off; what is not UTF-8 is reported and stands as U+FFFD.
pub(crate) fn decode(bytes: &[u8]) -> (std::borrow::Cow<'_, str>, Option<usize>) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bad = std::str::from_utf8(bytes)
        .err()
        .map(|error| error.valid_up_to());
    (String::from_utf8_lossy(bytes), bad)
}

/// Reports bytes that are not UTF-8.
pub(crate) fn not_utf8(at: usize, faults: &mut Faults<'_>) {
    faults.error(
        "not-utf8",
        at,
        "bytes that are not UTF-8 stand here",
        "save the file as UTF-8".to_owned(),
    );
}
