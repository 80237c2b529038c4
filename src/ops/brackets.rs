//! The brackets of a document with their alternatives: `adref brackets`.

use serde::Serialize;

use crate::text::{Alternative, BracketKind, Document, Severity, fold};

/// What `brackets --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct Brackets {
    /// The version of this shape.
    pub schema: u32,
    /// The contested brackets, in the order of their openers.
    pub brackets: Vec<BracketRow>,
    /// What does not pair.
    pub errors: Vec<BracketError>,
    /// How much there is.
    pub totals: BracketTotals,
}

/// One bracket.
#[derive(Debug, Clone, Serialize)]
pub struct BracketRow {
    /// The ordinal of the paragraph it opens in.
    pub paragraph: usize,
    /// That paragraph's label.
    pub label: Option<String>,
    /// What the room calls that paragraph.
    pub name: String,
    /// Where it opens.
    pub line: usize,
    /// Where it opens, in characters.
    pub column: usize,
    /// Where it closes.
    pub end_line: usize,
    /// Where it closes, in characters.
    pub end_column: usize,
    /// How deep it stands, from 1.
    pub depth: usize,
    /// Its alternatives.
    pub alternatives: Vec<AlternativeRow>,
}

/// One alternative.
#[derive(Debug, Clone, Serialize)]
pub struct AlternativeRow {
    /// Who owns it.
    pub parties: Vec<String>,
    /// Its words as they stand.
    pub text: String,
    /// Whether it is the empty one.
    pub nothing: bool,
}

/// A bracket that does not pair, or the like.
#[derive(Debug, Clone, Serialize)]
pub struct BracketError {
    /// A stable short name.
    pub code: &'static str,
    /// Where.
    pub line: usize,
    /// Where, in characters.
    pub column: usize,
    /// What is the matter.
    pub message: String,
    /// The words that stand there.
    pub excerpt: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// How much of a document stands in brackets.
#[derive(Debug, Clone, Default, Serialize)]
pub struct BracketTotals {
    /// Contested brackets.
    pub brackets: usize,
    /// Their alternatives.
    pub alternatives: usize,
    /// The deepest.
    pub depth: usize,
    /// Words.
    pub words: usize,
    /// Words in brackets.
    pub bracketed_words: usize,
}

/// Deeper than this nobody negotiates; the words of such brackets are cut, since each holds all those inside it again.
const DEEPEST: usize = 50;

/// How many characters are left of them.
const LONGEST: usize = 200;

fn words_of(source: &str, alternative: &Alternative, depth: usize) -> String {
    let text = source.get(alternative.span.clone()).unwrap_or_default();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) if depth > DEEPEST => {
            format!("{}…", fold(text.get(..end).unwrap_or_default()))
        }
        _ => fold(text),
    }
}

/// The contested brackets of a document.
pub fn brackets(document: &Document) -> Brackets {
    let paragraphs = document.paragraphs();
    let source = document.source();
    let rows: Vec<BracketRow> = document
        .brackets()
        .iter()
        .filter(|bracket| bracket.kind == BracketKind::Contested)
        .map(|bracket| {
            let paragraph = paragraphs.get(bracket.paragraph);
            BracketRow {
                paragraph: bracket.paragraph,
                label: paragraph.and_then(|one| one.label.as_ref().map(ToString::to_string)),
                name: document.name(bracket.paragraph).to_owned(),
                line: bracket.place.line,
                column: bracket.place.column,
                end_line: bracket.end.line,
                end_column: bracket.end.column,
                depth: bracket.depth,
                alternatives: bracket
                    .alternatives
                    .iter()
                    .map(|alternative| AlternativeRow {
                        parties: alternative.parties.clone(),
                        text: words_of(source, alternative, bracket.depth),
                        nothing: alternative.nothing,
                    })
                    .collect(),
            }
        })
        .collect();
    let counted = document.counted();
    let totals = BracketTotals {
        brackets: rows.len(),
        alternatives: rows.iter().map(|row| row.alternatives.len()).sum(),
        depth: rows.iter().map(|row| row.depth).max().unwrap_or(0),
        words: counted.iter().map(|one| one.words).sum(),
        bracketed_words: counted.iter().map(|one| one.bracketed).sum(),
    };
    let errors = document
        .findings()
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| BracketError {
            code: finding.code,
            line: finding.place.line,
            column: finding.place.column,
            message: finding.message.clone(),
            excerpt: finding.excerpt.clone(),
            hint: finding.hint.clone(),
        })
        .collect();
    Brackets {
        schema: 1,
        brackets: rows,
        errors,
        totals,
    }
}
