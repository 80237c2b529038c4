//! Whole paragraphs put into a text and taken out of it; every other paragraph stays as it is, or nothing is done.

use super::whole_of::last_of;
use crate::record::Where;
use crate::rolling::heads_after;
use crate::text::{Document, Kind, Label, Paragraph, Parties, fold};

/// A text with a paragraph more.
pub(super) struct Grown {
    /// The bytes.
    pub(super) bytes: Vec<u8>,
    /// What it is called.
    pub(super) name: String,
}

/// Puts a paragraph of these words beside another. `None` where no place keeps the rest as it is.
pub(super) fn insert(
    document: &Document,
    parties: &Parties,
    anchor: (usize, Where),
    words: &str,
) -> Option<Grown> {
    let (index, place) = anchor;
    let beside = document.paragraphs().get(index)?;
    let words = fold(words);
    let labels: Vec<String> = match Label::read(&words) {
        // Who writes a number means it, where it is free; a footnote has its mark.
        Some(_) => vec![String::new()],
        None if is_note(&words) => vec![String::new()],
        None => {
            let mut labels: Vec<String> = heads(document, beside, place).take(1).collect();
            labels.push(String::new());
            labels
        }
    };
    let bullet = match is_note(&words) {
        true => String::new(),
        false => bullet_of(document, beside),
    };
    let mut blocks: Vec<String> = Vec::new();
    for label in &labels {
        if label.is_empty() {
            blocks.push(format!("{bullet}{words}"));
        }
        blocks.push(format!("{label}{words}"));
    }
    let first = labels.first().map(|head| format!("{head}{words}"));
    let own = first.and_then(|first| Label::read(&first));
    let beside = match (place, own) {
        (Where::After, Some((own, _))) => behind_smaller(document, beside, &own),
        _ => beside,
    };
    let (at, indent) = place_for(document, beside, place)?;
    blocks.iter().find_map(|block| {
        [false, true].into_iter().find_map(|tight| {
            let bytes = laid(document, (at, place), &indent, (block, tight))?;
            let after = Document::parse_with(bytes.clone(), parties);
            let index = only_more(document, &after)?;
            let new = after.paragraphs().get(index)?;
            let reads =
                new.text == words || block.ends_with(&new.text) && words.ends_with(&new.text);
            (reads && !matches!(new.kind, Kind::Code | Kind::Heading)).then(|| Grown {
                bytes,
                name: after.name(index).to_owned(),
            })
        })
    })
}

/// The last of the paragraphs that follow another with a number between its own and the new one's: `14 ter` goes behind `14 bis`.
fn behind_smaller<'d>(document: &'d Document, beside: &'d Paragraph, own: &Label) -> &'d Paragraph {
    let Some(from) = &beside.label else {
        return beside;
    };
    let after = document.paragraphs().get(beside.index + 1..);
    let siblings = after.unwrap_or_default().iter();
    siblings
        .take_while(|one| one.section == beside.section && one.kind != Kind::Heading)
        .filter(|one| one.parent == beside.parent)
        .take_while(|one| {
            one.label
                .as_ref()
                .is_some_and(|label| from < label && label < own)
        })
        .last()
        .unwrap_or(beside)
}

/// Whether these words are a footnote's, its mark before them: `[^3]: The words.`
fn is_note(words: &str) -> bool {
    let mark = words
        .strip_prefix("[^")
        .and_then(|rest| rest.split_once("]:"));
    mark.is_some_and(|(mark, _)| !mark.is_empty() && !mark.contains(['[', ']', ' ']))
}

/// The text without a paragraph. `None` where the rest would not stay as it is.
pub(super) fn remove(document: &Document, parties: &Parties, index: usize) -> Option<Vec<u8>> {
    let paragraph = document.paragraphs().get(index)?;
    let source = document.source();
    if paragraph.kind == Kind::Title || source.as_bytes() != document.print() {
        return None;
    }
    let start = line_start(source, paragraph.span.start);
    let end = line_end(source, paragraph.span.end);
    let blanks = |from: usize| {
        let rest = source.get(from..).unwrap_or_default();
        let mut taken = 0;
        for line in rest.split_inclusive('\n') {
            if !line.trim().is_empty() {
                break;
            }
            taken += line.len();
        }
        from + taken
    };
    [blanks(end), end].into_iter().find_map(|end| {
        let (before, rest) = (source.get(..start)?, source.get(end..)?);
        // What stood before the last one is the last one now, and ends the text as that did.
        let before = match rest.is_empty() {
            true => without_blanks(before),
            false => before,
        };
        let mut bytes = before.as_bytes().to_vec();
        bytes.extend_from_slice(rest.as_bytes());
        let after = Document::parse_with(bytes.clone(), parties);
        let gone = only_more(&after, document)?;
        (gone == index).then_some(bytes)
    })
}

/// Lines without those at their end on which nothing stands.
fn without_blanks(text: &str) -> &str {
    let kept = text.trim_end().len();
    text.get(..line_end(text, kept)).unwrap_or(text)
}

/// The ordinal of the one paragraph that `more` has and `less` has not; every other one the same.
fn only_more(less: &Document, more: &Document) -> Option<usize> {
    let (less, more) = (less.paragraphs(), more.paragraphs());
    if more.len() != less.len() + 1 {
        return None;
    }
    let same =
        |a: &Paragraph, b: &Paragraph| a.text == b.text && a.kind == b.kind && a.label == b.label;
    let index = less
        .iter()
        .zip(more)
        .position(|(a, b)| !same(a, b))
        .unwrap_or(less.len());
    let rest = less.get(index..)?.iter().zip(more.get(index + 1..)?);
    let mut rest = rest;
    rest.all(|(a, b)| same(a, b)).then_some(index)
}

/// Where the new lines go, and how deep they are indented.
fn place_for(document: &Document, beside: &Paragraph, place: Where) -> Option<(usize, String)> {
    let source = document.source();
    if source.as_bytes() != document.print() {
        return None;
    }
    let start = line_start(source, beside.span.start);
    let line = source.get(start..)?;
    let indent: String = line
        .chars()
        .take_while(|c| matches!(c, ' ' | '\t' | '>'))
        .collect();
    if place == Where::Before {
        return Some((start, indent));
    }
    let last = last_of(document, beside.index, place);
    let last = document.paragraphs().get(last).unwrap_or(beside);
    Some((line_end(source, last.span.end), indent))
}

/// The text with a block on lines of its own; `tight` leaves no blank lines round it.
fn laid(
    document: &Document,
    at: (usize, Where),
    indent: &str,
    block: (&str, bool),
) -> Option<Vec<u8>> {
    let source = document.source();
    let ((at, place), (block, tight)) = (at, block);
    let (before, after) = (source.get(..at)?, source.get(at..)?);
    let newline = if source.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let gap = if tight { "" } else { newline };
    let mut out = String::with_capacity(source.len() + block.len() + 8);
    out.push_str(before);
    if !before.is_empty() && !before.ends_with('\n') {
        out.push_str(newline);
    }
    let blank = |text: &str| {
        text.lines()
            .next()
            .is_none_or(|line| line.trim().is_empty())
    };
    let blank_before = before.is_empty()
        || before
            .trim_end_matches(['\r', '\n'])
            .len()
            .abs_diff(before.len())
            > newline.len();
    if place == Where::After && !blank_before {
        out.push_str(gap);
    }
    out.push_str(indent);
    out.push_str(block);
    out.push_str(newline);
    if !(blank(after) && place == Where::After) {
        out.push_str(gap);
    }
    out.push_str(after);
    Some(out.into_bytes())
}

pub(super) fn line_start(source: &str, at: usize) -> usize {
    source
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1)
}

/// Behind the newline of the line in which `at` lies.
fn line_end(source: &str, at: usize) -> usize {
    let rest = source.get(at..).unwrap_or_default();
    at + rest.find('\n').map_or(rest.len(), |newline| newline + 1)
}

/// The bullet of a list's item, where it has one.
fn bullet_of(document: &Document, beside: &Paragraph) -> String {
    let head = document
        .source()
        .get(line_start(document.source(), beside.span.start)..beside.body.start)
        .unwrap_or_default()
        .trim_start();
    match head.chars().next() {
        Some(c @ ('-' | '*' | '+')) if head.chars().nth(1) == Some(' ') => format!("{c} "),
        _ => String::new(),
    }
}

/// Heads for a paragraph added beside another, the first free one first: `12 bis. `, `(a ter) `, `第十二条之二 `.
fn heads(document: &Document, beside: &Paragraph, place: Where) -> impl Iterator<Item = String> {
    let source = document.source();
    let paragraphs = document.paragraphs();
    // What stands before 12 is numbered after 11.
    let root = match place {
        Where::After => Some(beside),
        Where::Before => paragraphs
            .get(..beside.index)
            .unwrap_or_default()
            .iter()
            .rev()
            .find(|one| one.parent == beside.parent && one.section == beside.section)
            .filter(|one| one.label.is_some() && one.kind != Kind::Heading),
    };
    let alternative = document.front().get("bis") == Some("alternative");
    let head = root
        .filter(|root| {
            root.label.is_some()
                && !alternative
                && !matches!(root.kind, Kind::Heading | Kind::Title)
        })
        .and_then(|root| source.get(root.span.start..root.body.start))
        .unwrap_or_default()
        .to_owned();
    let taken: Vec<String> = paragraphs
        .iter()
        .filter(|one| root.is_some_and(|root| one.parent == root.parent))
        .filter_map(|one| one.label.as_ref())
        .map(|label| label.as_str().to_lowercase())
        .collect();
    heads_after(&head).filter(move |head| {
        let label = Label::read(head);
        label.is_some_and(|(label, _)| !taken.contains(&label.as_str().to_lowercase()))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_behind_one_paragraph_stands_in_the_order_of_its_numbers() {
        let mut text = "14. States act.\n\n(a) at once;\n\n15. They report.\n".to_owned();
        for words in ["One.", "Two.", "Three."] {
            let document = Document::parse(text);
            let grown = insert(&document, &Parties::Guessed, (0, Where::After), words);
            text = String::from_utf8(grown.unwrap().bytes).unwrap();
        }
        let document = Document::parse(text.as_str());
        let labels = document
            .paragraphs()
            .iter()
            .filter(|one| one.parent.is_none());
        let labels: Vec<&str> = labels
            .filter_map(|one| Some(one.label.as_ref()?.as_str()))
            .collect();
        assert_eq!(
            labels,
            ["14", "14 bis", "14 ter", "14 quater", "15"],
            "{text}"
        );
        // A number that somebody gives stands where it belongs as well.
        let sparse = "14. States act.\n\n14 bis. One.\n\n14 quater. Three.\n\n15. They report.\n";
        let document = Document::parse(sparse);
        let grown = insert(
            &document,
            &Parties::Guessed,
            (0, Where::After),
            "14 ter. Two.",
        );
        let text = String::from_utf8(grown.unwrap().bytes).unwrap();
        assert!(
            text.find("14 bis") < text.find("14 ter")
                && text.find("14 ter") < text.find("14 quater"),
            "{text}"
        );
    }

    #[test]
    fn a_footnote_is_put_in_with_its_mark_and_no_number() {
        for text in [
            "1. States act.[^2]\n\n2. More.\n",
            "- States act.[^2]\n- More.\n",
            "1. States act.[^2]\n\n(a) one;\n\n(b) two.\n\n[^1]: Nobody's.\n",
        ] {
            let document = Document::parse(text);
            for index in 0..document.paragraphs().len() {
                let words = "[^2]: The note.";
                let parties = Parties::Guessed;
                let Some(grown) = insert(&document, &parties, (index, Where::After), words) else {
                    continue;
                };
                let after = Document::parse(grown.bytes);
                let notes = after.paragraphs().iter();
                let notes =
                    notes.filter(|one| one.kind == Kind::Footnote && one.text == "The note.");
                assert_eq!(notes.count(), 1, "{}", after.source());
            }
            let last = document.paragraphs().len() - 1;
            assert!(
                insert(
                    &document,
                    &Parties::Guessed,
                    (last, Where::After),
                    "[^2]: The note."
                )
                .is_some()
            );
        }
    }
}
