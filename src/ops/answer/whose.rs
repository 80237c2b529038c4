//! Whose changes of a file are taken, where several people worked in it.

use std::collections::BTreeSet;

use super::super::find::find_party;
use super::super::words::NOBODY;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::office::Paper;

/// The authors of a file whose changes are a party's: those that were named; else the party itself; else the one person who is no
/// other party. The others come second.
///
/// # Errors
/// Where several people changed it and nobody says whose changes are the party's; where a name that was given is not in the file.
pub fn whose_changes(
    meeting: &Meeting,
    authors: &[String],
    (from, named): (&str, &[String]),
) -> Result<(Vec<String>, Vec<String>), Refusal> {
    let split = |mine: BTreeSet<&String>| {
        let (mine, others) = authors.iter().cloned().partition(|one| mine.contains(one));
        (mine, others)
    };
    if !named.is_empty() {
        let mut mine = BTreeSet::new();
        for name in named {
            let own = authors
                .iter()
                .find(|author| author.trim().eq_ignore_ascii_case(name.trim()));
            let own = own.ok_or_else(|| {
                Refusal::of(format!("nobody named {name:?} changed this file"))
                    .hint(format!("those who did are {}", listed(authors)))
            })?;
            mine.insert(own);
        }
        return Ok(split(mine));
    }
    let party = |author: &String| {
        (meeting.roll.delegations.codes().next().is_some())
            .then(|| find_party(meeting, author).ok())
            .flatten()
    };
    let own: BTreeSet<&String> = authors
        .iter()
        .filter(|author| party(author).as_deref() == Some(from))
        .collect();
    let people: BTreeSet<&String> = authors
        .iter()
        .filter(|author| party(author).is_none() && !is_of_the_desk(meeting, author))
        .collect();
    match (own.len(), people.len()) {
        (_, 0) => Ok(split(own)),
        (0, 1) => Ok(split(people)),
        _ => {
            let all: Vec<String> = own.union(&people).map(|one| (*one).clone()).collect();
            Err(
                Refusal::of(format!("{} people changed this file", all.len()))
                    .because(format!("they are {}", listed(&all)))
                    .hint(format!(
                        "say whose changes are {from}'s, once for each: --author {:?}",
                        all.first().map_or("", String::as_str)
                    )),
            )
        }
    }
}

/// Whether an author is one that the desk itself writes into a file: an officer, by handle or name, or parties named together.
fn is_of_the_desk(meeting: &Meeting, author: &str) -> bool {
    let same = |name: &str| name.eq_ignore_ascii_case(author.trim());
    let mut officers = meeting.roll.officers.iter();
    officers.any(|one| same(&one.handle) || same(&one.name))
        || author
            .split(", ")
            .all(|name| find_party(meeting, name).is_ok())
}

/// Takes out of a file the comments that it went out with, positions and reasons of the record, and says how many they were.
///
/// They are known by their author, a party or one whose name was hidden, and by the time of the act; those of proposals have none and begin
/// with a number.
pub fn went_out(meeting: &Meeting, document: &str, file: &mut Paper) -> usize {
    let register = meeting.register(document);
    let times: BTreeSet<String> = register
        .iter()
        .flat_map(|register| register.acts.iter())
        .map(|act| act.time.format("%Y-%m-%dT%H:%M:%S"))
        .collect();
    let numbers: BTreeSet<&String> = register
        .iter()
        .flat_map(|register| register.ledger.numbers.keys())
        .collect();
    let mut count = 0;
    for comment in &mut file.comments {
        let time = comment.time.as_deref().and_then(|time| time.get(..19));
        // Some programs write no time: then only what begins as such a comment does is one.
        let number = comment
            .text
            .split_once(" (")
            .map(|(head, _)| head.to_owned());
        let told = match time {
            Some(time) => times.contains(time),
            None => number.is_some_and(|number| numbers.contains(&number)),
        };
        let is_nobodys = comment.author == NOBODY && (told || time.is_none());
        let is_ours = is_nobodys || told && find_party(meeting, &comment.author).is_ok();
        if is_ours {
            comment.text.clear();
            count += 1;
        }
    }
    count
}

fn listed(names: &[String]) -> String {
    let names: Vec<&str> = names
        .iter()
        .map(|name| match name.trim() {
            "" => "somebody without a name",
            name => name,
        })
        .take(20)
        .collect();
    match names.as_slice() {
        [] => "nobody".to_owned(),
        names => names.join(", "),
    }
}
