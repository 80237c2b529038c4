//! The words of a part, its document, footnotes or comments: paragraphs and tables with who put in or struck what.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::names::{ADVICE, BOOKMARK, END, MASTHEAD};
use super::super::paper::{Block, Change, Look, Mark, Paragraph, Role, Run, Table};
use super::fault::Fault;
use super::left::Left;
use super::numbering::{Number, Numbering};
use super::styles::{InList, Styles, level};
use super::xml::{Piece, Space, Tag, Xml};

/// So many runs of words may a part have; a paper of forty thousand paragraphs has fewer.
const RUNS: usize = 250_000;
/// So many paragraphs; the largest draft that is thought of has forty thousand.
const PARAGRAPHS: usize = 100_000;
/// How many things that were not understood are told one by one.
const LEFT: usize = 200;

/// What the file says beside the part: its styles, its numbering, where its links lead.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// The styles.
    pub(super) styles: Styles,
    /// The numbering, as far as it has come.
    pub(super) numbering: Numbering,
    /// What relations of the part lead to, by their ids.
    pub(super) links: HashMap<String, String>,
    /// Footnotes by what they are called in the part: `f3`, `e1` for an endnote.
    pub(super) notes: HashMap<String, usize>,
    /// Comments by their ids.
    pub(super) comments: HashMap<String, usize>,
    /// What was not understood, and where it stands.
    pub(super) left: Vec<Left>,
    /// How many changes of looks each author tracked.
    pub(super) formatting: BTreeMap<String, usize>,
}

/// What an open element is to its words.
#[derive(Debug, PartialEq, Eq)]
enum Frame {
    /// Nothing of its own.
    Inside,
    Paragraph,
    Run,
    /// Characters; whether its white space at either end counts.
    Text(bool),
    /// A tracked change.
    Marked,
    Table,
    /// A row, with so many marks of its own.
    Row(usize),
    Cell(usize),
    /// Paragraphs aside: a text box.
    Aside,
    Link,
    Field,
    /// Several ways of saying one thing; whether one was taken.
    Alternatives(bool),
    Drawing,
}

/// A paragraph in the making.
#[derive(Debug, Default)]
struct Building {
    paragraph: Paragraph,
    style: Option<String>,
    outline: Option<u8>,
    list: InList,
    left: Vec<String>,
}

/// How the words of a run look, and what stands in the way of reading them.
#[derive(Debug, Default, Clone, Copy)]
struct Dress {
    look: Look,
    hidden: bool,
    struck: bool,
}

/// A field: what it is asked for, then what it shows.
#[derive(Debug, Default)]
struct FieldCode {
    code: String,
    shows: bool,
    link: Option<String>,
}

/// Reads a part.
pub(super) struct Body<'x, 'a> {
    xml: Xml<'x>,
    around: &'a mut Around,
    frames: Vec<Frame>,
    blocks: Vec<Block>,
    aside: Vec<Block>,
    masthead: Vec<String>,
    paragraphs: Vec<Building>,
    tables: Vec<Table>,
    marks: Vec<Mark>,
    moves: Vec<(String, String)>,
    open_comments: Vec<usize>,
    placed: HashSet<usize>,
    dress: Vec<Dress>,
    links: Vec<String>,
    fields: Vec<FieldCode>,
    drawings: Vec<String>,
    words: String,
    anchor: Option<usize>,
    read: usize,
    runs: usize,
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

    /// What an element is; those that are read or passed over at once are none.
    fn open(&mut self, tag: &Tag<'_>) -> Result<Option<Frame>, Fault> {
        match tag.space {
            Space::Word => self.open_word(tag),
            Space::Math => {
                let words = self.math()?;
                self.leave(format!("an equation: {words}"));
                Ok(None)
            }
            Space::Compatibility => match tag.name() {
                "AlternateContent" => Ok(Some(Frame::Alternatives(false))),
                "Choice" | "Fallback" => match self.frames.last_mut() {
                    Some(Frame::Alternatives(taken)) if !*taken => {
                        *taken = true;
                        Ok(Some(Frame::Inside))
                    }
                    _ => self.pass(),
                },
                _ => self.pass(),
            },
            Space::Other => {
                let name = tag.name().to_owned();
                let Some(drawing) = self.drawings.last_mut() else {
                    self.leave(format!("an element {name}"));
                    return self.pass();
                };
                let kind = match name.as_str() {
                    "pic" | "blip" | "imagedata" => "a picture",
                    "chart" => "a chart",
                    "relIds" => "a diagram",
                    "OLEObject" => "an embedded object",
                    "txbx" | "textbox" => {
                        "a text box: its words are read as paragraphs after this one"
                    }
                    "docPr" => {
                        if let Some(says) = tag.get("descr").filter(|says| !says.trim().is_empty())
                        {
                            drawing.push_str(&format!(": {says}"));
                        }
                        ""
                    }
                    _ => "",
                };
                if let (false, Some(rest)) = (kind.is_empty(), drawing.strip_prefix("a drawing")) {
                    *drawing = format!("{kind}{rest}");
                }
                Ok(Some(Frame::Inside))
            }
        }
    }

    fn open_word(&mut self, tag: &Tag<'_>) -> Result<Option<Frame>, Fault> {
        Ok(match tag.name() {
            "p" => {
                if self.read + self.paragraphs.len() >= PARAGRAPHS {
                    return Err(Fault::TooMuch {
                        part: "the text".to_owned(),
                        what: "100,000 paragraphs",
                    });
                }
                let mut building = Building::default();
                building.paragraph.anchor = self.anchor.take();
                self.paragraphs.push(building);
                Some(Frame::Paragraph)
            }
            "pPr" => {
                self.paragraph_properties()?;
                None
            }
            "r" => {
                self.dress.push(Dress::default());
                Some(Frame::Run)
            }
            "rPr" => {
                self.run_properties()?;
                None
            }
            "t" | "delText" => {
                self.words.clear();
                Some(Frame::Text(tag.get("space").as_deref() == Some("preserve")))
            }
            "instrText" | "delInstrText" => {
                let code = self.xml.words()?;
                if let Some(field) = self.fields.last_mut().filter(|field| !field.shows) {
                    field.code.push_str(&code);
                }
                None
            }
            "tab" | "ptab" => self.sign("\t")?,
            "br" | "cr" => match tag.get("type").as_deref() {
                Some("page" | "column") => self.pass()?,
                _ => self.sign("\n")?,
            },
            "noBreakHyphen" => self.sign("\u{2011}")?,
            "softHyphen" => self.sign("\u{ad}")?,
            "sym" => {
                self.symbol(tag);
                self.pass()?
            }
            "ins" | "del" | "moveFrom" | "moveTo" => {
                let mark = self.mark(tag);
                self.marks.push(mark);
                Some(Frame::Marked)
            }
            "moveFromRangeStart" | "moveToRangeStart" => {
                let id = tag.get("id").unwrap_or_default();
                let name = tag.get("name").unwrap_or_default();
                self.moves.push((id, name));
                self.pass()?
            }
            "moveFromRangeEnd" | "moveToRangeEnd" => {
                let id = tag.get("id").unwrap_or_default();
                self.moves.retain(|(other, _)| *other != id);
                self.pass()?
            }
            "bookmarkStart" => {
                let name = tag.get("name").unwrap_or_default();
                if let Some(n) = name.strip_prefix(BOOKMARK).and_then(|n| n.parse().ok()) {
                    match self.paragraphs.last_mut() {
                        Some(building) => {
                            let anchor = &mut building.paragraph.anchor;
                            *anchor = anchor.or(Some(n));
                        }
                        None => self.anchor = Some(n),
                    }
                }
                self.pass()?
            }
            "commentRangeStart" => {
                if let Some(comment) = self.comment(tag) {
                    self.open_comments.push(comment);
                }
                self.pass()?
            }
            "commentRangeEnd" => {
                let comment = self.comment(tag);
                self.open_comments.retain(|one| Some(*one) != comment);
                self.pass()?
            }
            "commentReference" => {
                if let Some(comment) = self.comment(tag).filter(|one| !self.placed.contains(one)) {
                    self.open_comments.push(comment);
                    self.put_run("", None)?;
                    self.open_comments.pop();
                }
                self.pass()?
            }
            "footnoteReference" => self.note(tag, 'f')?,
            "endnoteReference" => self.note(tag, 'e')?,
            "hyperlink" => {
                let target = tag
                    .relation()
                    .and_then(|id| self.around.links.get(&id).cloned())
                    .or_else(|| tag.get("anchor").map(|anchor| format!("#{anchor}")));
                self.links.push(target.unwrap_or_default());
                Some(Frame::Link)
            }
            "fldSimple" => {
                self.fields.push(FieldCode {
                    code: String::new(),
                    shows: true,
                    link: linked(&tag.get("instr").unwrap_or_default()),
                });
                Some(Frame::Field)
            }
            "fldChar" => {
                match tag.get("fldCharType").as_deref() {
                    Some("begin") => self.fields.push(FieldCode::default()),
                    Some("separate") => {
                        if let Some(field) = self.fields.last_mut() {
                            field.shows = true;
                            field.link = linked(&field.code);
                        }
                    }
                    _ => {
                        self.fields.pop();
                    }
                }
                self.pass()?
            }
            "tbl" => {
                if !self.tables.is_empty() {
                    self.leave("a table in a table: its words stand in the outer one's cell");
                }
                self.tables.push(Table::default());
                Some(Frame::Table)
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
                Some(Frame::Row(0))
            }
            "tc" => {
                if let Some(row) = self.tables.last_mut().and_then(|one| one.rows.last_mut()) {
                    row.push(Vec::new());
                }
                Some(Frame::Cell(0))
            }
            "trPr" | "tcPr" => {
                self.table_properties()?;
                None
            }
            "txbxContent" => Some(Frame::Aside),
            "drawing" | "pict" | "object" => {
                self.drawings.push("a drawing".to_owned());
                Some(Frame::Drawing)
            }
            "sectPr" => {
                self.properties(|_, _| {})?;
                None
            }
            "altChunk" | "subDoc" => {
                self.leave("another file put in whole");
                self.pass()?
            }
            "dayShort" | "dayLong" | "monthShort" | "monthLong" | "yearShort" | "yearLong"
            | "pgNum" => {
                self.leave(format!("a field {}", tag.name()));
                self.pass()?
            }
            "rt" => {
                let words = self.ruby()?;
                self.leave(format!("a reading above a word: {words}"));
                None
            }
            "document" | "body" | "sdt" | "sdtContent" | "customXml" | "smartTag" | "dir"
            | "bdo" | "ruby" | "rubyBase" | "footnotes" | "endnotes" | "comments" | "hdr"
            | "ftr" => Some(Frame::Inside),
            "sdtPr"
            | "sdtEndPr"
            | "customXmlPr"
            | "smartTagPr"
            | "rubyPr"
            | "tblPr"
            | "tblGrid"
            | "tblPrEx"
            | "proofErr"
            | "permStart"
            | "permEnd"
            | "bookmarkEnd"
            | "lastRenderedPageBreak"
            | "footnoteRef"
            | "endnoteRef"
            | "annotationRef"
            | "separator"
            | "continuationSeparator"
            | "background"
            | "fldData" => self.pass()?,
            name if name.ends_with("RangeStart") || name.ends_with("RangeEnd") => self.pass()?,
            name => {
                self.leave(format!("an element {name}"));
                self.pass()?
            }
        })
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
                if let Some(table) = self.tables.pop() {
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
        let paragraph = &mut building.paragraph;
        let mut marks = self.marks.clone();
        marks.append(&mut paragraph.end);
        paragraph.end = marks;
        let styles = &self.around.styles;
        paragraph.role = styles.role(style, building.outline);
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
    fn out(&mut self) -> &mut Vec<Block> {
        match self.paragraphs.is_empty() {
            true => &mut self.blocks,
            false => &mut self.aside,
        }
    }

    fn put_in_cell(&mut self, paragraph: Paragraph) {
        let row = self.tables.last_mut().and_then(|one| one.rows.last_mut());
        match row.and_then(|row| row.last_mut()) {
            Some(cell) => cell.push(paragraph),
            None => self.out().push(Block::Paragraph(paragraph)),
        }
    }

    /// Passes over an element.
    fn pass(&mut self) -> Result<Option<Frame>, Fault> {
        self.xml.skip()?;
        Ok(None)
    }

    /// Puts a sign in an element's place.
    fn sign(&mut self, sign: &str) -> Result<Option<Frame>, Fault> {
        self.put(sign)?;
        self.pass()
    }

    fn symbol(&mut self, tag: &Tag<'_>) {
        let code = tag.get("char").unwrap_or_default();
        let sign = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
        // Fonts of pictures have their signs where no letter is.
        match sign.filter(|sign| !('\u{e000}'..='\u{f8ff}').contains(sign)) {
            Some(sign) => {
                let _ = self.put(&sign.to_string());
            }
            None => {
                let font = tag.get("font").unwrap_or_default();
                self.leave(format!("a sign of the font {font}, shown as □"));
                let _ = self.put("□");
            }
        }
    }

    fn note(&mut self, tag: &Tag<'_>, kind: char) -> Result<Option<Frame>, Fault> {
        let id = tag.get("id").unwrap_or_default();
        match self.around.notes.get(&format!("{kind}{id}")).copied() {
            Some(note) => self.put_run("", Some(note))?,
            None => self.leave("a mark of a footnote that is not in the file"),
        }
        self.pass()
    }

    fn comment(&self, tag: &Tag<'_>) -> Option<usize> {
        self.around.comments.get(&tag.get("id")?).copied()
    }

    /// Whether what is read now is shown, and not the inside of a field.
    fn is_shown(&self) -> bool {
        self.fields.iter().all(|field| field.shows)
    }

    fn put(&mut self, text: &str) -> Result<(), Fault> {
        if text.is_empty() || !self.is_shown() {
            return Ok(());
        }
        self.put_run(text, None)
    }

    fn put_run(&mut self, text: &str, note: Option<usize>) -> Result<(), Fault> {
        let dress = self.dress.last().copied().unwrap_or_default();
        if dress.hidden {
            if !text.trim().is_empty() {
                self.leave(format!("hidden words, left out: {}", excerpt(text)));
            }
            return Ok(());
        }
        if dress.struck && !text.trim().is_empty() {
            self.leave(format!(
                "words struck through by hand, which stand all the same: {}",
                excerpt(text)
            ));
        }
        let field_link = self
            .fields
            .iter()
            .rev()
            .find_map(|field| field.link.clone());
        let run = Run {
            text: text.to_owned(),
            look: dress.look,
            marks: self.marks.clone(),
            note,
            comments: self.open_comments.clone(),
            link: self
                .links
                .last()
                .cloned()
                .or(field_link)
                .filter(|link| !link.is_empty()),
        };
        self.placed.extend(&run.comments);
        let Some(building) = self.paragraphs.last_mut() else {
            self.leave(format!("words in no paragraph: {}", excerpt(text)));
            return Ok(());
        };
        let runs = &mut building.paragraph.runs;
        if let Some(last) = runs.last_mut()
            && last.note.is_none()
            && note.is_none()
            && last.look == run.look
            && last.marks == run.marks
            && last.comments == run.comments
            && last.link == run.link
        {
            last.text.push_str(text);
            return Ok(());
        }
        self.runs += 1;
        if self.runs > RUNS {
            return Err(Fault::TooMuch {
                part: "the text".to_owned(),
                what: "250,000 runs of words",
            });
        }
        runs.push(run);
        Ok(())
    }

    /// The tracked change that an element tells of.
    fn mark(&mut self, tag: &Tag<'_>) -> Mark {
        let name = || {
            self.moves
                .last()
                .map(|(_, name)| name.clone())
                .unwrap_or_default()
        };
        Mark {
            change: match tag.name() {
                "del" | "cellDel" => Change::Deleted,
                "moveFrom" => Change::MovedFrom(name()),
                "moveTo" => Change::MovedTo(name()),
                _ => Change::Inserted,
            },
            author: tag.get("author").unwrap_or_default(),
            time: tag.get("date"),
        }
    }

    fn paragraph_properties(&mut self) -> Result<(), Fault> {
        let mut building = self.paragraphs.pop().unwrap_or_default();
        let read = self.properties(|body, tag| match tag.name() {
            "pStyle" => building.style = tag.val(),
            "numId" => building.list.number = tag.val(),
            "ilvl" => building.list.level = level(tag),
            "outlineLvl" => building.outline = tag.number().and_then(|n| u8::try_from(n).ok()),
            // Of the paragraph's end; the same names in `numPr` are of the number alone.
            "ins" | "del" | "moveFrom" | "moveTo" if body.in_mark => {
                building.paragraph.end.push(body.mark.clone());
            }
            _ => {}
        });
        self.paragraphs.push(building);
        read
    }

    fn run_properties(&mut self) -> Result<(), Fault> {
        let mut dress = self.dress.pop().unwrap_or_default();
        let (mut style, mut bold, mut italic) = (None, None, None);
        self.properties(|_, tag| match tag.name() {
            "rStyle" => style = tag.val(),
            "b" => bold = Some(tag.is_on()),
            "i" => italic = Some(tag.is_on()),
            "vertAlign" => dress.look.raised = tag.val().as_deref() == Some("superscript"),
            "vanish" | "webHidden" => dress.hidden = tag.is_on(),
            "strike" | "dstrike" => dress.struck = tag.is_on(),
            _ => {}
        })?;
        let of_style = style.map(|style| self.around.styles.look(&style));
        let (style_bold, style_italic) = of_style.unwrap_or_default();
        dress.look.bold = bold.or(style_bold).unwrap_or(false);
        dress.look.italic = italic.or(style_italic).unwrap_or(false);
        self.dress.push(dress);
        Ok(())
    }

    fn table_properties(&mut self) -> Result<(), Fault> {
        let mut marks: Vec<Mark> = Vec::new();
        self.properties(|body, tag| {
            if matches!(tag.name(), "ins" | "del" | "cellIns" | "cellDel") {
                marks.push(body.mark.clone());
            }
        })?;
        let frame = self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Row(count) | Frame::Cell(count) => Some(count),
            _ => None,
        });
        if let Some(count) = frame {
            *count += marks.len();
            self.marks.append(&mut marks);
        }
        Ok(())
    }

    /// Tells of every property in the element that opened last; changes of looks are counted and passed over.
    fn properties(&mut self, mut told: impl FnMut(&Property, &Tag<'_>)) -> Result<(), Fault> {
        let outside = self.xml.depth().saturating_sub(1);
        let mut marked_at = None;
        while self.xml.depth() > outside {
            match self.xml.next()? {
                Piece::Open(tag) if tag.space == Space::Word => {
                    let name = tag.name();
                    if name.ends_with("Change") {
                        let author = tag.get("author").unwrap_or_default();
                        *self.around.formatting.entry(author).or_default() += 1;
                        self.xml.skip()?;
                        continue;
                    }
                    if name == "rPr" {
                        marked_at = marked_at.or(Some(self.xml.depth()));
                    }
                    let property = Property {
                        in_mark: marked_at.is_some(),
                        mark: match name {
                            "ins" | "del" | "moveFrom" | "moveTo" | "cellIns" | "cellDel" => {
                                self.mark(&tag)
                            }
                            _ => nobody(),
                        },
                    };
                    told(&property, &tag);
                }
                Piece::Close if marked_at.is_some_and(|at| self.xml.depth() < at) => {
                    marked_at = None;
                }
                Piece::End => break,
                _ => {}
            }
        }
        Ok(())
    }

    /// The characters of an equation.
    fn math(&mut self) -> Result<String, Fault> {
        self.characters()
    }

    fn ruby(&mut self) -> Result<String, Fault> {
        self.characters()
    }

    fn characters(&mut self) -> Result<String, Fault> {
        let mut out = String::new();
        let outside = self.xml.depth().saturating_sub(1);
        while self.xml.depth() > outside {
            match self.xml.next()? {
                Piece::Text(text) if out.len() < 400 => out.push_str(&text),
                Piece::End => break,
                _ => {}
            }
        }
        Ok(excerpt(&out))
    }

    /// Notes what was not understood, at the paragraph that is open.
    fn leave(&mut self, what: impl Into<String>) {
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

/// A property and where it stands.
struct Property {
    /// Whether it is of a paragraph's end.
    in_mark: bool,
    /// The tracked change, where it is one.
    mark: Mark,
}

fn nobody() -> Mark {
    Mark {
        change: Change::Inserted,
        author: String::new(),
        time: None,
    }
}

/// A note or a comment.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its id.
    pub(super) id: String,
    /// What it is, where it is none of the text's: a line above the notes.
    pub(super) kind: Option<String>,
    /// Who wrote it.
    pub(super) author: String,
    /// When.
    pub(super) time: Option<String>,
}

/// Where a field leads: `HYPERLINK "https://…"`.
fn linked(code: &str) -> Option<String> {
    let rest = code.trim().strip_prefix("HYPERLINK")?;
    let mut parts = rest.splitn(3, '"');
    let switches = parts.next()?;
    let target = parts.next()?;
    Some(match switches.contains("\\l") {
        true => format!("#{target}"),
        false => target.to_owned(),
    })
}

/// The first words of a text.
fn excerpt(text: &str) -> String {
    let mut out: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = out.char_indices().nth(60) {
        out.truncate(at);
        out.push('…');
    }
    out
}
