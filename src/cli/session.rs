//! One run of a command: the world it sees, and what it has to say, gathered until it ends.

use std::sync::Arc;

use serde::Serialize;

use super::env::{Env, Input};
use super::failure::Failure;
use super::outcome::Outcome;
use super::paint::paint;
use crate::ops::Request;
use crate::text::{Finding, Severity, share_out};
use crate::view::{Line, clean};
use crate::workspace::Workspace;

/// So many things to lay out and show are worth a thread.
const MANY: usize = 60;

/// A run.
pub(crate) struct Session<'a> {
    /// The world.
    pub(crate) env: &'a Env,
    /// Whether one JSON object is wanted.
    pub(crate) json: bool,
    /// A meeting whose screens are to be opened at the end.
    pub(crate) open: Option<std::path::PathBuf>,
    /// The same meeting where it was read already.
    pub(crate) workspace: Option<Arc<Workspace>>,
    /// What is to be shown there first.
    pub(crate) first: Option<Request>,
    out: Vec<u8>,
    err: Vec<u8>,
}

impl<'a> Session<'a> {
    /// A run that has said nothing yet.
    pub(crate) fn new(env: &'a Env, json: bool) -> Session<'a> {
        Session {
            env,
            json,
            open: None,
            workspace: None,
            first: None,
            out: Vec::new(),
            err: Vec::new(),
        }
    }

    /// Says one line; what is foreign in it is made harmless.
    pub(crate) fn say(&mut self, line: &str) {
        self.out.extend_from_slice(clean(line).as_bytes());
        self.out.push(b'\n');
    }

    /// Says one line on standard error; what is foreign in it is made harmless.
    pub(crate) fn mention(&mut self, line: &str) {
        self.err.extend_from_slice(clean(line).as_bytes());
        self.err.push(b'\n');
    }

    /// The same, where it was not said before.
    pub(crate) fn mention_once(&mut self, line: &str) {
        let said = format!("{}\n", clean(line));
        if !self
            .err
            .windows(said.len())
            .any(|before| before == said.as_bytes())
        {
            self.err.extend_from_slice(said.as_bytes());
        }
    }

    /// Shows lines, each wrapped to the width where somebody reads them.
    pub(crate) fn show(&mut self, lines: &[Line]) {
        let mut out = String::new();
        paint(lines, self.env.breadth(), self.env.colour, &mut out);
        self.out.extend_from_slice(out.as_bytes());
    }

    /// Shows things one after the other, as each is laid out in lines, behind those of the one before: many on two threads.
    pub(crate) fn show_each<T: Sync>(
        &mut self,
        things: &[T],
        lay: impl Fn(&T, &mut Vec<Line>) + Sync,
    ) {
        let (width, colour) = (self.env.breadth(), self.env.colour);
        let shown = |lines: &mut Vec<Line>, some: &[T]| {
            let mut out = String::new();
            for thing in some {
                lines.clear();
                lay(thing, lines);
                paint(lines, width, colour, &mut out);
            }
            out
        };
        let painted = share_out(things, (things.len(), MANY), Vec::new, shown);
        self.out.reserve(painted.iter().map(String::len).sum());
        for some in painted {
            self.out.extend_from_slice(some.as_bytes());
        }
    }

    /// Hands a text on: as it is into a file or a pipe, made harmless for a terminal.
    pub(crate) fn hand_on_text(&mut self, text: &[u8]) {
        if !self.env.terminal {
            return self.hand_on(text);
        }
        let text = String::from_utf8_lossy(text);
        for line in text.lines() {
            self.say(line);
        }
    }

    /// Prints a finding as a result.
    pub(crate) fn print_finding(&mut self, path: &str, finding: &Finding) {
        for line in told(path, finding) {
            self.say(&line);
        }
    }

    /// Prints a finding on standard error, beside the result.
    pub(crate) fn diagnose(&mut self, path: &str, finding: &Finding) {
        for line in told(path, finding) {
            self.mention(&line);
        }
    }

    /// Hands on bytes as they are.
    pub(crate) fn hand_on(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// Prints one JSON object.
    ///
    /// Control and direction characters stand escaped in it, so that it may be looked at in a terminal.
    pub(crate) fn print_json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string(value).map_err(|error| {
            Failure::new("the answer cannot be written").because(error.to_string())
        })?;
        self.out.reserve(text.len() + 1);
        let mut rest = text.as_str();
        while let Some((at, c)) = first_harmful(rest) {
            let (before, after) = rest.split_at(at);
            self.out.extend_from_slice(before.as_bytes());
            // In UTF-16, as JSON escapes.
            for unit in c.encode_utf16(&mut [0; 2]) {
                self.out
                    .extend_from_slice(format!("\\u{unit:04x}").as_bytes());
            }
            rest = after.get(c.len_utf8()..).unwrap_or_default();
        }
        self.out.extend_from_slice(rest.as_bytes());
        self.out.push(b'\n');
        Ok(())
    }

    /// Is done with something large: where the process ends with this command, the system takes it back in one piece.
    pub(crate) fn leave<T>(&self, thing: T) {
        if self.env.last {
            std::mem::forget(thing);
        }
    }

    /// What is typed when something is asked at the terminal, and which answers there are; nothing where the input has ended.
    pub(crate) fn replies(
        &mut self,
        question: &str,
        answers: &str,
    ) -> Result<Option<String>, Failure> {
        let trouble =
            |error: std::io::Error| Failure::new("the terminal").because(error.to_string());
        let mut shown = std::mem::take(&mut self.out);
        shown.extend_from_slice(format!("{} [{answers}] ", clean(question)).as_bytes());
        let mut terminal = std::io::stdout().lock();
        std::io::Write::write_all(&mut terminal, &shown)
            .and_then(|()| std::io::Write::flush(&mut terminal))
            .map_err(trouble)?;
        let mut answer = String::new();
        let read = std::io::stdin().read_line(&mut answer).map_err(trouble)?;
        Ok((read > 0).then_some(answer))
    }

    /// Standard input.
    pub(crate) fn input(&self) -> Result<Vec<u8>, Failure> {
        match &self.env.input {
            Input::Given(bytes) => Ok(bytes.clone()),
            Input::Standard => {
                let mut bytes = Vec::new();
                std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes)
                    .map_err(|error| Failure::new("standard input").because(error.to_string()))?;
                Ok(bytes)
            }
        }
    }

    /// Says why it could not be done.
    pub(crate) fn fail(&mut self, failure: &Failure) {
        let text = told_failure(failure, self.env.colour);
        self.err.extend_from_slice(text.as_bytes());
    }

    /// What it all came to.
    pub(crate) fn finish(self, status: u8) -> Outcome {
        Outcome {
            status,
            out: self.out,
            err: self.err,
            open: self.open,
            workspace: self.workspace,
            first: self.first,
        }
    }
}

/// The first harmful character of a text and where it stands; most bytes can begin none.
fn first_harmful(text: &str) -> Option<(usize, char)> {
    let mut from = 0;
    loop {
        let bytes = text.as_bytes().get(from..)?;
        let at = from
            + bytes
                .iter()
                .position(|byte| matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe2 | 0xef))?;
        let c = text.get(at..)?.chars().next()?;
        if is_harmful(c) {
            return Some((at, c));
        }
        from = at + c.len_utf8();
    }
}

/// Characters that would steer a terminal or turn its lines round; JSON's own are escaped already.
fn is_harmful(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A failure without colours.
pub(crate) fn plain(failure: &Failure) -> String {
    told_failure(failure, false)
}

fn told_failure(failure: &Failure, colour: bool) -> String {
    let (strong, end) = if colour {
        ("\u{1b}[1;31m", "\u{1b}[0m")
    } else {
        ("", "")
    };
    let mut text = format!("{strong}Error:{end} {}\n", clean_lines(&failure.what));
    for cause in &failure.because {
        text.push_str(&format!("Caused by: {}\n", clean_lines(cause)));
    }
    if let Some(hint) = &failure.hint {
        text.push_str(&format!("Hint: {}\n", clean_lines(hint)));
    }
    text
}

/// A finding in lines: `FILE:LINE:COLUMN: error[CODE]: MESSAGE`, then what stands there and what to do.
fn told(path: &str, finding: &Finding) -> Vec<String> {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = finding.place;
    let mut lines = vec![format!(
        "{path}:{}:{}: {severity}[{}]: {}",
        place.line, place.column, finding.code, finding.message
    )];
    if !finding.excerpt.is_empty() {
        lines.push(format!("    {}", finding.excerpt));
    }
    if let Some(hint) = &finding.hint {
        lines.push(format!("    Hint: {hint}"));
    }
    lines
}

/// Foreign text of several lines, made harmless, line breaks kept.
fn clean_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(clean).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_harmful_character_is_overlooked() {
        for c in ('\0'..=char::MAX).filter(|c| is_harmful(*c)) {
            let text = format!("é“，国{c}x");
            assert_eq!(first_harmful(&text), Some((11, c)), "{c:?}");
        }
        assert_eq!(first_harmful("é“，国\u{2027}\u{feee}x"), None);
    }
}
