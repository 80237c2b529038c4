//! One bracket settled by hand: lifted, decided for one alternative, taken out, or two of its alternatives made one.

use super::bed::{Bed, Misfit};
use super::quote::quote;
use super::reading::{Bare, Reader, read_text, unescape};
use super::rows::{Row, rows, without, written};
use super::taken::close_up;
use crate::text::{Alternative, Bracket, Document, fold};

/// Which alternative is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick<'a> {
    /// The text's own: the first, if nobody owns it; else nothing.
    Base,
    /// The one that a delegation or a group owns, or a group that speaks for it.
    Of(&'a str),
    /// The n-th, from 1.
    Nth(usize),
}

/// What becomes of a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settling<'a> {
    /// The brackets go and the words stay, where there is one choice of words only.
    Lift,
    /// One alternative stands without brackets.
    Choose(Pick<'a>),
    /// The bracket goes with all its words.
    Drop,
    /// The alternatives of some go; the bracket too, where only the text's own words are left.
    Without(&'a [String]),
    /// The alternatives of some are one, in these words; in their own where they say the same.
    Unite(&'a [String], Option<&'a str>),
}

/// A paragraph in which a bracket was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The paragraph's words; none where it goes with its bracket.
    pub body: String,
    /// What stands in the bracket's place.
    pub piece: String,
    /// Who read something else there before, and what; in the order of the alternatives.
    pub gone: Vec<(String, String)>,
}

/// Why a bracket cannot be settled so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsettled {
    /// The paragraph does not allow it.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// There is no such bracket.
    #[error("there is no such bracket in it")]
    NoBracket,
    /// Lifting does not say which of several words stand.
    #[error("it offers {0} choices of words")]
    Several(usize),
    /// Somebody has no alternative in it.
    #[error("{0} has no alternative in it")]
    NoneOf(String),
    /// There is no such alternative.
    #[error("it has no alternative {0}")]
    NoSuch(usize),
    /// Words that differ cannot be made one without saying which.
    #[error("{0} wants “{1}”, {2} wants “{3}”")]
    Differ(String, String, String, String),
}

impl Bed<'_> {
    /// Settles a bracket of the paragraph, by its ordinal among the document's.
    ///
    /// What is written is proved: every other word reads for everybody as it did, and in the bracket's place everybody reads
    /// what was decided. Where nothing is left of the paragraph there is nothing to prove: it goes whole.
    ///
    /// # Errors
    /// Where it cannot be settled so; a person may all the same, by hand.
    pub fn settle(&self, bracket: usize, how: &Settling<'_>) -> Result<Outcome, Unsettled> {
        self.usable(&[])?;
        let body = self.body()?;
        let start = self.start();
        let bracket = self.document.brackets().get(bracket);
        let bracket = bracket
            .filter(|one| one.paragraph == self.paragraph && one.span.start >= start)
            .ok_or(Unsettled::NoBracket)?;
        let span = bracket.span.start - start..bracket.span.end - start;
        let (Some(before), Some(was), Some(after)) = (
            body.get(..span.start),
            body.get(span.clone()),
            body.get(span.end..),
        ) else {
            return Err(Unsettled::NoBracket);
        };
        let piece = self.piece(bracket, how)?;
        let mut out = before.to_owned();
        out.push_str(&piece);
        if piece.trim().is_empty() {
            out.truncate(before.len());
            close_up(&mut out, after);
            // No space is left before what closes a sentence.
            if after.starts_with([
                '.', ',', ';', ':', ')', '。', '，', '；', '：', '、', '،', '؛',
            ]) {
                out.truncate(out.trim_end_matches([' ', '\t']).len());
            }
        }
        let rest = if out.trim().is_empty() {
            out.clear();
            after.trim_start()
        } else {
            after
        };
        out.push_str(rest);
        let mut gone = Vec::new();
        for party in bracket.alternatives.iter().flat_map(|one| &one.parties) {
            let words = self.read_piece(was, party);
            let known = gone.iter().any(|(other, _)| other == party);
            if !known && fold(&words) != fold(&self.read_piece(&piece, party)) {
                gone.push((party.clone(), words));
            }
        }
        if !out.trim().is_empty() {
            self.prove(&out, (before, after), &piece)?;
        }
        Ok(Outcome {
            body: out,
            piece,
            gone,
        })
    }

    /// What stands in the bracket's place.
    fn piece(&self, bracket: &Bracket, how: &Settling<'_>) -> Result<String, Unsettled> {
        let all = &bracket.alternatives;
        let first_of = |party: &str| -> Option<&Alternative> {
            let owns = |one: &&Alternative| one.parties.iter().any(|name| name == party);
            let group = |one: &&Alternative| {
                let mut owners = one.parties.iter();
                owners.any(|owner| self.parties.speaks_for(owner, party))
            };
            all.iter().find(owns).or_else(|| all.iter().find(group))
        };
        match how {
            Settling::Drop => Ok(String::new()),
            Settling::Lift => {
                let mut choices: Vec<(&Alternative, String)> = Vec::new();
                for one in all.iter().filter(|one| !one.nothing) {
                    let plain = self.plain(bracket, one);
                    let read = read_text(&plain, self.parties, &Reader::Base, Bare::Settle);
                    let read = read.unwrap_or_default();
                    if !choices.iter().any(|(_, other)| *other == read) {
                        choices.push((one, read));
                    }
                }
                match choices.as_slice() {
                    [] => Ok(String::new()),
                    [(one, _)] => Ok(self.plain(bracket, one)),
                    several => Err(Unsettled::Several(several.len())),
                }
            }
            Settling::Choose(Pick::Base) => Ok(all
                .first()
                .filter(|one| one.parties.is_empty())
                .map(|one| self.plain(bracket, one))
                .unwrap_or_default()),
            Settling::Choose(Pick::Nth(nth)) => {
                let one = nth.checked_sub(1).and_then(|at| all.get(at));
                let one = one.ok_or(Unsettled::NoSuch(*nth))?;
                Ok(self.plain(bracket, one))
            }
            Settling::Choose(Pick::Of(party)) => {
                let one = first_of(party).ok_or_else(|| Unsettled::NoneOf((*party).to_owned()))?;
                Ok(self.plain(bracket, one))
            }
            Settling::Without(parties) => {
                for party in *parties {
                    let mut owners = all.iter().flat_map(|one| &one.parties);
                    if !owners.any(|owner| owner == party) {
                        return Err(Unsettled::NoneOf(party.clone()));
                    }
                }
                Ok(self.without(bracket, parties))
            }
            Settling::Unite(parties, words) => self.united(bracket, parties, *words),
        }
    }

    /// The words of an alternative as they stand outside its bracket.
    fn plain(&self, bracket: &Bracket, one: &Alternative) -> String {
        if one.nothing {
            return String::new();
        }
        let raw = self.raw(one);
        if bracket.is_owned() {
            unescape(raw)
        } else {
            raw.to_owned()
        }
    }

    /// The words of an alternative as they stand in its bracket.
    fn raw(&self, one: &Alternative) -> &str {
        let source = self.document.source();
        source.get(one.span.clone()).unwrap_or_default()
    }

    /// The rows of a bracket.
    fn rows(&self, bracket: &Bracket) -> Vec<Row> {
        rows(self.document.source(), bracket)
    }

    /// What is left of a bracket without the alternatives of some; its own words without brackets where nobody wants others.
    pub(super) fn without(&self, bracket: &Bracket, parties: &[String]) -> String {
        let rows = without(self.rows(bracket), parties);
        match rows.as_slice() {
            [] => String::new(),
            [own] if own.owners.is_empty() => {
                let own = bracket
                    .alternatives
                    .iter()
                    .find(|one| one.parties.is_empty());
                own.map(|one| self.plain(bracket, one)).unwrap_or_default()
            }
            rows => written(rows),
        }
    }

    fn united(
        &self,
        bracket: &Bracket,
        parties: &[String],
        words: Option<&str>,
    ) -> Result<String, Unsettled> {
        let rows = self.rows(bracket);
        let mut found: Vec<(&String, &Row)> = Vec::new();
        for party in parties {
            let row = rows.iter().find(|row| row.owners.contains(party));
            let row = row.ok_or_else(|| Unsettled::NoneOf(party.clone()))?;
            found.push((party, row));
        }
        let shown = |row: &Row| match row.is_nothing() {
            true => "no text".to_owned(),
            false => fold(&unescape(&row.words)),
        };
        let united = match (words, found.first()) {
            (Some(words), _) => quote(words.trim(), self.parties),
            (None, None) => return Err(Unsettled::Several(0)),
            (None, Some((party, own))) => {
                let other = found
                    .iter()
                    .find(|(_, other)| fold(&other.words) != fold(&own.words));
                if let Some((rival, other)) = other {
                    return Err(Unsettled::Differ(
                        (*party).clone(),
                        shown(own),
                        (*rival).clone(),
                        shown(other),
                    ));
                }
                own.words.clone()
            }
        };
        let mut out: Vec<Row> = Vec::new();
        let mut placed = false;
        for row in rows {
            let theirs = row.owners.iter().any(|owner| parties.contains(owner));
            if theirs && !placed {
                placed = true;
                out.push(Row::of(parties.to_vec(), &united));
            }
            out.extend(without(vec![row], parties));
        }
        Ok(written(&out))
    }

    /// Says whether everybody reads the rest as before, and what was decided in the bracket's place.
    fn prove(
        &self,
        new: &str,
        (before, after): (&str, &str),
        piece: &str,
    ) -> Result<(), Unsettled> {
        let unproved = || Unsettled::Misfit(Misfit::Unproved);
        let document =
            Document::parse_with(self.document.with_body(self.paragraph, new), self.parties);
        if self.stands(&document).is_none() {
            return Err(unproved());
        }
        // A word that stands for the bracket, and nowhere else.
        let mut mark = String::from("Qx");
        while before.contains(&mark) || after.contains(&mark) || piece.contains(&mark) {
            mark.push('x');
        }
        let marked = format!("{before}{mark}{after}");
        let bare = |text: Option<String>| -> String {
            let text = text.unwrap_or_default();
            text.chars().filter(|c| !c.is_whitespace()).collect()
        };
        let named = self.named();
        let parties = named.iter().map(|name| Reader::Party((*name).to_owned()));
        for reader in parties.chain([Reader::Base]) {
            for how in [Bare::Keep, Bare::Settle] {
                let read = |text: &str| bare(read_text(text, self.parties, &reader, how));
                if read(new) != read(&marked).replace(&mark, &read(piece)) {
                    return Err(unproved());
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::text::Parties;

    fn settled(text: &str, nth: usize, how: &Settling<'_>) -> Result<Outcome, Unsettled> {
        let parties = Parties::Guessed;
        let document = Document::parse_with(text.as_bytes(), &parties);
        let bed = Bed {
            document: &document,
            paragraph: 0,
            parties: &parties,
        };
        bed.settle(nth, how)
    }

    fn body(text: &str, how: &Settling<'_>) -> String {
        settled(text, 0, how).unwrap().body
    }

    #[test]
    fn lifting_leaves_the_words_where_there_is_one_choice_of_them() {
        for (text, lifted) in [
            ("States [shall] act.", "States shall act."),
            ("States [shall / USA: [shall]] act.", "States shall act."),
            ("States [shall / EU: –] act.", "States shall act."),
            ("States [EU: always] act.", "States always act."),
            ("mechanism[ s]", "mechanism s"),
            (
                "States [[shall] regularly] act.",
                "States [shall] regularly act.",
            ),
            ("a [EU: x &#47; y] b", "a x / y b"),
        ] {
            assert_eq!(body(text, &Settling::Lift), lifted);
        }
        assert_eq!(
            settled("States [shall / should] act.", 0, &Settling::Lift),
            Err(Unsettled::Several(2))
        );
    }

    #[test]
    fn the_alternative_chosen_stands_and_it_is_said_whose_goes() {
        let text = "States [shall / EU, NOR: should / USA: –] act.";
        let chosen = |pick| settled(text, 0, &Settling::Choose(pick)).unwrap();
        let nor = chosen(Pick::Of("NOR"));
        assert_eq!(nor.body, "States should act.");
        assert_eq!(nor.gone, [("USA".to_owned(), String::new())]);
        let usa = chosen(Pick::Of("USA"));
        assert_eq!(usa.body, "States act.");
        assert_eq!(usa.gone.len(), 2);
        assert_eq!(chosen(Pick::Base).body, "States shall act.");
        assert_eq!(chosen(Pick::Nth(2)).body, "States should act.");
        assert_eq!(
            settled(text, 0, &Settling::Choose(Pick::Of("XYZ"))),
            Err(Unsettled::NoneOf("XYZ".to_owned()))
        );
    }

    #[test]
    fn a_quoted_wish_for_brackets_stands_as_brackets_when_it_is_chosen() {
        let text = "a [[EU: shall] / EU, USA: [EU: should]] b";
        let outer = settled(text, 0, &Settling::Choose(Pick::Of("USA"))).unwrap();
        assert_eq!(outer.body, "a [EU: should] b");
    }

    #[test]
    fn what_is_dropped_leaves_no_hole() {
        for (text, dropped) in [
            ("shall [, as appropriate,] take", "shall take"),
            ("[EU: Always] act, States", "act, States"),
            ("States act [EU: always].", "States act."),
        ] {
            assert_eq!(body(text, &Settling::Drop), dropped);
        }
    }

    #[test]
    fn whoever_gives_way_is_taken_out_and_the_bracket_with_the_last() {
        let text = "States [shall / EU, NOR: should / USA: may] act.";
        let without = |who: &[&str]| {
            let who: Vec<String> = who.iter().map(|one| (*one).to_owned()).collect();
            body(text, &Settling::Without(&who))
        };
        assert_eq!(
            without(&["NOR"]),
            "States [shall / EU: should / USA: may] act."
        );
        assert_eq!(without(&["EU", "NOR", "USA"]), "States shall act.");
        let gone = settled("x [EU: y]", 0, &Settling::Without(&["EU".to_owned()]));
        assert_eq!(gone.unwrap().body, "x");
    }

    #[test]
    fn alternatives_are_made_one_with_both_names_and_whoever_is_not_named_keeps_its_own() {
        let text = "States [shall / EU, NOR: should / USA: may] act.";
        let both = ["EU".to_owned(), "USA".to_owned()];
        assert_eq!(
            body(text, &Settling::Unite(&both, Some("might"))),
            "States [shall / EU, USA: might / NOR: should] act."
        );
        assert!(matches!(
            settled(text, 0, &Settling::Unite(&both, None)),
            Err(Unsettled::Differ(..))
        ));
        let same = "States [shall / EU: should / USA: should] act.";
        assert_eq!(
            body(same, &Settling::Unite(&both, None)),
            "States [shall / EU, USA: should] act."
        );
    }

    #[test]
    fn a_paragraph_that_is_a_bracket_whole_is_left_without_words_where_nothing_is_chosen() {
        let parties = Parties::Guessed;
        let text = "1. One stays.\n\n2. [Two goes. / EU: –]\n\n3. [NOR: Three is new.]\n";
        let document = Document::parse_with(text.as_bytes(), &parties);
        let left = |paragraph: usize, how: &Settling<'_>| {
            let bed = Bed {
                document: &document,
                paragraph,
                parties: &parties,
            };
            bed.settle(paragraph - 1, how).unwrap()
        };
        let gone = left(1, &Settling::Choose(Pick::Of("EU")));
        assert_eq!((gone.body.as_str(), gone.piece.as_str()), ("", ""));
        let gone = left(2, &Settling::Choose(Pick::Base));
        assert_eq!(gone.body, "");
        assert_eq!(gone.gone, [("NOR".to_owned(), "Three is new.".to_owned())]);
    }

    #[test]
    fn an_inner_bracket_is_settled_where_it_stands() {
        let text = "a [b / EU: c [d / e] &#91;f] g";
        let inner = settled(text, 1, &Settling::Choose(Pick::Nth(2))).unwrap();
        assert_eq!(inner.body, "a [b / EU: c e &#91;f] g");
        // A slash that was quoted would divide the bare bracket round it.
        let outer = settled("[a [EU: b &#47; c]]", 1, &Settling::Lift);
        assert_eq!(outer, Err(Unsettled::Misfit(Misfit::Unproved)));
    }
}
