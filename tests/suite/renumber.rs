//! A text renumbered: twice is once, no word is lost, and every reference points at the paragraph that it pointed at.

use adref::diff::{Change, ChangeKind, align};
use adref::rolling::{Unfit, renumber};
use adref::text::{Document, Parties, fold, without_references};
use proptest::prelude::*;

/// How a language writes a number's head, and names paragraphs of the same text.
#[derive(Debug, Clone, Copy)]
struct Habit {
    bis: &'static str,
    ter: &'static str,
    one: (&'static str, &'static str),
    two: (&'static str, &'static str, &'static str),
    words: &'static str,
    han: bool,
}

const HABITS: [Habit; 6] = [
    Habit {
        bis: " bis",
        ter: " ter",
        one: ("as set out in paragraph ", " above"),
        two: ("in paragraphs ", " to ", " below"),
        words: "States undertake to mark every lantern",
        han: false,
    },
    Habit {
        bis: " bis",
        ter: " ter",
        one: ("comme indiqué au paragraphe ", " ci-dessus"),
        two: ("aux paragraphes ", " à ", " ci-après"),
        words: "Les États marquent chaque lanterne",
        han: false,
    },
    Habit {
        bis: " bis",
        ter: " ter",
        one: ("como se indica en el párrafo ", " supra"),
        two: ("en los párrafos ", " a ", " infra"),
        words: "Los Estados marcan cada farol",
        han: false,
    },
    Habit {
        bis: "-бис",
        ter: "-тер",
        one: ("как указано в пункте ", " выше"),
        two: ("в пунктах ", " и ", " ниже"),
        words: "Государства маркируют каждый фонарь",
        han: false,
    },
    Habit {
        bis: " مكررا",
        ter: " ثالثا",
        one: ("كما ورد في الفقرة ", " أعلاه"),
        two: ("في الفقرات ", " إلى ", " أدناه"),
        words: "تضع الدول علامة على كل فانوس",
        han: false,
    },
    Habit {
        bis: "之二",
        ter: "之三",
        one: ("如上文第", "所述"),
        two: ("见上文第", "和第", ""),
        words: "各国应当标记每一盏灯",
        han: true,
    },
];

/// A paragraph to be: how far the number goes on, what is added to it, whom it refers to.
#[derive(Debug, Clone)]
struct Seed {
    step: u64,
    added: usize,
    refers: Option<(usize, Option<usize>)>,
    foreign: bool,
}

fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    let seed = (
        1..4u64,
        0..5usize,
        prop::option::of((any::<usize>(), prop::option::of(any::<usize>()))),
        any::<bool>(),
    );
    let seed = seed.prop_map(|(step, added, refers, foreign)| Seed {
        step,
        added,
        refers,
        foreign,
    });
    prop::collection::vec(seed, 1..24)
}

/// Whom a paragraph's reference names: one, or one and another.
type Named = Option<(usize, Option<usize>)>;

/// A draft of them, and what each paragraph's reference is to: the ordinals of those it names.
fn draft(seeds: &[Seed], habit: Habit) -> (String, Vec<Named>) {
    let mut labels: Vec<String> = Vec::new();
    let mut number = 0;
    let mut last = 5;
    for seed in seeds {
        // Bis comes after a number that has none yet, ter after bis.
        let added = match (seed.added, last) {
            (3, 0) => 3,
            (4, 3) => 4,
            _ => 0,
        };
        if added == 0 {
            number += seed.step;
        }
        last = added;
        let suffix = ["", "", "", habit.bis, habit.ter][added];
        labels.push(format!("{number}{suffix}"));
    }
    let cited = |n: usize| match (habit.han, labels[n].split_once('之')) {
        (true, Some((number, rank))) => format!("{number}段之{rank}"),
        (true, None) => format!("{}段", labels[n]),
        (false, _) => labels[n].clone(),
    };
    let mut text = String::new();
    let mut told = Vec::new();
    for (n, seed) in seeds.iter().enumerate() {
        let to = seed
            .refers
            .map(|(one, two)| (one % seeds.len(), two.map(|two| two % seeds.len())));
        let reference = match to {
            None => String::new(),
            Some((one, None)) => format!(", {}{}{}", habit.one.0, cited(one), habit.one.1),
            Some((one, Some(two))) => {
                let (before, between, after) = habit.two;
                format!(", {before}{}{between}{}{after}", cited(one), cited(two))
            }
        };
        let foreign = match seed.foreign {
            true => " under paragraph 3 of the Instrument",
            false => "",
        };
        let dot = if habit.han { "." } else { ". " };
        text.push_str(&format!(
            "{}{dot}{} {}{foreign}{reference}.\n\n",
            labels[n],
            habit.words,
            (0..8)
                .map(|k| format!("w{n}x{k}"))
                .collect::<Vec<_>>()
                .join(" ")
        ));
        told.push(to);
    }
    (text, told)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn twice_is_once_no_word_is_lost_and_every_reference_keeps_its_paragraph(seeds in seeds(), language in 0..6usize) {
        let habit = HABITS[language];
        let (text, told) = draft(&seeds, habit);
        let parties = Parties::Guessed;
        let before = Document::parse(text.as_bytes());
        let once = renumber(&before, &parties).unwrap();
        let after = Document::parse(once.bytes.clone());
        let twice = renumber(&after, &parties).unwrap();
        prop_assert_eq!(&twice.bytes, &once.bytes);
        prop_assert_eq!(twice.concordance, []);
        // One to n.
        let labels: Vec<String> = after.paragraphs().iter().map(|one| one.label.as_ref().unwrap().to_string()).collect();
        let counted: Vec<String> = (1..=seeds.len()).map(|n| n.to_string()).collect();
        prop_assert_eq!(&labels, &counted);
        for ((was, is), to) in before.paragraphs().iter().zip(after.paragraphs()).zip(&told) {
            prop_assert_eq!(without_references(&was.text), without_references(&is.text));
            let cited = |n: &usize| format!("{}{}", n + 1, if habit.han { "段" } else { "" });
            let expected = match to {
                None => continue,
                Some((one, None)) => format!("{}{}{}", habit.one.0, cited(one), habit.one.1),
                Some((one, Some(two))) => format!("{}{}{}{}{}", habit.two.0, cited(one), habit.two.1, cited(two), habit.two.2),
            };
            prop_assert!(is.text.contains(&fold(&expected)), "{} has no {expected}", is.text);
        }
        let foreign = "paragraph 3 of the Instrument";
        prop_assert_eq!(text.matches(foreign).count(), String::from_utf8_lossy(&once.bytes).matches(foreign).count());
        // A comparison follows every paragraph.
        let alignment = align(&before, &after);
        // By chance a paragraph may come to refer to what its neighbour referred to, as if it had taken those words over; what stands
        // between two such has then, as it were, moved.
        let refers = |document: &Document, n: &usize| document.paragraphs()[*n].text.rsplit(", ").next().map(str::to_owned);
        let taken_over = |change: &Change| change.new.iter().any(|n| {
            let others = change.old.iter().filter(|other| *other != n);
            others.map(|other| refers(&before, other)).any(|words| words == refers(&after, n))
        });
        let by_chance = |change: &Change| change.kind == ChangeKind::Recast && taken_over(change);
        let any_by_chance = alignment.changes.iter().any(by_chance);
        for change in &alignment.changes {
            prop_assert_eq!(&change.old, &change.new);
            prop_assert!(change.certain && !change.moved || any_by_chance, "{change:?}");
            prop_assert!(
                matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Edited) || by_chance(change),
                "{:?}", change
            );
        }
    }
}

#[test]
fn real_texts_keep_their_words_and_are_numbered_once() {
    let mut files = Vec::new();
    for folder in ["paris", "bms3", ""] {
        if let Some(folder) = crate::laws::data(folder) {
            crate::laws::markdown(&folder, &mut files);
        }
    }
    files.sort();
    files.dedup();
    let mut done = 0;
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let before = Document::parse(bytes);
        let once = match renumber(&before, &Parties::Guessed) {
            Ok(once) => once,
            Err(Unfit::Contested(_)) => continue,
            Err(Unfit::Misread(_)) => {
                println!("{}: left, a paragraph would be misread", file.display());
                continue;
            }
        };
        done += 1;
        let after = Document::parse(once.bytes.clone());
        let twice = renumber(&after, &Parties::Guessed).unwrap();
        assert!(
            twice.bytes == once.bytes,
            "{} is numbered otherwise the second time",
            file.display()
        );
        for (was, is) in before.paragraphs().iter().zip(after.paragraphs()) {
            let label = |one: &adref::text::Paragraph| one.label.as_ref().map(ToString::to_string);
            let alone = label(was).as_deref() == Some(was.text.as_str());
            assert!(
                alone || without_references(&was.text) == without_references(&is.text),
                "{}",
                file.display()
            );
        }
    }
    println!("{done} numbered");
}
