//! Writes an act as one line of YAML: the same keys in the same order, what is empty left out.

use super::act::{Act, Anchor, Target};
use super::decision::{Decision, Majority, Voice, Vote};
use super::quote::{quoted, scalar};
use crate::text::Digests;

/// The line of an act, its newline included: `- {id: …, time: …, by: XNO, do: oppose, …}`.
///
/// `document` is the folder's name; it is written where the act is about the whole document.
pub fn write_act(document: &str, act: &Act) -> String {
    format!("- {}\n", line(document, act))
}

/// The flow mapping alone.
pub(crate) fn line(document: &str, act: &Act) -> String {
    let mut line = Line(String::with_capacity(240));
    if !act.id.is_empty() {
        line.text("id", &act.id.to_string());
    }
    line.raw("time", &act.time.to_string());
    line.text("by", &act.by);
    line.maybe("entered_by", act.entered_by.as_deref());
    if let Some(heard) = act.heard {
        line.raw("heard", heard.name());
    }
    line.raw("do", act.verb.name());
    match &act.target {
        Target::Document => line.text("document", document),
        Target::Paragraph(anchor) => line.raw("paragraph", &place(anchor, None)),
        Target::Bracket { anchor, words, nth } => {
            line.raw("bracket", &place(anchor, Some((words, *nth))));
        }
        Target::Proposal(slug) => line.text("proposal", &slug.0),
        Target::Act(id) => line.text("act", &id.to_string()),
    }
    if !act.after.is_empty() {
        let ids: Vec<String> = act.after.iter().map(|id| scalar(&id.to_string())).collect();
        line.raw("after", &format!("[{}]", ids.join(", ")));
    }
    line.maybe("number", act.number.as_deref());
    if let Some(level) = act.level {
        line.raw("level", level.name());
    }
    line.maybe("into", act.into.as_ref().map(|slug| slug.0.as_str()));
    if act.amended {
        line.raw("amended", "true");
    }
    if let Some(decision) = act.decision.as_deref() {
        decided(&mut line, decision);
    }
    line.said("condition", act.condition.as_deref());
    line.said("until", act.until.as_deref());
    if let Some(anchor) = &act.until_at {
        line.raw("until_at", &place(anchor, None));
    }
    if act.awaiting {
        line.raw("awaiting", "true");
    }
    if let Some(closes) = &act.closes {
        line.raw("closes", &closes.to_string());
    }
    if let Some(received) = &act.received {
        line.raw("received", &received.to_string());
    }
    line.said("reason", act.reason.as_deref());
    line.said("words", act.words.as_deref());
    line.digests("digests", act.digests.as_ref());
    line.digests("chapeau", act.chapeau.as_ref());
    line.maybe("text", act.text.as_ref().map(|blob| blob.0.as_str()));
    line.maybe("over", act.over.as_ref().map(|blob| blob.0.as_str()));
    line.maybe("entry", act.entry.map(|entry| entry.to_string()).as_deref());
    if act.desk {
        line.raw("desk", "true");
    }
    line.0.push('}');
    line.0
}

fn decided(line: &mut Line, decision: &Decision) {
    line.maybe("how", decision.manner.map(|one| one.name()));
    if decision.majority != Majority::default() {
        line.raw("majority", decision.majority.name());
    }
    line.maybe("kind", decision.kind.map(|one| one.name()));
    line.maybe("outcome", decision.fate.map(|one| one.name()));
    if let Some(vote) = &decision.vote {
        line.raw("vote", &voted(vote));
    }
    if !decision.changed.is_empty() {
        line.raw("changed", &list(&decision.changed));
    }
}

/// A vote as a flow mapping; nothing but `{announced: {}}` where nothing was written down.
fn voted(vote: &Vote) -> String {
    let mut line = Line(String::new());
    let mut announced = Line(String::new());
    for voice in Voice::ALL {
        let key = voice.name().replace('-', "_");
        if !vote.names(voice).is_empty() {
            line.raw(&key, &list(vote.names(voice)));
        }
        if let Some(total) = vote.total(voice) {
            announced.raw(&key, &total.to_string());
        }
    }
    match announced.0.is_empty() {
        true if !line.0.is_empty() => {}
        true => line.raw("announced", "{}"),
        false => line.raw("announced", &format!("{}}}", announced.0)),
    }
    line.0.push('}');
    line.0
}

fn list(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| scalar(item)).collect();
    format!("[{}]", items.join(", "))
}

/// A paragraph's place as a flow mapping.
pub(crate) fn place(anchor: &Anchor, bracket: Option<(&str, usize)>) -> String {
    let mut line = Line(String::with_capacity(90));
    line.text("version", &anchor.version.0);
    line.raw("ordinal", &anchor.ordinal.to_string());
    line.text("label", &anchor.label);
    if let Some((words, nth)) = bracket {
        line.raw("words", &quoted(words));
        line.raw("nth", &nth.to_string());
    }
    line.0.push('}');
    line.0
}

struct Line(String);

impl Line {
    fn raw(&mut self, key: &str, value: &str) {
        self.0.push_str(if self.0.is_empty() { "{" } else { ", " });
        self.0.push_str(key);
        self.0.push_str(": ");
        self.0.push_str(value);
    }

    fn text(&mut self, key: &str, value: &str) {
        self.raw(key, &scalar(value));
    }

    fn maybe(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    /// What somebody said is always in quotes: it reads better, and the next word cannot change its form.
    fn said(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.raw(key, &quoted(value));
        }
    }

    fn digests(&mut self, key: &str, digests: Option<&Digests>) {
        if let Some(digests) = digests {
            let (strict, folded) = (scalar(&digests.strict), scalar(&digests.folded));
            self.raw(key, &format!("{{strict: {strict}, folded: {folded}}}"));
        }
    }
}
