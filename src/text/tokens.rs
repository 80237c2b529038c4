//! Words: a paragraph's text cut into words, ideographs, punctuation, brackets and spaces.

use unicode_segmentation::UnicodeSegmentation;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word or a number; one ideograph.
    Word,
    /// White space.
    Space,
    /// A bracket.
    Bracket,
    /// Anything else: punctuation, Markdown marks.
    Mark,
}

/// A piece of text; the tokens of a text joined are the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// Its characters.
    pub text: &'a str,
    /// What it is.
    pub kind: TokenKind,
}

/// Cuts a text into tokens; joined they are the text.
///
/// Word boundaries are those of Unicode Standard Annex 29; a run of white space is one token, an ideograph a word of its own.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::with_capacity(text.len() / 4);
    each_token(text, |start, piece, kind| {
        if kind == TokenKind::Space
            && let Some(last) = out.last_mut()
            && last.kind == TokenKind::Space
        {
            last.text = &text[start - last.text.len()..start + piece.len()];
            return;
        }
        out.push(Token { text: piece, kind });
    });
    out
}

/// Tells where each token of a text begins, its characters and what it is; a run of white space may come in pieces.
///
/// What is plain ASCII between spaces, most of a Western text, is cut here by the annex's rules for ASCII, and ideographs
/// stand alone, many times faster than by its tables; everything else is cut by the segmenter.
pub fn each_token<'t>(text: &'t str, mut told: impl FnMut(usize, &'t str, TokenKind)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut alone = false;
    while at < bytes.len() {
        // Most of a Chinese text: an ideograph that nothing holds to.
        if let Some([0xe5..=0xe9, _, _, next, ..]) = bytes.get(at..)
            && (next.is_ascii() || begins_ideograph(*next))
        {
            told(
                at,
                text.get(at..at + 3).unwrap_or_default(),
                TokenKind::Word,
            );
            (at, alone) = (at + 3, true);
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let first = rest.chars().next().unwrap_or_default();
        let plain = if first.is_ascii() {
            plain_end(bytes, at)
        } else {
            at
        };
        if plain > at {
            while at < plain {
                let from = at;
                let kind = ascii_token(bytes, &mut at, plain);
                told(from, text.get(from..at).unwrap_or_default(), kind);
            }
            alone = false;
            continue;
        }
        if let Some((piece, _)) = standing_alone(rest, alone) {
            let sign = matches!(piece.as_bytes(), [0xe4, 0xb7, _] | [0xe2 | 0xe3 | 0xef, ..]);
            let kind = if sign {
                TokenKind::Mark
            } else {
                TokenKind::Word
            };
            told(at, piece, kind);
            (at, alone) = (at + piece.len(), true);
            continue;
        }
        alone = false;
        let spaces = rest.bytes().take_while(u8::is_ascii_whitespace).count();
        let end = until_space(bytes, at + spaces.max(first.len_utf8()));
        let piece = text.get(at..end).unwrap_or_default();
        for (start, piece) in piece.split_word_bound_indices() {
            told(at + start, piece, kind_of(piece));
        }
        at = end;
    }
}

/// How far a text is plain ASCII that may be cut on its own, from a place on.
///
/// What is not ASCII may combine with the word or the space before it, so the last of these is left out; an ideograph does not.
fn plain_end(bytes: &[u8], from: usize) -> usize {
    const STRETCH: usize = 32;
    let rest = bytes.get(from..).unwrap_or_default();
    // A stretch at a time is looked at at once.
    let mut end = 0;
    for stretch in rest.chunks(STRETCH) {
        if !stretch.is_ascii() {
            end += stretch.iter().take_while(|byte| byte.is_ascii()).count();
            break;
        }
        end += stretch.len();
    }
    if rest.get(end).is_none_or(|next| begins_ideograph(*next)) {
        return from + end;
    }
    let plain = rest.get(..end).unwrap_or_default();
    let Some(space) = plain.last().map(u8::is_ascii_whitespace) else {
        return from;
    };
    let last = plain.iter().rev();
    from + end
        - last
            .take_while(|byte| byte.is_ascii_whitespace() == space)
            .count()
}

/// The kind of the token of plain ASCII that begins at a place, which is moved behind it, `end` at most.
fn ascii_token(bytes: &[u8], at: &mut usize, end: usize) -> TokenKind {
    let here = bytes.get(*at..end).unwrap_or_default();
    let first = here.first().copied().unwrap_or_default();
    let word = |byte: &u8| IN_WORDS[usize::from(*byte)];
    if word(&first) {
        let run = here.iter().take_while(|byte| word(byte)).count();
        // Most words end with a space: only a sign that may join two words is looked at closely.
        let joins = matches!(here.get(run), Some(b'\'' | b'.' | b':' | b',' | b';'));
        let length = if joins { ascii_piece(here) } else { run };
        *at += length;
        let named = first != b'_'
            || here
                .iter()
                .take(length)
                .any(|byte| byte.is_ascii_alphanumeric());
        return if named {
            TokenKind::Word
        } else {
            TokenKind::Mark
        };
    }
    if first.is_ascii_whitespace() {
        *at += here.iter().take_while(|b| b.is_ascii_whitespace()).count();
        return TokenKind::Space;
    }
    *at += 1;
    match first {
        b'[' | b']' => TokenKind::Bracket,
        // White space to Unicode, and none to ASCII.
        0x0b => TokenKind::Space,
        _ => TokenKind::Mark,
    }
}

/// The words of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut words = Vec::new();
    each_token(text, |_, piece, kind| {
        if kind == TokenKind::Word {
            words.push(piece);
        }
    });
    words.into_iter()
}

/// The ASCII bytes that words are made of.
const IN_WORDS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    table
};

/// How many words a text has: the number of [`words`], found without cutting what is plain ASCII into pieces.
pub(super) fn count_words(text: &str) -> usize {
    if let Some(count) = plain_words(text.as_bytes()) {
        return count;
    }
    if !text.is_ascii() {
        let mut count = 0;
        each_token(text, |_, _, kind| {
            count += usize::from(kind == TokenKind::Word)
        });
        return count;
    }
    let bytes = text.as_bytes();
    let word = |byte: u8| IN_WORDS[usize::from(byte)];
    let (mut at, mut count) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        if !word(byte) {
            at += 1;
            continue;
        }
        let run = bytes[at..].iter().take_while(|byte| word(**byte)).count();
        // Most words end with a space: only a sign that may join two words is looked at closely.
        let joins = matches!(bytes.get(at + run), Some(b'\'' | b'.' | b':' | b',' | b';'));
        let length = if joins {
            ascii_piece(&bytes[at..])
        } else {
            run
        };
        let piece = &bytes[at..at + length];
        count += usize::from(byte != b'_' || piece.iter().any(u8::is_ascii_alphanumeric));
        at += length;
    }
    count
}

/// How many words some bytes are, where each run of ASCII letters and figures is one: where nothing else is found that
/// might be of a word, nor a sign that might join two.
///
/// Without an early way out, so that many bytes are looked at at once.
fn plain_words(bytes: &[u8]) -> Option<usize> {
    const STRETCH: usize = 128;
    let [first, after @ ..] = bytes else {
        return Some(0);
    };
    // Ones and zeros, not truths: those are not added up many at once.
    let letter = |byte: u8| u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
    let word = |byte: u8| letter(byte) | u8::from(byte.wrapping_sub(b'0') < 10);
    let other = |byte: u8| u8::from(byte >= 0x80) | u8::from(byte == b'_');
    let joins = |byte: u8| {
        u8::from(byte == b'\'')
            | u8::from(byte == b'.')
            | u8::from(byte == b',')
            | u8::from(byte == b':')
            | u8::from(byte == b';')
    };
    let mut count = usize::from(word(*first));
    let mut odd = bytes.last().map_or(0, |last| other(*last));
    for (here, next) in bytes.chunks(STRETCH).zip(after.chunks(STRETCH)) {
        let mut begun = 0;
        for (&here, &next) in here.iter().zip(next) {
            begun += (1 - word(here)) & word(next);
            odd |= other(here) | (joins(here) & word(next));
        }
        count += usize::from(begun);
    }
    (odd == 0).then_some(count)
}

fn kind_of(piece: &str) -> TokenKind {
    let Some(first) = piece.chars().next() else {
        return TokenKind::Mark;
    };
    if first.is_ascii_alphanumeric()
        || matches!(first, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
    {
        TokenKind::Word
    } else if first.is_whitespace() {
        TokenKind::Space
    } else if matches!(first, '[' | ']' | '［' | '］') {
        TokenKind::Bracket
    } else if piece.chars().any(char::is_alphanumeric) {
        TokenKind::Word
    } else {
        TokenKind::Mark
    }
}

/// The bytes that begin an ideograph of the common planes; no word of several characters holds one.
fn begins_ideograph(byte: u8) -> bool {
    matches!(byte, 0xe4..=0xe9)
}

/// An ideograph at the head of a text, or a sign of Chinese punctuation behind one, where what follows cannot belong to it.
fn standing_alone(text: &str, behind_one: bool) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let sign = |bytes: &[u8]| {
        matches!(
            bytes,
            // 、。〈《「『【, their closers, ，；：（）“”
            [0xe3, 0x80, 0x81..=0x82 | 0x88..=0x91, ..]
                | [0xef, 0xbc, 0x88 | 0x89 | 0x8c | 0x9a | 0x9b, ..]
                | [0xe2, 0x80, 0x9c | 0x9d, ..]
        )
    };
    let first = *bytes.first()?;
    if !(begins_ideograph(first) || behind_one && sign(bytes)) {
        return None;
    }
    let (piece, after) = text.split_at_checked(3)?;
    let next = after.as_bytes();
    let free = next
        .first()
        .is_none_or(|byte| byte.is_ascii() || begins_ideograph(*byte))
        || sign(next);
    free.then_some((piece, after))
}

/// The first ASCII space from an offset on that ASCII follows, or the first ideograph.
fn until_space(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() {
        let here = bytes[at].is_ascii_whitespace();
        if here && bytes.get(at + 1).is_none_or(u8::is_ascii) || begins_ideograph(bytes[at]) {
            break;
        }
        at += 1;
    }
    at
}

/// How long the first piece of some ASCII is; a run of white space is one piece.
fn ascii_piece(bytes: &[u8]) -> usize {
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let Some(&first) = bytes.first() else {
        return 0;
    };
    if first.is_ascii_whitespace() {
        return bytes.iter().take_while(|b| b.is_ascii_whitespace()).count();
    }
    if !word(first) {
        return 1;
    }
    let mut at = 1;
    while let Some(&here) = bytes.get(at) {
        if word(here) {
            at += 1;
            continue;
        }
        let before = bytes[at - 1];
        let Some(&after) = bytes.get(at + 1) else {
            break;
        };
        let letters = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
        let digits = before.is_ascii_digit() && after.is_ascii_digit();
        let joined = match here {
            b'\'' | b'.' => letters || digits,
            b':' => letters,
            b',' | b';' => digits,
            _ => false,
        };
        if !joined {
            break;
        }
        at += 2;
    }
    at
}

/// Says whether a character is an ideograph (or kana, bopomofo, ideographic punctuation): no space stands between two of them.
pub fn is_ideograph(c: char) -> bool {
    matches!(c as u32,
        0x2E80..=0x2FDF | 0x3001..=0x303F | 0x3040..=0x312F | 0x3190..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF | 0xFF01..=0xFF60 | 0x20000..=0x3FFFF)
}

/// Folds runs of white space to one space and trims; a line break between two ideographs folds to nothing.
pub fn fold(text: &str) -> String {
    let text = text.trim();
    let bytes = text.as_bytes();
    let one_line = memchr::memchr2(b'\n', b'\r', bytes).is_none();
    if one_line && (is_folded(text) || has_single_spaces(text)) {
        return text.to_owned();
    }
    // The vertical tab is white space to Unicode and none to ASCII.
    if text.is_ascii() && memchr::memchr(0x0b, bytes).is_none() {
        return fold_ascii(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(end) = rest.find(char::is_whitespace) {
        let (word, after) = rest.split_at(end);
        out.push_str(word);
        rest = after.trim_start();
        let gap = &after[..after.len() - rest.len()];
        let broken = gap.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
        let ideographs = || {
            word.chars().next_back().is_some_and(is_ideograph)
                && rest.chars().next().is_some_and(is_ideograph)
        };
        if !(broken && ideographs()) {
            out.push(' ');
        }
    }
    out.push_str(rest);
    out
}

/// Says whether the only white space of a text is single spaces: `true` only where that is sure.
fn has_single_spaces(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..)
        && let Some(next) = rest
            .iter()
            .position(|byte| MAY_BE_SPACE[usize::from(*byte)])
    {
        at += next;
        match bytes.get(at..).unwrap_or_default() {
            [b' ', b' ', ..] => return false,
            // The ideographic space among the full stops and commas; the quotation marks beside the other spaces.
            [b' ', ..] | [0xe3, 0x81..=0xbf, ..] | [0xe3, 0x80, 0x81..=0xbf, ..] => {}
            [0xe2, 0x80, 0x90..=0xa6, ..] => {}
            _ => return false,
        }
        at += 1;
    }
    true
}

/// The bytes that a character begins with which is white space, or may be.
const MAY_BE_SPACE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte <= 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[0xc2] = true;
    table[0xe1] = true;
    table[0xe2] = true;
    table[0xe3] = true;
    table
};

/// The same of a trimmed text that is plain ASCII, line by line: most lines are taken as they are.
fn fold_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let ends = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes());
    for end in ends.chain([text.len()]) {
        let line = text.get(from..end).unwrap_or_default().trim_ascii();
        from = end + 1;
        if line.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        if is_folded(line) {
            out.push_str(line);
        } else {
            fold_line(line, &mut out);
        }
    }
    out
}

/// The same of a trimmed line of plain ASCII.
fn fold_line(line: &str, out: &mut String) {
    let bytes = line.as_bytes();
    let (mut from, mut at) = (0, 0);
    while let Some(rest) = bytes.get(at..)
        && let Some(next) = rest.iter().position(|byte| *byte <= b' ')
    {
        at += next;
        let gap = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        // One space stays as it is; so does a control character, which is none.
        if gap == 0 || gap == 1 && bytes[at] == b' ' {
            at += 1;
            continue;
        }
        out.push_str(&line[from..at]);
        out.push(' ');
        at += gap;
        from = at;
    }
    out.push_str(&line[from..]);
}

/// Says whether a trimmed text is plain ASCII whose only white space is single spaces.
///
/// Without an early way out, so that many bytes are looked at at once.
pub(super) fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let double = pairs.fold(false, |found, (a, b)| found | ((*a == b' ') & (*b == b' ')));
    let other = bytes.iter().fold(false, |found, byte| {
        found | (*byte < b' ') | (*byte >= 0x80)
    });
    !double && !other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_folded_as_any_other() {
        let text = " a  b\tc\r\nd \n e\u{c}f\u{0}g \u{1} h.  I\u{1f}\n\n\u{7f} j ";
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        assert_eq!(fold(text), words.join(" "));
        assert_eq!(fold(&format!("{text}é")), words.join(" ") + " é");
        assert_eq!((fold(""), fold(" \n ")), (String::new(), String::new()));
    }

    #[test]
    fn no_white_space_is_overlooked() {
        for c in ('\0'..=char::MAX).filter(|c| c.is_whitespace() && *c != ' ') {
            assert!(!has_single_spaces(&format!("国，“é{c}x")), "{c:?}");
        }
        assert!(has_single_spaces("国，“é”、… x y。"));
        assert!(!has_single_spaces("国  x"));
    }

    #[test]
    fn tokens_joined_are_the_text() {
        let text = "States  [shall]\n采取, d’un 12 bis. e \u{301}x \r\n\u{200d}y";
        let joined: String = tokens(text).iter().map(|token| token.text).collect();
        assert_eq!(joined, text);
    }

    #[test]
    fn plain_text_is_cut_as_the_annex_cuts_it() {
        for text in [
            "can't stop at 3.14,15 or a:b; x_y 1_000 'quoted' end.",
            "a.b.c 1,2;3 1.a a.1 _a_ __ a__b 4th e.g. U.S.A. ::a: a:1 1:2",
            "[shall][should]\t(a)\u{b}x\u{0}y\r\n\r\nz \u{301}mixed e\u{301}x 采取 [应] ok",
            "第3条，各国（一）应；当：采取、“措施”。3，4 一2，3三，4．５ 国\u{301}家 a国b 国 \u{301}家",
            "国\u{301}\u{301}a 国\u{200d}国 カタカナ国ひらがな，国々〇《条》国\u{fe00}， é国，3,4国3，4 ",
            "\u{fe0f}国，\u{301}国。\u{200d} 国\t国\r\n国 \u{4dc0}国",
        ] {
            let annex: Vec<&str> = text
                .split_word_bounds()
                .filter(|piece| kind_of(piece) != TokenKind::Space)
                .collect();
            let ours: Vec<&str> = tokens(text)
                .iter()
                .filter(|token| token.kind != TokenKind::Space)
                .map(|token| token.text)
                .collect();
            assert_eq!(ours, annex, "{text:?}");
            assert_eq!(count_words(text), words(text).count(), "{text:?}");
        }
    }

    #[test]
    fn any_row_of_signs_is_cut_as_the_annex_cuts_it() {
        let signs: Vec<char> =
            "a1_ .,:;'[\t\n国家，。；：（“”3４カひ々〇éд\u{301}\u{200d}\u{fe0f}ا\u{4dc0}\u{20000}"
                .chars()
                .collect();
        let mut state = 5_u64;
        for _ in 0..4_000 {
            let text: String = (0..9)
                .map(|_| {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1);
                    signs[(state >> 33) as usize % signs.len()]
                })
                .collect();
            let annex: Vec<&str> = text
                .split_word_bounds()
                .filter(|piece| kind_of(piece) != TokenKind::Space)
                .collect();
            let ours: Vec<&str> = tokens(&text)
                .iter()
                .filter(|token| token.kind != TokenKind::Space)
                .map(|token| token.text)
                .collect();
            assert_eq!(ours, annex, "{text:?}");
            assert_eq!(count_words(&text), words(&text).count(), "{text:?}");
        }
    }

    #[test]
    fn a_line_break_between_ideographs_is_no_space() {
        assert_eq!(fold("各国\n应  采 取"), "各国应 采 取");
        assert_eq!(fold("  States\n shall "), "States shall");
        assert_eq!(fold("a\u{b}b \t\r\n c\u{c}d\u{1c}e"), "a b c d\u{1c}e");
        assert_eq!(fold("\n"), "");
    }

    #[test]
    fn an_ideograph_is_a_word() {
        assert_eq!(words("各国应").count(), 3);
        assert_eq!(words("[shall][should], 12 bis.").count(), 4);
    }
}
