//! What a user wants done, as a value; planning it gives an edit or a refusal and touches nothing.

use crate::moment::Moment;
use crate::record::{
    ActId, Anchor, Fate, Heard, How, Level, Majority, MotionKind, ProposalKind, Slug, Verb, Vote,
    Where,
};
use crate::text::Address;

/// By whose authority, by whose hand, when and where; made once at the edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The authority: a delegation's or group's code or an officer's handle; as typed, resolved against the roll.
    pub by: Option<String>,
    /// The hand, where it is another's.
    pub entered_by: Option<String>,
    /// When.
    pub when: Moment,
    /// The occasion.
    pub heard: Option<Heard>,
    /// When what is entered had come in, where that was earlier.
    pub received: Option<Moment>,
}

/// What a command is aimed at, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aim {
    /// A whole document.
    Document(String),
    /// A paragraph of a document.
    Paragraph(String, Address),
    /// The n-th bracket (from 1) of a paragraph.
    Bracket(String, Address, usize),
    /// A proposal, by number or slug.
    Proposal(String),
    /// An act.
    Act(ActId),
}

impl Aim {
    /// The document it names, where it names one.
    pub fn document(&self) -> Option<&str> {
        match self {
            Aim::Document(document)
            | Aim::Paragraph(document, _)
            | Aim::Bracket(document, _, _) => Some(document),
            Aim::Proposal(_) | Aim::Act(_) => None,
        }
    }
}

/// What a proposal wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The kind.
    pub kind: ProposalKind,
    /// On which side of the paragraph.
    pub place: Where,
    /// The words wanted.
    pub wanted: String,
    /// The term, for throughout.
    pub term: Option<String>,
    /// Who joins.
    pub cosponsors: Vec<String>,
    /// Why.
    pub rationale: Option<String>,
    /// Whether to submit it at once.
    pub submit: bool,
    /// Whether whoever holds the pen tables it, takes it up and puts it into the text in brackets at once: said on the floor.
    pub in_text: bool,
}

/// Whether something stands in the text that goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// It does.
    #[default]
    Kept,
    /// It does not; the room's own text keeps it.
    Hidden,
}

/// What is written down of where words come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceEntry {
    /// A paragraph has these sources, or none.
    Taken {
        /// The paragraph.
        paragraph: Address,
        /// How much it keeps; found out where it is not said.
        how: Option<How>,
        /// Its sources as typed: `wp1 I/1`, `wp1@rev.1 I/1`, `XNO-3`.
        from: Vec<String>,
    },
    /// Something is not taken up.
    Declined {
        /// What, as typed.
        what: String,
        /// Why.
        reason: Option<String>,
    },
}

/// A change of one paragraph, as an answer to a version of a text asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// Replace, add, delete or move.
    pub kind: ProposalKind,
    /// The paragraph, in the version that was answered.
    pub anchor: Anchor,
    /// What it is called there.
    pub name: String,
    /// What it is called to people: with the name that it has today, where that is another.
    pub today: String,
    /// On which side of it (add, move).
    pub place: Where,
    /// Its words there.
    pub words: String,
    /// The words wanted, Markdown, label off.
    pub wanted: String,
    /// Beside which paragraph (move).
    pub term: Option<String>,
    /// Why.
    pub rationale: Option<String>,
}

/// A stance on one paragraph, as an answer to a version of a text takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stance {
    /// Support, can-accept, query, reserve, oppose.
    pub verb: Verb,
    /// The paragraph.
    pub anchor: Anchor,
    /// What it is called to people: there, and today, where that is another name.
    pub name: String,
    /// Why.
    pub reason: Option<String>,
}

/// Everything that can be done to a meeting.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Does the same, and marks it as what never leaves the desk.
    AtDesk(Box<Command>),
    /// Does the same with what had come in at that moment and is entered only now.
    CameAt(Box<Command>, Moment),
    /// Files a proposal on a paragraph (or a whole document).
    Propose {
        /// On what.
        aim: Aim,
        /// What is wanted.
        wish: Wish,
    },
    /// Hands in what somebody's answer to a text asks for, all of it at once.
    HandIn {
        /// The document.
        document: String,
        /// The file it came in, as typed.
        file: String,
        /// One change a paragraph: one submission.
        amendments: Vec<Amendment>,
        /// Stances on paragraphs.
        stances: Vec<Stance>,
    },
    /// An act on a proposal: submit, table, open, bracket, accept, park, set-aside, withdraw, …
    Treat {
        /// The verb.
        verb: Verb,
        /// Which proposals, by number or slug.
        proposals: Vec<String>,
        /// The proposal it lives on in (merge, supersede).
        into: Option<String>,
        /// For accept: other words than asked for.
        wording: Option<String>,
        /// Why.
        reason: Option<String>,
    },
    /// Puts a document's proposals into its text in brackets: what is tabled or under discussion, or those that are named.
    Compile {
        /// The document.
        document: String,
        /// Which proposals; none for all that wait.
        chosen: Vec<String>,
    },
    /// A stance.
    Take {
        /// Support, can-accept, query, reserve, oppose.
        verb: Verb,
        /// On what.
        aim: Aim,
        /// Why.
        reason: Option<String>,
        /// On which condition.
        condition: Option<String>,
        /// Until what.
        until: Option<String>,
        /// Whether it awaits instructions.
        awaiting: bool,
        /// The alternative wanted.
        text: Option<String>,
    },
    /// A ruling on paragraphs: agree, discuss, park, reopen, certify, open-silence, break-silence, close-silence.
    Rule {
        /// The verb.
        verb: Verb,
        /// On which.
        aims: Vec<Aim>,
        /// How far (agree).
        level: Option<Level>,
        /// Why; for agree over an objection.
        reason: Option<String>,
        /// When a silence ends.
        closes: Option<Moment>,
    },
    /// What the clock of the speakers showed: speak, extend.
    Clock {
        /// The verb.
        verb: Verb,
        /// On what.
        aim: Aim,
        /// How many seconds were spoken, or are given.
        seconds: u32,
        /// Whose time is extended.
        whom: Option<String>,
    },
    /// Says what becomes of a bracket: lift, choose, merge-alternatives, drop.
    Settle {
        /// The verb.
        verb: Verb,
        /// Which bracket; of a paragraph with one bracket, that one.
        aim: Aim,
        /// Whose alternatives are meant; to choose, also `base` or the alternative's number.
        whose: Vec<String>,
        /// The words that several shall share.
        words: Option<String>,
        /// Why.
        reason: Option<String>,
    },
    /// Takes acts back.
    Retract {
        /// Which.
        acts: Vec<ActId>,
        /// Why.
        reason: Option<String>,
    },
    /// Takes back the last act of this hand, and puts the words back that it changed where they still stand.
    Undo {
        /// Why.
        reason: Option<String>,
    },
    /// Brings back what this hand took back last.
    Redo {
        /// Why.
        reason: Option<String>,
    },
    /// Changes a paragraph's words by hand.
    Edit {
        /// The document.
        document: String,
        /// The paragraph.
        paragraph: Address,
        /// Its new words (label off).
        words: String,
        /// The words that they were made of, as they stood in the source; where others stand there by now, the change is made on
        /// those. `None` where nobody knows.
        on: Option<String>,
        /// Why.
        reason: Option<String>,
    },
    /// Brings a new document to the meeting.
    Begin {
        /// What its folder is called.
        document: String,
        /// The bytes of its `text.md`.
        text: Vec<u8>,
        /// Why.
        reason: Option<String>,
    },
    /// Takes a whole paragraph out by hand.
    Strike {
        /// The document.
        document: String,
        /// The paragraph.
        paragraph: Address,
        /// Why.
        reason: Option<String>,
    },
    /// Puts a whole paragraph in by hand.
    Insert {
        /// The document.
        document: String,
        /// The paragraph that it comes beside.
        paragraph: Address,
        /// On which side.
        place: Where,
        /// Its words; a number only where a certain one is meant.
        words: String,
        /// Why.
        reason: Option<String>,
    },
    /// Puts a whole text in place of a draft's (from an editor, a file).
    Rewrite {
        /// The document.
        document: String,
        /// The bytes of the new `text.md`.
        text: Vec<u8>,
        /// The id of the bytes the change was made on.
        over: crate::repo::BlobId,
        /// Why.
        reason: Option<String>,
    },
    /// Puts stale proposals on the words of today, where their change fits there.
    Rebase {
        /// Of this document alone.
        document: Option<String>,
        /// Which, by number or slug; none for all that fit.
        chosen: Vec<String>,
    },
    /// Writes down where a paragraph comes from, or what was declined.
    Source {
        /// The document.
        document: String,
        /// What is written down.
        entry: SourceEntry,
        /// A remark.
        note: Option<String>,
    },
    /// Publishes a revision.
    Issue {
        /// The document.
        document: String,
        /// `rev.1`, `zero`.
        revision: String,
        /// The symbol; made from the document's where none is given.
        symbol: Option<String>,
        /// Whether brackets stand in what goes out.
        brackets: Shown,
        /// Whether names do.
        names: Shown,
        /// Why it goes out in spite of what stands in the way.
        reason: Option<String>,
    },
    /// Adopts a document, or a section of it.
    Adopt {
        /// The document.
        document: String,
        /// The heading of the section, where it is not the whole.
        section: Option<Address>,
        /// Whether nobody objects.
        consensus: bool,
        /// The recorded vote; empty where there was none.
        vote: Box<Vote>,
        /// What the vote needs.
        majority: Majority,
        /// Who dissociates itself, each from these paragraphs; from none of them: from the whole.
        dissociating: Vec<(String, Vec<Address>)>,
        /// Why it is adopted over an objection.
        over: Option<String>,
    },
    /// Moves that the room do something.
    Move {
        /// On which document or section.
        aim: Aim,
        /// What for.
        kind: MotionKind,
        /// In these words.
        words: String,
    },
    /// Says what became of a motion, or of a proposal that is put to the vote.
    Decide {
        /// The motion's id, the document of the only one that is pending, or a proposal.
        what: String,
        /// The recorded vote; empty where there was none.
        vote: Box<Vote>,
        /// What the vote needs.
        majority: Majority,
        /// What became of it, where the vote does not say so.
        fate: Option<Fate>,
        /// Why.
        reason: Option<String>,
    },
    /// Says something for the record: dissociate, explain.
    State {
        /// The verb.
        verb: Verb,
        /// On what.
        aims: Vec<Aim>,
        /// What is said.
        words: Option<String>,
    },
}

/// A command, planned: the edit, and what a person is asked to confirm.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What will be written.
    pub edit: crate::workspace::Edit,
    /// What is said in one line once it is done: `agreed ad referendum: Outcome 12`.
    pub said: String,
    /// The full words concerned, for the confirmation: (what they are, the words).
    pub words: Vec<(String, String)>,
    /// Who objects, who is awaited, what is lost: to be read before saying yes.
    pub warnings: Vec<String>,
    /// Whether words change that are agreed, adopted or under silence: that is asked first, also where all else is done at once.
    pub closed_words: bool,
    /// The acts' ids, so that undo can retract them.
    pub acts: Vec<ActId>,
    /// Slugs of proposals filed.
    pub proposals: Vec<Slug>,
    /// What a revision does to the numbers.
    pub issued: Option<super::results::Issued>,
    /// The same as typed on the command line: `adref agree outcome 12`.
    pub same_as: String,
}

impl Plan {
    /// What stands after it, by paragraph or proposal: the words that a change put there.
    pub fn stands(&self) -> impl Iterator<Item = (&str, &str)> {
        let words = self.words.iter();
        words.filter_map(|(what, words)| {
            let name = what
                .strip_suffix(" then")
                .or_else(|| what.strip_suffix(", added"))?;
            Some((name, words.as_str()))
        })
    }

    /// Whether a person who confirmed the one has confirmed the other: the same words, the same warnings, the same files.
    ///
    /// Where only other acts were filed meanwhile, files have grown at their end; what is added to them is the same.
    pub fn means_the_same(&self, other: &Plan) -> bool {
        let paths = |plan: &Plan| -> Vec<String> {
            let files = plan.edit.files.iter();
            files.map(|file| file.path.clone()).collect()
        };
        self.said == other.said
            && self.words == other.words
            && self.warnings == other.warnings
            && paths(self) == paths(other)
    }
}
