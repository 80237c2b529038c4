//! A file that two people changed apart, made one: of a record all acts, of a text the merge, of a list all new lines.

use std::collections::{HashMap, HashSet};

use super::merge::{Versions, merge};
use crate::record::{Act, ActId, Heard, Proposal, read_acts, read_proposal};
use crate::repo::{Both, Chunk, Error, merge_lines};
use crate::rolling::without_names;
use crate::text::{Document, Parties};

/// Which side of a merge is taken where both cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefer {
    /// What is here.
    Here,
    /// What comes from there.
    There,
}

/// What becomes of a file that both sides changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum One {
    /// These bytes, with so many brackets put for what both changed otherwise.
    File(Vec<u8>, usize),
    /// One side took it away, the other changed it: what was changed stays.
    Kept(Vec<u8>),
    /// It cannot be made one: why.
    Left(&'static str),
}

/// Makes one file of two. It is the same whichever side is called ours.
///
/// # Errors
/// Where git cannot merge lines.
pub(super) fn one(both: &Both) -> Result<One, Error> {
    let (ours, theirs) = match (&both.ours, &both.theirs) {
        (Some(ours), Some(theirs)) => (ours, theirs),
        (Some(kept), None) | (None, Some(kept)) => return Ok(One::Kept(kept.clone())),
        (None, None) => return Ok(One::Left("both sides took it away")),
    };
    let base = both.base.as_deref().unwrap_or_default();
    if is_acts(&both.path) {
        return Ok(One::File(acts(base, ours, theirs), 0));
    }
    if both.base.is_none() && is_proposal(&both.path) {
        return Ok(match proposal(&both.path, [ours, theirs]) {
            Some(bytes) => One::File(bytes.to_vec(), 0),
            None => {
                One::Left("two proposals have that name: rename the file of yours, and save it")
            }
        });
    }
    let versions = Versions { base, ours, theirs };
    if both.path.to_lowercase().ends_with(".md") {
        return Ok(match merge(versions, None)? {
            Some(merged) => One::File(merged.bytes, merged.contested),
            None => One::Left("it is no text in UTF-8, and both sides changed the same lines"),
        });
    }
    lines(versions)
}

/// Whether a path is that of a file of acts.
pub(super) fn is_acts(path: &str) -> bool {
    let inside = path
        .strip_prefix("drafts/")
        .and_then(|rest| rest.split_once('/'));
    inside.is_some_and(|(_, inside)| inside.starts_with("acts/")) && path.ends_with(".yaml")
}

/// Whether a path is that of a proposal.
fn is_proposal(path: &str) -> bool {
    let inside = path
        .strip_prefix("drafts/")
        .and_then(|rest| rest.split_once('/'));
    inside.is_some_and(|(_, inside)| inside.starts_with("proposals/")) && path.ends_with(".md")
}

/// The acts of two files that grew apart: each entry once, the earlier side's first; one that a side took away by hand stays away.
pub(super) fn acts(base: &[u8], ours: &[u8], theirs: &[u8]) -> Vec<u8> {
    let [base, ours, theirs] = [base, ours, theirs].map(entries);
    let [was, here, there]: [HashSet<&[u8]>; 3] =
        [&base, &ours, &theirs].map(|entries| entries.iter().copied().collect());
    let stays =
        |entry: &&[u8], other: &HashSet<&[u8]>| other.contains(*entry) || !was.contains(*entry);
    let first = ours.iter().copied().filter(|entry| stays(entry, &there));
    let second = theirs
        .iter()
        .copied()
        .filter(|entry| !here.contains(entry) && !was.contains(entry));
    let (mut first, mut second): (Vec<&[u8]>, Vec<&[u8]>) = (first.collect(), second.collect());
    once(&mut first, &mut second, &was);
    let (first, second) = (first.into_iter(), second.into_iter());
    let mut out = Vec::new();
    for entry in first.chain(second) {
        if !out.is_empty() && !out.ends_with(b"\n") {
            out.push(b'\n');
        }
        out.extend_from_slice(entry);
    }
    if !out.is_empty() && !out.ends_with(b"\n") {
        out.push(b'\n');
    }
    out
}

/// Of an act that is new on both sides and not alike, the fuller entry, in the place that it has on the first.
///
/// It is one act: both sides took it from the room, or one did and the other has filed it itself.
fn once<'a>(first: &mut [&'a [u8]], second: &mut Vec<&'a [u8]>, was: &HashSet<&[u8]>) {
    let places = first.iter().enumerate();
    let known: HashMap<ActId, usize> = places
        .filter(|(_, entry)| !was.contains(*entry))
        .filter_map(|(n, entry)| Some((alone(entry)?.id, n)))
        .collect();
    second.retain(|entry| {
        let act = alone(entry).filter(|_| !known.is_empty());
        let twin = act.and_then(|act| first.get_mut(*known.get(&act.id)?));
        let Some(twin) = twin else { return true };
        if fullness(entry) > fullness(twin) {
            *twin = entry;
        }
        false
    });
}

/// The act of an entry, if it is one.
fn alone(entry: &[u8]) -> Option<Act> {
    let (acts, _) = read_acts("", entry);
    <[Act; 1]>::try_from(acts).ok().map(|[act]| act)
}

/// What is filed at a desk says by whose hand and on what occasion; what comes from the room says neither, and may lack its reason.
/// Of two alike the bytes decide, so that all desks choose the same.
fn fullness(entry: &[u8]) -> (bool, bool, bool, usize, &[u8]) {
    let act = alone(entry);
    let said = |is: fn(&Act) -> bool| act.as_ref().is_some_and(is);
    (
        said(|act| act.entered_by.is_some()),
        said(|act| act.heard != Some(Heard::InWriting)),
        said(|act| act.reason.is_some()),
        entry.len(),
        entry,
    )
}

/// The one proposal that two files of the same name hold, in its fuller form; `None` where they are two.
fn proposal<'a>(path: &str, files: [&'a [u8]; 2]) -> Option<&'a [u8]> {
    let (document, name) = path.strip_prefix("drafts/")?.split_once("/proposals/")?;
    let read = |bytes| {
        let (proposal, faults) = read_proposal(name, document, bytes);
        proposal.filter(|_| faults.is_empty())
    };
    let [one, other] = files;
    let (first, second) = (read(one)?, read(other)?);
    // Names may have been taken out of the words on the way through the room.
    let bare = |proposal: &Proposal| {
        let words = Document::parse(proposal.wanted.as_str());
        without_names(&words, &Parties::Guessed)
    };
    let same = (&first.sponsor, first.kind, &first.amends)
        == (&second.sponsor, second.kind, &second.amends)
        && bare(&first) == bare(&second);
    let full = |proposal: &Proposal, bytes: &'a [u8]| {
        let at_a_desk = proposal.forum != Some(Heard::InWriting);
        (at_a_desk, proposal.rationale.is_some(), bytes.len(), bytes)
    };
    let (first, second) = (full(&first, one), full(&second, other));
    same.then(|| first.max(second).3)
}

/// The entries of a list in YAML, and what stands before the first.
fn entries(bytes: &[u8]) -> Vec<&[u8]> {
    let mut cuts = vec![0];
    let mut at = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if at > 0 && (line.starts_with(b"- ") || line.starts_with(b"-\n")) {
            cuts.push(at);
        }
        at += line.len();
    }
    cuts.push(bytes.len());
    let pieces = cuts.windows(2).filter_map(|cut| match cut {
        [from, to] => bytes.get(*from..*to),
        _ => None,
    });
    pieces
        .map(|piece| piece.strip_suffix(b"\n").unwrap_or(piece))
        .map(|piece| piece.strip_suffix(b"\r").unwrap_or(piece))
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// Any other file as git merges it; where both sides did nothing but add lines at one place, all of them.
fn lines(versions: Versions<'_>) -> Result<One, Error> {
    let mut out = Vec::new();
    for chunk in merge_lines(versions.base, versions.ours, versions.theirs)? {
        match chunk {
            Chunk::Clean(bytes) => out.extend(bytes),
            Chunk::Contested { base, ours, theirs } if base.is_empty() => {
                let known: HashSet<&[u8]> = ours.split_inclusive(|byte| *byte == b'\n').collect();
                out.extend_from_slice(&ours);
                if !ours.is_empty() && !ours.ends_with(b"\n") {
                    out.push(b'\n');
                }
                let new = theirs
                    .split_inclusive(|byte| *byte == b'\n')
                    .filter(|line| !known.contains(line));
                out.extend(new.flatten().copied());
            }
            Chunk::Contested { .. } => return Ok(One::Left("both sides changed the same lines")),
        }
    }
    Ok(One::File(out, 0))
}

/// A file with its sides in an order that both desks agree on: the side saved earlier is called ours.
pub(super) fn in_order(mut both: Both, ours_first: bool) -> Both {
    if !ours_first {
        std::mem::swap(&mut both.ours, &mut both.theirs);
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: &[u8]) -> String {
        String::from_utf8_lossy(bytes).into_owned()
    }

    #[test]
    fn of_a_record_all_entries_of_both_stand_once() {
        let merged = acts(
            b"- {id: a}\n",
            b"- {id: a}\n- {id: b}\n",
            b"- {id: a}\n- {id: c}\n- {id: b}\n",
        );
        assert_eq!(shown(&merged), "- {id: a}\n- {id: b}\n- {id: c}\n");
    }

    #[test]
    fn an_entry_of_several_lines_keeps_all_of_them() {
        let base = b"# notes\n- id: a\n  by: XNO\n";
        let ours = b"# notes\n- id: a\n  by: XNO\n- id: b\n  by: XNO\n  do: support\n";
        let theirs = b"# notes\n- id: a\n  by: XNO\n- id: c\n  by: XNO\n  do: support\n";
        assert_eq!(
            shown(&acts(base, ours, theirs)),
            "# notes\n- id: a\n  by: XNO\n- id: b\n  by: XNO\n  do: support\n- id: c\n  by: XNO\n  do: support\n"
        );
    }

    #[test]
    fn an_entry_put_right_by_hand_stands_once_whoever_did_it() {
        let (old, new) = (b"- {id: a, do: oppse}\n", b"- {id: a, do: oppose}\n");
        assert_eq!(shown(&acts(old, new, old)), shown(new));
        assert_eq!(shown(&acts(old, old, new)), shown(new));
    }

    #[test]
    fn an_act_that_both_took_from_the_room_stands_once_in_its_fuller_form() {
        let told = "- {id: 0a0a0a0a0a, time: 2008-07-17T11:00-04:00, by: XNO, entered_by: goh, heard: plenary, do: support, document: wp1, reason: x}\n";
        let back = "- {id: 0a0a0a0a0a, time: 2008-07-17T11:00-04:00, by: XNO, heard: in-writing, do: support, document: wp1, until: \"12 bis of the outcome\"}\n";
        let own = "- {id: 0b0b0b0b0b, time: 2008-07-17T11:00-04:00, by: XNO, do: support, document: wp1}\n";
        let whole = format!("{told}{own}");
        for (ours, theirs) in [(told, back), (back, told)] {
            let merged = acts(b"", ours.as_bytes(), format!("{theirs}{own}").as_bytes());
            assert_eq!(shown(&merged), whole);
        }
    }

    #[test]
    fn a_proposal_that_both_took_from_the_room_is_one_and_two_of_one_name_are_two() {
        let file = |by: &str, more: &str, words: &str| {
            format!("---\nsponsor: {by}\nkind: comment\n{more}---\n\n{words}\n").into_bytes()
        };
        let both = |ours: Vec<u8>, theirs: Vec<u8>| Both {
            path: "drafts/wp1/proposals/xno-7f3a.md".to_owned(),
            base: None,
            ours: Some(ours),
            theirs: Some(theirs),
        };
        let told = file(
            "XNO",
            "forum: plenary\nrationale: short\n",
            "Light. [a / EU: b]",
        );
        let back = file(
            "XNO",
            "forum: in-writing\nreceived: 2008-07-17T11:00-04:00\n",
            "Light. [a / b]",
        );
        for (ours, theirs) in [(&told, &back), (&back, &told)] {
            let made = one(&both(ours.clone(), theirs.clone()));
            assert_eq!(made.ok(), Some(One::File(told.clone(), 0)));
        }
        let other = file("XNO", "", "Dark.");
        assert!(matches!(one(&both(told, other)), Ok(One::Left(_))));
    }

    #[test]
    fn lines_that_both_added_to_a_list_stand_and_words_that_both_changed_are_left() {
        let both = |base: &str, ours: &str, theirs: &str| Both {
            path: "facilitators/delegations.yaml".to_owned(),
            base: Some(base.into()),
            ours: Some(ours.into()),
            theirs: Some(theirs.into()),
        };
        let list = "delegations:\n- {code: XNO}\n";
        let added = one(&both(
            list,
            &format!("{list}- {{code: XUS}}\n"),
            &format!("{list}- {{code: XEG}}\n"),
        ));
        let whole = "delegations:\n- {code: XNO}\n- {code: XUS}\n- {code: XEG}\n";
        assert_eq!(added.ok(), Some(One::File(whole.into(), 0)));
        let changed = one(&both("title: a\n", "title: b\n", "title: c\n"));
        assert!(matches!(changed, Ok(One::Left(_))));
    }
}
