//! Which documents are annexed to which.

use crate::meeting::Meeting;

/// The annexes of a document: those whose front matter says `annex_of: report`; one that names nothing belongs to the meeting's
/// only report, else to its only outcome.
pub fn annexes_of(meeting: &Meeting, document: &str) -> Vec<String> {
    let drafts = meeting.drafts().iter();
    drafts
        .filter(|draft| parent_of(meeting, &draft.id).as_deref() == Some(document))
        .map(|draft| draft.id.clone())
        .collect()
}

/// The document that an annex belongs to.
pub fn parent_of(meeting: &Meeting, annex: &str) -> Option<String> {
    let front = |id: &str, key: &str| {
        let text = meeting.text(id)?;
        text.front().get(key).map(str::trim).map(str::to_owned)
    };
    if front(annex, "kind")? != "annex" {
        return None;
    }
    if let Some(named) = front(annex, "annex_of") {
        return meeting.draft(&named).map(|draft| draft.id.clone());
    }
    ["report", "outcome"].into_iter().find_map(|kind| {
        let drafts = meeting.drafts().iter();
        let mut such = drafts.filter(|draft| front(&draft.id, "kind").as_deref() == Some(kind));
        match (such.next(), such.next()) {
            (Some(one), None) => Some(one.id.clone()),
            _ => None,
        }
    })
}
