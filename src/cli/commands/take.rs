//! `adref take`: what a delegation sends by Word or mail, shown as it would stand, then filed.

use serde_json::json;

use super::answered::{self, Text};
use super::chosen::Chosen;
use super::mailed::{self, Came};
use super::{who, write};
use crate::cli::failure::Failure;
use crate::cli::grammar::{Incoming, Known};
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::diff::{Op, reword};
use crate::mail::{Mail, Own};
use crate::moment::Moment;
use crate::office::{self, Fault};
use crate::ops::{self, Absent, Answer, Answered, Ask, Command, How, Naming, Order, Plan, Stamp};
use crate::record::ProposalKind;
use crate::repo::BlobId;
use crate::rolling::{self, Bare, Reader};
use crate::text::{Document, fold};
use crate::view::{Line, Role, marked};

/// `adref take`
pub(crate) fn take(session: &mut Session<'_>, typed: &Incoming) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let from = ops::find_party(&place.meeting, &typed.from)?;
    let bytes = read(session, &typed.file)?;
    let mut came = typed
        .received
        .as_deref()
        .map(|time| Known(Some(&place.meeting)).clock(time))
        .transpose()?;
    let meant = mailed::came(&typed.file, bytes, typed.part.as_deref())?;
    if let Came::Words(mail, _) | Came::Word(_, Some(mail)) = &meant {
        // A sender's clock may be wrong: what it says is to come has not come.
        came = came.or(mail.head.came.filter(|came| *came <= place.now()));
    }
    let (text, answer) = match meant {
        Came::Words(mail, own) => by_mail(&place, typed, (&mail, &own), came)?,
        Came::Word(bytes, None) => by_word(&place, typed, (&from, &bytes))?,
        Came::Word(bytes, Some(mail)) => {
            let (text, mut answer) = by_word(&place, typed, (&from, &bytes))?;
            beside(&place, &mut answer, &text, &mail);
            mailed::told(&mut answer, &mail, None);
            (text, answer)
        }
    };
    let parties = place.meeting.parties();
    let mut answer = ops::in_own_mouth(answer, (&text.text, parties), &from);
    if answer.asks.is_empty() && answer.stands.is_empty() {
        return nothing(session, typed, &text, &answer);
    }
    let mut order = order(typed, (&from, came), &text, &answer);
    let stamp = who::stamp(session, &place, Some(&from), order.heard)?;
    let mut plan = order.command.plan(&place.meeting, &stamp)?;
    if typed.dry_run {
        return shown(session, &text, &answer, &plan);
    }
    let mut said = Said::Nothing;
    if session.env.interactive && !typed.yes && !session.json {
        preview(session, &text, &answer, Numbered::Yes);
        for warning in &plan.warnings {
            session.say(&format!("Note: {warning}"));
        }
        match chosen(session, &plan, answer.asks.len() + answer.stands.len())? {
            Chosen::All => {}
            Chosen::None => {
                session.say("Nothing was filed.");
                return Ok(Ending::DoesNotHold);
            }
            Chosen::Some(wanted) => {
                answer = answer.only(|n| wanted.contains(&n));
                order = self::order(typed, (&from, came), &text, &answer);
                plan = order.command.plan(&place.meeting, &stamp)?;
            }
        }
        said = Said::All;
    }
    filed(
        session,
        &place,
        (&order, &stamp, &plan),
        (&text, &answer, said),
    )
}

/// What is to be done, as the delegation's own hand would do it.
fn order(
    typed: &Incoming,
    (from, came): (&str, Option<Moment>),
    text: &Text,
    answer: &Answer,
) -> Order {
    let command = Command::HandIn {
        document: text.document.clone(),
        file: typed.file.clone(),
        amendments: ops::amendments_of(answer, &text.version, &text.text, |index| text.name(index)),
        stances: ops::stances_of(answer, &text.version, &text.text, |index| text.name(index)),
    };
    let command = match came {
        Some(came) => Command::CameAt(Box::new(command), came),
        None => command,
    };
    Order {
        command: match typed.desk {
            true => Command::AtDesk(Box::new(command)),
            false => command,
        },
        by: Some(from.to_owned()),
        heard: Some(typed.occasion()),
    }
}

/// Which of the numbered things that were shown are wanted; asked until it is understood.
fn chosen(session: &mut Session<'_>, plan: &Plan, many: usize) -> Result<Chosen, Failure> {
    let answers = match many {
        1 => "y/N".to_owned(),
        many => format!("y/N, or some of 1-{many}"),
    };
    loop {
        let reply = session.replies(&format!("{}?", plan.said), &answers)?;
        let Some(reply) = reply else {
            return Ok(Chosen::None);
        };
        if let Some(chosen) = Chosen::read(&reply, many) {
            return Ok(chosen);
        }
        session.say("That is neither y nor n nor numbers, as in 1 3-4.");
    }
}

/// Whether what is shown is numbered, to choose from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbered {
    Yes,
    No,
}

/// What was said before it is filed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    /// What was not understood, and what is to be noted.
    All,
    Nothing,
}

fn read(session: &Session<'_>, file: &str) -> Result<Vec<u8>, Failure> {
    // No paper and no mail is larger, nor is more of one read.
    const LARGEST: u64 = 128 << 20;
    if file == "-" {
        return session.input();
    }
    let path = session.env.cwd.join(file);
    let none =
        |error: std::io::Error| Failure::new(format!("no file {file}")).because(error.to_string());
    let length = std::fs::metadata(&path).map_err(none)?.len();
    if length > LARGEST {
        return Err(Failure::new(format!("{file} is larger than 128 MB"))
            .hint("it is hardly an answer: ask who sent it, or copy its words into a file"));
    }
    std::fs::read(&path).map_err(none)
}

fn by_mail(
    place: &Place,
    typed: &Incoming,
    (mail, own): (&Mail, &Own),
    came: Option<Moment>,
) -> Result<(Text, Answer), Failure> {
    let text = answered::of_mail(place, typed, (came, mail.subject.as_deref()))?;
    let mut answer = said(place, &text, &own.words);
    if let Some(page) = &own.page {
        let page = said(place, &text, page);
        for index in ops::otherwise(&answer, &page) {
            answer.unclear(
                "the same mail as a page (HTML) asks for something else here: look at it",
                text.name(index),
            );
        }
    }
    mailed::told(&mut answer, mail, Some(own));
    answered::told(&mut answer, &text);
    Ok((text, answer))
}

/// What the words of a mail ask for.
fn said(place: &Place, text: &Text, words: &str) -> Answer {
    let answered = Answered {
        document: &text.text,
        parties: place.meeting.parties(),
        naming: Naming::Shown,
        marked: false,
        only: None,
    };
    ops::answer_by_mail(answered, words)
}

/// What a mail says round the Word file that is taken from it.
fn beside(place: &Place, answer: &mut Answer, text: &Text, mail: &Mail) {
    let words = said(place, text, &mail.own.words);
    let many = words.asks.len() + words.stands.len();
    if many > 0 {
        let things = match many {
            1 => "1 thing".to_owned(),
            many => format!("{many} things"),
        };
        answer.unclear(
            format!("the mail's own words ask for {things} too: --part text takes them"),
            "",
        );
    }
    let unclear = words.unclear.into_iter().map(|one| one.what);
    answer.passed.extend(unclear.chain(words.passed));
}

fn by_word(
    place: &Place,
    typed: &Incoming,
    (from, bytes): (&str, &[u8]),
) -> Result<(Text, Answer), Failure> {
    let mut reading = office::read_paper(bytes).map_err(|fault| unread(&typed.file, &fault))?;
    let parties = place.meeting.parties();
    let origin = reading.paper.origin.clone();
    let named = typed.on.as_deref();
    let on = match (&origin, named) {
        (Some(origin), None) => Some(origin.document.as_str()),
        (_, named) => named,
    };
    let mut text = answered::meant(place, typed, on)?;
    if !typed.insist {
        is_meant(place, typed, (from, &text.document), origin.as_ref())?;
    }
    let how = against(place, typed, (from, &mut text), &mut reading.paper)?;
    // As one party reads it: paragraphs of which nothing is left for it were not in the file.
    let reader = how.reader.map(Reader::Party);
    let read = reader.map(|reader| {
        let bytes = rolling::read(&text.text, parties, &reader, Bare::Settle);
        Document::parse_with(bytes, parties)
    });
    let known = ops::went_out(&place.meeting, &text.document, &mut reading.paper);
    let authors = ops::authors_of(&reading.paper);
    let (mine, others) = ops::whose_changes(&place.meeting, &authors, (from, &typed.author))?;
    let answered = Answered {
        document: read.as_ref().unwrap_or(&text.text),
        parties,
        naming: how.naming,
        marked: how.against.is_some(),
        only: how.only.as_deref(),
    };
    let absent = match typed.whole {
        true => Absent::Gone,
        false => Absent::Told,
    };
    let mut answer = ops::answer(answered, &reading, &mine, absent);
    answered::told(&mut answer, &text);
    if let Some(read) = &read {
        answer = ops::carried(answer, read, &text.text);
    }
    if how.against.is_none() {
        for other in others {
            answer
                .passed
                .push(format!("changes and comments by {other} are not {from}'s"));
        }
    }
    if known > 0 {
        let comments = if known == 1 { "comment" } else { "comments" };
        answer
            .passed
            .push(format!("{known} {comments} that the file went out with"));
    }
    Ok((text, answer))
}

/// Sets the version that a file was made from, and says how it was printed: what the file says of itself, else what it is likest to.
fn against(
    place: &Place,
    typed: &Incoming,
    (from, text): (&str, &mut Text),
    file: &mut office::Paper,
) -> Result<How, Failure> {
    let origin = file.origin.clone();
    let origin = origin.filter(|origin| origin.document == text.document);
    if let Some(origin) = &origin {
        if origin.version == text.version.0 {
            return Ok(How::read(&origin.reading));
        }
        let version = BlobId(origin.version.clone());
        if let Some(bytes) = answered::blob(place, &text.document, &version)
            && text.why.is_none()
        {
            text.at(place, &version, bytes);
            return Ok(How::read(&origin.reading));
        }
    }
    forget(file);
    let is_named = text.why.is_some();
    let (how, held) = answered::likest(place, text, file, from);
    if origin.is_some() && !is_named && held.is_strange() && !typed.insist {
        return Err(Failure::new(format!(
            "{} was made from a version of {} that is not in this repository",
            typed.file, text.document
        ))
        .because(format!(
            "of {} paragraphs it has {} as they stand here: it may be of another meeting",
            held.of, held.same
        ))
        .hint("--insist compares it with the text of this meeting all the same; --against rev.1 says with which version"));
    }
    Ok(how)
}

/// A file that was made from another document, or for another's answer, is not taken as if it said nothing of itself.
fn is_meant(
    place: &Place,
    typed: &Incoming,
    (from, document): (&str, &str),
    origin: Option<&office::Origin>,
) -> Result<(), Failure> {
    let Some(origin) = origin else {
        return Ok(());
    };
    if origin.document != document {
        return Err(Failure::new(format!(
            "{} was made from {}, not from {document}",
            typed.file,
            fold(&origin.document)
        ))
        .hint("leave out --on, or say --insist: it is compared with that document all the same"));
    }
    let Some(answering) = How::read(&origin.reading).answering else {
        return Ok(());
    };
    let meant = ops::find_party(&place.meeting, &answering).unwrap_or(answering);
    if meant == from {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} was made for the answer of {}, not of {from}",
        typed.file,
        fold(&meant)
    ))
    .hint(format!(
        "--from {} takes it as theirs; --insist takes it as {from}'s all the same",
        fold(&meant)
    )))
}

/// Bookmarks of another text say nothing.
fn forget(paper: &mut office::Paper) {
    for block in &mut paper.blocks {
        match block {
            office::Block::Paragraph(paragraph) => paragraph.anchor = None,
            office::Block::Table(table) => {
                let cells = table.rows.iter_mut().flatten().flatten();
                cells.for_each(|paragraph| paragraph.anchor = None);
            }
        }
    }
    for note in &mut paper.notes {
        note.anchor = None;
    }
}

/// A file that is no Word file, or a damaged one.
pub(crate) fn unread(file: &str, fault: &Fault) -> Failure {
    Failure::new(format!("{file} cannot be read as a Word file"))
        .because(fault.to_string())
        .hint(fault.hint())
}

/// How each paragraph would stand, and what was not understood.
fn preview(session: &mut Session<'_>, text: &Text, answer: &Answer, numbered: Numbered) {
    let mut lines: Vec<Line> = Vec::new();
    for ask in &answer.asks {
        lines.push(asked(text, ask));
        if let Some(why) = &ask.rationale {
            lines.push(Line::plain(format!("    because: {}", fold(why))));
        }
    }
    for stand in &answer.stands {
        let name = text.name(stand.index);
        let why = stand.reason.as_deref().map(fold);
        let why = why.map_or(String::new(), |why| format!(": {why}"));
        let verb = stand.verb.name();
        let words = excerpt(text.text.body(stand.index));
        lines.push(
            Line::plain(format!("{name}: {verb}{why}  ")).with(Role::Dim, format!("“{words}”")),
        );
    }
    match numbered {
        // One thing a line, however long, for whoever searches in it.
        Numbered::No => lines
            .iter()
            .for_each(|line| session.say(marked(line).as_str())),
        Numbered::Yes => {
            let mut count = 0;
            let numbered = lines.into_iter().map(|line| {
                let lead = match line.as_str().starts_with("    ") {
                    true => "     ".to_owned(),
                    false => {
                        count += 1;
                        format!("{count:>3}  ")
                    }
                };
                Line::of(Role::Label, lead).and(line).hanging(5)
            });
            let numbered: Vec<Line> = numbered.collect();
            session.show(&numbered);
        }
    }
    left(session, answer);
}

/// How a paragraph would stand.
fn asked(text: &Text, ask: &Ask) -> Line {
    let name = text.name(ask.index);
    let before = fold(text.text.body(ask.index));
    let side = ask.place.name();
    match ask.kind {
        ProposalKind::Replace => {
            let pieces = reword(&before, &fold(&ask.wanted));
            let mut line = Line::plain(format!("{name}: "));
            for piece in pieces {
                line.push(
                    match piece.op {
                        Op::Equal => Role::Plain,
                        Op::Delete => Role::Struck,
                        Op::Insert => Role::Added,
                    },
                    &piece.text,
                );
            }
            line
        }
        ProposalKind::Add => {
            Line::plain(format!("{side} {name}: ")).with(Role::Added, fold(&ask.wanted))
        }
        ProposalKind::Delete => Line::plain(format!("{name}: ")).with(Role::Struck, before),
        _ => {
            let beside = ask.beside.map(|index| text.name(index)).unwrap_or_default();
            Line::plain(format!("{name} goes {side} {beside}"))
        }
    }
}

/// The first words of a paragraph.
fn excerpt(words: &str) -> String {
    let mut out = fold(words);
    if let Some((at, _)) = out.char_indices().nth(60) {
        let at = out.get(..at).and_then(|head| head.rfind(' ')).unwrap_or(at);
        out.truncate(at);
        out.push('…');
    }
    out
}

/// How it was read, what was not understood, and what was passed over.
fn left(session: &mut Session<'_>, answer: &Answer) {
    for one in &answer.read {
        session.say(&format!("Note: {one}"));
    }
    if !answer.unclear.is_empty() {
        session.say("Not understood, or not taken:");
    }
    for one in &answer.unclear {
        session.say(&match one.place.as_str() {
            "" => format!("  {}", one.what),
            place => format!("  at {place}: {}", one.what),
        });
    }
    for one in &answer.passed {
        session.say(&format!("Passed over: {one}"));
    }
}

fn nothing(
    session: &mut Session<'_>,
    typed: &Incoming,
    text: &Text,
    answer: &Answer,
) -> Result<Ending, Failure> {
    let said = format!("{} asks for nothing on {}", typed.file, text.document);
    if session.json {
        session.print_json(&json!({
            "schema": 1,
            "done": false,
            "said": said,
            "asks": [],
            "stances": [],
            "unclear": answer.unclear,
            "passed": answer.passed,
            "read": answer.read,
        }))?;
    } else {
        session.say(&said);
        left(session, answer);
    }
    Ok(Ending::DoesNotHold)
}

/// An answer as JSON, paragraphs by their names.
fn told(text: &Text, answer: &Answer, plan: &Plan) -> serde_json::Value {
    let asks = answer.asks.iter().map(|ask| {
        json!({
            "kind": ask.kind,
            "paragraph": text.text.name(ask.index),
            "place": ask.place,
            "beside": ask.beside.map(|index| text.text.name(index)),
            "words": fold(text.text.body(ask.index)),
            "wanted": ask.wanted,
            "rationale": ask.rationale,
        })
    });
    let stands = answer.stands.iter().map(|stand| {
        json!({
            "stance": stand.verb.name(),
            "paragraph": text.text.name(stand.index),
            "reason": stand.reason,
        })
    });
    json!({
        "schema": 1,
        "said": plan.said,
        "same_as": plan.same_as,
        "document": text.document,
        "over": text.version.0,
        "asks": asks.collect::<Vec<_>>(),
        "stances": stands.collect::<Vec<_>>(),
        "unclear": answer.unclear,
        "passed": answer.passed,
        "read": answer.read,
        "acts": plan.acts,
        "proposals": plan.proposals,
        "warnings": plan.warnings,
    })
}

fn shown(
    session: &mut Session<'_>,
    text: &Text,
    answer: &Answer,
    plan: &Plan,
) -> Result<Ending, Failure> {
    if session.json {
        let mut told = told(text, answer, plan);
        if let Some(map) = told.as_object_mut() {
            map.insert("done".to_owned(), json!(false));
        }
        session.print_json(&told)?;
        return Ok(Ending::Done);
    }
    session.say(&format!("Would be done: {}", plan.said));
    preview(session, text, answer, Numbered::No);
    for warning in &plan.warnings {
        session.say(&format!("Note: {warning}"));
    }
    Ok(Ending::Done)
}

fn filed(
    session: &mut Session<'_>,
    place: &Place,
    (order, stamp, plan): (&Order, &Stamp, &Plan),
    (text, answer, said): (&Text, &Answer, Said),
) -> Result<Ending, Failure> {
    let (plan, version) =
        ops::carry_out(place.workspace(), &order.command, stamp, plan).map_err(write::not_done)?;
    if session.json {
        let mut told = told(text, answer, &plan);
        if let Some(map) = told.as_object_mut() {
            map.insert("done".to_owned(), json!(true));
            map.insert("version".to_owned(), json!(version.0));
        }
        session.print_json(&told)?;
        return Ok(Ending::Done);
    }
    session.say(&plan.said);
    if said == Said::All {
        return Ok(Ending::Done);
    }
    left(session, answer);
    for warning in &plan.warnings {
        session.mention(&format!("Note: {warning}"));
    }
    Ok(Ending::Done)
}
