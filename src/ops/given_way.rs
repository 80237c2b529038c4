//! Brackets that nobody holds any more: everybody who asked for them has given way, by an act of the record.

use serde::Serialize;

use super::plan::inside_words;
use super::words::status_name;
use crate::consensus::{Stance, Status};
use crate::meeting::{Here, Meeting, Register};
use crate::record::{Deed, Target, Verb};
use crate::rolling::{Bed, Settling};
use crate::text::{Bracket, BracketKind, Document, Place, fold};

/// A bracket all of whose owners have given way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unheld {
    /// What the room calls its paragraph.
    pub name: String,
    /// Where it opens.
    pub place: Place,
    /// As it is.
    pub before: String,
    /// What would be left: the text's own words, or none.
    pub after: String,
    /// Each owner, and by what it gave way.
    pub owners: Vec<(String, String)>,
    /// The command that takes it out.
    pub command: String,
}

/// The brackets of a document that nobody holds any more, in the order of the text; nothing is done about them.
///
/// An owner has given way that lifted this very alternative, that said on the bracket that it can accept the text without
/// asking for more, or all of whose proposals on the paragraph are withdrawn or not supported; and that has neither objected
/// nor asked for anything since.
pub fn unheld(meeting: &Meeting, document: &str) -> Vec<Unheld> {
    let all = (
        meeting.text(document),
        meeting.register(document),
        meeting.docket(document),
        meeting.standings(document),
    );
    let (Some(text), Some(register), Some(docket), Some(standings)) = all else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (n, bracket) in text.brackets().iter().enumerate() {
        let index = bracket.paragraph;
        let outermost = bracket.parent.is_none()
            && bracket.kind == BracketKind::Contested
            && bracket.is_owned();
        let (Some(paragraph), Some(here), Some(standing)) = (
            text.paragraphs().get(index),
            docket.paragraphs.get(index),
            standings.get(index),
        ) else {
            continue;
        };
        if !outermost || bracket.end_paragraph != index {
            continue;
        }
        let insides = inside_words(&text, paragraph);
        let Some(nth) = text
            .contested(index)
            .position(|one| one.span == bracket.span)
        else {
            continue;
        };
        let seat = Seat {
            meeting,
            register: &register,
            text: &text,
            bracket,
            here,
            inside: insides.get(nth).map(String::as_str).unwrap_or_default(),
            blocking: &standing.derived.blocking,
        };
        let mut owners: Vec<String> = bracket
            .alternatives
            .iter()
            .flat_map(|one| one.parties.clone())
            .collect();
        owners.dedup();
        let gave_way: Option<Vec<(String, String)>> = owners
            .iter()
            .map(|owner| Some((owner.clone(), seat.gave_way(owner)?)))
            .collect();
        let bed = Bed {
            document: &text,
            paragraph: index,
            parties: meeting.parties(),
        };
        let (Some(gave_way), Ok(outcome)) = (gave_way, bed.settle(n, &Settling::Without(&owners)))
        else {
            continue;
        };
        let name = text.name(index).to_owned();
        let which = match insides.len() {
            1 => String::new(),
            _ => format!(" --bracket {}", nth + 1),
        };
        let of: String = owners
            .iter()
            .map(|owner| format!(" --of {owner}"))
            .collect();
        let called = if name.contains([' ', '(', ')']) {
            format!("\"{name}\"")
        } else {
            name.clone()
        };
        out.push(Unheld {
            command: format!("adref drop {document} {called}{which}{of}"),
            name,
            place: bracket.place,
            before: fold(text.source().get(bracket.span.clone()).unwrap_or_default()),
            after: fold(&outcome.piece),
            owners: gave_way,
        });
    }
    out
}

/// A bracket, and what was filed on its paragraph.
struct Seat<'a> {
    meeting: &'a Meeting,
    register: &'a Register,
    text: &'a Document,
    bracket: &'a Bracket,
    here: &'a Here,
    inside: &'a str,
    blocking: &'a [String],
}

impl Seat<'_> {
    /// By what an owner has given way, in words; `None` where it holds on.
    fn gave_way(&self, owner: &str) -> Option<String> {
        let ledger = &self.register.ledger;
        let cases: Vec<_> = self
            .here
            .proposals
            .iter()
            .filter_map(|slug| ledger.cases.get_key_value(slug))
            .filter(|(_, case)| case.sponsor.eq_ignore_ascii_case(owner))
            .collect();
        let asks = |status: Status| {
            matches!(
                status,
                Status::Submitted | Status::Tabled | Status::UnderDiscussion | Status::Parked
            )
        };
        if self.blocking.iter().any(|party| party == owner)
            || cases.iter().any(|(_, case)| asks(case.status))
        {
            return None;
        }
        let last = [self.lifted(owner), self.accepted(owner)]
            .into_iter()
            .flatten()
            .max_by_key(|(time, _)| *time);
        // Whoever had something put into the text after giving way has taken it up again.
        let entered = cases
            .iter()
            .filter(|(_, case)| case.status == Status::InText)
            .filter_map(|(_, case)| case.since);
        if let Some((time, how)) = last
            && entered.max().is_none_or(|since| since.unix() < time)
        {
            return Some(how);
        }
        let over = |status: Status| matches!(status, Status::Withdrawn | Status::NotSupported);
        let names: Vec<String> = cases
            .iter()
            .filter(|(_, case)| over(case.status))
            .map(|(slug, case)| format!("{} {}", case.name(slug), status_name(case.status)))
            .collect();
        (!names.is_empty() && names.len() == cases.len()).then(|| names.join(", "))
    }

    /// The acts on the paragraph by somebody that count.
    fn acts<'s>(&'s self, owner: &'s str) -> impl Iterator<Item = Deed<'s>> {
        let ledger = &self.register.ledger;
        let all = self
            .here
            .acts
            .iter()
            .filter_map(|n| self.register.acts.deed(*n));
        all.filter(move |deed| {
            deed.by.eq_ignore_ascii_case(owner) && !ledger.retracted.contains(deed.id)
        })
    }

    /// The last time that an owner lifted the alternative that it owns here: a text merged from elsewhere may still have it.
    fn lifted(&self, owner: &str) -> Option<(i64, String)> {
        let own = |text: &str, bracket: &Bracket| {
            let owns =
                |one: &&crate::text::Alternative| one.parties.iter().any(|party| party == owner);
            let one = bracket.alternatives.iter().find(owns)?;
            Some(fold(text.get(one.span.clone()).unwrap_or_default()))
        };
        let now = own(self.text.source(), self.bracket)?;
        let lifts = self.acts(owner).filter(|deed| {
            let Target::Bracket { words, .. } = deed.target else {
                return false;
            };
            let then = format!("[{words}]");
            let brackets = self.text.brackets_in(&then, self.meeting.parties());
            deed.verb == Verb::Lift
                && brackets
                    .first()
                    .and_then(|bracket| own(&then, bracket))
                    .as_ref()
                    == Some(&now)
        });
        let last = lifts.max_by_key(|deed| deed.time.unix())?;
        Some((last.time.unix(), format!("lifted {}", when(&last))))
    }

    /// When an owner said on this bracket, in these words, that it can accept what stands there without its own.
    fn accepted(&self, owner: &str) -> Option<(i64, String)> {
        let own = self
            .bracket
            .alternatives
            .iter()
            .any(|one| one.parties.is_empty());
        let stances = self
            .here
            .stances
            .iter()
            .filter_map(|n| self.register.ledger.stance(*n));
        let last = stances
            .filter(|one| one.party.eq_ignore_ascii_case(owner))
            .filter(|one| matches!(one.target, Target::Bracket { words, .. } if fold(words) == self.inside))
            .max_by_key(|one| one.turn)?;
        let plain = last.condition.is_none()
            && last.until.is_none()
            && !last.awaiting
            && last.wants.is_none();
        let deed = self
            .register
            .acts
            .deed(self.register.acts.find(last.act)?)?;
        (own && plain && last.stance == Stance::Accept)
            .then(|| (last.time.unix(), format!("can accept it {}", when(&deed))))
    }
}

fn when(deed: &Deed<'_>) -> String {
    format!("{} {}", deed.time.day(), deed.time.clock())
}
