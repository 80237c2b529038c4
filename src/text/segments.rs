//! A paragraph for display: its words cut into runs by the brackets and alternatives they stand in.

use std::ops::Range;

use super::bracket::BracketKind;
use super::document::Document;

/// What a run of a paragraph is, for display.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SegmentRole {
    /// Words.
    Words,
    /// An opening or closing bracket.
    Sign,
    /// The slash between alternatives.
    Separator,
    /// `EU, NOR:` with the space behind it.
    Attribution,
}

/// A run of a paragraph's body that stands in one bracket and one alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its bytes in [`Document::source`].
    pub span: Range<usize>,
    /// What it is.
    pub role: SegmentRole,
    /// The innermost contested bracket round it (its own, for a sign).
    pub bracket: Option<usize>,
    /// The alternative of that bracket; of a sign, the first or the last; of a separator, the one before it.
    pub alternative: Option<usize>,
    /// How many contested brackets stand round it, its own included.
    pub depth: usize,
}

/// A bracket that is open where the walk stands, and the alternative in it.
struct Open {
    bracket: usize,
    alternative: usize,
}

impl Document {
    /// Paragraph `index`'s body cut into runs by the brackets they stand in, in order; joined they are the body.
    pub fn segments(&self, index: usize) -> Vec<Segment> {
        let Some(body) = self
            .paragraphs()
            .get(index)
            .map(|paragraph| paragraph.body.clone())
        else {
            return Vec::new();
        };
        let mut cutter = Cutter {
            document: self,
            at: body.start,
            end: body.end,
            open: self.open_at(index, body.start),
            out: Vec::new(),
        };
        let first = self
            .brackets()
            .partition_point(|bracket| bracket.span.start < body.start);
        let inside = self.brackets().iter().enumerate().skip(first);
        for (n, bracket) in inside.take_while(|(_, bracket)| bracket.span.start < body.end) {
            if bracket.kind != BracketKind::Contested {
                continue;
            }
            cutter.close_before(bracket.span.start);
            cutter.words(bracket.span.start);
            cutter.enter(n);
        }
        cutter.close_before(usize::MAX);
        cutter.words(body.end);
        cutter.out
    }

    /// The contested brackets that are open at an offset of a paragraph, outermost first.
    fn open_at(&self, index: usize, offset: usize) -> Vec<Open> {
        let mut round: Vec<Open> = Vec::new();
        let mut next = self.enclosing(index);
        // A bracket that opens in the paragraph before its body, in its label, may reach into it.
        let paragraph = self.paragraphs().get(index);
        if let Some(start) = paragraph.map(|paragraph| paragraph.span.start) {
            let from = self.brackets().partition_point(|b| b.span.start < start);
            let to = self.brackets().partition_point(|b| b.span.start < offset);
            let head = self.brackets().get(from..to).unwrap_or_default();
            let reaching = head.iter().rposition(|b| b.span.end > offset);
            next = reaching.map(|n| n + from).or(next);
        }
        while let Some(n) = next {
            let Some(bracket) = self.brackets().get(n) else {
                break;
            };
            if bracket.kind == BracketKind::Contested && bracket.span.end > offset {
                let alternative = bracket
                    .alternatives
                    .partition_point(|alternative| alternative.whole.end < offset);
                round.push(Open {
                    bracket: n,
                    alternative: alternative.min(bracket.alternatives.len().saturating_sub(1)),
                });
            }
            next = bracket.parent;
        }
        round.reverse();
        round
    }
}

struct Cutter<'a> {
    document: &'a Document,
    at: usize,
    end: usize,
    open: Vec<Open>,
    out: Vec<Segment>,
}

impl Cutter<'_> {
    fn push(&mut self, to: usize, role: SegmentRole) {
        let to = to.min(self.end);
        if to <= self.at {
            return;
        }
        let top = self.open.last();
        self.out.push(Segment {
            span: self.at..to,
            role,
            bracket: top.map(|open| open.bracket),
            alternative: top.map(|open| open.alternative),
            depth: self.open.len(),
        });
        self.at = to;
    }

    /// Words up to an offset, with the separators and attributions of the innermost bracket in them.
    fn words(&mut self, to: usize) {
        let to = to.min(self.end);
        while self.at < to {
            let Some(open) = self.open.last() else {
                self.push(to, SegmentRole::Words);
                return;
            };
            let (bracket, n) = (open.bracket, open.alternative);
            let Some(bracket) = self.document.brackets().get(bracket) else {
                return;
            };
            let (Some(here), next) = (bracket.alternatives.get(n), bracket.alternatives.get(n + 1))
            else {
                return;
            };
            let (whole, span) = (here.whole.clone(), here.span.clone());
            let owned = !here.parties.is_empty();
            let next = next.map(|next| next.whole.start);
            if owned && self.at < span.start && self.at >= whole.start {
                self.push(span.start.min(to), SegmentRole::Attribution);
            }
            self.push(whole.end.min(to), SegmentRole::Words);
            if self.at >= to {
                return;
            }
            match next {
                Some(next) => {
                    self.push(next.min(to), SegmentRole::Separator);
                    if self.at >= next
                        && let Some(open) = self.open.last_mut()
                    {
                        open.alternative = n + 1;
                    }
                }
                None => {
                    self.push(to, SegmentRole::Words);
                }
            }
        }
    }

    fn enter(&mut self, n: usize) {
        let Some(bracket) = self.document.brackets().get(n) else {
            return;
        };
        self.open.push(Open {
            bracket: n,
            alternative: 0,
        });
        let start = bracket.alternatives.first().map(|first| first.whole.start);
        self.push(start.unwrap_or(self.at), SegmentRole::Sign);
    }

    /// Closes the brackets that end before an offset.
    fn close_before(&mut self, offset: usize) {
        while let Some(open) = self.open.last() {
            let Some(bracket) = self.document.brackets().get(open.bracket) else {
                return;
            };
            let end = bracket.span.end;
            if end > offset || end > self.end || end <= self.at {
                if end <= self.at && end <= offset {
                    self.open.pop();
                    continue;
                }
                return;
            }
            let inner = bracket
                .alternatives
                .last()
                .map_or(end, |last| last.whole.end);
            self.words(inner);
            if let (Some(open), last) = (self.open.last_mut(), bracket.alternatives.len()) {
                open.alternative = last.saturating_sub(1);
            }
            self.push(end, SegmentRole::Sign);
            self.open.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, index: usize) -> Vec<String> {
        let document = Document::parse(text.as_bytes());
        document
            .segments(index)
            .iter()
            .map(|segment| {
                let role = match segment.role {
                    SegmentRole::Words => "",
                    SegmentRole::Sign => "!",
                    SegmentRole::Separator => "/",
                    SegmentRole::Attribution => "@",
                };
                let place = segment
                    .bracket
                    .map(|b| format!("{b}.{}", segment.alternative.unwrap_or(9)));
                format!(
                    "{role}{}|{}{}",
                    &document.source()[segment.span.clone()],
                    place.unwrap_or_default(),
                    segment.depth
                )
            })
            .collect()
    }

    #[test]
    fn every_run_knows_its_bracket_and_alternative() {
        assert_eq!(
            shown("a [shall / EU: b [c]] d", 0),
            [
                "a |0",
                "![|0.01",
                "shall |0.01",
                "//|0.01",
                "@ EU: |0.11",
                "b |0.11",
                "![|1.02",
                "c|1.02",
                "!]|1.02",
                "!]|0.11",
                " d|0"
            ]
        );
    }

    #[test]
    fn a_bracket_over_paragraphs_is_open_in_all_of_them() {
        let text = "a [b\n\nc\n\nd / EU: e] f\n";
        assert_eq!(shown(text, 1), ["c|0.01"]);
        assert_eq!(
            shown(text, 2),
            [
                "d |0.01",
                "//|0.01",
                "@ EU: |0.11",
                "e|0.11",
                "!]|0.11",
                " f|0"
            ]
        );
    }
}
