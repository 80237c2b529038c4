//! What may follow on a line that is being typed.

use std::collections::BTreeSet;

use super::line::command;
use super::split::split;
use crate::meeting::Meeting;

/// The words that may stand where the last word of `line` stands, in order; with the program's name or without it.
pub fn complete(line: &str, meeting: &Meeting) -> Vec<String> {
    // A quote left open is text that nobody can complete.
    let Ok(mut words) = split(line) else {
        return Vec::new();
    };
    if words.first().is_some_and(|word| word == "adref") {
        words.remove(0);
    }
    let begun = if line.ends_with(char::is_whitespace) || words.is_empty() {
        String::new()
    } else {
        words.pop().unwrap_or_default()
    };
    let grammar = command();
    let Some((verb, typed)) = words.split_first() else {
        let verbs = grammar
            .get_subcommands()
            .map(|verb| verb.get_name().to_owned());
        return sifted(verbs, &begun);
    };
    let Some(verb) = grammar.find_subcommand(verb) else {
        return Vec::new();
    };
    if begun.starts_with('-') {
        let options = verb
            .get_arguments()
            .filter_map(|argument| argument.get_long())
            .map(|long| format!("--{long}"));
        return sifted(options, &begun);
    }
    let option = typed
        .last()
        .and_then(|word| word.strip_prefix("--"))
        .and_then(|long| {
            verb.get_arguments()
                .find(|argument| argument.get_long() == Some(long))
        })
        .filter(|argument| argument.get_action().takes_values());
    if let Some(option) = option {
        return sifted(values(option, meeting), &begun);
    }
    let bare: Vec<&String> = typed.iter().filter(|word| !word.starts_with('-')).collect();
    let document = bare
        .first()
        .and_then(|word| meeting.draft(word.split('@').next().unwrap_or(word)));
    if let Some(text) = document.and_then(|draft| meeting.text(&draft.id)) {
        let names = text
            .paragraphs()
            .iter()
            .map(|paragraph| text.name(paragraph.index).replace(' ', ""))
            .collect::<Vec<_>>();
        return names
            .into_iter()
            .filter(|name| name.starts_with(&begun))
            .take(200)
            .collect();
    }
    let choices = verb
        .get_positionals()
        .nth(bare.len())
        .map(possible)
        .unwrap_or_default();
    if !choices.is_empty() {
        return sifted(choices, &begun);
    }
    let documents = meeting.drafts().iter().map(|draft| draft.id.clone());
    sifted(
        documents
            .chain(proposals(meeting))
            .chain(parties(verb.get_name(), meeting)),
        &begun,
    )
}

fn possible(argument: &clap::Arg) -> Vec<String> {
    argument
        .get_possible_values()
        .iter()
        .map(|value| value.get_name().to_owned())
        .collect()
}

/// What an option takes, by what it is called in the help.
fn values(option: &clap::Arg, meeting: &Meeting) -> Vec<String> {
    let fixed = possible(option);
    if !fixed.is_empty() {
        return fixed;
    }
    let named = option
        .get_value_names()
        .and_then(|names| names.first())
        .map(ToString::to_string)
        .unwrap_or_default();
    match named.as_str() {
        "WHO" | "READER" | "PARTY" | "GROUP" => parties("as", meeting).collect(),
        "DOC" => meeting
            .drafts()
            .iter()
            .map(|draft| draft.id.clone())
            .collect(),
        "PROPOSAL" => proposals(meeting).collect(),
        _ => Vec::new(),
    }
}

fn proposals(meeting: &Meeting) -> impl Iterator<Item = String> {
    meeting.drafts().iter().flat_map(|draft| {
        let register = meeting.register(&draft.id).unwrap_or_default();
        register
            .proposals
            .keys()
            .map(|slug| {
                let case = register.ledger.cases.get(slug);
                case.and_then(|case| case.number.clone())
                    .unwrap_or_else(|| slug.0.clone())
            })
            .collect::<Vec<_>>()
    })
}

fn parties(verb: &str, meeting: &Meeting) -> impl Iterator<Item = String> {
    let roll = &meeting.roll;
    let wanted = verb == "as";
    roll.officers
        .iter()
        .map(|officer| officer.handle.clone())
        .chain(
            roll.delegations
                .delegations
                .iter()
                .map(|one| one.code.clone()),
        )
        .chain(
            roll.delegations
                .groups
                .iter()
                .map(|group| group.code.clone()),
        )
        .filter(move |_| wanted)
}

fn sifted(words: impl IntoIterator<Item = String>, begun: &str) -> Vec<String> {
    let folded = begun.to_lowercase();
    let fitting: BTreeSet<String> = words
        .into_iter()
        .filter(|word| word.to_lowercase().starts_with(&folded))
        .collect();
    fitting.into_iter().collect()
}
