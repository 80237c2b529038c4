//! By whose reading: a party as it was typed.

use crate::cli::failure::Failure;
use crate::rolling::Reader;
use crate::text::Parties;

/// Who reads; a party that nobody knows is an error with the nearest names.
pub(crate) fn reader(party: Option<&str>, parties: &Parties) -> Result<Reader, Failure> {
    let Some(party) = party else {
        return Ok(Reader::Base);
    };
    if let Parties::Known { names, .. } = parties
        && !names.contains(party)
    {
        let folded = names.iter().find(|name| name.eq_ignore_ascii_case(party));
        if let Some(name) = folded {
            return Ok(Reader::Party(name.clone()));
        }
        return Err(super::who::nobody(party, names.iter().map(String::as_str)));
    }
    Ok(Reader::Party(party.to_owned()))
}
