//! The pen-holder's own changes of words.

use super::super::command::{Plan, Stamp};
use super::super::find::find_paragraph;
use super::super::words::listed;
use super::strays::strays;
use super::work::Work;
use crate::consensus::{Refusal, State};
use crate::diff::{ChangeKind, align};
use crate::meeting::Meeting;
use crate::ops::find::text_of;
use crate::record::{Target, Verb};
use crate::repo::BlobId;
use crate::rolling::{Bare, Reader, read_text, rebase};
use crate::text::{Address, Digests, Document, Label, fold};

/// Plans new words for a paragraph.
pub(super) fn edit(
    meeting: &Meeting,
    stamp: &Stamp,
    (document, address): (&str, &Address),
    (words, on, reason): (&str, Option<&str>, Option<&str>),
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    let draft = work.document(document)?;
    let text = text_of(meeting, &draft.id)?;
    let paragraph = find_paragraph(&text, &draft.id, address)?;
    let name = text.name(paragraph.index).to_owned();
    let typed = words.trim();
    let words = match (Label::read(typed), &paragraph.label) {
        (Some((label, length)), Some(own)) if label == *own => {
            typed.get(length..).unwrap_or(typed).trim()
        }
        _ => typed,
    };
    let carried = carried(&name, words, on, text.body(paragraph.index))?;
    if carried.is_some() {
        work.warnings.push(format!(
            "{name} was changed by somebody else meanwhile: yours is made on its words of now"
        ));
    }
    let words = carried.as_deref().unwrap_or(words);
    if words.is_empty() {
        return Err(
            Refusal::of(format!("{name} would have no words")).hint(format!(
                "to take it out: adref edit {} {name} --delete",
                draft.id
            )),
        );
    }
    if fold(words) == paragraph.text {
        return Err(Refusal::of(format!("{name} says so already")));
    }
    let bytes = text.with_body(paragraph.index, words);
    let after = Document::parse_with(bytes.clone(), meeting.parties());
    let others = text.stands_but_for(&after, |index| index == paragraph.index);
    let Some(new) = after.paragraphs().get(paragraph.index).filter(|_| others) else {
        return Err(Refusal::of(format!("these words would change more than {name}"))
            .because("they begin another paragraph, a list or a heading, or a bracket in them runs on")
            .hint(format!("to change several paragraphs: adref edit {}", draft.id)));
    };
    let anchor = work.anchor(draft, &text, paragraph.index)?;
    let mut act = work.act(Verb::Edit, Target::Paragraph(anchor));
    act.reason = reason.map(str::to_owned);
    act.words = Some(new.text.clone());
    act.digests = Some(Digests::of(&new.text));
    act.over.clone_from(&draft.version);
    act.text = Some(work.write_text(&draft.id, bytes));
    work.words
        .push((format!("{name} now"), paragraph.text.clone()));
    work.words.push((format!("{name} then"), new.text.clone()));
    let warnings = cautions(meeting, &draft.id, &text, &after, &[paragraph.index]);
    work.warnings.extend(warnings);
    work.file(&draft.id, act)?;
    let said = format!("{} edits {} {name}", work.who(), draft.id);
    Ok(work.finish(said, String::new()))
}

/// The words wanted, made of `on`, on those that stand there now; `None` where they stand there still.
fn carried(
    name: &str,
    words: &str,
    on: Option<&str>,
    now: &str,
) -> Result<Option<String>, Refusal> {
    let Some(on) = on.filter(|on| fold(on) != fold(now)) else {
        return Ok(None);
    };
    match rebase(&fold(on), &fold(words), &fold(now)) {
        Some(both) => Ok(Some(both)),
        None => Err(Refusal::of(format!(
            "{name} was changed by somebody else meanwhile, in words that you changed too"
        ))
        .because(format!("it says now: {}", fold(now)))
        .hint("read it, and make your change on those words")),
    }
}

/// Plans a whole new text.
pub(super) fn rewrite(
    meeting: &Meeting,
    stamp: &Stamp,
    document: &str,
    (bytes, over, reason): (&[u8], &BlobId, Option<&str>),
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    let draft = work.document(document)?;
    let text = text_of(meeting, &draft.id)?;
    if draft
        .version
        .as_ref()
        .is_some_and(|version| version != over)
    {
        return Err(Refusal::of(format!("{} has changed meanwhile", draft.id))
            .because("these changes were made on an earlier state of it")
            .hint("look at what changed, then make them again"));
    }
    if text.print() == bytes {
        return Err(Refusal::of(format!("{} says so already", draft.id)));
    }
    let after = Document::parse_with(bytes.to_vec(), meeting.parties());
    let alignment = align(&text, &after);
    let mut names: Vec<String> = Vec::new();
    let mut touched: Vec<usize> = Vec::new();
    let called = |document: &Document, indices: &[usize]| -> Vec<String> {
        let paragraphs = indices.iter();
        paragraphs
            .filter_map(|index| document.paragraphs().get(*index))
            .map(|one| document.name(one.index).to_owned())
            .collect()
    };
    for change in &alignment.changes {
        if change.kind == ChangeKind::Unchanged && !change.moved && !change.renumbered {
            continue;
        }
        touched.extend(&change.old);
        let (old, new) = (called(&text, &change.old), called(&after, &change.new));
        names.push(match change.kind {
            ChangeKind::Inserted => format!("{} added", new.join(", ")),
            ChangeKind::Deleted => format!("{} deleted", old.join(", ")),
            ChangeKind::Unchanged if change.moved => format!("{} moved", new.join(", ")),
            ChangeKind::Unchanged => format!("{} renumbered", new.join(", ")),
            _ if old.len() > 1 || new.len() > 1 => {
                let becomes = if old.len() > 1 { "become" } else { "becomes" };
                format!("{} {becomes} {}", listed(&old), listed(&new))
            }
            _ => new.join(", "),
        });
        let of = |document: &Document, indices: &[usize]| -> String {
            let paragraphs = indices.iter();
            let texts = paragraphs.filter_map(|index| document.paragraphs().get(*index));
            texts
                .map(|one| one.text.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let (was, is) = (of(&text, &change.old), of(&after, &change.new));
        let shown = match change.kind {
            ChangeKind::Inserted => vec![(format!("{}, added", listed(&new)), is)],
            ChangeKind::Deleted => vec![(format!("{}, deleted", listed(&old)), was)],
            ChangeKind::Unchanged => vec![(listed(&new), is)],
            _ => {
                let name = listed(&old);
                vec![(format!("{name} now"), was), (format!("{name} then"), is)]
            }
        };
        work.words.extend(shown);
    }
    // One paragraph changed in its words is an edit of that paragraph.
    let target = match alignment
        .changes
        .iter()
        .filter(|change| change.kind != ChangeKind::Unchanged)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [one] if one.kind == ChangeKind::Edited && names.len() == 1 => one
            .old
            .first()
            .and_then(|index| text.paragraphs().get(*index))
            .and_then(|paragraph| work.anchor(draft, &text, paragraph.index).ok())
            .map_or(Target::Document, Target::Paragraph),
        _ => Target::Document,
    };
    let mut act = work.act(Verb::Edit, target);
    act.reason = reason.map(str::to_owned);
    act.over.clone_from(&draft.version);
    act.text = Some(work.write_text(&draft.id, bytes.to_vec()));
    work.warnings
        .extend(cautions(meeting, &draft.id, &text, &after, &touched));
    let errors = after.findings().len().saturating_sub(text.findings().len());
    if errors > 0 {
        work.warnings.push(format!(
            "the new text has {errors} findings more than the old: adref check"
        ));
    }
    work.file(&draft.id, act)?;
    let shown = match names.len() {
        0 => "front matter or white space".to_owned(),
        1..=6 => names.join("; "),
        many => format!(
            "{}; and {} more",
            names.get(..5).unwrap_or_default().join("; "),
            many - 5
        ),
    };
    let said = format!("{} edits {}: {shown}", work.who(), draft.id);
    Ok(work.finish(said, String::new()))
}

/// What a change of words does to agreements and silences.
pub(super) fn frozen(
    meeting: &Meeting,
    document: &str,
    before: &Document,
    touched: &[usize],
) -> Vec<String> {
    let mut warnings = Vec::new();
    let standings = meeting.standings(document);
    for index in touched {
        let Some(standing) = standings.as_ref().and_then(|all| all.get(*index)) else {
            continue;
        };
        let name = before.name(*index);
        let agreed = matches!(
            standing.state,
            State::AgreedInformals | State::AgreedAdReferendum | State::Agreed
        );
        if standing.state == State::Adopted {
            warnings.push(format!(
                "{name} is adopted: other words than were adopted are a finding"
            ));
        }
        if agreed {
            warnings.push(format!("{name} is agreed: other words open it again"));
        }
        if standing.state == State::Silence {
            warnings.push(format!(
                "{name} is under silence: its words are frozen until it ends"
            ));
        }
    }
    warnings
}

/// What a change of words does to agreements, silences and to who holds alternatives.
fn cautions(
    meeting: &Meeting,
    document: &str,
    before: &Document,
    after: &Document,
    touched: &[usize],
) -> Vec<String> {
    let mut warnings = frozen(meeting, document, before, touched);
    warnings.extend(strays(before, after));
    let standings = meeting.standings(document);
    for index in touched {
        let (Some(paragraph), Some(standing)) = (
            before.paragraphs().get(*index),
            standings.as_ref().and_then(|all| all.get(*index)),
        ) else {
            continue;
        };
        let name = before.name(*index);
        let holders = &standing.derived.holding;
        let now = touched
            .iter()
            .len()
            .eq(&1)
            .then(|| after.paragraphs().get(*index))
            .flatten();
        if let Some(now) = now {
            let parties = meeting.parties();
            let reads = |text: &str, party: &str| {
                let reader = Reader::Party(party.to_owned());
                read_text(text, parties, &reader, Bare::Settle)
            };
            let lost: Vec<&str> = holders
                .iter()
                .filter(|party| {
                    reads(&now.text, party)
                        == read_text(&now.text, parties, &Reader::Base, Bare::Settle)
                })
                .filter(|party| {
                    reads(&paragraph.text, party)
                        != read_text(&paragraph.text, parties, &Reader::Base, Bare::Settle)
                })
                .map(String::as_str)
                .collect();
            if !lost.is_empty() {
                warnings.push(format!(
                    "the alternatives of {} go out of {name}",
                    lost.join(", ")
                ));
            }
        }
    }
    warnings
}
