//! Effects done: questions answered from the meeting, commands planned and saved. Knows no terminal.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::card::{Card, Person};
use super::config::{Complete, Config, Interpret, ReadText};
use super::message::{Answer, Compared, Effect, Planned, Question, Then, Way};
use super::passage::{Deed, Passage};
use super::screen::VersionName;
use super::shelter::Shelter;
use super::written::Written;
use crate::consensus::{Authority, Refusal};
use crate::life::{self, Failed, Start};
use crate::moment::{Moment, Zone};
use crate::ops::{self, Command, NotDone, Order, Prefer, ProposalFilter, Receiver, Stamp, Traced};
use crate::record::{DelegationKind, Role};
use crate::repo::{Calling, Error};
use crate::text::Document;
use crate::workspace::{Present, Workspace};

/// Where the identity is remembered.
const HAND: &str = "adref.as";

/// The shelf of what an editor left.
const EDITOR: &str = "editor";

/// How many saved versions a list of versions holds.
const VERSIONS: usize = 300;

/// How long versions are counted for a curve before it is shown as far as it goes; the next time goes on from there.
const LONG_ENOUGH: Duration = Duration::from_secs(4);

/// Who answers and does.
#[derive(Debug)]
pub struct Worker {
    workspace: Arc<Workspace>,
    hand: Mutex<Option<String>>,
    now: Option<Moment>,
    folder: PathBuf,
    interpret: Interpret,
    complete: Complete,
    read: ReadText,
    /// The pulse that the screens know of, once something was read for them.
    seen: Mutex<Option<u64>>,
    /// One command at a time.
    writing: Mutex<()>,
    /// Who sat here, and when they were last here before.
    visits: Mutex<BTreeMap<String, Option<Moment>>>,
    shelter: Shelter,
}

impl Worker {
    /// One for a meeting.
    pub fn new(config: Config) -> Worker {
        let remembered = config.workspace.repository().setting(HAND);
        let hand = config.hand.or(remembered).filter(|hand| !hand.is_empty());
        let shelter = Shelter::new(config.workspace.repository().own_folder().join("unsaved"));
        Worker {
            shelter,
            workspace: config.workspace,
            hand: Mutex::new(hand),
            now: config.now,
            folder: config.folder,
            interpret: config.interpret,
            complete: config.complete,
            read: config.read,
            seen: Mutex::new(None),
            writing: Mutex::new(()),
            visits: Mutex::default(),
        }
    }

    /// When somebody was last here, before this visit: asked once, for it goes on while the screens are open.
    fn since(&self, who: Option<&str>, now: Moment) -> Option<Moment> {
        let who = who?;
        let mut visits = lock(&self.visits);
        let known = visits.entry(who.to_owned());
        *known.or_insert_with(|| self.workspace.last_here(who, now))
    }

    /// Who sits here.
    pub fn hand(&self) -> Option<String> {
        lock(&self.hand).clone()
    }

    /// A setting of the repository.
    pub fn setting(&self, key: &str) -> Option<String> {
        self.workspace.repository().setting(key)
    }

    /// Whether anything changed that the screens do not know of yet.
    pub fn has_changed(&self) -> bool {
        let pulse = self.workspace.pulse();
        let overtaken = self.workspace.forget_unless(pulse);
        let before = lock(&self.seen).replace(pulse);
        overtaken || before.is_some_and(|before| before != pulse)
    }

    /// The screens know what they show after an act of their own.
    fn knows(&self) {
        *lock(&self.seen) = Some(self.workspace.pulse());
    }

    /// Does what needs no terminal, and gives the answers one by one.
    pub fn perform(&self, effect: &Effect, deliver: &mut dyn FnMut(Answer)) {
        match effect {
            Effect::All(several) => {
                for one in several {
                    self.perform(one, deliver);
                }
            }
            Effect::Ask(questions) => {
                for question in questions {
                    deliver(self.answer(question));
                }
            }
            Effect::Plan(order, Then::Probe) => {
                if let Err(refusal) = self.plan(order) {
                    deliver(Answer::Impossible(refusal));
                }
            }
            Effect::Plan(order, then) => deliver(match self.plan(order) {
                Ok(planned) => Answer::Planned(Box::new(planned), *then),
                Err(refusal) => Answer::Refused(refusal),
            }),
            Effect::Commit(planned) => deliver(self.commit(planned)),
            Effect::Interpret(line) => deliver(match self.present() {
                Ok(present) => match (self.interpret)(line, &present.meeting) {
                    Ok(request) => Answer::Understood(request),
                    Err(refusal) => Answer::Refused(refusal),
                },
                Err(refusal) => Answer::Refused(refusal),
            }),
            Effect::Complete(line) => {
                if let Ok(present) = self.present() {
                    let words = (self.complete)(line, &present.meeting);
                    deliver(Answer::Completions(line.clone(), words));
                }
            }
            Effect::Become(who) => deliver(self.become_(who.as_deref())),
            Effect::Receive(prefer) => deliver(
                self.coming(*prefer)
                    .unwrap_or_else(|error| Answer::Refused(refusal_of(&error))),
            ),
            Effect::Send(prefer) => deliver(
                self.going(*prefer)
                    .unwrap_or_else(|error| Answer::Refused(refusal_of(&error))),
            ),
            Effect::Pass(passage) => deliver(
                self.pass(passage)
                    .unwrap_or_else(|error| Answer::Refused(refusal_of(&error))),
            ),
            Effect::Guard(turn, unsaved) => self.shelter.keep(*turn, unsaved.as_deref()),
            Effect::Look => {
                if let Some(unsaved) = self.shelter.abandoned() {
                    deliver(Answer::Left(Box::new(unsaved)));
                }
            }
            Effect::Keep(key, value) => {
                if let Err(error) = self.workspace.repository().set(key, value) {
                    deliver(Answer::Refused(refusal_of(&error)));
                }
            }
            Effect::Quit | Effect::Suspend | Effect::Redraw | Effect::Editor(..) => {}
        }
    }

    /// A document's bytes with their id, for an editor; with a paragraph's words where one is named.
    pub(super) fn for_editor(
        &self,
        document: &str,
        index: Option<usize>,
    ) -> Result<(Vec<u8>, crate::repo::BlobId), Refusal> {
        let present = self.present_now()?;
        let draft = ops::find_document(&present.meeting, document)?;
        let text = present
            .meeting
            .text(&draft.id)
            .ok_or_else(|| missing(document))?;
        let over = draft.version.clone().ok_or_else(|| missing(document))?;
        let bytes = match index {
            None => text.print(),
            Some(index) => text
                .paragraphs()
                .get(index)
                .and_then(|paragraph| text.source().get(paragraph.body.clone()))
                .unwrap_or_default()
                .as_bytes()
                .to_vec(),
        };
        Ok((bytes, over))
    }

    /// What the editor left of a text, or of a paragraph of it, that was not saved.
    pub(super) fn left_by_editor(&self, document: &str, index: Option<usize>) -> Option<Written> {
        let left: Option<Written> = self.workspace.kept(EDITOR, document)?;
        left.filter(|left| left.index == index)
    }

    /// Keeps what the editor left until it is saved; `None` forgets it.
    pub(super) fn keep_for_editor(&self, document: &str, left: Option<&Written>) {
        self.workspace.keep(EDITOR, document, &left);
    }

    fn moment(&self) -> Moment {
        self.now
            .unwrap_or_else(|| self.workspace.clock(Moment::now()))
    }

    /// The meeting as it was last seen; whoever looks for changes says when that is not good enough any more.
    fn present(&self) -> Result<Present, Refusal> {
        let seen = self.workspace.last_seen(self.moment());
        let present = seen.map_err(|error| refusal_of(&error))?;
        lock(&self.seen).get_or_insert(present.pulse);
        Ok(present)
    }

    /// The meeting as its files lie now, for whatever is to be written.
    fn present_now(&self) -> Result<Present, Refusal> {
        let now = self.workspace.now(self.moment());
        now.map_err(|error| refusal_of(&error))
    }

    fn answer(&self, question: &Question) -> Answer {
        self.tried(question).unwrap_or_else(Answer::Refused)
    }

    fn tried(&self, question: &Question) -> Result<Answer, Refusal> {
        let present = self.present()?;
        let meeting = &present.meeting;
        Ok(match question {
            Question::Card => Answer::Card(Arc::new(card(&present, self.now.is_some()))),
            Question::Glance => {
                // The texts are all it waits for: they are read side by side.
                std::thread::scope(|scope| {
                    for draft in meeting.drafts() {
                        scope.spawn(|| meeting.text(&draft.id));
                    }
                });
                Answer::Desk(Arc::new(ops::desk_at_a_glance(meeting)), false)
            }
            Question::Desk(who) => {
                let since = self.since(who.as_deref(), meeting.now);
                let mut desk = ops::desk(meeting, who.as_deref(), since);
                let answered =
                    ops::told_on_desk(self.workspace.repository(), meeting, who.as_deref());
                desk.items.splice(0..0, answered);
                desk.items
                    .splice(0..0, ops::unsent_on_desk(self.workspace.repository()));
                desk.items
                    .splice(0..0, ops::unmerged(self.workspace.repository()));
                Answer::Desk(Arc::new(desk), true)
            }
            Question::Progress => {
                let until = Instant::now() + LONG_ENOUGH;
                let goes_on = || Instant::now() < until;
                let found = ops::progress(
                    &self.workspace,
                    &present,
                    None,
                    (ops::Fineness::Fine, &goes_on),
                );
                Answer::Progress(Arc::new(found.map_err(|error| refusal_of(&error))?))
            }
            Question::Text(document) => {
                let id = ops::find_document(meeting, document)?.id.clone();
                let text = meeting.text(&id).ok_or_else(|| missing(document))?;
                Answer::Text(id, text)
            }
            Question::Page(document, reader) => {
                let mut page = ops::page(meeting, document, reader.as_ref())?;
                let hand = self.hand();
                for row in &mut page.rows {
                    row.proposals
                        .retain(|one| ops::is_shown_to(meeting, one, hand.as_deref()));
                }
                let text = meeting
                    .text(&page.document)
                    .ok_or_else(|| missing(document))?;
                Answer::Page(reader.clone(), text, Arc::new(page))
            }
            Question::Proposals(filter) => {
                let mut rows = ops::proposals(meeting, filter)?;
                let hand = self.hand();
                rows.retain(|one| ops::is_shown_to(meeting, one, hand.as_deref()));
                let mut noted: Vec<_> = rows.iter_mut().collect();
                ops::note_told(
                    self.workspace.repository(),
                    meeting,
                    hand.as_deref(),
                    &mut noted,
                );
                Answer::Proposals(filter.clone(), Arc::new(rows))
            }
            Question::Proposal(slug) => {
                let mut card = ops::proposal(meeting, &slug.0)?;
                let (repository, hand) = (self.workspace.repository(), self.hand());
                ops::note_told(repository, meeting, hand.as_deref(), &mut [&mut card.row]);
                Answer::Proposal(Arc::new(card))
            }
            Question::Dossier(document, index) => {
                let mut dossier = ops::dossier(meeting, document, *index)?;
                let hand = self.hand();
                let shown =
                    |one: &ops::ProposalRow| ops::is_shown_to(meeting, one, hand.as_deref());
                dossier.row.proposals.retain(shown);
                dossier.proposals.retain(|card| shown(&card.row));
                Answer::Dossier(Arc::new(dossier))
            }
            Question::Life(document, index) => {
                let life = self.life(&present, document, *index);
                Answer::Life(document.clone(), *index, life.map(Arc::new))
            }
            Question::Versions(document) => Answer::Versions(
                document.clone(),
                self.versions(&present, document)?,
                wanted_texts(&present, document),
            ),
            Question::Compare(document, old, new) => {
                let side = |version| match document {
                    Some(document) => self.text_at(&present, document, version),
                    None => (self.read)(&self.folder, &version.id).map(Arc::new),
                };
                let sides = (side(old)?, side(new)?);
                let comparison = ops::compare(&sides.0, &sides.1, (&old.label, &new.label));
                Answer::Compared(
                    document.clone(),
                    old.clone(),
                    new.clone(),
                    Arc::new(Compared {
                        comparison,
                        old: sides.0,
                        new: sides.1,
                    }),
                )
            }
            Question::Board(document) => {
                let board = ops::board(meeting, document.as_deref())?;
                Answer::Board(document.clone(), Arc::new(board), meeting.now)
            }
            Question::Matrix(document) => {
                let matrix = ops::matrix(meeting, document.as_deref())?;
                Answer::Matrix(document.clone(), Arc::new(matrix))
            }
            Question::Log(document) => {
                Answer::Log(ops::latest(meeting, document.as_deref(), 1000)?)
            }
        })
    }

    /// Every version that changed a paragraph of the text as it lies now, with the acts that brought it.
    fn life(&self, present: &Present, document: &str, index: usize) -> Result<Traced, Refusal> {
        let draft = ops::find_document(&present.meeting, document)?;
        let repository = self.workspace.repository();
        let path = draft.path();
        let unsaved = repository
            .changed_by_hand(&path, present.base.as_ref())
            .map_err(|error| refusal_of(&error))?;
        let start = Start {
            version: present.base.clone(),
            path,
            unsaved,
        };
        let life = life::trace(repository, &start, index).map_err(|failed| match failed {
            Failed::Repository(error) => refusal_of(&error),
            other => Refusal::of(other.to_string()),
        })?;
        ops::with_acts(ops::traced(life), &self.workspace, &draft.id)
            .map_err(|error| refusal_of(&error))
    }

    fn text_at(
        &self,
        present: &Present,
        document: &str,
        version: &VersionName,
    ) -> Result<Arc<Document>, Refusal> {
        let zone = zone_of(present);
        let found = match self.workspace.version(Some(document), &version.id, &zone) {
            Ok(found) => found,
            // No version is called so: it may be a proposal.
            Err(error) => {
                let meeting = &present.meeting;
                if ops::find_proposal(meeting, &version.id).is_err() {
                    return Err(refusal_of(&error));
                }
                let wanted = ops::as_wanted(meeting, &version.id)?;
                return Ok(Arc::new(wanted.text));
            }
        };
        let text = match found {
            None => present.meeting.text(document),
            Some(id) => self
                .workspace
                .at(&id, present.meeting.now)
                .map_err(|error| refusal_of(&error))?
                .text(document),
        };
        text.ok_or_else(|| Refusal {
            what: format!("there was no {document} at {}", version.label),
            because: Vec::new(),
            hint: Some("r picks other versions".to_owned()),
        })
    }

    fn versions(&self, present: &Present, document: &str) -> Result<Vec<VersionName>, Refusal> {
        let repository = self.workspace.repository();
        let zone = zone_of(present);
        let told = |version: &crate::repo::Version| {
            let time = version.time.in_zone(&zone);
            (
                version.time,
                time.format("%a %-d %b %H:%M"),
                format!("{}: {}", version.author, version.summary),
            )
        };
        let prefix = format!("adref/{document}/");
        let mut issued: Vec<(Moment, VersionName)> = repository
            .tags(&prefix)
            .into_iter()
            .filter_map(|(tag, id)| {
                let name = tag.strip_prefix(&prefix)?.to_owned();
                let version = repository.version(&id).ok()?;
                let (time, when, _) = told(&version);
                Some((
                    time,
                    VersionName {
                        label: crate::view::version(&name),
                        id: name,
                        detail: format!("issued {when} by {}", version.author),
                    },
                ))
            })
            .collect();
        // Of two that were issued at the same moment, the later number is the later one.
        let number =
            |name: &VersionName| -> Option<u32> { name.id.rsplit('.').next()?.parse().ok() };
        issued.sort_by_key(|one| std::cmp::Reverse((one.0, number(&one.1))));
        let mut out = vec![VersionName::now()];
        out.extend(issued.into_iter().map(|(_, name)| name));
        let Some(head) = &present.base else {
            return Ok(out);
        };
        let path = format!("drafts/{document}/text.md");
        let touches = repository
            .walk(head, &path)
            .map_err(|error| refusal_of(&error))?;
        out.extend(
            touches
                .into_iter()
                .filter(|touch| touch.blob.is_some())
                .take(VERSIONS)
                .map(|touch| {
                    let (_, when, detail) = told(&touch.version);
                    VersionName {
                        id: touch.version.id.0,
                        label: when,
                        detail,
                    }
                }),
        );
        Ok(out)
    }

    fn stamp(&self, present: &Present, order: &Order) -> Result<Stamp, Refusal> {
        let known = |typed: &str| somebody(present, typed);
        let hand = self.hand().map(|hand| known(&hand)).transpose()?;
        let by = order.by.as_deref().map(known).transpose()?;
        if hand.is_none() && by.is_none() {
            return Err(Refusal {
                what: "nobody is known to do this".to_owned(),
                because: Vec::new(),
                hint: Some("W says who you are".to_owned()),
            });
        }
        let entered_by = match (&hand, &by) {
            (Some(hand), Some(by)) if hand != by => Some(hand.clone()),
            _ => None,
        };
        Ok(Stamp {
            by: by.or(hand),
            entered_by,
            when: present.meeting.now,
            heard: order.heard,
            received: None,
        })
    }

    fn plan(&self, order: &Order) -> Result<Planned, Refusal> {
        let present = self.present_now()?;
        if present.meeting.sealed {
            return Err(super::seat::read_only());
        }
        let stamp = self.stamp(&present, order)?;
        let plan = order.command.plan(&present.meeting, &stamp)?;
        Ok(Planned {
            order: order.clone(),
            stamp,
            plan,
        })
    }

    /// Plans again what was confirmed, and saves it where it comes out the same.
    fn commit(&self, planned: &Planned) -> Answer {
        let _one = lock(&self.writing);
        let Planned { order, stamp, plan } = planned;
        match ops::carry_out(&self.workspace, &order.command, stamp, plan) {
            Ok((done, _)) => {
                self.knows();
                if let Command::Rewrite { document, .. } = &order.command {
                    self.keep_for_editor(document, None);
                }
                // What only the saving shows was not there to be confirmed.
                let later = done.warnings.into_iter().skip(plan.warnings.len());
                let said = std::iter::once(done.said).chain(later);
                Answer::Done {
                    said: said.collect::<Vec<_>>().join("; "),
                    same_as: done.same_as,
                    way: match order.command {
                        ops::Command::Undo { .. } | ops::Command::Retract { .. } => Way::Redo,
                        _ => Way::Undo,
                    },
                }
            }
            Err(NotDone::Changed(again)) => Answer::PlannedAnew(Box::new(Planned {
                order: order.clone(),
                stamp: stamp.clone(),
                plan: *again,
            })),
            Err(NotDone::Refused(refusal)) => Answer::Refused(refusal),
            Err(NotDone::Failed(error)) => Answer::Refused(refusal_of(&error)),
        }
    }

    /// What others sent, or what git stopped in: shown before it is received.
    fn coming(&self, prefer: Option<Prefer>) -> Result<Answer, Error> {
        let repository = self.workspace.repository();
        let stopped = ops::received(repository)?;
        if stopped.under_way.is_some() || !stopped.files.is_empty() {
            return Ok(Answer::Passing(Box::new(Passage::finish(stopped))));
        }
        let upstream = repository.upstream()?.ok_or(Error::NoUpstream)?;
        let receiver = self.receiver(prefer)?;
        let theirs = repository.fetch(&upstream, Calling::ALONE)?;
        let found = match theirs {
            Some(theirs) => ops::incoming(&self.workspace, &theirs, &upstream.name, &receiver)?,
            None => None,
        };
        Ok(match found {
            Some(found) => Answer::Passing(Box::new(Passage::receive(found, prefer))),
            None => Answer::Said(format!("nothing new at {}", upstream.name)),
        })
    }

    /// What would be sent, and what would come first.
    fn going(&self, prefer: Option<Prefer>) -> Result<Answer, Error> {
        let repository = self.workspace.repository();
        let upstream = repository.upstream()?.ok_or(Error::NoUpstream)?;
        if let Some(what) = ops::received(repository)?.under_way {
            return Err(Error::Busy(what));
        }
        let receiver = self.receiver(prefer)?;
        let sending = ops::sending(&self.workspace, &upstream, &receiver, Calling::ALONE)?;
        Ok(match sending.is_nothing() {
            true => Answer::Said(sending.said()),
            false => Answer::Passing(Box::new(Passage::send(&sending, prefer))),
        })
    }

    /// Receives or sends what was shown. What came meanwhile is brought together as well, and said.
    fn pass(&self, passage: &Passage) -> Result<Answer, Error> {
        let _one = lock(&self.writing);
        let repository = self.workspace.repository();
        let said = match &passage.deed {
            Deed::Finish(stopped) => {
                ops::receive(repository, stopped)?;
                stopped.said()
            }
            Deed::Receive(incoming, prefer) => {
                ops::take_over(&self.workspace, incoming, &self.receiver(*prefer)?)?;
                incoming.said()
            }
            Deed::Send(prefer) => {
                let upstream = repository.upstream()?.ok_or(Error::NoUpstream)?;
                let receiver = self.receiver(*prefer)?;
                let sent = ops::send(&self.workspace, &upstream, &receiver, Calling::ALONE)?;
                match sent.left {
                    true => "nothing is sent yet: a file has to be chosen first".to_owned(),
                    false => sent.said(),
                }
            }
        };
        self.knows();
        Ok(Answer::Done {
            said,
            same_as: passage.same_as.clone(),
            way: Way::None,
        })
    }

    fn receiver(&self, prefer: Option<Prefer>) -> Result<Receiver, Error> {
        let present = self.workspace.now(self.moment())?;
        let hand = lock(&self.hand).clone();
        Ok(ops::receiver(
            &self.workspace,
            &present.meeting,
            hand.as_deref(),
            prefer,
        ))
    }

    fn become_(&self, who: Option<&str>) -> Answer {
        let present = match self.present() {
            Ok(present) => present,
            Err(refusal) => return Answer::Refused(refusal),
        };
        let code = match who {
            None => None,
            Some(typed) => match somebody(&present, typed) {
                Ok(code) => Some(code),
                Err(refusal) => return Answer::Refused(refusal),
            },
        };
        let kept = self
            .workspace
            .repository()
            .set(HAND, code.as_deref().unwrap_or(""));
        lock(&self.hand).clone_from(&code);
        self.knows();
        match kept {
            Ok(()) => Answer::Became(code),
            // A repository that cannot be written still has a reader.
            Err(_) => Answer::Became(code),
        }
    }
}

/// A lock whose holder panicked holds whole values all the same.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A refusal with the error's own words.
fn refusal_of(error: &Error) -> Refusal {
    let mut because = Vec::new();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        because.push(cause.to_string());
        source = cause.source();
    }
    because.extend(error.said().map(str::to_owned));
    Refusal {
        what: error.to_string(),
        because,
        hint: error.hint(),
    }
}

fn missing(document: &str) -> Refusal {
    Refusal {
        what: format!("{document} has no text"),
        because: Vec::new(),
        hint: Some(format!("write it to drafts/{document}/text.md")),
    }
}

fn zone_of(present: &Present) -> Zone {
    present
        .meeting
        .particulars
        .zone
        .as_deref()
        .and_then(Zone::named)
        .unwrap_or_else(Zone::utc)
}

/// The text as each open proposal to a document wants it.
fn wanted_texts(present: &Present, document: &str) -> Vec<VersionName> {
    let filter = ProposalFilter {
        document: Some(document.to_owned()),
        ..ProposalFilter::default()
    };
    let rows = ops::proposals(&present.meeting, &filter).unwrap_or_default();
    let open = rows.into_iter().filter(|row| ops::is_open(row.status));
    open.map(|row| {
        let name = row.number.clone().unwrap_or_else(|| row.slug.to_string());
        let on = row.paragraph.unwrap_or_default();
        VersionName {
            label: format!("as {name} wants it"),
            detail: format!("{} {on}", ops::kind_name(row.kind)),
            id: name,
        }
    })
    .collect()
}

/// The code or handle of whoever is named; else who is near, and where everybody is listed.
fn somebody(present: &Present, typed: &str) -> Result<String, Refusal> {
    if let Some(code) = authority(present, typed) {
        return Ok(code);
    }
    ops::find_party(&present.meeting, typed).map_err(|refusal| {
        let listed = "facilitators/delegations.yaml lists who takes part";
        let near = present.meeting.roll.near(typed);
        Refusal {
            hint: Some(match near.is_empty() {
                true => listed.to_owned(),
                false => format!("did you mean {}? {listed}", near.join(" or ")),
            }),
            ..refusal
        }
    })
}

fn authority(present: &Present, typed: &str) -> Option<String> {
    let found = present.meeting.roll.find(typed)?;
    Some(match found {
        Authority::Delegation(code) | Authority::Group(code) => code,
        Authority::Officer { handle, .. } => handle,
    })
}

fn people(present: &Present) -> Vec<Person> {
    let roll = &present.meeting.roll;
    let officers = roll.officers.iter().map(|officer| Person {
        code: officer.handle.clone(),
        name: officer.name.clone(),
        kind: match officer.role {
            Role::Chair => "chair",
            Role::Facilitator => "facilitator",
            Role::Secretariat => "secretariat",
        },
        role: Some(officer.role),
        holds: officer.documents.clone(),
    });
    let groups = roll.delegations.groups.iter().map(|group| Person {
        code: group.code.clone(),
        name: group.name.clone(),
        kind: "group",
        role: None,
        holds: Vec::new(),
    });
    let delegations = roll.delegations.delegations.iter().map(|one| Person {
        code: one.code.clone(),
        name: one.name.clone(),
        kind: match one.kind {
            DelegationKind::State => "delegation",
            DelegationKind::Observer => "observer",
            DelegationKind::Organization | DelegationKind::Igo => "organization",
            DelegationKind::Ngo => "non-governmental organization",
        },
        role: None,
        holds: Vec::new(),
    });
    officers.chain(groups).chain(delegations).collect()
}

fn card(present: &Present, still: bool) -> Card {
    let meeting = &present.meeting;
    let of = &meeting.particulars;
    let zone = of.zone.as_deref().and_then(Zone::named);
    Card {
        title: of.short.clone().unwrap_or_else(|| of.title.clone()),
        documents: meeting
            .drafts()
            .iter()
            .map(|draft| draft.id.clone())
            .collect(),
        people: people(present),
        sealed: meeting.sealed,
        faults: meeting
            .faults
            .iter()
            .map(|fault| {
                let place = fault.finding.place;
                format!(
                    "{}:{}:{}: {}",
                    fault.path, place.line, place.column, fault.finding.message
                )
            })
            .collect(),
        zone: of.zone.clone(),
        today: meeting.now.in_zone(&zone.unwrap_or_else(Zone::utc)).day(),
        speaking_minutes: of.rules.speaking_minutes,
        silence_hours: of.rules.silence_hours,
        still,
    }
}

/// Whether an effect needs the terminal and cannot be done by a worker.
pub(super) fn needs_terminal(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Quit | Effect::Suspend | Effect::Redraw | Effect::Editor(..)
    )
}
