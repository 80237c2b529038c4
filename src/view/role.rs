//! What a span is; how that looks is the affair of whoever paints.

use crate::consensus::State;

/// What a span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// Words that nothing sets apart.
    #[default]
    Plain,
    /// The title of a document or a screen.
    Title,
    /// A heading of a draft, of a column, of a section.
    Heading,
    /// What a paragraph is called: `12 bis`.
    Label,
    /// Beside the matter: rules, counts, times, what did not change.
    Dim,
    /// Words that weigh more than those around them.
    Strong,
    /// Words in emphasis.
    Emphasis,
    /// Words that only the new text has.
    Added,
    /// Words that only the old text has.
    Struck,
    /// Words that moved away from here inside a paragraph.
    Taken,
    /// Words that moved to here inside a paragraph.
    Brought,
    /// A bracket or the stroke between two alternatives.
    Bracket,
    /// Words in brackets that nobody owns.
    Contested,
    /// Words of the n-th owner met (for a colour of its own).
    Alternative(u8),
    /// The name of the n-th owner met, beside its words.
    Owner(u8),
    /// The sign or the word of a paragraph's state.
    State(State),
    /// As it should be.
    Good,
    /// Worth a look.
    Warn,
    /// Not as it should be.
    Bad,
    /// What moved, and where to.
    Moved,
    /// A key to press.
    Key,
    /// What is chosen.
    Selected,
    /// What a search found.
    Found,
}
