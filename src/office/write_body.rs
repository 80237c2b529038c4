//! The words of a Word file: paragraphs, runs, tables, tracked changes, comments and notes as WordprocessingML.

use super::names::{ADVICE, BOOKMARK, END, MASTHEAD, NOTE, style_of};
use super::paper::{Block, Change, Footnote, Paper, Paragraph, Role, Run};
use super::write_links::outward;
use super::write_marks::{Closed, author, date, element, rank_of};
use super::write_pen::{Pen, groups};
use super::write_styles::Script;
use super::write_xml::Xml;

/// The names that a part with words declares.
pub(super) const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// The parts of a file that hold its words.
pub(super) struct Body {
    pub(super) document: Vec<u8>,
    pub(super) footnotes: Option<Vec<u8>>,
    pub(super) comments: Option<Vec<u8>>,
    /// Where links of the text and of the notes lead: relationship ids from `first`.
    pub(super) links: Vec<String>,
    pub(super) note_links: Vec<String>,
}

/// Relationships of links are `rIdL0`, `rIdL1` …
pub(super) const LINK: &str = "rIdL";

/// Writes the words of a paper; `advice` stands before the first paragraph that is no title.
pub(super) fn body(paper: &Paper, advice: &[String], script: Script) -> Body {
    let mut pen = Pen::of(paper, script);
    pen.xml = Xml::part();
    pen.xml.raw(&format!("<w:document {SPACES}><w:body>"));
    let last = paper.masthead.len().saturating_sub(1);
    for (n, line) in paper.masthead.iter().enumerate() {
        pen.masthead(line, (n == 0, n == last));
    }
    let is_title =
        |block: &&Block| matches!(block, Block::Paragraph(one) if one.role == Role::Title);
    let titles = paper.blocks.iter().take_while(is_title).count();
    let (head, rest) = paper.blocks.split_at(titles);
    pen.blocks(head);
    for line in advice {
        pen.plain(ADVICE, line);
    }
    pen.blocks(rest);
    pen.xml.raw("<w:p><w:pPr>");
    pen.xml.empty("w:pStyle", &[("w:val", END)]);
    pen.xml.raw("</w:pPr></w:p>");
    pen.section(!paper.masthead.is_empty());
    pen.xml.raw("</w:body></w:document>");
    let document = std::mem::take(&mut pen.xml).into_bytes();
    let links = std::mem::take(&mut pen.links).order;
    let footnotes = (!paper.notes.is_empty()).then(|| pen.footnotes(&paper.notes));
    let note_links = std::mem::take(&mut pen.links).order;
    let comments = pen.comments();
    Body {
        document,
        footnotes,
        comments,
        links,
        note_links,
    }
}

impl Pen<'_> {
    fn masthead(&mut self, line: &str, (first, last): (bool, bool)) {
        self.xml.raw("<w:p><w:pPr>");
        self.xml.empty("w:pStyle", &[("w:val", MASTHEAD)]);
        if last {
            self.xml.raw("<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"6\" w:color=\"auto\"/></w:pBdr>");
        }
        self.xml.raw("</w:pPr>");
        let mut run = Run {
            text: line.to_owned(),
            ..Run::default()
        };
        run.look.bold = first;
        self.run(&run, Struck::No);
        self.xml.raw("</w:p>");
    }

    fn plain(&mut self, style: &str, words: &str) {
        self.xml.raw("<w:p><w:pPr>");
        self.xml.empty("w:pStyle", &[("w:val", style)]);
        self.xml.raw("</w:pPr>");
        let run = Run {
            text: words.to_owned(),
            ..Run::default()
        };
        self.run(&run, Struck::No);
        self.xml.raw("</w:p>");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        let mut table = false;
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    let start = if table {
                        Start::BelowTable
                    } else {
                        Start::Text
                    };
                    self.paragraph(paragraph, &style_of(paragraph.role), start);
                    table = false;
                }
                Block::Table(rows) if !rows.rows.is_empty() => {
                    if table {
                        // Two tables that touch become one.
                        self.xml.raw("<w:p/>");
                    }
                    self.table(rows);
                    table = true;
                }
                Block::Table(_) => {}
            }
        }
    }

    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, style: &str, start: Start) {
        self.xml.raw("<w:p><w:pPr>");
        self.xml.empty("w:pStyle", &[("w:val", style)]);
        // A table leaves no room below itself; titles and headings bring more than this of their own.
        if start == Start::BelowTable && !matches!(paragraph.role, Role::Title | Role::Heading(_)) {
            self.xml.empty("w:spacing", &[("w:before", "160")]);
        }
        if is_heading_alone(paragraph) {
            // Without a number before it there is nothing that its second line could hang under.
            self.xml
                .empty("w:ind", &[("w:left", "0"), ("w:firstLine", "0")]);
        }
        if !paragraph.end.is_empty() {
            self.xml.raw("<w:rPr>");
            // The order of the schema, whoever did what first.
            for rank in 0..4 {
                for mark in paragraph
                    .end
                    .iter()
                    .filter(|mark| rank_of(&mark.change) == rank)
                {
                    let (name, _) = element(&mark.change);
                    self.change(name, mark, Closed::Yes);
                }
            }
            self.xml.raw("</w:rPr>");
        }
        // In a cell or a note a paragraph looks the same whatever it is.
        if let Some(was) = &paragraph.was
            && style == style_of(paragraph.role)
        {
            self.was(was);
        }
        self.xml.raw("</w:pPr>");
        let bookmark = paragraph.anchor.map(|anchor| {
            let id = self.id().to_string();
            let name = format!("{BOOKMARK}{anchor}");
            self.xml
                .empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
            id
        });
        if start == Start::Note {
            self.xml.raw(
                "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>",
            );
            self.xml
                .raw("<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>");
        }
        if let Some(label) = &paragraph.label {
            self.label(label, paragraph);
        }
        for group in groups(&paragraph.runs) {
            self.group(group);
        }
        self.begin_moves(&paragraph.end);
        if let Some(id) = bookmark {
            self.xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
        }
        self.xml.raw("</w:p>");
        self.end_moves(&paragraph.end);
    }

    /// The number before a paragraph, with the fate of a paragraph that came or went whole.
    fn label(&mut self, label: &str, paragraph: &Paragraph) {
        let mut runs = paragraph.runs.iter().filter(|run| !run.text.is_empty());
        let first = runs
            .next()
            .map(|run| run.marks.as_slice())
            .unwrap_or_default();
        let same = runs.all(|run| run.marks == first);
        let marks = match same && first == paragraph.end.as_slice() {
            true => first.to_vec(),
            false => Vec::new(),
        };
        let run = Run {
            text: format!("{label}\t"),
            marks,
            ..Run::default()
        };
        // It stands in its move's range, and is none of the words that were counted.
        self.begin_moves(&run.marks);
        self.inside(&[run]);
    }

    fn group(&mut self, group: &[Run]) {
        let Some(first) = group.first() else {
            return;
        };
        for &comment in &first.comments {
            let fresh = self
                .comments
                .get_mut(comment)
                .filter(|stretch| stretch.id.is_none());
            if let Some(stretch) = fresh {
                stretch.id = Some(comment);
                self.xml
                    .empty("w:commentRangeStart", &[("w:id", &comment.to_string())]);
            }
        }
        self.begin_moves(&first.marks);
        let link = first
            .link
            .as_deref()
            .and_then(|address| self.links.number(address));
        if let Some(link) = link {
            self.xml
                .open("w:hyperlink", &[("r:id", &format!("{LINK}{link}"))]);
        }
        self.inside(group);
        if link.is_some() {
            self.xml.close("w:hyperlink");
        }
        self.end_moves(&first.marks);
        for &comment in &first.comments {
            let Some(stretch) = self.comments.get_mut(comment) else {
                continue;
            };
            stretch.left = stretch.left.saturating_sub(1);
            if stretch.left == 0 {
                let id = comment.to_string();
                self.xml.empty("w:commentRangeEnd", &[("w:id", &id)]);
                self.xml
                    .raw("<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>");
                self.xml.empty("w:commentReference", &[("w:id", &id)]);
                self.xml.raw("</w:r>");
            }
        }
    }

    /// Runs of one fate, in the elements that say it.
    fn inside(&mut self, group: &[Run]) {
        let marks = group
            .first()
            .map(|run| run.marks.as_slice())
            .unwrap_or_default();
        for mark in marks {
            let (name, _) = element(&mark.change);
            self.change(name, mark, Closed::No);
        }
        let struck = match marks.iter().any(|mark| mark.change == Change::Deleted) {
            true => Struck::Yes,
            false => Struck::No,
        };
        // Words that look alike are one run, however many pieces of the draft they were.
        let alike = |a: &Run, b: &Run| a.note.or(b.note).is_none() && a.look == b.look;
        for same in group.chunk_by(alike) {
            match same {
                [one] => self.run(one, struck),
                all => {
                    let text = all.iter().map(|run| run.text.as_str()).collect();
                    let first = all.first().cloned().unwrap_or_default();
                    self.run(&Run { text, ..first }, struck);
                }
            }
        }
        for mark in marks.iter().rev() {
            self.xml.close(element(&mark.change).0);
        }
    }

    fn run(&mut self, run: &Run, struck: Struck) {
        if run.text.is_empty() && run.note.is_none() {
            return;
        }
        self.xml.raw("<w:r>");
        self.look(run);
        if let Some(note) = run.note {
            self.xml
                .empty("w:footnoteReference", &[("w:id", &(note + 1).to_string())]);
        }
        let name = match struck {
            Struck::Yes => "w:delText",
            Struck::No => "w:t",
        };
        for piece in run.text.split_inclusive(['\t', '\n', '\r']) {
            let words = piece.trim_end_matches(['\t', '\n', '\r']);
            if !words.is_empty() {
                self.xml.open(name, &[("xml:space", "preserve")]);
                self.xml.words(words);
                self.xml.close(name);
            }
            match piece.as_bytes().last() {
                Some(b'\t') => self.xml.raw("<w:tab/>"),
                Some(b'\n') => self.xml.raw("<w:br/>"),
                _ => {}
            }
        }
        self.xml.raw("</w:r>");
    }

    fn look(&mut self, run: &Run) {
        let letters = |c: char| c.is_alphabetic() && !c.is_ascii();
        let rtl = self.script.right_to_left
            && (run.text.contains(letters)
                || !run.text.contains(|c: char| c.is_ascii_alphabetic()));
        let mut look = String::new();
        if run.note.is_some() {
            look.push_str("<w:rStyle w:val=\"FootnoteReference\"/>");
        } else if run.link.as_deref().and_then(outward).is_some() {
            look.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
        }
        if self.script.ideographs {
            look.push_str("<w:rFonts w:hint=\"eastAsia\"/>");
        }
        if run.look.bold {
            look.push_str("<w:b/><w:bCs/>");
        }
        if run.look.italic {
            look.push_str("<w:i/><w:iCs/>");
        }
        if run.look.raised {
            look.push_str("<w:vertAlign w:val=\"superscript\"/>");
        }
        if rtl {
            look.push_str("<w:rtl/>");
        }
        if !look.is_empty() {
            self.xml.raw("<w:rPr>");
            self.xml.raw(&look);
            self.xml.raw("</w:rPr>");
        }
    }

    fn section(&mut self, header: bool) {
        self.xml.raw("<w:sectPr>");
        if header {
            self.xml
                .raw("<w:headerReference w:type=\"default\" r:id=\"rIdHeader\"/>");
        }
        self.xml.raw("<w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/><w:footerReference w:type=\"first\" r:id=\"rIdFooter\"/>");
        self.xml.raw("<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1418\" w:right=\"1418\" w:bottom=\"1418\" w:left=\"1418\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/><w:titlePg/>");
        if self.script.right_to_left {
            self.xml.raw("<w:bidi/>");
        }
        self.xml.raw("</w:sectPr>");
    }

    fn footnotes(&mut self, notes: &[Footnote]) -> Vec<u8> {
        self.xml = Xml::part();
        self.xml.raw(&format!("<w:footnotes {SPACES}>"));
        self.xml.raw("<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>");
        self.xml.raw("<w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>");
        for (n, note) in notes.iter().enumerate() {
            self.xml
                .open("w:footnote", &[("w:id", &(n + 1).to_string())]);
            for (n, paragraph) in note.paragraphs.iter().enumerate() {
                let start = if n == 0 { Start::Note } else { Start::Text };
                self.paragraph(paragraph, NOTE, start);
            }
            if note.paragraphs.is_empty() {
                self.paragraph(&Paragraph::default(), NOTE, Start::Note);
            }
            self.xml.raw("</w:footnote>");
        }
        self.xml.raw("</w:footnotes>");
        std::mem::take(&mut self.xml).into_bytes()
    }

    /// The comments that stand on something.
    fn comments(&mut self) -> Option<Vec<u8>> {
        if self.comments.iter().all(|stretch| stretch.id.is_none()) {
            return None;
        }
        self.xml = Xml::part();
        self.xml.raw(&format!("<w:comments {SPACES}>"));
        let paper = self.paper;
        for (n, comment) in paper.comments.iter().enumerate() {
            if self
                .comments
                .get(n)
                .is_none_or(|stretch| stretch.id.is_none())
            {
                continue;
            }
            let (id, author) = (n.to_string(), author(&comment.author));
            let date = comment.time.as_deref().and_then(date);
            let initials: String = author
                .chars()
                .filter(|c| c.is_alphanumeric())
                .take(3)
                .collect();
            let mut attributes = vec![("w:id", id.as_str()), ("w:author", author.as_str())];
            if let Some(date) = &date {
                attributes.push(("w:date", date));
            }
            attributes.push(("w:initials", &initials));
            self.xml.open("w:comment", &attributes);
            for line in comment.text.split('\n') {
                self.plain("CommentText", line);
            }
            self.xml.raw("</w:comment>");
        }
        self.xml.raw("</w:comments>");
        Some(std::mem::take(&mut self.xml).into_bytes())
    }
}

/// What a paragraph begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    Text,
    BelowTable,
    Note,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Struck {
    Yes,
    No,
}

/// Whether a paragraph is a heading without a number, typed or not.
fn is_heading_alone(paragraph: &Paragraph) -> bool {
    let mut typed = paragraph.runs.iter().filter(|run| !run.text.is_empty());
    let numbered = paragraph.label.is_some() || typed.any(|run| run.text.contains('\t'));
    matches!(paragraph.role, Role::Heading(_)) && !numbered
}
