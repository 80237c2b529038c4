//! One paragraph for a second terminal or a projector: large, by itself, and as it stands at every moment.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyModifiers};
use ratatui::layout::Rect;

use super::config::Error;
use super::message::{Answer, Effect, Question};
use super::paint;
use super::screens::words_of;
use super::terminal::{Screen, ended};
use super::theme::Theme;
use super::worker::Worker;
use crate::ops::Followed;
use crate::text::Document;
use crate::view::{Line, Role, wrap};

/// How often to look whether the words are others now.
const LOOK: Duration = Duration::from_millis(200);

/// What is shown: the text, or why there is none.
enum Sight {
    Text(Arc<Document>),
    Nothing(String),
}

/// Shows a paragraph and follows it until `q`, Esc or Ctrl-C.
///
/// # Errors
/// Where the terminal cannot be used.
pub(super) fn follow(worker: &Worker, followed: &Followed, theme: Theme) -> Result<(), Error> {
    let mut screen = Screen::take()?;
    let mut sight = look(worker, followed);
    let mut looked = Instant::now();
    let mut due = true;
    while !ended() {
        if due {
            screen.paint(|frame| draw(frame, &sight, followed, theme))?;
            due = false;
        }
        if event::poll(LOOK)? {
            match event::read()? {
                Event::Key(key) => {
                    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
                    let leaves = matches!(key.code, KeyCode::Char('q' | 'Q') | KeyCode::Esc)
                        || ctrl && key.code == KeyCode::Char('c');
                    if leaves {
                        return Ok(());
                    }
                }
                Event::Resize(..) => due = true,
                _ => {}
            }
        }
        if looked.elapsed() >= LOOK {
            looked = Instant::now();
            if worker.has_changed() {
                sight = look(worker, followed);
                due = true;
            }
        }
    }
    Ok(())
}

fn look(worker: &Worker, followed: &Followed) -> Sight {
    let question = Question::Text(followed.document.clone());
    let mut sight = Sight::Nothing(format!("{} has no text", followed.document));
    worker.perform(&Effect::Ask(vec![question]), &mut |answer| match answer {
        Answer::Text(_, text) => sight = Sight::Text(text),
        Answer::Refused(refusal) => sight = Sight::Nothing(refusal.what),
        _ => {}
    });
    sight
}

/// Draws what is seen; changes nothing.
fn draw(frame: &mut Frame<'_>, sight: &Sight, followed: &Followed, theme: Theme) {
    let area = frame.area();
    show(frame.buffer_mut(), area, sight, followed, theme);
}

fn show(buffer: &mut Buffer, area: Rect, sight: &Sight, followed: &Followed, theme: Theme) {
    // A broad margin, and lines that are not too long to be read from afar.
    let margin = (area.width / 12).max(1);
    let columns = usize::from(area.width.saturating_sub(2 * margin)).clamp(1, 72);
    let (name, words) = match sight {
        Sight::Nothing(why) => (String::new(), Line::of(Role::Dim, why)),
        Sight::Text(text) => match text.find(&followed.paragraph) {
            Ok(paragraph) => {
                let index = paragraph.index;
                (
                    text.name(index).to_owned(),
                    words_of(text, index, followed.names),
                )
            }
            Err(none) => (String::new(), Line::of(Role::Dim, none.to_string())),
        },
    };
    let lines = wrap(&words, columns);
    let rows = usize::from(area.height);
    // A row between the lines where there is room for it.
    let gap = if lines.len() * 2 + 2 <= rows { 2 } else { 1 };
    let top = rows.saturating_sub(lines.len() * gap + 2) / 3;
    let place = Rect {
        x: area.x + margin,
        y: area.y + u16::try_from(top).unwrap_or(0),
        width: area.width.saturating_sub(margin),
        height: area.height.saturating_sub(u16::try_from(top).unwrap_or(0)),
    };
    let head = Line::of(Role::Dim, format!("{} ", followed.document)).with(Role::Label, name);
    paint::line(buffer, place, 0, &head, theme);
    for (n, line) in lines.iter().enumerate() {
        paint::line(buffer, place, 2 + n * gap, line, theme);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Address;
    use crate::tui::Palette;

    fn shown(names: bool) -> String {
        let text = "12. States [shall / EU: should] take measures.\n";
        let area = Rect::new(0, 0, 60, 12);
        let mut buffer = Buffer::empty(area);
        let followed = Followed {
            document: "outcome".to_owned(),
            paragraph: Address::new("12"),
            names,
        };
        let sight = Sight::Text(Arc::new(Document::parse(text)));
        let theme = Theme {
            palette: Palette::Plain,
        };
        show(&mut buffer, area, &sight, &followed, theme);
        let cells = buffer.content().iter();
        cells.map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn names_are_shown_or_left_out_and_the_words_are_the_same() {
        assert!(shown(true).contains("States [shall / EU: should] take measures."));
        assert!(shown(false).contains("States [shall / should] take measures."));
    }
}
