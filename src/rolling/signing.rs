//! Whose an alternative is, changed, and none of its words: another joins its owners, leaves them, or takes it over.

use std::ops::Range;

use super::bed::{Bed, Misfit};
use super::quote::quote;
use super::reading::{Bare, Reader, read_text};
use crate::text::{Alternative, Bracket, Document, Parties};

/// How somebody comes to own what another asked for, or owns it no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signing<'a> {
    /// Beside the owner.
    Joins(&'a str),
    /// In its place.
    TakesOver(&'a str),
    /// Away from the owner's side.
    Leaves(&'a str),
}

impl<'a> Signing<'a> {
    /// Who it is.
    pub fn party(self) -> &'a str {
        match self {
            Signing::Joins(party) | Signing::TakesOver(party) | Signing::Leaves(party) => party,
        }
    }
}

/// A paragraph in which alternatives have another owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The paragraph's words.
    pub words: String,
    /// How many alternatives have another owner.
    pub alternatives: usize,
    /// How many do not, for there the newcomer has words of its own.
    pub apart: usize,
}

impl Bed<'_> {
    /// Names somebody with, or in place of, the owner of alternatives in the paragraph, or no more: of all of them that the owner reads.
    ///
    /// What is written is proved: whoever is neither that party nor, where it gives up its own, the owner, nor a member of theirs that
    /// follows its group, reads the paragraph as before.
    ///
    /// # Errors
    /// Where a bracket spans paragraphs, the party is not known, or somebody else would read other words.
    pub fn sign(&self, owner: &str, signing: Signing<'_>) -> Result<Signed, Misfit> {
        let newcomer = signing.party();
        self.usable(&[newcomer.to_owned()])?;
        let (body, start) = (self.body()?, self.start());
        let mut pieces: Vec<(Range<usize>, String)> = Vec::new();
        let (mut alternatives, mut apart) = (0, 0);
        for bracket in self.document.brackets() {
            let here = bracket.paragraph == self.paragraph && bracket.span.start >= start;
            let own = bracket.alternatives.iter().find(|one| owns(one, owner));
            let Some(own) = own.filter(|_| here && self.reaches(bracket, owner)) else {
                continue;
            };
            let leaves = matches!(signing, Signing::Leaves(_));
            if !leaves && self.has_its_own(bracket, newcomer, owner) {
                apart += 1;
                continue;
            }
            let mut names = own.parties.clone();
            let known = names.iter().any(|name| name == newcomer);
            match signing {
                Signing::Joins(_) if known => continue,
                Signing::Leaves(_) if !known => continue,
                Signing::Leaves(_) => names.retain(|name| name != newcomer),
                Signing::Joins(_) => names.push(newcomer.to_owned()),
                Signing::TakesOver(_) if known => names.retain(|name| name != owner),
                Signing::TakesOver(_) => {
                    for name in names.iter_mut().filter(|name| *name == owner) {
                        newcomer.clone_into(name);
                    }
                }
            }
            pieces.push(self.attributed(own, &names).ok_or(Misfit::Unproved)?);
            if !leaves {
                pieces.extend(self.set_apart(bracket, owner, newcomer)?);
            }
            alternatives += 1;
        }
        pieces.sort_by_key(|(span, _)| (span.start, span.end));
        let mut words = String::with_capacity(body.len() + 16 * pieces.len());
        let mut at = 0;
        for (span, piece) in &pieces {
            let (from, to) = (span.start - start, span.end - start);
            words.push_str(body.get(at..from).ok_or(Misfit::Unproved)?);
            words.push_str(piece);
            at = to;
        }
        words.push_str(body.get(at..).ok_or(Misfit::Unproved)?);
        self.keeps(&words, owner, signing)?;
        Ok(Signed {
            words,
            alternatives,
            apart,
        })
    }

    /// The brackets round one, the nearest first, itself before them.
    fn round<'b>(&'b self, bracket: &'b Bracket) -> impl Iterator<Item = &'b Bracket> {
        let brackets = self.document.brackets();
        std::iter::successors(Some(bracket), move |one| {
            one.parent.and_then(|parent| brackets.get(parent))
        })
        .take(64)
    }

    /// Whether somebody reads what is in a bracket: it stands in nothing that another asks for.
    fn reaches(&self, bracket: &Bracket, owner: &str) -> bool {
        self.round(bracket).skip(1).all(|round| {
            let holds = |one: &&Alternative| {
                one.whole.start <= bracket.span.start && bracket.span.end <= one.whole.end
            };
            let mine = round.alternatives.iter().any(|one| owns(one, owner));
            let around = round.alternatives.iter().find(holds);
            around.is_some_and(|one| match mine {
                true => owns(one, owner),
                false => one.parties.is_empty(),
            })
        })
    }

    /// Whether somebody has an alternative in a bracket, or in one round it, that is not the owner's too.
    fn has_its_own(&self, bracket: &Bracket, party: &str, owner: &str) -> bool {
        self.round(bracket)
            .flat_map(|round| &round.alternatives)
            .any(|one| owns(one, party) && !owns(one, owner))
    }

    /// The names before an alternative's words, as others.
    fn attributed(&self, one: &Alternative, names: &[String]) -> Option<(Range<usize>, String)> {
        let head = one.whole.start..one.span.start;
        let was = self.document.source().get(head)?;
        let lead = was.len() - was.trim_start().len();
        let colon = was.find([':', '：'])?;
        let span = one.whole.start + lead..one.whole.start + colon;
        Some((span, names.join(", ")))
    }

    /// What members of a group that comes in go on reading in a bracket, where they are named in the paragraph and not there.
    fn set_apart(
        &self,
        bracket: &Bracket,
        owner: &str,
        newcomer: &str,
    ) -> Result<Option<(Range<usize>, String)>, Misfit> {
        let mut named = self.named();
        named.retain(|name| {
            let there = bracket.alternatives.iter().any(|one| owns(one, name));
            *name != owner && !there && self.parties.speaks_for(newcomer, name)
        });
        if named.is_empty() {
            return Ok(None);
        }
        // In a bracket within a bracket it would have to be quoted more than once.
        if bracket.parent.is_some() {
            return Err(Misfit::Unproved);
        }
        let source = self.document.source();
        let whole = source.get(bracket.span.clone()).ok_or(Misfit::Unproved)?;
        let close = whole.chars().next_back().map_or(0, char::len_utf8);
        let at = bracket.span.end - close;
        let rows = named.into_iter().map(|name| {
            let words = quote(self.read_piece(whole, name).trim(), self.parties);
            let words = if words.is_empty() { "–" } else { &words };
            format!(" / {name}: {words}")
        });
        Ok(Some((at..at, rows.collect())))
    }

    /// Says whether everybody whom it does not concern reads the paragraph as before.
    fn keeps(&self, words: &str, owner: &str, signing: Signing<'_>) -> Result<(), Misfit> {
        let after =
            Document::parse_with(self.document.with_body(self.paragraph, words), self.parties);
        let new = self.stands(&after).ok_or(Misfit::Unproved)?;
        let old = self.document.paragraphs().get(self.paragraph);
        let old = old.ok_or(Misfit::Gone)?;
        let named = self.named();
        let concerns = |party: &str, name: &str| {
            party == name || self.parties.speaks_for(party, name) && !named.contains(name)
        };
        let listed = match self.parties {
            Parties::Known { names, .. } => names.iter().map(String::as_str).collect(),
            Parties::Guessed => Vec::new(),
        };
        let readers = named.iter().copied().chain(listed).filter(|name| {
            let gives_up = matches!(signing, Signing::TakesOver(_));
            !(concerns(signing.party(), name) || gives_up && concerns(owner, name))
        });
        let readers = readers.map(|name| Reader::Party(name.to_owned()));
        for reader in readers.chain([Reader::Base]) {
            for how in [Bare::Keep, Bare::Settle] {
                let read = |text: &str| read_text(text, self.parties, &reader, how);
                if read(&old.text) != read(&new.text) {
                    return Err(Misfit::Unproved);
                }
            }
        }
        Ok(())
    }
}

fn owns(one: &Alternative, party: &str) -> bool {
    one.parties.iter().any(|name| name == party)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn known() -> Parties {
        Parties::Known {
            names: ["GN", "GS", "XNO", "XTO", "XHO", "XRA"]
                .map(str::to_owned)
                .into(),
            groups: [(
                "GN".to_owned(),
                ["XNO", "XTO", "XHO"].map(str::to_owned).into(),
            )]
            .into(),
        }
    }

    fn signed(text: &str, owner: &str, signing: Signing<'_>) -> Result<Signed, Misfit> {
        let parties = known();
        let document = Document::parse_with(text.as_bytes(), &parties);
        let bed = Bed {
            document: &document,
            paragraph: 0,
            parties: &parties,
        };
        bed.sign(owner, signing)
    }

    fn words(text: &str, owner: &str, signing: Signing<'_>) -> String {
        signed(text, owner, signing).unwrap().words
    }

    #[test]
    fn who_joins_is_named_behind_those_who_asked_in_every_bracket_of_theirs() {
        let text = "1. States [shall / GN: should / XTO: shall soon] act[XTO: , and soon].";
        assert_eq!(
            words(text, "XTO", Signing::Joins("XRA")),
            "States [shall / GN: should / XTO, XRA: shall soon] act[XTO, XRA: , and soon]."
        );
        assert_eq!(
            words(
                "States ［shall / XTO： should］ act.",
                "XTO",
                Signing::Joins("XRA")
            ),
            "States ［shall / XTO, XRA： should］ act."
        );
    }

    #[test]
    fn who_takes_over_stands_in_the_place_of_the_one_who_withdrew() {
        let taken = Signing::TakesOver("XNO");
        assert_eq!(
            words("States act. [GN: Soon. / XRA: Late.]", "GN", taken),
            "States act. [XNO: Soon. / XRA: Late.]"
        );
        assert_eq!(
            words("[shall / GN, XNO, GS: should]", "GN", taken),
            "[shall / XNO, GS: should]"
        );
    }

    #[test]
    fn who_leaves_is_named_no_more_beside_those_who_asked_and_keeps_its_own_words_elsewhere() {
        let left = Signing::Leaves("XRA");
        assert_eq!(
            words(
                "[shall / XTO, XRA: should] act [XRA: soon][XTO, XRA, GS: , late]",
                "XTO",
                left
            ),
            "[shall / XTO: should] act [XRA: soon][XTO, GS: , late]"
        );
        assert_eq!(
            signed("[shall / XTO: should]", "XTO", left).map(|signed| signed.alternatives),
            Ok(0)
        );
    }

    #[test]
    fn who_has_words_of_its_own_there_keeps_them() {
        let own = signed(
            "[shall / XTO: should / XRA: may] act [XTO: soon]",
            "XTO",
            Signing::Joins("XRA"),
        );
        let own = own.unwrap();
        assert_eq!((own.alternatives, own.apart), (1, 1));
        assert_eq!(
            own.words,
            "[shall / XTO: should / XRA: may] act [XTO, XRA: soon]"
        );
    }

    #[test]
    fn members_of_a_group_that_joins_go_on_reading_what_they_read_where_they_are_named() {
        assert_eq!(
            words(
                "[shall / XRA: should] act [XHO: soon] in [a / XTO: b].",
                "XRA",
                Signing::Joins("GN")
            ),
            "[shall / XRA, GN: should / XHO: shall / XTO: shall] act [XHO: soon] in [a / XTO: b]."
        );
    }

    #[test]
    fn what_another_quotes_is_not_renamed() {
        let text = "[a [b / GS: c] d / XRA: a [GS: e] d]";
        assert_eq!(
            words(text, "GS", Signing::Joins("XTO")),
            "[a [b / GS, XTO: c] d / XRA: a [GS: e] d]"
        );
    }

    #[test]
    fn no_name_is_written_that_nobody_bears() {
        assert_eq!(
            signed("[shall / XTO: should]", "XTO", Signing::Joins("XX")),
            Err(Misfit::Unknown("XX".to_owned()))
        );
    }
}
