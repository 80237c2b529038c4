//! A term that a proposal wants otherwise everywhere: each paragraph that holds it.

use super::super::throughout::{everywhere, replaced};
use super::laying::{Laying, TextChange, Treatment, nothing};
use crate::consensus::{Refusal, Status};
use crate::rolling::Bed;
use crate::text::{Document, fold};

impl Laying<'_> {
    /// A term everywhere: each paragraph that holds it.
    pub(super) fn throughout(&self, treatment: Treatment<'_>) -> Result<TextChange, Refusal> {
        if matches!(treatment, Treatment::Drop) {
            return Ok(self.drop_everywhere());
        }
        let term = fold(self.proposal.term.as_deref().unwrap_or_default());
        let wanted = fold(&self.proposal.wanted);
        let parties = self.meeting.parties();
        let mut change = nothing();
        let mut bytes = self.document.print();
        for index in 0..self.document.paragraphs().len() {
            let document = Document::parse_with(bytes.clone(), parties);
            let Some(paragraph) = document.paragraphs().get(index) else {
                break;
            };
            let settled = self.status == Status::InText && !matches!(treatment, Treatment::Bracket);
            let there = replaced(&document, parties, &paragraph.text, (&term, &wanted));
            if !settled && there.is_none() {
                continue;
            }
            let bed = Bed {
                document: &document,
                paragraph: index,
                parties,
            };
            let target = there.unwrap_or_else(|| paragraph.text.clone());
            let words = match treatment {
                Treatment::Bracket => bed.bracket(&self.owners, Some(&target)),
                _ if settled => {
                    let target = self.reads(&paragraph.text);
                    bed.resolve(&self.owners, Some(&target))
                        .map(|taken| taken.words)
                }
                _ => bed.take_in(&self.owners, &target).map(|taken| taken.words),
            };
            match words {
                Ok(words) if fold(&words) != paragraph.text => {
                    let name = document.name(index).to_owned();
                    change.shown.push((format!("{name} then"), fold(&words)));
                    bytes = document.with_body(index, &words);
                    change.bytes = Some(bytes.clone());
                }
                Ok(_) => {}
                Err(misfit) => change
                    .warnings
                    .push(format!("{} stays as it is: {misfit}", document.name(index))),
            }
        }
        let left = everywhere(self.document, parties, &term, &wanted);
        if change.bytes.is_none() {
            let mut refusal = Refusal::of(format!(
                "{term:?} stands nowhere in {}",
                self.proposal.document
            ));
            refusal.because = left.left_alone();
            return Err(refusal
                .hint("set the proposal aside, or ask its sponsor for the term as it stands"));
        }
        if self.status != Status::InText {
            change.warnings.extend(left.left_alone());
            if matches!(treatment, Treatment::Accept(_)) {
                let after = Document::parse_with(bytes, parties);
                let still = everywhere(&after, parties, &term, &wanted).places;
                change.warnings.extend(still.iter().map(|one| {
                    format!(
                        "“{}” in {} stays: in words that another asks for",
                        one.was, one.paragraph
                    )
                }));
            }
        }
        Ok(change)
    }

    /// The text without the brackets that a term was put into, where nothing else of the owners' stands beside them.
    fn drop_everywhere(&self) -> TextChange {
        let mut change = nothing();
        if self.status != Status::InText {
            return change;
        }
        let parties = self.meeting.parties();
        let mut bytes = self.document.print();
        for index in 0..self.document.paragraphs().len() {
            let document = Document::parse_with(bytes.clone(), parties);
            let Some((words, alone)) = self.without_term(&document, index) else {
                continue;
            };
            let name = document.name(index).to_owned();
            if alone {
                change.shown.push((format!("{name} then"), fold(&words)));
                bytes = document.with_body(index, &words);
                change.bytes = Some(bytes.clone());
            } else {
                change.warnings.push(format!(
                    "other words of {} stand in brackets in {name}: take those of {} out by hand",
                    self.owners.join(", "),
                    self.name
                ));
            }
        }
        change
    }

    /// A paragraph's words without the owners' brackets, where they have any, and whether these hold the term and nothing else: without
    /// them the paragraph reads for its sponsor as it did, but for the term.
    pub(super) fn without_term(&self, document: &Document, index: usize) -> Option<(String, bool)> {
        let paragraph = document.paragraphs().get(index)?;
        let parties = self.meeting.parties();
        let bed = Bed {
            document,
            paragraph: index,
            parties,
        };
        let taken = bed.drop_alternatives(&self.owners).ok()?;
        let term = fold(self.proposal.term.as_deref().unwrap_or_default());
        let wanted = fold(&self.proposal.wanted);
        let mine = replaced(document, parties, &taken.words, (&term, &wanted));
        let alone = mine.is_some_and(|mine| self.reads(&mine) == self.reads(&paragraph.text));
        (taken.brackets > 0).then_some((taken.words, alone))
    }
}
