//! What a paragraph was made in a file beside its words: a heading, a sub-paragraph. Nothing is asked for by it, and it is said.

use super::lines::Part;
use super::pairs::Side;
use super::work::Work;
use crate::office::Role;

/// Of so many paragraphs one may look otherwise; where more do, a program or a template did it and nobody.
const FEW: usize = 4;

impl Work<'_> {
    /// Says which paragraphs are something else in the file than in the text.
    pub(super) fn recast(&mut self, sides: &[Side<'_>], of: &[Option<usize>]) {
        let pairs: Vec<(&Part, usize)> = sides
            .iter()
            .zip(of)
            .filter_map(|(side, place)| Some((side.part, (*place)?)))
            .collect();
        let mut told = Vec::new();
        for (part, place) in &pairs {
            let (Part::Line(line), Some(shown)) = (part, self.base.shown.get(*place)) else {
                continue;
            };
            let says = !line.wanted().trim().is_empty();
            if line.role != shown.role && says {
                let name = self.name(shown);
                let (is, was) = (called(line.role), called(shown.role));
                told.push(format!(
                    "{name}: {is} in the file and {was} in the text; the words alone are taken"
                ));
            }
        }
        if told.len() <= 1 || told.len() * FEW <= pairs.len() {
            self.answer.passed.extend(told);
        } else {
            self.answer.passed.push(format!(
                "the styles of {} paragraphs, which are others than the text's",
                told.len()
            ));
        }
    }
}

fn called(role: Role) -> String {
    match role {
        Role::Title => "the title".to_owned(),
        Role::Heading(level) => format!("a heading of level {level}"),
        Role::Preamble => "a preambular paragraph".to_owned(),
        Role::Body => "a paragraph".to_owned(),
        Role::Item(level) => format!("a sub-paragraph of level {level}"),
        Role::Quote => "a quotation".to_owned(),
        Role::Verbatim => "words as they stand".to_owned(),
    }
}
