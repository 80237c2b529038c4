//! A table as elements: its cells, and rows that came or went.

use super::names::CELL;
use super::paper::{Change, Mark, Paragraph, Table};
use super::write_body::Start;
use super::write_marks::{Closed, rank_of};
use super::write_pen::Pen;

/// The width between the margins, in twentieths of a point.
const TEXT_WIDTH: usize = 9070;

impl Pen<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
        self.xml
            .raw("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/>");
        if self.script.right_to_left {
            self.xml.raw("<w:bidiVisual/>");
        }
        self.xml.raw(
            "<w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLook w:val=\"04A0\"/></w:tblPr><w:tblGrid>",
        );
        let width = (TEXT_WIDTH / columns).to_string();
        for _ in 0..columns {
            self.xml.empty("w:gridCol", &[("w:w", &width)]);
        }
        self.xml.raw("</w:tblGrid>");
        for (n, row) in table.rows.iter().enumerate() {
            self.xml.raw("<w:tr>");
            let fate = fate(row, table);
            if n == 0 || fate.is_some() {
                self.xml.raw("<w:trPr>");
                // The schema wants something before a change; that a row may be cut is so without it.
                self.xml.raw(match n {
                    0 => "<w:tblHeader/>",
                    _ => "<w:cantSplit w:val=\"off\"/>",
                });
                if let Some(mark) = fate {
                    let name = match mark.change {
                        Change::Inserted | Change::MovedTo(_) => "w:ins",
                        Change::Deleted | Change::MovedFrom(_) => "w:del",
                    };
                    self.change(name, mark, Closed::Yes);
                }
                self.xml.raw("</w:trPr>");
            }
            for cell in 0..columns {
                self.xml.raw("<w:tc><w:tcPr>");
                self.xml
                    .empty("w:tcW", &[("w:w", &width), ("w:type", "dxa")]);
                self.xml.raw("</w:tcPr>");
                let paragraphs = row.get(cell).map(Vec::as_slice).unwrap_or_default();
                for paragraph in paragraphs {
                    self.paragraph(paragraph, CELL, Start::Text);
                }
                if paragraphs.is_empty() {
                    self.xml.raw(&format!(
                        "<w:p><w:pPr><w:pStyle w:val=\"{CELL}\"/></w:pPr></w:p>"
                    ));
                }
                self.xml.raw("</w:tc>");
            }
            self.xml.raw("</w:tr>");
        }
        self.xml.raw("</w:tbl>");
    }
}

/// What was done to a whole row of a table, where all its words have one fate, by whomever; to a row without words what was done to all others.
fn fate<'t>(row: &'t [Vec<Paragraph>], table: &'t Table) -> Option<&'t Mark> {
    let marks = |row: &'t [Vec<Paragraph>]| -> Vec<&'t [Mark]> {
        let runs = row.iter().flatten().flat_map(|one| &one.runs);
        let runs = runs.filter(|run| !run.text.is_empty() || run.note.is_some());
        runs.map(|run| run.marks.as_slice()).collect()
    };
    let mut all = marks(row);
    if all.is_empty() {
        all = table.rows.iter().flat_map(|row| marks(row)).collect();
    }
    let kinds = |marks: &[Mark]| -> Vec<usize> {
        let ranks = marks.iter().map(|mark| rank_of(&mark.change));
        ranks.collect()
    };
    let first = *all.first()?;
    let mark = first.last()?;
    all.iter()
        .all(|marks| kinds(marks) == kinds(first))
        .then_some(mark)
}
