//! The words of a part, its document, footnotes or comments: paragraphs and tables with who put in or struck what.

use std::collections::HashSet;

use super::super::names::{ADVICE, END, MASTHEAD};
use super::super::paper::{Block, Change, Mark, Paragraph, Role, Table, Was};
use super::around::{Around, Entry};
use super::fault::Fault;
use super::frames::{Building, Dress, FieldCode, Frame, Shape};
use super::left::Left;
use super::numbering::Number;
use super::styles::InList;
use super::xml::{Piece, Space, Xml};

/// How many things that were not understood are told one by one.
const LEFT: usize = 200;

/// Reads a part.
pub(super) struct Body<'x, 'a> {
    pub(super) xml: Xml<'x>,
    pub(super) around: &'a mut Around,
    pub(super) frames: Vec<Frame>,
    pub(super) blocks: Vec<Block>,
    pub(super) aside: Vec<Block>,
    pub(super) masthead: Vec<String>,
    pub(super) paragraphs: Vec<Building>,
    pub(super) tables: Vec<Table>,
    /// The cells that are open, and how many columns are left free behind each row that is.
    pub(super) shapes: Vec<Shape>,
    pub(super) behind: Vec<usize>,
    /// Of each table that is open, the cell that began last in each column: its place among the table's joined ones.
    pub(super) begun: Vec<Vec<Option<usize>>>,
    pub(super) marks: Vec<Mark>,
    pub(super) moves: Vec<(String, String)>,
    pub(super) open_comments: Vec<usize>,
    pub(super) placed: HashSet<usize>,
    pub(super) dress: Vec<Dress>,
    pub(super) links: Vec<String>,
    pub(super) fields: Vec<FieldCode>,
    pub(super) drawings: Vec<String>,
    pub(super) words: String,
    /// The bookmark of a draft's paragraph that began last outside any: its name in the file, the paragraph, whether it has ended.
    pub(super) anchor: Option<(String, usize, bool)>,
    pub(super) read: usize,
    pub(super) runs: usize,
}

impl<'x, 'a> Body<'x, 'a> {
    /// Begins to read a part, or what is left of an element that opened last.
    pub(super) fn new(xml: Xml<'x>, around: &'a mut Around) -> Body<'x, 'a> {
        Body {
            xml,
            around,
            frames: Vec::new(),
            blocks: Vec::new(),
            aside: Vec::new(),
            masthead: Vec::new(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            shapes: Vec::new(),
            behind: Vec::new(),
            begun: Vec::new(),
            marks: Vec::new(),
            moves: Vec::new(),
            open_comments: Vec::new(),
            placed: HashSet::new(),
            dress: Vec::new(),
            links: Vec::new(),
            fields: Vec::new(),
            drawings: Vec::new(),
            words: String::new(),
            anchor: None,
            read: 0,
            runs: 0,
        }
    }

    /// The next note or comment of a part: its element with what stands in it.
    pub(super) fn entry(&mut self, name: &str) -> Result<Option<(Entry, Vec<Block>)>, Fault> {
        loop {
            match self.xml.next()? {
                Piece::Open(tag) if tag.space == Space::Word && tag.name() == name => {
                    let entry = Entry {
                        id: tag.get("id").unwrap_or_default(),
                        kind: tag.get("type"),
                        author: tag.get("author").unwrap_or_default(),
                        time: tag.get("date"),
                    };
                    let blocks = self.blocks()?;
                    return Ok(Some((entry, blocks)));
                }
                Piece::End => return Ok(None),
                _ => {}
            }
        }
    }

    /// The paragraphs and tables up to the end of the element that is open, or of the part.
    pub(super) fn blocks(&mut self) -> Result<Vec<Block>, Fault> {
        let outside = self.xml.depth().saturating_sub(1);
        loop {
            match self.xml.next()? {
                Piece::Open(tag) => {
                    if let Some(frame) = self.open(&tag)? {
                        self.frames.push(frame);
                    }
                }
                Piece::Close => {
                    if let Some(frame) = self.frames.pop() {
                        self.close(&frame)?;
                    }
                    if self.xml.depth() <= outside {
                        break;
                    }
                }
                Piece::Text(text) => {
                    if let Some(Frame::Text(_)) = self.frames.last() {
                        self.words.push_str(&text);
                    }
                }
                Piece::End => break,
            }
        }
        let mut blocks = std::mem::take(&mut self.blocks);
        blocks.append(&mut self.aside);
        Ok(blocks)
    }

    fn close(&mut self, frame: &Frame) -> Result<(), Fault> {
        match frame {
            Frame::Inside | Frame::Alternatives(_) => {}
            Frame::Paragraph => self.close_paragraph(),
            Frame::Run => {
                self.dress.pop();
            }
            Frame::Text(whole) => {
                let words = std::mem::take(&mut self.words);
                let words = match *whole {
                    true => words.as_str(),
                    false => words.trim_matches([' ', '\t', '\n', '\r']),
                };
                self.put(words)?;
            }
            Frame::Marked => {
                self.marks.pop();
            }
            Frame::Table => {
                self.begun.pop();
                if let Some(mut table) = self.tables.pop() {
                    table.joined.retain(|one| one.rows > 1 || one.columns > 1);
                    match self.tables.is_empty() {
                        true => self.out().push(Block::Table(table)),
                        false => {
                            let all = table.rows.into_iter().flatten().flatten();
                            all.for_each(|paragraph| self.put_in_cell(paragraph));
                        }
                    }
                }
            }
            Frame::Row(marks) | Frame::Cell(marks) => {
                let left = self.marks.len().saturating_sub(*marks);
                self.marks.truncate(left);
                match frame {
                    Frame::Cell(_) => self.close_cell(),
                    _ => {
                        let free = self.behind.pop().unwrap_or_default();
                        self.free_cells(free);
                    }
                }
            }
            Frame::Aside => {}
            Frame::Link => {
                self.links.pop();
            }
            Frame::Field => {
                self.fields.pop();
            }
            Frame::Drawing => {
                if let Some(drawing) = self.drawings.pop() {
                    self.leave(drawing);
                }
            }
        }
        Ok(())
    }

    fn close_paragraph(&mut self) {
        let Some(mut building) = self.paragraphs.pop() else {
            return;
        };
        self.read += 1;
        let style = building.style.as_deref();
        building.paragraph.anchor = building.anchor();
        let paragraph = &mut building.paragraph;
        let mut marks = self.marks.clone();
        marks.append(&mut paragraph.end);
        paragraph.end = marks;
        let styles = &self.around.styles;
        paragraph.role = styles.role(style, building.outline);
        let former = building.former.take();
        let former = former.map(|former| Was {
            role: styles.role(former.style.as_deref(), former.outline),
            author: former.author,
            time: former.time,
        });
        paragraph.was = former.filter(|was| was.role != paragraph.role);
        let of_style = styles.list(style);
        let list = InList {
            number: building.list.number.or(of_style.number),
            level: building.list.level.or(of_style.level),
        };
        // The end is told of before the move is named.
        let mut moved = paragraph.runs.iter().flat_map(|run| &run.marks);
        let named = moved.rfind(|mark| !mark.change.name().is_empty()).cloned();
        for mark in &mut paragraph.end {
            if let (Change::MovedFrom(name) | Change::MovedTo(name), Some(named)) =
                (&mut mark.change, &named)
                && name.is_empty()
            {
                named.change.name().clone_into(name);
            }
        }
        let gone = |mark: &Mark| matches!(mark.change, Change::Deleted | Change::MovedFrom(_));
        let is_gone = paragraph.end.iter().any(gone)
            && paragraph.runs.iter().all(|run| run.marks.iter().any(gone));
        // What is struck has no number any more, and the next takes it.
        if !is_gone {
            let number = self.around.numbering.next(&list, style, styles);
            let depth = list.level.unwrap_or(0).min(8) as u8;
            if paragraph.role == Role::Body {
                paragraph.role = match (&number, depth) {
                    (Some(Number::Bullet), depth) => Role::Item(depth + 1),
                    (Some(Number::Label(_)), depth @ 1..) => Role::Item(depth),
                    _ => Role::Body,
                };
            }
            paragraph.label = number.map(|number| match number {
                Number::Label(label) => label,
                Number::Bullet => "•".to_owned(),
            });
        }
        let near = excerpt(&paragraph.accepted());
        for what in building.left {
            self.tell(Left::at(what, self.read, &near));
        }
        let paragraph = building.paragraph;
        let style = building.style.as_deref().unwrap_or_default();
        if paragraph.anchor.is_none() && self.is_adrefs_own(style, &paragraph) {
            return;
        }
        let in_cell = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Cell(_) => Some(true),
            Frame::Aside => Some(false),
            _ => None,
        });
        match in_cell {
            Some(true) => self.put_in_cell(paragraph),
            _ => self.out().push(Block::Paragraph(paragraph)),
        }
        if self.paragraphs.is_empty() {
            self.blocks.append(&mut self.aside);
        }
    }

    /// Whether a paragraph is none of the text, but stood above or behind it from the start. What was written in its place is told.
    fn is_adrefs_own(&mut self, style: &str, paragraph: &Paragraph) -> bool {
        if ![MASTHEAD, ADVICE, END].contains(&style) {
            return false;
        }
        if paragraph.runs.iter().any(|run| !run.marks.is_empty()) {
            let what = match style {
                MASTHEAD => "a change above the title",
                _ => "a change of what is no part of the text",
            };
            let near = excerpt(&paragraph.accepted());
            self.tell(Left::at(what, self.read, &near));
        }
        if style == MASTHEAD {
            self.masthead.push(paragraph.accepted());
        }
        true
    }

    /// The lines above the title.
    pub(super) fn masthead(&mut self) -> Vec<String> {
        std::mem::take(&mut self.masthead)
    }

    /// Where whole blocks go: behind the paragraph that is open, where they stand in a box beside it.
    pub(super) fn out(&mut self) -> &mut Vec<Block> {
        match self.paragraphs.is_empty() {
            true => &mut self.blocks,
            false => &mut self.aside,
        }
    }

    pub(super) fn put_in_cell(&mut self, paragraph: Paragraph) {
        let row = self.tables.last_mut().and_then(|one| one.rows.last_mut());
        match row.and_then(|row| row.last_mut()) {
            Some(cell) => cell.push(paragraph),
            None => self.out().push(Block::Paragraph(paragraph)),
        }
    }

    /// Passes over an element.
    pub(super) fn pass(&mut self) -> Result<Option<Frame>, Fault> {
        self.xml.skip()?;
        Ok(None)
    }

    /// Notes what was not understood, at the paragraph that is open.
    pub(super) fn leave(&mut self, what: impl Into<String>) {
        let what = what.into();
        match self.paragraphs.last_mut() {
            Some(building) if building.left.len() > LEFT => {}
            Some(building) if building.left.last() == Some(&what) => {}
            Some(building) => building.left.push(what),
            None => self.tell(Left::at(what, self.read + 1, "")),
        }
    }

    fn tell(&mut self, left: Left) {
        let all = &mut self.around.left;
        match all.len() {
            0..LEFT => all.push(left),
            LEFT => all.push(Left::at(
                "more of the kind, which is not told one by one",
                left.paragraph,
                "",
            )),
            _ => {}
        }
    }
}

/// The first words of a text.
pub(super) fn excerpt(text: &str) -> String {
    let mut out: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = out.char_indices().nth(60) {
        out.truncate(at);
        out.push('…');
    }
    out
}
