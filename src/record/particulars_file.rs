//! Reads and writes `facilitators/meeting.yaml`.

use std::collections::BTreeSet;

use super::fault::{Fault, Faults, told};
use super::particulars::{Deadline, Particulars, Rules, Sitting};
use super::quote::scalar;
use super::reader::{Entries, decode, not_utf8};
use super::yaml::{self, Node, Value};
use crate::moment::Zone;
use crate::text::near;

const KEYS: [&str; 16] = [
    "title",
    "short",
    "symbol",
    "place",
    "from",
    "to",
    "zone",
    "languages",
    "mandate",
    "documents",
    "rules",
    "agenda",
    "programme",
    "deadlines",
    "illustrative",
    "worked_example",
];

/// Reads `facilitators/meeting.yaml`; what is missing or wrong is reported and reads as empty.
pub fn read_particulars(path: &str, bytes: &[u8]) -> (Particulars, Vec<Fault>) {
    let (text, bad) = decode(bytes);
    let mut faults = Faults::of(path, &text);
    if let Some(at) = bad {
        not_utf8(at, &mut faults);
    }
    let particulars = match yaml::parse(&text, 0) {
        Ok(node) => particulars(&node, &mut faults),
        Err(trouble) => {
            faults.error(trouble.code, trouble.at, trouble.message, trouble.hint);
            Particulars::default()
        }
    };
    (particulars, faults.into_list())
}

fn particulars(node: &Node<'_>, faults: &mut Faults<'_>) -> Particulars {
    let map = Entries::open(node, "the meeting", &KEYS, faults);
    let documents = documents(&map, faults);
    let (from, to) = (map.day("from", faults), map.day("to", faults));
    if let (Some(first), Some(last)) = (&from, &to)
        && last < first
    {
        faults.error(
            "bad-period",
            map.at_key("to"),
            format!("the meeting ends on {last}, before it begins"),
            format!("it begins on {first}"),
        );
    }
    let zone = map.text("zone", faults);
    if let Some(name) = &zone
        && Zone::named(name).is_none()
    {
        faults.error(
            "unknown-zone",
            map.at_key("zone"),
            format!("{} is no time zone", told(name)),
            "name one of the IANA list: America/New_York, Europe/Zurich, Asia/Kolkata".to_owned(),
        );
    }
    Particulars {
        title: map
            .needed("title", "Fourth review meeting on …", faults)
            .unwrap_or_default(),
        short: map.text("short", faults),
        symbol: map.text("symbol", faults),
        place: map.text("place", faults),
        from,
        to,
        zone,
        languages: languages(&map, faults),
        mandate: map.text("mandate", faults),
        rules: rules(&map, faults),
        agenda: map.texts("agenda", faults),
        programme: programme(&map, faults),
        deadlines: deadlines(&map, &documents, faults),
        documents,
        illustrative: map.flag("illustrative", faults),
        worked_example: map.flag("worked_example", faults),
    }
}

fn documents(map: &Entries<'_, '_>, faults: &mut Faults<'_>) -> Vec<String> {
    let mut documents: Vec<String> = Vec::new();
    let mut met: BTreeSet<String> = BTreeSet::new();
    for node in map.items("documents", faults) {
        let Some(id) = super::act_reader::who(node, "documents", faults) else {
            continue;
        };
        if !met.insert(id.clone()) {
            faults.error(
                "duplicate-document",
                node.at,
                format!("the document {id} stands twice"),
                "take one of the two out".to_owned(),
            );
        } else {
            documents.push(id);
        }
    }
    documents
}

fn languages(map: &Entries<'_, '_>, faults: &mut Faults<'_>) -> Vec<String> {
    map.items("languages", faults)
        .iter()
        .filter_map(|node| {
            let code = super::reader::text(node, "languages", faults)?;
            let fine =
                (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
            if !fine {
                faults.error(
                    "bad-language",
                    node.at,
                    format!("{} is no language", told(code)),
                    "write the two letters of ISO 639-1: ar, zh, en, fr, ru, es".to_owned(),
                );
            }
            fine.then(|| code.to_owned())
        })
        .collect()
}

fn rules(map: &Entries<'_, '_>, faults: &mut Faults<'_>) -> Rules {
    let Some(node) = map.get("rules") else {
        return Rules::default();
    };
    let rules = Entries::open(
        node,
        "rules",
        &["speaking_minutes", "silence_hours"],
        faults,
    );
    Rules {
        speaking_minutes: rules.number("speaking_minutes", faults),
        silence_hours: rules.number("silence_hours", faults),
    }
}

fn programme(map: &Entries<'_, '_>, faults: &mut Faults<'_>) -> Vec<Sitting> {
    map.items("programme", faults)
        .iter()
        .filter_map(|node| {
            let sitting = Entries::open(node, "a sitting", &["begins", "subject"], faults);
            if sitting.get("begins").is_none() && matches!(node.value, Value::Map(_)) {
                sitting.missing("begins", "2008-07-17T10:00-04:00", faults);
            }
            Some(Sitting {
                begins: sitting.moment("begins", faults)?,
                subject: sitting
                    .needed("subject", "what it deals with", faults)
                    .unwrap_or_default(),
            })
        })
        .collect()
}

fn deadlines(
    map: &Entries<'_, '_>,
    documents: &[String],
    faults: &mut Faults<'_>,
) -> Vec<Deadline> {
    map.items("deadlines", faults)
        .iter()
        .filter_map(|node| {
            let deadline = Entries::open(
                node,
                "a deadline",
                &["time", "subject", "documents"],
                faults,
            );
            if deadline.get("time").is_none() && matches!(node.value, Value::Map(_)) {
                deadline.missing("time", "2008-07-17T18:00-04:00", faults);
            }
            let concerned = deadline.texts("documents", faults);
            for id in concerned.iter().filter(|id| !documents.contains(id)) {
                let near = if faults.is_full() {
                    Vec::new()
                } else {
                    near(id, documents.iter().map(String::as_str))
                };
                let hint = match near.first() {
                    Some(meant) => format!("did you mean {meant}?"),
                    None => "name documents by their folders under drafts/".to_owned(),
                };
                faults.error(
                    "unknown-document",
                    deadline.at_key("documents"),
                    format!(
                        "the deadline is for {}, which is no document of the meeting",
                        told(id)
                    ),
                    hint,
                );
            }
            Some(Deadline {
                time: deadline.moment("time", faults)?,
                subject: deadline
                    .needed("subject", "amendments to WP.1", faults)
                    .unwrap_or_default(),
                documents: concerned,
            })
        })
        .collect()
}

/// Writes `facilitators/meeting.yaml`; what is empty stands as a comment that says what belongs there.
pub fn write_particulars(meeting: &Particulars) -> String {
    let mut out = String::from(
        "# The meeting: what it is called, where and when it meets, what it negotiates.\n",
    );
    let text = |out: &mut String, key: &str, value: Option<&str>, example: &str| match value {
        Some(value) => out.push_str(&format!("{key}: {}\n", scalar(value))),
        None => out.push_str(&format!("# {key}: {example}\n")),
    };
    let list = |items: &[String]| {
        let items: Vec<String> = items.iter().map(|item| scalar(item)).collect();
        items.join(", ")
    };
    text(&mut out, "title", Some(&meeting.title), "");
    text(
        &mut out,
        "short",
        meeting.short.as_deref(),
        "what the room calls it",
    );
    text(
        &mut out,
        "symbol",
        meeting.symbol.as_deref(),
        "A/CONF.999/2030",
    );
    text(&mut out, "place", meeting.place.as_deref(), "New York");
    text(&mut out, "from", meeting.from.as_deref(), "\"2030-07-14\"");
    text(&mut out, "to", meeting.to.as_deref(), "\"2030-07-18\"");
    text(
        &mut out,
        "zone",
        meeting.zone.as_deref(),
        "America/New_York",
    );
    if meeting.languages.is_empty() {
        out.push_str("# languages: [en, fr]\n");
    } else {
        out.push_str(&format!("languages: [{}]\n", list(&meeting.languages)));
    }
    text(
        &mut out,
        "mandate",
        meeting.mandate.as_deref(),
        "the resolution that called it",
    );
    out.push_str("# Documents by their folders under drafts/, in order.\n");
    out.push_str(&format!("documents: [{}]\n", list(&meeting.documents)));
    match (meeting.rules.speaking_minutes, meeting.rules.silence_hours) {
        (None, None) => out.push_str("# rules: {speaking_minutes: 5, silence_hours: 72}\n"),
        (minutes, hours) => {
            let minutes = minutes.map(|n| format!("speaking_minutes: {n}"));
            let hours = hours.map(|n| format!("silence_hours: {n}"));
            let rules: Vec<String> = minutes.into_iter().chain(hours).collect();
            out.push_str(&format!("rules: {{{}}}\n", rules.join(", ")));
        }
    }
    block(
        &mut out,
        "agenda",
        "- opening of the meeting",
        meeting.agenda.iter().map(|item| scalar(item)),
    );
    block(
        &mut out,
        "programme",
        "- {begins: 2030-07-14T10:00-04:00, subject: general exchange of views}",
        meeting.programme.iter().map(|sitting| {
            format!(
                "{{begins: {}, subject: {}}}",
                sitting.begins,
                scalar(&sitting.subject)
            )
        }),
    );
    block(
        &mut out,
        "deadlines",
        "- {time: 2030-07-15T18:00-04:00, subject: amendments, documents: [wp1]}",
        meeting.deadlines.iter().map(|deadline| {
            let documents = if deadline.documents.is_empty() {
                String::new()
            } else {
                format!(", documents: [{}]", list(&deadline.documents))
            };
            format!(
                "{{time: {}, subject: {}{documents}}}",
                deadline.time,
                scalar(&deadline.subject)
            )
        }),
    );
    if meeting.illustrative {
        out.push_str("# The texts are invented.\nillustrative: true\n");
    }
    if meeting.worked_example {
        out.push_str("worked_example: true\n");
    }
    out
}

/// A list of one item a line, or a comment that shows one.
pub(crate) fn block(
    out: &mut String,
    key: &str,
    example: &str,
    items: impl Iterator<Item = String>,
) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        out.push_str(&format!("# {key}:\n#   {example}\n"));
        return;
    }
    out.push_str(&format!("{key}:\n"));
    for item in items {
        out.push_str(&format!("  - {item}\n"));
    }
}
