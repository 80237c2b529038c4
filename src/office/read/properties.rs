//! Properties of paragraphs, runs and tables, as far as they say something of words; changes of looks are counted.

use super::super::paper::{Change, Mark};
use super::body::Body;
use super::fault::Fault;
use super::frames::{Former, Frame, Shape};
use super::styles::level;
use super::xml::{Piece, Space, Tag};

impl Body<'_, '_> {
    pub(super) fn paragraph_properties(&mut self) -> Result<(), Fault> {
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
            "pPrChange" => building.former.clone_from(&body.former),
            _ => {}
        });
        self.paragraphs.push(building);
        read
    }

    pub(super) fn run_properties(&mut self) -> Result<(), Fault> {
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

    pub(super) fn table_properties(&mut self) -> Result<(), Fault> {
        let mut marks: Vec<Mark> = Vec::new();
        let mut shape = Shape::default();
        let (mut before, mut behind) = (0, 0);
        self.properties(|body, tag| match tag.name() {
            "ins" | "del" | "cellIns" | "cellDel" => marks.push(body.mark.clone()),
            "gridSpan" => shape.wider = columns(tag).saturating_sub(1),
            "vMerge" => shape.goes_on = tag.val().as_deref() != Some("restart"),
            "gridBefore" => before = columns(tag),
            "gridAfter" => behind = columns(tag),
            _ => {}
        })?;
        match self.frames.last() {
            Some(Frame::Cell(_)) => {
                if let Some(own) = self.shapes.last_mut() {
                    *own = shape;
                }
            }
            _ => {
                self.free_cells(before);
                if let Some(own) = self.behind.last_mut() {
                    *own = behind;
                }
            }
        }
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
    pub(super) fn properties(
        &mut self,
        mut told: impl FnMut(&Property, &Tag<'_>),
    ) -> Result<(), Fault> {
        let outside = self.xml.depth().saturating_sub(1);
        let mut marked_at = None;
        while self.xml.depth() > outside {
            match self.xml.next()? {
                Piece::Open(tag) if tag.space == Space::Word => {
                    let name = tag.name();
                    if name.ends_with("Change") {
                        let author = tag.get("author").unwrap_or_default();
                        *self.around.formatting.entry(author.clone()).or_default() += 1;
                        if name != "pPrChange" {
                            self.xml.skip()?;
                            continue;
                        }
                        let former = Former {
                            author,
                            time: tag.get("date"),
                            ..Former::default()
                        };
                        let property = Property {
                            in_mark: false,
                            mark: nobody(),
                            former: Some(self.former(former)?),
                        };
                        told(&property, &tag);
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
                        former: None,
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
}

impl Body<'_, '_> {
    /// What a paragraph was, by the properties in the element that opened last.
    fn former(&mut self, mut former: Former) -> Result<Former, Fault> {
        let outside = self.xml.depth().saturating_sub(1);
        while self.xml.depth() > outside {
            match self.xml.next()? {
                Piece::Open(tag) if tag.space == Space::Word => match tag.name() {
                    "pStyle" => former.style = tag.val(),
                    "outlineLvl" => {
                        former.outline = tag.number().and_then(|n| u8::try_from(n).ok());
                    }
                    _ => {}
                },
                Piece::End => break,
                _ => {}
            }
        }
        Ok(former)
    }
}

/// So many columns a table has at most in Word.
const COLUMNS: usize = 63;

fn columns(tag: &Tag<'_>) -> usize {
    let count = tag.number().and_then(|n| usize::try_from(n).ok());
    count.unwrap_or_default().min(COLUMNS)
}

/// A property and where it stands.
pub(super) struct Property {
    /// Whether it is of a paragraph's end.
    in_mark: bool,
    /// The tracked change, where it is one.
    mark: Mark,
    /// What a paragraph was, where it says so.
    former: Option<Former>,
}

fn nobody() -> Mark {
    Mark {
        change: Change::Inserted,
        author: String::new(),
        time: None,
    }
}
