//! A proposal's words and the text: put in in brackets, taken in without them, taken out again.

use super::super::find::{find_paragraph, nothing_there};
use super::super::throughout::{everywhere, replaced};
use super::block::{insert, remove};
use crate::consensus::{Case, Refusal, Status};
use crate::meeting::{Meeting, Placement};
use crate::record::{Proposal, ProposalKind, Where};
use crate::rolling::{Bare, Bed, Misfit, Reader, Signing, Taken, read_text, rebase};
use crate::text::{Address, Document, Kind, Label, fold};

/// What a ruling on a proposal makes of the text.
pub(super) struct TextChange {
    /// The new bytes; `None` where the text stays as it is.
    pub(super) bytes: Option<Vec<u8>>,
    /// The paragraph's words as they are then; the exact words of the act.
    pub(super) words: Option<String>,
    /// For the confirmation: what, the words.
    pub(super) shown: Vec<(String, String)>,
    /// What is to be read before saying yes.
    pub(super) warnings: Vec<String>,
}

/// What is to become of a proposal's words.
#[derive(Clone, Copy)]
pub(super) enum Treatment<'a> {
    /// They go in, in brackets.
    Bracket,
    /// They go in, without; in other words where there are some.
    Accept(Option<&'a str>),
    /// They go out.
    Drop,
    /// They stay, in another's name too, or instead.
    Sign(Signing<'a>),
}

/// A proposal, its text and where it stands.
pub(super) struct Laying<'a> {
    pub(super) meeting: &'a Meeting,
    pub(super) document: &'a Document,
    pub(super) proposal: &'a Proposal,
    status: Status,
    pub(super) owners: Vec<String>,
    pub(super) name: String,
}

impl<'a> Laying<'a> {
    pub(super) fn of(
        meeting: &'a Meeting,
        document: &'a Document,
        proposal: &'a Proposal,
        case: &Case,
    ) -> Laying<'a> {
        let mut owners = vec![case.sponsor.clone()];
        for party in &case.cosponsors {
            if !owners.contains(party) {
                owners.push(party.clone());
            }
        }
        Laying {
            meeting,
            document,
            proposal,
            status: case.status,
            owners,
            name: case.name(&proposal.slug).to_owned(),
        }
    }

    /// What the treatment makes of the text.
    pub(super) fn change(&self, treatment: Treatment<'_>) -> Result<TextChange, Refusal> {
        match (treatment, self.proposal.kind) {
            (Treatment::Bracket, ProposalKind::Comment) => {
                Err(Refusal::of(format!("{} asks for no words", self.name))
                    .because("it is a comment")
                    .hint("take it up (adref open) or set it aside (adref set-aside)"))
            }
            (_, ProposalKind::Comment) => Ok(nothing()),
            (Treatment::Sign(signing), _) => Ok(self.signed(signing)),
            (Treatment::Accept(Some(words)), ProposalKind::Add) => self.added(Some(words)),
            (Treatment::Accept(None), ProposalKind::Add) => self.added(None),
            (Treatment::Bracket, ProposalKind::Add) => self.add_in_brackets(),
            (Treatment::Drop, ProposalKind::Add) => self.drop_added(),
            (Treatment::Accept(Some(words)), _) => self.in_other_words(words),
            (Treatment::Accept(None), ProposalKind::Delete) => self.delete(),
            (treatment, ProposalKind::Move) => self.moved(treatment),
            (treatment, ProposalKind::Throughout) => self.throughout(treatment),
            (Treatment::Bracket, _) => self.bracket(),
            (Treatment::Accept(None), ProposalKind::Bracket) => self.put_brackets(),
            (Treatment::Accept(None), ProposalKind::Lift) => self.lift(),
            (Treatment::Accept(None), _) => self.accept(),
            (Treatment::Drop, _) => self.drop(),
        }
    }

    /// Nothing is done to the text: it says already what is asked for.
    pub(super) fn as_it_stands(&self) -> TextChange {
        let mut change = nothing();
        if let Ok((index, _)) = self.index()
            && self.proposal.kind != ProposalKind::Add
        {
            let now = self.text_of(index);
            change
                .shown
                .push((format!("{} as it stands", self.name_of(index)), now));
        }
        change
    }

    /// The paragraph it is on, as it stands now.
    pub(super) fn index(&self) -> Result<(usize, Option<String>), Refusal> {
        let Some(anchor) = &self.proposal.anchor else {
            return Err(Refusal::of(format!("{} is on the whole text", self.name))
                .because("it names no paragraph to change")
                .hint("make the change by hand (adref edit), then accept it"));
        };
        match self.meeting.place(&self.proposal.document, anchor) {
            Placement::At { index, certain } => {
                let uncertain = format!(
                    "{} was written on {}; it is not certain that this is the paragraph",
                    self.name, anchor.label
                );
                Ok((index, (!certain).then_some(uncertain)))
            }
            Placement::Gone | Placement::Unknown => Err(Refusal::of(format!(
                "the paragraph that {} is on is gone",
                self.name
            ))
            .because(format!("it was written on {}", anchor.label))
            .hint("ask its sponsor for a new one, or put the words in by hand: adref edit")),
        }
    }

    fn bed(&self, paragraph: usize) -> Bed<'a> {
        Bed {
            document: self.document,
            paragraph,
            parties: self.meeting.parties(),
        }
    }

    pub(super) fn name_of(&self, index: usize) -> String {
        self.document.full_name(index)
    }

    pub(super) fn text_of(&self, index: usize) -> String {
        let paragraph = self.document.paragraphs().get(index);
        paragraph.map(|one| one.text.clone()).unwrap_or_default()
    }

    fn sponsor(&self) -> Reader {
        Reader::Party(self.owners.first().cloned().unwrap_or_default())
    }

    pub(super) fn reads(&self, text: &str) -> String {
        let reader = self.sponsor();
        read_text(text, self.meeting.parties(), &reader, Bare::Keep).unwrap_or_default()
    }

    /// The words that are the sponsor's own: what its group asked for is no change of the text under a member's proposal.
    fn reads_alone(&self, text: &str) -> String {
        let alone = self.meeting.parties().without_groups();
        read_text(text, &alone, &self.sponsor(), Bare::Keep).unwrap_or_default()
    }

    /// The paragraph as its sponsor wants it today, and what is to be said of it.
    fn wanted_now(&self, index: usize) -> (String, Option<String>) {
        let was = self.reads_alone(&fold(&self.proposal.words));
        let wanted = self.reads_alone(&fold(&self.proposal.wanted));
        let now = self.reads_alone(&self.text_of(index));
        if was == now {
            return (fold(&self.proposal.wanted), None);
        }
        match rebase(&was, &wanted, &now) {
            Some(rebased) => (
                rebased,
                Some(format!(
                    "{} has changed since {} was written; its change was carried over",
                    self.name_of(index),
                    self.name
                )),
            ),
            None => (
                wanted,
                Some(format!(
                    "{} has changed since {} was written, in the same words: its text stands as it was written",
                    self.name_of(index),
                    self.name
                )),
            ),
        }
    }

    fn misfit(&self, misfit: &Misfit, index: usize) -> Refusal {
        Refusal::of(format!(
            "{} cannot be laid into {} by the program",
            self.name,
            self.name_of(index)
        ))
        .because(misfit.to_string())
        .hint(format!(
            "put the words in by hand: adref edit {} {}",
            self.proposal.document,
            self.name_of(index)
        ))
    }

    /// The text with other words in one paragraph, if every other one stays as it is by it.
    fn changed(&self, index: usize, words: &str) -> Result<TextChange, Refusal> {
        let name = self.name_of(index);
        let bytes = self.document.with_body(index, words);
        let after = Document::parse_with(bytes.clone(), self.meeting.parties());
        let new = after.paragraphs().get(index);
        let label = |document: &Document| {
            document
                .paragraphs()
                .get(index)
                .and_then(|one| one.label.clone())
        };
        let others = self.document.stands_but_for(&after, |one| one == index)
            && label(self.document) == label(&after);
        let reads = new.map(|one| one.text.clone());
        let Some(reads) = reads.filter(|reads| others && !reads.is_empty()) else {
            return Err(Refusal::of(format!(
                "with the words of {} {name} would not be one paragraph any more",
                self.name
            ))
            .because(if fold(words).is_empty() {
                "nothing would be left of it".to_owned()
            } else {
                format!("it would say: {}", fold(words))
            })
            .hint(format!(
                "make the change by hand: adref edit {}",
                self.proposal.document
            )));
        };
        Ok(TextChange {
            bytes: Some(bytes),
            words: Some(reads.clone()),
            shown: vec![
                (format!("{name} now"), self.text_of(index)),
                (format!("{name} then"), reads),
            ],
            warnings: Vec::new(),
        })
    }

    fn bracket(&self) -> Result<TextChange, Refusal> {
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

    fn accept(&self) -> Result<TextChange, Refusal> {
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
    fn put_brackets(&self) -> Result<TextChange, Refusal> {
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
    fn lift(&self) -> Result<TextChange, Refusal> {
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

    /// Who loses alternatives by it.
    fn losing(&self, taken: &Taken, index: usize) -> Option<String> {
        (!taken.lost.is_empty()).then(|| {
            format!(
                "the alternatives of {} to these words go out of {}",
                taken.lost.join(", "),
                self.name_of(index)
            )
        })
    }

    fn in_other_words(&self, words: &str) -> Result<TextChange, Refusal> {
        let (index, doubt) = self.index()?;
        let words = fold(words);
        let mut change = self.changed(index, &words)?;
        change.warnings.extend(doubt);
        Ok(change)
    }

    fn delete(&self) -> Result<TextChange, Refusal> {
        let (index, doubt) = self.index()?;
        let mut change = self.without(index)?;
        change.warnings.extend(doubt);
        Ok(change)
    }

    /// The text without a paragraph.
    fn without(&self, index: usize) -> Result<TextChange, Refusal> {
        let name = self.name_of(index);
        let bytes = remove(self.document, self.meeting.parties(), index).ok_or_else(|| {
            Refusal::of(format!("{name} cannot be taken out by the program"))
                .because("the paragraphs round it would not stay as they are")
                .hint(format!(
                    "take it out by hand: adref edit {}",
                    self.proposal.document
                ))
        })?;
        Ok(TextChange {
            bytes: Some(bytes),
            words: Some(String::new()),
            shown: vec![(format!("{name}, deleted"), self.text_of(index))],
            warnings: Vec::new(),
        })
    }

    fn drop(&self) -> Result<TextChange, Refusal> {
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

    /// The paragraph that stands in the text for an addition that was bracketed in.
    pub(super) fn standing(&self) -> Option<usize> {
        if self.status != Status::InText {
            return None;
        }
        let wanted = fold(&self.proposal.wanted);
        // A number is no part of a paragraph's words.
        let bare = self.reads(off_number(&wanted).1);
        let wanted = self.reads(&wanted);
        let brackets = self.document.brackets();
        self.document
            .paragraphs()
            .iter()
            .find(|paragraph| {
                let owned = brackets.iter().any(|bracket| {
                    bracket.paragraph == paragraph.index
                        && bracket
                            .alternatives
                            .iter()
                            .any(|one| one.parties.iter().any(|p| self.owners.contains(p)))
                });
                owned && {
                    let reads = self.reads(&paragraph.text);
                    reads == wanted || paragraph.label.is_some() && reads == bare
                }
            })
            .map(|paragraph| paragraph.index)
    }

    fn beside(&self, words: &str) -> Result<TextChange, Refusal> {
        let (anchor, doubt) = match &self.proposal.anchor {
            Some(_) => self.index()?,
            None => {
                let last = self.document.paragraphs().len().checked_sub(1);
                let last = last.ok_or_else(|| nothing_there(&self.proposal.document))?;
                (last, None)
            }
        };
        self.put((anchor, self.proposal.place), words, doubt)
    }

    fn put(
        &self,
        place: (usize, Where),
        words: &str,
        doubt: Option<String>,
    ) -> Result<TextChange, Refusal> {
        let grown = insert(self.document, self.meeting.parties(), place, words);
        let grown = grown.ok_or_else(|| {
            Refusal::of(format!(
                "no paragraph can be added beside {} by the program",
                self.name_of(place.0)
            ))
            .because("the paragraphs round it would not stay as they are")
            .hint(format!(
                "add it by hand: adref edit {}",
                self.proposal.document
            ))
        })?;
        let words = fold(words);
        let words = off_number(&words).1.to_owned();
        Ok(TextChange {
            bytes: Some(grown.bytes),
            words: Some(words.clone()),
            shown: vec![(format!("{}, added", grown.name), words)],
            warnings: doubt.into_iter().collect(),
        })
    }

    fn add_in_brackets(&self) -> Result<TextChange, Refusal> {
        let wanted = fold(&self.proposal.wanted);
        let (number, wanted) = self.numbered(&wanted);
        let bracketed = crate::rolling::in_brackets(&self.owners, wanted, self.meeting.parties());
        let strange = self
            .owners
            .iter()
            .find(|owner| !self.meeting.parties().contains(owner));
        if let Some(stranger) = strange {
            let misfit = Misfit::Unknown(stranger.clone());
            let index = self.index().map(|(index, _)| index).unwrap_or_default();
            return Err(self.misfit(&misfit, index));
        }
        let change = self.beside(&format!("{number}{bracketed}"))?;
        let read = self.reads(&bracketed);
        if read != self.reads(wanted) {
            let index = self.index().map(|(index, _)| index).unwrap_or_default();
            return Err(self.misfit(&Misfit::Unproved, index));
        }
        Ok(change)
    }

    fn added(&self, wording: Option<&str>) -> Result<TextChange, Refusal> {
        let wanted = fold(wording.unwrap_or(&self.proposal.wanted));
        match self.standing() {
            Some(index) => {
                let paragraph = self.document.paragraphs().get(index);
                let words = match paragraph.and_then(|one| one.label.as_ref()) {
                    Some(_) => off_number(&wanted).1,
                    None => wanted.as_str(),
                };
                let mut change = self.changed(index, words)?;
                let resolved = self.bed(index).resolve(&self.owners, None);
                if let Ok(taken) = resolved {
                    change.warnings.extend(self.losing(&taken, index));
                }
                Ok(change)
            }
            None => {
                let (number, words) = self.numbered(&wanted);
                self.beside(&format!("{number}{words}"))
            }
        }
    }

    /// The number typed before a new paragraph, where no other beside it has that, and its words. Without one the text numbers it.
    fn numbered<'w>(&self, wanted: &'w str) -> (&'w str, &'w str) {
        let (number, words) = off_number(wanted);
        let Some((label, _)) = Label::read(number) else {
            return ("", wanted);
        };
        let beside = self
            .proposal
            .anchor
            .as_ref()
            .and_then(|_| self.index().ok());
        let beside = beside.and_then(|(index, _)| self.document.paragraphs().get(index));
        let taken = self.document.paragraphs().iter().any(|one| {
            let near = beside.is_none_or(|beside| {
                one.parent == beside.parent || one.parent == Some(beside.index)
            });
            let own = one.label.as_ref();
            near && own
                .is_some_and(|own| own.as_str().to_lowercase() == label.as_str().to_lowercase())
        });
        (if taken { "" } else { number }, words)
    }

    fn drop_added(&self) -> Result<TextChange, Refusal> {
        let Some(index) = self.standing() else {
            return Ok(nothing());
        };
        match self.bed(index).drop_alternatives(&self.owners) {
            Ok(taken) if taken.words.trim().is_empty() => self.without(index),
            Ok(taken) => self.changed(index, &taken.words),
            Err(misfit) => Err(self.misfit(&misfit, index)),
        }
    }

    /// A move is a deletion here and an addition there.
    fn moved(&self, treatment: Treatment<'_>) -> Result<TextChange, Refusal> {
        let (index, doubt) = self.index()?;
        let typed = self.proposal.term.clone().unwrap_or_default();
        let address = Address::new(typed);
        let target = find_paragraph(self.document, &self.proposal.document, &address)?.index;
        let text = self.text_of(index);
        let parties = self.meeting.parties();
        // The new place first: the old one keeps its ordinal or is found again behind what was added.
        let (there, words) = match treatment {
            Treatment::Bracket => {
                let reads = self.reads(&text);
                let words = crate::rolling::in_brackets(&self.owners, &reads, parties);
                (
                    self.put((target, self.proposal.place), &words, doubt)?,
                    true,
                )
            }
            Treatment::Accept(_) => (
                self.put((target, self.proposal.place), &text, doubt)?,
                false,
            ),
            Treatment::Drop | Treatment::Sign(_) => {
                let mut change = nothing();
                if self.status == Status::InText {
                    change.warnings.push(format!(
                        "the brackets of {} stay in the text: take them out by hand",
                        self.name
                    ));
                }
                return Ok(change);
            }
        };
        let Some(bytes) = &there.bytes else {
            return Ok(there);
        };
        let grown = Document::parse_with(bytes.clone(), parties);
        let shifted = grown
            .paragraphs()
            .iter()
            .filter(|one| one.text == text)
            .map(|one| one.index)
            .min_by_key(|at| {
                let expected =
                    if target < index || target == index && self.proposal.place == Where::Before {
                        index + 1
                    } else {
                        index
                    };
                at.abs_diff(expected)
            })
            .ok_or_else(|| self.misfit(&Misfit::Gone, index))?;
        let later = Laying {
            meeting: self.meeting,
            document: &grown,
            proposal: self.proposal,
            status: self.status,
            owners: self.owners.clone(),
            name: self.name.clone(),
        };
        let mut whole = if words {
            let bracketed = later
                .bed(shifted)
                .bracket(&self.owners, None)
                .map_err(|misfit| later.misfit(&misfit, shifted))?;
            later.changed(shifted, &bracketed)?
        } else {
            later.without(shifted)?
        };
        whole.words = there.words;
        // In brackets the paragraph stands in two places: what each says then is shown.
        let left = std::mem::replace(&mut whole.shown, there.shown);
        if words {
            whole.shown.extend(left);
        }
        whole.warnings.extend(there.warnings);
        Ok(whole)
    }

    /// A term everywhere: each paragraph that holds it.
    fn throughout(&self, treatment: Treatment<'_>) -> Result<TextChange, Refusal> {
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

/// The number at the head of some words, with the space behind it, and the rest; no number where nothing would be left.
fn off_number(words: &str) -> (&str, &str) {
    let Some((_, length)) = Label::read(words) else {
        return ("", words);
    };
    let rest = words.get(length..).unwrap_or_default().trim_start();
    match rest.is_empty() {
        true => ("", words),
        false => words.split_at(words.len() - rest.len()),
    }
}

pub(super) fn nothing() -> TextChange {
    TextChange {
        bytes: None,
        words: None,
        shown: Vec::new(),
        warnings: Vec::new(),
    }
}
