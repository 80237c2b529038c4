//! Which form was asked for.

use super::naming::an_example;
use super::{docx, pages, tables};
use crate::cli::failure::Failure;
use crate::cli::grammar::Export;
use crate::cli::outcome::Ending;
use crate::cli::session::Session;

/// `adref export`
pub(crate) fn export(session: &mut Session<'_>, typed: &Export) -> Result<Ending, Failure> {
    let form = &typed.form;
    match (&form.html, form.table) {
        (Some(folder), _) => pages::export(session, typed, folder),
        (_, Some(table)) => tables::export(session, typed, table),
        _ if form.docx => docx::export(session, typed),
        _ => {
            let document = an_example(session, typed);
            Err(Failure::new("no form was named").hint(format!("adref export {document} --docx")))
        }
    }
}
