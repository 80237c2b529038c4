//! From words to a request: the grammar's only way out.

use std::ffi::OsString;

use super::drafting::{Brackets, Drafting, Propose};
use super::keeping::Keeping;
use super::known::Known;
use super::line::{Verb, parse};
use super::passing::{Passing, Side};
use super::reading::{Diff, Progress, Proposals, Reading, Show};
use super::rolling::{Names, Rolling};
use super::ruling::Ruling;
use super::settling::Settling;
use super::speaking::Speaking;
use super::split::split;
use super::taking::Taking;
use super::target::{Hand, aims, at_version, is_act, one_address};
use super::treating::Treating;
use crate::cli::failure::Failure;
use crate::cli::nearby::did_you_mean;
use crate::consensus::{Refusal, Status};
use crate::meeting::Meeting;
use crate::ops::{
    Aim, Command, DocumentAt, Order, ProposalFilter, Request, Shown, SourceEntry, Wish, is_open,
    seconds,
};
use crate::record::{ActId, ProposalKind, Verb as Deed, Where};
use crate::rolling::Reader;

/// Understands a line typed without the program's name (with it, too): what `adref LINE` would do.
///
/// # Errors
/// The refusal says what could not be read, and what is near.
pub fn interpret(line: &str, meeting: &Meeting) -> Result<Request, Refusal> {
    let words = split(line).map_err(Failure::new)?;
    let words = words.iter().skip(usize::from(
        words.first().is_some_and(|word| word == "adref"),
    ));
    let typed = std::iter::once("adref".to_owned()).chain(words.cloned());
    let parsed = parse(typed.map(OsString::from)).map_err(|error| unclear(&error))?;
    let Some(verb) = parsed.verb else {
        return Ok(Request::Status);
    };
    let request = request(&verb, Known(Some(meeting)), line)?;
    if parsed.everywhere.is_for_a_shell() || is_for_a_shell(&verb) {
        return Ok(Request::Elsewhere(line.to_owned()));
    }
    Ok(match (request, verb.hand()) {
        (Request::Do(order), Some(hand)) if hand.dry_run => Request::Preview(order),
        (request, _) => request,
    })
}

/// Whether a verb was typed with what the screens cannot do: nothing of a line is left out silently.
fn is_for_a_shell(verb: &Verb) -> bool {
    match verb {
        Verb::Reading(Reading::Show(show)) => show.follow,
        Verb::Reading(Reading::Diff(diff)) => {
            diff.format.is_some() || diff.all || !diff.only.is_empty() || diff.sentences
        }
        Verb::Reading(Reading::Log(log)) => log.last.is_some(),
        Verb::Reading(Reading::Board(board)) => board.all || board.holdouts || board.matrix,
        Verb::Drafting(Drafting::Propose(propose)) => is_input(propose.text.as_deref()),
        // An editor is opened on the words, and whoever sits there saves them.
        Verb::Drafting(Drafting::Edit(edit)) if edit.is_for_an_editor() => {
            let hand = &edit.hand;
            edit.reason.is_some()
                || hand.by.is_some()
                || hand.heard.is_some()
                || hand.dry_run
                || hand.desk
        }
        Verb::Drafting(Drafting::Edit(edit)) => is_input(edit.text.as_deref()),
        Verb::Rolling(Rolling::Compile(typed)) => typed.prints(),
        _ => false,
    }
}

/// Whether standard input is meant, which the screens have none of.
fn is_input(text: Option<&str>) -> bool {
    text == Some("-")
}

/// What clap says, in one failure.
fn unclear(error: &clap::Error) -> Failure {
    let text = error.to_string();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let mut what = first.trim_start_matches("error: ").to_owned();
    // What is missing stands in the lines below, each by itself.
    if what.ends_with(':') {
        let missing: Vec<&str> = lines
            .by_ref()
            .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("tip:"))
            .collect();
        what = format!("{what} {}", missing.join(", "));
    }
    let mut below = text.lines().map(str::trim);
    let tip = below.find_map(|line| line.strip_prefix("tip: "));
    let mut below = text.lines().map(str::trim);
    let usage = below.find_map(|line| line.strip_prefix("Usage: "));
    match tip.or(usage) {
        Some(way) => Failure::new(what).hint(way),
        None => Failure::new(what),
    }
}

/// What a verb with its arguments asks for.
pub(crate) fn request(verb: &Verb, known: Known<'_>, line: &str) -> Result<Request, Failure> {
    match verb {
        Verb::Reading(reading) => read(reading, known, line),
        Verb::Drafting(drafting) => draft(drafting, known, line),
        // Two versions of a text, not proposals.
        Verb::Treating(Treating::Merge(merge)) if merge.into.is_none() => {
            Ok(Request::Elsewhere(line.to_owned()))
        }
        Verb::Treating(treating) => treat(treating, known),
        Verb::Taking(taking) => take(taking, known),
        Verb::Ruling(ruling) => rule(ruling, known),
        // The screens read no files.
        Verb::Deciding(deciding) if deciding.votes().is_some() => {
            Ok(Request::Elsewhere(line.to_owned()))
        }
        Verb::Deciding(deciding) => Ok(order(deciding.command(known, None)?, deciding.hand())),
        Verb::Speaking(speaking) => speak(speaking, known),
        Verb::Settling(settling) => settle(settling, known),
        Verb::Keeping(Keeping::As(identity)) if !identity.forget => {
            Ok(Request::Become(identity.who.clone()))
        }
        Verb::Rolling(Rolling::Compile(typed)) if typed.of_proposals() => Ok(order(
            Command::Compile {
                document: known.document(&typed.base)?,
                chosen: typed.texts.clone(),
            },
            &typed.hand,
        )),
        Verb::Passing(Passing::Receive(typed)) if typed.from.is_none() && !typed.dry_run => {
            Ok(Request::Receive(typed.prefer.map(Side::prefer)))
        }
        Verb::Passing(Passing::Send(typed)) if typed.to.is_none() => {
            Ok(Request::Send(typed.prefer.map(Side::prefer)))
        }
        Verb::Rolling(_)
        | Verb::Handing(_)
        | Verb::Coming(_)
        | Verb::Keeping(_)
        | Verb::Passing(_)
        | Verb::Serving(_) => Ok(Request::Elsewhere(line.to_owned())),
    }
}

fn read(reading: &Reading, known: Known<'_>, line: &str) -> Result<Request, Failure> {
    match reading {
        // The desk shows the curves too.
        Reading::Status(_)
        | Reading::Documents(_)
        | Reading::Progress(Progress { csv: false, .. }) => Ok(Request::Status),
        Reading::Show(show) => show_request(show, known),
        Reading::Diff(Diff { sides, .. }) => match sides.as_slice() {
            [document, old, new] => Ok(Request::Compare {
                document: known.document(document)?,
                old: old.clone(),
                new: new.clone(),
            }),
            [old, new] if old != "-" && new != "-" => Ok(Request::CompareTexts {
                old: old.clone(),
                new: new.clone(),
            }),
            _ => Ok(Request::Elsewhere(line.to_owned())),
        },
        Reading::Proposals(proposals) => Ok(Request::Proposals(filter(proposals, known)?)),
        Reading::Proposal(one) => Ok(Request::Proposal(one.proposal.clone())),
        Reading::Log(log) => Ok(Request::Log(
            log.document
                .as_deref()
                .map(|document| known.document(document))
                .transpose()?,
        )),
        Reading::Board(board) => Ok(Request::Board(
            board
                .document
                .as_deref()
                .map(|document| known.document(document))
                .transpose()?,
        )),
        Reading::Outline(_)
        | Reading::Brief(_)
        | Reading::Brackets(_)
        | Reading::Read(_)
        | Reading::Trace(_)
        | Reading::Blame(_)
        | Reading::Progress(_)
        | Reading::Sources(_)
        | Reading::Votes(_)
        | Reading::Check(_) => Ok(Request::Elsewhere(line.to_owned())),
    }
}

fn show_request(show: &Show, known: Known<'_>) -> Result<Request, Failure> {
    let typed = at_version(&show.document);
    // A document that is gone today may have had a text at that version.
    let at = match typed.version {
        None => DocumentAt {
            document: known.document(&typed.document)?,
            version: None,
        },
        Some(_) => typed,
    };
    let reader = match &show.reader {
        Some(party) => Some(Reader::Party(party.clone())),
        None => show.base.then_some(Reader::Base),
    };
    Ok(Request::Show(at, one_address(&show.paragraph)?, reader))
}

/// The statuses by their names.
const STATUSES: [(&str, Status); 17] = [
    ("draft", Status::Draft),
    ("submitted", Status::Submitted),
    ("returned", Status::Returned),
    ("tabled", Status::Tabled),
    ("under-discussion", Status::UnderDiscussion),
    ("in-text", Status::InText),
    ("parked", Status::Parked),
    ("accepted", Status::Accepted),
    ("accepted-as-amended", Status::AcceptedAsAmended),
    ("merged", Status::Merged),
    ("superseded", Status::Superseded),
    ("not-supported", Status::NotSupported),
    ("withdrawn", Status::Withdrawn),
    ("adopted", Status::Adopted),
    ("carried", Status::Carried),
    ("defeated", Status::Defeated),
    ("lapsed", Status::Lapsed),
];

/// Which proposals were asked for.
pub(crate) fn filter(proposals: &Proposals, known: Known<'_>) -> Result<ProposalFilter, Failure> {
    let mut statuses = Vec::new();
    for word in &proposals.status {
        let Some((_, status)) = STATUSES.iter().find(|(name, _)| name == word) else {
            let near = did_you_mean(word, STATUSES.iter().map(|(name, _)| *name));
            let all = STATUSES.map(|(name, _)| name).join(", ");
            return Err(Failure::new(format!("no status {word}"))
                .hint(near.unwrap_or(format!("a proposal is {all}"))));
        };
        statuses.push(*status);
    }
    if proposals.open {
        let waiting = STATUSES.iter().map(|(_, status)| *status);
        statuses = waiting.filter(|status| is_open(*status)).collect();
    }
    Ok(ProposalFilter {
        document: proposals
            .to
            .as_deref()
            .or(proposals.document.as_deref())
            .map(|document| known.document(document))
            .transpose()?,
        sponsor: proposals.sponsor.clone(),
        group: proposals.group.clone(),
        statuses,
        undone: proposals.all,
    })
}

fn order(command: Command, hand: &Hand) -> Request {
    let command = match hand.desk {
        true => Command::AtDesk(Box::new(command)),
        false => command,
    };
    Request::Do(Order {
        command,
        by: hand.by.clone(),
        heard: hand.occasion(),
    })
}

fn draft(drafting: &Drafting, known: Known<'_>, line: &str) -> Result<Request, Failure> {
    match drafting {
        Drafting::Propose(propose) => {
            let command = Command::Propose {
                aim: single(aims(&propose.target, known)?)?,
                wish: wish(propose),
            };
            let received = propose.received.as_deref();
            let command = match received.map(|time| known.clock(time)).transpose()? {
                Some(came) => Command::CameAt(Box::new(command), came),
                None => command,
            };
            Ok(order(command, &propose.hand))
        }
        Drafting::Edit(edit) => {
            let (document, rest) = edit
                .target
                .split_first()
                .ok_or_else(|| Failure::new("edit which document?"))?;
            let document = known.document(document)?;
            let paragraph = one_address(rest)?;
            let reason = edit.reason.clone();
            let place = match (edit.after, edit.before) {
                (true, _) => Some(Where::After),
                (_, true) => Some(Where::Before),
                _ => None,
            };
            match (&edit.text, paragraph, place) {
                (None, Some(paragraph), _) if edit.delete => {
                    let command = Command::Strike {
                        document,
                        paragraph,
                        reason,
                    };
                    Ok(order(command, &edit.hand))
                }
                (None, None, _) if edit.delete => Err(Failure::new("which paragraph goes?")
                    .hint(format!("adref edit {document} 12 --delete"))),
                (Some(words), Some(paragraph), Some(place)) => {
                    let command = Command::Insert {
                        document,
                        paragraph,
                        place,
                        words: words.clone(),
                        reason,
                    };
                    Ok(order(command, &edit.hand))
                }
                (Some(words), Some(paragraph), None) => {
                    let command = Command::Edit {
                        document,
                        paragraph,
                        words: words.clone(),
                        on: None,
                        reason,
                    };
                    Ok(order(command, &edit.hand))
                }
                (Some(_), None, _) => Err(Failure::new("which paragraph gets this text?")
                    .hint(format!("adref edit {document} 12 --text \"…\""))),
                (None, paragraph, _) => Ok(Request::Edit(at_version(&document), paragraph)),
            }
        }
        Drafting::Import(_) => Ok(Request::Elsewhere(line.to_owned())),
        Drafting::RebaseQueue(typed) if !typed.clean && typed.only.is_empty() => {
            Ok(Request::Elsewhere(line.to_owned()))
        }
        Drafting::RebaseQueue(typed) => {
            let document = match &typed.document {
                Some(document) => Some(known.document(document)?),
                None => None,
            };
            let command = Command::Rebase {
                document,
                chosen: typed.only.clone(),
            };
            Ok(order(command, &typed.hand))
        }
        Drafting::Source(source) => {
            let (document, rest) = source
                .target
                .split_first()
                .ok_or_else(|| Failure::new("the sources of which document?"))?;
            let document = known.document(document)?;
            let entry = match (&source.decline, one_address(rest)?) {
                (Some(what), None) => SourceEntry::Declined {
                    what: what.clone(),
                    reason: source.reason.clone(),
                },
                (None, Some(paragraph)) => SourceEntry::Taken {
                    paragraph,
                    how: source.how,
                    from: source.from.clone(),
                },
                (Some(_), Some(paragraph)) => {
                    return Err(Failure::new(format!(
                        "what is declined stands in no paragraph, not in {paragraph}"
                    ))
                    .hint(format!(
                        "adref source {document} --decline \"wp1 I/1\" --reason \"…\""
                    )));
                }
                (None, None) => {
                    return Err(Failure::new("which paragraph comes from there?")
                        .hint(format!("adref source {document} 12 --from \"wp1 I/1\"")));
                }
            };
            let command = Command::Source {
                document,
                entry,
                note: source.note.clone(),
            };
            Ok(order(command, &source.hand))
        }
        Drafting::Issue(issue) => {
            let command = Command::Issue {
                document: known.document(&issue.document)?,
                revision: issue.revision(),
                symbol: issue.symbol.clone(),
                brackets: match issue.brackets {
                    Brackets::Keep => Shown::Kept,
                    Brackets::Hide => Shown::Hidden,
                },
                names: match issue.names {
                    Names::Shown => Shown::Kept,
                    Names::None => Shown::Hidden,
                },
                reason: issue.reason.clone(),
            };
            Ok(order(command, &issue.hand))
        }
        Drafting::Retract(retract) => {
            if let Some(word) = retract.acts.iter().find(|word| !is_act(word)) {
                return Err(Failure::new(format!("{word} is no act's id"))
                    .hint("`adref log` shows the ids: ten digits and letters a to f"));
            }
            let command = Command::Retract {
                acts: retract.acts.iter().cloned().map(ActId::from).collect(),
                reason: retract.reason.clone(),
            };
            Ok(order(command, &retract.hand))
        }
        Drafting::Undo(typed) => Ok(order(Command::Undo { reason: None }, &typed.hand)),
        Drafting::Redo(typed) => Ok(order(Command::Redo { reason: None }, &typed.hand)),
    }
}

fn single(mut aims: Vec<Aim>) -> Result<Aim, Failure> {
    match (aims.pop(), aims.is_empty()) {
        (Some(aim), true) => Ok(aim),
        _ => Err(Failure::new("one paragraph at a time")
            .hint("an address of several words goes in quotes: \"Article 4 (a)\"")),
    }
}

fn wish(propose: &Propose) -> Wish {
    let text = propose.text.clone().unwrap_or_default();
    let (kind, wanted, term) = if propose.delete {
        (ProposalKind::Delete, String::new(), None)
    } else if let Some(words) = &propose.bracket {
        (ProposalKind::Bracket, words.clone(), None)
    } else if let Some(words) = &propose.lift {
        (ProposalKind::Lift, words.clone(), None)
    } else if let Some(to) = propose.move_after.as_ref().or(propose.move_before.as_ref()) {
        (ProposalKind::Move, to.clone(), None)
    } else if let Some(remark) = &propose.comment {
        (ProposalKind::Comment, remark.clone(), None)
    } else if let Some(term) = &propose.replace {
        (ProposalKind::Throughout, text, Some(term.clone()))
    } else if propose.after || propose.before {
        (ProposalKind::Add, text, None)
    } else {
        (ProposalKind::Replace, text, None)
    };
    Wish {
        kind,
        place: if propose.before || propose.move_before.is_some() {
            Where::Before
        } else {
            Where::After
        },
        wanted,
        term,
        cosponsors: propose.co_sponsor.clone(),
        rationale: propose.reason.clone(),
        submit: !propose.draft,
        in_text: propose.in_text,
    }
}

fn settle(settling: &Settling, known: Known<'_>) -> Result<Request, Failure> {
    let one = settling.settling();
    let aim = match (single(aims(&one.which.target, known)?)?, one.which.bracket) {
        (Aim::Paragraph(document, address), Some(nth)) => Aim::Bracket(document, address, nth),
        (aim, _) => aim,
    };
    let command = Command::Settle {
        verb: one.verb,
        aim,
        whose: one.whose,
        words: one.words.map(ToOwned::to_owned),
        reason: one.which.reason.clone(),
    };
    Ok(order(command, &one.which.hand))
}

fn treat(treating: &Treating, known: Known<'_>) -> Result<Request, Failure> {
    let treatment = treating.treatment();
    let targets = aims(&treatment.treat.targets, known);
    let of_paragraphs = matches!(
        targets.as_deref(),
        Ok([Aim::Paragraph(..) | Aim::Document(_), ..])
    );
    if treatment.verb == Deed::Park && of_paragraphs {
        let command = Command::Rule {
            verb: Deed::Park,
            aims: targets?,
            level: None,
            reason: treatment.treat.reason.clone(),
            closes: None,
        };
        return Ok(order(command, &treatment.treat.hand));
    }
    let command = Command::Treat {
        verb: treatment.verb,
        proposals: treatment.treat.targets.clone(),
        into: treatment.into.map(ToOwned::to_owned),
        wording: treatment.wording.map(ToOwned::to_owned),
        reason: treatment.treat.reason.clone(),
    };
    Ok(order(command, &treatment.treat.hand))
}

fn take(taking: &Taking, known: Known<'_>) -> Result<Request, Failure> {
    let (verb, take) = taking.stance();
    let aim = single(aims(&take.target, known)?)?;
    let aim = match (take.bracket, aim) {
        (None, aim) => aim,
        (Some(nth), Aim::Paragraph(document, address)) => Aim::Bracket(document, address, nth),
        (Some(_), _) => {
            return Err(Failure::new("only a paragraph has brackets")
                .hint("adref oppose outcome 12 --bracket 2"));
        }
    };
    let command = Command::Take {
        verb,
        aim,
        reason: take.reason.clone(),
        condition: take.condition.clone(),
        until: take.until.clone(),
        awaiting: take.awaiting,
        text: take.text.clone(),
    };
    Ok(order(command, &take.hand))
}

fn speak(speaking: &Speaking, known: Known<'_>) -> Result<Request, Failure> {
    let (speak, whom) = speaking.clock();
    let seconds = seconds(&speak.time).ok_or_else(|| {
        Failure::new(format!("{:?} is no time to speak", speak.time))
            .hint("minutes and seconds: --for 3:41")
    })?;
    let command = Command::Clock {
        verb: if whom.is_some() {
            Deed::Extend
        } else {
            Deed::Speak
        },
        aim: single(aims(&speak.target, known)?)?,
        seconds,
        whom: whom.map(ToOwned::to_owned),
    };
    Ok(order(command, &speak.hand))
}

fn rule(ruling: &Ruling, known: Known<'_>) -> Result<Request, Failure> {
    let ruling = ruling.ruling();
    let targets = match ruling.ready {
        true => known.ready(ruling.targets)?,
        false => aims(ruling.targets, known)?,
    };
    let closes = ruling.closes.map(|time| known.clock(time)).transpose()?;
    let command = Command::Rule {
        verb: ruling.verb,
        aims: targets,
        level: ruling.level,
        reason: ruling.reason.map(ToOwned::to_owned),
        closes,
    };
    Ok(order(command, ruling.hand))
}
