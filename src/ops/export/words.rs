//! A paragraph's words as a Word file has them, each run with the bytes of the draft that it comes from.

use std::ops::Range;

pub use super::label::printed_label;
use crate::office::{Look, Run};
use crate::text::{Asked, Bracket, Document, Piece, SegmentRole, fold};

/// Whether it is shown whose words are whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Naming {
    /// `[shall / EU: should]`
    #[default]
    Shown,
    /// `[shall / should]`: alternatives that are equal without names stand once.
    Hidden,
}

/// A run of an exported paragraph, and where its words come from.
///
/// The runs of a paragraph stand in the order of the draft and do not overlap; their `run.text` joined are the paragraph's words in the
/// file, its label and the tab behind it not among them. To bring a change of these words back: a part `a..b` (bytes of `run.text`) of an
/// [exact](PrintedRun::exact) run is `span.start + a..span.start + b` of the draft; of any other run only the whole text is the whole `span`.
/// Between two runs stand Markdown's marks, addresses and comments, or nothing. Where every word inside [`PrintedRun::within`] goes, all of
/// `within` should go, marks included. What was not touched is left as its bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedRun {
    /// The words and how they look; `note` is empty, see [`PrintedRun::note`].
    pub run: Run,
    /// Bytes in [`Document::source`].
    pub span: Range<usize>,
    /// Whether the words are the bytes of `span`; else they are printed otherwise (`\*`, `&#91;`, a line's end).
    pub exact: bool,
    /// The bytes of the outermost emphasis, code or link round it, its marks included.
    pub within: Option<Range<usize>>,
    /// The mark of the footnote called here, as in `4`; `run.text` is empty then.
    pub note: Option<String>,
    /// The parties whose alternative it stands in; of a bracket's signs, where one alternative alone has owners, these.
    pub owners: Vec<String>,
}

/// The runs of paragraph `index`; of a table nothing, see [`printed_cells`].
pub fn printed_runs(document: &Document, index: usize, naming: Naming) -> Vec<PrintedRun> {
    let folded = Folded::of(document, index, naming);
    runs(document.printed(index), document, naming, &folded)
}

/// The runs of a table by rows and cells; of anything else nothing.
pub fn printed_cells(
    document: &Document,
    index: usize,
    naming: Naming,
) -> Vec<Vec<Vec<PrintedRun>>> {
    let folded = Folded::of(document, index, naming);
    let cell = |cell: Vec<Piece>| runs(cell, document, naming, &folded);
    let row = |row: Vec<Vec<Piece>>| row.into_iter().map(cell).collect();
    document.printed_cells(index).into_iter().map(row).collect()
}

fn runs(
    pieces: Vec<Piece>,
    document: &Document,
    naming: Naming,
    folded: &Folded,
) -> Vec<PrintedRun> {
    let mut out: Vec<PrintedRun> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let owners = owners(&piece, document);
        let from = out.len();
        let inside =
            |range: &Range<usize>| range.start <= piece.span.start && piece.span.end <= range.end;
        if folded.left_out.iter().any(inside) {
            continue;
        }
        if let Some(asked) = folded.asked.iter().find(|one| inside(&one.whole)) {
            if let Some(mut one) = bracketed(piece, asked, naming) {
                one.owners = owners;
                out.push(one);
            }
            continue;
        }
        match (piece.role, naming) {
            (SegmentRole::Attribution, Naming::Shown) => named(piece, &mut out),
            (SegmentRole::Attribution, Naming::Hidden) => unnamed(piece, document, &mut out),
            _ => out.push(plain(piece)),
        }
        for one in out.iter_mut().skip(from) {
            one.owners.clone_from(&owners);
        }
    }
    out
}

fn plain(piece: Piece) -> PrintedRun {
    PrintedRun {
        run: Run {
            text: piece.text,
            look: Look {
                bold: piece.strong,
                italic: piece.emphasis,
                raised: false,
            },
            link: piece.link,
            ..Run::default()
        },
        span: piece.span,
        exact: piece.exact,
        within: piece.within,
        note: piece.note,
        owners: Vec::new(),
    }
}

/// Whose a piece is.
fn owners(piece: &Piece, document: &Document) -> Vec<String> {
    let mut place = piece.bracket;
    // Deeper than this nobody asks whose it is.
    for _ in 0..64 {
        let Some((number, alternative)) = place else {
            break;
        };
        let Some(bracket) = document.brackets().get(number) else {
            break;
        };
        let owned = || {
            bracket
                .alternatives
                .iter()
                .filter(|one| !one.parties.is_empty())
        };
        let own = match piece.role {
            SegmentRole::Sign | SegmentRole::Separator if place == piece.bracket => {
                let mut all = owned();
                all.next().filter(|_| all.next().is_none())
            }
            _ => bracket
                .alternatives
                .get(alternative)
                .filter(|one| !one.parties.is_empty()),
        };
        if let Some(own) = own {
            return own.parties.clone();
        }
        place = bracket.parent.and_then(|parent| {
            let round = document.brackets().get(parent)?;
            let inside = |one: &crate::text::Alternative| one.whole.end >= bracket.span.end;
            Some((parent, round.alternatives.iter().position(inside)?))
        });
    }
    Vec::new()
}

/// `EU, NOR: `: the names are bold, the rest is not.
fn named(piece: Piece, out: &mut Vec<PrintedRun>) {
    let all = plain(piece);
    if !all.exact {
        return out.push(all);
    }
    let text = all.run.text.clone();
    let bare = text.trim_start();
    let start = text.len() - bare.len();
    let end = start
        + bare
            .trim_end()
            .trim_end_matches([':', '：'])
            .trim_end()
            .len();
    for (range, bold) in [
        (0..start, false),
        (start..end, true),
        (end..text.len(), false),
    ] {
        let words = text.get(range.clone()).unwrap_or_default();
        if words.is_empty() {
            continue;
        }
        let mut one = all.clone();
        one.run.text = words.to_owned();
        one.run.look.bold |= bold;
        one.span = all.span.start + range.start..all.span.start + range.end;
        out.push(one);
    }
}

/// Of a name that is not shown only the space before it stays, behind the sign between two alternatives.
fn unnamed(piece: Piece, document: &Document, out: &mut Vec<PrintedRun>) {
    let first = piece
        .bracket
        .is_none_or(|(_, alternative)| alternative == 0);
    let all = plain(piece);
    let space = all.run.text.len() - all.run.text.trim_start().len();
    if first || !all.exact || space == 0 {
        return;
    }
    let span = all.span.start..all.span.start + space;
    let words = document.source().get(span.clone()).unwrap_or_default();
    let mut one = all.clone();
    one.run.text = words.to_owned();
    one.span = span;
    out.push(one);
}

/// What of a paragraph is said once where the draft says it twice.
struct Folded {
    /// Who asks for brackets only: these stand once, with a mark behind them.
    asked: Vec<Asked>,
    left_out: Vec<Range<usize>>,
}

impl Folded {
    fn of(document: &Document, index: usize, naming: Naming) -> Folded {
        let asked = document.asked(index);
        let mut left_out = left_out(document, index, naming);
        left_out.retain(|range| {
            !asked
                .iter()
                .any(|one| one.whole.start <= range.start && range.end <= one.whole.end)
        });
        Folded { asked, left_out }
    }
}

/// A piece of `[shall / USA: [shall]]` as a room writes it, `[shall](USA)`; nothing of what would stand there twice.
fn bracketed(piece: Piece, asked: &Asked, naming: Naming) -> Option<PrintedRun> {
    let within = Some(asked.whole.clone());
    if piece.span.end == asked.whole.end
        && piece.role == SegmentRole::Sign
        && piece.bracket.is_some_and(|(own, _)| own == asked.bracket)
    {
        if naming == Naming::Hidden {
            return None;
        }
        let mut mark = plain(piece);
        mark.run.text = format!("({})", asked.parties.join(", "));
        mark.run.look.bold = true;
        mark.exact = false;
        mark.within = within;
        return Some(mark);
    }
    if piece.span.start < asked.words.start || piece.span.end > asked.words.end {
        return None;
    }
    let mut one = plain(piece);
    one.within = within;
    Some(one)
}

/// Alternatives that say, without names, what one before them in their bracket says.
fn left_out(document: &Document, index: usize, naming: Naming) -> Vec<Range<usize>> {
    if naming == Naming::Shown {
        return Vec::new();
    }
    let source = document.source();
    let words = |span: &Range<usize>| fold(source.get(span.clone()).unwrap_or_default());
    let within =
        |bracket: &&Bracket| bracket.is_owned() && bracket.paragraph == bracket.end_paragraph;
    let mut out = Vec::new();
    for bracket in document.contested(index).filter(within) {
        let mut said: Vec<String> = Vec::new();
        let mut from = bracket.span.start;
        for alternative in &bracket.alternatives {
            let own = words(&alternative.span);
            if said.contains(&own) {
                out.push(from..alternative.whole.end);
            } else {
                said.push(own);
            }
            from = alternative.whole.end;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str, naming: Naming) -> String {
        let document = Document::parse(source);
        let runs = printed_runs(&document, 0, naming);
        for one in &runs {
            if one.exact {
                assert_eq!(one.run.text, document.source()[one.span.clone()]);
            }
        }
        assert!(runs.is_sorted_by(|a, b| a.span.end <= b.span.start));
        let text = runs.iter().map(|one| match one.run.look.bold {
            true => format!("#{}#", one.run.text),
            false => one.run.text.clone(),
        });
        text.collect()
    }

    #[test]
    fn brackets_stand_as_they_are_and_owners_are_bold() {
        assert_eq!(
            told(
                "8. States [shall / GN, XIN: should / XRA: –] adopt\n",
                Naming::Shown
            ),
            "States [shall / #GN, XIN#: should / #XRA#: –] adopt"
        );
    }

    #[test]
    fn whoever_asks_for_brackets_only_is_named_behind_them_and_no_word_stands_twice() {
        for (source, shown, hidden) in [
            (
                "They [shall / XHO, XRA: [shall] ] act.\n",
                "They [shall]#(XHO, XRA)# act.",
                "They [shall] act.",
            ),
            (
                "[it *shall* act / XHO: it [*shall*] act] now\n",
                "it [shall] act#(XHO)# now",
                "it [shall] act now",
            ),
            (
                "[国家应当 / EU: 国家［应当］]。\n",
                "国家［应当］#(EU)#。",
                "国家［应当］。",
            ),
            (
                "[a / XHO: [a]] [b / XHO: [c]]\n",
                "[a]#(XHO)# [b / #XHO#: [c]]",
                "[a] [b / [c]]",
            ),
            (
                "[a / XHO: x &#38;#91;y]\n",
                "[a / #XHO#: x [y]",
                "[a / x [y]",
            ),
        ] {
            assert_eq!(told(source, Naming::Shown), shown);
            assert_eq!(told(source, Naming::Hidden), hidden);
        }
    }

    #[test]
    fn where_names_are_hidden_equal_alternatives_stand_once() {
        for (source, expected) in [
            (
                "States [shall / GN, XIN: should / XRA: –] adopt\n",
                "States [shall / should / –] adopt",
            ),
            ("[EU: new / USA: newer] text\n", "[new / newer] text"),
            ("[shall / EGY: shall / NOR: may]\n", "[shall / may]"),
            (
                "[XMU: A surplus [EU: now] is kept.]\n",
                "[A surplus [now] is kept.]",
            ),
        ] {
            assert_eq!(told(source, Naming::Hidden), expected);
        }
    }
}
