//! What one command files is one entry of its hand: marked so wherever a clock of seconds cannot tell it from another.

use std::collections::BTreeMap;

use super::super::command::{Plan, Stamp};
use super::work::Work;
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::record::Entry;

/// A plan whose acts say that they came together, where there are several of them or their hand has made another entry in this second.
pub(super) fn marked(meeting: &Meeting, stamp: &Stamp, mut plan: Plan) -> Plan {
    let (Some(first), Ok(work)) = (plan.acts.first(), Work::begin(meeting, stamp)) else {
        return plan;
    };
    let before = last_entry(meeting, work.hand(), stamp.when);
    if before.is_none() && plan.acts.len() == 1 {
        return plan;
    }
    let head = Entry::beginning_with(first, before.unwrap_or(0).saturating_add(1));
    let marks: BTreeMap<String, Entry> = (1_u16..)
        .zip(&plan.acts)
        .map(|(act, id)| (id.to_string(), Entry { act, ..head }))
        .collect();
    for file in &mut plan.edit.files {
        if !(file.path.starts_with("drafts/") && file.path.contains("/acts/")) {
            continue;
        }
        let Some(text) = file
            .content
            .as_deref()
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
        else {
            continue;
        };
        let lines = text.split_inclusive('\n');
        let marked: String = lines.map(|line| with_mark(line, &marks)).collect();
        file.content = Some(marked.into_bytes());
    }
    plan
}

/// Which entry of this second a hand made last: 0 for one without a mark; nothing where it made none.
fn last_entry(meeting: &Meeting, hand: &str, when: Moment) -> Option<u16> {
    // What was saved before this second holds nothing of it, and need not be read.
    if meeting.saved.is_some_and(|saved| saved < when) {
        return None;
    }
    let registers = meeting
        .folders()
        .filter_map(|draft| meeting.register(&draft.id));
    let last = |register: std::sync::Arc<crate::meeting::Register>| {
        let deeds = register.acts.deeds();
        let same =
            deeds.filter(|deed| deed.time == when && deed.entered_by.unwrap_or(deed.by) == hand);
        same.map(|deed| deed.entry.map_or(0, |entry| entry.nth))
            .max()
    };
    registers.filter_map(last).max()
}

/// A line of a file of acts with its act's mark, where that is one of these.
fn with_mark(line: &str, marks: &BTreeMap<String, Entry>) -> String {
    let marked = || {
        let entry = marks.get(id_of(line)?)?;
        let bare = line.trim_end();
        let open = bare.strip_suffix('}')?;
        let end = line.get(bare.len()..)?;
        let (open, desk) = match open.strip_suffix(", desk: true") {
            Some(open) => (open, ", desk: true"),
            None => (open, ""),
        };
        Some(format!("{open}, entry: {entry}{desk}}}{end}"))
    };
    marked().unwrap_or_else(|| line.to_owned())
}

/// The id of the act on a line that adref wrote.
fn id_of(line: &str) -> Option<&str> {
    let (id, _) = line.strip_prefix("- {id: ")?.split_once(',')?;
    Some(id.trim_matches('"'))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_marked_before_what_keeps_it_at_the_desk_and_others_stay_as_they_are() {
        let entry: Entry = "1-0000aa00-2".parse().unwrap();
        let marks = BTreeMap::from([("0123456789".to_owned(), entry)]);
        let of = |line: &str| with_mark(line, &marks);
        assert_eq!(
            of("- {id: \"0123456789\", by: XNO, do: support}\n"),
            "- {id: \"0123456789\", by: XNO, do: support, entry: 1-0000aa00-2}\n"
        );
        assert_eq!(
            of("- {id: 0123456789, by: XNO, desk: true}"),
            "- {id: 0123456789, by: XNO, entry: 1-0000aa00-2, desk: true}"
        );
        for same in ["- {id: ab, by: XNO}\n", "# 0123456789\n", ""] {
            assert_eq!(of(same), same);
        }
    }
}
