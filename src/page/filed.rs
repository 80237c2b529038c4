//! What was filed at a paragraph, folded: proposals with their words, positions by name or counted.

use super::html::{Attribute, Html};
use super::prose::{change, words};
use crate::consensus::{Stance, Status};
use crate::ops::{Filed, Positions, status_name};
use crate::text::fold;
use crate::view::{self, stance_sign, status_sign};

use Attribute::{Bare, Value};

/// How many characters of what did not change stand beside a change.
const NEAR: usize = 60;

/// `2 proposals, 3 positions`; empty where nothing was filed.
fn counted(proposals: &[Filed], positions: &Positions) -> String {
    let told = |count: usize, one: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        many => Some(format!("{many} {one}s")),
    };
    let stances = positions.counted.iter().map(|(_, count)| count).sum();
    let parts = [told(proposals.len(), "proposal"), told(stances, "position")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What was filed, folded away; nothing where there is nothing.
pub(super) fn filed(proposals: &[Filed], positions: &Positions, html: &mut Html) {
    let head = counted(proposals, positions);
    if head.is_empty() {
        return;
    }
    let open = proposals.iter().filter(|one| one.open).count();
    html.open("details", &[Value("class", "q"), Value("dir", "ltr")]);
    html.open("summary", &[]);
    html.text(&head);
    if open > 0 && open < proposals.len() {
        html.text(&format!(" ({open} to be answered)"));
    }
    html.close("summary");
    html.open("ul", &[Value("class", "f")]);
    for proposal in proposals {
        html.open("li", &[]);
        one(proposal, html);
        html.close("li");
    }
    if !positions.counted.is_empty() {
        html.ours("<li>");
        stances(positions, html);
        html.ours("</li>");
    }
    html.close("ul");
    html.close("details");
}

/// A proposal.
fn one(filed: &Filed, html: &mut Html) {
    html.ours("<p class=\"ui\">");
    let class = status_class(filed.status);
    html.element(
        "span",
        &[Value("class", class)],
        &format!(
            "{} {}",
            status_sign(filed.status),
            status_name(filed.status)
        ),
    );
    html.text(" ");
    if let Some(number) = &filed.number {
        html.element("strong", &[], number);
        html.text(" ");
    }
    let wish = match &filed.amends {
        Some(base) => format!("to amend {base}"),
        None => format!("to {}", view::proposal_wish(filed.kind)),
    };
    html.text(&wish);
    if let [sponsor, with @ ..] = filed.sponsors.as_slice() {
        html.text(", by ");
        html.element("bdi", &[], sponsor);
        if !with.is_empty() {
            html.text(" with ");
            html.element("bdi", &[], &with.join(", "));
        }
    }
    for mark in &filed.marks {
        html.text(" · ");
        html.text(mark);
    }
    html.ours("</p><p dir=\"auto\">");
    change(&view::change(&filed.wording), Some(NEAR), html);
    html.ours("</p>");
    if let Some(why) = &filed.rationale {
        html.ours("<p class=\"m\" dir=\"auto\">");
        words(&fold(why), html);
        html.ours("</p>");
    }
    if !filed.positions.counted.is_empty() {
        stances(&filed.positions, html);
    }
}

fn status_class(status: Status) -> &'static str {
    match status {
        Status::Accepted | Status::AcceptedAsAmended | Status::Adopted | Status::Carried => {
            "st good"
        }
        Status::Tabled | Status::UnderDiscussion | Status::InText => "st warn",
        _ => "st",
    }
}

/// Positions: who stands where, or how many.
fn stances(positions: &Positions, html: &mut Html) {
    if positions.named.is_empty() {
        html.ours("<p class=\"m\">Positions: ");
        html.text(&positions.in_words());
        html.ours("</p>");
        return;
    }
    for one in &positions.named {
        html.ours("<p class=\"m\">");
        let class = match one.stance {
            Stance::Support | Stance::Accept => "st good",
            Stance::Query => "st warn",
            Stance::Reserve | Stance::Oppose => "st bad",
        };
        html.element("span", &[Value("class", class)], stance_sign(one.stance));
        html.text(" ");
        html.element("strong", &[], &one.party);
        html.text(&format!(
            " {} {}",
            crate::ops::stance_name(one.stance),
            one.on
        ));
        if let Some(reason) = &one.reason {
            html.text(": “");
            html.element("bdi", &[], &fold(reason));
            html.text("”");
        }
        if one.awaiting {
            html.text(" · awaits instructions");
        }
        if one.stale {
            html.text(" · the words have changed since");
        }
        html.ours("</p>");
    }
}

/// A fold that is open from the start.
pub(super) fn opened(class: &'static str, summary: &str, html: &mut Html) {
    html.open(
        "details",
        &[Value("class", class), Value("dir", "ltr"), Bare("open")],
    );
    html.element("summary", &[], summary);
}
