//! A draft with a line for each sentence, for programs that compare lines.

use crate::text::{Document, Kind, Paragraph, sentences};

/// A draft's lines: what is no paragraph as it stands, a paragraph's name on a line of its own, then a sentence a line.
///
/// However a file is wrapped, its lines are the same; where a paragraph is only renumbered, one line differs.
pub fn by_line(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    let mut at = 0;
    for paragraph in document.paragraphs() {
        // The title's words stand in the front matter, which is printed with what is between.
        if paragraph.kind == Kind::Title {
            continue;
        }
        between(document, at..paragraph.span.start, &mut lines);
        at = paragraph.span.end.max(at);
        if lines.last().is_some_and(|line: &String| !line.is_empty()) {
            lines.push(String::new());
        }
        paragraph_lines(document, paragraph, &mut lines);
    }
    between(document, at..document.source().len(), &mut lines);
    lines
}

/// The lines of what stands outside the paragraphs: front matter, comments, definitions of links.
pub fn beside_paragraphs(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    let mut at = 0;
    let paragraphs = document.paragraphs().iter();
    for paragraph in paragraphs.filter(|paragraph| paragraph.kind != Kind::Title) {
        between(document, at..paragraph.span.start, &mut lines);
        at = paragraph.span.end.max(at);
    }
    between(document, at..document.source().len(), &mut lines);
    lines
}

/// The same without the front matter.
pub(super) fn outside_paragraphs(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    let head = document.front().lines.map_or(0, |lines| lines.last);
    let ends = document.source().split_inclusive('\n').take(head);
    let mut at: usize = ends.map(str::len).sum();
    let paragraphs = document.paragraphs().iter();
    for paragraph in paragraphs.filter(|paragraph| paragraph.kind != Kind::Title) {
        between(document, at..paragraph.span.start, &mut lines);
        at = paragraph.span.end.max(at);
    }
    between(document, at..document.source().len(), &mut lines);
    // The marks of quotations and of footnotes are those of their paragraphs.
    lines.retain(|line| {
        let mark = line.trim().trim_start_matches(['>', ' ']);
        let note = mark.starts_with("[^") && mark.ends_with("]:");
        !mark.is_empty() && !note
    });
    lines
}

fn between(document: &Document, bytes: std::ops::Range<usize>, lines: &mut Vec<String>) {
    let text = document.source().get(bytes).unwrap_or_default();
    // Mostly there is nothing between two paragraphs.
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' ')) {
        return;
    }
    let said = text.lines().map(str::trim_end);
    lines.extend(said.filter(|line| !line.is_empty()).map(str::to_owned));
}

fn paragraph_lines(document: &Document, paragraph: &Paragraph, lines: &mut Vec<String>) {
    let source = document.source();
    match (paragraph.kind, &paragraph.label) {
        (Kind::Heading | Kind::Table | Kind::Code, _) => {
            let text = source.get(paragraph.span.clone()).unwrap_or_default();
            lines.extend(text.lines().map(|line| line.trim_end().to_owned()));
        }
        (_, Some(label)) => {
            lines.push(format!("¶ {label}"));
            said(&paragraph.text, "", lines);
        }
        (_, None) => {
            let head = source.get(paragraph.span.start..paragraph.body.start);
            let head = head.unwrap_or_default().trim();
            let head = match head.is_empty() {
                true => String::new(),
                false => format!("{head} "),
            };
            said(&paragraph.text, &head, lines);
        }
    }
}

fn said(text: &str, head: &str, lines: &mut Vec<String>) {
    let mut head = head;
    for sentence in sentences(text) {
        lines.push(format!("{head}{}", sentence.trim()));
        head = "";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "---\ntitle: T\n---\n# II. Marking\n\n12 bis. States shall act. They\nreport.\n\n- an item\n\n<!-- note -->\n\n| a |\n|---|\n| b |\n";

    #[test]
    fn a_sentence_is_a_line_and_a_name_another() {
        assert_eq!(
            by_line(&Document::parse(TEXT)),
            [
                "---",
                "title: T",
                "---",
                "",
                "# II. Marking",
                "",
                "¶ 12 bis",
                "States shall act.",
                "They report.",
                "",
                "- an item",
                "<!-- note -->",
                "",
                "| a |",
                "|---|",
                "| b |"
            ]
        );
    }

    #[test]
    fn another_wrapping_is_no_difference() {
        let wrapped = TEXT
            .replace("They\nreport", "They report")
            .replace("act. ", "act.\n");
        let (one, other) = (Document::parse(TEXT), Document::parse(wrapped));
        assert_eq!(by_line(&one), by_line(&other));
    }

    #[test]
    fn what_is_no_paragraph_is_found() {
        let beside = beside_paragraphs(&Document::parse(TEXT));
        assert_eq!(beside, ["---", "title: T", "---", "<!-- note -->"]);
        assert_eq!(
            outside_paragraphs(&Document::parse(TEXT)),
            ["<!-- note -->"]
        );
    }
}
