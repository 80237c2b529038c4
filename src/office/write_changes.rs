//! Tracked changes as elements: who put in, struck or moved what, and when.

use super::names::style_of;
use super::paper::{Mark, Was};
use super::write_marks::{Closed, author, date, element, move_key};
use super::write_pen::Pen;

impl Pen<'_> {
    pub(super) fn change(&mut self, name: &str, mark: &Mark, closed: Closed) {
        self.by(name, (&mark.author, mark.time.as_deref()), closed);
    }

    /// What a paragraph was before its style was changed: the properties it had, which are no others than its style.
    pub(super) fn was(&mut self, was: &Was) {
        self.by(
            "w:pPrChange",
            (&was.author, was.time.as_deref()),
            Closed::No,
        );
        self.xml.raw("<w:pPr>");
        self.xml
            .empty("w:pStyle", &[("w:val", &style_of(was.role))]);
        self.xml.raw("</w:pPr>");
        self.xml.close("w:pPrChange");
    }

    fn by(&mut self, name: &str, (who, time): (&str, Option<&str>), closed: Closed) {
        let id = self.id().to_string();
        let author = author(who);
        let date = time.and_then(date);
        let mut attributes = vec![("w:id", id.as_str()), ("w:author", author.as_str())];
        if let Some(date) = &date {
            attributes.push(("w:date", date));
        }
        match closed {
            Closed::Yes => self.xml.empty(name, &attributes),
            Closed::No => self.xml.open(name, &attributes),
        }
    }

    pub(super) fn begin_moves(&mut self, marks: &[Mark]) {
        for mark in marks {
            let Some(key) = move_key(mark) else {
                continue;
            };
            let id = self.id();
            let Some(stretch) = self.moves.get_mut(&key).filter(|one| one.id.is_none()) else {
                continue;
            };
            stretch.id = Some(id);
            let (_, range) = element(&mark.change);
            let (id, author) = (id.to_string(), author(&mark.author));
            let date = mark.time.as_deref().and_then(date);
            let mut attributes = vec![
                ("w:id", id.as_str()),
                ("w:name", key.1.as_str()),
                ("w:author", author.as_str()),
            ];
            if let Some(date) = &date {
                attributes.push(("w:date", date));
            }
            self.xml.empty(&format!("{range}Start"), &attributes);
        }
    }

    pub(super) fn end_moves(&mut self, marks: &[Mark]) {
        for mark in marks {
            let Some(stretch) = move_key(mark).and_then(|key| self.moves.get_mut(&key)) else {
                continue;
            };
            stretch.left = stretch.left.saturating_sub(1);
            if let Some(id) = stretch.id.filter(|_| stretch.left == 0) {
                let (_, range) = element(&mark.change);
                self.xml
                    .empty(&format!("{range}End"), &[("w:id", &id.to_string())]);
            }
        }
    }
}
