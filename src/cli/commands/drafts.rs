//! Whole texts: `adref edit` in an editor, `adref import` from a converter's file.

use std::path::Path;

use super::put::put;
use super::take::unread;
use super::write::carry_out;
use crate::cli::failure::Failure;
use crate::cli::grammar::{Edit, Import, one_address};
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::cli::source::Source;
use crate::office::read_paper;
use crate::ops::{
    Changes, Command, Drafted, Order, drafted, find_document, find_paragraph, tracked,
};
use crate::repo::Repository;
use crate::text::{Converted, Document, converted};
use crate::workspace::{EDITOR, open_editor};

/// Opens the user's editor on a paragraph's words or a whole text, and saves what comes of it.
pub(crate) fn edit(session: &mut Session<'_>, typed: &Edit) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let meeting = &place.meeting;
    let (document, rest) = typed
        .target
        .split_first()
        .ok_or_else(|| Failure::new("edit which document?"))?;
    let draft = find_document(meeting, document)?;
    let text = meeting
        .text(&draft.id)
        .ok_or_else(|| Failure::new(format!("{document} has no text")))?;
    let command = match one_address(rest)? {
        Some(address) => {
            let paragraph = find_paragraph(&text, &draft.id, &address)?;
            let before = text
                .source()
                .get(paragraph.body.clone())
                .unwrap_or_default();
            let after = in_editor(session, &place, before.as_bytes())?;
            let after = String::from_utf8(after)
                .map_err(|_| Failure::new("the editor left text that is not UTF-8"))?;
            if after.trim_end() == before.trim_end() {
                return nothing_changed(session);
            }
            Command::Edit {
                document: draft.id.clone(),
                paragraph: address,
                words: after.trim_end().to_owned(),
                on: Some(before.to_owned()),
                reason: typed.reason.clone(),
            }
        }
        None => {
            let before = text.print();
            let after = in_editor(session, &place, &before)?;
            if after == before {
                return nothing_changed(session);
            }
            Command::Rewrite {
                document: draft.id.clone(),
                text: after,
                over: Repository::hash(&before),
                reason: typed.reason.clone(),
            }
        }
    };
    let order = Order {
        command,
        by: typed.hand.by.clone(),
        heard: typed.hand.occasion(),
    };
    carry_out(session, &place, order, typed.hand.dry_run)
}

/// Takes a converter's escapes out of a file.
pub(crate) fn import(session: &mut Session<'_>, typed: &Import) -> Result<Ending, Failure> {
    let mut source = Source::read(session, &typed.file)?;
    let is_word = is_word(&source.bytes);
    let mut unclear = Vec::new();
    if is_word {
        let draft = of_word(typed, &source)?;
        source.bytes = draft.text.into_bytes();
        unclear = draft.unclear;
    }
    let text = source.parse(None);
    let all = match is_word {
        // Nobody has escaped anything in it but what must be.
        true => Converted {
            text: source.bytes.clone(),
            brackets: 0,
            signs: 0,
            named: 0,
            marked: 0,
            kept: 0,
        },
        false => converted(&text),
    };
    let counted = match is_word {
        true => format!("{} paragraphs", text.paragraphs().len()),
        false => counted(&all),
    };
    if !session.json {
        for one in &unclear {
            session.mention(&match one.place.as_str() {
                "" => format!("Not in the draft: {}", one.what),
                place => format!("Not in the draft, at {place}: {}", one.what),
            });
        }
    }
    if let Some(document) = &typed.draft {
        let place = Place::find(session)?;
        let reason = typed.reason.clone();
        let command = match find_document(&place.meeting, document) {
            Ok(draft) => {
                let old = place
                    .meeting
                    .text(&draft.id)
                    .ok_or_else(|| Failure::new(format!("{document} has no text")))?;
                let bytes = match text.front().lines {
                    None => [front(&old), all.text.clone()].concat(),
                    // A Word file says its title and its symbol, and nothing of the rest.
                    Some(_) if is_word => under(&old, &text),
                    Some(_) => all.text.clone(),
                };
                Command::Rewrite {
                    document: draft.id.clone(),
                    text: bytes,
                    over: Repository::hash(&old.print()),
                    reason,
                }
            }
            Err(_) => Command::Begin {
                document: document.clone(),
                text: all.text.clone(),
                reason,
            },
        };
        let order = Order {
            command,
            by: typed.hand.by.clone(),
            heard: typed.hand.occasion(),
        };
        if !session.json {
            session.mention(&format!("{}: {counted}", source.name));
        }
        return carry_out(session, &place, order, typed.hand.dry_run);
    }
    if let Some(out) = typed.out.as_ref().filter(|_| !typed.hand.dry_run) {
        put(&session.env.cwd.join(out), &all.text)?;
    }
    if session.json {
        session.print_json(&serde_json::json!({
            "schema": 1,
            "brackets": all.brackets,
            "signs": all.signs,
            "named": all.named,
            "marked": all.marked,
            "kept": all.kept,
            "unclear": unclear,
            "text": String::from_utf8_lossy(&all.text),
        }))?;
        return Ok(Ending::Done);
    }
    if typed.out.is_none() {
        session.hand_on_text(&all.text);
    }
    session.mention(&format!("{}: {counted}", source.name));
    Ok(Ending::Done)
}

/// Whether a file is one that an office program writes, and no text.
pub(crate) fn is_word(bytes: &[u8]) -> bool {
    [
        b"PK\x03\x04".as_slice(),
        b"\xd0\xcf\x11\xe0",
        b"{\\rtf",
        b"%PDF",
    ]
    .iter()
    .any(|head| bytes.starts_with(head))
}

/// The draft that a Word file is; one with tracked changes only where it is said what becomes of them.
fn of_word(typed: &Import, source: &Source) -> Result<Drafted, Failure> {
    let changes = match (typed.accept_changes, typed.reject_changes) {
        (true, _) => Some(Changes::Accepted),
        (_, true) => Some(Changes::Rejected),
        _ => None,
    };
    draft_of_word(&source.name, &source.bytes, changes)
}

/// The draft that the bytes of a Word file are.
pub(crate) fn draft_of_word(
    name: &str,
    bytes: &[u8],
    changes: Option<Changes>,
) -> Result<Drafted, Failure> {
    let reading = read_paper(bytes).map_err(|fault| unread(name, &fault))?;
    let (count, authors) = tracked(&reading.paper);
    if count > 0 && changes.is_none() {
        let by = match authors.is_empty() {
            true => String::new(),
            false => format!(" by {}", authors.join(", ")),
        };
        return Err(
            Failure::new(format!("{name} holds tracked changes: {count}{by}"))
                .because("a draft is one text, with them or without")
                .hint("say which: adref import FILE --accept-changes, or --reject-changes"),
        );
    }
    Ok(drafted(&reading, changes.unwrap_or(Changes::Accepted)))
}

/// How many escapes went, in words.
fn counted(all: &Converted) -> String {
    let many = |count: usize, one: &str, several: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {several}")),
    };
    let parts: Vec<String> = [
        many(all.brackets, "sign of a bracket", "signs of brackets"),
        many(all.signs, "other sign", "other signs"),
        many(all.named, "sign that was named", "signs that were named"),
        many(all.marked, "mark round words", "marks round words"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let gone = match parts.as_slice() {
        [] => "nothing is escaped that need not be".to_owned(),
        parts => format!("unescaped: {}", parts.join(", ")),
    };
    match many(all.kept, "sign stays", "signs stay") {
        Some(kept) => format!("{gone}; {kept} behind a backslash"),
        None => gone,
    }
}

/// The front matter of a text, with the blank line behind it.
fn front(text: &Document) -> Vec<u8> {
    let Some(lines) = text.front().lines else {
        return Vec::new();
    };
    let bytes = text.print();
    let all = bytes.split_inclusive(|byte| *byte == b'\n');
    let mut front: Vec<u8> = all.take(lines.last).flatten().copied().collect();
    front.push(b'\n');
    front
}

/// A text under the front matter of another, with whatever its own says in the place of what that says.
fn under(old: &Document, text: &Document) -> Vec<u8> {
    let printed = text.print();
    let own = front(text);
    let (Some(lines), Some(words)) = (
        old.front().lines,
        printed.get(own.len().min(printed.len())..),
    ) else {
        return printed;
    };
    let own = String::from_utf8_lossy(&own).into_owned();
    let named = |line: &str| line.split_once(':').map(|(name, _)| name.to_owned());
    let said: Vec<(String, &str)> = own
        .lines()
        .filter_map(|line| Some((named(line)?, line)))
        .filter(|(name, _)| old.front().get(name) != text.front().get(name))
        .collect();
    let old = String::from_utf8_lossy(&front(old)).into_owned();
    let mut out: Vec<&str> = Vec::new();
    for (n, line) in old.lines().enumerate() {
        let other = named(line).and_then(|name| said.iter().find(|(own, _)| *own == name));
        if n + 1 == lines.last {
            // What the old text did not say at all.
            let new = said
                .iter()
                .filter(|(name, _)| !old.lines().any(|line| named(line).as_ref() == Some(name)));
            out.extend(new.map(|(_, line)| *line));
        }
        out.push(other.map_or(line, |(_, line)| line));
    }
    let head = out.join("\n");
    [
        head.trim_end().as_bytes(),
        b"\n\n",
        words.trim_ascii_start(),
    ]
    .concat()
}

fn nothing_changed(session: &mut Session<'_>) -> Result<Ending, Failure> {
    if session.json {
        session.print_json(
            &serde_json::json!({"schema": 1, "done": false, "said": "nothing changed"}),
        )?;
    } else {
        session.say("nothing changed");
    }
    Ok(Ending::DoesNotHold)
}

/// What the editor leaves of these words. The file lies under the git directory, so that nothing of a draft is left elsewhere.
fn in_editor(session: &Session<'_>, place: &Place, words: &[u8]) -> Result<Vec<u8>, Failure> {
    let editor = match &session.env.editor {
        Some(editor) => editor.clone(),
        None if session.env.interactive => EDITOR.to_owned(),
        None => {
            return Err(Failure::new("there is no terminal for an editor")
                .hint("give the words with --text, or set VISUAL or EDITOR"));
        }
    };
    let folder = place.repository().cache_folder();
    let trouble = |path: &Path, error: &std::io::Error| {
        Failure::new(path.display().to_string()).because(error.to_string())
    };
    std::fs::create_dir_all(&folder).map_err(|error| trouble(&folder, &error))?;
    let path = folder.join(format!("edit-{}.md", std::process::id()));
    std::fs::write(&path, words).map_err(|error| trouble(&path, &error))?;
    let ended = open_editor(&editor, &path);
    let after = std::fs::read(&path).map_err(|error| trouble(&path, &error));
    let _ = std::fs::remove_file(&path);
    match ended {
        Ok(status) if status.success() => after,
        Ok(_) => Err(Failure::new(format!("{editor} ended without saving"))
            .hint("nothing was changed; VISUAL or EDITOR names the editor")),
        Err(error) => Err(Failure::new(format!("{editor} cannot be started"))
            .because(error.to_string())
            .hint("VISUAL or EDITOR names the editor")),
    }
}
