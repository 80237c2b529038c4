//! What lies over a screen and takes the keys: a list, a line, a form, a question.

use super::field::{Field, Size};
use super::intent::Proposing;
use super::message::Planned;
use super::passage::Passing;
use super::picker::Picker;
use crate::consensus::{Refusal, Stance};
use crate::diff::{Wording, reword};
use crate::ops::Aim;
use crate::record::{Level, Verb};
use crate::text::fold;

/// What lies over a screen.
#[derive(Debug)]
pub(super) enum Overlay {
    /// A list that filters.
    Pick(Picker),
    /// The `:` line.
    Line(CommandLine),
    /// Words to look for.
    Search(Field),
    /// A form.
    Form(Box<Form>),
    /// Is this to be done?
    Confirm(Box<Confirm>),
    /// Is this to be received or sent?
    Passing(Box<Passing>),
    /// Something to be read and closed.
    Told {
        /// What it is.
        title: String,
        /// What is to be read.
        paragraphs: Vec<String>,
        /// Whether it may be ruled over with a reason.
        over: bool,
    },
}

/// The `:` line.
#[derive(Debug)]
pub(super) struct CommandLine {
    /// What is typed.
    pub(super) field: Field,
    /// What may stand where the last word stands, for which line.
    pub(super) completions: (String, Vec<String>),
    /// Which of them Tab has put in.
    pub(super) chosen: Option<usize>,
    /// How far back in the lines typed before.
    pub(super) back: usize,
}

/// What is asked about a planned command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// Whether to do it.
    Whether,
    /// Nothing: it is only shown what would be written.
    Nothing,
}

/// A planned command that waits for a yes, or is only shown.
#[derive(Debug)]
pub(super) struct Confirm {
    /// What will be done, and in whose name.
    pub(super) planned: Box<Planned>,
    /// What is said above: that the meeting has changed meanwhile.
    pub(super) above: Option<String>,
    /// Whether it waits for a yes, or is only shown.
    pub(super) asks: Asks,
    /// How many lines are hidden above.
    pub(super) skip: usize,
    /// Whether a key was pressed that answers nothing.
    pub(super) missed: bool,
}

/// What a form is for.
#[derive(Debug, Clone)]
pub(super) enum Purpose {
    /// A proposal.
    Propose(Aim, Proposing),
    /// Other words of a paragraph.
    Edit(Aim),
    /// A stance.
    Take(Aim, Stance),
    /// An act on a proposal.
    Treat(Verb, String),
    /// A ruling on a paragraph.
    Rule(Aim, Verb, Option<Level>),
    /// The adoption of a document.
    Adopt(String),
    /// A revision of a document.
    Issue(String),
    /// A document's proposals laid into its text.
    Compile(String),
    /// Words said on the floor, in this place of a paragraph.
    Floor(Aim, Pointed),
}

/// A place in a paragraph, and who speaks to it.
#[derive(Debug, Clone)]
pub(super) struct Pointed {
    /// The text that it is pointed at in.
    pub(super) text: std::sync::Arc<crate::text::Document>,
    /// The paragraph's ordinal.
    pub(super) index: usize,
    /// Bytes of the paragraph's body that other words come in place of.
    pub(super) span: std::ops::Range<usize>,
    /// Whether the words come behind those that stand there.
    pub(super) behind: bool,
    /// Who speaks.
    pub(super) by: String,
    /// Where.
    pub(super) heard: crate::record::Heard,
}

impl Pointed {
    /// The words that are pointed at.
    pub(super) fn words(&self) -> String {
        let paragraph = self.text.paragraphs().get(self.index);
        let body = paragraph.and_then(|one| self.text.source().get(one.body.clone()));
        let words = body.and_then(|body| body.get(self.span.clone()));
        fold(words.unwrap_or_default())
    }
}

/// One field of a form with what it is called.
#[derive(Debug)]
pub(super) struct Blank {
    /// What it is for.
    pub(super) which: Which,
    /// What it is called.
    pub(super) label: &'static str,
    /// What to write, where nothing is written.
    pub(super) hint: &'static str,
    /// What is written.
    pub(super) field: Field,
}

/// The fields that forms have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// The words.
    Words,
    /// Words for one place.
    Piece,
    /// The authority.
    Who,
    /// Who joins as sponsor.
    Joined,
    /// Where it was heard: one of a few.
    Heard,
    /// A term.
    Term,
    /// The reason.
    Reason,
    /// Another proposal.
    Into,
    /// A condition.
    Condition,
    /// When it ends.
    Closes,
    /// A section, by its heading.
    Section,
    /// Who votes how.
    Vote,
    /// The number of a revision.
    Revision,
    /// The symbol that it bears.
    Symbol,
}

/// A form.
#[derive(Debug)]
pub(super) struct Form {
    /// What is done.
    pub(super) title: String,
    /// What it is for.
    pub(super) purpose: Purpose,
    /// The fields.
    pub(super) blanks: Vec<Blank>,
    /// Which one has the focus.
    pub(super) focus: usize,
    /// The words as they are now, where the change is shown.
    pub(super) old: Option<String>,
    /// The change in words.
    pub(super) wording: Vec<Wording>,
    /// Whether anything was written.
    pub(super) touched: bool,
    /// Whether Esc was pressed once over written words.
    pub(super) leaving: bool,
    /// Why it could not be sent.
    pub(super) refused: Option<Refusal>,
    /// The field that this is about.
    pub(super) wrong: Option<usize>,
}

impl Form {
    pub(super) fn new(title: String, purpose: Purpose) -> Form {
        Form {
            title,
            purpose,
            blanks: Vec::new(),
            focus: 0,
            old: None,
            wording: Vec::new(),
            touched: false,
            leaving: false,
            refused: None,
            wrong: None,
        }
    }

    /// Takes why it could not be sent; the field that it is about has the focus then.
    pub(super) fn refuse(&mut self, refusal: Refusal, which: Option<Which>) {
        let named = which.and_then(|which| self.blanks.iter().position(|one| one.which == which));
        self.wrong = named.or_else(|| self.told_of(&refusal));
        if let Some(at) = self.wrong {
            self.focus = at;
            self.look();
        }
        self.refused = Some(refusal);
    }

    /// The field whose words a refusal speaks of.
    fn told_of(&self, refusal: &Refusal) -> Option<usize> {
        let told = refusal.what.to_lowercase();
        let told: Vec<&str> = told
            .split(|c: char| !(c.is_alphanumeric() || "-_.:".contains(c)))
            .collect();
        let speaks_of = |blank: &Blank| {
            let words = blank.field.words().to_lowercase();
            let mut names = words.split(|c: char| c.is_whitespace() || ",=".contains(c));
            names.any(|name| !name.is_empty() && told.contains(&name))
        };
        let free = [
            Which::Words,
            Which::Piece,
            Which::Reason,
            Which::Condition,
            Which::Heard,
        ];
        self.blanks
            .iter()
            .position(|blank| !free.contains(&blank.which) && speaks_of(blank))
    }

    /// Forgets why it could not be sent: something else is written.
    pub(super) fn changed(&mut self) {
        self.touched = true;
        self.refused = None;
        self.wrong = None;
        self.compare();
    }

    /// The form with one more field.
    pub(super) fn with(
        mut self,
        which: Which,
        label: &'static str,
        hint: &'static str,
        words: &str,
    ) -> Form {
        let size = if which == Which::Words {
            Size::Text
        } else {
            Size::Line
        };
        self.blanks.push(Blank {
            which,
            label,
            hint,
            field: Field::with(size, words),
        });
        self
    }

    /// The form, showing the change from these words.
    pub(super) fn against(mut self, old: &str) -> Form {
        self.old = Some(old.to_owned());
        self.compare();
        self
    }

    /// What is written in a field; `None` where nothing is.
    pub(super) fn written(&self, which: Which) -> Option<String> {
        self.blanks
            .iter()
            .find(|blank| blank.which == which)
            .map(|blank| blank.field.words().trim().to_owned())
            .filter(|words| !words.is_empty())
    }

    /// Moves the focus.
    pub(super) fn turn(&mut self, by: isize) {
        let len = self.blanks.len() as isize;
        if len > 0 {
            let next = (self.focus as isize + by).rem_euclid(len);
            self.focus = usize::try_from(next).unwrap_or(0);
        }
        self.look();
    }

    /// Shows the cursor where the focus is.
    pub(super) fn look(&mut self) {
        let focus = self.focus;
        for (n, blank) in self.blanks.iter_mut().enumerate() {
            blank.field.look(n == focus);
        }
    }

    /// Marks the change between what was and what is written.
    pub(super) fn compare(&mut self) {
        let Some(old) = &self.old else {
            return;
        };
        let new = self.written(Which::Words).unwrap_or_default();
        self.wording = reword(&fold(old), &fold(&new));
    }
}
