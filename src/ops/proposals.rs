//! Proposals: the list and the card.

use super::find::{find_document, find_party, find_proposal};
use super::log::row as log_row;
use super::results::{ProposalCard, ProposalFilter, ProposalRow};
use super::sentence::Teller;
use super::stances::Stances;
use super::throughout::everywhere;
use super::turns::in_turn;
use super::words::{is_open, mark_words};
use crate::consensus::{Refusal, Status};
use crate::diff::reword;
use crate::meeting::{Mark, Meeting, Register};
use crate::record::{Act, Proposal, ProposalKind, Role, Slug};
use crate::rolling::rebase;
use crate::text::{Address, Document, fold};

/// The proposals that a filter lets through, open ones first, then by document, paragraph and number.
///
/// # Errors
/// Where the filter names no document, or no delegation or group.
pub fn proposals(meeting: &Meeting, filter: &ProposalFilter) -> Result<Vec<ProposalRow>, Refusal> {
    let document = match &filter.document {
        Some(typed) => Some(find_document(meeting, typed)?.id.clone()),
        None => None,
    };
    let sponsor = match &filter.sponsor {
        Some(typed) => Some(find_party(meeting, typed)?),
        None => None,
    };
    let group = match &filter.group {
        Some(typed) => Some(find_party(meeting, typed)?),
        None => None,
    };
    let mut found: Vec<((bool, usize, usize, String), ProposalRow)> = Vec::new();
    for (n, draft) in meeting.drafts().iter().enumerate() {
        if document.as_ref().is_some_and(|id| *id != draft.id) {
            continue;
        }
        let register = meeting.register(&draft.id);
        let undone = |slug: &Slug| {
            let ledger = register.as_ref().map(|register| &register.ledger);
            ledger.is_some_and(|ledger| ledger.is_undone(slug))
        };
        for row in rows(meeting, &draft.id) {
            if !filter.undone && undone(&row.slug) {
                continue;
            }
            let theirs = |code: &String| *code == row.sponsor || row.cosponsors.contains(code);
            let kept = sponsor.as_ref().is_none_or(theirs)
                && group.as_ref().is_none_or(|group| {
                    theirs(group) || meeting.parties().speaks_for(group, &row.sponsor)
                })
                && (filter.statuses.is_empty() || filter.statuses.contains(&row.status));
            if kept {
                let place = row.index.unwrap_or(usize::MAX);
                let own = sortable(row.number.as_deref().unwrap_or(&row.slug.0));
                // An amendment stands under its proposal.
                let called = match &row.amends {
                    Some(base) => format!("{}\u{1}{own}", sortable(base)),
                    None => own,
                };
                found.push(((!is_open(row.status), n, place, called), row));
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(found.into_iter().map(|(_, row)| row).collect())
}

/// Whether somebody at the desk is shown a proposal that is still a draft: whoever stands behind it, and the secretariat, which enters
/// things for others.
pub fn is_shown_to(meeting: &Meeting, row: &ProposalRow, who: Option<&str>) -> bool {
    if row.status != Status::Draft {
        return true;
    }
    let Some(who) = who else {
        return false;
    };
    let secretariat = meeting
        .roll
        .officer(who)
        .is_some_and(|officer| officer.role == Role::Secretariat);
    let behind = |code: &String| code == who || meeting.parties().speaks_for(code, who);
    secretariat || behind(&row.sponsor) || row.cosponsors.iter().any(behind)
}

/// A number whose order as text is that of its figures: `XNO-9` before `XNO-10`.
fn sortable(number: &str) -> String {
    let mut out = String::new();
    let mut figures = String::new();
    for c in number.chars().chain(std::iter::once('\0')) {
        if c.is_ascii_digit() {
            figures.push(c);
            continue;
        }
        if !figures.is_empty() {
            out.push_str(&format!("{figures:0>8}"));
            figures.clear();
        }
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

/// The rows of one document, in no order.
fn rows(meeting: &Meeting, document: &str) -> Vec<ProposalRow> {
    let (Some(register), Some(text)) = (meeting.register(document), meeting.text(document)) else {
        return Vec::new();
    };
    register
        .proposals
        .values()
        .map(|proposal| row(meeting, &register, &text, proposal))
        .collect()
}

/// One proposal as a row.
pub(super) fn row(
    meeting: &Meeting,
    register: &Register,
    text: &Document,
    proposal: &Proposal,
) -> ProposalRow {
    let document = proposal.document.as_str();
    let case = register.ledger.cases.get(&proposal.slug);
    let docket = meeting.docket(document);
    // A term that stands in many places stands in none of them alone.
    let index = docket
        .filter(|_| proposal.kind != ProposalKind::Throughout)
        .and_then(|docket| docket.stands(&proposal.slug));
    let marks = meeting.marks(document);
    let found = marks.as_ref().and_then(|marks| marks.get(&proposal.slug));
    let is_out = found.is_some_and(|marks| marks.contains(&Mark::OutOfText));
    let collides = found.into_iter().flatten().filter_map(|mark| match mark {
        Mark::Collides(other) => {
            let case = register.ledger.cases.get(other);
            Some(case.map_or_else(|| other.to_string(), |case| case.name(other).to_owned()))
        }
        _ => None,
    });
    let collides = collides.collect();
    let mut said: Vec<String> = Vec::new();
    if register.ledger.is_undone(&proposal.slug) {
        said.push("its filing was taken back".to_owned());
    }
    let marks = found.into_iter().flatten();
    said.extend(marks.map(|mark| mark_words(mark, register)));
    let touched = case
        .and_then(|case| case.acts.last())
        .and_then(|id| register.act(id))
        .map(|act| act.time);
    ProposalRow {
        slug: proposal.slug.clone(),
        number: case.and_then(|case| case.number.clone()),
        document: document.to_owned(),
        sponsor: case.map_or_else(|| proposal.sponsor.clone(), |case| case.sponsor.clone()),
        cosponsors: case.map_or_else(
            || proposal.cosponsors.clone(),
            |case| case.cosponsors.clone(),
        ),
        kind: proposal.kind,
        amends: proposal.amends.as_ref().map(|base| {
            let case = register.ledger.cases.get(base);
            case.map_or_else(|| base.to_string(), |case| case.name(base).to_owned())
        }),
        paragraph: index
            .and_then(|index| text.paragraphs().get(index))
            .map(|paragraph| text.name(paragraph.index).to_owned()),
        index,
        status: case.map_or(Status::Draft, |case| match case.status {
            // What was laid into the text and has gone out of it since is under discussion, and can be put there again.
            Status::InText if is_out => Status::UnderDiscussion,
            status => status,
        }),
        marks: said,
        collides,
        received: proposal.received,
        touched: touched.or(proposal.received),
    }
}

/// A proposal in full, by number or slug.
///
/// # Errors
/// Where there is no such proposal.
pub fn proposal(meeting: &Meeting, name: &str) -> Result<ProposalCard, Refusal> {
    let (document, slug) = find_proposal(meeting, name)?;
    card(meeting, &document, &slug).ok_or_else(|| Refusal {
        what: format!("the proposal {name} cannot be read"),
        because: Vec::new(),
        hint: Some(format!(
            "`adref check` says what is wrong with drafts/{document}/proposals/{slug}.md"
        )),
    })
}

/// The card of a proposal that is known to be there.
pub(super) fn card(meeting: &Meeting, document: &str, slug: &Slug) -> Option<ProposalCard> {
    let register = meeting.register(document)?;
    let text = meeting.text(document)?;
    let proposal = register.proposals.get(slug)?;
    let row = row(meeting, &register, &text, proposal);
    let now = row
        .index
        .and_then(|index| text.paragraphs().get(index))
        .map(|paragraph| paragraph.text.clone());
    let was = fold(&proposal.words);
    let wanted = fold(&proposal.wanted);
    let base = proposal.amends.as_ref().and_then(|base| {
        let amends = register.ledger.amended_by(slug).is_some();
        register.proposals.get(base).filter(|_| amends)
    });
    let open = row.status.is_undecided();
    let wording = match proposal.kind {
        _ if base.is_some() => reword(
            &base.map_or_else(String::new, |one| fold(&one.wanted)),
            &wanted,
        ),
        ProposalKind::Add => reword("", &wanted),
        // What is decided stands as its sponsor wrote it: other words have come into the text since.
        ProposalKind::Delete => reword(now.as_deref().filter(|_| open).unwrap_or(&was), ""),
        ProposalKind::Replace | ProposalKind::Bracket | ProposalKind::Lift => match &now {
            Some(now) if open && row.status != Status::InText => match rebase(&was, &wanted, now) {
                Some(there) => reword(now, &there),
                None => reword(&was, &wanted),
            },
            _ => reword(&was, &wanted),
        },
        ProposalKind::Throughout => reword(proposal.term.as_deref().unwrap_or_default(), &wanted),
        ProposalKind::Move | ProposalKind::Comment => Vec::new(),
    };
    let teller = Teller::new(meeting, document, &register, &text);
    let acts: Vec<Act> = register
        .ledger
        .cases
        .get(slug)
        .map(|case| case.acts.as_slice())
        .unwrap_or_default()
        .iter()
        .filter_map(|id| register.act(id))
        .collect();
    let acts = in_turn(acts.iter().collect())
        .into_iter()
        .map(|act| {
            let gone = register.ledger.retracted.contains(&act.id);
            log_row(&teller, document, act, gone)
        })
        .collect();
    let docket = meeting.docket(document)?;
    let stances = Stances {
        meeting,
        document,
        register: &register,
        text: &text,
    };
    let numbers = docket.on_proposals.get(slug);
    let stances = stances.rows(numbers.map(Vec::as_slice).unwrap_or_default());
    let mut amendments: Vec<ProposalRow> = register
        .proposals
        .values()
        .filter(|one| one.amends.as_ref() == Some(slug))
        .map(|one| self::row(meeting, &register, &text, one))
        .collect();
    amendments.sort_by_key(|one| {
        let called = one.number.as_deref().unwrap_or(&one.slug.0);
        (!is_open(one.status), sortable(called))
    });
    let beside = match (proposal.kind, &proposal.term) {
        (ProposalKind::Move, Some(term)) => {
            let there = text.find(&Address::new(term.as_str())).ok();
            let name = there.map_or_else(|| term.clone(), |one| text.name(one.index).to_owned());
            Some(format!("{} {name}", proposal.place.name()))
        }
        _ => None,
    };
    let places = match (proposal.kind, &proposal.term) {
        (ProposalKind::Throughout, Some(term))
            if is_open(row.status) && row.status != Status::InText =>
        {
            Some(everywhere(&text, meeting.parties(), term, &wanted))
        }
        _ => None,
    };
    Some(ProposalCard {
        row,
        was,
        now,
        wanted,
        beside,
        wording,
        amendments,
        places,
        rationale: proposal.rationale.clone(),
        acts,
        stances,
    })
}

#[cfg(test)]
mod tests {
    use super::sortable;

    #[test]
    fn the_ninth_stands_before_the_tenth() {
        let mut numbers = vec!["XNO-10", "XNO-9", "GN-2"];
        numbers.sort_by_key(|number| sortable(number));
        assert_eq!(numbers, ["GN-2", "XNO-9", "XNO-10"]);
    }
}
