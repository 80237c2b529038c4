//! A paragraph's words on a page: brackets one in the other, owners, emphasis, links, notes; and changes, for the eye and the ear.

use super::anchor::Anchors;
use super::html::{Attribute, Href, Html};
use crate::text::{Document, Kind, SegmentRole};
use crate::view::{
    Definitions, Leads, Line, Owners, Piece, Role, pieces, pieces_of_words, resolved,
};

use Attribute::{To, Value};

/// A text and what is needed to show its words.
pub(super) struct Words<'a> {
    pub(super) text: &'a Document,
    pub(super) anchors: Anchors,
    owners: Owners,
    definitions: Definitions,
}

impl<'a> Words<'a> {
    pub(super) fn of(text: &'a Document) -> Words<'a> {
        Words {
            text,
            anchors: Anchors::of(text),
            owners: Owners::of(text),
            definitions: Definitions::of(text),
        }
    }

    /// The words of a paragraph; tables as tables, code as it stands.
    pub(super) fn paragraph(&self, index: usize, html: &mut Html) {
        let Some(paragraph) = self.text.paragraphs().get(index) else {
            return;
        };
        let source = self.text.source().get(paragraph.span.clone());
        match paragraph.kind {
            Kind::Table => table(source.unwrap_or_default(), html),
            Kind::Code => {
                html.open("pre", &[Value("tabindex", "0")]);
                html.lines(source.unwrap_or_default());
                html.close("pre");
            }
            _ => {
                let pieces = pieces(self.text, &self.owners, &self.definitions, index);
                self.pieces(&pieces, html);
            }
        }
    }

    fn pieces(&self, pieces: &[Piece], html: &mut Html) {
        let mut open: usize = 0;
        for piece in pieces {
            let shown = piece.line.as_str();
            let opens =
                piece.role == SegmentRole::Sign && shown.trim_start().starts_with(['[', '［']);
            // How many brackets are round it before it: its own sign opens one.
            let round = piece.depth - usize::from(opens && piece.depth > 0);
            while open > round {
                html.close("span");
                open -= 1;
            }
            let (space, rest) = lead(&piece.line);
            if space {
                html.text(" ");
            }
            while open < piece.depth {
                html.open("span", &[Value("class", "b")]);
                open += 1;
            }
            self.piece(piece, &rest, html);
        }
        while open > 0 {
            html.close("span");
            open -= 1;
        }
    }

    fn piece(&self, piece: &Piece, line: &Line, html: &mut Html) {
        match (piece.role, &piece.leads) {
            (SegmentRole::Sign, _) => {
                let deep = piece.depth.to_string();
                match piece.depth {
                    0 | 1 => html.element("b", &[], line.as_str()),
                    _ => html.element("b", &[Value("data-d", &deep)], line.as_str()),
                }
            }
            (SegmentRole::Separator, _) => html.element("b", &[], line.as_str()),
            (SegmentRole::Attribution, _) => {
                let class = owner_class(piece.owner);
                html.element("strong", &[Value("class", class)], line.as_str());
            }
            (SegmentRole::Words, Leads::Nowhere) => spans(line, html),
            (SegmentRole::Words, Leads::Code) => html.element("code", &[], line.as_str()),
            (SegmentRole::Words, Leads::Note(name)) => {
                let at = self.note(name);
                html.open("sup", &[]);
                match at {
                    Some(index) => {
                        let to = Href::here(self.anchors.id(index));
                        html.open("a", &[To(&to)]);
                        html.ours("<i class=\"v\">note </i>");
                        html.text(line.as_str());
                        html.close("a");
                    }
                    None => html.text(line.as_str()),
                }
                html.close("sup");
            }
            (SegmentRole::Words, Leads::To(address)) => match Href::outside(address) {
                Some(to) => {
                    html.open(
                        "a",
                        &[To(&to), Value("rel", "noopener noreferrer nofollow")],
                    );
                    spans(line, html);
                    html.close("a");
                }
                None => {
                    spans(line, html);
                    if line.as_str() != address {
                        html.text(" (");
                        html.text(address);
                        html.text(")");
                    }
                }
            },
        }
    }

    /// The paragraph of a footnote.
    fn note(&self, name: &str) -> Option<usize> {
        let head = format!("[^{name}]:");
        let mut notes = self.text.paragraphs().iter();
        let note = notes.find(|paragraph| {
            paragraph.kind == Kind::Footnote && {
                let source = self.text.source().get(paragraph.span.clone());
                source.is_some_and(|source| source.starts_with(&head))
            }
        });
        note.map(|paragraph| paragraph.index)
    }
}

fn owner_class(owner: Option<u8>) -> &'static str {
    const CLASSES: [&str; 6] = ["o o0", "o o1", "o o2", "o o3", "o o4", "o o5"];
    let n = usize::from(owner.unwrap_or(0)) % CLASSES.len();
    CLASSES.get(n).copied().unwrap_or("o")
}

/// Whether a line begins with a space, and the line without it.
fn lead(line: &Line) -> (bool, Line) {
    let text = line.as_str();
    let core = text.trim_start_matches(' ');
    let gap = text.len() - core.len();
    let mut rest = Line::new();
    for span in line.spans_of(gap..text.len()) {
        rest.push_span(span);
    }
    (gap > 0, rest)
}

fn spans(line: &Line, html: &mut Html) {
    for span in line.spans() {
        let tag = match span.role() {
            Role::Strong => "strong",
            Role::Emphasis => "em",
            Role::Struck | Role::Taken => "del",
            Role::Added | Role::Brought => "ins",
            _ => {
                html.text(span.text());
                continue;
            }
        };
        // A space before a mark is nobody's.
        let text = span.text();
        let core = text.trim_start_matches(' ');
        if core.len() < text.len() {
            html.text(" ");
        }
        html.open(tag, &[]);
        match span.role() {
            Role::Struck => html.ours("<i class=\"v\">[struck: </i>"),
            Role::Added => html.ours("<i class=\"v\">[added: </i>"),
            Role::Taken => html.ours("<i class=\"v\">[moved from here: </i>"),
            Role::Brought => html.ours("<i class=\"v\">[moved to here: </i>"),
            _ => {}
        }
        html.text(core);
        if matches!(tag, "del" | "ins") {
            html.ours("<i class=\"v\">]</i>");
        }
        html.close(tag);
    }
}

/// Words that stand by themselves: quoted, or as somebody wants them.
pub(super) fn words(text: &str, html: &mut Html) {
    for piece in pieces_of_words(text) {
        spans(&piece.line, html);
    }
}

/// A change in words; of what did not change only what stands near, where `near` says how many characters that is.
pub(super) fn change(line: &Line, near: Option<usize>, html: &mut Html) {
    let line = &resolved(line);
    let Some(near) = near else {
        return spans(line, html);
    };
    let mut short = Line::new();
    let many = line.spans().len();
    for (n, span) in line.spans().enumerate() {
        let text = span.text();
        let count = text.chars().count();
        if span.role() != Role::Plain || count <= 2 * near + 3 {
            short.push_span(span);
            continue;
        }
        let after_change = n > 0;
        let before_change = n + 1 < many;
        if after_change {
            let kept: String = text.chars().take(near).collect();
            short.push(Role::Plain, whole_words(&kept, Side::Head));
        }
        short.push(Role::Plain, " … ");
        if before_change {
            let kept: String = text.chars().skip(count - near).collect();
            short.push(Role::Plain, whole_words(&kept, Side::Tail));
        }
    }
    spans(&short, html);
}

/// Which side of a text is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Head,
    Tail,
}

/// A text cut at the last space before its cut end, where there is one near.
fn whole_words(text: &str, side: Side) -> &str {
    let cut = match side {
        Side::Head => text.rfind(' ').map(|at| &text[..at]),
        Side::Tail => text.find(' ').map(|at| &text[at + 1..]),
    };
    cut.filter(|cut| cut.len() * 2 > text.len()).unwrap_or(text)
}

/// A table of Markdown as a table.
fn table(source: &str, html: &mut Html) {
    let rows: Vec<&str> = source
        .lines()
        .filter(|row| !row.trim().is_empty())
        .collect();
    let rule = |row: &str| {
        row.contains('-')
            && row
                .chars()
                .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
    };
    let headed = rows.get(1).is_some_and(|row| rule(row));
    html.ours("<div class=\"w\" tabindex=\"0\"><table>");
    for (n, row) in rows.iter().enumerate() {
        if rule(row) {
            continue;
        }
        html.ours("<tr>");
        for cell in cells(row) {
            let (tag, attributes): (_, &[Attribute<'_>]) = match headed && n == 0 {
                true => ("th", &[Value("scope", "col")]),
                false => ("td", &[]),
            };
            html.open(tag, attributes);
            words(cell, html);
            html.close(tag);
        }
        html.ours("</tr>");
    }
    html.ours("</table></div>");
}

/// The cells of a row.
fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let (mut from, mut escaped) = (0, false);
    for (at, c) in row.char_indices() {
        if c == '|' && !escaped {
            cells.push(row.get(from..at).unwrap_or_default().trim());
            from = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    cells.push(row.get(from..).unwrap_or_default().trim());
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::reword;

    fn shown(source: &str) -> String {
        let text = Document::parse(source);
        let mut html = Html::new();
        Words::of(&text).paragraph(0, &mut html);
        html.finish()
    }

    #[test]
    fn brackets_stand_one_in_the_other_with_their_owners() {
        assert_eq!(
            shown("States [shall [, as appropriate,] / EU: should] act.\n"),
            "States <span class=\"b\"><b>[</b>shall <span class=\"b\"><b data-d=\"2\">[</b>, as appropriate,<b data-d=\"2\">]</b></span> \
             <b>/</b> <strong class=\"o o0\">EU:</strong> should<b>]</b></span> act."
        );
    }

    #[test]
    fn two_brackets_side_by_side_are_two() {
        assert_eq!(
            shown("States [shall][should] act.\n"),
            "States <span class=\"b\"><b>[</b>shall<b>]</b></span><span class=\"b\"><b>[</b>should<b>]</b></span> act."
        );
    }

    #[test]
    fn a_link_leads_outside_only_where_that_is_safe() {
        let good = shown("See [it](https://un.org/a).\n");
        assert!(
            good.contains(
                "<a href=\"https://un.org/a\" rel=\"noopener noreferrer nofollow\">it</a>"
            ),
            "{good}"
        );
        let bad = shown("See [it](javascript:alert(1)).\n");
        assert!(!bad.contains("<a"), "{bad}");
    }

    #[test]
    fn what_changed_is_said_in_words_too() {
        let line = crate::view::change(&reword("States shall act", "States should act"));
        let mut html = Html::new();
        change(&line, None, &mut html);
        assert_eq!(
            html.finish(),
            "States <del><i class=\"v\">[struck: </i>shall<i class=\"v\">]</i></del> \
             <ins><i class=\"v\">[added: </i>should<i class=\"v\">]</i></ins> act"
        );
    }

    #[test]
    fn of_what_did_not_change_only_what_is_near_is_shown() {
        let long = "one two three four five six seven eight nine ten eleven twelve";
        let line = crate::view::change(&reword(
            &format!("{long} shall {long}"),
            &format!("{long} should {long}"),
        ));
        let mut html = Html::new();
        change(&line, Some(20), &mut html);
        let shown = html.finish();
        assert!(
            shown.starts_with(" … nine ten eleven twelve <del>")
                || shown.starts_with(" … ten eleven twelve <del>"),
            "{shown}"
        );
        assert!(shown.ends_with("one two three four … "), "{shown}");
    }

    #[test]
    fn a_table_is_a_table() {
        let shown = shown("| a | b |\n|---|---|\n| 1 \\| 2 | [x / y] |\n");
        assert!(shown.contains("<th scope=\"col\">a</th>"), "{shown}");
        assert!(shown.contains("<td>[x / y]</td>"), "{shown}");
    }
}
