//! Filing a proposal.

use super::super::command::{Aim, Plan, Stamp, Wish};
use super::super::find::{find_paragraph, find_party, find_proposal};
use super::super::mouth::heard;
use super::super::throughout::{TermRow, everywhere};
use super::super::words::{is_open, kind_name};
use super::strays::strays;
use super::whole_of::left_behind;
use super::work::Work;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::record::{Proposal, ProposalKind, Slug, Target, proposal_path};
use crate::rolling::{Bare, Reader, read_text};
use crate::text::{Document, Label, Paragraph, Parties, fold};

/// Plans a proposal, and its submission where that is wished.
pub(super) fn propose(
    meeting: &Meeting,
    stamp: &Stamp,
    aim: &Aim,
    wish: &Wish,
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    if !work.authority.is_party() {
        return Err(Refusal::of(format!(
            "{} is an officer and makes no proposals",
            work.by()
        ))
        .hint("say in whose name: --as XNO"));
    }
    let (typed, address) = match aim {
        Aim::Document(document) => (document, None),
        Aim::Paragraph(document, address) | Aim::Bracket(document, address, _) => {
            (document, Some(address))
        }
        Aim::Proposal(name) => return amend(work, name, wish),
        Aim::Act(id) => {
            return Err(Refusal::of(format!("{id} is an act, not a paragraph"))
                .hint("propose on a paragraph: adref propose outcome 12 --text \"…\""));
        }
    };
    let draft = work.document(typed)?;
    let id = draft.id.as_str();
    let text = meeting
        .text(id)
        .ok_or_else(|| Refusal::of(format!("{id} has no text")))?;
    let paragraph = match address {
        Some(address) => Some(find_paragraph(&text, id, address)?),
        None => None,
    };
    if let Some(paragraph) = paragraph {
        super::adopt::still_open(meeting, id, (paragraph.index, text.name(paragraph.index)))?;
    }
    let (wanted, term) = asked(wish, id, (&text, meeting.parties()), paragraph)?;
    if matches!(wish.kind, ProposalKind::Replace | ProposalKind::Add) {
        let reader = Reader::Party(work.by().to_owned());
        if read_text(&fold(&wanted), meeting.parties(), &reader, Bare::Settle).is_none() {
            return Err(
                Refusal::of(format!("these words read as nothing for {}", work.by()))
                    .because(format!("{wanted} is what others want"))
                    .hint("write what you want to stand there, or propose --delete"),
            );
        }
    }
    let anchor = match paragraph {
        Some(paragraph) if wish.kind != ProposalKind::Throughout => {
            Some(work.anchor(draft, &text, paragraph.index)?)
        }
        _ => None,
    };
    let cosponsors = joining(&work, &wish.cosponsors)?;
    let place = paragraph.map_or(id, |one| text.name(one.index)).to_owned();
    let own = paragraph.and_then(|one| one.label.as_ref());
    let label = own.map_or(place.as_str(), |label| label.as_str());
    let says = [kind_name(wish.kind), id, label, wanted.as_str()];
    let slug = new_slug(&work, id, &says);
    let words = paragraph.map(|one| one.text.clone()).unwrap_or_default();
    if let Some(paragraph) = paragraph {
        let now = (format!("{} now", text.name(paragraph.index)), words.clone());
        work.words.push(now);
    }
    let shown = match wish.kind {
        ProposalKind::Delete => "(the paragraph goes)".to_owned(),
        ProposalKind::Move => format!("(the paragraph goes to {})", term.as_deref().unwrap_or("")),
        _ => wanted.clone(),
    };
    let what = match wish.kind {
        ProposalKind::Replace => format!("{place} as proposed"),
        kind => kind_name(kind).to_owned(),
    };
    work.words.push((what, shown));
    if let (ProposalKind::Throughout, Some(term)) = (wish.kind, &term) {
        let found = everywhere(&text, meeting.parties(), term, &wanted);
        for row in &found.places {
            let TermRow {
                before,
                was,
                then,
                after,
                ..
            } = row;
            let there = format!("{before}[-{was}-]{{+{then}+}}{after}");
            work.words.push((row.paragraph.clone(), there));
        }
        work.warnings.extend(found.left_alone());
    }
    warn(&mut work, id, paragraph, wish, &wanted);
    if let Some(paragraph) = paragraph {
        let left = left_behind(&text, (id, paragraph.index), wish.kind, |_| false);
        work.warnings.extend(left);
    }
    if matches!(wish.kind, ProposalKind::Replace | ProposalKind::Add) {
        warn_of_strays(&mut work, &words, &wanted);
    }
    if wish.kind == ProposalKind::Replace {
        let of = (text.as_ref(), meeting.parties());
        let heard = heard(of, work.by(), (&words, &fold(&wanted)));
        work.warnings
            .extend(heard.own.into_iter().chain(heard.strange));
    }
    let proposal = Proposal {
        slug: slug.clone(),
        document: id.to_owned(),
        sponsor: work.by().to_owned(),
        cosponsors,
        on_behalf_of: None,
        kind: wish.kind,
        anchor,
        place: wish.place,
        words,
        wanted,
        term,
        amends: None,
        submission: None,
        received: Some(work.came()),
        forum: work.heard(),
        rationale: wish.rationale.clone(),
        desk: false,
    };
    hand_in(&mut work, proposal, wish)?;
    let on = match paragraph {
        Some(paragraph) => format!("{id} {}", text.name(paragraph.index).to_owned()),
        None => id.to_owned(),
    };
    let verb = if wish.submit { "submits" } else { "drafts" };
    let said = format!(
        "{} {verb} {slug}: {} on {on}",
        work.who(),
        kind_name(wish.kind)
    );
    Ok(work.finish(said, String::new()))
}

/// Plans an amendment to a proposal: other words than it wants, under it.
fn amend(mut work: Work<'_>, name: &str, wish: &Wish) -> Result<Plan, Refusal> {
    let meeting = work.meeting;
    let (document, base) = find_proposal(meeting, name)?;
    let id = document.as_str();
    let unread = || Refusal::of(format!("{name} cannot be read")).hint("adref check says why");
    let register = meeting.register(id).ok_or_else(unread)?;
    let amended = register.proposals.get(&base).ok_or_else(unread)?;
    let case = register.ledger.cases.get(&base).ok_or_else(unread)?;
    let called = case.name(&base).to_owned();
    if wish.kind != ProposalKind::Replace || wish.in_text {
        return Err(Refusal::of(format!(
            "an amendment says what {called} should want instead"
        ))
        .hint(format!("adref propose {called} --text \"…\"")));
    }
    if matches!(
        amended.kind,
        ProposalKind::Delete | ProposalKind::Move | ProposalKind::Comment
    ) {
        return Err(
            Refusal::of(format!("{called} wants no words that could be amended"))
                .because(format!("it asks to {}", kind_name(amended.kind)))
                .hint("propose on its paragraph: adref propose outcome 12 --text \"…\""),
        );
    }
    if !case.status.is_undecided() {
        return Err(Refusal::of(format!("{called} is {}", case.status.name()))
            .because("only what is still to be decided can be amended")
            .hint("propose on its paragraph: adref propose outcome 12 --text \"…\""));
    }
    let wanted = match Label::read(wish.wanted.trim()) {
        Some((label, length)) if amended.kind == ProposalKind::Replace => {
            let own = amended
                .anchor
                .as_ref()
                .is_some_and(|anchor| anchor.label.rsplit('/').next() == Some(label.as_str()));
            let typed = wish.wanted.trim();
            if own {
                typed.get(length..).unwrap_or(typed).trim().to_owned()
            } else {
                typed.to_owned()
            }
        }
        _ => wish.wanted.trim().to_owned(),
    };
    if fold(&wanted).is_empty() {
        return Err(Refusal::of("an amendment without words")
            .hint(format!("adref propose {called} --text \"…\"")));
    }
    if fold(&wanted) == fold(&amended.wanted) {
        return Err(Refusal::of(format!("{called} says so already")));
    }
    let cosponsors = joining(&work, &wish.cosponsors)?;
    let slug = new_slug(&work, id, &["amend", id, base.as_str(), wanted.as_str()]);
    work.words
        .push((format!("{called} wants"), amended.wanted.clone()));
    work.words.push(("as amended".to_owned(), wanted.clone()));
    warn_of_strays(&mut work, &amended.wanted, &wanted);
    let proposal = Proposal {
        slug: slug.clone(),
        document: id.to_owned(),
        sponsor: work.by().to_owned(),
        cosponsors,
        on_behalf_of: None,
        kind: amended.kind,
        anchor: amended.anchor.clone(),
        place: amended.place,
        words: amended.words.clone(),
        wanted,
        term: amended.term.clone(),
        amends: Some(base),
        submission: None,
        received: Some(work.came()),
        forum: work.heard(),
        rationale: wish.rationale.clone(),
        desk: false,
    };
    hand_in(&mut work, proposal, wish)?;
    let verb = if wish.submit { "submits" } else { "drafts" };
    let said = format!("{} {verb} {slug}: amends {called}", work.who());
    Ok(work.finish(said, String::new()))
}

/// Warns of brackets without a partner and of signs that nobody sees in the words asked for, where there are more than in those that
/// they are to replace.
pub(super) fn warn_of_strays(work: &mut Work<'_>, was: &str, wanted: &str) {
    let parse = |words: &str| Document::parse_with(words, work.meeting.parties());
    let new = strays(&parse(was), &parse(wanted));
    work.warnings.extend(new);
}

/// Who joins from the start.
fn joining(work: &Work<'_>, typed: &[String]) -> Result<Vec<String>, Refusal> {
    let mut cosponsors = Vec::new();
    for party in typed {
        let code = find_party(work.meeting, party)?;
        if code != work.by() && !cosponsors.contains(&code) {
            cosponsors.push(code);
        }
    }
    Ok(cosponsors)
}

/// A slug that no proposal of the meeting has.
pub(super) fn new_slug(work: &Work<'_>, document: &str, says: &[&str]) -> Slug {
    let meeting = work.meeting;
    Slug::new(work.by(), &work.when, says, |slug| {
        let path = proposal_path(document, &Slug(slug.to_owned()));
        let elsewhere = meeting.drafts().iter().any(|draft| {
            let path = proposal_path(&draft.id, &Slug(slug.to_owned()));
            meeting.snapshot().id(&path).is_some()
        });
        elsewhere || meeting.snapshot().id(&path).is_some()
    })
}

/// The words wanted and the term, as they are filed.
fn asked(
    wish: &Wish,
    document: &str,
    (text, parties): (&Document, &Parties),
    paragraph: Option<&Paragraph>,
) -> Result<(String, Option<String>), Refusal> {
    let typed = wish.wanted.trim();
    let empty = |what: &str, example: &str| {
        Err(Refusal::of(format!("{what} without words"))
            .hint(format!("adref propose {document} {example}")))
    };
    let on = |what: &str| {
        Refusal::of(format!("{what} what?"))
            .hint(format!("name the paragraph: adref propose {document} 12 …"))
    };
    match wish.kind {
        ProposalKind::Replace => {
            let paragraph = paragraph.ok_or_else(|| on("replace"))?;
            let wanted = label_off(typed, paragraph);
            if fold(&wanted).is_empty() {
                return empty("a replacement", "12 --text \"…\", or --delete");
            }
            if fold(&wanted) == paragraph.text {
                let name = text.name(paragraph.index);
                return Err(Refusal::of(format!("{name} says so already")));
            }
            Ok((wanted, None))
        }
        ProposalKind::Add if fold(typed).is_empty() => {
            empty("an addition", "12 --after --text \"…\"")
        }
        ProposalKind::Add => Ok((typed.to_owned(), None)),
        ProposalKind::Delete => {
            paragraph.ok_or_else(|| on("delete"))?;
            Ok((String::new(), None))
        }
        ProposalKind::Move => {
            let paragraph = paragraph.ok_or_else(|| on("move"))?;
            let typed = wish.term.as_deref().unwrap_or(typed);
            let address = crate::text::Address::new(typed);
            let target = find_paragraph(text, document, &address)?;
            if target.index == paragraph.index {
                let name = text.name(paragraph.index);
                return Err(Refusal::of(format!("{name} cannot be moved beside itself")));
            }
            let name = match text.path(target.index) {
                Some(path) => path.to_string(),
                None => text.name(target.index).to_owned(),
            };
            Ok((String::new(), Some(name)))
        }
        ProposalKind::Bracket => {
            let paragraph = paragraph.ok_or_else(|| on("bracket"))?;
            Ok((bracketed(typed, text, paragraph)?, None))
        }
        ProposalKind::Lift => {
            let paragraph = paragraph.ok_or_else(|| on("lift"))?;
            Ok((lifted(typed, text, paragraph)?, None))
        }
        ProposalKind::Throughout => {
            let term = fold(wish.term.as_deref().unwrap_or_default());
            if term.is_empty() {
                return empty("a change throughout", "--replace TERM --text \"…\"");
            }
            let found = everywhere(text, parties, &term, typed);
            if found.places.is_empty() {
                let mut refusal = Refusal::of(format!("{term:?} stands nowhere in {document}"));
                refusal.because = found.left_alone();
                return Err(refusal);
            }
            if fold(typed) == term {
                return Err(Refusal::of(format!("{term:?} would stay as it is")));
            }
            Ok((typed.to_owned(), Some(term)))
        }
        ProposalKind::Comment if typed.is_empty() => empty("a comment", "12 --comment \"…\""),
        ProposalKind::Comment => Ok((typed.to_owned(), None)),
    }
}

/// What was typed, without the paragraph's own number at its head.
fn label_off(typed: &str, paragraph: &Paragraph) -> String {
    match (Label::read(typed), &paragraph.label) {
        (Some((label, length)), Some(own)) if label == *own => {
            typed.get(length..).unwrap_or(typed).trim().to_owned()
        }
        _ => typed.to_owned(),
    }
}

/// The paragraph with brackets round some of its words.
fn bracketed(typed: &str, document: &Document, paragraph: &Paragraph) -> Result<String, Refusal> {
    let words = fold(typed);
    let name = document.name(paragraph.index);
    let text = &paragraph.text;
    let bare = |text: &str| -> String {
        let kept = text
            .chars()
            .filter(|c| !matches!(c, '[' | ']' | '［' | '］'));
        kept.collect()
    };
    if words != *text && words.contains('[') && bare(&words) == bare(text) {
        return Ok(words);
    }
    let found: Vec<usize> = text.match_indices(&words).map(|(at, _)| at).collect();
    match found.as_slice() {
        [] => Err(Refusal::of(format!("{words:?} does not stand in {name}"))
            .because(format!("it says: {text}"))
            .hint("give the words just as they stand there")),
        _ if words.is_empty() => Ok(format!("[{text}]")),
        [at] => {
            let (before, rest) = text.split_at(*at);
            let after = rest.get(words.len()..).unwrap_or_default();
            Ok(format!("{before}[{words}]{after}"))
        }
        several => Err(Refusal::of(format!(
            "{words:?} stands in {name} {} times",
            several.len()
        ))
        .hint("give a few words more, so that one place is meant")),
    }
}

/// The paragraph with a bracket taken off some of its words.
fn lifted(typed: &str, document: &Document, paragraph: &Paragraph) -> Result<String, Refusal> {
    let words = fold(typed);
    let words = words
        .trim_start_matches('[')
        .trim_end_matches(']')
        .to_owned();
    let source = document.source();
    let start = paragraph.body.start;
    for bracket in document.contested(paragraph.index) {
        let alternatives = bracket.alternatives.iter();
        let texts: Vec<String> = alternatives
            .map(|one| fold(source.get(one.span.clone()).unwrap_or_default()))
            .collect();
        let chosen = match texts.iter().position(|text| *text == words) {
            Some(chosen) => texts.get(chosen),
            None if words.is_empty() => texts.first(),
            None => None,
        };
        if let Some(chosen) = chosen {
            let before = source.get(start..bracket.span.start).unwrap_or_default();
            let after = source
                .get(bracket.span.end..paragraph.body.end)
                .unwrap_or_default();
            return Ok(fold(&format!("{before}{chosen}{after}")));
        }
    }
    let name = document.name(paragraph.index);
    Err(Refusal::of(if words.is_empty() {
        format!("no bracket stands in {name}")
    } else {
        format!("no bracket round {words:?} stands in {name}")
    })
    .because(format!("it says: {}", paragraph.text)))
}

/// Files a proposal, and hands it in where that is wanted.
fn hand_in(work: &mut Work<'_>, proposal: Proposal, wish: &Wish) -> Result<(), Refusal> {
    let (document, slug) = (proposal.document.clone(), proposal.slug.clone());
    work.file_proposal(proposal);
    if wish.submit {
        let act = work.handed_in(Target::Proposal(slug));
        work.file(&document, act)?;
    }
    Ok(())
}

/// Says what is late and who else wants something there.
fn warn(
    work: &mut Work<'_>,
    document: &str,
    paragraph: Option<&Paragraph>,
    wish: &Wish,
    wanted: &str,
) {
    let (meeting, kind) = (work.meeting, wish.kind);
    if !wish.in_text {
        work.warn_if_late(document);
    }
    let index = paragraph.map(|one| one.index);
    work.warnings
        .extend(super::debate::closed(meeting, document, index));
    let (Some(register), Some(docket)) = (meeting.register(document), meeting.docket(document))
    else {
        return;
    };
    let Some(index) = index else {
        return;
    };
    // What stands in the text elsewhere by now was asked for here all the same.
    let here = docket.paragraphs.get(index);
    let stands = |slug: &Slug| here.is_some_and(|here| here.proposals.contains(slug));
    let filed = |slug: &Slug| {
        let placement = docket.proposals.get(slug);
        placement.and_then(|placement| placement.index()) == Some(index)
    };
    let known = register.proposals.iter();
    for (slug, other) in known.filter(|(slug, _)| stands(slug) || filed(slug)) {
        let Some(case) = register.ledger.cases.get(slug) else {
            continue;
        };
        if !is_open(case.status) {
            continue;
        }
        let name = case.name(slug);
        if other.kind == kind && fold(&other.wanted) == fold(wanted) {
            work.warnings.push(format!(
                "{name} of {} asks for the same: adref co-sponsor {name} joins it",
                case.sponsor
            ));
        } else {
            work.warnings
                .push(format!("{name} of {} is open on it too", case.sponsor));
        }
    }
}
