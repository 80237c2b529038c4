//! Boxes over the screen: lists, the `:` line, forms, questions.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

use super::bindings::{followers, prefix_title};
use super::confirm::draw_confirm;
use super::flow::Reach;
use super::frame::{centered, frame};
use super::intent::{Intent, Prefix};
use super::overlay::{Blank, CommandLine, Form, Overlay, Purpose, Which};
use super::paint;
use super::passing::draw_passing;
use super::picker::{Choice, Entry, Picker};
use super::places::proposals_for;
use super::seat::Seat;
use super::state::State;
use super::theme::{Theme, Tone};
use crate::view::{Line, Role, change, width, wrap};

/// Draws what lies over the screen; gives where the cursor is.
pub(super) fn draw(
    buffer: &mut Buffer,
    area: Rect,
    overlay: &Overlay,
    state: &State,
) -> Option<Position> {
    let theme = state.theme;
    if area.width < 16 || area.height < 6 {
        return None;
    }
    if !matches!(overlay, Overlay::Line(_) | Overlay::Search(_)) {
        paint::fade(buffer, area, theme);
    }
    match overlay {
        Overlay::Pick(picker) => {
            draw_picker(buffer, area, picker, theme);
            None
        }
        Overlay::Line(command) => {
            draw_line(buffer, area, command, theme);
            None
        }
        Overlay::Search(field) => {
            let row = foot(area);
            Clear.render(row, buffer);
            let x = paint::words(buffer, row, "/", theme.style(Tone::Key));
            let place = Rect {
                x,
                width: row.right().saturating_sub(x),
                ..row
            };
            paint::field(buffer, place, field);
            None
        }
        Overlay::Form(form) => {
            draw_form(buffer, area, form, state);
            None
        }
        Overlay::Confirm(confirm) => {
            draw_confirm(buffer, area, confirm, theme);
            None
        }
        Overlay::Passing(passing) => {
            draw_passing(buffer, area, passing, theme);
            None
        }
        Overlay::Told {
            title,
            paragraphs,
            over,
        } => {
            let columns = usize::from(area.width).saturating_sub(8).min(80);
            let mut lines: Vec<Line> = paragraphs
                .iter()
                .flat_map(|text| wrap(&Line::plain(text).hanging(2), columns))
                .collect();
            lines.push(Line::new());
            let mut keys = Line::new();
            if *over {
                keys = keys
                    .with(Role::Key, "o")
                    .with(Role::Plain, " rule over it, with a reason   ");
            }
            let keys = keys.with(Role::Key, "Esc").with(Role::Plain, " closes, ");
            lines.push(keys.with(Role::Plain, "every other key goes on"));
            let high = u16::try_from(lines.len() + 2).unwrap_or(area.height);
            let inner = frame(buffer, centered(area, columns, high), title, theme);
            paint::lines(buffer, inner, &lines, theme);
            None
        }
    }
}

/// The row above the keys.
fn foot(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        y: area.bottom().saturating_sub(2),
        width: area.width.saturating_sub(2),
        height: 1,
    }
}

/// The box of a list: what is round it, and where its entries are.
fn picker_box(area: Rect, picker: &Picker) -> (Rect, Rect) {
    let columns = usize::from(area.width).saturating_sub(8).min(92);
    let rows = u16::try_from(picker.entries.len() + 4)
        .unwrap_or(u16::MAX)
        .min(area.height.saturating_sub(4));
    let outer = centered(area, columns, rows);
    let list = Rect {
        x: outer.x + 1,
        y: outer.y + 3,
        width: outer.width.saturating_sub(2),
        height: outer.height.saturating_sub(4),
    };
    (outer, list)
}

fn screen(state: &State) -> Rect {
    Rect {
        x: 0,
        y: 0,
        width: state.size.0,
        height: state.size.1,
    }
}

/// How many entries of a list are in sight.
pub(super) fn picker_rows(state: &State, picker: &Picker) -> usize {
    usize::from(picker_box(screen(state), picker).1.height)
}

/// The entry under a click.
pub(super) fn picker_at(state: &State, picker: &Picker, x: u16, y: u16) -> Option<usize> {
    let (_, list) = picker_box(screen(state), picker);
    if !list.contains((x, y).into()) {
        return None;
    }
    let at = first_row(picker, usize::from(list.height)) + usize::from(y - list.y);
    (at < picker.shown.len()).then_some(at)
}

/// Whether a click is inside what lies over the screen.
pub(super) fn inside_overlay(state: &State, x: u16, y: u16) -> bool {
    let area = screen(state);
    let at = Position { x, y };
    match &state.overlay {
        Some(Overlay::Pick(picker)) => picker_box(area, picker).0.contains(at),
        Some(Overlay::Form(form)) => form_box(area, form).contains(at),
        Some(Overlay::Line(_) | Overlay::Search(_)) => foot(area).contains(at),
        _ => false,
    }
}

/// The keys of a list.
fn picker_keys(picker: &Picker) -> Line {
    let chooses = picker
        .entries
        .iter()
        .any(|entry| entry.choice != Choice::Nothing);
    let reads = |entry: &Entry| matches!(entry.choice, Choice::Read(..));
    let mut keys = Line::new();
    if chooses {
        keys.push(Role::Key, "Enter");
        keys.push(
            Role::Dim,
            match picker.entries.iter().all(reads) {
                true => " reads it whole   ",
                false => " chooses   ",
            },
        );
    }
    keys.with(Role::Dim, "type to filter   ")
        .with(Role::Key, "Esc")
        .with(Role::Dim, " closes")
}

/// The first entry in sight: the one selected stays in sight however it came to be selected.
fn first_row(picker: &Picker, rows: usize) -> usize {
    let mut flow = picker.flow;
    flow.reveal(&Reach {
        len: picker.shown.len(),
        rows,
        height: &|_| 1,
    });
    flow.top
}

fn draw_picker(buffer: &mut Buffer, area: Rect, picker: &Picker, theme: Theme) {
    let (outer, list) = picker_box(area, picker);
    frame(buffer, outer, &picker.title, theme);
    let keys = Line::plain(" ")
        .and(picker_keys(picker))
        .with(Role::Plain, " ");
    let below = Rect {
        x: outer.x + 2,
        y: outer.bottom().saturating_sub(1),
        width: outer.width.saturating_sub(4),
        height: 1,
    };
    paint::line(buffer, below, 0, &keys, theme);
    let line = Rect {
        x: outer.x + 2,
        y: outer.y + 1,
        width: outer.width.saturating_sub(4),
        height: 1,
    };
    let x = paint::words(buffer, line, "> ", theme.style(Tone::Key));
    let count = format!("{} of {}", picker.shown.len(), picker.entries.len());
    let room = usize::from(line.right().saturating_sub(x));
    let counted = width(&count).min(room);
    let field = Rect {
        x,
        width: u16::try_from(room - counted).unwrap_or(0),
        ..line
    };
    paint::field(buffer, field, &picker.field);
    let place = Rect {
        x: line
            .right()
            .saturating_sub(u16::try_from(counted).unwrap_or(0)),
        width: u16::try_from(counted).unwrap_or(0),
        ..line
    };
    paint::words(buffer, place, &count, theme.style(Tone::Dim));
    let rows = usize::from(list.height);
    let wide = usize::from(list.width).saturating_sub(3);
    let first = first_row(picker, rows);
    let entries = || {
        picker
            .shown
            .iter()
            .skip(first)
            .take(rows)
            .filter_map(|n| picker.entries.get(*n))
    };
    let keys = entries()
        .map(|entry| width(&entry.key))
        .max()
        .unwrap_or(0)
        .min(18);
    let details = entries()
        .map(|entry| width(&entry.detail))
        .max()
        .unwrap_or(0);
    let labels = entries()
        .filter(|entry| !entry.detail.is_empty())
        .map(|entry| width(&entry.label))
        .max()
        .unwrap_or(0)
        .min(wide.saturating_sub(keys + details + 4).max(wide * 6 / 10));
    for (row, entry) in entries().enumerate() {
        let strip = Rect {
            y: list.y + u16::try_from(row).unwrap_or(0),
            height: 1,
            ..list
        };
        if first + row == picker.flow.cursor {
            paint::ground(buffer, strip, theme);
            paint::line(buffer, strip, 0, &Line::of(Role::Key, "▌"), theme);
        }
        let mut text = Line::new();
        if keys > 0 {
            text.push(Role::Key, paint::cell(&entry.key, keys));
            text.push(Role::Plain, "  ");
        }
        if entry.detail.is_empty() {
            text.push(Role::Plain, &entry.label);
        } else {
            text.push(Role::Plain, paint::told(&entry.label, labels));
            text.push(Role::Dim, format!("  {}", entry.detail));
        }
        let place = Rect {
            x: strip.x + 1,
            width: strip.width.saturating_sub(2),
            ..strip
        };
        paint::line(buffer, place, 0, &text.cut_by_word(wide), theme);
    }
    if picker.shown.is_empty() {
        let place = Rect {
            x: list.x + 1,
            ..list
        };
        paint::line(
            buffer,
            place,
            0,
            &Line::of(Role::Dim, "nothing fits"),
            theme,
        );
    }
    paint::thumb(buffer, list, first, rows, picker.shown.len(), theme);
}

fn draw_line(buffer: &mut Buffer, area: Rect, command: &CommandLine, theme: Theme) {
    let row = foot(area);
    Clear.render(row, buffer);
    let x = paint::words(buffer, row, ":", theme.style(Tone::Key));
    let place = Rect {
        x,
        width: row.right().saturating_sub(x),
        ..row
    };
    paint::field(buffer, place, &command.field);
    let words = &command.completions.1;
    if words.is_empty() || row.y == 0 {
        return;
    }
    // One row of what may follow, begun so that the chosen one is in sight.
    let above = Rect {
        y: row.y - 1,
        ..row
    };
    Clear.render(above, buffer);
    let room = usize::from(above.width);
    let chosen = command.chosen.unwrap_or(0);
    let mut first = 0;
    let columns = |from: usize, to: usize| -> usize {
        words
            .iter()
            .skip(from)
            .take(to + 1 - from)
            .map(|word| width(word) + 2)
            .sum()
    };
    while first < chosen && columns(first, chosen) > room {
        first += 1;
    }
    let mut x = above.x;
    for (n, word) in words.iter().enumerate().skip(first) {
        if x >= above.right() {
            break;
        }
        let style = if Some(n) == command.chosen {
            theme.style(Tone::Found)
        } else {
            theme.style(Tone::Dim)
        };
        let left = usize::from(above.right() - x);
        let shown = Line::plain(word).text();
        (x, _) = buffer.set_stringn(x, above.y, &shown, left, style);
        x = x.saturating_add(2);
    }
}

/// The box of a form: no higher than what it asks for; on the floor below, so that the words it is about stay in sight.
fn form_box(area: Rect, form: &Form) -> Rect {
    let columns = usize::from(area.width).saturating_sub(6).min(100);
    let rows = area.height.saturating_sub(3).min(34);
    let mut outer = centered(area, columns, rows);
    let words = |blank: &&Blank| blank.which == Which::Words;
    if form.blanks.iter().filter(words).count() == 0 && form.old.is_none() {
        let told = said_below(form, usize::from(outer.width).saturating_sub(4)).len();
        let lines = u16::try_from(form.blanks.len() + told.max(1) + 4);
        outer.height = lines.unwrap_or(outer.height).min(outer.height);
    }
    if matches!(form.purpose, Purpose::Floor(..)) {
        outer.y = area.bottom().saturating_sub(outer.height + 2).max(area.y);
    }
    outer
}

/// Draws a form.
fn draw_form(buffer: &mut Buffer, area: Rect, form: &Form, state: &State) {
    let theme = state.theme;
    let has_words = form.blanks.iter().any(|blank| blank.which == Which::Words);
    let lines = form
        .blanks
        .iter()
        .filter(|blank| blank.which != Which::Words)
        .count();
    let outer = form_box(area, form);
    let inner = frame(buffer, outer, &form.title, theme);
    let columns = usize::from(inner.width);
    let mut message = said_below(form, columns);
    // Below: the lines to fill in, rows of words, the keys.
    let most = usize::from(inner.height).saturating_sub(lines + 1);
    let most = if has_words { most / 2 } else { most };
    curtail(&mut message, most.max(1));
    let told = message.len().max(1);
    let foot = u16::try_from(lines + told + 1).unwrap_or(4);
    let above = inner.height.saturating_sub(foot);
    let shows_change = form.old.is_some();
    let words_high = if shows_change && has_words {
        above / 2
    } else if has_words {
        above
    } else {
        0
    };
    let mut y = inner.y;
    for (n, blank) in form.blanks.iter().enumerate() {
        if blank.which != Which::Words {
            continue;
        }
        let here = n == form.focus;
        let head = Rect {
            y,
            height: 1,
            ..inner
        };
        paint::head(buffer, head, blank.label, here, theme);
        let place = Rect {
            y: y + 1,
            height: words_high.saturating_sub(1),
            ..inner
        };
        if blank.field.is_empty() && !here {
            paint::line(buffer, place, 0, &Line::of(Role::Dim, blank.hint), theme);
        } else {
            paint::field(buffer, place, &blank.field);
        }
        y += words_high;
    }
    if shows_change {
        let head = Rect {
            y,
            height: 1,
            ..inner
        };
        let title = if form
            .wording
            .iter()
            .all(|run| run.op == crate::diff::Op::Equal)
        {
            "the change: none yet"
        } else {
            "the change"
        };
        paint::head(buffer, head, title, false, theme);
        let high = (inner.y + above).saturating_sub(y + 1);
        let place = Rect {
            y: y + 1,
            height: high,
            ..inner
        };
        let shown = theme.marked(change(&form.wording));
        let wrapped = wrap(&shown, columns);
        paint::lines(buffer, place, &wrapped, theme);
    }
    let mut y = inner.y + above;
    let labels = form
        .blanks
        .iter()
        .filter(|blank| blank.which != Which::Words)
        .map(|blank| width(blank.label))
        .max()
        .unwrap_or(0);
    for (n, blank) in form.blanks.iter().enumerate() {
        if blank.which == Which::Words {
            continue;
        }
        let row = Rect {
            y,
            height: 1,
            ..inner
        };
        let here = n == form.focus;
        let wrong = form.wrong == Some(n);
        let style = theme.style(match (wrong, here) {
            (true, _) => Tone::Error,
            (false, true) => Tone::Key,
            (false, false) => Tone::Dim,
        });
        let mark = if wrong { "✗ " } else { "  " };
        let label = format!("{}{mark}", paint::cell(blank.label, labels));
        let x = paint::words(buffer, row, &label, style);
        let place = Rect {
            x,
            width: row.right().saturating_sub(x),
            ..row
        };
        if blank.field.is_empty() && (!here || blank.which == Which::Heard) {
            paint::line(buffer, place, 0, &Line::of(Role::Dim, blank.hint), theme);
        } else {
            paint::field(buffer, place, &blank.field);
            if blank.field.is_empty() {
                // Behind the cursor: what an empty field means is asked while one is in it.
                let behind = Rect {
                    x: place.x.saturating_add(2).min(place.right()),
                    width: place.width.saturating_sub(2),
                    ..place
                };
                paint::line(buffer, behind, 0, &Line::of(Role::Dim, blank.hint), theme);
            }
        }
        if blank.which == Which::Who {
            let typed = blank.field.words().trim().to_uppercase();
            let name = state
                .card
                .people
                .iter()
                .find(|person| person.code.to_uppercase() == typed)
                .map(|person| person.name.clone());
            if let Some(name) = name {
                let at = place.x + u16::try_from(width(&typed) + 3).unwrap_or(0);
                let place = Rect {
                    x: at,
                    width: row.right().saturating_sub(at),
                    ..row
                };
                paint::line(buffer, place, 0, &Line::of(Role::Dim, name), theme);
            }
        }
        y += 1;
    }
    let told = u16::try_from(told).unwrap_or(1);
    let rows = Rect {
        y,
        height: told,
        ..inner
    };
    paint::lines(buffer, rows, &message, theme);
    let row = Rect {
        y: y + told,
        height: 1,
        ..inner
    };
    let keys = Line::of(Role::Key, "Ctrl-S")
        .with(Role::Dim, " sends   ")
        .with(Role::Key, "Tab")
        .with(Role::Dim, " next field   ")
        .with(Role::Key, "Ctrl-Z")
        .with(Role::Dim, " undo   ")
        .with(Role::Key, "Esc")
        .with(Role::Dim, " leaves");
    paint::line(buffer, row, 0, &keys.cut_by_word(columns), theme);
}

/// What a form says below its fields: why it could not be sent, a line for each reason and the way out last; or what Esc would throw
/// away.
fn said_below(form: &Form, columns: usize) -> Vec<Line> {
    let Some(refusal) = &form.refused else {
        return match form.leaving {
            true => vec![Line::of(Role::Warn, "Esc again throws what you wrote away")],
            false => Vec::new(),
        };
    };
    let mut said = vec![Line::of(Role::Bad, "✗ ").with(Role::Strong, &refusal.what)];
    let because = refusal.because.iter();
    said.extend(because.map(|one| Line::plain("  ").with(Role::Plain, one)));
    let hint = refusal.hint.iter();
    said.extend(hint.map(|hint| Line::of(Role::Key, "→ ").with(Role::Plain, hint)));
    let wrapped = said.into_iter();
    wrapped
        .flat_map(|line| wrap(&line.hanging(2), columns))
        .collect()
}

/// Of more lines than there is room for, the first and the last: what is the matter, and the way out.
fn curtail(lines: &mut Vec<Line>, room: usize) {
    let over = lines.len().saturating_sub(room);
    if over == 0 || room < 3 {
        lines.truncate(room);
        return;
    }
    let last = lines.split_off(lines.len() - 1);
    let more = format!("  … {} lines more: make the window larger", over + 1);
    lines.truncate(room - 2);
    lines.push(Line::of(Role::Dim, more));
    lines.extend(last);
}

/// Draws the keys that may follow a first one.
pub(super) fn draw_followers(buffer: &mut Buffer, area: Rect, prefix: Prefix, state: &State) {
    let theme = state.theme;
    if area.width < 16 || area.height < 6 {
        return;
    }
    let followers = followers(prefix);
    let column = followers
        .iter()
        .map(|follower| width(follower.words) + 5)
        .max()
        .unwrap_or(10);
    let columns = (usize::from(area.width).saturating_sub(4) / column).clamp(1, 3);
    let rows = followers.len().div_ceil(columns);
    let said = usize::from(state.notice.is_some());
    let high = u16::try_from(rows + said + 2)
        .unwrap_or(area.height)
        .min(area.height);
    let notice = state.notice.as_ref().map(|notice| {
        let line = Line::of(Role::Bad, "✗ ").with(Role::Plain, &notice.text);
        line.with(Role::Dim, notice.hint.as_deref().unwrap_or_default())
    });
    let told = notice.as_ref().map_or(0, Line::width);
    let wide = u16::try_from((columns * column).max(told + 1) + 3)
        .unwrap_or(area.width)
        .min(area.width);
    let outer = Rect {
        x: area.x + 1,
        y: area.bottom().saturating_sub(high + 1),
        width: wide,
        height: high,
    }
    .intersection(area);
    let inner = frame(buffer, outer, prefix_title(prefix), theme);
    if let Some(line) = notice {
        let cut = line.cut_by_word(usize::from(inner.width));
        paint::line(
            buffer,
            inner,
            usize::from(inner.height.saturating_sub(1)),
            &cut,
            theme,
        );
    }
    let seat = Seat::of(state);
    for (n, follower) in followers.iter().enumerate() {
        let x = inner.x + u16::try_from(n / rows * column).unwrap_or(0);
        let y = inner.y + u16::try_from(n % rows).unwrap_or(0);
        if y >= inner.bottom() || x >= inner.right() {
            continue;
        }
        let room = usize::from(inner.right() - x);
        // What cannot follow stays where hands know it, and steps back.
        let (key, words) = match follower.intent {
            Intent::Treat(verb) if proposals_for(state, verb).is_empty() => {
                (theme.style(Tone::Dim), theme.style(Tone::Dim))
            }
            intent if seat != Seat::Reader && !seat.is_offered(intent) => {
                (theme.style(Tone::Dim), theme.style(Tone::Dim))
            }
            _ => (theme.style(Tone::Key), Style::default()),
        };
        let (x, _) = buffer.set_stringn(x, y, follower.key.name(), room, key);
        let room = usize::from(inner.right().saturating_sub(x + 1));
        buffer.set_stringn(x + 1, y, follower.words, room, words);
    }
}
