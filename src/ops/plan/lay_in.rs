//! A proposal's words and the text: put in in brackets, taken in without them, taken out again.

use super::laying::{Laying, TextChange, Treatment, nothing};
use crate::consensus::Refusal;
use crate::record::ProposalKind;

impl Laying<'_> {
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
            (treatment, ProposalKind::Move) => self.moved(treatment),
            (Treatment::Accept(Some(words)), _) => self.in_other_words(words),
            (Treatment::Accept(None), ProposalKind::Delete) => self.delete(),
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
}
