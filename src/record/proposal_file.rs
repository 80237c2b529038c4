//! Reads and writes `drafts/ID/proposals/SLUG.md`: front matter, and the words wanted as Markdown.

use super::act_reader::{anchor, slug, who};
use super::act_writer::place;
use super::fault::{Fault, Faults, first_unsafe};
use super::proposal::{Proposal, ProposalKind};
use super::quote::{quoted, scalar};
use super::reader::{Entries, decode, not_utf8, unsafe_text};
use super::slug::Slug;
use super::yaml::{self, Node};

const KEYS: [&str; 14] = [
    "sponsor",
    "cosponsors",
    "on_behalf_of",
    "kind",
    "anchor",
    "place",
    "words",
    "term",
    "amends",
    "submission",
    "received",
    "forum",
    "rationale",
    "desk",
];

/// Reads a proposal's file; its slug is the file's name, `document` its folder's.
///
/// `None` where it does not say who proposes or what sort of thing (reported).
pub fn read_proposal(path: &str, document: &str, bytes: &[u8]) -> (Option<Proposal>, Vec<Fault>) {
    let (text, bad) = decode(bytes);
    let mut faults = Faults::of(path, &text);
    if let Some(at) = bad {
        not_utf8(at, &mut faults);
    }
    let file = path.rsplit('/').next().unwrap_or(path);
    let name = file.strip_suffix(".md").unwrap_or(file);
    let named = Slug::is_slug(name);
    if !named {
        faults.error(
            "bad-slug",
            0,
            "the file's name is the proposal's slug, and this one is none",
            "name it as its sponsor and four hexadecimal digits: xno-7f3a.md".to_owned(),
        );
    }
    let proposal = match halves(&text) {
        None => {
            faults.error(
                "no-front-matter",
                0,
                "a proposal begins with --- and the lines that say whose it is",
                "begin it with ---, sponsor: XNO, kind: replace, ---, each on its line".to_owned(),
            );
            None
        }
        Some((front, body)) => {
            let matter = text.get(front.clone()).unwrap_or("");
            match yaml::parse(matter, front.start) {
                Ok(node) => {
                    let wanted = text.get(body.clone()).unwrap_or("");
                    if let Some(at) = first_unsafe(wanted) {
                        unsafe_text(body.start + at, "the words wanted", &mut faults);
                    }
                    let bare = Proposal::bare(name, document, wanted);
                    fill(bare, &node, body.start, &mut faults).filter(|_| named)
                }
                Err(trouble) => {
                    faults.error(trouble.code, trouble.at, trouble.message, trouble.hint);
                    None
                }
            }
        }
    };
    (proposal, faults.into_list())
}

/// The bytes of the front matter without its fences, and of what follows them.
fn halves(text: &str) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let mut at = 0;
    let mut front = None;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let fence = line.trim_end() == "---";
        match front {
            None if fence => front = Some(at),
            None if line.trim().is_empty() => {}
            None => return None,
            Some(begun) if fence => return Some((begun..start, at..text.len())),
            Some(_) => {}
        }
    }
    None
}

impl Proposal {
    fn bare(slug: &str, document: &str, body: &str) -> Proposal {
        Proposal {
            slug: Slug(slug.to_owned()),
            document: document.to_owned(),
            sponsor: String::new(),
            cosponsors: Vec::new(),
            on_behalf_of: None,
            kind: ProposalKind::Comment,
            anchor: None,
            place: super::proposal::Where::After,
            words: String::new(),
            wanted: body
                .replace("\r\n", "\n")
                .trim_matches(['\n', ' '])
                .to_owned(),
            term: None,
            amends: None,
            submission: None,
            received: None,
            forum: None,
            rationale: None,
            desk: false,
        }
    }
}

fn fill(
    mut proposal: Proposal,
    node: &Node<'_>,
    body: usize,
    faults: &mut Faults<'_>,
) -> Option<Proposal> {
    let map = Entries::open(node, "a proposal", &KEYS, faults);
    for (key, example) in [("sponsor", "XNO"), ("kind", "replace")] {
        if map.get(key).is_none() {
            map.missing(key, example, faults);
        }
    }
    let sponsor = map
        .get("sponsor")
        .and_then(|node| who(node, "sponsor", faults));
    let kind = map.word::<ProposalKind>("kind", faults);
    proposal.cosponsors = map
        .items("cosponsors", faults)
        .iter()
        .filter_map(|node| who(node, "cosponsors", faults))
        .collect();
    proposal.on_behalf_of = map.text("on_behalf_of", faults);
    proposal.anchor = map
        .get("anchor")
        .and_then(|node| anchor(node, "anchor", faults))
        .map(|(anchor, _)| anchor);
    proposal.place = map.word("place", faults).unwrap_or_default();
    proposal.words = map.text("words", faults).unwrap_or_default();
    proposal.term = map.text("term", faults);
    proposal.amends = map
        .get("amends")
        .and_then(|node| slug(node, "amends", faults));
    proposal.submission = map.get("submission").and_then(|node| {
        let submission = Entries::open(node, "a submission", &["name", "number"], faults);
        if submission.get("number").is_none() {
            submission.missing("number", "4", faults);
        }
        submission
            .needed("name", "XNO-1", faults)
            .zip(submission.number("number", faults))
    });
    proposal.received = map.moment("received", faults);
    proposal.forum = map.word("forum", faults);
    proposal.rationale = map.text("rationale", faults);
    proposal.desk = map.flag("desk", faults);
    if let Some(kind) = kind {
        fits(kind, &proposal, &map, body, faults);
    }
    proposal.sponsor = sponsor?;
    proposal.kind = kind?;
    Some(proposal)
}

/// Says where what is wanted does not fit its kind.
fn fits(
    kind: ProposalKind,
    proposal: &Proposal,
    map: &Entries<'_, '_>,
    body: usize,
    faults: &mut Faults<'_>,
) {
    let needs_place = matches!(
        kind,
        ProposalKind::Replace
            | ProposalKind::Add
            | ProposalKind::Delete
            | ProposalKind::Move
            | ProposalKind::Bracket
            | ProposalKind::Lift
    );
    if needs_place && map.get("anchor").is_none() {
        map.missing("anchor", "{version: …, ordinal: 7, label: \"12\"}", faults);
    }
    if matches!(kind, ProposalKind::Replace | ProposalKind::Add) && proposal.wanted.is_empty() {
        faults.error(
            "nothing-wanted",
            body,
            format!("a proposal to {kind} says what is wanted under its front matter"),
            "write the paragraph as wanted, without its label; to take one out, write kind: delete"
                .to_owned(),
        );
    }
    if kind == ProposalKind::Delete && !proposal.wanted.is_empty() {
        faults.warning(
            "words-to-delete",
            body,
            "a proposal to delete wants no words, and some stand here",
            "put reasons under rationale; to put other words in its place, write kind: replace"
                .to_owned(),
        );
    }
    if kind == ProposalKind::Throughout && proposal.term.is_none() {
        map.missing("term", "the words to be replaced everywhere", faults);
    }
}

/// Writes a proposal's file: front matter in a fixed order, an empty line, the words wanted.
pub fn write_proposal(proposal: &Proposal) -> String {
    let mut out = String::from("---\n");
    let mut raw = |key: &str, value: &str| out.push_str(&format!("{key}: {value}\n"));
    raw("sponsor", &scalar(&proposal.sponsor));
    if !proposal.cosponsors.is_empty() {
        let list: Vec<String> = proposal
            .cosponsors
            .iter()
            .map(|code| scalar(code))
            .collect();
        raw("cosponsors", &format!("[{}]", list.join(", ")));
    }
    if let Some(whom) = &proposal.on_behalf_of {
        raw("on_behalf_of", &scalar(whom));
    }
    raw("kind", proposal.kind.name());
    if let Some(anchor) = &proposal.anchor {
        raw("anchor", &place(anchor, None));
    }
    if matches!(proposal.kind, ProposalKind::Add | ProposalKind::Move)
        || proposal.place != super::proposal::Where::After
    {
        raw("place", proposal.place.name());
    }
    if !proposal.words.is_empty() {
        raw("words", &quoted(&proposal.words));
    }
    if let Some(term) = &proposal.term {
        raw("term", &quoted(term));
    }
    if let Some(amends) = &proposal.amends {
        raw("amends", &scalar(&amends.0));
    }
    if let Some((name, number)) = &proposal.submission {
        raw(
            "submission",
            &format!("{{name: {}, number: {number}}}", scalar(name)),
        );
    }
    if let Some(received) = &proposal.received {
        raw("received", &received.to_string());
    }
    if let Some(forum) = proposal.forum {
        raw("forum", forum.name());
    }
    if let Some(rationale) = &proposal.rationale {
        raw("rationale", &quoted(rationale));
    }
    if proposal.desk {
        raw("desk", "true");
    }
    out.push_str("---\n");
    if !proposal.wanted.is_empty() {
        out.push_str(&format!("\n{}\n", proposal.wanted));
    }
    out
}
