//! Breaking a long line into the lines of a column, between words, and between ideographs where their usage allows.

use super::line::{Line, after_ideograph, width};
use super::role::Role;
use crate::text::graphemes;

/// Wraps a line to a width. Words stay whole where they fit in a line, graphemes always; spaces at a break go.
///
/// Continuations are indented by the line's own hanging indent, at most a third of the width.
pub fn wrap(line: &Line, to: usize) -> Vec<Line> {
    let to = to.max(1);
    if line.width() <= to {
        return vec![line.clone()];
    }
    let hang = line.hang().min(to / 3);
    let mut filled = Filled {
        to,
        hang,
        done: Vec::new(),
        line: Line::new(),
        used: 0,
    };
    let mut word: Vec<(Role, &str, usize)> = Vec::new();
    let mut space: Vec<(Role, &str, usize)> = Vec::new();
    let mut before = None;
    for span in line.spans() {
        for text in pieces(span.text()) {
            let piece = (span.role(), text, width(text));
            let mut class = Class::of(text);
            // The mark `[-` is no dash: what is struck begins behind it.
            if class == Class::Dash && before == Some(Class::Leading) {
                class = Class::Leading;
            }
            if class == Class::Space {
                filled.put(&mut space, &mut word);
                space.push(piece);
            } else {
                if before.is_some_and(|before| may_break(before, class)) && !goes_on(before, text) {
                    filled.put(&mut space, &mut word);
                }
                word.push(piece);
            }
            before = Some(class);
        }
    }
    filled.put(&mut space, &mut word);
    filled.done.push(filled.line);
    filled.done
}

/// The graphemes of a text; a run of ASCII letters and digits is one piece, since no line ends inside a word that fits.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let run = bytes
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        // What is not ASCII may combine with the letter before it.
        let run = match bytes.get(run) {
            Some(next) if !next.is_ascii() => run.saturating_sub(1),
            _ => run,
        };
        let length = match bytes {
            _ if run > 0 => run,
            [b' ', next, ..] if next.is_ascii() => 1,
            _ if stands_alone(bytes) => 3,
            _ => graphemes(rest).next()?.len(),
        };
        let (piece, behind) = rest.split_at_checked(length)?;
        rest = behind;
        Some(piece)
    })
}

/// Whether a text begins with an ideograph behind which comes nothing that might hold to it.
fn stands_alone(bytes: &[u8]) -> bool {
    let behind = after_ideograph(bytes);
    behind.is_some_and(|rest| {
        rest.first().is_none_or(u8::is_ascii) || after_ideograph(rest).is_some()
    })
}

/// Whether what stands behind a dash or a stroke is the rest of a name: `XNO-3`, `A/CONF.192`.
fn goes_on(before: Option<Class>, grapheme: &str) -> bool {
    before == Some(Class::Dash)
        && grapheme.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
}

struct Filled {
    to: usize,
    hang: usize,
    done: Vec<Line>,
    line: Line,
    used: usize,
}

impl Filled {
    /// Puts the waiting word into the line behind its space, or into the next one without.
    fn put(&mut self, space: &mut Vec<(Role, &str, usize)>, word: &mut Vec<(Role, &str, usize)>) {
        if word.is_empty() {
            return;
        }
        let gap: usize = space.iter().map(|piece| piece.2).sum();
        let wide: usize = word.iter().map(|piece| piece.2).sum();
        let start = if self.done.is_empty() { 0 } else { self.hang };
        if self.used + gap + wide <= self.to {
            space.drain(..).for_each(|piece| self.add(piece));
        } else if self.used > start {
            space.clear();
            self.turn();
        } else {
            space.clear();
        }
        let fits = self.used + wide <= self.to;
        for piece in word.drain(..) {
            if fits {
                self.add(piece);
                continue;
            }
            for grapheme in graphemes(piece.1) {
                let wide = width(grapheme);
                if self.used + wide > self.to && self.used > self.hang {
                    self.turn();
                }
                self.add((piece.0, grapheme, wide));
            }
        }
    }

    fn add(&mut self, (role, text, wide): (Role, &str, usize)) {
        self.line.push_piece(role, text);
        self.used += wide;
    }

    fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.line));
        if self.hang > 0 {
            self.line.push_piece(Role::Plain, &" ".repeat(self.hang));
        }
        self.used = self.hang;
    }
}

/// How a grapheme behaves at the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    /// A letter, a digit, or anything else that holds to its neighbours.
    Letter,
    /// `-`, `–`, `—`, `/`: a line may end behind it.
    Dash,
    /// A wide character: a line may end on either side.
    Wide,
    /// A wide character that never begins a line: `，。）」`.
    Closing,
    /// A wide character that never ends a line: `（「`.
    Opening,
    /// Narrow punctuation that never begins a line: `, . ) ] ”`.
    Trailing,
    /// Narrow punctuation that never ends a line: `( [ “`.
    Leading,
}

impl Class {
    fn of(grapheme: &str) -> Class {
        let Some(c) = grapheme.chars().next() else {
            return Class::Letter;
        };
        match c {
            ' '
            | '\u{1680}'
            | '\u{2000}'..='\u{2006}'
            | '\u{2008}'..='\u{200a}'
            | '\u{205f}'
            | '\u{3000}' => Class::Space,
            '-' | '\u{2010}' | '–' | '—' | '/' => Class::Dash,
            '、'
            | '。'
            | '，'
            | '．'
            | '：'
            | '；'
            | '！'
            | '？'
            | '）'
            | '］'
            | '｝'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '〉'
            | '》'
            | '〗'
            | '〙'
            | '〛'
            | '％'
            | '・'
            | 'ー'
            | '々'
            | '〻'
            | '／'
            | '～'
            | 'ぁ'
            | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ゎ'
            | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | 'ヮ'
            | 'ヵ'
            | 'ヶ'
            | '\u{ff61}'..='\u{ff65}' => Class::Closing,
            '（' | '［' | '｛' | '「' | '『' | '【' | '〔' | '〈' | '《' | '〖' | '〘' | '〚'
            | '＄' | '￥' => Class::Opening,
            ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '”' | '’' | '»' | '%' | '…'
            | '،' | '؛' | '؟' | '⟩' | '›' => Class::Trailing,
            '(' | '[' | '{' | '“' | '‘' | '«' | '⟨' | '‹' | '§' | '¶' => Class::Leading,
            c if is_wide(c) => Class::Wide,
            _ => Class::Letter,
        }
    }
}

/// Says whether a character may stand alone at either end of a line, as ideographs, kana and wide symbols do.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

fn may_break(before: Class, after: Class) -> bool {
    match (before, after) {
        (_, Class::Closing | Class::Trailing) | (Class::Opening | Class::Leading, _) => false,
        (Class::Wide | Class::Closing, _) | (_, Class::Wide | Class::Opening) => {
            before != Class::Space
        }
        (Class::Dash, Class::Letter | Class::Leading) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, to: usize) -> Vec<String> {
        wrap(&Line::plain(text), to)
            .iter()
            .map(Line::text)
            .collect()
    }

    #[test]
    fn words_stay_whole_and_spaces_at_a_break_go() {
        assert_eq!(
            wrapped("States shall take measures", 12),
            ["States shall", "take", "measures"]
        );
        assert_eq!(wrapped("a  b", 2), ["a", "b"]);
    }

    #[test]
    fn a_proposal_s_number_and_a_symbol_stay_whole() {
        let rows = wrap(
            &Line::plain("collides with XSE-1 of A/CONF.192 and man-made"),
            17,
        );
        let rows: Vec<String> = rows.iter().map(Line::text).collect();
        assert_eq!(
            rows,
            ["collides with", "XSE-1 of", "A/CONF.192 and", "man-made"]
        );
    }

    #[test]
    fn no_line_ends_between_a_mark_and_what_it_marks() {
        assert_eq!(
            wrapped("a [-[shall]-] {+shall+}", 12),
            ["a", "[-[shall]-]", "{+shall+}"]
        );
    }

    #[test]
    fn a_word_that_fits_nowhere_is_cut_between_graphemes() {
        assert_eq!(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(
            wrapped("e\u{301}e\u{301}e\u{301}", 2),
            ["e\u{301}e\u{301}", "e\u{301}"]
        );
        assert_eq!(wrapped("to abcdefgh", 4), ["to", "abcd", "efgh"]);
    }

    #[test]
    fn a_comma_never_begins_a_line_of_ideographs_and_a_parenthesis_never_ends_one() {
        assert_eq!(
            wrapped("各国应当加强，合作", 12),
            ["各国应当加", "强，合作"]
        );
        assert_eq!(wrapped("各国应当（加强）", 10), ["各国应当", "（加强）"]);
    }

    #[test]
    fn continuations_hang_and_keep_their_roles() {
        let line = Line::of(Role::Label, "12. ")
            .with(Role::Plain, "States shall")
            .hanging(4);
        let lines = wrap(&line, 12);
        assert_eq!(
            lines.iter().map(Line::text).collect::<Vec<_>>(),
            ["12. States", "    shall"]
        );
        assert_eq!(lines.first().map(|line| line.spans().len()), Some(2));
    }

    #[test]
    fn every_line_fits_and_no_word_is_lost() {
        let text = "Emphasizing (that) the cost-effectiveness of [措施，包括] measures—all of them—shall/should be 加强 x";
        for to in 1..40 {
            let lines = wrap(&Line::plain(text).hanging(3), to);
            assert!(
                lines.iter().all(|line| line.width() <= to.max(2)),
                "{to}: {lines:?}"
            );
            let joined: String = lines.iter().map(Line::text).collect();
            let bare = |text: &str| text.replace(' ', "");
            assert_eq!(bare(&joined), bare(text));
        }
    }
}
