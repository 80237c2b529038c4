//! A wish taken into a paragraph without brackets, its brackets settled in its favour, or its alternatives taken out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::bed::{Atom, Bed, Misfit};
use super::reading::{Bare, Reader, read_text};
use super::stretch::Sides;
use crate::text::fold;

/// A paragraph's words after a ruling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The words.
    pub words: String,
    /// Others whose alternatives went with it, sorted.
    pub lost: Vec<String>,
    /// How many brackets were settled.
    pub brackets: usize,
}

impl Bed<'_> {
    /// Takes what `owners` want into the paragraph without brackets: the words, and who loses alternatives by it.
    ///
    /// # Errors
    /// Where the paragraph is gone or stands in a bracket that spans paragraphs.
    pub fn take_in(&self, owners: &[String], wanted: &str) -> Result<Taken, Misfit> {
        self.usable(&[])?;
        let body = self.body()?;
        let reader = match owners.first() {
            Some(first) => Reader::Party(first.clone()),
            None => Reader::Base,
        };
        let settled = self.settled(&reader)?;
        let target = self.reading_of(Some(wanted), &reader);
        let atoms: Vec<Range<usize>> = settled.atoms.iter().map(|atom| atom.read.clone()).collect();
        let mut sides = Sides::compare(&settled.text, &target);
        sides.hold_whole(&atoms);
        let mut out = String::new();
        let mut at = 0;
        let mut lost = BTreeSet::new();
        for stretch in &sides.stretches {
            let span = settled.body(&stretch.old);
            for atom in &settled.atoms {
                if span.start <= atom.span.start && atom.span.end <= span.end {
                    self.lose(atom, owners, &mut lost);
                }
            }
            out.push_str(body.get(at..span.start).unwrap_or_default());
            out.push_str(sides.words(stretch).1);
            at = span.end;
        }
        out.push_str(body.get(at..).unwrap_or_default());
        Ok(Taken {
            words: out,
            lost: lost.into_iter().collect(),
            brackets: 0,
        })
    }

    /// Settles brackets of `owners` in their favour, those that bring the paragraph nearer to `wanted`; all where it is `None`.
    ///
    /// # Errors
    /// Where the paragraph is gone or stands in a bracket that spans paragraphs.
    pub fn resolve(&self, owners: &[String], wanted: Option<&str>) -> Result<Taken, Misfit> {
        self.usable(&[])?;
        let body = self.body()?;
        let settled = self.settled(&Reader::Base)?;
        let theirs: Vec<&Atom> = settled
            .atoms
            .iter()
            .filter(|atom| self.owns(atom, owners))
            .collect();
        let mut words = body.to_owned();
        let mut shift = 0_isize;
        let mut lost = BTreeSet::new();
        let mut brackets = 0;
        let far = |words: &str, wanted: &str| {
            let now = read_text(words, self.parties, &Reader::Base, Bare::Keep);
            let sides_of = fold(&now.unwrap_or_default());
            let target = fold(wanted);
            let sides = Sides::compare(&sides_of, &target);
            let lengths = sides.stretches.iter();
            lengths
                .map(|stretch| stretch.old.len() + stretch.new.len())
                .sum::<usize>()
        };
        for atom in &theirs {
            let span = atom.span.start.saturating_add_signed(shift)
                ..atom.span.end.saturating_add_signed(shift);
            let source = body.get(atom.span.clone()).unwrap_or_default();
            let owner = owners
                .iter()
                .find(|owner| self.owns(atom, std::slice::from_ref(owner)));
            let Some(owner) = owner else { continue };
            let chosen = self.read_piece(source, owner);
            let mut head = words.get(..span.start).unwrap_or_default().to_owned();
            head.push_str(chosen.trim());
            let rest = words.get(span.end..).unwrap_or_default();
            close_up(&mut head, rest);
            let new = head + rest;
            let nearer = match wanted {
                Some(wanted) if theirs.len() > 1 => far(&new, wanted) < far(&words, wanted),
                _ => true,
            };
            if nearer {
                shift += new.len() as isize - words.len() as isize;
                words = new;
                brackets += 1;
                self.lose(atom, owners, &mut lost);
            }
        }
        Ok(Taken {
            words,
            lost: lost.into_iter().collect(),
            brackets,
        })
    }

    /// Takes the alternatives of `owners` out of the paragraph: what is left where they no longer wish.
    ///
    /// # Errors
    /// Where the paragraph is gone or stands in a bracket that spans paragraphs.
    pub fn drop_alternatives(&self, owners: &[String]) -> Result<Taken, Misfit> {
        self.usable(&[])?;
        let body = self.body()?;
        let settled = self.settled(&Reader::Base)?;
        let mut out = String::new();
        let mut at = 0;
        let mut brackets = 0;
        for atom in settled.atoms.iter().filter(|atom| self.owns(atom, owners)) {
            let Some(bracket) = self.document.brackets().get(atom.bracket) else {
                continue;
            };
            out.push_str(body.get(at..atom.span.start).unwrap_or_default());
            out.push_str(self.without(bracket, owners).trim());
            at = atom.span.end;
            close_up(&mut out, body.get(at..).unwrap_or_default());
            brackets += 1;
        }
        out.push_str(body.get(at..).unwrap_or_default());
        Ok(Taken {
            words: out,
            lost: Vec::new(),
            brackets,
        })
    }

    /// Whether one of `owners` owns an alternative of a bracket.
    fn owns(&self, atom: &Atom, owners: &[String]) -> bool {
        let bracket = self.document.brackets().get(atom.bracket);
        let mut alternatives = bracket.into_iter().flat_map(|one| &one.alternatives);
        alternatives.any(|one| one.parties.iter().any(|party| owners.contains(party)))
    }

    /// Notes who else owns alternatives of a bracket that goes.
    fn lose(&self, atom: &Atom, owners: &[String], lost: &mut BTreeSet<String>) {
        let bracket = self.document.brackets().get(atom.bracket);
        for alternative in bracket.into_iter().flat_map(|one| &one.alternatives) {
            let others = alternative.parties.iter();
            lost.extend(others.filter(|party| !owners.contains(party)).cloned());
        }
    }
}

/// Takes the white space off the end where what follows has its own, or is the end.
pub(super) fn close_up(out: &mut String, rest: &str) {
    if rest.chars().next().is_none_or(char::is_whitespace) {
        out.truncate(out.trim_end_matches([' ', '\t']).len());
    }
}
