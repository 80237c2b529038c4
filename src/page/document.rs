//! The page of a document: its paragraphs with their standing, what was filed at them, and what changed.

use std::collections::BTreeMap;

use super::chart::chart;
use super::filed::{filed, opened};
use super::html::{Attribute, Href, Html};
use super::prose::{Words, change};
use super::said::{short, states_in_words};
use super::shell::{Kind, Shell, Tongue};
use crate::consensus::State;
use crate::diff::ChangeKind;
use crate::moment::Moment;
use crate::ops::{Against, ComparisonRow, Leaf, LeafRow, Naming};
use crate::text::{Kind as Block, Paragraph};
use crate::view::{self, Line, Role, state_sign, state_words};

use Attribute::{To, Value};

/// Where a document's page lies, and what lies beside it.
pub(super) struct Beside<'a> {
    /// The first page, where there is one.
    pub(super) index: Option<Href>,
    /// The page that shows the paragraph in hand, where there is one.
    pub(super) floor: Option<Href>,
    /// The meeting.
    pub(super) meeting: &'a str,
    pub(super) kind: Kind<'a>,
    pub(super) made: Moment,
}

/// The page.
pub(super) fn page(leaf: &Leaf, beside: &Beside<'_>) -> String {
    let words = Words::of(&leaf.text);
    let tongue = Tongue::of(leaf.language.as_deref(), leaf.text.source());
    let mut header = Html::new();
    // The title is a paragraph too, with a place of its own.
    let first = leaf.text.paragraphs().first();
    let titled = first.is_some_and(|one| one.kind == Block::Title || titles(leaf, one));
    let anchor = if titled { words.anchors.id(0) } else { "top" };
    head(leaf, beside, (&tongue, anchor), &mut header);
    let mut main = Html::new();
    let sections: Vec<&Paragraph> = leaf
        .text
        .paragraphs()
        .iter()
        .filter(|one| one.kind == Block::Heading && !one.text.is_empty() && !titles(leaf, one))
        .collect();
    let class = if sections.is_empty() {
        "doc"
    } else {
        "doc has"
    };
    main.open(
        "main",
        &[
            Value("id", "main"),
            Value("class", class),
            Value("tabindex", "-1"),
        ],
    );
    contents(&sections, &words, &tongue, &mut main);
    main.ours("<div class=\"body\">");
    tools(leaf, &mut main);
    if let Some(against) = &leaf.against {
        changes_in_words(against, &mut main);
    }
    paragraphs(leaf, &words, &tongue, &mut main);
    let none = crate::ops::Positions {
        named: Vec::new(),
        counted: Vec::new(),
    };
    if !leaf.elsewhere.is_empty() {
        main.ours("<h2 id=\"elsewhere\">On the whole text, or on what is gone</h2><article class=\"p\" aria-label=\"On the whole text\">");
        filed(&leaf.elsewhere, &none, &mut main);
        main.ours("</article>");
    }
    if leaf.points.len() > 1 {
        main.ours("<h2 id=\"course\">How far it is</h2>");
        chart(&leaf.points, &mut main);
    }
    main.ours("</div></main>");
    let title = match leaf.row.symbol.as_deref() {
        Some(symbol) => format!("{} – {symbol}", leaf.row.title),
        None => leaf.row.title.clone(),
    };
    let shell = Shell {
        title: &title,
        kind: beside.kind,
        made: Some(beside.made),
        unnamed: leaf.names == Naming::Hidden,
        bare: false,
    };
    shell.round(&header, &main)
}

fn head(leaf: &Leaf, beside: &Beside<'_>, (tongue, anchor): (&Tongue, &str), html: &mut Html) {
    let row = &leaf.row;
    html.ours("<header>");
    html.ours("<p>");
    match &beside.index {
        Some(index) => {
            html.open("a", &[To(index)]);
            html.text(beside.meeting);
            html.close("a");
        }
        None => html.text(beside.meeting),
    }
    if let Some(floor) = &beside.floor {
        html.text(" · ");
        html.open("a", &[To(floor)]);
        html.text("the paragraph in hand, for the wall");
        html.close("a");
    }
    html.ours("</p>");
    html.open("h1", &tongue.with(&[Value("id", anchor)]));
    super::prose::words(&row.title, html);
    html.close("h1");
    html.ours("<ul class=\"facts\">");
    let mut fact = |head: &'static str, said: &str| {
        html.ours("<li>");
        html.ours(head);
        html.ours("<b>");
        html.text(said);
        html.ours("</b></li>");
    };
    if let Some(symbol) = &row.symbol {
        fact("", symbol);
    }
    if let Some(revision) = &row.revision {
        let symbol = row.symbol.as_deref().unwrap_or_default();
        fact("last issued as ", short(revision, symbol));
    }
    fact("paragraphs ", &row.paragraphs.to_string());
    fact("brackets ", &row.brackets.to_string());
    if row.open_proposals > 0 {
        fact("proposals to be answered ", &row.open_proposals.to_string());
    }
    for told in states_in_words(&row.states) {
        fact("", &told);
    }
    html.ours("</ul>");
    if let Some(adopted) = &row.adopted {
        html.element("p", &[], adopted);
    }
    html.ours("</header>");
}

/// The sections, as links.
fn contents(sections: &[&Paragraph], words: &Words<'_>, tongue: &Tongue, html: &mut Html) {
    if sections.is_empty() {
        return;
    }
    html.ours("<nav class=\"toc\" aria-label=\"Sections\" tabindex=\"0\"><details><summary>Sections</summary>");
    html.open("ol", &tongue.attributes());
    for section in sections {
        let class = match section.depth {
            0..=2 => "d1",
            3 => "d2",
            _ => "d3",
        };
        html.open("li", &[Value("class", class)]);
        let to = Href::here(words.anchors.id(section.index));
        html.open("a", &[To(&to)]);
        let line = heading_line(words, section);
        html.text(line.cut(90).as_str());
        html.close("a");
        html.close("li");
    }
    html.ours("</ol></details></nav>");
}

/// A heading's words behind its printed number.
fn heading_line(words: &Words<'_>, heading: &Paragraph) -> Line {
    Line::of(Role::Plain, printed(words, heading)).and(view::words(Role::Plain, &heading.text))
}

/// A heading's number as it is printed: `II. `, `Article 4 – `; nothing where it has none, or where it is all there is.
fn printed(words: &Words<'_>, heading: &Paragraph) -> String {
    let numbered = heading
        .label
        .as_ref()
        .filter(|label| label.as_str() != heading.text);
    let source = words.text.source();
    let head = source
        .get(heading.span.start..heading.body.start)
        .filter(|_| numbered.is_some());
    head.map(|head| head.trim_start_matches(['#', ' ', '*', '_']).to_owned())
        .unwrap_or_default()
}

fn tools(leaf: &Leaf, html: &mut Html) {
    html.ours("<form class=\"tools\" id=\"tools\" role=\"search\" aria-label=\"Filter the paragraphs\" hidden><label>Find <input type=\"search\" autocomplete=\"off\"></label>\
<label><input type=\"checkbox\" value=\"open\"> not agreed</label><label><input type=\"checkbox\" value=\"bracketed\"> with brackets</label><label><input type=\"checkbox\" value=\"proposed\"> with open proposals</label>");
    if leaf.against.is_some() {
        html.ours("<label><input type=\"checkbox\" value=\"changed\"> changed</label>");
    }
    html.ours("<button type=\"button\" data-fold=\"open\">Unfold all</button><button type=\"button\" data-fold=\"shut\">Fold all</button><output></output></form>");
}

fn changes_in_words(against: &Against, html: &mut Html) {
    html.ours("<p class=\"m\" id=\"changes\">");
    let counted = view::counted(&against.comparison);
    html.text("Since ");
    html.element("strong", &[], &against.name);
    html.text(": ");
    html.text(match counted.as_str() {
        "" => "nothing differs",
        counted => counted,
    });
    html.text(". What was struck is ");
    html.ours("<del>crossed out</del>, what was added is <ins>underlined</ins>.</p>");
}

/// The changes by paragraph: what became of each, and what stood before it and is gone.
#[derive(Default)]
struct Changes<'a> {
    of: BTreeMap<usize, &'a ComparisonRow>,
    gone: BTreeMap<usize, Vec<&'a ComparisonRow>>,
}

impl<'a> Changes<'a> {
    fn of(against: Option<&'a Against>) -> Changes<'a> {
        let mut all = Changes::default();
        let Some(against) = against else {
            return all;
        };
        let mut next = 0;
        for row in &against.comparison.rows {
            if row.change.new.is_empty() {
                all.gone.entry(next).or_default().push(row);
                continue;
            }
            for index in &row.change.new {
                next = next.max(index + 1);
                if !row.change.is_nothing() {
                    all.of.insert(*index, row);
                }
            }
        }
        all
    }
}

fn paragraphs(leaf: &Leaf, words: &Words<'_>, tongue: &Tongue, html: &mut Html) {
    let changes = Changes::of(leaf.against.as_ref());
    let mut above = Vec::new();
    for row in &leaf.rows {
        gone(&changes, row.index, leaf.against.as_ref(), tongue, html);
        let Some(paragraph) = leaf.text.paragraphs().get(row.index) else {
            continue;
        };
        match paragraph.kind {
            Block::Title => {}
            // It stands at the head of the page already.
            Block::Heading if titles(leaf, paragraph) => {}
            Block::Heading => {
                heading(paragraph, words, tongue, &mut above, html);
                under_heading(leaf, row, words, html);
            }
            _ => one(leaf, row, paragraph, (words, tongue), &changes, html),
        }
        if matches!(paragraph.kind, Block::Title | Block::Heading)
            && let Some(changed) = changes.of.get(&row.index)
            && changed.change.kind != ChangeKind::Unchanged
        {
            html.ours("<p class=\"g\">");
            change_head(changed, html);
            html.open("span", &tongue.attributes());
            change(&line_of(changed, leaf.against.as_ref()), None, html);
            html.ours("</span></p>");
        }
    }
    gone(
        &changes,
        leaf.rows.len(),
        leaf.against.as_ref(),
        tongue,
        html,
    );
}

/// Whether a heading is the document's title, and the first thing in it.
fn titles(leaf: &Leaf, heading: &Paragraph) -> bool {
    heading.index == 0 && heading.text == leaf.row.title
}

/// A heading: one deeper than the one it stands under, so that the outline has no holes.
fn heading(
    paragraph: &Paragraph,
    words: &Words<'_>,
    tongue: &Tongue,
    above: &mut Vec<usize>,
    html: &mut Html,
) {
    while above.last().is_some_and(|depth| *depth >= paragraph.depth) {
        above.pop();
    }
    above.push(paragraph.depth);
    let tag = match above.len() + 1 {
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    };
    let id = words.anchors.id(paragraph.index);
    html.open(tag, &tongue.with(&[Value("id", id)]));
    html.text(&printed(words, paragraph));
    words.paragraph(paragraph.index, html);
    html.close(tag);
}

/// How a heading stands, where it is before the room: below it, as its words stand above.
fn under_heading(leaf: &Leaf, row: &LeafRow, words: &Words<'_>, html: &mut Html) {
    let before = row.state.filter(|state| state.is_before_the_room());
    if before.is_none() && row.proposals.is_empty() {
        return;
    }
    let mut class = String::from("p");
    if !row.state.is_some_and(State::is_agreed) {
        class.push_str(" open");
    }
    if leaf.text.contested(row.index).next().is_some() {
        class.push_str(" bracketed");
    }
    if row.proposals.iter().any(|one| one.open) {
        class.push_str(" proposed");
    }
    let label = format!("Heading {}", row.name);
    html.ours("\n");
    html.open(
        "article",
        &[Value("class", &class), Value("aria-label", &label)],
    );
    html.ours("<div class=\"k\">");
    let to = Href::here(words.anchors.id(row.index));
    html.open("a", &[Value("class", "n"), To(&to)]);
    html.element("bdi", &[], &row.name);
    html.close("a");
    if let Some(stands) = row.state {
        html.ours(" ");
        state(stands, html);
    }
    html.ours("</div>");
    why(row, html);
    filed(&row.proposals, &row.positions, html);
    html.close("article");
}

/// Why it stands as it does.
fn why(row: &LeafRow, html: &mut Html) {
    if !row.reasons.is_empty() {
        html.ours("<p class=\"m\" dir=\"ltr\">");
        html.text(&row.reasons.join("; "));
        html.ours("</p>");
    }
}

fn one(
    leaf: &Leaf,
    row: &LeafRow,
    paragraph: &Paragraph,
    (words, tongue): (&Words<'_>, &Tongue),
    changes: &Changes<'_>,
    html: &mut Html,
) {
    let id = words.anchors.id(row.index);
    let changed = changes.of.get(&row.index).copied();
    let bracketed = leaf.text.contested(row.index).next().is_some();
    let mut class = String::from("p");
    let mut add = |word: &str, holds: bool| {
        if holds {
            class.push(' ');
            class.push_str(word);
        }
    };
    add("open", !row.state.is_some_and(State::is_agreed));
    add("bracketed", bracketed);
    add("proposed", row.proposals.iter().any(|one| one.open));
    add("changed", changed.is_some());
    let deep = match (paragraph.kind, paragraph.depth) {
        (_, 0) => 0,
        (Block::Item, deep) if paragraph.parent.is_some() => deep.min(3),
        (Block::Item, deep) => deep.saturating_sub(1).min(3),
        (_, deep) => deep.min(3),
    };
    let deep = match paragraph.parent {
        Some(_) => deep.max(1),
        None => deep,
    };
    add(
        ["", "i1", "i2", "i3"].get(deep).copied().unwrap_or("i3"),
        deep > 0,
    );
    let label = format!("Paragraph {}", row.name);
    html.ours("\n");
    html.open(
        "article",
        &[
            Value("class", &class),
            Value("id", id),
            Value("aria-label", &label),
            Value("dir", tongue.dir()),
        ],
    );
    html.ours("<div class=\"k\">");
    let to = Href::here(id);
    html.open("a", &[Value("class", "n"), To(&to)]);
    let shown = paragraph
        .label
        .as_ref()
        .map_or(row.name.as_str(), |label| label.as_str());
    html.element("bdi", &[], shown);
    html.close("a");
    if let Some(stands) = row.state {
        html.ours(" ");
        state(stands, html);
    }
    html.ours("</div>");
    html.open("div", &tongue.with(&[Value("class", "t")]));
    let (open, close): (Marks, Marks) = match paragraph.kind {
        Block::Table | Block::Code => (|_| {}, |_| {}),
        Block::Quote => (
            |html| html.ours("<blockquote><p>"),
            |html| html.ours("</p></blockquote>"),
        ),
        _ => (|html| html.ours("<p>"), |html| html.ours("</p>")),
    };
    open(html);
    words.paragraph(row.index, html);
    close(html);
    html.close("div");
    why(row, html);
    if let Some(changed) = changed {
        let since = leaf
            .against
            .as_ref()
            .map_or("", |against| against.name.as_str());
        let sign = view::change_sign(changed);
        let told = match sign.words.as_str() {
            "" => "stands elsewhere",
            told => told,
        };
        let labels = match changed.labels.0 != changed.labels.1 {
            true => format!(" ({})", view::change_labels(changed)),
            false => String::new(),
        };
        let summary = format!("{} since {since}: {told}{labels}", sign.sign);
        // Of several that became several, the words stand at the first; what is new or only moved has none to show.
        let first = changed.change.new.first() == Some(&row.index);
        let bare = matches!(
            changed.change.kind,
            ChangeKind::Unchanged | ChangeKind::Inserted
        );
        if bare || !first {
            html.ours("<p class=\"m d\" dir=\"ltr\">");
            html.text(&summary);
            html.ours("</p>");
        } else {
            opened("d", &summary, html);
            html.open("p", &tongue.with(&[Value("class", "g")]));
            change(&line_of(changed, leaf.against.as_ref()), None, html);
            html.close("p");
            html.close("details");
        }
    }
    filed(&row.proposals, &row.positions, html);
    html.close("article");
}

/// What stands round a paragraph's words.
type Marks = fn(&mut Html);

/// The sign and the word of a paragraph's state.
fn state(state: State, html: &mut Html) {
    let class = match state {
        State::Contested | State::Reopened => "st bad",
        State::Placeholder | State::Silence | State::Parked => "st warn",
        State::Open | State::Clean => "st",
        _ => "st good",
    };
    html.open("span", &[Value("class", class)]);
    html.text(&format!("{} {}", state_sign(state), state_words(state)));
    html.close("span");
}

/// What stood before a paragraph and is gone.
fn gone(
    changes: &Changes<'_>,
    index: usize,
    against: Option<&Against>,
    tongue: &Tongue,
    html: &mut Html,
) {
    for row in changes.gone.get(&index).into_iter().flatten() {
        html.ours("\n<article class=\"p changed\"><div class=\"gone\"><p class=\"m\">");
        change_head(row, html);
        html.ours("</p>");
        html.open("p", &tongue.with(&[Value("class", "g")]));
        change(&line_of(row, against), None, html);
        html.ours("</p></div></article>");
    }
}

fn change_head(row: &ComparisonRow, html: &mut Html) {
    let sign = view::change_sign(row);
    html.element(
        "span",
        &[Value("class", "st warn")],
        &format!("{} {} {}", sign.sign, view::change_labels(row), sign.words),
    );
    html.text(" ");
}

/// The words of a change by role.
fn line_of(row: &ComparisonRow, against: Option<&Against>) -> Line {
    match row.change.kind {
        // Where everything went, or came, there is nothing to tell apart.
        ChangeKind::Deleted => {
            let old = against.map(|against| against.old.clone());
            let texts = row
                .change
                .old
                .iter()
                .filter_map(|index| Some(old.as_ref()?.paragraphs().get(*index)?.text.clone()));
            Line::of(
                Role::Struck,
                view::words(Role::Plain, &texts.collect::<Vec<_>>().join(" ")).as_str(),
            )
        }
        ChangeKind::Inserted => Line::of(Role::Added, "all of it"),
        _ => view::change(&row.wording),
    }
}
