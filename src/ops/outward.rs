//! A meeting as it may leave the desk: without the acts that are marked as the desk's own, and without what follows from them.

use crate::meeting::Meeting;
use crate::repo::FileChange;

/// A meeting in whose record no act is the desk's own.
#[derive(Debug)]
pub struct Outward<'a>(Which<'a>);

#[derive(Debug)]
enum Which<'a> {
    /// There was none.
    Same(&'a Meeting),
    /// Without them.
    Without(Box<Meeting>),
}

impl Outward<'_> {
    /// A meeting as it may leave the desk.
    pub fn of(meeting: &Meeting) -> Outward<'_> {
        let files = meeting.drafts().iter();
        let files: Vec<FileChange> = files
            .filter(|draft| has_own(meeting, &draft.id))
            .flat_map(|draft| without_own(meeting, &draft.id))
            .collect();
        if files.is_empty() {
            return Outward(Which::Same(meeting));
        }
        let bare = meeting.with(&files);
        // What is not written a line an act is not taken apart: nothing of such files goes out.
        let left = bare.drafts().iter();
        let left: Vec<FileChange> = left
            .filter(|draft| has_own(&bare, &draft.id))
            .flat_map(|draft| acts_files(&bare, &draft.id))
            .map(|path| FileChange::write(path, ""))
            .collect();
        let bare = match left.is_empty() {
            true => bare,
            false => bare.with(&left),
        };
        Outward(Which::Without(Box::new(bare)))
    }

    /// The meeting.
    pub fn meeting(&self) -> &Meeting {
        match &self.0 {
            Which::Same(meeting) => meeting,
            Which::Without(meeting) => meeting,
        }
    }
}

/// Whether acts of a document are the desk's own.
fn has_own(meeting: &Meeting, document: &str) -> bool {
    let register = meeting.register(document);
    register.is_some_and(|register| register.acts.such(|act| act.desk).next().is_some())
}

fn acts_files(meeting: &Meeting, document: &str) -> Vec<String> {
    meeting.snapshot().paths(&format!("drafts/{document}/acts"))
}

/// The files of a document's acts without the lines of the desk's own.
fn without_own(meeting: &Meeting, document: &str) -> Vec<FileChange> {
    let files = acts_files(meeting, document).into_iter();
    let changed = files.filter_map(|path| {
        let bytes = meeting.snapshot().read(&path)?;
        let text = String::from_utf8_lossy(&bytes);
        let kept: String = text
            .split_inclusive('\n')
            .filter(|line| !is_own(line))
            .collect();
        (kept != text).then(|| FileChange::write(path, kept))
    });
    changed.collect()
}

/// Whether the line of an act says so; one that only quotes the words goes too.
fn is_own(line: &str) -> bool {
    let mut rest = line;
    while let Some((_, behind)) = rest.split_once("desk") {
        let value = behind.trim_start_matches(['"', '\'', ' ']);
        let value = value.strip_prefix(':').map(str::trim_start);
        if value.is_some_and(|value| !value.starts_with("false")) {
            return true;
        }
        rest = behind;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn the_mark_is_seen_however_it_is_written() {
        for line in [
            "- {id: a, desk: true}",
            "- {\"desk\": true, id: a}",
            "- {desk : yes}",
        ] {
            assert!(is_own(line), "{line}");
        }
        for line in ["- {id: a, reason: the desk}", "- {id: a, desk: false}"] {
            assert!(!is_own(line), "{line}");
        }
    }
}
