//! What a circulation says of the papers that delegations put into the room: received, tabled, given back, not taken.

use std::collections::{BTreeMap, BTreeSet};

use super::earlier::Earlier;
use super::outgoing::words;
use super::refused::RefusedPaper;
use crate::consensus::{Refusal, Status};
use crate::meeting::{Meeting, Register};
use crate::ops::told::{Became, Told, said_in};
use crate::record::{Act, ActId, Proposal, Slug, Target, Verb, read_acts, read_proposal};
use crate::repo::Repository;
use crate::text::fold;

/// What is to be said of papers, and what somebody at the desk wants to be said with it: by the paper's name.
pub(super) struct Answering<'a> {
    pub(super) desk: &'a Meeting,
    pub(super) before: &'a Earlier,
    /// What goes out.
    pub(super) out: &'a BTreeMap<String, Vec<u8>>,
    pub(super) refused: &'a [RefusedPaper],
    pub(super) say: &'a BTreeMap<String, String>,
    /// Whether a word names something that is held back.
    pub(super) held: &'a dyn Fn(&str) -> bool,
}

impl Answering<'_> {
    /// What a circulation says of what lay in the room; nothing that was said before. It goes by what the desk has of each paper, and
    /// names nothing but what lay there.
    ///
    /// # Errors
    /// Where words are to be said of something of which nothing is said, or name what is held back.
    pub(super) fn answers(&self, room: Option<&Repository>) -> Result<Vec<Told>, Refusal> {
        let mut all = Vec::new();
        for draft in self.desk.drafts() {
            let goes_out = self.out.contains_key(&draft.path());
            let register = self.desk.register(&draft.id).filter(|_| goes_out);
            if let Some(register) = register {
                self.of_proposals(&draft.id, &register, &mut all);
                self.of_acts(&draft.id, &register, &mut all);
            }
        }
        // What a paper names itself lay there with it, whether the desk has something of that name or not.
        let lay_there: BTreeSet<String> = all
            .iter()
            .flat_map(|one| words(&one.paper).chain(words(one.act.as_deref().unwrap_or_default())))
            .map(str::to_owned)
            .collect();
        let secret = |why: &str| -> Option<String> {
            let held = |word: &&str| (self.held)(word) && !lay_there.contains(*word);
            words(why).find(held).map(str::to_owned)
        };
        for one in &mut all {
            one.why = one.why.take().filter(|why| secret(why).is_none());
        }
        for (paper, typed) in self.say {
            if let Some(word) = secret(typed) {
                return Err(Refusal::of(format!(
                    "what is said of {paper} would name {word}, which is held back"
                ))
                .because("nothing went out"));
            }
            let mut told = all.iter_mut().filter(|one| one.paper == *paper);
            match told.next() {
                Some(answer) => answer.why = Some(fold(typed)),
                None => {
                    return Err(Refusal::of(format!(
                        "nothing is said of {paper} in this circulation"
                    ))
                    .hint("said is what became of papers that a delegation put into the room, until they are tabled: adref publish DIR --dry-run"));
                }
            }
        }
        let mut last: BTreeMap<(String, String), Told> = BTreeMap::new();
        for said in room.map(said_in).unwrap_or_default() {
            for told in said.message.lines().filter_map(Told::read) {
                let key = (told.document.clone(), told.paper.clone());
                last.entry(key).or_insert(told);
            }
        }
        all.retain(|one| {
            let said = last.get(&(one.document.clone(), one.paper.clone()));
            // What lies there and cannot be taken was put there after whatever was said before.
            let again = one.became != Became::NotTaken
                && said.is_some_and(|said| {
                    let more = one.why.is_some() && one.why != said.why;
                    said.became == one.became && said.is_of(&one.by) && !more
                });
            !again
        });
        Ok(all)
    }

    fn of_proposals(&self, id: &str, register: &Register, all: &mut Vec<Told>) {
        let folder = format!("drafts/{id}/proposals/");
        for (path, bytes) in &self.before.files {
            let file = path.strip_prefix(&folder);
            let slug = file.and_then(|file| file.strip_suffix(".md"));
            let Some(slug) = slug.filter(|slug| is_name(slug)) else {
                continue;
            };
            if self.before.proposals.contains_key(path) {
                continue;
            }
            let slug = Slug(slug.to_owned());
            let theirs = read_proposal(path, id, bytes).0;
            let first = || slug.0.split('-').next().unwrap_or_default().to_owned();
            let by = theirs.map(|proposal| proposal.sponsor);
            // Of a sponsor that is none the name of the file tells whose paper it was meant to be.
            let by = by.and_then(|by| self.party(&by));
            let Some(by) = by.or_else(|| self.party(&first())) else {
                continue;
            };
            let mut told = Told {
                document: id.to_owned(),
                by,
                paper: slug.0.clone(),
                act: None,
                became: Became::NotTaken,
                number: None,
                why: None,
            };
            // Whoever guesses a name learns nothing of the paper that bears it.
            match register
                .proposals
                .get(&slug)
                .filter(|known| self.is_here(id, known))
            {
                Some(_) => {
                    let case = register.ledger.cases.get(&slug);
                    let number = case.and_then(|case| case.number.clone());
                    match (case.map(|case| case.status), number) {
                        (_, Some(number)) if self.out.contains_key(path) => {
                            told.became = Became::Tabled;
                            told.number = Some(number);
                        }
                        (Some(Status::Returned), None) => told.became = Became::Returned,
                        // What its sponsor took back needs no answer.
                        (Some(Status::Withdrawn), _) => continue,
                        _ => told.became = Became::Received,
                    }
                }
                None => told.why = self.reason(|one| one.path == *path),
            }
            all.push(told);
        }
    }

    fn of_acts(&self, id: &str, register: &Register, all: &mut Vec<Told>) {
        let folder = format!("drafts/{id}/acts/");
        let files = self.before.files.iter();
        for (path, bytes) in files.filter(|(path, _)| path.starts_with(&folder)) {
            let out = self.out.get(path).map(|bytes| read_acts(path, bytes).0);
            let out: BTreeSet<ActId> = out.into_iter().flatten().map(|act| act.id).collect();
            let new = read_acts(path, bytes).0.into_iter().filter(|act| {
                let key = (id.to_owned(), act.id.clone());
                !self.before.acts.contains_key(&key) && !out.contains(&act.id)
            });
            for act in new.filter(|act| is_name(&act.id.to_string())) {
                let Some(by) = self.party(&act.by) else {
                    continue;
                };
                // That a paper was handed in is answered with the paper.
                let of_a_paper = act.verb == Verb::Submit
                    && matches!(&act.target, Target::Proposal(slug) if all.iter().any(|one| one.paper == slug.0));
                let there = register.act(&act.id).filter(|there| !there.desk);
                let taken = there.is_some_and(|one| one.by == by && one.verb == act.verb);
                let paper = act.id.to_string();
                if of_a_paper && (taken || !self.is_refused(&paper)) {
                    continue;
                }
                all.push(Told {
                    document: id.to_owned(),
                    by,
                    act: Some(in_short(&act)),
                    became: match taken {
                        true => Became::Received,
                        false => Became::NotTaken,
                    },
                    number: None,
                    why: match taken {
                        true => None,
                        false => self.reason(|one| one.paper.as_ref() == Some(&paper)),
                    },
                    paper,
                });
            }
            self.of_lines(id, path, all);
        }
    }

    /// What cannot be read of a delegation's own file of acts.
    fn of_lines(&self, id: &str, path: &str, all: &mut Vec<Told>) {
        let file = path.rsplit('/').next().unwrap_or_default();
        let Some(by) = file.strip_suffix(".yaml").and_then(|who| self.party(who)) else {
            return;
        };
        let lines = self.refused.iter();
        for (n, refused) in lines
            .filter(|one| one.path == path && one.paper.is_none())
            .enumerate()
        {
            all.push(Told {
                document: id.to_owned(),
                by: by.clone(),
                paper: match n {
                    0 => format!("acts/{file}"),
                    n => format!("acts/{file}#{}", n + 1),
                },
                act: None,
                became: Became::NotTaken,
                number: None,
                why: refused.told.clone(),
            });
        }
    }

    /// Whether the paper of the room is the one that the desk has, whatever the desk marked it with since.
    fn is_here(&self, id: &str, known: &Proposal) -> bool {
        self.before.has_paper(id, known)
    }

    fn is_refused(&self, paper: &str) -> bool {
        let mut refused = self.refused.iter();
        refused.any(|one| one.paper.as_deref() == Some(paper))
    }

    /// Why a paper was not taken, as far as the room may know.
    fn reason(&self, of_it: impl Fn(&RefusedPaper) -> bool) -> Option<String> {
        let refused = self.refused.iter().find(|one| of_it(one))?;
        refused.told.clone()
    }

    fn party(&self, name: &str) -> Option<String> {
        let authority = self.desk.roll.authority(name)?;
        authority.is_party().then(|| authority.name().to_owned())
    }
}

/// Whether something can be the name of a paper: what else may stand in the room has no line of its own.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !name.is_empty() && name.chars().all(plain)
}

/// An act as its own file has it, on one line: what it does, and to what.
fn in_short(act: &Act) -> String {
    let on = match &act.target {
        Target::Document => return act.verb.to_string(),
        Target::Proposal(slug) => slug.to_string(),
        Target::Act(id) => id.to_string(),
        Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => anchor.label.to_string(),
    };
    format!("{} {}", act.verb, fold(&on).replace(": ", " "))
}
