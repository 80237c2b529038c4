//! Roles painted: ANSI where colours may be printed, bare words where they may not.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Color, Style};

use crate::consensus::State;
use crate::view::{Line, Role, for_each_row, marked};

/// Owners' colours, in the order they are met; red and green stay with what goes and comes.
const OWNERS: [AnsiColor; 6] = [
    AnsiColor::Cyan,
    AnsiColor::Magenta,
    AnsiColor::Yellow,
    AnsiColor::Blue,
    AnsiColor::BrightCyan,
    AnsiColor::BrightMagenta,
];

/// Paints lines, each wrapped to a width, behind what was painted before.
pub(crate) fn paint(lines: &[Line], width: usize, colour: bool, out: &mut String) {
    for line in lines {
        // The marks that stand for colours take room in the line.
        let marked = (!colour).then(|| marked(line));
        let line = marked.as_ref().unwrap_or(line);
        for_each_row(line, width, |row| {
            let begun = out.len();
            out.extend(std::iter::repeat_n(' ', row.indent));
            if colour {
                for span in line.spans_of(row.piece) {
                    let style = style(span.role());
                    // Writing to a string cannot fail.
                    let _ = write!(out, "{style}{}{style:#}", span.text());
                }
            } else {
                out.push_str(line.as_str().get(row.piece).unwrap_or_default());
            }
            // Nobody sees spaces at a line's end, and tests and mails lose them.
            let painted = out.get(begun..).unwrap_or_default().trim_end().len();
            out.truncate(begun + painted);
            out.push('\n');
        });
    }
}

fn coloured(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(colour)))
}

fn style(role: Role) -> Style {
    match role {
        Role::Plain => Style::new(),
        Role::Title => Style::new().bold().underline(),
        Role::Heading | Role::Strong => Style::new().bold(),
        Role::Label => coloured(AnsiColor::Blue).bold(),
        Role::Dim => Style::new().dimmed(),
        Role::Emphasis => Style::new().italic(),
        Role::Added => coloured(AnsiColor::Green),
        Role::Struck => coloured(AnsiColor::Red).strikethrough(),
        Role::Brought => coloured(AnsiColor::Magenta),
        Role::Taken => coloured(AnsiColor::Magenta).strikethrough(),
        Role::Bracket => coloured(AnsiColor::Yellow).bold(),
        Role::Contested => coloured(AnsiColor::Yellow),
        Role::Alternative(n) => owner(n),
        Role::Owner(n) => owner(n).bold(),
        Role::State(state) => of_state(state),
        Role::Good => coloured(AnsiColor::Green),
        Role::Warn => coloured(AnsiColor::Yellow),
        Role::Bad => coloured(AnsiColor::Red).bold(),
        Role::Moved => coloured(AnsiColor::Magenta),
        Role::Key => Style::new().bold(),
        Role::Selected | Role::Found => Style::new().invert(),
    }
}

fn owner(n: u8) -> Style {
    let at = usize::from(n) % OWNERS.len();
    coloured(OWNERS.get(at).copied().unwrap_or(AnsiColor::Cyan))
}

fn of_state(state: State) -> Style {
    match state {
        State::Agreed | State::Adopted | State::AgreedAdReferendum | State::AgreedInformals => {
            coloured(AnsiColor::Green)
        }
        State::Ready | State::Clean => coloured(AnsiColor::Cyan),
        State::Contested => coloured(AnsiColor::Yellow),
        State::Reopened => coloured(AnsiColor::Red),
        State::Silence => coloured(AnsiColor::Magenta),
        State::Open | State::Placeholder | State::Parked => Style::new().dimmed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_printed_where_they_may_be_and_nowhere_else() {
        let line = Line::plain("take ")
            .with(Role::Added, "some")
            .with(Role::Plain, " steps  ");
        let lines = [line];
        let painted = |width, colour| {
            let mut out = String::new();
            paint(&lines, width, colour, &mut out);
            out
        };
        assert_eq!(painted(80, false), "take {+some+} steps\n");
        assert!(painted(80, true).contains("\u{1b}["));
        assert_eq!(painted(14, false), "take {+some+}\nsteps\n");
    }
}
