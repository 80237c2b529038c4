//! Option blocks: `Option 1:` … `Option 2:` …, alternatives that are whole paragraphs.

use std::ops::Range;

use super::numeral;
use super::paragraph::{Kind, Paragraph};
use super::tokens::fold;

/// One option of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is called: `Option 1`.
    pub name: String,
    /// Its paragraphs; the first holds the name.
    pub paragraphs: Range<usize>,
    /// Bytes in [`Document::source`](super::Document::source) of the name with its colon and marks; empty where emphasis
    /// that opens before it closes only behind its words.
    pub heading: Range<usize>,
    /// Whether it is the empty option (`No text`, `No provision …`).
    pub nothing: bool,
}

/// Options to choose among; the base reads the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// At least one, in the order of the text.
    pub choices: Vec<Choice>,
    /// The option round it, as indices of block and choice.
    pub within: Option<(usize, usize)>,
}

/// A block that is not yet ended.
struct Open {
    block: usize,
    depth: usize,
    item: usize,
    style: char,
    last: u64,
}

/// The option blocks of a draft, in order of their first paragraphs.
///
/// An option runs to the next of its block, to the next heading, or to the end of the list item that it stands in.
pub(super) fn options(source: &str, paragraphs: &[Paragraph], items: &[usize]) -> Vec<Options> {
    let mut out: Vec<Options> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let end = |out: &mut Vec<Options>, block: &Open, at: usize| {
        if let Some(choice) = out
            .get_mut(block.block)
            .and_then(|block| block.choices.last_mut())
        {
            choice.paragraphs.end = at;
        }
    };
    for paragraph in paragraphs {
        let index = paragraph.index;
        if matches!(paragraph.kind, Kind::Title | Kind::Footnote) {
            continue;
        }
        let item = items.get(index).copied().unwrap_or(0);
        // An item that is itself an option stands in the list, not in itself.
        let own = paragraph.kind == Kind::Item;
        let depth = if own {
            paragraph.depth.saturating_sub(1)
        } else {
            paragraph.depth
        };
        while let Some(top) = open.last() {
            let left = paragraph.kind == Kind::Heading
                || depth < top.depth
                || (depth == top.depth && !own && top.item != item && top.depth > 0);
            if !left {
                break;
            }
            end(&mut out, top, index);
            open.pop();
        }
        if !matches!(paragraph.kind, Kind::Paragraph | Kind::Item | Kind::Quote) {
            continue;
        }
        let body = source.get(paragraph.body.clone()).unwrap_or_default();
        let Some(head) = heading(body) else {
            continue;
        };
        let next = open
            .iter()
            .rposition(|block| block.depth == depth && block.style == head.style);
        if let Some(at) = next {
            while open.len() > at + 1 {
                if let Some(top) = open.pop() {
                    end(&mut out, &top, index);
                }
            }
            if let Some(top) = open.last() {
                end(&mut out, top, index);
            }
            if open.last().is_some_and(|top| head.number <= top.last) {
                open.pop();
            }
        }
        let choice = Choice {
            name: head.name,
            paragraphs: index..index + 1,
            heading: paragraph.body.start..paragraph.body.start + head.len,
            nothing: false,
        };
        match open.last_mut() {
            Some(top) if next.is_some() && top.depth == depth && top.style == head.style => {
                top.last = head.number;
                if let Some(block) = out.get_mut(top.block) {
                    block.choices.push(choice);
                }
            }
            _ => {
                let within = open.last().and_then(|top| {
                    let choices = out.get(top.block)?.choices.len();
                    Some((top.block, choices.checked_sub(1)?))
                });
                open.push(Open {
                    block: out.len(),
                    depth,
                    item,
                    style: head.style,
                    last: head.number,
                });
                out.push(Options {
                    choices: vec![choice],
                    within,
                });
            }
        }
    }
    while let Some(top) = open.pop() {
        end(&mut out, &top, paragraphs.len());
    }
    for choice in out.iter_mut().flat_map(|block| &mut block.choices) {
        choice.nothing = is_nothing(source, paragraphs, choice);
    }
    out
}

/// Whether the words of a paragraph open an option: `Option 1:` …
pub(crate) fn opens_option(words: &str) -> bool {
    // Most words begin with none of the letters that these do.
    let bare = words.trim_start_matches(['*', '_']);
    bare.starts_with(['O', 'o', 'В', 'в', 'ا', '备', '选']) && heading(words).is_some()
}

/// The name at the head of a paragraph that opens an option.
struct Heading {
    name: String,
    style: char,
    number: u64,
    len: usize,
}

fn heading(text: &str) -> Option<Heading> {
    let bare = text.trim_start_matches(['*', '_']);
    let opened = &text[..text.len() - bare.len()];
    let word = [
        "Option",
        "Opción",
        "Вариант",
        "الخيار",
        "备选案文",
        "选项",
        "备选方案",
    ]
    .iter()
    .find_map(|word| numeral::prefix(bare, word))?;
    let rest = bare.get(word..)?;
    let number = rest.trim_start();
    if number.len() == rest.len() && bare.is_ascii() {
        return None;
    }
    let core = number.trim_start_matches(['(', '（']);
    let len: usize = core
        .chars()
        .take(8)
        .take_while(|c| c.is_alphanumeric())
        .map(char::len_utf8)
        .sum();
    let name = core.get(..len)?;
    let (style, value) = if let Some((value, used)) = numeral::number(name) {
        if used != len {
            return None;
        }
        ('1', value)
    } else if let Some(value) = numeral::roman(name) {
        (
            if name.starts_with(char::is_uppercase) {
                'I'
            } else {
                'i'
            },
            value,
        )
    } else if name.chars().count() == 1 {
        let lower = name.to_lowercase();
        (
            if name == lower { 'a' } else { 'A' },
            numeral::letter(&lower),
        )
    } else {
        return None;
    };
    let mut tail = core.get(len..)?.trim_start_matches([')', '）']);
    let closed = core.get(len..)?.len() > tail.len();
    let shown = &bare[..bare.len() - tail.len()];
    // Footnote marks may stand between the number and its colon.
    while let Some(size) = super::link::footnote(tail) {
        tail = tail.get(size..)?;
    }
    let mut ended = tail.is_empty();
    for _ in 0..2 {
        if let Some(rest) = tail.strip_prefix([':', '：', '.']) {
            tail = rest;
            ended = true;
        }
        if !opened.is_empty()
            && let Some(rest) = tail.strip_prefix(opened)
        {
            tail = rest;
            ended = true;
        }
    }
    ended |= closed && tail.starts_with(char::is_whitespace);
    let read = text.get(..text.len() - tail.len())?;
    // `**Option 1: the text**`: the name cannot be taken off without its mark.
    let whole = opened.is_empty() || read.get(opened.len()..)?.contains(opened);
    let tail = tail.trim_start();
    ended.then(|| Heading {
        name: fold(shown),
        style,
        number: value,
        len: if whole { text.len() - tail.len() } else { 0 },
    })
}

/// Says whether an option holds nothing but the words that say so.
fn is_nothing(source: &str, paragraphs: &[Paragraph], choice: &Choice) -> bool {
    let mut words = paragraphs
        .get(choice.paragraphs.clone())
        .unwrap_or_default()
        .iter()
        .enumerate()
        .map(|(n, paragraph)| {
            let end = paragraph.body.end;
            let start = if n == 0 { choice.heading.end } else { 0 };
            fold(
                source
                    .get(start.max(paragraph.body.start)..end)
                    .unwrap_or_default(),
            )
        })
        .filter(|words| !words.trim_matches(['*', '_', ' ']).is_empty());
    let (Some(first), None) = (words.next(), words.next()) else {
        return false;
    };
    let lower = first
        .trim_matches(['*', '_', '.', ' ', '[', ']'])
        .to_lowercase();
    [
        "no text",
        "no provision",
        "no article",
        "no reference",
        "no option",
        "pas de texte",
        "ningún texto",
        "无案文",
        "没有案文",
        "текст отсутствует",
        "لا نص",
    ]
    .iter()
    .any(|none| lower.starts_with(none))
}

#[cfg(test)]
mod tests {
    use super::super::document::Document;
    use super::*;

    fn told(text: &str) -> Vec<Vec<(String, Range<usize>, bool)>> {
        Document::parse(text.as_bytes())
            .options()
            .iter()
            .map(|block| {
                let choices = block.choices.iter();
                choices
                    .map(|choice| {
                        (
                            choice.name.clone(),
                            choice.paragraphs.clone(),
                            choice.nothing,
                        )
                    })
                    .collect()
            })
            .collect()
    }

    #[test]
    fn an_option_runs_to_the_next_one_or_the_next_heading() {
        let text = "## V\n\n**Option 1:** A meeting\n\nof experts.\n\n**Option 2:** No text\n\n## VI\n\nOption (a)\n\nNothing\n\nOptional text.\n\nOption 1 is better.\n";
        assert_eq!(
            told(text),
            [
                vec![
                    ("Option 1".to_owned(), 1..3, false),
                    ("Option 2".to_owned(), 3..4, true)
                ],
                vec![("Option (a)".to_owned(), 5..9, false)],
            ]
        );
    }

    #[test]
    fn options_within_an_option_are_a_block_of_their_own() {
        let text = "**Option 1:**\n\none\n\n**Option 2:**\n\nOption (a): x\n\nOption (b): y\n\n**Option 3**: No provision on it\n";
        let document = Document::parse(text.as_bytes());
        let blocks = document.options();
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks[1].within, Some((0, 1)));
        assert_eq!(blocks[0].choices[1].paragraphs, 2..5);
        assert_eq!(blocks[1].choices[1].paragraphs, 4..5);
        assert!(blocks[0].choices[2].nothing);
    }

    #[test]
    fn options_in_an_item_end_with_the_item() {
        let text =
            "1. Timing\n\n   **Option 1:** a\n\n   **Option 2:** No text\n\n2. Next\n\n   more\n";
        assert_eq!(
            told(text),
            [vec![
                ("Option 1".to_owned(), 1..2, false),
                ("Option 2".to_owned(), 2..3, true)
            ]]
        );
    }
}
