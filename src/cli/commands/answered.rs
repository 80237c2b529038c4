//! The text that somebody's answer is about: which version of it, and what its paragraphs are called today.

use std::sync::Arc;

use crate::cli::failure::Failure;
use crate::cli::grammar::{Incoming, at_version};
use crate::cli::place::Place;
use crate::diff::align;
use crate::moment::Moment;
use crate::office::Paper;
use crate::ops::{self, Answer, DocumentAt, How, Likeness, Naming, Version};
use crate::repo::BlobId;
use crate::rolling::{self, Bare, Reader};
use crate::text::Document;

/// The text that was answered.
pub(super) struct Text {
    pub(super) document: String,
    pub(super) version: BlobId,
    pub(super) text: Document,
    /// How it comes to be this version, where that is not the present one.
    pub(super) why: Option<String>,
    /// The present text, and the place in it of each paragraph, where another was answered.
    today: Option<(Arc<Document>, Vec<Option<usize>>)>,
}

impl Text {
    /// A paragraph's name, with the one that it has today: `13 (14 today)`.
    pub(super) fn name(&self, index: usize) -> String {
        let own = self.text.name(index);
        let Some((present, places)) = &self.today else {
            return own.to_owned();
        };
        match places.get(index).copied().flatten() {
            Some(now) if present.name(now) == own => own.to_owned(),
            Some(now) => format!("{own} ({} today)", present.name(now)),
            None => format!("{own} (gone today)"),
        }
    }

    /// Makes it another version of the same document.
    pub(super) fn at(&mut self, place: &Place, version: &BlobId, bytes: Vec<u8>) {
        self.text = Document::parse_with(bytes, place.meeting.parties());
        self.version = version.clone();
        self.today = None;
        let Some(present) = place.meeting.text(&self.document) else {
            return;
        };
        let draft = place.meeting.draft(&self.document);
        if draft.and_then(|draft| draft.version.as_ref()) == Some(version) {
            return;
        }
        let mut places = vec![None; self.text.paragraphs().len()];
        for change in &align(&self.text, &present).changes {
            for (n, old) in change.old.iter().enumerate() {
                if let Some(slot) = places.get_mut(*old) {
                    *slot = change.new.get(n).or(change.new.first()).copied();
                }
            }
        }
        self.today = Some((present, places));
    }
}

/// The document that is meant, at the version that was named with it, else as it is.
pub(super) fn meant(place: &Place, typed: &Incoming, on: Option<&str>) -> Result<Text, Failure> {
    let meeting = &place.meeting;
    let Some(on) = on else {
        let ids = meeting.drafts().iter().map(|draft| draft.id.as_str());
        let first = ids.clone().next().unwrap_or("outcome");
        let others: Vec<&str> = ids.clone().skip(1).collect();
        let others = match others.is_empty() {
            true => String::new(),
            false => format!(" (or {})", others.join(", ")),
        };
        return Err(Failure::new("it is not said which document this answers")
            .hint(format!("name it: --on {first}{others}")));
    };
    let named = at_version(on);
    let draft = ops::find_document(meeting, &named.document)?;
    let text = meeting.text(&draft.id);
    let (Some(text), Some(version)) = (text, draft.version.clone()) else {
        return Err(Failure::new(format!("{on} has no text")));
    };
    let mut text = Text {
        document: draft.id.clone(),
        version,
        text: text.as_ref().clone(),
        why: None,
        today: None,
    };
    let Some(wanted) = typed.against.clone().or(named.version) else {
        return Ok(text);
    };
    let at = DocumentAt {
        document: text.document.clone(),
        version: Some(wanted.clone()),
    };
    let then = place.at(&at)?;
    let version = then
        .draft(&text.document)
        .and_then(|draft| draft.version.clone());
    let bytes = then.text(&text.document).map(|text| text.print());
    let (Some(version), Some(bytes)) = (version, bytes) else {
        return Err(Failure::new(format!(
            "{} had no text at {wanted}",
            text.document
        )));
    };
    text.at(place, &version, bytes);
    text.why = Some(format!("it is read against {}@{wanted}", text.document));
    Ok(text)
}

/// A mail's text: what was named, else the version that its subject names, else the one that people had when it came.
pub(super) fn of_mail(
    place: &Place,
    typed: &Incoming,
    (came, subject): (Option<Moment>, Option<&str>),
) -> Result<Text, Failure> {
    let mut text = meant(place, typed, typed.on.as_deref())?;
    if text.why.is_some() {
        return Ok(text);
    }
    let all = ops::issued(&place.meeting, &text.document);
    let last = all.last().map_or("", |last| last.symbol.as_str());
    let named = subject.and_then(|subject| ops::named_in(&all, subject));
    if let Some(named) = named.filter(|named| named.symbol != last)
        && let Some(bytes) = blob(place, &text.document, &named.text)
    {
        text.at(place, &named.text, bytes);
        text.why = Some(format!(
            "its subject names {}: its numbers are read as those of that; --against now reads them as today's",
            named.symbol
        ));
        return Ok(text);
    }
    let Some((came, had)) = came.and_then(|came| Some((came, ops::in_hands(&all, came)?))) else {
        let first = all.first().zip(came);
        text.why = first.filter(|(first, came)| *came < first.time).map(|(first, came)| {
            format!(
                "it came on {}, before {} was issued: its numbers are read as today's; --against VERSION reads them as those of another",
                came.format("%-d %B, %H:%M"),
                first.symbol
            )
        });
        return Ok(text);
    };
    let Some(bytes) = blob(place, &text.document, &had.text) else {
        return Ok(text);
    };
    text.at(place, &had.text, bytes);
    text.why = Some(format!(
        "it came on {}, before {last} was issued: its numbers are read as those of {}; --against now reads them as today's",
        came.format("%-d %B, %H:%M"),
        had.symbol
    ));
    Ok(text)
}

/// The bytes of a version of a text.
pub(super) fn blob(place: &Place, document: &str, version: &BlobId) -> Option<Vec<u8>> {
    let path = format!("drafts/{document}/text.md");
    place.repository().blob(version, &path).ok()
}

/// What a file is likest to: of which version, the present one where there is none, and printed how.
struct Likest {
    held: Likeness,
    version: Option<(Version, Vec<u8>)>,
    how: How,
}

/// Sets the version, and the manner of printing it, that a file which does not say where it came from is likest to; says how much of it the
/// file holds. Where one was named, only the manner is found.
pub(super) fn likest(place: &Place, text: &mut Text, file: &Paper, from: &str) -> (How, Likeness) {
    let mut versions: Vec<Option<Version>> = vec![None];
    if text.why.is_none() {
        let issued = ops::issued(&place.meeting, &text.document)
            .into_iter()
            .rev();
        versions.extend(issued.filter(|one| one.text != text.version).map(Some));
    }
    let parties = place.meeting.parties();
    let mut best: Option<Likest> = None;
    for version in versions {
        let bytes = match &version {
            None => text.text.print(),
            Some(version) => match blob(place, &text.document, &version.text) {
                Some(bytes) => bytes,
                None => continue,
            },
        };
        let whole = Document::parse_with(bytes.clone(), parties);
        let reader = Reader::Party(from.to_owned());
        let read = rolling::read(&whole, parties, &reader, Bare::Settle);
        let read = Document::parse_with(read, parties);
        for (document, naming, reader) in [
            (&whole, Naming::Shown, None),
            (&whole, Naming::Hidden, None),
            (&read, Naming::Shown, Some(from.to_owned())),
        ] {
            let held = ops::held(file, document, naming);
            let is_best = best
                .as_ref()
                .is_none_or(|before| held.likeness() > before.held.likeness());
            if is_best {
                let how = How {
                    naming,
                    reader,
                    ..How::default()
                };
                let version = version.clone().map(|one| (one, bytes.clone()));
                best = Some(Likest { held, version, how });
            }
        }
    }
    let Some(Likest { held, version, how }) = best else {
        return (How::default(), Likeness::default());
    };
    let printed = match (how.naming, &how.reader) {
        (Naming::Hidden, _) => " without names",
        (_, Some(_)) => " as the party reads it",
        _ => "",
    };
    let what = match &version {
        Some((version, _)) => version.symbol.clone(),
        None if printed.is_empty() => return (how, held),
        None => "the text".to_owned(),
    };
    if let Some((version, bytes)) = version {
        text.at(place, &version.text, bytes);
    }
    text.why = Some(format!(
        "it does not say where it came from, and is read against {what}{printed}: {} of {} paragraphs stand in it word for word; --against now compares it with the text of today",
        held.same, held.of
    ));
    (how, held)
}

/// Says beside an answer which version it was read against.
pub(super) fn told(answer: &mut Answer, text: &Text) {
    answer.read.splice(0..0, text.why.clone());
}
