//! Two folders compared, as `git difftool -d` hands them over: file by file, the Markdown ones by their paragraphs.

use std::collections::BTreeSet;
use std::path::Path;

use super::comparing::show_comparison;
use crate::cli::failure::Failure;
use crate::cli::grammar::Diff;
use crate::cli::outcome::Ending;
use crate::cli::session::Session;
use crate::ops;
use crate::text::Document;
use crate::view::{Line, Role};

/// No two folders with more files are compared.
const MOST: usize = 100_000;

/// Whether both sides are folders.
pub(super) fn are_folders(session: &Session<'_>, sides: &[String]) -> bool {
    let folder = |side: &String| session.env.cwd.join(side).is_dir();
    sides.len() == 2 && sides.iter().all(folder)
}

/// Compares each file of two folders with the one of the same path in the other.
pub(super) fn diff_folders(
    session: &mut Session<'_>,
    typed: &Diff,
    (old, new): (&str, &str),
) -> Result<Ending, Failure> {
    if session.json {
        return Err(Failure::new("two folders are no one comparison")
            .hint("adref diff OLD NEW --json compares two files"));
    }
    let folders = (session.env.cwd.join(old), session.env.cwd.join(new));
    let mut paths = BTreeSet::new();
    gather(&folders.0, "", &mut paths)?;
    gather(&folders.1, "", &mut paths)?;
    let mut any = false;
    for path in &paths {
        let read = |folder: &Path| match folder.join(path) {
            file if file.is_file() => std::fs::read(&file)
                .map_err(|error| Failure::new(path.clone()).because(error.to_string())),
            _ => Ok(Vec::new()),
        };
        let (before, after) = (read(&folders.0)?, read(&folders.1)?);
        if before == after {
            continue;
        }
        if std::mem::replace(&mut any, true) {
            session.say("");
        }
        let markdown = [".md", ".markdown"].iter().any(|end| path.ends_with(end));
        if !markdown {
            let head = Line::of(Role::Heading, path);
            session.show(&[head.with(Role::Dim, "  no Markdown: its bytes differ")]);
            continue;
        }
        let texts = (Document::parse(before), Document::parse(after));
        let names = (format!("{old}/{path}"), format!("{new}/{path}"));
        let comparison = ops::compare(&texts.0, &texts.1, (&names.0, &names.1));
        show_comparison(session, typed, &comparison, &texts);
    }
    if !any {
        session.say("nothing differs");
    }
    Ok(match any {
        true => Ending::DoesNotHold,
        false => Ending::Done,
    })
}

/// The paths of all files below a folder, `/` between their parts; a folder that is but linked to is passed.
fn gather(folder: &Path, above: &str, paths: &mut BTreeSet<String>) -> Result<(), Failure> {
    let trouble = |error: std::io::Error| {
        Failure::new(folder.display().to_string()).because(error.to_string())
    };
    for entry in std::fs::read_dir(folder).map_err(trouble)? {
        let entry = entry.map_err(trouble)?;
        let name = format!("{above}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().map_err(trouble)?;
        if kind.is_dir() {
            if entry.file_name() != ".git" {
                gather(&entry.path(), &format!("{name}/"), paths)?;
            }
        } else if entry.path().is_file() {
            if paths.len() == MOST {
                let folder = folder.display();
                return Err(Failure::new(format!("more than {MOST} files in {folder}"))
                    .hint("name folders with fewer"));
            }
            paths.insert(name);
        }
    }
    Ok(())
}
