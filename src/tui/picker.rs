//! A list that filters as one types: keys, documents, paragraphs, readers, versions.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::field::Field;
use super::flow::{Flow, Reach};
use super::intent::{Intent, Motion};
use super::screen::VersionName;
use crate::consensus::Status;
use crate::ops::{Command, Only};
use crate::record::{Slug, Verb};
use crate::rolling::Reader;

/// What choosing an entry means.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Choice {
    /// The same as a key.
    Intent(Intent),
    /// To open a document.
    Document(String),
    /// To read as somebody.
    Reader(Option<Reader>),
    /// To go to a paragraph of a document.
    Paragraph(String, usize),
    /// To go to a proposal.
    Proposal(Slug),
    /// The older of two versions.
    Old(VersionName),
    /// The newer of two versions.
    New(VersionName),
    /// One kind of changes; all.
    Only(Option<Only>),
    /// Who sits here.
    Who(Option<String>),
    /// To filter by a document.
    FilterDocument(Option<String>),
    /// To filter by a delegation.
    FilterSponsor(Option<String>),
    /// To filter by a group and its members.
    FilterGroup(String),
    /// To filter by statuses.
    FilterStatus(Vec<Status>),
    /// To look for words on the screen.
    Sought(String),
    /// Who speaks.
    Speaker(String),
    /// Who asks for the floor.
    Queued(String),
    /// An act on a proposal.
    Treat(Verb, String),
    /// To have a command planned and asked about.
    Do(Box<Command>),
    /// To begin a command with these words.
    Words(String),
    /// To read the whole of it: what it is, and what it says.
    Read(String, String),
    /// Nothing: it is only to be read.
    Nothing,
}

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// The words.
    pub(super) label: String,
    /// More words, of less weight.
    pub(super) detail: String,
    /// The key, where there is one.
    pub(super) key: String,
    /// What choosing it means.
    pub(super) choice: Choice,
}

impl Entry {
    pub(super) fn new(
        label: impl Into<String>,
        detail: impl Into<String>,
        choice: Choice,
    ) -> Entry {
        Entry {
            label: label.into(),
            detail: detail.into(),
            key: String::new(),
            choice,
        }
    }
}

/// A list that filters.
#[derive(Debug, Clone)]
pub(super) struct Picker {
    /// What is asked.
    pub(super) title: String,
    /// What was typed.
    pub(super) field: Field,
    /// Everything.
    pub(super) entries: Vec<Entry>,
    /// What the filter lets through, best first.
    pub(super) shown: Vec<usize>,
    /// Where one is.
    pub(super) flow: Flow,
    /// The documents, in the list of everything: a paragraph of any of them may be named.
    pub(super) documents: Vec<String>,
    /// Whether the last entry is the paragraph that was named.
    named: bool,
}

/// What became of a key.
#[derive(Debug, PartialEq)]
pub(super) enum Picked {
    /// The list goes on.
    Still,
    /// It was closed.
    Closed,
    /// Something was chosen.
    Chosen(Choice),
}

impl Picker {
    /// A list with this entry selected.
    pub(super) fn new(title: impl Into<String>, entries: Vec<Entry>, selected: usize) -> Picker {
        let mut field = Field::line();
        field.look(true);
        Picker {
            title: title.into(),
            field,
            shown: (0..entries.len()).collect(),
            flow: Flow {
                cursor: selected.min(entries.len().saturating_sub(1)),
                ..Flow::default()
            },
            entries,
            documents: Vec::new(),
            named: false,
        }
    }

    /// The same list with other entries: what was typed stays, and so does what is selected where it is still there.
    pub(super) fn renew(&mut self, entries: Vec<Entry>) {
        let selected = self.selected().map(|entry| entry.choice.clone());
        self.entries = entries;
        self.named = false;
        self.filter();
        let at = selected.and_then(|choice| {
            let is_it = |n: &usize| self.entries.get(*n).is_some_and(|one| one.choice == choice);
            self.shown.iter().position(is_it)
        });
        self.flow.cursor = at.unwrap_or(0);
    }

    /// The paragraph that is named with its document, `outcome 17`, where no entry is called so.
    fn name_paragraph(&mut self) {
        if std::mem::take(&mut self.named) {
            self.entries.pop();
        }
        let typed = self.field.words();
        let Some((document, paragraph)) = typed.trim().split_once(char::is_whitespace) else {
            return;
        };
        let known = self
            .documents
            .iter()
            .find(|one| one.eq_ignore_ascii_case(document));
        let (Some(document), paragraph) = (known, paragraph.trim()) else {
            return;
        };
        let label = format!("{document} {paragraph}");
        let is_address = paragraph.contains(char::is_numeric);
        if is_address
            && !self
                .entries
                .iter()
                .any(|one| one.label.eq_ignore_ascii_case(&label))
        {
            let words = Choice::Words(format!("show {label}"));
            self.entries.push(Entry::new(label, "goes there", words));
            self.named = true;
        }
    }

    /// The entry that is selected.
    pub(super) fn selected(&self) -> Option<&Entry> {
        self.entries.get(*self.shown.get(self.flow.cursor)?)
    }

    /// Takes a key, seen through this many rows.
    pub(super) fn press(&mut self, key: KeyEvent, rows: usize) -> Picked {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let motion = match key.code {
            KeyCode::Down => Some(Motion::Down),
            KeyCode::Up => Some(Motion::Up),
            KeyCode::Char('n') if ctrl => Some(Motion::Down),
            KeyCode::Char('p') if ctrl => Some(Motion::Up),
            KeyCode::Tab => Some(Motion::Down),
            KeyCode::BackTab => Some(Motion::Up),
            KeyCode::PageDown => Some(Motion::PageDown),
            KeyCode::PageUp => Some(Motion::PageUp),
            KeyCode::Home if self.field.is_empty() => Some(Motion::Home),
            KeyCode::End if self.field.is_empty() => Some(Motion::End),
            _ => None,
        };
        if let Some(motion) = motion {
            self.step(motion, rows);
            return Picked::Still;
        }
        match key.code {
            KeyCode::Esc => Picked::Closed,
            KeyCode::Enter => self
                .selected()
                .map_or(Picked::Still, |entry| Picked::Chosen(entry.choice.clone())),
            _ => {
                if self.field.press(key) {
                    self.filter();
                }
                Picked::Still
            }
        }
    }

    /// Takes pasted text into the filter.
    pub(super) fn paste(&mut self, text: &str) {
        self.field.paste(text);
        self.filter();
    }

    /// Moves.
    pub(super) fn step(&mut self, motion: Motion, rows: usize) {
        let reach = Reach {
            len: self.shown.len(),
            rows,
            height: &|_| 1,
        };
        self.flow.step(motion, &reach);
    }

    fn filter(&mut self) {
        self.name_paragraph();
        let typed = self.field.words();
        self.flow = Flow::default();
        if typed.trim().is_empty() {
            self.shown = (0..self.entries.len()).collect();
            return;
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(&typed, CaseMatching::Ignore, Normalization::Smart);
        let mut buffer = Vec::new();
        let mut found: Vec<(u32, usize)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(n, entry)| {
                let text = format!("{} {} {}", entry.key, entry.label, entry.detail);
                let score = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher)?;
                Some((score, n))
            })
            .collect();
        // What is called exactly that comes first, a command before all.
        let name = typed.trim();
        let exact = |n: usize| {
            self.entries.get(n).map_or(0, |entry| match &entry.choice {
                Choice::Words(words) if words.trim() == name.trim_start_matches(':') => 2,
                _ if entry.label.trim().eq_ignore_ascii_case(name) => 1,
                _ => u8::from(entry.key.eq_ignore_ascii_case(name)),
            })
        };
        found.sort_by(|a, b| {
            (exact(b.1), b.0)
                .cmp(&(exact(a.1), a.0))
                .then(a.1.cmp(&b.1))
        });
        self.shown = found.into_iter().map(|(_, n)| n).collect();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn picker() -> Picker {
        let entries = ["Outcome", "WP.1 Assistance", "WP.2 Brokering"]
            .map(|label| Entry::new(label, "", Choice::Document(label.to_owned())));
        Picker::new("documents", entries.to_vec(), 0)
    }

    fn typed(picker: &mut Picker, text: &str) {
        for c in text.chars() {
            picker.press(KeyEvent::from(KeyCode::Char(c)), 10);
        }
    }

    #[test]
    fn what_is_typed_filters_and_enter_runs_the_best() {
        let mut list = picker();
        typed(&mut list, "brok");
        assert_eq!(list.shown, [2]);
        let picked = list.press(KeyEvent::from(KeyCode::Enter), 10);
        assert_eq!(
            picked,
            Picked::Chosen(Choice::Document("WP.2 Brokering".to_owned()))
        );
    }

    #[test]
    fn what_is_called_exactly_so_comes_first() {
        let entries = ["112", "12 bis", "12"]
            .map(|label| Entry::new(label, "12 12", Choice::Nothing))
            .to_vec();
        let mut list = Picker::new("outline", entries, 0);
        typed(&mut list, "12");
        assert_eq!(list.shown.first(), Some(&2));
    }

    #[test]
    fn a_command_typed_by_its_name_comes_before_a_heading_that_is_called_so() {
        let entries = vec![
            Entry::new("Issue", "", Choice::Nothing),
            Entry::new("Other issues", "", Choice::Nothing),
            Entry::new(":issue …", "", Choice::Words("issue ".to_owned())),
        ];
        let mut list = Picker::new("everything", entries, 0);
        typed(&mut list, "issue");
        assert_eq!(list.shown, [2, 0, 1]);
    }

    #[test]
    fn a_paragraph_of_any_document_is_found_by_its_name() {
        let mut list = picker();
        list.documents = vec!["outcome".to_owned()];
        typed(&mut list, "outcome 17");
        let named = list.selected().cloned().unwrap();
        assert_eq!(named.choice, Choice::Words("show outcome 17".to_owned()));
        typed(&mut list, " bis");
        let named = list.selected().cloned().unwrap();
        assert_eq!(named.label, "outcome 17 bis");
        assert_eq!(list.entries.len(), 4, "only what is typed now is named");
        typed(&mut list, " zzz");
        list.renew(Vec::new());
        assert_eq!(list.entries.len(), 1);
    }

    #[test]
    fn what_fits_nothing_chooses_nothing() {
        let mut list = picker();
        typed(&mut list, "zzzz");
        assert_eq!(
            list.press(KeyEvent::from(KeyCode::Enter), 10),
            Picked::Still
        );
        assert_eq!(list.press(KeyEvent::from(KeyCode::Esc), 10), Picked::Closed);
    }
}
