//! What would be received or sent, in lines, and what is done if the answer is yes.

use crate::ops::{Incoming, Prefer, Received, Sending};
use crate::view::{self, Line, Role};

/// What would be received or sent.
#[derive(Debug, Clone)]
pub struct Passage {
    /// What is asked.
    pub(super) title: String,
    /// What it is, in lines.
    pub(super) lines: Vec<Line>,
    /// The same as typed.
    pub(super) same_as: String,
    /// What is done if the answer is yes.
    pub(super) deed: Deed,
    /// Whether it can be done as it is.
    pub(super) ready: bool,
}

/// What is done if the answer is yes.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    /// What git stopped in is finished.
    Finish(Received),
    /// What came is taken over.
    Receive(Box<Incoming>, Option<Prefer>),
    /// What is saved here is sent.
    Send(Option<Prefer>),
}

/// A passage that waits for a yes.
#[derive(Debug)]
pub(super) struct Passing {
    pub(super) passage: Box<Passage>,
    /// How many lines are hidden above.
    pub(super) skip: usize,
}

impl Passage {
    /// A merge that git stopped in.
    pub(super) fn finish(stopped: Received) -> Passage {
        let rows = stopped.files.iter().map(|row| {
            let line = Line::of(Role::Strong, format!("{}  ", row.path));
            match (&row.left, row.contested) {
                (Some(why), _) => line.with(Role::Bad, format!("left to you: {why}")),
                (None, Some(many)) if many > 0 => line.with(
                    Role::Dim,
                    format!("brackets for what both sides changed: {many}"),
                ),
                (None, _) => line.with(Role::Dim, "would be merged"),
            }
            .hanging(2)
        });
        Passage {
            title: "Finish what git stopped in?".to_owned(),
            lines: rows.collect(),
            same_as: "adref receive".to_owned(),
            ready: stopped.files.iter().any(|row| row.left.is_none()),
            deed: Deed::Finish(stopped),
        }
    }

    /// What others sent.
    pub(super) fn receive(incoming: Incoming, prefer: Option<Prefer>) -> Passage {
        Passage {
            title: format!("Receive this from {}?", incoming.from),
            lines: view::incoming(&incoming, true),
            same_as: format!("adref receive{}", typed(prefer)),
            ready: !incoming.is_left(),
            deed: Deed::Receive(Box::new(incoming), prefer),
        }
    }

    /// What would be sent.
    pub(super) fn send(sending: &Sending, prefer: Option<Prefer>) -> Passage {
        Passage {
            title: format!("Send this to {}?", sending.to),
            lines: view::sending(sending, true),
            same_as: format!("adref send{}", typed(prefer)),
            ready: !sending.left,
            deed: Deed::Send(prefer),
        }
    }
}

fn typed(prefer: Option<Prefer>) -> &'static str {
    match prefer {
        None => "",
        Some(Prefer::Here) => " --prefer here",
        Some(Prefer::There) => " --prefer there",
    }
}
