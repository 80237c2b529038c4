//! Words: a paragraph's text cut into words, ideographs, punctuation, brackets and spaces.

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
pub fn tokens(_text: &str) -> Vec<Token<'_>> {
    Vec::new()
}

/// The words of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    tokens(text)
        .into_iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| token.text)
}

/// Folds runs of white space to one space and trims; a line break between two ideographs folds to nothing.
pub fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
