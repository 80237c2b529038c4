//! What a Word file asks for of a text, paragraph by paragraph.

use super::super::asked::Stand;
use super::*;
use crate::office::{Block, Change, Comment, Mark, Paragraph, Reading, Run};
use crate::ops::Naming;
use crate::record::Verb;
use crate::text::{Document, Parties};

const TEXT: &str = "---\ntitle: T\n---\n1. States *should* mark all [weapons].\n\n2. Each State \"reports\" yearly.\n\n3. Marking is done at the time of manufacture.\n\n4. The Chair convenes a meeting.\n\n| A | B |\n| --- | --- |\n| one | *two* |\n| three | four |\n";

fn answered(mine: &[&str], change: impl FnOnce(&mut office::Paper)) -> (Document, Answer) {
    answered_on(TEXT, mine, change)
}

fn answered_on(
    text: &str,
    mine: &[&str],
    change: impl FnOnce(&mut office::Paper),
) -> (Document, Answer) {
    let document = Document::parse(text);
    let mut file = paper(&document, &Manner::default());
    // In a file the number is typed.
    for block in &mut file.blocks {
        if let Block::Paragraph(one) = block
            && let Some(label) = one.label.take()
        {
            one.runs.insert(0, run(&format!("{label}\t")));
        }
    }
    change(&mut file);
    let reading = Reading {
        paper: file,
        ..Reading::default()
    };
    let text = Answered {
        document: &document,
        parties: &Parties::Guessed,
        naming: Naming::Shown,
        marked: false,
        only: None,
    };
    let mine: Vec<String> = mine.iter().map(|name| (*name).to_owned()).collect();
    let answer = answer(text, &reading, &mine, Absent::Told);
    (document, answer)
}

fn run(text: &str) -> Run {
    Run {
        text: text.to_owned(),
        ..Run::default()
    }
}

fn marked(text: &str, change: Change, author: &str) -> Run {
    Run {
        marks: vec![mark(change, author)],
        ..run(text)
    }
}

fn mark(change: Change, author: &str) -> Mark {
    Mark {
        change,
        author: author.to_owned(),
        time: None,
    }
}

fn paragraph(file: &mut office::Paper, at: usize) -> &mut Paragraph {
    match &mut file.blocks[at] {
        Block::Paragraph(one) => one,
        Block::Table(_) => unreachable!("a table"),
    }
}

fn told(answer: &Answer) -> Vec<(ProposalKind, usize, &str)> {
    let asks = answer.asks.iter();
    asks.map(|ask| (ask.kind, ask.index, ask.wanted.as_str()))
        .collect()
}

/// What is asked for where some words of the one paragraph of a text are changed in its file.
fn changed(text: &str, old: &str, new: &str) -> Vec<String> {
    let (_, answer) = answered_on(text, &[], |file| {
        let one = paragraph(file, 0);
        let words: String = one.runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(words.matches(old).count(), 1, "{words}");
        one.runs = vec![run(&words.replace(old, new))];
    });
    assert_eq!(answer.unclear, [], "{text}");
    answer.asks.into_iter().map(|ask| ask.wanted).collect()
}

#[test]
fn brackets_that_somebody_only_asks_for_come_back_as_they_went_out_and_with_other_words_in_both_places()
 {
    let text = "1. They [shall / XHO, XRA: [shall]] act, [and / XHO: [and]] soon.\n";
    for (old, new, wanted) in [
        ("They", "They", None),
        (
            "They",
            "States",
            Some("States [shall / XHO, XRA: [shall]] act, [and / XHO: [and]] soon."),
        ),
        (
            "[shall](XHO, XRA)",
            "[should](XHO, XRA)",
            Some("They [should / XHO, XRA: [should]] act, [and / XHO: [and]] soon."),
        ),
        (
            "[shall]",
            "[shall not]",
            Some("They [shall not / XHO, XRA: [shall not]] act, [and / XHO: [and]] soon."),
        ),
        (
            " [shall](XHO, XRA)",
            "",
            Some("They act, [and / XHO: [and]] soon."),
        ),
        (
            "[shall](XHO, XRA)",
            "shall",
            Some("They shall act, [and / XHO: [and]] soon."),
        ),
        (
            "act",
            "ever act",
            Some("They [shall / XHO, XRA: [shall]] ever act, [and / XHO: [and]] soon."),
        ),
    ] {
        assert_eq!(
            changed(text, old, new),
            wanted.map(str::to_owned).into_iter().collect::<Vec<_>>(),
            "{old}>{new}"
        );
    }
}

#[test]
fn a_paragraph_that_stands_elsewhere_is_moved_tracked_or_not() {
    let (_, clean) = answered(&[], |file| file.blocks.swap(2, 4));
    let moves: Vec<ProposalKind> = clean.asks.iter().map(|ask| ask.kind).collect();
    assert_eq!(moves, [ProposalKind::Move, ProposalKind::Move]);
    let (_, tracked) = answered(&["N"], |file| {
        let one = paragraph(file, 1);
        let mut copy = one.clone();
        let name = "move1".to_owned();
        for run in &mut one.runs {
            run.marks = vec![mark(Change::MovedFrom(name.clone()), "N")];
        }
        one.end = vec![mark(Change::MovedFrom(name.clone()), "N")];
        copy.anchor = None;
        for run in &mut copy.runs {
            run.marks = vec![mark(Change::MovedTo(name.clone()), "N")];
        }
        copy.end = vec![mark(Change::MovedTo(name.clone()), "N")];
        file.blocks.insert(4, Block::Paragraph(copy));
    });
    assert_eq!(told(&tracked), [(ProposalKind::Move, 1, "")]);
    assert_eq!(tracked.asks[0].beside, Some(3));
}

#[test]
fn cells_and_rows_of_a_table_are_changed_and_the_rest_of_it_stays() {
    let (_, answer) = answered(&[], |file| {
        let Block::Table(table) = &mut file.blocks[5] else {
            unreachable!("no table");
        };
        table.rows[1][0][0].runs = vec![run("five")];
        let mut row = table.rows[2].clone();
        for cell in &mut row {
            cell[0].anchor = None;
            cell[0].runs = vec![run("new|")];
        }
        table.rows.push(row);
    });
    assert_eq!(
        told(&answer),
        [(
            ProposalKind::Replace,
            5,
            "| A | B |\n| --- | --- |\n| five | *two* |\n| three | four |\n| new\\| | new\\| |"
        )]
    );
    let (_, answer) = answered(&[], |file| {
        let Block::Table(table) = &mut file.blocks[5] else {
            unreachable!("no table");
        };
        table.rows.remove(1);
    });
    assert_eq!(
        told(&answer),
        [(
            ProposalKind::Replace,
            5,
            "| A | B |\n| --- | --- |\n| three | four |"
        )]
    );
}

fn row(cells: &[&str]) -> Vec<Vec<Paragraph>> {
    let cell = |text: &&str| {
        vec![Paragraph {
            runs: vec![run(text)],
            ..Paragraph::default()
        }]
    };
    cells.iter().map(cell).collect()
}

#[test]
fn columns_of_a_table_are_put_in_and_struck_and_the_other_cells_stay() {
    let (_, answer) = answered(&[], |file| {
        let Block::Table(table) = &mut file.blocks[5] else {
            unreachable!("no table");
        };
        for (row, words) in table.rows.iter_mut().zip(["N", "1", "2|"]) {
            row.insert(1, self::row(&[words]).remove(0));
        }
    });
    assert_eq!(
        told(&answer),
        [(
            ProposalKind::Replace,
            5,
            "| A | N | B |\n| --- | --- | --- |\n| one | 1 | *two* |\n| three | 2\\| | four |"
        )]
    );
    let (_, answer) = answered(&["N"], |file| {
        let Block::Table(table) = &mut file.blocks[5] else {
            unreachable!("no table");
        };
        for row in &mut table.rows {
            for run in &mut row[0][0].runs {
                run.marks = vec![mark(Change::Deleted, "N")];
            }
        }
    });
    assert_eq!(
        told(&answer),
        [(
            ProposalKind::Replace,
            5,
            "| B |\n| --- |\n| *two* |\n| four |"
        )]
    );
    let (_, answer) = answered(&[], |file| {
        let Block::Table(table) = &mut file.blocks[5] else {
            unreachable!("no table");
        };
        table.rows.push(row(&["a", "b", "c"]));
    });
    assert_eq!(told(&answer), []);
    assert_eq!(answer.unclear.len(), 1, "{:?}", answer.unclear);
    let what = &answer.unclear[0].what;
    assert!(
        what.ends_with("row 1 has 2 cells where others have 3: “A | B”"),
        "{what}"
    );
}

#[test]
fn a_paragraph_that_was_made_a_heading_is_told_and_nothing_is_asked_for() {
    let look = |roles: &[(usize, Role)]| {
        let (_, answer) = answered(&[], |file| {
            file.origin = Some(office::Origin::default());
            for (at, role) in roles {
                paragraph(file, *at).role = *role;
            }
        });
        assert_eq!(told(&answer), []);
        answer.passed
    };
    assert_eq!(
        look(&[(2, Role::Heading(3))]),
        [
            "2: a heading of level 3 in the file and a paragraph in the text; the words alone are taken"
        ]
    );
    let all = [(1, Role::Quote), (2, Role::Quote), (3, Role::Item(2))];
    assert_eq!(
        look(&all),
        ["the styles of 3 paragraphs, which are others than the text's"]
    );
}

/// Makes cells of the table one, as Word does: all their paragraphs stand in the first.
fn join(file: &mut office::Paper, one: office::Joined) {
    let Block::Table(table) = &mut file.blocks[5] else {
        unreachable!("no table");
    };
    let mut all = Vec::new();
    for row in one.row..one.row + one.rows {
        for column in one.column..one.column + one.columns {
            all.append(&mut table.rows[row][column]);
        }
    }
    table.rows[one.row][one.column] = all;
    table.joined.push(one);
}

const ACROSS: office::Joined = office::Joined {
    row: 1,
    column: 0,
    rows: 1,
    columns: 2,
};

#[test]
fn words_of_cells_that_are_one_go_back_to_where_they_were() {
    let down = office::Joined {
        rows: 2,
        columns: 1,
        ..ACROSS
    };
    for (one, told_of) in [
        (ACROSS, "row 2, columns 1 to 2: “one two”"),
        (down, "rows 2 to 3, column 1: “one three”"),
    ] {
        let (_, answer) = answered(&[], |file| join(file, one));
        assert_eq!(told(&answer), []);
        assert!(answer.unclear.is_empty(), "{:?}", answer.unclear);
        assert_eq!(answer.passed.len(), 1, "{:?}", answer.passed);
        assert!(answer.passed[0].ends_with(told_of), "{:?}", answer.passed);
    }
    let (_, answer) = answered(&["N"], |file| {
        join(file, ACROSS);
        let Block::Table(table) = &mut file.blocks[5] else {
            unreachable!("no table");
        };
        let cell = &mut table.rows[1][0];
        cell[1].runs[0].marks = vec![mark(Change::Deleted, "N")];
        cell[1].runs.push(marked("2", Change::Inserted, "N"));
    });
    assert_eq!(
        told(&answer),
        [(
            ProposalKind::Replace,
            5,
            "| A | B |\n| --- | --- |\n| one | 2 |\n| three | four |"
        )]
    );
    // Joined and made one paragraph, with no other word: nothing is asked for.
    let (_, answer) = answered(&[], |file| {
        join(file, ACROSS);
        let Block::Table(table) = &mut file.blocks[5] else {
            unreachable!("no table");
        };
        table.rows[1][0].truncate(1);
        table.rows[1][0][0].runs = vec![run("one two")];
    });
    assert_eq!(told(&answer), []);
    assert_eq!(answer.passed.len(), 1, "{:?}", answer.passed);
}

#[test]
fn words_of_cells_that_are_one_and_say_something_else_stand_in_the_first_of_them() {
    let (_, answer) = answered(&[], |file| {
        join(file, ACROSS);
        let Block::Table(table) = &mut file.blocks[5] else {
            unreachable!("no table");
        };
        table.rows[1][0].truncate(1);
        table.rows[1][0][0].runs = vec![run("neither of these")];
    });
    assert_eq!(
        told(&answer),
        [(
            ProposalKind::Replace,
            5,
            "| A | B |\n| --- | --- |\n| neither of these |  |\n| three | four |"
        )]
    );
    assert_eq!(answer.unclear.len(), 1, "{:?}", answer.unclear);
    let what = &answer.unclear[0].what;
    assert!(
        what.ends_with("row 2, columns 1 to 2: “neither of these”"),
        "{what}"
    );
}

#[test]
fn a_new_footnote_stands_behind_the_paragraph_that_calls_it() {
    let (_, answer) = answered(&["N"], |file| {
        let mut call = marked("", Change::Inserted, "N");
        call.note = Some(0);
        paragraph(file, 2).runs.push(call);
        let mut lost = marked("", Change::Inserted, "Kenya");
        lost.note = Some(1);
        paragraph(file, 3).runs.push(lost);
        for (words, author) in [(" Or *twice*.", "N"), (" Another's.", "Kenya")] {
            file.notes.push(office::Footnote {
                paragraphs: vec![Paragraph {
                    runs: vec![marked(words, Change::Inserted, author)],
                    ..Paragraph::default()
                }],
                ..office::Footnote::default()
            });
        }
    });
    assert_eq!(
        told(&answer),
        [
            (
                ProposalKind::Replace,
                2,
                "Each State \"reports\" yearly.[^1]"
            ),
            (ProposalKind::Add, 2, "[^1]: Or \\*twice\\*."),
        ]
    );
    assert_eq!(answer.unclear, []);
}

#[test]
fn comments_are_reasons_and_stances_and_others_words_are_not_taken() {
    let (_, answer) = answered(&["Jane"], |file| {
        let comment = |author: &str, text: &str| Comment {
            author: author.to_owned(),
            time: None,
            text: text.to_owned(),
        };
        file.comments = vec![
            comment("Jane", "too weak"),
            comment("Jane", "Oppose: no mandate"),
            comment("Kenya", "Support"),
            comment("Jane", "hm"),
        ];
        let one = paragraph(file, 2);
        one.runs.push(marked(" Always.", Change::Inserted, "Jane"));
        one.runs.push(marked(" Never.", Change::Inserted, "Kenya"));
        one.runs[1].comments = vec![0];
        paragraph(file, 3).runs[1].comments = vec![1, 2];
        paragraph(file, 4).runs[1].comments = vec![3];
    });
    assert_eq!(
        told(&answer),
        [(
            ProposalKind::Replace,
            2,
            "Each State \"reports\" yearly. Always."
        )]
    );
    assert_eq!(answer.asks[0].rationale.as_deref(), Some("too weak"));
    assert_eq!(
        answer.stands,
        [Stand {
            index: 3,
            verb: Verb::Oppose,
            reason: Some("no mandate".to_owned())
        }]
    );
    let unclear: Vec<&str> = answer.unclear.iter().map(|one| one.what.as_str()).collect();
    assert_eq!(
        unclear,
        [
            "a comment by Kenya, not taken: Support",
            "a comment, not understood: hm"
        ]
    );
}

#[test]
fn a_split_is_a_shorter_paragraph_and_a_new_one_and_marks_go_with_their_last_words() {
    let (_, answer) = answered(&[], |file| {
        let mut rest = paragraph(file, 3).clone();
        rest.anchor = None;
        rest.runs = vec![run("At the time of manufacture.")];
        paragraph(file, 3).runs = vec![run("3.\tMarking is done.")];
        file.blocks.insert(4, Block::Paragraph(rest));
        let first = paragraph(file, 1);
        first.runs.retain(|run| !run.look.italic);
    });
    assert_eq!(
        told(&answer),
        [
            (ProposalKind::Replace, 1, "States  mark all [weapons]."),
            (ProposalKind::Replace, 3, "Marking is done."),
            (ProposalKind::Add, 3, "At the time of manufacture."),
        ]
    );
}

#[test]
fn another_number_or_other_quotation_marks_are_no_amendment_and_are_said() {
    let (_, answer) = answered(&[], |file| {
        paragraph(file, 1).runs[0] = run("7.\t");
        paragraph(file, 2).runs = vec![run("2.\tEach State “reports” yearly.")];
    });
    assert_eq!(told(&answer), []);
    assert_eq!(answer.unclear.len(), 1, "{:?}", answer.unclear);
    assert_eq!(answer.passed.len(), 1);
}

#[test]
fn a_file_that_lost_its_bookmarks_is_compared_by_its_words() {
    let (_, answer) = answered(&[], |file| {
        for block in &mut file.blocks {
            match block {
                Block::Paragraph(one) => one.anchor = None,
                Block::Table(table) => {
                    let cells = table.rows.iter_mut().flatten().flatten();
                    cells.for_each(|one| one.anchor = None);
                }
            }
        }
        paragraph(file, 3).runs = vec![run("3.\tMarking is done at the time of import.")];
        file.blocks.remove(4);
    });
    assert_eq!(
        told(&answer),
        [
            (
                ProposalKind::Replace,
                3,
                "Marking is done at the time of import."
            ),
            (ProposalKind::Delete, 4, ""),
        ]
    );
}

fn lines(file: &mut office::Paper, lines: &[&str]) {
    file.blocks = lines
        .iter()
        .map(|line| {
            Block::Paragraph(Paragraph {
                runs: vec![run(line)],
                ..Paragraph::default()
            })
        })
        .collect();
}

#[test]
fn of_a_file_with_few_paragraphs_only_these_are_taken_and_the_rest_is_told() {
    let (_, answer) = answered(&[], |file| {
        lines(
            file,
            &[
                "3. Marking is done at the time of import.",
                "A new thought.",
            ],
        );
    });
    assert_eq!(
        told(&answer),
        [(
            ProposalKind::Replace,
            3,
            "Marking is done at the time of import."
        )]
    );
    assert!(
        answer.read[0].starts_with(
            "5 of 6 paragraphs are not in it, and are not asked to go: title, 1, 2, 4"
        ),
        "{:?}",
        answer.read
    );
    assert_eq!(answer.unclear.len(), 1);
    assert!(answer.unclear[0].what.ends_with("A new thought."));
    // One that was put in by a tracked change has its place.
    let (_, answer) = answered(&["A"], |file| {
        lines(
            file,
            &["3. Marking is done at the time of manufacture.", ""],
        );
        *paragraph(file, 1) = Paragraph {
            runs: vec![marked("A new thought.", Change::Inserted, "A")],
            ..Paragraph::default()
        };
    });
    assert_eq!(told(&answer), [(ProposalKind::Add, 3, "A new thought.")]);
    // Most of the text struck by tracked changes is struck.
    let (_, answer) = answered(&["A"], |file| {
        for at in 0..4 {
            for one in &mut paragraph(file, at).runs {
                one.marks = vec![mark(Change::Deleted, "A")];
            }
        }
    });
    assert_eq!(answer.asks.len(), 4, "{:?}", answer.read);
    assert!(answer.read.is_empty());
}

#[test]
fn a_letter_in_word_is_read_as_a_mail_is() {
    let (_, answer) = answered(&[], |file| {
        lines(
            file,
            &[
                "Dear Chair,",
                "Paragraph 3: replace \"manufacture\" by \"import\"",
                "Paragraph 2: delete",
                "We oppose paragraph 4.",
                "Kind regards",
            ],
        );
    });
    assert_eq!(
        told(&answer),
        [
            (ProposalKind::Delete, 2, ""),
            (
                ProposalKind::Replace,
                3,
                "Marking is done at the time of import."
            ),
        ]
    );
    assert_eq!(
        answer
            .stands
            .iter()
            .map(|one| (one.index, one.verb))
            .collect::<Vec<_>>(),
        [(4, Verb::Oppose)]
    );
    assert!(
        answer.read[0].contains("read as a letter"),
        "{:?}",
        answer.read
    );
}

#[test]
fn a_new_sub_paragraph_before_the_first_stands_before_it_and_not_behind_the_last() {
    let text = "1. A warning states:\n\n(a) the place;\n\n(b) the height.\n\n2. Others help.\n";
    let fresh = || {
        Block::Paragraph(Paragraph {
            runs: vec![run("(a0) who issues it;")],
            ..Paragraph::default()
        })
    };
    for (behind, place, on) in [
        ("1. A warning states:", Where::Before, "1(a)"),
        ("(a) the place;", Where::After, "1(a)"),
        ("(b) the height.", Where::After, "1(b)"),
        ("2. Others help.", Where::After, "2"),
    ] {
        let (document, answer) = answered_on(text, &[], |file| {
            let at = file.blocks.iter().position(|block| match block {
                Block::Paragraph(one) => one
                    .accepted()
                    .replace('\t', " ")
                    .ends_with(behind.split_once(' ').unwrap().1),
                Block::Table(_) => false,
            });
            file.blocks.insert(at.unwrap() + 1, fresh());
        });
        let asks: Vec<_> = answer
            .asks
            .iter()
            .map(|ask| (ask.kind, ask.place, document.name(ask.index)))
            .collect();
        assert_eq!(asks, [(ProposalKind::Add, place, on)], "{behind}");
    }
}
