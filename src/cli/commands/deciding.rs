//! Adoption, motions and votes: `adref adopt`, `motion`, `vote`, `decide`, `dissociate`, `explain`; and `adref votes`.

use super::write::carry_out;
use crate::cli::failure::Failure;
use crate::cli::grammar::{Deciding, Known, Votes};
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::consensus::voter;
use crate::ops::{self, Order};
use crate::record::{Vote, read_votes};
use crate::view;

/// `adref votes`
pub(crate) fn votes(session: &mut Session<'_>, typed: &Votes) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let votes = ops::votes(&place.meeting, typed.document.as_deref())?;
    if session.json {
        session.print_json(&votes)?;
    } else {
        session.show(&view::votes(&votes, session.env.width));
    }
    Ok(Ending::Done)
}

/// Does what a verb that decides says; a vote may stand in a file.
pub(crate) fn decide(session: &mut Session<'_>, typed: &Deciding) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let read = match typed.votes() {
        Some(file) => Some(vote_of(session, &place, file)?),
        None => None,
    };
    let order = Order {
        command: typed.command(Known(Some(&place.meeting)), read)?,
        by: typed.hand().by.clone(),
        heard: typed.hand().occasion(),
    };
    carry_out(session, &place, order, typed.hand().dry_run)
}

/// The vote of a file; what is wrong with it is told place by place.
fn vote_of(session: &mut Session<'_>, place: &Place, file: &str) -> Result<Vote, Failure> {
    let bytes = match file {
        "-" => session.input()?,
        file => std::fs::read(session.env.cwd.join(file))
            .map_err(|error| Failure::new(file).because(error.to_string()))?,
    };
    let roll = &place.meeting.roll;
    let find = |typed: &str| {
        voter(roll, typed).map_err(|refusal| {
            let hint = refusal.hint.clone().unwrap_or_default();
            (refusal.sentence(), hint)
        })
    };
    let (vote, faults) = read_votes(file, &bytes, &find);
    for fault in &faults {
        session.diagnose(&fault.path, &fault.finding);
    }
    if !faults.is_empty() {
        return Err(Failure::new(format!("the vote of {file} does not add up"))
            .because(match faults.len() {
                1 => "1 line of it is wrong".to_owned(),
                many => format!("{many} lines of it are wrong"),
            })
            .hint("mend the file and type the command again"));
    }
    if vote.is_empty() {
        return Err(Failure::new(format!("{file} holds no vote"))
            .hint("yes: [XNO, XAD], no: [XRA], abstain: [XMU]; or lines XNO,yes"));
    }
    Ok(vote)
}
