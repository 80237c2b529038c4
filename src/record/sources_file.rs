//! Reads and writes `drafts/DOCUMENT/sources.yaml`: one entry a line, so that two who add to it apart do not meet.

use super::fault::{Fault, Faults};
use super::quote::scalar;
use super::reader::{Entries, decode, not_utf8};
use super::source::{How, Origin, Provenance, Source};
use super::yaml::{self, Node, Value};

/// The keys of an entry, in the order in which they are written.
const KEYS: [&str; 7] = [
    "paragraph",
    "how",
    "from",
    "declined",
    "by",
    "reason",
    "note",
];

/// What a new file begins with.
const HEAD: &str =
    "# Where each paragraph comes from, and which paragraphs of the papers were declined.\n";

/// Reads `drafts/DOCUMENT/sources.yaml`. What is wrong with one entry is reported with its place, the others are read all the same.
pub fn read_sources(path: &str, bytes: &[u8]) -> (Vec<Source>, Vec<Fault>) {
    let (text, bad) = decode(bytes);
    let mut faults = Faults::of(path, &text);
    if let Some(at) = bad {
        not_utf8(at, &mut faults);
    }
    let mut sources = Vec::new();
    match yaml::parse(&text, 0) {
        Ok(Node {
            value: Value::List(items),
            ..
        }) => {
            for node in &items {
                let line = text
                    .get(..node.at)
                    .unwrap_or_default()
                    .matches('\n')
                    .count()
                    + 1;
                let provenance = provenance(node, &mut faults);
                sources.extend(provenance.map(|(provenance, note)| Source {
                    provenance,
                    note,
                    line,
                }));
            }
        }
        Ok(Node {
            value: Value::Nothing,
            ..
        }) => {}
        Ok(node) => faults.error(
            "wrong-type",
            node.at,
            format!("sources are a list, not {}", node.sort()),
            "write each on a line: - {paragraph: I/1, how: adapted, from: [wp1@rev.1 I/1]}"
                .to_owned(),
        ),
        Err(trouble) => faults.error(trouble.code, trouble.at, trouble.message, trouble.hint),
    }
    (sources, faults.into_list())
}

/// Reads one entry, as [`write_source`] writes it.
pub fn read_source(entry: &str) -> Option<Source> {
    let (mut sources, _) = read_sources("", format!("- {entry}\n").as_bytes());
    sources.pop().filter(|_| sources.is_empty())
}

/// An entry as it stands behind its hyphen: `{paragraph: I/1, how: new}`.
pub fn write_source(source: &Source) -> String {
    let line = line(source);
    line.trim_start_matches("- ").trim_end().to_owned()
}

fn provenance(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<(Provenance, Option<String>)> {
    let map = Entries::open(node, "a source", &KEYS, faults);
    let note = map.text("note", faults);
    if map.get("declined").is_some() {
        let what = map.text("declined", faults)?;
        if map.get("paragraph").is_some() {
            faults.error(
                "two-targets",
                map.at_key("paragraph"),
                "an entry says what a paragraph comes from or what was declined, and this one says both",
                "make two entries of it".to_owned(),
            );
        }
        let declined = Provenance::Declined {
            what: Origin::read(&what),
            by: map.text("by", faults),
            reason: map.text("reason", faults),
        };
        return Some((declined, note));
    }
    let paragraph = map.needed("paragraph", "I/1, or declined: wp1@rev.1 I/1", faults)?;
    let from: Vec<Origin> = map
        .texts("from", faults)
        .iter()
        .map(|one| Origin::read(one))
        .collect();
    let how = match map.get("how") {
        Some(_) => map.word("how", faults)?,
        None if from.is_empty() => How::New,
        None => How::Adapted,
    };
    if (how == How::New) != from.is_empty() {
        faults.warning(
            "source-unclear",
            map.at_key("how"),
            match how {
                How::New => format!("{paragraph} is new and has sources all the same"),
                _ => format!("{paragraph} is {how}, and it is not said from where"),
            },
            "write from: [wp1@rev.1 I/1], or how: new".to_owned(),
        );
    }
    Some((
        Provenance::Taken {
            paragraph,
            how,
            from,
        },
        note,
    ))
}

/// An entry as one line.
fn line(source: &Source) -> String {
    let mut pairs: Vec<String> = Vec::new();
    match &source.provenance {
        Provenance::Taken {
            paragraph,
            how,
            from,
        } => {
            pairs.push(format!("paragraph: {}", scalar(paragraph)));
            pairs.push(format!("how: {how}"));
            if !from.is_empty() {
                let from: Vec<String> = from.iter().map(|one| scalar(&one.to_string())).collect();
                pairs.push(format!("from: [{}]", from.join(", ")));
            }
        }
        Provenance::Declined { what, by, reason } => {
            pairs.push(format!("declined: {}", scalar(&what.to_string())));
            pairs.extend(by.as_ref().map(|by| format!("by: {}", scalar(by))));
            pairs.extend(
                reason
                    .as_ref()
                    .map(|reason| format!("reason: {}", scalar(reason))),
            );
        }
    }
    pairs.extend(
        source
            .note
            .as_ref()
            .map(|note| format!("note: {}", scalar(note))),
    );
    format!("- {{{}}}\n", pairs.join(", "))
}

/// A file with an entry more; `present` is the file as it is, if it is there.
pub fn append_source(present: Option<&[u8]>, source: &Source) -> Vec<u8> {
    let mut bytes = match present {
        Some(bytes) => bytes.to_vec(),
        None => HEAD.as_bytes().to_vec(),
    };
    if bytes.last().is_some_and(|last| *last != b'\n') {
        bytes.push(b'\n');
    }
    bytes.extend(line(source).into_bytes());
    bytes
}

/// A file without one of its entries, which stands there by itself on a line; `None` where it does not, or is not there.
pub fn without_source(bytes: &[u8], source: &Source) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let known = read_sources("", bytes).0;
    let same = |one: &&Source| one.provenance == source.provenance && one.note == source.note;
    let found = known.iter().rev().find(same)?.line;
    let mut kept = String::with_capacity(text.len());
    for (n, line) in text.split_inclusive('\n').enumerate() {
        if n + 1 != found {
            kept.push_str(line);
            continue;
        }
        // What runs over several lines, or shares its line, is not cut to pieces.
        let entry = line.trim_end().strip_prefix("- ")?;
        let alone = read_source(entry).is_some_and(|one| same(&&one));
        if !alone {
            return None;
        }
    }
    Some(kept.into_bytes())
}

/// Whether a file of sources holds nothing but what a new one begins with.
pub fn says_nothing(bytes: &[u8]) -> bool {
    bytes == HEAD.as_bytes()
}

/// A file in which paragraphs are called by other names, old before new; nothing else changes. `None` where none is named.
pub fn renamed_sources(bytes: &[u8], names: &[(String, String)]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let Ok(Node {
        value: Value::List(items),
        ..
    }) = yaml::parse(text, 0)
    else {
        return None;
    };
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for item in &items {
        let Value::Map(pairs) = &item.value else {
            continue;
        };
        for (key, value) in pairs {
            let (Value::Text(key), Value::Text(name)) = (&key.value, &value.value) else {
                continue;
            };
            let new = names
                .iter()
                .find(|(old, _)| old == name.as_ref())
                .map(|(_, new)| new);
            let (true, Some(new)) = (key == "paragraph", new) else {
                continue;
            };
            let written = text.get(value.at..)?;
            let length = match written.chars().next()? {
                quote @ ('"' | '\'') => written.get(1..)?.find(quote)? + 2,
                _ => name.len(),
            };
            out.push_str(text.get(at..value.at)?);
            out.push_str(&scalar(new));
            at = value.at + length;
        }
    }
    out.push_str(text.get(at..)?);
    (at > 0).then(|| out.into_bytes())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const FILE: &str = "# Sources.\n- {paragraph: III/12, how: in substance, from: [wp1@rev.1 I/1, XNO-3], note: \"a, b\"}\n- {paragraph: \"2/(a)\", how: new}\n- {declined: wp3@rev.1 IV/15, by: cekuolis, reason: \"Twice: no.\"}\n";

    #[test]
    fn what_is_read_is_what_is_written() {
        let (sources, faults) = read_sources("drafts/outcome/sources.yaml", FILE.as_bytes());
        assert_eq!(faults, []);
        assert_eq!(
            sources.iter().map(|one| one.line).collect::<Vec<_>>(),
            [2, 3, 4]
        );
        let mut written = b"# Sources.\n".to_vec();
        for source in &sources {
            written = append_source(Some(&written), source);
        }
        let (again, _) = read_sources("drafts/outcome/sources.yaml", &written);
        assert_eq!(again, sources);
    }

    #[test]
    fn paragraphs_are_renamed_at_once_and_nothing_else_changes() {
        let names = [
            ("III/12", "III/13"),
            ("III/13", "III/14"),
            ("2/(a)", "2/(b)"),
        ];
        let names: Vec<(String, String)> =
            names.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec();
        let renamed = renamed_sources(FILE.as_bytes(), &names).unwrap();
        let expected = FILE
            .replace("III/12", "III/13")
            .replace("\"2/(a)\"", "2/(b)");
        assert_eq!(String::from_utf8(renamed).unwrap(), expected);
        assert_eq!(renamed_sources(FILE.as_bytes(), &[]), None);
    }

    #[test]
    fn what_is_wrong_with_one_spoils_no_other() {
        let text = "- {paragraph: I/1, how: adaptd, from: [wp1 I/1]}\n- {how: new}\n- {paragraph: I/2, how: new, from: [wp1 I/1]}\n- 7\n- {declined: XNO-3}\n";
        let (sources, faults) = read_sources("drafts/outcome/sources.yaml", text.as_bytes());
        assert_eq!(sources.len(), 2);
        let codes: Vec<&str> = faults.iter().map(|one| one.finding.code).collect();
        assert_eq!(
            codes,
            [
                "unknown-word",
                "missing-key",
                "source-unclear",
                "wrong-type",
                "missing-key"
            ]
        );
    }
}
