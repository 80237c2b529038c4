//! What of a mail is meant: its own words, or a file that is attached to it.

use crate::cli::failure::Failure;
use crate::mail::{Fault, Form, Mail, Own, Part, open, texts};
use crate::ops::Answer;
use crate::text::fold;

/// What came in.
pub(super) enum Came {
    /// A mail's own words, or those of a text that is attached.
    Words(Box<Mail>, Own),
    /// A Word file, and the mail that it came in, if it came in one.
    Word(Vec<u8>, Option<Box<Mail>>),
}

/// What of the bytes is meant; `part` is what was typed for it.
///
/// # Errors
/// Where it is empty, or a mail that cannot be read, or one of which it is not said what is meant.
pub(super) fn came(file: &str, bytes: Vec<u8>, part: Option<&str>) -> Result<Came, Failure> {
    if bytes.trim_ascii().is_empty() {
        return Err(Failure::new(format!("{file} is empty"))
            .because("there is nothing in it to be taken")
            .hint("ask whoever sent it to send it again"));
    }
    let mail = open(&bytes).map_err(|fault| unread(file, &fault))?;
    let (mail, part) = match (mail, part) {
        (None, None) => return Ok(Came::Word(bytes, None)),
        (None, Some(_)) => {
            return Err(Failure::new(format!("{file} is no mail, and has no parts"))
                .hint("leave out --part"));
        }
        (Some(mail), part) => (mail, part),
    };
    let words: Vec<&Part> = mail
        .parts
        .iter()
        .filter(|part| part.form == Form::Word)
        .collect();
    let wanted = match (part, words.as_slice()) {
        (Some("text"), _) | (None, []) => None,
        (None, [one]) => Some(*one),
        (None, several) => {
            return Err(Failure::new(format!(
                "{} Word files are attached to {file}, and it is not said which is meant",
                several.len()
            ))
            .because(listed(&mail))
            .hint(format!(
                "name one: --part {}; or --part text for the mail's own words",
                several.first().map_or(1, |part| part.number)
            )));
        }
        (Some(part), _) => Some(named(&mail, file, part)?),
    };
    let Some(wanted) = wanted else {
        let own = mail.own.clone();
        return Ok(Came::Words(Box::new(mail), own));
    };
    let inside = format!("{} in {file}", called(wanted));
    let damaged = |fault: Fault| unread(&inside, &fault);
    match wanted.form {
        Form::Word => {
            let contents = wanted.contents(&bytes).map_err(damaged)?;
            Ok(Came::Word(contents, Some(Box::new(mail))))
        }
        Form::Mail => {
            let contents = wanted.contents(&bytes).map_err(damaged)?;
            came(&inside, contents, None)
        }
        Form::Text | Form::Page => {
            let own = texts(&bytes, wanted).map_err(damaged)?;
            Ok(Came::Words(Box::new(mail), own))
        }
        _ => Err(Failure::new(format!("{inside} cannot be taken"))
            .because(format!("it is {}", said(wanted)))
            .hint("save it as a Word file (.docx) or as text, and take that")),
    }
}

/// The part that somebody names.
fn named<'m>(mail: &'m Mail, file: &str, typed: &str) -> Result<&'m Part, Failure> {
    let number = typed.parse::<usize>().ok();
    let by_number = mail.parts.iter().find(|part| Some(part.number) == number);
    let lower = typed.to_lowercase();
    let mut by_name = mail.parts.iter().filter(|part| {
        let name = part.name.as_deref().map(str::to_lowercase);
        name.is_some_and(|name| name == lower)
    });
    match (by_number, by_name.next(), by_name.next()) {
        (Some(part), _, _) | (None, Some(part), None) => Ok(part),
        (None, Some(part), Some(_)) => Err(Failure::new(format!(
            "several files with the name {typed} are attached to {file}"
        ))
        .because(listed(mail))
        .hint(format!("say its number: --part {}", part.number))),
        (None, None, _) => Err(Failure::new(format!("no part {typed} in {file}"))
            .because(listed(mail))
            .hint("--part text are the mail's own words; what is attached is named by its name or number")),
    }
}

fn listed(mail: &Mail) -> String {
    let parts = mail.parts.iter();
    let parts: Vec<String> = parts
        .map(|part| format!("{}: {}", part.number, described(part)))
        .collect();
    match parts.is_empty() {
        true => "nothing is attached to it".to_owned(),
        false => format!("attached are {}", parts.join("; ")),
    }
}

fn called(part: &Part) -> String {
    part.name
        .as_deref()
        .map_or_else(|| format!("part {}", part.number), fold)
}

fn described(part: &Part) -> String {
    let size = match part.size {
        bytes if bytes < 1_000 => format!("{bytes} bytes"),
        bytes if bytes < 1_000_000 => format!("{} kB", bytes / 1_000),
        bytes => format!("{} MB", bytes / 1_000_000),
    };
    format!("{}, {}, {size}", called(part), said(part))
}

fn said(part: &Part) -> String {
    let what = match part.form {
        Form::Word => "a Word file",
        Form::Mail => "a mail",
        Form::Text => "a text",
        Form::Page => "a page",
        Form::Calendar => "an invitation",
        Form::Picture => "a picture",
        Form::Signature => "a signature",
        Form::Outlook => {
            "files in a form that only Outlook reads (ask for them once more, sent as HTML or plain text)"
        }
        Form::Other => return fold(&part.kind),
    };
    what.to_owned()
}

/// Says beside an answer what else the mail holds; `own` are the words that the answer was read from, if it is no Word file.
pub(super) fn told(answer: &mut Answer, mail: &Mail, own: Option<&Own>) {
    let mut head = Vec::new();
    if !mail.head.names.is_empty() {
        let came = mail
            .head
            .came
            .map_or(String::new(), |came| format!("; it came at {came}"));
        head.push(format!(
            "the mail's head: {}{came}",
            mail.head.names.join(", ")
        ));
    }
    if let Some(from) = &mail.from {
        let subject = mail
            .subject
            .as_deref()
            .map_or(String::new(), |subject| format!(": “{}”", fold(subject)));
        head.push(format!("the mail is from {}{subject}", fold(from)));
    }
    answer.passed.splice(0..0, head);
    for struck in own.into_iter().flat_map(|own| &own.struck) {
        answer
            .passed
            .push(format!("struck out in the mail: “{struck}”"));
    }
    for hidden in own.into_iter().flat_map(|own| &own.hidden) {
        answer.unclear(
            format!("hidden in the mail from who reads it: {hidden}"),
            "",
        );
    }
    let is_word = own.is_none();
    let mut pictures = 0;
    for part in &mail.parts {
        match part.form {
            Form::Picture => pictures += 1,
            Form::Word if is_word => {}
            Form::Calendar | Form::Signature => {
                answer.passed.push(format!("attached: {}", described(part)));
            }
            Form::Word | Form::Mail | Form::Text | Form::Page => answer.unclear(
                format!(
                    "attached, not taken: {} (--part {} takes it)",
                    described(part),
                    part.number
                ),
                "",
            ),
            Form::Outlook | Form::Other => {
                answer.unclear(format!("attached, not taken: {}", described(part)), "");
            }
        }
    }
    match pictures {
        0 => {}
        1 => answer.passed.push("1 picture".to_owned()),
        many => answer.passed.push(format!("{many} pictures")),
    }
}

/// A mail that cannot be read.
fn unread(file: &str, fault: &Fault) -> Failure {
    let failure = match fault {
        Fault::NoText { line, column } => Failure::new(format!("{file} is no text in UTF-8"))
            .because(format!(
                "{file}:{line}:{column} is the first place that is not"
            )),
        Fault::Damaged { line, what } => Failure::new(format!("{file} cannot be read as a mail"))
            .because(format!("{file}:{line}: {what}")),
        fault => {
            Failure::new(format!("{file} cannot be read as a mail")).because(fault.to_string())
        }
    };
    failure.hint(fault.hint())
}
