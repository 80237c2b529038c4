//! Words of a file as Markdown.

use super::lines::{Span, is_note};
use crate::office::Look;
use crate::text::Parties;

/// Some words as Markdown: emphasis and links marked, signs that would be marks escaped.
///
/// Brackets stay live: a delegation that types one means it.
pub(super) fn markdown<'s>(
    spans: impl IntoIterator<Item = &'s Span>,
    parties: &Parties,
    notes: &[String],
) -> String {
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        let mut span = span.clone();
        span.look.raised = false;
        if span.look.bold && is_owner(&span.text, parties) {
            span.look.bold = false;
        }
        match merged.last_mut() {
            Some(last) if last.look == span.look && last.link == span.link => {
                last.text.push_str(&span.text);
            }
            // White space has no look of its own.
            Some(last) if span.text.trim().is_empty() && last.link == span.link => {
                last.text.push_str(&span.text);
            }
            _ => merged.push(span),
        }
    }
    let mut out = String::new();
    for span in merged {
        let address = span.link.as_deref().filter(|link| is_address(link));
        let words = span.text.trim();
        let lead = span.text.len() - span.text.trim_start().len();
        let (before, rest) = span.text.split_at(lead);
        let after = rest.get(words.len()..).unwrap_or_default();
        out.push_str(before);
        let marks = match (words.is_empty(), span.look) {
            (
                false,
                Look {
                    bold: true,
                    italic: true,
                    ..
                },
            ) => "***",
            (false, Look { bold: true, .. }) => "**",
            (false, Look { italic: true, .. }) => "*",
            _ => "",
        };
        let inner = escaped(words, notes);
        match address {
            Some(address) if !words.is_empty() => {
                out.push_str(&format!("{marks}[{inner}]({address}){marks}"));
            }
            _ => out.push_str(&format!("{marks}{inner}{marks}")),
        }
        out.push_str(after);
    }
    out
}

/// Whether these bold words are names before a colon, which a bracket's owners are.
fn is_owner(text: &str, parties: &Parties) -> bool {
    let names = text.trim().trim_end_matches([':', '：']);
    !names.is_empty()
        && names
            .split([',', '，'])
            .all(|name| parties.contains(name.trim()))
}

fn is_address(link: &str) -> bool {
    link.contains("://") && !link.contains([' ', '(', ')', '<', '>', '\n'])
        || link.starts_with("mailto:") && !link.contains([' ', '(', ')'])
}

/// Words in which no sign is taken for a mark.
pub(super) fn escaped(words: &str, notes: &[String]) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut before = ' ';
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let inside = before.is_alphanumeric() && next.is_alphanumeric();
        match c {
            c if is_note(c) => {
                let mark = notes.get(c as usize - 0xf_0000);
                out.push_str(&format!("[^{}]", mark.map_or("", String::as_str)));
            }
            '\\' | '`' | '<' => {
                out.push('\\');
                out.push(c);
            }
            '*' => out.push_str("\\*"),
            '_' if !inside => out.push_str("\\_"),
            '&' if next == '#' || next.is_ascii_alphabetic() => out.push_str("&amp;"),
            '\n' => out.push_str("\\\n"),
            '\t' => out.push(' '),
            c => out.push(c),
        }
        before = c;
    }
    out
}

/// A paragraph of its own: what would make its head a mark is escaped, unless it is one by its role.
pub(super) fn headed(words: &str) -> String {
    let trimmed = words.trim_start();
    let first = trimmed.chars().next();
    let second = trimmed.chars().nth(1);
    match (first, second) {
        (Some('#' | '>'), _) | (Some('-' | '+'), Some(' ')) => format!("\\{trimmed}"),
        (Some('='), Some('=')) | (Some('-'), Some('-')) => format!("\\{trimmed}"),
        _ => trimmed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::Fate;
    use super::*;

    fn span(text: &str, bold: bool, italic: bool) -> Span {
        Span {
            text: text.to_owned(),
            look: Look {
                bold,
                italic,
                raised: false,
            },
            link: None,
            fate: Fate::In,
        }
    }

    #[test]
    fn emphasis_stands_round_words_and_never_round_spaces() {
        let parties = Parties::Guessed;
        let spans = [
            span("Recalling ", false, true),
            span("its ", false, false),
            span("own", true, false),
            span(" *rules* [", false, false),
            span("EU", true, false),
            span(": a_b <c> & d&e]", false, false),
        ];
        assert_eq!(
            markdown(&spans, &parties, &[]),
            "*Recalling* its **own** \\*rules\\* [EU: a_b \\<c> & d&amp;e]"
        );
    }

    #[test]
    fn the_head_of_a_paragraph_is_no_mark() {
        assert_eq!(headed("# x"), "\\# x");
        assert_eq!(headed("- x"), "\\- x");
        assert_eq!(headed("-x"), "-x");
        assert_eq!(headed("12. x"), "12. x");
    }
}
