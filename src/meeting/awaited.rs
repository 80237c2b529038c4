//! What a position waits for: a paragraph, which keeps its place when it gets another number, or a proposal.

use super::Meeting;
use crate::record::{Anchor, Slug};
use crate::text::Address;

/// What is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Awaited {
    /// A proposal: its document and slug.
    Proposal(String, Slug),
    /// A paragraph: its document and ordinal.
    Paragraph(String, usize),
}

impl Meeting {
    /// What is waited for on a document, where that is there: `until` as it was named, `at` where that paragraph stood when it was said,
    /// followed to the present text; what was written down without a place means whatever bears the name today.
    pub fn awaited(&self, document: &str, until: &str, at: Option<&Anchor>) -> Option<Awaited> {
        match at {
            Some(anchor) => {
                let (other, _) = self.named(document, until);
                let index = self.place(&other, anchor).index()?;
                Some(Awaited::Paragraph(other, index))
            }
            None => self.called(document, until),
        }
    }

    /// What a name means today: a proposal's number or slug (`XNO-3`), a paragraph of this document (`14`) or of another (`wp2 14`).
    pub fn called(&self, document: &str, name: &str) -> Option<Awaited> {
        let name = name.trim();
        for draft in self.drafts() {
            let Some(register) = self.register(&draft.id) else {
                continue;
            };
            let mut cases = register.ledger.cases.iter();
            let bearer = cases.find(|(slug, case)| {
                case.name(slug).eq_ignore_ascii_case(name) || slug.0.eq_ignore_ascii_case(name)
            });
            if let Some((slug, _)) = bearer {
                return Some(Awaited::Proposal(draft.id.clone(), slug.clone()));
            }
        }
        let (other, address) = self.named(document, name);
        let text = self.text(&other)?;
        let index = text.find(&Address::new(address)).ok()?.index;
        Some(Awaited::Paragraph(other, index))
    }

    /// What is waited for, by the name that it bears today; as it was named then where it is gone.
    pub fn awaited_as(&self, document: &str, until: &str, at: Option<&Anchor>) -> Option<String> {
        let name = match self.awaited(document, until, at) {
            Some(Awaited::Paragraph(other, index)) => {
                let text = self.text(&other)?;
                let name = text.name(index).to_owned();
                match other == document {
                    true => name,
                    false => format!("{other} {name}"),
                }
            }
            Some(Awaited::Proposal(other, slug)) => {
                let register = self.register(&other)?;
                register.ledger.cases.get(&slug)?.name(&slug).to_owned()
            }
            None => until.to_owned(),
        };
        Some(name)
    }

    /// The document that a paragraph's name begins with, else the one it was said in; and the rest.
    fn named<'a>(&self, document: &str, name: &'a str) -> (String, &'a str) {
        match name.trim().split_once(' ') {
            Some((other, rest)) if self.draft(other).is_some() => (other.to_owned(), rest.trim()),
            _ => (document.to_owned(), name.trim()),
        }
    }
}
