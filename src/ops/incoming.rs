//! What others sent, brought together with what is here: worked out and shown first, then taken over whole or not at all.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::news::{News, contested};
use super::union::{One, Prefer, in_order, one};
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::repo::{
    Apart, Both, Error, Joining, Meet, Merging, Repository, Signature, Signed, Step, VersionId,
};
use crate::text::Severity;
use crate::workspace::Workspace;

/// Whose hand receives, and when.
#[derive(Debug, Clone)]
pub struct Receiver {
    /// Whose version it is where two are brought together.
    pub author: Signature,
    /// When.
    pub when: Moment,
    /// What is taken of a file that cannot be made one.
    pub prefer: Option<Prefer>,
}

/// What came, and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Incoming {
    /// From where: a folder's own name, else an address without a password.
    pub from: String,
    /// What is new in it.
    pub news: News,
    /// Whether something was saved here since, so that the two were brought together.
    pub together: bool,
    /// Files that cannot be made one, and why; nothing is received as long as there are any.
    pub left: Vec<LeftFile>,
    /// Files that one side took away and the other changed: they stay as they were changed.
    pub kept: Vec<String>,
    /// Whose signatures the new versions bear, and how many of each.
    pub signatures: Vec<Signatures>,
    #[serde(skip)]
    step: Option<(Option<VersionId>, VersionId)>,
}

/// A file that cannot be made one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftFile {
    /// Its path.
    pub path: String,
    /// Why not.
    pub why: String,
}

/// How many versions bear a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signatures {
    /// Which.
    #[serde(flatten)]
    pub whose: Signed,
    /// How many versions.
    pub versions: usize,
}

impl Incoming {
    /// What it is, in a line: `received from …: 2 proposals, 5 positions`.
    pub fn said(&self) -> String {
        let news = self.news.said();
        match news.is_empty() {
            true => format!(
                "received from {}: nothing that changes the meeting",
                self.from
            ),
            false => format!("received from {}: {news}", self.from),
        }
    }

    /// Whether a person has to choose first.
    pub fn is_left(&self) -> bool {
        !self.left.is_empty()
    }
}

/// No more versions are asked whose signature they bear.
const MOST_SIGNED: usize = 1000;

/// What a version from elsewhere comes to here; `None` where all of it is here already. Nothing is changed.
///
/// # Errors
/// [`Error::Strangers`] where it is another meeting's, [`Error::Incoming`] where something came that is no plain file, and where the
/// repository cannot be read.
pub fn incoming(
    workspace: &Workspace,
    theirs: &VersionId,
    from: &str,
    receiver: &Receiver,
) -> Result<Option<Incoming>, Error> {
    let repository = workspace.repository();
    let Some(ours) = repository.head() else {
        let news = News::between(
            None,
            &*workspace.at(theirs, receiver.when)?,
            &BTreeSet::new(),
        );
        return Ok(Some(Incoming {
            from: from.to_owned(),
            news,
            together: false,
            left: Vec::new(),
            kept: Vec::new(),
            signatures: signatures(repository, None, theirs)?,
            step: Some((None, theirs.clone())),
        }));
    };
    let merging: Merging<'_> = &|both: &Both| {
        Ok(match one(both)? {
            One::File(bytes, _) | One::Kept(bytes) => Some(bytes),
            One::Left(_) => both.ours.clone(),
        })
    };
    let meet = repository.meet(&ours, theirs, merging)?;
    let mut found = Incoming {
        from: from.to_owned(),
        news: News::default(),
        together: matches!(meet, Meet::Apart(_)),
        left: Vec::new(),
        kept: Vec::new(),
        signatures: Vec::new(),
        step: None,
    };
    let before = workspace.at(&ours, receiver.when)?;
    match meet {
        Meet::Nothing => return Ok(None),
        Meet::Ahead => {
            let after = workspace.at(theirs, receiver.when)?;
            found.news = News::between(Some(&before), &after, &BTreeSet::new());
            found.step = Some((Some(ours.clone()), theirs.clone()));
        }
        Meet::Apart(apart) => {
            let sides = Sides {
                here: &before,
                there: &*workspace.at(theirs, receiver.when)?,
            };
            let ours_first = is_earlier(repository, &ours, theirs)?;
            let joined = together(&mut found, apart, (ours_first, receiver.prefer))?;
            if !found.is_left() {
                let joining = Joining {
                    ours: ours.clone(),
                    theirs: theirs.clone(),
                    message: String::new(),
                    files: joined.files.clone(),
                    author: receiver.author.clone(),
                    when: receiver.when,
                };
                let trial = repository.join(&joining, merging)?;
                let after = workspace.at(&trial, receiver.when)?;
                found.left = unsound(&sides, &after, &joined, receiver.prefer);
                let merged = joined.files.iter().map(|(path, _)| path.clone()).collect();
                found.news = News::between(Some(&before), &after, &merged);
                found.news.contested = brackets(&sides, &after, &joined);
                if !found.is_left() {
                    let message = message(&found);
                    let whole = repository.join(&Joining { message, ..joining }, merging)?;
                    found.step = Some((Some(ours.clone()), whole));
                }
            }
        }
    }
    found.signatures = signatures(repository, Some(&ours), theirs)?;
    Ok(Some(found))
}

/// Takes over what was worked out: branch, texts and record, or nothing.
///
/// # Errors
/// [`Error::Moved`] where something was saved here meanwhile; [`Error::Unsaved`] where a file that it changes was changed by hand and
/// not saved; as for a save.
pub fn take_over(
    workspace: &Workspace,
    incoming: &Incoming,
    receiver: &Receiver,
) -> Result<(), Error> {
    let Some((from, to)) = &incoming.step else {
        return Ok(());
    };
    workspace.go_to(&Step {
        from: from.clone(),
        to: to.clone(),
        who: receiver.author.clone(),
        when: receiver.when,
        subject: "received".to_owned(),
    })?;
    workspace.repository().take_tags()?;
    Ok(())
}

/// The meeting on both sides.
struct Sides<'a> {
    here: &'a Meeting,
    there: &'a Meeting,
}

/// The files that both sides changed, as they are made one.
#[derive(Default)]
struct Joined {
    files: Vec<(String, Option<Vec<u8>>)>,
    /// Those of them in which brackets were put.
    bracketed: BTreeSet<String>,
}

/// Whose version is the earlier one; the same on both sides.
fn is_earlier(
    repository: &Repository,
    ours: &VersionId,
    theirs: &VersionId,
) -> Result<bool, Error> {
    let when = |version: &VersionId| Ok::<_, Error>(repository.version(version)?.time.unix());
    Ok((when(ours)?, ours) < (when(theirs)?, theirs))
}

/// Makes one of each file that both sides changed.
fn together(
    found: &mut Incoming,
    apart: Apart,
    (ours_first, prefer): (bool, Option<Prefer>),
) -> Result<Joined, Error> {
    let mut joined = Joined::default();
    for both in apart.both {
        let path = both.path.clone();
        let choices = (both.ours.clone(), both.theirs.clone());
        match one(&in_order(both, ours_first))? {
            One::File(bytes, contested) => {
                if contested > 0 {
                    joined.bracketed.insert(path.clone());
                }
                joined.files.push((path, Some(bytes)));
            }
            One::Kept(bytes) => {
                found.kept.push(path.clone());
                joined.files.push((path, Some(bytes)));
            }
            One::Left(why) => match prefer {
                Some(Prefer::Here) => joined.files.push((path, choices.0)),
                Some(Prefer::There) => joined.files.push((path, choices.1)),
                None => found.left.push(LeftFile {
                    path,
                    why: why.to_owned(),
                }),
            },
        }
    }
    Ok(joined)
}

/// What cannot be read any more of files that were made one, though it could be on both sides.
fn unsound(
    sides: &Sides<'_>,
    after: &Meeting,
    joined: &Joined,
    prefer: Option<Prefer>,
) -> Vec<LeftFile> {
    let faults = |meeting: &Meeting| -> BTreeMap<(String, &'static str), (usize, String)> {
        let mut all = BTreeMap::new();
        let registers: Vec<_> = meeting
            .drafts()
            .iter()
            .filter_map(|draft| meeting.register(&draft.id))
            .collect();
        let of_registers = registers.iter().flat_map(|register| &register.faults);
        for fault in meeting.faults.iter().chain(of_registers) {
            if fault.finding.severity == Severity::Error {
                let place = fault.finding.place;
                let said = format!("line {}: {}", place.line, fault.finding.message);
                let entry = all
                    .entry((fault.path.clone(), fault.finding.code))
                    .or_insert((0, said));
                entry.0 += 1;
            }
        }
        all
    };
    // Whoever chose a side takes what it has.
    if prefer.is_some() {
        return Vec::new();
    }
    let (here, there) = (faults(sides.here), faults(sides.there));
    let many =
        |known: &BTreeMap<_, (usize, String)>, key| known.get(key).map_or(0, |(many, _)| *many);
    faults(after)
        .iter()
        .filter(|(key, _)| joined.files.iter().any(|(path, _)| *path == key.0))
        .filter(|(key, (now, _))| *now > many(&here, *key) + many(&there, *key))
        .map(|((path, _), (_, said))| LeftFile {
            path: path.clone(),
            why: format!("it could not be read if it were made one ({said})"),
        })
        .collect()
}

/// Where brackets were put.
fn brackets(
    sides: &Sides<'_>,
    after: &Meeting,
    joined: &Joined,
) -> Vec<super::news::ContestedPlace> {
    let mut places = Vec::new();
    for draft in after.drafts() {
        let id = &draft.id;
        if !joined.bracketed.contains(&draft.path()) {
            continue;
        }
        if let (Some(here), Some(there), Some(text)) =
            (sides.here.text(id), sides.there.text(id), after.text(id))
        {
            places.extend(contested(after, id, &text, [&here, &there]));
        }
    }
    places
}

fn message(found: &Incoming) -> String {
    let news = found.news.said();
    let mut message = match news.is_empty() {
        true => "Received".to_owned(),
        false => format!("Received: {news}"),
    };
    if message.chars().count() > 72 {
        message = format!("Received\n\n{news}");
    }
    message
}

/// Whose signatures the new versions bear.
fn signatures(
    repository: &Repository,
    from: Option<&VersionId>,
    to: &VersionId,
) -> Result<Vec<Signatures>, Error> {
    let versions = repository.between(from, to, MOST_SIGNED)?;
    let mut all: BTreeMap<Signed, usize> = BTreeMap::new();
    for one in repository.signed(&versions)? {
        *all.entry(one).or_default() += 1;
    }
    Ok(all
        .into_iter()
        .map(|(whose, versions)| Signatures { whose, versions })
        .collect())
}
