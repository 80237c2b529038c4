//! One party's wish laid into a paragraph, in attributed brackets word by word.
//!
//! What is written proves itself: every party but those that wish reads the paragraph as before, the base too, and those that
//! wish read what they asked for. Else the whole paragraph becomes the alternative; failing that, nothing is written.

use std::collections::BTreeSet;
use std::ops::Range;

use super::bed::{Bed, Misfit, Settled};
use super::quote::quote;
use super::reading::{Bare, Reader, read_text};
use super::rows::{Row, rows, without, written};
use super::stretch::{Sides, Stretch};
use crate::text::{Document, Parties, fold};

/// How a reference looks that was quoted.
const TWICE: &str = "&#38;#";

impl<'a> Bed<'a> {
    /// Lays what `owners` want into the paragraph in their brackets: its new words. `None` asks for the paragraph's deletion.
    ///
    /// # Errors
    /// Says why the program cannot; a person may all the same, by hand.
    pub fn bracket(&self, owners: &[String], wanted: Option<&str>) -> Result<String, Misfit> {
        self.usable(owners)?;
        let first = owners.first().ok_or(Misfit::Unproved)?;
        let reader = Reader::Party(first.clone());
        let body = self.body()?;
        let settled = self.settled(&reader)?;
        let target = self.reading_of(wanted, &reader);
        if target == fold(&settled.text) {
            return Ok(body.to_owned());
        }
        let whole = trimmed(body, &(0..body.len()));
        let mut tries: Vec<String> = Vec::new();
        if !target.is_empty() {
            tries.extend(self.by_word(owners, &settled, &target, body));
        }
        let joined = self.alternative(owners, &settled, &whole, &target);
        tries.extend(joined.map(|piece| replaced(body, &whole, &piece)));
        let around = self.around(owners, body.get(whole.clone()).unwrap_or_default(), &target);
        tries.push(replaced(body, &whole, &around));
        let proof = Proof::of(self, owners, wanted)?;
        tries
            .into_iter()
            .find(|new| proof.holds(self, new))
            .ok_or(Misfit::Unproved)
    }

    /// The body with a bracket round each stretch that differs; `None` where too little is kept or nothing fits.
    fn by_word(
        &self,
        owners: &[String],
        settled: &Settled,
        target: &str,
        body: &str,
    ) -> Option<String> {
        let mut sides = Sides::compare(&settled.text, target);
        if sides.kept() < 0.45 {
            return None;
        }
        let atoms: Vec<Range<usize>> = settled.atoms.iter().map(|atom| atom.read.clone()).collect();
        let apart = |gap: &Range<usize>| {
            atoms
                .iter()
                .any(|atom| gap.start <= atom.start && atom.end <= gap.end)
        };
        let fit = |sides: &Sides<'_>, stretch: &Stretch| {
            let span = settled.body(&stretch.old);
            fits(sides, stretch, body, &span)
        };
        sides.hold_whole(&atoms);
        sides.join(apart);
        sides.hold_whole(&atoms);
        let mut n = 0;
        while let Some(stretch) = sides.stretches.get(n).cloned() {
            if fit(&sides, &stretch).is_some() {
                n += 1;
                continue;
            }
            sides.stretches = grown(&sides, n, &atoms, fit)?;
            // What stood before may have been swallowed: all are looked at again.
            n = 0;
        }
        let mut out = String::new();
        let mut at = 0;
        for stretch in &sides.stretches {
            let (lead, trail) = fit(&sides, stretch)?;
            let (_, new) = sides.words(stretch);
            let span = settled.body(&stretch.old);
            let core = trimmed(body, &span);
            out.push_str(body.get(at..span.start)?);
            if lead {
                out.push_str(
                    body.get(span.start..core.start)
                        .filter(|s| !s.is_empty())
                        .unwrap_or(" "),
                );
            }
            let piece = self
                .alternative(owners, settled, &core, new.trim())
                .unwrap_or_else(|| {
                    let old = body.get(core.clone()).unwrap_or_default();
                    self.around(owners, old, new.trim())
                });
            out.push_str(&piece);
            if trail {
                out.push_str(
                    body.get(core.end..span.end)
                        .filter(|s| !s.is_empty())
                        .unwrap_or(" "),
                );
            }
            at = span.end;
        }
        out.push_str(body.get(at..)?);
        Some(out)
    }

    /// A bracket round `old` with `new` as the alternative of `owners`.
    fn around(&self, owners: &[String], old: &str, new: &str) -> String {
        let row =
            |owners: Vec<String>, words: &str| Row::of(owners, &quote(words.trim(), self.parties));
        let mut all = Vec::new();
        if quote(old.trim(), self.parties).contains(TWICE) {
            all.extend(self.side_by_side(owners, old));
        } else if !old.is_empty() {
            all.push(row(Vec::new(), old));
            for dissenter in self.dissenters(owners) {
                let theirs = self.read_piece(old, dissenter);
                all.push(row(vec![dissenter.to_owned()], &theirs));
            }
        }
        let wanted = row(owners.to_vec(), new);
        match all
            .iter_mut()
            .find(|one| !one.owners.is_empty() && one.words == wanted.words)
        {
            Some(same) => same.owners.extend(wanted.owners),
            None => all.push(wanted),
        }
        written(&all)
    }

    /// What stands there as everybody named reads it, one alternative a reading: a bracket in a bracket would quote its quotations.
    fn side_by_side(&self, owners: &[String], old: &str) -> Vec<Row> {
        let quoted = |words: &str| quote(words.trim(), self.parties);
        let base = read_text(old, self.parties, &Reader::Base, Bare::Keep).unwrap_or_default();
        let mut all = vec![Row::of(Vec::new(), &quoted(&base))];
        for name in self.named() {
            if owners.iter().any(|owner| owner == name) {
                continue;
            }
            let theirs = Row::of(vec![name.to_owned()], &quoted(&self.read_piece(old, name)));
            let base = all.first().is_some_and(|row| row.words == theirs.words);
            let dissents = owners
                .iter()
                .any(|owner| self.parties.speaks_for(owner, name));
            let same = all
                .iter_mut()
                .find(|row| !row.owners.is_empty() && row.words == theirs.words);
            match same {
                Some(row) => row.owners.extend(theirs.owners),
                None if base && !dissents => {}
                None => all.push(theirs),
            }
        }
        all
    }

    /// Members of the groups that wish, who are named in the paragraph: each goes on reading what it read.
    fn dissenters(&self, owners: &[String]) -> Vec<&'a str> {
        let mut named = self.named();
        named.retain(|name| {
            !owners.iter().any(|owner| owner == name)
                && owners
                    .iter()
                    .any(|owner| self.parties.speaks_for(owner, name))
        });
        named.into_iter().collect()
    }

    /// Where `span` is one owned bracket: that bracket with one alternative more.
    fn alternative(
        &self,
        owners: &[String],
        settled: &Settled,
        span: &Range<usize>,
        new: &str,
    ) -> Option<String> {
        let atom = settled.atoms.iter().find(|atom| atom.span == *span)?;
        let bracket = self.document.brackets().get(atom.bracket)?;
        let source = self.document.source();
        let wanted = Row::of(owners.to_vec(), &quote(new.trim(), self.parties));
        let mut all: Vec<Row> = Vec::new();
        let mut placed = false;
        for row in rows(source, bracket) {
            let same = !row.owners.is_empty() && row.words == wanted.words && !placed;
            let mut left = without(vec![row.clone()], owners);
            if same {
                let mut joint = left.pop().unwrap_or(Row {
                    owners: Vec::new(),
                    ..row
                });
                joint.owners.extend(owners.iter().cloned());
                left.push(joint);
                placed = true;
            }
            all.extend(left);
        }
        for dissenter in self.dissenters(owners) {
            let present = all
                .iter()
                .any(|row| row.owners.iter().any(|name| name == dissenter));
            if !present {
                let piece = source.get(bracket.span.clone()).unwrap_or_default();
                let theirs = self.read_piece(piece, dissenter);
                let theirs = quote(theirs.trim(), self.parties);
                all.push(Row::of(vec![dissenter.to_owned()], &theirs));
            }
        }
        if !placed {
            all.push(wanted);
        }
        Some(written(&all))
    }
}

/// A new paragraph that `owners` want, in their bracket.
pub fn in_brackets(owners: &[String], words: &str, parties: &Parties) -> String {
    written(&[Row::of(owners.to_vec(), &quote(words.trim(), parties))])
}

/// What must hold of a paragraph once a wish is laid into it.
struct Proof {
    readings: Vec<(Reader, Option<String>, Option<String>)>,
}

impl Proof {
    fn of(bed: &Bed<'_>, owners: &[String], wanted: Option<&str>) -> Result<Proof, Misfit> {
        let body = bed.body()?;
        let named = bed.named();
        let mut readers: BTreeSet<String> = named.iter().map(|name| (*name).to_owned()).collect();
        if let Parties::Known { names, .. } = bed.parties {
            readers.extend(names.iter().cloned());
        }
        readers.retain(|name| {
            let follows = owners
                .iter()
                .any(|owner| bed.parties.speaks_for(owner, name));
            !owners.contains(name) && (!follows || named.contains(name.as_str()))
        });
        let read = |reader: &Reader, bare| {
            read_text(body, bed.parties, reader, bare).map(|text| fold(&text))
        };
        let mut readings: Vec<(Reader, Option<String>, Option<String>)> = readers
            .into_iter()
            .map(Reader::Party)
            .chain(std::iter::once(Reader::Base))
            .map(|reader| {
                let (settled, bare) = (read(&reader, Bare::Settle), read(&reader, Bare::Keep));
                (reader, settled, bare)
            })
            .collect();
        for owner in owners {
            let reader = Reader::Party(owner.clone());
            let wanted = wanted.map(fold).filter(|wanted| !wanted.is_empty());
            let read = |bare| {
                wanted
                    .as_deref()
                    .and_then(|wanted| read_text(wanted, bed.parties, &reader, bare))
                    .map(|text| fold(&text))
            };
            let (settled, bare) = (read(Bare::Settle), read(Bare::Keep));
            readings.push((reader, settled, bare));
        }
        Ok(Proof { readings })
    }

    /// Whether these words, put in the paragraph's place, keep every other paragraph and give every reading.
    fn holds(&self, bed: &Bed<'_>, words: &str) -> bool {
        let bytes = bed.document.with_body(bed.paragraph, words);
        let after = Document::parse_with(bytes, bed.parties);
        let Some(paragraph) = bed.stands(&after) else {
            return false;
        };
        let whole = after.brackets().iter().all(|bracket| {
            bracket.paragraph != bed.paragraph || bracket.end_paragraph == bed.paragraph
        });
        let same = |read: Option<String>, expected: &Option<String>| {
            read.map(|text| fold(&text)).unwrap_or_default()
                == expected.as_deref().unwrap_or_default()
        };
        whole
            && self.readings.iter().all(|(reader, settled, bare)| {
                let read = |how| read_text(&paragraph.text, bed.parties, reader, how);
                same(read(Bare::Settle), settled) && same(read(Bare::Keep), bare)
            })
    }
}

/// Where spaces must stand outside the bracket (before, behind), so that both readings of a stretch are as they were.
fn fits(
    sides: &Sides<'_>,
    stretch: &Stretch,
    body: &str,
    span: &Range<usize>,
) -> Option<(bool, bool)> {
    let (old, new) = sides.words(stretch);
    let before = sides.old.get(..stretch.old.start)?;
    let after = sides.old.get(stretch.old.end..)?;
    // A bracket that stands beside another already goes on standing there.
    let (opens, closes) = (
        body.get(span.clone())
            .is_some_and(|old| old.starts_with('[')),
        body.get(span.clone()).is_some_and(|old| old.ends_with(']')),
    );
    let touched = |lead: bool, trail: bool| {
        let left = body
            .get(..span.start)
            .and_then(|text| text.chars().next_back());
        let right = body.get(span.end..).and_then(|text| text.chars().next());
        !lead && !opens && matches!(left, Some(']' | '!' | '\\'))
            || !trail && !closes && matches!(right, Some('(' | '[' | ':'))
    };
    let keeps = |piece: &str, lead: bool, trail: bool| {
        let space = |there| if there { " " } else { "" };
        let written = format!(
            "{before}{}{}{}{after}",
            space(lead),
            piece.trim(),
            space(trail)
        );
        fold(&written) == fold(&format!("{before}{piece}{after}"))
    };
    [(false, false), (true, false), (false, true), (true, true)]
        .into_iter()
        .find(|(lead, trail)| {
            let nothing = old.trim().is_empty() && new.trim().is_empty();
            !nothing
                && !touched(*lead, *trail)
                && keeps(old, *lead, *trail)
                && keeps(new, *lead, *trail)
        })
}

/// The stretches with the n-th widened word by word until it fits.
fn grown(
    sides: &Sides<'_>,
    n: usize,
    atoms: &[Range<usize>],
    fit: impl Fn(&Sides<'_>, &Stretch) -> Option<(bool, bool)>,
) -> Option<Vec<Stretch>> {
    let place = sides.stretches.get(n)?.old.start;
    for words in 1..=4 {
        for (left, right) in [(true, false), (false, true), (true, true)] {
            let mut wide = sides.clone();
            let at = |wide: &Sides<'_>| {
                let mut all = wide.stretches.iter();
                all.position(|one| one.old.start <= place && place <= one.old.end)
            };
            let could = (0..words).all(|_| at(&wide).is_some_and(|n| wide.grow(n, left, right)));
            if !could {
                continue;
            }
            wide.hold_whole(atoms);
            let fitting = at(&wide)
                .and_then(|n| wide.stretches.get(n))
                .is_some_and(|stretch| fit(&wide, stretch).is_some());
            if fitting {
                return Some(wide.stretches);
            }
        }
    }
    None
}

/// A stretch without the white space at its edges.
pub(super) fn trimmed(text: &str, span: &Range<usize>) -> Range<usize> {
    let piece = text.get(span.clone()).unwrap_or_default();
    let start = span.start + (piece.len() - piece.trim_start().len());
    let end = span.start + piece.trim_end().len();
    start..end.max(start)
}

fn replaced(text: &str, span: &Range<usize>, piece: &str) -> String {
    let mut out = String::with_capacity(text.len() + piece.len());
    out.push_str(text.get(..span.start).unwrap_or_default());
    out.push_str(piece);
    out.push_str(text.get(span.end..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Parties {
        Parties::Known {
            names: ["EU", "USA", "G77", "EGY", "NOR", "P", "Q"]
                .map(str::to_owned)
                .into(),
            groups: [("G77".to_owned(), ["EGY".to_owned()].into())].into(),
        }
    }

    fn lay(text: &str, owner: &str, wanted: Option<&str>) -> String {
        let parties = known();
        let source = format!("First.\n\n{text}\n\nLast.\n");
        let document = Document::parse_with(source, &parties);
        let bed = Bed {
            document: &document,
            paragraph: 1,
            parties: &parties,
        };
        match bed.bracket(&[owner.to_owned()], wanted) {
            Ok(words) => words,
            Err(misfit) => format!("misfit: {misfit}"),
        }
    }

    #[test]
    fn a_sign_that_was_quoted_is_not_quoted_again() {
        let text = "States keep five records of it.";
        let one = lay(text, "EU", Some("States keep [five records of it."));
        assert_eq!(one, "States keep [EU: &#91;]five records of it.");
        let parties = known();
        let reads = |text: &str, party: &str| {
            let reader = Reader::Party(party.to_owned());
            read_text(text, &parties, &reader, Bare::Keep).unwrap_or_default()
        };
        for wanted in [
            "States keep [five or six records of it.",
            "States keep [ten records of it.",
            "States keep [five records of it.",
        ] {
            let both = lay(&one, "USA", Some(wanted));
            assert!(!both.contains("&#38;"), "{both}");
            assert_eq!(reads(&both, "USA"), wanted, "{both}");
            assert_eq!(
                reads(&both, "EU"),
                "States keep [five records of it.",
                "{both}"
            );
            assert_eq!(reads(&both, "NOR"), text, "{both}");
        }
    }

    #[test]
    fn a_wish_is_laid_in_word_by_word() {
        let table = [
            (
                "States shall take measures.",
                "States should take measures.",
                "States [shall / EU: should] take measures.",
            ),
            (
                "States shall take measures.",
                "States shall take all measures.",
                "States shall take [EU: all] measures.",
            ),
            (
                "States shall take all measures.",
                "States shall take measures.",
                "States shall take [all / EU: –] measures.",
            ),
            ("a b, c", "a, c", "[a b / EU: a], c"),
            (
                "We all can see some *old text* here.",
                "We all can see some *new text here*.",
                "We all can see some [*old text* here / EU: *new text here*].",
            ),
            (
                "We see *old text* here and there.",
                "We see *new text* here and there.",
                "We see *[old / EU: new] text* here and there.",
            ),
        ];
        for (text, wanted, expected) in table {
            assert_eq!(lay(text, "EU", Some(wanted)), expected, "{text}");
        }
    }

    #[test]
    fn ideographs_have_no_space_between_them() {
        let laid = lay(
            "各国应加强 国家能力建设",
            "EU",
            Some("各国应加强国家能力建设"),
        );
        assert_eq!(laid, "各国应加[强 国 / EU: 强国]家能力建设");
    }

    #[test]
    fn a_paragraph_that_is_to_go_stands_whole_against_nothing() {
        assert_eq!(
            lay("States shall act.", "EU", None),
            "[States shall act. / EU: –]"
        );
    }

    #[test]
    fn another_wish_for_the_same_words_is_one_alternative_more() {
        let text = "States [shall / EU: should] take all measures.";
        assert_eq!(
            lay(text, "USA", Some("States may take all measures.")),
            "States [shall / EU: should / USA: may] take all measures."
        );
        assert_eq!(
            lay(text, "USA", Some("States should take all measures.")),
            "States [shall / EU, USA: should] take all measures."
        );
    }

    #[test]
    fn a_bracket_that_touches_another_is_opened_alone() {
        let text = "States destroy them, [by fire / EU: with care][, within two years / USA: –].";
        assert_eq!(
            lay(
                text,
                "NOR",
                Some("States destroy them, by fire, within three years.")
            ),
            "States destroy them, [by fire / EU: with care][, within two years / USA: – / NOR: , within three years]."
        );
        assert_eq!(
            lay(
                text,
                "NOR",
                Some("States destroy them, by water, within two years.")
            ),
            "States destroy them, [by fire / EU: with care / NOR: by water][, within two years / USA: –]."
        );
    }

    #[test]
    fn a_member_of_the_group_that_wishes_goes_on_reading_what_it_asked_for() {
        let text = "States [shall / EGY: must] take measures in all of these fields now.";
        let laid = lay(
            text,
            "G77",
            Some("States shall take measures in some of these fields now."),
        );
        assert_eq!(
            laid,
            "States [shall / EGY: must] take measures in [all / EGY: all / G77: some] of these fields now."
        );
    }

    #[test]
    fn what_is_structure_inside_the_words_is_quoted() {
        let laid = lay(
            "States act on it in time.",
            "EU",
            Some("States act / react on it in time."),
        );
        assert_eq!(laid, "States act [EU: &#47; react] on it in time.");
    }

    #[test]
    fn brackets_asked_for_round_words_are_a_wish_too() {
        assert_eq!(
            lay(
                "States shall act in time.",
                "EU",
                Some("States [shall] act in time.")
            ),
            "States [shall / EU: [shall]] act in time."
        );
    }

    #[test]
    fn what_was_laid_in_can_be_settled_and_dropped() {
        let parties = known();
        let text = "States [shall / EU: should / USA: may] take [EU: all] measures.\n";
        let document = Document::parse_with(text, &parties);
        let bed = Bed {
            document: &document,
            paragraph: 0,
            parties: &parties,
        };
        let eu = ["EU".to_owned()];
        let Ok(settled) = bed.resolve(&eu, None) else {
            unreachable!("the paragraph is there");
        };
        assert_eq!(settled.words, "States should take all measures.");
        assert_eq!(settled.lost, ["USA"]);
        let Ok(one) = bed.resolve(&eu, Some("States shall take all measures.")) else {
            unreachable!("the paragraph is there");
        };
        assert_eq!(
            one.words,
            "States [shall / EU: should / USA: may] take all measures."
        );
        let Ok(dropped) = bed.drop_alternatives(&eu) else {
            unreachable!("the paragraph is there");
        };
        assert_eq!(dropped.words, "States [shall / USA: may] take measures.");
    }
}
