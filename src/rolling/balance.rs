//! A text before and after it was streamlined, weighed: for the base and every party, what was lost and what was added.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::reading::{Bare, Origins, Reader, read};
use super::side_by_side::side_by_side;
use crate::diff::{Alignment, Change, ChangeKind, Op, align, change_words};
use crate::text::{BracketKind, Document, Kind, Parties, fold};

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Became {
    /// Somebody read them and does no more.
    Lost,
    /// Somebody reads them who did not.
    Added,
    /// An alternative that nobody owns, which is offered no more.
    Dropped,
    /// They stand in another place.
    Moved,
    /// They stood twice and stand once.
    Once,
}

/// Some words of which something became, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Weighed {
    /// What.
    pub became: Became,
    /// Those who read it so: `base`, and parties by name.
    pub readers: Vec<String>,
    /// What the room calls the paragraph: of the old text, of the new one where words were added.
    pub name: String,
    /// The line in that text.
    pub line: usize,
    /// The words.
    pub words: String,
}

/// Two texts weighed against each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// Everybody whose readings were compared: `base`, and parties by name.
    pub readers: Vec<String>,
    /// What became of which words, by place.
    pub rows: Vec<Weighed>,
}

impl Balance {
    /// Whether nobody lost a word and nobody was given one.
    pub fn holds(&self) -> bool {
        let harmless = |row: &Weighed| matches!(row.became, Became::Moved | Became::Once);
        self.rows.iter().all(harmless)
    }
}

/// Weighs a text against what was made of it.
///
/// Everybody's reading is compared by paragraphs, labels aside. That a paragraph stands elsewhere, or once where it stood
/// twice, is said and takes nothing from anybody.
pub fn weigh(old: &Document, new: &Document, parties: &Parties) -> Balance {
    let readers = readers(old, new, parties);
    let each = side_by_side(&readers, |reader| {
        let scales = Scales {
            old: Pan::of(old, parties, reader),
            new: Pan::of(new, parties, reader),
        };
        scales.rows()
    });
    // What several read so stands once, with all of them.
    let mut rows: BTreeMap<(usize, Became, String, String), Vec<String>> = BTreeMap::new();
    for (reader, found) in readers.iter().zip(each) {
        for row in found {
            let all = rows
                .entry((row.line, row.became, row.name, row.words))
                .or_default();
            if !all.contains(&name_of(reader)) {
                all.push(name_of(reader));
            }
        }
    }
    Balance {
        readers: readers.iter().map(name_of).collect(),
        rows: rows
            .into_iter()
            .map(|((line, became, name, words), readers)| Weighed {
                became,
                readers,
                name,
                line,
                words,
            })
            .collect(),
    }
}

fn name_of(reader: &Reader) -> String {
    match reader {
        Reader::Base => "base".to_owned(),
        Reader::Party(name) => name.clone(),
    }
}

/// The base, everybody who owns an alternative, and whoever has two groups among these that speak for it.
fn readers(old: &Document, new: &Document, parties: &Parties) -> Vec<Reader> {
    let brackets = old.brackets().iter().chain(new.brackets());
    let alternatives = brackets.flat_map(|bracket| &bracket.alternatives);
    let mut names: BTreeSet<String> = alternatives
        .flat_map(|alternative| alternative.parties.iter().cloned())
        .collect();
    if let Parties::Known { names: all, .. } = parties {
        let spoken = |name: &&String| {
            let groups = names.iter().filter(|group| parties.speaks_for(group, name));
            groups.count() > 1
        };
        let torn: Vec<String> = all.iter().filter(spoken).cloned().collect();
        names.extend(torn);
    }
    std::iter::once(Reader::Base)
        .chain(names.into_iter().map(Reader::Party))
        .collect()
}

/// One text as one reader reads it.
struct Pan<'a> {
    document: &'a Document,
    parties: &'a Parties,
    reader: &'a Reader,
    /// With the bare brackets read.
    read: Document,
    /// With the bare brackets kept.
    kept: Document,
}

impl<'a> Pan<'a> {
    fn of(document: &'a Document, parties: &'a Parties, reader: &'a Reader) -> Pan<'a> {
        let reads = |bare| Document::parse_with(read(document, parties, reader, bare), parties);
        Pan {
            document,
            parties,
            reader,
            read: reads(Bare::Settle),
            kept: reads(Bare::Keep),
        }
    }

    /// Name and line of the paragraph from which one of a reading comes.
    fn place(&self, bare: Bare, index: usize) -> (String, usize) {
        let reading = match bare {
            Bare::Settle => &self.read,
            Bare::Keep => &self.kept,
        };
        let at = reading
            .paragraphs()
            .get(index)
            .map_or(0, |one| one.body.start);
        let texts = (self.document, &self.kept);
        let at = Origins::of(texts, self.parties, self.reader, bare).behind(at);
        let paragraphs = self.document.paragraphs();
        let index = paragraphs
            .partition_point(|one| one.span.start <= at)
            .saturating_sub(1);
        let line = paragraphs.get(index).map_or(1, |one| one.lines.first);
        (self.document.name(index).to_owned(), line)
    }

    /// The alternatives that nobody owns, without their marks, with the paragraphs they stand in.
    fn offers(&self) -> Vec<(usize, String)> {
        let source = self.kept.source();
        let brackets = self.kept.brackets().iter();
        let contested = brackets.filter(|one| one.kind == BracketKind::Contested);
        contested
            .filter(|bracket| bracket.alternatives.len() > 1)
            .flat_map(|bracket| {
                let offered = bracket.alternatives.iter().filter(|one| !one.nothing);
                offered.map(|alternative| {
                    let words = source.get(alternative.span.clone()).unwrap_or_default();
                    (bracket.paragraph, unmarked(words))
                })
            })
            .collect()
    }
}

/// Words without brackets and the strokes between alternatives.
fn unmarked(words: &str) -> String {
    let bare: String = words
        .chars()
        .map(|c| match c {
            '[' | ']' | '［' | '］' => ' ',
            c => c,
        })
        .collect();
    let words = bare.split_whitespace().filter(|word| *word != "/");
    words.collect::<Vec<&str>>().join(" ")
}

struct Scales<'a> {
    old: Pan<'a>,
    new: Pan<'a>,
}

impl Scales<'_> {
    fn rows(&self) -> Vec<Weighed> {
        let mut rows = Vec::new();
        let Alignment { changes, .. } = align(&self.old.read, &self.new.read);
        for change in &changes {
            self.weigh(change, &mut rows);
        }
        let all: Vec<String> = self
            .new
            .kept
            .paragraphs()
            .iter()
            .map(|one| unmarked(&one.text))
            .collect();
        for (paragraph, words) in self.old.offers() {
            if !all.iter().any(|text| text.contains(&words)) {
                rows.push(row(
                    Became::Dropped,
                    self.old.place(Bare::Keep, paragraph),
                    words,
                ));
            }
        }
        rows
    }

    fn weigh(&self, change: &Change, rows: &mut Vec<Weighed>) {
        let place = |pan: &Pan<'_>, indices: &[usize]| {
            pan.place(Bare::Settle, indices.first().copied().unwrap_or(0))
        };
        let text = |document: &Document, indices: &[usize]| {
            let index = indices.first().copied().unwrap_or(usize::MAX);
            let paragraph = document.paragraphs().get(index);
            paragraph.map_or(String::new(), |one| fold(&one.text))
        };
        // How often the words stand as a paragraph.
        let many = |document: &Document, words: &str| {
            let paragraphs = document.paragraphs().iter();
            paragraphs.filter(|one| fold(&one.text) == words).count()
        };
        let (was, is) = (&self.old.read, &self.new.read);
        if change.kind == ChangeKind::Deleted {
            let words = text(was, &change.old);
            let once = many(was, &words) > 1 && many(is, &words) > 0;
            let became = if once { Became::Once } else { Became::Lost };
            rows.push(row(became, place(&self.old, &change.old), words));
            return;
        }
        if change.kind != ChangeKind::Unchanged {
            for (op, words) in phrases(was, is, change) {
                rows.push(match op {
                    Op::Delete => row(Became::Lost, place(&self.old, &change.old), words),
                    _ => row(Became::Added, place(&self.new, &change.new), words),
                });
            }
        }
        if change.moved && !change.old.is_empty() {
            let words = text(was, &change.old);
            let heading = change
                .old
                .first()
                .and_then(|index| was.paragraphs().get(*index))
                .is_some_and(|one| one.kind == Kind::Title);
            if !heading {
                rows.push(row(Became::Moved, place(&self.old, &change.old), words));
            }
        }
    }
}

fn row(became: Became, (name, line): (String, usize), words: String) -> Weighed {
    Weighed {
        became,
        readers: Vec::new(),
        name,
        line,
        words,
    }
}

/// The words that went and came, each run of them as one.
fn phrases(old: &Document, new: &Document, change: &Change) -> Vec<(Op, String)> {
    let words = change_words(old, new, change).into_iter();
    words
        .filter(|word| word.op != Op::Equal)
        .map(|word| (word.op, fold(&word.text)))
        .filter(|(_, words)| !words.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(old: &str, new: &str) -> Vec<(Became, String, String, String)> {
        let parties = Parties::Guessed;
        let parse = |text: &str| Document::parse_with(text, &parties);
        let rows = weigh(&parse(old), &parse(new), &parties).rows;
        rows.into_iter()
            .map(|row| (row.became, row.readers.join(", "), row.name, row.words))
            .collect()
    }

    fn one(
        became: Became,
        readers: &str,
        name: &str,
        words: &str,
    ) -> Vec<(Became, String, String, String)> {
        vec![(
            became,
            readers.to_owned(),
            name.to_owned(),
            words.to_owned(),
        )]
    }

    #[test]
    fn what_only_says_the_same_shorter_takes_nothing_from_anybody() {
        for (old, new) in [
            (
                "1. States [shall / EU: should / USA: should] act.\n",
                "1. States [shall / EU, USA: should] act.\n",
            ),
            ("1. States [[shall]] act.\n", "1. States [shall] act.\n"),
            (
                "1. States [shall / shall / may] act.\n",
                "1. States [shall / may] act.\n",
            ),
            (
                "1. States [EU: must] [EU: now] act.\n",
                "1. States [EU: must now] act.\n",
            ),
        ] {
            assert_eq!(weighed(old, new), vec![], "{old}");
        }
    }

    #[test]
    fn what_was_lost_and_added_is_named_with_its_party() {
        assert_eq!(
            weighed(
                "1. States [shall / EU: should] act.\n",
                "1. States shall act.\n"
            ),
            vec![
                (
                    Became::Lost,
                    "EU".to_owned(),
                    "1".to_owned(),
                    "should".to_owned()
                ),
                (
                    Became::Added,
                    "EU".to_owned(),
                    "1".to_owned(),
                    "shall".to_owned()
                ),
            ]
        );
        assert_eq!(
            weighed("1. States [shall / may] act.\n", "1. States [shall] act.\n"),
            one(Became::Dropped, "base", "1", "may")
        );
    }

    #[test]
    fn a_move_and_a_paragraph_that_stood_twice_are_said() {
        let old = "1. States mark every weapon.\n\n2. Records are kept for twenty years.\n\n3. States report every year.\n";
        let new = "1. Records are kept for twenty years.\n\n2. States report every year.\n\n3. States mark every weapon.\n";
        assert_eq!(
            weighed(old, new),
            one(Became::Moved, "base", "1", "States mark every weapon.")
        );
        let twice = format!("{old}\n4. States mark every weapon.\n");
        assert_eq!(
            weighed(&twice, old),
            one(Became::Once, "base", "4", "States mark every weapon.")
        );
    }
}
