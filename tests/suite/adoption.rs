//! Adoption, motions and votes, typed as people type them; and the count of a vote against another way to count.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::sync::Arc;

use adref::cli::{Env, run_in};
use adref::consensus::{MotionState, Roll, State, Status, count};
use adref::meeting::Meeting;
use adref::ops;
use adref::record::{Delegation, DelegationKind, Delegations, Group, Majority, Voice, Vote};
use adref::workspace::Workspace;
use proptest::prelude::*;

use crate::kit::{Room, noon};

const DELEGATIONS: &str = "delegations:\n- {code: XNO, name: Northland}\n- {code: XUS, name: Usonia}\n- {code: XEG, name: Eastgate}\n\
- {code: XRA, name: Ravenmark}\n- {code: XFO, name: Forum, kind: ngo}\n- {code: XOB, name: Onlooker, kind: observer}\n\
groups:\n- {code: GN, name: Group of Northshore States, members: [XNO, XEG]}\n";

const REPORT: &str = "---\nsymbol: A/SM/2008/L.3\ntitle: Report\nkind: report\nlanguage: en\n---\n\n## I. Introduction\n\n\
1. The meeting was held in Northport.\n\n## II. Proceedings\n\n2. It considered lanterns.\n\n3. It heard statements.\n\n\
## III. The way forward\n\n4. States should meet again.\n\n### A. Experts\n\n5. Experts should meet before.\n\n## IV. Adoption\n\n\
6. The report was adopted.\n";

const ANNEX: &str = "---\nsymbol: A/SM/2008/L.3/Annex\ntitle: Tracing\nkind: annex\nlanguage: en\n---\n\n1. Marks are read.\n";

/// A room with a report, its annex and four States, at a clock that goes on.
struct Hall {
    room: Room,
    minute: std::cell::Cell<i64>,
}

impl Hall {
    fn new() -> Hall {
        let room = Room::meeting();
        let meeting = room.text("facilitators/meeting.yaml");
        let meeting = meeting.replace("[wp1, outcome]", "[wp1, outcome, report, tracing]");
        room.save(&[
            ("facilitators/meeting.yaml", meeting.as_str()),
            ("facilitators/delegations.yaml", DELEGATIONS),
            ("drafts/report/text.md", REPORT),
            ("drafts/tracing/text.md", ANNEX),
        ]);
        Hall {
            room,
            minute: std::cell::Cell::new(0),
        }
    }

    fn run(&self, hand: &str, line: &[&str]) -> (u8, String, String) {
        self.minute.set(self.minute.get() + 1);
        let mut env = Env::quiet(self.room.path());
        env.hand = Some(hand.to_owned());
        env.now = Some(noon().plus_seconds(60 * self.minute.get()));
        let done = run_in(self.room.path(), line.iter().copied(), &env);
        (done.status, done.printed(), done.complained())
    }

    #[track_caller]
    fn does(&self, hand: &str, line: &[&str]) -> String {
        let (status, out, err) = self.run(hand, line);
        assert_eq!(status, 0, "{line:?}: {err}");
        out + &err
    }

    #[track_caller]
    fn refused(&self, hand: &str, line: &[&str]) -> String {
        let (status, _, err) = self.run(hand, line);
        assert_eq!(status, 2, "{line:?} was done");
        assert!(
            err.contains("Hint: ") || err.contains("tip: "),
            "no way out: {err}"
        );
        err
    }

    fn meeting(&self) -> Arc<Meeting> {
        let workspace = Workspace::open(self.room.path()).unwrap();
        let now = noon().plus_seconds(60 * (self.minute.get() + 1));
        workspace.now(now).unwrap().meeting
    }

    fn words(&self, document: &str) -> String {
        self.room.text(&format!("drafts/{document}/text.md"))
    }

    fn states(&self, document: &str) -> BTreeMap<String, State> {
        let meeting = self.meeting();
        let page = ops::page(&meeting, document, None).unwrap();
        let rows = page.rows.iter();
        rows.map(|row| (row.name.clone(), row.standing.state))
            .collect()
    }

    fn findings(&self, document: &str) -> Vec<&'static str> {
        let rows = ops::check_document(&self.meeting(), document);
        rows.iter().map(|row| row.finding.code).collect()
    }
}

#[test]
fn a_report_is_adopted_by_consensus_and_is_closed_then() {
    let hall = Hall::new();
    let said = hall.does("chair", &["adopt", "report", "--by-consensus"]);
    assert_eq!(
        said,
        "adopted: report, by consensus\nNote: its annex tracing is not adopted\n"
    );
    assert!(
        hall.states("report")
            .values()
            .all(|state| *state == State::Adopted)
    );
    assert_eq!(hall.findings("report"), ["annex-not-adopted"]);
    hall.does("chair", &["adopt", "tracing", "--by-consensus"]);
    assert_eq!(hall.findings("report"), Vec::<&str>::new());
    let err = hall.refused("chair", &["adopt", "report", "--by-consensus"]);
    assert!(err.contains("report is adopted"), "{err}");
    let (status, _, err) = hall.run("chair", &["agree", "report", "2"]);
    assert_eq!((status, err.contains("adopted")), (2, true), "{err}");
    // Another may still explain itself, and the adoption can be taken back.
    hall.does("XUS", &["explain", "report", "--reason", "no precedent"]);
    hall.does("XUS", &["undo"]);
    hall.does("chair", &["undo"]);
    hall.does("chair", &["undo"]);
    assert!(
        hall.states("report")
            .values()
            .all(|state| *state != State::Adopted)
    );
}

#[test]
fn an_annex_may_be_adopted_first() {
    let hall = Hall::new();
    hall.does("chair", &["adopt", "tracing", "--by-consensus"]);
    let said = hall.does("chair", &["adopt", "report", "--by-consensus"]);
    assert_eq!(said, "adopted: report, by consensus\n");
    assert_eq!(hall.findings("report"), Vec::<&str>::new());
}

#[test]
fn only_the_chair_gavels_and_only_what_is_ready() {
    let hall = Hall::new();
    for hand in ["aly", "goh", "XNO"] {
        hall.refused(hand, &["adopt", "report", "--by-consensus"]);
    }
    let err = hall.refused("chair", &["adopt", "wp1", "--by-consensus"]);
    assert!(err.contains("a bracket stands in 1"), "{err}");
    // Nobody rules over a bracket.
    hall.refused(
        "chair",
        &[
            "adopt",
            "wp1",
            "--by-consensus",
            "--over-objection",
            "enough",
        ],
    );
    hall.refused("chair", &["adopt", "wp1", "--vote", "yes=3", "no=0"]);
    hall.refused("chair", &["adopt", "report"]);
    hall.refused("chair", &["adopt", "nothing", "--by-consensus"]);
}

#[test]
fn over_an_objection_it_takes_a_reason_or_a_vote() {
    let hall = Hall::new();
    hall.does("XRA", &["oppose", "report", "4", "--reason", "too soon"]);
    hall.does("XUS", &["reserve", "report", "--reason", "as a whole"]);
    let err = hall.refused("chair", &["adopt", "report", "--by-consensus"]);
    assert!(
        err.contains("XRA blocks 4") && err.contains("XUS reserves on report"),
        "{err}"
    );
    assert!(err.contains("--over \""), "{err}");
    let said = hall.does(
        "chair",
        &[
            "adopt",
            "report",
            "--by-consensus",
            "--over-objection",
            "noted",
        ],
    );
    assert!(said.contains("over this: XRA blocks 4"), "{said}");
    hall.does("chair", &["undo"]);
    let said = hall.does(
        "chair",
        &[
            "adopt",
            "report",
            "--vote",
            "yes=XNO,XEG",
            "abstain=XRA,XUS",
        ],
    );
    assert!(
        said.starts_with("adopted: report, by a vote of 2 to 0, with 2 abstentions\n"),
        "{said}"
    );
    // What was against it is settled, and no finding any more.
    assert_eq!(hall.findings("report"), ["annex-not-adopted"]);
}

#[test]
fn a_section_is_adopted_by_its_heading_and_no_more_than_that() {
    let hall = Hall::new();
    let err = hall.refused(
        "chair",
        &["adopt", "report", "--section", "4", "--by-consensus"],
    );
    assert!(err.contains("I, II, III"), "{err}");
    hall.does(
        "chair",
        &["adopt", "report", "--section", "III", "--by-consensus"],
    );
    let adopted: Vec<String> = hall
        .states("report")
        .into_iter()
        .filter_map(|(name, state)| (state == State::Adopted).then_some(name))
        .collect();
    assert_eq!(adopted.len(), 4, "{adopted:?}");
    assert!(adopted.contains(&"4".to_owned()) && adopted.contains(&"5".to_owned()));
    hall.refused(
        "chair",
        &["adopt", "report", "--section", "III", "--by-consensus"],
    );
    // Nothing of it is open any more, by whatever way.
    for verb in ["agree", "reopen", "park", "open-silence"] {
        let mut line = vec![verb, "report", "4"];
        if verb == "open-silence" {
            line.extend(["--closes", "2008-07-21T10:00"]);
        }
        let err = hall.refused("chair", &line);
        assert!(err.contains("report 4 is adopted"), "{verb}: {err}");
    }
    hall.refused(
        "XNO",
        &["propose", "report", "5", "--text", "Nobody should meet."],
    );
    // The rest of the document is open, and its whole may be adopted later.
    hall.does(
        "XNO",
        &[
            "propose",
            "report",
            "2",
            "--text",
            "It considered all lanterns.",
        ],
    );
    hall.refused("chair", &["adopt", "report", "--by-consensus"]);
    hall.does("aly", &["agree", "outcome", "1"]);
}

#[test]
fn what_the_last_issue_does_not_say_is_adopted_as_orally_amended() {
    let hall = Hall::new();
    hall.does("chair", &["issue", "report", "--rev", "1"]);
    hall.does(
        "chair",
        &[
            "edit",
            "report",
            "4",
            "--text",
            "States should meet again soon.",
        ],
    );
    let shown = hall.does("chair", &["adopt", "report", "--by-consensus", "--dry-run"]);
    assert!(
        shown.contains("III/4 as issued: States should meet again.\n"),
        "{shown}"
    );
    assert!(
        shown.contains("III/4 as adopted: States should meet again soon.\n"),
        "{shown}"
    );
    let said = hall.does("chair", &["adopt", "report", "--by-consensus"]);
    assert!(
        said.starts_with("adopted: report, by consensus, as orally amended\n"),
        "{said}"
    );
    let log = hall.does("chair", &["log", "report", "--last", "1"]);
    assert!(
        log.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .contains("as orally amended (III/4)"),
        "{log}"
    );
    let votes = ops::votes(&hall.meeting(), Some("report")).unwrap();
    assert_eq!(votes.decisions[0].amended, ["III/4"]);
}

#[test]
fn a_change_after_adoption_is_a_finding_and_a_number_alone_is_none() {
    let hall = Hall::new();
    hall.does("chair", &["adopt", "tracing", "--by-consensus"]);
    hall.does("chair", &["adopt", "report", "--by-consensus"]);
    let issued = REPORT.replace("6. The report", "7. The report");
    hall.room
        .save(&[("drafts/report/text.md", issued.as_str())]);
    assert_eq!(hall.findings("report"), Vec::<&str>::new());
    let changed = REPORT
        .replace("heard statements", "heard no statements")
        .replace("### A. Experts\n\n5. Experts should meet before.\n\n", "");
    hall.room
        .save(&[("drafts/report/text.md", changed.as_str())]);
    let rows = ops::check_document(&hall.meeting(), "report");
    let told: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {}", row.finding.code, row.finding.message))
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told.iter()
            .any(|one| one.contains("gone since: ") && one.contains('5')),
        "{told:?}"
    );
    assert!(
        told.iter().any(|one| one.contains("3: adopted")),
        "{told:?}"
    );
    assert_eq!(hall.states("report")["3"], State::Adopted);
}

#[test]
fn dissociations_come_with_the_gavel_and_go_with_it() {
    let hall = Hall::new();
    hall.refused("XRA", &["dissociate", "report", "4"]);
    let line = [
        "adopt",
        "report",
        "--dissociating",
        "XRA=4,5",
        "--dissociating",
        "XUS",
    ];
    let said = hall.does("chair", &line);
    assert!(
        said.starts_with("adopted: report, by consensus; XRA dissociates itself from 4 and 5; XUS dissociates itself from the whole\n"),
        "{said}"
    );
    let votes = ops::votes(&hall.meeting(), None).unwrap();
    assert_eq!(votes.decisions[0].how, Some("dissociations"));
    assert_eq!(votes.statements.len(), 3);
    hall.does("XEG", &["dissociate", "report", "2", "--reason", "we too"]);
    hall.does("XEG", &["undo"]);
    let said = hall.does("chair", &["undo"]);
    assert!(
        said.contains("adopts report by consensus, with dissociations"),
        "{said}"
    );
    let votes = ops::votes(&hall.meeting(), None).unwrap();
    assert!(votes.decisions.is_empty() && votes.statements.is_empty());
    assert!(
        ops::check_meeting(&hall.meeting())
            .findings
            .iter()
            .all(|row| row.finding.code != "acts-contradict")
    );
    hall.refused("chair", &["adopt", "report", "--dissociating", "NOBODY=4"]);
    let (status, _, err) = hall.run("chair", &["adopt", "report", "--dissociating", "XRA=77"]);
    assert_eq!(
        (status, err.contains("no paragraph 77")),
        (2, true),
        "{err}"
    );
}

#[test]
fn a_vote_that_does_not_add_up_is_refused() {
    let hall = Hall::new();
    let adopt = |vote: &[&str]| {
        let mut line = vec!["adopt", "report", "--vote"];
        line.extend(vote);
        hall.refused("chair", &line)
    };
    assert!(adopt(&["yes=XNO", "no=Northland"]).contains("XNO votes twice: yes and no"));
    assert!(adopt(&["yes=XNO,XUS", "yes=3"]).contains("yes: 3 announced, and 2 named"));
    assert!(adopt(&["yes=XNN"]).contains("did you mean XNO"));
    assert!(adopt(&["yes=XFO"]).contains("non-governmental"));
    assert!(adopt(&["yes=XOB"]).contains("an observer"));
    assert!(adopt(&["yes=GN"]).contains("is a group"));
    assert!(adopt(&["yes=chair"]).contains("is an officer"));
    assert!(adopt(&["not-participating=XNO"]).contains("nobody votes"));
    assert!(
        hall.states("report")
            .values()
            .all(|state| *state != State::Adopted)
    );
}

#[test]
fn a_vote_comes_from_a_file_and_its_faults_have_a_place() {
    let hall = Hall::new();
    hall.room.write(
        "vote.csv",
        "delegation,vote\nXNO,yes\nNorthland,no\nXFO,yes\nyes,4\n",
    );
    let err = hall.refused("chair", &["adopt", "report", "--votes", "vote.csv"]);
    for place in [
        "vote.csv:3:1: error[votes-twice]",
        "vote.csv:4:1: error[no-vote]",
        "vote.csv:5:1: error[vote-total]",
    ] {
        assert!(err.contains(place), "{place}: {err}");
    }
    hall.room.write("vote.yaml", "yes: [Northland, XUS]\nabstain: [XRA]\nnot_participating: [XEG]\nannounced: {yes: 2, no: 0, abstain: 1}\n");
    hall.does("chair", &["adopt", "report", "--votes", "vote.yaml"]);
    let shown = hall.does("goh", &["votes", "report"]);
    assert!(
        shown.contains("yes                2  XNO  XUS\n"),
        "{shown}"
    );
    assert!(shown.contains("not participating  1  XEG\n"), "{shown}");
}

#[test]
fn a_lost_vote_adopts_nothing_and_is_on_record() {
    let hall = Hall::new();
    let said = hall.does(
        "chair",
        &["adopt", "report", "--vote", "yes=XNO", "no=XUS,XRA"],
    );
    assert_eq!(said, "report is not adopted: a vote of 1 to 2\n");
    assert!(
        hall.states("report")
            .values()
            .all(|state| *state != State::Adopted)
    );
    let said = hall.does(
        "chair",
        &[
            "adopt",
            "report",
            "--vote",
            "yes=3",
            "no=2",
            "--majority",
            "two-thirds",
        ],
    );
    assert!(said.contains("not adopted: a vote of 3 to 2"), "{said}");
    let votes = ops::votes(&hall.meeting(), None).unwrap();
    let states: Vec<&str> = votes.decisions.iter().map(|row| row.state).collect();
    assert_eq!(states, ["not-adopted", "not-adopted"]);
    // It may be put again.
    hall.does("chair", &["adopt", "report", "--vote", "yes=3", "no=2"]);
    assert!(
        hall.states("report")
            .values()
            .all(|state| *state == State::Adopted)
    );
}

fn motions(hall: &Hall) -> Vec<MotionState> {
    let meeting = hall.meeting();
    let register = meeting.register("report").unwrap();
    register
        .ledger
        .motions
        .iter()
        .map(|one| one.state)
        .collect()
}

#[test]
fn a_motion_is_made_by_who_counts_and_decided_by_the_chair() {
    let hall = Hall::new();
    let close = [
        "motion",
        "that the debate be closed",
        "--kind",
        "close-debate",
        "--on",
        "report",
    ];
    hall.refused("XFO", &close);
    hall.refused("XOB", &close);
    hall.refused("XNO", &["motion", " ", "--on", "report"]);
    hall.refused(
        "XNO",
        &["motion", "that it go", "--kind", "annex", "--on", "report"],
    );
    hall.refused("XNO", &["motion", "that it go", "--on", "report", "4"]);
    hall.does("XNO", &close);
    hall.refused("XNO", &["decide", "report", "carried"]);
    hall.refused("XUS", &["decide", "report", "withdrawn"]);
    hall.does("XNO", &["decide", "report", "withdrawn"]);
    assert_eq!(motions(&hall), [MotionState::Withdrawn]);
    hall.refused("chair", &["vote", "report", "yes=3", "no=1"]);
    hall.does("XNO", &close);
    hall.does(
        "chair",
        &["vote", "report", "yes=XNO", "no=XUS,XRA", "abstain=XEG"],
    );
    assert_eq!(
        motions(&hall),
        [MotionState::Withdrawn, MotionState::Defeated]
    );
    hall.does("GN", &close);
    hall.does("chair", &["decide", "report", "carried"]);
    hall.does("chair", &["undo"]);
    assert_eq!(motions(&hall)[2], MotionState::Pending);
    hall.does("chair", &["decide", "report", "carried"]);
    assert_eq!(motions(&hall)[2], MotionState::Carried);
    let shown = hall.does("goh", &["votes"]);
    assert!(
        shown.contains("defeated by a vote of 1 to 2, with 1 abstention"),
        "{shown}"
    );
    assert!(shown.contains("carried without a vote"), "{shown}");
}

#[test]
fn an_annexing_that_is_carried_is_a_finding_until_it_is_done() {
    let hall = Hall::new();
    hall.does(
        "XRA",
        &[
            "motion",
            "that III become an annex",
            "--kind",
            "annex",
            "--on",
            "report",
            "III",
        ],
    );
    hall.does("chair", &["vote", "report", "yes=4", "no=0"]);
    assert_eq!(hall.findings("report"), ["motion-not-done"]);
    let moved = REPORT.replace(
        "## III. The way forward\n\n4. States should meet again.\n\n### A. Experts\n\n5. Experts should meet before.\n\n",
        "",
    );
    hall.room.save(&[("drafts/report/text.md", moved.as_str())]);
    assert_eq!(hall.findings("report"), Vec::<&str>::new());
}

#[test]
fn with_the_adoption_pending_motions_lapse_but_the_one_to_adopt() {
    let hall = Hall::new();
    hall.does(
        "XRA",
        &[
            "motion",
            "that III become an annex",
            "--kind",
            "annex",
            "--on",
            "report",
            "III",
        ],
    );
    hall.does(
        "XUS",
        &[
            "motion",
            "that the report be adopted",
            "--kind",
            "adopt",
            "--on",
            "report",
        ],
    );
    hall.refused("chair", &["vote", "report", "yes=3"]);
    let said = hall.does(
        "chair",
        &["adopt", "report", "--vote", "yes=3", "no=0", "abstain=XRA"],
    );
    assert!(
        said.contains("the motion of XRA is not decided, and lapses"),
        "{said}"
    );
    assert_eq!(motions(&hall), [MotionState::Lapsed, MotionState::Carried]);
    hall.does("chair", &["undo"]);
    assert_eq!(motions(&hall), [MotionState::Pending, MotionState::Pending]);
}

#[test]
fn a_proposal_put_to_the_vote_is_carried_or_defeated() {
    let hall = Hall::new();
    for text in [
        "It considered all lanterns.",
        "It considered every lantern.",
    ] {
        hall.does("XNO", &["propose", "report", "2", "--text", text]);
    }
    let meeting = hall.meeting();
    let register = meeting.register("report").unwrap();
    let asks = |words: &str| {
        let mut proposals = register.proposals.values();
        let one = proposals.find(|one| one.wanted.contains(words)).unwrap();
        one.slug.to_string()
    };
    let (one, other) = (&asks("all lanterns"), &asks("every lantern"));
    hall.refused("chair", &["vote", one, "yes=3"]);
    for slug in [one, other] {
        hall.does("goh", &["table", slug]);
        hall.does("chair", &["open", slug]);
    }
    hall.does("chair", &["bracket", one]);
    assert!(
        hall.words("report")
            .contains("considered [XNO: all] lanterns.")
    );
    // What falls goes out of the text, what is carried stands there without brackets, and both come back with the vote.
    hall.does("chair", &["vote", one, "yes=XNO", "no=XUS,XRA"]);
    assert!(hall.words("report").contains("2. It considered lanterns."));
    let said = hall.does("chair", &["vote", other, "yes=XNO,XUS", "no=XRA"]);
    assert!(
        said.contains("2 now: It considered every lantern."),
        "{said}"
    );
    assert!(
        hall.words("report")
            .contains("2. It considered every lantern.")
    );
    hall.does("chair", &["undo"]);
    assert!(hall.words("report").contains("2. It considered lanterns."));
    hall.does("chair", &["vote", other, "yes=XNO,XUS", "no=XRA"]);
    let meeting = hall.meeting();
    let register = meeting.register("report").unwrap();
    let status = |slug: &String| {
        let mut cases = register.ledger.cases.iter();
        cases.find(|(one, _)| one.0 == *slug).unwrap().1.status
    };
    assert_eq!(
        (status(one), status(other)),
        (Status::Defeated, Status::Carried)
    );
    hall.refused("XNO", &["withdraw", one]);
    hall.refused("chair", &["vote", one, "yes=3"]);
}

#[test]
fn an_amendment_that_is_carried_changes_what_its_proposal_wants_in_the_text_too() {
    let hall = Hall::new();
    let slug = |line: &[&str], hand: &str| {
        let mut line = line.to_vec();
        line.push("--json");
        let said: serde_json::Value = serde_json::from_str(&hall.does(hand, &line)).unwrap();
        said["proposals"][0].as_str().unwrap().to_owned()
    };
    let base = slug(
        &[
            "propose",
            "report",
            "2",
            "--text",
            "It considered all lanterns.",
        ],
        "XNO",
    );
    hall.does("goh", &["table", &base]);
    hall.does("chair", &["open", &base]);
    hall.does("chair", &["bracket", &base]);
    let other = slug(
        &["propose", &base, "--text", "It considered new lanterns."],
        "XUS",
    );
    hall.does("goh", &["table", &other]);
    hall.does("chair", &["open", &other]);
    hall.does("chair", &["vote", &other, "yes=XUS,XRA", "no=XNO"]);
    assert!(
        hall.words("report")
            .contains("2. It considered [XNO: new] lanterns."),
        "{}",
        hall.words("report")
    );
    let card = ops::proposal(&hall.meeting(), &base).unwrap();
    assert_eq!(card.wanted, "It considered new lanterns.");
    hall.does("chair", &["vote", &base, "yes=XNO,XUS", "no=XRA"]);
    assert!(
        hall.words("report")
            .contains("2. It considered new lanterns.")
    );
}

#[test]
fn what_is_said_after_the_debate_was_closed_is_told_so() {
    let hall = Hall::new();
    let line = [
        "motion",
        "that the debate be closed",
        "--kind",
        "close-debate",
        "--on",
        "report",
        "II",
    ];
    hall.does("XNO", &line);
    let propose = [
        "propose",
        "report",
        "2",
        "--text",
        "It considered all lanterns.",
    ];
    assert!(!hall.does("XUS", &propose).contains("closed"));
    hall.does("chair", &["decide", "report", "carried"]);
    let said = hall.does("XRA", &propose);
    assert!(
        said.contains("Note: the debate on it was closed at 12:0"),
        "{said}"
    );
    assert!(said.contains("by a motion of XNO"), "{said}");
    let said = hall.does("XRA", &["speak", "report", "3", "--for", "2:00"]);
    assert!(said.contains("closed"), "{said}");
    // Another section is open.
    assert!(
        !hall
            .does("XRA", &["speak", "report", "4", "--for", "2:00"])
            .contains("closed")
    );
}

#[test]
fn a_vote_in_a_file_of_acts_that_does_not_add_up_is_found_and_the_rest_stands() {
    let hall = Hall::new();
    let act = |id: &str, vote: &str| {
        format!(
            "- {{id: {id}, time: 2008-07-17T12:00-04:00, by: chair, do: adopt, document: report, how: vote, vote: {vote}}}\n"
        )
    };
    let acts = [
        act("00000000a1", "{yes: [XNO, XNO]}"),
        act("00000000a2", "{yes: [XNO], announced: {yes: 5}}"),
        act("00000000a3", "{yes: [GN]}"),
        act("00000000a4", "{announced: {}}"),
        act("00000000a5", "{yes: XNO, perhaps: [XUS]}"),
    ]
    .concat();
    hall.room
        .save(&[("drafts/report/acts/chair.yaml", acts.as_str())]);
    let found = hall.findings("report");
    let clashes = found
        .iter()
        .filter(|code| **code == "acts-contradict")
        .count();
    assert_eq!(clashes, 4, "{found:?}");
    assert!(found.contains(&"unknown-key"), "{found:?}");
    assert!(
        hall.states("report")
            .values()
            .all(|state| *state != State::Adopted)
    );
}

#[test]
fn the_same_as_it_was_done_can_be_typed() {
    let hall = Hall::new();
    for line in [
        vec![
            "adopt",
            "report",
            "--vote",
            "yes=XNO,XUS",
            "no=0",
            "abstain=XRA",
            "--majority",
            "two-thirds",
        ],
        vec![
            "adopt",
            "report",
            "--section",
            "III",
            "--dissociating",
            "XRA=4,5",
            "--over-objection",
            "it's late",
        ],
        vec![
            "motion",
            "that it's closed",
            "--kind",
            "close-debate",
            "--on",
            "report",
        ],
    ] {
        let (_, out, err) = hall.run("chair", &[&line[..], &["--dry-run", "--json"]].concat());
        let planned: serde_json::Value = serde_json::from_str(&out).expect(&err);
        let same = planned["same_as"].as_str().unwrap().to_owned();
        let request = adref::cli::interpret(&same, &hall.meeting()).unwrap();
        let adref::ops::Request::Do(order) = request else {
            panic!("{same}")
        };
        let stamp = ops::Stamp {
            by: Some("chair".to_owned()),
            entered_by: None,
            when: noon().plus_seconds(600),
            heard: None,
            received: None,
        };
        let plan = order.command.plan(&hall.meeting(), &stamp).unwrap();
        assert_eq!(plan.same_as, same);
    }
}

#[test]
fn a_document_stands_where_its_least_paragraph_does_until_it_is_adopted() {
    let hall = Hall::new();
    let row = |hall: &Hall| {
        let rows = ops::documents(&hall.meeting());
        rows.into_iter().find(|row| row.id == "report").unwrap()
    };
    hall.does("chair", &["agree", "report", "2"]);
    assert_eq!(row(&hall).state.as_deref(), Some("open"));
    hall.does("XRA", &["oppose", "report", "3"]);
    assert_eq!(row(&hall).state.as_deref(), Some("contested"));
    let vote = ["adopt", "report", "--vote", "yes=XNO", "abstain=XRA"];
    hall.does("chair", &vote);
    assert_eq!(row(&hall).state.as_deref(), Some("adopted"));
    let adopted = "adopted by a vote of 1 to 0, with 1 abstention";
    assert_eq!(row(&hall).adopted.as_deref(), Some(adopted));
    let said = hall
        .does("goh", &["status"])
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        said.contains("adopted by a vote of 1 to 0, with 1"),
        "{said}"
    );
}

#[test]
fn what_is_foreign_in_a_motion_or_a_vote_reaches_no_terminal_raw() {
    let hall = Hall::new();
    let words = "that \u{1b}[2J the \u{202e}debate be closed";
    hall.does("XNO", &["motion", words, "--on", "report"]);
    hall.does(
        "XUS",
        &["explain", "report", "--reason", "\u{1b}]0;title\u{7} no"],
    );
    hall.room
        .write("v.csv", "XNO\u{1b}[31m,yes\nX\u{202e},no\nXUS,ye\u{7}s\n");
    let mut said = hall.does("goh", &["votes"]) + &hall.does("goh", &["log", "report"]);
    said += &hall.refused("chair", &["adopt", "report", "--votes", "v.csv"]);
    said += &hall.refused("chair", &["adopt", "report", "--vote", "yes=\u{1b}[31mXNO"]);
    let raw = said
        .chars()
        .find(|c| (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c));
    assert_eq!(raw, None, "{said:?}");
    for file in ["nothing.csv", "."] {
        let (status, _, err) = hall.run("chair", &["adopt", "report", "--votes", file]);
        assert_eq!((status, err.contains(file)), (2, true), "{err}");
    }
}

// The count, against another way to count.

fn roll() -> Roll {
    let delegation = |n: usize| Delegation {
        code: format!("X{n:02}"),
        name: format!("Land {n}"),
        kind: if n < 8 {
            DelegationKind::State
        } else {
            DelegationKind::Ngo
        },
        aliases: Vec::new(),
    };
    Roll {
        delegations: Delegations {
            delegations: (0..10).map(delegation).collect(),
            groups: vec![Group {
                code: "GX".to_owned(),
                name: "Group".to_owned(),
                members: Vec::new(),
                presidency: Vec::new(),
            }],
        },
        officers: Vec::new(),
    }
}

proptest! {
    #[test]
    fn whatever_bytes_a_file_of_votes_holds_it_is_a_vote_or_has_a_fault(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        lines in prop::collection::vec(prop::sample::select(vec![
            "yes: [XNO]", "no: XUS", "X00,yes", "yes,4", "abstain:", "announced: {yes: 1}", ",", "- yes", "x01;no", "not_participating: [X02, X02]",
        ]), 0..6),
        table in any::<bool>(),
    ) {
        let roll = roll();
        let voter = |typed: &str| {
            adref::consensus::voter(&roll, typed).map_err(|refusal| (refusal.sentence(), refusal.hint.unwrap_or_default()))
        };
        let path = if table { "v.csv" } else { "v.yaml" };
        for bytes in [bytes, lines.join("\n").into_bytes()] {
            let (vote, faults) = adref::record::read_votes(path, &bytes, &voter);
            for fault in &faults {
                prop_assert!(fault.finding.place.line >= 1 && !fault.finding.message.is_empty());
            }
            // What is read without a fault is counted, or is no vote at all.
            if faults.is_empty() && count(&vote, Majority::Simple, &roll).is_err() {
                let cast = [Voice::Yes, Voice::No, Voice::Abstain];
                prop_assert!(cast.iter().all(|voice| vote.names(*voice).is_empty() && vote.total(*voice).unwrap_or(0) == 0), "{:?}", vote);
            }
        }
    }

    #[test]
    fn a_vote_counts_as_a_tally_on_paper_does(
        cast in prop::collection::vec((0..12_usize, 0..4_usize), 0..10),
        totals in prop::collection::vec(prop::option::weighted(0.3, 0..6_u32), 4),
        two_thirds in any::<bool>(),
    ) {
        let roll = roll();
        let name = |n: usize| match n {
            10 => "GX".to_owned(),
            11 => "nobody".to_owned(),
            n if n % 2 == 0 => format!("x{n:02}"),
            n => format!("Land {n}"),
        };
        let mut vote = Vote::default();
        for (who, voice) in &cast {
            vote.add(Voice::ALL[*voice], name(*who));
        }
        for (voice, total) in totals.iter().enumerate() {
            if let Some(total) = total {
                vote.announce(Voice::ALL[voice], *total);
            }
        }
        // On paper: a row a delegation, a mark in its column.
        let mut paper = [[false; 4]; 12];
        let mut fine = true;
        for (who, voice) in &cast {
            fine &= *who < 8 && !paper[*who].iter().any(|mark| *mark);
            paper[*who][*voice] = true;
        }
        let mut columns = [0_u32; 4];
        for (n, column) in columns.iter_mut().enumerate() {
            let marks = paper.iter().filter(|row| row[n]).count() as u32;
            *column = match totals[n] {
                Some(total) if marks == 0 => total,
                Some(total) => { fine &= total == marks; total }
                None => marks,
            };
        }
        fine &= columns[..3].iter().any(|column| *column > 0);
        let majority = if two_thirds { Majority::TwoThirds } else { Majority::Simple };
        match count(&vote, majority, &roll) {
            Ok(counted) => {
                prop_assert!(fine, "{:?}", vote);
                prop_assert_eq!([counted.yes, counted.no, counted.abstain, counted.absent], columns);
                let share = f64::from(columns[0]) / f64::from(columns[0] + columns[1]);
                let wanted = if two_thirds { share >= 2.0 / 3.0 - 1e-9 } else { share > 0.5 };
                prop_assert_eq!(counted.carried, wanted && columns[0] > 0, "{:?}", counted);
            }
            Err(refusal) => {
                prop_assert!(!fine, "{:?}: {}", vote, refusal);
                prop_assert!(refusal.hint.is_some());
            }
        }
    }
}
