//! Words of the record that stand for one thing of a few: `oppose`, `ad-referendum`, `small-group`.

/// A word that is none of the few that are possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} is no {what}", super::fault::told(.word))]
pub struct NoWord {
    /// What was read.
    pub word: String,
    /// What was expected: `verb`, `role`.
    pub what: &'static str,
    /// Possible words that are near, best first.
    pub near: Vec<&'static str>,
    /// All possible words.
    pub possible: Vec<&'static str>,
}

impl NoWord {
    /// The way out: the word that was meant, else all of them.
    pub fn hint(&self) -> String {
        match self.near.first() {
            Some(near) => format!("did you mean {near}?"),
            None => format!("one of: {}", self.possible.join(", ")),
        }
    }
}

/// One of a few things, each with its word.
pub(crate) trait Vocabulary: Copy + PartialEq + 'static {
    /// What they are, for messages.
    const WHAT: &'static str;
    /// Every one with its word.
    const WORDS: &'static [(Self, &'static str)];

    /// The one of that word.
    fn of_word(word: &str) -> Result<Self, NoWord> {
        Self::WORDS
            .iter()
            .find(|(_, known)| *known == word)
            .map(|(one, _)| *one)
            .ok_or_else(|| NoWord {
                word: word.to_owned(),
                what: Self::WHAT,
                near: crate::text::near(word, Self::WORDS.iter().map(|(_, word)| *word)),
                possible: Self::WORDS.iter().map(|(_, word)| *word).collect(),
            })
    }
}

/// Gives a type its words, and with them `Display`, `FromStr`, `name` and `ALL`.
macro_rules! vocabulary {
    ($type:ident, $what:literal, $count:literal, { $($one:ident = $word:literal),+ $(,)? }) => {
        impl $crate::record::vocabulary::Vocabulary for $type {
            const WHAT: &'static str = $what;
            const WORDS: &'static [(Self, &'static str)] = &[$(($type::$one, $word)),+];
        }

        impl $type {
            /// All of them.
            pub const ALL: [$type; $count] = [$($type::$one),+];

            /// Its word in a file and on the command line.
            pub fn name(self) -> &'static str {
                match self { $($type::$one => $word),+ }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::record::vocabulary::NoWord;

            fn from_str(word: &str) -> Result<$type, Self::Err> {
                <$type as $crate::record::vocabulary::Vocabulary>::of_word(word)
            }
        }
    };
}

pub(crate) use vocabulary;
