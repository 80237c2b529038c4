//! What needs somebody now: what came in, what awaits them, what has gone wrong, what comes next.

use std::collections::{BTreeMap, BTreeSet};

use super::board::ready_in;
use super::documents::{documents, documents_at_a_glance, last_issue};
use super::find::find_party;
use super::results::{Desk, DeskItem};
use super::sentence::Teller;
use super::words::{
    is_open, joined_up, listed, mark_words, proposal_words, span_words, status_name,
};
use crate::consensus::{Outcome, Status};
use crate::meeting::{Draft, Mark, Meeting, Register};
use crate::moment::{Moment, Zone};
use crate::record::{Act, Proposal, Role, Slug, Target};
use crate::text::{Document, Place, Severity};

/// No desk lists more than this; the log has everything.
const MOST: usize = 500;

/// The desk of `who` (a delegation, a group or an officer; the room's where `None`), with what came in after `since`.
pub fn desk(meeting: &Meeting, who: Option<&str>, since: Option<Moment>) -> Desk {
    laid_out(meeting, (who, since), News::Told)
}

/// The desk without what others did: what became of one's own, and what awaits one.
pub(super) fn own_desk(meeting: &Meeting, who: &str, since: Option<Moment>) -> Desk {
    laid_out(meeting, (Some(who), since), News::Untold)
}

/// Whether it is told what others did.
#[derive(Clone, Copy, PartialEq, Eq)]
enum News {
    Told,
    Untold,
}

fn laid_out(meeting: &Meeting, (who, since): (Option<&str>, Option<Moment>), news: News) -> Desk {
    let recent = since.filter(|_| news == News::Told);
    let documents = documents(meeting);
    let seat = Seat::of(meeting, who);
    let mut items: Vec<DeskItem> = Vec::new();
    let mut deadlines: Vec<(Moment, String)> = Vec::new();
    for draft in meeting.drafts() {
        let id = draft.id.as_str();
        let (Some(text), Some(register)) = (meeting.text(id), meeting.register(id)) else {
            continue;
        };
        let sheet = Sheet {
            meeting,
            document: id,
            register: &register,
            text: &text,
            teller: Teller::new(meeting, id, &register, &text),
        };
        match &seat {
            Seat::Party(code) => {
                items.extend(sheet.findings());
                items.extend(sheet.contradictions(Some(code)));
                let fate = sheet.fate(code, since);
                items.extend(sheet.news(&[code.as_str()], recent, &fate));
                items.extend(fate);
            }
            // What is wrong with a text is for whoever holds its pen.
            Seat::Pen(_, held) if !held.is_empty() && !held.contains(&draft.id) => {}
            Seat::Pen(role, _) => {
                items.extend(sheet.faults());
                items.extend(sheet.findings());
                items.extend(sheet.contradictions(None));
                let waiting = sheet.waiting(since);
                let own: Vec<&str> = who.into_iter().collect();
                items.extend(sheet.news(&own, recent, &waiting));
                items.extend(waiting);
                items.extend(sheet.ready());
                if *role == Role::Secretariat {
                    items.extend(sheet.unissued());
                }
            }
            Seat::Room => {
                items.extend(sheet.faults());
                items.extend(sheet.findings());
                items.extend(sheet.contradictions(None));
                items.extend(sheet.arrivals(since));
            }
        }
        deadlines.extend(sheet.silences());
    }
    for item in &mut items {
        item.fresh = since.is_some_and(|since| item.time.is_some_and(|time| time >= since));
    }
    items.sort_by(|a, b| {
        (b.urgent, b.time, &a.document, a.index).cmp(&(a.urgent, a.time, &b.document, b.index))
    });
    items.truncate(MOST);
    let (more, sittings) = calendar(meeting);
    deadlines.extend(more);
    deadlines.sort();
    Desk {
        documents,
        items,
        since,
        deadlines,
        sittings,
    }
}

/// The desk's frame without its record: documents counted from their texts alone, the calendar, no items.
///
/// For a first frame that does not wait for the records.
pub fn desk_at_a_glance(meeting: &Meeting) -> Desk {
    let (deadlines, sittings) = calendar(meeting);
    Desk {
        documents: documents_at_a_glance(meeting),
        items: Vec::new(),
        since: None,
        deadlines,
        sittings,
    }
}

/// What happens when.
type Dates = Vec<(Moment, String)>;

/// Whose desk it is.
enum Seat {
    /// Nobody's in particular.
    Room,
    /// A delegation's or a group's.
    Party(String),
    /// An officer's, with the documents held; none named means all.
    Pen(Role, Vec<String>),
}

impl Seat {
    fn of(meeting: &Meeting, who: Option<&str>) -> Seat {
        let Some(who) = who else {
            return Seat::Room;
        };
        let officers = &meeting.roll.officers;
        if let Some(officer) = officers
            .iter()
            .find(|officer| officer.handle.eq_ignore_ascii_case(who))
        {
            let held = match officer.role {
                Role::Facilitator => officer.documents.clone(),
                Role::Chair | Role::Secretariat => Vec::new(),
            };
            return Seat::Pen(officer.role, held);
        }
        match find_party(meeting, who) {
            Ok(code) => Seat::Party(code),
            Err(_) => Seat::Room,
        }
    }
}

/// The deadlines still to come and the sittings of today.
fn calendar(meeting: &Meeting) -> (Dates, Dates) {
    let zone = meeting.particulars.zone.as_deref().and_then(Zone::named);
    let local = |moment: &Moment| match &zone {
        Some(zone) => moment.in_zone(zone),
        None => *moment,
    };
    let mut deadlines: Vec<(Moment, String)> = meeting
        .particulars
        .deadlines
        .iter()
        .filter(|deadline| deadline.time >= meeting.now)
        .map(|deadline| (local(&deadline.time), deadline.subject.clone()))
        .collect();
    deadlines.sort();
    let today = local(&meeting.now).day();
    let mut sittings: Vec<(Moment, String)> = meeting
        .particulars
        .programme
        .iter()
        .filter(|sitting| local(&sitting.begins).day() == today)
        .map(|sitting| (local(&sitting.begins), sitting.subject.clone()))
        .collect();
    sittings.sort();
    (deadlines, sittings)
}

/// One document on the desk.
struct Sheet<'a> {
    meeting: &'a Meeting,
    document: &'a str,
    register: &'a Register,
    text: &'a Document,
    teller: Teller<'a>,
}

impl Sheet<'_> {
    /// What is wrong in the files themselves, in the text and in its record, each with its place: urgent.
    fn faults(&self) -> Vec<DeskItem> {
        let path = self.meeting.draft(self.document).map(Draft::path);
        let in_text = self.text.findings().iter().filter_map(|finding| {
            let place = finding.place;
            let at = self
                .text
                .paragraphs()
                .iter()
                .rfind(|one| one.lines.first <= place.line);
            let path = path.as_deref()?;
            Some((finding, path, at.map(|one| one.index)))
        });
        let of_record = self.register.faults.iter();
        let of_record = of_record.map(|fault| (&fault.finding, fault.path.as_str(), None));
        in_text
            .chain(of_record)
            .filter(|(finding, ..)| finding.severity == Severity::Error)
            .map(|(finding, path, index)| {
                let Place { line, column } = finding.place;
                let message = &finding.message;
                let said = match index {
                    Some(index) => {
                        format!("{}: {message} “{}”", self.text.name(index), finding.excerpt)
                    }
                    None => message.clone(),
                };
                DeskItem {
                    time: None,
                    document: self.document.to_owned(),
                    index,
                    proposal: None,
                    sentence: format!("{said} ({path}:{line}:{column})"),
                    urgent: true,
                    fresh: false,
                }
            })
            .collect()
    }

    /// What text and record disagree about: urgent.
    fn findings(&self) -> Vec<DeskItem> {
        let mut items = Vec::new();
        let standings = self.meeting.standings(self.document);
        let standings = standings.as_deref().map(Vec::as_slice).unwrap_or_default();
        for (paragraph, standing) in self.text.paragraphs().iter().zip(standings) {
            for (_, sentence) in &standing.findings {
                items.push(DeskItem {
                    time: standing.declared.as_ref().map(|declared| declared.time),
                    document: self.document.to_owned(),
                    index: Some(paragraph.index),
                    proposal: None,
                    sentence: format!("{}: {sentence}", self.text.name(paragraph.index)),
                    urgent: true,
                    fresh: false,
                });
            }
        }
        items
    }

    /// Acts that contradict, or those of them that are a party's affair: urgent.
    fn contradictions(&self, party: Option<&str>) -> Vec<DeskItem> {
        let theirs = |act: &Act, code: &str| {
            act.by == code
                || matches!(&act.target, Target::Proposal(slug)
                if self.register.ledger.cases.get(slug).is_some_and(|case| {
                    case.sponsor == code || case.cosponsors.iter().any(|one| one == code)
                }))
        };
        let mut items = Vec::new();
        for (id, why) in &self.register.ledger.contradictions {
            let act = self.register.act(id);
            if let (Some(code), Some(act)) = (party, &act)
                && !theirs(act, code)
            {
                continue;
            }
            let proposal = act.as_ref().and_then(|act| match &act.target {
                Target::Proposal(slug) => Some(slug.clone()),
                _ => None,
            });
            items.push(DeskItem {
                time: act.as_ref().map(|act| act.time),
                document: self.document.to_owned(),
                index: None,
                proposal,
                sentence: match act {
                    Some(act) => format!("{}, but {why}", self.teller.tell(&act)),
                    None => why.clone(),
                },
                urgent: true,
                fresh: false,
            });
        }
        items
    }

    /// The paragraphs that could be gavelled now, in one line.
    fn ready(&self) -> Vec<DeskItem> {
        let ready = ready_in(self.meeting, self.document);
        let Some(first) = ready.first().copied() else {
            return Vec::new();
        };
        let names = ready.iter().map(|index| self.text.name(*index).to_owned());
        let names: Vec<String> = names.collect();
        vec![DeskItem {
            time: None,
            document: self.document.to_owned(),
            index: Some(first),
            proposal: None,
            sentence: format!("ready to be agreed: {}", listed(&names)),
            urgent: false,
            fresh: false,
        }]
    }

    /// A text that people have in other words than it stands in: what the secretariat may have to issue.
    fn unissued(&self) -> Option<DeskItem> {
        let version = self.meeting.draft(self.document)?.version.as_ref()?;
        let adopted = self
            .register
            .ledger
            .adoptions
            .iter()
            .any(|one| one.text.as_ref() == Some(version));
        let last = last_issue(self.register);
        let issued = last.as_ref().and_then(|act| act.text.as_ref());
        if adopted || issued == Some(version) {
            return None;
        }
        Some(DeskItem {
            time: None,
            document: self.document.to_owned(),
            index: None,
            proposal: None,
            sentence: match last.and_then(|act| act.number) {
                Some(number) => format!(
                    "other words than in {number}: adref issue {} sends them out",
                    self.document
                ),
                None => format!("never issued: adref issue {} sends it out", self.document),
            },
            urgent: false,
            fresh: false,
        })
    }

    /// Proposals that await an answer: the pen-holder's pile.
    fn waiting(&self, since: Option<Moment>) -> Vec<DeskItem> {
        let untreated = |status| {
            matches!(
                status,
                Status::Submitted | Status::Tabled | Status::UnderDiscussion
            )
        };
        let stands_plainly = |proposal: &Proposal, status| {
            let marked = |mark| self.is_marked(&proposal.slug, &mark);
            status == Status::InText && (marked(Mark::Unbracketed) || marked(Mark::TakenOut))
        };
        self.proposals()
            .filter(|(proposal, status, _)| untreated(*status) || stands_plainly(proposal, *status))
            .map(|(proposal, status, touched)| {
                let fresh = since.is_none_or(|since| touched.is_some_and(|time| time >= since));
                let next = match status {
                    Status::Submitted => "to be tabled",
                    Status::Tabled => "to be taken up",
                    Status::InText => "to be accepted",
                    _ => "to be decided",
                };
                let sentence = format!("{}: {next}", self.describe(proposal));
                let item = self.item(proposal, touched, &sentence);
                DeskItem {
                    urgent: item.urgent && fresh,
                    ..item
                }
            })
            .collect()
    }

    /// What became of a party's own proposals, and what its own drafts and stances need.
    fn fate(&self, code: &str, since: Option<Moment>) -> Vec<DeskItem> {
        let mut items = Vec::new();
        for (proposal, status, touched) in self.proposals() {
            let case = self.register.ledger.cases.get(&proposal.slug);
            let theirs = case.map_or(proposal.sponsor == code, |case| {
                case.sponsor == code || case.cosponsors.iter().any(|one| one == code)
            });
            let fresh = since.is_none_or(|since| touched.is_some_and(|time| time >= since));
            if !theirs || !(fresh || is_open(status) || status == Status::Draft) {
                continue;
            }
            let last = case
                .and_then(|case| case.acts.last())
                .and_then(|id| self.register.act(id));
            let sentence = match last {
                Some(act) if status != Status::Draft => {
                    let why = act.reason.as_ref().map(|reason| format!(": “{reason}”"));
                    let status = status_name(status);
                    format!(
                        "{}, {status}{}",
                        self.describe(proposal),
                        why.unwrap_or_default()
                    )
                }
                _ => format!("{}: a draft, to be submitted", self.describe(proposal)),
            };
            items.push(self.item(proposal, touched, &sentence));
        }
        for stance in self
            .register
            .ledger
            .stances()
            .filter(|stance| stance.party == code && stance.awaiting)
        {
            items.push(DeskItem {
                time: Some(stance.time),
                document: self.document.to_owned(),
                index: None,
                proposal: None,
                sentence: format!(
                    "you await instructions on {}",
                    self.teller.target(stance.target)
                ),
                urgent: false,
                fresh: false,
            });
        }
        items
    }

    /// What others did since one was last here and no other line of the desk tells; nothing where that is not known.
    fn news(&self, own: &[&str], since: Option<Moment>, told: &[DeskItem]) -> Vec<DeskItem> {
        if since.is_none() {
            return Vec::new();
        }
        let mine = |name: &str| own.iter().any(|one| one.eq_ignore_ascii_case(name));
        let told: BTreeSet<&Slug> = told
            .iter()
            .filter_map(|item| item.proposal.as_ref())
            .collect();
        let deeds = self.register.acts.deeds().enumerate();
        let others = deeds.filter(|(_, deed)| {
            let theirs = !mine(deed.by) && !deed.entered_by.is_some_and(mine);
            let new = since.is_none_or(|since| deed.time >= since);
            let untold = !matches!(deed.target, Target::Proposal(slug) if told.contains(slug));
            theirs && new && untold && !self.register.ledger.retracted.contains(deed.id)
        });
        self.arrived(others.map(|(n, deed)| (n, deed.time)).collect())
    }

    /// The latest acts, for the room.
    fn arrivals(&self, since: Option<Moment>) -> Vec<DeskItem> {
        let newest: Vec<(usize, Moment)> = self
            .register
            .acts
            .deeds()
            .map(|deed| deed.time)
            .enumerate()
            .filter(|(_, time)| since.is_none_or(|since| *time >= since))
            .collect();
        self.arrived(newest)
    }

    /// Acts as lines of the desk; the newest, where they are too many.
    fn arrived(&self, mut newest: Vec<(usize, Moment)>) -> Vec<DeskItem> {
        if newest.len() > MOST {
            newest.select_nth_unstable_by(MOST, |a, b| b.1.cmp(&a.1));
            newest.truncate(MOST);
        }
        newest
            .into_iter()
            .filter_map(|(n, _)| self.register.acts.get(n))
            .map(|act| {
                let (index, proposal) = match &act.target {
                    Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => {
                        (self.meeting.place(self.document, anchor).index(), None)
                    }
                    Target::Proposal(slug) => (None, Some(slug.clone())),
                    _ => (None, None),
                };
                DeskItem {
                    time: Some(act.time),
                    document: self.document.to_owned(),
                    index,
                    proposal,
                    sentence: self.teller.tell(&act),
                    urgent: false,
                    fresh: false,
                }
            })
            .collect()
    }

    /// The silences that are running: when each ends.
    fn silences(&self) -> Vec<(Moment, String)> {
        let mut running: BTreeMap<Moment, Vec<(Option<usize>, String)>> = BTreeMap::new();
        let now = self.meeting.now;
        let silences = self.register.ledger.silences.iter();
        for silence in silences.filter(|silence| silence.outcome(now) == Outcome::Running) {
            let index = match &silence.target {
                Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => {
                    self.meeting.place(self.document, anchor).index()
                }
                _ => None,
            };
            let name = self.teller.target(&silence.target);
            let together = running.entry(silence.closes).or_default();
            together.push((index, name));
        }
        running
            .into_iter()
            .map(|(closes, mut targets)| {
                targets.sort();
                let names: Vec<String> = targets.into_iter().map(|(_, name)| name).collect();
                let left = span_words(closes.unix() - now.unix());
                let whole = names.iter().any(|name| name == self.document);
                let on = if whole {
                    self.document.to_owned()
                } else {
                    format!("{} {}", self.document, listed(&names))
                };
                (closes, format!("silence on {on} ends in {left}"))
            })
            .collect()
    }

    /// Whether the margin of a proposal says so.
    fn is_marked(&self, slug: &Slug, mark: &Mark) -> bool {
        let marks = self.meeting.marks(self.document);
        marks.is_some_and(|all| all.get(slug).is_some_and(|marks| marks.contains(mark)))
    }

    /// Every proposal with its status and when something last happened to it. What was laid into the text and has gone out of it since is
    /// under discussion.
    fn proposals(&self) -> impl Iterator<Item = (&Proposal, Status, Option<Moment>)> {
        let marks = self.meeting.marks(self.document);
        let is_out = move |slug: &Slug| {
            let marks = marks.as_ref().and_then(|marks| marks.get(slug));
            marks.is_some_and(|marks| marks.contains(&Mark::OutOfText))
        };
        let listed = self.register.proposals.values();
        let listed = listed.filter(|proposal| !self.register.ledger.is_undone(&proposal.slug));
        listed.map(move |proposal| {
            let case = self.register.ledger.cases.get(&proposal.slug);
            let touched = case
                .and_then(|case| case.acts.last())
                .and_then(|id| self.register.act(id))
                .map(|act| act.time);
            (
                proposal,
                case.map_or(Status::Draft, |case| match case.status {
                    Status::InText if is_out(&proposal.slug) => Status::UnderDiscussion,
                    status => status,
                }),
                touched.or(proposal.received),
            )
        })
    }

    /// `XNO-3 (replace 12), collides with XUS-1`.
    fn describe(&self, proposal: &Proposal) -> String {
        let docket = self.meeting.docket(self.document);
        let index = docket
            .as_ref()
            .and_then(|docket| docket.proposals.get(&proposal.slug))
            .and_then(|placement| placement.index());
        let place = index
            .and_then(|index| self.text.paragraphs().get(index))
            .map(|paragraph| self.text.name(paragraph.index).to_owned())
            .or_else(|| proposal.anchor.as_ref().map(|anchor| anchor.label.clone()))
            .unwrap_or_else(|| self.document.to_owned());
        let number = self.teller.proposal(&proposal.slug);
        let mut sentence = proposal_words(&number, proposal.kind, Some(&place));
        let marks = self.meeting.marks(self.document);
        let marks = marks.as_ref().and_then(|marks| marks.get(&proposal.slug));
        let marks = marks.into_iter().flatten();
        let marks: Vec<String> = marks.map(|mark| mark_words(mark, self.register)).collect();
        if !marks.is_empty() {
            sentence.push_str(", ");
            sentence.push_str(&joined_up(&marks));
        }
        sentence
    }

    fn item(&self, proposal: &Proposal, time: Option<Moment>, sentence: &str) -> DeskItem {
        let docket = self.meeting.docket(self.document);
        let marks = self.meeting.marks(self.document);
        let marks = marks.as_ref().and_then(|marks| marks.get(&proposal.slug));
        DeskItem {
            time,
            document: self.document.to_owned(),
            index: docket.and_then(|docket| docket.stands(&proposal.slug)),
            proposal: Some(proposal.slug.clone()),
            sentence: sentence.to_owned(),
            urgent: marks.into_iter().flatten().any(|mark| {
                matches!(
                    mark,
                    Mark::Collides(_) | Mark::StaleRewrite | Mark::Obsolete
                )
            }),
            fresh: false,
        }
    }
}
