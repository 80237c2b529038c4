//! What may not be cut when a bracket is put round words: a pair is held whole or left whole.

use std::ops::Range;

/// A stretch of text that a bracket may not cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    /// Its opening mark.
    pub(super) open: Range<usize>,
    /// Its closing mark.
    pub(super) close: Range<usize>,
    /// Whether nothing may be changed inside it alone: code, links, comments, references.
    pub(super) opaque: bool,
}

impl Pair {
    /// The stretch that must be taken whole if `cut` is taken; `None` where `cut` may stand.
    pub(super) fn demands(&self, cut: &Range<usize>) -> Option<Range<usize>> {
        let whole = self.open.start..self.close.end;
        if cut.start <= whole.start && whole.end <= cut.end {
            return None;
        }
        let inside = self.open.end <= cut.start && cut.end <= self.close.start;
        let outside = cut.end <= whole.start || whole.end <= cut.start;
        if outside || inside && !self.opaque {
            return None;
        }
        Some(whole)
    }
}

/// The pairs of a text.
pub(super) fn pairs(text: &str) -> Vec<Pair> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let end_of = |n: usize| chars.get(n).map_or(text.len(), |(at, _)| *at);
    let char_at = |n: usize| chars.get(n).map(|(_, c)| *c);
    let mut found: Vec<Pair> = Vec::new();
    let mut brackets: Vec<usize> = Vec::new();
    let mut marks: Vec<(String, usize)> = Vec::new();
    let mut n = 0;
    while let Some(c) = char_at(n) {
        let at = end_of(n);
        let rest = text.get(at..).unwrap_or_default();
        if let Some(length) = opaque(rest) {
            let end = at + length;
            found.push(Pair {
                open: at..at,
                close: end..end,
                opaque: true,
            });
            while end_of(n) < end {
                n += 1;
            }
            continue;
        }
        match c {
            '[' | '［' => brackets.push(n),
            ']' | '］' => {
                if let Some(opener) = brackets.pop() {
                    let address = text
                        .get(end_of(n + 1)..)
                        .filter(|rest| rest.starts_with('('))
                        .and_then(|rest| rest.find(')'));
                    let note = char_at(opener + 1) == Some('^');
                    let close_end = end_of(n + 1) + address.map_or(0, |length| length + 1);
                    found.push(Pair {
                        open: end_of(opener)..end_of(opener + 1),
                        close: at..close_end,
                        opaque: address.is_some() || note,
                    });
                }
            }
            '*' | '_' | '~' => {
                let run = rest.chars().take_while(|other| *other == c).count();
                let mark: String = rest.chars().take(run).collect();
                let before = n.checked_sub(1).and_then(char_at);
                let after = char_at(n + run);
                let opens = after.is_some_and(|c| !c.is_whitespace())
                    && (c != '_' || before.is_none_or(|c| !c.is_alphanumeric()));
                let closes = before.is_some_and(|c| !c.is_whitespace());
                let partner = marks.iter().rposition(|(other, _)| *other == mark);
                match partner.filter(|_| closes) {
                    Some(place) => {
                        if let Some((_, opener)) = marks.get(place) {
                            found.push(Pair {
                                open: end_of(*opener)..end_of(*opener + run),
                                close: at..end_of(n + run),
                                opaque: false,
                            });
                        }
                        marks.truncate(place);
                    }
                    None if opens && (c != '~' || run == 2) => marks.push((mark, n)),
                    None => {}
                }
                n += run;
                continue;
            }
            _ => {}
        }
        n += 1;
    }
    found
}

/// How long the piece is that begins here and may not be changed inside: an escape, code, a comment, a tag, a note, a reference.
fn opaque(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    match first {
        '\\' => Some(1 + rest.chars().nth(1).map_or(0, char::len_utf8)),
        '`' => {
            let run = rest.bytes().take_while(|b| *b == b'`').count();
            let fence = rest.get(..run)?;
            let inside = rest.get(run..)?;
            let mut from = 0;
            while let Some(at) = inside.get(from..)?.find(fence) {
                let start = from + at;
                let end = start + run;
                let alone = inside.as_bytes().get(end) != Some(&b'`');
                if alone {
                    return Some(run + end);
                }
                let more = inside
                    .get(start..)?
                    .bytes()
                    .take_while(|b| *b == b'`')
                    .count();
                from = start + more;
            }
            Some(run)
        }
        '<' if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 3),
        '<' => {
            let next = rest.chars().nth(1)?;
            let end = rest.find('>')?;
            (next.is_ascii_alphabetic() || next == '/').then_some(end + 1)
        }
        // `{placement: …}`: what stands in it is read by nobody.
        '{' => {
            let end = rest.find('}')?;
            rest.get(..end)?.contains(':').then_some(end + 1)
        }
        '&' => {
            let end = rest.find(';')?;
            let name = rest.get(1..end)?;
            let plain = !name.is_empty()
                && name.len() <= 32
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#');
            plain.then_some(end + 1)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_across_emphasis_takes_the_emphasis_whole() {
        let text = "see *old text* here";
        let all = pairs(text);
        assert_eq!(all.len(), 1);
        let demanded = all.first().and_then(|pair| pair.demands(&(4..8)));
        assert_eq!(demanded, Some(4..14));
        assert_eq!(all.first().and_then(|pair| pair.demands(&(5..8))), None);
    }

    #[test]
    fn a_link_and_code_are_taken_whole() {
        assert_eq!(
            pairs("a [b](c d) e")
                .first()
                .and_then(|p| p.demands(&(3..4))),
            Some(2..10)
        );
        assert_eq!(
            pairs("a `b c` d").first().and_then(|p| p.demands(&(3..4))),
            Some(2..7)
        );
    }
}
