//! What a person should look at, in files and in a meeting: `adref check`.

use std::collections::HashMap;

use serde::Serialize;

use super::annexes::annexes_of;
use super::documents::last_issue;
use super::results::CheckRow;
use super::sentence::Teller;
use super::sources::Web;
use super::words::is_open;
use crate::consensus::{MotionState, Status};
use crate::meeting::{Lost, Mark, Meeting, Register, Vanished};
use crate::record::{
    Fault, Manner, MotionKind, ProposalKind, Target, Verb, acts_path, proposal_path, sources_path,
};
use crate::text::{BracketKind, Document, Finding, Place, Severity, would_be_owners};

/// How much of a paragraph or line is quoted.
const EXCERPT: usize = 60;

/// What `check --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct Checked {
    /// The version of this shape.
    pub schema: u32,
    /// The findings, by file and place.
    pub findings: Vec<CheckRow>,
    /// How many are errors.
    pub errors: usize,
    /// How many are warnings.
    pub warnings: usize,
}

impl Checked {
    /// The same, and more.
    #[must_use]
    pub fn with(self, more: Vec<CheckRow>) -> Checked {
        Checked::of(self.findings.into_iter().chain(more).collect())
    }

    /// Sorts findings by file and place and counts them.
    pub fn of(mut findings: Vec<CheckRow>) -> Checked {
        findings.sort_by(|a, b| {
            (&a.path, a.finding.place, a.finding.code).cmp(&(
                &b.path,
                b.finding.place,
                b.finding.code,
            ))
        });
        let errors = findings
            .iter()
            .filter(|row| row.finding.severity == Severity::Error)
            .count();
        Checked {
            schema: 1,
            warnings: findings.len() - errors,
            errors,
            findings,
        }
    }
}

/// The findings of one text.
pub fn check_text(path: &str, document: &Document) -> Vec<CheckRow> {
    document
        .findings()
        .iter()
        .map(|finding| CheckRow {
            path: path.to_owned(),
            finding: finding.clone(),
        })
        .collect()
}

/// The findings of a meeting: its own files, every text, every record, and where what was ruled and what is there disagree.
pub fn check_meeting(meeting: &Meeting) -> Checked {
    let mut rows: Vec<CheckRow> = meeting.faults.iter().map(fault).collect();
    for draft in meeting.drafts() {
        rows.extend(check_document(meeting, &draft.id));
    }
    Checked::of(rows)
}

/// The findings of one document of a meeting: its text, its record, its standing.
pub fn check_document(meeting: &Meeting, id: &str) -> Vec<CheckRow> {
    let mut rows = Vec::new();
    let Some(draft) = meeting.draft(id) else {
        return rows;
    };
    let register = meeting.register(id).unwrap_or_default();
    rows.extend(register.faults.iter().map(fault));
    if let Err(error) = meeting.readable(draft) {
        let place = Place { line: 1, column: 1 };
        let mut finding = warning("unreadable", place, "", error.to_string());
        finding.severity = Severity::Error;
        finding.hint = error.hint();
        rows.push(CheckRow {
            path: draft.path(),
            finding,
        });
        return rows;
    }
    if let Some(text) = meeting.text(id) {
        rows.extend(check_text(&draft.path(), &text));
        rows.extend(long_names(meeting, &draft.path(), &text));
        rows.extend(standing(meeting, &draft.path(), id, &text));
        let teller = Teller::new(meeting, id, &register, &text);
        rows.extend(contradictions(meeting, id, &register, &teller));
        rows.extend(unanswered(id, &register));
        rows.extend(out_of_text(meeting, id, &register));
        rows.extend(overtaken(meeting, id, &register));
        rows.extend(unnamed(meeting, id, (&register, &text)));
        rows.extend(taken_over(meeting, id, (&register, &text)));
        rows.extend(vanished(meeting, &draft.path(), id));
        rows.extend(adopted(meeting, &draft.path(), id, (&register, &text)));
        rows.extend(provenance(meeting, id));
    }
    rows
}

/// Brackets that somebody is to own by its name, where only its code makes it an owner.
fn long_names(meeting: &Meeting, path: &str, text: &Document) -> Vec<CheckRow> {
    let parties = meeting.parties();
    let everybody = &meeting.roll.delegations;
    let contested = text.brackets().iter();
    let contested = contested.filter(|one| one.kind == BracketKind::Contested);
    let bare = contested
        .flat_map(|one| &one.alternatives)
        .filter(|one| one.parties.is_empty());
    bare.filter_map(|one| {
        let words = text.source().get(one.whole.clone())?;
        let names = would_be_owners(words)?;
        let codes: Vec<&str> = names
            .iter()
            .map(|name| everybody.find(name).map(|one| one.code()))
            .collect::<Option<_>>()?;
        // A code in other letters is told where the text itself is looked at.
        let long = names
            .iter()
            .zip(&codes)
            .find(|(name, code)| !name.eq_ignore_ascii_case(code))?;
        if parties.contains(long.0) {
            return None;
        }
        let lead = words.len() - words.trim_start().len();
        let message = format!(
            "{} is {}, but only its code makes it an owner: its colon is plain text",
            long.0, long.1
        );
        let excerpt = words.trim_start();
        let mut finding = warning(
            "unknown-party",
            text.place(one.whole.start + lead),
            excerpt,
            message,
        );
        finding.hint = Some(format!("did you mean [{}: …]?", codes.join(", ")));
        Some(CheckRow {
            path: path.to_owned(),
            finding,
        })
    })
    .collect()
}

/// Proposals that were there when a revision was issued and that nobody has taken up.
fn unanswered(id: &str, register: &Register) -> Vec<CheckRow> {
    let Some(issue) = last_issue(register) else {
        return Vec::new();
    };
    let cases = register.ledger.cases.iter();
    cases
        .filter(|(_, case)| matches!(case.status, Status::Submitted | Status::Tabled))
        .filter(|(_, case)| {
            case.submitted
                .is_some_and(|submitted| submitted < issue.time)
        })
        .map(|(slug, case)| {
            let name = case.name(slug);
            let symbol = issue.number.as_deref().unwrap_or("a revision");
            let message = format!(
                "{name} of {} was there when {symbol} was issued, and has no answer",
                case.sponsor
            );
            let mut finding = warning("unanswered", Place { line: 1, column: 1 }, "", message);
            finding.hint = Some(match case.status {
                Status::Submitted => {
                    format!("table it or send it back: adref table {name}, adref return {name}")
                }
                _ => format!("take it up: adref open {name}"),
            });
            CheckRow {
                path: proposal_path(id, slug),
                finding,
            }
        })
        .collect()
}

/// Proposals that were laid into the text in brackets, and of which no bracket is left there: the words went, or stand without.
fn out_of_text(meeting: &Meeting, id: &str, register: &Register) -> Vec<CheckRow> {
    let marks = meeting.marks(id).unwrap_or_default();
    let is_one =
        |mark: &&Mark| matches!(mark, Mark::OutOfText | Mark::Unbracketed | Mark::TakenOut);
    let gone = marks.iter();
    let gone = gone.filter_map(|(slug, marks)| Some((slug, marks.iter().find(is_one)?)));
    let cases =
        gone.filter_map(|(slug, mark)| Some((slug, register.ledger.cases.get(slug)?, mark)));
    cases
        .map(|(slug, case, mark)| {
            let name = case.name(slug);
            let (code, then) = match mark {
                Mark::OutOfText => ("out-of-text", "its words are out of it"),
                Mark::TakenOut => ("taken-out", "the paragraph that it asks to delete is gone"),
                _ => ("unbracketed", "its words stand there without brackets"),
            };
            let message = format!("{name} of {} was laid into the text, and {then}", case.sponsor);
            let mut finding = warning(code, Place { line: 1, column: 1 }, "", message);
            finding.hint = Some(match mark {
                Mark::OutOfText => format!(
                    "put them back: adref bracket {name}; or say what became of it: adref set-aside {name}, or adref merge {name} --into the one whose words stand"
                ),
                _ => format!("say that it is taken in: adref accept {name}"),
            });
            CheckRow {
                path: proposal_path(id, slug),
                finding,
            }
        })
        .collect()
}

/// Accepted proposals of which words gave way to those of another that was accepted later.
fn overtaken(meeting: &Meeting, id: &str, register: &Register) -> Vec<CheckRow> {
    let all = meeting.marks(id).unwrap_or_default();
    let mut rows = Vec::new();
    for (slug, marks) in all.iter() {
        let later = marks.iter().find_map(|mark| match mark {
            Mark::Overtaken(later) => Some(later),
            _ => None,
        });
        let cases = &register.ledger.cases;
        let (Some(later), Some(case)) = (later, cases.get(slug)) else {
            continue;
        };
        let name = case.name(slug);
        let later = cases
            .get(later)
            .map_or(later.as_str(), |case| case.name(later));
        let message = format!(
            "{name} of {} is accepted, and words of it gave way to {later}, which was accepted after it",
            case.sponsor
        );
        let mut finding = warning("overtaken", Place { line: 1, column: 1 }, "", message);
        finding.hint = Some(format!(
            "where nothing of it is left, say so: adref reopen {name}, then adref merge {name} --into {later}"
        ));
        rows.push(CheckRow {
            path: proposal_path(id, slug),
            finding,
        });
    }
    rows
}

/// Proposals that somebody took over while their words stand in the text in the name of whoever withdrew: that one's bracket, or nobody's.
fn taken_over(
    meeting: &Meeting,
    id: &str,
    (register, text): (&Register, &Document),
) -> Vec<CheckRow> {
    let mut rows = Vec::new();
    for (slug, case) in &register.ledger.cases {
        let Some(proposal) = register.proposals.get(slug) else {
            continue;
        };
        let (before, now) = (&proposal.sponsor, &case.sponsor);
        let anchor = proposal.anchor.as_ref();
        let here = anchor.and_then(|anchor| meeting.place(id, anchor).index());
        let Some(index) = here.filter(|_| before != now && is_open(case.status)) else {
            continue;
        };
        let names = |party: &String| {
            let owners = || text.contested(index).flat_map(|one| &one.alternatives);
            owners().any(|one| one.parties.contains(party))
        };
        // Whoever withdrew one may have another there.
        let another = register.ledger.cases.iter().any(|(other, theirs)| {
            let anchor = register
                .proposals
                .get(other)
                .and_then(|one| one.anchor.as_ref());
            let there = anchor.and_then(|anchor| meeting.place(id, anchor).index());
            theirs.sponsor == *before && theirs.status == Status::InText && there == Some(index)
        });
        if !names(before) || names(now) || another {
            continue;
        }
        let (name, paragraph) = (case.name(slug), text.name(index).to_owned());
        let message = format!(
            "{now} took over {name}, and in {paragraph} its words stand in the name of {before}"
        );
        let mut finding = warning("sponsor-unnamed", Place { line: 1, column: 1 }, "", message);
        finding.hint = Some(format!(
            "name {now} where {before} stands: adref edit {id} {paragraph}"
        ));
        rows.push(CheckRow {
            path: proposal_path(id, slug),
            finding,
        });
    }
    rows
}

/// Co-sponsors of proposals in the text whom no bracket names beside the sponsor: they read the text as if they had not joined.
fn unnamed(meeting: &Meeting, id: &str, (register, text): (&Register, &Document)) -> Vec<CheckRow> {
    let mut rows = Vec::new();
    for (slug, case) in &register.ledger.cases {
        let proposal = register.proposals.get(slug);
        let anchor = proposal.and_then(|one| one.anchor.as_ref());
        let here = anchor.and_then(|anchor| meeting.place(id, anchor).index());
        let own_paragraph = proposal.is_some_and(|one| {
            matches!(
                one.kind,
                ProposalKind::Replace | ProposalKind::Bracket | ProposalKind::Delete
            )
        });
        let (Status::InText, Some(index), true) = (case.status, here, own_paragraph) else {
            continue;
        };
        let owners = || text.contested(index).flat_map(|one| &one.alternatives);
        let sponsors = || owners().filter(|one| one.parties.contains(&case.sponsor));
        let missing: Vec<&str> = case
            .cosponsors
            .iter()
            .filter(|party| !sponsors().any(|one| one.parties.contains(party)))
            .map(String::as_str)
            .collect();
        if missing.is_empty() || sponsors().next().is_none() {
            continue;
        }
        let (name, paragraph) = (case.name(slug), text.name(index).to_owned());
        let message = format!(
            "{} sponsors {name} with {}, and no bracket in {paragraph} says so",
            missing.join(", "),
            case.sponsor
        );
        let mut finding = warning("sponsor-unnamed", Place { line: 1, column: 1 }, "", message);
        finding.hint = Some(format!(
            "name it where {} stands: adref edit {id} {paragraph}",
            case.sponsor
        ));
        rows.push(CheckRow {
            path: proposal_path(id, slug),
            finding,
        });
    }
    rows
}

/// What was agreed, is under silence or is blocked, and stands nowhere any more.
fn vanished(meeting: &Meeting, path: &str, id: &str) -> Vec<CheckRow> {
    let lost = meeting.vanished(id).into_iter();
    lost.map(|lost| {
        let Vanished { label, act, .. } = &lost;
        let when = lost.time.format("%-d %b at %H:%M");
        let back = format!("put it back: adref edit {id}");
        let (code, message, hint) = match &lost.what {
            Lost::Agreed => (
                "agreed-gone",
                format!("{label}: agreed on {when}, and gone from the text"),
                format!("{back}; or take the gavel back: adref retract {act}"),
            ),
            Lost::Silence => (
                "silence-gone",
                format!("{label}: under silence until {when}, and gone from the text"),
                format!("{back}; or call the silence off: adref retract {act}"),
            ),
            Lost::Blocked(party, stance) => (
                "stance-gone",
                format!(
                    "{label}: {party} {} since {when}, and it is gone from the text",
                    stance.verb()
                ),
                format!(
                    "ask whether that settles it, and take the position back: adref retract {act}"
                ),
            ),
        };
        let mut finding = warning(code, Place { line: 1, column: 1 }, "", message);
        finding.hint = Some(hint);
        CheckRow {
            path: path.to_owned(),
            finding,
        }
    })
    .collect()
}

/// What of an adoption is not as it should be: words that are gone, an annex that is open, dissociations that nobody entered, a
/// motion that was carried and not carried out.
fn adopted(
    meeting: &Meeting,
    path: &str,
    id: &str,
    (register, text): (&Register, &Document),
) -> Vec<CheckRow> {
    let ledger = &register.ledger;
    let mut found: Vec<(&'static str, String, String)> = Vec::new();
    let gone = meeting.gone_since_adoption(id);
    if !gone.is_empty() {
        found.push((
            "adopted-changed",
            format!("adopted, and gone since: {}", gone.join(", ")),
            format!("put it back (adref edit {id}), or take the adoption back: adref retract"),
        ));
    }
    for annex in annexes_of(meeting, id) {
        let open = meeting
            .register(&annex)
            .is_none_or(|register| register.ledger.adopted.is_none());
        if ledger.adopted.is_some() && open {
            found.push((
                "annex-not-adopted",
                format!("{id} is adopted, and its annex {annex} is not"),
                format!(
                    "adref adopt {annex}; or say whose annex it is: annex_of in its front matter"
                ),
            ));
        }
    }
    let dissociated = ledger.statements.iter();
    let dissociated = dissociated.filter(|said| said.verb == Verb::Dissociate);
    let first = dissociated.map(|said| said.time).min();
    for adoption in &ledger.adoptions {
        if adoption.manner == Manner::Dissociations && first.is_none() {
            found.push((
                "nobody-dissociates",
                format!("{id} is adopted with dissociations, and nobody's is on record"),
                format!(
                    "adref dissociate {id} 12 --as XNO; or take {} back",
                    adoption.act
                ),
            ));
        }
    }
    for motion in &ledger.motions {
        let (MotionKind::Annex, MotionState::Carried) = (motion.kind, motion.state) else {
            continue;
        };
        let Target::Paragraph(anchor) = &motion.target else {
            continue;
        };
        let stands = meeting.place(id, anchor).index();
        if let Some(heading) = stands.and_then(|index| text.paragraphs().get(index)) {
            found.push((
                "motion-not-done",
                format!(
                    "{} goes into an annex by a motion of {}, and stands here still",
                    text.name(heading.index),
                    motion.by
                ),
                format!("move it: adref edit {id}"),
            ));
        }
    }
    let rows = found.into_iter().map(|(code, message, hint)| {
        let mut finding = warning(code, Place { line: 1, column: 1 }, "", message);
        finding.hint = Some(hint);
        CheckRow {
            path: path.to_owned(),
            finding,
        }
    });
    rows.collect()
}

/// What is wrong with a document's list of sources, and what of the papers is neither taken up nor declined: a line a paper.
fn provenance(meeting: &Meeting, id: &str) -> Vec<CheckRow> {
    let path = sources_path(id);
    if meeting.snapshot().id(&path).is_none() {
        return Vec::new();
    }
    let web = Web::of(meeting);
    let own = web.faults.iter().filter(|one| one.path == path);
    let mut rows: Vec<CheckRow> = own.map(fault).collect();
    for (paper, left) in web.left(meeting, id) {
        let names: Vec<&str> = left.iter().map(|row| row.paragraph.as_str()).collect();
        let many = match names.len() {
            1 => format!("1 paragraph of {paper} is"),
            many => format!("{many} paragraphs of {paper} are"),
        };
        let message = format!("{many} neither taken up nor declined: {}", names.join(", "));
        let mut finding = warning("untaken", Place { line: 1, column: 1 }, "", message);
        finding.hint = Some(format!(
            "adref sources {id} lists them; adref source {id} says of each what became of it"
        ));
        rows.push(CheckRow {
            path: path.clone(),
            finding,
        });
    }
    rows
}

fn fault(fault: &Fault) -> CheckRow {
    CheckRow {
        path: fault.path.clone(),
        finding: fault.finding.clone(),
    }
}

fn warning(code: &'static str, place: Place, excerpt: &str, message: String) -> Finding {
    Finding {
        code,
        severity: Severity::Warning,
        place,
        excerpt: first_words(excerpt),
        message,
        hint: None,
    }
}

/// The first words on one line; where there are more, that is seen.
fn first_words(words: &str) -> String {
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    let words: String = words.chars().map(shown).collect();
    let Some((cut, _)) = words.char_indices().nth(EXCERPT) else {
        return words;
    };
    let whole = words.get(..=cut).and_then(|head| head.rfind(' '));
    // Without blanks, as in Chinese, any place is as good.
    let end = whole.filter(|end| *end > cut / 2).unwrap_or(cut);
    format!("{}…", words.get(..end).unwrap_or_default())
}

/// Where a paragraph's words and stances do not bear out what was ruled on it.
fn standing(meeting: &Meeting, path: &str, id: &str, text: &Document) -> Vec<CheckRow> {
    let standings = meeting.standings(id).unwrap_or_default();
    text.paragraphs()
        .iter()
        .zip(standings.iter())
        .flat_map(|(paragraph, standing)| {
            standing.findings.iter().map(|(code, sentence)| {
                let place = text.place(paragraph.span.start);
                let message = format!("{}: {sentence}", text.name(paragraph.index));
                CheckRow {
                    path: path.to_owned(),
                    finding: warning(code, place, &paragraph.text, message),
                }
            })
        })
        .collect()
}

/// The lines of a file of acts by the ids on them, each with its number from 0.
fn lines_of_acts(text: &str) -> HashMap<String, (usize, String)> {
    let mut lines = HashMap::new();
    for (n, line) in text.lines().enumerate() {
        let in_word = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let mut words = line.split(|c| !in_word(c)).filter(|word| !word.is_empty());
        while words.any(|word| word == "id") {
            if let Some(id) = words.next() {
                let known = lines.entry(id.to_owned());
                known.or_insert_with(|| (n, line.to_owned()));
            }
        }
    }
    lines
}

/// Acts that cannot both hold: two hands that did not hear each other.
fn contradictions(
    meeting: &Meeting,
    id: &str,
    register: &Register,
    teller: &Teller<'_>,
) -> Vec<CheckRow> {
    // Each file of acts is read once, however many of its acts contradict.
    let mut files: HashMap<String, HashMap<String, (usize, String)>> = HashMap::new();
    let rows = register.ledger.contradictions.iter();
    rows.filter_map(|(act, why)| {
        let act = register.act(act)?;
        let path = acts_path(id, &act.by);
        let lines = files.entry(path.clone()).or_insert_with(|| {
            let bytes = meeting.snapshot().read(&path).unwrap_or_default();
            lines_of_acts(&String::from_utf8_lossy(&bytes))
        });
        let (line, words) = lines.get(&act.id.to_string()).cloned().unwrap_or_default();
        let place = Place {
            line: line + 1,
            column: 1,
        };
        let message = format!("{}, but {why}", teller.tell(&act));
        let mut finding = warning("acts-contradict", place, &words, message);
        finding.hint = Some(format!(
            "take one of the two back: adref retract {}",
            act.id
        ));
        Some(CheckRow { path, finding })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{first_words, lines_of_acts};

    #[test]
    fn a_quotation_is_cut_between_words_and_says_that_it_goes_on() {
        let long = "States undertake to establish the transparent cooperation that is needed for solving it";
        let shown = first_words(long);
        assert_eq!(
            shown,
            "States undertake to establish the transparent cooperation…"
        );
        assert_eq!(first_words("States act"), "States act");
        assert_eq!(
            first_words(&"各".repeat(70)),
            format!("{}…", "各".repeat(60))
        );
    }

    #[test]
    fn an_act_is_found_on_its_line_however_that_is_written() {
        let lines = lines_of_acts(
            "- {id: 5f0c2a91b3, by: XNO, do: oppose, document: wp1}\n\
             - {by: XNO, reason: \"to avoid: 77\", 'id': \"aa\", act: 5f0c2a91b3}\n\
             - by: XNO\n  id: x-1.b\n",
        );
        let line = |id| lines.get(id).map(|(line, _)| *line);
        assert_eq!(
            ["5f0c2a91b3", "aa", "x-1.b", "77"].map(line),
            [Some(0), Some(1), Some(3), None]
        );
    }
}
