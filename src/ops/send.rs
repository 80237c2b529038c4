//! Sending: what is there first, then ours on it; again where somebody else was first, never over anybody's.

use std::time::Duration;

use serde::Serialize;

use super::incoming::{Incoming, Receiver, incoming, take_over};
use super::news::News;
use super::results::DeskItem;
use super::words::counted;
use crate::repo::{Calling, Error, Repository, Upstream};
use crate::workspace::Workspace;

/// So often somebody else may be first.
const TRIES: u32 = 8;

/// What sending came to, or would come to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Sending {
    /// To where: a folder's own name, else an address without a password.
    pub to: String,
    /// What came first, round by round.
    pub received: Vec<Incoming>,
    /// What went there.
    pub news: News,
    /// How many versions that was.
    pub versions: usize,
    /// The names of revisions that went along.
    pub tags: Vec<String>,
    /// The names of revisions that are others' there.
    pub refused: Vec<String>,
    /// Whether a file has to be chosen before anything is sent.
    pub left: bool,
}

impl Sending {
    /// Nothing yet, to this place.
    fn to(upstream: &Upstream) -> Sending {
        Sending {
            to: upstream.name.clone(),
            ..Sending::default()
        }
    }

    /// Whether there is nothing to receive and nothing to send.
    pub fn is_nothing(&self) -> bool {
        self.received.is_empty() && self.versions == 0
    }

    /// What it is, in a line: `sent to …: 1 proposal, text of WP.2 changed`.
    pub fn said(&self) -> String {
        let news = self.news.said();
        match (self.versions, self.tags.len()) {
            (0, 0) => format!("all that is saved here is at {} already", self.to),
            (0, tags) => format!(
                "sent to {}: {}",
                self.to,
                counted(tags, "name of a revision", "names of revisions")
            ),
            _ if news.is_empty() => format!(
                "sent to {}: {}",
                self.to,
                counted(self.versions, "save", "saves")
            ),
            _ => format!("sent to {}: {news}", self.to),
        }
    }
}

/// Sends what is saved here; where the other side has something new, that is received first.
///
/// # Errors
/// [`Error::Unreachable`], [`Error::Refused`], [`Error::Overtaken`]; as for receiving. What was received by then stays received.
pub fn send(
    workspace: &Workspace,
    upstream: &Upstream,
    receiver: &Receiver,
    calling: Calling,
) -> Result<Sending, Error> {
    let repository = workspace.repository();
    let mut sending = Sending::to(upstream);
    let mut locked = None;
    for round in 0..TRIES {
        let theirs = repository.fetch(upstream, calling)?;
        if let Some(theirs) = &theirs
            && let Some(found) = incoming(workspace, theirs, &upstream.name, receiver)?
        {
            sending.left = found.is_left();
            match take_over(workspace, &found, receiver) {
                // Somebody saves here: it is worked out again on that.
                Err(Error::Moved) => continue,
                done => done?,
            }
            sending.received.push(found);
            if sending.left {
                return Ok(sending);
            }
        }
        let Some(ours) = repository.head() else {
            return Ok(sending);
        };
        (sending.news, sending.versions) = unsent(workspace, theirs.as_ref(), &ours, receiver)?;
        let sent = repository.push(upstream, &ours, calling)?;
        if sent.there {
            sending.tags = sent.tags;
            sending.refused = sent.refused;
            return Ok(sending);
        }
        locked = sent.locked;
        std::thread::sleep(Duration::from_millis(20) * round);
    }
    // Nobody was first: somebody was killed there, and what git left is in the way.
    Err(locked.map_or_else(|| Error::Overtaken(upstream.address.clone()), Error::Locked))
}

/// What sending would come to, asked of the other side; nothing is changed and nothing is sent.
///
/// # Errors
/// As for [`send`].
pub fn sending(
    workspace: &Workspace,
    upstream: &Upstream,
    receiver: &Receiver,
    calling: Calling,
) -> Result<Sending, Error> {
    let repository = workspace.repository();
    let mut sending = Sending::to(upstream);
    let theirs = repository.fetch(upstream, calling)?;
    if let Some(theirs) = &theirs
        && let Some(found) = incoming(workspace, theirs, &upstream.name, receiver)?
    {
        sending.left = found.is_left();
        sending.received.push(found);
    }
    if let Some(ours) = repository.head() {
        (sending.news, sending.versions) = unsent(workspace, theirs.as_ref(), &ours, receiver)?;
    }
    Ok(sending)
}

/// What is saved here and not there.
fn unsent(
    workspace: &Workspace,
    theirs: Option<&crate::repo::VersionId>,
    ours: &crate::repo::VersionId,
    receiver: &Receiver,
) -> Result<(News, usize), Error> {
    let versions = workspace
        .repository()
        .between(theirs, ours, usize::MAX)?
        .len();
    let old = theirs
        .map(|theirs| workspace.at(theirs, receiver.when))
        .transpose()?;
    let new = workspace.at(ours, receiver.when)?;
    // What is not sent is new on this side since the two went apart; where they did not, it is all that differs.
    let news = News::between(old.as_deref(), &new, &std::collections::BTreeSet::new());
    Ok((news, versions))
}

/// What waits on the desk: saved here and not sent, or seen there and not received. Known without asking anybody.
pub fn unsent_on_desk(repository: &Repository) -> Vec<DeskItem> {
    let upstream = repository.upstream().ok().flatten();
    let distance = upstream
        .as_ref()
        .and_then(|upstream| repository.distance(upstream));
    let (Some(upstream), Some(distance)) = (upstream, distance) else {
        return Vec::new();
    };
    let item = |sentence: String| DeskItem {
        time: None,
        sentence,
        document: String::new(),
        index: None,
        proposal: None,
        urgent: false,
        fresh: false,
    };
    let mut items = Vec::new();
    if distance.waiting > 0 {
        let saves = counted(distance.waiting, "save", "saves");
        items.push(item(format!(
            "{saves} from {} not received yet: `:receive` shows what it is",
            upstream.name
        )));
    }
    if distance.unsent > 0 {
        let saves = counted(distance.unsent, "save", "saves");
        items.push(item(format!(
            "{saves} not sent to {} yet: `:send` sends what is saved here",
            upstream.name
        )));
    }
    items
}
