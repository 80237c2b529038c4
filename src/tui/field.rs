//! A place to write in: one line or several, with undo.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

/// How many lines a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// One.
    Line,
    /// As many as are written.
    Text,
}

/// A place to write in.
#[derive(Debug, Clone)]
pub(super) struct Field {
    area: TextArea<'static>,
    size: Size,
}

impl Field {
    /// One with these words in it, the cursor behind them.
    pub(super) fn with(size: Size, words: &str) -> Field {
        let lines = match size {
            Size::Line => vec![words.replace(['\r', '\n'], " ")],
            Size::Text => words
                .split('\n')
                .map(|line| line.trim_end_matches('\r').to_owned())
                .collect(),
        };
        let mut area = TextArea::new(lines);
        area.set_cursor_line_style(Style::default());
        area.set_max_histories(500);
        if size == Size::Text {
            area.set_wrap_mode(WrapMode::WordOrGlyph);
        }
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Field { area, size }
    }

    /// An empty line.
    pub(super) fn line() -> Field {
        Field::with(Size::Line, "")
    }

    /// What is written.
    pub(super) fn words(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Puts other words in its place.
    pub(super) fn set(&mut self, words: &str) {
        let area = Field::with(self.size, words).area;
        self.area = area;
    }

    /// Whether nothing is written.
    pub(super) fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Takes a key; says whether the words changed.
    pub(super) fn press(&mut self, key: KeyEvent) -> bool {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('z') if ctrl => self.area.undo(),
            KeyCode::Char('y') if ctrl => self.area.redo(),
            KeyCode::Char('u') if ctrl => self.area.delete_line_by_head(),
            KeyCode::Enter | KeyCode::Char('m' | 'j')
                if self.size == Size::Line && (ctrl || key.code == KeyCode::Enter) =>
            {
                false
            }
            KeyCode::Tab | KeyCode::BackTab => false,
            _ => self.area.input(key),
        }
    }

    /// Takes pasted text; a line takes it with its breaks as spaces.
    pub(super) fn paste(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        match self.size {
            Size::Line => self.area.insert_str(text.replace('\n', " ")),
            Size::Text => self.area.insert_str(text),
        };
    }

    /// The widget, with the cursor shown where it has the focus.
    pub(super) fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    /// Shows the cursor or hides it, words in this style.
    pub(super) fn look(&mut self, focused: bool) {
        let style = if focused {
            Style::default().add_modifier(ratatui::style::Modifier::REVERSED)
        } else {
            Style::default()
        };
        self.area.set_cursor_style(style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(code, modifiers)
    }

    #[test]
    fn a_line_stays_one_line_whatever_is_pasted() {
        let mut field = Field::line();
        field.paste("shall\r\ntake");
        assert_eq!(field.words(), "shall take");
        field.press(key(KeyCode::Enter, KeyModifiers::NONE));
        assert_eq!(field.words(), "shall take");
    }

    #[test]
    fn ctrl_u_empties_the_line_before_the_cursor_as_in_a_shell_and_undo_brings_it_back() {
        let mut field = Field::with(Size::Line, "no less than twenty");
        assert!(field.press(key(KeyCode::Char('u'), KeyModifiers::CONTROL)));
        assert!(field.is_empty());
        field.press(key(KeyCode::Char('z'), KeyModifiers::CONTROL));
        assert_eq!(field.words(), "no less than twenty");
    }

    #[test]
    fn undo_takes_back_what_was_typed() {
        let mut field = Field::with(Size::Text, "a");
        field.press(key(KeyCode::Char('b'), KeyModifiers::NONE));
        assert_eq!(field.words(), "ab");
        field.press(key(KeyCode::Char('z'), KeyModifiers::CONTROL));
        assert_eq!(field.words(), "a");
    }
}
