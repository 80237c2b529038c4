//! What never leaves the desk, and a meeting as it may leave it: without what is marked as the desk's own, and what follows from that.

use std::collections::{HashMap, HashSet};

use crate::consensus::Status;
use crate::meeting::{Meeting, Register};
use crate::record::{Act, ActId, Slug, Target, Verb, proposal_path};
use crate::repo::FileChange;

/// Why something stays at the desk that says so itself.
pub(super) const MARKED: &str = "marked desk: true";

/// Why a proposal stays at the desk that nobody has circulated.
const UNTABLED: &str = "not tabled";

/// Why a proposal stays at the desk that is to another one there.
pub(super) const AMENDS: &str = "amends one that is held back";

/// Why an act stays at the desk that is on a proposal there.
pub(super) const ON_A_PROPOSAL: &str = "on a proposal that is held back";

/// Why an act stays at the desk that takes back another one there.
pub(super) const TAKEN_BACK: &str = "taken back";

/// What of a document's record is the desk's own, and why: what is marked so, what amends such a proposal or is done on one, and
/// what takes such an act back.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// Proposals.
    pub(super) proposals: HashMap<Slug, &'static str>,
    /// Acts.
    pub(super) acts: HashMap<ActId, &'static str>,
    /// Acts that are marked, and are whose copy it is all the same.
    spared: HashSet<ActId>,
}

impl Own {
    pub(super) fn of(register: &Register) -> Own {
        let marked = register.proposals.iter().filter(|(_, one)| one.desk);
        let marked = marked.map(|(slug, _)| (slug.clone(), MARKED));
        Own::with(register, marked, |_| false)
    }

    /// With the proposals that were not tabled: nothing of them is in everybody's hands yet.
    fn and_untabled(register: &Register) -> Own {
        Own::unknown_to(register, |_| false)
    }

    /// What somebody cannot know: the same, but for what is whose it is (`is_theirs` of a sponsor or an act's party).
    fn unknown_to(register: &Register, is_theirs: impl Fn(&str) -> bool) -> Own {
        let own = register.proposals.iter().filter_map(|(slug, one)| {
            let case = register.ledger.cases.get(slug);
            let mut with = case.into_iter().flat_map(|case| &case.cosponsors);
            if is_theirs(&one.sponsor) || with.any(|party| is_theirs(party)) {
                return None;
            }
            let tabled = case.is_some_and(|case| is_tabled(case.status));
            let why = match (one.desk, tabled) {
                (true, _) => MARKED,
                (false, false) => UNTABLED,
                (false, true) => return None,
            };
            Some((slug.clone(), why))
        });
        Own::with(register, own, &is_theirs)
    }

    fn with(
        register: &Register,
        proposals: impl Iterator<Item = (Slug, &'static str)>,
        is_theirs: impl Fn(&str) -> bool,
    ) -> Own {
        let mut own = Own {
            proposals: proposals.collect(),
            acts: HashMap::new(),
            spared: HashSet::new(),
        };
        loop {
            let amends = |(slug, one): &(&Slug, &crate::record::Proposal)| {
                let amended = one.amends.as_ref();
                amended.is_some_and(|amended| own.proposals.contains_key(amended))
                    && !own.proposals.contains_key(*slug)
            };
            let more: Vec<Slug> = register
                .proposals
                .iter()
                .filter(amends)
                .map(|(slug, _)| slug.clone())
                .collect();
            if more.is_empty() {
                break;
            }
            own.proposals
                .extend(more.into_iter().map(|slug| (slug, AMENDS)));
        }
        for act in register.acts.such(|act| act.desk) {
            match is_theirs(&act.by) {
                true => drop(own.spared.insert(act.id)),
                false => drop(own.acts.insert(act.id, MARKED)),
            }
        }
        if own.proposals.is_empty() && own.acts.is_empty() {
            return own;
        }
        let all: Vec<Act> = register.acts.iter().collect();
        for act in &all {
            let target = match &act.target {
                Target::Proposal(slug) => Some(slug),
                _ => None,
            };
            let on = target.into_iter().chain(&act.into);
            if on.into_iter().any(|slug| own.proposals.contains_key(slug)) {
                own.acts.entry(act.id.clone()).or_insert(ON_A_PROPOSAL);
            }
        }
        loop {
            let many = own.acts.len();
            for act in all.iter().filter(|act| act.verb == Verb::Retract) {
                if let Target::Act(of) = &act.target
                    && own.acts.contains_key(of)
                {
                    own.acts.entry(act.id.clone()).or_insert(TAKEN_BACK);
                }
            }
            if own.acts.len() == many {
                return own;
            }
        }
    }

    fn is_nothing(&self) -> bool {
        self.proposals.is_empty() && self.acts.is_empty()
    }
}

/// A meeting in whose record nothing is the desk's own.
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
        Outward::without(meeting, Own::of)
    }

    /// A meeting as everybody may see it: without what was not tabled either, and without a trace of it in what follows from the record.
    pub fn circulated(meeting: &Meeting) -> Outward<'_> {
        Outward::without(meeting, Own::and_untabled)
    }

    /// A meeting as a party may see it: as everybody may, with what is its own.
    pub fn known_to<'a>(meeting: &'a Meeting, party: &str) -> Outward<'a> {
        let is_theirs = |by: &str| by.eq_ignore_ascii_case(party);
        Outward::without(meeting, |register| Own::unknown_to(register, is_theirs))
    }

    fn without(meeting: &Meeting, owned: impl Fn(&Register) -> Own) -> Outward<'_> {
        let own = |id: &str| {
            let register = meeting.register(id);
            register
                .map(|register| owned(&register))
                .unwrap_or_default()
        };
        let drafts = meeting.drafts().iter();
        let files: Vec<FileChange> = drafts
            .flat_map(|draft| without_own(meeting, &draft.id, &own(&draft.id)))
            .collect();
        if files.is_empty() {
            return Outward(Which::Same(meeting));
        }
        let bare = meeting.with(&files);
        // What is not written a line an act is not taken apart: nothing of such files goes out.
        let drafts = bare.drafts().iter();
        let left: Vec<FileChange> = drafts
            .filter(|draft| {
                let before = own(&draft.id);
                let register = bare.register(&draft.id).unwrap_or_default();
                let mut acts = register.acts.deeds();
                acts.any(|deed| before.acts.contains_key(deed.id))
            })
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

fn acts_files(meeting: &Meeting, document: &str) -> Vec<String> {
    meeting.snapshot().paths(&format!("drafts/{document}/acts"))
}

/// The files of a document's record without the desk's own.
fn without_own(meeting: &Meeting, document: &str, own: &Own) -> Vec<FileChange> {
    if own.is_nothing() {
        return Vec::new();
    }
    let stays = |line: &&str| {
        let id = id_of(line).map(ActId::from);
        let known = id.as_ref().is_some_and(|id| own.acts.contains_key(id));
        let spared = id.as_ref().is_some_and(|id| own.spared.contains(id));
        !known && (spared || !is_own(line))
    };
    let files = acts_files(meeting, document).into_iter();
    let changed = files.filter_map(|path| {
        let bytes = meeting.snapshot().read(&path)?;
        let text = String::from_utf8_lossy(&bytes);
        let kept: String = text.split_inclusive('\n').filter(stays).collect();
        (kept != text).then(|| FileChange::write(path, kept))
    });
    let proposals = own.proposals.keys();
    let gone = proposals.map(|slug| FileChange::delete(proposal_path(document, slug)));
    changed.chain(gone).collect()
}

/// Whether a proposal was tabled, and so is in everybody's hands.
pub(super) fn is_tabled(status: Status) -> bool {
    !matches!(status, Status::Draft | Status::Submitted | Status::Returned)
}

/// The id that the line of an act begins with.
fn id_of(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("- {id:")?;
    let end = rest.find([',', '}'])?;
    Some(rest.get(..end)?.trim().trim_matches(['"', '\'']))
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
    use super::{id_of, is_own};

    #[test]
    fn the_id_of_a_line_is_seen_with_quotes_and_without() {
        assert_eq!(id_of("- {id: a1, by: XNO}\n"), Some("a1"));
        assert_eq!(id_of("- {id: \"0577\", by: XNO}"), Some("0577"));
        assert_eq!(id_of("# id: a1"), None);
    }

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
