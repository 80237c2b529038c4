//! The standing of a paragraph: what was ruled, what text and stances say, and where the two disagree.

use serde::Serialize;

use super::case::Case;
use super::decided::Adoption;
use super::position::StanceRecord;
use super::refusal::Refusal;
use super::roll::Roll;
use super::ruling::Ruling;
use super::silence::Silence;
use super::status::Status;
use crate::moment::Moment;
use crate::record::{ActId, Level, Slug};

/// The one word for a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nothing but a placeholder.
    Placeholder,
    /// Nobody has looked at it yet.
    Open,
    /// A bracket, an open proposal or a blocking stance.
    Contested,
    /// None of these.
    Clean,
    /// Clean, and somebody has looked.
    Ready,
    /// Under a silence procedure.
    Silence,
    /// Parked.
    Parked,
    /// Was agreed and is open again.
    Reopened,
    /// Agreed in informals.
    AgreedInformals,
    /// Agreed ad referendum.
    AgreedAdReferendum,
    /// Agreed.
    Agreed,
    /// Adopted.
    Adopted,
}

impl State {
    /// The state of a paragraph agreed so far.
    pub fn agreed(level: Level) -> State {
        match level {
            Level::Informals => State::AgreedInformals,
            Level::AdReferendum => State::AgreedAdReferendum,
            Level::Agreed => State::Agreed,
        }
    }

    /// Whether it is before the room: contested, put off, under silence, or looked at and waiting for the gavel.
    pub fn is_before_the_room(self) -> bool {
        matches!(
            self,
            State::Contested | State::Ready | State::Silence | State::Parked | State::Reopened
        )
    }

    /// Whether it is agreed, at whatever level, or adopted.
    pub fn is_agreed(self) -> bool {
        matches!(
            self,
            State::AgreedInformals | State::AgreedAdReferendum | State::Agreed | State::Adopted
        )
    }

    /// How far it is from adoption: the lower, the farther. What somebody stands against is farther than what nobody has spoken to yet.
    fn rank(self) -> u8 {
        match self {
            State::Placeholder => 0,
            State::Contested => 1,
            State::Reopened => 2,
            State::Parked => 3,
            State::Open => 4,
            State::Clean => 5,
            State::Ready => 6,
            State::Silence => 7,
            State::AgreedInformals => 8,
            State::AgreedAdReferendum => 9,
            State::Agreed => 10,
            State::Adopted => 11,
        }
    }

    /// The state of a document: the least of its paragraphs', for nothing is agreed until everything is agreed.
    pub fn least(states: impl IntoIterator<Item = State>) -> Option<State> {
        states.into_iter().min_by_key(|state| state.rank())
    }
}

/// What was ruled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Declared {
    /// How far it is agreed, where it is.
    pub level: Option<Level>,
    /// By which act.
    pub act: ActId,
    /// When.
    pub time: Moment,
    /// By whom.
    pub by: String,
    /// The exact words.
    pub words: String,
}

/// What text and stances say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Derived {
    /// Contested brackets in it.
    pub brackets: usize,
    /// Numbers or slugs of open proposals on it.
    pub proposals: Vec<String>,
    /// The same, each with how far it is.
    #[serde(skip)]
    pub waiting: Vec<(String, Status)>,
    /// Of how many options that are open it is one; 0 where there is no choice.
    #[serde(skip_serializing_if = "is_zero")]
    pub options: usize,
    /// Parties with a blocking stance, sorted.
    pub blocking: Vec<String>,
    /// Parties whose blocking stance is on words that have changed since, and that nobody has ruled over: to be asked whether they
    /// still do; sorted. They block nothing, and until they are asked the paragraph is not ready.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to_ask: Vec<String>,
    /// Parties that hold a bracket, sorted.
    pub holding: Vec<String>,
    /// Parties awaiting instructions, sorted.
    pub awaited: Vec<String>,
    /// Parties that ask, or that agree on a condition: they do not block.
    pub soft: Vec<String>,
    /// Whether these words were discussed or their silence ended.
    pub looked_at: bool,
}

/// What a paragraph's standing is folded from, besides the acts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Its words.
    pub words: String,
    /// Its chapeau's words, where it is a sub-paragraph.
    pub chapeau: Option<String>,
    /// Contested brackets in it.
    pub brackets: usize,
    /// Their owners.
    pub holding: Vec<String>,
    /// Whether it is nothing but a placeholder.
    pub placeholder: bool,
    /// Of how many options among which nobody has chosen it is one, or stands in one; 0 where there is no choice.
    pub options: usize,
}

/// A stance that stands on a paragraph, or on a bracket of it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedStance<'a> {
    /// The stance.
    pub record: StanceRecord<'a>,
    /// Whether the paragraph's words have changed since, in more than their marks.
    pub stale: bool,
    /// What it still waits for, by its name of today: a paragraph that is not agreed, a proposal that is not accepted.
    pub waits: Option<String>,
}

/// What was filed on one paragraph, as the meeting finds it; each list in the ledger's order.
#[derive(Debug, Clone, Default)]
pub struct Filed<'a> {
    /// Rulings on it.
    pub rulings: Vec<&'a Ruling>,
    /// Stances on it and on its brackets.
    pub stances: Vec<PlacedStance<'a>>,
    /// Proposals on it, in whatever status.
    pub proposals: Vec<(&'a Slug, &'a Case)>,
    /// Silence procedures on it, or on the whole document.
    pub silences: Vec<&'a Silence>,
    /// The words of the chapeau at a ruling, by its act, where they are known and not those of today.
    pub chapeaux: Vec<(&'a ActId, String)>,
    /// What adopted it.
    pub adoption: Option<&'a Adoption>,
    /// What has become of its words since it was adopted.
    pub since: Since,
    /// Whether the room had other words before it when it looked: it has not seen these.
    pub unseen: bool,
}

/// What has become of a paragraph's words since it was adopted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Since {
    /// Nothing, or it was not adopted.
    #[default]
    Same,
    /// They are others; these were adopted.
    Other(String),
    /// It was not there.
    New,
}

/// The room in which a paragraph is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Room<'a> {
    /// Who is who.
    pub roll: &'a Roll,
    /// The moment.
    pub now: Moment,
    /// Whether the document is adopted.
    pub adopted: bool,
}

/// The standing of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The one word.
    pub state: State,
    /// What was ruled; it stays here when the words have changed since.
    pub declared: Option<Declared>,
    /// What text and stances say.
    pub derived: Derived,
    /// Where the two disagree: code and sentence.
    pub findings: Vec<(&'static str, String)>,
    /// Why the state is what it is, in the room's words.
    pub reasons: Vec<String>,
}

impl Standing {
    /// Says whether it may be gavelled; `over` is the reason for which the chair rules over an objection.
    ///
    /// # Errors
    /// What stands in the way, and what would take it out. Brackets and open proposals nobody can rule over.
    pub fn gavel(&self, name: &str, over: Option<&str>) -> Result<(), Refusal> {
        let derived = &self.derived;
        let mut refusal = Refusal::of(format!("{name} is not ready to be agreed"));
        let mut ways: Vec<String> = Vec::new();
        if self.state == State::Adopted {
            return Err(Refusal::of(format!("{name} is adopted")));
        }
        if derived.brackets > 0 {
            refusal = refusal.because(match derived.brackets {
                1 => "a bracket stands in it".to_owned(),
                n => format!("{n} brackets stand in it"),
            });
            ways.push("lift or settle the brackets".to_owned());
        }
        if derived.options > 0 {
            refusal = refusal.because(format!(
                "it is one of {} options, and nobody has chosen",
                derived.options
            ));
            ways.push("take the other options out".to_owned());
        }
        if !derived.proposals.is_empty() {
            refusal = refusal.because(format!("open: {}", derived.proposals.join(", ")));
            ways.extend(derived.answers());
        }
        let objecting = !derived.blocking.is_empty() || !derived.awaited.is_empty();
        if objecting && over.is_none_or(|reason| reason.trim().is_empty()) {
            if !derived.blocking.is_empty() {
                let block = match derived.blocking.len() {
                    1 => "blocks",
                    _ => "block",
                };
                refusal = refusal.because(format!("{} {block} it", list(&derived.blocking)));
            }
            if !derived.awaited.is_empty() {
                for party in &derived.awaited {
                    refusal = refusal.because(format!("{party} awaits instructions"));
                }
            }
            ways.push("rule over it with a reason: --over \"…\"".to_owned());
        }
        if refusal.because.is_empty() {
            return Ok(());
        }
        Err(refusal.hint(ways.join("; ")))
    }
}

impl Derived {
    /// What would answer the open proposals, by how far they are.
    fn answers(&self) -> impl Iterator<Item = String> {
        const STEPS: [(&[Status], &str); 3] = [
            (&[Status::UnderDiscussion, Status::InText], ""),
            (&[Status::Tabled], "adref open, then "),
            (&[Status::Submitted], "adref table, adref open, then "),
        ];
        STEPS.into_iter().filter_map(|(statuses, first)| {
            let here = self.waiting.iter();
            let here = here.filter(|(_, status)| statuses.contains(status));
            let names: Vec<&str> = here.map(|(name, _)| name.as_str()).collect();
            let last = "adref accept, set-aside or park";
            (!names.is_empty()).then(|| format!("answer {}: {first}{last}", names.join(", ")))
        })
    }
}

/// Whether a count is left out of what is printed.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// `XNO`, `XNO and XUS`, `XNO, XQU and XUS`.
pub(super) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
