//! A brief as a page of Markdown.

use crate::moment::Zone;
use crate::ops::Brief;
use crate::view;

/// The page.
pub(crate) fn brief(brief: &Brief, zone: Option<&Zone>) -> String {
    let when = |time| view::moment(time, zone);
    let mut page = format!(
        "# Brief for {}\n\n{}, {}\n",
        brief.name,
        brief.meeting,
        when(brief.when)
    );
    let mut part = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            page.push_str(&format!("\n## {title}\n\n"));
            for line in lines {
                page.push_str(&line);
                page.push('\n');
            }
        }
    };
    let item = |text: String| format!("- {text}");
    part(
        "Today",
        brief
            .sittings
            .iter()
            .map(|(time, what)| item(format!("{} {what}", when(*time))))
            .collect(),
    );
    let gavel = match brief.party {
        true => "May be gavelled now: object, or it is agreed in these words",
        false => "To be gavelled, in these words",
    };
    let spoken = brief.gavel.iter();
    part(
        gavel,
        spoken
            .map(|one| format!("**{} {}.** {}\n", one.document, one.name, one.words))
            .collect(),
    );
    part(
        "What does not go together",
        brief
            .findings
            .iter()
            .map(|(document, name, told)| item(format!("**{document} {name}**: {told}")))
            .collect(),
    );
    part(
        "What became of what you proposed",
        brief.own.iter().cloned().map(item).collect(),
    );
    let open = match brief.party {
        true => "Where you hold out",
        false => "What is not closed, and what would close it",
    };
    let rows = brief.open.iter().map(|row| {
        let state = view::state_words(row.state);
        let blocks = view::blocks(row).text();
        let blocks = if blocks.is_empty() {
            String::new()
        } else {
            format!(", {blocks}")
        };
        let closes = if row.closes.is_empty() {
            String::new()
        } else {
            format!(": {}", row.closes)
        };
        item(format!(
            "**{} {}** {state}{blocks}{closes}",
            row.document, row.name
        ))
    });
    let mut rows: Vec<String> = rows.collect();
    let legend = view::blocks_legend(brief.open.iter()).text();
    if !legend.is_empty() {
        rows.push(format!("\n{}", legend.replace("  ", " · ")));
    }
    part(open, rows);
    part(
        "Where you may be asked to give way",
        // What it holds itself is told above, with what would close it.
        brief
            .asked
            .iter()
            .filter(|(document, name, _)| {
                let mut told = brief.open.iter();
                !told.any(|row| row.document == *document && row.name == *name)
            })
            .map(|(document, name, way)| item(format!("**{document} {name}**: {way}")))
            .collect(),
    );
    part(
        "Who holds out",
        brief
            .holdouts
            .iter()
            .map(|one| item(view::holdout(one).text()))
            .collect(),
    );
    let packages = brief.packages.iter().map(|one| {
        let lines: Vec<String> = view::package(one).iter().map(view::Line::text).collect();
        item(lines.join("; "))
    });
    part("Only together", packages.collect());
    part(
        "What ends when",
        brief
            .deadlines
            .iter()
            .map(|(time, what)| item(format!("{} {what}", when(*time))))
            .collect(),
    );
    let since = match brief.since {
        Some(since) => format!("Since {}", when(since)),
        None => "What happened".to_owned(),
    };
    let mut changed: Vec<String> = Vec::new();
    if brief.more > 0 {
        changed.push(item(format!("{} acts before these", brief.more)));
    }
    changed.extend(brief.changed.iter().map(|act| {
        item(format!(
            "{} {}: {}",
            when(act.time),
            act.document,
            act.sentence
        ))
    }));
    part(&since, changed);
    page
}
