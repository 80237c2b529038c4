//! Showing a comparison in the layout that was asked for.

use crate::cli::grammar::{Diff, Format};
use crate::cli::layout::{self, Compared, Ink, Shape};
use crate::cli::session::Session;
use crate::ops::{Comparison, ComparisonRow};
use crate::text::Document;
use crate::view::Line;

/// Narrower than this, two columns are no use.
const BROAD: usize = 100;

/// Shows a comparison as it was asked for.
pub(super) fn show_comparison(
    session: &mut Session<'_>,
    typed: &Diff,
    comparison: &Comparison,
    (old, new): &(Document, Document),
) {
    let columns = session.env.width;
    let ink = if session.env.colour {
        Ink::Colours
    } else {
        Ink::Marks
    };
    let usual = match columns >= BROAD {
        true => Format::SideBySide,
        false => Format::Inline,
    };
    let format = typed.format.unwrap_or(usual);
    let compared = Compared {
        comparison,
        texts: (old, new),
        all: typed.all,
        only: &typed.only,
        sentences: typed.sentences,
    };
    match format {
        // It is for other programs: nothing of it is wrapped or painted.
        Format::Markdown => {
            session.hand_on_text(layout::comparison_in_markdown(&compared).as_bytes())
        }
        format => {
            let shape = Shape::of(format, columns, ink);
            session.show(&layout::comparison_head(&compared, shape));
            if let Some(none) = layout::none_of_kind(&compared) {
                session.show(&[Line::new(), none]);
            }
            let rows: Vec<&ComparisonRow> = compared.shown().collect();
            session.show_each(&rows, |row, lines| {
                layout::lay_change(row, &compared, shape, lines);
            });
        }
    }
}
