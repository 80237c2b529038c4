//! Pictures of screens, kept in `book/src/screens/`: the book shows them, and a test says when one is no longer what one sees.

use std::fmt::Write;
use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use super::seat::Seat;
use crate::kit::blessing;

/// Says how the screen differs from the picture of that name; where pictures are painted anew, paints it.
pub(crate) fn unlike(seat: &mut Seat, name: &str) -> Option<String> {
    let svg = svg(&seat.drawn(), seat.light);
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("book/src/screens")
        .join(format!("{name}.term.svg"));
    if blessing() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, svg).unwrap();
        return None;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    (kept != svg).then(|| {
        format!(
            "{name} is no longer what book/src/screens/{name}.term.svg shows:\n{}\n\
             ADREF_BLESS=1 cargo test --test suite screens paints it anew",
            seat.text()
        )
    })
}

/// How wide a column of the picture is, in tenths of a pixel.
const COLUMN: usize = 84;
/// How high a row is, in pixels.
const ROW: usize = 18;

/// A buffer as a picture: every run of one style stands at its own column, whatever the reader's fonts make of it.
fn svg(buffer: &Buffer, light: bool) -> String {
    let (ground, ink) = if light {
        ("#fdfdfb", "#1c2128")
    } else {
        ("#12161d", "#c9d1d9")
    };
    let (columns, height) = (
        usize::from(buffer.area.width),
        usize::from(buffer.area.height),
    );
    let x = |column: usize| {
        let tenths = 100 + column * COLUMN;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" font-size=\"14\" \
         font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" fill=\"{ink}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{ground}\"/>\n",
        x(columns + 1).split('.').next().unwrap(),
        height * ROW + 20,
    );
    let colour = |colour: Color| match colour {
        Color::Indexed(n @ 16..=231) => {
            let n = n - 16;
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let (r, g, b) = (level(n / 36), level(n / 6 % 6), level(n % 6));
            Some(format!("#{r:02x}{g:02x}{b:02x}"))
        }
        Color::Indexed(n @ 232..) => {
            let grey = 8 + 10 * (n - 232);
            Some(format!("#{grey:02x}{grey:02x}{grey:02x}"))
        }
        _ => None,
    };
    for y in 0..buffer.area.height {
        let mut runs: Vec<(usize, usize, String, Style)> = Vec::new();
        let mut hidden = 0;
        for column in 0..buffer.area.width {
            if hidden > 0 {
                hidden -= 1;
                continue;
            }
            let cell = &buffer[(column, y)];
            let wide = adref::view::width(cell.symbol()).max(1);
            hidden = wide - 1;
            match runs.last_mut() {
                // A gap of two spaces begins a run of its own: not every reader keeps spaces.
                Some((from, taken, text, style))
                    if *style == cell.style()
                        && *from + *taken == usize::from(column)
                        && !(cell.symbol() != " " && (text.ends_with("  ") || text == " "))
                        && !(cell.symbol() == " "
                            && text.trim().is_empty()
                            && !text.is_empty()
                            && text != " ") =>
                {
                    text.push_str(cell.symbol());
                    *taken += wide;
                }
                _ => runs.push((
                    usize::from(column),
                    wide,
                    cell.symbol().to_owned(),
                    cell.style(),
                )),
            }
        }
        let top = 10 + usize::from(y) * ROW;
        let mut words = String::new();
        for (from, taken, text, style) in runs {
            let reversed = style.add_modifier.contains(Modifier::REVERSED);
            let fore = style.fg.and_then(colour);
            let back = style.bg.and_then(colour);
            let (fore, back) = if reversed {
                (
                    Some(back.unwrap_or_else(|| ground.to_owned())),
                    Some(fore.unwrap_or_else(|| ink.to_owned())),
                )
            } else {
                (fore, back)
            };
            let tenths = taken * COLUMN;
            let wide = format!("{}.{}", tenths / 10, tenths % 10);
            if let Some(back) = back {
                writeln!(
                    out,
                    "<rect x=\"{}\" y=\"{top}\" width=\"{wide}\" height=\"{ROW}\" fill=\"{back}\"/>",
                    x(from)
                )
                .unwrap();
            }
            if text.trim().is_empty() {
                continue;
            }
            let mut look = String::new();
            if let Some(fore) = fore {
                write!(look, " fill=\"{fore}\"").unwrap();
            }
            if style.add_modifier.contains(Modifier::BOLD) {
                look.push_str(" font-weight=\"bold\"");
            }
            if style.add_modifier.contains(Modifier::ITALIC) {
                look.push_str(" font-style=\"italic\"");
            }
            if style.add_modifier.contains(Modifier::UNDERLINED) {
                look.push_str(" text-decoration=\"underline\"");
            }
            if style.add_modifier.contains(Modifier::CROSSED_OUT) {
                look.push_str(" text-decoration=\"line-through\"");
            }
            let drawn = text.trim_end();
            let tenths = adref::view::width(drawn) * COLUMN;
            let wide = format!("{}.{}", tenths / 10, tenths % 10);
            let text = drawn
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            writeln!(
                words,
                "<text x=\"{}\" y=\"{}\" textLength=\"{wide}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\"{look}>{text}</text>",
                x(from),
                top + 13,
            )
            .unwrap();
        }
        // Words lie over every ground of their row.
        out.push_str(&words);
    }
    out.push_str("</svg>\n");
    out
}
