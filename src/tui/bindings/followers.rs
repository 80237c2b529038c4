//! The keys behind a first one.

use crate::consensus::Stance;
use crate::record::{Level, Verb};
use crate::tui::intent::{Intent, Motion, Prefix, Proposing};
use crate::tui::press::Press;

/// One key behind a first one.
#[derive(Debug)]
pub(in crate::tui) struct Follower {
    pub(in crate::tui) key: Press,
    pub(in crate::tui) words: &'static str,
    pub(in crate::tui) intent: Intent,
}

const fn follow(key: char, words: &'static str, intent: Intent) -> Follower {
    Follower {
        key: Press::char(key),
        words,
        intent,
    }
}

/// What may follow a first key.
pub(in crate::tui) fn followers(prefix: Prefix) -> &'static [Follower] {
    static GO: &[Follower] = &[
        follow('g', "top", Intent::Move(Motion::Home)),
        follow('e', "end", Intent::Move(Motion::End)),
        follow('d', "documents", Intent::Documents),
        follow('o', "outline", Intent::Outline),
        follow('l', "newest acts", Intent::Log),
        follow('w', "who you are", Intent::Who),
    ];
    static POSITION: &[Follower] = &[
        follow('s', "support", Intent::Take(Stance::Support)),
        follow('a', "can accept", Intent::Take(Stance::Accept)),
        follow('q', "query", Intent::Take(Stance::Query)),
        follow('r', "reserve", Intent::Take(Stance::Reserve)),
        follow('o', "oppose", Intent::Take(Stance::Oppose)),
    ];
    static DEAL: &[Follower] = &[
        follow('u', "submit", Intent::Treat(Verb::Submit)),
        follow('t', "table", Intent::Treat(Verb::Table)),
        follow('o', "open discussion", Intent::Treat(Verb::Open)),
        follow('b', "bracket in", Intent::Treat(Verb::Bracket)),
        follow('a', "accept", Intent::Treat(Verb::Accept)),
        follow('p', "park", Intent::Treat(Verb::Park)),
        follow('s', "set aside", Intent::Treat(Verb::SetAside)),
        follow('r', "return to sponsor", Intent::Treat(Verb::Return)),
        follow('w', "withdraw", Intent::Treat(Verb::Withdraw)),
        follow('i', "reintroduce", Intent::Treat(Verb::Reintroduce)),
        follow('y', "adopt as own", Intent::Treat(Verb::AdoptAsOwn)),
        follow('c', "co-sponsor", Intent::Treat(Verb::CoSponsor)),
        follow('m', "merge into …", Intent::Treat(Verb::Merge)),
        follow('x', "superseded by …", Intent::Treat(Verb::Supersede)),
    ];
    static RULE: &[Follower] = &[
        follow(
            'a',
            "agree ad referendum",
            Intent::Rule(Verb::Agree, Some(Level::AdReferendum)),
        ),
        follow(
            'i',
            "agree in informals",
            Intent::Rule(Verb::Agree, Some(Level::Informals)),
        ),
        follow('g', "agree", Intent::Rule(Verb::Agree, Some(Level::Agreed))),
        follow('d', "discussed", Intent::Rule(Verb::Discuss, None)),
        follow('p', "park", Intent::Rule(Verb::Park, None)),
        follow('o', "reopen", Intent::Rule(Verb::Reopen, None)),
        follow(
            'c',
            "certify as editorial",
            Intent::Rule(Verb::Certify, None),
        ),
        follow(
            's',
            "open a silence …",
            Intent::Rule(Verb::OpenSilence, None),
        ),
    ];
    static PROPOSE: &[Follower] = &[
        follow('r', "other words", Intent::Propose(Proposing::Replace)),
        follow(
            'a',
            "a new paragraph after",
            Intent::Propose(Proposing::After),
        ),
        follow(
            'b',
            "a new paragraph before",
            Intent::Propose(Proposing::Before),
        ),
        follow(
            'm',
            "move it after …",
            Intent::Propose(Proposing::MoveAfter),
        ),
        follow(
            'M',
            "move it before …",
            Intent::Propose(Proposing::MoveBefore),
        ),
        follow(
            'k',
            "brackets round words",
            Intent::Propose(Proposing::Bracket),
        ),
        follow('l', "brackets off words", Intent::Propose(Proposing::Lift)),
        follow('t', "a term throughout", Intent::Propose(Proposing::Term)),
        follow(
            'd',
            "delete the paragraph",
            Intent::Propose(Proposing::Delete),
        ),
        follow('c', "a comment", Intent::Propose(Proposing::Comment)),
        follow(
            'p',
            "other words than the proposal's",
            Intent::Propose(Proposing::Amend),
        ),
        follow(
            'j',
            "join one as co-sponsor",
            Intent::Treat(Verb::CoSponsor),
        ),
        follow('w', "withdraw one", Intent::Treat(Verb::Withdraw)),
    ];
    match prefix {
        Prefix::Go => GO,
        Prefix::Position => POSITION,
        Prefix::Deal => DEAL,
        Prefix::Rule => RULE,
        Prefix::Propose => PROPOSE,
    }
}

/// What a box of followers is called.
pub(in crate::tui) fn prefix_title(prefix: Prefix) -> &'static str {
    match prefix {
        Prefix::Go => "go to",
        Prefix::Position => "take a position",
        Prefix::Deal => "deal with the proposal",
        Prefix::Rule => "rule on the paragraph",
        Prefix::Propose => "propose",
    }
}
