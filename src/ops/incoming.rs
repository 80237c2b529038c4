//! What others sent, brought together with what is here: worked out and shown first, then taken over whole or not at all.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::news::{ContestedPlace, News, called, contested};
use super::told::{Told, told_between};
use super::union::{One, Prefer, in_order, one};
use super::words::listed;
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::repo::{
    Apart, Both, ByHand, Error, Joining, Meet, Merging, Repository, Signature, Signed, Snapshot,
    Step, VersionId,
};
use crate::text::{Document, Severity};
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
    /// Whose hand, where that is known.
    pub hand: Option<String>,
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
    /// What was changed by hand here and not saved, and is merged with what came; it is still not saved then.
    pub by_hand: Vec<HandWork>,
    /// Whose signatures the new versions bear, and how many of each.
    pub signatures: Vec<Signatures>,
    /// What the circulations among the new versions say of one's own papers: in a delegation's copy of the room.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Told>,
    #[serde(skip)]
    step: Option<(Option<VersionId>, VersionId)>,
    #[serde(skip)]
    hands: Vec<ByHand>,
}

/// A file that was changed by hand and not saved, and that what came changes too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandWork {
    /// Its path.
    pub path: String,
    /// What the room calls its document, where it is a text.
    pub name: Option<String>,
    /// Where brackets were put: what came first, then what was typed by hand.
    pub contested: Vec<ContestedPlace>,
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
        let mut said = match news.is_empty() {
            true => format!(
                "received from {}: nothing that changes the meeting",
                self.from
            ),
            false => format!("received from {}: {news}", self.from),
        };
        if !self.by_hand.is_empty() {
            let names = self.by_hand.iter();
            let names = names.map(|work| work.name.as_ref().unwrap_or(&work.path).clone());
            let names: Vec<String> = names.collect();
            let words = format!("; what was typed by hand in {} is kept", listed(&names));
            said.push_str(&words);
        }
        said
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
        let mut found = Incoming {
            from: from.to_owned(),
            news,
            together: false,
            left: Vec::new(),
            kept: Vec::new(),
            by_hand: Vec::new(),
            signatures: signatures(repository, None, theirs)?,
            answers: Vec::new(),
            step: Some((None, theirs.clone())),
            hands: Vec::new(),
        };
        with_hands(workspace, &mut found, receiver)?;
        return Ok(Some(found));
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
        by_hand: Vec::new(),
        signatures: Vec::new(),
        answers: Vec::new(),
        step: None,
        hands: Vec::new(),
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
    with_hands(workspace, &mut found, receiver)?;
    found.signatures = signatures(repository, Some(&ours), theirs)?;
    let new = repository.between(Some(&ours), theirs, MOST_SIGNED)?;
    let hand = receiver.hand.as_deref();
    let party = hand.and_then(|hand| before.roll.authority(hand));
    let party = party
        .filter(|party| party.is_party())
        .map(|party| party.name().to_owned());
    found.answers = told_between(repository, &new, party.as_deref())?;
    Ok(Some(found))
}

/// Works out what becomes of what was changed by hand and not saved in files that come otherwise: the two are merged as any two are,
/// what is saved first, and what cannot be made one is left to a person.
fn with_hands(
    workspace: &Workspace,
    found: &mut Incoming,
    receiver: &Receiver,
) -> Result<(), Error> {
    let Some((from, to)) = found.step.clone() else {
        return Ok(());
    };
    let repository = workspace.repository();
    let unsaved = repository.unsaved()?;
    if unsaved.is_empty() {
        return Ok(());
    }
    let before = from.map(|from| repository.snapshot(&from)).transpose()?;
    let before = before.unwrap_or_default();
    let (after, lies) = (workspace.at(&to, receiver.when)?, repository.work_tree()?);
    let saved = after.snapshot();
    let bytes = |files: &Snapshot, path: &str| files.read(path).map(|bytes| bytes.to_vec());
    for path in unsaved {
        let over = lies.id(&path);
        if before.id(&path) == saved.id(&path) || over == saved.id(&path) {
            continue;
        }
        let both = Both {
            base: bytes(&before, &path),
            ours: bytes(saved, &path),
            theirs: bytes(&lies, &path),
            path: path.clone(),
        };
        let becomes = match one(&both)? {
            One::File(bytes, _) => bytes,
            One::Kept(bytes) => {
                found.kept.push(path.clone());
                bytes
            }
            One::Left(why) => {
                found.left.push(LeftFile {
                    path,
                    why: format!(
                        "it was changed by hand here and is not saved, and {why}: save it first"
                    ),
                });
                continue;
            }
        };
        found.by_hand.push(hand_work(&after, &both, &becomes));
        found.hands.push(ByHand {
            path,
            over,
            becomes,
        });
    }
    if found.is_left() {
        found.step = None;
    }
    Ok(())
}

/// What is said of a file that was changed by hand.
fn hand_work(after: &Meeting, both: &Both, becomes: &[u8]) -> HandWork {
    let drafts = after.drafts().iter();
    let draft = drafts.clone().find(|draft| draft.path() == both.path);
    let text = |bytes: &[u8]| Document::parse_with(bytes.to_vec(), after.parties());
    let side = |side: &Option<Vec<u8>>| text(side.as_deref().unwrap_or_default());
    let (ours, theirs) = (side(&both.ours), side(&both.theirs));
    let places = draft.map(|draft| contested(after, &draft.id, &text(becomes), [&ours, &theirs]));
    HandWork {
        path: both.path.clone(),
        name: draft.map(|draft| called(after, &draft.id)),
        contested: places.unwrap_or_default(),
    }
}

/// Takes over what was worked out: branch, texts and record, or nothing.
///
/// # Errors
/// [`Error::Moved`] where something was saved here meanwhile; [`Error::Unsaved`] where a file that it changes was changed by hand since
/// it was worked out, or lies ready for a commit of its own; as for a save.
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
        by_hand: incoming.hands.clone(),
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
fn brackets(sides: &Sides<'_>, after: &Meeting, joined: &Joined) -> Vec<ContestedPlace> {
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
