//! The words of a part as runs: signs, notes' calls, symbols, equations, each with its looks, its changes and its comments.

use super::super::paper::{Change, Mark, Run};
use super::body::{Body, excerpt};
use super::fault::Fault;
use super::frames::Frame;
use super::xml::{Piece, Tag};

/// So many runs of words may a part have; a paper of forty thousand paragraphs has fewer.
const RUNS: usize = 250_000;

impl Body<'_, '_> {
    /// Puts a sign in an element's place.
    pub(super) fn sign(&mut self, sign: &str) -> Result<Option<Frame>, Fault> {
        self.put(sign)?;
        self.pass()
    }

    pub(super) fn symbol(&mut self, tag: &Tag<'_>) {
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

    pub(super) fn note(&mut self, tag: &Tag<'_>, kind: char) -> Result<Option<Frame>, Fault> {
        let id = tag.get("id").unwrap_or_default();
        match self.around.notes.get(&format!("{kind}{id}")).copied() {
            Some(note) => self.put_run("", Some(note))?,
            None => self.leave("a mark of a footnote that is not in the file"),
        }
        self.pass()
    }

    pub(super) fn comment(&self, tag: &Tag<'_>) -> Option<usize> {
        self.around.comments.get(&tag.get("id")?).copied()
    }

    /// Whether what is read now is shown, and not the inside of a field.
    pub(super) fn is_shown(&self) -> bool {
        self.fields.iter().all(|field| field.shows)
    }

    pub(super) fn put(&mut self, text: &str) -> Result<(), Fault> {
        if text.is_empty() || !self.is_shown() {
            return Ok(());
        }
        self.put_run(text, None)
    }

    pub(super) fn put_run(&mut self, text: &str, note: Option<usize>) -> Result<(), Fault> {
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
        building.pieces += 1;
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
    pub(super) fn mark(&mut self, tag: &Tag<'_>) -> Mark {
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

    /// The characters of an equation.
    pub(super) fn math(&mut self) -> Result<String, Fault> {
        self.characters()
    }

    pub(super) fn ruby(&mut self) -> Result<String, Fault> {
        self.characters()
    }

    pub(super) fn characters(&mut self) -> Result<String, Fault> {
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
}
