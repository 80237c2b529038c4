//! What people filed on a document, read from its folder.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::proposal_files::{ProposalFiles, proposal_file};
use super::read::Meeting;
use super::record_files::open;
use super::register::Register;
use crate::consensus::{Ledger, Matter};
use crate::record::{Acts, Fault, Proposal, Slug, read_acts_into};
use crate::repo::Snapshot;

/// The paths of a document's proposals and acts.
pub(super) fn register_paths(snapshot: &Snapshot, document: &str) -> Vec<String> {
    let mut paths = snapshot.paths(&format!("drafts/{document}/proposals"));
    paths.retain(|path| path.ends_with(".md"));
    let mut acts = snapshot.paths(&format!("drafts/{document}/acts"));
    acts.retain(|path| path.ends_with(".yaml"));
    paths.extend(acts);
    paths
}

/// Reads a document's proposals and acts.
pub(super) fn register(meeting: &Meeting, document: &str, paths: &[String]) -> Register {
    let snapshot = meeting.snapshot();
    let mut faults: Vec<Fault> = Vec::new();
    let mut proposals: BTreeMap<Slug, Proposal> = BTreeMap::new();
    let mut acts = Acts::default();
    let known = meeting.shelf.filed(document);
    let mut files = ProposalFiles::with_capacity(known.len());
    for path in paths {
        if !path.ends_with(".md") {
            if let Some(bytes) = open(snapshot, path, &mut faults) {
                faults.extend(read_acts_into(&mut acts, path, &bytes));
            }
            continue;
        }
        let before = known.get(path);
        let Some(file) = proposal_file((snapshot, document), path, before, &mut faults) else {
            continue;
        };
        faults.extend(file.faults.iter().cloned());
        if let Some(proposal) = &file.proposal {
            proposals.insert(proposal.slug.clone(), proposal.clone());
        }
        files.insert(path.clone(), file);
    }
    meeting.shelf.file(document, files);
    let matter = Matter {
        document,
        proposals: &proposals,
        roll: &meeting.roll,
    };
    acts.settle();
    let acts = Arc::new(acts);
    let ledger = Ledger::fold(&matter, &acts);
    // What was put on other words stands on those; its file stays as it was tabled.
    for (slug, (anchor, wanted)) in &ledger.rebased {
        let Some(proposal) = proposals.get_mut(slug) else {
            continue;
        };
        // An amendment that was accepted may leave it on the words that it was on.
        if *anchor == proposal.anchor {
            proposal.wanted.clone_from(wanted);
            continue;
        }
        let Some(anchor) = anchor else {
            continue;
        };
        let text = meeting.text_of(&anchor.version);
        let words = text
            .as_ref()
            .and_then(|text| text.paragraphs().get(anchor.ordinal));
        if let Some(words) = words {
            proposal.words.clone_from(&words.text);
            proposal.wanted.clone_from(wanted);
            proposal.anchor = Some(anchor.clone());
        }
    }
    Register {
        proposals,
        acts,
        ledger,
        faults,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::repo::FileChange;

    const FIRST: &str = "drafts/wp1/proposals/xno-0001.md";
    const SECOND: &str = "drafts/wp1/proposals/xno-0002.md";

    fn wish(years: &str) -> String {
        format!("---\nsponsor: XNO\nkind: replace\n---\nStates keep records for {years} years.\n")
    }

    #[test]
    fn a_proposal_is_read_once_and_again_only_where_its_file_is_another() {
        let files = [
            ("facilitators/meeting.yaml", "documents: [wp1]\n".to_owned()),
            ("drafts/wp1/text.md", "1. States keep records.\n".to_owned()),
            (FIRST, wish("ten")),
            (SECOND, wish("twenty")),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text.into_bytes()));
        let now = "2008-07-17T12:00-04:00".parse().unwrap();
        let meeting = Meeting::read(Snapshot::from_files(BTreeMap::from(files)), now);
        assert_eq!(meeting.register("wp1").unwrap().proposals.len(), 2);
        let before = meeting.shelf.filed("wp1");
        let then = meeting.with(&[FileChange::write(SECOND, wish("thirty"))]);
        let register = then.register("wp1").unwrap();
        let wanted = |register: &Register, path: &str| {
            let slug = path.rsplit('/').next().unwrap().trim_end_matches(".md");
            let proposals = &register.proposals;
            let found = proposals.iter().find(|(one, _)| one.0 == slug);
            found.unwrap().1.wanted.trim().to_owned()
        };
        assert_eq!(
            wanted(&register, SECOND),
            "States keep records for thirty years."
        );
        let after = then.shelf.filed("wp1");
        assert!(Arc::ptr_eq(&before[FIRST], &after[FIRST]));
        assert!(!Arc::ptr_eq(&before[SECOND], &after[SECOND]));
        let gone = FileChange {
            content: None,
            ..FileChange::write(FIRST, "")
        };
        let last = then.with(&[gone]);
        assert_eq!(last.register("wp1").unwrap().proposals.len(), 1);
        assert_eq!(last.shelf.filed("wp1").len(), 1);
    }
}
