//! Where paragraphs come from, what became of the papers' paragraphs, and what was neither taken up nor declined.

use std::collections::{BTreeMap, BTreeSet};

use super::documents::last_issue;
use super::find::{find_document, find_paragraph, find_proposal};
use super::results::{DeclinedRow, OriginRow, ParagraphSources, Sourced, UntakenRow, UseRow};
use crate::consensus::Refusal;
use crate::meeting::{Meeting, Placement};
use crate::record::{Anchor, Fault, Origin, Provenance, Source, Verb, read_sources, sources_path};
use crate::repo::{BlobId, Error};
use crate::rolling::{Bare, Reader, read_text};
use crate::text::{Address, Document, Finding, Kind, Severity};

/// A paragraph of a document, by its ordinal.
type Spot = (String, usize);

/// All that the lists of sources say, laid on the present texts.
#[derive(Debug, Default)]
pub(super) struct Web {
    /// Of each paragraph how it came about, where from, and what was remarked.
    from: BTreeMap<Spot, Vec<(Source, Vec<OriginRow>)>>,
    /// Of each paragraph that something was made of, by whom it was taken up.
    uses: BTreeMap<Spot, Vec<UseRow>>,
    /// What was declined.
    declined: BTreeMap<Spot, Vec<DeclinedRow>>,
    /// The same, and of what is no paragraph, by the document whose list says so.
    all_declined: BTreeMap<String, Vec<DeclinedRow>>,
    /// The documents whose paragraphs are sources, by the document whose list says so.
    papers: BTreeMap<String, BTreeSet<String>>,
    /// What is wrong with the lists.
    pub(super) faults: Vec<Fault>,
}

impl Web {
    /// Reads the lists of all documents.
    pub(super) fn of(meeting: &Meeting) -> Web {
        let mut web = Web::default();
        for draft in meeting.drafts() {
            let path = sources_path(&draft.id);
            let bytes = match meeting.snapshot().open(&path) {
                Ok(bytes) => bytes,
                Err(Error::NoFile { .. }) => continue,
                Err(error) => {
                    web.fault(&path, ("unreadable", 0), error.to_string(), error.hint());
                    continue;
                }
            };
            let (sources, faults) = read_sources(&path, &bytes);
            web.faults.extend(faults);
            for source in sources {
                web.add(meeting, &draft.id, &path, source);
            }
        }
        web
    }

    fn fault(
        &mut self,
        path: &str,
        (code, line): (&'static str, usize),
        message: String,
        hint: Option<String>,
    ) {
        self.faults.push(Fault {
            path: path.to_owned(),
            finding: Finding {
                code,
                severity: Severity::Warning,
                place: crate::text::Place {
                    line: line.max(1),
                    column: 1,
                },
                excerpt: String::new(),
                message,
                hint,
            },
        });
    }

    fn add(&mut self, meeting: &Meeting, document: &str, path: &str, source: Source) {
        let line = source.line;
        match &source.provenance {
            Provenance::Taken {
                paragraph,
                how,
                from,
            } => {
                let Some(text) = meeting.text(document) else {
                    return;
                };
                let index = match text.find(&Address::new(paragraph)) {
                    Ok(found) => found.index,
                    Err(none) => {
                        let near = (!none.near.is_empty())
                            .then(|| format!("did you mean {}?", none.near.join(" or ")));
                        let hint = near.or_else(|| {
                            Some("give the line another paragraph, or take it out".to_owned())
                        });
                        return self.fault(
                            path,
                            ("source-unknown", line),
                            format!("{document} has no {paragraph} now"),
                            hint,
                        );
                    }
                };
                let name = text.name(index).to_owned();
                let mut rows = Vec::new();
                for origin in from {
                    let (row, spot) = self.origin(meeting, (document, path, line), origin);
                    if let Some(spot) = spot {
                        self.uses.entry(spot).or_default().push(UseRow {
                            document: document.to_owned(),
                            paragraph: name.clone(),
                            index,
                            how: *how,
                        });
                    }
                    rows.push(row);
                }
                self.from
                    .entry((document.to_owned(), index))
                    .or_default()
                    .push((source, rows));
            }
            Provenance::Declined { what, by, reason } => {
                let (row, spot) = self.origin(meeting, (document, path, line), what);
                let row = DeclinedRow {
                    what: row,
                    document: document.to_owned(),
                    by: by.clone().map(|by| match meeting.roll.officer(&by) {
                        Some(officer) => officer.name.clone(),
                        None => by,
                    }),
                    reason: reason.clone(),
                };
                if let Some(spot) = spot {
                    self.declined.entry(spot).or_default().push(row.clone());
                }
                self.all_declined
                    .entry(document.to_owned())
                    .or_default()
                    .push(row);
            }
        }
    }

    /// Where a source stands now.
    fn origin(
        &mut self,
        meeting: &Meeting,
        (document, path, line): (&str, &str, usize),
        origin: &Origin,
    ) -> (OriginRow, Option<Spot>) {
        let mut row = OriginRow {
            written: origin.to_string(),
            document: None,
            paragraph: None,
            index: None,
            proposal: None,
            words: None,
        };
        match origin {
            Origin::Proposal(name) => match find_proposal(meeting, name) {
                Ok((of, slug)) => {
                    row.document = Some(of);
                    row.proposal = Some(slug);
                }
                Err(refusal) => {
                    self.fault(path, ("source-unknown", line), refusal.what, refusal.hint)
                }
            },
            Origin::Paragraph {
                document: paper,
                version,
                address,
            } => {
                self.papers
                    .entry(document.to_owned())
                    .or_default()
                    .insert(paper.clone());
                match place(meeting, paper, version.as_deref(), address) {
                    Ok((words, index)) => {
                        row.document = Some(paper.clone());
                        row.words = Some(words);
                        row.index = index;
                        let text = meeting.text(paper);
                        row.paragraph = index.zip(text).map(|(index, text)| text.name(index).to_owned());
                    }
                    Err(why) => self.fault(
                        path,
                        ("source-unknown", line),
                        format!("{origin}: {why}"),
                        Some("name a paragraph as `adref outline` does, at a version: wp1@rev.1 II/5".to_owned()),
                    ),
                }
            }
        }
        let spot = row.document.clone().zip(row.index);
        (row, spot)
    }

    /// What is known of one paragraph; `None` where nothing is.
    pub(super) fn paragraph(
        &self,
        document: &str,
        text: &Document,
        index: usize,
    ) -> Option<ParagraphSources> {
        let spot = (document.to_owned(), index);
        let from = self.from.get(&spot);
        let uses = self.uses.get(&spot);
        let declined = self.declined.get(&spot);
        if from.is_none() && uses.is_none() && declined.is_none() {
            return None;
        }
        let entries = from.map(Vec::as_slice).unwrap_or_default();
        let how = entries
            .iter()
            .find_map(|(source, _)| match &source.provenance {
                Provenance::Taken { how, .. } => Some(*how),
                Provenance::Declined { .. } => None,
            });
        Some(ParagraphSources {
            document: document.to_owned(),
            paragraph: text.name(index).to_owned(),
            index,
            how,
            from: entries.iter().flat_map(|(_, rows)| rows.clone()).collect(),
            notes: entries
                .iter()
                .filter_map(|(source, _)| source.note.clone())
                .collect(),
            taken_up: uses.cloned().unwrap_or_default(),
            declined: declined.cloned().unwrap_or_default(),
        })
    }

    /// The numbered paragraphs of a paper that were neither taken up nor declined.
    ///
    /// A chapeau answers for its sub-paragraphs and they for it, a heading that was declined for its section.
    fn untaken(&self, meeting: &Meeting, paper: &str) -> Vec<UntakenRow> {
        let Some(text) = meeting.text(paper) else {
            return Vec::new();
        };
        let paragraphs = text.paragraphs();
        let spoken_of = |index: usize| {
            let spot = (paper.to_owned(), index);
            self.uses.contains_key(&spot) || self.declined.contains_key(&spot)
        };
        // Upwards: the paragraph, its chapeaux, its sections.
        let covered = |index: usize| {
            let mut at = Some(index);
            while let Some(here) = at {
                let one = paragraphs.get(here)?;
                let mut section = one.section;
                while let Some(heading) = section {
                    if spoken_of(heading) {
                        return Some(());
                    }
                    section = paragraphs
                        .get(heading)
                        .and_then(|one| one.section)
                        .filter(|outer| *outer < heading);
                }
                if spoken_of(here) {
                    return Some(());
                }
                at = one.parent.filter(|parent| *parent < here);
            }
            None
        };
        let mut by_parts: BTreeSet<usize> = BTreeSet::new();
        for index in 0..paragraphs.len() {
            if spoken_of(index) {
                let mut at = paragraphs.get(index).and_then(|one| one.parent);
                while let Some(parent) = at {
                    by_parts.insert(parent);
                    at = paragraphs
                        .get(parent)
                        .and_then(|one| one.parent)
                        .filter(|outer| *outer < parent);
                }
            }
        }
        paragraphs
            .iter()
            .filter(|one| {
                !matches!(one.kind, Kind::Title | Kind::Heading)
                    && one.label.is_some()
                    && one.parent.is_none()
            })
            .filter(|one| {
                read_text(&one.text, meeting.parties(), &Reader::Base, Bare::Settle).is_some()
            })
            .filter(|one| covered(one.index).is_none() && !by_parts.contains(&one.index))
            .map(|one| UntakenRow {
                document: paper.to_owned(),
                paragraph: text.name(one.index).to_owned(),
                index: one.index,
                text: one.text.clone(),
            })
            .collect()
    }

    /// The papers of a document, each with what was left of it.
    pub(super) fn left(&self, meeting: &Meeting, document: &str) -> Vec<(String, Vec<UntakenRow>)> {
        let papers = self.papers.get(document).into_iter().flatten();
        papers
            .filter(|paper| *paper != document)
            .map(|paper| (paper.clone(), self.untaken(meeting, paper)))
            .filter(|(_, rows)| !rows.is_empty())
            .collect()
    }
}

/// The words of a paragraph of a document at a version, and where it stands now.
pub(super) fn place(
    meeting: &Meeting,
    document: &str,
    version: Option<&str>,
    address: &str,
) -> Result<(String, Option<usize>), String> {
    let text = meeting
        .text(document)
        .filter(|_| meeting.draft(document).is_some());
    let present = text.ok_or_else(|| format!("there is no document {document}"))?;
    let issued = version.map(|version| {
        let id = blob_of(meeting, document, version);
        id.ok_or_else(|| format!("{document} was not issued as {version}"))
    });
    let then = match issued {
        None => None,
        Some(id) => {
            let id = id?;
            meeting.text_of(&id).map(|text| (id, text))
        }
    };
    let find = |text: &Document| {
        text.find(&Address::new(address))
            .map(|found| (found.index, found.text.clone()))
            .map_err(|none| none.to_string())
    };
    let Some((id, text)) = then else {
        let (index, words) = find(&present)?;
        return Ok((words, Some(index)));
    };
    let (ordinal, words) = find(&text)?;
    let anchor = Anchor {
        version: id,
        ordinal,
        label: address.to_owned(),
    };
    let index = match meeting.place(document, &anchor) {
        Placement::At { index, .. } => Some(index),
        Placement::Gone | Placement::Unknown => None,
    };
    Ok((words, index))
}

/// The bytes that a revision published: `rev.1` by its symbol's end, any other name by a symbol without a revision.
fn blob_of(meeting: &Meeting, document: &str, version: &str) -> Option<BlobId> {
    let register = meeting.register(document)?;
    let issues = register.ledger.issues.iter().rev();
    let figure = version.strip_prefix("rev.");
    let mut issues = issues.filter(|(_, symbol)| {
        let symbol = symbol.as_deref().unwrap_or_default();
        match figure {
            Some(figure) => {
                symbol.ends_with(&format!("/Rev.{figure}"))
                    || symbol.ends_with(&format!("/rev.{figure}"))
            }
            None => !symbol.contains("/Rev."),
        }
    });
    let act = register.act(&issues.next()?.0)?;
    (act.verb == Verb::Issue).then_some(act.text)?
}

/// The name of the last revision of a document, as a source names it: `rev.1`.
pub(super) fn last_revision(meeting: &Meeting, document: &str) -> Option<String> {
    let register = meeting.register(document)?;
    let symbol = last_issue(&register)?.number?;
    match symbol.rsplit_once("/Rev.") {
        Some((_, figure)) => Some(format!("rev.{figure}")),
        None => Some("zero".to_owned()),
    }
}

/// Where the paragraphs of a document come from and what became of them; of all that have a list of sources where none is named.
///
/// # Errors
/// Where there is no such document or paragraph.
pub fn sources(
    meeting: &Meeting,
    document: Option<&str>,
    paragraph: Option<&Address>,
) -> Result<Sourced, Refusal> {
    let web = Web::of(meeting);
    let documents: Vec<String> = match document {
        Some(typed) => vec![find_document(meeting, typed)?.id.clone()],
        None => web
            .from
            .keys()
            .map(|(document, _)| document.clone())
            .collect::<BTreeSet<String>>()
            .into_iter()
            .collect(),
    };
    let mut sourced = Sourced {
        schema: 1,
        ..Sourced::default()
    };
    for id in &documents {
        let Some(text) = meeting.text(id) else {
            continue;
        };
        if let Some(address) = paragraph {
            let index = find_paragraph(&text, id, address)?.index;
            sourced.paragraphs.extend(web.paragraph(id, &text, index));
            sourced.neither.extend(
                web.untaken_of(meeting, id)
                    .into_iter()
                    .filter(|row| row.index == index),
            );
            continue;
        }
        let all = 0..text.paragraphs().len();
        sourced
            .paragraphs
            .extend(all.filter_map(|index| web.paragraph(id, &text, index)));
        sourced
            .declined
            .extend(web.all_declined.get(id).cloned().unwrap_or_default());
        let left = web.left(meeting, id).into_iter().flat_map(|(_, rows)| rows);
        sourced.neither.extend(left);
        sourced.neither.extend(web.untaken_of(meeting, id));
    }
    sourced.unclear = web
        .faults
        .iter()
        .map(|fault| {
            format!(
                "{}:{}: {}",
                fault.path, fault.finding.place.line, fault.finding.message
            )
        })
        .collect();
    Ok(sourced)
}

impl Web {
    /// What is left of a document that is a paper of another.
    fn untaken_of(&self, meeting: &Meeting, document: &str) -> Vec<UntakenRow> {
        let is_paper = self
            .papers
            .iter()
            .any(|(outcome, papers)| outcome != document && papers.contains(document));
        match is_paper {
            true => self.untaken(meeting, document),
            false => Vec::new(),
        }
    }
}
