//! Which form was asked for.

use super::docx;
use crate::cli::failure::Failure;
use crate::cli::grammar::Export;
use crate::cli::run::Ending;
use crate::cli::session::Session;

/// `adref export`
pub(crate) fn export(session: &mut Session<'_>, typed: &Export) -> Result<Ending, Failure> {
    if typed.form.docx {
        return docx::export(session, typed);
    }
    Err(Failure::new("no form was named").hint("adref export outcome --docx"))
}
