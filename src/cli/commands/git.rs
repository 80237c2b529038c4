//! Commands that serve git: install, and what git itself runs.

use std::ffi::OsStr;
use std::path::Path;

use clap::ValueEnum;
use serde_json::json;

use crate::cli::failure::Failure;
use crate::cli::grammar::{DiffDriver, Format, Install, MergeDriver, Textconv};
use crate::cli::layout::{self, Compared, FileNames, Ink, Shape};
use crate::cli::outcome::Ending;
use crate::cli::session::Session;
use crate::cli::source::parties_round;
use crate::ops::{self, Installing};
use crate::repo::Repository;
use crate::text::Document;

/// What a meeting's drafts are called.
const DRAFTS: &str = "drafts/**/*.md";
/// What any drafts are called.
const ANY: &str = "*.md";

/// `adref install`
pub(crate) fn install(session: &mut Session<'_>, typed: &Install) -> Result<Ending, Failure> {
    let repository = Repository::discover(&session.env.cwd)
        .map_err(|error| Failure::from(error).hint("git init makes this folder a repository"))?;
    let local = repository.local(&ops::install_keys())?;
    let installation = if typed.remove {
        ops::uninstall(&local)
    } else {
        ops::install(&local, &wish(session, typed, &repository)?)
    };
    if let Some(change) = installation.change.as_ref().filter(|_| !typed.dry_run) {
        repository.change_local(change)?;
    }
    if session.json {
        session.print_json(&json!({
            "schema": 1,
            "dry_run": typed.dry_run,
            "remove": typed.remove,
            "changed": installation.change.is_some(),
            "steps": installation.steps,
        }))?;
    } else {
        session.show(&layout::installation(&installation, typed.dry_run));
    }
    Ok(match installation.is_in_the_way() {
        true => Ending::DoesNotHold,
        false => Ending::Done,
    })
}

fn wish(
    session: &Session<'_>,
    typed: &Install,
    repository: &Repository,
) -> Result<Installing, Failure> {
    let mut patterns = typed.patterns.clone();
    if patterns.is_empty() {
        let meeting = repository.holds_a_meeting();
        patterns.push(if meeting { DRAFTS } else { ANY }.to_owned());
    }
    let odd = |pattern: &&String| pattern.trim().is_empty() || pattern.contains(char::is_control);
    if let Some(odd) = patterns.iter().find(odd) {
        return Err(Failure::new(format!("{odd:?} is no pattern of files"))
            .hint("a pattern is as in .gitattributes: *.md, notes/**/*.md"));
    }
    let layout = typed.format.and_then(|format| format.to_possible_value());
    let layout = layout.map(|format| format!("--format {}", format.get_name()));
    Ok(Installing {
        program: session.env.program(),
        patterns,
        layout,
    })
}

/// `adref textconv`
pub(crate) fn textconv(session: &mut Session<'_>, typed: &Textconv) -> Result<Ending, Failure> {
    let bytes = read(session, typed.file.as_os_str())?;
    let lines = ops::by_line(&Document::parse(bytes));
    if session.json {
        session.print_json(&json!({"schema": 1, "lines": lines}))?;
    } else {
        for line in &lines {
            session.say(line);
        }
    }
    Ok(Ending::Done)
}

/// `adref diff-driver`: whatever differs, git wants success.
pub(crate) fn diff_driver(
    session: &mut Session<'_>,
    typed: &DiffDriver,
) -> Result<Ending, Failure> {
    let words: Vec<&OsStr> = typed.words.iter().map(|word| word.as_os_str()).collect();
    let (path, old, new, rest) = match words.as_slice() {
        [path] => {
            let name = path.to_string_lossy();
            session.say(&format!("{name}: not merged yet"));
            session.say("");
            return Ok(Ending::Done);
        }
        [
            path,
            old,
            old_id,
            old_mode,
            new,
            new_id,
            new_mode,
            rest @ ..,
        ] => (
            path,
            Side(old, old_id, old_mode),
            Side(new, new_id, new_mode),
            rest,
        ),
        _ => {
            return Err(
                Failure::new("git gives seven arguments, of a renamed file nine")
                    .hint("adref install sets it up; adref diff OLD NEW compares two files"),
            );
        }
    };
    let path = path.to_string_lossy();
    let names = FileNames {
        old: path.to_string(),
        new: rest
            .first()
            .map_or(path.to_string(), |new| new.to_string_lossy().into_owned()),
        ids: (old.version(), new.version()),
        modes: (old.mode(), new.mode()),
    };
    let bytes = (old.read(session)?, new.read(session)?);
    if bytes.0 == bytes.1 {
        session.show(&layout::file_head(&names));
        session.say("");
        return Ok(Ending::Done);
    }
    if [&bytes.0, &bytes.1].iter().any(|bytes| bytes.contains(&0)) {
        session.show(&layout::file_head(&names));
        session.say("no text: its bytes differ");
        session.say("");
        return Ok(Ending::Done);
    }
    let parties = parties_round(session, &session.env.cwd.join(&names.new));
    let parse = |bytes: Vec<u8>| match &parties {
        Some(parties) => Document::parse_with(bytes, parties),
        None => Document::parse(bytes),
    };
    let texts = (parse(bytes.0), parse(bytes.1));
    if session.json {
        session.print_json(&ops::differences(&texts.0, &texts.1))?;
        return Ok(Ending::Done);
    }
    let comparison = ops::compare(&texts.0, &texts.1, (&names.old, &names.new));
    let ink = match session.env.colour {
        true => Ink::Colours,
        false => Ink::Marks,
    };
    let format = typed.format.unwrap_or(Format::Inline);
    let shape = Shape::of(format, session.env.width, ink);
    let compared = Compared {
        comparison: &comparison,
        texts: (&texts.0, &texts.1),
        all: false,
        only: &[],
        sentences: false,
    };
    session.show(&layout::file_difference(&names, &compared, shape));
    if format == Format::Markdown {
        session.hand_on_text(layout::changes_in_markdown(&compared).as_bytes());
        session.say("");
    }
    Ok(Ending::Done)
}

/// `adref merge-driver`: what is contested stands in brackets, so git has its merge.
pub(crate) fn merge_driver(
    session: &mut Session<'_>,
    typed: &MergeDriver,
) -> Result<Ending, Failure> {
    let [base, ours, theirs] =
        [&typed.base, &typed.ours, &typed.theirs].map(|file| read(session, file.as_os_str()));
    let (base, ours, theirs) = (base?, ours?, theirs?);
    let versions = ops::Versions {
        base: &base,
        ours: &ours,
        theirs: &theirs,
    };
    let path = typed.path.as_ref().unwrap_or(&typed.ours);
    let name = path.display();
    let Some(merged) = ops::merge(versions, None)? else {
        return Err(Failure::new(format!("{name} is no text in UTF-8"))
            .because("both sides changed the same lines")
            .hint("choose one side: git checkout --ours or --theirs, then git add"));
    };
    super::put::put(&session.env.cwd.join(&typed.ours), &merged.bytes)?;
    match merged.contested {
        0 => {}
        1 => session.mention(&format!("{name}: one bracket for what both sides changed")),
        many => session.mention(&format!(
            "{name}: {many} brackets for what both sides changed"
        )),
    }
    Ok(Ending::Done)
}

/// One side of a difference as git gives it: the file, its id, its mode.
struct Side<'a>(&'a OsStr, &'a OsStr, &'a OsStr);

impl Side<'_> {
    /// Whether the file is not there on this side.
    fn is_nothing(&self) -> bool {
        self.0 == "/dev/null" || self.0 == "nul"
    }

    /// The first digits of its id; `None` where the file is not there, or lies in the work tree and has none yet.
    fn version(&self) -> Option<String> {
        let id = self.1.to_string_lossy();
        let saved = id.len() >= 7 && id.chars().any(|digit| digit != '0');
        (saved && !self.is_nothing()).then(|| id.chars().take(7).collect())
    }

    fn mode(&self) -> Option<String> {
        let mode = self.2.to_string_lossy();
        (!self.is_nothing() && mode != ".").then(|| mode.into_owned())
    }

    fn read(&self, session: &Session<'_>) -> Result<Vec<u8>, Failure> {
        match self.is_nothing() {
            true => Ok(Vec::new()),
            false => read(session, self.0),
        }
    }
}

fn read(session: &Session<'_>, file: &OsStr) -> Result<Vec<u8>, Failure> {
    let path = session.env.cwd.join(Path::new(file));
    std::fs::read(&path)
        .map_err(|error| Failure::new(path.to_string_lossy()).because(error.to_string()))
}
