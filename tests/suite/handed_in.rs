//! What is handed in together, and what came before it was entered.

use adref::ops::Command;
use adref::record::{ProposalKind, Verb};

use crate::kit::Room as Desk;
use crate::ops::{Room, by_mail, propose, treat, wish};

#[test]
fn a_submissions_number_names_all_its_parts_and_a_party_all_that_it_handed_in() {
    let mut room = Room::new();
    let command = by_mail(&room.meeting(), "Delete paragraph 1.\nDelete paragraph 2.");
    let plan = command.plan(&room.meeting(), &room.stamp("XUS")).unwrap();
    room.apply(&plan);
    let meeting = room.meeting();
    let parts = adref::ops::find_parts(&meeting, "xus-1");
    assert_eq!(parts.len(), 2, "{}", plan.said);
    assert_eq!(
        adref::ops::find_proposal(&meeting, "XUS-1/2").unwrap(),
        parts[1]
    );
    let refused = adref::ops::find_proposal(&meeting, "XUS-1").unwrap_err();
    assert!(refused.what.contains("2 amendments"), "{}", refused.what);
    for name in ["XUS-1", "XUS", "wp1"] {
        let plan = room.plan("aly", &treat(Verb::Table, name)).unwrap();
        assert!(
            plan.said.contains("XUS-1/1") && plan.said.contains("XUS-1/2"),
            "{}",
            plan.said
        );
    }
    let compile = Command::Compile {
        document: "wp1".to_owned(),
        chosen: vec!["XUS-1".to_owned()],
    };
    let refused = room.plan("aly", &compile).unwrap_err();
    assert!(
        refused.what.contains("nothing of XUS-1 waits"),
        "{refused:?}"
    );
    room.act("aly", &treat(Verb::Table, "XUS-1"));
    room.act("aly", &compile);
    let text = room.text("wp1");
    assert_eq!(text.matches("XUS: –]").count(), 2, "{text}");
}

#[test]
fn a_bracket_that_an_answer_leaves_open_is_told() {
    let room = Room::new();
    let mut command = by_mail(&room.meeting(), "Delete paragraph 2.");
    let Command::HandIn { amendments, .. } = &mut command else {
        unreachable!("a mail is handed in");
    };
    amendments[0].kind = ProposalKind::Replace;
    amendments[0].wanted = "States keep [full records.".to_owned();
    let plan = room.plan("XUS", &command).unwrap();
    let told = plan
        .warnings
        .iter()
        .any(|one| one.contains("[full records"));
    assert!(told, "{:?}", plan.warnings);
}

#[test]
fn who_asks_for_the_same_again_is_told_where_it_did() {
    let mut room = Room::new();
    let mut hand_in = |who: &str, mail: &str| {
        let command = by_mail(&room.meeting(), mail);
        let plan = room.act(who, &command);
        let told = plan.warnings.iter().find(|one| one.contains("already"));
        told.cloned().unwrap_or_default()
    };
    assert_eq!(
        hand_in("XUS", "Delete paragraph 1.\nDelete paragraph 2."),
        ""
    );
    // Another may want the same.
    assert_eq!(hand_in("XNO", "Delete paragraph 1."), "");
    let told = hand_in("XUS", "Delete paragraph 1.\nDelete paragraph 2.");
    assert!(
        told.contains("all of this already, in XUS-1/1, XUS-1/2:"),
        "{told}"
    );
    let told = hand_in("XNO", "Delete paragraph 1.\nDelete paragraph 2.");
    assert!(told.contains("one of these already"), "{told}");
}

#[test]
fn what_is_entered_later_is_as_late_as_it_came() {
    let mut room = Room::new();
    let came = room.stamp("XNO").when.plus_seconds(-3_600);
    let wish = wish(ProposalKind::Delete, "");
    let command = Command::CameAt(Box::new(propose("wp1", "1", wish.clone())), came);
    let plan = room.act("XNO", &command);
    let slug = plan.proposals.first().unwrap().clone();
    let meeting = room.meeting();
    let register = meeting.register("wp1").unwrap();
    assert_eq!(register.proposals[&slug].received, Some(came));
    assert_eq!(register.ledger.cases[&slug].submitted, Some(came));
    let ahead = room.stamp("XNO").when.plus_seconds(60);
    let command = Command::CameAt(Box::new(propose("wp1", "2", wish)), ahead);
    let refused = room.plan("XNO", &command).unwrap_err();
    assert!(refused.what.contains("has come"), "{}", refused.what);
}

#[test]
fn a_word_written_into_anothers_alternative_reaches_the_text_as_the_answerers_own() {
    let desk = Desk::meeting();
    let adref = |words: &[&str]| desk.says("aly", words);
    let rest = "mark every lantern at the time of manufacture.";
    let taken = format!("1. States [shall / GN: should / XUS: must] {rest}");
    let mail = desk.home().join("mail.txt");
    let mail = mail.to_str().unwrap();
    // As it stands on a page with names, and on one without; by mail, and by the delegation's own hand.
    for words in ["States [shall / GN: must]", "States [shall / must]"] {
        let words = format!("{words} {rest}");
        std::fs::write(mail, format!("Paragraph 1 should read: {words}\n")).unwrap();
        let by_mail = ["take", mail, "--from", "XUS", "--on", "wp1"];
        let by_hand = ["propose", "wp1", "1", "--text", &words, "--as", "XUS"];
        for line in [by_mail.as_slice(), &by_hand] {
            let said = adref(line);
            assert!(said.contains("XUS asks for “must”"), "{said}");
            adref(&["table", "wp1"]);
            adref(&["compile", "wp1", "--save"]);
            let text = desk.text("drafts/wp1/text.md");
            assert!(text.contains(&taken), "{text}");
            desk.git(&["reset", "-q", "--hard", "HEAD~3"]);
        }
    }
    // Whoever leaves a bracket as it stands on a page without names asks for nothing in it.
    let words = "Paragraph 1 should read: States [shall / should] duly";
    std::fs::write(mail, format!("{words} {rest}\n")).unwrap();
    let said = adref(&["take", mail, "--from", "XUS", "--on", "wp1", "--dry-run"]);
    assert!(
        said.contains("1: States [shall / GN: should] {+duly +}mark"),
        "{said}"
    );
}

#[test]
fn words_that_were_chosen_are_told_to_stand_though_others_put_brackets_round_some_of_them() {
    let desk = Desk::meeting();
    let adref = |words: &[&str]| desk.says("aly", words);
    let words = "States keep full and open records for twenty years.";
    adref(&["propose", "wp1", "2", "--text", words, "--as", "XNO"]);
    adref(&["table", "XNO"]);
    adref(&["compile", "wp1", "--save"]);
    let words = "States keep [XNO: full [and open] ]records for twenty years.";
    adref(&["edit", "wp1", "2", "--text", words]);
    let said = adref(&["choose", "XNO", "wp1", "2", "--bracket", "1"]);
    assert!(
        said.contains("the words of XNO-1 stand without brackets"),
        "{said}"
    );
    let listed = adref(&["proposals", "wp1", "--json"]);
    assert!(
        listed.contains("its words stand without brackets"),
        "{listed}"
    );
    assert!(!listed.contains("out of the text"), "{listed}");
}
