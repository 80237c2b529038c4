//! The words that results use for states, statuses, stances, kinds and marks.

use crate::consensus::{Stance, State, Status};
use crate::meeting::{Mark, Register};
use crate::record::{Heard, Level, ProposalKind, Verb};
use crate::text::fold;

/// Who wrote what leaves the desk without a name.
pub(super) const NOBODY: &str = "A delegation";

/// A state, as `status --json` and the board name it.
pub fn state_name(state: State) -> &'static str {
    match state {
        State::Placeholder => "placeholder",
        State::Open => "open",
        State::Contested => "contested",
        State::Clean => "clean",
        State::Ready => "ready",
        State::Silence => "silence",
        State::Parked => "parked",
        State::Reopened => "reopened",
        State::AgreedInformals => "agreed-informals",
        State::AgreedAdReferendum => "agreed-ad-referendum",
        State::Agreed => "agreed",
        State::Adopted => "adopted",
    }
}

/// A status in the room's words.
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Submitted => "submitted",
        Status::Returned => "returned",
        Status::Tabled => "tabled",
        Status::UnderDiscussion => "under discussion",
        Status::InText => "in text",
        Status::Parked => "parked",
        Status::Accepted => "accepted",
        Status::AcceptedAsAmended => "accepted as amended",
        Status::Merged => "merged",
        Status::Superseded => "superseded",
        Status::NotSupported => "not supported",
        Status::Withdrawn => "withdrawn",
        Status::Adopted => "adopted",
        Status::Carried => "carried",
        Status::Defeated => "defeated",
        Status::Lapsed => "lapsed",
    }
}

/// Whether a paragraph in this state is agreed, at whatever level.
pub fn is_agreed(state: State) -> bool {
    matches!(
        state,
        State::AgreedInformals | State::AgreedAdReferendum | State::Agreed | State::Adopted
    )
}

/// Whether a proposal still awaits an answer of the room.
pub fn is_open(status: Status) -> bool {
    matches!(
        status,
        Status::Submitted | Status::Tabled | Status::UnderDiscussion | Status::InText
    )
}

/// A stance in the room's words, before what it is on.
pub fn stance_name(stance: Stance) -> &'static str {
    stance.verb_on()
}

/// A proposal, what it asks for and where: `XNO-3 (replace 12)`.
pub(super) fn proposal_words(name: &str, kind: ProposalKind, place: Option<&str>) -> String {
    let kind = kind_name(kind);
    match place {
        Some(place) => format!("{name} ({kind} {place})"),
        None => format!("{name} ({kind})"),
    }
}

/// A kind of proposal in a word.
pub fn kind_name(kind: ProposalKind) -> &'static str {
    match kind {
        ProposalKind::Replace => "replace",
        ProposalKind::Add => "add",
        ProposalKind::Delete => "delete",
        ProposalKind::Move => "move",
        ProposalKind::Bracket => "bracket",
        ProposalKind::Lift => "lift",
        ProposalKind::Throughout => "throughout",
        ProposalKind::Comment => "comment",
    }
}

/// A verb as it is typed.
pub fn verb_name(verb: Verb) -> &'static str {
    match verb {
        Verb::Submit => "submit",
        Verb::Return => "return",
        Verb::Table => "table",
        Verb::Open => "open",
        Verb::Bracket => "bracket",
        Verb::Park => "park",
        Verb::Accept => "accept",
        Verb::Merge => "merge",
        Verb::Supersede => "supersede",
        Verb::SetAside => "set-aside",
        Verb::Withdraw => "withdraw",
        Verb::AdoptAsOwn => "adopt-as-own",
        Verb::Rebase => "rebase-queue",
        Verb::Reintroduce => "reintroduce",
        Verb::CoSponsor => "co-sponsor",
        Verb::Support => "support",
        Verb::CanAccept => "position accept",
        Verb::Query => "query",
        Verb::Reserve => "reserve",
        Verb::Oppose => "oppose",
        Verb::Lift => "lift",
        Verb::Choose => "choose",
        Verb::MergeAlternatives => "merge-alternatives",
        Verb::Drop => "drop",
        Verb::Discuss => "discuss",
        Verb::Speak => "speak",
        Verb::Extend => "extend",
        Verb::Agree => "agree",
        Verb::Reopen => "reopen",
        Verb::Retract => "retract",
        Verb::Certify => "certify",
        Verb::OpenSilence => "open-silence",
        Verb::BreakSilence => "break-silence",
        Verb::CloseSilence => "close-silence",
        Verb::Issue => "issue",
        Verb::Source => "source",
        Verb::Edit => "edit",
        Verb::Adopt => "adopt",
        Verb::Motion => "motion",
        Verb::Decide => "decide",
        Verb::Dissociate => "dissociate",
        Verb::Explain => "explain",
    }
}

/// What was done to what, behind the one who did it: `tables XNO-3`, `puts XNO-3 into the text in brackets`.
pub(super) fn deed(verb: Verb, object: &str) -> String {
    let behind = match verb {
        Verb::Bracket => " into the text in brackets",
        Verb::Accept => " into the text",
        Verb::Certify => " as editorial",
        _ => "",
    };
    format!("{} {object}{behind}", verb_phrase(verb))
}

/// What a position hangs on, behind its deed: ` on condition that …`, ` until 12`, `, awaiting instructions`; without it the sentence
/// would say more than was said in the room.
pub(super) fn bound(condition: Option<&str>, until: Option<&str>, awaiting: bool) -> String {
    let mut behind = String::new();
    if let Some(condition) = condition {
        behind.push_str(&format!(" on condition that {}", fold(condition)));
    }
    if let Some(until) = until {
        behind.push_str(&format!(" until {}", fold(until)));
    }
    if awaiting {
        behind.push_str(", awaiting instructions");
    }
    behind
}

/// A proposal that goes on in another, or is superseded by it, behind the verb: `XNO-3 into GN-1`, `XNO-3 superseded by GN-1`.
pub(super) fn succeeded(verb: Verb, proposal: &str, heir: Option<&str>) -> String {
    match (verb, heir) {
        (Verb::Supersede, Some(heir)) => format!("{proposal} superseded by {heir}"),
        (Verb::Supersede, None) => format!("{proposal} superseded"),
        (_, Some(heir)) => format!("{proposal} into {heir}"),
        (_, None) => proposal.to_owned(),
    }
}

/// A proposal whose sponsors somebody leaves, behind the verb: `withdraws from the sponsors of XNO-3`.
pub(super) fn left(proposal: &str) -> String {
    format!("from the sponsors of {proposal}")
}

/// `1 bracket`, `3 brackets`.
pub(super) fn counted(many: usize, one: &str, several: &str) -> String {
    format!("{many} {}", if many == 1 { one } else { several })
}

/// Names in a sentence: `1, 2 and 5`.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// So many names are said in one sentence.
pub(super) const MOST_NAMED: usize = 24;

/// Names in a sentence that stays one that can be read: of more than [`MOST_NAMED`] the first, and how many more.
pub(super) fn listed_briefly(names: &[String]) -> String {
    match names.get(..MOST_NAMED) {
        Some(first) if names.len() > MOST_NAMED => {
            format!("{} and {} more", first.join(", "), names.len() - MOST_NAMED)
        }
        _ => listed(names),
    }
}

/// The first words of a deed: `tables`, `reserves on`.
fn verb_phrase(verb: Verb) -> &'static str {
    match verb {
        Verb::Submit => "submits",
        Verb::Return => "returns",
        Verb::Table => "tables",
        Verb::Open => "takes up",
        Verb::Bracket => "puts",
        Verb::Park => "parks",
        Verb::Accept => "takes",
        Verb::Merge => "merges",
        Verb::Supersede => "has",
        Verb::SetAside => "sets aside",
        Verb::Withdraw => "withdraws",
        Verb::AdoptAsOwn => "takes over",
        Verb::Rebase => "re-bases",
        Verb::Reintroduce => "reintroduces",
        Verb::CoSponsor => "co-sponsors",
        Verb::Support => "supports",
        Verb::CanAccept => "can accept",
        Verb::Query => "queries",
        Verb::Reserve => "reserves on",
        Verb::Oppose => "opposes",
        Verb::Lift => "lifts",
        Verb::Choose => "settles",
        Verb::MergeAlternatives => "makes alternatives one of",
        Verb::Drop => "drops",
        Verb::Discuss => "notes discussion of",
        Verb::Speak => "speaks to",
        Verb::Extend => "gives more time on",
        Verb::Agree => "gavels",
        Verb::Reopen => "reopens",
        Verb::Retract => "takes back",
        Verb::Certify => "certifies a change of",
        Verb::OpenSilence => "opens a silence on",
        Verb::BreakSilence => "breaks the silence on",
        Verb::CloseSilence => "ends the silence on",
        Verb::Issue => "issues",
        Verb::Source => "notes a source of",
        Verb::Edit => "edits",
        Verb::Adopt => "adopts",
        Verb::Motion => "moves",
        Verb::Decide => "decides",
        Verb::Dissociate => "dissociates itself from",
        Verb::Explain => "explains itself on",
    }
}

/// How far something is agreed, behind `agreed`.
pub(super) fn level_words(level: Option<Level>) -> &'static str {
    match level {
        Some(Level::Informals) => "in informals",
        Some(Level::AdReferendum) => "ad referendum",
        Some(Level::Agreed) | None => "",
    }
}

/// An occasion, as it stands in a sentence.
pub(super) fn heard_words(heard: Heard) -> &'static str {
    match heard {
        Heard::Plenary => "in plenary",
        Heard::Informals => "in informals",
        Heard::SmallGroup => "in the small group",
        Heard::InWriting => "in writing",
    }
}

/// The mark of a proposal on older words that can be moved to the new ones as it is.
pub const STILL_FITS: &str = "stale: still fits";

/// A mark for the margin.
pub(super) fn mark_words(mark: &Mark, register: &Register) -> String {
    let called = |slug: &crate::record::Slug| {
        let case = register.ledger.cases.get(slug);
        case.and_then(|case| case.number.clone())
            .unwrap_or_else(|| slug.to_string())
    };
    match mark {
        Mark::Late(seconds) => format!("late {}", span_words(*seconds)),
        Mark::StaleFits => STILL_FITS.to_owned(),
        Mark::StaleRewrite => "stale: needs rewriting".to_owned(),
        Mark::Obsolete => "stale: its paragraph is gone".to_owned(),
        Mark::Uncertain => "place uncertain".to_owned(),
        Mark::Moot => "moot".to_owned(),
        Mark::OutOfText => "its words are out of the text".to_owned(),
        Mark::Unbracketed => "its words stand without brackets".to_owned(),
        Mark::TakenOut => "its paragraph is out of the text".to_owned(),
        Mark::Overtaken(slug) => format!("words of it gave way to {}", called(slug)),
        Mark::Collides(slug) => format!("collides with {}", called(slug)),
        Mark::CollidesWithMore => "collides with others too".to_owned(),
        Mark::Identical(slug) => format!("identical to {}", called(slug)),
        Mark::IdenticalToMore => "identical to others too".to_owned(),
    }
}

/// Marks as they stand in a sentence, those that begin alike said once: `collides with GN-4, GS-3`.
pub(super) fn joined_up(marks: &[String]) -> String {
    let mut said = String::new();
    let mut before = "";
    for mark in marks {
        let mut alike = ["collides with ", "identical to "].into_iter();
        let head = alike.find(|head| mark.starts_with(head));
        let head = head.unwrap_or_default();
        let repeats = !head.is_empty() && head == before;
        if !said.is_empty() {
            said.push_str(", ");
        }
        said.push_str(
            mark.get(if repeats { head.len() } else { 0 }..)
                .unwrap_or(mark),
        );
        before = head;
    }
    said
}

/// A span of time: `40 min`, `3 h 10`, `2 days`.
pub(super) fn span_words(seconds: i64) -> String {
    let minutes = (seconds + 59) / 60;
    match minutes {
        ..60 => format!("{minutes} min"),
        60..2880 if minutes % 60 == 0 => format!("{} h", minutes / 60),
        60..2880 => format!("{} h {:02}", minutes / 60, minutes % 60),
        _ => format!("{} days", minutes / 1440),
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_NAMED, listed_briefly, span_words};

    #[test]
    fn of_too_many_names_the_first_are_said_and_how_many_more() {
        let names = |many: usize| (1..=many).map(|n| format!("XNO-{n}")).collect::<Vec<_>>();
        assert_eq!(listed_briefly(&names(3)), "XNO-1, XNO-2 and XNO-3");
        let said = listed_briefly(&names(MOST_NAMED));
        assert!(said.ends_with("XNO-23 and XNO-24"), "{said}");
        let said = listed_briefly(&names(2_000));
        assert!(said.ends_with("XNO-23, XNO-24 and 1976 more"), "{said}");
    }

    #[test]
    fn spans_are_said_as_the_room_says_them() {
        assert_eq!(span_words(40 * 60), "40 min");
        assert_eq!(span_words(190 * 60), "3 h 10");
        assert_eq!(span_words(7200), "2 h");
        assert_eq!(span_words(3 * 86_400), "3 days");
    }
}
