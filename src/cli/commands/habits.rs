//! `adref check --fix`: what drafters write by habit, shown in the notation's form, and written so when that is asked for.

use serde_json::{Value, json};

use super::{rolling, write};
use crate::cli::failure::Failure;
use crate::cli::grammar::Check;
use crate::cli::layout;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::cli::source::{Source, given_parties};
use crate::ops::{Command, Order};
use crate::repo::Repository;
use crate::rolling::{Reworded, formal, reworded};
use crate::text::{Document, Finding, Parties};

/// What is left to do where no form was found that says the same.
const BY_HAND: &str = "write it by hand: [EU: text], or [text / EU: –] where it asks to delete";

/// Why a text of the meeting was written.
const REASON: &str = "Brackets in the notation's form";

/// A text, what in it is written by habit, and what no form was found for.
struct Habitual {
    named: String,
    source: Source,
    parties: Parties,
    bytes: Vec<u8>,
    all: Vec<Reworded>,
    left: Vec<Finding>,
}

/// Where a text is written back to.
enum Home {
    File,
    Document(String),
}

/// Shows every bracket written by habit as the notation has it; writes the texts if that is asked for.
pub(super) fn fix(session: &mut Session<'_>, typed: &Check) -> Result<Ending, Failure> {
    let given = given_parties(session, typed.parties.as_deref())?;
    let named = match typed.files.as_slice() {
        [] => Place::find(session)?
            .meeting
            .drafts()
            .iter()
            .map(|draft| draft.id.clone())
            .collect(),
        files => files.to_vec(),
    };
    let homes = match typed.write {
        true => named
            .iter()
            .map(|name| home(session, name))
            .collect::<Result<Vec<Home>, Failure>>()?,
        false => Vec::new(),
    };
    let mut texts = Vec::new();
    for name in named {
        texts.push(read(session, name, given.as_ref())?);
    }
    let mut saved = Vec::new();
    for (text, home) in texts
        .iter()
        .zip(&homes)
        .filter(|(text, _)| !text.all.is_empty())
    {
        saved.push(put(session, typed, text, home)?);
    }
    if session.json {
        session.print_json(&json!({
            "schema": 1,
            "written": typed.write,
            "said": saved,
            "files": texts.iter().map(told).collect::<Vec<Value>>(),
        }))?;
    } else {
        show(session, typed, &texts, &saved);
    }
    let open = |text: &Habitual| !text.left.is_empty() || !typed.write && !text.all.is_empty();
    Ok(match texts.iter().any(open) {
        true => Ending::DoesNotHold,
        false => Ending::Done,
    })
}

fn read(
    session: &Session<'_>,
    named: String,
    given: Option<&Parties>,
) -> Result<Habitual, Failure> {
    let source = Source::read_text(session, &named)?;
    let parties = given
        .or(source.parties.as_ref())
        .cloned()
        .unwrap_or_default();
    let document = source.parse(Some(&parties));
    let all = formal(&document, &parties);
    let bytes = reworded(&document, &all);
    let new = Document::parse_with(bytes.clone(), &parties);
    let left = new
        .findings()
        .iter()
        .filter(|finding| finding.code == "habit")
        .cloned()
        .collect();
    Ok(Habitual {
        named,
        source,
        parties,
        bytes,
        all,
        left,
    })
}

/// Where the text that was named is written back to: only what is there today can be changed.
fn home(session: &Session<'_>, named: &str) -> Result<Home, Failure> {
    if named != "-" && session.env.cwd.join(named).is_file() {
        return Ok(Home::File);
    }
    let place = Place::perhaps(session);
    let draft = place.as_ref().and_then(|place| place.meeting.draft(named));
    match draft {
        Some(draft) => Ok(Home::Document(draft.id.clone())),
        None => Err(Failure::new(format!("{named} cannot be written"))
            .because("only a file, or a document of the meeting as it is now, is changed")
            .hint("leave --write out to see what would be written")),
    }
}

/// Writes a text; gives what is said of it.
fn put(
    session: &Session<'_>,
    typed: &Check,
    text: &Habitual,
    home: &Home,
) -> Result<String, Failure> {
    let count = match text.all.len() {
        1 => "1 bracket".to_owned(),
        many => format!("{many} brackets"),
    };
    match home {
        Home::File => {
            rolling::put(&session.env.cwd.join(&text.named), &text.bytes)?;
            Ok(format!("{count} written in {}", text.named))
        }
        Home::Document(id) => {
            let place = Place::around(&session.env.cwd, session.env)?;
            let order = Order {
                command: Command::Rewrite {
                    document: id.clone(),
                    text: text.bytes.clone(),
                    over: Repository::hash(&text.source.bytes),
                    reason: Some(REASON.to_owned()),
                },
                by: typed.by.clone(),
                heard: None,
            };
            let (plan, _) = write::save(session, &place, &order)?;
            Ok(plan.said)
        }
    }
}

fn show(session: &mut Session<'_>, typed: &Check, texts: &[Habitual], saved: &[String]) {
    for text in texts {
        session.show(&layout::formal(&text.source.name, &text.all));
    }
    for text in texts {
        let guessed = text.parties == Parties::Guessed;
        for finding in &text.left {
            let mut finding = finding.clone();
            // What is shown here is not to be looked for here again.
            if finding
                .hint
                .as_deref()
                .is_some_and(|hint| hint.contains("--fix"))
            {
                finding.hint = match guessed {
                    true => None,
                    false => Some(BY_HAND.to_owned()),
                };
            }
            session.print_finding(&text.source.name, &finding);
        }
        if guessed && !text.left.is_empty() {
            session.mention(&format!(
                "Hint: names count where it is known who takes part: adref check {} --fix --parties FILE, a list of them in YAML (- EU)",
                text.source.name
            ));
        }
    }
    for line in saved {
        session.say(line);
    }
    let all: usize = texts.iter().map(|text| text.all.len()).sum();
    match (all, typed.write) {
        (0, _) if texts.iter().all(|text| text.left.is_empty()) => {
            session.say("no bracket is written by habit")
        }
        (0, _) | (_, true) => {}
        _ => session.mention("Hint: --write writes them so"),
    }
}

fn told(text: &Habitual) -> Value {
    json!({
        "file": text.source.name,
        "brackets": text.all,
        "left": text.left,
    })
}
