//! The words of a paragraph that a proposal wants otherwise: in brackets, without them, taken out again.

use super::laying::{Laying, TextChange, nothing};
use crate::consensus::{Refusal, Status};
use crate::record::ProposalKind;
use crate::rolling::{Misfit, Taken, rebase};
use crate::text::{Document, Kind, fold};

impl Laying<'_> {
    pub(super) fn bracket(&self) -> Result<TextChange, Refusal> {
        let (index, doubt) = self.index()?;
        let (wanted, stale) = match self.proposal.kind {
            ProposalKind::Delete => (None, None),
            _ => {
                let (wanted, stale) = self.wanted_now(index);
                (Some(wanted), stale)
            }
        };
        let words = self
            .bed(index)
            .bracket(&self.owners, wanted.as_deref())
            .map_err(|misfit| self.misfit(&misfit, index))?;
        let mut change = self.changed(index, &words)?;
        if fold(&words) == self.text_of(index) {
            change = nothing();
            change.warnings.push(format!(
                "{} reads so for {} already: the text stays as it is",
                self.name_of(index),
                self.owners.join(", ")
            ));
        }
        change.warnings.extend(doubt);
        change.warnings.extend(stale);
        Ok(change)
    }

    /// A table that is wanted in the place of one that stands as it stood: its lines, which are no words in a row.
    fn table(&self, index: usize) -> Option<&str> {
        let paragraph = self.document.paragraphs().get(index)?;
        let same = fold(&self.proposal.words) == paragraph.text;
        let fits = paragraph.kind == Kind::Table && self.proposal.kind == ProposalKind::Replace;
        (same && fits && self.status != Status::InText).then(|| self.proposal.wanted.trim())
    }

    pub(super) fn accept(&self) -> Result<TextChange, Refusal> {
        let (index, doubt) = self.index()?;
        if let Some(lines) = self.table(index) {
            let mut change = self.changed(index, lines)?;
            change.warnings.extend(doubt);
            return Ok(change);
        }
        let bed = self.bed(index);
        let refuse = |misfit: Misfit| self.misfit(&misfit, index);
        let (wanted, stale) = self.wanted_now(index);
        let mut taken: Option<Taken> = None;
        if self.status == Status::InText {
            let target = self.reads(&wanted);
            let resolved = bed.resolve(&self.owners, Some(&target)).map_err(refuse)?;
            taken = Some(resolved).filter(|taken| taken.brackets > 0);
        }
        let taken = match taken {
            Some(taken) => taken,
            None => bed.take_in(&self.owners, &wanted).map_err(refuse)?,
        };
        let mut change = self.changed(index, &taken.words)?;
        change.warnings.extend(doubt);
        if self.status != Status::InText {
            change.warnings.extend(stale);
        }
        change.warnings.extend(self.losing(&taken, index));
        Ok(change)
    }

    /// Brackets that are taken in stand in the name of whoever asked for them: who agrees to lift them must be known.
    pub(super) fn put_brackets(&self) -> Result<TextChange, Refusal> {
        if self.status != Status::InText {
            return self.bracket();
        }
        let (index, doubt) = self.index()?;
        let held = self.document.contested(index).any(|bracket| {
            let mut owners = bracket.alternatives.iter().flat_map(|one| &one.parties);
            owners.any(|owner| self.owners.contains(owner))
        });
        if !held {
            return self.bracket();
        }
        let mut change = nothing();
        change.words = Some(self.text_of(index));
        change
            .shown
            .push((format!("{} then", self.name_of(index)), self.text_of(index)));
        change.warnings.extend(doubt);
        Ok(change)
    }

    /// Takes brackets off, whoever asked for them: those who read the words without them lose nothing by it, but the others are told.
    pub(super) fn lift(&self) -> Result<TextChange, Refusal> {
        let (index, doubt) = self.index()?;
        let now = self.text_of(index);
        let off = rebase(
            &fold(&self.proposal.words),
            &fold(&self.proposal.wanted),
            &now,
        );
        let Some(off) = off.filter(|off| *off != now) else {
            return self.accept();
        };
        let mut change = self.changed(index, &off)?;
        change.warnings.extend(doubt);
        let named = |document: &Document| -> Vec<String> {
            let alternatives = document.contested(index).flat_map(|one| &one.alternatives);
            let mut named: Vec<String> = alternatives
                .flat_map(|one| one.parties.clone())
                .filter(|party| !self.owners.contains(party))
                .collect();
            named.sort();
            named.dedup();
            named
        };
        let after = Document::parse_with(
            change.bytes.clone().unwrap_or_default(),
            self.meeting.parties(),
        );
        let left = named(&after);
        let mut gone = named(self.document);
        gone.retain(|party| !left.contains(party));
        if !gone.is_empty() {
            change.warnings.push(format!(
                "the brackets of {} go out of {}",
                gone.join(", "),
                self.name_of(index)
            ));
        }
        Ok(change)
    }

    pub(super) fn in_other_words(&self, words: &str) -> Result<TextChange, Refusal> {
        let (index, doubt) = self.index()?;
        let words = fold(words);
        let mut change = self.changed(index, &words)?;
        change.warnings.extend(doubt);
        Ok(change)
    }

    pub(super) fn delete(&self) -> Result<TextChange, Refusal> {
        let (index, doubt) = self.index()?;
        let mut change = self.without(index)?;
        change.warnings.extend(doubt);
        Ok(change)
    }

    pub(super) fn drop(&self) -> Result<TextChange, Refusal> {
        if self.status != Status::InText {
            return Ok(nothing());
        }
        let Ok((index, _)) = self.index() else {
            return Ok(nothing());
        };
        let others = self.meeting.register(&self.proposal.document);
        let others = others.is_some_and(|register| {
            register.proposals.values().any(|other| {
                let case = register.ledger.cases.get(&other.slug);
                other.slug != self.proposal.slug
                    && case.is_some_and(|case| {
                        case.status == Status::InText && self.owners.contains(&case.sponsor)
                    })
                    && other.anchor.as_ref().is_some_and(|anchor| {
                        self.meeting.place(&other.document, anchor).index() == Some(index)
                    })
            })
        });
        if others {
            let mut change = nothing();
            change.warnings.push(format!(
                "{} has other words in brackets in {}: take those of {} out by hand (adref edit {} {})",
                self.owners.join(", "),
                self.name_of(index),
                self.name,
                self.proposal.document,
                self.name_of(index)
            ));
            return Ok(change);
        }
        let dropped = self.bed(index).drop_alternatives(&self.owners);
        match dropped {
            Ok(taken) if taken.brackets > 0 => self.changed(index, &taken.words),
            _ => {
                let mut change = nothing();
                change.warnings.push(format!(
                    "no bracket of {} was found in {}: the text stays as it is",
                    self.owners.join(", "),
                    self.name_of(index)
                ));
                Ok(change)
            }
        }
    }
}
