//! Writing down where a paragraph comes from, or that something was declined.

use super::super::command::{Plan, SourceEntry, Stamp};
use super::super::find::{find_document, find_paragraph, find_proposal, unreadable};
use super::super::sources::{last_revision, place};
use super::work::Work;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::ops::find::text_of;
use crate::record::{
    How, Origin, Provenance, Role, Source, Target, Verb, append_source, read_sources, sources_path,
    write_source,
};
use crate::repo::Error;
use crate::text::Digests;

/// Plans an entry of a document's list of sources.
pub(super) fn source(
    meeting: &Meeting,
    stamp: &Stamp,
    document: &str,
    (entry, note): (&SourceEntry, Option<&str>),
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    let draft = work.document(document)?;
    let id = draft.id.as_str();
    let officer = meeting
        .roll
        .officer(work.by())
        .filter(|_| !work.authority.is_party());
    let keeps = officer.is_some_and(|one| {
        one.role != Role::Facilitator || one.documents.iter().any(|held| held == id)
    });
    if !keeps {
        return Err(
            Refusal::of(format!("{} does not keep the sources of {id}", work.by()))
                .hint("the chair, whoever holds the document and the secretariat do: --as WHO"),
        );
    }
    let mut target = Target::Document;
    let (provenance, said) = match entry {
        SourceEntry::Taken {
            paragraph,
            how,
            from,
        } => {
            let text = text_of(meeting, id)?;
            let found = find_paragraph(&text, id, paragraph)?;
            let name = match text.path(found.index) {
                Some(path) => path.to_string(),
                None => text.name(found.index).to_owned(),
            };
            target = Target::Paragraph(work.anchor(draft, &text, found.index)?);
            let mut origins = Vec::new();
            let mut alike = true;
            for typed in from {
                let (origin, words) = origin(meeting, typed)?;
                alike &= words.is_some_and(|words| {
                    Digests::of(&words).folded == Digests::of(&found.text).folded
                });
                origins.push(origin);
            }
            let how = match (how, origins.is_empty()) {
                (Some(How::New) | None, true) => How::New,
                (Some(How::New), false) => {
                    return Err(
                        Refusal::of(format!("{name} is new and comes from somewhere"))
                            .hint("leave out --from, or say --how adapted"),
                    );
                }
                (Some(_), true) => {
                    return Err(Refusal::of(format!("where does {name} come from?"))
                        .hint("--from \"wp1 I/1\", or --how new"));
                }
                (Some(how), false) => *how,
                (None, false) if alike => How::Verbatim,
                (None, false) => How::Adapted,
            };
            work.words
                .push((format!("{id} {name}"), found.text.clone()));
            let said = match how {
                How::New => format!("{} notes that {id} {name} is new", work.who()),
                how => {
                    let from: Vec<String> = origins.iter().map(ToString::to_string).collect();
                    format!(
                        "{} notes where {id} {name} comes from: {how}, {}",
                        work.who(),
                        from.join(", ")
                    )
                }
            };
            let taken = Provenance::Taken {
                paragraph: name,
                how,
                from: origins,
            };
            (taken, said)
        }
        SourceEntry::Declined { what, reason } => {
            let (origin, words) = origin(meeting, what)?;
            if reason
                .as_deref()
                .is_none_or(|reason| reason.trim().is_empty())
            {
                return Err(Refusal::of(format!("why is {origin} declined?"))
                    .hint("its authors will ask: --reason \"…\""));
            }
            work.words
                .extend(words.map(|words| (origin.to_string(), words)));
            let said = format!("{} declines {origin} in {id}", work.who());
            let declined = Provenance::Declined {
                what: origin,
                by: Some(work.by().to_owned()),
                reason: reason.clone(),
            };
            (declined, said)
        }
    };
    let path = sources_path(id);
    let present = match meeting.snapshot().open(&path) {
        Ok(bytes) => Some(bytes.to_vec()),
        Err(Error::NoFile { .. }) => None,
        Err(error) => return Err(unreadable(&error)),
    };
    let source = Source {
        provenance,
        note: note.map(str::to_owned),
        line: 0,
    };
    let known = read_sources(&path, present.as_deref().unwrap_or_default()).0;
    if known.iter().any(|one| one.provenance == source.provenance) {
        return Err(Refusal::of(format!("{path} says so already")));
    }
    work.write(path, append_source(present.as_deref(), &source));
    let mut act = work.act(Verb::Source, target);
    act.words = Some(write_source(&source));
    work.file(id, act)?;
    Ok(work.finish(said, String::new()))
}

/// A source as it is written down, at the last revision of its document where none is named; and its words.
fn origin(meeting: &Meeting, typed: &str) -> Result<(Origin, Option<String>), Refusal> {
    match Origin::read(typed) {
        Origin::Proposal(name) => {
            let (document, slug) = find_proposal(meeting, &name)?;
            let register = meeting.register(&document);
            let number = register
                .as_ref()
                .and_then(|register| register.ledger.cases.get(&slug))
                .map(|case| case.name(&slug).to_owned());
            let words = register
                .and_then(|register| register.proposals.get(&slug).map(|one| one.wanted.clone()));
            Ok((
                Origin::Proposal(number.unwrap_or_else(|| slug.to_string())),
                words,
            ))
        }
        Origin::Paragraph {
            document,
            version,
            address,
        } => {
            let document = find_document(meeting, &document)?.id.clone();
            let version = version.or_else(|| last_revision(meeting, &document));
            let found = place(meeting, &document, version.as_deref(), &address);
            let (words, _) = found.map_err(|why| {
                Refusal::of(format!(
                    "{document} has no paragraph {address} to take from"
                ))
                .because(why)
                .hint(format!("`adref outline {document}` lists its paragraphs"))
            })?;
            Ok((
                Origin::Paragraph {
                    document,
                    version,
                    address,
                },
                Some(words),
            ))
        }
    }
}
