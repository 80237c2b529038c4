//! What mails of many kinds ask for, in six languages.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::ops::Naming;
use crate::text::{Document, Parties};

/// Changes, stances, what was not understood.
type Told = (
    Vec<(String, ProposalKind, String)>,
    Vec<String>,
    Vec<String>,
);

const TEXT: &str = "---\ntitle: T\n---\n*Recalling* the letter,\n\n1. States shall *always* mark [all] weapons, and report.\n\n2. States [shall / EU: should] act.\n\n(a) one;\n\n(b) two.\n\n3. 各国应加强合作。\n";

fn mail(words: &str) -> Told {
    let document = Document::parse(TEXT);
    let answered = Answered {
        document: &document,
        parties: &Parties::Guessed,
        naming: Naming::Shown,
        marked: false,
        only: None,
    };
    let answer = answer_by_mail(answered, words);
    let asks = answer.asks.iter();
    let asks = asks.map(|ask| {
        (
            document.name(ask.index).to_owned(),
            ask.kind,
            ask.wanted.clone(),
        )
    });
    let stands = answer.stands.iter();
    let stands = stands.map(|one| {
        format!(
            "{} {} {}",
            document.name(one.index),
            one.verb.name(),
            one.reason.clone().unwrap_or_default()
        )
    });
    let unclear = answer.unclear.iter().map(|one| one.what.clone());
    (asks.collect(), stands.collect(), unclear.collect())
}

#[test]
fn the_common_sentences_are_understood() {
    for (words, place, kind, wanted) in [
        (
            "Paragraph 1: replace \"shall\" by \"should\".",
            "1",
            ProposalKind::Replace,
            "States should *always* mark [all] weapons, and report.",
        ),
        (
            "Para. 1 - delete “always”",
            "1",
            ProposalKind::Replace,
            "States shall mark [all] weapons, and report.",
        ),
        (
            "In paragraph 1, insert \"light\" before \"weapons\"; delete \"and\"",
            "1",
            ProposalKind::Replace,
            "States shall *always* mark [all] light weapons, report.",
        ),
        (
            "1. add \"yearly\" at the end",
            "1",
            ProposalKind::Replace,
            "States shall *always* mark [all] weapons, and report yearly.",
        ),
        (
            "§ 2 (a): \"one\" should read \"three\"",
            "2(a)",
            ProposalKind::Replace,
            "three;",
        ),
        ("Paragraph 2: delete", "2", ProposalKind::Delete, ""),
        (
            "Paragraph 2 – delete the entire paragraph",
            "2",
            ProposalKind::Delete,
            "",
        ),
        (
            "Add after paragraph 2: Each State reports.",
            "2",
            ProposalKind::Add,
            "Each State reports.",
        ),
        (
            "Paragraph 1: put \"mark\" in brackets",
            "1",
            ProposalKind::Replace,
            "States shall *always* [mark] [all] weapons, and report.",
        ),
        (
            "第3: replace \"应\" with \"应当\"",
            "3",
            ProposalKind::Replace,
            "各国应当加强合作。",
        ),
        (
            "1. States shall always mark [all] weapons.",
            "1",
            ProposalKind::Replace,
            "States shall *always* mark [all] weapons.",
        ),
        (
            "Paragraph 1 should read: \"States mark weapons.\"",
            "1",
            ProposalKind::Replace,
            "States mark weapons.",
        ),
    ] {
        let (asks, stands, unclear) = mail(words);
        assert_eq!(
            asks,
            [(place.to_owned(), kind, wanted.to_owned())],
            "{words} {unclear:?}"
        );
        assert_eq!((stands.len(), unclear.len()), (0, 0), "{words} {unclear:?}");
    }
}

#[test]
fn what_is_not_understood_is_listed_and_nothing_is_asked_for_in_its_place() {
    let (asks, stands, unclear) = mail(
        "Dear Chair,\n\nParagraph 1: replace \"must\" by \"should\".\nParagraph 9: delete.\nParagraph 2: oppose. Too weak.\n> Paragraph 1: delete\n\nBest regards",
    );
    assert_eq!(asks, []);
    assert_eq!(stands, ["2 oppose "]);
    assert_eq!(unclear.len(), 3, "{unclear:?}");
    assert!(
        unclear
            .iter()
            .any(|one| one.contains("“must” does not stand there")),
        "{unclear:?}"
    );
}

/// Ten paragraphs, each with a word that only it has, and words that all have.
const LONG: &str = "---\ntitle: T\n---\n1. States meet daily with their members at The Meeting in alpha.\n\n2. States meet daily with their members at The Meeting in beta.\n\n3. States meet daily with their members at The Meeting in gamma.\n\n4. States meet daily with their members at The Meeting in delta.\n\n(a) first with members;\n\n(b) second with members.\n\n5. States meet daily with their members at The Meeting in epsilon.\n\n6. [No State meets daily with their members at The Meeting in zeta.]\n\n12. States meet daily with their members at The Meeting in eta.\n\n16. States meet daily with their members at The Meeting in theta.\n\n20. States meet daily with their members at The Meeting in iota.\n";

/// What a mail asks for of `LONG`, in short: `16 The Meeting>The Conference`, `-18`, `20 after 1`, `oppose 12`.
fn told(words: &str) -> (Vec<String>, Vec<String>) {
    let document = Document::parse(LONG);
    let answered = Answered {
        document: &document,
        parties: &Parties::Guessed,
        naming: Naming::Shown,
        marked: false,
        only: None,
    };
    let answer = answer_by_mail(answered, words);
    let name = |index: usize| document.name(index).to_owned();
    let mut out = Vec::new();
    for ask in &answer.asks {
        let own = name(ask.index);
        let side = ask.place.name();
        out.push(match ask.kind {
            ProposalKind::Delete => format!("-{own}"),
            ProposalKind::Add => format!("{side} {own}: {}", ask.wanted),
            ProposalKind::Move => format!("{own} {side} {}", name(ask.beside.unwrap())),
            _ => format!("{own}: {}", ask.wanted),
        });
    }
    for stand in &answer.stands {
        out.push(format!("{} {}", stand.verb.name(), name(stand.index)));
    }
    out.sort();
    let unclear = answer.unclear.iter().map(|one| one.what.clone());
    (out, unclear.collect())
}

/// The words of a paragraph of `LONG` with one change.
fn with(name: &str, old: &str, new: &str) -> String {
    let document = Document::parse(LONG);
    let found = document.find(&Address::new(name)).unwrap();
    let body = document.body(found.index);
    assert!(body.contains(old), "{body}");
    format!(
        "{}: {}",
        document.name(found.index).to_owned(),
        body.replacen(old, new, 1)
    )
}

#[test]
fn a_sentence_is_about_the_paragraph_that_it_names_wherever_the_name_stands() {
    for (mail, wanted) in [
        (
            "Paragraph 2: replace \"daily\" by \"weekly\".\n\nReplace \"The Meeting\" by \"The Conference\" in paragraph 16.",
            vec![
                with("16", "The Meeting", "The Conference"),
                with("2", "daily", "weekly"),
            ],
        ),
        (
            "Paragraph 5: replace \"daily\" by \"weekly\".\n\nDelete \"members\" in paragraph 12.",
            vec![
                with("12", "their members", "their"),
                with("5", "daily", "weekly"),
            ],
        ),
        (
            "Paragraph 5: support.\n\nWe reserve our position on paragraph 12.\nWe oppose paragraph 16\nWe support paragraph 20.",
            vec![
                "oppose 16".into(),
                "reserve 12".into(),
                "support 20".into(),
                "support 5".into(),
            ],
        ),
        (
            "Paragraph 4 (a): support\n\nMove paragraph 20 after paragraph 1.",
            vec!["20 after 1".into(), "support 4(a)".into()],
        ),
        (
            "Paragraph 5: support\n\nReplace \"The Meeting\" by \"The Conference\" in\nparagraph 16. Delete paragraph\n12.\nWe oppose\nparagraph 20.",
            vec![
                "-12".into(),
                with("16", "The Meeting", "The Conference"),
                "oppose 20".into(),
                "support 5".into(),
            ],
        ),
        (
            "Paragraph 5\n\nReplace \"daily\" by \"weekly\"; delete \"with their members\".\n- \"The Meeting\" should read \"the Meeting\"\n- oppose paragraph 12",
            vec![
                "5: States meet weekly at the Meeting in epsilon.".into(),
                "oppose 12".into(),
            ],
        ),
    ] {
        let mut wanted = wanted;
        wanted.sort();
        assert_eq!(told(mail), (wanted, vec![]), "{mail}");
    }
}

#[test]
fn the_common_forms_are_understood_in_six_languages() {
    let changed = with("16", "daily", "weekly");
    let struck = with("16", "with their members ", "");
    for (mail, wanted) in [
        ("Delete paragraph 16.", "-16"),
        ("Paragraph 16 should be deleted.", "-16"),
        ("We propose to delete paragraph 16", "-16"),
        ("Supprimer le paragraphe 16", "-16"),
        ("Eliminar el párrafo 16", "-16"),
        ("Suprímase el párrafo 16.", "-16"),
        ("Исключить пункт 16.", "-16"),
        ("حذف الفقرة 16", "-16"),
        ("تحذف الفقرة ١٦", "-16"),
        ("删除第16段。", "-16"),
        ("第十六段：删除", "-16"),
        ("4(b): delete", "-4(b)"),
        ("Paragraph 4, subparagraph (b): delete", "-4(b)"),
        ("Delete subparagraph (b) of paragraph 4.", "-4(b)"),
        ("In paragraph 16, replace \"daily\" by \"weekly\"", &changed),
        (
            "Au paragraphe 16, remplacer « daily » par « weekly »",
            &changed,
        ),
        (
            "Remplacer « daily » par « weekly » au paragraphe 16.",
            &changed,
        ),
        (
            "En el párrafo 16, sustitúyase \"daily\" por \"weekly\".",
            &changed,
        ),
        (
            "В пункте 16 заменить слово «daily» словом «weekly».",
            &changed,
        ),
        ("В пункте 16 слово «daily» заменить на «weekly»", &changed),
        ("في الفقرة 16، يستعاض عن \"daily\" بـ \"weekly\"", &changed),
        (
            "في الفقرة 16، يُستعاض عن كلمة \"daily\" بكلمة \"weekly\".",
            &changed,
        ),
        ("第16段：将\"daily\"改为\"weekly\"", &changed),
        ("第16段中，将“daily”一词改为“weekly”。", &changed),
        ("Paragraph 16: \"daily\" -> \"weekly\"", &changed),
        ("Paragraph 16: \"daily\" → \"weekly\"", &changed),
        ("16. \"weekly\" instead of \"daily\"", &changed),
        ("Paragraph 16: for \"daily\" read \"weekly\"", &changed),
        (
            "1. In paragraph 16, replace \"daily\" with \"weekly\".",
            &changed,
        ),
        (
            "Paragraph 16: substitute \"weekly\" for \"daily\"",
            &changed,
        ),
        ("Paragraphe 16 : supprimer « with their members »", &struck),
        ("第16段：删除“with their members”", &struck),
        (
            "Paragraph 16: add after \"daily\": \"or by night\"",
            &with("16", "daily", "daily or by night"),
        ),
        (
            "Paragraph 16: after \"daily\", add \"or by night\"",
            &with("16", "daily", "daily or by night"),
        ),
        (
            "Au paragraphe 16, ajouter « or by night » après « daily »",
            &with("16", "daily", "daily or by night"),
        ),
        (
            "В пункте 16 после слова «daily» добавить «or by night»",
            &with("16", "daily", "daily or by night"),
        ),
        (
            "第16段：在“daily”之后加入“or by night”",
            &with("16", "daily", "daily or by night"),
        ),
        (
            "في الفقرة 16، إضافة \"or by night\" بعد \"daily\"",
            &with("16", "daily", "daily or by night"),
        ),
        (
            "Insert a new paragraph 16 bis: Each State reports. It does so yearly.",
            "after 16: Each State reports. It does so yearly.",
        ),
        (
            "Add a new paragraph after paragraph 16: \"Each State reports.\"",
            "after 16: Each State reports.",
        ),
        (
            "Insert the following new paragraph before paragraph 16:\n\nEach State reports.",
            "before 16: Each State reports.",
        ),
        ("Move paragraph 20 before paragraph 16", "20 before 16"),
        (
            "6. [No State…] RETAIN, remove brackets",
            "6: No State meets daily with their members at The Meeting in zeta.",
        ),
        (
            "6. [No State meets daily with their members at The Meeting in zeta.] RETAIN, remove brackets",
            "6: No State meets daily with their members at The Meeting in zeta.",
        ),
        (
            "Paragraph 6: lift the brackets",
            "6: No State meets daily with their members at The Meeting in zeta.",
        ),
        ("Nous appuyons le paragraphe 16.", "support 16"),
        ("Apoyamos el párrafo 16.", "support 16"),
        ("Поддерживаем пункт 16.", "support 16"),
        ("نؤيد الفقرة 16", "support 16"),
        ("我们支持第16段。", "support 16"),
        ("我们对第16段持保留立场。", "reserve 16"),
    ] {
        assert_eq!(told(mail), (vec![wanted.to_owned()], vec![]), "{mail}");
    }
}

#[test]
fn the_numbers_of_a_mail_s_own_list_are_no_paragraphs() {
    let mail = "1. In paragraph 16, replace \"daily\" by \"weekly\".\n2. Delete paragraph 12.\n3. We oppose paragraph 20.\n";
    let mut wanted = vec![
        "-12".to_owned(),
        with("16", "daily", "weekly"),
        "oppose 20".to_owned(),
    ];
    wanted.sort();
    assert_eq!(told(mail), (wanted, vec![]));
    // Where some do and some do not, nobody knows.
    let (done, unclear) = told("1. Delete paragraph 12.\n2. Delete \"members\".\n");
    assert_eq!((done, unclear.len()), (vec!["-12".to_owned()], 1));
}

#[test]
fn what_may_be_meant_of_two_paragraphs_is_listed_and_never_guessed() {
    for mail in [
        "Paragraph 5: delete \"members\" in paragraph 12.",
        "Delete paragraphs 5 and 12.",
        "Paragraphs 5-12: delete.",
        "We oppose paragraphs 5 and 12.",
        "We oppose paragraph 5 and support paragraph 12.",
        "We support the deletion of paragraph 5.",
        "Paragraph 5: support the proposal of Norway.",
        "We can accept paragraph 5 if paragraph 12 goes.",
        "Paragraph 5, second sentence: delete.",
        "Paragraph 5: delete the word.",
        "Paragraph 5: delete the next paragraph.",
        "Paragraph 4 (c): delete",
        "Section 2: delete",
        "Article 5: delete",
        "12. Delete \"members\" in paragraph 5.",
        "Delete the paragraph.",
        "Replace \"daily\" by \"weekly\" throughout, as in paragraph 5.",
        "Paragraph 5: do not delete.",
        "Paragraph 5: delete?",
        "6. [No State…] RETAIN",
        "保留第5段",
        "我们不支持第5段",
    ] {
        let (done, unclear) = told(mail);
        assert_eq!(done, Vec::<String>::new(), "{mail}");
        assert!(!unclear.is_empty(), "{mail}");
    }
    let (done, unclear) = told("Paragraph 5\n\nGeneral remarks\n\nDelete \"members\".");
    assert_eq!((done.len(), unclear.len()), (0, 2));
    // Behind an empty line nobody knows whether it is still the same paragraph.
    let (done, unclear) = told("Paragraph 5: support.\n\nDelete \"members\".\n\nWe oppose.");
    assert_eq!((done, unclear.len()), (vec!["support 5".to_owned()], 2));
}

#[test]
fn lines_in_several_languages_are_each_read_by_themselves_and_a_line_broken_for_its_width_is_not() {
    let (done, unclear) = told(
        "delete paragraph 5\nsupprimer le paragraphe 12\nsuprimir el párrafo 16\nисключить пункт 20\n我们支持第6段\n",
    );
    assert_eq!(unclear, Vec::<String>::new());
    assert_eq!(done, ["-12", "-16", "-20", "-5", "support 6"]);
    // As wide as the next word lets it be: nobody knows whether it goes on.
    let broken = "We read with great interest all that was said, and ask to have it so: delete paragraph 5\ndelete paragraph 12";
    assert_eq!(told(broken).0, Vec::<String>::new());
}

#[test]
fn a_mail_of_one_huge_line_is_read_in_as_many_steps_as_it_is_long() {
    // Each of these would not end if a step were taken anew for every sign that stands behind another.
    let document = Document::parse(LONG);
    let read = |mail: &str| {
        let answered = Answered {
            document: &document,
            parties: &Parties::Guessed,
            naming: Naming::Shown,
            marked: false,
            only: None,
        };
        let answer = answer_by_mail(answered, mail);
        answer.asks.len() + answer.stands.len() + answer.unclear.len()
    };
    for unit in ["a", "a ", "\"", "“", "(", "…", "支"] {
        let line = unit.repeat(2_000_000 / unit.len());
        assert!(read(&line) > 0, "{unit}");
        assert!(read(&format!("Paragraph 5: {line}")) > 0, "{unit}");
    }
    for unit in [
        "‘ ",
        "9. ",
        "(a) ",
        "[",
        "Paragraph 5: ",
        "Delete \"x\". ",
        "x; ",
        "第5段",
        "replace \"a\" by \"b\" because ",
    ] {
        let line = unit.repeat(10_000 / unit.len());
        for mail in [
            line.clone(),
            format!("5. {line}"),
            format!("Paragraph 5 should read: {line}"),
            line.replace(' ', "\n"),
        ] {
            assert!(read(&mail) <= mail.len(), "{unit}");
        }
    }
}

/// A line for a paragraph, and what it asks for: its name and a key of what is done.
fn wish() -> impl Strategy<Value = (String, String)> {
    let name = prop::sample::select(vec!["1", "2", "3", "4", "5", "12", "16", "20"]);
    let form = prop::sample::select(vec![
        (
            "Replace \"daily\" by \"weekly\" in paragraph {}.",
            "replace",
        ),
        ("Paragraph {}: replace \"daily\" by \"weekly\".", "replace"),
        ("In para. {}, replace “daily” with “weekly”", "replace"),
        (
            "Au paragraphe {}, remplacer « daily » par « weekly ».",
            "replace",
        ),
        (
            "Remplacer « daily » par « weekly » au paragraphe {}",
            "replace",
        ),
        (
            "En el párrafo {}, sustitúyase «daily» por «weekly»",
            "replace",
        ),
        (
            "Sustituir «daily» por «weekly» en el párrafo {}.",
            "replace",
        ),
        ("Заменить «daily» на «weekly» в пункте {}.", "replace"),
        ("В пункте {} заменить «daily» на «weekly»", "replace"),
        ("يستعاض عن \"daily\" بـ \"weekly\" في الفقرة {}.", "replace"),
        ("第{}段：将“daily”改为“weekly”。", "replace"),
        ("将第{}段中的“daily”改为“weekly”", "replace"),
        ("Delete \"members\" in paragraph {}.", "strike"),
        ("Paragraph {} – delete \"members\"", "strike"),
        ("Supprimer « members » au paragraphe {}", "strike"),
        ("В пункте {} исключить «members».", "strike"),
        ("Delete paragraph {}.", "delete"),
        ("Paragraph {}: delete", "delete"),
        ("Supprimer le paragraphe {}", "delete"),
        ("Eliminar el párrafo {}.", "delete"),
        ("Исключить пункт {}", "delete"),
        ("حذف الفقرة {}", "delete"),
        ("删除第{}段", "delete"),
        ("We oppose paragraph {}.", "oppose"),
        ("Paragraph {}: oppose. Too weak", "oppose"),
        ("We reserve our position on paragraph {}", "reserve"),
        ("Nous appuyons le paragraphe {}.", "support"),
        ("Мы возражаем против пункта {}.", "oppose"),
        ("نؤيد الفقرة {}", "support"),
        ("我们支持第{}段。", "support"),
        ("Move paragraph {} after paragraph 4.", "move"),
        ("Paragraph {}:", "head"),
        ("Paragraph {}", "head"),
        (
            "Replace \"daily\" by \"weekly\" in the next paragraph.",
            "none",
        ),
        ("Delete the last line of paragraph {}", "none"),
        ("We thank the Chair for paragraph {}.", "none"),
        ("We support Norway on paragraph {}", "none"),
        ("Our comments follow", "none"),
    ]);
    (name, form).prop_map(|(name, (form, key))| (form.replace("{}", name), format!("{key} {name}")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_filed_is_filed_on_the_paragraph_that_was_named(
        wishes in prop::collection::vec((wish(), prop::sample::select(vec!["\n", "\n\n", "\n- ", " ", ";\n"])), 1..7),
        width in prop::sample::select(vec![24_usize, 40, 72, 1000]),
    ) {
        let mut mail = String::new();
        for ((line, _), gap) in &wishes {
            let mut column = 0;
            for word in line.split(' ') {
                if column > 0 && column + word.chars().count() > width {
                    mail.push('\n');
                    column = 0;
                } else if column > 0 {
                    mail.push(' ');
                    column += 1;
                }
                mail.push_str(word);
                column += word.chars().count();
            }
            mail.push_str(gap);
        }
        let document = Document::parse(LONG);
        let wanted = |key: &str| wishes.iter().any(|((_, own), _)| own == key);
        let answered = Answered { document: &document, parties: &Parties::Guessed, naming: Naming::Shown, marked: false, only: None };
        let answer = answer_by_mail(answered, &mail);
        for ask in &answer.asks {
            let name = document.name(ask.index);
            match ask.kind {
                ProposalKind::Delete => prop_assert!(wanted(&format!("delete {name}")), "{mail}\n-{name}"),
                ProposalKind::Move => prop_assert!(wanted(&format!("move {name}")), "{mail}\nmove {name}"),
                _ => {
                    let body = document.body(ask.index);
                    let (replaced, struck) = (ask.wanted.contains("weekly"), !ask.wanted.contains("members"));
                    prop_assert!(!replaced || wanted(&format!("replace {name}")), "{mail}\n{name}: {}", ask.wanted);
                    prop_assert!(!struck || wanted(&format!("strike {name}")), "{mail}\n{name}: {}", ask.wanted);
                    let back = ask.wanted.replace("weekly", "daily");
                    prop_assert!(back == body || struck, "{mail}\n{name}: {}", ask.wanted);
                }
            }
        }
        for stand in &answer.stands {
            let key = format!("{} {}", stand.verb.name(), document.name(stand.index));
            prop_assert!(wanted(&key), "{mail}\n{key}");
        }
        // What is said alone in its lines is filed or listed, never lost.
        let said = wishes.iter().filter(|((_, key), _)| !key.starts_with("head")).count();
        let heard = answer.asks.len() + answer.stands.len() + answer.unclear.len() + answer.passed.len();
        prop_assert!(said == 0 || heard > 0, "{mail}");
    }
}
