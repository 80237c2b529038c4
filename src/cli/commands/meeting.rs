//! Commands that look at the meeting: status, documents, show.

use serde_json::json;

use crate::cli::failure::Failure;
use crate::cli::grammar::{Names, Show, at_version, one_address};
use crate::cli::layout;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::meeting::Meeting;
use crate::ops::{self, Followed, Request};
use crate::rolling::Reader;

/// `adref status`
pub(crate) fn status(session: &mut Session<'_>) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let status = ops::status(&place.meeting);
    if session.json {
        session.print_json(&status)?;
    } else {
        session.show(&layout::status(&status, session.env.width));
        let setting = place.repository().setting(super::who::KEY);
        let hand = session.env.hand.clone().or(setting);
        let answered = ops::told_on_desk(place.repository(), &place.meeting, hand.as_deref());
        session.show(&layout::answered(&answered));
    }
    Ok(Ending::Done)
}

/// `adref documents`
pub(crate) fn documents(session: &mut Session<'_>) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let status = ops::status(&place.meeting);
    if session.json {
        session.print_json(&json!({"schema": 1, "documents": status.documents}))?;
    } else {
        session.show(&layout::documents(&status.documents, session.env.width));
    }
    Ok(Ending::Done)
}

/// `adref show`
pub(crate) fn show(session: &mut Session<'_>, typed: &Show) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let at = at_version(&typed.document);
    let meeting = place.at(&at)?;
    let reader = match &typed.reader {
        Some(party) => Some(Reader::Party(ops::find_party(&meeting, party)?)),
        None => typed.base.then_some(Reader::Base),
    };
    let document = ops::find_document(&meeting, &at.document)?.id.clone();
    if typed.follow {
        return follow(session, &place, document, typed);
    }
    if typed.names == Names::None && reader.is_none() {
        return nameless(session, (&meeting, &document), &typed.paragraph);
    }
    match one_address(&typed.paragraph)? {
        Some(address) => {
            let text = text(&meeting, &document)?;
            let index = ops::find_paragraph(&text, &document, &address)?.index;
            match reader {
                Some(reader) => one_reading(session, (&meeting, &document), index, &reader),
                None => paragraph(session, (&meeting, &document), index),
            }
        }
        None => {
            let page = ops::page(&meeting, &document, reader.as_ref())?;
            if session.json {
                session.print_json(&json!({"schema": 1, "page": page}))?;
            } else {
                let text = text(&meeting, &document)?;
                session.show(&layout::page(&page, &text));
                if ops::is_empty(&text) {
                    session.say(&format!("{document} has no paragraphs yet"));
                    session.mention(&format!(
                        "Hint: adref edit {document} opens it to be written; drafts/{document}/text.md is the file, and adref save saves it"
                    ));
                }
            }
            Ok(Ending::Done)
        }
    }
}

/// `adref show … --follow`: a paragraph by itself, as it stands at every moment.
fn follow(
    session: &mut Session<'_>,
    place: &Place,
    document: String,
    typed: &Show,
) -> Result<Ending, Failure> {
    let Some(paragraph) = one_address(&typed.paragraph)? else {
        return Err(Failure::new("which paragraph is followed?")
            .hint(format!("adref show {document} 12 --follow")));
    };
    let text = text(&place.meeting, &document)?;
    ops::find_paragraph(&text, &document, &paragraph)?;
    if !session.env.interactive {
        return Err(Failure::new("a paragraph is followed on a terminal")
            .because("there is none here")
            .hint(format!("adref show {document} {paragraph} prints it once")));
    }
    session.first = Some(Request::Follow(Followed {
        document,
        paragraph,
        names: typed.names == Names::Shown,
    }));
    session.open_screens(place);
    Ok(Ending::Done)
}

fn text(
    meeting: &Meeting,
    document: &str,
) -> Result<std::sync::Arc<crate::text::Document>, Failure> {
    meeting
        .text(document)
        .ok_or_else(|| Failure::new(format!("{document} has no text")))
}

fn paragraph(
    session: &mut Session<'_>,
    (meeting, document): (&Meeting, &str),
    index: usize,
) -> Result<Ending, Failure> {
    let dossier = ops::dossier(meeting, document, index)?;
    if session.json {
        session.print_json(&json!({"schema": 1, "paragraph": dossier}))?;
    } else {
        let text = text(meeting, &dossier.document)?;
        session.show(&layout::dossier(&dossier, &text));
    }
    Ok(Ending::Done)
}

/// The words of a text or of one paragraph of it, without a name: what a room may see.
fn nameless(
    session: &mut Session<'_>,
    (meeting, document): (&Meeting, &str),
    paragraph: &[String],
) -> Result<Ending, Failure> {
    let named = text(meeting, document)?;
    let only = match one_address(paragraph)? {
        Some(address) => Some(ops::find_paragraph(&named, document, &address)?.index),
        None => None,
    };
    let shown = ops::nameless(&named, meeting.parties());
    if session.json {
        let wanted = |index: &usize| only.is_none_or(|only| only == *index);
        let rows = (0..shown.paragraphs().len()).filter(wanted).map(
            |index| json!({"index": index, "name": shown.name(index), "text": shown.paragraphs().get(index).map(|one| &one.text)}),
        );
        let rows: Vec<serde_json::Value> = rows.collect();
        session.print_json(&json!({"schema": 1, "document": document, "paragraphs": rows}))?;
    } else {
        session.show(&layout::words(&shown, only));
    }
    Ok(Ending::Done)
}

/// One paragraph as somebody would read it, and nothing else.
fn one_reading(
    session: &mut Session<'_>,
    (meeting, document): (&Meeting, &str),
    index: usize,
    reader: &Reader,
) -> Result<Ending, Failure> {
    let page = ops::page(meeting, document, Some(reader))?;
    let row = page.rows.into_iter().find(|row| row.index == index);
    let words = row.and_then(|row| row.read_as).unwrap_or_default();
    if session.json {
        session.print_json(
            &json!({"schema": 1, "document": document, "index": index, "text": words}),
        )?;
    } else if words.is_empty() {
        session.mention("nothing is left of it in this reading");
    } else {
        session.show(&[crate::view::Line::plain(words)]);
    }
    Ok(Ending::Done)
}
