//! `adref serve`: the pages live, for this machine.

use std::io::Write;
use std::sync::Arc;

use super::export::naming;
use crate::cli::failure::Failure;
use crate::cli::grammar::Serve;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::moment::Moment;
use crate::ops::DocumentAt;
use crate::serve::{Limits, Live, Looking, Server, ending};

/// `adref serve`
pub(crate) fn serve(session: &mut Session<'_>, typed: &Serve) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    if let Some(version) = &typed.against {
        let drafts = place.meeting.drafts().iter();
        let at = |document: &str| DocumentAt {
            document: document.to_owned(),
            version: Some(version.clone()),
        };
        if !drafts
            .map(|draft| at(&draft.id))
            .any(|at| place.version(&at).is_ok())
        {
            return Err(Failure::new(format!("no document has a version {version}"))
                .hint("adref log tells what was issued"));
        }
    }
    let failed = |error: std::io::Error| {
        Failure::new(format!("port {} cannot be served", typed.port))
            .because(error.to_string())
            .hint("--port N takes another, --port 0 any that is free")
    };
    let server = Server::open(typed.port, Limits::default()).map_err(failed)?;
    let stop = ending().map_err(failed)?;
    let looking = Looking {
        names: naming(typed.names),
        against: typed.against.clone(),
    };
    let workspace = place.shared_workspace();
    let clock = {
        let (fixed, workspace) = (session.env.now, workspace.clone());
        move || fixed.unwrap_or_else(|| workspace.clock(Moment::now()))
    };
    let live = Live::of(workspace, looking, Box::new(clock));
    // It is said at once: what a session has to say comes out when it ends.
    let address = server.address();
    let mut out = std::io::stdout().lock();
    let said = writeln!(
        out,
        "http://{address}/  for the wall: http://{address}/floor  (Ctrl-C ends it)"
    );
    let _ = said.and_then(|()| out.flush());
    drop(out);
    server.run(Arc::new(live), stop);
    Ok(Ending::Done)
}
