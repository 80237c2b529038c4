//! What was received and sent, in the room's words.

use super::line::Line;
use super::role::Role;
use crate::ops::{Became, Circulation, ContestedPlace, Incoming, Sending, TakenIn, Told};
use crate::repo::Signed;

/// What came: a line for all, then what is contested, left or kept, then whose signatures it bears.
pub fn incoming(incoming: &Incoming, dry: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let said = match (incoming.is_left(), dry) {
        (true, _) => incoming
            .said()
            .replacen("received", "nothing is received yet", 1),
        (false, true) => format!("would be {}", incoming.said()),
        (false, false) => incoming.said(),
    };
    lines.push(Line::of(Role::Strong, said).hanging(2));
    let contested = |place: &ContestedPlace| {
        let at = place.paragraph.as_deref().unwrap_or("its head");
        Line::of(Role::Dim, "  contested  ")
            .with(Role::Label, format!("{} {at}", place.name))
            .with(Role::Plain, format!("  {}", place.words))
            .hanging(13)
    };
    lines.extend(incoming.news.contested.iter().map(contested));
    for work in &incoming.by_hand {
        let merged = match dry || incoming.is_left() {
            true => ": would be merged with what came, and not saved",
            false => ": merged with what came, and not saved yet",
        };
        lines.push(
            Line::of(Role::Dim, "  by hand  ")
                .with(Role::Plain, work.name.as_ref().unwrap_or(&work.path))
                .with(Role::Dim, merged)
                .hanging(11),
        );
        lines.extend(work.contested.iter().map(contested));
    }
    for file in &incoming.left {
        lines.push(
            Line::of(Role::Bad, "  left to you  ")
                .with(Role::Plain, &file.path)
                .with(Role::Dim, format!(": {}", file.why))
                .hanging(15),
        );
    }
    for path in &incoming.kept {
        lines.push(
            Line::of(Role::Dim, "  kept  ")
                .with(Role::Plain, path)
                .with(Role::Dim, ": one side took it away, the other changed it")
                .hanging(8),
        );
    }
    lines.extend(incoming.answers.iter().map(answer));
    for signatures in &incoming.signatures {
        let many = match signatures.versions {
            1 => "1 save".to_owned(),
            many => format!("{many} saves"),
        };
        let role = of_signature(&signatures.whose);
        lines.push(
            Line::of(Role::Dim, format!("  {many} ")).with(role, signatures.whose.to_string()),
        );
    }
    lines
}

/// What became of a paper.
fn answer(answer: &Told) -> Line {
    let role = match answer.became {
        Became::Received | Became::Tabled => Role::Plain,
        Became::NotTaken | Became::Returned => Role::Warn,
    };
    Line::of(Role::Dim, "  answered  ")
        .with(role, answer.said())
        .hanging(12)
}

/// How a signature is shown.
pub(super) fn of_signature(signed: &Signed) -> Role {
    match signed {
        Signed::By(_) | Signed::No | Signed::Unchecked => Role::Dim,
        Signed::Unknown | Signed::Expired(_) | Signed::Bad => Role::Warn,
    }
}

/// What came first, and what went.
pub fn sending(sending: &Sending, dry: bool) -> Vec<Line> {
    let mut lines: Vec<Line> = sending
        .received
        .iter()
        .flat_map(|one| incoming(one, dry))
        .collect();
    if sending.left {
        return lines;
    }
    let said = match dry && sending.versions > 0 {
        true => format!("would be {}", sending.said()),
        false => sending.said(),
    };
    lines.push(Line::of(Role::Strong, said).hanging(2));
    for tag in &sending.tags {
        lines.push(Line::of(Role::Dim, "  with the name ").with(Role::Plain, tag));
    }
    lines
}

/// What went out, and what was held back.
pub fn circulation(circulation: &Circulation, dry: bool) -> Vec<Line> {
    let said = match dry && (circulation.changed || !circulation.names.is_empty()) {
        true => format!("would be {}", circulation.said()),
        false => circulation.said(),
    };
    let mut lines = vec![Line::of(Role::Strong, said).hanging(2)];
    for named in &circulation.names {
        lines.push(Line::of(Role::Dim, "  with the name ").with(Role::Plain, &named.name));
    }
    lines.extend(circulation.answers.iter().map(answer));
    for held in &circulation.held {
        lines.push(
            Line::of(Role::Dim, "  held back  ")
                .with(Role::Plain, held.said())
                .hanging(13),
        );
    }
    lines
}

/// What was taken from the room's copy, and what was not.
pub fn taken_in(taken: &TakenIn, dry: bool) -> Vec<Line> {
    let said = match (taken.papers.is_empty(), dry) {
        (true, _) => taken.said(),
        (false, true) => format!("would be received: {}", taken.said()),
        (false, false) => format!("received: {}", taken.said()),
    };
    let mut lines = vec![Line::of(Role::Strong, said).hanging(2)];
    for paper in &taken.papers {
        let when = paper
            .time
            .map(|time| format!("{} ", time.format("%-d %B %H:%M")));
        let line = Line::of(Role::Label, format!("  {}  ", paper.document))
            .with(Role::Dim, when.unwrap_or_default())
            .with(Role::Plain, &paper.sentence);
        lines.push(match &paper.words {
            Some(words) => line.with(Role::Dim, format!("  “{words}”")).hanging(4),
            None => line.hanging(4),
        });
    }
    for refused in &taken.refused {
        lines.push(
            Line::of(Role::Bad, "  not taken  ")
                .with(Role::Plain, &refused.path)
                .with(Role::Dim, format!(": {}", refused.why))
                .hanging(13),
        );
    }
    lines
}
