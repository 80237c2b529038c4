//! `adref edit` in an editor: a paragraph's words, or a whole text.

use std::path::Path;
use std::process::Command as Process;

use super::write::carry_out;
use crate::cli::failure::Failure;
use crate::cli::grammar::{Edit, one_address};
use crate::cli::place::Place;
use crate::cli::run::Ending;
use crate::cli::session::Session;
use crate::ops::{Command, Order, find_document, find_paragraph};
use crate::repo::Repository;

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
    let standard = if cfg!(windows) { "notepad" } else { "vi" };
    let editor = match &session.env.editor {
        Some(editor) => editor.clone(),
        None if session.env.interactive => standard.to_owned(),
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
    let ended = if cfg!(windows) {
        Process::new("cmd")
            .arg("/C")
            .arg(format!("{editor} \"{}\"", path.display()))
            .status()
    } else {
        // As git does: the setting may hold arguments, the file's name may hold anything.
        Process::new("sh")
            .arg("-c")
            .arg(format!("{editor} \"$1\""))
            .arg(&editor)
            .arg(&path)
            .status()
    };
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
