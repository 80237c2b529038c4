//! An act in a sentence: `XNO opposes 12: “…”`.

use super::words::{bound, deed, heard_words, left, level_words, succeeded};
use crate::consensus::count;
use crate::meeting::{Meeting, Register};
use crate::record::{Act, Fate, How, Manner, Provenance, Slug, Target, Verb, read_source};
use crate::text::Document;

/// What tells acts of one document as sentences.
pub(super) struct Teller<'a> {
    meeting: &'a Meeting,
    document: &'a str,
    register: &'a Register,
    text: &'a Document,
    naming: Naming,
}

/// How a paragraph is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// `12`, where the document stands beside it.
    Short,
    /// `outcome 12`.
    Full,
}

impl<'a> Teller<'a> {
    pub(super) fn new(
        meeting: &'a Meeting,
        document: &'a str,
        register: &'a Register,
        text: &'a Document,
    ) -> Teller<'a> {
        Teller {
            meeting,
            document,
            register,
            text,
            naming: Naming::Short,
        }
    }

    /// The same, where nothing beside it says which document it is.
    pub(super) fn in_full(self) -> Teller<'a> {
        Teller {
            naming: Naming::Full,
            ..self
        }
    }

    /// Who, as the room calls them: a code, or an officer's name.
    pub(super) fn who(&self, by: &str) -> String {
        let officer = self
            .meeting
            .roll
            .officers
            .iter()
            .find(|officer| officer.handle == by);
        officer.map_or_else(|| by.to_owned(), |officer| officer.name.clone())
    }

    /// A proposal by its number, else its slug.
    pub(super) fn proposal(&self, slug: &Slug) -> String {
        let case = self.register.ledger.cases.get(slug);
        case.and_then(|case| case.number.clone())
            .unwrap_or_else(|| slug.to_string())
    }

    /// What an act is on, as it is called now.
    pub(super) fn target(&self, target: &Target) -> String {
        match target {
            Target::Document => self.document.to_owned(),
            Target::Paragraph(anchor) => {
                let index = self.meeting.place(self.document, anchor).index();
                let name = match index.and_then(|index| self.text.paragraphs().get(index)) {
                    Some(paragraph) => self.text.name(paragraph.index).to_owned(),
                    None => format!("{} (gone)", anchor.label),
                };
                match self.naming {
                    Naming::Short => name,
                    Naming::Full => format!("{} {name}", self.document),
                }
            }
            Target::Bracket { anchor, words, .. } => {
                let paragraph = self.target(&Target::Paragraph(anchor.clone()));
                format!("[{words}] in {paragraph}")
            }
            Target::Proposal(slug) => self.proposal(slug),
            Target::Act(id) => match self.register.act(id) {
                Some(act) if act.verb != Verb::Retract => {
                    format!("“{}”", self.core(&act))
                }
                _ => format!("act {id}"),
            },
        }
    }

    /// Whether an act would break a silence that was over.
    fn is_late(&self, act: &Act) -> bool {
        let breaks = || {
            self.register
                .ledger
                .silences
                .iter()
                .flat_map(|one| &one.breaks)
        };
        let mut own = breaks().filter(|one| one.act == act.id).peekable();
        own.peek().is_some() && own.all(|one| one.late)
    }

    /// Whether a co-sponsor left a proposal by an act, and did not withdraw it.
    fn leaves(&self, act: &Act) -> bool {
        let Target::Proposal(slug) = &act.target else {
            return false;
        };
        let case = self.register.ledger.cases.get(slug);
        case.is_some_and(|case| case.left.contains(&act.id))
    }

    /// The act without its reason.
    fn core(&self, act: &Act) -> String {
        let who = self.who(&act.by);
        let target = self.target(&act.target);
        match act.verb {
            Verb::Table => match &act.number {
                Some(number) if *number != target => format!("{who} tables {target} as {number}"),
                _ => format!("{who} tables {target}"),
            },
            Verb::Agree => {
                let level = level_words(act.level);
                let level = if level.is_empty() {
                    String::new()
                } else {
                    format!(" {level}")
                };
                format!("{who} gavels {target}: agreed{level}")
            }
            Verb::Accept if act.amended => {
                format!("{who} {} as amended", deed(act.verb, &target))
            }
            Verb::Merge | Verb::Supersede => {
                let heir = act.into.as_ref().map(|into| self.proposal(into));
                let object = succeeded(act.verb, &target, heir.as_deref());
                format!("{who} {}", deed(act.verb, &object))
            }
            Verb::Withdraw if self.leaves(act) => {
                format!("{who} {}", deed(act.verb, &left(&target)))
            }
            Verb::BreakSilence if self.is_late(act) => {
                format!("{who} objects to {target} after the silence has ended")
            }
            Verb::Edit if act.brings_in() => format!("{who} brings {target} in"),
            // Which words came to stand is the decision.
            Verb::Lift | Verb::Choose if act.words.is_some() => {
                let words = act.words.as_deref().unwrap_or_default();
                let stand = match words {
                    "" => "no words stand there".to_owned(),
                    words => format!("“{words}” stands"),
                };
                format!("{who} {}: {stand}", deed(act.verb, &target))
            }
            Verb::Speak => match &act.number {
                Some(time) => format!("{who} speaks to {target} for {time}"),
                None => format!("{who} speaks to {target}"),
            },
            Verb::Extend => {
                let whom = act
                    .words
                    .as_deref()
                    .map_or_else(|| "the speaker".to_owned(), |whom| self.who(whom));
                let time = act.number.as_deref().unwrap_or("some time");
                format!("{who} gives {whom} {time} more on {target}")
            }
            Verb::Rebase => {
                let proposal = act.into.as_ref().map(|into| self.proposal(into));
                format!(
                    "{who} re-bases {} on the words of {target}",
                    proposal.unwrap_or_default()
                )
            }
            Verb::Issue => match &act.number {
                Some(symbol) => format!("{who} issues {target} as {symbol}"),
                None => format!("{who} issues {target}"),
            },
            Verb::Source => {
                let entry = act.words.as_deref().and_then(read_source);
                match entry.map(|entry| entry.provenance) {
                    Some(Provenance::Declined { what, .. }) => {
                        format!("{who} declines {what} in {target}")
                    }
                    Some(Provenance::Taken { how: How::New, .. }) => {
                        format!("{who} notes that {target} is new")
                    }
                    Some(Provenance::Taken { how, from, .. }) => {
                        let from: Vec<String> = from.iter().map(ToString::to_string).collect();
                        let from = from.join(", ");
                        format!("{who} notes where {target} comes from: {how}, {from}")
                    }
                    None => format!("{who} {}", deed(act.verb, &target)),
                }
            }
            Verb::Adopt => format!("{who} {}", self.adopted(act, &target)),
            Verb::Motion => {
                let words = act.words.as_deref().unwrap_or_default();
                format!("{who} moves on {target}: “{words}”")
            }
            Verb::Decide => {
                let fate = match act.decision().fate {
                    Some(Fate::Withdrawn) => format!("{who} withdraws {target}"),
                    Some(fate) => format!("{who}: {fate}: {target}"),
                    None => format!("{who} decides {target}"),
                };
                match self.voted(act) {
                    Some(vote) => format!("{fate}, by a vote of {vote}"),
                    None => fate,
                }
            }
            _ => format!("{who} {}", deed(act.verb, &target)),
        }
    }

    /// What the vote of an act came to, where it adds up.
    fn voted(&self, act: &Act) -> Option<String> {
        let decision = act.decision.as_deref()?;
        let vote = decision.vote.as_ref()?;
        let counted = count(vote, decision.majority, &self.meeting.roll).ok()?;
        Some(counted.sentence())
    }

    /// `adopts outcome by a vote of 134 to 0, with 2 abstentions, as orally amended (24)`.
    fn adopted(&self, act: &Act, target: &str) -> String {
        let Some(decision) = act.decision.as_deref() else {
            return format!("adopts {target}");
        };
        let vote = decision.vote.as_ref();
        let counted = vote.and_then(|vote| count(vote, decision.majority, &self.meeting.roll).ok());
        let mut told = match (counted, decision.manner) {
            (Some(counted), _) if !counted.carried => {
                return format!(
                    "finds {target} not adopted, by a vote of {}",
                    counted.sentence()
                );
            }
            (Some(counted), _) => format!("adopts {target} by a vote of {}", counted.sentence()),
            (None, Some(Manner::Dissociations)) => {
                format!("adopts {target} by consensus, with dissociations")
            }
            (None, _) => format!("adopts {target} by consensus"),
        };
        if !decision.changed.is_empty() {
            told.push_str(&format!(
                ", as orally amended ({})",
                decision.changed.join(", ")
            ));
        }
        told
    }

    /// The act in a sentence, its reason behind it.
    pub(super) fn tell(&self, act: &Act) -> String {
        let mut sentence = self.core(act);
        if let Some(closes) = &act.closes {
            sentence.push_str(&format!(" until {}", closes.format("%-d %B %H:%M")));
        }
        sentence.push_str(&bound(
            act.condition.as_deref(),
            act.until.as_deref(),
            act.awaiting,
        ));
        if let Some(heard) = act.heard {
            sentence.push_str(&format!(" ({})", heard_words(heard)));
        }
        if let Some(reason) = &act.reason {
            sentence.push_str(&format!(": “{reason}”"));
        }
        sentence
    }
}
