//! Emphasis: which stars and underscores pair, by CommonMark's rules.

use std::collections::HashMap;
use std::ops::Range;

/// A run of `*` or `_`; what is left of it when all are paired is printed.
#[derive(Debug)]
pub(super) struct Run {
    sign: char,
    /// Where what is left of it begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    length: usize,
    opens: bool,
    closes: bool,
}

/// Emphasized words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Styled {
    /// With their marks.
    pub(super) outer: Range<usize>,
    /// Without.
    pub(super) inner: Range<usize>,
    /// Two marks on either side, not one.
    pub(super) strong: bool,
}

impl Run {
    /// A run with the characters on either side of it.
    pub(super) fn new(
        sign: char,
        span: Range<usize>,
        before: Option<char>,
        after: Option<char>,
    ) -> Run {
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let mark = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
        let left = !space(after) && (!mark(after) || space(before) || mark(before));
        let right = !space(before) && (!mark(before) || space(after) || mark(after));
        let (opens, closes) = match sign {
            '*' => (left, right),
            _ => (
                left && (!right || mark(before)),
                right && (!left || mark(after)),
            ),
        };
        Run {
            sign,
            length: span.len(),
            start: span.start,
            end: span.end,
            opens,
            closes,
        }
    }

    fn left(&self) -> usize {
        self.end - self.start
    }
}

/// Pairs the runs of a paragraph, given in order; linear in their marks.
pub(super) fn pair(runs: &mut [Run]) -> Vec<Styled> {
    let mut out = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    // Below these no opener fits a closer of its kind.
    let mut floors: HashMap<(char, bool, usize), usize> = HashMap::new();
    for at in 0..runs.len() {
        while let Some(closer) = runs.get(at).filter(|run| run.closes && run.left() > 0) {
            let kind = (closer.sign, closer.opens, closer.length % 3);
            let floor = floors.get(&kind).copied().unwrap_or(0).min(open.len());
            let fits = |opener: &Run| {
                let both = opener.closes || closer.opens;
                opener.sign == closer.sign
                    && (!both
                        || !(opener.length + closer.length).is_multiple_of(3)
                        || (opener.length.is_multiple_of(3) && closer.length.is_multiple_of(3)))
            };
            let higher = open.get(floor..).unwrap_or_default();
            let found = higher.iter().rposition(|&n| runs.get(n).is_some_and(fits));
            let Some(found) = found.map(|found| found + floor) else {
                floors.insert(kind, open.len());
                break;
            };
            open.truncate(found + 1);
            for floor in floors.values_mut() {
                *floor = (*floor).min(found);
            }
            let Some(&from) = open.last() else {
                break;
            };
            let strong = closer.left() >= 2 && runs.get(from).is_some_and(|run| run.left() >= 2);
            let width = if strong { 2 } else { 1 };
            let (before, behind) = runs.split_at_mut(at);
            let (Some(opener), Some(closer)) = (before.get_mut(from), behind.first_mut()) else {
                break;
            };
            out.push(Styled {
                outer: opener.end - width..closer.start + width,
                inner: opener.end..closer.start,
                strong,
            });
            opener.end -= width;
            closer.start += width;
            if opener.left() == 0 {
                open.pop();
            }
        }
        if runs.get(at).is_some_and(|run| run.opens && run.left() > 0) {
            open.push(at);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::document::Document;

    #[test]
    fn an_opener_that_came_later_is_found_where_earlier_ones_did_not_fit() {
        let document = Document::parse("_a *b c* _d *e*_ f_\n");
        let printed: String = document
            .printed(0)
            .iter()
            .map(|p| p.text.as_str())
            .collect();
        assert_eq!(printed, "a b c d e f");
    }
}
