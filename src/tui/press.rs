//! A press of a key, as a table can name it, and what it means now.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Press {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl Press {
    /// A character; capitals are characters of their own.
    pub const fn char(c: char) -> Press {
        Press {
            code: KeyCode::Char(c),
            modifiers: KeyModifiers::NONE,
        }
    }

    /// A character with Ctrl.
    pub const fn ctrl(c: char) -> Press {
        Press {
            code: KeyCode::Char(c),
            modifiers: KeyModifiers::CONTROL,
        }
    }

    /// A key that is no character.
    pub const fn key(code: KeyCode) -> Press {
        Press {
            code,
            modifiers: KeyModifiers::NONE,
        }
    }

    /// A key that is no character, with Shift.
    pub const fn shift(code: KeyCode) -> Press {
        Press {
            code,
            modifiers: KeyModifiers::SHIFT,
        }
    }

    /// What was pressed; shift is forgotten where it only made another character.
    pub fn of(key: &KeyEvent) -> Press {
        let modifiers = match key.code {
            KeyCode::Char(_) | KeyCode::BackTab => key.modifiers - KeyModifiers::SHIFT,
            _ => key.modifiers,
        };
        Press {
            code: key.code,
            modifiers,
        }
    }

    /// How the key is called on screen.
    pub fn name(&self) -> String {
        let key = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::Enter => "⏎".to_owned(),
            KeyCode::Esc => "Esc".to_owned(),
            KeyCode::Tab => "Tab".to_owned(),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::Home => "Home".to_owned(),
            KeyCode::End => "End".to_owned(),
            KeyCode::F(n) => format!("F{n}"),
            other => format!("{other:?}"),
        };
        if self.modifiers.contains(KeyModifiers::CONTROL) {
            format!("Ctrl-{}", key.to_uppercase())
        } else if self.modifiers.contains(KeyModifiers::SHIFT)
            && !matches!(self.code, KeyCode::BackTab)
        {
            format!("Shift-{key}")
        } else if self.modifiers.contains(KeyModifiers::ALT) {
            format!("Alt-{key}")
        } else {
            key
        }
    }
}
