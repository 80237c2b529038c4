//! What each element of a part is: words, a change, a table, something that is passed over or told.

use super::super::names::BOOKMARK;
use super::super::paper::Table;
use super::body::Body;
use super::fault::Fault;
use super::frames::{Building, Dress, FieldCode, Frame, Shape};
use super::xml::{Space, Tag};

/// So many paragraphs; the largest draft that is thought of has forty thousand.
const PARAGRAPHS: usize = 100_000;

impl Body<'_, '_> {
    /// What an element is; those that are read or passed over at once are none.
    pub(super) fn open(&mut self, tag: &Tag<'_>) -> Result<Option<Frame>, Fault> {
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
                if let Some((id, n, is_ended)) = self.anchor.take() {
                    building.begin(id.clone(), n);
                    if is_ended {
                        building.end(&id);
                    }
                }
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
                    let id = tag.get("id").unwrap_or_default();
                    match self.paragraphs.last_mut() {
                        Some(building) => building.begin(id, n),
                        None => self.anchor = Some((id, n, false)),
                    }
                }
                self.pass()?
            }
            "bookmarkEnd" => {
                let id = tag.get("id").unwrap_or_default();
                match (self.paragraphs.last_mut(), &mut self.anchor) {
                    (Some(building), _) => building.end(&id),
                    (None, Some((own, _, is_ended))) if *own == id => *is_ended = true,
                    (None, _) => {}
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
                self.begun.push(Vec::new());
                Some(Frame::Table)
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
                self.behind.push(0);
                Some(Frame::Row(0))
            }
            "tc" => {
                if let Some(row) = self.tables.last_mut().and_then(|one| one.rows.last_mut()) {
                    row.push(Vec::new());
                }
                self.shapes.push(Shape::default());
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
