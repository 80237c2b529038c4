//! Makes an act of a map, and says what is wrong with the map.

use super::act::{Act, Anchor, Target, Verb};
use super::act_id::ActId;
use super::decision::{Decision, Voice, Vote};
use super::entry::Entry;
use super::fault::{Faults, told};
use super::reader::{
    Entries, duplicate_key, flag, items, key_name, moment, text, unknown_key, word,
};
use super::slug::Slug;
use super::yaml::{Node, Value};
use crate::moment::Moment;
use crate::repo::BlobId;
use crate::text::Digests;

/// The keys of an act, in the order in which they are written.
const KEYS: [&str; 36] = [
    "id",
    "time",
    "by",
    "entered_by",
    "heard",
    "do",
    "document",
    "paragraph",
    "bracket",
    "proposal",
    "act",
    "after",
    "number",
    "level",
    "into",
    "amended",
    "how",
    "majority",
    "kind",
    "outcome",
    "vote",
    "changed",
    "condition",
    "until",
    "until_at",
    "awaiting",
    "closes",
    "received",
    "reason",
    "words",
    "digests",
    "chapeau",
    "text",
    "over",
    "entry",
    "desk",
];

/// Reads one act; `document` is the folder the file lies in. `None` where what every act has is missing (reported).
pub(crate) fn act(node: &Node<'_>, document: Option<&str>, faults: &mut Faults<'_>) -> Option<Act> {
    let Value::Map(pairs) = &node.value else {
        faults.error(
            "wrong-type",
            node.at,
            format!("an act is a map, not {}", node.sort()),
            "write it on one line: - {id: …, time: …, by: …, do: …, …}".to_owned(),
        );
        return None;
    };
    // Nothing of this is kept before its time, verb and target are known.
    let mut act = Act::blank(
        Moment::from_unix(0, 0),
        String::new(),
        Verb::Discuss,
        Target::Document,
    );
    let mut decision = Decision::default();
    let mut seen: u64 = 0;
    let (mut time, mut verb, mut target) = (None, None, None);
    let mut targets = 0;
    let mut readable = true;
    for (key, value) in pairs {
        let Some(name) = key_name(key, faults) else {
            continue;
        };
        let Some(number) = KEYS.iter().position(|known| *known == name) else {
            unknown_key(name, key.at, "an act", &KEYS, faults);
            continue;
        };
        if seen & (1 << number) != 0 {
            duplicate_key(name, key.at, faults);
            continue;
        }
        seen |= 1 << number;
        if matches!(
            name,
            "document" | "paragraph" | "bracket" | "proposal" | "act"
        ) {
            targets += 1;
            if targets == 2 {
                faults.error(
                    "two-targets",
                    key.at,
                    "an act is about one thing, and this one names two",
                    "make two acts of it, one a target".to_owned(),
                );
            }
            if targets == 1 {
                target = aim(name, value, document, faults);
            }
            continue;
        }
        let owned = |key, faults: &mut Faults<'_>| text(value, key, faults).map(str::to_owned);
        match name {
            "id" => act.id = id(value, "id", faults).unwrap_or_else(|| ActId::from("")),
            "time" => time = moment(value, "time", faults),
            "by" => act.by = who(value, "by", faults).unwrap_or_default(),
            "entered_by" => act.entered_by = who(value, "entered_by", faults),
            "heard" => act.heard = word(value, "heard", faults),
            "do" => verb = word::<Verb>(value, "do", faults),
            "after" => {
                act.after = items(value, "after", faults)
                    .iter()
                    .filter_map(|item| id(item, "after", faults))
                    .collect();
            }
            "number" => act.number = owned("number", faults),
            "level" => act.level = word(value, "level", faults),
            "into" => act.into = slug(value, "into", faults),
            "amended" => act.amended = flag(value, "amended", faults),
            // A vote that is read in part would be another vote.
            "vote" => {
                let before = faults.count();
                decision.vote = Some(vote(value, faults));
                readable &= faults.count() == before;
            }
            "how" | "majority" | "kind" | "outcome" => {
                let before = faults.count();
                match name {
                    "how" => decision.manner = word(value, "how", faults),
                    "majority" => {
                        decision.majority = word(value, "majority", faults).unwrap_or_default();
                    }
                    "kind" => decision.kind = word(value, "kind", faults),
                    _ => decision.fate = word(value, "outcome", faults),
                }
                readable &= faults.count() == before;
            }
            "changed" => {
                decision.changed = items(value, "changed", faults)
                    .iter()
                    .filter_map(|item| text(item, "changed", faults).map(str::to_owned))
                    .collect();
            }
            "condition" => act.condition = owned("condition", faults),
            "until" => act.until = owned("until", faults),
            "until_at" => {
                act.until_at =
                    anchor(value, "until_at", faults).map(|(anchor, _)| Box::new(anchor));
            }
            "awaiting" => act.awaiting = flag(value, "awaiting", faults),
            "closes" => act.closes = moment(value, "closes", faults),
            "received" => act.received = moment(value, "received", faults),
            "reason" => act.reason = owned("reason", faults),
            "words" => act.words = owned("words", faults),
            "digests" => act.digests = digests(value, "digests", faults),
            "chapeau" => act.chapeau = digests(value, "chapeau", faults),
            "text" => act.text = version(value, "text", faults),
            "over" => act.over = version(value, "over", faults),
            "entry" => act.entry = entry(value, faults),
            _ => act.desk = flag(value, "desk", faults),
        }
    }
    if targets == 0 {
        faults.error(
            "no-target",
            node.at,
            "this act does not say what it is about",
            "add one of document, paragraph, bracket, proposal, act".to_owned(),
        );
    }
    let mut whole = readable && targets > 0 && target.is_some();
    for (number, key, example) in [
        (0, "id", "5f0c2a91b3 (ten hexadecimal digits)"),
        (1, "time", "2008-07-17T11:42-04:00"),
        (2, "by", "XNO"),
        (5, "do", "support"),
    ] {
        if seen & (1 << number) == 0 {
            faults.error(
                "missing-key",
                node.at,
                format!("an act has no {key}"),
                format!("add {key}: {example}"),
            );
            whole = false;
        }
    }
    act.decision = (decision != Decision::default()).then(|| Box::new(decision));
    act.time = time?;
    act.verb = verb?;
    act.target = target?;
    (whole && !act.id.is_empty() && !act.by.is_empty()).then_some(act)
}

fn aim(
    name: &str,
    value: &Node<'_>,
    document: Option<&str>,
    faults: &mut Faults<'_>,
) -> Option<Target> {
    match name {
        "document" => {
            let named = text(value, "document", faults)?;
            if let Some(folder) = document.filter(|folder| *folder != named) {
                faults.error(
                    "other-document",
                    value.at,
                    format!(
                        "this file is about {folder}, and the act names {}",
                        told(named)
                    ),
                    format!("write document: {folder}, or move the line to the other folder"),
                );
            }
            Some(Target::Document)
        }
        "paragraph" => {
            anchor(value, "paragraph", faults).map(|(anchor, _)| Target::Paragraph(anchor))
        }
        "bracket" => {
            let (anchor, bracket) = anchor(value, "bracket", faults)?;
            let (words, nth) = bracket?;
            Some(Target::Bracket { anchor, words, nth })
        }
        "proposal" => slug(value, "proposal", faults).map(Target::Proposal),
        _ => id(value, "act", faults).map(Target::Act),
    }
}

/// Reads `{version, ordinal, label}`, for a bracket with its words and which one of those it is.
pub(crate) fn anchor(
    node: &Node<'_>,
    what: &'static str,
    faults: &mut Faults<'_>,
) -> Option<(Anchor, Option<(String, usize)>)> {
    let of_bracket = what == "bracket";
    let keys: &[&'static str] = if of_bracket {
        &["version", "ordinal", "label", "words", "nth"]
    } else {
        &["version", "ordinal", "label"]
    };
    if matches!(node.value, Value::Text(_) | Value::List(_)) {
        faults.error(
            "wrong-type",
            node.at,
            format!("{what} is a map, not {}", node.sort()),
            format!("write {what}: {{version: …, ordinal: 7, label: \"12 bis\"}}"),
        );
        return None;
    }
    let map = Entries::open(node, what, keys, faults);
    let blob = map
        .get("version")
        .and_then(|node| version(node, "version", faults));
    if map.get("version").is_none() {
        map.missing("version", "the blob id of text.md", faults);
    }
    if map.get("ordinal").is_none() {
        map.missing("ordinal", "7", faults);
    }
    let ordinal = map.number("ordinal", faults);
    let label = map.text("label", faults).unwrap_or_default();
    let bracket = if of_bracket {
        let words = map.needed("words", "\"shall\"", faults);
        let nth = match map.get("nth") {
            None => Some(1),
            Some(_) => map.number("nth", faults),
        };
        words.zip(nth)
    } else {
        None
    };
    Some((
        Anchor {
            version: blob?,
            ordinal: ordinal?,
            label,
        },
        bracket,
    ))
}

/// Reads `{yes: [XNO], no: [], abstain: [], not_participating: [], announced: {yes: 1, no: 0, abstain: 0}}`.
fn vote(node: &Node<'_>, faults: &mut Faults<'_>) -> Vote {
    const KEYS: [&str; 5] = ["yes", "no", "abstain", "not_participating", "announced"];
    let map = Entries::open(node, "a vote", &KEYS, faults);
    let mut vote = Vote::default();
    for (voice, key) in Voice::ALL.into_iter().zip(KEYS) {
        for item in map.items(key, faults) {
            if let Some(name) = who(item, key, faults) {
                vote.add(voice, name);
            }
        }
    }
    if let Some(node) = map.get("announced") {
        let announced = Entries::open(node, "what was announced", &KEYS[..4], faults);
        for (voice, key) in Voice::ALL.into_iter().zip(KEYS) {
            if let Some(total) = announced.number(key, faults) {
                vote.announce(voice, total);
            }
        }
    }
    vote
}

fn digests(node: &Node<'_>, what: &'static str, faults: &mut Faults<'_>) -> Option<Digests> {
    let map = Entries::open(node, what, &["strict", "folded"], faults);
    Some(Digests {
        strict: map.needed("strict", "the digest of the words", faults)?,
        folded: map.needed("folded", "the digest of the folded words", faults)?,
    })
}

/// A word that may stand in a file's name and a command: letters, digits, `-`, `_`, `.`.
fn safe<'a>(
    node: &'a Node<'_>,
    key: &'static str,
    code: &'static str,
    faults: &mut Faults<'_>,
) -> Option<&'a str> {
    let word = text(node, key, faults)?;
    let fine = !word.is_empty()
        && word.len() <= 64
        && word
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        && !word.starts_with(['-', '.']);
    if fine {
        return Some(word);
    }
    faults.error(
        code,
        node.at,
        format!("{key} is a word of letters, digits, - and _"),
        "spaces and other signs have no place in it".to_owned(),
    );
    None
}

fn id(node: &Node<'_>, key: &'static str, faults: &mut Faults<'_>) -> Option<ActId> {
    safe(node, key, "bad-id", faults).map(ActId::from)
}

/// The mark of an entry; one that cannot be read says nothing of what the act does, and the act stands without it.
fn entry(node: &Node<'_>, faults: &mut Faults<'_>) -> Option<Entry> {
    let read = text(node, "entry", faults)?.parse();
    if read.is_err() {
        faults.error(
            "bad-entry",
            node.at,
            "entry is no mark of an entry",
            "2-5f0c2a91-3, as adref writes it; or take it out".to_owned(),
        );
    }
    read.ok()
}

/// A delegation's or group's code, or an officer's handle: part of a file's name, and the owner of alternatives.
pub(crate) fn who(node: &Node<'_>, key: &'static str, faults: &mut Faults<'_>) -> Option<String> {
    safe(node, key, "bad-code", faults).map(str::to_owned)
}

fn version(node: &Node<'_>, key: &'static str, faults: &mut Faults<'_>) -> Option<BlobId> {
    safe(node, key, "bad-version", faults).map(|id| BlobId(id.to_owned()))
}

/// A proposal's slug.
pub(crate) fn slug(node: &Node<'_>, key: &'static str, faults: &mut Faults<'_>) -> Option<Slug> {
    let word = text(node, key, faults)?;
    if Slug::is_slug(word) {
        return Some(Slug(word.to_owned()));
    }
    faults.error(
        "bad-slug",
        node.at,
        format!("{} is no proposal's slug", told(word)),
        "a slug is the name of its file without .md: xno-7f3a".to_owned(),
    );
    None
}
