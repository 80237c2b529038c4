//! A whole Word file as a draft: headings, paragraphs with the numbers that Word counts, items, tables, footnotes.

use super::asked::Unclear;
use super::behind::owned;
use super::joined::in_first;
use super::lines::{Fate, Line, Part, Span, Whose, authors, line, parts};
use super::markdown::{headed, markdown};
use super::table;
use crate::office::{Block, Paper, Paragraph, Reading, Role};
use crate::text::{Label, Parties, fold};

/// What becomes of tracked changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changes {
    /// They are taken to be made.
    Accepted,
    /// They are taken not to be made.
    Rejected,
}

/// A draft that was made of a Word file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// Its Markdown.
    pub text: String,
    /// What of the file is not in it, with its place.
    pub unclear: Vec<Unclear>,
}

/// How many tracked changes of words a file holds, and by whom.
pub fn tracked(paper: &Paper) -> (usize, Vec<String>) {
    let mut count = 0;
    let mut last = None;
    let mut of = |paragraph: &Paragraph| {
        for run in &paragraph.runs {
            // What is in several looks is one change.
            let mark = run.marks.last().cloned();
            if mark.is_some() && mark != last {
                count += 1;
            }
            last = mark;
        }
        if last.is_none() {
            count += usize::from(!paragraph.end.is_empty());
        }
    };
    for block in &paper.blocks {
        match block {
            Block::Paragraph(paragraph) => of(paragraph),
            Block::Table(table) => table.rows.iter().flatten().flatten().for_each(&mut of),
        }
    }
    let notes = paper.notes.iter().flat_map(|note| &note.paragraphs);
    notes.for_each(&mut of);
    let commented: Vec<&String> = paper.comments.iter().map(|one| &one.author).collect();
    let all = authors(paper);
    let names = all
        .iter()
        .filter(|name| count > 0 && !name.is_empty() && !commented.contains(name));
    (count, names.cloned().collect())
}

/// The draft that a Word file is.
pub fn drafted(reading: &Reading, changes: Changes) -> Drafted {
    let file = &reading.paper;
    let whose = Whose {
        others_stand: changes == Changes::Accepted,
        ..Whose::default()
    };
    let notes: Vec<Option<usize>> = (0..file.notes.len()).map(Some).collect();
    let marks: Vec<String> = (1..=file.notes.len()).map(|n| n.to_string()).collect();
    let pen = Pen {
        marks: &marks,
        above: usize::from(file.origin.is_none()),
    };
    let mut title = None;
    let mut in_one = Vec::new();
    let mut out: Vec<String> = Vec::new();
    for part in parts(file, &whose, &notes) {
        match part {
            Part::Line(line) if line.role == Role::Title && title.is_none() => {
                title = Some(fold(&line.wanted()));
            }
            Part::Line(line) => out.extend(pen.paragraph(&line)),
            Part::Table(rows, joined) => {
                in_one.extend(in_first(&rows, &joined));
                let table = table::whole(&rows, &Parties::default(), &marks);
                out.extend((!table.is_empty()).then_some(table));
            }
        }
    }
    for (note, mark) in file.notes.iter().zip(&marks) {
        let lines = note.paragraphs.iter();
        let words: Vec<String> = lines
            .map(|one| pen.words(&line(one, &whose, &notes)).trim().to_owned())
            .filter(|words| !words.is_empty())
            .collect();
        out.push(format!("[^{mark}]: {}", words.join("\n\n    ")));
    }
    let mut text = front(title.as_deref(), file);
    text.push_str(&out.join("\n\n"));
    text.push('\n');
    let mut unclear = unclear(reading);
    unclear.extend(in_one.into_iter().map(|words| Unclear {
        what: format!(
            "cells that are one in the file, whose words stand in the first of them; {words}"
        ),
        place: String::new(),
    }));
    Drafted { text, unclear }
}

struct Pen<'a> {
    marks: &'a [String],
    /// How many levels stand above the first headings: the title's, in a file that adref did not write.
    above: usize,
}

impl Pen<'_> {
    fn words(&self, line: &Line) -> String {
        let spans: Vec<&Span> = line
            .spans
            .iter()
            .filter(|span| span.fate != Fate::Out)
            .collect();
        let words = markdown(spans, &Parties::default(), self.marks);
        match self.above {
            // adref wrote the file, and names behind a bracket who asks for it.
            0 => owned(&words, &Parties::default()),
            _ => words,
        }
    }

    fn paragraph(&self, line: &Line) -> Option<String> {
        let words = self.words(line);
        let words = words.trim();
        if words.is_empty() {
            return None;
        }
        let label = line.label.as_deref();
        let numbered = match label.filter(|label| *label != "•") {
            Some(label) => format!("{label} {words}"),
            None => words.to_owned(),
        };
        Some(match line.role {
            Role::Heading(level) => {
                let level = (usize::from(level.max(1)) + self.above).min(6);
                format!("{} {}", "#".repeat(level), numbered.replace("\\\n", " "))
            }
            Role::Quote => format!("> {}", numbered.replace('\n', "\n> ")),
            Role::Verbatim => format!("```\n{}\n```", line.wanted().trim_end()),
            _ if label == Some("•") => format!("- {words}"),
            _ => match words.strip_prefix('•') {
                Some(item) => format!("- {}", item.trim_start()),
                // A number at the head is the paragraph's; what would be another mark is not.
                None => match Label::read(&numbered) {
                    Some((_, length)) => {
                        let (number, rest) = numbered.split_at(length);
                        format!("{} {}", number.trim_end(), rest.trim_start())
                    }
                    None => headed(&numbered),
                },
            },
        })
    }
}

/// The front matter: title, symbol, language, as far as the file says.
fn front(title: Option<&str>, file: &Paper) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let mut fields: Vec<String> = Vec::new();
    // A symbol is the line above the title that is in capitals with slashes.
    let symbol = file
        .masthead
        .iter()
        .find(|line| line.contains('/') && !line.chars().any(char::is_whitespace));
    fields.extend(symbol.map(|symbol| format!("symbol: {}", quoted(symbol))));
    fields.extend(title.map(|title| format!("title: {}", quoted(title))));
    let language: String = file
        .language
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    if (2..=3).contains(&language.len()) {
        fields.push(format!("language: {}", language.to_ascii_lowercase()));
    }
    match fields.is_empty() {
        true => String::new(),
        false => format!("---\n{}\n---\n\n", fields.join("\n")),
    }
}

fn unclear(reading: &Reading) -> Vec<Unclear> {
    let mut all: Vec<Unclear> = reading
        .left
        .iter()
        .map(|left| Unclear {
            what: left.what.clone(),
            place: match (left.paragraph, left.near.as_str()) {
                (0, _) => String::new(),
                (n, "") => format!("paragraph {n} of the file"),
                (_, near) => format!("“{near}”"),
            },
        })
        .collect();
    for comment in &reading.paper.comments {
        all.push(Unclear {
            what: format!("a comment by {}: {}", comment.author, fold(&comment.text)),
            place: String::new(),
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::{Change, Comment, Footnote, Look, Mark, Run, Table};

    fn run(text: &str) -> Run {
        Run {
            text: text.to_owned(),
            ..Run::default()
        }
    }

    fn paragraph(role: Role, label: Option<&str>, runs: Vec<Run>) -> Block {
        Block::Paragraph(Paragraph {
            role,
            label: label.map(str::to_owned),
            runs,
            ..Paragraph::default()
        })
    }

    #[test]
    fn headings_stand_under_the_title_and_in_a_file_that_went_out_where_they_stood() {
        let mut reading = Reading {
            paper: Paper {
                blocks: vec![
                    paragraph(Role::Heading(2), Some("I."), vec![run("Scope")]),
                    paragraph(Role::Heading(6), None, vec![run("Deep")]),
                ],
                ..Paper::default()
            },
            ..Reading::default()
        };
        let text = |reading: &Reading| drafted(reading, Changes::Accepted).text;
        assert_eq!(text(&reading), "### I. Scope\n\n###### Deep\n");
        reading.paper.origin = Some(crate::office::Origin {
            document: "outcome".to_owned(),
            version: "abc".to_owned(),
            reading: String::new(),
        });
        assert_eq!(text(&reading), "## I. Scope\n\n###### Deep\n");
    }

    #[test]
    fn a_paper_becomes_markdown_with_the_numbers_that_word_counted() {
        let mut italic = run("Recalling");
        italic.look = Look {
            italic: true,
            ..Look::default()
        };
        let mut called = run("");
        called.note = Some(0);
        let mut put_in = run(" promptly");
        put_in.marks = vec![Mark {
            change: Change::Inserted,
            author: "Norway".to_owned(),
            time: None,
        }];
        let cell = |text: &str| {
            vec![Paragraph {
                runs: vec![run(text)],
                ..Paragraph::default()
            }]
        };
        let mut reading = Reading {
            paper: Paper {
                masthead: vec!["A/CONF.192/1".to_owned(), "17 July 2008".to_owned()],
                language: "en-GB".to_owned(),
                blocks: vec![
                    paragraph(Role::Title, None, vec![run("The paper")]),
                    paragraph(Role::Preamble, None, vec![italic, run(" it,"), called]),
                    paragraph(Role::Heading(1), Some("I."), vec![run("Scope")]),
                    paragraph(
                        Role::Body,
                        Some("1."),
                        vec![run("States [shall] act"), put_in, run(".")],
                    ),
                    paragraph(Role::Item(1), Some("(a)"), vec![run("one;")]),
                    paragraph(Role::Item(1), Some("•"), vec![run("two")]),
                    paragraph(Role::Body, None, vec![run("2.\tTyped # *x*")]),
                    Block::Table(Table {
                        rows: vec![vec![cell("A"), cell("B|C")], vec![cell("1"), cell("2")]],
                        ..Table::default()
                    }),
                ],
                notes: vec![Footnote {
                    paragraphs: vec![Paragraph {
                        runs: vec![run(" A note.")],
                        ..Paragraph::default()
                    }],
                    ..Footnote::default()
                }],
                comments: vec![Comment {
                    author: "Kenya".to_owned(),
                    text: "Why?".to_owned(),
                    time: None,
                }],
                ..Paper::default()
            },
            ..Reading::default()
        };
        assert_eq!(tracked(&reading.paper), (1, vec!["Norway".to_owned()]));
        let draft = drafted(&reading, Changes::Accepted);
        assert_eq!(
            draft.text,
            "---\nsymbol: \"A/CONF.192/1\"\ntitle: \"The paper\"\nlanguage: en\n---\n\n*Recalling* it,[^1]\n\n## I. Scope\n\n1. States [shall] act promptly.\n\n(a) one;\n\n- two\n\n2. Typed # \\*x\\*\n\n| A | B\\|C |\n| --- | --- |\n| 1 | 2 |\n\n[^1]: A note.\n"
        );
        assert_eq!(draft.unclear.len(), 1);
        let draft = drafted(&reading, Changes::Rejected);
        assert!(
            draft.text.contains("1. States [shall] act.\n"),
            "{}",
            draft.text
        );
        reading.paper.blocks.clear();
        assert_eq!(tracked(&reading.paper), (0, vec![]));
    }
}
