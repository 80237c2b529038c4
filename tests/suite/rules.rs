//! The rules: one claim a test.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::sync::Arc;

use adref::consensus::{
    Effective, Facts, Filed, Ledger, Matter, Outcome, PlacedStance, Refusal, Roll, Room, Stance,
    Standing, State, Status, Tally, effective, standing,
};
use adref::moment::Moment;
use adref::record::{
    Act, ActId, Anchor, Delegation, DelegationKind, Delegations, Group, Level, Membership, Officer,
    Proposal, ProposalKind, Role, Slug, Target, Verb, read_proposal,
};
use adref::repo::BlobId;
use adref::text::Digests;

use crate::model::{PARTIES, hall_of};

/// 17 July 2008, ten o'clock, and so many minutes.
pub(crate) fn at(minutes: i64) -> Moment {
    let ten: Moment = "2008-07-17T10:00-04:00".parse().unwrap();
    ten.plus_seconds(minutes * 60)
}

pub(crate) fn slug(name: &str) -> Slug {
    Slug(name.to_owned())
}

pub(crate) fn paragraph(ordinal: usize) -> Target {
    Target::Paragraph(anchor(ordinal))
}

pub(crate) fn anchor(ordinal: usize) -> Anchor {
    Anchor {
        version: BlobId("c0ffee".to_owned()),
        ordinal,
        label: ordinal.to_string(),
    }
}

fn roll() -> Roll {
    let delegation = |code: &str, kind| Delegation {
        code: code.to_owned(),
        name: format!("{code}land"),
        kind,
        aliases: Vec::new(),
    };
    let member = |code: &str, from: Option<&str>, to: Option<&str>| Membership {
        code: code.to_owned(),
        from: from.map(str::to_owned),
        to: to.map(str::to_owned),
    };
    let group = |code: &str, members: &[&str], presidency| Group {
        code: code.to_owned(),
        name: format!("Group {code}"),
        members: members.iter().map(|one| member(one, None, None)).collect(),
        presidency,
    };
    let officer = |handle: &str, role, documents: &[&str]| Officer {
        handle: handle.to_owned(),
        name: handle.to_owned(),
        delegation: None,
        role,
        documents: documents.iter().map(|&id| id.to_owned()).collect(),
    };
    Roll {
        delegations: Delegations {
            delegations: vec![
                delegation("XNO", DelegationKind::State),
                delegation("XUS", DelegationKind::State),
                delegation("XEG", DelegationKind::State),
                delegation("XMU", DelegationKind::State),
                delegation("XFO", DelegationKind::Ngo),
            ],
            groups: vec![
                group(
                    "GN",
                    &["XNO", "XMU"],
                    vec![
                        member("XMU", None, Some("2008-06-30")),
                        member("XNO", Some("2008-07-01"), None),
                    ],
                ),
                group("GS", &["XEG", "XMU"], Vec::new()),
            ],
        },
        officers: vec![
            officer("cek", Role::Chair, &[]),
            officer("aly", Role::Facilitator, &["outcome"]),
            officer("you", Role::Facilitator, &["wp2"]),
            officer("goh", Role::Secretariat, &[]),
        ],
    }
}

/// A meeting's room for a test: its proposals and the acts so far, each a minute after the one before.
pub(crate) struct Hall {
    roll: Roll,
    pub(crate) proposals: BTreeMap<Slug, Proposal>,
    pub(crate) acts: Vec<Act>,
}

impl Hall {
    pub(crate) fn new(proposals: &[(&str, &str)]) -> Hall {
        let read = |(name, sponsor): &(&str, &str)| {
            let file = format!("---\nsponsor: {sponsor}\nkind: comment\n---\n\nwords\n");
            let path = format!("drafts/outcome/proposals/{name}.md");
            let (proposal, _) = read_proposal(&path, "outcome", file.as_bytes());
            (slug(name), proposal.unwrap())
        };
        Hall {
            roll: roll(),
            proposals: proposals.iter().map(read).collect(),
            acts: Vec::new(),
        }
    }

    pub(crate) fn matter(&self) -> Matter<'_> {
        Matter {
            document: "outcome",
            proposals: &self.proposals,
            roll: &self.roll,
        }
    }

    pub(crate) fn ledger(&self) -> Ledger {
        Ledger::fold(
            &self.matter(),
            &Arc::new(self.acts.iter().cloned().collect()),
        )
    }

    fn act(&self, by: &str, verb: Verb, target: Target) -> Act {
        let minutes = i64::try_from(self.acts.len()).unwrap();
        let mut act = Act::new(at(minutes), by, verb, target);
        if let (Verb::Table, Target::Proposal(slug)) = (verb, &act.target) {
            act.number = Some(slug.0.to_uppercase());
        }
        act.id = act.fresh_id(u64::try_from(self.acts.len()).unwrap());
        act
    }

    /// Tries an act as a person would, and does it if it may be done.
    fn with(
        &mut self,
        by: &str,
        verb: Verb,
        target: Target,
        more: impl FnOnce(&mut Act),
    ) -> Result<ActId, Refusal> {
        let mut act = self.act(by, verb, target);
        more(&mut act);
        self.ledger().admit(&self.matter(), &act)?;
        let id = act.id.clone();
        self.acts.push(act);
        Ok(id)
    }

    fn on(&mut self, by: &str, verb: Verb, name: &str) -> Result<ActId, Refusal> {
        self.with(by, verb, Target::Proposal(slug(name)), |_| {})
    }

    fn does(&mut self, by: &str, verbs: &[Verb], name: &str) -> &mut Hall {
        for verb in verbs {
            self.on(by, *verb, name)
                .unwrap_or_else(|refusal| panic!("{}", refusal.sentence()));
        }
        self
    }

    fn status(&self, name: &str) -> Status {
        self.ledger().cases[&slug(name)].status
    }

    /// The standing of a paragraph with these facts, all that was said of it standing on it.
    fn standing(&self, facts: &Facts, now: Moment) -> Standing {
        let ledger = self.ledger();
        let filed = Filed {
            rulings: ledger.rulings.iter().collect(),
            stances: ledger
                .stances()
                .filter(|one| !matches!(one.target, Target::Proposal(_)))
                .map(|record| PlacedStance {
                    waits: record.until.map(str::to_owned),
                    record,
                    stale: false,
                })
                .collect(),
            proposals: ledger.cases.iter().collect(),
            silences: ledger.silences.iter().collect(),
            ..Filed::default()
        };
        let room = Room {
            roll: &self.roll,
            now,
            adopted: ledger.adopted.is_some(),
        };
        standing(facts, &filed, &room)
    }
}

fn facts(words: &str) -> Facts {
    Facts {
        words: words.to_owned(),
        ..Facts::default()
    }
}

fn agree(hall: &mut Hall, words: &str) -> ActId {
    hall.with("aly", Verb::Agree, paragraph(3), |act| {
        act.level = Some(Level::AdReferendum);
        act.words = Some(words.to_owned());
        act.digests = Some(Digests::of(words));
    })
    .unwrap()
}

fn finding_codes(standing: &Standing) -> Vec<&'static str> {
    standing.findings.iter().map(|(code, _)| *code).collect()
}

use Verb::{
    Accept, AdoptAsOwn, Bracket, CoSponsor, Merge, Open, Oppose, Park, Reintroduce, Reopen,
    Reserve, Return, SetAside, Submit, Supersede, Support, Table, Withdraw,
};

#[test]
fn a_proposal_goes_from_draft_to_the_text() {
    let mut hall = Hall::new(&[("xno-1", "XNO")]);
    assert_eq!(hall.status("xno-1"), Status::Draft);
    hall.does("XNO", &[Submit], "xno-1");
    assert_eq!(hall.status("xno-1"), Status::Submitted);
    hall.does("goh", &[Table], "xno-1");
    assert_eq!(hall.status("xno-1"), Status::Tabled);
    assert_eq!(
        hall.ledger().cases[&slug("xno-1")].number.as_deref(),
        Some("XNO-1")
    );
    hall.does("aly", &[Open, Bracket], "xno-1");
    assert_eq!(hall.status("xno-1"), Status::InText);
    hall.does("aly", &[Accept], "xno-1");
    assert_eq!(hall.status("xno-1"), Status::Accepted);
    hall.does("aly", &[Reopen], "xno-1");
    assert_eq!(hall.status("xno-1"), Status::UnderDiscussion);
    assert!(hall.ledger().contradictions.is_empty());
}

#[test]
fn what_is_accepted_in_other_words_is_accepted_as_amended() {
    let mut hall = Hall::new(&[("xno-1", "XNO")]);
    hall.does("XNO", &[Submit], "xno-1")
        .does("aly", &[Table, Open], "xno-1");
    hall.with("aly", Accept, Target::Proposal(slug("xno-1")), |act| {
        act.amended = true
    })
    .unwrap();
    assert_eq!(hall.status("xno-1"), Status::AcceptedAsAmended);
}

#[test]
fn a_refusal_says_since_when_and_what_to_do_first() {
    let mut hall = Hall::new(&[("xno-1", "XNO")]);
    hall.does("XNO", &[Submit], "xno-1")
        .does("goh", &[Table], "xno-1");
    let refusal = hall.on("aly", Accept, "xno-1").unwrap_err();
    assert_eq!(refusal.what, "one cannot accept XNO-1 now");
    assert_eq!(refusal.because, ["XNO-1 is tabled, since 17 July, 10:01"]);
    assert_eq!(
        refusal.hint.as_deref(),
        Some("take it up first: adref open XNO-1")
    );
}

#[test]
fn a_proposal_came_when_it_was_first_handed_in_and_not_when_its_draft_was_written() {
    let mut hall = Hall::new(&[("xno-1", "XNO")]);
    hall.proposals.get_mut(&slug("xno-1")).unwrap().received = Some(at(-50));
    let came = |hall: &Hall| hall.ledger().cases[&slug("xno-1")].submitted;
    assert_eq!(came(&hall), None, "a draft has not come");
    hall.does("XNO", &[Submit], "xno-1");
    let first = came(&hall);
    assert!(first >= Some(at(0)), "{first:?}");
    // Handed back and handed in again it came when it came first.
    hall.does("aly", &[Return], "xno-1")
        .does("XNO", &[Submit], "xno-1");
    assert_eq!(hall.status("xno-1"), Status::Submitted);
    assert_eq!(came(&hall), first);
}

#[test]
fn the_sponsor_alone_withdraws_and_another_may_take_it_over() {
    let mut hall = Hall::new(&[("xno-1", "XNO")]);
    hall.does("XNO", &[Submit], "xno-1")
        .does("aly", &[Table, Open], "xno-1");
    let refusal = hall.on("XUS", Withdraw, "xno-1").unwrap_err();
    assert_eq!(refusal.what, "XUS may not withdraw XNO-1");
    assert!(hall.on("aly", Withdraw, "xno-1").is_err());
    hall.does("XNO", &[Withdraw], "xno-1")
        .does("XUS", &[AdoptAsOwn], "xno-1");
    assert_eq!(hall.status("xno-1"), Status::Tabled);
    assert_eq!(hall.ledger().cases[&slug("xno-1")].sponsor, "XUS");
    assert!(hall.on("XNO", Withdraw, "xno-1").is_err());
    hall.does("XUS", &[Withdraw, Reintroduce], "xno-1");
    assert_eq!(hall.status("xno-1"), Status::Tabled);
}

#[test]
fn what_was_never_tabled_comes_back_as_it_was() {
    let mut hall = Hall::new(&[("xno-1", "XNO"), ("xno-2", "XNO")]);
    hall.does("XNO", &[Submit, Withdraw, Reintroduce], "xno-1");
    assert_eq!(hall.status("xno-1"), Status::Submitted);
    hall.does("XNO", &[Withdraw, Reintroduce], "xno-2");
    assert_eq!(hall.status("xno-2"), Status::Draft);
}

#[test]
fn who_is_not_supported_may_come_again() {
    let mut hall = Hall::new(&[("xno-1", "XNO")]);
    hall.does("XNO", &[Submit], "xno-1")
        .does("aly", &[Table, Open, SetAside], "xno-1");
    assert!(hall.on("XUS", Reintroduce, "xno-1").is_err());
    hall.does("XUS", &[CoSponsor, Reintroduce], "xno-1");
    assert_eq!(hall.status("xno-1"), Status::Tabled);
}

#[test]
fn what_is_sent_back_may_be_handed_in_again() {
    let mut hall = Hall::new(&[("xno-1", "XNO")]);
    hall.does("XNO", &[Submit], "xno-1")
        .does("goh", &[Return], "xno-1");
    assert_eq!(hall.status("xno-1"), Status::Returned);
    hall.does("XNO", &[Submit], "xno-1");
    assert_eq!(hall.status("xno-1"), Status::Submitted);
}

#[test]
fn what_lives_on_in_another_comes_back_when_that_falls() {
    let mut hall = Hall::new(&[("xno-1", "XNO"), ("xus-1", "XUS"), ("xeg-1", "XEG")]);
    for (name, by) in [("xno-1", "XNO"), ("xus-1", "XUS"), ("xeg-1", "XEG")] {
        hall.does(by, &[Submit], name).does("aly", &[Table], name);
    }
    hall.does("aly", &[Open], "xno-1")
        .does("aly", &[Open], "xus-1");
    let into = |act: &mut Act| act.into = Some(slug("xus-1"));
    hall.with("aly", Merge, Target::Proposal(slug("xno-1")), into)
        .unwrap();
    hall.with("aly", Supersede, Target::Proposal(slug("xeg-1")), into)
        .unwrap();
    assert_eq!(
        (hall.status("xno-1"), hall.status("xeg-1")),
        (Status::Merged, Status::Superseded)
    );
    let falls = hall.on("XUS", Withdraw, "xus-1").unwrap();
    assert_eq!(hall.status("xno-1"), Status::UnderDiscussion);
    assert_eq!(hall.status("xeg-1"), Status::UnderDiscussion);
    assert_eq!(
        hall.ledger().cases[&slug("xno-1")].acts.last(),
        Some(&falls)
    );
    hall.with("XUS", Verb::Retract, Target::Act(falls), |_| {})
        .unwrap();
    assert_eq!(hall.status("xno-1"), Status::Merged);
}

#[test]
fn nothing_lives_on_in_itself_in_a_ring_or_in_what_is_gone() {
    let mut hall = Hall::new(&[("xno-1", "XNO"), ("xus-1", "XUS"), ("xeg-1", "XEG")]);
    for (name, by) in [("xno-1", "XNO"), ("xus-1", "XUS")] {
        hall.does(by, &[Submit], name)
            .does("aly", &[Table, Open], name);
    }
    let merge = |hall: &mut Hall, name: &str, into: Option<&str>| {
        let into = into.map(slug);
        hall.with("aly", Merge, Target::Proposal(slug(name)), |act| {
            act.into = into
        })
    };
    assert!(merge(&mut hall, "xno-1", None).is_err());
    assert!(merge(&mut hall, "xno-1", Some("xno-1")).is_err());
    assert!(merge(&mut hall, "xno-1", Some("xeg-1")).is_err());
    assert!(merge(&mut hall, "xno-1", Some("none-1")).is_err());
    merge(&mut hall, "xno-1", Some("xus-1")).unwrap();
    let ring = merge(&mut hall, "xus-1", Some("xno-1")).unwrap_err();
    assert_eq!(
        ring.sentence(),
        "XUS-1 cannot live on in XNO-1: XNO-1 lives on in XUS-1"
    );
}

#[test]
fn a_number_is_given_once() {
    let mut hall = Hall::new(&[("xno-1", "XNO"), ("xno-2", "XNO")]);
    hall.does("XNO", &[Submit], "xno-1")
        .does("XNO", &[Submit], "xno-2")
        .does("goh", &[Table], "xno-1");
    let number = |act: &mut Act| act.number = Some("XNO-1".to_owned());
    let refusal = hall
        .with("goh", Table, Target::Proposal(slug("xno-2")), number)
        .unwrap_err();
    assert_eq!(refusal.what, "the number XNO-1 is taken");
    assert!(
        hall.with("goh", Table, Target::Proposal(slug("xno-2")), |act| act
            .number =
            None)
            .is_err()
    );
}

#[test]
fn the_pen_belongs_to_who_holds_the_document_and_to_the_chair() {
    let mut hall = Hall::new(&[("xno-1", "XNO")]);
    hall.does("XNO", &[Submit], "xno-1")
        .does("goh", &[Table], "xno-1");
    for by in ["XNO", "goh", "you"] {
        let refusal = hall.on(by, Open, "xno-1").unwrap_err();
        assert_eq!(
            refusal.because,
            [format!("{by} does not hold the pen of outcome")]
        );
        assert_eq!(refusal.hint.as_deref(), Some("ask aly"));
    }
    let delegate = hall.on("XUS", Accept, "xno-1").unwrap_err();
    assert!(delegate.hint.unwrap().contains("adref position accept"));
    hall.does("cek", &[Open], "xno-1")
        .does("aly", &[Bracket], "xno-1");
}

#[test]
fn an_officer_has_no_position() {
    let mut hall = Hall::new(&[("xno-1", "XNO")]);
    let refusal = hall.on("aly", Oppose, "xno-1").unwrap_err();
    assert_eq!(refusal.hint.as_deref(), Some("say in whose name: --as XNO"));
    let unknown = hall.on("XNQ", Oppose, "xno-1").unwrap_err();
    assert_eq!(unknown.hint.as_deref(), Some("did you mean XNO?"));
}

#[test]
fn a_group_is_entered_by_its_presidency_of_the_day_or_by_the_desk() {
    let mut hall = Hall::new(&[]);
    let mut enters = |hand: &str| {
        let hand = hand.to_owned();
        hall.with("GN", Support, paragraph(3), |act| {
            act.entered_by = Some(hand)
        })
    };
    assert!(enters("goh").is_ok());
    assert!(enters("XNO").is_ok());
    let refusal = enters("XMU").unwrap_err();
    assert_eq!(refusal.because, ["XNO presides over GN on 2008-07-17"]);
    let other = hall
        .with("XUS", Support, paragraph(3), |act| {
            act.entered_by = Some("XNO".to_owned())
        })
        .unwrap_err();
    assert_eq!(other.what, "XNO may not enter anything for XUS");
}

#[test]
fn the_latest_stance_of_a_party_on_a_thing_counts() {
    let mut hall = Hall::new(&[]);
    hall.with("XUS", Oppose, paragraph(3), |_| {}).unwrap();
    hall.with("XUS", Support, paragraph(4), |_| {}).unwrap();
    let last = hall.with("XUS", Support, paragraph(3), |_| {}).unwrap();
    let ledger = hall.ledger();
    assert_eq!(ledger.held(), 2);
    let on_three = ledger
        .stances()
        .find(|one| *one.target == paragraph(3))
        .unwrap();
    assert_eq!((on_three.stance, on_three.act), (Stance::Support, &last));
}

#[test]
fn taking_an_act_back_gives_the_state_before_and_taking_that_back_the_state_after() {
    let mut hall = Hall::new(&[]);
    let oppose = hall.with("XUS", Oppose, paragraph(3), |_| {}).unwrap();
    let after = hall.ledger();
    let back = hall
        .with("XUS", Verb::Retract, Target::Act(oppose.clone()), |_| {})
        .unwrap();
    assert_eq!(hall.ledger().held(), 0);
    assert!(hall.ledger().retracted.contains(&oppose));
    assert!(
        hall.with("XUS", Verb::Retract, Target::Act(oppose), |_| {})
            .is_err()
    );
    hall.with("XUS", Verb::Retract, Target::Act(back), |_| {})
        .unwrap();
    assert!(hall.ledger().stances().eq(after.stances()));
}

#[test]
fn what_others_build_on_is_taken_back_last() {
    let mut hall = Hall::new(&[("xno-1", "XNO")]);
    hall.does("XNO", &[Submit], "xno-1");
    let table = hall.on("goh", Table, "xno-1").unwrap();
    let open = hall.on("aly", Open, "xno-1").unwrap();
    let refusal = hall
        .with("goh", Verb::Retract, Target::Act(table.clone()), |_| {})
        .unwrap_err();
    assert!(refusal.hint.unwrap().contains(&open.to_string()));
    hall.with("aly", Verb::Retract, Target::Act(open), |_| {})
        .unwrap();
    hall.with("goh", Verb::Retract, Target::Act(table), |_| {})
        .unwrap();
    assert_eq!(hall.status("xno-1"), Status::Submitted);
}

#[test]
fn nobody_takes_back_what_another_did_but_the_chair() {
    let mut hall = Hall::new(&[]);
    let id = hall.with("XUS", Oppose, paragraph(3), |_| {}).unwrap();
    for by in ["XNO", "aly", "goh"] {
        let refusal = hall
            .with(by, Verb::Retract, Target::Act(id.clone()), |_| {})
            .unwrap_err();
        assert_eq!(refusal.what, format!("{by} may not take back {id}"));
    }
    hall.with("cek", Verb::Retract, Target::Act(id), |_| {})
        .unwrap();
}

#[test]
fn two_hands_apart_that_contradict_are_a_finding_and_not_an_error() {
    let mut hall = Hall::new(&[("xno-1", "XNO")]);
    hall.does("XNO", &[Submit], "xno-1")
        .does("aly", &[Table, Open], "xno-1");
    let withdraw = hall.act("XNO", Withdraw, Target::Proposal(slug("xno-1")));
    let mut accept = hall.act("aly", Accept, Target::Proposal(slug("xno-1")));
    accept.time = withdraw.time.plus_seconds(30);
    hall.acts.extend([accept.clone(), withdraw]);
    let ledger = hall.ledger();
    assert_eq!(ledger.cases[&slug("xno-1")].status, Status::Withdrawn);
    assert_eq!(ledger.contradictions.len(), 1);
    assert_eq!(ledger.contradictions[0].0, accept.id);
    assert!(ledger.contradictions[0].1.contains("XNO-1 is withdrawn"));
}

#[test]
fn an_act_comes_after_what_it_answers_whatever_the_clocks_say() {
    let mut hall = Hall::new(&[("xno-1", "XNO")]);
    hall.does("XNO", &[Submit], "xno-1");
    let mut table = hall.act("goh", Table, Target::Proposal(slug("xno-1")));
    table.time = at(-600);
    table.after = hall.ledger().answered_by(&table);
    assert_eq!(table.after.len(), 1);
    hall.acts.push(table);
    assert_eq!(hall.status("xno-1"), Status::Tabled);
    assert!(hall.ledger().contradictions.is_empty());
}

#[test]
fn acts_that_wait_for_one_another_are_told_and_lose_nothing() {
    let mut hall = Hall::new(&[]);
    let mut one = hall.act("XNO", Support, paragraph(1));
    let mut two = hall.act("XUS", Support, paragraph(1));
    (one.after, two.after) = (vec![two.id.clone()], vec![one.id.clone()]);
    hall.acts.extend([one, two]);
    let ledger = hall.ledger();
    assert_eq!((ledger.held(), ledger.contradictions.len()), (2, 1));
}

#[test]
fn two_acts_of_one_id_are_one_act_and_a_finding() {
    let mut hall = Hall::new(&[]);
    let one = hall.act("XNO", Support, paragraph(1));
    let two = Act {
        verb: Oppose,
        ..one.clone()
    };
    hall.acts = vec![one.clone(), two.clone()];
    let ledger = hall.ledger();
    hall.acts = vec![two, one];
    assert_eq!(ledger, hall.ledger());
    assert_eq!((ledger.held(), ledger.contradictions.len()), (1, 1));
}

#[test]
fn a_document_adopted_makes_what_is_accepted_final_and_lets_the_rest_lapse() {
    let mut hall = Hall::new(&[("xno-1", "XNO"), ("xus-1", "XUS"), ("xeg-1", "XEG")]);
    hall.does("XNO", &[Submit], "xno-1")
        .does("aly", &[Table, Open, Accept], "xno-1");
    hall.does("XUS", &[Submit], "xus-1");
    hall.does("XEG", &[Submit, Withdraw], "xeg-1");
    assert!(
        hall.with("aly", Verb::Adopt, Target::Document, |_| {})
            .is_err()
    );
    hall.with("cek", Verb::Adopt, Target::Document, |_| {})
        .unwrap();
    assert_eq!(hall.status("xno-1"), Status::Adopted);
    assert_eq!(hall.status("xus-1"), Status::Lapsed);
    assert_eq!(hall.status("xeg-1"), Status::Withdrawn);
    let refusal = hall.on("XUS", Withdraw, "xus-1").unwrap_err();
    assert_eq!(refusal.what, "outcome is adopted");
    assert!(
        hall.with("XUS", Reserve, Target::Document, |_| {}).is_ok(),
        "an explanation of position"
    );
}

// Positions.

#[test]
fn a_member_without_a_word_of_its_own_stands_with_its_group() {
    let mut hall = Hall::new(&[]);
    hall.with("GN", Oppose, paragraph(3), |_| {}).unwrap();
    hall.with("GS", Support, paragraph(3), |_| {}).unwrap();
    hall.with("XNO", Support, paragraph(3), |_| {}).unwrap();
    let ledger = hall.ledger();
    let stances: Vec<_> = ledger.stances().collect();
    let day = "2008-07-17";
    assert!(
        matches!(effective(&hall.roll, day, "XNO", &stances), Effective::Own(one) if one.stance == Stance::Support)
    );
    assert!(
        matches!(effective(&hall.roll, day, "XEG", &stances), Effective::Group(one) if one.party == "GS")
    );
    assert!(
        matches!(effective(&hall.roll, day, "XMU", &stances), Effective::Conflict(both) if both.len() == 2)
    );
    assert_eq!(
        effective(&hall.roll, day, "XUS", &stances),
        Effective::Silent
    );
    let tally = Tally::of(&hall.roll, day, &stances);
    assert_eq!(tally.states[&Stance::Support], ["XEG", "XNO"]);
    assert_eq!(tally.conflicts, ["XMU"]);
    assert_eq!(tally.dissociated, [("XNO".to_owned(), "GN".to_owned())]);
}

// Silence.

#[test]
fn one_objection_in_time_breaks_a_silence_and_a_late_one_is_only_told() {
    let mut hall = Hall::new(&[]);
    assert!(
        hall.with("aly", Verb::OpenSilence, paragraph(3), |_| {})
            .is_err(),
        "no end"
    );
    assert!(
        hall.with("XUS", Verb::BreakSilence, paragraph(3), |_| {})
            .is_err(),
        "no silence"
    );
    let open = hall
        .with("aly", Verb::OpenSilence, paragraph(3), |act| {
            act.closes = Some(at(60))
        })
        .unwrap();
    assert_eq!(hall.ledger().silences[0].outcome(at(59)), Outcome::Running);
    assert_eq!(hall.ledger().silences[0].outcome(at(60)), Outcome::Passed);
    hall.with("aly", Verb::OpenSilence, Target::Act(open.clone()), |act| {
        act.closes = Some(at(90))
    })
    .unwrap();
    assert_eq!(hall.ledger().silences[0].outcome(at(60)), Outcome::Running);
    hall.with("XEG", Verb::BreakSilence, paragraph(3), |act| {
        act.time = at(91)
    })
    .unwrap();
    assert_eq!(hall.ledger().silences[0].outcome(at(92)), Outcome::Passed);
    assert!(
        hall.standing(&facts("words"), at(92))
            .findings
            .iter()
            .any(|(code, _)| *code == "late-break")
    );
    hall.with("XUS", Verb::BreakSilence, Target::Document, |_| {})
        .unwrap();
    assert_eq!(hall.ledger().silences[0].outcome(at(92)), Outcome::Broken);
    assert!(
        hall.with("aly", Verb::OpenSilence, Target::Act(open), |act| act
            .closes =
            Some(at(99)))
            .is_err()
    );
}

#[test]
fn a_paragraph_under_silence_is_so_until_it_ends_and_then_ready() {
    let mut hall = Hall::new(&[]);
    hall.with("aly", Verb::OpenSilence, paragraph(3), |act| {
        act.closes = Some(at(60));
        act.words = Some("words".to_owned());
    })
    .unwrap();
    assert_eq!(hall.standing(&facts("words"), at(10)).state, State::Silence);
    assert_eq!(hall.standing(&facts("words"), at(60)).state, State::Ready);
    let changed = hall.standing(&facts("other words"), at(10));
    assert_eq!(finding_codes(&changed), ["silence-words-changed"]);
    hall.with("XUS", Verb::BreakSilence, paragraph(3), |_| {})
        .unwrap();
    let broken = hall.standing(&facts("words"), at(60));
    assert_eq!(
        (broken.state, broken.derived.blocking),
        (State::Contested, vec!["XUS".to_owned()])
    );
    assert!(
        broken
            .reasons
            .contains(&"XUS broke the silence at 10:01".to_owned())
    );
    // Run again, it asks everybody again, also who broke it.
    hall.with("aly", Verb::OpenSilence, paragraph(3), |act| {
        act.closes = Some(at(180));
        act.words = Some("words".to_owned());
    })
    .unwrap();
    let again = hall.standing(&facts("words"), at(90));
    assert_eq!(
        (again.state, again.derived.blocking),
        (State::Silence, Vec::<String>::new())
    );
    assert_eq!(hall.standing(&facts("words"), at(181)).state, State::Ready);
}

// Standing.

#[test]
fn a_paragraph_is_open_contested_clean_and_ready() {
    let mut hall = Hall::new(&[]);
    assert_eq!(hall.standing(&facts("a"), at(0)).state, State::Open);
    let bracketed = Facts {
        brackets: 1,
        holding: vec!["XUS".to_owned()],
        ..facts("[a]")
    };
    let contested = hall.standing(&bracketed, at(0));
    assert_eq!(
        (contested.state, contested.reasons),
        (State::Contested, vec!["XUS holds a bracket".to_owned()])
    );
    let placeholder = Facts {
        placeholder: true,
        ..facts("[…]")
    };
    assert_eq!(hall.standing(&placeholder, at(0)).state, State::Placeholder);
    hall.with("XUS", Support, paragraph(3), |_| {}).unwrap();
    assert_eq!(hall.standing(&facts("a"), at(0)).state, State::Clean);
    hall.with("aly", Verb::Discuss, paragraph(3), |_| {})
        .unwrap();
    assert_eq!(hall.standing(&facts("a"), at(0)).state, State::Ready);
    hall.with("aly", Park, paragraph(3), |act| {
        act.reason = Some("small group".to_owned())
    })
    .unwrap();
    let parked = hall.standing(&facts("a"), at(0));
    assert_eq!(
        (parked.state, parked.reasons),
        (
            State::Parked,
            vec!["parked by aly, 10:02: small group".to_owned()]
        )
    );
}

#[test]
fn an_open_proposal_makes_its_paragraph_contested() {
    let mut hall = Hall::new(&[("xno-10", "XNO"), ("xno-9", "XNO")]);
    hall.does("XNO", &[Submit], "xno-10")
        .does("XNO", &[Submit], "xno-9");
    hall.does("goh", &[Table], "xno-10")
        .does("goh", &[Table], "xno-9");
    let standing = hall.standing(&facts("a"), at(10));
    assert_eq!(standing.state, State::Contested);
    assert_eq!(standing.reasons, ["2 open proposals: XNO-9, XNO-10"]);
    hall.does("XNO", &[Withdraw], "xno-10")
        .does("XNO", &[Withdraw], "xno-9");
    assert_eq!(hall.standing(&facts("a"), at(10)).state, State::Clean);
}

#[test]
fn a_blocking_stance_contests_a_clean_text_and_is_told() {
    let mut hall = Hall::new(&[]);
    hall.with("XEG", Oppose, paragraph(3), |_| {}).unwrap();
    hall.with("XFO", Oppose, paragraph(3), |_| {}).unwrap();
    let standing = hall.standing(&facts("a"), at(20));
    assert_eq!(standing.state, State::Contested);
    assert_eq!(
        standing.derived.blocking,
        ["XEG"],
        "who is not counted blocks nothing"
    );
    assert_eq!(
        standing.reasons,
        [
            "XEG opposes since 10:00",
            "XFO opposes since 10:01 (not counted)"
        ]
    );
    assert_eq!(finding_codes(&standing), ["clean-opposed"]);
    let tomorrow = hall.standing(&facts("a"), at(24 * 60));
    assert_eq!(tomorrow.reasons[0], "XEG opposes since 17 Jul 10:00");
}

#[test]
fn what_is_awaited_or_waited_for_is_named() {
    let mut hall = Hall::new(&[]);
    hall.with("XEG", Support, paragraph(3), |act| {
        act.until = Some("14".to_owned())
    })
    .unwrap();
    hall.with("XNO", Support, paragraph(3), |act| act.awaiting = true)
        .unwrap();
    hall.with("XUS", Support, paragraph(3), |act| {
        act.condition = Some("14 stays".to_owned())
    })
    .unwrap();
    let standing = hall.standing(&facts("a"), at(20));
    assert_eq!(standing.derived.blocking, ["XEG"]);
    assert_eq!(standing.derived.awaited, ["XNO"]);
    assert_eq!(standing.derived.soft, ["XUS"]);
}

#[test]
fn a_stance_on_the_whole_outdoes_an_earlier_one_on_a_part() {
    let mut hall = Hall::new(&[]);
    let bracket = Target::Bracket {
        anchor: anchor(3),
        words: "shall".to_owned(),
        nth: 1,
    };
    hall.with("XEG", Oppose, bracket.clone(), |_| {}).unwrap();
    assert_eq!(hall.standing(&facts("a"), at(20)).derived.blocking, ["XEG"]);
    hall.with("XEG", Support, paragraph(3), |_| {}).unwrap();
    assert!(
        hall.standing(&facts("a"), at(20))
            .derived
            .blocking
            .is_empty()
    );
    hall.with("XEG", Oppose, bracket, |_| {}).unwrap();
    assert_eq!(hall.standing(&facts("a"), at(20)).derived.blocking, ["XEG"]);
}

#[test]
fn a_stance_on_words_that_changed_is_told_and_not_carried_over() {
    let mut hall = Hall::new(&[]);
    hall.with("XEG", Oppose, paragraph(3), |_| {}).unwrap();
    hall.with("aly", Verb::Discuss, paragraph(3), |_| {})
        .unwrap();
    let ledger = hall.ledger();
    let filed = Filed {
        stances: vec![PlacedStance {
            record: ledger.stance(0).unwrap(),
            stale: true,
            waits: None,
        }],
        ..Filed::default()
    };
    let room = Room {
        roll: &hall.roll,
        now: at(20),
        adopted: false,
    };
    let told = standing(&facts("a"), &filed, &room);
    assert_eq!(told.state, State::Clean);
    assert_eq!(finding_codes(&told), ["stale-stance"]);
    // Nobody knows whether it still stands against it: it blocks nothing, and the paragraph is not ready before it is asked.
    let discussed = Filed {
        rulings: ledger.rulings.iter().collect(),
        ..filed
    };
    let asked = standing(&facts("a"), &discussed, &room);
    assert!(asked.derived.looked_at && asked.derived.blocking.is_empty());
    assert_eq!(
        (asked.state, asked.derived.to_ask),
        (State::Clean, vec!["XEG".to_owned()])
    );
}

#[test]
fn agreed_words_stay_agreed_until_they_change() {
    let mut hall = Hall::new(&[]);
    agree(&mut hall, "States shall act");
    let standing = hall.standing(&facts("States shall act"), at(20));
    assert_eq!(standing.state, State::AgreedAdReferendum);
    assert_eq!(standing.reasons, ["agreed ad referendum by aly, 10:00"]);
    let changed = hall.standing(&facts("States should act"), at(20));
    assert_eq!(changed.state, State::Reopened);
    assert_eq!(finding_codes(&changed), ["words-changed"]);
    assert!(changed.findings[0].1.ends_with("“shall” is “should” now"));
    assert_eq!(changed.declared.unwrap().words, "States shall act");
}

#[test]
fn an_editorial_change_waits_for_a_certificate_and_opens_nothing() {
    let mut hall = Hall::new(&[]);
    agree(&mut hall, "States' duty - to act");
    let now = facts("States’ duty – to act");
    let standing = hall.standing(&now, at(20));
    assert_eq!(
        (standing.state, finding_codes(&standing)),
        (State::AgreedAdReferendum, vec!["editorial-change"])
    );
    hall.with("goh", Verb::Certify, paragraph(3), |act| {
        act.words = Some("States’ duty – to act".to_owned())
    })
    .unwrap();
    assert!(hall.standing(&now, at(20)).findings.is_empty());
    let again = hall.standing(&facts("States’ duty — to act"), at(20));
    assert_eq!(
        finding_codes(&again),
        ["editorial-change"],
        "a certificate is for the words it saw"
    );
}

#[test]
fn a_number_updated_opens_nothing() {
    let mut hall = Hall::new(&[]);
    agree(&mut hall, "as in paragraph 12 bis above");
    let standing = hall.standing(&facts("as in paragraph 13 above"), at(20));
    assert_eq!(
        (standing.state, finding_codes(&standing)),
        (State::AgreedAdReferendum, vec!["reference-updated"])
    );
}

#[test]
fn a_chapeau_that_changed_under_agreed_words_is_told() {
    let mut hall = Hall::new(&[]);
    hall.with("aly", Verb::Agree, paragraph(3), |act| {
        act.words = Some("to act".to_owned());
        act.chapeau = Some(Digests::of("States decide"));
    })
    .unwrap();
    let now = Facts {
        chapeau: Some("States consider".to_owned()),
        ..facts("to act")
    };
    let standing = hall.standing(&now, at(20));
    assert_eq!(
        (standing.state, finding_codes(&standing)),
        (State::Agreed, vec!["chapeau-changed"])
    );
}

#[test]
fn what_is_agreed_and_bracketed_or_opposed_is_told() {
    let mut hall = Hall::new(&[]);
    agree(&mut hall, "[a]");
    let bracketed = Facts {
        brackets: 1,
        ..facts("[a]")
    };
    assert_eq!(
        finding_codes(&hall.standing(&bracketed, at(20))),
        ["agreed-bracketed"]
    );
    hall.with("XEG", Oppose, paragraph(3), |_| {}).unwrap();
    let standing = hall.standing(&facts("[a]"), at(20));
    assert_eq!(
        (standing.state, finding_codes(&standing)),
        (State::AgreedAdReferendum, vec!["agreed-opposed"])
    );
}

#[test]
fn what_is_agreed_while_somebody_waits_for_something_else_is_told() {
    let mut hall = Hall::new(&[]);
    agree(&mut hall, "a");
    hall.with("XEG", Support, paragraph(3), |act| {
        act.until = Some("14".to_owned())
    })
    .unwrap();
    let standing = hall.standing(&facts("a"), at(20));
    assert_eq!(finding_codes(&standing), ["depends-on-unagreed"]);
    assert_eq!(
        standing.findings[0].1,
        "agreed, and XEG waits for 14, which is not agreed"
    );
}

#[test]
fn the_chair_may_rule_over_an_objection_with_a_reason() {
    let mut hall = Hall::new(&[]);
    hall.with("XEG", Oppose, paragraph(3), |_| {}).unwrap();
    let before = hall.standing(&facts("a"), at(20));
    let refusal = before.gavel("12", None).unwrap_err();
    assert_eq!(refusal.because, ["XEG blocks it"]);
    assert!(before.gavel("12", Some("one voice in 192")).is_ok());
    hall.with("cek", Verb::Agree, paragraph(3), |act| {
        act.words = Some("a".to_owned());
        act.reason = Some("one voice in 192".to_owned());
    })
    .unwrap();
    let standing = hall.standing(&facts("a"), at(20));
    assert_eq!(
        (standing.state, finding_codes(&standing)),
        (State::Agreed, vec![])
    );
    assert!(
        standing
            .reasons
            .contains(&"agreed over XEG: one voice in 192".to_owned())
    );
}

#[test]
fn nobody_gavels_a_bracket_or_an_open_proposal() {
    let mut hall = Hall::new(&[("xno-1", "XNO")]);
    hall.does("XNO", &[Submit], "xno-1");
    let standing = hall.standing(
        &Facts {
            brackets: 2,
            ..facts("[a] [b]")
        },
        at(20),
    );
    let refusal = standing.gavel("12", Some("because")).unwrap_err();
    assert_eq!(refusal.because, ["2 brackets stand in it", "open: xno-1"]);
}

#[test]
fn what_is_opened_again_is_open_until_it_is_gavelled_again() {
    let mut hall = Hall::new(&[]);
    agree(&mut hall, "a");
    hall.with("aly", Reopen, paragraph(3), |act| {
        act.reason = Some("XEG asks".to_owned())
    })
    .unwrap();
    let standing = hall.standing(&facts("a"), at(20));
    assert_eq!(standing.state, State::Reopened);
    assert_eq!(standing.reasons, ["opened again by aly, 10:01: XEG asks"]);
    agree(&mut hall, "a");
    assert_eq!(
        hall.standing(&facts("a"), at(20)).state,
        State::AgreedAdReferendum
    );
}

#[test]
fn a_bracket_of_who_gave_up_is_told() {
    let mut hall = Hall::new(&[("xus-1", "XUS")]);
    hall.does("XUS", &[Submit], "xus-1")
        .does("aly", &[Table, Open, Bracket], "xus-1");
    let now = Facts {
        brackets: 1,
        holding: vec!["XUS".to_owned()],
        ..facts("[XUS: a]")
    };
    assert!(hall.standing(&now, at(20)).findings.is_empty());
    hall.does("XUS", &[Withdraw], "xus-1");
    assert_eq!(
        finding_codes(&hall.standing(&now, at(20))),
        ["bracket-unheld"]
    );
}

#[test]
fn a_document_is_as_far_as_its_last_paragraph() {
    assert_eq!(
        State::least([State::Agreed, State::Contested, State::Ready]),
        Some(State::Contested)
    );
    assert_eq!(State::least([]), None);
}

/// A meeting of so many acts: one in sixteen on a proposal, the others positions.
fn crowd(acts: usize) -> Hall {
    let mut hall = Hall::new(&[]);
    let model = hall_of(&[]).proposals[&slug("xno-1")].clone();
    for n in 0..acts / 50 {
        let name = format!("xno-{n}");
        let proposal = Proposal {
            slug: slug(&name),
            kind: ProposalKind::Replace,
            ..model.clone()
        };
        hall.proposals.insert(proposal.slug.clone(), proposal);
        for (by, verb) in [("XNO", Submit), ("goh", Table), ("aly", Open)] {
            let minutes = i64::try_from(n).unwrap() * 3;
            let mut act = Act::new(at(minutes), by, verb, Target::Proposal(slug(&name)));
            act.number = (verb == Table).then(|| format!("XNO-{n}"));
            act.id = ActId::from(format!("{:010x}", hall.acts.len()));
            hall.acts.push(act);
        }
    }
    for n in hall.acts.len()..acts {
        let target = if n % 3 == 0 {
            Target::Proposal(slug(&format!("xno-{}", n % (acts / 50))))
        } else {
            paragraph(n % 2_000)
        };
        let verb = if n % 5 == 0 { Oppose } else { Support };
        let minutes = i64::try_from(n % 9_000).unwrap();
        let mut act = Act::new(at(minutes), PARTIES[n % PARTIES.len()], verb, target);
        act.id = ActId::from(format!("{:010x}", hall.acts.len()));
        act.reason = Some("the words are too strong".to_owned());
        hall.acts.push(act);
    }
    hall
}

#[test]
fn forty_thousand_acts_are_folded_and_the_latest_of_each_party_on_a_thing_holds() {
    let hall = crowd(40_000);
    let mut latest: BTreeMap<(&str, String), &Act> = BTreeMap::new();
    let stances = hall.acts.iter().filter(|act| act.verb.is_stance());
    for act in stances {
        let on = (act.by.as_str(), format!("{:?}", act.target));
        let last = latest.entry(on).or_insert(act);
        if (last.time, &last.id) < (act.time, &act.id) {
            *last = act;
        }
    }
    let mut latest: Vec<&ActId> = latest.values().map(|act| &act.id).collect();
    let ledger = hall.ledger();
    let mut held: Vec<&ActId> = ledger.stances().map(|one| one.act).collect();
    latest.sort();
    held.sort();
    assert_eq!(held, latest);
    assert_eq!(ledger.contradictions, []);
    assert_eq!(ledger.numbers.len(), 800);
}
