//! What a person typed, found in the meeting: a document, a paragraph, a proposal; else what is near it.

use std::collections::BTreeSet;

use crate::consensus::{Case, Refusal};
use crate::meeting::{Draft, Meeting};
use crate::record::{ActId, Proposal, Slug};
use crate::repo::Error;
use crate::text::{Address, Document, Kind, Paragraph, near};

/// The ids of the documents that are meant: one by its name, or all.
pub(super) fn documents_meant<'m>(
    meeting: &'m Meeting,
    document: Option<&str>,
) -> Result<Vec<&'m str>, Refusal> {
    Ok(match document {
        Some(typed) => vec![find_document(meeting, typed)?.id.as_str()],
        None => meeting
            .drafts()
            .iter()
            .map(|draft| draft.id.as_str())
            .collect(),
    })
}

/// Finds a document by its folder's name, forgiving case and `.`; a symbol's end or its title will do as well.
///
/// # Errors
/// Names the documents that there are, and the nearest; says where the document's saved text is damaged.
pub fn find_document<'a>(meeting: &'a Meeting, typed: &str) -> Result<&'a Draft, Refusal> {
    let draft = name_document(meeting, typed)?;
    let readable = meeting.readable(draft);
    readable.map_err(|error| unreadable(&error))?;
    Ok(draft)
}

/// What is there cannot be read.
pub(super) fn unreadable(error: &Error) -> Refusal {
    Refusal {
        what: error.to_string(),
        because: Vec::new(),
        hint: error.hint(),
    }
}

/// Finds which document is meant, whether its text can be read or not.
///
/// # Errors
/// Names the documents that there are, and the nearest.
pub fn name_document<'a>(meeting: &'a Meeting, typed: &str) -> Result<&'a Draft, Refusal> {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let wanted = plain(typed);
    let drafts = meeting.drafts();
    if let Some(draft) = drafts.iter().find(|draft| draft.id == typed) {
        return Ok(draft);
    }
    let alike: Vec<&Draft> = drafts
        .iter()
        .filter(|draft| plain(&draft.id) == wanted)
        .collect();
    if let [draft] = alike.as_slice() {
        return Ok(draft);
    }
    let ids: Vec<&str> = drafts.iter().map(|draft| draft.id.as_str()).collect();
    Err(Refusal {
        what: format!("no document {typed:?}"),
        because: Vec::new(),
        hint: Some(match near(typed, ids.iter().copied()).first() {
            Some(near) => format!("did you mean {near}?"),
            None if ids.is_empty() => {
                "this meeting has no documents yet: a document is a file drafts/NAME/text.md"
                    .to_owned()
            }
            None => format!("the documents are {}", ids.join(", ")),
        }),
    })
}

/// A document without a paragraph.
pub(super) fn nothing_there(document: &str) -> Refusal {
    Refusal {
        what: format!("{document} has no paragraphs"),
        because: Vec::new(),
        hint: Some(format!("write drafts/{document}/text.md first")),
    }
}

/// Finds a paragraph of a text.
///
/// # Errors
/// Names the paragraphs whose names are near.
pub fn find_paragraph<'a>(
    text: &'a Document,
    document: &str,
    address: &Address,
) -> Result<&'a Paragraph, Refusal> {
    text.find(address).map_err(|none| Refusal {
        what: format!("{none} in {document}"),
        because: match is_empty(text) {
            true => vec![format!("{document} has no paragraphs yet")],
            false => Vec::new(),
        },
        hint: Some(match none.near.as_slice() {
            [] if is_empty(text) => "write its text first".to_owned(),
            [] => format!("adref outline {document} lists its paragraphs"),
            near => format!("did you mean {}?", near.join(" or ")),
        }),
    })
}

/// Whether a text has nothing but a title, if that.
pub fn is_empty(text: &Document) -> bool {
    let mut all = text.paragraphs().iter();
    all.all(|paragraph| paragraph.kind == Kind::Title)
}

/// Finds a proposal by its number or slug, forgiving case: the document it is to, and its slug.
///
/// # Errors
/// Names the proposals whose numbers are near.
pub fn find_proposal(meeting: &Meeting, typed: &str) -> Result<(String, Slug), Refusal> {
    let wanted = typed.trim();
    let slug = wanted.to_lowercase();
    for draft in meeting.drafts() {
        let path = format!("drafts/{}/proposals/{slug}.md", draft.id);
        if meeting.snapshot().id(&path).is_some() {
            return Ok((draft.id.clone(), Slug(slug)));
        }
    }
    let mut numbers: Vec<String> = Vec::new();
    for draft in meeting.drafts() {
        let Some(register) = meeting.register(&draft.id) else {
            continue;
        };
        for (slug, case) in &register.ledger.cases {
            if let Some(number) = &case.number {
                if number.eq_ignore_ascii_case(wanted) {
                    return Ok((draft.id.clone(), slug.clone()));
                }
                numbers.push(number.clone());
            }
        }
    }
    if let Some(part) = parts(meeting, |_, proposal| {
        let number = proposal.submission.as_ref();
        number.is_some_and(|(name, n)| format!("{name}/{n}").eq_ignore_ascii_case(wanted))
    })
    .pop()
    {
        return Ok(part);
    }
    // A submission's number names its parts; alone it is no one proposal.
    let all = find_parts(meeting, wanted);
    if let (Some((_, first)), many) = (all.first(), all.len()) {
        let hint = format!("name one of them: {wanted}/1, or {first}");
        return Err(
            Refusal::of(format!("{typed} is a submission of {many} amendments")).hint(hint),
        );
    }
    Err(Refusal {
        what: format!("no proposal {typed:?}"),
        because: Vec::new(),
        hint: Some(
            match near(wanted, numbers.iter().map(String::as_str)).first() {
                Some(near) => format!("did you mean {near}?"),
                None => "`adref proposals` lists them".to_owned(),
            },
        ),
    })
}

/// The proposals of a submission by its number, in their order: `NOR-2`; none where there is no such submission.
pub fn find_parts(meeting: &Meeting, typed: &str) -> Vec<(String, Slug)> {
    let wanted = typed.trim();
    parts(meeting, |_, proposal| {
        let number = proposal.submission.as_ref();
        number.is_some_and(|(name, _)| name.eq_ignore_ascii_case(wanted))
    })
}

/// The proposals of which something holds, document by document, those of one submission in their order.
pub(super) fn parts(
    meeting: &Meeting,
    holds: impl Fn(Option<&Case>, &Proposal) -> bool,
) -> Vec<(String, Slug)> {
    let mut out = Vec::new();
    for draft in meeting.drafts() {
        let Some(register) = meeting.register(&draft.id) else {
            continue;
        };
        let cases = &register.ledger.cases;
        let all = register.proposals.values();
        let mut own: Vec<&Proposal> = all.filter(|one| holds(cases.get(&one.slug), one)).collect();
        // Of what came within one second the acts still know the order.
        let filed = |of: &Proposal| {
            let first = cases.get(&of.slug)?.acts.first()?;
            let deed = register.acts.deed(register.acts.find(first)?)?;
            Some((deed.time, deed.entry))
        };
        own.sort_by_cached_key(|one| {
            (
                one.received,
                one.submission.clone(),
                filed(one),
                one.slug.clone(),
            )
        });
        out.extend(
            own.into_iter()
                .map(|one| (draft.id.clone(), one.slug.clone())),
        );
    }
    out
}

/// Finds a delegation or a group by its code, its name or an alias, forgiving case: its code.
///
/// Where nobody is listed, what was typed is taken as it is.
///
/// # Errors
/// Names the codes that are near.
pub fn find_party(meeting: &Meeting, typed: &str) -> Result<String, Refusal> {
    let list = &meeting.roll.delegations;
    let wanted = typed.trim();
    if list.codes().next().is_none() {
        return Ok(wanted.to_owned());
    }
    if let Some(found) = list.find(wanted) {
        return Ok(found.code().to_owned());
    }
    let near = list.near(wanted);
    Err(Refusal {
        what: format!("no delegation or group {typed:?}"),
        because: Vec::new(),
        hint: Some(if near.is_empty() {
            "facilitators/delegations.yaml lists who takes part".to_owned()
        } else {
            format!("did you mean {}?", near.join(" or "))
        }),
    })
}

/// Finds an act by its id or the beginning of it: its document and itself.
pub(super) fn find_act(meeting: &Meeting, typed: &ActId) -> Result<(String, ActId), Refusal> {
    let wanted = typed.to_string().trim().to_lowercase();
    let mut found: BTreeSet<(String, ActId)> = BTreeSet::new();
    for draft in meeting.folders() {
        let Some(register) = meeting.register(&draft.id) else {
            continue;
        };
        let whole = ActId::from(wanted.as_str());
        if register.acts.find(&whole).is_some() {
            return Ok((draft.id.clone(), whole));
        }
        if wanted.len() >= 4 {
            let near = register.acts.deeds();
            let near = near.filter(|act| act.id.to_string().starts_with(&wanted));
            found.extend(near.map(|act| (draft.id.clone(), act.id.clone())));
        }
    }
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (Some((_, one)), Some((_, other))) => {
            Err(Refusal::of(format!("several acts begin with {typed}"))
                .because(format!("{one}, {other} …"))
                .hint("give some digits more"))
        }
        (None, _) => Err(Refusal::of(format!("there is no act {typed}"))
            .hint("`adref log` shows the acts with their ids")),
    }
}

pub(super) fn text_of(meeting: &Meeting, id: &str) -> Result<std::sync::Arc<Document>, Refusal> {
    meeting
        .text(id)
        .ok_or_else(|| Refusal::of(format!("{id} has no text")))
}
