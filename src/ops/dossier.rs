//! One paragraph in full: its words, how each party reads it, what was filed on it.

use std::collections::BTreeSet;

use super::find::find_document;
use super::log::row as log_row;
use super::page::Sheet;
use super::proposals::card;
use super::results::Dossier;
use super::sentence::Teller;
use super::sources::Web;
use super::stances::on_the_whole;
use super::turns::in_turn;
use crate::consensus::{Refusal, StanceRecord, Tally};
use crate::meeting::Meeting;
use crate::record::Act;
use crate::rolling::{Bare, Reader, read_text};
use crate::text::BracketKind;

/// Everything on one paragraph of a document.
///
/// # Errors
/// Where there is no such document or paragraph.
pub fn dossier(meeting: &Meeting, document: &str, index: usize) -> Result<Dossier, Refusal> {
    let id = find_document(meeting, document)?.id.as_str();
    let gone = || Refusal {
        what: format!("no paragraph of number {index} in {id}"),
        because: Vec::new(),
        hint: Some(format!("`adref outline {id}` lists its paragraphs")),
    };
    let sheet = Sheet::open(meeting, id).ok_or_else(gone)?;
    let row = sheet.row(index, None).ok_or_else(gone)?;
    let paragraph = sheet.text.paragraphs().get(index).ok_or_else(gone)?;
    let mut owners: BTreeSet<&str> = BTreeSet::new();
    for bracket in sheet.text.brackets() {
        let spanned = bracket.paragraph..=bracket.end_paragraph;
        if bracket.kind == BracketKind::Contested && spanned.contains(&index) {
            for alternative in &bracket.alternatives {
                owners.extend(alternative.parties.iter().map(String::as_str));
            }
        }
    }
    let reading = |reader: &Reader| {
        read_text(&paragraph.text, meeting.parties(), reader, Bare::Settle).unwrap_or_default()
    };
    let mut readings = Vec::new();
    if !owners.is_empty() || sheet.text.contested(index).next().is_some() {
        readings.push(("base".to_owned(), reading(&Reader::Base)));
    }
    for owner in owners {
        let words = reading(&Reader::Party(owner.to_owned()));
        readings.push((owner.to_owned(), words));
    }
    let teller = Teller::new(meeting, id, &sheet.register, &sheet.text);
    let acts: Vec<Act> = sheet
        .docket
        .paragraphs
        .get(index)
        .map(|here| here.acts.as_slice())
        .unwrap_or_default()
        .iter()
        .filter_map(|n| sheet.register.acts.get(*n))
        .collect();
    let acts = in_turn(acts.iter().collect())
        .into_iter()
        .map(|act| {
            let gone = sheet.register.ledger.retracted.contains(&act.id);
            log_row(&teller, id, act, gone)
        })
        .collect();
    let proposals = row
        .proposals
        .iter()
        .filter_map(|one| card(meeting, id, &one.slug))
        .collect();
    let states = by_state(meeting, &sheet, index);
    Ok(Dossier {
        document: id.to_owned(),
        text: paragraph.text.clone(),
        row,
        readings,
        states,
        acts,
        proposals,
        sources: Web::of(meeting).paragraph(id, &sheet.text, index),
    })
}

/// How the States stand on the whole of a paragraph where a group spoke; where none did, the positions say it already.
fn by_state(meeting: &Meeting, sheet: &Sheet<'_>, index: usize) -> Option<Tally> {
    let here = sheet.docket.paragraphs.get(index)?;
    let stances = on_the_whole(&sheet.register, &here.stances);
    let groups = &meeting.roll.delegations.groups;
    let spoke = |one: &StanceRecord<'_>| groups.iter().any(|group| group.code == one.party);
    stances
        .iter()
        .any(spoke)
        .then(|| Tally::of(&meeting.roll, &meeting.now.day(), &stances))
}
