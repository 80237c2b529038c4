//! The first page: the meeting, its documents and how far they are, what is due, the programme and the agenda.

use super::chart::chart;
use super::html::{Attribute, Href, Html};
use super::said::{short, states_in_words};
use super::shell::{Kind, Shell};
use crate::moment::Moment;
use crate::ops::{Bulletin, DocumentRow, LeafPoint, Naming};

use Attribute::{To, Value};

/// A document on the first page: where its page lies, and its course.
pub(super) struct Entry<'a> {
    pub(super) to: Href,
    pub(super) points: &'a [LeafPoint],
}

/// The page; the entries stand in the order of the bulletin's documents.
pub(super) fn page(bulletin: &Bulletin, entries: &[Entry<'_>], kind: Kind<'_>) -> String {
    let mut header = Html::new();
    header.ours("<header>");
    if let Some(symbol) = &bulletin.symbol {
        header.element("p", &[], symbol);
    }
    header.open("h1", &[Value("dir", "auto")]);
    header.text(&bulletin.title);
    header.close("h1");
    let mut facts: Vec<String> = Vec::new();
    facts.extend(bulletin.place.clone());
    facts.extend(bulletin.days.as_ref().map(|(from, to)| between(from, to)));
    if !facts.is_empty() {
        header.element("p", &[], &facts.join(", "));
    }
    if bulletin.illustrative {
        header.ours("<p><strong>The texts, positions and votes here are invented for illustration.</strong></p>");
    }
    header.ours("</header>");
    let mut main = Html::new();
    main.ours("<main id=\"main\" tabindex=\"-1\">");
    main.ours("<section aria-labelledby=\"documents\"><h2 id=\"documents\">Documents</h2>");
    if bulletin.documents.is_empty() {
        main.ours("<p>No documents yet.</p>");
    }
    main.ours("<ul class=\"cards\">");
    for (row, entry) in bulletin.documents.iter().zip(entries) {
        card(row, entry, &mut main);
    }
    main.ours("</ul></section>");
    dates("deadlines", "Due", &bulletin.deadlines, &mut main);
    dates(
        "programme",
        "Programme of work",
        &bulletin.programme,
        &mut main,
    );
    if !bulletin.agenda.is_empty() {
        main.ours(
            "<section aria-labelledby=\"agenda\"><h2 id=\"agenda\">Agenda</h2><ul class=\"items\">",
        );
        for item in &bulletin.agenda {
            main.open("li", &[Value("dir", "auto")]);
            main.text(item);
            main.close("li");
        }
        main.ours("</ul></section>");
    }
    let drawn: Vec<(&DocumentRow, &Entry<'_>)> = bulletin
        .documents
        .iter()
        .zip(entries)
        .filter(|(_, entry)| entry.points.len() > 2)
        .collect();
    if !drawn.is_empty() {
        main.ours("<section aria-labelledby=\"course\"><h2 id=\"course\">How far it is</h2>");
        for (row, entry) in drawn {
            main.open("h3", &[Value("dir", "auto")]);
            main.text(row.symbol.as_deref().unwrap_or(&row.id));
            main.close("h3");
            chart(entry.points, &mut main);
        }
        main.ours("</section>");
    }
    main.ours("</main>");
    let title = bulletin.short.as_deref().unwrap_or(&bulletin.title);
    let title = format!("{title}: documents");
    let shell = Shell {
        title: &title,
        kind,
        made: Some(bulletin.made),
        unnamed: bulletin.names == Naming::Hidden,
        bare: false,
    };
    shell.round(&header, &main)
}

/// From one day to another, as people say it: `14 to 18 July 2008`; as they are written where they are no days.
fn between(from: &str, to: &str) -> String {
    let day = |text: &str| {
        let noon = format!("{text}T12:00Z").parse::<Moment>().ok()?;
        Some((noon.format("%-d"), noon.format("%B"), noon.format("%Y")))
    };
    match (day(from), day(to)) {
        (Some(a), Some(b)) if a == b => format!("{} {} {}", b.0, b.1, b.2),
        (Some(a), Some(b)) if (&a.1, &a.2) == (&b.1, &b.2) => {
            format!("{} to {} {} {}", a.0, b.0, b.1, b.2)
        }
        (Some(a), Some(b)) if a.2 == b.2 => format!("{} {} to {} {} {}", a.0, a.1, b.0, b.1, b.2),
        (Some(a), Some(b)) => format!("{} {} {} to {} {} {}", a.0, a.1, a.2, b.0, b.1, b.2),
        _ => format!("{from} to {to}"),
    }
}

fn card(row: &DocumentRow, entry: &Entry<'_>, html: &mut Html) {
    html.ours("<li><h3 dir=\"auto\">");
    html.open("a", &[To(&entry.to)]);
    html.text(&row.title);
    html.close("a");
    html.ours("</h3><p>");
    let symbol = row.symbol.as_deref().unwrap_or(&row.id);
    html.text(symbol);
    if let Some(kind) = &row.kind {
        html.text(&format!(" · {}", kind.replace('-', " ")));
    }
    if let Some(revision) = &row.revision {
        html.text(&format!(" · last issued as {}", short(revision, symbol)));
    }
    html.ours("</p><p>");
    let many = |count: usize, one: &str, more: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {more}"),
    };
    html.text(
        &[
            many(row.paragraphs, "paragraph", "paragraphs"),
            many(row.brackets, "bracket", "brackets"),
            many(row.open_proposals, "open proposal", "open proposals"),
        ]
        .join(" · "),
    );
    html.ours("</p>");
    if let Some(adopted) = &row.adopted {
        html.element("p", &[], adopted);
    } else if !row.states.is_empty() {
        let states = states_in_words(&row.states);
        html.element("p", &[], &states.join(" · "));
    }
    html.ours("</li>");
}

fn dates(id: &'static str, head: &'static str, all: &[(Moment, String)], html: &mut Html) {
    if all.is_empty() {
        return;
    }
    html.open("section", &[Value("aria-labelledby", id)]);
    html.element("h2", &[Value("id", id)], head);
    html.ours("<dl class=\"when\">");
    for (time, what) in all {
        html.ours("<dt>");
        html.element(
            "time",
            &[Value("datetime", &time.format("%Y-%m-%dT%H:%M%:z"))],
            &time.format("%a %-d %b, %H:%M"),
        );
        html.ours("</dt>");
        html.element("dd", &[Value("dir", "auto")], what);
    }
    html.ours("</dl></section>");
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn days_are_said_as_people_say_them() {
        for (from, to, said) in [
            ("2008-07-14", "2008-07-18", "14 to 18 July 2008"),
            (
                "2015-11-30",
                "2015-12-12",
                "30 November to 12 December 2015",
            ),
            ("2008-07-14", "2008-07-14", "14 July 2008"),
            ("July", "later", "July to later"),
        ] {
            assert_eq!(between(from, to), said);
        }
    }
}
