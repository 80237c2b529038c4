//! What the margin says of a proposal, derived from the texts and never stored: late, stale, moot, out of the text, collides with, identical to.

use std::collections::{BTreeMap, HashMap};

use super::displaced::displaced;
use super::docket::Docket;
use super::overtaken::overtaken;
use super::placement::Placement;
use super::register::Register;
use crate::consensus::{Case, Status};
use crate::moment::Moment;
use crate::record::{Proposal, ProposalKind, Slug, Where};
use crate::rolling::{Bare, Hunk, Reader, carried, collide, hunks, read_text, rebase, touch};
use crate::text::{
    Address, Bracket, BracketKind, Document, Kind, Paragraph, Parties, fold, term_places,
};

/// How many others the margin names at most that a proposal collides with, or that it is identical to.
const MOST: usize = 12;

/// What the margin says of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// It was handed in so many seconds after the deadline.
    Late(i64),
    /// Its paragraph has changed since it was written, elsewhere: its change can be made all the same.
    StaleFits,
    /// Its paragraph has changed since, in the same words: it needs rewriting.
    StaleRewrite,
    /// Its paragraph is gone.
    Obsolete,
    /// Nobody is sure where its paragraph stands now.
    Uncertain,
    /// The text already says so.
    Moot,
    /// It was laid into the text, and its words are not there any more: it is under discussion again.
    OutOfText,
    /// It was laid into the text, and its words stand there without brackets of its sponsor's.
    Unbracketed,
    /// It asks for a paragraph to go, was laid into the text, and the paragraph is gone.
    TakenOut,
    /// It was accepted, and words of it gave way to those of another that was accepted after it.
    Overtaken(Slug),
    /// Another open proposal touches the same words.
    Collides(Slug),
    /// So do others that are not named.
    CollidesWithMore,
    /// Another open proposal wants the very same.
    Identical(Slug),
    /// So do others that are not named.
    IdenticalToMore,
}

/// Whether a proposal still awaits an answer.
pub(super) fn is_open(status: Status) -> bool {
    matches!(
        status,
        Status::Submitted
            | Status::Returned
            | Status::Tabled
            | Status::UnderDiscussion
            | Status::InText
            | Status::Parked
    )
}

/// The marks of every proposal of a document that has any.
pub(super) fn marks(
    deadline: Option<Moment>,
    (text, parties): (&Document, &Parties),
    register: &Register,
    docket: &Docket,
) -> BTreeMap<Slug, Vec<Mark>> {
    let mut all: BTreeMap<Slug, Vec<Mark>> = BTreeMap::new();
    let open = |slug: &Slug| {
        register
            .ledger
            .cases
            .get(slug)
            .is_some_and(|case| is_open(case.status))
    };
    let displaced = displaced((text, parties), register, docket);
    for (slug, proposal) in &register.proposals {
        let mut found = Vec::new();
        let case = register.ledger.cases.get(slug);
        let late = case.filter(|case| !case.spoken);
        let late = late.and_then(|case| lateness(case.submitted?, deadline?));
        found.extend(late.map(Mark::Late));
        if open(slug) {
            let mut status = case.map(|case| case.status);
            let mut done = false;
            if let Some(case) = case.filter(|case| case.status == Status::InText)
                && (displaced.contains(slug) || !is_held(proposal, case, text, docket))
            {
                let stands = stands_plainly(proposal, case, (text, parties), docket);
                if !stands {
                    status = Some(Status::UnderDiscussion);
                }
                found.push(match stands {
                    true if proposal.kind == ProposalKind::Delete => Mark::TakenOut,
                    true => Mark::Unbracketed,
                    false => Mark::OutOfText,
                });
                // Where what it asks for is done, no words of its own are left to be old.
                done = stands && matches!(proposal.kind, ProposalKind::Delete | ProposalKind::Move);
            }
            if !done {
                found.extend(staleness(proposal, status, text, docket));
            }
        }
        if !found.is_empty() {
            all.insert(slug.clone(), found);
        }
    }
    for (slug, later) in overtaken(text, register, docket) {
        all.entry(slug).or_default().push(Mark::Overtaken(later));
    }
    let throughout: Vec<&Proposal> = register
        .proposals
        .values()
        .filter(|one| one.kind == ProposalKind::Throughout && one.term.is_some() && open(&one.slug))
        .collect();
    // Rivals want something of the same paragraph, wherever the brackets of those stand that are in the text.
    let mut filed: BTreeMap<usize, Vec<&Proposal>> = BTreeMap::new();
    for proposal in register.proposals.values().filter(|one| open(&one.slug)) {
        let placement = docket.proposals.get(&proposal.slug);
        if let Some(index) = placement.and_then(Placement::index) {
            filed.entry(index).or_default().push(proposal);
        }
    }
    for rivals in filed.values() {
        for everywhere in &throughout {
            for rival in rivals.iter().filter(|rival| rival.slug != everywhere.slug) {
                if in_the_way_of(everywhere, rival) {
                    let pair = [(everywhere, *rival), (rival, *everywhere)];
                    for (one, other) in pair {
                        all.entry(one.slug.clone())
                            .or_default()
                            .push(Mark::Collides(other.slug.clone()));
                    }
                }
            }
        }
        if rivals.len() > 1 {
            for (slug, mark) in rivalry(rivals) {
                all.entry(slug).or_default().push(mark);
            }
        }
    }
    for found in all.values_mut() {
        found.sort();
        found.dedup();
        curtail(found);
    }
    all
}

/// Of those that a proposal collides with no more than [`MOST`], and that there are others.
fn curtail(found: &mut Vec<Mark>) {
    let is_one = |mark: &Mark| matches!(mark, Mark::Collides(_));
    if found.iter().filter(|mark| is_one(mark)).count() <= MOST {
        return;
    }
    let mut kept = 0;
    found.retain(|mark| {
        kept += usize::from(is_one(mark));
        !is_one(mark) || kept <= MOST
    });
    found.push(Mark::CollidesWithMore);
    found.sort();
    found.dedup();
}

/// Whether a proposal changes words in which a term stands that another wants replaced everywhere.
fn in_the_way_of(everywhere: &Proposal, rival: &Proposal) -> bool {
    let Some(term) = everywhere
        .term
        .as_deref()
        .map(fold)
        .filter(|term| !term.is_empty())
    else {
        return false;
    };
    let words = fold(&rival.words);
    let places = term_places(&words, &term, &[]).into_iter();
    let places = places
        .filter(|place| place.sits.is_meant())
        .map(|place| Hunk {
            old: place.span,
            new: String::new(),
        });
    collide(&places.collect::<Vec<Hunk>>(), &change_of(rival))
}

fn lateness(came: Moment, deadline: Moment) -> Option<i64> {
    let late = came.unix() - deadline.unix();
    (late > 0).then_some(late)
}

fn staleness(
    proposal: &Proposal,
    status: Option<Status>,
    text: &Document,
    docket: &Docket,
) -> Option<Mark> {
    let placement = docket.proposals.get(&proposal.slug)?;
    let Placement::At { index, certain } = placement else {
        return Some(match (proposal.kind, placement) {
            (ProposalKind::Delete, Placement::Gone) => Mark::Moot,
            _ => Mark::Obsolete,
        });
    };
    let now = &text.paragraphs().get(*index)?.text;
    let was = fold(&proposal.words);
    let wanted = fold(&proposal.wanted);
    let rewrites = matches!(
        proposal.kind,
        ProposalKind::Replace | ProposalKind::Bracket | ProposalKind::Lift
    );
    if rewrites && status != Some(Status::InText) && *now == wanted && *now != was {
        return Some(Mark::Moot);
    }
    if *now == was || status == Some(Status::InText) {
        return (!certain).then_some(Mark::Uncertain);
    }
    if !rewrites {
        return match proposal.kind {
            ProposalKind::Delete | ProposalKind::Move => Some(Mark::StaleFits),
            _ => (!certain).then_some(Mark::Uncertain),
        };
    }
    Some(if rebase(&was, &wanted, now).is_some() {
        Mark::StaleFits
    } else {
        Mark::StaleRewrite
    })
}

/// Whether a bracket of the text is still the sponsor's or a co-sponsor's: in the proposal's paragraph, at either end of a move, or anywhere
/// where it adds one or reaches over several. What asks for brackets to go leaves none to hold.
fn is_held(proposal: &Proposal, case: &Case, text: &Document, docket: &Docket) -> bool {
    // In a text that goes without names nobody can say whose a bracket is.
    let nameless = !text.brackets().iter().any(Bracket::is_owned);
    let filed = docket.proposals.get(&proposal.slug);
    let spot = match proposal.kind {
        ProposalKind::Lift | ProposalKind::Comment => return true,
        ProposalKind::Delete if filed == Some(&Placement::Gone) => return false,
        ProposalKind::Replace | ProposalKind::Bracket | ProposalKind::Delete => {
            filed.and_then(Placement::index)
        }
        ProposalKind::Move if !nameless => return docket.seats.contains_key(&proposal.slug),
        ProposalKind::Add | ProposalKind::Move | ProposalKind::Throughout => None,
    };
    let is_its = |party: &String| *party == case.sponsor || case.cosponsors.contains(party);
    text.brackets().iter().any(|bracket| {
        let here = spot.is_none_or(|at| (bracket.paragraph..=bracket.end_paragraph).contains(&at));
        let mut owners = bracket.alternatives.iter().flat_map(|one| &one.parties);
        here && (nameless && bracket.kind == BracketKind::Contested || owners.any(is_its))
    })
}

/// Whether what a proposal asks for is what the text says, without brackets of its sponsor's: they were lifted, or it was put in by hand.
fn stands_plainly(
    proposal: &Proposal,
    case: &Case,
    (text, parties): (&Document, &Parties),
    docket: &Docket,
) -> bool {
    let reader = Reader::Party(case.sponsor.clone());
    let reads = |words: &str| read_text(words, parties, &reader, Bare::Keep).unwrap_or_default();
    let wanted = reads(&fold(&proposal.wanted));
    match proposal.kind {
        ProposalKind::Replace | ProposalKind::Bracket => {
            let place = docket.proposals.get(&proposal.slug);
            let now = place
                .and_then(Placement::index)
                .and_then(|at| text.paragraphs().get(at));
            now.is_some_and(|now| {
                let says = |bare: Bare| {
                    let reads = |words: &str| {
                        read_text(&fold(words), parties, &reader, bare).unwrap_or_default()
                    };
                    let (was, now) = (reads(&proposal.words), reads(&now.text));
                    let wanted = reads(&proposal.wanted);
                    let moves = hunks(&was, &now);
                    let wishes = hunks(&was, &wanted);
                    now == wanted && (bare == Bare::Keep || now != was)
                        || !wishes.is_empty() && wishes.iter().all(|wish| moves.contains(wish))
                };
                // Brackets that were put round some of the words since leave the words where they are.
                says(Bare::Keep) || proposal.kind == ProposalKind::Replace && says(Bare::Settle)
            })
        }
        ProposalKind::Add => text
            .paragraphs()
            .iter()
            .any(|one| reads(&one.text) == wanted),
        ProposalKind::Delete => docket.proposals.get(&proposal.slug) == Some(&Placement::Gone),
        ProposalKind::Move => {
            let words = reads(&fold(&proposal.words));
            let mut moved = text.paragraphs().iter();
            moved.any(|one| reads(&one.text) == words && is_beside(text, proposal, one))
        }
        ProposalKind::Throughout => false,
        ProposalKind::Lift | ProposalKind::Comment => true,
    }
}

/// Whether a paragraph stands where a move wants it: on that side of the other, with nothing between but what belongs to that or stands
/// between the two by its number.
fn is_beside(text: &Document, proposal: &Proposal, moved: &Paragraph) -> bool {
    let address = Address::new(proposal.term.clone().unwrap_or_default());
    let Ok(target) = text.find(&address) else {
        return false;
    };
    if proposal.place == Where::Before {
        return moved.index + 1 == target.index;
    }
    let between = text.paragraphs().get(target.index + 1..moved.index);
    let comes_between = |one: &Paragraph| {
        let labels = (&target.label, &one.label, &moved.label);
        let numbered = match labels {
            (Some(target), Some(one), Some(moved)) => target < one && one < moved,
            _ => false,
        };
        numbered || one.parent != target.parent || one.kind == Kind::Table
    };
    between.is_some_and(|all| all.iter().all(comes_between))
}

/// What open proposals on one paragraph are to each other.
fn rivalry(rivals: &[&Proposal]) -> Vec<(Slug, Mark)> {
    // Written on other words than the first, a wish is brought over to those of the first, so that all speak of the same places.
    let base = rivals.first().map(|one| fold(&one.words));
    let base = base.unwrap_or_default();
    let wishes: Vec<Wish<'_>> = rivals.iter().map(|one| Wish::of(one, &base)).collect();
    let mut found = Vec::new();
    let mut alike: HashMap<_, Vec<&Wish<'_>>> = HashMap::new();
    for wish in wishes.iter().filter(|one| one.is_for_something()) {
        alike.entry(wish.what()).or_default().push(wish);
    }
    for same in alike.values().filter(|same| same.len() > 1) {
        for one in same {
            let others = same.iter().map(|other| &other.proposal.slug);
            let others = others.filter(|slug| **slug != one.proposal.slug);
            found.extend(told(one, others, Mark::Identical, Mark::IdenticalToMore));
        }
    }
    let touching: Vec<&Wish<'_>> = wishes.iter().filter(|one| one.touches()).collect();
    for (one, others) in touching.iter().zip(clashes(&touching, &base)) {
        let others = others.iter().map(|other| &other.proposal.slug);
        found.extend(told(one, others, Mark::Collides, Mark::CollidesWithMore));
    }
    found
}

/// The marks of one proposal that name others, no more than [`MOST`].
fn told<'a>(
    one: &Wish<'a>,
    mut others: impl Iterator<Item = &'a Slug>,
    mark: fn(Slug) -> Mark,
    more: Mark,
) -> Vec<(Slug, Mark)> {
    let slug = &one.proposal.slug;
    let mut told: Vec<(Slug, Mark)> = others
        .by_ref()
        .take(MOST)
        .map(|other| (slug.clone(), mark(other.clone())))
        .collect();
    if others.next().is_some() {
        told.push((slug.clone(), more));
    }
    told
}

/// Those that each clashes with, the first in order; where there are more than [`MOST`], one more than that.
fn clashes<'a, 'p>(wishes: &[&'a Wish<'p>], base: &str) -> Vec<Vec<&'a Wish<'p>>> {
    let mut clashes: Vec<Vec<&Wish<'_>>> = vec![Vec::new(); wishes.len()];
    let mut wanting = wishes.len();
    for (n, one) in wishes.iter().enumerate() {
        // Each of ten thousand may clash with all others: who has enough needs no more of them.
        if wanting == 0 {
            break;
        }
        let (before, after) = clashes.split_at_mut(n + 1);
        let Some(own) = before.last_mut() else {
            continue;
        };
        for (other, others) in wishes.iter().skip(n + 1).zip(after) {
            if (own.len() <= MOST || others.len() <= MOST) && one.clashes(other, base) {
                for (list, with) in [(&mut *own, other), (others, one)] {
                    if list.len() <= MOST {
                        list.push(with);
                        wanting -= usize::from(list.len() > MOST);
                    }
                }
            }
        }
    }
    clashes
}

/// What an open proposal asks of the paragraph that it is on.
struct Wish<'a> {
    proposal: &'a Proposal,
    wanted: String,
    changes: Vec<Hunk>,
}

impl<'a> Wish<'a> {
    /// A proposal, the stretches it changes being those of `base`.
    fn of(proposal: &'a Proposal, base: &str) -> Wish<'a> {
        let changes = change_of(proposal);
        Wish {
            proposal,
            wanted: fold(&proposal.wanted),
            changes: carried(changes, &fold(&proposal.words), base),
        }
    }

    /// What it comes to: two of which this is equal want the very same.
    fn what(&self) -> (ProposalKind, Where, &str, Option<&str>) {
        let Proposal {
            kind, place, term, ..
        } = self.proposal;
        (*kind, *place, &self.wanted, term.as_deref())
    }

    /// Whether it asks for anything: a comment does not.
    fn is_for_something(&self) -> bool {
        self.proposal.kind != ProposalKind::Comment
    }

    /// Whether it asks for something beside its paragraph and leaves the paragraph's own words alone.
    fn is_beside(&self) -> bool {
        self.proposal.kind == ProposalKind::Add
    }

    /// Whether anything can clash with it.
    fn touches(&self) -> bool {
        self.is_beside() || !self.changes.is_empty()
    }

    /// Whether both ask for something else at one place.
    fn clashes(&self, other: &Wish<'_>, base: &str) -> bool {
        let at_one_place = match (self.is_beside(), other.is_beside()) {
            (true, true) => self.proposal.place == other.proposal.place,
            (false, false) => touch(base, &self.changes, &other.changes),
            _ => false,
        };
        let amends = |one: &Wish<'_>, other: &Wish<'_>| {
            one.proposal.amends.as_ref() == Some(&other.proposal.slug)
        };
        at_one_place && self.what() != other.what() && !amends(self, other) && !amends(other, self)
    }
}

/// The stretches of the paragraph's words that a proposal changes.
fn change_of(proposal: &Proposal) -> Vec<Hunk> {
    let was = fold(&proposal.words);
    match proposal.kind {
        ProposalKind::Replace | ProposalKind::Bracket | ProposalKind::Lift => {
            hunks(&was, &fold(&proposal.wanted))
        }
        ProposalKind::Delete | ProposalKind::Move => vec![Hunk {
            old: 0..was.len(),
            new: String::new(),
        }],
        ProposalKind::Add | ProposalKind::Throughout | ProposalKind::Comment => Vec::new(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::record::read_proposal;

    fn proposal(n: usize, kind: &str, wanted: &str) -> Proposal {
        written(n, "States keep records for ten years.", (kind, wanted))
    }

    /// A proposal on a paragraph that says these words.
    fn written(n: usize, words: &str, (kind, wanted): (&str, &str)) -> Proposal {
        let path = format!("drafts/wp1/proposals/xno-{n:04x}.md");
        let text = format!("---\nsponsor: XNO\nkind: {kind}\nwords: \"{words}\"\n---\n{wanted}\n");
        read_proposal(&path, "wp1", text.as_bytes()).0.unwrap()
    }

    /// What `rivalry` says of the proposal of that number.
    fn said(of: usize, rivals: &[Proposal]) -> Vec<Mark> {
        let all = rivalry(&rivals.iter().collect::<Vec<_>>());
        let slug = &rivals[of].slug;
        let mut said: Vec<Mark> = all
            .into_iter()
            .filter_map(|(on, mark)| (on == *slug).then_some(mark))
            .collect();
        said.sort();
        said
    }

    #[test]
    fn the_first_rivals_are_named_and_of_more_it_is_said_that_there_are_others() {
        let years = |n| proposal(n, "replace", &format!("States keep records for {n} years."));
        for count in [2, MOST + 1, MOST + 2, 40] {
            let mut rivals: Vec<Proposal> = (0..count).map(years).collect();
            let elsewhere = proposal(count, "replace", "Each State keeps records for ten years.");
            rivals.push(elsewhere);
            for of in 0..count {
                let others = rivals[..count]
                    .iter()
                    .filter(|one| one.slug != rivals[of].slug);
                let others = others.map(|one| Mark::Collides(one.slug.clone()));
                let mut expected: Vec<Mark> = others.take(MOST).collect();
                if count > MOST + 1 {
                    expected.push(Mark::CollidesWithMore);
                }
                assert_eq!(said(of, &rivals), expected, "{of} of {count}");
            }
            assert_eq!(said(count, &rivals), []);
        }
    }

    #[test]
    fn those_that_want_the_very_same_do_not_collide() {
        let mut rivals: Vec<Proposal> = (0..20).map(|n| proposal(n, "add", "New.")).collect();
        rivals.push(proposal(20, "add", "Newer."));
        let others = rivals[..MOST].iter();
        let mut expected = vec![Mark::Collides(rivals[20].slug.clone())];
        expected.extend(others.map(|one| Mark::Identical(one.slug.clone())));
        expected.push(Mark::IdenticalToMore);
        assert_eq!(said(19, &rivals), expected);
    }

    #[test]
    fn a_word_changed_and_words_put_in_beside_it_collide() {
        let change = |n, wanted: &str| proposal(n, "replace", wanted);
        let rivals = [
            change(0, "States retain records for ten years."),
            change(1, "States keep safely records for ten years."),
            change(2, "States keep records for thirty years."),
        ];
        assert_eq!(said(0, &rivals), [Mark::Collides(rivals[1].slug.clone())]);
        assert_eq!(said(1, &rivals), [Mark::Collides(rivals[0].slug.clone())]);
        assert_eq!(said(2, &rivals), []);
    }

    #[test]
    fn whether_two_collide_does_not_hang_on_the_day_that_each_was_written() {
        let later = "In their registers, States [keep / GN: retain] records for ten years.";
        let instead = |words: &str| later.replace("[keep / GN: retain]", words);
        let rivals = [
            proposal(0, "replace", "States hold records for ten years."),
            proposal(1, "replace", "States keep records for thirty years."),
            written(2, later, ("replace", &instead("collect"))),
            written(3, later, ("replace", &later.replace("ten", "twenty"))),
        ];
        let collides = |n: usize| [Mark::Collides(rivals[n].slug.clone())];
        assert_eq!(said(0, &rivals), collides(2));
        assert_eq!(said(2, &rivals), collides(0));
        assert_eq!(said(1, &rivals), collides(3));
        assert_eq!(said(3, &rivals), collides(1));
    }
}
