//! What a Word file says, as far as a draft needs it: paragraphs of runs, with who put in or struck which words.

/// A Word document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paper {
    /// Lines above the title, as documents have them: symbol, date, language.
    pub masthead: Vec<String>,
    /// The language of the text, as in `en`; it decides the direction and the font.
    pub language: String,
    /// What the file came from, where adref wrote it.
    pub origin: Option<Origin>,
    /// Title, headings, paragraphs and tables in their order.
    pub blocks: Vec<Block>,
    /// What `Run::note` points to.
    pub notes: Vec<Footnote>,
    /// What `Run::comments` points to.
    pub comments: Vec<Comment>,
}

/// What an exported file was made from, kept in it so that it finds its way back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The document's folder, as in `outcome`.
    pub document: String,
    /// The blob id of the text it was made from, 40 hexadecimal digits.
    pub version: String,
    /// How the text was read for it, in the words of the command: `--names none`, `--as NOR`, `--against rev.1`, and of a slip
    /// `--for XNO --only 3,4` (ordinals of the paragraphs that alone stand in it).
    pub reading: String,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph of any role.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A table: rows of cells of paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Rows, each of cells, each of paragraphs. Of cells that are one the first has the words; the others stand there without any.
    pub rows: Vec<Vec<Vec<Paragraph>>>,
    /// Which cells are one. Read only: adref writes tables of single cells.
    pub joined: Vec<Joined>,
}

/// Cells of a table that are one: so many rows and columns from a first one on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Joined {
    /// The first row, from 0.
    pub row: usize,
    /// The first column, from 0.
    pub column: usize,
    /// How many rows.
    pub rows: usize,
    /// How many columns.
    pub columns: usize,
}

/// What a paragraph is to its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The document's title.
    Title,
    /// A heading, 1 to 6 deep.
    Heading(u8),
    /// Preambular: no number, italics at its head.
    Preamble,
    /// A paragraph of the body.
    #[default]
    Body,
    /// A sub-paragraph or list item, from 1 deep.
    Item(u8),
    /// A quotation.
    Quote,
    /// Code or anything else that stands as it is written.
    Verbatim,
}

/// A paragraph: its number, and its words in runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// Its number. Written as text with a tab behind it; when read, the number that Word's own numbering shows, and
    /// `None` where the number is typed: then it stands in the runs.
    pub label: Option<String>,
    /// The ordinal of the draft's paragraph that it shows, kept in a hidden bookmark.
    pub anchor: Option<usize>,
    /// Its words.
    pub runs: Vec<Run>,
    /// Who put in or took out the end of the paragraph: two were made of one, or one of two.
    pub end: Vec<Mark>,
    /// What it was before somebody made it what it is, where that is tracked. A file that is read has it among its changes of looks too.
    pub was: Option<Was>,
}

/// What a paragraph was to its document, and who changed that.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Was {
    /// What it was.
    pub role: Role,
    /// Who made it what it is, as the file says.
    pub author: String,
    /// When, in RFC 3339, where the file says so.
    pub time: Option<String>,
}

/// Words that look alike and have one fate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    /// The words; a line break is `\n`, a tab `\t`.
    pub text: String,
    /// How they look.
    pub look: Look,
    /// Who put them in or struck them, outermost first; a word put in by one and struck by another has two.
    pub marks: Vec<Mark>,
    /// A reference to a footnote: its place in `Paper::notes`.
    pub note: Option<usize>,
    /// The comments on these words: places in `Paper::comments`.
    pub comments: Vec<usize>,
    /// Where a link leads.
    pub link: Option<String>,
}

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Raised, as a mark beside a bracket.
    pub raised: bool,
}

/// A tracked change: what was done to words, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What was done.
    pub change: Change,
    /// Who did it, as the file says: `Norway`, or a person.
    pub author: String,
    /// When, in RFC 3339, where the file says so.
    pub time: Option<String>,
}

/// What was done to words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Put in.
    Inserted,
    /// Struck.
    Deleted,
    /// Taken away to another place; both ends have the same name.
    MovedFrom(String),
    /// Brought here from another place.
    MovedTo(String),
}

/// A comment in the margin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comment {
    /// Who wrote it.
    pub author: String,
    /// When, in RFC 3339, where the file says so.
    pub time: Option<String>,
    /// What it says; paragraphs are lines.
    pub text: String,
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Footnote {
    /// Its mark in the draft, without `[^` and `]`.
    pub mark: String,
    /// The ordinal of the draft's paragraph that it shows.
    pub anchor: Option<usize>,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

impl Change {
    /// What a move is called; nothing for what is no move.
    pub fn name(&self) -> &str {
        match self {
            Change::MovedFrom(name) | Change::MovedTo(name) => name,
            Change::Inserted | Change::Deleted => "",
        }
    }
}

impl Paragraph {
    /// The words as they stand if every change is accepted.
    pub fn accepted(&self) -> String {
        self.words(|mark| !matches!(mark.change, Change::Deleted | Change::MovedFrom(_)))
    }

    /// The words as they stood before any change.
    pub fn rejected(&self) -> String {
        self.words(|mark| !matches!(mark.change, Change::Inserted | Change::MovedTo(_)))
    }

    fn words(&self, stays: impl Fn(&Mark) -> bool) -> String {
        let kept = self.runs.iter().filter(|run| run.marks.iter().all(&stays));
        kept.map(|run| run.text.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Mark, Paragraph, Run};

    fn run(text: &str, changes: &[Change]) -> Run {
        let mark = |change: &Change| Mark {
            change: change.clone(),
            author: "Norway".to_owned(),
            time: None,
        };
        Run {
            text: text.to_owned(),
            marks: changes.iter().map(mark).collect(),
            ..Run::default()
        }
    }

    #[test]
    fn what_one_put_in_and_another_struck_is_in_neither_text() {
        let paragraph = Paragraph {
            runs: vec![
                run("States ", &[]),
                run("shall", &[Change::Deleted]),
                run("should", &[Change::Inserted]),
                run(" always", &[Change::Inserted, Change::Deleted]),
                run(" act", &[]),
            ],
            ..Paragraph::default()
        };
        assert_eq!(paragraph.accepted(), "States should act");
        assert_eq!(paragraph.rejected(), "States shall act");
    }
}
