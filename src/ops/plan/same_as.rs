//! A command as one would type it.

use super::super::command::{Aim, Command, Shown, SourceEntry, Stamp, Wish};
use super::super::words::verb_name;
use crate::ops::minutes::spelt;
use crate::record::{Fate, Heard, How, Level, Majority, ProposalKind, Verb, Voice, Vote, Where};
use crate::text::Address;

/// The command line that does the same.
pub(super) fn typed(command: &Command, stamp: &Stamp) -> String {
    let mut words: Vec<String> = vec!["adref".to_owned()];
    match command {
        Command::AtDesk(inner) => return format!("{} --desk", typed(inner, stamp)),
        Command::CameAt(inner, came) => {
            return format!("{} --received {came}", typed(inner, stamp));
        }
        Command::Propose { aim, wish } => {
            words.push("propose".to_owned());
            words.extend(aimed(aim));
            words.extend(wished(wish));
        }
        Command::HandIn { document, file, .. } => {
            words.push("take".to_owned());
            words.push(quoted(file));
            option(&mut words, "--from", stamp.by.as_deref());
            option(&mut words, "--on", Some(document));
        }
        Command::Treat {
            verb,
            proposals,
            into,
            wording,
            reason,
        } => {
            words.push(verb_name(*verb).to_owned());
            words.extend(proposals.iter().map(|one| quoted(one)));
            option(&mut words, "--into", into.as_deref());
            option(&mut words, "--text", wording.as_deref());
            option(&mut words, "--reason", reason.as_deref());
        }
        Command::Compile { document, chosen } => {
            words.push("compile".to_owned());
            words.push(document.clone());
            words.extend(chosen.iter().map(|one| quoted(one)));
            words.push("--save".to_owned());
        }
        Command::Take {
            verb,
            aim,
            reason,
            condition,
            until,
            awaiting,
            text,
        } => {
            words.push(verb_name(*verb).to_owned());
            words.extend(aimed(aim));
            option(&mut words, "--reason", reason.as_deref());
            option(&mut words, "--condition", condition.as_deref());
            option(&mut words, "--until", until.as_deref());
            if *awaiting {
                words.push("--awaiting".to_owned());
            }
            option(&mut words, "--text", text.as_deref());
        }
        Command::Rule {
            verb,
            aims,
            level,
            reason,
            closes,
        } => {
            words.push(verb_name(*verb).to_owned());
            words.extend(aims_once(aims));
            let level = level.map(|level| match level {
                Level::Informals => "informals",
                Level::AdReferendum => "ad-referendum",
                Level::Agreed => "agreed",
            });
            option(&mut words, "--level", level);
            let why = if *verb == Verb::Agree {
                "--over"
            } else {
                "--reason"
            };
            option(&mut words, why, reason.as_deref());
            option(
                &mut words,
                "--closes",
                closes.map(|time| time.to_string()).as_deref(),
            );
        }
        Command::Clock {
            verb,
            aim,
            seconds,
            whom,
        } => {
            words.push(verb_name(*verb).to_owned());
            words.extend(aimed(aim));
            option(&mut words, "--to", whom.as_deref());
            option(&mut words, "--for", Some(&spelt(*seconds)));
        }
        Command::Settle {
            verb,
            aim,
            whose,
            words: shared,
            reason,
        } => {
            words.push(verb_name(*verb).to_owned());
            if *verb == Verb::Choose {
                words.extend(whose.iter().map(|one| quoted(one)));
            }
            words.extend(aimed(aim));
            if *verb != Verb::Choose {
                for one in whose {
                    option(&mut words, "--of", Some(one));
                }
            }
            option(&mut words, "--text", shared.as_deref());
            option(&mut words, "--reason", reason.as_deref());
        }
        Command::Retract { acts, reason } => {
            words.push("retract".to_owned());
            words.extend(acts.iter().map(ToString::to_string));
            option(&mut words, "--reason", reason.as_deref());
        }
        Command::Undo { .. } => words.push("undo".to_owned()),
        Command::Redo { .. } => words.push("redo".to_owned()),
        Command::Edit {
            document,
            paragraph,
            words: text,
            reason,
            ..
        } => {
            words.extend(edited(document, paragraph));
            option(&mut words, "--text", Some(text));
            option(&mut words, "--reason", reason.as_deref());
        }
        Command::Begin {
            document, reason, ..
        } => {
            words.push("import".to_owned());
            words.push("FILE".to_owned());
            option(&mut words, "--document", Some(document));
            option(&mut words, "--reason", reason.as_deref());
        }
        Command::Strike {
            document,
            paragraph,
            reason,
        } => {
            words.extend(edited(document, paragraph));
            words.push("--delete".to_owned());
            option(&mut words, "--reason", reason.as_deref());
        }
        Command::Insert {
            document,
            paragraph,
            place,
            words: text,
            reason,
        } => {
            words.extend(edited(document, paragraph));
            words.push(match place {
                Where::After => "--after".to_owned(),
                Where::Before => "--before".to_owned(),
            });
            option(&mut words, "--text", Some(text));
            option(&mut words, "--reason", reason.as_deref());
        }
        Command::Rewrite {
            document, reason, ..
        } => {
            words.push("edit".to_owned());
            words.push(document.clone());
            option(&mut words, "--reason", reason.as_deref());
        }
        Command::Rebase { document, chosen } => {
            words.push("rebase-queue".to_owned());
            words.extend(document.clone());
            match chosen.is_empty() {
                true => words.push("--clean".to_owned()),
                false => {
                    for one in chosen {
                        option(&mut words, "--only", Some(one));
                    }
                }
            }
        }
        Command::Source {
            document,
            entry,
            note,
        } => {
            words.extend(["source".to_owned(), document.clone()]);
            match entry {
                SourceEntry::Taken {
                    paragraph,
                    how,
                    from,
                } => {
                    words.push(quoted(paragraph.as_str()));
                    for one in from {
                        option(&mut words, "--from", Some(one));
                    }
                    option(&mut words, "--how", how.map(How::name));
                }
                SourceEntry::Declined { what, reason } => {
                    option(&mut words, "--decline", Some(what));
                    option(&mut words, "--reason", reason.as_deref());
                }
            }
            option(&mut words, "--note", note.as_deref());
        }
        Command::Issue {
            document,
            revision,
            symbol,
            brackets,
            names,
            reason,
        } => {
            words.push("issue".to_owned());
            words.push(document.clone());
            option(
                &mut words,
                "--rev",
                Some(revision.strip_prefix("rev.").unwrap_or(revision)),
            );
            option(&mut words, "--symbol", symbol.as_deref());
            option(
                &mut words,
                "--brackets",
                (*brackets == Shown::Hidden).then_some("hide"),
            );
            option(
                &mut words,
                "--names",
                (*names == Shown::Hidden).then_some("none"),
            );
            option(&mut words, "--reason", reason.as_deref());
        }
        Command::Adopt {
            document,
            section,
            consensus,
            vote,
            majority,
            dissociating,
            over,
        } => {
            words.extend(["adopt".to_owned(), document.clone()]);
            option(
                &mut words,
                "--section",
                section.as_ref().map(|one| one.as_str()),
            );
            if *consensus {
                words.push("--by-consensus".to_owned());
            }
            if !vote.is_empty() {
                words.push("--vote".to_owned());
                words.extend(voices(vote));
            }
            needing(&mut words, *majority);
            for (party, points) in dissociating {
                let points: Vec<&str> = points.iter().map(|one| one.as_str()).collect();
                let whole = match points.is_empty() {
                    true => party.clone(),
                    false => format!("{party}={}", points.join(",")),
                };
                option(&mut words, "--dissociating", Some(&whole));
            }
            option(&mut words, "--over", over.as_deref());
        }
        Command::Move {
            aim,
            kind,
            words: text,
        } => {
            words.extend(["motion".to_owned(), quoted(text)]);
            option(&mut words, "--kind", Some(kind.name()));
            words.push("--on".to_owned());
            words.extend(aimed(aim));
        }
        Command::Decide {
            what,
            vote,
            majority,
            fate,
            reason,
        } => {
            match vote.is_empty() {
                true => {
                    words.extend(["decide".to_owned(), quoted(what)]);
                    words.extend(fate.map(|fate: Fate| fate.to_string()));
                }
                false => {
                    words.extend(["vote".to_owned(), quoted(what)]);
                    words.extend(voices(vote));
                    needing(&mut words, *majority);
                }
            }
            option(&mut words, "--reason", reason.as_deref());
        }
        Command::State {
            verb,
            aims,
            words: text,
        } => {
            words.push(verb_name(*verb).to_owned());
            words.extend(aims_once(aims));
            option(&mut words, "--reason", text.as_deref());
        }
    }
    if let (Some(by), Some(hand)) = (&stamp.by, &stamp.entered_by)
        && by != hand
        && !matches!(command, Command::HandIn { .. })
    {
        option(&mut words, "--as", Some(by));
    }
    let heard = stamp.heard.map(|heard| match heard {
        Heard::Plenary => "plenary",
        Heard::Informals => "informals",
        Heard::SmallGroup => "small-group",
        Heard::InWriting => "in-writing",
    });
    option(&mut words, "--heard", heard);
    words.join(" ")
}

fn option(words: &mut Vec<String>, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        words.push(name.to_owned());
        words.push(quoted(value));
    }
}

/// Several aims, a document named once.
fn aims_once(aims: &[Aim]) -> Vec<String> {
    let mut words = Vec::new();
    let mut before = None;
    for aim in aims {
        let mut aim = aimed(aim);
        let document = aim.first().cloned();
        if before == document && aim.len() > 1 {
            aim.remove(0);
        }
        before = document;
        words.extend(aim);
    }
    words
}

/// A vote: `yes=XNO,XUS no=0 abstain=XMU`.
fn voices(vote: &Vote) -> Vec<String> {
    let mut words = Vec::new();
    for voice in Voice::ALL {
        if let Some(total) = vote.total(voice) {
            words.push(format!("{voice}={total}"));
        }
        if !vote.names(voice).is_empty() {
            words.push(quoted(&format!("{voice}={}", vote.names(voice).join(","))));
        }
    }
    words
}

fn needing(words: &mut Vec<String>, majority: Majority) {
    let other = (majority != Majority::Simple).then(|| majority.name());
    option(words, "--majority", other);
}

fn aimed(aim: &Aim) -> Vec<String> {
    match aim {
        Aim::Document(document) => vec![quoted(document)],
        Aim::Paragraph(document, address) => vec![quoted(document), quoted(address.as_str())],
        Aim::Bracket(document, address, nth) => vec![
            quoted(document),
            quoted(address.as_str()),
            "--bracket".to_owned(),
            nth.to_string(),
        ],
        Aim::Proposal(name) => vec![quoted(name)],
        Aim::Act(id) => vec![id.to_string()],
    }
}

fn edited(document: &str, paragraph: &Address) -> [String; 3] {
    [
        "edit".to_owned(),
        document.to_owned(),
        quoted(paragraph.as_str()),
    ]
}

fn wished(wish: &Wish) -> Vec<String> {
    let mut words = Vec::new();
    let text = Some(wish.wanted.as_str()).filter(|text| !text.is_empty());
    match wish.kind {
        ProposalKind::Replace => option(&mut words, "--text", text),
        ProposalKind::Add => {
            words.push(side(wish.place, "--after", "--before").to_owned());
            option(&mut words, "--text", text);
        }
        ProposalKind::Delete => words.push("--delete".to_owned()),
        ProposalKind::Move => {
            let flag = side(wish.place, "--move-after", "--move-before");
            option(&mut words, flag, text);
        }
        ProposalKind::Bracket => option(&mut words, "--bracket", text),
        ProposalKind::Lift => option(&mut words, "--lift", text),
        ProposalKind::Throughout => {
            option(&mut words, "--replace", wish.term.as_deref());
            option(&mut words, "--text", text);
        }
        ProposalKind::Comment => option(&mut words, "--comment", text),
    }
    for party in &wish.cosponsors {
        option(&mut words, "--co-sponsor", Some(party));
    }
    option(&mut words, "--reason", wish.rationale.as_deref());
    if !wish.submit {
        words.push("--draft".to_owned());
    }
    if wish.in_text {
        words.push("--in-text".to_owned());
    }
    words
}

fn side<'a>(place: Where, after: &'a str, before: &'a str) -> &'a str {
    match place {
        Where::After => after,
        Where::Before => before,
    }
}

/// A word as a shell takes it: bare where that is safe, else in quotes.
fn quoted(word: &str) -> String {
    let plain = !word.is_empty()
        && word.chars().all(|c| {
            c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '/' | '@' | ':' | ',' | '¶')
        });
    if plain {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::Moment;

    #[test]
    fn a_command_is_said_as_it_would_be_typed() {
        let stamp = Stamp {
            by: Some("XNO".to_owned()),
            entered_by: Some("goh".to_owned()),
            when: Moment::from_unix(0, 0),
            heard: Some(Heard::Plenary),
            received: None,
        };
        let take = Command::Take {
            verb: Verb::Oppose,
            aim: Aim::Paragraph("outcome".to_owned(), Address::new("12 bis")),
            reason: Some("it's new".to_owned()),
            condition: None,
            until: None,
            awaiting: false,
            text: None,
        };
        assert_eq!(
            typed(&take, &stamp),
            r"adref oppose outcome '12 bis' --reason 'it'\''s new' --as XNO --heard plenary"
        );
    }
}
