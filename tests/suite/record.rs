//! The record: what is written is read again as it was, every fault is told with its place, and nothing spoils anything else.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::{Duration, Instant};

use adref::moment::Moment;
use adref::record::{
    Act, ActId, Acts, Anchor, Deadline, Delegation, DelegationKind, Delegations, Fault, Group,
    Heard, Level, Membership, Officer, Particulars, Proposal, ProposalKind, Role, Rules, Sitting,
    Slug, Target, Verb, Where, append_act, read_acts, read_delegations, read_officer,
    read_particulars, read_proposal, write_act, write_delegations, write_officer,
    write_particulars, write_proposal,
};
use adref::repo::BlobId;
use adref::text::{Digests, Severity};
use proptest::prelude::*;

const ACTS: &str = "drafts/outcome/acts/xno.yaml";

fn codes(faults: &[Fault]) -> Vec<&'static str> {
    faults.iter().map(|fault| fault.finding.code).collect()
}

/// What is told of words that anybody may have written, but for what hides in them.
fn but_hidden(faults: &[Fault]) -> Vec<&'static str> {
    let mut codes = codes(faults);
    codes.retain(|code| *code != "control-character");
    codes
}

fn moment() -> impl Strategy<Value = Moment> {
    (-2_000_000_000_i64..4_000_000_000, -14 * 4..14 * 4_i32)
        .prop_map(|(seconds, quarters)| Moment::from_unix(seconds, quarters * 15))
}

/// Words as people and their converters leave them: quotes, colons, hashes, brackets, six scripts, what cannot be seen.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "\\PC{0,40}",
        3 => any::<String>(),
        3 => "[ a-zA-Z0-9:,#'\"\\[\\]{}&*!|>%@`~?\\\\/_.+-]{0,20}",
        2 => prop::sample::select(vec![
            "", " ", "~", "null", "NO", "no", "yes", "1.10", "12", "012", "0x1f", "1e3", ".5", "+1", "-",
            "- a", "a: b", "a:", ":a", "a #b", "#a", "2008-07-17", "11:42", "true", "*a", "&a", "!a", "<<",
            "[shall / should]", "{a}", "---", "...", "a\nb", "a\r\nb", " a", "a ", "\ta", "\u{1b}[31m",
            "\u{202e}abc", "\u{feff}", "\u{85}", "\u{2028}", "\u{0}", "各国[应]", "第十二条", "مكررا ١٢",
            "\u{fffe}", "\u{10ffff}", "a\u{301}", "=", "%a", "@a", "`a", "a, b", "''", "\"", "\\",
        ]).prop_map(str::to_owned),
    ]
}

fn word() -> impl Strategy<Value = String> {
    "[A-Za-z0-9][A-Za-z0-9_-]{0,11}"
}

fn anchor() -> impl Strategy<Value = Anchor> {
    ("[0-9a-f]{40}", 0..5_000_usize, words()).prop_map(|(version, ordinal, label)| Anchor {
        version: BlobId(version),
        ordinal,
        label,
    })
}

fn slug() -> impl Strategy<Value = Slug> {
    "[a-z0-9]{1,5}-[0-9a-f]{4,8}".prop_map(Slug)
}

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        Just(Target::Document),
        anchor().prop_map(Target::Paragraph),
        (anchor(), words(), 1..9_usize).prop_map(|(anchor, words, nth)| Target::Bracket {
            anchor,
            words,
            nth
        }),
        slug().prop_map(Target::Proposal),
        "[0-9a-f]{10}".prop_map(|id| Target::Act(ActId::from(id))),
    ]
}

fn digests() -> impl Strategy<Value = Digests> {
    ("[0-9a-f]{16}", "[0-9a-f]{16}").prop_map(|(strict, folded)| Digests { strict, folded })
}

fn act() -> impl Strategy<Value = Act> {
    let maybe = || prop::option::of(words());
    let what = (
        (
            moment(),
            word(),
            prop::sample::select(Verb::ALL.to_vec()),
            target(),
        ),
        (
            prop::option::of(word()),
            prop::option::of(prop::sample::select(Heard::ALL.to_vec())),
            prop::option::of(prop::sample::select(Level::ALL.to_vec())),
        ),
        (maybe(), maybe(), maybe(), maybe(), maybe()),
        (
            prop::option::of(digests()),
            prop::option::of(digests()),
            prop::option::of(slug()),
            prop::option::of(moment()),
            prop::option::of("[0-9a-f]{40}"),
        ),
        (any::<bool>(), any::<bool>(), any::<bool>()),
        (prop::collection::vec("[0-9a-f]{10}", 0..3), "[0-9a-f]{10}"),
    );
    what.prop_map(|(must, may, said, more, flags, ids)| {
        let mut act = Act::new(must.0, must.1, must.2, must.3);
        act.id = ActId::from(ids.1);
        (act.entered_by, act.heard, act.level) = may;
        (act.reason, act.words, act.number, act.condition, act.until) = said;
        (act.digests, act.chapeau, act.into, act.closes) = (more.0, more.1, more.2, more.3);
        act.text = more.4.map(BlobId);
        (act.amended, act.awaiting, act.desk) = flags;
        act.after = ids.0.into_iter().map(ActId::from).collect();
        act
    })
}

proptest! {
    #[test]
    fn an_act_is_read_as_it_was_written(act in act()) {
        let line = write_act("outcome", &act);
        prop_assert_eq!(line.matches('\n').count(), 1, "one line: {}", line);
        prop_assert!(!line.trim_end().chars().any(|c| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')), "raw: {:?}", line);
        let path = format!("drafts/outcome/acts/{}.yaml", act.by.to_lowercase());
        let (acts, faults) = read_acts(&path, line.as_bytes());
        prop_assert_eq!(but_hidden(&faults), Vec::<&str>::new(), "{:?}", faults);
        prop_assert_eq!(acts, vec![act]);
    }

    #[test]
    fn acts_kept_side_by_side_are_given_back_as_they_were(acts in prop::collection::vec(act(), 0..12)) {
        let kept: Acts = acts.iter().cloned().collect();
        prop_assert_eq!(kept.iter().collect::<Vec<_>>(), acts.clone());
        prop_assert!(kept.deeds().eq(acts.iter().map(Act::deed)));
        let targets: Vec<_> = kept.targets().collect();
        for (n, act) in acts.iter().enumerate() {
            prop_assert_eq!(kept.after(n), act.after.as_slice());
            prop_assert_eq!(targets[kept.aim(n).unwrap()], &act.target);
            prop_assert_eq!(kept.find(&act.id), acts.iter().position(|one| one.id == act.id));
        }
    }

    #[test]
    fn an_act_reads_the_same_from_a_block_as_from_a_line(act in act()) {
        // A comment at the end of its line leaves it to the YAML reader.
        let line = write_act("outcome", &act);
        let slow = format!("{} # by hand\n", line.trim_end());
        let path = format!("drafts/outcome/acts/{}.yaml", act.by.to_lowercase());
        prop_assert_eq!(read_acts(&path, slow.as_bytes()).0, read_acts(&path, line.as_bytes()).0);
    }

    #[test]
    fn an_append_changes_no_other_line(acts in prop::collection::vec(act(), 1..6), crlf in any::<bool>(), ended in any::<bool>()) {
        let mut bytes: Option<Vec<u8>> = None;
        for act in &acts {
            let mut before = bytes.clone().unwrap_or_default();
            if crlf { before = String::from_utf8(before).unwrap().replace("\r\n", "\n").replace('\n', "\r\n").into_bytes(); }
            if !ended && !before.is_empty() { while before.ends_with(b"\n") || before.ends_with(b"\r") { before.pop(); } }
            let after = append_act(bytes.is_some().then_some(&before[..]), "outcome", act).unwrap();
            prop_assert!(after.starts_with(&before));
            prop_assert!(after.ends_with(b"\n"));
            bytes = Some(after);
        }
        let (read, _) = read_acts("x.yaml", &bytes.unwrap());
        let mut expected: Vec<Act> = Vec::new();
        for act in acts { if !expected.iter().any(|other| other.id == act.id) { expected.push(act); } }
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn no_bytes_whatever_stop_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[-{}\\[\\]:,#\"'&*!|>%@ \n\t\ra-z0-9<=~?]{0,120}") {
        for bytes in [bytes.as_slice(), text.as_bytes(), format!("---\n{text}\n---\n{text}").as_bytes()] {
            read_acts(ACTS, bytes);
            read_delegations("facilitators/delegations.yaml", bytes);
            read_particulars("facilitators/meeting.yaml", bytes);
            read_officer("facilitators/aly.yaml", bytes);
            read_proposal("drafts/outcome/proposals/xno-7f3a.md", "outcome", bytes);
            let _ = append_act(Some(bytes), "outcome", &example());
        }
    }

    #[test]
    fn a_line_with_one_character_changed_reads_the_same_by_either_road(act in act(), at in any::<prop::sample::Index>(), c in "[-{}\\[\\]:,#\"'&*!|>%@ \ta-z0-9\\\\]") {
        let line = write_act("outcome", &act);
        let line = line.trim_end();
        let mut chars: Vec<char> = line.chars().collect();
        let at = at.index(chars.len());
        chars[at] = c.chars().next().unwrap();
        let line: String = chars.into_iter().collect();
        let (quick, quick_faults) = read_acts(ACTS, line.as_bytes());
        let (slow, slow_faults) = read_acts(ACTS, format!("{line} # by hand").as_bytes());
        // A quote that is open takes the comment in, and then neither road gives an act.
        prop_assert_eq!(quick, slow);
        prop_assert_eq!(but_hidden(&quick_faults).is_empty(), but_hidden(&slow_faults).is_empty());
    }

    #[test]
    fn a_proposal_is_read_as_it_was_written(
        must in (slug(), word(), prop::sample::select(ProposalKind::ALL.to_vec()), prop::option::of(anchor())),
        lists in (prop::collection::vec(word(), 0..3), prop::option::of(words()), any::<bool>(), any::<bool>()),
        said in (words(), "\\PC{0,30}(\n\n[-#\\[\\] a-z]{0,20})?", prop::option::of(words()), prop::option::of(words())),
        more in (prop::option::of(slug()), prop::option::of((words(), 1..30_usize)), prop::option::of(moment()), prop::option::of(prop::sample::select(Heard::ALL.to_vec()))),
    ) {
        let proposal = Proposal {
            slug: must.0, document: "outcome".to_owned(), sponsor: must.1, kind: must.2, anchor: must.3,
            cosponsors: lists.0, on_behalf_of: lists.1, place: if lists.2 { Where::After } else { Where::Before }, desk: lists.3,
            words: said.0, wanted: said.1.trim_matches(['\n', ' ']).to_owned(), term: said.2, rationale: said.3,
            amends: more.0, submission: more.1, received: more.2, forum: more.3,
        };
        let path = format!("drafts/outcome/proposals/{}.md", proposal.slug);
        let written = write_proposal(&proposal);
        let (read, faults) = read_proposal(&path, "outcome", written.as_bytes());
        prop_assert!(faults.iter().all(|f| matches!(f.finding.code, "missing-key" | "nothing-wanted" | "words-to-delete" | "control-character")), "{:?}", faults);
        prop_assert_eq!(read.as_ref(), Some(&proposal));
        let dos = written.replace('\n', "\r\n");
        prop_assert_eq!(read_proposal(&path, "outcome", dos.as_bytes()).0, Some(proposal));
    }

    #[test]
    fn a_meeting_is_read_as_it_was_written(
        texts in (words(), prop::option::of(words()), prop::option::of(words()), prop::option::of(words()), prop::option::of(words())),
        lists in (prop::collection::btree_set("[a-z][a-z0-9]{0,6}", 0..5), prop::collection::vec(words(), 0..3), prop::collection::vec((moment(), words()), 0..3), prop::collection::vec((moment(), words()), 0..3)),
        rules in (prop::option::of(0..100_u32), prop::option::of(0..200_u32), any::<bool>(), any::<bool>()),
    ) {
        let documents: Vec<String> = lists.0.into_iter().collect();
        let meeting = Particulars {
            title: texts.0, short: texts.1, symbol: texts.2, place: texts.3, mandate: texts.4,
            from: Some("2008-07-14".to_owned()), to: Some("2008-07-18".to_owned()), zone: Some("UTC".to_owned()),
            languages: vec!["en".to_owned(), "zh".to_owned()],
            rules: Rules { speaking_minutes: rules.0, silence_hours: rules.1 },
            agenda: lists.1,
            programme: lists.2.into_iter().map(|(begins, subject)| Sitting { begins, subject }).collect(),
            deadlines: lists.3.into_iter().map(|(time, subject)| Deadline { time, subject, documents: documents.clone() }).collect(),
            documents, illustrative: rules.2, worked_example: rules.3,
        };
        let written = write_particulars(&meeting);
        let (read, faults) = read_particulars("facilitators/meeting.yaml", written.as_bytes());
        prop_assert_eq!(but_hidden(&faults), Vec::<&str>::new(), "{}", written);
        prop_assert_eq!(read, meeting);
    }

    #[test]
    fn who_takes_part_is_read_as_it_was_written(names in prop::collection::btree_map("[A-Z]{2,5}", (words(), prop::collection::vec(words(), 0..3)), 2..8)) {
        let kinds = DelegationKind::ALL;
        let all: Vec<Delegation> = names.iter().enumerate().map(|(n, (code, (name, aliases)))| Delegation {
            code: code.clone(), name: name.clone(), kind: kinds[n % kinds.len()], aliases: aliases.clone(),
        }).collect();
        let member = |d: &Delegation, from: Option<&str>| Membership { code: d.code.clone(), from: from.map(str::to_owned), to: None };
        let read_in = Delegations {
            groups: vec![Group {
                code: "G1".to_owned(), name: "NO".to_owned(),
                members: vec![member(&all[0], None), member(&all[1], Some("2008-07-01"))],
                presidency: vec![member(&all[0], Some("2008-07-01"))],
            }],
            delegations: all,
        };
        let written = write_delegations(&read_in);
        let (read, faults) = read_delegations("facilitators/delegations.yaml", written.as_bytes());
        prop_assert_eq!(but_hidden(&faults), Vec::<&str>::new(), "{}", written);
        prop_assert_eq!(read, read_in);
    }

    #[test]
    fn an_officer_is_read_as_written(name in words(), role in prop::sample::select(Role::ALL.to_vec()), documents in prop::collection::vec("[a-z]{1,6}", 0..3)) {
        let officer = Officer { handle: "aly".to_owned(), name, delegation: Some("NO".to_owned()), role, documents };
        let (read, faults) = read_officer("facilitators/aly.yaml", write_officer(&officer).as_bytes());
        prop_assert_eq!(but_hidden(&faults), Vec::<&str>::new());
        prop_assert_eq!(read, Some(officer));
    }
}

fn example() -> Act {
    let mut act = Act::new(
        "2008-07-17T11:42-04:00".parse().unwrap(),
        "XNO",
        Verb::Oppose,
        Target::Proposal(Slug("gn-7f3a".to_owned())),
    );
    act.entered_by = Some("goh".to_owned());
    act.heard = Some(Heard::Informals);
    act.reason = Some("\"regularly\" binds nobody".to_owned());
    act
}

#[test]
fn an_act_is_one_line_that_a_person_can_read() {
    let mut act = example();
    act.id = ActId::from("5f0c2a91b3");
    assert_eq!(
        write_act("outcome", &act),
        "- {id: 5f0c2a91b3, time: 2008-07-17T11:42-04:00, by: XNO, entered_by: goh, heard: informals, do: oppose, \
         proposal: gn-7f3a, reason: \"\\\"regularly\\\" binds nobody\"}\n"
    );
}

#[test]
fn every_fault_of_a_file_is_told_at_once_with_its_place() {
    let file = "\
# what XNO did
- {id: aaaaaaaaaa, time: 2008-07-17T11:42-04:00, by: XNO, do: suport, proposal: gn-7f3a}
- {id: bbbbbbbbbb, time: 2008-07-17, by: XNO, do: oppose, proposal: gn-7f3a}
- {id: cccccccccc, time: 2008-07-17T11:42-04:00, by: XNO, do: oppose, proposal: gn-7f3a, act: aaaaaaaaaa}
- {id: dddddddddd, time: 2008-07-17T11:42-04:00, by: XNO, do: oppose}
- {id: eeeeeeeeee, time: 2008-07-17T11:42-04:00, by: XNO, do: oppose, propsal: gn-7f3a}
- {id: ffffffffff, time: 2008-07-17T11:42-04:00, by: XNO, do: oppose, proposal: \"GN 7f3a\"}
- {id: 1111111111, time: 2008-07-17T11:42-04:00, by: XNO, do: oppose, proposal: gn-7f3a
- just words
- {id: 2222222222, time: 2008-07-17T11:42-04:00, by: XNO, do: oppose, proposal: gn-7f3a}
- {id: 2222222222, time: 2008-07-17T11:42-04:00, by: XNO, do: support, proposal: gn-7f3a}
- {id: 3333333333, time: 2008-07-17T11:42-04:00, by: XUS, do: support, document: wp1}
";
    let (acts, faults) = read_acts(ACTS, file.as_bytes());
    let told: Vec<_> = faults
        .iter()
        .map(|fault| (fault.finding.place.line, fault.finding.code))
        .collect();
    assert_eq!(
        told,
        [
            (2, "unknown-verb"),
            (3, "bad-time"),
            (4, "two-targets"),
            (5, "no-target"),
            (6, "no-target"),
            (6, "unknown-key"),
            (7, "bad-slug"),
            (8, "yaml"),
            (9, "wrong-type"),
            (11, "duplicate-id"),
            (12, "other-file"),
            (12, "other-document"),
        ]
    );
    assert_eq!(
        faults[0].finding.hint.as_deref(),
        Some("did you mean support?")
    );
    assert_eq!(faults[0].finding.place.column, 63);
    assert!(faults[0].finding.excerpt.starts_with("suport, proposal"));
    assert_eq!(
        faults[5].finding.hint.as_deref(),
        Some("did you mean proposal?")
    );
    assert!(
        faults[1]
            .finding
            .hint
            .as_deref()
            .unwrap()
            .contains("2008-07-17T10:00-04:00")
    );
    let ids: Vec<_> = acts.iter().map(|act| act.id.to_string()).collect();
    assert_eq!(ids, ["cccccccccc", "2222222222", "3333333333"]);
}

#[test]
fn acts_written_by_hand_in_block_form_are_read() {
    let file = "\
- id: aaaaaaaaaa
  time: 2008-07-17T11:42-04:00
  by: XNO
  do: reserve
  paragraph:
    version: c0ffee
    ordinal: 12
    label: 12 bis
  reason: |
    first
    - second
# a remark

- {id: bbbbbbbbbb, time: 2008-07-17T11:42-04:00,
   by: XNO, do: oppose, proposal: gn-7f3a}
";
    let (acts, faults) = read_acts(ACTS, file.as_bytes());
    assert_eq!(codes(&faults), Vec::<&str>::new(), "{faults:?}");
    assert_eq!(acts.len(), 2);
    assert_eq!(acts[0].reason.as_deref(), Some("first\n- second\n"));
    let Target::Paragraph(anchor) = &acts[0].target else {
        panic!("no paragraph")
    };
    assert_eq!((anchor.ordinal, anchor.label.as_str()), (12, "12 bis"));
}

#[test]
fn a_merge_left_unfinished_loses_no_act() {
    let line = |id: &str| {
        write_act(
            "outcome",
            &Act {
                id: ActId::from(id),
                ..example()
            },
        )
    };
    let file = format!(
        "{}<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n",
        line("aaaaaaaaaa"),
        line("bbbbbbbbbb"),
        line("cccccccccc")
    );
    let (acts, faults) = read_acts(ACTS, file.as_bytes());
    assert_eq!(acts.len(), 3);
    assert_eq!(codes(&faults), ["conflict-mark"; 3]);
    let refused = append_act(Some(file.as_bytes()), "outcome", &example()).unwrap_err();
    assert_eq!(refused.to_string(), "line 2 is no entry of a list of acts");
}

#[test]
fn the_same_line_twice_is_one_act() {
    let line = write_act("outcome", &example());
    let (acts, faults) = read_acts(ACTS, format!("{line}{line}").as_bytes());
    assert_eq!((acts.len(), faults.len()), (1, 0));
}

#[test]
fn a_file_that_is_no_list_is_refused_and_left_alone() {
    for file in ["acts: none\n", "[]\n", "words\n", "{a: b}\n"] {
        assert!(
            append_act(Some(file.as_bytes()), "outcome", &example()).is_err(),
            "{file}"
        );
    }
    for file in ["", "# nothing yet\n", "---\n"] {
        assert!(
            append_act(Some(file.as_bytes()), "outcome", &example()).is_ok(),
            "{file}"
        );
    }
}

#[test]
fn an_indented_list_goes_on_indented() {
    let line = write_act("outcome", &example());
    let after = append_act(
        Some(format!("  {line}").as_bytes()),
        "outcome",
        &Act {
            id: ActId::from("b"),
            ..example()
        },
    )
    .unwrap();
    let (acts, faults) = read_acts(ACTS, &after);
    assert_eq!((acts.len(), codes(&faults).len()), (2, 0), "{faults:?}");
    assert!(
        String::from_utf8(after)
            .unwrap()
            .lines()
            .all(|line| line.starts_with("  - {"))
    );
}

#[test]
fn bombs_aliases_and_tags_are_refused_with_a_clear_word() {
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
    assert_eq!(codes(&read_particulars("m", bomb.as_bytes()).1), ["anchor"]);
    assert_eq!(
        codes(&read_delegations("m", b"delegations: *x\n").1),
        ["alias"]
    );
    let deep = format!("- {}", "[".repeat(100_000));
    assert_eq!(codes(&read_acts(ACTS, deep.as_bytes()).1), ["nesting"]);
    let tag = "- !!python/object:os.system {id: a}\n";
    assert_eq!(codes(&read_acts(ACTS, tag.as_bytes()).1), ["tag"]);
}

#[test]
fn who_takes_part_is_checked_person_by_person() {
    let file = "\
delegations:
  - {code: XNO, name: Northland}
  - {code: xno, name: Twice}
  - {code: XUS, nmae: Ustria, kind: stat}
  - {code: \"X O\", name: Spaces}
  - {name: Nameless}
groups:
  - {code: GN, name: North, members: [XNO, XNU, {code: XUS, from: 2008-07-09, to: 2008-07-01}], presidency: [{code: XUS}]}
";
    let (read, faults) = read_delegations("facilitators/delegations.yaml", file.as_bytes());
    let told: Vec<_> = faults
        .iter()
        .map(|f| (f.finding.place.line, f.finding.code))
        .collect();
    assert_eq!(
        told,
        [
            (3, "duplicate-code"),
            (4, "missing-key"),
            (4, "unknown-key"),
            (4, "unknown-word"),
            (5, "bad-code"),
            (6, "missing-key"),
            (8, "unknown-delegation"),
            (8, "bad-period"),
        ]
    );
    assert_eq!(faults[2].finding.severity, Severity::Warning);
    assert_eq!(read.delegations.len(), 2);
    assert_eq!(read.groups[0].members.len(), 2);
    assert_eq!(read.find("northland").unwrap().code(), "XNO");
    assert_eq!(read.near("XNQ"), ["XNO"]);
}

#[test]
fn a_presidency_changes_with_the_day() {
    let file = "\
delegations: [{code: XSI, name: A}, {code: XFR, name: B}]
groups: [{code: GE, name: E, members: [XSI, XFR], presidency: [{code: XSI, to: 2008-06-30}, {code: XFR, from: 2008-07-01}]}]
";
    let (read, faults) = read_delegations("d", file.as_bytes());
    assert_eq!(codes(&faults), Vec::<&str>::new());
    assert_eq!(read.presidency_on("GE", "2008-06-30"), ["XSI"]);
    assert_eq!(read.presidency_on("GE", "2008-07-01"), ["XFR"]);
    assert_eq!(read.groups_of("XFR", "2008-07-01"), ["GE"]);
    assert!(read.parties("2008-07-01").speaks_for("GE", "XFR"));
}

#[test]
fn a_meeting_says_what_is_wrong_with_it() {
    let file = "\
titel: X
from: 2008-07-18
to: 2008-07-14
zone: Atlantis/Capital
documents: [wp1, wp1, wp2]
deadlines: [{time: soon, subject: x, documents: [wp3]}]
rules: {speaking_minutes: five}
illustrative: yes
";
    let (_, faults) = read_particulars("facilitators/meeting.yaml", file.as_bytes());
    let told: Vec<_> = faults
        .iter()
        .map(|f| (f.finding.place.line, f.finding.code))
        .collect();
    assert_eq!(
        told,
        [
            (1, "unknown-key"),
            (1, "missing-key"),
            (3, "bad-period"),
            (4, "unknown-zone"),
            (5, "duplicate-document"),
            (6, "bad-time"),
            (6, "unknown-document"),
            (7, "wrong-type"),
            (8, "wrong-type"),
        ]
    );
}

#[test]
fn a_proposal_says_what_is_wrong_with_it() {
    let path = "drafts/outcome/proposals/xno-7f3a.md";
    let (none, faults) = read_proposal(path, "outcome", b"just words\n");
    assert_eq!((none, codes(&faults)), (None, vec!["no-front-matter"]));
    let (none, faults) = read_proposal(
        "p/XNO 1.md",
        "outcome",
        b"---\nsponsor: XNO\nkind: comment\n---\n",
    );
    assert_eq!((none, codes(&faults)), (None, vec!["bad-slug"]));
    let (read, faults) = read_proposal(path, "outcome", b"---\nsponsor: XNO\nkind: replace\n---\n");
    assert!(read.is_some());
    assert_eq!(codes(&faults), ["missing-key", "nothing-wanted"]);
}

#[test]
fn bytes_that_are_no_utf8_are_told_and_the_rest_is_read() {
    let mut bytes = write_act("outcome", &example()).into_bytes();
    bytes.extend_from_slice(b"- {id: bbbbbbbbbb, time: 2008-07-17T11:42-04:00, by: XNO, do: oppose, proposal: gn-7f3a, reason: \"\xff\"}\n");
    let (acts, faults) = read_acts(ACTS, &bytes);
    assert_eq!((acts.len(), codes(&faults)), (2, vec!["not-utf8"]));
    assert_eq!(faults[0].finding.place.line, 2);
}

/// The best of three, so that what else the machine does counts little.
fn best(mut work: impl FnMut()) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let started = Instant::now();
        work();
        best = best.min(started.elapsed());
    }
    best
}

#[test]
#[ignore = "a figure, for a quiet machine: cargo test --test suite -- --ignored the_line_that_adref_writ"]
fn the_line_that_adref_writes_is_read_much_faster_than_yaml_is() {
    let mut quick = String::new();
    let mut slow = String::new();
    for n in 0..4_000 {
        let line = write_act(
            "outcome",
            &Act {
                id: ActId::from(format!("{n:010x}")),
                ..example()
            },
        );
        slow.push_str(&format!("{} # by hand\n", line.trim_end()));
        quick.push_str(&line);
    }
    let read = |file: &str| assert_eq!(read_acts(ACTS, file.as_bytes()).0.len(), 4_000);
    let (fast, yaml) = (best(|| read(&quick)), best(|| read(&slow)));
    assert!(fast * 3 < yaml * 2, "{fast:?} against {yaml:?}");
}

#[test]
fn what_hides_in_a_text_is_told() {
    let (meeting, faults) = read_particulars("m", b"title: \"a\\e[2Jb\"\n");
    assert_eq!(
        (meeting.title.as_str(), codes(&faults)),
        ("a\u{1b}[2Jb", vec!["control-character"])
    );
    let path = "drafts/outcome/proposals/xno-7f3a.md";
    let file = "---\nsponsor: XNO\nkind: comment\n---\n\na\u{202e}b\n";
    let (_, faults) = read_proposal(path, "outcome", file.as_bytes());
    assert_eq!(
        (faults[0].finding.code, faults[0].finding.place.line),
        ("control-character", 6)
    );
}

#[test]
fn what_is_meant_to_hang_a_reader_does_not() {
    let long = "x".repeat(200_000);
    let files = [
        "- ".repeat(100_000),
        "{a: ".repeat(60_000),
        "[".repeat(200_000),
        "? ".repeat(100_000),
        format!("- {{id: \"{long}\", do: {long}, {long}: {long}}}"),
        "- {a: b, ".repeat(100_000),
        (0..30_000)
            .map(|n| format!("k{n}: v\n"))
            .collect::<String>(),
        (0..50_000)
            .map(|n| format!("- {{k{n}: v}}\n"))
            .collect::<String>(),
        format!(
            "- {{{}}}",
            (0..50_000)
                .map(|n| format!("k{n}: v"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        format!(
            "delegations: [{}]",
            (0..20_000)
                .map(|n| format!("{{code: X{n}, name: a}}"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        format!(
            "documents: [{}]",
            (0..20_000)
                .map(|n| format!("wp{n}"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        "<<<<<<< a\n".repeat(100_000),
        "a\n".repeat(60_000),
        "'".repeat(100_000),
        "\"\\".repeat(60_000),
        "- |\n".repeat(200_000),
        "#\n".repeat(100_000),
        "---\n".repeat(200_000),
        "&a ".repeat(60_000),
        format!("---\n{}\n---\n{long}", "a: b\n".repeat(100_000)),
        "\t".repeat(200_000),
        " ".repeat(200_000),
        ": ".repeat(100_000),
    ];
    for (n, file) in files.iter().enumerate() {
        let bytes = file.as_bytes();
        let told = [
            read_acts(ACTS, bytes).1,
            read_particulars("m", bytes).1,
            read_delegations("d", bytes).1,
            read_officer("aly.yaml", bytes).1,
            read_proposal("xno-7f3a.md", "outcome", bytes).1,
        ];
        let size: usize = told
            .iter()
            .flatten()
            .map(|fault| fault.finding.message.len() + fault.finding.excerpt.len())
            .sum();
        assert!(size < 2_000_000, "file {n} tells {size} bytes");
    }
}
