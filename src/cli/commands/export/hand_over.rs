//! A file for others: where it is written, and under which name.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cli::commands::put::put;
use crate::cli::failure::Failure;
use crate::cli::outcome::Ending;
use crate::cli::session::Session;

/// Writes a file where it was asked for, or under its usual name where nothing else lies there; `-` is standard output.
pub(super) fn hand_over(
    session: &mut Session<'_>,
    (out, usual): (Option<&Path>, &Path),
    bytes: &[u8],
) -> Result<Ending, Failure> {
    if out == Some(Path::new("-")) {
        session.hand_on(bytes);
        return Ok(Ending::Done);
    }
    let path = session.env.cwd.join(out.unwrap_or(usual));
    let shown = out.unwrap_or(usual).display().to_string();
    if out.is_none() && std::fs::read(&path).is_ok_and(|there| there != bytes) {
        return Err(
            Failure::new(format!("there is a file {shown} already")).hint(format!(
                "name another by -o FILE, or this one to write over it: -o {shown}"
            )),
        );
    }
    put(&path, bytes)?;
    if session.json {
        session.print_json(&json!({"schema": 1, "file": shown, "bytes": bytes.len()}))?;
    } else {
        session.say(&format!("Wrote {shown}"));
    }
    Ok(Ending::Done)
}

/// `outcome.docx`, `outcome-rev.1.docx`, `outcome-XNO.docx`.
pub(super) fn usual_name(document: &str, more: Option<&str>) -> PathBuf {
    let whole = match more {
        Some(more) => format!("{document}-{more}"),
        None => document.to_owned(),
    };
    let plain = whole.chars().map(|c| match c {
        c if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') => c,
        _ => '-',
    });
    PathBuf::from(format!("{}.docx", plain.collect::<String>()))
}

/// A file's own name, with another ending.
pub(super) fn beside(name: &str) -> PathBuf {
    let name = name.rsplit([':', '/', '\\']).next().unwrap_or(name);
    let stem = Path::new(name).file_stem();
    let stem = stem.map(|stem| stem.to_string_lossy().into_owned());
    let stem = stem.as_deref().filter(|stem| *stem != "-");
    usual_name(stem.unwrap_or("text"), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_says_what_it_is_and_leads_nowhere_else() {
        for (name, expected) in [
            (usual_name("outcome", None), "outcome.docx"),
            (usual_name("outcome", Some("rev.1")), "outcome-rev.1.docx"),
            (
                usual_name("outcome", Some("2008-07-17T15:10")),
                "outcome-2008-07-17T15-10.docx",
            ),
            (
                usual_name("outcome", Some("../../x")),
                "outcome-..-..-x.docx",
            ),
            (beside("HEAD~3:drafts/wp1/text.md"), "text.docx"),
            (beside("-"), "text.docx"),
        ] {
            assert_eq!(name, PathBuf::from(expected));
        }
    }
}
