//! Publishing a revision: what stands in the way, the numbers from 1 to n, what the prose says of them, and the text as it goes out.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::super::check::check_document;
use super::super::command::{Plan, Shown, Stamp};
use super::super::find::unreadable;
use super::super::outline::title_of;
use super::super::results::{CitedRow, ConcordanceRow, Issued, LeftRow};
use super::super::words::{is_open, listed};
use super::work::{Work, anchor_in};
use crate::consensus::{Refusal, State, Status};
use crate::meeting::{Draft, Meeting, Placement};
use crate::ops::find::text_of;
use crate::record::{
    Act, ProposalKind, Target, Verb, acts_path, issued_path, renamed_sources, sources_path,
};
use crate::repo::{Error, Repository};
use crate::rolling::{
    Bare, Citing, Reader, Renumbered, Unfit, read, rebase, renumber, without_names,
};
use crate::text::{Document, Severity, fold};
use crate::workspace::{Issue, Naming};

/// How a revision goes out.
pub(super) struct Intent<'a> {
    /// `rev.2`, `zero`.
    pub(super) revision: &'a str,
    /// Its symbol, where it is not the document's.
    pub(super) symbol: Option<&'a str>,
    /// Whether brackets stand in what goes out.
    pub(super) brackets: Shown,
    /// Whether names do.
    pub(super) names: Shown,
    /// Why it goes out in spite of what stands in the way.
    pub(super) reason: Option<&'a str>,
}

/// Findings that stand in the way of a revision: what was ruled and what is there disagree.
const IN_THE_WAY: [&str; 6] = [
    "words-changed",
    "agreed-bracketed",
    "agreed-opposed",
    "chapeau-changed",
    "silence-words-changed",
    "acts-contradict",
];

/// Plans the publication of a revision.
pub(super) fn issue(
    meeting: &Meeting,
    stamp: &Stamp,
    document: &str,
    intent: &Intent<'_>,
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    let draft = work.document(document)?;
    let text = text_of(meeting, &draft.id)?;
    let version = draft.version.clone().ok_or_else(|| {
        Refusal::of(format!("{} has no text to issue", draft.id))
            .hint(format!("write {} first", draft.path()))
    })?;
    let revision = revision(draft, intent.revision)?;
    work.warnings.extend(follows(meeting, draft, &revision)?);
    let symbol = symbol(meeting, draft, &text, (&revision, intent.symbol))?;
    if is_of_the_id(&draft.id, &symbol) {
        work.warnings.push(format!(
            "{} has no symbol: it goes out as {symbol}; `symbol: …` at the head of its text gives it one, or --symbol",
            draft.id
        ));
    }
    let renumbered =
        renumber(&text, meeting.parties()).map_err(|unfit| unfitting(draft, &text, &unfit))?;
    let after = Document::parse_with(renumbered.bytes.clone(), meeting.parties());
    let against = in_the_way(meeting, draft, &text, &after);
    let reason = intent
        .reason
        .map(str::trim)
        .filter(|reason| !reason.is_empty());
    if let (false, None) = (against.is_empty(), reason) {
        return Err(Refusal {
            what: format!("{symbol} is not issued"),
            because: against,
            hint: Some("settle them, or say why it goes out all the same: --reason".to_owned()),
        });
    }
    let changed = renumbered.bytes != text.print();
    let mut rebased = Vec::new();
    let mut act = work.act(Verb::Issue, Target::Document);
    act.number = Some(symbol.clone());
    act.reason = reason.map(str::to_owned);
    if changed {
        act.over = Some(version);
        act.text = Some(work.write_text(&draft.id, renumbered.bytes.clone()));
        let pairs: Vec<(usize, usize)> = (0..text.paragraphs().len())
            .map(|index| (index, index))
            .collect();
        rename_sources(&mut work, &draft.id, (&text, &after), &pairs)?;
        rebased = re_cite(&mut work, draft, (&text, &after))?;
    } else {
        act.text = Some(version);
    }
    work.file(&draft.id, act)?;
    let title = title_of(&text).unwrap_or_else(|| draft.id.clone());
    work.words.push((symbol.clone(), title));
    work.warnings.extend(against);
    let mut issued = told((&text, &after), &renumbered);
    let face = face(meeting, &after, intent);
    if let Some(bytes) = face {
        let path = issued_path(&draft.id, &revision);
        if intent.brackets == Shown::Hidden {
            let shown = Document::parse_with(bytes.clone(), meeting.parties());
            let gone = after
                .paragraphs()
                .len()
                .saturating_sub(shown.paragraphs().len());
            if gone > 0 {
                work.warnings.push(format!(
                    "{gone} paragraphs stand in brackets only, and are left out of {path}"
                ));
            }
        }
        work.write(path.clone(), bytes);
        issued.circulated = Some(path);
    }
    say(&mut work, meeting, draft, &issued);
    let who = work.who();
    work.name(Naming::Put {
        name: format!("adref/{}/{revision}", draft.id),
        message: message(&symbol, &who),
        taken_back: taken_back(meeting, &draft.id),
    });
    let said = match issued.concordance.len() {
        0 => format!("{who} issues {} as {symbol}", draft.id),
        1 => format!("{who} issues {} as {symbol}, with 1 new number", draft.id),
        many => format!(
            "{who} issues {} as {symbol}, with {many} new numbers",
            draft.id
        ),
    };
    let mut plan = work.finish(said, String::new());
    let wanting = match rebased.as_slice() {
        [] => String::new(),
        names => format!("{} with the new numbers", listed(names)),
    };
    plan.edit.body = [plan.edit.body.clone(), issued.table(), wanting]
        .join("\n\n")
        .trim()
        .to_owned();
    plan.issued = Some(issued);
    Ok(plan)
}

/// What the tag of a revision says.
fn message(symbol: &str, who: &str) -> String {
    format!("{symbol}, issued by {who}")
}

/// An act that issued, as its version is found by it.
pub(super) fn issue_of(meeting: &Meeting, document: &str, act: &Act) -> Issue {
    let officer = meeting.roll.officer(&act.by);
    let who = officer.map_or_else(|| act.by.clone(), |officer| officer.name.clone());
    let symbol = act.number.as_deref().unwrap_or(document);
    Issue {
        document: document.to_owned(),
        acts: acts_path(document, &act.by),
        act: act.id.to_string(),
        message: message(symbol, &who),
    }
}

/// The issues of a document that were taken back.
fn taken_back(meeting: &Meeting, document: &str) -> Vec<Issue> {
    let Some(register) = meeting.register(document) else {
        return Vec::new();
    };
    let issues = register
        .acts
        .such(|act| act.verb == Verb::Issue && register.ledger.retracted.contains(act.id));
    issues
        .map(|act| issue_of(meeting, document, &act))
        .collect()
}

/// The revision that a symbol names, where it tells: `rev.2`.
pub(in crate::ops) fn revision_of<'a>(document: &str, symbol: &'a str) -> Option<Cow<'a, str>> {
    if let Some((_, figure)) = symbol.rsplit_once("/Rev.") {
        return Some(Cow::Owned(format!("rev.{figure}")));
    }
    let own = symbol.strip_prefix(document)?.strip_prefix('/')?;
    Some(Cow::Borrowed(own))
}

/// Whether a symbol is made of a document's id, for want of one.
fn is_of_the_id(document: &str, symbol: &str) -> bool {
    let own = symbol.strip_prefix(document);
    own.is_some_and(|rest| rest.starts_with('/'))
}

/// Puts the open proposals whose words name paragraphs of this text on the new numbers, an act each: their names.
///
/// A proposal's file stays as it was tabled, and a number that is brought up to date is no other wish: the pen may do it. One whose
/// paragraph has changed in the words that it changes itself is left to its sponsor.
fn re_cite(
    work: &mut Work<'_>,
    draft: &Draft,
    (text, after): (&Document, &Document),
) -> Result<Vec<String>, Refusal> {
    let meeting = work.meeting;
    let Some(register) = meeting.register(&draft.id) else {
        return Ok(Vec::new());
    };
    let version = Repository::hash(&after.print());
    let citing = Citing::of(text);
    let mut done = Vec::new();
    for (slug, proposal) in &register.proposals {
        let Some(case) = register.ledger.cases.get(slug) else {
            continue;
        };
        if !case.status.may_be_rebased() {
            continue;
        }
        let placed = proposal
            .anchor
            .as_ref()
            .map(|anchor| meeting.place(&draft.id, anchor));
        let Some(Placement::At {
            index,
            certain: true,
        }) = placed
        else {
            continue;
        };
        let now = text_at(text, index);
        let was = fold(&proposal.words);
        let beside = proposal.kind == ProposalKind::Add;
        let fresh = was == now || beside || case.status == Status::InText;
        let wanted = match proposal.kind {
            ProposalKind::Comment => None,
            _ if fresh => Some(proposal.wanted.clone()),
            ProposalKind::Replace | ProposalKind::Bracket | ProposalKind::Lift => {
                rebase(&was, &fold(&proposal.wanted), now)
            }
            _ => None,
        };
        let Some(wanted) = wanted else {
            continue;
        };
        let cited = citing.anew(index, &wanted);
        let on_others = was == now && text_at(after, index) != now;
        if cited == wanted && !on_others {
            continue;
        }
        let name = case.name(slug).to_owned();
        let anchor = anchor_in(&version, after, index);
        let mut act = work.act(Verb::Rebase, Target::Paragraph(anchor));
        act.into = Some(slug.clone());
        act.words = Some(cited.clone());
        work.file(&draft.id, act)?;
        if cited != wanted {
            work.words.push((format!("{name} then"), fold(&cited)));
            done.push(name);
        }
    }
    Ok(done)
}

fn text_at(document: &Document, index: usize) -> &str {
    let paragraph = document.paragraphs().get(index);
    paragraph.map_or("", |one| one.text.as_str())
}

/// The name of a revision: `rev.2`, `zero`. A number may be typed as people write it: `2`, `Rev.2`, `rev 2`.
///
/// # Errors
/// Where it is neither a number from 1 on nor a plain word: the name becomes a folder and a tag.
fn revision(draft: &Draft, typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim();
    let hint = format!("adref issue {} --rev 1", draft.id);
    let lower = typed.to_lowercase();
    let bare = lower.strip_prefix("rev").unwrap_or(&lower);
    let bare = bare.trim_start_matches(['.', ' ']);
    if typed.is_empty() || bare.is_empty() {
        return Err(Refusal::of("a revision has a number").hint(hint));
    }
    if bare.chars().all(|c| c.is_ascii_digit()) {
        return match bare.parse::<u16>() {
            Ok(figure) if figure > 0 && !bare.starts_with('0') => Ok(format!("rev.{figure}")),
            _ => Err(Refusal::of(format!("{typed:?} is no number of a revision"))
                .because(
                    "revisions are counted from 1; what comes before the first is the zero draft",
                )
                .hint(format!("{hint}, or --rev zero"))),
        };
    }
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    let looks_like_a_number = lower.strip_prefix("rev").is_some_and(|rest| {
        rest.starts_with(['.', ' ', '-']) || rest.starts_with(|c: char| c.is_ascii_digit())
    });
    let is_word = typed.chars().all(plain)
        && typed.starts_with(|c: char| c.is_ascii_lowercase())
        && typed.ends_with(|c: char| c.is_ascii_alphanumeric())
        && !typed.contains("..")
        && !typed.ends_with(".lock")
        && typed.len() <= 40;
    if is_word && !looks_like_a_number {
        return Ok(typed.to_owned());
    }
    Err(Refusal::of(format!("{typed:?} is no name for a revision"))
        .because("it is a number from 1 on, or a word of small letters, figures, points and hyphens: zero, final, corr.1")
        .hint(hint))
}

/// What is to be said where a number does not follow the last one.
///
/// # Errors
/// Where it comes before one that is issued: whoever has that would take it for the older.
fn follows(meeting: &Meeting, draft: &Draft, revision: &str) -> Result<Option<String>, Refusal> {
    let figure = |revision: &str| revision.strip_prefix("rev.")?.parse::<u16>().ok();
    let Some(own) = figure(revision) else {
        return Ok(None);
    };
    let register = meeting.register(&draft.id).unwrap_or_default();
    let issued = register.ledger.issues.iter();
    let issued = issued.filter_map(|(_, symbol)| revision_of(&draft.id, symbol.as_deref()?));
    let Some(last) = issued.filter_map(|revision| figure(&revision)).max() else {
        return Ok(None);
    };
    let next = last.saturating_add(1);
    match own.cmp(&next) {
        Ordering::Equal => Ok(None),
        // That it is issued already is said of its symbol.
        Ordering::Less if own == last => Ok(None),
        Ordering::Less => Err(
            Refusal::of(format!("Rev.{own} of {} comes too late", draft.id))
                .because(format!("Rev.{last} is issued already"))
                .hint(format!(
                    "give the next number: adref issue {} --rev {next}",
                    draft.id
                )),
        ),
        Ordering::Greater => Ok(Some(format!(
            "the last one was Rev.{last}: nobody has seen a Rev.{next}"
        ))),
    }
}

/// Its symbol: the one that was given, else the document's with the revision's number; no other revision bears it.
fn symbol(
    meeting: &Meeting,
    draft: &Draft,
    text: &Document,
    (revision, given): (&str, Option<&str>),
) -> Result<String, Refusal> {
    let stem = text.front().get("symbol").filter(|stem| !stem.is_empty());
    let symbol = match (given, stem, revision.strip_prefix("rev.")) {
        (Some(symbol), _, _) => symbol.to_owned(),
        (None, Some(stem), Some(figure)) => {
            let stem = stem.split("/Rev.").next().unwrap_or(stem);
            format!("{stem}/Rev.{figure}")
        }
        (None, Some(stem), None) => stem.to_owned(),
        (None, None, Some(figure)) => format!("{}/Rev.{figure}", draft.id),
        (None, None, None) => format!("{}/{revision}", draft.id),
    };
    let issued = meeting.register(&draft.id).is_some_and(|register| {
        let mut issues = register.ledger.issues.iter();
        issues.any(|(_, given)| given.as_deref() == Some(symbol.as_str()))
    });
    if issued {
        return Err(
            Refusal::of(format!("{symbol} is issued already")).hint(format!(
                "give the next number: adref issue {} --rev …",
                draft.id
            )),
        );
    }
    Ok(symbol)
}

fn unfitting(draft: &Draft, text: &Document, unfit: &Unfit) -> Refusal {
    match unfit {
        Unfit::Contested(index) => Refusal::of(format!("{} cannot be numbered", draft.id))
            .because(format!(
                "the number of {} is itself in brackets",
                text.name(*index)
            ))
            .hint(format!(
                "settle which number it bears: adref edit {}",
                draft.id
            )),
        Unfit::Misread(index) => Refusal::of(format!("{} cannot be numbered", draft.id))
            .because(format!(
                "with its new number {} would be read as something else",
                text.name(*index)
            ))
            .hint(format!(
                "look at how that paragraph is set in: adref edit {}",
                draft.id
            )),
    }
}

/// What stands in the way: errors of the text, what was ruled and no longer holds, words under silence that would change.
fn in_the_way(meeting: &Meeting, draft: &Draft, text: &Document, after: &Document) -> Vec<String> {
    let found = check_document(meeting, &draft.id).into_iter();
    let mut against: Vec<String> = found
        .filter(|row| {
            row.finding.severity == Severity::Error || IN_THE_WAY.contains(&row.finding.code)
        })
        .map(|row| {
            let found = row.finding;
            let way = found.hint.map(|hint| format!("; {hint}"));
            format!(
                "{}:{}: {}{}",
                row.path,
                found.place.line,
                found.message,
                way.unwrap_or_default()
            )
        })
        .collect();
    let standings = meeting.standings(&draft.id).unwrap_or_default();
    let pairs = text
        .paragraphs()
        .iter()
        .zip(after.paragraphs())
        .zip(standings.iter());
    for ((was, is), standing) in pairs {
        if standing.state == State::Silence && was.text != is.text {
            let name = text.name(was.index);
            against.push(format!(
                "{name} is under silence, and a number in its words would change; wait for its end, or end it: adref close-silence {} {name}",
                draft.id
            ));
        }
    }
    against
}

/// Brings a document's list of sources up to date with its numbers: each pair of paragraphs is one, before and after.
pub(super) fn rename_sources(
    work: &mut Work<'_>,
    id: &str,
    (before, after): (&Document, &Document),
    pairs: &[(usize, usize)],
) -> Result<(), Refusal> {
    let path = sources_path(id);
    let bytes = match work.meeting.snapshot().open(&path) {
        Ok(bytes) => bytes,
        Err(Error::NoFile { .. }) => return Ok(()),
        Err(error) => return Err(unreadable(&error)),
    };
    let called = |document: &Document, index: usize| match document.path(index) {
        Some(path) => path.to_string(),
        None => document.name(index).to_owned(),
    };
    let names: Vec<(String, String)> = pairs
        .iter()
        .flat_map(|&(old, new)| {
            let short = (before.name(old).to_owned(), after.name(new).to_owned());
            [(called(before, old), called(after, new)), short]
        })
        .filter(|(old, new)| old != new)
        .collect();
    if let Some(renamed) = renamed_sources(&bytes, &names) {
        work.write(path, renamed);
    }
    Ok(())
}

/// The text as it goes out, where that is not the text as it stands.
fn face(meeting: &Meeting, text: &Document, intent: &Intent<'_>) -> Option<Vec<u8>> {
    let parties = meeting.parties();
    let bytes = match (intent.brackets, intent.names) {
        (Shown::Hidden, _) => read(text, parties, &Reader::Base, Bare::Settle),
        (Shown::Kept, Shown::Hidden) => without_names(text, parties),
        (Shown::Kept, Shown::Kept) => return None,
    };
    Some(bytes)
}

/// What the numbers came to.
fn told((before, after): (&Document, &Document), renumbered: &Renumbered) -> Issued {
    let name = |index: usize| after.name(index).to_owned();
    Issued {
        concordance: renumbered
            .concordance
            .iter()
            .map(|one| ConcordanceRow {
                index: one.index,
                old: before.name(one.index).to_owned(),
                new: name(one.index),
            })
            .collect(),
        references: renumbered
            .references
            .iter()
            .map(|one| CitedRow {
                paragraph: name(one.index),
                old: one.old.clone(),
                new: one.new.clone(),
            })
            .collect(),
        left_alone: renumbered
            .left
            .iter()
            .map(|one| LeftRow {
                paragraph: name(one.index),
                words: one.words.clone(),
                why: one.why.to_owned(),
            })
            .collect(),
        circulated: None,
    }
}

/// What a person reads before saying yes.
fn say(work: &mut Work<'_>, meeting: &Meeting, draft: &Draft, issued: &Issued) {
    if !issued.concordance.is_empty() {
        let table = issued.table().replace('\n', ", ");
        work.words.push(("new numbers".to_owned(), table));
    }
    for row in &issued.references {
        work.words.push((
            format!("in {}", row.paragraph),
            format!("“{}” becomes “{}”", row.old, row.new),
        ));
    }
    for row in &issued.left_alone {
        work.warnings.push(format!(
            "in {}, “{}” is left as it is: {}",
            row.paragraph, row.words, row.why
        ));
    }
    let open = meeting.register(&draft.id).map_or(0, |register| {
        let cases = register.ledger.cases.values();
        cases.filter(|case| is_open(case.status)).count()
    });
    match open {
        0 => {}
        1 => work
            .warnings
            .push("1 proposal has no answer yet".to_owned()),
        many => work
            .warnings
            .push(format!("{many} proposals have no answer yet")),
    }
}
