//! From a verb to what it does.

use super::{
    board, deciding, drafts, export, generate, git, home, life, lists, meeting, new, passing,
    progress, queue, rolling, room, saving, serve, sources, take, texts, who, write,
};
use crate::cli::failure::Failure;
use crate::cli::grammar::{
    Coming, Drafting, Handing, Keeping, Passing, Reading, Rolling, Serving, Treating, Verb,
};
use crate::cli::outcome::Ending;
use crate::cli::session::Session;

/// Does what a verb says; without one, opens the meeting or says where one is.
pub(crate) fn run(session: &mut Session<'_>, verb: Option<&Verb>) -> Result<Ending, Failure> {
    if verb.is_some_and(|verb| verb.hand().is_some_and(|hand| hand.desk) && !stays_at_desk(verb)) {
        return Err(Failure::new("what this does cannot be kept at the desk")
            .hint("--desk is for proposals, what becomes of them, positions and rulings"));
    }
    match verb {
        None => home::home(session),
        Some(Verb::Reading(reading)) => match reading {
            Reading::Status(_) => meeting::status(session),
            Reading::Documents(_) => meeting::documents(session),
            Reading::Show(typed) => meeting::show(session, typed),
            Reading::Outline(typed) => texts::outline(session, typed),
            Reading::Brackets(typed) => texts::brackets(session, typed),
            Reading::Read(typed) => texts::read(session, typed),
            Reading::Diff(typed) => texts::diff(session, typed),
            Reading::Trace(typed) => life::trace(session, typed),
            Reading::Blame(typed) => life::blame(session, typed),
            Reading::Check(typed) => texts::check(session, typed),
            Reading::Proposals(typed) => lists::proposals(session, typed),
            Reading::Proposal(typed) => lists::proposal(session, typed),
            Reading::Sources(typed) => sources::sources(session, typed),
            Reading::Log(typed) => lists::log(session, typed),
            Reading::Brief(typed) => board::brief(session, typed),
            Reading::Board(typed) => board::board(session, typed),
            Reading::Progress(typed) => progress::progress(session, typed),
            Reading::Votes(typed) => deciding::votes(session, typed),
        },
        Some(Verb::Drafting(Drafting::Undo(typed))) => write::undo(session, typed),
        Some(verb @ Verb::Drafting(Drafting::RebaseQueue(typed))) => {
            queue::queue(session, verb, typed)
        }
        Some(Verb::Drafting(Drafting::Import(typed))) => drafts::import(session, typed),
        Some(Verb::Drafting(Drafting::Edit(typed))) if typed.is_for_an_editor() => {
            drafts::edit(session, typed)
        }
        Some(Verb::Treating(Treating::Merge(typed))) if typed.into.is_none() => {
            rolling::merge(session, typed)
        }
        Some(
            verb @ (Verb::Drafting(_)
            | Verb::Treating(_)
            | Verb::Taking(_)
            | Verb::Ruling(_)
            | Verb::Settling(_)
            | Verb::Speaking(_)),
        ) => write::write(session, verb),
        Some(Verb::Deciding(typed)) => deciding::decide(session, typed),
        Some(Verb::Rolling(Rolling::Compile(typed))) => rolling::compile(session, typed),
        Some(Verb::Rolling(Rolling::Streamline(typed))) => rolling::streamline(session, typed),
        Some(Verb::Coming(Coming::Take(typed))) => take::take(session, typed),
        Some(Verb::Handing(Handing::Export(typed))) => export::export(session, typed),
        Some(Verb::Handing(Handing::Slip(typed))) => export::slip(session, typed),
        Some(Verb::Handing(Handing::Serve(typed))) => serve::serve(session, typed),
        Some(Verb::Keeping(keeping)) => match keeping {
            Keeping::As(typed) => who::identity(session, typed),
            Keeping::Demo(_) => Err(Failure::new("the story does not lay itself out")),
            Keeping::New(typed) => new::new(session, typed),
            Keeping::Generate(typed) => generate::generate(session, typed),
        },
        Some(Verb::Passing(passing)) => match passing {
            Passing::Save(typed) => saving::save(session, typed),
            Passing::Send(typed) => self::passing::send(session, typed),
            Passing::Receive(typed) => self::passing::receive(session, typed),
            Passing::Publish(typed) => self::room::publish(session, typed),
        },
        Some(Verb::Serving(serving)) => match serving {
            Serving::Install(typed) => git::install(session, typed),
            Serving::DiffDriver(typed) => git::diff_driver(session, typed),
            Serving::MergeDriver(typed) => git::merge_driver(session, typed),
            Serving::Textconv(typed) => git::textconv(session, typed),
        },
    }
}

/// Whether what a verb files can be marked as what never leaves the desk.
fn stays_at_desk(verb: &Verb) -> bool {
    match verb {
        Verb::Drafting(Drafting::Propose(_))
        | Verb::Taking(_)
        | Verb::Ruling(_)
        | Verb::Speaking(_) => true,
        Verb::Treating(Treating::Merge(merge)) => merge.into.is_some(),
        Verb::Treating(_) | Verb::Settling(_) => true,
        _ => false,
    }
}
