//! An act: who did what to which words, when, and whose hand entered it. The record is a list of these; all else is derived.

use serde::{Deserialize, Serialize};

use super::act_id::ActId;
use super::decision::Decision;
use super::entry::Entry;
use super::slug::Slug;
use super::vocabulary::vocabulary;
use crate::moment::Moment;
use crate::repo::BlobId;
use crate::text::Digests;

/// A paragraph of one version of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// The id of the text's bytes.
    pub version: BlobId,
    /// The paragraph's ordinal there, from 0.
    pub ordinal: usize,
    /// What it was called there: its path, else its name.
    pub label: String,
}

/// What an act is about. The document is the one whose folder the act lies in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// The whole document.
    Document,
    /// One paragraph.
    Paragraph(Anchor),
    /// The n-th bracket (from 1) of a paragraph that holds these words.
    Bracket {
        /// The paragraph.
        anchor: Anchor,
        /// The words inside.
        words: String,
        /// Which one of those, from 1.
        nth: usize,
    },
    /// A proposal.
    Proposal(Slug),
    /// Another act.
    Act(ActId),
}

/// Where it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Heard {
    /// In a plenary sitting.
    Plenary,
    /// In informal consultations.
    Informals,
    /// In a small group.
    SmallGroup,
    /// By letter, mail or file.
    InWriting,
}

vocabulary!(Heard, "occasion", 4, {
    Plenary = "plenary",
    Informals = "informals",
    SmallGroup = "small-group",
    InWriting = "in-writing",
});

impl Heard {
    /// Whether it was said by word of mouth, and not handed in.
    pub fn is_spoken(self) -> bool {
        self != Heard::InWriting
    }
}

/// How far a paragraph is agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Agreed in informals.
    Informals,
    /// Agreed ad referendum: subject to confirmation by capitals.
    AdReferendum,
    /// Agreed.
    Agreed,
}

vocabulary!(Level, "level", 3, {
    Informals = "informals",
    AdReferendum = "ad-referendum",
    Agreed = "agreed",
});

/// A verb of the room (the field `do`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verb {
    /// Hands a proposal in.
    Submit,
    /// Sends a proposal back to its sponsor.
    Return,
    /// Circulates a proposal under a number.
    Table,
    /// Takes a proposal up.
    Open,
    /// Puts a proposal's words into the text, in brackets.
    Bracket,
    /// Puts a proposal or a paragraph aside for a while.
    Park,
    /// Takes a proposal into the text without brackets.
    Accept,
    /// Says that a proposal's content lives on in another.
    Merge,
    /// Says that another proposal has taken its place.
    Supersede,
    /// Does not reflect a proposal.
    SetAside,
    /// Takes one's own proposal back.
    Withdraw,
    /// Takes over a proposal that another withdrew.
    AdoptAsOwn,
    /// Puts a proposal (`into`) on the words that its paragraph has now.
    Rebase,
    /// Brings a proposal back.
    Reintroduce,
    /// Joins a proposal's sponsors.
    CoSponsor,
    /// Stance: supports.
    Support,
    /// Stance: can accept.
    CanAccept,
    /// Stance: asks.
    Query,
    /// Stance: reserves its position.
    Reserve,
    /// Stance: objects.
    Oppose,
    /// Takes the brackets off words that stay; said by a party, gives up its own words in a bracket.
    Lift,
    /// Lets one alternative of a bracket stand.
    Choose,
    /// Makes the alternatives of several one.
    MergeAlternatives,
    /// Takes a bracket out with its words, or somebody's words out of it.
    Drop,
    /// Notes that a paragraph was discussed.
    Discuss,
    /// Spoke, for as long as `number` says: minutes and seconds.
    Speak,
    /// Gives whoever `words` names more time to speak, as much as `number` says.
    Extend,
    /// Gavels.
    Agree,
    /// Opens agreed words again.
    Reopen,
    /// Takes another act back.
    Retract,
    /// Certifies a change of agreed words as editorial.
    Certify,
    /// Opens a silence procedure.
    OpenSilence,
    /// Breaks one.
    BreakSilence,
    /// Ends one.
    CloseSilence,
    /// Publishes a revision.
    Issue,
    /// Notes where a paragraph comes from, or that something was declined: `words` is the entry of the list of sources.
    Source,
    /// Changes words as the pen-holder.
    Edit,
    /// Adopts a document, or a section of one.
    Adopt,
    /// Moves that the room do something.
    Motion,
    /// Says what became of a motion, or of a proposal that was put to the vote.
    Decide,
    /// Takes no part in what was adopted, on one point or on the whole.
    Dissociate,
    /// Explains a position or a vote.
    Explain,
}

vocabulary!(Verb, "verb", 42, {
    Submit = "submit",
    Return = "return",
    Table = "table",
    Open = "open",
    Bracket = "bracket",
    Park = "park",
    Accept = "accept",
    Merge = "merge",
    Supersede = "supersede",
    SetAside = "set-aside",
    Withdraw = "withdraw",
    AdoptAsOwn = "adopt-as-own",
    Rebase = "rebase",
    Reintroduce = "reintroduce",
    CoSponsor = "co-sponsor",
    Support = "support",
    CanAccept = "can-accept",
    Query = "query",
    Reserve = "reserve",
    Oppose = "oppose",
    Lift = "lift",
    Choose = "choose",
    MergeAlternatives = "merge-alternatives",
    Drop = "drop",
    Discuss = "discuss",
    Speak = "speak",
    Extend = "extend",
    Agree = "agree",
    Reopen = "reopen",
    Retract = "retract",
    Certify = "certify",
    OpenSilence = "open-silence",
    BreakSilence = "break-silence",
    CloseSilence = "close-silence",
    Issue = "issue",
    Source = "source",
    Edit = "edit",
    Adopt = "adopt",
    Motion = "motion",
    Decide = "decide",
    Dissociate = "dissociate",
    Explain = "explain",
});

impl Verb {
    /// Whether it takes a stance on something.
    pub fn is_stance(self) -> bool {
        matches!(
            self,
            Verb::Support | Verb::CanAccept | Verb::Query | Verb::Reserve | Verb::Oppose
        )
    }
}

/// One act.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Its id.
    pub id: ActId,
    /// When it was done.
    pub time: Moment,
    /// The authority: a delegation's or group's code, or an officer's handle.
    pub by: String,
    /// The hand, where it is another's: an officer's handle.
    pub entered_by: Option<String>,
    /// The occasion.
    pub heard: Option<Heard>,
    /// What was done.
    pub verb: Verb,
    /// To what.
    pub target: Target,
    /// Acts this one answers: it comes after them whatever the clocks say.
    pub after: Vec<ActId>,
    /// Why.
    pub reason: Option<String>,
    /// The exact words the act was about, or the alternative wanted.
    pub words: Option<String>,
    /// Digests of those words, for a ruling.
    pub digests: Option<Digests>,
    /// Digests of the chapeau's words, for a ruling on a sub-paragraph.
    pub chapeau: Option<Digests>,
    /// The number a tabling gives (`XNO-3`), the symbol an issue gives, the minutes and seconds of a speech (`3:41`).
    pub number: Option<String>,
    /// How far a ruling goes.
    pub level: Option<Level>,
    /// The proposal it lives on in, for `merge` and `supersede`; the proposal that is put on other words, for `rebase`.
    pub into: Option<Slug>,
    /// Whether an `accept` took other words than were asked.
    pub amended: bool,
    /// A condition of a stance.
    pub condition: Option<String>,
    /// What a stance waits for: a paragraph's or proposal's name.
    pub until: Option<String>,
    /// Where the paragraph that it waits for stood then: its number may become another's.
    pub until_at: Option<Box<Anchor>>,
    /// Whether it awaits instructions.
    pub awaiting: bool,
    /// When a silence ends, a ruling takes effect …
    pub closes: Option<Moment>,
    /// When what is handed in had come, where it is entered later.
    pub received: Option<Moment>,
    /// The published text, for an issue; the text it left, for a ruling that changed words.
    pub text: Option<BlobId>,
    /// The text that a ruling found when it changed words: what undoing it goes back to.
    pub over: Option<BlobId>,
    /// What it decides, for the few acts that do.
    pub decision: Option<Box<Decision>>,
    /// Which entry of its hand it came with, where the second does not tell.
    pub entry: Option<Entry>,
    /// Never leaves the desk.
    pub desk: bool,
}

impl Act {
    /// Whether it is that of bringing a document in: a text that was made of none.
    pub fn brings_in(&self) -> bool {
        let whole = self.verb == Verb::Edit && self.target == Target::Document;
        whole && self.over.is_none() && self.text.is_some()
    }

    /// An act with nothing but what every act has, and no id yet.
    pub(super) fn blank(time: Moment, by: String, verb: Verb, target: Target) -> Act {
        Act {
            id: ActId::from(""),
            time,
            by,
            entered_by: None,
            heard: None,
            verb,
            target,
            after: Vec::new(),
            reason: None,
            words: None,
            digests: None,
            chapeau: None,
            number: None,
            level: None,
            into: None,
            amended: false,
            condition: None,
            until: None,
            until_at: None,
            awaiting: false,
            closes: None,
            received: None,
            text: None,
            over: None,
            decision: None,
            entry: None,
            desk: false,
        }
    }

    /// Whether another act says the same, whatever entry each came with: what two hands filed apart in the same words is one act.
    pub fn says_the_same(&self, other: &Act) -> bool {
        let bare = |act: &Act| Act {
            entry: None,
            ..act.clone()
        };
        self.id == other.id && bare(self) == bare(other)
    }

    /// What it decides; nothing, where it decides nothing.
    pub fn decision(&self) -> Decision {
        self.decision.as_deref().cloned().unwrap_or_default()
    }
}
