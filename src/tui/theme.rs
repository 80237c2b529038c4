//! Colours: what is shown names a tone, the theme says how it looks; without colour, marks and signs say the same.

use ratatui::style::{Color, Modifier, Style};

use crate::consensus::State;
use crate::view::{Line, Role, marked};
pub(super) use crate::view::{state_sign, status_sign};

/// Which set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    /// For dark grounds.
    #[default]
    Dark,
    /// For light grounds.
    Light,
    /// The terminal's own sixteen.
    Sixteen,
    /// None: bold, underlined, reversed.
    Plain,
}

impl Palette {
    /// The name it is kept under.
    pub fn name(self) -> &'static str {
        match self {
            Palette::Dark => "dark",
            Palette::Light => "light",
            Palette::Sixteen => "16",
            Palette::Plain => "none",
        }
    }

    /// The palette of a name.
    pub fn named(name: &str) -> Option<Palette> {
        [
            Palette::Dark,
            Palette::Light,
            Palette::Sixteen,
            Palette::Plain,
        ]
        .into_iter()
        .find(|palette| palette.name() == name)
    }

    /// The one after it.
    pub(super) fn next(self) -> Palette {
        match self {
            Palette::Dark => Palette::Light,
            Palette::Light => Palette::Sixteen,
            Palette::Sixteen => Palette::Plain,
            Palette::Plain => Palette::Dark,
        }
    }

    /// The palette that a terminal's environment asks for.
    pub(super) fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Palette {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        if set("NO_COLOR").is_some() || set("TERM").is_some_and(|term| term == "dumb") {
            return Palette::Plain;
        }
        if let Some(palette) = set("ADREF_COLOURS").and_then(|name| Palette::named(&name)) {
            return palette;
        }
        let term = set("TERM").unwrap_or_default();
        let rich = term.contains("256color")
            || term.contains("kitty")
            || term.contains("alacritty")
            || term.contains("ghostty")
            || set("COLORTERM").is_some()
            || set("WT_SESSION").is_some();
        if !rich {
            return Palette::Sixteen;
        }
        // "15;0": the foreground, and last the background.
        let light = set("COLORFGBG")
            .and_then(|value| value.rsplit(';').next()?.parse::<u8>().ok())
            .is_some_and(|ground| ground == 7 || ground == 15);
        if light { Palette::Light } else { Palette::Dark }
    }
}

/// What a piece of the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// Plain words.
    Text,
    /// Of less weight.
    Dim,
    /// Of more weight.
    Strong,
    /// A heading.
    Heading,
    /// A paragraph's label.
    Label,
    /// The ground of what is selected.
    Ground,
    /// A bracket and the stroke between its alternatives.
    Bracket,
    /// Words in a bracket.
    Contested,
    /// Whose words they are.
    Owner,
    /// New words.
    Added,
    /// Words gone.
    Struck,
    /// A key.
    Key,
    /// A tab.
    Tab,
    /// The tab one is on.
    Here,
    /// A line round something.
    Border,
    /// A line round what has the focus.
    Focus,
    /// Something that went well.
    Good,
    /// Something to look at.
    Warning,
    /// Something wrong.
    Error,
    /// What was looked for.
    Found,
}

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Theme {
    /// Which one.
    pub palette: Palette,
}

impl Theme {
    /// How a tone looks.
    pub(super) fn style(self, tone: Tone) -> Style {
        let plain = Style::default();
        match tone {
            Tone::Strong | Tone::Label => return plain.add_modifier(Modifier::BOLD),
            Tone::Text => return plain,
            _ => {}
        }
        match self.palette {
            Palette::Dark => rich(tone, &DARK),
            Palette::Light => rich(tone, &LIGHT),
            Palette::Sixteen => sixteen(tone),
            Palette::Plain => monochrome(tone),
        }
    }

    /// How a role of the view looks.
    pub(super) fn role(self, role: Role) -> Style {
        let tone = match role {
            Role::Plain => Tone::Text,
            Role::Title | Role::Heading => Tone::Heading,
            Role::Label => Tone::Label,
            Role::Dim => Tone::Dim,
            Role::Strong => Tone::Strong,
            Role::Emphasis => return Style::default().add_modifier(Modifier::ITALIC),
            Role::Added => Tone::Added,
            Role::Struck => Tone::Struck,
            Role::Bracket => Tone::Bracket,
            Role::Contested => Tone::Contested,
            Role::Alternative(n) => return self.owner(n),
            Role::Owner(n) => return self.owner(n).add_modifier(Modifier::BOLD),
            Role::State(state) => return self.state(state),
            Role::Good => Tone::Good,
            Role::Warn => Tone::Warning,
            Role::Bad => Tone::Error,
            Role::Moved | Role::Brought => Tone::Owner,
            Role::Taken => {
                let moved = self.style(Tone::Owner);
                return moved.add_modifier(Modifier::CROSSED_OUT);
            }
            Role::Key => Tone::Key,
            Role::Selected => Tone::Ground,
            Role::Found => Tone::Found,
        };
        self.style(tone)
    }

    /// The colour of the n-th owner met: a few that stay apart, then again.
    fn owner(self, n: u8) -> Style {
        let plain = Style::default();
        let pick = |colours: &[Color]| {
            let at = usize::from(n) % colours.len().max(1);
            colours.get(at).map_or(plain, |colour| plain.fg(*colour))
        };
        match self.palette {
            Palette::Dark => pick(&[
                Color::Indexed(183),
                Color::Indexed(80),
                Color::Indexed(218),
                Color::Indexed(150),
                Color::Indexed(216),
                Color::Indexed(111),
            ]),
            Palette::Light => pick(&[
                Color::Indexed(91),
                Color::Indexed(30),
                Color::Indexed(125),
                Color::Indexed(64),
                Color::Indexed(130),
                Color::Indexed(27),
            ]),
            Palette::Sixteen => pick(&[
                Color::Magenta,
                Color::Cyan,
                Color::Green,
                Color::Blue,
                Color::Red,
                Color::Yellow,
            ]),
            Palette::Plain => plain.add_modifier(Modifier::UNDERLINED),
        }
    }

    /// How the state of a paragraph looks.
    pub(super) fn state(self, state: State) -> Style {
        self.style(match state {
            State::Contested | State::Reopened => Tone::Warning,
            State::Agreed | State::Adopted | State::AgreedAdReferendum | State::AgreedInformals => {
                Tone::Good
            }
            State::Clean | State::Ready => Tone::Key,
            State::Silence => Tone::Owner,
            State::Placeholder | State::Open | State::Parked => Tone::Dim,
        })
    }

    /// A line with what is struck and added in it to be told apart: by colours, else by marks.
    pub(super) fn marked(self, line: Line) -> Line {
        if self.coloured() { line } else { marked(&line) }
    }

    /// Whether there are colours at all.
    pub(super) fn coloured(self) -> bool {
        self.palette != Palette::Plain
    }
}

/// The colours of a rich palette, of the 256 that every such terminal has: half the bytes of free ones, too.
struct Colours {
    dim: Color,
    heading: Color,
    accent: Color,
    ground: Color,
    bracket: Color,
    contested: Color,
    owner: Color,
    good: Color,
    bad: Color,
    border: Color,
    warning: Color,
    found: Color,
    found_ground: Color,
}

const DARK: Colours = Colours {
    dim: Color::Indexed(245),
    heading: Color::Indexed(153),
    accent: Color::Indexed(75),
    ground: Color::Indexed(236),
    bracket: Color::Indexed(215),
    contested: Color::Indexed(223),
    owner: Color::Indexed(183),
    good: Color::Indexed(114),
    bad: Color::Indexed(210),
    border: Color::Indexed(240),
    warning: Color::Indexed(215),
    found: Color::Indexed(16),
    found_ground: Color::Indexed(221),
};

const LIGHT: Colours = Colours {
    dim: Color::Indexed(242),
    heading: Color::Indexed(25),
    accent: Color::Indexed(26),
    ground: Color::Indexed(254),
    bracket: Color::Indexed(130),
    contested: Color::Indexed(94),
    owner: Color::Indexed(91),
    good: Color::Indexed(28),
    bad: Color::Indexed(124),
    border: Color::Indexed(250),
    warning: Color::Indexed(130),
    found: Color::Indexed(16),
    found_ground: Color::Indexed(222),
};

fn rich(tone: Tone, colours: &Colours) -> Style {
    let plain = Style::default();
    match tone {
        Tone::Text => plain,
        Tone::Strong | Tone::Label => plain.add_modifier(Modifier::BOLD),
        Tone::Dim | Tone::Tab => plain.fg(colours.dim),
        Tone::Heading => plain.fg(colours.heading).add_modifier(Modifier::BOLD),
        Tone::Focus => plain.fg(colours.accent),
        Tone::Ground => plain.bg(colours.ground),
        Tone::Bracket => plain.fg(colours.bracket),
        Tone::Contested => plain.fg(colours.contested),
        Tone::Owner => plain.fg(colours.owner),
        Tone::Added => plain.fg(colours.good).add_modifier(Modifier::UNDERLINED),
        Tone::Struck => plain.fg(colours.bad).add_modifier(Modifier::CROSSED_OUT),
        Tone::Key => plain.fg(colours.accent),
        Tone::Here => plain.fg(colours.accent).add_modifier(Modifier::BOLD),
        Tone::Border => plain.fg(colours.border),
        Tone::Good => plain.fg(colours.good),
        Tone::Warning => plain.fg(colours.warning),
        Tone::Error => plain.fg(colours.bad),
        Tone::Found => plain.fg(colours.found).bg(colours.found_ground),
    }
}

fn sixteen(tone: Tone) -> Style {
    let plain = Style::default();
    match tone {
        Tone::Text => plain,
        Tone::Strong | Tone::Label => plain.add_modifier(Modifier::BOLD),
        Tone::Dim | Tone::Tab | Tone::Border => plain.add_modifier(Modifier::DIM),
        Tone::Heading => plain.fg(Color::Blue).add_modifier(Modifier::BOLD),
        Tone::Focus | Tone::Key => plain.fg(Color::Cyan),
        Tone::Ground => plain,
        Tone::Bracket => plain.fg(Color::Yellow).add_modifier(Modifier::BOLD),
        Tone::Contested | Tone::Warning => plain.fg(Color::Yellow),
        Tone::Owner => plain.fg(Color::Magenta),
        Tone::Added => plain.fg(Color::Green).add_modifier(Modifier::UNDERLINED),
        Tone::Struck => plain.fg(Color::Red).add_modifier(Modifier::CROSSED_OUT),
        Tone::Here => plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
        Tone::Good => plain.fg(Color::Green),
        Tone::Error => plain.fg(Color::Red),
        Tone::Found => plain.add_modifier(Modifier::REVERSED),
    }
}

fn monochrome(tone: Tone) -> Style {
    let plain = Style::default();
    match tone {
        Tone::Strong | Tone::Label | Tone::Heading | Tone::Bracket | Tone::Here | Tone::Key => {
            plain.add_modifier(Modifier::BOLD)
        }
        Tone::Added => plain.add_modifier(Modifier::UNDERLINED),
        Tone::Found => plain.add_modifier(Modifier::REVERSED),
        Tone::Text
        | Tone::Dim
        | Tone::Ground
        | Tone::Contested
        | Tone::Owner
        | Tone::Struck
        | Tone::Tab
        | Tone::Border
        | Tone::Focus
        | Tone::Good
        | Tone::Warning
        | Tone::Error => plain,
    }
}

/// The word of a state, at most eleven letters.
pub(super) fn state_word(state: State) -> &'static str {
    match state {
        State::Placeholder => "placeholder",
        State::Open => "open",
        State::Contested => "contested",
        State::Clean => "clean",
        State::Ready => "ready",
        State::Silence => "silence",
        State::Parked => "parked",
        State::Reopened => "reopened",
        State::AgreedInformals => "informals",
        State::AgreedAdReferendum => "ad ref",
        State::Agreed => "agreed",
        State::Adopted => "adopted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Palette {
        Palette::of_environment(|name| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn no_color_wins_over_everything() {
        assert_eq!(
            of(&[("NO_COLOR", "1"), ("COLORTERM", "truecolor")]),
            Palette::Plain
        );
    }

    #[test]
    fn a_light_ground_is_met_with_dark_words() {
        assert_eq!(
            of(&[("TERM", "xterm-256color"), ("COLORFGBG", "0;15")]),
            Palette::Light
        );
        assert_eq!(of(&[("TERM", "xterm")]), Palette::Sixteen);
    }

    #[test]
    fn without_colour_no_tone_has_one() {
        let theme = Theme {
            palette: Palette::Plain,
        };
        for tone in [
            Tone::Added,
            Tone::Struck,
            Tone::Good,
            Tone::Error,
            Tone::Ground,
        ] {
            assert_eq!(theme.style(tone).fg, None);
            assert_eq!(theme.style(tone).bg, None);
        }
    }
}
