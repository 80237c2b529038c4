//! A paragraph as it is printed: Markdown's inline marks resolved, every piece with the bytes of the draft it comes from.

use std::ops::Range;

use super::document::Document;
use super::emphasis::{Styled, pair};
use super::marks::{Atom, Scan};
use super::paragraph::Kind;
use super::segments::{Segment, SegmentRole};

/// Some printed words that look alike, and where they come from.
///
/// The pieces of a paragraph stand in order and do not overlap. Bytes between two pieces are Markdown's marks, addresses, comments
/// and white space that prints as nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Bytes in [`Document::source`].
    pub span: Range<usize>,
    /// What is printed: `\n` where a line is broken by hand; nothing at a footnote's mark.
    pub text: String,
    /// Whether it is what the bytes say, so that a part of it is that part of the bytes; else only the whole is the whole
    /// (`\*`, `&#91;`, a line's end).
    pub exact: bool,
    /// What it is to the brackets round it.
    pub role: SegmentRole,
    /// The innermost contested bracket round it, and the alternative of it, as in [`Segment`].
    pub bracket: Option<(usize, usize)>,
    /// Strongly emphasized.
    pub strong: bool,
    /// Emphasized.
    pub emphasis: bool,
    /// Where it leads, as a link.
    pub link: Option<String>,
    /// The mark of the footnote that is called here, without `[^` and `]`.
    pub note: Option<String>,
    /// The bytes of the outermost emphasis, code or link that it stands in, marks included: to be taken out with its last words.
    pub within: Option<Range<usize>>,
}

impl Document {
    /// A paragraph's words as they are printed, the label not among them; of a table nothing, see [`Document::printed_cells`].
    pub fn printed(&self, index: usize) -> Vec<Piece> {
        let Some(paragraph) = self.paragraphs().get(index) else {
            return Vec::new();
        };
        match paragraph.kind {
            Kind::Table => Vec::new(),
            Kind::Code => self.printed_code(paragraph.body.clone()),
            Kind::Title if self.body(index) != paragraph.text => vec![Piece {
                exact: false,
                text: paragraph.text.clone(),
                ..plain(paragraph.body.clone())
            }],
            _ if self.body(index).is_empty() && !paragraph.text.is_empty() => {
                // A heading that is nothing but its label is its words.
                let source = self.source();
                let span = paragraph.span.clone();
                let words = source.get(span.clone()).unwrap_or_default();
                let at = words.find(&paragraph.text).unwrap_or(0);
                let span = span.start + at..(span.start + at + paragraph.text.len()).min(span.end);
                vec![Piece {
                    exact: source.get(span.clone()) == Some(&paragraph.text),
                    text: paragraph.text.clone(),
                    ..plain(span)
                }]
            }
            _ => {
                let segments = self.segments(index);
                self.pieces(paragraph.body.clone(), &segments)
            }
        }
    }

    /// A table's words, by rows and cells; the line under the head is none of them. Of anything else nothing.
    pub fn printed_cells(&self, index: usize) -> Vec<Vec<Vec<Piece>>> {
        let Some(paragraph) = self.paragraphs().get(index) else {
            return Vec::new();
        };
        if paragraph.kind != Kind::Table {
            return Vec::new();
        }
        let segments = self.segments(index);
        let body = self.body(index);
        let mut rows = Vec::new();
        let mut at = paragraph.body.start;
        for (n, line) in body.split_inclusive('\n').enumerate() {
            let start = at;
            at += line.len();
            let rule = line
                .chars()
                .all(|c| matches!(c, '|' | ':' | '-' | '>' | ' ' | '\t' | '\r' | '\n'));
            if n == 1 && rule {
                continue;
            }
            let cells = cells(line).into_iter();
            rows.push(
                cells
                    .map(|cell| self.pieces(start + cell.start..start + cell.end, &segments))
                    .collect(),
            );
        }
        rows
    }

    fn printed_code(&self, body: Range<usize>) -> Vec<Piece> {
        let text = self.source().get(body.clone()).unwrap_or_default();
        let fence = |line: &str| {
            let line = line.trim_start();
            line.starts_with("```") || line.starts_with("~~~")
        };
        let fenced = fence(text);
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let last = lines.len().saturating_sub(1);
        let mut out: Vec<Piece> = Vec::new();
        let mut at = body.start;
        for (n, line) in lines.iter().enumerate() {
            let start = at;
            at += line.len();
            if fenced && (n == 0 || n == last && fence(line)) {
                continue;
            }
            let kept = line.trim_end_matches(['\n', '\r']);
            if let Some(before) = out.last() {
                let end = before.span.end;
                out.push(Piece {
                    text: "\n".to_owned(),
                    exact: self.source().get(end..start) == Some("\n"),
                    ..plain(end..start)
                });
            }
            out.push(Piece {
                text: kept.to_owned(),
                ..plain(start..start + kept.len())
            });
        }
        out
    }

    /// The pieces of some bytes of a paragraph.
    fn pieces(&self, body: Range<usize>, segments: &[Segment]) -> Vec<Piece> {
        let text = self.source().get(body.clone()).unwrap_or_default();
        let mut scan = Scan {
            document: self,
            text,
            base: body.start,
            atoms: Vec::new(),
            runs: Vec::new(),
            wraps: Vec::new(),
            links: Vec::new(),
        };
        scan.run();
        let Scan {
            mut atoms,
            mut runs,
            mut wraps,
            mut links,
            ..
        } = scan;
        links.sort_by_key(|link| link.0.start);
        let styled = pair(&mut runs);
        for run in &runs {
            // What no partner was found for is printed.
            if run.start < run.end {
                atoms.push(Atom::words(run.start..run.end));
            }
        }
        atoms.sort_by_key(|atom| (atom.span.start, atom.span.end));
        wraps.extend(styled.iter().map(|one| one.outer.clone()));
        wraps.sort_by_key(|wrap| (wrap.start, std::cmp::Reverse(wrap.end)));
        let outer: Vec<Range<usize>> = wraps.into_iter().fold(Vec::new(), |mut all, wrap| {
            if all
                .last()
                .is_none_or(|last: &Range<usize>| last.end <= wrap.start)
            {
                all.push(wrap);
            }
            all
        });
        let mut press = Press {
            text,
            base: body.start,
            segments,
            styled: Spans::of(styled),
            links,
            outer,
            segment: segments.partition_point(|segment| segment.span.end <= body.start),
            wrap: 0,
            out: Vec::new(),
        };
        for atom in atoms {
            press.put(&atom);
        }
        self.unescaped(press.out)
    }

    /// Pieces of which the words in brackets with owners have no escapes any more: a level of them stands there for each such bracket.
    fn unescaped(&self, pieces: Vec<Piece>) -> Vec<Piece> {
        let escape = |piece: &Piece| !piece.exact && piece.text == "&" && piece.bracket.is_some();
        if !pieces.iter().any(escape) {
            return pieces;
        }
        let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
        let mut levels = 0;
        for mut piece in pieces {
            if let Some(last) = out.last_mut()
                && escape(last)
                && levels > 0
                && last.span.end == piece.span.start
                && last.bracket == piece.bracket
                && piece.exact
                && let Some((c, length)) = numbered(&piece.text)
            {
                last.text = c.to_string();
                last.span.end += length;
                levels -= 1;
                piece.span.start += length;
                piece.text.drain(..length);
                if piece.text.is_empty() {
                    continue;
                }
            }
            if escape(&piece) {
                levels = self.owned_round(piece.bracket.map(|(bracket, _)| bracket));
            }
            out.push(piece);
        }
        out
    }
}

/// The character of a reference that some words begin with behind its `&`, and its length: `#91;`.
fn numbered(words: &str) -> Option<(char, usize)> {
    let inner = words.strip_prefix('#')?;
    let end = inner.bytes().take(8).position(|byte| byte == b';')?;
    let c = char::from_u32(inner.get(..end)?.parse().ok()?)?;
    Some((c, end + 2))
}

fn plain(span: Range<usize>) -> Piece {
    Piece {
        span,
        text: String::new(),
        exact: true,
        role: SegmentRole::Words,
        bracket: None,
        strong: false,
        emphasis: false,
        link: None,
        note: None,
        within: None,
    }
}

/// The cells of a table's line, trimmed.
fn cells(line: &str) -> Vec<Range<usize>> {
    let lead = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
    let end = line.trim_end().len().max(lead);
    let inner = line.get(lead..end).unwrap_or_default();
    let mut cuts = Vec::new();
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            '\\' => escaped = !escaped,
            '|' if !escaped => cuts.push(lead + at),
            _ => escaped = false,
        }
    }
    let mut from = lead;
    if cuts.first() == Some(&lead) {
        cuts.remove(0);
        from = lead + 1;
    }
    let mut out = Vec::new();
    let closed = cuts.last().is_some_and(|cut| cut + 1 == end);
    let count = cuts.len();
    for (n, to) in cuts.into_iter().chain([end]).enumerate() {
        if n == count && closed {
            break;
        }
        let words = line.get(from..to).unwrap_or_default();
        let start = from + words.len() - words.trim_start().len();
        out.push(start..start + words.trim().len());
        from = to + 1;
    }
    out
}

/// Where emphasis begins and ends, in order.
struct Spans {
    turns: Vec<(usize, i8, i8)>,
    next: usize,
    strong: i32,
    emphasis: i32,
}

impl Spans {
    fn of(styled: Vec<Styled>) -> Spans {
        let mut turns: Vec<(usize, i8, i8)> = Vec::with_capacity(styled.len() * 2);
        for one in styled {
            let (strong, emphasis) = match one.strong {
                true => (1, 0),
                false => (0, 1),
            };
            turns.push((one.inner.start, strong, emphasis));
            turns.push((one.inner.end, -strong, -emphasis));
        }
        turns.sort_unstable();
        Spans {
            turns,
            next: 0,
            strong: 0,
            emphasis: 0,
        }
    }

    /// Whether a place, behind all asked for before, is strong and emphasized.
    fn at(&mut self, place: usize) -> (bool, bool) {
        while let Some(&(_, strong, emphasis)) =
            self.turns.get(self.next).filter(|turn| turn.0 <= place)
        {
            self.strong += i32::from(strong);
            self.emphasis += i32::from(emphasis);
            self.next += 1;
        }
        (self.strong > 0, self.emphasis > 0)
    }
}

/// Puts pieces down in order, each cut where the brackets round it change.
struct Press<'a> {
    text: &'a str,
    base: usize,
    segments: &'a [Segment],
    segment: usize,
    styled: Spans,
    links: Vec<(Range<usize>, String)>,
    outer: Vec<Range<usize>>,
    wrap: usize,
    out: Vec<Piece>,
}

impl Press<'_> {
    fn put(&mut self, atom: &Atom) {
        let mut at = atom.span.start;
        while at < atom.span.end {
            let here = at + self.base;
            while self
                .segments
                .get(self.segment)
                .is_some_and(|segment| segment.span.end <= here)
            {
                self.segment += 1;
            }
            let segment = self.segments.get(self.segment);
            let segment = segment.filter(|segment| segment.span.start <= here);
            let cut = match (segment, &atom.text) {
                (Some(segment), None) => (segment.span.end - self.base).min(atom.span.end),
                _ => atom.span.end,
            };
            let (strong, emphasis) = self.styled.at(at);
            while self.outer.get(self.wrap).is_some_and(|wrap| wrap.end <= at) {
                self.wrap += 1;
            }
            let within = self.outer.get(self.wrap).filter(|wrap| wrap.start <= at);
            // Links hardly ever stand in links.
            let behind = self.links.partition_point(|link| link.0.start <= at);
            let mut near = self
                .links
                .get(..behind)
                .unwrap_or_default()
                .iter()
                .rev()
                .take(8);
            let link = near.find(|link| at < link.0.end).map(|link| link.1.clone());
            self.push(Piece {
                span: here..cut + self.base,
                text: match &atom.text {
                    Some(text) => text.clone(),
                    None => self.text.get(at..cut).unwrap_or_default().to_owned(),
                },
                exact: atom.text.is_none(),
                role: segment.map_or(SegmentRole::Words, |segment| segment.role),
                bracket: segment.and_then(|segment| segment.bracket.zip(segment.alternative)),
                strong,
                emphasis,
                link,
                note: atom.note.clone(),
                within: within.map(|wrap| wrap.start + self.base..wrap.end + self.base),
            });
            at = cut;
        }
    }

    /// Words that follow on words alike are one piece.
    fn push(&mut self, piece: Piece) {
        if let Some(last) = self.out.last_mut()
            && last.exact
            && piece.exact
            && last.span.end == piece.span.start
            && (last.role, last.bracket, last.strong, last.emphasis)
                == (piece.role, piece.bracket, piece.strong, piece.emphasis)
            && last.within == piece.within
            && last.link == piece.link
        {
            last.span.end = piece.span.end;
            last.text.push_str(&piece.text);
            return;
        }
        self.out.push(piece);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// `*emphasis*`, `**strong**` and `<link|…>` as they would be marked, brackets' parts apart.
    fn shown(source: &str) -> String {
        let document = Document::parse(source);
        let pieces = document.printed(document.paragraphs().len() - 1);
        let each = pieces.iter().map(|piece| {
            let mut text = piece.text.replace('\n', "⏎");
            if piece.exact {
                assert_eq!(
                    piece.text,
                    &document.source()[piece.span.clone()],
                    "{source}"
                );
            }
            if let Some(note) = &piece.note {
                text = format!("«{note}»");
            }
            if piece.emphasis {
                text = format!("_{text}_");
            }
            if piece.strong {
                text = format!("#{text}#");
            }
            match &piece.link {
                Some(link) => format!("<{text}>{link}"),
                None => text,
            }
        });
        let places: Vec<_> = pieces.iter().map(|piece| piece.span.clone()).collect();
        assert!(places.is_sorted_by(|a, b| a.end <= b.start), "{places:?}");
        each.collect::<Vec<_>>().join("·")
    }

    #[test]
    fn marks_go_and_what_they_mark_stays() {
        for (source, expected) in [
            (
                "*Recalling* the **whole** text\n",
                "_Recalling_· the ·#whole#· text",
            ),
            (
                "***both*** and _one_ of snake_case\n",
                "#_both_#· and ·_one_· of snake_case",
            ),
            ("2 * 3, a*b, **open\n", "2 * 3, a*b, **open"),
            (
                "\\*no\\* &#91;quoted&#93; &amp\n",
                "*·no·*· ·[·quoted·]· &amp",
            ),
            ("`a*b` and ``c`d``\n", "a*b· and ·c`d"),
            ("a\nb  \nc\\\nd\n", "a· ·b·⏎·c·⏎·d"),
            ("国家\n应当  加强\n", "国家·应当· ·加强"),
            (
                "See [the *letter*](../seed.md \"t\") and <https://a.org>.\n",
                "See ·<the >../seed.md·<_letter_>../seed.md· and ·<https://a.org>https://a.org·.",
            ),
            (
                "[n]: https://a.org\n\nSee [the n][n], [n] or [no].\n",
                "See ·<the n>https://a.org·, ·<n>https://a.org· or ·[·no·]·.",
            ),
            (
                "As noted[^4].<!-- no -->\n\n[^4]: x\n\nAs noted[^4].<!-- no -->\n",
                "As noted·«4»·.",
            ),
            ("> quoted\n> text\n", "quoted· ·text"),
            ("![a picture](a.png)\n", "<a picture>a.png"),
            ("## Article 4\n", "Article 4"),
        ] {
            assert_eq!(shown(source), expected, "{source}");
        }
    }

    #[test]
    fn every_piece_knows_what_it_is_to_its_bracket() {
        let document = Document::parse("States [*shall* / EU, NOR: should] act\n");
        let pieces = document.printed(0);
        let roles: Vec<(&str, SegmentRole)> =
            pieces.iter().map(|p| (p.text.as_str(), p.role)).collect();
        assert_eq!(
            roles,
            [
                ("States ", SegmentRole::Words),
                ("[", SegmentRole::Sign),
                ("shall", SegmentRole::Words),
                (" ", SegmentRole::Words),
                ("/", SegmentRole::Separator),
                (" EU, NOR: ", SegmentRole::Attribution),
                ("should", SegmentRole::Words),
                ("]", SegmentRole::Sign),
                (" act", SegmentRole::Words),
            ]
        );
        assert_eq!(pieces[2].within, Some(8..15));
    }

    #[test]
    fn a_table_is_cells_and_code_is_lines() {
        let document = Document::parse("| a | *b* |\n|---|---|\n| c \\| d | |\n");
        let cells: Vec<Vec<String>> = document
            .printed_cells(0)
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| cell.iter().map(|p| p.text.as_str()).collect())
                    .collect()
            })
            .collect();
        assert_eq!(cells, [["a", "b"], ["c | d", ""]]);
        assert_eq!(shown("```\n[x]\n  y\n```\n"), "[x]·⏎·  y");
    }

    #[test]
    fn hostile_marks_take_no_longer_than_their_length() {
        for piece in ["*a _b ", "[", "](x.md)", "`", "``a", "&#", "<a", "**_"] {
            let text = piece.repeat(20_000);
            let document = Document::parse(text.as_str());
            for paragraph in document.paragraphs() {
                let _ = document.printed(paragraph.index);
            }
        }
    }
}
