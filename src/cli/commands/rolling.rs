//! Commands that make one text of several: compile, merge; and on what was made of one: streamline.

use serde_json::json;

pub(super) use super::put::put;
use super::{who, write};
use crate::cli::failure::Failure;
use crate::cli::grammar::{Compile, Merge, Names, Streamline};
use crate::cli::layout;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::cli::source::{Source, given_parties};
use crate::ops::{self, Command, Order, Stamp};
use crate::rolling::{self, Amended, Aside, Discord};
use crate::text::{Document, Parties};

/// `adref compile`
pub(crate) fn compile(session: &mut Session<'_>, typed: &Compile) -> Result<Ending, Failure> {
    let is_file = typed.base == "-" || session.env.cwd.join(&typed.base).exists();
    if typed.of_proposals() && !is_file {
        return proposals(session, typed);
    }
    if typed.save {
        return Err(
            Failure::new("only what is proposed on a document is saved in a meeting")
                .hint("-o OUT writes the text to a file"),
        );
    }
    let given = given_parties(session, typed.parties.as_deref())?;
    let source = Source::read_text(session, &typed.base)?;
    let parties = given.or_else(|| source.parties.clone()).unwrap_or_default();
    let base = source.parse(Some(&parties));
    let mut texts: Vec<(String, Source)> = Vec::new();
    for text in &typed.texts {
        let Some((party, file)) = text.split_once('=') else {
            return Err(
                Failure::new(format!("{text:?} does not say whose text it is"))
                    .hint("write PARTY=FILE: EU=eu.md"),
            );
        };
        texts.push((
            party_named(party, &parties)?,
            Source::read_text(session, file)?,
        ));
    }
    let documents = parsed(&texts, &parties);
    let amended: Vec<Amended<'_>> = texts
        .iter()
        .zip(&documents)
        .map(|((party, _), document)| Amended { party, document })
        .collect();
    let bytes = rolling::compile(&base, &amended, &parties)
        .map_err(|discord| told(&discord, &source, &texts, &rolling::aside(&base, &amended)))?;
    let bytes = match typed.names {
        Names::Shown => bytes,
        Names::None => rolling::without_names(&Document::parse_with(bytes, &parties), &parties),
    };
    if let Some(out) = &typed.out {
        put(&session.env.cwd.join(out), &bytes)?;
    }
    let asides = rolling::aside(&base, &amended);
    if session.json {
        session.print_json(&json!({
            "schema": 1,
            "aside": asides.iter().map(|one| json!({
                "party": one.party,
                "has": one.has,
                "line": one.line,
                "text": one.words,
            })).collect::<Vec<_>>(),
            "parties": texts.iter().map(|(party, _)| party).collect::<Vec<_>>(),
            "text": String::from_utf8_lossy(&bytes),
        }))?;
    } else if typed.out.is_none() {
        session.hand_on_text(&bytes);
    }
    if !session.json {
        mention_asides(session, &asides, &source, &texts);
    }
    Ok(Ending::Done)
}

/// Says on standard error what no bracket can hold, so that nothing is left out silently.
fn mention_asides(
    session: &mut Session<'_>,
    asides: &[Aside],
    base: &Source,
    texts: &[(String, Source)],
) {
    if asides.is_empty() {
        return;
    }
    session
        .mention("Outside all paragraphs no bracket can stand; there the text is the base's, and:");
    for one in asides {
        let own = texts.iter().find(|(party, _)| *party == one.party);
        let line = match own {
            Some((party, source)) if one.has => {
                format!("  {party} has {}:{}: {}", source.name, one.line, one.words)
            }
            _ => format!(
                "  {} lacks {}:{}: {}",
                one.party, base.name, one.line, one.words
            ),
        };
        session.mention(&line);
    }
}

/// The proposals on a document laid into its text: shown, or saved.
fn proposals(session: &mut Session<'_>, typed: &Compile) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let order = Order {
        command: Command::Compile {
            document: typed.base.clone(),
            chosen: typed.texts.clone(),
        },
        by: typed.hand.by.clone(),
        heard: typed.hand.occasion(),
    };
    if typed.save || typed.hand.dry_run {
        return write::carry_out(session, &place, order, typed.hand.dry_run);
    }
    // Nothing is written: whoever looks sees what the one who holds the pen would write.
    let document = ops::find_document(&place.meeting, &typed.base)?;
    let holders = place.meeting.roll.holders(&document.id);
    let stamp = match holders.first() {
        Some(holder) => Stamp {
            by: Some((*holder).to_owned()),
            entered_by: None,
            when: place.now(),
            heard: order.heard,
            received: None,
        },
        None => who::stamp(session, &place, order.by.as_deref(), order.heard)?,
    };
    let plan = order.command.plan(&place.meeting, &stamp)?;
    let text = plan
        .edit
        .files
        .iter()
        .find(|file| file.path.ends_with("/text.md"));
    let bytes = text
        .and_then(|file| file.content.clone())
        .unwrap_or_default();
    let bytes = match typed.names {
        Names::Shown => bytes,
        Names::None => {
            let parties = place.meeting.parties();
            rolling::without_names(&Document::parse_with(bytes, parties), parties)
        }
    };
    if let Some(out) = &typed.out {
        put(&session.env.cwd.join(out), &bytes)?;
    }
    if session.json {
        session.print_json(&json!({
            "schema": 1,
            "said": plan.said,
            "warnings": plan.warnings,
            "text": String::from_utf8_lossy(&bytes),
        }))?;
        return Ok(Ending::Done);
    }
    if typed.out.is_none() {
        session.hand_on_text(&bytes);
    }
    for warning in &plan.warnings {
        session.mention(&format!("Note: {warning}"));
    }
    session.mention(&format!("Not saved: {}", plan.said));
    session.mention(&format!("Hint: {} saves it", plan.same_as));
    Ok(Ending::Done)
}

/// `adref merge`
pub(crate) fn merge(session: &mut Session<'_>, typed: &Merge) -> Result<Ending, Failure> {
    let given = given_parties(session, typed.parties.as_deref())?;
    let [base, ours, theirs] = typed.treat.targets.as_slice() else {
        return Err(
            Failure::new("three texts are merged, or proposals into another")
                .hint("adref merge BASE OURS THEIRS, or adref merge XNO-3 --into GN-2"),
        );
    };
    let named = [base, ours, theirs];
    if named.iter().filter(|name| name.as_str() == "-").count() > 1 {
        return Err(Failure::new("standard input can be one of the three only"));
    }
    let [base, ours, theirs] = named.map(|name| Source::read(session, name));
    let (base, ours, theirs) = (base?, ours?, theirs?);
    let parties = given.or_else(|| ours.parties.clone()).unwrap_or_default();
    let name = |name: &Option<String>| match name {
        Some(name) => owner(name, &parties).map(Some),
        None => Ok(None),
    };
    let (one, other) = (name(&typed.ours_name)?, name(&typed.theirs_name)?);
    if one.is_some() && one == other {
        return Err(Failure::new("both sides have the same name")
            .hint("leave both names out: the alternatives stand in a bracket that nobody owns"));
    }
    let versions = ops::Versions {
        base: &base.bytes,
        ours: &ours.bytes,
        theirs: &theirs.bytes,
    };
    let Some(merged) = ops::merge(versions, one.as_deref().zip(other.as_deref()))? else {
        return Err(Failure::new("the three cannot be merged")
            .because("one of them is no text in UTF-8, and the same lines were changed in both")
            .hint("save it as UTF-8"));
    };
    if let Some(out) = &typed.out {
        put(&session.env.cwd.join(out), &merged.bytes)?;
    }
    if session.json {
        session.print_json(&json!({
            "schema": 1,
            "contested": merged.contested,
            "text": String::from_utf8_lossy(&merged.bytes),
        }))?;
    } else if typed.out.is_none() {
        session.hand_on_text(&merged.bytes);
    }
    Ok(match merged.contested {
        0 => Ending::Done,
        _ => Ending::DoesNotHold,
    })
}

/// `adref streamline`
pub(crate) fn streamline(session: &mut Session<'_>, typed: &Streamline) -> Result<Ending, Failure> {
    let given = given_parties(session, typed.parties.as_deref())?;
    let read = |session: &Session<'_>, file: &String| Source::read_text(session, file);
    match (typed.check, typed.files.as_slice()) {
        (true, [old, new]) => {
            let (old, new) = (read(session, old)?, read(session, new)?);
            let parties = given
                .or_else(|| old.parties.clone())
                .or_else(|| new.parties.clone())
                .unwrap_or_default();
            let parse = |source: &Source| source.parse(Some(&parties));
            let balance = rolling::weigh(&parse(&old), &parse(&new), &parties);
            if session.json {
                session.print_json(&json!({
                    "schema": 1,
                    "holds": balance.holds(),
                    "readers": balance.readers,
                    "changes": balance.rows,
                }))?;
            } else {
                session.show(&layout::balance(&balance));
            }
            Ok(match balance.holds() {
                true => Ending::Done,
                false => Ending::DoesNotHold,
            })
        }
        (false, [file]) => {
            let source = read(session, file)?;
            let parties = given.or_else(|| source.parties.clone()).unwrap_or_default();
            let document = source.parse(Some(&parties));
            let all = rolling::streamline(&document, &parties);
            let held = match session.env.cwd.join(file).is_file() {
                true => None,
                false => Place::perhaps(session),
            };
            let draft = held.as_ref().and_then(|place| place.meeting.draft(file));
            let unheld = held
                .as_ref()
                .zip(draft)
                .map(|(place, draft)| ops::unheld(&place.meeting, &draft.id));
            let unheld = unheld.unwrap_or_default();
            if let Some(out) = &typed.out {
                let bytes = rolling::reworded(&document, all.iter().map(|one| &one.bracket));
                let new = Document::parse_with(bytes.clone(), &parties);
                let balance = rolling::weigh(&document, &new, &parties);
                if !balance.rows.is_empty() {
                    return Err(Failure::new("what is proposed would not read as before")
                        .because("nothing was written")
                        .hint("make the proposals by hand, one by one"));
                }
                put(&session.env.cwd.join(out), &bytes)?;
            }
            if session.json {
                session.print_json(&json!({"schema": 1, "proposals": all, "unheld": unheld}))?;
            } else {
                session.show(&layout::shorter(&all, &unheld));
            }
            Ok(Ending::Done)
        }
        (true, _) => {
            Err(Failure::new("two texts are compared").hint("adref streamline --check OLD NEW"))
        }
        (false, _) => Err(Failure::new("one text is streamlined")
            .hint("adref streamline FILE; to compare two: adref streamline --check OLD NEW")),
    }
}

/// A party whose name makes an alternative its own.
fn owner(name: &str, parties: &Parties) -> Result<String, Failure> {
    let name = party_named(name, parties)?;
    if parties.contains(&name) {
        return Ok(name);
    }
    Err(Failure::new(format!("{name} is no party"))
        .because(format!("[{name}: …] would be plain text"))
        .hint("list it in the file of --parties, or write its name in capitals"))
}

/// The texts, long ones on two threads.
fn parsed(texts: &[(String, Source)], parties: &Parties) -> Vec<Document> {
    let parse = |some: &[(String, Source)]| -> Vec<Document> {
        some.iter()
            .map(|(_, source)| source.parse(Some(parties)))
            .collect()
    };
    let (one, other) = texts.split_at(texts.len() / 2);
    std::thread::scope(|scope| {
        let half = scope.spawn(|| parse(one));
        let other = parse(other);
        let mut all = half.join().unwrap_or_else(|_| parse(one));
        all.extend(other);
        all
    })
}

/// The party's name as it is listed.
fn party_named(party: &str, parties: &Parties) -> Result<String, Failure> {
    match super::reader::reader(Some(party), parties)? {
        crate::rolling::Reader::Party(name) => Ok(name),
        crate::rolling::Reader::Base => Ok(party.to_owned()),
    }
}

/// Why no rolling text was made, with the place in the text that it concerns.
fn told(discord: &Discord, base: &Source, texts: &[(String, Source)], asides: &[Aside]) -> Failure {
    match discord {
        Discord::Unknown(name) => Failure::new(discord.to_string())
            .because(format!("[{name}: …] would be plain text"))
            .hint("list it in the file of --parties, or write its name in capitals"),
        Discord::Twice(_) => {
            Failure::new(discord.to_string()).hint("lay the two together first, or leave one out")
        }
        Discord::Unproved { reader, place, .. } => {
            let own = texts.iter().find(|(party, _)| party == reader);
            let name = own.map_or(&base.name, |(_, source)| &source.name);
            let lost = asides
                .iter()
                .find(|one| one.party == *reader && !one.has && one.is_address());
            Failure::new(format!("{name}:{}:{}: {discord}", place.line, place.column))
                .because("nothing was written".to_owned())
                .hint(match lost {
                    Some(one) => format!(
                        "{name} lost a link's address; give it the line again: {}",
                        one.words
                    ),
                    None => "write this paragraph otherwise, or lay it in by hand".to_owned(),
                })
        }
    }
}
