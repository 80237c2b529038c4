//! A paragraph as the room sees it: contested words with their owners' names and colours, emphasis as emphasis.

use super::line::Line;
use super::role::Role;
use super::runs::{Form, Run, runs};
use crate::text::{Bracket, Document, Kind, SegmentRole, is_ideograph};

/// The owners of a document's alternatives, in one fixed order, so that each keeps its colour.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owners(Vec<String>);

impl Owners {
    /// Those of a document.
    pub fn of(document: &Document) -> Owners {
        let mut names: Vec<String> = document
            .brackets()
            .iter()
            .flat_map(|bracket| &bracket.alternatives)
            .flat_map(|alternative| alternative.parties.iter().cloned())
            .collect();
        names.sort();
        names.dedup();
        Owners(names)
    }

    /// The number of an owner.
    pub fn number(&self, name: &str) -> u8 {
        let at = self.0.iter().position(|known| known == name).unwrap_or(0);
        u8::try_from(at % 240).unwrap_or(0)
    }
}

/// Turns Markdown's inline marks into roles, white space folded.
pub(super) struct Ink {
    pub(super) line: Line,
    form: Form,
    strong: bool,
    emphasis: bool,
    last: Option<char>,
    space: Option<char>,
    /// How many levels of escapes stand in the words beside Markdown's own: one a bracket with owners that is round them.
    pub(super) levels: usize,
}

impl Ink {
    pub(super) fn new(form: Form) -> Ink {
        Ink {
            line: Line::new(),
            form,
            strong: false,
            emphasis: false,
            last: None,
            space: None,
            levels: 0,
        }
    }

    fn role(&self, role: Role) -> Role {
        match role {
            Role::Plain if self.strong => Role::Strong,
            Role::Plain if self.emphasis => Role::Emphasis,
            other => other,
        }
    }

    fn gap(&mut self, next: char, role: Role) {
        let Some(space) = self.space.take() else {
            return;
        };
        let joined = space == '\n' && is_ideograph(next) && self.last.is_some_and(is_ideograph);
        if self.last.is_some() && !joined {
            self.line.push(role, " ");
        }
    }

    pub(super) fn put(&mut self, role: Role, c: char) {
        self.gap(c, role);
        let mut buffer = [0; 4];
        self.line.push(role, c.encode_utf8(&mut buffer));
        self.last = Some(c);
    }

    pub(super) fn words(&mut self, role: Role, text: &str) {
        let mut run = String::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if matches!(c, ' ' | '\n' | '\r' | '\t') {
                self.flush(&mut run, role);
                if self.space != Some('\n') {
                    self.space = Some(if c == '\n' { '\n' } else { ' ' });
                }
                continue;
            }
            if self.form == Form::Room {
                if c == '*'
                    || (c == '_' && !run.chars().next_back().is_some_and(char::is_alphanumeric))
                    || (c == '_' && self.emphasis)
                {
                    let doubled = chars.peek() == Some(&c);
                    self.flush(&mut run, role);
                    if doubled {
                        chars.next();
                        self.strong = !self.strong;
                        continue;
                    }
                    let opens = chars.peek().is_some_and(|next| !next.is_whitespace());
                    if self.emphasis || opens {
                        self.emphasis = !self.emphasis;
                        continue;
                    }
                } else if c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation) {
                    if let Some(next) = chars.next() {
                        self.lead(&mut run, role, next);
                    }
                    continue;
                } else if c == '&'
                    && let Some((decoded, length)) = reference(chars.clone())
                {
                    let mut decoded = decoded;
                    chars.by_ref().take(length).for_each(drop);
                    for _ in 0..self.levels {
                        let Some((next, length)) =
                            reference(chars.clone()).filter(|_| decoded == '&')
                        else {
                            break;
                        };
                        decoded = next;
                        chars.by_ref().take(length).for_each(drop);
                    }
                    self.lead(&mut run, role, decoded);
                    continue;
                }
            }
            self.lead(&mut run, role, c);
        }
        self.flush(&mut run, role);
    }

    /// Adds a character to the run, the space before it first.
    fn lead(&mut self, run: &mut String, role: Role, c: char) {
        if self.space.is_some() {
            let role = self.role(role);
            self.put(role, c);
        } else {
            run.push(c);
        }
    }

    fn flush(&mut self, run: &mut String, role: Role) {
        if !run.is_empty() {
            let role = self.role(role);
            self.line.push(role, run.as_str());
            self.last = run.chars().next_back();
            run.clear();
        }
    }
}

/// A numeric character reference behind its `&`: the character, and how many characters it took.
fn reference(mut chars: impl Iterator<Item = char>) -> Option<(char, usize)> {
    if chars.next() != Some('#') {
        return None;
    }
    let mut number = 0_u32;
    let mut length = 1;
    for c in chars.take(8) {
        length += 1;
        if c == ';' {
            return (length > 2)
                .then(|| char::from_u32(number))
                .flatten()
                .map(|decoded| (decoded, length));
        }
        number = number.checked_mul(10)?.checked_add(c.to_digit(10)?)?;
    }
    None
}

/// The words of a paragraph.
pub fn paragraph(document: &Document, owners: &Owners, index: usize, form: Form) -> Line {
    let Some(paragraph) = document.paragraphs().get(index) else {
        return Line::new();
    };
    let ground = match paragraph.kind {
        Kind::Title => Role::Title,
        Kind::Heading => Role::Heading,
        _ => Role::Plain,
    };
    let mut ink = Ink::new(form);
    if paragraph.kind == Kind::Title {
        // It stands in the front matter, between a key and quotes.
        ink.words(ground, &paragraph.text);
        return ink.line;
    }
    for Run { segment, words } in runs(document, index, form) {
        let bracket = segment
            .bracket
            .and_then(|bracket| document.brackets().get(bracket));
        let role = match (segment.role, bracket) {
            (SegmentRole::Sign | SegmentRole::Separator, _) => Role::Bracket,
            (SegmentRole::Attribution, Some(bracket)) => {
                Role::Owner(owner(bracket, segment.alternative, owners).unwrap_or(0))
            }
            (SegmentRole::Words, Some(bracket)) => {
                match owner(bracket, segment.alternative, owners) {
                    Some(number) => Role::Alternative(number),
                    None => Role::Contested,
                }
            }
            _ => ground,
        };
        ink.levels = document.owned_round(segment.bracket);
        ink.words(role, &words);
    }
    if ink.line.is_empty() && paragraph.body.is_empty() {
        ink.words(ground, &paragraph.text);
    }
    ink.line
}

/// Words that have been read for somebody, or are quoted: emphasis resolved, brackets as they stand.
pub fn words(role: Role, text: &str) -> Line {
    let mut ink = Ink::new(Form::Room);
    ink.words(role, text);
    ink.line
}

/// A line of roles, emphasis and escapes resolved in it as far as they can be: a change in words, of which marks may have come or gone.
pub fn resolved(line: &Line) -> Line {
    let mut ink = Ink::new(Form::Room);
    for span in line.spans() {
        ink.words(span.role(), span.text());
    }
    ink.line
}

fn owner(bracket: &Bracket, alternative: Option<usize>, owners: &Owners) -> Option<u8> {
    let alternative = bracket.alternatives.get(alternative?)?;
    alternative.parties.first().map(|name| owners.number(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> Line {
        let document = Document::parse(source);
        let owners = Owners::of(&document);
        paragraph(&document, &owners, 0, Form::Room)
    }

    #[test]
    fn each_alternative_has_its_owner_beside_it_and_its_colour() {
        let line = shown("States [shall / EU, NOR: should] take measures\n");
        assert_eq!(
            line.text(),
            "States [shall / EU, NOR: should] take measures"
        );
        let roles: Vec<Role> = line.spans().map(|span| span.role()).collect();
        assert!(roles.contains(&Role::Contested), "{roles:?}");
        assert!(roles.contains(&Role::Owner(0)), "{roles:?}");
        assert!(roles.contains(&Role::Alternative(0)), "{roles:?}");
    }

    #[test]
    fn emphasis_is_a_role_and_its_stars_go() {
        let line = shown("*Recalling* the **whole** text\n");
        assert_eq!(line.text(), "Recalling the whole text");
        assert_eq!(
            line.spans().next().map(|span| span.role()),
            Some(Role::Emphasis)
        );
    }

    #[test]
    fn a_lone_star_stays() {
        assert_eq!(words(Role::Plain, "2 * 3").text(), "2 * 3");
    }

    #[test]
    fn an_escaped_bracket_reads_as_the_bracket_it_quotes() {
        assert_eq!(words(Role::Plain, "three&#91; &amp").text(), "three[ &amp");
        // A level of escapes a bracket with owners, and Markdown's own.
        for (source, told) in [
            ("[a / EU: b &#91;c]", "[a / EU: b [c]"),
            ("[a / EU: b &#38;#91;c]", "[a / EU: b [c]"),
            (
                "[a / EU: [b / NOR: &#38;#38;#91;c]]",
                "[a / EU: [b / NOR: [c]]",
            ),
            ("[a / EU: &#38;#38;#91;c]", "[a / EU: &#91;c]"),
            ("[a / &#38;#91;c]", "[a / &#91;c]"),
        ] {
            assert_eq!(shown(&format!("{source}\n")).text(), told, "{source}");
        }
    }

    #[test]
    fn a_broken_line_is_one_space_and_between_ideographs_none() {
        assert_eq!(words(Role::Plain, "a\n  b").text(), "a b");
        assert_eq!(words(Role::Plain, "国家\n应当").text(), "国家应当");
    }
}
