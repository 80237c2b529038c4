//! What people filed, in lines: a proposal and its card, a position, an act; the same in both faces.

use super::change::change;
use super::line::Line;
use super::passing::of_signature;
use super::prose;
use super::role::Role;
use super::signs::{stance_sign, status_sign};
use crate::consensus::{Stance, Status};
use crate::moment::{Moment, Zone};
use crate::ops::{LogRow, ProposalCard, ProposalRow, StanceRow, TermRow};
use crate::ops::{is_open, kind_name, stance_name, status_name};
use crate::record::ProposalKind;

/// What a proposal is called: its number, before that its file's name.
pub fn proposal_name(row: &ProposalRow) -> String {
    row.number.clone().unwrap_or_else(|| row.slug.to_string())
}

/// Where a proposal stands now: `outcome 12`.
pub fn proposal_place(row: &ProposalRow) -> String {
    match &row.paragraph {
        Some(paragraph) => format!("{} {paragraph}", row.document),
        None if row.index.is_none() && row.kind != ProposalKind::Throughout => {
            format!("{} (gone)", row.document)
        }
        None => row.document.clone(),
    }
}

/// What a proposal asks for, behind `asks to`.
pub fn proposal_wish(kind: ProposalKind) -> &'static str {
    match kind {
        ProposalKind::Lift => "lift brackets",
        ProposalKind::Bracket => "put brackets",
        ProposalKind::Throughout => "replace all",
        other => kind_name(other),
    }
}

/// What a proposal asks for, an amendment whose words it changes: `replace`, `amend XNO-3`.
pub fn proposal_asks(row: &ProposalRow) -> String {
    match &row.amends {
        Some(base) => format!("amend {base}"),
        None => proposal_wish(row.kind).to_owned(),
    }
}

/// How a status looks: open ones call for somebody, accepted ones are well.
pub fn status_role(status: Status) -> Role {
    match status {
        Status::Accepted | Status::AcceptedAsAmended | Status::Adopted | Status::Carried => {
            Role::Good
        }
        open if is_open(open) => Role::Warn,
        _ => Role::Dim,
    }
}

/// A proposal in a line, where its paragraph is known: `▣ GN-4 replace, in text · collides with XRA-3`.
pub fn proposal_line(row: &ProposalRow) -> Line {
    let role = status_role(row.status);
    let mut line = Line::of(role, status_sign(row.status))
        .with(Role::Strong, format!(" {}", proposal_name(row)))
        .with(Role::Plain, format!(" {}, ", proposal_asks(row)))
        .with(role, status_name(row.status));
    if !row.cosponsors.is_empty() {
        line.push(Role::Dim, format!(", with {}", row.cosponsors.join(", ")));
    }
    for mark in &row.marks {
        line.push(Role::Warn, format!(" · {mark}"));
    }
    line.hanging(2)
}

/// A proposal in full, but for its acts.
pub fn card(card: &ProposalCard, zone: Option<&Zone>) -> Vec<Line> {
    let row = &card.row;
    let role = status_role(row.status);
    let mut head = Line::of(Role::Title, proposal_name(row))
        .with(Role::Plain, "  ")
        .with(
            role,
            format!("{} {}", status_sign(row.status), status_name(row.status)),
        );
    for mark in &row.marks {
        head.push(Role::Warn, format!(" · {mark}"));
    }
    let mut by = Line::of(Role::Strong, &row.sponsor);
    let asks = if row.cosponsors.is_empty() {
        "asks"
    } else {
        by.push(
            Role::Plain,
            format!(", with {},", row.cosponsors.join(", ")),
        );
        "ask"
    };
    by.push(
        Role::Plain,
        match row.kind {
            _ if row.amends.is_some() => {
                format!(
                    " {asks} to {} at {}",
                    proposal_asks(row),
                    proposal_place(row)
                )
            }
            ProposalKind::Comment => format!(" comments on {}", proposal_place(row)),
            ProposalKind::Lift | ProposalKind::Bracket | ProposalKind::Throughout => format!(
                " {asks} to {} in {}",
                proposal_wish(row.kind),
                proposal_place(row)
            ),
            ProposalKind::Add => format!(" {asks} to add words at {}", proposal_place(row)),
            kind => format!(" {asks} to {} {}", proposal_wish(kind), proposal_place(row)),
        },
    );
    let mut lines = vec![head.hanging(4), by];
    let file = format!("drafts/{}/proposals/{}.md", row.document, row.slug);
    lines.push(match row.received {
        Some(received) => Line::of(
            Role::Dim,
            format!("received {}, {file}", moment(received, zone)),
        ),
        None => Line::of(Role::Dim, file),
    });
    let moved = card.now.as_ref().is_some_and(|now| *now != card.was);
    let (title, words) = match row.kind {
        _ if row.amends.is_some() => ("The change to the proposal", change(&card.wording)),
        ProposalKind::Comment => ("It says", prose::words(Role::Plain, &card.wanted)),
        ProposalKind::Move => {
            let beside = card.beside.as_deref().unwrap_or("elsewhere");
            let moves = format!("{} goes {beside}", proposal_place(row));
            ("What moves", Line::plain(moves))
        }
        kind => (
            match kind {
                ProposalKind::Add => "What it adds",
                ProposalKind::Delete => "What it deletes",
                _ if moved && row.status.is_undecided() && row.status != Status::InText => {
                    "The change, in today's text"
                }
                _ => "The change",
            },
            change(&card.wording),
        ),
    };
    section(&mut lines, title, vec![words]);
    if let Some(everywhere) = &card.places {
        let places = everywhere.places.iter().map(term_place).collect();
        section(&mut lines, "Where it stands", places);
        let left = everywhere.left_alone();
        let left = left.iter().map(|one| Line::of(Role::Dim, one)).collect();
        section(&mut lines, "Left alone", left);
    }
    let amendments = card.amendments.iter().map(proposal_line).collect();
    section(&mut lines, "Amendments", amendments);
    let why = card.rationale.iter().map(Line::plain).collect();
    section(&mut lines, "Why", why);
    let stances = card.stances.iter();
    let stances = stances.map(|one| stance_since(one, zone)).collect();
    section(&mut lines, "Positions", stances);
    lines
}

/// A place of a term, and what would stand there: `2  … for [-twenty-]{+thirty+} years`.
fn term_place(row: &TermRow) -> Line {
    Line::of(Role::Label, format!("{}  ", row.paragraph))
        .with(Role::Plain, &row.before)
        .with(Role::Struck, &row.was)
        .with(Role::Added, &row.then)
        .with(Role::Plain, &row.after)
        .hanging(4)
}

/// A heading and lines under it, where there are any.
pub fn section(lines: &mut Vec<Line>, heading: &str, under: Vec<Line>) {
    if under.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(Line::new());
    }
    lines.push(Line::of(Role::Heading, heading));
    lines.extend(under);
}

/// A position in a line, and since when it has been held.
pub fn stance_since(row: &StanceRow, zone: Option<&Zone>) -> Line {
    let since = format!(" · since {}", moment(row.time, zone));
    stance(row).with(Role::Dim, since)
}

/// Whether a position stands in the way of what it is on, or may.
pub fn stands_against(row: &StanceRow) -> bool {
    row.awaiting || matches!(row.stance, Stance::Reserve | Stance::Oppose)
}

/// A position in a line.
pub fn stance(row: &StanceRow) -> Line {
    let role = match row.stance {
        Stance::Support | Stance::Accept => Role::Good,
        Stance::Query => Role::Warn,
        Stance::Reserve | Stance::Oppose => Role::Bad,
    };
    let mut line = Line::of(role, stance_sign(row.stance))
        .with(Role::Strong, format!(" {} ", row.party))
        .with(role, stance_name(row.stance))
        .with(Role::Plain, format!(" {}", row.on));
    if let Some(reason) = &row.reason {
        line.push(Role::Plain, format!(": “{}”", crate::text::fold(reason)));
    }
    if row.awaiting {
        line.push(Role::Warn, " · awaits instructions");
    }
    if row.stale {
        line.push(Role::Warn, " · the words have changed since");
    }
    line.hanging(2)
}

/// What an act says, whoever shows when it was.
pub fn act(row: &LogRow) -> Line {
    let role = if row.retracted {
        Role::Dim
    } else {
        Role::Plain
    };
    let mut line = Line::of(role, &row.sentence);
    if let Some(hand) = &row.entered_by {
        line.push(Role::Dim, format!(" · entered by {hand}"));
    }
    if row.retracted {
        line.push(Role::Warn, " · taken back");
    }
    if let Some(signed) = &row.signature {
        line.push(Role::Dim, " · ");
        line.push(of_signature(signed), signed.to_string());
    }
    line
}

/// A moment of this year in the meeting's zone: `Thu 17 Jul 11:30`.
pub fn moment(time: Moment, zone: Option<&Zone>) -> String {
    let time = zone.map_or(time, |zone| time.in_zone(zone));
    time.format("%a %-d %b %H:%M")
}
