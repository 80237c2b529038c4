//! Naming a text: a file, `REV:PATH`, a document of the meeting, or standard input.

use std::path::{Component, Path, PathBuf};

use super::env::Env;
use super::failure::Failure;
use super::grammar::at_version;
use super::nearby::did_you_mean;
use super::place::Place;
use super::session::Session;
use crate::consensus::Refusal;
use crate::ops::DocumentAt;
use crate::record::parties_list;
use crate::repo::{Error, Repository};
use crate::text::{Document, Parties, beside};

/// Two texts of so many bytes are worth a thread.
const LONG: usize = 1 << 15;

/// A text as it was named, and what it says.
pub(crate) struct Source {
    /// What to call it in messages: the file's name as typed.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// The meeting's parties, where it is a draft of one.
    pub(crate) parties: Option<Parties>,
}

/// The text that was named, read from a folder as a command run in it would.
///
/// # Errors
/// Where there is none; says what is near.
pub fn read_text(folder: &Path, named: &str) -> Result<Document, Refusal> {
    let env = Env::quiet(folder);
    let session = Session::new(&env, false);
    Ok(Source::read(&session, named)?.parse(None))
}

impl Source {
    /// Reads what was named.
    pub(crate) fn read(session: &Session<'_>, named: &str) -> Result<Source, Failure> {
        if named == "-" {
            return Ok(Source {
                name: "-".to_owned(),
                bytes: session.input()?,
                parties: None,
            });
        }
        let path = session.env.cwd.join(named);
        // What a shell puts in a command's place, `<(…)`, is a pipe.
        if path.exists() && !path.is_dir() {
            let bytes = std::fs::read(&path)
                .map_err(|error| Failure::new(named).because(error.to_string()))?;
            return Ok(Source {
                name: named.to_owned(),
                bytes,
                parties: parties_round(session, &path),
            });
        }
        if path.is_dir() {
            return Err(
                Failure::new(format!("{named} is a folder")).hint("name a Markdown file in it")
            );
        }
        // A time has colons too: outcome@2008-07-17T15:10.
        let timed = named.find('@').is_some_and(|at| named.find(':') > Some(at))
            && Place::perhaps(session).is_some_and(|place| {
                crate::ops::name_document(&place.meeting, &at_version(named).document).is_ok()
            });
        if !timed && let Some((revision, inside)) = named.split_once(':') {
            return at_revision(session, named, revision, inside);
        }
        document(session, named)
    }

    /// What was named, where it is text: a reading of bytes that say nothing, or that something else was made of, would be no reading.
    ///
    /// # Errors
    /// Names the first place that is no UTF-8.
    pub(crate) fn read_text(session: &Session<'_>, named: &str) -> Result<Source, Failure> {
        let source = Source::read(session, named)?;
        source.is_text()?;
        Ok(source)
    }

    /// Says whether the bytes are text.
    pub(crate) fn is_text(&self) -> Result<(), Failure> {
        let begins = |signs: &[u8]| self.bytes.starts_with(signs);
        let office = match () {
            () if begins(b"PK\x03\x04") => Some((
                "a Word file, or another of office programs",
                "in a meeting, adref import takes a Word file in; elsewhere: pandoc FILE.docx -t commonmark -o FILE.md",
            )),
            () if begins(b"%PDF") => Some((
                "a PDF",
                "take its text out first, with pdftotext or from the Word file that it was made of",
            )),
            () => None,
        };
        if let Some((what, way)) = office {
            return Err(Failure::new(format!("{} is {what}, no Markdown", self.name)).hint(way));
        }
        let Err(error) = std::str::from_utf8(&self.bytes) else {
            return Ok(());
        };
        let before = self.bytes.get(..error.valid_up_to()).unwrap_or_default();
        let before = String::from_utf8_lossy(before);
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        Err(Failure::new(format!("{} is no text in UTF-8", self.name))
            .because(format!(
                "{}:{line}:{column} is the first place that is not",
                self.name
            ))
            .hint(format!(
                "save the file as UTF-8; adref check {} shows each place",
                self.name
            )))
    }

    /// Parses it: with the parties given, else those of its meeting, else guessing.
    pub(crate) fn parse(&self, given: Option<&Parties>) -> Document {
        match given.or(self.parties.as_ref()) {
            Some(parties) => Document::parse_with(self.bytes.clone(), parties),
            None => Document::parse(self.bytes.clone()),
        }
    }

    /// Parses two sources, long ones side by side.
    pub(crate) fn parse_both(old: &Source, new: &Source) -> (Document, Document) {
        let size = (old.bytes.len().min(new.bytes.len()), LONG);
        // The second thread begins a little later.
        if old.bytes.len() > new.bytes.len() {
            let (after, before) = beside(size, || new.parse(None), || old.parse(None));
            return (before, after);
        }
        beside(size, || old.parse(None), || new.parse(None))
    }
}

/// The parties of `--parties FILE`.
pub(crate) fn given_parties(
    session: &Session<'_>,
    file: Option<&str>,
) -> Result<Option<Parties>, Failure> {
    let Some(file) = file else {
        return Ok(None);
    };
    let bytes = if file == "-" {
        session.input()?
    } else {
        std::fs::read(session.env.cwd.join(file)).map_err(|error| {
            Failure::new(format!("no file {file}"))
                .because(error.to_string())
                .hint(PARTIES_FILE)
        })?
    };
    parties_list(&bytes).map(Some).map_err(|error| {
        Failure::new(format!("{file} names no parties"))
            .because(error.to_string())
            .hint(PARTIES_FILE)
    })
}

/// What --parties names.
const PARTIES_FILE: &str = "--parties names a file in YAML: a list of names (- EU), or a map of group name to its members (EU: [FR, DE])";

/// The parties of the meeting among whose drafts a file lies.
pub(crate) fn parties_round(session: &Session<'_>, path: &Path) -> Option<Parties> {
    let path = path.canonicalize().ok()?;
    // Opening a repository takes longer than comparing two small files.
    if !path.components().any(|part| part.as_os_str() == "drafts") {
        return None;
    }
    let place = Place::around(path.parent()?, session.env).ok()?;
    let root = place.repository().root().canonicalize().ok()?;
    path.starts_with(root.join("drafts"))
        .then(|| place.meeting.parties().clone())
}

/// `REV:PATH`: the path is the repository's, as for git; `./` makes it this folder's.
fn at_revision(
    session: &Session<'_>,
    named: &str,
    revision: &str,
    inside: &str,
) -> Result<Source, Failure> {
    let repository = Repository::discover(&session.env.cwd).map_err(|error| {
        Failure::new(format!("no file {named}"))
            .because(error.to_string())
            .hint("REV:PATH names a file at a revision of the repository one stands in")
    })?;
    let version = repository.resolve(revision)?;
    let snapshot = repository.snapshot(&version)?;
    let path = if inside.starts_with("./") || inside.starts_with("../") {
        from_root(&repository, &session.env.cwd.join(inside)).unwrap_or_else(|| inside.to_owned())
    } else {
        inside.to_owned()
    };
    let bytes = match snapshot.open(&path) {
        Ok(bytes) => bytes,
        Err(Error::NoFile { .. }) => {
            let paths = snapshot.paths("");
            let failure = Failure::new(format!("no file {path} at {revision}"));
            return Err(
                match did_you_mean(&path, paths.iter().map(String::as_str)) {
                    Some(near) => failure.hint(near),
                    None => failure,
                },
            );
        }
        Err(error) => return Err(error.into()),
    };
    let parties = path.starts_with("drafts/").then(|| {
        crate::meeting::Meeting::read(snapshot.clone(), session.env.moment())
            .parties()
            .clone()
    });
    Ok(Source {
        name: named.to_owned(),
        bytes: bytes.as_ref().clone(),
        parties,
    })
}

/// A path from the repository's root, `.` and `..` taken out.
pub(super) fn from_root(repository: &Repository, path: &Path) -> Option<String> {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    let inside = plain.strip_prefix(repository.root()).ok()?;
    Some(inside.to_string_lossy().replace('\\', "/"))
}

/// A document of the meeting, perhaps at a version.
fn document(session: &Session<'_>, named: &str) -> Result<Source, Failure> {
    let Some(place) = Place::perhaps(session) else {
        return Err(no_file(session, named));
    };
    let at = at_version(named);
    let meeting = match place.at(&at) {
        Ok(meeting) => meeting,
        Err(failure) => return wanted(&place, &at, failure),
    };
    let Ok(draft) = crate::ops::name_document(&meeting, &at.document) else {
        let ids = meeting.drafts().iter().map(|draft| draft.id.as_str());
        let failure = no_file(session, named);
        return Err(match did_you_mean(&at.document, ids) {
            Some(near) => failure.hint(near),
            None => failure,
        });
    };
    let path = draft.path();
    let opened = meeting.snapshot().open(&path);
    let bytes = opened.map_err(|error| match error {
        Error::NoFile { .. } => {
            Failure::new(format!("{named} has no text")).because(format!("there is no file {path}"))
        }
        error => error.into(),
    })?;
    let name = match &at.version {
        Some(version) if version != "now" => {
            let found = meeting.snapshot().version();
            let when = found.and_then(|found| place.when(&at, found));
            let when = when.map_or(String::new(), |when| format!(" ({when})"));
            format!("{version}:{path}{when}")
        }
        _ => path,
    };
    Ok(Source {
        name,
        bytes: bytes.as_ref().clone(),
        parties: Some(meeting.parties().clone()),
    })
}

/// A document as a proposal would have it: `outcome@XNO-3`; what else is wrong with the version where it names none.
fn wanted(place: &Place, at: &DocumentAt, failure: Failure) -> Result<Source, Failure> {
    let named = at.version.as_deref().unwrap_or_default();
    let meeting = &place.meeting;
    if crate::ops::find_proposal(meeting, named).is_err() {
        return Err(failure);
    }
    let document = crate::ops::find_document(meeting, &at.document)?.id.clone();
    let wanted = crate::ops::as_wanted(meeting, named)?;
    if wanted.document != document {
        return Err(
            Failure::new(format!("{} is not on {document}", wanted.name)).hint(format!(
                "it is on {}: adref diff {} now {}",
                wanted.document, wanted.document, wanted.name
            )),
        );
    }
    Ok(Source {
        name: format!("{document} as {} wants it", wanted.name),
        bytes: wanted.text.print(),
        parties: Some(meeting.parties().clone()),
    })
}

/// Neither a file nor a document; names the files that are near.
fn no_file(session: &Session<'_>, named: &str) -> Failure {
    let failure = Failure::new(format!("no file {named}"));
    let beside: Vec<String> = std::fs::read_dir(&session.env.cwd)
        .map(|entries| {
            entries
                .flatten()
                .take(2000)
                .map(|entry| entry.file_name().to_string_lossy().into_owned())
                .collect()
        })
        .unwrap_or_default();
    match did_you_mean(named, beside.iter().map(String::as_str)) {
        Some(near) => failure.hint(near),
        None => failure,
    }
}
