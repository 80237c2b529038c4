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
    let mut at = 0;
    for piece in text.split_word_bounds() {
        let start = at;
        at += piece.len();
        let kind = kind_of(piece);
        if kind == TokenKind::Space
            && let Some(last) = out.last_mut()
            && last.kind == TokenKind::Space
        {
            let from = start - last.text.len();
            last.text = &text[from..at];
            continue;
        }
        out.push(Token { text: piece, kind });
    }
    out
}

fn kind_of(piece: &str) -> TokenKind {
    let Some(first) = piece.chars().next() else {
        return TokenKind::Mark;
    };
    if first.is_whitespace() {
        TokenKind::Space
    } else if matches!(first, '[' | ']' | '［' | '］') {
        TokenKind::Bracket
    } else if piece.chars().any(char::is_alphanumeric) {
        TokenKind::Word
    } else {
        TokenKind::Mark
    }
}

/// The words of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    tokens(text)
        .into_iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| token.text)
}

/// Says whether a character is an ideograph (or kana, bopomofo, ideographic punctuation): no space stands between two of them.
pub fn is_ideograph(c: char) -> bool {
    matches!(c as u32,
        0x2E80..=0x2FDF | 0x3001..=0x303F | 0x3040..=0x312F | 0x3190..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF | 0xFF01..=0xFF60 | 0x20000..=0x3FFFF)
}

/// Folds runs of white space to one space and trims; a line break between two ideographs folds to nothing.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space: Option<bool> = None;
    for c in text.chars() {
        if c.is_whitespace() {
            space =
                Some(space.unwrap_or(false) || matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}'));
            continue;
        }
        if let Some(broken) = space.take()
            && let Some(last) = out.chars().next_back()
            && !(broken && is_ideograph(last) && is_ideograph(c))
        {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_joined_are_the_text() {
        let text = "States  [shall]\n采取, d’un 12 bis.";
        let joined: String = tokens(text).iter().map(|token| token.text).collect();
        assert_eq!(joined, text);
    }

    #[test]
    fn a_line_break_between_ideographs_is_no_space() {
        assert_eq!(fold("各国\n应  采 取"), "各国应 采 取");
        assert_eq!(fold("  States\n shall "), "States shall");
    }

    #[test]
    fn an_ideograph_is_a_word() {
        assert_eq!(words("各国应").count(), 3);
    }
}
