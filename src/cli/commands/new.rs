//! `adref new`: an empty meeting with files that explain themselves, or one from Markdown drafts.

use std::path::Path;

use serde_json::json;

use super::drafts::{draft_of_word, is_word};
use super::roll::{delegations_yaml, quoted};
use crate::cli::before::Before;
use crate::cli::failure::Failure;
use crate::cli::grammar::New;
use crate::cli::outcome::Ending;
use crate::cli::session::Session;
use crate::cli::source::Source;
use crate::repo::{Error, FileChange, Repository, Save, Signature};

/// `adref new`
pub(crate) fn new(session: &mut Session<'_>, typed: &New) -> Result<Ending, Failure> {
    let folder = session.env.cwd.join(&typed.folder);
    let drafts = drafts(session, &typed.draft)?;
    let officers = officers(&typed.officer)?;
    let delegations = match &typed.delegations {
        Some(file) => {
            let shown = file.display().to_string();
            let bytes = std::fs::read(session.env.cwd.join(file))
                .map_err(|error| Failure::new(&shown).because(error.to_string()))?;
            let text = String::from_utf8(bytes).map_err(|_| {
                Failure::new(format!("{shown} is not UTF-8"))
                    .hint("save it as text or as CSV, in UTF-8")
            })?;
            delegations_yaml(&shown, &text)?
        }
        None => DELEGATIONS.to_owned(),
    };
    if folder.exists() && !folder.is_dir() {
        return Err(
            Failure::new(format!("{} is a file", typed.folder.display()))
                .because("a meeting is a folder")
                .hint("name a folder; --draft ID=FILE makes a file the meeting's first draft"),
        );
    }
    let taken = ["drafts", "facilitators"]
        .into_iter()
        .find(|name| folder.join(name).exists());
    if let Some(taken) = taken {
        return Err(
            Failure::new(format!("{} is a meeting already", typed.folder.display()))
                .because(format!("there is a folder {taken}/ in it"))
                .hint("name another folder, or run `adref` there"),
        );
    }
    let before = Before::look(
        &folder,
        &[".git", ".gitattributes", "drafts", "facilitators"],
    );
    let made = lay_out(session, typed, &folder, (officers, delegations, drafts));
    // Where there was a repository, a save is whole or it is not.
    if made.is_err() && !before.had(".git") {
        before.restore();
    }
    arrived(session, typed, &folder, &made?)
}

/// Makes the meeting in its folder: the handle by which whoever made it is known there.
fn lay_out(
    session: &Session<'_>,
    typed: &New,
    folder: &Path,
    (mut officers, delegations, drafts): (Vec<Officer>, String, Vec<Draft>),
) -> Result<String, Failure> {
    std::fs::create_dir_all(folder)
        .map_err(|error| Failure::new(folder.display().to_string()).because(error.to_string()))?;
    let repository = match Repository::discover(folder) {
        Ok(repository) if same(repository.root(), folder) => repository,
        Ok(_) | Err(Error::NoRepository(_)) => Repository::init(folder)?,
        Err(error) => return Err(error.into()),
    };
    let user = repository.user();
    let handle = match officers.first() {
        Some(first) => first.handle.clone(),
        None => handle(typed, user.as_ref()),
    };
    let author = user.unwrap_or_else(|| Signature {
        name: handle.clone(),
        email: format!("{handle}@adref.invalid"),
    });
    let title = match &typed.title {
        Some(title) => title.clone(),
        None => name_of(folder),
    };
    if officers.is_empty() {
        officers.push(Officer {
            handle: handle.clone(),
            role: "facilitator".to_owned(),
            name: author.name.clone(),
        });
    }
    let files = files(&title, (&officers, delegations), &drafts);
    let files: Vec<FileChange> = files
        .into_iter()
        .filter(|file| !(file.path == ".gitattributes" && folder.join(&file.path).exists()))
        .collect();
    repository.save(&Save {
        base: repository.head(),
        files,
        message: format!("A new meeting: {title}\n"),
        author,
        when: session.env.moment(),
    })?;
    repository.set("adref.as", &handle)?;
    Ok(handle)
}

fn arrived(
    session: &mut Session<'_>,
    typed: &New,
    folder: &Path,
    handle: &str,
) -> Result<Ending, Failure> {
    if session.json {
        session.print_json(&json!({
            "schema": 1,
            "folder": folder.display().to_string(),
            "facilitator": handle,
        }))?;
        return Ok(Ending::Done);
    }
    if session.env.interactive {
        session.open = Some(folder.to_path_buf());
        return Ok(Ending::Done);
    }
    let shown = typed.folder.display();
    session.say(&format!(
        "The meeting lies in {shown}; you are {handle} in it."
    ));
    session.say("Next:");
    // Whoever is in the folder already is told nothing of how to come there.
    let is_here = typed.folder == Path::new(".");
    let (inside, there) = match is_here {
        true => (String::new(), String::new()),
        false => (format!("{shown}/"), format!("-C {shown} ")),
    };
    let mut next = vec![("facilitators/meeting.yaml", "say what meeting it is")];
    if typed.delegations.is_none() {
        next.push(("facilitators/delegations.yaml", "list who takes part"));
    }
    if typed.draft.is_empty() {
        next.push(("drafts/outcome/text.md", "write the text"));
    }
    for (path, what) in next {
        session.say(&format!("  {inside}{path:<32}{what}"));
    }
    let width = inside.len() + 32;
    let save = format!("adref {there}save");
    session.say(&format!("  {save:<width$}save what you wrote there"));
    session.say(&format!("  adref {there}status"));
    Ok(Ending::Done)
}

fn same(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

fn name_of(folder: &Path) -> String {
    let whole = folder
        .canonicalize()
        .unwrap_or_else(|_| folder.to_path_buf());
    whole
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_else(|| "meeting".to_owned())
}

/// The handle: what was asked for, else made from the user's name.
fn handle(typed: &New, user: Option<&Signature>) -> String {
    let wanted = typed
        .facilitator
        .clone()
        .or_else(|| user.and_then(|user| user.name.split_whitespace().last().map(str::to_owned)))
        .unwrap_or_default();
    let plain: String = wanted
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '-')
        .collect();
    // The two files beside it have names that are no handles.
    match plain.as_str() {
        "" | "meeting" | "delegations" => "facilitator".to_owned(),
        _ => plain,
    }
}

/// A draft to begin with: the document's id, and its text.
type Draft = (String, Vec<u8>);

fn drafts(session: &Session<'_>, given: &[String]) -> Result<Vec<Draft>, Failure> {
    let mut drafts: Vec<Draft> = Vec::new();
    for one in given {
        let Some((id, file)) = one.split_once('=') else {
            return Err(Failure::new(format!("{one} is no ID=FILE"))
                .hint("--draft wp1=paper.md takes paper.md as the document wp1"));
        };
        let fine = !id.is_empty()
            && id
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
            && !id.starts_with(['.', '-']);
        if !fine {
            return Err(Failure::new(format!("{id} is no name for a document"))
                .hint("letters, digits, - and _, such as wp1 or outcome"));
        }
        if drafts
            .iter()
            .any(|(other, _)| other.eq_ignore_ascii_case(id))
        {
            return Err(Failure::new(format!("two drafts are to be {id}")));
        }
        let bytes = if file == "-" {
            session.input()?
        } else {
            std::fs::read(session.env.cwd.join(file))
                .map_err(|error| Failure::new(file).because(error.to_string()))?
        };
        let bytes = match is_word(&bytes) {
            true => draft_of_word(file, &bytes, None)?.text.into_bytes(),
            false => {
                let source = Source {
                    name: file.to_owned(),
                    bytes,
                    parties: None,
                };
                source.is_text()?;
                source.bytes
            }
        };
        drafts.push((id.to_owned(), bytes));
    }
    Ok(drafts)
}

/// Who serves the meeting.
struct Officer {
    handle: String,
    role: String,
    name: String,
}

const ROLES: [&str; 3] = ["chair", "facilitator", "secretariat"];

/// The officers as typed, `mora=chair:Ines Mora`.
fn officers(typed: &[String]) -> Result<Vec<Officer>, Failure> {
    let mut all: Vec<Officer> = Vec::new();
    for one in typed {
        let wrong = |what: String| {
            Failure::new(what)
                .hint("a handle, a role and a name: --officer mora=chair:\"Ines Mora\"")
        };
        let parts = one.split_once('=');
        let parts = parts.and_then(|(handle, rest)| Some((handle, rest.split_once(':')?)));
        let Some((handle, (role, name))) = parts else {
            return Err(wrong(format!("{one} is no HANDLE=ROLE:NAME")));
        };
        let plain = |c: char| c.is_alphanumeric() && !c.is_uppercase() || c == '-';
        let taken = ["meeting", "delegations"].contains(&handle);
        if handle.is_empty() || !handle.chars().all(plain) || taken {
            return Err(wrong(format!(
                "“{handle}” is no handle: small letters, digits and -"
            )));
        }
        if all.iter().any(|other| other.handle == handle) {
            return Err(wrong(format!("two officers are to be {handle}")));
        }
        if !ROLES.contains(&role) {
            return Err(wrong(format!("“{role}” is none of {}", ROLES.join(", "))));
        }
        all.push(Officer {
            handle: handle.to_owned(),
            role: role.to_owned(),
            name: name.trim().to_owned(),
        });
    }
    Ok(all)
}

fn files(
    title: &str,
    (officers, delegations): (&[Officer], String),
    drafts: &[Draft],
) -> Vec<FileChange> {
    let mut files = vec![
        FileChange::write("facilitators/meeting.yaml", meeting_yaml(title, drafts)),
        FileChange::write("facilitators/delegations.yaml", delegations),
        FileChange::write(".gitattributes", ATTRIBUTES),
    ];
    files.extend(officers.iter().map(|one| {
        let path = format!("facilitators/{}.yaml", one.handle);
        FileChange::write(path, officer_yaml(one, drafts))
    }));
    if drafts.is_empty() {
        files.push(FileChange::write("drafts/outcome/text.md", FIRST_DRAFT));
    }
    files.extend(
        drafts
            .iter()
            .map(|(id, bytes)| FileChange::write(format!("drafts/{id}/text.md"), bytes.clone())),
    );
    files
}

fn listed(drafts: &[Draft]) -> String {
    let ids: Vec<String> = if drafts.is_empty() {
        vec!["outcome".to_owned()]
    } else {
        drafts.iter().map(|(id, _)| quoted(id)).collect()
    };
    ids.join(", ")
}

fn meeting_yaml(title: &str, drafts: &[Draft]) -> String {
    format!(
        "\
# The meeting. Lines that begin with # are explanations and examples: take the # off what you need.
title: {}
# What the room calls it:
# short: BMS3
# The series its symbols belong to:
# symbol: A/CONF.192/BMS/2008
# place: New York
# The first and the last day:
# from: 2008-07-14
# to: 2008-07-18
# The clock on the wall, by its IANA name; times without an offset are read by it:
# zone: America/New_York
# languages: [en]
# mandate: General Assembly resolution 62/47

# The documents in order, by the names of their folders under drafts/:
documents: [{}]

# rules:
#   speaking_minutes: 5
#   silence_hours: 72

# agenda:
#   - Opening of the meeting
#   - Consideration of the draft outcome

# The programme of work:
# programme:
#   - {{begins: 2008-07-14T10:00-04:00, subject: Organizational matters}}

# Deadlines; a proposal to one of the documents that comes later is marked late:
# deadlines:
#   - {{time: 2008-07-16T18:00-04:00, subject: Amendments to the outcome, documents: [outcome]}}
",
        quoted(title),
        listed(drafts)
    )
}

fn officer_yaml(officer: &Officer, drafts: &[Draft]) -> String {
    let (name, role) = (quoted(&officer.name), officer.role.as_str());
    let documents = match role {
        "facilitator" => format!("documents: [{}]", listed(drafts)),
        _ => "# documents: [outcome]".to_owned(),
    };
    format!(
        "\
name: {name}
# chair (rules on everything), facilitator (holds documents) or secretariat (enters things for others):
role: {role}
# The documents held:
{documents}
# delegation: XAA
"
    )
}

const DELEGATIONS: &str = "\
# Who takes part. A code is what stands in brackets and on the command line: ISO 3166 alpha-3, or the organization's.
# Invented ones may be taken from XAA to XXZ, which no State bears. Kinds: state, observer, organization, igo, ngo.
# Write each on a line of its own under `delegations:`, in the place of the `[]`, as the lines behind the # do.
delegations: []
#  - {code: XAA, name: First State, kind: state}
#  - {code: XAB, name: Second State, kind: state, aliases: [the Second State]}

# Groups may speak for their members, each from a day to a day where that matters.
groups: []
#  - code: GA
#    name: A Group
#    members: [XAA, {code: XAB, from: 2008-07-01}]
#    presidency: [{code: XAA, to: 2008-12-31}]
";

const ATTRIBUTES: &str = "\
# Each act is one line, so that two people's acts can be put together without a conflict.
drafts/*/acts/*.yaml merge=union
";

const FIRST_DRAFT: &str = "\
---
title: Draft outcome
kind: outcome
language: en
---

1. This is the first paragraph of the text. [What is not agreed stands in square brackets.]
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_officer_is_typed_in_one_word_and_what_is_none_is_told() {
        let typed = |one: &str| officers(&[one.to_owned()]);
        let all = typed("mora=chair:Ines Mora").unwrap_or_default();
        let one = all
            .first()
            .map(|one| (one.handle.as_str(), one.role.as_str(), one.name.as_str()));
        assert_eq!(one, Some(("mora", "chair", "Ines Mora")));
        for (given, what) in [
            ("mora", "mora is no HANDLE=ROLE:NAME"),
            ("Mora=chair:Ines", "“Mora” is no handle"),
            ("meeting=chair:Ines", "“meeting” is no handle"),
            (
                "mora=queen:Ines",
                "“queen” is none of chair, facilitator, secretariat",
            ),
        ] {
            let told = typed(given).err().map(|failure| format!("{failure:?}"));
            assert!(told.is_some_and(|told| told.contains(what)), "{given}");
        }
    }

    #[test]
    fn a_title_with_a_quote_stays_one_scalar() {
        let text = meeting_yaml("The \"Third\": a #1 meeting", &[]);
        assert!(text.contains("title: \"The \\\"Third\\\": a #1 meeting\"\n"));
    }
}
