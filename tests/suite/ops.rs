//! What can be done to a meeting: every command planned, applied to files in memory, and read again.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::sync::Arc;

use adref::consensus::{Refusal, State, Status};
use adref::meeting::{Meeting, Shelf};
use adref::moment::Moment;
use adref::ops::{
    Aim, Command, Plan, ProposalFilter, Rebasing, Shown, SourceEntry, Stamp, Unheld, Wish,
    brackets, check_document, check_meeting, compare, desk, differences, documents, dossier, log,
    outline, page, proposal, proposals, queue, sources, status, unheld,
};
use adref::record::{Heard, Level, ProposalKind, Verb, Where};
use adref::repo::Snapshot;
use adref::rolling::{Bare, Reader, read_text};
use adref::text::{Address, Document};
use adref::workspace::Naming;

use crate::kit;

/// A meeting of files in memory that goes on as commands are done; old texts stay known, as a repository knows them.
pub(crate) struct Room {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    past: Vec<Snapshot>,
    clock: Moment,
    shelf: Arc<Shelf>,
}

impl Room {
    pub(crate) fn new() -> Room {
        let files = kit::meeting_files();
        let files = files
            .into_iter()
            .map(|(path, text)| (path, text.into_bytes()))
            .collect();
        Room {
            files,
            past: Vec::new(),
            clock: kit::noon(),
            shelf: Arc::default(),
        }
    }

    /// The meeting of now; what was derived before gives just what is derived anew.
    pub(crate) fn meeting(&self) -> Meeting {
        let mut all = self.files.clone();
        // Files in memory know only their own bytes: the old texts lie beside, as in a repository's history.
        for (n, snapshot) in self.past.iter().enumerate() {
            for path in snapshot.paths("drafts") {
                if path.ends_with("/text.md") {
                    let bytes = snapshot.read(&path).unwrap().to_vec();
                    all.insert(format!("past/{n}/{path}"), bytes);
                }
            }
        }
        let files = Snapshot::from_files(all);
        let anew = Meeting::read(files.clone(), self.clock);
        let meeting = Meeting::read_on(self.shelf.clone(), files, self.clock);
        for draft in anew.drafts() {
            assert_eq!(meeting.standings(&draft.id), anew.standings(&draft.id));
            assert_eq!(meeting.marks(&draft.id), anew.marks(&draft.id));
        }
        meeting
    }

    pub(crate) fn stamp(&self, who: &str) -> Stamp {
        Stamp {
            by: Some(who.to_owned()),
            entered_by: None,
            when: self.clock,
            heard: None,
            received: None,
        }
    }

    pub(crate) fn plan(&self, who: &str, command: &Command) -> Result<Plan, Refusal> {
        command.plan(&self.meeting(), &self.stamp(who))
    }

    pub(crate) fn apply(&mut self, plan: &Plan) {
        self.past.push(Snapshot::from_files(self.files.clone()));
        for change in &plan.edit.files {
            match &change.content {
                Some(bytes) => self.files.insert(change.path.clone(), bytes.clone()),
                None => self.files.remove(&change.path),
            };
        }
        self.clock = self.clock.plus_seconds(60);
    }

    pub(crate) fn act(&mut self, who: &str, command: &Command) -> Plan {
        let plan = match self.plan(who, command) {
            Ok(plan) => plan,
            Err(refusal) => panic!("{command:?} by {who}: {refusal:?}"),
        };
        self.apply(&plan);
        plan
    }

    pub(crate) fn text(&self, document: &str) -> String {
        let bytes = self.files.get(&format!("drafts/{document}/text.md"));
        String::from_utf8(bytes.unwrap().clone()).unwrap()
    }

    /// A proposal of XNO and the rest, tabled and taken up: its number.
    pub(crate) fn on_the_table(&mut self, who: &str, address: &str, wish: Wish) -> String {
        let plan = self.act(who, &propose("wp1", address, wish));
        let slug = plan.proposals.first().unwrap().to_string();
        self.act("aly", &treat(Verb::Table, &slug));
        self.act("aly", &treat(Verb::Open, &slug));
        let card = proposal(&self.meeting(), &slug).unwrap();
        card.row.number.unwrap()
    }

    pub(crate) fn state(&self, document: &str, name: &str) -> State {
        let meeting = self.meeting();
        let page = page(&meeting, document, None).unwrap();
        let row = page.rows.iter().find(|row| row.name == name).unwrap();
        row.standing.state
    }
}

pub(crate) fn wish(kind: ProposalKind, wanted: &str) -> Wish {
    Wish {
        kind,
        place: Where::After,
        wanted: wanted.to_owned(),
        term: None,
        cosponsors: Vec::new(),
        rationale: None,
        submit: true,
        in_text: false,
    }
}

pub(crate) fn propose(document: &str, address: &str, wish: Wish) -> Command {
    Command::Propose {
        aim: paragraph(document, address),
        wish,
    }
}

/// What a mail on wp1 asks for, as one command.
pub(crate) fn by_mail(meeting: &Meeting, mail: &str) -> Command {
    let version = meeting.draft("wp1").unwrap().version.clone().unwrap();
    let document = meeting.text("wp1").unwrap();
    let answered = adref::ops::Answered {
        document: &document,
        parties: meeting.parties(),
        naming: adref::ops::Naming::Shown,
        marked: false,
        only: None,
    };
    let answer = adref::ops::answer_by_mail(answered, mail);
    let name = |index| document.name(index).to_owned();
    Command::HandIn {
        document: "wp1".to_owned(),
        file: "mail.txt".to_owned(),
        amendments: adref::ops::amendments_of(&answer, &version, &document, name),
        stances: Vec::new(),
    }
}

pub(crate) fn paragraph(document: &str, address: &str) -> Aim {
    Aim::Paragraph(document.to_owned(), Address::new(address))
}

pub(crate) fn treat(verb: Verb, proposal: &str) -> Command {
    Command::Treat {
        verb,
        proposals: vec![proposal.to_owned()],
        into: None,
        wording: None,
        reason: None,
    }
}

pub(crate) fn take(verb: Verb, aim: Aim) -> Command {
    Command::Take {
        verb,
        aim,
        reason: Some("because".to_owned()),
        condition: None,
        until: None,
        awaiting: false,
        text: None,
    }
}

pub(crate) fn rule(verb: Verb, aim: Aim, reason: Option<&str>) -> Command {
    Command::Rule {
        verb,
        aims: vec![aim],
        level: (verb == Verb::Agree).then_some(Level::AdReferendum),
        reason: reason.map(str::to_owned),
        closes: None,
    }
}

/// How each party reads every paragraph of a text, by paragraph.
fn readings(meeting: &Meeting, document: &str) -> BTreeMap<String, Vec<Option<String>>> {
    let text = meeting.text(document).unwrap();
    let who = ["base", "XNO", "XUS", "XEG", "GN"];
    who.into_iter()
        .map(|who| {
            let reader = match who {
                "base" => Reader::Base,
                party => Reader::Party(party.to_owned()),
            };
            let words = text
                .paragraphs()
                .iter()
                .map(|one| read_text(&one.text, meeting.parties(), &reader, Bare::Settle));
            (who.to_owned(), words.collect())
        })
        .collect()
}

const KEPT: &str = "2. States keep records for twenty years.";

#[test]
fn a_proposal_goes_from_the_sponsor_to_the_text() {
    let mut room = Room::new();
    let number = room.on_the_table(
        "XNO",
        "2",
        wish(
            ProposalKind::Replace,
            "States keep records for thirty years.",
        ),
    );
    assert_eq!(number, "XNO-1");
    let before = readings(&room.meeting(), "wp1");
    let plan = room.act("aly", &treat(Verb::Bracket, &number));
    assert!(
        room.text("wp1")
            .contains("2. States keep records for [twenty / XNO: thirty] years."),
        "{}",
        room.text("wp1")
    );
    assert_eq!(plan.same_as, "adref bracket XNO-1");
    let after = readings(&room.meeting(), "wp1");
    for (who, words) in &before {
        if who != "XNO" {
            assert_eq!(Some(words), after.get(who), "{who} reads something else");
        }
    }
    assert_eq!(room.state("wp1", "2"), State::Contested);
    room.act("aly", &treat(Verb::Accept, &number));
    assert!(
        room.text("wp1")
            .contains("2. States keep records for thirty years.")
    );
    let card = proposal(&room.meeting(), &number).unwrap();
    assert_eq!(card.row.status, Status::Accepted);
    assert_eq!(card.acts.len(), 5);
    assert!(check_meeting(&room.meeting()).errors == 0);
}

#[test]
fn an_addition_takes_the_next_free_number_and_goes_in_and_out() {
    let mut room = Room::new();
    let untouched = room.text("wp1");
    let number = room.on_the_table(
        "XUS",
        "2",
        wish(ProposalKind::Add, "States report every year."),
    );
    room.act("aly", &treat(Verb::Bracket, &number));
    assert!(
        room.text("wp1")
            .contains("\n\n2 bis. [XUS: States report every year.]\n\n3. ["),
        "{}",
        room.text("wp1")
    );
    room.act("aly", &treat(Verb::SetAside, &number));
    assert_eq!(room.text("wp1"), untouched);
    room.act("XUS", &treat(Verb::Reintroduce, &number));
    room.act("aly", &treat(Verb::Open, &number));
    room.act("aly", &treat(Verb::Accept, &number));
    assert!(
        room.text("wp1")
            .contains("\n\n2 bis. States report every year.\n\n3. [")
    );
}

#[test]
fn a_deletion_stands_against_nothing_and_then_the_paragraph_goes() {
    let mut room = Room::new();
    let number = room.on_the_table("XEG", "2", wish(ProposalKind::Delete, ""));
    room.act("aly", &treat(Verb::Bracket, &number));
    assert!(
        room.text("wp1")
            .contains("2. [States keep records for twenty years. / XEG: –]")
    );
    room.act("aly", &treat(Verb::Accept, &number));
    assert!(!room.text("wp1").contains("twenty"));
    assert!(room.text("wp1").contains("time of manufacture.\n\n3. ["));
}

#[test]
fn two_wishes_for_the_same_words_stand_side_by_side_and_one_wins_with_a_warning() {
    let mut room = Room::new();
    let five = wish(ProposalKind::Replace, "States keep records for five years.");
    let ten = wish(ProposalKind::Replace, "States keep records for ten years.");
    let one = room.on_the_table("XNO", "2", five);
    let two = room.on_the_table("XUS", "2", ten);
    let list = proposals(&room.meeting(), &ProposalFilter::default()).unwrap();
    assert!(
        list.iter()
            .any(|row| row.marks == [format!("collides with {two}")]),
        "{list:?}"
    );
    let both = Command::Treat {
        verb: Verb::Bracket,
        proposals: vec![one, two.clone()],
        into: None,
        wording: None,
        reason: None,
    };
    room.act("aly", &both);
    assert!(
        room.text("wp1")
            .contains("for [twenty / XNO: five / XUS: ten] years."),
        "{}",
        room.text("wp1")
    );
    let plan = room.act("aly", &treat(Verb::Accept, &two));
    assert!(room.text("wp1").contains("for ten years."));
    assert!(
        plan.warnings.iter().any(|warning| warning.contains("XNO")),
        "{:?}",
        plan.warnings
    );
    // The record has the other in the text still, and its words are not there: that is said until somebody answers it.
    let marked = |room: &Room| {
        let list = proposals(&room.meeting(), &ProposalFilter::default()).unwrap();
        let one = list.iter().find(|row| row.sponsor == "XNO").unwrap();
        one.marks.clone()
    };
    let marks = marked(&room);
    assert!(
        marks.contains(&"its words are out of the text".to_owned()),
        "{marks:?}"
    );
    let found = check_document(&room.meeting(), "wp1");
    let found = found.iter().find(|row| row.finding.code == "out-of-text");
    assert!(found.unwrap().finding.message.contains("of XNO"));
    room.act("aly", &treat(Verb::SetAside, "XNO-1"));
    assert!(marked(&room).is_empty());
    assert!(room.text("wp1").contains("for ten years."));
}

#[test]
fn a_wish_is_carried_over_when_other_words_have_changed_meanwhile() {
    let mut room = Room::new();
    let number = room.on_the_table(
        "XNO",
        "2",
        wish(
            ProposalKind::Replace,
            "States keep records for thirty years.",
        ),
    );
    room.act(
        "aly",
        &Command::Edit {
            document: "wp1".to_owned(),
            paragraph: Address::new("2"),
            words: "All States keep records for twenty years.".to_owned(),
            on: None,
            reason: None,
        },
    );
    let marks = proposal(&room.meeting(), &number).unwrap().row.marks;
    assert_eq!(marks, ["stale: still fits"]);
    room.act("aly", &treat(Verb::Bracket, &number));
    assert!(
        room.text("wp1")
            .contains("2. All States keep records for [twenty / XNO: thirty] years."),
        "{}",
        room.text("wp1")
    );
}

#[test]
fn a_term_is_changed_wherever_it_stands() {
    let mut room = Room::new();
    let mut lamp = wish(ProposalKind::Throughout, "archives");
    lamp.term = Some("records".to_owned());
    let number = room.on_the_table("XNO", "2", lamp);
    room.act("aly", &treat(Verb::Bracket, &number));
    let text = room.text("wp1");
    assert!(
        text.contains("keep [records / XNO: archives] for"),
        "{text}"
    );
    assert!(text.contains("[XUS: States share those records"), "{text}");
    let mine = readings(&room.meeting(), "wp1");
    let mine = mine.get("XNO").unwrap();
    assert!(
        mine.iter()
            .flatten()
            .any(|words| words.contains("archives"))
    );
}

#[test]
fn brackets_are_put_and_lifted_on_wish() {
    let mut room = Room::new();
    let number = room.on_the_table("XUS", "2", wish(ProposalKind::Bracket, "twenty"));
    room.act("aly", &treat(Verb::Accept, &number));
    assert!(
        room.text("wp1")
            .contains("for [twenty / XUS: [twenty]] years.")
    );
    let number = room.on_the_table("XNO", "2", wish(ProposalKind::Lift, "twenty"));
    room.act("aly", &treat(Verb::Accept, &number));
    assert!(room.text("wp1").contains(KEPT));
}

#[test]
fn a_paragraph_moves_as_a_deletion_here_and_an_addition_there() {
    let mut room = Room::new();
    let number = room.on_the_table("XNO", "2", wish(ProposalKind::Move, "3"));
    room.act("aly", &treat(Verb::Bracket, &number));
    let text = room.text("wp1");
    assert!(
        text.contains("2. [States keep records for twenty years. / XNO: –]"),
        "{text}"
    );
    assert!(
        text.contains("3 bis. [XNO: States keep records for twenty years.]"),
        "{text}"
    );
    let mut room = Room::new();
    let number = room.on_the_table("XNO", "2", wish(ProposalKind::Move, "3"));
    room.act("aly", &treat(Verb::Accept, &number));
    let text = room.text("wp1");
    assert!(
        text.ends_with("3 bis. States keep records for twenty years.\n"),
        "{text}"
    );
    assert_eq!(text.matches("twenty").count(), 1);
}

#[test]
fn a_gavel_holds_the_words_and_an_objection_stops_it_unless_it_goes_over_with_a_reason() {
    let mut room = Room::new();
    room.act("XUS", &take(Verb::Oppose, paragraph("wp1", "2")));
    assert_eq!(room.state("wp1", "2"), State::Contested);
    let gavel = rule(Verb::Agree, paragraph("wp1", "2"), None);
    let refusal = room.plan("chair", &gavel).unwrap_err();
    assert!(
        refusal.because.iter().any(|why| why.contains("XUS")),
        "{refusal:?}"
    );
    let over = rule(Verb::Agree, paragraph("wp1", "2"), Some("it was heard"));
    let plan = room.act("chair", &over);
    assert!(plan.warnings.iter().any(|one| one.contains("XUS")));
    assert!(plan.words.iter().any(|(_, words)| words.contains("twenty")));
    assert_eq!(room.state("wp1", "2"), State::AgreedAdReferendum);
    room.act("chair", &Command::Undo { reason: None });
    assert_eq!(room.state("wp1", "2"), State::Contested);
}

#[test]
fn bracketed_text_is_not_gavelled_and_the_refusal_names_who_holds_it() {
    let room = Room::new();
    let gavel = rule(Verb::Agree, paragraph("wp1", "1"), None);
    let refusal = room.plan("chair", &gavel).unwrap_err();
    assert!(
        refusal.because.iter().any(|why| why.contains("GN")),
        "{refusal:?}"
    );
    assert!(refusal.hint.is_some());
}

#[test]
fn undo_puts_the_words_back_and_says_so_where_it_cannot() {
    let mut room = Room::new();
    let number = room.on_the_table(
        "XNO",
        "2",
        wish(
            ProposalKind::Replace,
            "States keep records for thirty years.",
        ),
    );
    let before = room.text("wp1");
    room.act("aly", &treat(Verb::Bracket, &number));
    assert_ne!(room.text("wp1"), before);
    room.act("aly", &Command::Undo { reason: None });
    assert_eq!(room.text("wp1"), before);
    let card = proposal(&room.meeting(), &number).unwrap();
    assert_eq!(card.row.status, Status::UnderDiscussion);

    room.act("aly", &treat(Verb::Bracket, &number));
    room.act(
        "chair",
        &Command::Edit {
            document: "wp1".to_owned(),
            paragraph: Address::new("3"),
            words: "States share.".to_owned(),
            on: None,
            reason: None,
        },
    );
    room.act("aly", &Command::Undo { reason: None });
    let text = room.text("wp1");
    assert!(
        text.contains(KEPT) && text.contains("3. States share."),
        "{text}"
    );

    room.act("aly", &treat(Verb::Bracket, &number));
    room.act(
        "chair",
        &Command::Edit {
            document: "wp1".to_owned(),
            paragraph: Address::new("2"),
            words: "States keep no records.".to_owned(),
            on: None,
            reason: None,
        },
    );
    let text = room.text("wp1");
    let plan = room.act("aly", &Command::Undo { reason: None });
    assert_eq!(room.text("wp1"), text);
    assert!(plan.warnings.iter().any(|one| one.contains("by hand")));
}

#[test]
fn whoever_serves_the_meeting_brings_a_new_document_in_and_it_can_be_proposed_on_at_once() {
    let mut room = Room::new();
    let begin = |document: &str| Command::Begin {
        document: document.to_owned(),
        text: b"1. A bell is heard in fog.\n".to_vec(),
        reason: None,
    };
    let plan = room.act("goh", &begin("wp9"));
    assert!(
        plan.warnings
            .iter()
            .any(|one| one.contains("no facilitator holds wp9")),
        "{plan:?}"
    );
    let meeting = room.meeting();
    let ids: Vec<&str> = meeting.drafts().iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["wp1", "outcome", "wp9"]);
    room.act(
        "XNO",
        &propose("wp9", "1", wish(ProposalKind::Replace, "Two bells.")),
    );
    for (who, document, what) in [
        ("XNO", "wp8", "XNO may not bring a document in"),
        ("goh", "../wp8", "is no name for a document"),
        ("goh", "WP1", "there is a document wp1 already"),
    ] {
        let refusal = room.plan(who, &begin(document)).unwrap_err();
        assert!(refusal.what.contains(what), "{refusal:?}");
    }
}

fn beside(place: Where, address: &str, words: &str) -> Command {
    Command::Insert {
        document: "wp1".to_owned(),
        paragraph: Address::new(address),
        place,
        words: words.to_owned(),
        reason: None,
    }
}

#[test]
fn whoever_holds_the_pen_takes_a_paragraph_out_and_puts_one_in_and_undo_brings_it_back() {
    let mut room = Room::new();
    let strike = |address: &str| Command::Strike {
        document: "wp1".to_owned(),
        paragraph: Address::new(address),
        reason: None,
    };
    let before = room.text("wp1");
    room.act("aly", &beside(Where::After, "1", "Marks are *legible*."));
    let text = room.text("wp1");
    assert!(
        text.contains("\n\n1 bis. Marks are *legible*.\n\n2. "),
        "{text}"
    );
    room.act("aly", &strike("1bis"));
    assert_eq!(room.text("wp1"), before);
    room.act("aly", &beside(Where::Before, "2", "1 ter. Marks last."));
    assert!(room.text("wp1").contains("\n\n1 ter. Marks last.\n\n2. "));
    room.act("aly", &Command::Undo { reason: None });
    assert_eq!(room.text("wp1"), before);

    // What loses its ground is told: an agreement, and proposals that wait.
    room.act(
        "XNO",
        &propose(
            "wp1",
            "2",
            wish(ProposalKind::Replace, "States keep records."),
        ),
    );
    let plan = room.plan("aly", &strike("2")).unwrap();
    assert!(
        plan.warnings
            .iter()
            .any(|one| one.contains("have no answer yet")),
        "{plan:?}"
    );
    let mut agreed = Room::new();
    agreed.act("chair", &rule(Verb::Discuss, paragraph("wp1", "2"), None));
    agreed.act("chair", &rule(Verb::Agree, paragraph("wp1", "2"), None));
    let plan = agreed.plan("aly", &strike("2")).unwrap();
    assert!(
        plan.warnings.iter().any(|one| one.contains("2 is agreed")),
        "{plan:?}"
    );

    for (who, command, what) in [
        ("XNO", strike("2"), "XNO may not edit in wp1"),
        ("aly", strike("9"), "9"),
        (
            "aly",
            beside(Where::After, "2", "  "),
            "a paragraph without words",
        ),
        (
            "aly",
            beside(Where::After, "2", "# A heading"),
            "is no paragraph",
        ),
    ] {
        let refusal = room.plan(who, &command).unwrap_err();
        assert!(refusal.what.contains(what), "{refusal:?}");
    }
}

#[test]
fn what_is_said_on_the_floor_stands_in_the_text_at_once_and_one_undo_takes_it_all_back() {
    let mut room = Room::new();
    let before = room.text("wp1");
    let floor = |wish: Wish| {
        propose(
            "wp1",
            "2",
            Wish {
                in_text: true,
                ..wish
            },
        )
    };
    let said = floor(wish(
        ProposalKind::Replace,
        "States keep records for thirty years.",
    ));
    let by_the_secretary = Stamp {
        by: Some("XNO".to_owned()),
        entered_by: Some("goh".to_owned()),
        when: room.clock,
        heard: Some(Heard::Plenary),
        received: None,
    };
    let plan = said.plan(&room.meeting(), &by_the_secretary).unwrap();
    assert_eq!(plan.said, "XNO on wp1 2: XNO-1, in the text in brackets");
    assert!(plan.same_as.contains("--in-text"), "{}", plan.same_as);
    room.apply(&plan);
    assert!(
        room.text("wp1")
            .contains("2. States keep records for [twenty / XNO: thirty] years.")
    );
    let card = proposal(&room.meeting(), "XNO-1").unwrap();
    assert_eq!(card.row.status, Status::InText);
    // The secretariat's hand has no pen: the words were let in by the one facilitator of the paper.
    let lets_in = card.acts.last().unwrap();
    assert!(
        lets_in.sentence.contains("Hossam Aly"),
        "{}",
        lets_in.sentence
    );
    let undo = Command::Undo { reason: None };
    let back = Stamp {
        by: Some("goh".to_owned()),
        when: room.clock,
        ..by_the_secretary
    };
    let plan = undo.plan(&room.meeting(), &back).unwrap();
    assert_eq!(plan.acts.len(), 4);
    room.apply(&plan);
    assert_eq!(room.text("wp1"), before);
    let card = proposal(&room.meeting(), &plan_slug(&room)).unwrap();
    assert_eq!(card.row.status, Status::Draft);
    let nothing = undo.plan(&room.meeting(), &back).unwrap_err();
    assert!(nothing.what.contains("nothing to undo"));
}

/// The one proposal of the paper.
fn plan_slug(room: &Room) -> String {
    let path = room
        .files
        .keys()
        .find(|path| path.contains("/proposals/"))
        .unwrap();
    path.rsplit('/')
        .next()
        .unwrap()
        .trim_end_matches(".md")
        .to_owned()
}

#[test]
fn whoever_does_not_hold_the_pen_lets_no_words_into_the_text() {
    let room = Room::new();
    let wish = Wish {
        in_text: true,
        ..wish(ProposalKind::Bracket, "records")
    };
    let refusal = room.plan("XNO", &propose("wp1", "2", wish)).unwrap_err();
    assert!(
        refusal.because[0].contains("does not hold the pen"),
        "{refusal:?}"
    );
    assert!(refusal.hint.unwrap().contains("--in-text"));
}

#[test]
fn nobody_undoes_what_another_hand_entered() {
    let mut room = Room::new();
    room.act("XUS", &take(Verb::Oppose, paragraph("wp1", "2")));
    let refusal = room
        .plan("XNO", &Command::Undo { reason: None })
        .unwrap_err();
    assert!(refusal.what.contains("nothing to undo"));
}

fn settle(verb: Verb, address: &str, whose: &[&str], words: Option<&str>) -> Command {
    Command::Settle {
        verb,
        aim: paragraph("wp1", address),
        whose: whose.iter().map(|one| (*one).to_owned()).collect(),
        words: words.map(ToOwned::to_owned),
        reason: None,
    }
}

#[test]
fn a_bracket_is_decided_in_one_version_and_whoever_loses_words_is_named_with_what_they_said() {
    let mut room = Room::new();
    let before = room.text("wp1");
    let several = room
        .plan("aly", &settle(Verb::Lift, "1", &[], None))
        .unwrap_err();
    assert!(several.because[0].contains("2 choices"), "{several:?}");
    assert!(several.hint.unwrap().contains("adref choose"));
    let plan = room.act("aly", &settle(Verb::Choose, "1", &["base"], None));
    assert!(
        room.text("wp1")
            .contains("1. States shall mark every lantern")
    );
    assert_eq!(
        plan.warnings,
        ["GN held “should”, and has not said that it agrees"]
    );
    assert_eq!(
        plan.said,
        "Hossam Aly settles [shall / GN: should] in wp1 1 for base"
    );
    assert_eq!(plan.same_as, "adref choose base wp1 1");
    room.act("aly", &Command::Undo { reason: None });
    assert_eq!(room.text("wp1"), before);
    room.act("GN", &take(Verb::CanAccept, paragraph("wp1", "1")));
    let plan = room
        .plan("aly", &settle(Verb::Drop, "1", &["GN"], None))
        .unwrap();
    assert_eq!(
        plan.warnings,
        ["GN held “should”, and can accept it as it stands"]
    );
}

#[test]
fn what_became_of_a_proposals_words_in_the_text_is_said_alike_everywhere_and_what_is_hinted_at_can_be_done()
 {
    let mut room = Room::new();
    let wanted = "States keep records for thirty years.";
    let number = room.on_the_table("XNO", "2", wish(ProposalKind::Replace, wanted));
    let untouched = room.text("wp1");
    room.act("aly", &treat(Verb::Bracket, &number));
    let bracketed = room.text("wp1");
    let row = |room: &Room| {
        let meeting = room.meeting();
        let list = proposals(&meeting, &ProposalFilter::default()).unwrap();
        let row = list.iter().find(|row| row.sponsor == "XNO").unwrap();
        // The card, the paragraph's own page and the check say the same.
        let card = proposal(&meeting, &number).unwrap().row;
        let dossier = dossier(&meeting, "wp1", row.index.unwrap()).unwrap();
        let there = dossier
            .proposals
            .iter()
            .find(|one| one.row.slug == row.slug);
        for one in [&card, &there.unwrap().row] {
            assert_eq!((one.status, &one.marks), (row.status, &row.marks));
        }
        let found = check_document(&meeting, "wp1");
        let found = found
            .iter()
            .find(|one| one.path.contains(row.slug.as_str()));
        let code = found.map(|one| one.finding.code);
        (row.status, row.marks.join(", "), code)
    };
    let none = String::new();
    assert_eq!(row(&room), (Status::InText, none.clone(), None));
    let again = room
        .plan("aly", &treat(Verb::Bracket, &number))
        .unwrap_err();
    assert!(again.because[0].contains("in brackets"), "{again:?}");
    // Its sponsor lifts it: it is under discussion, as it was before it was laid in.
    let plan = room.act("XNO", &settle(Verb::Lift, "2", &[], None));
    assert_eq!(room.text("wp1"), untouched);
    let hint = format!(
        "the words of {number} are out of the text: adref bracket {number} puts them back, adref set-aside {number} says that they stay out"
    );
    assert_eq!(plan.warnings, [hint]);
    let (status, marks, code) = row(&room);
    assert_eq!(
        (status, code),
        (Status::UnderDiscussion, Some("out-of-text"))
    );
    assert!(marks.contains("its words are out of the text"), "{marks}");
    room.plan("aly", &treat(Verb::SetAside, &number)).unwrap();
    // It can be put back, and is what it was.
    let plan = room.act("aly", &treat(Verb::Bracket, &number));
    assert_eq!(plan.warnings, Vec::<String>::new());
    assert_eq!(room.text("wp1"), bracketed);
    assert_eq!(row(&room), (Status::InText, none, None));
    // The brackets go and its words stay: it is in the text, and is accepted when somebody says so.
    let plan = room.act("aly", &settle(Verb::Choose, "2", &["XNO"], None));
    assert!(room.text("wp1").contains(wanted));
    let hint = format!(
        "the words of {number} stand without brackets: adref accept {number} says that it is taken in"
    );
    assert_eq!(plan.warnings, [hint]);
    let stands = "its words stand without brackets".to_owned();
    assert_eq!(row(&room), (Status::InText, stands, Some("unbracketed")));
    let again = room
        .plan("aly", &treat(Verb::Bracket, &number))
        .unwrap_err();
    assert!(again.because[0].contains("without brackets"), "{again:?}");
    let text = room.text("wp1");
    room.act("aly", &treat(Verb::Accept, &number));
    assert_eq!(room.text("wp1"), text);
    assert_eq!(row(&room), (Status::Accepted, String::new(), None));
}

#[test]
fn an_addition_whose_brackets_were_lifted_stands_in_the_text_and_one_that_was_taken_out_does_not() {
    let mut room = Room::new();
    let add = wish(ProposalKind::Add, "States report every year.");
    let number = room.on_the_table("XNO", "2", add);
    room.act("aly", &treat(Verb::Bracket, &number));
    let marks = |room: &Room| proposal(&room.meeting(), &number).unwrap().row.marks;
    assert_eq!(marks(&room), Vec::<String>::new());
    let whole = room.text("wp1");
    room.act("aly", &settle(Verb::Choose, "2 bis", &["XNO"], None));
    assert_eq!(marks(&room), ["its words stand without brackets"]);
    room.act("aly", &treat(Verb::Accept, &number));
    assert!(
        room.text("wp1")
            .contains("2 bis. States report every year.\n"),
        "{whole}"
    );
}

#[test]
fn a_delegation_lifts_its_own_words_and_nobody_elses() {
    let mut room = Room::new();
    let stranger = room
        .plan("XUS", &settle(Verb::Lift, "1", &[], None))
        .unwrap_err();
    assert!(
        stranger.because[0].contains("XUS has no alternative"),
        "{stranger:?}"
    );
    let plan = room.act("GN", &settle(Verb::Lift, "1", &[], None));
    assert_eq!(plan.warnings, Vec::<String>::new());
    assert!(
        room.text("wp1")
            .contains("1. States shall mark every lantern")
    );
    let denied = room
        .plan("XUS", &settle(Verb::Choose, "3", &["XUS"], None))
        .unwrap_err();
    assert!(
        denied.because[0].contains("does not hold the pen"),
        "{denied:?}"
    );
}

#[test]
fn a_bracket_all_of_whose_owners_have_given_way_is_named_and_nothing_is_done() {
    let mut room = Room::new();
    let found = |room: &Room| -> Vec<(String, String, String)> {
        let all = unheld(&room.meeting(), "wp1");
        let row = |one: &Unheld| {
            (
                one.before.clone(),
                one.after.clone(),
                one.owners[0].1.split(" 2008").next().unwrap().to_owned(),
            )
        };
        all.iter().map(row).collect()
    };
    let gone = |how: &str| {
        (
            "[shall / GN: should]".to_owned(),
            "shall".to_owned(),
            how.to_owned(),
        )
    };
    assert_eq!(found(&room), []);
    // On the paragraph it is said of all its words; on the bracket, of what others want there.
    room.act("GN", &take(Verb::CanAccept, paragraph("wp1", "1")));
    assert_eq!(found(&room), []);
    let bracket = |address: &str| Aim::Bracket("wp1".to_owned(), Address::new(address), 1);
    room.act("GN", &take(Verb::CanAccept, bracket("1")));
    assert_eq!(found(&room), [gone("can accept it")]);
    assert_eq!(
        unheld(&room.meeting(), "wp1")[0].command,
        "adref drop wp1 1 --of GN"
    );
    room.act("GN", &take(Verb::Reserve, bracket("1")));
    assert_eq!(found(&room), []);
    // What adds words is its owner's alone: that it can accept them says nothing.
    room.act("XUS", &take(Verb::CanAccept, bracket("3")));
    assert_eq!(found(&room), []);
    // Lifted, but the words came back with a text written elsewhere.
    let before = room.text("wp1");
    room.act("GN", &Command::Undo { reason: None });
    room.act("GN", &settle(Verb::Lift, "1", &[], None));
    assert_eq!(found(&room), []);
    room.past.push(Snapshot::from_files(room.files.clone()));
    room.files
        .insert("drafts/wp1/text.md".to_owned(), before.into_bytes());
    assert_eq!(found(&room), [gone("lifted")]);
    room.act("GN", &take(Verb::Oppose, paragraph("wp1", "1")));
    assert_eq!(found(&room), []);
}

#[test]
fn a_bracket_whose_owners_withdrew_what_they_had_proposed_is_held_by_nobody() {
    let mut room = Room::new();
    let number = room.on_the_table(
        "XUS",
        "2",
        wish(ProposalKind::Replace, "States keep records for ten years."),
    );
    room.act("aly", &treat(Verb::Bracket, &number));
    let with = room.text("wp1");
    assert!(with.contains("[twenty / XUS: ten]"), "{with}");
    assert_eq!(unheld(&room.meeting(), "wp1"), []);
    room.act("XUS", &treat(Verb::Withdraw, &number));
    room.past.push(Snapshot::from_files(room.files.clone()));
    room.files
        .insert("drafts/wp1/text.md".to_owned(), with.into_bytes());
    let all = unheld(&room.meeting(), "wp1");
    assert_eq!(
        all[0].owners,
        [("XUS".to_owned(), format!("{number} withdrawn"))]
    );
    assert_eq!((all.len(), all[0].after.as_str()), (1, "twenty"));
}

#[test]
fn a_paragraph_of_several_brackets_asks_which_and_one_without_says_so() {
    let mut room = Room::new();
    room.on_the_table("XNO", "2", wish(ProposalKind::Bracket, "records"));
    let refusal = room
        .plan("aly", &settle(Verb::Lift, "2", &[], None))
        .unwrap_err();
    assert!(
        refusal.what.contains("no bracket stands in 2"),
        "{refusal:?}"
    );
    for words in ["States", "twenty"] {
        let floor = Wish {
            in_text: true,
            ..wish(ProposalKind::Bracket, words)
        };
        let command = propose("wp1", "2", floor);
        let stamp = Stamp {
            entered_by: Some("aly".to_owned()),
            ..room.stamp("XUS")
        };
        let plan = command.plan(&room.meeting(), &stamp).unwrap();
        room.apply(&plan);
    }
    let refusal = room
        .plan("aly", &settle(Verb::Lift, "2", &[], None))
        .unwrap_err();
    assert_eq!(refusal.what, "which bracket of 2?");
    assert!(refusal.because.len() >= 2, "{refusal:?}");
    assert!(refusal.hint.unwrap().contains("--bracket"));
}

#[test]
fn all_that_waits_is_laid_into_the_text_and_everybody_reads_what_it_asked_for() {
    let mut room = Room::new();
    let replace = |wanted| wish(ProposalKind::Replace, wanted);
    let longer = room.on_the_table("XUS", "2", replace("States keep records for thirty years."));
    // Tabled, and not taken up yet.
    let plan = room.act(
        "XNO",
        &propose("wp1", "2", replace("States keep lists for twenty years.")),
    );
    room.act("aly", &treat(Verb::Table, plan.proposals[0].as_str()));
    room.on_the_table("XEG", "2", wish(ProposalKind::Comment, "Whose records?"));
    let all = |chosen: &[&str]| Command::Compile {
        document: "wp1".to_owned(),
        chosen: chosen.iter().map(|one| (*one).to_owned()).collect(),
    };
    assert!(room.plan("XNO", &all(&[])).is_err());
    let one = room.plan("aly", &all(&[&longer])).unwrap();
    assert_eq!(one.same_as, format!("adref compile wp1 {longer} --save"));
    let before = readings(&room.meeting(), "wp1");
    let plan = room.act("aly", &all(&[]));
    assert!(plan.said.contains(&longer), "{}", plan.said);
    assert!(
        room.text("wp1")
            .contains("2. States keep [records / XNO: lists] for [twenty / XUS: thirty] years."),
        "{}",
        room.text("wp1")
    );
    let after = readings(&room.meeting(), "wp1");
    assert_eq!(after["base"], before["base"]);
    assert_eq!(after["XEG"], before["XEG"]);
    let meeting = room.meeting();
    let filter = ProposalFilter::default();
    let rows = proposals(&meeting, &filter);
    let in_text = rows
        .iter()
        .flatten()
        .filter(|row| row.status == Status::InText);
    assert_eq!(in_text.count(), 2);
    let refusal = room.plan("aly", &all(&[])).unwrap_err();
    assert!(
        refusal.what.contains("no proposal on wp1 waits"),
        "{refusal:?}"
    );
}

#[test]
fn who_spoke_how_long_is_in_the_record_and_counted() {
    let mut room = Room::new();
    let clock = |verb, seconds, whom: Option<&str>| Command::Clock {
        verb,
        aim: paragraph("wp1", "1"),
        seconds,
        whom: whom.map(ToOwned::to_owned),
    };
    assert!(
        room.plan("aly", &clock(Verb::Speak, 60, None)).is_err(),
        "an officer is no speaker"
    );
    assert!(
        room.plan("XNO", &clock(Verb::Extend, 60, Some("XNO")))
            .is_err(),
        "nobody gives time to itself"
    );
    assert!(room.plan("XNO", &clock(Verb::Speak, 0, None)).is_err());
    let plan = room.act("XNO", &clock(Verb::Speak, 221, None));
    assert_eq!(plan.said, "XNO speaks to wp1 1 for 3:41");
    assert_eq!(plan.same_as, "adref speak wp1 1 --for 3:41");
    room.act("GN", &clock(Verb::Speak, 60, None));
    room.act("XNO", &clock(Verb::Speak, 19, None));
    let plan = room.act("goh", &clock(Verb::Extend, 120, Some("XNO")));
    assert_eq!(plan.same_as, "adref extend wp1 1 --to XNO --for 2:00");
    let told = log(&room.meeting(), Some("wp1")).unwrap();
    assert_eq!(told[0].sentence, "The Secretary gives XNO 2:00 more on 1");
    let spoken = |room: &Room| -> Vec<(String, usize, u32, u32)> {
        let rows = status(&room.meeting()).spoken.into_iter();
        rows.map(|row| (row.party, row.times, row.seconds, row.extended))
            .collect()
    };
    assert_eq!(
        spoken(&room),
        [("XNO".to_owned(), 2, 240, 120), ("GN".to_owned(), 1, 60, 0)]
    );
    room.act("GN", &Command::Undo { reason: None });
    assert_eq!(spoken(&room), [("XNO".to_owned(), 2, 240, 120)]);
}

#[test]
fn an_issue_names_the_bytes_and_asks_for_a_tag() {
    let mut room = Room::new();
    let issue = Command::Issue {
        document: "wp1".to_owned(),
        revision: "1".to_owned(),
        symbol: None,
        brackets: Shown::Kept,
        names: Shown::Kept,
        reason: None,
    };
    let plan = room.act("goh", &issue);
    assert!(matches!(
        plan.edit.names.as_slice(),
        [Naming::Put { name, .. }] if name == "adref/wp1/rev.1"
    ));
    let rows = documents(&room.meeting());
    let row = rows.iter().find(|row| row.id == "wp1").unwrap();
    assert_eq!(row.revision.as_deref(), Some("A/SM/2008/WP.1/Rev.1"));
    let refusal = room.plan("goh", &issue).unwrap_err();
    assert!(refusal.what.contains("already"));
}

/// An outcome with numbers to be put in order, and what its prose says of them.
pub(crate) const UNEVEN: &str = "---\nsymbol: A/SM/2008/WP.5\ntitle: Outcome\nkind: outcome\nlanguage: en\n---\n\n\
    ## I. Marking\n\n\
    1. States undertake to mark [every / GN: each] lantern.\n\n\
    1 bis. [XUS: States share their records of lanterns with each other.]\n\n\
    3. A State that cannot do as paragraph 1 bis above asks says why.\n\n\
    4. The questions of paragraphs 3 and 4 are open. Those of paragraph 3 of the Instrument are not.\n";

pub(crate) fn issue(revision: &str, names: Shown, reason: Option<&str>) -> Command {
    Command::Issue {
        document: "outcome".to_owned(),
        revision: revision.to_owned(),
        symbol: None,
        brackets: Shown::Kept,
        names,
        reason: reason.map(str::to_owned),
    }
}

#[test]
fn a_revision_renumbers_and_everything_that_was_filed_finds_its_paragraph() {
    let mut room = Room::new();
    room.files.insert(
        "drafts/outcome/text.md".to_owned(),
        UNEVEN.as_bytes().to_vec(),
    );
    let sources =
        "- {paragraph: I/1 bis, how: adapted, from: [wp1 3]}\n- {paragraph: I/4, how: new}\n";
    room.files.insert(
        "drafts/outcome/sources.yaml".to_owned(),
        sources.as_bytes().to_vec(),
    );
    let wanted = wish(
        ProposalKind::Replace,
        "A State that cannot do as paragraph 1 bis above asks explains why.",
    );
    let filed = room.act("XNO", &propose("outcome", "3", wanted)).proposals[0].clone();
    room.act("XEG", &take(Verb::Oppose, paragraph("outcome", "1 bis")));
    room.act("aly", &rule(Verb::Agree, paragraph("outcome", "4"), None));
    let before = room.text("outcome");
    let plan = room.act("aly", &issue("2", Shown::Hidden, None));
    assert_eq!(
        room.text("outcome").split_once("## I. Marking").unwrap().1,
        "\n\n1. States undertake to mark [every / GN: each] lantern.\n\n\
         2. [XUS: States share their records of lanterns with each other.]\n\n\
         3. A State that cannot do as paragraph 2 above asks says why.\n\n\
         4. The questions of paragraphs 3 and 4 are open. Those of paragraph 3 of the Instrument are not.\n"
    );
    let issued = plan.issued.unwrap();
    assert_eq!(issued.table(), "1 bis → 2");
    assert_eq!(issued.references.len(), 1);
    assert!(plan.edit.body.contains("1 bis → 2"));
    assert_eq!(
        String::from_utf8_lossy(&room.files["drafts/outcome/sources.yaml"]),
        sources.replace("I/1 bis", "I/2")
    );
    let face = String::from_utf8_lossy(&room.files["drafts/outcome/issued/rev.2.md"]).into_owned();
    assert!(
        face.contains("[every / each]") && face.contains("2. [States share"),
        "{face}"
    );
    assert!(room.text("outcome").contains("GN: each"));
    // The proposal, the objection and the gavel are where they were.
    let meeting = room.meeting();
    let card = proposal(&meeting, &filed.to_string()).unwrap();
    assert_eq!(card.row.paragraph.as_deref(), Some("3"));
    let rows = page(&meeting, "outcome", None).unwrap().rows;
    let row = |name: &str| rows.iter().find(|row| row.name == name).unwrap();
    assert_eq!(row("2").stances.len(), 1);
    assert!(!row("2").stances[0].stale);
    assert_eq!(row("4").standing.state, State::AgreedAdReferendum);
    // A gavel on words in which only a number changes holds too.
    let pushed = before.replace(
        "1. States undertake",
        "1. A new first paragraph.\n\n1. States undertake",
    );
    let over = meeting.draft("outcome").unwrap().version.clone().unwrap();
    let pushed = Command::Rewrite {
        document: "outcome".to_owned(),
        text: pushed.into_bytes(),
        over,
        reason: None,
    };
    room.act("aly", &pushed);
    room.act("aly", &issue("3", Shown::Kept, None));
    let text = room.text("outcome");
    assert!(
        text.contains("5. The questions of paragraphs 4 and 5 are open. Those of paragraph 3 of"),
        "{text}"
    );
    let meeting = room.meeting();
    let rows = page(&meeting, "outcome", None).unwrap().rows;
    let row = |name: &str| rows.iter().find(|row| row.name == name).unwrap();
    assert_eq!(row("5").standing.state, State::AgreedAdReferendum);
    assert!(
        row("5")
            .standing
            .findings
            .iter()
            .any(|(code, _)| *code == "reference-updated")
    );
    assert_eq!(row("3").stances.len(), 1);
    // And all of it can be taken back.
    room.act("aly", &Command::Undo { reason: None });
    assert!(room.text("outcome").contains("1 bis. [XUS"));
}

#[test]
fn a_revision_taken_back_leaves_the_numbers_the_sources_and_no_paper() {
    let mut room = Room::new();
    room.files.insert(
        "drafts/outcome/text.md".to_owned(),
        UNEVEN.as_bytes().to_vec(),
    );
    let sources = "- {paragraph: I/1 bis, how: new}\n";
    room.files.insert(
        "drafts/outcome/sources.yaml".to_owned(),
        sources.as_bytes().to_vec(),
    );
    room.act("aly", &issue("2", Shown::Hidden, None));
    assert!(room.files.contains_key("drafts/outcome/issued/rev.2.md"));
    room.act("aly", &Command::Undo { reason: None });
    assert_eq!(room.text("outcome"), UNEVEN);
    assert_eq!(
        String::from_utf8_lossy(&room.files["drafts/outcome/sources.yaml"]),
        sources
    );
    assert!(!room.files.contains_key("drafts/outcome/issued/rev.2.md"));
    room.act("aly", &issue("2", Shown::Kept, None));
}

pub(crate) fn source(document: &str, entry: SourceEntry) -> Command {
    Command::Source {
        document: document.to_owned(),
        entry,
        note: None,
    }
}

pub(crate) fn taken(paragraph: &str, from: &[&str]) -> SourceEntry {
    SourceEntry::Taken {
        paragraph: Address::new(paragraph),
        how: None,
        from: from.iter().map(|one| (*one).to_owned()).collect(),
    }
}

pub(crate) fn declined(what: &str, reason: Option<&str>) -> SourceEntry {
    SourceEntry::Declined {
        what: what.to_owned(),
        reason: reason.map(str::to_owned),
    }
}

#[test]
fn what_is_made_of_a_paper_is_written_down_and_what_is_left_of_it_is_named() {
    let mut room = Room::new();
    let number = room.on_the_table(
        "XNO",
        "2",
        wish(ProposalKind::Replace, "States keep records for ever."),
    );
    room.act("aly", &source("outcome", taken("2", &["wp1 1"])));
    let left = |room: &Room| -> Vec<String> {
        let found = check_meeting(&room.meeting()).findings;
        let left = found
            .into_iter()
            .filter(|row| row.finding.code == "untaken");
        left.map(|row| row.finding.message).collect()
    };
    // Paragraph 3 stands in somebody's bracket alone.
    assert_eq!(
        left(&room),
        ["1 paragraph of wp1 is neither taken up nor declined: 2"]
    );
    room.act("goh", &source("outcome", taken("1", &["wp1 2", &number])));
    assert_eq!(left(&room), [""; 0]);
    room.act(
        "chair",
        &source("outcome", declined("wp1 3", Some("Not now."))),
    );
    let all = sources(&room.meeting(), Some("outcome"), None).unwrap();
    assert_eq!(all.paragraphs.len(), 2);
    assert_eq!(all.paragraphs[0].from[1].written, number);
    assert_eq!(all.declined[0].by.as_deref(), Some("The Chair"));
    let two = sources(&room.meeting(), Some("wp1"), Some(&Address::new("2"))).unwrap();
    assert_eq!(two.paragraphs[0].taken_up[0].paragraph, "1");
    let third = dossier(&room.meeting(), "wp1", 3).unwrap().sources.unwrap();
    assert_eq!(third.declined.len(), 1);
    for (who, command, why) in [
        (
            "XNO",
            source("outcome", taken("2", &["wp1 2"])),
            "does not keep",
        ),
        (
            "aly",
            source("outcome", taken("2", &["wp1 1"])),
            "says so already",
        ),
        (
            "aly",
            source("outcome", taken("2", &["wp1 77"])),
            "no paragraph 77",
        ),
        (
            "aly",
            source("outcome", taken("2", &["XNO-99"])),
            "no proposal",
        ),
        (
            "aly",
            source("outcome", taken("99", &["wp1 1"])),
            "no paragraph 99",
        ),
        ("aly", source("outcome", declined("wp1 2", None)), "why is"),
    ] {
        let refusal = room.plan(who, &command).unwrap_err();
        assert!(refusal.what.contains(why), "{refusal:?}");
    }
}

#[test]
fn a_source_is_found_at_its_own_version_when_the_paper_has_other_numbers_now() {
    let mut room = Room::new();
    let wp1 = |revision: &str| Command::Issue {
        document: "wp1".to_owned(),
        revision: revision.to_owned(),
        symbol: None,
        brackets: Shown::Kept,
        names: Shown::Kept,
        reason: None,
    };
    room.act("aly", &wp1("1"));
    room.act("aly", &source("outcome", taken("2", &["wp1 2"])));
    let list = String::from_utf8_lossy(&room.files["drafts/outcome/sources.yaml"]).into_owned();
    assert!(list.contains("from: [wp1@rev.1 2]"), "{list}");
    let text = room.text("wp1").replace(
        "2. States keep",
        "1 bis. Every lantern has a number.\n\n2. States keep",
    );
    let over = room
        .meeting()
        .draft("wp1")
        .unwrap()
        .version
        .clone()
        .unwrap();
    let rewrite = Command::Rewrite {
        document: "wp1".to_owned(),
        text: text.into_bytes(),
        over,
        reason: None,
    };
    room.act("aly", &rewrite);
    room.act("aly", &wp1("2"));
    let three = sources(&room.meeting(), Some("wp1"), Some(&Address::new("3"))).unwrap();
    assert_eq!(three.paragraphs[0].taken_up[0].paragraph, "2");
    let all = sources(&room.meeting(), Some("outcome"), None).unwrap();
    assert_eq!(all.paragraphs[0].from[0].paragraph.as_deref(), Some("3"));
    assert_eq!(all.unclear, [""; 0]);
}

#[test]
fn stale_proposals_are_sorted_and_the_clean_ones_are_put_on_the_words_of_today() {
    let mut room = Room::new();
    let replace = |words: &str| wish(ProposalKind::Replace, words);
    let mut file = |who: &str, address: &str, words: &str| {
        let plan = room.act(who, &propose("wp1", address, replace(words)));
        plan.proposals[0].to_string()
    };
    let clean = file("XNO", "2", "States keep full records for twenty years.");
    let rewrite = file("XUS", "2", "States keep records for thirty years.");
    let other = file("XUS", "2", "All States keep records for twenty years.");
    let gone = file("XEG", "3", "States share records.");
    assert!(queue(&room.meeting(), None).unwrap().queue.is_empty());
    let text = room.text("wp1");
    let text = text
        .split("3. [XUS")
        .next()
        .unwrap()
        .replace("records for twenty", "records of lanterns for forty");
    let over = room
        .meeting()
        .draft("wp1")
        .unwrap()
        .version
        .clone()
        .unwrap();
    let edit = Command::Rewrite {
        document: "wp1".to_owned(),
        text: text.into_bytes(),
        over,
        reason: None,
    };
    room.act("aly", &edit);
    let told = |room: &Room| -> Vec<(String, Rebasing)> {
        let queue = queue(&room.meeting(), Some("wp1")).unwrap().queue;
        queue
            .iter()
            .map(|row| (row.proposal.slug.to_string(), row.rebasing))
            .collect()
    };
    let mut all = vec![
        (clean.clone(), Rebasing::Clean),
        (rewrite.clone(), Rebasing::Rewrite),
        (gone.clone(), Rebasing::Obsolete),
    ];
    all.insert(
        if other < rewrite { 1 } else { 2 },
        (other, Rebasing::Clean),
    );
    assert_eq!(told(&room), all);
    let rebase = |chosen: &[&String]| Command::Rebase {
        document: None,
        chosen: chosen.iter().map(|one| (*one).clone()).collect(),
    };
    for (who, chosen, why) in [
        ("aly", vec![&rewrite], "cannot be re-based"),
        ("aly", vec![&gone], "cannot be re-based"),
        ("XEG", vec![], "no proposal is clean"),
        ("XUS", vec![&clean], "may not re-base"),
    ] {
        let refusal = room.plan(who, &rebase(&chosen)).unwrap_err();
        assert!(refusal.what.contains(why), "{who}: {refusal:?}");
    }
    let before = room.files[&format!("drafts/wp1/proposals/{clean}.md")].clone();
    let plan = room.act("XNO", &rebase(&[]));
    assert_eq!(plan.acts.len(), 1);
    assert_eq!(told(&room), all[1..]);
    // What was tabled is never changed.
    assert_eq!(
        room.files[&format!("drafts/wp1/proposals/{clean}.md")],
        before
    );
    let card = proposal(&room.meeting(), &clean).unwrap();
    assert_eq!(
        card.wanted,
        "States keep full records of lanterns for forty years."
    );
    assert_eq!(Some(&card.was), card.now.as_ref());
    assert!(
        card.acts.last().unwrap().sentence.contains("re-bases"),
        "{:?}",
        card.acts.last()
    );
    room.act("XNO", &Command::Undo { reason: None });
    assert_eq!(told(&room), all);
    let again = room.act("goh", &rebase(&[&clean]));
    assert_eq!(again.said, format!("The Secretary re-bases {clean}"));
    // Taken into the text it says what it wants there.
    room.act("aly", &treat(Verb::Table, &clean));
    room.act("aly", &treat(Verb::Open, &clean));
    room.act("aly", &treat(Verb::Accept, &clean));
    assert!(
        room.text("wp1")
            .contains("2. States keep full records of lanterns for forty years.")
    );
}

#[test]
fn whoever_wants_a_term_replaced_everywhere_collides_with_who_changes_it() {
    let mut room = Room::new();
    let mut everywhere = wish(ProposalKind::Throughout, "thirty");
    everywhere.term = Some("twenty".to_owned());
    let throughout = Command::Propose {
        aim: Aim::Document("wp1".to_owned()),
        wish: everywhere,
    };
    let throughout = room.act("XEG", &throughout).proposals[0].to_string();
    let touching = wish(
        ProposalKind::Replace,
        "States keep records for forty years.",
    );
    let touching = room.act("XUS", &propose("wp1", "2", touching)).proposals[0].to_string();
    let elsewhere = wish(
        ProposalKind::Replace,
        "Each State keeps records for twenty years.",
    );
    let elsewhere = room.act("XNO", &propose("wp1", "2", elsewhere)).proposals[0].to_string();
    let collides = |slug: &str| proposal(&room.meeting(), slug).unwrap().row.collides;
    assert_eq!(collides(&throughout), std::slice::from_ref(&touching));
    assert_eq!(collides(&touching), [throughout]);
    assert_eq!(collides(&elsewhere), [""; 0]);
}

#[test]
fn a_proposal_that_was_there_when_a_revision_was_issued_waits_for_an_answer() {
    let mut room = Room::new();
    let wanted = wish(ProposalKind::Replace, "States mark lanterns.");
    let filed = room.act("XNO", &propose("outcome", "2", wanted));
    room.act("aly", &issue("1", Shown::Kept, None));
    let unanswered = |room: &Room| {
        let found = check_meeting(&room.meeting()).findings;
        let unanswered = found.iter().filter(|row| row.finding.code == "unanswered");
        unanswered.count()
    };
    assert_eq!(unanswered(&room), 1);
    let slug = filed.proposals[0].to_string();
    room.act("aly", &treat(Verb::Table, &slug));
    assert_eq!(unanswered(&room), 1);
    room.act("aly", &treat(Verb::Open, &slug));
    assert_eq!(unanswered(&room), 0);
}

#[test]
fn what_stands_in_the_way_of_a_revision_is_listed_and_passed_over_with_a_reason() {
    let mut room = Room::new();
    room.act("aly", &rule(Verb::Agree, paragraph("outcome", "1"), None));
    let text = room
        .text("outcome")
        .replace("the need for light", "the need for lanterns");
    room.files
        .insert("drafts/outcome/text.md".to_owned(), text.into_bytes());
    let refusal = room
        .plan("aly", &issue("1", Shown::Kept, None))
        .unwrap_err();
    assert!(
        refusal
            .because
            .iter()
            .any(|why| why.contains("its words have changed")),
        "{refusal:?}"
    );
    assert!(refusal.hint.unwrap().contains("--reason"));
    let plan = room.act("aly", &issue("1", Shown::Kept, Some("The room knows.")));
    assert!(
        plan.warnings
            .iter()
            .any(|why| why.contains("its words have changed"))
    );
    let text = room.text("outcome").replace("2. States", "[2][3]. States");
    room.files
        .insert("drafts/outcome/text.md".to_owned(), text.into_bytes());
    let refusal = room
        .plan("aly", &issue("2", Shown::Kept, Some("x")))
        .unwrap_err();
    assert!(
        refusal.because[0].contains("itself in brackets"),
        "{refusal:?}"
    );
}

#[test]
fn a_rewrite_of_one_paragraph_is_an_edit_of_it_and_an_old_state_is_refused() {
    let mut room = Room::new();
    let id = room
        .meeting()
        .draft("wp1")
        .unwrap()
        .version
        .clone()
        .unwrap();
    let text = room.text("wp1").replace("twenty", "thirty");
    let rewrite = Command::Rewrite {
        document: "wp1".to_owned(),
        text: text.clone().into_bytes(),
        over: id,
        reason: None,
    };
    let plan = room.act("aly", &rewrite);
    assert_eq!(room.text("wp1"), text);
    assert_eq!(plan.said, "Hossam Aly edits wp1: 2");
    let refusal = room.plan("aly", &rewrite).unwrap_err();
    assert!(refusal.what.contains("meanwhile"), "{refusal:?}");
}

#[test]
fn a_silence_is_opened_by_the_rules_and_broken_by_one() {
    let mut room = Room::new();
    room.act("aly", &rule(Verb::OpenSilence, paragraph("wp1", "2"), None));
    assert_eq!(room.state("wp1", "2"), State::Silence);
    let table = desk(&room.meeting(), None, None);
    assert_eq!(table.deadlines.len(), 1, "{:?}", table.deadlines);
    room.act(
        "XUS",
        &rule(Verb::BreakSilence, paragraph("wp1", "2"), Some("no")),
    );
    assert_ne!(room.state("wp1", "2"), State::Silence);
}

#[test]
fn slips_of_the_finger_are_met_with_the_name_that_was_meant() {
    let room = Room::new();
    let hint = |who: &str, command: &Command| room.plan(who, command).unwrap_err().hint.unwrap();
    let on = |document: &str, address: &str| take(Verb::Support, paragraph(document, address));
    assert!(hint("XNO", &on("outcmoe", "1")).contains("outcome"));
    assert!(hint("XN0", &on("wp1", "1")).contains("XNO"));
    assert!(hint("aly", &on("wp1", "1")).contains("--as"));
    assert!(hint("XNO", &treat(Verb::Accept, "XNO-1")).contains("adref proposals"));
    let strange = room.plan("XNO", &on("wp1", "99")).unwrap_err();
    assert!(strange.what.contains("99"));
}

#[test]
fn a_delegation_does_not_rule_and_nothing_is_written_in_the_worked_example() {
    let mut room = Room::new();
    let number = room.on_the_table(
        "XNO",
        "2",
        wish(ProposalKind::Replace, "States keep records for ever."),
    );
    let refusal = room.plan("XUS", &treat(Verb::Accept, &number)).unwrap_err();
    assert!(refusal.hint.unwrap().contains("position accept"));
    let mut meeting = room.meeting();
    meeting.sealed = true;
    let command = take(Verb::Support, paragraph("wp1", "2"));
    let refusal = command.plan(&meeting, &room.stamp("XNO")).unwrap_err();
    assert!(refusal.hint.unwrap().contains("adref demo"));
}

#[test]
fn who_enters_for_another_is_named_beside_and_undoes_it() {
    let mut room = Room::new();
    let stamp = |room: &Room| Stamp {
        by: Some("xus".to_owned()),
        entered_by: Some("goh".to_owned()),
        when: room.clock,
        heard: None,
        received: None,
    };
    let command = take(Verb::Reserve, paragraph("wp1", "2"));
    let plan = command.plan(&room.meeting(), &stamp(&room)).unwrap();
    room.apply(&plan);
    let acts = log(&room.meeting(), Some("wp1")).unwrap();
    let act = acts.first().unwrap();
    assert_eq!(
        (act.by.as_str(), act.entered_by.as_deref()),
        ("XUS", Some("goh"))
    );
    assert_eq!(act.sentence, "XUS reserves on 2: “because”");
    room.act("goh", &Command::Undo { reason: None });
    assert_ne!(room.state("wp1", "2"), State::Contested);
}

#[test]
fn the_same_command_planned_twice_is_the_same_plan() {
    let room = Room::new();
    let command = propose(
        "wp1",
        "2",
        wish(ProposalKind::Replace, "States keep nothing."),
    );
    let (one, two) = (
        room.plan("XNO", &command).unwrap(),
        room.plan("XNO", &command).unwrap(),
    );
    assert_eq!(one.edit, two.edit);
    assert_eq!(one.acts, two.acts);
}

#[test]
fn a_file_that_cannot_be_read_spoils_no_other() {
    let mut room = Room::new();
    room.act("XUS", &take(Verb::Oppose, paragraph("outcome", "2")));
    room.files.insert(
        "drafts/wp1/acts/xus.yaml".to_owned(),
        b"- {id: [, what\n".to_vec(),
    );
    room.files
        .insert("facilitators/aly.yaml".to_owned(), vec![0xff, 0xfe, 0x00]);
    let meeting = room.meeting();
    assert!(check_meeting(&meeting).errors >= 2);
    let rows = documents(&meeting);
    assert!(
        !rows
            .iter()
            .find(|row| row.id == "wp1")
            .unwrap()
            .broken
            .is_empty()
    );
    assert!(
        rows.iter()
            .find(|row| row.id == "outcome")
            .unwrap()
            .broken
            .is_empty()
    );
    assert_eq!(page(&meeting, "wp1", None).unwrap().rows.len(), 4);
}

#[test]
fn what_is_wrong_in_a_file_is_on_the_desk_with_its_place() {
    let mut room = Room::new();
    room.act("XUS", &take(Verb::Oppose, paragraph("outcome", "2")));
    let acts = b"- {id: [, what\n".to_vec();
    room.files
        .insert("drafts/wp1/acts/xus.yaml".to_owned(), acts);
    let text = b"1. One.\n\n2. Two], three.\n".to_vec();
    room.files.insert("drafts/outcome/text.md".to_owned(), text);
    let desk = desk(&room.meeting(), None, None);
    let said: Vec<(&str, Option<usize>)> = desk
        .items
        .iter()
        .filter(|item| item.urgent)
        .map(|item| (item.sentence.as_str(), item.index))
        .collect();
    let place = |path: &str| said.iter().find(|(words, _)| words.contains(path)).copied();
    let (words, index) = place("(drafts/outcome/text.md:3:7)").expect("the bracket is named");
    assert!(
        words.starts_with("2: this bracket closes nothing"),
        "{words}"
    );
    assert_eq!(index, Some(1));
    let (_, index) = place("(drafts/wp1/acts/xus.yaml:").expect("the acts are named");
    assert_eq!(index, None);
}

#[test]
fn a_folder_without_a_meeting_is_read_all_the_same() {
    let files = BTreeMap::from([(
        "drafts/x/text.md".to_owned(),
        b"1. One [two / EU: three].\n".to_vec(),
    )]);
    let meeting = Meeting::read(Snapshot::from_files(files), kit::noon());
    assert_eq!(status(&meeting).documents.len(), 1);
    assert_eq!(documents(&meeting).first().unwrap().brackets, 1);
    assert_eq!(page(&meeting, "x", None).unwrap().rows.len(), 1);
    assert!(desk(&meeting, None, None).items.is_empty());
}

#[test]
fn a_dossier_shows_how_each_holder_reads_the_paragraph() {
    let mut room = Room::new();
    room.act("XUS", &take(Verb::Query, paragraph("wp1", "1")));
    let meeting = room.meeting();
    let text = meeting.text("wp1").unwrap();
    let index = text.find(&Address::new("1")).unwrap().index;
    let dossier = dossier(&meeting, "wp1", index).unwrap();
    let who: Vec<&str> = dossier
        .readings
        .iter()
        .map(|(who, _)| who.as_str())
        .collect();
    assert_eq!(who, ["base", "GN"]);
    assert!(dossier.readings[1].1.contains("should mark"));
    assert_eq!(dossier.acts.len(), 1);
    assert_eq!(dossier.row.stances.len(), 1);
}

#[test]
fn outline_brackets_and_diff_have_the_shape_that_others_rely_on() {
    let old = Document::parse(
        "---\ntitle: T\nlanguage: en\n---\n\n1. States [shall / EU: should] act.\n\n2. Two.\n",
    );
    let new =
        Document::parse("---\ntitle: T\nlanguage: en\n---\n\n1. States shall act.\n\n3. Two.\n");
    let outlined = serde_json::to_value(outline(&old)).unwrap();
    assert_eq!(outlined["schema"], 1);
    assert_eq!(outlined["language"], "en");
    assert_eq!(outlined["paragraphs"][1]["label"], "1");
    assert_eq!(outlined["paragraphs"][1]["brackets"], 1);
    let found = serde_json::to_value(brackets(&old)).unwrap();
    assert_eq!(found["brackets"][0]["line"], 6);
    assert_eq!(found["brackets"][0]["column"], 11);
    assert_eq!(found["brackets"][0]["alternatives"][1]["parties"][0], "EU");
    assert_eq!(found["totals"]["brackets"], 1);
    let compared = differences(&old, &new);
    assert!(compared.any());
    let json = serde_json::to_value(&compared).unwrap();
    assert_eq!(json["summary"]["edited"], 1);
    assert_eq!(json["summary"]["renumbered"], 1);
    assert_eq!(json["summary"]["brackets_old"], 1);
    let whole = |op: &str| -> String {
        let words = json["changes"][1]["words"].as_array().unwrap();
        words
            .iter()
            .filter(|word| word["op"] == "equal" || word["op"] == op)
            .map(|word| word["text"].as_str().unwrap())
            .collect()
    };
    assert_eq!(whole("delete"), "States [shall / EU: should] act.");
    assert_eq!(whole("insert"), "States shall act.");
    assert!(!differences(&old, &old).any());
    assert_eq!(compare(&old, &new, ("a", "b")).rows.len(), 3);
}

mod random {
    use super::*;
    use proptest::prelude::*;

    fn words() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            Just("States"),
            Just("shall"),
            Just("[should]"),
            Just("all"),
            Just("/"),
            Just("XNO:"),
            Just("–"),
            Just("records,"),
            Just("*mark*"),
            Just("加强"),
            Just("(a)"),
            Just("[x / y]"),
            Just("]"),
            Just("&#47;"),
            Just("[XUS: lamps]"),
            Just("7."),
        ];
        proptest::collection::vec(word, 1..9).prop_map(|words| words.join(" "))
    }

    fn any_wish() -> impl Strategy<Value = Wish> {
        let kind = prop_oneof![
            3 => Just(ProposalKind::Replace),
            1 => Just(ProposalKind::Add),
            1 => Just(ProposalKind::Delete),
            1 => Just(ProposalKind::Bracket),
            1 => Just(ProposalKind::Lift),
            1 => Just(ProposalKind::Move),
            1 => Just(ProposalKind::Comment),
        ];
        (kind, words(), any::<bool>()).prop_map(|(kind, words, before)| Wish {
            place: if before { Where::Before } else { Where::After },
            wanted: if kind == ProposalKind::Move {
                "3".to_owned()
            } else {
                words
            },
            ..wish(kind, "")
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever is wished for and ruled: no panic, other paragraphs keep their bytes, and bracketing changes nobody else's reading.
        #[test]
        fn no_command_touches_another_paragraph(
            wishes in proptest::collection::vec((0..3_usize, 1..4_usize, any_wish(), 0..4_usize), 1..5)
        ) {
            let mut room = Room::new();
            for (who, number, wish, end) in wishes {
                let who = ["XNO", "XUS", "GN"][who];
                let kind = wish.kind;
                let Ok(plan) = room.plan(who, &propose("wp1", &number.to_string(), wish)) else {
                    continue;
                };
                room.apply(&plan);
                let slug = plan.proposals.first().unwrap().to_string();
                room.act("aly", &treat(Verb::Table, &slug));
                room.act("aly", &treat(Verb::Open, &slug));
                let before = (room.text("wp1"), readings(&room.meeting(), "wp1"));
                let verb = [Verb::Bracket, Verb::Accept, Verb::SetAside, Verb::Park][end];
                let Ok(plan) = room.plan("aly", &treat(verb, &slug)) else {
                    continue;
                };
                room.apply(&plan);
                let whole = matches!(kind, ProposalKind::Add | ProposalKind::Delete | ProposalKind::Move);
                let (old, new) = (Document::parse(before.0.clone()), Document::parse(room.text("wp1")));
                if !whole {
                    prop_assert_eq!(old.paragraphs().len(), new.paragraphs().len());
                    let differing = old.paragraphs().iter().zip(new.paragraphs()).filter(|(a, b)| {
                        old.source().get(a.span.clone()) != new.source().get(b.span.clone())
                    });
                    prop_assert!(differing.count() <= 1, "{}\n{}", before.0, room.text("wp1"));
                }
                if verb == Verb::Bracket && kind == ProposalKind::Replace {
                    let after = readings(&room.meeting(), "wp1");
                    for (reader, read) in &before.1 {
                        let follows = *reader == who || who == "GN" && matches!(reader.as_str(), "XNO" | "XEG");
                        if !follows {
                            prop_assert_eq!(Some(read), after.get(reader), "{} reads something else: {}", reader, room.text("wp1"));
                        }
                    }
                }
                prop_assert_eq!(Document::parse(room.text("wp1")).print(), room.text("wp1").into_bytes());
            }
        }
    }
}

#[test]
fn a_text_changed_by_hand_is_saved_before_the_act_that_names_it_and_the_position_stays_on_its_paragraph()
 {
    let room = kit::Room::meeting();
    let workspace = adref::workspace::Workspace::open(room.path()).unwrap();
    let before_hand = room.text("drafts/wp1/text.md");
    room.write(
        "drafts/wp1/text.md",
        before_hand.replace("1. States", "0. A new one by hand.\n\n1. States"),
    );
    let stamp = Stamp {
        by: Some("XUS".to_owned()),
        entered_by: Some("aly".to_owned()),
        when: kit::noon(),
        heard: None,
        received: None,
    };
    let before = workspace.now(kit::noon()).unwrap().base.unwrap();
    let command = take(Verb::Oppose, paragraph("wp1", "2"));
    let (plan, version) = adref::ops::perform(&workspace, &command, &stamp).unwrap();
    assert_eq!(plan.said, "XUS opposes wp1 2");
    assert_eq!(
        plan.warnings,
        ["what was typed into drafts/wp1/text.md was saved before it, as a version of its own"]
    );
    // What was typed is no part of the act's version, nor is the act of that of the words.
    let log = workspace.repository().log(&version, 100).unwrap();
    let typed: Vec<_> = log
        .iter()
        .filter(|one| one.summary == "the text as it was changed by hand")
        .collect();
    assert_eq!(typed.len(), 1, "{log:#?}");
    assert_eq!(typed[0].author, "Hossam Aly");
    let at = |version| workspace.repository().snapshot(version).unwrap();
    let (was, typed, then) = (at(&before), at(&typed[0].id), at(&version));
    let text = "drafts/wp1/text.md";
    assert_ne!(was.id(text), typed.id(text));
    assert_eq!(typed.id(text), then.id(text));
    let others = |files: &Snapshot| -> Vec<_> {
        let paths = files.paths("");
        let others = paths.into_iter().filter(|path| path != text);
        others.map(|path| (files.id(&path), path)).collect()
    };
    assert_eq!(others(&was), others(&typed));
    assert_ne!(others(&typed), others(&then));
    // Nothing is said where nothing was typed.
    let (plan, _) = adref::ops::perform(
        &workspace,
        &take(Verb::Oppose, paragraph("wp1", "3")),
        &stamp,
    )
    .unwrap();
    assert_eq!(plan.warnings, Vec::<String>::new());
    assert_eq!(room.repository.unsaved().unwrap(), Vec::<String>::new());
    room.save(&[("drafts/wp1/text.md", &before_hand)]);
    let present = workspace.now(kit::noon()).unwrap();
    let rows = page(&present.meeting, "wp1", None).unwrap().rows;
    let row = rows.iter().find(|row| row.name == "2").unwrap();
    assert_eq!(row.stances.len(), 1);
    assert!(row.stances.iter().all(|stance| !stance.stale));
}

#[test]
fn what_was_last_seen_stands_until_the_pulse_is_another_or_something_is_saved_here() {
    let room = kit::Room::meeting();
    let workspace = adref::workspace::Workspace::open(room.path()).unwrap();
    let first = || {
        let seen = workspace.last_seen(kit::noon()).unwrap();
        let text = seen.meeting.text("wp1").unwrap();
        text.paragraphs()[1].text.clone()
    };
    let before = first();
    assert!(!workspace.forget_unless(workspace.pulse()));
    let text = room.text("drafts/wp1/text.md");
    room.write(
        "drafts/wp1/text.md",
        text.replace("1. States", "1. All States"),
    );
    assert_eq!(first(), before);
    assert!(workspace.forget_unless(workspace.pulse()));
    assert!(first().starts_with("All States"));
    let stamp = Stamp {
        by: Some("XUS".to_owned()),
        entered_by: None,
        when: kit::noon(),
        heard: None,
        received: None,
    };
    let command = take(Verb::Oppose, paragraph("wp1", "2"));
    adref::ops::perform(&workspace, &command, &stamp).unwrap();
    let seen = workspace.last_seen(kit::noon()).unwrap();
    assert_eq!(seen.meeting.register("wp1").unwrap().acts.len(), 1);
}

#[test]
fn a_standing_follows_the_clock_and_what_another_document_says() {
    let mut room = Room::new();
    let linked = Command::Take {
        verb: Verb::CanAccept,
        aim: paragraph("wp1", "2"),
        reason: None,
        condition: None,
        until: Some("outcome 1".to_owned()),
        awaiting: false,
        text: None,
    };
    room.act("XNO", &linked);
    assert_eq!(room.state("wp1", "2"), State::Contested);
    room.act("aly", &rule(Verb::Agree, paragraph("outcome", "1"), None));
    assert_ne!(room.state("wp1", "2"), State::Contested);
    let closes = room.clock.plus_seconds(72 * 3600);
    let silence = Command::Rule {
        verb: Verb::OpenSilence,
        aims: vec![paragraph("wp1", "2")],
        level: None,
        reason: None,
        closes: Some(closes),
    };
    room.act("aly", &silence);
    assert_eq!(room.state("wp1", "2"), State::Silence);
    room.clock = closes.plus_seconds(60);
    assert_ne!(room.state("wp1", "2"), State::Silence);
}

#[test]
fn what_a_position_hangs_on_is_said_with_it() {
    let mut room = Room::new();
    let aim = || Aim::Paragraph("wp1".to_owned(), Address::new("2"));
    let bound = |verb, condition: Option<&str>, until: Option<&str>, awaiting| Command::Take {
        verb,
        aim: aim(),
        reason: None,
        condition: condition.map(str::to_owned),
        until: until.map(str::to_owned),
        awaiting,
        text: None,
    };
    let said = |room: &mut Room, command: &Command| room.act("XNO", command).said;
    let command = bound(Verb::CanAccept, Some("the period\nstays"), None, false);
    assert_eq!(
        said(&mut room, &command),
        "XNO can accept wp1 2 on condition that the period stays"
    );
    let command = bound(Verb::Reserve, None, Some("1"), true);
    assert_eq!(
        said(&mut room, &command),
        "XNO reserves on wp1 2 until 1, awaiting instructions"
    );
}

#[test]
fn a_draft_is_not_late_and_is_shown_to_whoever_stands_behind_it() {
    let mut room = Room::new();
    let of = "meeting.yaml";
    let path = format!("facilitators/{of}");
    let mut particulars = room.files.get(&path).unwrap().clone();
    particulars.extend_from_slice(
        b"deadlines:\n- {time: 2008-07-17T13:00-04:00, subject: amendments, documents: [wp1]}\n",
    );
    room.files.insert(path, particulars);
    let kept = Wish {
        submit: false,
        ..wish(ProposalKind::Replace, "States keep records for ever.")
    };
    let plan = room.act("XNO", &propose("wp1", "2", kept));
    let slug = plan.proposals.first().unwrap().to_string();
    let row = |room: &Room| proposal(&room.meeting(), &slug).unwrap().row;
    assert!(row(&room).marks.is_empty(), "{:?}", row(&room).marks);
    let seen =
        |room: &Room, who: Option<&str>| adref::ops::is_shown_to(&room.meeting(), &row(room), who);
    assert!(seen(&room, Some("XNO")) && seen(&room, Some("goh")));
    for other in [Some("XUS"), Some("GN"), Some("aly"), Some("chair"), None] {
        assert!(!seen(&room, other), "{other:?}");
    }
    // Written before the deadline, and handed in an hour after it.
    room.clock = room.clock.plus_seconds(7200);
    room.act("XNO", &treat(Verb::Submit, &slug));
    assert!(seen(&room, Some("XUS")) && seen(&room, None));
    let marks = row(&room).marks;
    assert!(
        marks.iter().all(|mark| mark.starts_with("late 1 h")),
        "{marks:?}"
    );
    assert_eq!(marks.len(), 1);
}

#[test]
fn what_is_proposed_by_word_of_mouth_is_never_late() {
    let mut room = Room::new();
    let path = "facilitators/meeting.yaml".to_owned();
    let mut particulars = room.files.get(&path).unwrap().clone();
    particulars.extend_from_slice(
        b"deadlines:\n- {time: 2008-07-14T13:00-04:00, subject: amendments, documents: [wp1]}\n",
    );
    room.files.insert(path, particulars);
    for (heard, late) in [
        (None, true),
        (Some(Heard::InWriting), true),
        (Some(Heard::Plenary), false),
        (Some(Heard::Informals), false),
        (Some(Heard::SmallGroup), false),
    ] {
        let stamp = Stamp {
            heard,
            ..room.stamp("XNO")
        };
        let words = format!("States keep records for ever, {heard:?}.");
        let command = propose("wp1", "2", wish(ProposalKind::Replace, &words));
        let plan = command.plan(&room.meeting(), &stamp).unwrap();
        room.apply(&plan);
        assert_eq!(
            plan.warnings.iter().any(|one| one.contains("deadline")),
            late,
            "{heard:?}: {:?}",
            plan.warnings
        );
        let slug = plan.proposals.first().unwrap().to_string();
        let marks = proposal(&room.meeting(), &slug).unwrap().row.marks;
        let told = marks.iter().any(|mark| mark.starts_with("late"));
        assert_eq!(told, late, "{heard:?}: {marks:?}");
    }
}

#[test]
fn an_addition_that_goes_in_says_what_stands_there_then() {
    let mut room = Room::new();
    let number = room.on_the_table("XNO", "2", wish(ProposalKind::Add, "Records are shared."));
    let plan = room.act("aly", &treat(Verb::Bracket, &number));
    let stands: Vec<(&str, &str)> = plan.stands().collect();
    assert_eq!(stands, [("2 bis", "[XNO: Records are shared.]")]);
    let moved = Wish {
        term: Some("1".to_owned()),
        place: Where::Before,
        ..wish(ProposalKind::Move, "1")
    };
    let number = room.on_the_table("XNO", "2", moved);
    let plan = room.act("aly", &treat(Verb::Bracket, &number));
    let stands: Vec<&str> = plan.stands().map(|(_, words)| words).collect();
    assert_eq!(
        stands,
        [
            "[XNO: States keep records for twenty years.]",
            "[States keep records for twenty years. / XNO: –]"
        ]
    );
}

#[test]
fn a_part_that_goes_without_its_whole_is_told_and_a_new_paragraph_follows_the_whole() {
    let mut room = Room::new();
    room.files.insert(
        "drafts/wp1/text.md".to_owned(),
        b"1. Marks are legible:\n\n(a) on the frame;\n\n(b) on the glass.\n\n2. They are made at these times:\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n3. The end.\n"
            .to_vec(),
    );
    let delete = propose("wp1", "1", wish(ProposalKind::Delete, ""));
    let plan = room.plan("XNO", &delete).unwrap();
    let told = plan.warnings.join(" ");
    assert!(
        told.contains("only 1 goes; 2 sub-paragraphs stay"),
        "{told}"
    );
    let meeting = room.meeting();
    for (mail, left) in [
        ("Delete paragraph 2.", true),
        ("Delete paragraph 3.", false),
    ] {
        let command = by_mail(&meeting, mail);
        let plan = command.plan(&meeting, &room.stamp("XNO")).unwrap();
        let told = plan
            .warnings
            .iter()
            .any(|one| one.contains("1 table stays"));
        assert_eq!(told, left, "{mail}: {:?}", plan.warnings);
    }
    for (on, behind) in [("1", "(b) on the glass."), ("2", "| 1 | 2 |")] {
        let number = room.on_the_table("XNO", on, wish(ProposalKind::Add, "It is new."));
        room.act("aly", &treat(Verb::Bracket, &number));
        let text = room.text("wp1");
        let new = format!("{behind}\n\n{on} bis. [XNO: It is new.]");
        assert!(text.contains(&new), "{text}");
    }
}

#[test]
fn what_is_open_again_is_not_opened_once_more() {
    let mut room = Room::new();
    let rule = |verb| Command::Rule {
        verb,
        aims: vec![Aim::Paragraph("wp1".to_owned(), Address::new("2"))],
        level: None,
        reason: None,
        closes: None,
    };
    room.act("aly", &rule(Verb::Agree));
    room.act("aly", &rule(Verb::Reopen));
    let refusal = room.plan("aly", &rule(Verb::Reopen)).unwrap_err();
    assert_eq!(refusal.what, "wp1 2 is open again already");
}

#[test]
fn a_sub_paragraph_is_said_with_the_one_it_is_under() {
    let mut room = Room::new();
    room.files.insert(
        "drafts/wp1/text.md".to_owned(),
        b"1. Marks are legible:\n\n(a) on the frame;\n\n(b) on the glass.\n".to_vec(),
    );
    let rule = Command::Rule {
        verb: Verb::Agree,
        aims: vec![Aim::Paragraph("wp1".to_owned(), Address::new("(a)"))],
        level: None,
        reason: None,
        closes: None,
    };
    assert_eq!(room.act("aly", &rule).said, "agreed: wp1 1(a)");
    let rows = log(&room.meeting(), None).unwrap();
    assert_eq!(rows[0].sentence, "Hossam Aly gavels 1(a): agreed");
}

#[test]
fn an_edit_of_words_that_somebody_changed_meanwhile_is_made_on_those_or_refused() {
    let mut room = Room::new();
    let before = "All States keep records for ten years.";
    let edit = |words: &str, on: Option<&str>| Command::Edit {
        document: "wp1".to_owned(),
        paragraph: Address::new("2"),
        words: words.to_owned(),
        on: on.map(str::to_owned),
        reason: None,
    };
    room.act("aly", &edit(before, None));
    room.act(
        "aly",
        &edit("All States keep records for twenty years.", Some(before)),
    );
    let mine = edit("Many States keep records for ten years.", Some(before));
    let plan = room.act("aly", &mine);
    assert!(
        plan.warnings
            .iter()
            .any(|one| one.contains("somebody else")),
        "{:?}",
        plan.warnings
    );
    assert!(
        room.text("wp1")
            .contains("Many States keep records for twenty years.")
    );
    let other = edit("All States keep records for two years.", Some(before));
    let refused = room.plan("aly", &other).unwrap_err();
    assert!(
        refused.what.contains("words that you changed too"),
        "{}",
        refused.what
    );
    assert!(
        room.text("wp1")
            .contains("Many States keep records for twenty years.")
    );
}
